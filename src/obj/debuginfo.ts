// What a debugger shall know of a function, as the compiler leaves it with the function's metadata: variables, where they are at
// which pcs, and the lexical blocks they belong to. The link makes DWARF entries of it. One string of bytes, numbers as LEB128:
//
//   pc of the first instruction behind the prologue
//   number of blocks; each: parent + 1 (0: the function), number of ranges, ranges as (start - end of the one before, length)
//   for each inlined call (as in FuncInfo.inlTree): block + 1 that it stands in
//   number of variables; each:
//     length of the name, name, type (index of FuncInfo.debugSyms), flags, line - first line of the function (signed),
//     inlined call + 1, block + 1, [offset in the closure's record]
//   for each variable its location: 0 none; 1 expression everywhere; 2 number of ranges, each (start - end of the one before,
//   length, expression)
//   expression: 2 * length + (has addresses), [number of addresses; each: where in it, index of debugSyms, addend (signed)], bytes

import { ByteWriter } from '../base/bytewriter.ts';
import { encodeUtf8 } from '../base/utf8.ts';

/** A DWARF expression; `fixups` are triples: where in it the address of a symbol goes, the index of the symbol, an addend. */
export interface DebugExpr {
  readonly bytes: Uint8Array;
  readonly fixups: readonly number[];
}

/** A block of the source: where its code is. */
export interface DebugBlock {
  /** -1 for the function. */
  readonly parent: number;
  /** Start and end by turns. */
  readonly ranges: readonly number[];
}

/** A variable. */
export interface DebugVar {
  readonly name: string;
  /** Index of `debugSyms`: its type. */
  readonly type: number;
  /** 0 a local, 1 a parameter, 2 a result. */
  readonly role: number;
  readonly line: number;
  /** The inlined call that it belongs to; -1 for none. */
  readonly inl: number;
  /** -1 for the function. */
  readonly block: number;
  /** The offset in the closure's record; -1 for what is not captured. */
  readonly captured: number;
  /** Null where `ranges` tell. */
  readonly everywhere: DebugExpr | null;
  /** Start and end by turns. */
  readonly ranges: readonly number[];
  readonly exprs: readonly DebugExpr[];
}

/** What there is to tell of a function. */
export interface DebugInfo {
  readonly bodyPC: number;
  readonly blocks: readonly DebugBlock[];
  /** By inlined call: the block that it stands in. */
  readonly inlBlocks: readonly number[];
  readonly vars: readonly DebugVar[];
}

/** The bytes of it; lines count from `firstLine`. */
export function writeDebugInfo(d: DebugInfo, firstLine: number): Uint8Array {
  const w = new ByteWriter(128);
  const ranges = (list: readonly number[], i: number, end: number): number => {
    w.uleb(list[i]! - end);
    w.uleb(list[i + 1]! - list[i]!);
    return list[i + 1]!;
  };
  w.uleb(d.bodyPC);
  w.uleb(d.blocks.length);
  for (const b of d.blocks) {
    w.uleb(b.parent + 1);
    w.uleb(b.ranges.length / 2);
    let end = 0;
    for (let i = 0; i < b.ranges.length; i += 2) end = ranges(b.ranges, i, end);
  }
  for (const b of d.inlBlocks) w.uleb(b + 1);
  w.uleb(d.vars.length);
  for (const v of d.vars) {
    const name = encodeUtf8(v.name);
    w.uleb(name.length);
    w.raw(name);
    w.uleb(v.type);
    w.uleb(v.role | (v.captured >= 0 ? 4 : 0));
    w.sleb(v.line - firstLine);
    w.uleb(v.inl + 1);
    w.uleb(v.block + 1);
    if (v.captured >= 0) w.uleb(v.captured);
  }
  for (const v of d.vars) {
    if (v.everywhere !== null) {
      w.u8(1);
      writeExpr(w, v.everywhere);
    } else if (v.exprs.length === 0) w.u8(0);
    else {
      w.u8(2);
      w.uleb(v.exprs.length);
      let end = 0;
      for (let i = 0; i < v.exprs.length; i++) {
        end = ranges(v.ranges, 2 * i, end);
        writeExpr(w, v.exprs[i]!);
      }
    }
  }
  return w.bytes();
}

function writeExpr(w: ByteWriter, e: DebugExpr): void {
  w.uleb(2 * e.bytes.length + (e.fixups.length > 0 ? 1 : 0));
  if (e.fixups.length > 0) {
    w.uleb(e.fixups.length / 3);
    for (let i = 0; i < e.fixups.length; i += 3) {
      w.uleb(e.fixups[i]!);
      w.uleb(e.fixups[i + 1]!);
      w.sleb(e.fixups[i + 2]!);
    }
  }
  w.raw(e.bytes);
}

/** The pc behind the prologue alone; -1 where nothing is told. */
export function bodyPC(b: Uint8Array): number {
  let x = 0;
  for (let m = 1, at = 0; at < b.length; m *= 128) {
    const c = b[at++]!;
    x += (c & 127) * m;
    if (c < 128) return x;
  }
  return -1;
}

