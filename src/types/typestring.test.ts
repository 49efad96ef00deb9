import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';
import { objectString } from './object-string.ts';
import { typeString } from './typestring.ts';

/** A type as written and, where it differs, as shown. */
const cases: readonly (readonly [string, string?])[] = [
  ['int'],
  ['byte'],
  ['rune'],
  ['any'],
  ['error'],
  ['interface{}'],
  ['unsafe.Pointer'],
  ['[10]*int'],
  ['map[string][]byte'],
  ['chan (<-chan int)'],
  ['chan<- chan int'],
  ['<-chan func()'],
  ['struct{}'],
  ['struct{a int; b, c string "tag"}', 'struct{a int; b string "tag"; c string "tag"}'],
  ['struct{*T; G[int]}', 'struct{*p.T; p.G[int]}'],
  ['func(x int, y ...string) (z error)'],
  ['func(int) (int, error)'],
  ['interface{m(x int) string; error}'],
  ['G[map[string]T]', 'p.G[map[string]p.T]'],
  ['A', 'p.A'],
];
for (const [source, want] of cases) {
  test(`typeString: ${source}`, () => {
    const { errors, typeOf } = checkSource(
      `package p; import "unsafe"; type T struct{}; type G[P any] struct{}; type A = T; var _ unsafe.Pointer; var x ${source}`,
    );
    assert.deepEqual(errors, []);
    assert.equal(typeString(typeOf('x'), null), want ?? source);
  });
}

const objects: readonly (readonly [declaration: string, want: string])[] = [
  ['var x []int', 'var x []int'],
  ['const x = 1 << 3', 'const x untyped int'],
  ['type x struct{ f int }', 'type x struct{f int}'],
  ['type x = []int', 'type x = []int'],
  ['type x[P, Q any, R ~int] []P', 'type x[P, Q any, R ~int] []P'],
  ['func x[P any](a P, b ...int) error', 'func x[P any](a P, b ...int) error'],
  ['type x interface{ ~int | ~string; m() }', 'type x interface{m(); ~int | ~string}'],
];
for (const [declaration, want] of objects) {
  test(`objectString: ${declaration}`, () => {
    const { pkg } = checkSource(`package p; ${declaration}`);
    assert.equal(
      objectString(pkg.scope.lookup('x')!, () => ''),
      want,
    );
  });
}
