// Writing what gc's tools read: an object in the format "go120ld", which goobj.ts describes and reads. What has a name is
// known by it, as in objects of gc's assembler and in those that it compiles for shared libraries: other objects find it by name and
// need not know its number. By number are known static symbols and what the writer makes: pc tables and function metadata.
// Content-addressable symbols are known by a hash of what they hold, with gc's recipe, so that one of burrow's and one of gc's that
// hold the same are one symbol.

import { ByteWriter } from '../base/bytewriter.ts';
import { fromHex } from '../base/hex.ts';
import { Sha256 } from '../base/sha256.ts';
import { latin1 } from '../base/utf8.ts';
import { assert } from '../diag/internal-error.ts';
import * as Attr from './attr.ts';
import { builtins } from './goobj-builtins.generated.ts';
import * as Go from './goobj.ts';
import { FromAssembly, relocOrder, RelocStride, Std, Sym, type FuncInfo, type Obj, type SymId } from './object.ts';
import { PcIter, PcTabWriter } from './pctab.ts';
import * as RelocType from './reloctype.ts';
import * as SymKind from './symkind.ts';

/** What a gc object says beside its symbols. */
export interface GoObjFacts {
  /** Of the package's export data, as hex digits; '' for objects that have none to check: those of the assembler. */
  readonly fingerprint: string;
  /** The packages that are imported. */
  readonly imports: readonly Go.ImportedPkg[];
  /** The code is for a shared library. */
  readonly shared: boolean;
  /** How many bytes one step of a pc table is. */
  readonly pcQuantum: number;
  /** Debuggers are told where functions are, in the fifth version of DWARF: gc's link asks for that where it writes this version. */
  readonly dwarf5: boolean;
}

/** The bytes of an object in gc's format. Equal objects give equal bytes. Of functions debuggers are told name and place alone. */
export function writeGoObj(obj: Obj, facts: GoObjFacts): Uint8Array {
  return new GoObjWriter(obj, facts).write();
}

/** Stands in objects that have no export data to check. */
const noFingerprint = '00'.repeat(8);

/** The attributes that gc's format has bits for. */
const writtenAttrs = 0xffff;

// The entry of a function, in gc's abbreviations.
const functionAbbrev = 3;
const callFrameCFA = 0x9c;
/** The bytes of an index of an address. */
const addressIndexSize = 4;

/** A symbol of this size or less may be known by its bytes. */
const shortSize = 8;

class GoObjWriter {
  private readonly obj: Obj;
  private readonly facts: GoObjFacts;
  private readonly w = new ByteWriter(1 << 16);
  /** The symbols of the object, and behind them those that are made here. */
  private readonly syms: Sym[];
  /** By symbol: how it is referred to. Package index 0 is none. */
  private readonly pkgIdx: number[] = [];
  private readonly symIdx: number[] = [];
  private readonly self: Sym[] = [];
  private readonly short: Sym[] = [];
  private readonly hashed: Sym[] = [];
  private readonly named: Sym[] = [];
  private readonly refs: Sym[] = [];
  /** By function: its auxiliary symbols, pairs of kind and symbol. */
  private readonly funcAux = new Map<Sym, number[]>();
  /** The metadata symbols of functions. */
  private readonly infos = new Map<Sym, Sym>();
  /** The DWARF entries of functions. */
  private readonly entries: Sym[] = [];
  private readonly tables = new Map<string, Sym>();
  /** Symbols of `tables`. */
  private readonly isTable = new Set<Sym>();
  private readonly files: string[] = [];
  /** By position base the number of its file. */
  private readonly fileOf: number[];
  /** The files of each function. */
  private readonly filesOf = new Map<Sym, Set<number>>();
  private readonly hashes = new Map<Sym, Uint8Array>();
  private readonly strings = new Map<string, number>();
  private readonly lengths = new Map<string, number>();

