package scorecard_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
)

// Values of a string type returns all its constants, in order.
func TestValues(t *testing.T) {
	types, constants, values := map[string]bool{}, map[string][]string{}, map[string][]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	inspect := func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.TypeSpec:
			if base, ok := node.Type.(*ast.Ident); ok && base.Name == "string" && node.Name.IsExported() {
				types[node.Name.Name] = true
			}
		case *ast.ValueSpec:
			if of, ok := node.Type.(*ast.Ident); ok && node.Names[0].IsExported() {
				constants[of.Name] = append(constants[of.Name], node.Names[0].Name)
			}
		case *ast.FuncDecl:
			if node.Name.Name == "Values" {
				of := node.Recv.List[0].Type.(*ast.Ident).Name
				for _, e := range node.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.CompositeLit).Elts {
					values[of] = append(values[of], e.(*ast.Ident).Name)
				}
			}
		}
		return true
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") {
			ast.Inspect(parsed, inspect)
		}
	}
	for name := range types {
		if diff := testkit.Diff(constants[name], values[name]); diff != "" {
			t.Errorf("%s (-constants +values):\n%s", name, diff)
		}
	}
	if len(types) < 17 {
		t.Errorf("only %d types were seen", len(types))
	}
}
