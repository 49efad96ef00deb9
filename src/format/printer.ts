// The printer's machinery: what print-expr.ts, print-stmt.ts and print-decl.ts print token by token comes out here as
// bytes, with comments put in between and white space where it belongs. The result is gofmt's to the byte, so the rules
// are go/printer's:
//
// White space that is asked for is held back until the next token. Then the comments that the source has before that
// token are written, and the white space that is pending decides, with the comments' own positions, where they go. Line
// breaks of the source survive only where the node printers ask for them (`linebreak`), and between comments.
//
// The output is input to the aligner (align.ts): cells end in `\t` or `\v`, lines in `\n`, sections in `\f`; literals and
// comments stand between `Escape` bytes, which no valid source contains.
//
// A printer may also only measure (`measuring`): then it counts bytes and keeps none.

import { isSpace } from '../base/unicode.ts';
import { runeAt, runeSize } from '../base/utf8.ts';
import { isGoBuild, isPlusBuild } from './build-line.ts';
import { stripCommonPrefix } from './block-comment.ts';
import { formatDocComment } from './doc-group.ts';
import type { Lines, Pos } from './lines.ts';
import { NoPos } from './lines.ts';
import type { Comment, CommentGroup, Ident } from './nodes.ts';
import type { TextPool } from './text.ts';
import { hasPrefix } from './text.ts';
import * as Token from './token.ts';

/** Encloses what the aligner must leave alone. */
export const Escape = 0xff;

// White space as the node printers ask for it.
export const Ignore = 0;
export const Blank = 0x20;
export const Vtab = 0x0b;
export const Newline = 0x0a;
export const Formfeed = 0x0c;
export const Indent = 0x3e;
export const Unindent = 0x3c;
export type Space = number;

// Modes that the node printers turn on and off: no blank, no line break after a general comment.
export const NoExtraBlank = 1;
export const NoExtraLinebreak = 2;

/** No more blank lines than one: this many newlines. */
const maxNewlines = 2;

/** Past every offset, line and size. */
export const Infinite = 1 << 30;

/** White space is held back in sequences no longer than this. */
const maxSpaces = 16;

/** A line of the output that is to be known once the next token is written. */
export class LineSlot {
  line = 0;
}

/** At most one blank line. */
export function limitNewlines(n: number): number {
  return n < maxNewlines ? n : maxNewlines;
}

/** The state of printing one tree, or one node that is measured. */
export class Printer {
  readonly lines: Lines;
  readonly pool: TextPool;
  /** Whether numbers are brought to gofmt's form. */
  readonly normalizeNumbers: boolean;
  /** Whether only sizes matter. */
  readonly measuring: boolean;
  /** The printer that measures for this one. */
  measurer: Printer | null = null;

  /** The output. */
  out: Uint8Array;
  outLength = 0;
  /** When measuring: whether there was a line break, which ends the matter. */
  multiline = false;
  /** When measuring: blanks and tabs at the end of what was written. */
  private trailing = 0;

  /** Where `//go:build` and `// +build` comments start in the output. */
  goBuild: number[] = [];
  plusBuild: number[] = [];

  /** Indentation of the whole, of a fragment. */
  private baseIndent = 0;
  indent = 0;
  /** Nesting of composite literals. */
  level = 0;
  private mode = 0;
  private endAlignment = false; // the rest of the line is not aligned
  private impliedSemi = false; // a line break now would mean a semicolon
  private lastTok: Token.Kind = Token.Illegal; // last token; Illegal after white space
  private prevOpen: Token.Kind = Token.Illegal; // the `(` or `[` just before
  private readonly spaces = new Uint8Array(maxSpaces);
  private spaceCount = 0;

  // The position in the source that the output has reached, and that of the output itself.
  private offset = 0;
  /** The line of the source that the output has reached. */
  line = 1;
  private column = 1;
  /** The line of the output. */
  outLine = 1;
  /** The column of the output, from 1. */
  outColumn = 1;
  // The source position after the last token or comment; line 0 before the first.
  private lastLine = 0;
  private lineSlot: LineSlot | null = null;

  // Comments that are still to be written; null with node comments.
  private comments: readonly CommentGroup[] | null = null;
  private commentIndex = 0;
  private comment: CommentGroup | null = null; // comments[commentIndex - 1]
  private commentOffset = Infinite; // its offset
  private commentNewline = false; // whether it has a line break
  /** Whether the comments that nodes carry are printed, because there is no list of comments. */
  private nodeComments = false;

