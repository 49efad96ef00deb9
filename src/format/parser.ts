// The formatter's parser: a recursive descent that accepts what go/parser accepts and complains in its words, at its
// places, as often as it does. Where Go's grammar needs more than one token of look-ahead (composite literals, type
// parameters, parameter names), it reads an expression first and decides by what it got, as go/parser does: which error
// shows depends on that.
//
// Comments are collected into groups on the way; a group that ends on the line before a token is that token's lead
// comment, one that follows a token on its line its line comment.

import { decodeUtf8 } from '../base/utf8.ts';
import type { SyntaxError } from './errors.ts';
import { sortErrors } from './errors.ts';
import type { Pos } from './lines.ts';
import { Lines, NoPos } from './lines.ts';
import * as NodeKind from './nodekind.ts';
import type { Decl, Expr, Spec, Stmt } from './nodes.ts';
import {
  ArrayType,
  AssignStmt,
  BadDecl,
  BadExpr,
  BadStmt,
  BasicLit,
  BinaryExpr,
  BlockStmt,
  BranchStmt,
  CallExpr,
  CaseClause,
  ChanType,
  CommClause,
  Comment,
  CommentGroup,
  CompositeLit,
  DeclStmt,
  DeferStmt,
  Ellipsis,
  EmptyStmt,
  ExprStmt,
  Field,
  FieldList,
  File,
  ForStmt,
  FuncDecl,
  FuncLit,
  FuncType,
  GenDecl,
  GoStmt,
  Ident,
  IfStmt,
  ImportSpec,
  IncDecStmt,
  IndexExpr,
  IndexListExpr,
  InterfaceType,
  KeyValueExpr,
  LabeledStmt,
  MapType,
  ParenExpr,
  RangeStmt,
  Recv,
  ReturnStmt,
  SelectStmt,
  SelectorExpr,
  Send,
  SendStmt,
  SliceExpr,
  StarExpr,
  StructType,
  SwitchStmt,
  TypeAssertExpr,
  TypeSpec,
  TypeSwitchStmt,
  UnaryExpr,
  ValueSpec,
} from './nodes.ts';
import { endOf, posOf } from './positions.ts';
import { Scanner } from './scanner.ts';
import { TextPool } from './text.ts';
import * as Token from './token.ts';
import { isTypeElem, stripParensAlways } from './typeelem.ts';

/** What a parse gives: a tree where there are no errors. */
export interface ParseResult<T> {
  readonly tree: T | null;
  /** Sorted. */
  readonly errors: readonly SyntaxError[];
  readonly lines: Lines;
  readonly pool: TextPool;
}

/** go/parser's limit on the depth of the tree. */
const maxNesting = 100_000;

/** Errors on as many lines are reported, unless all are asked for; then the parse ends. */
const maxErrors = 10;

/** Thrown, inside this file only, to end a parse. */
class Bailout {}

// What a simple statement may also be.
const Basic = 0;
const LabelOk = 1;
const RangeOk = 2;
type SimpleMode = typeof Basic | typeof LabelOk | typeof RangeOk;

/** A simple statement, and whether it is the assignment of a range clause. */
interface SimpleStmt {
  readonly stmt: Stmt;
  readonly isRange: boolean;
}

/** A parameter while it is not yet known which of `name` and `type` is which. */
interface Param {
  name: Ident | null;
  type: Expr | null;
}

function tokenSet(...toks: Token.Kind[]): Uint8Array {
  const set = new Uint8Array(Token.Var + 1);
  for (const tok of toks) set[tok] = 1;
  return set;
}

// Where the parser picks up again after an error.
const stmtStart = tokenSet(
  Token.Break,
  Token.Const,
  Token.Continue,
  Token.Defer,
  Token.Fallthrough,
  Token.For,
  Token.Go,
  Token.Goto,
  Token.If,
  Token.Return,
  Token.Select,
  Token.Switch,
  Token.Type,
  Token.Var,
);
const declStart = tokenSet(Token.Import, Token.Const, Token.Type, Token.Var);
const exprEnd = tokenSet(Token.Comma, Token.Colon, Token.Semicolon, Token.Rparen, Token.Rbrack, Token.Rbrace);

/** Parses a source file. Without `allErrors`, one error a line and about ten in all. */
export function parseFile(filename: string, source: Uint8Array, allErrors: boolean): ParseResult<File> {
  const p = new Parser(filename, source, allErrors, true);
  return p.run(() => p.file());
}

/** Parses an expression that stands alone; its comments are forgotten. */
export function parseExpr(source: Uint8Array): ParseResult<Expr> {
  const p = new Parser('', source, false, false);
  return p.run(() => p.loneExpr());
}

class Parser {
  private readonly lines: Lines;
  private readonly pool: TextPool;
  private readonly scanner: Scanner;
  private readonly errors: SyntaxError[] = [];
  private readonly allErrors: boolean;
  private readonly keepComments: boolean;
  private readonly comments: CommentGroup[] = [];
  private leadComment: CommentGroup | null = null;
  private lineComment: CommentGroup | null = null;
  private tok: Token.Kind = Token.Illegal;
  private pos: Pos = NoPos;
  // Error recovery: where `skipTo` last stopped, and how often without progress.
  private syncPos: Pos = NoPos;
  private syncCount = 0;
  private exprLev = 0; // below 0: in a control clause, where `{` starts a block
  private inRhs = false; // on a right-hand side, where `=` is taken for `==`
  private nesting = 0;

  constructor(filename: string, source: Uint8Array, allErrors: boolean, keepComments: boolean) {
    this.lines = new Lines(filename, source);
    this.pool = new TextPool(source);
    this.allErrors = allErrors;
    this.keepComments = keepComments;
    this.scanner = new Scanner(source, this.lines, this.pool, (offset, message) => {
      this.errors.push({ position: this.lines.position(offset), message });
    });
  }

  /** Runs a parse to its end or to the error that is one too many. */
  run<T>(parse: () => T | null): ParseResult<T> {
    let tree: T | null = null;
    try {
      tree = parse();
    } catch (e) {
      if (!(e instanceof Bailout)) throw e;
    }
    sortErrors(this.errors);
    return { tree: this.errors.length > 0 ? null : tree, errors: this.errors, lines: this.lines, pool: this.pool };
  }

  // --- Tokens and comments

  private next(): void {
    this.leadComment = null;
    this.lineComment = null;
    const scanner = this.scanner;
    scanner.scan();
    if (scanner.tok === Token.Comment) {
      if (this.keepComments) this.readComments(this.pos);
      else while ((scanner.tok as Token.Kind) === Token.Comment) scanner.scan();
    }
    this.pos = scanner.pos;
    this.tok = scanner.tok;
  }

  /** Collects the comments after the token at `prev`; the scanner is at the first of them. */
  private readComments(prev: Pos): void {
    const { scanner, lines } = this;
    let group: CommentGroup | null = null;
    if (lines.line(scanner.pos) === lines.line(prev)) {
      group = this.commentGroup(0);
      const next = scanner.tok;
      if (lines.line(scanner.pos) !== this.commentEnd || next === Token.Semicolon || next === Token.EOF) {
        this.lineComment = group;
      }
    }
    this.commentEnd = -1;
    while (scanner.tok === Token.Comment) group = this.commentGroup(1);
    if (this.commentEnd + 1 === lines.line(scanner.pos)) this.leadComment = group;
  }

  /** The line on which the last comment ends. */
  private commentEnd = -1;

