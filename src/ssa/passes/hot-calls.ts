// Which calls of a function a profile says to be hot.

import type { Func, Value } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';

/** Whether call v of a function, of the function `callee`, was seen to be hot where it is written. */
export function isHotCall(p: Program, f: Func, v: Value, callee: SymId): boolean {
  const profile = p.profileOf(f.sym);
  if (profile === null || !profile.isHotCallee(p.syms.names[callee]!)) return false;
  const inlined = f.inl[v]! < 0 ? null : f.inlCalls[f.inl[v]!]!;
  const at = p.source.fset.position(f.posOf[v]!);
  const start = p.source.fset.position(inlined === null ? f.pos : inlined.start);
  if (at === null || start === null) return false;
  const caller = inlined === null ? f.sym : inlined.callee;
  return profile.isHot(p.syms.names[caller]!, at.line - start.line, p.syms.names[callee]!);
}
