// gc's own parser as an oracle. The program is built as if it stood inside cmd/compile (an overlay puts it there, see
// test/oracle.ts), because nothing else may import gc's syntax package.
//
// It reads items from standard input until its end: a line "MODE LENGTH NAME", then LENGTH bytes of source. MODE is a
// set of letters. For each item it writes one line of JSON. "bench" as an argument: see benchmark.
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"cmd/compile/internal/syntax"
)

// An answer is what one item gives.
type answer struct {
	Errors []string `json:"errors"`           // "line:col relative-position: message", in order
	Digest string   `json:"digest,omitempty"` // of the dump of the tree; mode t
	Dump   string   `json:"dump,omitempty"`   // the dump itself; mode d
}

// A directive as the pragma handler sees it.
type directive struct {
	pos   syntax.Pos
	text  string
	blank bool
}

type pragma struct{ list []directive }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "bench" {
		benchmark(os.Args[2], os.Args[3], os.Args[4])
		return
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
		enc.Encode(parse(f[0], f[2], src))
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
	out.Flush()
}

func parse(mode, name string, src []byte) *answer {
	a := &answer{Errors: []string{}}
	d := &dumper{}
	d.findLines(src)
	errh := func(err error) {
		e := err.(syntax.Error)
		a.Errors = append(a.Errors, fmt.Sprintf("%d:%d %s: %s", e.Pos.Line(), e.Pos.Col(), relative(e.Pos), e.Msg))
	}
	pragh := func(pos syntax.Pos, blank bool, text string, current syntax.Pragma) syntax.Pragma {
		p, _ := current.(*pragma)
		if text == "" {
			d.unused = append(d.unused, p.list...)
			return nil
		}
		if p == nil {
			p = new(pragma)
		}
		p.list = append(p.list, directive{pos, text, blank})
		d.all = append(d.all, directive{pos, text, blank})
		return p
	}
	file, _ := syntax.Parse(syntax.NewFileBase(name), bytes.NewReader(src), errh, pragh, syntax.CheckBranches)
	if strings.ContainsAny(mode, "td") {
		if file == nil {
			d.out.WriteString("nil\n")
		} else {
			d.file(file)
		}
		sum := sha256.Sum256(d.out.Bytes())
		a.Digest = hex.EncodeToString(sum[:])
		if strings.Contains(mode, "d") {
			a.Dump = d.out.String()
		}
	}
	return a
}

// relative is a position as line directives have it.
func relative(p syntax.Pos) string {
	return fmt.Sprintf("%s:%d:%d", p.RelFilename(), p.RelLine(), p.RelCol())
}

// A dumper writes one line per node, in source order: its class, its offset in the file, and its own facts.
type dumper struct {
	out    bytes.Buffer
	lines  []int
	all    []directive
	unused []directive
}

func (d *dumper) findLines(src []byte) {
	d.lines = []int{0}
	for i, c := range src {
		if c == '\n' {
			d.lines = append(d.lines, i+1)
		}
	}
}

func (d *dumper) offset(p syntax.Pos) int {
	if !p.IsKnown() {
		return -1
	}
	return d.lines[p.Line()-1] + int(p.Col()) - 1
}

func (d *dumper) put(class string, p syntax.Pos, facts ...any) {
	d.out.WriteString(class)
	d.out.WriteByte(' ')
	d.out.WriteString(strconv.Itoa(d.offset(p)))
	for _, f := range facts {
		d.out.WriteByte(' ')
		switch f := f.(type) {
		case string:
			d.out.WriteString(f)
		case int:
			d.out.WriteString(strconv.Itoa(f))
		case bool:
			if f {
				d.out.WriteByte('t')
			} else {
				d.out.WriteByte('f')
			}
		case syntax.Pos:
			d.out.WriteString(strconv.Itoa(d.offset(f)))
		}
	}
	d.out.WriteByte('\n')
}

func (d *dumper) directives(class string, list []directive) {
	for _, x := range list {
		d.put(class, x.pos, x.text, x.blank)
	}
}

func (d *dumper) pragma(p syntax.Pragma) {
	if p, _ := p.(*pragma); p != nil {
		d.directives("pragma", p.list)
	}
}

func (d *dumper) file(f *syntax.File) {
	d.put("File", f.Pos(), f.GoVersion, f.EOF)
	d.pragma(f.Pragma)
	d.expr(f.PkgName)
	for _, x := range f.DeclList {
		d.decl(x)
	}
	d.directives("directive", d.all)
	d.directives("unused", d.unused)
}

func (d *dumper) decls(list []syntax.Decl) {
	for _, x := range list {
		d.decl(x)
	}
}

func (d *dumper) names(list []*syntax.Name) {
	for _, x := range list {
		d.expr(x)
	}
}

