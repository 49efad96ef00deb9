// The tree of a file as text, in the form of test/oracle/syntax.go: one line per node in source order, with its class, its
// offset, and its own facts. What differs from gc's tree differs in this text.

import type { Pos, SourceFile } from '../src/base/pos.ts';
import { utf8Length } from '../src/base/utf8.ts';
import { exprString, nodeString } from '../src/syntax/exprstring.ts';
import * as NodeKind from '../src/syntax/nodekind.ts';
import type { Decl, Expr, Field, File, Name, Stmt } from '../src/syntax/nodes.ts';
import { endPos, startPos } from '../src/syntax/positions.ts';
import type { Directive, Pragma } from '../src/syntax/pragma.ts';
import * as Token from '../src/syntax/token.ts';

/** The dump of a tree; `nil` for none. */
export function dumpFile(file: File | null, source: SourceFile): string {
  if (file === null) return 'nil\n';
  const d = new Dumper(source);
  d.file(file);
  return d.lines.join('\n') + '\n';
}

class Dumper {
  readonly lines: string[] = [];
  private readonly source: SourceFile;

  constructor(source: SourceFile) {
    this.source = source;
  }

  private offset(pos: Pos): number {
    return pos === 0 ? -1 : pos - this.source.base;
  }

  private put(what: string, pos: Pos, ...facts: (string | number | boolean)[]): void {
    let line = `${what} ${this.offset(pos)}`;
    for (const f of facts) line += ' ' + (f === true ? 't' : f === false ? 'f' : f);
    this.lines.push(line);
  }

  private relative(pos: Pos): string {
    const p = this.source.position(pos - this.source.base);
    return `${p.filename}:${p.line}:${p.col}`;
  }

  private directives(what: string, list: readonly Directive[]): void {
    for (const x of list) this.put(what, x.pos, x.text, x.blankLine);
  }

  private pragma(pragma: Pragma | null): void {
    if (pragma !== null) this.directives('pragma', pragma);
  }

  file(f: File): void {
    this.put('File', f.pos, f.goVersion, this.offset(f.eof));
    this.pragma(f.pragma);
    this.expr(f.pkgName);
    for (const d of f.declList) this.decl(d);
    this.directives('directive', f.directives);
    this.directives('unused', f.unusedDirectives);
  }

  private names(list: readonly Name[]): void {
    for (const n of list) this.expr(n);
  }

  private decl(n: Decl): void {
    const start = this.relative(startPos(n));
    switch (n.kind) {
      case NodeKind.ImportDecl:
        this.put('ImportDecl', n.pos, n.group !== null, start);
        this.pragma(n.pragma);
        if (n.localName !== null) this.expr(n.localName);
        if (n.path !== null) this.expr(n.path);
        break;
      case NodeKind.ConstDecl:
      case NodeKind.VarDecl: {
        const what = n.kind === NodeKind.ConstDecl ? 'ConstDecl' : 'VarDecl';
        this.put(what, n.pos, n.group !== null, this.offset(endPos(n)), start);
        this.pragma(n.pragma);
        this.names(n.nameList);
        this.expr(n.type);
        this.expr(n.values);
        break;
      }
      case NodeKind.TypeDecl:
        this.put('TypeDecl', n.pos, n.group !== null, n.alias, this.offset(endPos(n)), start);
        this.pragma(n.pragma);
        this.expr(n.name);
        this.fields(n.tparamList ?? []);
        this.expr(n.type);
        break;
      case NodeKind.FuncDecl:
        this.put('FuncDecl', n.pos, this.offset(endPos(n)), start);
        this.pragma(n.pragma);
        if (n.recv !== null) this.field(n.recv);
        this.expr(n.name);
        this.fields(n.tparamList ?? []);
        this.expr(n.type);
        if (n.body !== null) this.stmt(n.body);
        break;
    }
  }

  private fields(list: readonly Field[]): void {
    list.forEach((f, i) => {
      if (i > 0 && f.type === list[i - 1]!.type) {
        this.put('Field', f.pos, 'same');
        if (f.name !== null) this.expr(f.name);
      } else this.field(f);
    });
  }

  private field(f: Field): void {
    this.put('Field', f.pos);
    if (f.name !== null) this.expr(f.name);
    this.expr(f.type);
  }

  private exprs(list: readonly (Expr | null)[]): void {
    for (const x of list) this.expr(x);
  }

