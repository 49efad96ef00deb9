import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkTarget } from '../arch/amd64/link.ts';
import { linkReport, type Reported } from './report.ts';

const rows: readonly (readonly [name: string, options: Partial<Reported>, lines: string])[] = [
  ['as it is', {}, 'build mode: exe, symbol table: on, DWARF: on|HEADER = -H5 -T0x401000 -R0x1000|7 symbols reachable'],
  [
    '-s -w',
    { strip: true, noDwarf: true },
    'build mode: exe, symbol table: off, DWARF: off|HEADER = -H5 -T0x401000 -R0x1000|7 symbols reachable',
  ],
  [
    '-T',
    { textAddr: 0x500000 },
    'build mode: exe, symbol table: on, DWARF: on|HEADER = -H5 -T0x500000 -R0x1000|7 symbols reachable',
  ],
];
for (const [name, options, lines] of rows) {
  test(`-v: ${name}`, () => {
    const all = { target: linkTarget, strip: false, noDwarf: false, textAddr: -1, ...options };
    assert.equal(linkReport(all, 7).join('|'), lines);
  });
}
