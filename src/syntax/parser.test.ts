import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPosition } from '../base/pos.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import { exprString } from './exprstring.ts';
import * as Mode from './mode.ts';
import * as NodeKind from './nodekind.ts';
import type { Expr } from './nodes.ts';
import { parseBody } from './parser.ts';
import * as Operator from './operator.ts';
import { lineCol, parseText } from './testing.ts';

/** The structure of an expression, with the offset of each node's position in the text of the expression. */
function show(x: Expr, from: number): string {
  const at = `@${x.pos - from}`;
  const sub = (...list: readonly (Expr | null)[]): string =>
    list.map(e => (e === null ? '-' : show(e, from))).join(' ');
  switch (x.kind) {
    case NodeKind.Name:
    case NodeKind.BasicLit:
      return x.value;
    case NodeKind.Operation:
      return `(${Operator.text[x.op]}${at} ${x.y === null ? sub(x.x) : sub(x.x, x.y)})`;
    case NodeKind.CallExpr:
      return `(call${at} ${sub(x.fun, ...x.argList)}${x.hasDots ? ' ...' : ''})`;
    case NodeKind.SelectorExpr:
      return `(sel${at} ${sub(x.x, x.sel)})`;
    case NodeKind.IndexExpr:
      return `(index${at} ${sub(x.x, x.index)})`;
    case NodeKind.SliceExpr:
      return `(slice${at} ${sub(x.x, x.lo, x.hi, x.max)})`;
    case NodeKind.ParenExpr:
      return `(paren${at} ${sub(x.x)})`;
    case NodeKind.ListExpr:
      return `(list${at} ${sub(...x.elemList)})`;
    case NodeKind.CompositeLit:
      return `(lit${at} ${sub(x.litType, ...x.elemList)})`;
    case NodeKind.KeyValueExpr:
      return `(kv${at} ${sub(x.key, x.val)})`;
    case NodeKind.AssertExpr:
      return `(assert${at} ${sub(x.x, x.assertType)})`;
    default:
      return exprString(x) + at;
  }
}

const expressions: readonly (readonly [source: string, want: string])[] = [
  ['x + y*z', '(+@2 x (*@5 y z))'],
  ['a - b - c', '(-@6 (-@2 a b) c)'],
  ['-x.f(1)', '(-@0 (call@4 (sel@2 x f) 1))'],
  ['a || b && c == d', '(||@2 a (&&@7 b (==@12 c d)))'],
  ['f(x, y...)', '(call@1 f x y ...)'],
  ['m[k][1:2]', '(slice@4 (index@1 m k) 1 2 -)'],
  ['s[:a:b]', '(slice@1 s - a b)'],
  ['F[int, string](x)', '(call@14 (index@1 F (list@2 int string)) x)'],
  ['x.(T)', '(assert@1 x T)'],
  ['T{1, k: {2}}', '(lit@1 T 1 (kv@6 k (lit@8 - 2)))'],
  ['&(T{})', '(&@0 (lit@3 T))'],
  ['(x)', '(paren@0 x)'],
  ['<-c', '(<-@0 c)'],
  ['<-chan int(c)', '(<-@0 (call@10 chan int@2 c))'],
  ['[]int{1}', '(lit@5 []int@0 1)'],
  ['func(a, b int) (c string)', 'func(a, b int) (c string)@4'],
  ['*p.x', '(*@0 (sel@2 p x))'],
];

test('expressions', () => {
  for (const [source, want] of expressions) {
    const { file, errors, source: src } = parseText('package p; var _ = ' + source);
    assert.deepEqual(errors, [], source);
    const d = file!.declList[0]!;
    assert.ok(d.kind === NodeKind.VarDecl);
    assert.equal(show(d.values!, src.base + 'package p; var _ = '.length), want, source);
  }
});