  constructor(obj: Obj, facts: GoObjFacts) {
    this.obj = obj;
    this.facts = facts;
    this.syms = obj.syms.slice();
    this.fileOf = obj.posBases.map(b => {
      const known = this.files.indexOf(b.file);
      return known >= 0 ? known : this.files.push(b.file) - 1;
    });
  }

  write(): Uint8Array {
    const defined = this.obj.syms.filter(s => s.isDefined);
    const order = [...defined.filter(s => SymKind.isText(s.kind)), ...defined.filter(s => !SymKind.isText(s.kind))];
    for (const s of order) {
      this.place(s);
      if (s.func !== null) this.addAux(s, s.func);
    }
    for (const s of this.infos.values()) this.place(s);
    for (const s of this.entries) this.place(s);
    for (const s of order) this.placeRefs(s);
    for (const [f, info] of this.infos) this.fillInfo(info, f, f.func!); // infos has functions alone
    return this.blocks();
  }

  /** Numbers a symbol that the object defines. */
  private place(s: Sym): void {
    if ((s.attr & Attr.ContentAddressable) !== 0) {
      const isShort = s.size <= shortSize && s.relocs === null && this.section(s) === 0;
      if (isShort) this.number(s, Go.PkgIdxHashed64, this.short);
      else this.number(s, Go.PkgIdxHashed, this.hashed);
    } else if (s.name === '' || (s.attr & Attr.Static) !== 0) {
      this.number(s, Go.PkgIdxSelf, this.self);
    } else {
      this.number(s, Go.PkgIdxNone, this.named);
    }
  }

  private number(s: Sym, pkg: number, list: Sym[]): void {
    this.pkgIdx[s.id] = pkg;
    this.symIdx[s.id] = list.push(s) - 1;
  }

  /** Numbers what a definition refers to and the object does not define. */
  private placeRefs(s: Sym): void {
    for (let i = 4; s.relocs !== null && i < s.relocs.length; i += RelocStride) this.placeRef(s.relocs[i]!);
    this.placeRef(s.gotype);
    if (s.func === null) return;
    for (const id of s.func.funcdata) this.placeRef(id);
    for (const n of s.func.inlTree) this.placeRef(n.func);
  }

  private placeRef(id: SymId): void {
    if (id === 0 || this.pkgIdx[id] !== undefined) return;
    const s = this.syms[id]!;
    // To the assembler every name is one that a linkname may have pulled.
    const isPulled = (s.attr & Attr.Linkname) !== 0 && (this.obj.flags & FromAssembly) === 0;
    const builtin = isPulled || (s.attr & Attr.Static) !== 0 ? undefined : builtinNumbers.get(`${s.name} ${s.abi}`);
    if (builtin !== undefined) {
      this.pkgIdx[id] = Go.PkgIdxBuiltin;
      this.symIdx[id] = builtin;
      return;
    }
    this.pkgIdx[id] = Go.PkgIdxNone;
    this.symIdx[id] = this.named.length + this.refs.push(s) - 1; // all definitions have their numbers
  }

  // ---- Functions ----

  /** A new symbol without a name. */
  private made(kind: SymKind.Kind, attr: number): Sym {
    const s = new Sym(this.syms.length, '', 0);
    s.kind = kind;
    s.attr = attr;
    this.syms.push(s);
    return s;
  }

  /** The symbol of a pc table; equal ones have one. */
  private table(bytes: Uint8Array): Sym {
    const key = latin1(bytes, 0, bytes.length);
    let s = this.tables.get(key);
    if (s === undefined) {
      s = this.made(SymKind.SRODATA, Attr.ContentAddressable);
      s.data = bytes;
      s.size = bytes.length;
      this.tables.set(key, s);
      this.isTable.add(s);
      this.place(s);
    }
    return s;
  }

