// A mistake in the environment or on the command line that ends the command.

/** Thrown by `load` where nothing can go on; `cmd` prints the prefix and the message and exits with the status. */
export class ConfigError extends Error {
  readonly prefix: string;
  readonly status: number;

  constructor(message: string, prefix = 'go: ', status = 1) {
    super(message);
    this.prefix = prefix;
    this.status = status;
  }
}
