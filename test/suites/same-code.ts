// Notes for debuggers must not change code: every function of packages is compiled with and without them, and what comes of it is
// compared. Blocks may have other numbers, so that values that may change places do. As a command: `node tools/run.mjs test/suites/same-code.ts [package...]`.
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { Compiler } from '../../src/build/compiler.ts';
import type { Obj } from '../../src/obj/object.ts';
import { load, openUnit, type Loaded } from '../compile-harness.ts';
import { isMain } from '../main.ts';

/** What differs, and how long both ways took. */
export interface SameCode {
  functions: number;
  readonly different: string[];
  /** Milliseconds of CPU without and with notes. */
  readonly ms: [number, number];
}

/** Compiles the packages both ways. */
export async function sameCode(packages: readonly string[]): Promise<SameCode> {
  const out: SameCode = { functions: 0, different: [], ms: [0, 0] };
  const loaded = await load(process.cwd(), [...packages, 'runtime']);
  for (const pkg of packages) {
    const plain = timed(out, 0, () => compile(loaded, pkg, false));
    const noted = timed(out, 1, () => compile(loaded, pkg, true));
    for (const s of plain.syms) {
      if (s.func === null) continue;
      out.functions++;
      const t = noted.lookup(s.name, s.abi);
      const why = t.func === null ? 'missing' : difference(plain, noted, s.id, t.id);
      if (why !== '') out.different.push(`${s.name}: ${why}`);
    }
  }
  return out;
}

function timed<T>(out: SameCode, i: 0 | 1, run: () => T): T {
  const t = process.cpuUsage();
  const x = run();
  const u = process.cpuUsage(t);
  out.ms[i] += (u.user + u.system) / 1000;
  return x;
}

function compile(loaded: Loaded, pkg: string, dwarf: boolean): Obj {
  const unit = loaded.units.find(u => u.package.importPath === pkg)!;
  const machine = newCompileMachine();
  const { p, sources } = openUnit(loaded, unit, machine.ops, false, dwarf);
  const compiler = new Compiler(p, sources, machine, newMachine(), []);
  return compiler.wholePackage(pkg, []).obj;
}

function difference(a: Obj, b: Obj, i: number, j: number): string {
  const s = a.syms[i]!;
  const t = b.syms[j]!;
  if (s.data.length !== t.data.length) return `code of ${s.data.length} and ${t.data.length} bytes`;
  const f = s.func!;
  const g = t.func!;
  if (f.locals !== g.locals) return `frames of ${f.locals} and ${g.locals} bytes`;
  const same = (x: Uint8Array, y: Uint8Array): boolean => x.length === y.length && x.every((c, k) => c === y[k]);
  if (same(s.data, t.data) && !same(f.pcline, g.pcline)) return 'lines';
  return '';
}

if (isMain('test/suites/same-code.ts')) {
  const words = process.argv.slice(2);
  const packages = words.length > 0 ? words : ['strconv', 'sort', 'strings', 'fmt', 'reflect', 'encoding/json'];
  const { functions, different, ms } = await sameCode(packages);
  for (const d of different.slice(0, 60)) process.stdout.write(`${d}\n`);
  process.stdout.write(`${functions} functions, ${different.length} differ; ${ms[0] | 0} and ${ms[1] | 0} ms\n`);
  if (different.length > 0) process.exitCode = 1;
}