  private expr(n: Expr | null): void {
    if (n === null) {
      this.lines.push('-');
      return;
    }
    switch (n.kind) {
      case NodeKind.BadExpr:
        this.put('BadExpr', n.pos);
        break;
      case NodeKind.Name:
        this.put('Name', n.pos, n.value);
        break;
      case NodeKind.BasicLit:
        this.put('BasicLit', n.pos, n.lit, n.bad, utf8Length(n.value), n.value);
        break;
      case NodeKind.CompositeLit:
        this.put('CompositeLit', n.pos, n.elemList.length, n.keyCount, this.offset(n.rbrace));
        this.expr(n.litType);
        this.exprs(n.elemList);
        break;
      case NodeKind.KeyValueExpr:
        this.put('KeyValueExpr', n.pos);
        this.exprs([n.key, n.val]);
        break;
      case NodeKind.FuncLit:
        this.put('FuncLit', n.pos);
        this.expr(n.funcType);
        this.stmt(n.body);
        break;
      case NodeKind.ParenExpr:
        this.put('ParenExpr', n.pos);
        this.expr(n.x);
        break;
      case NodeKind.SelectorExpr:
        this.put('SelectorExpr', n.pos);
        this.exprs([n.x, n.sel]);
        break;
      case NodeKind.IndexExpr:
        this.put('IndexExpr', n.pos);
        this.exprs([n.x, n.index]);
        break;
      case NodeKind.SliceExpr:
        this.put('SliceExpr', n.pos, n.full);
        this.exprs([n.x, n.lo, n.hi, n.max]);
        break;
      case NodeKind.AssertExpr:
        this.put('AssertExpr', n.pos);
        this.exprs([n.x, n.assertType]);
        break;
      case NodeKind.TypeSwitchGuard:
        this.put('TypeSwitchGuard', n.pos);
        if (n.lhs !== null) this.expr(n.lhs);
        this.expr(n.x);
        break;
      case NodeKind.Operation:
        this.put('Operation', n.pos, n.op, this.offset(startPos(n)), this.offset(endPos(n)));
        this.exprs([n.x, n.y]);
        break;
      case NodeKind.CallExpr:
        this.put('CallExpr', n.pos, n.argList.length, n.hasDots, exprString(n));
        this.expr(n.fun);
        this.exprs(n.argList);
        break;
      case NodeKind.ListExpr:
        this.put('ListExpr', n.pos, n.elemList.length);
        this.exprs(n.elemList);
        break;
      case NodeKind.ArrayType:
        this.put('ArrayType', n.pos);
        this.exprs([n.len, n.elem]);
        break;
      case NodeKind.SliceType:
        this.put('SliceType', n.pos);
        this.expr(n.elem);
        break;
      case NodeKind.DotsType:
        this.put('DotsType', n.pos);
        this.expr(n.elem);
        break;
      case NodeKind.StructType:
        this.put('StructType', n.pos, n.fieldList.length, n.tagList.length, exprString(n));
        this.fields(n.fieldList);
        this.exprs(n.tagList);
        break;
      case NodeKind.InterfaceType:
        this.put('InterfaceType', n.pos, n.methodList.length, exprString(n));
        this.fields(n.methodList);
        break;
      case NodeKind.FuncType:
        this.put('FuncType', n.pos, n.paramList.length, n.resultList.length, exprString(n));
        this.fields(n.paramList);
        this.fields(n.resultList);
        break;
      case NodeKind.MapType:
        this.put('MapType', n.pos);
        this.exprs([n.key, n.elem]);
        break;
      case NodeKind.ChanType:
        this.put('ChanType', n.pos, n.dir);
        this.expr(n.elem);
        break;
    }
  }

  private stmts(list: readonly Stmt[]): void {
    for (const s of list) this.stmt(s);
  }

  private stmt(n: Stmt | null): void {
    if (n === null) {
      this.lines.push('-');
      return;
    }
    switch (n.kind) {
      case NodeKind.EmptyStmt:
        this.put('EmptyStmt', n.pos);
        break;
      case NodeKind.LabeledStmt:
        this.put('LabeledStmt', n.pos);
        this.expr(n.label);
        this.stmt(n.stmt);
        break;
      case NodeKind.BlockStmt:
        this.put('BlockStmt', n.pos, n.list.length, this.offset(n.rbrace));
        this.stmts(n.list);
        break;
      case NodeKind.ExprStmt:
        this.put('ExprStmt', n.pos);
        this.expr(n.x);
        break;
      case NodeKind.SendStmt:
        this.put('SendStmt', n.pos);
        this.exprs([n.chan, n.val]);
        break;
      case NodeKind.DeclStmt:
        this.put('DeclStmt', n.pos, n.declList.length);
        for (const d of n.declList) this.decl(d);
        break;
      case NodeKind.AssignStmt:
        this.put('AssignStmt', n.pos, n.op, this.offset(startPos(n)), this.offset(endPos(n)), nodeString(n));
        this.exprs([n.lhs, n.rhs]);
        break;
      case NodeKind.BranchStmt:
        this.put('BranchStmt', n.pos, Token.text[n.tok]!);
        if (n.label !== null) this.expr(n.label);
        if (n.target !== null) this.put('target', n.target.pos);
        break;
      case NodeKind.CallStmt:
        this.put('CallStmt', n.pos, Token.text[n.tok]!);
        this.expr(n.call);
        break;
      case NodeKind.ReturnStmt:
        this.put('ReturnStmt', n.pos);
        this.expr(n.results);
        break;
      case NodeKind.IfStmt:
        this.put('IfStmt', n.pos, this.offset(endPos(n)));
        this.stmt(n.init);
        this.expr(n.cond);
        this.stmt(n.thenBlock);
        this.stmt(n.elseStmt);
        break;
      case NodeKind.ForStmt:
        this.put('ForStmt', n.pos);
        this.stmt(n.init);
        this.expr(n.cond);
        this.stmt(n.post);
        this.stmt(n.body);
        break;
      case NodeKind.SwitchStmt:
        this.put('SwitchStmt', n.pos, n.body.length, this.offset(n.rbrace));
        this.stmt(n.init);
        this.expr(n.tag);
        for (const c of n.body) {
          this.put('CaseClause', c.pos, c.body.length, this.offset(c.colon), this.offset(endPos(c)));
          this.expr(c.cases);
          this.stmts(c.body);
        }
        break;
      case NodeKind.SelectStmt:
        this.put('SelectStmt', n.pos, n.body.length, this.offset(n.rbrace));
        for (const c of n.body) {
          this.put('CommClause', c.pos, c.body.length, this.offset(c.colon));
          this.stmt(c.comm);
          this.stmts(c.body);
        }
        break;
      case NodeKind.RangeClause:
        this.put('RangeClause', n.pos, n.def);
        this.exprs([n.lhs, n.x]);
        break;
    }
  }
}
