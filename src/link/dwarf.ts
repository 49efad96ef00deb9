// DWARF 5 of a program. Objects bring entries of functions and variables, line programs, ranges and locations, ready but for
// addresses and cross references; the link collects those of reachable functions by compilation unit, makes entries of
// types, unit headers, file tables, frames and the address tables, and writes each section once, patching references at
// the end.

import { ByteWriter } from '../base/bytewriter.ts';
import { joinPieces, storedPiece, zlibPiece, type ZlibPiece } from '../base/deflate.ts';
import { packageOfSymbol } from '../base/path-to-prefix.ts';
import { latin1 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Base } from './base.ts';
import type { Ctxt, UnitConstant } from './ctxt.ts';
import * as Abbrev from './dwarfabbrev.ts';
import { AbstractFuncs } from './dwarfabstract.ts';
import { deflateSection, joinSection } from './dwarfcompress.ts';
import { frames } from './dwarfframes.ts';
import { abstractFunction } from './dwarffunc.ts';
import { unitLines } from './dwarflines.ts';
import { DwarfTypes } from './dwarftypes.ts';
import { byStart, Unit } from './dwarfunit.ts';
import { DwarfWriter, header } from './dwarfwriter.ts';
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

  private write(): DwarfWriter {
    const { cx } = this;
    this.pcRanges();
    this.units.sort((a, b) => byStart(cx, a, b));
    for (const u of this.units) for (const { f } of u.funcs) if (f.dwarfInfo === 0) this.abstracts.addVars(f);
    const w = new DwarfWriter(cx, this.types, this.abstracts);
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
    const frame = frames(this.cx);
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
    const frame = frames(this.cx);
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
    const frame = frames(this.cx);
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

  private writeUnit(w: DwarfWriter, u: Unit): void {
    const { hasText } = u;
    const at = { line: 0, ranges: 0, addr: 0 };
    if (hasText) {
      at.line = unitLines(this.cx, w, u);
      at.addr = w.start.addr + w.addr.length;
      // Slots go in the order in which entries, ranges and locations of the functions ask for them.
      for (const { f } of u.funcs) {
        for (const d of [f.dwarfInfo, f.dwarfRanges, f.dwarfLoc]) if (d !== 0) w.findSlots(u, d);
      }
      for (const { s, f } of u.funcs) if (f.dwarfInfo === 0) w.slot(u, s);
      at.ranges = w.rngStart + w.rng.length;
      w.rng.u8(1); // base_addressx
      w.rng.fixedUleb(w.slot(u, u.base), 4);
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

  private unitEntry(w: DwarfWriter, u: Unit, at: { line: number; ranges: number; addr: number }): void {
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
    info.cstring(pkg);
    info.u8(langGo);
    if (hasText) {
      info.u32(at.line);
      info.u64(tab.value[u.base]);
      info.u32(at.ranges);
    }
    info.cstring('.');
    info.cstring(`Go cmd/compile ${version}${extra === '' ? '' : `; ${extra}`}`);
    info.cstring(name);
    if (hasText) info.u32(at.addr);
  }

  /** The entry of a function of burrow's own. */
  private ownFunction(w: DwarfWriter, u: Unit, s: Sym, f: Func): void {
    const obj = this.cx.loader.objs[this.cx.tab.obj[s]]!;
    w.entries.write({ slot: w.slot(u, s), file: i => u.file(obj, i) }, s, f);
  }

  /** The entry of a variable of burrow's own. */
  private ownVariable(w: DwarfWriter, s: Sym): void {
    const { tab } = this.cx;
    const { info } = w;
    info.uleb(variableAbbrev);
    info.cstring(tab.name(s));
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
        w.cstring(`${name.slice(0, i)}runtime/runtime-gdb.py`);
        return w.bytes();
      }
    }
    return null;
  }
}

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

/** The entry of a constant of burrow's own. */
function ownConstant(w: DwarfWriter, { name, value }: UnitConstant, type: Sym): void {
  const { info } = w;
  info.uleb(constantAbbrev);
  info.cstring(name);
  w.ref(type);
  // As an int64, whatever its type.
  let x = BigInt.asIntN(64, value);
  for (; x < -64n || x > 63n; x >>= 7n) info.u8(Number(x & 0x7fn) | 0x80);
  info.u8(Number(x & 0x7fn));
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
