// Position independent programs: gc's archives linked by burrow beside gc's link, byte by byte; programs that burrow compiles beside those
// of gc, run at whatever addresses the system chooses.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { linkTarget } from '../src/arch/amd64/link.ts';
import { getI64, getU32 } from '../src/base/endian.ts';
import { latin1 } from '../src/base/utf8.ts';
import { machines } from '../src/entry/machines.ts';
import type { LinkOptions } from '../src/link/ctxt.ts';
import { burrow } from './burrow.ts';
import { goTool } from './goroot.ts';
import {
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
  writeProgram,
} from './link-harness.ts';

const isThere = goTool !== null && process.platform === 'linux' && fs.existsSync(linkTarget.elfInterpreter);
const dir = isThere ? tempDir() : '';
process.on('exit', () => {
  if (dir !== '') fs.rmSync(dir, { recursive: true, force: true });
});

function check(name: string, body: () => Promise<void> | void): void {
  test(name, { skip: isThere ? false : 'no go command, or no loader' }, body);
}

const pie: Partial<LinkOptions> = { pie: { interpreter: '', bindNow: false } };

/** Types in interfaces, jumps by tables, goroutines and the collector, reflection, frames, and what a panic says. */
const language = `package main

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"sort"
	"strings"
	"sync"
)

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

type circle struct{ r int }

func (c *circle) area() int      { return 3 * c.r * c.r }
func (c *circle) Scale(n int) int { return c.area() * n }

func kind(x any) string {
	switch x := x.(type) {
	case int:
		return "int"
	case string, []byte:
		return "text"
	case map[string]int:
		return fmt.Sprint("map of ", len(x))
	case shape:
		return fmt.Sprint("shape of ", x.area())
	case error:
		return x.Error()
	case func(string, any) string:
		return "func"
	case nil:
		return "nil"
	}
	return reflect.TypeOf(x).String()
}

func digit(i int) string {
	switch i {
	case 0:
		return "zero"
	case 1:
		return "one"
	case 2:
		return "two"
	case 3:
		return "three"
	case 4:
		return "four"
	case 5:
		return "five"
	case 6:
		return "six"
	case 7:
		return "seven"
	case 8:
		return "eight"
	case 9:
		return "nine"
	}
	return "many"
}

func letter(s string) int {
	switch s {
	case "alpha":
		return 1
	case "beta":
		return 2
	case "gamma":
		return 3
	case "delta":
		return 4
	case "epsilon":
		return 5
	case "zeta":
		return 6
	case "eta":
		return 7
	case "theta":
		return 8
	case "iota":
		return 9
	}
	return 0
}

//go:noinline
func deep(n int) {
	if n > 0 {
		deep(n - 1)
		return
	}
	pcs := make([]uintptr, 20)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "main.") {
			fmt.Println(f.Function, f.File[strings.LastIndex(f.File, "/")+1:], f.Line)
		}
		if !more {
			break
		}
	}
}

type node struct {
	left, right *node
	value       int
}

func tree(depth int) *node {
	if depth == 0 {
		return &node{value: 1}
	}
	return &node{tree(depth - 1), tree(depth - 1), depth}
}

func (n *node) sum() int {
	if n == nil {
		return 0
	}
	return n.value + n.left.sum() + n.right.sum()
}

type record struct {
	Name string \`json:"name"\`
	next *record
}

var table = map[string]func(int) int{
	"double": func(i int) int { return 2 * i },
	"square": func(i int) int { return i * i },
}
var number = 42
var pointers = [...]*int{nil, &number}
var shapes = []shape{square{2}, &circle{1}}
var failing any = fmt.Errorf("failing %d", 1)

func main() {
	if len(os.Args) > 1 {
		fmt.Printf("%#x\\n", reflect.ValueOf(main).Pointer())
		return
	}
	for _, x := range []any{1, "a", map[string]int{"a": 1}, shapes[0], shapes[1], failing, kind2(kind), nil, 1.5} {
		fmt.Println(kind(x))
	}
	for i := range 11 {
		fmt.Print(digit(i), " ")
	}
	for _, w := range strings.Fields("alpha none zeta iota") {
		fmt.Print(letter(w), " ")
	}
	fmt.Println(table["double"](4), table["square"](5), *pointers[1])
	deep(2)
	var wg sync.WaitGroup
	sums := make([]int, 8)
	for i := range sums {
		wg.Go(func() {
			for range 10 {
				sums[i] += tree(10).sum()
			}
			runtime.GC()
		})
	}
	wg.Wait()
	fmt.Println(sums)
	t := reflect.TypeOf(record{})
	fmt.Println(t.Field(0).Tag, t.Field(1).Type, reflect.MapOf(reflect.TypeOf(""), t), reflect.ChanOf(reflect.BothDir, t))
	fmt.Println(reflect.ValueOf(&circle{2}).MethodByName("Scale").Call([]reflect.Value{reflect.ValueOf(2)})[0])
	joined := reflect.MakeFunc(reflect.TypeOf(strings.Repeat), func(in []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(fmt.Sprint(in[0], in[1]))}
	}).Interface().(func(string, int) string)
	fmt.Println(joined("a", 3))
	keys := []string{}
	for k := range table {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	fmt.Println(keys)
	func() {
		defer func() { fmt.Println(recover()) }()
		var m map[string]int
		m["a"] = 1
	}()
	var none *record
	fmt.Println(none.next.Name)
}

func kind2(f func(any) string) any {
	return func(s string, x any) string { return s + f(x) }
}
`;

