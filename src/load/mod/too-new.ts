// A module or a file needs a newer Go than the one in use: the mistake that a newer toolchain would put right.

import type { Config } from '../config.ts';
import { FetchError } from './fetch/errors.ts';

/** Go itself is too old for what is asked. */
export class TooNewError extends FetchError {
  /** The Go version that is needed. */
  readonly version: string;

  constructor(config: Config, what: string, version: string) {
    const toolchain = config.getenv('GOTOOLCHAIN');
    const explain = toolchain !== '' && toolchain !== 'auto' ? `; GOTOOLCHAIN=${toolchain}` : '';
    super(`${what} requires go >= ${version} (running go ${config.goVersion.slice(2)}${explain})`);
    this.version = version;
  }
}
