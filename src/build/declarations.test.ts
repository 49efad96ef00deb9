import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { ErrorList } from '../diag/error-list.ts';
import * as Mode from '../syntax/mode.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Expr, FuncDecl } from '../syntax/nodes.ts';
import { parse } from '../syntax/parser.ts';
import { type CurrentState, DeclarationChanges, type ImportState } from './declaration-changes.ts';
import { type Declarations, declarationsOf, readDeclarations, writeDeclarations } from './declarations.ts';

function typeName(t: Expr): string {
  return t.kind === NodeKind.Name ? t.value : t.kind === NodeKind.Operation ? typeName(t.x) : '?';
}

/** The declarations of files x0.go, x1.go... */
function declarations(...texts: readonly string[]): Declarations {
  const fset = new FileSet();
  const errors = new ErrorList(fset);
  const files = texts.map((text, i) => {
    const file = fset.add(`x${i}.go`, encodeUtf8(`package p\n\n${text}\n`));
    return { file, tree: parse(file, errors, Mode.SkipBodies)! };
  });
  assert.equal(errors.count, 0, texts.join('\n'));
  const funcs = new Map<string, { file: (typeof files)[number]; decl: FuncDecl }>();
  for (const file of files) {
    for (const decl of file.tree.declList) {
      if (decl.kind !== NodeKind.FuncDecl) continue;
      funcs.set(decl.recv === null ? decl.name.value : `${typeName(decl.recv.type)}.${decl.name.value}`, {
        file,
        decl,
      });
    }
  }
  return declarationsOf({ files, funcs });
}

/** Two texts, and whether they declare the same. */
const rows: readonly (readonly [name: string, before: string, after: string, same: boolean])[] = [
  ['body of a function', 'func f() int { return 1 }', 'func f() int { return 2 }', true],
  ['signature of a function', 'func f() int { return 1 }', 'func f() uint { return 1 }', false],
  ['a function without a body', 'func f() int', 'func f() uint', false],
  ['a method', 'type T int\nfunc (T) f() int { return 1 }', 'type T int\nfunc (*T) f() int { return 1 }', false],
  ['a function that declares a type', 'func f() { type T int }', 'func f() { type T uint }', false],
  ['comments and lines', '// A.\nvar x int', '// B.\n\nvar x /* c */ int // d', true],
  ['a comment that ends a declaration', 'var x = 1 /*\n*/\nvar y = 2', 'var x = 1\nvar y = 2', true],
  ['what looks like a comment in a raw string', 'const c = `a\n// b\n`', 'const c = `a\n// c\n`', false],
  ['an empty line in a raw string', 'const c = `a\n\n`', 'const c = `a\n`', false],
  ['a declaration on several lines', 'type T chan\nint', 'type T chan\nuint', false],
  ['a struct', 'type T struct {\n\tA int\n\tB int\n}', 'type T struct {\n\tA int\n\tB uint\n}', false],
  ['a tag at the end', 'type T struct { A int `a` }', 'type T struct { A int `b` }', false],
  ['the end of an expression', 'var x = f(a...)', 'var x = f(a)', false],
  ['declarations on a line', 'var x int; var y int', 'var x int\nvar y int', true],
  ['one with others', 'var (\n\tx int\n\ty uint\n)', 'var x int\nvar y uint', true],
  ['a string of a variable', 'var s = "a\\""', 'var s = "b"', true],
  ['a string and its type', 'var s = "a"', "var s = 'a'", false],
  ['a raw string of a variable', 'var s, t = f(`a"`), `b`', 'var s, t = f(`c`), `\n`', true],
  ['strings in a literal', 'var s = []string{"a", "b"}', 'var s = []string{"c", "d"}', true],
  ['one string more', 'var s = [...]string{"a", "b"}', 'var s = [...]string{"c"}', false],
  ['a length', 'var s = [...]string{len("a"): "b"}', 'var s = [...]string{len("aa"): "b"}', false],
  ['a length in a type', 'var s = f([len("a")]int{})', 'var s = f([len("aa")]int{})', false],
  ['a tag in a value', 'var s = struct{ A int `a` }{}', 'var s = struct{ A int `b` }{}', false],
  ['a function of a variable', 'var f = func() int { return 1 }', 'var f = func() int { return 2 }', true],
  ['its signature', 'var f = func() int { return 1 }', 'var f = func() uint { return 1 }', false],
  ['a length in its signature', 'var f = func([len("a")]int) {}', 'var f = func([len("aa")]int) {}', false],
  ['a type in it', 'var f = func() { type T int }', 'var f = func() { type T uint }', false],
  ['the word type in it', 'var f = func() string { return "a type T" }', 'var f = func() string { return "b" }', true],
  ['a string of a constant', 'const c = "a"', 'const c = "b"', false],
  ['an import', 'import "a"', 'import "b"', false],
];

