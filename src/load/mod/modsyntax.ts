// The lines of go.mod and go.work files: directives alone or in blocks, every comment kept where it stands, so that a
// changed file can be written back as its author had it. What the directives mean is modfile.ts.

import { quote, unquoteText } from '../../base/quote.ts';

/** One directive, or one line of a block. A line that was dropped has no tokens. */
export class Line {
  tokens: string[];
  /** Comment lines above it; '' is a blank line. */
  before: string[] = [];
  /** The comment at its end; '' for none. */
  suffix = '';
  /** From 1; 0 for a line that was added. */
  readonly line: number;
  inBlock: boolean;

  constructor(tokens: string[], line: number, inBlock: boolean) {
    this.tokens = tokens;
    this.line = line;
    this.inBlock = inBlock;
  }
}

/** A directive with its lines in parentheses. */
export class Block {
  tokens: string[];
  before: string[] = [];
  /** The comment after the opening parenthesis. */
  suffix = '';
  lines: Line[] = [];
  /** Comment lines before the closing parenthesis, and the comment after it. */
  beforeClose: string[] = [];
  suffixClose = '';
  readonly line: number;

  constructor(tokens: string[], line: number) {
    this.tokens = tokens;
    this.line = line;
  }
}

/** Comments that stand apart from any directive. */
export class CommentBlock {
  before: string[];

  constructor(before: string[]) {
    this.before = before;
  }
}

export type Stmt = Line | Block | CommentBlock;

/** A parsed file. */
export interface FileSyntax {
  /** As messages name it. */
  readonly name: string;
  stmts: Stmt[];
}

/** A mistake, printed as `go.mod:3: text`. */
export class ModError {
  readonly file: string;
  readonly line: number;
  /** The column of a mistake in the lexing, in characters; 0 for others. */
  readonly col: number;
  readonly text: string;

  constructor(file: string, line: number, text: string, col = 0) {
    this.file = file;
    this.line = line;
    this.col = col;
    this.text = text;
  }

  /** As printed, with the file under that name. */
  toString(file = this.file): string {
    return `${file}:${this.line}${this.col > 1 ? `:${this.col}` : ''}: ${this.text}`;
  }
}

interface LexedLine {
  readonly tokens: readonly string[];
  readonly comment: string;
  /** The column of the first token. */
  readonly start: number;
  /** The column after each token. */
  readonly ends: readonly number[];
}

/** Parses a file into lines; nothing is known of the directives yet. */
export function parseModSyntax(name: string, text: string): FileSyntax | ModError {
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  const stmts: Stmt[] = [];
  let comments: string[] = [];
  let block: Block | null = null;
  for (let n = 0; n < lines.length; n++) {
    const at = n + 1;
    const lexed = lexLine(name, lines[n]!.replace(/\r$/, ''), at);
    if (lexed instanceof ModError) return lexed;
    const { tokens, comment } = lexed;
    if (tokens.length === 0) {
      if (comment !== '') comments.push(comment);
      else if (block === null) {
        if (comments.length > 0) stmts.push(new CommentBlock(comments));
        comments = [];
      } else if (comments.length === 0 ? block.lines.length > 0 : comments[comments.length - 1] !== '')
        comments.push('');
      continue;
    }
    if (block !== null) {
      if (tokens[0] === ')') {
        if (tokens.length > 1)
          return new ModError(name, at, 'syntax error (expected newline after closing paren)', lexed.ends[1]!);
        block.beforeClose = comments.length === 1 && comments[0] === '' ? [] : comments;
        block.suffixClose = comment;
        block = null;
      } else {
        const line = new Line([...tokens], at, true);
        line.before = comments;
        line.suffix = comment;
        block.lines.push(line);
      }
      comments = [];
      continue;
    }
    const last = tokens[tokens.length - 1]!;
    let stmt: Line | Block;
    if (tokens.length > 1 && last === '(') {
      stmt = block = new Block(tokens.slice(0, -1), at);
    } else if (tokens.length > 2 && last === ')' && tokens[tokens.length - 2] === '(') {
      stmt = new Block(tokens.slice(0, -2), at);
    } else stmt = new Line([...tokens], at, false);
    stmt.before = comments;
    stmt.suffix = comment;
    comments = [];
    stmts.push(stmt);
  }
  if (block !== null) {
    const where = `${name}:${block.line}:1`;
    return new ModError(name, lines.length + 1, `syntax error (unterminated block started at ${where})`);
  }
  if (comments.length > 0) stmts.push(new CommentBlock(comments));
  return { name, stmts };
}

