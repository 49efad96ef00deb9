// Expressions and types, token by token. Where an expression is broken over lines follows the source; what is aligned,
// and whether operators have blanks, follows the shape of the expression.

import { unreachable } from '../diag/internal-error.ts';
import { Sizes } from './geomean.ts';
import type { Pos } from './lines.ts';
import { NoPos } from './lines.ts';
import { nodeSize } from './measure.ts';
import * as NodeKind from './nodekind.ts';
import type {
  BinaryExpr,
  CallExpr,
  CompositeLit,
  Expr,
  Field,
  FieldList,
  FuncType,
  Ident,
  BasicLit,
  SelectorExpr,
  SliceExpr,
} from './nodes.ts';
import { Recv, Send } from './nodes.ts';
import { normalizedNumber } from './number.ts';
import { endOf, posOf } from './positions.ts';
import { printFuncBody } from './print-stmt.ts';
import type { Printer } from './printer.ts';
import {
  Blank,
  Formfeed,
  Ignore,
  Indent,
  Infinite,
  LineSlot,
  Newline,
  NoExtraBlank,
  NoExtraLinebreak,
  Unindent,
  Vtab,
} from './printer.ts';
import * as Token from './token.ts';
import { isTypeElem, stripParensAlways } from './typeelem.ts';

// Modes of an expression list.
export const CommaTerm = 1; // a comma may end it
export const NoIndent = 2; // it is indented already

// Kinds of a parameter list.
const FuncParam = 0;
const FuncTParam = 1;
export const TypeTParam = 2;

/** Larger than every line. */
const infiniteSize = 1_000_000;

/** Keys up to this size are aligned whatever their proportion. */
const smallSize = 40;

/** Prints an expression that stands for itself. */
export function printExpr(p: Printer, x: Expr): void {
  printExpr1(p, x, Token.LowestPrec, 1);
}

/** Prints an expression at a depth: 1 with blanks as precedence has them, more with fewer of them. */
export function printExpr0(p: Printer, x: Expr, depth: number): void {
  printExpr1(p, x, Token.LowestPrec, depth);
}

