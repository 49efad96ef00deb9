// DWARF entries of burrow's own functions: made from what the compiler left with each (obj/debuginfo.ts) and from the tables that
// the runtime has for inlined calls. An inlined call stands in the lexical block of its position, so that a debugger that goes
// up from it finds the variables of that block. Functions that are inlined somewhere have an abstract entry (dwarfabstract.ts);
// an inlined call tells of their variables where they are.

import type { ByteWriter } from '../base/bytewriter.ts';
import * as Debug from '../obj/debuginfo.ts';
import { PcIter } from '../obj/pctab.ts';
import type { Ctxt } from './ctxt.ts';
import * as Abbrev from './dwarfabbrev.ts';
import { type AbstractFunc, type AbstractFuncs, type AbstractVar, isAbstract } from './dwarfabstract.ts';
import { Func, InlStride } from './objs.ts';
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
  abstractVar: Abbrev.abbrevNumber('PUTVAR_0'),
  abstractParam: Abbrev.abbrevNumber('OWN_PARAM'),
  // Variables of inlined calls: without location, with a list, with an expression.
  localOf: ['PUTVAR_2', 'PUTVAR_2', 'PUTVAR_3'].map(Abbrev.abbrevNumber),
  paramOf: ['OWN_PARAM_OF', 'PUTVAR_8', 'PUTVAR_9'].map(Abbrev.abbrevNumber),
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
  /** Writes the offset of an abstract entry. */
  abstractRef(x: AbstractFunc | AbstractVar): void;
}

/** The unit that a function belongs to. */
export interface FunctionUnit {
  /** The index of its address in the unit's part of .debug_addr. */
  readonly slot: number;
  /** The number of a file of the function's object in the unit's table. */
  file(i: number): number;
}

/** Writes the abstract entry of a function. */
export function abstractFunction(w: FunctionSections, infoStart: number, name: string, f: AbstractFunc): void {
  const { info } = w;
  f.offset = infoStart + info.length;
  info.uleb(A.abstract);
  info.cstring(name);
  info.u8(1); // DW_INL_inlined
  info.uleb(Math.max(f.line, 0));
  info.u8(1);
  for (const v of f.vars) {
    v.offset = infoStart + info.length;
    info.uleb(v.role !== 0 ? A.abstractParam : A.abstractVar);
    info.rawRange(v.bytes, v.nameAt, v.nameEnd);
    info.u8(0);
    if (v.role !== 0) info.u8(v.role === 2 ? 1 : 0);
    info.uleb(Math.max(v.line, 0));
    w.typeRef(v.type);
  }
  info.u8(0);
}

/** Chains of numbers from 0: the first of each, -1 for none, and behind each number the next. */
class Chains {
  first = new Int32Array(64);
  next = new Int32Array(64);

  /** Empties so many chains, for so many numbers. */
  reset(chains: number, numbers: number): void {
    if (chains > this.first.length) this.first = new Int32Array(2 * chains);
    if (numbers > this.next.length) this.next = new Int32Array(2 * numbers);
    this.first.fill(-1, 0, chains);
  }

  /** Puts a number before all others of a chain. */
  put(chain: number, x: number): void {
    this.next[x] = this.first[chain]!;
    this.first[chain] = x;
  }
}

/** Writes the entries of functions, each with all that is in it. */
export class FunctionEntries {
  private readonly cx: Ctxt;
  private readonly w: FunctionSections;
  private readonly abstracts: AbstractFuncs;
  // The function at hand.
  private u: FunctionUnit = { slot: 0, file: () => 0 };
  private f = new Func();
  private address = 0;
  /** The number of its first inlined call, by which abstract variables are found. */
  private firstCall = 0;
  private readonly d = new Debug.DebugColumns();
  /** By inlined call: its code, as numbers of pieces: start and end by turns, and the number of the piece behind. */
  private readonly firstPiece: number[] = [];
  private readonly lastPiece: number[] = [];
  private readonly pieces: number[] = [];
  private readonly nextPiece: number[] = [];
  /** By inlined call: those in it. */
  private readonly inner = new Chains();
  /** The outermost inlined calls by block + 1. */
  private readonly outermost = new Chains();
  /** The blocks in a block, by block + 1. */
  private readonly blocks = new Chains();
  /** The variables of a block, by block + 1, and of an inlined call. */
  private readonly ofBlock = new Chains();
  private readonly ofCall = new Chains();
  private readonly it: PcIter;
  private readonly list: number[] = [];

  constructor(cx: Ctxt, w: FunctionSections, abstracts: AbstractFuncs) {
    this.cx = cx;
    this.w = w;
    this.abstracts = abstracts;
    this.it = new PcIter(new Uint8Array(0), 0, 0, cx.target.minLC);
  }

