// go:nowritebarrier and go:nowritebarrierrec: compiles the packages of the runtime and looks for write barriers in functions that
// must have none, and in what the second kind calls (on the system stack too), as far as go:yeswritebarrierrec lets it. gc makes
// an error of them (cmd/compile/internal/ssagen/nowb.go). As a command: `node tools/run.mjs test/suites/write-barriers.ts`.
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { declaredUnits } from '../../src/build/declared-units.ts';
import { compileFunc } from '../../src/ssa/compile.ts';
import type { Func } from '../../src/ssa/func.ts';
import * as Op from '../../src/ssa/op.generated.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import * as Recipe from '../../src/ssa/recipe.ts';
import * as PragmaFlag from '../../src/types/pragmaflag.ts';
import { load, open } from '../compile-harness.ts';
import { isMain } from '../main.ts';

/** Where such functions are. */
export const runtimePackages = ['runtime', 'internal/runtime/atomic', 'internal/runtime/sys', 'internal/runtime/maps'];

/** What is known of one compiled function. */
export interface Compiled {
  readonly pragma: number;
  /** `file.go:line` of its first write barrier; empty: it has none. */
  readonly barrier: string;
  readonly calls: readonly string[];
}

/** The functions that a function calls, itself or through systemstack and mcall, by name. */
function callsOf(p: Program, f: Func): string[] {
  const { names, recipes } = p.syms;
  const out = new Set<string>();
  for (const b of f.blocks) {
    for (const v of b.values) {
      if (f.op[v] !== Op.SymAddr) continue;
      const recipe = recipes[f.aux[v]!] ?? null;
      if (recipe !== null && recipe.kind === Recipe.FuncValue) out.add(names[recipe.target]!);
    }
  }
  // Code that is only mentioned may be kept for later; what is run at once is run by these.
  if (!f.calls.some(c => /^runtime\.(?:systemstack|mcall)$/.test(names[c.sym] ?? ''))) out.clear();
  for (const c of f.calls) if (c.sym !== 0) out.add(names[c.sym]!);
  return [...out];
}

/** Compiles the functions of packages; by name. */
export async function compileAll(packages: readonly string[]): Promise<Map<string, Compiled>> {
  const out = new Map<string, Compiled>();
  const loaded = await load(process.cwd(), packages);
  for (const path of packages) {
    const machine = newCompileMachine();
    const { p, sources } = open(loaded, path, machine.ops);
    const compiler = new Compiler(p, sources, machine, newMachine(), []);
    compiler.newContext(path, true);
    for (const s of declaredUnits(p, sources.load(path).pkg, fn => sources.hasBody(fn), true)) {
      for (const f of p.bodies!.unit(s) ?? []) {
        compileFunc(p, f, machine, null);
        const at = f.writeBarrierPos === 0 ? null : p.source.fset.position(f.writeBarrierPos);
        const barrier = at === null ? '' : `${at.filename.slice(at.filename.lastIndexOf('/') + 1)}:${at.line}`;
        out.set(p.syms.names[f.sym]!, { pragma: f.pragma, barrier, calls: callsOf(p, f) });
      }
    }
  }
  return out;
}

/** The write barriers that must not be, each with the way to it. */
export function forbidden(funcs: ReadonlyMap<string, Compiled>): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  const work: (readonly string[])[] = [];
  for (const [name, f] of funcs) {
    if ((f.pragma & PragmaFlag.Nowritebarrier) !== 0 && f.barrier !== '') wrong.push(`${f.barrier}: ${name}`);
    if ((f.pragma & PragmaFlag.Nowritebarrierrec) !== 0) work.push([name]);
  }
  for (let way = work.shift(); way !== undefined; way = work.shift()) {
    const name = way[way.length - 1]!;
    if (seen.has(name)) continue;
    seen.add(name);
    const f = funcs.get(name);
    if (f === undefined || (f.pragma & PragmaFlag.Yeswritebarrierrec) !== 0) continue;
    if (f.barrier !== '' && (f.pragma & PragmaFlag.Nowritebarrier) === 0)
      wrong.push(`${f.barrier}: ${way.join(' > ')}`);
    for (const c of f.calls) work.push([...way, c]);
  }
  return wrong;
}

if (isMain('test/suites/write-barriers.ts')) {
  const funcs = await compileAll(runtimePackages);
  const wrong = forbidden(funcs);
  for (const w of wrong) console.log(w);
  const marked = [...funcs.values()].filter(f => (f.pragma & PragmaFlag.Nowritebarrier) !== 0).length;
  console.log(`${funcs.size} functions, ${marked} marked, ${wrong.length} failed`);
  process.exitCode = wrong.length === 0 && marked > 0 ? 0 : 1;
}
