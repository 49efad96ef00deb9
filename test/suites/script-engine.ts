// The language of cmd/go's testdata/script: txtar archives whose comment is a list of commands. One `Script` runs one of
// them in a directory of its own; how `go` is run is the caller's business (script-go.ts).

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { unquoteText } from '../../src/base/quote.ts';
import { goRegexp } from '../goregexp.ts';

/** A file of an archive. */
export interface ArchiveFile {
  readonly name: string;
  readonly data: Buffer;
}

/** A txtar archive: what stands before the first file, and the files. */
export interface Archive {
  readonly comment: string;
  readonly files: readonly ArchiveFile[];
}

/** Reads a txtar archive. A file whose last line has no newline gets one. */
export function parseArchive(data: Buffer): Archive {
  const files: ArchiveFile[] = [];
  let comment = '';
  let name: string | null = null;
  let start = 0;
  const close = (end: number) => {
    let body = data.subarray(start, end);
    if (body.length > 0 && body[body.length - 1] !== 10) body = Buffer.concat([body, Buffer.from('\n')]);
    if (name === null) comment = body.toString();
    else files.push({ name, data: body });
  };
  for (let at = 0; at < data.length;) {
    const newline = data.indexOf(10, at);
    const next = newline < 0 ? data.length : newline + 1;
    const marker = /^-- (.+) --\r?\n?$/.exec(data.toString('utf8', at, next));
    if (marker !== null && marker[1]!.trim() !== '') {
      close(at);
      name = marker[1]!.trim();
      start = next;
    }
    at = next;
  }
  close(data.length);
  return { comment, files };
}

interface Fragment {
  readonly text: string;
  /** It stood in quotes: no variable is expanded in it. */
  readonly quoted: boolean;
}

/** One line of a script. */
export interface Line {
  readonly number: number;
  /** '!': it must fail; '?': it may. */
  readonly want: '' | '!' | '?';
  readonly conditions: readonly { readonly want: boolean; readonly tag: string }[];
  readonly name: string;
  readonly args: readonly (readonly Fragment[])[];
  readonly background: boolean;
}

/** A script that cannot go on, or a command that went another way than the script says. */
export class ScriptError extends Error {}

/** burrow failed by a mistake of its own: no `!` of a script makes that right. */
export class ScriptCrash extends Error {}

class Stop extends Error {}

/** The script says that it does not apply here. */
export class Skip extends Error {}

const misuse = 'invalid usage';

/** Reads one line; null for one without a command. */
export function parseLine(number: number, text: string): Line | null {
  const args: Fragment[][] = [];
  let arg: Fragment[] = [];
  let at = 0;
  const isEnd = (c: string | undefined) => c === undefined || /[ \t\r\n#]/.test(c);
  while (at <= text.length) {
    const c = text[at];
    if (isEnd(c)) {
      if (arg.length > 0) args.push(arg);
      arg = [];
      if (c === undefined || c === '#') break;
      at++;
    } else if (c === "'") {
      let body = '';
      for (at++; ; at++) {
        if (at >= text.length) throw new ScriptError('unterminated quoted argument');
        if (text[at] !== "'") body += text[at];
        else if (text[at + 1] === "'") body += text[at++];
        else break;
      }
      at++;
      arg.push({ text: body, quoted: true });
    } else {
      const start = at;
      while (!isEnd(text[at]) && text[at] !== "'") at++;
      arg.push({ text: text.slice(start, at), quoted: false });
    }
  }
  let want: Line['want'] = '';
  const conditions: { want: boolean; tag: string }[] = [];
  let name = '';
  let used = 0;
  for (const fragments of args) {
    const word = fragments.length === 1 && !fragments[0]!.quoted ? fragments[0]!.text : null;
    if (word === null) break;
    used++;
    if (word === '!' || word === '?') {
      if (want !== '') throw new ScriptError("duplicated '!' or '?' token");
      want = word;
    } else if (word.startsWith('[') && word.endsWith(']')) {
      let tag = word.slice(1, -1).trim();
      const negated = tag.startsWith('!');
      if (negated) tag = tag.slice(1).trim();
      conditions.push({ want: !negated, tag });
    } else {
      name = word;
      break;
    }
  }
  if (name === '') {
    if (args.length > 0) throw new ScriptError('missing command');
    return null;
  }
  const rest = args.slice(used);
  const last = rest[rest.length - 1];
  const background = last?.length === 1 && !last[0]!.quoted && last[0]!.text === '&';
  if (background) rest.pop();
  return { number, want, conditions, name, args: rest, background };
}

/** What a command printed, and how it failed ('' where it did not). */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly error: string;
}

