// The Go types that a program's functions mention, by number: identical types have one number. Functions name types by it
// where memory is allocated, cleared or copied; single values need only their scalar kind. Here is also how a Go value is
// taken apart into scalars.

import type { Layouts } from '../rtype/layout.ts';
import * as BasicKind from '../types/basickind.ts';
import * as TypeKind from '../types/typekind.ts';
import type { Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import * as Scalar from './scalar.ts';

/** The number of a type; 0 is none. */
export type TypeId = number;

/** A part of a Go value that fits in a register. */
export interface Component {
  readonly kind: Scalar.Kind;
  /** Its place in the value's memory. */
  readonly offset: number;
  /** What is known of it by its type: RoleOther, RoleLen, RoleCap. */
  readonly role: number;
}

export const RoleOther = 0;
/** The length of a string or slice: not negative. */
export const RoleLen = 1;
/** The capacity of a slice, 8 bytes behind its length: not below the length. */
export const RoleCap = 2;

/** Values of more parts live in memory. */
export const MaxComponents = 4;

/** `scalars` gives no more parts than this. */
export const MaxScalars = 16;

const noComponents: readonly Component[] = [];

/** The types of one program. */
export class TypeTable {
  readonly layouts: Layouts;
  private readonly linkString: (t: Type) => string;
  private readonly ids = new Map<Type, TypeId>();
  private readonly byName = new Map<string, TypeId>();
  private readonly list: (Type | null)[] = [null];
  private readonly parts = new Map<Type, readonly Component[] | null>();
  private readonly allParts = new Map<TypeId, readonly Component[] | null>();

  /** `linkString` gives identical types, and only those, the same text. */
  constructor(layouts: Layouts, linkString: (t: Type) => string) {
    this.layouts = layouts;
    this.linkString = linkString;
  }

  /** The number of a type. */
  id(t: Type): TypeId {
    let id = this.ids.get(t);
    if (id === undefined) {
      const name = this.linkString(t);
      id = this.byName.get(name);
      if (id === undefined) {
        id = this.list.length;
        this.list.push(t);
        this.byName.set(name, id);
      }
      this.ids.set(t, id);
    }
    return id;
  }

  /** The type of a number. */
  type(id: TypeId): Type {
    return this.list[id]!;
  }

  size(id: TypeId): number {
    return this.layouts.size(this.list[id]!);
  }

  hasPointers(id: TypeId): boolean {
    return this.layouts.hasPointers(this.list[id]!);
  }

  /** The parts of a value in order; none for a value without size; null for a value that lives in memory. */
  components(t: Type): readonly Component[] | null {
    let c = this.parts.get(t);
    if (c === undefined) {
      const out: Component[] = [];
      c = this.split(t, 0, out, MaxComponents) ? (out.length === 0 ? noComponents : out) : null;
      this.parts.set(t, c);
    }
    return c;
  }

  /** All scalars in the memory of a type, in order; null where there are more than MaxScalars. */
  scalars(id: TypeId): readonly Component[] | null {
    let c = this.allParts.get(id);
    if (c === undefined) {
      const out: Component[] = [];
      c = this.split(this.list[id]!, 0, out, MaxScalars) ? out : null;
      this.allParts.set(id, c);
    }
    return c;
  }

  /** Adds the parts of a value of type t at `offset`; false when it must live in memory: there are more than `max`. */
  private split(t: Type, offset: number, out: Component[], max: number): boolean {
    const u = under(t);
    const add = (kind: Scalar.Kind, at: number, role = RoleOther): boolean =>
      out.push({ kind, offset: offset + at, role }) <= max;
    switch (u.kind) {
      case TypeKind.Basic:
        switch (u.basic) {
          case BasicKind.String:
          case BasicKind.UntypedString:
            return add(Scalar.Ptr, 0) && add(Scalar.I64, 8, RoleLen);
          case BasicKind.Float32:
            return add(Scalar.F32, 0);
          case BasicKind.Float64:
          case BasicKind.UntypedFloat:
            return add(Scalar.F64, 0);
          case BasicKind.Complex64:
            return add(Scalar.F32, 0) && add(Scalar.F32, 4);
          case BasicKind.Complex128:
          case BasicKind.UntypedComplex:
            return add(Scalar.F64, 0) && add(Scalar.F64, 8);
          case BasicKind.UnsafePointer:
          case BasicKind.UntypedNil:
            return add(Scalar.Ptr, 0);
          default:
            return add(Scalar.intOfSize(this.layouts.size(u)), 0);
        }
      case TypeKind.Pointer:
        return add(this.layouts.hasPointers(u) ? Scalar.Ptr : Scalar.I64, 0);
      case TypeKind.Map:
      case TypeKind.Chan:
      case TypeKind.Signature:
        return add(Scalar.Ptr, 0);
      case TypeKind.Slice:
        return (
          add(this.layouts.hasPointers(u) ? Scalar.Ptr : Scalar.I64, 0) &&
          add(Scalar.I64, 8, RoleLen) &&
          add(Scalar.I64, 16, RoleCap)
        );
      case TypeKind.Interface:
        // The first word points to a type or an itab, which the collector never frees: gc does not trace it either.
        return add(Scalar.I64, 0) && add(Scalar.Ptr, 8);
      case TypeKind.Array:
        // An array of several elements is indexed: it lives in memory, and passes may take it apart.
        if (u.len > 1 && (max === MaxComponents || u.len > max)) return false;
        for (let i = 0; i < u.len; i++) {
          if (!this.split(u.elem, offset + i * this.layouts.size(u.elem), out, max)) return false;
        }
        return true;
      case TypeKind.Struct:
        for (let i = 0; i < u.fields.length; i++) {
          if (!this.split(u.fields[i]!.type!, offset + this.layouts.fieldOffset(u, i), out, max)) return false;
        }
        return true;
      default:
        return false;
    }
  }
}
