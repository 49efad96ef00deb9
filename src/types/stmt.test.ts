// Statements that are wrong, with gc's errors: column, text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSource } from './check-source.ts';

const cases: readonly (readonly [source: string, ...errors: string[]])[] = [
  ['func _() { x := 1 }', '12: declared and not used: x'],
  ['func _() { var a, b = 1, 2; _ = a }', '19: declared and not used: b'],
  ['func _() { x := 1; x = 2 }', '12: declared and not used: x'],
  ['func _() { x := 1; func() { x = 2 }() }', '12: declared and not used: x'],
  [
    'func _() { a, b := 1 }',
    '20: assignment mismatch: 2 variables but 1 value',
    '12: declared and not used: a',
    '15: declared and not used: b',
  ],
  [
    'func f() (int, int) { return 1, 2 }; func _() { a := f() }',
    '54: assignment mismatch: 1 variable but f returns 2 values',
    '49: declared and not used: a',
  ],
  [
    'func f() int { return 1 }; func _() { a, b, c := f(), 2 }',
    '50: assignment mismatch: 3 variables but 2 values',
    '39: declared and not used: a',
    '42: declared and not used: b',
    '45: declared and not used: c',
  ],
  ['func _() { var x int; x := 1; _ = x }', '25: no new variables on left side of :='],
  ['func _() { a, a := 1, 2; _ = a }', '15: a repeated on left side of :='],
  ['var a []int; func _() { a[0] := 1 }', '25: non-name a[0] on left side of :='],
  ['func _() { 1 = 2 }', '12: cannot assign to 1 (neither addressable nor a map index expression)'],
  ['func _() { "a"[0] = 1 }', '12: cannot assign to "a"[0] (neither addressable nor a map index expression)'],
  ['var m map[string]struct{ x int }; func _() { m["a"].x = 1 }', '46: cannot assign to struct field m["a"].x in map'],
  ['const c = 1; func _() { c = 2 }', '25: cannot assign to c (neither addressable nor a map index expression)'],
  ['func _() { nil = 1 }', '12: cannot assign to nil (neither addressable nor a map index expression)'],
  ['func _() { _ = nil }', '16: use of untyped nil in assignment to _ identifier'],
  ['func _() { x := nil }', '17: use of untyped nil in assignment', '12: declared and not used: x'],
  ['var x int = "a"', '13: cannot use "a" (untyped string constant) as int value in variable declaration'],
  ['func _() { var x int; x += "a" }', '23: invalid operation: x += "a" (mismatched types int and untyped string)'],
  ['func _() { var s string; s++ }', '26: invalid operation: s++ (non-numeric type string)'],
  ['func f() int {}', '15: missing return'],
  ['func f() int { for {} }'],
  ['func f() int { for { break } }', '30: missing return'],
  ['func f(x int) int { switch x { case 1: return 1; default: panic(0) } }'],
  ['func f(x int) int { if x > 0 { return 1 } }', '43: missing return'],
  ['func f() int { L: for { break L } }', '35: missing return'],
  ['func f() (int, string) { return 1 }', '33: not enough return values\n\thave (number)\n\twant (int, string)'],
  ['func f() int { return 1, 2 }', '26: too many return values\n\thave (number, number)\n\twant (int)'],
  ['func f() { return 1 }', '19: too many return values\n\thave (number)\n\twant ()'],
  [
    'func f() (x int) { { x := 1; _ = x; return } }',
    '37: result parameter x not in scope at return\n\t22: inner declaration of var x int',
  ],
  [
    'func g() (int, int) { return 1, 2 }; func f() int { return g() }',
    '60: too many return values\n\thave (int, int)\n\twant (int)',
  ],
  ['func _() { 1 }', '12: 1 (untyped int constant) is not used'],
  ['func _() { int }', '12: int (type) is not an expression'],
  ['func _() { len }', '12: len (built-in) must be called'],
  ['func f() int { return 1 }; func _() { f }', '39: f (value of type func() int) is not used'],
  ['func _(c chan int) { <-c }'],
  [
    'func _(c <-chan int) { c <- 1 }',
    '24: invalid operation: cannot send to receive-only channel <-chan int c (variable of type <-chan int)',
  ],
  [
    'func _(c chan<- int) { <-c }',
    '26: invalid operation: cannot receive from send-only channel chan<- int c (variable of type chan<- int)',
  ],
  ['func _(c chan int) { c <- "a" }', '27: cannot use "a" (untyped string constant) as int value in send'],
  ['func _() { if 1 {} }', '15: non-boolean condition in if statement'],
  ['func _() { for "a" {} }', '16: non-boolean condition in for statement'],
  [
    'func _(x int) { switch x { case 1, 1: } }',
    '36: duplicate case 1 (constant of type int) in expression switch\n\t33: previous case',
  ],
  ['func _(x int) { switch x { case "a": } }', '33: cannot convert "a" (untyped string constant) to type int'],
  [
    'func _(x any) { switch x { case 1, int8(1), 1: } }',
    '45: duplicate case 1 (constant of type int) in expression switch\n\t33: previous case',
  ],
  ['func _(f func()) { switch f { case f: } }', '36: invalid case f in switch on f (func can only be compared to nil)'],
  ['func _(x int) { switch { case x: } }', '31: invalid case x in switch on true (mismatched types int and bool)'],
  ['func _(x []int) { switch x { case nil: } }'],
  ['func _(x int) { switch { default: default: } }', '35: multiple defaults (first at 26)'],
  [
    'func _(x any) { switch x.(type) { case int, int: } }',
    '45: duplicate case int in type switch\n\t40: previous case',
  ],
  ['func _(x any) { switch y := x.(type) { case int: } }', '24: y declared and not used'],
  ['func _(x any) { switch y := x.(type) { case int: _ = y; default: } }'],
  ['func _(x int) { switch x.(type) {} }', '24: x (variable of type int) is not an interface'],
  ['func _(x any) { switch _ := x.(type) {} }', '24: no new variable on left side of :='],
  [
    'type I interface{ m() }; func _(x I) { switch x.(type) { case int: } }',
    '63: impossible type switch case: int\n\tx (variable of interface type I) cannot have dynamic type int (missing method m)',
  ],
  [
    'func _(x any) { switch x.(type) { case nil, nil: } }',
    '45: duplicate case nil in type switch\n\t40: previous case',
  ],
  [
    'func _(c chan int) { select { case x := 1: _ = x } }',
    '36: select case must be send or receive (possibly with assignment)',
  ],
  ['func _(c chan int) { select { case x, ok := <-c: _, _ = x, ok; case c <- 1: default: } }'],
  [
    'func _() { for i := range 10 { i = "a" } }',
    '36: cannot use "a" (untyped string constant) as int value in assignment',
    '16: declared and not used: i',
  ],
  [
    'func _() { for i, j := range 10 {} }',
    '19: range over 10 (untyped int constant) permits only one iteration variable',
    '16: declared and not used: i',
  ],
  ['func _() { for range 1.5 {} }', '22: cannot range over 1.5 (untyped float constant)'],
  [
    'func _(s string) { for i, r := range s { var _ int = r } }',
    '54: cannot use r (variable of type rune) as int value in variable declaration',
    '24: declared and not used: i',
  ],
  [
    'func _(c chan int) { for i, j := range c {} }',
    '29: range over c (variable of type chan int) permits only one iteration variable',
    '26: declared and not used: i',
  ],
  [
    'func _(c chan<- int) { for range c {} }',
    '34: cannot range over c (variable of type chan<- int): receive from send-only channel chan<- int',
  ],
  ['func _(p *[3]int) { for i, x := range p { _, _ = i, x } }'],
  [
    'func _(m map[string]bool) { var k int; for k = range m {} }',
    '44: cannot use k (value of type string) as int value in assignment',
    '33: declared and not used: k',
  ],
  [
    'func _(f func(func(int, string) bool)) { for a, b := range f { var _ int = b; _ = a } }',
    '76: cannot use b (variable of type string) as int value in variable declaration',
  ],
  [
    'func _(f func(int)) { for range f {} }',
    '33: cannot range over f (variable of type func(int)): func must be func(yield func(...) bool): argument is not func',
  ],
  [
    'func _(f func(func())) { for range f {} }',
    '36: cannot range over f (variable of type func(func())): func must be func(yield func(...) bool): yield func does not return bool',
  ],
  [
    'func _(f func(func(int) bool)) { for a, b := range f {} }',
    '41: range over f (variable of type func(func(int) bool)) permits only one iteration variable',
    '38: declared and not used: a',
  ],
  ['func _() { for i := range nil {} }', '27: cannot range over nil'],
  [
    'func _() { var f float64; for f = range 10 {} }',
    '31: cannot use iteration variable of type float64',
    '16: declared and not used: f',
  ],
  ['type E struct{}; func _(x *E) { for range x {} }', '43: cannot range over x (variable of type *E)'],
  [
    'func _[P []int | map[int]int](x P) { for range x {} }',
    '48: cannot range over x (variable of type P constrained by []int | map[int]int): []int and map[int]int have different underlying types',
  ],
  ['func _(x any) { for { select { default: continue } } }'],
];

for (const [source, ...want] of cases) {
  test(source, () => {
    const got = checkSource(`package p\n${source}\n`).errors.map(e => e.replace(/^2:/, '').replaceAll('x.go:2:', ''));
    assert.deepEqual(got, want);
  });
}
