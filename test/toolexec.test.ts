// -toolexec: what a program that stands before the tools sees, and what it can change.

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

import "example.com/m/a"

func main() { println("main", a.Add(1, 2)) }
-- other/main.go --
package main

import "example.com/m/a"

func main() { println("other", a.Add(3, 4)) }
-- a/a.go --
package a

type pair struct{ first, second int }

// Add adds.
func Add(a, b int64) int64
-- a/a_amd64.s --
#include "go_asm.h"

TEXT ·Add(SB),$0-24
	MOVQ a+0(FP), AX
	ADDQ b+8(FP), AX
	ADDQ $pair_second, AX
	SUBQ $const_none, AX
	MOVQ AX, ret+16(FP)
	RET
-- a/none.go --
package a

const none = 8
-- bad/bad.go --
package bad

func F() int { return x }
-- before.sh --
#!/bin/sh
# Says what is run; the compiler of the main package may get another file.
if [ "$2" != -V=full ]; then
  echo "$(basename "$1") $TOOLEXEC_IMPORTPATH"
  if [ -n "$OTHER" ] && [ "$(basename "$1") $TOOLEXEC_IMPORTPATH" = "compile example.com/m" ]; then
    n=$#
    while [ $n -gt 0 ]; do
      word=$1
      shift
      case $word in */main.go) word=$OTHER ;; esac
      set -- "$@" "$word"
      n=$((n - 1))
    done
  fi
fi
exec "$@"
`;

test('a program stands before the tools', { skip: goroot === null && 'no distribution' }, async () => {
  const dir = extract(module);
  try {
    const before = path.join(dir, 'before.sh');
    fs.chmodSync(before, 0o755);
    const env = { GOROOT: goroot!, GOCACHE: path.join(dir, 'cache'), GOWORK: 'off', GOFLAGS: '', CGO_ENABLED: '0' };
    const build = (more: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      burrow(['build', `-toolexec=${before}`, '-o', 'out', ...args], dir, { ...env, ...more }, machines);
    const run = (): string => spawnSync(path.join(dir, 'out'), { encoding: 'utf8' }).stderr;
    /** What was said of the module's own packages, without the lines that name them. */
    const own = (text: string): string[] =>
      text
        .split('\n')
        .filter(line => line.includes('example.com/m') && !line.startsWith('#'))
        .sort();

    const first = await build({}, '.');
    assert.equal(first.status, 0, first.stderr);
    assert.deepEqual(own(first.stderr), [
      'asm example.com/m/a',
      'asm example.com/m/a',
      'compile example.com/m',
      'compile example.com/m/a',
      'link example.com/m',
    ]);
    assert.match(first.stderr, /^# runtime\ncompile runtime$/m, 'the library is compiled so, too');
    assert.equal(run(), 'main 3\n');

    const again = await build({}, '.');
    assert.equal(again.stderr, '', 'the program is there');

    const main = path.join(dir, 'main.go');
    fs.appendFileSync(main, '\n// edited\n');
    const other = await build({ OTHER: path.join(dir, 'other/main.go') }, '.');
    assert.equal(other.status, 0, other.stderr);
    assert.equal(run(), 'other 7\n', 'the file in the place of main.go was compiled');

    const bad = await build({}, './bad');
    assert.equal(bad.status, 1);
    assert.equal(
      bad.stderr,
      '# example.com/m/bad\ncompile example.com/m/bad\nbad/bad.go:3:23: undefined: x\n',
      'complaints are those of any other build',
    );

    const none = await burrow(['build', '-toolexec=/no/such/program', '.'], dir, env, machines);
    assert.equal(
      none.stderr,
      'go: error obtaining buildID for go tool compile: fork/exec /no/such/program: no such file or directory\n',
    );
    const wrong = await burrow(['build', '-toolexec=echo', '.'], dir, env, machines);
    assert.match(wrong.stderr, /^go: parsing buildID from go tool compile -V=full: unexpected output:\n\t/);
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
});
