// The syntax tree: one small class a node, as in gc's cmd/compile/internal/syntax/nodes.go. The parser makes it, the
// checker reads it and records on it, the SSA builder reads both. Nodes carry data; stages carry behaviour, as a `switch`
// over `kind`. Positions are those that gc gives the node, because its error columns come from them.

import type { Pos } from '../base/pos.ts';
import type * as ChanDir from './chandir.ts';
import type * as LitKind from './litkind.ts';
import * as NodeKind from './nodekind.ts';
import type * as Operator from './operator.ts';
import type { Directive, Pragma } from './pragma.ts';
import type * as Token from './token.ts';

/** Declarations in one pair of parentheses share one group. */
export class Group {}

/** A source file. `declList` is in source order. */
export class File {
  readonly kind = NodeKind.File;
  /** The position of the `package` keyword. */
  pos: Pos;
  pragma: Pragma | null;
  pkgName: Name;
  declList: Decl[];
  eof: Pos;
  /** The version of a `//go:build go1.N` line, as `go1.N`; empty where there is none. */
  goVersion: string;
  /** Every directive of the file, in the order of the text. */
  directives: Directive[];
  /** Those of them that stand where no declaration can take them. */
  unusedDirectives: Directive[];

  constructor(
    pos: Pos,
    pragma: Pragma | null,
    pkgName: Name,
    declList: Decl[],
    eof: Pos,
    goVersion: string,
    directives: Directive[],
    unusedDirectives: Directive[],
  ) {
    this.pos = pos;
    this.pragma = pragma;
    this.pkgName = pkgName;
    this.declList = declList;
    this.eof = eof;
    this.goVersion = goVersion;
    this.directives = directives;
    this.unusedDirectives = unusedDirectives;
  }
}

/**
 * What the checker records on every expression: the operand mode (types/operand-mode.ts; 0 before checking), the type
 * (a types.Type) and the value of a constant (a constant.Value). The syntax room does not look inside.
 */
export interface Recorded {
  mode: number;
  type: unknown;
  constant: unknown;
}

// ----------------------------------------------------------------------------
// Declarations

/** `import localName "path"`. Position: that of `localName`, or of the path where there is none. */
export class ImportDecl {
  readonly kind = NodeKind.ImportDecl;
  pos: Pos;
  /** Null where the declaration stands alone. */
  group: Group | null;
  pragma: Pragma | null;
  /** Includes `.` and `_`; null: the package's own name. */
  localName: Name | null;
  /** Null, or `bad`, after a syntax error. */
  path: BasicLit | null;

  constructor(pos: Pos, group: Group | null, pragma: Pragma | null, localName: Name | null, path: BasicLit | null) {
    this.pos = pos;
    this.group = group;
    this.pragma = pragma;
    this.localName = localName;
    this.path = path;
  }
}

/** `nameList type = values`; type and values may both be absent inside a group (then the previous ones repeat). */
export class ConstDecl {
  readonly kind = NodeKind.ConstDecl;
  pos: Pos;
  group: Group | null;
  pragma: Pragma | null;
  nameList: Name[];
  type: Expr | null;
  values: Expr | null;

  constructor(
    pos: Pos,
    group: Group | null,
    pragma: Pragma | null,
    nameList: Name[],
    type: Expr | null,
    values: Expr | null,
  ) {
    this.pos = pos;
    this.group = group;
    this.pragma = pragma;
    this.nameList = nameList;
    this.type = type;
    this.values = values;
  }
}

/** `name[tparams] type`, or `name[tparams] = type` when `alias`. */
export class TypeDecl {
  readonly kind = NodeKind.TypeDecl;
  pos: Pos;
  group: Group | null;
  pragma: Pragma | null;
  name: Name;
  /** Null: no type parameters. */
  tparamList: Field[] | null;
  alias: boolean;
  type: Expr;

