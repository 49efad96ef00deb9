// .debug_line: which line of which file the code at a pc is from.

import type { ByteWriter } from '../base/bytewriter.ts';
import { bodyPC } from '../obj/debuginfo.ts';
import { PcIter } from '../obj/pctab.ts';
import type { Ctxt } from './ctxt.ts';
import * as Abbrev from './dwarfabbrev.ts';
import type { Unit } from './dwarfunit.ts';
import type { DwarfWriter } from './dwarfwriter.ts';
import type { Func } from './objs.ts';
import { expandFile } from './pclntab.ts';
import type { Sym } from './symtab.ts';

const lineBase = -4;
const lineRange = 10;
const opcodeBase = 11;

/** Writes a unit's part: header, directories, files, and the programs of its functions; gives where it starts in the section. */
export function unitLines(cx: Ctxt, w: DwarfWriter, u: Unit): number {
  const line = w.line;
  const start = line.length;
  line.u32(0);
  line.u16(5);
  line.u8(cx.target.ptrSize);
  line.u8(0);
  const headerLength = line.length;
  line.u32(0);
  line.u8(1); // minimum_instruction_length
  line.u8(1); // maximum_operations_per_instruction
  line.u8(1); // default_is_stmt
  line.u8(lineBase);
  line.u8(lineRange);
  line.u8(opcodeBase);
  for (const n of [0, 1, 1, 1, 1, 0, 0, 0, 1, 0]) line.u8(n);
  const dirs = new Map<string, number>([['.', 0]]);
  const files: { readonly base: string; readonly dir: number }[] = [{ base: '?', dir: 0 }];
  u.files.forEach((raw, i) => {
    const name = expandFile(cx, raw) || `<missing>_${i}`;
    const slash = name.lastIndexOf('/');
    const dir = slash < 0 ? '.' : slash === 0 ? '/' : name.slice(0, slash);
    let at = dirs.get(dir);
    if (at === undefined) {
      at = dirs.size;
      dirs.set(dir, at);
    }
    files.push({ base: name.slice(slash + 1), dir: at });
  });
  line.u8(1);
  line.uleb(1); // path
  line.uleb(Abbrev.FORM_string);
  line.uleb(dirs.size);
  for (const dir of dirs.keys()) line.cstring(dir);
  line.u8(2);
  line.uleb(1);
  line.uleb(Abbrev.FORM_string);
  line.uleb(2); // directory index
  line.uleb(Abbrev.FORM_udata);
  line.uleb(files.length);
  for (const f of files) {
    line.cstring(f.base);
    line.uleb(f.dir);
  }
  line.putU32(headerLength, line.length - headerLength - 4);
  for (const { s, f } of u.funcs) {
    if (f.dwarfLines !== 0) w.copy(line, f.dwarfLines, u);
    else lineProgram(cx, line, u, s, f);
  }
  line.putU32(start, line.length - start - 4);
  return w.start.line + start;
}

/** A line program from a function's pc tables. */
function lineProgram(cx: Ctxt, out: ByteWriter, u: Unit, s: Sym, f: Func): void {
  const { tab, target, loader } = cx;
  const obj = loader.objs[tab.obj[s]]!;
  if (obj.own === null) return;
  const table = (t: Sym): PcIter =>
    new PcIter(tab.dataBuf(t), tab.dataOff[t], tab.dataOff[t] + tab.dataLen[t], target.minLC);
  const file = table(f.pcfile);
  const line = table(f.pcline);
  if (file.done || line.done) return;
  out.u8(0);
  out.uleb(1 + target.ptrSize);
  out.u8(2); // set_address
  out.u64(tab.value[s]);
  const body = bodyPC(f.debug);
  let pc = 0;
  let curFile = 1;
  let curLine = 1;
  for (let at = 0; !file.done && !line.done;) {
    const number = u.file(obj, f.files[file.value]!);
    if (number !== curFile) {
      curFile = number;
      out.u8(4); // set_file
      out.uleb(curFile);
    }
    if (at === body) out.u8(10); // set_prologue_end
    lineRow(out, at - pc, line.value - curLine);
    pc = at;
    curLine = line.value;
    at = Math.min(file.nextPc, line.nextPc);
    if (pc < body && body < at) {
      at = body;
      continue;
    }
    if (file.nextPc === at) file.next();
    if (line.nextPc === at) line.next();
  }
  out.u8(2);
  out.uleb(tab.size[s] - pc);
  out.u8(0);
  out.u8(1);
  out.u8(1); // end_sequence
}

/** A row of a line program, so far and so many lines behind the one before: in one byte where that is possible. */
function lineRow(w: ByteWriter, pcs: number, lines: number): void {
  const special = lines - lineBase + lineRange * pcs + opcodeBase;
  if (lines >= lineBase && lines < lineBase + lineRange && special <= 255) {
    w.u8(special);
    return;
  }
  if (pcs !== 0) {
    w.u8(2); // advance_pc
    w.uleb(pcs);
  }
  if (lines >= lineBase && lines < lineBase + lineRange) {
    w.u8(lines - lineBase + opcodeBase);
    return;
  }
  w.u8(3); // advance_line
  w.sleb(lines);
  w.u8(1); // copy
}