  /** Reads comments that are at most `gap` lines apart. */
  private commentGroup(gap: number): CommentGroup {
    const { scanner, lines } = this;
    const list: Comment[] = [];
    let line = lines.line(scanner.pos);
    let end = line;
    while (scanner.tok === Token.Comment && line <= end + gap) {
      end = line;
      const bytes = this.pool.bytes;
      if (bytes[scanner.start + 1] === 0x2a) {
        for (let i = scanner.start; i < scanner.end; i++) if (bytes[i] === 0x0a) end++;
      }
      list.push(new Comment(scanner.pos, scanner.start, scanner.end));
      scanner.scan();
      line = lines.line(scanner.pos);
    }
    this.commentEnd = end;
    const group = new CommentGroup(list);
    this.comments.push(group);
    return group;
  }

  /** Whether the token is a semicolon that a newline or the end of the file stands for. */
  private atNewline(): boolean {
    return this.tok === Token.Semicolon && this.scanner.implicit;
  }

  private literalText(): string {
    return decodeUtf8(this.pool.bytes, this.scanner.start, this.scanner.end);
  }

  private deeper(): void {
    if (++this.nesting > maxNesting) {
      this.error(this.pos, 'exceeded max nesting depth');
      throw new Bailout();
    }
  }

  // --- Errors

  private error(pos: Pos, message: string): void {
    const position = this.lines.position(pos);
    if (!this.allErrors) {
      const last = this.errors.at(-1);
      if (last !== undefined && last.position.line === position.line) return; // probably a consequence
      if (this.errors.length > maxErrors) throw new Bailout();
    }
    this.errors.push({ position, message });
  }

  private errorExpected(pos: Pos, what: string): void {
    let message = 'expected ' + what;
    if (pos === this.pos) {
      if (this.atNewline()) message += ', found newline';
      else if (Token.isLiteral(this.tok)) message += ', found ' + this.literalText();
      else message += `, found '${Token.texts[this.tok]!}'`;
    }
    this.error(pos, message);
  }

  private expect(tok: Token.Kind): Pos {
    const pos = this.pos;
    if (this.tok !== tok) this.errorExpected(pos, `'${Token.texts[tok]!}'`);
    this.next();
    return pos;
  }

  /** As `expect`, but `NoPos` when the token is missing. */
  private expectOrNone(tok: Token.Kind): Pos {
    const found = this.tok === tok;
    const pos = this.expect(tok);
    return found ? pos : NoPos;
  }

  /** As `expect`, with a better message for a comma that is missing at the end of a line. */
  private expectClosing(tok: Token.Kind, context: string): Pos {
    if (this.tok !== tok && this.atNewline()) {
      this.error(this.pos, `missing ',' before newline in ${context}`);
      this.next();
    }
    return this.expect(tok);
  }

  /** Consumes a semicolon and returns the line comment that goes with what it ends. */
  private expectSemi(): CommentGroup | null {
    let comment: CommentGroup | null;
    switch (this.tok) {
      case Token.Rparen:
      case Token.Rbrace:
        return null;
      case Token.Comma:
        this.errorExpected(this.pos, "';'");
        comment = this.lineComment;
        this.next();
        return comment;
      case Token.Semicolon:
        if (this.scanner.implicit) {
          comment = this.lineComment;
          this.next();
        } else {
          this.next();
          comment = this.lineComment;
        }
        return comment;
      default:
        this.errorExpected(this.pos, "';'");
        this.skipTo(stmtStart);
        return null;
    }
  }

  private atComma(context: string, follow: Token.Kind): boolean {
    if (this.tok === Token.Comma) return true;
    if (this.tok === follow) return false;
    this.error(this.pos, `missing ','${this.atNewline() ? ' before newline' : ''} in ${context}`);
    return true; // as if it were there
  }

  /** Skips to one of the tokens. It stops at one place at most ten times, so that no caller can loop for ever. */
  private skipTo(set: Uint8Array): void {
    for (; this.tok !== Token.EOF; this.next()) {
      if (set[this.tok] === 0) continue;
      if (this.pos === this.syncPos && this.syncCount < 10) {
        this.syncCount++;
        return;
      }
      if (this.pos > this.syncPos) {
        this.syncPos = this.pos;
        this.syncCount = 0;
        return;
      }
    }
  }

  // --- Names and lists

  private ident(): Ident {
    const pos = this.pos;
    if (this.tok === Token.Ident) {
      const x = new Ident(pos, this.scanner.start, this.scanner.end);
      this.next();
      return x;
    }
    this.expect(Token.Ident);
    return this.blankIdent(pos);
  }

  private blankIdent(pos: Pos): Ident {
    const start = this.pool.add(blankName);
    return new Ident(pos, start, start + 1);
  }

  private identList(): Ident[] {
    const list = [this.ident()];
    while (this.tok === Token.Comma) {
      this.next();
      list.push(this.ident());
    }
    return list;
  }

  private exprList(inRhs: boolean): Expr[] {
    const outer = this.inRhs;
    this.inRhs = inRhs;
    const list = [this.expr()];
    while (this.tok === Token.Comma) {
      this.next();
      list.push(this.expr());
    }
    this.inRhs = outer;
    return list;
  }

  // --- Types

  private type(): Expr {
    const type = this.tryType();
    if (type !== null) return type;
    const pos = this.pos;
    this.errorExpected(pos, 'type');
    this.skipTo(exprEnd);
    return new BadExpr(pos, this.pos);
  }

  /** A type if there is one. */
  private tryType(): Expr | null {
    this.deeper();
    const type = this.typeOrNull();
    this.nesting--;
    return type;
  }

  private typeOrNull(): Expr | null {
    switch (this.tok) {
      case Token.Ident: {
        const type = this.typeName(null);
        return (this.tok as Token.Kind) === Token.Lbrack ? this.typeInstance(type) : type;
      }
      case Token.Lbrack: {
        const lbrack = this.pos;
        this.next();
        return this.arrayType(lbrack, null);
      }
      case Token.Struct:
        return this.structType();
      case Token.Mul: {
        const star = this.pos;
        this.next();
        return new StarExpr(star, this.type());
      }
      case Token.Func:
        return this.funcType();
      case Token.Interface:
        return this.interfaceType();
      case Token.Map: {
        const pos = this.pos;
        this.next();
        this.expect(Token.Lbrack);
        const key = this.type();
        this.expect(Token.Rbrack);
        return new MapType(pos, key, this.type());
      }
      case Token.Chan:
      case Token.Arrow:
        return this.chanType();
      case Token.Lparen: {
        const lparen = this.pos;
        this.next();
        const type = this.type();
        return new ParenExpr(lparen, type, this.expect(Token.Rparen));
      }
      default:
        return null;
    }
  }

  /** `name` or `pkg.name`, whose first name may have been read. */
  private typeName(ident: Ident | null): Expr {
    const name = ident ?? this.ident();
    if (this.tok !== Token.Period) return name;
    this.next();
    return new SelectorExpr(name, this.ident());
  }

  private qualifiedIdent(ident: Ident | null): Expr {
    const type = this.typeName(ident);
    return this.tok === Token.Lbrack ? this.typeInstance(type) : type;
  }

  /** `[len]elt` after its bracket; `len` is not null when it has been read. */
  private arrayType(lbrack: Pos, len: Expr | null): ArrayType {
    if (len === null) {
      this.exprLev++;
      if (this.tok === Token.Ellipsis) {
        len = new Ellipsis(this.pos, null);
        this.next();
      } else if (this.tok !== Token.Rbrack) {
        len = this.rhs();
      }
      this.exprLev--;
    }
    if (this.tok === Token.Comma) {
      this.error(this.pos, 'unexpected comma; expecting ]');
      this.next();
    }
    this.expect(Token.Rbrack);
    return new ArrayType(lbrack, len, this.type());
  }

