// Definitions: what TEXT, GLOBL and DATA make of a symbol, for the assembler and for the compiler alike.

import * as Attr from './attr.ts';
import type { Ctxt } from './ctxt.ts';
import * as FuncID from './funcid.ts';
import { FuncText, type Prog } from './prog.ts';
import { maxSymSize, type Sym } from './object.ts';
import * as RelocType from './reloctype.ts';
import * as SymKind from './symkind.ts';
import * as TextFlag from './textflag.ts';

/** Makes `sym` a function that starts with the TEXT `text`. */
export function defineText(cx: Ctxt, sym: Sym, text: Prog, flag: number): void {
  const here = cx.posText(text.base, text.line);
  const other = cx.funcs.get(sym);
  if (other !== undefined) {
    const there = cx.posText(other.text.base, other.text.line);
    cx.diag(`${here}: symbol ${sym.name} redeclared\n\t${there}: other declaration of symbol ${sym.name}`);
    return;
  }
  const f = new FuncText(sym, text, flag, text.line);
  cx.funcs.set(sym, f);
  if (cx.isDefined(sym)) {
    cx.diag(`${here}: symbol ${sym.name} redeclared`);
    return;
  }
  if (sym.name.startsWith('"".')) cx.diag(`${here}: unqualified symbol name: ${sym.name}`);
  f.funcID = FuncID.funcID(sym.name, (flag & (TextFlag.WRAPPER | TextFlag.ABIWRAPPER)) !== 0);
  if ((flag & TextFlag.TOPFRAME) !== 0) f.funcFlag |= FuncID.FuncFlagTopFrame;
  if (cx.options.isAsm) f.funcFlag |= FuncID.FuncFlagAsm;
  cx.define(sym);
  if ((flag & TextFlag.DUPOK) !== 0) sym.attr |= Attr.Dupok;
  if ((flag & TextFlag.REFLECTMETHOD) !== 0) sym.attr |= Attr.ReflectMethod;
  if ((flag & TextFlag.ABIWRAPPER) !== 0) sym.attr |= Attr.ABIWrapper;
  if ((flag & TextFlag.PKGINIT) !== 0) sym.attr |= Attr.PkgInit;
  sym.kind = fipsKind(cx, sym, SymKind.STEXT);
}

/** Makes `sym` data of a size and the kind that the flags say. `here` is the position, for complaints. */
export function defineData(cx: Ctxt, sym: Sym, size: number, flag: number, here: string): void {
  if (cx.isDefined(sym)) cx.diag(`${here}: symbol ${sym.name} redeclared`);
  cx.define(sym);
  sym.size = size;
  if (size < 0 || size > maxSymSize) cx.diag(`${sym.name}: symbol too large (${size} bytes > ${maxSymSize} bytes)`);
  if (sym.kind === SymKind.Sxxx) sym.kind = SymKind.SBSS;
  if ((flag & TextFlag.DUPOK) !== 0) sym.attr |= Attr.Dupok;
  if ((flag & TextFlag.LOCAL) !== 0 && !cx.options.isAsm) sym.attr |= Attr.Local;
  if ((flag & TextFlag.RODATA) !== 0) sym.kind = SymKind.SRODATA;
  else if ((flag & TextFlag.NOPTR) !== 0) {
    const hasData = sym.kind === SymKind.SDATA || sym.kind === SymKind.SDATAFIPS || isNoPtrData(sym.kind);
    sym.kind = hasData ? SymKind.SNOPTRDATA : SymKind.SNOPTRBSS;
  } else if ((flag & TextFlag.TLSBSS) !== 0) sym.kind = SymKind.STLSBSS;
  sym.kind = fipsKind(cx, sym, sym.kind);
}

function isNoPtrData(kind: SymKind.Kind): boolean {
  return kind === SymKind.SNOPTRDATA || kind === SymKind.SNOPTRDATAFIPS;
}

/** The largest offset of DATA. */
const maxOffset = 2 ** 30;

