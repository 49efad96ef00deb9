// The order of evaluation where the language leaves it open: random statements of operands that read variables and of calls
// that change them, built by burrow and by gc, optimised and not; burrow's must do what one of gc's two does. A command:
// `node tools/run.mjs test/suites/order.ts [COUNT [SEED]]`; it prints the cases that differ.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { goroot, goTool } from '../goroot.ts';
import { tempDir } from '../link-harness.ts';
import { isMain } from '../main.ts';
import { Random } from '../random.ts';
import { stdPackages } from '../std-packages.ts';
import { MixedBuilder } from './goroot-build.ts';

/** What every case works on: global variables, and calls that change them and say that they ran. */
const prelude = `package main

import "fmt"

type T struct{ a, b int }

type big struct{ v [6]int }

type up struct {
	*T
	z int
}

func (t T) get(n int) int   { f(n); return t.a }
func (t *T) ptr(n int) int  { f(n); return t.b }
func (t big) sum(n int) int { f(n); return t.v[0] + t.v[5] }

type I interface{ get(int) int }

var (
	x, y int
	u    uint8
	fl   float64
	cx   complex128
	str  string
	bs   []byte
	s    []int
	arr  [3]int
	t    T
	lg   big
	em   up
	p    *T
	m    map[int]int
	ms   map[string]int
	i    I
	e    any
	c    chan int
	fn   func(int) int
	log  []any
)

func reset() {
	x, y, u, fl, cx, str, bs = 1, 2, 3, 1.5, 1+2i, "s", []byte("bytes")
	s, arr, t, p = []int{10, 11, 12}, [3]int{20, 21, 22}, T{30, 31}, &T{40, 41}
	lg.v = [6]int{1, 2, 3, 4, 5, 6}
	em = up{&T{90, 91}, 92}
	m, ms, i, e = map[int]int{1: 50, 2: 51}, map[string]int{"s": 60, "sq": 61}, T{70, 71}, 5
	c, fn, log = make(chan int, 4), g, nil
	for k := range 4 {
		c <- 80 + k
	}
}

// f says that it ran, and changes everything.
//go:noinline
func f(n int) int {
	log = append(log, n)
	x, y, u, fl, cx, str = x+1, y*2, u+1, fl+1, cx*2, str+"q"
	bs[0]++
	s = append([]int{n}, s...)
	arr[1] += n
	t.a++
	t.b++
	lg.v[5] += n
	p = &T{p.a + 1, p.b + 1}
	em.T = &T{em.a + 1, em.b + 1}
	m[1]++
	ms["s"]++
	i = T{n, n}
	if k, ok := e.(int); ok {
		e = k + 1
	}
	fn = h
	return n
}

//go:noinline
func g(n int) int { log = append(log, -n); return n + 1000 }

//go:noinline
func h(n int) int { log = append(log, -n); return n + 2000 }

//go:noinline
func two(n int) (int, int) { f(n); return n, x }

//go:noinline
func show(args ...any) { fmt.Println(args...) }

//go:noinline
func ints(a, b, c int) { fmt.Println(a, b, c) }

//go:noinline
func index(n int) int { f(n); return n % 3 }

//go:noinline
func slice(n int) []int { f(n); return s }

//go:noinline
func pointer(n int) *T { f(n); return p }

//go:noinline
func theMap(n int) map[int]int { f(n); return m }

//go:noinline
func cond(n int) bool { f(n); return n%2 == 0 }

//go:noinline
func text(n int) string { f(n); return str }

func run(n int, body func()) {
	reset()
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("panic:", r)
		}
		fmt.Println("case", n, log, x, y, u, fl, cx, str, string(bs), s, arr, t, lg, *p, *em.T, em.z, m, ms, i, e, len(c))
	}()
	body()
}
`;

/** Expressions and statements, each made of simpler ones. */
class Generator {
  private readonly r: Random;
  private calls = 0;
  /** Local variables of the case: some are captured by the function that changes them. */
  private readonly locals = ['v', 'w'];

  constructor(r: Random) {
    this.r = r;
  }

  case(): string {
    this.calls = 0;
    const lines = [
      'v, w := 3, 4',
      'k := func(n int) int { log = append(log, n); v += n; f(n); return v }',
      '_, _, _ = v, w, k',
    ];
    for (let n = 1 + this.r.below(2); n > 0; n--) lines.push(this.scoped());
    lines.push('fmt.Println(v, w)');
    return lines.join('\n\t\t');
  }

