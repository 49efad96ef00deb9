// The encoder: one instruction to bytes and relocations. It classifies the operands, takes the first row of the tables that
// fits, and writes prefixes, opcode, ModRM, SIB, displacement and immediates as the row says; legacy, VEX and EVEX differ
// in their prefixes alone. Branches inside the function are encoded here too, short or long as span.ts has marked them.
// Complaints are worded as gc words them.

import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import type { Ctxt } from '../../obj/ctxt.ts';
import { RelocStride, type Sym } from '../../obj/object.ts';
import { NoReg, type Addr, type Prog } from '../../obj/prog.ts';
import { addrString } from '../../obj/progstring.ts';
import * as RelocType from '../../obj/reloctype.ts';
import * as A from './as.generated.ts';
import * as I from './instructions.ts';
import type { Form, Instructions } from './instructions.ts';
import * as Operand from './operand.ts';
import * as Reg from './reg.ts';
import { suffixes } from './suffix.ts';

/** Marks of a Prog while its function is laid out: a branch to what stands before it, and one that is tried short. */
export const Backwards = 1;
export const Short = 2;

const RexB = 1;
const RexX = 2;
const RexR = 4;
const RexW = 8;

/** Encodes the instructions of one function. */
export class Encoder {
  /** The bytes of the instruction last encoded. */
  readonly buf = new Uint8Array(80);
  n = 0;
  private readonly cx: Ctxt;
  private readonly sym: Sym;
  private readonly instructions: Instructions;
  /** The operands of the instruction, so many of them. */
  private readonly args: Addr[] = [];
  private argCount = 0;
  private readonly classes = new Uint8Array(8);
  private pc = 0;
  /** The unit of 8-bit displacements; 0 for what is not EVEX. */
  private disp8 = 0;
  private rexSize = 0;

  constructor(cx: Ctxt, sym: Sym, instructions: Instructions) {
    this.cx = cx;
    this.sym = sym;
    this.instructions = instructions;
  }

  /** Encodes p, which starts at p.pc, into `buf`. What cannot be encoded is reported and gives no bytes. */
  encode(p: Prog): void {
    this.n = 0;
    this.pc = p.pc;
    const firstReloc = this.sym.relocs === null ? 0 : this.sym.relocs.length;
    this.instruction(p);

    // A pc-relative field counts from the end of the instruction, but the link counts from the end of the field.
    const relocs = this.sym.relocs;
    if (relocs === null) return;
    for (let i = firstReloc; i < relocs.length; i += RelocStride) {
      if (relocs[i + 2] === RelocType.R_PCREL) relocs[i + 3]! -= this.pc + this.n - (relocs[i]! + relocs[i + 1]!);
    }
  }

  private instruction(p: Prog): void {
    const cx = this.cx;
    const forms = this.instructions.of(p.as);
    if (forms.length === 0) {
      if (p.as === As.TEXT) return;
      if (p.as === A.ENTER || p.as === A.FFREE) cx.diag(`${this.sym.name}: invalid instruction: ${cx.show(p)}`);
      else cx.diag(`asmins: missing op ${cx.show(p)}`);
      return;
    }
    this.segmentPrefix(p.from);
    this.segmentPrefix(p.to);
    if (isGather(p.as) && !this.checkGather(p)) return;

    const args = this.args;
    const classes = this.classes;
    let count = 0;
    if (p.from.type !== AddrType.None) args[count++] = p.from;
    if (p.rest !== null) for (const a of p.rest) args[count++] = a;
    if (p.to.type !== AddrType.None) args[count++] = p.to;
    this.argCount = count;
    for (let i = 0; i < count && i < 8; i++) classes[i] = Operand.classify(cx, args[i]!);

    search: for (let f = 0; f < forms.length; f++) {
      const form = forms[f]!;
      const kinds = form.kinds;
      if (kinds.length !== count) continue;
      for (let i = 0; i < count; i++) if (!Operand.accepts(kinds[i]!, classes[i]!)) continue search;
      if (p.scond !== 0 && form.space !== I.EVEX) continue;
      this.emit(p, form, forms[f + 1]);
      return;
    }
    cx.diag(`${this.sym.name}: invalid instruction: ${cx.show(p)}`);
  }

