// Builds after edits against builds of the same text from nothing: the same bytes. A row is one edit of a small module of
// several packages. Each row is built before the edit, after it, and after it was taken back, with one cache; and both texts
// with a cache that has never seen the module. All of it twice: the second time the module has so many packages more that those below
// the main one are linked apart from it in each row.
//
//     node tools/run.mjs test/suites/edits.ts [-full] [NAME...]
//
// What "never seen" knows of the distribution's packages comes from the build of another module; with -full nothing does. NAME:
// only rows of which it is a part.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { declarationRows, type Files, type Row } from './edit-declarations.ts';

/** A type that package sort calls through an interface. */
const sorted = `package leaf

import "sort"

type list []int

func (s list) Len() int           { return len(s) }
func (s list) Less(i, j int) bool { return s[i] < s[j] }
func (s list) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }

func First(s ...int) int {
	sort.Sort(list(s))
	return s[0]
}
`;

/** A function that uses variables of each section. */
const touched = `
func Touch(i int) int {
	bytes[i] = 1
	pointers[i] = &words[i]
	return len(bytes) + words[3] + len(pointers) + int(bytes[i])
}
`;

const module: Files = {
  'go.mod': 'module example.com/m\n\ngo 1.26\n',
  'main.go': `package main

import (
	"example.com/m/leaf"
	"example.com/m/mid"
)

func main() {
	println(leaf.Const, leaf.Small(3), leaf.Large(5), leaf.Table[1])
	println(mid.Name(mid.T{N: 4}), mid.Apply(leaf.Pair[int]{A: 1, B: 2}))
	println(mid.Order)
}
`,
  'mid/mid.go': `package mid

import "example.com/m/leaf"

type Namer interface{ Name() string }

type T struct{ N int }

func (t T) Name() string { return "T" }

//go:noinline
func Name(x any) string {
	if n, ok := x.(Namer); ok {
		return n.Name()
	}
	if s, ok := x.(interface{ Other() string }); ok {
		return s.Other()
	}
	return "none"
}

//go:noinline
func Apply(p leaf.Pair[int]) int {
	f := func(x int) int { return leaf.Small(x) + p.Sum() }
	return f(leaf.Const)
}

var Order = leaf.Start + 1
`,
  'leaf/leaf.go': `package leaf

const Const = 10

func Small(x int) int { return x + 1 }

//go:noinline
func Large(x int) int {
	n := 0
	for i := 0; i < x; i++ {
		n += Small(i)
	}
	return n
}

var Table = [...]int{1, 2, 3}

var Start = first()

func first() int { return Const * 2 }

type Pair[T int | string] struct{ A, B T }

func (p Pair[T]) Sum() T { return p.A + p.B }

func Keep(p *int) *int { return p }
`,
};

const leaf = module['leaf/leaf.go']!;
const mid = module['mid/mid.go']!;
const main = module['main.go']!;
const plain = '10 4 15 2\nT 14\n21\n';

/** A map that a function of its own initialises, which calls a function of another file. */
const squares = `package leaf

var squares = map[int]int{
${Array.from({ length: 40 }, (_, i) => `\t${i}: square(${i}),\n`).join('')}}

func Square(i int) int { return squares[i] }
`;

/** Values of which no more is declared than their types. */
const initial = `package leaf

var (
	text    = \`four
\`
	doubled = func(n int) int { return n * 2 }
	named   = struct{ A int \`json:"a"\` }{2}
)

func init() { Table[1] = len(text) + doubled(named.A) }
`;

const lengths = `package leaf

var names = [len("four")]string{}

func init() { Table[1] = count() }

func count() int { return len(names) }
`;

