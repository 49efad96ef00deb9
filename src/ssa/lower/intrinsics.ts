// Functions of the standard library that are operations: the builder asks here at every static call. Where an operation needs a
// newer processor than GOAMD64 promises, the program asks the runtime whether it has one, and calls the function otherwise. The
// eight of internal/runtime/maps go together: they decide how a set of slots is kept.

import { assert } from '../../diag/internal-error.ts';
import * as Abi from '../../obj/abi.ts';
import type { Signature, Type } from '../../types/type.ts';
import type { Builder, Val } from '../build/builder.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';

/** Other names of what the table below has. */
const aliases = `
internal/runtime/atomic Loadint32=Load Loadint64=Load64 Loaduintptr=Load64 Loaduint=Load64 LoadAcq=Load LoadAcq64=Load64 LoadAcquintptr=Load64
internal/runtime/atomic Storeint32=Store Storeint64=Store64 Storeuintptr=Store64 StoreRel=Store StoreRel64=Store64 StoreReluintptr=Store64
internal/runtime/atomic Xchgint32=Xchg Xchgint64=Xchg64 Xchguintptr=Xchg64 Xaddint32=Xadd Xaddint64=Xadd64 Xadduintptr=Xadd64
internal/runtime/atomic Casint32=Cas Casint64=Cas64 Casuintptr=Cas64 Casp1=Cas64 CasRel=Cas
sync runtime_LoadAcquintptr=Load64 runtime_StoreReluintptr=Store64
sync/atomic LoadInt32=Load LoadInt64=Load64 LoadPointer=Loadp LoadUint32=Load LoadUint64=Load64 LoadUintptr=Load64
sync/atomic StoreInt32=Store StoreInt64=Store64 StoreUint32=Store StoreUint64=Store64 StoreUintptr=Store64
sync/atomic SwapInt32=Xchg SwapInt64=Xchg64 SwapUint32=Xchg SwapUint64=Xchg64 SwapUintptr=Xchg64
sync/atomic CompareAndSwapInt32=Cas CompareAndSwapInt64=Cas64 CompareAndSwapUint32=Cas CompareAndSwapUint64=Cas64 CompareAndSwapUintptr=Cas64
sync/atomic AddInt32=Xadd AddInt64=Xadd64 AddUint32=Xadd AddUint64=Xadd64 AddUintptr=Xadd64
sync/atomic AndInt32=And32 AndUint32=And32 AndInt64=And64 AndUint64=And64 AndUintptr=And64
sync/atomic OrInt32=Or32 OrUint32=Or32 OrInt64=Or64 OrUint64=Or64 OrUintptr=Or64
`;

/** How an intrinsic becomes an operation. */
const Unary = 0; // op of the kind of the argument, then widened to the result's
const Binary = 1;
const Load = 2;
const Store = 3;
const Modify = 4; // an atomic one that gives the kind of its operand
const ModifyVoid = 5;
const Cas = 6;
const Pair = 7; // an operation with two results
const Nullary = 8;
const Other = 9;

interface Row {
  readonly form: number;
  readonly op: number;
  /** The level of GOAMD64 that it needs. */
  readonly level: number;
  /** The variable of package runtime that says whether a processor of a lower level has it; '' where it needs none. */
  readonly feature: string;
}

const table = new Map<string, Row>();

function add(pkg: string, names: string, form: number, op: number, level = 0, feature = ''): void {
  for (const name of names.split(' ')) table.set(`${pkg}.${name}`, { form, op, level, feature });
}

