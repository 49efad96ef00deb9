// What burrow writes for gc's tools: archives of packages, and objects of the assembler.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { machines } from '../src/entry/machines.ts';
import { burrow, extract, go } from './burrow.ts';
import { goroot, goTool } from './goroot.ts';

const skip = goTool === null && 'no go command';

const module = `
-- go.mod --
module example.com/m

go 1.26
-- q/q.go --
package q

type Shape interface {
	Area() int
	Name() string
}

type Square struct{ Side int }

func (s *Square) Area() int      { return s.Side * s.Side }
func (s *Square) Name() string   { return "square" }
func (s *Square) Unused() string { return "unused" }

var Sizes = map[string]int{"a": 1, "b": 2}
var List []string

func init() { List = append(List, "q.init") }
-- p/p.go --
package p

import "example.com/m/q"

var Count int
var Names = []string{"x", "y"}
var log = append(q.List, "p")

type T struct {
	A, B int
	s    string
}

func New(a, b int) *T     { return &T{A: a, B: b} }
func (t T) Sum() int      { return t.A + t.B + len(t.s) }
func (t *T) Set(s string) { t.s = s }

func Log() []string        { return log }
func Make(n int) q.Shape   { return &q.Square{n} }
func Is(s q.Shape) bool    { _, ok := s.(*q.Square); return ok }
func Div(a, b int) int     { return a / b }
func Add(a, b int) int
func viaAssembly() int
func ViaAssembly() int     { return viaAssembly() }
func fromAssembly() int    { return 7 }
func Each(f func(int) bool) {
	for i := range 3 {
		if !f(i) {
			return
		}
	}
}

type E struct{ msg string }

func (e *E) Error() string { return "E:" + e.msg }

func Err(s string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &E{r.(string)}
		}
	}()
	panic(s)
}

func Go(n int) chan int {
	c := make(chan int)
	go func() {
		for i := range n {
			c <- i
		}
		close(c)
	}()
	return c
}
-- p/a_amd64.s --
#include "textflag.h"

TEXT ·Add(SB),NOSPLIT,$0-24
	MOVQ a+0(FP), AX
	ADDQ b+8(FP), AX
	MOVQ AX, ret+16(FP)
	RET
-- p/b_amd64.s --
TEXT ·viaAssembly(SB),$16-8
	CALL ·fromAssembly(SB)
	MOVQ 0(SP), AX
	MOVQ AX, ret+0(FP)
	RET
-- bad/bad.go --
package bad

func F()
-- bad/bad_amd64.s --
TEXT ·F(SB),$0
	NOSUCH
-- main/main.go --
package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"example.com/m/p"
	"example.com/m/q"
)

func main() {
	t := p.New(1, 2)
	t.Set("abc")
	fmt.Println(t.Sum(), p.Count, p.Names, p.Log(), q.Sizes["b"], q.List)
	s := p.Make(4)
	var own q.Shape = &q.Square{3}
	_, ok := s.(*q.Square)
	fmt.Println(s.Area(), s.Name(), ok, p.Is(own), p.Is(s))
	fmt.Printf("%+v %T\\n", *t, s)
	fmt.Println(p.Add(3, 4), p.ViaAssembly())
	for i := range p.Each {
		fmt.Print(i, " ")
	}
	err := p.Err("boom")
	var e *p.E
	fmt.Println(err, errors.As(err, &e))
	for i := range p.Go(3) {
		fmt.Print(i, " ")
	}
	runtime.GC()
	defer func() {
		r := recover()
		buf := make([]byte, 4096)
		buf = buf[:runtime.Stack(buf, false)]
		fmt.Println(r, strings.Contains(string(buf), "/p/p.go:21"))
	}()
	p.Div(1, t.A-1)
}
`;

const env = { GOROOT: goroot ?? '', GOWORK: 'off', CGO_ENABLED: '0', GOOS: 'linux', GOARCH: 'amd64' };

