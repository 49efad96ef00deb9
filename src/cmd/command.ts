// What a subcommand is: flags and help as data, and one function. The registry names the commands and loads each one's
// file when it is used; this file is all that such a file needs to see of the rest.

import type { Config } from '../load/config.ts';
import type { Host, IOError } from '../host/host.ts';
import type { FlagTable, FlagValues } from './flags.ts';
import type { Machines } from './machines.ts';

/** What a running command is given besides its flags and arguments. */
export interface Context {
  readonly host: Host;
  /** The directory of burrow itself. */
  readonly root: string;
  /** The words that made up the command: `list`, `mod tidy`. */
  readonly name: string;
  /** The flags that stood on the command line or in $GOFLAGS. */
  readonly given: ReadonlySet<string>;
  /** The Go distribution and its environment, read when first asked for. Where there is no Go, this is what fetches it. */
  config(): Promise<Config>;
  readonly machines: Machines;
  /** The words of $GOFLAGS, for a command that parses its flags itself; from now on those in `own` are known too. */
  goflags(own?: ReadonlySet<string>): Promise<readonly string[]>;
  /** Ends the command with its usage text and status 2. */
  usage(): never;
  /** What a process that runs many commands keeps between them; null where the process ends with the command. */
  readonly resident: Resident | null;
}

/** What a process keeps from command to command. */
export interface Resident {
  /** Results of tests that are shown already; null where all are to be shown. */
  readonly shown: ShownResults | null;
}

/** Results of tests that somebody has seen and need not see again. */
export interface ShownResults {
  /** Whether the result of a package was shown for the same program, and it passed. */
  isShown(pkg: string, key: string): boolean;
  /** A package has passed, or has nothing to run. */
  passed(pkg: string, key: string): void;
  failed(pkg: string): void;
}

/** One subcommand. */
export interface Command<T extends FlagTable = FlagTable> {
  /** After the program's name: `list [-f format] [packages]`. */
  readonly usageLine: string;
  /** What `help` prints under the usage line. */
  readonly long: string;
  readonly flags: T;
  /** The command parses its arguments itself: `run` gets them all, and flags at their first values. */
  readonly customFlags?: boolean;
  /** A module that needs a newer Go makes the command start again with one, where $GOTOOLCHAIN allows it. */
  readonly switches?: boolean;
  /**
   * It may name a module (`example.com/cmd@v1.2.3`), which is asked for before mistakes in the command line are told: flags that
   * are not known here may be known to the newer Go that the module needs. `last`: after such a flag the package is the last word.
   */
  readonly early?: 'last' | 'first';
  /** Gives the exit status. */
  run(cx: Context, flags: FlagValues<T>, args: readonly string[]): Promise<number> | number;
}

/** A command with the type of its own flags, handed to the registry as one of many. */
export function command<T extends FlagTable>(c: Command<T>): Command {
  return c as unknown as Command; // main.ts parses the flags of c.flags and hands them to c.run alone
}

/** Another release than the distribution's to stand for: how tests try what depends on the release. */
export interface Pretence {
  /** The variable of the environment that holds it. */
  readonly variable: string;
  /** As `go1.21.3`; '' for none. */
  readonly toolchain: string;
  /** What takes the place of starting another release: `switch`, `mismatch`, `loop`; '' for nothing. */
  readonly switching: string;
}

/** Thrown to start again as another release. */
export class Switch extends Error {
  readonly config: Config;
  readonly toolchain: string;

  constructor(config: Config, toolchain: string) {
    super(toolchain);
    this.config = config;
    this.toolchain = toolchain;
  }
}

/** Ends the process with a status; what has to be said stands on standard error already or is `text`. */
export class Exit extends Error {
  readonly status: number;
  /** Lines for standard error, without the last newline; '' for none. */
  readonly text: string;

  constructor(status: number, text = '') {
    super(text);
    this.status = status;
    this.text = text;
  }
}

/** A user's mistake that ends the command: the text on standard error, status 1. */
export function fatal(text: string): never {
  throw new Exit(1, text);
}

/** Ends the command where the system refused what it needs; null: it did not. */
export function must(failed: IOError | null): void {
  if (failed !== null) fatal(`go: ${failed}`);
}
