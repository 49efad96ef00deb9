// What the go command must know of a source file, read from its first lines only: the build constraint, the package's
// name and documentation, the imports with their positions, the //go: directives, and the //go:embed patterns where
// "embed" is imported. Bytes in, plain data out. A mistake has go/parser's text.

import { decodeUtf8, latin1, runeAt, runeSize } from '../base/utf8.ts';
import { unquoteText } from '../base/quote.ts';

/** A place in a file: the line and the byte column, from 1. */
export interface FilePos {
  readonly line: number;
  readonly col: number;
}

/** One import. */
export interface FileImport {
  readonly path: string;
  readonly pos: FilePos;
  /** The comment above `import "C"`, its marks removed; '' for none and for other imports. */
  readonly doc: string;
}

/** A comment line with its place. */
export interface FileDirective {
  readonly text: string;
  readonly pos: FilePos;
  /** The file, once that is known. */
  readonly file?: string;
}

/** What is read from the start of a file. */
export interface FileInfo {
  /** '' where the package clause is wrong. */
  readonly packageName: string;
  /** The text of the comment above the package clause, its marks removed; '' for none. */
  readonly doc: string;
  readonly imports: readonly FileImport[];
  /** The //go: lines above the package clause. */
  readonly directives: readonly FileDirective[];
  readonly embeds: readonly { readonly pattern: string; readonly pos: FilePos }[];
  /** The first mistake, '' for none. */
  readonly error: string;
  readonly errorPos: FilePos;
  /** What was read ends before the imports do, or more of the file counts: of a file's start this says nothing sure. */
  readonly needsAll: boolean;
}

/** What the text for an import path with characters that none may have starts with. */
export const invalidImport = 'invalid import path: ';

/** The words for a zero byte before the end of the imports. */
export const nulInput = 'unexpected NUL in input';

/** The build constraint of a file. */
export interface FileConstraint {
  /** The `//go:build` line, '' for none. */
  readonly goBuild: string;
  /** The `// +build` lines that count: there are none where there is a `//go:build`. */
  readonly plusBuild: readonly string[];
  readonly binaryOnly: boolean;
  /** A mistake, '' for none. */
  readonly error: string;
  /** The comments go on to the end of what was read. */
  readonly needsAll: boolean;
}

const noConstraint: FileConstraint = { goBuild: '', plusBuild: [], binaryOnly: false, error: '', needsAll: false };
const Slash = 47;
const Star = 42;
const Newline = 10;

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

