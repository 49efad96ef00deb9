package main

import (
	"cmp"
	"iter"
)

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{grow(depth - 1), grow(depth - 1)}
}

func (t *tree) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
}

// binaryTrees makes many trees and counts their nodes.
func binaryTrees(depth int) any {
	long := grow(depth)
	total := 0
	for d := 4; d <= depth; d += 2 {
		for range 1 << (depth - d + 4) {
			total += grow(d).count()
		}
	}
	return total + long.count()
}

const (
	opPush = iota
	opAdd
	opSub
	opMul
	opDup
	opSwap
	opJumpPos
	opPop
	opHalt
)

// interpreter runs a loop of a small stack machine.
func interpreter(n int) any {
	code := []int{
		opPush, 1, opPush, n, // acc n
		opDup, opSwap, opPush, 3, opMul, opPop, // what does nothing of use
		opSwap, opPush, 7, opMul, opPush, 5, opAdd, opSwap, // acc = acc*7+5
		opPush, 1, opSub, // n--
		opJumpPos, 4,
		opPop, opHalt,
	}
	stack := make([]int, 16)
	sp, pc := 0, 0
	for {
		switch code[pc] {
		case opPush:
			stack[sp] = code[pc+1]
			sp++
			pc += 2
		case opAdd:
			sp--
			stack[sp-1] += stack[sp]
			pc++
		case opSub:
			sp--
			stack[sp-1] -= stack[sp]
			pc++
		case opMul:
			sp--
			stack[sp-1] *= stack[sp]
			pc++
		case opDup:
			stack[sp] = stack[sp-1]
			sp++
			pc++
		case opSwap:
			stack[sp-1], stack[sp-2] = stack[sp-2], stack[sp-1]
			pc++
		case opJumpPos:
			if stack[sp-1] > 0 {
				pc = code[pc+1]
			} else {
				pc += 2
			}
		case opPop:
			sp--
			pc++
		case opHalt:
			return stack[sp-1]
		}
	}
}

type shape interface {
	area() int
	grow(by int)
}
type square struct{ a int }
type rect struct{ a, b int }
type disc struct{ r int }

func (s *square) area() int   { return s.a * s.a }
func (s *square) grow(by int) { s.a = (s.a + by) & 255 }
func (s *rect) area() int     { return s.a * s.b }
func (s *rect) grow(by int)   { s.a, s.b = s.b, (s.a+by)&255 }
func (s *disc) area() int     { return 3 * s.r * s.r }
func (s *disc) grow(by int)   { s.r = (s.r ^ by) & 255 }

// interfaceCalls asks shapes of several types for their areas.
func interfaceCalls(n int) any {
	shapes := []shape{&square{2}, &rect{3, 4}, &disc{5}, &square{6}, &disc{7}}
	total := 0
	for i := range n {
		for _, s := range shapes {
			total += s.area()
			s.grow(i & 7)
			if _, ok := s.(*disc); ok {
				total++
			}
		}
	}
	return total
}

type heap[T cmp.Ordered] struct{ items []T }

func (h *heap[T]) push(x T) {
	h.items = append(h.items, x)
	for i := len(h.items) - 1; i > 0; {
		p := (i - 1) / 2
		if h.items[p] <= h.items[i] {
			return
		}
		h.items[p], h.items[i] = h.items[i], h.items[p]
		i = p
	}
}

func (h *heap[T]) pop() T {
	top := h.items[0]
	n := len(h.items) - 1
	h.items[0] = h.items[n]
	h.items = h.items[:n]
	for i := 0; ; {
		c := 2*i + 1
		if c >= n {
			return top
		}
		if c+1 < n && h.items[c+1] < h.items[c] {
			c++
		}
		if h.items[i] <= h.items[c] {
			return top
		}
		h.items[i], h.items[c] = h.items[c], h.items[i]
		i = c
	}
}

type linked[K comparable, V any] struct {
	key   K
	value V
	next  *linked[K, V]
}

type table[K comparable, V any] struct {
	buckets []*linked[K, V]
	hash    func(K) int
}

func (t *table[K, V]) at(k K) *V {
	b := &t.buckets[t.hash(k)%len(t.buckets)]
	for l := *b; l != nil; l = l.next {
		if l.key == k {
			return &l.value
		}
	}
	*b = &linked[K, V]{key: k, next: *b}
	return &(*b).value
}

// containers uses a generic heap and a generic hash table.
func containers(n int) any {
	h := &heap[int]{}
	r := random(7)
	for range n {
		h.push(int(r.next(1 << 20)))
	}
	sum := 0
	for i := range n {
		sum = (sum*31 + h.pop()*i) & 0xffffff
	}
	t := table[int, int]{make([]*linked[int, int], 1024), func(k int) int { return k & 0xffff }}
	for range n {
		*t.at(int(r.next(4000)))++
	}
	s := table[string, int]{make([]*linked[string, int], 64), func(k string) int { return len(k) + int(k[0]) }}
	words := []string{"alpha", "beta", "gamma", "delta", "epsilon", "zeta"}
	for i := range n {
		*s.at(words[i%len(words)]) += i
	}
	return sum + *t.at(5) + *s.at("beta")
}

// ring hands a number around goroutines.
func ring(n int) any {
	const size = 500
	first := make(chan int)
	in := first
	for i := range size {
		from, out := in, make(chan int)
		go func() {
			for x := range from {
				out <- x + i&1
			}
			close(out)
		}()
		in = out
	}
	x := 0
	for range n {
		first <- x
		x = <-in
	}
	close(first)
	return x
}

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func filter(s iter.Seq[int], keep func(int) bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range s {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

// iterators walks through functions that yield.
func iterators(n int) any {
	sum := 0
	for x := range filter(upTo(n), func(x int) bool { return x%3 != 0 }) {
		sum += x ^ sum>>5
	}
	for x := range upTo(n) {
		if x > n-2 {
			break
		}
		sum ^= x
	}
	return sum
}
