// The formatter's scanner: bytes to tokens, comments among them, with go/scanner's errors. A token is left in the
// scanner's own fields. The current character is decoded one ahead, because errors about characters are reported when a
// character becomes current, before the error of the token that it ends.

import { quoteRune } from '../base/quote.ts';
import { formatCodePoint, isDigit as isUnicodeDigit, isLetter as isUnicodeLetter } from '../base/unicode.ts';
import { decodeUtf8, putRune, runeAt, runeSize } from '../base/utf8.ts';
import { readLineDirective } from './line-directive.ts';
import type { Lines, Pos } from './lines.ts';
import type { TextPool } from './text.ts';
import { hasPrefix } from './text.ts';
import * as Token from './token.ts';

/** Takes an error at an offset of the source. */
export type ErrorHandler = (offset: Pos, message: string) => void;

const EOF = -1;
const BOM = 0xfeff;

// Classes of bytes.
const Letter = 1; // and the underscore
const Digit = 2;
const Hex = 4;
const classes = new Uint8Array(256);
for (let c = 0; c < 26; c++) {
  classes[0x41 + c] = Letter | (c < 6 ? Hex : 0);
  classes[0x61 + c] = Letter | (c < 6 ? Hex : 0);
}
for (let c = 0x30; c <= 0x39; c++) classes[c] = Digit | Hex;
classes[0x5f] = Letter;

// What `digits` has seen.
const SawDigit = 1;
const SawSeparator = 2;

/** Splits a source text into tokens. */
export class Scanner {
  /** The token that `scan` found. */
  tok: Token.Kind = Token.Illegal;
  /** Where it stands. */
  pos: Pos = 0;
  /** Its text, of tokens that have one, is pool[start, end). */
  start = 0;
  end = 0;
  /** Where it ends in the source; defined for literals. */
  tokEnd: Pos = 0;
  /** Whether a semicolon stands for a newline or the end of the file. */
  implicit = false;

  private readonly source: Uint8Array;
  private readonly lines: Lines;
  private readonly pool: TextPool;
  private readonly report: ErrorHandler;
  private ch = 0x20; // current character, or EOF
  private offset = 0; // its offset
  private next = 0; // offset after it
  private insertSemi = false; // a newline now means a semicolon
  private newlineAt = -1; // the newline in a general comment that means a semicolon, else -1

  constructor(source: Uint8Array, lines: Lines, pool: TextPool, report: ErrorHandler) {
    this.source = source;
    this.lines = lines;
    this.pool = pool;
    this.report = report;
    this.advance();
    if (this.ch === BOM) this.advance();
  }

  /** Makes the next character current. */
  private advance(): void {
    const at = this.next;
    const source = this.source;
    if (at >= source.length) {
      this.offset = source.length;
      this.ch = EOF;
      return;
    }
    this.offset = at;
    const b = source[at]!;
    if (b > 0 && b < 0x80) {
      this.ch = b;
      this.next = at + 1;
    } else {
      this.advanceOther(b);
    }
  }

  private advanceOther(b: number): void {
    const at = this.offset;
    const source = this.source;
    if (b === 0) {
      this.report(at, 'illegal character NUL');
      this.ch = 0;
      this.next = at + 1;
      return;
    }
    const size = runeSize(source, at, source.length);
    if (size === 0) {
      this.ch = 0xfffd;
      this.next = at + 1;
      const b1 = source[at + 1];
      if (at === 0 && ((b === 0xff && b1 === 0xfe) || (b === 0xfe && b1 === 0xff))) {
        this.report(at, 'illegal UTF-8 encoding (got UTF-16)');
        this.next = source.length; // one error is enough
      } else {
        this.report(at, 'illegal UTF-8 encoding');
      }
      return;
    }
    this.ch = runeAt(source, at, size);
    this.next = at + size;
    if (this.ch === BOM && at > 0) this.report(at, 'illegal byte order mark');
  }

  /** Skips ASCII characters for which there is nothing to look at, and leaves the first other one current. */
  private skipPlain(stop1: number, stop2: number, stop3: number): void {
    const source = this.source;
    let at = this.offset;
    for (; at < source.length; at++) {
      const b = source[at]!;
      if (b === stop1 || b === stop2 || b === stop3 || b >= 0x80 || b === 0) break;
    }
    if (at === this.offset) return;
    this.next = at;
    this.advance();
  }

