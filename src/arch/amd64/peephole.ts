// The last look at a function's instructions, before what checks do when they fail stands behind them: what a register or the condition
// codes hold anyhow is not computed again. The allocator works on values, and does not see that two of them leave the same flags or
// that a byte that was loaded is extended already. Blocks that are only come to from the one before them go on with what is known.

import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import type { Addr, Prog } from '../../obj/prog.ts';
import * as A from './as.generated.ts';
import * as Reg from './reg.ts';

/** In `Prog.mark`: something else than the instruction before may lead here. */
const Target = 1;
/** In `Prog.mark`: a branch that alone leads to where it leads. */
const Only = 2;

/** A block begins, and not only the one before it leads to it. */
export function markTarget(q: Prog): void {
  q.mark = Target;
}

/** A branch goes to a block that is come to in no other way. */
export function markOnly(q: Prog): void {
  q.mark = Only;
}

/**
 * Improves the instructions from `first` to the end of the list. With `hasZero`, X15 holds 0. Takes all marks away. Gives the compares
 * whose flags branches of `markOnly` take along, for `dropRepeated`.
 */
export function peephole(first: Prog, hasZero: boolean): ReadonlyMap<Prog, Prog> {
  const taken = new Map<Prog, Prog>();
  for (let q: Prog | null = first; q !== null; q = q.link) {
    if (q.to.type === AddrType.Branch && q.to.target !== null) q.to.target.mark = Target;
  }
  /** By register, a bit: what is above the lower 8 or 16 bits is 0. */
  let clear8 = 0;
  let clear16 = 0;
  /** The compare whose flags are there, of registers that have not changed. */
  let flags: Prog | null = null;

  for (let q: Prog | null = first; q !== null; q = q.link) {
    if (q.mark === Target) {
      q.mark = 0;
      clear8 = 0;
      clear16 = 0;
      flags = null;
    }
    const { from, to } = q;
    // What the instruction leaves in the register it writes.
    let is8 = false;
    let is16 = false;
    switch (q.as) {
      case As.NOP:
      case As.PCDATA:
      case As.FUNCDATA:
        continue;
      case A.JEQ:
      case A.JNE:
      case A.JLT:
      case A.JLE:
      case A.JGT:
      case A.JGE:
      case A.JCS:
      case A.JCC:
      case A.JHI:
      case A.JLS:
        if (q.mark === Only) {
          q.mark = 0;
          if (flags !== null) taken.set(q, flags);
        }
        continue;
      case A.CMPB:
      case A.CMPW:
      case A.CMPL:
      case A.CMPQ:
      case A.TESTB:
      case A.TESTW:
      case A.TESTL:
      case A.TESTQ:
        if (!isPlain(from) || !isPlain(to)) flags = null;
        else if (flags !== null && flags.as === q.as && isSame(flags.from, from) && isSame(flags.to, to)) q.nopOut();
        else flags = q;
        continue;
      case A.MOVQ:
        if (to.type === AddrType.Mem) {
          if (hasZero) zeroPair(q);
          continue;
        }
        is8 = (clear8 & bit(from)) !== 0;
        is16 = (clear16 & bit(from)) !== 0;
        break;
      case A.MOVL:
        if (from.type === AddrType.Const) {
          is8 = from.lo >= 0 && from.lo <= 0xff;
          is16 = from.lo >= 0 && from.lo <= 0xffff;
        } else {
          is8 = (clear8 & bit(from)) !== 0;
          is16 = (clear16 & bit(from)) !== 0;
        }
        break;
      case A.MOVBLZX:
      case A.MOVWLZX: {
        const ofByte = q.as === A.MOVBLZX;
        is8 = ofByte || (clear8 & bit(from)) !== 0;
        is16 = true;
        if (((ofByte ? clear8 : clear16) & bit(from)) === 0) break;
        if (from.reg === to.reg) {
          q.nopOut();
          continue;
        }
        q.as = A.MOVL;
        break;
      }
      case A.MOVB:
      case A.MOVW:
      case A.MOVUPS:
      case A.MOVSD:
      case A.MOVSS:
      case A.MOVLQSX:
      case A.MOVBLSX:
      case A.MOVBQSX:
      case A.MOVWLSX:
      case A.MOVWQSX:
      case A.LEAL:
      case A.LEAQ:
      case A.CMOVQEQ:
      case A.CMOVQNE:
      case A.CMOVQLT:
      case A.CMOVQLE:
      case A.CMOVQGT:
      case A.CMOVQGE:
      case A.CMOVQCS:
      case A.CMOVQCC:
      case A.CMOVQHI:
      case A.CMOVQLS:
      case A.SETEQ:
      case A.SETNE:
      case A.SETLT:
      case A.SETLE:
      case A.SETGT:
      case A.SETGE:
      case A.SETCS:
      case A.SETCC:
      case A.SETHI:
      case A.SETLS:
        break;
      case A.ANDL:
      case A.ANDQ:
        flags = null;
        if (from.type === AddrType.Const && from.hi === 0 && from.lo >= 0) {
          is8 = from.lo <= 0xff || (clear8 & bit(to)) !== 0;
          is16 = from.lo <= 0xffff || (clear16 & bit(to)) !== 0;
        } else {
          const both = bit(from) | bit(to);
          is8 = (clear8 & both) !== 0;
          is16 = (clear16 & both) !== 0;
        }
        break;
      case A.SHRL:
      case A.SHRQ:
        flags = null;
        is8 = (clear8 & bit(to)) !== 0;
        is16 = (clear16 & bit(to)) !== 0;
        break;
      case A.XORL:
        flags = null;
        is8 = from.type === AddrType.Reg && from.reg === to.reg;
        is16 = is8;
        break;
      case A.XORQ:
      case A.ORL:
      case A.ORQ:
      case A.ADDL:
      case A.ADDQ:
      case A.SUBL:
      case A.SUBQ:
      case A.SHLL:
      case A.SHLQ:
      case A.SARL:
      case A.SARQ:
      case A.INCL:
      case A.INCQ:
      case A.DECL:
      case A.DECQ:
      case A.NEGL:
      case A.NEGQ:
      case A.NOTL:
      case A.NOTQ:
        flags = null;
        break;
      default:
        if (q.mark === Only) q.mark = 0;
        clear8 = 0;
        clear16 = 0;
        flags = null;
        continue;
    }
    if (to.type !== AddrType.Reg) continue;
    const written = bit(to);
    clear8 = is8 ? clear8 | written : clear8 & ~written;
    clear16 = is16 ? clear16 | written : clear16 & ~written;
    if (flags !== null && (reads(flags.from, to.reg) || reads(flags.to, to.reg))) flags = null;
  }
  return taken;
}

