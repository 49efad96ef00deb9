// Layout of a function: encodes instruction after instruction, and again until no branch that was tried short turns out
// too far. Forward branches hang in a chain on their target and are patched when it is reached.

import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import { appendPcdata, branchTarget, endUnsafePoint, startUnsafePoint, type Ctxt } from '../../obj/ctxt.ts';
import * as FuncID from '../../obj/funcid.ts';
import type { FuncText, Prog } from '../../obj/prog.ts';
import * as A from './as.generated.ts';
import { Backwards, Encoder, Short } from './encode.ts';
import type { Instructions } from './instructions.ts';
import * as Reg from './reg.ts';

/** Gives the symbol of `f` its bytes and relocations, and every instruction its offset. */
export function assemble(cx: Ctxt, f: FuncText, instructions: Instructions): void {
  const sym = f.sym;
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    if (p.to.type === AddrType.Branch && p.to.target === null && p.to.sym === null) p.to.target = p;
    if (p.as === A.ADJSP) adjustSP(p);
    p.mark = 0;
  }
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    p.mark = Short;
    const target = branchTarget(p);
    if (target !== null && (target.mark & Short) !== 0) p.mark |= Backwards;
  }

  const encoder = new Encoder(cx, sym, instructions);
  const keepRelocs = sym.relocs === null ? 0 : sym.relocs.length;
  const errors = cx.errors;
  let code = new Uint8Array(256);
  let pc = 0;
  for (let tries = 0; ; tries++) {
    if (tries > 1000) {
      cx.diag('span must be looping');
      return;
    }
    let again = false;
    if (sym.relocs !== null) sym.relocs.length = keepRelocs;
    pc = 0;
    for (let p: Prog | null = f.text; p !== null; p = p.link) {
      p.pc = pc;
      for (let q = p.branches; q !== null; q = q.nextBranch) {
        const v = pc - (q.pc + q.size);
        if ((q.mark & Short) !== 0) {
          if (v > 127) {
            again = true;
            q.mark ^= Short;
          }
          // These two have a byte before the offset, and XBEGIN's offset has four bytes, of which the others are zero.
          code[q.pc + (q.as === A.JCXZL || q.as === A.XBEGIN ? 2 : 1)] = v;
        } else {
          put32(code, q.pc + q.size - 4, v);
        }
      }
      p.branches = null;

      if (p.as === As.PCALIGN || p.as === As.PCALIGNMAX) {
        const pad = alignmentPadding(cx, f, p, pc);
        code = reserve(code, pc + pad);
        fillNops(code, pc, pad);
        pc += pad;
        continue;
      }
      encoder.encode(p);
      const size = encoder.n;
      p.size = size;
      code = reserve(code, pc + size);
      for (let i = 0; i < size; i++) code[pc + i] = encoder.buf[i]!;
      pc += size;
    }
    if (!again) break;
    if (cx.errors > errors) return;
  }
  sym.data = code.slice(0, pc);
  sym.size = pc;
  if (cx.options.shared) markTLSAccess(f);
}

/** ADJSP becomes an addition or a subtraction; -0x80 has a shorter encoding than 0x80. */
function adjustSP(p: Prog): void {
  p.to.setReg(Reg.SP);
  const v = p.from.lo;
  if (v === 0) p.as = As.NOP;
  else if (v === 0x80 || (v < 0 && v !== -0x80)) {
    p.as = A.ADDQ;
    p.from.offset = -v;
  } else p.as = A.SUBQ;
}

/** The bytes to put before what a PCALIGN or a PCALIGNMAX aligns; the function must be aligned as well. */
function alignmentPadding(cx: Ctxt, f: FuncText, p: Prog, pc: number): number {
  const a = p.from.offset;
  let pad = 0;
  const isPowerOf2 = p.from.isInt32 && (p.from.lo & (p.from.lo - 1)) === 0;
  if (!isPowerOf2 || a < 8 || a > 2048) {
    const text = p.from.isInt32 ? String(p.from.lo) : String((BigInt(p.from.hi) << 32n) | BigInt(p.from.lo >>> 0));
    cx.diag(`alignment value of an instruction must be a power of two and in the range [8, 2048], got ${text}\n`);
  } else {
    const rest = pc & (a - 1);
    if (p.as === As.PCALIGN) pad = rest === 0 ? 0 : a - rest;
    else {
      const most = p.to.offset;
      if (most < 0 || most >= a) {
        cx.diag(`PCALIGNMAX 'amount' ${most} must be non-negative and smaller than the alignment ${a}\n`);
      } else if (most >= a - rest) pad = a - rest;
    }
  }
  if (f.align < a) f.align = a;
  return pad;
}

const nops: readonly (readonly number[])[] = [
  [0x90],
  [0x66, 0x90],
  [0x0f, 0x1f, 0x00],
  [0x0f, 0x1f, 0x40, 0x00],
  [0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
  [0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];

/** Fills with the longest single instructions that do nothing. */
function fillNops(code: Uint8Array, at: number, n: number): void {
  while (n > 0) {
    const size = Math.min(n, nops.length);
    code.set(nops[size - 1]!, at);
    at += size;
    n -= size;
  }
}

/**
 * In a shared library g is loaded by two instructions, and a goroutine that is preempted between them may go on in another
 * thread: no preemption at the second.
 */
function markTLSAccess(f: FuncText): void {
  let prev = f.text;
  let value = -1;
  for (let p = prev.link; p !== null; prev = p, p = p.link) {
    if (p.as === As.PCDATA && p.from.lo === FuncID.PCDATA_UnsafePoint) {
      value = p.to.lo;
      continue;
    }
    if (value === UnsafePointUnsafe || p.from.index !== Reg.TLS) continue;
    startUnsafePoint(prev).pc = p.pc;
    while (p.link !== null && p.link.from.index === Reg.TLS) p = p.link;
    if (p.link === null) break;
    const pc = p.link.pc;
    p = value === -1 ? endUnsafePoint(p, value) : appendPcdata(p, FuncID.PCDATA_UnsafePoint, value);
    p.pc = pc;
  }
}

const UnsafePointUnsafe = -2;

function reserve(code: Uint8Array, n: number): Uint8Array<ArrayBuffer> {
  if (n <= code.length) return code as Uint8Array<ArrayBuffer>;
  const grown = new Uint8Array(Math.max(n, code.length * 2));
  grown.set(code);
  return grown;
}

function put32(code: Uint8Array, at: number, v: number): void {
  code[at] = v;
  code[at + 1] = v >> 8;
  code[at + 2] = v >> 16;
  code[at + 3] = v >> 24;
}
