// Edits of declarations: functions that are not edited mean something else by the same text, or mean the same though something
// beside what they mention has changed.

/** Texts by the names of files. */
export type Files = Readonly<Record<string, string>>;

/** One edit: files that take the place of others, '' removes one; what the program prints before and after. */
export interface Row {
  readonly name: string;
  readonly edit: Files;
  readonly before: string;
  readonly after: string;
  /** Files that this row has beside the module's. */
  readonly extra?: Files;
  /** With these its first text is built before all else, in a cache that knows nothing: they are the main package's alone. */
  readonly flags?: readonly string[];
}

/** A main package that prints what `expr` is, in a function of its own. */
function printing(expr: string, ...imports: readonly string[]): string {
  const lines = imports.map(i => `import ${i}\n`).join('');
  return `package main\n\n${lines}\nfunc main() { show() }\n\n//go:noinline\nfunc show() { println(${expr}) }\n`;
}

/** A row whose main package prints one expression; `one` is a file before and after. */
function row(
  name: string,
  expr: string,
  file: string,
  texts: readonly [before: string, after: string],
  prints: readonly [before: string, after: string],
  { more = {}, imports = ['"example.com/m/a"'] }: { more?: Files; imports?: readonly string[] } = {},
): Row {
  const extra = { 'main.go': printing(expr, ...imports), [file]: texts[0], ...more };
  return { name, extra, edit: { [file]: texts[1] }, before: `${prints[0]}\n`, after: `${prints[1]}\n` };
}

const inA = (text: string): string => `package a\n\n${text}\n`;

const unsafely = ['"unsafe"', '"example.com/m/a"'];

/** Until Go 1.22 all iterations of a loop had one variable. */
const captured = inA(`func F() int {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	return fs[0]()
}`);

/** A package that sees `a` and `b`, and says nothing of them. */
const seesBoth = (name: string): string =>
  `package ${name}\n\nimport (\n\t_ "example.com/m/a"\n\t_ "example.com/m/b"\n)\n`;

/** Edits of what packages see: what is made from several is elsewhere at home. */
const homeRows: readonly Row[] = [
  row(
    'home: a package sees another no more, through a third',
    'b.Total(a.New(3))',
    'c/c.go',
    ['package c\n\nimport _ "example.com/m/a"\n', 'package c\n'],
    ['10', '10'],
    {
      more: {
        'a/a.go': inA(
          'type Base struct{ n int }\n\ntype Square struct{ Base }\n\nfunc (s Square) Area(k int) int { return s.n*s.n + k }\n\nfunc New(n int) any { return Square{Base{n}} }',
        ),
        'b/b.go':
          'package b\n\nimport _ "example.com/m/c"\n\ntype Shape interface{ Area(k int) int }\n\nfunc Total(x any) int { return x.(Shape).Area(1) }\n',
        'itab.go':
          'package main\n\nimport (\n\t"example.com/m/a"\n\t"example.com/m/b"\n)\n\nvar _ b.Shape = a.Square{}\n',
      },
      imports: ['"example.com/m/a"', '"example.com/m/b"'],
    },
  ),
  row(
    'home: a package sees one of the distribution no more',
    'slices.Index(a.List, a.List[1]) + a.F()',
    'a/a.go',
    [
      inA(
        'import "slices"\n\ntype T struct{ n int }\n\nvar List = []T{{1}, {2}}\n\nfunc F() int { return slices.Index(List, T{1}) }',
      ),
      inA('type T struct{ n int }\n\nvar List = []T{{1}, {2}}\n\nfunc F() int { return 5 }'),
    ],
    ['1', '6'],
    { imports: ['"slices"', '"example.com/m/a"'] },
  ),
  {
    name: 'home: another package is the first that sees all',
    extra: {
      'main.go': printing('a.G(b.T(4))', '"example.com/m/a"', '"example.com/m/b"', '_ "example.com/m/d"'),
      'a/a.go': inA('//go:noinline\nfunc G[T ~int](x T) T { return x + x }'),
      'b/b.go': 'package b\n\ntype T int\n',
      'd/d.go': seesBoth('d'),
    },
    edit: {
      'c/c.go': seesBoth('c'),
      'main.go': printing(
        'a.G(b.T(4))',
        '"example.com/m/a"',
        '"example.com/m/b"',
        '_ "example.com/m/c"',
        '_ "example.com/m/d"',
      ),
    },
    before: '8\n',
    after: '8\n',
  },
  row(
    'home: a package sees all of a sudden',
    'a.G(b.T(4))',
    'b/b.go',
    ['package b\n\ntype T int\n', 'package b\n\nimport _ "example.com/m/a"\n\ntype T int\n'],
    ['8', '8'],
    {
      more: { 'a/a.go': inA('//go:noinline\nfunc G[T ~int](x T) T { return x + x }') },
      imports: ['"example.com/m/a"', '"example.com/m/b"'],
    },
  ),
];

