package schemas

import (
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// module is the path of the module that the models stand in.
const module = "github.com/partnermath/partnermath"

// comments are those of a package, by what they are about: a type, a field of it
// ("Type.Field") or one of its values ("Type=value").
type comments struct {
	about map[string]string
	// said has what Go names are in a document: the values of constants by their names,
	// the names of fields by "Type.Field".
	said map[string]string
}

// comments returns those of a package, which is read once.
func (m *Maker) comments(importPath string) (*comments, error) {
	below, ok := strings.CutPrefix(importPath, module)
	if !ok {
		return nil, fmt.Errorf("%s is not of the module", importPath)
	}
	if c := m.packages[importPath]; c != nil {
		return c, nil
	}
	c := &comments{about: map[string]string{}, said: map[string]string{}}
	files, err := filepath.Glob(filepath.Join(m.root, filepath.FromSlash(below), "*.go"))
	if len(files) == 0 {
		return nil, fmt.Errorf("no source of %s: %v", importPath, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		c.add(parsed)
	}
	m.packages[importPath] = c
	return c, nil
}

func (c *comments) add(file *ast.File) {
	for _, decl := range file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range group.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				c.about[spec.Name.Name] = text(spec.Doc, group.Doc)
				if of, ok := spec.Type.(*ast.StructType); ok {
					c.addFields(spec.Name.Name, of)
				}
			case *ast.ValueSpec:
				c.addValue(spec)
			}
		}
	}
}

// addFields reads the comments of fields. One without a comment has that of the fields
// before, when it names it.
func (c *comments) addFields(of string, t *ast.StructType) {
	last := ""
	for _, f := range t.Fields.List {
		own := text(f.Doc, f.Comment)
		if f.Doc != nil {
			last = own
		}
		for _, name := range f.Names {
			if own == "" && regexp.MustCompile(`\b`+name.Name+`\b`).MatchString(last) {
				own = last
			}
			c.about[of+"."+name.Name] = own
			if f.Tag != nil {
				tag, _ := strconv.Unquote(f.Tag.Value)
				c.said[of+"."+name.Name], _, _ = strings.Cut(reflect.StructTag(tag).Get("json"), ",")
			}
		}
	}
}

// addValue reads the comment of a constant of a type of texts.
func (c *comments) addValue(spec *ast.ValueSpec) {
	of, ok := spec.Type.(*ast.Ident)
	if !ok || len(spec.Values) != 1 {
		return
	}
	if value, ok := spec.Values[0].(*ast.BasicLit); ok && value.Kind == token.STRING {
		v, _ := strconv.Unquote(value.Value)
		c.about[of.Name+"="+v] = text(spec.Doc, spec.Comment)
		c.said[spec.Names[0].Name] = strconv.Quote(v)
	}
}

// text returns the first comment that is there, a paragraph a line.
func text(groups ...*ast.CommentGroup) string {
	for _, g := range groups {
		if g != nil {
			parser := comment.Parser{
				LookupPackage: func(name string) (string, bool) { return name, true },
				LookupSym:     func(string, string) bool { return true },
			}
			printer := comment.Printer{TextWidth: -1}
			return strings.TrimSpace(string(printer.Text(parser.Parse(g.Text()))))
		}
	}
	return ""
}

func (c *comments) ofType(t reflect.Type) string { return c.inDocument(t, c.about[t.Name()]) }

func (c *comments) ofField(t reflect.Type, name string) string {
	return c.inDocument(t, c.about[t.Name()+"."+name])
}

func (c *comments) ofValue(t reflect.Type, value string) string {
	return c.inDocument(t, c.about[t.Name()+"="+value])
}

var goName = regexp.MustCompile(`\b[A-Z]\w*\b`)

// inDocument puts what fields and values are called in a document for their names in Go.
func (c *comments) inDocument(t reflect.Type, comment string) string {
	return goName.ReplaceAllStringFunc(comment, func(name string) string {
		for _, key := range []string{t.Name() + "." + name, name} {
			if said := c.said[key]; said != "" {
				return said
			}
		}
		return name
	})
}
