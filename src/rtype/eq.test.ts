import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Eq from './eq.ts';
import { eqRecipe, type EqStep } from './eq.ts';
import * as Hash from './hash.ts';
import { hashRecipe, type HashStep } from './hash.ts';
import type { TypeNames } from './names.ts';
import { typeFrom } from './testing.ts';

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
