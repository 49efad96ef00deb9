// Productions: function bodies and statements.

import type { Pos } from '../base/pos.ts';
import * as Mode from './mode.ts';
import * as NodeKind from './nodekind.ts';
import {
  AssignStmt,
  BadExpr,
  BlockStmt,
  BranchStmt,
  CallStmt,
  CaseClause,
  CommClause,
  DeclStmt,
  EmptyStmt,
  ExprStmt,
  ForStmt,
  IfStmt,
  LabeledStmt,
  RangeClause,
  ReturnStmt,
  SelectStmt,
  SendStmt,
  SwitchStmt,
  type Expr,
  type Name,
  type SimpleStmt,
  type Stmt,
} from './nodes.ts';
import * as Operator from './operator.ts';
import { appendGroup } from './parse-decl.ts';
import { unparen } from './exprs.ts';
import { expr, exprList, primaryExpr } from './parse-expr.ts';
import type { Parser } from './parser.ts';
import { exprString, nodeString } from './exprstring.ts';
import * as Token from './token.ts';

/** The body of a function; `{` is the current token. */
export function funcBody(p: Parser): BlockStmt {
  p.enter();
  p.funcNest++;
  const errors = p.errorCount;
  const body = blockStmt(p, '');
  p.funcNest--;
  p.leave();
  // A body with syntax errors has spurious label errors.
  if ((p.mode & Mode.CheckBranches) !== 0 && errors === p.errorCount) p.checkBranches(body);
  return body;
}

/** Block = "{" StatementList "}" . `context` says after what it stands, for the error, where it may be missing. */
function blockStmt(p: Parser, context: string): BlockStmt {
  const pos = p.pos;
  if (!p.got(Token.Lbrace)) {
    p.syntaxError('expected { after ' + context);
    p.advance(Token.Name, Token.Rbrace);
    const rbrace = p.pos;
    if (p.got(Token.Rbrace)) return new BlockStmt(pos, [], rbrace);
  }
  const list = stmtList(p);
  const rbrace = p.pos;
  p.want(Token.Rbrace);
  return new BlockStmt(pos, list, rbrace);
}

/** StatementList = { Statement ";" } . */
function stmtList(p: Parser): Stmt[] {
  const mark = p.stmts.mark();
  while (!p.at(Token.EOF) && !p.at(Token.Rbrace) && !p.at(Token.Case) && !p.at(Token.Default)) {
    const s = stmtOrNull(p);
    p.clearPragma();
    if (s === null) break;
    p.stmts.push(s);
    // The semicolon may be missing before a closing brace.
    if (!p.got(Token.Semi) && !p.at(Token.Rbrace)) {
      p.syntaxError('at end of statement');
      p.advance(Token.Semi, Token.Rbrace, Token.Case, Token.Default);
      p.got(Token.Semi);
    }
  }
  return p.stmts.take(mark);
}

/** Statement; null where none begins here. */
function stmtOrNull(p: Parser): Stmt | null {
  switch (p.tok) {
    case Token.Name: {
      // Most statements begin with a name.
      p.clearPragma();
      const lhs = exprList(p);
      if (lhs.kind === NodeKind.Name && p.at(Token.Colon)) return labeledStmt(p, lhs);
      return simpleStmt(p, lhs, Token.None);
    }
    case Token.Var:
    case Token.Const:
    case Token.Type:
      return declStmt(p);
  }
  p.clearPragma();
  p.enter();
  const s = otherStmt(p);
  p.leave();
  return s;
}

