// Small modules with everything that can be right or wrong with packages; `list` must say of them what the go command says.

/** A module, and what is asked of it. */
export interface ListCase {
  readonly name: string;
  /** txtar. */
  readonly files: string;
  readonly args: readonly string[];
  /** Below the module's root. */
  readonly cwd?: string;
  /** `$W` is the directory of the files. */
  readonly env?: Readonly<Record<string, string>>;
  /** The arguments are a whole command, to be run once. */
  readonly raw?: boolean;
}

const mod = '-- go.mod --\nmodule example.com/m\n\ngo 1.24\n';

/** Modules in the cache, as a download leaves them. */
const cache = `-- modcache/example.com/r@v1.2.3/go.mod --
module example.com/r

go 1.20

require example.com/s v1.1.0
-- modcache/example.com/r@v1.2.3/r.go --
package r
import _ "example.com/s/sub"
-- modcache/example.com/r@v1.2.3/vendor/x/x.go --
package x
-- modcache/example.com/s@v1.1.0/sub/s.go --
package sub
-- modcache/example.com/!up@v1.0.0/u.go --
package u
-- modcache/cache/download/example.com/r/@v/v1.2.3.info --
{"Version":"v1.2.3","Time":"2020-01-02T03:04:05Z"}
-- modcache/cache/download/example.com/r/@v/v1.2.3.mod --
module example.com/r

go 1.20

require example.com/s v1.1.0
-- modcache/cache/download/example.com/r/@v/v1.2.3.zip --
-- modcache/cache/download/example.com/r/@v/v1.2.3.ziphash --
h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-- modcache/cache/download/example.com/s/@v/v1.1.0.info --
{"Version":"v1.1.0","Time":"2021-01-02T03:04:05Z"}
-- modcache/cache/download/example.com/s/@v/v1.1.0.mod --
module example.com/s
-- modcache/cache/download/example.com/s/@v/v1.1.0.zip --
-- modcache/cache/download/example.com/s/@v/v1.1.0.ziphash --
h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-- modcache/cache/download/example.com/!up/@v/v1.0.0.info --
{"Version":"v1.0.0","Time":"2021-01-02T03:04:05Z"}
-- modcache/cache/download/example.com/!up/@v/v1.0.0.mod --
module example.com/Up
-- modcache/cache/download/example.com/!up/@v/v1.0.0.zip --
-- modcache/cache/download/example.com/!up/@v/v1.0.0.ziphash --
h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-- go.sum --
example.com/r v1.2.3 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
example.com/r v1.2.3/go.mod h1:/ddupkoYpQRCndD5X2TBfaNgB5pKzc9Qw9AV5bDEf0w=
example.com/s v1.1.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
example.com/s v1.1.0/go.mod h1:WGaVDZnlXZvmgKT00QLP2XOjQjznuk0IndE1iWOa5tA=
example.com/Up v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
example.com/Up v1.0.0/go.mod h1:VlrMkVdn+dk0cg+gtuSRX9n8gEmAqc3KNydTwAdBltE=
`;