  /** Makes the symbols that belong to a function. */
  private addAux(s: Sym, f: FuncInfo): void {
    const info = this.made(SymKind.SDATA, 0);
    this.infos.set(s, info);
    const [pcfile, pcline] = this.positions(s, f);
    const aux = [Go.AuxFuncInfo, info.id];
    for (const id of f.funcdata) aux.push(Go.AuxFuncdata, id);
    if (this.facts.dwarf5) aux.push(Go.AuxDwarfInfo, this.entry(s, f).id);
    const add = (kind: number, bytes: Uint8Array): void => {
      if (bytes.length > 0) aux.push(kind, this.table(bytes).id);
    };
    add(Go.AuxPcsp, f.pcsp);
    add(Go.AuxPcfile, pcfile);
    add(Go.AuxPcline, pcline);
    add(Go.AuxPcinline, f.pcinline);
    for (const t of f.pcdata) aux.push(Go.AuxPcdata, this.table(t).id);
    this.funcAux.set(s, aux);
  }

  /** The DWARF entry of a function. */
  private entry(s: Sym, f: FuncInfo): Sym {
    const entry = this.made(SymKind.SDWARFFCN, 0);
    const w = new ByteWriter(64);
    w.u8(functionAbbrev);
    w.cstring(s.name);
    entry.addReloc(w.length, addressIndexSize, RelocType.R_DWTXTADDR_U4, 0, s.id);
    w.zeros(addressIndexSize);
    w.uleb(s.size);
    w.u8(1);
    w.u8(callFrameCFA);
    w.u32((this.fileOf[f.startBase] ?? 0) + 1);
    w.uleb(Math.max(0, f.startLine + (this.obj.posBases[f.startBase]?.line ?? 0)));
    w.u8((s.attr & Attr.Static) === 0 ? 1 : 0);
    w.u8(0); // no entries inside
    entry.data = w.bytes();
    entry.size = entry.data.length;
    this.entries.push(entry);
    return entry;
  }

  /** The tables of files and lines of a function: burrow's count from position bases. */
  private positions(s: Sym, f: FuncInfo): readonly [pcfile: Uint8Array, pcline: Uint8Array] {
    const { posBases } = this.obj;
    const { pcQuantum } = this.facts;
    const file = new PcIter(f.pcfile, 0, f.pcfile.length, pcQuantum);
    const line = new PcIter(f.pcline, 0, f.pcline.length, pcQuantum);
    const files = new PcTabWriter(pcQuantum);
    const lines = new PcTabWriter(pcQuantum);
    const used = new Set<number>();
    while (!file.done && !line.done) {
      const pc = Math.max(file.pc, line.pc);
      const base = posBases[file.value];
      if (base === undefined) {
        files.set(pc, -1);
        lines.set(pc, -1);
      } else {
        const k = this.fileOf[file.value]!;
        used.add(k);
        files.set(pc, k);
        lines.set(pc, base.line + line.value);
      }
      const next = Math.min(file.nextPc, line.nextPc);
      if (file.nextPc === next) file.next();
      if (line.nextPc === next) line.next();
    }
    this.filesOf.set(s, used);
    return [files.finish(s.size), lines.finish(s.size)];
  }

  /** Fills the metadata symbol of a function. */
  private fillInfo(info: Sym, s: Sym, f: FuncInfo): void {
    const { posBases } = this.obj;
    const line = (base: number, n: number): number => n + (posBases[base]?.line ?? 0);
    const w = new ByteWriter(64);
    w.u32(f.args);
    w.u32(f.locals);
    w.u8(f.funcID);
    w.u8(f.funcFlag);
    w.u16(0);
    w.u32(line(f.startBase, f.startLine));
    const used = this.filesOf.get(s)!; // addAux has noted them
    for (const n of f.inlTree) used.add(this.fileOf[n.base]!);
    w.u32(used.size);
    for (const k of [...used].sort((a, b) => a - b)) w.u32(k);
    w.u32(f.inlTree.length);
    for (const n of f.inlTree) {
      w.u32(n.parent);
      w.u32(this.fileOf[n.base]!);
      w.u32(line(n.base, n.line));
      w.u32(this.pkgIdx[n.func] ?? 0);
      w.u32(this.symIdx[n.func] ?? 0);
      w.u32(n.parentPC);
    }
    info.data = w.bytes();
    info.size = info.data.length;
  }

