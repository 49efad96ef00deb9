import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importCommentOf } from './import-comment.ts';

const cases: readonly (readonly [text: string, want: string | null])[] = [
  ['package x // import "a/b"\n', '"a/b"'],
  ['// above\n/* and */ package x /* import "a" */; import "fmt"\n', '"a"'],
  ['package x // import\n', ''],
  ['package x\n// import "a"\n', null],
  ['package x /* import\n"a" */\n', null],
  ['package x // important! not one\n', null],
  ['package x // imports "a"\n', null],
  ['package x; // import "a"\n', null],
  ['package x', null],
  ['var x // import "a"\n', null],
];
for (const [text, want] of cases) test(JSON.stringify(text), () => assert.equal(importCommentOf(text), want));