test('type parameters and array lengths', () => {
  const cases: readonly (readonly [source: string, tparams: string, type: string])[] = [
    ['type T[P any] int', 'P any', 'int'],
    ['type T[P *int,] int', 'P *int', 'int'],
    ['type T[P *[]int] int', 'P *[]int', 'int'],
    ['type T[P *E|F] int', '', '[P * E | F]int'],
    ['type T[P *E|~F] int', 'P *E | ~F', 'int'],
    ['type T[P (interface{})] int', 'P interface{}', 'int'],
    ['type T[P []int] int', 'P []int', 'int'],
    ['type T[P, Q any] = int', 'P any, Q any', 'int'],
    ['type T[N] int', '', '[N]int'],
    ['type T[N * 2] int', '', '[N * 2]int'],
    ['type T[f(N)] int', '', '[f(N)]int'],
    ['type T[] int', '', '[]int'],
    ['type T[...] int', '', '[...]int'],
  ];
  for (const [source, tparams, type] of cases) {
    const { file, errors } = parseText('package p; ' + source);
    assert.deepEqual(errors, [], source);
    const d = file!.declList[0]!;
    assert.ok(d.kind === NodeKind.TypeDecl);
    const list = (d.tparamList ?? []).map(f => `${f.name!.value} ${exprString(f.type)}`).join(', ');
    assert.deepEqual([list, exprString(d.type)], [tparams, type], source);
  }
});

const errors: readonly (readonly [source: string, want: readonly string[]])[] = [
  ['', ['1:1: syntax error: package statement must be first']],
  ['package', ['1:8: syntax error: unexpected EOF, expected name']],
  ['package p x', ['1:11: syntax error: unexpected name x, expected semicolon or newline']],
  ['package p\nx := 1\n', ['2:1: syntax error: non-declaration statement outside function body']],
  ['package p\nfunc f()\n{\n}\n', ['3:1: syntax error: unexpected semicolon or newline before {']],
  ['package p\nvar x int\nimport "a"\n', ['3:1: syntax error: imports must appear before other declarations']],
  ['package p\nimport 1\n', ['2:8: syntax error: import path must be a string']],
  ['package p\nimport a\n', ['2:9: syntax error: missing import path']],
  ['package p\ntype T\n', ['2:7: syntax error: unexpected newline in type declaration']],
  ['package p\nvar x = ;\n', ['2:9: syntax error: unexpected semicolon, expected expression']],
  ['package p\nfunc () f() {}\n', ['2:9: method has no receiver']],
  ['package p\nfunc (a A, b B) f() {}\n', ['2:17: method has multiple receivers']],
  ['package p\nfunc (T) f[P any]() {}\n', ['2:11: syntax error: method must have no type parameters']],
  ['package p\nfunc f[]() {}\n', ['2:8: syntax error: empty type parameter list']],
  ['package p\nfunc f(a, b int, c) {}\n', ['2:19: syntax error: missing parameter type']],
  ['package p\nfunc f(a int, []int) {}\n', ['2:15: syntax error: missing parameter name']],
  ['package p\nfunc f[P]() {}\n', ['2:9: syntax error: missing type constraint']],
  ['package p\nfunc f(a ...int, b int) {}\n', ['2:10: can only use ... with final parameter']],
  ['package p\nfunc f() (...int)\n', ['2:11: invalid use of ...']],
  ['package p\nfunc f() { if x = 1 {} }\n', ['2:17: syntax error: cannot use assignment x = 1 as value']],
  ['package p\nfunc f() { if x = a+b {} }\n', ['2:17: syntax error: cannot use assignment x = (a + b) as value']],
  ['package p\nfunc f() { if {} }\n', ['2:15: syntax error: missing condition in if statement']],
  ['package p\nfunc f() { if x; \n{} }\n', ['2:16: syntax error: missing condition in if statement']],
  ['package p\nfunc f() { for i := 0; {} }\n', ['2:24: syntax error: unexpected {, expected for loop condition']],
  ['package p\nfunc f() { for ;; a := 1 {} }\n', ['2:21: syntax error: cannot declare in post statement of for loop']],
  [
    'package p\nfunc f() { for var i = 0; ; {} }\n',
    ['2:20: syntax error: var declaration not allowed in for initializer'],
  ],
  ['package p\nfunc f() { x := }\n', ['2:17: syntax error: unexpected }, expected expression']],
  ['package p\nfunc f() { a, b }\n', ['2:17: syntax error: unexpected }, expected := or = or comma']],
  ['package p\nfunc f() { defer (f()) }\n', ['2:18: expression in defer must not be parenthesized']],
  ['package p\nfunc f() { x y }\n', ['2:14: syntax error: unexpected name y at end of statement']],
  [
    'package p\nfunc f() { g(a b) }\n',
    ['2:16: syntax error: unexpected name b in argument list; possibly missing comma or )'],
  ],
  [
    'package p\nvar x = T{1 2}\n',
    ['2:13: syntax error: unexpected literal 2 in composite literal; possibly missing comma or }'],
  ],
  ['package p\nvar x = (T){}\n', ['2:12: syntax error: cannot parenthesize type in composite literal']],
  [
    'package p\nvar x = s[::]\n',
    ['2:12: middle index required in 3-index slice', '2:13: final index required in 3-index slice'],
  ],
  ['package p\nvar x = s[]\n', ['2:11: syntax error: unexpected ], expected operand']],
  ['package p\nfunc f() { L: }\nfunc g() {\n', ['4:1: syntax error: unexpected EOF, expected }']],
  ['package p\ntype T struct { (A) }\n', ['2:17: syntax error: cannot parenthesize embedded type']],
  ['package p\ntype T interface { m[P any]() }\n', ['2:21: interface method must have no type parameters']],
  ['package p\nfunc f() { select x {} }\n', ['2:19: syntax error: missing { after select clause']],
  [
    'package p\nfunc f() { if x {} else x }\n',
    [
      '2:25: syntax error: else must be followed by if or statement block',
      '2:25: syntax error: unexpected name x at end of statement',
    ],
  ],
];

