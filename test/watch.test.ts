// `burrow watch` as a process, and the commands that use it: the real launcher with a resident burrow, and with a stand-in for
// one that says what no real one would.
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../src/base/utf8.ts';
import * as Frame from '../src/host/frames.ts';
import { processIdentity } from '../src/host/node/identity.ts';
import { socketName } from '../src/host/socket-name.ts';
import { goroot } from './goroot.ts';

const root = process.env['BURROW_ROOT']!;
const launcher = path.join(root, 'burrow');
const id = fs.readFileSync(path.join(root, 'dist/stamp'), 'utf8').split('\n')[1]!;

const main = (text: string) =>
  `package main\n\nimport "example.com/m/lib"\n\nfunc main() { println("${text}", lib.N) }\n`;
const files = {
  'go.mod': 'module example.com/m\n\ngo 1.26\n',
  'main.go': main('one'),
  'lib/lib.go': 'package lib\n\nconst N = 1\n',
};

let dir = '';
const env: Record<string, string> = { ...(process.env as Record<string, string>) };
const started: ChildProcess[] = [];

before(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'watch-test-')));
  fs.mkdirSync(path.join(dir, 'run'), { mode: 0o700 });
  fs.mkdirSync(path.join(dir, 'run/burrow'), { mode: 0o700 });
  env['XDG_RUNTIME_DIR'] = path.join(dir, 'run');
  env['GOFLAGS'] = '';
  env['GOWORK'] = 'off';
});

after(async () => {
  const left = started.filter(p => p.exitCode === null && p.signalCode === null);
  const ended = left.map(p => new Promise(done => p.on('exit', done)));
  for (const p of left) p.kill('SIGTERM'); // so that what they have started ends too
  await Promise.all(ended);
  fs.rmSync(dir, { recursive: true });
});

/** A module of its own for one test. */
function newModule(name: string): string {
  const at = path.join(dir, name);
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    fs.writeFileSync(path.join(at, file), text);
  }
  return at;
}

/** A process whose output is waited for. */
class Process {
  readonly child: ChildProcess;
  text = '';
  private from = 0;
  private readonly ended: Promise<number | string>;

