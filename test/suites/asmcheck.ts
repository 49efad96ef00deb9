// GOROOT/test's `asmcheck` files: comments say which instructions a line of Go becomes, or does not, at the levels of GOAMD64. The
// packages are compiled whole and their listings compared with the patterns as Go's runner does it, where code was inlined at the
// line of the call. A line for which burrow chooses other instructions than gc is a failure here, also where they are better.
// As a command:
//
//     node tools/run.mjs test/suites/asmcheck.ts [PART of a name...]

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newAsmMachine } from '../../src/arch/amd64/asm.ts';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { unquoteText } from '../../src/base/quote.ts';
import { Compiler } from '../../src/build/compiler.ts';
import { packageListing } from '../../src/build/listing.ts';
import { BuildContext } from '../../src/load/build-context.ts';
import { load, type Loaded, openUnit } from '../compile-harness.ts';
import { goRegexp } from '../goregexp.ts';
import { goroot, goTestDir } from '../goroot.ts';
import { isMain } from '../main.ts';
import { stdPackages } from '../std-packages.ts';
import { type Outcome, outcomeOf, Skipped, type Verdict } from './case.ts';
import { type TestFile, testFiles, unmetConstraint } from './testdir.ts';

const levels: readonly number[] = [1, 2, 3, 4];

/** One pattern for one line at one level. */
export interface OpcodeCheck {
  readonly line: number;
  /** GOAMD64. */
  readonly level: number;
  /** Of an instruction with its operands, from its start on. */
  readonly pattern: RegExp;
  /** No instruction of the line may match. */
  readonly isNegative: boolean;
  /** How many instructions must match; 0: one or more. */
  readonly count: number;
}

