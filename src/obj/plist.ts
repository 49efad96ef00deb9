// From a list of instructions to finished functions: splits the list at each TEXT, adds the FUNCDATA that every function of
// assembly has, resolves branches, and runs the machine's passes.

import * as AddrName from './addrname.ts';
import * as AddrType from './addrtype.ts';
import * as As from './as.ts';
import * as Attr from './attr.ts';
import type { Ctxt } from './ctxt.ts';
import { writeAddress } from './define.ts';
import * as FuncID from './funcid.ts';
import { gcLocalsName } from './gclocals.ts';
import type { Sym } from './object.ts';
import { linkPcln } from './pcln.ts';
import { NoReg, type Addr, type FuncText, type Prog } from './prog.ts';
import * as SymKind from './symkind.ts';
import * as TextFlag from './textflag.ts';

/**
 * Finishes all functions of a file's instructions. `pkgPrefix` is the package path as symbols spell it; `finished` is told of each
 * function while it has its instructions.
 */
export function flush(
  cx: Ctxt,
  first: Prog | null,
  pkgPrefix: string,
  finished: ((f: FuncText) => void) | null = null,
): void {
  const funcs: FuncText[] = [];
  let last: Prog | null = null; // of the function at hand; null outside functions
  let current: FuncText | null = null;
  for (let p = first; p !== null;) {
    const next: Prog | null = p.link;
    p.link = null;
    if (p.as === As.TEXT) {
      current = cx.funcs.get(p.from.sym!) ?? null;
      if (current !== null && current.text !== p) current = null; // declared twice
      last = current === null ? null : p;
      if (current !== null) funcs.push(current);
    } else if (p.as !== As.END && last !== null) {
      if (p.as === As.FUNCDATA) namedFuncdata(cx, current!, p);
      last.link = p;
      last = p;
    }
    p = next;
  }
  if (cx.options.isAsm) for (const f of funcs) addArgFuncdata(cx, f, `${pkgPrefix}.`);
  for (const f of funcs) {
    finishFunc(cx, f);
    finished?.(f);
    f.text.link = null; // the instructions are not needed any more, and there are many
  }
}

/** FUNCDATA symbols that stand for something of the function's own. */
function namedFuncdata(cx: Ctxt, f: FuncText, p: Prog): void {
  const isTable = (table: number): boolean => p.from.type === AddrType.Const && p.from.offset === table;
  switch (p.to.sym!.name) {
    case 'go_args_stackmap':
      if (!isTable(FuncID.FUNCDATA_ArgsPointerMaps)) {
        cx.diag(`${cx.show(p)}: FUNCDATA use of go_args_stackmap(SB) without FUNCDATA_ArgsPointerMaps`);
      }
      p.to.sym = derived(cx, f.sym, `${f.sym.name}.args_stackmap`);
      break;
    case 'no_pointers_stackmap':
      if (!isTable(FuncID.FUNCDATA_LocalsPointerMaps)) {
        cx.diag(`${cx.show(p)}: FUNCDATA use of no_pointers_stackmap(SB) without FUNCDATA_LocalsPointerMaps`);
      }
      // Two bitmaps of no bits: a frame of assembly has two states, with and without results.
      p.to.sym = gcLocals(cx, Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0));
      break;
  }
}

/** The symbol of a stack map, by its content. */
export function gcLocals(cx: Ctxt, data: Uint8Array): Sym {
  const sym = cx.obj.lookup(gcLocalsName(data), 0);
  if (!cx.isDefined(sym)) {
    cx.define(sym);
    sym.kind = SymKind.SRODATA;
    sym.attr |= Attr.ContentAddressable | Attr.Dupok;
    sym.data = data;
    sym.size = data.length;
    sym.align = 4;
  }
  return sym;
}

function derived(cx: Ctxt, sym: Sym, name: string): Sym {
  return (sym.attr & Attr.Static) !== 0 ? cx.lookupStatic(name) : cx.obj.lookup(name, 0);
}

