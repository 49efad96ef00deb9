// Which checks of bounds remain, beside gc (-d=ssa/check_bce): of one Go file, without inlining, the lines on which burrow checks
// and gc does not, and the other way round. As a command: `node tools/run.mjs test/suites/bounds-checks.ts file.go...`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as Bounds from '../../src/ssa/bounds.ts';
import * as Op from '../../src/ssa/op.generated.ts';
import { passes } from '../../src/ssa/passes/passes.ts';
import { goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { eachFunction } from './build-functions.ts';

/** Checks by line: `12: IsInBounds`. */
interface Comparison {
  readonly ours: readonly string[];
  readonly gc: readonly string[];
}

/** The checks that remain in a file, from both compilers, sorted by line. */
export async function remainingChecks(file: string): Promise<Comparison> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-bounds-'));
  try {
    const text = fs.readFileSync(file, 'utf8').replace(/^package \w+/m, 'package p');
    fs.writeFileSync(path.join(dir, 'p.go'), text);
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module p\n\ngo 1.26\n');
    const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
    const args = ['build', '-gcflags=-l -d=ssa/check_bce', '.'];
    const ran = spawnSync(goTool!, args, { cwd: dir, encoding: 'utf8', env });
    const gc = [...ran.stderr.matchAll(/p\.go:(\d+):\d+: Found (\w+)/g)].map(m => `${m[1]}: ${m[2]}`);
    const ours: string[] = [];
    const failures = await eachFunction(dir, ['p'], null, (p, f) => {
      for (const pass of passes) {
        if (pass.name === 'lower-defers') break;
        pass.run(p, f);
      }
      for (const b of f.blocks) {
        for (const v of b.values) {
          if (f.op[v] !== Op.CheckBounds) continue;
          const line = p.source.fset.position(f.posOf[v]!)!.line;
          ours.push(`${line}: ${f.lo[v] === Bounds.Index ? 'IsInBounds' : 'IsSliceInBounds'}`);
        }
      }
    });
    if (failures.length > 0) throw new Error(failures.join('\n'));
    const byLine = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10);
    return { ours: ours.sort(byLine), gc: gc.sort(byLine) };
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

function without(a: readonly string[], b: readonly string[]): string[] {
  const rest = b.slice();
  return a.filter(x => {
    const i = rest.indexOf(x);
    if (i >= 0) rest.splice(i, 1);
    return i < 0;
  });
}

if (isMain('test/suites/bounds-checks.ts')) {
  for (const file of process.argv.slice(2)) {
    const { ours, gc } = await remainingChecks(file);
    process.stdout.write(`${file}: ours ${ours.length}, gc ${gc.length}\n`);
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    for (const x of without(ours, gc)) {
      process.stdout.write(`  only ours ${x}: ${lines[Number.parseInt(x, 10) - 1]!.trim()}\n`);
    }
    for (const x of without(gc, ours)) {
      process.stdout.write(`  only gc   ${x}: ${lines[Number.parseInt(x, 10) - 1]!.trim()}\n`);
    }
  }
}
