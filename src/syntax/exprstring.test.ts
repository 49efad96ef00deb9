import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exprString } from './exprstring.ts';
import * as NodeKind from './nodekind.ts';
import { parseText } from './testing.ts';

const cases: readonly (readonly [source: string, want: string])[] = [
  ['x', 'x'],
  ['(x)+y*z', '(x) + y * z'],
  ['-x', '-x'],
  ['<-c', '<-c'],
  ['f(a,b...)', 'f(a, b...)'],
  ['x . y [ i ]', 'x.y[i]'],
  ['a[i:j:k]', 'a[i:j:k]'],
  ['a[:]', 'a[:]'],
  ['x.(T)', 'x.(T)'],
  ['T{}', 'T{}'],
  ['T{1,2}', 'T{…}'],
  ['func(){}', 'func() {}'],
  ['func(){x()}', 'func() {…}'],
  ['G[int,string]', 'G[int, string]'],
  ['[...]int{}', '[...]int{}'],
  ['[]int(nil)', '[]int(nil)'],
  ['map[string]chan<- int(nil)', 'map[string]chan<- int(nil)'],
  ['func(a,b int,c ...string) (d error)', 'func(a, b int, c ...string) (d error)'],
  ['func(int) string', 'func(int) string'],
  ['struct{a,b int "t";c string;T;*U}{}', 'struct{a, b int "t"; c string; T; *U}{}'],
  ['interface{m(x int) y;~int|string;I}(nil)', 'interface{m(x int) y; ~int | string; I}(nil)'],
  ['make(chan(<-chan int))', 'make(chan (<-chan int))'],
  ['make(<-chan chan int)', 'make(<-chan chan int)'],
  ['`raw`+"q"', '`raw` + "q"'],
];

test('expressions as text', () => {
  for (const [source, want] of cases) {
    const { file, errors } = parseText('package p; var _ = ' + source);
    assert.deepEqual(errors, [], source);
    const d = file!.declList[0]!;
    assert.ok(d.kind === NodeKind.VarDecl);
    assert.equal(exprString(d.values!), want);
  }
});