  private n(): number {
    return ++this.calls;
  }

  /** x, perhaps in parentheses. */
  private perhaps(x: string): string {
    return this.r.below(6) === 0 ? `(${x})` : x;
  }

  /** An int. */
  private int(depth: number): string {
    return this.perhaps(this.intOf(depth));
  }

  private intOf(depth: number): string {
    const { r } = this;
    if (depth <= 0) {
      return r.pick([
        'x',
        'y',
        'x',
        ...this.locals,
        's[0]',
        'arr[1]',
        't.a',
        'p.b',
        'm[1]',
        'len(s)',
        'cap(s[:1])',
        'lg.v[5]',
        '7',
        'int(u)',
        'int(fl)',
        'int(real(cx))',
        'len(str)',
        'int(bs[0])',
        'ms[str]',
        'e.(int)',
        'arr[x%3]',
        's[y%3]',
        'm[x]',
      ]);
    }
    const a = (): string => this.int(depth - 1);
    switch (r.below(24)) {
      case 0:
        return `${a()} + ${a()}`;
      case 1:
        return `(${a()} - ${a()}*2)`;
      case 2:
      case 3:
      case 4:
        return `f(${this.n()})`;
      case 5:
        return `k(${this.n()})`;
      case 6:
        return `fn(${a()})`;
      case 7:
        return `i.get(${this.n()})`;
      case 8:
        return `t.get(${this.n()})`;
      case 9:
        return `p.ptr(${this.n()})`;
      case 10:
        return `lg.sum(${this.n()})`;
      case 11:
        return `slice(${this.n()})[${this.index(depth - 1)}]`;
      case 12:
        return `s[${this.index(depth - 1)}]`;
      case 13:
        return `arr[${this.index(depth - 1)}]`;
      case 14:
        return `pointer(${this.n()}).a`;
      case 15:
        return `theMap(${this.n()})[${a()}]`;
      case 16:
        return `m[${a()}]`;
      case 17:
        return '<-c';
      case 18:
        return `[3]int{${a()}, ${a()}, ${a()}}[${this.index(depth - 1)}]`;
      case 19:
        return `T{${a()}, ${a()}}.${r.pick(['a', 'b'])}`;
      case 20:
        return `len(${this.string(depth - 1)})`;
      case 21:
        return `${r.pick(['min', 'max'])}(${a()}, ${a()})`;
      case 22:
        return `${a()} / (${a()} & 3)`;
      default:
        return `${a()} << (uint(${a()}) & 3)`;
    }
  }

  private index(depth: number): string {
    return this.r.below(2) === 0 ? `index(${this.n()})` : `(${this.int(depth)})&1`;
  }

  private string(depth: number): string {
    return this.perhaps(this.stringOf(depth));
  }

  private stringOf(depth: number): string {
    const { r } = this;
    if (depth <= 0) return r.pick(['str', '"c"', 'string(bs)', 'string(rune(x&63+64))']);
    const a = (): string => this.string(depth - 1);
    switch (r.below(6)) {
      case 0:
        return `text(${this.n()})`;
      case 1:
        return `${a()} + ${a()}`;
      case 2:
        return `str[${this.r.pick(['', '0', 'len(str)-1'])}:]`;
      case 3:
        return `string([]byte(${a()}))`;
      case 4:
        return `fmt.Sprint(${this.int(depth - 1)}, ${a()})`;
      default:
        return `string(bs[:${this.index(depth - 1)}])`;
    }
  }

  private bool(depth: number): string {
    return this.perhaps(this.boolOf(depth));
  }

  private boolOf(depth: number): string {
    const { r } = this;
    if (depth <= 0)
      return r.pick(['x < y', 'e == 5', 'str == "s"', 'p.a > 40', 'i == any(t)', 'arr == [3]int{20, 21, 22}']);
    switch (r.below(6)) {
      case 0:
        return `cond(${this.n()})`;
      case 1:
        return `${this.bool(depth - 1)} && ${this.bool(depth - 1)}`;
      case 2:
        return `(${this.bool(depth - 1)} || ${this.bool(depth - 1)})`;
      case 3:
        return `${this.int(depth - 1)} < ${this.int(depth - 1)}`;
      case 4:
        return `${this.string(depth - 1)} == ${this.string(depth - 1)}`;
      default:
        return `any(${this.int(depth - 1)}) == e`;
    }
  }

  /** A value of any type. */
  private any(): string {
    return this.perhaps(this.anyOf());
  }