function printExpr1(p: Printer, x: Expr, prec1: number, depth: number): void {
  switch (x.kind) {
    case NodeKind.Ident:
      p.setPos(x.namePos);
      p.ident(x);
      return;
    case NodeKind.BasicLit:
      p.setPos(x.valuePos);
      printBasicLit(p, x);
      return;
  }
  p.setPos(posOf(x));
  switch (x.kind) {
    case NodeKind.SelectorExpr:
      printSelector(p, x, depth, false);
      break;
    case NodeKind.CallExpr:
      printCall(p, x, depth);
      break;
    case NodeKind.BinaryExpr:
      printBinary(p, x, prec1, depth);
      break;
    case NodeKind.KeyValueExpr:
      printExpr(p, x.key);
      p.setPos(x.colon);
      p.token(Token.Colon);
      p.space(Blank);
      printExpr(p, x.value);
      break;
    case NodeKind.StarExpr:
      if (Token.UnaryPrec < prec1) {
        p.token(Token.Lparen);
        p.token(Token.Mul);
        printExpr(p, x.x);
        p.token(Token.Rparen);
      } else {
        p.token(Token.Mul);
        printExpr(p, x.x);
      }
      break;
    case NodeKind.UnaryExpr:
      if (Token.UnaryPrec < prec1) {
        p.token(Token.Lparen);
        printExpr(p, x);
        p.token(Token.Rparen);
      } else {
        p.token(x.op);
        if (x.op === Token.Range) p.space(Blank);
        printExpr1(p, x.x, Token.UnaryPrec, depth);
      }
      break;
    case NodeKind.FuncLit: {
      const pos = posOf(x.type);
      p.setPos(pos);
      p.token(Token.Func);
      const startColumn = p.outColumn - 'func'.length;
      printSignature(p, x.type);
      printFuncBody(p, distanceFrom(p, pos, startColumn), Blank, x.body);
      break;
    }
    case NodeKind.ParenExpr:
      if (x.x.kind === NodeKind.ParenExpr) {
        printExpr0(p, x.x, depth); // one pair is enough
      } else {
        p.token(Token.Lparen);
        printExpr0(p, x.x, reduceDepth(depth));
        p.setPos(x.rparen);
        p.token(Token.Rparen);
      }
      break;
    case NodeKind.TypeAssertExpr:
      printExpr1(p, x.x, Token.HighestPrec, depth);
      p.token(Token.Period);
      p.setPos(x.lparen);
      p.token(Token.Lparen);
      if (x.type !== null) printExpr(p, x.type);
      else p.token(Token.Type);
      p.setPos(x.rparen);
      p.token(Token.Rparen);
      break;
    case NodeKind.IndexExpr:
      printExpr1(p, x.x, Token.HighestPrec, 1);
      p.setPos(x.lbrack);
      p.token(Token.Lbrack);
      printExpr0(p, x.index, depth + 1);
      p.setPos(x.rbrack);
      p.token(Token.Rbrack);
      break;
    case NodeKind.IndexListExpr:
      printExpr1(p, x.x, Token.HighestPrec, 1);
      p.setPos(x.lbrack);
      p.token(Token.Lbrack);
      printExprList(p, x.lbrack, x.indices, depth + 1, CommaTerm, x.rbrack);
      p.setPos(x.rbrack);
      p.token(Token.Rbrack);
      break;
    case NodeKind.SliceExpr:
      printSlice(p, x, depth);
      break;
    case NodeKind.CompositeLit:
      printCompositeLit(p, x, depth);
      break;
    case NodeKind.Ellipsis:
      p.token(Token.Ellipsis);
      if (x.elt !== null) printExpr(p, x.elt);
      break;
    case NodeKind.ArrayType:
      p.token(Token.Lbrack);
      if (x.len !== null) printExpr(p, x.len);
      p.token(Token.Rbrack);
      printExpr(p, x.elt);
      break;
    case NodeKind.StructType:
      p.token(Token.Struct);
      printFieldList(p, x.fields, true);
      break;
    case NodeKind.FuncType:
      p.token(Token.Func);
      printSignature(p, x);
      break;
    case NodeKind.InterfaceType:
      p.token(Token.Interface);
      printFieldList(p, x.methods, false);
      break;
    case NodeKind.MapType:
      p.token(Token.Map);
      p.token(Token.Lbrack);
      printExpr(p, x.key);
      p.token(Token.Rbrack);
      printExpr(p, x.value);
      break;
    case NodeKind.ChanType:
      if (x.dir === Recv) p.token(Token.Arrow);
      p.token(Token.Chan);
      if (x.dir === Send) {
        p.setPos(x.arrow);
        p.token(Token.Arrow);
      }
      p.space(Blank);
      printExpr(p, x.value);
      break;
    default:
      unreachable('printExpr1');
  }
}

/** Prints a literal as it is, but for numbers. */
export function printBasicLit(p: Printer, x: BasicLit): void {
  const { bytes } = p.pool;
  if (p.normalizeNumbers && x.tok >= Token.Int && x.tok <= Token.Imag) {
    const number = normalizedNumber(bytes, x.start, x.end);
    if (number !== null) {
      p.literal(x.tok, number, 0, number.length);
      return;
    }
  }
  p.literal(x.tok, bytes, x.start, x.end);
}

// --- Lists

/**
 * Prints expressions with commas between. A list that is on one line in the source stays there; else the source says
 * where lines end. `prev` and `next` are the positions of what encloses the list, `NoPos` if nothing does.
 */