/** A chain of functions, callers first, through which a pointer goes to the last one; the caller's variable is to stay what it is. */
const chain = (last: string): string =>
  inA(`var kept *int

//go:noinline
func a(p *int) { b(p) }

//go:noinline
func b(p *int) { z(p) }

//go:noinline
func z(p *int) { ${last} }

//go:noinline
func start() {
	x := 1
	a(&x)
}

//go:noinline
func over(n int) int {
	var xs [64]int
	xs[n] = n
	return xs[n&1] + xs[n]
}

func F() int {
	start()
	if over(7); kept == nil {
		return 0
	}
	return *kept
}`);

/** As \`chain\`, of functions that call each other. */
const cycle = (last: string): string =>
  chain(last).replace('func b(p *int) { z(p) }', 'func b(p *int) {\n\tif z(p); *p > 9 {\n\t\ta(p)\n\t}\n}');

const order = (body: string): string =>
  inA(`var first = of()

var second = one()

var third = func() int { return first + second }()

func of() int { return ${body} }

//go:noinline
func one() int { return 1 }

func F() int { return first*100 + second*10 + third }`);

const imported = (text: string): string =>
  inA(`import "example.com/m/b"

var list = []int{b.N, len(b.Names), b.Make().A}

var table = map[string]func() int{"f": func() int { return b.N }, "g": b.G}

func init() { list[0] += b.N }

func F() int { return list[0]*1000 + list[1]*100 + list[2]*10 + table["f"]()${text} }`);

const inB = (n: number, names: number, field: string): string =>
  `package b

const N = ${n}

var Names [${names}]string

type T struct{ ${field} }

func Make() *T { return &T{A: 4} }

func G() int { return 1 }
`;

/** Edits beside and of what initialises a package, and of what functions of a package say of each other. */
const initialRows: readonly Row[] = [
  row('initial: a function beside', 'a.F()', 'a/a.go', [imported(''), imported(' + 1')], ['4242', '4243'], {
    more: { 'b/b.go': inB(2, 2, 'A int') },
  }),
  row('initial: a constant', 'a.F()', 'b/b.go', [inB(2, 2, 'A int'), inB(3, 2, 'A int')], ['4242', '6243'], {
    more: { 'a/a.go': imported('') },
  }),
  row('initial: a length', 'a.F()', 'b/b.go', [inB(2, 2, 'A int'), inB(2, 3, 'A int')], ['4242', '4342'], {
    more: { 'a/a.go': imported('') },
  }),
  row(
    'initial: the place of a field',
    'a.F()',
    'b/b.go',
    [inB(2, 2, 'A int'), inB(2, 2, 'B, A int')],
    ['4242', '4242'],
    {
      more: { 'a/a.go': imported('') },
    },
  ),
  row('initial: what a call mentions', 'a.F()', 'a/a.go', [order('2'), order('second + 2')], ['213', '314']),
  row(
    'initial: a line before',
    'a.F()',
    'a/a.go',
    [imported(''), imported('').replace('var list', '// one\n\nvar list')],
    ['4242', '4242'],
    { more: { 'b/b.go': inB(2, 2, 'A int') } },
  ),
  row(
    'initial: a package of which nothing is used',
    'a.F()',
    'a/more.go',
    [inA('func g() {}'), inA('import _ "example.com/m/c"\n\nfunc g() {}')],
    ['1', '2'],
    {
      more: {
        'a/a.go': inA('import "example.com/m/b"\n\nvar v = b.V\n\n//go:noinline\nfunc F() int { return v }'),
        'b/b.go': 'package b\n\nvar V = 1\n',
        'c/c.go': 'package c\n\nimport "example.com/m/b"\n\nfunc init() { b.V = 2 }\n',
      },
    },
  ),
  row(
    'said: the end of a chain keeps what it gets',
    'a.F()',
    'a/a.go',
    [chain('*p++'), chain('*p++; kept = p')],
    ['0', '2'],
  ),
  row(
    'said: the end of a chain says the same',
    'a.F()',
    'a/a.go',
    [chain('kept = p'), chain('*p = 4; kept = p')],
    ['1', '4'],
  ),
  row(
    'said: a cycle before the end of a chain',
    'a.F()',
    'a/a.go',
    [cycle('*p++'), cycle('*p++; kept = p')],
    ['0', '2'],
  ),
  row(
    'said: both ends',
    'a.F()',
    'a/a.go',
    [chain('*p++'), chain('kept = p').replace('{ b(p) }', '{ *p = 5; b(p) }')],
    ['0', '5'],
  ),
];

