// The pc tables of an encoded function: stack depth, file, line, inlining and PCDATA at each pc, and its FUNCDATA symbols.

import * as AddrType from './addrtype.ts';
import * as As from './as.ts';
import type { Ctxt } from './ctxt.ts';
import { FuncInfo, InlNode } from './object.ts';
import { PcTabWriter } from './pctab.ts';
import type { FuncText, Prog } from './prog.ts';

/** More tables than the runtime can count. */
const maxTables = 255;
const noTable = new Uint8Array(0);

/** Fills the FuncInfo of an encoded function. */
export function linkPcln(cx: Ctxt, f: FuncText): void {
  const info = new FuncInfo();
  const sym = f.sym;
  const size = sym.size;
  const quantum = cx.machine.pcQuantum;
  info.args = f.args;
  info.locals = f.locals;
  info.funcID = f.funcID;
  info.funcFlag = f.funcFlag;
  info.startBase = f.text.base;
  info.startLine = f.startLine;
  sym.func = info;

  const sp = new PcTabWriter(quantum);
  const file = new PcTabWriter(quantum);
  const line = new PcTabWriter(quantum);
  const inline = new PcTabWriter(quantum);
  const calls = callNumbers(f);
  if (f.marks !== null) f.marks.calls = calls;
  const tables: (PcTabWriter | null)[] = [];
  const values: number[] = [];
  let depth = 0;
  let base = -1;
  let lineNum = -1;
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    if (p.as === As.PCDATA) countTable(cx, p, tables, values, quantum);
    else if (p.as === As.FUNCDATA) addFuncdata(cx, p, info);
  }
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    if (p.as !== As.TEXT && p.as !== As.NOP && p.line !== 0) {
      base = p.base;
      lineNum = p.line;
    }
    // Where the next instruction has the same pc, this one has no code, and what it says is said at the next.
    if (p.link === null || p.link.pc !== p.pc) {
      sp.set(p.pc, depth);
      file.set(p.pc, base);
      line.set(p.pc, lineNum);
      inline.set(p.pc, p.inl < 0 ? -1 : calls[p.inl]!);
      for (let i = 0; i < tables.length; i++) tables[i]?.set(p.pc, values[i]!);
    }
    if (p.as === As.PCDATA) values[p.from.lo] = p.to.lo;
    const next = depth + p.spadj;
    if (next < -10000 || next > 1100000000) {
      cx.diag(`overflow in spadj: ${depth} + ${p.spadj} = ${next}`);
      return;
    }
    depth = next;
  }
  info.pcsp = sp.finish(size);
  info.pcfile = file.finish(size);
  info.pcline = line.finish(size);
  info.pcinline = inline.finish(size);
  f.inlCalls.forEach((c, i) => {
    if (calls[i]! < 0) return;
    const parent = c.parent < 0 ? -1 : calls[c.parent]!;
    const pc = c.mark === null ? -1 : c.mark.pc;
    info.inlTree.push(new InlNode(parent, c.base, c.line, c.func.id, pc, c.startBase, c.startLine));
  });
  info.pcdata = tables.map(t => (t === null ? noTable : t.finish(size)));
}

/** By inlined call: its number among those of which code is left, be it of a call inside; -1 for the others, which no pc asks for. */
export function callNumbers(f: FuncText): Int32Array {
  const calls = new Int32Array(f.inlCalls.length).fill(-1);
  if (calls.length === 0) return calls;
  for (let p: Prog | null = f.text; p !== null; p = p.link) {
    if ((p.link === null ? f.sym.size : p.link.pc) === p.pc) continue;
    for (let c = p.inl; c >= 0 && calls[c]! < 0; c = f.inlCalls[c]!.parent) calls[c] = 0;
  }
  let n = 0;
  for (let c = 0; c < calls.length; c++) if (calls[c] === 0) calls[c] = n++;
  return calls;
}

/** Notes that a PCDATA table is used. One that only ever says -1 says nothing. */
function countTable(cx: Ctxt, p: Prog, tables: (PcTabWriter | null)[], values: number[], quantum: number): void {
  const table = p.from.offset;
  if (table < 0 || table >= maxTables || !p.to.isInt32) {
    cx.diag(`overflow in PCDATA instruction: ${cx.show(p)}`);
    return;
  }
  if (p.to.lo === -1) return;
  while (tables.length <= table) {
    tables.push(null);
    values.push(-1);
  }
  tables[table] ??= new PcTabWriter(quantum);
}

function addFuncdata(cx: Ctxt, p: Prog, info: FuncInfo): void {
  const i = p.from.offset;
  if (i < 0 || i >= maxTables || p.to.type !== AddrType.Mem || p.to.offset !== 0) {
    cx.diag(`bad funcdata: ${cx.show(p)}`);
    return;
  }
  while (info.funcdata.length <= i) info.funcdata.push(0);
  if (info.funcdata[i] !== 0) cx.diag(`multiple definitions for FUNCDATA $${i}`);
  info.funcdata[i] = p.to.sym!.id;
}