  /** Finds the next token. */
  scan(): void {
    if (this.newlineAt >= 0) {
      this.pos = this.newlineAt;
      this.newlineAt = -1;
      this.tok = Token.Semicolon;
      this.implicit = true;
      return;
    }
    let ch = this.ch;
    if (ch === 0x20 || ch === 0x09 || ch === 0x0d || (ch === 0x0a && !this.insertSemi)) {
      this.skipSpace();
      ch = this.ch;
    }
    const pos = this.offset;
    this.pos = pos;
    this.start = pos;
    if (ch >= 0 && ch < 0x80) {
      const class_ = classes[ch]!;
      if ((class_ & Letter) !== 0) {
        this.identifier();
        return;
      }
      if ((class_ & Digit) !== 0 || (ch === 0x2e && (classes[this.source[this.next] ?? 0]! & Digit) !== 0)) {
        this.number();
        this.insertSemi = true;
        return;
      }
    } else if (ch >= 0x80 && isUnicodeLetter(ch)) {
      this.identifier();
      return;
    }
    this.advance();
    let insertSemi = false;
    switch (ch) {
      case EOF:
        if (this.insertSemi) {
          this.insertSemi = false;
          this.tok = Token.Semicolon;
          this.implicit = true;
          return;
        }
        this.tok = Token.EOF;
        break;
      case 0x0a: // only when it means a semicolon
        this.insertSemi = false;
        this.tok = Token.Semicolon;
        this.implicit = true;
        return;
      case 0x22: // "
        insertSemi = true;
        this.tok = Token.String;
        this.string();
        break;
      case 0x27: // '
        insertSemi = true;
        this.tok = Token.Char;
        this.rune();
        break;
      case 0x60: // `
        insertSemi = true;
        this.tok = Token.String;
        this.rawString();
        break;
      case 0x3a: // :
        this.tok = this.withAssign(Token.Colon, Token.Define);
        break;
      case 0x2e: // .
        this.tok = Token.Period;
        if (this.ch === 0x2e && this.source[this.next] === 0x2e) {
          this.advance();
          this.advance();
          this.tok = Token.Ellipsis;
        }
        break;
      case 0x2c:
        this.tok = Token.Comma;
        break;
      case 0x3b:
        this.tok = Token.Semicolon;
        this.implicit = false;
        break;
      case 0x28:
        this.tok = Token.Lparen;
        break;
      case 0x29:
        insertSemi = true;
        this.tok = Token.Rparen;
        break;
      case 0x5b:
        this.tok = Token.Lbrack;
        break;
      case 0x5d:
        insertSemi = true;
        this.tok = Token.Rbrack;
        break;
      case 0x7b:
        this.tok = Token.Lbrace;
        break;
      case 0x7d:
        insertSemi = true;
        this.tok = Token.Rbrace;
        break;
      case 0x2b: // +
        this.tok = this.withAssignOr(Token.Add, Token.AddAssign, 0x2b, Token.Inc);
        insertSemi = this.tok === Token.Inc;
        break;
      case 0x2d: // -
        this.tok = this.withAssignOr(Token.Sub, Token.SubAssign, 0x2d, Token.Dec);
        insertSemi = this.tok === Token.Dec;
        break;
      case 0x2a: // *
        this.tok = this.withAssign(Token.Mul, Token.MulAssign);
        break;
      case 0x2f: // /
        if (this.ch === 0x2f || this.ch === 0x2a) {
          this.comment();
          return;
        }
        this.tok = this.withAssign(Token.Quo, Token.QuoAssign);
        break;
      case 0x25: // %
        this.tok = this.withAssign(Token.Rem, Token.RemAssign);
        break;
      case 0x5e: // ^
        this.tok = this.withAssign(Token.Xor, Token.XorAssign);
        break;
      case 0x3c: // <
        if (this.ch === 0x2d) {
          this.advance();
          this.tok = Token.Arrow;
        } else {
          this.tok = this.withAssignOr(Token.Lss, Token.Leq, 0x3c, Token.Shl);
          if (this.tok === Token.Shl) this.tok = this.withAssign(Token.Shl, Token.ShlAssign);
        }
        break;
      case 0x3e: // >
        this.tok = this.withAssignOr(Token.Gtr, Token.Geq, 0x3e, Token.Shr);
        if (this.tok === Token.Shr) this.tok = this.withAssign(Token.Shr, Token.ShrAssign);
        break;
      case 0x3d: // =
        this.tok = this.withAssign(Token.Assign, Token.Eql);
        break;
      case 0x21: // !
        this.tok = this.withAssign(Token.Not, Token.Neq);
        break;
      case 0x26: // &
        if (this.ch === 0x5e) {
          this.advance();
          this.tok = this.withAssign(Token.AndNot, Token.AndNotAssign);
        } else {
          this.tok = this.withAssignOr(Token.And, Token.AndAssign, 0x26, Token.Land);
        }
        break;
      case 0x7c: // |
        this.tok = this.withAssignOr(Token.Or, Token.OrAssign, 0x7c, Token.Lor);
        break;
      case 0x7e: // ~
        this.tok = Token.Tilde;
        break;
      default:
        this.illegal(ch, pos);
        insertSemi = this.insertSemi; // as if it were not there
    }
    this.insertSemi = insertSemi;
  }

