// The formatter's tree: go/ast's nodes, with the position of every token that the printer or an error may need. The
// compiler's own tree (syntax/) is leaner and bears other errors. Nodes are plain data; the printer keeps the width of an
// expression or statement that it has measured in `size` (0: not yet measured).
//
// Names, literals and comments have their text in a pool (text.ts), not in strings: start and end are offsets into it.

import * as NodeKind from './nodekind.ts';
import type * as Token from './token.ts';
import type { Pos } from './lines.ts';

/** Directions of a channel type: the sum of what it allows. */
export const Send = 1;
export const Recv = 2;
export type ChanDir = number;

// Expressions and types.

/** Source text that is no expression. */
export class BadExpr {
  readonly kind = NodeKind.BadExpr;
  from: Pos;
  to: Pos;
  size = 0;

  constructor(from: Pos, to: Pos) {
    this.from = from;
    this.to = to;
  }
}

/** A name; its text is text[start, end) of the pool. */
export class Ident {
  readonly kind = NodeKind.Ident;
  namePos: Pos;
  start: number;
  end: number;
  size = 0;

  constructor(namePos: Pos, start: number, end: number) {
    this.namePos = namePos;
    this.start = start;
    this.end = end;
  }
}

/** `...` or `...elt`, in parameter lists and array types. */
export class Ellipsis {
  readonly kind = NodeKind.Ellipsis;
  ellipsis: Pos;
  elt: Expr | null;
  size = 0;

  constructor(ellipsis: Pos, elt: Expr | null) {
    this.ellipsis = ellipsis;
    this.elt = elt;
  }
}

/** A literal of the token kind `tok`; `valueEnd` is where it ends in the source, `NoPos` if not from there. */
export class BasicLit {
  readonly kind = NodeKind.BasicLit;
  valuePos: Pos;
  valueEnd: Pos;
  tok: Token.Kind;
  start: number;
  end: number;
  size = 0;

  constructor(valuePos: Pos, valueEnd: Pos, tok: Token.Kind, start: number, end: number) {
    this.valuePos = valuePos;
    this.valueEnd = valueEnd;
    this.tok = tok;
    this.start = start;
    this.end = end;
  }
}

/** `type body` */
export class FuncLit {
  readonly kind = NodeKind.FuncLit;
  type: FuncType;
  body: BlockStmt;
  size = 0;

  constructor(type: FuncType, body: BlockStmt) {
    this.type = type;
    this.body = body;
  }
}

/** `type{elts}` */
export class CompositeLit {
  readonly kind = NodeKind.CompositeLit;
  type: Expr | null;
  lbrace: Pos;
  elts: Expr[];
  rbrace: Pos;
  size = 0;

  constructor(type: Expr | null, lbrace: Pos, elts: Expr[], rbrace: Pos) {
    this.type = type;
    this.lbrace = lbrace;
    this.elts = elts;
    this.rbrace = rbrace;
  }
}

/** `(x)` */
export class ParenExpr {
  readonly kind = NodeKind.ParenExpr;
  lparen: Pos;
  x: Expr;
  rparen: Pos;
  size = 0;

  constructor(lparen: Pos, x: Expr, rparen: Pos) {
    this.lparen = lparen;
    this.x = x;
    this.rparen = rparen;
  }
}

/** `x.sel` */
export class SelectorExpr {
  readonly kind = NodeKind.SelectorExpr;
  x: Expr;
  sel: Ident;
  size = 0;

  constructor(x: Expr, sel: Ident) {
    this.x = x;
    this.sel = sel;
  }
}

/** `x[index]` */
export class IndexExpr {
  readonly kind = NodeKind.IndexExpr;
  x: Expr;
  lbrack: Pos;
  index: Expr;
  rbrack: Pos;
  size = 0;

  constructor(x: Expr, lbrack: Pos, index: Expr, rbrack: Pos) {
    this.x = x;
    this.lbrack = lbrack;
    this.index = index;
    this.rbrack = rbrack;
  }
}

