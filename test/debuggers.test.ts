// A few of the programs of test/suites/debuggers.ts, under gdb.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { debuggers } from './suites/debuggers.ts';

const skip = goTool === null || spawnSync('gdb', ['--version']).status !== 0;

test('gdb sees parameters, locals and inlined calls', { skip }, () => {
  const { checks, told, failures } = debuggers(['loops', 'inlined']);
  assert.deepEqual(failures, []);
  assert.ok(checks > 40 && told > 30, `${checks} checks, ${told} values`);
});
