import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { TestEvents } from './test-events.ts';

/** The events of an output, one a line: action, test, what is special. The output comes in pieces of `size` bytes. */
function events(text: string, failed: boolean, size: number): string[] {
  const out: string[] = [];
  const e = new TestEvents(
    line => {
      const { Action, Test = '', Output, Elapsed, Package } = JSON.parse(line) as Record<string, string>;
      assert.equal(Package, 'p');
      const more =
        Output !== undefined ? ` ${JSON.stringify(Output)}` : Elapsed !== undefined && Test !== '' ? ` ${Elapsed}` : '';
      out.push(`${Action}${Test === '' ? '' : ` ${Test}`}${more}`);
    },
    'p',
    () => 1_700_000_000_000,
  );
  const bytes = encodeUtf8(text);
  for (let at = 0; at < bytes.length; at += size) e.take(bytes.subarray(at, at + size));
  e.end(failed);
  return out;
}

const rows: readonly (readonly [name: string, output: string, failed: boolean, want: readonly string[]])[] = [
  ['no tests', 'PASS\n', false, ['start', 'output "PASS\\n"', 'pass']],
  [
    'a test that fails',
    '=== RUN   TestA\n    a_test.go:3: no\n--- FAIL: TestA (0.25s)\nFAIL\n',
    true,
    [
      'start',
      'run TestA',
      'output TestA "=== RUN   TestA\\n"',
      'output TestA "    a_test.go:3: no\\n"',
      'output TestA "--- FAIL: TestA (0.25s)\\n"',
      'fail TestA 0.25',
      'output "FAIL\\n"',
      'fail',
    ],
  ],
  [
    'subtests: their verdicts come before that of the test',
    '=== RUN   T\n=== RUN   T/x\n--- PASS: T (0.00s)\n    --- SKIP: T/x (0.00s)\n        t.go:1: why\nPASS\n',
    false,
    [
      'start',
      'run T',
      'output T "=== RUN   T\\n"',
      'run T/x',
      'output T/x "=== RUN   T/x\\n"',
      'output T "--- PASS: T (0.00s)\\n"',
      'output T/x "    --- SKIP: T/x (0.00s)\\n"',
      'output T/x "        t.go:1: why\\n"',
      'skip T/x 0',
      'pass T 0',
      'output "PASS\\n"',
      'pass',
    ],
  ],
  [
    'marked frames: what has no mark is output',
    '\x16=== RUN   A\nx=== RUN   B\n=== RUN   C\nend\x16--- PASS: A (0.00s)\n\x16PASS\n',
    false,
    [
      'start',
      'run A',
      'output A "=== RUN   A\\n"',
      'output A "x=== RUN   B\\n"',
      'output A "=== RUN   C\\n"',
      'output A "end"',
      'output A "--- PASS: A (0.00s)\\n"',
      'pass A 0',
      'output "PASS\\n"',
      'pass',
    ],
  ],
  ['no test files', '?   \tp\t[no test files]\n', false, ['start', 'output "?   \\tp\\t[no test files]\\n"', 'skip']],
];

for (const [name, output, failed, want] of rows) {
  for (const size of [1, 7, 4096]) {
    test(`${name}, ${size} bytes at a time`, () => {
      const got = events(output, failed, size);
      // Where a line is cut depends on how it comes; what it says does not.
      assert.deepEqual(got, [...want]);
    });
  }
}

test('a long line is cut between characters', () => {
  const got = events(`${'\u00e4'.repeat(3000)}\n`, false, 100);
  const text = got
    .filter(l => l.startsWith('output'))
    .map(l => JSON.parse(l.slice('output '.length)) as string)
    .join('');
  assert.equal(text, `${'\u00e4'.repeat(3000)}\n`);
});
