// What the main package asks for that is there already costs no link of what is below it; what is taken back finds what was there before.
// That programs are the same as from nothing: test/suites/edits.ts, test/suites/random-asks.ts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { machines } from '../src/entry/machines.ts';
import { burrow, extract } from './burrow.ts';
import { goroot } from './goroot.ts';

const module = `
-- go.mod --
module example.com/m

go 1.26
-- main.go --
package main

import "example.com/m/b"

func main() { println(b.Two(3)) }
-- a/a.go --
package a

import "strconv"

//go:noinline
func One(n int) string { return "a" + strconv.Itoa(n*1000) }

//go:noinline
func Other(list []string) []string { return append(list, "other") }
-- b/b.go --
package b

import "example.com/m/a"

//go:noinline
func Two(n int) string { return a.One(n) + "b" }
`;

const main = (imports: string, body: string): string =>
  `package main\n\nimport (\n${imports}\t"example.com/m/b"\n)\n\nfunc main() { println(b.Two(3)${body}) }\n`;

/** The large files of a directory, and which files they are. */
function largeFiles(dir: string): string[] {
  const names = fs.readdirSync(dir, { recursive: true, encoding: 'utf8' });
  return names
    .map(name => ({ name, info: fs.statSync(path.join(dir, name)) }))
    .filter(({ info }) => info.isFile() && info.size > 300_000)
    .map(({ name, info }) => `${name} ${info.ino} ${info.mtimeMs}`)
    .sort();
}

test('what is there already is not linked again', { skip: goroot === null && 'no distribution' }, async () => {
  const dir = extract(module);
  try {
    const cache = path.join(dir, 'cache');
    const env = { GOROOT: goroot!, GOCACHE: cache, GOWORK: 'off', GOFLAGS: '', CGO_ENABLED: '0' };
    /** Which bases are made. */
    const build = async (text: string): Promise<string[]> => {
      const before = new Set(fs.existsSync(cache) ? largeFiles(cache) : []);
      fs.writeFileSync(path.join(dir, 'main.go'), text);
      const ran = await burrow(['build', '-o', 'out', '.'], dir, env, machines);
      assert.equal(ran.stderr, '');
      return largeFiles(cache).filter(file => !before.has(file));
    };
    const first = await build(main('', ''));
    assert.ok(first.length >= 3, 'the bases of a program from nothing are kept');
    assert.deepEqual(await build(main('\t"example.com/m/a"\n', ', a.One(4)')), [], 'another package calls it');
    const known = main('\t"strconv"\n', ', strconv.Itoa(len(b.Two(4)) * 1000)');
    assert.deepEqual(await build(known), [], 'another package calls it, of the distribution');
    assert.deepEqual(await build(main('', ', "less"')), [], 'what others need besides is asked for no more');
    const asking = main('\t"example.com/m/a"\n', ', len(a.Other(nil))');
    assert.equal((await build(asking)).length, 1, 'the packages below main have a function more');
    assert.deepEqual(await build(main('', ', "back"')), [], 'and have it no more');
    assert.deepEqual(await build(asking.replace('nil', '[]string{"again"}')), [], 'and have it again');
    const further = main('\t"container/ring"\n', ', ring.New(3).Len()');
    // The library, the packages below main, and the program, which took long enough to be kept.
    assert.equal((await build(further)).length, 3, 'the library has a package more, the runtime is what it was');
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});

const types = `
-- go.mod --
module example.com/m

go 1.26
-- main.go --
package main

import (
	"fmt"
	"log/slog"
	"reflect"

	"example.com/m/b"
)

func main() {
	for _, x := range []any{"", 1, true, 1.5, uint8(1)} {
		fmt.Print(slog.AnyValue(x).Kind(), " ") // told by comparison with descriptors, in the library
	}
	own := []any{"", new(string), []byte{}, []string{}, map[string]int{}, [3]bool{}, func(int) {}, new(error), struct{}{}}
	for i, x := range b.Values() {
		fmt.Print(reflect.TypeOf(x) == reflect.TypeOf(own[i]), " ")
	}
	fmt.Println()
}
-- b/b.go --
package b

func Values() []any {
	return []any{"", new(string), []byte{}, []string{}, map[string]int{}, [3]bool{}, func(int) {}, new(error), struct{}{}}
}
`;

test(
  'all parts of a program have one descriptor of a type',
  { skip: goroot === null && 'no distribution' },
  async () => {
    const dir = extract(types);
    try {
      const env = { GOROOT: goroot!, GOCACHE: path.join(dir, 'cache'), GOWORK: 'off', GOFLAGS: '', CGO_ENABLED: '0' };
      const built = await burrow(['build', '-o', 'out', '.'], dir, env, machines);
      assert.equal(built.stderr, '');
      const ran = spawnSync(path.join(dir, 'out'), { encoding: 'utf8' });
      assert.equal(ran.stdout, `String Int64 Bool Float64 Uint64 ${'true '.repeat(9)}\n`);
      assert.ok(largeFiles(env.GOCACHE).length >= 3, 'it was linked in parts');
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  },
);
