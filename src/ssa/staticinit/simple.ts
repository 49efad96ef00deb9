// Functions that do nothing but return one expression: a call of one in an initialiser is that expression with the arguments
// in the place of the parameters, so that errors.New("x") becomes data.

import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr } from '../../syntax/nodes.ts';
import type { Func, Var } from '../../types/object.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import type { Signature, Type } from '../../types/type.ts';
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
  if (p.options.noInline) return null;
  const fn = fn0.origin ?? fn0;
  if (fn.pkg === null || (p.source.pragma(fn) & PragmaFlag.Noinline) !== 0) return null;
  const body = p.source.body(fn);
  if (body === null || body.decl.body === null) return null;
  const { list } = body.decl.body;
  const { sig } = body;
  if (list.length !== 1 || sig.results.vars.length !== 1) return null;
  const s = list[0]!;
  if (s.kind !== NodeKind.ReturnStmt || s.results === null || s.results.kind === NodeKind.ListExpr) return null;
  return {
    params: sig.recv === null ? sig.params.vars : [sig.recv, ...sig.params.vars],
    result: sig.results.vars[0]!.type!,
    value: s.results,
    sig,
  };
}
