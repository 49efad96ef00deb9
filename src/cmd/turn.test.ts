import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../host/memory.ts';
import { takeTurn } from './turn.ts';

test('one has the turn; others wait until the work is done, or the turn is free', async () => {
  const host = new MemoryHost();
  let done = false;
  const isDone = (): boolean => done;
  const first = await takeTurn(host, 'a', isDone);
  assert.notEqual(first, null);
  const other = await takeTurn(host, 'b', isDone);
  assert.notEqual(other, null, 'turns of other names do not wait');
  const waiting = [takeTurn(host, 'a', isDone), takeTurn(host, 'a', () => false)] as const;
  done = true;
  first!.close();
  assert.equal(await waiting[0], null, 'it is done');
  assert.notEqual(await waiting[1], null, 'it has the turn');
});
