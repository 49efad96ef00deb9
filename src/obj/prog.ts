// The instruction form that the assembler and the compiler hand to a machine's back end: a Prog is one instruction with its
// operands, a function is a chain of them. Registers are the machine's numbers, branch targets are Progs, stack positions
// are names until the frame is known. A Prog's pc counts instructions until the machine has encoded the function, and
// bytes from then on. Nothing here knows a machine.

import { fromWords, highWord } from '../base/endian.ts';
import * as AddrName from './addrname.ts';
import * as AddrType from './addrtype.ts';
import * as As from './as.ts';
import type { Sym } from './object.ts';

/** The register number that stands for "none". Pseudo registers have negative numbers. */
export const NoReg = 0;

/** The argument size of a TEXT that does not say one. */
export const ArgsSizeUnknown = -0x80000000;

/** One operand. Which fields count is said by `type` and `name`. */
export class Addr {
  type: AddrType.Type = AddrType.None;
  name: AddrName.Name = AddrName.None;
  /** The register, or the base of a memory operand. */
  reg = NoReg;
  index = NoReg;
  scale = 0;
  /** The 64-bit offset or constant: the low and the high word, both signed. */
  lo = 0;
  hi = 0;
  sym: Sym | null = null;
  /** A branch's target. */
  target: Prog | null = null;
  /** The argument size of a TextSize. A small integer always: a float here would change the shape of every operand. */
  args = 0;
  /** The bytes of an SConst; the one float of an FConst. */
  value: Uint8Array | Float64Array | null = null;

  /** The offset as a number; exact below 2**53. */
  get offset(): number {
    return fromWords(this.lo, this.hi);
  }

  set offset(n: number) {
    this.lo = n | 0;
    this.hi = highWord(n);
  }

  /** Whether the offset is a signed 32-bit number. */
  get isInt32(): boolean {
    return this.hi === this.lo >> 31;
  }

  /** Becomes a copy of another operand. */
  set(a: Addr): void {
    this.type = a.type;
    this.name = a.name;
    this.reg = a.reg;
    this.index = a.index;
    this.scale = a.scale;
    this.lo = a.lo;
    this.hi = a.hi;
    this.sym = a.sym;
    this.target = a.target;
    this.args = a.args;
    this.value = a.value;
  }

  /** Becomes "no operand". */
  clear(): void {
    this.type = AddrType.None;
    this.name = AddrName.None;
    this.reg = NoReg;
    this.index = NoReg;
    this.scale = 0;
    this.lo = 0;
    this.hi = 0;
    this.sym = null;
    this.target = null;
    this.args = 0;
    this.value = null;
  }

  /** The value of an FConst. */
  get float(): number {
    return this.value![0]!;
  }

  setFloat(x: number): void {
    this.type = AddrType.FConst;
    this.value = Float64Array.of(x);
  }

  setReg(reg: number): void {
    this.type = AddrType.Reg;
    this.reg = reg;
  }

  setConst(n: number): void {
    this.type = AddrType.Const;
    this.offset = n;
  }

  setMem(base: number, offset: number): void {
    this.type = AddrType.Mem;
    this.reg = base;
    this.offset = offset;
  }
}

/** One instruction. */
export class Prog {
  as: As.As;
  /** A machine's suffix of the operation: a rounding mode, a condition. 0 is none. */
  scond = 0;
  readonly from = new Addr();
  readonly to = new Addr();
  /** Sources between `from` and `to`. */
  rest: Addr[] | null = null;
  /** The next instruction. */
  link: Prog | null = null;
  /** Index in the object's position bases, and the line; line 0 is unknown. */
  base: number;
  line: number;
  /** The inlined call that the instruction comes from, an index into FuncText.inlCalls; -1 for the function itself. */
  inl = -1;
  /** What this instruction adds to the stack's depth. */
  spadj = 0;
  /** The number of the instruction; once encoded, its offset in the function. */
  pc = 0;
  /** The size of its encoding. */
  size = 0;
  /** Scratch of the back end: marks, and a chain of branches to this instruction. */
  mark = 0;
  branches: Prog | null = null;
  nextBranch: Prog | null = null;

  constructor(as: As.As, base: number, line: number) {
    this.as = as;
    this.base = base;
    this.line = line;
  }

  /** The first operand between `from` and `to`; null for none. */
  get from3(): Addr | null {
    return this.rest === null ? null : this.rest[0]!;
  }

  /** Puts a new instruction after this one, at its position. */
  append(as: As.As): Prog {
    const p = new Prog(as, this.base, this.line);
    p.inl = this.inl;
    p.link = this.link;
    this.link = p;
    return p;
  }

  /** Makes the instruction one that does nothing and has no size. */
  nopOut(): void {
    this.as = As.NOP;
    this.scond = 0;
    this.from.clear();
    this.rest = null;
    this.to.clear();
  }
}

/** A register argument that must be in memory while morestack runs, and how it gets there and back. */
export interface RegSpill {
  readonly reg: number;
  readonly addr: Addr;
  readonly spill: As.As;
  readonly unspill: As.As;
}

/** A call that was inlined. */
export interface InlCall {
  /** The index of the call this one was in turn inlined into; -1 for the function itself. */
  readonly parent: number;
  /** The position of the call. */
  readonly base: number;
  readonly line: number;
  readonly func: Sym;
  /** The position of the function's declaration. */
  readonly startBase: number;
  readonly startLine: number;
  /** An instruction of the parent at the call, to which a stack trace goes on; null where nothing of the call is left. */
  readonly mark: Prog | null;
}

/** A table of code addresses that the function jumps through. */
export interface JumpTable {
  readonly sym: Sym;
  readonly targets: readonly Prog[];
}

/** Which instructions were made of what: for debug information. Each is named by the one before it, whatever comes to stand between. */
export class DebugMarks {
  /** By value: the instruction before its first, and its last. */
  readonly before: Prog[] = [];
  readonly after: Prog[] = [];
  /** By block id: its first instruction, and its last. */
  readonly starts: Prog[] = [];
  readonly ends: Prog[] = [];
  /** The instruction before the first of the body. */
  body: Prog | null = null;
  /** The first behind the body, where morestack is called; null where it is not. */
  end: Prog | null = null;
  /** Where positions change: the instruction before. */
  readonly posAfter: Prog[] = [];
  /** The position from there on; of inlined code that of the outermost call. */
  readonly pos: number[] = [];
  /** By inlined call: its number in the function's FuncInfo; -1 for one of which no code is left. */
  calls: Int32Array = new Int32Array(0);
}

/** A function as instructions: its symbol, its chain of Progs from TEXT on, and what its TEXT says. */
export class FuncText {
  readonly sym: Sym;
  readonly text: Prog;
  /** Of textflag.ts. */
  flag: number;
  /** Of funcid.ts. */
  funcID = 0;
  funcFlag = 0;
  startLine: number;
  /** Bytes of arguments and results; ArgsSizeUnknown. */
  args = 0;
  locals = 0;
  /** The largest alignment that code inside asks for. */
  align = 0;
  spills: readonly RegSpill[] = [];
  inlCalls: readonly InlCall[] = [];
  jumpTables: readonly JumpTable[] = [];
  /** Null where nobody asks. */
  marks: DebugMarks | null = null;

  constructor(sym: Sym, text: Prog, flag: number, startLine: number) {
    this.sym = sym;
    this.text = text;
    this.flag = flag;
    this.startLine = startLine;
  }
}
