// Directives and the other things that gc's noder looks at around types: what gc reports for each file, in the order of the
// source.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../base/pos.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import * as Mode from '../syntax/mode.ts';
import { parse } from '../syntax/parser.ts';
import { checkPackage } from './check.ts';
import { checkDirectives, parseGoEmbed, readDirectives } from './directives.ts';
import { Package } from './package.ts';
import { checkRestrictions, checkSizes } from './restrictions.ts';
import { sizes64 } from './sizes.ts';
import { universe } from './universe.ts';

const rows: readonly (readonly [flags: string, file: string, ...errors: string[]])[] = [
  ['-complete', 'package p\n\nfunc f()\nfunc init()\n', '4:6: func init must have a body'],
  [
    '-complete',
    'package p\n\nimport _ "unsafe"\n\n//go:linkname f other.f\nfunc f()\n\n//go:linkname g\nfunc g()\n\n//go:linkname g p.h\n\n//go:linkname nothing\n',
    '11:3: duplicate //go:linkname for g',
    '13:3: //go:linkname must refer to declared function or variable',
  ],
  [
    '',
    'package p\n\n//go:linkname f x.f\nfunc f()\n',
    '3:3: //go:linkname only allowed in Go files that import "unsafe"',
  ],
  [
    '',
    'package p\n\nimport _ "unsafe"\n\n//go:linkname\n//go:linkname a b c d\n//go:linkname f x.f[int]\nfunc f()\n',
    '6:3: usage: //go:linkname localname [linkname]',
  ],
  ['', '//go:build linux\n\npackage p\n\n//go:build linux\nvar x int\n', '5:3: misplaced compiler directive'],
  [
    '',
    'package p\n\n//go:noinline\nvar x int\n\n//go:nosplit\ntype T int\n\n//go:norace\nconst c = 1\n\nfunc f() {\n\t//go:noinline\n\tx := 1\n\t_ = x\n\t//go:nosplit\n\ttype L int\n}\n\n//go:noinline\n',
    '13:4: misplaced compiler directive',
    '20:3: misplaced compiler directive',
  ],
  ['', 'package p\n\nvar x int //go:noinline\n', '3:13: misplaced compiler directive'],
  [
    '',
    'package p\n\n//go:noescape\nfunc f() {}\n\n//go:noescape\nfunc g()\n\n//go:nosplit\n//go:systemstack\nfunc h() {}\n',
    '10:3: //go:systemstack only allowed in runtime',
  ],
  [
    '',
    'package p\n\n//go:systemstack\nfunc f() {}\n\n//go:nowritebarrierrec\nfunc g() {}\n\n//go:uintptrkeepalive\nfunc h() {}\n\n//go:uintptrescapes\nfunc i(uintptr) {}\n',
    '3:3: //go:systemstack only allowed in runtime',
    '6:3: //go:nowritebarrierrec only allowed in runtime',
    '9:3: //go:uintptrkeepalive is only allowed in the standard library',
  ],
  [
    '-std',
    'package p\n\n//go:unknown\nfunc f() {}\n\n//go:uintptrkeepalive\nfunc h(uintptr) {}\n\n//go:generate foo\n',
    '3:3: //go:unknown is not allowed in the standard library',
  ],
  [
    '',
    'package p\n\n//go:embed x.txt\nvar s string\n',
    '3:3: go:embed requires import "embed" (or import _ "embed", if package is not used)',
  ],
  [
    '',
    'package p\n\nimport _ "unsafe"\n\n//go:embed\nvar s string\n\n//go:embed "a\nvar t string\n\n//go:embed a b\nfunc f() {}\n\n//go:embed a\ntype T int\n\n//go:embed a\n',
    '5:3: usage: //go:embed pattern...',
    '8:3: invalid quoted string in //go:embed: "a',
    '8:3: usage: //go:embed pattern...',
    '17:3: misplaced go:embed directive',
  ],
  [
    '',
    'package p\n\n//go:cgo_ldflag "x"\n\n//go:cgo_import_dynamic a b "-lfoo"\n\n//go:cgo_import_dynamic a b "libfoo.so"\n',
    '3:3: //go:cgo_ldflag "x" only allowed in cgo-generated code',
    '5:3: invalid library name "-lfoo" in cgo_import_dynamic directive',
  ],
  [
    '',
    'package p\n\n//go:wasmimport a\nfunc f()\n\n//go:wasmexport\nfunc g() {}\n\n//go:wasmexport a b\nfunc h() {}\n',
    '3:3: usage: //go:wasmimport importmodule importname',
    '9:3: usage: //go:wasmexport exportname',
  ],
  [
    '',
    'package p\n\ntype V [1 << 50]byte\n\nvar X [1 << 50]byte\n\nvar c chan [70000]byte\n',
    '3:6: type [1125899906842624]byte larger than address space',
    '5:5: type [1125899906842624]byte larger than address space',
    '7:5: channel element type too large (>64kB)',
  ],
  [
    '',
    'package p\n\nfunc f() {\n\tch := make(chan struct{ v [65536]byte })\n\tclose(ch)\n}\n',
    '4:2: channel element type too large (>64kB)',
  ],
  [
    '',
    'package p\n\ntype I interface {\n\tF() interface{ I }\n}\n\ntype J interface {\n\tG() interface{ J; H() interface{ I } }\n}\n\nvar x interface{ m() *interface{ n() } }\n',
    '3:8: invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)',
    '7:8: invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)',
  ],
  [
    '',
    'package p\n\nimport _ "embed"\n\ntype S string\ntype B []byte\n\n//go:embed a\nvar s S\n\n//go:embed a\nvar b B\n\n//go:embed a\nvar x []int\n',
    '15:5: go:embed cannot apply to var of type []int',
  ],
  [
    '',
    'package p\n\nimport _ "embed"\n\ntype S string\n\n//go:embed one\nvar s S\n\n//go:embed two\nvar t S\n\n//go:embed one two\nvar b []byte\n',
    '11:5: invalid go:embed: multiple files for type S',
    '14:5: invalid go:embed: multiple files for type []byte',
  ],
  // gc breaks down over this one; the text is what it has for such types.
  [
    '',
    'package p\n\ntype S struct{ a, b [1 << 49]byte }\n',
    '3:6: type struct{a [562949953421312]byte; b [562949953421312]byte} too large',
  ],
];