  // What `flush` found: whether it wrote a newline, whether it dropped a formfeed.
  private wroteNewline = false;
  private droppedFormfeed = false;

  constructor(lines: Lines, pool: TextPool, normalizeNumbers: boolean, measuring: boolean) {
    this.lines = lines;
    this.pool = pool;
    this.normalizeNumbers = normalizeNumbers;
    this.measuring = measuring;
    this.out = new Uint8Array(measuring ? 0 : Math.max(1024, pool.bytes.length + (pool.bytes.length >> 1)));
  }

  /** Makes the printer ready for a file and its comments, which are in order. */
  begin(comments: readonly CommentGroup[], baseIndent: number): void {
    this.baseIndent = baseIndent;
    if (comments.length > 0) {
      this.comments = comments;
      this.nextComment();
    } else {
      this.nodeComments = true;
    }
  }

  /** Makes a measuring printer ready for the next node. */
  reset(): void {
    this.outLength = 0;
    this.multiline = false;
    this.trailing = 0;
    if (this.goBuild.length > 0) this.goBuild = [];
    if (this.plusBuild.length > 0) this.plusBuild = [];
    this.indent = 0;
    this.level = 0;
    this.mode = 0;
    this.endAlignment = false;
    this.impliedSemi = false;
    this.lastTok = Token.Illegal;
    this.prevOpen = Token.Illegal;
    this.spaceCount = 0;
    this.offset = 0;
    this.line = 1;
    this.column = 1;
    this.outLine = 1;
    this.outColumn = 1;
    this.lastLine = 0;
    this.lineSlot = null;
    this.comments = null;
    this.commentIndex = 0;
    this.comment = null;
    this.commentOffset = Infinite;
    this.commentNewline = false;
    this.nodeComments = true;
  }

  /** Writes what is pending at the end. */
  end(): void {
    this.impliedSemi = false;
    this.flush(Infinite, Infinite, 0, Token.EOF);
  }

  /** When measuring: the number of bytes, those of the line's trailing space left out. */
  get measured(): number {
    return this.outLength - this.trailing;
  }

  // --- Bytes

  private reserve(n: number): void {
    if (this.outLength + n <= this.out.length) return;
    const grown = new Uint8Array(2 * (this.outLength + n));
    grown.set(this.out.subarray(0, this.outLength));
    this.out = grown;
  }

  private writeIndent(): void {
    const n = this.baseIndent + this.indent;
    if (this.measuring) {
      this.outLength += n;
      this.trailing += n;
    } else if (n > 0) {
      this.reserve(n);
      this.out.fill(0x09, this.outLength, this.outLength + n);
      this.outLength += n;
    }
    this.offset += n;
    this.column += n;
    this.outColumn += n;
  }

  /** Writes white space n times. */
  private writeSpace(ch: number, n: number): void {
    if (this.endAlignment) {
      // Alignment has ended on this line; columns end with it.
      if (ch === 0x09 || ch === Vtab) {
        ch = Blank;
      } else if (ch === Newline || ch === Formfeed) {
        ch = Formfeed;
        this.endAlignment = false;
      }
    }
    if (this.outColumn === 1) this.writeIndent();
    if (this.measuring) {
      this.outLength += n;
      this.trailing += n;
    } else {
      this.reserve(n);
      for (let i = 0; i < n; i++) this.out[this.outLength++] = ch;
    }
    this.offset += n;
    if (ch === Newline || ch === Formfeed) {
      this.line += n;
      this.outLine += n;
      this.column = 1;
      this.outColumn = 1;
      this.multiline = true;
    } else {
      this.column += n;
      this.outColumn += n;
    }
  }

  /** Writes bytes[start, end), a token without line breaks, at the current source position. */
  private writePlain(
    bytes: Uint8Array,
    start: number,
    end: number,
    offset: number,
    line: number,
    column: number,
  ): void {
    if (this.outColumn === 1) this.writeIndent();
    const n = end - start;
    if (this.measuring) {
      this.outLength += n;
      this.trailing = 0;
    } else {
      if (this.outLength + n > this.out.length) this.reserve(n);
      const out = this.out;
      let at = this.outLength;
      for (let i = start; i < end; i++) out[at++] = bytes[i]!;
      this.outLength = at;
    }
    this.offset = offset + n;
    this.line = line;
    this.column = column + n;
    this.outColumn += n;
    this.lastLine = line;
  }