/** The world around a script that its caller provides. */
export interface World {
  /** Runs the go command under test. */
  go(script: Script, args: readonly string[]): Promise<Outcome>;
  /** Whether a condition holds; throws a ScriptError for one that does not exist. */
  condition(script: Script, name: string, suffix: string | null): boolean;
  /** A command that only this world has; null where it has none of that name. Its output is what is looked at next. */
  command?(script: Script, name: string, args: readonly string[]): Promise<Outcome> | null;
}

/** How a script ended; `line` is 0 where no line is to blame. */
export interface Result {
  readonly status: 'pass' | 'fail' | 'skip';
  readonly line: number;
  readonly why: string;
  readonly log: string;
}

const background = new Set(['exec', 'go', 'sleep']);

/** The argument that is a regular expression, or -1. */
function regexpArg(line: Line): number {
  if (!['grep', 'stdout', 'stderr'].includes(line.name)) return -1;
  const raw = line.args.map(fragments => fragments.map(f => f.text).join(''));
  const first = raw.findIndex(a => !a.startsWith('-') || a === '--');
  return first >= 0 && raw[first] === '--' ? first + 1 : first;
}

/** One run of one script. */
export class Script {
  readonly env = new Map<string, string>();
  /** The working directory. */
  pwd: string;
  stdout = '';
  stderr = '';
  private readonly world: World;
  private readonly work: string;
  private log = '';
  private pending: { readonly line: Line; readonly done: Promise<Outcome> }[] = [];
  private readonly children = new Set<() => void>();

  /** `work` is an empty directory. */
  constructor(world: World, work: string, env: ReadonlyMap<string, string>) {
    this.world = world;
    this.work = work;
    this.pwd = work;
    for (const [k, v] of env) this.env.set(k, v);
    this.env.set('PWD', work);
  }

  note(text: string): void {
    this.log += text.endsWith('\n') ? text : text + '\n';
  }

  chdir(dir: string): void {
    const to = this.path(dir);
    if (!fs.existsSync(to)) throw new ScriptError(`Chdir ${to}: no such file or directory`);
    this.pwd = to;
    this.env.set('PWD', to);
  }

  path(name: string): string {
    return path.resolve(this.pwd, name);
  }

  expand(text: string, inRegexp = false): string {
    const value = (name: string) => {
      const v = name === '/' ? path.sep : name === ':' ? path.delimiter : (this.env.get(name) ?? '');
      return inRegexp ? v.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&') : v;
    };
    return text.replace(
      /\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z_0-9]*|[*#$@!?0-9-]))/g,
      (_, braced: string | undefined, plain: string) => value(braced ?? plain),
    );
  }

  extract(files: readonly ArchiveFile[]): void {
    for (const f of files) {
      const name = this.path(this.expand(f.name));
      if (!name.startsWith(this.work + path.sep)) throw new ScriptError(`file ${f.name} is outside working directory`);
      fs.mkdirSync(path.dirname(name), { recursive: true });
      fs.writeFileSync(name, f.data);
    }
  }

  /** Runs the lines of a script. */
  async run(text: string): Promise<Result> {
    let number = 0;
    let result: Result | null = null;
    const end = (status: Result['status'], why: string) => (result ??= { status, line: number, why, log: '' });
    try {
      for (const line of text.split('\n')) {
        number++;
        if (line.startsWith('#')) {
          this.note(line);
          continue;
        }
        const parsed = parseLine(number, line);
        if (parsed === null) continue;
        this.note(`> ${line}`);
        if (!this.holds(parsed)) {
          this.note('[condition not met]');
          continue;
        }
        await this.runLine(parsed);
      }
      end('pass', '');
    } catch (err) {
      if (err instanceof Skip) end('skip', err.message);
      else if (err instanceof Stop) end('pass', err.message);
      else if (err instanceof ScriptError) end('fail', err.message);
      else end('fail', `${(err as Error).message ?? err}`);
    }
    for (const kill of this.children) kill();
    const left = this.pending;
    this.pending = [];
    for (const bg of left) await bg.done;
    return { ...result!, log: this.log }; // `end` was called on every way here
  }

  private holds(line: Line): boolean {
    for (const { want, tag } of line.conditions) {
      const colon = tag.indexOf(':');
      const name = colon < 0 ? tag : tag.slice(0, colon);
      if (this.world.condition(this, name, colon < 0 ? null : tag.slice(colon + 1)) !== want) return false;
    }
    return true;
  }

