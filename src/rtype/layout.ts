// How values of a type lie in memory, as gc lays them out: size, alignment, pointers, how many registers they take as
// arguments, how they are compared. Everything that the compiler asks of a type's layout is answered here, each type once.
// Sizes and offsets are exact numbers; types that are too large were reported before (types/sizes.ts has the same sizes
// for the checker, which must survive them).

import { assert, unreachable } from '../diag/internal-error.ts';
import type { MemoryFacts } from '../target/memory.ts';
import * as BasicKind from '../types/basickind.ts';
import { isSyncAtomicAlign64, type Sizes } from '../types/sizes.ts';
import * as TypeKind from '../types/typekind.ts';
import { isEmptyInterface } from '../types/typeset.ts';
import type { ArrayT, Basic, MapT, Named, Struct, Type } from '../types/type.ts';
import { unalias, under } from '../types/under.ts';
import * as Alg from './algkind.ts';
import { makeGroup, type MapGroup } from './mapgroup.ts';

/** In `intRegs` and `floatRegs`: the type is never passed in registers. */
export const NoRegs = 255;

/** The layout of one type. */
export class TypeLayout {
  readonly size: number;
  readonly align: number;
  /** Bytes up to the end of the last pointer; 0 when there are none. */
  readonly ptrBytes: number;
  /** Integer registers that a value takes as an argument, or NoRegs. */
  readonly intRegs: number;
  /** Floating-point registers likewise. */
  readonly floatRegs: number;
  /** Of algkind.ts, AMEM for plain memory of any width. */
  readonly alg: Alg.AlgKind;
  /** Offsets of the fields of a struct. */
  readonly offsets: readonly number[];

  constructor(
    size: number,
    align: number,
    ptrBytes: number,
    intRegs: number,
    floatRegs: number,
    alg: Alg.AlgKind,
    offsets: readonly number[],
  ) {
    this.size = size;
    this.align = align;
    this.ptrBytes = ptrBytes;
    this.intRegs = intRegs;
    this.floatRegs = floatRegs;
    this.alg = alg;
    this.offsets = offsets;
  }

  // As of the length of an array (types/type.ts): few sizes are no small integers.
  static readonly shape = new TypeLayout(null as never, 0, null as never, 0, 0, 0, []);
}

const noOffsets: readonly number[] = [];

/** The layouts of all types that were asked for, for one machine. */
export class Layouts {
  readonly sizes: Sizes;
  readonly memory: MemoryFacts;
  readonly ptrSize: number;
  private readonly known = new Map<Type, TypeLayout>();
  private readonly offHeap = new Map<Type, boolean>();
  /** Types that only the compiler makes, which are never compared. */
  private readonly noalg = new Set<Type>();
  private readonly groups = new Map<MapT, MapGroup>();
  private readonly mapOfGroup = new Map<Type, MapT>();
  private readonly pointer: TypeLayout;
  private readonly noHeapPointer: TypeLayout;
  private readonly func: TypeLayout;
  private readonly slice: TypeLayout;
  private readonly noHeapSlice: TypeLayout;

  constructor(sizes: Sizes, memory: MemoryFacts) {
    const word = sizes.wordSize;
    this.sizes = sizes;
    this.memory = memory;
    this.ptrSize = word;
    this.pointer = new TypeLayout(word, word, word, 1, 0, Alg.AMEM, noOffsets);
    this.noHeapPointer = new TypeLayout(word, word, 0, 1, 0, Alg.AMEM, noOffsets);
    this.func = new TypeLayout(word, word, word, 1, 0, Alg.ANOEQ, noOffsets);
    this.slice = new TypeLayout(3 * word, word, word, 3, 0, Alg.ANOEQ, noOffsets);
    this.noHeapSlice = new TypeLayout(3 * word, word, 0, 3, 0, Alg.ANOEQ, noOffsets);
  }

  /** The layout of a type. */
  of(t: Type): TypeLayout {
    let l = this.known.get(t);
    if (l === undefined) {
      l = this.compute(t);
      this.known.set(t, l);
    }
    return l;
  }

  size(t: Type): number {
    return this.of(t).size;
  }

  align(t: Type): number {
    return this.of(t).align;
  }

  /** Bytes up to the end of the last pointer; 0 when there are none. */
  ptrBytes(t: Type): number {
    return this.of(t).ptrBytes;
  }

  hasPointers(t: Type): boolean {
    return this.of(t).ptrBytes !== 0;
  }

  /** The offset of field i of a type whose underlying type is a struct. */
  fieldOffset(t: Type, i: number): number {
    return this.of(t).offsets[i]!;
  }

  /** Whether an interface holds a value of the type itself, not a pointer to it. */
  isDirectIface(t: Type): boolean {
    const l = this.of(t);
    return l.size === this.ptrSize && l.ptrBytes === this.ptrSize;
  }

  /** Values can be compared. */
  isComparable(t: Type): boolean {
    const a = this.of(t).alg;
    return a !== Alg.ANOEQ && a !== Alg.ANOALG;
  }

