// The modes of an operand: what an expression stands for. Recorded on the syntax tree as `mode`; 0 there means that the
// expression was not checked, or was invalid.

export const Invalid = 0;
export const NoValue = 1; // a call without result
export const Builtin = 2; // a built-in function
export const TypExpr = 3; // a type
export const Constant = 4; // a constant; the type is a Basic's
export const Variable = 5; // an addressable variable
export const MapIndex = 6; // m[k]: a variable on the left, comma-ok on the right
export const Value = 7; // a computed value
export const NilValue = 8; // nil
export const CommaOk = 9; // a value, or a value and a bool
export const CommaErr = 10; // a value, or a value and an error
export const CgoFunc = 11; // a cgo function

/** How messages describe each mode. */
export const text: readonly string[] = [
  'invalid operand',
  'no value',
  'built-in',
  'type',
  'constant',
  'variable',
  'map index expression',
  'value',
  'nil',
  'comma, ok expression',
  'comma, error expression',
  'cgo function',
];
