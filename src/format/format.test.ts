import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { errorText } from './errors.ts';
import { formatSource, plainOptions } from './format.ts';
import { parseRewriteRule, rewriteFile } from './rewrite.ts';
import { simplify } from './simplify.ts';

function format(source: string, options = plainOptions): string {
  const result = formatSource('x.go', encodeUtf8(source), options);
  return result.errors.length > 0 ? result.errors.map(errorText).join('\n') : decodeUtf8(result.bytes);
}

/** Rows of declarations, after `package p`. */
const declarations: readonly (readonly [source: string, want: string])[] = [
  // Blanks by precedence and depth.
  ['var x=a+b*c', 'var x = a + b*c'],
  ['var x=f(a+b*c,d)', 'var x = f(a+b*c, d)'],
  ['var x=a[i+1 :j*2]', 'var x = a[i+1 : j*2]'],
  ['var x=a&^b| - - c', 'var x = a&^b | - -c'],
  ['var x=a/ *b', 'var x = a / *b'],
  ['var x = ((a))', 'var x = (a)'],
  // Columns.
  ['type T struct{\na int // x\nbcd string `t`\n}', 'type T struct {\n\ta   int    // x\n\tbcd string `t`\n}'],
  ['const(\na=1\nbcd int=2\n)', 'const (\n\ta       = 1\n\tbcd int = 2\n)'],
  ['const(\na int=iota\nbcd\n)', 'const (\n\ta int = iota\n\tbcd\n)'],
  ['var x = T{\na:1,\nbcd:2,\n}', 'var x = T{\n\ta:   1,\n\tbcd: 2,\n}'],
  // A key out of proportion ends the alignment.
  [`var x = T{\na:1,\n${'b'.repeat(60)}:2,\ncd:3,\n}`, `var x = T{\n\ta: 1,\n\t${'b'.repeat(60)}: 2,\n\tcd: 3,\n}`],
  // Functions and types on one line stay there if they are short.
  ['func f(){return}', 'func f() { return }'],
  ['func f(){\nreturn}', 'func f() {\n\treturn\n}'],
  ['type T struct{a int}', 'type T struct{ a int }'],
  ['type T interface{m()}', 'type T interface{ m() }'],
  ['type T[P *C,] int', 'type T[P *C,] int'],
  // Statements.
  ['func f(){if((x)){};for;;{};L:for{}}', 'func f() {\n\tif x {\n\t}\n\tfor {\n\t}\nL:\n\tfor {\n\t}\n}'],
  ['func f(){\nL:\n}', 'func f() {\nL:\n}'],
  [
    'func f(){switch x:=y.(type){case int,string:g()\ndefault:}}',
    'func f() {\n\tswitch x := y.(type) {\n\tcase int, string:\n\t\tg()\n\tdefault:\n\t}\n}',
  ],
  ['func f(){select{}}', 'func f() { select {} }'],
  ['func f() { if (T{}) == x { }\n}', 'func f() {\n\tif (T{}) == x {\n\t}\n}'],
  // Comments.
  ['var x int/* a */// b', 'var x int /* a */ // b'],
  ['func f() {\n// a\n\n\n// b\ng()\n}', 'func f() {\n\t// a\n\n\t// b\n\tg()\n}'],
  ['func f() {\n/*\n * a\n */\ng()\n}', 'func f() {\n\t/*\n\t * a\n\t */\n\tg()\n}'],
  ['//  - a\n//  - b\n// c\nvar x int', '//   - a\n//   - b\n//\n// c\nvar x int'],
  ['// A\n//go:noinline\n// B\nfunc f()', '// A\n// B\n//\n//go:noinline\nfunc f()'],
  // Numbers, imports.
  ['var x = []T{0XAB, 1E3, 0765i, 0B1, 0X1P-2}', 'var x = []T{0xAB, 1e3, 765i, 0b1, 0x1p-2}'],
  ['import (\n"b"\n`a`\n"b"\n\nc "d" // x\n. "d"\n)', 'import (\n\t"a"\n\t"b"\n\n\t. "d"\n\tc "d" // x\n)'],
];
for (const [source, want] of declarations) {
  test(source, () => {
    assert.equal(format(`package p\n\n${source}\n`), `package p\n\n${want}\n`);
    assert.equal(format(`package p\n\n${want}\n`), `package p\n\n${want}\n`);
  });
}

const files: readonly (readonly [source: string, want: string])[] = [
  ['package p;import "a"', 'package p\n\nimport "a"\n'],
  ['\ufeffpackage p\r\n\r\n// a\r\nvar x = `a\r\nb`\r\n', 'package p\n\n// a\nvar x = `a\nb`\n'],
  ['// c\n\npackage p\n\n// +build a,!b c\n', '// c\n\n//go:build (a && !b) || c\n// +build a,!b c\n\npackage p\n'],
  ['// +build a\n// +build b\n\npackage p\n', '//go:build a && b\n// +build a,b\n\npackage p\n'],
  ['//go:build a&&!(b||c)\n// +build x\n\npackage p\n', '//go:build a && !(b || c)\n// +build a,!b,!c\n\npackage p\n'],
  ['//go:build a ||\n\npackage p\n', '//go:build a ||\n\npackage p\n'],
];
for (const [source, want] of files) test(source, () => assert.equal(format(source), want));

