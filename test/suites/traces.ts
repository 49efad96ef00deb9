// What a program says when it panics: the text, and the lines of its stack, beside gc's. Every snippet is spread over lines, so
// that it shows which of them each operation counts to. A command: `node tools/run.mjs test/suites/traces.ts`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { goroot, goTool } from '../goroot.ts';
import { tempDir } from '../link-harness.ts';
import { isMain } from '../main.ts';
import { stdPackages } from '../std-packages.ts';
import { MixedBuilder } from './goroot-build.ts';

const declarations = `
type T struct{ a, b int; next *T }
func (t T) val() int { return t.a }
func (t *T) ptr() int { return t.a }
type big struct{ pad [5000]byte; x int }
type I interface{ val() int }
type J interface{ other() }
type E struct{ T }
type P struct{ *T }
type err struct{}
func (err) Error() string { return "an error" }
type str struct{}
func (str) String() string { return "a string" }
type named string
var (
	nilT *T
	nilBig *big
	nilI I
	nilF func()
	nilM map[string]int
	nilC chan int
	sl = []int{1, 2, 3}
	arr [3]int
	sp = &arr
	text = "abc"
	n = 5
	zero = 0
	neg = -1
	e any = "text"
	sink any
	cl = make(chan int)
)
//go:noinline
func id(n int) int { return n }
//go:noinline
func fail(n int) int { if n > 0 { panic(n) }; return n }
//go:noinline
func failing() *T { panic("failing") }
func gen[X any](x []X, i int) X { return x[i] }
func seq(yield func(int) bool) { yield(1); yield(2) }
func bad(yield func(int) bool) { defer func() { recover() }(); yield(1) }
`;

/** Bodies of functions that panic. */
const snippets: readonly string[] = [
  'sink = sl[n]',
  'sink = sl[\n\tneg]',
  'sink = arr[n]',
  'sl[n] = 1',
  'arr[\nid(n)] = 2',
  'sink = text[n]',
  'sink = sp[n]',
  'sink = sl[n:]',
  'sink = sl[:n]',
  'sink = sl[\n2:id(1)]',
  'sink = text[n:]',
  'sink = text[2:id(1)]',
  'sink = sl[0:1:n]',
  'sink = sl[0:n:3]',
  'sink = sl[id(3):2:3]',
  'sink = arr[n:]',
  'sink = sp[:n]',
  'sink = sl[uint8(200)]',
  'sink = [4]int(sl)',
  'sink = (*[4]int)(sl)',
  'sink = nilT.a',
  'nilT.a = 1',
  'sink = *nilT',
  '*nilT = T{}',
  'sink = nilT.next.next',
  'sink = nilBig.x',
  'nilBig.x = 1',
  'sink = &nilBig.x',
  'sink = nilT.val()',
  'sink = nilT.ptr()',
  'sink = nilI.val()',
  'nilF()',
  'f := nilT.val\n_ = f',
  'f := nilI.val\n_ = f',
  'defer nilF()',
  'go nilI.val()',
  'sink = P{}.val()',
  'sink = P{}.ptr()',
  'sink = E{}.next.a',
  'var i I = P{}\nsink = i.val()',
  'var i I = nilT\nsink = i.val()',
  'nilM["a"] = 1',
  'nilM["a"]++',
  'var m map[any]int\n_ = m[[]int{}]',
  'm := map[any]int{}\nm[func() {}] = 1',
  'close(nilC)',
  'close(cl)\nclose(cl)',
  'c := make(chan int)\nclose(c)\nc <- 1',
  'sink = n / zero',
  'sink = n %\nzero',
  'n /= zero',
  'sink = 1 << neg',
  'sink = n >> neg',
  'n <<= neg',
  'sink = e.(int)',
  'sink = e.(I)',
  'sink = sink.(J).other',
  'var i I = T{}\nsink = i.(J)',
  'var i I = T{}\nsink = i.(*T)',
  'sink = nilI.(T)',
  'sink = any(nil).(int)',
  'sink = any(nil).(I)',
  'sink = any(named("x")).(string)',
  'a, b := any([]int{}), any([]int{})\nsink = a == b',
  'a, b := any(map[int]int{}), any(T{})\nsink = a == b || b == a || a == a',
  'type s struct{ a, b any }\nvar a any = func() {}\nx, y := s{1, a}, s{1, a}\nsink = x == y',
  'sink = make([]int, neg)',
  'sink = make([]int, 1, zero)',
  'sink = make([]int, 1<<62)',
  'sink = make(chan int, neg)',
  'sink = make(map[int]int, neg)\npanic("fine")',
  'sink = unsafe.Slice(&n, neg)',
  'sink = unsafe.Slice(nilT, 1)',
  'sink = unsafe.String((*byte)(nil), n)',
  'sink = unsafe.Slice(&n, uint64(1)<<62)',
  'panic(1)',
  'panic("a\\nb")',
  'panic(err{})',
  'panic(str{})',
  'panic(named("n"))',
  'panic(nil)',
  'panic(1.5)',
  'panic(1+2i)',
  'panic(T{1, 2, nil})',
  'panic(&n == nil)',
  'panic(uint8(3))',
  'panic(errors.New("new"))',
  'panic(fmt.Errorf("wrapped %w", err{}))',
  'panic([]int{1})',
  'fail(\n1)',
  'sink = id(1) +\nfail(\n2)',
  'sink = []int{\nid(1),\nfail(2),\n}',
  'sink = T{\na: 1,\nb: fail(3),\n}',
  'failing().a = 1',
  'x := id(1)\nif x == 1 &&\nfail(x) == 0 {\n}',
  'for i := range 10 {\nsink = sl[i]\n}',
  'for _, x := range sl {\nfail(x)\n}',
  'for x := range seq {\nif x == 2 {\nfail(x)\n}\n}',
  'for range bad {\npanic("lost")\n}',
  'func() {\nfail(1)\n}()',
  'f := func(i int) int {\nreturn sl[i]\n}\nf(n)',
  'defer func() {\nfail(1)\n}()',
  'defer fail(1)',
  'defer func() {\npanic("second")\n}()\npanic("first")',
  'defer func() {\nrecover()\npanic("again")\n}()\npanic("first")',
  'defer func() {\nr := recover()\npanic(r)\n}()\nfail(7)',
  'gen(sl, n)',
  'gen([]string{}, 0)',
  'sink = gen(\n[]T{},\nn)',
  'switch {\ncase n == 5:\nfail(1)\n}',
  'switch x := e.(type) {\ncase string:\nsink = x[n]\n}',
  'select {\ncase nilC <- fail(1):\ndefault:\n}',
  'copy(sl, sl[n:])',
  'sl = append(sl[:1], sl[n])',
  'sink = min(id(1), fail(2))',
  'sink = text +\ntext[n:]',
  'sink = string(sl[n])',
  'return\n}\nfunc init() {',
  'x, y := 1, sl[\nn]\n_, _ = x, y',
  'arr[id(1)],\narr[n] = 1, 2',
  'sink = map[string]int{\n"a": fail(1),\n}',
  'var x *int\n*x += 1',
  'var x *[4]int\nfor i := range x {\nx[i] = 1\n}',
  'var x *[4]int\nfor _, v := range x {\nsink = v\n}',
  'type local struct{ f func(int) int }\nlocal{}.f(1)',
  'clear(sl[n:])',
  'runtime.Goexit()\n',
  'var a, b *T\nsink = *a == *b',
  'sink = (&P{}).a',
  'sink = *(*int)(nil)',
  'sink = struct{ x [4]int }{}.x[n]',
];

