// Productions: the file and its declarations.

import type { Pos } from '../base/pos.ts';
import * as LitKind from './litkind.ts';
import * as NodeKind from './nodekind.ts';
import {
  ConstDecl,
  File,
  FuncDecl,
  FuncType,
  Group,
  ImportDecl,
  Name,
  Operation,
  TypeDecl,
  VarDecl,
  type BlockStmt,
  type Decl,
  type Expr,
  type Field,
} from './nodes.ts';
import * as Operator from './operator.ts';
import { unparen } from './exprs.ts';
import { basicLit, binaryExpr, exprList, primaryExpr } from './parse-expr.ts';
import { funcBody } from './parse-stmt.ts';
import { arrayType, funcType, paramList, sliceType, type_, typeOrNull, typeParams } from './parse-type.ts';
import type { Parser } from './parser.ts';
import * as Token from './token.ts';

/** SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } . Null without a correct package clause. */
export function parseFile(p: Parser): File | null {
  const pos = p.pos;
  p.top = false;
  if (!p.got(Token.Package)) {
    p.syntaxError('package statement must be first');
    return null;
  }
  const pragma = p.takePragma();
  const pkgName = p.name();
  p.want(Token.Semi);
  if (p.errorCount > 0) return null;

  const mark = p.decls.mark();
  let last: FuncDecl | null = null; // unless another declaration follows it
  let before = mark;
  let previous: number = Token.Import;
  while (!p.at(Token.EOF)) {
    if (p.at(Token.Import) && previous !== Token.Import) {
      p.syntaxError('imports must appear before other declarations');
    }
    previous = p.tok;
    switch (p.tok) {
      case Token.Import:
      case Token.Const:
      case Token.Type:
      case Token.Var:
        p.next();
        before = p.decls.mark();
        appendGroup(p, previous);
        if (p.decls.mark() > before) last = null;
        break;
      case Token.Func:
        p.next();
        last = funcDecl(p);
        p.decls.push(last);
        break;
      default:
        if (p.at(Token.Lbrace) && last !== null && last.bodyPos === 0) {
          p.syntaxError('unexpected semicolon or newline before {');
        } else {
          p.syntaxError('non-declaration statement outside function body');
        }
        p.advance(Token.Import, Token.Const, Token.Type, Token.Var, Token.Func);
        continue;
    }
    // Before the next token is read: the comments in front of it belong to the next declaration.
    p.clearPragma();
    if (!p.at(Token.EOF) && !p.got(Token.Semi)) {
      p.syntaxError('after top level declaration');
      p.advance(Token.Import, Token.Const, Token.Type, Token.Var, Token.Func);
    }
  }
  p.clearPragma();
  return new File(pos, pragma, pkgName, p.decls.take(mark), p.pos, p.goVersion, p.directives, p.unusedDirectives);
}

/** Puts on the list what stands after `import`, `const`, `type` or `var`: one declaration, or several in parentheses. */
export function appendGroup(p: Parser, keyword: number): void {
  if (!p.at(Token.Lparen)) {
    p.decls.push(decl(p, keyword, null));
    return;
  }
  const group = new Group();
  p.clearPragma(); // before the next token, as above
  p.next();
  let open = true;
  while (open && !p.at(Token.EOF) && !p.at(Token.Rparen)) {
    p.decls.push(decl(p, keyword, group));
    open = p.separator('grouped declaration', Token.Semi, Token.Rparen);
  }
  p.closeList(Token.Rparen, open);
}

function decl(p: Parser, keyword: number, group: Group | null): Decl {
  switch (keyword) {
    case Token.Import:
      return importDecl(p, group);
    case Token.Const:
      return constDecl(p, group);
    case Token.Type:
      return typeDecl(p, group);
    default:
      return varDecl(p, group);
  }
}

/** ImportSpec = [ "." | PackageName ] ImportPath . */
function importDecl(p: Parser, group: Group | null): ImportDecl {
  const pos = p.pos;
  const pragma = p.takePragma();
  let localName: Name | null = null;
  if (p.at(Token.Name)) {
    localName = p.name();
  } else if (p.at(Token.Dot)) {
    localName = new Name(p.pos, '.');
    p.next();
  }
  const path = basicLit(p);
  if (path === null) {
    p.syntaxError('missing import path');
    p.advance(Token.Semi, Token.Rparen);
  } else if (!path.bad && path.lit !== LitKind.String) {
    p.syntaxErrorAt(path.pos, 'import path must be a string');
    path.bad = true;
  }
  return new ImportDecl(pos, group, pragma, localName, path);
}

/** ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] . */
function constDecl(p: Parser, group: Group | null): ConstDecl {
  const pos = p.pos;
  const pragma = p.takePragma();
  const names = nameList(p, p.name());
  let type: Expr | null = null;
  let values: Expr | null = null;
  if (!p.at(Token.EOF) && !p.at(Token.Semi) && !p.at(Token.Rparen)) {
    type = typeOrNull(p);
    if (p.gotAssign()) values = exprList(p);
  }
  return new ConstDecl(pos, group, pragma, names, type, values);
}

/** VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) . */
function varDecl(p: Parser, group: Group | null): VarDecl {
  const pos = p.pos;
  const pragma = p.takePragma();
  const names = nameList(p, p.name());
  let type: Expr | null = null;
  let values: Expr | null = null;
  if (p.gotAssign()) {
    values = exprList(p);
  } else {
    type = type_(p);
    if (p.gotAssign()) values = exprList(p);
  }
  return new VarDecl(pos, group, pragma, names, type, values);
}