  /** Writes bytes[start, end), a literal or a comment, protected from alignment; a comment always between escapes. */
  private writeLiteral(
    bytes: Uint8Array,
    start: number,
    end: number,
    offset: number,
    line: number,
    column: number,
    escape: boolean,
  ): void {
    if (this.outColumn === 1) this.writeIndent();
    const n = end - start;
    let newlines = 0;
    let last = 0;
    for (let i = start; i < end; i++) {
      const b = bytes[i]!;
      if (b >= 0x20) continue;
      escape = true;
      if (b === Newline || b === Formfeed) {
        newlines++;
        last = i;
        this.endAlignment = true;
      }
    }
    if (this.measuring) {
      this.outLength += n;
      this.trailing = 0;
    } else {
      this.reserve(n + 2);
      const out = this.out;
      let at = this.outLength;
      if (escape) out[at++] = Escape;
      if (n > 64) {
        out.set(bytes.subarray(start, end), at);
        at += n;
      } else {
        for (let i = start; i < end; i++) out[at++] = bytes[i]!;
      }
      if (escape) out[at++] = Escape;
      this.outLength = at;
    }
    this.offset = offset + n;
    if (newlines > 0) {
      this.line = line + newlines;
      this.outLine += newlines;
      this.column = end - last;
      this.outColumn = end - last;
      this.multiline = true;
    } else {
      this.line = line;
      this.column = column + n;
      this.outColumn += n;
    }
    this.lastLine = this.line;
  }

  // --- Comments

  /** Makes the next comment group current. */
  private nextComment(): void {
    const comments = this.comments;
    if (comments === null || this.commentIndex >= comments.length) {
      this.commentOffset = Infinite;
      return;
    }
    const group = comments[this.commentIndex++]!;
    this.comment = group;
    this.commentOffset = Math.min(group.list[0]!.slash, this.lines.size);
    this.commentNewline = this.hasNewline(group);
  }

  private hasNewline(group: CommentGroup): boolean {
    const { list } = group;
    const bytes = this.pool.bytes;
    const line = this.lines.line(list[0]!.slash);
    for (let i = 0; i < list.length; i++) {
      const c = list[i]!;
      if (i > 0 && this.lines.line(c.slash) !== line) return true;
      if (bytes[c.start + 1] === 0x2f) return true;
      for (let k = c.start; k < c.end; k++) if (bytes[k] === Newline) return true;
    }
    return false;
  }

  /** Whether a comment stands before a source offset, where it may be written without adding a semicolon. */
  private commentBeforeOffset(offset: number): boolean {
    return this.commentOffset < offset && (!this.impliedSemi || !this.commentNewline);
  }

  /** Whether there is a comment to write before a position. */
  commentBefore(pos: Pos): boolean {
    return this.commentBeforeOffset(pos === NoPos ? 0 : Math.min(pos, this.lines.size));
  }

  /** The size of the comments before a position, about. */
  commentSizeBefore(pos: Pos): number {
    const { commentIndex, comment, commentOffset, commentNewline } = this;
    let size = 0;
    while (this.commentBefore(pos)) {
      for (const c of this.comment!.list) size += c.end - c.start;
      this.nextComment();
    }
    this.commentIndex = commentIndex;
    this.comment = comment;
    this.commentOffset = commentOffset;
    this.commentNewline = commentNewline;
    return size;
  }

  /** Makes the comment that a node carries the next one, where there is no list of all comments. */
  setComment(group: CommentGroup | null): void {
    if (group === null || !this.nodeComments) return;
    if (this.comments !== null && this.commentIndex < this.comments.length) {
      const slash = group.list[0]!.slash;
      this.flush(Math.min(slash, this.lines.size), this.lines.line(slash), this.lines.column(slash), Token.Illegal);
    }
    this.comments = [group];
    this.commentIndex = 0;
    // A line comment that is not yet written stays current.
    if (this.commentOffset === Infinite) this.nextComment();
  }