const atomic = 'internal/runtime/atomic';
add(atomic, 'Load Load8 Load64 Loadp', Load, Op.AtomicLoad);
add(atomic, 'Store Store8 Store64 StorepNoWB', Store, Op.AtomicStore);
add(atomic, 'Xchg8 Xchg Xchg64', Modify, Op.AtomicXchg);
add(atomic, 'Xadd Xadd64', Modify, Op.AtomicAdd);
add(atomic, 'Cas Cas64', Cas, Op.AtomicCas);
add(atomic, 'And8 And', ModifyVoid, Op.AtomicAnd);
add(atomic, 'Or8 Or', ModifyVoid, Op.AtomicOr);
add(atomic, 'And32 And64', Modify, Op.AtomicAnd);
add(atomic, 'Or32 Or64', Modify, Op.AtomicOr);
for (const line of aliases.trim().split('\n')) {
  const [pkg, ...names] = line.split(' ');
  for (const n of names) {
    const [name, of] = n.split('=');
    table.set(`${pkg}.${name}`, table.get(`${atomic}.${of}`)!);
  }
}
add('math', 'sqrt', Unary, Op.FSqrt);
add('math', 'Floor', Unary, Op.FFloor, 2, 'x86HasSSE41');
add('math', 'Ceil', Unary, Op.FCeil, 2, 'x86HasSSE41');
add('math', 'Trunc', Unary, Op.FTrunc, 2, 'x86HasSSE41');
add('math', 'RoundToEven', Unary, Op.FRoundEven, 2, 'x86HasSSE41');
add('math', 'FMA', Other, Op.FMA, 3, 'x86HasFMA');
add('math/bits', 'TrailingZeros TrailingZeros8 TrailingZeros16 TrailingZeros32 TrailingZeros64', Unary, Op.Ctz);
add('math/bits', 'Len Len8 Len16 Len32 Len64', Unary, Op.BitLen);
add('math/bits', 'OnesCount OnesCount16 OnesCount32 OnesCount64', Unary, Op.PopCount, 2, 'x86HasPOPCNT');
add('math/bits', 'ReverseBytes32 ReverseBytes64', Unary, Op.Bswap);
add('math/bits', 'RotateLeft RotateLeft8 RotateLeft16 RotateLeft32 RotateLeft64', Binary, Op.RotL);
add('math/bits', 'Mul Mul64', Pair, Op.MulFull);
add('math/bits', 'Add Add64', Pair, Op.AddCarry);
add('math/bits', 'Sub Sub64', Pair, Op.SubBorrow);
add('math/bits', 'Div Div64', Other, Op.DivFull);
add('math/big', 'mulWW', Pair, Op.MulFull);
add('internal/runtime/math', 'Mul64', Pair, Op.MulFull);
add('internal/runtime/math', 'Add64', Pair, Op.AddCarry);
add('internal/runtime/math', 'MulUintptr', Other, Op.MulFull);
const sys = 'internal/runtime/sys';
add(sys, 'TrailingZeros8 TrailingZeros32 TrailingZeros64', Unary, Op.Ctz);
add(sys, 'Len8 Len64', Unary, Op.BitLen);
add(sys, 'OnesCount64', Unary, Op.PopCount, 2, 'x86HasPOPCNT');
add(sys, 'Bswap32 Bswap64', Unary, Op.Bswap);
add(sys, 'Prefetch PrefetchStreamed', Other, Op.Prefetch);
add(sys, 'GetCallerPC', Nullary, Op.GetCallerPC);
add(sys, 'GetCallerSP', Nullary, Op.GetCallerSP);
add(sys, 'GetClosurePtr', Other, Op.ClosurePtr);
add('runtime', 'getg', Nullary, Op.GetG);
add('runtime', 'KeepAlive', Other, Op.KeepAlive);
add('internal/abi', 'FuncPCABI0 FuncPCABIInternal', Other, Op.SymAddr);
add('crypto/internal/constanttime', 'Select', Other, Op.CondSelect);
add('crypto/internal/constanttime', 'boolToUint8', Other, Op.Copy);
const maps = 'internal/runtime/maps';
add(maps, 'bitsetFirst', Unary, Op.Ctz);
add(maps, 'bitsetRemoveBelow bitsetLowestSet bitsetShiftOutLowest', Other, Op.And);
add(maps, 'ctrlGroupMatchH2', Binary, Op.GroupMatchH2);
add(maps, 'ctrlGroupMatchEmpty', Unary, Op.GroupMatchEmpty);
add(maps, 'ctrlGroupMatchEmptyOrDeleted', Unary, Op.GroupMatchEmptyOrDeleted);
add(maps, 'ctrlGroupMatchFull', Unary, Op.GroupMatchFull);

/**
 * The results of a call of the function with this symbol, made of operations; null where it is none that the machine has.
 * `args` are the scalars of its arguments; `call` calls the function.
 */
