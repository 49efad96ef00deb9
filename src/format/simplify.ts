// `gofmt -s`: element types that a composite literal's own type implies, upper bounds that are the length, blank range
// variables and empty declarations are left out.

import { NoPos } from './lines.ts';
import { forEachChild } from './layout.ts';
import { matches } from './match.ts';
import * as NodeKind from './nodekind.ts';
import type { CompositeLit, Expr, File, GenDecl, KeyValueExpr, Node, RangeStmt, SliceExpr } from './nodes.ts';
import { endOf, posOf } from './positions.ts';
import { isText, sameText } from './text.ts';
import * as Token from './token.ts';

/** Simplifies a file in place; `text` is what its names are ranges of. */
export function simplify(file: File, text: Uint8Array): void {
  file.decls = file.decls.filter(d => d.kind !== NodeKind.GenDecl || !isEmpty(file, d));
  new Simplifier(text).walk(file);
}

function isEmpty(file: File, d: GenDecl): boolean {
  if (d.doc !== null || d.specs.length > 0) return false;
  const start = posOf(d);
  const end = endOf(d);
  return !file.comments.some(c => start <= posOf(c) && endOf(c) <= end);
}

class Simplifier {
  private readonly text: Uint8Array;

  constructor(text: Uint8Array) {
    this.text = text;
  }

  readonly walk = (n: Node): void => {
    switch (n.kind) {
      case NodeKind.CompositeLit:
        if (this.compositeLit(n)) return;
        break;
      case NodeKind.SliceExpr:
        this.sliceExpr(n);
        break;
      case NodeKind.RangeStmt:
        this.rangeStmt(n);
        break;
    }
    forEachChild(n, this.walk);
  };

  /** Simplifies the elements of an array, slice or map; false for any other literal. */
  private compositeLit(lit: CompositeLit): boolean {
    const { type } = lit;
    let keyType: Expr | null = null;
    let eltType: Expr;
    if (type?.kind === NodeKind.ArrayType) {
      eltType = type.elt;
    } else if (type?.kind === NodeKind.MapType) {
      keyType = type.key;
      eltType = type.value;
    } else {
      return false;
    }
    const { elts } = lit;
    for (let i = 0; i < elts.length; i++) {
      const x = elts[i]!;
      if (x.kind === NodeKind.KeyValueExpr) this.keyValue(x, keyType, eltType);
      else elts[i] = this.element(eltType, x);
    }
    return true;
  }

  private keyValue(x: KeyValueExpr, keyType: Expr | null, eltType: Expr): void {
    if (keyType !== null) x.key = this.element(keyType, x.key);
    x.value = this.element(eltType, x.value);
  }

  /** An element of a known type, without that type: `T{}` is `{}`, and where the type is *T, so is `&T{}`. */
  private element(type: Expr, x: Expr): Expr {
    this.walk(x);
    if (x.kind === NodeKind.CompositeLit && this.isType(type, x.type)) x.type = null;
    if (type.kind === NodeKind.StarExpr && x.kind === NodeKind.UnaryExpr && x.op === Token.And) {
      const inner = x.x;
      if (inner.kind === NodeKind.CompositeLit && this.isType(type.x, inner.type)) {
        inner.type = null;
        return inner;
      }
    }
    return x;
  }

  private isType(want: Expr, type: Expr | null): boolean {
    return type !== null && matches(null, want, this.text, type, this.text);
  }

  /** `s[a:len(s)]` is `s[a:]`, if s is a name and len what it mostly is. */
  private sliceExpr(n: SliceExpr): void {
    const { x, high } = n;
    if (n.max !== null || x.kind !== NodeKind.Ident || high?.kind !== NodeKind.CallExpr) return;
    const { fun, args } = high;
    const arg = args[0];
    if (args.length !== 1 || high.ellipsis !== NoPos || fun.kind !== NodeKind.Ident || arg?.kind !== NodeKind.Ident)
      return;
    if (!isText(this.text, fun.start, fun.end, 'len')) return;
    if (sameText(this.text, arg.start, arg.end, x.start, x.end)) n.high = null;
  }

  private rangeStmt(n: RangeStmt): void {
    if (this.isBlank(n.value)) n.value = null;
    if (this.isBlank(n.key) && n.value === null) n.key = null;
  }

  private isBlank(x: Expr | null): boolean {
    return x?.kind === NodeKind.Ident && isText(this.text, x.start, x.end, '_');
  }
}
