// Productions: types, parameter lists, struct fields, interface elements.

import type { Pos } from '../base/pos.ts';
import * as ChanDir from './chandir.ts';
import * as NodeKind from './nodekind.ts';
import {
  ArrayType,
  ChanType,
  DotsType,
  Field,
  FuncType,
  IndexExpr,
  InterfaceType,
  ListExpr,
  MapType,
  Name,
  Operation,
  SelectorExpr,
  SliceType,
  StructType,
  type BasicLit,
  type Expr,
} from './nodes.ts';
import * as Operator from './operator.ts';
import { nameList } from './parse-decl.ts';
import { basicLit, expr } from './parse-expr.ts';
import { tokenString, type Parser } from './parser.ts';
import { startPos } from './positions.ts';
import * as Token from './token.ts';

/** Type, with an error where there is none. */
export function type_(p: Parser): Expr {
  const type = typeOrNull(p);
  if (type !== null) return type;
  const bad = p.badExpr();
  p.syntaxError('expected type');
  p.advance(Token.Comma, Token.Colon, Token.Semi, Token.Rparen, Token.Rbrack, Token.Rbrace);
  return bad;
}

/**
 * Type = TypeName | TypeLit | "(" Type ")" .
 * TypeLit = ArrayType | StructType | PointerType | FunctionType | InterfaceType | SliceType | MapType | ChannelType .
 */
export function typeOrNull(p: Parser): Expr | null {
  if (p.at(Token.Name)) return qualifiedName(p, null);
  p.enter();
  const type = typeLit(p);
  p.leave();
  return type;
}

function typeLit(p: Parser): Expr | null {
  const pos = p.pos;
  switch (p.tok) {
    case Token.Star:
      p.next();
      return pointerType(pos, type_(p));

    case Token.Arrow:
      p.next();
      p.want(Token.Chan);
      return new ChanType(pos, ChanDir.RecvOnly, chanElem(p));

    case Token.Func: {
      p.next();
      const typePos = p.pos;
      typeParams(p, 'function type');
      return funcType(p, typePos);
    }

    case Token.Lbrack:
      p.next();
      return p.got(Token.Rbrack) ? sliceType(p, pos) : arrayType(p, pos, null);

    case Token.Chan: {
      p.next();
      const dir = p.got(Token.Arrow) ? ChanDir.SendOnly : ChanDir.Both;
      return new ChanType(pos, dir, chanElem(p));
    }

    case Token.Map: {
      p.next();
      p.want(Token.Lbrack);
      const key = type_(p);
      p.want(Token.Rbrack);
      return new MapType(pos, key, type_(p));
    }

    case Token.Struct:
      return structType(p);

    case Token.Interface:
      return interfaceType(p);

    case Token.Lparen: {
      p.next();
      const type = type_(p);
      p.want(Token.Rparen);
      return type;
    }
  }
  return null;
}

function pointerType(pos: Pos, elem: Expr): Operation {
  return new Operation(pos, Operator.Mul, elem, null);
}

/** The rest of a slice type; `[` stands at pos, `[]` has been read. */
export function sliceType(p: Parser, pos: Pos): SliceType {
  return new SliceType(pos, type_(p));
}

/** The rest of an array type; `[` stands at pos and has been read, and so has the length unless it is null. */
export function arrayType(p: Parser, pos: Pos, len: Expr | null): ArrayType {
  if (len === null && !p.got(Token.DotDotDot)) {
    len = bracketExpr(p);
  }
  if (p.at(Token.Comma)) {
    p.syntaxError('unexpected comma; expected ]');
    p.next();
  }
  p.want(Token.Rbrack);
  return new ArrayType(pos, len, type_(p));
}

function chanElem(p: Parser): Expr {
  const type = typeOrNull(p);
  if (type !== null) return type;
  const bad = p.badExpr();
  p.syntaxError('missing channel element type');
  return bad;
}