export function intrinsic(
  b: Builder,
  symbol: string,
  args: readonly Value[],
  resultTypes: readonly Type[],
  call: () => Val[],
): Val[] | null {
  const row = table.get(symbol);
  if (row === undefined || b.p.options.goarch !== 'amd64') return null;
  const make = (): Val[] | null => operation(b, symbol, row, args, resultTypes);
  return b.p.options.archLevel < row.level ? whereFound(b, row.feature, make, call, resultTypes[0]!) : make();
}

/** What `make` gives where the processor has a feature, and what `call` gives elsewhere: one scalar. */
function whereFound(b: Builder, feature: string, make: () => Val[] | null, call: () => Val[], t: Type): Val[] {
  const yes = b.newBlock();
  const no = b.newBlock();
  const end = b.newBlock();
  const result = b.newVariable(b.components(t)![0]!.kind);
  b.branch(b.load(Scalar.I8, b.symAddr(b.p.runtimeGlobal(feature))), yes, no, 1);
  b.startSealed(yes);
  b.writeVariable(result, make()![0]!.comps![0]!);
  b.jump(end);
  b.startSealed(no);
  b.writeVariable(result, call()[0]!.comps![0]!);
  b.jump(end);
  b.startSealed(end);
  return [b.scalars(t, [b.readVariable(result)])];
}

function operation(
  b: Builder,
  symbol: string,
  row: Row,
  args: readonly Value[],
  resultTypes: readonly Type[],
): Val[] | null {
  const { op } = row;
  const one = (v: Value): Val[] => [b.scalars(resultTypes[0]!, [v])];
  const kind = resultTypes.length === 1 ? b.components(resultTypes[0]!)![0]!.kind : Scalar.Void;
  switch (row.form) {
    case Unary: {
      const from = b.kindOf(args[0]!);
      const v = b.emit1(op, from, args[0]!);
      return one(from === kind ? v : b.emit1(Op.ZeroExt, kind, v));
    }
    case Binary:
      return one(b.emit2(op, kind, args[0]!, args[1]!));
    case Load:
      return one(b.emit1(op, kind, args[0]!));
    case Store:
      b.emit2(op, Scalar.Void, args[0]!, args[1]!);
      return [];
    case Modify:
      return one(b.emit2(op, kind, args[0]!, args[1]!));
    case ModifyVoid:
      b.emit2(op, Scalar.Void, args[0]!, args[1]!);
      return [];
    case Cas:
      return one(b.emit(op, Scalar.I8, args));
    case Pair:
      return pair(b, op, args, resultTypes);
    case Nullary:
      if (op !== Op.GetG) b.f.noInline = true;
      return one(b.emit(op, kind, []));
    default:
      return other(b, symbol, op, args, resultTypes, kind);
  }
}

/** An operation with two words as results. */
function pair(b: Builder, op: number, args: readonly Value[], types: readonly Type[]): Val[] {
  const v = b.emit(op, Scalar.Void, args);
  return types.map((t, i) => b.scalars(t, [b.emit(Op.Result, Scalar.I64, [v], 0, i)]));
}

