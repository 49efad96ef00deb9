import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../../base/utf8.ts';
import { MemoryHost } from '../../host/memory.ts';
import { KeptGoMods } from './kept-gomods.ts';
import type { Summary } from './state.ts';

const summary: Summary = { path: 'm', go: '', pruned: false, require: [], retract: [], deprecated: '', ignore: [] };
const names = Array.from({ length: 10 }, (_, i) => `/mod/${i}.mod`);

function host(): MemoryHost {
  return new MemoryHost(Object.fromEntries(names.map(n => [n, 'module m\n'])));
}

/** A command: what it finds and adds, and whether it kept something. */
function command(h: MemoryHost, key = 'k'): { readonly found: number; readonly kept: KeptGoMods } {
  const kept = new KeptGoMods(h, '/cache', key);
  let found = 0;
  for (const name of names) {
    if (kept.find(name) !== null) found++;
    else kept.add(name, 'h1:x', summary);
  }
  kept.save();
  return { found, kept };
}

test('what was kept is found by the commands of one main module', () => {
  const h = host();
  h.time += 10_000;
  assert.equal(command(h).found, 0);
  const { found, kept } = command(h);
  assert.equal(found, 10);
  assert.deepEqual(kept.find(names[0]!), { sum: 'h1:x', summary });
  assert.equal(command(h, 'another').found, 0);
});

test('files that changed a moment ago are not kept', () => {
  const h = host();
  h.time += 1000;
  command(h);
  h.time += 10_000;
  assert.equal(command(h).found, 0);
  assert.equal(command(h).found, 10);
});

const changes: readonly (readonly [what: string, change: (h: MemoryHost) => void])[] = [
  ['its size', h => (h.writeFile(names[3]!, encodeUtf8('module  m\n')), h.touch(names[3]!, h.time - 10_000))],
  ['its time', h => h.touch(names[3]!)],
  ['it is gone', h => h.remove(names[3]!)],
];
for (const [what, change] of changes) {
  test(`a file is read again: ${what}`, () => {
    const h = host();
    h.time += 10_000;
    command(h);
    change(h);
    assert.equal(new KeptGoMods(h, '/cache', 'k').find(names[3]!), null);
    assert.equal(command(h).found, 9);
  });
}

test('damaged records count as none', () => {
  const h = host();
  h.time += 10_000;
  command(h);
  const dir = h.readDir('/cache/gomods');
  assert.ok(Array.isArray(dir) && dir.length === 1);
  h.writeFile(`/cache/gomods/${dir[0]!.name}`, encodeUtf8('[[1'));
  assert.equal(command(h).found, 0);
  assert.equal(command(h).found, 10);
});

test('few files are not worth it, and a cache that cannot be written is none', () => {
  const h = host();
  h.time += 10_000;
  const kept = new KeptGoMods(h, '/cache', 'k');
  kept.find(names[0]!);
  kept.add(names[0]!, 'h1:x', summary);
  kept.save();
  assert.equal(String(h.stat('/cache/gomods')), 'stat /cache/gomods: no such file or directory');
  h.writeFile('/cache', encodeUtf8(''));
  assert.equal(command(h).found, 0);
  assert.equal(command(h).found, 0);
});
