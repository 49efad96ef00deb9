// The sections of debug information on their way: what is copied from gc's objects, entries of types, references.

import { ByteWriter } from '../base/bytewriter.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Ctxt } from './ctxt.ts';
import * as Abbrev from './dwarfabbrev.ts';
import type { AbstractFunc, AbstractFuncs, AbstractVar } from './dwarfabstract.ts';
import { FunctionEntries } from './dwarffunc.ts';
import type { Die, DwarfTypes } from './dwarftypes.ts';
import type { Unit } from './dwarfunit.ts';
import { fatal } from './failure.ts';
import * as SymKind from './symkind.ts';
import type { Sym } from './symtab.ts';

/** The sections being written, and the references that wait for offsets. */
export class DwarfWriter {
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
          w.putUleb(p, slot, n);
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
          w.cstring(die.name);
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

/** The header of .debug_addr, .debug_rnglists and .debug_loclists; its length comes at the end. */
export function header(w: ByteWriter, cx: Ctxt, offsets: boolean): void {
  w.u32(0);
  w.u16(5);
  w.u8(cx.target.ptrSize);
  w.u8(0);
  if (offsets) w.u32(0);
}
