// What -S of compiler and assembler prints: code and data in gc's format. A function has a line with its sizes, its instructions with offset and
// position, its bytes and its relocations; data symbols have bytes and relocations.

import * as Attr from './attr.ts';
import type { Ctxt } from './ctxt.ts';
import * as FuncID from './funcid.ts';
import { type Obj, relocOrder, type Sym } from './object.ts';
import type { FuncText, InlCall, Prog } from './prog.ts';
import { progString } from './progstring.ts';
import * as RelocType from './reloctype.ts';
import * as SymKind from './symkind.ts';

const relocNames = new Map<number, string>(
  Object.entries(RelocType).flatMap(([name, n]) => (name.startsWith('R_') && typeof n === 'number' ? [[n, name]] : [])),
);
const kindNames = new Map<number, string>(
  Object.entries(SymKind).flatMap(([name, n]) => (/^S[A-Z]/.test(name) && typeof n === 'number' ? [[n, name]] : [])),
);

/**
 * The lines of a function that is finished and still has its instructions. `outermost`: what was inlined stands at the line of the
 * call in the function itself, as for gc's -S=2, else at its own.
 */
export function functionListing(cx: Ctxt, t: FuncText, outermost: boolean, out: string[]): void {
  head(t.sym, out);
  for (let p: Prog | null = t.text; p !== null; p = p.link) {
    const at = outermost ? outermostCall(t, p) : p;
    out.push(`\t${hex(p.pc)} ${progString(cx, p, at)}`);
  }
  content(cx.obj, t.sym, out);
}

/** Where an instruction stands in the function that it was inlined into. */
function outermostCall(t: FuncText, p: Prog): Prog | InlCall {
  let at: Prog | InlCall = p;
  for (let i = p.inl; i >= 0; i = at.parent) at = t.inlCalls[i]!;
  return at;
}

/** The lines of what an object has beside functions. */
export function dataListing(obj: Obj, out: string[]): void {
  for (const s of obj.syms) {
    if (!s.isDefined || s.func !== null || s.name === '') continue;
    head(s, out);
    content(obj, s, out);
  }
}

function head(s: Sym, out: string[]): void {
  let line = `${s.name} ${kindNames.get(s.kind) ?? ''} `;
  if ((s.attr & Attr.Static) !== 0) line += 'static ';
  if ((s.attr & Attr.Dupok) !== 0) line += 'dupok ';
  if ((s.attr & Attr.NoSplit) !== 0) line += 'nosplit ';
  const f = s.func;
  if (f !== null && (f.funcFlag & FuncID.FuncFlagTopFrame) !== 0) line += 'topframe ';
  if (f !== null && (f.funcFlag & FuncID.FuncFlagAsm) !== 0) line += 'asm ';
  line += `size=${s.size}`;
  if (f !== null) {
    // Arguments of unknown size have a negative one, and all are printed as they lie in 64 bits.
    line += ` args=0x${BigInt.asUintN(64, BigInt(f.args)).toString(16)} locals=0x${f.locals.toString(16)}`;
    line += ` funcid=0x${f.funcID.toString(16)} align=0x${s.align.toString(16)}`;
    if ((s.attr & Attr.Leaf) !== 0) line += ' leaf';
  }
  out.push(line);
}

function hex(n: number): string {
  return `0x${n.toString(16).padStart(4, '0')}`;
}

/** Bytes and relocations. */
function content(obj: Obj, s: Sym, out: string[]): void {
  const b = s.data;
  for (let i = 0; i < b.length; i += 16) {
    const row = b.subarray(i, i + 16);
    let line = `\t${hex(i)}`;
    let text = '';
    for (const c of row) {
      line += ` ${c.toString(16).padStart(2, '0')}`;
      text += c >= 0x20 && c <= 0x7e ? String.fromCharCode(c) : '.';
    }
    out.push(`${line}${'   '.repeat(16 - row.length)}  ${text}`);
  }
  const { relocs } = s;
  if (relocs === null) return;
  for (const i of relocOrder(relocs)) {
    const type = relocs[i + 2]!;
    const weak = (type & RelocType.R_WEAK) !== 0 && !relocNames.has(type);
    const name = relocNames.get(weak ? type & ~RelocType.R_WEAK : type) ?? String(type);
    const none = type === RelocType.R_TLS_LE ? 'TLS' : '';
    const target = relocs[i + 4]! === 0 ? none : obj.syms[relocs[i + 4]!]!.name;
    out.push(`\trel ${relocs[i]!}+${relocs[i + 1]!} t=${weak ? 'R_WEAK|' : ''}${name} ${target}+${relocs[i + 3]!}`);
  }
}