/** TypeName [ TypeArgs ] . The first name may have been read. */
export function qualifiedName(p: Parser, name: Name | null): Expr {
  let x: Expr;
  if (name !== null) {
    x = name;
  } else if (p.at(Token.Name)) {
    x = p.name();
  } else {
    x = new Name(p.pos, '_');
    p.syntaxError('expected name');
    p.advance(Token.Dot, Token.Semi, Token.Rbrace);
  }
  if (p.at(Token.Dot)) {
    const pos = p.pos;
    p.next();
    x = new SelectorExpr(pos, x, p.name());
  }
  return p.at(Token.Lbrack) ? typeInstance(p, x) : x;
}

function typeInstance(p: Parser, x: Expr): IndexExpr {
  p.enter();
  const pos = p.pos;
  p.want(Token.Lbrack);
  let index: Expr;
  if (p.at(Token.Rbrack)) {
    p.syntaxError('expected type argument list');
    index = p.badExpr();
  } else {
    p.exprNest++;
    const first = type_(p);
    p.exprNest--;
    index = typeList(p, first);
  }
  p.want(Token.Rbrack);
  p.leave();
  return new IndexExpr(pos, x, index);
}

/** The rest of typeList = arg { "," arg } [ "," ] , of which the first has been read. Several are a ListExpr. */
export function typeList(p: Parser, first: Expr): Expr {
  if (!p.at(Token.Comma)) return first;
  p.exprNest++;
  const mark = p.exprs.mark();
  p.exprs.push(first);
  while (p.got(Token.Comma)) {
    const type = typeOrNull(p);
    if (type === null) break;
    p.exprs.push(type);
  }
  p.exprNest--;
  const list = p.exprs.take(mark);
  return list.length === 1 ? first : new ListExpr(first.pos, list);
}

/** An expression as in brackets. */
export function bracketExpr(p: Parser): Expr {
  p.exprNest++;
  const x = expr(p);
  p.exprNest--;
  return x;
}

// ----------------------------------------------------------------------------
// Functions

/** The type parameters of a function; an error, where `context` says what may have none. Null: none. */
export function typeParams(p: Parser, context: string): Field[] | null {
  const pos = p.pos;
  if (!p.got(Token.Lbrack)) return null;
  if (context !== '') p.syntaxErrorAt(pos, context + ' must have no type parameters');
  if (p.at(Token.Rbrack)) {
    p.syntaxError('empty type parameter list');
    p.next();
    return null;
  }
  const list = paramList(p, null, null, Token.Rbrack, true, false);
  return list.length === 0 ? null : list;
}

/** Signature = Parameters [ Result ] . The type begins at pos, with its type parameters, which have been read. */
export function funcType(p: Parser, pos: Pos): FuncType {
  p.want(Token.Lparen);
  const params = paramList(p, null, null, Token.Rparen, false, true);
  return new FuncType(pos, params, funcResult(p));
}

/** Result = Parameters | Type . */
function funcResult(p: Parser): Field[] {
  if (p.got(Token.Lparen)) return paramList(p, null, null, Token.Rparen, false, false);
  const pos = p.pos;
  const type = typeOrNull(p);
  return type === null ? [] : [new Field(pos, null, type)];
}

/** Stands for the type of a parameter of which only the name has been read; no tree that is handed out contains it. */
const noType = new Name(0, '');

/**
 * Parameters = "(" [ ParameterList [ "," ] ] ")" . The opening token has been read, the closing one is `close`; so have
 * the first name, and its type, unless null. In a list either all have names or none; `requireNames` for type parameters.
 */
