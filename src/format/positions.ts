// Where nodes start and end in the source. Computed, not stored: import sorting and rewriting move nodes.

import { unreachable } from '../diag/internal-error.ts';
import type { Pos } from './lines.ts';
import { NoPos } from './lines.ts';
import * as NodeKind from './nodekind.ts';
import type { Node } from './nodes.ts';
import * as Token from './token.ts';

/** The position of the first character of a node. */
export function posOf(n: Node): Pos {
  for (;;) {
    switch (n.kind) {
      case NodeKind.Ident:
        return n.namePos;
      case NodeKind.BasicLit:
        return n.valuePos;
      case NodeKind.SelectorExpr:
      case NodeKind.IndexExpr:
      case NodeKind.IndexListExpr:
      case NodeKind.SliceExpr:
      case NodeKind.TypeAssertExpr:
      case NodeKind.BinaryExpr:
      case NodeKind.ExprStmt:
      case NodeKind.IncDecStmt:
        n = n.x;
        break;
      case NodeKind.CallExpr:
        n = n.fun;
        break;
      case NodeKind.AssignStmt:
        n = n.lhs[0]!;
        break;
      case NodeKind.CompositeLit:
        if (n.type === null) return n.lbrace;
        n = n.type;
        break;
      case NodeKind.KeyValueExpr:
        n = n.key;
        break;
      case NodeKind.FuncLit:
        n = n.type;
        break;
      case NodeKind.FuncType:
        if (n.func !== NoPos) return n.func;
        n = n.params;
        break;
      case NodeKind.BadExpr:
      case NodeKind.BadStmt:
      case NodeKind.BadDecl:
        return n.from;
      case NodeKind.Ellipsis:
        return n.ellipsis;
      case NodeKind.ParenExpr:
        return n.lparen;
      case NodeKind.StarExpr:
        return n.star;
      case NodeKind.UnaryExpr:
        return n.opPos;
      case NodeKind.ArrayType:
        return n.lbrack;
      case NodeKind.StructType:
        return n.struct;
      case NodeKind.InterfaceType:
        return n.interface;
      case NodeKind.MapType:
        return n.map;
      case NodeKind.ChanType:
        return n.begin;
      case NodeKind.DeclStmt:
        n = n.decl;
        break;
      case NodeKind.EmptyStmt:
        return n.semicolon;
      case NodeKind.LabeledStmt:
        return n.label.namePos;
      case NodeKind.SendStmt:
        n = n.chan;
        break;
      case NodeKind.GoStmt:
        return n.go;
      case NodeKind.DeferStmt:
        return n.defer;
      case NodeKind.ReturnStmt:
        return n.return;
      case NodeKind.BranchStmt:
        return n.tokPos;
      case NodeKind.BlockStmt:
        return n.lbrace;
      case NodeKind.IfStmt:
        return n.if;
      case NodeKind.CaseClause:
      case NodeKind.CommClause:
        return n.case;
      case NodeKind.SwitchStmt:
      case NodeKind.TypeSwitchStmt:
        return n.switch;
      case NodeKind.SelectStmt:
        return n.select;
      case NodeKind.ForStmt:
      case NodeKind.RangeStmt:
        return n.for;
      case NodeKind.ImportSpec:
        return n.name !== null ? n.name.namePos : n.path.valuePos;
      case NodeKind.ValueSpec:
        return n.names[0]!.namePos;
      case NodeKind.TypeSpec:
        return n.name.namePos;
      case NodeKind.GenDecl:
        return n.tokPos;
      case NodeKind.FuncDecl:
        n = n.type;
        break;
      case NodeKind.Field:
        if (n.names.length > 0) return n.names[0]!.namePos;
        if (n.type === null) return NoPos;
        n = n.type;
        break;
      case NodeKind.FieldList:
        if (n.opening !== NoPos || n.list.length === 0) return n.opening;
        n = n.list[0]!;
        break;
      case NodeKind.Comment:
        return n.slash;
      case NodeKind.CommentGroup:
        return n.list[0]!.slash;
      case NodeKind.File:
        return n.package;
      default:
        return unreachable('posOf');
    }
  }
}