  /**
   * What follows a name and is at `[`: a field or parameter of array type, else (without a name) an instance of the
   * type that has the name.
   */
  private arrayFieldOrInstance(name: Ident): Param {
    const lbrack = this.expect(Token.Lbrack);
    let trailingComma = NoPos;
    const args: Expr[] = [];
    if (this.tok !== Token.Rbrack) {
      this.exprLev++;
      args.push(this.rhs());
      while (this.tok === Token.Comma) {
        const comma = this.pos;
        this.next();
        if ((this.tok as Token.Kind) === Token.Rbrack) {
          trailingComma = comma;
          break;
        }
        args.push(this.rhs());
      }
      this.exprLev--;
    }
    const rbrack = this.expect(Token.Rbrack);
    if (args.length === 0) return { name, type: new ArrayType(lbrack, null, this.type()) };
    if (args.length === 1) {
      const elt = this.tryType();
      if (elt !== null) {
        if (trailingComma !== NoPos) this.error(trailingComma, 'unexpected comma; expecting ]');
        return { name, type: new ArrayType(lbrack, args[0]!, elt) };
      }
    }
    return { name: null, type: indexExpr(name, lbrack, args, rbrack) };
  }

  private typeInstance(type: Expr): Expr {
    const lbrack = this.expect(Token.Lbrack);
    this.exprLev++;
    const list = this.typeArguments([]);
    this.exprLev--;
    const rbrack = this.expectClosing(Token.Rbrack, 'type argument list');
    if (list.length === 0) {
      this.errorExpected(rbrack, 'type argument list');
      return new IndexExpr(type, lbrack, new BadExpr(lbrack + 1, rbrack), rbrack);
    }
    return indexExpr(type, lbrack, list, rbrack);
  }

  private typeArguments(list: Expr[]): Expr[] {
    while (this.tok !== Token.Rbrack && this.tok !== Token.EOF) {
      list.push(this.type());
      if (!this.atComma('type argument list', Token.Rbrack)) break;
      this.next();
    }
    return list;
  }

  private structType(): StructType {
    const pos = this.expect(Token.Struct);
    const lbrace = this.expect(Token.Lbrace);
    const list: Field[] = [];
    while (this.tok === Token.Ident || this.tok === Token.Mul || this.tok === Token.Lparen) {
      list.push(this.fieldDecl());
    }
    return new StructType(pos, new FieldList(lbrace, list, this.expect(Token.Rbrace)));
  }

  private fieldDecl(): Field {
    const doc = this.leadComment;
    let names: Ident[] = [];
    let type: Expr;
    switch (this.tok) {
      case Token.Ident: {
        const name = this.ident();
        const tok = this.tok as Token.Kind;
        if (tok === Token.Period) {
          type = this.qualifiedIdent(name);
        } else if (tok === Token.String || tok === Token.Semicolon || tok === Token.Rbrace) {
          type = name;
        } else {
          names.push(name);
          while ((this.tok as Token.Kind) === Token.Comma) {
            this.next();
            names.push(this.ident());
          }
          if (names.length === 1 && (this.tok as Token.Kind) === Token.Lbrack) {
            const field = this.arrayFieldOrInstance(name);
            if (field.name === null) names = [];
            type = field.type!;
          } else {
            type = this.type();
          }
        }
        break;
      }
      case Token.Mul: {
        const star = this.pos;
        this.next();
        type = new StarExpr(
          star,
          (this.tok as Token.Kind) === Token.Lparen ? this.embeddedInParens(false) : this.qualifiedIdent(null),
        );
        break;
      }
      default:
        type = this.embeddedInParens(true);
    }
    let tag: BasicLit | null = null;
    if (this.tok === Token.String) tag = this.basicLit();
    const comment = this.expectSemi();
    return new Field(doc, names, type, tag, comment);
  }

  /** `(T)` or, where a star may follow, `(*T)`: no embedded field may be written so. */
  private embeddedInParens(starOk: boolean): Expr {
    this.error(this.pos, 'cannot parenthesize embedded type');
    this.next();
    let type: Expr;
    if (starOk && this.tok === Token.Mul) {
      const star = this.pos;
      this.next();
      type = new StarExpr(star, this.qualifiedIdent(null));
    } else {
      type = this.qualifiedIdent(null);
    }
    if (this.tok === Token.Rparen) this.next();
    return type;
  }

  private chanType(): ChanType {
    const begin = this.pos;
    let dir = Send | Recv;
    let arrow = NoPos;
    if (this.tok === Token.Chan) {
      this.next();
      if ((this.tok as Token.Kind) === Token.Arrow) {
        arrow = this.pos;
        this.next();
        dir = Send;
      }
    } else {
      arrow = this.expect(Token.Arrow);
      this.expect(Token.Chan);
      dir = Recv;
    }
    return new ChanType(begin, arrow, dir, this.type());
  }

  private interfaceType(): InterfaceType {
    const pos = this.expect(Token.Interface);
    const lbrace = this.expect(Token.Lbrace);
    const list: Field[] = [];
    for (;;) {
      if (this.tok === Token.Ident) {
        list.push(this.methodSpec());
        continue;
      }
      let type: Expr | null;
      if (this.tok === Token.Tilde) type = this.embeddedElem(null);
      else if ((type = this.tryType()) !== null) type = this.embeddedElem(type);
      else break;
      list.push(new Field(null, noNames, type, null, this.expectSemi()));
    }
    return new InterfaceType(pos, new FieldList(lbrace, list, this.expect(Token.Rbrace)));
  }

  private methodSpec(): Field {
    const doc = this.leadComment;
    let names = noNames;
    let type = this.typeName(null);
    if (type.kind !== NodeKind.Ident) {
      if (this.tok === Token.Lbrack) type = this.typeInstance(type);
    } else if (this.tok === Token.Lparen) {
      names = [type];
      type = this.signature(NoPos);
    } else if (this.tok === Token.Lbrack) {
      const name = type;
      const lbrack = this.pos;
      this.next();
      this.exprLev++;
      const x = this.expr();
      this.exprLev--;
      if (
        x.kind === NodeKind.Ident &&
        (this.tok as Token.Kind) !== Token.Comma &&
        (this.tok as Token.Kind) !== Token.Rbrack
      ) {
        // m[T any](): methods of interfaces have no type parameters, but this is what was meant.
        this.parameterList(x, null, Token.Rbrack, false);
        this.expect(Token.Rbrack);
        this.error(lbrack, 'interface method must have no type parameters');
        names = [name];
        type = this.signature(NoPos);
      } else {
        const list = [x];
        if (this.atComma('type argument list', Token.Rbrack)) {
          this.exprLev++;
          this.next();
          this.typeArguments(list);
          this.exprLev--;
        }
        type = indexExpr(name, lbrack, list, this.expectClosing(Token.Rbrack, 'type argument list'));
      }
    }
    if (names.length === 0) type = this.embeddedElem(type);
    return new Field(doc, names, type, null, this.expectSemi());
  }

  /** `a | ~b | c`, whose first term may have been read. */
  private embeddedElem(x: Expr | null): Expr {
    x ??= this.embeddedTerm();
    while (this.tok === Token.Or) {
      const pos = this.pos;
      this.next();
      x = new BinaryExpr(x, pos, Token.Or, this.embeddedTerm());
    }
    return x;
  }