  write(u: FunctionUnit, s: Sym, f: Func): void {
    const { cx, d } = this;
    const { info } = this.w;
    this.u = u;
    this.f = f;
    this.address = cx.tab.value[s]!;
    const calls = f.inlTree.length / InlStride;
    d.read(f.debug, calls, f.startLine);
    this.firstCall = this.abstracts.newCalls(calls);
    this.sortBlocks();
    this.sortVariables(calls);
    this.findInlined(calls);
    info.uleb(A.func);
    info.cstring(cx.tab.name(s));
    info.fixedUleb(u.slot, 4);
    info.uleb(cx.tab.size[s]!);
    info.u8(1);
    info.u8(OP_call_frame_cfa);
    info.u32(f.files.length > 0 ? u.file(f.files[0]!) : 1);
    info.uleb(Math.max(f.startLine, 0));
    info.u8(1);
    this.variables(this.ofBlock, 0);
    for (let b = this.blocks.first[0]!; b >= 0; b = this.blocks.next[b]!) this.block(b);
    this.inlinedIn(-1);
    info.u8(0);
  }

  private sortBlocks(): void {
    const { d, blocks } = this;
    const n = d.blockParent.length;
    blocks.reset(n + 1, n);
    // Of those in a block all come behind it.
    for (let b = n - 1; b >= 0; b--) if (d.blockParent[b]! < b) blocks.put(Math.max(d.blockParent[b]!, -1) + 1, b);
  }

  private sortVariables(calls: number): void {
    const { d, ofBlock, ofCall } = this;
    const nblocks = d.blockParent.length;
    const nvars = d.vars.length / Debug.VarStride;
    ofBlock.reset(nblocks + 1, nvars);
    ofCall.reset(calls, nvars);
    for (let v = nvars - 1; v >= 0; v--) {
      const inl = d.vars[v * Debug.VarStride + Debug.Inl]!;
      const block = d.vars[v * Debug.VarStride + Debug.Block]!;
      if (inl < 0 && block < nblocks) ofBlock.put(block + 1, v);
      else if (inl < calls && block < 0) ofCall.put(inl, v);
    }
  }

  /** Finds the code of inlined calls, which is that of all calls in them too. */
  private findInlined(calls: number): void {
    const { cx, f, d, it, inner, outermost, firstPiece, lastPiece, pieces, nextPiece } = this;
    const tree = f.inlTree;
    const nblocks = d.blockParent.length;
    inner.reset(calls, calls);
    outermost.reset(nblocks + 1, calls);
    if (calls === 0 || f.pcinline === 0) return;
    firstPiece.length = lastPiece.length = pieces.length = nextPiece.length = 0;
    for (let c = 0; c < calls; c++) {
      firstPiece.push(-1);
      lastPiece.push(-1);
    }
    const { tab } = cx;
    const t = f.pcinline;
    for (it.reset(tab.dataBuf(t), tab.dataOff[t]!, tab.dataOff[t]! + tab.dataLen[t]!); !it.done; it.next()) {
      for (let c = it.value; c >= 0 && c < calls; c = tree[c * InlStride]!) {
        const last = lastPiece[c]!;
        if (last >= 0 && pieces[2 * last + 1] === it.pc) {
          pieces[2 * last + 1] = it.nextPc;
          continue;
        }
        const piece = nextPiece.length;
        pieces.push(it.pc, it.nextPc);
        nextPiece.push(-1);
        if (last >= 0) nextPiece[last] = piece;
        else firstPiece[c] = piece;
        lastPiece[c] = piece;
      }
    }
    for (let c = calls - 1; c >= 0; c--) {
      if (firstPiece[c]! < 0) continue;
      const parent = tree[c * InlStride]!;
      if (parent >= 0) {
        inner.put(parent, c);
        continue;
      }
      let b = d.inlBlocks[c]!;
      // A block without code has no entry.
      while (b >= 0 && d.blockRanges[b] === d.blockRanges[b + 1]) b = d.blockParent[b]!;
      if (b < nblocks) outermost.put(b + 1, c);
    }
  }

  /** The variables of an inlined call or, of the function itself, those of a block. */
  private variables(chains: Chains, chain: number): void {
    for (let v = chains.first[chain]!; v >= 0; v = chains.next[v]!) this.variable(v * Debug.VarStride);
  }

  private variable(v: number): void {
    const { info } = this.w;
    const { bytes, vars } = this.d;
    const count = vars[v + Debug.Count]!;
    const first = vars[v + Debug.First]!;
    const role = vars[v + Debug.Role]!;
    const kind = count < 0 ? 2 : count > 0 ? 1 : 0;
    const isParam = role !== 0;
    const type = this.f.debugSyms[vars[v + Debug.VarType]!] ?? 0;
    const abstract = isAbstract(this.d, v) ? this.abstractOf(v, type) : null;
    if (abstract !== null) {
      info.uleb((isParam ? A.paramOf : A.localOf)[kind]!);
      this.w.abstractRef(abstract);
    } else {
      const captured = vars[v + Debug.Captured]! >= 0 && kind > 0;
      info.uleb((isParam ? A.param : A.local)[captured ? kind + 2 : kind]!);
      info.rawRange(bytes, vars[v + Debug.NameAt]!, vars[v + Debug.NameEnd]!);
      info.u8(0);
      if (isParam) info.u8(role === 2 ? 1 : 0);
      info.uleb(Math.max(vars[v + Debug.Line]!, 0));
      this.w.typeRef(type);
      if (captured) info.uleb(vars[v + Debug.Captured]!);
    }
    if (kind === 2) {
      this.d.openExpr(first);
      info.u8(this.d.exprEnd - this.d.exprAt);
      this.expr(info);
    } else if (kind === 1) info.u32(this.locationList(first, count));
  }