const errors: readonly (readonly [source: string, want: string])[] = [
  ['', "x.go:1:1: expected 'package', found 'EOF'"],
  ['packag p', "x.go:1:1: expected 'package', found packag"],
  ['package p\nvar x = 08', "x.go:2:10: invalid digit '8' in octal literal"],
  ['package p\nvar x = 1__0', "x.go:2:11: '_' must separate successive digits"],
  ['package p\nvar x = "a', 'x.go:2:9: string literal not terminated'],
  ['package p\nvar x = \u201ca', "x.go:2:9: curly quotation mark '\u201c' (use neutral '\"')"],
  [
    'package p\nvar x = "\\q\\400"',
    'x.go:2:11: unknown escape sequence\nx.go:2:13: escape sequence is invalid Unicode code point',
  ],
  ['package p\nfunc f(a, b int, c) {}', 'x.go:2:19: missing parameter type'],
  ['package p\nfunc f(a, b int, T.c) {}', 'x.go:2:18: missing parameter name'],
  ['package p\ntype T[P] int\nvar x = T{a b}', "x.go:3:13: missing ',' in composite literal"],
  ['package p\nfunc (T) m[P any]() {}', 'x.go:2:11: method must have no type parameters'],
  [
    'package p\nfunc f() { if x := 1 {} }',
    'x.go:2:15: expected boolean expression, found assignment (missing parentheses around composite literal?)',
  ],
  ['package p\nfunc f() { defer x }', 'x.go:2:19: expression in defer must be function call'],
  ['package p\n//line y.go:7:3\nvar = 1', "y.go:7:7: expected 'IDENT', found '='"],
  ['package p\n//line y.go:7\nvar = 1', "y.go:7: expected 'IDENT', found '='"],
];
for (const [source, want] of errors) test(source, () => assert.equal(format(source), want));

test('about ten errors, or all of them', () => {
  const source = encodeUtf8('package p\n' + 'var = 1\n'.repeat(30));
  assert.equal(formatSource('x.go', source, plainOptions).errors.length, 11);
  assert.equal(formatSource('x.go', source, { ...plainOptions, allErrors: true }).errors.length, 60);
});

const fragments: readonly (readonly [source: string, want: string])[] = [
  ['x:=1', 'x := 1'],
  ['\n\n\t\tx:=1\n\t\tif x{y()}\n\n', '\n\n\t\tx := 1\n\t\tif x {\n\t\t\ty()\n\t\t}\n\n'],
  ['  x:=1', '\tx := 1'],
  ['func f(){}\nvar x int', 'func f() {}\n\nvar x int'],
  ['/* a */', '/* a */'],
  ['\n \n', '\n \n'],
];
for (const [source, want] of fragments) {
  test(`fragment ${JSON.stringify(source)}`, () => {
    assert.equal(format(source, { ...plainOptions, fragmentOk: true }), want);
  });
}

const rewrites: readonly (readonly [rule: string, source: string, want: string])[] = [
  ['a[b:len(a)] -> a[b:]', 'var x = s[1:len(s)] + s[1:len(t)]', 'var x = s[1:] + s[1:len(t)]'],
  ['f(a, a) -> g(a)', 'var x = f(1, 1) + f(1, 2)', 'var x = g(1) + f(1, 2)'],
  ['a + b -> b * a', 'var x = 1 + 2 - 3', 'var x = 2*1 - 3'],
  ['f(x...) -> g(x)', 'var x = h(f(y), f(y...))', 'var x = h(f(y), g(y))'],
  ['interface{} -> any', 'func f(interface{}, map[string]interface{})', 'func f(any, map[string]any)'],
  ['foo -> bar.baz', 'func foo() { foo() }', 'func foo() { bar.baz() }'],
  ['int -> string', 'var x int // a\n\n// b\nvar y = int(1) // c', 'var x string // a\n\n// b\nvar y = string(1) // c'],
];
for (const [text, source, want] of rewrites) {
  test(`${text}: ${source}`, () => {
    const rule = parseRewriteRule(text);
    assert.ok(typeof rule !== 'string');
    const got = format(`package p\n\n${source}\n`, { ...plainOptions, rewrite: file => rewriteFile(rule, file) });
    assert.equal(got, `package p\n\n${want}\n`);
  });
}

test('rules that are none', () => {
  assert.equal(parseRewriteRule('a'), "rewrite rule must be of the form 'pattern -> replacement'");
  assert.equal(parseRewriteRule('a+ -> b'), "parsing pattern a+  at 1:4: expected operand, found 'EOF'");
});

const simplified: readonly (readonly [source: string, want: string])[] = [
  ['var x = []T{T{1}, 2: T{}}', 'var x = []T{{1}, 2: {}}'],
  ['var x = []*T{&T{1}, &U{}}', 'var x = []*T{{1}, &U{}}'],
  ['var x = map[K][]T{K{}: []T{T{}}}', 'var x = map[K][]T{{}: {{}}}'],
  ['var x = s[a:len(s)]', 'var x = s[a:]'],
  ['var x = s.t[a:len(s.t)]', 'var x = s.t[a:len(s.t)]'],
  ['func f() { for x, _ = range y {\n} }', 'func f() {\n\tfor x = range y {\n\t}\n}'],
  ['func f() { for _ = range y {\n} }', 'func f() {\n\tfor range y {\n\t}\n}'],
  ['const ()\n\n// a\nvar ()\n\nvar (\n// b\n)', '// a\nvar ()\n\nvar (\n// b\n)'],
];
for (const [source, want] of simplified) {
  test(`-s ${source}`, () => {
    assert.equal(format(`package p\n\n${source}\n`, { ...plainOptions, simplify }), `package p\n\n${want}\n`);
  });
}

test('sums of thousands of terms', () => {
  const sum = (plus: string): string => `package p\n\nvar x = 1${(plus + '1').repeat(20_000)}\n`;
  assert.equal(format(sum('+')), sum(' + '));
});
