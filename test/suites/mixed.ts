// Mixed links: one package from burrow, all others from gc, in the package's own test binary; its tests must pass as they do
// when gc compiled everything. As a command: `node tools/run.mjs test/suites/mixed.ts [flag...] [package...]`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newMachine } from '../../src/arch/amd64/machine.ts';
import { newCompileMachine } from '../../src/arch/amd64/compile.ts';
import { checkFunc } from '../../src/ssa/check.ts';
import type { OnPass } from '../../src/ssa/compile.ts';
import type { CompileMachine } from '../../src/ssa/machine.ts';
import { Compiler } from '../../src/build/compiler.ts';
import * as Attr from '../../src/obj/attr.ts';
import type { Obj } from '../../src/obj/object.ts';
import { writeObj } from '../../src/obj/objfile.ts';
import * as SymKind from '../../src/obj/symkind.ts';
import type { Unit } from '../../src/load/units.ts';
import type { Program } from '../../src/ssa/program/program.ts';
import type { Package } from '../../src/types/package.ts';
import { goroot } from '../goroot.ts';
import { type Archives, burrowLink, go, options, writeProgram } from '../link-harness.ts';
import { isMain } from '../main.ts';
import { type Loaded, load, openUnit } from '../compile-harness.ts';

/** What came of the tests of one package. */
export interface MixedResult {
  readonly pkg: string;
  /** Empty: passed. */
  readonly failure: string;
  readonly passed: number;
}

/** Sees a program, and the package that is about to be compiled. */
export type Prepare = (p: Program, pkg: Package) => void;

/** The serialised object of a package, or of its variant for tests. */
export function packageObject(loaded: Loaded, unit: Unit, prepare: Prepare = () => {}): Uint8Array {
  return writeObj(compilePackage(loaded, unit, null, prepare));
}

function compilePackage(loaded: Loaded, unit: Unit, wrong: string[] | null = null, prepare: Prepare = () => {}): Obj {
  const plain = newCompileMachine();
  const check: OnPass = (program, f, pass) => {
    try {
      checkFunc(program, f, pass);
    } catch (e) {
      wrong!.push((e as Error).message);
    }
  };
  const machine: CompileMachine = {
    ...plain,
    select(program, f) {
      if (wrong !== null) check(program, f, 'passes');
      plain.select(program, f);
      if (wrong !== null) check(program, f, 'select');
    },
  };
  const { p, sources, units } = openUnit(loaded, unit, machine.ops);
  for (const u of units) for (const f of u.package.sFiles) noteAsm(path.join(u.dir, f), u.path, sources);
  const compiler = new Compiler(
    p,
    sources,
    machine,
    newMachine(),
    units.map(u => u.package.importPath),
  );
  // Which function it was, where the compiler fails.
  let last = '';
  const body = sources.body.bind(sources);
  sources.body = fn => {
    last = `${fn.pkg?.path}.${fn.name} at ${p.position(fn.pos)}`;
    return body(fn);
  };
  prepare(p, sources.load(unit.package.importPath).pkg);
  try {
    return compiler.wholePackage(unit.package.importPath, []).obj;
  } catch (e) {
    throw new Error(`near ${last}: ${(e as Error).stack}`, { cause: e });
  }
}

