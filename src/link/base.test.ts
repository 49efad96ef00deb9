import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { joinBytes } from '../base/bytewriter.ts';
import { type Base, BaseNamesBuilder, baseParts, readBase } from './base.ts';

const rows: readonly (readonly [name: string, abi: number, pkg: string])[] = [
  ['runtime.main', 1, 'runtime'],
  ['runtime.main', 0, 'runtime'],
  ['type:map[string]int', 0, 'runtime'],
  ['fmt.\u00e9', 1, 'fmt'],
  ...Array.from({ length: 500 }, (_, i) => [`pkg.f${i}`, i % 2, `pkg${i % 7}`] as const),
];

function names(): BaseNamesBuilder {
  const b = new BaseNamesBuilder();
  rows.forEach(([name, abi, pkg], i) => {
    const bytes = encodeUtf8(`<${name}>`);
    b.add(bytes, 1, bytes.length - 1, abi, {
      kind: i % 50,
      attr: i,
      section: i % 6,
      size: 7 * i,
      value: 2 ** 33 + i,
      height: i,
      pkg,
      std: i % 3 === 0,
    });
  });
  return b;
}

test('symbols by name and ABI', () => {
  const found = names().finish(null);
  rows.forEach(([name, abi, pkg], i) => {
    const want = {
      kind: i % 50,
      attr: i,
      section: i % 6,
      size: 7 * i,
      value: 2 ** 33 + i,
      height: i,
      pkg,
      std: i % 3 === 0,
    };
    assert.deepEqual(found.find(name, abi), want);
  });
  for (const [name, abi] of [
    ['runtime.mai', 1],
    ['runtime.main2', 1],
    ['type:map[string]int', 1],
    ['', 0],
  ] as const) {
    assert.equal(found.find(name, abi), null);
  }
});

test('a base comes back as it was written', () => {
  const bytes = (n: number): Uint8Array => new Uint8Array(n).map((_, i) => i * n);
  const base: Base = {
    facts: {
      rounds: [{ asks: ['r1fmt.Println', 'mString func() string'], answers: ['s1main.main'] }],
      dropped: [],
      methods: ['mString type:func() string'],
      sizes: [1, 2, 3, 4, 5, 6, 7],
      textEnd: 0x402000,
      symbols: 8000,
      relatives: 2,
      strings: ['runtime.buildVersion'],
      moduledataSize: 600,
      nfiles: 3,
      funcDataAlign: 4,
      inittasks: [{ name: 'fmt..inittask', runs: true, after: ['os..inittask'] }],
      assembly: [['runtime', '0runtime.memmove', '1runtime.memmove']],
    },
    names: names().finish(names().finish(null)),
    pcln: [1, 2, 3, 4, 5, 6, 7].map(bytes),
    typelinks: [['*int', 64]],
    itabs: [128],
    gcdata: bytes(8),
    gcbss: bytes(9),
    places: [1, 2, 3, 4, 5, 6, 7],
    contents: [10, 11, 12, 13, 14].map(bytes),
    relative: bytes(8),
    foreign: [{ from: 'runtime.main', section: '.text', off: 5, size: 4, type: 7, add: 0, name: 'main.main', abi: 1 }],
    fipsSum: bytes(32),
    symtab: [24, 48, 20].map(bytes),
    debug: new Map([['.debug_info', { length: 100, packed: bytes(14), adler: 0xffffffff }]]),
    gdbScript: bytes(0),
    dies: new Map([['int', 77]]),
    prototypes: [{ name: 'runtime.slice', byteSize: 24, fields: [['array', 5, 0, false]] }],
  };
  assert.deepEqual(readBase(joinBytes(baseParts(base))), base);
});
