// The parser: tokens to the tree of nodes.ts, with gc's syntax errors. The Parser holds what the productions share (the
// current token, the nesting levels, the pending directives) and how errors are worded and recovered from; the productions
// are functions over it, one file for each of declarations, types, expressions and statements. The production that reports
// an error also says up to which token the text is passed over, and both must be gc's for the errors that follow to be.

import { impliedGoVersion, parseConstraint } from '../base/build-constraint.ts';
import { formatPosition, type Pos, type SourceFile } from '../base/pos.ts';
import { byteStringText } from '../base/quote.ts';
import { latin1 } from '../base/utf8.ts';
import { assert } from '../diag/internal-error.ts';
import type { Reporter } from '../diag/reporter.ts';
import { checkBranches } from './branches.ts';
import * as Mode from './mode.ts';
import { ListStack } from './liststack.ts';
import { NameTable } from './nametable.ts';
import { BadExpr, Name } from './nodes.ts';
import type { BlockStmt, Decl, Expr, Field, File, FuncDecl, Stmt } from './nodes.ts';
import * as Operator from './operator.ts';
import { parseFile } from './parse-decl.ts';
import { funcBody } from './parse-stmt.ts';
import type { Directive, Pragma } from './pragma.ts';
import { Scanner } from './scanner.ts';
import * as Token from './token.ts';

/**
 * Parses a file and reports its syntax errors; `mode` is a set of Mode bits. The result is null where there is no correct
 * package clause. Line directives are added to the source file. Whoever parses many files hands the same parser to all of
 * them: its table of names and its buffers are worth keeping.
 */
export function parse(
  file: SourceFile,
  reporter: Reporter,
  mode: Mode.Bits,
  parser: Parser = new Parser(),
): File | null {
  return parser.file(file, reporter, mode);
}

/**
 * Parses the body of a function that was skipped, and gives it to the declaration. Positions and errors are those that
 * the body would have had at first.
 */
export function parseBody(
  file: SourceFile,
  decl: FuncDecl,
  reporter: Reporter,
  mode: Mode.Bits,
  parser: Parser = new Parser(),
): void {
  if (decl.body === null && decl.bodyPos !== 0) parser.body(file, decl, reporter, mode);
}

/** Lines and columns of `//line` directives above this are errors. */
const posMax = 1 << 30;

/**
 * Deeper nesting than this is refused, so that no input can exhaust the stack. (gc has no such limit. In the distribution
 * and its tests the deepest is 258.)
 */
const maxDepth = 500;

export class Parser extends Scanner {
  mode: Mode.Bits = 0;
  reporter: Reporter | null = null;
  private source: SourceFile | null = null;
  /** How many errors there were. */
  errorCount = 0;
  /** In a function body. */
  funcNest = 0;
  /** The nesting of expressions; negative where a `{` cannot begin a composite literal. */
  exprNest = 0;
  /** The nesting of productions, bounded by `maxDepth`. */
  depth = 0;
  /** Before the package clause. */
  top = false;
  goVersion = '';
  /** The directives since the last declaration. */
  private pragma: Pragma | null = null;
  directives: Directive[] = [];
  unusedDirectives: Directive[] = [];
  /** The lists that are being read. */
  readonly decls = new ListStack<Decl>();
  readonly stmts = new ListStack<Stmt>();
  readonly exprs = new ListStack<Expr>();
  readonly fields = new ListStack<Field>();

  constructor(names: NameTable = new NameTable()) {
    super(names);
  }

  /** See `parse`. */
  file(source: SourceFile, reporter: Reporter, mode: Mode.Bits): File | null {
    source.directives.length = 0;
    this.begin(source, reporter, mode);
    this.top = true;
    this.open(source.source, 0, source.size, source.base);
    this.next();
    const file = parseFile(this);
    this.release();
    return file;
  }

  /** See `parseBody`. */
  body(source: SourceFile, decl: FuncDecl, reporter: Reporter, mode: Mode.Bits): void {
    this.begin(source, reporter, mode);
    this.open(source.source, decl.bodyPos - source.base, decl.bodyEnd - source.base, decl.bodyPos);
    this.next();
    decl.body = funcBody(this);
    assert(this.directives.length === 0, 'a skipped body has no directives');
    this.release();
  }

  /** Keeps nothing of what was parsed. */
  private release(): void {
    this.reporter = null;
    this.source = null;
    this.pragma = null;
    this.directives = [];
    this.unusedDirectives = [];
    this.decls.clear();
    this.stmts.clear();
    this.exprs.clear();
    this.fields.clear();
  }

  private begin(source: SourceFile, reporter: Reporter, mode: Mode.Bits): void {
    this.mode = mode;
    this.reporter = reporter;
    this.source = source;
    this.errorCount = 0;
    this.funcNest = 0;
    this.exprNest = 0;
    this.depth = 0;
    this.top = false;
    this.goVersion = '';
  }

  // --------------------------------------------------------------------------
  // Tokens

  /** Whether this is the current token. (A comparison of `tok` itself would narrow its type beyond the next call.) */
  at(tok: number): boolean {
    return this.tok === tok;
  }

