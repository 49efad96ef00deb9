// What holds of every function between passes: the invariants of the form. Throws an InternalError with the function's text.

import { InternalError } from '../diag/internal-error.ts';
import * as BlockKind from './blockkind.ts';
import { Dominators } from './dominators.ts';
import type { Block, Func, Value } from './func.ts';
import * as Op from './op.generated.ts';
import { MachineFirst } from './op.ts';
import * as OpFlag from './opflag.ts';
import { printFunc, printValue } from './print.ts';
import type { Program } from './program/program.ts';
import * as Scalar from './scalar.ts';

/** Checks a function; `when` says after which pass. */
export function checkFunc(p: Program, f: Func, when: string): void {
  const mistakes: string[] = [];
  const wrong = (text: string): void => {
    if (mistakes.length < 10) mistakes.push(text);
  };
  checkEdges(f, wrong);
  if (mistakes.length === 0) checkValues(p, f, wrong);
  if (mistakes.length > 0) {
    throw new InternalError(`${p.syms.names[f.sym]} after ${when}: ${mistakes.join('; ')}\n${printFunc(p, f)}`);
  }
}

type Wrong = (text: string) => void;

function checkEdges(f: Func, wrong: Wrong): void {
  const inLayout = new Uint8Array(f.maxBlockId);
  for (const b of f.blocks) {
    if (inLayout[b.id] === 1) wrong(`b${b.id} is listed twice`);
    inLayout[b.id] = 1;
  }
  if (inLayout[f.entry.id] !== 1) wrong('the entry is not listed');
  if (f.entry.preds.length > 0) wrong('the entry has predecessors');
  const count = (list: readonly Block[], b: Block): number => {
    let n = 0;
    for (const x of list) if (x === b) n++;
    return n;
  };
  for (const b of f.blocks) {
    const want = successors(b);
    if (want >= 0 && b.succs.length !== want) wrong(`b${b.id} has ${b.succs.length} successors`);
    if ((b.control !== 0) !== hasControl(b)) wrong(`b${b.id} has ${b.control === 0 ? 'no' : 'a'} control value`);
    for (const s of b.succs) {
      if (inLayout[s.id] !== 1) wrong(`b${b.id} goes to b${s.id}, which is not listed`);
      if (count(b.succs, s) !== count(s.preds, b)) wrong(`the edges b${b.id} -> b${s.id} do not match`);
    }
    for (const s of b.preds) {
      if (inLayout[s.id] !== 1) wrong(`b${b.id} comes from b${s.id}, which is not listed`);
      if (count(s.succs, b) !== count(b.preds, s)) wrong(`the edges b${s.id} -> b${b.id} do not match`);
    }
  }
}

/** How many successors a block has; -1 for any number. */
function successors(b: Block): number {
  switch (b.kind) {
    case BlockKind.Plain:
      return 1;
    case BlockKind.If:
      return 2;
    case BlockKind.Ret:
    case BlockKind.Exit:
      return 0;
    case BlockKind.JumpTable:
      return -1;
    default:
      return 2;
  }
}

function hasControl(b: Block): boolean {
  return b.kind === BlockKind.If || b.kind >= BlockKind.JumpTable;
}

function checkValues(p: Program, f: Func, wrong: Wrong): void {
  const doms = new Dominators(f);
  const home: (Block | null)[] = new Array<Block | null>(f.count).fill(null);
  const place = new Int32Array(f.count);
  for (const b of f.blocks) {
    for (let i = 0; i < b.values.length; i++) {
      const v = b.values[i]!;
      if (v <= 0 || v >= f.count) wrong(`b${b.id} holds v${v}, which is none`);
      else if (home[v] !== null) wrong(`v${v} stands in b${home[v]!.id} and b${b.id}`);
      else home[v] = b;
      place[v] = i;
    }
  }
  const say = (v: Value, text: string): void => wrong(`${printValue(p, f, v)}: ${text}`);
  const reaches = (a: Value, b: Block, at: number, user: string): void => {
    const from = home[a] ?? null;
    if (from === null) {
      wrong(`${user} uses v${a}, which stands nowhere`);
    } else if (doms.at[b.id]! >= 0 && doms.at[from.id]! < 0) {
      wrong(`${user} uses v${a}, which is not reached`);
    } else if (doms.at[b.id]! < 0) {
      return;
    } else if (from === b ? place[a]! >= at : !doms.dominates(from, b)) {
      wrong(`${user} uses v${a}, which does not come before it`);
    }
  };
  for (const b of f.blocks) {
    let head = true;
    for (let i = 0; i < b.values.length; i++) {
      const v = b.values[i]!;
      const op = f.op[v]!;
      const n = f.nargs(v);
      if (op === Op.Phi) {
        if (!head) say(v, 'a phi comes first');
        if (n !== b.preds.length) say(v, `${n} arguments for ${b.preds.length} predecessors`);
        for (let k = 0; k < n && k < b.preds.length; k++) {
          const pred = b.preds[k]!;
          reaches(f.arg(v, k), pred, pred.values.length, `v${v}`);
        }
      } else {
        head = false;
        const want = f.info.argCounts[op]!;
        if (want >= 0 && n !== want) say(v, `${n} arguments`);
        for (let k = 0; k < n; k++) reaches(f.arg(v, k), b, i, `v${v}`);
      }
      checkPlace(f, b, i, v, say);
      if (op < MachineFirst) checkKinds(f, v, say);
    }
    if (b.control !== 0) reaches(b.control, b, b.values.length, `b${b.id}`);
    for (const v of b.rets) reaches(v, b, b.values.length, `b${b.id}`);
  }
}

