// Unions: the constraint elements `~int | string`.

import * as Code from '../diag/codes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Expr, Operation } from '../syntax/nodes.ts';
import * as Operator from '../syntax/operator.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { later } from './checker.ts';
import { errorf, softErrorf } from './errors.ts';
import { typeText } from './format.ts';
import { exprString } from '../syntax/exprstring.ts';
import * as Mode from './operand-mode.ts';
import { identical, isInterface, isTypeParam, isValid } from './predicates.ts';
import { recordTypeAndValue } from './recording.ts';
import { disjoint, termString } from './termlist.ts';
import * as TypeKind from './typekind.ts';
import { typeSet } from './typeset.ts';
import type { Type } from './type.ts';
import { Term, Union } from './type.ts';
import { typ } from './typexpr.ts';
import { under } from './under.ts';
import { universeComparable } from './universe.ts';

/** The most terms that a union, or a type set, may have: what is done with them takes quadratic time. */
export const maxTermCount = 100;

/** The type of an embedded element: a Union, or the type itself where there is one term without ~; Typ.Invalid after some errors. */
export function parseUnion(check: Checker, e: Expr): Type {
  const operations: Operation[] = [];
  const exprs: Expr[] = [];
  flatten(e, operations, exprs);
  const terms: Term[] = [];
  let u: Type = Typ.Invalid;
  for (let i = 0; i < exprs.length; i++) {
    const x = exprs[i]!;
    const term = parseTilde(check, x);
    if (exprs.length === 1 && !term.tilde) return term.type!;
    if (terms.length >= maxTermCount) {
      if (isValid(u)) {
        errorf(
          check,
          x,
          Code.InvalidUnion,
          `cannot handle more than ${maxTermCount} union terms (implementation limitation)`,
        );
        u = Typ.Invalid;
      }
    } else {
      terms.push(term);
      u = new Union(terms.slice());
    }
    if (i > 0) recordTypeAndValue(check, operations[i - 1]!, Mode.TypExpr, u, null);
  }
  if (isValid(u)) later(check, () => checkTerms(check, terms, exprs));
  return u;
}

/** Checks terms against each other when their types are complete. */
function checkTerms(check: Checker, terms: readonly Term[], exprs: readonly Expr[]): void {
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    const at = exprs[i]!;
    const type = term.type!;
    if (!isValid(type)) continue;
    const u = under(type);
    if (term.tilde) {
      let why = '';
      if (u.kind === TypeKind.Interface) why = `${typeText(check, type)} is an interface`;
      else if (!identical(u, type)) why = `underlying type of ${typeText(check, type)} is ${typeText(check, u)}`;
      if (why !== '') {
        errorf(check, at, Code.InvalidUnion, `invalid use of ~ (${why})`);
        continue;
      }
    }
    if (u.kind === TypeKind.Interface) {
      // Interfaces among several terms are constraints without methods.
      const set = typeSet(u);
      const s = termString(term, null);
      if (set.methods.length > 0) {
        errorf(check, at, Code.InvalidUnion, `cannot use ${s} in union (${s} contains methods)`);
      } else if (type === universeComparable) {
        errorf(check, at, Code.InvalidUnion, 'cannot use comparable in union');
      } else if (set.comparable) {
        errorf(check, at, Code.InvalidUnion, `cannot use ${s} in union (${s} embeds comparable)`);
      }
      continue;
    }
    for (let j = 0; j < i; j++) {
      const other = terms[j]!;
      if (isInterface(other.type!) || disjoint(other, term)) continue;
      const s = termString(term, null);
      softErrorf(check, at, Code.InvalidUnion, `overlapping terms ${s} and ${termString(other, null)}`);
      break;
    }
  }
}

function parseTilde(check: Checker, e: Expr): Term {
  const tilde = e.kind === NodeKind.Operation && e.op === Operator.Tilde;
  const x = tilde ? e.x : e;
  let type = typ(check, x);
  if (isTypeParam(type)) {
    const what = tilde ? `type in term ${exprString(e)} cannot be a type parameter` : 'term cannot be a type parameter';
    errorf(check, x, Code.MisplacedTypeParam, what);
    type = Typ.Invalid;
  }
  const term = new Term(tilde, type);
  if (tilde) recordTypeAndValue(check, e, Mode.TypExpr, new Union([term]), null);
  return term;
}

/** Takes `a | b | c` apart, from left to right: the operations, and one expression more. */
function flatten(e: Expr, operations: Operation[], exprs: Expr[]): void {
  const spine: Operation[] = [];
  while (e.kind === NodeKind.Operation && e.op === Operator.Or && e.y !== null) {
    spine.push(e);
    e = e.x;
  }
  exprs.push(e);
  for (let i = spine.length - 1; i >= 0; i--) {
    operations.push(spine[i]!);
    exprs.push(spine[i]!.y!);
  }
}
