// build, run, install, test, clean as scripts in the language of cmd/go's own. Mostly gc compiles: what is tried is the commands.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { machines } from '../src/entry/machines.ts';
import { goroot, goTool } from './goroot.ts';
import { parseArchive, removeAll, Script } from './suites/script-engine.ts';
import { gcMachines, ScriptWorld } from './suites/script-world.ts';
import { scriptDir } from './suites/script.ts';

const module = `
-- go.mod --
module example.com/m

go 1.26
-- main.go --
package main

import (
	"os"

	"example.com/m/lib"
)

var version = "none"

func main() {
	println(version, lib.Two(), len(os.Args))
	os.Exit(lib.Two())
}
-- lib/lib.go --
package lib

func Two() int { return 2 }
-- lib/lib_test.go --
package lib

import (
	"os"
	"testing"
)

func TestTwo(t *testing.T) {
	if Two() != 2 {
		t.Fatal("not two")
	}
}

func TestEnv(t *testing.T) {
	if os.Getenv("BREAK") != "" {
		t.Error("broken")
	}
}

func BenchmarkTwo(b *testing.B) {
	for b.Loop() {
		Two()
	}
}
-- lib/example_test.go --
package lib_test

import (
	"fmt"

	"example.com/m/lib"
)

func ExampleTwo() {
	fmt.Println(lib.Two())
	// Output: 2
}
-- empty/main.go --
package main

import "unsafe"

var x [0]int
var p = new(struct{})

func main() {
	println(uintptr(unsafe.Pointer(&x)) == uintptr(unsafe.Pointer(p)))
}
-- wrong/wrong.go --
package wrong

func f() int { return "x" }
-- none/none.go --
package none
`;

const rows: readonly (readonly [name: string, script: string])[] = [
  [
    'build: names, directories, what may not be replaced',
    `
go build
! exec ./m
stderr '^none 2 1$'
! stdout .
go build -o out/
exists -exec out/m
cp go.mod text
! go build -o text .
stderr '^go build example.com/m: build output "text" already exists and is not an object file$'
! go build -o x ./lib .
stderr '^go: cannot write multiple packages to non-directory x$'
go build -o lib.a ./lib
grep '^!<arch>' lib.a
go build -n -o y .
! exists y
`,
  ],
  [
    'run: the status of the program, -ldflags=-X, arguments',
    `
! go run . a b
stderr '^none 2 3$'
stderr '^exit status 2$'
! go run -ldflags=-X=main.version=v1 .
stderr '^v1 2 1$'
! go run ./lib
stderr '^package example.com/m/lib is not a main package$'
go run -exec 'echo [' main.go
stdout '^\\[ .*/exe/main$'
`,
  ],
  [
    'run: variables without bytes are where the runtime has them',
    `
go run ./empty
stderr '^true$'
`,
  ],
  [
    'errors: under the name of the package, status 1',
    `
! go build ./wrong
stderr '^# example.com/m/wrong$'
stderr '^wrong/wrong.go:3:23: cannot use "x" '
! stdout .
! go build -json ./wrong
stdout '^{"ImportPath":"example.com/m/wrong","Action":"build-output","Output":"# example.com/m/wrong\\\\n"}$'
stdout '^{"ImportPath":"example.com/m/wrong","Action":"build-fail"}$'
! stderr .
`,
  ],
  [
    'test: verdicts, kept results, what they depend on',
    `
go test ./lib
stdout '^ok  \\texample.com/m/lib\\t[0-9.]+s$'
go test ./lib
stdout '^ok  \\texample.com/m/lib\\t\\(cached\\)$'
env BREAK=1
! go test ./lib
stdout '^--- FAIL: TestEnv'
stdout '^FAIL\\texample.com/m/lib\\t[0-9.]+s$'
stdout '^FAIL$'
env BREAK=
go test -count=1 ./lib
! stdout cached
go test ./lib
go clean -testcache
go test ./lib
! stdout cached
go test -v -run 'Two' ./lib
stdout '^=== RUN   TestTwo$'
stdout '^--- PASS: ExampleTwo'
! stdout TestEnv
go test ./none
stdout '^\\?   \\texample.com/m/none\\t\\[no test files\\]$'
! go test ./wrong ./lib
stdout '^FAIL\\texample.com/m/wrong \\[build failed\\]$'
stdout '^ok  \\texample.com/m/lib'
go test -run none ./lib
stdout '\\[no tests to run\\]$'
go test -bench . -benchtime 2x -run none ./lib
stdout '^BenchmarkTwo'
`,
  ],
  [
    'test: events, binaries',
    `
go test -json ./lib
stdout '"Action":"run","Package":"example.com/m/lib","Test":"TestTwo"}$'
stdout '"Action":"pass","Package":"example.com/m/lib","Elapsed":'
go test -c ./lib
exec ./lib.test -test.run Two -test.v
stdout '^--- PASS: TestTwo'
go test -c -o $devnull ./lib
go test -list . ./lib
stdout '^TestTwo$'
stdout '^ExampleTwo$'
`,
  ],
  [
    'build information, -trimpath',
    `
go build -trimpath -o x .
go version -m x
stdout '^\\tpath\\texample.com/m$'
stdout '^\\tmod\\texample.com/m\\t\\(devel\\)'
stdout '^\\tbuild\\t-trimpath=true$'
stdout '^\\tbuild\\tGOOS=linux$'
! grep $WORK x
`,
  ],
  [
    'install and clean',
    `
env GOBIN=$WORK/bin
go install
exists -exec $WORK/bin/m
go build
exists m
go clean -i
! exists m
! exists $WORK/bin/m
`,
  ],
];