/** `x[index, index...]` */
export class IndexListExpr {
  readonly kind = NodeKind.IndexListExpr;
  x: Expr;
  lbrack: Pos;
  indices: Expr[];
  rbrack: Pos;
  size = 0;

  constructor(x: Expr, lbrack: Pos, indices: Expr[], rbrack: Pos) {
    this.x = x;
    this.lbrack = lbrack;
    this.indices = indices;
    this.rbrack = rbrack;
  }
}

/** `x[low:high:max]` */
export class SliceExpr {
  readonly kind = NodeKind.SliceExpr;
  x: Expr;
  lbrack: Pos;
  low: Expr | null;
  high: Expr | null;
  max: Expr | null;
  slice3: boolean;
  rbrack: Pos;
  size = 0;

  constructor(
    x: Expr,
    lbrack: Pos,
    low: Expr | null,
    high: Expr | null,
    max: Expr | null,
    slice3: boolean,
    rbrack: Pos,
  ) {
    this.x = x;
    this.lbrack = lbrack;
    this.low = low;
    this.high = high;
    this.max = max;
    this.slice3 = slice3;
    this.rbrack = rbrack;
  }
}

/** `x.(type)`; null for the word `type` itself. */
export class TypeAssertExpr {
  readonly kind = NodeKind.TypeAssertExpr;
  x: Expr;
  lparen: Pos;
  type: Expr | null;
  rparen: Pos;
  size = 0;

  constructor(x: Expr, lparen: Pos, type: Expr | null, rparen: Pos) {
    this.x = x;
    this.lparen = lparen;
    this.type = type;
    this.rparen = rparen;
  }
}

/** `fun(args...)`; `ellipsis` is `NoPos` where there is none. */
export class CallExpr {
  readonly kind = NodeKind.CallExpr;
  fun: Expr;
  lparen: Pos;
  args: Expr[];
  ellipsis: Pos;
  rparen: Pos;
  size = 0;

  constructor(fun: Expr, lparen: Pos, args: Expr[], ellipsis: Pos, rparen: Pos) {
    this.fun = fun;
    this.lparen = lparen;
    this.args = args;
    this.ellipsis = ellipsis;
    this.rparen = rparen;
  }
}

/** `*x` */
export class StarExpr {
  readonly kind = NodeKind.StarExpr;
  star: Pos;
  x: Expr;
  size = 0;

  constructor(star: Pos, x: Expr) {
    this.star = star;
    this.x = x;
  }
}

/** `op x` */
export class UnaryExpr {
  readonly kind = NodeKind.UnaryExpr;
  opPos: Pos;
  op: Token.Kind;
  x: Expr;
  size = 0;

  constructor(opPos: Pos, op: Token.Kind, x: Expr) {
    this.opPos = opPos;
    this.op = op;
    this.x = x;
  }
}

/** `x op y` */
export class BinaryExpr {
  readonly kind = NodeKind.BinaryExpr;
  x: Expr;
  opPos: Pos;
  op: Token.Kind;
  y: Expr;
  size = 0;

  constructor(x: Expr, opPos: Pos, op: Token.Kind, y: Expr) {
    this.x = x;
    this.opPos = opPos;
    this.op = op;
    this.y = y;
  }
}

/** `key: value` */
export class KeyValueExpr {
  readonly kind = NodeKind.KeyValueExpr;
  key: Expr;
  colon: Pos;
  value: Expr;
  size = 0;

  constructor(key: Expr, colon: Pos, value: Expr) {
    this.key = key;
    this.colon = colon;
    this.value = value;
  }
}

/** `[len]elt`; a slice type when `len` is null. */
export class ArrayType {
  readonly kind = NodeKind.ArrayType;
  lbrack: Pos;
  len: Expr | null;
  elt: Expr;
  size = 0;

  constructor(lbrack: Pos, len: Expr | null, elt: Expr) {
    this.lbrack = lbrack;
    this.len = len;
    this.elt = elt;
  }
}

/** `struct fields` */
export class StructType {
  readonly kind = NodeKind.StructType;
  struct: Pos;
  fields: FieldList;
  size = 0;

  constructor(struct: Pos, fields: FieldList) {
    this.struct = struct;
    this.fields = fields;
  }
}