const oneCheck = /(-|[1-9]\d*)?(`[^`]*`|"(?:[^"\\]|\\.)*")/g;
/** `amd64/v3: "A" -"B"`, also with the system in front. */
const platform = new RegExp(
  String.raw`(\w+)(/[\w.]+)?(/\w*)?\s*:\s*(${oneCheck.source}(?:\s+${oneCheck.source})*)`,
  'g',
);

/** What the comments of a file ask of linux/amd64. A comment without code beside it speaks of the next line that has code. */
export function opcodeChecks(source: string): OpcodeCheck[] {
  const checks: OpcodeCheck[] = [];
  let comment = '';
  source.split('\n').forEach((text, i) => {
    const [, code, said] = /^\s*(.*?)\s*(?:\/\/\s*(.+))?$/.exec(text)!;
    comment += ` ${said ?? ''}`;
    if (code === '') return;
    for (const [, first, second, third, list] of comment.matchAll(platform)) {
      const words = [first!, (second ?? '').slice(1), (third ?? '').slice(1)];
      const [os, arch, variant] = third === undefined ? ['linux', ...words] : words;
      if (os !== 'linux' || arch !== 'amd64') continue;
      const at = variant === '' ? levels : [Number(variant!.slice(1))];
      for (const [, sign = '', quoted] of list!.matchAll(oneCheck)) {
        const text = unquoteText(quoted!);
        if (text === null) throw new Error(`line ${i + 1}: malformed pattern ${quoted}`);
        const pattern = goRegexp(`^(?:${text})`);
        const isNegative = sign === '-';
        const count = isNegative ? 0 : Number(sign);
        for (const level of at) checks.push({ line: i + 1, level, pattern, isNegative, count });
      }
    }
    comment = '';
  });
  return checks;
}

/** The checks of one level that a listing does not meet; `file` is the file's name in it. */
export function unmetChecks(checks: readonly OpcodeCheck[], listing: readonly string[], file: string): OpcodeCheck[] {
  const code = new Map<number, string[]>();
  for (const text of listing) {
    const start = text.indexOf(` (${file}:`);
    const [, line, instruction] = start < 0 ? [] : (/^(\d+)\)\s+(.*)/.exec(text.slice(start + file.length + 3)) ?? []);
    if (instruction === undefined) continue;
    const here = code.get(Number(line)) ?? [];
    here.push(instruction.replaceAll('\t', ' '));
    code.set(Number(line), here);
  }
  return checks.filter(({ line, pattern, isNegative, count }) => {
    const found = (code.get(line) ?? []).filter(text => pattern.test(text)).length;
    return isNegative ? found > 0 : count > 0 ? found !== count : found === 0;
  });
}

/** What became of the files, and of their single checks. */
export interface AsmcheckResult {
  readonly outcomes: readonly Outcome[];
  /** Checks of the files that ran. */
  readonly checks: number;
  readonly met: number;
}

/** The files of this class. */
export function asmcheckTests(dir: string): TestFile[] {
  return testFiles(dir).filter(t => t.action === 'asmcheck');
}

/** The totals in words. */
export function checksText({ checks, met }: AsmcheckResult): string {
  return `of ${checks} checks (a pattern for a line at a level) ${met} hold`;
}

/** What became of tests; `done` hears of each. */
export async function asmcheckOutcomes(
  root: string,
  dir: string,
  tests: readonly TestFile[],
  done: (o: Outcome) => void = () => {},
): Promise<AsmcheckResult> {
  const { config } = await stdPackages(root);
  const context = new BuildContext(config, ['test_run'], false, false);
  const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'asmcheck-'));
  const asked = new Map(tests.map(t => [t, opcodeChecks(t.source)]));
  const reasons = new Map(tests.map(t => [t, whySkipped(t, asked.get(t)!, context)]));
  try {
    const packages = new Packages(
      tmp,
      dir,
      tests.filter(t => reasons.get(t) === ''),
    );
    const outcomes: Outcome[] = [];
    let checks = 0;
    let met = 0;
    for (const t of tests) {
      const run = async (): Promise<Verdict> => {
        const reason = reasons.get(t)!;
        if (reason !== '') return new Skipped(reason);
        const all = asked.get(t)!;
        checks += all.length;
        const unmet: OpcodeCheck[] = [];
        for (const level of levels) {
          const here = all.filter(c => c.level === level);
          if (here.length > 0) unmet.push(...unmetChecks(here, await packages.listing(t, level), packages.file(t)));
        }
        met += all.length - unmet.length;
        return described(path.basename(t.name), unmet);
      };
      const outcome = await outcomeOf({ name: t.name, run });
      done(outcome);
      outcomes.push(outcome);
    }
    return { outcomes, checks, met };
  } finally {
    fs.rmSync(tmp, { recursive: true });
  }
}

/** Why a test is not run; empty where it is. */
function whySkipped(test: TestFile, checks: readonly OpcodeCheck[], context: BuildContext): string {
  const unmet = unmetConstraint(test, context.has);
  if (unmet !== '') return `excluded by ${unmet.slice(2)}`;
  if (checks.length === 0) return 'asks for nothing on amd64';
  // The form is checked by other suites, and the code is the same.
  const foreign = test.flags.find(f => f !== '-gcflags=-d=ssa/check/on');
  return foreign === undefined ? '' : `asks gc for ${foreign}`;
}

/** A line for each pattern of a line that is not met, with the levels at which it is not. */
function described(file: string, unmet: readonly OpcodeCheck[]): string[] {
  const found = new Map<string, { line: number; text: string; at: Set<number> }>();
  for (const { line, level, pattern, isNegative, count } of unmet) {
    const how = isNegative ? 'not wanted' : count > 0 ? `not found ${count} times` : 'not found';
    const text = `${how}: ${pattern.source.slice('^(?:'.length, -1)}`;
    const known = found.get(`${line} ${text}`) ?? { line, text, at: new Set<number>() };
    found.set(`${line} ${text}`, known);
    known.at.add(level);
  }
  return [...found.values()]
    .sort((a, b) => a.line - b.line)
    .map(({ line, text, at }) => `${file}:${line}: ${[...at].map(level => `v${level}`).join(' ')}: ${text}`);
}

/** The files as packages of a module, which is loaded once for each level. */
class Packages {
  private readonly module: string;
  private readonly machine = newCompileMachine();
  private readonly loaded = new Map<number, Loaded>();

  constructor(module: string, dir: string, tests: readonly TestFile[]) {
    this.module = module;
    fs.writeFileSync(path.join(module, 'go.mod'), 'module asmcheck\n\ngo 1.26\n');
    // Every program has package runtime, also where none of the tests imports it.
    fs.writeFileSync(path.join(module, 'asmcheck.go'), 'package asmcheck\n\nimport _ "runtime"\n');
    for (const t of tests) {
      fs.mkdirSync(path.dirname(this.file(t)), { recursive: true });
      fs.copyFileSync(path.join(dir, t.name), this.file(t));
    }
  }

  /** The copy of a test. */
  file(test: TestFile): string {
    return path.join(this.module, test.name.replace(/\.go$/, ''), path.basename(test.name));
  }

  /** What -S=2 prints of a test's package, with symbols as those of a package that is made of files. */
  async listing(test: TestFile, level: number): Promise<string[]> {
    let loaded = this.loaded.get(level);
    if (loaded === undefined) {
      const before = process.env['GOAMD64'];
      process.env['GOAMD64'] = `v${level}`;
      try {
        loaded = await load(this.module, ['./...']);
      } finally {
        if (before === undefined) delete process.env['GOAMD64'];
        else process.env['GOAMD64'] = before;
      }
      this.loaded.set(level, loaded);
    }
    const importPath = `asmcheck/${test.name.replace(/\.go$/, '')}`;
    const root = loaded.units.find(u => u.package.importPath === importPath)!; // `./...` names all
    const session = openUnit(loaded, root, this.machine.ops, false, false, null, level);
    const paths = session.units.map(u => u.package.importPath);
    const compiler = new Compiler(session.p, session.sources, this.machine, newAsmMachine(), paths);
    return packageListing(compiler, importPath, true).map(line =>
      line.replaceAll(`${importPath}.`, 'command-line-arguments.'),
    );
  }
}

if (isMain('test/suites/asmcheck.ts')) {
  if (goroot === null || goTestDir === null) throw new Error('no Go distribution with its tests');
  const parts = process.argv.slice(2);
  const tests = asmcheckTests(goTestDir).filter(t => parts.length === 0 || parts.some(p => t.name.includes(p)));
  const result = await asmcheckOutcomes(goroot, goTestDir, tests, o => {
    const how = o.skipped === '' ? (o.wrong.length === 0 ? 'pass' : 'FAIL') : 'skip';
    console.log(`${how} ${o.name}${o.skipped === '' ? '' : `: ${o.skipped}`}`);
    for (const line of o.wrong) console.log(`    ${line}`);
  });
  const failed = result.outcomes.filter(o => o.wrong.length > 0).length;
  const skipped = result.outcomes.filter(o => o.skipped !== '').length;
  console.log(`${result.outcomes.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
  console.log(checksText(result));
  process.exitCode = failed > 0 ? 1 : 0;
}