  private embeddedTerm(): Expr {
    const pos = this.pos;
    if (this.tok === Token.Tilde) {
      this.next();
      return new UnaryExpr(pos, Token.Tilde, this.type());
    }
    const type = this.tryType();
    if (type !== null) return type;
    this.errorExpected(this.pos, '~ term or type');
    this.skipTo(exprEnd);
    return new BadExpr(pos, this.pos);
  }

  // --- Parameters

  private funcType(): FuncType {
    const pos = this.expect(Token.Func);
    if (this.tok === Token.Lbrack) {
      const tparams = this.typeParameters();
      if (tparams !== null) this.error(tparams.opening, 'function type must have no type parameters');
    }
    return this.signature(pos);
  }

  private signature(func: Pos): FuncType {
    const params = this.parameters();
    return new FuncType(func, null, params, this.results());
  }

  private typeParameters(): FieldList | null {
    const lbrack = this.expect(Token.Lbrack);
    const list = this.tok === Token.Rbrack ? [] : this.parameterList(null, null, Token.Rbrack, false);
    const rbrack = this.expect(Token.Rbrack);
    if (list.length === 0) {
      this.error(rbrack, 'empty type parameter list');
      return null;
    }
    return new FieldList(lbrack, list, rbrack);
  }

  private parameters(dotsOk = true): FieldList {
    const lparen = this.expect(Token.Lparen);
    const list = this.tok === Token.Rparen ? [] : this.parameterList(null, null, Token.Rparen, dotsOk);
    return new FieldList(lparen, list, this.expect(Token.Rparen));
  }

  private results(): FieldList | null {
    if (this.tok === Token.Lparen) return this.parameters(false);
    const type = this.tryType();
    return type === null ? null : new FieldList(NoPos, [new Field(null, noNames, type, null, null)], NoPos);
  }

  private paramDecl(name: Ident | null, tparams: boolean): Param {
    const par: Param = { name: null, type: null };
    if (name === null && tparams && this.tok === Token.Tilde) {
      par.type = this.embeddedElem(null);
      return par;
    }
    switch (name === null ? this.tok : Token.Ident) {
      case Token.Ident:
        par.name = name ?? this.ident();
        switch (this.tok) {
          case Token.Ident:
          case Token.Mul:
          case Token.Arrow:
          case Token.Func:
          case Token.Chan:
          case Token.Map:
          case Token.Struct:
          case Token.Interface:
          case Token.Lparen:
            par.type = this.type();
            break;
          case Token.Lbrack: {
            const field = this.arrayFieldOrInstance(par.name);
            par.name = field.name;
            par.type = field.type;
            break;
          }
          case Token.Ellipsis:
            par.type = this.dotsType();
            return par;
          case Token.Period:
            par.type = this.qualifiedIdent(par.name);
            par.name = null;
            break;
          case Token.Tilde:
            if (!tparams) break;
            par.type = this.embeddedElem(null);
            return par;
          case Token.Or:
            if (!tparams) break;
            par.type = this.embeddedElem(par.name);
            par.name = null;
            return par;
        }
        break;
      case Token.Mul:
      case Token.Arrow:
      case Token.Func:
      case Token.Lbrack:
      case Token.Chan:
      case Token.Map:
      case Token.Struct:
      case Token.Interface:
      case Token.Lparen:
        par.type = this.type();
        break;
      case Token.Ellipsis:
        par.type = this.dotsType();
        return par;
      default:
        this.errorExpected(this.pos, "')'");
        this.skipTo(exprEnd);
    }
    if (tparams && this.tok === Token.Or && par.type !== null) par.type = this.embeddedElem(par.type);
    return par;
  }

  private dotsType(): Ellipsis {
    const pos = this.expect(Token.Ellipsis);
    return new Ellipsis(pos, this.type());
  }

  /**
   * Parameters up to `closing`; a bracket means type parameters. `name0` and `type0` are what has been read of the first
   * one. Only at the end is it known whether the parameters are types or have names.
   */
  private parameterList(name0: Ident | null, type0: Expr | null, closing: Token.Kind, dotsOk: boolean): Field[] {
    const tparams = closing === Token.Rbrack;
    const pos0 = name0 !== null ? name0.namePos : type0 !== null ? posOf(type0) : this.pos;
    const list: Param[] = [];
    let named = 0; // those with a name and a type
    let typed = 0; // those with a type
    while (name0 !== null || (this.tok !== closing && this.tok !== Token.EOF)) {
      let par: Param;
      if (type0 !== null) par = { name: name0, type: tparams ? this.embeddedElem(type0) : type0 };
      else par = this.paramDecl(name0, tparams);
      name0 = null;
      type0 = null;
      if (par.name !== null || par.type !== null) {
        list.push(par);
        if (par.type !== null) {
          typed++;
          if (par.name !== null) named++;
        }
      }
      if (!this.atComma('parameter list', closing)) break;
      this.next();
    }
    if (list.length === 0) return [];
    if (named === 0) {
      // What seemed to be names are types.
      for (const par of list) {
        if (par.name !== null) {
          par.type = par.name;
          par.name = null;
        }
      }
      if (tparams) this.missingParam(typed === 0, pos0, true, list.length);
    } else if (named !== list.length) {
      this.distributeTypes(list, named === typed, tparams);
    }
    this.checkDots(list, dotsOk);
    return groupParams(list, named > 0);
  }

  /** Gives parameters that share a type their type, from right to left. */
  private distributeTypes(list: Param[], typesMissing: boolean, tparams: boolean): void {
    let errPos = NoPos; // of the leftmost mistake
    let type: Expr | null = null;
    for (let i = list.length - 1; i >= 0; i--) {
      const par = list[i]!;
      if (par.type !== null) {
        type = par.type;
        if (par.name === null) {
          errPos = posOf(type);
          par.name = this.blankIdent(errPos);
        }
      } else if (type !== null) {
        par.type = type;
      } else {
        errPos = par.name!.namePos;
        par.type = new BadExpr(errPos, this.pos);
      }
    }
    if (errPos !== NoPos) this.missingParam(typesMissing, errPos, tparams, list.length);
  }

  private missingParam(type: boolean, pos: Pos, tparams: boolean, count: number): void {
    if (type) {
      this.error(this.pos, tparams ? 'missing type constraint' : 'missing parameter type');
    } else if (!tparams) {
      this.error(pos, 'missing parameter name');
    } else {
      this.error(pos, 'missing type parameter name' + (count === 1 ? ' or invalid array length' : ''));
    }
  }

  private checkDots(list: Param[], dotsOk: boolean): void {
    let first = true;
    for (let i = 0; i < list.length; i++) {
      const par = list[i]!;
      const type = par.type;
      if (type === null || type.kind !== NodeKind.Ellipsis || (dotsOk && i + 1 === list.length)) continue;
      if (first) {
        first = false;
        this.error(type.ellipsis, dotsOk ? 'can only use ... with final parameter' : 'invalid use of ...');
      }
      par.type = new BadExpr(type.ellipsis, endOf(type));
    }
  }

  // --- Expressions

  private expr(): Expr {
    return this.binaryExpr(null, Token.LowestPrec + 1);
  }

  private rhs(): Expr {
    const outer = this.inRhs;
    this.inRhs = true;
    const x = this.expr();
    this.inRhs = outer;
    return x;
  }

  private binaryExpr(x: Expr | null, prec1: number): Expr {
    x ??= this.unaryExpr();
    const nesting = this.nesting;
    for (;;) {
      this.deeper();
      const op = this.inRhs && this.tok === Token.Assign ? Token.Eql : this.tok;
      const prec = Token.precedence(op);
      if (prec < prec1) break;
      const pos = this.expect(op);
      const y = this.binaryExpr(null, prec + 1);
      x = new BinaryExpr(x, pos, op, y);
    }
    this.nesting = nesting;
    return x;
  }

