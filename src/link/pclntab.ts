// The runtime's table of functions: for every pc its function, file, line, stack depth and inlined calls. One section holds,
// in this order: a header, names, the file lists of compilation units, file names, pc-value tables, function records, and
// the data that records point to (pointer maps, inline trees). findfunctab, after them, finds a record from a pc.

import { ByteWriter } from '../base/bytewriter.ts';
import { getU32, putU32 } from '../base/endian.ts';
import { longBytes } from '../base/long-bytes.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { Local } from '../obj/attr.ts';
import * as FuncID from '../obj/funcid.ts';
import * as Reloc from '../obj/reloctype.ts';
import { type Ctxt, roundUp } from './ctxt.ts';
import { fatal } from './failure.ts';
import { type Func, InlStride, type LinkObj } from './objs.ts';
import * as SymKind from './symkind.ts';
import { NotInSymbolTable, Placed, Special, type Sym } from './symtab.ts';
import { symAlign } from './layout.ts';
import { TableSyms } from './tablesyms.ts';

const magic = 0xfffffff1;
const minFunc = 16;
const bucketSize = 256 * minFunc;
const subbuckets = 16;
const noValue = 0xffffffff;
const noSyms: readonly Sym[] = [];

/** What moduledata must know of the tables. */
export interface Pclntab {
  readonly header: Sym;
  readonly funcnametab: Sym;
  readonly cutab: Sym;
  readonly filetab: Sym;
  readonly pctab: Sym;
  readonly functab: Sym;
  readonly findfunctab: Sym;
  readonly nfunc: number;
}

/** The tables of functions as bytes: those of the base, where there is one, and behind them those of this link. */
export interface FuncTables {
  readonly names: Uint8Array;
  readonly cutab: Uint8Array;
  readonly filetab: Uint8Array;
  readonly pctab: Uint8Array;
  /** Pairs of a function's place in the code and that of its record in `records`. */
  readonly pairs: Uint8Array;
  readonly records: Uint8Array;
  /** What records point to. */
  readonly data: Uint8Array;
  /** Relocations in it: five numbers each, as `Symtab.setRelocs` has them. */
  readonly dataRelocs: readonly number[];
  readonly dataAlign: number;
  readonly nfunc: number;
  readonly nfiles: number;
}

