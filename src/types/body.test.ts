import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import type { FuncDecl, ReturnStmt, VarDecl } from '../syntax/nodes.ts';
import { parse } from '../syntax/parser.ts';
import { BodyChecker } from './body.ts';
import { checkPackage } from './check.ts';
import { Context } from './context.ts';
import { sizes64 } from './sizes.ts';
import type { Type } from './type.ts';
import { typeString } from './typestring.ts';
import { unsafePackage } from './universe.ts';

const declarations = `package p
import "unsafe"
type T[P any] struct{ f P }
func (t *T[Q]) m() Q { return t.f }
func f[P any](x P) []P { return nil }
const size = unsafe.Sizeof(0)
var v, w = 1, f("")
`;

/** Parses text as the package's file and checks the last declaration of it against the package of `declarations`. */
function checkLast(text: string): { errors: string[]; type: string } {
  const fset = new FileSet();
  const reporter = new DiagnosticList();
  const base = parse(fset.add('a.go', encodeUtf8(declarations)), reporter, 0)!;
  const common = {
    fset,
    goVersion: '',
    sizes: sizes64,
    importer: () => unsafePackage,
    context: new Context(),
  };
  const { pkg } = checkPackage({ ...common, path: 'p', files: [base], ignoreFuncBodies: true }, reporter);
  const bodies = new BodyChecker({ ...common, pkg }, reporter);
  const file = parse(fset.add('b.go', encodeUtf8(declarations + text)), reporter, 0)!;
  const last = file.declList[file.declList.length - 1] as FuncDecl | VarDecl;
  let type: Type;
  if ('nameList' in last) {
    bodies.vars(file, last);
    type = last.values!.type as Type;
  } else {
    bodies.func(file, last);
    const list = last.body!.list;
    type = (list[list.length - 1] as ReturnStmt).results!.type as Type;
    bodies.func(file, last); // again
  }
  return { errors: reporter.list.map(d => d.message), type: typeString(type, () => '') };
}

const cases: readonly (readonly [decl: string, type: string])[] = [
  ['func g() any { return f(v) }', '[]int'],
  ['func g(t T[string]) any { return t.m() }', 'string'],
  ['func (t *T[R]) n() any { return f(t) }', '[]*T[R]'],
  ['func f[P any](x P) []P { f[[]P](nil); return f(x) }', '[]P'],
  ['func g() any { type L struct{ T[int] }; return (&L{}).m() }', 'int'],
  ['func g() uintptr { return unsafe.Sizeof(v) + size }', 'uintptr'],
  ['var w = f("x")', '[]string'],
];
for (const [decl, type] of cases) {
  test(`one body: ${decl}`, () => assert.deepEqual(checkLast(decl), { errors: [], type }));
}

test('errors in one body', () => {
  const { errors } = checkLast('func g() int { return f("") }');
  const text = 'cannot use f("") (value of type []string) as int value in return statement';
  assert.deepEqual(errors, [text, text]); // checked twice
});
