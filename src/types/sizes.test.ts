import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';
import { alignof, offsetsof, sizeof, sizesFor } from './sizes.ts';
import type { Struct } from './type.ts';

/** Size and alignment on amd64, and on 386. */
const cases: readonly (readonly [type: string, amd64: string, i386: string])[] = [
  ['bool', '1 1', '1 1'],
  ['int', '8 8', '4 4'],
  ['int64', '8 8', '8 4'],
  ['float64', '8 8', '8 4'],
  ['complex128', '16 8', '16 4'],
  ['complex64', '8 4', '8 4'],
  ['string', '16 8', '8 4'],
  ['[]int', '24 8', '12 4'],
  ['any', '16 8', '8 4'],
  ['*int', '8 8', '4 4'],
  ['map[int]int', '8 8', '4 4'],
  ['[3]int16', '6 2', '6 2'],
  ['[0]int64', '0 8', '0 4'],
  ['struct{}', '0 1', '0 1'],
  ['struct{ a int8; b int64; c int8 }', '24 8', '16 4'],
  ['struct{ a int32; b struct{} }', '8 4', '8 4'],
  ['[1 << 40][1 << 40]byte', '-1 1', '-1 1'],
];
for (const [type, amd64, i386] of cases) {
  test(`size of ${type}`, () => {
    const { typeOf } = checkSource(`package p; var x *${type}`);
    const t = typeOf('x');
    assert.equal(t.kind, 5);
    if (t.kind !== 5) return;
    const show = (arch: string): string => {
      const sizes = sizesFor(arch)!;
      return `${sizeof(sizes, t.elem)} ${alignof(sizes, t.elem)}`;
    };
    assert.equal(show('amd64'), amd64);
    assert.equal(show('386'), i386);
  });
}

test('offsets', () => {
  const { typeOf } = checkSource('package p; var x struct{ a int8; b int64; c int16; d string }');
  const s = typeOf('x') as Struct;
  assert.deepEqual(offsetsof(sizesFor('arm64')!, s.fields), [0, 8, 16, 24]);
  assert.deepEqual(offsetsof(sizesFor('arm')!, s.fields), [0, 4, 12, 16]);
});
