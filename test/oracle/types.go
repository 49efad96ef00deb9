// gc's own type checker as an oracle. The program is built as if it stood inside cmd/compile (an overlay puts it there, see
// test/oracle.ts), because nothing else may import types2.
//
// Its argument is a file of lines "packagefile PATH=FILE" with the export data of what may be imported. It reads items from
// standard input until its end: a line "LANG LENGTH NAME", then LENGTH bytes of source, one file that is a package. For each
// item it writes one line of JSON.
//
// With a second argument, "record", the items are packages: lines of an import path and file names, separated by tabs. For
// each it writes what the checker records on the syntax tree, a fact a line (see record), and a line "END". With "bench" in
// its place it writes the CPU seconds that parsing and checking all of them took.
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
	"syscall"

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
	if len(os.Args) > 2 {
		if os.Args[2] == "bench" {
			defer func() {
				fmt.Fprintf(out, "parse %.3f check %.3f\n", parseTime, checkTime)
				out.Flush()
			}()
		}
		for {
			line, err := in.ReadString('\n')
			if err == io.EOF {
				break
			}
			f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if os.Args[2] == "bench" {
				bench(m, f[0], f[1:])
				continue
			}
			record(m, f[0], f[1:], out)
			fmt.Fprintln(out, "END")
		}
		out.Flush()
		return
	}
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

// record writes facts "file:line:col what ..." about the expressions, names, selectors and type switches of a package.
func record(m *imports, path string, names []string, out io.Writer) {
	files := parseFiles(names)
	info := checkFiles(m, path, files, out)
	full := func(p *types2.Package) string { return p.Path() }
	seen := map[syntax.Node]bool{}
	for i, file := range files {
		base := names[i][strings.LastIndex(names[i], "/")+1:]
		syntax.Inspect(file, func(n syntax.Node) bool {
			if n == nil || seen[n] {
				return false
			}
			seen[n] = true
			say := func(format string, args ...any) {
				fmt.Fprintf(out, "%s:%d:%d ", base, n.Pos().Line(), n.Pos().Col())
				fmt.Fprintf(out, format+"\n", args...)
			}
			if e, ok := n.(syntax.Expr); ok {
				if tv := e.GetTypeInfo(); tv.Type != nil {
					say("expr %s", typeAndValue(tv, full))
				}
			}
			switch n := n.(type) {
			case *syntax.Name:
				// The name of an embedded field is a use of the type as well; burrow records the field.
				if obj := info.Defs[n]; obj != nil {
					say("def %s", object(obj, path))
				} else if obj := info.Uses[n]; obj != nil {
					say("use %s", object(obj, path))
				}
				if inst, ok := info.Instances[n]; ok {
					say("instance")
					for i := 0; i < inst.TypeArgs.Len(); i++ {
						say("targ %d %s", i, types2.TypeString(inst.TypeArgs.At(i), full))
					}
				}
			case *syntax.SelectorExpr:
				if s := info.Selections[n]; s != nil {
					say("selection %d %s %s %v %v", s.Kind(), types2.TypeString(s.Recv(), full), s.Obj().Name(), s.Index(), s.Indirect())
				}
			case *syntax.CaseClause:
				if obj := info.Implicits[n]; obj != nil {
					say("implicit %s", types2.TypeString(obj.Type(), full))
				}
			}
			return true
		})
	}
}

func typeAndValue(tv syntax.TypeAndValue, full types2.Qualifier) string {
	typ := tv.Type.(types2.Type)
	switch {
	case tv.IsVoid():
		return "void"
	case tv.IsBuiltin():
		return "builtin"
	case tv.IsType():
		return "type " + types2.TypeString(typ, full)
	case tv.IsNil():
		return "nil " + types2.TypeString(typ, full)
	}
	mode := "value"
	if tv.Value != nil {
		mode = "constant " + tv.Value.ExactString()
	} else if tv.Addressable() {
		mode = "variable"
	} else if tv.Assignable() {
		mode = "mapindex"
	} else if tv.HasOk() {
		mode = "commaok"
	}
	return mode + " " + types2.TypeString(typ, full)
}

// object names an object by its kind, name and, if the package declares it, by its place.
func object(obj types2.Object, path string) string {
	s := strings.TrimPrefix(fmt.Sprintf("%T ", obj), "*types2.") + obj.Name()
	if pos := obj.Pos(); pos.IsKnown() && obj.Pkg() != nil && obj.Pkg().Path() == path {
		s += fmt.Sprintf(" at %d:%d", pos.Line(), pos.Col())
	}
	return s
}

func parseFiles(names []string) []*syntax.File {
	var files []*syntax.File
	for _, name := range names {
		src, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		file, err := syntax.Parse(syntax.NewFileBase(name), src, nil, nil, syntax.CheckBranches)
		src.Close()
		if err != nil {
			panic(err)
		}
		files = append(files, file)
	}
	return files
}

func checkFiles(m *imports, path string, files []*syntax.File, out io.Writer) *types2.Info {
	conf := types2.Config{
		Context:            types2.NewContext(),
		IgnoreBranchErrors: true,
		Importer:           m,
		Sizes:              types2.SizesFor("gc", "amd64"),
		EnableAlias:        true,
		Error:              func(err error) { fmt.Fprintln(out, err) },
	}
	info := &types2.Info{
		StoreTypesInSyntax: true,
		Defs:               map[*syntax.Name]types2.Object{},
		Uses:               map[*syntax.Name]types2.Object{},
		Selections:         map[*syntax.SelectorExpr]*types2.Selection{},
		Implicits:          map[syntax.Node]types2.Object{},
		Instances:          map[*syntax.Name]types2.Instance{},
	}
	conf.Check(path, files, info)
	return info
}

var parseTime, checkTime float64

func bench(m *imports, path string, names []string) {
	start := cpu()
	files := parseFiles(names)
	parsed := cpu()
	checkFiles(m, path, files, io.Discard)
	parseTime += parsed - start
	checkTime += cpu() - parsed
}

// cpu is the CPU time of the process in seconds.
func cpu() float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}
