// What each class of nodes is made of, field by field, in go/ast's order. Walking, matching and copying trees go by this
// table, so that each is one function and not a switch over all nodes.

import * as NodeKind from './nodekind.ts';
import type { Node } from './nodes.ts';
import * as nodes from './nodes.ts';

// What a field holds.
export const PosField = 1; // a position
export const TextField = 2; // a text: start, and end beside it
export const PlainField = 3; // a token, a direction, a flag
export const NodeField = 4; // a node of one class, or null
export const OpenField = 5; // an expression, statement, declaration or spec of any class, or null
export const ListField = 6; // nodes of one class
export const OpenListField = 7; // expressions, statements, declarations or specs; or null
export const GroupField = 8; // a comment group, or null
export type FieldKind = number;

export interface FieldLayout {
  readonly name: string;
  readonly kind: FieldKind;
}

const table: Readonly<Record<string, string>> = {
  BadExpr: 'from:Pos to:Pos',
  Ident: 'namePos:Pos start:Text',
  Ellipsis: 'ellipsis:Pos elt:Open',
  BasicLit: 'valuePos:Pos valueEnd:Pos tok:Plain start:Text',
  FuncLit: 'type:Node body:Node',
  CompositeLit: 'type:Open lbrace:Pos elts:OpenList rbrace:Pos',
  ParenExpr: 'lparen:Pos x:Open rparen:Pos',
  SelectorExpr: 'x:Open sel:Node',
  IndexExpr: 'x:Open lbrack:Pos index:Open rbrack:Pos',
  IndexListExpr: 'x:Open lbrack:Pos indices:OpenList rbrack:Pos',
  SliceExpr: 'x:Open lbrack:Pos low:Open high:Open max:Open slice3:Plain rbrack:Pos',
  TypeAssertExpr: 'x:Open lparen:Pos type:Open rparen:Pos',
  CallExpr: 'fun:Open lparen:Pos args:OpenList ellipsis:Pos rparen:Pos',
  StarExpr: 'star:Pos x:Open',
  UnaryExpr: 'opPos:Pos op:Plain x:Open',
  BinaryExpr: 'x:Open opPos:Pos op:Plain y:Open',
  KeyValueExpr: 'key:Open colon:Pos value:Open',
  ArrayType: 'lbrack:Pos len:Open elt:Open',
  StructType: 'struct:Pos fields:Node',
  FuncType: 'func:Pos typeParams:Node params:Node results:Node',
  InterfaceType: 'interface:Pos methods:Node',
  MapType: 'map:Pos key:Open value:Open',
  ChanType: 'begin:Pos arrow:Pos dir:Plain value:Open',
  BadStmt: 'from:Pos to:Pos',
  DeclStmt: 'decl:Open',
  EmptyStmt: 'semicolon:Pos implicit:Plain',
  LabeledStmt: 'label:Node colon:Pos stmt:Open',
  ExprStmt: 'x:Open',
  SendStmt: 'chan:Open arrow:Pos value:Open',
  IncDecStmt: 'x:Open tokPos:Pos tok:Plain',
  AssignStmt: 'lhs:OpenList tokPos:Pos tok:Plain rhs:OpenList',
  GoStmt: 'go:Pos call:Node',
  DeferStmt: 'defer:Pos call:Node',
  ReturnStmt: 'return:Pos results:OpenList',
  BranchStmt: 'tokPos:Pos tok:Plain label:Node',
  BlockStmt: 'lbrace:Pos list:OpenList rbrace:Pos',
  IfStmt: 'if:Pos init:Open cond:Open body:Node else:Open',
  CaseClause: 'case:Pos list:OpenList colon:Pos body:OpenList',
  SwitchStmt: 'switch:Pos init:Open tag:Open body:Node',
  TypeSwitchStmt: 'switch:Pos init:Open assign:Open body:Node',
  CommClause: 'case:Pos comm:Open colon:Pos body:OpenList',
  SelectStmt: 'select:Pos body:Node',
  ForStmt: 'for:Pos init:Open cond:Open post:Open body:Node',
  RangeStmt: 'for:Pos key:Open value:Open tokPos:Pos tok:Plain range:Pos x:Open body:Node',
  ImportSpec: 'doc:Group name:Node path:Node comment:Group endPos:Pos',
  ValueSpec: 'doc:Group names:List type:Open values:OpenList comment:Group',
  TypeSpec: 'doc:Group name:Node typeParams:Node assign:Pos type:Open comment:Group',
  BadDecl: 'from:Pos to:Pos',
  GenDecl: 'doc:Group tokPos:Pos tok:Plain lparen:Pos specs:OpenList rparen:Pos',
  FuncDecl: 'doc:Group recv:Node name:Node type:Node body:Node',
  Field: 'doc:Group names:List type:Open tag:Node comment:Group',
  FieldList: 'opening:Pos list:List closing:Pos',
  Comment: 'slash:Pos start:Text',
  CommentGroup: '',
  File: 'doc:Group package:Pos name:Node decls:OpenList',
};

const fieldKinds = ['', 'Pos', 'Text', 'Plain', 'Node', 'Open', 'List', 'OpenList', 'Group'];

/** The fields of the nodes of each kind. */
export const layouts: readonly (readonly FieldLayout[])[] = makeLayouts();

function makeLayouts(): FieldLayout[][] {
  const all: FieldLayout[][] = [];
  for (const [name, kind] of Object.entries(NodeKind)) {
    const row = table[name]!;
    all[kind] =
      row === ''
        ? []
        : row.split(' ').map(field => {
            const [fieldName, type] = field.split(':');
            return { name: fieldName!, kind: fieldKinds.indexOf(type!) };
          });
  }
  return all;
}

/** A node as the table sees it. */
export type Fields = Record<string, unknown>;

/** Calls f for each child of a node, in source order; comments are no children. */
export function forEachChild(n: Node, f: (child: Node) => void): void {
  for (const { name, kind } of layouts[n.kind]!) {
    const value = (n as unknown as Fields)[name];
    if (value === null) continue;
    if (kind === NodeField || kind === OpenField) f(value as Node);
    else if (kind === ListField || kind === OpenListField) for (const child of value as Node[]) f(child);
  }
}

/** A node of a kind from its fields, a text's start and end being two. */
export function makeNode(kind: NodeKind.Kind, fields: readonly unknown[]): Node {
  return new classes[kind]!(...fields);
}

type NodeClass = new (...fields: readonly unknown[]) => Node;

const classes: readonly NodeClass[] = makeClasses();

function makeClasses(): NodeClass[] {
  const all: NodeClass[] = [];
  const byName = nodes as unknown as Record<string, NodeClass>; // every kind has a class of its name
  for (const [name, kind] of Object.entries(NodeKind)) all[kind] = byName[name]!;
  return all;
}