  /** A gather with equal registers among mask, index and destination is an illegal instruction. */
  private checkGather(p: Prog): boolean {
    const cx = this.cx;
    const third = p.from3;
    if (third === null) {
      cx.diag(`need a third arg for gather instruction: ${cx.show(p)}`);
      return false;
    }
    const number = (reg: number): number => (reg === NoReg ? -1 : Operand.regNumber(reg));
    const dest = number(p.to.reg);
    if (third.reg >= Reg.K0 && third.reg < Reg.K0 + 8) {
      if (dest !== number(p.from.index)) return true;
      cx.diag(`index and destination registers should be distinct: ${cx.show(p)}`);
      return false;
    }
    const index = number(third.index);
    const mask = number(p.from.reg);
    if (dest !== mask && dest !== index && mask !== index) return true;
    cx.diag(`mask, index, and destination registers should be distinct: ${cx.show(p)}`);
    return false;
  }

  private emit(p: Prog, form: Form, next: Form | undefined): void {
    if ((form.flags & I.FlagI32Only) !== 0) this.cx.diag(`asmins: illegal in 64-bit mode: ${this.cx.show(p)}`);
    if (form.imm >= I.Cb) this.branch(p, form, next);
    else if ((form.flags & I.FlagTLS) !== 0) this.loadTLSBase(p);
    else this.general(p, form);
  }

  private general(p: Prog, form: Form): void {
    const { roles, kinds } = form;
    const args = this.args;
    // AX stands for AL in byte instructions. As in gc, the operand stays changed: a function that is laid out again may
    // find a shorter form for it.
    if ((form.flags & I.FlagByte) !== 0) {
      for (let i = 0; i < this.argCount; i++) {
        const a = args[i]!;
        const k = kinds[i]!;
        if (k !== kindR8 && k !== kindRM8) continue;
        if (a.type === AddrType.Reg && a.index === NoReg && a.reg >= Reg.AX && a.reg <= Reg.R15)
          a.reg -= Reg.AX - Reg.AL;
      }
    }

    let rm: Addr | null = null;
    let reg: Addr | null = null;
    let vvvv: Addr | null = null;
    let opReg: Addr | null = null;
    let imm: Addr | null = null;
    let mask: Addr | null = null;
    let is4: Addr | null = null;
    for (let i = 0; i < roles.length; i++) {
      const a = args[i]!;
      switch (roles[i]) {
        case I.RoleM:
          rm = a;
          break;
        case I.RoleR:
          reg = a;
          break;
        case I.RoleV:
          vvvv = a;
          break;
        case I.RoleO:
          opReg = a;
          break;
        case I.RoleI:
          imm = a;
          break;
        case I.RoleIs4:
          is4 = a;
          break;
        case I.RoleB:
          rm = reg = a;
          break;
        case I.RoleK:
          mask = a;
          break;
      }
    }

    this.disp8 = 0;
    switch (form.space) {
      case I.Legacy:
        this.legacy(form, rm, reg, opReg);
        break;
      case I.VEX:
        this.vex(form, rm, vvvv, reg);
        break;
      default:
        this.evex(p, form, rm, vvvv, reg, mask);
        break;
    }
    if (rm !== null) this.modRM(p, rm, reg === null ? form.digit : Reg.encoding[regOf(reg)]! & 7);
    if (imm !== null) this.immediate(imm, form.imm);
    if (is4 !== null) this.put(Operand.regNumber(is4.reg) << 4);
    // The mark of an indirect call stands after REX, as gc puts it.
    if ((form.flags & I.FlagIndirect) !== 0) this.sym.addReloc(this.pc + this.rexSize, 0, RelocType.R_CALLIND, 0, 0);
  }

