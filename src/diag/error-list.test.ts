// The list of errors: order, repetitions, limit.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet, formatPosition } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { ErrorList } from './error-list.ts';

/** `file:line:col message` as reported, `limit`, and what is printed. */
const rows: readonly (readonly [
  what: string,
  reported: readonly string[],
  limit: number,
  printed: readonly string[],
])[] = [
  ['by position', ['a:2:1 x', 'a:1:3 y', 'a:1:2 z'], Infinity, ['a:1:2 z', 'a:1:3 y', 'a:2:1 x']],
  ['files by their first error', ['b:1:1 x', 'a:1:1 y', 'b:2:1 z'], Infinity, ['b:1:1 x', 'b:2:1 z', 'a:1:1 y']],
  ['the same twice', ['a:1:1 x', 'a:2:1 y', 'a:1:1 x'], Infinity, ['a:1:1 x', 'a:2:1 y']],
  ['the same text one after the other on a line', ['a:1:1 x', 'a:1:5 x'], Infinity, ['a:1:1 x']],
  [
    'one syntax error a line',
    ['a:1:1 syntax error: x', 'a:1:5 syntax error: y', 'a:1:7 z', 'a:2:1 syntax error: x'],
    Infinity,
    ['a:1:1 syntax error: x', 'a:1:7 z', 'a:2:1 syntax error: x'],
  ],
  ['no column beyond 255', ['a:1:9 x', 'a:1:256 y', 'a:1:255 z'], Infinity, ['a:1 y', 'a:1:9 x', 'a:1:255 z']],
  ['a limit', ['a:3:1 x', 'a:2:1 y', 'a:1:1 z'], 2, ['a:2:1 y', 'a:3:1 x', 'a:2:1 too many errors']],
];

for (const [what, reported, limit, printed] of rows) {
  test(what, () => {
    const fset = new FileSet();
    const line = `${' '.repeat(299)}\n`;
    const files = new Map(['a', 'b'].map(name => [name, fset.add(name, encodeUtf8(line.repeat(3)))]));
    const list = new ErrorList(fset);
    for (const r of reported) {
      const [, name, l, col, message] = /^(\w):(\d+):(\d+) (.*)/.exec(r)!;
      const file = files.get(name!)!;
      list.report({
        pos: file.base + file.lineStart(Number(l)) + Number(col) - 1,
        code: 1,
        message: message!,
        soft: false,
      });
    }
    const got = list.sorted(true, limit).map(d => `${formatPosition(list.position(d.pos))} ${d.message}`);
    assert.deepEqual(got, printed);
  });
}
