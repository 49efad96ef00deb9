import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDocText } from './doc-comment.ts';

const cases: readonly (readonly [text: string, want: string])[] = [
  ['\n\na\nb\n\n', 'a\nb\n'],
  ['', ''],
  ['#  Title', '# Title\n'],
  ['a\n\nOld Heading\n\nb', 'a\n\n# Old Heading\n\nb\n'],
  ['a\n\nNot a heading.\n\nb', 'a\n\nNot a heading.\n\nb\n'],
  ['a:\n\tcode\n\t  more\nb', 'a:\n\n\tcode\n\t  more\n\nb\n'],
  ['a:\n * b\n   c\n * d', 'a:\n  - b\n    c\n  - d\n'],
  ['a:\n 1) b\n\n 2) d', 'a:\n\n 1. b\n\n 2. d\n'],
  ['a\n- b\n\tc', 'a\n  - b\n    c\n'],
  ['func main() {\n\tx()\n}', '\tfunc main() {\n\t\tx()\n\t}\n'],
  ["``a'' [b ``c''] http://d/``e''", '\u201ca\u201d [b \u201cc\u201d] http://d/\u201ce\u201d\n'],
  [
    '[Go] [x]\n\n[x]: http://x\n[Go]: http://go.dev\n[y]: http://y',
    '[Go] [x]\n\n[x]: http://x\n[Go]: http://go.dev\n\n[y]: http://y\n',
  ],
];
for (const [text, want] of cases) test(JSON.stringify(text), () => assert.equal(formatDocText(text), want));
