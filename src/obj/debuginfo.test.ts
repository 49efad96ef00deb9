// What is written of a function for debuggers is read back as it was, and damaged bytes end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8 } from '../base/utf8.ts';
import * as Debug from './debuginfo.ts';
import { bodyPC, type DebugExpr, type DebugInfo, writeDebugInfo } from './debuginfo.ts';

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

/** Columns as what they were written from. */
function infoOf(d: Debug.DebugColumns): DebugInfo {
  const exprAt = (at: number): DebugExpr => {
    d.openExpr(at);
    return { bytes: d.bytes.slice(d.exprAt, d.exprEnd), fixups: [...d.fixups] };
  };
  const blocks = d.blockParent.map((parent, i) => ({
    parent,
    ranges: d.ranges.slice(d.blockRanges[i], d.blockRanges[i + 1]),
  }));
  const vars = Array.from({ length: d.vars.length / Debug.VarStride }, (_, i) => {
    const of = (field: number): number => d.vars[i * Debug.VarStride + field]!;
    const places = Array.from({ length: Math.max(of(Debug.Count), 0) }, (_, k) => {
      const at = (of(Debug.First) + k) * Debug.LocationStride;
      return { range: d.locations.slice(at, at + 2), expr: exprAt(d.locations[at + 2]!) };
    });
    return {
      name: decodeUtf8(d.bytes, of(Debug.NameAt), of(Debug.NameEnd)),
      type: of(Debug.VarType),
      role: of(Debug.Role),
      line: of(Debug.Line),
      inl: of(Debug.Inl),
      block: of(Debug.Block),
      captured: of(Debug.Captured),
      everywhere: of(Debug.Count) < 0 ? exprAt(of(Debug.First)) : null,
      ranges: places.flatMap(p => p.range),
      exprs: places.map(p => p.expr),
    };
  });
  return { bodyPC: d.bodyPC, blocks, inlBlocks: [...d.inlBlocks], vars };
}

test('read as written, with what was read before forgotten', () => {
  const bytes = writeDebugInfo(info, 10);
  const d = new Debug.DebugColumns();
  for (let i = 0; i < 2; i++) {
    d.read(bytes, 2, 10);
    assert.deepEqual(infoOf(d), info);
  }
  d.read(new Uint8Array(0), 1, 3);
  assert.deepEqual(infoOf(d), { bodyPC: 0, blocks: [], inlBlocks: [-1], vars: [] });
  assert.equal(bodyPC(bytes), 300);
  assert.equal(bodyPC(new Uint8Array(0)), -1);
});

test('variables without where they are', () => {
  const d = new Debug.DebugColumns();
  d.read(writeDebugInfo(info, 10), 2, 10);
  d.readVars(writeDebugInfo(info, 10), 2, 10);
  const vars = info.vars.map(v => ({ ...v, everywhere: null, ranges: [], exprs: [] }));
  assert.deepEqual(infoOf(d), { ...info, vars });
});

test('every beginning of it ends too', () => {
  const bytes = writeDebugInfo(info, 10);
  const d = new Debug.DebugColumns();
  for (let n = 0; n < bytes.length; n++) {
    d.read(bytes.subarray(0, n), 2, 10);
    infoOf(d);
    d.readVars(bytes.subarray(0, n), 2, 10);
  }
});