  private anyOf(): string {
    const d = this.r.below(3);
    switch (this.r.below(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return this.int(d);
      case 4:
      case 5:
        return this.string(d);
      case 6:
        return this.bool(d);
      case 7:
        return this.r.pick(['t', 'lg', 'arr', '*p', 'u', 'fl', 'cx', 'i', 'e', 's', 's[1]', 'lg.v']);
      case 8:
        return `append(s[:1:1], ${this.int(d)})`;
      case 9:
        return `T{b: ${this.int(d)}, a: ${this.int(d)}}`;
      case 10:
        return `[]any{${this.int(d)}, ${this.string(d)}, e}`;
      default:
        return `map[int]int{${this.int(d)}: ${this.int(d)}}`;
    }
  }

  /** A variable or map entry for an int. */
  private target(): string {
    return this.perhaps(this.targetOf());
  }

  private targetOf(): string {
    const { r } = this;
    return r.pick([
      'x',
      'y',
      'v',
      'w',
      't.a',
      'p.a',
      'lg.v[2]',
      'arr[1]',
      `s[${this.index(1)}]`,
      `arr[${this.index(1)}]`,
      `m[${this.int(1)}]`,
      `slice(${this.n()})[${this.index(0)}]`,
      `pointer(${this.n()}).b`,
      `theMap(${this.n()})[${this.int(0)}]`,
      'p.b',
      'em.a',
      'em.T.b',
      'em.z',
      's[x&1]',
      'm[y]',
      `ms[${this.string(1)}]`,
      `(*pointer(${this.n()})).a`,
    ]);
  }

  /** An int whose evaluation may panic, and mostly reads no memory. */
  private risky(): string {
    const { r } = this;
    const v = r.pick(this.locals);
    return r.pick([
      () => this.int(1),
      () => `${v} / (w - 4)`,
      () => `1 << (${v} - ${r.below(9)})`,
      () => `5 % (v - ${3 + r.below(2)})`,
      () => `s[${v}]`,
      () => `x / (w & 1)`,
      () => `[2]int{1, 2}[${v}-2]`,
      () => `int(str[${v}])`,
      () => String(r.below(9)),
    ])();
  }

  private scoped(): string {
    return `{ ${this.statement()} }`;
  }

  private statement(): string {
    const { r } = this;
    switch (r.below(26)) {
      case 22:
        return `${this.target()}, ${this.target()}, ${this.target()} = ${this.risky()}, ${this.risky()}, ${this.risky()}`;
      case 23: {
        const late = r.pick(['', '', 'defer g(1); ', 'defer func() { q++ }(); ', 'z = w; ']);
        return `show(func() (q, z int) { ${late}return ${this.risky()}, ${this.risky()} }())`;
      }
      case 24:
        return `a, b := ${this.risky()}, ${this.risky()}; show(a, b)`;
      case 25:
        return `em.T, ${this.target()} = &T{${this.int(1)}, 5}, ${this.risky()}`;
      case 0:
        return `show(${this.any()}, ${this.any()}, ${this.any()})`;
      case 1:
        return `ints(${this.int(1)}, ${this.int(2)}, ${this.int(1)})`;
      case 2:
        return `a, b := ${this.any()}, ${this.any()}; show(a, b)`;
      case 3:
        return `a, b, d := ${this.int(r.below(2))}, ${this.int(2)}, ${this.int(r.below(2))}; ints(a, b, d)`;
      case 4:
        return `${this.target()}, ${this.target()} = ${this.int(r.below(2))}, ${this.int(2)}`;
      case 5:
        return `${this.target()} = ${this.int(2)}`;
      case 6:
        return `${this.target()} ${r.pick(['+=', '-=', '*=', '/=', '<<=', '&^='])} ${r.below(3) === 0 ? `(${this.int(1)})&7` : this.int(2)}`;
      case 7:
        return `${this.target()}, ${this.target()} = two(${this.n()})`;
      case 8:
        return `${this.target()}++`;
      case 9:
        return `show([]int{${this.int(1)}, ${this.int(1)}, ${this.int(0)}}, [2]any{${this.any()}, ${this.any()}})`;
      case 10:
        return `show(func() (int, string, any) { return ${this.int(1)}, ${this.string(1)}, ${this.any()} }())`;
      case 11:
        return `defer show(${this.any()}, ${this.any()})`;
      case 12:
        return `switch (${this.int(1)}) { case ${this.int(1)}: show("first"); case ${this.int(1)}, ${this.int(0)}: show("second"); default: show("none") }`;
      case 13:
        return `for a, b := range []int{${this.int(1)}, ${this.int(1)}} { show(a, b); ${this.target()} = b }`;
      case 14:
        return `for ${this.target()}, ${this.target()} = range []int{${this.int(1)}, ${this.int(1)}} { f(${this.n()}) }`;
      case 15:
        return `if (${this.bool(2)}) { show("yes") } else { show("no") }`;
      case 16:
        return `select { case c <- ${this.int(1)}: show("sent"); default: }`;
      case 17:
        return `select { case ${this.target()} = <-c: show("got"); case (chan int)(nil) <- ${this.int(1)}: }`;
      case 18:
        return `str ${r.pick(['=', '+='])} ${this.string(2)}`;
      case 19:
        return `s = append(s, ${this.int(1)}, ${this.int(1)})`;
      case 20:
        return `copy(s[${this.index(0)}:], slice(${this.n()}))`;
      default:
        return `e, x = ${this.any()}, ${this.int(1)}`;
    }
  }
}

/** A program of `count` cases. */
export function orderProgram(count: number, seed: number): string {
  const g = new Generator(new Random(seed));
  const cases: string[] = [];
  for (let n = 0; n < count; n++) cases.push(`\trun(${n}, func() {\n\t\t${g.case()}\n\t})`);
  // Functions of moderate size, so that no compiler's limits matter.
  const parts: string[] = [];
  for (let n = 0; n < cases.length; n += 20) {
    parts.push(`func part${n}() {\n${cases.slice(n, n + 20).join('\n')}\n}\n`);
  }
  const main = parts.map((_, n) => `\tpart${n * 20}()`).join('\n');
  return `${prelude}\nfunc main() {\n${main}\n}\n\n${parts.join('\n')}`;
}

/** What each case printed. */
function byCase(output: string): string[] {
  const out: string[] = [];
  let now = '';
  for (const line of output.split('\n')) {
    now += `${line}\n`;
    if (/^case \d+ \[/.test(line)) {
      out.push(now);
      now = '';
    }
  }
  if (now.trim() !== '') out.push(now);
  return out;
}

/** Compares; gives the text of each case that differs. */
export async function compareOrder(builder: MixedBuilder, count: number, seed: number): Promise<string[]> {
  const dir = tempDir();
  try {
    const file = path.join(dir, 'main.go');
    const source = orderProgram(count, seed);
    fs.writeFileSync(file, source);
    const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
    const outputs: string[][] = [];
    for (const flags of ['', '-N -l']) {
      const exe = path.join(dir, `gc${outputs.length}`);
      const built = spawnSync(goTool!, ['build', `-gcflags=${flags}`, '-o', exe, file], { env, encoding: 'utf8' });
      if (built.status !== 0) return [`seed ${seed}: ${built.stderr}`];
      outputs.push(byCase(spawnSync(exe, { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout));
    }
    const exe = path.join(dir, 'burrow');
    const wrong = await builder.build({
      packages: [{ path: 'main', files: [file] }],
      moduleDir: '',
      ofCompiler: false,
      flags: [],
      compilerFlags: [],
      out: exe,
    });
    if (wrong !== '') return [`seed ${seed}: ${wrong}`];
    const ran = spawnSync(exe, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60_000 });
    const ours = byCase(ran.stdout);
    const [plain, slow] = outputs as [string[], string[]];
    const cases = source.split(/^\trun\(/m).slice(1);
    const out: string[] = [];
    for (let n = 0; n < plain.length; n++) {
      if (ours[n] === plain[n] || ours[n] === slow[n]) continue;
      const noOpt = plain[n] === slow[n] ? '' : `gc -N -l:\n${slow[n]}`;
      out.push(
        `seed ${seed} case ${cases[n]}\ngc:\n${plain[n]}${noOpt}burrow:\n${ours[n] ?? ran.stderr.slice(0, 2000)}`,
      );
    }
    return out;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

if (isMain('test/suites/order.ts')) {
  const [count, seed] = process.argv.slice(2).map(Number);
  const builder = new MixedBuilder(await stdPackages(goroot!));
  let cases = 0;
  let wrong = 0;
  for (let n = 0; n < (count ?? 1000); n += 200) {
    const differing = await compareOrder(builder, 200, (seed ?? 1) + n);
    for (const text of differing) console.log(text);
    wrong += differing.length;
    cases += 200;
  }
  console.log(`${cases} cases, ${wrong} differ`);
  process.exitCode = wrong === 0 ? 0 : 1;
}
