// What counts as a change, over the host in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import { MemoryHost } from '../host/memory.ts';
import { Inputs } from './watch-inputs.ts';

const files = {
  '/m/go.mod': '',
  '/m/a/a.go': '',
  '/m/a/notes': '',
  '/m/e/e.go': '',
  '/m/e/data/d.txt': '',
  '/c/x': '',
};

/** A build: package a, and package e with what it embeds. */
function build(host: Host): void {
  for (const name of ['/m/go.mod', '/m/go.work', '/m/a/a.go', '/m/e/e.go', '/m/e/data/d.txt', '/c/x'])
    host.readFile(name);
  for (const name of ['/m', '/m/a', '/m/e', '/m/e/data']) host.readDir(name);
  for (const name of ['/m/vendor', '/m/.git', '/m/a/.hidden']) host.stat(name);
}

const write = (name: string) => (host: MemoryHost) => void host.writeFile(name, encodeUtf8('new'));
const rows: readonly (readonly [what: string, act: (host: MemoryHost) => void, changed: string])[] = [
  ['a file that was read', write('/m/a/a.go'), '/m/a/a.go'],
  ['two files are one change', h => (write('/m/go.mod')(h), write('/m/a/a.go')(h)), '/m/a/a.go /m/go.mod'],
  ['a file that was looked for', write('/m/go.work'), '/m/go.work'],
  ['a new source file', write('/m/a/b.go'), '/m/a/b.go'],
  ['a source file is gone', h => void h.remove('/m/a/a.go'), '/m/a/a.go'],
  ['a new name over an old one', h => void h.rename('/m/a/notes', '/m/a/a.go'), '/m/a/a.go'],
  ['a file that no package reads', write('/m/a/notes'), ''],
  ['a log beside what was looked for and is not there', write('/m/log'), ''],
  ['a new file beside an embedded one', write('/m/e/data/new.txt'), '/m/e/data/new.txt'],
  ['what an editor leaves', write('/m/e/data/.d.txt.swp'), ''],
  ['what burrow writes itself', write('/c/x'), ''],
  ['a directory that nobody asked for', write('/other/x.go'), ''],
];

for (const [what, act, changed] of rows) {
  test(what, async () => {
    const host = new MemoryHost(files);
    const inputs = new Inputs(host, dir => dir === '/c');
    build(inputs.recording(host));
    host.time += 1000;
    inputs.settle(host.time);
    act(host);
    await new Promise(done => setImmediate(done));
    assert.equal(inputs.hasChanged, changed !== '');
    if (changed !== '') assert.equal((await inputs.change()).join(' '), changed);
  });
}

test('what changes while it is read is a change', async () => {
  const host = new MemoryHost(files);
  const inputs = new Inputs(host, () => false);
  host.time += 1000;
  const since = host.time;
  build(inputs.recording(host));
  host.writeFile('/m/a/a.go', encodeUtf8('new'));
  inputs.settle(since);
  assert.ok((await inputs.change()).includes('/m/a/a.go'));
  // It is no other file than the one that was built last.
  build(inputs.recording(host));
  inputs.settle(since);
  assert.equal(inputs.hasChanged, false);
});
