// The scanner: bytes to tokens, one `next` at a time, with automatic semicolons and all lexical errors of gc's scanner. It
// stays on bytes; strings are made of identifiers (interned) and of literals when the parser takes them. The text ends with
// a NUL and has no other (see sourcetext.ts), so the inner loops need no test for the end. Comments are skipped, except
// that those which may be directives are handed to the parser, which is a subclass.

import type { Pos } from '../base/pos.ts';
import { quoteRune } from '../base/quote.ts';
import { formatCodePoint, isDigit, isLetter } from '../base/unicode.ts';
import { runeAt, runeSize } from '../base/utf8.ts';
import * as LitKind from './litkind.ts';
import { hashStep, keywordCount, LiteralCache, type NameTable } from './nametable.ts';
import * as Operator from './operator.ts';
import { SourceText } from './sourcetext.ts';
import * as Token from './token.ts';

/** Precedences of binary operators; 0 is none. */
const precOrOr = 1;
const precAndAnd = 2;
const precCmp = 3;
const precAdd = 4;
const precMul = 5;

/** 1 for ASCII letters, digits and `_`. */
const identByte = new Uint8Array(256);
for (const c of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz') identByte[c.charCodeAt(0)] = 1;

/** 1 for the bytes that matter when braces are matched. */
const braceByte = new Uint8Array(256);
for (const c of '\0{}"\'`/') braceByte[c.charCodeAt(0)] = 1;

/** Literals up to this length are looked for among those met before. */
const cachedLength = 32;

export abstract class Scanner {
  protected readonly names: NameTable;
  private readonly literals = new LiteralCache();
  protected readonly text = new SourceText();
  /** The position of the text's first byte. */
  protected base: Pos = 0;
  /** Whether every comment, not only directives, is handed to `comment`. */
  protected allComments = false;
  /** The offset of the next byte to read. */
  protected index = 0;
  /** Whether a newline or the end of the file here is a semicolon. */
  protected nlsemi = false;
  /** Nothing was taken out of the text. */
  private plain = true;
  /** How many anomalies of the text were reported. */
  private anomaly = 0;

  // The current token.
  tok: number = Token.EOF;
  /** The offset of its first byte, and of the byte after it. */
  protected start = 0;
  protected end = 0;
  /** Its position. */
  pos: Pos = 0;
  /** The identifier of a `Name`; of a `Semi`, "semicolon", "newline" or "EOF". */
  lit = '';
  /** Of a `Literal`. */
  litKind: LitKind.Kind = LitKind.Int;
  bad = false;
  /** Of an `Operator`, `Star`, `AssignOp` or `IncOp`. */
  op: Operator.Kind = Operator.None;
  prec = 0;
  /** The end of the token or comment before the current one. */
  private gap = 0;

  constructor(names: NameTable) {
    this.names = names;
  }

  /** Takes an error of the text or a token. */
  protected abstract errorAt(pos: Pos, message: string): void;

  /** Takes a comment, text[start, end) without the newline of a line comment. */
  protected abstract comment(start: number, end: number): void;

  /** Begins with source[start, end), of which the first byte has position `base`. */
  protected open(source: Uint8Array, start: number, end: number, base: Pos): void {
    this.text.load(source, start, end);
    this.plain = this.text.map === null;
    this.base = base;
    this.index = 0;
    this.nlsemi = false;
    this.anomaly = 0;
  }

  /** Makes the end of the text the current token. */
  protected stop(): void {
    this.index = this.text.length;
    this.nlsemi = false;
    this.start = this.index;
    this.end = this.index;
    this.pos = this.posAt(this.index);
    this.tok = Token.EOF;
  }

  /** The position of an offset in the text. */
  protected posAt(offset: number): Pos {
    const map = this.text.map;
    return this.base + (map === null ? offset : map[offset]!);
  }

  /** Whether only blanks stand before the current comment on its line; to be asked from `comment` alone. */
  protected afterBlanks(start: number): boolean {
    const { bytes } = this.text;
    for (let i = this.gap; i < start; i++) if (bytes[i] === 10) return true;
    return this.gap === 0 || bytes[this.gap - 1] === 10;
  }

  /** Reports the anomalies of the text before an offset; called when there are any. */
  private flushAnomalies(offset: number): void {
    const list = this.text.anomalies;
    const limit = this.posAt(offset) - this.base;
    while (this.anomaly < list.length && list[this.anomaly]!.offset < limit) {
      const a = list[this.anomaly++]!;
      this.errorAt(this.base + a.offset, a.message);
    }
  }

  /** Reports a lexical error at an offset, the scanner having read up to `read`. */
  private lexError(offset: number, read: number, message: string): void {
    if (!this.plain) this.flushAnomalies(read);
    this.errorAt(this.posAt(offset), message);
  }

  /** The code point at an offset; -1 at the end of the text. */
  private runeAt(i: number): number {
    const { bytes, length } = this.text;
    const c = bytes[i]!;
    if (c < 0x80) return i >= length ? -1 : c;
    return runeAt(bytes, i, runeSize(bytes, i, length));
  }

  /** The offset after the character at i. */
  private after(i: number): number {
    const c = this.text.bytes[i]!;
    return c < 0x80 ? i + 1 : i + runeSize(this.text.bytes, i, this.text.length);
  }

  /** Reads the next token. */
  next(): void {
    const bytes = this.text.bytes;
    let i = this.index;
    const nlsemi = this.nlsemi;
    this.nlsemi = false;
    for (;;) {
      this.gap = i;
      let c = bytes[i]!;
      while (c === 0x20 || c === 0x09 || (c === 0x0a && !nlsemi) || c === 0x0d) c = bytes[++i]!;
      this.start = i;
      if (c === 0x2f && (bytes[i + 1] === 0x2f || bytes[i + 1] === 0x2a)) {
        if (bytes[i + 1] === 0x2f) {
          i = this.lineComment(i);
          continue;
        }
        i = this.fullComment(i);
        if (!nlsemi || !this.hasNewline(this.start, i)) continue;
        // A comment of several lines acts like a newline.
        this.pos = this.posAt(this.start);
        this.lit = 'newline';
        this.finish(i, Token.Semi);
        break;
      }
      this.pos = this.plain ? this.base + i : this.posAt(i);
      if (this.token(bytes, i, c, nlsemi)) break;
      i++; // as if the character were not there
    }
    if (!this.plain) this.flushAnomalies(this.index);
  }

  /** Takes the token at i, which begins with c; false where no token does. */
  private token(bytes: Uint8Array, i: number, c: number, nlsemi: boolean): boolean {
    if (identByte[c] === 1) return isDecimal(c) ? this.number(i) : this.ident(bytes, i);
    switch (c) {
      case 0:
        if (!nlsemi) return this.finish(i, Token.EOF);
        this.lit = 'EOF';
        return this.finish(i, Token.Semi);
      case 0x0a:
        this.lit = 'newline';
        return this.finish(i + 1, Token.Semi);
      case 0x22: // "
        return this.stdString(i);
      case 0x60: // `
        return this.rawString(i);
      case 0x27: // '
        return this.rune(i);
      case 0x28: // (
        return this.finish(i + 1, Token.Lparen);
      case 0x5b: // [
        return this.finish(i + 1, Token.Lbrack);
      case 0x7b: // {
        return this.finish(i + 1, Token.Lbrace);
      case 0x2c: // ,
        return this.finish(i + 1, Token.Comma);
      case 0x3b: // ;
        this.lit = 'semicolon';
        return this.finish(i + 1, Token.Semi);
      case 0x29: // )
        this.nlsemi = true;
        return this.finish(i + 1, Token.Rparen);
      case 0x5d: // ]
        this.nlsemi = true;
        return this.finish(i + 1, Token.Rbrack);
      case 0x7d: // }
        this.nlsemi = true;
        return this.finish(i + 1, Token.Rbrace);
      case 0x3a: // :
        if (bytes[i + 1] === 0x3d) return this.finish(i + 2, Token.Define);
        return this.finish(i + 1, Token.Colon);
      case 0x2e: // .
        if (isDecimal(bytes[i + 1]!)) return this.number(i);
        if (bytes[i + 1] === 0x2e && bytes[i + 2] === 0x2e) return this.finish(i + 3, Token.DotDotDot);
        return this.finish(i + 1, Token.Dot);
      case 0x2b: // +
        this.op = Operator.Add;
        this.prec = precAdd;
        if (bytes[i + 1] !== 0x2b) return this.assignOp(bytes, i + 1);
        this.nlsemi = true;
        return this.finish(i + 2, Token.IncOp);
      case 0x2d: // -
        this.op = Operator.Sub;
        this.prec = precAdd;
        if (bytes[i + 1] !== 0x2d) return this.assignOp(bytes, i + 1);
        this.nlsemi = true;
        return this.finish(i + 2, Token.IncOp);
      case 0x2a: // *
        this.op = Operator.Mul;
        this.prec = precMul;
        if (bytes[i + 1] === 0x3d) return this.finish(i + 2, Token.AssignOp);
        return this.finish(i + 1, Token.Star);
      case 0x2f: // /
        this.op = Operator.Div;
        this.prec = precMul;
        return this.assignOp(bytes, i + 1);
      case 0x25: // %
        this.op = Operator.Rem;
        this.prec = precMul;
        return this.assignOp(bytes, i + 1);
      case 0x26: // &
        if (bytes[i + 1] === 0x26) return this.operator(i + 2, Operator.AndAnd, precAndAnd);
        this.prec = precMul;
        if (bytes[i + 1] === 0x5e) {
          this.op = Operator.AndNot;
          return this.assignOp(bytes, i + 2);
        }
        this.op = Operator.And;
        return this.assignOp(bytes, i + 1);
      case 0x7c: // |
        if (bytes[i + 1] === 0x7c) return this.operator(i + 2, Operator.OrOr, precOrOr);
        this.op = Operator.Or;
        this.prec = precAdd;
        return this.assignOp(bytes, i + 1);
      case 0x5e: // ^
        this.op = Operator.Xor;
        this.prec = precAdd;
        return this.assignOp(bytes, i + 1);
      case 0x3c: // <
        switch (bytes[i + 1]) {
          case 0x3d:
            return this.operator(i + 2, Operator.Leq, precCmp);
          case 0x3c:
            this.op = Operator.Shl;
            this.prec = precMul;
            return this.assignOp(bytes, i + 2);
          case 0x2d:
            return this.finish(i + 2, Token.Arrow);
        }
        return this.operator(i + 1, Operator.Lss, precCmp);
      case 0x3e: // >
        switch (bytes[i + 1]) {
          case 0x3d:
            return this.operator(i + 2, Operator.Geq, precCmp);
          case 0x3e:
            this.op = Operator.Shr;
            this.prec = precMul;
            return this.assignOp(bytes, i + 2);
        }
        return this.operator(i + 1, Operator.Gtr, precCmp);
      case 0x3d: // =
        if (bytes[i + 1] === 0x3d) return this.operator(i + 2, Operator.Eql, precCmp);
        return this.finish(i + 1, Token.Assign);
      case 0x21: // !
        if (bytes[i + 1] === 0x3d) return this.operator(i + 2, Operator.Neq, precCmp);
        return this.operator(i + 1, Operator.Not, 0);
      case 0x7e: // ~
        return this.operator(i + 1, Operator.Tilde, 0);
      default:
        if (c >= 0x80) return this.ident(bytes, i);
        this.lexError(i, i, `invalid character ${formatCodePoint(c)}`);
        return false;
    }
  }

  private finish(end: number, tok: number): true {
    this.index = end;
    this.end = end;
    this.tok = tok;
    return true;
  }

  private operator(end: number, op: Operator.Kind, prec: number): true {
    this.op = op;
    this.prec = prec;
    return this.finish(end, Token.Operator);
  }

  /** The operator that ends at i, or the assignment that it begins. */
  private assignOp(bytes: Uint8Array, i: number): true {
    return this.finish(bytes[i] === 0x3d ? i + 1 : i, bytes[i] === 0x3d ? Token.AssignOp : Token.Operator);
  }

  private ident(bytes: Uint8Array, start: number): true {
    let h = 0;
    let i = start;
    let c = bytes[i]!;
    while (identByte[c] === 1) {
      h = hashStep(h, c);
      c = bytes[++i]!;
    }
    if (c >= 0x80) {
      i = this.identRest(i, i === start);
      h = 0;
      for (let k = start; k < i; k++) h = hashStep(h, bytes[k]!);
    }
    const id = this.names.intern(bytes, start, i, h);
    if (this.plain) {
      if (id < keywordCount) return this.keyword(i, Token.Break + id);
      this.lit = this.names.text[id]!;
    } else {
      if (id < keywordCount && !this.torn(start, i)) return this.keyword(i, Token.Break + id);
      this.lit = this.text.original(start, i);
    }
    this.nlsemi = true;
    return this.finish(i, Token.Name);
  }

  private keyword(end: number, tok: number): true {
    this.nlsemi = tok === Token.Return || tok === Token.Break || tok === Token.Continue || tok === Token.Fallthrough;
    return this.finish(end, tok);
  }

  /** Whether something was taken out of text[start, end), or right after it. */
  private torn(start: number, end: number): boolean {
    const map = this.text.map;
    return map !== null && map[end]! - map[start]! !== end - start;
  }

  /** The rest of an identifier whose next character is not ASCII. */
  private identRest(i: number, first: boolean): number {
    for (;;) {
      const r = this.runeAt(i);
      if (r < 0x80) {
        if (r < 0 || identByte[r] === 0) return i;
      } else if (isDigit(r)) {
        if (first) this.lexError(i, i, `identifier cannot begin with digit ${formatCodePoint(r)}`);
      } else if (!isLetter(r)) {
        this.lexError(i, i, `invalid character ${formatCodePoint(r)} in identifier`);
      }
      first = false;
      i = this.after(i);
    }
  }

  // --------------------------------------------------------------------------
  // Literals

  private literal(end: number, kind: LitKind.Kind, ok: boolean): true {
    this.nlsemi = true;
    this.litKind = kind;
    this.bad = !ok;
    return this.finish(end, Token.Literal);
  }

  /** The source text of the current literal. */
  protected literalText(): string {
    const bytes = this.text.bytes;
    if (!this.plain || this.end - this.start > cachedLength) return this.text.original(this.start, this.end);
    let h = 0;
    for (let i = this.start; i < this.end; i++) h = hashStep(h, bytes[i]!);
    const known = this.literals.find(bytes, this.start, this.end, h);
    if (known !== null) return known;
    const s = this.text.original(this.start, this.end);
    this.literals.keep(s, h);
    return s;
  }

  private number(start: number): true {
    const bytes = this.text.bytes;
    let i = start;
    let c = bytes[i]!;
    if (c === 0x30) {
      c = bytes[++i]!;
    } else {
      while (isDecimal(c)) c = bytes[++i]!;
    }
    if (identByte[c] === 1 || c === 0x2e) return this.longNumber(start);
    return this.literal(i, LitKind.Int, true);
  }

  /** A number that is not just decimal digits. */
  private longNumber(start: number): true {
    const bytes = this.text.bytes;
    let kind: LitKind.Kind = LitKind.Int;
    let base = 10;
    let prefix = 0; // one of 0 (decimal), '0' (octal by a leading 0), 'x', 'o', 'b'
    let ok = true;
    let i = start;
    let invalid = -1; // the offset of a digit that is too large for the base
    let digits = false;
    let separators = false;

    const fail = (offset: number, read: number, message: string): void => {
      if (ok) this.lexError(offset, read, message);
      ok = false;
    };
    const skipDigits = (): void => {
      for (; ; i++) {
        const c = bytes[i]!;
        if (c === 0x5f) separators = true;
        else if (base <= 10 ? isDecimal(c) : isHex(c)) {
          digits = true;
          if (base < 10 && c >= 0x30 + base && invalid < 0) invalid = i;
        } else return;
      }
    };

    let point = bytes[i] === 0x2e;
    if (!point) {
      if (bytes[i] === 0x30) {
        i++;
        prefix = bytes[i]! | 0x20;
        if (prefix === 0x78) base = 16;
        else if (prefix === 0x6f) base = 8;
        else if (prefix === 0x62) base = 2;
        else {
          base = 8;
          prefix = 0x30;
          digits = true;
        }
        if (prefix !== 0x30) i++;
      }
      skipDigits();
      point = bytes[i] === 0x2e;
      if (point && (prefix === 0x6f || prefix === 0x62)) {
        fail(i, i, `invalid radix point in ${baseName(base)} literal`);
      }
    }
    if (point) {
      i++;
      kind = LitKind.Float;
      skipDigits();
    }
    if (!digits) fail(i, i, `${baseName(base)} literal has no digits`);

    const e = bytes[i]! | 0x20;
    if (e === 0x65 || e === 0x70) {
      const letter = String.fromCharCode(bytes[i]!);
      if (e === 0x65 && prefix !== 0 && prefix !== 0x30) fail(i, i, `'${letter}' exponent requires decimal mantissa`);
      if (e === 0x70 && prefix !== 0x78) fail(i, i, `'${letter}' exponent requires hexadecimal mantissa`);
      i++;
      kind = LitKind.Float;
      if (bytes[i] === 0x2b || bytes[i] === 0x2d) i++;
      digits = false;
      base = 10;
      skipDigits();
      if (!digits) fail(i, i, 'exponent has no digits');
    } else if (prefix === 0x78 && kind === LitKind.Float) {
      fail(i, i, "hexadecimal mantissa requires a 'p' exponent");
    }
    if (bytes[i] === 0x69) {
      kind = LitKind.Imag;
      i++;
    }
    if (kind === LitKind.Int && invalid >= 0) {
      fail(invalid, i, `invalid digit '${String.fromCharCode(bytes[invalid]!)}' in ${baseName(base)} literal`);
    }
    if (separators && ok) {
      const at = invalidSeparator(bytes, start, i);
      if (at >= 0) fail(at, i, "'_' must separate successive digits");
    }
    return this.literal(i, kind, ok);
  }

  private rune(start: number): true {
    const bytes = this.text.bytes;
    let ok = true;
    let i = start + 1;
    for (let n = 0; ; n++) {
      const c = bytes[i]!;
      if (c === 0x27) {
        if (ok && n === 0) {
          this.lexError(i, i, "empty rune literal or unescaped '");
          ok = false;
        } else if (ok && n !== 1) {
          this.lexError(start, i, 'more than one character in rune literal');
          ok = false;
        }
        i++;
        break;
      }
      if (c === 0x5c) {
        const end = this.escape(i + 1, 0x27);
        if (end < 0) ok = false;
        i = end < 0 ? ~end : end;
        continue;
      }
      if (c === 0x0a) {
        if (ok) this.lexError(i, i, 'newline in rune literal');
        ok = false;
        break;
      }
      if (c === 0) {
        if (ok) this.lexError(start, i, 'rune literal not terminated');
        ok = false;
        break;
      }
      i = this.after(i);
    }
    return this.literal(i, LitKind.Rune, ok);
  }

  private stdString(start: number): true {
    const bytes = this.text.bytes;
    let ok = true;
    let i = start + 1;
    for (;;) {
      let c = bytes[i]!;
      while (c !== 0x22 && c !== 0x5c && c !== 0x0a && c !== 0) c = bytes[++i]!;
      if (c === 0x22) {
        i++;
        break;
      }
      if (c === 0x5c) {
        const end = this.escape(i + 1, 0x22);
        if (end < 0) ok = false;
        i = end < 0 ? ~end : end;
        continue;
      }
      if (c === 0x0a) this.lexError(i, i, 'newline in string');
      else this.lexError(start, i, 'string not terminated');
      ok = false;
      break;
    }
    return this.literal(i, LitKind.String, ok);
  }

  private rawString(start: number): true {
    const bytes = this.text.bytes;
    let i = start + 1;
    let c = bytes[i]!;
    while (c !== 0x60 && c !== 0) c = bytes[++i]!;
    if (c === 0) this.lexError(start, i, 'string not terminated');
    else i++;
    return this.literal(i, LitKind.String, c !== 0);
  }

  /** An escape whose backslash ends at i: the offset after it, or ~offset where it is malformed (and was reported). */
  private escape(i: number, quote: number): number {
    const bytes = this.text.bytes;
    let n: number;
    let base = 16;
    let max = 0x10ffff;
    const c = bytes[i]!;
    switch (c) {
      case quote:
      case 0x61: // a
      case 0x62: // b
      case 0x66: // f
      case 0x6e: // n
      case 0x72: // r
      case 0x74: // t
      case 0x76: // v
      case 0x5c: // \
        return i + 1;
      case 0x78: // x
        n = 2;
        max = 255;
        i++;
        break;
      case 0x75: // u
        n = 4;
        i++;
        break;
      case 0x55: // U
        n = 8;
        i++;
        break;
      case 0: // the caller complains about the end of the file
        return i;
      default:
        if (c < 0x30 || c > 0x37) {
          this.lexError(i, i, 'unknown escape');
          return ~i;
        }
        n = 3;
        base = 8;
        max = 255;
    }
    let x = 0;
    for (; n > 0; n--) {
      const d = bytes[i]!;
      if (d === 0) return i;
      const value = isDecimal(d) ? d - 0x30 : isHex(d) ? (d | 0x20) - 0x61 + 10 : base;
      if (value >= base) {
        this.lexError(i, i, `invalid character ${quoteRune(this.runeAt(i))} in ${baseName(base)} escape`);
        return ~i;
      }
      x = x * base + value;
      i++;
    }
    if (x > max && base === 8) {
      this.lexError(i, i, `octal escape value ${x} > 255`);
      return ~i;
    }
    if (x > max || (x >= 0xd800 && x < 0xe000)) {
      this.lexError(i, i, `escape is invalid Unicode code point ${formatCodePoint(x)}`);
      return ~i;
    }
    return i;
  }

  // --------------------------------------------------------------------------
  // Comments

  /** Passes over the line comment at start, but not over its newline. */
  private lineComment(start: number): number {
    const bytes = this.text.bytes;
    let i = start + 2;
    let c = bytes[i]!;
    const wanted = this.allComments || (c === 0x67 && this.has(i, 'go:')) || (c === 0x6c && this.has(i, 'line '));
    while (c !== 0x0a && c !== 0) c = bytes[++i]!;
    if (wanted) {
      if (!this.plain) this.flushAnomalies(i);
      this.comment(start, i);
    }
    return i;
  }

  /** Passes over the comment at start. */
  private fullComment(start: number): number {
    const bytes = this.text.bytes;
    let i = start + 2;
    const wanted = this.allComments || (bytes[i] === 0x6c && this.has(i, 'line '));
    for (;;) {
      const c = bytes[i]!;
      if (c === 0x2a && bytes[i + 1] === 0x2f) break;
      if (c === 0) {
        this.lexError(start, i, 'comment not terminated');
        return i;
      }
      i++;
    }
    i += 2;
    if (wanted) {
      if (!this.plain) this.flushAnomalies(i);
      this.comment(start, i);
    }
    return i;
  }

  /**
   * The current token being the `{` of a body, finds its `}` without making tokens, and reads the token after it: the
   * offset after the `}`. Returns -1, nothing changed, where the body must be read by the parser: it has no end, or a
   * directive in it, or the text is not clean.
   */
  protected skipBraces(): number {
    const bytes = this.text.bytes;
    let depth = 1;
    let i = this.end;
    if (!this.plain || this.allComments) return -1;
    while (depth > 0) {
      let c = bytes[i]!;
      while (braceByte[c] === 0) c = bytes[++i]!;
      i++;
      switch (c) {
        case 0x7b:
          depth++;
          break;
        case 0x7d:
          depth--;
          break;
        case 0x22:
        case 0x27:
          for (;;) {
            const d = bytes[i]!;
            if (d === 0x0a || d === 0) break;
            i++;
            if (d === c) break;
            if (d === 0x5c && bytes[i] !== 0x0a && bytes[i] !== 0) i++;
          }
          break;
        case 0x60:
          while (bytes[i] !== 0x60) if (bytes[i++] === 0) return -1;
          i++;
          break;
        case 0x2f:
          if (bytes[i] === 0x2f) {
            i++;
            if ((bytes[i] === 0x67 && this.has(i, 'go:')) || (bytes[i] === 0x6c && this.has(i, 'line '))) return -1;
            while (bytes[i] !== 0x0a && bytes[i] !== 0) i++;
          } else if (bytes[i] === 0x2a) {
            i++;
            if (this.has(i, 'line ')) return -1;
            while (bytes[i] !== 0x2a || bytes[i + 1] !== 0x2f) if (bytes[i++] === 0) return -1;
            i += 2;
          }
          break;
        default: // the end
          return -1;
      }
    }
    this.index = i;
    this.nlsemi = true;
    this.next();
    return i;
  }

  /** Whether the ASCII text stands at offset i. */
  private has(i: number, text: string): boolean {
    for (let k = 0; k < text.length; k++) if (this.text.bytes[i + k] !== text.charCodeAt(k)) return false;
    return true;
  }

  private hasNewline(start: number, end: number): boolean {
    const bytes = this.text.bytes;
    for (let i = start; i < end; i++) if (bytes[i] === 0x0a) return true;
    return false;
  }
}

function isDecimal(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

function isHex(c: number): boolean {
  const l = c | 0x20;
  return (c >= 0x30 && c <= 0x39) || (l >= 0x61 && l <= 0x66);
}

function baseName(base: number): string {
  switch (base) {
    case 2:
      return 'binary';
    case 8:
      return 'octal';
    case 10:
      return 'decimal';
    default:
      return 'hexadecimal';
  }
}

/** The offset of the first `_` of a number that does not stand between digits (a base prefix counts as one), or -1. */
function invalidSeparator(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  let hex = false;
  let last = 0x2e; // '0' after a digit, '_' after a separator, '.' after anything else
  if (end - start >= 2 && bytes[start] === 0x30) {
    const prefix = bytes[start + 1]! | 0x20;
    hex = prefix === 0x78;
    if (hex || prefix === 0x6f || prefix === 0x62) {
      last = 0x30;
      i += 2;
    }
  }
  for (; i < end; i++) {
    const c = bytes[i]!;
    if (c === 0x5f) {
      if (last !== 0x30) return i;
      last = c;
    } else if (isDecimal(c) || (hex && isHex(c))) {
      last = 0x30;
    } else {
      if (last === 0x5f) return i - 1;
      last = 0x2e;
    }
  }
  return last === 0x5f ? end - 1 : -1;
}