  private async runLine(line: Line): Promise<void> {
    const pattern = regexpArg(line);
    const args = line.args.map((fragments, i) =>
      fragments.map(f => (f.quoted ? f.text : this.expand(f.text, i === pattern))).join(''),
    );
    if (line.background && !background.has(line.name)) throw new ScriptError('command cannot be run in background');
    const started = this.start(line.name, args);
    if (line.background) {
      this.pending.push({ line, done: started });
      this.stdout = '';
      this.stderr = '';
      return;
    }
    const outcome = await started;
    if (outputs.has(line.name) || outcome.stdout !== '' || !Object.hasOwn(simple, line.name)) {
      this.stdout = outcome.stdout;
      this.stderr = outcome.stderr;
      if (outcome.stdout !== '') this.note(`[stdout]\n${outcome.stdout}`);
      if (outcome.stderr !== '') this.note(`[stderr]\n${outcome.stderr}`);
    }
    if (outcome.error !== '') this.note(`[${outcome.error}]`);
    this.check(line, outcome.error);
  }

  private check(line: Line, error: string): void {
    const shown = [line.name, ...line.args.map(a => a.map(f => f.text).join(''))].join(' ');
    if (error === '' && line.want === '!') throw new ScriptError(`${shown}: unexpected success`);
    if (error !== '' && line.want === '') throw new ScriptError(`${shown}: ${error}`);
  }

  private async start(name: string, args: readonly string[]): Promise<Outcome> {
    try {
      switch (name) {
        case 'go':
          return await this.world.go(this, args);
        case 'exec':
          return await this.exec(args);
        case 'sleep':
          return await this.sleep(args);
        case 'wait':
          return await this.wait(args);
        case 'stale':
          return await this.stale(args);
        case 'cc':
          return await this.exec([
            ...(this.env.get('CC') || 'gcc').split(' '),
            '-I',
            '.',
            '-fPIC',
            '-pthread',
            ...args,
          ]);
        default: {
          const own = this.world.command?.(this, name, args) ?? null;
          if (own !== null) return await own;
          const act = Object.hasOwn(simple, name) ? simple[name as keyof typeof simple] : null;
          if (act === null) throw new ScriptError('unknown command');
          return { stdout: act(this, args) ?? '', stderr: '', error: '' };
        }
      }
    } catch (err) {
      if (err instanceof Skip || err instanceof Stop || err instanceof ScriptCrash) throw err;
      return { stdout: '', stderr: '', error: (err as Error).message };
    }
  }

  /** The file that a command's name means to the script's own PATH. */
  lookPath(name: string): string | null {
    if (name.includes('/')) return path.resolve(this.pwd, name);
    for (const dir of (this.env.get('PATH') ?? '').split(path.delimiter)) {
      if (dir === '') continue;
      const st = fs.statSync(path.join(dir, name), { throwIfNoEntry: false });
      if (st !== undefined && st.isFile() && (st.mode & 0o111) !== 0) return `${dir}/${name}`;
    }
    return null;
  }

  /** Runs a program. */
  exec(args: readonly string[]): Promise<Outcome> {
    const [name, ...rest] = args;
    if (name === undefined) throw new ScriptError(misuse);
    const file = this.lookPath(name);
    if (file === null) throw new ScriptError(`exec: "${name}": executable file not found in $PATH`);
    return new Promise(done => {
      const child = spawn(file, rest, {
        cwd: this.pwd,
        env: Object.fromEntries(this.env),
        argv0: name,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const kill = () => child.kill('SIGKILL');
      this.children.add(kill);
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (b: Buffer) => out.push(b));
      child.stderr.on('data', (b: Buffer) => err.push(b));
      const end = (error: string) => {
        this.children.delete(kill);
        done({ stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), error });
      };
      child.on('error', e => end(e.message));
      child.on('close', (code, signal) =>
        end(code === 0 ? '' : signal === null ? `exit status ${code}` : `signal: ${signal}`),
      );
    });
  }

  private sleep(args: readonly string[]): Promise<Outcome> {
    const m = /^([0-9.]+)(ms|s|m)$/.exec(args[0] ?? '');
    if (m === null || args.length !== 1) throw new ScriptError(misuse);
    const unit = { ms: 1, s: 1000, m: 60_000 }[m[2] as 'ms' | 's' | 'm'];
    return new Promise(done => {
      const end = (error: string) => {
        clearTimeout(timer);
        this.children.delete(kill);
        done({ stdout: '', stderr: '', error });
      };
      const kill = () => end('context canceled');
      const timer = setTimeout(() => end(''), Number(m[1]) * unit);
      this.children.add(kill);
    });
  }

