// What directives say of the function that they stand before, as bits, with gc's names.

export const Nointerface = 1 << 0; // the method is not seen through interfaces (field tracking experiment)
export const Noescape = 1 << 1; // parameters of an assembly function do not escape
export const Norace = 1 << 2; // no race instrumentation
export const Nosplit = 1 << 3; // no check of the stack's size
export const Noinline = 1 << 4;
export const NoCheckPtr = 1 << 5;
export const CgoUnsafeArgs = 1 << 6; // arguments lie together in memory
export const UintptrKeepAlive = 1 << 7; // pointers converted to uintptr arguments stay alive during a call
export const UintptrEscapes = 1 << 8; // and escape
export const Systemstack = 1 << 9; // runs on the system stack only
export const Nowritebarrier = 1 << 10; // write barriers are an error
export const Nowritebarrierrec = 1 << 11; // in callees as well
export const Yeswritebarrierrec = 1 << 12; // stops Nowritebarrierrec
export const RegisterParams = 1 << 13;
export const GoBuild = 1 << 14; // a `//go:build` line, allowed at the top of a file only

/** What only the runtime may say. */
export const runtimeOnly = Systemstack | Nowritebarrier | Nowritebarrierrec | Yeswritebarrierrec;

/** What a function declaration may carry. */
export const functions = GoBuild - 1;

const byVerb: Readonly<Record<string, number>> = {
  'go:build': GoBuild,
  'go:noescape': Noescape,
  'go:norace': Norace,
  'go:nosplit': Nosplit | NoCheckPtr,
  'go:noinline': Noinline,
  'go:nocheckptr': NoCheckPtr,
  'go:systemstack': Systemstack,
  'go:nowritebarrier': Nowritebarrier,
  'go:nowritebarrierrec': Nowritebarrierrec | Nowritebarrier,
  'go:yeswritebarrierrec': Yeswritebarrierrec,
  'go:cgo_unsafe_args': CgoUnsafeArgs | NoCheckPtr,
  'go:uintptrkeepalive': UintptrKeepAlive,
  'go:uintptrescapes': UintptrEscapes | UintptrKeepAlive,
  'go:registerparams': RegisterParams,
};

/** The bits of a directive; 0 for one that gives none. go:nointerface counts with the field tracking experiment only. */
export function pragmaFlag(verb: string, fieldTrack: boolean): number {
  if (verb === 'go:nointerface') return fieldTrack ? Nointerface : 0;
  return Object.hasOwn(byVerb, verb) ? byVerb[verb]! : 0;
}
