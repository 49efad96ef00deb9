// Escape analysis of small functions. A line that makes memory says where all of it goes: `// frame` or `// heap`; a function
// says behind its head what its parameters do, scalar by scalar: h0 leaks to the heap, h1 what it points to does, r0 flows to
// a result, r0.1 what it points to; - nothing.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { newCompileMachine } from '../src/arch/amd64/compile.ts';
import * as AllocKind from '../src/ssa/allockind.ts';
import { buildFuncs } from '../src/ssa/build/recipe-funcs.ts';
import type { ParamFlow } from '../src/ssa/escape/summary.ts';
import * as Op from '../src/ssa/op.generated.ts';
import { Bodies } from '../src/ssa/program/bodies.ts';
import * as ObjKind from '../src/types/objkind.ts';
import { type Loaded, load, openUnit } from './compile-harness.ts';
import { goroot } from './goroot.ts';
import { tempDir } from './link-harness.ts';

const declarations = `
var sink any
var global *int
type T struct { p *int; q *int; next *T }
type Big struct { a, b, c, d, e *int }
//go:noinline
func keep(p *int) { global = p }
//go:noinline
func look(p *int) int { return *p }
//go:noinline
func same(p *int) *int { return p }
//go:noinline
func deep(p **int) *int { return *p }
//go:noinline
func call(f func()) { f() }
//go:noinline
func result(f func() *int) *int { return f() }
type I interface { m(p *int) }
`;

const rows: readonly (readonly [name: string, text: string])[] = [
  [
    'interfaces whose type is known',
    `type J interface { n(p *int) }
type U struct{ k int }
//go:noinline
func (u *U) m(p *int) { u.k = *p } // - -
//go:noinline
func (u *U) n(p *int) { *p = u.k } // - -
func f(c bool) { // -
	a := 1 // frame
	var i I = &U{} // frame
	i.m(&a)
	if j, ok := i.(J); ok {
		j.n(&a)
	}
	any(i).(J).n(&a)
	b := 2 // frame
	var k I
	if c {
		k = &U{} // frame
	}
	k.m(&b)
	d := 3 // heap
	var l I
	if c {
		l = &U{} // heap
	} else {
		l = V{} // heap
	}
	l.m(&d)
}
type V struct{}
//go:noinline
func (V) m(p *int) {} // -
`,
  ],
  [
    'calls by their summaries',
    `func f() int { // -
	a := 1
	b := 2 // frame
	c := 3 // heap
	d := 4 // frame
	keep(&c)
	return look(&b) + *same(&d) + a
}`,
  ],
  [
    'results and fields',
    `func f(p, q *int, t *T) (*T, *int) { // r1 h0 h1
	s := &T{p: p} // frame
	u := &T{q: q} // heap
	u.next = &T{} // heap
	global = t.p
	_ = t.next.q
	sink = u
	return nil, deepOf(s, t)
}
//go:noinline
func deepOf(s, t *T) *int { // r0.1 r0.2
	if s.p != nil { return s.p }
	return t.next.q
}`,
  ],
  [
    'loops',
    `func f(n int) *int { // -
	var last *int
	sum := 0
	for i := 0; i < n; i++ {
		a := i // heap
		b := i // frame
		if last != nil { sum += *last }
		last = &a
		sum += look(&b)
	}
	for i := 0; i < n; i++ {
		c := new(int) // frame
		if i == 3 { sum += look(c); break }
	}
	var out *int
	for i := 0; i < n; i++ {
		d := i // frame
		e := &T{p: &d} // frame
		sum += look(e.p)
	}
	_ = out
	return same(&[]int{sum}[0]) // heap
}`,
  ],
  [
    'what wrappers of go and defer make',
    `type M struct{ k int }
//go:noinline
func (m *M) m(xs ...any) {} // - - - -
//go:noinline
func ints(xs ...int) {} // - - -
//go:noinline
func boxes(xs ...any) {} // - - -
//go:noinline
func lit(xs []int, p *int, t [2]*T) {} // - - - - -
//go:noinline
func leak(xs ...any) { sink = xs[0] } // h1 - -
//go:noinline
func two() (int, string) { return 1, "" } // -
func f(n int, s string, q *int, m *M) { // - h0 - h0 h0
	for i := range n { // heap
		defer ints(i, n) // heap frame
		defer boxes(i, s, 1, nil, T{p: q}) // heap frame frame frame frame frame
		go lit([]int{i, 2: n}, new(int), [2]*T{1: nil}) // heap frame frame
		go leak(i, s) // heap frame
		go boxes(two()) // heap frame frame frame
		defer m.m(i, M{i}) // heap frame frame frame
		go func(xs ...*int) {}(q, &i) // heap frame
		go ints(1, 2, 3) // frame
		defer func() { boxes(i) }() // heap frame frame
	}
	defer ints(n, 1) // frame
	defer leak(s) // frame heap frame
}`,
  ],
  [
    'variables of loops that closures capture',
    `var fs []func() int
func f(n int) { // -
	for i := 0; i < n; i++ {
		fs = append(fs, func() int { return i }) // heap
	}
	for i := 0; i < n; i++ { // frame heap
		fs = append(fs, func() int { i++; return i }) // heap
	}
}`,
  ],
  [
    'closures',
    `func f(p *int) int { // frame -
	x := 1 // frame
	y := 2 // heap
	call(func() { x = look(p) }) // frame
	g := func() *int { y++; return &y } // heap
	sink = g
	z := 3 // frame
	h := func() *int { z++; return &z }
	*h() = 4
	defer func() { x += *p }() // frame
	go func() { y++ }() // heap
	return x
}`,
  ],
  [
    'interfaces, slices and maps',
    `func f(n int, i I, e error) { // - - h0 - -
	i.m(new(int)) // heap
	m := map[string]*int{} // frame
	k := 5 // heap
	m["a"] = &k
	s := make([]*int, 3) // frame
	t := make([]byte, n) // frame
	u := make([]int, 1 << 20) // heap
	j := 7 // heap
	v := make([]*int, n) // frame
	v[0] = &j
	s[0] = new(int) // frame
	if x, ok := any(n).(int); ok { // frame
		println(x, len(t), len(u), len(m))
	}
	println(look(s[0]))
}`,
  ],
  [
    'large values',
    `func f(b Big, p *Big) (Big, *int) { // frame r0r1 r0.1
	c := b // frame
	c.a = p.b
	d := Big{a: new(int)} // frame
	if look(d.a) > 0 { return b, nil }
	return c, b.e
}`,
  ],
  [
    'uintptr',
    `func f(p *int, q *int) (*int, *int) { // - r1
	x := uintptr(unsafe.Pointer(p))
	return (*int)(unsafe.Pointer(x ^ 0)), (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(q)) + 8))
}`,
  ],
  [
    'strings',
    `func f(a, b string, c []byte) string { // - - - - - - -
	d := a + b // frame
	e := string(c) + d // frame heap
	println(d)
	return e
}`,
  ],
];