/** Makes the tables of all functions of the link. Their addresses are known, other addresses not yet. */
export function funcTables(cx: Ctxt): FuncTables {
  const { tab, loader } = cx;
  const before = cx.base?.pcln ?? null;
  const funcs = cx.textp;
  const infos: (Func | null)[] = funcs.map(s => loader.func(s));
  const units: LinkObj[] = [];
  for (const s of funcs) {
    const o = loader.objs[tab.obj[s]];
    if (o === null || o === undefined || isOwn(o) || o.pclnIndex >= 0) continue;
    o.pclnIndex = units.length;
    units.push(o);
  }

  const { names, nameOff } = funcNames(cx, funcs, infos);
  const files = fileTables(cx, funcs, infos, units);

  // pc-value tables; offset 0 is no table. A table's value is its offset.
  const code = cx.text.sections[0].length; // which says how much there will be
  const pcs = new ByteWriter(roomFor(before?.[3], code / 4));
  if (before === null) pcs.u8(0);
  else pcs.raw(before[3]!);
  const place = (t: Sym): void => {
    if (t === 0 || (tab.attr[t] & Placed) !== 0) return;
    tab.attr[t] |= Placed;
    if (SymKind.isText(tab.kind[t])) fatal(`${tab.name(t)}: code as a pc table`);
    loader.decode(t);
    const n = tab.dataLen[t];
    tab.value[t] = n === 0 ? 0 : pcs.length;
    pcs.rawRange(tab.dataBuf(t), tab.dataOff[t], tab.dataOff[t] + n);
  };
  for (const f of infos) {
    if (f === null) continue;
    place(f.pcsp);
    place(f.pcfile);
    place(f.pcline);
    for (const t of f.pcdata) place(t);
    if (f.inlTree.length > 0) place(f.pcinline);
  }

  // Function data, most strictly aligned first.
  const fromAsm = (s: Sym): boolean => loader.objs[tab.obj[s]]?.fromAssembly ?? false;
  const ignored = (s: Sym, j: number, d: Sym): boolean =>
    d === 0 ||
    // The assembler names maps that the compiler makes only for declared functions.
    ((j === FuncID.FUNCDATA_ArgsPointerMaps || j === FuncID.FUNCDATA_ArgInfo) &&
      fromAsm(s) &&
      tab.kind[d] === SymKind.Sxxx);
  // Equal trees are one, but where the image shall be gc's.
  const trees = new TableSyms(tab);
  const inlTrees: Sym[] = infos.map((f, i) => {
    if (f === null || f.inlTree.length === 0) return 0;
    const bytes = inlTree(cx, f, nameOff);
    const s = isOwn(loader.objs[tab.obj[funcs[i]]]) ? trees.made(bytes) : trees.alone(bytes);
    tab.align[s] = 4;
    return s;
  });
  const datas: Sym[] = [];
  for (let i = 0; i < funcs.length; i++) {
    const f = infos[i];
    if (f === null) continue;
    const list = f.funcdata;
    if (inlTrees[i] !== 0) {
      while (list.length <= FuncID.FUNCDATA_InlTree) list.push(0);
      list[FuncID.FUNCDATA_InlTree] = inlTrees[i];
    }
    for (let j = 0; j < list.length; j++) {
      const d = list[j];
      if (d === 0 || (tab.attr[d] & Placed) !== 0 || ignored(funcs[i], j, d)) continue;
      tab.attr[d] |= Placed;
      if (SymKind.isText(tab.kind[d])) fatal(`${tab.name(funcs[i])}: code as function data`);
      loader.decode(d);
      datas.push(d);
    }
  }
  datas.sort((a, b) => symAlign(cx, b) - symAlign(cx, a));
  const fd = new ByteWriter(roomFor(before?.[6], code / 8));
  if (before !== null) fd.raw(before[6]!);
  const fdRelocs: number[] = [];
  let maxAlign = cx.base?.facts.funcDataAlign ?? 1;
  for (const d of datas) {
    if (tab.size[d] === 0) {
      cx.error(d, 'zero size funcdata');
      continue;
    }
    const align = symAlign(cx, d);
    maxAlign = Math.max(maxAlign, align);
    fd.align(align);
    tab.value[d] = fd.length;
    tab.attr[d] |= NotInSymbolTable | Special;
    const at = fd.length;
    fd.rawRange(tab.dataBuf(d), tab.dataOff[d], tab.dataOff[d] + tab.dataLen[d]);
    fd.zeros(tab.size[d] - tab.dataLen[d]);
    for (let r = tab.relocFirst[d], end = r + tab.relocCount[d]; r < end; r++) {
      if ((tab.rType[r] & ~Reloc.R_WEAK) !== Reloc.R_ADDROFF || tab.rSize[r] !== 4) {
        cx.error(d, `unsupported reloc ${tab.rType[r]} for funcdata symbol`);
        continue;
      }
      fdRelocs.push(at + tab.rOff[r], 4, tab.rType[r], tab.rAdd[r], tab.rSym[r]);
    }
  }

  const { pairs, records } = functabBytes(cx, funcs, infos, ignored, nameOff, files.cuOffsets);
  return {
    names,
    cutab: files.cutab,
    filetab: files.filetab,
    pctab: pcs.view(),
    pairs,
    records,
    data: fd.view(),
    dataRelocs: fdRelocs,
    dataAlign: maxAlign,
    nfunc: pairs.length / 8,
    nfiles: files.nfiles,
  };
}

/** Room for a table that starts with that of the base. Room that is not used costs nothing, growing copies. */
function roomFor(before: Uint8Array | undefined, own: number): number {
  return Math.ceil((before?.length ?? 0) + own + 1024);
}

