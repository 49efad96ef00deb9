// burrow's counters: what Go's own reader finds in them, and that they never get in a command's way.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { burrow, extract } from './burrow.ts';
import { buildOracle } from './oracle.ts';

const program = buildOracle('counters', 'cmd/vendor/golang.org/x/telemetry/internal');
const skip = program === null ? 'no go command' : false;

interface Counters {
  readonly Meta: Readonly<Record<string, string>>;
  readonly Count: Readonly<Record<string, number>>;
}

/** A home directory and what is counted in it. */
class Home {
  readonly dir = extract('');
  readonly env = { HOME: this.dir, XDG_CONFIG_HOME: '', TEST_TELEMETRY_DIR: '' };
  readonly telemetry = path.join(this.dir, '.config/go/telemetry');

  async run(...args: string[]): Promise<number> {
    return (await burrow(args, this.dir, this.env)).status;
  }

  /** The names of the files that are kept beside `weekends`. */
  files(): string[] {
    const local = path.join(this.telemetry, 'local');
    return fs.existsSync(local) ? fs.readdirSync(local).filter(f => f !== 'weekends') : [];
  }

  /** What Go's reader says of the files. */
  read(): Counters[] {
    const names = this.files().map(f => path.join(this.telemetry, 'local', f));
    const { stdout } = spawnSync(program!, names, { encoding: 'utf8' });
    return stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Counters);
  }
}

test('commands are counted, as Go reads it', { skip }, async () => {
  const home = new Home();
  for (const mode of ['local', 'on']) {
    assert.equal(await home.run('telemetry', mode), 0);
    await home.run('version');
  }
  await home.run('mod', 'nonsense');
  await home.run('help', 'mod', 'tidy');
  await home.run('mod', 'tidy');
  const [file, ...more] = home.read();
  assert.deepEqual(more, []);
  assert.deepEqual(file!.Count, {
    'burrow/invocations': 7,
    'burrow/subcommand:telemetry': 2,
    'burrow/subcommand:version': 2,
    'burrow/subcommand:unknown': 1,
    'burrow/subcommand:help': 1,
    'burrow/subcommand:mod-tidy': 1,
  });
  const { Program, TimeBegin, TimeEnd } = file!.Meta;
  assert.equal(Program, 'burrow');
  const days = (Date.parse(TimeEnd!) - Date.parse(TimeBegin!)) / 86_400_000;
  assert.ok(days >= 1 && days <= 7 && Number.isInteger(days), `${TimeBegin} to ${TimeEnd}`);
  const weekend = Number(fs.readFileSync(path.join(home.telemetry, 'local/weekends'), 'utf8'));
  assert.equal(new Date(TimeEnd!).getUTCDay(), weekend);
});

test('nothing is counted where telemetry is off', async () => {
  const home = new Home();
  assert.equal(await home.run('telemetry', 'off'), 0);
  await home.run('version');
  await home.run('-C', home.dir, 'telemetry', 'off');
  assert.deepEqual(fs.readdirSync(home.telemetry), ['mode']);
});

test('commands that run at once are all counted', { skip }, async () => {
  const home = new Home();
  const launcher = path.join(process.env['BURROW_ROOT'] ?? process.cwd(), 'burrow');
  const env = { ...process.env, ...home.env };
  const one = () =>
    new Promise<number | null>(done => {
      spawn(process.execPath, [launcher, 'version'], { env, stdio: 'ignore' }).on('close', done);
    });
  assert.deepEqual(await Promise.all(Array.from({ length: 6 }, one)), [0, 0, 0, 0, 0, 0]);
  assert.equal(home.read()[0]!.Count['burrow/invocations'], 6);
  assert.equal(home.files().length, 1);
});

test('what cannot be counted fails no command', async () => {
  const places: readonly ((home: Home) => void)[] = [
    home => fs.writeFileSync(path.join(home.dir, '.config'), ''),
    home => fs.mkdirSync(path.join(home.telemetry, 'local/weekends'), { recursive: true }),
    home => {
      fs.mkdirSync(path.join(home.telemetry, 'local'), { recursive: true });
      fs.writeFileSync(path.join(home.telemetry, 'local/weekends'), '');
    },
  ];
  for (const make of places) {
    const home = new Home();
    make(home);
    assert.equal(await home.run('version'), 0);
    assert.deepEqual(
      home.files().filter(f => f.includes('burrow')),
      [],
    );
  }
});

test('a damaged file stays as it is, a lock that was left is taken away', { skip }, async () => {
  const home = new Home();
  await home.run('version');
  const file = path.join(home.telemetry, 'local', home.files()[0]!);
  const old = new Date(Date.now() - 60_000);
  fs.writeFileSync(`${file}.lock`, '');
  await home.run('version');
  fs.utimesSync(`${file}.lock`, old, old);
  assert.equal(home.read()[0]!.Count['burrow/invocations'], 1);
  await home.run('version');
  assert.equal(home.read()[0]!.Count['burrow/invocations'], 2);

  fs.writeFileSync(file, 'something else');
  assert.equal(await home.run('version'), 0);
  assert.equal(fs.readFileSync(file, 'utf8'), 'something else');
  assert.equal(home.files().length, 1);
});
