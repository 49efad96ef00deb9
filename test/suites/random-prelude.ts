// What every program of random-language.ts begins with: types with methods, generic functions, functions that note what happens.

/** Go source: the package clause, imports and declarations. */
export const prelude = `package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/bits"
	"os"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

type S struct { a int; b string; c [4]int; next *S }
func (s S) Get() int { return s.a + len(s.b) + s.c[1] }
func (s *S) Set(x int) { s.a = x; s.b += "!" }
func (s S) With(x int) S { s.c[x&3] = x; return s }
func (s *S) Add(x int) int { s.a += x; return s.a }

type Shape interface { Area(int) int }
type Scaler interface { Shape; Scale(int) }
type Num int
func (n Num) Area(k int) int { return int(n) * k }
func (n Num) String() string { return "num" + strconv.Itoa(int(n)) }
func (n Num) Plus(x int) int { return int(n) + x }
type Square struct { side int }
func (q Square) Area(k int) int { return q.side * q.side * k }
type E struct { S; Shape; w float64 }
func (e *E) Scale(k int) { e.w *= float64(k); e.a += k }

type Key struct { n int; s string }
type failure struct { code int }
func (f *failure) Error() string { return "failure " + strconv.Itoa(f.code) }
func (f *failure) Code() int { return f.code }
var errBase = errors.New("base")

type Stack[T any] struct { items []T }
func NewStack[T any](items ...T) Stack[T] { return Stack[T]{append([]T(nil), items...)} }
func (s Stack[T]) Push(x T) Stack[T] { return Stack[T]{append(s.items[:len(s.items):len(s.items)], x)} }
func (s Stack[T]) Len() int { return len(s.items) }
func (s Stack[T]) All() iter.Seq[T] { return func(yield func(T) bool) { for i := len(s.items) - 1; i >= 0; i-- { if !yield(s.items[i]) { return } } } }
type Pair[A, B any] struct { First A; Second B }
func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }
func (p Pair[A, B]) With(a A) Pair[A, B] { p.First = a; return p }
func Zip[A, B any](a []A, b []B) (p Pair[A, B]) { if len(a) > 0 { p.First = a[0] }; if len(b) > 0 { p.Second = b[0] }; return }
type Ordered interface { ~int | ~uint8 | ~float64 | ~string }
func Max[T Ordered](a, b T) T { if a > b { return a }; return b }
func Sum[T ~int | ~float64](l ...T) (t T) { for _, x := range l { t += x }; return }
func Map[T, U any](l []T, f func(T) U) []U { var r []U; for _, x := range l { r = append(r, f(x)) }; return r }
func Reduce[T, U any](l []T, u U, f func(U, T) U) U { for _, x := range l { u = f(u, x) }; return u }
func Join[T ~int | ~string](l []T, sep string) string { var b strings.Builder; for i, x := range l { if i > 0 { b.WriteString(sep) }; fmt.Fprint(&b, x) }; return b.String() }
func double2[T ~int](x T) T { return x * 2 }

type Big struct { a [24]int; s string; n Num }
//go:noinline
func NewBig(x int) (b Big) { for i := range b.a { b.a[i] = x ^ i }; b.s, b.n = str(x), Num(x); return }
func (b Big) Sum() (t int) { for _, x := range b.a { t = t*3 + x }; return t + len(b.s) }
func (b Big) With(i, x int) Big { b.a[i&15] = x; b.s += "w"; return b }

type node[T any] struct { x T; next *node[T] }
type List[T any] struct { head, tail *node[T]; n int }
func (l *List[T]) Push(x T) { e := &node[T]{x: x}; if l.tail == nil { l.head = e } else { l.tail.next = e }; l.tail = e; l.n++ }
func (l *List[T]) Len() int { return l.n }
func (l *List[T]) All() iter.Seq[T] { return func(yield func(T) bool) { for e := l.head; e != nil && yield(e.x); e = e.next { } } }
type Tree[K cmp.Ordered, V any] struct { root *branch[K, V]; n int }
type branch[K cmp.Ordered, V any] struct { k K; v V; sub [2]*branch[K, V] }
func (t *Tree[K, V]) find(k K) **branch[K, V] { p := &t.root; for *p != nil && (*p).k != k { i := 0; if cmp.Less((*p).k, k) { i = 1 }; p = &(*p).sub[i] }; return p }
func (t *Tree[K, V]) Put(k K, v V) { p := t.find(k); if *p == nil { *p = &branch[K, V]{k: k}; t.n++ }; (*p).v = v }
func (t *Tree[K, V]) Get(k K) (v V, ok bool) { if p := *t.find(k); p != nil { return p.v, true }; return }
func (t *Tree[K, V]) Size() int { return t.n }
type Set[T comparable] map[T]struct{}
func (s Set[T]) Add(x T) { s[x] = struct{}{} }
func (s Set[T]) Has(x T) bool { _, ok := s[x]; return ok }
func (s Set[T]) Len() int { return len(s) }
type Number interface { ~int | ~int8 | ~int32 | ~uint8 | ~uint64 | ~float32 | ~float64 }
func Convert[T, F Number](x F) T { return T(x/2) + 1 }
func SumMap[K comparable, V Number](m map[K]V) (t V) { for _, v := range m { t += v }; return }
func Clamp[T cmp.Ordered](x, lo, hi T) T { return max(lo, min(x, hi)) }
type Opt[T any] struct { p *T }
func (o *Opt[T]) Set(x T) { o.p = &x }
func (o Opt[T]) Or(x T) T { if o.p == nil { return x }; return *o.p }
func Memo[K comparable, V any](f func(K) V) func(K) V { m := map[K]V{}; return func(k K) V { v, ok := m[k]; if !ok { v = f(k); m[k] = v }; return v } }
func Kind[T any](x T) string { switch y := any(x).(type) { case int: return "int" + str(y); case string, []int: return "plain"; case Shape: return "shape" + str(area(y, 1)); case nil: return "nil" }; var z *T; return fmt.Sprintf("%T", z) }

func swapped(p *int, x int) int { *p, x = x, *p; return x }
func unrolled(n int) (t int) { var a [16]int; for i := range a { a[i] = n * i }; for i := 1; i < len(a)-1; i++ { t += a[i-1] - 2*a[i]>>1 + a[i+1] }; for i := 15; i >= 0; i -= 3 { t ^= a[i] }; return }
func digits(x uint64) (l []byte) { for ; x > 9; x /= 10 { l = append(l, byte('0'+x%10)) }; return append(l, byte('0'+x)) }
func hash(s string) (h uint32) { h = 2166136261; for i := 0; i < len(s); i++ { h ^= uint32(s[i]); h *= 16777619 }; return h>>15 ^ h }
func gcd(a, b int) int { for b != 0 { a, b = b, a%b }; return a }
func isqrt(x uint64) (r uint64) { for bit := uint64(1) << 62; bit != 0; bit >>= 2 { if x >= r+bit { x -= r + bit; r = r>>1 + bit } else { r >>= 1 } }; return }
func matrix(n int) (t float64) { var a, b, c [4][4]float64; for i := range 4 { for j := range 4 { a[i][j], b[i][j] = float64(i*n+j), float64(i-j*n) } }; for i := range a { for j := range b { for k := range c { c[i][j] += a[i][k] * b[k][j] } } }; for _, row := range c { for _, x := range row { t = t/2 + x } }; return }
func collatz(n int) (c int) { for n > 1 { if n&1 == 0 { n /= 2 } else { n = n*3 + 1 }; c++ }; return }
func sieve(n int) (c int) { not := make([]bool, n+1); for i := 2; i <= n; i++ { if !not[i] { c++; for j := i * i; j <= n; j += i { not[j] = true } } }; return }

var kc complex128
var gi int
var gs S
var ge E
var gm map[string]int
var gsh Shape
var ga int64
var mk map[Key]int
var fuel int
var k int
var kf float64
var ks string
var notes int

//go:noinline
func note(what string, args ...any) { if notes++; notes < 60 { fmt.Println(append([]any{"  ", what}, args...)...) } }
func burn() bool { fuel--; return fuel < 0 }
func str(x int) string { return strconv.Itoa(x) }
func swap(a, b *int) { *a, *b = *b, *a }
//go:noinline
func divmod(a, b int) (int, int) { return a / b, a % b }
func high(a, b uint64) uint64 { return a ^ b }
func first(a, _ int) int { return a }
//go:noinline
func fail(b bool) error { if b { return &failure{7} }; return nil }
func errText(e error) string { if e == nil { return "none" }; return e.Error() }
func mkS(x int) S { return S{a: x, b: str(x)} }
//go:noinline
func mkP(x int, s string) *S { return &S{a: x, b: s} }
//go:noinline
func pick(x int) Shape { switch x & 3 { case 0: return Num(x); case 1: return Square{x}; case 2: return &E{S: S{a: x}, Shape: Num(1)} }; return nil }
func area(s Shape, k int) int { if s == nil { return -1 }; return s.Area(k) }
func isShape(x any) bool { _, ok := x.(Shape); return ok }
func asInt(x any) int { if v, ok := x.(int); ok { return v }; return -2 }
func same(a, b Shape) bool { return a == b }
func describe(x any) string { switch v := x.(type) { case nil: return "nil"; case int: return "int" + str(v); case string: return "string" + v; case fmt.Stringer: return v.String(); case error: return v.Error() }; return fmt.Sprintf("%T", x) }
func nil2(x int) any { if x > 1 { return nil }; return x }
func double(x int) int { return x * 2 }
func adder(n int) func(int) int { return func(x int) int { n++; return x + n } }
func compose(f, g func(int) int) func(int) int { return func(x int) int { return f(g(x)) } }
//go:noinline
func apply(f func(int) int, x int) int { return f(x) }
func go2(f func(int) int) { c := make(chan int); go func() { defer func() { recover(); close(c) }(); c <- f(3) }(); note("go", <-c) }
func send(c chan<- string, s string) { for _, x := range strings.Split(s, "l") { c <- x }; close(c) }
func filled(n int) chan int { c := make(chan int, n); for i := range n { c <- i * 3 }; close(c); return c }
func pad(l []int) []int { return append(l[:len(l):len(l)], 1, 2, 3, 4) }
func sorted(m map[string]int) []string { var l []string; for k := range m { l = append(l, k) }; slices.Sort(l); return l }
func count(l []string) map[string]int { m := map[string]int{}; for _, s := range l { m[s]++ }; return m }
func upTo(n int) iter.Seq[int] { return func(yield func(int) bool) { for i := range n { if !yield(i) { return } } } }
func evens(yield func(int) bool) { for i := 0; i < 6 && yield(i); i += 2 { } }
func filter(s iter.Seq[int], f func(int) int) iter.Seq[int] { return func(yield func(int) bool) { for x := range s { if f(x)&1 == 0 && !yield(x) { return } } } }
func enumerate(l ...string) iter.Seq2[int, string] { return func(yield func(int, string) bool) { defer note("done"); for i, s := range l { if !yield(i, s) { return } } } }
func concat(l ...string) string { r := ""; for _, s := range l { r += s }; return r }
func print2(x any, err error) { note("print", describe(x), err) }
func println2(args ...any) { fmt.Println(args...) }

var _, _, _, _ = bytes.ToUpper, math.Sqrt, bits.Len, os.Exit
var _ sync.Mutex
var _ sort.Interface
var _, _ = runtime.GC, maps.Keys[map[int]int]
var _ unsafe.Pointer
var _ atomic.Int32

func run(name string, f func()) {
	gi, gs, gm, gsh = 3, S{a: 1, b: "g", c: [4]int{1, 2, 3, 4}}, map[string]int{"a": 1, "k2": 2}, Square{3}
	ge = E{S: S{a: 9}, Shape: Num(4), w: 1.5}
	ga, mk, fuel, notes = 0, map[Key]int{{1, "x"}: 5}, 400, 0
	defer func() {
		e := recover()
		gs.next, ge.S.next = nil, nil
		fmt.Println(name, e, gi, gs, gm, ge.a, ge.w, ga, mk)
	}()
	f()
}
`;
