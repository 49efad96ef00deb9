// The test functions of the _test.go files of a package: what its test's main package calls. Mistakes are those that
// `list -test` and `test` report: files that do not parse, and functions that are no tests and are named so.

import { decodeUtf8 } from '../base/utf8.ts';
import { isDirective } from '../format/doc-group.ts';
import * as NodeKind from '../format/nodekind.ts';
import type { BlockStmt, CommentGroup, Expr, File, FuncDecl } from '../format/nodes.ts';
import { parseFile, type ParseResult } from '../format/parser.ts';
import { IOError } from '../host/host.ts';
import type { Loader } from './load.ts';
import { LoadError, type Package } from './package.ts';

/** A function that the test's main package calls. */
export interface TestFunc {
  /** It belongs to the external test package. */
  readonly external: boolean;
  readonly name: string;
}

/** An example with the output that it should have. */
export interface ExampleFunc extends TestFunc {
  readonly output: string;
  /** The lines may come in any order. */
  readonly unordered: boolean;
}

/** What the test files of a package declare, each list in the order of the files and of their text. */
export interface TestFuncs {
  readonly tests: TestFunc[];
  readonly benchmarks: TestFunc[];
  readonly fuzzTargets: TestFunc[];
  readonly examples: ExampleFunc[];
  main: TestFunc | null;
}

/** The first mistake in the test files of a package; null for none. */
export function checkTestFuncs(loader: Loader, p: Package): LoadError | null {
  const found = readTestFuncs(loader, p);
  return found instanceof LoadError ? found : null;
}

/** Reads the test files of a package. */
export function readTestFuncs(loader: Loader, p: Package): TestFuncs | LoadError {
  const out: TestFuncs = {
    tests: [],
    benchmarks: [],
    fuzzTargets: [],
    examples: [],
    main: null,
  };
  for (const external of [false, true]) {
    for (const name of external ? p.xTestGoFiles : p.testGoFiles) {
      const wrong = readFile(loader, `${p.dir}/${name}`, external, out);
      if (wrong !== null) return wrong;
    }
  }
  return out;
}

function readFile(loader: Loader, file: string, external: boolean, out: TestFuncs): LoadError | null {
  const source = loader.host.readFile(file);
  if (source instanceof IOError) return new LoadError(String(source));
  const parsed = parseFile(file, source, false);
  const first = parsed.errors[0];
  if (first !== undefined) {
    const { line, column } = first.position;
    return new LoadError(first.message, 'syntax', '', { file, line, col: column });
  }
  for (const d of parsed.tree?.decls ?? []) {
    if (d.kind !== NodeKind.FuncDecl || d.recv !== null) continue;
    const name = decodeUtf8(parsed.pool.bytes, d.name.start, d.name.end);
    if (name === 'TestMain' && !takes(parsed, d, 'T')) {
      const why = wrongSignature(parsed, d, name, 'M', file);
      if (why !== '') return new LoadError(why);
      if (out.main !== null) return new LoadError('multiple definitions of TestMain');
      out.main = { external, name };
      continue;
    }
    for (const [prefix, argument, list] of kinds) {
      if (!isNamed(name, prefix)) continue;
      const why = wrongSignature(parsed, d, name, argument, file);
      if (why !== '') return new LoadError(why);
      out[list].push({ external, name });
    }
    if (!isNamed(name, 'Example') || d.type.params.list.length > 0 || d.body === null) continue;
    const wanted = exampleOutput(parsed, d.body);
    if (wanted !== null) out.examples.push({ external, name, ...wanted });
  }
  return null;
}

/** What the last comment of an example says of its output; null where it says nothing. */
function exampleOutput(parsed: ParseResult<File>, body: BlockStmt): { output: string; unordered: boolean } | null {
  let last: CommentGroup | null = null;
  for (const group of parsed.tree?.comments ?? []) {
    const at = group.list[0]!.slash; // a group is never empty
    if (at > body.lbrace && at < body.rbrace) last = group;
  }
  if (last === null) return null;
  const text = commentText(parsed, last);
  const m = /^[ \t\n\v\f\r]*(unordered )?output:/i.exec(text);
  if (m === null) return null;
  return { output: text.slice(m[0].length).replace(/^ */, '').replace(/^\n/, ''), unordered: m[1] !== undefined };
}

/** The text of comments without markers, directives and blank lines around and between. */
function commentText(parsed: ParseResult<File>, group: CommentGroup): string {
  const { bytes } = parsed.pool;
  const lines: string[] = [];
  for (const c of group.list) {
    let text = decodeUtf8(bytes, c.start, c.end);
    if (text.startsWith('//')) {
      text = text.slice(2);
      if (text.startsWith(' ')) text = text.slice(1);
      else if (isDirective(bytes, c.start + 2, c.end)) continue;
    } else text = text.slice(2, -2);
    for (const line of text.split('\n')) lines.push(line.replace(/[ \t\r\n]+$/, ''));
  }
  const kept = lines.filter((line, i) => line !== '' || (i > 0 && lines[i - 1] !== ''));
  while (kept[0] === '') kept.shift();
  if (kept.length > 0 && kept[kept.length - 1] !== '') kept.push('');
  return kept.join('\n');
}

const kinds = [
  ['Test', 'T', 'tests'],
  ['Benchmark', 'B', 'benchmarks'],
  ['Fuzz', 'F', 'fuzzTargets'],
] as const;

/** `Test`, or `TestX` where X is no lower case letter. */
function isNamed(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && !/^\p{Ll}/u.test(name.slice(prefix.length));
}

function wrongSignature(parsed: ParseResult<File>, d: FuncDecl, name: string, argument: string, file: string): string {
  let why = '';
  if (!takes(parsed, d, argument)) why = `must be: func ${name}(${argument.toLowerCase()} *testing.${argument})`;
  if ((d.type.typeParams?.list.length ?? 0) > 0) why = 'test functions cannot have type parameters';
  if (why === '') return '';
  const { line, column } = parsed.lines.position(d.type.func);
  return `${file}:${line}:${column}: wrong signature for ${name}, ${why}`;
}

/** The function has no results and one parameter, a pointer to a type of that name. */
function takes(parsed: ParseResult<File>, d: FuncDecl, argument: string): boolean {
  const { params, results } = d.type;
  const only = params.list[0];
  if ((results?.list.length ?? 0) > 0 || params.list.length !== 1 || only === undefined || only.names.length > 1)
    return false;
  const type: Expr | null = only.type;
  if (type === null || type.kind !== NodeKind.StarExpr) return false;
  const name = type.x.kind === NodeKind.SelectorExpr ? type.x.sel : type.x;
  return name.kind === NodeKind.Ident && decodeUtf8(parsed.pool.bytes, name.start, name.end) === argument;
}
