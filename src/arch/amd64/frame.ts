// The frame of a function: the stack check and the call of morestack, the saved frame pointer, room for locals, what RET
// becomes, and the places of arguments and locals relative to SP.

import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import { appendPcdata, endUnsafePoint, startUnsafePoint, type Ctxt } from '../../obj/ctxt.ts';
import * as FuncID from '../../obj/funcid.ts';
import { type Addr, type FuncText, type Prog } from '../../obj/prog.ts';
import * as TextFlag from '../../obj/textflag.ts';
import * as A from './as.generated.ts';
import { progEdit } from './progedit.ts';
import * as Reg from './reg.ts';

const ptrSize = 8;
/** Frames up to this size compare SP itself with the stack guard. */
const StackSmall = 128;
/** Frames up to this size cannot make SP wrap around. */
const StackBig = 4096;
/** In g: the guard that the stack check compares with. */
const stackguard0 = 2 * ptrSize;

/** Lays out the frame of `f`. */
export function preprocess(cx: Ctxt, f: FuncText): void {
  const text = f.text;
  if (text.link === null) return;
  let frame = Math.max(text.to.lo, 0);
  let hasCall = false;
  for (let q: Prog | null = text; q !== null && !hasCall; q = q.link) {
    hasCall = q.as === As.CALL || q.as === As.DUFFCOPY || q.as === As.DUFFZERO;
  }

  // The frame pointer is saved, except in functions that ask for no frame and in leaves that have none.
  let bpSize = 0;
  if ((f.flag & TextFlag.NOFRAME) === 0 && !(frame === 0 && !hasCall)) {
    bpSize = ptrSize;
    frame += bpSize;
    text.to.offset += bpSize;
  } else {
    f.flag |= TextFlag.NOFRAME;
  }
  f.args = text.to.args;
  f.locals = text.to.lo;

  // A leaf with a small frame fits into what the stack guard leaves free.
  if (frame < StackSmall && (f.flag & TextFlag.NOSPLIT) === 0 && isLeaf(text, frame)) f.flag |= TextFlag.NOSPLIT;

  let p = text;
  if ((f.flag & TextFlag.NOSPLIT) === 0) p = stackSplit(cx, f, p, frame);
  if (bpSize > 0) {
    p = p.append(A.PUSHQ);
    p.from.setReg(Reg.BP);
    p = p.append(A.MOVQ);
    p.from.setReg(Reg.SP);
    p.to.setReg(Reg.BP);
  }
  if (frame % ptrSize !== 0) cx.diag(`unaligned stack size ${frame}`);
  const locals = frame - bpSize;
  if (locals !== 0) {
    p = p.append(A.ADJSP);
    p.from.setConst(locals);
    p.spadj = locals;
  }
  placeOperands(cx, f, frame, bpSize, locals);
}

function isLeaf(text: Prog, frame: number): boolean {
  for (let q: Prog | null = text; q !== null; q = q.link) {
    if (q.as === As.CALL) {
      if (q.to.sym === null || !zeroArgCalls.has(q.to.sym.name)) return false;
    } else if (q.as !== As.DUFFCOPY && q.as !== As.DUFFZERO) continue;
    if (frame >= StackSmall - 8) return false;
  }
  return true;
}

/** Calls of the runtime that need little stack. */
const zeroArgCalls: ReadonlySet<string> = new Set([
  'runtime.panicdivide',
  'runtime.panicwrap',
  'runtime.panicshift',
  'runtime.panicBounds',
  'runtime.panicExtend',
]);

/** Walks the body with the depth of the stack at hand: places operands, notes pushes and pops, turns RET into an epilogue. */
function placeOperands(cx: Ctxt, f: FuncText, frame: number, bpSize: number, locals: number): void {
  let depth = 0;
  /** The last instruction of what a RET has become, by its first. */
  const returns = new Map<Prog, Prog>();
  const place = (a: Addr): void => {
    if (a.name === AddrName.Auto) a.offset += depth - bpSize;
    else if (a.name === AddrName.Param) a.offset += depth + ptrSize;
  };
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    place(p.from);
    if (p.rest !== null) place(p.rest[0]!);
    place(p.to);
    switch (p.as) {
      default:
        if (p.to.type === AddrType.Reg && p.to.reg === Reg.SP && p.as !== A.CMPL && p.as !== A.CMPQ) {
          f.funcFlag |= FuncID.FuncFlagSPWrite;
        }
        continue;
      case A.PUSHL:
      case A.PUSHFL:
        depth += p.spadj = 4;
        continue;
      case A.PUSHQ:
      case A.PUSHFQ:
        depth += p.spadj = 8;
        continue;
      case A.PUSHW:
      case A.PUSHFW:
        depth += p.spadj = 2;
        continue;
      case A.POPL:
      case A.POPFL:
        depth += p.spadj = -4;
        continue;
      case A.POPQ:
      case A.POPFQ:
        depth += p.spadj = -8;
        continue;
      case A.POPW:
      case A.POPFW:
        depth += p.spadj = -2;
        continue;
      case A.ADJSP:
        depth += p.spadj = p.from.lo;
        continue;
      case As.RET:
        break;
    }

    if (frame !== depth) cx.diag(`${f.sym.name}: unbalanced PUSH/POP`);
    let ret: Prog = p;
    const first: Prog = p;
    if (frame !== 0) {
      if (locals !== 0) {
        ret = insertBefore(ret);
        const adjust = p;
        adjust.as = A.ADJSP;
        adjust.from.clear();
        adjust.from.setConst(-locals);
        adjust.spadj = -locals;
        p = ret;
      }
      if (bpSize > 0) {
        ret = insertBefore(ret);
        const pop: Prog = p;
        pop.as = A.POPQ;
        pop.from.clear();
        pop.to.setReg(Reg.BP);
        pop.spadj = -bpSize;
        p = ret;
      }
      ret.as = As.RET;
      // What follows is reached by a branch, with the frame in place.
      ret.spadj = frame;
    }
    if (ret.to.sym !== null) ret.as = As.JMP;
    if (ret !== first) returns.set(first, ret);
  }
  const posAfter = f.marks?.posAfter ?? [];
  for (let i = 0; i < posAfter.length; i++) posAfter[i] = returns.get(posAfter[i]!) ?? posAfter[i]!;
}