const rows: readonly Row[] = [
  {
    name: 'what a map is initialised with',
    edit: { 'leaf/square.go': 'package leaf\n\nfunc square(i int) int { return i*i + 1 }\n' },
    extra: {
      'leaf/squares.go': squares,
      'leaf/square.go': 'package leaf\n\nfunc square(i int) int { return i * i }\n',
      'square.go': 'package main\n\nimport "example.com/m/leaf"\n\nfunc init() { println(leaf.Square(6)) }\n',
    },
    before: `36\n${plain}`,
    after: `37\n${plain}`,
  },
  {
    name: 'flags for the main package',
    edit: { 'leaf/leaf.go': leaf.replace('n := 0', 'n := 100') },
    before: plain,
    after: '10 4 115 2\nT 14\n21\n',
    flags: ['-gcflags=-N -l'],
  },
  {
    name: 'constant',
    edit: { 'leaf/leaf.go': leaf.replace('Const = 10', 'Const = 11') },
    before: plain,
    after: '11 4 15 2\nT 15\n23\n',
  },
  {
    name: 'body of an inlined function',
    edit: { 'leaf/leaf.go': leaf.replace('return x + 1', 'return x + 2') },
    before: plain,
    after: '10 5 20 2\nT 15\n21\n',
  },
  {
    name: 'body of a function that is not inlined',
    edit: { 'leaf/leaf.go': leaf.replace('n := 0', 'n := 100') },
    before: plain,
    after: '10 4 115 2\nT 14\n21\n',
  },
  {
    name: 'a function is inlined no more',
    edit: { 'leaf/leaf.go': leaf.replace('func Small', '//go:noinline\nfunc Small') },
    before: plain,
    after: plain,
  },
  {
    name: 'lines move',
    edit: { 'leaf/leaf.go': leaf.replace('const Const', '// One.\n\nconst Const') },
    before: plain,
    after: plain,
  },
  {
    name: 'a parameter leaks',
    extra: { 'main.go': main.replace('println(mid.Order)', 'x := mid.Order\n\tprintln(*leaf.Use(&x))') },
    edit: {
      'leaf/leaf.go': `${leaf}\nvar sink *int\n\n//go:noinline\nfunc Use(p *int) *int { sink = p; return p }\n`,
    },
    before: '',
    after: plain,
  },
  {
    name: 'signature',
    edit: {
      'leaf/leaf.go': leaf
        .replace('func Large(x int) int', 'func Large(x int64) int64')
        .replace(
          'n := 0\n\tfor i := 0; i < x; i++ {\n\t\tn += Small(i)',
          'n := int64(0)\n\tfor i := int64(0); i < x; i++ {\n\t\tn += int64(Small(int(i)))',
        ),
    },
    before: plain,
    after: plain,
  },
  {
    name: 'a field of a type',
    edit: { 'mid/mid.go': mid.replace('type T struct{ N int }', 'type T struct{ S string; N int }') },
    before: plain,
    after: plain,
  },
  {
    name: 'order of initialisation',
    edit: { 'leaf/leaf.go': leaf.replace('return Const * 2', 'return later * 2') + '\nvar later = Const + Table[0]\n' },
    before: plain,
    after: '10 4 15 2\nT 14\n23\n',
  },
  {
    name: 'initialiser of a variable',
    edit: { 'leaf/leaf.go': leaf.replace('{1, 2, 3}', '{1, 7, 3}') },
    before: plain,
    after: '10 4 15 7\nT 14\n21\n',
  },
  {
    name: 'a string and a function in initial values',
    extra: { 'leaf/more.go': initial },
    edit: { 'leaf/more.go': initial.replace('four', 'fifteen').replace('n * 2', 'n * 3 // and more\n') },
    before: '10 4 15 9\nT 14\n21\n',
    after: '10 4 15 14\nT 14\n21\n',
  },
  {
    name: 'a string in an initial value that is the length of an array',
    extra: { 'leaf/more.go': lengths },
    edit: { 'leaf/more.go': lengths.replace('four', 'fifteen') },
    before: '10 4 15 4\nT 14\n21\n',
    after: '10 4 15 7\nT 14\n21\n',
  },
  {
    name: 'what a function gives that initialises',
    edit: { 'leaf/leaf.go': leaf.replace('return Const * 2', 'return Const * 3') },
    before: plain,
    after: '10 4 15 2\nT 14\n31\n',
  },
  {
    name: 'a method that satisfies an interface',
    edit: {
      'mid/mid.go': mid.replace('func (t T) Name() string { return "T" }', 'func (t T) Other() string { return "O" }'),
    },
    before: plain,
    after: '10 4 15 2\nO 14\n21\n',
  },
  {
    name: 'a method of an interface',
    edit: { 'mid/mid.go': mid.replace('interface{ Name() string }', 'interface{ Name() string; More() }') },
    before: plain,
    after: '10 4 15 2\nnone 14\n21\n',
  },
  {
    name: 'a new instance',
    edit: { 'main.go': main.replace('println(mid.Order)', 'println(mid.Order, leaf.Pair[string]{"a", "b"}.Sum())') },
    before: plain,
    after: '10 4 15 2\nT 14\n21 ab\n',
  },
  {
    name: 'body of a generic method',
    edit: { 'leaf/leaf.go': leaf.replace('return p.A + p.B', 'return p.B + p.A + p.A') },
    before: plain,
    after: '10 4 15 2\nT 15\n21\n',
  },
  {
    name: 'a file more',
    edit: { 'leaf/more.go': 'package leaf\n\nfunc init() { Table[1] = 9 }\n' },
    before: plain,
    after: '10 4 15 9\nT 14\n21\n',
  },
  {
    name: 'a file less',
    extra: { 'leaf/more.go': 'package leaf\n\nfunc init() { Table[1] = 9 }\n' },
    edit: { 'leaf/more.go': '' },
    before: '10 4 15 9\nT 14\n21\n',
    after: plain,
  },
  {
    name: 'build tag',
    extra: { 'leaf/more.go': '//go:build never\n\npackage leaf\n\nfunc init() { Table[1] = 9 }\n' },
    edit: { 'leaf/more.go': '//go:build !never\n\npackage leaf\n\nfunc init() { Table[1] = 9 }\n' },
    before: plain,
    after: '10 4 15 9\nT 14\n21\n',
  },
  {
    name: 'embedded file',
    extra: {
      'leaf/more.go':
        'package leaf\n\nimport _ "embed"\n\n//go:embed text.txt\nvar text string\n\nfunc init() { Table[1] = len(text) }\n',
      'leaf/text.txt': 'four',
    },
    edit: { 'leaf/text.txt': 'fifteen' },
    before: '10 4 15 4\nT 14\n21\n',
    after: '10 4 15 7\nT 14\n21\n',
  },
  {
    name: 'a type inside a function',
    extra: {
      'mid/local.go':
        'package mid\n\nfunc A() any { type local struct{ a int }; return local{1} }\n\nfunc B() any { type local struct{ b int }; return local{2} }\n',
      'main.go': main.replace('println(mid.Order)', 'println(mid.Order, mid.A() == mid.B())'),
    },
    edit: {
      'mid/local.go':
        'package mid\n\nfunc C() any { type local struct{ c int }; return local{3} }\n\nfunc A() any { type other struct{ a int }; type local = other; return local{1} }\n\nfunc B() any { type local struct{ b int }; return local{2} }\n',
    },
    before: '10 4 15 2\nT 14\n21 false\n',
    after: '10 4 15 2\nT 14\n21 false\n',
  },
  {
    name: 'functions that call each other',
    extra: {
      'leaf/even.go':
        'package leaf\n\nfunc Even(n int) bool { return n == 0 || odd(n-1) }\n\nfunc odd(n int) bool { return n != 0 && Even(n-1) }\n',
      'main.go': main.replace('println(mid.Order)', 'println(mid.Order, leaf.Even(6))'),
    },
    edit: {
      'leaf/even.go':
        'package leaf\n\nfunc Even(n int) bool { return n == 0 || odd(n-1) }\n\nfunc odd(n int) bool { return n != 0 && !Even(n-1) }\n',
    },
    before: '10 4 15 2\nT 14\n21 true\n',
    after: '10 4 15 2\nT 14\n21 false\n',
  },
  {
    name: 'linkname',
    extra: {
      'leaf/more.go':
        'package leaf\n\nimport _ "unsafe"\n\n//go:linkname hidden example.com/m/mid.Hidden\nfunc hidden() int { return 5 }\n',
      'mid/hidden.go': 'package mid\n\nimport _ "unsafe"\n\n//go:linkname Hidden\nfunc Hidden() int\n',
      'mid/empty.s': '',
      'main.go': main.replace('println(mid.Order)', 'println(mid.Order, mid.Hidden())'),
    },
    edit: {
      'leaf/more.go':
        'package leaf\n\nimport _ "unsafe"\n\n//go:linkname hidden example.com/m/mid.Hidden\nfunc hidden() int { return 6 }\n',
    },
    before: '10 4 15 2\nT 14\n21 5\n',
    after: '10 4 15 2\nT 14\n21 6\n',
  },
  {
    name: 'string in main',
    extra: { 'main.go': main.replace('println(mid.Order)', 'println(mid.Order, "one")') },
    edit: { 'main.go': main.replace('println(mid.Order)', 'println(mid.Order, "two")') },
    before: '10 4 15 2\nT 14\n21 one\n',
    after: '10 4 15 2\nT 14\n21 two\n',
  },
  {
    name: 'another function of the distribution',
    extra: {
      'main.go': main
        .replace('import (', 'import (\n\t"strings"')
        .replace('println(mid.Order)', 'println(mid.Order, strings.ToUpper("aB"))'),
    },
    edit: {
      'main.go': main
        .replace('import (', 'import (\n\t"strings"')
        .replace('println(mid.Order)', 'println(mid.Order, strings.ToLower("aB"))'),
    },
    before: '10 4 15 2\nT 14\n21 AB\n',
    after: '10 4 15 2\nT 14\n21 ab\n',
  },
  {
    name: 'methods that the distribution calls',
    extra: {
      'leaf/sorted.go': sorted,
      'main.go': main.replace('println(mid.Order)', 'println(mid.Order, leaf.First(3, 1, 2))'),
    },
    edit: { 'leaf/sorted.go': sorted.replace('s[i] < s[j]', 's[i] > s[j]') },
    before: '10 4 15 2\nT 14\n21 1\n',
    after: '10 4 15 2\nT 14\n21 3\n',
  },
  {
    name: 'a function of another package that main has not called',
    extra: { 'leaf/more.go': 'package leaf\n\nfunc Other(x interface{ Name() string }) string { return x.Name() }\n' },
    edit: { 'main.go': main.replace('println(mid.Order)', 'println(mid.Order, leaf.Other(mid.T{}))') },
    before: plain,
    after: '10 4 15 2\nT 14\n21 T\n',
  },
  {
    name: 'an assertion in what is inlined, of a type of its caller',
    extra: {
      'leaf/more.go':
        'package leaf\n\nfunc Other(x any) string { return within(x) }\n\nfunc within(x any) string { return x.(interface{ Name() string }).Name() }\n',
    },
    edit: { 'main.go': main.replace('println(mid.Order)', 'println(mid.Order, leaf.Other(mid.T{}))') },
    before: plain,
    after: '10 4 15 2\nT 14\n21 T\n',
  },
  {
    name: 'a function of main that another package pulls',
    extra: {
      'leaf/more.go':
        'package leaf\n\nimport _ "unsafe"\n\n//go:linkname Pulled main.pushed\nfunc Pulled() int\n\n//go:linkname Var main.pushedVar\nvar Var int\n',
      'leaf/empty.s': '',
      'pushed.go':
        'package main\n\nimport (\n\t"example.com/m/leaf"\n\t_ "unsafe"\n)\n\n//go:linkname pushed\nfunc pushed() int { return 7 }\n\n//go:linkname pushedVar\nvar pushedVar = 3\n\nfunc init() { println(leaf.Pulled(), leaf.Var) }\n',
    },
    edit: {
      'pushed.go':
        'package main\n\nimport (\n\t"example.com/m/leaf"\n\t_ "unsafe"\n)\n\n//go:linkname pushed\nfunc pushed() int { return 8 }\n\n//go:linkname pushedVar\nvar pushedVar = 4\n\nfunc init() { println(leaf.Pulled(), leaf.Var) }\n',
    },
    before: `7 3\n${plain}`,
    after: `8 4\n${plain}`,
  },
  {
    name: 'an instance for a type of main',
    extra: {
      'leaf/more.go':
        'package leaf\n\ntype Box[T any] struct{ x T }\n\nfunc (b *Box[T]) Any() any { return b.x }\n\nfunc In[T any](x T) interface{ Any() any } { return &Box[T]{x} }\n',
      'main.go': main.replace(
        'println(mid.Order)',
        'type own struct{ a int }\n\tprintln(mid.Order, leaf.In(own{1}).Any().(own).a, leaf.In(mid.T{N: 2}).Any().(mid.T).N)',
      ),
    },
    edit: {
      'main.go': main.replace(
        'println(mid.Order)',
        'type own struct{ b, a int }\n\tprintln(mid.Order, leaf.In(own{1, 3}).Any().(own).a, leaf.In(mid.T{N: 5}).Any().(mid.T).N)',
      ),
    },
    before: '10 4 15 2\nT 14\n21 1 2\n',
    after: '10 4 15 2\nT 14\n21 3 5\n',
  },
  {
    name: 'variables grow',
    extra: {
      'leaf/more.go': 'package leaf\n\nvar bytes [10]byte\nvar words = [4]int{3: 4}\nvar pointers [5]*int\n' + touched,
      'main.go': main.replace('println(mid.Order)', 'println(mid.Order, leaf.Touch(2))'),
    },
    edit: {
      'leaf/more.go':
        'package leaf\n\nvar bytes [90000]byte\nvar words = [4000]int{3: 4}\nvar pointers [9000]*int\n' + touched,
    },
    before: '10 4 15 2\nT 14\n21 20\n',
    after: '10 4 15 2\nT 14\n21 99005\n',
  },
];