/** Packages whose work assembly does, and a server. */
const library = `package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"math/big"
	"net"
	"net/http"
)

type record struct {
	Name string             \`json:"name"\`
	Tags []string           \`json:"tags,omitempty"\`
	By   map[string]float64 \`json:"by"\`
	Next *record            \`json:"next"\`
}

func main() {
	fmt.Printf("%x %x\\n", sha256.Sum256([]byte("hello")), sha512.Sum512([]byte("hello")))
	block, _ := aes.NewCipher([]byte("0123456789abcdef"))
	gcm, _ := cipher.NewGCM(block)
	fmt.Printf("%x\\n", gcm.Seal(nil, make([]byte, 12), []byte("some text"), nil))
	power := new(big.Int).Exp(big.NewInt(3), big.NewInt(1000), nil)
	fmt.Println(new(big.Int).Mod(power, big.NewInt(1000000007)), len(power.String()))
	fmt.Println(crc32.ChecksumIEEE([]byte("abc")), crc32.Checksum(make([]byte, 5000), crc32.MakeTable(crc32.Castagnoli)))
	text, _ := json.Marshal(record{"a", []string{"b"}, map[string]float64{"z": 1, "y": 2.5}, &record{Name: "in"}})
	var back record
	fmt.Println(string(text), json.Unmarshal(text, &back), back.Next.Name)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "you asked for ", r.URL.Path)
	}))
	answer, err := http.Get("http://" + listener.Addr().String() + "/it")
	if err != nil {
		panic(err)
	}
	body, _ := io.ReadAll(answer.Body)
	fmt.Println(string(body), answer.StatusCode)
}
`;

/** What \`.rela\` says: offset, type, addend. */
function relocations(table: Uint8Array): string[] {
  const out: string[] = [];
  for (let i = 0; i < table.length; i += 24) {
    out.push(`${getI64(table, i)} ${getU32(table, i + 8)} ${getI64(table, i + 16)}`);
  }
  return out;
}

/** Words in any order. */
function sorted(data: Uint8Array): number[] {
  return Array.from({ length: data.length / 4 }, (_, i) => getU32(data, 4 * i)).sort((a, b) => a - b);
}

check("gc's archives: the image is that of gc", () => {
  const own = fs.mkdtempSync(path.join(dir, 'gc-'));
  const a = compileSource(own, language, {}, ['-buildmode=pie']);
  const gc = path.join(own, 'gc');
  assert.deepEqual(gcLink(a, gc, ['-w', '-buildid=abc', '-B=none', '-buildmode=pie']), { status: 0, text: '' });
  const { image, errors } = burrowLink(a, options({ ...pie, eager: true, buildID: 'abc' }));
  assert.deepEqual(errors, []);
  const have = elfSections(image!);
  const want = elfSections(bytes(gc));
  for (const name of `.tbss .note.go.buildid .interp .text .rodata .gopclntab .data.rel.ro .data.rel.ro.typelink
    .data.rel.ro.itablink .go.buildinfo .go.fipsinfo .got.plt .go.module .noptrdata .data .bss .noptrbss`.split(
    /\s+/,
  )) {
    const x = have.get(name)!;
    const y = want.get(name)!;
    assert.equal(x.addr, y.addr, name);
    // Types with equal strings are in another order.
    if (name === '.data.rel.ro.typelink') assert.deepEqual(sorted(x.data), sorted(y.data));
    else assert.ok(Buffer.from(x.data).equals(y.data), name);
  }
  // gc leaves out the methods that nothing calls.
  const ours = relocations(have.get('.rela')!.data);
  const theirs = new Set(relocations(want.get('.rela')!.data));
  const more = ours.filter(r => !theirs.delete(r));
  assert.deepEqual([...theirs], []);
  assert.ok(new Set(more.map(r => r.split(' ')[2])).size <= 1, more.slice(0, 5).join('\n'));
  const out = path.join(own, 'out');
  for (const change of [{}, { noDwarf: false }]) {
    const two = burrowLinkInTwo(a, options({ ...pie, buildID: 'abc', ...change }));
    writeProgram(out, two!.image);
    assert.equal(run(out).out, run(gc).out);
  }
});

