// Go's own test data of the type checker (internal/types/testdata and types2's): every annotated error must be reported at
// its token, within the column tolerance that Go's runner allows the directory, and nothing else may be. Each file runs
// with Alias types and without. As a command: `node tools/run.mjs test/suites/types-testdata.ts [part of a name...]`.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { byteStringText, unquote } from '../../src/base/quote.ts';
import { decodeUtf8 } from '../../src/base/utf8.ts';
import type { FrontEnd, SourcePackage } from '../../src/build/front-end.ts';
import { DiagnosticList } from '../../src/diag/reporter.ts';
import { parse } from '../../src/syntax/parser.ts';
import { checkPackage } from '../../src/types/check.ts';
import { sizes64 } from '../../src/types/sizes.ts';
import { testUniverse } from '../../src/types/universe.ts';
import { commentsOf } from '../comment-map.ts';
import { goRegexp } from '../goregexp.ts';
import { goroot } from '../goroot.ts';
import { isMain } from '../main.ts';
import { stdPackages, type StdPackages } from '../std-packages.ts';
import { type Case, outcomeOf } from './case.ts';

/** The directories with the columns that an error may be off, as types2's check_test.go has them. */
const directories: readonly (readonly [dir: string, tolerance: number])[] = [
  ['src/internal/types/testdata/check', 50],
  ['src/internal/types/testdata/spec', 20],
  ['src/internal/types/testdata/examples', 125],
  ['src/internal/types/testdata/fixedbugs', 100],
  ['src/cmd/compile/internal/types2/testdata/local', 0],
];

/** The files of one package. */
export interface Unit {
  readonly name: string;
  readonly files: readonly string[];
  readonly tolerance: number;
}

/** Every package of the test data; a directory is one, a file by itself is one. */
export function units(root: string): Unit[] {
  return directories.flatMap(([dir, tolerance]) =>
    fs.readdirSync(path.join(root, dir), { withFileTypes: true }).map(entry => {
      const full = path.join(root, dir, entry.name);
      const files = entry.isDirectory() ? fs.readdirSync(full).map(f => path.join(full, f)) : [full];
      return { name: `${path.basename(dir)}/${entry.name}`, files, tolerance };
    }),
  );
}

/** Checks one package and returns what is wrong, a line each. */
export function runUnit(unit: Unit, front: FrontEnd, std: StdPackages): string[] {
  const sources = unit.files.map(f => ({ name: f, text: new Uint8Array(fs.readFileSync(f)) }));
  return checkSources(sources, unit.tolerance, front, std);
}

/** The same for texts. */
export function checkSources(
  sources: readonly { readonly name: string; readonly text: Uint8Array }[],
  tolerance: number,
  front: FrontEnd,
  std: StdPackages,
): string[] {
  const flags = flagsOf(decodeUtf8(sources[0]!.text));
  const alias = flags.get('gotypesalias');
  const ways = alias === undefined ? [true, false] : [alias !== '0'];
  return ways.flatMap(enableAlias =>
    checkOnce(sources, tolerance, front, std, flags, enableAlias).map(w => (enableAlias ? w : `${w} (without Alias)`)),
  );
}

/** `// -lang=go1.17 -fakeImportC` on the first line. */
function flagsOf(text: string): Map<string, string> {
  const first = /^\/\/\s*(-.*)/.exec(text.split('\n', 1)[0]!);
  const words = first === null ? [] : first[1]!.trim().split(/\s+/);
  return new Map(words.map(w => [w.replace(/^-+/, '').split('=')[0]!, w.split('=')[1] ?? 'true']));
}

interface Wanted {
  readonly line: number;
  readonly col: number;
  readonly text: string;
  matches(message: string): boolean;
}

