// What each pass of the compiler costs and takes out, over all functions of packages: `node tools/run.mjs
// test/suites/pass-times.ts [-check] [package...]`. -check holds the form to its invariants after each pass.
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { checkFunc } from '../../src/ssa/check.ts';
import type { Func } from '../../src/ssa/func.ts';
import { critical } from '../../src/ssa/passes/critical.ts';
import { deadcode } from '../../src/ssa/passes/deadcode.ts';
import { layout } from '../../src/ssa/passes/layout.ts';
import { type Pass, passes } from '../../src/ssa/passes/passes.ts';
import { regalloc } from '../../src/ssa/regalloc/regalloc.ts';
import * as Op from '../../src/ssa/op.generated.ts';
import { isMain } from '../main.ts';
import { eachFunction } from './build-functions.ts';

interface Row {
  ns: bigint;
  before: number;
  after: number;
}

function size(f: Func): number {
  let n = 0;
  for (const b of f.blocks) n += b.values.length;
  return n;
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
    { name: 'layout', run: layout, required: true },
    { name: 'regalloc', run: (p, f) => void regalloc(p, f, machine), required: true },
  ];
  const rows: Row[] = all.map(() => ({ ns: 0n, before: 0, after: 0 }));
  const checks = new Map<string, number>();
  let built = 0;
  let funcs = 0;
  const failures: string[] = [];
  const packages = words.length > 0 ? words : ['strconv', 'sort', 'strings', 'fmt', 'bytes'];
  await eachFunction(process.cwd(), packages, machine.ops, (p, f) => {
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
        const start = process.hrtime.bigint();
        all[i]!.run(p, f);
        row.ns += process.hrtime.bigint() - start;
        row.after += size(f);
        if (check && i < passes.length) checkFunc(p, f, all[i]!.name);
      }
    } catch (e) {
      failures.push(`${p.syms.names[f.sym]}: ${(e as Error).message.slice(0, 4000)}`);
    }
  });
  let total = 0n;
  for (const r of rows) total += r.ns;
  process.stdout.write(`${funcs} functions, ${built} values\n`);
  for (let i = 0; i < all.length; i++) {
    const r = rows[i]!;
    const each = Number(r.ns) / Math.max(1, r.before);
    process.stdout.write(
      `${all[i]!.name.padEnd(16)} ${(Number(r.ns) / 1e6).toFixed(0).padStart(6)} ms ${each.toFixed(0).padStart(5)} ns a value` +
        ` ${String(r.before).padStart(8)} -> ${String(r.after).padStart(8)}\n`,
    );
  }
  process.stdout.write(
    `all ${(Number(total) / 1e6).toFixed(0)} ms; before lowering: ${[...checks].map(x => x.join(' ')).join(', ')}\n`,
  );
  for (const f of failures.slice(0, 10)) process.stdout.write(`${f}\n`);
  process.stdout.write(`${failures.length} failed\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
