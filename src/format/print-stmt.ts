// Statements and function bodies, token by token.

import { unreachable } from '../diag/internal-error.ts';
import { NoPos } from './lines.ts';
import { bodySize } from './measure.ts';
import * as NodeKind from './nodekind.ts';
import type { BlockStmt, Expr, LabeledStmt, Node, Stmt } from './nodes.ts';
import { forEachChild } from './layout.ts';
import { endOf, posOf } from './positions.ts';
import { printDecl } from './print-decl.ts';
import { NoIndent, printExpr, printExpr0, printExprList } from './print-expr.ts';
import type { Printer, Space } from './printer.ts';
import { Blank, Ignore, Indent, LineSlot, Newline, NoExtraLinebreak, Unindent } from './printer.ts';
import * as Token from './token.ts';

/** The longest function on one line, header and body. */
const maxOneLine = 100;

/** Prints statements on lines of their own, indented or, for the clauses of a switch, not. */
export function printStmtList(p: Printer, list: readonly Stmt[], indent: boolean, nextIsRbrace: boolean): void {
  if (indent) p.space(Indent);
  const slot = new LineSlot();
  let i = 0; // empty statements do not count
  for (const s of list) {
    if (s.kind === NodeKind.EmptyStmt) continue;
    if (p.measuring && p.multiline) return;
    if (p.outLength > 0) p.linebreak(p.lines.line(posOf(s)), 1, Ignore, i === 0 || !indent || p.outLine > slot.line);
    p.recordLine(slot);
    printStmt(p, s, nextIsRbrace && i === list.length - 1);
    // A label has a line of its own; what counts is the statement.
    for (let t: Stmt = s; t.kind === NodeKind.LabeledStmt; t = t.stmt) slot.line++;
    i++;
  }
  if (indent) p.space(Unindent);
}

function printBlock(p: Printer, b: BlockStmt, indent: boolean): void {
  p.setPos(b.lbrace);
  p.token(Token.Lbrace);
  printStmtList(p, b.list, indent, true);
  p.linebreak(p.lines.line(b.rbrace), 1, Ignore, true);
  p.setPos(b.rbrace);
  p.token(Token.Rbrace);
}

/**
 * Prints a function body after a header of that size: on the header's line, after `sep`, if it is there in the source
 * and short; else as a block.
 */
export function printFuncBody(p: Printer, headerSize: number, sep: Space, body: BlockStmt | null): void {
  if (body === null) return;
  const { level } = p;
  p.level = 0;
  if (headerSize + bodySize(p, body, maxOneLine) <= maxOneLine) {
    p.space(sep);
    p.setPos(body.lbrace);
    p.token(Token.Lbrace);
    const { list } = body;
    if (list.length > 0) {
      p.space(Blank);
      for (let i = 0; i < list.length; i++) {
        if (i > 0) {
          p.token(Token.Semicolon);
          p.space(Blank);
        }
        printStmt(p, list[i]!, i === list.length - 1);
      }
      p.space(Blank);
    }
    p.toggle(NoExtraLinebreak);
    p.setPos(body.rbrace);
    p.token(Token.Rbrace);
    p.toggle(NoExtraLinebreak);
  } else {
    if (sep !== Ignore) p.space(Blank);
    printBlock(p, body, true);
  }
  p.level = level;
}

/** What parentheses enclose that a control clause does not need. */
function stripParens(x: Expr): Expr {
  while (x.kind === NodeKind.ParenExpr && !hasBareLiteral(x.x)) x = x.x;
  return x;
}

/** Whether there is a composite literal, outside of parentheses, whose brace would be taken for that of the block. */
function hasBareLiteral(n: Node): boolean {
  if (n.kind === NodeKind.ParenExpr) return false;
  if (n.kind === NodeKind.CompositeLit) return n.type !== null && isTypeName(n.type);
  let found = false;
  forEachChild(n, child => {
    found ||= hasBareLiteral(child);
  });
  return found;
}

function isTypeName(x: Expr): boolean {
  while (x.kind === NodeKind.SelectorExpr) x = x.x;
  return x.kind === NodeKind.Ident;
}

function printControlClause(p: Printer, isFor: boolean, init: Stmt | null, cond: Expr | null, post: Stmt | null): void {
  p.space(Blank);
  let needsBlank = false;
  if (init === null && post === null) {
    if (cond !== null) {
      printExpr(p, stripParens(cond));
      needsBlank = true;
    }
  } else {
    if (init !== null) printStmt(p, init, false);
    p.token(Token.Semicolon);
    p.space(Blank);
    if (cond !== null) {
      printExpr(p, stripParens(cond));
      needsBlank = true;
    }
    if (isFor) {
      p.token(Token.Semicolon);
      p.space(Blank);
      needsBlank = false;
      if (post !== null) {
        printStmt(p, post, false);
        needsBlank = true;
      }
    }
  }
  if (needsBlank) p.space(Blank);
}

/** Whether a list looks better indented as a whole: it has several elements on several lines, or a break between two. */
function indentList(p: Printer, list: readonly Expr[]): boolean {
  if (list.length < 2) return false;
  const { lines } = p;
  const first = lines.line(posOf(list[0]!));
  if (first === 0 || first >= lines.line(endOf(list.at(-1)!))) return false;
  let multiline = 0;
  let line = first;
  for (const x of list) {
    const begin = lines.line(posOf(x));
    const end = lines.line(endOf(x));
    if (line < begin) return true;
    if (begin < end) multiline++;
    line = end;
  }
  return multiline > 1;
}