  private unaryExpr(): Expr {
    this.deeper();
    let x: Expr;
    const pos = this.pos;
    const op = this.tok;
    switch (op) {
      case Token.Add:
      case Token.Sub:
      case Token.Not:
      case Token.Xor:
      case Token.And:
      case Token.Tilde:
        this.next();
        x = new UnaryExpr(pos, op, this.unaryExpr());
        break;
      case Token.Arrow:
        this.next();
        x = this.unaryExpr();
        if (x.kind === NodeKind.ChanType) this.reassociateArrow(x, pos);
        else x = new UnaryExpr(pos, Token.Arrow, x);
        break;
      case Token.Mul:
        this.next();
        x = new StarExpr(pos, this.unaryExpr());
        break;
      default:
        x = this.primaryExpr(null);
    }
    this.nesting--;
    return x;
  }

  /** `<-` before `chan T` is part of the type: `<-(chan T)` is `(<-chan T)`, `<-(chan<- T)` is `(<-chan (<-T))`. */
  private reassociateArrow(outer: ChanType, arrow: Pos): void {
    let dir = Send;
    let type: Expr = outer;
    while (dir === Send && type.kind === NodeKind.ChanType) {
      if (type.dir === Recv) this.errorExpected(type.arrow, "'chan'");
      const inner: Pos = type.arrow;
      type.begin = arrow;
      type.arrow = arrow;
      arrow = inner;
      dir = type.dir;
      type.dir = Recv;
      type = type.value;
    }
    if (dir === Send) this.errorExpected(arrow, 'channel type');
  }

  private primaryExpr(x: Expr | null): Expr {
    x ??= this.operand();
    const nesting = this.nesting;
    for (;;) {
      this.deeper();
      switch (this.tok) {
        case Token.Period:
          this.next();
          x = this.selectorOrAssertion(x);
          continue;
        case Token.Lbrack:
          x = this.indexOrSlice(x);
          continue;
        case Token.Lparen:
          x = this.call(x);
          continue;
        case Token.Lbrace:
          if (this.isLiteralType(x)) {
            const type: Expr = stripParensAlways(x);
            if (type !== x) this.error(posOf(type), 'cannot parenthesize type in composite literal');
            x = this.literalValue(x);
            continue;
          }
      }
      break;
    }
    this.nesting = nesting;
    return x;
  }

  /** Whether a brace after x starts a composite literal and not a block. */
  private isLiteralType(x: Expr): boolean {
    switch (stripParensAlways(x).kind) {
      case NodeKind.BadExpr:
      case NodeKind.Ident:
      case NodeKind.SelectorExpr:
      case NodeKind.IndexExpr:
      case NodeKind.IndexListExpr:
        return this.exprLev >= 0;
      case NodeKind.ArrayType:
      case NodeKind.StructType:
      case NodeKind.MapType:
        return true;
      default:
        return false;
    }
  }

  private operand(): Expr {
    switch (this.tok) {
      case Token.Ident:
        return this.ident();
      case Token.Int:
      case Token.Float:
      case Token.Imag:
      case Token.Char:
      case Token.String:
        return this.basicLit();
      case Token.Lparen: {
        const lparen = this.pos;
        this.next();
        this.exprLev++;
        const x = this.rhs();
        this.exprLev--;
        return new ParenExpr(lparen, x, this.expect(Token.Rparen));
      }
      case Token.Func: {
        const type = this.funcType();
        if ((this.tok as Token.Kind) !== Token.Lbrace) return type;
        this.exprLev++;
        const body = this.block();
        this.exprLev--;
        return new FuncLit(type, body);
      }
    }
    const type = this.tryType();
    if (type !== null) return type;
    const pos = this.pos;
    this.errorExpected(pos, 'operand');
    this.skipTo(stmtStart);
    return new BadExpr(pos, this.pos);
  }

  private basicLit(): BasicLit {
    const { scanner } = this;
    const x = new BasicLit(this.pos, scanner.tokEnd, this.tok, scanner.start, scanner.end);
    this.next();
    return x;
  }

  private selectorOrAssertion(x: Expr): Expr {
    const pos = this.pos;
    switch (this.tok) {
      case Token.Ident:
        return new SelectorExpr(x, this.ident());
      case Token.Lparen: {
        this.next();
        let type: Expr | null = null;
        if ((this.tok as Token.Kind) === Token.Type) this.next();
        else type = this.type();
        return new TypeAssertExpr(x, pos, type, this.expect(Token.Rparen));
      }
      default:
        this.errorExpected(pos, 'selector or type assertion');
        if (this.tok !== Token.Rbrace) this.next();
        return new SelectorExpr(x, this.blankIdent(pos));
    }
  }

  private indexOrSlice(x: Expr): Expr {
    const lbrack = this.expect(Token.Lbrack);
    if (this.tok === Token.Rbrack) {
      this.errorExpected(this.pos, 'operand');
      const rbrack = this.pos;
      this.next();
      return new IndexExpr(x, lbrack, new BadExpr(rbrack, rbrack), rbrack);
    }
    this.exprLev++;
    const index: [Expr | null, Expr | null, Expr | null] = [null, null, null];
    const colons: [Pos, Pos] = [NoPos, NoPos];
    if (this.tok !== Token.Colon) index[0] = this.rhs();
    let n = 0;
    const args: Expr[] = [];
    if (this.tok === Token.Colon) {
      while (this.tok === Token.Colon && n < 2) {
        colons[n++] = this.pos;
        this.next();
        const tok = this.tok as Token.Kind;
        if (tok !== Token.Colon && tok !== Token.Rbrack && tok !== Token.EOF) index[n] = this.rhs();
      }
    } else if (this.tok === Token.Comma) {
      args.push(index[0]!);
      while (this.tok === Token.Comma) {
        this.next();
        const tok = this.tok as Token.Kind;
        if (tok !== Token.Rbrack && tok !== Token.EOF) args.push(this.type());
      }
    }
    this.exprLev--;
    const rbrack = this.expect(Token.Rbrack);
    if (n > 0) {
      if (n === 2) {
        if (index[1] === null) {
          this.error(colons[0], 'middle index required in 3-index slice');
          index[1] = new BadExpr(colons[0] + 1, colons[1]);
        }
        if (index[2] === null) {
          this.error(colons[1], 'final index required in 3-index slice');
          index[2] = new BadExpr(colons[1] + 1, rbrack);
        }
      }
      return new SliceExpr(x, lbrack, index[0], index[1], index[2], n === 2, rbrack);
    }
    if (args.length === 0) return new IndexExpr(x, lbrack, index[0]!, rbrack);
    return indexExpr(x, lbrack, args, rbrack);
  }

  private call(fun: Expr): CallExpr {
    const lparen = this.expect(Token.Lparen);
    this.exprLev++;
    const list: Expr[] = [];
    let ellipsis = NoPos;
    while (this.tok !== Token.Rparen && this.tok !== Token.EOF && ellipsis === NoPos) {
      list.push(this.rhs());
      if ((this.tok as Token.Kind) === Token.Ellipsis) {
        ellipsis = this.pos;
        this.next();
      }
      if (!this.atComma('argument list', Token.Rparen)) break;
      this.next();
    }
    this.exprLev--;
    return new CallExpr(fun, lparen, list, ellipsis, this.expectClosing(Token.Rparen, 'argument list'));
  }

