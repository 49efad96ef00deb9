// Whole links of what gc compiled, as cases: the image beside that of gc's link, byte by byte; Go's own readers of it; burrow's
// objects in the place of gc's assembly; what is said of broken programs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { assemble } from '../../src/asm/assemble.ts';
import { ByteWriter } from '../../src/base/bytewriter.ts';
import { encodeUtf8, latin1 } from '../../src/base/utf8.ts';
import { writeObj } from '../../src/obj/objfile.ts';
import { linkArchives } from '../../src/link/split-archives.ts';
import { readArchive } from '../../src/obj/goobj.ts';
import { PcIter } from '../../src/obj/pctab.ts';
import { asmOptions, machine } from '../asm-harness.ts';
import { asmPackages } from '../asm-std.ts';
import { goroot, goTool } from '../goroot.ts';
import {
  type Archives,
  burrowLink,
  burrowLinkInTwo,
  bytes,
  compileSource,
  elfSections,
  gcLink,
  go,
  options,
  run,
  tempDir,
  twoParts,
  writeProgram,
} from '../link-harness.ts';
import { asserting, type Case, NotBuilt } from './case.ts';

const program = `package main

import (
	"fmt"
	"os"
	"runtime"
)

type shape interface{ area() float64 }

type square struct{ side float64 }

func (s square) area() float64 { return s.side * s.side }

var table = map[string]shape{"a": square{2}, "b": &square{3}}

var version = "unset"

//go:noinline
func deep(n int, s shape) float64 {
	if n == 0 {
		var p *square
		if s == nil {
			return p.side
		}
		return s.area()
	}
	return deep(n-1, s)
}

func main() {
	runtime.GC()
	fmt.Println("hello", table["a"].area(), len(table), version)
	if len(os.Args) > 1 {
		fmt.Println(deep(3, nil))
	}
}
`;

/** The suite. Its cases run after `prepareLink`. */
export const linkCases: Case[] = [];

function check(name: string, run: () => void): void {
  linkCases.push(asserting(name, run));
}

let dir = '';
let hello: Archives;

/** Has gc compile what the cases link, into a directory that is theirs until the caller removes it. */
export function prepareLink(): string {
  dir = tempDir();
  hello = compileSource(dir, program);
  return dir;
}

/** The image of a link that must succeed. */
function linked(...args: Parameters<typeof burrowLink>): Uint8Array {
  const { image, errors } = burrowLink(...args);
  if (image === null || errors.length > 0) throw new NotBuilt(errors.join('\n'));
  return image;
}

/** Asserts that two images agree, but for the order of types with equal strings in .typelink. */
export function assertSameSections(have: Uint8Array, want: Uint8Array, names: readonly string[] | null): void {
  const a = elfSections(have);
  const b = elfSections(want);
  if (names === null) assert.deepEqual([...a.keys()], [...b.keys()]);
  for (const name of names ?? b.keys()) {
    const x = a.get(name)!;
    const y = b.get(name)!;
    assert.equal(x.addr, y.addr, name);
    if (name === '.typelink') {
      const sorted = (d: Uint8Array): Uint8Array =>
        new Uint8Array(new Uint32Array(d.buffer.slice(d.byteOffset, d.byteOffset + d.byteLength)).sort().buffer);
      assert.ok(Buffer.from(sorted(x.data)).equals(sorted(y.data)), name);
    } else assert.ok(Buffer.from(x.data).equals(y.data), name);
  }
}

check('the image is that of gc', () => {
  const gc = path.join(dir, 'gc-w');
  assert.deepEqual(gcLink(hello, gc, ['-w', '-buildid=abc']), { status: 0, text: '' });
  const image = linked(hello, options({ eager: true, buildID: 'abc', gnuBuildID: gnuID(gc) }));
  assertSameSections(image, bytes(gc), null);
});

/** The GNU build ID that gc gave a program. */
function gnuID(file: string): Uint8Array {
  return elfSections(bytes(file)).get('.note.gnu.build-id')!.data.slice(16);
}

