// From the words of the command line to a command's function: `-C`, the command's name, $GOFLAGS, flags, help, and the
// texts for what does not exist. entry/ calls `main` with a host and gets the exit status.

import type { Host } from '../host/host.ts';
import { IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { ConfigError, FatalError } from '../load/config-error.ts';
import { quote } from '../base/quote.ts';
import { splitQuoted } from '../load/quoted.ts';
import { Exit, Switch, type Command, type Context, type Pretence, type Resident } from './command.ts';
import { count } from './counters.ts';
import { parseFlags } from './flags.ts';
import { KeptAnswer } from './kept-answers.ts';
import { helpText, programUsage } from './help.ts';
import { noMachines, type Machines } from './machines.ts';
import { commands, goflags, tools, type Entry } from './registry.ts';

/** Runs one command and gives its exit status. `root` is burrow's own directory; `keeps`: this is the bundle there. */
export async function main(
  host: Host,
  root: string,
  argv: readonly string[],
  machines: Machines = noMachines,
  pretend: ((host: Host) => Pretence) | null = null,
  resident: Resident | null = null,
  keeps = false,
): Promise<number> {
  const pretence = pretend === null ? null : pretend(host);
  try {
    try {
      return await dispatch(host, root, argv, machines, pretence, resident, keeps);
    } catch (err) {
      if (!(err instanceof Switch)) throw err;
      const { enter } = await import('./toolchain.ts');
      const { rest } = splitChdir(argv, lookup(argv).used); // that is done
      const next = await enter(err, rest, pretence);
      return typeof next === 'number' ? next : await main(next, root, rest, machines, pretend, resident);
    }
  } catch (err) {
    if (err instanceof ConfigError) {
      if (err.message !== '') host.stderr.write(line(`${err.prefix}${err.message}`)); // '' where it stands there already
      return err.status;
    }
    if (err instanceof FatalError) {
      host.stderr.write(line(err.message));
      return 1;
    }
    if (!(err instanceof Exit)) throw err;
    if (err.text !== '') host.stderr.write(line(err.text));
    return err.status;
  }
}

/** A message as Go's log prints it: one that ends a line gets no further one. */
function line(text: string): string {
  return text.endsWith('\n') ? text : text + '\n';
}

async function dispatch(
  host: Host,
  root: string,
  argv: readonly string[],
  machines: Machines,
  pretence: Pretence | null,
  resident: Resident | null,
  keeps: boolean,
): Promise<number> {
  const found = lookup(argv);
  await countCommand(host, argv);
  let args = chdirFlag(host, argv, found.used);
  const program = host.program;
  if (args.length === 0) {
    host.stderr.write(programUsage(program));
    return 2;
  }
  if (args[0]!.startsWith('-')) {
    const parsed = parseFlags({}, args);
    if (!parsed.help) host.stderr.write(parsed.error + '\n');
    host.stderr.write(programUsage(program));
    return 2;
  }
  if (args[0] === 'help') return help(host, args.slice(1));

  const { entry, used } = lookup(args);
  const name = args.slice(0, used).join(' ');
  if (entry === null || entry.commands !== undefined) {
    if (entry !== null && used >= args.length) {
      host.stderr.write(await helpText(program, [entry]));
      return 2;
    }
    if (entry !== null && args[used] === 'help') return help(host, [...args.slice(0, used), ...args.slice(used + 1)]);
    const what = name === '' ? args[0]! : name;
    const about = name === '' ? '' : ` ${name}`;
    host.stderr.write(`${program} ${what}: unknown command\nRun '${program} help${about}' for usage.\n`);
    return 2;
  }
  args = args.slice(used);
  const kept = keeps && entry.isKept?.(args) === true ? new KeptAnswer(host, root, [name, ...args]) : null;
  const output = kept === null ? null : kept.find();
  if (output !== null) {
    host.stdout.write(output);
    return 0;
  }
  const { command } = await entry.load!(); // lookup gives commands and groups only
  const status = await run(kept?.host ?? host, root, name, command, args, machines, argv, pretence, resident);
  if (status === 0) kept?.save();
  return status;
}

/** Counts what is run, as long as it is no `telemetry off`. */
async function countCommand(host: Host, argv: readonly string[]): Promise<void> {
  const { rest } = splitChdir(argv, lookup(argv).used);
  const { entry, used } = lookup(rest);
  const name = rest.slice(0, used).join('-');
  if (name === 'telemetry' && rest.length === used + 1 && rest[used] === 'off') return;
  const known = rest[0] === 'help' ? 'help' : entry === null || entry.commands !== undefined ? 'unknown' : name;
  await count(host, ['burrow/invocations', `burrow/subcommand:${known}`]);
}

/** Parses the flags of a command and runs it; `tool` comes here a second time with the tool's own. */
export async function run(
  host: Host,
  root: string,
  name: string,
  command: Command,
  args: readonly string[],
  machines: Machines,
  argv: readonly string[] = [],
  pretence: Pretence | null = null,
  resident: Resident | null = null,
): Promise<number> {
  let config: Promise<Config> | null = null;
  const usage = (): never => {
    throw new Exit(2, `usage: ${host.program} ${command.usageLine}\nRun '${host.program} help ${name}' for details.`);
  };
  const makeConfig = () => {
    config ??= import('../load/config.ts').then(async m => {
      const read = await m.readConfig(host, pretence?.toolchain ?? '');
      const { select } = await import('./toolchain.ts');
      select(read, argv, pretence);
      checkGopath(host, read);
      // `env -w` is how settings are mended.
      if (name !== 'env') m.checkSettings(read);
      return read;
    });
    return config;
  };
  const custom = command.customFlags === true;
  const defaults = custom ? [] : await goflagsOf(host, name, makeConfig);
  const parsed = parseFlags(
    command.flags,
    custom ? [] : args,
    defaults,
    host.os === 'windows' ? '%GOFLAGS%' : '$GOFLAGS',
  );
  if (parsed.error !== '' && command.early !== undefined && args.some(a => a.includes('@'))) {
    const { switchEarly } = await import('./early-switch.ts');
    await switchEarly(await makeConfig(), command.flags, command.early === 'last', args, defaults);
  }
  if (parsed.error !== '') host.stderr.write(parsed.error + '\n');
  if (parsed.error !== '' || parsed.help) usage();
  let ownFlags: ReadonlySet<string> = new Set();
  const goflags = (own = ownFlags) => goflagsOf(host, name, makeConfig, (ownFlags = own));
  const { given } = parsed;
  const cx: Context = { host, root, name, given, config: makeConfig, machines, goflags, usage, resident };
  try {
    return await command.run(cx, parsed.values, custom ? args : parsed.args);
  } catch (err) {
    if (command.switches !== true || !(err instanceof ConfigError)) throw err;
    const { tooNewIn } = await import('../load/mod/too-new.ts');
    const needed = tooNewIn(err);
    if (needed === null) throw err;
    const { newerToolchain } = await import('./toolchain.ts');
    throw await newerToolchain(await makeConfig(), err, needed);
  }
}

/** Refuses a $GOPATH that cannot be meant. */
function checkGopath(host: Host, config: Config): void {
  if (config.getenv('GOPATH') === '') return;
  for (const dir of config.gopath.split(host.os === 'windows' ? ';' : ':')) {
    if (dir.startsWith('~'))
      throw new Exit(2, `go: GOPATH entry cannot start with shell metacharacter '~': ${quote(dir)}`);
    if (dir === '' || path.isAbs(dir)) continue;
    throw new Exit(
      2,
      `go: GOPATH entry is relative; must be absolute path: ${quote(dir)}.\nFor more details see: 'go help gopath'`,
    );
  }
}

/** The flags of $GOFLAGS, which may also stand in the go/env file. */
async function goflagsOf(
  host: Host,
  name: string,
  config: () => Promise<Config>,
  more: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const { envFileValue } = await import('../load/envfile.ts');
  const text = envFileValue(host, 'GOFLAGS');
  if (text === '' || name === 'env') return text === '' ? [] : goflagsList(text, true, more);
  await config();
  return goflagsList(text, false, more);
}

function goflagsList(text: string, lenient: boolean, more: ReadonlySet<string>): string[] {
  const list = splitQuoted(text);
  const bad = (why: string): never => {
    throw new Exit(1, `go: parsing $GOFLAGS: ${why}`);
  };
  if (typeof list === 'string') return lenient ? [] : bad(list);
  return list.filter(f => {
    if (!/^--?[^-=]/.test(f)) return lenient ? false : bad(`non-flag ${quote(f)}`);
    const name = f.replace(/^--?/, '').split('=', 1)[0]!;
    const own = name.replace(/^test\./, '');
    if (!goflags.has(own) && !more.has(own)) return lenient ? false : bad(`unknown flag -${name}`);
    return true;
  });
}

/** `-C dir` is the first flag of all, before the command's own parsing. */
function splitChdir(argv: readonly string[], used: number): { dir: string | null; rest: readonly string[] } {
  const a = argv[used] ?? '';
  let n = 1;
  let dir: string | null = null;
  if (a === '-C' || a === '--C') {
    n = 2;
    dir = argv[used + 1] ?? null;
  } else if (a.startsWith('-C=') || a.startsWith('--C=')) dir = a.slice(a.indexOf('=') + 1);
  return { dir, rest: dir === null ? argv : [...argv.slice(0, used), ...argv.slice(used + n)] };
}

function chdirFlag(host: Host, argv: readonly string[], used: number): readonly string[] {
  const { dir, rest } = splitChdir(argv, used);
  const failed = dir === null ? null : host.chdir(dir);
  if (failed instanceof IOError) throw new Exit(1, `go: ${failed}`);
  return rest;
}

/** The command that the first words name and how many words that took; a group where its words ran out or are unknown. */
function lookup(args: readonly string[]): { entry: Entry | null; used: number } {
  let entry: Entry | null = null;
  let list = commands;
  let used = 0;
  while (used < args.length) {
    const next: Entry | undefined = list.find(e => e.name === args[used]);
    if (next === undefined || next.topic !== undefined) break;
    entry = next;
    used++;
    if (next.commands === undefined) break;
    list = next.commands;
  }
  return { entry, used };
}

/** `help`, `help list`, `help mod tidy`. */
async function help(host: Host, words: readonly string[]): Promise<number> {
  const path: Entry[] = [];
  let list = commands;
  for (let i = 0; i < words.length; i++) {
    const next: Entry | undefined = list.find(e => e.name === words[i]);
    if (next === undefined) {
      const good = [host.program, 'help', ...words.slice(0, i)].join(' ');
      host.stderr.write(`${host.program} help ${words.join(' ')}: unknown help topic. Run '${good}'.\n`);
      return 2;
    }
    path.push(next);
    list = next.commands ?? (next.name === 'tool' ? tools : []);
  }
  host.stdout.write(path.length === 0 ? programUsage(host.program) : await helpText(host.program, path));
  return 0;
}
