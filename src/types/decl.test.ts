// Declarations, one row a program: what gc reports for it, in the order of the source. Programs are bodies of a file whose
// first line is `package p`; where it is about imports, unsafe is the only package there is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import * as Mode from '../syntax/mode.ts';
import { parse } from '../syntax/parser.ts';
import { checkPackage } from './check.ts';
import { importPathError } from './import-path.ts';
import { sizes64 } from './sizes.ts';

const rows: readonly (readonly [program: string, ...errors: string[]])[] = [
  ['const (\n\ta = iota\n\tb\n\tc, d = iota, 1\n\te\n)', '6:2: extra init expr at x.go:5:15'],
  ['const a, b = 1', '2:10: missing init expr for b'],
  ['const (\n\ta, b = 1, 2\n\tc\n)', '4:2: extra init expr at x.go:3:12'],
  [
    'const (\n\ta = 1 << (iota * 100)\n\tb\n\tc uint8 = 255 + iota\n)',
    '5:12: cannot use 255 + iota (untyped int constant 257) as uint8 value in constant declaration (overflows)',
  ],
  [
    'const (\n\ta uint8 = 100 * iota\n\tb\n\tc\n\td\n)',
    '6:2: cannot use 100 * iota (untyped int constant 300) as uint8 value in constant declaration (overflows)',
  ],
  [
    'const a = b\nconst b = c\nconst c = a',
    '2:7: initialization cycle for a\n\tx.go:2:7: a refers to b\n\tx.go:3:7: b refers to c\n\tx.go:4:7: c refers to a',
  ],
  ['const a struct{} = 1', '2:9: invalid constant type struct{}'],
  ['func f() int\nconst a = f()\nvar _ = a + 1', '3:11: f() (value of type int) is not constant'],
  ['var a, b = 1, 2, 3', '2:18: extra init expr 3'],
  ['var a, b, c = 1, 2', '2:11: missing init expr for c'],
  ['var a int = a', '2:5: initialization cycle: a refers to itself'],
  [
    'var a = f()\nfunc f() int { return g() }\nfunc g() int { return a }',
    '2:5: initialization cycle for a\n\tx.go:2:5: a refers to f\n\tx.go:3:6: f refers to g\n\tx.go:4:6: g refers to a',
  ],
  [
    'var a, b = f()\nfunc f() (int, int) { return b, a }',
    '2:5: initialization cycle for a\n\tx.go:2:5: a refers to f\n\tx.go:3:6: f refers to a',
    '2:8: initialization cycle for b\n\tx.go:2:8: b refers to f\n\tx.go:3:6: f refers to b',
  ],
  ['var (\n\tx = y + z\n\ty = z\n\tz = 1\n)'],
  [
    'var f = func() int { return h() }\nfunc h() int { return f() }',
    '2:5: initialization cycle for f\n\tx.go:2:5: f refers to h\n\tx.go:3:6: h refers to f',
  ],
  [
    'func _() {\n\tvar a, b int\n\tc := 1\n\tvar d = func() int { e := 2; return 1 }\n}',
    '3:6: declared and not used: a',
    '3:9: declared and not used: b',
    '4:2: declared and not used: c',
    '5:6: declared and not used: d',
    '5:23: declared and not used: e',
  ],
  ['type T T', '2:6: invalid recursive type: T refers to itself'],
  [
    'type A B\ntype B C\ntype C A',
    '2:6: invalid recursive type A\n\tx.go:2:6: A refers to B\n\tx.go:3:6: B refers to C\n\tx.go:4:6: C refers to A',
  ],
  ['type A = B\ntype B = A', '2:6: invalid recursive type A\n\tx.go:2:6: A refers to B\n\tx.go:3:6: B refers to A'],
  ['type T struct{ a [2]T }', '2:6: invalid recursive type: T refers to itself'],
  [
    'type A struct{ b B }\ntype B struct{ a A }',
    '2:6: invalid recursive type A\n\tx.go:2:6: A refers to B\n\tx.go:3:6: B refers to A',
  ],
  [
    'type I interface{ J }\ntype J interface{ I }',
    '2:6: invalid recursive type I\n\tx.go:2:6: I refers to J\n\tx.go:3:6: J refers to I',
  ],
  [
    'type T [len(x)]int\nvar x T',
    '2:6: invalid recursive type T\n\tx.go:2:6: T refers to x\n\tx.go:3:5: x refers to T',
  ],
  ['type T[P any] struct{ f *T[[]P] }', '2:8: instantiation cycle:\n\tx.go:2:28: P instantiated as []P'],
  ['type T[P T[P]] interface{}'],
  ['type T[P any] P', '2:15: cannot use a type parameter as RHS in type declaration'],
  ['type A[P any] = P', '2:17: cannot use type parameter declared in alias declaration as RHS'],
  ['type T[P, Q any, P any] int', '2:18: P redeclared in this block\n\tx.go:2:8: other declaration of P'],
  ['type L[n int] [n]int', '2:16: invalid array length n'],
  ['type T [n]int', '2:9: undefined array length n or missing type constraint'],
  ['var n = 2\ntype T [n]int', '3:9: invalid array length n'],
  [
    'type T [-1]int\ntype U [1.5]int\ntype V ["a"]int\ntype W [1 << 70]int',
    '2:9: invalid array length -1 (untyped int constant)',
    '3:9: array length 1.5 (untyped float constant) must be integer',
    '4:9: array length "a" (untyped string constant) must be integer',
    '5:9: invalid array length 1 << 70 (untyped int constant 1180591620717411303424)',
  ],
  ['type S struct {\n\ta, b int\n\ta string\n}', '4:2: a redeclared\n\tx.go:3:2: other declaration of a'],
  ['type S struct {\n\tint\n\t*int\n}', '4:3: int redeclared\n\tx.go:3:2: other declaration of int'],
  [
    'type P *int\ntype I interface{}\ntype S struct {\n\tP\n\t*I\n\t*P\n}',
    '5:2: embedded field type cannot be a pointer',
    '6:2: embedded field type cannot be a pointer to an interface',
    '7:2: embedded field type cannot be a pointer',
    '7:3: P redeclared\n\tx.go:5:2: other declaration of P',
  ],
  ['import "unsafe"\ntype S struct {\n\tunsafe.Pointer\n}', '4:2: embedded field type cannot be unsafe.Pointer'],
  [
    'type S struct{ m int }\nfunc (S) m() {}\nfunc (S) n() {}\nfunc (*S) n() {}',
    '3:10: field and method with the same name m\n\tx.go:2:16: other declaration of m',
    '5:11: method S.n already declared at x.go:4:10',
  ],
  [
    'type M map[[]int]string\ntype N map[K]int\ntype K struct{ f func() }',
    '2:12: invalid map key type []int',
    '3:12: invalid map key type K',
  ],
  ['func _[P any]() { var _ map[P]int }', '2:29: invalid map key type P (missing comparable constraint)'],
  [
    'type C interface{ ~int | string }\nvar c C\nfunc f(C) {}',
    '3:7: cannot use type C outside a type constraint: interface contains type constraints',
    '4:8: cannot use type C outside a type constraint: interface contains type constraints',
  ],
  [
    'func f[P comparable](x P)\nvar c comparable',
    '2:6: generic function is missing function body',
    '3:7: cannot use type comparable outside a type constraint: interface is (or embeds) comparable',
  ],
  [
    'func (int) m() {}\nfunc (*int) n() {}\nfunc ([]int) o() {}\nfunc (T) p() {}',
    '2:7: cannot define new methods on non-local type int',
    '3:8: cannot define new methods on non-local type int',
    '4:7: invalid receiver type []int',
    '5:7: undefined: T',
  ],
  [
    'type I interface{}\ntype P *int\nfunc (I) m() {}\nfunc (P) n() {}\nfunc (**P) o() {}',
    '4:7: invalid receiver type I (pointer or interface type)',
    '5:7: invalid receiver type P (pointer or interface type)',
    '6:8: invalid receiver type **P',
  ],
  [
    'type T[P any] struct{}\nfunc (T) m() {}\nfunc (t T[A, B]) n() {}\nfunc (t *T[int]) o() {}\nfunc (t T[_]) p() {}',
    '3:7: cannot use generic type T[P any] without instantiation',
    '4:9: receiver declares 2 type parameters, but receiver base type declares 1',
  ],
  [
    'type T[P any] struct{}\ntype A = T[int]\nfunc (A) m() {}\ntype B[P any] = T[P]\nfunc (B[P]) n() {}',
    '4:7: cannot define new methods on instantiated type T[int]',
    '6:7: cannot define new methods on generic alias type B[P any]',
  ],
  [
    'func f(a, a int, b ...int) (b int) { return }',
    '2:11: a redeclared in this block\n\tx.go:2:8: other declaration of a',
    '2:29: b redeclared in this block\n\tx.go:2:18: other declaration of b',
    '2:38: result parameter b not in scope at return\n\tx.go:2:18: inner declaration of var b int',
  ],
  ['func f(a ...int, b int)', '2:10: can only use ... with final parameter'],
  [
    'func init() int { return 1 }\nfunc init(a int) {}\nvar init = 1\nfunc init()',
    '2:6: func init must have no arguments and no return values',
    '3:6: func init must have no arguments and no return values',
    '4:5: cannot declare init - must be func',
    '5:6: func init must have a body',
  ],
  ['func f() { init() }\nfunc init() {}', '2:12: undefined: init'],
  [
    'func f() {}\nfunc f() {}\nvar f int',
    '3:6: f redeclared in this block\n\tx.go:2:6: other declaration of f',
    '4:5: f redeclared in this block\n\tx.go:2:6: other declaration of f',
  ],
  ['func f[P any](P)\nfunc _() {}\nfunc _() {}', '2:6: generic function is missing function body'],
  [
    'func (x T) m(y int) (z undefined1) { return undefined2 }',
    '2:9: undefined: T',
    '2:24: undefined: undefined1',
    '2:45: undefined: undefined2',
  ],
  [
    'import "unsafe"\nimport u "unsafe"\nimport . "unsafe"\nimport _ "unsafe"',
    '2:8: "unsafe" imported and not used',
    '3:8: "unsafe" imported as u and not used',
    '4:8: "unsafe" imported and not used',
  ],
  [
    'import "unsafe"\nvar unsafe = 1',
    '2:8: "unsafe" imported and not used',
    '3:5: unsafe already declared through import of package unsafe ("unsafe")\n\tx.go:2:8: other declaration of unsafe',
  ],
  [
    'import ""\nimport "a b"\nimport "a\\x00"\nimport `main`\nimport "/abs"\nimport "x//y"',
    '2:8: invalid import path (empty string)',
    "3:8: invalid import path (invalid character U+0020 ' ')",
    '4:8: invalid import path (invalid character U+0000)',
    '5:8: could not import main (cannot import "main")',
    '6:8: could not import /abs (import path cannot be absolute path)',
    '7:8: could not import x//y (non-canonical import path "x//y" (should be "x/y"))',
  ],
  ['import init "unsafe"', '2:8: cannot import package as init - init must be a func'],
  [
    'import "unsafe"\nimport "unsafe"\nvar _ unsafe.Pointer',
    '3:8: unsafe redeclared in this block\n\tx.go:2:8: other declaration of unsafe',
    '3:8: "unsafe" imported and not used',
  ],
  [
    'import . "unsafe"\nvar _ Pointer\nvar Sizeof int',
    '4:5: Sizeof already declared through dot-import of package unsafe ("unsafe")',
  ],
  [
    'import "unsafe"\nvar _ = unsafe',
    '2:8: "unsafe" imported and not used',
    '3:9: use of package unsafe not in selector',
  ],
  [
    'var _ = iota\nvar _ = _\nvar _ int = nil\nvar x = nil',
    '2:9: cannot use iota outside constant declaration',
    '3:9: cannot use _ as value or type',
    '4:13: cannot use nil as int value in variable declaration',
    '5:9: use of untyped nil in variable declaration',
  ],
  [
    'var v int\nfunc f(x v) {}\nfunc g() f { return 1 }\ntype T v.x',
    '3:10: v (package-level variable) is not a type',
    '4:10: f (function) is not a type',
    '5:10: v.x is not a type',
  ],
  [
    'func _() {\n\ttype T struct{ t T }\n\ttype U = []U\n\tvar _ T\n}',
    '3:7: invalid recursive type: T refers to itself',
    '4:7: invalid recursive type: U refers to itself',
  ],
  [
    'func _() {\n\tx := 1\n\t{\n\t\tx := 2\n\t\tx = 3\n\t}\n}',
    '3:2: declared and not used: x',
    '5:3: declared and not used: x',
  ],
  [
    'type T[P int | string] struct{}\nvar _ T[bool]\nvar _ T[int, int]\nvar _ T\nvar _ int[T]',
    '3:9: bool does not satisfy int | string (bool missing in int | string)',
    '4:7: too many type arguments for type T: have 2, want 1',
    '5:7: cannot use generic type T[P int | string] without instantiation',
    '6:7: invalid operation: int[T] (int is not a generic type)',
  ],
];

