// The metadata of functions, from gc's objects and from burrow's.

import { getI32, getU32 } from '../base/endian.ts';
import { FUNCDATA_InlTree } from '../obj/funcid.ts';
import * as GoObject from '../obj/goobj.ts';
import { PcIter, PcTabWriter } from '../obj/pctab.ts';
import { fatal } from './failure.ts';
import type { Loader } from './load.ts';
import { Func, InlStride, type LinkObj, readGoFuncInfo } from './objs.ts';
import type { Sym } from './symtab.ts';
import { TableSyms } from './tablesyms.ts';

/** What inlined calls tell of a function. */
export interface FuncHead {
  readonly funcID: number;
  readonly startLine: number;
}

/** Reads the functions of a link, each once. */
export class FuncReader {
  private readonly loader: Loader;
  /** What was read so far; `index` has a symbol's place in the list, 0 where it was not read yet. */
  private readonly funcs: (Func | null)[] = [null];
  private index = new Int32Array(0);
  private readonly heads: Map<Sym, FuncHead> = new Map();
  /** Of the functions of burrow's objects. */
  private readonly tables: TableSyms;
  private readonly file: PcIter;
  private readonly line: PcIter;
  private readonly fileTab: PcTabWriter;
  private readonly lineTab: PcTabWriter;
  /** The files of the function at hand. */
  private readonly used: number[] = [];
  /** Where lists of a function are collected. */
  private readonly funcdata: Sym[] = [];
  private readonly pcdata: Sym[] = [];

  /** For a loader with the symbols that it has now; `pcQuantum`: that of pcs in pc tables. */
  constructor(loader: Loader, pcQuantum: number) {
    this.loader = loader;
    this.tables = new TableSyms(loader.tab);
    this.file = new PcIter(noBytes, 0, 0, pcQuantum);
    this.line = new PcIter(noBytes, 0, 0, pcQuantum);
    this.fileTab = new PcTabWriter(pcQuantum);
    this.lineTab = new PcTabWriter(pcQuantum);
  }

  /** The metadata of a function; null for code that has none. */
  get(s: Sym): Func | null {
    if (s >= this.index.length) {
      const grown = new Int32Array(Math.max(s + 1, this.loader.tab.obj.length));
      grown.set(this.index);
      this.index = grown;
    }
    const at = this.index[s];
    if (at !== 0) return this.funcs[at];
    const o = this.loader.objs[this.loader.tab.obj[s]];
    let f: Func | null = null;
    if (o !== null && o !== undefined) f = o.go !== null ? this.goFunc(s, o, o.go) : this.ownFunc(s, o);
    this.index[s] = this.funcs.length;
    this.funcs.push(f);
    return f;
  }

  /** The id and the first line of a function that was inlined, which need not be reachable; null when it has none. */
  head(s: Sym): FuncHead | null {
    const read = s < this.index.length ? this.index[s] : 0;
    const known = read !== 0 ? this.funcs[read] : this.heads.get(s);
    if (known !== undefined) return known;
    this.loader.readOther(s);
    const o = this.loader.objs[this.loader.tab.obj[s]];
    const go = o?.go ?? null;
    const i = this.loader.tab.local[s];
    if (o === null || o === undefined || go === null || i >= go.nalldef || go.damage(i) !== '') return this.get(s);
    const b = o.bytes;
    for (let a = go.auxOff(i), end = a + go.auxCount(i) * GoObject.AuxSize; a < end; a += GoObject.AuxSize) {
      if (b[a] !== GoObject.AuxFuncInfo) continue;
      const local = go.local(getU32(b, a + 1), getU32(b, a + 5));
      if (local < 0 || local >= go.nalldef || GoObject.funcInfoDamaged(b, go.dataOff(local), go.dataLen(local))) break;
      const info = new GoObject.GoFuncInfo(b, go.dataOff(local));
      const head = { funcID: info.funcID, startLine: info.startLine };
      this.heads.set(s, head);
      return head;
    }
    return null;
  }

