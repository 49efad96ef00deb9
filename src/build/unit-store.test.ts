import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { MemoryHost } from '../host/memory.ts';
import { Cache } from './cache.ts';
import { Open, Right, type Stored, UnitStore, Wrong } from './unit-store.ts';

/** A store of one package in a cache. */
function storeIn(cache: Cache): UnitStore {
  const store = new UnitStore(cache);
  store.add('p', 'key', false);
  store.openFor(['p']);
  return store;
}

function found(store: UnitStore, name: string): Stored[] {
  const out: Stored[] = [];
  store.search(name, s => {
    out.push(s);
    return false;
  });
  return out;
}

/** What is found under a name: each value with its lines. */
function told(store: UnitStore, name: string): string[] {
  return found(store, name).map(({ value, reads }) => {
    const lines: string[] = [];
    for (let n = 0; n < reads!.count; n++) lines.push(reads!.line(n));
    return [decodeUtf8(value), ...lines].join('|');
  });
}

test('values with the lines that say what they were made from, through several entries', () => {
  const cache = new Cache(new MemoryHost(), '/cache');
  const first = storeIn(cache);
  const a = first.addLine('a');
  const b = first.addLine('b');
  first.keep('p', ['x', 'y'], encodeUtf8('1'), [a, b]);
  first.keep('p', ['z'], encodeUtf8(''), [b]);
  first.keep('p', ['none'], encodeUtf8('0'));
  assert.equal(decodeUtf8(first.own('y')!.value), '1');
  first.save();

  // One name is fewer than the entry below has: it stays, and a second one comes.
  const second = storeIn(cache);
  second.keep('p', ['x'], encodeUtf8('2'), [second.addLine('c'), second.addLine('a')]);
  second.save();
  const read = storeIn(cache);
  assert.deepEqual(told(read, 'x'), ['2|c|a', '1|a|b']);
  assert.deepEqual(told(read, 'y'), ['1|a|b']);
  assert.deepEqual(told(read, 'z'), ['|b']);
  assert.deepEqual(told(read, 'none'), ['0']);
  assert.deepEqual(told(read, 'nothing'), []);

  // Many names: all entries become one, and lines that only older values have come with them.
  const third = storeIn(cache);
  const line = third.addLine('b');
  third.keep('p', ['x', 'l', 'm', 'n', 'o'], encodeUtf8('3'), [line]);
  third.save();
  const last = storeIn(cache);
  // The entry that was above is still there, and holds nothing else.
  assert.deepEqual([...new Set(told(last, 'x'))].sort(), ['1|a|b', '2|c|a', '3|b']);
  assert.deepEqual(told(last, 'o'), ['3|b']);
  assert.deepEqual(told(last, 'z'), ['|b']);
});

test('what is found out about a line holds for all values that have it', () => {
  const cache = new Cache(new MemoryHost(), '/cache');
  const first = storeIn(cache);
  const [a, b] = [first.addLine('a'), first.addLine('b')];
  first.keep('p', ['x'], encodeUtf8('1'), [a]);
  first.keep('p', ['y'], encodeUtf8('2'), [b, a]);
  first.save();
  const store = storeIn(cache);
  const [x, y] = [found(store, 'x')[0]!.reads!, found(store, 'y')[0]!.reads!];
  assert.equal(y.verdict(1), Open);
  x.judge(0, Right);
  y.judge(0, Wrong);
  assert.deepEqual([x.verdict(0), y.verdict(0), y.verdict(1)], [Right, Wrong, Right]);
});
