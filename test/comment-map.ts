// The comments of a Go file by the token before them, as Go's own checker tests look for expected errors.
import { FileSet } from '../src/base/pos.ts';
import { decodeUtf8 } from '../src/base/utf8.ts';
import { NameTable } from '../src/syntax/nametable.ts';
import { Scanner } from '../src/syntax/scanner.ts';
import * as Token from '../src/syntax/token.ts';

/** A comment, without its marks, and the place of the token before it. */
export interface Comment {
  readonly text: string;
  readonly line: number;
  readonly col: number;
}

class CommentScanner extends Scanner {
  readonly found: { text: string; pos: number }[] = [];
  private prev = 0;
  private readonly source: Uint8Array;

  constructor(source: Uint8Array) {
    super(new NameTable());
    this.source = source;
  }

  protected errorAt(): void {}

  protected comment(start: number, end: number): void {
    const text = decodeUtf8(this.source, start, end);
    this.found.push({ text: text.startsWith('/*') ? text.slice(2, -2) : text.slice(2), pos: this.prev });
  }

  scan(base: number): void {
    this.allComments = true;
    this.open(this.source, 0, this.source.length, base);
    for (this.next(); this.tok !== Token.EOF; this.next()) {
      // A semicolon that nobody wrote is no token to point at.
      if (this.tok === Token.Semi && this.lit !== 'semicolon') continue;
      this.prev = this.pos;
    }
  }
}

/** The comments whose text matches. */
export function commentsOf(source: Uint8Array, pattern: RegExp): Comment[] {
  const file = new FileSet().add('', source);
  const scanner = new CommentScanner(source);
  scanner.scan(file.base);
  return scanner.found
    .filter(c => pattern.test(c.text))
    .map(({ text, pos }) => {
      const offset = Math.max(0, pos - file.base);
      return pos === 0 ? { text, line: 0, col: 0 } : { text, line: file.line(offset), col: file.col(offset) };
    });
}
