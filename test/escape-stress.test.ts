// Memory in frames under stress: a program whose variables, closures, maps, slices and strings stay in frames or leave them in many
// ways, while the collector runs all the time and stacks move. It prints what gc's build of it prints.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { tempDir } from './link-harness.ts';
import { runMixedMain } from './suites/mixed-main.ts';

const program = String.raw`package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sort"
	"strings"
)

type node struct {
	l, r *node
	v    *int
	s    string
	m    map[string]*int
}

type shape interface {
	area(*int) int
}
type sq struct{ p *int }
type big struct {
	a, b, c, d, e *int
	s          string
}

func (s sq) area(x *int) int   { return *s.p * *x }
func (b *big) area(x *int) int { return *b.a + *b.e + *x + len(b.s) }

//go:noinline
func grow(n int) int {
	var buf [512]byte
	if n == 0 {
		runtime.GC()
		return 0
	}
	buf[n%512] = byte(n)
	return grow(n-1) + int(buf[n%512])
}

//go:noinline
func use(ps ...*int) (n int) {
	for _, p := range ps {
		n += *p
	}
	return n + grow(3)
}

//go:noinline
func pick(a, b *node) *node {
	if *a.v > *b.v {
		return a
	}
	return b
}

//go:noinline
func apply(f func(*int) *int, p *int) *int { return f(p) }

func tree(depth int) (sum int) {
	x := depth
	n := node{v: &x, s: "d"}
	if depth > 0 {
		y := depth * 2
		n.l = &node{v: &y, l: &n}
		z := y + 1
		n.r = &node{v: &z, s: strings.Repeat("x", depth)}
		p := pick(n.l, n.r)
		sum += *p.v + len(p.s)
		sum += tree(depth - 1)
		sum += *n.l.l.v
	}
	return sum + use(n.v)
}

func maps(n int) int {
	m := make(map[string]*int)
	k := make(map[int]node, n%12)
	for i := 0; i < n; i++ {
		j := i
		m[fmt.Sprint("k", i)] = &j
		q := map[*int]int{&j: i}
		k[i] = node{v: &j, s: strings.Repeat("y", i%5), m: m}
		for p, v := range q {
			if *p != v {
				panic("q")
			}
		}
		if i%7 == 0 {
			grow(5)
		}
	}
	keys := make([]string, 0, n)
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	t := 0
	for i, key := range keys {
		t += *m[key] * i
		t += *k[i].v + len(k[i].s) + len(k[i].m)
	}
	return t
}

func slices(n int) int {
	t := 0
	for i := 0; i < n; i++ {
		b := make([]byte, i)
		ps := make([]*int, i%7)
		for j := range ps {
			x := i + j
			ps[j] = &x
		}
		if i%5 == 0 {
			grow(4)
		}
		for _, p := range ps {
			t += *p
		}
		c := make([]node, 3, 3+i%2)
		w := i
		c[1].v = &w
		c[2].l = &c[1]
		t += len(b) + *c[2].l.v
		s := string(b) + "abc"
		u := []byte(s + fmt.Sprint(i))
		t += len(u) + strings.Count(s, "b")
	}
	return t
}

func closures(n int) int {
	t := 0
	var fs []func() int
	for i := 0; i < n; i++ {
		x := i
		y := &x
		add := func(d int) { *y += d; t++ }
		add(2)
		get := func() *int { return y }
		*get() += 1
		z := apply(func(p *int) *int { *p += x; return p }, y)
		fs = append(fs, func() int { x++; return x + *z })
		var s shape = sq{y}
		if i%2 == 0 {
			s = &big{a: y, b: z, e: &t, s: "big"}
		}
		t += s.area(&x) % 1000
		func() {
			defer func() {
				if r := recover(); r != nil {
					t += *r.(*int)
				}
			}()
			w := i
			if i%3 == 0 {
				grow(3)
				panic(&w)
			}
			defer func(p *int) { t += *p }(&w)
			w += 5
		}()
	}
	for _, f := range fs {
		t += f()
	}
	return t
}

func carry(n int) int {
	var prev *int
	var list *node
	t := 0
	for i := 0; i < n; i++ {
		x := i * 3
		if prev != nil {
			t += *prev
		}
		prev = &x
		m := &node{v: prev}
		if list != nil {
			m.l = list
			list.r = m
		}
		list = m
		if i%6 == 0 {
			grow(6)
			list = list.l
		}
		var a [4]*int
		for j := range a {
			k := i + j
			a[j] = &k
			if j > 1 {
				t += *a[j-1] - *a[j-2]
			}
		}
		t += use(a[:]...)
	}
	for ; list != nil; list = list.l {
		t += *list.v
	}
	return t
}

func chans(n int) int {
	c := make(chan *int, 3)
	d := make(chan node)
	t := 0
	go func() {
		for i := 0; i < n; i++ {
			x := i
			select {
			case c <- &x:
			case d <- node{v: &x, s: "n"}:
			}
		}
		close(c)
	}()
	for {
		select {
		case p, ok := <-c:
			if !ok {
				return t
			}
			t += *p
		case m := <-d:
			t += *m.v
		}
		if t%5 == 0 {
			grow(2)
		}
	}
}

func main() {
	debug.SetGCPercent(1)
	fmt.Println(tree(40))
	fmt.Println(maps(60))
	fmt.Println(slices(80))
	fmt.Println(closures(50))
	fmt.Println(carry(60))
	fmt.Println(chans(200))
}
`;

test('memory in frames while garbage is collected', { skip: goTool === null && 'no go' }, async () => {
  const dir = tempDir();
  try {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module main\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, 'main.go'), program);
    const { status, text } = await runMixedMain(dir);
    assert.deepEqual({ status, text }, { status: 0, text: '4386\n68250\n19658\n28722\n17553\n19900\n' });
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