  constructor(
    pos: Pos,
    group: Group | null,
    pragma: Pragma | null,
    name: Name,
    tparamList: Field[] | null,
    alias: boolean,
    type: Expr,
  ) {
    this.pos = pos;
    this.group = group;
    this.pragma = pragma;
    this.name = name;
    this.tparamList = tparamList;
    this.alias = alias;
    this.type = type;
  }
}

/** `nameList type = values`; one of type and values may be absent. */
export class VarDecl {
  readonly kind = NodeKind.VarDecl;
  pos: Pos;
  group: Group | null;
  pragma: Pragma | null;
  nameList: Name[];
  type: Expr | null;
  values: Expr | null;

  constructor(
    pos: Pos,
    group: Group | null,
    pragma: Pragma | null,
    nameList: Name[],
    type: Expr | null,
    values: Expr | null,
  ) {
    this.pos = pos;
    this.group = group;
    this.pragma = pragma;
    this.nameList = nameList;
    this.type = type;
    this.values = values;
  }
}

/**
 * `func recv name[tparams] type body`.
 * The body of a function may have been skipped: then `body` is null, `bodyPos` is the position of its `{` and `bodyEnd` the
 * position just after its `}`; `parseBody` (parser.ts) makes the tree when it is wanted. A declaration without a body has
 * `bodyPos` 0.
 */
export class FuncDecl {
  readonly kind = NodeKind.FuncDecl;
  pos: Pos;
  pragma: Pragma | null;
  /** Null: a function, not a method. */
  recv: Field | null;
  name: Name;
  tparamList: Field[] | null;
  type: FuncType;
  body: BlockStmt | null;
  bodyPos: Pos;
  bodyEnd: Pos;

  constructor(
    pos: Pos,
    pragma: Pragma | null,
    recv: Field | null,
    name: Name,
    tparamList: Field[] | null,
    type: FuncType,
    body: BlockStmt | null,
    bodyPos: Pos,
    bodyEnd: Pos,
  ) {
    this.pos = pos;
    this.pragma = pragma;
    this.recv = recv;
    this.name = name;
    this.tparamList = tparamList;
    this.type = type;
    this.body = body;
    this.bodyPos = bodyPos;
    this.bodyEnd = bodyEnd;
  }
}

// ----------------------------------------------------------------------------
// Expressions

/** Stands where no expression could be parsed. */
export class BadExpr {
  readonly kind = NodeKind.BadExpr;
  pos: Pos;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos) {
    this.pos = pos;
  }
}

/** An identifier, `_` included. */
export class Name {
  readonly kind = NodeKind.Name;
  pos: Pos;
  value: string;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;
  /** The object that this identifier defines or uses, recorded by the checker. */
  obj: unknown = null;
  /** For a use of a generic function or type: its type arguments and instance, recorded by the checker. */
  instance: unknown = null;

  constructor(pos: Pos, value: string) {
    this.pos = pos;
    this.value = value;
  }
}

/** A literal; `value` is its source text. */
export class BasicLit {
  readonly kind = NodeKind.BasicLit;
  pos: Pos;
  value: string;
  lit: LitKind.Kind;
  /** The text has a syntax error that was reported. */
  bad: boolean;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, value: string, lit: LitKind.Kind, bad: boolean) {
    this.pos = pos;
    this.value = value;
    this.lit = lit;
    this.bad = bad;
  }
}

/** `type { elemList }`; the type is null for an elided inner literal. */
export class CompositeLit {
  readonly kind = NodeKind.CompositeLit;
  pos: Pos;
  litType: Expr | null;
  elemList: Expr[];
  /** How many elements are `KeyValueExpr`. */
  keyCount: number;
  rbrace: Pos;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, litType: Expr | null, elemList: Expr[], keyCount: number, rbrace: Pos) {
    this.pos = pos;
    this.litType = litType;
    this.elemList = elemList;
    this.keyCount = keyCount;
    this.rbrace = rbrace;
  }
}

