// Expressions that are wrong, with gc's errors: column, text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';

const cases: readonly (readonly [source: string, ...errors: string[]])[] = [
  ['const c int8 = 300', '16: cannot use 300 (untyped int constant) as int8 value in constant declaration (overflows)'],
  ['var x uint = -1', '14: cannot use -1 (untyped int constant) as uint value in variable declaration (overflows)'],
  [
    'const k = 1.5; var i int = k',
    '28: cannot use k (untyped float constant 1.5) as int value in variable declaration (truncated)',
  ],
  [
    'var f float32 = 1e39',
    '17: cannot use 1e39 (untyped float constant 1e+39) as float32 value in variable declaration (overflows)',
  ],
  ['const big = 1 << 600', '15: constant shift overflow'],
  [
    'const c int8 = 100 * 2',
    '16: cannot use 100 * 2 (untyped int constant 200) as int8 value in constant declaration (overflows)',
  ],
  ['var _ = 1 / 0', '13: invalid operation: division by zero'],
  ['var x int; var _ = x % 0', '24: invalid operation: division by zero'],
  ['var _ = 1.0 / 0.0', '15: invalid operation: division by zero'],
  ['const c = "a" + 1', '11: invalid operation: "a" + 1 (mismatched types untyped string and untyped int)'],
  ['var _ = ^uint8(1) + 256', '21: 256 (untyped int constant) overflows uint8'],
  [
    'var _ byte = 255 + 1',
    '14: cannot use 255 + 1 (untyped int constant 256) as byte value in variable declaration (overflows)',
  ],
  [
    'const h = -0x8000000000000001; var _ int64 = h',
    '46: cannot use h (untyped int constant -9223372036854775809) as int64 value in variable declaration (overflows)',
  ],
  ['var s string; var _ = -s', '24: invalid operation: operator - not defined on s (variable of type string)'],
  ['var _ = !1', '10: invalid operation: operator ! not defined on 1 (untyped int constant)'],
  ['var _ = &1', '10: invalid operation: cannot take address of 1 (untyped int constant)'],
  ['var p *int; var _ = p + 1', '21: invalid operation: p + 1 (mismatched types *int and untyped int)'],
  ['var i int; var u uint; var _ = i + u', '32: invalid operation: i + u (mismatched types int and uint)'],
  ['var x = ~1', '9: cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)'],
  ['var i int; var _ = *i', '21: invalid operation: cannot indirect i (variable of type int)'],
  ['var _ = nil == nil', '16: invalid operation: nil == nil (operator == not defined on untyped nil)'],
  ['var f func(); var _ = f == f', '23: invalid operation: f == f (func can only be compared to nil)'],
  ['var a, b []int; var _ = a == b', '25: invalid operation: a == b (slice can only be compared to nil)'],
  ['var m map[string]int; var _ = m < m', '31: invalid operation: m < m (operator < not defined on map)'],
  [
    'type T struct{ f []int }; var a, b T; var _ = a == b',
    '47: invalid operation: a == b (struct containing []int cannot be compared)',
  ],
  ['var i int; var s string; var _ = i == s', '39: invalid operation: i == s (mismatched types int and string)'],
  ['func f[P any](a, b P) bool { return a == b }', '37: invalid operation: a == b (incomparable types in type set)'],
  [
    'func f[P any](a, b P) P { return a + b }',
    '34: invalid operation: operator + not defined on a (variable of type P constrained by any)',
  ],
  ['var s uint; var _ = 1.0 << s', '21: invalid operation: shifted operand 1.0 (type float64) must be integer'],
  ['var s uint; var f float64 = 1 << s', '29: invalid operation: shifted operand 1 (type float64) must be integer'],
  ['var _ = 1 << -1', '14: invalid operation: negative shift count -1 (untyped int constant)'],
  ['var _ = 1.5 << 1', '9: invalid operation: shifted operand 1.5 (untyped float constant) must be integer'],
  ['var _ = 1 << 1.5', '14: 1.5 (untyped float constant) truncated to uint'],
  ['var f float64; var _ = 1 << f', '29: invalid operation: shift count f (variable of type float64) must be integer'],
  ['var s uint; var _ int8 = 300 << s', '26: 300 (untyped int constant) overflows int8'],
  ['const _ = 1 << 1075', '16: invalid operation: invalid shift count 1075 (untyped int constant)'],
  ['var _ = int8(300)', '14: constant 300 overflows int8'],
  ['var _ = int("a")', '13: cannot convert "a" (untyped string constant) to type int'],
  ['var s []int; var _ = string(s)', '29: cannot convert s (variable of type []int) to type string'],
  ['var _ = string(65.0)', '16: cannot convert 65.0 (untyped float constant 65) to type string'],
  ['var _ = []byte(1)', '16: cannot convert 1 (untyped int constant) to type []byte'],
  [
    'type T struct{}; var t T; var _ = error(t)',
    '41: cannot convert t (variable of struct type T) to type error: T does not implement error (missing method Error)',
  ],
  ['var s []int; var _ = [2]string(s)', '32: cannot convert s (variable of type []int) to type [2]string'],
  [
    'func f[P ~int | ~string](x P) []byte { return []byte(x) }',
    '54: cannot convert x (variable of type P constrained by ~int | ~string) to type []byte: cannot convert int (in P) to type []byte\n\tcannot assign int (in P) to []byte',
  ],
  ['var _ = int()', '9: missing argument in conversion to int'],
  ['var _ = int(1, 2)', '16: too many arguments in conversion to int'],
  [
    'var _ = uint8(1e100)',
    '15: cannot convert 1e100 (untyped float constant 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000) to type uint8',
  ],
  [
    'type T struct{ Foo int }; var t T; var _ = t.foo',
    '46: t.foo undefined (type T has no field or method foo, but does have field Foo)',
  ],
  ['type T struct{}; var t T; var _ = t.x', '37: t.x undefined (type T has no field or method x)'],
  [
    'type T struct{}; func (*T) m() {}; var _ = T.m',
    '46: invalid method expression T.m (needs pointer receiver (*T).m)',
  ],
  ['type T struct{}; func (*T) m() {}; var _ = T{}.m()', '48: cannot call pointer method m on T'],
  [
    'type A struct{ x int }; type B struct{ x int }; type C struct{ A; B }; var c C; var _ = c.x',
    '91: ambiguous selector c.x',
  ],
  ['var e *error; var _ = e.Error()', '25: e.Error undefined (type *error is pointer to interface, not interface)'],
  ['var _ = len.x', '12: invalid use of len (built-in) in selector expression'],
  ['var i int; var _ = i[0]', '21: cannot index i (variable of type int)'],
  ['var a [3]int; var _ = a[3]', '25: invalid argument: index 3 out of bounds [0:3]'],
  ['var a []int; var _ = a[-1]', '24: invalid argument: index -1 (constant of type int) must not be negative'],
  ['var a []int; var _ = a[1.5]', '24: 1.5 (untyped float constant) truncated to int'],
  ['var a []int; var _ = a["x"]', '24: cannot convert "x" (untyped string constant) to type int'],
  ['var m map[string]int; var _ = m[1]', '33: cannot use 1 (untyped int constant) as string value in map index'],
  ['var s string; var _ = s[0:1:2]', '29: invalid operation: 3-index slice of string'],
  ['var a [3]int; var _ = a[2:1]', '27: invalid slice indices: 1 < 2'],
  ['var _ = [3]int{}[:]', '9: cannot slice unaddressable value [3]int{} (value of type [3]int)'],
  ['var i int; var _ = i[:]', '20: cannot slice i (variable of type int)'],
  ['var _ = "abc"[3]', '15: invalid argument: index 3 out of bounds [0:3]'],
  ['type T struct{ a, b int }; var _ = T{1}', '39: too few values in struct literal of type T'],
  ['type T struct{ a, b int }; var _ = T{1, 2, 3}', '44: too many values in struct literal of type T'],
  ['type T struct{ a, b int }; var _ = T{a: 1, 2}', '44: mixture of field:value and value elements in struct literal'],
  ['type T struct{ a int }; var _ = T{A: 1}', '35: unknown field A in struct literal of type T, but does have a'],
  ['type T struct{ a int }; var _ = T{a: 1, a: 2}', '41: duplicate field name a in struct literal'],
  ['var _ = [2]int{1, 2, 3}', '22: index 2 is out of bounds (>= 2)'],
  ['var _ = []int{0: 1, 0: 2}', '21: duplicate index 0 in array or slice literal'],
  ['var _ = map[string]int{"a": 1, "a": 2}', '32: duplicate key "a" in map literal'],
  ['var _ = map[any]int{1: 1, 1.0: 2, 1: 3}', '35: duplicate key 1 in map literal'],
  ['var _ = int{}', '9: invalid composite literal type int'],
  ['var _ = [...]int{"a"}', '18: cannot use "a" (untyped string constant) as int value in array or slice literal'],
  ['var i int; var _ = []int{i: 1}', '26: index i must be integer constant'],
  ['var _ = map[string]int{1}', '24: missing key in map literal'],
  ['var i int; var _ = i.(int)', '20: invalid operation: i (variable of type int) is not an interface'],
  [
    'type I interface{ m() }; type T struct{}; var i I; var _ = i.(T)',
    '60: impossible type assertion: i.(T)\n\tT does not implement I (missing method m)',
  ],
  [
    'func f[P any](x P) { _ = x.(int) }',
    '26: invalid operation: cannot use type assertion on type parameter value x (variable of type P constrained by any)',
  ],
  ['func f() {}; var _ = f()', '22: f() (no value) used as value'],
  [
    'func f() (int, int) { return 1, 2 }; var _ = f() + 1',
    '46: multiple-value f() (value of type (int, int)) in single-value context',
  ],
  ['var _ = int', '9: int (type) is not an expression'],
  ['var _ = len', '9: len (built-in) must be called'],
  ['func g[P any](P) {}; var _ = g', '30: cannot use generic function g without instantiation'],
  ['type G[P any] struct{}; var _ G', '31: cannot use generic type G[P any] without instantiation'],
  ['var _ = x', '9: undefined: x'],
  ['var _ = _', '9: cannot use _ as value or type'],
];

for (const [source, ...want] of cases) {
  test(source, () => {
    const got = checkSource(`package p\n${source}\n`).errors.map(e => e.replace(/^2:/, '').replaceAll('x.go:2:', ''));
    assert.deepEqual(got, want);
  });
}

test('sums of very many operands', () => {
  const sum = (operand: string): string => Array.from({ length: 20_000 }, () => operand).join(' + ');
  assert.deepEqual(checkSource(`package p; const c = ${sum('"a"')}; var s string; var x = ${sum('s')}\n`).errors, []);
});
