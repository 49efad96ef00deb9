// What is written of a function for debuggers is read back as it was, and damaged bytes end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyPC, type DebugInfo, readDebugInfo, writeDebugInfo } from './debuginfo.ts';

const expr = (...bytes: number[]) => ({ bytes: Uint8Array.from(bytes), fixups: [] as number[] });
const info: DebugInfo = {
  bodyPC: 300,
  blocks: [
    { parent: -1, ranges: [10, 20, 400, 1000] },
    { parent: 0, ranges: [] },
  ],
  inlBlocks: [1, -1],
  vars: [
    {
      name: 'a',
      type: 0,
      role: 1,
      line: 12,
      inl: -1,
      block: -1,
      captured: -1,
      everywhere: expr(0x91, 0x70),
      ranges: [],
      exprs: [],
    },
    {
      name: '&é',
      type: 2,
      role: 0,
      line: 7,
      inl: 1,
      block: -1,
      captured: 8,
      everywhere: null,
      ranges: [5, 9, 9, 200],
      exprs: [expr(0x50), { bytes: Uint8Array.from([3, 0, 0, 0, 0, 0, 0, 0, 0]), fixups: [1, 3, -8] }],
    },
    {
      name: 'lost',
      type: 1,
      role: 2,
      line: 10,
      inl: -1,
      block: 0,
      captured: -1,
      everywhere: null,
      ranges: [],
      exprs: [],
    },
  ],
};

test('read as written', () => {
  const bytes = writeDebugInfo(info, 10);
  assert.deepEqual(readDebugInfo(bytes, 2, 10), info);
  assert.equal(bodyPC(bytes), 300);
  assert.equal(bodyPC(new Uint8Array(0)), -1);
});

test('every beginning of it ends too', () => {
  const bytes = writeDebugInfo(info, 10);
  for (let n = 0; n < bytes.length; n++) readDebugInfo(bytes.subarray(0, n), 2, 10);
});