  private legacy(form: Form, rm: Addr | null, reg: Addr | null, opReg: Addr | null): void {
    let rex = (form.rexW << 3) | (form.rexR << 2);
    let needed = rex !== 0;
    const encoding = Reg.encoding;
    if (reg !== null) {
      const e = encoding[regOf(reg)]!;
      if ((e & Reg.High8) !== 0) rex |= RexR;
      if ((e & Reg.NeedsRex) !== 0) needed = true;
    }
    if (rm !== null) {
      if (rm.type === AddrType.Reg) {
        const e = encoding[regOf(rm)]!;
        if ((e & Reg.High8) !== 0) rex |= RexB;
        if ((e & Reg.NeedsRex) !== 0) needed = true;
      } else {
        const base = baseOf(rm);
        if (base > 0 && (encoding[base]! & Reg.High8) !== 0) rex |= RexB;
        if (rm.index > 0 && (encoding[rm.index]! & Reg.High8) !== 0) rex |= RexX;
      }
    }
    let add = 0;
    if (opReg !== null) {
      const e = encoding[regOf(opReg)]!;
      if ((e & Reg.High8) !== 0) rex |= RexB;
      if ((e & Reg.NeedsRex) !== 0) needed = true;
      add = e & 7;
    }
    for (let i = 0; i < form.prefixes.length; i++) this.put(form.prefixes[i]!);
    this.rexSize = 0;
    if (needed || rex !== 0) {
      this.put(0x40 | rex);
      this.rexSize = 1;
    }
    const opcode = form.opcode;
    for (let i = 0; i < opcode.length - 1; i++) this.put(opcode[i]!);
    if (opcode.length > 0) this.put(opcode[opcode.length - 1]! + add);
  }

  private vex(form: Form, rm: Addr | null, vvvv: Addr | null, reg: Addr | null): void {
    const encoding = Reg.encoding;
    let r = 0;
    let x = 0;
    let b = 0;
    if (reg !== null && (encoding[regOf(reg)]! & Reg.High8) !== 0) r = RexR;
    if (rm !== null) {
      if (rm.reg > 0 && (encoding[rm.reg]! & Reg.High8) !== 0) b = RexB;
      if (rm.index > 0 && (encoding[rm.index]! & Reg.High8) !== 0) x = RexX;
    }
    const v = (vvvv === null ? 0 : Operand.regNumber(vvvv.reg) & 15) ^ 15;
    const last = (v << 3) | (form.length << 2) | form.pp;
    if (form.map === 1 && x === 0 && b === 0 && form.rexW === 0) {
      this.put(0xc5);
      this.put(((r << 5) ^ 0x80) | last);
    } else {
      this.put(0xc4);
      this.put((((r | x | b) << 5) ^ 0xe0) | form.map);
      this.put((form.rexW << 7) | last);
    }
    this.put(form.opcode[0]!);
  }

  private evex(p: Prog, form: Form, rm: Addr | null, vvvv: Addr | null, reg: Addr | null, mask: Addr | null): void {
    const cx = this.cx;
    const encoding = Reg.encoding;
    // Fields that name registers are stored inverted.
    let r = 1;
    let r2 = 1;
    let x = 1;
    let b = 1;
    let v2 = 1;
    if (reg !== null) {
      const e = encoding[regOf(reg)]!;
      if ((e & Reg.High8) !== 0) r = 0;
      if ((e & Reg.High16) !== 0) r2 = 0;
    }
    if (rm !== null) {
      const base = rm.reg > 0 ? encoding[rm.reg]! : 0;
      const index = rm.index > 0 ? encoding[rm.index]! : 0;
      if (rm.index === NoReg && (base & Reg.High16) !== 0) x = 0;
      else if ((index & Reg.High8) !== 0) x = 0;
      if ((base & Reg.High8) !== 0) b = 0;
      if ((index & Reg.High16) !== 0) v2 = 0;
    }
    let v = 0;
    if (vvvv !== null) {
      v = Operand.regNumber(vvvv.reg) & 15;
      if ((encoding[vvvv.reg]! & Reg.High16) !== 0) v2 = 0;
    }

    const suffix = suffixes[p.scond]!;
    let z = 0;
    let length = form.length;
    let bit = 0;
    const isMem = rm !== null && rm.type === AddrType.Mem;
    if (suffix.zeroing) {
      if ((form.flags & I.FlagZeroing) === 0) cx.diag(`unsupported zeroing: ${cx.show(p)}`);
      if (mask === null) cx.diag(`mask register must be specified for .Z instructions: ${cx.show(p)}`);
      z = 1;
    }
    if (suffix.rounding >= 0) {
      if (isMem) cx.diag(`illegal rounding with memory argument: ${cx.show(p)}`);
      else if ((form.flags & I.FlagRounding) === 0) cx.diag(`unsupported rounding: ${cx.show(p)}`);
      bit = 1;
      length = suffix.rounding;
    } else if (suffix.broadcast) {
      if (!isMem) cx.diag(`illegal broadcast without memory argument: ${cx.show(p)}`);
      else if (form.bcst === 0) cx.diag(`unsupported broadcast: ${cx.show(p)}`);
      bit = 1;
    } else if (suffix.sae) {
      if (isMem) cx.diag(`illegal SAE with memory argument: ${cx.show(p)}`);
      else if ((form.flags & I.FlagSAE) === 0) cx.diag(`unsupported SAE: ${cx.show(p)}`);
      bit = 1;
    }
    const k = mask === null ? 0 : encoding[mask.reg]! & 7;
    this.put(0x62);
    this.put((r << 7) | (x << 6) | (b << 5) | (r2 << 4) | form.map);
    this.put((form.rexW << 7) | ((v ^ 15) << 3) | 4 | form.pp);
    this.put((z << 7) | (length << 5) | (bit << 4) | (v2 << 3) | k);
    this.put(form.opcode[0]!);
    this.disp8 = suffix.broadcast ? (form.bcst === 0 ? 1 : form.bcst) : form.disp8;
  }

