// Read-only data that functions refer to: what interfaces hold of constants, and the constant parts of large literals. Equal
// contents are one symbol, named by a hash, so that every object may bring its own.

import { toHex } from '../../base/hex.ts';
import { sha256 } from '../../base/sha256.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import type { SymId } from '../symbols.ts';
import type { TypeId } from '../type-table.ts';
import { RelocStride, StaticData } from './data.ts';

/** Contents without a symbol yet, for `intern`. */
export function newReadOnly(size: number, align: number): StaticData {
  return new StaticData(0, null, size, align, false, true);
}

/** The symbol of read-only contents that are complete. */
export function intern(p: Program, d: StaticData): SymId {
  const { syms } = p;
  const facts: string[] = [`${d.size} ${d.align}`];
  for (let i = 0; i < d.relocs.length; i += RelocStride) {
    facts.push(`${d.relocs.slice(i, i + 4).join(' ')} ${syms.names[d.relocs[i + 4]!]!}`);
  }
  const text = encodeUtf8(facts.join('\n'));
  const all = new Uint8Array(text.length + 1 + d.bytes.length);
  all.set(text);
  all.set(d.bytes, text.length + 1);
  const sym = syms.lookup(`go:constant.${toHex(sha256(all).subarray(0, 16))}`, 0);
  if (syms.recipes[sym] === null) {
    const named = new StaticData(sym, null, d.size, d.align, false, true);
    named.setBytes(d.bytes);
    named.relocs.push(...d.relocs);
    syms.define(sym, { kind: Recipe.Data, data: named });
  }
  return sym;
}

/** Whether a symbol is read-only data. */
export function isReadOnly(p: Program, s: SymId): boolean {
  const recipe = p.syms.recipes[s] ?? null;
  return recipe !== null && (recipe.kind === Recipe.Bytes || (recipe.kind === Recipe.Data && recipe.data.readOnly));
}

/** Read-only data with the value of a type whose scalars, or whose address, these are; 0 where they are not constant. */
export function constantData(p: Program, f: Func, type: TypeId, args: readonly Value[]): SymId {
  const t = p.types.type(type);
  const comps = p.types.components(t);
  if (comps === null) {
    const [addr] = args as [Value];
    return f.op[addr] === Op.SymAddr && f.lo[addr] === 0 && isReadOnly(p, f.aux[addr]!) ? f.aux[addr]! : 0;
  }
  const { size, align } = p.layouts.of(t);
  for (const v of args) if (!isConstant(f, v)) return 0;
  const d = newReadOnly(size, align);
  for (let i = 0; i < comps.length; i++) {
    const v = args[i]!;
    const { offset, kind } = comps[i]!;
    if (f.op[v] === Op.SymAddr) d.addr(offset, p.layouts.ptrSize, f.aux[v]!, f.lo[v]!);
    else if (Scalar.size(kind) <= 4) d.int(offset, Scalar.size(kind), f.lo[v]!);
    else {
      d.int(offset, 4, f.lo[v]!);
      d.int(offset + 4, 4, f.hi[v]!);
    }
  }
  return intern(p, d);
}

function isConstant(f: Func, v: Value): boolean {
  const op = f.op[v]!;
  return op === Op.ConstInt || op === Op.ConstFloat || (op === Op.SymAddr && f.type[v] === Scalar.Ptr);
}
