// The initial contents of package-level variables, beside those in the objects that gc compiled: which variables are data,
// with what bytes and addresses, and what is left to the init function. Unnamed parts are compared by what they hold. We may
// initialise more than gc does, never less.
//
//     node tools/run.mjs test/suites/static-data.ts [-v] [cmd] [=PATH or part of an import path...]
//
// With `cmd`, the packages of the distribution's commands.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { getI32 } from '../../src/base/endian.ts';
import { toHex } from '../../src/base/hex.ts';
import { AuxGotype, Foreign, GoObj, readArchive, readObjectHeader, relocAdd, RelocSize } from '../../src/obj/goobj.ts';
import { builtins } from '../../src/obj/goobj-builtins.generated.ts';
import { Ctxt } from '../../src/obj/ctxt.ts';
import { fipsKind } from '../../src/obj/define.ts';
import { Obj } from '../../src/obj/object.ts';
import * as RelocType from '../../src/obj/reloctype.ts';
import * as SymKind from '../../src/obj/symkind.ts';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import * as Recipe from '../../src/ssa/recipe.ts';
import { RelocStride, StaticData } from '../../src/ssa/staticinit/data.ts';
import { initialData, initPlan, mapInitOf } from '../../src/ssa/staticinit/plan.ts';
import { pathToPrefix } from '../../src/base/path-to-prefix.ts';
import { isRuntimePackage } from '../../src/target/special-packages.ts';
import * as ObjKind from '../../src/types/objkind.ts';
import type { Package } from '../../src/types/package.ts';
import { load, open } from '../compile-harness.ts';
import { go } from '../link-harness.ts';
import { goroot, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';

/** A place of an address in data, or a note about a symbol. */
interface Address {
  readonly off: number;
  readonly size: number;
  readonly type: number;
  readonly add: number;
  /** The number of the symbol in gc's object, in the program's table for ours; -1 for what others define. */
  readonly to: number;
  readonly name: string;
}

/** Contents in one form. */
interface Contents {
  readonly kind: number;
  readonly size: number;
  readonly align: number;
  readonly gotype: string;
  readonly data: Uint8Array;
  readonly relocs: readonly Address[];
}

/** gc's object of a package. */
class Oracle {
  private readonly o: GoObj;
  private readonly bytes: Uint8Array;
  private readonly byName = new Map<string, number>();
  private readonly foreign = new Map<string, string>();

  constructor(file: string) {
    this.bytes = new Uint8Array(fs.readFileSync(file));
    let found: GoObj | null = null;
    for (const m of readArchive(this.bytes)!) {
      if (m.name === '__.PKGDEF') continue;
      const header = readObjectHeader(this.bytes, m.from, m.to);
      if (header === null) continue;
      const o = new GoObj(this.bytes, header.objAt);
      if (!o.fromAssembly) found ??= o;
    }
    if (found === null) throw new Error(`${file}: no object of the compiler's`);
    this.o = found;
    for (const r of found.refNames()) this.foreign.set(`${r.pkg} ${r.sym}`, r.name);
    for (let s = 0; s < found.nalldef; s++) this.byName.set(found.name(s), s);
  }

  find(name: string): number {
    return this.byName.get(name) ?? -1;
  }

  name(s: number): string {
    return this.o.name(s);
  }

  isDefined(s: number): boolean {
    return s >= 0 && s < this.o.nalldef;
  }

  /** The symbol that a reference in the file means. */
  private target(at: number): { readonly to: number; readonly name: string } {
    const { o, bytes } = this;
    const pkg = getI32(bytes, at) >>> 0;
    const sym = getI32(bytes, at + 4) >>> 0;
    const to = o.local(pkg, sym);
    if (to === Foreign) return { to: -1, name: this.foreign.get(`${pkg} ${sym}`) ?? `?${pkg} ${sym}` };
    return to < 0 ? { to: -1, name: builtins[-1 - to]!.split(' ')[0]! } : { to, name: o.name(to) };
  }

  private gotype(s: number): string {
    const at = this.o.auxOff(s);
    return this.o.auxCount(s) > 0 && this.bytes[at] === AuxGotype ? this.target(at + 1).name : '';
  }

  relocs(s: number): Address[] {
    const { o, bytes } = this;
    const out: Address[] = [];
    const n = o.relocCount(s);
    for (let i = 0, at = o.relocOff(s); i < n; i++, at += RelocSize) {
      const { to, name } = this.target(at + 15);
      const type = bytes[at + 5]! | (bytes[at + 6]! << 8);
      out.push({ off: getI32(bytes, at), size: bytes[at + 4]!, type, add: relocAdd(bytes, at), to, name });
    }
    return out;
  }

  contents(s: number): Contents {
    const { o } = this;
    return {
      kind: o.kind(s),
      size: o.size(s),
      align: o.align(s),
      gotype: this.gotype(s),
      data: o.data(s),
      relocs: this.relocs(s),
    };
  }

  /** The symbols that the init function and what it calls of map initialisers name; null where it is not run. */
  initMentions(prefix: string): Set<number> | null {
    const init = this.find(`${prefix}.init`);
    const task = this.find(`${prefix}..inittask`);
    if (init < 0 || task < 0 || !this.relocs(task).some(r => r.to === init)) return null;
    const out = new Set<number>();
    const add = (s: number): void => {
      for (const r of this.relocs(s)) {
        if (r.to < 0 || out.has(r.to)) continue;
        out.add(r.to);
        if (r.name.startsWith(`${prefix}.map.init.`)) add(r.to);
      }
    };
    add(init);
    return out;
  }
}

/** What came of a comparison: of variables, and of what differs in them. */
export class Counts {
  packages = 0;
  vars = 0;
  /** Data for both, and equal. */
  data = 0;
  /** Zero for both. */
  zero = 0;
  /** Data with us where gc has code. */
  more = 0;
  /** Packages for which gc has an init function of variables, and we; the steps of ours. */
  gcInits = 0;
  inits = 0;
  steps = 0;
  readonly failures: string[] = [];
}

/** Compares the variables of one package. */
class Comparison {
  private readonly gc: Oracle;
  private readonly p: Program;
  private readonly cx: Ctxt;
  private readonly mentions: Set<number>;
  private readonly seen = new Set<string>();
  /** What differs in the variable at hand. */
  more = false;
  wrong: string[] = [];

  constructor(gc: Oracle, p: Program, pkg: Package) {
    this.gc = gc;
    this.p = p;
    this.mentions = gc.initMentions(pathToPrefix(pkg.path)) ?? new Set();
    const options = { shared: false, dynlink: false, isAsm: false };
    this.cx = new Ctxt(
      new Obj(pkg.path, 0),
      newMachine(),
      options,
      () => '',
      message => {
        throw new Error(message);
      },
    );
  }

  /** The contents that the compiler would write for ours. */
  private ours(d: StaticData, name: string): Contents {
    const { syms } = this.p;
    const relocs: Address[] = [];
    for (let i = 0; i < d.relocs.length; i += RelocStride) {
      const [off, size, type, add, to] = d.relocs.slice(i, i + RelocStride) as [number, number, number, number, number];
      relocs.push({ off, size, type, add, to, name: syms.names[to]! });
    }
    let kind: number = d.hasPointers ? SymKind.SDATA : SymKind.SNOPTRDATA;
    if (d.isZero) kind = d.hasPointers ? SymKind.SBSS : SymKind.SNOPTRBSS;
    if (d.readOnly) kind = SymKind.SRODATA;
    const sym = this.cx.obj.lookup(name, 0);
    kind = fipsKind(this.cx, sym, kind);
    const gotype = d.type === null ? '' : this.p.names.typeSymbol(d.type);
    return { kind, size: d.size, align: d.align, gotype, data: d.bytes, relocs };
  }

  /** Compares a variable, or an unnamed part; `where` says which. */
  data(where: string, s: number, want: Contents, d: StaticData): void {
    const key = `${s} ${d.sym}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const got = this.ours(d, this.p.syms.names[d.sym]!);
    const dynamic = this.mentions.has(s);
    const isZero = (c: Contents): boolean => c.data.length === 0;
    if (want.size !== got.size) this.wrong.push(`${where}: size ${want.size}, got ${got.size}`);
    if (want.align !== got.align && want.align !== 0)
      this.wrong.push(`${where}: align ${want.align}, got ${got.align}`);
    // gc names a descriptor of another package by its number there, where it has one.
    if (want.gotype !== got.gotype && !want.gotype.startsWith('?'))
      this.wrong.push(`${where}: type ${want.gotype}, got ${got.gotype}`);
    if (want.kind !== got.kind) {
      if (dynamic && isZero(want)) this.more = true;
      else this.wrong.push(`${where}: kind ${want.kind}, got ${got.kind}`);
    }
    const byOffset = (c: Contents): Map<number, Address> =>
      new Map(c.relocs.filter(r => r.size > 0).map(r => [r.off, r]));
    const wantAt = byOffset(want);
    const gotAt = byOffset(got);
    const length = Math.max(want.data.length, got.data.length);
    for (let i = 0; i < length; i++) {
      const x = want.data[i] ?? 0;
      const y = got.data[i] ?? 0;
      if (x === y) continue;
      if (dynamic && x === 0) this.more = true;
      else {
        this.wrong.push(
          `${where}: byte ${i}: ${toHex(want.data.subarray(i, i + 16))}, got ${toHex(got.data.subarray(i, i + 16))}`,
        );
        break;
      }
    }
    for (const [off, r] of wantAt) {
      const ours = gotAt.get(off);
      if (ours === undefined) this.wrong.push(`${where}+${off}: address of ${r.name}+${r.add}, got none`);
      else this.address(`${where}+${off}`, r, ours);
    }
    for (const [off, r] of gotAt) {
      if (wantAt.has(off)) continue;
      if (dynamic) this.more = true;
      else this.wrong.push(`${where}+${off}: no address, got ${r.name}+${r.add}`);
    }
    const notes = (c: Contents): Set<string> =>
      new Set(c.relocs.filter(r => r.size === 0).map(r => `${r.type} ${r.name}`));
    const wantNotes = notes(want);
    const gotNotes = notes(got);
    for (const n of wantNotes) if (!gotNotes.has(n)) this.wrong.push(`${where}: note ${n}, got none`);
    for (const n of gotNotes) {
      if (wantNotes.has(n)) continue;
      if (dynamic) this.more = true;
      else this.wrong.push(`${where}: no note, got ${n}`);
    }
  }

  private address(where: string, want: Address, got: Address): void {
    if (want.type !== got.type || want.size !== got.size || want.add !== got.add) {
      this.wrong.push(`${where}: ${want.size} ${want.type} +${want.add}, got ${got.size} ${got.type} +${got.add}`);
      return;
    }
    const recipe = got.to < 0 ? null : this.p.syms.recipes[got.to]!;
    if (recipe !== null && recipe.kind === Recipe.Data) {
      if (want.to < 0) this.wrong.push(`${where}: ${want.name}, got a part of its own`);
      else this.data(`${where}->`, want.to, this.gc.contents(want.to), recipe.data);
      return;
    }
    if (recipe !== null && recipe.kind === Recipe.Bytes) {
      const bytes = want.to < 0 ? '' : toHex(this.gc.contents(want.to).data);
      if (bytes !== toHex(recipe.bytes)) this.wrong.push(`${where}: bytes ${want.name}, got ${got.name}`);
      return;
    }
    if (want.name !== got.name) this.wrong.push(`${where}: ${want.name}, got ${got.name}`);
  }
}

/** Changes contents before they are compared: for tests of this suite. */
type Damage = (name: string, d: StaticData) => void;

function comparePackage(archive: string, p: Program, pkg: Package, counts: Counts, damage: Damage | null): void {
  const gc = new Oracle(archive);
  const plan = initPlan(p, pkg);
  const prefix = pathToPrefix(pkg.path);
  const c = new Comparison(gc, p, pkg);
  const fail = (text: string): void => void counts.failures.push(`${pkg.path}: ${text}`);
  counts.packages++;
  for (const name of pkg.scope.names()) {
    const v = pkg.scope.lookup(name)!;
    if (v.kind !== ObjKind.Var || v.type === null) continue;
    const sym = p.globalSym(v);
    const s = gc.find(p.syms.names[sym]!);
    if (s < 0) continue; // what another package defines
    counts.vars++;
    const { size, align, ptrBytes } = p.layouts.of(v.type);
    const d = initialData(p, v) ?? new StaticData(sym, v.type, size, align, ptrBytes > 0, false);
    if (damage !== null) damage(p.syms.names[sym]!, d);
    const keep = mapInitOf(p, v);
    if (keep !== 0) d.mark(RelocType.R_KEEP, keep);
    c.more = false;
    c.wrong = [];
    c.data(name, s, gc.contents(s), d);
    for (const w of c.wrong.slice(0, 3)) fail(w);
    if (c.wrong.length > 0) continue;
    if (c.more) counts.more++;
    else if (d.isZero) counts.zero++;
    else counts.data++;
  }
  const gcInit = gc.initMentions(prefix) !== null;
  if (gcInit) counts.gcInits++;
  if (plan.steps.length > 0) {
    counts.inits++;
    counts.steps += plan.steps.length;
    if (!gcInit) fail('an init function where gc has none');
  }
  const mentions = gc.initMentions(prefix) ?? new Set();
  for (const step of plan.steps) {
    const names =
      step.entry === null
        ? [p.syms.names[step.fragment!.data.sym]!.replace(/\.\.stmp_.*/, '')]
        : step.entry.lhs.filter(v => v.name !== '_' && v.type !== null).map(v => p.syms.names[p.globalSym(v)]!);
    for (const name of names) {
      const s = gc.find(name);
      if (s >= 0 && gc.contents(s).size === 0) continue; // nothing is stored
      if (s >= 0 && mentions.has(s)) continue;
      // A part of a variable that only an unnamed symbol of gc's holds.
      if (s >= 0 && step.fragment !== null && step.fragment.data.sym !== p.syms.find(name, 0)) continue;
      const rule = isRuntimePackage(pkg.path) ? ' (a package of the runtime)' : '';
      fail(`${name} is computed by init${rule}, gc's init does not mention it`);
    }
  }
}

