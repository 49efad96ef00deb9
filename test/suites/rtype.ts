// Type descriptors, itabs and what belongs to them, beside those in the archives that gc compiled: bytes, relocations and
// attributes of every such symbol of the standard library for which there is a type in the package's source.
//
//     node tools/run.mjs test/suites/rtype.ts [-v] [=PATH or part of an import path...]
//
// With `test/PART` arguments, the programs of GOROOT/test with these parts in their names, compiled by gc for it. GOOS and GOARCH
// choose another machine.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Pos } from '../../src/base/pos.ts';
import { toHex } from '../../src/base/hex.ts';
import { getI32 } from '../../src/base/endian.ts';
import * as Attr from '../../src/obj/attr.ts';
import { builtins } from '../../src/obj/goobj-builtins.generated.ts';
import { Foreign, GoObj, readArchive, readObjectHeader, relocAdd, RelocSize } from '../../src/obj/goobj.ts';
import { Obj, RelocStride, type Sym } from '../../src/obj/object.ts';
import { typeDescriptor } from '../../src/rtype/descriptor.ts';
import { itab } from '../../src/rtype/itab.ts';
import { Layouts } from '../../src/rtype/layout.ts';
import { methods } from '../../src/rtype/methods.ts';
import { TypeNames } from '../../src/rtype/names.ts';
import * as RecipeKind from '../../src/rtype/recipe.ts';
import { Sink } from '../../src/rtype/recipe.ts';
import type { Node } from '../../src/syntax/nodes.ts';
import { memoryFacts } from '../../src/target/memory.ts';
import * as Typ from '../../src/types/basic.ts';
import { localTypeNumbers } from '../../src/types/local-types.ts';
import { type TypeName, Var } from '../../src/types/object.ts';
import * as VarKind from '../../src/types/varkind.ts';
import * as TypeKind from '../../src/types/typekind.ts';
import { typeSet } from '../../src/types/typeset.ts';
import { sizes64 } from '../../src/types/sizes.ts';
import { Pointer, Signature, Slice, Tuple, type Type } from '../../src/types/type.ts';
import { unalias, under } from '../../src/types/under.ts';
import { emptyInterface, universeError } from '../../src/types/universe.ts';
import { goroot, goTestDir, goTool } from '../goroot.ts';
import { isLanguageLevel, testFiles } from './testdir.ts';
import { stdPackages, type StdPackages } from '../std-packages.ts';
import type { FrontEnd, SourcePackage } from '../../src/build/front-end.ts';

/** A symbol of an archive, or of burrow's, in one form. */
interface Plain {
  readonly name: string;
  readonly kind: number;
  readonly attr: number;
  readonly hashed: boolean;
  readonly size: number;
  readonly align: number;
  readonly data: Uint8Array;
  readonly relocs: readonly string[];
}

const compared = Attr.Dupok | Attr.Local | Attr.Typelink | Attr.GoType | Attr.Itab | Attr.UsedInIface;