function errorsOf(flags: string, text: string): string[] {
  const fset = new FileSet();
  const list = new DiagnosticList();
  const file = parse(fset.add('x.go', encodeUtf8(text)), list, Mode.CheckBranches);
  assert.ok(file !== null);
  const options = {
    pkgPath: 'p',
    std: flags.includes('-std'),
    runtime: false,
    complete: flags.includes('-complete'),
    goos: 'linux',
    goarch: 'amd64',
    fieldTrack: false,
    goVersion: '',
    embed: new Map([
      ['one', ['a']],
      ['two', ['a', 'b']],
    ]),
  };
  const directives = readDirectives(file, 'x.go', options, list);
  const embed = new Package('embed', 'embed', universe);
  embed.complete = true;
  const importer = (path: string): Package | string => (path === 'embed' ? embed : 'file not found');
  const input = { path: 'p', files: [file], fset, goVersion: '', sizes: sizes64, importer, context: null };
  const { check } = checkPackage(input, list);
  if (list.list.length === 0 && checkRestrictions(check, [file], list)) {
    checkDirectives(check, [{ file, directives }], options, list);
    checkSizes(check, [file], list);
  }
  const sorted = list.list.toSorted((a, b) => a.pos - b.pos);
  return sorted.map(d => {
    const p = fset.position(d.pos)!;
    return `${p.line}:${p.col}: ${d.message}`;
  });
}

for (const [flags, file, ...want] of rows) {
  test(`${flags} ${file.replaceAll('\n', '; ')}`, () => assert.deepEqual(errorsOf(flags, file), want));
}

const embeds: readonly (readonly [text: string, ...patterns: string[]])[] = [
  [' a  b\tc', 'a', 'b', 'c'],
  [' "a b" `c d`', 'a b', 'c d'],
  [' "a\\tb"', 'a\tb'],
  [' "a"b'],
  [' `a'],
];
for (const [text, ...want] of embeds) {
  test(`go:embed${text}`, () => {
    const { patterns, error } = parseGoEmbed(text);
    assert.deepEqual(patterns, want);
    assert.equal(error === '', want.length > 0);
  });
}
