// Help topics about building and testing.

/** A topic's text. */
export interface Topic {
  readonly text: string;
}

export const buildconstraint: Topic = {
  text: `A build constraint (build tag) says when a file is part of its package. It is a line comment

	//go:build expression

before the package clause, with nothing but blank lines and other line comments above it and a blank line below. The
expression joins tags by ||, && and !, with parentheses, as in Go:

	//go:build (linux && 386) || (darwin && !cgo)

There is one such line in a file at most. These tags hold during a build:

	- the target system, GOOS (android holds linux too, illumos holds solaris, ios holds darwin)
	- the target architecture, GOARCH, and its features: GOARCH.feature
	- unix, where GOOS is like Unix
	- gc, the compiler that burrow stands for; gccgo never
	- cgo, where CGO_ENABLED is 1
	- go1.1, go1.2 and so on up to the release of the distribution in use
	- goexperiment.NAME for the experiments in force
	- what -tags names

A file whose name without its suffix (and without _test) ends in _GOOS, _GOARCH or _GOOS_GOARCH has that constraint
without a line: source_windows_amd64.go. A feature tag holds for its level and all levels above:

	386: 386.387, 386.sse2      amd64: amd64.v1 to v4       arm: arm.5 to arm.7
	arm64: arm64.v8.0 to v9.5   mips, mips64: .hardfloat, .softfloat
	ppc64: ppc64.power8 to power10   riscv64: riscv64.rva20u64, rva22u64, rva23u64   wasm: wasm.satconv, wasm.signext

A tag for the file's own use that is never set, by custom ignore, keeps a file out of all builds:

	//go:build ignore

Old files say // +build instead; 'fmt' keeps the two forms equal.
`,
};

export const buildjson: Topic = {
  text: `With -json, 'build', 'install' and 'test' print what the build has to say as JSON on standard output, one object a line:

	type BuildEvent struct {
		ImportPath string
		Action     string
		Output     string
	}

ImportPath is the package being built, as 'list -json' names it and as the FailedBuild of a test event does. Action is

	build-output	Output is a part of what the build prints
	build-fail	the build of the package failed

The Output of all events, put together, is what the build would print without -json. 'test -json' prints these events among
those of the tests, which have other actions. Mistakes that keep a build from starting may still be plain text on standard
error.
`,
};

export const buildmode: Topic = {
  text: `The flag -buildmode says what is made. The modes of Go are

	-buildmode=archive	archives of the packages that are not main
	-buildmode=c-archive	a C archive of a main package
	-buildmode=c-shared	a C shared library of a main package
	-buildmode=default	main packages become programs, the others archives
	-buildmode=exe	programs; packages that are not main are left alone
	-buildmode=pie	position independent programs
	-buildmode=plugin	a plugin of a main package
	-buildmode=shared	one shared library of all packages that are not main

burrow has default, archive, exe and pie. What it makes without -buildmode=pie is static; a position independent program
names the system's loader, which puts it at an address of its own in each run, and needs no library. An archive is written
where -o says so, and Go's own tools read it. The other modes need a C linker and are refused in one line.
`,
};

export const c: Topic = {
  text: `A package calls C through cgo, or holds C, C++, Objective-C, Fortran or SWIG files beside its Go files; the go command
then runs a C compiler. burrow has no cgo: it builds as with CGO_ENABLED=0, where files that import "C" are no part of
their packages and the packages of the library that have a form without C use it. A package that cannot do without is
refused in one line.

'doc cmd/cgo' and 'doc runtime/cgo' describe cgo.
`,
};

export const cache: Topic = {
  text: `burrow keeps what it has compiled, function by function, and the results of tests that passed. The cache is in the
directory 'burrow' of the user's cache directory; BURROWCACHE names another one; where GOCACHE is set it is the directory
'burrow' there. Any number of commands may use it at once. 'clean -cache' empties it, 'clean -testcache' forgets the results of tests,
'clean -fuzzcache' what fuzzing found.

What is built is known by the content of its sources, the flags and the compiler's own version: there is no need to empty
the cache by hand. -a builds everything again, and 'test -count=1' runs tests again.

GODEBUG=gocacheverify=1 has everything built again and compared with what the cache holds.
`,
};