function lexLine(file: string, text: string, at: number): LexedLine | ModError {
  const chars = [...text];
  const tokens: string[] = [];
  const ends: number[] = [];
  let start = 0;
  const wrong = (i: number, why: string) => new ModError(file, at, why, i + 1);
  for (let i = 0; i < chars.length;) {
    const c = chars[i]!;
    if (c === ' ' || c === '\t' || c === '\r') {
      i++;
      continue;
    }
    const two = c + (chars[i + 1] ?? '');
    if (two === '//') return { tokens, comment: chars.slice(i).join(''), start, ends };
    if (two === '/*') return wrong(i, 'mod files must use // comments (not /* */ comments)');
    if (tokens.length === 0) start = i + 1;
    const from = i;
    if ('()[]{},'.includes(c)) i++;
    else if (c === '"' || c === '`') {
      for (i++; chars[i] !== c; i++) {
        if (chars[i] === undefined) return wrong(i, 'unexpected newline in string');
        if (chars[i] === '\\' && c === '"') i++;
      }
      i++;
    } else {
      while (i < chars.length && isIdent(chars[i]!)) {
        const next = chars[i]! + (chars[i + 1] ?? '');
        if (next === '//') break;
        if (next === '/*') return wrong(i, 'mod files must use // comments (not /* */ comments)');
        i++;
      }
      if (i === from) return wrong(i, `unexpected input character ${quoteChar(c)}`);
    }
    tokens.push(chars.slice(from, i).join(''));
    ends.push(i + 1);
  }
  return { tokens, comment: '', start, ends };
}

function isIdent(c: string): boolean {
  return !' ()[]{},'.includes(c) && /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(c);
}

function quoteChar(c: string): string {
  return `'${quote(c).slice(1, -1)}'`;
}

/** The value of a token that may be quoted; null where it is malformed, with the reason. */
export function tokenString(token: string): { value: string; error: string } {
  if (token.startsWith('"')) {
    const value = unquoteText(token);
    return value === null ? { value: '', error: 'invalid syntax' } : { value, error: '' };
  }
  if (/["'`]/.test(token)) return { value: '', error: 'unquoted string cannot contain quote' };
  return { value: token, error: '' };
}

/** The token for a value: quoted where it must be. */
export function quoteToken(s: string): string {
  const special =
    s === '' || s.includes('//') || s.includes('/*') || /[ "'`]/.test(s) || (s.length > 1 && /[()[\]{},]/.test(s));
  return special || !/^[\p{L}\p{M}\p{N}\p{P}\p{S}]*$/u.test(s) ? quote(s) : s;
}

/** The text of a file: lines as they were, blocks indented by tabs. */
export function formatModSyntax(f: FileSyntax): string {
  const out: string[] = [];
  const comments = (list: readonly string[], indent: string) => {
    for (const c of list) out.push(c === '' ? '' : indent + c.trim());
  };
  const withSuffix = (text: string, suffix: string) => (suffix === '' ? text : `${text} ${suffix.trim()}`);
  f.stmts.forEach((stmt, i) => {
    if (stmt instanceof CommentBlock) {
      comments(stmt.before, '');
    } else if (stmt instanceof Line) {
      comments(stmt.before, '');
      out.push(withSuffix(joinTokens(stmt.tokens), stmt.suffix));
    } else {
      comments(stmt.before, '');
      out.push(withSuffix(`${joinTokens(stmt.tokens)} (`, stmt.suffix));
      for (const line of stmt.lines) {
        comments(line.before, '\t');
        out.push(withSuffix('\t' + joinTokens(line.tokens), line.suffix));
      }
      comments(stmt.beforeClose, '\t');
      out.push(withSuffix(')', stmt.suffixClose));
    }
    if (i + 1 < f.stmts.length) out.push('');
  });
  return out.length === 0 ? '' : out.join('\n') + '\n';
}

/** Tokens with single spaces, none inside brackets or before a comma. */
function joinTokens(tokens: readonly string[]): string {
  let out = '';
  let separator = '';
  for (const t of tokens) {
    if (t === ',' || t === ')' || t === ']' || t === '}') separator = '';
    out += separator + t;
    separator = t === '(' || t === '[' || t === '{' ? '' : ' ';
  }
  return out;
}