  private skipSpace(): void {
    const source = this.source;
    let at = this.offset;
    for (; at < source.length; at++) {
      const b = source[at]!;
      if (b !== 0x20 && b !== 0x09 && b !== 0x0d && (b !== 0x0a || this.insertSemi)) break;
    }
    this.next = at;
    this.advance();
  }

  private withAssign(plain: Token.Kind, assign: Token.Kind): Token.Kind {
    if (this.ch !== 0x3d) return plain;
    this.advance();
    return assign;
  }

  private withAssignOr(plain: Token.Kind, assign: Token.Kind, ch: number, doubled: Token.Kind): Token.Kind {
    if (this.ch === 0x3d) {
      this.advance();
      return assign;
    }
    if (this.ch !== ch) return plain;
    this.advance();
    return doubled;
  }

  private illegal(ch: number, pos: Pos): void {
    if (ch === 0x201c || ch === 0x201d) {
      this.report(pos, `curly quotation mark ${quoteRune(ch)} (use neutral ${quoteRune(0x22)})`);
    } else if (ch !== BOM) {
      // A byte order mark has been reported when it was read.
      this.report(pos, 'illegal character ' + formatCodePoint(ch));
    }
    this.tok = Token.Illegal;
    const text = new Uint8Array(4);
    const n = putRune(text, 0, ch);
    this.start = this.pool.add(text, 0, n);
    this.end = this.start + n;
  }

  private identifier(): void {
    const source = this.source;
    let at = this.offset;
    while (at < source.length && (classes[source[at]!]! & (Letter | Digit)) !== 0) at++;
    this.next = at;
    this.advance();
    while (this.ch >= 0x80 || (this.ch > 0 && (classes[this.ch]! & (Letter | Digit)) !== 0)) {
      if (this.ch >= 0x80 && !isUnicodeLetter(this.ch) && !isUnicodeDigit(this.ch)) break;
      this.advance();
    }
    this.end = this.offset;
    this.tokEnd = this.offset;
    const tok = Token.lookup(source, this.pos, this.end);
    this.tok = tok;
    this.insertSemi =
      tok === Token.Ident ||
      tok === Token.Break ||
      tok === Token.Continue ||
      tok === Token.Fallthrough ||
      tok === Token.Return;
  }

  private comment(): void {
    const start = this.pos;
    const source = this.source;
    const general = this.ch === 0x2a;
    let crs = 0;
    let newline = 0; // offset of the first newline of a general comment
    let next = -1; // offset after the comment, unless it is broken
    if (!general) {
      this.advance();
      while (this.ch !== 0x0a && this.ch !== EOF) {
        if (this.ch === 0x0d) crs++;
        this.advance();
        this.skipPlain(0x0a, 0x0d, 0x0a);
      }
      next = this.offset + (this.ch === 0x0a ? 1 : 0);
    } else {
      this.advance();
      while (this.ch !== EOF) {
        const ch = this.ch;
        if (ch === 0x0d) crs++;
        else if (ch === 0x0a && newline === 0) newline = this.offset;
        this.advance();
        if (ch === 0x2a && this.ch === 0x2f) {
          this.advance();
          next = this.offset;
          break;
        }
        if (this.ch > 0 && this.ch !== 0x2a) this.skipPlain(0x0a, 0x0d, 0x2a);
      }
      if (next < 0) this.report(start, 'comment not terminated');
    }
    let end = this.offset;
    if (crs > 0 && !general && source[end - 1] === 0x0d) {
      end--;
      crs--;
    }
    if (next >= 0 && hasPrefix(source, start + 2, end, 'line ') && (general || this.lines.column(start) === 1)) {
      readLineDirective(this.lines, source, start, end, next, this.report);
    }
    this.start = start;
    this.end = end;
    if (crs > 0) this.stripCarriageReturns(general);
    if (this.insertSemi && newline !== 0) {
      // The comment first, then the semicolon that its newline means.
      this.newlineAt = newline;
      this.insertSemi = false;
    }
    this.tok = Token.Comment;
  }

