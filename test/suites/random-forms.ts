// Statements of random programs (random-language.ts) that have a fixed form: each stands in a scope of its own. In the patterns
// `$T$` is an expression of type T, `#` a small number and `@` an index from 0 to 3. A pattern declares no `k`, `kf` or `ks`, which
// are in every expression; other names it may shadow, for its expressions use no variable that it names.

/** One pattern a line. */
export const statementForms: readonly string[] = String.raw`
b := NewBig($int$); c := b.With(@, $int$); b.a[3] = c.Sum(); note("big", b.Sum(), c.s, b == c)
b := NewBig($int$); f := b.Sum; b.a[1]++; pb := &b; g := pb.Sum; b.a[2]++; r += f() - g() + (*Big).Sum(pb) + Big.Sum(b)
var bs [2]Big; bs[@&1] = NewBig($int$); x := bs; bs[0], bs[1] = bs[1], bs[0]; note("swap", x == bs, bs[1].Sum())
c := make(chan Big, 1); c <- NewBig($int$); x, ok := <-c; note("chan", x.Sum(), ok); m := map[int]Big{1: x}; m[2] = m[1].With(1, 5); r += m[2].Sum() + m[3].Sum()
x := any(NewBig($int$)); if y, ok := x.(Big); ok { r += y.Sum() }; note("eq", x == any(NewBig($int$)))
l2 := append([]int(nil), l...); copy(l2[min(1, len(l2)):], l2); note("copy", l2, copy(l2, l2[min(2, len(l2)):]), l2)
l2 := append(l[:len(l):len(l)], l...); l2 = append(l2[:len(l2)/2], l2[len(l2)/3:]...); note("append", l2, len(l2))
l2 := slices.Clone(l); l2 = append(l2, $int$); l3 := append(l2[:1], $int$); note("alias", l2, l3[0], len(l3), cap(l3) >= len(l3))
bs := append([]byte(nil), $string$...); bs = append(bs, $string$[0:]...); z := copy(bs, $string$); note("bytes", string(bs), z, len(bs))
for i, c := range "a\xffé\xe4\xb8" + $string$ { r += int(c) ^ i }; note("runes", []rune("x\xc0\xaf" + $string$), []byte(string([]rune{-1, 0xd800, 'é', 0x10ffff, 0x110000})))
s2 := $string$; for i := range s2 { r += int(s2[i]) }; for i := range len(s2) { r ^= i << (s2[i] & 7) }
m := map[float64]int{}; m[math.NaN()]++; m[math.NaN()]++; m[kf]++; m[-kf]++; m[$float64$]++; note("floats", len(m), m[0], m[math.NaN()]); clear(m); note("clear", len(m))
m := map[any]int{1: 1, "a": 2, 1.5: 3, Key{1, "x"}: 4, nil: 5, [2]string{"a", "b"}: 6}; m[$any$]++; x, ok := m[$any$]; note("any", len(m), x, ok, m[int64(1)])
m := map[[2]string]int{{"a", "b"}: 1}; m[[2]string{$string$, "b"}] += 2; delete(m, [2]string{$string$, "b"}); note("arrays", len(m), m)
m := map[bool]string{true: $string$}; m[$bool$] += "z"; note("bools", m); p2 := map[*int]int{&n: 1}; p2[&n]++; r += p2[&n]
m := map[complex128][]int{$complex128$: l}; m[kc] = append(m[kc], 1, 2); note("complex", len(m), m[kc]); q := map[struct{}]int{}; q[struct{}{}]++; r += q[struct{}{}]
m := map[uint8]map[string]int{}; for i := range uint8(20) { if m[i%5] == nil { m[i%5] = map[string]int{} }; m[i%5][str(int(i))] = int(i) }; for z := range uint8(6) { r += len(m[z]) }
m := map[string]struct{ x, y int }{}; for i := range 30 { m[str(i&7)] = struct{ x, y int }{i, m[str(i)].x} }; t := 0; for _, v := range m { t += v.x*3 + v.y }; note("sum", t)
m := map[int32]int{}; for i := range int32(40) { m[i*i] += int(i) }; for z := range m { if z&1 == 0 { delete(m, z) } }; t := 0; for z, v := range m { t += int(z) * v }; note("del", len(m), t)
m := map[uint64]string{1 << 63: "top"}; m[$uint64$] = $string$; _, ok := m[1<<63]; note("u64", ok, m[1<<63])
set := Set[string]{}; set.Add($string$); set.Add($string$); note("set", set.Len(), set.Has($string$)); si := Set[Key]{}; si.Add($Key$); r += si.Len()
var ls List[int]; for _, x := range l { ls.Push(x) }; ls.Push($int$); t := 0; for x := range ls.All() { t = t*3 + x; if x == 7 { break } }; note("list", t, ls.Len())
var ls List[Pair[string, any]]; ls.Push(MakePair($string$, $any$)); for x := range ls.All() { note("pairs", x.First, describe(x.Second)) }
tr := &Tree[string, int]{}; for i, x := range strings.Split($string$, "l") { tr.Put(x, i) }; v, ok := tr.Get($string$); note("tree", v, ok, tr.Size())
tr := &Tree[float64, []int]{}; tr.Put($float64$, l); tr.Put($float64$, nil); tr.Put(kf, $[]int$); note("tree", tr.Size())
f := Memo(func(x int) string { note("memo", x); return str(x) }); note("memo", f($int$), f(n), f(n), f($int$))
note("kind", Kind($int$), Kind($string$), Kind($any$), Kind($Stack[int]$), Kind($[]int$), Kind($Num$), Kind[Shape]($Shape$))
note("convert", Convert[uint8]($int$), Convert[float32]($float64$), Convert[int8]($uint64$), Convert[Num]($rune$))
note("sums", SumMap(gm), SumMap(map[uint8]float64{1: $float64$, 2: 1}), Clamp($int$, -5, #), Clamp($string$, "b", "m"))
x := Opt[int]{}; x.Set($int$); y := x.Or(3); z := Opt[*S]{}; note("opt", y, z.Or(&gs) == &gs, Opt[string]{}.Or($string$)); g := x.Or; r += g(1)
next, stop := iter.Pull($iter.Seq[int]$); for i := range 3 { v, ok := next(); if !ok { break }; r += v * i }; stop(); _, ok := next(); note("pull", ok)
next, stop := iter.Pull2($iter.Seq2[int, string]$); a, b, ok := next(); note("pull2", a, b, ok); stop()
for x := range $iter.Seq[int]$ { defer note("in range", x); if x > # { break } }
for i, x := range $iter.Seq2[int, string]$ { for y := range $iter.Seq[int]$ { if y > 3 || burn() { break }; if len(x) > # { return n, x, nil }; r += y + i } }
func() { defer func() { note("inner", recover()) }(); for x := range $iter.Seq[int]$ { if x > @ { panic($any$) }; r += x } }()
var f func(int) int; f = func(x int) int { if x < 2 || burn() { return 1 }; return f(x-1) + f(x-2) }; r += f($int$ & 7)
fs := make([]func() int, 0, 3); for i := range 3 { fs = append(fs, func() int { i += n; return i }) }; for _, f := range fs { r += f() + f() }
for i := 0; i < 3; i++ { defer func() { r += i * n }(); i := i * 2; defer func(x *int) { *x++; r ^= *x }(&i) }
func() (x int) { defer func() { if e := recover(); e != nil { x = -1; panic(fmt.Sprint("again ", e)) } }(); defer func() { panic($string$) }(); return 7 / (k + $int$ & 1) }()
func() { defer func() { e := recover(); re, ok := e.(runtime.Error); note("runtime", ok); if ok { note(re.Error()) } }(); r += l[$int$] + 100/(k + $int$) + (*p).a }()
done := make(chan string, 4); go func() { defer close(done); defer func() { done <- "deferred" }(); func() { defer func() { done <- "inner" }(); runtime.Goexit() }(); done <- "never" }(); for x := range done { note("exit", x) }
c := make(chan int); d := make(chan bool); go func() { defer close(d); for x := range c { r += x } }(); for i := range # { c <- i * n }; close(c); <-d
c := make(chan int, 1); d := make(chan int, 1); for i := range 6 { select { case c <- i: case x := <-c: d <- x; case y, ok := <-d: note("select", y, ok) }; if len(d) > 0 { n += <-d } }
go func() { select {} }(); var c chan int; select { case x := <-c: r += x; case c <- 1: default: n++ }
var o sync.Once; for range 3 { o.Do(func() { n += $int$ }) }; f := sync.OnceValue(func() int { n++; return n }); r += f() + f()
var w sync.WaitGroup; parts := make([]int, 4); for i := range parts { w.Go(func() { for j := range 50 { parts[i] += i * j } }) }; w.Wait(); note("parts", parts)
var mu sync.Mutex; c := sync.NewCond(&mu); ready := 0; go func() { mu.Lock(); ready = 5; mu.Unlock(); c.Broadcast() }(); mu.Lock(); for ready == 0 { c.Wait() }; mu.Unlock(); r += ready
var a atomic.Pointer[S]; a.Store(&gs); if q := a.Swap(nil); q != nil { r += q.a }; var u atomic.Uint32; u.Add(uint32($int$)); u.CompareAndSwap(3, 4); r += int(u.Load() & 0xff)
println(float32($float64$), complex64($complex128$), uintptr($uint8$), []int(nil), (*S)(nil), any(nil), Shape(nil), unsafe.Pointer(nil), nil == err)
const big = 1 << 100; const f = big / 3.0; const c = 'a' + 1i; n += int(big>>97) + int(f/big*9); note("const", real(c), len("abc"+"de"), [...]int{5: 1, 2}[6], 7.0/2)
const ( a = iota * 3; b; _; d = 1 << iota; e ); note("iota", a, b, d, e, ^uint8(d), -a, uint16(1)<<15>>b, e &^ 8)
x := uint16($int$); y := int8($int$); z := int16(x) * int16(y); note("narrow", x<<3>>2, y>>1, -y, z/7, z%5, x*x, uint8(y)/3, ^x, x&^uint16(z))
x := uint32($int$); y := $uint64$; note("wide", x<<(y&63), x>>(y&63), y<<(x&127), y>>(x&127), int64(y)>>(x&127), int32(x)>>(y&63), x*x/10, y%1000, int64(y)/1000, int32(x)%-7)
x := float32($float64$); y := float32(kf) + 0.1; note("f32", x*y, x/y, x-y, -x, int32(y*10), x == y, x < y, uint8(y*100), float64(x*y), max(x, y), min(x, -y))
c := complex64($complex128$); d := c * complex(float32(kf), 2); note("c64", d, real(d), -c, c == d, c/(1+2i)); e := $complex128$; e *= e; e /= 2i; note("c128", e, imag(e) != imag(e))
pa := &[5]int{$int$, 2, 3}; for i, x := range pa { pa[4-i] += x }; sl := pa[1:4:4]; q := (*[3]int)(sl); q[1] = $int$; note("array", *pa, [3]int(sl), len(pa), *q == [3]int{1, 2, 3})
a := [3][2]int8{{1, 2}, {3}}; b := a; b[@%3][@&1]++; a[1], a[2] = a[2], a[1]; note("grid", a, b, a == b); for i := range a { for j, x := range a[i] { r += int(x) * i * j } }
a := [4]string{$string$, "b"}; b := a; b[@] += "x"; note("strings", a == b, a, len(b[1])); var z [0]int; note("zero", z, len(z), z == [0]int{}, struct{}{} == struct{}{})
x := struct{ a int; b string; c float64; d any }{$int$, $string$, $float64$, $any$}; y := x; y.a++; note("anon", x.a == y.a, x == y, y.b)
type pt struct{ x, y int }; a := pt{$int$, 2}; b := struct{ x, y int }(a); c := &b; c.x++; d := pt(*c); note("same", a == d, d.x-a.x, any(b) == any(*c))
type Num2 Num; x := Num2($int$); y := Num(x).String(); type fn func(int) int; var f fn = double; note("defined", y, f($int$), fn(adder(2))(1))
ip := unsafe.Slice(&gs.c[0], 4); ip[@] = $int$; q := (*int)(unsafe.Add(unsafe.Pointer(&gs.c), 8)); *q += 2; note("unsafe", gs.c, unsafe.Offsetof(gs.c), unsafe.Alignof(gs), *(*int)(unsafe.Pointer(&ip[1])) == gs.c[1])
bs := []byte($string$ + "zz"); v := unsafe.String(&bs[0], 2); w := strings.Clone(v); bs[0] = 'Q'; note("string", v, w, v == w, len(unsafe.Slice(unsafe.StringData(v), 2)), uint8(uintptr(unsafe.Pointer(unsafe.SliceData(bs)))&0))
switch x := $int$; x & 15 { case 0, 1: n++; case 2: n--; fallthrough; case 3: n += 3; case 4: n ^= 1; case 5, 7, 9: n += 5; case 8: n <<= 1; case 10: n = -n; case 11: r++; case 12: r--; case 13: r = n; default: r += x }
switch $string$ { case "a", "b", "ab": n++; case "four", "five": n += 2; case "héllo": n += 3; case "k1", "k2", "k3", "k11", "k12": n += 4; case "", "x", "two": n--; case "none", "num1", "num5": r++; default: r-- }
switch x := $any$.(type) { case int, int16, int32, uint64: note("integer", x); case float32, float64, complex128: note("number", x); case []int: r += len(x); case []string: r++; case Shape: r += area(x, 2); case error: note(x.Error()); case struct{}, [4]int: n++; case nil: n--; default: note("other", describe(x)) }
switch { case $bool$ && n > 2: r++; case l == nil: r--; case p != nil && p.next == nil, len(s) > #: n++; default: n-- }
note("eq", $any$ == $any$, Shape($Shape$) != $Shape$, $error$ == err, any($int$) == any($uint8$), any($Key$) == any($Key$), $any$ == nil)
note("boxes", []any{($bool$), ($int$ + n), ($bool$ || $bool$), $string$, ($uint8$), $float64$}, map[any]any{$int$: ($bool$ && $bool$)}, [2]any{$int$, ($int$)})
x := Shape($Shape$).(Num); note("num", x); note("int", $any$.(int), $error$.(*failure).code)
var sc interface{ Scaler; Get() int } = &ge; sc.Scale($int$ & 7); f := sc.Get; g := Scaler.Area; h := (*E).Scale; h(&ge, 2); r += f() + g(sc, 2); var a any = sc; _, ok := a.(fmt.Stringer); note("method", ok)
e := &E{S: $S$, Shape: $Shape$}; e.a, e.c[@], e.next = $int$, e.a+1, p; f := e.S.Add; e.Set($int$); note("promoted", e.Get(), f(2), e.With(3).a, e.b, e.next == p)
type in struct{ x, y int }; type out struct { *in; z int }; o := out{&in{1, 2}, 3}; q := o.in; o.in, o.x = &in{$int$, 8}, $int$; o.y, o.in, o.z = o.x, q, o.y; note("embedded", *o.in, o.x, o.z)
a, b, c := n, $int$, $string$; a, b = b, a+b; c, a = str(a), len(c); l2 := []int{a, b, $int$}; l2[@%3], l2[0], a = l2[1], l2[@%3], l2[2]; n, r = a/(b|1), b; note("together", l2, a, b, c)
n, r = $int$/(k + $int$&3), n+1; gi, l = r%(k + $int$&1), append(l, gi); r, n = l[@], $int$
x, y := 100/(k + $int$ & 3), l[@]; note("both", x, y); var z, w = l[@], $int$ % (k + $int$ & 3); r += z - w
f := func(a ...any) int { return len(a) }; g := func(a int, l ...int) (int, int) { return a + len(l), cap(l) }; x, y := g(1, l...); z, _ := g(2); note("variadic", f(), f(nil...), f($any$, l), x, y == cap(l), z, f([]any{1, 2, n}...))
sort.Slice(l, func(i, j int) bool { return l[i]%7 < l[j]%7 || (l[i]%7 == l[j]%7 && l[i] < l[j]) }); slices.SortFunc(l, func(a, b int) int { return cmp.Compare(b, a) }); x, ok := slices.BinarySearchFunc(l, n, func(a, b int) int { return cmp.Compare(b, a) }); note("sort", l, x, ok)
note("maps", slices.Sorted(maps.Keys($map[string]int$)), slices.Collect(maps.Values(map[int]string{1: $string$})), slices.Index(l, n), slices.Max(append(l, 1)))
note("fmt", fmt.Sprintf("%5d|%-6s|%x|%q|%v|%+v|%T|%8.3f|%t|%c|%08b", $int$, $string$, $uint64$, $string$, $[]int$, $Key$, $any$, $float64$, $bool$, $int$&127, $uint8$))
note("text", strings.Fields($string$), strings.Map(func(c rune) rune { if c == 'l' { return -1 }; return c + 1 }, $string$), strings.EqualFold($string$, $string$), strings.Replace($string$, "l", $string$, 2))
x, err2 := strconv.Atoi($string$); y, err3 := strconv.ParseFloat(str(n), 64); note("parse", x, err2, y, err3, strconv.Quote($string$), strconv.FormatInt(int64($int$), 7))
note("bits", bits.Reverse64($uint64$), bits.Reverse16(uint16($int$)), bits.OnesCount8($uint8$), bits.Len32(uint32($int$)), bits.RotateLeft8($uint8$, n&7), bits.RotateLeft64($uint64$, -3), bits.ReverseBytes64($uint64$), bits.TrailingZeros16(uint16($int$)))
hi, lo := bits.Mul64($uint64$, $uint64$); q, rem := bits.Div64(hi%7, lo, 7); sum, c := bits.Add64(hi, lo, 1); d, bo := bits.Sub64(hi, lo, c); note("wide", hi, lo, q, rem, sum, c, d, bo); q, rem = bits.Div64(hi, lo, $uint64$); note("div", q, rem)
note("math", math.Sqrt($float64$), math.Abs($float64$), math.Copysign($float64$, kf-1), math.Float32bits(float32($float64$)), math.Floor($float64$), math.Round($float64$), math.Mod($float64$, 3), math.Signbit($float64$), math.Inf(1) > $float64$, math.Float64bits($float64$), math.MaxInt64, math.Pi)
note("limits", min($int$, n, 5), max($string$, s, "m"), min($float64$, kf, math.Inf(-1)), max(math.NaN(), $float64$), min($uint8$, 200), max(-kf, kf), min(kf, -kf))
note("order", $int$-n, swapped(&n, $int$), n, swapped(&r, n), r+n, l, func() int { l = append(l, n); return len(l) }(), len(l), gi, swapped(&gi, 2))
x, y := unrolled($int$), unrolled(n); note("loops", x, y, digits($uint64$), hash($string$), gcd($int$, #), isqrt($uint64$&0xffff), matrix(n&3), collatz($int$&63), sieve(#))
var q struct { sync.Mutex; n int; _ int; m map[string]int }; q.Lock(); q.n += $int$; q.m = gm; q.Unlock(); r += q.n + len(q.m); runtime.KeepAlive(&q); runtime.Gosched()
if x, ok := $any$.(interface{ Area(int) int }); ok { r += x.Area(1) } else if y, ok := $any$.(fmt.Stringer); ok { t = y.String() } else if z, ok := $any$.(int); ok && z > 3 { n = z } else if _, ok := $any$.(func()); !ok { n++ }
{ var x, y int = 1, 2; { x := y; y := x + n; _ = y; x++; r += x }; ; r += x }; ; goto END; END:
L1: for i := range 4 { for j := 0; ; j++ { switch { case j > i: continue L1; case burn(): break L1; case i*j > #: break L1 }; select { default: if j == 2 { continue L1 } }; r += i ^ j } }
L2: for i, x := range $[]int$ { for y := range $iter.Seq[int]$ { if y == x { continue L2 }; if y+i > # || burn() { break L2 }; r += y }; n++ }
`
  .trim()
  .split('\n');
