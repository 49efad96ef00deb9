// Mistakes in the environment, on the command line and in modules that end the command.

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

/**
 * What ends the command wherever it comes up, a sum that contradicts go.sum above all: nobody makes the error of a package or of
 * a module of it. `cmd` prints the message as it is and exits with status 1.
 */
export class FatalError extends Error {}