  private literalValue(type: Expr | null): CompositeLit {
    this.deeper();
    const lbrace = this.expect(Token.Lbrace);
    const elts: Expr[] = [];
    this.exprLev++;
    while (this.tok !== Token.Rbrace && this.tok !== Token.EOF) {
      let x = this.element();
      if ((this.tok as Token.Kind) === Token.Colon) {
        const colon = this.pos;
        this.next();
        x = new KeyValueExpr(x, colon, this.element());
      }
      elts.push(x);
      if (!this.atComma('composite literal', Token.Rbrace)) break;
      this.next();
    }
    this.exprLev--;
    const lit = new CompositeLit(type, lbrace, elts, this.expectClosing(Token.Rbrace, 'composite literal'));
    this.nesting--;
    return lit;
  }

  private element(): Expr {
    return this.tok === Token.Lbrace ? this.literalValue(null) : this.expr();
  }

  // --- Statements

  private stmtList(): Stmt[] {
    const list: Stmt[] = [];
    for (;;) {
      const tok = this.tok;
      if (tok === Token.Case || tok === Token.Default || tok === Token.Rbrace || tok === Token.EOF) return list;
      list.push(this.stmt());
    }
  }

  private block(): BlockStmt {
    const lbrace = this.expect(Token.Lbrace);
    const list = this.stmtList();
    return new BlockStmt(lbrace, list, this.expectOrNone(Token.Rbrace));
  }

  private stmt(): Stmt {
    this.deeper();
    const s = this.anyStmt();
    this.nesting--;
    return s;
  }

  private anyStmt(): Stmt {
    const pos = this.pos;
    switch (this.tok) {
      case Token.Const:
      case Token.Type:
      case Token.Var:
        return new DeclStmt(this.decl(stmtStart));
      case Token.Ident:
      case Token.Int:
      case Token.Float:
      case Token.Imag:
      case Token.Char:
      case Token.String:
      case Token.Func:
      case Token.Lparen:
      case Token.Lbrack:
      case Token.Struct:
      case Token.Map:
      case Token.Chan:
      case Token.Interface:
      case Token.Add:
      case Token.Sub:
      case Token.Mul:
      case Token.And:
      case Token.Xor:
      case Token.Arrow:
      case Token.Not: {
        const s = this.simpleStmt(LabelOk).stmt;
        if (s.kind !== NodeKind.LabeledStmt) this.expectSemi();
        return s;
      }
      case Token.Go: {
        this.next();
        const call = this.callOf('go');
        this.expectSemi();
        return call === null ? new BadStmt(pos, pos + 2) : new GoStmt(pos, call);
      }
      case Token.Defer: {
        this.next();
        const call = this.callOf('defer');
        this.expectSemi();
        return call === null ? new BadStmt(pos, pos + 5) : new DeferStmt(pos, call);
      }
      case Token.Return: {
        this.next();
        const tok = this.tok as Token.Kind;
        const results = tok === Token.Semicolon || tok === Token.Rbrace ? [] : this.exprList(true);
        this.expectSemi();
        return new ReturnStmt(pos, results);
      }
      case Token.Break:
      case Token.Continue:
      case Token.Goto:
      case Token.Fallthrough:
        return this.branchStmt();
      case Token.Lbrace: {
        const s = this.block();
        this.expectSemi();
        return s;
      }
      case Token.If:
        return this.ifStmt();
      case Token.Switch:
        return this.switchStmt();
      case Token.Select:
        return this.selectStmt();
      case Token.For:
        return this.forStmt();
      case Token.Semicolon: {
        const s = new EmptyStmt(pos, this.scanner.implicit);
        this.next();
        return s;
      }
      case Token.Rbrace: // after a label
        return new EmptyStmt(pos, true);
      default:
        this.errorExpected(pos, 'statement');
        this.skipTo(stmtStart);
        return new BadStmt(pos, this.pos);
    }
  }

  private simpleStmt(mode: SimpleMode): SimpleStmt {
    const x = this.exprList(false);
    const pos = this.pos;
    const tok = this.tok;
    if (tok === Token.Assign || tok === Token.Define || (tok >= Token.AddAssign && tok <= Token.AndNotAssign)) {
      this.next();
      if (mode === RangeOk && this.tok === Token.Range && (tok === Token.Define || tok === Token.Assign)) {
        return { stmt: new AssignStmt(x, pos, tok, [this.rangeExpr()]), isRange: true };
      }
      return { stmt: new AssignStmt(x, pos, tok, this.exprList(true)), isRange: false };
    }
    const x0 = x[0]!;
    if (x.length > 1) this.errorExpected(posOf(x0), '1 expression');
    let stmt: Stmt;
    switch (this.tok) {
      case Token.Colon:
        this.next();
        if (mode === LabelOk && x0.kind === NodeKind.Ident) {
          stmt = new LabeledStmt(x0, pos, this.stmt());
        } else {
          this.error(pos, 'illegal label declaration');
          stmt = new BadStmt(posOf(x0), pos + 1);
        }
        break;
      case Token.Arrow:
        this.next();
        stmt = new SendStmt(x0, pos, this.rhs());
        break;
      case Token.Inc:
      case Token.Dec:
        stmt = new IncDecStmt(x0, pos, tok);
        this.next();
        break;
      default:
        stmt = new ExprStmt(x0);
    }
    return { stmt, isRange: false };
  }

  /** `range x`, as an expression that only a range clause holds. */
  private rangeExpr(): UnaryExpr {
    const pos = this.expect(Token.Range);
    return new UnaryExpr(pos, Token.Range, this.rhs());
  }

  private callOf(keyword: string): CallExpr | null {
    let x = this.rhs();
    const inner = stripParensAlways(x);
    if (inner !== x) {
      this.error(posOf(x), `expression in ${keyword} must not be parenthesized`);
      x = inner;
    }
    if (x.kind === NodeKind.CallExpr) return x;
    if (x.kind !== NodeKind.BadExpr) this.error(endOf(x), `expression in ${keyword} must be function call`);
    return null;
  }

  private branchStmt(): BranchStmt {
    const tok = this.tok;
    const pos = this.expect(tok);
    let label: Ident | null = null;
    if (tok === Token.Goto || (tok !== Token.Fallthrough && this.tok === Token.Ident)) label = this.ident();
    this.expectSemi();
    return new BranchStmt(pos, tok, label);
  }

  /** The expression that a statement in a control clause must be. */
  private condition(s: Stmt | null, want: string): Expr | null {
    if (s === null) return null;
    if (s.kind === NodeKind.ExprStmt) return s.x;
    const found = s.kind === NodeKind.AssignStmt ? 'assignment' : 'simple statement';
    this.error(posOf(s), `expected ${want}, found ${found} (missing parentheses around composite literal?)`);
    return new BadExpr(posOf(s), endOf(s));
  }