/** Compares the packages of the standard library whose paths the filters choose. */
export async function staticData(
  filters: readonly string[],
  damage: Damage | null = null,
  dir = '/',
  pattern = 'std',
): Promise<Counts> {
  const counts = new Counts();
  const wanted = (pkg: string): boolean =>
    filters.length === 0 || filters.some(f => (f.startsWith('=') ? f.slice(1) === pkg : pkg.includes(f)));
  const rows = go(dir, 'list', '-export', '-f', '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}', pattern)
    .trim()
    .split('\n')
    .map(l => l.split(' ') as [string, string])
    .filter(([pkg]) => wanted(pkg));
  const loaded = await load(dir, [...rows.map(r => r[0]), 'runtime']);
  for (const [pkg, archive] of rows) {
    const { p, sources } = open(loaded, pkg, null);
    try {
      comparePackage(archive, p, sources.load(pkg).pkg, counts, damage);
    } catch (e) {
      counts.failures.push(`${pkg}: ${(e as Error).stack ?? String(e)}`);
    }
  }
  return counts;
}

if (isMain('test/suites/static-data.ts')) {
  if (goroot === null || goTool === null) {
    console.log('no go command: skipped');
  } else {
    const args = process.argv.slice(2);
    const own = args.includes('cmd');
    const filters = args.filter(a => a !== '-v' && a !== 'cmd');
    const c = await (own ? staticData(filters, null, path.join(goroot, 'src/cmd'), 'cmd/...') : staticData(filters));
    const shown = args.includes('-v') ? c.failures : c.failures.slice(0, 60);
    for (const f of shown) console.log(f);
    if (shown.length < c.failures.length) console.log(`... ${c.failures.length - shown.length} more`);
    console.log(
      `${c.packages} packages, ${c.vars} variables: ${c.data} equal data, ${c.zero} zero, ${c.more} data where gc computes`,
    );
    console.log(`init functions of variables: gc ${c.gcInits}, burrow ${c.inits} with ${c.steps} steps`);
    console.log(`${c.failures.length} differences`);
    process.exitCode = c.failures.length === 0 ? 0 : 1;
  }
}