/** Functions that assembly defines, read from its TEXT lines: enough where only the names matter. */
function noteAsm(file: string, pkg: string, sources: { addAsm(name: string, abi: number): void }): void {
  const text = fs.readFileSync(file, 'utf8');
  for (const m of text.matchAll(/^TEXT\s+([^\s(]+)\(SB\)/gm)) {
    let name = m[1]!.replaceAll('\u00b7', '.').replaceAll('\u2215', '/');
    const internal = name.endsWith('<ABIInternal>');
    name = name.replace('<ABIInternal>', '');
    if (name.endsWith('<>')) continue;
    sources.addAsm(name.startsWith('.') ? pkg + name : name, internal ? 1 : 0);
  }
}

/** What of an object is taken: everything, its functions but not its variables and their initialisation, or some functions. */
export type Part = 'all' | 'functions' | readonly string[];

/** What a run of a package's tests came to. */
interface Run {
  readonly status: number | null;
  readonly passed: number;
  readonly skipped: number;
  readonly output: string;
}

/** A package compiled by burrow, and its tests among gc's packages. */
export class Mixed {
  readonly pkg: string;
  /** Its functions, each with its closures. */
  readonly units: readonly (readonly string[])[];
  private readonly object: Uint8Array;
  private readonly archives: Archives;
  private readonly dir: string;
  /** The directory of the package's sources, in which its tests run. */
  private readonly home: string;
  private readonly args: readonly string[];
  private readonly env: Record<string, string>;

  /** `args` go to the test binary, `env` too. */
  constructor(pkg: string, home: string, object: Obj, args: readonly string[], env: Record<string, string>) {
    this.pkg = pkg;
    this.home = home;
    this.args = args;
    this.env = env;
    this.object = writeObj(object);
    this.units = unitsOf(object);
    this.archives = testArchives(home, pkg);
    this.dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-mixed-'));
  }

  remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  /** Links the test binary into `file`; returns what is wrong. */
  link(part: Part | null, file: string): string {
    const names = part === null || part === 'all' ? null : new Set(part === 'functions' ? this.units.flat() : part);
    const ours = part === null ? [] : [{ pkg: this.pkg, file: 'object.o', bytes: this.object, names }];
    const result = burrowLink(this.archives, options(), new Map(), ours);
    if (result.image === null) return `link: ${result.errors.join('\n')}\n`;
    writeProgram(file, result.image);
    return '';
  }

  /** Runs the tests with that part of the object; null is gc's own. */
  run(part: Part | null): Run {
    const program = path.join(this.dir, 'p.test');
    const wrong = this.link(part, program);
    if (wrong !== '') return { status: null, passed: 0, skipped: 0, output: wrong };
    const ran = spawnSync(program, ['-test.short', '-test.v', '-test.timeout=9m', ...this.args], {
      cwd: this.home,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'latin1',
      maxBuffer: 1 << 28,
      timeout: 600_000,
      env: { ...process.env, CGO_ENABLED: '0', GOROOT: goroot!, GOFLAGS: '', GOWORK: 'off', ...this.env },
    });
    let passed = 0;
    let skipped = 0;
    const output: string[] = [];
    for (const line of ran.stdout.split('\n')) {
      if (/^ *--- PASS/.test(line)) passed++;
      else if (/^ *--- SKIP/.test(line)) skipped++;
      else if (!line.startsWith('=== ') && line !== 'PASS') output.push(`${line}\n`);
    }
    return { status: ran.status, passed, skipped, output: output.join('') + ran.stderr };
  }

  /**
   * A function without which the tests pass and with which they fail, given that they fail with all of `units` but not with none:
   * the last of the shortest prefix that fails. Says what it tries. Those of `always` are taken in any case.
   */
  bisect(say: (text: string) => void, always: readonly string[]): readonly string[] {
    let good = 0;
    let bad = this.units.length;
    while (bad - good > 1) {
      const n = (good + bad) >> 1;
      const { status } = this.run([...this.units.slice(0, n).flat(), ...always]);
      say(
        `${n} of ${this.units.length} functions, up to ${this.units[n - 1]![0]}: ${status === 0 ? 'passes' : 'fails'}\n`,
      );
      if (status === 0) good = n;
      else bad = n;
    }
    return this.units[bad - 1]!;
  }
}

/**
 * The functions of an object, each with its closures, in order of names. Not among them are those that packages share, and what
 * initialises variables.
 */
function unitsOf(obj: Obj): string[][] {
  const names: string[] = [];
  for (const s of obj.syms) {
    if (s.kind === SymKind.STEXT && (s.attr & Attr.Dupok) === 0 && s.abi !== 0) names.push(s.name);
  }
  names.sort();
  const units = new Map<string, string[]>();
  for (const name of names) {
    const root = name.replace(/(\.func\d|\.gowrap\d|\.deferwrap\d|-range\d).*$/, '');
    if (root.endsWith('.init') || root.endsWith('.glob.')) continue;
    const list = units.get(root);
    if (list === undefined) units.set(root, [name]);
    else list.push(name);
  }
  return [...units.values()];
}

/** gc's archives of the test binary of a package: those of the variants for its tests in the place of others. */
function testArchives(dir: string, pkg: string): Archives {
  const packages = new Map<string, string>();
  const variants = new Map<string, string>();
  let main = '';
  const format = '{{.ImportPath}}={{.Export}}';
  for (const row of go(dir, 'list', '-export', '-test', '-deps', '-f', format, pkg).split('\n')) {
    const [name, file] = row.split('=');
    if (file === undefined || file === '') continue;
    const [path0, variant] = name!.split(' ');
    if (name === `${pkg}.test`) main = file;
    else if (variant === undefined) packages.set(path0!, file);
    else if (variant === `[${pkg}.test]`) variants.set(path0!, file);
  }
  for (const [name, file] of variants) packages.set(name, file);
  return { main, packages };
}

/** Runs the tests of a package whose code burrow compiled. */
export async function mixed(pkg: string, part: Part = 'all'): Promise<MixedResult> {
  let m: Mixed | null = null;
  try {
    m = await open(pkg, [], {});
    const { status, passed, output } = m.run(part);
    return { pkg, failure: status === 0 ? '' : output, passed };
  } catch (e) {
    return { pkg, failure: (e as Error).stack ?? String(e), passed: 0 };
  } finally {
    m?.remove();
  }
}

/** Compiles a package, variant for its tests, and checks the form of each function before and after selection. */
async function check(pkg: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const { loaded, unit } = await loadTested(pkg);
  compilePackage(loaded, unit, wrong);
  return wrong;
}

async function open(pkg: string, args: readonly string[], env: Record<string, string>): Promise<Mixed> {
  const { loaded, unit } = await loadTested(pkg);
  return new Mixed(pkg, unit.dir, compilePackage(loaded, unit), args, env);
}

async function loadTested(pkg: string): Promise<{ loaded: Loaded; unit: Unit }> {
  let loaded = await load(process.cwd(), [pkg], true);
  // One without tests imports less.
  if (!loaded.units.some(u => u.package.importPath === 'runtime')) loaded = await load(process.cwd(), [pkg, 'runtime']);
  const unit =
    loaded.units.find(u => u.package.importPath === pkg && u.package.forTest === pkg) ??
    loaded.units.find(u => u.package.importPath === pkg)!;
  return { loaded, unit };
}

/** Packages chosen for variety. */
export const chosen: readonly string[] = (
  'errors unicode/utf8 sort strconv strings bytes bufio fmt container/list container/heap text/tabwriter path math ' +
  'math/bits math/big encoding/binary encoding/json encoding/base64 text/template regexp regexp/syntax hash/crc32 ' +
  'compress/flate sync time slices maps reflect go/parser go/types net/http crypto/tls html/template os'
).split(' ');

/** The lines of a failed run that matter: the crash, or the lines before each failed test. */
function heart(output: string): string {
  const lines = output.split('\n');
  const crash = lines.findIndex(l => /^(panic: |fatal error: |unexpected fault|SIG[A-Z]+:|runtime: )/.test(l));
  if (crash >= 0) return lines.slice(Math.max(crash - 3, 0), crash + 40).join('\n');
  const out: string[] = [];
  lines.forEach((l, i) => {
    if (/^--- FAIL|link: /.test(l)) out.push(...lines.slice(Math.max(i - 4, 0), i + 1));
  });
  return (out.length > 0 ? out : lines).slice(0, 60).join('\n');
}

/**
 * The command: flags go to the test binary (-test.run=X), but -functions takes functions only, -func=A,B some of them, -bisect looks
 * for the one that fails (together with those of -func); -gc collects garbage all the time and overwrites what is freed; -count compares with gc how many
 * tests pass; -check only checks the form of each function before and after
 * selection; -o=FILE links only.
 */
async function main(words: string[]): Promise<void> {
  const own = (name: string): string | null => {
    const i = words.findIndex(w => w === name || w.startsWith(`${name}=`));
    return i < 0 ? null : words.splice(i, 1)[0]!.slice(name.length + 1);
  };
  const env: Record<string, string> = own('-gc') === null ? {} : { GOGC: '1', GODEBUG: 'clobberfree=1' };
  const some = own('-func');
  const functionsOnly = own('-functions') !== null;
  const bisecting = own('-bisect') !== null;
  const counting = own('-count') !== null;
  const checking = own('-check') !== null;
  const out = own('-o');
  const part: Part = some !== null ? some.split(',') : functionsOnly ? 'functions' : 'all';
  const args = words.filter(w => w.startsWith('-'));
  const named = words.filter(w => !w.startsWith('-'));
  let failed = 0;
  const say = (text: string): void => void process.stdout.write(text);
  for (const pkg of named.length > 0 ? named : chosen) {
    let m: Mixed | null = null;
    try {
      if (checking) {
        const wrong = await check(pkg);
        if (wrong.length > 0) failed++;
        say(`${pkg}: ${wrong.length} wrong\n${wrong.slice(0, 5).join('\n')}\n`);
        continue;
      }
      m = await open(pkg, args, env);
      if (out !== null) {
        say(m.link(part, out));
        continue;
      }
      if (bisecting) {
        say(`${m.bisect(say, some === null ? [] : some.split(',')).join(' ')}\n`);
        continue;
      }
      const { status, passed, output } = m.run(part);
      const gc = counting ? m.run(null).passed : passed;
      const ok = status === 0 && gc === passed;
      if (!ok) failed++;
      say(ok ? `ok ${pkg}: ${passed} passed\n` : `FAIL ${pkg}: ${passed} passed of ${gc}\n${heart(output)}\n`);
    } catch (e) {
      failed++;
      say(`FAIL ${pkg}\n${(e as Error).stack ?? String(e)}\n`);
    } finally {
      m?.remove();
    }
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

if (isMain('test/suites/mixed.ts')) await main(process.argv.slice(2));