  private ifStmt(): IfStmt {
    this.deeper();
    const pos = this.expect(Token.If);
    let init: Stmt | null = null;
    let cond: Expr | null = null;
    if (this.tok === Token.Lbrace) {
      this.error(this.pos, 'missing condition in if statement');
    } else {
      const exprLev = this.exprLev;
      this.exprLev = -1;
      if (this.tok !== Token.Semicolon) {
        if (this.tok === Token.Var) {
          this.next();
          this.error(this.pos, 'var declaration not allowed in if initializer');
        }
        init = this.simpleStmt(Basic).stmt;
      }
      let condStmt: Stmt | null = null;
      let semi = NoPos;
      let semiImplicit = false;
      if (this.tok === Token.Lbrace) {
        condStmt = init;
        init = null;
      } else {
        if (this.tok === Token.Semicolon) {
          semi = this.pos;
          semiImplicit = this.scanner.implicit;
        }
        this.expect(Token.Semicolon);
        if ((this.tok as Token.Kind) !== Token.Lbrace) condStmt = this.simpleStmt(Basic).stmt;
      }
      cond = this.condition(condStmt, 'boolean expression');
      if (condStmt === null && semi !== NoPos) {
        const newline = 'unexpected newline, expecting { after if clause';
        this.error(semi, semiImplicit ? newline : 'missing condition in if statement');
      }
      this.exprLev = exprLev;
    }
    cond ??= new BadExpr(this.pos, this.pos);
    const body = this.block();
    let otherwise: Stmt | null = null;
    if (this.tok === Token.Else) {
      this.next();
      const tok = this.tok as Token.Kind;
      if (tok === Token.If) {
        otherwise = this.ifStmt();
      } else if (tok === Token.Lbrace) {
        otherwise = this.block();
        this.expectSemi();
      } else {
        this.errorExpected(this.pos, 'if statement or block');
        otherwise = new BadStmt(this.pos, this.pos);
      }
    } else {
      this.expectSemi();
    }
    this.nesting--;
    return new IfStmt(pos, init, cond, body, otherwise);
  }

  private switchStmt(): Stmt {
    const pos = this.expect(Token.Switch);
    let init: Stmt | null = null;
    let tag: Stmt | null = null;
    if (this.tok !== Token.Lbrace) {
      const exprLev = this.exprLev;
      this.exprLev = -1;
      if (this.tok !== Token.Semicolon) tag = this.simpleStmt(Basic).stmt;
      if (this.tok === Token.Semicolon) {
        this.next();
        init = tag;
        tag = (this.tok as Token.Kind) === Token.Lbrace ? null : this.simpleStmt(Basic).stmt;
      }
      this.exprLev = exprLev;
    }
    const isTypeSwitch = tag !== null && this.isTypeSwitchGuard(tag);
    const lbrace = this.expect(Token.Lbrace);
    const list: Stmt[] = [];
    while (this.tok === Token.Case || this.tok === Token.Default) list.push(this.caseClause());
    const body = this.endClauses(lbrace, list);
    if (isTypeSwitch) return new TypeSwitchStmt(pos, init, tag!, body);
    return new SwitchStmt(pos, init, this.condition(tag, 'switch expression'), body);
  }

  private endClauses(lbrace: Pos, list: Stmt[]): BlockStmt {
    const rbrace = this.expect(Token.Rbrace);
    this.expectSemi();
    return new BlockStmt(lbrace, list, rbrace);
  }

  private isTypeSwitchGuard(s: Stmt): boolean {
    if (s.kind === NodeKind.ExprStmt) return isTypeSwitchAssert(s.x);
    if (s.kind !== NodeKind.AssignStmt || s.lhs.length !== 1 || s.rhs.length !== 1) return false;
    if (!isTypeSwitchAssert(s.rhs[0]!)) return false;
    if (s.tok === Token.Assign) this.error(s.tokPos, "expected ':=', found '='");
    return s.tok === Token.Assign || s.tok === Token.Define;
  }

  private caseClause(): CaseClause {
    const pos = this.pos;
    let list: Expr[] | null = null;
    if (this.tok === Token.Case) {
      this.next();
      list = this.exprList(true);
    } else {
      this.expect(Token.Default);
    }
    const colon = this.expect(Token.Colon);
    return new CaseClause(pos, list, colon, this.stmtList());
  }

  private selectStmt(): SelectStmt {
    const pos = this.expect(Token.Select);
    const lbrace = this.expect(Token.Lbrace);
    const list: Stmt[] = [];
    while (this.tok === Token.Case || this.tok === Token.Default) list.push(this.commClause());
    return new SelectStmt(pos, this.endClauses(lbrace, list));
  }

  private commClause(): CommClause {
    const pos = this.pos;
    let comm: Stmt | null = null;
    if (this.tok === Token.Case) {
      this.next();
      comm = this.commStmt();
    } else {
      this.expect(Token.Default);
    }
    const colon = this.expect(Token.Colon);
    return new CommClause(pos, comm, colon, this.stmtList());
  }

  private commStmt(): Stmt {
    let lhs = this.exprList(false);
    const pos = this.pos;
    const tok = this.tok;
    if (tok === Token.Assign || tok === Token.Define) {
      if (lhs.length > 2) {
        this.errorExpected(posOf(lhs[0]!), '1 or 2 expressions');
        lhs = lhs.slice(0, 2);
      }
      this.next();
      return new AssignStmt(lhs, pos, tok, [this.rhs()]);
    }
    if (lhs.length > 1) this.errorExpected(posOf(lhs[0]!), '1 expression');
    if (tok !== Token.Arrow) return new ExprStmt(lhs[0]!);
    this.next();
    return new SendStmt(lhs[0]!, pos, this.rhs());
  }

  private forStmt(): Stmt {
    const pos = this.expect(Token.For);
    let init: Stmt | null = null;
    let cond: Stmt | null = null;
    let post: Stmt | null = null;
    let range: AssignStmt | null = null;
    if (this.tok !== Token.Lbrace) {
      const exprLev = this.exprLev;
      this.exprLev = -1;
      if (this.tok === Token.Range) {
        range = new AssignStmt([], NoPos, Token.Illegal, [this.rangeExpr()]);
      } else if (this.tok !== Token.Semicolon) {
        const simple = this.simpleStmt(RangeOk);
        if (simple.isRange) range = simple.stmt as AssignStmt;
        else cond = simple.stmt;
      }
      if (range === null && this.tok === Token.Semicolon) {
        this.next();
        init = cond;
        cond = (this.tok as Token.Kind) === Token.Semicolon ? null : this.simpleStmt(Basic).stmt;
        this.expectSemi();
        if ((this.tok as Token.Kind) !== Token.Lbrace) post = this.simpleStmt(Basic).stmt;
      }
      this.exprLev = exprLev;
    }
    const body = this.block();
    this.expectSemi();
    if (range === null) return new ForStmt(pos, init, this.condition(cond, 'boolean or range expression'), post, body);
    const lhs = range.lhs;
    if (lhs.length > 2) {
      this.errorExpected(posOf(lhs.at(-1)!), 'at most 2 expressions');
      return new BadStmt(pos, endOf(body));
    }
    const x = range.rhs[0] as UnaryExpr;
    return new RangeStmt(pos, lhs[0] ?? null, lhs[1] ?? null, range.tokPos, range.tok, x.opPos, x.x, body);
  }

  // --- Declarations

  private decl(sync: Uint8Array): Decl {
    const pos = this.pos;
    switch (this.tok) {
      case Token.Import:
      case Token.Const:
      case Token.Var:
      case Token.Type:
        return this.genDecl();
      case Token.Func:
        return this.funcDecl();
      default:
        this.errorExpected(pos, 'declaration');
        this.skipTo(sync);
        return new BadDecl(pos, this.pos);
    }
  }

  private genDecl(): GenDecl {
    const doc = this.leadComment;
    const keyword = this.tok;
    const pos = this.expect(keyword);
    let lparen = NoPos;
    let rparen = NoPos;
    const list: Spec[] = [];
    if (this.tok === Token.Lparen) {
      lparen = this.pos;
      this.next();
      while ((this.tok as Token.Kind) !== Token.Rparen && (this.tok as Token.Kind) !== Token.EOF) {
        list.push(this.spec(keyword, this.leadComment));
      }
      rparen = this.expect(Token.Rparen);
      this.expectSemi();
    } else {
      list.push(this.spec(keyword, null));
    }
    return new GenDecl(doc, pos, keyword, lparen, list, rparen);
  }