/** Runs a tool of gc's and gives what it prints. */
function tool(dir: string, ...args: readonly string[]): string {
  const done = go(['tool', ...args], dir, env);
  assert.equal(done.status, 0, `${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

test("archives are read by gc's compiler, link and tools", { skip }, async () => {
  const dir = extract(module);
  try {
    const own = { ...env, GOCACHE: path.join(dir, 'cache') };
    const build = (...args: readonly string[]) => burrow(['build', ...args], dir, own, machines);
    for (const name of ['q', 'p']) {
      const done = await build('-buildmode=archive', '-o', `${name}.a`, `./${name}`);
      assert.deepEqual([done.status, done.stderr], [0, '']);
    }
    const again = await build('-o', 'again.a', './p');
    assert.deepEqual([again.status, again.stderr], [0, '']);
    assert.deepEqual(fs.readFileSync(path.join(dir, 'again.a')), fs.readFileSync(path.join(dir, 'p.a')));

    assert.equal(tool(dir, 'pack', 't', 'p.a'), '__.PKGDEF\n_go_.o\na_amd64.o\nb_amd64.o\n');
    assert.match(tool(dir, 'buildid', 'p.a'), /^([\w-]{20})\/\1\n$/);

    assert.equal(go(['build', '-o', 'gc.a', './p'], dir, env).status, 0);
    /** The symbols of the package's own, with their kinds. */
    const symbols = (archive: string): string[] => {
      const lines = tool(dir, 'nm', '-type', archive).split('\n');
      const rows = lines.map(line => / [0-9a-f]+ ([A-Z]) example\.com\/m\/p\.([\w.()*]+)/.exec(line));
      const own = rows.filter(m => m !== null && /^(?:\w+|\(?\*?[TE]\)?\.\w+)$/.test(m[2]!) && m[2] !== 'E.Error');
      return [...new Set(own.map(m => `${m![1]} ${m![2]}`))].sort();
    };
    const have = symbols('p.a');
    assert.ok(have.includes('T Div') && have.includes('B Count') && have.includes('D Names'), have.join());
    assert.deepEqual(have, symbols('gc.a'));

    const dump = tool(dir, 'objdump', '-s', '^example.com/m/p.Div$', 'p.a');
    assert.match(dump, /^TEXT example\.com\/m\/p\.Div\(SB\) .*\/p\/p\.go$/m);
    assert.match(dump, /^ {2}p\.go:21\t.*\tIDIVQ /m);
    assert.match(dump, /R_CALL:runtime\.panicdivide/);

    const std = ['errors', 'fmt', 'runtime', 'strings'];
    const row = '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
    const list = go(['list', '-export', '-deps', '-f', row, ...std], dir, env).stdout;
    const rows = ['p', 'q'].map(n => `packagefile example.com/m/${n}=${path.join(dir, `${n}.a`)}\n`);
    fs.writeFileSync(path.join(dir, 'cfg'), list + rows.join(''));
    tool(dir, 'compile', '-p', 'main', '-importcfg', 'cfg', '-o', 'main.a', 'main/main.go');
    tool(dir, 'link', '-importcfg', 'cfg', '-o', 'prog', 'main.a');
    const want = go(['run', './main'], dir, env).stdout;
    assert.match(want, /divide by zero true\n$/);
    assert.equal(spawnSync(path.join(dir, 'prog'), { encoding: 'utf8' }).stdout, want);
    const [cfg, out, main] = ['cfg', 'prog2', 'main.a'].map(name => path.join(dir, name));
    const linked = await burrow(['tool', 'link', '-importcfg', cfg!, '-o', out!, main!], dir, own, machines);
    assert.deepEqual([linked.status, linked.stderr], [0, '']);
    assert.equal(spawnSync(out!, { encoding: 'utf8' }).stdout, want);

    const bad = await build('-o', 'bad.a', './bad');
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /^# example\.com\/m\/bad\n.*bad_amd64\.s:2: unrecognized instruction "NOSUCH"/);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});

test('-buildmode=archive is about packages that are no commands', { skip }, async () => {
  const dir = extract(module);
  try {
    fs.rmSync(path.join(dir, 'bad'), { recursive: true });
    const own = { ...env, GOCACHE: path.join(dir, 'cache'), GOPATH: path.join(dir, 'gopath') };
    const cases: readonly (readonly string[])[] = [
      ['build', './q'],
      ['build', './main'],
      ['build', '-o', 'x.a', './main'],
      ['build', '-o', 'x.a', './...'],
      ['build', '-o', 'out/', './...'],
      ['build', '-o', 'out/', './q'],
      ['install', './main'],
      ['test', './q'],
    ];
    for (const [verb, ...rest] of cases) {
      const args = [verb!, '-buildmode=archive', ...rest];
      const before = fs.readdirSync(dir);
      const want = go(args, dir, { ...env, GOPATH: own.GOPATH });
      const got = await burrow(args, dir, own, machines);
      assert.deepEqual(got, want, args.join(' '));
      assert.deepEqual(
        fs.readdirSync(dir).filter(f => !before.includes(f) && f !== 'cache'),
        [],
        args.join(' '),
      );
    }
    const run = await burrow(['run', '-buildmode=archive', './main'], dir, own, machines);
    assert.deepEqual([run.status, run.stderr], [1, 'go: -buildmode=archive makes no programs\n']);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});

test("an object of burrow's assembler is one of gc's", { skip }, async () => {
  const dir = extract(module);
  try {
    const own = { ...env, GOCACHE: path.join(dir, 'cache') };
    const args = (out: string) => ['tool', 'asm', '-p', 'example.com/m/p', '-I', `${goroot}/pkg/include`, '-o', out];
    const files = ['p/a_amd64.s', 'p/b_amd64.s'];
    assert.equal(go([...args('gc.o'), ...files], dir, env).status, 0);
    assert.equal((await burrow([...args('own.o'), ...files], dir, own, machines)).status, 0);
    // In gc's objects debugging information lies before code, and files have symbols.
    const code = (object: string): string[] =>
      tool(dir, 'objdump', object)
        .replace(/^(\s+\S+\t+)0x[0-9a-f]+/gm, '$1')
        .replace(/((?:CALL|J[A-Z]+) )0x[0-9a-f]+/g, '$1')
        .split('\n');
    assert.deepEqual(code('own.o'), code('gc.o'));
    const names = (object: string): string[] =>
      tool(dir, 'nm', object)
        .split('\n')
        .map(line => line.replace(/^ *[0-9a-f]* +/, '').trim())
        .filter(line => line !== 'U' && !line.startsWith('U /'));
    assert.deepEqual(names('own.o'), names('gc.o'));
    tool(dir, 'pack', 'c', 'x.a', 'own.o');
    assert.equal(tool(dir, 'pack', 't', 'x.a'), 'own.o\n');
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
