// Ranges and expressions for variables of small allocated functions, whose instructions have four bytes each.
import assert from 'node:assert/strict';
import test from 'node:test';
import { generalShape, registers } from '../../arch/amd64/shapes.ts';
import { DebugMarks, Prog } from '../../obj/prog.ts';
import * as BlockKind from '../blockkind.ts';
import { type Block, Func, type Value } from '../func.ts';
import { type Allocation, type CompileMachine, NoReg } from '../machine.ts';
import * as Op from '../op.generated.ts';
import { MachineFirst, OpInfo } from '../op.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { FuncSig } from '../sig.ts';
import { findLocations } from './locations.ts';
import * as Dw from './opcodes.ts';

const AX = 0;
const BX = 3;
const program = {
  types: { size: () => 8, scalars: () => [{ kind: Scalar.I64, offset: 0 }] },
  noOpt: () => false,
} as unknown as Program;
const machine = {
  regs: registers,
  ops: { first: MachineFirst },
  shape: generalShape,
} as unknown as CompileMachine;
const noSig = { params: [], results: [], assignment: null, abi: 1 } as unknown as FuncSig;

/** A function with one variable of eight bytes, and what allocation and emission would say of it. */
class Built {
  readonly f = new Func(1, noSig, new OpInfo(null));
  readonly marks = new DebugMarks();
  private readonly reg: number[] = [];
  private readonly orig: number[] = [];
  private readonly spillOffset: number[] = [];
  private last: Prog = new Prog(0, 0, 0);
  private pc = 0;

  constructor() {
    this.f.vars.push({ name: 'x', type: 1, pos: 0, role: 0, inl: -1, scopes: [], captured: -1 });
    this.next();
  }

  private next(): void {
    const q = new Prog(0, 0, 0);
    q.pc = this.pc;
    this.pc += 4;
    this.last.link = q;
    this.last = q;
  }

  /** Starts a block with an instruction of its own. */
  start(b: Block): void {
    this.next();
    this.marks.starts[b.id] = this.last;
  }

  end(b: Block): void {
    this.next();
    this.marks.ends[b.id] = this.last;
  }

  /** A value with one instruction (`phi`: none) in a register, which is, or holds, `of`. */
  value(b: Block, op: number, reg: number, of: Value, args: readonly Value[] = []): Value {
    const { f } = this;
    const v = f.newValue(op, Scalar.I64, 0, -1);
    for (const a of args) f.addArg(v, a);
    this.reg[v] = reg;
    this.orig[v] = of === 0 ? v : of;
    if (op !== Op.Phi) {
      this.marks.before[v] = this.last;
      this.next();
      this.marks.after[v] = this.last;
    }
    b.values.push(v);
    return v;
  }

  /** A store to the place at an offset of the frame. */
  spill(b: Block, x: Value, offset: number): void {
    const v = this.value(b, Op.StoreReg, NoReg, x, [x]);
    this.spillOffset[v] = offset;
  }

  /** From here on x is the value; 0: it is lost. */
  note(b: Block, x: Value): void {
    const v = this.f.newValue(Op.DebugVar, Scalar.Void, 0, -1);
    if (x !== 0) this.f.addArg(v, x);
    b.values.push(v);
  }

  /** `start-end expression` for each range. */
  ranges(): string[] {
    const a = {
      reg: Uint8Array.from({ length: this.f.count }, (_, v) => this.reg[v] ?? NoReg),
      orig: Int32Array.from({ length: this.f.count }, (_, v) => this.orig[v] ?? 0),
      slot: new Int32Array(this.f.count),
      spillOffset: Int32Array.from({ length: this.f.count }, (_, v) => this.spillOffset[v] ?? 0),
      slotOffset: [],
    } as unknown as Allocation;
    const [o] = findLocations(program, this.f, a, machine, this.marks, this.pc, () => true);
    return o!.exprs.map((e, i) => `${o!.ranges[2 * i]!}-${o!.ranges[2 * i + 1]!} ${Array.from(e.bytes).join(' ')}`);
  }
}

const inAX = String(Dw.OP_reg0 + 0);
const inBX = String(Dw.OP_reg0 + 3);
/** fbreg 8 - 16, a signed LEB128. */
const inFrame = `${Dw.OP_fbreg} ${0x78}`;

test('a register is lost one byte into a call, and when something else is put there', () => {
  const c = new Built();
  const b = c.f.entry;
  b.kind = BlockKind.Ret;
  c.start(b);
  const x = c.value(b, Op.ArgReg, AX, 0);
  c.note(b, x);
  c.value(b, Op.ConstInt, BX, 0);
  c.value(b, Op.CallStatic, NoReg, 0);
  c.end(b);
  assert.deepEqual(c.ranges(), [`12-17 ${inAX}`]);

  const d = new Built();
  const e = d.f.entry;
  e.kind = BlockKind.Ret;
  d.start(e);
  const y = d.value(e, Op.ArgReg, AX, 0);
  d.note(e, y);
  d.value(e, Op.Copy, BX, y, [y]);
  d.value(e, Op.ConstInt, AX, 0);
  d.end(e);
  assert.deepEqual(d.ranges(), [`12-20 ${inAX}`, `20-24 ${inBX}`]);
});

test('what was stored is found in the frame behind a call', () => {
  const c = new Built();
  const b = c.f.entry;
  b.kind = BlockKind.Ret;
  c.start(b);
  const x = c.value(b, Op.ArgReg, AX, 0);
  c.note(b, x);
  c.spill(b, x, 8);
  c.value(b, Op.CallStatic, NoReg, 0);
  c.end(b);
  assert.deepEqual(c.ranges(), [`12-17 ${inAX}`, `17-24 ${inFrame}`]);
});

test('a constant is told as a value, until the variable is lost', () => {
  const c = new Built();
  const b = c.f.entry;
  b.kind = BlockKind.Ret;
  c.start(b);
  const x = c.value(b, Op.ConstInt, BX, 0);
  c.f.lo[x] = 7;
  c.note(b, x);
  c.value(b, Op.CallStatic, NoReg, 0);
  c.note(b, 0);
  c.end(b);
  assert.deepEqual(c.ranges(), [`12-16 ${Dw.OP_lit0 + 7} ${Dw.OP_stack_value}`]);
});

test('where ways with different values meet, the variable is lost; where they agree on the place, it is not', () => {
  for (const noted of [true, false]) {
    const c = new Built();
    const { f } = c;
    const b = f.entry;
    b.kind = BlockKind.If;
    const yes = f.newBlock(BlockKind.Plain);
    const no = f.newBlock(BlockKind.Plain);
    const join = f.newBlock(BlockKind.Ret);
    f.addEdge(b, yes);
    f.addEdge(b, no);
    f.addEdge(yes, join);
    f.addEdge(no, join);
    c.start(b);
    const x = c.value(b, Op.ArgReg, AX, 0);
    b.control = x;
    c.note(b, x);
    c.end(b);
    c.start(yes);
    const y = c.value(yes, Op.ConstInt, BX, 0);
    if (noted) c.note(yes, y);
    c.end(yes);
    c.start(no);
    c.end(no);
    c.start(join);
    c.value(join, Op.ConstInt, BX, 0);
    c.end(join);
    // The last block begins at 36.
    const got = c.ranges();
    const last = Number(/^\d+-(\d+)/.exec(got.at(-1)!)![1]);
    assert.equal(last > 36, !noted, got.join('; '));
  }
});