check('a program without an own order is no larger and runs', () => {
  const out = path.join(dir, 'plain');
  const image = linked(hello, options({ noDwarf: false, buildID: 'abc' }));
  writeProgram(out, image);
  const gc = path.join(dir, 'gc-plain');
  gcLink(hello, gc, ['-buildid=abc', '-B=none']);
  assert.ok(image.length <= bytes(gc).length, `${image.length} > ${bytes(gc).length}`);
  assert.equal(run(out).out, 'hello 4 2 unset\n');
  // A panic says the same to the byte, but for addresses and the number of the thread's goroutine.
  const a = run(out, 'x');
  const b = run(gc, 'x');
  assert.equal(a.status, 2);
  const plain = (s: string): string => s.replace(/pc=0x[0-9a-f]+/g, 'pc=').replace(/0x[0-9a-f]+\?/g, '?');
  assert.equal(plain(a.err), plain(b.err));
});

check('the same bytes twice', () => {
  const one = linked(hello, options({ noDwarf: false }));
  assert.ok(Buffer.from(one).equals(linked(hello, options({ noDwarf: false }))));
});

/** As `linked`, in two parts. */
function linkedInTwo(a: Archives, change: Parameters<typeof options>[0] = {}): Uint8Array {
  const two = burrowLinkInTwo(a, options({ noDwarf: false, ...change }));
  if (two === null) throw new NotBuilt('the program cannot be linked in two parts');
  return two.image;
}

check('a program in two parts is no larger and says the same', () => {
  const out = path.join(dir, 'two');
  const image = linkedInTwo(hello, { buildID: 'abc' });
  writeProgram(out, image);
  const gc = path.join(dir, 'gc-two');
  gcLink(hello, gc, ['-buildid=abc', '-B=none']);
  assert.ok(image.length <= bytes(gc).length, `${image.length} > ${bytes(gc).length}`);
  const whole = path.join(dir, 'whole');
  writeProgram(whole, linked(hello, options({ noDwarf: false, buildID: 'abc' })));
  assert.equal(run(out).out, run(whole).out);
  const plain = (s: string): string => s.replace(/pc=0x[0-9a-f]+/g, 'pc=').replace(/0x[0-9a-f]+\?/g, '?');
  assert.equal(plain(run(out, 'x').err), plain(run(whole, 'x').err));
  const strings = new Map([...options().strings, ['main.version', encodeUtf8('v2')]]);
  writeProgram(out, linkedInTwo(hello, { strip: true, strings }));
  assert.equal(run(out).out, 'hello 4 2 v2\n');
});

check('behind the base of another program with the same imports', () => {
  const own = fs.mkdtempSync(path.join(dir, 'edit-'));
  const before = compileSource(own, program);
  const found = burrowLinkInTwo(before, options({ noDwarf: false }))!.made;
  const edits = [
    program.replace('hello', 'good day'),
    program.replace('return s.side * s.side', 'x := s.side; return x * x'),
    program.replace('"b": &square{3}', '"c": &square{5}'),
  ];
  for (const [i, source] of edits.entries()) {
    const after = compileSource(fs.mkdtempSync(path.join(dir, 'edit-')), source);
    const behind = linkArchives(twoParts(after), options({ noDwarf: false }), found);
    assert.ok(behind !== null, `edit ${i} does not fit the base`);
    assert.deepEqual(behind.made, []);
    assert.ok(Buffer.from(behind.image).equals(linkedInTwo(after)), `edit ${i}`);
  }
  const asking = compileSource(fs.mkdtempSync(path.join(dir, 'edit-')), program.replace('GC()', 'Gosched()'));
  assert.equal(linkArchives(twoParts(asking), options({ noDwarf: false }), found), null);
});

check('packages, generics and types that both parts have', () => {
  const own = fs.mkdtempSync(path.join(dir, 'shared-'));
  const a = compileSource(own, shared, {
    'q/q.go': `package q

import (
	"sort"
	"sync"
	"sync/atomic"
)

type List struct {
	sync.Mutex
	Names []string
	count atomic.Pointer[string]
}

func (l *List) Add(s string) *List {
	l.Lock()
	defer l.Unlock()
	l.Names = append(l.Names, s)
	sort.Strings(l.Names)
	l.count.Store(&s)
	return l
}

func (l *List) Last() string { return *l.count.Load() }

var All List
`,
  });
  const out = path.join(own, 'out');
  writeProgram(out, linkedInTwo(a));
  const whole = path.join(own, 'whole');
  writeProgram(whole, linked(a, options({ noDwarf: false })));
  const ran = run(out);
  assert.equal(ran.err, '');
  assert.equal(ran.out, run(whole).out);
});

