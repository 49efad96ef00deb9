import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';
import { comparable, comparableType, identical, identicalIgnoreTags } from './predicates.ts';

/** What each row's types may use. */
const declarations = `
type T struct{ x int }
type U T
type A = T
type G[P any] struct{ f P }
type GA[P any] = []P
type E interface{ m(interface{ E }) }
type F interface{ m(interface{ F }) }
`;

const identicalCases: readonly (readonly [x: string, y: string, want: boolean])[] = [
  ['int', 'int', true],
  ['byte', 'uint8', true],
  ['rune', 'int32', true],
  ['int', 'int64', false],
  ['T', 'U', false],
  ['T', 'A', true],
  ['[]T', '[]A', true],
  ['[3]int', '[3]int', true],
  ['[3]int', '[4]int', false],
  ['map[string][]int', 'map[string][]int', true],
  ['chan int', '<-chan int', false],
  ['func(int, ...string) (x error)', 'func(y int, z ...string) error', true],
  ['func([]int)', 'func(...int)', false],
  ['struct{ a, b int }', 'struct{ a int; b int }', true],
  ['struct{ a int }', 'struct{ b int }', false],
  ['struct{ T }', 'struct{ T T }', false],
  ['G[int]', 'G[int]', true],
  ['G[int]', 'G[string]', false],
  ['G[G[A]]', 'G[G[T]]', true],
  ['GA[T]', '[]A', true],
  ['interface{ a(); b() }', 'interface{ b(); interface{ a() } }', true],
  ['interface{ a() }', 'interface{ a(int) }', false],
  ['any', 'interface{}', true],
  ['E', 'F', false],
  ['interface{ m(interface{ E }) }', 'interface{ E }', true],
];
for (const [x, y, want] of identicalCases) {
  test(`identical: ${x} and ${y}`, () => {
    const { errors, typeOf } = checkSource(`package p\n${declarations}\nvar x ${x}\nvar y ${y}`);
    assert.deepEqual(errors, []);
    assert.equal(identical(typeOf('x'), typeOf('y')), want);
    assert.equal(identical(typeOf('y'), typeOf('x')), want);
  });
}

test('tags count, unless they are to be ignored', () => {
  const { typeOf } = checkSource('package p; var x struct{ a int `t` }; var y struct{ a int }');
  assert.equal(identical(typeOf('x'), typeOf('y')), false);
  assert.equal(identicalIgnoreTags(typeOf('x'), typeOf('y')), true);
});

const incomparableCases: readonly (readonly [type: string, why: string | null])[] = [
  ['int', null],
  ['[]int', ''],
  ['*[]int', null],
  ['T', null],
  ['[2][]int', '[2][]int cannot be compared'],
  ['struct{ a int; b func() }', 'struct containing func() cannot be compared'],
  ['struct{ a any }', null],
  ['map[int]int', ''],
];
for (const [type, why] of incomparableCases) {
  test(`comparable: ${type}`, () => {
    const { check, typeOf } = checkSource(`package p\n${declarations}\nvar x ${type}`);
    const reason = comparableType(typeOf('x'), true, null);
    assert.equal(reason === null ? null : reason.text(check), why);
    assert.equal(comparable(typeOf('x')), why === null);
  });
}
