// gofmt's and go/printer's own golden files, and the real gofmt beside burrow's on a sample of the distribution. The whole
// distribution is test/suites/gofmt-tree.ts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { gofmtMain } from '../src/cmd/gofmt.ts';
import * as Align from '../src/format/align.ts';
import { formatDocText } from '../src/format/doc-comment.ts';
import type { PrintOptions } from '../src/format/format.ts';
import { plainOptions, print } from '../src/format/format.ts';
import { parseFile } from '../src/format/parser.ts';
import { simplify } from '../src/format/simplify.ts';
import { MemoryHost, MemoryOutput } from '../src/host/memory.ts';
import { NodeHost } from '../src/host/node/host.ts';
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
import { goFiles } from './suites/go-files.ts';

const noGoroot = goroot === null ? 'no Go distribution: its golden files are skipped' : false;
const noGofmt = gofmtTool === null ? 'no gofmt to compare with' : false;

function filesIn(dir: string, suffix: string): string[] {
  if (goroot === null) return [];
  const at = path.join(goroot, 'src', dir);
  return fs
    .readdirSync(at)
    .filter(name => name.endsWith(suffix))
    .map(name => path.join(at, name));
}

function assertSame(got: Uint8Array, want: Uint8Array): void {
  if (Buffer.compare(got, want) !== 0) assert.fail(firstDifference(got, want));
}

// --- cmd/gofmt/testdata

/** The flags that a golden file's `//gofmt` comment asks for. */
function flagsOf(source: string): string[] {
  const line = source
    .split('\n')
    .slice(0, 20)
    .find(l => l.includes('//gofmt '));
  return line === undefined
    ? []
    : line
        .slice(line.indexOf('//gofmt ') + 8)
        .trim()
        .split(' ');
}

test('cmd/gofmt golden files', { skip: noGoroot }, () => {
  const inputs = filesIn('cmd/gofmt/testdata', '.input');
  assert.ok(inputs.length > 25);
  for (const input of inputs) {
    const golden = input.replace(/input$/, 'golden');
    // What has been formatted stays as it is.
    for (const file of [input, golden]) {
      const source = fs.readFileSync(file);
      const flags = flagsOf(source.toString('latin1'));
      const stdin = flags.includes('-stdin');
      const host = new MemoryHost({ '/x.go': new Uint8Array(source) });
      host.stdin = source.toString('utf8');
      const args = flags.filter(flag => flag !== '-stdin');
      const status = gofmtMain(host, stdin ? args : [...args, '/x.go']);
      assert.equal(host.stderr.text, '', file);
      assert.equal(status, 0, file);
      assertSame(Buffer.from(host.stdout.text), fs.readFileSync(golden));
    }
  }
});

// --- go/printer/testdata

function printed(source: Uint8Array, options: PrintOptions): Uint8Array {
  const parsed = parseFile('', new Uint8Array(source), false);
  assert.ok(parsed.tree !== null, parsed.errors[0]?.message);
  return print(parsed.tree, parsed, options);
}

test('go/printer golden files', { skip: noGoroot }, () => {
  // The pairs are those of the table in Go's own test. Trees without unexported names, which gofmt never prints, are
  // left out.
  const dir = path.join(goroot!, 'src', 'go', 'printer');
  const table = fs.readFileSync(path.join(dir, 'printer_test.go'), 'utf8');
  const rows = [...table.matchAll(/^\t\{"(\w+\.input)", "(\w+\.\w+)", ([\w |]+)\},$/gm)];
  let compared = 0;
  for (const [, input, golden, mode] of rows) {
    if (mode!.includes('export')) continue;
    const options: PrintOptions = {
      indent: 0,
      normalizeNumbers: mode!.includes('normNumber'),
      style: mode!.includes('rawFormat') ? Align.Raw : Align.Tabs,
    };
    const want = fs.readFileSync(path.join(dir, 'testdata', golden!));
    assertSame(printed(fs.readFileSync(path.join(dir, 'testdata', input!)), options), want);
    if (mode!.includes('idempotent')) assertSame(printed(want, options), want);
    compared++;
  }
  assert.equal(compared, rows.length - 2);
  assert.ok(compared >= 20);
});

test('go/doc/comment test data', { skip: noGoroot }, () => {
  let compared = 0;
  for (const file of filesIn('go/doc/comment/testdata', '.txt')) {
    const sections = fs
      .readFileSync(file, 'utf8')
      .replaceAll('$\n', '\n')
      .split(/^-- (.*) --\n/m);
    const section = (name: string): string | undefined => {
      const i = sections.indexOf(name);
      return i < 0 ? undefined : sections[i + 1];
    };
    const want = section('gofmt');
    if (want === undefined) continue;
    assert.equal(formatDocText(section('input')!), want.replace(/\n+$/, want.trim() === '' ? '' : '\n'), file);
    compared++;
  }
  assert.ok(compared > 30);
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

test('as gofmt: -l over directories', { skip: noGoroot || noGofmt }, () => {
  const dirs = ['src/internal/types', 'src/cmd/vet', 'test'].filter(dir => fs.existsSync(path.join(goroot!, dir)));
  const want = spawnSync(gofmtTool!, ['-l', ...dirs], { cwd: goroot!, encoding: 'utf8', maxBuffer: 1 << 28 });
  const host = new NodeHost('burrow');
  const out = new MemoryOutput();
  const err = new MemoryOutput();
  const world = Object.create(host, { stdout: { value: out }, stderr: { value: err }, cwd: { value: () => goroot } });
  assert.equal(gofmtMain(world, ['-l', ...dirs]), want.status);
  assert.equal(out.text, want.stdout);
  assert.equal(err.text, want.stderr);
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
