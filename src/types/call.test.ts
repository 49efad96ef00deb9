// Calls and built-ins that are wrong, with gc's errors: column, text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';

const cases: readonly (readonly [source: string, ...errors: string[]])[] = [
  [
    'func f(int, string) {}; func _() { f(1) }',
    '38: not enough arguments in call to f\n\thave (number)\n\twant (int, string)',
  ],
  [
    'func f(int) {}; func _() { f(1, "a") }',
    '33: too many arguments in call to f\n\thave (number, string)\n\twant (int)',
  ],
  [
    'func f(a int, b ...string) {}; func _() { f() }',
    '43: not enough arguments in call to f\n\thave ()\n\twant (int, ...string)',
  ],
  [
    'func f(...int) {}; func _() { f(1, "a") }',
    '36: cannot use "a" (untyped string constant) as int value in argument to f',
  ],
  ['func f(int) {}; func _() { f([]int{}...) }', '28: cannot use ... in call to non-variadic f'],
  [
    'func f(...int) {}; func g() (int, int) { return 1, 2 }; func _() { f(g()...) }',
    '68: cannot use ... with 2-valued g()',
  ],
  ['func _() { 1() }', '12: invalid operation: cannot call 1 (untyped int constant): untyped int is not a function'],
  ['func f(int) {}; func _() { f("a") }', '30: cannot use "a" (untyped string constant) as int value in argument to f'],
  [
    'type I interface{ m() }; type T struct{}; func (*T) m() {}; func f(I) {}; func _() { f(T{}) }',
    '88: cannot use T{} (value of struct type T) as I value in argument to f: T does not implement I (method m has pointer receiver)',
  ],
  [
    'func f[P any](P, P) {}; func _() { f(1, "a") }',
    '41: in call to f, mismatched types untyped int and untyped string (cannot infer P)',
  ],
  ['func f[P any]() {}; func _() { f() }', '33: in call to f, cannot infer P (declared at 8)'],
  ['func f[P any](P) {}; func _() { f[int, string](1) }', '40: got 2 type arguments but want 1'],
  ['func f[P ~string](P) {}; func _() { f(1) }', '38: int does not satisfy ~string (int missing in ~string)'],
  [
    'func f[P any](func(P)) {}; func g[Q any](Q) {}; func _() { f(g) }',
    '61: in call to f, cannot infer P (declared at 8)',
  ],
  ['func f[P any](func(P) P, P) {}; func g[Q any](Q) Q { panic(0) }; func _() { f(g, 1) }'],
  ['func g[Q any](Q) {}; var v func(int) = g'],
  [
    'func g[Q, R any](Q) R { panic(0) }; var v func(int) = g',
    '55: inferred type func(int) R for func(Q) R does not match type func(int) of v',
  ],
  ['var _ = append(1, 2)', '16: invalid append: argument must be a slice; have 1 (untyped int constant)'],
  ['var _ = append(nil, 1)', '16: invalid append: argument must be a slice; have untyped nil'],
  ['var _ = append([]int{}, "a")', '25: cannot use "a" (untyped string constant) as int value in argument to append'],
  ['var _ = append([]byte{}, "abc"...)'],
  [
    'var _ = append([]int{}, 1, []int{}...)',
    '28: too many arguments in call to append\n\thave ([]int, number, []int...)\n\twant ([]int, ...int)',
  ],
  ['var _ = len(1)', '13: invalid argument: 1 (untyped int constant) for built-in len'],
  ['var _ = cap(map[int]int{})', '13: invalid argument: map[int]int{} (value of type map[int]int) for built-in cap'],
  [
    'func _() { clear(1) }',
    '18: invalid argument: cannot clear 1 (untyped int constant): argument must be (or constrained by) map or slice',
  ],
  [
    'func _() { close(make(<-chan int)) }',
    '18: invalid operation: cannot close receive-only channel make(<-chan int) (value of type <-chan int)',
  ],
  ['func _() { close(1) }', '18: invalid operation: cannot close non-channel 1 (untyped int constant)'],
  [
    'var _ = complex(1, "a")',
    '17: invalid operation: complex(1, "a") (mismatched types untyped float and untyped string)',
  ],
  [
    'var x float32; var y float64; var _ = complex(x, y)',
    '47: invalid operation: complex(x, y) (mismatched types float32 and float64)',
  ],
  [
    'func _() { copy([]int{}, []string{}) }',
    '17: invalid copy: arguments []int{} (value of type []int) and []string{} (value of type []string) have different element types int and string',
  ],
  ['func _() { copy(1, 2) }', '17: invalid copy: argument must be a slice; have 1 (untyped int constant)'],
  ['func _() { delete(1, 2) }', '19: invalid argument: 1 (untyped int constant) is not a map'],
  [
    'func _() { delete(map[string]int{}, 1) }',
    '37: cannot use 1 (untyped int constant) as string value in argument to delete',
  ],
  ['var _ = real("a")', '14: invalid argument: argument has type untyped string, expected complex type'],
  ['var _ = make(int)', '14: invalid argument: cannot make int: type must be slice, map, or channel'],
  ['var _ = make([]int)', '9: invalid operation: make([]int) expects 2 or 3 arguments; found 1'],
  ['var _ = make([]int, 2, 1)', '21: invalid argument: length and capacity swapped'],
  ['var _ = make([]int, -1)', '21: invalid argument: index -1 (constant of type int) must not be negative'],
  ['var _ = make([]int, 1, 2, 3)', '9: invalid operation: make([]int, 1, 2, 3) expects 2 or 3 arguments; found 4'],
  [
    'var _ = max(1, "a")',
    '16: invalid argument: mismatched types untyped int (previous argument) and untyped string (type of "a")',
  ],
  ['var _ = min([]int{})', '13: invalid argument: []int{} (value of type []int) cannot be ordered'],
  ['var _ = max()', '9: invalid operation: not enough arguments for max() (expected 1, found 0)'],
  [
    'var _ int = max(1, 2.5)',
    '13: cannot use max(1, 2.5) (untyped float constant 2.5) as int value in variable declaration (truncated)',
  ],
  ['var _ = new(1)'],
  ['var _ *int = new("a")', '14: cannot use new("a") (value of type *string) as *int value in variable declaration'],
  ['var _ = new(nil)', '13: use of untyped nil in argument to new'],
  ['func _() { panic() }', '12: invalid operation: not enough arguments for panic() (expected 1, found 0)'],
  ['func _() { print(nil) }', '18: use of untyped nil in argument to built-in print'],
  ['var _ = len([]int{1}...)', '9: invalid operation: invalid use of ... with built-in len'],
  ['import "unsafe"; var _ = unsafe.Offsetof(1)', '42: invalid argument: 1 is not a selector expression'],
  [
    'import "unsafe"; type T struct{}; func (T) m() {}; var _ = unsafe.Offsetof(T{}.m)',
    '76: invalid argument: T{}.m is a method value',
  ],
  ['import "unsafe"; var _ = unsafe.Slice(1, 2)', '39: invalid argument: 1 (untyped int constant) is not a pointer'],
  [
    'import "unsafe"; var _ = unsafe.String(nil, -1)',
    '45: invalid argument: length -1 (constant of type int) must not be negative',
  ],
  [
    'import "unsafe"; const _ string = unsafe.Sizeof(0)',
    '35: cannot use unsafe.Sizeof(0) (constant 8 of type uintptr) as string value in constant declaration',
  ],
  ['func _() { len([]int{}) }', '12: len([]int{}) (value of type int) is not used'],
  ['func _() { defer len([]int{}) }', '18: defer discards result of len([]int{}) (value of type int)'],
  ['func _() { go int(1) }', '15: go requires function call, not conversion int(1) (constant 1 of type int)'],
  ['func _() { defer 1 }', '18: expression in defer must be function call'],
];

for (const [source, ...want] of cases) {
  test(source, () => {
    const got = checkSource(`package p\n${source}\n`).errors.map(e => e.replace(/^2:/, '').replaceAll('x.go:2:', ''));
    assert.deepEqual(got, want);
  });
}
