import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../base/utf8.ts';
import { readConstraint, readFileInfo } from './imports.ts';

const infos: readonly (readonly [source: string, want: string])[] = [
  ['package p', 'p'],
  ['\ufeffpackage p; import "a"', 'p a@1:19'],
  [
    'package p\nimport "a"\nimport b "c"\nimport . "d"\nimport _ `e`\nvar x = `import "f"`',
    'p a@2:8 c@3:8 d@4:8 e@5:8',
  ],
  ['package p\nimport (\n\t"a"; "b"\n\tx "c" // "d"\n)\nimport ()\n', 'p a@3:2 b@3:7 c@4:2'],
  ['// A doc.\npackage p', 'p doc=A doc.'],
  ['// Not a doc.\n\npackage p', 'p'],
  ['/* A\n   doc */ package p', 'p doc= A|   doc'],
  ['//go:build x\n//go:debug a=b\n\npackage p\n\n//go:debug c=d', 'p dir=//go:build x dir=//go:debug a=b'],
  ['package p\n// #cgo LDFLAGS: -lm\n// int x;\nimport "C"', 'p C@4:8 cgo=#cgo LDFLAGS: -lm|int x;'],
  [
    'package p\nimport "embed"\n//go:embed a b/*.c "d e" `f`\nvar x embed.FS\n/*\n//go:embed no\n*/\nvar s = "//go:embed no"',
    'p embed@2:8 emb=a@3:12 emb=b/*.c@3:14 emb=d e@3:20 emb=f@3:26',
  ],
  ['package p\n//go:embed a\nvar x string', 'p'],
  ['', "1:1 expected 'package', found 'EOF'"],
  ['func f() {}', "1:1 expected 'package', found 'func'"],
  ['package\n', "1:9 expected 'IDENT', found 'EOF'"],
  ['package 1', "1:9 expected 'IDENT', found 1"],
  ['package p import "a"', "1:11 expected ';', found 'import'"],
  ['package p.q', 'p'],
  ['package p ident', "1:11 expected ';', found ident"],
  ['package p\nimport "a" x', 'p a@2:8'],
  ['package p\nimport ("a" "b")', '2:13 expected \';\', found "b"'],
  ['package p\nimport a', '2:9 missing import path'],
  ['package p\nimport 1', '2:8 import path must be a string'],
  ['package p\nimport (\n"a"', "3:4 expected ')', found 'EOF'"],
  ['package p\nimport "a', '2:8 string literal not terminated'],
  ['package p\n/* x', '2:1 comment not terminated'],
  ['package p\nimport "a b"', '2:8 invalid import path: a b'],
  ['#', "1:1 illegal character U+0023 '#'"],
  ['package p\n\0', 'unexpected NUL in input'],
];

for (const [source, want] of infos) {
  test(JSON.stringify(source), () => {
    const i = readFileInfo(encodeUtf8(source));
    const at = (p: { line: number; col: number }) => `${p.line}:${p.col}`;
    let got: string;
    if (i.error !== '') got = i.error.startsWith('unexpected') ? i.error : `${at(i.errorPos)} ${i.error}`;
    else {
      const doc = (d: string) => d.trimEnd().replaceAll('\n', '|');
      got = [
        i.packageName,
        ...(i.doc === '' ? [] : [`doc=${doc(i.doc)}`]),
        ...i.imports.map(x => `${x.path}@${at(x.pos)}${x.doc === '' ? '' : ` cgo=${doc(x.doc)}`}`),
        ...i.directives.map(d => `dir=${d.text}`),
        ...i.embeds.map(e => `emb=${e.pattern}@${at(e.pos)}`),
      ].join(' ');
    }
    assert.equal(got, want);
  });
}

const constraints: readonly (readonly [source: string, want: string])[] = [
  ['package p', ''],
  ['//go:build a && b\n\npackage p', '//go:build a && b'],
  ['// Copyright\n\n//go:build a\npackage p', '//go:build a'],
  ['/* x */ //go:build a\n\npackage p', ''],
  ['//go:buildx a\n\npackage p', ''],
  ['package p\n\n//go:build a', ''],
  ['//go:build a\n//go:build b\n\npackage p', 'multiple //go:build comments'],
  ['// +build a b\n//+build c\n\npackage p', '// +build a b|//+build c'],
  ['// +build a\npackage p', ''],
  ['// +build a\n\n//go:build b\n\npackage p', '//go:build b'],
];

for (const [source, want] of constraints) {
  test(`constraint of ${JSON.stringify(source)}`, () => {
    const c = readConstraint(encodeUtf8(source));
    assert.equal(c.error || c.goBuild || c.plusBuild.join('|'), want);
  });
}

test('the start of a file says when it is not enough', () => {
  const head = '// c\n'.repeat(10);
  const source = encodeUtf8(`${head}\npackage p\n\nimport "a"\n\nfunc f() {}\n`);
  assert.ok(readConstraint(source.subarray(0, 40)).needsAll);
  assert.ok(readFileInfo(source.subarray(0, 70)).needsAll);
  assert.ok(!readFileInfo(source).needsAll);
});
