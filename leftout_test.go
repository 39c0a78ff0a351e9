package partnermath_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// plainDecimals are the numbers of inputs that are a decimal.Decimal, which is 0 where it
// is left out, or the types of which all are, each with the reason why that is sound.
var plainDecimals = map[string]string{
	"channel.Attainment":           "written by RollUp, which leaves no figure out",
	"channel.Band":                 "written by RollUp, which leaves no figure out",
	"channel.Comparison":           "written by RollUp, which leaves no figure out",
	"channel.Cost":                 "written by RollUp, which leaves no figure out",
	"channel.Credit":               "written by RollUp, which leaves no figure out",
	"channel.Line":                 "written by RollUp, which leaves no figure out",
	"channel.PartnerShare":         "written by RollUp, which leaves no figure out",
	"incentive.Adjustment":         "written by Settle, which leaves no figure out",
	"incentive.CapLine":            "written by Settle, which leaves no figure out",
	"incentive.Expected":           "written by Forecast, which leaves no figure out",
	"incentive.GateLine":           "written by Settle, which leaves no figure out",
	"incentive.SaleLine":           "written by Settle, which leaves no figure out",
	"incentive.Slice":              "written by Settle, which leaves no figure out",
	"incentive.Statement":          "written by Settle, which leaves no figure out",
	"liability.Accrual":            "written by Accrue, which leaves no figure out",
	"liability.AccrualLine":        "written by Accrue, which leaves no figure out",
	"mdf.Funds":                    "written by Balance, which leaves no figure out",
	"mdf.Lot":                      "written by Balance, which leaves no figure out",
	"mdf.Reservation":              "written by Balance, which leaves no figure out",
	"profit.Balances":              "written by Forecast, which leaves no figure out",
	"profit.Line":                  "written by Forecast, which leaves no figure out",
	"profit.Ramp.Season":           "an element of a list is there or not",
	"qbr.Discrepancy":              "written by Prepare, which leaves no figure out",
	"waterfall.Cadence.Season":     "an element of a list is there or not",
	"waterfall.FunnelStage.Lag":    "an element of a list is there or not",
	"waterfall.ScenarioChange.Lag": "an element of a list is there or not",
}

// A number that an input leaves out is never 0 in silence: it is a NullDecimal, unless
// plainDecimals says why not.
func TestHouseLeftOutNumbers(t *testing.T) {
	found := inputDecimals(t)
	excused := map[string]bool{}
	for _, field := range slices.Sorted(maps.Keys(found)) {
		of := field[:strings.LastIndexByte(field, '.')]
		excused[field], excused[of] = true, true
		if plainDecimals[field] == "" && plainDecimals[of] == "" {
			t.Errorf("%s is a decimal.Decimal that %s takes: make it a NullDecimal, or say here why 0 is sound", field, found[field])
		}
	}
	for _, field := range slices.Sorted(maps.Keys(plainDecimals)) {
		if !excused[field] {
			t.Errorf("%s is listed, and neither is nor has a decimal.Decimal of an input", field)
		}
	}
	if len(found) == 0 {
		t.Error("the walk found nothing at all")
	}
}

// inputDecimals returns every field of type decimal.Decimal that is reachable from a
// parameter of an exported function or method, and one such function.
func inputDecimals(t *testing.T) map[string]string {
	w := inputWalk{structs: map[string]*ast.TypeSpec{}, seen: map[string]bool{}, found: map[string]string{}}
	files := map[string][]*ast.File{}
	walkHouse(t, parser.SkipObjectResolution, func(u unit, _ *token.FileSet, file *ast.File) {
		if u.isTestCode() || u.isExample() || slices.Contains(strings.Split(u.dir(), "/"), "internal") {
			return
		}
		if u.dir() == "qbr/tables" || u.dir() == "qbr/pages" { // take what the verbs of the rooms write, as qbr.Sources does
			return
		}
		files[file.Name.Name] = append(files[file.Name.Name], file)
	})
	for pkg, list := range files {
		for _, file := range list {
			ast.Inspect(file, func(n ast.Node) bool {
				if spec, ok := n.(*ast.TypeSpec); ok {
					w.structs[pkg+"."+spec.Name.Name] = spec
				}
				return true
			})
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(files)) {
		for _, file := range files[pkg] {
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if !ok || !f.Name.IsExported() {
					continue
				}
				for _, p := range f.Type.Params.List {
					w.walk(pkg, pkg+"."+f.Name.Name, "", p.Type)
				}
			}
		}
	}
	return w.found
}

type inputWalk struct {
	structs map[string]*ast.TypeSpec
	seen    map[string]bool
	found   map[string]string
}

// walk looks at a type that stands in a package: what is reached, by which function, as
// which field.
func (w *inputWalk) walk(pkg, by, field string, expr ast.Expr) {
	switch e := expr.(type) {
	case *ast.StarExpr:
		w.walk(pkg, by, field, e.X)
	case *ast.ArrayType:
		w.walk(pkg, by, field, e.Elt)
	case *ast.Ellipsis:
		w.walk(pkg, by, field, e.Elt)
	case *ast.MapType:
		w.walk(pkg, by, field, e.Value)
	case *ast.IndexExpr:
		w.walk(pkg, by, field, e.X)
		w.walk(pkg, by, field, e.Index)
	case *ast.SelectorExpr:
		of, _ := e.X.(*ast.Ident)
		if of == nil {
			return
		}
		if of.Name == "decimal" && e.Sel.Name == "Decimal" && field != "" {
			w.found[field] = by
			return
		}
		w.named(of.Name, e.Sel.Name, by)
	case *ast.Ident:
		w.named(pkg, e.Name, by)
	}
}

func (w *inputWalk) named(pkg, name, by string) {
	full := path.Base(pkg) + "." + name
	spec := w.structs[full]
	if spec == nil || w.seen[full] || full == "qbr.Sources" { // written by the verbs of the rooms
		return
	}
	w.seen[full] = true
	of, ok := spec.Type.(*ast.StructType)
	if !ok {
		w.walk(pkg, by, full, spec.Type)
		return
	}
	for _, f := range of.Fields.List {
		if len(f.Names) == 0 {
			w.walk(pkg, by, full, f.Type)
		}
		for _, n := range f.Names {
			if n.IsExported() {
				w.walk(pkg, by, full+"."+n.Name, f.Type)
			}
		}
	}
}
