// The command line of `test`: flags of its own, flags for the test binary, flags for both, and packages, in one row. What is
// not known is the binary's; packages are the first words that are no flags.

import { quote } from '../base/quote.ts';
import * as path from '../host/path.ts';
import type { BuildFlags } from './build-setup.ts';
import { buildFlags } from './build-flags.ts';
import { Exit, type Context } from './command.ts';
import { execFlag } from './exec-flag.ts';
import { bool, custom, FlagError, int, string, type Flag, type FlagTable, type FlagValues } from './flags.ts';

const nanosecond = 1;
const units = new Map([
  ['ns', nanosecond],
  ['us', 1e3],
  ['\u00b5s', 1e3],
  ['\u03bcs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** A duration as Go writes it, in nanoseconds; null for another text. */
export function parseDuration(text: string): number | null {
  const sign = text.startsWith('-') ? -1 : 1;
  const rest = text.replace(/^[-+]/, '');
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(rest)) return null;
  let sum = 0;
  for (const m of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/g))
    sum += Number(m[1]) * units.get(m[2]!)!;
  return sign * Math.round(sum);
}

/** A duration in nanoseconds as Go prints it: `1m0s`, `1.5s`, `20ms`. */
export function formatDuration(n: number): string {
  if (n === 0) return '0s';
  if (n < 0) return `-${formatDuration(-n)}`;
  const plain = (x: number) => String(Number(x.toFixed(9)));
  if (n < 1e3) return `${n}ns`;
  if (n < 1e6) return `${plain(n / 1e3)}\u00b5s`;
  if (n < 1e9) return `${plain(n / 1e6)}ms`;
  const hours = Math.floor(n / 3600e9);
  const minutes = Math.floor((n % 3600e9) / 60e9);
  const seconds = `${plain((n % 60e9) / 1e9)}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

function duration(initial: number): Flag<number> {
  return custom(initial, word => parseDuration(word) ?? new FlagError('parse error'));
}

/** -v, -v=false, -v=test2json. */
function verbose(): Flag<string> {
  return custom(
    'false',
    word => {
      if (word === 'test2json') return word;
      if (/^(?:1|t|T|true|TRUE|True)$/.test(word)) return 'true';
      return /^(?:0|f|F|false|FALSE|False)$/.test(word) ? 'false' : new FlagError(`invalid flag -test.v=${word}`);
    },
    true,
  );
}

function shuffle(): Flag<string> {
  return custom('off', word => {
    if (word === 'on' || word === 'off' || /^[-+]?\d+$/.test(word)) return word;
    const why = `strconv.ParseInt: parsing ${quote(word)}: invalid syntax`;
    return new FlagError(`-shuffle argument must be "on", "off", or an int64: ${why}`);
  });
}

/** What vet knows to look for. */
const analyzers = new Set(
  `appends asmdecl assign atomic atomicalign bool bools buildtag buildtags cgocall composites
  copylocks defers directive errorsas framepointer hostport httpresponse ifaceassert loopclosure lostcancel methods nilfunc
  printf rangeloops shadow shift sigchanyzer slog stdmethods stdversion stringintconv structtag structtags testinggoroutine
  tests timeformat unmarshal unreachable unsafeptr unusedresult waitgroup`.split(/\s+/),
);

function vet(): Flag<string> {
  return custom('', word => {
    if (word.includes('=')) return new FlagError('-vet argument cannot contain equal signs');
    if (word.includes(' ')) return new FlagError('-vet argument is comma-separated list, cannot contain spaces');
    const list = word === '' ? [] : word.split(',');
    for (const a of list) {
      if (a === '') return new FlagError('-vet argument contains empty list element');
      if (a === 'all' || a === 'off') {
        if (list.length > 2) return new FlagError(`-vet does not accept ${quote(a)} in a list with other analyzers`);
      } else if (!analyzers.has(a)) {
        return new FlagError(`-vet argument must be a supported analyzer or a distinguished value; found ${a}`);
      }
    }
    return word;
  });
}

const { v: _v, ...withoutV } = buildFlags;

/** Flags that the test binary gets too, as `-test.name`. */
const forBinary = {
  artifacts: bool(),
  bench: string(),
  benchmem: bool(),
  benchtime: string(),
  blockprofile: string(),
  blockprofilerate: string(),
  count: int(0),
  coverprofile: string(),
  cpu: string(),
  cpuprofile: string(),
  failfast: bool(),
  fullpath: bool(),
  fuzz: string(),
  fuzzminimizetime: string(),
  fuzztime: string(),
  list: string(),
  memprofile: string(),
  memprofilerate: string(),
  mutexprofile: string(),
  mutexprofilefraction: string(),
  outputdir: string(),
  parallel: int(0),
  run: string(),
  short: bool(),
  shuffle: shuffle(),
  skip: string(),
  timeout: duration(600e9),
  trace: string(),
  v: verbose(),
} satisfies FlagTable;

const table = { ...withoutV, ...forBinary, c: bool(), o: string(), exec: execFlag(), json: bool(), vet: vet() };

type Name = keyof typeof table;

/** The values of the flags of `test`. */
export type TestFlags = FlagValues<typeof table>;

/** What a command line of `test` asks for. */
export interface TestCommand {
  readonly flags: TestFlags;
  /** What of it building looks at. */
  readonly build: BuildFlags;
  /** The packages that were named; none stands for the current directory. */
  readonly packages: readonly string[];
  /** The arguments of the test binary. */
  readonly args: readonly string[];
  /** The binary is asked for its help: its output is shown. */
  readonly help: boolean;
}

/** Prints how to use the command and ends it. */
function usage(cx: Context, text: string): never {
  const { program } = cx.host;
  const lines = `usage: ${program} test [build/test flags] [packages] [build/test flags & test binary flags]\n`;
  throw new Exit(
    2,
    `${text === '' ? '' : `${text}\n`}${lines}Run '${program} help test' and '${program} help testflag' for details.`,
  );
}

/** Reads a command line after `test`. `defaults` are the words of $GOFLAGS. */
export function parseTestFlags(cx: Context, words: readonly string[], defaults: readonly string[]): TestCommand {
  const values = Object.fromEntries(Object.entries(table).map(([name, f]) => [name, f.initial])) as Record<
    Name,
    unknown
  >;
  const given = new Set<string>();
  const lookup = (name: string): Name | null => {
    const own = name.startsWith('test.') && Object.hasOwn(forBinary, name.slice(5)) ? name.slice(5) : name;
    return Object.hasOwn(table, own) ? (own as Name) : null; // it is a key of the table
  };
  const set = (name: Name, word: string): string => {
    const value = (table[name] as Flag<unknown>).set(word, values[name]);
    if (value instanceof FlagError) return value.text;
    values[name] = value;
    given.add(name);
    return '';
  };
  const argument = (name: Name): string => {
    let value = String(values[name]);
    if (name === 'timeout') value = formatDuration(values[name] as number); // it has that type
    if (name === 'outputdir' && value !== '') value = path.resolve(cx.host.cwd(), value);
    return `-test.${name}=${value}`;
  };

  const fromDefaults = new Set<Name>();
  for (const word of defaults) {
    const eq = word.indexOf('=');
    const dashed = (eq < 0 ? word : word.slice(0, eq)).replace(/^--/, '-');
    const name = lookup(dashed.slice(1));
    if (name === null) continue;
    const flag = table[name] as Flag<unknown>;
    if (eq < 0 && !flag.isBool) throw new Exit(1, `go: flag needs an argument: ${dashed} (from $GOFLAGS)`);
    const value = eq < 0 ? 'true' : word.slice(eq + 1);
    const why = set(name, value);
    const kind = flag.isBool ? 'boolean value' : 'value';
    if (why !== '') throw new Exit(1, `go: invalid ${kind} ${quote(value)} for flag ${dashed} (from $GOFLAGS): ${why}`);
    if (Object.hasOwn(forBinary, name)) fromDefaults.add(name);
  }

  let packages: string[] | null = null;
  const explicit: string[] = [];
  let inPackages = false;
  let afterUnknown = false;
  let firstUnknown = '';
  let i = 0;
  scan: while (i < words.length) {
    const word = words[i]!;
    const mayBeValue = afterUnknown;
    afterUnknown = false;
    if (word === '--') {
      explicit.push(...words.slice(i));
      break;
    }
    if (word.length < 2 || word[0] !== '-') {
      i++;
      if (inPackages || packages === null) {
        inPackages = true;
        (packages ??= []).push(word);
      } else if (mayBeValue) explicit.push(word);
      else {
        explicit.push(word, ...words.slice(i));
        break;
      }
      continue;
    }
    inPackages = false;
    const body = word.slice(word[1] === '-' ? 2 : 1);
    if (body === '' || body[0] === '-' || body[0] === '=') usage(cx, `bad flag syntax: ${word}`);
    const eq = body.indexOf('=');
    const name = lookup(eq < 0 ? body : body.slice(0, eq));
    i++;
    if (name === null) {
      if (body === 'help' || body === 'h') usage(cx, '');
      // What follows may be its value, so no package can be named any more.
      packages ??= [];
      if (word === '-args' || word === '--args') {
        explicit.push(...words.slice(i));
        break scan;
      }
      if (firstUnknown === '') firstUnknown = word;
      explicit.push(word);
      afterUnknown = eq < 0;
      continue;
    }
    const flag = table[name] as Flag<unknown>;
    let value = eq < 0 ? 'true' : body.slice(eq + 1);
    if (eq < 0 && !flag.isBool) {
      if (i >= words.length) usage(cx, `flag needs an argument: -${body}`);
      value = words[i++]!;
    }
    const why = set(name, value);
    if (why !== '') {
      const shown = eq < 0 ? body : body.slice(0, eq);
      usage(
        cx,
        `invalid ${flag.isBool ? 'boolean value' : 'value'} ${quote(value)} for ${flag.isBool ? '' : 'flag '}-${shown}: ${why}`,
      );
    }
    if (Object.hasOwn(forBinary, name)) {
      explicit.push(argument(name));
      fromDefaults.delete(name);
    }
  }

  const flags = values as unknown as TestFlags; // each was set from its own row
  if (firstUnknown !== '' && flags.c) usage(cx, `go: unknown flag ${firstUnknown} cannot be used with -c`);
  const injected: string[] = [];
  if (flags.json) {
    injected.push('-test.v=test2json');
    fromDefaults.delete('v');
  }
  for (const name of fromDefaults) injected.push(argument(name));
  if (flags.timeout > 0 && !given.has('timeout')) injected.push(`-test.timeout=${formatDuration(flags.timeout)}`);
  const writes = profileOf(flags) !== '' || flags.artifacts;
  if (writes && !given.has('outputdir')) injected.push(`-test.outputdir=${cx.host.cwd()}`);
  const end = explicit.indexOf('--');
  const help = explicit.slice(0, end < 0 ? undefined : end).some(a => a === '-h' || a === '-help' || a === '--help');
  return {
    flags,
    build: { ...flags, cover: flags.cover || flags.coverprofile !== '', v: false },
    packages: packages ?? [],
    args: [...injected, ...explicit],
    help,
  };
}

/** The name of a flag that asks for a profile of one package's test; '' for none. */
export function profileOf(flags: TestFlags): string {
  const names = ['blockprofile', 'cpuprofile', 'memprofile', 'mutexprofile', 'trace'] as const;
  const found = names.find(n => flags[n] !== '');
  return found === undefined ? '' : `-${found}`;
}

/** Whether the binary is kept beside the profiles that speak of it. */
export function keepsBinary(flags: TestFlags): boolean {
  return [flags.blockprofile, flags.cpuprofile, flags.memprofile, flags.mutexprofile, flags.o].some(f => f !== '');
}
