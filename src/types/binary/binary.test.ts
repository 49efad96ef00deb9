// The binary form: what is written is what is read, objects are read when they are wanted, equal packages give equal bytes,
// and the index of bodies leads to their text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSet } from '../../base/pos.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { exactString } from '../../constant/format.ts';
import { DiagnosticList } from '../../diag/reporter.ts';
import * as Mode from '../../syntax/mode.ts';
import { parse } from '../../syntax/parser.ts';
import { checkPackage } from '../check.ts';
import type { Checker } from '../checker.ts';
import { namedMethod, numMethods } from '../named.ts';
import type { Obj } from '../object.ts';
import { objectString } from '../object-string.ts';
import * as ObjKind from '../objkind.ts';
import type { Package } from '../package.ts';
import { sizes64 } from '../sizes.ts';
import * as TypeKind from '../typekind.ts';
import { typeString } from '../typestring.ts';
import { unalias, under } from '../under.ts';
import { universe } from '../universe.ts';
import { BinaryPackages, interfaceHash } from './read.ts';
import { writePackage } from './write.ts';

/** Packages in the order of their imports; the name of each is the last part of its path. */
const sources: readonly (readonly [path: string, text: string])[] = [
  [
    'a/base',
    `package base
import "unsafe"
type Int int
func (i Int) String() string { return "" }
func (i *Int) set(x int) { *i = Int(x) }
type hidden struct { X, y int; *hidden2 }
type hidden2 struct { Z []hidden \`tag:"z"\` }
func New() *hidden { return nil }
type List[T any] struct { head *node[T]; Len int }
type node[T any] struct { val T; next *node[T] }
func (l *List[E]) Push(x E) { l.Len++ }
func (l *List[_]) each(f func(int) bool) {}
type Number interface { ~int | ~float64; comparable }
type Stringer interface { String() string }
type Both interface { Stringer; error; m() }
func Sum[N Number, S ~[]N](s S, more ...N) (n N) { return }
type Vec[T Number] = []T
type Names = map[string][]Int
var P unsafe.Pointer
const (
	Big = 1 << 100
	Neg = -12345678901234567890
	Pi = 3.14159265358979323846264338327950288419716939937510582097494459
	Tiny = 1e-4000
	C = 1 + 2i
	S = "a\\x00\\xffb"
	R = 'x'
	T Int = 7
	B byte = 1
)
var anon struct { F func(a, b int, c ...string) (x error, _ <-chan rune); G [3]chan<- any }
func init() {}
type Tree[P interface{ Less(P) bool }] interface { Left() Tree[P] }
`,
  ],
  [
    'b/user',
    `package user
import . "a/base"
import x "a/base"
type E struct { x.List[Int]; Both }
var V = x.New()
var L x.List[map[string]E]
type A = x.Vec[int]
type My x.Names
func F(l *List[E], s Stringer) A { return nil }
`,
  ],
];

interface World {
  readonly checkers: ReadonlyMap<string, Checker>;
  readonly binaries: ReadonlyMap<string, Uint8Array>;
}

/** Checks the sources; with `binary` every import is of the binary form. */
function build(binary: boolean, edit: (text: string) => string = text => text): World {
  const fset = new FileSet();
  const checkers = new Map<string, Checker>();
  const binaries = new Map<string, Uint8Array>();
  const packages = reader(fset, binaries);
  for (const [path, text] of sources) {
    const list = new DiagnosticList();
    const file = parse(fset.add(`/src/${path}/x.go`, encodeUtf8(edit(text))), list, Mode.CheckBranches);
    assert.ok(file !== null);
    const importer = (p: string): Package => (binary ? packages.open(p) : checkers.get(p)!.pkg);
    const { check } = checkPackage(
      { path, files: [file], fset, goVersion: '', sizes: sizes64, importer, context: null, ignoreUnusedImports: true },
      list,
    );
    assert.deepEqual(
      list.list.map(d => d.message),
      [],
    );
    checkers.set(path, check);
    binaries.set(path, writePackage(check, [file]));
  }
  return { checkers, binaries };
}