function wantedOf(source: Uint8Array): Wanted[] {
  return commentsOf(source, /^ ERRORx? /).map(({ text, line, col }) => {
    const [, kind, quoted] = /^ (ERRORx?) (.*)/s.exec(text)!;
    const value = unquote(quoted!.trim());
    if (value === null) throw new Error(`cannot unquote ${quoted} in line ${line}`);
    const pattern = byteStringText(value);
    const regexp = kind === 'ERRORx' ? goRegexp(pattern) : null;
    return { line, col, text, matches: m => (regexp === null ? m.includes(pattern) : regexp.test(m)) };
  });
}

function checkOnce(
  sources: readonly { readonly name: string; readonly text: Uint8Array }[],
  tolerance: number,
  front: FrontEnd,
  std: StdPackages,
  flags: ReadonlyMap<string, string>,
  enableAlias: boolean,
): string[] {
  const reporter = new DiagnosticList();
  const added = sources.map(s => front.fset.add(s.name, s.text));
  const trees = added.flatMap(file => parse(file, reporter, 0) ?? []);
  if (trees.length > 0) {
    checkPackage(
      {
        path: trees[0]!.pkgName.value,
        files: trees,
        fset: front.fset,
        goVersion: flags.get('lang') ?? '',
        sizes: sizes64,
        importer: name => front.importFrom(importing(std), name),
        context: null,
        ignoreBranchErrors: false,
        fakeImportC: flags.has('fakeImportC'),
        enableAlias,
        universe: testUniverse(),
      },
      reporter,
    );
  }

  const wrong: string[] = [];
  const wanted = new Map(sources.map(s => [s.name, wantedOf(s.text)]));
  for (const d of reporter.list) {
    const file = front.fset.file(d.pos);
    if (file === null) {
      wrong.push(`unexpected error without position: ${d.message}`);
      continue;
    }
    const line = file.line(d.pos - file.base);
    const col = file.col(d.pos - file.base);
    const at = `${path.basename(file.name)}:${line}:${col}`;
    const here = wanted.get(file.name)!;
    let best: Wanted | null = null;
    for (const w of here) {
      if (w.line !== line || !w.matches(d.message)) continue;
      if (best === null || Math.abs(w.col - col) < Math.abs(best.col - col)) best = w;
    }
    if (best === null) {
      wrong.push(`${at}: unexpected error: ${d.message}`);
      continue;
    }
    if (Math.abs(best.col - col) > tolerance) wrong.push(`${at}: column ${col}, want ${best.col}: ${d.message}`);
    here.splice(here.indexOf(best), 1);
  }
  for (const [name, left] of wanted) {
    for (const w of left) wrong.push(`${path.basename(name)}:${w.line}:${w.col}: missing${w.text}`);
  }
  return wrong;
}

/** A package that imports from the standard library; only the resolution of its imports matters. */
function importing(std: StdPackages): SourcePackage {
  const none = { path: 'p', files: [], importedPrefix: '', goVersion: '', std: false, complete: false };
  return { ...none, resolve: path => std.resolve(path) };
}

/** What all units of a run share. */
export async function prepare(root: string): Promise<{ front: FrontEnd; std: StdPackages }> {
  const std = await stdPackages(root);
  return { front: std.frontEnd(), std };
}

/** The suite as cases. */
export async function typesCases(root: string): Promise<Case[]> {
  const { front, std } = await prepare(root);
  return units(root).map(unit => ({ name: unit.name, run: () => runUnit(unit, front, std) }));
}

if (isMain('test/suites/types-testdata.ts')) {
  if (goroot === null) throw new Error('no Go distribution');
  const filters = process.argv.slice(2);
  let passed = 0;
  let failed = 0;
  for (const c of await typesCases(goroot)) {
    if (filters.length > 0 && !filters.some(f => c.name.includes(f))) continue;
    const { name, wrong } = await outcomeOf(c);
    if (wrong.length === 0) passed++;
    else failed++;
    if (wrong.length > 0) console.log(`FAIL ${name}\n    ${wrong.slice(0, 12).join('\n    ')}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
}
