// Escape analysis against gc's: the positions where gc -m says that something escapes to the heap or does not, and what it says of
// parameters, for packages of the standard library. More in frames than gc is fine; less is reported. As a command:
// `node tools/run.mjs test/suites/escape.ts [-v] [package...]`; with -m the lines of both are compared as they are, also for files of
// GOROOT/test (`escape2.go`), which are compiled as their first line says.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { declaredUnits } from '../../src/build/declared-units.ts';
import { escapeReport } from '../../src/build/escape-report.ts';
import { Bodies } from '../../src/ssa/program/bodies.ts';
import * as AllocKind from '../../src/ssa/allockind.ts';
import { buildFuncs } from '../../src/ssa/build/recipe-funcs.ts';
import type { EscapeSink } from '../../src/ssa/escape/sink.ts';
import type { EscapeSummary } from '../../src/ssa/escape/summary.ts';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import type { Func, Value } from '../../src/ssa/func.ts';
import * as Op from '../../src/ssa/op.generated.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import * as Recipe from '../../src/ssa/recipe.ts';
import type { Signature } from '../../src/types/type.ts';
import { load, open, openUnit } from '../compile-harness.ts';
import { goroot, goTool } from '../goroot.ts';
import { tempDir } from '../link-harness.ts';
import { isMain } from '../main.ts';

/** What came of one package. */
export interface EscapeResult {
  readonly pkg: string;
  funcs: number;
  /** Places where memory is made, ours in the heap, of these gc's too, and gc's alone. */
  made: number;
  heap: number;
  better: number;
  /** Lines in which we use the heap and gc does not. */
  readonly worse: string[];
  params: number;
  /** Parameters that leak more than gc says, and less. */
  readonly worseParams: string[];
  betterParams: number;
}

/** What gc says, by `file:line` for allocations and by `file:line:col` for parameters. */
interface GcFacts {
  readonly heapLines: Set<string>;
  readonly params: Map<string, GcParam>;
}

/** Dereferences to the heap (-1 none), and whether it flows to results. */
interface GcParam {
  heap: number;
  readonly results: Map<string, number>;
}

const param = /^(leaking param: (\S+) to result (\S+) level=(\d+)|leaking param: (\S+)|leaking param content: (\S+))$/;

/** What gc prints with -m for a package, or a file of GOROOT/test. */
function gcText(dir: string, pkg: string, flags: string): string {
  const ran = spawnSync(goTool!, ['build', '-o', '/dev/null', `-gcflags=${flags}`, pkg], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    cwd: dir,
    env: { ...process.env, CGO_ENABLED: '0', GOROOT: goroot!, GOFLAGS: '', GOWORK: 'off' },
  });
  if (ran.status !== 0) throw new Error(ran.stderr.slice(-2000));
  return ran.stderr;
}

/** Reads gc's -m=1 for a package. */
export function gcFacts(pkg: string): GcFacts {
  const text = gcText(path.join(goroot!, 'src'), pkg, '-m=1');
  const facts: GcFacts = { heapLines: new Set(), params: new Map() };
  for (const line of text.split('\n')) {
    const m = /^(\S+?):(\d+):(\d+): (.*)$/.exec(line);
    if (m === null) continue;
    const [, file, lineNo, col, said] = m;
    const at = `${path.basename(file!)}:${lineNo}`;
    if (said!.endsWith(' escapes to heap') || said!.startsWith('moved to heap: ')) {
      facts.heapLines.add(at);
      continue;
    }
    const p = param.exec(said!);
    const stays = said!.endsWith(' does not escape');
    if (p === null && !stays) continue;
    const key = `${at}:${col}`;
    let known = facts.params.get(key);
    if (known === undefined) {
      known = { heap: -1, results: new Map() };
      facts.params.set(key, known);
    }
    if (p === null) continue;
    if (p[2] !== undefined) known.results.set(p[3]!, Number(p[4]));
    else known.heap = p[5] !== undefined ? 0 : 1;
  }
  return facts;
}

/** Collects what burrow finds. */
class Collector implements EscapeSink {
  readonly result: EscapeResult;
  private readonly facts: GcFacts;

  constructor(result: EscapeResult, facts: GcFacts) {
    this.result = result;
    this.facts = facts;
  }

