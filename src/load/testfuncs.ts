// What a test's main package would be made from: the test functions of the _test.go files. Here they are only looked at
// for mistakes, as `list -test` reports them: files that do not parse, and functions that are no tests and are named so.

import { decodeUtf8 } from '../base/utf8.ts';
import * as NodeKind from '../format/nodekind.ts';
import type { Expr, File, FuncDecl } from '../format/nodes.ts';
import { parseFile, type ParseResult } from '../format/parser.ts';
import { IOError } from '../host/host.ts';
import type { Loader } from './load.ts';
import { LoadError, type Package } from './package.ts';

/** The first mistake in the test files of a package; null for none. */
export function checkTestFuncs(loader: Loader, p: Package): LoadError | null {
  let hasMain = false;
  for (const name of [...p.testGoFiles, ...p.xTestGoFiles]) {
    const file = `${p.dir}/${name}`;
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
      const fn = decodeUtf8(parsed.pool.bytes, d.name.start, d.name.end);
      if (fn === 'TestMain' && !takes(parsed, d, 'T')) {
        const why = wrongSignature(parsed, d, fn, 'M', file);
        if (why !== '') return new LoadError(why);
        if (hasMain) return new LoadError('multiple definitions of TestMain');
        hasMain = true;
        continue;
      }
      for (const [prefix, argument] of kinds) {
        if (!isNamed(fn, prefix)) continue;
        const why = wrongSignature(parsed, d, fn, argument, file);
        if (why !== '') return new LoadError(why);
      }
    }
  }
  return null;
}

const kinds = [
  ['Test', 'T'],
  ['Benchmark', 'B'],
  ['Fuzz', 'F'],
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
