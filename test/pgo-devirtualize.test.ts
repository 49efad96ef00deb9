// Which calls through interfaces and func values a profile makes direct. A row is a function f with lines that say what they called, the
// hottest first, `// T.M (*T).N F`, and what is made of that, by -m.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { newCompileMachine } from '../src/arch/amd64/compile.ts';
import { declaredUnits } from '../src/build/declared-units.ts';
import { escapeReport } from '../src/build/escape-report.ts';
import { buildFuncs } from '../src/ssa/build/recipe-funcs.ts';
import { checkFunc } from '../src/ssa/check.ts';
import { Bodies } from '../src/ssa/program/bodies.ts';
import { type CallEdge, Profile } from '../src/ssa/program/profile.ts';
import { type Loaded, load, openUnit } from './compile-harness.ts';
import { goroot } from './goroot.ts';
import { tempDir } from './link-harness.ts';

const declarations = `
type I interface { M(int) int; N() [5]int }
type J interface { M(int) int }
type Value struct { a, b int }
func (v Value) M(x int) int { return v.a + x }
func (v Value) N() [5]int { return [5]int{v.b} }
type Word uintptr
func (w Word) M(x int) int { return int(w) }
type Ptr struct { x *Ptr }
func (p *Ptr) M(x int) int { p.x = nil; return 1 }
func (p *Ptr) N() [5]int { return [5]int{} }
type Outer struct { Value }
type Fixed struct {}
//go:noinline
func (Fixed) M(int) int { return 2 }
type List[T any] struct { x T }
func (l List[T]) M(int) int { return 3 }
func (l List[T]) N() [5]int { return [5]int{} }
func plus(a, b int) int { return a + b }
func minus(a, b int) int { return a - b }
func neg(a int) int { return -a }
func same[T any](a T) T { return a }
var other = func(a, b int) int { return a }
`;

const rows: readonly (readonly [name: string, text: string, want: readonly string[]])[] = [
  [
    'a value, a pointer, a word that is the data itself',
    `func f(i I, j J) int {
	x := i.M(1) // Value.M (*Ptr).M
	x += j.M(2) // (*Ptr).M
	x += j.M(3) // Word.M
	return x
}`,
    ['2:10 interface i.M Value.M', '3:10 interface j.M (*Ptr).M', '4:10 interface j.M Word.M'],
  ],
  [
    'results in memory, none that is used, what is called in arguments first',
    `func f(i, k I, j J) (r [5]int) {
	r = i.N() // Value.N
	k.N() // (*Ptr).N
	if j.M(i.M(k.N()[1])) > 2 { // Value.M (*Ptr).N
		return k.N() // Value.N
	}
	return
}`,
    [
      '2:9 interface i.N Value.N',
      '3:5 interface k.N (*Ptr).N',
      '4:12 interface i.M Value.M',
      '4:16 interface k.N (*Ptr).N',
      '4:8 interface j.M Value.M',
      '5:13 interface k.N Value.N',
    ],
  ],
  [
    'calls of one line are told apart by the names, the interfaces and the signatures',
    `func f(i I, j J, g func(int, int) int, h func(int) int) int {
	return g(h(1), j.M(i.N()[0])) // neg (*Ptr).N Word.M minus
}`,
    ['2:10 function g minus', '2:12 function h neg', '2:20 interface j.M Word.M', '2:24 interface i.N (*Ptr).N'],
  ],
  [
    'a func value in a field, of a defined type, in a closure, in a method value',
    `type op func(int, int) int
func f(s struct { g op }, j J) func() int {
	x := s.g(1, 2) // plus
	m := j.M
	m(x) // Word.M
	return func() int {
		return s.g(x, 1)
	}
}`,
    ['3:10 function s.g plus'],
  ],
  [
    'what is not worth it or cannot be known: no inlining, instances, closures, wrappers, other packages',
    `func f(i I, j J, g func(int, int) int, h func(int) int) int {
	x := j.M(1) // Fixed.M
	x += i.M(2) // List[...].M Value.M
	x += h(3) // same[...]
	x += g(4, 5) // init.func1
	x += j.M(6) // Outer.M Gone.M
	x += j.M(7) // absent/pkg.T.M Value.M
	return x
}`,
    [],
  ],
  [
    'the method of an embedded type is compared with that type',
    `func f(j J) int {
	return j.M(1) // Value.M
}
func h() int { return f(Outer{}) }`,
    ['2:12 interface j.M Value.M'],
  ],
  [
    'go and defer',
    `func f(j J, g func(int, int) int) {
	go j.M(1) // Word.M
	defer g(2, 3) // plus
}`,
    [],
  ],
  [
    'what calls itself by way of an interface',
    `type chain struct { next J }
func (c chain) M(x int) int {
	return c.next.M(x) // chain.M
}`,
    [],
  ],
  [
    'a receiver that is a type parameter, in an instance',
    `func each[T J](list []T) (n int) {
	for _, x := range list {
		n += x.M(1) // Value.M
	}
	return
}
func f(list []J) int { return each(list) }`,
    ['3:11 interface x.M Value.M'],
  ],
];