  private async wait(args: readonly string[]): Promise<Outcome> {
    if (args.length > 0) throw new ScriptError(misuse);
    let stdout = '';
    let stderr = '';
    const wrong: string[] = [];
    const pending = this.pending;
    this.pending = [];
    for (const bg of pending) {
      const outcome = await bg.done;
      stdout += outcome.stdout;
      stderr += outcome.stderr;
      try {
        this.check(bg.line, outcome.error);
      } catch (err) {
        wrong.push((err as Error).message);
      }
    }
    return { stdout, stderr, error: wrong.join('\n') };
  }

  private async stale(args: readonly string[]): Promise<Outcome> {
    if (args.length === 0) throw new ScriptError(misuse);
    const template =
      '{{if .Error}}{{.ImportPath}}: {{.Error.Err}}{{else}}{{if not .Stale}}{{.ImportPath}} ({{.Target}}) is not stale{{end}}{{end}}';
    const r = await this.world.go(this, ['list', '-e', `-f=${template}`, ...args]);
    if (r.stderr !== '') this.note(r.stderr);
    return { stdout: '', stderr: '', error: r.error || r.stdout.trim() };
  }
}

/** Commands whose output is what `stdout` and `stderr` look at next. */
const outputs = new Set(['cat', 'cc', 'echo', 'exec', 'go', 'sleep', 'wait']);

type Simple = (s: Script, args: readonly string[]) => string | void;

const simple: Readonly<Record<string, Simple>> = {
  cat(s, args) {
    if (args.length === 0) throw new ScriptError(misuse);
    return args.map(a => fs.readFileSync(s.path(a), 'utf8')).join('');
  },
  cd(s, args) {
    if (args.length !== 1) throw new ScriptError(misuse);
    s.chdir(args[0]!);
  },
  chmod(s, args) {
    const [mode, ...names] = args;
    if (names.length === 0) throw new ScriptError(misuse);
    if (!/^(?:0[0-7]+|[1-9][0-9]*)$/.test(mode!)) throw new ScriptError(`invalid mode: ${mode}`);
    for (const n of names) fs.chmodSync(s.path(n), parseInt(mode!, mode!.startsWith('0') ? 8 : 10));
  },
  cmp: (s, args) => compare(s, args, false),
  cmpenv: (s, args) => compare(s, args, true),
  cp(s, args) {
    if (args.length < 2) throw new ScriptError(misuse);
    const dst = s.path(args[args.length - 1]!);
    const isDir = fs.statSync(dst, { throwIfNoEntry: false })?.isDirectory() === true;
    if (args.length > 2 && !isDir) throw new ScriptError(`cp ${dst}: destination is not a directory`);
    for (const arg of args.slice(0, -1)) {
      const buffer = arg === 'stdout' ? s.stdout : arg === 'stderr' ? s.stderr : null;
      const src = s.path(arg);
      const data = buffer ?? fs.readFileSync(src);
      const mode = buffer === null ? fs.statSync(src).mode & 0o777 : 0o666;
      fs.writeFileSync(isDir ? path.join(dst, path.basename(arg)) : dst, data, { mode });
    }
  },
  echo: (_, args) => args.join(' ') + '\n',
  env(s, args) {
    let out = '';
    if (args.length === 0) for (const [k, v] of s.env) out += `${k}=${v}\n`;
    for (const a of args) {
      const eq = a.indexOf('=');
      if (eq < 0) out += `${a}=${s.env.get(a) ?? ''}\n`;
      else s.env.set(a.slice(0, eq), a.slice(eq + 1));
    }
    return out;
  },
  exists(s, args) {
    let i = 0;
    let readonly = false;
    let exec = false;
    for (; args[i] === '-readonly' || args[i] === '-exec'; i++) {
      if (args[i] === '-readonly') readonly = true;
      else exec = true;
    }
    if (i >= args.length) throw new ScriptError(misuse);
    for (const a of args.slice(i)) {
      const st = fs.statSync(s.path(a));
      if (readonly && (st.mode & 0o222) !== 0) throw new ScriptError(`${s.path(a)} exists but is writable`);
      if (exec && (st.mode & 0o111) === 0) throw new ScriptError(`${s.path(a)} exists but is not executable`);
    }
  },
  grep: (s, args) => match(s, args, null),
  help: () => [...Object.keys(simple), ...outputs, 'stale'].sort().join('\n') + '\n',
  mkdir(s, args) {
    if (args.length === 0) throw new ScriptError(misuse);
    for (const a of args) fs.mkdirSync(s.path(a), { recursive: true });
  },
  mv(s, args) {
    if (args.length !== 2) throw new ScriptError(misuse);
    fs.renameSync(s.path(args[0]!), s.path(args[1]!));
  },
  replace(s, args) {
    if (args.length % 2 !== 1) throw new ScriptError(misuse);
    const file = s.path(args[args.length - 1]!);
    const words = args.slice(0, -1).map(a => {
      const text = unquoteText(`"${a}"`);
      if (text === null) throw new ScriptError('invalid syntax');
      return text;
    });
    let out = '';
    const text = fs.readFileSync(file, 'utf8');
    for (let at = 0; at < text.length;) {
      let i = 0;
      while (i < words.length && !text.startsWith(words[i]!, at)) i += 2;
      if (i < words.length && words[i] !== '') {
        out += words[i + 1]!;
        at += words[i]!.length;
      } else out += text[at++];
    }
    fs.writeFileSync(file, out);
  },
  rm(s, args) {
    if (args.length === 0) throw new ScriptError(misuse);
    for (const a of args) removeAll(s.path(a));
  },
  skip(_, args) {
    throw new Skip(args[0] ?? '');
  },
  stderr: (s, args) => match(s, args, s.stderr, 'stderr'),
  stdout: (s, args) => match(s, args, s.stdout, 'stdout'),
  stop(_, args) {
    throw new Stop(args[0] ?? '');
  },
  symlink(s, args) {
    if (args.length !== 3 || args[1] !== '->') throw new ScriptError(misuse);
    fs.symlinkSync(args[2]!, s.path(args[0]!));
  },
};

