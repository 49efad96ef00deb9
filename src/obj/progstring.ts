// Instructions as text, as gc's listings and complaints print them: `00012 (x.s:3)	MOVQ	$1, x+8(FP)`.

import { formatG } from '../base/format-float.ts';
import { quoteByteString } from '../base/quote.ts';
import * as AddrName from './addrname.ts';
import * as AddrType from './addrtype.ts';
import * as As from './as.ts';
import type { Ctxt } from './ctxt.ts';
import * as FuncID from './funcid.ts';
import type { Machine } from './machine.ts';
import { ArgsSizeUnknown, NoReg, type Addr, type Prog } from './prog.ts';
import * as TextFlag from './textflag.ts';

/** The instruction with its number and position, which is its own unless another is given. */
export function progString(cx: Ctxt, p: Prog, { base, line }: { base: number; line: number } = p): string {
  return `${String(p.pc).padStart(5, '0')} (${cx.posText(base, line)})\t${instructionString(cx, p)}`;
}

/** The instruction alone. */
export function instructionString(cx: Ctxt, p: Prog): string {
  const m = cx.machine;
  const operands: string[] = [];
  if (p.from.type !== AddrType.None) operands.push(addrString(m, p.from));
  if (p.rest !== null) for (const a of p.rest) operands.push(addrString(m, a));
  if (p.as === As.TEXT && p.from.sym !== null) {
    const flags = textFlags(cx, p);
    if (flags !== '') operands.push(flags);
  }
  if (p.to.type !== AddrType.None) operands.push(addrString(m, p.to));
  const op = m.opName(p.as) + m.suffixName(p.scond);
  return operands.length === 0 ? op : `${op}\t${operands.join(', ')}`;
}

function textFlags(cx: Ctxt, p: Prog): string {
  const f = cx.funcs.get(p.from.sym!);
  if (f === undefined) return '';
  const names = TextFlag.printed.filter(([flag]) => (f.flag & flag) !== 0).map(([, name]) => name);
  if (p.from.name === AddrName.Static) names.push('STATIC');
  if (f.sym.abi !== 0) names.push('ABIInternal');
  if ((f.funcFlag & FuncID.FuncFlagTopFrame) !== 0) names.push('TOPFRAME');
  return names.join('|');
}

/** The signed 64-bit number of an operand. */
function int64Text(a: Addr): string {
  if (a.isInt32) return String(a.lo);
  return String((BigInt(a.hi) << 32n) | BigInt(a.lo >>> 0));
}

/** An operand. */
export function addrString(m: Machine, a: Addr): string {
  switch (a.type) {
    case AddrType.None:
      if (a.name === AddrName.None && a.reg === NoReg && a.sym === null) return '';
      return `${nameString(m, a)}(${regString(m, a.reg)})(NONE)`;
    case AddrType.Reg:
      if (a.lo !== 0 || a.hi !== 0) return `$${int64Text(a)},${regString(m, a.reg)}`;
      if (a.name !== AddrName.None || a.sym !== null) return `${nameString(m, a)}(${regString(m, a.reg)})(REG)`;
      return regString(m, a.reg);
    case AddrType.Branch:
      if (a.sym !== null) return `${a.sym.name}(SB)`;
      return a.target === null ? `${int64Text(a)}(PC)` : String(a.target.pc);
    case AddrType.Indir:
      return `*${nameString(m, a)}`;
    case AddrType.Mem:
      if (a.index === NoReg) return nameString(m, a);
      if (a.scale === 0) return `${nameString(m, a)}(${regString(m, a.index)})`;
      return `${nameString(m, a)}(${regString(m, a.index)}*${a.scale})`;
    case AddrType.Const:
      return a.reg === NoReg ? `$${nameString(m, a)}` : `$${nameString(m, a)}(${regString(m, a.reg)})`;
    case AddrType.TextSize:
      return a.args === ArgsSizeUnknown ? `$${int64Text(a)}` : `$${int64Text(a)}-${a.args}`;
    case AddrType.FConst: {
      const text = formatG(a.float, 17);
      return `$(${/[.e]/.test(text) ? text : `${text}.0`})`;
    }
    case AddrType.SConst: {
      let s = '';
      for (const b of a.value!) s += String.fromCharCode(b);
      return `$${quoteByteString(s)}`;
    }
    case AddrType.Address:
      return `$${nameString(m, a)}`;
    case AddrType.RegList:
      return m.regListName(a.lo);
    default:
      return `type=${a.type}`;
  }
}

function regString(m: Machine, reg: number): string {
  return reg === NoReg ? 'NONE' : m.regName(reg);
}

function nameString(m: Machine, a: Addr): string {
  if (a.name === AddrName.None) {
    if (a.reg === NoReg) return int64Text(a);
    const base = `(${regString(m, a.reg)})`;
    return a.lo === 0 && a.hi === 0 ? base : int64Text(a) + base;
  }
  const off = a.lo === 0 && a.hi === 0 ? '' : a.hi < 0 ? int64Text(a) : `+${int64Text(a)}`;
  const sym = a.sym === null ? '' : a.sym.name;
  switch (a.name) {
    case AddrName.Extern:
      return `${sym}${off}(${a.reg === NoReg ? 'SB' : regString(m, a.reg)})`;
    case AddrName.Static:
      return `${sym}<>${off}(${a.reg === NoReg ? 'SB' : regString(m, a.reg)})`;
    case AddrName.GotRef:
      return `${sym}${off}@GOT(${a.reg === NoReg ? 'SB' : regString(m, a.reg)})`;
    case AddrName.Auto:
      return `${sym}${off}(${a.reg === NoReg ? 'SP' : regString(m, a.reg)})`;
    case AddrName.Param:
      return `${sym}${off}(${a.reg === NoReg ? 'FP' : regString(m, a.reg)})`;
    default:
      return `name=${a.name}`;
  }
}
