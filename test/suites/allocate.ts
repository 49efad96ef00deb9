// Allocates registers for every function of packages of the standard library and proves each allocation (ssa/regalloc/checker.ts).
// As a command: `node tools/run.mjs test/suites/allocate.ts [-time] [package...]`; with -time it proves nothing and says how long
// the passes take for each value.
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { declaredUnits } from '../../src/build/declared-units.ts';
import { compileFunc } from '../../src/ssa/compile.ts';
import type { SymId } from '../../src/ssa/symbols.ts';
import { load, open } from '../compile-harness.ts';
import { isMain } from '../main.ts';

/** What came of one run. */
export interface Result {
  funcs: number;
  values: number;
  /** Milliseconds of processor time in compileFunc, with what the collector's threads take meanwhile. */
  time: number;
  readonly failures: string[];
}

/** Compiles all functions of the packages up to allocation. */
export async function allocate(dir: string, packages: readonly string[], check: boolean): Promise<Result> {
  const result: Result = { funcs: 0, values: 0, time: 0, failures: [] };
  const loaded = await load(dir, [...packages, 'runtime']);
  for (const unit of loaded.units) {
    const path = unit.package.importPath;
    if (!packages.includes(path)) continue;
    const machine = newCompileMachine();
    const { p, sources } = open(loaded, path, machine.ops);
    // It sets `p.bodies`.
    const compiler = new Compiler(p, sources, machine, newMachine(), []);
    compiler.newContext(path, true);
    const { pkg } = sources.load(path);
    const attempt = (s: SymId): void => {
      let name = p.syms.names[s]!;
      try {
        for (const f of p.bodies!.unit(s) ?? []) {
          name = p.syms.names[f.sym]!;
          result.funcs++;
          const start = process.cpuUsage();
          compileFunc(p, f, machine, check ? () => {} : null);
          const { user, system } = process.cpuUsage(start);
          result.time += (user + system) / 1000;
          result.values += f.count;
        }
      } catch (e) {
        result.failures.push(`${name}: ${(e as Error).stack ?? String(e)}`);
      }
    };
    for (const s of declaredUnits(p, pkg, fn => sources.hasBody(fn), true)) attempt(s);
  }
  return result;
}

if (isMain('test/suites/allocate.ts')) {
  const words = process.argv.slice(2);
  const timed = words[0] === '-time';
  if (timed) words.shift();
  const packages =
    words.length > 0 ? words : ['strconv', 'sort', 'strings', 'fmt', 'unicode/utf8', 'errors', 'bytes', 'runtime'];
  const { funcs, values, time, failures } = await allocate(process.cwd(), packages, !timed);
  for (const f of failures.slice(0, 20)) process.stdout.write(`${f}\n`);
  process.stdout.write(`${funcs} functions, ${values} values, ${failures.length} failed\n`);
  if (timed) process.stdout.write(`${time.toFixed(0)} ms, ${((time * 1e6) / values).toFixed(0)} ns a value\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
