import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import type { FuncDecl, ReturnStmt } from '../syntax/nodes.ts';
import { parse } from '../syntax/parser.ts';
import { checkPackage } from './check.ts';
import { Context } from './context.ts';
import * as Typ from './basic.ts';
import { Instantiator } from './instantiator.ts';
import { linkString } from './linkstring.ts';
import { localTypeNumbers } from './local-types.ts';
import type { Func } from './object.ts';
import { identical } from './predicates.ts';
import { sizes64 } from './sizes.ts';
import type { Type } from './type.ts';
import { under } from './under.ts';

/** The type that the last statement of f's body returns, in the instance of f with int, and in that with string. */
function returned(body: string): { text: string; below: string; same: boolean } {
  const source = `package p
type G[P any] struct{ f P }
func (g G[P]) m() { type Z []P }
func f[T any](x T) any {
${body}
}`;
  const fset = new FileSet();
  const reporter = new DiagnosticList();
  const context = new Context();
  const file = parse(fset.add('a.go', encodeUtf8(source)), reporter, 0)!;
  const input = { fset, goVersion: '', sizes: sizes64, importer: () => 'none', context };
  const { pkg } = checkPackage({ ...input, path: 'p', files: [file] }, reporter);
  assert.deepEqual(
    reporter.list.map(d => d.message),
    [],
  );
  const list = (file.declList[2] as FuncDecl).body!.list;
  const type = (list[list.length - 1] as ReturnStmt).results!.type as Type;
  const sig = (pkg.scope.lookup('f') as Func).type!;
  const ofInt = Instantiator.of(sig, [Typ.Int], context).typ(type);
  const again = Instantiator.of(sig, [Typ.Int], context).typ(type);
  const ofString = Instantiator.of(sig, [Typ.String], context).typ(type);
  assert.ok(identical(ofInt, again));
  const numbers = localTypeNumbers([file]);
  const show = (t: Type): string => linkString(t, obj => numbers.get(obj.pos) ?? 0);
  return { text: show(ofInt), below: show(under(ofInt)), same: identical(ofInt, ofString) };
}

// Texts as gc's symbols have them.
const cases: readonly (readonly [body: string, text: string, below: string, same: boolean])[] = [
  ['return x', 'int', 'int', false],
  ['return []G[T]{}', '[]p.G[int]', '[]p.G[int]', false],
  ['return 1', 'int', 'int', true],
  [
    'type L struct{ a T; next *L }; return L{}',
    'p.L[int]\u00b72',
    'struct { p.a int; p.next *p.L[int]\u00b72 }',
    false,
  ],
  ['type L int; return L(0)', 'p.L[int]\u00b72', 'int', false],
  ['type A = []T; return A{}', '[]int', '[]int', false],
  [
    'type L[Q any] struct{ a T; b Q; c *L[Q] }; return L[[]T]{}',
    'p.L[int;[]int]\u00b72',
    'struct { p.a int; p.b []int; p.c *p.L[int;[]int]\u00b72 }',
    false,
  ],
  [
    '{ type L bool }; type L struct{ x G[T] }; return G[L]{}',
    'p.G[p.L[int]\u00b73]',
    'struct { p.f p.L[int]\u00b73 }',
    false,
  ],
  ['return func() any { type L []T; return L{x} }', 'func() interface {}', 'func() interface {}', true],
];
for (const [body, text, below, same] of cases) {
  test(`an instance of ${body}`, () => assert.deepEqual(returned(body), { text, below, same }));
}
