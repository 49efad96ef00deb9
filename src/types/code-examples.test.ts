// Every error code has a program that provokes it, and does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import * as Code from '../diag/codes.ts';
import { codeExamples, codesWithoutExample } from '../diag/code-examples.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import { parse } from '../syntax/parser.ts';
import { checkPackage } from './check.ts';
import { checkSource } from './check-source.ts';
import type { Package } from './package.ts';
import { sizes64 } from './sizes.ts';

const byName = Code as unknown as Readonly<Record<string, number>>;

/** What the examples import. */
const libraries: readonly Package[] = [
  checkSource('package errors\ntype errorString struct{ s string }').pkg,
  checkSource('package sync\ntype Once struct{ _ int; done bool; m *int }').pkg,
];

function codesOf(program: string): { codes: Set<number>; text: string } {
  const fset = new FileSet();
  const list = new DiagnosticList();
  const text = /^(\/\/.*\n)*package /.test(program) ? program : `package p\n\n${program}`;
  const file = parse(fset.add('x.go', encodeUtf8(text)), list, 0);
  if (file !== null) {
    const importer = (path: string): Package | string => libraries.find(p => p.path === path) ?? 'file not found';
    checkPackage(
      {
        path: 'p',
        files: [file],
        fset,
        goVersion: '',
        sizes: sizes64,
        importer,
        context: null,
        ignoreBranchErrors: false,
        fakeImportC: true,
      },
      list,
    );
  }
  return { codes: new Set(list.list.map(d => d.code)), text: list.list.map(d => `${d.code}: ${d.message}`).join('\n') };
}

test('every code has an example, or a reason to have none', () => {
  const named = new Set([...codeExamples, ...codesWithoutExample].map(row => row[0]));
  const all = Object.keys(byName).filter(name => typeof byName[name] === 'number');
  assert.deepEqual(
    all.filter(name => !named.has(name)),
    [],
  );
  assert.deepEqual(
    [...named].filter(name => byName[name] === undefined),
    [],
  );
});

for (const [name, program] of codeExamples) {
  test(`${name}: ${program.replaceAll('\n', '; ')}`, () => {
    const { codes, text } = codesOf(program);
    assert.ok(codes.has(byName[name]!), `want code ${byName[name]}, got\n${text}`);
  });
}
