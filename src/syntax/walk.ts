// Visits every node of a tree, parents before children, in the order of the source.

import * as NodeKind from './nodekind.ts';
import type { Node } from './nodes.ts';

/** Calls visit for n and, where it returns true, for what n consists of. */
export function walk(n: Node, visit: (n: Node) => boolean): void {
  if (!visit(n)) return;
  switch (n.kind) {
    case NodeKind.File:
      walk(n.pkgName, visit);
      walkList(n.declList, visit);
      return;
    case NodeKind.ImportDecl:
      walkOpt(n.localName, visit);
      walkOpt(n.path, visit);
      return;
    case NodeKind.ConstDecl:
    case NodeKind.VarDecl:
      walkList(n.nameList, visit);
      walkOpt(n.type, visit);
      walkOpt(n.values, visit);
      return;
    case NodeKind.TypeDecl:
      walk(n.name, visit);
      if (n.tparamList !== null) walkList(n.tparamList, visit);
      walk(n.type, visit);
      return;
    case NodeKind.FuncDecl:
      walkOpt(n.recv, visit);
      walk(n.name, visit);
      if (n.tparamList !== null) walkList(n.tparamList, visit);
      walk(n.type, visit);
      walkOpt(n.body, visit);
      return;
    case NodeKind.CompositeLit:
      walkOpt(n.litType, visit);
      walkList(n.elemList, visit);
      return;
    case NodeKind.KeyValueExpr:
      walk(n.key, visit);
      walk(n.val, visit);
      return;
    case NodeKind.FuncLit:
      walk(n.funcType, visit);
      walk(n.body, visit);
      return;
    case NodeKind.ParenExpr:
    case NodeKind.ExprStmt:
      walk(n.x, visit);
      return;
    case NodeKind.SelectorExpr:
      walk(n.x, visit);
      walk(n.sel, visit);
      return;
    case NodeKind.IndexExpr:
      walk(n.x, visit);
      walk(n.index, visit);
      return;
    case NodeKind.SliceExpr:
      walk(n.x, visit);
      walkOpt(n.lo, visit);
      walkOpt(n.hi, visit);
      walkOpt(n.max, visit);
      return;
    case NodeKind.AssertExpr:
      walk(n.x, visit);
      walk(n.assertType, visit);
      return;
    case NodeKind.TypeSwitchGuard:
    case NodeKind.RangeClause:
      walkOpt(n.lhs, visit);
      walk(n.x, visit);
      return;
    case NodeKind.Operation:
      walk(n.x, visit);
      walkOpt(n.y, visit);
      return;
    case NodeKind.CallExpr:
      walk(n.fun, visit);
      walkList(n.argList, visit);
      return;
    case NodeKind.ListExpr:
      walkList(n.elemList, visit);
      return;
    case NodeKind.ArrayType:
      walkOpt(n.len, visit);
      walk(n.elem, visit);
      return;
    case NodeKind.SliceType:
    case NodeKind.DotsType:
    case NodeKind.ChanType:
      walk(n.elem, visit);
      return;
    case NodeKind.StructType:
      walkFields(n.fieldList, visit);
      for (const tag of n.tagList) walkOpt(tag, visit);
      return;
    case NodeKind.InterfaceType:
      walkFields(n.methodList, visit);
      return;
    case NodeKind.FuncType:
      walkFields(n.paramList, visit);
      walkFields(n.resultList, visit);
      return;
    case NodeKind.MapType:
      walk(n.key, visit);
      walk(n.elem, visit);
      return;
    case NodeKind.Field:
      walkOpt(n.name, visit);
      walk(n.type, visit);
      return;
    case NodeKind.LabeledStmt:
      walk(n.label, visit);
      walk(n.stmt, visit);
      return;
    case NodeKind.BlockStmt:
      walkList(n.list, visit);
      return;
    case NodeKind.SendStmt:
      walk(n.chan, visit);
      walk(n.val, visit);
      return;
    case NodeKind.DeclStmt:
      walkList(n.declList, visit);
      return;
    case NodeKind.AssignStmt:
      walk(n.lhs, visit);
      walkOpt(n.rhs, visit);
      return;
    case NodeKind.BranchStmt:
      walkOpt(n.label, visit);
      return;
    case NodeKind.CallStmt:
      walk(n.call, visit);
      return;
    case NodeKind.ReturnStmt:
      walkOpt(n.results, visit);
      return;
    case NodeKind.IfStmt:
      walkOpt(n.init, visit);
      walkOpt(n.cond, visit);
      walk(n.thenBlock, visit);
      walkOpt(n.elseStmt, visit);
      return;
    case NodeKind.ForStmt:
      walkOpt(n.init, visit);
      walkOpt(n.cond, visit);
      walkOpt(n.post, visit);
      walk(n.body, visit);
      return;
    case NodeKind.SwitchStmt:
      walkOpt(n.init, visit);
      walkOpt(n.tag, visit);
      walkList(n.body, visit);
      return;
    case NodeKind.SelectStmt:
      walkList(n.body, visit);
      return;
    case NodeKind.CaseClause:
      walkOpt(n.cases, visit);
      walkList(n.body, visit);
      return;
    case NodeKind.CommClause:
      walkOpt(n.comm, visit);
      walkList(n.body, visit);
      return;
    case NodeKind.BadExpr:
    case NodeKind.Name:
    case NodeKind.BasicLit:
    case NodeKind.EmptyStmt:
      return;
  }
}

function walkOpt(n: Node | null, visit: (n: Node) => boolean): void {
  if (n !== null) walk(n, visit);
}

function walkList(list: readonly Node[], visit: (n: Node) => boolean): void {
  for (const n of list) walk(n, visit);
}

/** `a, b T` has T once. */
function walkFields(list: readonly (Node & { type: Node; name: Node | null })[], visit: (n: Node) => boolean): void {
  for (let i = 0; i < list.length; i++) {
    const f = list[i]!;
    if (i === 0 || f.type !== list[i - 1]!.type) walk(f, visit);
    else if (visit(f)) walkOpt(f.name, visit);
  }
}