export function printExprList(
  p: Printer,
  prev: Pos,
  list: readonly Expr[],
  depth: number,
  mode: number,
  next: Pos,
): void {
  const count = list.length;
  if (count === 0) return;
  const { lines } = p;
  const prevLine0 = lines.line(prev);
  const nextLine = lines.line(next);
  let line = lines.line(posOf(list[0]!));
  if (prevLine0 > 0 && prevLine0 === line && line === lines.line(endOf(list[count - 1]!))) {
    for (let i = 0; i < count; i++) {
      const x = list[i]!;
      if (i > 0) {
        // Comments belong before what follows the comma.
        p.setPos(posOf(x));
        p.token(Token.Comma);
        p.space(Blank);
      }
      printExpr0(p, x, depth);
    }
    return;
  }

  let ws = (mode & NoIndent) === 0 ? Indent : Ignore;
  let prevBreak = -1; // index of the last expression that a line break precedes
  if (prevLine0 > 0 && prevLine0 < line && p.linebreak(line, 0, ws, true) > 0) {
    ws = Ignore;
    prevBreak = 0;
  }
  let size = 0; // of the expression or its key; 0 if it is on several lines
  let sizes: Sizes | null = null;
  let prevLine = prevLine0;
  for (let i = 0; i < count; i++) {
    if (p.measuring && p.multiline) return;
    const x = list[i]!;
    line = lines.line(posOf(x));
    const prevSize = size;
    size = 0;
    if (prevLine0 > 0 && nextLine > 0) {
      size = nodeSize(p, x, infiniteSize);
      if (size > infiniteSize) size = 0;
      else if (x.kind === NodeKind.KeyValueExpr) size = nodeSize(p, x.key, infiniteSize);
    }
    // Alignment goes on while keys are small or in proportion.
    let endSection = true;
    if (prevSize > 0 && size > 0) {
      if (sizes === null || sizes.empty || (prevSize <= smallSize && size <= smallSize)) endSection = false;
      else endSection = sizes.differs(size);
    }
    const needsLinebreak = 0 < prevLine && prevLine < line;
    if (i > 0) {
      if (!needsLinebreak) p.setPos(posOf(x));
      p.token(Token.Comma);
      let needsBlank = true;
      if (needsLinebreak) {
        const breaks = p.linebreak(line, 0, ws, endSection || prevBreak + 1 < i);
        if (breaks > 0) {
          ws = Ignore;
          prevBreak = i;
          needsBlank = false;
        }
        if (breaks > 1 && sizes !== null) sizes.clear();
      }
      if (needsBlank) p.space(Blank);
    }
    if (count > 1 && size > 0 && needsLinebreak && x.kind === NodeKind.KeyValueExpr) {
      printExpr(p, x.key);
      p.setPos(x.colon);
      p.token(Token.Colon);
      p.space(Vtab);
      printExpr(p, x.value);
    } else {
      printExpr0(p, x, depth);
    }
    if (size > 0) {
      sizes ??= new Sizes();
      sizes.add(size);
    }
    prevLine = line;
  }
  if ((mode & CommaTerm) !== 0 && nextLine > 0 && p.line < nextLine) {
    p.token(Token.Comma);
    if (ws === Ignore && (mode & NoIndent) === 0) p.space(Unindent);
    p.space(Formfeed);
    return;
  }
  if (ws === Ignore && (mode & NoIndent) === 0) p.space(Unindent);
}

/** Prints names with commas between. */
export function printIdentList(p: Printer, list: readonly Ident[], indent: boolean): void {
  if (list.length === 1) printExpr0(p, list[0]!, 1);
  else printExprList(p, NoPos, list, 1, indent ? 0 : NoIndent, NoPos);
}

// --- Signatures, structs, interfaces

export function printParameters(p: Printer, fields: FieldList, kind: number): void {
  const { lines } = p;
  const { list } = fields;
  p.setPos(fields.opening);
  p.token(kind === FuncParam ? Token.Lparen : Token.Lbrack);
  if (list.length > 0) {
    let prevLine = lines.line(fields.opening);
    let ws = Indent;
    for (let i = 0; i < list.length; i++) {
      const par = list[i]!;
      const pos = posOf(par);
      const line = lines.line(pos);
      const endLine = lines.line(endOf(par));
      const needsLinebreak = 0 < prevLine && prevLine < line;
      if (i > 0) {
        if (!needsLinebreak) p.setPos(pos);
        p.token(Token.Comma);
      }
      if (needsLinebreak && p.linebreak(line, 0, ws, true) > 0) ws = Ignore;
      else if (i > 0) p.space(Blank);
      if (par.names.length > 0) {
        printIdentList(p, par.names, ws === Indent);
        p.space(Blank);
      }
      printExpr(p, stripParensAlways(par.type!));
      prevLine = endLine;
    }
    const closing = lines.line(fields.closing);
    if (0 < prevLine && prevLine < closing) {
      p.token(Token.Comma);
      p.linebreak(closing, 0, Ignore, true);
    } else if (kind === TypeTParam && numFields(fields) === 1 && combinesWithName(stripParensAlways(list[0]!.type!))) {
      // [P *T,]: without the comma it would be an array length.
      p.token(Token.Comma);
    }
    if (ws === Ignore) p.space(Unindent);
  }
  p.setPos(fields.closing);
  p.token(kind === FuncParam ? Token.Rparen : Token.Rbrack);
}

