// What debuggers say of programs that burrow built, beside gc's build without optimisation, which is taken for the truth: gdb stops at
// every marked line and shows parameters and locals, frames and values; `dlv`, where it is on PATH or named by DLV, does the same
// and lists goroutines; pprof names the functions of a profile. Without optimisation burrow's build must say what gc's says; with it
// each value is the true one, or is not told. As a command: `node tools/run.mjs test/suites/debuggers.ts [PART of a name...]`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { goTool } from '../goroot.ts';
import { tempDir } from '../link-harness.ts';
import { isMain } from '../main.ts';

/** A program: lines with `// stop` are stopped at. */
interface Program {
  readonly name: string;
  readonly text: string;
}

const programs: readonly Program[] = [
  {
    name: 'kinds',
    text: `
type Point struct { X, Y int; Name string }
type Shape interface { Area() float64 }
type Square struct { side float64 }
func (s Square) Area() float64 { return s.side * s.side }
type Temp float64
//go:noinline
func ints(a int8, b uint16, c int32, d uint64, e bool, f float32, g float64) int {
	sum := int(a) + int(b) // stop
	sum += int(c) + int(d)
	if e { // stop
		sum++
	}
	use(f, g, sum) // stop
	return sum
}
//go:noinline
func words(s string, xs []int, m map[string]int, sh Shape, p *Point, q Point, t Temp) (n int, err error) {
	n = len(s) + len(xs) // stop
	area := sh.Area()
	first := xs[0] // stop
	use(n, area, first, m, p, q, t) // stop
	p.X = first
	n += p.X
	use(n, s, xs, sh) // stop
	return n, err
}
func main() {
	use(ints(-3, 7, 100000, 1<<40, true, 1.5, 2.25))
	n, err := words("hello", []int{4, 5, 6}, map[string]int{"a": 1}, Square{3}, &Point{1, 2, "pt"}, Point{8, 9, "q"}, 36.5)
	use(n, err) // stop
}`,
  },
  {
    name: 'loops',
    text: `
type Colour uint8
const small, large, minus, colour, letter, word, huge = 42, ^uint64(0), int64(-1), Colour(9), 'x', "w", 1 << 70
//go:noinline
func total(xs []int, limit int) int {
	sum := 0
	last := -1
	for i, x := range xs {
		double := x * 2 // stop
		if double > limit {
			over := double - limit
			sum -= over // stop
			continue
		}
		sum += double // stop
		last = i
	}
	use(sum, last) // stop
	a, b := sum, last
	a, b = b, a
	use(a, b) // stop
	return a + b
}
//go:noinline
func shadow(n int) int {
	x := n + 1
	{
		x := x * 10
		use(x) // stop
		if y := x + n; y > 3 {
			use(x, y) // stop
			n = y
		}
	}
	use(x, n) // stop
	return x
}
func main() {
	use(total([]int{1, 50, 3, 4}, 20), shadow(5)) // stop
}`,
  },
  {
    name: 'closures',
    text: `
//go:noinline
func apply(f func(int) int, n int) int {
	r := f(n) // stop
	return r // stop
}
//go:noinline
func adder(base int) (func(int) int, *int) {
	count := 0
	f := func(k int) int {
		count += k // stop
		return base + k + count // stop
	}
	return f, &count // stop
}
//go:noinline
func escape(n int) *int {
	v := n * 2
	p := &v
	*p += 1 // stop
	use(p) // stop
	return p
}
func main() {
	f, c := adder(100)
	use(apply(f, 5), *c)
	use(apply(f, 6), *c)
	use(*escape(21)) // stop
}`,
  },
  {
    name: 'inlined',
    text: `
type list struct { items []int; n int }
func (l *list) push(v int) { l.items = append(l.items, v); l.n++ }
func square(v int) int {
	w := v * v
	return w + len(global) + v // v is still needed, so that it can be told
}
func outer(v int) int {
	t := square(v) + 1
	return t * 2
}
var global = []int{1, 2}
//go:noinline
func run(v int) int {
	l := &list{}
	l.push(v)
	l.push(v + 1)
	r := outer(v) // stop
	use(r, l.n, l.items) // stop
	return r
}
func main() {
	use(run(7))
}`,
  },
  {
    name: 'generics',
    text: `
type number interface { ~int | ~float64 }
//go:noinline
func sum[T number](xs []T, start T) T {
	total := start
	for _, x := range xs {
		total += x // stop
	}
	return total // stop
}
type pair[K comparable, V any] struct { key K; value V }
//go:noinline
func (p *pair[K, V]) set(k K, v V) {
	old := p.key
	p.key, p.value = k, v // stop
	use(old, p.key) // stop
}
func main() {
	use(sum([]int{1, 2, 3}, 10), sum([]float64{1.5}, 0.25))
	p := &pair[string, int]{"a", 1}
	p.set("b", 2)
	use(p.key) // stop
}`,
  },
];