function errorsOf(program: string): string[] {
  const fset = new FileSet();
  const list = new DiagnosticList();
  const file = parse(fset.add('x.go', encodeUtf8(`package p\n${program}\n`)), list, Mode.CheckBranches);
  assert.ok(file !== null);
  const importer = (path: string): string => importPathError('p', path) || 'file not found';
  const input = { path: 'p', files: [file], fset, goVersion: '', sizes: sizes64, importer, context: null };
  checkPackage(input, list);
  const sorted = list.list.toSorted((a, b) => a.pos - b.pos);
  return sorted.map(d => {
    const p = fset.position(d.pos)!;
    return `${p.line}:${p.col}: ${d.message}`;
  });
}

for (const [program, ...want] of rows) {
  test(program.replaceAll('\n', '; '), () => assert.deepEqual(errorsOf(program), want));
}

/** Chains of declarations, each of which needs the next: no length of them exhausts the stack. */
const chains: readonly (readonly [what: string, link: (i: number) => string, end: (n: number) => string])[] = [
  [
    'types through pointers',
    i => `type T${i} struct { next *T${i + 1}; prev *T${Math.max(i - 1, 0)} }`,
    n => `type T${n} int`,
  ],
  ['constants', i => `const c${i} = c${i + 1} + 1`, n => `const c${n} = 1`],
  ['variables', i => `var v${i} = v${i + 1}`, n => `var v${n} = 1`],
];
for (const [what, link, end] of chains) {
  test(`a chain of ${what}`, () => {
    const n = 3000;
    const lines = Array.from({ length: n }, (_, i) => link(i));
    assert.deepEqual(errorsOf([...lines, end(n)].join('\n')), []);
  });
}

test('a long initialization cycle', () => {
  const n = 3000;
  const lines = Array.from({ length: n }, (_, i) => `func f${i}() int { return f${i + 1}() }`);
  const [error] = errorsOf(['var a = f0()', ...lines, `func f${n}() int { return a }`].join('\n'));
  assert.ok(
    error!.startsWith('2:5: initialization cycle for a\n\tx.go:2:5: a refers to f0\n\tx.go:3:6: f0 refers to f1\n'),
  );
});
