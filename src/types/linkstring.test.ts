import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';
import { linkString } from './linkstring.ts';

const none = (): number => 0;

const cases: readonly (readonly [type: string, want: string])[] = [
  ['byte', 'uint8'],
  ['any', 'interface {}'],
  ['error', 'error'],
  ['[]rune', '[]int32'],
  ['T', 'p.T'],
  ['G[int, []T]', 'p.G[int,[]p.T]'],
  ['map[string]chan<- T', 'map[string]chan<- p.T'],
  ['chan (<-chan int)', 'chan (<-chan int)'],
  ['func(a int, b ...string) (c, d error)', 'func(int, ...string) (error, error)'],
  ['func() T', 'func() p.T'],
  ['struct{}', 'struct {}'],
  ['struct{ a int "x"; B string }', 'struct { p.a int "x"; B string }'],
  ['struct{ *T; A; int }', 'struct { *p.T; A = p.T; p.int = int }'],
  ['interface{ M(int); m() }', 'interface { M(int); p.m() }'],
];
for (const [type, want] of cases) {
  test(`linkString: ${type}`, () => {
    const { errors, typeOf } = checkSource(
      `package p; type T struct{}; type A = T; type G[P, Q any] struct{}; var x ${type}`,
    );
    assert.deepEqual(errors, []);
    assert.equal(linkString(typeOf('x'), none), want);
  });
}