  /**
   * Writes the comments before the next token, which stands at offset, line and column, and the pending white space.
   */
  private intersperseComments(offset: number, line: number, column: number, tok: Token.Kind): void {
    const { lines } = this;
    let last: Comment | null = null;
    while (this.commentBeforeOffset(offset)) {
      const group = this.comment!;
      const whole = group.list;
      let list: readonly Comment[] = whole;
      let changed = false;
      const first = whole[0]!;
      const final = whole.at(-1)!;
      const after = final.slash + (final.end - final.start) + 1;
      if (
        this.lastTok !== Token.Import && // comments of `import "C"` are C
        after === offset &&
        after <= lines.size &&
        lines.column(first.slash) === 1 &&
        lines.line(after) === line &&
        lines.column(after) === column
      ) {
        // A doc comment at the top level.
        list = formatDocComment(whole, this.pool);
        changed = true;
        if (list.length === 0) {
          this.writeCommentPrefix(first.slash, line, column, last, tok);
          this.offset = offset;
          this.line = line;
          this.column = column;
          this.lastLine = line;
          this.nextComment();
          this.writeCommentSuffix(false);
          return;
        }
      }
      for (const c of list) {
        this.writeCommentPrefix(c.slash, line, column, last, tok);
        this.writeComment(c);
        last = c;
      }
      if (changed) {
        // Go on as if the comment of the source had been written.
        last = final;
        const end = final.slash + (final.end - final.start);
        this.offset = Math.min(end, lines.size);
        this.line = lines.line(end);
        this.column = lines.column(end);
        this.lastLine = this.line;
      }
      this.nextComment();
    }
    if (last === null) return;
    const general = this.pool.bytes[last.start + 1] === 0x2a;
    let needsLinebreak = false;
    if (
      (this.mode & NoExtraBlank) === 0 &&
      general &&
      lines.line(last.slash) === line &&
      tok !== Token.Comma &&
      (tok !== Token.Rparen || this.prevOpen === Token.Lparen) &&
      (tok !== Token.Rbrack || this.prevOpen === Token.Lbrack)
    ) {
      // The token follows on the comment's line.
      if (this.hasPendingBreak() && (this.mode & NoExtraLinebreak) === 0 && this.level === 0) needsLinebreak = true;
      else this.writeSpace(Blank, 1);
    }
    if (!general || tok === Token.EOF || (tok === Token.Rbrace && (this.mode & NoExtraLinebreak) === 0)) {
      needsLinebreak = true;
    }
    this.writeCommentSuffix(needsLinebreak);
  }

  private hasPendingBreak(): boolean {
    for (let i = 0; i < this.spaceCount; i++) {
      if (this.spaces[i] === Newline || this.spaces[i] === Formfeed) return true;
    }
    return false;
  }

  /**
   * Writes the space before a comment, and as much of the pending white space as helps to place it. `line` and `column`
   * are those of the token after the comments, `prev` is the comment before this one.
   */
  private writeCommentPrefix(slash: Pos, line: number, column: number, prev: Comment | null, tok: Token.Kind): void {
    if (this.outLength === 0) return; // nothing before it
    const { spaces } = this;
    const commentLine = this.lines.line(slash);
    if (commentLine === this.lastLine && (prev === null || this.pool.bytes[prev.start + 1] !== 0x2f)) {
      // On the line of the token before: something must be between.
      let separated = false;
      if (prev === null) {
        let upTo = 0;
        for (let i = 0; i < this.spaceCount; i++) {
          const ch = spaces[i];
          if (ch === Blank) {
            spaces[i] = Ignore;
          } else if (ch === Vtab) {
            separated = true; // a column of its own
          } else if (ch !== Indent) {
            upTo = i;
            break;
          }
        }
        this.writeSpaces(upTo);
      }
      if (!separated) this.writeSpace(commentLine === line ? Blank : 0x09, 1);
      return;
    }
    // On a line of its own.
    let droppedBreak = false;
    let upTo = 0;
    for (let i = 0; i < this.spaceCount; i++) {
      const ch = spaces[i];
      if (ch === Blank || ch === Vtab) {
        spaces[i] = Ignore;
        continue;
      }
      if (ch === Indent) continue;
      if (ch === Unindent) {
        // Several: all but the last end something before the comment.
        if (i + 1 < this.spaceCount && spaces[i + 1] === Unindent) continue;
        // A comment that is aligned with the token after it belongs there, unless that closes a block.
        if (tok !== Token.Rbrace && this.lines.column(slash) === column) continue;
      } else if (ch === Newline || ch === Formfeed) {
        spaces[i] = Ignore;
        droppedBreak = prev === null;
      }
      upTo = i;
      break;
    }
    this.writeSpaces(upTo);
    let n = 0;
    if (commentLine > 0 && this.lastLine > 0) n = Math.max(0, commentLine - this.lastLine);
    // At the top level a blank line before a comment stays.
    if (this.indent === 0 && droppedBreak) n++;
    if (n === 0 && prev !== null && this.pool.bytes[prev.start + 1] === 0x2f) n = 1;
    if (n > 0) this.writeSpace(Formfeed, limitNewlines(n));
  }