function printLabeled(p: Printer, s: LabeledStmt, nextIsRbrace: boolean): void {
  // Taken back before the line break in front of it.
  p.space(Unindent);
  printExpr(p, s.label);
  p.setPos(s.colon);
  p.token(Token.Colon);
  p.space(Indent);
  if (s.stmt.kind !== NodeKind.EmptyStmt) {
    p.linebreak(p.lines.line(posOf(s.stmt)), 1, Ignore, true);
  } else if (!nextIsRbrace) {
    p.space(Newline);
    p.setPos(s.stmt.semicolon);
    p.token(Token.Semicolon);
    return;
  }
  printStmt(p, s.stmt, nextIsRbrace);
}

/** Prints a statement; `nextIsRbrace` tells that a closing brace follows. */
export function printStmt(p: Printer, s: Stmt, nextIsRbrace: boolean): void {
  p.setPos(posOf(s));
  switch (s.kind) {
    case NodeKind.ExprStmt:
      printExpr0(p, s.x, 1);
      break;
    case NodeKind.AssignStmt: {
      const depth = s.lhs.length > 1 && s.rhs.length > 1 ? 2 : 1;
      printExprList(p, posOf(s), s.lhs, depth, 0, s.tokPos);
      p.space(Blank);
      p.setPos(s.tokPos);
      p.token(s.tok);
      p.space(Blank);
      printExprList(p, s.tokPos, s.rhs, depth, 0, NoPos);
      break;
    }
    case NodeKind.DeclStmt:
      printDecl(p, s.decl);
      break;
    case NodeKind.EmptyStmt:
      break;
    case NodeKind.LabeledStmt:
      printLabeled(p, s, nextIsRbrace);
      break;
    case NodeKind.SendStmt:
      printExpr0(p, s.chan, 1);
      p.space(Blank);
      p.setPos(s.arrow);
      p.token(Token.Arrow);
      p.space(Blank);
      printExpr0(p, s.value, 1);
      break;
    case NodeKind.IncDecStmt:
      printExpr0(p, s.x, 2);
      p.setPos(s.tokPos);
      p.token(s.tok);
      break;
    case NodeKind.GoStmt:
      p.token(Token.Go);
      p.space(Blank);
      printExpr(p, s.call);
      break;
    case NodeKind.DeferStmt:
      p.token(Token.Defer);
      p.space(Blank);
      printExpr(p, s.call);
      break;
    case NodeKind.ReturnStmt:
      p.token(Token.Return);
      if (s.results.length === 0) break;
      p.space(Blank);
      // Without positions around it, so that no line break comes before the results.
      if (indentList(p, s.results)) {
        p.space(Indent);
        printExprList(p, NoPos, s.results, 1, NoIndent, NoPos);
        p.space(Unindent);
      } else {
        printExprList(p, NoPos, s.results, 1, 0, NoPos);
      }
      break;
    case NodeKind.BranchStmt:
      p.token(s.tok);
      if (s.label !== null) {
        p.space(Blank);
        printExpr(p, s.label);
      }
      break;
    case NodeKind.BlockStmt:
      printBlock(p, s, true);
      break;
    case NodeKind.IfStmt:
      p.token(Token.If);
      printControlClause(p, false, s.init, s.cond, null);
      printBlock(p, s.body, true);
      if (s.else !== null) {
        p.space(Blank);
        p.token(Token.Else);
        p.space(Blank);
        printStmt(p, s.else, nextIsRbrace);
      }
      break;
    case NodeKind.CaseClause:
      if (s.list !== null) {
        p.token(Token.Case);
        p.space(Blank);
        printExprList(p, s.case, s.list, 1, 0, s.colon);
      } else {
        p.token(Token.Default);
      }
      p.setPos(s.colon);
      p.token(Token.Colon);
      printStmtList(p, s.body, true, nextIsRbrace);
      break;
    case NodeKind.SwitchStmt:
      p.token(Token.Switch);
      printControlClause(p, false, s.init, s.tag, null);
      printBlock(p, s.body, false);
      break;
    case NodeKind.TypeSwitchStmt:
      p.token(Token.Switch);
      if (s.init !== null) {
        p.space(Blank);
        printStmt(p, s.init, false);
        p.token(Token.Semicolon);
      }
      p.space(Blank);
      printStmt(p, s.assign, false);
      p.space(Blank);
      printBlock(p, s.body, false);
      break;
    case NodeKind.CommClause:
      if (s.comm !== null) {
        p.token(Token.Case);
        p.space(Blank);
        printStmt(p, s.comm, false);
      } else {
        p.token(Token.Default);
      }
      p.setPos(s.colon);
      p.token(Token.Colon);
      printStmtList(p, s.body, true, nextIsRbrace);
      break;
    case NodeKind.SelectStmt:
      p.token(Token.Select);
      p.space(Blank);
      if (s.body.list.length === 0 && !p.commentBefore(s.body.rbrace)) {
        p.setPos(s.body.lbrace);
        p.token(Token.Lbrace);
        p.setPos(s.body.rbrace);
        p.token(Token.Rbrace);
      } else {
        printBlock(p, s.body, false);
      }
      break;
    case NodeKind.ForStmt:
      p.token(Token.For);
      printControlClause(p, true, s.init, s.cond, s.post);
      printBlock(p, s.body, true);
      break;
    case NodeKind.RangeStmt:
      p.token(Token.For);
      p.space(Blank);
      if (s.key !== null) {
        printExpr(p, s.key);
        if (s.value !== null) {
          p.setPos(posOf(s.value));
          p.token(Token.Comma);
          p.space(Blank);
          printExpr(p, s.value);
        }
        p.space(Blank);
        p.setPos(s.tokPos);
        p.token(s.tok);
        p.space(Blank);
      }
      p.token(Token.Range);
      p.space(Blank);
      printExpr(p, stripParens(s.x));
      p.space(Blank);
      printBlock(p, s.body, true);
      break;
    default:
      unreachable('printStmt');
  }
}
