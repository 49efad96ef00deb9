// One function on its way through the compiler (GOSSAFUNC): its form after each pass as text, its instructions, and the source it
// comes from, with what connects them: which line a value is of, which value an instruction.

import { decodeUtf8 } from '../base/utf8.ts';
import { type DebugMarks, type FuncText, type Prog } from '../obj/prog.ts';
import { instructionString } from '../obj/progstring.ts';
import type { Ctxt } from '../obj/ctxt.ts';
import type { Func } from '../ssa/func.ts';
import type { Allocation, CompileMachine } from '../ssa/machine.ts';
import { printFunc } from '../ssa/print.ts';
import type { Program } from '../ssa/program/program.ts';
import type { Compiler } from './compiler.ts';

/** A line of a form, of the code, or of the source. */
export interface DumpLine {
  readonly text: string;
  /** The place in the source, `file:line`; '' for none. */
  readonly at: string;
  /** The value that an instruction was made for; 0 for none. */
  readonly value: number;
}

/** A form after a pass. */
export interface DumpPass {
  readonly name: string;
  /** Values have numbers of their own in forms before and after inlining. */
  readonly space: number;
  readonly lines: readonly DumpLine[];
}

/** A function's way. */
export interface SsaDump {
  /** As symbols name it. */
  readonly name: string;
  readonly source: readonly DumpLine[];
  readonly passes: readonly DumpPass[];
  readonly code: readonly DumpLine[];
}

/** Whether GOSSAFUNC means a function: `f`, `(*T).m`, `pkg.f`, `path/pkg.f`, with `,1` or `<1>` for its ABI where that matters. */
export function isMeant(wanted: string, symbol: string, abi: number): boolean {
  const m = /^(.*?)(?:,(\d)|<(\d)>)?$/.exec(wanted)!;
  const name = m[1]!;
  const want = m[2] ?? m[3];
  if (want !== undefined && Number(want) !== abi) return false;
  if (symbol === name) return true;
  if (symbol.endsWith(`/${name}`)) return true;
  const slash = symbol.lastIndexOf('/', symbol.includes('[') ? symbol.indexOf('[') : undefined);
  const dot = symbol.indexOf('.', slash + 1);
  return dot >= 0 && symbol.slice(dot + 1) === name;
}

/** Compiles a package whole and follows the functions that are meant. */
export function dumpPackage(
  p: Program,
  compiler: Compiler,
  machine: CompileMachine,
  importPath: string,
  wanted: string,
): SsaDump[] {
  const out: SsaDump[] = [];
  const passes = new Map<number, DumpPass[]>();
  const meant = (f: Func): boolean => isMeant(wanted, p.syms.names[f.sym]!, p.syms.abis[f.sym]!);
  const add = (f: Func, name: string, space: number, a: Allocation | null): void => {
    let list = passes.get(f.sym);
    if (list === undefined) passes.set(f.sym, (list = []));
    list.push({ name, space, lines: formLines(p, f, a, machine) });
  };
  compiler.watcher = {
    goPass: (_p, f, pass) => {
      if (meant(f)) add(f, pass, 0, null);
    },
    passes: f => (meant(f) ? (_p, g, pass) => add(g, pass, 1, null) : null),
    emitted: (cx, f, a, text) => {
      if (!meant(f)) return;
      add(f, 'regalloc', 1, a);
      out.push({
        name: p.syms.names[f.sym]!,
        source: sourceLines(p, f),
        passes: passes.get(f.sym)!,
        code: codeLines(p, cx, f, text),
      });
    },
  };
  compiler.wholePackage(importPath, []);
  compiler.watcher = null;
  return out;
}

/** The text of a dump: forms one after the other, then the instructions. */
export function dumpText(d: SsaDump): string {
  const out: string[] = [];
  for (const pass of d.passes) out.push(`---- ${d.name} after ${pass.name}`, ...pass.lines.map(l => l.text), '');
  out.push(`---- ${d.name}: code`, ...d.code.map(l => l.text), '');
  return out.join('\n');
}