/** Packages that make a module large: each has code, a type with methods, variables, and what the distribution may call. */
const more: Files = {
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [
      `more/m${i}/m.go`,
      `package m${i}

type T struct{ next *T }

func (t *T) String() string { return t.next.String() + "m${i}" }

func (t *T) Len() int { return ${i} }

var Table = []*T{{}, {}, nil}

var total = sum()

func sum() (n int) {
	for _, t := range Table {
		n += t.Len()
	}
	return n
}

func Total() int { return total }

type Pair[A, B any] struct {
	A A
	B B
}

//go:noinline
func (p Pair[A, B]) Both() (A, B) { return p.A, p.B }
`,
    ]),
  ),
  'more.go': `package main

import (
${Array.from({ length: 8 }, (_, i) => `	"example.com/m/more/m${i}"`).join('\n')}
)

var totals = [...]int{${Array.from({ length: 8 }, (_, i) => `m${i}.Total()`).join(', ')}}

func init() {
	for i, n := range totals {
		if n != 3*i {
			println(i, n)
		}
	}
}
`,
};

/** What other modules have had compiled of the distribution: enough that the rows build quickly. */
const other: Files = {
  'go.mod': 'module example.com/other\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println(1) }\n',
};

const burrow = path.join(process.env['BURROW_ROOT']!, 'burrow');
const words = process.argv.slice(2);
const full = words.includes('-full');
const names = words.filter(w => w !== '-full');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'edits-'));