/** Builds a program with burrow; gives the file. */
async function built(own: string, name: string, ...flags: string[]): Promise<string> {
  const ran = await burrow(['build', '-buildmode=pie', ...flags, '-o', name, '.'], own, {}, machines);
  assert.equal(ran.stderr, '');
  return path.join(own, name);
}

/** A panic's text without addresses and arguments. */
function plain(text: string): string {
  return text.replace(/0x[0-9a-f]+/g, '').replace(/\(.*\)$/gm, '()');
}

/** Builds a program with both; they must do the same. Gives both. */
async function same(name: string, source: string): Promise<{ own: string; ours: string; gcs: string }> {
  const own = fs.mkdtempSync(path.join(dir, `${name}-`));
  fs.writeFileSync(path.join(own, 'go.mod'), 'module p\n\ngo 1.26\n');
  fs.writeFileSync(path.join(own, 'main.go'), source);
  go(own, 'build', '-buildmode=pie', '-o', 'gc', '.');
  const gcs = path.join(own, 'gc');
  const ours = await built(own, 'ours');
  const want = run(gcs);
  const have = run(ours);
  assert.equal(have.out, want.out);
  assert.deepEqual([plain(have.err), have.status], [plain(want.err), want.status]);
  const size = (file: string): number => fs.statSync(file).size;
  assert.ok(size(ours) <= size(gcs), `${size(ours)} > ${size(gcs)}`);
  return { own, ours, gcs };
}

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly off: number;
  readonly addr: number;
  readonly filesz: number;
  readonly memsz: number;
}

/** The program headers of an ELF file. */
function segments(b: Uint8Array): Segment[] {
  const n = b[56]! | (b[57]! << 8);
  return Array.from({ length: n }, (_, i) => {
    const at = getI64(b, 32) + 56 * i;
    const [off, addr, , filesz, memsz] = [8, 16, 24, 32, 40].map(k => getI64(b, at + k)) as [number, ...number[]];
    return { type: getU32(b, at), flags: getU32(b, at + 4), off, addr: addr!, filesz: filesz!, memsz: memsz! };
  });
}

const PT_LOAD = 1;
const PT_INTERP = 3;
const PT_GNU_RELRO = 0x6474e552;

/** The entries of a dynamic section. */
function dynamic(b: Uint8Array): Map<number, number> {
  const { data } = elfSections(b).get('.dynamic')!;
  const out = new Map<number, number>();
  for (let i = 0; i < data.length; i += 16) out.set(getI64(data, i), getI64(data, i + 8));
  return out;
}

const DT_RELA = 7;
const DT_RELASZ = 8;
const DT_FLAGS = 30;
const DT_FLAGS_1 = 0x6ffffffb;