/** TypeSpec = identifier [ TypeParams ] [ "=" ] Type . */
function typeDecl(p: Parser, group: Group | null): TypeDecl {
  const pos = p.pos;
  const pragma = p.takePragma();
  const name = p.name();
  let tparams: Field[] | null = null;
  let alias = false;
  let type: Expr | null = null;
  if (p.at(Token.Lbrack)) {
    // An array or slice type, or type parameters.
    const lbrack = p.pos;
    p.next();
    if (p.at(Token.Name)) {
      // T[P ... may go on as a length or as a type parameter. Both are read as an expression first, except that P[ can only
      // be a parameter with a constraint like []E, since no index expression is constant.
      let x: Expr = p.name();
      if (!p.at(Token.Lbrack)) {
        p.exprNest++;
        x = binaryExpr(p, primaryExpr(p, x, false), 0);
        p.exprNest--;
      }
      const parts = splitParameter(x, p.at(Token.Comma));
      if (parts !== null && (parts.constraint !== null || !p.at(Token.Rbrack))) {
        tparams = paramList(p, parts.name, parts.constraint, Token.Rbrack, true, false);
        alias = p.gotAssign();
        type = typeOrNull(p);
      } else {
        type = arrayType(p, lbrack, x);
      }
    } else if (p.at(Token.Rbrack)) {
      p.next();
      type = sliceType(p, lbrack);
    } else {
      type = arrayType(p, lbrack, null);
    }
  } else {
    alias = p.gotAssign();
    type = typeOrNull(p);
  }
  if (type === null) {
    type = p.badExpr();
    p.syntaxError('in type declaration');
    p.advance(Token.Semi, Token.Rparen);
  }
  return new TypeDecl(pos, group, pragma, name, tparams, alias, type);
}

/**
 * An expression as a type parameter's name and the beginning of its constraint: `P *[]int` was read as a product,
 * `P (E)` as a call. They are taken apart only where the second part must be a type, or always when `force`.
 */
function splitParameter(x: Expr, force: boolean): { name: Name; constraint: Expr | null } | null {
  switch (x.kind) {
    case NodeKind.Name:
      return { name: x, constraint: null };
    case NodeKind.Operation: {
      if (x.y === null) return null;
      if (x.op === Operator.Mul) {
        if (x.x.kind !== NodeKind.Name || !(force || isTypeElem(x.y))) return null;
        return { name: x.x, constraint: new Operation(x.pos, Operator.Mul, x.y, null) };
      }
      if (x.op === Operator.Or) {
        const left = splitParameter(x.x, force || isTypeElem(x.y));
        if (left === null || left.constraint === null) return null;
        return { name: left.name, constraint: new Operation(x.pos, Operator.Or, left.constraint, x.y) };
      }
      return null;
    }
    case NodeKind.CallExpr: {
      const arg = x.argList[0];
      if (x.fun.kind !== NodeKind.Name || arg === undefined || x.argList.length > 1 || x.hasDots) return null;
      return force || isTypeElem(arg) ? { name: x.fun, constraint: unparen(arg) } : null;
    }
  }
  return null;
}

/** Whether x can only be a type element, not an ordinary expression. */
export function isTypeElem(x: Expr): boolean {
  switch (x.kind) {
    case NodeKind.ArrayType:
    case NodeKind.StructType:
    case NodeKind.FuncType:
    case NodeKind.InterfaceType:
    case NodeKind.SliceType:
    case NodeKind.MapType:
    case NodeKind.ChanType:
      return true;
    case NodeKind.Operation:
      return isTypeElem(x.x) || (x.y !== null && isTypeElem(x.y)) || x.op === Operator.Tilde;
    case NodeKind.ParenExpr:
      return isTypeElem(x.x);
  }
  return false;
}

/**
 * FunctionDecl = "func" FunctionName [ TypeParams ] ( Function | Signature ) .
 * MethodDecl = "func" Receiver MethodName ( Function | Signature ) .
 */
function funcDecl(p: Parser): FuncDecl {
  const pos = p.pos;
  const pragma = p.takePragma();
  let recv: Field | null = null;
  const method = p.got(Token.Lparen);
  if (method) {
    const list = paramList(p, null, null, Token.Rparen, false, false);
    if (list.length === 0) p.error(p.pos, 'method has no receiver');
    if (list.length > 1) p.error(p.pos, 'method has multiple receivers');
    recv = list[0] ?? null;
  }
  let name: Name;
  let tparams: Field[] | null = null;
  let type: FuncType;
  if (p.at(Token.Name)) {
    name = p.name();
    const typePos = p.pos;
    tparams = typeParams(p, method ? 'method' : '');
    type = funcType(p, typePos);
  } else {
    name = new Name(p.pos, '_');
    type = new FuncType(p.pos, [], []);
    p.syntaxError(method ? 'expected name' : 'expected name or (');
    p.advance(Token.Lbrace, Token.Semi);
  }
  let body: BlockStmt | null = null;
  let bodyPos: Pos = 0;
  let bodyEnd: Pos = 0;
  if (p.at(Token.Lbrace)) {
    bodyPos = p.pos;
    bodyEnd = p.skipBody();
    if (bodyEnd === 0) {
      body = funcBody(p);
      bodyEnd = body.rbrace + 1;
    }
  }
  return new FuncDecl(pos, pragma, recv, name, tparams, type, body, bodyPos, bodyEnd);
}

/** IdentifierList = identifier { "," identifier } . The first has been read. */
export function nameList(p: Parser, first: Name): Name[] {
  const list = [first];
  while (p.got(Token.Comma)) list.push(p.name());
  return list;
}
