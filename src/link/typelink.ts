// The tables through which the runtime finds types and itabs that no code names: types by their string (for reflect), and
// the itabs that the compiler has made.

import { putU32 } from '../base/endian.ts';
import { compareUtf8 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Ctxt } from './ctxt.ts';
import { DataBuilder } from './databuilder.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, Reachable, type Sym } from './symtab.ts';

/** A type that reflection finds by its string. */
export interface TypeLink {
  readonly str: string;
  readonly s: Sym;
  /** Where it lies in the section of types, for a type of the base; -1 for the others. */
  readonly off: number;
}

/** The types and itabs of this link, in the order in which symbols lie. */
export function linkedTypes(cx: Ctxt): { links: TypeLink[]; itabs: Sym[] } {
  const { tab, types } = cx;
  const links: TypeLink[] = [];
  const itabs: Sym[] = [];
  for (const s of cx.inOrder()) {
    const attr = tab.attr[s];
    if ((attr & (Reachable | Elsewhere)) !== Reachable) continue;
    if ((attr & Attr.Typelink) !== 0) links.push({ str: types.str(s), s, off: -1 });
    else if ((attr & Attr.Itab) !== 0) itabs.push(s);
  }
  return { links, itabs };
}

/** Makes runtime.typelink and runtime.itablink. */
export function typelink(cx: Ctxt): void {
  const { tab, base } = cx;
  const { links: own, itabs } = linkedTypes(cx);
  // Of equal strings those of the base come first.
  const links = [...(base?.typelinks ?? []).map(([str, off]) => ({ str, s: 0, off })), ...own];
  // The engine's own order is that of UTF-8 where no surrogates occur.
  const plain = !links.some(l => /[\ud800-\udfff]/.test(l.str));
  if (plain) links.sort((a, b) => (a.str < b.str ? -1 : a.str > b.str ? 1 : 0));
  else links.sort((a, b) => compareUtf8(a.str, b.str));
  const tl = cx.create('runtime.typelink', SymKind.Typelink);
  tab.attr[tl] |= Attr.Local;
  const offsets = new Uint8Array(4 * links.length);
  const relocs: number[] = [];
  links.forEach((l, i) => {
    if (l.off >= 0) putU32(offsets, 4 * i, l.off);
    else relocs.push(4 * i, 4, Reloc.R_ADDROFF, 0, l.s);
  });
  tab.setData(tl, offsets);
  tab.setRelocs(tl, relocs);
  const ptr = cx.target.ptrSize;
  const il = cx.create('runtime.itablink', SymKind.Itablink);
  tab.attr[il] |= Attr.Local;
  const before = base?.itabs ?? [];
  const d = new DataBuilder(ptr);
  for (const off of before) d.addr(tab.lookupOrCreate('runtime.types', 0), off);
  for (const s of itabs) d.addr(s);
  d.finish(tab, il);
}