  constructor(cwd: string, args: readonly string[], extra: Record<string, string> = {}) {
    this.child = spawn(launcher, args, { cwd, env: { ...env, ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(this.child);
    this.child.stdout!.on('data', (b: Buffer) => (this.text += b.toString()));
    this.child.stderr!.on('data', (b: Buffer) => (this.text += b.toString()));
    this.ended = new Promise(done => this.child.on('close', (code, signal) => done(code ?? signal!)));
  }

  /** Waits until the process has written something that matches, after what was found last. */
  async says(what: RegExp): Promise<string> {
    for (let i = 0; i < 3000; i++) {
      const m = what.exec(this.text.slice(this.from));
      if (m !== null) {
        this.from += m.index + m[0].length;
        return m[0];
      }
      await new Promise(done => setTimeout(done, 20));
    }
    throw new Error(`${what} was not said:\n${this.text}`);
  }

  end(signal: NodeJS.Signals): Promise<number | string> {
    this.child.kill(signal);
    return this.ended;
  }
}

function run(cwd: string, args: readonly string[], extra: Record<string, string> = {}): string {
  const done = spawnSync(launcher, args, { cwd, env: { ...env, ...extra }, encoding: 'utf8' });
  return `${done.status ?? done.signal}|${done.stdout}|${done.stderr}`;
}

/** The sockets that are there; beside them lies the native end, sooner or later. */
function sockets(): string[] {
  return fs.readdirSync(path.join(dir, 'run/burrow')).filter(name => name.endsWith('.sock'));
}

const isMissing = goroot === null ? 'no distribution' : false;

test('check: a mistake is told and mended, also in a new file', { skip: isMissing }, async () => {
  const at = newModule('check');
  const watch = new Process(at, ['watch', 'check', './...']);
  await watch.says(/watch: no errors/);
  fs.writeFileSync(path.join(at, 'lib/lib.go'), 'package lib\n\nconst N = "a" + 1\n');
  await watch.says(
    /watch: lib\/lib\.go changed\n# example\.com\/m\/lib\nlib\/lib\.go:3:\d+: .*\n(?:.*\n)*watch: there are errors/,
  );
  fs.writeFileSync(path.join(at, 'lib/lib.go'), 'package lib\n\nconst N = 2\n');
  await watch.says(/watch: no errors/);
  fs.writeFileSync(path.join(at, 'lib/new.go'), 'package lib\n\nvar x int = "s"\n');
  await watch.says(/lib\/new\.go:3:\d+: .*\nwatch: there are errors/);
  fs.rmSync(path.join(at, 'lib/new.go'));
  await watch.says(/watch: no errors/);
  assert.equal(await watch.end('SIGINT'), 'SIGINT');
  assert.deepEqual(sockets(), []);
});

test('run: a new program takes the place of the old one, which survives mistakes', { skip: isMissing }, async () => {
  const at = newModule('run');
  const server = (text: string) =>
    `package main\n\nimport (\n\t"example.com/m/lib"\n\t"time"\n)\n\nfunc main() { println("${text}", lib.N); time.Sleep(time.Hour) }\n`;
  fs.writeFileSync(path.join(at, 'main.go'), server('first'));
  const watch = new Process(at, ['watch', 'run', '.']);
  await watch.says(/watch: built and started/);
  fs.writeFileSync(path.join(at, 'main.go'), 'package main\n\nfunc main() { x }\n');
  await watch.says(/main\.go:3:\d+: undefined: x\nwatch: not built; the program of before keeps running/);
  fs.writeFileSync(path.join(at, 'main.go'), server('second'));
  await watch.says(/watch: built and started/);
  fs.writeFileSync(path.join(at, 'lib/lib.go'), '// Same.\n\npackage lib\n\nconst N = 1\n');
  await watch.says(/watch: lib\/lib\.go changed\n/);
  await watch.says(/the program is the same and keeps running|built and started/);
  fs.writeFileSync(path.join(at, 'main.go'), main('last'));
  await watch.says(/watch: the program has ended\n/);
  assert.deepEqual(watch.text.match(/^(?:first|second|last) \d$/gm), ['first 1', 'second 1', 'last 1']);
  assert.equal(await watch.end('SIGTERM'), 'SIGTERM');
});

test('other commands say what they say without it', { skip: isMissing }, async () => {
  const at = newModule('others');
  const watch = new Process(at, ['watch', 'check', '.']);
  await watch.says(/watch: no errors/);
  const rows: readonly (readonly [args: readonly string[], cwd?: string, extra?: Record<string, string>])[] = [
    [['list', '-f', '{{.Dir}} {{.Imports}}', './...']],
    [['list', '-C', 'lib']],
    [['list', '.'], 'lib'],
    [['list', './none']],
    [['check', '-none']],
    [['build', '-o', '.', './lib', './none']],
    [['run', '.', 'x']],
    [['run', '-exec', 'echo', '.', 'x'], '', { TMPDIR: dir }],
    [['run', './lib']],
    [['build', '-o', 'out/', '.']],
    [['list', 'std'], '', { GOOS: 'plan9' }],
    [['list', '.'], '', { GOFLAGS: '-none' }],
  ];
  for (const [args, sub = '', extra = {}] of rows) {
    const off = run(path.join(at, sub), args, { ...extra, BURROW_WATCH: 'off' });
    const plain = (text: string) => text.replace(/go-build\w+/g, 'go-build');
    assert.equal(plain(run(path.join(at, sub), args, extra)), plain(off), args.join(' '));
  }
  const second = new Process(at, ['watch', 'check', '.']);
  await second.says(/watch: other commands do not use this process: another one does, for the same directory/);
  await second.end('SIGKILL');
  // Killed, it leaves its socket behind; nobody minds, and the next one takes its place.
  await watch.end('SIGKILL');
  assert.equal(sockets().length, 1);
  assert.equal(run(at, ['list', '.']), '0|example.com/m\n|');
  const third = new Process(at, ['watch', 'check', '.']);
  await third.says(/watch: no errors/);
  assert.doesNotMatch(third.text, /do not use/);
  assert.equal(run(at, ['list', '.']), '0|example.com/m\n|');
  await third.end('SIGINT');
});

test('a command that is killed leaves the resident process in order', { skip: isMissing }, async () => {
  const at = newModule('killed');
  const watch = new Process(at, ['watch', 'check', '.']);
  await watch.says(/watch: no errors/);
  // What the command starts tells its number and waits; a request to end is passed on to it, as without a resident burrow.
  const words = ['run', '-exec', '/bin/sh -c "echo number $$; exec sleep 1000"', '.'];
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const command = new Process(at, words, { BURROW_WATCH: 'wait', TMPDIR: dir });
    const number = Number(/\d+/.exec(await command.says(/number \d+\n/))![0]);
    const ended = command.end(signal);
    if (signal === 'SIGKILL') process.kill(number, 'SIGKILL'); // it holds the output of the command
    assert.equal(await ended, signal === 'SIGKILL' ? signal : 1);
    assert.ok(await comesTrue(() => hasEnded(number)));
  }
  assert.equal(run(at, ['list', '.'], { BURROW_WATCH: 'wait' }), '0|example.com/m\n|');
  await comesTrue(() => leftovers().length === 0);
  assert.deepEqual(leftovers(), []);
  assert.equal(await watch.end('SIGINT'), 'SIGINT');
});

/** Waits for something that takes a moment. */
async function comesTrue(is: () => boolean): Promise<boolean> {
  for (let i = 0; i < 500 && !is(); i++) await new Promise(done => setTimeout(done, 20));
  return is();
}

/** Whether a process runs no more; whoever should take note of that may not have done so. */
function hasEnded(number: number): boolean {
  const file = `/proc/${number}/stat`;
  return !fs.existsSync(file) || fs.readFileSync(file, 'utf8').includes(') Z ');
}

/** Directories of commands that have ended. */
function leftovers(): string[] {
  return fs.readdirSync(dir).filter(name => name.startsWith('go-build'));
}

/** What a stand-in for a resident burrow does with a connection. */
type Act = (socket: net.Socket, type: number, contents: Uint8Array) => void;

const ready = (note: Partial<Frame.ReadyNote> = {}) =>
  Frame.noteFrame(Frame.Ready, { id, identity: identity(), protocol: Frame.protocol, ...note });

/** Of the processes that this test starts. */
function identity(): string {
  return processIdentity();
}

/** Runs `burrow list .` in a module for which a stand-in is resident. */
async function withStandIn(name: string, greeting: Uint8Array | null, act: Act, args = ['list', '.']): Promise<string> {
  const at = newModule(name);
  const server = net.createServer(socket => {
    const reader = new Frame.FrameReader((type, contents) => act(socket, type, contents));
    socket.on('data', b => reader.push(b));
    socket.on('error', () => {});
    if (greeting !== null) socket.write(greeting);
  });
  await new Promise<void>(done => server.listen(path.join(dir, 'run/burrow', socketName(id, at)), done));
  try {
    const child = spawn(launcher, args, { cwd: path.join(at, 'lib'), env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end('typed');
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (b: Buffer) => (stdout += b.toString()));
    child.stderr.on('data', (b: Buffer) => (stderr += b.toString()));
    const status = await new Promise<number | string>(done =>
      child.on('close', (code, signal) => done(code ?? signal!)),
    );
    return `${status}|${stdout}|${stderr}`;
  } finally {
    server.close();
  }
}

const local = '0|example.com/m/lib\n|';
const text = (type: number, s: string) => Frame.frame(type, encodeUtf8(s));
const note = Frame.noteFrame;

const standIns: readonly (readonly [what: string, greeting: Uint8Array | null, act: Act, want: string])[] = [
  [
    'what it says is printed',
    ready(),
    socket => {
      socket.write(text(Frame.Stdout, 'out'));
      socket.write(text(Frame.Stderr, 'err'));
      socket.write(note(Frame.Exit, { status: 7 }));
    },
    '7|out|err',
  ],
  [
    'it is told where the command is',
    ready(),
    (socket, _, contents) => {
      const { argv, cwd } = Frame.readNote<Frame.CommandNote>(contents).note;
      socket.write(text(Frame.Stdout, `${argv.join(' ')} ${path.basename(cwd)}`));
      socket.write(note(Frame.Exit, { status: 0 }));
    },
    '0|list . lib|',
  ],
  [
    'processes run at the terminal',
    ready(),
    (socket, type, contents) => {
      if (type === Frame.Command) {
        const how = { env: null, hasStdin: false, capture: false, errToOut: false, outFile: null, streams: false };
        const rest = { foreground: true, group: false, limit: null, argv0: null, cwd: null };
        const args = ['-c', 'cat; echo; basename $PWD; kill -9 $$'];
        socket.write(note(Frame.Spawn, { n: 5, file: '/bin/sh', args, ...how, ...rest }));
      } else if (type === Frame.Ended) {
        socket.write(text(Frame.Stderr, Frame.readNote<Frame.EndedNote>(contents).note.signal));
        socket.write(note(Frame.Exit, { status: 1 }));
      }
    },
    '1|typed\nlib\n|SIGKILL',
  ],
  [
    'it ends midway',
    ready(),
    socket => socket.end(text(Frame.Stdout, 'out')),
    '1|out|burrow: the resident burrow that ran this command has ended\n',
  ],
  ['it ends before anything has happened', ready(), socket => socket.destroy(), local],
  ['it declines', ready(), socket => void socket.write(text(Frame.Decline, '')), local],
  ['another burrow', ready({ id: 'x' }), socket => void socket.write(text(Frame.Stdout, 'out')), local],
  ['another process', ready({ identity: 'x' }), socket => void socket.write(text(Frame.Stdout, 'out')), local],
  ['it says nothing', null, () => {}, local],
];

const plain: Frame.SpawnNote = {
  n: 3,
  file: '/bin/sh',
  args: [],
  cwd: null,
  env: null,
  hasStdin: false,
  capture: false,
  errToOut: false,
  outFile: null,
  streams: false,
  foreground: false,
  group: false,
  limit: null,
  argv0: null,
};

const both = ['-c', 'cat; echo err >&2; exit 3'];

/** What is started, what it reads (null: what the command would), and what is printed, last how it ended. */
const spawns: readonly (readonly [
  what: string,
  spawn: Partial<Frame.SpawnNote>,
  stdin: string | null,
  want: string,
])[] = [
  ['its outputs', { args: both, capture: true }, 'in', '|3||false|2|inerr\n'],
  ['its outputs in one', { args: both, capture: true, errToOut: true }, 'in', '|3||false|6|inerr\n'],
  ['pieces as they come', { args: ['-c', 'cat'], streams: true }, 'in', '|(in)0||false|0|'],
  ['nothing to read', { args: ['-c', 'cat'], capture: true }, '', '|0||false|0|'],
  ['the input of the command', { args: ['-c', 'cat'] }, null, 'typed|0||false|0|'],
  ['errors to the output', { args: ['-c', 'echo err >&2'], errToOut: true }, '', 'err\n|0||false|0|'],
  ['its environment', { args: ['-c', 'echo $A'], env: [['A', 'b']], capture: true }, '', '|0||false|2|b\n'],
  ['its directory', { args: ['-c', 'pwd'], cwd: '/', capture: true }, '', '|0||false|2|/\n'],
  ['its own name', { args: ['-c', 'echo $0'], argv0: 'me', capture: true }, '', '|0||false|3|me\n'],
  ['found by its own path', { file: 'sh', args: ['-c', ':'], env: [['PATH', '/none:/bin']] }, '', '|0||false|0|'],
  [
    'its time is over',
    { args: ['-c', 'sleep 100'], capture: true, limit: { after: 50, signal: 'SIGQUIT', grace: 200 } },
    '',
    '|-1|SIGQUIT|true|0|',
  ],
  [
    'it does not heed its end',
    { args: ['-c', 'trap "" QUIT; sleep 100'], capture: true, limit: { after: 50, signal: 'SIGQUIT', grace: 50 } },
    '',
    '|-1|SIGKILL|true|0|',
  ],
  [
    'it is missing',
    { file: '/none/at/all', capture: true },
    '',
    '|fork/exec /none/at/all ENOENT no such file or directory',
  ],
  ['it is no program', { file: '/etc/passwd', capture: true }, '', '|fork/exec /etc/passwd EACCES permission denied'],
  [
    'its directory is missing',
    { args: ['-c', ':'], cwd: '/none' },
    '',
    '|fork/exec /bin/sh ENOENT no such file or directory',
  ],
  ['its output cannot be made', { outFile: '/none/out' }, '', '|open /none/out ENOENT no such file or directory'],
];

/** Has commands begin with the native end, or with Node. */
async function beginWith(end: 'native' | 'node'): Promise<void> {
  const place = path.join(dir, 'run/burrow/client');
  fs.rmSync(place, { force: true });
  if (end === 'node') return;
  const built = path.join(dir, 'client');
  if (!fs.existsSync(built)) {
    const at = path.join(root, 'client');
    assert.equal(run(at, ['build', '-o', built, '.'], { PWD: at, BURROW_WATCH: 'off' }), '0||');
  }
  fs.copyFileSync(built, place);
}

for (const end of ['node', 'native'] as const) {
  for (const [what, greeting, act, want] of standIns) {
    test(`a stand-in, ${end}: ${what}`, { skip: isMissing }, async () => {
      await beginWith(end);
      assert.equal(await withStandIn(`${what.replaceAll(' ', '-')}-${end}`, greeting, act), want);
    });
  }
  for (const [what, spawn, stdin, want] of spawns) {
    test(`a process, ${end}: ${what}`, { skip: isMissing }, async () => {
      await beginWith(end);
      let told = '';
      const got = await withStandIn(`${what.replaceAll(' ', '-')}-${end}`, ready(), (socket, type, contents) => {
        if (type === Frame.Command) {
          const full = { ...plain, ...spawn, hasStdin: stdin !== null } satisfies Frame.SpawnNote;
          socket.write(note(Frame.Spawn, full, encodeUtf8(stdin ?? '')));
        } else if (type === Frame.Output) {
          told += `(${decodeUtf8(Frame.readNote<Frame.PieceNote>(contents).bytes)})`;
        } else if (type === Frame.Ended) {
          const { note: ended, bytes } = Frame.readNote<Frame.EndedNote>(contents);
          const { failure, code, signal, late, out } = ended;
          told += failure !== null ? failure.join(' ') : [code, signal, late, out, decodeUtf8(bytes)].join('|');
          socket.write(text(Frame.Stderr, told));
          socket.write(note(Frame.Exit, { status: 0 }));
        }
      });
      assert.equal(got, `0|${want}`);
    });
  }
}

test('what a resident burrow makes for itself to be asked by', { skip: isMissing }, async () => {
  await beginWith('node');
  const at = newModule('made');
  const watch = new Process(at, ['watch', 'check', '.']);
  await watch.says(/watch: no errors/);
  const made = path.join(dir, 'run/burrow/client');
  assert.ok(await comesTrue(() => fs.existsSync(made)));
  // No Node is found, so that nothing else can have answered.
  assert.equal(run(at, ['list', '.'], { PATH: '', GOROOT: goroot!, BURROW_WATCH: 'wait' }), '0|example.com/m\n|');
  assert.equal(run(at, ['version'], { PATH: '' }), '127||burrow: there is no node in $PATH\n');
  assert.equal(await watch.end('SIGINT'), 'SIGINT');
  assert.ok(!fs.existsSync(made));
});

test('a place for sockets that is none does no harm', { skip: isMissing }, () => {
  const at = newModule('nowhere');
  for (const place of [path.join(at, 'go.mod'), path.join(dir, 'none'), '/proc/1/root/none', 'relative']) {
    assert.equal(run(at, ['list', '.'], { XDG_RUNTIME_DIR: place }), '0|example.com/m\n|');
  }
});

test('a directory that others can write is not looked at', { skip: isMissing }, async () => {
  fs.chmodSync(path.join(dir, 'run/burrow'), 0o777);
  try {
    const got = await withStandIn('open', ready(), socket => void socket.write(text(Frame.Stdout, 'out')));
    assert.equal(got, local);
  } finally {
    fs.chmodSync(path.join(dir, 'run/burrow'), 0o700);
  }
});
