// The kinds of the nodes of the formatter's tree: one a class of nodes.ts, with go/ast's names.

// Expressions and types.
export const BadExpr = 1;
export const Ident = 2;
export const Ellipsis = 3;
export const BasicLit = 4;
export const FuncLit = 5;
export const CompositeLit = 6;
export const ParenExpr = 7;
export const SelectorExpr = 8;
export const IndexExpr = 9;
export const IndexListExpr = 10;
export const SliceExpr = 11;
export const TypeAssertExpr = 12;
export const CallExpr = 13;
export const StarExpr = 14;
export const UnaryExpr = 15;
export const BinaryExpr = 16;
export const KeyValueExpr = 17;
export const ArrayType = 18;
export const StructType = 19;
export const FuncType = 20;
export const InterfaceType = 21;
export const MapType = 22;
export const ChanType = 23;

// Statements.
export const BadStmt = 24;
export const DeclStmt = 25;
export const EmptyStmt = 26;
export const LabeledStmt = 27;
export const ExprStmt = 28;
export const SendStmt = 29;
export const IncDecStmt = 30;
export const AssignStmt = 31;
export const GoStmt = 32;
export const DeferStmt = 33;
export const ReturnStmt = 34;
export const BranchStmt = 35;
export const BlockStmt = 36;
export const IfStmt = 37;
export const CaseClause = 38;
export const SwitchStmt = 39;
export const TypeSwitchStmt = 40;
export const CommClause = 41;
export const SelectStmt = 42;
export const ForStmt = 43;
export const RangeStmt = 44;

// Declarations.
export const ImportSpec = 45;
export const ValueSpec = 46;
export const TypeSpec = 47;
export const BadDecl = 48;
export const GenDecl = 49;
export const FuncDecl = 50;

// Parts of the above, comments, the file.
export const Field = 51;
export const FieldList = 52;
export const Comment = 53;
export const CommentGroup = 54;
export const File = 55;

/** One of the constants of this module. */
export type Kind = number;
