// The collector and growing stacks among code of ours: a main package whose frames hold what must be found and moved. Deep recursion
// with pointers to objects of the frame, closures, defers, recovered panics, values of all kinds that live over calls; run with the
// collector always on, with its marks checked, and with what it frees overwritten.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { go, tempDir } from './link-harness.ts';
import { goTool } from './goroot.ts';
import { linkMixedMain } from './suites/mixed-main.ts';

const program = `package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

type node struct {
	next *node
	val  *int
	buf  [3]*int
}

func box(i int) *int { p := new(int); *p = i; return p }

// Deep recursion: pointers to frame objects cross growing stacks.
//
//go:noinline
func deep(n int, up *node, f func(int) int) int {
	var here node
	here.next = up
	here.val = box(n)
	for i := range here.buf {
		here.buf[i] = box(n + i)
	}
	g := func(k int) int { return f(k) + *here.val }
	if n == 0 {
		s := 0
		for p := &here; p != nil; p = p.next {
			s += *p.val + *p.buf[0] + *p.buf[2]
		}
		return s + f(1)
	}
	if n%7 == 0 {
		runtime.GC()
	}
	if n%50 == 0 {
		defer func() {
			if *here.val != n {
				panic("frame object lost")
			}
		}()
	}
	r := deep(n-1, &here, f)
	if *here.buf[1] != n+1 {
		panic("lost")
	}
	_ = g
	return r + *here.buf[2]
}

type shape interface{ area() int }
type sq struct{ s *int }
type rc struct{ a, b *int }

func (s sq) area() int  { return *s.s * *s.s }
func (r *rc) area() int { return *r.a * *r.b }

// Values of all kinds live over calls, in loops, on ways that join.
//
//go:noinline
func mix(n int) int {
	var shapes []shape
	m := map[string]*int{}
	total := 0
	var last *node
	for i := 0; i < n; i++ {
		var s shape
		switch i % 3 {
		case 0:
			s = sq{box(i)}
		case 1:
			t := rc{box(i), box(2)}
			s = &t
		default:
			x := [2]*int{box(i), box(3)}
			s = &rc{x[0], x[1]}
		}
		shapes = append(shapes, s)
		k := fmt.Sprint("k", i%10)
		if p := m[k]; p != nil {
			total += *p
		}
		m[k] = box(i)
		last = &node{next: last, val: m[k]}
		if i%100 == 99 {
			last = nil
		}
	}
	for _, s := range shapes {
		total += s.area()
	}
	for p := last; p != nil; p = p.next {
		total += *p.val
	}
	return total
}

func recovers(n int) (r int, err error) {
	p := box(n)
	defer func() {
		if x := recover(); x != nil {
			runtime.GC()
			err = fmt.Errorf("%v %d", x, *p)
			r = *p + r
		}
	}()
	r = 5
	if n%2 == 0 {
		for i := range 3 {
			defer func() { r += i; *p++ }()
		}
	}
	var a []int
	return a[n], nil
}

func deferLoop(n int) (s string) {
	for i := range n {
		q := box(i)
		defer func() { s += fmt.Sprint(*q) }()
	}
	return "x"
}

type five struct {
	a, b, c, d, e *int
}

// Variables of parameters, which lie in the caller's frame: in registers, in registers by their address, on the stack.
//
//go:noinline
func params(n int, p *int, q five, s [9]*int, rest ...string) (r int) {
	if n%5 == 0 {
		defer func() { r += *p + *q.e + *s[8] + len(rest) }()
	}
	add(&p, &q, &s, &rest)
	if n > 0 {
		r = params(n-1, p, q, s, rest...)
	} else {
		runtime.GC()
	}
	return r + *p + *q.a + *q.e + *s[0] + *s[8]
}

//go:noinline
func add(p **int, q *five, s *[9]*int, rest *[]string) {
	*p = box(**p + 1)
	q.e, q.a = q.a, box(*q.e+1)
	s[8], s[0] = s[0], box(*s[8]+2)
	*rest = append(*rest, fmt.Sprint(len(*rest)))
}

// An integer that is a pointer as soon as the call is over.
//
//go:noinline
func at(i int) uintptr { runtime.GC(); return uintptr(unsafe.Pointer(&made(i)[0])) }

//go:noinline
func made(i int) []int { return []int{i, 7: i} }

//go:noinline
func both(p, q unsafe.Pointer) int { return *(*int)(p)*10 + *(*int)(q) }

func main() {
	fmt.Println(both(unsafe.Pointer(at(1)), unsafe.Pointer(at(2))))
	one := box(1)
	fmt.Println(params(200, one, five{one, one, one, one, one}, [9]*int{0: one, 8: one}), *one)
	c := make(chan int)
	for k := range 4 {
		go func() {
			x := box(k)
			c <- deep(400, nil, func(i int) int { return i + *x })
		}()
	}
	sum := 0
	for range 4 {
		sum += <-c
	}
	fmt.Println(sum, mix(1000))
	for i := range 4 {
		fmt.Println(recovers(i))
	}
	fmt.Println(deferLoop(12))
	done := make(chan string)
	go func() {
		defer close(done)
		ps := make([]*int, 0)
		for i := range 3000 {
			ps = append(ps, box(i))
			if i%500 == 0 {
				done <- fmt.Sprint(len(ps), *ps[i/2])
			}
		}
	}()
	for s := range done {
		fmt.Println(s)
	}
}
`;

const ways: readonly (readonly [GOGC: string, GODEBUG: string])[] = [
  ['100', ''],
  ['1', 'clobberfree=1'],
  ['1', 'gccheckmark=1,clobberfree=1'],
];

test('frames of ours under the collector', { skip: goTool === null && 'no go' }, async () => {
  const dir = tempDir();
  try {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module main\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, 'main.go'), program);
    const want = go(dir, 'run', '.');
    const file = path.join(dir, 'main');
    assert.equal(await linkMixedMain(dir, file), '');
    for (const [GOGC, GODEBUG] of ways) {
      const ran = spawnSync(file, { encoding: 'utf8', timeout: 120_000, env: { ...process.env, GOGC, GODEBUG } });
      assert.deepEqual([ran.status, ran.stdout], [0, want], `GOGC=${GOGC} GODEBUG=${GODEBUG}: ${ran.stderr}`);
    }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