  private writeComment(c: Comment): void {
    const { pool, lines } = this;
    const bytes = pool.bytes;
    const offset = c.slash === NoPos ? 0 : Math.min(c.slash, lines.size);
    const line = lines.line(c.slash);
    const column = lines.column(c.slash);
    if (bytes[c.start + 1] === 0x2f) {
      const { indent } = this;
      if (column === 1 && hasPrefix(bytes, c.start, c.end, '//line ')) this.indent = 0; // so that it stays valid
      if (isGoBuild(bytes, c.start, c.end)) this.goBuild.push(this.outLength);
      else if (isPlusBuild(bytes, c.start, c.end)) this.plusBuild.push(this.outLength);
      this.writeLiteral(bytes, c.start, trimRight(bytes, c.start, c.end), offset, line, column, true);
      this.indent = indent;
      return;
    }
    const commentLines = stripCommonPrefix(bytes, c.start, c.end, column === 1 && this.indent > 0);
    for (let i = 0; i < commentLines.length; i++) {
      const text = commentLines[i]!;
      if (i > 0) this.writeSpace(Formfeed, 1);
      if (text.length === 0) continue;
      const end = trimRight(text, 0, text.length);
      if (i === 0) this.writeLiteral(text, 0, end, offset, line, column, true);
      else this.writeLiteral(text, 0, end, this.offset, this.line, this.column, true);
    }
  }

  /** Writes a line break after comments if there must be one, and the pending white space. */
  private writeCommentSuffix(needsLinebreak: boolean): void {
    const { spaces } = this;
    for (let i = 0; i < this.spaceCount; i++) {
      const ch = spaces[i];
      if (ch === Blank || ch === Vtab) {
        spaces[i] = Ignore;
      } else if (ch === Newline || ch === Formfeed) {
        if (needsLinebreak) {
          needsLinebreak = false;
          this.wroteNewline = true;
        } else {
          if (ch === Formfeed) this.droppedFormfeed = true;
          spaces[i] = Ignore;
        }
      }
    }
    this.writeSpaces(this.spaceCount);
    if (needsLinebreak) {
      this.writeSpace(Newline, 1);
      this.wroteNewline = true;
    }
  }

  /** Writes the first n entries of the pending white space. */
  private writeSpaces(n: number): void {
    const { spaces } = this;
    for (let i = 0; i < n; i++) {
      const ch = spaces[i]!;
      switch (ch) {
        case Ignore:
          break;
        case Indent:
          this.indent++;
          break;
        case Unindent:
          if (this.indent > 0) this.indent--;
          break;
        case Newline:
        case Formfeed:
          // A label's unindent comes before its line break, which ends the section.
          if (i + 1 < n && spaces[i + 1] === Unindent) {
            spaces[i] = Unindent;
            spaces[i + 1] = Formfeed;
            i--;
            break;
          }
          this.writeSpace(ch, 1);
          break;
        default:
          this.writeSpace(ch, 1);
      }
    }
    if (n < this.spaceCount) spaces.copyWithin(0, n, this.spaceCount);
    this.spaceCount -= n;
  }

  /** Writes what comes before the next token: comments and white space. */
  private flush(offset: number, line: number, column: number, tok: Token.Kind): void {
    this.wroteNewline = false;
    this.droppedFormfeed = false;
    if (this.commentBeforeOffset(offset)) this.intersperseComments(offset, line, column, tok);
    else if (this.spaceCount > 0) this.writeSpaces(this.spaceCount);
  }

  // --- What the node printers call

  /** Says where in the source the next token stands. */
  setPos(pos: Pos): void {
    if (pos === NoPos) return;
    const { lines } = this;
    const offset = pos < lines.size ? pos : lines.size;
    const line = lines.line(pos);
    this.offset = offset;
    this.line = line;
    this.column = offset - lines.start(line) + 1;
  }

  /** Has the line of the output on which the next token starts noted. */
  recordLine(slot: LineSlot): void {
    this.lineSlot = slot;
  }

  private notePrevOpen(): void {
    const last = this.lastTok;
    if (last === Token.Illegal) return; // white space
    this.prevOpen = last === Token.Lparen || last === Token.Lbrack ? last : Token.Illegal;
  }

  /** Turns modes on or off. */
  toggle(mode: number): void {
    this.notePrevOpen();
    this.mode ^= mode;
  }