func (d *dumper) decl(n syntax.Decl) {
	start := syntax.StartPos(n)
	switch n := n.(type) {
	case *syntax.ImportDecl:
		d.put("ImportDecl", n.Pos(), n.Group != nil, relative(start))
		d.pragma(n.Pragma)
		if n.LocalPkgName != nil {
			d.expr(n.LocalPkgName)
		}
		if n.Path != nil {
			d.expr(n.Path)
		}
	case *syntax.ConstDecl:
		d.put("ConstDecl", n.Pos(), n.Group != nil, syntax.EndPos(n), relative(start))
		d.pragma(n.Pragma)
		d.names(n.NameList)
		d.expr(n.Type)
		d.expr(n.Values)
	case *syntax.TypeDecl:
		d.put("TypeDecl", n.Pos(), n.Group != nil, n.Alias, syntax.EndPos(n), relative(start))
		d.pragma(n.Pragma)
		d.expr(n.Name)
		d.fields(n.TParamList)
		d.expr(n.Type)
	case *syntax.VarDecl:
		d.put("VarDecl", n.Pos(), n.Group != nil, syntax.EndPos(n), relative(start))
		d.pragma(n.Pragma)
		d.names(n.NameList)
		d.expr(n.Type)
		d.expr(n.Values)
	case *syntax.FuncDecl:
		d.put("FuncDecl", n.Pos(), syntax.EndPos(n), relative(start))
		d.pragma(n.Pragma)
		if n.Recv != nil {
			d.field(n.Recv)
		}
		d.expr(n.Name)
		d.fields(n.TParamList)
		d.expr(n.Type)
		if n.Body != nil {
			d.stmt(n.Body)
		}
	}
}

func (d *dumper) fields(list []*syntax.Field) {
	for i, f := range list {
		if i > 0 && f.Type == list[i-1].Type {
			// The type is that of the field before.
			d.put("Field", f.Pos(), "same")
			if f.Name != nil {
				d.expr(f.Name)
			}
			continue
		}
		d.field(f)
	}
}

func (d *dumper) field(f *syntax.Field) {
	d.put("Field", f.Pos())
	if f.Name != nil {
		d.expr(f.Name)
	}
	d.expr(f.Type)
}

func (d *dumper) exprs(list []syntax.Expr) {
	for _, x := range list {
		d.expr(x)
	}
}

func (d *dumper) expr(n syntax.Expr) {
	switch n := n.(type) {
	case nil:
		d.out.WriteString("-\n")
	case *syntax.BadExpr:
		d.put("BadExpr", n.Pos())
	case *syntax.Name:
		d.put("Name", n.Pos(), n.Value)
	case *syntax.BasicLit:
		d.put("BasicLit", n.Pos(), int(n.Kind), n.Bad, strconv.Itoa(len(n.Value)), n.Value)
	case *syntax.CompositeLit:
		d.put("CompositeLit", n.Pos(), len(n.ElemList), n.NKeys, n.Rbrace)
		d.expr(n.Type)
		d.exprs(n.ElemList)
	case *syntax.KeyValueExpr:
		d.put("KeyValueExpr", n.Pos())
		d.expr(n.Key)
		d.expr(n.Value)
	case *syntax.FuncLit:
		d.put("FuncLit", n.Pos())
		d.expr(n.Type)
		d.stmt(n.Body)
	case *syntax.ParenExpr:
		d.put("ParenExpr", n.Pos())
		d.expr(n.X)
	case *syntax.SelectorExpr:
		d.put("SelectorExpr", n.Pos())
		d.expr(n.X)
		d.expr(n.Sel)
	case *syntax.IndexExpr:
		d.put("IndexExpr", n.Pos())
		d.expr(n.X)
		d.expr(n.Index)
	case *syntax.SliceExpr:
		d.put("SliceExpr", n.Pos(), n.Full)
		d.expr(n.X)
		d.exprs(n.Index[:])
	case *syntax.AssertExpr:
		d.put("AssertExpr", n.Pos())
		d.expr(n.X)
		d.expr(n.Type)
	case *syntax.TypeSwitchGuard:
		d.put("TypeSwitchGuard", n.Pos())
		if n.Lhs != nil {
			d.expr(n.Lhs)
		}
		d.expr(n.X)
	case *syntax.Operation:
		d.put("Operation", n.Pos(), int(n.Op), syntax.StartPos(n), syntax.EndPos(n))
		d.expr(n.X)
		d.expr(n.Y)
	case *syntax.CallExpr:
		d.put("CallExpr", n.Pos(), len(n.ArgList), n.HasDots, syntax.String(n))
		d.expr(n.Fun)
		d.exprs(n.ArgList)
	case *syntax.ListExpr:
		d.put("ListExpr", n.Pos(), len(n.ElemList))
		d.exprs(n.ElemList)
	case *syntax.ArrayType:
		d.put("ArrayType", n.Pos())
		d.expr(n.Len)
		d.expr(n.Elem)
	case *syntax.SliceType:
		d.put("SliceType", n.Pos())
		d.expr(n.Elem)
	case *syntax.DotsType:
		d.put("DotsType", n.Pos())
		d.expr(n.Elem)
	case *syntax.StructType:
		d.put("StructType", n.Pos(), len(n.FieldList), len(n.TagList), syntax.String(n))
		d.fields(n.FieldList)
		for _, t := range n.TagList {
			if t == nil {
				d.expr(nil)
			} else {
				d.expr(t)
			}
		}
	case *syntax.InterfaceType:
		d.put("InterfaceType", n.Pos(), len(n.MethodList), syntax.String(n))
		d.fields(n.MethodList)
	case *syntax.FuncType:
		d.put("FuncType", n.Pos(), len(n.ParamList), len(n.ResultList), syntax.String(n))
		d.fields(n.ParamList)
		d.fields(n.ResultList)
	case *syntax.MapType:
		d.put("MapType", n.Pos())
		d.expr(n.Key)
		d.expr(n.Value)
	case *syntax.ChanType:
		d.put("ChanType", n.Pos(), int(n.Dir))
		d.expr(n.Elem)
	default:
		panic(fmt.Sprintf("%T", n))
	}
}