  /** ModRM with `field` in its reg, and what follows from the operand: SIB and displacement. */
  private modRM(p: Prog, a: Addr, field: number): void {
    const cx = this.cx;
    const modReg = field << 3;
    if (!a.isInt32 && !(p.as === A.LEAL)) cx.diag(`offset too large in ${cx.show(p)}`);
    const disp = a.lo;
    if (a.type === AddrType.Reg) {
      if (a.reg < Reg.AL || a.reg > Reg.Z31 || disp !== 0) {
        this.badAddress(a);
        return;
      }
      this.put(0xc0 | modReg | (Reg.encoding[a.reg]! & 7));
      return;
    }
    // A row that takes an address (`&m`) wants it as memory.
    if (a.type === AddrType.Indir) {
      this.put(modReg | 5);
      this.relocated(4, RelocType.R_PCREL, a.offset, a.sym);
      return;
    }
    const isSymbol = a.name === AddrName.Extern || a.name === AddrName.Static || a.name === AddrName.GotRef;
    const base = baseOf(a);
    const index = a.index;
    if (index !== NoReg && index !== Reg.TLS && !(index >= Reg.CS && index <= Reg.GS)) {
      if (isSymbol) {
        this.badAddress(a);
        return;
      }
      if (base === NoReg) {
        this.put(modReg | 4);
        this.sib(a.scale, index, NoReg);
        this.put32(disp);
      } else if (disp === 0 && base !== Reg.BP && base !== Reg.R13) {
        this.put(modReg | 4);
        this.sib(a.scale, index, base);
      } else if (this.fitsDisp8(disp)) {
        this.put(0x40 | modReg | 4);
        this.sib(a.scale, index, base);
        this.put(this.disp8 === 0 ? disp : disp / this.disp8);
      } else {
        this.put(0x80 | modReg | 4);
        this.sib(a.scale, index, base);
        this.put32(disp);
      }
      return;
    }

    if (isSymbol) {
      if (a.sym === null) cx.diag(`bad addr: ${cx.show(p)}`);
      if (a.name === AddrName.GotRef && (disp !== 0 || index !== 0 || a.scale !== 0)) {
        cx.diag(`${cx.show(p)} has offset against gotref`);
      }
      this.put(modReg | 5);
      const type = a.name === AddrName.GotRef ? RelocType.R_GOTPCREL : RelocType.R_PCREL;
      this.relocated(4, type, a.offset, a.sym);
      return;
    }
    if (base === NoReg || base === Reg.TLS || (base >= Reg.CS && base <= Reg.GS)) {
      this.put(modReg | 4); // an absolute address: SIB without base and index
      this.put(0x25);
      if (base === Reg.TLS && !cx.options.shared) this.relocated(4, RelocType.R_TLS_LE, a.offset, null);
      else this.put32(base === Reg.TLS ? 0 : disp);
      return;
    }
    if (base < Reg.AX || base > Reg.R15) {
      this.badAddress(a);
      return;
    }
    const low = Reg.encoding[base]! & 7;
    const needsSib = low === 4; // SP and R12
    if (index === Reg.TLS && !cx.options.shared && !needsSib) {
      this.put(0x80 | modReg | low);
      this.relocated(4, RelocType.R_TLS_LE, a.offset, null);
      return;
    }
    if (disp === 0 && low !== 5) {
      this.put(modReg | low);
      if (needsSib) this.put(0x24);
    } else if (this.fitsDisp8(disp)) {
      this.put(0x40 | modReg | low);
      if (needsSib) this.put(0x24);
      this.put(this.disp8 === 0 ? disp : disp / this.disp8);
    } else {
      this.put(0x80 | modReg | low);
      if (needsSib) this.put(0x24);
      this.put32(disp);
    }
  }

