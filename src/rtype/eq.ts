// What comparing two values of a type means, as a list of steps on memory: ssa makes of it the function `type:.eq.T`, or the
// code of a comparison in place. The values are equal when every step holds, tried in order until one does not.
//
// Comparing interfaces may panic, and then must have found the parts before it equal; between such steps the order is free,
// and what is cheap comes first: words and lengths before contents, contents before calls.

import { assert, unreachable } from '../diag/internal-error.ts';
import * as TypeKind from '../types/typekind.ts';
import type { ArrayT, Struct, Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import * as Alg from './algkind.ts';
import type { Layouts } from './layout.ts';

export const Mem = 1; // `size` bytes are the same
export const StringLen = 2; // the lengths of two strings are equal
export const StringData = 3; // the contents of two strings of one length are equal
export const Eface = 4; // two empty interfaces are equal
export const Iface = 5; // two interfaces with methods are equal
export const Float = 6; // two floating-point numbers of `size` bytes are equal
export const Call = 7; // two values of `type` are equal, by its function
export const Loop = 8; // `body` holds for each of `count` elements, `stride` bytes apart
export type EqKind = number;

/** One step. Offsets in the body of a loop count from the element. */
export class EqStep {
  readonly kind: EqKind;
  readonly offset: number;
  readonly size: number;
  /** A power of two that the address of the part is a multiple of. */
  readonly align: number;
  readonly type: Type | null;
  readonly count: number;
  readonly stride: number;
  readonly body: readonly EqStep[];

  constructor(
    kind: EqKind,
    offset: number,
    size: number,
    align: number,
    type: Type | null,
    count: number,
    stride: number,
    body: readonly EqStep[],
  ) {
    this.kind = kind;
    this.offset = offset;
    this.size = size;
    this.align = align;
    this.type = type;
    this.count = count;
    this.stride = stride;
    this.body = body;
  }
}

const noSteps: readonly EqStep[] = [];

/** A part with more steps than this is compared by a call. */
const maxInline = 8;
/** Memory of more words than this is compared by a call. */
const maxWords = 4;

/** The steps that compare two values of a type that can be compared; none for types with one value. */
export function eqRecipe(layouts: Layouts, t: Type): readonly EqStep[] {
  assert(layouts.isComparable(t), 'a type with equality');
  const b = new Builder(layouts);
  b.value(t, 0, layouts.align(t), true);
  return order(b.steps, layouts);
}

/** Whether comparing two values of type t may panic: they hold interfaces. */
export function eqCanPanic(t: Type): boolean {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Interface:
      return true;
    case TypeKind.Array:
      return eqCanPanic(u.elem);
    case TypeKind.Struct:
      return u.fields.some(f => f.name !== '_' && eqCanPanic(f.type!));
    default:
      return false;
  }
}

class Builder {
  readonly steps: EqStep[] = [];
  private readonly layouts: Layouts;

  constructor(layouts: Layouts) {
    this.layouts = layouts;
  }

  /** A value of type t at an offset from an address that is a multiple of `align`. `whole`: it is what is to be compared. */
  value(t: Type, at: number, align: number, whole: boolean): void {
    const l = this.layouts.of(t);
    const word = this.layouts.ptrSize;
    switch (l.alg) {
      case Alg.AMEM:
        this.mem(at, l.size, align);
        break;
      case Alg.ASTRING:
        this.part(StringLen, at, 2 * word, align);
        this.part(StringData, at, 2 * word, align);
        break;
      case Alg.AINTER:
        this.part(Iface, at, 2 * word, align);
        break;
      case Alg.ANILINTER:
        this.part(Eface, at, 2 * word, align);
        break;
      case Alg.AFLOAT32:
      case Alg.AFLOAT64:
        this.part(Float, at, l.size, align);
        break;
      case Alg.ACPLX64:
      case Alg.ACPLX128:
        this.part(Float, at, l.size / 2, align);
        this.part(Float, at + l.size / 2, l.size / 2, align);
        break;
      case Alg.ASPECIAL:
        this.special(t, at, align, whole);
        break;
      default:
        unreachable('a type with equality');
    }
  }

