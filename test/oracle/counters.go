// Reads counter files through Go's own reader: for each name in the arguments a line of JSON with the head of the file (Meta)
// and the counters (Count), or with an Error.
package main

import (
	"encoding/json"
	"os"

	"golang.org/x/telemetry/internal/counter"
)

func main() {
	out := json.NewEncoder(os.Stdout)
	for _, name := range os.Args[1:] {
		data, err := counter.ReadMapped(name)
		if err != nil {
			out.Encode(map[string]string{"Error": err.Error()})
			continue
		}
		file, err := counter.Parse(name, data)
		if err != nil {
			out.Encode(map[string]string{"Error": err.Error()})
			continue
		}
		out.Encode(file)
	}
}
