// Compares burrow's object of a package's assembly with the object of `go tool asm`, symbol by symbol: what is defined and
// what is named, bytes, relocations, attributes, frame facts, pc tables with files and lines resolved, FUNCDATA. The same of what
// burrow writes of its object in gc's form, and the hashes of content there.
import { getI32, getI64, getU16, getU32 } from '../src/base/endian.ts';
import * as Attr from '../src/obj/attr.ts';
import { encodeUtf8 } from '../src/base/utf8.ts';
import { builtins } from '../src/obj/goobj-builtins.generated.ts';
import * as G from '../src/obj/goobj.ts';
import { writeGoObj } from '../src/obj/goobj-write.ts';
import { RelocStride, type Obj, type Sym } from '../src/obj/object.ts';
import { PcIter } from '../src/obj/pctab.ts';
import * as SymKind from '../src/obj/symkind.ts';

/** A symbol as lines of text, equal for equal symbols. */
type Described = Map<string, string[]>;

function key(name: string, abi: number, isStatic: boolean): string {
  return `${name}${isStatic ? '<>' : `<${abi}>`}`;
}

function hex(b: Uint8Array): string {
  return Buffer.from(b).toString('hex');
}

function table(b: Uint8Array, show: (value: number) => string): string {
  const out: string[] = [];
  for (const it = new PcIter(b, 0, b.length, 1); !it.done; it.next())
    out.push(`${it.pc}-${it.nextPc}:${show(it.value)}`);
  return out.join(' ');
}

const number = (n: number): string => String(n);

/** Attributes that are part of what is compared. */
const attrMask = 0xffff & ~Attr.Leaf;

/** The object of a file of gc's, or the last one of an archive. */
function open(bytes: Uint8Array): G.GoObj {
  const members = G.isArchive(bytes) ? G.readArchive(bytes) : null;
  let at = 0;
  let end = bytes.length;
  if (members !== null) {
    const last = members[members.length - 1]!;
    at = last.from;
    end = last.to;
  }
  const header = G.readObjectHeader(bytes, at, end);
  if (header === null) throw new Error('no object header');
  return new G.GoObj(bytes, header.objAt);
}

/** What symbols with names hold, as hashes. */
function contentHashes(o: G.GoObj): Set<string> {
  const out = new Set<string>();
  for (let i = 0; i < o.nhashed64 + o.nhashed; i++) {
    const short = i < o.nhashed64;
    const at = short ? o.hash64At(i) : o.hashAt(i - o.nhashed64);
    const name = o.name(o.ndef + i);
    if (name !== '') out.add(`${name} hash ${hex(o.bytes.subarray(at, at + (short ? 8 : 16)))}`);
  }
  return out;
}

/** An object in gc's form. */
export function describeGo(o: G.GoObj): { defs: Described; refs: Set<string> } {
  const files = o.files();
  const symKey = (s: number): string =>
    key(o.name(s), o.abi(s) === G.ABIStatic ? 0 : o.abi(s), o.abi(s) === G.ABIStatic);
  const target = (pkg: number, sym: number): string => {
    if (pkg === 0 && sym === 0) return '-';
    const s = o.local(pkg, sym);
    if (s >= 0) return symKey(s);
    const [name, abi] = builtin(-1 - s);
    return key(name, abi, false);
  };
  const defs: Described = new Map();
  const refs = new Set<string>();
  // Source files are named as symbols too; they stand in the file tables.
  for (let s = o.nalldef; s < o.nalldef + o.nnonpkgref; s++) {
    if (o.name(s) !== '' && !files.includes(o.name(s))) refs.add(symKey(s));
  }
  for (let s = 0; s < o.nalldef; s++) {
    if (o.name(s) === '') continue;
    const lines: string[] = [];
    defs.set(symKey(s), lines);
    lines.push(`kind ${o.kind(s)} attr ${o.attr(s) & attrMask} size ${o.size(s)} align ${o.align(s)}`);
    lines.push(`data ${hex(o.data(s))}`);
    for (let i = 0, r = o.relocOff(s); i < o.relocCount(s); i++, r += G.RelocSize) {
      const b = o.bytes;
      const to = target(getU32(b, r + 15), getU32(b, r + 19));
      if (getU32(b, r + 15) === G.PkgIdxBuiltin) refs.add(to);
      lines.push(`reloc ${getI32(b, r)} ${b[r + 4]} ${getU16(b, r + 5)} ${getI64(b, r + 7)} ${to}`);
    }
    let pcdata = 0;
    let funcdata = 0;
    const aux: string[] = [];
    for (let i = 0, a = o.auxOff(s); i < o.auxCount(s); i++, a += G.AuxSize) {
      const b = o.bytes;
      const pkg = getU32(b, a + 1);
      const t = o.local(pkg, getU32(b, a + 5));
      switch (b[a]) {
        case G.AuxFuncInfo: {
          const info = new G.GoFuncInfo(o.bytes, o.dataOff(t));
          aux.push(`func ${info.args} ${info.locals | 0} ${info.funcID} ${info.funcFlag} line ${info.startLine}`);
          break;
        }
        case G.AuxFuncdata:
          aux.push(`funcdata ${funcdata++} ${target(pkg, getU32(b, a + 5))}`);
          break;
        case G.AuxPcsp:
          aux.push(`pcsp ${table(o.data(t), number)}`);
          break;
        case G.AuxPcfile:
          aux.push(`pcfile ${table(o.data(t), v => files[v] ?? 'none')}`);
          break;
        case G.AuxPcline:
          aux.push(`pcline ${table(o.data(t), number)}`);
          break;
        case G.AuxPcinline:
          aux.push(`pcinline ${table(o.data(t), number)}`);
          break;
        case G.AuxPcdata:
          aux.push(`pcdata ${pcdata++} ${table(o.data(t), number)}`);
          break;
      }
    }
    lines.push(...aux.sort());
  }
  return { defs, refs };
}

