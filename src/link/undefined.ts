// What is said of a symbol that nothing defines.

import { abiName } from '../obj/abi.ts';
import type { Ctxt } from './ctxt.ts';
import * as SymKind from './symkind.ts';
import type { Sym } from './symtab.ts';

/** Reports that s refers to t, which is not defined; each pair once. */
export function undefinedSymbol(cx: Ctxt, s: Sym, t: Sym): void {
  const key = s * 0x80000000 + t;
  if (cx.undefinedSeen.has(key)) return;
  cx.undefinedSeen.add(key);
  const { tab } = cx;
  const name = tab.name(t);
  const want = tab.abi(t);
  let have = -1;
  for (const abi of [0, 1]) {
    const other = tab.lookup(name, abi);
    if (other !== 0 && tab.kind[other] !== SymKind.Sxxx) have = abi;
  }
  if (name === 'main.main') cx.error(s, 'function main is undeclared in the main package');
  else if (have >= 0) {
    cx.error(s, `relocation target ${name} not defined for ${abiName(want)} (but is defined for ${abiName(have)})`);
  } else cx.error(s, `relocation target ${name} not defined`);
}