  /** A struct or an array whose parts are compared one by one. */
  private special(t: Type, at: number, align: number, whole: boolean): void {
    const inner = whole ? this : new Builder(this.layouts);
    const u = under(t);
    if (u.kind === TypeKind.Struct) inner.struct(u, at, align);
    else if (u.kind === TypeKind.Array) inner.array(u, at, align);
    else unreachable('a type that is compared by parts');
    if (whole) return;
    if (inner.steps.length > maxInline || inner.steps.some(s => s.kind === Loop)) {
      this.steps.push(new EqStep(Call, at, this.layouts.size(t), alignAt(align, at), t, 0, 0, noSteps));
      return;
    }
    for (const s of inner.steps) {
      if (s.kind === Mem) this.mem(s.offset, s.size, align);
      else this.steps.push(s);
    }
  }

  private struct(u: Struct, at: number, align: number): void {
    const offsets = this.layouts.of(u).offsets;
    u.fields.forEach((f, i) => {
      if (f.name !== '_') this.value(f.type!, at + offsets[i]!, align, false);
    });
  }

  private array(u: ArrayT, at: number, align: number): void {
    const size = this.layouts.size(u.elem);
    if (u.len === 1) {
      this.value(u.elem, at, align, false);
      return;
    }
    const elem = new Builder(this.layouts);
    elem.value(u.elem, 0, this.layouts.align(u.elem), false);
    const body = order(elem.steps, this.layouts);
    // All that is cheap in all elements comes before what is not in any, unless something may panic.
    const cheap = body.filter(s => rank(s, this.layouts) === 0);
    if (cheap.length === 0 || cheap.length === body.length || eqCanPanic(u.elem)) {
      this.loop(at, size, u.len, body, align);
      return;
    }
    this.loop(at, size, u.len, cheap, align);
    this.loop(
      at,
      size,
      u.len,
      body.filter(s => rank(s, this.layouts) !== 0),
      align,
    );
  }

  private loop(at: number, stride: number, count: number, body: readonly EqStep[], align: number): void {
    if (body.length > 0) {
      this.steps.push(new EqStep(Loop, at, stride * count, alignAt(align, at), null, count, stride, body));
    }
  }

  private part(kind: EqKind, at: number, size: number, align: number): void {
    this.steps.push(new EqStep(kind, at, size, alignAt(align, at), null, 0, 0, noSteps));
  }

  /** Memory that follows memory is one part with it. */
  private mem(at: number, size: number, align: number): void {
    if (size === 0) return;
    const last = this.steps.length - 1;
    const before = last >= 0 ? this.steps[last]! : null;
    if (before !== null && before.kind === Mem && before.offset + before.size === at) {
      this.steps[last] = new EqStep(Mem, before.offset, before.size + size, before.align, null, 0, 0, noSteps);
    } else {
      this.steps.push(new EqStep(Mem, at, size, alignAt(align, at), null, 0, 0, noSteps));
    }
  }
}

/** The alignment of what lies at an offset from a multiple of `align`. */
function alignAt(align: number, at: number): number {
  while (at % align !== 0) align /= 2;
  return align;
}

/** The steps with the cheap ones first, as far as panics allow. */
function order(steps: readonly EqStep[], layouts: Layouts): readonly EqStep[] {
  const out: EqStep[] = [];
  let group: EqStep[] = [];
  const flush = (): void => {
    for (let r = 0; r <= 2; r++) for (const s of group) if (rank(s, layouts) === r) out.push(s);
    group = [];
  };
  for (const s of steps) {
    if (mayPanic(s)) {
      flush();
      out.push(s);
    } else {
      group.push(s);
    }
  }
  flush();
  return out;
}

/** 0: a few loads; 1: memory of any length; 2: calls and loops. */
function rank(s: EqStep, layouts: Layouts): number {
  switch (s.kind) {
    case Mem:
      return s.size <= maxWords * layouts.ptrSize ? 0 : 1;
    case StringLen:
    case Float:
      return 0;
    case StringData:
      return 1;
    default:
      return 2;
  }
}

function mayPanic(s: EqStep): boolean {
  switch (s.kind) {
    case Iface:
    case Eface:
      return true;
    case Call:
      return eqCanPanic(s.type!);
    case Loop:
      return s.body.some(mayPanic);
    default:
      return false;
  }
}
