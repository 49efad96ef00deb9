// Damaged Go files through parser and checker: whatever is wrong with a text is said in diagnostics, in time, with bounded
// memory, and never by an exception. Files are drawn from the distribution's src and test.
// As a command: `node tools/run.mjs test/suites/fuzz-frontend.ts [COUNT [SEED]]`.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { FrontEnd, SourcePackage } from '../../src/build/front-end.ts';
import { MemoryHost } from '../../src/host/memory.ts';
import { goroot } from '../goroot.ts';
import { isMain } from '../main.ts';
import { mutate, Random } from '../random.ts';
import { stdPackages, type StdPackages } from '../std-packages.ts';

/** What a run of the fuzzer found. */
export interface FuzzReport {
  readonly mutations: number;
  readonly diagnostics: number;
  /** How many mutations gave no diagnostic at all. */
  readonly clean: number;
  /** Every code of diag/codes.ts that was reported; 0 stands for all errors of syntax and directives. */
  readonly codes: ReadonlySet<number>;
  readonly failures: readonly string[];
  readonly slowest: { readonly name: string; readonly ms: number };
}

/** Every Go file of the distribution's sources and tests, sorted. */
export function corpus(root: string): string[] {
  const files: string[] = [];
  const walk = (dir: string): void => {
    for (const e of fs.readdirSync(dir, { withFileTypes: true })) {
      const name = path.join(dir, e.name);
      if (e.isDirectory()) walk(name);
      else if (e.name.endsWith('.go') && fs.statSync(name).size < 200_000) files.push(name);
    }
  };
  walk(path.join(root, 'src'));
  if (fs.existsSync(path.join(root, 'test'))) walk(path.join(root, 'test'));
  return files.sort();
}

/** Checks `count` damaged files; a failure names the file, the number of the mutation, and keeps the text beside it. */
export function fuzz(std: StdPackages, files: readonly string[], count: number, seed: number): FuzzReport {
  const codes = new Set<number>();
  const failures: string[] = [];
  let slowest = { name: '', ms: 0 };
  let diagnostics = 0;
  let clean = 0;
  let front: FrontEnd | null = null;
  const memory = new MemoryHost();
  for (let i = 0; i < count; i++) {
    const random = new Random(seed + i);
    const file = random.pick(files);
    const text = mutate(new Uint8Array(fs.readFileSync(file)), random);
    // What was imported is kept for a while, the texts of the mutations are not kept for ever.
    if (i % 1000 === 0) front = std.frontEnd(new Map(), new Overlay(std, memory));
    memory.writeFile('/fuzz.go', text);
    const name = `${path.relative(std.config.goroot, file)} (mutation ${seed + i})`;
    const started = process.cpuUsage();
    try {
      const { errors } = front!.check(fuzzPackage(std));
      for (const d of errors.sorted()) codes.add(d.code);
      diagnostics += errors.count;
      if (errors.count === 0) clean++;
    } catch (err) {
      failures.push(`${name}: ${(err as Error).stack}`);
    }
    const used = process.cpuUsage(started);
    const ms = (used.user + used.system) / 1000;
    if (ms > slowest.ms) slowest = { name, ms };
    if (ms > 2000) failures.push(`${name}: ${Math.round(ms)} ms`);
  }
  return { mutations: count, diagnostics, clean, codes, failures, slowest };
}

function fuzzPackage(std: StdPackages): SourcePackage {
  return {
    path: 'p',
    files: [{ name: 'fuzz.go', file: '/fuzz.go' }],
    importedPrefix: '',
    goVersion: 'go1.26',
    std: false,
    complete: true,
    resolve: importPath => std.resolve(importPath),
  };
}

/** The mutation from memory, everything else from the disk. */
class Overlay extends MemoryHost {
  private readonly std: StdPackages;
  private readonly fuzzed: MemoryHost;

  constructor(std: StdPackages, fuzzed: MemoryHost) {
    super();
    this.std = std;
    this.fuzzed = fuzzed;
  }

  override readFile(name: string): ReturnType<MemoryHost['readFile']> {
    return name === '/fuzz.go' ? this.fuzzed.readFile(name) : this.std.host.readFile(name);
  }
}

if (isMain('test/suites/fuzz-frontend.ts')) {
  if (goroot === null) throw new Error('no Go distribution');
  const count = Number(process.argv[2] ?? 100_000);
  const seed = Number(process.argv[3] ?? 1);
  const report = fuzz(await stdPackages(goroot), corpus(goroot), count, seed);
  for (const f of report.failures) console.log(`FAIL ${f}`);
  const { mutations, diagnostics, clean, codes, slowest } = report;
  console.log(`${mutations} mutations: ${diagnostics} diagnostics with ${codes.size} codes, ${clean} without any`);
  console.log(`slowest ${slowest.name}: ${slowest.ms.toFixed(0)} ms; peak ${process.resourceUsage().maxRSS >> 10} MB`);
  console.log(`${mutations - report.failures.length} passed, ${report.failures.length} failed`);
}