/** Where `start` is come to with the flags of a compare, it need not be made again there. */
export function dropRepeated(compare: Prog, start: Prog): void {
  let q: Prog | null = start;
  while (q !== null && (q.as === As.NOP || q.as === As.PCDATA || (q.as === A.MOVQ && q.to.type === AddrType.Mem)))
    q = q.link;
  if (q !== null && q.as === compare.as && isSame(q.from, compare.from) && isSame(q.to, compare.to)) q.nopOut();
}

/** The bit of a general register; 0 of others. */
function bit(a: Addr): number {
  const n = a.reg - Reg.AX;
  return a.type === AddrType.Reg && n >= 0 && n < 16 ? 1 << n : 0;
}

function isPlain(a: Addr): boolean {
  return a.type === AddrType.Reg || a.type === AddrType.Const;
}

function isSame(a: Addr, b: Addr): boolean {
  return a.type === b.type && a.reg === b.reg && a.lo === b.lo && a.hi === b.hi;
}

function reads(a: Addr, reg: number): boolean {
  return a.type === AddrType.Reg && a.reg === reg;
}

/** A store of zero whose neighbour in memory is cleared next clears both. */
function zeroPair(q: Prog): void {
  const r = q.link;
  if (r === null || r.as !== A.MOVQ || r.mark === Target || !isZero(q.from) || !isZero(r.from)) return;
  const a = q.to;
  const b = r.to;
  if (b.type !== AddrType.Mem || a.reg !== b.reg || a.name !== b.name || a.sym !== b.sym) return;
  if (a.index !== 0 || b.index !== 0 || Math.abs(a.offset - b.offset) !== 8) return;
  if (b.offset < a.offset) a.offset = b.offset;
  q.as = A.MOVUPS;
  q.from.clear();
  q.from.setReg(Reg.X0 + 15);
  r.nopOut();
}

function isZero(a: Addr): boolean {
  return a.type === AddrType.Const && a.lo === 0 && a.hi === 0;
}