test('syntax errors', () => {
  for (const [source, want] of errors) {
    assert.deepEqual(parseText(source).errors, want, source);
  }
});

test('nesting is bounded', () => {
  const deep = (n: number): string => 'package p\nvar x = ' + '('.repeat(n) + '1' + ')'.repeat(n) + '\n';
  assert.deepEqual(parseText(deep(400)).errors, []);
  assert.deepEqual(parseText(deep(100_000)).errors, ['2:509: syntax error: exceeded max nesting depth']);
  for (const open of ['[]', 'a[', 'f(', 'func() { x = ', 'struct { a ', 'interface { m(', 'T{', '- ', '<-', 'chan ']) {
    for (const start of ['var x = ', 'var x ', 'type T[P ']) {
      const { errors } = parseText(`package p\n${start}${open.repeat(20_000)}`);
      assert.ok(errors.length > 0, start + open);
    }
  }
  const chain = 'package p\nfunc f() { if x {} ' + 'else if x {}'.repeat(20_000) + '}\n';
  assert.deepEqual(parseText(chain, Mode.CheckBranches).errors, []);
  assert.deepEqual(parseText('package p\nvar x = 1' + ' + 1'.repeat(20_000) + '\n').errors, []);
});

test('directives go to declarations', () => {
  const { file } = parseText(`//go:build linux && go1.21
//go:debug x=1

package p

//go:embed a b
var x string

//go:noinline
//go:nosplit
func f() {
	//go:stray
	g()
}

type ( //go:late
	//go:notinheap
	T int
)
`);
  const text = (list: readonly { text: string }[] | null): string[] => (list ?? []).map(d => d.text);
  assert.equal(file!.goVersion, 'go1.21');
  assert.deepEqual(text(file!.pragma), ['go:build linux && go1.21', 'go:debug x=1']);
  assert.deepEqual(
    file!.declList.map(d => text(d.pragma)),
    [['go:embed a b'], ['go:noinline', 'go:nosplit'], ['go:late', 'go:notinheap']],
  );
  assert.deepEqual(text(file!.unusedDirectives), ['go:stray']);
  assert.deepEqual(
    file!.directives.map(d => d.blankLine),
    [true, true, true, true, true, true, false, true],
  );
});

