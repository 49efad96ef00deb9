// Reads export data of packages twice, as gc and as burrow wrote it, with the readers of go/importer, and tells where the
// objects differ. Standard input has lines: an import path, gc's file, our file. Standard output has a line a package:
// the path and "same", or what differs.
package main

import (
	"bufio"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"sort"
	"strings"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		words := strings.Split(in.Text(), "\t")
		fmt.Printf("%s\t%s\n", words[0], compare(words[0], words[1], words[2]))
	}
}

func compare(path, want, got string) (verdict string) {
	defer func() {
		if r := recover(); r != nil {
			verdict = fmt.Sprintf("panic: %v", r)
		}
	}()
	a, err := read(path, want)
	if err != nil {
		return "gc: " + err.Error()
	}
	b, err := read(path, got)
	if err != nil {
		return err.Error()
	}
	for i := 0; i < len(a) || i < len(b); i++ {
		x, y := "", ""
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("want %s\n\thave %s", strings.TrimSpace(x), strings.TrimSpace(y))
		}
	}
	return "same"
}

// read describes all that the exported names of a package reach.
func read(path, file string) ([]string, error) {
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "gc", func(p string) (io.ReadCloser, error) {
		if p != path {
			return nil, fmt.Errorf("import of %s: the data is to stand alone", p)
		}
		return os.Open(file)
	})
	pkg, err := imp.Import(path)
	if err != nil {
		return nil, err
	}
	d := &describer{fset: fset, seen: map[types.Object]bool{}}
	d.lines = append(d.lines, fmt.Sprintf("package %s %s %v", pkg.Path(), pkg.Name(), pkg.Complete()))
	for _, name := range pkg.Scope().Names() {
		if token.IsExported(name) {
			d.object(pkg.Scope().Lookup(name))
		}
	}
	for len(d.queue) > 0 {
		obj := d.queue[0]
		d.queue = d.queue[1:]
		d.declaration(obj)
	}
	sort.Strings(d.lines)
	return strings.Split(strings.Join(d.lines, "\n"), "\n"), nil
}

type describer struct {
	fset  *token.FileSet
	seen  map[types.Object]bool
	queue []types.Object
	lines []string
}

func (d *describer) object(obj types.Object) {
	if obj.Pkg() != nil && !d.seen[obj] {
		d.seen[obj] = true
		d.queue = append(d.queue, obj)
	}
}

func (d *describer) declaration(obj types.Object) {
	s := fmt.Sprintf("%s.%s %T %s ", obj.Pkg().Path(), obj.Name(), obj, d.fset.Position(obj.Pos()))
	switch obj := obj.(type) {
	case *types.Const:
		s += d.typ(obj.Type()) + fmt.Sprintf(" = %d %s", obj.Val().Kind(), obj.Val().ExactString())
	case *types.TypeName:
		switch t := obj.Type().(type) {
		case *types.Named:
			s += d.tparams(t.TypeParams()) + d.typ(t.Underlying())
			for m := range t.Methods() {
				sig := m.Signature()
				s += "\n\t" + d.fset.Position(m.Pos()).String() + " (" + d.variable(sig.Recv()) + ") " + d.tparams(sig.RecvTypeParams()) +
					m.Pkg().Path() + "." + m.Name() + d.typ(sig)
			}
		case *types.Alias:
			s += "= " + d.tparams(t.TypeParams()) + d.typ(t.Rhs())
		default:
			s += "= " + d.typ(t)
		}
	default:
		s += d.typ(obj.Type())
	}
	d.lines = append(d.lines, s)
}

func (d *describer) tparams(list *types.TypeParamList) string {
	s := ""
	for t := range list.TypeParams() {
		s += "[" + d.fset.Position(t.Obj().Pos()).String() + " " + t.Obj().Name() + " " + d.typ(t.Constraint()) + "]"
	}
	return s
}

func (d *describer) variable(v *types.Var) string {
	name := v.Name()
	if strings.HasPrefix(name, "#rv") {
		name = "" // so gc calls results of functions that range over functions
	}
	pkg := ""
	if v.Pkg() != nil {
		pkg = v.Pkg().Path()
	}
	return fmt.Sprintf("%s %v %s.%s %s", d.fset.Position(v.Pos()), v.Kind(), pkg, name, d.typ(v.Type()))
}

func (d *describer) tuple(t *types.Tuple) string {
	s := "("
	for v := range t.Variables() {
		s += d.variable(v) + ", "
	}
	return s + ")"
}

func (d *describer) named(obj *types.TypeName, targs *types.TypeList) string {
	d.object(obj)
	s := obj.Name()
	if obj.Pkg() != nil {
		s = obj.Pkg().Path() + "." + s
	}
	for t := range targs.Types() {
		s += "[" + d.typ(t) + "]"
	}
	return s
}

func (d *describer) typ(t types.Type) string {
	switch t := t.(type) {
	case *types.Named:
		return d.named(t.Origin().Obj(), t.TypeArgs())
	case *types.Alias:
		return "alias " + d.named(t.Origin().Obj(), t.TypeArgs())
	case *types.TypeParam:
		return fmt.Sprintf("%s#%d", t.Obj().Name(), t.Index())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), d.typ(t.Elem()))
	case *types.Slice:
		return "[]" + d.typ(t.Elem())
	case *types.Pointer:
		return "*" + d.typ(t.Elem())
	case *types.Map:
		return "map[" + d.typ(t.Key()) + "]" + d.typ(t.Elem())
	case *types.Chan:
		return fmt.Sprintf("chan %d %s", t.Dir(), d.typ(t.Elem()))
	case *types.Signature:
		return fmt.Sprintf("func %s %s %s %v", d.tparams(t.TypeParams()), d.tuple(t.Params()), d.tuple(t.Results()), t.Variadic())
	case *types.Struct:
		s := "struct{"
		for i := range t.NumFields() {
			f := t.Field(i)
			s += fmt.Sprintf("%s %v %q; ", d.variable(f), f.Embedded(), t.Tag(i))
		}
		return s + "}"
	case *types.Interface:
		s := fmt.Sprintf("interface %v{", t.IsImplicit())
		for m := range t.ExplicitMethods() {
			s += fmt.Sprintf("%s %s%s; ", d.fset.Position(m.Pos()), m.Name(), d.typ(m.Type()))
		}
		for e := range t.EmbeddedTypes() {
			s += d.typ(e) + "; "
		}
		return s + "}"
	case *types.Union:
		s := ""
		for term := range t.Terms() {
			s += fmt.Sprintf("| %v %s", term.Tilde(), d.typ(term.Type()))
		}
		return s
	}
	return t.String()
}