function numFields(fields: FieldList): number {
  let n = 0;
  for (const f of fields.list) n += f.names.length === 0 ? 1 : f.names.length;
  return n;
}

/** Whether a name and the type after it could be read as a value. */
function combinesWithName(x: Expr): boolean {
  switch (x.kind) {
    case NodeKind.StarExpr:
    case NodeKind.ParenExpr:
      return !isTypeElem(x.x);
    case NodeKind.BinaryExpr:
      return combinesWithName(x.x) && !isTypeElem(x.y);
    default:
      return false;
  }
}

/** Prints a function type without the word func. */
export function printSignature(p: Printer, type: FuncType): void {
  if (type.typeParams !== null) printParameters(p, type.typeParams, FuncTParam);
  printParameters(p, type.params, FuncParam);
  const { results } = type;
  if (results === null || results.list.length === 0) return;
  p.space(Blank);
  const first = results.list[0]!;
  if (results.list.length === 1 && first.names.length === 0) printExpr(p, stripParensAlways(first.type!));
  else printParameters(p, results, FuncParam);
}

function isOneLineFieldList(p: Printer, list: readonly Field[]): boolean {
  if (list.length !== 1) return false;
  const f = list[0]!;
  if (f.tag !== null || f.comment !== null) return false;
  const maxSize = 30;
  const namesSize = f.names.length > 0 ? 1 : 0; // the names themselves do not count
  return namesSize + nodeSize(p, f.type!, maxSize) <= maxSize;
}

function printFieldList(p: Printer, fields: FieldList, isStruct: boolean): void {
  const { lines } = p;
  const { opening, list, closing } = fields;
  const hasComments = p.commentBefore(closing);
  const isOneLine = lines.line(opening) === lines.line(closing);
  if (!hasComments && isOneLine) {
    if (list.length === 0) {
      p.setPos(opening);
      p.token(Token.Lbrace);
      p.setPos(closing);
      p.token(Token.Rbrace);
      return;
    }
    if (isOneLineFieldList(p, list)) {
      p.setPos(opening);
      p.token(Token.Lbrace);
      p.space(Blank);
      const f = list[0]!;
      if (isStruct) {
        for (let i = 0; i < f.names.length; i++) {
          if (i > 0) {
            p.token(Token.Comma);
            p.space(Blank);
          }
          printExpr(p, f.names[i]!);
        }
        if (f.names.length > 0) p.space(Blank);
        printExpr(p, f.type!);
      } else {
        printMethod(p, f);
      }
      p.space(Blank);
      p.setPos(closing);
      p.token(Token.Rbrace);
      return;
    }
  }
  p.space(Blank);
  p.setPos(opening);
  p.token(Token.Lbrace);
  p.space(Indent);
  if (hasComments || list.length > 0) p.space(Formfeed);
  const slot = new LineSlot();
  const sep = list.length === 1 ? Blank : Vtab;
  for (let i = 0; i < list.length; i++) {
    if (p.measuring && p.multiline) return;
    const f = list[i]!;
    if (i > 0) p.linebreak(lines.line(posOf(f)), 1, Ignore, p.outLine > slot.line);
    p.setComment(f.doc);
    p.recordLine(slot);
    if (isStruct) {
      printStructField(p, f, sep);
    } else {
      printMethod(p, f);
      p.setComment(f.comment);
    }
  }
  p.space(Unindent);
  p.space(Formfeed);
  p.setPos(closing);
  p.token(Token.Rbrace);
}

function printStructField(p: Printer, f: Field, sep: number): void {
  let extraTabs: number;
  if (f.names.length > 0) {
    printIdentList(p, f.names, false);
    p.space(sep);
    printExpr(p, f.type!);
    extraTabs = 1;
  } else {
    printExpr(p, f.type!);
    extraTabs = 2;
  }
  if (f.tag !== null) {
    if (f.names.length > 0 && sep === Vtab) p.space(sep);
    p.space(sep);
    printExpr(p, f.tag);
    extraTabs = 0;
  }
  if (f.comment !== null) {
    for (; extraTabs > 0; extraTabs--) p.space(sep);
    p.setComment(f.comment);
  }
}