export const environment: Topic = {
  text: `The commands read settings from the environment; where a variable is unset or empty, from the user's file of settings
('env -w NAME=VALUE' writes it, 'env GOENV' names it), then from go.env of the distribution, then a default holds.
'env NAME' prints what is in force.

General:

	GCCGO	the gccgo command of -compiler=gccgo
	GO111MODULE	module mode: on (also ''), off for GOPATH mode, auto: on where there is a go.mod
	GOARCH	the architecture to build for: amd64, arm64, riscv64, wasm ...
	GOAUTH	how to log in to servers of modules: 'help goauth'
	GOBIN	where 'install' puts programs
	GOCACHE	the go command's build cache, an absolute path or off
	GOCACHEPROG	a program that keeps that cache
	GODEBUG	settings of built programs and of the commands; only from the environment
	GOENV	the user's file of settings, or off; only from the environment
	GOFLAGS	flags for every command that knows them, as -flag=value separated by spaces
	GOINSECURE	patterns of module paths that may be fetched without TLS
	GOMODCACHE	where downloaded modules are kept
	GOOS	the system to build for: linux, darwin, windows ...
	GOPATH	'help gopath'
	GOPRIVATE, GONOPROXY, GONOSUMDB	'help private'
	GOPROXY	'help goproxy'
	GOROOT	the Go distribution
	GOSUMDB	the checksum database: its name, or name and key, or name, key and address; off
	GOTMPDIR	where temporary files are made
	GOTOOLCHAIN	the Go release that runs: local, auto, path, a release, or a least release as in go1.26.0+auto
	GOVCS	'help vcs'
	GOWORK	the go.work file in force, off for none; by default the nearest one upwards

For cgo, which burrow does not have; shown and written as the go command does:

	AR, CC, CXX, FC	archiver and compilers for C, C++ and Fortran
	CGO_CFLAGS, CGO_CPPFLAGS, CGO_CXXFLAGS, CGO_FFLAGS, CGO_LDFLAGS	flags for them
	CGO_CFLAGS_ALLOW, CGO_CFLAGS_DISALLOW and so on	expressions for flags that sources may and may not set
	CGO_ENABLED	0 or 1
	PKG_CONFIG	the pkg-config program

The level of an architecture:

	GO386	sse2, softfloat
	GOAMD64	v1, v2, v3, v4
	GOARM	5, 6, 7, each with ,softfloat or ,hardfloat
	GOARM64	v8.0 to v8.9, v9.0 to v9.5, with ,lse and ,crypto
	GOMIPS, GOMIPS64	hardfloat, softfloat
	GOPPC64	power8, power9, power10
	GORISCV64	rva20u64, rva22u64, rva23u64
	GOWASM	satconv, signext

Coverage: programs built with -cover write their data into GOCOVERDIR.

For special purposes:

	GCCGOTOOLDIR	where gccgo's tools are
	GOEXPERIMENT	experiments of the toolchain, on, or off with the prefix no
	GOFIPS140	the FIPS 140 module: off, latest, a version
	GO_EXTLINK_ENABLED	1 or 0: whether a C linker may be called
	GIT_ALLOW_PROTOCOL	git's own: the schemes that may be fetched from

Shown by 'env' and never read:

	GOEXE	the suffix of programs
	GOGCCFLAGS	flags for CC
	GOHOSTARCH, GOHOSTOS	this machine
	GOMOD	go.mod in force; the null device where there is none, empty in GOPATH mode
	GOTELEMETRY, GOTELEMETRYDIR	'help telemetry'
	GOTOOLDIR	where the distribution has its tools
	GOVERSION	the release of the distribution
`,
};

export const filetype: Topic = {
  text: `The files of a package's directory, by their names:

	.go	Go
	.c, .h	C
	.cc, .cpp, .cxx, .hh, .hpp, .hxx	C++
	.m	Objective-C
	.f, .F, .for, .f90	Fortran
	.s, .S, .sx	assembly
	.swig, .swigcxx	SWIG
	.syso	object files for the linker

Go files and Go's own assembly are compiled. All others but .syso need cgo, without which a package that holds them and
imports "C" is refused, and .S and .sx are for the C compiler. Files whose names start with _ or . are passed over. Names and
'//go:build' lines choose files for a target: 'help buildconstraint'.
`,
};