/** The symbols of gc's object in an archive whose names `wanted` says. */
export function archiveSymbols(file: string, wanted: (name: string) => boolean): Map<string, Plain> {
  const bytes = new Uint8Array(fs.readFileSync(file));
  const out = new Map<string, Plain>();
  for (const m of readArchive(bytes)!) {
    if (m.name === '__.PKGDEF') continue;
    const header = readObjectHeader(bytes, m.from, m.to);
    if (header === null) continue;
    const o = new GoObj(bytes, header.objAt);
    if (o.fromAssembly) continue;
    const foreign = new Map<string, string>();
    for (const r of o.refNames()) foreign.set(`${r.pkg} ${r.sym}`, r.name);
    const target = (pkg: number, sym: number): string => {
      const s = o.local(pkg, sym);
      if (s === Foreign) return foreign.get(`${pkg} ${sym}`) ?? `?${pkg} ${sym}`;
      if (s < 0) return builtins[-1 - s]!.split(' ')[0]!;
      const name = o.name(s);
      // gc numbers names with a package, in the order in which it meets them.
      if (/^type:\.namedata\.\S*\.\d+$/.test(name) && s < o.nalldef) return `namedata ${toHex(o.data(s))}`;
      return name;
    };
    for (let s = 0; s < o.nalldef; s++) {
      const name = o.name(s);
      if (!wanted(name)) continue;
      const relocs: string[] = [];
      const n = o.relocCount(s);
      for (let i = 0, at = o.relocOff(s); i < n; i++, at += RelocSize) {
        const type = bytes[at + 5]! | (bytes[at + 6]! << 8);
        const to = target(getI32(bytes, at + 15) >>> 0, getI32(bytes, at + 19) >>> 0);
        relocs.push(relocText(getI32(bytes, at), bytes[at + 4]!, type, relocAdd(bytes, at), to));
      }
      out.set(name, {
        name,
        kind: o.kind(s),
        attr: o.attr(s) & compared,
        hashed: s >= o.ndef && s < o.ndef + o.nhashed64 + o.nhashed,
        size: o.size(s),
        align: o.align(s),
        data: whole(o.data(s), o.size(s)),
        relocs: relocs.sort(),
      });
    }
  }
  return out;
}

/** With the zeros that gc leaves out at the end. */
function whole(data: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(Math.max(size, data.length)); // code of wasm has no size
  out.set(data);
  return out;
}

function relocText(off: number, size: number, type: number, add: number, target: string): string {
  return `${String(off).padStart(5, '0')} ${size} ${type} ${add} ${target}`;
}

/** A symbol of burrow's in the same form. */
function plain(obj: Obj, sym: Sym): Plain {
  const relocs: string[] = [];
  const list = sym.relocs ?? [];
  for (let i = 0; i < list.length; i += RelocStride) {
    const to = obj.syms[list[i + 4]!]!;
    const name = to.name.startsWith('type:.namedata.-pkg.') ? `namedata ${toHex(to.data)}` : to.name;
    relocs.push(relocText(list[i]!, list[i + 1]!, list[i + 2]!, list[i + 3]!, name));
  }
  return {
    name: sym.name,
    kind: sym.kind,
    attr: sym.attr & compared,
    hashed: (sym.attr & Attr.ContentAddressable) !== 0,
    size: sym.size,
    align: sym.align,
    data: sym.data,
    relocs: relocs.sort(),
  };
}

/** What differs between gc's symbol and burrow's; '' for nothing. */
function difference(want: Plain, got: Plain): string {
  const out: string[] = [];
  if (want.kind !== got.kind) out.push(`kind ${want.kind}, got ${got.kind}`);
  // gc takes the pointer to `any` for one to a defined type.
  if (want.attr !== got.attr && want.name !== 'type:*interface {}')
    out.push(`attr ${want.attr.toString(16)}, got ${got.attr.toString(16)}`);
  if (want.hashed !== got.hashed) out.push(`hashed ${want.hashed}`);
  if (want.size !== got.size) out.push(`size ${want.size}, got ${got.size}`);
  // gc aligns what it names by contents in the object, burrow leaves it to the link.
  if (want.align !== got.align && !want.hashed) out.push(`align ${want.align}, got ${got.align}`);
  if (toHex(want.data) !== toHex(got.data)) out.push(`data\n      - ${toHex(want.data)}\n      + ${toHex(got.data)}`);
  // Of a pointer's pointer gc knows in some packages.
  const isPointer = want.name.startsWith('type:') && want.data[23] === 22;
  const missing = want.relocs.filter(r => !got.relocs.includes(r) && !(isPointer && /^00044 4 (5|32773) 0 /.test(r)));
  const surplus = got.relocs.filter(r => !want.relocs.includes(r));
  for (const r of missing) out.push(`- ${r}`);
  for (const r of surplus) out.push(`+ ${r}`);
  return out.join('\n    ');
}

/** All types that the tree of a package mentions. */
class Mentioned {
  readonly types = new Set<Type>();
  private readonly seen = new Set<object>();

