package partnermath_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// impurities returns a line for each thing in a file of the core that its
// contract rules out: an exported variable (policy lives in the model), a
// goroutine, a call of panic, a look at the clock. An embedded decimal is
// ruled out because the linter does not see the banned methods through it.
func impurities(fset *token.FileSet, file *ast.File) []string {
	var found []string
	report := func(at ast.Node, what string) {
		position := fset.Position(at.Pos())
		found = append(found, fmt.Sprintf("%s:%d: %s", position.Filename, position.Line, what))
	}
	for _, declaration := range file.Decls {
		general, ok := declaration.(*ast.GenDecl)
		if !ok || general.Tok != token.VAR {
			continue
		}
		for _, spec := range general.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				if name.IsExported() {
					report(name, "exported variable "+name.Name)
				}
			}
		}
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.GoStmt:
			report(node, "starts a goroutine")
		case *ast.CallExpr:
			if name, ok := node.Fun.(*ast.Ident); ok && name.Name == "panic" {
				report(node, "calls panic")
			}
		case *ast.SelectorExpr:
			if isClock(node) {
				report(node, "looks at the clock: time."+node.Sel.Name)
			}
		case *ast.StructType:
			for _, field := range node.Fields.List {
				if len(field.Names) == 0 && isDecimal(field.Type) {
					report(field, "embeds a decimal")
				}
			}
		}
		return true
	})
	return found
}

func isClock(selector *ast.SelectorExpr) bool {
	pkg, ok := selector.X.(*ast.Ident)
	return ok && pkg.Name == "time" && slices.Contains([]string{
		"After", "AfterFunc", "Local", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until",
	}, selector.Sel.Name)
}

func isDecimal(expr ast.Expr) bool {
	if pointer, ok := expr.(*ast.StarExpr); ok {
		expr = pointer.X
	}
	selector, ok := expr.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := selector.X.(*ast.Ident)
	return ok && pkg.Name == "decimal"
}

func TestHousePurity(t *testing.T) {
	files := 0
	walkHouse(t, parser.SkipObjectResolution, func(u unit, fset *token.FileSet, file *ast.File) {
		if u.isTestCode() || u.isExample() {
			return
		}
		files++
		for _, impurity := range impurities(fset, file) {
			t.Error(impurity)
		}
	})
	if files == 0 {
		t.Error("no file of the core was seen")
	}
}

func TestHousePurityRules(t *testing.T) {
	for _, tt := range []struct {
		source string
		want   []string
	}{
		{"var Rates = 1", []string{"x.go:3: exported variable Rates"}},
		{"var (\n\ta = 1\n\tb, Rates = 1, 2\n)", []string{"x.go:5: exported variable Rates"}},
		{"var rates = 1", nil},
		{"const Rate = 1", nil},
		{"func f() { var Rates = 1; _ = Rates }", nil},
		{"func f() { go f() }", []string{"x.go:3: starts a goroutine"}},
		{"var f = func() { go f() }", []string{"x.go:3: starts a goroutine"}},
		{"func f() { panic(1) }", []string{"x.go:3: calls panic"}},
		{"func f() { defer func() { recover(); panic(2) }() }", []string{"x.go:3: calls panic"}},
		{"// f does not panic(1) or go f().\nfunc f() {}", nil},
		{"func f() any { return time.Now() }", []string{"x.go:3: looks at the clock: time.Now"}},
		{"var now = time.Now", []string{"x.go:3: looks at the clock: time.Now"}},
		{"func f() any { return time.UTC }", nil},
		{"type d struct{ decimal.Decimal }", []string{"x.go:3: embeds a decimal"}},
		{"type d struct{ *decimal.NullDecimal }", []string{"x.go:3: embeds a decimal"}},
		{"type d struct{ amount decimal.Decimal }", nil},
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", "package x\n\n"+tt.source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, impurities(fset, file)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.source, diff)
		}
	}
}
