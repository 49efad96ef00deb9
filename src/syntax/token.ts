// The tokens of the scanner, in gc's order and with gc's texts (they appear in its syntax errors).

export const None = 0;
export const EOF = 1;
export const Name = 2;
export const Literal = 3;
export const Operator = 4;
export const AssignOp = 5;
export const IncOp = 6;
export const Assign = 7;
export const Define = 8;
export const Arrow = 9;
export const Star = 10;
export const Lparen = 11;
export const Lbrack = 12;
export const Lbrace = 13;
export const Rparen = 14;
export const Rbrack = 15;
export const Rbrace = 16;
export const Comma = 17;
export const Semi = 18;
export const Colon = 19;
export const Dot = 20;
export const DotDotDot = 21;
export const Break = 22;
export const Case = 23;
export const Chan = 24;
export const Const = 25;
export const Continue = 26;
export const Default = 27;
export const Defer = 28;
export const Else = 29;
export const Fallthrough = 30;
export const For = 31;
export const Func = 32;
export const Go = 33;
export const Goto = 34;
export const If = 35;
export const Import = 36;
export const Interface = 37;
export const Map = 38;
export const Package = 39;
export const Range = 40;
export const Return = 41;
export const Select = 42;
export const Struct = 43;
export const Switch = 44;
export const Type = 45;
export const Var = 46;
export type Kind =
  | typeof None
  | typeof EOF
  | typeof Name
  | typeof Literal
  | typeof Operator
  | typeof AssignOp
  | typeof IncOp
  | typeof Assign
  | typeof Define
  | typeof Arrow
  | typeof Star
  | typeof Lparen
  | typeof Lbrack
  | typeof Lbrace
  | typeof Rparen
  | typeof Rbrack
  | typeof Rbrace
  | typeof Comma
  | typeof Semi
  | typeof Colon
  | typeof Dot
  | typeof DotDotDot
  | typeof Break
  | typeof Case
  | typeof Chan
  | typeof Const
  | typeof Continue
  | typeof Default
  | typeof Defer
  | typeof Else
  | typeof Fallthrough
  | typeof For
  | typeof Func
  | typeof Go
  | typeof Goto
  | typeof If
  | typeof Import
  | typeof Interface
  | typeof Map
  | typeof Package
  | typeof Range
  | typeof Return
  | typeof Select
  | typeof Struct
  | typeof Switch
  | typeof Type
  | typeof Var;

/** How gc writes each token in an error. */
export const text: readonly string[] = [
  '',
  'EOF',
  'name',
  'literal',
  'op',
  'op=',
  'opop',
  '=',
  ':=',
  '<-',
  '*',
  '(',
  '[',
  '{',
  ')',
  ']',
  '}',
  ',',
  ';',
  ':',
  '.',
  '...',
  'break',
  'case',
  'chan',
  'const',
  'continue',
  'default',
  'defer',
  'else',
  'fallthrough',
  'for',
  'func',
  'go',
  'goto',
  'if',
  'import',
  'interface',
  'map',
  'package',
  'range',
  'return',
  'select',
  'struct',
  'switch',
  'type',
  'var',
];
