import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { unifiedDiff } from './diff.ts';

const cases: readonly (readonly [name: string, a: string, b: string, want: string])[] = [
  ['equal', 'a\n', 'a\n', ''],
  ['all new', '', 'a\nb\n', '@@ -0,0 +1,2 @@\n+a\n+b\n'],
  ['all gone', 'a\n', '', '@@ -1,1 +0,0 @@\n-a\n'],
  [
    'context',
    '1\n2\n3\n4\nx\n5\n6\n7\n8\n',
    '1\n2\n3\n4\ny\n5\n6\n7\n8\n',
    '@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-x\n+y\n 5\n 6\n 7\n',
  ],
  ['no newline', 'a', 'a\n', '@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n'],
  [
    'near changes are one chunk',
    'a\n1\n2\n3\n4\n5\nb\n',
    'c\n1\n2\n3\n4\n5\nd\n',
    '@@ -1,7 +1,7 @@\n-a\n+c\n 1\n 2\n 3\n 4\n 5\n-b\n+d\n',
  ],
  ['lines that are not unique are no anchors', '}\na\n}\n', '}\n}\na\n}\n', '@@ -1,3 +1,4 @@\n }\n+}\n a\n }\n'],
];
for (const [name, a, b, want] of cases) {
  test(name, () => {
    const header = want === '' ? '' : 'diff o n\n--- o\n+++ n\n';
    assert.equal(decodeUtf8(unifiedDiff('o', encodeUtf8(a), 'n', encodeUtf8(b))), header + want);
  });
}
