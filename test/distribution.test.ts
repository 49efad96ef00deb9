// Where the Go distribution comes from: found, or fetched from a module proxy that these tests serve themselves.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../src/load/config-error.ts';
import { fetchDistribution, pin, progress, type Pin } from '../src/load/distribution.ts';
import { findGoroot } from '../src/load/goroot.ts';
import { DirHash, readZip, zipData } from '../src/load/zip.ts';
import { MemoryHost } from '../src/host/memory.ts';
import { NodeHost } from '../src/host/node/host.ts';
import { makeZip } from './zip.ts';

const prefix = `${pin.module}@${pin.version}/`;
const zip = makeZip({
  [`${prefix}VERSION`]: 'go1.26.8\ntime x\n',
  [`${prefix}go.env`]: 'GOPROXY=x\n',
  [`${prefix}src/_go.mod`]: 'module std\n',
  [`${prefix}src/fmt/print.go`]: 'package fmt\n'.repeat(50),
  [`${prefix}src/fmt/testdata/t.txt`]: 't',
  [`${prefix}lib/time/zoneinfo.zip`]: 'z',
  [`${prefix}pkg/include/textflag.h`]: '#define\n',
  [`${prefix}pkg/tool/linux_amd64/compile`]: 'a program',
  [`${prefix}bin/go`]: 'a program',
});

function sumOf(bytes: Uint8Array): string {
  const host = new MemoryHost();
  const entries = readZip(bytes);
  assert.ok(typeof entries !== 'string');
  const hash = new DirHash(host);
  for (const e of entries) hash.add(e.name, zipData(host, bytes, e)!); // whole, as it was just made
  return hash.sum();
}

const small: Pin = { ...pin, sum: sumOf(zip) };

class Host extends NodeHost {
  readonly vars: Map<string, string>;
  readonly said: string[] = [];

  constructor(vars: Readonly<Record<string, string>>) {
    super('burrow');
    this.vars = new Map(Object.entries(vars));
    const { said } = this;
    Object.assign(this, { stderr: { isTerminal: true, columns: 60, write: (s: string) => said.push(s) } });
  }

  override getenv(name: string): string {
    return this.vars.get(name) ?? '';
  }

  override home(): string {
    return this.getenv('HOME');
  }
}

type Answer = (url: string, response: http.ServerResponse) => void;

const whole: Answer = (_, response) => {
  response.setHeader('content-length', zip.length);
  response.end(zip);
};

