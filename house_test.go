package partnermath_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	modulePath    = "github.com/partnermath/partnermath"
	decimalPath   = "github.com/shopspring/decimal"
	validatorPath = "github.com/go-playground/validator/v10"
)

// The floors of the house, from the ground up. A package may import floors
// below its own.
const (
	floorRoot = iota
	floorInternal
	floorRoom
	floorRoof
	floorExamples
)

// A directory below a room is part of it, unless it is a room itself.
var rooms = []string{
	"scorecard", "waterfall", "waterfall/pipeline", "waterfall/whitespace",
	"incentive", "incentive/pricing", "incentive/promotion", "incentive/reward",
	"mdf", "mdf/loop", "mdf/merit", "profit", "profit/offer",
	"qbr/channel", "qbr/coverage", "qbr/document", "qbr/performance",
}

// Packages that reach the world outside of the arguments of a function, or
// that belong in tests.
var impureImports = []string{
	"C", "crypto/rand", "flag", "io/ioutil", "log", "math/rand", "net", "os", "plugin", "syscall", "testing", "unsafe",
}

// A unit is a package directory relative to the module root, "." for the root.
// The test files of a package are a unit of their own, with "_test" behind the
// directory: they may import more.
type unit string

func (u unit) dir() string      { return strings.TrimSuffix(string(u), "_test") }
func (u unit) isTest() bool     { return strings.HasSuffix(string(u), "_test") }
func (u unit) isTestCode() bool { return u.isTest() || u.dir() == "internal/testkit" }
func (u unit) isExample() bool  { return u.top() == "examples" }
func (u unit) top() string      { return strings.Split(u.dir(), "/")[0] }

// house is what may import itself: the room that a package is in, for the rest its
// top directory.
func (u unit) house() string {
	for dir := u.dir(); dir != "."; dir = path.Dir(dir) {
		if slices.Contains(rooms, dir) {
			return dir
		}
	}
	return u.top()
}

func (u unit) floor() (floor int, known bool) {
	top := u.top()
	switch {
	case top == ".":
		return floorRoot, true
	case top == "internal":
		return floorInternal, true
	case slices.Contains(rooms, u.house()):
		return floorRoom, true
	case top == "qbr":
		return floorRoof, true
	case top == "examples":
		return floorExamples, true
	}
	return 0, false
}

// violations returns a line for each import of pkg that the import rules do
// not allow.
func violations(pkg string, imports []string) []string {
	u := unit(pkg)
	if _, known := u.floor(); !known {
		return []string{fmt.Sprintf("%s: not a package of the design, give it a floor in house_test.go", pkg)}
	}
	var broken []string
	for _, imported := range imports {
		why := ""
		if target, ok := insideModule(imported); ok {
			why = insideViolation(u, target)
		} else {
			why = outsideViolation(u, imported)
		}
		if why != "" {
			broken = append(broken, fmt.Sprintf("%s imports %s: %s", pkg, imported, why))
		}
	}
	return broken
}

func insideModule(imported string) (dir string, ok bool) {
	if imported == modulePath {
		return ".", true
	}
	return strings.CutPrefix(imported, modulePath+"/")
}

func insideViolation(u unit, target string) string {
	from, _ := u.floor()
	to, known := unit(target).floor()
	switch {
	case !known:
		return "not a package of the design"
	case target == "internal/testkit" && !u.isTestCode():
		return "only tests import the test kit"
	case u.isExample() && to == floorInternal:
		return "examples use what users can use"
	case to < from:
		return ""
	case u.house() == unit(target).house() && (u.dir() != "." || u.isTest()):
		return ""
	case u == "._test" && to == floorInternal:
		return ""
	case from == floorRoom && to == floorRoom:
		return "the rooms do not know each other"
	}
	return "imports run one way: examples, qbr, the rooms, internal, root"
}

func outsideViolation(u unit, imported string) string {
	first, _, _ := strings.Cut(imported, "/")
	standard := !strings.Contains(first, ".")
	switch {
	case within(imported, validatorPath):
		if u.dir() != "internal/check" {
			return "only internal/check imports the validator"
		}
		return ""
	case u.isExample():
		return ""
	case standard:
		if !u.isTestCode() && slices.ContainsFunc(impureImports, func(p string) bool { return within(imported, p) }) {
			return "the core does not reach outside"
		}
		return ""
	case within(imported, decimalPath):
		return ""
	case u.isTestCode() && (within(imported, "github.com/google/go-cmp") || within(imported, "pgregory.net/rapid")):
		return ""
	}
	return "not a dependency of the design"
}

func within(imported, prefix string) bool {
	return imported == prefix || strings.HasPrefix(imported, prefix+"/")
}

func TestHouseImports(t *testing.T) {
	imports := map[unit][]string{}
	walkHouse(t, parser.ImportsOnly, func(u unit, _ *token.FileSet, file *ast.File) {
		list := imports[u]
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, imported)
		}
		imports[u] = list
	})
	for u, list := range imports {
		for _, broken := range violations(string(u), list) {
			t.Error(broken)
		}
	}
	// A walk that saw nothing would find nothing to complain about.
	if !slices.Contains(imports["internal/check"], validatorPath) {
		t.Error("internal/check was not seen to import the validator")
	}
}