/** Removes a tree, the read-only module cache too. */
export function removeAll(name: string): void {
  const open = (dir: string) => {
    fs.chmodSync(dir, 0o777);
    for (const e of fs.readdirSync(dir, { withFileTypes: true })) if (e.isDirectory()) open(path.join(dir, e.name));
  };
  if (fs.lstatSync(name, { throwIfNoEntry: false })?.isDirectory() === true) open(name);
  fs.rmSync(name, { recursive: true, force: true });
}

function compare(s: Script, words: readonly string[], env: boolean): void {
  const args = words[0] === '-q' ? words.slice(1) : words;
  if (args.length !== 2) throw new ScriptError(misuse);
  const [name1, name2] = args as [string, string];
  const read = (n: string) => fs.readFileSync(s.path(n), 'utf8');
  let a = name1 === 'stdout' ? s.stdout : name1 === 'stderr' ? s.stderr : read(name1);
  let b = read(name2);
  if (env) {
    a = s.expand(a);
    b = s.expand(b);
  }
  if (a === b) return;
  const as = a.split('\n');
  const bs = b.split('\n');
  let i = 0;
  while (i < as.length && as[i] === bs[i]) i++;
  s.note(`${name1}:${i + 1}: ${as[i] ?? '(end)'}\n${name2}:${i + 1}: ${bs[i] ?? '(end)'}`);
  s.note(`--- ${name1}\n${a}--- ${name2}\n${b}---`);
  throw new ScriptError(`${name1} and ${name2} differ`);
}

function match(s: Script, words: readonly string[], buffer: string | null, bufferName = ''): void {
  let args = words;
  let count = 0;
  const m = /^-count=(\d+)$/.exec(args[0] ?? '');
  if (m !== null) {
    count = Number(m[1]);
    if (count < 1) throw new ScriptError('bad -count=: must be at least 1');
    args = args.slice(1);
  }
  if (args[0] === '-q') args = args.slice(1);
  if (args.length !== (buffer === null ? 2 : 1)) throw new ScriptError(misuse);
  const text = buffer ?? fs.readFileSync(s.path(args[1]!), 'utf8');
  const re = goRegexp(`(?m)${args[0]}`);
  const name = buffer === null ? args[1] : bufferName;
  if (count > 0) {
    const n = [...text.matchAll(new RegExp(re.source, re.flags + 'g'))].length;
    if (n !== count) throw new ScriptError(`found ${n} matches for \`${args[0]}\` in ${name}`);
    return;
  }
  const found = re.exec(text);
  if (found === null) throw new ScriptError(`no match for \`${args[0]}\` in ${name}`);
  const start = text.lastIndexOf('\n', found.index - 1) + 1;
  const end = text.indexOf('\n', found.index + found[0].length);
  s.note(`matched: ${text.slice(start, end < 0 ? undefined : end)}`);
}