const alone = `-- withprofile/default.pgo --
-- withprofile/main.go --
package main

func main() { println(1) }
-- withprofile/main_test.go --
package main

import (
	"errors"
	"testing"
)

func TestError(t *testing.T) {
	if errors.New("a").Error() != "a" {
		t.Fail()
	}
}
-- loops/go.mod --
module example.com/loops

go 1.22

require example.com/old v0.0.0

replace example.com/old => ../old
-- loops/main.go --
package main

import "example.com/old"

func main() {
	var own []func() int
	for i := range 3 {
		own = append(own, func() int { return i })
	}
	println(old.Sum(old.Each(0)), old.Sum(own))
}
-- old/go.mod --
module example.com/old

go 1.21
-- old/old.go --
package old

func Each[T int | int8](n T) (fs []func() int) {
	for i := n; i < 3; i++ {
		fs = append(fs, func() int { return int(i) })
	}
	return
}

func Sum(fs []func() int) (sum int) {
	for _, f := range fs {
		sum += f()
	}
	return
}
-- alone/alone.go --
package alone

func Make(n int) func() []int { return func() []int { return make([]int, n) } }
-- generic/generic.go --
package generic

type List[T any] struct { items []T; last T }

func New[T any](items ...T) *List[T] { return &List[T]{items: items} }

func (l *List[T]) Len() int { return len(l.items) }

func bodyless()
-- generic/generic_amd64.s --
#include "go_asm.h"
-- vetted/vetted.go --
package vetted

import (
	"fmt"

	"example.com/m/vetted/log"
)

func F(s string) {
	fmt.Println("ok")
	log.To("%d", s)
	return
	println()
}
-- vetted/vetted_test.go --
package vetted

import "testing"

func TestF(t *testing.T) { F("x"); t.Log(1) }
-- vetted/log/log.go --
package log

import "fmt"

func To(format string, args ...any) { fmt.Printf(format, args...) }
-- fuzzed/a_test.go --
package fuzzed

import "testing"

func FuzzA(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {})
}
-- inits/inits.go --
package inits

var X *int

func small() int { return 4 }

func init() {
	X = new(int)
	y := new(int)
	*y = small()
	func() { *y++ }()
}

func init() {}

var called = larger(*X)

func larger(n int) int { return n + 1 }

var made, _ = two()

func two() (*int, int) { return new(int), 1 }

var same = func(p *int) *int { return p }

var table = map[string]*T{"a": {a: *made}}

type T struct{ a int }
-- tree/VERSION --
go1.26.99
-- path/go1.26.99 --
#!/bin/sh
[ "$GOTOOLCHAIN $*" = 'local env GOROOT' ] && echo "$TREE"
-- path/go1.26.98 --
#!/bin/sh
exit 1
-- path/go1.50.0 --
#!/bin/sh
echo "go1.50.0 runs: $*"
exit 3
-- exprs/main.go --
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

type S struct{ x [3]int }

func (s S) M() {}

type I interface{ M() }

func try(name string, f func()) {
	defer func() {
		err := recover()
		stack := make([]byte, 1<<12)
		stack = stack[:runtime.Stack(stack, false)]
		fmt.Println(name, err, strings.Contains(string(stack), "main.I.M("), strings.Contains(string(stack), "main.(*S).M("))
	}()
	f()
}

type cell struct{ p [5]*int }

var cells []cell

func main() {
	n := len(os.Args) + 2
	fmt.Println("allocations", testing.AllocsPerRun(10, func() { cells = append(cells[:0:0], make([]cell, n)...) }))
	for j := range cells {
		cells[j].p[4] = &n
	}
	cells = append(cells[:1], make([]cell, n-1)...)
	cells = append(cells, make([]cell, n-n)...)
	fmt.Println("cleared", len(cells), cells[0].p[4] == &n, cells[1].p[4], cells[2].p[4])
	var i I = (*S)(nil)
	f := (*S).M
	try("direct", func() { (*S).M(nil) })
	try("func", func() { f(nil) })
	try("interface", func() { I.M(i) })
	try("nil", func() { I.M(nil) })
	try("method", func() { i.M() })
}
-- edited --
package lib

func Two() int { return 1 + 1 }
-- badasm/a.go --
package badasm
-- badasm/a_amd64.s --
;/
-- profiled/lib.go --
package profiled

func Small(a, b int) int {
	// The line of the profile.
	return large(a, b) + large(b, a)
}

func large(a, b int) int {
	a = a*31 + b*17 ^ a>>3
	b = b*31 + a*17 ^ b>>5
	a = a*37 + b*13 ^ a>>7
	b = b*37 + a*13 ^ b>>9
	a = a*41 + b*11 ^ a>>3
	b = b*41 + a*11 ^ b>>5
	a = a*43 + b*19 ^ a>>7
	return b*43 + a*19 ^ b>>9
}
-- fips/main.go --
package main

import "crypto/sha256"

func main() { println(sha256.Sum256(nil)[0]) }
-- fips/main.edited --
package main

import "crypto/sha256"

func main() { println(sha256.Sum256(nil)[1]) }
-- snapshot/main.go --
package main

import (
	"crypto/fips140"
	"crypto/sha256"
)

func main() {
	println(fips140.Enabled(), fips140.Version())
	println(hex(sha256.Sum256([]byte("a"))))
}

func hex(sum [32]byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[sum[0]>>4], digits[sum[0]&15], digits[sum[1]>>4], digits[sum[1]&15]})
}
-- snapshot/main.edited --
package main

import (
	"crypto/fips140"
	"crypto/sha256"
)

func main() {
	println(fips140.Enabled(), fips140.Version())
	println(hex(sha256.Sum256([]byte("b"))))
}

func hex(sum [32]byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[sum[0]>>4], digits[sum[0]&15], digits[sum[1]>>4], digits[sum[1]&15]})
}
-- pulled/empty.s --
-- pulled/main.go --
package main

import _ "unsafe"

//go:linkname given main.taken
func given() int { return 1 }

//go:noinline
func taken() int

func main() { println(taken()) }
-- pulled/main.edited --
package main

import _ "unsafe"

//go:linkname given main.taken
func given() int { return 2 }

//go:noinline
func taken() int

func main() { println(taken()) }
-- hot --
GO PREPROFILE V1
example.com/m/profiled.Small
example.com/m/profiled.large
2 99
-- cold --
GO PREPROFILE V1
example.com/m/profiled.Small
example.com/m/profiled.large
1 99
-- receivers/main.go --
package main

import (
	"reflect"
	"runtime"
)

type Token uint
type token = Token
type pointer = *Token

func (t token) String() string { return "value" }

func (t pointer) Name() string { return "pointer" }

func main() {
	t := Token(1)
	println(t.String(), t.Name())
	reflect.ValueOf(runtime.GC).Call(nil) // through assembly, whose arguments the collector reads
}
-- files/main.go --
package main

func one() int
func two() int

func main() { println(one(), two()) }
-- files/one_amd64.s --
#include "textflag.h"

DATA own<>+0(SB)/8, $1
GLOBL own<>(SB), RODATA, $8

TEXT ·one(SB), NOSPLIT, $0-8
	MOVQ own<>(SB), AX
	MOVQ AX, ret+0(FP)
	RET
-- files/two_amd64.s --
#include "textflag.h"

DATA own<>+0(SB)/8, $2
GLOBL own<>(SB), RODATA, $8

TEXT ·two(SB), NOSPLIT, $0-8
	MOVQ own<>(SB), AX
	MOVQ AX, ret+0(FP)
	RET
-- large/main.go --
package main

import "example.com/m/large/inner"

func main() {
	println(inner.First(nil))
}
-- large/inner/inner.go --
package inner

type wide [150e6]int

//go:noinline
func at(w wide, n int) int { return w[n] }

//go:noinline
func First(w *wide) int { return at(*w, 0) }

func second(w wide) *wide { return &w }
-- large/wrapped/main.go --
package main

type wide [150e6]int

//go:noinline
func (w wide) at(n int) int { return w[n] }

var named *wide
var unnamed *struct{ wide }

func main() {
	var x interface{ at(n int) int } = named
	if unnamed != nil {
		x = unnamed
	}
	println(x.at(1))
}
-- large/want --
# example.com/m/large/inner
large/inner/inner.go:6:6: stack frame too large (>1GB): 0 MB locals + 1144 MB args
large/inner/inner.go:9:6: stack frame too large (>1GB): 0 MB locals + 0 MB args + 1144 MB callee
large/inner/inner.go:11:6: stack frame too large (>1GB): 0 MB locals + 1144 MB args
`;

