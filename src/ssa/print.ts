// A function as text: what dumps show, what tests of passes compare, and what parse.ts reads back.
//
//     func main.f(int, string) (int)
//     slot 0 main.T x
//     b0:
//       v1 = Param.i64 [0]
//       v2 = SymAddr.ptr {main.g}
//       v3 = Load.i64 v2 [8]
//       v4 = LtS.i8 v1 v3
//       If v4 -> b1 b2 likely
//     b1: <- b0
//       v5 = CallStatic {main.h(int) (int)} v1
//
// A value shows its kind unless that is Void, its constant columns unless they are 0 (`[lo]`, `[lo,hi]`; the 64-bit number for
// constants), and its aux by name.

import * as AuxKind from './auxkind.ts';
import * as BlockKind from './blockkind.ts';
import type { Block, Func, Value } from './func.ts';
import * as Op from './op.generated.ts';
import type { Program } from './program/program.ts';
import * as Scalar from './scalar.ts';
import type { CallInfo, FuncSig } from './sig.ts';
import type { SymId } from './symbols.ts';

/** The names of kinds of blocks, for machines that have their own. */
export type BlockKindName = (kind: number) => string;

const ownKinds: BlockKindName = kind => BlockKind.names[kind] ?? `kind${kind}`;

/** The text of a function. */
export function printFunc(p: Program, f: Func, kindName: BlockKindName = ownKinds): string {
  const out: string[] = [`func ${symbolText(p, f.sym)}${sigText(p, f.sig)}${flagsText(f)}`];
  f.slots.forEach((s, i) => {
    out.push(
      `slot ${i} ${p.linkString(p.types.type(s.type))} ${s.name}${s.always ? ' always' : ''}${s.home === undefined ? '' : ` home ${s.home}`}`,
    );
  });
  for (const b of f.blocks) {
    const preds = b.preds.length === 0 ? '' : ` <- ${b.preds.map(x => `b${x.id}`).join(' ')}`;
    out.push(`b${b.id}:${preds}${b === f.entry ? ' entry' : ''}${b === f.deferReturn ? ' deferReturn' : ''}`);
    for (const v of b.values) out.push(`  ${printValue(p, f, v)}`);
    out.push(`  ${printEnd(b, kindName)}`);
  }
  return `${out.join('\n')}\n`;
}

/** The text of one value. */
export function printValue(p: Program, f: Func, v: Value): string {
  const op = f.op[v]!;
  const kind = f.type[v]!;
  let s = `v${v} = ${f.info.name(op)}`;
  if (kind !== Scalar.Void) s += `.${Scalar.names[kind]}`;
  const aux = auxText(p, f, v);
  if (aux !== '') s += ` {${aux}}`;
  for (let i = 0; i < f.nargs(v); i++) s += ` v${f.arg(v, i)}`;
  const lo = f.lo[v]!;
  const hi = f.hi[v]!;
  if (op === Op.ConstInt || op === Op.ConstFloat || op === Op.OffPtr) {
    s += ` [${BigInt.asIntN(64, (BigInt(hi) << 32n) | BigInt(lo >>> 0))}]`;
  } else if (hi !== 0) {
    s += ` [${lo},${hi}]`;
  } else if (lo !== 0) {
    s += ` [${lo}]`;
  }
  return s;
}

function printEnd(b: Block, kindName: BlockKindName): string {
  let s = kindName(b.kind);
  if (b.control !== 0) s += ` v${b.control}`;
  for (const v of b.rets) s += ` v${v}`;
  if (b.succs.length > 0) s += ` -> ${b.succs.map(x => `b${x.id}`).join(' ')}`;
  if (b.likely !== 0) s += b.likely > 0 ? ' likely' : ' unlikely';
  return s;
}

/** What the aux column of a value names; empty for 0. */
function auxText(p: Program, f: Func, v: Value): string {
  const aux = f.aux[v]!;
  switch (f.info.auxKind(f.op[v]!)) {
    case AuxKind.Sym:
      return aux === 0 ? '' : symbolText(p, aux);
    case AuxKind.Type:
      return p.linkString(p.types.type(aux));
    case AuxKind.Call:
      return callText(p, f.calls[aux]!);
    case AuxKind.Slot:
      return `slot ${aux}`;
    default:
      return aux === 0 ? '' : `${aux}`;
  }
}

/** A symbol's name; `<1>` marks the register ABI. */
function symbolText(p: Program, s: SymId): string {
  return `${p.syms.names[s]}${p.syms.abis[s] === 0 ? '' : '<1>'}`;
}

function callText(p: Program, c: CallInfo): string {
  return `${c.sym === 0 ? 'func' : p.syms.names[c.sym]}${c.sig.abi === 0 ? '<0>' : ''}${sigText(p, c.sig)}`;
}

function sigText(p: Program, sig: FuncSig): string {
  const types = (list: FuncSig['params']): string => list.map(x => p.linkString(p.types.type(x.type))).join(', ');
  return `(${types(sig.params)})${sig.results.length === 0 ? '' : ` (${types(sig.results)})`}`;
}

function flagsText(f: Func): string {
  let s = '';
  if (f.hasDefer) s += ' hasDefer';
  if (f.wrapper) s += ' wrapper';
  if (f.isClosure) s += ' isClosure';
  if (f.needsContext) s += ' needsContext';
  return s;
}
