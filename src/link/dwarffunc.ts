// DWARF entries of burrow's own functions: made from what the compiler left with each (obj/debuginfo.ts) and from the tables that
// the runtime has for inlined calls. An inlined call stands in the lexical block of its position, so that a debugger that goes
// up from it finds the variables of that block. Functions that are inlined somewhere have an abstract entry with their name;
// variables are told in full wherever they are.

import type { ByteWriter } from '../base/bytewriter.ts';
import { type DebugExpr, type DebugInfo, type DebugVar, readDebugInfo } from '../obj/debuginfo.ts';
import { PcIter } from '../obj/pctab.ts';
import type { Ctxt } from './ctxt.ts';
import * as Abbrev from './dwarfabbrev.ts';
import { type Func, InlStride } from './objs.ts';
import type { Sym } from './symtab.ts';

const A = {
  func: Abbrev.abbrevNumber('FUNCTION'),
  abstract: Abbrev.abbrevNumber('FUNCTION_ABSTRACT'),
  inlined: Abbrev.abbrevNumber('OWN_INLINED'),
  inlinedRanges: Abbrev.abbrevNumber('OWN_INLINED_RANGES'),
  block: Abbrev.abbrevNumber('OWN_BLOCK'),
  blockRanges: Abbrev.abbrevNumber('LEXICAL_BLOCK_RANGES'),
  // Variables: without location, with a list, with an expression; captured ones with a list and an expression.
  local: ['PUTVAR_0', 'PUTVAR_6', 'PUTVAR_7', 'PUTVAR_4', 'PUTVAR_5'].map(Abbrev.abbrevNumber),
  param: ['OWN_PARAM', 'PUTVAR_12', 'PUTVAR_13', 'PUTVAR_10', 'PUTVAR_11'].map(Abbrev.abbrevNumber),
};

const OP_call_frame_cfa = 0x9c;
/** DW_LLE and DW_RLE have these in common. */
const endOfList = 0;
const baseAddressx = 1;
const offsetPair = 4;

/** The sections that functions are told in. */
export interface FunctionSections {
  readonly info: ByteWriter;
  readonly loc: ByteWriter;
  readonly rng: ByteWriter;
  /** Where in their sections `loc` and `rng` start. */
  readonly locStart: number;
  readonly rngStart: number;
  /** Writes the offset of an entry of a type, by the type's descriptor. */
  typeRef(gotype: Sym): void;
  /** Writes the offset of the abstract entry of a function. */
  abstractRef(s: Sym): void;
}

/** The unit that a function belongs to. */
export interface FunctionUnit {
  /** The index of its address in the unit's part of .debug_addr. */
  readonly slot: number;
  /** The number of a file of the function's object in the unit's table. */
  file(i: number): number;
}

/** Adds the functions that were inlined into a function, and their first lines. */
export function inlinedFuncs(f: Func, out: Set<Sym>, lines: Map<Sym, number>): void {
  for (let i = 0; i < f.inlTree.length; i += InlStride) {
    const s = f.inlTree[i + 3]!;
    out.add(s);
    lines.set(s, f.inlTree[i + 5]!);
  }
}

/** Writes the abstract entry of a function. */
export function abstractFunction(info: ByteWriter, name: string, line: number): void {
  info.uleb(A.abstract);
  cstring(info, name);
  info.u8(1); // DW_INL_inlined
  info.uleb(Math.max(line, 0));
  info.u8(1);
  info.u8(0);
}

/** Writes the entry of one function, with all that is in it. */
export function functionEntry(cx: Ctxt, w: FunctionSections, u: FunctionUnit, s: Sym, f: Func): void {
  new FunctionEntry(cx, w, u, s, f).write();
}

/** What a function says of its variables; null where it says nothing. */
export function debugInfoOf(f: Func): DebugInfo | null {
  return f.debug.length === 0 ? null : readDebugInfo(f.debug, f.inlTree.length / InlStride, f.startLine);
}

class FunctionEntry {
  private readonly cx: Ctxt;
  private readonly w: FunctionSections;
  private readonly u: FunctionUnit;
  private readonly s: Sym;
  private readonly f: Func;
  private readonly d: DebugInfo | null;
  /** By inlined call: its code, start and end by turns. */
  private readonly code: number[][] = [];
  /** By inlined call: those in it. */
  private readonly inner: number[][] = [];
  private readonly address: number;

  constructor(cx: Ctxt, w: FunctionSections, u: FunctionUnit, s: Sym, f: Func) {
    this.cx = cx;
    this.w = w;
    this.u = u;
    this.s = s;
    this.f = f;
    this.d = debugInfoOf(f);
    this.address = cx.tab.value[s];
    this.findInlined();
  }

  write(): void {
    const { cx, u, s, f, d } = this;
    const { info } = this.w;
    info.uleb(A.func);
    cstring(info, cx.tab.name(s));
    fixedUleb(info, u.slot, 4);
    info.uleb(cx.tab.size[s]);
    info.u8(1);
    info.u8(OP_call_frame_cfa);
    info.u32(f.files.length > 0 ? u.file(f.files[0]!) : 1);
    info.uleb(Math.max(f.startLine, 0));
    info.u8(1);
    this.variables(-1, -1);
    if (d !== null) for (let b = 0; b < d.blocks.length; b++) if (d.blocks[b]!.parent < 0) this.block(d, b);
    this.inlinedIn(-1);
    info.u8(0);
  }