function printMethod(p: Printer, f: Field): void {
  if (f.names.length > 0) {
    printExpr(p, f.names[0]!);
    printSignature(p, f.type as FuncType); // what has a name in an interface is a method
  } else {
    printExpr(p, f.type!);
  }
}

// --- Binary expressions
//
// Depth 1 is normal, more is compact. What has blanks is decided once for the whole expression, primary expressions left
// out: operators of a precedence below the cutoff have blanks. That is 5 or 4 where operators of precedence 5 and 4 are
// mixed, else 6 or 4, for normal and compact; and it is raised where an operator and the unary operator after it would
// be read as one.

// What `walkBinary` finds, in one number: flags and the cutoff that a clash demands.
const Has4 = 16;
const Has5 = 32;
const problemMask = 15;

function cutoff(found: number, depth: number): number {
  const problem = found & problemMask;
  if (problem > 0) return problem + 1;
  if ((found & (Has4 | Has5)) === (Has4 | Has5)) return depth === 1 ? 5 : 4;
  return depth === 1 ? 6 : 4;
}

/** What there is in a binary expression, the parts that get parentheses left out. */
function walkBinary(x: BinaryExpr): number {
  const left = x.x;
  const isOpen = left.kind === NodeKind.BinaryExpr && Token.precedence(left.op) >= Token.precedence(x.op);
  return walkRight(x, isOpen ? walkBinary(left) : 0);
}

/** The same, from what there is in the left operand. */
function walkRight(x: BinaryExpr, left: number): number {
  const prec = Token.precedence(x.op);
  let flags = (prec === 4 ? Has4 : prec === 5 ? Has5 : 0) | (left & ~problemMask);
  let problem = left & problemMask;
  const right = x.y;
  if (right.kind === NodeKind.BinaryExpr) {
    if (Token.precedence(right.op) > prec) {
      const found = walkBinary(right);
      flags |= found & ~problemMask;
      problem = Math.max(problem, found & problemMask);
    }
  } else if (right.kind === NodeKind.StarExpr) {
    if (x.op === Token.Quo) problem = 5; // /*
  } else if (right.kind === NodeKind.UnaryExpr) {
    const op = right.op;
    if (x.op === Token.And && (op === Token.And || op === Token.Xor)) problem = 5; // && &^
    else if ((x.op === Token.Add || x.op === Token.Sub) && op === x.op) problem = Math.max(problem, 4); // ++ --
  }
  return flags | problem;
}

function reduceDepth(depth: number): number {
  return depth > 1 ? depth - 1 : 1;
}

/** Prints a binary expression. Generated code has sums of thousands of terms, so left operands are no recursion. */
function printBinary(p: Printer, x: BinaryExpr, prec1: number, depth: number): void {
  if (Token.precedence(x.op) < prec1) {
    // Only a rewritten tree lacks parentheses.
    p.token(Token.Lparen);
    printExpr0(p, x, reduceDepth(depth));
    p.token(Token.Rparen);
    return;
  }
  // From the whole down to its first operand, each with its depth.
  const spine = [x];
  const depths = [depth];
  let first: Expr = x.x;
  let prec = Token.precedence(x.op);
  for (;;) {
    const firstPrec = first.kind === NodeKind.BinaryExpr ? Token.precedence(first.op) : Token.LowestPrec;
    if (firstPrec !== prec) depth++;
    if (first.kind !== NodeKind.BinaryExpr || firstPrec < prec) break;
    prec = firstPrec;
    spine.push(first);
    depths.push(depth);
    first = first.x;
  }
  printExpr1(p, first, prec, depth);
  let found = 0;
  for (let i = spine.length - 1; i >= 0; i--) {
    const e = spine[i]!;
    const ePrec = Token.precedence(e.op);
    found = walkRight(e, found);
    printOperand(p, e, ePrec, ePrec < cutoff(found, depths[i]!), depths[i]!);
  }
}

/** Prints the operator and the right operand of a binary expression, with blanks around the operator or without. */
function printOperand(p: Printer, x: BinaryExpr, prec: number, blank: boolean, depth: number): void {
  if (blank) p.space(Blank);
  const xLine = p.line; // before the operator, which may be on the next line
  const yLine = p.lines.line(posOf(x.y));
  p.setPos(x.opPos);
  p.token(x.op);
  let indented = false;
  if (xLine !== yLine && xLine > 0 && yLine > 0 && p.linebreak(yLine, 1, Indent, true) > 0) {
    indented = true;
    blank = false;
  }
  if (blank) p.space(Blank);
  printExpr1(p, x.y, prec + 1, depth + 1);
  if (indented) p.space(Unindent);
}