  done(p: Program, f: Func, summary: EscapeSummary): void {
    const { result, facts } = this;
    if (f.wrapper || !inPackage(p, f, result.pkg)) return;
    result.funcs++;
    const name = p.syms.names[f.sym]!;
    for (const b of f.blocks) {
      for (const v of b.values) {
        const op = f.op[v]!;
        if (op !== Op.Alloc && op !== Op.Box && op !== Op.MakeBacking && op !== Op.MakeMap) continue;
        if (op === Op.Alloc && f.lo[v] === AllocKind.Temp) continue;
        if (op === Op.Box && isPlainBox(p, f, v)) continue;
        result.made++;
        const at = place(p, f, v);
        const gcHeap = facts.heapLines.has(at);
        if (f.hi[v] === 1) {
          if (gcHeap) result.better++;
          continue;
        }
        result.heap++;
        if (!gcHeap) result.worse.push(`${at}: ${kindOf(f, v)} in ${name}`);
      }
    }
    this.params(p, f, summary);
  }

  private params(p: Program, f: Func, summary: EscapeSummary): void {
    const { result, facts } = this;
    const recipe = p.syms.recipes[f.sym];
    if (recipe === null || recipe === undefined || recipe.kind !== Recipe.Func || recipe.targs.length > 0) return;
    const sig = recipe.fn.type as Signature;
    const vars = sig.recv === null ? sig.params.vars : [sig.recv, ...sig.params.vars];
    let at = 0;
    f.sig.params.forEach((param, i) => {
      const n = param.comps === null ? 1 : param.comps.length;
      const flows = summary.params.slice(at, at + n);
      at += n;
      const pos = p.source.fset.position(vars[i]!.pos);
      if (pos === null) return;
      const key = `${path.basename(pos.filename)}:${pos.line}:${pos.col}`;
      const gc = facts.params.get(key);
      if (gc === undefined || !p.types.hasPointers(param.type)) return;
      result.params++;
      const heap = least(flows.map(x => x.heap));
      const toResult = least(flows.flatMap(x => x.results));
      const gcResult = least([...gc.results.values()]);
      const worse = weaker(heap, gc.heap) || (weaker(toResult, gcResult) && weaker(toResult, gc.heap));
      if (worse) {
        result.worseParams.push(
          `${key}: ${vars[i]!.name} of ${p.syms.names[f.sym]!}: heap ${heap}, result ${toResult}; gc heap ${gc.heap}, result ${gcResult}`,
        );
      } else if (weaker(gc.heap, heap) || (weaker(gcResult, toResult) && weaker(gcResult, heap))) {
        result.betterParams++;
      }
    });
  }
}

/** Whether a flow of a dereferences says more than one of b. */
function weaker(a: number, b: number): boolean {
  // gc says "content" whatever the count is.
  return a >= 0 && (b < 0 || (a === 0 && b > 0));
}

function least(list: readonly number[]): number {
  const some = list.filter(x => x >= 0);
  return some.length === 0 ? -1 : Math.min(...some);
}

function kindOf(f: Func, v: Value): string {
  if (f.op[v] === Op.Alloc) return ['variable', 'new', 'closure', 'temp', 'buffer'][f.lo[v]!]!;
  return f.op[v] === Op.Box ? 'box' : f.op[v] === Op.MakeMap ? 'map' : 'slice';
}

/** Boxes that are no allocation in the end: of zeros, bytes, nothing. */
function isPlainBox(p: Program, f: Func, v: Value): boolean {
  const size = p.types.size(f.aux[v]!);
  return (
    size <= 1 || f.args(v).every(a => f.op[a] === Op.ConstInt || f.op[a] === Op.SymAddr || f.op[a] === Op.ConstFloat)
  );
}

function inPackage(p: Program, f: Func, pkg: string): boolean {
  let recipe = p.syms.recipes[f.sym];
  if (recipe !== null && recipe !== undefined && recipe.kind === Recipe.Closure) recipe = p.syms.recipes[recipe.unit];
  return recipe !== null && recipe !== undefined && recipe.kind === Recipe.Func && recipe.fn.pkg!.path === pkg;
}

/** `file:line` of a value, or of the call that was inlined there. */
function place(p: Program, f: Func, v: Value): string {
  let pos = f.posOf[v]!;
  for (let i = f.inl[v]!; i >= 0; i = f.inlCalls[i]!.parent) pos = f.inlCalls[i]!.pos;
  const at = p.source.fset.position(pos);
  return at === null ? '?' : `${path.basename(at.filename)}:${at.line}`;
}