  /** Gives the token a text without carriage returns. */
  private stripCarriageReturns(general: boolean): void {
    const { source, start, end } = this;
    const kept = new Uint8Array(end - start);
    let n = 0;
    for (let i = start; i < end; i++) {
      const b = source[i]!;
      // `*\r/` must not become the end of the comment, except in `/*\r/`, where it cannot.
      if (b !== 0x0d || (general && n > 2 && kept[n - 1] === 0x2a && i + 1 < end && source[i + 1] === 0x2f)) {
        kept[n++] = b;
      }
    }
    this.start = this.pool.add(kept, 0, n);
    this.end = this.start + n;
  }

  private string(): void {
    const start = this.pos;
    for (;;) {
      this.skipPlain(0x22, 0x5c, 0x0a);
      const ch = this.ch;
      if (ch === 0x0a || ch === EOF) {
        this.report(start, 'string literal not terminated');
        break;
      }
      this.advance();
      if (ch === 0x22) break;
      if (ch === 0x5c) this.escape(0x22);
    }
    this.end = this.offset;
    this.tokEnd = this.offset;
  }

  private rawString(): void {
    const start = this.pos;
    let hasCR = false;
    for (;;) {
      this.skipPlain(0x60, 0x0d, 0x60);
      const ch = this.ch;
      if (ch === EOF) {
        this.report(start, 'raw string literal not terminated');
        break;
      }
      this.advance();
      if (ch === 0x60) break;
      if (ch === 0x0d) hasCR = true;
    }
    this.end = this.offset;
    this.tokEnd = this.offset;
    if (hasCR) this.stripCarriageReturns(false);
  }

  private rune(): void {
    const start = this.pos;
    let valid = true;
    let n = 0;
    for (;;) {
      const ch = this.ch;
      if (ch === 0x0a || ch === EOF) {
        if (valid) {
          this.report(start, 'rune literal not terminated');
          valid = false;
        }
        break;
      }
      this.advance();
      if (ch === 0x27) break;
      n++;
      if (ch === 0x5c && !this.escape(0x27)) valid = false;
    }
    if (valid && n !== 1) this.report(start, 'illegal rune literal');
    this.end = this.offset;
    this.tokEnd = this.offset;
  }

  /** Reads what follows a backslash; stops at what is wrong with it and returns false. */
  private escape(quote: number): boolean {
    const at = this.offset;
    let n: number;
    let base = 16;
    let max = 0x10ffff;
    switch (this.ch) {
      case 0x61: // a b f n r t v \
      case 0x62:
      case 0x66:
      case 0x6e:
      case 0x72:
      case 0x74:
      case 0x76:
      case 0x5c:
      case quote:
        this.advance();
        return true;
      case 0x30: // 0 to 7
      case 0x31:
      case 0x32:
      case 0x33:
      case 0x34:
      case 0x35:
      case 0x36:
      case 0x37:
        n = 3;
        base = 8;
        max = 255;
        break;
      case 0x78: // x
        this.advance();
        n = 2;
        max = 255;
        break;
      case 0x75: // u
        this.advance();
        n = 4;
        break;
      case 0x55: // U
        this.advance();
        n = 8;
        break;
      default:
        this.report(at, this.ch === EOF ? 'escape sequence not terminated' : 'unknown escape sequence');
        return false;
    }
    let x = 0;
    for (; n > 0; n--) {
      const d = digitValue(this.ch);
      if (d >= base) {
        let message = 'escape sequence not terminated';
        if ((this.ch as number) !== EOF) message = `illegal character ${formatCodePoint(this.ch)} in escape sequence`;
        this.report(this.offset, message);
        return false;
      }
      x = x * base + d;
      this.advance();
    }
    if (x > max || (x >= 0xd800 && x < 0xe000)) {
      this.report(at, 'escape sequence is invalid Unicode code point');
      return false;
    }
    return true;
  }

