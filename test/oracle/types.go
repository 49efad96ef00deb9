// gc's own type checker as an oracle. The program is built as if it stood inside cmd/compile (an overlay puts it there, see
// test/oracle.ts), because nothing else may import types2.
//
// Its argument is a file of lines "packagefile PATH=FILE" with the export data of what may be imported. It reads items from
// standard input until its end: a line "LANG LENGTH NAME", then LENGTH bytes of source, one file that is a package. For each
// item it writes one line of JSON.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"cmd/compile/internal/importer"
	"cmd/compile/internal/syntax"
	"cmd/compile/internal/types2"
)

// An answer is what one item gives.
type answer struct {
	Syntax bool     `json:"syntax"` // there were syntax errors: types were not checked
	Errors []string `json:"errors"` // "line:col: message", in order
	Panic  string   `json:"panic"`  // the checker gave up
}

type imports struct {
	files    map[string]string
	packages map[string]*types2.Package
}

func (m *imports) Import(path string) (*types2.Package, error) {
	return importer.Import(m.packages, path, "", func(path string) (io.ReadCloser, error) {
		file, ok := m.files[path]
		if !ok {
			return nil, fmt.Errorf("could not import %s (file not found)", path)
		}
		return os.Open(file)
	})
}

func main() {
	m := &imports{map[string]string{}, map[string]*types2.Package{}}
	cfg, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Split(string(cfg), "\n") {
		if path, file, ok := strings.Cut(strings.TrimPrefix(line, "packagefile "), "="); ok {
			m.files[path] = file
		}
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		line, err := in.ReadString('\n')
		if err == io.EOF {
			break
		}
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), " ", 3)
		n, err := strconv.Atoi(f[1])
		if err != nil {
			panic(err)
		}
		src := make([]byte, n)
		if _, err := io.ReadFull(in, src); err != nil {
			panic(err)
		}
		enc.Encode(check(m, f[0], f[2], src))
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
	out.Flush()
}

func check(m *imports, lang, name string, src []byte) (a *answer) {
	a = &answer{Errors: []string{}}
	defer func() {
		if p := recover(); p != nil {
			a.Panic = fmt.Sprint(p)
		}
	}()
	file, _ := syntax.Parse(syntax.NewFileBase(name), bytes.NewReader(src), func(err error) {
		e := err.(syntax.Error)
		if strings.HasPrefix(e.Msg, "syntax error") {
			a.Syntax = true
		}
		a.add(e.Pos, e.Msg)
	}, nil, syntax.CheckBranches)
	if a.Syntax || file == nil {
		a.Syntax = true
		return a
	}
	conf := types2.Config{
		Context:            types2.NewContext(),
		GoVersion:          lang,
		IgnoreBranchErrors: true,
		Importer:           m,
		Sizes:              types2.SizesFor("gc", "amd64"),
		EnableAlias:        true,
		Error: func(err error) {
			e := err.(types2.Error)
			a.add(e.Pos, e.Msg)
		},
	}
	info := &types2.Info{StoreTypesInSyntax: true}
	conf.Check("p", []*syntax.File{file}, info)
	return a
}

func (a *answer) add(pos syntax.Pos, msg string) {
	a.Errors = append(a.Errors, fmt.Sprintf("%d:%d: %s", pos.Line(), pos.Col(), msg))
}