/** Makes room for n bytes at an offset; false after a complaint. */
function prepareWrite(cx: Ctxt, sym: Sym, off: number, n: number): boolean {
  if (off < 0 || n < 0 || off >= maxOffset || n > maxOffset) {
    cx.diag(`prepwrite: bad off=${off} siz=${n} s=${sym.name}`);
    return false;
  }
  switch (sym.kind) {
    case SymKind.Sxxx:
    case SymKind.SBSS:
      sym.kind = fipsKind(cx, sym, SymKind.SDATA);
      break;
    case SymKind.SNOPTRBSS:
      sym.kind = fipsKind(cx, sym, SymKind.SNOPTRDATA);
      break;
    case SymKind.STLSBSS:
      cx.diag(`cannot supply data for STLSBSS var ${sym.name}`);
      break;
  }
  const end = off + n;
  if (end > sym.data.length) {
    // The data is a view of a buffer that grows by doubling.
    let buffer = sym.data.buffer;
    if (buffer.byteLength < end || sym.data.byteOffset !== 0) {
      buffer = new ArrayBuffer(Math.max(end, Math.min(2 * buffer.byteLength, end + (1 << 20))));
      new Uint8Array(buffer).set(sym.data);
    }
    sym.data = new Uint8Array(buffer, 0, end);
  }
  if (end > sym.size) sym.size = end;
  return true;
}

/** Writes bytes into a field of n bytes of a symbol's data. */
export function writeBytes(cx: Ctxt, sym: Sym, off: number, n: number, bytes: Uint8Array): void {
  if (prepareWrite(cx, sym, off, n)) sym.data.set(bytes, off);
}

/** Writes the address of a symbol into a symbol's data. */
export function writeAddress(cx: Ctxt, sym: Sym, off: number, n: number, target: Sym | null, add: number): void {
  if (!prepareWrite(cx, sym, off, n)) return;
  if (cx.options.shared && isFips(sym.kind)) {
    cx.diag(`${sym.name}: invalid relocation R_ADDR in fips data (${fipsNames.get(sym.kind) ?? sym.kind})`);
  }
  sym.addReloc(off, n, RelocType.R_ADDR, add, target === null ? 0 : target.id);
}

const fipsNames: ReadonlyMap<number, string> = new Map([
  [SymKind.SRODATAFIPS, 'SRODATAFIPS'],
  [SymKind.SNOPTRDATAFIPS, 'SNOPTRDATAFIPS'],
  [SymKind.SDATAFIPS, 'SDATAFIPS'],
]);

function isFips(kind: SymKind.Kind): boolean {
  return fipsNames.has(kind);
}

const fipsPrefix = 'crypto/internal/fips140';
/** Metadata of the runtime's that may hold addresses, and so is no part of what FIPS 140 hashes. */
const notFips =
  /\.inittask|\.dict|\.typeAssert|(\.arginfo[01]|\.argliveinfo|\.args_stackmap|\.opendefer|\.stkobj|\u00b7f)$/;

/** The kind that a symbol of the FIPS 140 module has instead of `kind`: such code and data are kept together and hashed. */
export function fipsKind(cx: Ctxt, sym: Sym, kind: SymKind.Kind): SymKind.Kind {
  const pkg = cx.obj.pkgPath;
  if (pkg.endsWith('_test')) return kind;
  if ((sym.attr & Attr.Static) !== 0) {
    if (pkg !== fipsPrefix && !pkg.startsWith(`${fipsPrefix}/`)) return kind;
  } else {
    const name = sym.name;
    if (!name.startsWith(fipsPrefix) || !/^[./]/.test(name.slice(fipsPrefix.length))) return kind;
    if (kind !== SymKind.STEXT && kind !== SymKind.STEXTFIPS) {
      if (notFips.test(name) || name === `${fipsPrefix}/check.linkinfo`) return kind;
    }
  }
  switch (kind) {
    case SymKind.STEXT:
      return SymKind.STEXTFIPS;
    case SymKind.SDATA:
      return SymKind.SDATAFIPS;
    case SymKind.SRODATA:
      return SymKind.SRODATAFIPS;
    case SymKind.SNOPTRDATA:
      return SymKind.SNOPTRDATAFIPS;
    default:
      return kind;
  }
}