  /** Finds the code of inlined calls, which is that of all calls in them too. */
  private findInlined(): void {
    const { cx, f, code, inner } = this;
    const tree = f.inlTree;
    for (let i = 0; i < tree.length; i += InlStride) {
      code.push([]);
      inner.push([]);
    }
    if (tree.length === 0 || f.pcinline === 0) return;
    const { tab } = cx;
    const t = f.pcinline;
    const it = new PcIter(tab.dataBuf(t), tab.dataOff[t], tab.dataOff[t] + tab.dataLen[t], cx.target.minLC);
    for (; !it.done; it.next()) {
      for (let c = it.value; c >= 0 && c < code.length; c = tree[c * InlStride]!) {
        const list = code[c]!;
        if (list.length > 0 && list[list.length - 1] === it.pc) list[list.length - 1] = it.nextPc;
        else list.push(it.pc, it.nextPc);
      }
    }
    for (let c = 0; c < code.length; c++) {
      const parent = tree[c * InlStride]!;
      if (parent >= 0 && code[c]!.length > 0) inner[parent]!.push(c);
    }
  }

  /** The variables of an inlined call or, of the function itself, those of a block. */
  private variables(inl: number, block: number): void {
    if (this.d === null) return;
    for (const v of this.d.vars) if (v.inl === inl && v.block === block) this.variable(v);
  }

  private variable(v: DebugVar): void {
    const { info } = this.w;
    const kind = v.everywhere !== null ? 2 : v.exprs.length > 0 ? 1 : 0;
    const isParam = v.role !== 0;
    const captured = v.captured >= 0 && kind > 0;
    info.uleb((isParam ? A.param : A.local)[captured ? kind + 2 : kind]!);
    cstring(info, v.name);
    if (isParam) info.u8(v.role === 2 ? 1 : 0);
    info.uleb(Math.max(v.line, 0));
    this.w.typeRef(this.f.debugSyms[v.type] ?? 0);
    if (captured) info.uleb(v.captured);
    if (v.everywhere !== null) {
      info.u8(v.everywhere.bytes.length);
      this.expr(info, v.everywhere);
    } else if (kind === 1) info.u32(this.locationList(v));
  }

  private locationList(v: DebugVar): number {
    const { loc } = this.w;
    const at = loc.length;
    loc.u8(baseAddressx);
    loc.uleb(this.u.slot);
    for (let i = 0; i < v.exprs.length; i++) {
      loc.u8(offsetPair);
      loc.uleb(v.ranges[2 * i]!);
      loc.uleb(v.ranges[2 * i + 1]!);
      loc.uleb(v.exprs[i]!.bytes.length);
      this.expr(loc, v.exprs[i]!);
    }
    loc.u8(endOfList);
    return at + this.w.locStart;
  }

  private expr(w: ByteWriter, e: DebugExpr): void {
    const at = w.length;
    w.raw(e.bytes);
    const { tab } = this.cx;
    for (let i = 0; i < e.fixups.length; i += 3) {
      const t = this.f.debugSyms[e.fixups[i + 1]!] ?? 0;
      const x = tab.value[t] + e.fixups[i + 2]!;
      const p = at + e.fixups[i]!;
      w.putU32(p, x % 4294967296);
      w.putU32(p + 4, Math.floor(x / 4294967296));
    }
  }

  private rangeList(ranges: readonly number[]): number {
    const { rng } = this.w;
    const at = rng.length;
    rng.u8(baseAddressx);
    rng.uleb(this.u.slot);
    for (let i = 0; i < ranges.length; i += 2) {
      rng.u8(offsetPair);
      rng.uleb(ranges[i]!);
      rng.uleb(ranges[i + 1]!);
    }
    rng.u8(endOfList);
    return at + this.w.rngStart;
  }

  private block(d: DebugInfo, b: number): void {
    const { info } = this.w;
    const { ranges } = d.blocks[b]!;
    if (ranges.length === 0) return;
    if (ranges.length === 2) {
      info.uleb(A.block);
      info.u64(this.address + ranges[0]!);
      info.uleb(ranges[1]! - ranges[0]!);
    } else {
      info.uleb(A.blockRanges);
      info.u32(this.rangeList(ranges));
    }
    this.variables(-1, b);
    for (let c = b + 1; c < d.blocks.length; c++) if (d.blocks[c]!.parent === b) this.block(d, c);
    this.inlinedIn(b);
    info.u8(0);
  }

  /** The outermost inlined calls in a block of the function. */
  private inlinedIn(block: number): void {
    const { d, code, f } = this;
    for (let c = 0; c < code.length; c++) {
      if (code[c]!.length === 0 || f.inlTree[c * InlStride]! >= 0) continue;
      let b = d === null ? -1 : (d.inlBlocks[c] ?? -1);
      // A block without code has no entry.
      while (b >= 0 && d!.blocks[b]!.ranges.length === 0) b = d!.blocks[b]!.parent;
      if (b === block) this.inlined(c);
    }
  }

  private inlined(c: number): void {
    const { info } = this.w;
    const tree = this.f.inlTree;
    const ranges = this.code[c]!;
    const at = c * InlStride;
    const single = ranges.length === 2;
    info.uleb(single ? A.inlined : A.inlinedRanges);
    this.w.abstractRef(tree[at + 3]!);
    if (single) {
      info.u64(this.address + ranges[0]!);
      info.uleb(ranges[1]! - ranges[0]!);
    } else info.u32(this.rangeList(ranges));
    info.uleb(this.u.file(tree[at + 1]!));
    info.uleb(Math.max(tree[at + 2]!, 0));
    this.variables(c, -1);
    for (const k of this.inner[c]!) this.inlined(k);
    info.u8(0);
  }
}

function cstring(w: ByteWriter, s: string): void {
  w.text(s);
  w.u8(0);
}

/** A ULEB128 number in exactly n bytes. */
function fixedUleb(w: ByteWriter, x0: number, n: number): void {
  let x = x0;
  for (let k = 0; k < n; k++) {
    w.u8((x & 0x7f) | (k < n - 1 ? 0x80 : 0));
    x >>= 7;
  }
}