  node(n: object): void {
    if (this.seen.has(n)) return;
    this.seen.add(n);
    for (const [key, value] of Object.entries(n)) {
      if (typeof value !== 'object' || value === null) continue;
      if (key === 'target') continue;
      if (key === 'obj' || key === 'instance' || key === 'type') {
        if ('pos' in value && 'kind' in value && !('pkg' in value) && !('obj' in value && 'state' in value)) {
          this.node(value as object);
          continue;
        }
      }
      if (key === 'type') this.type(value as Type);
      else if (key === 'obj') {
        const t = (value as { type?: Type | null }).type;
        if (t !== undefined && t !== null) this.type(t);
      } else if (key === 'instance') {
        const i = value as { targs: Type[]; type: Type };
        i.targs.forEach(t => this.type(t));
        this.type(i.type);
      } else if (key === 'selection') {
        this.type((value as { recv: Type }).recv);
      } else if (Array.isArray(value)) {
        for (const v of value) if (typeof v === 'object' && v !== null && 'kind' in v) this.node(v as Node);
      } else if ('kind' in value && 'pos' in value) {
        this.node(value);
      }
    }
  }

  /** Adds a type, and what it is made of. */
  type(t0: Type): void {
    const t = unalias(t0);
    if (this.types.has(t)) return;
    this.types.add(t);
    switch (t.kind) {
      case TypeKind.Array:
      case TypeKind.Slice:
      case TypeKind.Pointer:
      case TypeKind.Chan:
        this.type(t.elem);
        break;
      case TypeKind.Map:
        this.type(t.key);
        this.type(t.elem);
        break;
      case TypeKind.Signature:
        for (const v of [...t.params.vars, ...t.results.vars]) this.type(v.type!);
        if (t.variadic) this.type(new Slice((t.params.vars.at(-1)!.type as Slice).elem));
        break;
      case TypeKind.Tuple:
        for (const v of t.vars) this.type(v.type!);
        break;
      case TypeKind.Struct:
        for (const f of t.fields) this.type(f.type!);
        break;
      case TypeKind.Interface:
        for (const m of typeSet(t).methods) this.type(m.type!);
        break;
      case TypeKind.Named:
        t.targs.forEach(a => this.type(a));
        if (t.targs.length > 0 || t.tparams.length === 0) this.type(under(t));
        break;
      default:
    }
  }
}

/** The type has a descriptor: it mentions no type parameter and is no constraint. */
function isConcrete(t0: Type, seen = new Set<Type>()): boolean {
  const t = unalias(t0);
  if (seen.has(t)) return true;
  seen.add(t);
  const ok = (x: Type): boolean => isConcrete(x, seen);
  switch (t.kind) {
    case TypeKind.Basic:
      return t.basic > 0 && t.basic <= 18;
    case TypeKind.Array:
      return t.len >= 0 && ok(t.elem);
    case TypeKind.Slice:
    case TypeKind.Pointer:
    case TypeKind.Chan:
      return ok(t.elem);
    case TypeKind.Map:
      return ok(t.key) && ok(t.elem);
    case TypeKind.Signature:
      return (
        t.tparams.length === 0 && [...t.params.vars, ...t.results.vars].every(v => ok(v.type!)) && plainVariadic(t)
      );
    case TypeKind.Struct:
      return t.fields.every(f => ok(f.type!));
    case TypeKind.Interface: {
      const set = typeSet(t);
      return (
        !set.comparable && set.terms.length === 1 && set.terms[0]!.type === null && set.methods.every(m => ok(m.type!))
      );
    }
    case TypeKind.Named:
      return (t.targs.length > 0 || t.orig.tparams.length === 0) && t.targs.every(ok) && ok(under(t));
    default:
      return false;
  }
}

function plainVariadic(t: Signature): boolean {
  return !t.variadic || unalias(t.params.vars.at(-1)!.type!).kind === TypeKind.Slice;
}

