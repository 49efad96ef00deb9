// Reads Go's own test directory as its runner does (cmd/internal/testdir): which files are tests, what each wants done
// (its recipe), and the errors it expects. Classes come from the files, never from a list of names.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { evaluate, parseConstraint } from '../../src/base/build-constraint.ts';
import { goRegexp } from '../goregexp.ts';

/** The directories that hold tests; those below `*.dir` belong to a test. */
const directories = [
  '.',
  'ken',
  'chan',
  'interface',
  'internal/runtime/sys',
  'syntax',
  'dwarf',
  'fixedbugs',
  'codegen',
  'abi',
  'typeparam',
  'typeparam/mdempsky',
  'arenas',
  'simd',
];

/** One test file with its recipe. */
export interface TestFile {
  /** Relative to the test directory, with slashes. */
  readonly name: string;
  readonly source: string;
  /** `errorcheck`, `run`, ...; empty where the file has no recipe. */
  readonly action: string;
  /** Compiler flags of the recipe: `-lang=go1.17`, `-m`... */
  readonly flags: readonly string[];
  /** What follows the flags: arguments of the program. */
  readonly args: readonly string[];
  /** The lines before the package clause: build constraints. */
  readonly header: string;
  /** Each file of the test's directory is a package. */
  readonly singleFilePackages: boolean;
  /** Whether the compilation must fail. */
  readonly wantError: boolean;
  readonly goexperiment: string;
  readonly godebug: string;
  /** The language of the module that the test becomes; empty: the runner's choice. */
  readonly gomodversion: string;
  /** How many seconds the program may take; 0: the runner's choice. */
  readonly timeout: number;
}

/** Every test file, in the order of the directories. */
export function testFiles(dir: string): TestFile[] {
  return directories.flatMap(d =>
    fs
      .readdirSync(path.join(dir, d))
      .filter(name => name.endsWith('.go') && !name.startsWith('.'))
      .map(name => readTest(dir, path.posix.join(d, name))),
  );
}

function readTest(dir: string, name: string): TestFile {
  return parseTest(name, fs.readFileSync(path.join(dir, name), 'utf8'));
}

/** Reads the recipe of one file; invalid UTF-8 in the text does not matter. */
export function parseTest(name: string, source: string): TestFile {
  const first = source.split('\n').find(line => !/^\/\/go:build |^\/\/ *\+build/.test(line) && recipeOf(line) !== '');
  const words = splitQuoted(first === undefined ? '' : recipeOf(first));
  const action = words.shift() ?? '';
  const flags: string[] = [];
  let wantError = action.startsWith('errorcheck') && action !== 'errorcheckandrundir';
  let singleFilePackages = false;
  let goexperiment = '';
  let godebug = '';
  let gomodversion = '';
  let timeout = 0;
  while (words.length > 0 && words[0]!.startsWith('-')) {
    const word = words.shift()!;
    if (word === '-1') wantError = true;
    else if (word === '-0') wantError = false;
    else if (word === '-s') singleFilePackages = true;
    else if (word === '-goexperiment') goexperiment = words.shift() ?? '';
    else if (word === '-godebug') godebug = words.shift() ?? '';
    else if (word === '-gomodversion') gomodversion = words.shift() ?? '';
    else if (word === '-t') timeout = Number(words.shift() ?? '0');
    else flags.push(word);
  }
  const clause = source.indexOf('\npackage');
  const header = clause < 0 ? (first ?? '') : source.slice(0, clause);
  return {
    name,
    source,
    action,
    flags,
    args: words,
    header,
    singleFilePackages,
    wantError,
    goexperiment,
    godebug,
    gomodversion,
    timeout,
  };
}

function recipeOf(line: string): string {
  return (line.startsWith('//') ? line.slice(2) : line).trim();
}

/** Words separated by blanks; quotes of both kinds group and vanish, a backslash escapes. */
function splitQuoted(s: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let i = 0; i < s.length; i++) {
    const c = s[i]!;
    if (c === '\\') word = (word ?? '') + (s[++i] ?? '');
    else if (quote !== '') {
      if (c === quote) quote = '';
      else word = (word ?? '') + c;
    } else if (c === '"' || c === "'") {
      quote = c;
      word ??= '';
    } else if (/\s/.test(c)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + c;
  }
  if (word !== null) words.push(word);
  return words;
}