function place(p: Program, pos: number): string {
  const at = p.source.fset.position(pos);
  return at === null ? '' : `${at.filename}:${at.line}`;
}

function formLines(p: Program, f: Func, a: Allocation | null, machine: CompileMachine): DumpLine[] {
  const lines: DumpLine[] = [];
  for (const text of printFunc(p, f).trimEnd().split('\n')) {
    const m = /^ {2}v(\d+) =/.exec(text);
    if (m === null) {
      lines.push({ text, at: '', value: 0 });
      continue;
    }
    const v = Number(m[1]);
    const reg = a === null ? undefined : machine.regs.names[a.reg[v] ?? 0xff];
    const shown = reg === undefined || reg === '' ? text : `${text} : ${reg}`;
    lines.push({ text: shown, at: place(p, f.posOf[v]!), value: v });
  }
  return lines;
}

function codeLines(p: Program, cx: Ctxt, f: Func, text: FuncText): DumpLine[] {
  const of = text.marks === null ? new Map<Prog, number>() : valuesOf(text.marks);
  const lines: DumpLine[] = [];
  for (let q: Prog | null = text.text; q !== null; q = q.link) {
    const file = cx.obj.posBases[q.base]?.file ?? '';
    const v = of.get(q) ?? 0;
    const pos = v === 0 ? `${file}:${q.line}` : place(p, f.posOf[v]!);
    const pc = q.pc.toString(16).padStart(5, '0');
    lines.push({ text: `${pc} ${instructionString(cx, q).replaceAll('\t', ' ')}`, at: pos, value: v });
  }
  return lines;
}

/** The values that instructions were made for. */
function valuesOf(marks: DebugMarks): Map<Prog, number> {
  const out = new Map<Prog, number>();
  for (let v = 1; v < marks.before.length; v++) {
    const before = marks.before[v];
    const last = marks.after[v];
    if (before === undefined || last === undefined || before === last) continue;
    for (let q = before.link; q !== null; q = q.link) {
      out.set(q, v);
      if (q === last) break;
    }
  }
  return out;
}

/** The text of the function, then the lines of others that were inlined into it. */
function sourceLines(p: Program, f: Func): DumpLine[] {
  const { fset } = p.source;
  const out: DumpLine[] = [];
  const seen = new Set<string>();
  const take = (from: number, to: number): void => {
    const file = fset.file(from);
    if (file === null) return;
    const text = decodeUtf8(file.source, 0, file.source.length).split('\n');
    const first = file.line(from - file.base);
    const last = file.line(to - file.base);
    for (let n = first; n <= last; n++) {
      const at = place(p, file.base + file.lineStart(n));
      if (seen.has(at)) continue;
      seen.add(at);
      out.push({ text: `${String(n).padStart(5)}  ${text[n - 1] ?? ''}`, at, value: 0 });
    }
  };
  if (f.pos !== 0) take(f.pos, Math.max(f.pos, f.endPos));
  // Of an inlined function those lines that something is of.
  const ranges = new Map<number, [number, number]>();
  for (const b of f.blocks) {
    for (const v of b.values) {
      const inl = f.inl[v]!;
      const pos = f.posOf[v]!;
      if (inl < 0 || pos === 0) continue;
      const { start, callee } = f.inlCalls[inl]!;
      const r = ranges.get(callee) ?? [start, start];
      if (fset.file(pos) !== fset.file(start)) continue;
      ranges.set(callee, [Math.min(r[0], pos), Math.max(r[1], pos)]);
    }
  }
  for (const [callee, [from, to]] of ranges) {
    if (from === 0) continue;
    out.push({ text: '', at: '', value: 0 }, { text: `${p.syms.names[callee]}:`, at: '', value: 0 });
    take(from, to);
  }
  return out;
}
