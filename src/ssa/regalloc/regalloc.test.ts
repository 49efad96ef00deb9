import assert from 'node:assert/strict';
import test from 'node:test';
import { generalShape, registers, shapes } from '../../arch/amd64/shapes.ts';
import { Dominators, Loops } from '../dominators.ts';
import * as BlockKind from '../blockkind.ts';
import { type Block, Func, type Value } from '../func.ts';
import { type CompileMachine, NoReg } from '../machine.ts';
import { OpInfo } from '../op.ts';
import * as Op from '../op.generated.ts';
import { critical } from '../passes/critical.ts';
import { layout } from '../passes/layout.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { FuncSig } from '../sig.ts';
import { Before, checkAllocation } from './checker.ts';
import { Allocator } from './regalloc.ts';

const sig = {
  params: [],
  results: [{ type: 0, comps: null, abi: { regs: [0] } }],
  assignment: null,
  abi: 1,
} as unknown as FuncSig;
const machine = {
  regs: registers,
  shape: (op: number) =>
    op === Op.Add
      ? shapes['gp21']!
      : op === Op.Shl
        ? shapes['shift']!
        : op === Op.And
          ? shapes['andold']!
          : op === Op.CallStatic
            ? shapes['-']!
            : generalShape(op),
} as unknown as CompileMachine;
const program = null as unknown as Program;

/** Runs f, before or after allocation: afterwards values are read from registers and spill slots only. */
function run(f: Func, a: Allocator | null): number {
  const value = new Map<Value, number>();
  const reg = new Array<number>(64).fill(NaN);
  const slot = new Array<number>(a === null ? 0 : a.slotKind.length).fill(NaN);
  const read = (v: Value): number => {
    if (a === null) return value.get(v)!;
    if (a.reg[v] !== NoReg) return reg[a.reg[v]!]!;
    return slot[a.slot[v]!]!;
  };
  const write = (v: Value, x: number): void => {
    value.set(v, x);
    if (a !== null && a.reg[v] !== NoReg) reg[a.reg[v]!] = x;
    else if (a !== null && a.slot[v] !== 0) slot[a.slot[v]!] = x;
  };
  let b = f.entry;
  let from: Block | null = null;
  for (let steps = 0; steps < 10000; steps++) {
    const phis: [Value, number][] = [];
    for (const v of b.values) {
      if (f.op[v] !== Op.Phi) break;
      if (a === null) phis.push([v, read(f.arg(v, b.preds.indexOf(from!)))]);
    }
    for (const [v, x] of phis) value.set(v, x);
    for (const v of b.values) {
      switch (f.op[v]) {
        case Op.Phi:
          break;
        case Op.ConstInt:
          write(v, f.lo[v]!);
          break;
        case Op.Add:
          write(v, (read(f.arg(v, 0)) + read(f.arg(v, 1))) | 0);
          break;
        case Op.Shl:
          if (a !== null) assert.equal(a.reg[f.arg(v, 1)], 1);
          write(v, read(f.arg(v, 0)) << (read(f.arg(v, 1)) & 3));
          break;
        case Op.And: {
          // The result is made before the arguments are read for the last time, and a register is destroyed.
          const [x, y] = [f.arg(v, 0), f.arg(v, 1)];
          if (a !== null) reg[0] = reg[1] = NaN;
          write(v, read(x) & read(y));
          break;
        }
        case Op.CallStatic:
          reg.fill(NaN);
          break;
        default:
          write(v, read(f.arg(v, 0)));
      }
    }
    if (b.kind === BlockKind.Ret) {
      if (a !== null) assert.equal(a.reg[b.rets[0]!], 0);
      return read(b.rets[0]!);
    }
    from = b;
    b = b.kind === BlockKind.If ? b.succs[read(b.control) !== 0 ? 0 : 1]! : b.succs[0]!;
  }
  throw new Error('endless');
}