export function paramList(
  p: Parser,
  name: Name | null,
  type: Expr | null,
  close: number,
  requireNames: boolean,
  dotsAllowed: boolean,
): Field[] {
  if (name !== null && type !== null && p.at(close)) {
    p.next();
    return [new Field(name.pos, name, type)];
  }
  const mark = p.fields.mark();
  let named = 0; // with a name and a type
  let typed = 0; // with a type
  let open = true;
  while (open && !p.at(Token.EOF) && !p.at(close)) {
    const par = name !== null && type !== null ? new Field(name.pos, name, type) : paramDecl(p, name, close);
    name = null;
    type = null;
    if (par !== null) {
      if (par.type !== noType) {
        typed++;
        if (par.name !== null) named++;
      }
      p.fields.push(par);
    }
    open = p.separator('parameter list', Token.Comma, close);
  }
  const end = p.closeList(close, open);
  const list = p.fields.take(mark);
  if (list.length === 0) return list;

  if (named === 0 && !requireNames) {
    // What looked like names are types.
    for (const par of list) {
      if (par.name !== null) {
        par.type = par.name;
        par.name = null;
      }
    }
  } else if (named !== list.length) {
    distributeTypes(p, list, named === typed, requireNames, end);
  }
  checkDots(p, list, dotsAllowed);
  return list;
}

/** Gives each name the type that follows it, and reports what lacks a name or a type. */
function distributeTypes(p: Parser, list: Field[], typesMissing: boolean, requireNames: boolean, end: Pos): void {
  let errorPos: Pos = 0;
  let type: Expr | null = null;
  for (let i = list.length - 1; i >= 0; i--) {
    const par = list[i]!;
    if (par.type !== noType) {
      type = par.type;
      if (par.name === null) {
        errorPos = startPos(type);
        par.name = new Name(errorPos, '_');
      }
    } else if (type !== null) {
      par.type = type;
    } else {
      // Only a name, and no type after it.
      errorPos = par.name!.pos;
      const bad = p.badExpr();
      bad.pos = errorPos;
      par.type = bad;
    }
  }
  if (errorPos === 0) return;
  let message: string;
  if (typesMissing) {
    errorPos = end;
    message = requireNames ? 'missing type constraint' : 'missing parameter type';
  } else if (requireNames) {
    message = 'missing type parameter name' + (list.length === 1 ? ' or invalid array length' : '');
  } else {
    message = 'missing parameter name';
  }
  p.syntaxErrorAt(errorPos, message);
}

/** Only the last parameter may have `...`. */
function checkDots(p: Parser, list: Field[], allowed: boolean): void {
  let first = true;
  for (let i = 0; i < list.length; i++) {
    const type = list[i]!.type;
    if (type.kind !== NodeKind.DotsType || (allowed && i === list.length - 1)) continue;
    if (first) p.error(type.pos, allowed ? 'can only use ... with final parameter' : 'invalid use of ...');
    first = false;
    list[i]!.type = type.elem;
  }
}

/**
 * ParameterDecl = [ IdentifierList ] [ "..." ] Type . Of one parameter: its name, or its type, or both. A constraint in type
 * set notation is possible before `]`. Null after an error.
 */
function paramDecl(p: Parser, name: Name | null, follow: number): Field | null {
  const typeSets = follow === Token.Rbrack;
  const pos = name !== null ? name.pos : p.pos;
  if (name === null && typeSets && isOp(p, Operator.Tilde)) return embeddedElem(p, null);

  const f = new Field(pos, null, noType);
  if (name === null && p.at(Token.Name)) name = p.name();
  if (name !== null) {
    if (p.at(Token.Lbrack)) {
      f.type = arrayOrTypeArgs(p, name);
      if (f.type.kind !== NodeKind.IndexExpr) f.name = name;
      return typeSets && isOp(p, Operator.Or) ? embeddedElem(p, f) : f;
    }
    if (p.at(Token.Dot)) {
      f.type = qualifiedName(p, name);
      return typeSets && isOp(p, Operator.Or) ? embeddedElem(p, f) : f;
    }
    if (typeSets && isOp(p, Operator.Or)) {
      f.type = name;
      return embeddedElem(p, f);
    }
    f.name = name;
  }

  if (p.at(Token.DotDotDot)) {
    const dots = p.pos;
    p.next();
    const elem = typeOrNull(p);
    if (elem !== null) {
      f.type = new DotsType(dots, elem);
    } else {
      f.type = p.badExpr();
      p.syntaxError('... is missing type');
    }
    return f;
  }

  if (typeSets && isOp(p, Operator.Tilde)) {
    f.type = embeddedElem(p, null).type;
    return f;
  }

  const type = typeOrNull(p);
  if (type !== null) {
    f.type = type;
    return typeSets && isOp(p, Operator.Or) ? embeddedElem(p, f) : f;
  }
  if (f.name !== null) return f;
  p.syntaxError('expected ' + tokenString(follow));
  p.advance(Token.Comma, follow);
  return null;
}

