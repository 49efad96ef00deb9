// The order of what a link of objects made on demand has: it depends on what these hold, not on the order in which they were asked
// for. So a part of a program that has all that is asked of it is the same, whoever asks, and in whatever order.

import { getU32 } from '../base/endian.ts';
import { latin1 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import * as ObjectFile from '../obj/objfile.ts';
import type { Ctxt } from './ctxt.ts';
import { fatal } from './failure.ts';
import type { LinkObj } from './objs.ts';
import { FileLocal, maxSymbols } from './symtab.ts';

/**
 * Puts the objects of each package in the order of their names, behind its assembly, and symbols in that of their objects. Behind these
 * stand those that several objects may define, and those that none does.
 */
export function orderByName(cx: Ctxt): void {
  const { tab, loader } = cx;
  if (tab.count >= maxSymbols) fatal(`too many symbols: ${tab.count}`);
  const ranked = new Uint32Array(tab.count - 1);
  const isPlaced = new Uint8Array(tab.count);
  let n = 0;
  const place = (s: number): void => {
    if (isPlaced[s] !== 0) return;
    isPlaced[s] = 1;
    ranked[n++] = s;
  };
  for (const { objs } of loader.libs) {
    sortObjects(objs);
    for (const { index, syms } of objs) {
      for (let i = 1; i < syms.length; i++) {
        const s = syms[i]!;
        const isHome = tab.obj[s] === index && tab.local[s] === i;
        if (isHome && (tab.attr[s]! & (Attr.Dupok | FileLocal)) !== Attr.Dupok) place(s);
      }
    }
  }
  for (const s of tab.byHash()) place(s);
  for (let s = 1; s < isPlaced.length; s++) place(s);
  cx.ranked = ranked;
}

function sortObjects(objs: LinkObj[]): void {
  const assembly = objs.filter(o => o.fromAssembly).length;
  const rest = objs.slice(assembly);
  // Texts alone are sorted without a call for each comparison: the number of an object stands behind its name.
  const names = rest.map((o, i) => `${nameOf(o)}\0${i}`).sort();
  names.forEach((name, k) => {
    objs[assembly + k] = rest[Number(name.slice(name.lastIndexOf('\0') + 1))]!;
  });
}

/** The first name that an object alone defines, with its ABI; where there is none, the first one that it defines. */
function nameOf({ bytes, symsAt, syms }: LinkObj): string {
  let shared = '';
  for (let i = 1, at = symsAt + ObjectFile.SymSize; i < syms.length; i++, at += ObjectFile.SymSize) {
    const length = getU32(bytes, at + 4);
    const attr = getU32(bytes, at + 12);
    const abiKind = getU32(bytes, at + 8);
    if (abiKind >>> 16 === 0 || length === 0 || (attr & Attr.Static) !== 0) continue;
    const isShared = (attr & (Attr.Dupok | Attr.ContentAddressable)) !== 0;
    if (isShared && shared !== '') continue;
    const from = getU32(bytes, at);
    const name = `${latin1(bytes, from, from + length)}\0${abiKind & 0xffff}`;
    if (!isShared) return name;
    shared = name;
  }
  return shared;
}