/** One `// ERROR "pattern"` of a line. */
export interface WantedError {
  readonly file: string;
  readonly line: number;
  readonly pattern: RegExp;
}

/** The errors that a file's comments expect, its name as messages show it. */
export function wantedErrors(file: string, source: string): WantedError[] {
  const wanted: WantedError[] = [];
  source.split('\n').forEach((text, i) => {
    if (text.includes('////')) return; // switched off
    const comment = /\/\/ (?:GC_)?ERROR (.*)/.exec(text);
    if (comment === null) return;
    const line = i + 1;
    for (const [, quoted] of comment[1]!.matchAll(/"([^"]*)"/g)) {
      const pattern = quoted!.replace(/LINE(?:([+-])(\d+))?/g, (_, op: string | undefined, n: string | undefined) => {
        const delta = op === undefined ? 0 : Number(op + n);
        return `${file}:${line + delta}`;
      });
      wanted.push({ file, line, pattern: goRegexp(pattern) });
    }
  });
  return wanted;
}

/** An error as a compiler printed it: `text` is what follows the position. */
export interface PrintedError {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/**
 * Compares printed errors with wanted ones as Go's runner does: a wanted error takes every printed one of its line that it
 * matches, each wanted one must take some, and none may be left. Returns what is wrong, a line each.
 */
export function compareErrors(wanted: readonly WantedError[], printed: readonly PrintedError[]): string[] {
  const wrong: string[] = [];
  let left = [...printed];
  for (const w of wanted) {
    const here = left.filter(p => p.file === w.file && p.line === w.line);
    if (here.length === 0) {
      wrong.push(`${w.file}:${w.line}: missing error ${w.pattern}`);
      continue;
    }
    const matched = new Set(here.filter(p => w.pattern.test(p.text)));
    if (matched.size === 0) {
      wrong.push(`${w.file}:${w.line}: no match for ${w.pattern} in: ${here.map(p => p.text).join(' | ')}`);
    }
    left = left.filter(p => !matched.has(p) && (matched.size > 0 || !here.includes(p)));
    if (matched.size === 0) left.push(...here);
  }
  for (const p of left) wrong.push(`${p.file}:${p.line}: unexpected error: ${p.text}`);
  return wrong;
}

/** The build constraint of a test that is not met; empty where all are. `has`: whether a tag is set. */
export function unmetConstraint(test: TestFile, has: (tag: string) => boolean): string {
  for (const line of test.header.split('\n')) {
    const constraint = parseConstraint(line);
    if (typeof constraint !== 'string' && !evaluate(constraint, has)) return line;
  }
  return '';
}

/** Whether all flags leave the language alone: no dumps, debug switches, or rules of the runtime alone. */
export function isLanguageLevel(test: TestFile): boolean {
  return (
    test.goexperiment === '' &&
    test.flags.every(flag => /^-(lang=|e$|e=0$|C$|complete$|p=p$|N$|l$|c=|std$|d=panic$)/.test(flag))
  );
}

/** The packages of a test's directory, `x.dir` beside `x.go`: files grouped by package name in order of appearance. */
export function directoryPackages(dir: string, test: TestFile): { name: string; files: string[] }[] {
  const sub = path.join(dir, test.name.replace(/\.go$/, '.dir'));
  const packages: { name: string; files: string[] }[] = [];
  for (const file of fs.readdirSync(sub).filter(f => f.endsWith('.go'))) {
    const name = /^package ([\p{Lu}\p{Ll}\w]+)/mu.exec(fs.readFileSync(path.join(sub, file), 'utf8'))![1]!;
    const known = test.singleFilePackages ? undefined : packages.find(p => p.name === name);
    if (known) known.files.push(path.join(sub, file));
    else packages.push({ name, files: [path.join(sub, file)] });
  }
  return packages;
}