function other(
  b: Builder,
  symbol: string,
  op: number,
  args: readonly Value[],
  types: readonly Type[],
  kind: Scalar.Kind,
): Val[] | null {
  const one = (v: Value): Val[] => [b.scalars(types[0]!, [v])];
  switch (symbol) {
    case 'math.FMA':
      return one(b.emit(op, kind, args));
    case 'math/bits.Div':
    case 'math/bits.Div64': {
      b.emit1(Op.CheckNonZero, Scalar.Void, args[2]!);
      const bad = b.newBlock();
      const good = b.newBlock();
      b.branch(b.emit2(Op.LtU, Scalar.I8, args[0]!, args[2]!), good, bad, 1);
      b.startSealed(bad);
      b.rtcall('panicoverflow', []);
      b.exit();
      b.startSealed(good);
      return pair(b, op, args, types);
    }
    case 'internal/runtime/math.MulUintptr': {
      const v = b.emit(Op.MulFull, Scalar.Void, args);
      const hi = b.emit(Op.Result, Scalar.I64, [v], 0, 0);
      const lo = b.emit(Op.Result, Scalar.I64, [v], 0, 1);
      const over = b.emit2(Op.Ne, Scalar.I8, hi, b.int(0));
      return [b.scalars(types[0]!, [lo]), b.scalars(types[1]!, [over])];
    }
    case 'internal/runtime/sys.Prefetch':
    case 'internal/runtime/sys.PrefetchStreamed':
      b.emit(op, Scalar.Void, [args[0]!], 0, symbol.endsWith('Streamed') ? 1 : 0);
      return [];
    case 'internal/runtime/sys.GetClosurePtr': {
      // It stands in the entry block whatever the place of the call.
      const { f } = b;
      const v = f.newValue(op, Scalar.I64, b.pos, -1);
      f.entry.values.unshift(v);
      f.needsContext = true;
      f.noInline = true;
      return one(v);
    }
    case 'crypto/internal/constanttime.Select': {
      // Unlike a branch, it takes the same time for both.
      const yes = b.emit2(Op.Ne, Scalar.I8, args[0]!, b.int(0));
      return one(b.emit(op, kind, [yes, args[1]!, args[2]!]));
    }
    case 'crypto/internal/constanttime.boolToUint8':
      return one(args[0]!);
    case 'runtime.KeepAlive':
      b.emit(op, Scalar.Void, [args[1]!]);
      return [];
    case 'internal/abi.FuncPCABI0':
    case 'internal/abi.FuncPCABIInternal':
      return one(b.as(funcPC(b, args[1]!, symbol.endsWith('ABI0') ? Abi.ABI0 : Abi.ABIInternal), Scalar.I64));
    case 'internal/runtime/maps.bitsetRemoveBelow': {
      const one64 = b.int(1);
      const below = b.emit2(Op.Sub, Scalar.I64, b.emit2(Op.Shl, Scalar.I64, one64, args[1]!), one64);
      return one(b.emit2(Op.And, Scalar.I64, args[0]!, b.emit1(Op.Not, Scalar.I64, below)));
    }
    case 'internal/runtime/maps.bitsetLowestSet':
      return one(b.emit1(Op.Trunc, Scalar.I8, b.emit2(Op.And, Scalar.I64, args[0]!, b.int(1))));
    case 'internal/runtime/maps.bitsetShiftOutLowest':
      return one(b.emit2(Op.ShrU, Scalar.I64, args[0]!, b.int(1)));
    default:
      assert(false, `${symbol} is an intrinsic`);
      return null;
  }
}

/**
 * The code of a function that is given as a func value in an interface. It must have the ABI `wanted`.
 * Source: gc's ir/func.go FuncPC.
 */
function funcPC(b: Builder, data: Value, wanted: number): Value {
  const { f, p } = b;
  let v = data;
  while (f.op[v] === Op.Copy || f.op[v] === Op.Bitcast) v = f.arg(v, 0);
  const recipe = f.op[v] === Op.SymAddr ? p.syms.recipes[f.aux[v]!]! : null;
  const target = recipe !== null && recipe.kind === Recipe.FuncValue ? recipe.target : 0;
  const meant = target === 0 ? null : p.syms.recipes[target]!;
  const isDeclared = meant !== null && (meant.kind === Recipe.Func || meant.kind === Recipe.AbiWrapper);
  const fn = isDeclared && (meant.fn.type as Signature).recv === null ? meant.fn : null; // methods are expressions
  const kind = Abi.abiName(wanted);
  if (fn === null) {
    if (wanted !== Abi.ABIInternal) {
      refuse(b, `internal/abi.FuncPC${kind} does not accept func expression, which is ABIInternal`);
    }
    return target === 0 ? b.load(Scalar.I64, data) : b.symAddr(target);
  }
  const name = p.syms.names[target]!;
  // What assembly of another package defines is not always known here; what has a body is never assembly.
  const abi = p.source.hasBody(fn) ? Abi.ABIInternal : p.source.asmDefines(name);
  if (abi >= 0 && abi !== wanted) {
    const text = `expects an ${kind} function, ${fn.name} is defined as ${Abi.abiName(abi)}`;
    refuse(b, `internal/abi.FuncPC${kind} ${text}`);
    return b.symAddr(target);
  }
  return b.symAddr(wanted === Abi.ABI0 ? p.syms.lookup(name, Abi.ABI0) : target);
}

/** The function that is built is wrong where the builder is. */
function refuse({ f, pos }: Builder, message: string): void {
  (f.complaints ??= []).push({ pos, message });
  f.noInline = true; // it is compiled, and heard of, by itself
}

/** Whether a function is an operation on some level of the machine. */
export function isIntrinsic(name: string): boolean {
  return table.has(name);
}