function isOp(p: Parser, op: Operator.Kind): boolean {
  return p.at(Token.Operator) && p.op === op;
}

/** After a name: `[n]E` or `[]E`, or the type arguments of the name, which make the IndexExpr that is then the result. */
function arrayOrTypeArgs(p: Parser, name: Name): Expr {
  const pos = p.pos;
  p.want(Token.Lbrack);
  if (p.got(Token.Rbrack)) return sliceType(p, pos);
  const first = bracketExpr(p);
  const comma = p.at(Token.Comma);
  const x = typeList(p, first);
  p.want(Token.Rbrack);
  if (!comma) {
    const elem = typeOrNull(p);
    if (elem !== null) return new ArrayType(pos, x, elem);
  }
  return new IndexExpr(pos, name, x);
}

// ----------------------------------------------------------------------------
// Structs

/** StructType = "struct" "{" { FieldDecl ";" } "}" . */
function structType(p: Parser): StructType {
  const pos = p.pos;
  const mark = p.fields.mark();
  const tags: (BasicLit | null)[] = [];
  p.want(Token.Struct);
  p.want(Token.Lbrace);
  let open = true;
  while (open && !p.at(Token.EOF) && !p.at(Token.Rbrace)) {
    fieldDecl(p, mark, tags);
    open = p.separator('struct type', Token.Semi, Token.Rbrace);
  }
  p.closeList(Token.Rbrace, open);
  return new StructType(pos, p.fields.take(mark), tags);
}

/** FieldDecl = (IdentifierList Type | [ "*" ] TypeName) [ Tag ] . The fields of the struct are on the list from `mark` on. */
function fieldDecl(p: Parser, mark: number, tags: (BasicLit | null)[]): void {
  const pos = p.pos;
  const addField = (pos: Pos, name: Name | null, type: Expr, tag: BasicLit | null): void => {
    if (tag !== null) {
      while (tags.length < p.fields.mark() - mark) tags.push(null);
      tags.push(tag);
    }
    p.fields.push(new Field(pos, name, type));
  };
  switch (p.tok) {
    case Token.Name: {
      const name = p.name();
      if (p.at(Token.Dot) || p.at(Token.Literal) || p.at(Token.Semi) || p.at(Token.Rbrace)) {
        const type = qualifiedName(p, name);
        addField(pos, null, type, basicLit(p));
        return;
      }
      const names = nameList(p, name);
      let type: Expr;
      if (names.length === 1 && p.at(Token.Lbrack)) {
        type = arrayOrTypeArgs(p, name);
        if (type.kind === NodeKind.IndexExpr) {
          addField(pos, null, type, basicLit(p));
          return;
        }
      } else {
        type = type_(p);
      }
      const tag = basicLit(p);
      for (const n of names) addField(n.pos, n, type, tag);
      return;
    }

    case Token.Star: {
      p.next();
      const parenthesized = p.at(Token.Lparen);
      if (parenthesized) {
        p.syntaxError('cannot parenthesize embedded type');
        p.next();
      }
      const type = pointerType(pos, qualifiedName(p, null));
      if (parenthesized) p.got(Token.Rparen);
      addField(pos, null, type, basicLit(p));
      return;
    }

    case Token.Lparen: {
      p.syntaxError('cannot parenthesize embedded type');
      p.next();
      const star = p.pos;
      const type = p.got(Token.Star) ? pointerType(star, qualifiedName(p, null)) : qualifiedName(p, null);
      p.got(Token.Rparen);
      addField(pos, null, type, basicLit(p));
      return;
    }

    default:
      p.syntaxError('expected field name or embedded type');
      p.advance(Token.Semi, Token.Rbrace);
  }
}