/** The position after the last character of a node. */
export function endOf(n: Node): Pos {
  for (;;) {
    switch (n.kind) {
      case NodeKind.Ident:
        return n.namePos + n.end - n.start;
      case NodeKind.BasicLit:
        return n.valueEnd !== NoPos ? n.valueEnd : n.valuePos + n.end - n.start;
      case NodeKind.SelectorExpr:
        n = n.sel;
        break;
      case NodeKind.CallExpr:
      case NodeKind.ParenExpr:
      case NodeKind.TypeAssertExpr:
        return n.rparen + 1;
      case NodeKind.IndexExpr:
      case NodeKind.IndexListExpr:
      case NodeKind.SliceExpr:
        return n.rbrack + 1;
      case NodeKind.CompositeLit:
        return n.rbrace + 1;
      case NodeKind.BinaryExpr:
        n = n.y;
        break;
      case NodeKind.StarExpr:
      case NodeKind.UnaryExpr:
      case NodeKind.ExprStmt:
        n = n.x;
        break;
      case NodeKind.KeyValueExpr:
      case NodeKind.MapType:
      case NodeKind.ChanType:
      case NodeKind.SendStmt:
        n = n.value;
        break;
      case NodeKind.FuncLit:
      case NodeKind.SwitchStmt:
      case NodeKind.TypeSwitchStmt:
      case NodeKind.SelectStmt:
      case NodeKind.ForStmt:
      case NodeKind.RangeStmt:
        n = n.body;
        break;
      case NodeKind.BadExpr:
      case NodeKind.BadStmt:
      case NodeKind.BadDecl:
        return n.to;
      case NodeKind.Ellipsis:
        if (n.elt === null) return n.ellipsis + 3;
        n = n.elt;
        break;
      case NodeKind.ArrayType:
        n = n.elt;
        break;
      case NodeKind.StructType:
        n = n.fields;
        break;
      case NodeKind.FuncType:
        n = n.results ?? n.params;
        break;
      case NodeKind.InterfaceType:
        n = n.methods;
        break;
      case NodeKind.DeclStmt:
        n = n.decl;
        break;
      case NodeKind.EmptyStmt:
        return n.implicit ? n.semicolon : n.semicolon + 1;
      case NodeKind.LabeledStmt:
        n = n.stmt;
        break;
      case NodeKind.IncDecStmt:
        return n.tokPos + 2;
      case NodeKind.AssignStmt:
        n = n.rhs.at(-1)!;
        break;
      case NodeKind.GoStmt:
      case NodeKind.DeferStmt:
        n = n.call;
        break;
      case NodeKind.ReturnStmt:
        if (n.results.length === 0) return n.return + 6;
        n = n.results.at(-1)!;
        break;
      case NodeKind.BranchStmt:
        if (n.label === null) return n.tokPos + Token.texts[n.tok]!.length;
        n = n.label;
        break;
      case NodeKind.BlockStmt:
        if (n.rbrace !== NoPos) return n.rbrace + 1;
        if (n.list.length === 0) return n.lbrace + 1;
        n = n.list.at(-1)!;
        break;
      case NodeKind.IfStmt:
        n = n.else ?? n.body;
        break;
      case NodeKind.CaseClause:
      case NodeKind.CommClause:
        if (n.body.length === 0) return n.colon + 1;
        n = n.body.at(-1)!;
        break;
      case NodeKind.ImportSpec:
        if (n.endPos !== NoPos) return n.endPos;
        n = n.path;
        break;
      case NodeKind.ValueSpec:
        n = n.values.at(-1) ?? n.type ?? n.names.at(-1)!;
        break;
      case NodeKind.TypeSpec:
        n = n.type;
        break;
      case NodeKind.GenDecl:
        if (n.rparen !== NoPos) return n.rparen + 1;
        n = n.specs[0]!;
        break;
      case NodeKind.FuncDecl:
        n = n.body ?? n.type;
        break;
      case NodeKind.Field:
        if (n.tag === null && n.type === null && n.names.length === 0) return NoPos;
        n = n.tag ?? n.type ?? n.names.at(-1)!;
        break;
      case NodeKind.FieldList:
        if (n.closing !== NoPos) return n.closing + 1;
        if (n.list.length === 0) return NoPos;
        n = n.list.at(-1)!;
        break;
      case NodeKind.Comment:
        return n.slash + n.end - n.start;
      case NodeKind.CommentGroup:
        n = n.list.at(-1)!;
        break;
      case NodeKind.File:
        n = n.decls.at(-1) ?? n.name;
        break;
      default:
        return unreachable('endOf');
    }
  }
}
