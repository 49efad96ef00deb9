// Productions: expressions.

import type { Pos } from '../base/pos.ts';
import * as ChanDir from './chandir.ts';
import * as NodeKind from './nodekind.ts';
import {
  AssertExpr,
  BasicLit,
  CallExpr,
  CompositeLit,
  FuncLit,
  IndexExpr,
  KeyValueExpr,
  ListExpr,
  Operation,
  ParenExpr,
  SelectorExpr,
  SliceExpr,
  TypeSwitchGuard,
  type ChanType,
  type Expr,
} from './nodes.ts';
import * as Operator from './operator.ts';
import { unparen } from './exprs.ts';
import { funcBody } from './parse-stmt.ts';
import { bracketExpr, funcType, type_, typeList, typeParams } from './parse-type.ts';
import type { Parser } from './parser.ts';
import { exprString } from './exprstring.ts';
import * as Token from './token.ts';

export function expr(p: Parser): Expr {
  return binaryExpr(p, null, 0);
}

/** ExpressionList = Expression { "," Expression } . Several are a ListExpr. */
export function exprList(p: Parser): Expr {
  const x = expr(p);
  if (!p.at(Token.Comma)) return x;
  const mark = p.exprs.mark();
  p.exprs.push(x);
  while (p.got(Token.Comma)) p.exprs.push(expr(p));
  return new ListExpr(x.pos, p.exprs.take(mark));
}

/** Expression = UnaryExpr | Expression binary_op Expression . Operators above `prec`; the first operand may have been read. */
export function binaryExpr(p: Parser, x: Expr | null, prec: number): Expr {
  let left = x ?? unaryExpr(p);
  while ((p.at(Token.Operator) || p.at(Token.Star)) && p.prec > prec) {
    const { pos, op } = p;
    const opPrec = p.prec;
    p.next();
    left = new Operation(pos, op, left, binaryExpr(p, null, opPrec));
  }
  return left;
}

/** UnaryExpr = PrimaryExpr | unary_op UnaryExpr . */
function unaryExpr(p: Parser): Expr {
  if (p.at(Token.Name) || p.at(Token.Literal)) return primaryExpr(p, null, true);
  p.enter();
  const x = unaryOrPrimary(p);
  p.leave();
  return x;
}

function unaryOrPrimary(p: Parser): Expr {
  const { pos, op } = p;
  switch (p.tok) {
    case Token.Operator:
    case Token.Star:
      switch (op) {
        case Operator.Mul:
        case Operator.Add:
        case Operator.Sub:
        case Operator.Not:
        case Operator.Xor:
        case Operator.Tilde:
          p.next();
          return new Operation(pos, op, unaryExpr(p), null);
        case Operator.And:
          p.next();
          // A composite literal may stand in parentheses; they say nothing.
          return new Operation(pos, op, unparen(unaryExpr(p)), null);
      }
      break;

    case Token.Arrow: {
      // `<-chan int` is a type, `<-chan int(c)` receives from a conversion. Which it is shows once the operand is known.
      p.next();
      const x = unaryExpr(p);
      if (x.kind !== NodeKind.ChanType) return new Operation(pos, Operator.Recv, x, null);
      receiveOnly(p, x);
      return x;
    }
  }
  // Parentheses are kept so that `(x) := 1` can be refused.
  return primaryExpr(p, null, true);
}

/** An arrow stands before a channel type: `<-(chan E)` is `(<-chan E)`, and `<-(chan<- E)` is `(<-chan (<-E))`. */
function receiveOnly(p: Parser, type: ChanType): void {
  let t: Expr = type;
  let dir: ChanDir.Kind = ChanDir.SendOnly;
  while (dir === ChanDir.SendOnly && t.kind === NodeKind.ChanType) {
    dir = t.dir;
    if (dir === ChanDir.RecvOnly) p.syntaxError('unexpected <-, expected chan');
    t.dir = ChanDir.RecvOnly;
    t = t.elem;
  }
  if (dir === ChanDir.SendOnly) p.syntaxError(`unexpected ${exprString(t)}, expected chan`);
}

