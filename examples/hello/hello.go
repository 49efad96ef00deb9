// Hello prints a greeting for every name on its command line, and for the world where there is none.
package main

import (
	"fmt"
	"os"
)

func main() {
	names := os.Args[1:]
	if len(names) == 0 {
		names = []string{"world"}
	}
	for _, name := range names {
		fmt.Println(greeting(name))
	}
}

func greeting(name string) string {
	return "hello, " + name
}