func (d *dumper) stmts(list []syntax.Stmt) {
	for _, s := range list {
		d.stmt(s)
	}
}

func (d *dumper) stmt(n syntax.Stmt) {
	switch n := n.(type) {
	case nil:
		d.out.WriteString("-\n")
	case *syntax.EmptyStmt:
		d.put("EmptyStmt", n.Pos())
	case *syntax.LabeledStmt:
		d.put("LabeledStmt", n.Pos())
		d.expr(n.Label)
		d.stmt(n.Stmt)
	case *syntax.BlockStmt:
		d.put("BlockStmt", n.Pos(), len(n.List), n.Rbrace)
		d.stmts(n.List)
	case *syntax.ExprStmt:
		d.put("ExprStmt", n.Pos())
		d.expr(n.X)
	case *syntax.SendStmt:
		d.put("SendStmt", n.Pos())
		d.expr(n.Chan)
		d.expr(n.Value)
	case *syntax.DeclStmt:
		d.put("DeclStmt", n.Pos(), len(n.DeclList))
		d.decls(n.DeclList)
	case *syntax.AssignStmt:
		d.put("AssignStmt", n.Pos(), int(n.Op), syntax.StartPos(n), syntax.EndPos(n), syntax.String(n))
		d.expr(n.Lhs)
		d.expr(n.Rhs)
	case *syntax.BranchStmt:
		d.put("BranchStmt", n.Pos(), n.Tok.String())
		if n.Label != nil {
			d.expr(n.Label)
		}
		if n.Target != nil {
			d.put("target", n.Target.Pos())
		}
	case *syntax.CallStmt:
		d.put("CallStmt", n.Pos(), n.Tok.String())
		d.expr(n.Call)
	case *syntax.ReturnStmt:
		d.put("ReturnStmt", n.Pos())
		d.expr(n.Results)
	case *syntax.IfStmt:
		d.put("IfStmt", n.Pos(), syntax.EndPos(n))
		d.stmt(n.Init)
		d.expr(n.Cond)
		d.stmt(n.Then)
		d.stmt(n.Else)
	case *syntax.ForStmt:
		d.put("ForStmt", n.Pos())
		d.stmt(n.Init)
		d.expr(n.Cond)
		d.stmt(n.Post)
		d.stmt(n.Body)
	case *syntax.SwitchStmt:
		d.put("SwitchStmt", n.Pos(), len(n.Body), n.Rbrace)
		d.stmt(n.Init)
		d.expr(n.Tag)
		for _, c := range n.Body {
			d.put("CaseClause", c.Pos(), len(c.Body), c.Colon, syntax.EndPos(c))
			d.expr(c.Cases)
			d.stmts(c.Body)
		}
	case *syntax.SelectStmt:
		d.put("SelectStmt", n.Pos(), len(n.Body), n.Rbrace)
		for _, c := range n.Body {
			d.put("CommClause", c.Pos(), len(c.Body), c.Colon)
			d.stmt(c.Comm)
			d.stmts(c.Body)
		}
	case *syntax.RangeClause:
		d.put("RangeClause", n.Pos(), n.Def)
		d.expr(n.Lhs)
		d.expr(n.X)
	default:
		panic(fmt.Sprintf("%T", n))
	}
}

// benchmark parses the files named in a list, one a line, in several rounds, and writes for each the seconds of CPU (user
// and system, of the whole process) and of the clock that it took. The trees of a round are kept until its end, or those
// of a directory until the next.
func benchmark(list, rounds, keep string) {
	names, err := os.ReadFile(list)
	if err != nil {
		panic(err)
	}
	files := strings.Fields(string(names))
	var sources [][]byte
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		sources = append(sources, src)
	}
	n, err := strconv.Atoi(rounds)
	if err != nil {
		panic(err)
	}
	for ; n > 0; n-- {
		cpu, clock := cpuSeconds(), time.Now()
		var trees []*syntax.File
		dir := ""
		for i, src := range sources {
			if d := filepath.Dir(files[i]); keep != "keep" && d != dir {
				dir, trees = d, nil
			}
			f, _ := syntax.Parse(syntax.NewFileBase(files[i]), bytes.NewReader(src), func(error) {}, nil, syntax.CheckBranches)
			trees = append(trees, f)
		}
		fmt.Printf("%.3f %.3f\n", cpuSeconds()-cpu, time.Since(clock).Seconds())
	}
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
