import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as NodeKind from './nodekind.ts';
import { endPos, startPos } from './positions.ts';
import { parseText } from './testing.ts';

const prefix = 'package p; var _ = ';

/** Per expression: the offsets of its start and its (approximate) end. */
const cases: readonly (readonly [source: string, start: number, end: number])[] = [
  ['abc', 0, 3],
  ['"äb"', 0, 5],
  ['a + b*c', 0, 7],
  ['-a', 0, 2],
  ['f(x, yy)', 0, 7],
  ['f()', 0, 1],
  ['x.y.z(1)', 0, 7],
  ['a[i]', 0, 3],
  ['T{1, 2}', 0, 6],
  ['[]int{1}', 0, 7],
  ['x.(T)', 0, 4],
  ['(x)', 0, 2],
  ['func() {}', 0, 8],
  ['map[K]V(nil)', 0, 11],
  ['struct{}{}', 0, 9],
];

test('start and end of expressions', () => {
  for (const [source, start, end] of cases) {
    const { file, source: text } = parseText(prefix + source);
    const d = file!.declList[0]!;
    assert.ok(d.kind === NodeKind.VarDecl && d.values !== null);
    const from = text.base + prefix.length;
    assert.deepEqual([startPos(d.values) - from, endPos(d.values) - from], [start, end], source);
  }
});

test('a slice expression ends where its operand does, and starts at its bracket, as in gc', () => {
  const { file, source } = parseText(prefix + 'abc[1:2]');
  const d = file!.declList[0]!;
  assert.ok(d.kind === NodeKind.VarDecl && d.values !== null);
  const from = source.base + prefix.length;
  assert.deepEqual([startPos(d.values) - from, endPos(d.values) - from], [3, 3]);
});