/** Puts the tables of all functions into symbols. */
export function pclntab(cx: Ctxt): Pclntab {
  const { tab, target } = cx;
  const t = funcTables(cx);
  const carrier = cx.create('runtime.pclntab', SymKind.Pclntab);
  const part = (name: string, data: Uint8Array, align: number): Sym => {
    const s = cx.create(name, SymKind.Pclntab);
    // Parts are a multiple of the pointer size, so that the next one may start at once.
    const padded = data.length % target.ptrSize === 0 ? data : new Uint8Array(roundUp(data.length, target.ptrSize));
    if (padded !== data) padded.set(data);
    tab.setData(s, padded);
    tab.align[s] = align;
    tab.attr[s] |= NotInSymbolTable;
    return s;
  };
  const header = part('runtime.pcheader', new Uint8Array(8 + 8 * target.ptrSize), target.ptrSize);
  const funcnametab = part('runtime.funcnametab', t.names, 1);
  const cutab = part('runtime.cutab', t.cutab, 4);
  const filetab = part('runtime.filetab', t.filetab, 1);
  const pctab = part('runtime.pctab', t.pctab, 1);
  const functab = part('runtime.functab', functabOf(cx, t), 4);
  const gofunc = part('go:func.*', t.data, t.dataAlign);
  tab.attr[gofunc] &= ~NotInSymbolTable;
  tab.setRelocs(gofunc, t.dataRelocs);
  tab.align[carrier] = Math.max(target.ptrSize, t.dataAlign);

  // Parts follow one another with no more than their alignment between, which all are multiples of.
  const h = tab.data(header);
  const w = new ByteWriter(h.length);
  w.u32(magic);
  w.u8(0);
  w.u8(0);
  w.u8(target.minLC);
  w.u8(target.ptrSize);
  const uint = (x: number): void => (target.ptrSize === 8 ? w.u64(x) : w.u32(x));
  uint(t.nfunc);
  uint(t.nfiles);
  uint(0);
  let off = h.length;
  for (const s of [funcnametab, cutab, filetab, pctab, functab]) {
    off = roundUp(off, tab.align[s]);
    uint(off);
    off += tab.size[s];
  }
  h.set(w.view());

  const findfunctab = cx.create('runtime.findfunctab', SymKind.Pclntab);
  tab.setData(findfunctab, findfuncBytes(cx, t.pairs));
  tab.align[findfunctab] = 4;
  tab.attr[findfunctab] |= Local;
  return { header, funcnametab, cutab, filetab, pctab, functab, findfunctab, nfunc: t.nfunc };
}

/** The names of functions and inlined functions, each once. */
function funcNames(
  cx: Ctxt,
  funcs: readonly Sym[],
  infos: readonly (Func | null)[],
): { names: Uint8Array; nameOff: Int32Array } {
  const { tab, loader } = cx;
  const w = new ByteWriter(roomFor(cx.base?.pcln[0], 32 * funcs.length));
  if (cx.base !== null) w.raw(cx.base.pcln[0]!);
  const nameOff = new Int32Array(tab.count).fill(-1);
  const add = (s: Sym): void => {
    if (nameOff[s] >= 0) return;
    nameOff[s] = w.length;
    const o = loader.objs[tab.obj[s]];
    if (o === null || o === undefined) w.text(tab.name(s));
    else {
      const at = tab.nameOff(s);
      w.rawRange(o.bytes, at, at + tab.nameLen(s));
    }
    w.u8(0);
  };
  funcs.forEach((s, i) => {
    add(s);
    const f = infos[i];
    if (f === null) return;
    for (let k = 3; k < f.inlTree.length; k += InlStride) add(f.inlTree[k]);
  });
  return { names: w.view(), nameOff };
}

/**
 * `cutab` holds lists of files, as places of their names in `filetab`: for each unit of gc's its files up to the last in use, and
 * those of each function of burrow's, which may lie in the list of another. `cuOffsets` says by function where its list is.
 */
function fileTables(
  cx: Ctxt,
  funcs: readonly Sym[],
  infos: readonly (Func | null)[],
  units: readonly LinkObj[],
): { cutab: Uint8Array; filetab: Uint8Array; cuOffsets: number[]; nfiles: number } {
  const { tab, loader } = cx;
  const count = units.map(() => 0);
  const offsets = new Map<string, number>();
  const names = new ByteWriter(1 << 14);
  if (cx.base !== null) names.raw(cx.base.pcln[2]!);
  const nameAt = (o: LinkObj, file: number): number => {
    const name = o.files()[file];
    let at = offsets.get(name);
    if (at === undefined) {
      at = names.length;
      offsets.set(name, at);
      names.raw(encodeUtf8(expandFile(cx, name)));
      names.u8(0);
    }
    return at;
  };
  const usedFiles = units.map(o => new Uint8Array(o.files().length));
  const use = (o: LinkObj, file: number): void => {
    const used = usedFiles[o.pclnIndex];
    if (used[file] !== 0) return;
    used[file] = 1;
    if (count[o.pclnIndex] <= file) count[o.pclnIndex] = file + 1;
    nameAt(o, file);
  };
  /** Lists of functions of burrow's. */
  const lists: (readonly number[] | null)[] = funcs.map((s, i) => {
    const f = infos[i];
    const o = loader.objs[tab.obj[s]];
    if (f === null || o === null || o === undefined) return null;
    if (isOwn(o)) return f.files.map(file => nameAt(o, file));
    for (const file of f.files) use(o, file);
    for (let k = 1; k < f.inlTree.length; k += InlStride) use(o, f.inlTree[k]);
    return null;
  });
  const cutab = new ByteWriter(1 << 12);
  if (cx.base !== null) cutab.raw(cx.base.pcln[1]!);
  const unitOffsets = units.map((o, i) => {
    const at = cutab.length / 4;
    const files = o.files();
    for (let k = 0; k < count[i]; k++) cutab.u32(offsets.get(files[k]) ?? noValue);
    return at;
  });
  const places = placeLists(cutab, lists);
  const cuOffsets = funcs.map((s, i) => {
    const o = loader.objs[tab.obj[s]];
    if (places[i] >= 0) return places[i];
    return o === null || o === undefined || isOwn(o) ? noValue : unitOffsets[o.pclnIndex];
  });
  const nfiles = offsets.size + (cx.base?.facts.nfiles ?? 0);
  return { cutab: cutab.view(), filetab: names.view(), cuOffsets, nfiles };
}

