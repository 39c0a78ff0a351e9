// Package deck tells a quarterly review as slides that a channel manager can present.
//
// A deck is made from the review alone, so that it holds nothing that its audience must not see, and
// the notice of the review stands on each slide. Figures are written as the review writes them;
// what is not known is a dash in a table and a gap in a chart. What a slide has no room for
// is told of, on the slide or in its notes, where the sources and days of the figures are too.
package deck

import (
	"io"
	"strings"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
)

// Write writes the review as a presentation, a .pptx file of at most 12 slides: the title, the
// first page, what is to be decided and not known, what the sections say, commitments, and the
// next quarter. The same review becomes the same bytes.
func Write(w io.Writer, r *qbr.Review) error {
	s := newStory(r)
	d := pptx.Deck{Title: s.page.Title + ": " + s.page.Subtitle}
	told := append([]*slide{s.opening(), s.glance(), s.open()}, s.chapters()...)
	for _, one := range append(told, s.promises(), s.ahead()) {
		if one != nil {
			d.Slides = append(d.Slides, one.finished())
		}
	}
	return d.Write(w)
}

// story is a review that is told.
type story struct {
	review *qbr.Review
	page   document.Document
	footer string
}

func newStory(r *qbr.Review) *story {
	s := &story{review: r, page: r.Document()}
	var about []string
	for _, text := range []string{s.page.Notice, s.page.Title, s.page.Subtitle} {
		if text != "" {
			about = append(about, text)
		}
	}
	s.footer = strings.Join(about, "  ·  ")
	return s
}

// section is a page of the document by its title, empty where it has none.
func (s *story) section(title string) document.Section {
	for _, one := range s.page.Sections {
		if one.Title == title {
			return one
		}
	}
	return document.Section{}
}

// tables are those of the pages with a title.
func (s *story) tables(titles ...string) []document.Table {
	var all []document.Table
	for _, title := range titles {
		all = append(all, s.section(title).Tables...)
	}
	return all
}