/** `key: val` in a composite literal. */
export class KeyValueExpr {
  readonly kind = NodeKind.KeyValueExpr;
  pos: Pos;
  key: Expr;
  val: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, key: Expr, val: Expr) {
    this.pos = pos;
    this.key = key;
    this.val = val;
  }
}

/** `func type body`. */
export class FuncLit {
  readonly kind = NodeKind.FuncLit;
  pos: Pos;
  funcType: FuncType;
  body: BlockStmt;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, funcType: FuncType, body: BlockStmt) {
    this.pos = pos;
    this.funcType = funcType;
    this.body = body;
  }
}

/** `(x)`. */
export class ParenExpr {
  readonly kind = NodeKind.ParenExpr;
  pos: Pos;
  x: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, x: Expr) {
    this.pos = pos;
    this.x = x;
  }
}

/** `x.sel`. */
export class SelectorExpr {
  readonly kind = NodeKind.SelectorExpr;
  pos: Pos;
  x: Expr;
  sel: Name;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;
  /** The field or method selected, recorded by the checker; null for a qualified identifier. */
  selection: unknown = null;

  constructor(pos: Pos, x: Expr, sel: Name) {
    this.pos = pos;
    this.x = x;
    this.sel = sel;
  }
}

/** `x[index]`; several indices (type arguments) are a `ListExpr`. */
export class IndexExpr {
  readonly kind = NodeKind.IndexExpr;
  pos: Pos;
  x: Expr;
  index: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, x: Expr, index: Expr) {
    this.pos = pos;
    this.x = x;
    this.index = index;
  }
}

/** `x[lo:hi:max]`; `full` says that two colons were written. */
export class SliceExpr {
  readonly kind = NodeKind.SliceExpr;
  pos: Pos;
  x: Expr;
  lo: Expr | null;
  hi: Expr | null;
  max: Expr | null;
  full: boolean;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, x: Expr, lo: Expr | null, hi: Expr | null, max: Expr | null, full: boolean) {
    this.pos = pos;
    this.x = x;
    this.lo = lo;
    this.hi = hi;
    this.max = max;
    this.full = full;
  }
}

/** `x.(assertType)`. */
export class AssertExpr {
  readonly kind = NodeKind.AssertExpr;
  pos: Pos;
  x: Expr;
  assertType: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, x: Expr, assertType: Expr) {
    this.pos = pos;
    this.x = x;
    this.assertType = assertType;
  }
}

/** `lhs := x.(type)`, the tag of a type switch; `lhs` may be null. */
export class TypeSwitchGuard {
  readonly kind = NodeKind.TypeSwitchGuard;
  pos: Pos;
  lhs: Name | null;
  x: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, lhs: Name | null, x: Expr) {
    this.pos = pos;
    this.lhs = lhs;
    this.x = x;
  }
}

/** `x op y`, or `op x` when `y` is null. `*x` and `&x` are unary `Mul` and `And`, `<-x` is unary `Recv`, `~x` is `Tilde`. */
export class Operation {
  readonly kind = NodeKind.Operation;
  pos: Pos;
  op: Operator.Kind;
  x: Expr;
  y: Expr | null;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, op: Operator.Kind, x: Expr, y: Expr | null) {
    this.pos = pos;
    this.op = op;
    this.x = x;
    this.y = y;
  }
}

/** `fun(argList)`, with `...` after the last argument when `hasDots`. */
export class CallExpr {
  readonly kind = NodeKind.CallExpr;
  pos: Pos;
  fun: Expr;
  argList: Expr[];
  hasDots: boolean;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, fun: Expr, argList: Expr[], hasDots: boolean) {
    this.pos = pos;
    this.fun = fun;
    this.argList = argList;
    this.hasDots = hasDots;
  }
}

