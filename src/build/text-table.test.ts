import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { ErrorList } from '../diag/error-list.ts';
import * as Mode from '../syntax/mode.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { FuncDecl } from '../syntax/nodes.ts';
import { parse } from '../syntax/parser.ts';
import { readTable, textTable, type TextTable, writeTable } from './text-table.ts';

function tableOf(text: string): TextTable {
  const fset = new FileSet();
  const file = fset.add('x.go', encodeUtf8(`package p\n\n${text}\n`));
  const errors = new ErrorList(fset);
  const tree = parse(file, errors, Mode.SkipBodies)!;
  assert.equal(errors.count, 0, text);
  const decls = tree.declList.filter((d): d is FuncDecl => d.kind === NodeKind.FuncDecl);
  return textTable(
    { files: [{ file, tree }], funcs: new Map(decls.map(decl => [decl.name.value, { file: { file, tree }, decl }])) },
    fset,
  );
}

/** Two texts, and whether what stands outside of functions says the same. */
const rows: readonly (readonly [name: string, before: string, after: string, same: boolean])[] = [
  ['body of a function', 'func f() int { return 1 }', 'func f() int { return 2 }', true],
  ['signature of a function', 'func f() int { return 1 }', 'func f() uint { return 1 }', false],
  ['a function that declares a type', 'func f() { type T int }', 'func f() { type T uint }', false],
  ['a comment', '// A.\nvar x int', '// B.\n\nvar x int', true],
  ['a directive', '//go:noinline\nfunc f() {}', '//go:nosplit\nfunc f() {}', false],
  ['a comment where there are raw strings', '// A `b.\nvar x [len(`1\n`)]int', '// A.\nvar x [len(`1\n`)]int', true],
  ['what looks like a comment in a raw string', 'const c = `a\n// b\n`', 'const c = `a\n// c\n`', false],
  ['an empty line in a raw string', 'const c = `a\n\n`', 'const c = `a\n`', false],
  ['a string of a variable', 'var s = "a\\""', 'var s = "b"', true],
  ['a string and its type', 'var s = "a"', "var s = 'a'", false],
  ['a raw string of a variable', 'var s, t = f(`a"`), `b`', 'var s, t = f(`c`), `\n`', true],
  ['strings in a literal', 'var s = []string{"a", "b"}', 'var s = []string{"c", "d"}', true],
  ['one string more', 'var s = [...]string{"a", "b"}', 'var s = [...]string{"c"}', false],
  ['a length', 'var s = [...]string{len("a"): "b"}', 'var s = [...]string{len("aa"): "b"}', false],
  ['a length in a type', 'var s = f([len("a")]int{})', 'var s = f([len("aa")]int{})', false],
  ['a tag', 'var s = struct{ A int `a` }{}', 'var s = struct{ A int `b` }{}', false],
  ['a function of a variable', 'var f = func() int { return 1 }', 'var f = func() int { return 2 }', true],
  ['its signature', 'var f = func() int { return 1 }', 'var f = func() uint { return 1 }', false],
  ['a length in its signature', 'var f = func([len("a")]int) {}', 'var f = func([len("aa")]int) {}', false],
  ['a type in it', 'var f = func() { type T int }', 'var f = func() { type T uint }', false],
  ['a string of a constant', 'const c = "a"', 'const c = "b"', false],
];

for (const [name, before, after, same] of rows) {
  test(`text of a package: ${name}`, () => {
    assert.equal(tableOf(before).outside === tableOf(after).outside, same);
  });
}

test('text of a package: functions by what they are and where they stand', () => {
  const of = (text: string): string => tableOf(text).bodies.get('f')!;
  assert.equal(of('func f() {}'), of('func f() {}\n\nfunc g() {}'));
  assert.notEqual(of('func f() {}'), of('\nfunc f() {}'));
  assert.notEqual(of('func f() {}'), of('func f() { g() }'));
});

test('text of a package as bytes', () => {
  const table = tableOf('func f() {}\n\nfunc g() {}');
  assert.deepEqual(readTable(writeTable(table, 'key'), 'key'), table);
  assert.equal(readTable(writeTable(table, 'key'), 'other'), null);
});