function reader(fset: FileSet, binaries: ReadonlyMap<string, Uint8Array>): BinaryPackages {
  return new BinaryPackages({
    fset,
    universe,
    bytes: path => binaries.get(path)!,
    fileName: (path, file) => `/src/${path}/${file}`,
    fileText: path => encodeUtf8(sources.find(s => s[0] === path)![1]),
  });
}

const path = (p: Package): string => p.path;

/** All that can be seen of an object, positions included. */
function describe(obj: Obj, fset: FileSet): string[] {
  const at = fset.position(obj.pos)!;
  const lines = [`${at.filename}:${at.line}:${at.col} ${objectString(obj, path)}`];
  if (obj.kind === ObjKind.Const) lines.push(exactString(obj.val!));
  if (obj.kind === ObjKind.TypeName) {
    const t = unalias(obj.type!);
    lines.push(typeString(under(t), path));
    if (t.kind === TypeKind.Named) {
      for (let i = 0; i < numMethods(t); i++) {
        const m = namedMethod(t, i);
        const p = fset.position(m.pos)!;
        lines.push(`${p.line}:${p.col} ${objectString(m, path)} ${typeString(m.type!.recv!.type!, path)}`);
      }
    }
  }
  return lines;
}

test('what is read is what was written', () => {
  const { checkers, binaries } = build(false);
  for (const [p] of sources) {
    const check = checkers.get(p)!;
    const fset = new FileSet();
    const read = reader(fset, binaries).open(p);
    assert.equal(read.name, check.pkg.name);
    assert.deepEqual(read.imports.map(path), check.pkg.imports.map(path));
    assert.deepEqual(read.scope.names(), check.pkg.scope.names());
    // Backwards, so that much is read before it is asked for.
    for (const name of check.pkg.scope.names().reverse()) {
      const want = describe(check.pkg.scope.lookup(name)!, check.conf.fset);
      assert.deepEqual(describe(read.scope.lookup(name)!, fset), want, name);
    }
  }
});

test('equal packages give equal bytes, whatever form their imports had', () => {
  const a = build(false);
  const b = build(true);
  for (const [p] of sources) assert.deepEqual(a.binaries.get(p), b.binaries.get(p), p);
});

test('packages that are only mentioned are not read', () => {
  const { binaries } = build(false);
  const read: string[] = [];
  const source = reader(new FileSet(), binaries).source;
  const packages = new BinaryPackages({
    ...source,
    bytes: p => {
      read.push(p);
      return source.bytes(p);
    },
  });
  const user = packages.open('b/user');
  assert.equal(user.imports[0]!.name, 'base');
  assert.deepEqual(read, ['b/user']);
  user.scope.lookup('F');
  assert.deepEqual(read, ['b/user', 'a/base']);
});

test('the index of bodies leads to their text', () => {
  const { binaries } = build(false);
  const bodies = reader(new FileSet(), binaries).bodies('a/base');
  const text = encodeUtf8(sources[0]![1]);
  assert.deepEqual(
    bodies.map(b => `${b.line} ${b.name} ${decodeUtf8(text.subarray(b.offset, b.offset + b.length))}`),
    [
      '4 Int.String { return "" }',
      '5 Int.set { *i = Int(x) }',
      '8 New { return nil }',
      '11 List.Push { l.Len++ }',
      '12 List.each {}',
      '16 Sum { return }',
      '32 init {}',
    ],
  );
  assert.equal(new Set(bodies.map(b => b.hash)).size, 6); // two are empty
});

test('an edit concerns importers only if they can see it', () => {
  const hashes = (edit?: (text: string) => string): string[] =>
    [...build(false, edit).binaries.values()].map(interfaceHash);
  const before = hashes();
  assert.deepEqual(
    hashes(text => text.replace('{ l.Len++ }', '{\n\tl.Len += 2\n}').replace('func init() {}', '')),
    before,
  );
  assert.notEqual(hashes(text => text.replace('X, y int', 'X, z int'))[0], before[0]);
  assert.notEqual(hashes(text => text.replace('Neg = -1', 'Neg = -2'))[0], before[0]);
});
