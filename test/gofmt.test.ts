// gofmt's and go/printer's own golden files, and the real gofmt beside burrow's on a sample of the distribution. The whole
// distribution is test/suites/gofmt-tree.ts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { gofmtMain } from '../src/cmd/gofmt.ts';
import { plainOptions } from '../src/format/format.ts';
import { simplify } from '../src/format/simplify.ts';
import { MemoryHost } from '../src/host/memory.ts';
import type { Difference } from './gofmt-oracle.ts';
import {
  compareWithGofmt,
  damageSpace,
  firstDifference,
  gofmtTool,
  randomDocs,
  strewComments,
} from './gofmt-oracle.ts';
import { goroot } from './goroot.ts';
import { mutate, Random } from './random.ts';
import { type Case, outcomeOf, register } from './suites/case.ts';
import { goFiles } from './suites/go-files.ts';
import { docCommentCases, gofmtCases, gofmtListCases, printerCases } from './suites/gofmt-golden.ts';

const noGoroot = goroot === null ? 'no Go distribution' : false;
const noGofmt = gofmtTool === null ? 'no gofmt to compare with' : false;

// --- Golden files

if (goroot === null) {
  test('golden files', { skip: 'no Go distribution: its golden files are skipped' }, () => {});
} else {
  const suites: readonly (readonly [name: string, least: number, cases: Case[]])[] = [
    ['cmd/gofmt', 25, gofmtCases(goroot)],
    ['go/printer', 20, printerCases(goroot)],
    ['go/doc/comment', 30, docCommentCases(goroot)],
  ];
  for (const [name, least, cases] of suites) {
    test(`there are files of ${name}`, () => assert.ok(cases.length > least));
    register(cases, `${name} `);
  }
}

test('golden files that differ are told', async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-golden-'));
  try {
    const write = (name: string, text: string): void => {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      fs.writeFileSync(path.join(root, name), text);
    };
    write('src/cmd/gofmt/testdata/x.input', 'package  p\n');
    write('src/cmd/gofmt/testdata/x.golden', 'package q\n');
    write('src/go/printer/printer_test.go', '\t{"x.input", "x.golden", 0},\n');
    write('src/go/printer/testdata/x.input', 'package  p\n');
    write('src/go/printer/testdata/x.golden', 'package q\n');
    write('src/go/doc/comment/testdata/x.txt', '-- input --\nA\n-- gofmt --\nB\n');
    for (const cases of [gofmtCases(root), printerCases(root), docCommentCases(root)]) {
      assert.equal(cases.length, 1);
      assert.ok((await outcomeOf(cases[0]!)).wrong.length > 0);
    }
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
});

// --- A sample of the distribution

function show(differences: readonly Difference[], names: readonly string[]): string {
  return differences
    .slice(0, 5)
    .map(d => {
      const errors = d.gotErrors === d.wantErrors ? '' : `\ngot  ${d.gotErrors}\nwant ${d.wantErrors}`;
      return `${names[d.index] ?? 'elsewhere'}: ${firstDifference(d.got, d.want)}${errors}`;
    })
    .join('\n');
}

const samples: readonly [string, string[], typeof plainOptions, (source: Uint8Array, random: Random) => Uint8Array][] =
  [
    ['damaged white space', [], plainOptions, damageSpace],
    ['comments strewn in', ['-e'], { ...plainOptions, allErrors: true }, strewComments],
    ['random doc comments', [], plainOptions, (_, random) => randomDocs(random)],
    ['damaged tokens', [], plainOptions, mutate],
    ['damaged tokens, all errors', ['-e'], { ...plainOptions, allErrors: true }, mutate],
    ['simplified', ['-s'], { ...plainOptions, simplify }, source => source],
  ];
for (const [name, flags, options, change] of samples) {
  test(`as gofmt: ${name}`, { skip: noGoroot || noGofmt }, () => {
    const roots = [path.join(goroot!, 'src'), path.join(goroot!, 'test')];
    const names = goFiles(roots).filter((_, i) => i % 40 === 7);
    const sources = names.map((file, i) => change(new Uint8Array(fs.readFileSync(file)), new Random(i + 1)));
    const { differences } = compareWithGofmt(gofmtTool!, sources, flags, options);
    assert.equal(differences.length, 0, show(differences, names));
  });
}

test('as gofmt: -l over directories', { skip: noGoroot || noGofmt }, async () => {
  const dirs = ['src/internal/types', 'src/cmd/vet', 'test'].filter(dir => fs.existsSync(path.join(goroot!, dir)));
  for (const c of gofmtListCases(gofmtTool!, goroot!, dirs)) assert.deepEqual((await outcomeOf(c)).wrong, []);
});

test('the comparison sees what differs', { skip: noGofmt }, () => {
  const source = Buffer.from('package p\n\nvar x = 0X1\n');
  const { differences } = compareWithGofmt(gofmtTool!, [source], [], plainOptions);
  assert.equal(differences.length, 0);
  const other = compareWithGofmt(gofmtTool!, [source], ['-r', 'x -> y'], plainOptions);
  assert.equal(other.differences.length, 1);
});

// --- Fragments on standard input

const fragments: readonly string[] = [
  '',
  ' ',
  '\t',
  '\n',
  '\n\n',
  '\t\n',
  'import "go/format"',
  'var x int',
  'var x int\n\ntype T struct{}',
  'x := 0',
  'f(a, b, c)\nvar x int = f(1, 2, 3)',
  '\tx := 0\n\tgo f()',
  '\tx := 0\n\tgo f()\n\n\n',
  '\n\t\t\n\n\tx := 0\n\tgo f()\n\n',
  '\n\t\t\n\n\t\t\tx := 0\n\t\t\tconst s = `\nfoo\n`\n\n\n',
  '/* Comment */',
  '\t/* Comment */ ',
  '\n/* Comment */ ',
  'i := 5 /* Comment */',
  '\ta()\n//line :1',
  '\t//xxx\n\ta()\n//line :2',
  '\ta() //line :1\n\tb()\n',
  'x := 0\n//line :1\n//line :2',
  '1 + 2 +',
  'x :=  0',
  '  x :=  0',
  '// copyright\n\n//go:build x\n\npackage p\n',
  'func f() {}\n\n//go:build x\n',
  '}',
  'x}',
  '//go:build x\n// +build x',
  '    if x {\n}',
  'package p; func f() {',
  'L:\n',
  '\tL: x()\n\tgoto L',
  '\xef\xbb\xbfpackage p',
  '\xff\xfea',
  '\0',
  'case 1:',
  'import "a"; x := 1',
];
test('as gofmt: standard input', { skip: noGofmt }, () => {
  for (const fragment of fragments) {
    for (const args of [[], ['-d'], ['-l'], ['-e'], ['-s', '-r', 'x -> y']]) {
      const want = spawnSync(gofmtTool!, args, { input: Buffer.from(fragment, 'latin1') });
      const host = new MemoryHost();
      host.readStdin = () => new Uint8Array(Buffer.from(fragment, 'latin1'));
      const status = gofmtMain(host, args);
      const got = { out: host.stdout.text, err: host.stderr.text, status };
      const wanted = { out: want.stdout.toString('utf8'), err: want.stderr.toString('utf8'), status: want.status };
      assert.deepEqual(got, wanted, `${JSON.stringify(fragment)} ${args.join(' ')}`);
    }
  }
});
