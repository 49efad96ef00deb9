// Generic programs with what gc prints for them, without file and line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';

const cases: readonly (readonly [source: string, errors: string])[] = [
  [
    'func f[T any](T, T); var _ = func() { f(1, "a") }',
    '6: generic function is missing function body\n44: in call to f, mismatched types untyped int and untyped string (cannot infer T)',
  ],
  [
    'func f[T any](T, []T) {}; func _() { f(1, []string{}) }',
    '40: cannot use 1 (untyped int constant) as string value in argument to f',
  ],
  [
    'func f[K comparable, V any](m map[K]V) K { panic(0) }; var _ int = f(map[string]int{})',
    '68: cannot use f(map[string]int{}) (value of type string) as int value in variable declaration',
  ],
  ['func f[T any]() {}; func _() { f() }', '33: in call to f, cannot infer T (declared at 8)'],
  [
    'func f[S ~[]E, E any](S) E { panic(0) }; type L []int; var _ string = f(L{})',
    '71: cannot use f(L{}) (value of type int) as string value in variable declaration',
  ],
  [
    'type N interface{ ~int | ~float64 }; func f[T N](T) {}; func _() { f("") }',
    '69: string does not satisfy N (string missing in ~int | ~float64)',
  ],
  [
    'type N interface{ int | float64 }; type M int; func f[T N](T) {}; func _() { f(M(0)) }',
    '79: M does not satisfy N (possibly missing ~ for int in N)',
  ],
  [
    'func f[T comparable](T) {}; func _() { f([]int{}); f(struct{ f func() }{}) }',
    '41: []int does not satisfy comparable\n53: struct{f func()} does not satisfy comparable',
  ],
  [
    'func f[T interface{ m() }](T) {}; type A struct{}; func (*A) m() {}; func _() { f(A{}); f(&A{}) }',
    '82: in call to f, T (type A) does not satisfy interface{m()} (method m has pointer receiver)',
  ],
  [
    'type T[P any] struct{ f *T[P]; g P }; type U[P any] struct{ f U[P] }',
    '63: invalid recursive type: U refers to itself',
  ],
  ['type T[P any] struct{ f T[[]P] }', '25: invalid recursive type: T refers to itself'],
  ['type A[P any] [1]P; type B A[B]', '26: invalid recursive type B\n\t26: B refers to A\n\t28: A refers to B'],
  ['func f[T any](x T) { f([]T{x}) }', '8: instantiation cycle:\n\t23: T instantiated as []T'],
  [
    'type I interface{ J }; type J interface{ I }',
    '6: invalid recursive type I\n\t6: I refers to J\n\t29: J refers to I',
  ],
  [
    'func f[P interface{ *Q }, Q any](p P) {}; func _() { f(new(int)); f(1) }',
    '68: in call to f, cannot infer P (declared at 8)',
  ],
  [
    'func f[T any](x func(T)) {}; func g[T any](T) {}; func _() { f(g); f(g[int]) }',
    '63: in call to f, cannot infer T (declared at 8)',
  ],
  [
    'func f[T any](x, y chan T) {}; func _(a chan<- int, b <-chan int) { f(a, b) }',
    '71: cannot use a (variable of type chan<- int) as chan int value in argument to f\n74: cannot use b (variable of type <-chan int) as chan int value in argument to f',
  ],
  [
    'type P[T any] = *T; func f[T any](P[T]) {}; func _() { f(new(int)); f(1) }',
    '70: in call to f, cannot infer T (declared at 28)',
  ],
  ['type S[T any] struct{ T }', '23: embedded field type cannot be a (pointer to a) type parameter'],
  [
    'type C interface{ comparable; m() }; var x C',
    '44: cannot use type C outside a type constraint: interface is (or embeds) comparable',
  ],
  ['type C interface{ ~int }; type D interface{ C | string | ~string }', '58: overlapping terms ~string and string'],
  [
    'type D interface{ int | ~int | interface{ m() } }',
    '25: overlapping terms ~int and int\n32: cannot use interface{m()} in union (interface{m()} contains methods)',
  ],
  [
    'type E int; type D interface{ ~E | error }',
    '31: invalid use of ~ (underlying type of E is int)\n36: cannot use error in union (error contains methods)',
  ],
  [
    'type T[P any] struct{}; func (T[int]) m() { var x int = 1; _ = x }',
    '57: cannot use 1 (untyped int constant) as int /* with int declared at 33 */ value in variable declaration',
  ],
  [
    'type T[P any, Q int] struct{}; var _ T[int]; var _ T[int, string]',
    '38: not enough type arguments for type T: have 1, want 2\n59: string does not satisfy int (string missing in int)',
  ],
  [
    'func f[T any](x T) { switch x.(type) {} }',
    '29: cannot use type switch on type parameter value x (variable of type T constrained by any)',
  ],
  [
    'func f[T int | string](x T) { _ = x[0]; _ = len(x); _ = x + x; for range x {} }',
    '36: cannot index x (variable of type T constrained by int | string)\n49: invalid argument: x (variable of type T constrained by int | string) for built-in len\n74: cannot range over x (variable of type T constrained by int | string): int and string have different underlying types',
  ],
  [
    'func f[T []int | map[int]int](x T) { _ = x[0]; for range x {} }',
    '43: cannot index x (variable of type T constrained by []int | map[int]int)\n58: cannot range over x (variable of type T constrained by []int | map[int]int): []int and map[int]int have different underlying types',
  ],
  [
    'func f[T func() | chan int](x T) { x(); <-x }',
    '36: invalid operation: cannot call x (variable of type T constrained by func() | chan int): chan int is not a function\n43: invalid operation: cannot receive from x (variable of type T constrained by func() | chan int): non-channel func()',
  ],
  ['type T[P any] struct{}; func (t T[P]) m() {}; func (t T[P]) m() {}', '61: method T.m already declared at 39'],
  [
    'var f func(int) = g; func g[T any](T) {}; var h func(int, string) = k; func k[T any](T, T) {}',
    '69: inferred type func(int, int) for func(T, T) does not match type func(int, string) of h',
  ],
  [
    'type A struct{ B; *C }; type B struct{ x int }; type C struct{ x int }; var a A; var _ = a.x',
    '92: ambiguous selector a.x',
  ],
  [
    'type I interface{ m(); n() }; type T struct{}; func (T) m() {}; func (T) N() {}; var _ I = T{}; var _ = I(nil).(T)',
    '92: cannot use T{} (value of struct type T) as I value in variable declaration: T does not implement I (missing method n)\n\t\thave N()\n\t\twant n()\n105: impossible type assertion: I(nil).(T)\n\tT does not implement I (missing method n)\n\t\thave N()\n\t\twant n()',
  ],
  [
    'type I interface{ m() }; var p *I; var _ = p.m; func _() { var i I = p; _ = i }',
    '46: p.m undefined (type *I is pointer to interface, not interface)\n70: cannot use p (variable of type *I) as I value in variable declaration: *I does not implement I (type *I is pointer to interface, not interface)',
  ],
  [
    'func f[T any, PT interface{ *T; set() }](T) PT { return nil }; type S int; func (*S) set() {}; var _ = f(S(0)); var _ = f(1)',
    '122: *int does not satisfy interface{set(); *int} (missing method set)',
  ],
];
for (const [source, want] of cases) {
  test(source, () => {
    const { errors } = checkSource(`package p\n${source}`);
    const column = (e: string): number => Number.parseInt(e, 10);
    const got = errors.map(e => e.replace(/^2:/, '').replaceAll('x.go:2:', '')).sort((a, b) => column(a) - column(b));
    assert.equal(got.join('\n'), want);
  });
}
