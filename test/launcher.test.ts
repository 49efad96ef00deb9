// The lines of the launcher that a shell reads: what Node is told.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';

const launcher = path.join(process.env['BURROW_ROOT'] ?? process.cwd(), 'burrow');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-test-'));
after(() => fs.rmSync(dir, { recursive: true }));
fs.writeFileSync(path.join(dir, 'node'), '#!/bin/sh\nprintf "%s\\n" "$@"\nenv | grep ^BURROW_\n', { mode: 0o755 });

/** The words that Node is called with, and what of burrow's is in its environment. */
function told(env: Readonly<Record<string, string>>): string[] {
  const PATH = `${dir}:${process.env['PATH']!}`;
  const done = spawnSync('/bin/sh', [launcher, 'run', 'a b'], { encoding: 'utf8', env: { PATH, TMPDIR: dir, ...env } });
  assert.equal(done.stderr, '');
  return done.stdout.trimEnd().split('\n');
}

test('launcher: the heap may take two thirds of the memory, unless the user says otherwise', () => {
  const words = [launcher, 'run', 'a b'];
  const [heap, ...rest] = told({}).slice(2);
  // A machine or container of less than 1.5 GB leaves it to V8.
  const megabytes = Number(/^--max-old-space-size=(\d+)$/.exec(heap!)?.[1] ?? 0);
  assert.deepEqual(megabytes === 0 ? [heap, ...rest] : rest, words);
  assert.equal(megabytes % 1024, 0);
  assert.ok(megabytes <= os.totalmem() / (1 << 20) && (megabytes > 0 || process.constrainedMemory() < 1.6e9));
  for (const own of ['--max-old-space-size=300', '--no-warnings --max_old_space_size=300']) {
    assert.deepEqual(told({ NODE_OPTIONS: own }).slice(2), words, own);
  }
});

test('launcher: what it tells itself does not reach Node', () => {
  assert.deepEqual(told({ BURROW_PASSED: '1' }), told({}));
  assert.deepEqual(told({ NODE_EXTRA_CA_CERTS: '/a' }).slice(-1), ['BURROW_EXTRA_CA_CERTS=/a']);
});
