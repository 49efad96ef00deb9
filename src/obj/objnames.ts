// The names in an object.

import { getU32 } from '../base/endian.ts';
import * as Attr from './attr.ts';
import { ObjFile, SymSize } from './objfile.ts';
import * as SymKind from './symkind.ts';

/** What an object needs and does not define: names, each after the digit of its ABI. */
export function mentions(object: Uint8Array): string[] {
  return names(object, kind => kind === SymKind.Sxxx);
}

/** What an object defines for others: names, each after the digit of its ABI. */
export function definitions(object: Uint8Array): string[] {
  return names(object, kind => kind !== SymKind.Sxxx);
}

/** The functions that an object defines: names, each after the digit of its ABI. */
export function functions(object: Uint8Array): string[] {
  return names(object, SymKind.isText);
}

function names(object: Uint8Array, wanted: (kind: SymKind.Kind) => boolean): string[] {
  const o = new ObjFile(object);
  const out: string[] = [];
  for (let i = 1, at = o.symsAt + SymSize; i < o.nsym; i++, at += SymSize) {
    const abiKind = getU32(object, at + 8);
    if (!wanted((abiKind >>> 16) as SymKind.Kind) || getU32(object, at + 4) === 0) continue;
    if ((getU32(object, at + 12) & Attr.Static) !== 0) continue;
    out.push(`${abiKind & 0xffff}${o.name(i)}`);
  }
  return out;
}
