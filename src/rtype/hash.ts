// What hashing a value of a type means, as a list of steps on memory: ssa makes of it the function `type:.hash.T`. Each step
// takes the hash so far and gives the next one. Values that are equal have equal hashes: blank fields and padding are left
// out, and what is not compared as bytes is hashed by the runtime's function for it.

import { unreachable } from '../diag/internal-error.ts';
import * as TypeKind from '../types/typekind.ts';
import type { Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import * as Alg from './algkind.ts';
import { hashName } from './closure.ts';
import type { Layouts } from './layout.ts';

export const Mem = 1; // runtime.memhash of `size` bytes
export const Runtime = 2; // the runtime's function `func`
export const Call = 3; // the function of `type`
export const Loop = 4; // `body` for each of `count` elements, `stride` bytes apart
export type HashKind = number;

/** One step. Offsets in the body of a loop count from the element. */
export class HashStep {
  readonly kind: HashKind;
  readonly offset: number;
  readonly size: number;
  /** A function of the runtime with the address and the hash as arguments. */
  readonly func: string;
  readonly type: Type | null;
  readonly count: number;
  readonly stride: number;
  readonly body: readonly HashStep[];

  constructor(
    kind: HashKind,
    offset: number,
    size: number,
    func: string,
    type: Type | null,
    count: number,
    stride: number,
    body: readonly HashStep[],
  ) {
    this.kind = kind;
    this.offset = offset;
    this.size = size;
    this.func = func;
    this.type = type;
    this.count = count;
    this.stride = stride;
    this.body = body;
  }
}

const noSteps: readonly HashStep[] = [];

/** The steps that hash a value of type t, which is a struct or an array that needs a function of its own. */
export function hashRecipe(layouts: Layouts, t: Type): readonly HashStep[] {
  const steps: HashStep[] = [];
  const u = under(t);
  if (u.kind === TypeKind.Array) {
    const body: HashStep[] = [];
    part(layouts, u.elem, 0, body);
    const stride = layouts.size(u.elem);
    steps.push(new HashStep(Loop, 0, stride * u.len, '', null, u.len, stride, body));
  } else if (u.kind === TypeKind.Struct) {
    const offsets = layouts.of(u).offsets;
    u.fields.forEach((f, i) => {
      if (f.name !== '_') part(layouts, f.type!, offsets[i]!, steps);
    });
  } else {
    unreachable('a type that is hashed by parts');
  }
  return steps;
}

function part(layouts: Layouts, t: Type, at: number, steps: HashStep[]): void {
  const l = layouts.of(t);
  if (l.alg === Alg.ASPECIAL) {
    steps.push(new HashStep(Call, at, l.size, '', t, 0, 0, noSteps));
  } else if (l.alg !== Alg.AMEM) {
    steps.push(new HashStep(Runtime, at, l.size, hashName(l.alg), null, 0, 0, noSteps));
  } else if (l.size > 0) {
    // Memory that follows memory is hashed with it.
    const last = steps.length - 1;
    const before = last >= 0 ? steps[last]! : null;
    if (before !== null && before.kind === Mem && before.offset + before.size === at) {
      steps[last] = new HashStep(Mem, before.offset, before.size + l.size, '', null, 0, 0, noSteps);
    } else {
      steps.push(new HashStep(Mem, at, l.size, '', null, 0, 0, noSteps));
    }
  }
}
