// Functions that do nothing but return one expression: a call of one in an initialiser is that expression with the arguments
// in the place of the parameters, so that errors.New("x") becomes data.

import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr, Stmt } from '../../syntax/nodes.ts';
import type { Func, Var } from '../../types/object.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import type { Signature, Type } from '../../types/type.ts';
import { staticBool } from '../build/static-flow.ts';
import type { Program } from '../program/program.ts';

/** What a call of such a function means. */
export interface SimpleReturn {
  /** The receiver first. */
  readonly params: readonly Var[];
  readonly result: Type;
  readonly value: Expr;
  readonly sig: Signature;
}

/** The expression that a function returns, when that is all it does and gc would inline it; else null. */
export function simpleReturn(p: Program, fn0: Func): SimpleReturn | null {
  const fn = fn0.origin ?? fn0;
  if (fn.pkg === null || p.noInline(p.funcSym(fn, [])) || (p.source.pragma(fn) & PragmaFlag.Noinline) !== 0)
    return null;
  const body = p.source.body(fn);
  if (body === null || body.decl.body === null) return null;
  const { sig } = body;
  const value = sig.results.vars.length === 1 ? onlyReturn(body.decl.body.list) : null;
  if (value === null) return null;
  return {
    params: sig.recv === null ? sig.params.vars : [sig.recv, ...sig.params.vars],
    result: sig.results.vars[0]!.type!,
    value,
    sig,
  };
}

/** What the statements return when they do nothing else; branches that a constant rules out are not there. */
export function onlyReturn(list: readonly Stmt[]): Expr | null {
  for (const s of list) {
    switch (s.kind) {
      case NodeKind.EmptyStmt:
        break;
      case NodeKind.ReturnStmt:
        return s.results === null || s.results.kind === NodeKind.ListExpr ? null : s.results;
      case NodeKind.BlockStmt:
        if (s.list.length > 0) return onlyReturn(s.list);
        break;
      case NodeKind.IfStmt: {
        const known = s.init !== null ? 0 : staticBool(s.cond!);
        if (known === 0) return null;
        const taken = known > 0 ? s.thenBlock : s.elseStmt;
        if (taken !== null && (taken.kind === NodeKind.IfStmt || taken.list.length > 0)) return onlyReturn([taken]);
        break;
      }
      default:
        return null;
    }
  }
  return null;
}
