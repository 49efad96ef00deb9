// Facts about functions that the runtime reads from a function's metadata: ids of functions that stack traces treat
// specially, flags, and the numbers of the pc tables and of the per-function data.

export const FuncIDNormal = 0;
export const FuncID_abort = 1;
export const FuncID_asmcgocall = 2;
export const FuncID_asyncPreempt = 3;
export const FuncID_cgocallback = 4;
export const FuncID_corostart = 5;
export const FuncID_debugCallV2 = 6;
export const FuncID_gcBgMarkWorker = 7;
export const FuncID_goexit = 8;
export const FuncID_gogo = 9;
export const FuncID_gopanic = 10;
export const FuncID_handleAsyncEvent = 11;
export const FuncID_mcall = 12;
export const FuncID_morestack = 13;
export const FuncID_mstart = 14;
export const FuncID_panicwrap = 15;
export const FuncID_rt0_go = 16;
export const FuncID_runtime_main = 17;
export const FuncID_runFinalizers = 18;
export const FuncID_runCleanups = 19;
export const FuncID_sigpanic = 20;
export const FuncID_systemstack = 21;
export const FuncID_systemstack_switch = 22;
export const FuncIDWrapper = 23;

export const FuncFlagTopFrame = 1; // a stack trace ends here
export const FuncFlagSPWrite = 2; // writes SP arbitrarily: no unwinding past it
export const FuncFlagAsm = 4; // from assembly

export const PCDATA_UnsafePoint = 0;
export const PCDATA_StackMapIndex = 1;
export const PCDATA_InlTreeIndex = 2;
export const PCDATA_ArgLiveIndex = 3;
export const PCDATA_PanicBounds = 4;

export const FUNCDATA_ArgsPointerMaps = 0;
export const FUNCDATA_LocalsPointerMaps = 1;
export const FUNCDATA_StackObjects = 2;
export const FUNCDATA_InlTree = 3;
export const FUNCDATA_OpenCodedDeferInfo = 4;
export const FUNCDATA_ArgInfo = 5;
export const FUNCDATA_ArgLiveInfo = 6;
export const FUNCDATA_WrapInfo = 7;

const byName: ReadonlyMap<string, number> = new Map([
  ['runtime.abort', FuncID_abort],
  ['runtime.asmcgocall', FuncID_asmcgocall],
  ['runtime.asyncPreempt', FuncID_asyncPreempt],
  ['runtime.cgocallback', FuncID_cgocallback],
  ['runtime.corostart', FuncID_corostart],
  ['runtime.debugCallV2', FuncID_debugCallV2],
  ['runtime.gcBgMarkWorker', FuncID_gcBgMarkWorker],
  ['runtime.rt0_go', FuncID_rt0_go],
  ['runtime.goexit', FuncID_goexit],
  ['runtime.gogo', FuncID_gogo],
  ['runtime.gopanic', FuncID_gopanic],
  ['runtime.handleAsyncEvent', FuncID_handleAsyncEvent],
  ['runtime.main', FuncID_runtime_main],
  ['runtime.mcall', FuncID_mcall],
  ['runtime.morestack', FuncID_morestack],
  ['runtime.mstart', FuncID_mstart],
  ['runtime.panicwrap', FuncID_panicwrap],
  ['runtime.runFinalizers', FuncID_runFinalizers],
  ['runtime.runCleanups', FuncID_runCleanups],
  ['runtime.sigpanic', FuncID_sigpanic],
  ['runtime.systemstack_switch', FuncID_systemstack_switch],
  ['runtime.systemstack', FuncID_systemstack],
  ['runtime.deferreturn', FuncIDWrapper],
]);

/** The id of a function by its full name; wrappers have one of their own. */
export function funcID(name: string, isWrapper: boolean): number {
  if (isWrapper) return FuncIDWrapper;
  return byName.get(name) ?? FuncIDNormal;
}