/** The rows. */
export const declarationRows: readonly Row[] = [
  ...homeRows,
  ...initialRows,
  row(
    'declared: a function more, of which nobody knows',
    'a.F()',
    'a/a.go',
    [inA('func F() int { return 1 }'), inA('func F() int { return 1 }\n\nfunc g() int { return 2 }')],
    ['1', '1'],
  ),
  row(
    'declared: an exported function more, which initialises',
    'a.F() + a.V',
    'a/more.go',
    [inA('var V = 1'), inA('var V = G()\n\nfunc G() int { return 2 }')],
    ['2', '3'],
    { more: { 'a/a.go': inA('func F() int { return 1 }') } },
  ),
  row(
    'declared: a name of the universe',
    'a.F("four")',
    'a/more.go',
    [inA('func g() {}'), inA('func g() {}\n\nfunc len(string) int { return 9 }')],
    ['4', '9'],
    { more: { 'a/a.go': inA('//go:noinline\nfunc F(s string) int { return len(s) }') } },
  ),
  row(
    'declared: a type of the universe',
    'unsafe.Sizeof(a.F())',
    'a/more.go',
    [inA('func g() {}'), inA('func g() {}\n\ntype rune = int64')],
    ['4', '8'],
    { more: { 'a/a.go': inA('func F() rune { return 0 }') }, imports: unsafely },
  ),
  row(
    'declared: an import means another package',
    'F()',
    'a.go',
    [
      'package main\n\nimport x "example.com/m/a"\n\nfunc F() int { return x.F() }\n',
      'package main\n\nimport x "example.com/m/b"\n\nfunc F() int { return x.F() }\n',
    ],
    ['1', '2'],
    {
      more: { 'a/a.go': inA('func F() int { return 1 }'), 'b/b.go': 'package b\n\nfunc F() int { return 2 }\n' },
      imports: ['_ "example.com/m/a"', '_ "example.com/m/b"'],
    },
  ),
  row(
    'declared: an import more in a file',
    'F()',
    'a.go',
    [
      'package main\n\nfunc F() int { return 1 }\n',
      'package main\n\nimport "strings"\n\nfunc F() int { return 1 + strings.Count("xx", "x") }\n',
    ],
    ['1', '3'],
    { imports: [] },
  ),
  row(
    'declared: the name of an imported package',
    'F()',
    'a/a.go',
    ['package b\n\nfunc F() int { return 1 }\n', 'package a\n\nfunc F() int { return 2 }\n'],
    ['6', '7'],
    {
      more: {
        'other/other.go': 'package other\n\ntype T struct{}\n\nfunc (T) F() int { return 5 }\n',
        'm.go':
          'package main\n\nimport o "example.com/m/other"\n\nvar a o.T\n\nfunc F() int { return a.F() + one() }\n',
        'one.go': 'package main\n\nimport x "example.com/m/a"\n\nfunc one() int { return x.F() }\n',
      },
      imports: [],
    },
  ),
  row(
    'declared: a constant before others',
    'a.F()',
    'a/const.go',
    [inA('const (\n\tx = iota\n\ty\n)'), inA('const (\n\tw = iota\n\tx\n\ty\n)')],
    ['1', '2'],
    { more: { 'a/a.go': inA('func F() int { return y }') } },
  ),
  row(
    'declared: a constant that a constant of another package has',
    'a.F()',
    'b/b.go',
    ['package b\n\nconst B = 1\n', 'package b\n\nconst B = 2\n'],
    ['4', '8'],
    { more: { 'a/a.go': inA('import "example.com/m/b"\n\nconst c = b.B * 4\n\nfunc F() int { return c }') } },
  ),
  row(
    'declared: a method that is nearer than a promoted one',
    'a.F()',
    'a/more.go',
    [inA('func g() {}'), inA('func (Outer) Name() int { return 2 }')],
    ['1', '2'],
    {
      more: {
        'a/a.go': inA(
          'type Inner struct{}\n\nfunc (Inner) Name() int { return 1 }\n\ntype Outer struct{ Inner }\n\nfunc F() int { return Outer{}.Name() }',
        ),
      },
    },
  ),
  row(
    'declared: a method that is nearer, through an interface',
    'a.Namer(a.Outer{}).Name()',
    'a/more.go',
    [inA('func g() {}'), inA('func (Outer) Name() int { return 2 }')],
    ['1', '2'],
    {
      more: {
        'a/a.go': inA(
          'type Inner struct{}\n\nfunc (Inner) Name() int { return 1 }\n\ntype Outer struct{ Inner }\n\ntype Namer interface{ Name() int }',
        ),
      },
    },
  ),
  row(
    'declared: a field of a type that is not mentioned',
    'a.Get().In.N',
    'b/b.go',
    ['package b\n\ntype In struct{ N int }\n', 'package b\n\ntype In struct{ M, N int }\n'],
    ['7', '7'],
    {
      more: {
        'a/a.go': inA(
          'import "example.com/m/b"\n\ntype Out struct{ In b.In }\n\nvar out = Out{b.In{N: 7}}\n\n//go:noinline\nfunc Get() *Out { return &out }',
        ),
      },
    },
  ),
  row(
    'declared: a function becomes a variable',
    'a.F()',
    'a/a.go',
    [inA('//go:noinline\nfunc F() int { return 1 }'), inA('var F = func() int { return 2 }')],
    ['1', '2'],
  ),
  row(
    'declared: the type that a variable gets',
    'unsafe.Sizeof(a.V)',
    'a/more.go',
    [inA('func f() int32 { return 1 }'), inA('func f() int64 { return 1 }')],
    ['4', '8'],
    { more: { 'a/a.go': inA('var V = f()') }, imports: unsafely },
  ),
  row(
    'declared: what an alias means',
    'unsafe.Sizeof(a.Zero())',
    'a/more.go',
    [inA('type A = int32'), inA('type A = int64')],
    ['4', '8'],
    { more: { 'a/a.go': inA('func Zero() A { return 0 }') }, imports: unsafely },
  ),
  row(
    'declared: a type argument',
    'a.Size[T](T{})',
    't.go',
    ['package main\n\ntype T struct{ a int32 }\n', 'package main\n\ntype T struct{ a int64 }\n'],
    ['4', '8'],
    {
      more: {
        'a/a.go': inA('import "unsafe"\n\n//go:noinline\nfunc Size[P any](p P) uintptr { return unsafe.Sizeof(p) }'),
      },
    },
  ),
  row(
    'declared: a tag',
    'reflect.TypeFor[a.T]().Field(0).Tag',
    'a/a.go',
    [inA('type T struct{ A int `one` }'), inA('type T struct{ A int `two` }')],
    ['one', 'two'],
    { imports: ['"reflect"', '"example.com/m/a"'] },
  ),
  row(
    'declared: a method more, seen at run time',
    'reflect.TypeFor[*a.T]().NumMethod()',
    'a/more.go',
    [inA('func g() {}'), inA('func (*T) M() {}')],
    ['0', '1'],
    { more: { 'a/a.go': inA('type T struct{ A int }') }, imports: ['"reflect"', '"example.com/m/a"'] },
  ),
  row(
    'declared: all names of a package',
    'F()',
    'a/a.go',
    [inA('func F() int { return 1 }'), inA('func F() uint8 { return 255 }\n\nfunc G() {}')],
    ['1', '255'],
    { imports: ['. "example.com/m/a"'] },
  ),
  row(
    'declared: a type in a function before another one',
    'a.F()',
    'a/a0.go',
    [inA('func g() {}'), inA('func g() any { type T struct{ a int }; return T{} }')],
    ['true', 'true'],
    {
      more: {
        'a/a1.go': inA(
          'func F() bool { type T struct{ b int }; var x any = T{1}; _, ok := x.(T); return ok && g != nil }',
        ),
      },
    },
  ),
  row(
    'declared: the underlying type of a constraint',
    'a.Sum(a.N(200), a.N(100))',
    'a/more.go',
    [inA('type N uint8'), inA('type N uint16')],
    ['44', '300'],
    { more: { 'a/a.go': inA('//go:noinline\nfunc Sum[T ~uint8 | ~uint16](x, y T) T { return x + y }') } },
  ),
  row(
    'declared: a comparison of a type that gets a field',
    'a.Same()',
    'a/more.go',
    [inA('type K struct{ A, B uint8 }'), inA('type K struct {\n\tA, B uint8\n\tC    string\n}')],
    ['true', 'true'],
    {
      more: {
        'a/a.go': inA(
          'var m = map[K]int{{A: 1}: 2}\n\n//go:noinline\nfunc Same() bool { return m[K{A: 1}] == 2 && any(K{}) == any(K{}) }',
        ),
      },
    },
  ),
  row(
    'declared: a variable that is another type of the same name',
    'F()',
    'a.go',
    [
      'package main\n\nimport "example.com/m/a"\n\nvar v a.T\n',
      'package main\n\nimport a "example.com/m/b"\n\nvar v a.T\n',
    ],
    ['1', '2'],
    {
      more: {
        'a/a.go': inA('type T struct{}\n\nfunc (T) M() int { return 1 }'),
        'b/b.go': 'package b\n\ntype T struct{}\n\nfunc (T) M() int { return 2 }\n',
        'f.go': 'package main\n\nfunc F() int { return v.M() }\n',
      },
      imports: ['_ "example.com/m/a"', '_ "example.com/m/b"'],
    },
  ),
  row(
    'declared: types of types of other packages',
    'F()',
    'b/b.go',
    ['package b\n\ntype In struct{ A uint8 }\n', 'package b\n\ntype In struct {\n\tA uint8\n\tS string\n}\n'],
    ['3', '3'],
    {
      more: {
        'a/a.go': inA(
          'import "example.com/m/b"\n\ntype K struct{ In b.In }\n\nfunc Key(n uint8) K { return K{b.In{A: n}} }',
        ),
        'c/c.go': 'package c\n\ntype V struct{ A, B uint16 }\n\nvar Sink any\n',
        'm.go': `package main

import "example.com/m/a"
import "example.com/m/c"

func F() int {
	m := map[a.K]c.V{}
	for i := range 3 {
		m[a.Key(uint8(i))] = c.V{}
	}
	c.Sink = m
	f := func(k a.K, v c.V) bool { _, ok := m[k]; return ok && v == (c.V{}) }
	c.Sink = f
	if !f(a.Key(1), c.V{}) {
		return 0
	}
	return len(m)
}
`,
      },
      imports: [],
    },
  ),
  row(
    'declared: the version of a file',
    'a.F()',
    'a/a.go',
    [`//go:build go1.21\n\n${captured}`, `//go:build go1.22\n\n${captured}`],
    ['3', '0'],
  ),
];
