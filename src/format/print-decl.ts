// Declarations and the file, token by token.

import { byteStringText, unquote } from '../base/quote.ts';
import { isGraphic, isSpace } from '../base/unicode.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { unreachable } from '../diag/internal-error.ts';
import { NoPos } from './lines.ts';
import * as NodeKind from './nodekind.ts';
import type { BasicLit, Decl, File, FuncDecl, GenDecl, ImportSpec, Spec, ValueSpec } from './nodes.ts';
import { endOf, posOf } from './positions.ts';
import {
  distanceFrom,
  printBasicLit,
  printExpr,
  printExprList,
  printIdentList,
  printParameters,
  printSignature,
  TypeTParam,
} from './print-expr.ts';
import { printFuncBody } from './print-stmt.ts';
import type { Printer } from './printer.ts';
import { Blank, Formfeed, Ignore, Indent, LineSlot, Newline, Unindent, Vtab } from './printer.ts';
import * as Token from './token.ts';

/** Prints a whole file but for the comments at its end. */
export function printFile(p: Printer, file: File): void {
  p.setComment(file.doc);
  p.setPos(file.package);
  p.token(Token.Package);
  p.space(Blank);
  printExpr(p, file.name);
  let tok: Token.Kind = Token.Illegal;
  for (const d of file.decls) {
    const prev = tok;
    tok = declToken(d);
    // A blank line where the kind of declaration changes and before documentation.
    const min = prev !== tok || (d.kind !== NodeKind.BadDecl && d.doc !== null) ? 2 : 1;
    p.linebreak(p.lines.line(posOf(d)), min, Ignore, tok === Token.Func && numLines(p, d) > 1);
    printDecl(p, d);
  }
  p.space(Newline);
}

function declToken(d: Decl): Token.Kind {
  switch (d.kind) {
    case NodeKind.GenDecl:
      return d.tok;
    case NodeKind.FuncDecl:
      return Token.Func;
    default:
      return Token.Illegal;
  }
}

function numLines(p: Printer, d: Decl): number {
  return p.lines.line(endOf(d)) - p.lines.line(posOf(d)) + 1;
}

/** Prints a declaration. */
export function printDecl(p: Printer, d: Decl): void {
  switch (d.kind) {
    case NodeKind.GenDecl:
      printGenDecl(p, d);
      break;
    case NodeKind.FuncDecl:
      printFuncDecl(p, d);
      break;
    default:
      unreachable('printDecl');
  }
}

function printGenDecl(p: Printer, d: GenDecl): void {
  p.setComment(d.doc);
  p.setPos(d.tokPos);
  p.token(d.tok);
  p.space(Blank);
  const { specs } = d;
  if (d.lparen === NoPos && specs.length === 1) {
    printSpec(p, specs[0]!, 1, true);
    return;
  }
  p.setPos(d.lparen);
  p.token(Token.Lparen);
  if (specs.length > 0) {
    p.space(Indent);
    p.space(Formfeed);
    const values = specs.length > 1 && (d.tok === Token.Const || d.tok === Token.Var) ? (specs as ValueSpec[]) : null;
    const keepType = values === null ? null : keepTypeColumn(values);
    const slot = new LineSlot();
    for (let i = 0; i < specs.length; i++) {
      const s = specs[i]!;
      if (i > 0) p.linebreak(p.lines.line(posOf(s)), 1, Ignore, p.outLine > slot.line);
      p.recordLine(slot);
      if (values !== null) printValueSpec(p, values[i]!, keepType![i]! === 1);
      else printSpec(p, s, specs.length, false);
    }
    p.space(Unindent);
    p.space(Formfeed);
  }
  p.setPos(d.rparen);
  p.token(Token.Rparen);
}

/**
 * For each of several const or var specs, 1 if its type column stays where it is. In a run of specs with values none of
 * which has a type, the values take the place of the types.
 */