// ----------------------------------------------------------------------------
// Interfaces

/** InterfaceType = "interface" "{" { ( MethodDecl | EmbeddedElem ) ";" } "}" . */
function interfaceType(p: Parser): InterfaceType {
  const pos = p.pos;
  const mark = p.fields.mark();
  p.want(Token.Interface);
  p.want(Token.Lbrace);
  let open = true;
  while (open && !p.at(Token.EOF) && !p.at(Token.Rbrace)) {
    let f = p.at(Token.Name) ? methodDecl(p) : null;
    if (f === null || f.name === null) f = embeddedElem(p, f);
    p.fields.push(f);
    open = p.separator('interface type', Token.Semi, Token.Rbrace);
  }
  p.closeList(Token.Rbrace, open);
  return new InterfaceType(pos, p.fields.take(mark));
}

/** MethodSpec = MethodName Signature | TypeName . An embedded type has no name. */
function methodDecl(p: Parser): Field {
  const pos = p.pos;
  const name = p.name();
  if (p.at(Token.Lparen)) return method(p, pos, name);
  if (!p.at(Token.Lbrack)) return new Field(pos, null, qualifiedName(p, name));

  // Either the type parameters of a method, which are an error, or the type arguments of an embedded type. A list of
  // arguments looks like a list of parameters without names, so it is read as one.
  const lbrack = p.pos;
  p.next();
  if (p.at(Token.Rbrack)) {
    const rbrack = p.pos;
    p.next();
    if (p.at(Token.Lparen)) {
      p.error(rbrack, 'empty type parameter list');
      return method(p, pos, name);
    }
    p.error(rbrack, 'empty type argument list');
    return new Field(pos, null, name);
  }
  const list = paramList(p, null, null, Token.Rbrack, false, false);
  const first = list[0];
  if (first === undefined) return p.at(Token.Lparen) ? method(p, pos, name) : new Field(pos, null, name);
  if (first.name !== null) {
    const f = method(p, pos, name);
    p.error(lbrack, 'interface method must have no type parameters');
    return f;
  }
  let index = first.type;
  if (list.length > 1) {
    index = new ListExpr(
      first.pos,
      list.map(f => f.type),
    );
  }
  return new Field(pos, null, new IndexExpr(lbrack, name, index));
}

/** A method whose name has been read. */
function method(p: Parser, pos: Pos, name: Name): Field {
  const typePos = p.pos;
  typeParams(p, 'interface method');
  return new Field(pos, name, funcType(p, typePos));
}

/** EmbeddedElem = EmbeddedTerm { "|" EmbeddedTerm } . The field holds the first term, unless it is null. */
function embeddedElem(p: Parser, f: Field | null): Field {
  if (f === null) {
    const pos = p.pos;
    f = new Field(pos, null, embeddedTerm(p));
  }
  while (isOp(p, Operator.Or)) {
    const pos = p.pos;
    p.next();
    f.type = new Operation(pos, Operator.Or, f.type, embeddedTerm(p));
  }
  return f;
}

/** EmbeddedTerm = [ "~" ] Type . */
function embeddedTerm(p: Parser): Expr {
  if (isOp(p, Operator.Tilde)) {
    const pos = p.pos;
    p.next();
    return new Operation(pos, Operator.Tilde, type_(p), null);
  }
  const type = typeOrNull(p);
  if (type !== null) return type;
  const bad = p.badExpr();
  p.syntaxError('expected ~ term or type');
  p.advance(Token.Operator, Token.Semi, Token.Rparen, Token.Rbrack, Token.Rbrace);
  return bad;
}
