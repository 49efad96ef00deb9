// Where pointers are in a value: masks of one bit a word, for the collector and for stack maps.

import { toHex } from '../base/hex.ts';
import { unreachable } from '../diag/internal-error.ts';
import * as Attr from '../obj/attr.ts';
import type { Sym } from '../obj/object.ts';
import * as SymKind from '../obj/symkind.ts';
import * as BasicKind from '../types/basickind.ts';
import * as TypeKind from '../types/typekind.ts';
import type { Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import { alignUp, type Layouts } from './layout.ts';
import type { TypeNames } from './names.ts';
import type { Sink } from './recipe.ts';
import { Contents, shared } from './write.ts';

/** The runtime makes the mask of a type with more words of pointers when it first needs it. */
const maxMaskWords = 2048 * 8;

/** Sets the bit of each word that is a pointer in a value of type t at byte offset off; off is a multiple of t's alignment. */
export function setPointerBits(layouts: Layouts, t: Type, off: number, mask: Uint8Array): void {
  // Pointers that the collector does not follow are none.
  if (!layouts.hasPointers(t)) return;
  const u = under(t);
  const word = layouts.ptrSize;
  switch (u.kind) {
    case TypeKind.Basic:
      if (u.basic !== BasicKind.String && u.basic !== BasicKind.UnsafePointer) unreachable('a type with pointers');
      setBit(mask, off / word);
      break;
    case TypeKind.Pointer:
    case TypeKind.Signature:
    case TypeKind.Chan:
    case TypeKind.Map:
    case TypeKind.Slice:
      setBit(mask, off / word);
      break;
    case TypeKind.Interface:
      // The first word points to a type or an itab, which are not in the heap or are kept alive by reflection.
      setBit(mask, off / word + 1);
      break;
    case TypeKind.Array: {
      const size = layouts.size(u.elem);
      for (let i = 0; i < u.len; i++) setPointerBits(layouts, u.elem, off + i * size, mask);
      break;
    }
    case TypeKind.Struct: {
      const offsets = layouts.of(u).offsets;
      for (let i = 0; i < u.fields.length; i++) setPointerBits(layouts, u.fields[i]!.type!, off + offsets[i]!, mask);
      break;
    }
    default:
      unreachable('a type with pointers');
  }
}

function setBit(mask: Uint8Array, i: number): void {
  mask[i >> 3]! |= 1 << (i & 7);
}

/** The pointers of a value up to the last one, a bit a word, in whole words of bytes as the runtime wants them. */
export function pointerMask(layouts: Layouts, t: Type): Uint8Array {
  const words = layouts.ptrBytes(t) / layouts.ptrSize;
  const mask = new Uint8Array(alignUp(Math.ceil(words / 8), layouts.ptrSize));
  setPointerBits(layouts, t, 0, mask);
  return mask;
}

/** The runtime makes the mask of this type on demand. */
export function isMaskOnDemand(layouts: Layouts, t: Type): boolean {
  return layouts.ptrBytes(t) / layouts.ptrSize > maxMaskWords;
}

/** The symbol of the mask itself, however large. */
export function maskSymbol(sink: Sink, layouts: Layouts, t: Type): Sym {
  const mask = pointerMask(layouts, t);
  const sym = sink.data(`runtime.gcbits.${toHex(mask)}`);
  if (!sym.isDefined) {
    new Contents(sym, mask.length, shared | Attr.Local).data.set(mask);
    sym.align = layouts.ptrSize;
  }
  return sym;
}

/** What the descriptor of t points to: the mask, or the cell where the runtime keeps the one that it makes. */
export function gcDataSymbol(sink: Sink, layouts: Layouts, names: TypeNames, t: Type): Sym {
  if (!isMaskOnDemand(layouts, t)) return maskSymbol(sink, layouts, t);
  const sym = sink.data(`type:.gcmask.${names.linkString(t)}`);
  if (!sym.isDefined) {
    sym.kind = SymKind.SNOPTRDATA;
    sym.attr |= Attr.Dupok | Attr.Local;
    sym.size = layouts.ptrSize;
    sym.data = new Uint8Array(layouts.ptrSize);
  }
  return sym;
}