/** A random function with a loop that runs `rounds` times, a branch in it, and `width` variables that go round. */
function random(seed: number): Func {
  let state = seed * 2654435761 + 1;
  const below = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) | 0;
    return (state >>> 8) % n;
  };
  const f = new Func(1, sig, new OpInfo(null));
  const emit = (b: Block, op: number, ...args: Value[]): Value => {
    const v = f.newValue(op, op === Op.CallStatic ? Scalar.Void : Scalar.I64, 0, -1);
    for (const x of args) f.addArg(v, x);
    b.values.push(v);
    return v;
  };
  const int = (b: Block, n: number): Value => {
    const v = emit(b, Op.ConstInt);
    f.lo[v] = n;
    return v;
  };
  f.calls.push({ sym: 1, sig: { params: [], results: [], assignment: { argWidth: 0 } } } as never);
  const work = (b: Block, vars: Value[]): void => {
    for (let n = below(30); n > 0; n--) {
      const k = below(20);
      if (k === 0) emit(b, Op.CallStatic);
      else if (k === 1) vars[below(vars.length)] = int(b, below(100));
      else
        vars[below(vars.length)] = emit(
          b,
          k === 2 ? Op.And : k < 6 ? Op.Shl : Op.Add,
          vars[below(vars.length)]!,
          vars[below(vars.length)]!,
        );
    }
  };
  const width = 2 + below(20);
  const start: Value[] = [];
  for (let i = 0; i < width; i++) start.push(int(f.entry, i + 1));
  work(f.entry, start);
  const count = int(f.entry, 1 + below(5));
  const head = f.newBlock(BlockKind.If);
  const body = f.newBlock(BlockKind.If);
  const left = f.newBlock(BlockKind.Plain);
  const join = f.newBlock(BlockKind.Plain);
  const done = f.newBlock(BlockKind.Ret);
  f.addEdge(f.entry, head);
  f.addEdge(head, body);
  f.addEdge(head, done);
  f.addEdge(body, left);
  f.addEdge(body, join);
  f.addEdge(left, join);
  f.addEdge(join, head);
  const vars = start.map(v => emit(head, Op.Phi, v));
  const phis = vars.slice();
  const i = emit(head, Op.Phi, count);
  head.control = i;
  work(body, vars);
  body.control = vars[below(width)]!;
  const other = vars.slice();
  work(left, other);
  const joined = vars.map((v, k) => emit(join, Op.Phi, v, other[k]!));
  for (let k = below(4); k > 0; k--) joined.push(joined.shift()!);
  work(join, joined);
  phis.forEach((v, k) => f.addArg(v, joined[k]!));
  f.addArg(i, emit(join, Op.Add, i, int(join, -1)));
  let sum = phis[0]!;
  for (const v of phis) sum = emit(done, Op.Add, sum, v);
  done.rets = [sum];
  return f;
}

/** A random function, allocated. */
function allocated(seed: number): { f: Func; a: Allocator; before: Before; want: number } {
  const f = random(seed);
  const want = run(f, null);
  critical(program, f);
  const doms = new Dominators(f);
  const loops = new Loops(f, doms);
  layout(f, doms, loops);
  const a = new Allocator(f, machine, doms, loops);
  const before = new Before(f);
  a.run();
  return { f, a, before, want };
}

test('random functions compute the same before and after, and the checker agrees', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const { f, a, before, want } = allocated(seed);
    assert.equal(run(f, a), want, `seed ${seed}`);
    checkAllocation(a, before, null);
  }
});

test('the checker sees a register or slot that is another', () => {
  let wrong = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const { f, a, before, want } = allocated(seed);
    const values: Value[] = [];
    for (const b of f.blocks) for (const v of b.values) if (a.reg[v] !== NoReg || a.slot[v] !== 0) values.push(v);
    const v = values[(seed * 7919) % values.length]!;
    if (a.reg[v] !== NoReg) a.reg[v] = (a.reg[v]! + 1 + (seed % 3)) % 4;
    else a.slot[v] = 1 + ((a.slot[v]! + seed) % (a.slotKind.length - 1));
    let got = NaN;
    try {
      got = run(f, a);
    } catch {
      // A call's argument, or the result, is not where it should be.
    }
    if (got === want) continue;
    wrong++;
    assert.throws(() => checkAllocation(a, before, null), `seed ${seed}, v${v}`);
  }
  assert.ok(wrong > 50, `${wrong} functions compute something else`);
});

test('what a loop uses stays in registers around it', () => {
  let loads = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const f = random(seed);
    if (f.blocks.some(b => b.values.some(v => f.op[v] === Op.CallStatic))) continue;
    if (f.blocks[1]!.values.length > 9) continue; // phis: more than fit with all that is on its way
    critical(program, f);
    const doms = new Dominators(f);
    const loops = new Loops(f, doms);
    layout(f, doms, loops);
    const a = new Allocator(f, machine, doms, loops);
    a.run();
    for (const b of f.blocks) for (const v of b.values) if (f.op[v] === Op.LoadReg) loads++;
  }
  assert.equal(loads, 0);
});
