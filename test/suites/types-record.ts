// What the checker leaves on the syntax tree, beside what gc's leaves there: mode, type and constant of every expression,
// objects of names, selections, type arguments, variables of type switches.
//
//     node tools/run.mjs test/suites/types-record.ts [part of an import path...]

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { SourceFile } from '../../src/base/pos.ts';
import type { FrontEnd, SourcePackage } from '../../src/build/front-end.ts';
import { exactString } from '../../src/constant/format.ts';
import type { Value } from '../../src/constant/value.ts';
import { DiagnosticList } from '../../src/diag/reporter.ts';
import * as ParseMode from '../../src/syntax/mode.ts';
import type { CaseClause, Name, Node, SelectorExpr } from '../../src/syntax/nodes.ts';
import * as NodeKind from '../../src/syntax/nodekind.ts';
import { parse } from '../../src/syntax/parser.ts';
import { checkPackage } from '../../src/types/check.ts';
import type { Obj, Var } from '../../src/types/object.ts';
import * as Mode from '../../src/types/operand-mode.ts';
import type { Package } from '../../src/types/package.ts';
import type { Instance } from '../../src/types/recording.ts';
import type { Selection } from '../../src/types/selection.ts';
import { sizes64 } from '../../src/types/sizes.ts';
import type { Type } from '../../src/types/type.ts';
import { typeString } from '../../src/types/typestring.ts';
import { BuildContext } from '../../src/load/build-context.ts';
import { evaluate, parseConstraint } from '../../src/base/build-constraint.ts';
import { goroot, goTestDir, goTool } from '../goroot.ts';
import { buildOracle } from '../oracle.ts';
import { stdPackages, type StdPackages } from '../std-packages.ts';
import { isLanguageLevel, testFiles } from './testdir.ts';

const objectKinds = ['', 'PkgName', 'Const', 'TypeName', 'Var', 'Func', 'Label', 'Builtin', 'Nil'];
const full = (pkg: Package): string => pkg.path;

/** The facts of a package, in the oracle's words. */
function facts(source: SourcePackage, front: FrontEnd): string[] {
  const reporter = new DiagnosticList();
  const files = source.files.map(f => front.fset.add(path.basename(f.name), new Uint8Array(fs.readFileSync(f.file))));
  const trees = files.flatMap(f => parse(f, reporter, ParseMode.CheckBranches) ?? []);
  const importer = (name: string): Package | string => front.importFrom(source, name);
  const input = { path: source.path, files: trees, fset: front.fset, goVersion: '', sizes: sizes64, importer };
  const { pkg } = checkPackage({ ...input, context: null }, reporter);
  // A test may be a part of a package.
  const out = reporter.list.map(d => {
    const at = front.fset.position(d.pos)!;
    return `${at.filename === path.basename(at.filename) ? source.files[0]!.file : at.filename}:${at.line}:${at.col}: ${d.message}`;
  });
  trees.forEach((tree, i) => new Facts(out, files[i]!, pkg, front).node(tree));
  return out;
}

class Facts {
  private readonly out: string[];
  private readonly file: SourceFile;
  private readonly pkg: Package;
  private readonly front: FrontEnd;
  private readonly seen = new Set<object>();

  constructor(out: string[], file: SourceFile, pkg: Package, front: FrontEnd) {
    this.out = out;
    this.file = file;
    this.pkg = pkg;
    this.front = front;
  }

  /** Walks over every node, whatever its kind. */
  node(n: Node): void {
    if (this.seen.has(n)) return;
    this.seen.add(n);
    this.fact(n);
    for (const [key, value] of Object.entries(n)) {
      if (key === 'target' || key === 'obj' || key === 'type' || key === 'instance' || key === 'selection') {
        // A written type is a node, a recorded one is not.
        if (key !== 'type' || !isNode(value)) continue;
      }
      if (Array.isArray(value)) value.filter(isNode).forEach(v => this.node(v));
      else if (isNode(value)) this.node(value);
    }
  }

  private say(n: Node, what: string): void {
    const offset = n.pos - this.file.base;
    this.out.push(`${this.file.name}:${this.file.line(offset)}:${this.file.col(offset)} ${what}`);
  }

  private fact(n: Node): void {
    const e = n as { mode?: number; type?: unknown; constant?: Value | null };
    if (typeof e.mode === 'number' && e.mode !== Mode.Invalid) {
      this.say(n, `expr ${typeAndValue(e.mode, e.type as Type, e.constant ?? null)}`);
    }
    switch (n.kind) {
      case NodeKind.Name:
        this.name(n);
        break;
      case NodeKind.SelectorExpr:
        this.selection(n);
        break;
      case NodeKind.CaseClause:
        this.clause(n);
        break;
      default:
    }
  }

  private name(n: Name): void {
    const obj = n.obj as Obj | null;
    if (obj !== null) this.say(n, `${obj.pos === n.pos ? 'def' : 'use'} ${this.object(obj)}`);
    const instance = n.instance as Instance | null;
    if (instance === null) return;
    this.say(n, 'instance');
    instance.targs.forEach((t, i) => this.say(n, `targ ${i} ${typeString(t, full)}`));
  }

  private object(obj: Obj): string {
    const s = `${objectKinds[obj.kind]!} ${obj.name}`;
    const own = obj.pos !== 0 && obj.pkg !== null && obj.pkg.path === this.pkg.path;
    const file = own ? this.front.fset.file(obj.pos) : null;
    return file === null ? s : `${s} at ${file.line(obj.pos - file.base)}:${file.col(obj.pos - file.base)}`;
  }