/** Moves what `p` does to a new instruction after it, and gives that; `p` is free for something that comes before. */
function insertBefore(p: Prog): Prog {
  const q = p.append(p.as);
  q.from.set(p.from);
  q.to.set(p.to);
  p.to.clear();
  return q;
}

/**
 * After `p`, the check whether the stack has room, and at the end of the function the call of morestack that makes room.
 * Gives the last instruction of the check.
 */
function stackSplit(cx: Ctxt, f: FuncText, p: Prog, frame: number): Prog {
  const before = p;
  p = loadG(cx, f, p);
  const compare = (reg: number): Prog => {
    const q = p.append(A.CMPQ);
    q.from.setReg(reg);
    q.to.setMem(Reg.G, stackguard0);
    return q;
  };
  let wraps: Prog | null = null;
  if (frame <= StackSmall) {
    p = compare(Reg.SP);
    // A preemption between the check and morestack would be answered by growing the stack.
    p = startUnsafePoint(p);
  } else if (frame <= StackBig) {
    p = p.append(A.LEAQ);
    p.from.setMem(Reg.SP, -(frame - StackSmall));
    p.to.setReg(Reg.EntryTmp);
    p = compare(Reg.EntryTmp);
    p = startUnsafePoint(p);
  } else {
    // SP minus such a frame may wrap around; the carry tells.
    p = p.append(A.MOVQ);
    p.from.setReg(Reg.SP);
    p.to.setReg(Reg.EntryTmp);
    p = startUnsafePoint(p);
    p = p.append(A.SUBQ);
    p.from.setConst(frame - StackSmall);
    p.to.setReg(Reg.EntryTmp);
    p = p.append(A.JCS);
    p.to.type = AddrType.Branch;
    wraps = p;
    p = compare(Reg.EntryTmp);
  }
  const full = p.append(A.JLS);
  full.to.type = AddrType.Branch;
  const end = endUnsafePoint(full, -1);

  // The call stands at the end of the function, but the stack is there as it is before the prologue.
  let last: Prog = f.text;
  while (last.link !== null) last = last.link;
  const fix = last.append(As.NOP);
  fix.spadj = -frame;
  if (f.marks !== null) f.marks.end = fix;
  const map = appendPcdata(fix, FuncID.PCDATA_StackMapIndex, -1);
  map.base = f.text.base;
  map.line = f.text.line;
  map.inl = -1;
  const spill = startUnsafePoint(map);
  let at = spill;
  for (const s of f.spills) {
    at = at.append(s.spill);
    at.from.setReg(s.reg);
    at.to.set(s.addr);
  }
  const call = at.append(As.CALL);
  call.base = f.text.base;
  call.line = f.text.line;
  call.to.type = AddrType.Branch;
  call.to.name = AddrName.Extern;
  const needsCtxt = (f.flag & TextFlag.NEEDCTXT) !== 0;
  call.to.sym = cx.obj.lookup(needsCtxt ? 'runtime.morestack' : 'runtime.morestack_noctxt', 0);
  progEdit(cx, call);
  at = endUnsafePoint(call, -1);
  for (const s of f.spills) {
    at = at.append(s.unspill);
    at.from.set(s.addr);
    at.to.setReg(s.reg);
  }
  const jmp = at.append(As.JMP);
  jmp.to.type = AddrType.Branch;
  jmp.to.target = before.link;
  jmp.spadj = frame;

  full.to.target = spill;
  if (wraps !== null) wraps.to.target = spill;
  return end;
}

/** Loads g into its register; under ABIInternal it is there. */
function loadG(cx: Ctxt, f: FuncText, p: Prog): Prog {
  if (f.sym.abi !== 0) return p;
  p = p.append(A.MOVQ);
  p.from.setMem(Reg.TLS, 0);
  p.to.setReg(Reg.G);
  const next = p.link;
  progEdit(cx, p);
  while (p.link !== next) {
    p = p.link!;
    progEdit(cx, p);
  }
  if (p.from.index === Reg.TLS) p.from.scale = 2;
  return p;
}
