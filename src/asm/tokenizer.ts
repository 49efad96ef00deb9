// Cuts a file into tokens: Go's lexical rules for numbers, strings and runes, newlines as tokens, comments dropped but for
// //go:build lines. A malformed literal is complained of and still gives a token, as in gc.

import { quoteByteString, quoteRune, toByteString } from '../base/quote.ts';
import { decodeUtf8, runeAt, runeSize } from '../base/utf8.ts';
import type { SourceBase } from './source.ts';
import * as Token from './token.ts';

/** Where the tokens of an input come from: a file, or the body of a macro. */
export interface TokenReader {
  /** The next token; its properties are what the methods below say. */
  next(): Token.Kind;
  /** The raw text of the token. */
  text(): string;
  /** The column after the token; it only tells whether two tokens touch. */
  col(): number;
  base: SourceBase;
  /** The line of the token. */
  line: number;
}

const nonAsciiLetter = /^\p{L}$/u;
const nonAsciiDigit = /^\p{Nd}$/u;

function isIdent(c: number, first: boolean): boolean {
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95) return true;
  if (c >= 48 && c <= 57) return !first;
  if (c < 128) return false;
  if (c === 0xb7 || c === 0x2215) return true;
  const text = String.fromCodePoint(c);
  return nonAsciiLetter.test(text) || (!first && nonAsciiDigit.test(text));
}