  private spec(keyword: Token.Kind, doc: CommentGroup | null): Spec {
    switch (keyword) {
      case Token.Import:
        return this.importSpec(doc);
      case Token.Type:
        return this.typeSpec(doc);
      default:
        return this.valueSpec(keyword, doc);
    }
  }

  private importSpec(doc: CommentGroup | null): ImportSpec {
    let name: Ident | null = null;
    if (this.tok === Token.Ident) {
      name = this.ident();
    } else if (this.tok === Token.Period) {
      name = new Ident(this.pos, this.pos, this.pos + 1);
      this.next();
    }
    const pos = this.pos;
    let path: BasicLit;
    if (this.tok === Token.String) {
      path = this.basicLit();
    } else {
      path = new BasicLit(pos, pos, Token.String, pos, pos);
      if (Token.isLiteral(this.tok)) {
        this.error(pos, 'import path must be a string');
        this.next();
      } else {
        this.error(pos, 'missing import path');
        this.skipTo(exprEnd);
      }
    }
    return new ImportSpec(doc, name, path, this.expectSemi(), NoPos);
  }

  private valueSpec(keyword: Token.Kind, doc: CommentGroup | null): ValueSpec {
    const names = this.identList();
    let type: Expr | null = null;
    let values: Expr[] = [];
    const tok = this.tok;
    if (keyword === Token.Var) {
      if (tok !== Token.Assign) type = this.type();
    } else if (tok !== Token.EOF && tok !== Token.Semicolon && tok !== Token.Rparen) {
      type = this.tryType();
    } else {
      return new ValueSpec(doc, names, null, values, this.expectSemi());
    }
    if (this.tok === Token.Assign) {
      this.next();
      values = this.exprList(true);
    }
    return new ValueSpec(doc, names, type, values, this.expectSemi());
  }

  private typeSpec(doc: CommentGroup | null): TypeSpec {
    const name = this.ident();
    let tparams: FieldList | null = null;
    let assign = NoPos;
    let type: Expr | null = null;
    if (this.tok === Token.Lbrack) {
      const lbrack = this.pos;
      this.next();
      if ((this.tok as Token.Kind) === Token.Ident) {
        // An array length or the first type parameter.
        let x: Expr = this.ident();
        if ((this.tok as Token.Kind) !== Token.Lbrack) {
          this.exprLev++;
          x = this.binaryExpr(this.primaryExpr(x), Token.LowestPrec + 1);
          this.exprLev--;
        }
        const tok = this.tok as Token.Kind;
        const first = splitParam(x, tok === Token.Comma);
        if (first.name !== null && (first.type !== null || tok !== Token.Rbrack)) {
          const list = this.parameterList(first.name, first.type, Token.Rbrack, false);
          tparams = new FieldList(lbrack, list, this.expect(Token.Rbrack));
        } else {
          type = this.arrayType(lbrack, x);
        }
      } else {
        type = this.arrayType(lbrack, null);
      }
    }
    if (type === null) {
      if (this.tok === Token.Assign) {
        assign = this.pos;
        this.next();
      }
      type = this.type();
    }
    return new TypeSpec(doc, name, tparams, assign, type, this.expectSemi());
  }

  private funcDecl(): FuncDecl {
    const doc = this.leadComment;
    const pos = this.expect(Token.Func);
    const recv = this.tok === Token.Lparen ? this.parameters() : null;
    const name = this.ident();
    let tparams: FieldList | null = null;
    if (this.tok === Token.Lbrack) {
      tparams = this.typeParameters();
      if (recv !== null && tparams !== null) {
        this.error(tparams.opening, 'method must have no type parameters');
        tparams = null;
      }
    }
    const type = this.signature(pos);
    type.typeParams = tparams;
    let body: BlockStmt | null = null;
    if (this.tok === Token.Lbrace) {
      body = this.block();
      this.expectSemi();
    } else if (this.tok === Token.Semicolon) {
      this.next();
      if ((this.tok as Token.Kind) === Token.Lbrace) {
        this.error(this.pos, 'unexpected semicolon or newline before {');
        body = this.block();
        this.expectSemi();
      }
    } else {
      this.expectSemi();
    }
    return new FuncDecl(doc, recv, name, type, body);
  }

  // --- Entry points

  file(): File | null {
    this.next();
    // A mistake in the first token or the package clause: probably no Go file at all.
    if (this.errors.length > 0) return null;
    const doc = this.leadComment;
    const pos = this.expect(Token.Package);
    const name = this.ident();
    this.expectSemi();
    if (this.errors.length > 0) return null;
    const decls: Decl[] = [];
    while (this.tok === Token.Import) decls.push(this.genDecl());
    let prev: Token.Kind = Token.Import;
    while (this.tok !== Token.EOF) {
      if (this.tok === Token.Import && prev !== Token.Import) {
        this.error(this.pos, 'imports must appear before other declarations');
      }
      prev = this.tok;
      decls.push(this.decl(declStart));
    }
    return new File(doc, pos, name, decls, this.comments);
  }

  loneExpr(): Expr {
    this.next();
    const x = this.rhs();
    if (this.atNewline()) this.next();
    this.expect(Token.EOF);
    return x;
  }
}

const blankName = Uint8Array.of(0x5f);
const noNames: Ident[] = [];

function indexExpr(x: Expr, lbrack: Pos, list: Expr[], rbrack: Pos): Expr {
  if (list.length === 1) return new IndexExpr(x, lbrack, list[0]!, rbrack);
  return new IndexListExpr(x, lbrack, list, rbrack);
}

function isTypeSwitchAssert(x: Expr): boolean {
  return x.kind === NodeKind.TypeAssertExpr && x.type === null;
}

/** One field for each run of parameters of one type. */
function groupParams(list: Param[], named: boolean): Field[] {
  const fields: Field[] = [];
  let last: Field | null = null;
  for (const par of list) {
    const type = par.type!;
    if (!named) {
      fields.push(new Field(null, noNames, type, null, null));
    } else if (last !== null && last.type === type) {
      last.names.push(par.name!);
    } else {
      last = new Field(null, [par.name!], type, null, null);
      fields.push(last);
    }
  }
  return fields;
}

/**
 * Splits an expression that stands where an array length or a type parameter may be into a name and a type: `P *T` was
 * read as a product, `P (T)` as a call. It is split only if the rest can be nothing but a type, or if `force`.
 */
function splitParam(x: Expr, force: boolean): Param {
  if (x.kind === NodeKind.Ident) return { name: x, type: null };
  if (x.kind === NodeKind.BinaryExpr) {
    if (x.op === Token.Mul) {
      if (x.x.kind === NodeKind.Ident && (force || isTypeElem(x.y))) {
        return { name: x.x, type: new StarExpr(x.opPos, x.y) };
      }
    } else if (x.op === Token.Or) {
      const left = splitParam(x.x, force || isTypeElem(x.y));
      if (left.name !== null && left.type !== null) {
        return { name: left.name, type: new BinaryExpr(left.type, x.opPos, x.op, x.y) };
      }
    }
  } else if (x.kind === NodeKind.CallExpr && x.fun.kind === NodeKind.Ident) {
    if (x.args.length === 1 && x.ellipsis === NoPos && (force || isTypeElem(x.args[0]!))) {
      return { name: x.fun, type: new ParenExpr(x.lparen, x.args[0]!, x.rparen) };
    }
  }
  return { name: null, type: x };
}