  /** Values are compared and hashed as bytes. */
  isRegularMemory(t: Type): boolean {
    return this.of(t).alg === Alg.AMEM;
  }

  /** How values are compared; plain memory of a usual width by that width. */
  algKind(t: Type): Alg.AlgKind {
    const l = this.of(t);
    if (l.alg !== Alg.AMEM) return l.alg;
    // [2]int16 is no int32 where an int32 must be aligned.
    if (l.align < this.memory.alignment && l.align < l.size) return Alg.AMEM;
    switch (l.size) {
      case 0:
        return Alg.AMEM0;
      case 1:
        return Alg.AMEM8;
      case 2:
        return Alg.AMEM16;
      case 4:
        return Alg.AMEM32;
      case 8:
        return Alg.AMEM64;
      case 16:
        return Alg.AMEM128;
      default:
        return Alg.AMEM;
    }
  }

  /** The type is internal/runtime/sys.NotInHeap or holds one: pointers to it are none for the collector. */
  notInHeap(t0: Type): boolean {
    const t = unalias(t0);
    if (t.kind === TypeKind.Named) {
      let known = this.offHeap.get(t);
      if (known === undefined) {
        known = isNotInHeapMark(t) || this.notInHeap(under(t));
        this.offHeap.set(t, known);
      }
      return known;
    }
    if (t.kind === TypeKind.Array) return this.notInHeap(t.elem);
    if (t.kind !== TypeKind.Struct) return false;
    for (const f of t.fields) if (this.notInHeap(f.type!)) return true;
    return false;
  }

  /** Field i of the struct t is followed by padding. */
  isPaddedField(t: Struct, i: number): boolean {
    const l = this.of(t);
    const end = i + 1 < t.fields.length ? l.offsets[i + 1]! : l.size;
    return l.offsets[i]! + this.size(t.fields[i]!.type!) !== end;
  }

  /** The group of slots that a map of this type is made of. */
  mapGroup(t: MapT): MapGroup {
    let g = this.groups.get(t);
    if (g === undefined) {
      g = makeGroup(this, t);
      this.groups.set(t, g);
    }
    return g;
  }

  /** Declares a type that only the compiler makes; done before its layout is asked for. */
  markNoalg(t: Type): void {
    this.noalg.add(t);
  }

  /** Declares the struct that is the group of a map type. */
  markGroup(group: Struct, map: MapT): void {
    this.mapOfGroup.set(group, map);
  }

  /** The map whose group of slots t is; null for all other types. */
  groupMap(t: Type): MapT | null {
    return t.kind === TypeKind.Struct ? (this.mapOfGroup.get(t) ?? null) : null;
  }

  private compute(t0: Type): TypeLayout {
    const t = unalias(t0);
    if (t !== t0) return this.of(t);
    switch (t.kind) {
      case TypeKind.Named: {
        const l = this.of(under(t));
        // The mark that makes an empty struct 8-byte aligned.
        if (isSyncAtomicAlign64(t)) return new TypeLayout(0, 8, 0, 0, 0, Alg.AMEM, noOffsets);
        return l;
      }
      case TypeKind.Basic:
        return this.basic(t);
      case TypeKind.Pointer:
        if (this.noalg.has(t.elem)) {
          const { size, align, ptrBytes } = this.pointer;
          return new TypeLayout(size, align, ptrBytes, 1, 0, Alg.ANOALG, noOffsets);
        }
        return this.notInHeap(t.elem) ? this.noHeapPointer : this.pointer;
      case TypeKind.Chan:
        return this.pointer;
      case TypeKind.Map:
      case TypeKind.Signature:
        return this.func;
      case TypeKind.Slice:
        return this.notInHeap(t.elem) ? this.noHeapSlice : this.slice;
      case TypeKind.Interface: {
        const word = this.ptrSize;
        const alg = isEmptyInterface(t) ? Alg.ANILINTER : Alg.AINTER;
        return new TypeLayout(2 * word, word, 2 * word, 2, 0, alg, noOffsets);
      }
      case TypeKind.Array:
        return this.array(t);
      case TypeKind.Struct:
        return this.struct(t);
      default:
        return unreachable('a type with a layout');
    }
  }

