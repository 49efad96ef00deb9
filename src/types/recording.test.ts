// What the checker records on expressions: `text` of the expression, mode, type and value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { FileSet } from '../base/pos.ts';
import { constantString } from '../constant/format.ts';
import type { Value } from '../constant/value.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import { exprString } from '../syntax/exprstring.ts';
import type { Expr, Node } from '../syntax/nodes.ts';
import { parse } from '../syntax/parser.ts';
import { checkPackage } from './check.ts';
import * as Mode from './operand-mode.ts';
import { sizes64 } from './sizes.ts';
import type { Type } from './type.ts';
import { typeString } from './typestring.ts';

const cases: readonly (readonly [source: string, ...facts: string[]])[] = [
  ['var x int8 = 1', '1: constant int8 1'],
  ['var x = 1 + 2.0', '1 + 2.0: constant float64 3', '2.0: constant untyped float 2', '1: constant untyped float 1'],
  ['var x float32 = (0.1)', '(0.1): constant float32 0.1'],
  ['var x any = 1', '1: constant int 1'],
  ['var x any = nil', 'nil: nil any'],
  ['var s uint; var x int64 = 1 << s', '1: constant int64 1', '1 << s: value int64', 's: variable uint'],
  ['var a, b int; var x = a < b', 'a < b: value bool'],
  ['type B bool; var a int; var x B = a < 1', 'a < 1: value p.B', '1: constant int 1'],
  ['var p *int; var x = p == nil', 'nil: nil *int'],
  ['var x = []byte("ab")', '"ab": constant string "ab"', '[]byte: type []byte'],
  ['var x = string(rune(65))', 'string(rune(65)): constant string "A"', 'rune(65): constant rune 65'],
  ['var m map[string]int; var x, ok = m["a"]', 'm["a"]: mapindex (int, bool)', '"a": constant string "a"'],
  ['var c chan int; var x = <-c', '<-c: commaok int', 'c: variable chan int'],
  ['func f() {}; func _() { f() }', 'f(): novalue', 'f: value func()'],
  [
    'func g[P any](x P) P { return x }; var x = g(1.5)',
    'g: value func(x float64) float64',
    '1.5: constant float64 1.5',
  ],
  ['func g[P any](x P) {}; var x func(string) = g', 'g: value func(x string)'],
  ['type T struct{ a int }; func (*T) m() {}; var t T; var x = t.m', 't.m: value func()', 't: variable p.T'],
  ['type T struct{ a int }; var x = (*T)(nil).a', '(*T)(nil).a: variable int', '(*T)(nil): value *p.T'],
  ['var a [3]int; var x = len(a)', 'len(a): constant int 3', 'len: builtin'],
  ['func f() [3]int { panic(0) }; var x = len(f())', 'len(f()): value int', 'f(): value [3]int'],
  ['const c = iota + 1', 'iota + 1: constant untyped int 1'],
  ['var x = [...]string{2: "a"}', '[...]string: type [3]string', '2: constant int 2'],
  ['var x = []*struct{ a int }{{1}}', '{…}: value *struct{a int}', '1: constant int 1'],
];

const modes: Readonly<Record<number, string>> = {
  [Mode.NoValue]: 'novalue',
  [Mode.Builtin]: 'builtin',
  [Mode.TypExpr]: 'type',
  [Mode.Constant]: 'constant',
  [Mode.Variable]: 'variable',
  [Mode.MapIndex]: 'mapindex',
  [Mode.Value]: 'value',
  [Mode.NilValue]: 'nil',
  [Mode.CommaOk]: 'commaok',
};

function recorded(source: string): string[] {
  const fset = new FileSet();
  const reporter = new DiagnosticList();
  const file = parse(fset.add('x.go', encodeUtf8(`package p; ${source}\n`)), reporter, 0)!;
  const importer = (): string => 'no packages';
  checkPackage({ path: 'p', files: [file], fset, goVersion: '', sizes: sizes64, importer, context: null }, reporter);
  assert.deepEqual(reporter.list, []);
  const facts: string[] = [];
  const visit = (n: Node): void => {
    const e = n as Expr;
    if (typeof e.mode === 'number' && e.mode !== Mode.Invalid) facts.push(fact(e));
    for (const v of Object.values(n).flat())
      if (typeof v === 'object' && v !== null && 'pos' in v && isNode(v)) visit(v);
  };
  visit(file);
  return facts;
}

/** Recorded types and objects have kinds as well, but no type has a position, and objects have a package. */
function isNode(v: object): v is Node {
  return 'kind' in v && !('pkg' in v);
}

function fact(e: Expr): string {
  const mode = modes[e.mode]!;
  if (e.mode === Mode.NoValue || e.mode === Mode.Builtin) return `${exprString(e)}: ${mode}`;
  const value = e.mode === Mode.Constant ? ` ${constantString(e.constant as Value)}` : '';
  return `${exprString(e)}: ${mode} ${typeString(e.type as Type, pkg => pkg.path)}${value}`;
}

for (const [source, ...want] of cases) {
  test(source, () => {
    const got = recorded(source);
    for (const w of want) assert.ok(got.includes(w), `${w} is not among\n  ${got.join('\n  ')}`);
  });
}
