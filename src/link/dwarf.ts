// DWARF 5 of a program. Objects bring entries of functions and variables, line programs, ranges and locations, ready but for
// addresses and cross references; the link collects those of reachable functions by compilation unit, makes entries of
// types, unit headers, file tables, frames and the address tables, and writes each section once, patching references at
// the end.

import { ByteWriter } from '../base/bytewriter.ts';
import { joinPieces, storedPiece, zlibPiece, type ZlibPiece } from '../base/deflate.ts';
import { packageOfSymbol } from '../base/path-to-prefix.ts';
import { latin1 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import { PcIter } from '../obj/pctab.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Base } from './base.ts';
import type { Ctxt, UnitConstant } from './ctxt.ts';
import * as Abbrev from './dwarfabbrev.ts';
import { type Die, DwarfTypes } from './dwarftypes.ts';
import { bodyPC } from '../obj/debuginfo.ts';
import { type AbstractFunc, AbstractFuncs, type AbstractVar } from './dwarfabstract.ts';
import { abstractFunction, FunctionEntries } from './dwarffunc.ts';
import { fatal } from './failure.ts';
import { deflateSection, joinSection } from './dwarfcompress.ts';
import type { DebugSection } from './format/elf.ts';
import type { Func, Library, LinkObj } from './objs.ts';
import { expandFile } from './pclntab.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, FileLocal, Listed, NotInSymbolTable, Reachable, type Sym } from './symtab.ts';

const langGo = 0x16;
const compunit = Abbrev.abbrevNumber('COMPUNIT');
const compunitTextless = Abbrev.abbrevNumber('COMPUNIT_TEXTLESS');
const variableAbbrev = Abbrev.abbrevNumber('VARIABLE');
const constantAbbrev = Abbrev.abbrevNumber('INT_CONSTANT');
const lineBase = -4;
const lineRange = 10;
const opcodeBase = 11;
const dataAlign = -4;

/** A compilation unit: an object of gc's, or all objects of burrow's that a package has. */
class Unit {
  readonly lib: Library;
  readonly objs: LinkObj[] = [];
  /** The source files of the objects, each once. */
  readonly files: string[] = [];
  private readonly fileNumbers = new Map<string, number>();
  /** For each object the place of its files in `files`. */
  private readonly places = new Map<LinkObj, number[]>();
  hasText = false;
  readonly absFuncs: Sym[] = [];
  /** Functions with an entry, in the order of `obj.textp`. */
  readonly funcs: { readonly s: Sym; readonly f: Func }[] = [];
  readonly vars: Sym[] = [];
  consts: Sym = 0;
  /** Ranges of pcs relative to the unit's first function: start and end by turns. */
  readonly pcs: number[] = [];
  /** The function with the lowest address, from which ranges count. */
  base: Sym = 0;
  /** The index of a function's address in the unit's part of .debug_addr. */
  readonly slots: Map<Sym, number> = new Map();
  /** The types of the program are in this unit. */
  hasTypes = false;
  /** Functions of burrow's own that are inlined somewhere and have their abstract entry here. */
  readonly abstracts: AbstractFunc[] = [];
  /** Variables of burrow's own. */
  readonly ownVars: Sym[] = [];
  /** Constants of burrow's own, and the entry of each one's type. */
  readonly ownConsts: { readonly constant: UnitConstant; readonly type: Sym }[] = [];

  constructor(lib: Library) {
    this.lib = lib;
  }

  add(obj: LinkObj): void {
    this.objs.push(obj);
    if (obj.textp.length > 0) this.hasText = true;
    const names = obj.files();
    // The line programs of gc's objects number files as the object does.
    const places = obj.own === null ? names.map((_, i) => i) : names.map(name => this.numberOf(name));
    if (obj.own === null) this.files.push(...names);
    this.places.set(obj, places);
  }

  private numberOf(name: string): number {
    let n = this.fileNumbers.get(name);
    if (n === undefined) {
      n = this.files.length;
      this.files.push(name);
      this.fileNumbers.set(name, n);
    }
    return n;
  }

  /** The number, from 1, of a file that an object of the unit numbers from 0. */
  file(obj: LinkObj, i: number): number {
    return (this.places.get(obj)![i] ?? 0) + 1;
  }
}

/** What is found before layout. */
export class Dwarf {
  private readonly cx: Ctxt;
  private readonly types: DwarfTypes;
  private readonly units: Unit[] = [];
  private readonly abstracts = new AbstractFuncs();

  /** Finds units, functions, variables, and the types they refer to. Runs before symbols are laid out. */
  constructor(cx: Ctxt, order: readonly Library[]) {
    this.cx = cx;
    const { tab, loader } = cx;
    const types = new DwarfTypes(cx);
    this.types = types;
    const unitOf = new Map<LinkObj, Unit>();
    const ownUnits: Unit[] = [];
    let runtime: Unit | null = null;
    for (const lib of order) {
      let consts = tab.lookup(`go:constinfo.${lib.pkg}`, 0);
      let own: Unit | null = null;
      for (const obj of lib.objs) {
        let unit: Unit | null = obj.own === null ? null : own;
        if (unit === null) {
          unit = new Unit(lib);
          this.units.push(unit);
          if (obj.own !== null) {
            own = unit;
            ownUnits.push(unit);
          }
        }
        unit.add(obj);
        unitOf.set(obj, unit);
        if (consts !== 0) {
          unit.consts = consts;
          types.importInfo(consts);
          consts = 0;
        }
        if (lib.pkg === 'runtime') runtime = unit;
        for (const s of obj.textp) {
          const f = loader.func(s);
          if (f === null || (f.dwarfInfo === 0 && obj.own === null)) continue;
          unit.funcs.push({ s, f });
          if (f.dwarfInfo === 0) {
            this.abstracts.add(f);
            for (const t of f.debugSyms) if (tab.name(t).startsWith('type:')) types.define(t);
            // Types that only interfaces hold: a debugger finds them by what it reads there.
            for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
              const t = tab.rSym[r];
              if (tab.rType[r] !== Reloc.R_USEIFACE || (tab.attr[t] & Reachable) === 0) continue;
              if (tab.name(t).startsWith('type:')) types.define(t);
            }
            continue;
          }
          loader.decode(f.dwarfInfo);
          const info = f.dwarfInfo;
          for (let r = tab.relocFirst[info], end = r + tab.relocCount[info]; r < end; r++) {
            const type = tab.rType[r];
            const t = tab.rSym[r];
            if (type === Reloc.R_USETYPE) {
              types.define(t);
              continue;
            }
            if (type !== Reloc.R_DWARFSECREF) continue;
            const kind = tab.kind[t];
            if (kind === SymKind.DwarfAbsFcn) {
              if ((tab.attr[t] & Listed) !== 0) continue;
              tab.attr[t] |= Listed;
              unit.absFuncs.push(t);
              types.importInfo(t);
            } else if (kind === SymKind.DwarfType || kind === SymKind.Sxxx) {
              types.defineReferenced(info, r);
            }
          }
        }
      }
    }
    if (cx.placedBase !== null) runtime = this.units[this.units.length - 1] ?? null;
    if (runtime !== null) runtime.hasTypes = true;
    this.placeAbstracts();

    for (const s of cx.handedOver) types.define(tab.gotype[s]);
    for (const s of cx.inOrder()) {
      const attr = tab.attr[s];
      const skip = NotInSymbolTable | FileLocal | Elsewhere;
      if ((attr & (Reachable | skip)) !== Reachable || !isVariable(tab.kind[s])) continue;
      const type = tab.gotype[s];
      if (type === 0) {
        if (tab.kind[s] !== SymKind.Rodata || (attr & Attr.Dict) === 0) continue;
        for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
          if (tab.rType[r] === Reloc.R_USEIFACE) types.define(tab.rSym[r]);
        }
        continue;
      }
      const info = loader.varDwarf(s);
      if (info === 0) {
        const o = loader.objs[tab.obj[s]];
        const made = (o === null || o === undefined) && cx.placedBase !== null ? (runtime ?? undefined) : undefined;
        const unit = o === null || o === undefined || o.own === null ? made : unitOf.get(o);
        if (unit === undefined || !isNamedVariable(tab.name(s))) continue;
        types.define(type);
        unit.ownVars.push(s);
        continue;
      }
      types.define(type);
      unitOf.get(loader.objs[tab.obj[s]]!)!.vars.push(info);
    }
    // Behind all others: the type of a constant need not have a descriptor.
    for (const u of ownUnits) {
      for (const constant of cx.options.unitFacts?.(u.lib.pkg)?.constants() ?? []) {
        u.ownConsts.push({ constant, type: types.ofConstant(constant) });
      }
    }
    types.synthesize();
  }

  /** Chooses the units for the abstract entries of functions that are inlined. */
  private placeAbstracts(): void {
    const { funcs } = this.abstracts;
    if (funcs.size === 0) return;
    const ofPackage = new Map<string, Unit>();
    for (const u of this.units) if (u.hasText && !ofPackage.has(u.lib.pkg)) ofPackage.set(u.lib.pkg, u);
    const any = this.units.find(u => u.hasText)!;
    for (const f of funcs.values()) {
      (ofPackage.get(packageOfSymbol(this.cx.tab.name(f.sym))) ?? any).abstracts.push(f);
    }
  }

  private write(): Writer {
    const { cx } = this;
    this.pcRanges();
    this.units.sort((a, b) => byStart(cx, a, b));
    for (const u of this.units) for (const { f } of u.funcs) if (f.dwarfInfo === 0) this.abstracts.addVars(f);
    const w = new Writer(cx, this.types, this.abstracts);
    for (const u of this.units) {
      // What is decoded for a unit's lists and line programs is of no use after it.
      const mark = cx.tab.relocs;
      this.writeUnit(w, u);
      cx.tab.relocs = mark;
    }
    w.finish();
    return w;
  }

  /** What the base of a program has of debug information, when all its addresses are known. */
  baseDebug(): Pick<Base, 'debug' | 'gdbScript' | 'dies' | 'prototypes'> {
    const w = this.write();
    const offset = (s: Sym): number => w.offsetOf(s) - 1;
    const debug = new Map<string, ZlibPiece>();
    const frame = this.frames();
    const before = this.cx.placedBase;
    for (const name of grownSections) {
      const data = name === '.debug_frame' ? frame : w.part(name).view();
      if (before !== null) {
        debug.set(name, joinPieces([before.debug.get(name)!, zlibPiece(data)]));
        continue;
      }
      const head = headerLength.get(name) ?? 0;
      const { packed, adler } = zlibPiece(data.subarray(head));
      debug.set(name, { packed, adler, length: data.length });
    }
    const dies = new Map<string, number>(before?.dies);
    for (const [name, s] of this.types.names()) if (w.offsetOf(s) !== 0) dies.set(name, offset(s));
    if (before !== null) return { debug, dies, prototypes: before.prototypes, gdbScript: before.gdbScript };
    const prototypes = [...this.types.prototypeDies()].map(({ name, byteSize, children }) => ({
      name,
      byteSize,
      fields: children.map(c => [c.name, offset(c.type), c.offset, c.embedded] as const),
    }));
    return { debug, dies, prototypes, gdbScript: this.gdbScript() ?? new Uint8Array(0) };
  }

  /** The sections of a program whose base is linked already. */
  private joined(base: Base): DebugSection[] {
    const { cx } = this;
    const w = this.write();
    const frame = this.frames();
    const plain = (name: string, data: Uint8Array): DebugSection => ({ name, data, compressed: false });
    const out: DebugSection[] = [];
    const abbrev = Abbrev.abbrevSection(true);
    const packed = deflateSection(abbrev);
    out.push(
      packed === null ? plain('.debug_abbrev', abbrev) : { ...plain('.debug_abbrev', packed), compressed: true },
    );
    for (const name of grownSections) {
      const before = base.debug.get(name)!;
      const own = name === '.debug_frame' ? frame : w.part(name).view();
      const head = headerLength.get(name) ?? 0;
      const pieces: ZlibPiece[] = [];
      const length = before.length + own.length;
      if (head > 0) {
        const first = new ByteWriter(head);
        header(first, cx, name !== '.debug_addr');
        first.putU32(0, length - 4);
        pieces.push(storedPiece(first.bytes()));
      }
      pieces.push({ ...before, length: before.length - head }, zlibPiece(own));
      out.push({ name, data: joinSection(pieces, length), compressed: true });
      if (name === '.debug_frame' && base.gdbScript.length > 0) {
        out.push(plain('.debug_gdb_scripts', base.gdbScript));
      }
    }
    return out;
  }

  /** The sections, when all addresses are known. */
  sections(): DebugSection[] {
    const { cx } = this;
    if (cx.placedBase !== null) return this.joined(cx.placedBase);
    const w = this.write();
    const frame = this.frames();
    const out: DebugSection[] = [];
    const add = (name: string, data: Uint8Array): void => {
      const packed = cx.options.compressDwarf ? deflateSection(data) : null;
      out.push(packed === null ? { name, data, compressed: false } : { name, data: packed, compressed: true });
    };
    add('.debug_abbrev', Abbrev.abbrevSection(this.units.some(u => u.objs.some(o => o.own !== null))));
    add('.debug_line', w.line.view());
    add('.debug_frame', frame);
    const script = this.gdbScript();
    if (script !== null) add('.debug_gdb_scripts', script);
    add('.debug_info', w.info.view());
    add('.debug_loclists', w.loc.view());
    add('.debug_rnglists', w.rng.view());
    add('.debug_addr', w.addr.view());
    return out;
  }

  private pcRanges(): void {
    const { tab, loader } = this.cx;
    const unitOf = new Map<LinkObj, Unit>(this.units.flatMap(u => u.objs.map(o => [o, u] as const)));
    let last: Unit | null = null;
    for (const s of this.cx.textp) {
      const o = loader.objs[tab.obj[s]];
      if (o === null || o === undefined || loader.func(s) === null) continue;
      const u = unitOf.get(o)!;
      // Functions come by address, so that the first one met is the lowest.
      if (u.base === 0) u.base = s;
      const start = tab.value[s] - tab.value[u.base];
      if (u !== last) {
        u.pcs.push(start, 0);
        last = u;
      }
      u.pcs[u.pcs.length - 1] = start + tab.dataLen[s];
    }
  }

  private writeUnit(w: Writer, u: Unit): void {
    const { hasText } = u;
    const at = { line: 0, ranges: 0, addr: 0 };
    if (hasText) {
      at.line = this.lines(w, u);
      at.addr = w.start.addr + w.addr.length;
      // Slots go in the order in which entries, ranges and locations of the functions ask for them.
      for (const { f } of u.funcs) {
        for (const d of [f.dwarfInfo, f.dwarfRanges, f.dwarfLoc]) if (d !== 0) w.findSlots(u, d);
      }
      for (const { s, f } of u.funcs) if (f.dwarfInfo === 0) w.slot(u, s);
      at.ranges = w.rngStart + w.rng.length;
      w.rng.u8(1); // base_addressx
      fixedUleb(w.rng, w.slot(u, u.base), 4);
      for (let i = 0; i < u.pcs.length; i += 2) {
        w.rng.u8(4); // offset_pair
        w.rng.uleb(u.pcs[i]);
        w.rng.uleb(u.pcs[i + 1]);
      }
      w.rng.u8(0);
      for (const { f } of u.funcs) if (f.dwarfRanges !== 0) w.copy(w.rng, f.dwarfRanges, u);
      for (const { f } of u.funcs) {
        const loc = this.locOf(f);
        if (loc !== 0) w.copy(w.loc, loc, u);
      }
    }
    if (!hasText && !u.hasTypes && u.vars.length === 0 && u.ownVars.length === 0) return;

    const info = w.info;
    const start = info.length;
    info.u32(0);
    info.u16(5);
    info.u8(1); // compile unit
    info.u8(this.cx.target.ptrSize);
    info.u32(0); // the only abbreviation table
    this.unitEntry(w, u, at);
    for (const s of u.absFuncs) w.copy(info, s, u);
    for (const f of u.abstracts) abstractFunction(w, w.start.info, this.cx.tab.name(f.sym), f);
    for (const { s, f } of u.funcs) {
      if (f.dwarfInfo !== 0) w.copy(info, f.dwarfInfo, u);
      else this.ownFunction(w, u, s, f);
    }
    if (u.consts !== 0) w.copy(info, u.consts, u);
    for (const s of u.vars) w.copy(info, s, u);
    for (const c of u.ownConsts) ownConstant(w, c.constant, c.type);
    for (const s of u.ownVars) this.ownVariable(w, s);
    if (u.hasTypes) for (const die of this.types.dies) w.typeDie(die);
    info.u8(0);
    info.putU32(start, info.length - start - 4);
  }

  private unitEntry(w: Writer, u: Unit, at: { line: number; ranges: number; addr: number }): void {
    const { tab, options, loader } = this.cx;
    const pkg = u.lib.pkg;
    const text = (name: string): string => {
      const s = tab.lookup(name, 0);
      if (s === 0) return '';
      loader.decode(s);
      const d = tab.data(s);
      return latin1(d, 0, d.length);
    };
    const facts = options.unitFacts?.(pkg);
    const extra = facts?.producer ?? text(`go:cuinfo.producer.${pkg}`);
    const name = facts?.name ?? text(`go:cuinfo.packagename.${pkg}`);
    const version = options.goVersion;
    const { hasText } = u;
    const info = w.info;
    info.uleb(hasText ? compunit : compunitTextless);
    cstring(info, pkg);
    info.u8(langGo);
    if (hasText) {
      info.u32(at.line);
      info.u64(tab.value[u.base]);
      info.u32(at.ranges);
    }
    cstring(info, '.');
    cstring(info, `Go cmd/compile ${version}${extra === '' ? '' : `; ${extra}`}`);
    cstring(info, name);
    if (hasText) info.u32(at.addr);
  }

  /** The entry of a function of burrow's own. */
  private ownFunction(w: Writer, u: Unit, s: Sym, f: Func): void {
    const obj = this.cx.loader.objs[this.cx.tab.obj[s]]!;
    w.entries.write({ slot: w.slot(u, s), file: i => u.file(obj, i) }, s, f);
  }

  /** The entry of a variable of burrow's own. */
  private ownVariable(w: Writer, s: Sym): void {
    const { tab } = this.cx;
    const { info } = w;
    info.uleb(variableAbbrev);
    cstring(info, tab.name(s));
    info.u8(9);
    info.u8(0x03); // DW_OP_addr
    info.u64(tab.value[s]);
    w.typeRef(tab.gotype[s]);
    info.u8(1);
  }

  private locOf(f: Func): Sym {
    const { tab } = this.cx;
    const info = f.dwarfInfo;
    for (let r = tab.relocFirst[info], end = r + tab.relocCount[info]; r < end; r++) {
      if (tab.rType[r] === Reloc.R_DWARFSECREF && tab.kind[tab.rSym[r]] === SymKind.DwarfLoc) return tab.rSym[r];
    }
    return 0;
  }

  /** The unit's part of .debug_line: header, directories, files, and the programs of its functions. */
  private lines(w: Writer, u: Unit): number {
    const line = w.line;
    const start = line.length;
    line.u32(0);
    line.u16(5);
    line.u8(this.cx.target.ptrSize);
    line.u8(0);
    const headerLength = line.length;
    line.u32(0);
    line.u8(1); // minimum_instruction_length
    line.u8(1); // maximum_operations_per_instruction
    line.u8(1); // default_is_stmt
    line.u8(lineBase);
    line.u8(lineRange);
    line.u8(opcodeBase);
    for (const n of [0, 1, 1, 1, 1, 0, 0, 0, 1, 0]) line.u8(n);
    const dirs = new Map<string, number>([['.', 0]]);
    const files: { readonly base: string; readonly dir: number }[] = [{ base: '?', dir: 0 }];
    u.files.forEach((raw, i) => {
      const name = expandFile(this.cx, raw) || `<missing>_${i}`;
      const slash = name.lastIndexOf('/');
      const dir = slash < 0 ? '.' : slash === 0 ? '/' : name.slice(0, slash);
      let at = dirs.get(dir);
      if (at === undefined) {
        at = dirs.size;
        dirs.set(dir, at);
      }
      files.push({ base: name.slice(slash + 1), dir: at });
    });
    line.u8(1);
    line.uleb(1); // path
    line.uleb(Abbrev.FORM_string);
    line.uleb(dirs.size);
    for (const dir of dirs.keys()) cstring(line, dir);
    line.u8(2);
    line.uleb(1);
    line.uleb(Abbrev.FORM_string);
    line.uleb(2); // directory index
    line.uleb(Abbrev.FORM_udata);
    line.uleb(files.length);
    for (const f of files) {
      cstring(line, f.base);
      line.uleb(f.dir);
    }
    line.putU32(headerLength, line.length - headerLength - 4);
    for (const { s, f } of u.funcs) {
      if (f.dwarfLines !== 0) w.copy(line, f.dwarfLines, u);
      else this.lineProgram(line, u, s, f);
    }
    line.putU32(start, line.length - start - 4);
    return w.start.line + start;
  }

  /** A line program from a function's pc tables. */
  private lineProgram(out: ByteWriter, u: Unit, s: Sym, f: Func): void {
    const { tab, target, loader } = this.cx;
    const obj = loader.objs[tab.obj[s]]!;
    if (obj.own === null) return;
    const table = (t: Sym): PcIter =>
      new PcIter(tab.dataBuf(t), tab.dataOff[t], tab.dataOff[t] + tab.dataLen[t], target.minLC);
    const file = table(f.pcfile);
    const line = table(f.pcline);
    if (file.done || line.done) return;
    out.u8(0);
    out.uleb(1 + target.ptrSize);
    out.u8(2); // set_address
    out.u64(tab.value[s]);
    const body = bodyPC(f.debug);
    let pc = 0;
    let curFile = 1;
    let curLine = 1;
    for (let at = 0; !file.done && !line.done;) {
      const number = u.file(obj, f.files[file.value]!);
      if (number !== curFile) {
        curFile = number;
        out.u8(4); // set_file
        out.uleb(curFile);
      }
      if (at === body) out.u8(10); // set_prologue_end
      lineRow(out, at - pc, line.value - curLine);
      pc = at;
      curLine = line.value;
      at = Math.min(file.nextPc, line.nextPc);
      if (pc < body && body < at) {
        at = body;
        continue;
      }
      if (file.nextPc === at) file.next();
      if (line.nextPc === at) line.next();
    }
    out.u8(2);
    out.uleb(tab.size[s] - pc);
    out.u8(0);
    out.u8(1);
    out.u8(1); // end_sequence
  }

  /** Call frame information, from the functions' stack depth tables. */
  private frames(): Uint8Array {
    const { tab, loader, target } = this.cx;
    const w = new ByteWriter(1 << 16);
    if (this.cx.placedBase === null) this.commonFrame(w);
    const it = new PcIter(new Uint8Array(0), 0, 0, target.minLC);
    for (const s of this.cx.textp) {
      const f = loader.func(s);
      if (f === null) continue;
      const at = w.length;
      w.u32(0);
      w.u32(0);
      w.u64(tab.value[s]);
      w.u64(tab.dataLen[s]);
      const top = (f.funcFlag & 1) !== 0;
      if (target.hasLR && top) {
        w.u8(0x07); // undefined
        w.uleb(target.dwarfRegLR);
      }
      const body = w.length - (target.hasLR && top ? 2 : 0);
      loader.decode(f.pcsp);
      const from = tab.dataOff[f.pcsp];
      for (it.reset(tab.dataBuf(f.pcsp), from, from + tab.dataLen[f.pcsp]); !it.done; it.next()) {
        let next = it.nextPc;
        // Tables go to the end of the function, DWARF to just before it.
        if (next === tab.dataLen[s]) {
          next--;
          if (next < it.pc) continue;
        }
        const depth = it.value + (target.hasLR ? 0 : target.ptrSize);
        if (target.hasLR && !top) {
          if (it.value > 0) {
            w.u8(0x11); // offset_extended_sf
            w.uleb(target.dwarfRegLR);
            w.sleb(-depth / dataAlign);
          } else {
            w.u8(0x08);
            w.uleb(target.dwarfRegLR);
          }
        }
        w.u8(0x13); // def_cfa_offset_sf
        w.sleb(Math.trunc(depth / dataAlign));
        const delta = next - it.pc;
        if (delta < 0x40) w.u8(0x40 + delta);
        else if (delta < 0x100) {
          w.u8(2);
          w.u8(delta);
        } else if (delta < 0x10000) {
          w.u8(3);
          w.u16(delta);
        } else {
          w.u8(4);
          w.u32(delta);
        }
      }
      const over = (w.length - body) % target.ptrSize;
      if (over !== 0) w.zeros(target.ptrSize - over);
      w.putU32(at, w.length - at - 4);
    }
    return w.view();
  }

  /** What the frames of all functions have in common. */
  private commonFrame(w: ByteWriter): void {
    const { target } = this.cx;
    const reserve = target.hasLR ? 32 : 16;
    w.u32(reserve);
    w.u32(0xffffffff);
    w.u8(3);
    w.u8(0);
    w.uleb(1);
    w.sleb(dataAlign);
    w.uleb(target.dwarfRegLR);
    w.u8(0x0c); // def_cfa
    w.uleb(target.dwarfRegSP);
    if (target.hasLR) {
      w.uleb(0);
      w.u8(0x08); // same_value
      w.uleb(target.dwarfRegLR);
      w.u8(0x14); // val_offset
      w.uleb(target.dwarfRegSP);
      w.uleb(0);
    } else {
      w.uleb(target.ptrSize);
      w.u8(0x05); // offset_extended
      w.uleb(target.dwarfRegLR);
      w.uleb(-target.ptrSize / dataAlign);
    }
    w.zeros(reserve + 4 - w.length);
  }

  /** Names the script that teaches gdb about Go, which lies in the runtime's directory. */
  private gdbScript(): Uint8Array | null {
    for (const u of this.units) {
      if (u.lib.pkg !== 'runtime' || !u.hasText) continue;
      for (const raw of u.files) {
        const name = expandFile(this.cx, raw);
        const i = name.indexOf('runtime/proc.go');
        if (i < 0) continue;
        const w = new ByteWriter();
        w.u8(1); // a file of Python
        cstring(w, `${name.slice(0, i)}runtime/runtime-gdb.py`);
        return w.bytes();
      }
    }
    return null;
  }
}