check('the language, and the shape of the file', async () => {
  const { own, ours, gcs } = await same('language', language);
  const b = new Uint8Array(fs.readFileSync(ours));
  const gc = new Uint8Array(fs.readFileSync(gcs));
  assert.equal(b[16], 3); // ET_DYN
  const segs = segments(b);
  assert.deepEqual(
    segs.map(s => [s.type, s.flags]),
    segments(gc).map(s => [s.type, s.flags]),
  );
  const interp = segs.find(s => s.type === PT_INTERP)!;
  assert.equal(latin1(b, interp.off, interp.off + interp.filesz - 1), '/lib64/ld-linux-x86-64.so.2');
  // Sections are in the order of addresses, each in its segment.
  const sections = [...elfSections(b)].filter(([name, s]) => s.addr > 0 && name !== '.tbss');
  const order = sections.map(([, s]) => s.addr);
  assert.deepEqual(
    order,
    order.toSorted((x, y) => x - y),
  );
  const loads = segs.filter(s => s.type === PT_LOAD);
  for (const [name, s] of sections) {
    assert.ok(
      loads.some(l => s.addr >= l.addr && s.addr + s.data.length <= l.addr + l.memsz),
      name,
    );
  }
  // Every relocation is of a word that is written, and the word holds what will be added.
  const tags = dynamic(b);
  const rela = elfSections(b).get('.rela')!;
  assert.deepEqual([tags.get(DT_RELA), tags.get(DT_RELASZ)], [rela.addr, rela.data.length]);
  assert.deepEqual([...tags.keys()], [...dynamic(gc).keys()]);
  assert.equal(tags.get(DT_FLAGS_1), 0x8000000); // PIE
  const written = loads.filter(l => (l.flags & 2) !== 0);
  for (const [at, type, add] of relocations(rela.data).map(r => r.split(' ').map(Number) as [number, number, number])) {
    const seg = written.find(l => at >= l.addr && at + 8 <= l.addr + l.filesz);
    assert.ok(seg !== undefined && type === 8, `${at} ${type}`);
    assert.equal(getI64(b, at - seg.addr + seg.off), add);
    assert.ok(
      loads.some(l => add >= l.addr && add <= l.addr + l.memsz),
      String(add),
    );
  }
  const relro = segs.find(s => s.type === PT_GNU_RELRO)!;
  const types = elfSections(b).get('.data.rel.ro')!;
  assert.ok(relro.addr === types.addr && relro.memsz > types.data.length);

  // Each run is somewhere else.
  if (fs.readFileSync('/proc/sys/kernel/randomize_va_space', 'utf8').trim() !== '0') {
    const places = new Set(Array.from({ length: 4 }, () => run(ours, 'where').out));
    assert.ok(places.size > 1, [...places].join());
  }
  assert.match(go(own, 'version', '-m', 'ours'), /build\t-buildmode=pie\n/);
  const symbols = go(own, 'tool', 'nm', 'ours');
  assert.match(symbols, / T main\.main\n/);
  assert.match(go(own, 'tool', 'objdump', '-s', '^main.deep$', 'ours'), /main\.go:\d+\s+0x\S+\s+\S+\s+CALL/);

  // As a whole, stripped, with the flags of the loader.
  const want = run(ours);
  const whole = await built(own, 'whole', '-ldflags=-randlayout=7');
  assert.equal(run(whole).out, want.out);
  const small = await built(own, 'small', '-ldflags=-s -w');
  assert.equal(run(small).out, want.out);
  assert.ok(!elfSections(bytes(small)).has('.symtab') && !elfSections(bytes(small)).has('.debug_info'));
  const bound = await built(own, 'bound', '-ldflags=-bindnow');
  assert.equal(run(bound).out, want.out);
  const flags = dynamic(bytes(bound));
  assert.deepEqual([flags.get(DT_FLAGS), flags.get(DT_FLAGS_1)], [8, 0x8000001]);
  const other = await built(own, 'other', '-ldflags=-I /nowhere/ld.so');
  assert.ok(latin1(bytes(other), 0, 4096).includes('/nowhere/ld.so\0'));

  // An edit behind the bases that are kept comes to what a build from nothing comes to.
  fs.writeFileSync(path.join(own, 'main.go'), language.replace('"zero"', '"naught"'));
  const edited = fs.readFileSync(await built(own, 'edited'));
  assert.ok(edited.equals(fs.readFileSync(await built(own, 'again', '-a'))));
  assert.match(run(path.join(own, 'edited')).out, /^naught one/m);
});

check("the library's assembly, and a server", async () => {
  const { ours, gcs } = await same('library', library);
  process.env['GODEBUG'] = 'fips140=on'; // what is hashed is the same in memory
  try {
    assert.equal(run(ours).out, run(gcs).out);
  } finally {
    delete process.env['GODEBUG'];
  }
});

check('tests', async () => {
  const own = fs.mkdtempSync(path.join(dir, 'run-'));
  fs.writeFileSync(path.join(own, 'go.mod'), 'module p\n\ngo 1.26\n');
  fs.writeFileSync(path.join(own, 'p.go'), 'package p\n');
  fs.writeFileSync(
    path.join(own, 'x_test.go'),
    `package p

import (
	"debug/elf"
	"testing"
)

func TestSelf(t *testing.T) {
	f, err := elf.Open("/proc/self/exe")
	if err != nil || f.Type != elf.ET_DYN {
		t.Fatal(err, f.Type)
	}
}
`,
  );
  const tested = await burrow(['test', '-buildmode=pie', '-vet=off', '.'], own, {}, machines);
  assert.match(tested.stdout, /^ok {2}\tp\t/);
});