/** References to what the Go declaration says of the arguments, for functions of this package that do not give their own. */
function addArgFuncdata(cx: Ctxt, f: FuncText, prefix: string): void {
  const { sym, text } = f;
  // The compiler makes them for ABI0 alone; the link places runtime.addmoduledata in its own way.
  if (!sym.name.startsWith(prefix) || sym.abi !== 0 || sym.name === 'runtime.addmoduledata') return;
  let haveMap = false;
  let haveInfo = false;
  for (let p: Prog | null = text; p !== null; p = p.link) {
    if (p.as !== As.FUNCDATA || p.from.type !== AddrType.Const) continue;
    if (p.from.offset === FuncID.FUNCDATA_ArgsPointerMaps) haveMap = true;
    if (p.from.offset === FuncID.FUNCDATA_ArgInfo) haveInfo = true;
  }
  const add = (table: number, name: string): void => {
    const p = text.append(As.FUNCDATA);
    p.from.setConst(table);
    p.to.type = AddrType.Mem;
    p.to.name = AddrName.Extern;
    p.to.sym = derived(cx, sym, name);
  };
  if (!haveMap) add(FuncID.FUNCDATA_ArgsPointerMaps, `${sym.name}.args_stackmap`);
  if (!haveInfo) add(FuncID.FUNCDATA_ArgInfo, `${sym.name}.arginfo${sym.abi}`);
}

/** Turns the instructions of one function into bytes, relocations and pc tables. */
export function finishFunc(cx: Ctxt, f: FuncText): void {
  const m = cx.machine;
  m.errorCheck(cx, f);
  patchBranches(cx, f);
  m.preprocess(cx, f);
  m.assemble(cx, f);
  for (const { sym, targets } of f.jumpTables) {
    targets.forEach((p, i) => writeAddress(cx, sym, i * m.ptrSize, m.ptrSize, f.sym, p.pc));
  }
  f.sym.align = f.align;
  if ((f.flag & TextFlag.NOSPLIT) !== 0) f.sym.attr |= Attr.NoSplit;
  if (cx.errors === 0) linkPcln(cx, f);
}

/** Checks operands, lets the machine edit each instruction, and finds the targets of branches by number. */
function patchBranches(cx: Ctxt, f: FuncText): void {
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    checkAddr(cx, p, p.from);
    if (p.rest !== null) for (const a of p.rest) checkAddr(cx, p, a);
    checkAddr(cx, p, p.to);
    cx.machine.progEdit(cx, p);
    const to = p.to;
    if (to.type !== AddrType.Branch || to.target !== null || to.sym !== null) continue;
    let q: Prog | null = f.text;
    const number = to.offset;
    while (q !== null && q.pc !== number) q = q.link;
    if (q === null) {
      cx.diag(`branch out of range (${hex(to.lo)})\n${cx.show(p)} [<nil>]`);
      to.type = AddrType.None;
      continue;
    }
    to.target = q;
  }

  // A jump to a jump goes to where that leads.
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    if (p.to.type === AddrType.Branch && p.to.target !== null) p.to.target = lastTarget(p.to.target);
  }
}

function hex(lo: number): string {
  return `0x${(lo >>> 0).toString(16)}`;
}

/** Where a chain of jumps ends; null when it never does. */
function lastTarget(p: Prog): Prog | null {
  let q = p;
  for (let n = 0; n < 5000; n++) {
    if (q.as !== As.JMP || q.to.type !== AddrType.Branch || q.to.target === null) return q;
    q = q.to.target;
  }
  return null;
}

/** Complains of an operand whose parts do not fit together. */
function checkAddr(cx: Ctxt, p: Prog, a: Addr): void {
  const plain = a.reg === NoReg && a.index === NoReg && a.scale === 0 && a.name === AddrName.None;
  switch (a.type) {
    case AddrType.None:
    case AddrType.Mem:
    case AddrType.RegList:
      return;
    case AddrType.Branch:
    case AddrType.TextSize:
      if (plain) return;
      break;
    case AddrType.Const:
      if (a.name !== AddrName.None || a.sym !== null || a.reg !== NoReg) {
        cx.diag(`argument is TYPE_CONST, should be TYPE_ADDR, in ${cx.show(p)}`);
        return;
      }
      if (a.scale === 0) return;
      break;
    case AddrType.FConst:
    case AddrType.SConst:
      if (plain && a.lo === 0 && a.hi === 0 && a.sym === null) return;
      break;
    case AddrType.Reg:
      if (a.scale === 0 && a.name === AddrName.None && a.sym === null) return;
      break;
    case AddrType.Address:
      if (plain && a.sym === null) cx.diag(`argument is TYPE_ADDR, should be TYPE_CONST, in ${cx.show(p)}`);
      return;
    case AddrType.Indir: {
      const named = a.name !== AddrName.None && a.sym !== null;
      if (named && a.reg === NoReg && a.index === NoReg && a.scale === 0 && a.lo === 0 && a.hi === 0) return;
      break;
    }
  }
  cx.diag(`invalid encoding for argument ${cx.show(p)}`);
}