function isDecimal(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isHex(c: number): boolean {
  return isDecimal(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
}

/** The text of a file; an invalid byte becomes the surrogate 0xdc00 + byte, which no valid text has. */
export function decodeSource(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (!text.includes('\ufffd')) return text;
  let out = '';
  for (let i = 0; i < bytes.length;) {
    const size = runeSize(bytes, i, bytes.length);
    out += size === 0 ? String.fromCharCode(0xdc00 + bytes[i]!) : String.fromCodePoint(runeAt(bytes, i, size));
    i += Math.max(size, 1);
  }
  return out;
}

/** A piece of source text quoted as Go quotes it, invalid bytes too. */
export function quoteSource(text: string): string {
  let bytes = '';
  for (const c of text) {
    const code = c.codePointAt(0)!;
    bytes += code >= 0xdc80 && code <= 0xdcff ? String.fromCharCode(code - 0xdc00) : toByteString(c);
  }
  return quoteByteString(bytes);
}

const hasStrange = /[\0\udc80-\udcff]/;

// What ASCII characters are: a letter or underscore, a digit, a space between tokens.
const Letter = 1;
const Digit = 2;
const Space = 4;
const ascii: Uint8Array = (() => {
  const a = new Uint8Array(128);
  a.fill(Letter, 65, 91).fill(Letter, 97, 123).fill(Digit, 48, 58);
  a[95] = Letter;
  a[32] = a[9] = a[13] = Space;
  return a;
})();
const asciiText: readonly string[] = Array.from({ length: 128 }, (_, i) => String.fromCharCode(i));

/** The tokens of one file. */
export class Tokenizer implements TokenReader {
  base: SourceBase;
  line = 1;
  private readonly src: string;
  private at = 0;
  private start = 0;
  private kind: Token.Kind = Token.EOF;
  private lineStart = 0;
  private physicalLine = 1;
  private startLine = 0; // 0 between tokens
  private startCol = 0;
  /** The text has no NUL and no invalid byte: no character needs a look of its own. */
  private readonly clean: boolean;
  private readonly complain: (message: string) => void;

  /** `complain` is given `line:col: what` of malformed literals. */
  constructor(src: string, base: SourceBase, complain: (message: string) => void) {
    this.src = src;
    this.base = base;
    this.complain = complain;
    this.clean = !hasStrange.test(src);
    this.check(this.peek());
    if (this.peek() === 0xfeff) this.advance(); // a byte order mark
  }

  text(): string {
    switch (this.kind) {
      case Token.LSH:
        return '<<';
      case Token.RSH:
        return '>>';
      case Token.ARR:
        return '->';
      case Token.ROT:
        return '@>';
      default:
        if (this.kind >= 0 && this.kind < 128) return asciiText[this.kind]!;
        return this.src.slice(this.start, this.at);
    }
  }

  col(): number {
    return this.at;
  }

  next(): Token.Kind {
    for (;;) {
      this.kind = this.scan();
      if (this.kind !== Token.Comment) break;
      const text = this.text();
      for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.line++;
      if (isGoBuild(text)) {
        this.kind = Token.BuildComment;
        break;
      }
    }
    switch (this.kind) {
      case Token.Newline:
        this.line++;
        break;
      case 45:
        this.pair(62, Token.ARR);
        break;
      case 64:
        this.pair(62, Token.ROT);
        break;
      case 60:
        this.pair(60, Token.LSH);
        break;
      case 62:
        this.pair(62, Token.RSH);
        break;
    }
    return this.kind;
  }

  /** Two characters without a space between them are one token. */
  private pair(second: number, kind: Token.Kind): void {
    if (this.peek() !== second) return;
    this.at++;
    this.kind = kind;
  }

  /** The next code point, or -1 at the end. */
  private peek(): number {
    return this.at < this.src.length ? this.src.codePointAt(this.at)! : -1;
  }

  private advance(): number {
    const c = this.peek();
    if (c < 0) return c;
    this.at += c > 0xffff ? 2 : 1;
    if (c === 10) {
      this.physicalLine++;
      this.lineStart = this.at;
    }
    const next = this.peek();
    if (next === 0 || (next >= 0xdc80 && next <= 0xdcff)) this.check(next);
    return next;
  }

  /** Complains of a character that has just come into view, at the token that is being read. */
  private check(c: number): void {
    if (c === 0) this.error('invalid character NUL');
    else if (c >= 0xdc80 && c <= 0xdcff) this.error('invalid UTF-8 encoding');
  }

  private error(message: string): void {
    if (this.startLine === 0) this.complain(`${this.physicalLine}:${this.at - this.lineStart + 1}: ${message}`);
    else this.complain(`${this.startLine}:${this.startCol}: ${message}`);
  }

  private scan(): Token.Kind {
    let c = this.peek();
    this.startLine = 0;
    const { src } = this;
    if (this.clean && c >= 0) {
      while (c < 128 && ascii[c] === Space) c = src.charCodeAt(++this.at);
      c = this.peek();
    } else while (c === 32 || c === 9 || c === 13) c = this.advance();
    this.start = this.at;
    this.startLine = this.physicalLine;
    this.startCol = this.at - this.lineStart + 1;
    if (c < 0) return Token.EOF;
    if (this.clean && c < 128 && ascii[c] === Letter) {
      let i = this.at;
      do c = src.charCodeAt(++i);
      while (c < 128 && (ascii[c]! & (Letter | Digit)) !== 0);
      this.at = i;
      c = this.peek();
      while (c >= 128 && isIdent(c, false)) {
        do c = this.advance();
        while (c >= 0 && c < 128 && isIdent(c, false));
      }
      return Token.Ident;
    }
    if (isIdent(c, true)) {
      do c = this.advance();
      while (c >= 0 && isIdent(c, false));
      return Token.Ident;
    }
    if (isDecimal(c)) return this.clean && this.plainInt() ? Token.Int : this.number(false);
    switch (c) {
      case 34:
        this.string(34);
        return Token.String;
      case 39:
        if (this.string(39) !== 1) this.error('invalid char literal');
        return Token.Char;
      case 46:
        c = this.advance();
        return isDecimal(c) ? this.number(true) : 46;
      case 47: {
        const second = this.advance();
        if (second !== 47 && second !== 42) return 47;
        this.comment(second);
        return Token.Comment;
      }
      default:
        this.advance();
        return c;
    }
  }

  private comment(second: number): void {
    let c = this.advance();
    if (second === 47) {
      if (this.clean) {
        const end = this.src.indexOf('\n', this.at);
        this.at = end < 0 ? this.src.length : end;
      } else while (c !== 10 && c >= 0) c = this.advance();
      return;
    }
    for (;;) {
      if (c < 0) {
        this.error('comment not terminated');
        return;
      }
      const before = c;
      c = this.advance();
      if (before === 42 && c === 47) {
        this.advance();
        return;
      }
    }
  }

  /** Reads a string up to and with its closing quote and gives the number of its characters. */
  private string(quote: number): number {
    let n = 0;
    let c = this.advance();
    while (c !== quote) {
      if (c === 10 || c < 0) {
        this.error('literal not terminated');
        break;
      }
      c = c === 92 ? this.escape(quote) : this.advance();
      n++;
    }
    this.advance();
    return n;
  }

  private escape(quote: number): number {
    const c = this.advance();
    switch (c) {
      case 97:
      case 98:
      case 102:
      case 110:
      case 114:
      case 116:
      case 118:
      case 92:
      case quote:
        return this.advance();
      case 120:
        this.advance();
        return this.escapeDigits(16, 2);
      case 117:
        this.advance();
        return this.escapeDigits(16, 4);
      case 85:
        this.advance();
        return this.escapeDigits(16, 8);
      default:
        if (c >= 48 && c <= 55) return this.escapeDigits(8, 3);
        this.error('invalid char escape');
        return c;
    }
  }

  private escapeDigits(base: number, n: number): number {
    let c = this.peek();
    while (n > 0 && (base === 16 ? isHex(c) : c >= 48 && c <= 55)) {
      c = this.advance();
      n--;
    }
    if (n > 0) this.error('invalid char escape');
    return c;
  }

  /** Reads a decimal or hexadecimal number that has nothing to complain of; false, with nothing read, for any other. */
  private plainInt(): boolean {
    const { src } = this;
    let i = this.at;
    let c = src.charCodeAt(i);
    if (c === 48) {
      c = src.charCodeAt(++i);
      if (c === 120) {
        const digits = ++i;
        while (isHex((c = src.charCodeAt(i)))) i++;
        if (i === digits) return false;
      } else if (isDecimal(c) || (c | 32) === 98 || (c | 32) === 111 || c === 88) return false;
    } else while (isDecimal((c = src.charCodeAt(++i))));
    // What goes on with a point, an exponent or a separator is not plain.
    if (c === 46 || c === 95 || (c | 32) === 101 || (c | 32) === 112) return false;
    this.at = i;
    return true;
  }

  private number(seenDot: boolean): Token.Kind {
    let base = 10;
    let prefix = '';
    let digits = false;
    let separators = false;
    let invalid = -1;
    let kind: Token.Kind = Token.Float;
    const run = (radix: number, mark: boolean): boolean => {
      let any = false;
      for (let c = this.peek(); c === 95 || (radix <= 10 ? isDecimal(c) : isHex(c)); c = this.advance()) {
        if (c === 95) separators = true;
        else {
          any = true;
          if (mark && radix <= 10 && c >= 48 + radix && invalid < 0) invalid = c;
        }
      }
      return any;
    };
    if (!seenDot) {
      kind = Token.Int;
      if (this.peek() === 48) {
        const second = this.advance() | 32;
        if (second === 120 || second === 111 || second === 98) {
          this.advance();
          prefix = String.fromCharCode(second);
          base = prefix === 'x' ? 16 : prefix === 'o' ? 8 : 2;
        } else {
          prefix = '0';
          base = 8;
          digits = true;
        }
      }
      if (run(base, true)) digits = true;
      if (this.peek() === 46) {
        this.advance();
        seenDot = true;
      }
    }
    if (seenDot) {
      kind = Token.Float;
      if (prefix === 'o' || prefix === 'b') this.error(`invalid radix point in ${literalName(prefix)}`);
      if (run(base, true)) digits = true;
    }
    if (!digits) this.error(`${literalName(prefix)} has no digits`);
    const c = this.peek();
    const e = c | 32;
    if (c > 0 && (e === 101 || e === 112)) {
      if (e === 101 && prefix !== '' && prefix !== '0') {
        this.error(`${quoteRune(c)} exponent requires decimal mantissa`);
      } else if (e === 112 && prefix !== 'x') this.error(`${quoteRune(c)} exponent requires hexadecimal mantissa`);
      let sign = this.advance();
      kind = Token.Float;
      if (sign === 43 || sign === 45) sign = this.advance();
      if (!run(10, false)) this.error('exponent has no digits');
    } else if (prefix === 'x' && kind === Token.Float) this.error("hexadecimal mantissa requires a 'p' exponent");
    if (kind === Token.Int && invalid >= 0) {
      this.error(`invalid digit ${quoteRune(invalid)} in ${literalName(prefix)}`);
    }
    if (separators && badSeparator(this.src.slice(this.start, this.at))) {
      this.error("'_' must separate successive digits");
    }
    return kind;
  }
}

function literalName(prefix: string): string {
  if (prefix === 'x') return 'hexadecimal literal';
  if (prefix === 'o' || prefix === '0') return 'octal literal';
  return prefix === 'b' ? 'binary literal' : 'decimal literal';
}

/** Whether an underscore stands elsewhere than between digits; a prefix counts as a digit. */
function badSeparator(text: string): boolean {
  const digits = text.replace(/^0[xXoObB]/, '0');
  const hex = /^0[xX]/.test(text);
  return !(
    hex ? /^(?!.*__)(?!.*_[^0-9a-fA-F_])(?!.*[^0-9a-fA-F_]_)[^_].*[^_]$/ : /^(?!.*__)(?!.*_\D)(?!.*[^\d_]_)[^_].*[^_]$/
  ).test(digits);
}

/** Whether a comment is a //go:build line. */
function isGoBuild(text: string): boolean {
  return /^\/\/go:build(\s|$)/.test(text);
}