function hasPrefix(b: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (b[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Reads the build constraint: the comments before the first other text. */
export function readConstraint(b: Uint8Array): FileConstraint {
  const start = hasBom(b) ? 3 : 0;
  // Most files have nothing of the kind: find out fast.
  if (b[start] !== Slash && !isSpace(b[start] ?? 0)) return noConstraint;
  let end = start; // after the last blank line that counts for +build
  let ended = false;
  let inComment = false;
  let goBuild = '';
  let binaryOnly = false;
  let plus = false;
  let needsAll = true;
  lines: for (let p = start; p < b.length;) {
    let stop = b.indexOf(Newline, p);
    const next = stop < 0 ? b.length : stop + 1;
    if (stop < 0) stop = b.length;
    let i = p;
    while (i < stop && isSpace(b[i]!)) i++;
    while (stop > i && isSpace(b[stop - 1]!)) stop--;
    p = next;
    if (i === stop && !ended) {
      end = next;
      continue;
    }
    const isLine = b[i] === Slash && b[i + 1] === Slash;
    if (!isLine) ended = true;
    if (!inComment && isLine) {
      if (hasPrefix(b, i, '//go:')) {
        const line = decodeUtf8(b, i, stop);
        if (/^\/\/go:build(?=\s|$)/.test(line)) {
          if (goBuild !== '') return { ...noConstraint, error: 'multiple //go:build comments' };
          goBuild = line;
        } else if (line === '//go:binary-only-package') binaryOnly = true;
      } else if (!plus) plus = hasPlusBuild(b, i, stop);
    }
    while (i < stop) {
      if (inComment) {
        const close = indexOfClose(b, i, stop);
        if (close < 0) continue lines;
        inComment = false;
        i = close;
      } else if (b[i] === Slash && b[i + 1] === Slash) continue lines;
      else if (b[i] === Slash && b[i + 1] === Star) {
        inComment = true;
        i += 2;
      } else {
        needsAll = false;
        break lines;
      }
      while (i < stop && isSpace(b[i]!)) i++;
    }
  }
  if (goBuild === '' && !binaryOnly && !plus && !needsAll) return noConstraint;
  const plusBuild = goBuild !== '' || !plus ? [] : decodeUtf8(b, start, end).split('\n');
  return {
    goBuild,
    plusBuild: plusBuild.map(l => l.trim()).filter(l => l.startsWith('//') && l.includes('+build')),
    binaryOnly,
    error: '',
    needsAll,
  };
}

function hasBom(b: Uint8Array): boolean {
  return b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf;
}

/** The line holds `+build`. */
function hasPlusBuild(b: Uint8Array, from: number, to: number): boolean {
  for (let i = from + 2; i + 6 <= to; i++) {
    if (b[i] === 0x2b && hasPrefix(b, i, '+build')) return true;
    if (!isSpace(b[i]!)) return false;
  }
  return false;
}

/** The offset after the next end of comment, -1 for none before `to`. */
function indexOfClose(b: Uint8Array, from: number, to: number): number {
  for (let i = from; i + 1 < to; i++) if (b[i] === Star && b[i + 1] === Slash) return i + 2;
  return -1;
}

const Eof = 0;
const Ident = 1;
const Keyword = 2;
const Str = 3;
const Literal = 4;
const Punct = 5;
const Semi = 6;
const Illegal = 7;
type Token =
  | typeof Eof
  | typeof Ident
  | typeof Keyword
  | typeof Str
  | typeof Literal
  | typeof Punct
  | typeof Semi
  | typeof Illegal;

const keywords = new Set(
  `break case chan const continue default defer else fallthrough for func go goto if import interface map package range
  return select struct switch type var`.split(/\s+/),
);
/** Keywords after which a newline ends the line's statement. */
const endingKeywords = new Set(['break', 'continue', 'fallthrough', 'return']);

const operators = `<<= >>= &^= && || <- ++ -- == != <= >= := ... += -= *= /= %= &= |= ^= << >> &^`.split(' ');

const noPos: FilePos = { line: 0, col: 0 };
const noEmbeds: FileInfo['embeds'] = [];

/** Reads the package clause and the imports of a file. */
export function readFileInfo(b: Uint8Array): FileInfo {
  return new HeaderParser(b).parse();
}

/** go/parser for the part of a file that ends with the imports. */
class HeaderParser {
  private readonly b: Uint8Array;
  private at: number;
  /** The token at hand: kind, text, where it starts and ends. */
  private tok: Token = Eof;
  private text = '';
  private start = 0;
  private insertSemi = false;
  /** The last comment group before the token, as offsets; -1 where there is none. */
  private groupStart = -1;
  private groupEnd = -1;
  private error = '';
  private errorAt = 0;
  // For positions: the line of the last offset asked for.
  private lineAt = 0;
  private line = 1;
  private lineStart = 0;

  constructor(b: Uint8Array) {
    this.b = b;
    this.at = hasBom(b) ? 3 : 0;
    this.lineAt = this.lineStart = this.at;
  }

  parse(): FileInfo {
    const imports: FileImport[] = [];
    let directives: FileDirective[] = [];
    const done = (packageName: string, doc: string, embeds: FileInfo['embeds'] = noEmbeds): FileInfo => ({
      packageName,
      doc,
      imports: this.error === '' ? imports : [],
      directives: this.error === '' ? directives : [],
      embeds,
      error: this.error,
      errorPos: this.error === '' ? noPos : this.position(this.errorAt),
      needsAll: this.error !== '' || embeds !== noEmbeds || this.at + 1 >= this.b.length,
    });
    this.next();
    if (this.error !== '') return done('', '');
    const packageAt = this.start;
    const doc = this.docBefore();
    if (!this.is(Keyword, 'package')) {
      this.expected("'package'");
      return done('', '');
    }
    this.next();
    let name: string = this.text;
    if (this.is(Ident, name)) {
      this.next();
    } else {
      this.expected("'IDENT'");
      name = '_';
    }
    this.expectSemi(false);
    if (this.error !== '') return done('', '');

    let embed = false;
    while (this.is(Keyword, 'import')) {
      const declDoc = this.docBefore();
      this.next();
      if (this.is(Punct, '(')) {
        this.next();
        const first = imports.length;
        while (!this.is(Punct, ')') && !this.is(Eof, '')) {
          this.importSpec(imports, this.docBefore(), true);
          if (this.error !== '') break;
        }
        const only = imports[first];
        if (imports.length === first + 1 && only !== undefined && only.path === 'C' && only.doc === '') {
          imports[first] = { ...only, doc: declDoc };
        }
        if (this.error === '') {
          if (this.is(Punct, ')')) this.next();
          else this.expected("')'");
          this.expectSemi(false);
        }
      } else {
        this.importSpec(imports, declDoc, false);
      }
      if (this.error !== '') return done(name, doc);
    }
    for (const imp of imports) {
      if (imp.path === 'embed') embed = true;
      if (isValidImport(imp.path)) continue;
      this.error = invalidImport + imp.path;
      return { ...done(name, doc), errorPos: imp.pos };
    }
    directives = this.directivesBefore(packageAt);
    return done(name, doc, embed ? this.embeds() : noEmbeds);
  }

  private importSpec(imports: FileImport[], doc: string, inParens: boolean): void {
    const at = this.start;
    if (this.tok === Ident || (this.tok === Punct && this.text === '.')) this.next();
    if (this.tok !== Str) {
      const literal = this.tok === Literal;
      this.fail(this.start, literal ? 'import path must be a string' : 'missing import path');
      return;
    }
    const path = unquoteText(this.text);
    const pos = this.position(at);
    this.next();
    this.expectSemi(inParens);
    if (path !== null) imports.push({ path, pos, doc: path === 'C' ? doc : '' });
  }

  private is(kind: Token, text: string): boolean {
    return this.tok === kind && this.text === text;
  }

  private fail(at: number, text: string): void {
    if (this.error !== '' && this.errorAt <= at) return;
    this.error = text;
    this.errorAt = at;
  }

  /** go/parser's `expected X, found Y`. */
  private expected(what: string): void {
    let found = `'${this.text}'`;
    if (this.tok === Eof) found = "'EOF'";
    else if (this.tok === Semi && this.text === '\n') found = 'newline';
    else if (this.tok === Ident || this.tok === Str || this.tok === Literal) found = this.text;
    else if (this.tok === Illegal) found = "'ILLEGAL'";
    this.fail(this.start, `expected ${what}, found ${found}`);
  }

  /**
   * The end of a clause or, within parentheses, of an import. go/build hands its parser the file up to the first byte
   * after a clause that starts neither an import nor anything else with an i: what comes then is not looked at.
   */
  private expectSemi(inParens: boolean): void {
    if (this.tok === Semi) this.next();
    else if (!inParens && this.b[this.start] !== 0x69) this.tok = Eof;
    else if (!this.is(Punct, ')') && !this.is(Punct, '}') && this.tok !== Eof) this.expected("';'");
  }

  private position(offset: number): FilePos {
    const { b } = this;
    if (offset < this.lineAt) {
      this.lineAt = this.lineStart = 0;
      this.line = 1;
    }
    let nl = b.indexOf(Newline, this.lineAt);
    // A newline that ends the file starts no line.
    while (nl >= 0 && nl < offset && nl + 1 < b.length) {
      this.line++;
      this.lineStart = nl + 1;
      nl = b.indexOf(Newline, nl + 1);
    }
    this.lineAt = offset;
    return { line: this.line, col: offset - this.lineStart + 1 };
  }

  /** Moves to the next token; newlines become semicolons where Go's rule has them do so. */
  private next(): void {
    const { b } = this;
    this.groupStart = this.groupEnd = -1;
    let newlines = 0;
    for (;;) {
      const c = b[this.at];
      if (c === undefined) break;
      if (c === Newline) {
        if (this.insertSemi) {
          this.semicolon(this.at, '\n');
          return;
        }
        newlines++;
        this.at++;
      } else if (c === 32 || c === 9 || c === 13) this.at++;
      else if (c === Slash && b[this.at + 1] === Slash) {
        const stop = b.indexOf(Newline, this.at);
        const end = stop < 0 ? b.length : stop;
        if (this.insertSemi) {
          this.semicolon(this.at, '\n', false);
          return;
        }
        this.comment(this.at, end, newlines);
        newlines = 0;
        this.at = end;
      } else if (c === Slash && b[this.at + 1] === Star) {
        const end = indexOfClose(b, this.at + 2, b.length);
        if (end < 0) {
          this.fail(this.at, 'comment not terminated');
          this.at = b.length;
          break;
        }
        const nl = b.indexOf(Newline, this.at);
        if (this.insertSemi && nl >= 0 && nl < end) {
          this.semicolon(this.at, '\n', false);
          return;
        }
        this.comment(this.at, end, newlines);
        newlines = 0;
        this.at = end;
      } else break;
    }
    // A blank line between the comment and the token: the comment is not the token's.
    if (newlines > 1) this.groupStart = -1;
    this.start = this.at;
    const c = b[this.at];
    if (c === undefined) {
      if (this.insertSemi) {
        this.semicolon(this.at, '\n', false);
        return;
      }
      this.tok = Eof;
      this.text = '';
      return;
    }
    this.insertSemi = false;
    if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 0x80) {
      this.word();
      return;
    }
    if (c === 34 || c === 96) {
      this.stringLiteral(c);
      return;
    }
    if (c === 39 || (c >= 48 && c <= 57)) {
      this.otherLiteral(c);
      return;
    }
    this.punctuation(c);
  }

  /** `move` is false where the newline is still to be read: within or after a comment. */
  private semicolon(at: number, text: string, move = true): void {
    this.tok = Semi;
    this.text = text;
    this.start = at;
    this.insertSemi = false;
    if (move) this.at++;
  }

  private comment(start: number, end: number, newlines: number): void {
    if (this.groupStart < 0 || newlines > 1) this.groupStart = start;
    this.groupEnd = end;
  }

  private docBefore(): string {
    return this.groupStart < 0 ? '' : commentText(decodeUtf8(this.b, this.groupStart, this.groupEnd));
  }

  private word(): void {
    const { b } = this;
    let i = this.at;
    for (; i < b.length;) {
      const c = b[i]!;
      if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || (c >= 48 && c <= 57)) i++;
      else if (c >= 0x80) {
        const n = runeSize(b, i, b.length);
        const rune = n === 0 ? 0xfffd : runeAt(b, i, n);
        if (!/[\p{L}\p{Nd}]/u.test(String.fromCodePoint(rune))) {
          if (i === this.at) {
            this.illegal(n === 0 ? 1 : n, rune, n === 0 ? 'illegal UTF-8 encoding' : '');
            return;
          }
          break;
        }
        i += n;
      } else break;
    }
    this.text = decodeUtf8(b, this.at, i);
    this.at = i;
    this.tok = keywords.has(this.text) ? Keyword : Ident;
    this.insertSemi = this.tok === Ident || endingKeywords.has(this.text);
  }

  private illegal(size: number, rune: number, why: string): void {
    const code = rune.toString(16).toUpperCase().padStart(4, '0');
    const shown = rune < 32 || rune === 127 ? '' : ` '${String.fromCodePoint(rune)}'`;
    this.fail(this.at, why || (rune === 0 ? nulInput : `illegal character U+${code}${shown}`));
    this.tok = Illegal;
    this.text = '';
    this.at += size;
  }

  private stringLiteral(mark: number): void {
    const { b } = this;
    let i = this.at + 1;
    for (; ; i++) {
      const c = b[i];
      if (c === undefined || (c === Newline && mark === 34)) {
        this.fail(this.at, mark === 34 ? 'string literal not terminated' : 'raw string literal not terminated');
        break;
      }
      if (c === mark) {
        i++;
        break;
      }
      if (c === 92 && mark === 34) i++;
    }
    this.text = decodeUtf8(b, this.at, Math.min(i, b.length));
    this.at = Math.min(i, b.length);
    this.tok = Str;
    this.insertSemi = true;
  }

  private otherLiteral(c: number): void {
    const { b } = this;
    let i = this.at + 1;
    if (c === 39) {
      while (i < b.length && b[i] !== 39 && b[i] !== Newline) i += b[i] === 92 ? 2 : 1;
      if (b[i] === 39) i++;
      else this.fail(this.at, 'rune literal not terminated');
    } else while (i < b.length && /[0-9a-zA-Z_.]/.test(String.fromCharCode(b[i]!))) i++;
    this.text = decodeUtf8(b, this.at, Math.min(i, b.length));
    this.at = Math.min(i, b.length);
    this.tok = Literal;
    this.insertSemi = true;
  }

  private punctuation(c: number): void {
    const { b } = this;
    if (c === 59) {
      this.semicolon(this.at, ';');
      return;
    }
    const two = latin1(b, this.at, Math.min(this.at + 3, b.length));
    const text = operators.find(op => two.startsWith(op)) ?? String.fromCharCode(c);
    if (text.length === 1 && !'+-*/%&|^<>=!()[]{},.:~'.includes(text)) {
      this.illegal(1, c, '');
      return;
    }
    this.tok = Punct;
    this.text = text;
    this.at += text.length;
    this.insertSemi = text === ')' || text === ']' || text === '}' || text === '++' || text === '--';
  }

  /** The `//go:` comments before the package clause. */
  private directivesBefore(packageAt: number): FileDirective[] {
    const { b } = this;
    const out: FileDirective[] = [];
    let at = hasBom(b) ? 3 : 0;
    while (at < packageAt) {
      if (b[at] === Slash && b[at + 1] === Slash) {
        const nl = b.indexOf(Newline, at);
        const end = nl < 0 ? b.length : nl;
        if (hasPrefix(b, at, '//go:')) {
          out.push({ text: decodeUtf8(b, at, end).replace(/\r$/, ''), pos: this.position(at) });
        }
        at = end;
      } else if (b[at] === Slash && b[at + 1] === Star) at = indexOfClose(b, at + 2, b.length);
      else at++;
    }
    return out;
  }

  /** The patterns of the `//go:embed` comments after the imports. */
  private embeds(): { pattern: string; pos: FilePos }[] {
    const { b } = this;
    const out: { pattern: string; pos: FilePos }[] = [];
    for (let i = 0; i < b.length;) {
      const c = b[i]!;
      if (c === Slash && b[i + 1] === Slash) {
        const nl = b.indexOf(Newline, i);
        const end = nl < 0 ? b.length : nl;
        if (hasPrefix(b, i, '//go:embed') && isSpace(b[i + 10] ?? 32)) {
          const args = embedArgs(decodeUtf8(b, i + 10, end).replace(/\r$/, ''));
          for (const { text, at } of args ?? []) out.push({ pattern: text, pos: this.position(i + 10 + at) });
        }
        i = end;
      } else if (c === Slash && b[i + 1] === Star) {
        const end = indexOfClose(b, i + 2, b.length);
        i = end < 0 ? b.length : end;
      } else if (c === 34 || c === 39) {
        for (i++; i < b.length && b[i] !== c && b[i] !== Newline; i++) if (b[i] === 92) i++;
        i++;
      } else if (c === 96) {
        const end = b.indexOf(96, i + 1);
        i = end < 0 ? b.length : end + 1;
      } else i++;
    }
    return out;
  }
}

/** The arguments of an embed directive: words, or Go strings; null where they are malformed. */
function embedArgs(text: string): { text: string; at: number }[] | null {
  const out: { text: string; at: number }[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++;
    if (at >= text.length) return out;
    const quoted = /^(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`)(?=\s|$)/.exec(text.slice(at));
    const c = text[at]!;
    if (c === '"' || c === '`') {
      const value = quoted === null ? null : unquoteText(quoted[0]);
      if (value === null) return null;
      out.push({ text: value, at: byteLength(text, at) });
      at += quoted![0].length;
      continue;
    }
    const word = /^\S+/.exec(text.slice(at))![0]; // text[at] is no space
    out.push({ text: word, at: byteLength(text, at) });
    at += word.length;
  }
}

function byteLength(text: string, end: number): number {
  let n = 0;
  for (const c of text.slice(0, end)) {
    const code = c.codePointAt(0)!;
    n += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return n;
}

const illegalInImport = new Set('!"#$%&\'()*,:;<=>?[\\]^{|}`\uFFFD');

function isValidImport(path: string): boolean {
  if (/^[A-Za-z0-9._/~+@-]+$/.test(path)) return true;
  for (const c of path) {
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(c) || illegalInImport.has(c)) return false;
  }
  return path !== '';
}

/** The text of a run of comments: marks and directives removed, runs of blank lines made one. */
export function commentText(source: string): string {
  const lines: string[] = [];
  for (let rest = source; rest !== '';) {
    rest = rest.replace(/^[ \t\r\n]+/, '');
    if (rest.startsWith('//')) {
      const nl = rest.indexOf('\n');
      const line = (nl < 0 ? rest : rest.slice(0, nl)).slice(2).replace(/\r$/, '');
      rest = nl < 0 ? '' : rest.slice(nl + 1);
      if (line.startsWith(' ')) lines.push(line.slice(1));
      else if (!isDirective(line)) lines.push(line);
    } else if (rest.startsWith('/*')) {
      const end = rest.indexOf('*/');
      lines.push(...rest.slice(2, end < 0 ? rest.length : end).split('\n'));
      rest = end < 0 ? '' : rest.slice(end + 2);
    } else break;
  }
  const out: string[] = [];
  for (const line of lines) {
    const text = line.replace(/[ \t\r\n]+$/, '');
    if (text !== '' || (out.length > 0 && out[out.length - 1] !== '')) out.push(text);
  }
  if (out.length > 0 && out[out.length - 1] !== '') out.push('');
  return out.join('\n');
}

/** `line N`, `go:name`, `extern x`, `export x`: comments for tools, not for readers. */
function isDirective(line: string): boolean {
  return /^(?:line |extern |export |[a-z0-9]+:[a-z0-9])/.test(line);
}
