// The tables through which the runtime finds types and itabs that no code names: types by their string (for reflect), and
// the itabs that the compiler has made.

import { compareUtf8 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Ctxt } from './ctxt.ts';
import * as SymKind from './symkind.ts';
import { Reachable, type Sym } from './symtab.ts';

/** Makes runtime.typelink and runtime.itablink. */
export function typelink(cx: Ctxt): void {
  const { tab, types } = cx;
  const links: { readonly str: string; readonly s: Sym }[] = [];
  const itabs: Sym[] = [];
  for (let s = 1; s < tab.count; s++) {
    const attr = tab.attr[s];
    if ((attr & Reachable) === 0) continue;
    if ((attr & Attr.Typelink) !== 0) links.push({ str: types.str(s), s });
    else if ((attr & Attr.Itab) !== 0) itabs.push(s);
  }
  // The engine's own order is that of UTF-8 where no surrogates occur.
  const plain = !links.some(l => /[\ud800-\udfff]/.test(l.str));
  if (plain) links.sort((a, b) => (a.str < b.str ? -1 : a.str > b.str ? 1 : a.s - b.s));
  else links.sort((a, b) => compareUtf8(a.str, b.str) || a.s - b.s);
  const tl = cx.create('runtime.typelink', SymKind.Typelink);
  tab.attr[tl] |= Attr.Local;
  tab.setData(tl, new Uint8Array(4 * links.length));
  tab.setRelocs(
    tl,
    links.flatMap((l, i) => [4 * i, 4, Reloc.R_ADDROFF, 0, l.s]),
  );
  const ptr = cx.target.ptrSize;
  const il = cx.create('runtime.itablink', SymKind.Itablink);
  tab.attr[il] |= Attr.Local;
  tab.setData(il, new Uint8Array(ptr * itabs.length));
  tab.setRelocs(
    il,
    itabs.flatMap((s, i) => [ptr * i, ptr, Reloc.R_ADDR, 0, s]),
  );
}