/** Commands that need burrow's own code. */
const ownRows: typeof rows = [
  [
    'build: a package that imports nothing, and whose code calls the runtime',
    `
go build -o lib.a ./lib
go build ./alone
go build -o alone.a ./alone
grep '^!<arch>' alone.a
`,
  ],
  [
    'run: loop variables are those of the language of their module, or of -lang',
    `
cd loops
go run .
stderr '^9 3$'
go run -gcflags=example.com/old=-lang=go1.22 .
stderr '^3 3$'
! go build -gcflags=-lang=go1.21 .
stderr '^.*main.go:7:17: cannot range over 3 .untyped int constant.: requires go1.22 or later'
`,
  ],
  [
    'test: a program with a profile beside another package',
    `
go test -vet=off ./lib ./withprofile
stdout '^ok  \\texample.com/m/withprofile\\t'
`,
  ],
  ['build: generic types beside assembly', `\ngo build -o generic.a -gcflags=-d=ssa/check/on ./generic\n`],
  [
    'vet: reports of a package and of what it knows of others, kept, chosen; test does not run what it reports',
    `
! go vet ./...
stderr '^vetted/vetted.go:11:10: example.com/m/vetted/log.To format %d has arg s of wrong type string$'
stderr '^vetted/vetted.go:13:2: unreachable code$'
! go vet ./vetted
stderr 'wrong type string$'
go vet ./vetted/log
! stderr .
! go vet -unreachable -c=0 ./vetted
stderr '^13\\t\\tprintln\\(\\)$'
! stderr 'wrong type'
go vet -json ./vetted
stdout '"posn": ".*vetted.go:13:2",'
! go vet -nothing .
stderr '^flag provided but not defined: -nothing$'
go vet -fix -unreachable -diff ./vetted/log
! go vet -fix -unreachable -diff ./vetted
stdout '^-.println\\(\\)$'
! go test ./vetted
stderr '^# example.com/m/vetted$'
stderr '^# \\[example.com/m/vetted\\]$'
stdout '^FAIL\\texample.com/m/vetted \\[build failed\\]$'
! stderr unreachable
go test -vet=off ./vetted
go test -vet=stringintconv,atomic ./vetted
! go test -vet=all ./vetted
stderr unreachable
go vet -fix -unreachable ./vetted
! go vet ./vetted
! stderr unreachable
go list -export -f '{{.Export}}' ./vetted
stdout '[.]file$'
`,
  ],
  [
    'coverage: of a test, of other packages, of a program',
    `
go test -cover ./lib
stdout '^ok  \\texample.com/m/lib\\t[0-9.]+s\\tcoverage: 100.0% of statements$'
go test -coverprofile=c.out -covermode=count -coverpkg=./lib,./vetted/... ./lib ./vetted/log
stdout '^ok  .*coverage: [0-9.]+% of statements in ./lib, ./vetted/...$'
stdout '^\\texample.com/m/vetted/log\\t\\tcoverage: 0.0% of statements$'
grep '^mode: count$' c.out
grep '^example.com/m/lib/lib.go:3.16,3.28 1 [1-9]' c.out
grep '^example.com/m/vetted/log/log.go:5.37,5.68 1 0$' c.out
! go test -covermode=some ./lib
stderr '^invalid value "some" for flag -covermode: valid modes are "set", "count", or "atomic"$'
go build -cover -o counted .
go version -m counted
stdout '-cover=true'
mkdir data
env GOCOVERDIR=data
! exec ./counted
go tool covdata percent -i data
stdout 'example.com/m.*coverage: 100.0% of statements'
stdout 'example.com/m/lib.*coverage: 100.0% of statements'
go build -cover -coverpkg=bufio -o counted .
! stderr .
rm data
mkdir data
! exec ./counted
go tool covdata percent -i data
stdout 'bufio.*coverage: [0-9.]*[1-9][0-9.]*% of statements'
! stdout example.com
go tool cover -func c.out
stdout 'lib.go:3:.*Two.*100.0%'
env GOBIN=$WORK/bin
go install .
go list -f '{{.Stale}}' .
stdout '^false$'
go list -cover -f '{{.Stale}} {{.StaleReason}}' .
stdout '^true build ID mismatch$'
go list -export -f '{{.BuildID}}' ./lib
cp stdout plain
go list -cover -export -f '{{.BuildID}}' ./lib
! cmp stdout plain
`,
  ],
  [
    'list: version control is asked once, and only where that is of use',
    `
[!git] skip
exec git init
go list ./...
! stderr .
go list -x ./...
stderr -count=1 '^git status --porcelain$'
go list -x -f '{{.Stale}}' ./...
stderr -count=1 '^git status --porcelain$'
go list -x -buildvcs=false ./...
! stderr 'git status'
`,
  ],
  [
    'GOTOOLCHAIN: the tree of a go1.N on PATH; one of a release that burrow is not made for is run',
    `
mkdir tree/src/runtime
chmod 0755 path/go1.26.99
chmod 0755 path/go1.26.98
chmod 0755 path/go1.50.0
env PATH=$WORK/src/path:$PATH
env TREE=$WORK/src/tree
env GOPROXY=off
env GOTOOLCHAIN=go1.26.99
go env GOVERSION GOROOT
stdout '^go1.26.99$'
stdout '^'$TREE'$'
env GOTOOLCHAIN=go1.26.98
! go version
stderr '^go: download go1.26.98 for linux/amd64: toolchain not available$'
env GOTOOLCHAIN=go1.50.0
! go version
stdout '^go1.50.0 runs: version$'
stderr '^go: burrow is not made for go1.50.0; running .*/path/go1.50.0$'
env GOTOOLCHAIN=path
go mod edit -toolchain=go1.26.99
go env GOVERSION
stdout '^go1.26.99$'
! stderr running
env TREE=
! go version
stderr '^go: go1.26.99 has no sources; running .*/path/go1.26.99$'
`,
  ],
  [
    'build -pgo: calls that a profile says are hot are inlined; a profile is read once; what is wrong with one',
    `
go build -gcflags=-m ./profiled
! stderr 'inlining call to large'
go build -x -gcflags=-m -pgo=hot ./profiled
stderr '/preprofile -o .* -i .*/hot$'
stderr -count=2 'inlining call to large$'
stderr 'can inline large$'
go build -x -a -gcflags=-m -pgo=cold ./profiled
! stderr 'inlining call to large'
cp hot cold
go build -x -gcflags=-m -pgo=cold ./profiled
! stderr /preprofile
stderr -count=2 'inlining call to large$'
go build -n -pgo=hot .
stderr '^modinfo .*build.t-pgo=.*hot'
! go build -pgo=go.mod ./profiled
stderr '^# .*/go.mod$'
stderr '^preprofile: error parsing profile: error parsing profile: parsing profile: unknown wire type: [0-9]$'
! go build -pgo=missing ./profiled
stderr '^preprofile: error opening profile: open .*/missing: no such file or directory$'
`,
  ],
  [
    'run: the FIPS 140 module finds its own sum right, behind a base that was made and behind one that was kept',
    `
env GODEBUG=fips140=on
go run ./fips
stderr '^227$'
cp fips/main.edited fips/main.go
go run ./fips
stderr '^176$'
`,
  ],
  [
    'build: a snapshot of the FIPS 140 module, and -trimpath of its Go and assembly',
    `
env GOFIPS140=certified
go build -tags=zz -o x ./snapshot
exists $WORK/gopath/pkg/mod/golang.org
exec ./x
stderr '^true v1'
stderr '^ca97$'
go version -m x
stdout '^\\tbuild\\t-tags=zz,fips140v1\\.[0-9]+$'
stdout '^\\tbuild\\tDefaultGODEBUG=fips140=on$'
stdout '^\\tbuild\\tGOFIPS140=v1\\..*-'
grep -q $WORK/gopath/pkg/mod/golang.org/fips140@v1.*/sha256block_amd64.s x
env GODEBUG=fips140=off
exec ./x
stderr '^false v1'
env GODEBUG=
go build -tags=zz -trimpath -o x ./snapshot
! grep -q $WORK x
! grep -q $GOROOT/src x
! grep -q [$]GOROOT/src x
cp snapshot/main.edited snapshot/main.go
go build -tags=zz -o x ./snapshot
exec ./x
stderr '^true v1'
stderr '^3e23$'
`,
  ],
  [
    'build: an edit of a function that has another name',
    `
go run ./pulled
stderr '^1$'
cp pulled/main.edited pulled/main.go
go run ./pulled
stderr '^2$'
`,
  ],
  [
    'build: a mistake in the assembly of a package that nothing uses',
    `
! go build ./badasm
stderr '^# example.com/m/badasm$'
stderr '^badasm/a_amd64.s:1: expected identifier, found "/"$'
`,
  ],
  [
    'build, test -c: -v and -x say what is compiled, once; a binary that is up to date stays',
    `
go build -o m .
go build -v -x -o m .
! stderr 'example.com/m$'
! stderr /link
cp edited lib/lib.go
go build -v -o m .
stderr '^example.com/m/lib$'
! stderr '^runtime$'
go test -c -o lib.test ./lib
go test -c -x -o lib.test ./lib
! stderr /compile
! stderr /link
go test -x -c -o other.test ./lib
! stderr /compile
stderr '/link .*/b[0-9]*/_pkg_.a$'
! go build -gcflags=-c=0 .
stderr '^compile: -c must be at least 1, got 0$'
go test unsafe
stdout 'unsafe\\t\\[no test files\\]'
`,
  ],
  [
    'experiments: a version that go/version knows; flags of version in GOFLAGS',
    `
env GOEXPERIMENT=fieldtrack
go build -o m .
go version m
stdout '-X:fieldtrack$'
env GOEXPERIMENT=
! go version -m
env 'GOFLAGS=-m -v'
go version
`,
  ],
  [
    'vet -n, test -n: what would be looked at, and nothing is; -fuzz for a moment',
    `
go vet -n -printf ./lib
stderr '"GoVersion": "go1.26"'
stderr '/vet -printf .*/vet.cfg$'
go test -n -vet=unreachable ./lib
stderr '/vet -unreachable .*/vet.cfg$'
go test -fuzz FuzzA -fuzztime 20x ./fuzzed
stdout '^PASS$'
! go test -fuzz FuzzA -coverprofile c.out ./fuzzed
stderr '^cannot use -coverprofile flag with -fuzz flag$'
`,
  ],
  [
    'run: method expressions that are given nil, elements that are made to be appended',
    `
go run ./exprs
stdout '^allocations 1$'
stdout '^cleared 3 true <nil> <nil>$'
stdout '^direct value method main.S.M called using nil \\*S pointer false true$'
stdout '^func value method main.S.M called using nil \\*S pointer false true$'
stdout '^interface value method main.S.M called using nil \\*S pointer false true$'
stdout '^nil runtime error: invalid memory address or nil pointer dereference true false$'
stdout '^method runtime error: invalid memory address or nil pointer dereference false false$'
`,
  ],
  [
    "run: names that are a file's alone, in two files of assembly",
    `
go run ./files
stderr '^1 2$'
`,
  ],
  [
    'what compiler and linker were asked to say is said again where nothing is to be done, once of each package',
    `
go build -o m -gcflags=./...=-m -ldflags=-v .
cp stderr first
stderr -count=1 '^# example.com/m/lib$'
stderr '^lib/lib.go:3:6: can inline Two$'
stderr 'inlining call to lib.Two$'
stderr '^build mode: exe, symbol table: on, DWARF: on$'
stderr '^HEADER = -H5 -T0x401000 -R0x1000$'
stderr '^[0-9]+ symbols reachable$'
go build -x -o m -gcflags=./...=-m -ldflags=-v .
! stderr /link
stderr -count=2 '^# example.com/m$'
go build -a -o again -gcflags=./...=-m -ldflags=-v .
cmp stderr first
cmp m again
go build -o m -gcflags=./...=-m -ldflags=-v .
cmp stderr first
go test -gcflags=-m -ldflags=-v ./lib
cp stderr first
stderr '^lib/lib_test.go:8:6: can inline TestTwo$'
stderr '^# example.com/m/lib.test$'
stderr -count=1 '^build mode: exe, symbol table: off, DWARF: off$'
go test -gcflags=-m -ldflags=-v ./lib
stdout '(cached)'
cmp stderr first
go run -ldflags=-debugnosplit ./receivers
stderr '^nosplit: '
`,
  ],
  [
    'build -gcflags=-m: of init functions and initialisers too',
    `
go build -gcflags=-m ./inits
stderr '^inits/inits.go:8:9: new.int. escapes to heap$'
stderr '^inits/inits.go:9:10: new.int. does not escape$'
stderr '^inits/inits.go:10:12: inlining call to small$'
stderr '^inits/inits.go:11:2: func literal does not escape$'
stderr '^inits/inits.go:7:6: can inline init.0$'
stderr '^inits/inits.go:14:6: can inline init.1$'
stderr '^inits/inits.go:16:20: inlining call to larger$'
stderr '^inits/inits.go:20:18: inlining call to two$'
stderr '^inits/inits.go:20:18: new.int. escapes to heap$'
stderr '^inits/inits.go:24:12: can inline init.func1$'
stderr '^inits/inits.go:24:17: leaking param: p to result ~r0 level=0$'
stderr '^inits/inits.go:26:26: map.string.*T{...} escapes to heap$'
stderr '^inits/inits.go:26:32: &T{...} escapes to heap$'
`,
  ],
  [
    'build: -race and its like: what Go has not, and what burrow has not',
    `
env GOARCH=386
! go list -race runtime
stderr '^-race is not supported on linux/386$'
! go build -msan .
stderr '^-msan is not supported on linux/386$'
env GOARCH=amd64
! go build -race -asan .
stderr '^go: may not use -race and -asan simultaneously$'
! go vet -asan .
stderr '^go: -asan is not supported by burrow yet$'
`,
  ],
  [
    'build: -ldflags=-randlayout puts functions in another order, the same for one number',
    `
go build -o plain ./receivers
go build -ldflags=-randlayout=7 -o one ./receivers
go build -a -ldflags=-randlayout=7 -o again ./receivers
go build -ldflags=-randlayout=8 -o other ./receivers
cmp one again
! cmp -q one plain
! cmp -q one other
exec ./one
stderr '^value pointer$'
`,
  ],
  [
    'build: -ldflags=-dumpdep says how symbols are reached, the same whatever is kept',
    `
go build -ldflags=-dumpdep -o x ./receivers
cp stderr first
stderr '^# example.com/m/receivers$'
stderr '^_ -> _rt0_amd64_linux$'
stderr '^go:main.inittasks -> runtime..inittask$'
stderr '^main.main -> .*$'
stderr '^type:.* <UsedInIface> -> type:.* <UsedInIface>$'
stderr '^runtime.main -> main.main$'
go build -ldflags=-dumpdep -o x ./receivers
cmp stderr first
env GOCACHE=$WORK/other
go build -ldflags=-dumpdep -o y ./receivers
cmp stderr first
`,
  ],
  [
    'build: frames that are too large, of a package and of what it imports',
    `
! go build -o x ./large
cmp stderr large/want
! exists x
! go build ./large/inner
cmp stderr large/want
! go build ./large/wrapped
stderr '^<autogenerated>:1: stack frame too large '
stderr -count=1 '^large/wrapped/main.go:6:6: stack frame too large '
`,
  ],
  [
    'run: receivers that are aliases, a collection below assembly',
    `
go run ./receivers
stderr '^value pointer$'
`,
  ],
];

