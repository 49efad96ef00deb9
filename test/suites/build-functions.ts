// Builds the SSA of every function of packages of the standard library, closures and wrappers of methods too, and runs the
// checker over each. As a command: `node tools/run.mjs test/suites/build-functions.ts [package...]`.
import { declaredUnits } from '../../src/build/declared-units.ts';
import { buildFuncs } from '../../src/ssa/build/recipe-funcs.ts';
import { checkFunc } from '../../src/ssa/check.ts';
import type { Func as SsaFunc } from '../../src/ssa/func.ts';
import type { OpTable } from '../../src/ssa/op.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import { load, open } from '../compile-harness.ts';
import { isMain } from '../main.ts';

/** What came of one run. */
export interface Result {
  funcs: number;
  values: number;
  readonly failures: string[];
}

/** Builds all functions of the packages and checks them. */
export async function buildFunctions(dir: string, packages: readonly string[]): Promise<Result> {
  const result: Result = { funcs: 0, values: 0, failures: [] };
  const each = (p: Program, f: SsaFunc): void => {
    result.funcs++;
    result.values += f.count;
    checkFunc(p, f, 'build');
  };
  result.failures.push(...(await eachFunction(dir, packages, null, each)));
  return result;
}

/** Builds all functions of the packages and calls `each` with every one; gives what was thrown. */
export async function eachFunction(
  dir: string,
  packages: readonly string[],
  ops: OpTable | null,
  each: (p: Program, f: SsaFunc) => void,
): Promise<string[]> {
  const failures: string[] = [];
  const loaded = await load(dir, [...packages, 'runtime']);
  for (const unit of loaded.units) {
    if (!packages.includes(unit.package.importPath)) continue;
    const { p, sources } = open(loaded, unit.package.importPath, ops);
    const src = sources.load(unit.package.importPath);
    for (const s of declaredUnits(p, src.pkg, fn => sources.hasBody(fn), true)) {
      try {
        for (const f of buildFuncs(p, s)) each(p, f);
      } catch (e) {
        failures.push(`${p.syms.names[s]!}: ${(e as Error).stack ?? String(e)}`);
      }
    }
  }
  return failures;
}

if (isMain('test/suites/build-functions.ts')) {
  const words = process.argv.slice(2);
  const packages = words.length > 0 ? words : ['strconv', 'sort', 'strings', 'fmt', 'unicode/utf8', 'errors', 'bytes'];
  const { funcs, values, failures } = await buildFunctions(process.cwd(), packages);
  for (const f of failures.slice(0, 40)) process.stdout.write(`${f}\n`);
  process.stdout.write(`${funcs} functions, ${values} values, ${failures.length} failed\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
