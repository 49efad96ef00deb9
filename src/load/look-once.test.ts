// What a resident process keeps of the distribution's files, over the host in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProcessMemory } from '../base/process-memory.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { IOError } from '../host/host.ts';
import { MemoryHost } from '../host/memory.ts';
import { lookOnce } from './look-once.ts';

class CountingHost extends MemoryHost {
  looks = 0;

  override stat(name: string): ReturnType<MemoryHost['stat']> {
    this.looks++;
    return super.stat(name);
  }
}

const names = ['/go/src/a', '/go/src/a/a.go', '/go/src/a/b.go', '/go/src/b/b.go', '/go/src/c/c.go'];

/** What a command sees. */
function command(host: MemoryHost, memory: ProcessMemory | null): string {
  const once = lookOnce(host, '/go/src', memory);
  const shown = names.map(n => {
    const look = once.stat(n);
    return look instanceof IOError ? look.code : `${look.kind} ${look.size} ${look.mtime}`;
  });
  return shown.join('\n');
}

function resident(): { host: CountingHost; memory: ProcessMemory } {
  const host = new CountingHost({ '/go/src/a/a.go': 'package a', '/go/src/b/b.go': 'package b', '/go/src/d/d.go': '' });
  const memory = new ProcessMemory((dir, changed) => {
    const watcher = host.watch(dir, changed);
    return watcher instanceof IOError ? null : () => watcher.close();
  });
  return { host, memory };
}

const write = (name: string) => (host: MemoryHost) => {
  host.time += 1000;
  host.writeFile(name, encodeUtf8('package other'));
};
const rows: readonly (readonly [what: string, act: (host: MemoryHost) => void])[] = [
  ['nothing', () => {}],
  ['a file', write('/go/src/a/a.go')],
  ['a new file', write('/go/src/a/b.go')],
  ['a file that was not looked at', write('/go/src/d/d.go')],
  ['a file is gone', h => void h.remove('/go/src/b/b.go')],
  ['a new directory', h => (h.makeDirs('/go/src/c'), write('/go/src/c/c.go')(h))],
  ['a directory is gone', h => void h.removeAll('/go/src/b')],
];

for (const [what, act] of rows) {
  test(`a change between commands: ${what}`, async () => {
    const { host, memory } = resident();
    command(host, memory);
    act(host);
    await new Promise(done => setImmediate(done));
    assert.equal(command(host, memory), command(host, null));
  });
}

test('where nothing has changed, files are looked at once', () => {
  const { host, memory } = resident();
  const first = command(host, memory);
  host.looks = 0;
  assert.equal(command(host, memory), first);
  // The directory itself, and what lies in one that is not there.
  assert.equal(host.looks, 2);
});

test('what is dropped is seen anew', async () => {
  const { host, memory } = resident();
  command(host, memory);
  memory.clear();
  write('/go/src/a/a.go')(host);
  await new Promise(done => setImmediate(done));
  assert.equal(command(host, memory), command(host, null));
});