/** Operand = Literal | OperandName | MethodExpr | "(" Expression ")" . Composite literals are read by primaryExpr. */
function operand(p: Parser, keepParens: boolean): Expr {
  switch (p.tok) {
    case Token.Name:
      return p.name();

    case Token.Literal:
      return literal(p);

    case Token.Lparen: {
      const pos = p.pos;
      p.next();
      p.exprNest++;
      const x = expr(p);
      p.exprNest--;
      p.want(Token.Rparen);
      // Parentheses are kept where they can be an error: before a `{`, x may be the type of a composite literal.
      return keepParens || p.at(Token.Lbrace) ? new ParenExpr(pos, x) : x;
    }

    case Token.Func: {
      const pos = p.pos;
      p.next();
      const typePos = p.pos;
      typeParams(p, 'function type');
      const type = funcType(p, typePos);
      if (!p.at(Token.Lbrace)) return type;
      p.exprNest++;
      const body = funcBody(p);
      p.exprNest--;
      return new FuncLit(pos, type, body);
    }

    case Token.Lbrack:
    case Token.Chan:
    case Token.Map:
    case Token.Struct:
    case Token.Interface:
      return type_(p);

    default: {
      const x = p.badExpr();
      p.syntaxError('expected expression');
      p.advance(Token.Rparen, Token.Rbrack, Token.Rbrace);
      return x;
    }
  }
}

function literal(p: Parser): BasicLit {
  const x = new BasicLit(p.pos, p.literalValue(), p.litKind, p.bad);
  p.next();
  return x;
}

/** The literal here, or null where there is none. */
export function basicLit(p: Parser): BasicLit | null {
  return p.at(Token.Literal) ? literal(p) : null;
}

/**
 * PrimaryExpr = Operand | Conversion | PrimaryExpr ( Selector | Index | Slice | TypeAssertion | Arguments | LiteralValue ) .
 * The operand may have been read.
 */
export function primaryExpr(p: Parser, first: Expr | null, keepParens: boolean): Expr {
  let x = first ?? operand(p, keepParens);
  for (;;) {
    switch (p.tok) {
      case Token.Dot:
        x = selector(p, x);
        break;
      case Token.Lbrack:
        x = indexOrSlice(p, x);
        break;
      case Token.Lparen: {
        const pos = p.pos;
        p.next();
        x = call(p, pos, x);
        break;
      }
      case Token.Lbrace: {
        const type = unparen(x);
        if (!mayBeLiteralType(p, type)) return x;
        if (type !== x) p.syntaxError('cannot parenthesize type in composite literal');
        x = compositeLit(p, x);
        break;
      }
      default:
        return x;
    }
  }
}

/** x.name, x.(T), x.(type) */
function selector(p: Parser, x: Expr): Expr {
  const pos = p.pos;
  p.next();
  if (p.at(Token.Name)) return new SelectorExpr(pos, x, p.name());
  if (!p.at(Token.Lparen)) {
    p.syntaxError('expected name or (');
    p.advance(Token.Semi, Token.Rparen);
    return x;
  }
  p.next();
  const y = p.got(Token.Type) ? new TypeSwitchGuard(pos, null, x) : new AssertExpr(pos, x, type_(p));
  p.want(Token.Rparen);
  return y;
}

/** x[i], x[T1, T2], x[i:j], x[i:j:k] */
function indexOrSlice(p: Parser, x: Expr): Expr {
  const pos = p.pos;
  p.enter();
  p.next();
  const y = indices(p, pos, x);
  p.leave();
  return y;
}