/** `x, y, z` where several expressions stand for one: right and left sides, results, cases, type arguments. */
export class ListExpr {
  readonly kind = NodeKind.ListExpr;
  pos: Pos;
  elemList: Expr[];
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, elemList: Expr[]) {
    this.pos = pos;
    this.elemList = elemList;
  }
}

/** `[len]elem`; a null length is `[...]elem`. */
export class ArrayType {
  readonly kind = NodeKind.ArrayType;
  pos: Pos;
  len: Expr | null;
  elem: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, len: Expr | null, elem: Expr) {
    this.pos = pos;
    this.len = len;
    this.elem = elem;
  }
}

/** `[]elem`. */
export class SliceType {
  readonly kind = NodeKind.SliceType;
  pos: Pos;
  elem: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, elem: Expr) {
    this.pos = pos;
    this.elem = elem;
  }
}

/** `...elem`, the type of a variadic parameter. */
export class DotsType {
  readonly kind = NodeKind.DotsType;
  pos: Pos;
  elem: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, elem: Expr) {
    this.pos = pos;
    this.elem = elem;
  }
}

/** `struct { fieldList }`; `tagList[i]` is the tag of field i, and may be missing or null. */
export class StructType {
  readonly kind = NodeKind.StructType;
  pos: Pos;
  fieldList: Field[];
  tagList: (BasicLit | null)[];
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, fieldList: Field[], tagList: (BasicLit | null)[]) {
    this.pos = pos;
    this.fieldList = fieldList;
    this.tagList = tagList;
  }
}

/** `interface { methodList }`: methods (named fields with a `FuncType`) and embedded elements (no name). */
export class InterfaceType {
  readonly kind = NodeKind.InterfaceType;
  pos: Pos;
  methodList: Field[];
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, methodList: Field[]) {
    this.pos = pos;
    this.methodList = methodList;
  }
}

/** `func(paramList) resultList`. */
export class FuncType {
  readonly kind = NodeKind.FuncType;
  pos: Pos;
  paramList: Field[];
  resultList: Field[];
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, paramList: Field[], resultList: Field[]) {
    this.pos = pos;
    this.paramList = paramList;
    this.resultList = resultList;
  }
}

/** `map[key]elem`. */
export class MapType {
  readonly kind = NodeKind.MapType;
  pos: Pos;
  key: Expr;
  elem: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, key: Expr, elem: Expr) {
    this.pos = pos;
    this.key = key;
    this.elem = elem;
  }
}

/** `chan elem`, `chan<- elem`, `<-chan elem`. */
export class ChanType {
  readonly kind = NodeKind.ChanType;
  pos: Pos;
  dir: ChanDir.Kind;
  elem: Expr;
  /** Recorded by the checker, see `Recorded`. */
  mode: number = 0;
  type: unknown = null;
  constant: unknown = null;

  constructor(pos: Pos, dir: ChanDir.Kind, elem: Expr) {
    this.pos = pos;
    this.dir = dir;
    this.elem = elem;
  }
}

/** A field, parameter, result, method or embedded element: `name type`. Names that share one type share one `type` object. */
export class Field {
  readonly kind = NodeKind.Field;
  pos: Pos;
  name: Name | null;
  type: Expr;

  constructor(pos: Pos, name: Name | null, type: Expr) {
    this.pos = pos;
    this.name = name;
    this.type = type;
  }
}

// ----------------------------------------------------------------------------
// Statements

/** `;`. */
export class EmptyStmt {
  readonly kind = NodeKind.EmptyStmt;
  pos: Pos;

  constructor(pos: Pos) {
    this.pos = pos;
  }
}

/** `label: stmt`. */
export class LabeledStmt {
  readonly kind = NodeKind.LabeledStmt;
  pos: Pos;
  label: Name;
  stmt: Stmt;

  constructor(pos: Pos, label: Name, stmt: Stmt) {
    this.pos = pos;
    this.label = label;
    this.stmt = stmt;
  }
}