for (const [name, before, after, same] of rows) {
  test(`declarations: ${name}`, () => {
    assert.equal(writeDeclarations(declarations(before)) === writeDeclarations(declarations(after)), same);
  });
}

test('declarations as text', () => {
  const all = declarations('import . "a"\nimport b "b c"\nimport "d"\nvar é int', 'type T struct{}\nfunc (T) f() {}');
  const text = writeDeclarations(all);
  assert.equal(writeDeclarations(readDeclarations(text.split('\n'))), text);
});

function stateOf(all: Declarations, imports: readonly ImportState[] = [], around = ''): CurrentState {
  return {
    around,
    outside: writeDeclarations(all),
    declarations: all,
    imports: new Map(imports.map(i => [i.path, i])),
    has: words => words.length > 0,
  };
}

/** Between its states 1 and 2 package q has changed in A. */
const qWas = stateOf(declarations('func A() uint { return 0 }\ntype B struct{}\nfunc C() {}'));
const qIs = stateOf(declarations('func A() int { return 0 }\ntype B struct{}\nfunc C() {}'));

function changesIn(
  before: Declarations,
  after: Declarations,
  was: readonly ImportState[] = [],
  is = was,
): readonly string[] | null {
  const changes = new DeclarationChanges(
    path => (path === 'q' ? qIs : stateOf(after, is)),
    path => (path === 'q' ? qWas : stateOf(before, was)),
  ).since('p', '');
  return changes === null ? null : [...changes.names].sort();
}

/** Two texts, and the names that mean something else. */
const changed: readonly (readonly [name: string, before: string, after: string, names: readonly string[] | null])[] = [
  ['nothing', 'var x int', '// A.\nvar x int', []],
  ['a name more', 'var x int', 'var x int\nfunc f() {}', ['f']],
  ['a name less', 'var x int\nvar y int', 'var x int', ['y']],
  [
    'what others mention',
    'type A int\nvar x A\nfunc f(B) {}\ntype B struct{ a []A }\nvar y int',
    'type A uint\nvar x A\nfunc f(B) {}\ntype B struct{ a []A }\nvar y int',
    ['A', 'B', 'f', 'x'],
  ],
  ['a method more', 'type A int\nvar x A\nvar y int', 'type A int\nvar x A\nvar y int\nfunc (A) f() {}', ['A', 'x']],
  [
    'a name of the universe',
    'var x = len("")\nvar y int',
    'var x = len("")\nvar y int\nfunc len(string) uint { return 0 }',
    ['len', 'x'],
  ],
  ['a constant at the end', 'const (\n\ta = iota\n\tb\n)', 'const (\n\ta = iota\n\tb\n\tc\n)', ['c']],
  ['a constant in between', 'const (\n\ta = iota\n\tb\n)', 'const (\n\ta = iota\n\tc\n\tb\n)', ['b', 'c']],
  ['a constant before one without a value', 'const (\n\ta = 1\n\tb\n)', 'const (\n\ta = 2\n\tb\n)', ['a', 'b']],
  ['the body of a function with a type', 'func f() { type T int }', 'func f() { type T uint }', []],
  ['one type more in functions', 'func f() { type T int }', 'func f() { type T uint; type ( U int ) }', null],
  ['a type in an initial value', 'var f = func() { type T int }', 'var f = func() { type T uint; type U int }', null],
  [
    'types that are only asked for',
    'func f(x any) { switch x.(type) {} }',
    'func f(x any) { switch y := x.(type) {} }',
    [],
  ],
  ['an initial value', 'var x = f()\nfunc f() int { return 1 }', 'var x = f()\nfunc f() uint { return 1 }', ['f', 'x']],
];