func TestHouseImportRules(t *testing.T) {
	for _, tt := range []struct {
		pkg, imported string
		allowed       bool
	}{
		{"examples/quarter", modulePath + "/qbr", true},
		{"examples/quarter", modulePath + "/scorecard", true},
		{"examples/quarter", modulePath, true},
		{"examples/quarter", modulePath + "/examples/table", true},
		{"examples/quarter", modulePath + "/internal/exact", false},
		{"examples/quarter_test", modulePath + "/internal/testkit", false},
		{"examples/quarter", validatorPath, false},
		{"examples/quarter", "github.com/jszwec/csvutil", true},
		{"examples/quarter", "os", true},

		{"qbr", modulePath + "/mdf", true},
		{"qbr", modulePath + "/internal/exact", true},
		{"qbr", modulePath, true},
		{"qbr", modulePath + "/internal/testkit", false},
		{"qbr_test", modulePath + "/internal/testkit", true},
		{"qbr", modulePath + "/examples/quarter", false},

		{"scorecard", modulePath, true},
		{"scorecard", modulePath + "/internal/check", true},
		{"scorecard", modulePath + "/internal/tiering", true},
		{"scorecard", modulePath + "/scorecard/bands", true},
		{"scorecard", modulePath + "/waterfall", false},
		{"scorecard_test", modulePath + "/waterfall", false},
		{"scorecard_test", modulePath + "/scorecard", true},
		{"waterfall", modulePath + "/waterfall/pipeline", false},
		{"waterfall_test", modulePath + "/waterfall/pipeline", false},
		{"waterfall/pipeline", modulePath + "/waterfall", false},
		{"waterfall/pipeline_test", modulePath + "/waterfall", false},
		{"waterfall/pipeline_test", modulePath + "/waterfall/pipeline", true},
		{"waterfall/pipeline/leads", modulePath + "/waterfall/pipeline", true},
		{"waterfall/pipeline/leads", modulePath + "/waterfall", false},
		{"waterfall/mix", modulePath + "/waterfall", true},
		{"waterfall/whitespace", modulePath + "/waterfall", false},
		{"waterfall/whitespace_test", modulePath + "/waterfall/pipeline", false},
		{"waterfall/pipeline", modulePath + "/scorecard", false},
		{"waterfall/pipeline", modulePath + "/internal/exact", true},
		{"qbr", modulePath + "/waterfall/pipeline", true},
		{"incentive", modulePath + "/mdf", false},
		{"incentive/reward", modulePath + "/incentive", false},
		{"incentive/liability", modulePath + "/incentive", true},
		{"incentive/liability", modulePath + "/incentive/reward", false},
		{"mdf/loop", modulePath + "/mdf", false},
		{"mdf", modulePath + "/incentive", false},
		{"profit", modulePath + "/qbr", false},
		{"scorecard", modulePath + "/internal/testkit", false},
		{"scorecard_test", modulePath + "/internal/testkit", true},
		{"scorecard", validatorPath, false},
		{"scorecard_test", validatorPath, false},

		{"internal/check", validatorPath, true},
		{"internal/check_test", validatorPath, true},
		{"internal/exact", validatorPath, false},
		{"internal/check", modulePath, true},
		{"internal/check", modulePath + "/internal/exact", true},
		{"internal/check", modulePath + "/scorecard", false},
		{"internal/exact", modulePath + "/internal/testkit", false},
		{"internal/testkit", modulePath + "/internal/exact", true},

		{".", modulePath + "/internal/exact", false},
		{".", modulePath + "/scorecard", false},
		{"._test", modulePath, true},
		{"._test", modulePath + "/internal/testkit", true},
		{"._test", modulePath + "/scorecard", false},

		{".", decimalPath, true},
		{".", "github.com/google/go-cmp/cmp", false},
		{"._test", "github.com/google/go-cmp/cmp", true},
		{"internal/testkit", "pgregory.net/rapid", true},
		{"internal/exact", "pgregory.net/rapid", false},
		{"mdf", "github.com/shopspring/decimalish", false},
		{"mdf", "github.com/jszwec/csvutil", false},
		{"mdf_test", "github.com/jszwec/csvutil", false},

		{"mdf", "math/big", true},
		{"mdf", "time", true},
		{"mdf", "os", false},
		{"mdf", "os/exec", false},
		{"mdf", "net/http", false},
		{"mdf", "math/rand/v2", false},
		{"mdf", "log/slog", false},
		{"mdf", "testing", false},
		{"mdf_test", "os", true},

		{"billing", "strings", false},
		{"scorecard", modulePath + "/billing", false},
	} {
		got := violations(tt.pkg, []string{tt.imported})
		if allowed := len(got) == 0; allowed != tt.allowed {
			t.Errorf("%s imports %s: allowed %t, want %t (%q)", tt.pkg, tt.imported, allowed, tt.allowed, got)
		}
	}
}

// walkHouse parses every Go file of the core and of the examples. It leaves
// out what the go command leaves out, the tools, and programs that only
// go generate runs.
func walkHouse(t *testing.T, mode parser.Mode, visit func(unit, *token.FileSet, *ast.File)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && slices.Contains([]string{"testdata", "tools", "vendor"}, entry.Name()) || hidden(name) {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" || hidden(name) {
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, mode|parser.ParseComments)
		if err != nil {
			return err
		}
		if isGenerator(file) {
			return nil
		}
		slashed := filepath.ToSlash(name)
		dir := path.Dir(slashed)
		if strings.HasSuffix(slashed, "_test.go") {
			dir += "_test"
		}
		visit(unit(dir), fset, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func hidden(name string) bool {
	base := filepath.Base(name)
	return base != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_"))
}

func isGenerator(file *ast.File) bool {
	if file.Name.Name != "main" {
		return false
	}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if comment.Pos() < file.Package && comment.Text == "//go:build ignore" {
				return true
			}
		}
	}
	return false
}
