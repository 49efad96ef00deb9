// The basic types, each exactly once, so that basic types compare by `===` (but see Byte and Rune). Read as
// `import * as Typ from './basic.ts'`.

import * as Info from './basicinfo.ts';
import * as Kind from './basickind.ts';
import { Basic } from './type.ts';

/** The type of everything that could not be given one. */
export const Invalid: Basic = new Basic(Kind.Invalid, 0, 'invalid type');

export const Bool: Basic = new Basic(Kind.Bool, Info.IsBoolean, 'bool');
export const Int: Basic = new Basic(Kind.Int, Info.IsInteger, 'int');
export const Int8: Basic = new Basic(Kind.Int8, Info.IsInteger, 'int8');
export const Int16: Basic = new Basic(Kind.Int16, Info.IsInteger, 'int16');
export const Int32: Basic = new Basic(Kind.Int32, Info.IsInteger, 'int32');
export const Int64: Basic = new Basic(Kind.Int64, Info.IsInteger, 'int64');
export const Uint: Basic = new Basic(Kind.Uint, Info.IsInteger | Info.IsUnsigned, 'uint');
export const Uint8: Basic = new Basic(Kind.Uint8, Info.IsInteger | Info.IsUnsigned, 'uint8');
export const Uint16: Basic = new Basic(Kind.Uint16, Info.IsInteger | Info.IsUnsigned, 'uint16');
export const Uint32: Basic = new Basic(Kind.Uint32, Info.IsInteger | Info.IsUnsigned, 'uint32');
export const Uint64: Basic = new Basic(Kind.Uint64, Info.IsInteger | Info.IsUnsigned, 'uint64');
export const Uintptr: Basic = new Basic(Kind.Uintptr, Info.IsInteger | Info.IsUnsigned, 'uintptr');
export const Float32: Basic = new Basic(Kind.Float32, Info.IsFloat, 'float32');
export const Float64: Basic = new Basic(Kind.Float64, Info.IsFloat, 'float64');
export const Complex64: Basic = new Basic(Kind.Complex64, Info.IsComplex, 'complex64');
export const Complex128: Basic = new Basic(Kind.Complex128, Info.IsComplex, 'complex128');
export const String: Basic = new Basic(Kind.String, Info.IsString, 'string');
export const UnsafePointer: Basic = new Basic(Kind.UnsafePointer, 0, 'Pointer');

export const UntypedBool: Basic = new Basic(Kind.UntypedBool, Info.IsBoolean | Info.IsUntyped, 'untyped bool');
export const UntypedInt: Basic = new Basic(Kind.UntypedInt, Info.IsInteger | Info.IsUntyped, 'untyped int');
export const UntypedRune: Basic = new Basic(Kind.UntypedRune, Info.IsInteger | Info.IsUntyped, 'untyped rune');
export const UntypedFloat: Basic = new Basic(Kind.UntypedFloat, Info.IsFloat | Info.IsUntyped, 'untyped float');
export const UntypedComplex: Basic = new Basic(Kind.UntypedComplex, Info.IsComplex | Info.IsUntyped, 'untyped complex');
export const UntypedString: Basic = new Basic(Kind.UntypedString, Info.IsString | Info.IsUntyped, 'untyped string');
export const UntypedNil: Basic = new Basic(Kind.UntypedNil, Info.IsUntyped, 'untyped nil');

/** `byte`: identical to Uint8, but messages say byte. */
export const Byte: Basic = new Basic(Kind.Byte, Info.IsInteger | Info.IsUnsigned, 'byte');
/** `rune`: identical to Int32, but messages say rune. */
export const Rune: Basic = new Basic(Kind.Rune, Info.IsInteger, 'rune');

/** The basic types by their kind. */
export const byKind: readonly Basic[] = [
  Invalid,
  Bool,
  Int,
  Int8,
  Int16,
  Int32,
  Int64,
  Uint,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Uintptr,
  Float32,
  Float64,
  Complex64,
  Complex128,
  String,
  UnsafePointer,
  UntypedBool,
  UntypedInt,
  UntypedRune,
  UntypedFloat,
  UntypedComplex,
  UntypedString,
  UntypedNil,
];