for (const [name, before, after, names] of changed) {
  test(`changes: ${name}`, () => assert.deepEqual(changesIn(declarations(before), declarations(after)), names));
}

const q = (state: string, name = 'q'): ImportState => ({ path: 'q', name, state });
const user = (text: string): Declarations => declarations(`import "q"\n${text}`, 'var A int\nvar w = A');
const uses = 'var x = q.A()\nvar y q.B\nvar z int\nfunc C(q.B) {}';

/** Imports before and after, and the names that mean something else in a package that imports q. */
const imports: readonly (readonly [
  name: string,
  text: string,
  was: ImportState[],
  is: ImportState[],
  names: readonly string[] | null,
])[] = [
  ['a package that is the same', uses, [q('2')], [q('2')], []],
  ['a package in which a name has changed', uses, [q('1')], [q('2')], ['x']],
  ['another name of the package', uses, [q('2', 'q')], [q('2', 'r')], ['C', 'x', 'y']],
  ['the distribution', uses, [q('')], [q('2')], ['C', 'x', 'y']],
];

for (const [name, text, was, is, names] of imports) {
  test(`changes: ${name}`, () => assert.deepEqual(changesIn(user(text), user(text), was, is), names));
}

test('changes: an import that means another package', () => {
  const before = declarations('import r "q"\nvar x r.B\nvar y int');
  const after = declarations('import r "s"\nvar x r.B\nvar y int');
  assert.deepEqual(changesIn(before, after, [q('2')], [{ path: 's', name: 's', state: '2' }]), ['x']);
});

test('changes: imported names without the name of the package', () => {
  const all = declarations('import . "q"\nvar x = A()');
  assert.equal(changesIn(all, all, [q('1')], [q('2')]), null);
  assert.deepEqual(changesIn(all, all, [q('2')], [q('2')]), []);
});

test('changes: functions that mention a name', () => {
  const before = declarations('import "q"\nvar x int', 'var y int');
  const after = declarations('import "q"\nvar x int', 'var y uint');
  const changes = new DeclarationChanges(
    path => (path === 'q' ? qIs : stateOf(after, [q('2')])),
    path => (path === 'q' ? qWas : stateOf(before, [q('1')])),
  ).since('p', '')!;
  assert.equal(changes.concern('x0.go', ['z', 'y']), true);
  assert.equal(changes.concern('x0.go', ['q', 'A']), true);
  assert.equal(changes.concern('x0.go', ['q', 'x']), false);
  assert.equal(changes.concern('x0.go', ['A']), false);
  assert.equal(changes.concern('x1.go', ['q', 'A']), false);
});

test('changes: a package without the words is not looked at', () => {
  const all = user(uses);
  const asked: string[][] = [];
  const changes = new DeclarationChanges(
    path => {
      if (path === 'q') return qIs;
      return { ...stateOf(all, [q('2')]), has: words => (asked.push([...words]), false) };
    },
    path => (path === 'q' ? qWas : stateOf(all, [q('1')])),
  ).since('p', '')!;
  assert.equal(changes.isNone, true);
  assert.deepEqual(asked, [['A']]);
});

test('changes: a file of another version', () => {
  const all = declarations('var x int');
  const of = (goVersion: string): Declarations => ({ ...all, files: all.files.map(f => ({ ...f, goVersion })) });
  assert.equal(changesIn(of('go1.21'), of('go1.22')), null);
  assert.deepEqual(changesIn(of('go1.21'), of('go1.21')), []);
});

test('changes: with other options, and of states that are not kept', () => {
  const all = declarations('var x int');
  const here = (): CurrentState => stateOf(all);
  assert.equal(new DeclarationChanges(here, () => stateOf(all, [], '-N')).since('p', ''), null);
  assert.equal(new DeclarationChanges(here, () => null).since('p', ''), null);
});