  private basic(t: Basic): TypeLayout {
    const word = this.ptrSize;
    const maxAlign = this.sizes.maxAlign;
    switch (t.basic) {
      case BasicKind.Bool:
      case BasicKind.Int8:
      case BasicKind.Uint8:
        return new TypeLayout(1, 1, 0, 1, 0, Alg.AMEM, noOffsets);
      case BasicKind.Int16:
      case BasicKind.Uint16:
        return new TypeLayout(2, 2, 0, 1, 0, Alg.AMEM, noOffsets);
      case BasicKind.Int32:
      case BasicKind.Uint32:
        return new TypeLayout(4, 4, 0, 1, 0, Alg.AMEM, noOffsets);
      case BasicKind.Int64:
      case BasicKind.Uint64:
        return new TypeLayout(8, maxAlign, 0, 8 / maxAlign, 0, Alg.AMEM, noOffsets);
      case BasicKind.Int:
      case BasicKind.Uint:
      case BasicKind.Uintptr:
        return new TypeLayout(word, word, 0, 1, 0, Alg.AMEM, noOffsets);
      case BasicKind.Float32:
        return new TypeLayout(4, 4, 0, 0, 1, Alg.AFLOAT32, noOffsets);
      case BasicKind.Float64:
        return new TypeLayout(8, maxAlign, 0, 0, 1, Alg.AFLOAT64, noOffsets);
      case BasicKind.Complex64:
        return new TypeLayout(8, 4, 0, 0, 2, Alg.ACPLX64, noOffsets);
      case BasicKind.Complex128:
        return new TypeLayout(16, maxAlign, 0, 0, 2, Alg.ACPLX128, noOffsets);
      case BasicKind.String:
        return new TypeLayout(2 * word, word, word, 2, 0, Alg.ASTRING, noOffsets);
      case BasicKind.UnsafePointer:
        return this.pointer;
      default:
        return unreachable('a typed value');
    }
  }

  private array(t: ArrayT): TypeLayout {
    const n = t.len;
    const e = this.of(t.elem);
    assert(n >= 0, 'an array has a length');
    let alg: Alg.AlgKind;
    if (this.noalg.has(t)) alg = Alg.ANOALG;
    else if (e.alg === Alg.AMEM || e.alg === Alg.ANOEQ || e.alg === Alg.ANOALG) alg = e.alg;
    else alg = n === 0 ? Alg.AMEM : n === 1 ? e.alg : Alg.ASPECIAL;
    const ptrBytes = n > 0 && e.ptrBytes > 0 ? e.size * (n - 1) + e.ptrBytes : 0;
    // Only arrays of at most one element go in registers.
    const intRegs = n === 0 ? 0 : n === 1 ? e.intRegs : NoRegs;
    const floatRegs = n === 0 ? 0 : n === 1 ? e.floatRegs : NoRegs;
    return new TypeLayout(e.size * n, e.align, ptrBytes, intRegs, floatRegs, alg, noOffsets);
  }

  private struct(t: Struct): TypeLayout {
    const n = t.fields.length;
    const offsets: number[] = new Array<number>(n);
    let size = 0;
    let align = 1;
    let ptrBytes = 0;
    let intRegs = 0;
    let floatRegs = 0;
    let last = 0;
    for (let i = 0; i < n; i++) {
      const f = this.of(t.fields[i]!.type!);
      const offset = alignUp(size, f.align);
      offsets[i] = offset;
      size = offset + f.size;
      last = f.size;
      if (f.align > align) align = f.align;
      if (f.ptrBytes > 0) ptrBytes = offset + f.ptrBytes;
      intRegs += f.intRegs;
      floatRegs += f.floatRegs;
    }
    // A last field without size gets a byte, so that its address is not that of the next variable.
    if (size > 0 && last === 0) size++;
    size = alignUp(size, align);
    if (intRegs > NoRegs || floatRegs > NoRegs) {
      intRegs = NoRegs;
      floatRegs = NoRegs;
    }
    const alg = this.noalg.has(t) ? Alg.ANOALG : this.structAlg(t, offsets, size);
    return new TypeLayout(size, align, ptrBytes, intRegs, floatRegs, alg, offsets);
  }

  private structAlg(t: Struct, offsets: readonly number[], size: number): Alg.AlgKind {
    const n = t.fields.length;
    if (n > 0 && t.fields[0]!.name.startsWith(recordField)) return Alg.ANOALG;
    // One field alone is as that field.
    if (n === 1 && t.fields[0]!.name !== '_') return this.of(t.fields[0]!.type!).alg;
    let alg: Alg.AlgKind = Alg.AMEM;
    for (let i = 0; i < n; i++) {
      const f = this.of(t.fields[i]!.type!);
      let a = f.alg;
      if (a === Alg.AMEM) {
        // What is not to be compared lies between.
        const end = i + 1 < n ? offsets[i + 1]! : size;
        if (t.fields[i]!.name === '_' || offsets[i]! + f.size !== end) a = Alg.ASPECIAL;
      } else if (a !== Alg.ANOEQ && a !== Alg.ANOALG) {
        a = Alg.ASPECIAL;
      }
      if (Alg.rank(a) > Alg.rank(alg)) alg = a;
    }
    return alg;
  }
}

/**
 * What the names of fields begin with in structs that only the compiler makes, as the records of closures: no source can spell it. Such
 * structs are never compared, and need no function for that.
 */
export const recordField = 'F\u00b7';

/** The type that marks types as not allocated from the heap. */
function isNotInHeapMark(t: Named): boolean {
  const obj = t.orig.obj;
  return obj.name === 'nih' && obj.pkg !== null && obj.pkg.path === 'internal/runtime/sys';
}

/** x rounded up to a multiple of the power of two a. */
export function alignUp(x: number, a: number): number {
  const over = x % a;
  return over === 0 ? x : x + (a - over);
}