/** Goroutines that wait for different things; the stop is when all of them do. */
const waiting = `package main
import ("fmt"; "io"; "sync"; "time")
var sink io.Writer = io.Discard
//go:noinline
func use(args ...any) { fmt.Fprintln(sink, args...) }
func worker(id int, in chan int) {
	total := id * 10
	for v := range in {
		total += v
		use(v)
	}
	use(id, total)
}
func guarded(mu *sync.Mutex, name string) {
	size := len(name)
	mu.Lock()
	use(name, size)
	mu.Unlock()
}
func main() {
	in := make(chan int)
	var mu sync.Mutex
	mu.Lock()
	for i := range 3 {
		go worker(i+1, in)
	}
	go guarded(&mu, "name")
	go func(k float64) { time.Sleep(time.Hour); use(k) }(2.5)
	time.Sleep(200 * time.Millisecond)
	use(in) // stop
	mu.Unlock()
}
`;

const prelude = `package main
import ("fmt"; "io")
var sink io.Writer = io.Discard
//go:noinline
func use(args ...any) { fmt.Fprintln(sink, args...) }
`;

/** What came of it. */
export interface Outcome {
  checks: number;
  /** Values that optimised code does not tell. */
  untold: number;
  told: number;
  readonly failures: string[];
  readonly skipped: string[];
}

/** The signals by which goroutines are interrupted make gdb miss stops now and then, in gc's programs as well. */
const undisturbed: NodeJS.ProcessEnv = { ...process.env, GODEBUG: 'asyncpreemptoff=1' };

const burrow = path.join(process.env['BURROW_ROOT'] ?? process.cwd(), 'burrow');

/** Runs the suite over the programs whose names hold one of the parts. */
export function debuggers(parts: readonly string[]): Outcome {
  const out: Outcome = { checks: 0, untold: 0, told: 0, failures: [], skipped: [] };
  const hasGdb = spawnSync('gdb', ['--version']).status === 0;
  const dlv = process.env['DLV'] ?? 'dlv';
  const hasDlv = spawnSync(dlv, ['version']).status === 0;
  if (!hasGdb) out.skipped.push('gdb is not there');
  if (!hasDlv) out.skipped.push('dlv is not there');
  if (goTool === null) {
    out.skipped.push('go is not there');
    return out;
  }
  for (const p of programs) {
    if (parts.length > 0 && !parts.some(x => p.name.includes(x))) continue;
    const dir = tempDir();
    const text = prelude + p.text;
    fs.writeFileSync(path.join(dir, 'main.go'), text);
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module example.com/p\n\ngo 1.26\n');
    const fail = (what: string): void => {
      out.failures.push(`${p.name}: ${what}`);
    };
    const truth = build(goTool, dir, 'truth', '-N -l');
    const plain = build(burrow, dir, 'plain', '-N -l');
    const fast = build(burrow, dir, 'fast', '');
    const stops = text.split('\n').flatMap((l, i) => (l.includes('// stop') ? [i + 1] : []));
    if (hasGdb) {
      const of = (file: string): Stop[] => gdbStops(file, dir, stops);
      const want = of(truth);
      same(out, 'gdb, -N', text, want, of(plain), false, fail);
      same(out, 'gdb', text, want, of(fast), true, fail);
      if (p.name === 'inlined') inlinedFrames(out, fast, text, dir, fail);
      if (p.name === 'loops') constants(out, truth, fast, fail);
    }
    if (hasDlv) {
      const want = dlvStops(dlv, truth, dir, stops);
      same(out, 'dlv, -N', text, want, dlvStops(dlv, plain, dir, stops), false, fail);
      same(out, 'dlv', text, want, dlvStops(dlv, fast, dir, stops), true, fail);
      if (p.name === 'kinds') stepping(out, dlv, truth, plain, dir, fail);
    }
  }
  if (hasDlv && (parts.length === 0 || parts.includes('goroutines'))) goroutines(out, dlv);
  if (parts.length === 0 || parts.includes('pprof')) profile(out);
  return out;
}