async function serving(answer: Answer, act: (url: string, asked: string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request.url ?? '', response);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Fetches with that $GOPROXY into a new cache: what is in the cache afterwards, and what went wrong. */
async function fetching(
  goproxy: string,
  pinned = small,
  left: readonly string[] = [],
): Promise<{ files: string[]; times: Set<number>; error: string; said: string; cache: string }> {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-dist-'));
  for (const name of left) fs.mkdirSync(path.join(cache, name), { recursive: true });
  const host = new Host({ BURROWCACHE: cache, GOPROXY: goproxy, GOENV: 'off' });
  let error = '';
  try {
    const goroot = await fetchDistribution(host, pinned);
    assert.equal(goroot.dir, path.join(cache, pinned.release));
  } catch (err) {
    if (!(err instanceof ConfigError)) throw err;
    error = err.message;
  }
  const files = (fs.readdirSync(cache, { recursive: true }) as string[]).filter(
    f => !fs.statSync(path.join(cache, f)).isDirectory(),
  );
  const times = new Set(files.map(f => fs.statSync(path.join(cache, f)).mtimeMs));
  const made = { files: files.sort(), times, error, said: host.said.join(''), cache };
  fs.rmSync(cache, { recursive: true });
  return made;
}

const kept = ['VERSION', 'go.env', 'lib/time/zoneinfo.zip', 'pkg/include/textflag.h', 'src/fmt/print.go']
  .concat('src/fmt/testdata/t.txt', 'src/go.mod')
  .map(f => `${pin.release}/${f}`);

test('what is needed is kept', async () => {
  await serving(whole, async (url, asked) => {
    const got = await fetching(url);
    assert.equal(got.error, '');
    assert.deepEqual(got.files, kept);
    assert.equal(got.times.size, 1, 'one time, whenever it was unpacked');
    assert.deepEqual(asked, [`/golang.org/toolchain/@v/${pin.version}.zip`]);
    assert.match(got.said, /go: downloading go1\.26\.8\n\r?.*\[#+\] 0\.0 of 0\.0 MB\n$/s);
  });
});

test('what is left of an older one makes room', async () => {
  await serving(whole, async url => {
    const got = await fetching(url, small, [`${pin.release}/src/fmt`]);
    assert.equal(got.error, '');
    assert.deepEqual(got.files, kept);
  });
});

const lists: readonly (readonly [name: string, list: (url: string) => string, ok: boolean])[] = [
  ['404 then comma', url => `${url}/none,${url}/yes`, true],
  ['500 then comma', url => `${url}/broken,${url}/yes`, false],
  ['500 then bar', url => `${url}/broken|${url}/yes`, true],
  ['nobody there then bar', url => `http://127.0.0.1:1|${url}/yes`, true],
  ['off', () => 'off', false],
  ['404 then off', url => `${url}/none,off`, false],
  ['direct', () => 'direct', false],
];

for (const [name, list, ok] of lists) {
  test(`GOPROXY: ${name}`, async () => {
    const answer: Answer = (url, response) => {
      if (url.startsWith('/yes/')) return whole(url, response);
      response.statusCode = url.startsWith('/none/') ? 404 : 500;
      response.end();
    };
    await serving(answer, async url => {
      const got = await fetching(list(url));
      assert.equal(got.error === '', ok, got.error);
      assert.deepEqual(got.files, ok ? kept : []);
      if (!ok) assert.match(got.error, /^no Go distribution found, and fetching go1\.26\.8 failed: \S/);
    });
  });
}

test('GOPROXY: file', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-proxy-'));
  const at = path.join(dir, 'golang.org/toolchain/@v');
  fs.mkdirSync(at, { recursive: true });
  fs.writeFileSync(path.join(at, `${pin.version}.zip`), zip);
  const got = await fetching(pathToFileURL(dir).href);
  fs.rmSync(dir, { recursive: true });
  assert.equal(got.error, '');
  assert.deepEqual(got.files, kept);
});

test('a wrong sum leaves nothing', async () => {
  await serving(whole, async url => {
    const got = await fetching(url, pin);
    assert.match(got.error, /checksum mismatch\n\tdownloaded: h1:.*\n\tpinned: {5}h1:ZOmGe/);
    assert.deepEqual(got.files, []);
  });
});

test('a download that breaks off leaves nothing', async () => {
  const half: Answer = (_, response) => {
    response.setHeader('content-length', zip.length);
    response.write(zip.subarray(0, zip.length / 2));
    setTimeout(() => response.destroy(), 20);
  };
  await serving(half, async url => {
    const got = await fetching(url);
    assert.notEqual(got.error, '');
    assert.deepEqual(got.files, []);
  });
});

test('damaged archives leave nothing', async () => {
  const outside = makeZip({ [`${prefix}../../evil`]: 'x' });
  const flipped = Uint8Array.from(zip);
  flipped[prefix.length + 40]! ^= 0xff;
  for (const bad of [outside, flipped, zip.subarray(0, 100), new Uint8Array(0)]) {
    await serving(
      (_, response) => response.end(bad),
      async url => {
        const got = await fetching(url, { ...small, sum: 'h1:x' });
        assert.notEqual(got.error, '');
        assert.deepEqual(got.files, []);
      },
    );
  }
});

test('a burrow that is interrupted leaves nothing', { skip: process.platform === 'win32' }, async () => {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-dist-'));
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-home-'));
  const stuck: Answer = (_, response) => {
    response.setHeader('content-length', zip.length);
    response.write(zip.subarray(0, 100));
  };
  await serving(stuck, async url => {
    const root = process.env['BURROW_ROOT'] ?? process.cwd();
    const env = { BURROWCACHE: cache, GOPROXY: url, GOENV: 'off', PATH: path.dirname(process.execPath), HOME: home };
    const child = spawn(process.execPath, [path.join(root, 'burrow'), 'env', 'GOROOT'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise<void>(done =>
      child.stderr.on('data', (b: Buffer) => String(b).includes('downloading') && done()),
    );
    assert.equal(fs.readdirSync(cache).length, 1);
    const ended = new Promise<NodeJS.Signals | null>(done => child.on('exit', (_, signal) => done(signal)));
    child.kill('SIGINT');
    assert.equal(await ended, 'SIGINT');
    assert.deepEqual(fs.readdirSync(cache), []);
  });
  for (const dir of [cache, home]) fs.rmSync(dir, { recursive: true });
});

function tree(dir: string, version: string): Record<string, string> {
  return { [`${dir}/VERSION`]: version + '\ntime x\n', [`${dir}/src/runtime/a.go`]: '', [`${dir}/bin/go`]: '' };
}

test('the order of the places', () => {
  const host = new MemoryHost({
    ...tree('/set', 'go1.26.3'),
    ...tree('/path', 'go1.26'),
    ...tree('/old', 'go1.22.1'),
    ...tree('/new', 'go1.260'),
    ...tree('/cache/go1.26.8', 'go1.26.8'),
    '/bare/go': '',
  });
  host.makeDirs('/links');
  host.symlink('/path/bin/go', '/links/go');
  const passed: string[] = [];
  const find = (env: Record<string, string>, setting = '') => {
    host.env.clear();
    passed.length = 0;
    for (const [k, v] of Object.entries(env)) host.env.set(k, v);
    return findGoroot(host, setting, other => passed.push(other.dir))?.dir ?? null;
  };
  const cache = { BURROWCACHE: '/cache' };
  assert.equal(find({ GOROOT: '/set/', PATH: '/path/bin', ...cache }), '/set');
  assert.equal(find({ PATH: '/path/bin', ...cache }, '/set'), '/set');
  assert.equal(find({ PATH: 'rel:/none:/bare:/path/bin', ...cache }), '/path');
  assert.equal(find({ PATH: '/links', ...cache }), '/path');
  assert.equal(find({ PATH: '/old/bin:/new/bin', ...cache }), '/cache/go1.26.8');
  assert.deepEqual(passed, ['/old', '/new']);
  assert.equal(find({ PATH: '/old/bin:/path/bin' }), '/path');
  assert.equal(find({ BURROWCACHE: '/empty' }), null);
  // As for the go command: what is missing in a tree shows where it is needed.
  assert.equal(find({ GOROOT: '/bare' }), '/bare');
  const wrong = (goroot: string, text: RegExp) => assert.throws(() => find({ GOROOT: goroot }), { message: text });
  wrong('/old', /^\/old is a distribution of go1\.22\.1; burrow supports go1\.26 /);
  wrong('/none', /^cannot find GOROOT directory: \/none$/);
});

test('the progress bar', () => {
  assert.equal(progress(5e6, 10e6, 40), '[##########           ]  5.0 of 10.0 MB');
  assert.equal(progress(10e6, 10e6, 22), '10.0 of 10.0 MB');
  assert.equal(progress(3e6, -1, 80), '3.0 MB');
});

test(
  'smoke: the real toolchain through $GOPROXY',
  { skip: process.env['BURROW_SMOKE'] === 'distribution' ? false : 'run by BURROW_SMOKE=distribution' },
  async () => {
    const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-dist-'));
    try {
      const host = new Host({ BURROWCACHE: cache, GOPROXY: process.env['GOPROXY'] ?? '', GOENV: 'off' });
      const { dir } = await fetchDistribution(host);
      assert.match(fs.readFileSync(path.join(dir, 'VERSION'), 'utf8'), /^go1\.26\.8\n/);
      assert.ok(fs.existsSync(path.join(dir, 'src/cmd/go.mod')));
      assert.ok(fs.existsSync(path.join(dir, 'src/go/printer/testdata')));
    } finally {
      fs.rmSync(cache, { recursive: true });
    }
  },
);
