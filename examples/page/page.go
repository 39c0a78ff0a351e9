// Package page writes a document as one HTML file: for a screen of any width, light or dark,
// and for paper. The file needs nothing beside it, runs no script and asks no server.
package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"github.com/partnermath/partnermath/qbr/document"
)

//go:embed page.html
var layout string

//go:embed style.css
var style string

// Write writes a document, the same one always in the same bytes. Whatever a browser would
// take for markup in its texts is shown as it is; control characters, and those that turn the
// direction of a text, become spaces. The only error is that of w.
func Write(w io.Writer, d document.Document) error {
	return parsed.Execute(w, newPage(&d))
}

var parsed = template.Must(template.New("page").Parse(layout))

// page is a document as the layout reads it.
type page struct {
	Title, Subtitle, Notice string
	Style                   template.CSS
	Sections                []section
}

type section struct {
	ID, Title string
	Tables    []table
	Notes     []string
}

func newPage(d *document.Document) page {
	p := page{
		Title: document.Plain(d.Title), Subtitle: document.Plain(d.Subtitle), Notice: document.Plain(d.Notice),
		Style: template.CSS(style),
	}
	for i := range d.Sections {
		p.Sections = append(p.Sections, newSection(&d.Sections[i], fmt.Sprintf("s%d", i+1)))
	}
	return p
}

func newSection(of *document.Section, id string) section {
	s := section{ID: id, Title: document.Plain(of.Title)}
	for i := range of.Tables {
		if w := of.Tables[i].Written(); len(w.Rows) > 0 && len(w.Columns) > 0 {
			t := newTable(&w, s.Title, fmt.Sprintf("%s-%d", id, i+1))
			t.Chart = newChart(&of.Tables[i], t.Label, t.ID)
			s.Tables = append(s.Tables, t)
		}
	}
	for _, note := range of.Notes {
		s.Notes = append(s.Notes, document.Plain(note))
	}
	return s
}

// Contents are the sections that have a title.
func (p page) Contents() []section {
	var all []section
	for i := range p.Sections {
		if p.Sections[i].Title != "" {
			all = append(all, p.Sections[i])
		}
	}
	return all
}

// Print is what stands on every sheet of paper.
func (p page) Print() string {
	if p.Notice == "" {
		return p.Title
	}
	return p.Notice + " · " + p.Title
}
