import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from './case.ts';
import { readPage } from './conformance-page.ts';
import { report } from './conformance.ts';

const passed: Outcome = { name: 'a', wrong: [], skipped: '', built: true };

test('the report counts and names what failed', () => {
  const failed = { ...passed, name: '/root/b', wrong: ['x in /root/b', 'a `y`\n  z'], built: false };
  const skipped = { ...passed, name: 'c', skipped: 'because', built: false };
  const rows = [
    { name: 'one', builds: true, note: 'more', outcomes: [passed, failed, skipped, { ...skipped, name: 'd' }] },
    { name: 'two', builds: false, note: '', outcomes: [passed] },
  ];
  const text = report('go1.2', rows, t => t.replaceAll('/root', '$GOROOT'));
  assert.match(text, /^\| one \| 4 \| 1 \| 2 \| 1 \| 1 \| 2 \|$/m);
  assert.match(text, /^\| two \| 1 \| {2}\| 1 \| 1 \| 0 \| 0 \|$/m);
  assert.match(text, /^- `\$GOROOT\/b`: `x in \$GOROOT\/b; a 'y' z`$/m);
  assert.match(text, /^- one: 2: because$/m);
  assert.match(text, /^one: more$/m);
  assert.doesNotMatch(text, /^two: $/m);
  assert.doesNotMatch(text, /Nothing/);
  assert.match(
    report('go1.2', rows.slice(1), t => t),
    /## Failed\n\nNothing\./,
  );
});

test('a page keeps the rows of suites that were not run', () => {
  const failed = { ...passed, name: 'b', wrong: ['x'] };
  const skipped = { ...passed, name: 'c', skipped: 'because' };
  const rows = [
    { name: 'one: long', builds: true, note: 'more', outcomes: [passed, failed, skipped] },
    { name: 'two', builds: false, note: '', outcomes: [passed] },
  ];
  const first = readPage(report('go1.2', rows, t => t));
  const kept = first.get('one: long')!;
  assert.deepEqual(kept.failed, ['- `b`: `x`']);
  const again = [{ ...rows[0]!, outcomes: [], kept }, rows[1]!];
  const text = report('go1.2', again, t => t);
  assert.match(text, /^\| one: long † \| 3 \| 3 \| 2 \| 1 \| 1 \| 1 \|$/m);
  assert.match(text, /^† of an earlier burrow/m);
  assert.match(text, /^one: long:\n\n- `b`: `x`$/m);
  assert.match(text, /^- one: long: 1: because$/m);
  assert.deepEqual(readPage(text), first);
  const older = report('go1.2', [{ ...rows[0]!, isOlder: true }, rows[1]!], t => t);
  assert.match(older, /^\| one: long † \| 3 /m, 'what is in part of an earlier burrow is marked');
  assert.deepEqual(readPage(older), first);
});
