// The tables of characters are those of the Go release: their generator makes the same file again.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { isDigit, isGraphic, isLetter, isLower, isPrint, isPunct, isUpper } from '../src/base/unicode.ts';
import { goTool } from './goroot.ts';

const root = process.env['BURROW_ROOT'] ?? process.cwd();

test('the tables of Go', { skip: goTool === null && 'no go command: not compared' }, () => {
  const done = spawnSync(goTool!, ['run', path.join(root, 'test/oracle/unicode-tables.go')], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  assert.equal(done.stdout, fs.readFileSync(path.join(root, 'src/base/unicode-tables.generated.ts'), 'utf8'));
});

test('classes', () => {
  const classes = { isLetter, isDigit, isUpper, isLower, isPunct, isGraphic, isPrint };
  const want: readonly (readonly [rune: number, names: string])[] = [
    [0x41, 'isLetter isUpper isGraphic isPrint'],
    [0xe9, 'isLetter isLower isGraphic isPrint'],
    [0x661, 'isDigit isGraphic isPrint'],
    [0x2d, 'isPunct isGraphic isPrint'],
    [0xa0, 'isGraphic'],
    [0x20, 'isGraphic isPrint'],
    [0x0a, ''],
    [0x7f, ''],
    [0x4e00, 'isLetter isGraphic isPrint'],
    [0x1f600, 'isGraphic isPrint'],
    [0x10ffff, ''],
  ];
  for (const [rune, names] of want) {
    const got = Object.entries(classes).filter(([, is]) => is(rune));
    assert.equal(got.map(([name]) => name).join(' '), names, rune.toString(16));
  }
});
