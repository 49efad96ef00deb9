// Under -dynlink R15 holds addresses of global data. This check refuses assembly that reads R15 after such an access has
// overwritten it.

import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import * as Attr from '../../obj/attr.ts';
import { branchTarget, type Ctxt } from '../../obj/ctxt.ts';
import type { Addr, FuncText, Prog } from '../../obj/prog.ts';
import * as A from './as.generated.ts';
import { opName } from './instructions.ts';
import * as Reg from './reg.ts';

/** Reports the first use of R15 in a function that a global access may have clobbered. */
export function errorCheck(cx: Ctxt, f: FuncText): void {
  if (!cx.options.dynlink) return;
  const work: Prog[] = [];
  const seen = new Set<Prog>();
  let mentioned = false;
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    if (usesGlobal(p)) {
      work.push(p);
      seen.add(p);
    }
    mentioned ||= mentions(p.from) || mentions(p.to) || mentions(p.from3);
  }
  if (!mentioned) return;
  for (let p = work.pop(); p !== undefined; p = work.pop()) {
    if (reads(p)) {
      const where = cx.posText(p.base, p.line);
      const file = where.slice(where.lastIndexOf('/') + 1);
      cx.diag(
        `${file}: when dynamic linking, R15 is clobbered by a global variable access and is used here: ${cx.show(p)}`,
      );
      return;
    }
    if (writes(p)) continue;
    const target = branchTarget(p);
    if (target !== null && !seen.has(target)) {
      seen.add(target);
      work.push(target);
    }
    if (p.as === As.JMP || p.as === As.RET) continue;
    if (p.link !== null && !seen.has(p.link)) {
      seen.add(p.link);
      work.push(p.link);
    }
  }
}

function isR15(reg: number): boolean {
  return reg === Reg.R15 || reg === Reg.R15B;
}

function mentions(a: Addr | null): boolean {
  return a !== null && (isR15(a.reg) || isR15(a.index));
}

function isGlobal(a: Addr | null): boolean {
  return a !== null && a.name === AddrName.Extern && (a.sym === null || (a.sym.attr & Attr.Local) === 0);
}

function usesGlobal(p: Prog): boolean {
  switch (p.as) {
    case As.CALL:
    case As.TEXT:
    case As.FUNCDATA:
    case As.RET:
    case As.JMP:
    case A.LEAQ:
      return false;
  }
  return isGlobal(p.from) || isGlobal(p.to) || isGlobal(p.from3);
}

const ReadFrom = 1;
const ReadTo = 2;
const Read3 = 4;
const WriteTo = 8;
const Write3 = 16;

/** Operations that write their last operand without reading it. */
const pureWrites: ReadonlySet<number> = new Set([
  A.POPW,
  A.POPL,
  A.POPQ,
  A.LEAL,
  A.LEAQ,
  A.IMUL3W,
  A.IMUL3L,
  A.IMUL3Q,
  A.PEXTRB,
  A.PEXTRW,
  A.PEXTRD,
  A.PEXTRQ,
  A.VPEXTRB,
  A.VPEXTRW,
  A.VPEXTRD,
  A.VPEXTRQ,
  A.EXTRACTPS,
  A.BSFW,
  A.BSFL,
  A.BSFQ,
  A.BSRW,
  A.BSRL,
  A.BSRQ,
  A.POPCNTW,
  A.POPCNTL,
  A.POPCNTQ,
  A.LZCNTW,
  A.LZCNTL,
  A.LZCNTQ,
  A.SHLXL,
  A.SHLXQ,
  A.SHRXL,
  A.SHRXQ,
  A.SARXL,
  A.SARXQ,
]);

/** Which operands an instruction reads and writes, as far as R15 is concerned. */
function effects(p: Prog): number {
  let m = 0;
  if (p.from.type !== AddrType.None) m |= ReadFrom;
  if (p.to.type !== AddrType.None) m |= ReadTo | WriteTo;
  if (p.from3 !== null) m |= Read3;
  const name = opName(p.as);
  if (name.startsWith('MOV') || name.startsWith('PMOV') || pureWrites.has(p.as)) m &= ~ReadTo;
  if (p.as === A.XORL || p.as === A.XORQ) {
    const same = p.from.type === AddrType.Reg && p.to.type === AddrType.Reg && p.from.reg === p.to.reg;
    if (same) m &= ~(ReadFrom | ReadTo);
  } else if (p.as === A.MULXL || p.as === A.MULXQ) m = (m & ~(ReadTo | Read3)) | Write3;
  return m;
}

function isRegR15(a: Addr): boolean {
  return a.type === AddrType.Reg && isR15(a.reg);
}

function reads(p: Prog): boolean {
  const m = effects(p);
  const a = p.from3;
  if ((m & ReadFrom) !== 0 && isRegR15(p.from)) return true;
  if ((m & ReadTo) !== 0 && isRegR15(p.to)) return true;
  if ((m & Read3) !== 0 && isRegR15(a!)) return true;
  if (p.from.type === AddrType.Mem && mentions(p.from)) return true;
  if (p.to.type === AddrType.Mem && mentions(p.to)) return true;
  return a !== null && a.type === AddrType.Mem && mentions(a);
}

function writes(p: Prog): boolean {
  const m = effects(p);
  if ((m & WriteTo) !== 0 && isRegR15(p.to)) return true;
  return (m & Write3) !== 0 && isRegR15(p.from3!);
}