check('three parts: main, other packages, the library; each edited behind what lies before it', () => {
  const own = fs.mkdtempSync(path.join(dir, 'three-'));
  const noChange: Parameters<typeof options>[0] = {};
  const made = (name: string, main: string, q: string, change = noChange): string[] => {
    // In the same place: export data tells where sources lie.
    const a = compileSource(own, main, { 'q/q.go': q, 'q/q.s': '', 'r/r.go': threePartsR });
    const opts = options({ noDwarf: false, buildID: 'abc', ...change });
    const { image } = burrowLinkInTwo(a, opts)!;
    const out = path.join(own, 'out');
    writeProgram(out, image);
    const whole = path.join(own, 'whole');
    writeProgram(whole, linked(a, opts));
    const ran = run(out);
    assert.deepEqual([ran.err, ran.status], ['', 0], name);
    assert.equal(ran.out, run(whole).out, name);
    // Panics tell of all parts.
    const places = (text: string): string[] => text.match(/[a-z]+\.go:\d+/g) ?? [];
    assert.deepEqual(places(run(out, 'x').err), places(run(whole, 'x').err), name);
    const fits: string[] = [];
    for (const base of change === noChange ? bases : []) {
      const behind = linkArchives(twoParts(a), opts, base);
      if (behind === null) continue;
      assert.ok(Buffer.from(behind.image).equals(image), `${name}: behind the ${base.extent}`);
      fits.push(base.extent);
    }
    return fits;
  };
  const first = compileSource(own, threeParts, { 'q/q.go': threePartsQ, 'q/q.s': '', 'r/r.go': threePartsR });
  const bases = linkArchives(twoParts(first), options({ noDwarf: false, buildID: 'abc' }), null)!.made;
  assert.deepEqual(
    bases.map(b => b.extent),
    ['library', 'packages'],
  );
  assert.deepEqual(made('as it was', threeParts, threePartsQ), ['library', 'packages']);
  assert.deepEqual(made('main', threeParts.replace('"hello"', '"good day"'), threePartsQ), ['library', 'packages']);
  const q = threePartsQ.replace('return "area "', 'return "the area "');
  assert.deepEqual(made('q', threeParts, q), ['library']);
  const more = threeParts.replace('fmt.Println("hello"', 'q.Unused()\n\tfmt.Println("hello"');
  assert.deepEqual(made('main asks q', more, threePartsQ), ['library']);
  const most = threeParts.replace('fmt.Println("hello"', 'fmt.Printf("well, ")\n\tfmt.Println("hello"');
  assert.deepEqual(made('main asks the library', most, threePartsQ), []);
  const strings = new Map([
    ...options().strings,
    ['p/q.Version', encodeUtf8('v2')],
    ['main.version', encodeUtf8('v3')],
  ]);
  assert.deepEqual(made('-X', threeParts, threePartsQ, { strings }), []);
  assert.deepEqual(made('-s -w', threeParts, threePartsQ, { strip: true, noDwarf: true }), []);
});

const threeParts = `package main

import (
	"fmt"
	"os"
	"p/q"
	"reflect"
	_ "unsafe"
)

var version = "unset"

//go:linkname back p/q.back
func back(n int) string { return fmt.Sprintf("back %d", n) }

//go:linkname hidden p/q.hidden
func hidden() string

type shape struct{ q.Base }

func (s shape) Name() string { return "shape " + version }

var empty struct{}

func main() {
	fmt.Println("hello", q.Version, version, hidden(), q.Back(3), len(q.Table))
	var n q.Namer = shape{}
	fmt.Println(n.Name(), n.(fmt.Stringer), reflect.TypeOf(n).NumMethod(), q.Pair[string]{"a", "b"}, q.Pair[int]{1, 2})
	fmt.Println(&empty == &q.Empty, q.Call("Area"), reflect.ValueOf(q.Square{3}).MethodByName(q.AreaName).Call(nil)[0])
	q.Each(func(i int) { fmt.Print(i, " ") })
	fmt.Println(q.Same(q.Pair[string]{"a", "b"}))
	if len(os.Args) > 1 {
		q.Each(func(i int) { fmt.Println(os.Args[i+9]) })
	}
}
`;