/** The sections being written, and the references that wait for offsets. */
class Writer {
  /** Where in their sections the parts start that are written here. */
  readonly start = { info: 0, line: 0, addr: 0 };
  readonly locStart: number = 0;
  readonly rngStart: number = 0;
  readonly info: ByteWriter;
  readonly line: ByteWriter;
  readonly rng: ByteWriter;
  readonly loc: ByteWriter;
  readonly addr: ByteWriter;
  readonly entries: FunctionEntries;
  private readonly cx: Ctxt;
  private readonly types: DwarfTypes;
  /** Where offsets of abstract entries go. */
  private readonly abstractRefAt: number[] = [];
  private readonly abstractRefs: (AbstractFunc | AbstractVar)[] = [];
  /** References to entries and lists: where in info, and to which symbol plus what. */
  private readonly refAt: number[] = [];
  private readonly refSym: Sym[] = [];
  /** Where a symbol of a section starts in it, plus 1. */
  private readonly offset: Float64Array;

  constructor(cx: Ctxt, types: DwarfTypes, abstracts: AbstractFuncs) {
    this.cx = cx;
    this.types = types;
    this.entries = new FunctionEntries(cx, this, abstracts);
    // The code of the part says how much there will be. Room that is not used costs nothing, growing copies.
    const { length, before: inBase } = cx.text.sections[0]!;
    const room = (share: number): ByteWriter => new ByteWriter((1 << 14) + Math.ceil(share * (length - inBase)));
    this.info = room(1.5);
    this.line = room(0.75);
    this.rng = room(0.25);
    this.loc = room(1);
    this.addr = room(0.1);
    this.offset = new Float64Array(cx.tab.count);
    if (cx.placedBase === null) {
      header(this.addr, cx, false);
      header(this.rng, cx, true);
      header(this.loc, cx, true);
      return;
    }
    const before = (name: string): number => cx.placedBase!.debug.get(name)!.length;
    this.start = { info: before('.debug_info'), line: before('.debug_line'), addr: before('.debug_addr') };
    this.locStart = before('.debug_loclists');
    this.rngStart = before('.debug_rnglists');
  }