/** `{ list }`. */
export class BlockStmt {
  readonly kind = NodeKind.BlockStmt;
  pos: Pos;
  list: Stmt[];
  rbrace: Pos;

  constructor(pos: Pos, list: Stmt[], rbrace: Pos) {
    this.pos = pos;
    this.list = list;
    this.rbrace = rbrace;
  }
}

/** `x`. */
export class ExprStmt {
  readonly kind = NodeKind.ExprStmt;
  pos: Pos;
  x: Expr;

  constructor(pos: Pos, x: Expr) {
    this.pos = pos;
    this.x = x;
  }
}

/** `chan <- val`. */
export class SendStmt {
  readonly kind = NodeKind.SendStmt;
  pos: Pos;
  chan: Expr;
  val: Expr;

  constructor(pos: Pos, chan: Expr, val: Expr) {
    this.pos = pos;
    this.chan = chan;
    this.val = val;
  }
}

/** A declaration among statements. */
export class DeclStmt {
  readonly kind = NodeKind.DeclStmt;
  pos: Pos;
  declList: Decl[];

  constructor(pos: Pos, declList: Decl[]) {
    this.pos = pos;
    this.declList = declList;
  }
}

/** `lhs = rhs` (op `None`), `lhs := rhs` (`Def`), `lhs op= rhs`; `x++` and `x--` are `Add` and `Sub` with a null right side. */
export class AssignStmt {
  readonly kind = NodeKind.AssignStmt;
  pos: Pos;
  op: Operator.Kind;
  lhs: Expr;
  rhs: Expr | null;

  constructor(pos: Pos, op: Operator.Kind, lhs: Expr, rhs: Expr | null) {
    this.pos = pos;
    this.op = op;
    this.lhs = lhs;
    this.rhs = rhs;
  }
}

/** `break`, `continue`, `fallthrough`, `goto`, with an optional label. */
export class BranchStmt {
  readonly kind = NodeKind.BranchStmt;
  pos: Pos;
  tok: Token.Kind;
  label: Name | null;
  /** Where control goes on, set by the check of branches: the labelled statement of a goto, the loop, switch or select of a break or continue. */
  target: Stmt | null = null;

  constructor(pos: Pos, tok: Token.Kind, label: Name | null) {
    this.pos = pos;
    this.tok = tok;
    this.label = label;
  }
}

/** `go call` or `defer call`. A well-formed call is a `CallExpr`. */
export class CallStmt {
  readonly kind = NodeKind.CallStmt;
  pos: Pos;
  tok: Token.Kind;
  call: Expr;

  constructor(pos: Pos, tok: Token.Kind, call: Expr) {
    this.pos = pos;
    this.tok = tok;
    this.call = call;
  }
}

/** `return results`. */
export class ReturnStmt {
  readonly kind = NodeKind.ReturnStmt;
  pos: Pos;
  results: Expr | null;

  constructor(pos: Pos, results: Expr | null) {
    this.pos = pos;
    this.results = results;
  }
}

/** `if init; cond then else`; the else branch is an `IfStmt`, a `BlockStmt` or null. */
export class IfStmt {
  readonly kind = NodeKind.IfStmt;
  pos: Pos;
  init: SimpleStmt | null;
  /** Null only after a syntax error. */
  cond: Expr | null;
  thenBlock: BlockStmt;
  elseStmt: IfStmt | BlockStmt | null;

  constructor(
    pos: Pos,
    init: SimpleStmt | null,
    cond: Expr | null,
    thenBlock: BlockStmt,
    elseStmt: IfStmt | BlockStmt | null,
  ) {
    this.pos = pos;
    this.init = init;
    this.cond = cond;
    this.thenBlock = thenBlock;
    this.elseStmt = elseStmt;
  }
}

