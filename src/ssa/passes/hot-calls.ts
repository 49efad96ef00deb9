// Which calls of a function a profile says to be hot.

import type { Func, Value } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';

/** Whether call v of a function, of the function `callee`, was seen to be hot where it is written. */
export function isHotCall(p: Program, f: Func, v: Value, callee: SymId): boolean {
  const profile = p.profileOf(f.sym);
  const { names } = p.syms;
  if (profile === null || !profile.isHotCallee(names[callee]!)) return false;
  const at = placeOf(p, f, v);
  return at !== null && profile.isHot(names[at.caller]!, at.offset, names[callee]!);
}

/** The names of the functions that were seen to be called from where call v is written: the hottest first. */
export function calledFrom(p: Program, f: Func, v: Value): readonly string[] {
  const profile = p.profileOf(f.sym);
  const at = profile === null ? null : placeOf(p, f, v);
  return profile === null || at === null ? [] : profile.called(p.syms.names[at.caller]!, at.offset);
}

/** Where a call is written, as profiles say it; null where that is not known. */
function placeOf(p: Program, f: Func, v: Value): { readonly caller: SymId; readonly offset: number } | null {
  const inlined = f.inl[v]! < 0 ? null : f.inlCalls[f.inl[v]!]!;
  const at = p.source.fset.position(f.posOf[v]!);
  const start = p.source.fset.position(inlined === null ? f.pos : inlined.start);
  if (at === null || start === null) return null;
  return { caller: inlined === null ? f.sym : inlined.callee, offset: at.line - start.line };
}
