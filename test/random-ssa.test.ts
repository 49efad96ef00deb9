// Random functions do what the interpreter of their form says, and mistakes are seen; the suite runs more of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Op from '../src/ssa/op.generated.ts';
import { goTool } from './goroot.ts';
import { compareFunctions } from './suites/random-ssa.ts';

const skip = goTool === null && 'no Go installation';

test('random functions compiled with the checkers on do what they should', { skip }, async () => {
  const { runs, wrong } = await compareFunctions(1, 40);
  assert.deepEqual(wrong, []);
  assert.ok(runs > 200, `${runs} runs`);
});

test('a function that was changed, or is none, is found', { skip }, async () => {
  const changed = await compareFunctions(1, 8, f => {
    for (let v = 1; v < f.count; v++) if (f.op[v] === Op.ConstInt && f.lo[v] === 2) f.lo[v] = 3;
  });
  assert.ok(changed.wrong.some(w => /^seed \d+, input \d+:\n {2}interpreted /.test(w)));
  const broken = await compareFunctions(1, 2, f => {
    f.entry.values.reverse();
  });
  assert.match(broken.wrong.join(), /which does not come before it/);
});
