// `tool compile`: the chain from files over archives to a program, and what is said of mistakes, beside the real compiler.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { withMembers } from '../src/obj/archive.ts';
import { machines } from '../src/entry/machines.ts';
import { burrow, extract, type Ran } from './burrow.ts';
import { goroot, goTool } from './goroot.ts';

const files = `
-- a/a.go --
package a

import (
	_ "embed"
	"strconv"
)

//go:embed word.txt
var word string

type Pair[K any, V any] struct {
	Key   K
	Value V
}

func Show(p Pair[int, bool]) string { return word + strconv.Itoa(p.Key) + strconv.FormatBool(p.Value) }
-- a/word.txt --
word:
-- embed.cfg --
{"Patterns": {"word.txt": ["word.txt"]}, "Files": {"word.txt": "DIR/a/word.txt"}}
-- main.go --
package main

import "./a"

func main() { println(a.Show(a.Pair[int, bool]{3, true})) }
-- bad.go --
package p

import "fmt"

func F() int { return x }

func G() { fmt.Println(1); var y int }
-- syntax.go --
package
-- one.go --
package p

func Add(a, b int) int { return a + b }
-- keep.go --
package p

//go:uintptrkeepalive
func split(uintptr) { undefined() }
-- large.go --
package p

func Large() int {
	var a [1 << 30]byte
	var b [1 << 29]byte
	return len(string(a[:])) + len(string(b[:]))
}

func Other(a [1 << 30]byte) byte { return a[3] }
-- symbol.go --
package p

var Bytes [1 << 32]byte
-- pc.go --
package p

import "internal/abi"

type T struct{}

func (T) Method() {}

func Asm()

func Go() {}

var variable func()

func right() uintptr {
	return abi.FuncPCABI0(Asm) + abi.FuncPCABIInternal(Go) + abi.FuncPCABIInternal(variable)
}

func wrong() uintptr {
	sum := abi.FuncPCABIInternal(Asm)
	sum += abi.FuncPCABI0(Go)
	sum += abi.FuncPCABI0(variable) + abi.FuncPCABI0(func() {})
	return sum + abi.FuncPCABI0(T.Method) + abi.FuncPCABI0(T{}.Method)
}

var initial = abi.FuncPCABI0(right)
-- pc.sym --
# what assembly has
def p.Asm ABI0
ref p.Go ABI0
-- asm.go --
package main

func add(a, b int) int

var word = 7

func main() { println(add(3, 4), word) }

func show(n int) { println(n) }
-- asm.s --
#include "go_asm.h"
#include "textflag.h"
#include "funcdata.h"

DATA own<>+0(SB)/8, $5
GLOBL own<>(SB), RODATA, $8

TEXT ·add(SB), $8-24
	NO_LOCAL_POINTERS
	MOVQ own<>(SB), AX
	MOVQ AX, 0(SP)
	CALL ·show(SB)
	MOVQ a+0(FP), AX
	ADDQ b+8(FP), AX
	MOVQ AX, ret+16(FP)
	ADDQ $70, ·word(SB)
	RET
-- kind.sym --

use p.Asm ABI0
-- short.sym --
def p.Asm
-- abi.sym --
def p.Asm ABI2
`;

interface Room {
  readonly dir: string;
  compile(...args: readonly string[]): Promise<Ran>;
  run(...args: readonly string[]): Promise<Ran>;
}