  // ---- Content ----

  /** The section that gc keeps a content-addressable symbol for, as its hash has it; 0 where any will do. */
  private section(s: Sym): number {
    if (this.isTable.has(s)) return 0x50; // P
    if (isFuncdata.test(s.name)) return 0x46; // F
    return s.name.startsWith('type:') ? 0x54 : 0; // T
  }

  /** The hash of a content-addressable symbol that is not short. */
  private hash(s: Sym): Uint8Array {
    const known = this.hashes.get(s);
    if (known !== undefined) {
      assert(known.length > 0, `${s.name} holds itself`);
      return known;
    }
    this.hashes.set(s, new Uint8Array(0));
    const w = new ByteWriter(64);
    w.u8(1); // keeps gc's hashes apart from plain ones
    w.u64(s.size);
    w.u8(this.section(s));
    let end = s.data.length;
    while (end > 0 && s.data[end - 1] === 0) end--;
    w.rawRange(s.data, 0, end);
    const relocs = s.relocs ?? [];
    for (const i of relocOrder(relocs)) {
      w.u32(relocs[i]!);
      w.u8(relocs[i + 1]!);
      w.u8(relocs[i + 2]!);
      w.u64(relocs[i + 3]!);
      this.hashTarget(w, relocs[i + 4]!);
    }
    const sum = new Sha256().update(w.view()).digest().subarray(0, 16);
    this.hashes.set(s, sum);
    return sum;
  }

  private hashTarget(w: ByteWriter, id: SymId): void {
    const s = this.syms[id]!;
    switch (this.pkgIdx[id]) {
      case Go.PkgIdxHashed64:
        w.u8(0);
        w.raw(shortHash(s));
        break;
      case Go.PkgIdxHashed:
        w.u8(1);
        w.raw(this.hash(s));
        break;
      case Go.PkgIdxBuiltin:
        w.u8(3);
        w.u32(this.symIdx[id]!);
        break;
      case Go.PkgIdxSelf:
        w.text(this.obj.pkgPath);
        w.u32(this.symIdx[id]!);
        break;
      default:
        w.u8(2);
        w.text(s.name);
    }
  }

  // ---- Blocks ----

  private blocks(): Uint8Array {
    const { w, facts, obj } = this;
    const defs = [this.self, this.short, this.hashed, this.named];
    const all = defs.flat();
    w.text(Go.Magic);
    w.raw(fromHex(facts.fingerprint || noFingerprint));
    let flags = 0;
    if (facts.shared) flags |= Go.FlagShared;
    if ((obj.flags & FromAssembly) !== 0) flags |= Go.FlagFromAssembly;
    if ((obj.flags & Std) !== 0) flags |= Go.FlagStd;
    if (obj.pkgPath === Go.UnlinkablePkg) flags |= Go.FlagUnlinkable;
    w.u32(flags);
    const offsetsAt = w.length;
    w.zeros(4 * Go.BlockCount);
    let block = 0;
    const begin = (): void => w.putU32(offsetsAt + 4 * block++, w.length);

    this.string('');
    for (const i of facts.imports) this.string(i.pkg);
    for (const s of all) this.string(s.name);
    for (const s of this.refs) this.string(s.name);
    for (const f of this.files) this.string(f);

    begin(); // imports
    for (const i of facts.imports) {
      this.stringRef(i.pkg);
      w.raw(fromHex(i.fingerprint));
    }
    begin(); // packages whose symbols are named by number; the first stands for none
    this.stringRef('');
    begin();
    for (const f of this.files) this.stringRef(f);
    for (const list of [...defs, this.refs]) {
      begin();
      for (const s of list) this.sym(s);
    }
    begin(); // attributes of symbols of other packages
    begin();
    for (const s of this.short) w.raw(shortHash(s));
    begin();
    for (const s of this.hashed) w.raw(this.hash(s));

    const indexed = (count: (s: Sym) => number): void => {
      begin();
      let n = 0;
      for (const s of all) {
        w.u32(n);
        n += count(s);
      }
      w.u32(n);
    };
    indexed(s => (s.relocs === null ? 0 : s.relocs.length / RelocStride));
    indexed(s => this.aux(s).length / 2);
    indexed(s => s.data.length);
    begin();
    for (const s of all) this.relocs(s);
    begin();
    for (const s of all) {
      const aux = this.aux(s);
      for (let i = 0; i < aux.length; i += 2) {
        w.u8(aux[i]!);
        this.symRef(aux[i + 1]!);
      }
    }
    begin();
    for (const s of all) w.raw(s.data);
    begin(); // names of symbols that are known by number
    begin(); // the end
    assert(block === Go.BlockCount, 'an object has all blocks');
    return w.bytes();
  }