  private fitsDisp8(disp: number): boolean {
    if (this.disp8 === 0) return disp >= -128 && disp <= 127;
    const units = disp / this.disp8;
    return Number.isInteger(units) && units >= -128 && units <= 127;
  }

  private sib(scale: number, index: number, base: number): void {
    const known = (index >= Reg.AX && index <= Reg.R15 && index !== Reg.SP) || (index >= Reg.X0 && index <= Reg.Z31);
    const baseKnown = base === NoReg || (base >= Reg.AX && base <= Reg.R15);
    const shift = scale === 1 ? 0 : scale === 2 ? 1 : scale === 4 ? 2 : scale === 8 ? 3 : -1;
    if (!known || !baseKnown || shift < 0) {
      const name = (r: number): string => (r === NoReg ? 'NONE' : Reg.regName(r));
      this.cx.diag(`asmidx: bad address ${scale}/${name(index)}/${name(base)}`);
      this.put(0);
      return;
    }
    this.put((shift << 6) | ((Reg.encoding[index]! & 7) << 3) | (base === NoReg ? 5 : Reg.encoding[base]! & 7));
  }

  private badAddress(a: Addr): void {
    this.cx.diag(`asmand: bad address ${addrString(this.cx.machine, a)}`);
  }

  private immediate(a: Addr, size: number): void {
    switch (size) {
      case I.Ib:
        this.put(a.lo);
        break;
      case I.Iw:
        this.put(a.lo);
        this.put(a.lo >> 8);
        break;
      case I.Id:
        if (a.type === AddrType.Address && a.reg === Reg.TLS && !this.cx.options.shared) {
          this.relocated(4, RelocType.R_TLS_LE, a.offset, null);
        } else this.put32(a.lo);
        break;
      case I.Io:
        this.put32(a.lo);
        this.put32(a.hi);
        break;
    }
  }

  private branch(p: Prog, form: Form, next: Form | undefined): void {
    const cx = this.cx;
    const to = p.to;
    const isShort = form.imm === I.Cb;
    if (to.type !== AddrType.Branch) {
      // A constant: CALL $x, JMP $x, DUFFZERO $x.
      if (to.sym !== null) {
        if (cx.options.dynlink) cx.diag('directly calling duff when dynamically linking Go');
        this.opcode(form);
        this.relocated(4, RelocType.R_CALL, to.offset, to.sym);
      } else if (p.as === As.DUFFZERO || p.as === As.DUFFCOPY) cx.diag('call without target');
      else {
        this.opcode(form);
        this.relocated(4, RelocType.R_PCREL, to.offset, null);
      }
      return;
    }
    if (p.as === As.CALL) {
      if (to.sym === null) {
        cx.diag('call without target');
        return;
      }
      this.opcode(form);
      this.relocated(4, RelocType.R_CALL, to.offset, to.sym);
      return;
    }
    if (to.sym !== null) {
      if (p.as !== As.JMP || next === undefined) {
        cx.diag('branch to ATEXT');
        return;
      }
      this.opcode(next);
      this.relocated(4, RelocType.R_CALL, 0, to.sym);
      return;
    }
    const target = to.target;
    if (target === null) {
      cx.diag('jmp/branch/loop without target');
      return;
    }
    const long = isShort ? (next !== undefined && next.imm === I.Cd ? next : null) : form;
    if ((p.mark & Backwards) !== 0) {
      // gc counts two bytes for every short branch, also for JCXZL, which has three; so do we.
      const v = target.pc - (p.pc + 2);
      if (isShort && v >= -128) {
        this.opcode(form);
        this.put(v);
      } else if (long === null) cx.diag(`loop too far: ${cx.show(p)}`);
      else {
        this.opcode(long);
        this.put32(target.pc - (p.pc + this.n + 4));
      }
      return;
    }
    // The distance is known when the target is reached.
    p.nextBranch = target.branches;
    target.branches = p;
    if (isShort && (p.mark & Short) !== 0) {
      this.opcode(form);
      this.put(0);
    } else if (long === null) cx.diag(`loop too far: ${cx.show(p)}`);
    else {
      this.opcode(long);
      this.put32(0);
    }
  }