test('line directives', () => {
  const at = (source: string): string[] => {
    const { source: file, errors, file: tree } = parseText('package p\n' + source);
    return errors.length > 0 ? errors : tree!.declList.map(d => formatPosition(file.position(d.pos - file.base)));
  };
  const cases: readonly (readonly [source: string, want: string])[] = [
    ['//line a.go:10\nvar x int\n\nvar y int\n', 'a.go:10 a.go:12'],
    ['//line a.go:10:5\nvar x int\nvar y int\n', 'a.go:10:9 a.go:11:5'],
    ['/*line a.go:10:5*/var x int; var y int\n', 'a.go:10:9 a.go:10:20'],
    ['//line a.go:10:5\n//line :7:1\nvar x int\n', 'a.go:7:5'],
    [' //line a.go:10\nvar x int\n', 'x.go:3:5'],
    ['//line C:\\a.go:10\nvar x int\n', 'C:\\a.go:10'],
    ['//line a.go\nvar x int\n', 'x.go:3:5'],
    ['//line a.go:x\nvar x int\n', '2:13: invalid line number: x'],
    ['//line a.go:0\nvar x int\n', '2:13: invalid line number: 0'],
    ['//line a.go:1:0\nvar x int\n', '2:15: invalid column number: 0'],
    ['//line a.go:0:1\nvar x int\n', '2:13: invalid line number: 0'],
    ['//line a.go:99999999999999999999\nvar x int\n', '2:13: invalid line number: 99999999999999999999'],
  ];
  for (const [source, want] of cases) assert.equal(at(source).join(' '), want, source);
  // Bytes that are no UTF-8 count one column each.
  const bytes = Uint8Array.from('package p\n//line \xff\xff:x\n', c => c.charCodeAt(0));
  assert.equal(parseText(bytes).errors.at(-1), '2:11: invalid line number: x');
});

test('skipped bodies', () => {
  const text = `package p
func a() { x := "}" + \`}\`; y := '}' // }
	/* } */ if x { return }
	z = '\\'' + "\\"}"
}
func b() { //go:kept
}
func c()
func d() { y = = 1 }
func e() { L: for {} }
`;
  const { file, source, errors } = parseText(text, Mode.SkipBodies | Mode.CheckBranches);
  assert.deepEqual(errors, []);
  const fns = file!.declList.filter(d => d.kind === NodeKind.FuncDecl);
  assert.deepEqual(
    fns.map(f => [
      f.name.value,
      f.body !== null,
      f.bodyPos === 0 ? '' : lineCol(source, f.bodyPos),
      f.bodyEnd === 0 ? '' : lineCol(source, f.bodyEnd),
    ]),
    [
      ['a', false, '2:10', '5:2'],
      ['b', true, '6:10', '7:2'],
      ['c', false, '', ''],
      ['d', false, '9:10', '9:21'],
      ['e', false, '10:10', '10:23'],
    ],
  );
  const diagnostics = new DiagnosticList();
  for (const f of fns) parseBody(source, f, diagnostics, Mode.CheckBranches);
  assert.deepEqual(
    diagnostics.list.map(d => `${lineCol(source, d.pos)}: ${d.message}`),
    ['9:16: syntax error: unexpected =, expected expression', '10:12: label L defined and not used'],
  );
  assert.equal(fns[0]!.body!.list.length, 4);
  assert.equal(fns[2]!.body, null);
});