export const listCases: readonly ListCase[] = [
  {
    name: 'plain',
    files: `${mod}-- a.go --\n// Package m is it. And more.\npackage m\nimport "fmt"\nvar _ = fmt.Sprint\n-- a_test.go --\npackage m\nimport "testing"\nvar _ testing.T\n-- x_test.go --\npackage m_test\nimport _ "example.com/m"\nimport _ "strings"\n`,
    args: [],
  },
  { name: 'main', files: `${mod}-- a.go --\n//go:debug panicnil=1\npackage main\nfunc main() {}\n`, args: ['.'] },
  {
    name: 'main v2',
    files: `-- go.mod --\nmodule example.com/tool/v2\ngo 1.20\n-- a.go --\npackage main\nfunc main() {}\n`,
    args: ['.'],
  },
  {
    name: 'wildcard',
    files: `${mod}-- a/a.go --\npackage a\n-- a/b/b.go --\npackage b\nimport _ "example.com/m/a"\n-- c/c_test.go --\npackage c\n-- _x/x.go --\npackage x\n-- testdata/t.go --\npackage t\n-- vendor/v/v.go --\npackage v\n-- other/go.mod --\nmodule other\n-- other/o.go --\npackage o\n`,
    args: ['-mod=mod', './...'],
  },
  {
    name: 'path wildcard',
    files: `${mod}-- a/a.go --\npackage a\n-- ab/b.go --\npackage b\n`,
    args: ['example.com/m/a...', 'example.com/m/.../a', 'fm...'],
  },
  {
    name: 'all',
    files: `${mod}-- a/a.go --\npackage a\nimport _ "errors"\n-- a/a_test.go --\npackage a\nimport _ "testing"\n`,
    args: ['all'],
  },
  { name: 'nothing matches', files: mod, args: ['./...'] },
  { name: 'no package', files: mod, args: ['.'] },
  { name: 'missing dir', files: mod, args: ['./nope', './x/...'] },
  {
    name: 'missing import',
    files: `${mod}-- a.go --\npackage m\n\nimport "example.com/m/b"\nimport "golang.org/x/none"\nimport "nosuch"\n`,
    args: ['.'],
  },
  {
    name: 'missing of dep',
    files: `${mod}-- a.go --\npackage m\nimport "example.com/m/b"\n-- b/b.go --\npackage b\nimport _ "nosuch/x"\n`,
    args: ['.'],
  },
  {
    name: 'cycle',
    files: `${mod}-- a/a.go --\npackage a\nimport _ "example.com/m/b"\n-- b/b.go --\npackage b\nimport _ "example.com/m/c"\n-- c/c.go --\npackage c\nimport _ "example.com/m/a"\n`,
    args: ['./a'],
  },
  { name: 'self import', files: `${mod}-- a.go --\npackage m\nimport _ "example.com/m"\n`, args: ['.'] },
  {
    name: 'test cycle',
    files: `${mod}-- a/a.go --\npackage a\n-- a/a_test.go --\npackage a\nimport _ "example.com/m/b"\n-- b/b.go --\npackage b\nimport _ "example.com/m/a"\n`,
    args: ['./a'],
  },
  {
    name: 'xtest uses dependent',
    files: `${mod}-- a/a.go --\npackage a\n-- a/in_test.go --\npackage a\n-- a/a_test.go --\npackage a_test\nimport _ "example.com/m/b"\nimport _ "example.com/m/a"\n-- b/b.go --\npackage b\nimport _ "example.com/m/a"\n`,
    args: ['./a'],
  },
  {
    name: 'internal',
    files: `${mod}-- a/internal/x/x.go --\npackage x\n-- b/b.go --\npackage b\nimport _ "example.com/m/a/internal/x"\nimport _ "internal/abi"\n-- a/y/y.go --\npackage y\nimport _ "example.com/m/a/internal/x"\n`,
    args: ['./...'],
  },
  {
    name: 'import main',
    files: `${mod}-- a.go --\npackage m\nimport _ "example.com/m/cmd"\n-- cmd/c.go --\npackage main\n`,
    args: ['.'],
  },
  { name: 'two packages', files: `${mod}-- a.go --\npackage a\n-- b.go --\npackage b\n`, args: ['.'] },
  {
    name: 'constraints',
    files: `${mod}-- a_windows.go --\npackage m\n-- b.go --\n//go:build windows && !linux\n\npackage m\n-- c.go --\n//go:build (\n\npackage m\n-- d.go --\n// +build ignore\n\npackage m\n-- e_linux_test.go --\npackage m\n-- f.go --\n//go:build linux\n//go:build amd64\n\npackage m\n-- g_arm64.s --\n-- h.s --\n//go:build windows\n\nTEXT\n-- i.go --\npackage documentation\n`,
    args: ['.'],
  },
  { name: 'all excluded', files: `${mod}-- a_windows.go --\npackage m\n`, args: ['.'] },
  {
    name: 'tags',
    files: `${mod}-- a.go --\n//go:build foo && goexperiment.greenteagc && amd64.v1 && go1.26 && !go1.27 && gc && unix\n\npackage m\n`,
    args: ['-tags=foo,bar', '.'],
  },
  {
    name: 'syntax errors',
    files: `${mod}-- a/a.go --\npackage\n-- b/b.go --\nfunc x\n-- c/c.go --\npackage c\nimport fmt\n-- d/d.go --\npackage d\nimport "a b"\n-- e/e.go --\npackage e\nimport (\n"fmt"\n-- f/f.go --\n-- g/g.go --\npackage _\n-- h/h.go --\npackage h; import "fmt" import "os"\n-- i/i.go --\npackage i\nimport 'x'\n-- j/j.go --\npackage j\nimport "unterminated\n-- k/k.go --\n/* open\n-- l/l.go --\n@\n-- n/n.go --\npackage 12\n-- o/o.go --\npackage o\nimport ""\n-- q/q.go --\npackage q\nvar x = "\n-- r/r.go --\npackage r )\n-- s/s.go --\npackage if\n`,
    args: ['./...'],
  },
  {
    name: 'cgo',
    files: `${mod}-- a.go --\npackage m\n\n// #cgo CFLAGS: -DX=1 -I\${SRCDIR}/inc -Linc\n// #cgo linux LDFLAGS: -lm "a b"\n// #cgo pkg-config: png\n// #include <x.h>\nimport "C"\n-- b.c --\n-- c.S --\n-- d.s --\n-- e.h --\n-- f.cpp --\n-- g.m --\n-- h.f --\n-- i.syso --\n-- j.swig --\n-- k_windows.c --\n`,
    args: ['.'],
    env: { CGO_ENABLED: '1' },
  },
  {
    name: 'cgo off',
    files: `${mod}-- a.go --\npackage m\nimport "C"\n-- z.go --\npackage m\n-- b.c --\n-- c.S --\n-- d.s --\n`,
    args: ['.'],
    env: { CGO_ENABLED: '0' },
  },
  {
    name: 'cgo errors',
    files: `${mod}-- d/d_test.go --\npackage d\nimport "C"\n-- e/e.go --\npackage e\n-- e/e.c --\n-- f/f.go --\npackage f\n-- f/f.cc --\n`,
    args: ['./...'],
    env: { CGO_ENABLED: '1' },
  },
  {
    name: 'embed',
    files: `${mod}-- a.go --\npackage m\nimport _ "embed"\n//go:embed a.txt d/*.txt "q r.txt" all:h\nvar x string\n\n//go:embed d\nvar y int\n-- a.txt --\n-- d/b.txt --\n-- d/.hid --\n-- d/e/f.txt --\n-- q r.txt --\n-- h/_x --\n-- a_test.go --\npackage m\nimport _ "embed"\n//go:embed a.txt\nvar z string\n`,
    args: ['.'],
  },
  {
    name: 'embed errors',
    files: `${mod}-- a/a.go --\npackage a\nimport _ "embed"\n\n//go:embed none.txt\nvar x string\n-- b/b.go --\npackage b\nimport _ "embed"\n//go:embed ../a\nvar x string\n-- c/c.go --\npackage c\nimport _ "embed"\n//go:embed d\nvar x string\n-- c/d/.x --\n-- e/e.go --\npackage e\nimport _ "embed"\n//go:embed m\nvar x string\n-- e/m/go.mod --\nmodule z\n-- e/m/x --\n-- f/f.go --\npackage f\nimport _ "embed"\n//go:embed [\nvar x string\n-- g/g.go --\npackage g\nimport _ "embed"\n//go:embed a:b\nvar x string\n-- g/a:b --\n`,
    args: ['./...'],
  },
  {
    name: 'files',
    files: `${mod}-- x/a.go --\n//go:build ignore\n\npackage main\nimport "fmt"\nfunc main() { fmt.Println() }\n-- x/b_windows.go --\npackage main\n`,
    args: ['x/a.go', 'x/b_windows.go'],
  },
  {
    name: 'files of two dirs',
    files: `${mod}-- x/a.go --\npackage main\n-- y/b.go --\npackage main\n`,
    args: ['x/a.go', 'y/b.go'],
  },
  { name: 'files not go', files: `${mod}-- a.go --\npackage main\n`, args: ['a.go', 'b.txt'] },
  {
    name: 'relative import',
    files: `${mod}-- a.go --\npackage m\nimport "./b"\nimport "/abs"\n-- b/b.go --\npackage b\n`,
    args: ['.'],
  },
  {
    name: 'bad imports',
    files: `${mod}-- a.go --\npackage m\nimport "x@y"\nimport "example.com//b"\nimport "CON/x.y"\nimport "all"\nimport "mod/x"\nimport "example.com/m/vendor/z"\n`,
    args: ['.'],
  },
  {
    name: 'odd args',
    files: `${mod}-- a.go --\npackage m\n`,
    args: ['fmt@latest', 'example.com/none', 'nostd', 'std...', 'C', 'unsafe', '-x'],
  },
  { name: 'case collision', files: `${mod}-- a.go --\npackage m\n-- A.go --\npackage m\n`, args: ['.'] },
  { name: 'odd file names', files: `${mod}-- -a.go --\npackage m\n`, args: ['.'] },
  {
    name: 'replace dir',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nreplace example.com/r => ./r\n-- a.go --\npackage m\nimport _ "example.com/r/sub"\n-- r/go.mod --\nmodule example.com/r\n-- r/sub/s.go --\npackage sub\n`,
    args: ['.'],
  },
  {
    name: 'replace missing',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nreplace example.com/r => ./r\n-- a.go --\npackage m\nimport _ "example.com/r/sub"\n`,
    args: ['.'],
  },
  {
    name: 'replaced not required',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nreplace example.com/r => ./r\n-- a.go --\npackage m\nimport _ "example.com/r/sub"\n-- r/go.mod --\nmodule example.com/r\n-- r/sub/s.go --\npackage sub\n`,
    args: ['.'],
  },
  {
    name: 'no sum',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\n-- a.go --\npackage m\nimport _ "example.com/r/sub"\n`,
    args: ['.'],
  },
  {
    name: 'indirect import',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.0.0\nreplace example.com/r => ./r\nreplace example.com/s => ./s\n-- a.go --\npackage m\nimport _ "example.com/s"\nimport _ "example.com/r"\n-- r/go.mod --\nmodule example.com/r\ngo 1.24\nrequire example.com/s v1.0.0\n-- r/r.go --\npackage r\n-- s/go.mod --\nmodule example.com/s\n-- s/s.go --\npackage s\n`,
    args: ['.'],
  },
  {
    name: 'vendor',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\n-- a.go --\npackage m\nimport _ "example.com/r/sub"\n-- vendor/modules.txt --\n# example.com/r v1.2.3\n## explicit; go 1.20\nexample.com/r/sub\n-- vendor/example.com/r/sub/s.go --\npackage sub\n-- vendor/example.com/r/not/s.go --\npackage not\n`,
    args: ['./...', 'example.com/r/...'],
  },
  {
    name: 'vendor inconsistent',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nreplace example.com/q => ./q\n-- a.go --\npackage m\n-- vendor/modules.txt --\n# example.com/r v1.2.4\n## explicit\nexample.com/r/sub\n# example.com/z v1.0.0 => ./z\n`,
    args: ['.'],
  },
  {
    name: 'vendor missing',
    files: `${mod}-- a.go --\npackage m\nimport _ "example.com/r/sub"\n-- vendor/modules.txt --\n`,
    args: ['.'],
  },
  {
    name: 'go.work',
    files: `-- go.work --\ngo 1.24\nuse (\n\t./a\n\t./b\n)\n-- a/go.mod --\nmodule example.com/a\ngo 1.24\n-- a/a.go --\npackage a\nimport _ "example.com/b/x"\n-- b/go.mod --\nmodule example.com/b\ngo 1.21\n-- b/x/x.go --\npackage x\n-- c/c.go --\npackage c\n`,
    args: ['./a/...', 'example.com/b/x', './c'],
  },
  {
    name: 'go.work too old',
    files: `-- go.work --\ngo 1.22\nuse ./a\n-- a/go.mod --\nmodule example.com/a\ngo 1.24\n`,
    args: ['./a'],
  },
  { name: 'go.work errors', files: `-- go.work --\ngo 1.22\nuse ./a\nfoo bar\n`, args: ['./a'] },
  {
    name: 'go.mod errors',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r\nfoo bar\nrequire example.com/r/v2 v1.0.0\nreplace a => b\nmodule x\ngo x\n`,
    args: ['.'],
  },
  { name: 'go.mod syntax', files: `-- go.mod --\nmodule example.com/m\nrequire (\n`, args: ['.'] },
  { name: 'go.mod too new', files: `-- go.mod --\nmodule example.com/m\ngo 1.99\n`, args: ['.'] },
  { name: 'go.mod without module', files: `-- go.mod --\ngo 1.20\n`, args: ['.'] },
  { name: 'old go.mod', files: `-- go.mod --\nmodule example.com/m\n-- a.go --\npackage main\n`, args: ['.'] },
  { name: 'outside', files: `-- a.go --\npackage m\n`, args: ['fmt', 'example.com/x'] },
  { name: 'outside dir', files: `-- a.go --\npackage m\n`, args: ['.'] },
  { name: 'outside files', files: `-- a.go --\npackage main\nimport "example.com/x"\n`, args: ['a.go'] },
  {
    name: 'sub directory',
    files: `${mod}-- a/a.go --\npackage a\n-- b/b.go --\npackage b\nimport "nosuch"\n`,
    args: ['../b', './...'],
    cwd: 'a',
  },
  {
    name: 'parent wildcard',
    files: `${mod}-- a/a.go --\npackage a\n-- b/b.go --\npackage b\n`,
    args: ['../...', '..'],
    cwd: 'a',
  },
  {
    name: 'above module',
    files: `-- m/go.mod --\nmodule m\n-- m/a.go --\npackage m\n-- b/b.go --\npackage b\n`,
    args: ['../b', '../...'],
    cwd: 'm',
  },
  {
    name: 'nested ignored',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.25\nignore ./x\nignore y\n-- x/x.go --\npackage x\n-- a/y/y.go --\npackage y\n-- a/a.go --\npackage a\n`,
    args: ['./...', 'example.com/m/...'],
  },
  {
    name: 'tool',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.25\ntool example.com/m/t\n-- t/t.go --\npackage main\n`,
    args: ['tool'],
  },
  {
    name: 'pgo',
    files: `${mod}-- a/a.go --\npackage main\nimport _ "errors"\n-- a/default.pgo --\n-- b/b.go --\npackage main\nimport _ "errors"\n`,
    args: ['./...'],
  },
  {
    name: 'cached',
    files: `${cache}-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nrequire example.com/s v1.1.0 // indirect\nrequire example.com/Up v1.0.0\n-- a.go --\npackage m\nimport _ "example.com/r"\nimport _ "example.com/Up"\n`,
    args: ['.', 'example.com/...', 'all'],
  },
  {
    name: 'cached unpruned',
    files: `${cache}-- go.mod --\nmodule example.com/m\ngo 1.15\nrequire example.com/r v1.2.3\n-- a.go --\npackage m\nimport _ "example.com/r"\n`,
    args: ['.', 'example.com/s/sub'],
  },
  {
    name: 'cached indirect',
    files: `${cache}-- go.mod --\nmodule example.com/m\ngo 1.15\nrequire example.com/r v1.2.3\n-- a.go --\npackage m\nimport _ "example.com/s/sub"\n`,
    args: ['.'],
  },
  {
    name: 'cached missing package',
    files: `${cache}-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nrequire example.com/s v1.1.0 // indirect\n-- a.go --\npackage m\nimport _ "example.com/r/none"\n`,
    args: ['.'],
  },
  {
    name: 'cached by directory',
    files: `${cache}-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nrequire example.com/s v1.1.0 // indirect\n-- a.go --\npackage m\nimport _ "example.com/r"\n`,
    args: ['./modcache/example.com/r@v1.2.3', './modcache/example.com/s@v1.1.0/...'],
  },
  {
    name: 'cached list -m',
    files: `${cache}-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nrequire example.com/s v1.1.0 // indirect\n`,
    args: ['list', '-m', '-json', 'all'],
    raw: true,
  },
  {
    name: 'cached list -m format',
    files: `${cache}-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.2.3\nrequire example.com/s v1.1.0 // indirect\n`,
    args: ['list', '-m', '-f', '{{.}} {{.Path}} {{.Time}} {{.Indirect}} {{.Main}}', 'all'],
    raw: true,
  },
  {
    name: 'ambiguous',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.0.0\nrequire example.com/r/sub v1.0.0\nreplace example.com/r => ./r\nreplace example.com/r/sub => ./s\n-- a.go --\npackage m\nimport _ "example.com/r/sub"\n-- r/go.mod --\nmodule example.com/r\n-- r/sub/s.go --\npackage sub\n-- s/go.mod --\nmodule example.com/r/sub\n-- s/s.go --\npackage sub\n`,
    args: ['.'],
  },
  {
    name: 'find',
    files: `${mod}-- a.go --\npackage m\nimport _ "nosuch"\n`,
    args: ['list', '-find', '-json', '.'],
    raw: true,
  },
  {
    name: 'compiled',
    files: `${mod}-- a.go --\npackage main\nimport _ "errors"\nfunc main() {}\n`,
    args: ['list', '-compiled', '-json=ImportPath,CompiledGoFiles,Imports', '.'],
    raw: true,
    env: { CGO_ENABLED: '0' },
  },
  { name: 'json false', files: `${mod}-- a.go --\npackage m\n`, args: ['list', '-json=false', '.'], raw: true },
  { name: 'find and deps', files: mod, args: ['list', '-find', '-deps'], raw: true },
  {
    name: 'C flag',
    files: `${mod}-- a/a.go --\npackage a\n`,
    args: ['list', '-C', 'a', '-e', '-json=ImportPath,Dir'],
    raw: true,
  },
  { name: 'C flag late', files: mod, args: ['list', '-e', '-C', 'a'], raw: true },
  {
    name: 'modfile',
    files: `${mod}-- other.mod --\nmodule example.com/other\n-- a.go --\npackage m\n`,
    args: ['list', '-modfile=other.mod', '-json=ImportPath,Module', '.'],
    raw: true,
  },
  { name: 'bad mod', files: mod, args: ['list', '-mod=foo'], raw: true },
  {
    name: 'mod in workspace',
    files: `-- go.work --\ngo 1.24\nuse .\n${mod}-- a.go --\npackage m\n`,
    args: ['list', '-mod=mod'],
    raw: true,
  },
  {
    name: 'import of test dir',
    files: `${mod}-- a.go --\npackage m\nimport _ "example.com/m/t"\n-- t/t_test.go --\npackage t\n`,
    args: ['.'],
  },
  {
    name: 'dep excluded',
    files: `${mod}-- a.go --\npackage m\nimport _ "example.com/m/w"\nimport _ "example.com/m/bad"\n-- w/w_windows.go --\npackage w\n-- bad/b.go --\npackage\n`,
    args: ['.'],
  },
  { name: 'bad port json', files: mod, args: ['list', '-json', 'fmt'], raw: true, env: { GOOS: 'nope' } },
  {
    name: 'after the clause',
    files: `${mod}-- a/a.go --\npackage a.b\n-- b/b.go --\npackage b ident\n-- c/c.go --\npackage c\nimport "fmt" "os"\n-- d/d.go --\npackage d\nimport ("fmt" "os")\n-- e/e.go --\npackage e\nimport "fmt"; import "os"\nfunc (\n`,
    args: ['./...'],
  },
  {
    name: 'ignore said',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.25\nignore ./x\n-- x/x.go --\npackage x\n-- a/a.go --\npackage a\n`,
    args: ['list', '-x', './...'],
    raw: true,
  },
  {
    name: 'bad tool',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.25\ntool a//b\n`,
    args: ['list', 'all'],
    raw: true,
  },
  {
    name: 'bad godebug',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.25\ngodebug (\n\tpanicnil=1\n\tnope=1\n)\n`,
    args: ['list', 'all'],
    raw: true,
  },
  {
    name: 'bad default godebug',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.25\ngodebug default=go1.99\n`,
    args: ['list', 'all'],
    raw: true,
  },
  {
    name: 'godebug',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.25\ngodebug (\n\tdefault=go1.21\n\tpanicnil=1\n)\n-- a.go --\npackage main\n`,
    args: ['.'],
  },
  {
    name: 'workspace twice',
    files: `-- go.work --\ngo 1.24\nuse ./a\nuse ./b\n-- a/go.mod --\nmodule m.m\n-- b/go.mod --\nmodule m.m\n`,
    args: ['list', '-m'],
    raw: true,
  },
  {
    name: 'workspace conflict',
    files: `-- go.work --\ngo 1.24\nuse ./a\nuse ./b\n-- a/go.mod --\nmodule m.a\nreplace x.y v1.0.0 => ./z\n-- b/go.mod --\nmodule m.b\nreplace x.y v1.0.0 => ./z\n`,
    args: ['list', '-m'],
    raw: true,
  },
  {
    name: 'workspace replaced',
    files: `-- go.work --\ngo 1.24\nuse ./a\nreplace m.a => ./b\n-- a/go.mod --\nmodule m.a\n`,
    args: ['list', '-m'],
    raw: true,
  },
  { name: 'workspace gone', files: `-- go.work --\ngo 1.24\nuse ./a\n`, args: ['list', '-m'], raw: true },
  {
    name: 'overlay',
    files: `${mod}-- a/a.go --\npackage a\n-- a/b.go --\nbad\n-- o.json --\n{"Replace": {"a/b.go": "", "n/n.go": "x/n", "a/c.go": "x/c", "go.mod": "x/mod"}}\n-- x/n --\npackage n\nimport _ "example.com/o/a"\n-- x/c --\npackage a\n-- x/mod --\nmodule example.com/o\n`,
    args: ['-overlay=o.json', './...'],
  },
  { name: 'overlay missing', files: mod, args: ['list', '-overlay=none.json'], raw: true },
  {
    name: 'overlay twice',
    files: `${mod}-- o.json --\n{"Replace": {"a.go": "x", "./a.go": "y"}}\n`,
    args: ['list', '-overlay=o.json'],
    raw: true,
  },
  {
    name: 'overlay nested',
    files: `${mod}-- o.json --\n{"Replace": {"a": "x", "a/b.go": "y"}}\n`,
    args: ['list', '-overlay=o.json'],
    raw: true,
  },
  {
    name: 'gopath',
    files: `-- src/a/a.go --\npackage a\nimport _ "b"\nimport _ "v"\nimport _ "nosuch"\n-- src/a/a_test.go --\npackage a\nimport _ "v"\n-- src/a/vendor/v/v.go --\npackage v\n-- src/b/b.go --\npackage main\n-- src/v/v.go --\npackage v\n-- src/a/internal/i/i.go --\npackage i\n-- src/c/c.go --\npackage c\nimport _ "a/internal/i"\nimport _ "a/vendor/v"\n-- src/d/d.go --\npackage d\nimport _ "../v"\nimport _ "./testdata/x"\n-- src/d/testdata/x/x.go --\npackage x\n`,
    args: ['a', 'c', './...', 'v...'],
    cwd: 'src/d',
    env: { GO111MODULE: 'off', GOPATH: '$W' },
  },
  {
    name: 'gopath main',
    files: `-- src/a/a.go --\npackage main\nfunc main() {}\n-- src/math/m.go --\npackage math\n`,
    args: ['.', '../math', 'std...', './x.go'],
    cwd: 'src/a',
    env: { GO111MODULE: 'off', GOPATH: '$W' },
  },
  {
    name: 'test functions',
    files: `${mod}-- a/a_test.go --\npackage a\nimport "testing"\nfunc TestX(t testing.T) {}\n-- b/b_test.go --\npackage b\nfunc TestMain(m *M) int {}\n-- c/c_test.go --\npackage c\nfunc Testing() {}\nfunc Benchmark(b *testing.B, x int) {}\n-- d/d_test.go --\npackage d\nfunc FuzzY[T any](f *testing.F) {}\n-- e/e_test.go --\npackage e\nfunc TestMain(t *testing.T) {}\nfunc Test_x(*T) {}\nfunc (x T) TestY() {}\n-- f/f_test.go --\npackage f\nfunc TestMain(m *M) {}\n-- f/x_test.go --\npackage f_test\nfunc TestMain(m *M) {}\n-- g/g_test.go --\npackage g\nfunc f() {\n`,
    args: ['./...'],
  },
  {
    name: 'test functions without -e',
    files: `${mod}-- a_test.go --\npackage a\nfunc f( {\n`,
    args: ['list', '-test', '.'],
    raw: true,
  },
  // The tags of the toolchain for machines and their levels.
  {
    name: 'tags GOARCH=arm64 GOARM64=v9.2,lse',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'arm64', GOARM64: 'v9.2,lse' },
  },
  {
    name: 'tags GOARCH=arm64 GOARM64=v8.3,crypto',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'arm64', GOARM64: 'v8.3,crypto' },
  },
  {
    name: 'tags GOARCH=arm GOARM=6,softfloat',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'arm', GOARM: '6,softfloat' },
  },
  {
    name: 'tags GOARCH=amd64 GOAMD64=v3',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'amd64', GOAMD64: 'v3' },
  },
  {
    name: 'tags GOARCH=riscv64 GORISCV64=rva22u64',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'riscv64', GORISCV64: 'rva22u64' },
  },
  {
    name: 'tags GOARCH=ppc64le GOPPC64=power9',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'ppc64le', GOPPC64: 'power9' },
  },
  {
    name: 'tags GOARCH=mips GOMIPS=softfloat',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'mips', GOMIPS: 'softfloat' },
  },
  {
    name: 'tags GOARCH=386 GO386=softfloat',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: '386', GO386: 'softfloat' },
  },
  {
    name: 'tags GOOS=wasip1 GOARCH=wasm GOWASM=satconv',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOOS: 'wasip1', GOARCH: 'wasm', GOWASM: 'satconv' },
  },
  {
    name: 'tags GOARCH=s390x',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 's390x' },
  },
  {
    name: 'tags GOOS=darwin GOARCH=arm64 GOEXPERIMENT=noregabi,arenas,jsonv2',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOOS: 'darwin', GOARCH: 'arm64', GOEXPERIMENT: 'noregabi,arenas,jsonv2' },
  },
  {
    name: 'tags GOEXPERIMENT=none',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOEXPERIMENT: 'none' },
  },
  {
    name: 'tags GOARCH=s390x GOEXPERIMENT=noregabiwrappers',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 's390x', GOEXPERIMENT: 'noregabiwrappers' },
  },
  {
    name: 'tags GOARCH=riscv64 GORISCV64=x',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'riscv64', GORISCV64: 'x' },
  },
  {
    name: 'tags GOARCH=wasm GOOS=js GOWASM=nope',
    files: mod,
    args: ['list', '-f', '{{context.ToolTags}}', 'unsafe'],
    raw: true,
    env: { GOARCH: 'wasm', GOOS: 'js', GOWASM: 'nope' },
  },
  ...['certified', 'inprocess', 'latest'].map(version => ({
    name: `the FIPS 140 module: ${version}`,
    files: `${mod}-- a.go --\npackage main\nimport _ "crypto/ecdsa"\nfunc main() {}\n-- a_test.go --\npackage main\n`,
    args: ['.', 'crypto/internal/fips140/...', 'crypto/internal/fips140/sha256', 'crypto/internal/fips140/nope'],
    env: { GOFIPS140: version, GOFLAGS: '-modcacherw -tags=zz' },
  })),
  {
    name: 'std with a snapshot of the FIPS 140 module',
    files: mod,
    args: ['list', '-f', '{{.ImportPath}} {{.Imports}} {{.DefaultGODEBUG}} {{context.BuildTags}}', 'std', 'crypto/...'],
    raw: true,
    env: { GOFIPS140: 'inprocess', GOFLAGS: '-modcacherw' },
  },
  {
    name: 'a snapshot of the FIPS 140 module without modules',
    files: '-- gopath/src/a/a.go --\npackage a\nimport _ "crypto/sha256"\n',
    args: ['a', 'crypto/internal/fips140/sha256'],
    env: { GOFIPS140: 'inprocess', GOFLAGS: '-modcacherw', GO111MODULE: 'off', GOPATH: '$W/gopath' },
  },
  ...[
    { GOFIPS140: 'v1.999.0' },
    { GOFIPS140: 'nope' },
    { GOFIPS140: 'inprocess', GOFLAGS: '-tags=purego' },
    { GOFIPS140: 'latest', GOFLAGS: '-tags=purego' },
    { GOFIPS140: 'latest', GOEXPERIMENT: 'boringcrypto' },
  ].map(env => ({ name: JSON.stringify(env), files: mod, args: ['list', 'std'], raw: true, env })),
  { name: 'unknown flag', files: mod, args: ['list', '-nope'], raw: true },
  { name: 'bad bool', files: mod, args: ['list', '-e=2'], raw: true },
  { name: 'no value', files: mod, args: ['list', '-f'], raw: true },
  { name: 'bad goflags', files: mod, args: ['list'], raw: true, env: { GOFLAGS: '-nope' } },
  {
    name: 'goflags',
    files: `${mod}-- a.go --\n//go:build zz\n\npackage m\n`,
    args: ['list', '.'],
    raw: true,
    env: { GOFLAGS: '-tags=zz' },
  },
  { name: 'f and json', files: mod, args: ['list', '-f=x', '-json'], raw: true },
  { name: 'bad port', files: mod, args: ['list', 'fmt'], raw: true, env: { GOOS: 'nope' } },
  { name: 'bad experiment', files: mod, args: ['list', 'fmt'], raw: true, env: { GOEXPERIMENT: 'nope' } },
  { name: 'list -m', files: mod, args: ['list', '-m', '-json'], raw: true },
  {
    name: 'list -m all',
    files: `-- go.mod --\nmodule example.com/m\ngo 1.24\nrequire example.com/r v1.0.0\nrequire example.com/t v1.0.0 // indirect\nreplace example.com/r => ./r\nreplace example.com/s => ./s\nreplace example.com/t => ./s\n-- r/go.mod --\nmodule example.com/r\ngo 1.24\nrequire example.com/s v1.0.0\n-- s/go.mod --\nmodule example.com/s\n`,
    args: ['list', '-m', '-json', 'all'],
    raw: true,
  },
  { name: 'list -m outside', files: '-- a --\n', args: ['list', '-m', 'all'], raw: true },
  { name: 'list -m unknown', files: mod, args: ['list', '-m', 'example.com/zzz'], raw: true },
];