  private opcode(form: Form): void {
    for (let i = 0; i < form.prefixes.length; i++) this.put(form.prefixes[i]!);
    for (let i = 0; i < form.opcode.length; i++) this.put(form.opcode[i]!);
  }

  /** MOVQ TLS, reg: the offset of g from the thread pointer, through the GOT. */
  private loadTLSBase(p: Prog): void {
    if (p.as !== A.MOVQ) {
      this.cx.diag(`invalid load of TLS: ${this.cx.show(p)}`);
      return;
    }
    if (!this.cx.options.shared) {
      this.cx.diag('unknown TLS base location for linux/freebsd without -shared');
      return;
    }
    const e = Reg.encoding[p.to.reg]!;
    this.put(0x40 | RexW | (e & Reg.High8 ? RexR : 0));
    this.put(0x8b);
    this.put(5 | ((e & 7) << 3));
    this.relocated(4, RelocType.R_TLS_IE, -4, null);
  }

  private segmentPrefix(a: Addr): void {
    if (a.reg < Reg.CS && a.index < Reg.CS) return;
    const prefix = this.prefixOf(a);
    if (prefix !== 0) this.put(prefix);
  }

  private prefixOf(a: Addr): number {
    if (a.type === AddrType.Mem && a.name === AddrName.None) {
      switch (a.reg) {
        case Reg.CS:
          return 0x2e;
        case Reg.DS:
          return 0x3e;
        case Reg.ES:
          return 0x26;
        case Reg.FS:
          return 0x64;
        case Reg.GS:
          return 0x65;
        case Reg.TLS:
          if (this.cx.options.shared) this.cx.diag('unknown TLS base register for linux with -shared');
          return 0x64;
      }
    }
    switch (a.index) {
      case Reg.CS:
        return 0x2e;
      case Reg.DS:
        return 0x3e;
      case Reg.ES:
        return 0x26;
      case Reg.FS:
        return 0x64;
      case Reg.GS:
        return 0x65;
      case Reg.TLS:
        return this.cx.options.shared ? 0x64 : 0;
    }
    return 0;
  }

  /** A field of zeros that the link fills in. */
  private relocated(size: number, type: RelocType.Type, add: number, sym: Sym | null): void {
    this.sym.addReloc(this.pc + this.n, size, type, add, sym === null ? 0 : sym.id);
    for (let i = 0; i < size; i++) this.put(0);
  }

  private put(byte: number): void {
    this.buf[this.n++] = byte;
  }

  private put32(x: number): void {
    this.buf[this.n++] = x;
    this.buf[this.n++] = x >> 8;
    this.buf[this.n++] = x >> 16;
    this.buf[this.n++] = x >> 24;
  }
}

const kindR8 = Operand.kindNumber('r8');
const kindRM8 = Operand.kindNumber('r/m8');

/** The register of an operand. */
function regOf(a: Addr): number {
  return a.reg > 0 ? a.reg : 0;
}

/** The base register of a memory operand: locals and arguments are found from SP, symbols from the pc. */
function baseOf(a: Addr): number {
  switch (a.name) {
    case AddrName.Auto:
    case AddrName.Param:
      return Reg.SP;
    case AddrName.None:
      return a.reg;
    default:
      return NoReg;
  }
}

function isGather(as: As.As): boolean {
  switch (as) {
    case A.VGATHERDPD:
    case A.VGATHERQPD:
    case A.VGATHERDPS:
    case A.VGATHERQPS:
    case A.VPGATHERDD:
    case A.VPGATHERQD:
    case A.VPGATHERDQ:
    case A.VPGATHERQQ:
      return true;
    default:
      return false;
  }
}
