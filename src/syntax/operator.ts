// The operators of expressions and assignments, in the order of gc's cmd/compile/internal/syntax/tokens.go.

export const None = 0; // plain assignment
export const Def = 1; // :
export const Not = 2; // !
export const Recv = 3; // <-
export const Tilde = 4; // ~
export const OrOr = 5; // ||
export const AndAnd = 6; // &&
export const Eql = 7; // ==
export const Neq = 8; // !=
export const Lss = 9; // <
export const Leq = 10; // <=
export const Gtr = 11; // >
export const Geq = 12; // >=
export const Add = 13; // +
export const Sub = 14; // -
export const Or = 15; // |
export const Xor = 16; // ^
export const Mul = 17; // *
export const Div = 18; // /
export const Rem = 19; // %
export const And = 20; // &
export const AndNot = 21; // &^
export const Shl = 22; // <<
export const Shr = 23; // >>
export type Kind =
  | typeof None
  | typeof Def
  | typeof Not
  | typeof Recv
  | typeof Tilde
  | typeof OrOr
  | typeof AndAnd
  | typeof Eql
  | typeof Neq
  | typeof Lss
  | typeof Leq
  | typeof Gtr
  | typeof Geq
  | typeof Add
  | typeof Sub
  | typeof Or
  | typeof Xor
  | typeof Mul
  | typeof Div
  | typeof Rem
  | typeof And
  | typeof AndNot
  | typeof Shl
  | typeof Shr;

/** The source text of each operator. */
export const text: readonly string[] = [
  '',
  ':',
  '!',
  '<-',
  '~',
  '||',
  '&&',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '|',
  '^',
  '*',
  '/',
  '%',
  '&',
  '&^',
  '<<',
  '>>',
];
