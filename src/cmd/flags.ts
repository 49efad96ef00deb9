// Go-style flags: one or two dashes, `-x=v` or `-x v`, booleans without a value, and package flag's error texts. A
// command states its flags as a table; what is parsed has the types of the table.

import { quote } from '../base/quote.ts';
import { splitQuoted } from '../load/quoted.ts';

/** A value that a flag refused, with the reason. */
export class FlagError {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** One kind of flag: its first value, and what a word on the command line makes of it. */
export interface Flag<T> {
  readonly initial: T;
  /** It may stand without a value. */
  readonly isBool: boolean;
  set(word: string, old: T): T | FlagError;
}

/** The flags of a command by name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each flag has a type of its own
export type FlagTable = Readonly<Record<string, Flag<any>>>;

/** What the flags of a table hold after parsing. */
export type FlagValues<T extends FlagTable> = { [K in keyof T]: T[K] extends Flag<infer V> ? V : never };

/** `-x`, `-x=false`. */
export function bool(initial = false): Flag<boolean> {
  return { initial, isBool: true, set: parseBool };
}

/** A word as it is. */
export function string(initial = ''): Flag<string> {
  return { initial, isBool: false, set: word => word };
}

/** A word, or null where the flag was not given. */
export function optional(): Flag<string | null> {
  return { initial: null, isBool: false, set: word => word };
}

/** A list of words in one: separated by spaces, with quotes as a shell has them. The last use counts. */
export function words(): Flag<readonly string[]> {
  return {
    initial: [],
    isBool: false,
    set(word) {
      const list = splitQuoted(word);
      return typeof list === 'string' ? new FlagError(list) : list;
    },
  };
}

/** May be given many times; all words are kept in order. */
export function repeated(): Flag<readonly string[]> {
  return { initial: [], isBool: false, set: (word, old) => [...old, word] };
}

/** A whole number. */
export function int(initial: number): Flag<number> {
  return {
    initial,
    isBool: false,
    set: word => (/^[-+]?(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.test(word) ? Number(word) : new FlagError('parse error')),
  };
}

/** A flag that acts on its word alone: `check` gives the value or the reason against it. */
export function custom<T>(initial: T, check: (word: string, old: T) => T | FlagError, isBool = false): Flag<T> {
  return { initial, isBool, set: check };
}

const bools = new Map([
  ['1', true],
  ['t', true],
  ['T', true],
  ['true', true],
  ['TRUE', true],
  ['True', true],
  ['0', false],
  ['f', false],
  ['F', false],
  ['false', false],
  ['FALSE', false],
  ['False', false],
]);

/** The value of a boolean flag. */
export function parseBool(word: string): boolean | FlagError {
  return bools.get(word) ?? new FlagError('parse error');
}

/** What parsing gives: the values and the rest of the words, or why not. */
export interface Parsed<T extends FlagTable> {
  readonly values: FlagValues<T>;
  /** The flags that were given, by name. */
  readonly given: ReadonlySet<string>;
  readonly args: readonly string[];
  /** '' when all is well. */
  readonly error: string;
  /** -h or -help was asked for. */
  readonly help: boolean;
}

/** Parses the flags at the start of `args`; `defaults` ($GOFLAGS) come first, unknown ones among them do not count. */
export function parseFlags<T extends FlagTable>(
  table: T,
  args: readonly string[],
  defaults: readonly string[] = [],
  defaultsName = '$GOFLAGS',
): Parsed<T> {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(table)) values[name] = table[name]!.initial;
  const given = new Set<string>();
  const done = (rest: readonly string[], error: string, help = false): Parsed<T> => ({
    values: values as FlagValues<T>, // each key was set from its own row
    given,
    args: rest,
    error,
    help,
  });
  const set = (name: string, flag: Flag<unknown>, word: string): string => {
    const value = flag.set(word, values[name]);
    if (value instanceof FlagError) return value.text;
    values[name] = value;
    given.add(name);
    return '';
  };

  for (const goflag of defaults) {
    const eq = goflag.indexOf('=');
    const dashed = (eq < 0 ? goflag : goflag.slice(0, eq)).replace(/^--/, '-');
    const flag = lookup(table, dashed.slice(1));
    if (flag === null) continue;
    if (eq < 0 && !flag.isBool) return done([], `go: flag needs an argument: ${dashed} (from ${defaultsName})`);
    const word = eq < 0 ? 'true' : goflag.slice(eq + 1);
    const why = set(dashed.slice(1), flag, word);
    if (why === '') continue;
    const kind = flag.isBool ? 'boolean value' : 'value';
    return done([], `go: invalid ${kind} ${quote(word)} for flag ${dashed} (from ${defaultsName}): ${why}`);
  }

  let i = 0;
  while (i < args.length) {
    const arg = args[i]!;
    if (arg.length < 2 || arg[0] !== '-') break;
    i++;
    if (arg === '--') break;
    const body = arg.slice(arg[1] === '-' ? 2 : 1);
    if (body === '' || body[0] === '-' || body[0] === '=') return done([], `bad flag syntax: ${arg}`);
    const eq = body.indexOf('=');
    const name = eq < 0 ? body : body.slice(0, eq);
    const flag = lookup(table, name);
    if (flag === null) {
      if (name === 'help' || name === 'h') return done([], '', true);
      return done([], `flag provided but not defined: -${name}`);
    }
    let word: string;
    if (eq >= 0) word = body.slice(eq + 1);
    else if (flag.isBool) word = 'true';
    else if (i < args.length) word = args[i++]!;
    else return done([], `flag needs an argument: -${name}`);
    const why = set(name, flag, word);
    if (why === '') continue;
    if (!flag.isBool) return done([], `invalid value ${quote(word)} for flag -${name}: ${why}`);
    if (eq >= 0) return done([], `invalid boolean value ${quote(word)} for -${name}: ${why}`);
    return done([], `invalid boolean flag ${name}: ${why}`);
  }
  return done(args.slice(i), '');
}

/** The flag of that name; null for none. */
export function lookup(table: FlagTable, name: string): Flag<unknown> | null {
  return Object.hasOwn(table, name) ? table[name]! : null;
}
