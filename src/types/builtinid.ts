// The built-in functions: their ids, and the table of what the checker must know before looking at arguments.

export const Append = 0;
export const Cap = 1;
export const Clear = 2;
export const Close = 3;
export const Complex = 4;
export const Copy = 5;
export const Delete = 6;
export const Imag = 7;
export const Len = 8;
export const Make = 9;
export const Max = 10;
export const Min = 11;
export const New = 12;
export const Panic = 13;
export const Print = 14;
export const Println = 15;
export const Real = 16;
export const Recover = 17;
// package unsafe
export const Add = 18;
export const Alignof = 19;
export const Offsetof = 20;
export const Sizeof = 21;
export const Slice = 22;
export const SliceData = 23;
export const String = 24;
export const StringData = 25;
// for tests of the checker
export const Assert = 26;
export const Trace = 27;

/** May a call stand where a statement is wanted, and where a value is? As in gc's exprKind. */
export const Conversion = 0;
export const Expression = 1;
export const Statement = 2;

/** What is known of a built-in without looking at a call. */
export interface BuiltinInfo {
  readonly name: string;
  /** The least number of arguments. */
  readonly nargs: number;
  readonly variadic: boolean;
  /** Expression or Statement. */
  readonly kind: number;
}

/** The built-ins by id. */
export const builtins: readonly BuiltinInfo[] = [
  { name: 'append', nargs: 1, variadic: true, kind: Expression },
  { name: 'cap', nargs: 1, variadic: false, kind: Expression },
  { name: 'clear', nargs: 1, variadic: false, kind: Statement },
  { name: 'close', nargs: 1, variadic: false, kind: Statement },
  { name: 'complex', nargs: 2, variadic: false, kind: Expression },
  { name: 'copy', nargs: 2, variadic: false, kind: Statement },
  { name: 'delete', nargs: 2, variadic: false, kind: Statement },
  { name: 'imag', nargs: 1, variadic: false, kind: Expression },
  { name: 'len', nargs: 1, variadic: false, kind: Expression },
  { name: 'make', nargs: 1, variadic: true, kind: Expression },
  { name: 'max', nargs: 1, variadic: true, kind: Expression },
  { name: 'min', nargs: 1, variadic: true, kind: Expression },
  { name: 'new', nargs: 1, variadic: false, kind: Expression },
  { name: 'panic', nargs: 1, variadic: false, kind: Statement },
  { name: 'print', nargs: 0, variadic: true, kind: Statement },
  { name: 'println', nargs: 0, variadic: true, kind: Statement },
  { name: 'real', nargs: 1, variadic: false, kind: Expression },
  { name: 'recover', nargs: 0, variadic: false, kind: Statement },
  { name: 'Add', nargs: 2, variadic: false, kind: Expression },
  { name: 'Alignof', nargs: 1, variadic: false, kind: Expression },
  { name: 'Offsetof', nargs: 1, variadic: false, kind: Expression },
  { name: 'Sizeof', nargs: 1, variadic: false, kind: Expression },
  { name: 'Slice', nargs: 2, variadic: false, kind: Expression },
  { name: 'SliceData', nargs: 1, variadic: false, kind: Expression },
  { name: 'String', nargs: 2, variadic: false, kind: Expression },
  { name: 'StringData', nargs: 1, variadic: false, kind: Expression },
  { name: 'assert', nargs: 1, variadic: false, kind: Statement },
  { name: 'trace', nargs: 0, variadic: true, kind: Expression },
];