/** Writes lists of words, where they are not part of a longer one; their places, in words, and -1 for null. */
export function placeLists(out: ByteWriter, lists: readonly (readonly number[] | null)[]): number[] {
  const keys = lists.map(list => (list === null ? '' : list.join()));
  const distinct = new Map<string, readonly number[]>();
  lists.forEach((list, i) => {
    if (list !== null) distinct.set(keys[i], list);
  });
  const placed = new Map<string, number>();
  for (const [key, list] of [...distinct].sort((a, b) => b[1].length - a[1].length)) {
    if (placed.has(key)) continue;
    const at = out.length / 4;
    for (const x of list) out.u32(x);
    for (let i = 0; i < list.length; i++) {
      let part = '';
      for (let j = i; j < list.length; j++) {
        part = j === i ? `${list[j]}` : `${part},${list[j]}`;
        if (!placed.has(part)) placed.set(part, at + i);
      }
    }
    if (list.length === 0) placed.set(key, at);
  }
  return lists.map((list, i) => (list === null ? -1 : placed.get(keys[i])!));
}

/** A file name as the program shall print it. */
export function expandFile(cx: Ctxt, name: string): string {
  if (name.startsWith('gofile..')) name = name.slice('gofile..'.length);
  if (cx.options.goroot !== '' && name.startsWith('$GOROOT/')) return cx.options.goroot + name.slice('$GOROOT'.length);
  return name;
}

/** The inline tree of a function. */
function inlTree(cx: Ctxt, f: Func, nameOff: Int32Array): Uint8Array {
  const { tab, loader } = cx;
  const tree = f.inlTree;
  const b = new Uint8Array((16 * tree.length) / InlStride);
  for (let k = 0, at = 0; k < tree.length; k += InlStride, at += 16) {
    const func = tree[k + 3];
    let startLine = tree[k + 5];
    if (startLine >= 0) b[at] = FuncID.funcID(tab.name(func), false);
    else {
      const inlined = loader.funcHead(func);
      if (inlined === null) fatal(`inlined function ${tab.name(func)} missing func info`);
      b[at] = inlined.funcID;
      startLine = inlined.startLine;
    }
    putU32(b, at + 4, nameOff[func]);
    putU32(b, at + 8, tree[k + 4]);
    putU32(b, at + 12, startLine);
  }
  return b;
}

/** Whether an object is burrow's. */
function isOwn(o: LinkObj | null | undefined): boolean {
  return o !== null && o !== undefined && o.own !== null;
}