  private aux(s: Sym): readonly number[] {
    const type = s.gotype === 0 ? [] : [Go.AuxGotype, s.gotype];
    return [...type, ...(this.funcAux.get(s) ?? [])];
  }

  private string(text: string): void {
    if (this.strings.has(text)) return;
    const at = this.w.length;
    this.w.text(text);
    this.strings.set(text, at);
    this.lengths.set(text, this.w.length - at);
  }

  private stringRef(text: string): void {
    this.w.u32(this.lengths.get(text)!);
    this.w.u32(this.strings.get(text)!);
  }

  private symRef(id: SymId): void {
    this.w.u32(this.pkgIdx[id] ?? 0);
    this.w.u32(this.symIdx[id] ?? 0);
  }

  private sym(s: Sym): void {
    const { w } = this;
    this.stringRef(s.name);
    w.u16((s.attr & Attr.Static) !== 0 ? Go.ABIStatic : s.abi);
    w.u8(s.kind);
    // The runtime pulls main.main.
    w.u16((s.attr & writtenAttrs) | (s.name === 'main.main' ? Attr.Linkname : 0));
    w.u32(Math.min(s.size, 0xffffffff)); // the link refuses what is larger than maxSymSize
    w.u32(alignment(s));
  }

  private relocs(s: Sym): void {
    const { w } = this;
    const relocs = s.relocs ?? [];
    for (const i of relocOrder(relocs)) {
      w.u32(relocs[i]!);
      w.u8(relocs[i + 1]!);
      w.u16(relocs[i + 2]!);
      w.u64(relocs[i + 3]!);
      this.symRef(relocs[i + 4]!);
    }
  }
}

const builtinNumbers: ReadonlyMap<string, number> = new Map(builtins.map((b, i) => [b, i]));

/** Metadata of functions: names of gc's, and those that burrow has for bytes and for objects on the stack. */
const isFuncdata =
  /^(?:gcargs\.|gclocals[.\u00b7]|funcbytes\u00b7|stkobj\u00b7)|\.(?:opendefer|arginfo[01]|argliveinfo|wrapinfo|args_stackmap|stkobj)$/;

/** Content of single bytes. */
const isBytes =
  /^(?:go:string\.|type:\.namedata\.|type:\.importpath\.|funcbytes\u00b7)|\.(?:opendefer|arginfo[01]|argliveinfo)$/;

/** The alignment that is asked of the link; 0 lets it choose. Of equal contents the largest one counts. */
function alignment(s: Sym): number {
  if ((s.attr & Attr.ContentAddressable) === 0 || s.size === 0 || s.align !== 0) return s.align;
  if (isBytes.test(s.name)) return 1;
  if (s.name.startsWith('gclocals\u00b7')) return 4;
  return [8, 4, 2].find(n => s.size % n === 0) ?? 1;
}

/** Content of eight bytes or less is its own hash. */
function shortHash(s: Sym): Uint8Array {
  const out = new Uint8Array(shortSize);
  out.set(s.data);
  return out;
}