function show(flow: ParamFlow): string {
  let out = flow.heap >= 0 ? `h${flow.heap}` : '';
  flow.results.forEach((d, i) => {
    if (d >= 0) out += d === 0 ? `r${i}` : `r${i}.${d}`;
  });
  return out === '' ? '-' : out;
}

/** Each row as a package of one module. */
async function loadRows(): Promise<{ readonly dir: string; readonly loaded: Loaded }> {
  const dir = tempDir();
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module m\n\ngo 1.26\n');
  rows.forEach(([, text], i) => {
    const source = `package m\nimport "unsafe"\nvar _ unsafe.Pointer\n${declarations}${text}\n`;
    fs.mkdirSync(path.join(dir, `r${i}`));
    fs.writeFileSync(path.join(dir, `r${i}`, 'm.go'), source);
  });
  return { dir, loaded: await load(dir, ['./...', 'runtime']) };
}

const all = goroot === null ? null : loadRows();
after(async () => {
  if (all !== null) fs.rmSync((await all).dir, { recursive: true, force: true });
});

rows.forEach(([name, text], row) => {
  test(`escape analysis: ${name}`, { skip: all === null && 'no Go distribution' }, async () => {
    const { dir, loaded } = await all!;
    const pkg = `m/r${row}`;
    const { p, sources } = openUnit(
      loaded,
      loaded.units.find(u => u.package.importPath === pkg)!,
      newCompileMachine().ops,
    );
    p.bodies = new Bodies(p, buildFuncs);
    const got = new Map<number, string>();
    const add = (line: number, what: string): void => {
      const old = got.get(line);
      got.set(line, old === undefined || old === what ? what : `${old} ${what}`);
    };
    p.escapeSink = {
      done(_, f, summary) {
        if ((f.wrapper && !f.isClosure) || !p.syms.names[f.sym]!.startsWith(`${pkg}.`)) return;
        for (const b of f.blocks) {
          for (const v of b.values) {
            const op = f.op[v]!;
            if (op !== Op.Alloc && op !== Op.Box && op !== Op.MakeBacking && op !== Op.MakeMap) continue;
            if (op === Op.Alloc && f.lo[v] === AllocKind.Temp) continue;
            let pos = f.posOf[v]!;
            for (let i = f.inl[v]!; i >= 0; i = f.inlCalls[i]!.parent) pos = f.inlCalls[i]!.pos;
            add(p.source.fset.position(pos)!.line, f.hi[v] === 1 ? 'frame' : 'heap');
          }
        }
        const flows = summary.params.map(show).join(' ');
        if (!f.isClosure) add(p.source.fset.position(f.pos)!.line, flows === '' ? '-' : flows);
      },
    };
    const { scope } = sources.load(pkg).pkg;
    for (const n of scope.names()) {
      const obj = scope.lookup(n)!;
      if (obj.kind === ObjKind.Func) p.bodies.unit(p.funcSym(obj, []));
    }
    const lines = fs.readFileSync(path.join(dir, `r${row}`, 'm.go'), 'utf8').split('\n');
    const start = lines.indexOf(text.split('\n')[0]!);
    const seen = lines.slice(start).map((line, i) => {
      const found = got.get(start + i + 1);
      return line.replace(/ \/\/ .*$/, '') + (found === undefined ? '' : ` // ${found}`);
    });
    assert.equal(seen.join('\n'), `${text}\n`);
  });
});