  /** What was written of a section. */
  part(name: string): ByteWriter {
    switch (name) {
      case '.debug_line':
        return this.line;
      case '.debug_info':
        return this.info;
      case '.debug_loclists':
        return this.loc;
      case '.debug_rnglists':
        return this.rng;
      default:
        return this.addr;
    }
  }

  /** The index of a function's address in the unit's address table. */
  slot(u: Unit, s: Sym): number {
    let n = u.slots.get(s);
    if (n === undefined) {
      n = u.slots.size;
      u.slots.set(s, n);
      this.addr.u64(this.cx.tab.value[s]);
    }
    return n;
  }

  /** Gives slots to the functions that a symbol's relocations name. */
  findSlots(u: Unit, d: Sym): void {
    const { tab, loader } = this.cx;
    loader.decode(d);
    for (let r = tab.relocFirst[d], end = r + tab.relocCount[d]; r < end; r++) {
      if (Reloc.dwTextAddrSize(tab.rType[r]) === 0) continue;
      const t = tab.rSym[r];
      if (!SymKind.isText(tab.kind[t]) || !u.objs.includes(loader.objs[tab.obj[t]]!)) {
        fatal(`R_DWTXTADDR_* relocation of ${tab.name(d)} against ${tab.name(t)}`);
      }
      this.slot(u, t);
    }
  }

