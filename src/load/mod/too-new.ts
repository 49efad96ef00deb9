// A module or a file needs a newer Go than the one in use: the mistake that a newer toolchain would put right.

import type { Config } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import * as path from '../../host/path.ts';
import { FetchError } from './fetch/errors.ts';
import * as gover from './gover.ts';

/** Go itself is too old for what is asked. */
export class TooNewError extends FetchError {
  /** The Go version that is needed. */
  readonly version: string;
  /** What needs it. */
  readonly what: string;

  constructor(config: Config, what: string, version: string) {
    super(`${what} requires go >= ${version} (running go ${config.goVersion.slice(2)}${explain(config)})`);
    this.version = version;
    this.what = what;
  }
}

/** Why it is this release that runs. */
function explain({ host, startup }: Config): string {
  const { gotoolchain, autoFile, autoGo, autoToolchain } = startup;
  let out = gotoolchain !== '' && gotoolchain !== 'auto' ? `; GOTOOLCHAIN=${gotoolchain}` : '';
  if (autoFile !== '' && (autoGo !== '' || autoToolchain !== '')) {
    const set = autoToolchain !== '' ? `toolchain ${autoToolchain}` : `go ${autoGo}`;
    out += `; ${path.shortPath(host.cwd(), autoFile)} sets ${set}`;
  }
  return out;
}

/** Several mistakes told together, of which the one that needs the newest Go decides whether a switch may help. */
export class Mistakes extends ConfigError {
  readonly all: readonly ConfigError[];

  constructor(all: readonly ConfigError[]) {
    super(all.map(e => e.message).join('\ngo: '));
    this.all = all;
  }
}

/** A mistake with what it is about. */
export class ErrorOf extends ConfigError {
  readonly inner: ConfigError;

  constructor(what: string, inner: ConfigError) {
    super(`${what}: ${inner.message}`);
    this.inner = inner;
  }
}

/** A mistake that comes of another. */
interface Wrapping {
  readonly inner?: unknown;
}

/** Of what went wrong, what needs the newest Go; null where nothing does. */
export function tooNewIn(err: unknown): TooNewError | null {
  if (err instanceof TooNewError) return err;
  if (err instanceof Mistakes) {
    let most: TooNewError | null = null;
    for (const e of err.all) {
      const found = tooNewIn(e);
      if (found === null) continue;
      const order = most === null ? 1 : gover.compare(found.version, most.version);
      if (order > 0 || (order === 0 && most !== null && found.what < most.what)) most = found;
    }
    return most;
  }
  const inner = err instanceof ConfigError ? (err as Wrapping).inner : undefined;
  return inner === undefined ? null : tooNewIn(inner);
}