/** `func[typeParams](params) results`; `func` is `NoPos` in an interface method. */
export class FuncType {
  readonly kind = NodeKind.FuncType;
  func: Pos;
  typeParams: FieldList | null;
  params: FieldList;
  results: FieldList | null;
  size = 0;

  constructor(func: Pos, typeParams: FieldList | null, params: FieldList, results: FieldList | null) {
    this.func = func;
    this.typeParams = typeParams;
    this.params = params;
    this.results = results;
  }
}

/** `interface methods` */
export class InterfaceType {
  readonly kind = NodeKind.InterfaceType;
  interface: Pos;
  methods: FieldList;
  size = 0;

  constructor(interface_: Pos, methods: FieldList) {
    this.interface = interface_;
    this.methods = methods;
  }
}

/** `map[key]value` */
export class MapType {
  readonly kind = NodeKind.MapType;
  map: Pos;
  key: Expr;
  value: Expr;
  size = 0;

  constructor(map: Pos, key: Expr, value: Expr) {
    this.map = map;
    this.key = key;
    this.value = value;
  }
}

/** `chan value`, `<-chan value`, `chan<- value`; `arrow` is `NoPos` where there is none. */
export class ChanType {
  readonly kind = NodeKind.ChanType;
  begin: Pos;
  arrow: Pos;
  dir: ChanDir;
  value: Expr;
  size = 0;

  constructor(begin: Pos, arrow: Pos, dir: ChanDir, value: Expr) {
    this.begin = begin;
    this.arrow = arrow;
    this.dir = dir;
    this.value = value;
  }
}

// Statements.

/** Source text that is no statement. */
export class BadStmt {
  readonly kind = NodeKind.BadStmt;
  from: Pos;
  to: Pos;
  size = 0;

  constructor(from: Pos, to: Pos) {
    this.from = from;
    this.to = to;
  }
}

/** A declaration in a function. */
export class DeclStmt {
  readonly kind = NodeKind.DeclStmt;
  decl: Decl;
  size = 0;

  constructor(decl: Decl) {
    this.decl = decl;
  }
}

/** `;`, or nothing where `implicit`. */
export class EmptyStmt {
  readonly kind = NodeKind.EmptyStmt;
  semicolon: Pos;
  implicit: boolean;
  size = 0;

  constructor(semicolon: Pos, implicit: boolean) {
    this.semicolon = semicolon;
    this.implicit = implicit;
  }
}

/** `label: stmt` */
export class LabeledStmt {
  readonly kind = NodeKind.LabeledStmt;
  label: Ident;
  colon: Pos;
  stmt: Stmt;
  size = 0;

  constructor(label: Ident, colon: Pos, stmt: Stmt) {
    this.label = label;
    this.colon = colon;
    this.stmt = stmt;
  }
}

/** `x` */
export class ExprStmt {
  readonly kind = NodeKind.ExprStmt;
  x: Expr;
  size = 0;

  constructor(x: Expr) {
    this.x = x;
  }
}

/** `chan <- value` */
export class SendStmt {
  readonly kind = NodeKind.SendStmt;
  chan: Expr;
  arrow: Pos;
  value: Expr;
  size = 0;

  constructor(chan: Expr, arrow: Pos, value: Expr) {
    this.chan = chan;
    this.arrow = arrow;
    this.value = value;
  }
}

/** `x++`, `x--` */
export class IncDecStmt {
  readonly kind = NodeKind.IncDecStmt;
  x: Expr;
  tokPos: Pos;
  tok: Token.Kind;
  size = 0;

  constructor(x: Expr, tokPos: Pos, tok: Token.Kind) {
    this.x = x;
    this.tokPos = tokPos;
    this.tok = tok;
  }
}

/** `lhs = rhs`, `lhs := rhs`, `lhs op= rhs` */
export class AssignStmt {
  readonly kind = NodeKind.AssignStmt;
  lhs: Expr[];
  tokPos: Pos;
  tok: Token.Kind;
  rhs: Expr[];
  size = 0;