/** Pairs of (entry, record offset), and the records. */
function functabBytes(
  cx: Ctxt,
  funcs: readonly Sym[],
  infos: readonly (Func | null)[],
  ignored: (s: Sym, j: number, d: Sym) => boolean,
  nameOff: Int32Array,
  cuOffsets: readonly number[],
): { pairs: Uint8Array; records: Uint8Array } {
  const { tab, target } = cx;
  const textStart = cx.text.sections[0].vaddr;
  const deferreturn = tab.lookup('runtime.deferreturn', 1);
  const pairs = new ByteWriter(roomFor(cx.base?.pcln[4], funcs.length * 8));
  const w = new ByteWriter(roomFor(cx.base?.pcln[5], funcs.length * 96));
  if (cx.base !== null) {
    pairs.raw(cx.base.pcln[4]!);
    w.raw(cx.base.pcln[5]!);
  }
  funcs.forEach((s, i) => {
    w.align(target.ptrSize);
    const f = infos[i];
    const entry = tab.value[s] - textStart;
    pairs.u32(entry);
    pairs.u32(w.length);
    const list = f === null ? noSyms : f.funcdata;
    const inl = f !== null && f.inlTree.length > 0;
    let npcdata = f === null ? 0 : f.pcdata.length;
    if (inl && npcdata < FuncID.PCDATA_InlTreeIndex + 1) npcdata = FuncID.PCDATA_InlTreeIndex + 1;
    w.u32(entry);
    w.u32(nameOff[s]);
    w.u32(f === null ? 0 : f.args);
    w.u32(deferReturnOffset(cx, s, deferreturn));
    w.u32(f === null ? 0 : tab.value[f.pcsp]);
    w.u32(f === null ? 0 : tab.value[f.pcfile]);
    w.u32(f === null ? 0 : tab.value[f.pcline]);
    w.u32(npcdata);
    w.u32(cuOffsets[i]);
    w.u32(f === null ? 0 : f.startLine);
    w.u8(f === null ? 0 : f.funcID);
    w.u8(f === null ? 0 : f.funcFlag);
    w.u8(0);
    w.u8(list.length);
    for (let j = 0; j < npcdata; j++) {
      if (inl && j === FuncID.PCDATA_InlTreeIndex) w.u32(tab.value[f!.pcinline]);
      else w.u32(j < f!.pcdata.length ? tab.value[f!.pcdata[j]] : 0);
    }
    for (let j = 0; j < list.length; j++) w.u32(ignored(s, j, list[j]) ? noValue : tab.value[list[j]]);
  });
  return { pairs: pairs.view(), records: w.view() };
}

/** Where the code of the last function ends. */
function codeEnd(cx: Ctxt): number {
  const { tab, textp } = cx;
  const last = textp[textp.length - 1];
  return tab.value[last] + tab.size[last];
}

/** The table of functions: pairs of (entry, place of the record in the table) and the end of the code, then the records. */
function functabOf(cx: Ctxt, t: FuncTables): Uint8Array {
  // Records are aligned to pointers.
  const head = roundUp(t.pairs.length + 4, cx.target.ptrSize);
  const out = longBytes(head + t.records.length);
  out.set(t.pairs);
  for (let i = 4; i < t.pairs.length; i += 8) putU32(out, i, getU32(out, i) + head);
  putU32(out, t.pairs.length, codeEnd(cx) - cx.text.sections[0].vaddr);
  out.set(t.records, head);
  return out;
}

/** The offset of a function's call of deferreturn, to which a recovered panic goes on; 0 for none. */
function deferReturnOffset(cx: Ctxt, s: Sym, deferreturn: Sym): number {
  const { tab } = cx;
  if (deferreturn === 0) return 0;
  for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
    if (tab.rSym[r] === deferreturn && Reloc.isDirectCall(tab.rType[r])) return tab.rOff[r] - cx.target.callPrefix;
  }
  return 0;
}

/** For every 256 bytes of code the index of the first function that may hold them, as a base per 4096 and a byte. */
function findfuncBytes(cx: Ctxt, pairs: Uint8Array): Uint8Array {
  const sub = bucketSize / subbuckets;
  const min = getU32(pairs, 0);
  const max = codeEnd(cx) - cx.text.sections[0].vaddr;
  const n = Math.ceil((max - min) / sub);
  const nbuckets = Math.ceil((max - min) / bucketSize);
  const indexes = new Int32Array(nbuckets * subbuckets).fill(-1);
  for (let at = 0; at < pairs.length; at += 8) {
    const start = getU32(pairs, at);
    const end = at + 8 < pairs.length ? getU32(pairs, at + 8) : max;
    for (let i = Math.floor((start - min) / sub), to = Math.floor((end - 1 - min) / sub); i <= to; i++) {
      if (indexes[i] < 0) indexes[i] = at >> 3;
    }
  }
  const w = new ByteWriter(4 * nbuckets + n);
  for (let i = 0; i < nbuckets; i++) {
    const base = indexes[i * subbuckets];
    w.u32(base);
    for (let j = 0; j < subbuckets && i * subbuckets + j < n; j++) {
      const delta = indexes[i * subbuckets + j] - base;
      if (delta >= 256) cx.errors.report(`too many functions in a findfunc bucket! ${i}/${nbuckets} ${j} ${delta}`);
      w.u8(delta);
    }
  }
  return w.view();
}