async function inRoom(work: (room: Room) => Promise<void>): Promise<void> {
  const dir = extract(files);
  const env = { GOROOT: goroot!, GOCACHE: path.join(dir, 'cache'), GOWORK: 'off', GOFLAGS: '', CGO_ENABLED: '0' };
  const run = (...args: readonly string[]): Promise<Ran> => burrow(args, dir, env, machines);
  try {
    await work({ dir, run, compile: (...args) => run('tool', 'compile', ...args) });
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

const skip = goroot === null && 'no distribution';

test('packages are compiled one by one, and linked', { skip }, () =>
  inRoom(async ({ dir, run, compile }) => {
    const format = '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
    const listed = await run('list', '-export', '-deps', '-f', format, 'strconv', 'runtime', 'embed');
    assert.equal(listed.status, 0, listed.stderr);
    const config = path.join(dir, 'import.cfg');
    const text = fs.readFileSync(path.join(dir, 'embed.cfg'), 'utf8');
    fs.writeFileSync(path.join(dir, 'embed.cfg'), text.replace('DIR', dir));
    fs.writeFileSync(config, listed.stdout);
    const a = await compile('-p=m/a', '-D', 'm', '-importcfg', config, '-embedcfg', 'embed.cfg', '-o', 'a.a', 'a/a.go');
    assert.deepEqual(a, { status: 0, stdout: '', stderr: '' });
    fs.appendFileSync(config, `packagefile m/a=${path.join(dir, 'a.a')}\n`);
    const main = await compile('-p=main', '-D', 'm', '-importcfg', config, 'main.go');
    assert.deepEqual(main, { status: 0, stdout: '', stderr: '' });
    const linked = await run(
      'tool',
      'link',
      '-importcfg',
      config,
      '-o',
      path.join(dir, 'program'),
      path.join(dir, 'main.o'),
    );
    assert.equal(linked.status, 0, linked.stderr);
    assert.equal(spawnSync(path.join(dir, 'program'), { encoding: 'utf8' }).stderr, 'word:\n3true\n');
  }),
);

test('a package with assembly: objects of both assemblers', { skip }, () =>
  inRoom(async ({ dir, run, compile }) => {
    const done = (ran: Ran): Ran => (assert.equal(ran.status, 0, ran.stderr + ran.stdout), ran);
    const asm = ['tool', 'asm', '-p', 'main', '-I', path.join(goroot!, 'pkg/include')];
    fs.writeFileSync(path.join(dir, 'go_asm.h'), '');
    done(await run(...asm, '-gensymabis', '-o', 'main.sym', 'asm.s'));
    done(await compile('-p=main', '-symabis', 'main.sym', '-asmhdr', 'go_asm.h', '-o', 'main.a', 'asm.go'));
    const config = path.join(dir, 'import.cfg');
    const { stdout } = done(
      await run('list', '-export', '-deps', '-f', 'packagefile {{.ImportPath}}={{.Export}}', 'runtime'),
    );
    fs.writeFileSync(config, stdout.replaceAll(/^.*=\n/gm, ''));
    const archive = fs.readFileSync(path.join(dir, 'main.a'));
    const tryLink = async (object: string): Promise<void> => {
      const data = fs.readFileSync(path.join(dir, object));
      fs.writeFileSync(path.join(dir, 'whole.a'), withMembers(archive, [{ name: object, data }]));
      done(await run('tool', 'link', '-importcfg', config, '-o', path.join(dir, 'program'), path.join(dir, 'whole.a')));
      assert.equal(spawnSync(path.join(dir, 'program'), { encoding: 'utf8' }).stderr, '5\n7 77\n');
    };
    done(await run(...asm, '-o', 'own.o', 'asm.s'));
    await tryLink('own.o');
    if (goTool === null) return;
    assert.equal(spawnSync(goTool, [...asm, '-o', 'gc.o', 'asm.s'], { cwd: dir }).status, 0);
    await tryLink('gc.o');
  }),
);

test("Go's tools read the object of a package", { skip: goTool === null && 'no go command' }, () =>
  inRoom(async ({ dir, compile }) => {
    assert.deepEqual(await compile('-p=p', '-buildid=a/b', '-o', 'p.a', '-linkobj', 'q.a', 'one.go'), {
      status: 0,
      stdout: '',
      stderr: '',
    });
    const go = (...args: readonly string[]): string => spawnSync(goTool!, args, { cwd: dir, encoding: 'utf8' }).stdout;
    assert.match(go('tool', 'objdump', '-s', 'p.Add', 'p.a'), /one\.go:3\b.*\bADDQ BX, AX/);
    assert.match(go('tool', 'nm', 'q.a'), / T p\.Add$/m);
    assert.equal(go('tool', 'buildid', 'p.a'), 'a/b\n');
    assert.equal(go('tool', 'pack', 't', 'p.a'), '__.PKGDEF\n_go_.o\n');
  }),
);

test('archives lie in directories where no configuration says otherwise', { skip }, () =>
  inRoom(async ({ dir, compile }) => {
    fs.mkdirSync(path.join(dir, 'lib'));
    const sources = {
      b: 'package b\n\nfunc F() int { return 1 }\n',
      user: 'package p\n\nimport "b"\n\nvar X = b.F()\n',
    };
    for (const [name, text] of Object.entries(sources)) fs.writeFileSync(path.join(dir, `${name}.go`), text);
    assert.equal((await compile('-p=b', '-o', 'lib/b.a', 'b.go')).status, 0);
    assert.deepEqual(await compile('-p=p', '-I', 'none', '-I', 'lib', 'user.go'), {
      status: 0,
      stdout: '',
      stderr: '',
    });
    const missing = await compile('-p=p', '-I', 'none', 'user.go');
    assert.deepEqual([missing.status, missing.stdout], [2, 'user.go:3:8: could not import b (file not found)\n']);
  }),
);

test('who looks for the file of a tool finds a program', { skip }, () =>
  inRoom(async ({ run }) => {
    const { stdout } = await run('tool', '-n', 'compile', '-S');
    assert.match(stdout, /^\/\S*\/compile -S\n$/);
    const said = spawnSync(stdout.split(' ')[0]!, ['-V=full'], {
      encoding: 'utf8',
      env: { ...process.env, GOROOT: goroot! },
    });
    assert.match(said.stdout, /^compile version go1\./, said.stderr);
  }),
);

test('code is listed of files that import nothing, without a configuration', { skip }, () =>
  inRoom(async ({ compile }) => {
    const { status, stdout } = await compile('-S', 'one.go');
    assert.equal(status, 0);
    assert.match(stdout, /^<unlinkable>\.Add STEXT nosplit/m);
    assert.match(stdout, /\tADDQ\tBX, AX$/m);
  }),
);

const rows: readonly (readonly string[])[] = [
  ['bad.go'],
  ['-C', 'bad.go'],
  ['syntax.go'],
  ['none.go'],
  ['-p=p', 'one.go', 'none.go'],
  ['-importcfg', 'none.cfg', 'one.go'],
  ['-o', '/none/x.o', 'one.go'],
  ['-p=p', '-lang=go1.99', 'one.go'],
  ['-p=p', '-std', 'keep.go'],
  ['-p=p', 'large.go'],
  ['-p=p', 'symbol.go'],
  ['-p=p', '-symabis', 'kind.sym', 'one.go'],
  ['-p=p', '-symabis', 'short.sym', 'one.go'],
  ['-p=p', '-symabis=abi.sym', 'one.go'],
  ['-p=p', '-symabis=none.sym', 'one.go'],
];
for (const row of rows) {
  test(`as the real compiler: ${row.join(' ')}`, { skip: goTool === null && 'no go command' }, () =>
    inRoom(async ({ dir, compile }) => {
      const own = await compile(...row);
      const { status, stdout, stderr } = spawnSync(goTool!, ['tool', 'compile', ...row], {
        cwd: dir,
        encoding: 'utf8',
      });
      assert.equal(own.stdout + own.stderr, (stdout + stderr).replace(/^go: .*\n/m, ''));
      assert.equal(own.status, status);
      assert.notEqual(own.status, 0);
    }),
  );
}

test('the code of a function that has another ABI', { skip: goTool === null && 'no go command' }, () =>
  inRoom(async ({ dir, run, compile }) => {
    const list = ['list', '-export', '-deps', '-f', 'packagefile {{.ImportPath}}={{.Export}}', 'internal/abi'];
    const args = ['-p=p', '-symabis', 'pc.sym', '-importcfg', 'import.cfg', 'pc.go'];
    const gc = (words: readonly string[]) => spawnSync(goTool!, words, { cwd: dir, encoding: 'utf8' });
    const config = path.join(dir, 'import.cfg');
    const listed = await run(...list);
    assert.equal(listed.status, 0, listed.stderr);
    fs.writeFileSync(config, listed.stdout.replaceAll(/^.*=\n/gm, ''));
    const own = await compile(...args);
    fs.writeFileSync(config, gc(list).stdout.replaceAll(/^.*=\n/gm, ''));
    const { status, stdout } = gc(['tool', 'compile', ...args]);
    assert.equal(own.stdout, stdout);
    assert.equal(own.status, status);
    assert.match(stdout, /FuncPC/);
  }),
);

test('a file of a listed package that is another one now', { skip }, () =>
  inRoom(async ({ dir, run, compile }) => {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
    fs.mkdirSync(path.join(dir, 'b'));
    const file = path.join(dir, 'b/b.go');
    fs.writeFileSync(file, 'package b\n\nfunc F() int { return 1 }\n');
    const listed = await run('list', '-export', '-f', 'packagefile m/b={{.Export}}', './b');
    assert.equal(listed.status, 0, listed.stderr);
    const config = path.join(dir, 'import.cfg');
    fs.writeFileSync(config, listed.stdout);
    fs.writeFileSync(path.join(dir, 'user.go'), 'package p\n\nimport "m/b"\n\nvar X = b.F()\n');
    const compileUser = (): Promise<Ran> => compile('-p=p', '-importcfg', config, 'user.go');
    fs.utimesSync(file, 1, 1);
    assert.deepEqual(await compileUser(), { status: 0, stdout: '', stderr: '' }, 'another time is no change');
    fs.writeFileSync(file, 'package b\n\nfunc F() int { return 2 }\n');
    const { status, stderr } = await compileUser();
    assert.equal(status, 2);
    assert.equal(stderr, `compile: ${file} has changed since package m/b was listed\n`);
  }),
);