/** `for init; cond; post body`; a range loop has a `RangeClause` as `init`. */
export class ForStmt {
  readonly kind = NodeKind.ForStmt;
  pos: Pos;
  init: SimpleStmt | null;
  cond: Expr | null;
  post: SimpleStmt | null;
  body: BlockStmt;

  constructor(pos: Pos, init: SimpleStmt | null, cond: Expr | null, post: SimpleStmt | null, body: BlockStmt) {
    this.pos = pos;
    this.init = init;
    this.cond = cond;
    this.post = post;
    this.body = body;
  }
}

/** `switch init; tag { body }`; the tag of a type switch is a `TypeSwitchGuard`. */
export class SwitchStmt {
  readonly kind = NodeKind.SwitchStmt;
  pos: Pos;
  init: SimpleStmt | null;
  tag: Expr | null;
  body: CaseClause[];
  rbrace: Pos;

  constructor(pos: Pos, init: SimpleStmt | null, tag: Expr | null, body: CaseClause[], rbrace: Pos) {
    this.pos = pos;
    this.init = init;
    this.tag = tag;
    this.body = body;
    this.rbrace = rbrace;
  }
}

/** `select { body }`. */
export class SelectStmt {
  readonly kind = NodeKind.SelectStmt;
  pos: Pos;
  body: CommClause[];
  rbrace: Pos;

  constructor(pos: Pos, body: CommClause[], rbrace: Pos) {
    this.pos = pos;
    this.body = body;
    this.rbrace = rbrace;
  }
}

/** `lhs = range x`, `lhs := range x` when `def`, `range x` when `lhs` is null. */
export class RangeClause {
  readonly kind = NodeKind.RangeClause;
  pos: Pos;
  lhs: Expr | null;
  def: boolean;
  x: Expr;

  constructor(pos: Pos, lhs: Expr | null, def: boolean, x: Expr) {
    this.pos = pos;
    this.lhs = lhs;
    this.def = def;
    this.x = x;
  }
}

/** `case cases: body`; null cases are `default`. */
export class CaseClause {
  readonly kind = NodeKind.CaseClause;
  pos: Pos;
  cases: Expr | null;
  body: Stmt[];
  colon: Pos;
  /** The variable that a type switch declares in this clause, recorded by the checker. */
  obj: unknown = null;

  constructor(pos: Pos, cases: Expr | null, body: Stmt[], colon: Pos) {
    this.pos = pos;
    this.cases = cases;
    this.body = body;
    this.colon = colon;
  }
}

/** `case comm: body` of a select; null is `default`. */
export class CommClause {
  readonly kind = NodeKind.CommClause;
  pos: Pos;
  comm: SimpleStmt | null;
  body: Stmt[];
  colon: Pos;

  constructor(pos: Pos, comm: SimpleStmt | null, body: Stmt[], colon: Pos) {
    this.pos = pos;
    this.comm = comm;
    this.body = body;
    this.colon = colon;
  }
}

export type Decl = ImportDecl | ConstDecl | TypeDecl | VarDecl | FuncDecl;
export type Expr =
  | BadExpr
  | Name
  | BasicLit
  | CompositeLit
  | KeyValueExpr
  | FuncLit
  | ParenExpr
  | SelectorExpr
  | IndexExpr
  | SliceExpr
  | AssertExpr
  | TypeSwitchGuard
  | Operation
  | CallExpr
  | ListExpr
  | ArrayType
  | SliceType
  | DotsType
  | StructType
  | InterfaceType
  | FuncType
  | MapType
  | ChanType;
export type SimpleStmt = EmptyStmt | ExprStmt | SendStmt | AssignStmt | RangeClause;
export type Stmt =
  | SimpleStmt
  | LabeledStmt
  | BlockStmt
  | DeclStmt
  | BranchStmt
  | CallStmt
  | ReturnStmt
  | IfStmt
  | ForStmt
  | SwitchStmt
  | SelectStmt;
export type Node = File | Decl | Expr | Stmt | Field | CaseClause | CommClause;