/** The numbers of a variable in `DebugColumns.vars`; the name lies from NameAt to NameEnd. */
export const NameAt = 0;
export const NameEnd = 1;
export const VarType = 2;
export const Role = 3;
export const Line = 4;
export const Inl = 5;
export const Block = 6;
export const Captured = 7;
/** The number of the variable's first location, or where its expression is. */
export const First = 8;
/** How many locations it has; -1: one expression everywhere. */
export const Count = 9;
export const VarStride = 10;

/** The numbers of a location: pcs, and where its expression is. */
export const LocationStride = 3;

/**
 * What `writeDebugInfo` wrote, as columns that are made anew for one function after the other: a link reads thousands. Fields are those
 * of `DebugInfo`.
 */
export class DebugColumns {
  bytes: Uint8Array = noBytes;
  bodyPC = 0;
  readonly blockParent: number[] = [];
  /** Where the numbers of each block start in `ranges`; behind the last stands where they end. */
  readonly blockRanges: number[] = [];
  readonly ranges: number[] = [];
  readonly inlBlocks: number[] = [];
  readonly vars: number[] = [];
  readonly locations: number[] = [];
  // What `openExpr` found.
  exprAt = 0;
  exprEnd = 0;
  readonly fixups: number[] = [];
  private at = 0;

  /** Reads for a function with so many inlined calls. */
  read(b: Uint8Array, inlined: number, firstLine: number): void {
    this.readVars(b, inlined, firstLine);
    const { vars, locations } = this;
    for (let v = 0; v < vars.length && this.at < b.length; v += VarStride) {
      const kind = b[this.at++]!;
      if (kind === 1) {
        vars[v + First] = this.at;
        vars[v + Count] = -1;
        this.skipExpr();
      } else if (kind === 2) {
        vars[v + First] = locations.length / LocationStride;
        let count = 0;
        for (let k = this.uleb(), end = 0; k > 0 && this.at < b.length; k--, count++) {
          const start = end + this.uleb();
          end = start + this.uleb();
          locations.push(start, end, this.at);
          this.skipExpr();
        }
        vars[v + Count] = count;
      }
    }
  }

  /** Reads all but where variables are: of none a location is known. */
  readVars(b: Uint8Array, inlined: number, firstLine: number): void {
    const { blockParent, blockRanges, ranges, inlBlocks, vars, locations } = this;
    this.bytes = b;
    this.at = 0;
    for (const column of [blockParent, blockRanges, ranges, inlBlocks, vars, locations]) column.length = 0;
    this.bodyPC = this.uleb();
    for (let n = this.uleb(); n > 0 && this.at < b.length; n--) {
      blockParent.push(this.uleb() - 1);
      blockRanges.push(ranges.length);
      for (let k = this.uleb(), end = 0; k > 0 && this.at < b.length; k--) {
        const start = end + this.uleb();
        end = start + this.uleb();
        ranges.push(start, end);
      }
    }
    blockRanges.push(ranges.length);
    for (let i = 0; i < inlined; i++) inlBlocks.push(this.uleb() - 1);
    for (let n = this.uleb(); n > 0 && this.at < b.length; n--) {
      const length = this.uleb();
      const name = this.at;
      this.at += length;
      const type = this.uleb();
      const flags = this.uleb();
      const line = firstLine + this.sleb();
      const inl = this.uleb() - 1;
      const block = this.uleb() - 1;
      const captured = (flags & 4) !== 0 ? this.uleb() : -1;
      vars.push(name, name + length, type, flags & 3, line, inl, block, captured, 0, 0);
    }
  }

  /** Finds where the bytes of an expression are, and its fixups. */
  openExpr(at: number): void {
    const { fixups } = this;
    fixups.length = 0;
    this.at = at;
    const head = this.uleb();
    if ((head & 1) !== 0) {
      for (let n = this.uleb(); n > 0 && this.at < this.bytes.length; n--) {
        fixups.push(this.uleb(), this.uleb(), this.sleb());
      }
    }
    this.exprAt = this.at;
    this.exprEnd = Math.min(this.at + (head >>> 1), this.bytes.length);
  }

  private skipExpr(): void {
    const head = this.uleb();
    if ((head & 1) !== 0) for (let n = 3 * this.uleb(); n > 0 && this.at < this.bytes.length; n--) this.uleb();
    this.at += head >>> 1;
  }

  private uleb(): number {
    const b = this.bytes;
    let x = 0;
    for (let m = 1; this.at < b.length; m *= 128) {
      const c = b[this.at++]!;
      x += (c & 127) * m;
      if (c < 128) break;
    }
    return x;
  }

  private sleb(): number {
    const b = this.bytes;
    let x = 0;
    for (let m = 1; this.at < b.length; m *= 128) {
      const c = b[this.at++]!;
      x += (c & 127) * m;
      if (c < 128) return (c & 64) !== 0 ? x - m * 128 : x;
    }
    return x;
  }
}

const noBytes = new Uint8Array(0);