const threePartsQ = `package q

import (
	"fmt"
	"p/r"
	"reflect"
	"slices"
	_ "unsafe"
)

var Version = "unset"

var Table = map[string]func() string{"hidden": hidden, "r": r.Name}

var unusedTable = map[string]int{"a": 1, "b": 2}

var Empty struct{}

const AreaName = "Area"

type Namer interface{ Name() string }

type Base struct{}

func (Base) String() string { return "base " + r.Name() }

type Square struct{ Side int }

func (s Square) Area() string { return "area " + fmt.Sprint(s.Side*s.Side) }

func (s Square) Never() string { return "never" }

type Pair[T any] struct{ A, B T }

func (p Pair[T]) String() string { return fmt.Sprintf("%v-%v", p.A, p.B) }

func Same(x any) bool {
	p, is := x.(Pair[string])
	return is && p.A < p.B
}

//go:linkname hidden
func hidden() string { return "hidden" }

func back(n int) string

func Back(n int) string { return back(n) }

func Call(name string) any { return reflect.ValueOf(Square{2}).MethodByName(name).Call(nil)[0] }

//go:noinline
func Each(f func(int)) {
	for _, i := range slices.Sorted(slices.Values([]int{2, 1})) {
		f(i)
	}
}

func Unused() { fmt.Println(len(unusedTable), r.More()) }
`;

const threePartsR = `package r

import "strings"

func init() { names = append(names, "init") }

var names = []string{"r"}

func Name() string { return strings.Join(names, "+") }

func More() int { return len(names) }
`;

const shared = `package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"p/q"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
)

type point struct{ X, Y int }

func (p point) String() string { return fmt.Sprintf("<%d,%d>", p.X, p.Y) }

type failure struct{ error }

var zeros = []any{int(0), uint16(0), int32(0), 0.0, float32(0), int64(1), complex64(0), uintptr(0), "", false}

func main() {
	var w io.Writer = os.Stdout
	fmt.Fprintln(w, q.All.Add("b").Add("a").Names, q.All.Last())
	text, err := json.Marshal(map[string]any{"p": point{1, 2}, "n": []int{3}, "m": map[string]point{"x": {}}})
	fmt.Println(string(text), err)
	var back map[string]any
	fmt.Println(json.Unmarshal(text, &back), len(back))
	var p atomic.Pointer[point]
	p.Store(&point{5, 6})
	fmt.Println(p.Load(), reflect.TypeOf(&p).NumMethod(), reflect.TypeOf(p.Load()).Method(0).Name)
	var n atomic.Pointer[int32]
	fmt.Println(reflect.TypeOf(&n).NumMethod() > 0, reflect.ValueOf(&n).MethodByName("Load").Call(nil)[0].IsNil())
	s := []string{"c", "b"}
	slices.Sort(s)
	i, ok := slices.BinarySearch(s, "c")
	fmt.Println(s, i, ok, strings.Map(func(r rune) rune { return r + 1 }, "abc"))
	_, err = os.Open("/nowhere at all")
	var pe *os.PathError
	fmt.Println(errors.As(failure{err}, &pe), errors.Is(err, os.ErrNotExist), w == io.Writer(os.Stdout))
	type local struct {
		*strings.Builder
		io.Reader
	}
	l := local{new(strings.Builder), strings.NewReader("xyz")}
	var rw io.ReadWriter = l
	io.Copy(rw, io.LimitReader(rw, 2))
	fmt.Println(l.String(), reflect.TypeOf(l).NumMethod())
	for _, zero := range zeros {
		fmt.Println(zero, reflect.ValueOf(zero).IsZero())
	}
	defer func() {
		fmt.Println(recover())
		var x any = s
		_, is := x.([]string)
		_, isStringer := any(point{}).(fmt.Stringer)
		fmt.Println(is, isStringer)
	}()
	_ = s[len(s)+i]
}
`;

check("Go's readers and binutils", () => readers(linked(hello, options({ noDwarf: false, buildID: 'a/b/c/d' }))));