  private goFunc(s: Sym, o: LinkObj, go: GoObject.GoObj): Func | null {
    const i = this.loader.tab.local[s];
    if (i >= go.nalldef || go.damage(i) !== '') return null;
    const b = o.bytes;
    const { funcdata, pcdata } = this;
    funcdata.length = 0;
    pcdata.length = 0;
    let f: Func | null = null;
    for (let a = go.auxOff(i), end = a + go.auxCount(i) * GoObject.AuxSize; a < end; a += GoObject.AuxSize) {
      const pkg = getU32(b, a + 1);
      const sym = getU32(b, a + 5);
      const kind = b[a];
      if (kind === GoObject.AuxFuncInfo) {
        const local = go.local(pkg, sym);
        const bad = local < 0 || local >= go.nalldef;
        if (bad || GoObject.funcInfoDamaged(b, go.dataOff(local), go.dataLen(local))) {
          fatal(`${o.file}: ${this.loader.tab.name(s)}: bad function metadata`);
        }
        const info = new GoObject.GoFuncInfo(b, go.dataOff(local));
        f = new Func();
        readGoFuncInfo(info, f);
        const nfile = o.files().length;
        for (const k of f.files) if (k >= nfile) fatal(`${o.file}: ${this.loader.tab.name(s)}: bad file index`);
        if (info.ninl > 0) f.inlTree = new Int32Array(info.ninl * InlStride);
        for (let k = 0, t = 0; k < info.ninl; k++) {
          const at = info.inlNodeAt(k);
          const func = this.loader.resolve(o, getU32(b, at + 12), getU32(b, at + 16), s);
          const file = getU32(b, at + 4);
          if (file >= nfile || getI32(b, at) >= info.ninl || func === 0) {
            fatal(`${o.file}: ${this.loader.tab.name(s)}: bad inline tree`);
          }
          f.inlTree[t++] = getI32(b, at);
          f.inlTree[t++] = file;
          f.inlTree[t++] = getI32(b, at + 8);
          f.inlTree[t++] = func;
          f.inlTree[t++] = getI32(b, at + 20);
          f.inlTree[t++] = -1;
        }
        continue;
      }
      if (f === null) continue;
      let target = 0;
      const hashed = sym + go.ndef + go.nhashed64;
      if (pkg === GoObject.PkgIdxHashed && hashed < o.syms.length) target = o.syms[hashed];
      if (target === 0) target = this.loader.resolve(o, pkg, sym, s);
      switch (kind) {
        case GoObject.AuxFuncdata:
          funcdata.push(target);
          break;
        case GoObject.AuxDwarfInfo:
          f.dwarfInfo = target;
          break;
        case GoObject.AuxDwarfLoc:
          f.dwarfLoc = target;
          break;
        case GoObject.AuxDwarfRanges:
          f.dwarfRanges = target;
          break;
        case GoObject.AuxDwarfLines:
          f.dwarfLines = target;
          break;
        case GoObject.AuxPcsp:
          f.pcsp = target;
          break;
        case GoObject.AuxPcfile:
          f.pcfile = target;
          break;
        case GoObject.AuxPcline:
          f.pcline = target;
          break;
        case GoObject.AuxPcinline:
          f.pcinline = target;
          break;
        case GoObject.AuxPcdata:
          pcdata.push(target);
          break;
        default:
      }
    }
    if (f !== null) {
      // The link adds the inline tree.
      while (f.inlTree.length > 0 && funcdata.length <= FUNCDATA_InlTree) funcdata.push(0);
      f.funcdata = funcdata.slice();
      f.pcdata = pcdata.slice();
    }
    return f;
  }

  private ownFunc(s: Sym, o: LinkObj): Func | null {
    const info = o.own!.funcRecord(this.loader.tab.local[s]);
    if (info === null) return null;
    const { fileOf, lines } = o.positions();
    const { syms, bytes } = o;
    const f = new Func();
    f.args = info.args;
    f.locals = info.locals;
    f.funcID = info.funcID;
    f.funcFlag = info.funcFlag;
    f.startLine = info.startLine + (lines.length > 0 ? lines[info.startBase] : 0);
    const size = o.sizeOf(this.loader.tab.local[s]);
    const { used } = this;
    used.length = 0;
    // File and line are counted from position bases; the tables of the image have files and lines.
    const { file, line, fileTab, lineTab } = this;
    file.reset(bytes, info.tableAt(1), info.tableAt(1) + info.tableLength(1));
    line.reset(bytes, info.tableAt(2), info.tableAt(2) + info.tableLength(2));
    for (let pc = 0; !file.done && !line.done;) {
      const base = file.value;
      if (base >= 0 && base < lines.length) {
        const k = fileOf[base];
        let i = used.indexOf(k);
        if (i < 0) i = used.push(k) - 1;
        fileTab.set(pc, i);
        lineTab.set(pc, line.value + lines[base]);
      }
      pc = Math.min(file.nextPc, line.nextPc);
      if (file.nextPc === pc) file.next();
      if (line.nextPc === pc) line.next();
    }
    if (file.bad || line.bad) fatal(`${o.file}: ${this.loader.tab.name(s)}: bad pc table`);
    f.files = used.slice();
    f.pcfile = this.tables.made(fileTab.finish(size));
    f.pcline = this.tables.made(lineTab.finish(size));
    const table = (i: number): Sym => this.tables.lying(o.index, bytes, info.tableAt(i), info.tableLength(i));
    f.pcsp = table(0);
    f.pcinline = table(3);
    f.pcdata = list(info.npcdata, i => table(5 + i));
    f.funcdata = list(info.nfuncdata, i => syms[info.funcdata(i)]);
    if (info.ninl > 0) {
      const tree = new Int32Array(InlStride * info.ninl);
      for (let i = 0, at = 0; i < info.ninl; i++) {
        const base = info.inlined(i, 1);
        tree[at++] = info.inlined(i, 0);
        tree[at++] = fileOf[base];
        tree[at++] = info.inlined(i, 2) + lines[base];
        tree[at++] = syms[info.inlined(i, 3)];
        tree[at++] = info.inlined(i, 4);
        tree[at++] = info.inlined(i, 6) + lines[info.inlined(i, 5)];
      }
      f.inlTree = tree;
    }
    if (info.tableLength(4) > 0) f.debug = info.table(4);
    f.debugSyms = list(info.ndebugSyms, i => syms[info.debugSym(i)]);
    f.dwarfInfo = syms[info.dwarf(0)];
    f.dwarfLoc = syms[info.dwarf(1)];
    f.dwarfRanges = syms[info.dwarf(2)];
    f.dwarfLines = syms[info.dwarf(3)];
    return f;
  }
}

function list(n: number, of: (i: number) => Sym): Sym[] {
  const out = new Array<Sym>(n);
  for (let i = 0; i < n; i++) out[i] = of(i);
  return out;
}

const noBytes = new Uint8Array(0);
