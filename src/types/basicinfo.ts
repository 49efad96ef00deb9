// Properties of basic types, as bits of `Basic.info`.

export const IsBoolean = 1;
export const IsInteger = 2;
export const IsUnsigned = 4;
export const IsFloat = 8;
export const IsComplex = 16;
export const IsString = 32;
export const IsUntyped = 64;
export const IsOrdered = 42; // IsInteger | IsFloat | IsString
export const IsNumeric = 26; // IsInteger | IsFloat | IsComplex
export const IsConstType = 59; // IsBoolean | IsNumeric | IsString
