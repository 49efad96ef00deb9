// What is told once of a function that is inlined: its name and, below it, its variables. Entries of inlined calls refer to it, so
// that a debugger knows also what one call has not. Variables are those that inlined calls have: the function itself
// need not be in the program. One that moved to the heap (`&x`) is told with each call, for others have it as it is declared.

import type { DebugColumns } from '../obj/debuginfo.ts';
import * as Debug from '../obj/debuginfo.ts';
import { type Func, InlStride } from './objs.ts';
import type { Sym } from './symtab.ts';

/** A variable of a function that is inlined. */
export interface AbstractVar {
  /** Where its name lies. */
  readonly bytes: Uint8Array;
  readonly nameAt: number;
  readonly nameEnd: number;
  readonly line: number;
  readonly type: Sym;
  /** As in `DebugVar`. */
  readonly role: number;
  /** The call that was found to have it last. */
  call: number;
  /** The offset of its entry in .debug_info. */
  offset: number;
}

/** A function that is inlined. */
export class AbstractFunc {
  readonly sym: Sym;
  readonly line: number;
  readonly vars: AbstractVar[] = [];
  /** The offset of its entry in .debug_info. */
  offset = 0;

  constructor(sym: Sym, line: number) {
    this.sym = sym;
    this.line = line;
  }

  /** The variable that is number v / VarStride of what was read of a caller, and of one call of it; null where there is none yet. */
  find(d: DebugColumns, v: number, type: Sym, call: number): AbstractVar | null {
    const { bytes, vars } = d;
    const line = vars[v + Debug.Line]!;
    const role = vars[v + Debug.Role]!;
    const nameAt = vars[v + Debug.NameAt]!;
    const length = vars[v + Debug.NameEnd]! - nameAt;
    for (const x of this.vars) {
      if (x.line !== line || x.type !== type || x.role !== role || x.nameEnd - x.nameAt !== length) continue;
      // A line may declare the same name in two blocks.
      if (x.call === call) continue;
      let i = 0;
      while (i < length && x.bytes[x.nameAt + i] === bytes[nameAt + i]) i++;
      if (i < length) continue;
      x.call = call;
      return x;
    }
    return null;
  }
}

/** Whether a variable of an inlined call is told with the function. */
export function isAbstract(d: DebugColumns, v: number): boolean {
  return d.vars[v + Debug.Inl]! >= 0 && d.bytes[d.vars[v + Debug.NameAt]!] !== ampersand;
}

const ampersand = 0x26;

/** All functions that are inlined. */
export class AbstractFuncs {
  readonly funcs: Map<Sym, AbstractFunc> = new Map();
  private readonly d = new Debug.DebugColumns();
  private calls = 0;

  /** Enters what is inlined into a function. */
  add(f: Func): void {
    const tree = f.inlTree;
    for (let i = 0; i < tree.length; i += InlStride) {
      const s = tree[i + 3]!;
      if (!this.funcs.has(s)) this.funcs.set(s, new AbstractFunc(s, tree[i + 5]!));
    }
  }

  /** Enters the variables that a function's inlined calls have. */
  addVars(f: Func): void {
    const { d } = this;
    const tree = f.inlTree;
    const calls = tree.length / InlStride;
    if (calls === 0) return;
    const first = this.newCalls(calls);
    d.readVars(f.debug, calls, f.startLine);
    const { bytes, vars } = d;
    for (let v = 0; v < vars.length; v += Debug.VarStride) {
      if (!isAbstract(d, v)) continue;
      const inl = vars[v + Debug.Inl]!;
      const callee = this.funcs.get(tree[inl * InlStride + 3]!);
      if (callee === undefined) continue;
      const type = f.debugSyms[vars[v + Debug.VarType]!] ?? 0;
      if (callee.find(d, v, type, first + inl) !== null) continue;
      callee.vars.push({
        bytes,
        nameAt: vars[v + Debug.NameAt]!,
        nameEnd: vars[v + Debug.NameEnd]!,
        line: vars[v + Debug.Line]!,
        type,
        role: vars[v + Debug.Role]!,
        call: first + inl,
        offset: 0,
      });
    }
  }

  /** Numbers for so many calls, which no other call has; the first of them. */
  newCalls(n: number): number {
    const first = this.calls + 1;
    this.calls += n;
    return first;
  }
}
