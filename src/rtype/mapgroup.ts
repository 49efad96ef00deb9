// The types that a map is made of: a group is a control word and eight slots, a slot a key and an element, each by pointer
// when it is large. The runtime reads their layout from the map's descriptor; nothing compares or hashes them, so that
// they are marked `noalg` and have descriptors of their own.

import { newField } from '../types/object.ts';
import * as Typ from '../types/basic.ts';
import { ArrayT, type MapT, Pointer, Struct, type Type } from '../types/type.ts';
import * as TypeKind from '../types/typekind.ts';
import { under } from '../types/under.ts';
import * as BasicKind from '../types/basickind.ts';
import * as Alg from './algkind.ts';
import type { Layouts } from './layout.ts';

/** Slots of a group. */
export const MapGroupSlots = 8;
/** Keys of more bytes lie behind a pointer. */
export const MapMaxKeyBytes = 128;
/** Elements of more bytes lie behind a pointer. */
export const MapMaxElemBytes = 128;

// Flags of a map's descriptor.
export const MapNeedKeyUpdate = 1 << 0; // an assignment writes the key again, because equal keys may differ
export const MapHashMightPanic = 1 << 1;
export const MapIndirectKey = 1 << 2;
export const MapIndirectElem = 1 << 3;

/** The types of a map's memory. */
export class MapGroup {
  readonly group: Struct;
  readonly slot: Struct;
  readonly indirectKey: boolean;
  readonly indirectElem: boolean;

  constructor(group: Struct, slot: Struct, indirectKey: boolean, indirectElem: boolean) {
    this.group = group;
    this.slot = slot;
    this.indirectKey = indirectKey;
    this.indirectElem = indirectElem;
  }
}

/** The group of a map type; `Layouts.mapGroup` keeps it. */
export function makeGroup(layouts: Layouts, t: MapT): MapGroup {
  const indirectKey = layouts.size(t.key) > MapMaxKeyBytes;
  const indirectElem = layouts.size(t.elem) > MapMaxElemBytes;
  const key: Type = indirectKey ? new Pointer(t.key) : t.key;
  const elem: Type = indirectElem ? new Pointer(t.elem) : t.elem;
  const slot = new Struct([newField(0, null, 'key', key, false), newField(0, null, 'elem', elem, false)], []);
  layouts.markNoalg(slot);
  const slots = new ArrayT(slot, MapGroupSlots);
  layouts.markNoalg(slots);
  const ctrl = newField(0, null, 'ctrl', Typ.byKind[BasicKind.Uint64]!, false);
  const group = new Struct([ctrl, newField(0, null, 'slots', slots, false)], []);
  layouts.markNoalg(group);
  layouts.markGroup(group, t);
  return new MapGroup(group, slot, indirectKey, indirectElem);
}

/** The flags of a map's descriptor. */
export function mapFlags(layouts: Layouts, t: MapT): number {
  const g = layouts.mapGroup(t);
  let flags = 0;
  if (needKeyUpdate(t.key)) flags |= MapNeedKeyUpdate;
  if (hashMightPanic(t.key)) flags |= MapHashMightPanic;
  if (g.indirectKey) flags |= MapIndirectKey;
  if (g.indirectElem) flags |= MapIndirectElem;
  return flags;
}

/** Which of the runtime's functions work on a map. */
export const MapSlow = 0;
export const MapFast32 = 1;
export const MapFast32Ptr = 2;
export const MapFast64 = 3;
export const MapFast64Ptr = 4;
export const MapFastStr = 5;
export type MapFast = number;

/** The variant for maps of this type. */
export function mapFast(layouts: Layouts, t: MapT): MapFast {
  if (layouts.size(t.elem) > MapMaxElemBytes) return MapSlow;
  switch (layouts.algKind(t.key)) {
    case Alg.AMEM32:
      return layouts.hasPointers(t.key) ? MapFast32Ptr : MapFast32;
    case Alg.AMEM64:
      if (!layouts.hasPointers(t.key)) return MapFast64;
      return layouts.ptrSize === 8 ? MapFast64Ptr : MapSlow;
    case Alg.ASTRING:
      return MapFastStr;
    default:
      return MapSlow;
  }
}

/** Keys that are equal may differ in bytes or in what they keep alive. */
export function needKeyUpdate(t: Type): boolean {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Basic:
      return (
        u.basic === BasicKind.Float32 ||
        u.basic === BasicKind.Float64 ||
        u.basic === BasicKind.Complex64 ||
        u.basic === BasicKind.Complex128 ||
        u.basic === BasicKind.String
      );
    case TypeKind.Interface:
      return true;
    case TypeKind.Array:
      return needKeyUpdate(u.elem);
    case TypeKind.Struct:
      return u.fields.some(f => needKeyUpdate(f.type!));
    default:
      return false;
  }
}

/** Hashing a key may panic, because it holds an interface. */
export function hashMightPanic(t: Type): boolean {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Interface:
      return true;
    case TypeKind.Array:
      return hashMightPanic(u.elem);
    case TypeKind.Struct:
      return u.fields.some(f => hashMightPanic(f.type!));
    default:
      return false;
  }
}

/** Every value is equal to itself: no NaN, no interface that could hold one. */
export function isReflexive(t: Type): boolean {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Basic:
      return !(u.basic >= BasicKind.Float32 && u.basic <= BasicKind.Complex128);
    case TypeKind.Interface:
      return false;
    case TypeKind.Array:
      return isReflexive(u.elem);
    case TypeKind.Struct:
      return u.fields.every(f => isReflexive(f.type!));
    default:
      return true;
  }
}