  /** Skips digits and separators and tells which there were; the first digit that the base has not is noted. */
  private digits(base: number): number {
    let saw = 0;
    for (;;) {
      const ch = this.ch;
      if (ch === 0x5f) saw |= SawSeparator;
      else if (ch > 0 && ch < 0x80 && (classes[ch]! & (base <= 10 ? Digit : Hex)) !== 0) {
        saw |= SawDigit;
        if (base <= 10 && ch >= 0x30 + base && this.invalidDigit < 0) this.invalidDigit = this.offset;
      } else return saw;
      this.advance();
    }
  }

  /** Offset of a digit that the base of the number has not, or -1. */
  private invalidDigit = -1;

  private number(): void {
    const start = this.pos;
    let tok: Token.Kind = Token.Illegal;
    let base = 10;
    let prefix = 0; // 0, or one of the characters 0 x o b
    let saw = 0;
    this.invalidDigit = -1;
    if (this.ch !== 0x2e) {
      tok = Token.Int;
      if (this.ch === 0x30) {
        this.advance();
        switch (this.ch | 0x20) {
          case 0x78: // x
            base = 16;
            break;
          case 0x6f: // o
            base = 8;
            break;
          case 0x62: // b
            base = 2;
            break;
          default:
            base = 0;
        }
        if (base !== 0) {
          prefix = this.ch | 0x20;
          this.advance();
        } else {
          base = 8;
          prefix = 0x30;
          saw = SawDigit; // the leading 0
        }
      }
      saw |= this.digits(base);
    }
    if (this.ch === 0x2e) {
      tok = Token.Float;
      if (prefix === 0x6f || prefix === 0x62) this.report(this.offset, 'invalid radix point in ' + literalName(prefix));
      this.advance();
      saw |= this.digits(base);
    }
    if ((saw & SawDigit) === 0) this.report(this.offset, literalName(prefix) + ' has no digits');
    const e = this.ch | 0x20;
    if (e === 0x65 || e === 0x70) {
      if (e === 0x65 && prefix !== 0 && prefix !== 0x30) {
        this.report(this.offset, quoteRune(this.ch) + ' exponent requires decimal mantissa');
      } else if (e === 0x70 && prefix !== 0x78) {
        this.report(this.offset, quoteRune(this.ch) + ' exponent requires hexadecimal mantissa');
      }
      this.advance();
      tok = Token.Float;
      if (this.ch === 0x2b || this.ch === 0x2d) this.advance();
      const digits = this.digits(10);
      saw |= digits;
      if ((digits & SawDigit) === 0) this.report(this.offset, 'exponent has no digits');
    } else if (prefix === 0x78 && tok === Token.Float) {
      this.report(this.offset, "hexadecimal mantissa requires a 'p' exponent");
    }
    if (this.ch === 0x69) {
      tok = Token.Imag;
      this.advance();
    }
    this.tok = tok;
    this.end = this.offset;
    this.tokEnd = this.offset;
    if (tok === Token.Int && this.invalidDigit >= 0) {
      const digit = quoteRune(this.source[this.invalidDigit]!);
      this.report(this.invalidDigit, `invalid digit ${digit} in ${literalName(prefix)}`);
    }
    if ((saw & SawSeparator) !== 0) {
      const i = misplacedSeparator(decodeUtf8(this.source, start, this.end));
      if (i >= 0) this.report(start + i, "'_' must separate successive digits");
    }
  }
}

function digitValue(ch: number): number {
  if (ch >= 0x30 && ch <= 0x39) return ch - 0x30;
  const lower = ch | 0x20;
  return ch > 0 && lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 16;
}

function literalName(prefix: number): string {
  switch (prefix) {
    case 0x78:
      return 'hexadecimal literal';
    case 0x6f:
    case 0x30:
      return 'octal literal';
    case 0x62:
      return 'binary literal';
    default:
      return 'decimal literal';
  }
}

/** Index of the first `_` of a number that stands not between digits (a prefix counts as one), or -1. */
function misplacedSeparator(number: string): number {
  const prefixed = /^0[xob]/i.test(number);
  const isHex = /^0x/i.test(number);
  let digitBefore = prefixed;
  for (let i = prefixed ? 2 : 0; i < number.length; i++) {
    const c = number[i]!;
    if (c === '_') {
      if (!digitBefore) return i;
      const after = number[i + 1] ?? '';
      if (!(isHex ? /[0-9a-f]/i : /[0-9]/).test(after)) {
        // Of two in a row the second is the one.
        return after === '_' ? i + 1 : i;
      }
    } else {
      digitBefore = (isHex ? /[0-9a-f]/i : /[0-9]/).test(c);
    }
  }
  return -1;
}