/** Compares packages. */
export async function compareEscapes(packages: readonly string[]): Promise<EscapeResult[]> {
  const out: EscapeResult[] = [];
  const loaded = await load(process.cwd(), [...packages, 'runtime']);
  for (const pkg of packages) {
    const result: EscapeResult = {
      pkg,
      funcs: 0,
      made: 0,
      heap: 0,
      better: 0,
      worse: [],
      params: 0,
      worseParams: [],
      betterParams: 0,
    };
    out.push(result);
    const { p, sources } = open(loaded, pkg, newCompileMachine().ops);
    const collector = new Collector(result, gcFacts(pkg));
    p.escapeSink = collector;
    p.bodies = new Bodies(p, buildFuncs);
    for (const f of declaredUnits(p, sources.load(pkg).pkg, fn => sources.hasBody(fn), false)) p.bodies.unit(f);
  }
  return out;
}

/** The lines of -m in which both agree, and those that one has alone. */
export async function compareLines(what: string): Promise<{ same: number; ours: string[]; gc: string[] }> {
  const isFile = what.endsWith('.go');
  let dir = path.join(goroot!, 'src');
  let noInline = false;
  if (isFile) {
    const text = fs.readFileSync(path.join(goroot!, 'test', what), 'utf8');
    noInline = / -l\b/.test(text.split('\n', 1)[0]!);
    dir = tempDir();
    fs.writeFileSync(path.join(dir, what), text);
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
    // Functions may have no body.
    fs.writeFileSync(path.join(dir, 'empty.s'), '');
  }
  const loaded = await load(isFile ? dir : process.cwd(), [isFile ? '.' : what, 'runtime']);
  const root = loaded.units.find(u => (isFile ? u.package.dir === dir : u.package.importPath === what))!;
  const { p, sources } = openUnit(loaded, root, newCompileMachine().ops, noInline);
  p.bodies = new Bodies(p, buildFuncs);
  const pkg = sources.load(root.package.importPath).pkg;
  const ours = new Set<string>();
  for (const { at, text } of escapeReport(p, pkg, fn => sources.hasBody(fn))) {
    ours.add(`${path.basename(at.filename)}:${at.line}:${at.col}: ${text}`);
  }
  const gc = new Set<string>();
  for (const line of gcText(dir, isFile ? '.' : what, noInline ? '-m -l' : '-m').split('\n')) {
    if (
      !/ escapes to heap$| does not escape$|: moved to heap: |: leaking param|: can inline |: inlining call to /.test(
        line,
      )
    )
      continue;
    if (!line.startsWith('<autogenerated>')) gc.add(line.replace(/^(?:[^:]*\/)?([^/:]+:)/, '$1'));
  }
  if (isFile) fs.rmSync(dir, { recursive: true });
  const alone = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [...a].filter(x => !b.has(x));
  return { same: [...ours].filter(x => gc.has(x)).length, ours: alone(ours, gc), gc: alone(gc, ours) };
}

/** The packages of the runtime whose escapes must be gc's exactly, then others. */
export const chosen: readonly string[] = (
  'internal/runtime/atomic internal/runtime/maps internal/runtime/math internal/runtime/sys internal/abi internal/bytealg ' +
  'internal/cpu internal/chacha8rand internal/stringslite runtime reflect sync strconv errors sort strings bytes fmt'
).split(' ');

if (isMain('test/suites/escape.ts')) {
  const words = process.argv.slice(2);
  const verbose = words.includes('-v');
  const named = words.filter(w => !w.startsWith('-'));
  if (words.includes('-m')) {
    for (const what of named) {
      const { same, ours, gc } = await compareLines(what);
      process.stdout.write(
        `${what}: ${same} lines the same, ${ours.length} of ours alone, ${gc.length} of gc's alone\n`,
      );
      if (!verbose) continue;
      for (const l of ours) process.stdout.write(`  ours ${l}\n`);
      for (const l of gc) process.stdout.write(`  gc   ${l}\n`);
    }
    process.exit();
  }
  for (const r of await compareEscapes(named.length > 0 ? named : chosen)) {
    process.stdout.write(
      `${r.pkg}: ${r.funcs} functions, ${r.made} made, ${r.heap} in the heap (${r.better} lines better, ${r.worse.length} worse); ` +
        `${r.params} parameters, ${r.betterParams} better, ${r.worseParams.length} worse\n`,
    );
    if (!verbose) continue;
    for (const w of r.worse) process.stdout.write(`  ${w}\n`);
    for (const w of r.worseParams) process.stdout.write(`  param ${w}\n`);
  }
}