function otherStmt(p: Parser): Stmt | null {
  const pos = p.pos;
  switch (p.tok) {
    case Token.Lbrace:
      return blockStmt(p, '');

    case Token.Operator:
    case Token.Star:
      switch (p.op) {
        case Operator.Add:
        case Operator.Sub:
        case Operator.Mul:
        case Operator.And:
        case Operator.Xor:
        case Operator.Not:
          return simpleStmt(p, null, Token.None);
      }
      return null;

    case Token.Literal:
    case Token.Func:
    case Token.Lparen:
    case Token.Lbrack:
    case Token.Struct:
    case Token.Map:
    case Token.Chan:
    case Token.Interface:
    case Token.Arrow:
      return simpleStmt(p, null, Token.None);

    case Token.For:
      return forStmt(p);
    case Token.Switch:
      return switchStmt(p);
    case Token.Select:
      return selectStmt(p);
    case Token.If:
      return ifStmt(p);

    case Token.Fallthrough:
      p.next();
      return new BranchStmt(pos, Token.Fallthrough, null);
    case Token.Break:
    case Token.Continue: {
      const tok = p.at(Token.Break) ? Token.Break : Token.Continue;
      p.next();
      return new BranchStmt(pos, tok, p.at(Token.Name) ? p.name() : null);
    }
    case Token.Goto:
      p.next();
      return new BranchStmt(pos, Token.Goto, p.name());

    case Token.Go:
    case Token.Defer:
      return callStmt(p);

    case Token.Return:
      p.next();
      return new ReturnStmt(pos, !p.at(Token.Semi) && !p.at(Token.Rbrace) ? exprList(p) : null);

    case Token.Semi:
      return new EmptyStmt(pos);
  }
  return null;
}

/** A declaration among statements. */
function declStmt(p: Parser): DeclStmt {
  const pos = p.pos;
  const keyword = p.tok;
  const mark = p.decls.mark();
  p.next();
  appendGroup(p, keyword);
  return new DeclStmt(pos, p.decls.take(mark));
}

/** LabeledStmt = Label ":" Statement . The label has been read. */
function labeledStmt(p: Parser, label: Name): LabeledStmt | null {
  const pos = p.pos;
  p.want(Token.Colon);
  if (p.at(Token.Rbrace)) return new LabeledStmt(pos, label, new EmptyStmt(p.pos));
  p.enter();
  const s = stmtOrNull(p);
  p.leave();
  if (s !== null) return new LabeledStmt(pos, label, s);
  p.syntaxErrorAt(pos, 'missing statement after label');
  return null;
}

/**
 * SimpleStmt = EmptyStmt | ExpressionStmt | SendStmt | IncDecStmt | Assignment | ShortVarDecl . The left side may have
 * been read. `keyword` is that of the statement whose header this is: after `for` it may be a range clause, after
 * `switch` a type switch guard.
 */
function simpleStmt(p: Parser, first: Expr | null, keyword: number): SimpleStmt {
  if (keyword === Token.For && p.at(Token.Range)) return rangeClause(p, null, false);
  const lhs = first ?? exprList(p);
  const pos = p.pos;

  switch (p.tok) {
    case Token.Assign:
    case Token.Define: {
      const op = p.at(Token.Define) ? Operator.Def : Operator.None;
      p.next();
      if (keyword === Token.For && p.at(Token.Range)) return rangeClause(p, lhs, op === Operator.Def);
      const rhs = exprList(p);
      if (
        rhs.kind === NodeKind.TypeSwitchGuard &&
        keyword === Token.Switch &&
        op === Operator.Def &&
        lhs.kind === NodeKind.Name
      ) {
        rhs.lhs = lhs;
        return new ExprStmt(rhs.pos, rhs);
      }
      return new AssignStmt(pos, op, lhs, rhs);
    }
  }

  if (lhs.kind === NodeKind.ListExpr) {
    p.syntaxError('expected := or = or comma');
    p.advance(Token.Semi, Token.Rbrace);
    const x = lhs.elemList[0]!;
    return new ExprStmt(x.pos, x);
  }

  switch (p.tok) {
    case Token.AssignOp: {
      const op = p.op;
      p.next();
      return new AssignStmt(pos, op, lhs, expr(p));
    }
    case Token.IncOp: {
      const op = p.op;
      p.next();
      return new AssignStmt(pos, op, lhs, null);
    }
    case Token.Arrow:
      p.next();
      return new SendStmt(pos, lhs, expr(p));
    default:
      return new ExprStmt(lhs.pos, lhs);
  }
}