  /** Copies a symbol of an object into a section and applies its relocations. */
  copy(w: ByteWriter, s: Sym, u: Unit): void {
    const { tab, loader } = this.cx;
    loader.decode(s);
    const at = w.length;
    if (this.offsetOf(s) !== 0) return;
    this.setOffset(s, at + this.startOf(w));
    w.rawRange(tab.dataBuf(s), tab.dataOff[s], tab.dataOff[s] + tab.dataLen[s]);
    for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
      const size = tab.rSize[r];
      if (size === 0) continue;
      const t = tab.rSym[r];
      const p = at + tab.rOff[r];
      const type = tab.rType[r];
      switch (type) {
        case Reloc.R_DWARFSECREF:
          if (w !== this.info) fatal(`${tab.name(s)}: DWARF reference outside .debug_info`);
          this.refAt.push(p);
          this.refSym.push(t);
          w.putU32(p, tab.rAdd[r]);
          break;
        case Reloc.R_ADDR:
          if (!tab.isReachable(t)) this.cx.error(s, `unreachable sym in relocation: ${tab.name(t)}`);
          if (size === 8) w.putU64(p, tab.value[t] + tab.rAdd[r]);
          else w.putU32(p, tab.value[t] + tab.rAdd[r]);
          break;
        case Reloc.R_ADDRCUOFF:
          w.putU32(p, tab.value[t] + tab.rAdd[r] - tab.value[u.base]);
          if (size === 8) w.putU32(p + 4, 0);
          break;
        default: {
          const n = Reloc.dwTextAddrSize(type);
          if (n === 0) {
            this.cx.error(s, `unsupported relocation ${type} in DWARF`);
            break;
          }
          let slot = u.slots.get(t);
          if (slot === undefined) {
            this.cx.error(s, `missing .debug_addr index relocation target ${tab.name(t)}`);
            slot = 0;
          }
          for (let k = 0; k < n; k++) {
            w.buf[p + k] = (slot & 0x7f) | (k < n - 1 ? 0x80 : 0);
            slot >>= 7;
          }
        }
      }
    }
  }

  /** Writes the entry of a type and of its parts. */
  typeDie(die: Die): void {
    const w = this.info;
    if (die.sym !== 0) this.setOffset(die.sym, this.start.info + w.length);
    const abbrev = Abbrev.abbrevs[die.abbrev];
    w.uleb(die.abbrev);
    const attrs = abbrev.attrs;
    for (let i = 0; i < attrs.length; i += 2) {
      switch (attrs[i]) {
        case atName:
          cstring(w, die.name);
          break;
        case atEncoding:
          w.u8(die.encoding);
          break;
        case atByteSize:
          if (attrs[i + 1] === Abbrev.FORM_data1) w.u8(die.byteSize);
          else w.uleb(die.byteSize);
          break;
        case atGoKind:
          w.u8(die.goKind);
          break;
        case atRuntimeType: {
          const t = die.runtimeType;
          const sect = t === 0 ? null : this.cx.sections[this.cx.tab.sect[t]];
          w.u64(sect === null ? 0 : this.cx.tab.value[t] - sect.vaddr);
          break;
        }
        case atType:
          this.ref(die.type);
          break;
        case atGoElem:
          this.ref(die.elem);
          break;
        case atGoKey:
          this.ref(die.key);
          break;
        case atCount:
          w.uleb(die.count);
          break;
        case atMemberLocation:
          w.uleb(die.offset);
          break;
        case atEmbedded:
          w.u8(die.embedded ? 1 : 0);
          break;
        case atVariableParameter:
          w.u8(die.output ? 1 : 0);
          break;
        default:
          fatal(`dwarf: unknown attribute ${attrs[i]} of a type`);
      }
    }
    if (!abbrev.children) return;
    for (const c of die.children) this.typeDie(c);
    w.u8(0);
  }

  /** Writes the offset of the entry of a type, which was defined. */
  typeRef(gotype: Sym): void {
    this.ref(this.types.define(gotype));
  }

  /** Writes the offset of an abstract entry. */
  abstractRef(x: AbstractFunc | AbstractVar): void {
    this.abstractRefAt.push(this.info.length);
    this.abstractRefs.push(x);
    this.info.u32(0);
  }

  /** Writes the offset of an entry. */
  ref(s: Sym): void {
    // gc writes nothing for a reference that is missing.
    if (s === 0) return;
    this.refAt.push(this.info.length);
    this.refSym.push(s);
    this.info.u32(0);
  }

  /** As `offset`, for symbols that were entered since. */
  private readonly late: Map<Sym, number> = new Map();

  private setOffset(s: Sym, at: number): void {
    if (s < this.offset.length) this.offset[s] = at + 1;
    else this.late.set(s, at + 1);
  }

  /** Where in its section the part starts that is written here. */
  private startOf(w: ByteWriter): number {
    if (w === this.info) return this.start.info;
    return w === this.loc ? this.locStart : w === this.rng ? this.rngStart : 0;
  }

  /** Where an entry is, plus 1; 0 for nowhere. */
  offsetOf(s: Sym): number {
    const at = s < this.offset.length ? this.offset[s] : (this.late.get(s) ?? 0);
    return at === 0 ? this.types.baseOffset(s) + 1 : at;
  }

  /** Fills in references and the lengths of headers. */
  finish(): void {
    const { info, refAt, refSym } = this;
    for (let i = 0; i < refAt.length; i++) {
      const s = refSym[i];
      const off = this.offsetOf(s);
      if (off === 0) {
        this.cx.errors.report(`missing DWARF section for relocation target ${this.cx.tab.name(s)}`);
        continue;
      }
      const p = refAt[i];
      const b = info.buf;
      const add = b[p] | (b[p + 1] << 8) | (b[p + 2] << 16) | (b[p + 3] << 24);
      info.putU32(p, off - 1 + add);
    }
    const { abstractRefAt, abstractRefs } = this;
    for (let i = 0; i < abstractRefs.length; i++) info.putU32(abstractRefAt[i], abstractRefs[i].offset);
    if (this.cx.placedBase === null) for (const w of [this.addr, this.rng, this.loc]) w.putU32(0, w.length - 4);
  }
}