  private selection(n: SelectorExpr): void {
    const s = n.selection as Selection | null;
    if (s === null) return;
    const index = `[${s.index.join(' ')}]`;
    this.say(n, `selection ${s.kind} ${typeString(s.recv, full)} ${s.obj.name} ${index} ${s.indirect}`);
  }

  private clause(n: CaseClause): void {
    const v = n.obj as Var | null;
    if (v !== null) this.say(n, `implicit ${typeString(v.type!, full)}`);
  }
}

function isNode(v: unknown): v is Node {
  return typeof v === 'object' && v !== null && 'kind' in v && 'pos' in v && !('pkg' in v);
}

function typeAndValue(mode: number, type: Type, constant: Value | null): string {
  switch (mode) {
    case Mode.NoValue:
      return 'void';
    case Mode.Builtin:
      return 'builtin';
    case Mode.TypExpr:
      return `type ${typeString(type, full)}`;
    case Mode.NilValue:
      return `nil ${typeString(type, full)}`;
    default:
  }
  let what = 'value';
  if (constant !== null) what = `constant ${exactString(constant)}`;
  else if (mode === Mode.Variable) what = 'variable';
  else if (mode === Mode.MapIndex) what = 'mapindex';
  else if (mode === Mode.CommaOk || mode === Mode.CommaErr) what = 'commaok';
  return `${what} ${typeString(type, full)}`;
}

/** gc's facts about each package, in the order of the packages. */
async function oracleFacts(
  program: string,
  importcfg: string,
  packages: readonly SourcePackage[],
): Promise<string[][]> {
  const child = spawn(program, [importcfg, 'record'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (c: Buffer) => chunks.push(c));
  for (const p of packages) child.stdin.write(`${[p.path, ...p.files.map(f => f.file)].join('\t')}\n`);
  child.stdin.end();
  await new Promise(resolve => child.on('close', resolve));
  const all: string[][] = [[]];
  for (const line of Buffer.concat(chunks).toString('utf8').split('\n')) {
    if (line === 'END') all.push([]);
    else all[all.length - 1]!.push(line);
  }
  return all;
}

/** The programs of GOROOT/test, each a package of one file. */
function testPackages(std: StdPackages): SourcePackage[] {
  if (goTestDir === null) return [];
  const context = new BuildContext(std.config, ['test_run'], false, false);
  return testFiles(goTestDir)
    .filter(t => (t.action === 'run' || t.action === 'compile') && isLanguageLevel(t) && allowed(t.header, context))
    .map(t => {
      const file = path.join(goTestDir!, t.name);
      return {
        path: 'main',
        files: [{ name: path.basename(file), file }],
        importedPrefix: '',
        goVersion: '',
        std: false,
        complete: false,
        resolve: name => std.resolve(name),
      };
    });
}

function allowed(header: string, context: BuildContext): boolean {
  return header.split('\n').every(line => {
    const constraint = parseConstraint(line);
    return typeof constraint === 'string' || evaluate(constraint, context.has);
  });
}

async function main(): Promise<number> {
  const program = buildOracle('types');
  if (program === null || goroot === null || goTool === null) {
    console.log('no go command: skipped');
    return 0;
  }
  const importcfg = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'types-record-')), 'importcfg');
  const format = '{{.ImportPath}} {{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
  const list = spawnSync(goTool, ['list', '-export', '-f', format, 'std'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  const lines = list.stdout.trim().split('\n');
  // The library's vendored packages are imported without the prefix.
  const exports = lines.map(l => l.slice(l.indexOf(' ') + 1).replace('packagefile vendor/', 'packagefile '));
  fs.writeFileSync(importcfg, exports.join('\n'));
  const filters = process.argv.slice(2);
  const paths = lines.map(l => l.slice(0, l.indexOf(' '))).filter(p => p !== 'unsafe' && !p.startsWith('vendor/'));
  const std = await stdPackages(goroot);
  const all = [...paths.map(p => std.find(p) as SourcePackage), ...testPackages(std)];
  const wanted = all.filter(
    p => filters.length === 0 || p.files.some(({ file }) => filters.some(f => file.includes(f))),
  );
  const front = std.frontEnd();
  let count = 0;
  let failed = 0;
  for (let i = 0; i < wanted.length; i += 20) {
    const packages = wanted.slice(i, i + 20);
    const theirs = await oracleFacts(program, importcfg, packages);
    packages.forEach((p, j) => {
      const want = theirs[j]!;
      const got = facts(p, front);
      count += want.length;
      const missing = without(want, got);
      const surplus = without(got, want);
      if (missing.length === 0 && surplus.length === 0) return;
      failed++;
      console.log(
        `${p.path === 'main' ? p.files[0]!.file : p.path}: ${missing.length} missing, ${surplus.length} surplus of ${want.length}`,
      );
      for (const l of missing.slice(0, 8)) console.log(`    - ${l}`);
      for (const l of surplus.slice(0, 8)) console.log(`    + ${l}`);
    });
  }
  console.log(`${wanted.length} packages, ${count} facts: ${failed} packages differ`);
  return failed === 0 ? 0 : 1;
}

/**
 * The lines of a that are not in b, counting repetitions. Of identical instances either may come first, so byte is uint8, and
 * rune int32.
 */
function without(a: readonly string[], b: readonly string[]): string[] {
  const left = new Map<string, number>();
  const plain = (l: string): string => l.replace(/\bbyte\b/g, 'uint8').replace(/\brune\b/g, 'int32');
  for (const l of b.map(plain)) left.set(l, (left.get(l) ?? 0) + 1);
  return a.filter(line => {
    const l = plain(line);
    const n = left.get(l) ?? 0;
    if (n > 0) left.set(l, n - 1);
    return n === 0;
  });
}

process.exit(await main());