export const packages: Topic = {
  text: `Most commands take packages:

	burrow COMMAND [packages]

Without any, the package of the current directory is meant. A word that starts with / or with . or .. as an element is a
directory; any other word is an import path. These words are not:

	main	reserved for the top of a program
	all	in a module: the main modules' packages and all that they and their tests import; in GOPATH mode: all packages
	std	the standard library
	cmd	the commands of the distribution and their packages
	tool	what the tool lines of go.mod name
	work	the packages of the main modules, in a workspace of all of its modules

In a pattern, ... stands for any string, also an empty one and one with slashes. x/... matches x too, and no ... reaches
into vendor directories unless the pattern names one. ./... is all below the current directory.

Directories whose names start with . or _ and those called testdata are passed over by patterns, as are those that 'ignore'
lines of go.mod name.

Names of Go files make one package of the listed files of one directory. A word with @version (for 'get', 'install',
'run') is 'help modules'.
`,
};

export const testflag: Topic = {
  text: `'test' takes flags for itself and flags for the test programs; the latter may also be given to a test program itself, as
-test.NAME. Flags for what 'test' runs:

	-artifacts	keep the files that tests leave in their artifact directories, below -outputdir
	-bench regexp	run the benchmarks that match; none without it, all with .
	-benchtime t	run each for a time (1h30s) or a number of rounds (100x)
	-count n	run each test, benchmark and fuzz seed n times; 1 has the cache passed over
	-cover	coverage
	-covermode set,count,atomic	what it counts: whether, how often, how often with threads
	-coverpkg pattern1,pattern2,pattern3	of which packages; by default that under test
	-cpu 1,2,4	for each value of GOMAXPROCS
	-failfast	start no more tests after one that fails
	-fullpath	whole file names in failures
	-fuzz regexp	fuzz the one target that matches
	-fuzztime t	for how long, or how often (100x)
	-fuzzminimizetime t	how long each try to make a failing input smaller
	-json	events as JSON: 'doc test2json'
	-list regexp	names of tests that match; runs none
	-outputdir directory	for profiles
	-parallel n	tests at once that ask for it, by default GOMAXPROCS
	-run regexp	the tests, examples and seeds that match; a / separates the levels of subtests
	-short	tell long tests to be brief
	-shuffle off,on,N	in another order: that of the clock or of N
	-skip regexp	not those that match
	-timeout d	panic after this time, 10m by default, never with 0
	-v	say what runs, and all that is logged
	-vet list	the checks of vet before the test: a list, all, or off

Flags for profiles; they keep the test program:

	-benchmem	memory of benchmarks
	-blockprofile block.out	blocking, at -blockprofilerate n
	-coverprofile cover.out	coverage
	-cpuprofile cpu.out	time
	-memprofile mem.out	allocations, at -memprofilerate n
	-mutexprofile mutex.out	contention, one in -mutexprofilefraction n
	-trace trace.out	a trace of execution

What stands after -args, or after a package that is followed by no known flag, goes to the test program as it is. Unknown
flags do too, and end the list of packages:

	burrow test -v -myflag testdata -cpuprofile=prof.out -x

runs pkg.test -test.v -myflag testdata -test.cpuprofile=prof.out, and -x is for the build.
`,
};

export const testfunc: Topic = {
  text: `'test' looks for functions in files whose names end in _test.go:

	func TestXxx(t *testing.T) { ... }
	func BenchmarkXxx(b *testing.B) { ... }
	func FuzzXxx(f *testing.F) { ... }
	func ExampleXxx() { ... }

Xxx does not start with a small letter. Examples print to standard output, which is compared with the last comment of the
function where that begins with Output:, after spaces at both ends are dropped; after Unordered output: the order of the lines
does not matter. One without such a comment is compiled and not run. An example may be for a package (Example), a function or
a type (ExampleF, ExampleT), a method (ExampleT_M), with another suffix _xxx for each further one.

A file with one example, some declarations beside it and no tests is shown as a whole by documentation.

TestMain(m *testing.M) runs in place of all tests and calls m.Run. 'doc testing' says more.
`,
};
