// Where a node begins and, roughly, ends. A node's own position is that of its most telling token (the operator, the
// opening parenthesis of a call), so its text may begin before it.

import type { Pos } from '../base/pos.ts';
import { utf8Length } from '../base/utf8.ts';
import * as NodeKind from './nodekind.ts';
import type { Node } from './nodes.ts';

/** The position at which the text of a node begins; of a file, that of its package clause. */
export function startPos(n: Node): Pos {
  for (;;) {
    switch (n.kind) {
      case NodeKind.CompositeLit:
        if (n.litType === null) return n.pos;
        n = n.litType;
        break;
      case NodeKind.KeyValueExpr:
        n = n.key;
        break;
      case NodeKind.SelectorExpr:
      case NodeKind.IndexExpr:
      case NodeKind.AssertExpr:
        n = n.x;
        break;
      case NodeKind.TypeSwitchGuard:
        n = n.lhs ?? n.x;
        break;
      case NodeKind.Operation:
        if (n.y === null) return n.pos;
        n = n.x;
        break;
      case NodeKind.CallExpr:
        n = n.fun;
        break;
      case NodeKind.ListExpr:
        if (n.elemList.length === 0) return n.pos;
        n = n.elemList[0]!;
        break;
      case NodeKind.SendStmt:
        n = n.chan;
        break;
      case NodeKind.AssignStmt:
        n = n.lhs;
        break;
      case NodeKind.RangeClause:
        n = n.lhs ?? n.x;
        break;
      default:
        return n.pos;
    }
  }
}

/**
 * The approximate end of a node: after a name or literal, at the closing brace of a block or composite literal, and where
 * the last part of other nodes ends. Good for the extent of scopes, where gc uses the same.
 */
export function endPos(n: Node): Pos {
  for (;;) {
    let last: Node | null | undefined;
    switch (n.kind) {
      case NodeKind.File:
        return n.eof;

      case NodeKind.ImportDecl:
        last = n.path;
        break;
      case NodeKind.ConstDecl:
      case NodeKind.VarDecl:
        last = n.values ?? n.type ?? n.nameList.at(-1);
        break;
      case NodeKind.TypeDecl:
        last = n.type;
        break;
      case NodeKind.FuncDecl:
        if (n.body === null && n.bodyPos !== 0) return n.bodyEnd - 1;
        last = n.body ?? n.type;
        break;

      case NodeKind.Name:
      case NodeKind.BasicLit:
        return n.pos + utf8Length(n.value);
      case NodeKind.CompositeLit:
        return n.rbrace;
      case NodeKind.KeyValueExpr:
        last = n.val;
        break;
      case NodeKind.FuncLit:
        last = n.body;
        break;
      case NodeKind.ParenExpr:
      case NodeKind.TypeSwitchGuard:
      case NodeKind.ExprStmt:
      case NodeKind.RangeClause:
        last = n.x;
        break;
      case NodeKind.SelectorExpr:
        last = n.sel;
        break;
      case NodeKind.IndexExpr:
        last = n.index;
        break;
      case NodeKind.SliceExpr:
        last = n.x; // whatever the indices, as gc
        break;
      case NodeKind.AssertExpr:
        last = n.assertType;
        break;
      case NodeKind.Operation:
        last = n.y ?? n.x;
        break;
      case NodeKind.CallExpr:
        last = n.argList.at(-1) ?? n.fun;
        break;
      case NodeKind.ListExpr:
        last = n.elemList.at(-1);
        break;

      case NodeKind.ArrayType:
      case NodeKind.SliceType:
      case NodeKind.DotsType:
      case NodeKind.MapType:
      case NodeKind.ChanType:
        last = n.elem;
        break;
      case NodeKind.StructType:
        last = n.fieldList.at(-1);
        break;
      case NodeKind.Field:
        last = n.type;
        break;
      case NodeKind.InterfaceType:
        last = n.methodList.at(-1);
        break;
      case NodeKind.FuncType:
        last = n.resultList.at(-1) ?? n.paramList.at(-1);
        break;

      case NodeKind.LabeledStmt:
        last = n.stmt;
        break;
      case NodeKind.BlockStmt:
      case NodeKind.SwitchStmt:
      case NodeKind.SelectStmt:
        return n.rbrace;
      case NodeKind.SendStmt:
        last = n.val;
        break;
      case NodeKind.DeclStmt:
        last = n.declList.at(-1);
        break;
      case NodeKind.AssignStmt:
        if (n.rhs === null) return endPos(n.lhs) + 2;
        last = n.rhs;
        break;
      case NodeKind.BranchStmt:
        last = n.label;
        break;
      case NodeKind.CallStmt:
        last = n.call;
        break;
      case NodeKind.ReturnStmt:
        last = n.results;
        break;
      case NodeKind.IfStmt:
        last = n.elseStmt ?? n.thenBlock;
        break;
      case NodeKind.ForStmt:
        last = n.body;
        break;
      case NodeKind.CaseClause:
      case NodeKind.CommClause:
        last = n.body.at(-1);
        if (last === undefined) return n.colon;
        break;

      default: // BadExpr, EmptyStmt
        return n.pos;
    }
    if (last === null || last === undefined) return n.pos;
    n = last;
  }
}