function program(): string {
  const functions = snippets.map((body, i) => `\nfunc t${i}() {\n${body}\n}\n`).join('');
  const calls = snippets.map((_, i) => `\ttry(${i}, t${i})`).join('\n');
  return `package main

import ("errors"; "fmt"; "os"; "runtime"; "strings"; "unsafe")

var _ = errors.New
var _ unsafe.Pointer
${declarations}
func try(i int, f func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() {
			r := recover()
			fmt.Printf("%d: %v %T", i, r, r)
			var pcs [50]uintptr
			frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
			for {
				f, more := frames.Next()
				if strings.HasPrefix(f.Function, "main.") && !strings.HasPrefix(f.Function, "main.try") {
					fmt.Printf(" %s:%d", f.Function, f.Line)
				} else if strings.HasPrefix(f.Function, "runtime.") {
					fmt.Printf(" %s", f.Function)
				}
				if !more { break }
			}
			fmt.Println()
		}()
		f()
	}()
	<-done
}

func main() {
	if len(os.Args) > 1 {
		for i, f := range all {
			if fmt.Sprint(i) == os.Args[1] { f() }
		}
		return
	}
${calls}
}

var all = []func(){${snippets.map((_, i) => `t${i}`).join(', ')}}
${functions}`;
}

/** What a program printed when it ended by a panic, without what differs between builds: addresses, offsets and arguments. */
function crash(file: string, n: number): string {
  const ran = spawnSync(file, [String(n)], { encoding: 'utf8', timeout: 20_000 });
  const text = ran.stderr
    .replace(/0x[0-9a-f]+/g, '0x..')
    .replace(/ \+0x\.\./g, '')
    .replace(/^(\S+)\(.*\)$/gm, '$1(..)')
    .replace(/goroutine \d+/g, 'goroutine N')
    .replace(/goexit\n.*\n/g, '');
  return `status ${ran.status}\n${text}`;
}

/** Compares; gives what differs. */
export async function compareTraces(builder: MixedBuilder): Promise<string[]> {
  const dir = tempDir();
  try {
    const file = path.join(dir, 'main.go');
    fs.writeFileSync(file, program());
    const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
    const gc = path.join(dir, 'gc');
    const built = spawnSync(goTool!, ['build', '-o', gc, file], { env, encoding: 'utf8' });
    if (built.status !== 0) return [built.stderr];
    const ours = path.join(dir, 'burrow');
    const wrong = await builder.build({
      packages: [{ path: 'main', files: [file] }],
      moduleDir: '',
      ofCompiler: false,
      flags: [],
      compilerFlags: [],
      out: ours,
    });
    if (wrong !== '') return [wrong];
    const lines = (exe: string): string[] => spawnSync(exe, { encoding: 'utf8', timeout: 60_000 }).stdout.split('\n');
    const want = lines(gc);
    const got = lines(ours);
    const out: string[] = [];
    want.forEach((w, i) => {
      if (w !== got[i]) out.push(`${JSON.stringify(snippets[i])}\n  gc:     ${w}\n  burrow: ${got[i]}`);
    });
    snippets.forEach((s, i) => {
      const a = crash(gc, i);
      const b = crash(ours, i);
      if (a !== b) out.push(`${JSON.stringify(s)} uncaught\n--- gc\n${a}\n--- burrow\n${b}`);
    });
    return out;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

if (isMain('test/suites/traces.ts')) {
  const wrong = await compareTraces(new MixedBuilder(await stdPackages(goroot!)));
  for (const text of wrong) console.log(text);
  console.log(`${snippets.length} programs, ${wrong.length} differences`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