const atName = Abbrev.attrNumber('name');
const atEncoding = Abbrev.attrNumber('encoding');
const atByteSize = Abbrev.attrNumber('byte_size');
const atGoKind = Abbrev.attrNumber('go_kind');
const atRuntimeType = Abbrev.attrNumber('go_runtime_type');
const atType = Abbrev.attrNumber('type');
const atGoElem = Abbrev.attrNumber('go_elem');
const atGoKey = Abbrev.attrNumber('go_key');
const atCount = Abbrev.attrNumber('count');
const atMemberLocation = Abbrev.attrNumber('data_member_location');
const atEmbedded = Abbrev.attrNumber('go_embedded_field');
const atVariableParameter = Abbrev.attrNumber('variable_parameter');

/** Sections in which the user's part of a program follows the base, in the order of the file. */
const grownSections = [
  '.debug_line',
  '.debug_frame',
  '.debug_info',
  '.debug_loclists',
  '.debug_rnglists',
  '.debug_addr',
] as const;

/** The lengths of headers that say how long a section is. */
const headerLength: ReadonlyMap<string, number> = new Map([
  ['.debug_loclists', 12],
  ['.debug_rnglists', 12],
  ['.debug_addr', 8],
]);

/** The header of .debug_addr, .debug_rnglists and .debug_loclists; its length comes at the end. */
function header(w: ByteWriter, cx: Ctxt, offsets: boolean): void {
  w.u32(0);
  w.u16(5);
  w.u8(cx.target.ptrSize);
  w.u8(0);
  if (offsets) w.u32(0);
}