function indices(p: Parser, pos: Pos, x: Expr): Expr {
  let lo: Expr | null = null;
  if (!p.at(Token.Colon)) {
    let comma = false;
    if (p.at(Token.Rbrack)) {
      p.syntaxError('expected operand');
      lo = p.badExpr();
    } else {
      lo = bracketExpr(p);
      comma = p.at(Token.Comma);
      lo = typeList(p, lo);
    }
    if (comma || p.at(Token.Rbrack)) {
      p.want(Token.Rbrack);
      return new IndexExpr(pos, x, lo);
    }
  }

  if (!p.got(Token.Colon)) {
    p.syntaxError('expected comma, : or ]');
    p.advance(Token.Comma, Token.Colon, Token.Rbrack);
  }
  p.exprNest++;
  let hi: Expr | null = null;
  let max: Expr | null = null;
  let full = false;
  if (!p.at(Token.Colon) && !p.at(Token.Rbrack)) hi = expr(p);
  if (p.at(Token.Colon)) {
    full = true;
    if (hi === null) {
      p.error(p.pos, 'middle index required in 3-index slice');
      hi = p.badExpr();
    }
    p.next();
    if (!p.at(Token.Rbrack)) {
      max = expr(p);
    } else {
      p.error(p.pos, 'final index required in 3-index slice');
      max = p.badExpr();
    }
  }
  p.exprNest--;
  p.want(Token.Rbrack);
  return new SliceExpr(pos, x, lo, hi, max, full);
}

/** Arguments = "(" [ arg { "," arg } [ "..." ] [ "," ] ] ")" . The `(` has been read. */
function call(p: Parser, pos: Pos, fun: Expr): CallExpr {
  const mark = p.exprs.mark();
  let hasDots = false;
  p.enter();
  p.exprNest++;
  let open = true;
  while (open && !hasDots && !p.at(Token.EOF) && !p.at(Token.Rparen)) {
    p.exprs.push(expr(p));
    hasDots = p.got(Token.DotDotDot);
    open = p.separator('argument list', Token.Comma, Token.Rparen);
  }
  p.closeList(Token.Rparen, open);
  p.exprNest--;
  p.leave();
  return new CallExpr(pos, fun, p.exprs.take(mark), hasDots);
}

/** Whether a `{` after x begins a composite literal of type x, rather than a block. */
function mayBeLiteralType(p: Parser, x: Expr): boolean {
  switch (x.kind) {
    case NodeKind.Name:
    case NodeKind.SelectorExpr:
      return p.exprNest >= 0;
    case NodeKind.IndexExpr:
      return p.exprNest >= 0 && !isValue(x);
    case NodeKind.ArrayType:
    case NodeKind.SliceType:
    case NodeKind.StructType:
    case NodeKind.MapType:
      return true;
  }
  return false;
}

/** Whether x must be a value, by its form; a type otherwise. */
function isValue(x: Expr): boolean {
  switch (x.kind) {
    case NodeKind.BasicLit:
    case NodeKind.CompositeLit:
    case NodeKind.FuncLit:
    case NodeKind.SliceExpr:
    case NodeKind.AssertExpr:
    case NodeKind.TypeSwitchGuard:
    case NodeKind.CallExpr:
      return true;
    case NodeKind.Operation:
      return x.op !== Operator.Mul || x.y !== null;
    case NodeKind.ParenExpr:
      return isValue(x.x);
    case NodeKind.IndexExpr:
      return isValue(x.x) || isValue(x.index);
  }
  return false;
}

/** LiteralValue = "{" [ ElementList [ "," ] ] "}" . */
function compositeLit(p: Parser, type: Expr | null): CompositeLit {
  const pos = p.pos;
  const mark = p.exprs.mark();
  let keys = 0;
  p.enter();
  p.exprNest++;
  p.want(Token.Lbrace);
  let open = true;
  while (open && !p.at(Token.EOF) && !p.at(Token.Rbrace)) {
    const e = element(p);
    if (p.at(Token.Colon)) {
      const colon = p.pos;
      p.next();
      p.exprs.push(new KeyValueExpr(colon, e, element(p)));
      keys++;
    } else {
      p.exprs.push(e);
    }
    open = p.separator('composite literal', Token.Comma, Token.Rbrace);
  }
  const rbrace = p.closeList(Token.Rbrace, open);
  p.exprNest--;
  p.leave();
  return new CompositeLit(pos, type, p.exprs.take(mark), keys, rbrace);
}

/** Element = Expression | LiteralValue . */
function element(p: Parser): Expr {
  return p.at(Token.Lbrace) ? compositeLit(p, null) : expr(p);
}
