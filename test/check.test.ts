// `burrow check` on small modules: what it prints, beside a build with gc; that an edit is seen through the cache.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { burrow, go, type Ran } from './burrow.ts';
import { goroot, goTool } from './goroot.ts';

const tmp = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-check-')));
after(() => fs.rmSync(tmp, { recursive: true, force: true }));

const skip = goroot === null ? { skip: 'no Go distribution' } : {};
const skipGo = goTool === null ? { skip: 'no go command' } : {};

/** A module with these files. */
function makeModule(name: string, files: Readonly<Record<string, string>>): string {
  const dir = path.join(tmp, name);
  for (const [file, text] of Object.entries({ 'go.mod': `module ${name}\n\ngo 1.26\n`, ...files })) {
    fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), text);
  }
  return dir;
}

function check(dir: string, ...args: string[]): Promise<Ran> {
  return burrow(['check', ...args], dir, { GOROOT: goroot ?? '', BURROWCACHE: path.join(tmp, 'cache') });
}

const broken = {
  'main.go': `package main

import (
	"fmt"
	"os"

	"broken/shape"
)

func main() {
	var s shape.Shape = shape.Square{2}
	count := 3
	for i := range 3 {
		fmt.Println(s.Area(), i+"x", bytes.NewReader(nil))
	}
	return 1
}
`,
  'shape/shape.go': 'package shape\n\ntype Shape interface{ Area() float64 }\n\ntype Square struct{ side float64 }\n',
  'other/other.go': 'package other\n\nfunc f() int {\n\tfor {\n\t\tbreak\n\t}\n}\n',
  'syntax/syntax.go': 'package syntax\n\nfunc f( {\n\tx := \n}\n',
  'uses/uses.go': 'package uses\n\nimport _ "broken/other"\n\nvar x int = "not reached"\n',
};

test('errors are those of a build', skipGo, async () => {
  const dir = makeModule('broken', broken);
  const ran = await check(dir, './...');
  assert.equal(ran.status, 1);
  assert.equal(ran.stdout, '');
  const packages = (text: string): string[] => text.split(/^(?=# )/m).sort();
  const gc = go(['build', '-gcflags=-e', './...'], dir, { CGO_ENABLED: '0' });
  assert.deepEqual(packages(ran.stderr), packages(gc.stderr));
});

test('a program without errors', skip, async () => {
  const dir = makeModule('fine', { 'main.go': 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("x") }\n' });
  assert.deepEqual(await check(dir), { status: 0, stdout: '', stderr: '' });
});

test('errors as JSON', skip, async () => {
  const dir = makeModule('json', { 'x.go': 'package x\n\nvar a int = "s"\nvar b = undefined\n' });
  const ran = await check(dir, '-json');
  assert.equal(ran.status, 1);
  const lines = ran.stdout.trim().split('\n');
  const rows = lines.map(line => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    rows.map(r => [r['ImportPath'], r['File'], r['Line'], r['Col'], r['Code']]),
    [
      ['json', './x.go', 3, 13, 'IncompatibleAssign'],
      ['json', './x.go', 4, 9, 'UndeclaredName'],
    ],
  );
});

test('test files count with -test only', skip, async () => {
  const dir = makeModule('tests', {
    'p.go': 'package p\n\nfunc F() int { return 1 }\n\nfunc g() {}\n',
    'p_test.go': 'package p\n\nimport "testing"\n\nfunc TestG(t *testing.T) { g(1) }\n\nvar Exported = g\n',
    'x_test.go': 'package p_test\n\nimport "tests"\n\nvar _ = p.Exported\nvar _ = p.Nothing\n',
  });
  assert.equal((await check(dir)).status, 0);
  const ran = await check(dir, '-test');
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, /^# tests \[tests\.test\]\n\.\/p_test\.go:5:30: too many arguments in call to g\n/);
  fs.writeFileSync(path.join(dir, 'p_test.go'), 'package p\n\nvar Exported = g\n');
  const again = await check(dir, '-test');
  assert.equal(again.stderr, '# tests_test [tests.test]\n./x_test.go:6:11: undefined: p.Nothing\n');
});

test('an edit is seen, at once and through the cache', skip, async () => {
  const text = (type: string): string => `package lib\n\nfunc F() ${type} { panic(0) }\n`;
  const dir = makeModule('edit', {
    'main.go': 'package main\n\nimport "edit/lib"\n\nvar x int = lib.F()\n\nfunc main() {}\n',
    'lib/lib.go': text('int'),
  });
  const file = path.join(dir, 'lib/lib.go');
  for (let round = 0; round < 3; round++) {
    fs.writeFileSync(file, text('int'));
    assert.equal((await check(dir)).stderr, '');
    fs.writeFileSync(file, text('string'));
    assert.equal(
      (await check(dir)).stderr,
      '# edit\n./main.go:5:13: cannot use lib.F() (value of type string) as int value in variable declaration\n',
    );
  }
});

test('an overlay stands for files', skip, async () => {
  const dir = makeModule('over', { 'x.go': 'package x\n', 'other.txt': 'package x\n\nvar a int = "s"\n' });
  const replace = { Replace: { [path.join(dir, 'x.go')]: path.join(dir, 'other.txt') } };
  fs.writeFileSync(path.join(dir, 'overlay.json'), JSON.stringify(replace));
  assert.equal((await check(dir)).stderr, '');
  assert.match((await check(dir, '-overlay', 'overlay.json')).stderr, /^# over\n\.\/x\.go:3:13: cannot use "s"/);
});

test('what cannot be loaded', skipGo, async () => {
  const dir = makeModule('load', { 'main.go': 'package main\n\nimport "load/nosuch"\n\nfunc main() { nosuch.F() }\n' });
  const ran = await check(dir);
  const gc = go(['build', '.'], dir, { CGO_ENABLED: '0' });
  assert.deepEqual([ran.status, ran.stderr], [1, gc.stderr]);
});

test('a program that nests too deeply', skip, async () => {
  const dir = makeModule('deep', {
    'x.go': `package x\n\ntype t struct{ f *t }\n\nvar v t\nvar w = v${'.f'.repeat(20000)}\n`,
  });
  const ran = await check(dir);
  assert.equal(ran.status, 1);
  assert.equal(ran.stderr, '# deep\ndeep: an expression or statement nests too deeply for burrow\n');
});