/** A row of a line program, so far and so many lines behind the one before: in one byte where that is possible. */
function lineRow(w: ByteWriter, pcs: number, lines: number): void {
  const special = lines - lineBase + lineRange * pcs + opcodeBase;
  if (lines >= lineBase && lines < lineBase + lineRange && special <= 255) {
    w.u8(special);
    return;
  }
  if (pcs !== 0) {
    w.u8(2); // advance_pc
    w.uleb(pcs);
  }
  if (lines >= lineBase && lines < lineBase + lineRange) {
    w.u8(lines - lineBase + opcodeBase);
    return;
  }
  w.u8(3); // advance_line
  w.sleb(lines);
  w.u8(1); // copy
}

function cstring(w: ByteWriter, s: string): void {
  w.text(s);
  w.u8(0);
}

/** The entry of a constant of burrow's own. */
function ownConstant(w: Writer, { name, value }: UnitConstant, type: Sym): void {
  const { info } = w;
  info.uleb(constantAbbrev);
  cstring(info, name);
  w.ref(type);
  // As an int64, whatever its type.
  let x = BigInt.asIntN(64, value);
  for (; x < -64n || x > 63n; x >>= 7n) info.u8(Number(x & 0x7fn) | 0x80);
  info.u8(Number(x & 0x7fn));
}