function keepTypeColumn(specs: readonly ValueSpec[]): Uint8Array {
  const keep = new Uint8Array(specs.length);
  let start = -1; // of the run
  let hasType = false;
  for (let i = 0; i < specs.length; i++) {
    const s = specs[i]!;
    if (s.values.length > 0) {
      if (start < 0) {
        start = i;
        hasType = false;
      }
    } else if (start >= 0) {
      if (hasType) keep.fill(1, start, i);
      start = -1;
    }
    if (s.type !== null) hasType = true;
  }
  if (start >= 0 && hasType) keep.fill(1, start);
  return keep;
}

function printValueSpec(p: Printer, s: ValueSpec, keepType: boolean): void {
  p.setComment(s.doc);
  printIdentList(p, s.names, false);
  let extraTabs = 3;
  if (s.type !== null || keepType) {
    p.space(Vtab);
    extraTabs--;
  }
  if (s.type !== null) printExpr(p, s.type);
  if (s.values.length > 0) {
    p.space(Vtab);
    p.token(Token.Assign);
    p.space(Blank);
    printExprList(p, NoPos, s.values, 1, 0, NoPos);
    extraTabs--;
  }
  if (s.comment !== null) {
    for (; extraTabs > 0; extraTabs--) p.space(Vtab);
    p.setComment(s.comment);
  }
}

/** Prints one of n specs; `indent` tells whether names on several lines are indented. */
function printSpec(p: Printer, s: Spec, n: number, indent: boolean): void {
  p.setComment(s.doc);
  switch (s.kind) {
    case NodeKind.ImportSpec:
      printImportSpec(p, s);
      break;
    case NodeKind.ValueSpec:
      printIdentList(p, s.names, indent);
      if (s.type !== null) {
        p.space(Blank);
        printExpr(p, s.type);
      }
      if (s.values.length > 0) {
        p.space(Blank);
        p.token(Token.Assign);
        p.space(Blank);
        printExprList(p, NoPos, s.values, 1, 0, NoPos);
      }
      p.setComment(s.comment);
      break;
    case NodeKind.TypeSpec:
      printExpr(p, s.name);
      if (s.typeParams !== null) printParameters(p, s.typeParams, TypeTParam);
      p.space(n === 1 ? Blank : Vtab);
      if (s.assign !== NoPos) {
        p.token(Token.Assign);
        p.space(Blank);
      }
      printExpr(p, s.type);
      p.setComment(s.comment);
      break;
  }
}

function printImportSpec(p: Printer, s: ImportSpec): void {
  if (s.name !== null) {
    printExpr(p, s.name);
    p.space(Blank);
  }
  p.setPos(s.path.valuePos);
  const path = quotedPath(p, s.path);
  if (path === null) printBasicLit(p, s.path);
  else p.literal(Token.String, path, 0, path.length);
  p.setComment(s.comment);
  p.setPos(s.endPos);
}

/** An import path in double quotes; null where it has them already or is no valid path. */
function quotedPath(p: Printer, lit: BasicLit): Uint8Array | null {
  const { bytes } = p.pool;
  let plain = bytes[lit.start] === 0x22 && lit.end - lit.start > 2;
  for (let i = lit.start + 1; plain && i < lit.end - 1; i++) {
    const b = bytes[i]!;
    plain = b > 0x20 && b < 0x7f && b !== 0x5c;
  }
  if (plain) return null;
  const value = unquote(decodeUtf8(bytes, lit.start, lit.end));
  if (value === null || value === '') return null;
  const path = byteStringText(value);
  for (const c of path) {
    const rune = c.codePointAt(0)!;
    if (!isGraphic(rune) || isSpace(rune) || '!"#$%&\'()*,:;<=>?[\\]^{|}`\ufffd'.includes(c)) return null;
  }
  return encodeUtf8(`"${path}"`);
}

function printFuncDecl(p: Printer, d: FuncDecl): void {
  p.setComment(d.doc);
  const pos = posOf(d);
  p.setPos(pos);
  p.token(Token.Func);
  p.space(Blank);
  // Known only now: what comes before the token has been written with it. The blank is not yet, but counts.
  const startColumn = p.outColumn - 'func '.length;
  if (d.recv !== null) {
    printParameters(p, d.recv, 0);
    p.space(Blank);
  }
  printExpr(p, d.name);
  printSignature(p, d.type);
  printFuncBody(p, distanceFrom(p, pos, startColumn), Vtab, d.body);
}