/** RangeClause = [ Lhs ( "=" | ":=" ) ] "range" Expression . At `range`. */
function rangeClause(p: Parser, lhs: Expr | null, def: boolean): RangeClause {
  const pos = p.pos;
  p.next();
  return new RangeClause(pos, lhs, def, expr(p));
}

/** GoStmt = "go" Expression . DeferStmt = "defer" Expression . */
function callStmt(p: Parser): CallStmt {
  const pos = p.pos;
  const tok = p.at(Token.Go) ? Token.Go : Token.Defer;
  p.next();
  const x = primaryExpr(p, null, p.at(Token.Lparen));
  const call = unparen(x);
  if (call !== x) p.error(x.pos, `expression in ${Token.text[tok]} must not be parenthesized`);
  return new CallStmt(pos, tok, call);
}

// ----------------------------------------------------------------------------
// Statements with a header

interface Header {
  init: SimpleStmt | null;
  cond: Expr | null;
  post: SimpleStmt | null;
}

/** What stands between the keyword of an if, for or switch and its `{`. */
function header(p: Parser, keyword: typeof Token.If | typeof Token.For | typeof Token.Switch): Header {
  const h: Header = { init: null, cond: null, post: null };
  p.want(keyword);
  if (p.at(Token.Lbrace)) {
    if (keyword === Token.If) {
      p.syntaxError('missing condition in if statement');
      h.cond = p.badExpr();
    }
    return h;
  }
  const outer = p.exprNest;
  p.exprNest = -1;
  headerParts(p, keyword, h);
  p.exprNest = outer;
  return h;
}

function headerParts(p: Parser, keyword: typeof Token.If | typeof Token.For | typeof Token.Switch, h: Header): void {
  if (!p.at(Token.Semi)) {
    if (p.got(Token.Var)) p.syntaxError(`var declaration not allowed in ${Token.text[keyword]} initializer`);
    h.init = simpleStmt(p, null, keyword);
    if (h.init.kind === NodeKind.RangeClause) return;
  }

  let cond: SimpleStmt | null = null;
  let semiPos: Pos = 0;
  let semiLit = '';
  if (p.at(Token.Lbrace)) {
    cond = h.init;
    h.init = null;
  } else {
    if (p.at(Token.Semi)) {
      semiPos = p.pos;
      semiLit = p.lit;
      p.next();
    } else {
      p.want(Token.Lbrace);
      if (!p.at(Token.Lbrace)) p.advance(Token.Lbrace, Token.Rbrace);
    }
    if (keyword !== Token.For) {
      if (!p.at(Token.Lbrace)) cond = simpleStmt(p, null, keyword);
    } else if (p.at(Token.Lbrace)) {
      p.syntaxError('expected for loop condition');
    } else {
      if (!p.at(Token.Semi)) cond = simpleStmt(p, null, Token.None);
      p.want(Token.Semi);
      if (!p.at(Token.Lbrace)) {
        h.post = simpleStmt(p, null, Token.None);
        if (h.post.kind === NodeKind.AssignStmt && h.post.op === Operator.Def) {
          p.syntaxErrorAt(h.post.pos, 'cannot declare in post statement of for loop');
        }
      }
    }
  }

  if (cond === null) {
    if (keyword === Token.If && semiPos !== 0) {
      const message =
        semiLit === 'semicolon'
          ? 'missing condition in if statement'
          : `unexpected ${semiLit}, expected { after if clause`;
      p.syntaxErrorAt(semiPos, message);
      h.cond = new BadExpr(semiPos);
    }
  } else if (cond.kind === NodeKind.ExprStmt) {
    h.cond = cond.x;
  } else {
    // Most often `=` was written for `==`.
    const what =
      cond.kind === NodeKind.AssignStmt && cond.op === Operator.None && cond.rhs !== null
        ? `assignment ${emphasize(cond.lhs)} = ${emphasize(cond.rhs)}`
        : nodeString(cond);
    p.syntaxErrorAt(cond.pos, `cannot use ${what} as value`);
  }
}

