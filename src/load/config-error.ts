// A mistake in the environment or on the command line that ends the command: the text after `go: `.

/** Thrown by `load` where nothing can go on; `cmd` prints it and exits with status 1. */
export class ConfigError extends Error {}
