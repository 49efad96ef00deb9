import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asserting, NotBuilt, outcomeOf, Skipped, type Verdict } from './case.ts';

const passed = { name: 'c', wrong: [], skipped: '', built: true };

test('what becomes of a case', async () => {
  const became = (run: () => Verdict | Promise<Verdict>) => outcomeOf({ name: 'c', run });
  assert.deepEqual(await became(() => []), passed);
  assert.deepEqual(await became(async () => ['x']), { ...passed, wrong: ['x'] });
  assert.deepEqual(await became(() => new Skipped('y')), { ...passed, skipped: 'y', built: false });
  const throwing = (err: Error) =>
    became(() => {
      throw err;
    });
  assert.deepEqual(await throwing(new Error('z')), { ...passed, wrong: ['z'] });
  assert.deepEqual(await throwing(new NotBuilt('n')), { ...passed, wrong: ['n'], built: false });
});

test('a case that asserts', async () => {
  assert.deepEqual(await outcomeOf(asserting('c', () => {})), passed);
  assert.equal((await outcomeOf(asserting('c', () => assert.equal(1, 2)))).wrong.length, 1);
  assert.equal((await outcomeOf(asserting('c', async () => assert.fail('later')))).wrong[0], 'later');
});
