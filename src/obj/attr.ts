// Attributes of a symbol: bits of one number. The low sixteen are gc's two flag bytes as its object files hold them. burrow's
// content-addressable symbols are Dupok and have a name that states their content (`go:string."x"`, a hash).

export const Dupok = 1 << 0; // several definitions are one; the first wins
export const Local = 1 << 1;
export const Typelink = 1 << 2; // a type that gets an entry in the typelink table
export const Leaf = 1 << 3; // calls nothing
export const NoSplit = 1 << 4; // has no stack check
export const ReflectMethod = 1 << 5; // may find any method through reflection
export const GoType = 1 << 6; // a type descriptor
export const UsedInIface = 1 << 8; // a type that is converted to an interface
export const Itab = 1 << 9;
export const Dict = 1 << 10; // a dictionary of gc's generics
export const PkgInit = 1 << 11; // the init function of a package
export const Linkname = 1 << 12; // may be pulled by a linkname, or was named by assembly
export const ABIWrapper = 1 << 13; // converts between ABI0 and ABIInternal
export const WasmExport = 1 << 14;

export const Static = 1 << 16; // known in its own object only, never found by name
export const ContentAddressable = 1 << 17; // symbols of this name have equal content wherever they are defined
