package main

import (
	"bytes"
	"regexp"
	"sort"
)

// A small generator of numbers, the same everywhere.
type random uint32

func (r *random) next(max float64) float64 {
	*r = *r*1664525 + 1013904223
	return max * float64(*r>>8) / (1 << 24)
}

// sequence gives n letters of DNA.
func sequence(n int) []byte {
	r := random(42)
	letters := []struct {
		p float64
		c byte
	}{{0.30, 'a'}, {0.50, 'c'}, {0.70, 'g'}, {1, 't'}}
	out := make([]byte, n)
	for i := range out {
		x := r.next(1)
		for _, l := range letters {
			if x < l.p {
				out[i] = l.c
				break
			}
		}
	}
	return out
}

// fasta writes n letters in lines of 60.
func fasta(n int) any {
	var b bytes.Buffer
	seq := sequence(n)
	for len(seq) > 0 {
		line := seq[:min(60, len(seq))]
		b.Write(line)
		b.WriteByte('\n')
		seq = seq[len(line):]
	}
	sum := 0
	for _, c := range b.Bytes() {
		sum = sum*31 + int(c)
	}
	return sum
}

// kNucleotide counts pieces of several lengths.
func kNucleotide(n int) any {
	seq := sequence(n)
	total := 0
	for _, k := range []int{1, 2, 4, 8} {
		counts := map[string]int{}
		for i := 0; i+k <= len(seq); i++ {
			counts[string(seq[i:i+k])]++
		}
		keys := make([]string, 0, len(counts))
		for key := range counts {
			keys = append(keys, key)
		}
		sort.Slice(keys, func(i, j int) bool {
			a, b := counts[keys[i]], counts[keys[j]]
			return a > b || a == b && keys[i] < keys[j]
		})
		total += counts[keys[0]] + len(keys)
	}
	return total
}

// reverseComplement turns a sequence around ten times.
func reverseComplement(n int) any {
	var other [256]byte
	for i := range other {
		other[i] = byte(i)
	}
	other['a'], other['t'], other['c'], other['g'] = 't', 'a', 'g', 'c'
	seq := sequence(n)
	for range 10 {
		for i, j := 0, len(seq)-1; i <= j; i, j = i+1, j-1 {
			seq[i], seq[j] = other[seq[j]], other[seq[i]]
		}
	}
	sum := 0
	for i, c := range seq {
		sum += i * int(c) & 1023
	}
	return sum
}

// regexRedux counts what some patterns match.
func regexRedux(n int) any {
	seq := sequence(n)
	total := 0
	for _, p := range []string{"agggtaaa|tttaccct", "[cgt]gggtaaa|tttaccc[acg]", "a[act]ggt*aa|ttta[agt]cct", "aggg[acg]aaa|ttt[cgt]ccct"} {
		total += len(regexp.MustCompile(p).FindAllIndex(seq, -1))
	}
	return total + len(regexp.MustCompile("tHa[Nt]|a+c").ReplaceAll(seq, []byte("<4>")))
}
