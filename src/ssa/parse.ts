// Reads back what print.ts writes: how tests of passes state their functions. The text may leave out predecessors (they are
// in the order in which the edges are met), name values as it likes (`x = Add.i64 a b`), and hold comments behind ` // `.

import { assert } from '../diag/internal-error.ts';
import type { Type } from '../types/type.ts';
import * as AuxKind from './auxkind.ts';
import * as BlockKind from './blockkind.ts';
import { type Block, Func, type Value } from './func.ts';
import * as Op from './op.generated.ts';
import type { OpInfo } from './op.ts';
import type { Program } from './program/program.ts';
import * as Scalar from './scalar.ts';
import type { CallInfo, FuncSig } from './sig.ts';

/** Gives the type that a text in the form of link strings names. */
export type TypeByName = (name: string) => Type;

/** Makes the function of a text. `kinds` are a machine's kinds of blocks by number. */
export function parseFunc(p: Program, text: string, typeOf: TypeByName, kinds: readonly string[] = []): Func {
  const lines = text
    .split('\n')
    .map(line => line.replace(/ \/\/ .*$/, '').trim())
    .filter(line => line !== '');
  const header = /^func ([^ (]+(?:\([^)]*\)\.[^ (]+)?)(\(.*)$/.exec(lines[0]!);
  assert(header !== null, `a line with the function: ${lines[0]}`);
  const [sig, rest] = parseSig(p, header[2]!, 1, typeOf);
  const f = new Func(p.syms.lookup(header[1]!.replace(/<1>$/, ''), 1), sig, p.info);
  f.hasDefer = rest.includes(' hasDefer');
  f.wrapper = rest.includes(' wrapper');
  f.isClosure = rest.includes(' isClosure');
  f.needsContext = rest.includes(' needsContext');
  const ops = opsByName(p.info);
  const blocks = new Map<string, Block>();
  const blockOf = (name: string): Block => {
    let b = blocks.get(name);
    if (b === undefined) {
      b = blocks.size === 0 ? f.entry : f.newBlock(BlockKind.Plain);
      blocks.set(name, b);
    }
    return b;
  };
  // Blocks and values are made in the order in which they are defined, so that numbers stay when nothing else changed.
  const values = new Map<string, Value>();
  const uses: { readonly v: Value; readonly args: readonly string[] }[] = [];
  for (const line of lines) {
    const b = /^(\w+):/.exec(line);
    if (b !== null) blockOf(b[1]!);
    const def = /^(\w+) = (\w+)(?:\.(\w+))?/.exec(line);
    if (def === null) continue;
    const op = ops.get(def[2]!);
    assert(op !== undefined, `an operation: ${line}`);
    const kind = def[3] === undefined ? Scalar.Void : Scalar.names.indexOf(def[3]);
    assert(kind >= 0, `a kind: ${line}`);
    assert(!values.has(def[1]!), `one definition of ${def[1]}`);
    values.set(def[1]!, f.newValue(op, kind, 0, -1));
  }
  f.blocks.length = 0;
  const valueOf = (name: string): Value => {
    const v = values.get(name);
    assert(v !== undefined, `${name} is defined`);
    return v;
  };
  let b: Block = f.entry;
  const ends: { readonly b: Block; readonly succs: readonly string[] }[] = [];
  const predNames = new Map<Block, string[]>();
  for (const line of lines.slice(1)) {
    const slot = /^slot (\d+) (.+) (\S+)$/.exec(line.replace(/( always)?( home \d+)?$/, ''));
    if (slot !== null) {
      const made = { type: p.types.id(typeOf(slot[2]!)), name: slot[3]!, always: / always( home \d+)?$/.test(line) };
      const home = / home (\d+)$/.exec(line);
      f.slots.push(home === null ? made : { ...made, home: Number(home[1]) });
      continue;
    }
    const head = /^(\w+):(?: <-((?: \w+)*?))?( entry)?( deferReturn)?$/.exec(line);
    if (head !== null) {
      b = blockOf(head[1]!);
      f.blocks.push(b);
      if (head[2] !== undefined) predNames.set(b, head[2].trim().split(' '));
      if (head[4] !== undefined) f.deferReturn = b;
      continue;
    }
    const def = /^(\w+) = (\w+)(?:\.(\w+))?(?: \{(.*)\})?((?: \w+)*)(?: \[(-?\d+)(?:,(-?\d+))?\])?$/.exec(line);
    if (def !== null) {
      const v = valueOf(def[1]!);
      b.values.push(v);
      if (def[5] !== '') uses.push({ v, args: def[5]!.trim().split(' ') });
      if (def[6] !== undefined) {
        if (f.op[v] === Op.ConstInt || f.op[v] === Op.ConstFloat || f.op[v] === Op.OffPtr) {
          const n = BigInt(def[6]);
          f.lo[v] = Number(BigInt.asIntN(32, n));
          f.hi[v] = Number(BigInt.asIntN(32, n >> 32n));
        } else {
          f.lo[v] = Number(def[6]);
          f.hi[v] = Number(def[7] ?? 0);
        }
      }
      if (def[4] !== undefined) setAux(p, f, v, def[4], typeOf);
      continue;
    }
    const end = /^(\w+)((?: \w+)*?)(?: ->((?: \w+)*?))?( likely| unlikely)?$/.exec(line);
    assert(end !== null, `a value or the end of a block: ${line}`);
    const own = BlockKind.names.indexOf(end[1]!);
    b.kind = own >= 0 ? own : kinds.indexOf(end[1]!);
    assert(b.kind >= 0, `a kind of block: ${line}`);
    const args = end[2] === '' ? [] : end[2]!.trim().split(' ').map(valueOf);
    if (b.kind === BlockKind.Ret) b.rets = args;
    else b.control = args[0] ?? 0;
    b.likely = end[4] === undefined ? 0 : end[4] === ' likely' ? 1 : -1;
    if (end[3] !== undefined) ends.push({ b, succs: end[3].trim().split(' ') });
  }
  for (const { v, args } of uses) for (const a of args) f.addArg(v, valueOf(a));
  for (const e of ends) for (const s of e.succs) f.addEdge(e.b, blockOf(s));
  for (const [block, names] of predNames) {
    const preds = names.map(blockOf);
    assert(preds.length === block.preds.length, `predecessors of b${block.id}`);
    block.preds = preds;
  }
  return f;
}

function opsByName(info: OpInfo): Map<string, number> {
  const out = new Map<string, number>();
  for (let op = 0; op < info.flags.length; op++) out.set(info.name(op), op);
  return out;
}

function setAux(p: Program, f: Func, v: Value, text: string, typeOf: TypeByName): void {
  switch (p.info.auxKind(f.op[v]!)) {
    case AuxKind.Sym:
      f.aux[v] = p.syms.lookup(text.replace(/<1>$/, ''), text.endsWith('<1>') ? 1 : 0);
      break;
    case AuxKind.Type:
      f.aux[v] = p.types.id(typeOf(text));
      break;
    case AuxKind.Call:
      f.aux[v] = f.calls.length;
      f.calls.push(parseCall(p, text, typeOf));
      break;
    case AuxKind.Slot:
      f.aux[v] = Number(text.replace('slot ', ''));
      break;
    default:
      f.aux[v] = Number(text);
      break;
  }
}

function parseCall(p: Program, text: string, typeOf: TypeByName): CallInfo {
  const m = /^([^(<]+)(<0>)?(\(.*)$/.exec(text);
  assert(m !== null, `a call: ${text}`);
  const abi = m[2] === undefined ? 1 : 0;
  const [sig] = parseSig(p, m[3]!, abi, typeOf);
  const name = m[1]!;
  return { sym: name === 'func' ? 0 : p.syms.lookup(name, abi), sig, effects: null, implicit: false, keepAlive: false };
}

/** Reads `(T, U) (V)`; gives also what follows. */
function parseSig(p: Program, text: string, abi: number, typeOf: TypeByName): [FuncSig, string] {
  const [params, rest] = parseTypes(text, typeOf);
  const [results, rest2] = rest.startsWith(' (') ? parseTypes(rest.slice(1), typeOf) : [[], rest];
  return [p.sig(null, params, results, abi), rest2];
}

function parseTypes(text: string, typeOf: TypeByName): [Type[], string] {
  const out: Type[] = [];
  let depth = 0;
  let start = 1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    if (depth === 0 || (depth === 1 && c === ',')) {
      const name = text.slice(start, i).trim();
      if (name !== '') out.push(typeOf(name));
      start = i + 1;
    }
    if (depth === 0) return [out, text.slice(i + 1)];
  }
  return [out, ''];
}
