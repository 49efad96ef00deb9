// Reading what an assembler wrote in gc's format, as an object of burrow's own: who starts the tools one by one packs such objects into
// the archive of a package. goobj-write.ts is the other direction. What compilers alone write is not read: inlined calls, and symbols
// of other packages by number.

import { getI64, getU16, getU32 } from '../base/endian.ts';
import * as Attr from './attr.ts';
import { builtins } from './goobj-builtins.generated.ts';
import * as Go from './goobj.ts';
import { FromAssembly, FuncInfo, Obj, Std, type Sym, type SymId } from './object.ts';
import { PcIter } from './pctab.ts';

/**
 * The object of package `pkgPath` that begins at `base` of some bytes and ends at or before `end`; null where it is damaged, or no
 * assembler's.
 */
export function readGoObj(bytes: Uint8Array, base: number, end: number, pkgPath: string): Obj | null {
  if (Go.damage(bytes, base, end) !== '') return null;
  const go = new Go.GoObj(bytes, base);
  if (!go.fromAssembly) return null;
  for (let s = 0; s < go.nalldef; s++) if (go.damage(s) !== '') return null;
  const obj = new Obj(pkgPath, FromAssembly | (go.flags & Go.FlagStd ? Std : 0));
  for (const file of go.files()) obj.posBase(file, 0);
  return new GoObjReader(go, obj).read() ? obj : null;
}

/** Auxiliary symbols that are contents of a function, and what is told of it: the link tells debuggers by itself. */
const parts: ReadonlySet<number> = new Set([
  Go.AuxFuncInfo,
  Go.AuxDwarfInfo,
  Go.AuxDwarfLoc,
  Go.AuxDwarfRanges,
  Go.AuxDwarfLines,
  Go.AuxPcsp,
  Go.AuxPcfile,
  Go.AuxPcline,
  Go.AuxPcinline,
  Go.AuxPcdata,
]);

class GoObjReader {
  private readonly go: Go.GoObj;
  private readonly obj: Obj;
  /** By number in gc's object; undefined for what is no symbol here. */
  private readonly syms: (Sym | undefined)[] = [];

  constructor(go: Go.GoObj, obj: Obj) {
    this.go = go;
    this.obj = obj;
  }

  /** Whether all was understood. */
  read(): boolean {
    const { go } = this;
    const isPart = this.parts();
    if (isPart === null) return false;
    for (let s = 0; s < go.nalldef; s++) if (!isPart.has(s)) this.syms[s] = this.define(s);
    return this.syms.slice().every((sym, s) => sym === undefined || this.fill(s, sym));
  }

  /** The definitions that are parts of functions; null where something else is wrong. */
  private parts(): ReadonlySet<number> | null {
    const { go } = this;
    const found = new Set<number>();
    for (let s = 0; s < go.nalldef; s++) {
      for (let i = 0, at = go.auxOff(s); i < go.auxCount(s); i++, at += Go.AuxSize) {
        if (!parts.has(go.bytes[at]!)) continue;
        const part = this.number(at + 1);
        if (part < 0 || part >= go.nalldef) return null;
        found.add(part);
      }
    }
    return found;
  }

  private define(s: number): Sym {
    const { go, obj } = this;
    const name = go.name(s);
    const isStatic = go.abi(s) === Go.ABIStatic || name === '';
    const sym = isStatic ? obj.addStatic(name, 0) : obj.lookup(name, abiOf(go, s));
    sym.attr |= go.attr(s);
    const isHashed = s >= go.ndef && s < go.ndef + go.nhashed64 + go.nhashed;
    if (isHashed) sym.attr |= Attr.Dupok | Attr.ContentAddressable;
    sym.kind = go.kind(s);
    sym.size = go.size(s);
    sym.align = go.align(s);
    sym.data = go.data(s).slice();
    return sym;
  }