/** What the lines of a row say was called; weights go down slowly, so that all of it counts. */
function edgesOf(source: string, pkg: string): CallEdge[] {
  const edges: CallEdge[] = [];
  let caller = '';
  let start = 0;
  source.split('\n').forEach((line, n) => {
    const head = /^func (?:\(\w+ (\w+)\) )?(\w+)(\[)?/.exec(line);
    if (head !== null) {
      caller = `${pkg}.${head[1] === undefined ? '' : `${head[1]}.`}${head[2]!}${head[3] === undefined ? '' : '[...]'}`;
      start = n;
    }
    const said = /^\s.* \/\/ (.*)$/.exec(line);
    for (const callee of said === null ? [] : said[1]!.split(' ')) {
      const name = callee.includes('/') ? callee : `${pkg}.${callee}`;
      edges.push({ caller, callee: name, offset: n - start, weight: 1000 - edges.length });
    }
  });
  return edges;
}

/** What -m says of profiles in a package; the form of all its functions is checked. */
function devirtualized(loaded: Loaded, pkg: string, edges: readonly CallEdge[]): string[] {
  const unit = loaded.units.find(u => u.package.importPath === pkg)!;
  const profile = new Profile(edges);
  const session = () => {
    const s = openUnit(loaded, unit, newCompileMachine().ops, false, false, profile);
    s.p.bodies = new Bodies(s.p, buildFuncs);
    return s;
  };
  const { p, sources } = session();
  for (const s of declaredUnits(p, sources.load(pkg).pkg, fn => sources.hasBody(fn), true)) {
    for (const f of p.bodies!.unit(s) ?? []) checkFunc(p, f, 'go passes');
  }
  const told = session();
  const lines = escapeReport(told.p, told.sources.load(pkg).pkg, fn => told.sources.hasBody(fn));
  return lines.flatMap(({ at, text }) => {
    const found = /^PGO devirtualizing (\w+) call (.*) to (.*)$/.exec(text);
    return found === null ? [] : [`${at.line}:${at.col} ${found[1]!} ${found[2]!} ${found[3]!}`];
  });
}

const sources = rows.map(([, text]) => `package m${declarations}${text}\n`);
/** The lines in front of a row's own. */
const before = `package m${declarations}`.split('\n').length - 1;

async function loadRows(): Promise<{ readonly dir: string; readonly loaded: Loaded }> {
  const dir = tempDir();
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
  sources.forEach((source, i) => {
    fs.mkdirSync(path.join(dir, `r${i}`));
    fs.writeFileSync(path.join(dir, `r${i}`, 'm.go'), source);
  });
  return { dir, loaded: await load(dir, ['./...', 'runtime']) };
}

const all = goroot === null ? null : loadRows();
after(async () => {
  if (all !== null) fs.rmSync((await all).dir, { recursive: true, force: true });
});

rows.forEach(([name, , want], row) => {
  test(`a profile: ${name}`, { skip: all === null && 'no Go distribution' }, async () => {
    const { loaded } = await all!;
    const pkg = `m/r${row}`;
    const got = devirtualized(loaded, pkg, edgesOf(sources[row]!, pkg));
    const own = got.map(line => line.replace(/^\d+/, n => String(Number(n) - before)));
    assert.deepEqual(own.sort(), [...want].sort());
  });
});

// As cmd/compile/internal/test, TestPGODevirtualize.
test('a profile: the program of the distribution', { skip: goroot === null && 'no Go distribution' }, async () => {
  const from = path.join(goroot!, 'src/cmd/compile/internal/test/testdata/pgo/devirtualize');
  const dir = tempDir();
  const pkg = 'example.com/pgo/devirtualize';
  try {
    fs.mkdirSync(path.join(dir, 'mult.pkg'));
    fs.writeFileSync(path.join(dir, 'go.mod'), `module ${pkg}\n\ngo 1.21\n`);
    for (const name of ['devirt.go', 'mult.pkg/mult.go']) {
      fs.writeFileSync(path.join(dir, name), fs.readFileSync(path.join(from, name)));
    }
    const lines = fs.readFileSync(path.join(from, 'devirt.pprof.node_map'), 'utf8').trimEnd().split('\n').slice(1);
    const edges: CallEdge[] = [];
    for (let i = 0; i < lines.length; i += 3) {
      const [offset, weight] = lines[i + 2]!.split(' ').map(Number);
      edges.push({ caller: lines[i]!, callee: lines[i + 1]!, offset: offset!, weight: weight! });
    }
    const got = devirtualized(await load(dir, ['.', 'runtime']), pkg, edges);
    assert.deepEqual(got, [
      '101:20 interface m.Multiply mult.Mult.Multiply',
      '101:39 interface selectA(i).Add Add.Add',
      '173:15 function m mult.MultFn',
      '173:36 function selectA(i) AddFn',
      '207:19 function ops.m mult.MultFn',
      '207:35 function ops.a AddFn',
    ]);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