/** x as text, a binary operation in parentheses. */
function emphasize(x: Expr): string {
  const s = exprString(x);
  return x.kind === NodeKind.Operation && x.y !== null ? `(${s})` : s;
}

/** IfStmt = "if" [ SimpleStmt ";" ] Expression Block [ "else" ( IfStmt | Block ) ] . Chains of else if can be long. */
function ifStmt(p: Parser): IfStmt {
  const first = ifPart(p);
  for (let s = first; p.got(Token.Else);) {
    if (p.at(Token.If)) {
      const next = ifPart(p);
      s.elseStmt = next;
      s = next;
      continue;
    }
    if (p.at(Token.Lbrace)) {
      s.elseStmt = blockStmt(p, '');
    } else {
      p.syntaxError('else must be followed by if or statement block');
      p.advance(Token.Name, Token.Rbrace);
    }
    break;
  }
  return first;
}

/** An if statement without its else. */
function ifPart(p: Parser): IfStmt {
  const pos = p.pos;
  const { init, cond } = header(p, Token.If);
  return new IfStmt(pos, init, cond, blockStmt(p, 'if clause'), null);
}

/** ForStmt = "for" [ Condition | ForClause | RangeClause ] Block . */
function forStmt(p: Parser): ForStmt {
  const pos = p.pos;
  const { init, cond, post } = header(p, Token.For);
  return new ForStmt(pos, init, cond, post, blockStmt(p, 'for clause'));
}

/** SwitchStmt = "switch" [ SimpleStmt ";" ] [ Expression | TypeSwitchGuard ] "{" { CaseClause } "}" . */
function switchStmt(p: Parser): SwitchStmt {
  const pos = p.pos;
  const { init, cond } = header(p, Token.Switch);
  if (!p.got(Token.Lbrace)) {
    p.syntaxError('missing { after switch clause');
    p.advance(Token.Case, Token.Default, Token.Rbrace);
  }
  const body: CaseClause[] = [];
  while (!p.at(Token.EOF) && !p.at(Token.Rbrace)) body.push(caseClause(p));
  const rbrace = p.pos;
  p.want(Token.Rbrace);
  return new SwitchStmt(pos, init, cond, body, rbrace);
}

/** SelectStmt = "select" "{" { CommClause } "}" . */
function selectStmt(p: Parser): SelectStmt {
  const pos = p.pos;
  p.want(Token.Select);
  if (!p.got(Token.Lbrace)) {
    p.syntaxError('missing { after select clause');
    p.advance(Token.Case, Token.Default, Token.Rbrace);
  }
  const body: CommClause[] = [];
  while (!p.at(Token.EOF) && !p.at(Token.Rbrace)) body.push(commClause(p));
  const rbrace = p.pos;
  p.want(Token.Rbrace);
  return new SelectStmt(pos, body, rbrace);
}

/** CaseClause = ( "case" ExpressionList | "default" ) ":" StatementList . */
function caseClause(p: Parser): CaseClause {
  const pos = p.pos;
  const cases = startCase(p) ? exprList(p) : null;
  const colon = p.pos;
  p.want(Token.Colon);
  return new CaseClause(pos, cases, stmtList(p), colon);
}

/** CommClause = ( "case" SimpleStmt | "default" ) ":" StatementList . The checker sees to it that it communicates. */
function commClause(p: Parser): CommClause {
  const pos = p.pos;
  const comm = startCase(p) ? simpleStmt(p, null, Token.None) : null;
  const colon = p.pos;
  p.want(Token.Colon);
  return new CommClause(pos, comm, stmtList(p), colon);
}

/** Takes `case` (then true), or `default`. */
function startCase(p: Parser): boolean {
  if (p.got(Token.Case)) return true;
  if (!p.got(Token.Default)) {
    p.syntaxError('expected case or default or }');
    p.advance(Token.Colon, Token.Case, Token.Default, Token.Rbrace);
  }
  return false;
}