  /** Asks for white space before the next token. */
  space(ch: Space): void {
    this.notePrevOpen();
    if (ch === Ignore) return;
    if (this.spaceCount === maxSpaces) this.writeSpaces(maxSpaces);
    this.spaces[this.spaceCount++] = ch;
    if (ch === Newline || ch === Formfeed) this.impliedSemi = false;
    this.lastTok = Token.Illegal;
  }

  /** Prints a token that has one spelling. */
  token(tok: Token.Kind): void {
    this.notePrevOpen();
    const spelling = Token.spellings[tok]!;
    if (mayCombine(this.lastTok, spelling[0]!)) {
      this.spaces[0] = Blank;
      this.spaceCount = 1;
    }
    this.lastTok = tok;
    const { offset, line, column } = this;
    const broke = this.prepare();
    this.writePlain(spelling, 0, spelling.length, offset, line, column);
    this.impliedSemi = !broke && impliesSemi(tok);
  }

  /** Prints a name. */
  ident(x: Ident): void {
    this.notePrevOpen();
    this.lastTok = Token.Ident;
    const { offset, line, column } = this;
    const broke = this.prepare();
    this.writePlain(this.pool.bytes, x.start, x.end, offset, line, column);
    this.impliedSemi = !broke;
  }

  /** Prints bytes[start, end), the text of a literal. */
  literal(tok: Token.Kind, bytes: Uint8Array, start: number, end: number): void {
    this.notePrevOpen();
    this.lastTok = tok;
    const { offset, line, column } = this;
    const broke = this.prepare();
    this.writeLiteral(bytes, start, end, offset, line, column, false);
    this.impliedSemi = !broke;
  }

  /**
   * Writes what comes before the token that is at hand, and the source's line breaks where they mean nothing. Returns
   * whether there were such: then, as in go/printer, the token is taken to imply no semicolon.
   */
  private prepare(): boolean {
    let broke = false;
    const nextLine = this.line;
    this.flush(this.offset, nextLine, this.column, this.lastTok);
    if (!this.impliedSemi) {
      let n = limitNewlines(nextLine - this.line);
      if (this.wroteNewline && n === maxNewlines) n = maxNewlines - 1;
      if (n > 0) {
        this.writeSpace(this.droppedFormfeed ? Formfeed : Newline, n);
        broke = true;
      }
    }
    if (this.lineSlot !== null) {
      this.lineSlot.line = this.outLine;
      this.lineSlot = null;
    }
    return broke;
  }

  /**
   * Asks for the line breaks, but at least min, that lead to a line of the source; `ws` comes before the first one,
   * which starts a section if `newSection`. Returns 0 for none, 1 for one newline, more for more or a new section.
   */
  linebreak(line: number, min: number, ws: Space, newSection: boolean): number {
    let n = Math.max(limitNewlines(line - this.line), min);
    if (n <= 0) return 0;
    let breaks = n;
    this.space(ws);
    if (newSection) {
      this.space(Formfeed);
      n--;
      breaks++;
    }
    for (; n > 0; n--) this.space(Newline);
    return breaks;
  }
}

/** Whether a token after another would be read as one with it. */
function mayCombine(prev: Token.Kind, next: number): boolean {
  switch (prev) {
    case Token.Int:
      return next === 0x2e; // 1.
    case Token.Add:
      return next === 0x2b; // ++
    case Token.Sub:
      return next === 0x2d; // --
    case Token.Quo:
      return next === 0x2a; // /*
    case Token.Lss:
      return next === 0x2d || next === 0x3c; // <- <<
    case Token.And:
      return next === 0x26 || next === 0x5e; // && &^
    default:
      return false;
  }
}

/** Whether a newline after the token means a semicolon. */
function impliesSemi(tok: Token.Kind): boolean {
  switch (tok) {
    case Token.Break:
    case Token.Continue:
    case Token.Fallthrough:
    case Token.Return:
    case Token.Inc:
    case Token.Dec:
    case Token.Rparen:
    case Token.Rbrack:
    case Token.Rbrace:
      return true;
    default:
      return false;
  }
}

/** The end of bytes[start, end) without the white space there. */
export function trimRight(bytes: Uint8Array, start: number, end: number): number {
  while (end > start) {
    const b = bytes[end - 1]!;
    if (b < 0x80) {
      if (!isSpace(b)) return end;
      end--;
      continue;
    }
    let at = end - 1;
    while (at > start && (bytes[at]! & 0xc0) === 0x80) at--;
    const size = runeSize(bytes, at, end);
    if (size !== end - at || !isSpace(runeAt(bytes, at, size))) return end;
    end = at;
  }
  return end;
}