/** A ULEB128 number in exactly n bytes. */
function fixedUleb(w: ByteWriter, x: number, n: number): void {
  for (let k = 0; k < n; k++) {
    w.u8((x & 0x7f) | (k < n - 1 ? 0x80 : 0));
    x >>= 7;
  }
}

/** Whether a symbol is a variable of the source. */
function isNamedVariable(name: string): boolean {
  return !/^(type:|go:|runtime\.gcbits)|\.\.|\$|·/.test(name);
}

function isVariable(kind: number): boolean {
  switch (kind) {
    case SymKind.Type:
    case SymKind.Rodata:
    case SymKind.RodataFips:
    case SymKind.Data:
    case SymKind.DataFips:
    case SymKind.NoptrData:
    case SymKind.NoptrDataFips:
    case SymKind.Bss:
    case SymKind.NoptrBss:
    case SymKind.TlsBss:
    case SymKind.ModuleData:
      return true;
    default:
      return false;
  }
}

/** Units with code by address, then those without by package. */
function byStart(cx: Ctxt, a: Unit, b: Unit): number {
  const x = a.hasText;
  const y = b.hasText;
  if (x && y) return cx.tab.value[a.base] - cx.tab.value[b.base];
  if (x !== y) return x ? -1 : 1;
  return a.lib.pkg < b.lib.pkg ? -1 : a.lib.pkg > b.lib.pkg ? 1 : 0;
}
