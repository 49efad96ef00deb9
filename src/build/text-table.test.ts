import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { ErrorList } from '../diag/error-list.ts';
import * as Mode from '../syntax/mode.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { FuncDecl, VarDecl } from '../syntax/nodes.ts';
import { parse } from '../syntax/parser.ts';
import { Package } from '../types/package.ts';
import { universe } from '../types/universe.ts';
import { readTable, textTable, type TextTable, writeTable } from './text-table.ts';

function tableOf(text: string): TextTable {
  const fset = new FileSet();
  const file = fset.add('x.go', encodeUtf8(`package p\n\n${text}\n`));
  const errors = new ErrorList(fset);
  const tree = parse(file, errors, Mode.SkipBodies)!;
  assert.equal(errors.count, 0, text);
  const decls = tree.declList.filter((d): d is FuncDecl => d.kind === NodeKind.FuncDecl);
  const declarations = { files: [], declared: new Map(), localTypes: 'l', localBodies: '' };
  const parsed = { file, tree };
  const vars = tree.declList.filter((d): d is VarDecl => d.kind === NodeKind.VarDecl);
  const source = {
    pkg: new Package('p', 'p', universe),
    funcs: new Map(decls.map(decl => [decl.name.value, { file: parsed, decl }])),
    vars: vars.map(decl => ({ file: parsed, decl })),
    inits: decls.filter(d => d.recv === null && d.name.value === 'init').map(decl => ({ file: parsed, decl })),
  };
  return textTable(source, declarations, fset);
}

test('text of a package: functions by what they are and where they stand', () => {
  const of = (text: string): string => tableOf(text).bodies.get('f')!;
  assert.equal(of('func f() {}'), of('func f() {}\n\nfunc g() {}'));
  assert.notEqual(of('func f() {}'), of('\nfunc f() {}'));
  assert.notEqual(of('func f() {}'), of('func f() { g() }'));
});

test('text of a package: what initialises it', () => {
  const of = (text: string): string => tableOf(text).initial;
  const plain = of('var a = 1\n\nfunc f() {}');
  assert.equal(plain, of('var a = 1 // one\n\nfunc f() { g() }\n\nfunc g() {}\n\ntype t int'));
  for (const other of [
    'var a = 2',
    '\nvar a = 1',
    'var b = 1',
    'var a = 1\nvar b int',
    'var a = 1\n\nfunc init() {}',
  ]) {
    assert.notEqual(plain, of(other), other);
  }
  assert.notEqual(of('func init() { a() }'), of('func init() { b() }'));
  assert.notEqual(of('//go:embed a\nvar a string'), of('//go:embed b\nvar a string'));
  assert.equal(of('func (t) init() { a() }'), of('func (t) init() { b() }'));
});

test('text of a package as bytes', () => {
  const table = tableOf('func f() {}\n\nfunc g() {}');
  assert.deepEqual(readTable(writeTable(table, 'key'), 'key'), table);
  assert.equal(readTable(writeTable(table, 'key'), 'other'), null);
});
