// The context of making one object from instructions: the object, the options that touch code, and where complaints go.
// The assembler and the compiler share it; a machine's back end is handed one with every function.

import { putFloat32, putFloat64, float32Hex, float64Hex } from './floatbits.ts';
import * as AddrType from './addrtype.ts';
import * as As from './as.ts';
import * as Attr from './attr.ts';
import * as FuncID from './funcid.ts';
import type { Machine } from './machine.ts';
import type { Obj, Sym } from './object.ts';
import type { FuncText, Prog } from './prog.ts';
import { progString } from './progstring.ts';
import * as SymKind from './symkind.ts';

/** Options of one assembly or compilation that touch code. */
export interface CodeOptions {
  /** Code for a shared library: TLS through the GOT. */
  readonly shared: boolean;
  /** Global data may live in another shared library: reached through the GOT. */
  readonly dynlink: boolean;
  /** Instructions come from assembly text. */
  readonly isAsm: boolean;
}

/** One object being made. */
export class Ctxt {
  readonly obj: Obj;
  readonly machine: Machine;
  readonly options: CodeOptions;
  /** The number of complaints so far. */
  errors = 0;
  /** Gives `file:line` of a position as people read it. */
  readonly posText: (base: number, line: number) => string;
  /** The function of each symbol that has one. */
  readonly funcs = new Map<Sym, FuncText>();
  private readonly report: (message: string) => void;
  private readonly statics = new Map<string, Sym>();
  private readonly defined = new Set<Sym>();

  constructor(
    obj: Obj,
    machine: Machine,
    options: CodeOptions,
    posText: (base: number, line: number) => string,
    report: (message: string) => void,
  ) {
    this.obj = obj;
    this.machine = machine;
    this.options = options;
    this.posText = posText;
    this.report = report;
  }

  /** Complains of the user's code; the object is not to be used then. */
  diag(message: string): void {
    this.errors++;
    this.report(message);
  }

  /** Whether this object has a definition of the symbol (not just some of its data). */
  isDefined(sym: Sym): boolean {
    return this.defined.has(sym);
  }

  /** Notes that this object defines the symbol. */
  define(sym: Sym): void {
    this.defined.add(sym);
  }

  /** An instruction as complaints print it. */
  show(p: Prog): string {
    return progString(this, p);
  }

  /** From here on names that only this object knows are those of another file. */
  nextFile(): void {
    this.statics.clear();
  }

  /** The symbol of this name that only this object knows. */
  lookupStatic(name: string): Sym {
    let s = this.statics.get(name);
    if (s === undefined) {
      s = this.obj.addStatic(name, 0);
      this.statics.set(name, s);
    }
    return s;
  }

  /** The read-only constant that holds a float32. */
  float32Sym(x: number): Sym {
    return this.constant(`$f32.${float32Hex(x)}`, putFloat32(x));
  }

  /** The read-only constant that holds a float64. */
  float64Sym(x: number): Sym {
    return this.constant(`$f64.${float64Hex(x)}`, putFloat64(x));
  }

  private constant(name: string, data: Uint8Array): Sym {
    const s = this.obj.lookup(name, 0);
    if (s.isDefined) return s;
    s.kind = SymKind.SRODATA;
    s.attr |= Attr.Local | Attr.ContentAddressable;
    s.data = data;
    s.size = data.length;
    s.align = data.length;
    this.define(s);
    return s;
  }
}

/** Puts an instruction after `p` that sets a pc table's value from there on. */
export function appendPcdata(p: Prog, table: number, value: number): Prog {
  const q = p.append(As.PCDATA);
  q.from.setConst(table);
  q.to.setConst(value);
  return q;
}

/** From after `p` on, no asynchronous preemption. */
export function startUnsafePoint(p: Prog): Prog {
  return appendPcdata(p, FuncID.PCDATA_UnsafePoint, -2);
}

/** Ends what startUnsafePoint began. */
export function endUnsafePoint(p: Prog, old: number): Prog {
  return appendPcdata(p, FuncID.PCDATA_UnsafePoint, old);
}

/** The instruction that a branch goes to; null when `p` is none, or goes to a symbol. */
export function branchTarget(p: Prog): Prog | null {
  return p.to.type === AddrType.Branch ? p.to.target : null;
}
