// A command's host in another process: names are those of where the command was started, and nothing goes on without it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import * as Frame from './frames.ts';
import { IOError, type Connection } from './host.ts';
import { MemoryHost } from './memory.ts';
import { ProcessMemory } from '../base/process-memory.ts';
import { Declined, Gone, RemoteHost } from './remote.ts';

/** A host for a command in /a/b, and the frames that it has sent. */
function open(): { base: MemoryHost; remote: RemoteHost; sent: { type: number; contents: Uint8Array }[] } {
  const base = new MemoryHost({ '/a/b/x.txt': 'in b', '/a/x.txt': 'in a' });
  const sent: { type: number; contents: Uint8Array }[] = [];
  const reader = new Frame.FrameReader((type, contents) => sent.push({ type, contents: contents.slice() }));
  const connection: Connection = { send: data => reader.push(data), onData() {}, onEnd() {}, close() {} };
  const output = { isTerminal: false, columns: 80 };
  const env = [['HOME', '/h'] as const, ['TMPDIR', '/a/'] as const];
  const note = { argv: [], program: 'go', executable: '', cwd: '/a/b', env, stdout: output, stderr: output };
  return { base, remote: new RemoteHost(base, connection, note, new ProcessMemory()), sent };
}

test('names are beneath the working directory of the command', () => {
  const { base, remote } = open();
  assert.equal(decodeUtf8(remote.readFile('x.txt') as Uint8Array), 'in b');
  assert.equal(decodeUtf8(remote.readFile('../x.txt') as Uint8Array), 'in a');
  assert.equal(String(remote.readFile('y.txt')), 'open y.txt: no such file or directory');
  assert.equal(String(remote.readFile('/y.txt')), 'open /y.txt: no such file or directory');
  assert.equal(String(remote.stat('')), String(base.stat('')));
  assert.equal(remote.chdir('..'), null);
  assert.equal(remote.cwd(), '/a');
  assert.equal(remote.getenv('PWD'), '/a');
  assert.equal(decodeUtf8(remote.readFile('x.txt') as Uint8Array), 'in a');
  assert.ok(remote.chdir('x.txt') instanceof IOError);
  assert.equal(remote.home(), '/h');
  assert.match(remote.makeTempDir('', 't') as string, /^\/a\/t\d+$/);
  assert.equal(base.cwd(), '/');
});

test('outputs keep their order', () => {
  const { remote, sent } = open();
  remote.stdout.write('one ');
  remote.stderr.write('two ');
  remote.stdout.write('three');
  remote.stdout.flush();
  assert.deepEqual(
    sent.map(f => `${f.type} ${decodeUtf8(f.contents)}`),
    [`${Frame.Stdout} one `, `${Frame.Stderr} two `, `${Frame.Stdout} three`],
  );
});

test('a process is started by the other end', async () => {
  const { remote, sent } = open();
  const started: number[] = [];
  const pieces: string[] = [];
  remote.chdir('..');
  const done = remote.spawn('prog', ['x'], {
    stdin: encodeUtf8('in'),
    onStart: r => started.push(r.pid),
    onOutput: b => pieces.push(decodeUtf8(b)),
  });
  const { note, bytes } = Frame.readNote<Frame.SpawnNote>(sent[0]!.contents);
  assert.equal(decodeUtf8(bytes), 'in');
  assert.equal(note.cwd, '/a');
  assert.deepEqual(new Map(note.env).get('PWD'), '/a');
  const answer = (type: number, text: object, tail = '') => {
    const reader = new Frame.FrameReader((t, contents) => remote.take(t, contents));
    reader.push(Frame.noteFrame(type, text, encodeUtf8(tail)));
  };
  answer(Frame.Started, { n: note.n, pid: 12 });
  answer(Frame.Output, { n: note.n }, 'piece');
  answer(Frame.Ended, { n: note.n, failure: null, code: 3, signal: '', late: false, out: 3 }, 'outerr');
  const result = await done;
  assert.ok(!(result instanceof IOError));
  assert.deepEqual(
    [started, pieces, result.code, decodeUtf8(result.stdout), decodeUtf8(result.stderr)],
    [[12], ['piece'], 3, 'out', 'err'],
  );
  const second = remote.spawn('none', [], {});
  answer(Frame.Ended, {
    n: 1,
    failure: ['fork/exec', 'none', 'ENOENT', 'no'],
    code: 0,
    signal: '',
    late: false,
    out: 0,
  });
  assert.equal(String(await second), 'fork/exec none: no');
});

test('without the other process nothing goes on', async () => {
  const { base, remote } = open();
  const done: string[] = [];
  remote.onInterrupt(() => void done.push('kept'));
  remote.onInterrupt(() => void done.push('dropped'))();
  const waiting = remote.spawn('prog', [], {});
  remote.leave();
  assert.deepEqual(done, ['kept']);
  await assert.rejects(waiting, Gone);
  assert.throws(() => remote.writeFile('z.txt', encodeUtf8('z')), Gone);
  assert.throws(() => remote.stderr.write('z'), Gone);
  assert.ok(base.stat('/a/b/z.txt') instanceof IOError);
});

test('what only the process itself can do is declined', () => {
  assert.throws(() => open().remote.readStdin(), Declined);
  assert.throws(() => open().remote.converse(), Declined);
});