function builtin(index: number): [string, number] {
  const entry = builtins[index]!;
  const space = entry.lastIndexOf(' ');
  return space < 0 ? [entry, 1] : [entry.slice(0, space), Number(entry.slice(space + 1))];
}

/** burrow's object. */
export function describeOurs(obj: Obj): { defs: Described; refs: Set<string> } {
  const symKey = (s: Sym): string => key(s.name, s.abi, (s.attr & Attr.Static) !== 0);
  const defs: Described = new Map();
  const refs = new Set<string>();
  const used = new Set<Sym>();
  const use = (id: number): string => {
    if (id === 0) return '-';
    used.add(obj.syms[id]!);
    return symKey(obj.syms[id]!);
  };
  for (const s of obj.syms) {
    if (s.kind === SymKind.Sxxx) continue;
    const lines: string[] = [];
    defs.set(symKey(s), lines);
    lines.push(`kind ${s.kind} attr ${s.attr & attrMask} size ${s.size} align ${s.align}`);
    lines.push(`data ${hex(s.data)}`);
    const relocs: string[] = [];
    for (let i = 0; s.relocs !== null && i < s.relocs.length; i += RelocStride) {
      const [off, size, type, add, sym] = s.relocs.slice(i, i + RelocStride) as [
        number,
        number,
        number,
        number,
        number,
      ];
      relocs.push(`reloc ${off} ${size} ${type} ${add} ${use(sym)}`);
    }
    lines.push(...relocs);
    if (s.func !== null) {
      const f = s.func;
      const aux = [`func ${f.args} ${f.locals} ${f.funcID} ${f.funcFlag} line ${f.startLine}`];
      f.funcdata.forEach((id, i) => aux.push(`funcdata ${i} ${use(id)}`));
      aux.push(`pcsp ${table(f.pcsp, number)}`, `pcfile ${table(f.pcfile, v => obj.posBases[v]?.file ?? 'none')}`);
      aux.push(`pcline ${table(f.pcline, number)}`, `pcinline ${table(f.pcinline, number)}`);
      f.pcdata.forEach((t, i) => aux.push(`pcdata ${i} ${table(t, number)}`));
      lines.push(...aux.sort());
    }
  }
  for (const s of used) if (s.kind === SymKind.Sxxx) refs.add(symKey(s));
  return { defs, refs };
}

/** What differs, a line each; at most `limit`. */
export function differences(obj: Obj, goObject: Uint8Array, limit: number): string[] {
  const gc = open(goObject);
  const object = writeGoObj(obj, { fingerprint: '', imports: [], shared: false, pcQuantum: 1, dwarf5: true });
  const written = open(Buffer.concat([encodeUtf8('go object\n!\n'), object]));
  const want = describeGo(gc);
  const out = compare(describeOurs(obj), want);
  const damage = G.damage(written.bytes, written.base, written.bytes.length);
  if (damage !== '') out.push(`in gc's form: ${damage}`);
  else out.push(...compare(describeGo(written), want).map(d => `in gc's form: ${d}`));
  const hashes = contentHashes(written);
  for (const h of contentHashes(gc)) if (!hashes.has(h)) out.push(`no content with ${h}`);
  return out.slice(0, limit);
}

function compare(ours: ReturnType<typeof describeGo>, go: ReturnType<typeof describeGo>): string[] {
  const out: string[] = [];
  for (const [name, want] of go.defs) {
    const have = ours.defs.get(name);
    if (have === undefined) out.push(`${name}: not defined`);
    else {
      for (let i = 0; i < Math.max(want.length, have.length); i++) {
        if (want[i] !== have[i]) {
          out.push(`${name}:\n  have ${clip(have[i])}\n  want ${clip(want[i])}`);
          break;
        }
      }
    }
  }
  for (const name of ours.defs.keys()) if (!go.defs.has(name)) out.push(`${name}: defined by us alone`);
  for (const name of go.refs) if (!ours.refs.has(name) && !ours.defs.has(name)) out.push(`${name}: not named by us`);
  for (const name of ours.refs) if (!go.refs.has(name)) out.push(`${name}: named by us alone`);
  return out;
}

function clip(s: string | undefined): string {
  if (s === undefined) return 'nothing';
  return s.length > 1500 ? `${s.slice(0, 1500)}...` : s;
}
