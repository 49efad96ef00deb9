// What each pass of the compiler costs and takes out, over all functions of packages: `node tools/run.mjs
// test/suites/pass-times.ts [-check] [package...]`. -check holds the form to its invariants after each pass. Times are of the
// processor, all threads, in a second round over the packages, when the code is warm.
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { checkFunc } from '../../src/ssa/check.ts';
import { Dominators, Loops } from '../../src/ssa/dominators.ts';
import type { Func } from '../../src/ssa/func.ts';
import { critical } from '../../src/ssa/passes/critical.ts';
import { deadcode } from '../../src/ssa/passes/deadcode.ts';
import { layout } from '../../src/ssa/passes/layout.ts';
import { type Pass, passes } from '../../src/ssa/passes/passes.ts';
import { tighten } from '../../src/ssa/passes/tighten.ts';
import { regalloc } from '../../src/ssa/regalloc/regalloc.ts';
import * as Op from '../../src/ssa/op.generated.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import { isMain } from '../main.ts';
import { eachFunction } from './build-functions.ts';

interface Row {
  us: number;
  before: number;
  after: number;
}

function size(f: Func): number {
  let n = 0;
  for (const b of f.blocks) n += b.values.length;
  return n;
}

function shape(f: Func): [Dominators, Loops] {
  const doms = new Dominators(f);
  return [doms, new Loops(f, doms)];
}

if (isMain('test/suites/pass-times.ts')) {
  const words = process.argv.slice(2);
  const check = words[0] === '-check';
  if (check) words.shift();
  const machine = newCompileMachine();
  const all: readonly Pass[] = [
    ...passes,
    { name: 'select', run: (p, f) => machine.select(p, f), required: true },
    { name: 'deadcode', run: deadcode, required: true },
    { name: 'critical', run: critical, required: true },
    { name: 'layout', run: (_, f) => layout(f, ...shape(f)), required: true },
    { name: 'tighten', run: (_, f) => tighten(f, ...shape(f)), required: false },
    { name: 'regalloc', run: (p, f) => void regalloc(p, f, machine, ...shape(f)), required: true },
  ];
  const rows: Row[] = all.map(() => ({ us: 0, before: 0, after: 0 }));
  const checks = new Map<string, number>();
  let built = 0;
  let funcs = 0;
  const failures: string[] = [];
  const packages = words.length > 0 ? words : ['strconv', 'sort', 'strings', 'fmt', 'bytes'];
  let warm = check;
  const each = (p: Program, f: Func): void => {
    if (!warm) {
      for (const pass of all) pass.run(p, f);
      return;
    }
    funcs++;
    built += size(f);
    try {
      for (let i = 0; i < all.length; i++) {
        if (all[i]!.name === 'lower-defers') {
          for (const b of f.blocks) {
            for (const v of b.values) {
              const op = f.op[v]!;
              const counted = op === Op.CheckBounds || op === Op.NilCheck || op === Op.Load || op === Op.Alloc;
              if (counted) checks.set(f.info.name(op), (checks.get(f.info.name(op)) ?? 0) + 1);
            }
          }
        }
        const row = rows[i]!;
        row.before += size(f);
        const start = process.cpuUsage();
        all[i]!.run(p, f);
        const { user, system } = process.cpuUsage(start);
        row.us += user + system;
        row.after += size(f);
        if (check && i < passes.length) checkFunc(p, f, all[i]!.name);
      }
    } catch (e) {
      failures.push(`${p.syms.names[f.sym]}: ${(e as Error).message.slice(0, 4000)}`);
    }
  };
  if (!check) await eachFunction(process.cwd(), packages, machine.ops, each);
  warm = true;
  await eachFunction(process.cwd(), packages, machine.ops, each);
  let total = 0;
  for (const r of rows) total += r.us;
  process.stdout.write(`${funcs} functions, ${built} values\n`);
  for (let i = 0; i < all.length; i++) {
    const r = rows[i]!;
    const each = (r.us * 1000) / Math.max(1, r.before);
    process.stdout.write(
      `${all[i]!.name.padEnd(16)} ${(r.us / 1000).toFixed(0).padStart(6)} ms ${each.toFixed(0).padStart(5)} ns a value` +
        ` ${String(r.before).padStart(8)} -> ${String(r.after).padStart(8)}\n`,
    );
  }
  process.stdout.write(
    `all ${(total / 1000).toFixed(0)} ms; before lowering: ${[...checks].map(x => x.join(' ')).join(', ')}\n`,
  );
  for (const f of failures.slice(0, 10)) process.stdout.write(`${f}\n`);
  process.stdout.write(`${failures.length} failed\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
