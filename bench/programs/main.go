// Small programs whose time is code that a compiler made, not the runtime's: bench/code.ts builds them with burrow and with gc.
// Each prints a sum of what it computed, so that both can be seen to do the same.
package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
)

var programs = map[string]func(n int) any{
	"nbody":         nbody,
	"fannkuch":      fannkuch,
	"spectral-norm": spectralNorm,
	"mandelbrot":    mandelbrot,
	"binary-trees":  binaryTrees,
	"k-nucleotide":  kNucleotide,
	"fasta":         fasta,
	"reverse":       reverseComplement,
	"regex":         regexRedux,
	"interpreter":   interpreter,
	"interfaces":    interfaceCalls,
	"containers":    containers,
	"ring":          ring,
	"iterators":     iterators,
	"matrix":        matrix,
	"sieve":         sieve,
}

func main() {
	if len(os.Args) < 3 {
		var names []string
		for name := range programs {
			names = append(names, name)
		}
		sort.Strings(names)
		fmt.Fprintln(os.Stderr, "usage: programs NAME N; names:", names)
		os.Exit(2)
	}
	run, ok := programs[os.Args[1]]
	n, err := strconv.Atoi(os.Args[2])
	if !ok || err != nil {
		fmt.Fprintln(os.Stderr, "no such program, or no number")
		os.Exit(2)
	}
	fmt.Println(run(n))
}
