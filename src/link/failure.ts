// How a link fails. Mistakes in the input are reported and the link goes on, as far as twenty of them, so that all
// undefined symbols show at once; a mistake that leaves nothing to go on with ends the link through LinkFailure, which
// `link` alone catches.

/** Ends the link; the message is what the user sees. Never escapes `link`. */
export class LinkFailure extends Error {
  override readonly name = 'LinkFailure';
}

/** Ends the link with a message of gc's for a fatal mistake in the input, `link: ` before it. */
export function fatal(message: string): never {
  throw new LinkFailure(`link: ${message}`);
}

/** The mistakes found so far. */
export class Errors {
  readonly messages: string[] = [];
  /** No limit on the number reported (-e). */
  private readonly all: boolean;

  constructor(all: boolean) {
    this.all = all;
  }

  /** Adds a message; after the twentieth the link ends. */
  report(message: string): void {
    this.messages.push(message);
    if (this.messages.length > 20 && !this.all) throw new LinkFailure('too many errors');
  }
}
