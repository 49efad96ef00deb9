// The binary form of a package: all its package-level objects with their types and positions, so that importers never
// read its source, and an index of its function bodies, so that whoever wants one parses just that. Bodies themselves are
// not stored.
//
//     header    magic, version, the offset of each section (u32 each), then a hash of what importers can see
//     strings   count, end of each string (u32), UTF-8 bytes
//     packages  count; path and name of each package that is mentioned; the first is this package
//     imports   count; index of each package that is imported directly
//     files     count; name, size, language version and imports of each file
//     objects   count; name and place (u32 each) of each package-level object, sorted by name
//     types     count; place (u32) of each type
//     data      records of objects and types, read when they are wanted
//     bodies    count; a record for each function or method with a body
//
// Numbers are unsigned LEB128 unless said otherwise; `name` is a number in the table of strings. A position is one number
// counting through all files of the package, so that the reader adds one base; within a record positions are signed
// differences. What a record mentions it names by number, and the reader makes each object and type once, when first
// needed. Equal packages give equal bytes; the hash leaves out positions, files and bodies, so that an edit of a body does not
// concern importers.

export const magic = 0x70776262;
/** Goes up with every change of the form. */
export const version = 2;

export const headerSections = 8;
/** Where the hash is, and its length. */
export const hashAt = 8 + 4 * headerSections;
export const hashLength = 20;

export const Strings = 0;
export const Packages = 1;
export const Imports = 2;
export const Files = 3;
export const Objects = 4;
export const Types = 5;
export const Data = 6;
export const Bodies = 7;

// Kinds of type record beyond those of typekind.ts.

/** A type of the universe, by name. */
export const UniverseType = 20;
/** A defined type or alias that is declared in some package, by package and name. */
export const DeclaredType = 21;
/** An instance: its generic type and type arguments. */
export const InstanceType = 22;

// Kinds of object record.

export const ConstObject = 1;
export const VarObject = 2;
export const FuncObject = 3;
export const NamedObject = 4;
export const AliasObject = 5;

// Bits of a signature record.

export const Variadic = 1;
export const HasRecv = 2;
/** The receiver is the interface that the signature's method belongs to, when that has no name. */
export const Generic = 4;

/** Where a function body is, without a tree. */
export interface BodyEntry {
  /** `F`, or `T.M` for methods. */
  readonly name: string;
  /** Index of its file. */
  readonly file: number;
  /** Of its `{` in the file. */
  readonly offset: number;
  /** From `{` to the end of `}`. */
  readonly length: number;
  /** The line of `{`. */
  readonly line: number;
  /** The first 8 bytes of the SHA-256 of its text, in hexadecimal. */
  readonly hash: string;
}