  constructor(lhs: Expr[], tokPos: Pos, tok: Token.Kind, rhs: Expr[]) {
    this.lhs = lhs;
    this.tokPos = tokPos;
    this.tok = tok;
    this.rhs = rhs;
  }
}

/** `go call` */
export class GoStmt {
  readonly kind = NodeKind.GoStmt;
  go: Pos;
  call: CallExpr;
  size = 0;

  constructor(go: Pos, call: CallExpr) {
    this.go = go;
    this.call = call;
  }
}

/** `defer call` */
export class DeferStmt {
  readonly kind = NodeKind.DeferStmt;
  defer: Pos;
  call: CallExpr;
  size = 0;

  constructor(defer: Pos, call: CallExpr) {
    this.defer = defer;
    this.call = call;
  }
}

/** `return results` */
export class ReturnStmt {
  readonly kind = NodeKind.ReturnStmt;
  return: Pos;
  results: Expr[];
  size = 0;

  constructor(return_: Pos, results: Expr[]) {
    this.return = return_;
    this.results = results;
  }
}

/** `break`, `continue`, `goto` or `fallthrough`, with a label or without. */
export class BranchStmt {
  readonly kind = NodeKind.BranchStmt;
  tokPos: Pos;
  tok: Token.Kind;
  label: Ident | null;
  size = 0;

  constructor(tokPos: Pos, tok: Token.Kind, label: Ident | null) {
    this.tokPos = tokPos;
    this.tok = tok;
    this.label = label;
  }
}

/** `{list}`; `rbrace` is `NoPos` when it is missing. */
export class BlockStmt {
  readonly kind = NodeKind.BlockStmt;
  lbrace: Pos;
  list: Stmt[];
  rbrace: Pos;
  size = 0;

  constructor(lbrace: Pos, list: Stmt[], rbrace: Pos) {
    this.lbrace = lbrace;
    this.list = list;
    this.rbrace = rbrace;
  }
}

/** `if init; cond body else else` */
export class IfStmt {
  readonly kind = NodeKind.IfStmt;
  if: Pos;
  init: Stmt | null;
  cond: Expr;
  body: BlockStmt;
  else: Stmt | null;
  size = 0;

  constructor(if_: Pos, init: Stmt | null, cond: Expr, body: BlockStmt, else_: Stmt | null) {
    this.if = if_;
    this.init = init;
    this.cond = cond;
    this.body = body;
    this.else = else_;
  }
}

/** `case list: body`; `default: body` when the list is null. */
export class CaseClause {
  readonly kind = NodeKind.CaseClause;
  case: Pos;
  list: Expr[] | null;
  colon: Pos;
  body: Stmt[];
  size = 0;

  constructor(case_: Pos, list: Expr[] | null, colon: Pos, body: Stmt[]) {
    this.case = case_;
    this.list = list;
    this.colon = colon;
    this.body = body;
  }
}

/** `switch init; tag body` */
export class SwitchStmt {
  readonly kind = NodeKind.SwitchStmt;
  switch: Pos;
  init: Stmt | null;
  tag: Expr | null;
  body: BlockStmt;
  size = 0;

  constructor(switch_: Pos, init: Stmt | null, tag: Expr | null, body: BlockStmt) {
    this.switch = switch_;
    this.init = init;
    this.tag = tag;
    this.body = body;
  }
}

/** `switch init; assign body` */
export class TypeSwitchStmt {
  readonly kind = NodeKind.TypeSwitchStmt;
  switch: Pos;
  init: Stmt | null;
  assign: Stmt;
  body: BlockStmt;
  size = 0;

  constructor(switch_: Pos, init: Stmt | null, assign: Stmt, body: BlockStmt) {
    this.switch = switch_;
    this.init = init;
    this.assign = assign;
    this.body = body;
  }
}

/** `case comm: body`; `default: body` when comm is null. */
export class CommClause {
  readonly kind = NodeKind.CommClause;
  case: Pos;
  comm: Stmt | null;
  colon: Pos;
  body: Stmt[];
  size = 0;

  constructor(case_: Pos, comm: Stmt | null, colon: Pos, body: Stmt[]) {
    this.case = case_;
    this.comm = comm;
    this.colon = colon;
    this.body = body;
  }
}

