import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import type { IOError } from '../host/host.ts';
import { UnitKeys } from '../build/unit-keys.ts';
import { MemoryHost } from '../host/memory.ts';
import { Config } from './config.ts';
import { loadPackages } from './packages.ts';
import { loadUnits } from './units.ts';

class CountingHost extends MemoryHost {
  /** Names whose text was read. */
  read: string[] = [];

  override readPrefix(name: string, max: number): Uint8Array | IOError {
    this.read.push(name.slice('/go/src/'.length));
    return super.readPrefix(name, max);
  }
}

const files = {
  '/go/VERSION': 'go1.26.8\n',
  '/go/src/runtime/r.go': 'package runtime\n',
  '/go/src/a/a.go': '// Package a is first. Then more.\npackage a\nimport "b"\n',
  '/go/src/a/a_windows.go': 'package a\nimport "w"\n',
  '/go/src/a/tagged.go': '//go:build x\n\npackage a\n\nimport "t"\n',
  '/go/src/a/a_test.go': '//go:debug p=1\n\npackage a\nimport _ "embed"\n//go:embed x\nvar s string\n',
  '/go/src/b/b.go': 'package b\n',
  '/go/src/t/t.go': 'package t\n',
  '/go/src/w/w.go': 'package w\n',
};

const day = 86_400_000;

async function load(host: CountingHost, tags: readonly string[] = [], goos = 'linux', later = day): Promise<string> {
  host.time += later;
  host.read = [];
  host.env.set('BURROWCACHE', '/cache').set('GOOS', goos).set('CGO_ENABLED', '0');
  const { roots } = await loadPackages(host, new Config(host, { dir: '/go', version: 'go1.26.8' }), ['a'], { tags });
  const p = roots[0]!;
  assert.equal(p.error, null, String(p.error));
  return [
    p.doc,
    p.imports.join(),
    p.testGoFiles.join(),
    p.testImports.join(),
    p.internal.build.testEmbedPatterns.join(),
  ].join('|');
}

const plain = 'Package a is first.|b|a_test.go|embed|x';

test('what is known is not read again', async () => {
  const host = new CountingHost(files);
  assert.equal(await load(host), plain);
  assert.deepEqual(host.read, ['a/a.go', 'a/a_test.go', 'a/tagged.go', 'b/b.go']);
  assert.equal(await load(host), plain);
  assert.deepEqual(host.read, []);
  // Another target and other tags need files of which nothing, or only the constraint, is known.
  assert.equal(await load(host, [], 'windows'), 'Package a is first.|b,w|a_test.go|embed|x');
  assert.deepEqual(host.read, ['a/a_windows.go', 'w/w.go']);
  assert.equal(await load(host, ['x']), 'Package a is first.|b,t|a_test.go|embed|x');
  assert.deepEqual(host.read, ['a/tagged.go', 't/t.go']);
  assert.equal(await load(host, ['x'], 'windows'), 'Package a is first.|b,t,w|a_test.go|embed|x');
  assert.deepEqual(host.read, []);
});

test('what has changed is read again', async () => {
  const host = new CountingHost(files);
  await load(host);
  host.writeFile('/go/src/a/a.go', encodeUtf8('package a\nimport "t"\n'));
  assert.equal(await load(host), '|t|a_test.go|embed|x');
  assert.deepEqual(host.read, ['a/a.go', 't/t.go']);
  host.writeFile('/go/src/a/new.go', encodeUtf8('package a\nimport "w"\n'));
  assert.equal(await load(host), '|t,w|a_test.go|embed|x');
  host.remove('/go/src/a/new.go');
  assert.equal(await load(host), '|t|a_test.go|embed|x');
});

test('what may still change within its time is not kept', async () => {
  const host = new CountingHost(files);
  await load(host);
  host.writeFile('/go/src/b/b.go', encodeUtf8('package b\n'));
  for (const [later, read] of [
    [1000, ['b/b.go']],
    [500, ['b/b.go']],
    [day, ['b/b.go']],
    [0, []],
  ] as const) {
    await load(host, [], 'linux', later);
    assert.deepEqual(host.read, read);
  }
});

test('a damaged index is as good as none', async () => {
  const host = new CountingHost(files);
  await load(host);
  const names = host.readDir('/cache/index');
  assert.ok(Array.isArray(names) && names.length === 1);
  const file = `/cache/index/${names[0]!.name}`;
  const whole = host.readFile(file) as Uint8Array; // it was just written
  for (const bad of [new Uint8Array(0), whole.subarray(0, 30), whole.subarray(0, whole.length - 40)]) {
    host.writeFile(file, bad);
    assert.equal(await load(host), plain);
    assert.equal(await load(host), plain);
    assert.deepEqual(host.read, []);
  }
});

test('what a file holds counts, not where it is; it is read once', async () => {
  const keys: string[] = [];
  for (const root of ['/go', '/elsewhere/go']) {
    const host = new CountingHost(
      Object.fromEntries(Object.entries(files).map(([n, text]) => [root + n.slice(3), text])),
    );
    host.env.set('BURROWCACHE', '/cache').set('GOOS', 'linux').set('CGO_ENABLED', '0');
    const reads: string[] = [];
    const { readFile } = host;
    host.readFile = name => {
      if (name.startsWith(root)) reads.push(name);
      return readFile.call(host, name);
    };
    const key = async (): Promise<string> => {
      host.time += day;
      const { loader, units } = await loadUnits(host, new Config(host, { dir: root, version: 'go1.26.8' }), ['a']);
      reads.splice(0);
      const found = new UnitKeys(
        loader.host,
        f => loader.index.contentHash(f),
        () => '',
      ).of(units.at(-1)!);
      loader.index.save();
      reads.splice(0, reads.length, ...reads.map(name => name.slice(root.length + 5)));
      return found;
    };
    keys.push(await key());
    assert.deepEqual(reads.splice(0), ['a/a.go', 'b/b.go']);
    assert.equal(await key(), keys[0]);
    assert.deepEqual(reads.splice(0), []);
    host.writeFile(`${root}/src/b/b.go`, encodeUtf8('package b\n\n'));
    assert.notEqual(await key(), keys[0]);
    assert.deepEqual(reads.splice(0), ['b/b.go']);
    await key();
    assert.deepEqual(reads.splice(0), [], 'what is known of the other directory was kept');
  }
  assert.equal(keys[1], keys[0]);
});