  got(tok: number): boolean {
    if (this.tok !== tok) return false;
    this.next();
    return true;
  }

  want(tok: number): void {
    if (this.tok === tok) {
      this.next();
      return;
    }
    this.syntaxError('expected ' + tokenString(tok));
    this.skip();
  }

  /** `=`, or `:=` with an error. */
  gotAssign(): boolean {
    if (this.tok === Token.Define) this.syntaxError('expected =');
    else if (this.tok !== Token.Assign) return false;
    this.next();
    return true;
  }

  /** The name here; `_` with an error where there is none. */
  name(): Name {
    const n = new Name(this.pos, '_');
    if (this.tok === Token.Name) {
      n.value = this.lit;
      this.next();
    } else {
      this.syntaxError('expected name');
      this.skip();
    }
    return n;
  }

  badExpr(): BadExpr {
    return new BadExpr(this.pos);
  }

  /** The text of the current literal. */
  literalValue(): string {
    return this.literalText();
  }

  /**
   * After an element of a list: takes the separator, which may be missing before the closing token. Returns false, after an
   * error, where the list must be given up.
   */
  separator(context: string, sep: number, close: number): boolean {
    if (this.got(sep) || this.tok === close) return true;
    this.syntaxError(`in ${context}; possibly missing ${tokenString(sep)} or ${tokenString(close)}`);
    this.advance(Token.Rparen, Token.Rbrack, Token.Rbrace);
    return this.tok === close;
  }

  /** The end of a list, whose closing token is still expected when `open`. The result is where that is. */
  closeList(close: number, open: boolean): Pos {
    const pos = this.pos;
    if (open) this.want(close);
    return pos;
  }

  /** Enters a production that may contain itself. */
  enter(): void {
    if (++this.depth > maxDepth && this.tok !== Token.EOF) {
      this.syntaxError('exceeded max nesting depth');
      this.stop();
    }
  }

  /** Leaves it. */
  leave(): void {
    this.depth--;
  }

  /**
   * The current token being the `{` of a body: passes over it when bodies are skipped and this one can be. Returns the
   * position after its `}`, or 0.
   */
  skipBody(): Pos {
    if ((this.mode & Mode.SkipBodies) === 0) return 0;
    const end = this.skipBraces();
    return end < 0 ? 0 : this.posAt(end);
  }

  // --------------------------------------------------------------------------
  // Errors

  protected override errorAt(pos: Pos, message: string): void {
    this.errorCount++;
    this.reporter!.report({ pos, code: 0, message, soft: false });
  }

  /** Reports an error that is not called a syntax error. */
  error(pos: Pos, message: string): void {
    this.errorAt(pos, message);
  }

  /** Checks the branches of a body; their errors do not count as the parser's. */
  checkBranches(body: BlockStmt): void {
    const source = this.source!;
    checkBranches(body, {
      error: (pos, message) => this.reporter!.report({ pos, code: 0, message, soft: false }),
      formatPos: pos => formatPos(source, pos),
    });
  }

  syntaxError(message: string): void {
    this.syntaxErrorAt(this.pos, message);
  }

  /** A message that begins with in, at, after or expected is about the current token and is put behind its name. */
  syntaxErrorAt(pos: Pos, message: string): void {
    if (this.tok === Token.EOF && this.errorCount > 0) return; // only a consequence
    if (/^(in|at|after) /.test(message)) message = ' ' + message;
    else if (message.startsWith('expected ')) message = ', ' + message;
    else {
      this.errorAt(pos, 'syntax error: ' + message);
      return;
    }
    this.errorAt(pos, `syntax error: unexpected ${this.describeToken()}${message}`);
  }

  private describeToken(): string {
    switch (this.tok) {
      case Token.Name:
        return 'name ' + this.lit;
      case Token.Semi:
        return this.lit;
      case Token.Literal:
        return 'literal ' + this.literalText();
      case Token.Operator:
        return Operator.text[this.op]!;
      case Token.AssignOp:
        return Operator.text[this.op]! + '=';
      case Token.IncOp:
        return Operator.text[this.op]! + Operator.text[this.op]!;
      default:
        return tokenString(this.tok);
    }
  }

  /** Passes over one token. */
  skip(): void {
    if (this.tok !== Token.EOF) this.next();
  }

  /** Passes over tokens up to one of the list or, in a function, to one that begins a statement. */
  advance(...follow: readonly number[]): void {
    while (this.tok !== Token.EOF && !follow.includes(this.tok)) {
      if (this.funcNest > 0 && beginsStatement(this.tok)) return;
      this.next();
    }
  }

  // --------------------------------------------------------------------------
  // Directives

  takePragma(): Pragma | null {
    const pragma = this.pragma;
    this.pragma = null;
    return pragma;
  }

  /** At the end of something that takes no directives: those that wait are nobody's. */
  clearPragma(): void {
    if (this.pragma === null) return;
    this.unusedDirectives.push(...this.pragma);
    this.pragma = null;
  }

