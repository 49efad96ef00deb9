// The preprocessor: what becomes of macros, conditions and included files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { Fatal, Input } from './input.ts';
import * as Token from './token.ts';

const files: Readonly<Record<string, string>> = {
  'dir/own.h': 'own',
  'inc/far.h': '#define FAR far\n',
  'dir/nested.h': '#include "own.h"\nnested',
};

/** The tokens of a source in the directory dir, lines separated by `;`, or the message that ended it. */
function expand(source: string, defines: readonly string[] = []): string {
  try {
    const input = new Input('dir/x.s', {
      includeDirs: ['inc'],
      defines,
      readFile: name => {
        const text = name === 'dir/x.s' ? source : files[name];
        return text === undefined ? `open ${name}: no such file or directory` : encodeUtf8(text);
      },
      absFile: name => name,
      warn: () => {},
    });
    const out: string[] = [];
    for (let kind = input.next(); kind !== Token.EOF; kind = input.next()) {
      if (kind === Token.Newline) out.push(';');
      else if (kind !== 35) out.push(input.text());
    }
    return out.join(' ').replace(/^[; ]+|[; ]+$/g, '');
  } catch (e) {
    if (!(e instanceof Fatal)) throw e;
    return e.message;
  }
}

const cases: readonly (readonly [source: string, want: string])[] = [
  ['A B\n', 'A B'],
  ['#define A B C\nA\n', 'B C'],
  ['#define A(x,y) x - y\nA(1, (2,3))\n', '1 - ( 2 , 3 )'],
  ['#define A(x) x\nA\n', 'A'],
  ['#define A (x)\nA\n', '( x )'],
  ['#define A() y\nA()\n', 'y'],
  ['#define A B\n#define B c\nA\n', 'c'],
  ['#define A B \\\n C\nA D\n', 'B ; C D'],
  ['#define A 1\n#undef A\nA\n', 'A'],
  ['#define A\n#ifdef A\nyes\n#else\nno\n#endif\n', 'yes'],
  ['#ifndef A\nyes\n#else\nno\n#endif\n', 'yes'],
  ['#ifdef A\n#ifndef B\n1\n#else\n2\n#endif\n#else\n3\n#endif\n', '3'],
  ['#include "own.h"\nx\n', 'own x'],
  ['#include "nested.h"\n', 'own nested'],
  ['#include "far.h"\nFAR\n', 'far'],
  ['#include "none.h"\n', 'dir/x.s:2: #include: open inc/none.h: no such file or directory\n'],
  ['#define A A\nA\n', 'dir/x.s:2: recursive macro invocation\n'],
  ['#define A A x\nA\n', 'dir/x.s:2: recursive macro invocation\n'],
  ['#define A(x) x\nA(1,2)\n', 'dir/x.s:2: wrong arg count for macro A\n'],
  ['#ifdef A\n', 'dir/x.s:2: unclosed #ifdef or #ifndef\n'],
  ['a #define B\n', "dir/x.s:1: '#' must be first item on line\n"],
  ['a /* b\nc */ d // e\nf\n', 'a d ; f'],
];
for (const [source, want] of cases) test(JSON.stringify(source), () => assert.equal(expand(source), want));

test('predefined macros', () => {
  assert.equal(expand('A B\n', ['A', 'B=2']), '1 2');
  assert.equal(expand('', ['1']), 'asm: parsing -D: "1" is not a valid identifier name\n');
});
