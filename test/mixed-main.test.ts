// The thin road: a main package from burrow among gc's packages prints what gc's build of it prints.
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { printsAsGc } from './suites/mixed-main.ts';

/** Bodies of main, and declarations beside it. */
const programs: readonly (readonly [name: string, declarations: string, body: string])[] = [
  ['recursion', 'func fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }', 'fmt.Println(fib(20))'],
  [
    'what the processor may have',
    'import "math"\nimport "math/bits"\n\nfunc use(x float64, n uint64) (float64, float64, int) { return math.Floor(x) + math.RoundToEven(x), math.FMA(x, x, -x), bits.OnesCount64(n) }',
    'for i := range 5 { fmt.Println(use(float64(i)*0.7-1, uint64(i)*0x9e3779b97f4a7c15)) }; f := math.Trunc; fmt.Println(f(-1.5), bits.OnesCount16(0xf0f))',
  ],
  [
    'floats that no integer is near',
    'import "math"\n\nfunc wide(x float64, y float32) (uint64, uint32, uint8, int64, int32, uint64, int64) { return uint64(x), uint32(x), uint8(x), int64(x), int32(x), uint64(y), int64(y) }',
    'zero := 0.0; for _, x := range []float64{math.Inf(1), math.Inf(-1), math.NaN(), -1, 1 << 31, 1 << 63, 1<<63 + 4096, 1 << 64, 1e30, -1e30, 3e9} { fmt.Println(wide(x, float32(x))) }\n' +
      'fmt.Println(uint64((zero+1)/zero), uint64(zero/zero), uint64(zero+1e30), uint32(zero-1e30), int64(zero+1e30))',
  ],
  [
    'what go and defer statements evaluate at once, and what their wrappers make of it',
    'import ("io"; "strings"; "unsafe")\n\ntype P struct { a int; s string; b [9]int }\ntype E struct { *P; n int }\nfunc (p P) val(xs ...any) { show(append(xs, p.a)...) }\nfunc (p *P) ptr(k io.Reader, xs ...P) { show(k != nil, len(xs), p.s, xs) }\nfunc show(xs ...any) { fmt.Println(xs...) }\n' +
      'func two() (int, P) { return 7, P{s: "two"} }\nfunc arg(n int, x any, rest ...fmt.Stringer) { show(n, x, len(rest)) }\nfunc gen[T any](x T, xs ...T) { defer show(x, xs, len(xs)); x = *new(T) }\nfunc maps(m map[string]P, p *int, q *[3]any, r []any) { *p++; show(len(m), *p, *q, r) }\n' +
      'func lost(f func()) { defer func() { fmt.Println("lost", recover()) }(); f() }\nfunc keep(p *P, xs ...*int) *int { return append(xs, &p.a)[0] }\nvar held [4]*int\nfunc hold(i int, xs ...*int) { held[i] = xs[0]; show(*xs[len(xs)-1]) }\nfunc raw(x uintptr, xs ...uintptr) { show(x != 0, len(xs)) }\n',
    'p := P{a: 1, s: "p"}; e := E{&p, 3}; n, x := 5, any(nil); inc := func(s string) int { n++; p.a += 10; p.b[n%9]++; fmt.Println(s, n); return n }\n' +
      'func() { for i := range 3 { defer show(i, n, p, &n != nil, p.b, inc("a"), e.n); defer p.val(p, i, n, inc("b")); defer e.val(1); defer e.ptr(strings.NewReader("z"), p, P{a: n, b: [9]int{2: inc("c"), 5: i}}); defer arg(n, p.b); defer arg(two()); x = i; defer show(x, []any{x, n, p.a}); defer show([]any{x, i, inc("d")}...); n++; p.s += "!" }; defer E.val(e, n); defer (*P).ptr(&p, nil); defer P.val(p, p.s); n = 100; p.a = -1 }()\n' +
      'done := make(chan int); for i := range 3 { go func(f func(), xs ...any) { f(); fmt.Println(len(xs), xs[1], xs[2].(P).a); done <- i }(func() { n += i }, i, n, p, nil, e); p.a++; <-done; go func(k io.Reader, q *int, a [2]any, z ...int) { fmt.Println(k, *q, a, z); done <- 1 }(nil, new(int), [2]any{1: n}, []int{i, 3: n, inc("e")}...); n++; <-done }\n' +
      'gen(3, 4, 5); gen(p, p); gen[any](nil, n, "s", p.b); func() { for range 2 { defer maps(map[string]P{"k": p, "l": {}}, new(int), &[3]any{n, p.s}, nil); defer gen(n, inc("f")) } }()\n' +
      'var q *P; var f func(...int); var r fmt.Stringer; lost(func() { defer show("no"); defer show(q.a, inc("g")) }); lost(func() { defer f(inc("h"), n) }); lost(func() { go r.String(); show("no") }); lost(func() { defer q.val(inc("i")) }); lost(func() { go show(x.(string), inc("j")) }); lost(func() { defer q.ptr(nil, P{}) }); lost(func() { defer panic(fmt.Sprint(n, inc("k"))); n = 0 }); lost(func() { var a []int; defer show([]int{1, a[n]}, inc("l")) })\n' +
      'func() { for i := range 4 { defer hold(i, keep(&p, new(int)), &[]int{i, n}[1]); defer raw(uintptr(unsafe.Pointer(&i)), uintptr(unsafe.Pointer(new(P))), 0); defer hold(i, &i, new(int)) } }(); for _, h := range held { *h += 2 }; fmt.Println(*held[0], *held[3], n, p)',
  ],
  [
    'variables of loops that closures capture: the value, or one for each iteration',
    'func each(fs []func() int) (out []int) { for _, f := range fs { out = append(out, f()) }; return }',
    'var fs []func() int; for i := 0; i < 3; i++ { fs = append(fs, func() int { return i }) }; fmt.Println(each(fs)); fs = nil\n' +
      'for i, j := 0, 10; i < 6; i, j = i+1, j-1 { i++; fs = append(fs, func() int { return i*100 + j }) }; fmt.Println(each(fs)); fs = nil\n' +
      'for i := 0; i < 6; i++ { fs = append(fs, func() int { return i }); i++ }; fmt.Println(each(fs)); fs = nil\n' +
      'for i := 0; i < 6; i++ { fs = append(fs, func() int { i += 10; return i }, func() int { return i }) }; fmt.Println(each(fs), each(fs)); fs = nil\n' +
      'for i := 0; func() bool { return i < 3 }(); i++ { fs = append(fs, func() int { return i }) }; fmt.Println(each(fs)); fs = nil\n' +
      'for i := 0; i < 3; func() { i++ }() { fs = append(fs, func() int { return i }) }; fmt.Println(each(fs)); fs = nil\n' +
      'for i, f := 0, func() int { return -1 }; i < 3; i, f = i+1, func() int { return i } { fs = append(fs, f, func() int { return i }) }; fmt.Println(each(fs)); fs = nil\n' +
      'for i := 0; i < 3; i++ { p := &i; fs = append(fs, func() int { *p += 5; return i }) }; fmt.Println(each(fs)); fs = nil\n' +
      'outer: for i := 0; i < 4; i++ { for j := i; ; j++ { fs = append(fs, func() int { return i*10 + j }); if j > 2 { continue outer }; if i > 2 { break outer } } }; fmt.Println(each(fs)); fs = nil\n' +
      'for i := 0; i < 3; i++ { n := 0; again: fs = append(fs, func() int { return i*10 + n }); n++; if n < 3 { goto again } }; fmt.Println(each(fs)); fs = nil\n' +
      'for i := 0; i < 3; { fs = append(fs, func() int { return i }); i++; fs = append(fs, func() int { return i }) }; fmt.Println(each(fs)); fs = nil\n' +
      'c := make(chan int); for i := 0; i < 4; i++ { go func() { c <- i }() }; t := 0; for range 4 { t += 1 << <-c }; fmt.Println(t)\n' +
      'func() { for i := 0; i < 4; i++ { defer func() { fmt.Print(i, " "); if i == 2 { fmt.Println() } }() } }(); fmt.Println()\n' +
      'for s, i := "ab", 0; i < len(s); i++ { fs = append(fs, func() int { return int(s[i]) }); if i == 0 { s += "c" } }; fmt.Println(each(fs))',
  ],
  [
    'a variable that is read thousands of branches behind where it is written',
    '',
    `s, t, n := 0, 5, len(fmt.Sprint(1)); ${Array.from({ length: 12000 }, (_, i) => `if n == ${i} { s++ }`).join('; ')}; fmt.Println(s, t)`,
  ],
  [
    'maps and slices',
    '',
    'm := map[string]int{"a": 1}; m["b"] = m["a"] + 1; var s []int; for i := range 9 { s = append(s, i*i) }; fmt.Println(m, s, len(s))',
  ],
  [
    'appends in place, what holds its own slice too',
    'type T struct { s []T; n int; p [6]int }\nvar g []int\n//go:noinline\nfunc self(t *T) { t.s = append(t.s, *t); t.s = append(t.s, T{n: len(t.s)}); t.s[0].s = append(t.s[0].s, t.s[0]) }\n' +
      '//go:noinline\nfunc star(p *[]int, q **[]int, r *[]int) { *p = append(*p, 1); **q = append(**q, func() int { *q = r; return 5 }()); *p = append(*p, (*p)[0], len(*p)) }',
    't := &T{n: 9}; self(t); self(t); fmt.Println(len(t.s), len(t.s[0].s), len(t.s[2].s), t.s[1].n, t.s[2].n)\n' +
      'var a [3][]int; var x, y []int; q := &x; for i := range 9 { g = append(g, i, len(g)); a[i%3] = append(a[i%3], i); star(&x, &q, &y) }; _ = append(x, 1); fmt.Println(g, cap(g), a, x, y)',
  ],
  [
    'arrays cleared in loops',
    'type B struct { a [64]int8; c [10]*int; e [3]string; f [2]any }\n' +
      '//go:noinline\nfunc clr(b *B, p *[9]int, s [][]int, i int) { for k := range b.a { b.a[k] = 0 }; for k := range b.c { b.c[k] = nil }; for k := range b.e { b.e[k] = "" }; for k := range b.f { b.f[k] = 0 }; ' +
      'for k := range s[i] { s[i][k] = 0 }; for k := range p { p[k] = 0 } }',
    'b := &B{c: [10]*int{3: new(int)}, e: [3]string{1: "z"}}; b.a[9] = 1; s := [][]int{{1}, {2, 3}}; p := &[9]int{8: 1}\n' +
      'clr(b, p, s, 1); fmt.Println(b.a, b.c, len(b.e[1]), b.f, s, *p); defer func() { fmt.Println(recover()) }(); clr(b, nil, s, 0)',
  ],
  [
    'constant keys that are passed by address',
    '',
    'm := map[int16]bool{}; m[5] = true; m[7] = false; delete(m, 7); _, ok := m[7]; n := map[any]int{5: 1}; n["x"] = 2; n[int8(5)]++; n[2.5] += 3\n' +
      'c := map[string][200]byte{}; c["a"] = [200]byte{1: 2}; fmt.Println(m[5], m[6], ok, len(m), n[5], n["x"], n[int8(5)], n[2.5], n[\'a\'], c["a"][1], len(c))',
  ],
  [
    'literals built in variables, and what a loop makes of a constant',
    'type A [5]int\ntype L struct { p *L; x int; y [20]int }\n//go:noinline\nfunc sum(n int, p *L) { if n == 0 { return }; s := L{p: p, x: n}; sum(n-1, &s); p.x += s.x }\n' +
      '//go:noinline\nfunc self(n int) (m int) { x, y, z := 3, uint8(255), 1; for j := range n { x = x*x - 6; y = y*y - 2; z *= z; if j == 3 { z = 2 }; m += x + int(y)*z }; return }',
    'var l L; sum(9, &l); var r []*A; t := 0; for i := range 9 { a := A{1: i, 3: i * 2}; var c = A{i, i, i, i, i}; c[i%5]++; if i%2 == 0 { r = append(r, &a) }; big := [30]int{29: 7}; big[i]++\n' +
      'y := struct { a A; b int }{a, i}; y.a[0]++; { a := A{a[1], a[3]}; a[4]++; t += a[4] + a[0] }; t += c[2] + a[(i+1)%5] + big[29] + y.a[0] + y.b }; for _, p := range r { fmt.Print(*p) }; fmt.Println(l.x, t, self(6))',
  ],
  [
    'arrays of pointers in the frame, by variable indexes, while stacks move and the collector runs',
    'import "runtime"\n\ntype N struct { v int; p *N }\nfunc deep(n int) { var a [64]int; a[n&63] = n; if n > 0 { deep(n - 1) } else { runtime.GC() }; if a[n&63] != n { panic(n) } }\n' +
      '//go:noinline\nfunc one(i, j int) int { var a [9]*N; for k := range a { a[(k+i)%9] = &N{v: k} }; deep(300); p := &a[j%9]; runtime.GC(); q := a[(j+1)%9]; (*p).p = q; deep(9); return (*p).v + (*p).p.v }\n' +
      '//go:noinline\nfunc two(c bool, i int) int { p := &[3]*N{}; var a [3]*N; r := 0; for k := range 4 { if c { p = &a }; p[(i+k)%3] = &N{v: k}; deep(20); var b [5]*N; b[k] = p[(i+k)%3]; runtime.GC(); r = r*3 + b[(i+k)%5%(k+1)*0+k].v; c = !c }; return r + a[1].v }\n' +
      '//go:noinline\nfunc three(n, m int, c chan bool) bool { x, y := 0, 1; for range n { for range m { x *= 2; x /= 2; for y == 1 && x != 0 { y = 2 } }; c <- x == y; <-c }; return x == 42 || y == 2 }',
    'd := make(chan int); go func() { s := 0; for i := range 20 { s += one(i, i*7) + two(i%3 == 0, i) }; d <- s }(); fmt.Println(<-d, three(3, 4, make(chan bool, 1)))',
  ],
  [
    'copies of what is one place, or overlaps',
    'type nat []uint\n//go:noinline\nfunc (z nat) set(x nat, i int) nat { if cap(z) < len(x) { z = make(nat, len(x)) }; z = z[:len(x)]; n := copy(z, x); z[i] |= uint(n); return z }\n' +
      '//go:noinline\nfunc over(b []byte, i, j int) int { var a [40]byte; n := copy(a[i:], b); n += copy(a[j:], a[i:]); n += copy(b[i:], b[j:]); n += copy(b, a[:]); return n + copy(b, "text") }',
    'z := nat{1, 2, 3}; for i := range 3 { z = z.set(z, i) }; y := nat(nil).set(z, 1); copy(z[:0], z); copy(z, z); b := []byte("what is one place, and is copied"); n := over(b, 3, 5) + over(b, 5, 3) + over(b, 4, 4); fmt.Println(z, y, string(b), n)',
  ],
  [
    'interfaces and generics',
    'type sh interface{ area() float64 }; type sq struct{ s float64 }; type rc struct{ w, h float64 }\n' +
      'func (s sq) area() float64 { return s.s * s.s }\nfunc (r *rc) area() float64 { return r.w * r.h }\n' +
      'func sum[T int | float64](xs []T) (t T) { for _, x := range xs { t += x }; return }',
    'for i, s := range []sh{sq{2}, &rc{3, 4}} { fmt.Println(i, s.area()) }; fmt.Println(sum([]int{1, 2}), sum([]float64{1.5}))',
  ],
  [
    'channels, panics and recover',
    '',
    'defer func() { fmt.Println("recovered:", recover()) }(); c := make(chan int)\n' +
      'go func() { for i := range 3 { c <- i }; close(c) }(); for v := range c { fmt.Println(v) }; var a []int; _ = a[5]',
  ],
  [
    'assignments in turn',
    'type in struct{ x, y int }\ntype out struct { *in; z int; big [9]int }\nvar gv out; var gi int; var kf float64; var m = map[int]string{}\n' +
      'func late(w int) (r int) { defer func() { fmt.Println(recover(), gi, r) }(); gi = 1; gi, r = 5, 1/w; return }\n' +
      'func local(w int, l []int) (r int) { defer func() { fmt.Println(recover(), gi, r) }(); gi = 1; gi, r = 7, l[w]; return }\n' +
      'func early(s string) (r int) { defer func() { fmt.Println(recover(), gi, r) }(); gi, r = int((s + m[r])[0]), gi / int(float32(kf*0)); return }\n' +
      'func both(x, w int, l []int) (int, int) { return l[x], 1 / w }\n' +
      'func named(x, w int, l []int) (r, s int) { return l[x], r / w }\n' +
      'func deferred(x, w int, l []int) (r, s int) { defer func() { gi++ }(); return l[x], 1 / w }\n' +
      'func boxed(p *in) (any, int) { return *p, func() int { p.x++; return p.x }() }\n' +
      'func swap(l []int, i, j int) { defer func() { fmt.Println(recover(), l) }(); l[i], l[j] = l[j], l[i] }\n' +
      'func try(f func()) { defer func() { fmt.Println(recover()) }(); f() }',
    'late(0); local(9, nil); early(""); try(func() { both(1, 0, nil) }); try(func() { named(1, 0, nil) }); try(func() { deferred(1, 0, nil) })\n' +
      'fmt.Println(boxed(&in{1, 2})); swap([]int{1, 2}, 5, 6); swap([]int{1, 2}, 0, 1); swap([]int{1}, 0, 3)\n' +
      // The pointer that leads to a promoted field is the one before the statement.
      'gv = out{in: &in{1, 2}}; old := gv.in; gv.in, gv.x = &in{7, 8}, 5; fmt.Println(*gv.in, *old)\n' +
      'v := gv; old = v.in; v.in, v.y, v.z = &in{9, 9}, v.x+1, 3; fmt.Println(*v.in, *old, v.z)\n' +
      'a := 0; var f func() int; a, f = 1, func() int { return a }; fmt.Println(f(), a); try(func() { m[5], a = "", 1/a; a--; m[6], v.z = "x", 3/a })\n' +
      'ch := make(chan int, 1); ch <- 4; try(func() { m[9], a = fmt.Sprint(v.z), 1/(<-ch&3) })\n' +
      // What stands in parentheses is evaluated once.
      'n := 0; odd := func(x int) bool { n += x; return x&1 == 1 }; fmt.Println(len(m), []any{(odd(1) || odd(2)), ((odd(3)))}, map[any]any{(odd(4) && odd(5)): (odd(6))}, n)',
  ],
  [
    'an entry that is appended to',
    'type T struct{ m map[string][]int }\nvar p = &T{map[string][]int{}}\nvar calls []string\n' +
      'func call(s string, n int) int { calls = append(calls, s); p.m["z"] = append(p.m["z"], 100); return n }\n' +
      'func try(f func()) { defer func() { fmt.Println(recover()) }(); f() }\n' +
      'func add[K comparable, V any](m map[K][]V, k K, v ...V) { m[k] = append(m[k], v...) }\n' +
      'type wide [5]int',
    'm := map[wide][]byte{}; k := wide{1}; m[k] = append(m[k], "abc"...); m[k] = append(m[k], 1, 2); k[0]++; fmt.Println(m, len(m[k]))\n' +
      'p.m["z"] = append(p.m["z"], call("a", 1), call("b", 2)); fmt.Println(p.m, calls)\n' +
      // What panics makes no entry; a map that the operands replace is still the one that was read first.
      'var none []int; try(func() { p.m["q"] = append(p.m["q"], none[3]) }); fmt.Println(len(p.m)); q := p.m\n' +
      'set := func() int { q = map[string][]int{"n": {9}}; return 1 }; old := q; q["n"] = append(q["n"], set()); fmt.Println(q, old)\n' +
      'x := map[byte][]string{}; for i := range 20 { add(x, byte(i%3), fmt.Sprint(i), "-"); x[byte(i%2)] = append(x[byte(i%2)], "+") }; fmt.Println(x)\n' +
      'var isNil map[int][]int; try(func() { isNil[1] = append(isNil[1], 2) }); x[1] = append(x[1], nil...); x[1] = append(x[2], "y"); fmt.Println(x)',
  ],
  [
    'what append makes first',
    'import ("runtime"; "testing")\n' +
      'func one(x int) int { var s []int; s = append(s, x); return s[0] + len(s) }\n' +
      'func loop(n int) (t int) { var s []int; for i := range n { s = append(s, i) }; for _, x := range s { t += x }; return }\n' +
      'func pointers(n int) (t int) { var s []*int; for i := range n { s = append(s, &i); if i%3 == 0 { runtime.GC() } }; for _, x := range s { t = t*3 + *x }; return }\n' +
      // A slice made in each turn that outlives the turn: only the first may be in the frame.
      'func inner(n int) (t int) { var keep [][]byte; for i := range n { var s []byte; s = append(s, byte(i), byte(i+1)); keep = append(keep, s) }\n' +
      '\tfor _, x := range keep { t = t*3 + int(x[0]) + int(x[1]) }; return }\n' +
      'func again(n int) (t int) { var s []string; for i := range n { s = append(s, fmt.Sprint(i)); if i%4 == 3 { for _, x := range s { t += len(x) }; s = nil } }; return }\n' +
      'func either(a bool, x int) int { var s []int; if a { s = append(s, x) } else { s = append(s, x, x) }; s = append(s, 1); return s[0] + len(s) }\n' +
      'func fewer(x, y float64) bool { return x <= y }',
    'fmt.Println(one(3), loop(2), loop(4), loop(5), loop(100), pointers(2), pointers(30), inner(20), again(20), either(true, 3), either(false, 4))\n' +
      'fmt.Println(testing.AllocsPerRun(10, func() { one(1) }), testing.AllocsPerRun(10, func() { loop(4) }), testing.AllocsPerRun(10, func() { loop(100) }))\n' +
      'fmt.Println(fewer(testing.AllocsPerRun(10, func() { inner(5) }), 8), fewer(testing.AllocsPerRun(10, func() { either(true, 1) }), 0))',
  ],
  [
    'single bits and numbers between others',
    'func bits[T uint32 | uint64 | int32 | int64 | uint8 | uint16](x T, n uint) (out [9]T) {\n' +
      '\tm := n % 64; k := uint8(n) & 31; out[0] = x | 1<<m; out[1] = x &^ (1 << m); out[2] = x ^ 1<<m; if x&(1<<m) != 0 { out[3] = 1 }; if x&(1<<m) == 0 { out[4] = 1 }\n' +
      '\tout[5] = x<<k | 1<<k; out[6] = x>>(n&63) ^ x>>k; out[7] = x | 1<<n; if x&(1<<k) != 0 { out[8] = 1 }; return }\n' +
      'type set [4]uint32\nfunc (s *set) add(c byte) { s[c/32%4] |= 1 << (c % 32) }\nfunc (s *set) remove(c byte) { s[c/32%4] &^= 1 << (c % 32) }\n' +
      'func (s *set) flip(c byte) { s[c/32%4] ^= 1 << (c % 32) }\nfunc (s *set) has(c byte) bool { return s[c/32%4]&(1<<(c%32)) != 0 }\n' +
      'func between[T int | int8 | uint8 | int32 | uint64](x T) (n int) {\n' +
      "\tif '0' <= x && x <= '9' { n |= 1 }; if x < 5 || x > 100 { n |= 2 }; if 0 <= x && x < 7 { n |= 4 }; if x == 'e' || x == 'E' { n |= 8 }; if x != 2 && x != 3 { n |= 16 }\n" +
      '\tif !(x >= 10 && x < 20) { n |= 32 }; if 3 < x && x < 4 { n |= 64 }; if x > 9 && x < 3 { n |= 128 }; if x >= 126 && x <= 127 { n |= 256 }; return }\n' +
      'type large [300]byte\nvar one = large{1}\nfunc isOne(x large) bool { return x == large{1} }\nfunc made() large { x := large{5: 7}; y := large{1}; x[0] = y[0]; return x }\nfunc words(a, b string) (n int) {\n' +
      '\tfor i := range min(len(a), 20) { if equal(a[:i], b[:i]) { n++ }; if i <= len(b) && a[:i] == b[:i] { n++ } }; if len(a) > 9 && len(b) > 9 && a[1:8] == b[1:8] { n += 100 }; if equal(a, a) { n += 1000 }; return }\n' +
      'func equal(a, b string) bool { return a == b }',
    'for n := range uint(70) { fmt.Println(bits(uint32(0x80000401), n), bits(uint64(1)<<n|0x100000001, n), bits(int32(-5), n), bits(int64(-9), n), bits(uint8(0x81), n), bits(uint16(0x8101), n)) }\n' +
      'var s set; for c := range 300 { s.add(byte(c * 7)); s.flip(byte(c * 13)); if c%3 == 0 { s.remove(byte(c * 5)) }; if s.has(byte(c)) { fmt.Print(c, " ") } }; fmt.Println(s)\n' +
      'for x := -130; x < 260; x++ { fmt.Print(between(x), between(int8(x)), between(uint8(x)), between(int32(x)), between(uint64(x)), " ") }; fmt.Println()\n' +
      'fmt.Println(isOne(one), isOne(large{}), isOne(made()), made()[5])\nfmt.Println(words("0123456789abcdefghij", "0123456789abcdefghij"), words("0123456789abcdefghij", "012345x789abcdefghijkl"), words("0123456x89", "01234567890123456789"), words("", "a"))',
  ],
  [
    'what append makes before it leaves',
    'import ("runtime"; "testing")\n' +
      'type node struct { list []string }\nvar sink []int\nvar sinkBytes []byte\n' +
      'func bytes(n int) []byte { var s []byte; for i := range n { s = append(s, byte(i)) }; return s }\n' +
      'func stored(n int, p *[]*int) { var s []*int; for i := range n { s = append(s, &i); if i == 1 { runtime.GC() } }; *p = s }\n' +
      'func shorter(n int) []int { var s []int; for i := range n { s = append(s, i) }; if n > 1 { s = s[:n-1] }; return s }\n' +
      'func asked(n int) (int, []int) { var s []int; c := 0; for i := range n { s = append(s, i); c += cap(s) }; return c, s }\n' +
      'func shared(n int) ([]int, int) { var s, q []int; for i := range n { s = append(s, i); if i == 1 { q = s }; if i == 2 { q[0] = 42 } }; return s, len(q) }\n' +
      'func later(n int) int { var s []int; for i := range n { s = append(s, i) }; sink = s; for i := range s { s[i]++ }; return sink[0] + len(s) }\n' +
      'func object(xs ...string) *node { var l []string; for _, x := range xs { if x != "" { l = append(l, x) } }; return &node{list: l} }\n' +
      'func longer(s []int, n int) []int { for i := range n { s = append(s, i) }; return s }\n' +
      'func rows(n int) (out [][]int) { for i := range n { var l []int; for j := range i { l = append(l, j) }; out = append(out, l) }; return }\n' +
      'func inside(n int) *int { var s []int; for i := range n { s = append(s, i) }; return &s[0] }\n' +
      'func b2(n int) []int { return make([]int, n, n+1) }\n' +
      'func allocs(f func()) int { return int(testing.AllocsPerRun(10, f)) }',
    'var p []*int\nfor _, n := range []int{0, 1, 2, 3, 4, 5, 8, 9, 32, 33, 70} {\n' +
      'b := bytes(n); stored(n, &p); s := shorter(n); c, q := asked(n); r, k := shared(n); t := 0; for i, x := range p { t = t*3 + *x + i }\n' +
      'fmt.Println(n, b, cap(b), t, cap(p), s[:min(n, cap(s))], cap(s), c, q, cap(q), r, k, longer(nil, n), longer(b2(n), 2))\n' +
      'fmt.Println(allocs(func() { sinkBytes = bytes(n) }), allocs(func() { _, sink = asked(n) }), allocs(func() { sink = shorter(n) }))\n' +
      'if n > 0 { fmt.Println(later(n), *inside(n)) } }\n' +
      'l := object("a", "", "b").list; fmt.Println(l, cap(l), rows(7))',
  ],
  [
    'allocations',
    'import ("bytes"; "encoding"; "crypto/sha256"; "strings"; "testing")\n' +
      'var data, text, m, n = bytes.Repeat([]byte("x"), 100), strings.Repeat("ab", 40), map[string]int{}, 40\nvar same int\nvar leak any\n' +
      'func count(name string, f func()) { fmt.Println(name, testing.AllocsPerRun(10, f)) }\n' +
      'func sum(s string) (t int) { for _, c := range []byte(s) { t += int(c) }; return }\n' +
      'func late(b []byte, s string) bool { t := string(b); b[0]++; return t == s }\n' +
      'func keep(args ...any) { for _, a := range args { if a == nil { panic(1) } } }\n' +
      'func copied(b []byte) byte { c := []byte(string(b)); b[0]++; return c[0] }\n' +
      'func grow(b []byte) []byte { return append(b, make([]byte, n)...) }',
    'count("equal", func() { if bytes.Equal(data, data[1:]) { same++ } }); count("less", func() { if string(data) < text { same++ } })\n' +
      'count("map", func() { same += m[string(data)] }); count("range", func() { same += sum(text) })\n' +
      'count("builder", func() { var b strings.Builder; b.Grow(100); b.Write(data); if b.String() != string(data) { panic(1) } })\n' +
      'count("assertion", func() { h := sha256.New(); h.Write(data); h.(encoding.BinaryAppender).AppendBinary(data[:0]) })\n' +
      'fmt.Println(late([]byte("ab"), "ab"), copied([]byte("a")), grow(bytes.Repeat([]byte("x"), 50)[:2])[:45], len(grow(nil)))\n' +
      'i, s, d := 2000, "abc", 1.5; count("constants", func() { keep("n", i, s, d); leak = i }); fmt.Println(leak)\n' +
      'n = -1; defer func() { fmt.Println(recover()) }(); grow(data)',
  ],
  [
    'initialisers',
    'type T struct { a int; b []string; c *T; d any; e error; f func(int) int; g [3]uint16; h complex128; i float32 }\n' +
      'type F float64\nfunc (f F) String() string { return "F" }\n' +
      'func twice(x int) int { return 2 * x }\nfunc made(n int, c *T) *T { return &T{a: n, c: c, g: [3]uint16{1: 7}} }\n' +
      'func bump(p *int) int { for i := 0; i < 3; i++ { *p += i }; defer func() {}(); return *p }\n' +
      'var base = T{a: 1, b: []string{"x", "y"}, d: F(1.5), f: twice, h: 1 - 2i, i: -0.5}\nvar before = base\n' +
      'var elem = &base.g[2]\nvar part = &T{a: counter(), b: []string{"p", name}, e: fmt.Errorf("e%d", 1)}\n' +
      'var count int\nfunc counter() int { count++; return count }\nvar name = "na" + "me"\n' +
      'var call = made(5, &base)\nvar call2 = made(counter(), call)\nvar lits = []func(int) int{twice, func(x int) int { return x + count }}\n' +
      'var one = 1\nvar bumped = bump(&one)\nvar after = one\nvar iface any = F.String\nvar bytes = []byte("bytes")\n' +
      'var small = map[string]int{"a": 1}\nvar large = map[int]*T{0: call, 1: &base, 2: nil, 3: part, 4: nil, 5: nil, 6: nil, 7: nil, 8: nil, 9: nil}\n' +
      'var never = map[int]int{0: 1, 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7, 7: 8, 8: 9}\nvar _ = counter()',
    '*elem = 3; before.b[0] = "z"; bytes[1] = 66\n' +
      'fmt.Println(base.a, base.b, base.d, base.f(4), base.g, base.h, base.i, before.b, part.a, part.b, part.e, name)\n' +
      'fmt.Println(call.a, call.c == &base, call.g, call2.a, call2.c == call, lits[0](3), lits[1](3), one, bumped, after)\n' +
      'fmt.Println(iface.(func(F) string)(2), string(bytes), small, len(large), large[1].a, count)',
  ],
  [
    'select: where a received value goes is evaluated when it is there',
    'var x int; var ok bool\nfunc at(p *int, s string) *int { fmt.Println(s); return p }\n' +
      'func ch(c chan int, s string) chan int { fmt.Println(s); return c }',
    'c := make(chan int, 1); m := map[string]int{}; c <- 1; select { case *at(&x, "to") = <-ch(c, "from"): fmt.Println(x) }\n' +
      'c <- 2; select { case m[fmt.Sprint(*at(&x, "key"))], ok = <-ch(c, "from"): fmt.Println(m, ok) }\n' +
      'c <- 3; select { case *at(&x, "to") = <-ch(c, "from"): fmt.Println(x); default: }; close(c)\n' +
      'select { case v, ok := <-c: fmt.Println(v, ok) }; select { case _, ok = <-c: fmt.Println(ok) }\n' +
      'select { case *at(&x, "to") = <-ch(c, "from"): fmt.Println(x); case ch(nil, "none") <- *at(&x, "sent"): }',
  ],
  [
    'type switches and literals',
    'type I interface{ M() int }\ntype J interface{ N() int }\ntype A int\nfunc (a A) M() int { return int(a) }\n' +
      'type B struct{ x, y, z, w, v int }\nfunc (b B) M() int { return b.x }\nfunc (b *B) N() int { return b.y }\n' +
      'func which(x any) string { switch v := x.(type) { case nil: return "nil"; case int: return fmt.Sprint("int", v); case string, []byte:\n' +
      'return fmt.Sprintf("%T", v); case uint8: return "u8"; case int16: return "i16"; case float64: return fmt.Sprint(v); case bool: return "bool"\n' +
      'case I: return fmt.Sprint("I", v.M()); case J: return fmt.Sprint("J", v.N()); case A: return "never"; case fmt.Stringer: return v.String()\n' +
      'case map[string]int: return fmt.Sprint(len(v)); case any: return fmt.Sprintf("any %T", v) }; return "none" }\n' +
      'func whichI(x I) string { switch v := x.(type) { case A: return fmt.Sprint("A", v); case J: return fmt.Sprint("J", v.N())\n' +
      'case B: return fmt.Sprint("B", v.v); case nil: return "nil I"; default: return fmt.Sprintf("%T", v) } }\n' +
      'func gen[T, U any](x any) string { switch x.(type) { case T: return "T"; case U: return "U"; case int: return "int" }; return "-" }\n' +
      'func tables(i int) string { t := [...]struct { n string; v int; w any }{{"a", 1, 2}, {"b", i, "x"}, {"c", 3, i}, {"d", 4, nil}, {"e", 5, 1.5}}\n' +
      'm := map[int]string{' +
      Array.from({ length: 30 }, (_, i) => `${i}: "${i * i}"`).join(', ') +
      ', i: "i"}\nt[0].v += 10; return fmt.Sprint(t, []any{1, "two", 3.0, i, nil, true, byte(7), [2]int{1, 2}, B{1, 2, 3, 4, 5}, A(3)}, len(m), m[29], m[i]) }',
    'for round := range 3000 { for _, x := range []any{nil, 1, "s", []byte("b"), uint8(1), int16(2), 2.5, A(5), B{x: 6}, &B{x: 7, y: 8},\n' +
      'map[string]int{"a": 1}, \'x\', struct{}{}, true} { if got := which(x); round%2999 == 0 { fmt.Println(got) } }\n' +
      'for _, x := range []I{nil, A(1), B{v: 3}, &B{y: 4}} { got := whichI(x); _, ok := x.(J); if round%2999 == 0 { fmt.Println(got, ok) } } }\n' +
      'fmt.Println(gen[int, string](1), gen[string, int](1), gen[bool, bool](1), gen[I, int](A(1)), gen[any, int](nil))\n' +
      'fmt.Println(tables(50)); fmt.Println(tables(51)); defer func() { fmt.Println(recover()) }(); var x any = 3; _ = x.(J)',
  ],
];

for (const [name, declarations, body] of programs) {
  test(`a main package among gc's: ${name}`, { skip: goTool === null && 'no go' }, () =>
    printsAsGc(`package main\n\nimport "fmt"\n\n${declarations}\n\nfunc main() {\n${body}\n}\n`),
  );
}
