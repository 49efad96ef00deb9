import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Eq from './eq.ts';
import { eqRecipe, type EqStep } from './eq.ts';
import * as Hash from './hash.ts';
import { hashRecipe, type HashStep } from './hash.ts';
import type { TypeNames } from './names.ts';
import { typeFrom } from './testing.ts';
import * as TypeKind from '../types/typekind.ts';
import type { Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import type { Layouts } from './layout.ts';
import { Random } from '../../test/random.ts';

const kinds = ['', 'mem', 'len', 'data', 'eface', 'iface', 'float', 'call', 'loop'];

function show(steps: readonly EqStep[], names: TypeNames): string {
  return steps
    .map(s => {
      if (s.kind === Eq.Call) return `call ${s.offset} ${names.linkString(s.type!)}`;
      if (s.kind === Eq.Loop) return `loop ${s.offset} ${s.count}*${s.stride} (${show(s.body, names)})`;
      const size = s.kind === Eq.Mem || s.kind === Eq.Float ? `:${s.size}` : '';
      return `${kinds[s.kind]} ${s.offset}${size}`;
    })
    .join(', ');
}

const equalities: readonly (readonly [string, string])[] = [
  ['struct{}', ''],
  ['int', 'mem 0:8'],
  ['string', 'len 0, data 0'],
  ['complex64', 'float 0:4, float 4:4'],
  ['struct{ a int8; b int64 }', 'mem 0:1, mem 8:8'],
  ['struct{ a, b int32; _ int; c, d int64; s string }', 'mem 0:8, mem 16:16, len 32, data 32'],
  // Lengths before contents, but nothing moves over what may panic.
  ['struct{ s, t string; n int }', 'len 0, len 16, mem 32:8, data 0, data 16'],
  [
    'struct{ s string; x any; t string; y error; n int }',
    'len 0, data 0, eface 16, len 32, data 32, iface 48, mem 64:8',
  ],
  // Parts join with what lies beside them.
  ['struct{ a int; b struct{ c int; s string } }', 'mem 0:16, len 16, data 16'],
  ['struct{ a [5]int; f float32 }', 'float 40:4, mem 0:40'],
  ['[3]float64', 'loop 0 3*8 (float 0:8)'],
  ['[4]string', 'loop 0 4*16 (len 0), loop 0 4*16 (data 0)'],
  ['[4]any', 'loop 0 4*16 (eface 0)'],
  ['[2]struct{ s string; x any }', 'loop 0 2*32 (len 0, data 0, eface 16)'],
  ['struct{ n int; a [4]string }', 'mem 0:8, call 8 [4]string'],
  ['[1]struct{ f, g float64 }', 'float 0:8, float 8:8'],
];
for (const [text, want] of equalities) {
  test(`equal: ${text}`, () => {
    const { t, layouts, names } = typeFrom(text);
    assert.equal(show(eqRecipe(layouts, t), names), want);
  });
}

function showHash(steps: readonly HashStep[], names: TypeNames): string {
  return steps
    .map(s => {
      if (s.kind === Hash.Call) return `call ${s.offset} ${names.linkString(s.type!)}`;
      if (s.kind === Hash.Loop) return `loop ${s.offset} ${s.count}*${s.stride} (${showHash(s.body, names)})`;
      return s.kind === Hash.Mem ? `mem ${s.offset}:${s.size}` : `${s.func} ${s.offset}`;
    })
    .join(', ');
}

const hashes: readonly (readonly [string, string])[] = [
  [
    'struct{ a, b int32; s string; x any; e error; f float64 }',
    'mem 0:8, strhash 8, nilinterhash 24, interhash 40, f64hash 56',
  ],
  ['struct{ a int8; b int64; _ int; c int8 }', 'mem 0:1, mem 8:8, mem 24:1'],
  ['[3]string', 'loop 0 3*16 (strhash 0)'],
  ['struct{ n int; a [2]complex64 }', 'mem 0:8, call 8 [2]complex64'],
];
for (const [text, want] of hashes) {
  test(`hash: ${text}`, () => {
    const { t, layouts, names } = typeFrom(text);
    assert.equal(showHash(hashRecipe(layouts, t), names), want);
  });
}

/** The bytes that make up the value of a type, in source order: what is compared, and what may panic. */
function leaves(layouts: Layouts, t: Type, at: number, out: { byte: number; panics: boolean }[]): void {
  const u = under(t);
  if (u.kind === TypeKind.Struct) {
    u.fields.forEach((f, i) => {
      if (f.name !== '_') leaves(layouts, f.type!, at + layouts.fieldOffset(u, i), out);
    });
  } else if (u.kind === TypeKind.Array) {
    for (let i = 0; i < u.len; i++) leaves(layouts, u.elem, at + i * layouts.size(u.elem), out);
  } else {
    const panics = u.kind === TypeKind.Interface;
    for (let i = 0; i < layouts.size(u); i++) out.push({ byte: at + i, panics });
  }
}

/** The bytes that steps compare, in order. */
function compared(layouts: Layouts, steps: readonly EqStep[], at: number, out: number[]): void {
  for (const s of steps) {
    if (s.kind === Eq.Call) compared(layouts, eqRecipe(layouts, s.type!), at + s.offset, out);
    else if (s.kind === Eq.Loop) {
      for (let i = 0; i < s.count; i++) compared(layouts, s.body, at + s.offset + i * s.stride, out);
    } else if (s.kind === Eq.StringLen) {
      for (let i = 8; i < 16; i++) out.push(at + s.offset + i);
    } else {
      const n = s.kind === Eq.StringData ? 8 : s.size;
      for (let i = 0; i < n; i++) out.push(at + s.offset + i);
    }
  }
}

test('equal: random types are compared byte for byte, in order where it matters', () => {
  const random = new Random(7);
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  const type = (depth: number): string => {
    const r = depth === 0 ? 0 : random.below(4);
    if (r === 1) return `[${random.below(4)}]${type(depth - 1)}`;
    if (r >= 2) {
      const n = random.below(6);
      const fields = Array.from({ length: n }, (_, i) => `${random.below(6) === 0 ? '_' : `f${i}`} ${type(depth - 1)}`);
      return `struct{ ${fields.join('; ')} }`;
    }
    return pick(['int8', 'int16', 'int32', 'int', 'string', 'any', 'error', 'float32', 'float64', 'complex64', '*int']);
  };
  for (let i = 0; i < 400; i++) {
    const text = type(4);
    const { t, layouts } = typeFrom(text);
    const want: { byte: number; panics: boolean }[] = [];
    leaves(layouts, t, 0, want);
    const got: number[] = [];
    compared(layouts, eqRecipe(layouts, t), 0, got);
    const key = (a: readonly number[]): string => [...a].sort((x, y) => x - y).join();
    assert.equal(key(got), key(want.map(l => l.byte)), text);
    // Around what may panic nothing moves.
    const when = new Map(got.map((byte, k) => [byte, k]));
    want.forEach((l, k) => {
      if (l.panics) assert.equal(when.get(l.byte), k, text);
    });
  }
});