if (goTool === null) {
  test('commands that build', { skip: 'no go command' }, () => {});
} else {
  const dir = scriptDir();
  const ownDir = scriptDir();
  // Results are kept under the name of the bundle, which another build of burrow may change meanwhile.
  const rootIn = (d: string): string => {
    const root = path.join(d, 'root');
    fs.mkdirSync(path.join(root, 'dist'), { recursive: true });
    fs.writeFileSync(path.join(root, 'dist/stamp'), 'commit\nbundle\n');
    return root;
  };
  const gcWorld = new ScriptWorld(rootIn(dir), goroot!, dir, gcMachines);
  const ownWorld = new ScriptWorld(rootIn(ownDir), goroot!, ownDir, machines);
  const worlds = [gcWorld, ownWorld];
  before(() => Promise.all(worlds.map(w => w.open())));
  after(() => {
    for (const w of worlds) w.close();
    removeAll(dir);
    removeAll(ownDir);
  });
  for (const [name, script] of [...rows, ...ownRows]) {
    const world = rows.some(r => r[0] === name) ? gcWorld : ownWorld;
    test(name, async () => {
      const work = fs.realpathSync(fs.mkdtempSync(path.join(world === ownWorld ? ownDir : dir, 'commands-')));
      const run = new Script(world, work, world.env);
      run.env.set('WORK', work);
      run.env.set('TMPDIR', path.join(work, 'tmp'));
      run.env.set('GOPATH', path.join(work, 'gopath'));
      run.env.set('GOCACHE', path.join(work, 'cache'));
      for (const d of ['tmp', 'gopath', 'src']) fs.mkdirSync(path.join(work, d));
      run.chdir('src');
      run.extract(parseArchive(Buffer.from(world === ownWorld ? module + alone : module)).files);
      const result = await run.run(script);
      assert.equal(result.status, 'pass', `line ${result.line}: ${result.why}\n${result.log}`);
    });
  }
}
