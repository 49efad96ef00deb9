// A mistake in the environment or on the command line that ends the command.

/** Thrown by `load` where nothing can go on; `cmd` prints the prefix and the message and exits with status 1. */
export class ConfigError extends Error {
  readonly prefix: string;

  constructor(message: string, prefix = 'go: ') {
    super(message);
    this.prefix = prefix;
  }
}
