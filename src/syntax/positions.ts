// Where the text of a node starts and ends. A node's own position is often in the middle (the operator of `x + y`);
// errors about the whole node want its start, scopes want its end.

import type { Pos } from '../base/pos.ts';
import * as NodeKind from './nodekind.ts';
import type { Node } from './nodes.ts';

/** The position of the first byte of n. */
export function startPos(n: Node): Pos {
  let m: Node = n;
  for (;;) {
    switch (m.kind) {
      case NodeKind.CompositeLit:
        if (m.litType === null) return m.pos;
        m = m.litType;
        break;
      case NodeKind.KeyValueExpr:
        m = m.key;
        break;
      case NodeKind.SelectorExpr:
      case NodeKind.IndexExpr:
      case NodeKind.AssertExpr:
        m = m.x;
        break;
      case NodeKind.TypeSwitchGuard:
        m = m.lhs ?? m.x;
        break;
      case NodeKind.Operation:
        if (m.y === null) return m.pos;
        m = m.x;
        break;
      case NodeKind.CallExpr:
        m = m.fun;
        break;
      case NodeKind.ListExpr:
        if (m.elemList.length === 0) return m.pos;
        m = m.elemList[0]!;
        break;
      case NodeKind.SendStmt:
        m = m.chan;
        break;
      case NodeKind.AssignStmt:
        m = m.lhs;
        break;
      case NodeKind.RangeClause:
        m = m.lhs ?? m.x;
        break;
      default:
        // The position of every other node is its start.
        return m.pos;
    }
  }
}

/**
 * A position near the end of n: just behind names and literals, at the closing brace of what has one, and at the end of
 * the last part for the rest. Good for the extent of scopes, not for cutting text.
 */
export function endPos(n: Node): Pos {
  let m: Node = n;
  for (;;) {
    let next: Node | null = null;
    switch (m.kind) {
      case NodeKind.File:
        return m.eof;
      case NodeKind.ImportDecl:
        next = m.path;
        break;
      case NodeKind.ConstDecl:
      case NodeKind.VarDecl:
        next = m.values ?? m.type ?? last(m.nameList);
        break;
      case NodeKind.TypeDecl:
        next = m.type;
        break;
      case NodeKind.FuncDecl:
        if (m.body === null && m.bodyEnd !== 0) return m.bodyEnd - 1;
        next = m.body ?? m.type;
        break;
      case NodeKind.Name:
      case NodeKind.BasicLit:
        return m.pos + byteLength(m.value);
      case NodeKind.CompositeLit:
      case NodeKind.BlockStmt:
      case NodeKind.SwitchStmt:
      case NodeKind.SelectStmt:
        return m.rbrace;
      case NodeKind.KeyValueExpr:
        next = m.val;
        break;
      case NodeKind.FuncLit:
      case NodeKind.ForStmt:
        next = m.body;
        break;
      case NodeKind.ParenExpr:
      case NodeKind.TypeSwitchGuard:
      case NodeKind.ExprStmt:
      case NodeKind.RangeClause:
        next = m.x;
        break;
      case NodeKind.SelectorExpr:
        next = m.sel;
        break;
      case NodeKind.IndexExpr:
        next = m.index;
        break;
      case NodeKind.SliceExpr:
        next = m.max ?? m.hi ?? m.lo ?? m.x;
        break;
      case NodeKind.AssertExpr:
        next = m.assertType;
        break;
      case NodeKind.Operation:
        next = m.y ?? m.x;
        break;
      case NodeKind.CallExpr:
        next = last(m.argList) ?? m.fun;
        break;
      case NodeKind.ListExpr:
        next = last(m.elemList);
        break;
      case NodeKind.ArrayType:
      case NodeKind.SliceType:
      case NodeKind.DotsType:
      case NodeKind.MapType:
      case NodeKind.ChanType:
        next = m.elem;
        break;
      case NodeKind.StructType:
        next = last(m.fieldList);
        break;
      case NodeKind.Field:
        next = m.type;
        break;
      case NodeKind.InterfaceType:
        next = last(m.methodList);
        break;
      case NodeKind.FuncType:
        next = last(m.resultList) ?? last(m.paramList);
        break;
      case NodeKind.LabeledStmt:
        next = m.stmt;
        break;
      case NodeKind.SendStmt:
        next = m.val;
        break;
      case NodeKind.DeclStmt:
        next = last(m.declList);
        break;
      case NodeKind.AssignStmt:
        if (m.rhs === null) return endPos(m.lhs) + 2;
        next = m.rhs;
        break;
      case NodeKind.BranchStmt:
        next = m.label;
        break;
      case NodeKind.CallStmt:
        next = m.call;
        break;
      case NodeKind.ReturnStmt:
        next = m.results;
        break;
      case NodeKind.IfStmt:
        next = m.elseStmt ?? m.thenBlock;
        break;
      case NodeKind.CaseClause:
      case NodeKind.CommClause: {
        const end = last(m.body);
        if (end === null) return m.colon;
        next = end;
        break;
      }
      default:
        return m.pos;
    }
    if (next === null) return m.pos;
    m = next;
  }
}

function last<T>(list: readonly T[]): T | null {
  return list.length === 0 ? null : list[list.length - 1]!;
}

/** The length of a name or literal in the source, which is UTF-8. */
function byteLength(s: string): number {
  let n = s.length;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c < 0x80) continue;
    n += c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 1 : 2;
  }
  return n;
}
