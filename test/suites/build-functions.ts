// Builds the SSA of every function of packages of the standard library, closures and wrappers of methods too, and runs the
// checker over each. As a command: `node tools/run.mjs test/suites/build-functions.ts [package...]`.
import * as Abi from '../../src/obj/abi.ts';
import { methods } from '../../src/rtype/methods.ts';
import { buildMethodWrapper } from '../../src/ssa/build/wrapper.ts';
import { buildUnit } from '../../src/ssa/build/unit.ts';
import { checkFunc } from '../../src/ssa/check.ts';
import type { Func as SsaFunc } from '../../src/ssa/func.ts';
import type { OpTable } from '../../src/ssa/op.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import * as Recipe from '../../src/ssa/recipe.ts';
import type { Func } from '../../src/types/object.ts';
import * as ObjKind from '../../src/types/objkind.ts';
import * as TypeKind from '../../src/types/typekind.ts';
import { Pointer, type Signature } from '../../src/types/type.ts';
import { under } from '../../src/types/under.ts';
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
    const attempt = (name: string, build: () => SsaFunc[]): void => {
      try {
        for (const f of build()) each(p, f);
      } catch (e) {
        failures.push(`${name}: ${(e as Error).stack ?? String(e)}`);
      }
    };
    for (const name of src.pkg.scope.names()) {
      const obj = src.pkg.scope.lookup(name)!;
      if (obj.kind === ObjKind.Func) {
        if ((obj.type as Signature).tparams.length > 0 || !sources.hasBody(obj)) continue;
        const s = p.funcSym(obj, []);
        attempt(p.syms.names[s]!, () => buildUnit(p, s));
      } else if (obj.kind === ObjKind.TypeName) {
        const t = obj.type!;
        if (obj.isAlias() || t.kind !== TypeKind.Named || t.tparams.length > 0) continue;
        if (under(t).kind === TypeKind.Interface) continue;
        for (const recv of [t, new Pointer(t)]) {
          for (const m of methods(recv)) {
            const s = p.methodSym(recv, m.obj as Func, m.index);
            const recipe = p.syms.recipes[s]!;
            if (p.syms.abis[s] !== Abi.ABIInternal) continue;
            if (recipe.kind === Recipe.MethodWrapper) attempt(p.syms.names[s]!, () => [buildMethodWrapper(p, s)]);
            else if (recipe.kind === Recipe.Func && sources.hasBody(recipe.fn)) {
              attempt(p.syms.names[s]!, () => buildUnit(p, s));
            }
          }
        }
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
