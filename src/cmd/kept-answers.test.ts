import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { ProcessMemory } from '../base/process-memory.ts';
import type { Host } from '../host/host.ts';
import { MemoryHost } from '../host/memory.ts';
import { KeptAnswer } from './kept-answers.ts';

const files = Array.from({ length: 80 }, (_, i) => `/m/${i}`);

function world(): MemoryHost {
  const h = new MemoryHost(
    { '/burrow/dist/stamp': 'commit', ...Object.fromEntries(files.map((f, i) => [f, `${i}\n`])) },
    { HOME: '/home' },
  );
  h.symlink('/m/3', '/m/link');
  h.makeDirs('/build/cache');
  h.time += 60_000;
  return h;
}

/** What a command does that reads all the files, looks for one that is not there, and asks for two variables. */
function work(h: Host): void {
  h.getenv('GOFLAGS');
  h.getenv('GOPROXY');
  h.makeDirs('/build/cache');
  void h.stderr.isTerminal;
  h.stat('/m/go.work');
  h.realPath('/m/link');
  for (const f of files) if (f !== '/m/9') h.readFile(f);
  h.lstat('/m/9');
  h.stdout.write('one\n');
  h.stdout.write('two\n');
}

function run(h: MemoryHost, act: (host: Host) => void = work, words: readonly string[] = ['list']): string | null {
  const kept = new KeptAnswer(h, '/burrow', words);
  const found = kept.find();
  if (found !== null) return decodeUtf8(found);
  act(kept.host);
  kept.save();
  return null;
}

test('the same words in the same world', () => {
  const h = world();
  assert.equal(run(h), null);
  assert.equal(run(h), 'one\ntwo\n');
  assert.equal(h.stdout.text, 'one\ntwo\n'); // the first command's own
  assert.equal(run(h, work, ['list', 'all']), null);
  assert.equal(run(h), 'one\ntwo\n');
  h.chdir('/m');
  assert.equal(run(h), null);
});

const changes: readonly (readonly [what: string, isSame: boolean, change: (h: MemoryHost) => void])[] = [
  ['nothing', true, () => {}],
  ['half an hour goes by', true, h => (h.time += 30 * 60_000)],
  ['two hours go by', false, h => (h.time += 120 * 60_000)],
  ['the terminal', false, h => (h.stderr.isTerminal = true)],
  ['the directory of the cache goes', false, h => h.removeAll('/build')],
  ['a variable that was not asked for', true, h => h.env.set('GOOS', 'plan9')],
  ['another file', true, h => h.writeFile('/other', encodeUtf8('x'))],
  ['a variable that was not set', false, h => h.env.set('GOFLAGS', '-mod=mod')],
  ['a file', false, h => h.writeFile('/m/7', encodeUtf8('8\n'))],
  ['a file that was looked at alone', false, h => h.touch('/m/9')],
  ['a file goes', false, h => h.remove('/m/79')],
  ['a file comes', false, h => h.writeFile('/m/go.work', encodeUtf8('go 1.26\n'))],
  ['a link', false, h => (h.remove('/m/link'), h.symlink('/m/4', '/m/link'))],
  ['the program', false, h => (h.program = 'go')],
  ['burrow itself', false, h => h.writeFile('/burrow/dist/stamp', encodeUtf8('commit2'))],
  ['the home', false, h => h.env.set('HOME', '/root')],
];
for (const [what, isSame, change] of changes) {
  test(`what changes: ${what}`, () => {
    const h = world();
    h.env.set('XDG_CACHE_HOME', '/cache');
    run(h);
    h.time += 60_000;
    change(h);
    assert.equal(run(h), isSame ? 'one\ntwo\n' : null);
  });
}

const effects: readonly (readonly [what: string, isKept: boolean, act: (h: Host) => unknown])[] = [
  ['a record of its own', true, h => h.writeFile('/home/.cache/burrow/gomods/x', encodeUtf8('x'))],
  ['a file', false, h => h.writeFile('/m/go.sum', encodeUtf8('x'))],
  ['a file that is overwritten', false, h => h.overwriteFile('/m/1', encodeUtf8('x'))],
  ['a directory', false, h => h.makeDirs('/m/new')],
  ['a lock', false, h => h.createExclusive('/m/lock', encodeUtf8(''))],
  ['a file that moves', false, h => h.rename('/m/1', '/m/x')],
  ['a file that goes', false, h => h.remove('/m/1')],
  ['a complaint', false, h => h.stderr.write('go: downloading\n')],
  ['the network', false, h => void h.fetch('https://example.com')],
  ['a process', false, h => void h.spawn('git', [], {})],
  ['all variables', false, h => h.environ()],
  ['standard input', false, h => h.readStdin()],
  ['bytes that may be no text', false, h => h.stdout.write(new Uint8Array([255]))],
];
for (const [what, isKept, act] of effects) {
  test(`what a command does: ${what}`, () => {
    const h = world();
    run(h, host => (work(host), act(host)));
    assert.equal(run(h) !== null, isKept);
  });
}

test('a file that changed a moment ago, or meanwhile', () => {
  const h = world();
  h.touch('/m/5');
  run(h);
  h.time += 60_000;
  assert.equal(run(h), null); // now it is kept
  assert.equal(run(h), 'one\ntwo\n');
  const other = world();
  run(other, host => {
    host.stat('/m/1');
    other.touch('/m/1', 5);
    work(host);
  });
  assert.equal(run(other), null);
});

test('little work is not worth it, nor what a resident process knows anyway', () => {
  const h = world();
  const little = (host: Host) => void host.stdout.write('x');
  run(h, little);
  assert.equal(run(h, little), null);
  const resident = world();
  resident.memory = new ProcessMemory();
  run(resident);
  assert.equal(run(resident), null);
});

test('a damaged file of answers', () => {
  const h = world();
  run(h);
  const dir = '/home/.cache/burrow/answers';
  const [entry] = h.readDir(dir) as { name: string }[];
  for (const text of ['', '{', '{}', '{}\n', '{"key":1}\none\n']) {
    h.writeFile(`${dir}/${entry!.name}`, encodeUtf8(text));
    assert.equal(run(h), null, text);
    assert.equal(run(h), 'one\ntwo\n', text);
  }
});
