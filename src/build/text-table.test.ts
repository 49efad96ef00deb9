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
  const declarations = { files: [], declared: new Map(), localTypes: 'l', localBodies: '' };
  return textTable(
    { funcs: new Map(decls.map(decl => [decl.name.value, { file: { file, tree }, decl }])) },
    declarations,
    fset,
  );
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
