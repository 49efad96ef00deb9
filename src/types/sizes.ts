// Sizes, alignments and offsets of types as gc lays them out. Numbers are exact below 2**53 bytes; what is larger than an
// address space has size -1.

import { assert, unreachable } from '../diag/internal-error.ts';
import * as BasicKind from './basickind.ts';
import type { Var } from './object.ts';
import { isTypeParam } from './predicates.ts';
import * as TypeKind from './typekind.ts';
import type { Struct, Type } from './type.ts';
import { asNamed, under } from './under.ts';

/** What sizes depend on. */
export class Sizes {
  /** Bytes in a pointer, an int and a uintptr: 4 or 8. */
  readonly wordSize: number;
  /** No type is aligned more strictly. */
  readonly maxAlign: number;

  constructor(wordSize: number, maxAlign: number) {
    this.wordSize = wordSize;
    this.maxAlign = maxAlign;
  }
}

/** The sizes of machines with 8-byte words. */
export const sizes64: Sizes = new Sizes(8, 8);
/** The sizes of machines with 4-byte words. */
export const sizes32: Sizes = new Sizes(4, 4);

/** The sizes of a GOARCH; null for one that gc does not know. */
export function sizesFor(goarch: string): Sizes | null {
  switch (goarch) {
    case '386':
    case 'arm':
    case 'mips':
    case 'mipsle':
      return sizes32;
    case 'amd64p32':
      return new Sizes(4, 8);
    case 'amd64':
    case 'arm64':
    case 'loong64':
    case 'mips64':
    case 'mips64le':
    case 'ppc64':
    case 'ppc64le':
    case 'riscv64':
    case 's390x':
    case 'sparc64':
    case 'wasm':
      return sizes64;
    default:
      return null;
  }
}

/** Sizes of basic types by kind; 0 where the word size decides. */
const basicSizes: readonly number[] = [0, 1, 0, 1, 2, 4, 8, 0, 1, 2, 4, 8, 0, 4, 8, 8, 16];

/** Sizes that are not below this do not fit an int64. */
const tooLarge = 2 ** 63;

/** The size of a variable of type t; -1 if it is too large. */
export function sizeof(sizes: Sizes, t: Type): number {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Basic: {
      const size = u.basic < basicSizes.length ? basicSizes[u.basic]! : 0;
      if (size !== 0) return size;
      return u.basic === BasicKind.String ? 2 * sizes.wordSize : sizes.wordSize;
    }
    case TypeKind.Array: {
      if (u.len <= 0) return 0;
      const size = sizeof(sizes, u.elem);
      if (size <= 0) return size;
      return size * u.len < tooLarge ? size * u.len : -1;
    }
    case TypeKind.Slice:
      return 3 * sizes.wordSize;
    case TypeKind.Struct:
      return structSize(sizes, u);
    case TypeKind.Interface:
      assert(!isTypeParam(t), 'a type parameter has no size');
      return 2 * sizes.wordSize;
    case TypeKind.TypeParam:
    case TypeKind.Union:
      return unreachable('a type with a size');
    default:
      return sizes.wordSize;
  }
}

function structSize(sizes: Sizes, s: Struct): number {
  const n = s.fields.length;
  if (n === 0) return 0;
  const offset = offsetsof(sizes, s.fields)[n - 1]!;
  let size = sizeof(sizes, s.fields[n - 1]!.type!);
  if (offset < 0 || size < 0) return -1;
  // A last field without size gets a byte, so that its address is not that of the next variable.
  if (offset > 0 && size === 0) size = 1;
  return alignUp(offset + size, alignof(sizes, s));
}

/** The alignment of a variable of type t, at least 1. */
export function alignof(sizes: Sizes, t: Type): number {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Array:
      return alignof(sizes, u.elem);
    case TypeKind.Struct: {
      if (u.fields.length === 0 && isSyncAtomicAlign64(t)) return 8;
      let max = 1;
      for (const f of u.fields) {
        const a = alignof(sizes, f.type!);
        if (a > max) max = a;
      }
      return max;
    }
    case TypeKind.Slice:
    case TypeKind.Interface:
      assert(!isTypeParam(t), 'a type parameter has no alignment');
      return sizes.wordSize;
    case TypeKind.Basic: {
      if (u.basic === BasicKind.String) return sizes.wordSize;
      let a = sizeof(sizes, u);
      if (u.basic === BasicKind.Complex64 || u.basic === BasicKind.Complex128) a /= 2;
      return a > sizes.maxAlign ? sizes.maxAlign : a;
    }
    default: {
      const a = sizeof(sizes, u);
      if (a < 1) return 1;
      return a > sizes.maxAlign ? sizes.maxAlign : a;
    }
  }
}

/** The empty struct that makes the struct around it 8-byte aligned on all machines. */
export function isSyncAtomicAlign64(t: Type): boolean {
  const named = asNamed(t);
  if (named === null) return false;
  const obj = named.orig.obj;
  if (obj.name !== 'align64' || obj.pkg === null) return false;
  return obj.pkg.path === 'sync/atomic' || obj.pkg.path === 'internal/runtime/atomic';
}

/** The offset of each field of a struct; -1 for those that lie too far. */
export function offsetsof(sizes: Sizes, fields: readonly Var[]): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const f of fields) {
    if (offset >= 0) {
      offset = alignUp(offset, alignof(sizes, f.type!));
      offsets.push(offset);
      const size = sizeof(sizes, f.type!);
      offset = size < 0 || offset < 0 ? -1 : offset + size;
      if (offset >= tooLarge) offset = -1;
    } else {
      offsets.push(-1);
    }
  }
  return offsets;
}

/** The offset of the field at the end of a path of field indices, from the start of t; -1 if it lies too far. */
export function offsetof(sizes: Sizes, t: Type, index: readonly number[]): number {
  let offset = 0;
  for (const i of index) {
    const s = under(t) as Struct;
    const d = offsetsof(sizes, s.fields)[i]!;
    if (d < 0) return -1;
    offset += d;
    if (offset >= tooLarge) return -1;
    t = s.fields[i]!.type!;
  }
  return offset;
}

/** x rounded up to a multiple of the power of two a; -1 if it becomes too large. */
function alignUp(x: number, a: number): number {
  const over = x % a;
  const y = over === 0 ? x : x + (a - over);
  return y >= tooLarge ? -1 : y;
}
