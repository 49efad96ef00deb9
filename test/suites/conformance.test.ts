import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from './case.ts';
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