/** Shapes, closures, caches of interface switches: types that only gc has. */
function isPrivate(name: string): boolean {
  return /go\.shape|\{ F uintptr|Typ uintptr; Itab uintptr|InterfaceSwitch|Size_ uintptr; PtrBytes/.test(name);
}

class Counter {
  equal = 0;
  different = 0;
  unmatched = 0;
  private = 0;
}

const interesting = (name: string): boolean =>
  name.startsWith('type:') ||
  name.startsWith('go:itab.') ||
  name.startsWith('runtime.gcbits.') ||
  /^runtime\.(\w*equal|\w*hash)\d*·f$/.test(name);

/** What is to be compared: gc's archive of a package, and its source. */
interface Subject {
  readonly archive: string;
  readonly source: SourcePackage;
}

/** Compares one package; `total` counts by kinds of symbols. Returns what differs. */
function comparePackage(
  subject: Subject,
  front: FrontEnd,
  goarch: string,
  total: Map<string, Counter>,
  verbose: boolean,
): string[] {
  const gc = archiveSymbols(subject.archive, interesting);
  const path = subject.source.path;
  const { checked, trees, errors } = front.check(subject.source);
  if (errors.count > 0) throw new Error(`${subject.source.files[0]!.file}: ${errors.sorted()[0]!.message}`);
  const numbers = localTypeNumbers(trees);
  const localNumber = (obj: TypeName): number => numbers.get(obj.pos as Pos) ?? 0;
  const layouts = new Layouts(sizes64, memoryFacts(goarch));
  const names = new TypeNames(layouts, localNumber);
  const mentioned = new Mentioned();
  for (const t of trees) mentioned.node(t);
  for (const name of checked!.pkg.scope.names()) {
    const t = checked!.pkg.scope.lookup(name)!.type;
    if (t !== null) mentioned.type(t);
  }
  for (let k = 1; k <= 18; k++) mentioned.type(Typ.byKind[k]!);
  mentioned.type(universeError);
  mentioned.type(emptyInterface);
  const byName = new Map<string, Type>();
  const byLink = new Map<string, Type>();
  const obj = new Obj(path, 0);
  const sink = new Sink(obj, names);
  for (const t of mentioned.types) {
    if (!isConcrete(t)) continue;
    const name = names.typeSymbol(t);
    if (!byName.has(name)) byName.set(name, t);
    sink.type(t);
  }
  // gc makes descriptors, which nothing refers to, of the types of methods with their receivers.
  for (const t of mentioned.types) {
    if (t.kind !== TypeKind.Named || !isConcrete(t)) continue;
    for (const recv of [t, new Pointer(t)]) {
      for (const m of methods(recv)) {
        const sig = m.obj.type as Signature;
        const params = new Tuple([new Var(VarKind.Param, 0, null, '', recv), ...sig.params.vars]);
        sink.type(new Signature(null, [], params, sig.results, sig.variadic));
      }
    }
  }
  // What descriptors name has descriptors too.
  for (let round = 0; round < 8; round++) {
    let grown = false;
    for (const [name, r] of sink.recipes) {
      if (r.kind !== RecipeKind.TypeDescriptor || obj.lookup(name, 0).isDefined) continue;
      // Pointers to pointers to pointers are of no interest.
      if (name.startsWith('type:***') || !isConcrete(r.type)) continue;
      if (round > 0 && !gc.has(name)) continue;
      byName.set(name, r.type);
      typeDescriptor(r.type, sink, layouts, names);
      grown = true;
    }
    if (!grown) break;
  }
  for (const t of byName.values()) byLink.set(names.linkString(t), t);
  const lines: string[] = [];
  for (const [name, want] of gc) {
    const kind =
      /^type:\.\w+/.exec(name)?.[0].replace(/\d+$/, '') ?? /^(type|go:itab|runtime\.gcbits|runtime)/.exec(name)![0];
    let c = total.get(kind);
    if (c === undefined) total.set(kind, (c = new Counter()));
    if (name.startsWith('go:itab.')) makeItab(name.slice(8), byLink, sink, layouts, names);
    const sym = obj.lookup(name, 0);
    if (!sym.isDefined) {
      if (isPrivate(name)) c.private++;
      else c.unmatched++;
      if (verbose && !isPrivate(name)) lines.push(`    ? ${name}`);
      continue;
    }
    const diff = difference(want, plain(obj, sym));
    if (diff === '') c.equal++;
    else {
      c.different++;
      lines.push(`  ${name}\n    ${diff}`);
    }
  }
  return lines;
}

/** Makes the itab of a pair `T,I`, if both are types of the package. */
function makeItab(text: string, byLink: Map<string, Type>, sink: Sink, layouts: Layouts, names: TypeNames): void {
  for (let i = text.indexOf(','); i >= 0; i = text.indexOf(',', i + 1)) {
    const t = byLink.get(text.slice(0, i));
    const iface = byLink.get(text.slice(i + 1));
    if (t !== undefined && iface !== undefined && under(iface).kind === TypeKind.Interface) {
      itab(t, iface, sink, layouts, names);
      return;
    }
  }
}

/** The programs of GOROOT/test of one file, compiled by gc. */
function testPrograms(std: StdPackages, exports: readonly string[], filters: readonly string[]): Subject[] {
  if (goTestDir === null) return [];
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-rtype-'));
  const importcfg = path.join(dir, 'importcfg');
  fs.writeFileSync(importcfg, exports.map(l => `packagefile ${l.replace(' ', '=')}\n`).join(''));
  const out: Subject[] = [];
  for (const t of testFiles(goTestDir)) {
    if (t.action !== 'run' || !isLanguageLevel(t) || !filters.some(f => t.name.includes(f))) continue;
    const file = path.join(goTestDir, t.name);
    const archive = path.join(dir, `${t.name.replaceAll('/', '_')}.a`);
    const flags = ['tool', 'compile', '-p', 'main', '-importcfg', importcfg, '-o', archive, file];
    if (spawnSync(goTool!, flags).status !== 0) continue;
    const source = {
      path: 'main',
      files: [{ name: path.basename(file), file }],
      importedPrefix: '',
      goVersion: '',
      std: false,
      complete: false,
      resolve: (name: string) => std.resolve(name),
    };
    out.push({ archive, source });
  }
  return out;
}

async function main(): Promise<number> {
  if (goroot === null || goTool === null) {
    console.log('no go command: skipped');
    return 0;
  }
  const args = process.argv.slice(2);
  const verbose = args.includes('-v');
  const tests = args.filter(a => a.startsWith('test/')).map(a => a.slice(5));
  const filters = args.filter(a => a !== '-v' && !a.startsWith('test/'));
  const list = spawnSync(goTool, ['list', '-export', '-f', '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}', 'std'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  const std = await stdPackages(goroot);
  const front = std.frontEnd();
  const total = new Map<string, Counter>();
  const lines = list.stdout.trim().split('\n');
  const subjects = tests.length > 0 ? testPrograms(std, lines, tests) : [];
  for (const line of tests.length > 0 ? [] : lines) {
    const [importPath, archive] = line.split(' ') as [string, string];
    const wanted = (f: string): boolean => (f.startsWith('=') ? f.slice(1) === importPath : importPath.includes(f));
    if (filters.length > 0 && !filters.some(wanted)) continue;
    subjects.push({ archive, source: std.find(importPath) as SourcePackage });
  }
  for (const s of subjects) {
    const differences = comparePackage(s, front, std.config.goarch, total, verbose);
    if (differences.length === 0) continue;
    console.log(`${s.source.path === 'main' ? s.source.files[0]!.file : s.source.path}:`);
    for (const l of differences.slice(0, verbose ? 1000 : 6)) console.log(l);
    if (!verbose && differences.length > 6) console.log(`  ... ${differences.length - 6} more`);
  }
  let failed = 0;
  for (const [kind, c] of [...total].sort()) {
    failed += c.different;
    const rest = `${c.unmatched} without a type in the source, ${c.private} of gc's own making`;
    console.log(`${kind}: ${c.equal} equal, ${c.different} different, ${rest}`);
  }
  console.log(`${subjects.length} packages: ${failed} symbols differ`);
  return failed === 0 ? 0 : 1;
}

process.exit(await main());