// --- Primary expressions

/** Prints x.sel and returns whether it is on several lines; a method leaves the indentation to its call. */
function printSelector(p: Printer, x: SelectorExpr, depth: number, isMethod: boolean): boolean {
  printExpr1(p, x.x, Token.HighestPrec, depth);
  p.token(Token.Period);
  const broken = p.line < p.lines.line(x.sel.namePos);
  if (broken) {
    p.space(Indent);
    p.space(Newline);
  }
  p.setPos(x.sel.namePos);
  p.ident(x.sel);
  if (broken && !isMethod) p.space(Unindent);
  return broken;
}

function printCall(p: Printer, x: CallExpr, depth: number): void {
  if (x.args.length > 1) depth++;
  const { fun } = x;
  let wasIndented = false;
  if (fun.kind === NodeKind.SelectorExpr) {
    // As any expression but for the indentation.
    wasIndented = printSelector(p, fun, depth, true);
  } else {
    // A conversion to such a type needs parentheses.
    const paren = fun.kind === NodeKind.FuncType || (fun.kind === NodeKind.ChanType && fun.dir === Recv);
    if (paren) p.token(Token.Lparen);
    printExpr1(p, fun, Token.HighestPrec, depth);
    if (paren) p.token(Token.Rparen);
  }
  p.setPos(x.lparen);
  p.token(Token.Lparen);
  if (x.ellipsis !== NoPos) {
    printExprList(p, x.lparen, x.args, depth, 0, x.ellipsis);
    p.setPos(x.ellipsis);
    p.token(Token.Ellipsis);
    if (x.rparen !== NoPos && p.lines.line(x.ellipsis) < p.lines.line(x.rparen)) {
      p.token(Token.Comma);
      p.space(Formfeed);
    }
  } else {
    printExprList(p, x.lparen, x.args, depth, CommaTerm, x.rparen);
  }
  p.setPos(x.rparen);
  p.token(Token.Rparen);
  if (wasIndented) p.space(Unindent);
}

function printSlice(p: Printer, x: SliceExpr, depth: number): void {
  printExpr1(p, x.x, Token.HighestPrec, 1);
  p.setPos(x.lbrack);
  p.token(Token.Lbrack);
  const indices = x.max !== null ? [x.low, x.high, x.max] : [x.low, x.high];
  let blanks = false; // around the colons
  if (depth <= 1) {
    let count = 0;
    let binaries = false;
    for (const index of indices) {
      if (index === null) continue;
      count++;
      if (index.kind === NodeKind.BinaryExpr) binaries = true;
    }
    blanks = count > 1 && binaries;
  }
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (i > 0) {
      if (indices[i - 1] !== null && blanks) p.space(Blank);
      p.token(Token.Colon);
      if (index !== null && blanks) p.space(Blank);
    }
    if (index !== null) printExpr0(p, index, depth + 1);
  }
  p.setPos(x.rbrack);
  p.token(Token.Rbrack);
}

function printCompositeLit(p: Printer, x: CompositeLit, depth: number): void {
  if (x.type !== null) printExpr1(p, x.type, Token.HighestPrec, depth);
  p.level++;
  p.setPos(x.lbrace);
  p.token(Token.Lbrace);
  printExprList(p, x.lbrace, x.elts, 1, CommaTerm, x.rbrace);
  // A line break after a comment might need a comma; a blank only where there is nothing else.
  const mode = x.elts.length > 0 ? NoExtraLinebreak | NoExtraBlank : NoExtraLinebreak;
  // The indentation is for comments that are all there is.
  p.space(Indent);
  p.space(Unindent);
  p.toggle(mode);
  p.setPos(x.rbrace);
  p.token(Token.Rbrace);
  p.toggle(mode);
  p.level--;
}

/** Columns from a column of the output to its end, if the source position is on the current line, else `Infinite`. */
export function distanceFrom(p: Printer, pos: Pos, startColumn: number): number {
  if (pos !== NoPos && p.lines.line(pos) === p.line) return p.outColumn - startColumn;
  return Infinite;
}
