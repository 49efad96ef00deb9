// What stack traces show of inlined calls: programs that look at their own stacks print what gc's build of them prints.
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { printsAsGc } from './suites/mixed-main.ts';

/** Prints the frames of the program's own functions. */
const where = `
func where(what string) {
	pc := make([]uintptr, 20)
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	fmt.Print(what)
	for {
		f, more := frames.Next()
		if len(f.Function) > 5 && f.Function[:5] == "main." {
			fmt.Print(" ", f.Function, ":", f.Line)
		}
		if !more {
			break
		}
	}
	fmt.Println()
}

func try(name string, f func()) {
	defer func() {
		fmt.Println(name, recover())
		where(name)
	}()
	f()
}
`;

/** Declarations, and the body of main. */
const programs: readonly (readonly [name: string, declarations: string, body: string])[] = [
  [
    'a function that calls itself',
    `type link struct {
	next *link
	name string
}

func (l *link) length() int {
	if l.next == nil {
		where(l.name)
		return 1
	}
	return 1 + l.next.length()
}

func (l *link) last() *link {
	if l.name == "" {
		panic("no name")
	}
	if l.next == nil {
		return l
	}
	return l.next.last()
}`,
    `list := &link{&link{&link{&link{nil, "d"}, "c"}, "b"}, "a"}
	fmt.Println(list.length(), list.last().name)
	list.next.next.name = ""
	try("last", func() { fmt.Println(list.last().name) })`,
  ],
  [
    'calls in calls',
    `func inner(x int) int {
	if x > 3 {
		where("inner")
	}
	return x + 1
}

func middle(x int) int {
	y := inner(x) +
		inner(x+1)
	return y
}

func even(n int) bool {
	if n == 0 {
		where("even")
		return true
	}
	return odd(n - 1)
}

func odd(n int) bool {
	if n == 0 {
		return false
	}
	return even(n - 1)
}`,
    'fmt.Println(middle(2), middle(3), even(4), odd(3))',
  ],
  [
    'methods and interfaces',
    `type shape interface {
	area() int
	say()
}

type sq struct{ s, t, u, v, w int }

func (s sq) area() int    { return s.s * s.s }
func (s sq) say()         { where("sq") }
func (s *sq) grow(n int)  { s.s += n; where("grow") }

type outer struct{ sq }

func both(s shape) int {
	s.say()
	return s.area()
}`,
    `var s shape = sq{s: 3}
	fmt.Println(s.area())
	s.say()
	var o outer
	o.grow(4)
	fmt.Println(o.area(), o.s, both(&o), both(sq{s: 1}))`,
  ],
  [
    'closures and iterators',
    `func apply(f func(int) int, x int) int { return f(x) }

func maker(n int) func() int {
	return func() int {
		where("made")
		n++
		return n
	}
}

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func filter[T any](s iter.Seq[T], ok func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range s {
			if ok(v) && !yield(v) {
				return
			}
		}
	}
}

func find(n int) int {
	for v := range filter(count(n), func(x int) bool { return x%2 == 1 }) {
		if v > 4 {
			where("found")
			return v
		}
	}
	return -1
}`,
    `k := 10
	fmt.Println(apply(func(x int) int { k++; return x*2 + k }, 4), k)
	fmt.Println(maker(1)())
	f := maker(2)
	fmt.Println(f(), f(), find(20), find(3))`,
  ],
  [
    'closures of functions that lead to each other',
    `type state func(n int) state

func even(k int) state { return func(n int) state { sum = sum*3 + n; return odd(k + n) } }
func odd(k int) state  { return func(n int) state { sum = sum*5 - k; return even(k - n) } }
func self(k int) state { return func(n int) state { sum += k; return self(k * n) } }

// Each calls the closure that it gets, so that all could be inlined in each other for ever.
func a(k int) state {
	return func(n int) state {
		if n <= 0 {
			return self(k)
		}
		return b(k + 1)(n - 1)
	}
}

func b(k int) state {
	return func(n int) state {
		switch {
		case n%3 == 0:
			return a(k * 2)(n - 1)
		case n < 0:
			return b(k)(n + 1)
		}
		return c(k)(n - 2)
	}
}

func c(k int) state {
	return func(n int) state {
		if n == 1 {
			return b(k + 5)(n)
		}
		return a(k - 1)(n - 1)
	}
}

var sum int`,
    `s := even(3)
	for i := range 10 {
		s = s(i)
	}
	fmt.Println(sum)
	s = a(2)(17)(3)(1)(2)
	fmt.Println(sum, c(7)(30)(4) != nil, b(1)(22)(2) != nil, sum)`,
  ],
  [
    'panics',
    `var sink int

func idx(a []int, i int) int { return a[i] }
func deref(p *int) int       { return *p }
func big(a [9]int, n int) ([9]int, error) {
	if n < 0 {
		panic("negative")
	}
	a[0] = n
	return a, nil
}`,
    `try("idx", func() { sink = idx([]int{1}, 7) })
	try("nil", func() { sink = deref(nil) })
	var a [9]int
	b, err := big(a, 5)
	fmt.Println(a, b, err)
	try("big", func() { big(a, -1) })`,
  ],
];

for (const [name, declarations, body] of programs) {
  test(`stack traces: ${name}`, { skip: goTool === null && 'no go' }, () => {
    const imports = ['fmt', 'iter', 'runtime'].map(p => `import "${p}"\n`).join('');
    const used = 'var _ iter.Seq[int]\n';
    return printsAsGc(`package main\n\n${imports}\n${used}${where}\n${declarations}\n\nfunc main() {\n\t${body}\n}\n`);
  });
}
