// What is inlined, beside what gc inlines: builds the bodies of packages with the checker on, and compares with what `go tool
// compile -m` says. As a command: `node tools/run.mjs test/suites/inline.ts [-v] [package...]`.
import { spawnSync } from 'node:child_process';
import { declaredUnits } from '../../src/build/declared-units.ts';
import { buildFuncs } from '../../src/ssa/build/recipe-funcs.ts';
import { checkFunc } from '../../src/ssa/check.ts';
import { Bodies } from '../../src/ssa/program/bodies.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import { load, open } from '../compile-harness.ts';
import { isMain } from '../main.ts';

/** What came of one package. */
export interface Result {
  /** `file.go:line: name`, the name without its package, receiver and type arguments. */
  readonly can: Map<string, number>;
  /** Calls that were inlined, at the place of the outermost: `file.go:line: name`. */
  readonly calls: Set<string>;
  readonly failures: string[];
  funcs: number;
  values: number;
}

/** A position as gc's messages name it. */
function place(p: Program, pos: number): string {
  const at = p.source.fset.position(pos);
  return at === null ? '?' : `${at.filename.slice(at.filename.lastIndexOf('/') + 1)}:${at.line}`;
}

/** What remains of a function's name when all is left out that is written in several ways. */
function shortName(name: string): string {
  let plain = name;
  for (let was = ''; was !== plain;) {
    was = plain;
    plain = plain.replace(/\[[^[\]]*\]/g, '');
  }
  const parts = plain.split('.');
  const last = parts[parts.length - 1]!;
  return /^(?:func)?\d+$/.test(last) ? 'func' : last.replace(/\d+$/, '');
}

/** Builds the bodies of packages. */
export async function inlineAll(dir: string, packages: readonly string[]): Promise<Map<string, Result>> {
  const loaded = await load(dir, [...packages, 'runtime']);
  const out = new Map<string, Result>();
  for (const unit of loaded.units) {
    const path = unit.package.importPath;
    if (!packages.includes(path)) continue;
    const result: Result = { can: new Map(), calls: new Set(), failures: [], funcs: 0, values: 0 };
    out.set(path, result);
    const { p, sources } = open(loaded, path, null);
    const bodies = new Bodies(p, buildFuncs);
    p.bodies = bodies;
    for (const s of declaredUnits(p, sources.load(path).pkg, fn => sources.hasBody(fn), true)) {
      const name = p.syms.names[s]!;
      try {
        const funcs = bodies.unit(s);
        if (funcs === null) continue;
        for (const f of funcs) {
          checkFunc(p, f, 'inline');
          result.funcs++;
          result.values += f.count;
          for (const c of f.inlCalls) {
            let outer = c;
            while (outer.parent >= 0) outer = f.inlCalls[outer.parent]!;
            result.calls.add(`${place(p, outer.pos)}: ${shortName(p.syms.names[c.callee]!)}`);
          }
          if (bodies.inlineBody(f.sym) !== null && !f.wrapper) {
            result.can.set(`${place(p, f.pos)}: ${shortName(p.syms.names[f.sym]!)}`, bodies.inlineCost(f.sym));
          }
        }
      } catch (e) {
        result.failures.push(`${name}: ${(e as Error).stack ?? String(e)}`);
      }
    }
  }
  return out;
}

/** What gc says of a package. */
function ofGc(dir: string, path: string): { can: Map<string, number>; calls: Set<string> } {
  const ran = spawnSync('go', ['build', `-gcflags=${path}=-m=2`, path], {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const can = new Map<string, number>();
  const calls = new Set<string>();
  for (const line of ran.stderr.split('\n')) {
    const m = /([^/\s]+\.go:\d+):\d+: (can inline|inlining call to) (\S+)(?: with cost (\d+))?/.exec(line);
    if (m === null || (m[2] === 'can inline' && m[3]!.includes('go.shape'))) continue;
    const key = `${m[1]}: ${shortName(m[3]!)}`;
    if (m[2] === 'can inline') can.set(key, Number(m[4]));
    else calls.add(key);
  }
  return { can, calls };
}

if (isMain('test/suites/inline.ts')) {
  const verbose = process.argv.includes('-v');
  const words = process.argv.slice(2).filter(w => w !== '-v');
  const packages = words.length > 0 ? words : ['errors', 'sort', 'strconv', 'container/list', 'bytes'];
  const t0 = performance.now();
  const all = await inlineAll(process.cwd(), packages);
  const ms = performance.now() - t0;
  for (const [path, r] of all) {
    for (const f of r.failures.slice(0, 5)) process.stdout.write(`${f}\n`);
    const gc = ofGc(process.cwd(), path);
    const missing = [...gc.can.keys()].filter(s => !r.can.has(s));
    const missingCalls = [...gc.calls].filter(s => !r.calls.has(s));
    process.stdout.write(
      `${path}: ${r.funcs} functions, ${r.values} values, ${r.failures.length} failed; ` +
        `can inline: ${r.can.size}, gc ${gc.can.size}, of which not here ${missing.length}; ` +
        `calls: ${r.calls.size}, gc ${gc.calls.size}, of which not here ${missingCalls.length}\n`,
    );
    if (verbose) {
      for (const [s, cost] of gc.can) {
        if (!r.can.has(s)) process.stdout.write(`  can inline ${s}, cost ${cost}\n`);
        else if (r.can.get(s) !== cost) process.stdout.write(`  cost of ${s}: ${r.can.get(s)}, gc ${cost}\n`);
      }
      for (const s of missingCalls) process.stdout.write(`  inlining call to ${s}\n`);
    }
    if (r.failures.length > 0) process.exitCode = 1;
  }
  process.stdout.write(`${Math.round(ms)} ms\n`);
}