  /** The number of the symbol that a pair of numbers at `at` stands for, as `GoObj.local`. */
  private number(at: number): number {
    return this.go.local(getU32(this.go.bytes, at), getU32(this.go.bytes, at + 4));
  }

  /** The symbol of such a pair, 0 for none; null where there is no such symbol. */
  private symbol(at: number): SymId | null {
    const { bytes } = this.go;
    if (getU32(bytes, at) === 0 && getU32(bytes, at + 4) === 0) return 0;
    const s = this.number(at);
    if (s >= this.go.nalldef) return this.mention(s);
    if (s >= 0) return this.syms[s]?.id ?? null;
    const known = builtins[-1 - s];
    if (known === undefined) return null;
    const [name, abi] = known.split(' ') as [string, string];
    return this.obj.lookup(name, Number(abi)).id;
  }

  /** The symbol of others with the number s. Those that only what debuggers are told of mentions are no symbols here. */
  private mention(s: number): SymId | null {
    const { go, obj } = this;
    const name = s < go.nalldef + go.nnonpkgref ? go.name(s) : '';
    if (name === '') return null;
    const sym = obj.lookup(name, abiOf(go, s));
    if (!sym.isDefined) sym.attr = go.attr(s);
    return sym.id;
  }

  /** Reads what a definition refers to. */
  private fill(s: number, sym: Sym): boolean {
    const { go } = this;
    const { bytes } = go;
    for (let i = 0, at = go.relocOff(s); i < go.relocCount(s); i++, at += Go.RelocSize) {
      const target = this.symbol(at + 15);
      if (target === null) return false;
      sym.addReloc(getU32(bytes, at), bytes[at + 4]!, getU16(bytes, at + 5), getI64(bytes, at + 7), target);
    }
    for (let i = 0, at = go.auxOff(s); i < go.auxCount(s); i++, at += Go.AuxSize) {
      if (!this.aux(sym, bytes[at]!, at + 1)) return false;
    }
    const { func } = sym;
    if (func !== null && func.pcfile.length > 0) {
      func.startBase = Math.max(0, new PcIter(func.pcfile, 0, func.pcfile.length, 1).value);
    }
    return true;
  }

  /** Reads an auxiliary symbol of a definition, whose pair of numbers stands at `at`. */
  private aux(sym: Sym, kind: number, at: number): boolean {
    const { go } = this;
    if (parts.has(kind)) {
      const part = this.number(at);
      const func = (sym.func ??= new FuncInfo());
      switch (kind) {
        case Go.AuxFuncInfo:
          return this.info(part, func);
        case Go.AuxPcsp:
          func.pcsp = go.data(part).slice();
          break;
        case Go.AuxPcfile:
          func.pcfile = go.data(part).slice();
          break;
        case Go.AuxPcline:
          func.pcline = go.data(part).slice();
          break;
        case Go.AuxPcinline:
          func.pcinline = go.data(part).slice();
          break;
        case Go.AuxPcdata:
          func.pcdata.push(go.data(part).slice());
          break;
        default:
      }
      return true;
    }
    const target = this.symbol(at);
    if (target === null) return false;
    if (kind === Go.AuxGotype) sym.gotype = target;
    else if (kind === Go.AuxFuncdata) (sym.func ??= new FuncInfo()).funcdata.push(target);
    else return false;
    return true;
  }

  private info(part: number, func: FuncInfo): boolean {
    const { go } = this;
    if (Go.funcInfoDamaged(go.bytes, go.dataOff(part), go.dataLen(part))) return false;
    const found = new Go.GoFuncInfo(go.bytes, go.dataOff(part));
    func.args = found.args;
    func.locals = found.locals;
    func.funcID = found.funcID;
    func.funcFlag = found.funcFlag;
    func.startLine = found.startLine;
    return found.ninl === 0;
  }
}

function abiOf(go: Go.GoObj, s: number): number {
  return go.abi(s) === 0 ? 0 : 1;
}
