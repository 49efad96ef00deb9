// The kinds of type, one for each class of type.ts.

export const Basic = 1;
export const Array = 2;
export const Slice = 3;
export const Struct = 4;
export const Pointer = 5;
export const Tuple = 6;
export const Signature = 7;
export const Union = 8;
export const Interface = 9;
export const Map = 10;
export const Chan = 11;
export const Named = 12;
export const TypeParam = 13;
export const Alias = 14;