type Say = (v: Value, text: string) => void;

/** What must stand where. */
function checkPlace(f: Func, b: Block, i: number, v: Value, say: Say): void {
  switch (f.op[v]) {
    case Op.Param:
    case Op.ArgReg:
    case Op.ClosurePtr:
      if (b !== f.entry) say(v, 'not in the entry block');
      break;
    case Op.Result:
    case Op.ResultMem: {
      const call = f.arg(v, 0);
      let k = i - 1;
      while (k >= 0 && (f.op[b.values[k]!] === Op.Result || f.op[b.values[k]!] === Op.ResultMem)) k--;
      if (b.values[k] !== call) say(v, 'not directly behind what it is a result of');
      break;
    }
    case Op.Invalid:
      say(v, 'no value');
      break;
    default:
      break;
  }
}

/** Whether a general register holds values of this kind. */
function inRegister(kind: number): boolean {
  return Scalar.isInt(kind) || kind === Scalar.Ptr;
}

/** The kinds of results and operands. */
function checkKinds(f: Func, v: Value, say: Say): void {
  const op = f.op[v]!;
  const kind = f.type[v]!;
  const arg = (i: number): number => f.type[f.arg(v, i)]!;
  const word = (k: number): boolean => k === Scalar.Ptr || k === Scalar.I64;
  const need = (ok: boolean, what: string): void => {
    if (!ok) say(v, what);
  };
  const allOf = (): void => {
    for (let i = 0; i < f.nargs(v); i++) need(arg(i) === kind, `v${f.arg(v, i)} is ${Scalar.names[arg(i)]}`);
  };
  switch (op) {
    case Op.Copy:
      need(kind !== Scalar.Void, 'no kind');
      // After selection, narrowing and taking words for pointers is nothing but looking at the same register.
      if (!f.selected || !(inRegister(kind) && inRegister(arg(0)) && Scalar.size(kind) <= Scalar.size(arg(0)))) allOf();
      break;
    case Op.Phi:
      need(kind !== Scalar.Void, 'no kind');
      allOf();
      break;
    case Op.ConstInt:
      need(Scalar.isInt(kind) || kind === Scalar.Ptr, 'no integer kind');
      break;
    case Op.ConstFloat:
      need(Scalar.isFloat(kind), 'no float kind');
      break;
    case Op.SymAddr:
    case Op.ParamAddr:
    case Op.Alloc:
    case Op.MakeBacking:
    case Op.MakeMap:
    case Op.Box:
    case Op.ClosurePtr:
      need(word(kind), 'no pointer kind');
      break;
    case Op.Add:
    case Op.Sub:
    case Op.Mul:
    case Op.DivS:
    case Op.DivU:
    case Op.ModS:
    case Op.ModU:
    case Op.And:
    case Op.Or:
    case Op.Xor:
    case Op.Neg:
    case Op.Not:
    case Op.MulHiS:
    case Op.MulHiU:
    case Op.AvgU:
    case Op.Bswap:
    case Op.BitRev:
      need(Scalar.isInt(kind), 'no integer kind');
      allOf();
      break;
    case Op.Shl:
    case Op.ShrS:
    case Op.ShrU:
    case Op.RotL:
      need(Scalar.isInt(kind) && arg(0) === kind, 'kinds differ');
      need(Scalar.isInt(arg(1)), 'the count is no integer');
      break;
    case Op.Eq:
    case Op.Ne:
      need(kind === Scalar.I8, 'no I8');
      need(Scalar.isInt(arg(0)) || arg(0) === Scalar.Ptr, 'operands are no integers');
      need(arg(0) === arg(1) || (word(arg(0)) && word(arg(1))), 'kinds of operands differ');
      break;
    case Op.LtS:
    case Op.LeS:
    case Op.LtU:
    case Op.LeU:
      need(kind === Scalar.I8, 'no I8');
      need(Scalar.isInt(arg(0)) || arg(0) === Scalar.Ptr, 'operands are no integers');
      need(arg(0) === arg(1), 'kinds of operands differ');
      break;
    case Op.FEq:
    case Op.FNe:
    case Op.FLt:
    case Op.FLe:
      need(kind === Scalar.I8, 'no I8');
      need(Scalar.isFloat(arg(0)) && arg(0) === arg(1), 'kinds of operands');
      break;
    case Op.BoolNot:
      need(kind === Scalar.I8 && arg(0) === Scalar.I8, 'no I8');
      break;
    case Op.CondSelect:
      need(arg(0) === Scalar.I8, 'the condition is no I8');
      need(arg(1) === kind && arg(2) === kind, 'kinds differ');
      break;
    case Op.FAdd:
    case Op.FSub:
    case Op.FMul:
    case Op.FDiv:
    case Op.FNeg:
    case Op.FAbs:
    case Op.FSqrt:
    case Op.FFloor:
    case Op.FCeil:
    case Op.FTrunc:
    case Op.FRoundEven:
    case Op.FMA:
    case Op.FCopysign:
    case Op.FMin:
    case Op.FMax:
      need(Scalar.isFloat(kind), 'no float kind');
      allOf();
      break;
    case Op.SignExt:
    case Op.ZeroExt:
      need(Scalar.isInt(kind) && Scalar.isInt(arg(0)) && Scalar.size(kind) > Scalar.size(arg(0)), 'does not widen');
      break;
    case Op.Trunc:
      need(Scalar.isInt(kind) && Scalar.isInt(arg(0)) && Scalar.size(kind) < Scalar.size(arg(0)), 'does not narrow');
      break;
    case Op.IntToFloat:
    case Op.UintToFloat:
      need(Scalar.isFloat(kind) && Scalar.isInt(arg(0)), 'kinds');
      break;
    case Op.FloatToInt:
    case Op.FloatToUint:
      need(Scalar.isInt(kind) && Scalar.isFloat(arg(0)), 'kinds');
      break;
    case Op.FloatToFloat:
      need(Scalar.isFloat(kind) && Scalar.isFloat(arg(0)) && kind !== arg(0), 'kinds');
      break;
    case Op.Bitcast:
      need(Scalar.size(kind) === Scalar.size(arg(0)) && kind !== Scalar.Void, 'sizes differ');
      break;
    case Op.OffPtr:
      need(word(kind) && arg(0) === kind, 'kinds');
      break;
    case Op.AddPtr:
      need(word(kind) && arg(0) === kind && arg(1) === Scalar.I64, 'kinds');
      break;
    case Op.Load:
    case Op.AtomicLoad:
      need(kind !== Scalar.Void, 'no kind');
      need(word(arg(0)), 'the address is no pointer');
      break;
    case Op.Store:
    case Op.AtomicStore:
      need(kind === Scalar.Void, 'has a kind');
      need(word(arg(0)), 'the address is no pointer');
      need(arg(1) !== Scalar.Void && arg(1) !== Scalar.Flags, 'stores nothing');
      break;
    case Op.Zero:
    case Op.NilCheck:
      need(word(arg(0)), 'the address is no pointer');
      break;
    case Op.Move:
    case Op.Memmove:
      need(word(arg(0)) && word(arg(1)), 'an address is no pointer');
      break;
    case Op.CheckBounds:
      need(arg(0) === Scalar.I64 && arg(1) === Scalar.I64, 'no I64');
      break;
    case Op.AtomicXchg:
    case Op.AtomicAdd:
    case Op.AtomicAnd:
    case Op.AtomicOr:
      need(word(arg(0)) && (arg(1) === kind || kind === Scalar.Void), 'kinds');
      break;
    case Op.AtomicCas:
      need(kind === Scalar.I8 && word(arg(0)) && arg(1) === arg(2), 'kinds');
      break;
    default:
      if ((f.info.flags[op]! & OpFlag.Call) !== 0) need(kind === Scalar.Void, 'a call has no kind');
      break;
  }
}