  protected override comment(start: number, end: number): void {
    const pos = this.posAt(start);
    const bytes = this.text.originalBytes(start, end);
    const comment = latin1(bytes, 0, bytes.length); // one character a byte, so that offsets are those of the file
    const full = comment.startsWith('/*');
    const text = full ? comment.slice(2, -2) : comment.slice(2, comment.endsWith('\r') ? -1 : undefined);
    const source = this.source!;
    if (text.startsWith('line ') && (full || this.startsLine(source, pos))) {
      this.lineDirective(pos, comment, text.slice(5), this.posAt(end));
    } else if (!full && text.startsWith('go:')) {
      if (this.top && text.startsWith('go:build')) this.buildLine(byteStringText(comment));
      const directive = { pos: pos + 2, text: byteStringText(text), blankLine: this.afterBlanks(start) };
      this.directives.push(directive);
      if (this.pragma === null) this.pragma = [directive];
      else this.pragma.push(directive);
    }
  }

  private startsLine(source: SourceFile, pos: Pos): boolean {
    return pos === source.base || source.source[pos - source.base - 1] === 10;
  }

  private buildLine(comment: string): void {
    const constraint = parseConstraint(comment);
    if (typeof constraint === 'string') return;
    const version = impliedGoVersion(constraint);
    this.goVersion = version < 0 ? '' : version === 0 ? 'go1' : `go1.${version}`;
  }

  /**
   * A comment `line filename:line` or `line filename:line:col`, as a byte string; `text` is what follows the blank, `end` is
   * after the comment.
   */
  private lineDirective(pos: Pos, comment: string, text: string, end: Pos): void {
    const source = this.source!;
    const textPos = pos + '//line '.length;
    const complain = (what: string, at: number): void =>
      this.errorAt(textPos + at, `invalid ${what} number: ${byteStringText(text.slice(at))}`);

    const last = trailingNumber(text, text.length);
    if (last.at === 0) return; // no colon, no directive
    if (last.value < 0) return complain('line', last.at);
    const before = trailingNumber(text, last.at - 1);
    const withColumn = before.value >= 0;
    if (withColumn && (last.value === 0 || last.value > posMax)) return complain('column', last.at);
    const lineAt = withColumn ? before.at : last.at;
    let line = withColumn ? before.value : last.value;
    let col = withColumn ? last.value : 0;
    if (line === 0 || line > posMax) {
      // The text of the message ends where the column would begin.
      const shown = withColumn ? text.slice(lineAt, last.at - 1) : text.slice(lineAt);
      return this.errorAt(textPos + lineAt, 'invalid line number: ' + byteStringText(shown));
    }
    let filename = byteStringText(text.slice(0, lineAt - 1));
    if (filename === '' && withColumn) filename = source.directives.at(-1)?.filename ?? source.name;

    let offset = end - source.base;
    if (comment.startsWith('//')) {
      if (offset < source.size) offset++;
      else {
        // The directive is about the next line, which does not exist.
        line--;
        if (col !== 0) col = comment.length + 1;
      }
    } else if (comment.includes('\n')) {
      // gc counts such a directive from the line where its comment begins.
      line += comment.split('\n').length - 1;
      if (col !== 0) col = comment.length - comment.lastIndexOf('\n');
    }
    source.directives.push({ offset, filename, line, col });
  }
}

/** What follows the last colon of text[0, end): where it begins (0: no colon), and its value (-1: not a number). */
function trailingNumber(text: string, end: number): { at: number; value: number } {
  const colon = end === 0 ? -1 : text.lastIndexOf(':', end - 1);
  if (colon < 0) return { at: 0, value: -1 };
  const digits = text.slice(colon + 1, end);
  const fits = /^[0-9]+$/.test(digits) && BigInt(digits) < 1n << 64n;
  return { at: colon + 1, value: fits ? Number(digits) : -1 };
}

/** A position inside a message: where line directives move it, the real one follows in brackets. */
function formatPos(source: SourceFile, pos: Pos): string {
  const offset = pos - source.base;
  const rel = formatPosition(source.position(offset));
  const abs = `${source.name}:${source.line(offset)}:${source.col(offset)}`;
  return rel === abs ? rel : `${rel}[${abs}]`;
}

/** A token in the words of an error. */
export function tokenString(tok: number): string {
  if (tok === Token.Comma) return 'comma';
  if (tok === Token.Semi) return 'semicolon or newline';
  const text = Token.text[tok]!;
  return tok >= Token.Break && tok <= Token.Var ? 'keyword ' + text : text;
}

/** The keywords that begin a statement; an error in a function is over where one of them comes. */
function beginsStatement(tok: number): boolean {
  switch (tok) {
    case Token.Break:
    case Token.Const:
    case Token.Continue:
    case Token.Defer:
    case Token.Fallthrough:
    case Token.For:
    case Token.Go:
    case Token.Goto:
    case Token.If:
    case Token.Return:
    case Token.Select:
    case Token.Switch:
    case Token.Type:
    case Token.Var:
      return true;
  }
  return false;
}