  /** The variable of an inlined function that a call has. */
  private abstractOf(v: number, type: Sym): AbstractVar | null {
    const inl = this.d.vars[v + Debug.Inl]!;
    const callee = this.abstracts.funcs.get(this.f.inlTree[inl * InlStride + 3]!);
    return callee?.find(this.d, v, type, this.firstCall + inl) ?? null;
  }

  private locationList(first: number, count: number): number {
    const { loc } = this.w;
    const { d } = this;
    const { locations } = d;
    const at = loc.length;
    loc.u8(baseAddressx);
    loc.uleb(this.u.slot);
    for (let i = first * Debug.LocationStride, n = count; n > 0; n--, i += Debug.LocationStride) {
      loc.u8(offsetPair);
      loc.uleb(locations[i]!);
      loc.uleb(locations[i + 1]!);
      d.openExpr(locations[i + 2]!);
      loc.uleb(d.exprEnd - d.exprAt);
      this.expr(loc);
    }
    loc.u8(endOfList);
    return at + this.w.locStart;
  }

  /** Writes the expression that was opened. */
  private expr(w: ByteWriter): void {
    const { bytes, exprAt, exprEnd, fixups } = this.d;
    const at = w.length;
    w.rawRange(bytes, exprAt, exprEnd);
    const { tab } = this.cx;
    for (let i = 0; i < fixups.length; i += 3) {
      const t = this.f.debugSyms[fixups[i + 1]!] ?? 0;
      w.putU64(at + fixups[i]!, tab.value[t]! + fixups[i + 2]!);
    }
  }

  /** Numbers from..to of `ranges` are starts and ends by turns. */
  private rangeList(ranges: readonly number[], from: number, to: number): number {
    const { rng } = this.w;
    const at = rng.length;
    rng.u8(baseAddressx);
    rng.uleb(this.u.slot);
    for (let i = from; i < to; i += 2) {
      rng.u8(offsetPair);
      rng.uleb(ranges[i]!);
      rng.uleb(ranges[i + 1]!);
    }
    rng.u8(endOfList);
    return at + this.w.rngStart;
  }

  private block(b: number): void {
    const { info } = this.w;
    const { blockRanges, ranges } = this.d;
    const from = blockRanges[b]!;
    const to = blockRanges[b + 1]!;
    if (from === to) return;
    if (to - from === 2) {
      info.uleb(A.block);
      info.u64(this.address + ranges[from]!);
      info.uleb(ranges[from + 1]! - ranges[from]!);
    } else {
      info.uleb(A.blockRanges);
      info.u32(this.rangeList(ranges, from, to));
    }
    this.variables(this.ofBlock, b + 1);
    for (let c = this.blocks.first[b + 1]!; c >= 0; c = this.blocks.next[c]!) this.block(c);
    this.inlinedIn(b);
    info.u8(0);
  }

  /** The outermost inlined calls in a block of the function. */
  private inlinedIn(block: number): void {
    const { outermost } = this;
    for (let c = outermost.first[block + 1]!; c >= 0; c = outermost.next[c]!) this.inlined(c);
  }

  private inlined(c: number): void {
    const { info } = this.w;
    const { pieces, nextPiece, list, inner } = this;
    const tree = this.f.inlTree;
    const at = c * InlStride;
    const first = this.firstPiece[c]!;
    const single = nextPiece[first]! < 0;
    info.uleb(single ? A.inlined : A.inlinedRanges);
    // Whatever is inlined was entered.
    this.w.abstractRef(this.abstracts.funcs.get(tree[at + 3]!)!);
    if (single) {
      info.u64(this.address + pieces[2 * first]!);
      info.uleb(pieces[2 * first + 1]! - pieces[2 * first]!);
    } else {
      list.length = 0;
      for (let p = first; p >= 0; p = nextPiece[p]!) list.push(pieces[2 * p]!, pieces[2 * p + 1]!);
      info.u32(this.rangeList(list, 0, list.length));
    }
    info.uleb(this.u.file(tree[at + 1]!));
    info.uleb(Math.max(tree[at + 2]!, 0));
    this.variables(this.ofCall, c);
    for (let k = inner.first[c]!; k >= 0; k = inner.next[k]!) this.inlined(k);
    info.u8(0);
  }
}