/** `select body` */
export class SelectStmt {
  readonly kind = NodeKind.SelectStmt;
  select: Pos;
  body: BlockStmt;
  size = 0;

  constructor(select: Pos, body: BlockStmt) {
    this.select = select;
    this.body = body;
  }
}

/** `for init; cond; post body` */
export class ForStmt {
  readonly kind = NodeKind.ForStmt;
  for: Pos;
  init: Stmt | null;
  cond: Expr | null;
  post: Stmt | null;
  body: BlockStmt;
  size = 0;

  constructor(for_: Pos, init: Stmt | null, cond: Expr | null, post: Stmt | null, body: BlockStmt) {
    this.for = for_;
    this.init = init;
    this.cond = cond;
    this.post = post;
    this.body = body;
  }
}

/** `for key, value tok range x body`; `tokPos` is `NoPos` without a key. */
export class RangeStmt {
  readonly kind = NodeKind.RangeStmt;
  for: Pos;
  key: Expr | null;
  value: Expr | null;
  tokPos: Pos;
  tok: Token.Kind;
  range: Pos;
  x: Expr;
  body: BlockStmt;
  size = 0;

  constructor(
    for_: Pos,
    key: Expr | null,
    value: Expr | null,
    tokPos: Pos,
    tok: Token.Kind,
    range: Pos,
    x: Expr,
    body: BlockStmt,
  ) {
    this.for = for_;
    this.key = key;
    this.value = value;
    this.tokPos = tokPos;
    this.tok = tok;
    this.range = range;
    this.x = x;
    this.body = body;
  }
}

// Declarations.

/** `name path`; `endPos`, unless `NoPos`, is where a sorted import ends. */
export class ImportSpec {
  readonly kind = NodeKind.ImportSpec;
  doc: CommentGroup | null;
  name: Ident | null;
  path: BasicLit;
  comment: CommentGroup | null;
  endPos: Pos;

  constructor(doc: CommentGroup | null, name: Ident | null, path: BasicLit, comment: CommentGroup | null, endPos: Pos) {
    this.doc = doc;
    this.name = name;
    this.path = path;
    this.comment = comment;
    this.endPos = endPos;
  }
}

/** `names type = values` of a const or var declaration. */
export class ValueSpec {
  readonly kind = NodeKind.ValueSpec;
  doc: CommentGroup | null;
  names: Ident[];
  type: Expr | null;
  values: Expr[];
  comment: CommentGroup | null;

  constructor(
    doc: CommentGroup | null,
    names: Ident[],
    type: Expr | null,
    values: Expr[],
    comment: CommentGroup | null,
  ) {
    this.doc = doc;
    this.names = names;
    this.type = type;
    this.values = values;
    this.comment = comment;
  }
}

/** `name[typeParams] type`, with `=` at `assign` unless `NoPos`. */
export class TypeSpec {
  readonly kind = NodeKind.TypeSpec;
  doc: CommentGroup | null;
  name: Ident;
  typeParams: FieldList | null;
  assign: Pos;
  type: Expr;
  comment: CommentGroup | null;

  constructor(
    doc: CommentGroup | null,
    name: Ident,
    typeParams: FieldList | null,
    assign: Pos,
    type: Expr,
    comment: CommentGroup | null,
  ) {
    this.doc = doc;
    this.name = name;
    this.typeParams = typeParams;
    this.assign = assign;
    this.type = type;
    this.comment = comment;
  }
}

/** Source text that is no declaration. */
export class BadDecl {
  readonly kind = NodeKind.BadDecl;
  from: Pos;
  to: Pos;

  constructor(from: Pos, to: Pos) {
    this.from = from;
    this.to = to;
  }
}

/** `tok spec` or `tok (specs)` */
export class GenDecl {
  readonly kind = NodeKind.GenDecl;
  doc: CommentGroup | null;
  tokPos: Pos;
  tok: Token.Kind;
  lparen: Pos;
  specs: Spec[];
  rparen: Pos;

