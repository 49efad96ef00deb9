// The kinds of object, one for each class of object.ts.

export const PkgName = 1;
export const Const = 2;
export const TypeName = 3;
export const Var = 4;
export const Func = 5;
export const Label = 6;
export const Builtin = 7;
export const Nil = 8;