function build(tool: string, dir: string, name: string, flags: string): string {
  const file = path.join(dir, name);
  const r = spawnSync(tool, ['build', `-gcflags=${flags}`, '-o', file, '.'], { cwd: dir, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(`${tool} build ${flags}: ${r.stderr}`);
  return file;
}

/** One stop: the line, and the variables by name. */
interface Stop {
  readonly line: number;
  readonly vars: Map<string, string>;
}

const begin = 'STOP';

/** Addresses differ from run to run. */
function normal(value: string): string {
  return (
    value
      .replace(/\(([^()]*)\) (0x[0-9a-f]+)/g, '$1 ADDR')
      .replace(/0x[0-9a-f]+(?: <[^>]*>)? (")/g, '$1')
      // gc tells what is of a type parameter by its shape.
      .replace(/\{str = ("[^"]*"), len = \d+\}/g, '$1')
      .replace(/0x[0-9a-f]+(?: <[^>]*>)?/g, 'ADDR')
      .trim()
  );
}

function gdbStops(file: string, dir: string, lines: readonly number[]): Stop[] {
  const script = [
    'set pagination off',
    'set confirm off',
    'set print elements 20',
    'set auto-load no',
    ...lines.flatMap(n => [
      `break main.go:${n}`,
      'commands',
      'silent',
      `printf "${begin} ${n}\\n"`,
      'info args',
      'info locals',
      'continue',
      'end',
    ]),
    'run',
  ];
  const name = path.join(dir, 'script.gdb');
  fs.writeFileSync(name, `${script.join('\n')}\n`);
  const r = spawnSync('gdb', ['-q', '-nx', '-batch', '-x', name, file], {
    cwd: dir,
    env: undisturbed,
    encoding: 'utf8',
    timeout: 120_000,
  });
  const out: Stop[] = [];
  for (const l of r.stdout.split('\n')) {
    if (l.startsWith(begin)) out.push({ line: Number(l.slice(begin.length)), vars: new Map() });
    const m = /^([&~\w.]+) = (.*)$/.exec(l);
    if (m !== null && out.length > 0) set(out[out.length - 1]!.vars, m[1]!, normal(m[2]!));
  }
  return distinct(out);
}

/** Stops that say the same one after the other are one: a line may have several places to stop at. */
function distinct(stops: readonly Stop[]): Stop[] {
  const key = (s: Stop): string => `${s.line} ${[...s.vars].join(';')}`;
  return stops.filter((s, i) => i === 0 || key(s) !== key(stops[i - 1]!));
}

/** Of variables with one name the innermost comes first. */
function set(vars: Map<string, string>, name: string, value: string): void {
  if (!vars.has(name)) vars.set(name, value);
}

function dlvStops(dlv: string, file: string, dir: string, lines: readonly number[]): Stop[] {
  const script = [
    ...lines.map((n, i) => `break s${i} main.go:${n}`),
    ...Array.from({ length: 40 }, () => ['continue', 'args', 'locals']).flat(),
  ];
  const r = runDlv(dlv, file, dir, script);
  const out: Stop[] = [];
  for (const l of r.split('\n')) {
    const hit = /^> (?:\[[^\]]*\] ?)?main\.\S* .*main\.go:(\d+)/.exec(l);
    if (hit !== null) out.push({ line: Number(hit[1]), vars: new Map() });
    const m = /^([&~\w]+) = (.*)$/.exec(l);
    if (m !== null && out.length > 0) set(out[out.length - 1]!.vars, m[1]!, normal(m[2]!));
  }
  return distinct(out);
}

function runDlv(dlv: string, file: string, dir: string, script: readonly string[]): string {
  const name = path.join(dir, 'script.dlv');
  fs.writeFileSync(name, `${[...script, 'exit'].join('\n')}\n`);
  const r = spawnSync(
    dlv,
    ['exec', file, '--init', name, '--allow-non-terminal-interactive=true', '--check-go-version=false'],
    {
      cwd: dir,
      env: undisturbed,
      encoding: 'utf8',
      timeout: 120_000,
      input: 'exit\n',
    },
  );
  return r.stdout;
}

/** Whether a name may be used at a line: it is a parameter, or declared above. */
function isDeclared(text: string, name: string, line: number): boolean {
  const above = text.split('\n').slice(0, line);
  const stop = above.findLastIndex(l => l.startsWith('func '));
  const inner = above.slice(stop, line - 1);
  if (new RegExp(`\\b${name}\\b`).test(inner[0] ?? '')) return true;
  return inner.some(l => new RegExp(`\\b${name}\\b[^=(]*:=|\\bvar ${name}\\b`).test(l));
}

const untold = /optimized out|unreadable|could not|<synthetic pointer>/;

/** Compares stops. Where code is optimised, values may be missing, and a line may be met more often or not at all. */
function same(
  out: Outcome,
  who: string,
  text: string,
  want: readonly Stop[],
  got: readonly Stop[],
  optimised: boolean,
  fail: (what: string) => void,
): void {
  if (want.length === 0) fail(`${who}: nothing stopped in gc's program`);
  for (const line of new Set(want.map(s => s.line))) {
    const wants = want.filter(s => s.line === line);
    const gots = got.filter(s => s.line === line);
    out.checks++;
    if (!optimised && wants.length !== gots.length) {
      fail(`${who}: line ${line} stops ${gots.length} times, gc's ${wants.length} times`);
      continue;
    }
    gots.forEach((g, i) => {
      const exact = wants.length === gots.length ? [wants[i]!] : wants;
      for (const [name, value] of g.vars) {
        const values = exact.map(s => s.vars.get(name)).filter(v => v !== undefined);
        if (values.length === 0 || !isDeclared(text, name.replace('&', ''), line)) continue;
        out.checks++;
        if (untold.test(value)) {
          if (optimised) out.untold++;
          else fail(`${who}: line ${line}: ${name} is not told: ${value}`);
          continue;
        }
        if (optimised) out.told++;
        if (!values.includes(value))
          fail(`${who}: line ${line}, stop ${i + 1}: ${name} = ${value}, not ${values.join(' or ')}`);
      }
      if (optimised) return;
      for (const name of exact[0]!.vars.keys()) {
        if (!g.vars.has(name) && isDeclared(text, name.replace('&', ''), line))
          fail(`${who}: line ${line}: there is no ${name}`);
      }
    });
  }
}

/** Constants of the program's packages, their types too, and what is none for a debugger. */
function constants(out: Outcome, truth: string, file: string, fail: (what: string) => void): void {
  const names =
    'main.small main.large main.minus main.colour main.letter main.word main.huge runtime._PageSize runtime.mSpanInUse'.split(
      ' ',
    );
  const asks = names.flatMap(n => [`print '${n}'`, `whatis '${n}'`]);
  const said = [truth, file].map(f =>
    asks.map(a => {
      const r = spawnSync('gdb', ['-q', '-nx', '-batch', '-iex', 'set auto-load no', '-ex', a, f], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      return `${a}: ${r.stdout}${r.stderr}`.trim();
    }),
  );
  asks.forEach((_, i) => {
    out.checks++;
    if (said[0]![i] !== said[1]![i]) fail(`gdb: ${said[1]![i]!}, not ${said[0]![i]!}`);
  });
  out.checks++;
  if (!said[1]!.some(s => s.endsWith('= 18446744073709551615'))) fail('gdb: a constant is not told');
}

/** A stop in an inlined call has the frames of all calls around it. */
function inlinedFrames(out: Outcome, file: string, text: string, dir: string, fail: (what: string) => void): void {
  const line = text.split('\n').findIndex(l => l.includes('return w + len')) + 1;
  const script = path.join(dir, 'frames.gdb');
  fs.writeFileSync(
    script,
    `set pagination off\nset auto-load no\nbreak main.go:${line}\nrun\nbt\ninfo args\ninfo locals\n`,
  );
  const r = spawnSync('gdb', ['-q', '-nx', '-batch', '-x', script, file], {
    cwd: dir,
    env: undisturbed,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const frames = [...r.stdout.matchAll(/^#\d+ .*?(main\.\w+) \(/gm)].map(m => m[1]);
  out.checks += 2;
  const want = 'main.square main.outer main.run main.main';
  if (frames.join(' ') !== want) fail(`gdb: frames ${frames.join(' ')}, not ${want}`);
  if (!/^v = 7$/m.test(r.stdout)) fail('gdb: the argument of an inlined call is not told');
}

/** Steps by line through main, and lists goroutines. */
function stepping(
  out: Outcome,
  dlv: string,
  truth: string,
  mine: string,
  dir: string,
  fail: (what: string) => void,
): void {
  const script = ['break main.ints', 'continue', ...new Array<string>(9).fill('next'), 'goroutines', 'stack 2'];
  const look = (file: string): { lines: string[]; goroutines: string; frames: string } => {
    const text = runDlv(dlv, file, dir, script);
    return {
      lines: [...text.matchAll(/^> (?:\[[^\]]*\] ?)?main\.\S* .*main\.go:(\d+)/gm)].map(m => m[1]!),
      goroutines: [...text.matchAll(/^[* ] Goroutine \d+ - User: (\S+) (\S+)/gm)]
        .map(m => m[2]!)
        .sort()
        .join(' '),
      frames: [...text.matchAll(/^\d+ {2}0x[0-9a-f]+ in (\S+)/gm)].map(m => m[1]!).join(' '),
    };
  };
  const a = look(truth);
  const b = look(mine);
  out.checks += 3;
  if (a.lines.join() !== b.lines.join()) fail(`dlv: steps ${b.lines.join(' ')}, gc's ${a.lines.join(' ')}`);
  if (!b.goroutines.includes('main.ints') && !b.goroutines.includes('main.main'))
    fail(`dlv: goroutines ${b.goroutines}`);
  if (a.frames !== b.frames) fail(`dlv: frames ${b.frames}, gc's ${a.frames}`);
}

/** The frames of all goroutines in package main, each with its line and the variables that have names. */
function framesOfAll(dlv: string, file: string, dir: string, line: number): string[] {
  const text = runDlv(dlv, file, dir, [`break main.go:${line}`, 'continue', 'goroutines -exec stack 8 -full']);
  const frames: string[] = [];
  let inMain = false;
  // Names are in bold.
  const plain = text.split('\u001b').map((part, i) => (i === 0 ? part : part.slice(part.indexOf('m') + 1)));
  for (const l of plain.join('').split('\n')) {
    const [, func] = /^\d+ {2}0x[0-9a-f]+ in (\S+)/.exec(l) ?? [];
    if (func !== undefined) {
      inMain = func.startsWith('main.');
      if (inMain) frames.push(func);
      continue;
    }
    const [, what] = /^ +(at \S+|\w+ = .*)$/.exec(l) ?? [];
    if (inMain && what !== undefined) frames[frames.length - 1] += `, ${normal(what)}`;
  }
  return frames.sort();
}

/** Goroutines that wait: where they are, with which parameters and locals. */
function goroutines(out: Outcome, dlv: string): void {
  const dir = tempDir();
  fs.writeFileSync(path.join(dir, 'main.go'), waiting);
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module example.com/p\n\ngo 1.26\n');
  const line = waiting.split('\n').findIndex(l => l.includes('// stop')) + 1;
  const of = (tool: string, name: string, flags: string): string =>
    framesOfAll(dlv, build(tool, dir, name, flags), dir, line).join('\n');
  const want = of(goTool!, 'truth', '-N -l');
  out.checks += 3;
  if (!/^main\.worker, at \S+, id = 2, in = .*, total = 20$/m.test(want))
    out.failures.push(`goroutines: gc's are\n${want}`);
  for (const flags of ['-N -l', '']) {
    const got = of(burrow, 'mine', flags);
    if (got !== want) out.failures.push(`goroutines ${flags}:\n${got}\nnot\n${want}`);
  }
}

const hot = `package main
import ("os"; "runtime/pprof")
func inner(x, k int) int { return x*31 + k ^ x>>3 }
//go:noinline
func hot(n int) int {
	x := 1
	for i := 0; i < n; i++ { x = inner(x, i) }
	return x
}
var result int
func main() {
	f, err := os.Create(os.Args[1])
	if err != nil { panic(err) }
	pprof.StartCPUProfile(f)
	for i := 0; i < 40; i++ { result += hot(10_000_000) }
	pprof.StopCPUProfile()
	f.Close()
}
`;

/** A CPU profile names functions, inlined ones too. */
function profile(out: Outcome): void {
  const dir = tempDir();
  fs.writeFileSync(path.join(dir, 'main.go'), hot);
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module example.com/p\n\ngo 1.26\n');
  const file = path.join(dir, 'hot');
  const built = spawnSync(burrow, ['build', '-o', file, '.'], { cwd: dir, encoding: 'utf8' });
  const data = path.join(dir, 'cpu');
  const ran = spawnSync(file, [data], { timeout: 60_000 });
  const r = spawnSync(goTool!, ['tool', 'pprof', '-top', '-nodecount=8', file, data], { encoding: 'utf8' });
  out.checks++;
  if (
    built.status !== 0 ||
    ran.status !== 0 ||
    !/main\.hot/.test(r.stdout) ||
    !/main\.inner \(inline\)/.test(r.stdout)
  ) {
    out.failures.push(`pprof: ${built.stderr}${r.stdout}${r.stderr}`);
  }
}

if (isMain('test/suites/debuggers.ts')) {
  const o = debuggers(process.argv.slice(2));
  for (const f of o.failures.slice(0, 60)) process.stdout.write(`${f}\n`);
  for (const s of o.skipped) process.stdout.write(`skipped: ${s}\n`);
  process.stdout.write(
    `${o.checks} checks, ${o.failures.length} failed; optimised code tells ${o.told} of ${o.told + o.untold} values\n`,
  );
  if (o.failures.length > 0) process.exitCode = 1;
}