check("Go's readers and binutils of a program in two parts", () =>
  readers(linkedInTwo(hello, { buildID: 'a/b/c/d' }), true),
);

/** Names of constants that gc's link finds to be equal by what they hold: in a program of two parts each has its own. */
const constants = /\$f64\.|\.\.stmp_/;

function readers(image: Uint8Array, inTwo = false): void {
  const out = path.join(dir, 'tools');
  writeProgram(out, image);
  const gc = path.join(dir, 'gc-tools');
  gcLink(hello, gc, ['-buildid=a/b/c/d']);
  const both = (...args: string[]): [string, string] => [go(dir, ...args, out), go(dir, ...args, gc)];
  const names = (s: string): string =>
    s
      .split('\n')
      .map(l => l.replace(/^\s*[0-9a-f]*\s*/, ''))
      .filter(l => !inTwo || !constants.test(l))
      .sort()
      .join('\n');
  const [nm, nmGc] = both('tool', 'nm');
  assert.equal(names(nm), names(nmGc));
  const code = (s: string): string => s.replace(/0x[0-9a-f]+|\t[0-9a-f]{2,}\t/g, '#');
  const [od, odGc] = both('tool', 'objdump', '-s', '^main\\.');
  assert.ok(od.includes('main.go:'));
  assert.equal(code(od).split('\n').length, code(odGc).split('\n').length);
  const [v, vGc] = both('version', '-m');
  assert.equal(v.replaceAll(out, ''), vGc.replaceAll(gc, ''));
  assert.equal(go(dir, 'tool', 'buildid', out), 'a/b/c/d\n');
  const readelf = spawnSync('readelf', ['-aW', out], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (readelf.error === undefined) {
    assert.equal(readelf.stderr, '');
    const stripped = path.join(dir, 'stripped');
    const strip = spawnSync('strip', ['--strip-all', '-o', stripped, out], { encoding: 'utf8' });
    assert.equal(strip.stderr, '');
    assert.equal(run(stripped).out, 'hello 4 2 unset\n');
  }
}

check('-s, -w and -X', () => {
  const out = path.join(dir, 'flags');
  const strings = new Map([...options().strings, ['main.version', encodeUtf8('v1 ä')]]);
  const image = linked(hello, options({ strip: true, strings }));
  const sections = elfSections(image);
  assert.ok(!sections.has('.symtab') && ![...sections.keys()].some(n => n.startsWith('.debug')));
  writeProgram(out, image);
  assert.equal(run(out).out, 'hello 4 2 v1 ä\n');
  const wrong = burrowLink(hello, options({ strings: new Map([...strings, ['main.table', encodeUtf8('x')]]) }));
  assert.deepEqual(wrong.errors, [
    'main.table: cannot set with -X: not a var of type string (type:map[string]main.shape)',
  ]);
});

check("burrow's objects of the runtime's assembly make gc's image", () => {
  const packages = asmPackages(path.join(goroot!, 'src'), ['fmt'])!;
  const replace = new Map<string, Uint8Array>();
  let members = 0;
  for (const p of packages) {
    const file = hello.packages.get(p.path);
    if (file === undefined) continue;
    const b = bytes(file);
    const w = new ByteWriter(b.length);
    w.text('!<arch>\n');
    const member = (name: string, data: Uint8Array): void => {
      w.text(`${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}`);
      w.text(`${String(data.length).padEnd(10)}\`\n`);
      w.raw(data);
      w.align(2);
    };
    for (const m of readArchive(b)!) {
      // Names of members are cut at sixteen bytes.
      const source = m.name.endsWith('.o')
        ? p.sFiles.find(f => `${f.slice(0, -2)}.o` === m.name)
        : p.sFiles.find(f => `${f.slice(0, -2)}.o`.startsWith(m.name));
      if (m.name === '_go_.o' || m.name === '__.PKGDEF' || source === undefined) {
        member(m.name, b.subarray(m.from, m.to));
        continue;
      }
      const said: string[] = [];
      const obj = assemble(
        machine,
        [path.join(p.dir, source)],
        asmOptions(p, [], t => said.push(t)),
      );
      assert.deepEqual(said, []);
      assert.ok(obj !== null);
      member(m.name, writeObj(obj));
      members++;
    }
    replace.set(p.path, w.bytes());
  }
  assert.ok(members > 20, `${members} objects replaced`);
  const want = linked(hello, options({ eager: true }));
  const have = linked(hello, options({ eager: true }), replace);
  const out = path.join(dir, 'own');
  writeProgram(out, have);
  assert.equal(run(out).out, 'hello 4 2 unset\n');
  // Constants lie elsewhere, since gc finds equal ones by another rule; all else is the same.
  assertSameSections(have, want, ['.noptrdata', '.data', '.go.buildinfo']);
  assert.equal(elfSections(have).get('.text')!.data.length, elfSections(want).get('.text')!.data.length);
  assert.deepEqual(functions(have).sort(), functions(want).sort());
  // The same with DWARF, whose entries the link makes where the assembler brings none.
  writeProgram(out, linked(hello, options({ noDwarf: false }), replace));
  const where = spawnSync(goTool!, ['tool', 'objdump', '-s', '^runtime.memmove$', out], { encoding: 'utf8' });
  assert.ok(where.stdout.includes('memmove_amd64.s:'), where.stdout.slice(0, 500));
});

check('chosen definitions come from burrow', () => {
  const source = `TEXT \u00b7answer(SB), 4, $0-8
	MOVQ $42, ret+0(FP)
	RET
TEXT \u00b7other(SB), 4, $0-8
	MOVQ $1, ret+0(FP)
	RET
`;
  const own = fs.mkdtempSync(path.join(dir, 'chosen-'));
  const main = 'package main\n\nfunc answer() int\nfunc other() int\n\nfunc main() { println(answer(), other()) }\n';
  const a = compileSource(own, main, { 'x.s': source.replace('42', '41').replace('$1', '$0') });
  const file = path.join(own, 'x.s');
  fs.writeFileSync(file, source);
  const p = { path: 'main', dir: own, sFiles: ['x.s'], headerDir: own, std: false };
  const obj = writeObj(
    assemble(
      machine,
      [file],
      asmOptions(p, [], t => assert.fail(t)),
    )!,
  );
  const out = path.join(own, 'out');
  const printed = (names: ReadonlySet<string> | null): string => {
    writeProgram(out, linked(a, options(), new Map(), [{ pkg: 'main', file: 'x.o', bytes: obj, names }]));
    return run(out).err;
  };
  writeProgram(out, linked(a, options()));
  assert.equal(run(out).err, '41 0\n');
  assert.equal(printed(null), '42 1\n');
  assert.equal(printed(new Set(['main.answer'])), '42 0\n');
  const none = burrowLink(a, options(), new Map(), [{ pkg: 'nosuch', file: 'x.o', bytes: obj, names: null }]);
  assert.deepEqual(none.errors, ['link: x.o: package nosuch is not part of the program']);
});

/** What an image's function table says of each function, a line each. */
function functions(image: Uint8Array): string[] {
  const p = elfSections(image).get('.gopclntab')!.data;
  const v = new DataView(p.buffer, p.byteOffset, p.byteLength);
  const word = (at: number): number => Number(v.getBigUint64(at, true));
  const n = word(8);
  const [names, cutab, files, pctab, functab] = [32, 40, 48, 56, 64].map(word) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const text = (at: number): string => latin1(p, at, p.indexOf(0, at));
  const table = (off: number): PcIter => new PcIter(p, off === 0 ? p.length : pctab + off, p.length, 1);
  const out: string[] = [];
  for (let i = 0; i < n; i++) {
    const f = functab + v.getUint32(functab + 8 * i + 4, true);
    const field = (k: number): number => v.getUint32(f + 4 * k, true);
    const parts = [text(names + field(1)), field(2) | 0, field(3), field(9) | 0, p[f + 40], p[f + 41], p[f + 43]];
    const runs = (it: PcIter, show: (x: number) => string): string => {
      let line = '';
      for (; !it.done; it.next()) line += ` ${it.nextPc}:${show(it.value)}`;
      return line;
    };
    const unit = field(8);
    parts.push(runs(table(field(4)), String), runs(table(field(6)), String));
    parts.push(runs(table(field(5)), k => text(files + v.getUint32(cutab + 4 * (unit + k), true))));
    for (let k = 0; k < field(7); k++) parts.push(runs(table(v.getUint32(f + 44 + 4 * k, true)), String));
    out.push(parts.join(' '));
  }
  return out;
}

interface Broken {
  readonly name: string;
  readonly source: string;
  readonly more?: Readonly<Record<string, string>>;
}

const broken: readonly Broken[] = [
  { name: 'no main', source: 'package main\n\nfunc f() {}\n' },
  {
    name: 'undefined function',
    source: 'package main\n\nfunc f()\nfunc g()\n\nfunc main() { f(); g(); f() }\n',
    more: { 'x.s': '' },
  },
  {
    name: 'assembly calls what is not there',
    source: 'package main\n\nfunc f()\n\nfunc main() { f() }\n',
    more: { 'x.s': 'TEXT ·f(SB), 4, $0\n\tCALL nosuch·thing(SB)\n\tRET\n' },
  },
  {
    name: 'another convention',
    source: 'package main\n\nimport "p/q"\n\nfunc f()\n\nfunc main() { f(); q.F(1) }\n',
    more: {
      'x.s': 'TEXT ·f(SB), 4, $0\n\tCALL p∕q·F(SB)\n\tRET\n',
      'q/q.go': 'package q\n\n//go:noinline\nfunc F(x int) int { return x }\n',
    },
  },
  {
    name: 'nosplit overflow',
    source: `package main

//go:nosplit
//go:noinline
func a(n int) int { var b [300]byte; b[n&7] = 1; return c(n) + int(b[n&255]) }

//go:nosplit
//go:noinline
func c(n int) int { var b [300]byte; b[n&7] = 1; return d(n) + int(b[n&255]) }

//go:nosplit
//go:noinline
func d(n int) int { var b [300]byte; b[n&7] = 1; return int(b[n&255]) }

func main() { println(a(1)) }
`,
  },
  {
    name: 'nosplit cycle',
    source: `package main

//go:nosplit
//go:noinline
func a(n int) int { if n == 0 { return 0 }; return c(n-1) + 1 }

//go:nosplit
//go:noinline
func c(n int) int { return a(n) + 1 }

func main() { println(a(1)) }
`,
  },
  {
    name: 'linkname to what is not pushed',
    source: 'package main\n\nimport _ "unsafe"\n\n//go:linkname f runtime.newextram\nfunc f()\n\nfunc main() { f() }\n',
    more: { 'x.s': '' },
  },
  {
    name: 'blocked linkname',
    source:
      'package main\n\nimport _ "unsafe"\n\n//go:linkname f runtime.coroswitch\nfunc f()\n\nfunc main() { f() }\n',
    more: { 'x.s': '' },
  },
  {
    name: 'defined twice',
    source: 'package main\n\nimport "p/q"\n\nfunc f()\n\nfunc main() { f(); q.G() }\n',
    more: {
      'x.s': 'TEXT ·f(SB), 4, $0\n\tRET\nTEXT both(SB), 4, $0\n\tRET\n',
      'q/q.go': 'package q\n\nfunc G()\n',
      'q/x.s': 'TEXT ·G(SB), 4, $0\n\tRET\nTEXT both(SB), 4, $0\n\tRET\n',
    },
  },
];

for (const b of broken) {
  check(`error: ${b.name}`, () => {
    const own = fs.mkdtempSync(path.join(dir, 'broken-'));
    const a = compileSource(own, b.source, b.more ?? {});
    const want = gcLink(a, path.join(own, 'out'), ['-w']);
    assert.notEqual(want.status, 0, 'gc links it');
    const have = burrowLink(a, options());
    assert.equal(have.image, null);
    const lines = (s: string): string[] => s.split('\n').filter(l => l !== '');
    assert.deepEqual([...have.errors, ...have.output].flatMap(lines).sort(), lines(want.text).sort());
  });
}

check('an archive that is not one', () => {
  const cut = bytes(hello.main).slice(0, 3000);
  assert.match(burrowLink(hello, options(), new Map([['main', cut]])).errors.join(), /^link: main\.a/);
  const text = encodeUtf8('package main\n');
  assert.deepEqual(burrowLink(hello, options(), new Map([['main', text]])).errors, [
    'link: main.a: not an object file',
  ]);
  assert.equal(latin1(text, 0, 7), 'package');
});
