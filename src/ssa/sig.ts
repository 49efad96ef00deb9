// What a function takes and gives, and what a call calls.

import type { AbiAssignment, AbiParam } from '../rtype/abi.ts';
import type { Expr } from '../syntax/nodes.ts';
import type { Type } from '../types/type.ts';
import type { SymId } from './symbols.ts';
import type { Component, TypeId } from './type-table.ts';

/** One parameter or result. */
export interface SigParam {
  readonly type: TypeId;
  /** Its scalars; null: it lives in memory, and calls name its address. */
  readonly comps: readonly Component[] | null;
  readonly abi: AbiParam;
}

/** The parameters (the receiver first) and results of a function, under one ABI. */
export interface FuncSig {
  readonly params: readonly SigParam[];
  readonly results: readonly SigParam[];
  readonly assignment: AbiAssignment;
  /** obj/abi.ts: 0 for the stack ABI of assembly, 1 for the register ABI. */
  readonly abi: number;
}

/** What a call calls. The receiver is the first parameter; a closure's context is none. */
export interface CallInfo {
  /** Of a CallStatic; 0 for calls through pointers. */
  sym: SymId;
  readonly sig: FuncSig;
  /** What is known of a function of the runtime: runtime-effects.ts. Null for others. */
  readonly effects: CallEffects | null;
  /** The compiler's own call: no call of the source stands there. */
  readonly implicit: boolean;
  /** uintptr arguments that were pointers: kept alive during the call (go:uintptrkeepalive, syscalls). */
  keepAlive: boolean;
  /** In the source it is a call of an interface's method. */
  readonly ofInterface?: boolean;
  /** How a call through a pointer is written, where a profile may tell what it calls. Not for `go` and `defer`. */
  readonly site?: CallSite;
}

/** A call through a func value, or of an interface's method. */
export interface CallSite {
  /** The interface whose method is called; null for func values. */
  readonly iface: Type | null;
  /** Which of its methods in their order; -1 for func values. */
  readonly method: number;
  /** What is called, for -m; null where nobody asks. */
  readonly fun: Expr | null;
}

/** How a function treats what it is given, where that is known without reading its body. */
export interface CallEffects {
  /** It does not return. */
  readonly noReturn: boolean;
  /** One for each parameter: EffNone to EffContentOfContent; shorter lists: EffNone. Scalars of one parameter have the same. */
  readonly leaks: readonly number[];
  /** For results: the parameter whose pointer, or whose content, it may be; -1 for fresh or heap memory. */
  readonly resultFrom: readonly number[];
}

/** The argument does not outlive the call. */
export const EffNone = 0;
/** What the argument points to is copied to the heap (the key of a map assignment); the memory itself does not outlive the call. */
export const EffContent = 1;
/** The argument outlives the call. */
export const EffEscape = 2;
/** The same as EffContent, of what the memory points to: a list of addresses of what is copied to the heap. */
export const EffContentOfContent = 3;

/** Of `Func.marks`: the type `sym` becomes an interface (R_USEIFACE). */
export const MarkUseIface = 0;
/** Method `add` (offset in the descriptor) of the interface type `sym` is called (R_USEIFACEMETHOD). */
export const MarkIfaceMethod = 1;
/** The method named by the string symbol `sym` may be called by reflection (R_USENAMEDMETHOD). */
export const MarkNamedMethod = 2;
/** The type `sym` is mentioned for debuggers only (R_USETYPE). */
export const MarkUseType = 3;