  constructor(doc: CommentGroup | null, tokPos: Pos, tok: Token.Kind, lparen: Pos, specs: Spec[], rparen: Pos) {
    this.doc = doc;
    this.tokPos = tokPos;
    this.tok = tok;
    this.lparen = lparen;
    this.specs = specs;
    this.rparen = rparen;
  }
}

/** `func recv name type body` */
export class FuncDecl {
  readonly kind = NodeKind.FuncDecl;
  doc: CommentGroup | null;
  recv: FieldList | null;
  name: Ident;
  type: FuncType;
  body: BlockStmt | null;

  constructor(doc: CommentGroup | null, recv: FieldList | null, name: Ident, type: FuncType, body: BlockStmt | null) {
    this.doc = doc;
    this.recv = recv;
    this.name = name;
    this.type = type;
    this.body = body;
  }
}

// Parts of the above, comments, the file.

/** `names type tag` of a struct, interface, parameter list. */
export class Field {
  readonly kind = NodeKind.Field;
  doc: CommentGroup | null;
  names: Ident[];
  type: Expr | null;
  tag: BasicLit | null;
  comment: CommentGroup | null;

  constructor(
    doc: CommentGroup | null,
    names: Ident[],
    type: Expr | null,
    tag: BasicLit | null,
    comment: CommentGroup | null,
  ) {
    this.doc = doc;
    this.names = names;
    this.type = type;
    this.tag = tag;
    this.comment = comment;
  }
}

/** Fields in parentheses, brackets or braces; both positions are `NoPos` without them. */
export class FieldList {
  readonly kind = NodeKind.FieldList;
  opening: Pos;
  list: Field[];
  closing: Pos;

  constructor(opening: Pos, list: Field[], closing: Pos) {
    this.opening = opening;
    this.list = list;
    this.closing = closing;
  }
}

/** One comment with its markers and without carriage returns. */
export class Comment {
  readonly kind = NodeKind.Comment;
  slash: Pos;
  start: number;
  end: number;

  constructor(slash: Pos, start: number, end: number) {
    this.slash = slash;
    this.start = start;
    this.end = end;
  }
}

/** Comments with no token and no blank line between them; never empty. */
export class CommentGroup {
  readonly kind = NodeKind.CommentGroup;
  list: Comment[];

  constructor(list: Comment[]) {
    this.list = list;
  }
}

/** A source file. */
export class File {
  readonly kind = NodeKind.File;
  doc: CommentGroup | null;
  package: Pos;
  name: Ident;
  decls: Decl[];
  comments: CommentGroup[];

  constructor(doc: CommentGroup | null, package_: Pos, name: Ident, decls: Decl[], comments: CommentGroup[]) {
    this.doc = doc;
    this.package = package_;
    this.name = name;
    this.decls = decls;
    this.comments = comments;
  }
}

/** Any expression or type. */
export type Expr =
  | BadExpr
  | Ident
  | Ellipsis
  | BasicLit
  | FuncLit
  | CompositeLit
  | ParenExpr
  | SelectorExpr
  | IndexExpr
  | IndexListExpr
  | SliceExpr
  | TypeAssertExpr
  | CallExpr
  | StarExpr
  | UnaryExpr
  | BinaryExpr
  | KeyValueExpr
  | ArrayType
  | StructType
  | FuncType
  | InterfaceType
  | MapType
  | ChanType;

/** Any statement. */
export type Stmt =
  | BadStmt
  | DeclStmt
  | EmptyStmt
  | LabeledStmt
  | ExprStmt
  | SendStmt
  | IncDecStmt
  | AssignStmt
  | GoStmt
  | DeferStmt
  | ReturnStmt
  | BranchStmt
  | BlockStmt
  | IfStmt
  | CaseClause
  | SwitchStmt
  | TypeSwitchStmt
  | CommClause
  | SelectStmt
  | ForStmt
  | RangeStmt;

export type Spec = ImportSpec | ValueSpec | TypeSpec;
export type Decl = BadDecl | GenDecl | FuncDecl;

/** Anything that has a position. */
export type Node = Expr | Stmt | Spec | Decl | Field | FieldList | Comment | CommentGroup | File;