/** Brings a directory to hold these files. */
function write(dir: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    if (text === '' && !name.endsWith('.s')) fs.rmSync(file, { force: true });
    else {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }
}

/** Builds the module in a directory; gives the program, or what was said instead. */
function build(dir: string, cache: string, mark: string, flags: readonly string[] = []): Uint8Array | string {
  const out = path.join(work, 'out');
  fs.rmSync(out, { force: true });
  const env = { ...process.env, GOCACHE: cache, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
  const r = spawnSync(burrow, ['build', `-ldflags=-buildid=${mark}`, ...flags, '-o', out, '.'], { cwd: dir, env });
  return r.status === 0 ? fs.readFileSync(out) : String(r.stderr);
}

function sameResult(a: Uint8Array | string, b: Uint8Array | string): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : Buffer.compare(a, b) === 0;
}

/** What the program that was built last prints. */
function run(result: Uint8Array | string): string {
  if (typeof result === 'string') return '';
  const r = spawnSync(path.join(work, 'out'), [], { timeout: 10000 });
  return r.status === 0 ? String(r.stderr) : '';
}

let failed = 0;
let ran = 0;
try {
  const seed = path.join(work, 'seed');
  fs.mkdirSync(seed);
  if (!full) {
    write(path.join(work, 'other'), other);
    const built = build(path.join(work, 'other'), seed, 'a');
    if (typeof built === 'string') throw new Error(built);
  }
  const fresh = (): string => {
    const dir = path.join(work, 'fresh');
    fs.rmSync(dir, { recursive: true, force: true });
    fs.cpSync(seed, dir, { recursive: true });
    return dir;
  };
  const dir = path.join(work, 'm');
  const cache = path.join(work, 'cache');
  const tried = [...rows, ...declarationRows].filter(
    row => names.length === 0 || names.some(n => row.name.includes(n)),
  );
  const all = tried.flatMap(row => [
    row,
    { ...row, name: `${row.name}, of many packages`, extra: { ...row.extra, ...more } },
  ]);
  for (const row of all) {
    ran++;
    fs.rmSync(dir, { recursive: true, force: true });
    fs.rmSync(cache, { recursive: true, force: true });
    if (row.flags === undefined) fs.cpSync(seed, cache, { recursive: true });
    const wrong: string[] = [];
    const start: Files = { ...module, ...row.extra };
    const before: Files = { ...start };
    write(dir, before);
    if (row.flags !== undefined) build(dir, cache, 'a', row.flags);
    const first = build(dir, cache, 'a');
    if (run(first) !== row.before) wrong.push(`before: ${JSON.stringify(run(first) || first.toString())}`);
    write(dir, row.edit);
    const edited = build(dir, cache, 'a');
    if (run(edited) !== row.after) wrong.push(`after: ${JSON.stringify(run(edited) || edited.toString())}`);
    if (!sameResult(edited, build(dir, fresh(), 'a'))) wrong.push('after the edit: other bytes than from nothing');
    const back: Record<string, string> = {};
    for (const name of Object.keys(row.edit)) back[name] = start[name] ?? '';
    write(dir, back);
    // Under another build ID, so that the program is linked again.
    const again = build(dir, cache, 'b');
    if (!sameResult(again, build(dir, fresh(), 'b'))) wrong.push('edited back: other bytes than from nothing');
    console.log(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${row.name}${wrong.map(w => `\n       ${w}`).join('')}`);
    if (wrong.length > 0) failed++;
  }
  console.log(`${ran - failed} of ${ran} edits`);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
process.exit(failed > 0 ? 1 : 0);
