package deck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr/document"
)

// Where things stand on a slide, and how large its letters are, in points.
const (
	margin = 36
	top    = 36 // of the title
	bottom = 500
	gap    = 12

	titleSize = 24
	textSize  = 11
	leastSize = 10

	// The lines of a text in a table, and on a slide that has room for long ones.
	fewLines  = 3
	manyLines = 12
)

// slide is a slide that is laid out.
type slide struct {
	pptx.Slide
	// shortened are the whole texts of what the slide shows a part of, left what it leaves out.
	shortened, left []string
	// charted is the title of the table that a chart shows.
	charted string
	// missing is how many rows that leaves out, but for those of 0.
	missing int
	// top is where the room below the title begins, letters the size of those of its tables, lines
	// how many a text in them has at most if all rows are shown.
	top, letters, lines int
}

// column is a part of a slide that is filled from above.
type column struct{ x, y, w, bottom int }

func (c *column) room() int { return c.bottom - c.y }

// take takes a height off the column, and returns where that is.
func (c *column) take(height int) pptx.Box {
	at := pptx.Box{X: c.x, Y: c.y, W: c.w, H: height}
	c.y += height
	return at
}

// whole is the room below the title; halves are that beside each other.
func (s *slide) whole() *column { return &column{margin, s.top, pptx.Width - 2*margin, bottom} }

func (s *slide) halves(left int) (a, b *column) {
	a, b = s.whole(), s.whole()
	a.w = left
	b.x, b.w = a.x+left+2*gap, b.w-left-2*gap
	return a, b
}

// newSlide returns a slide with the finding that it shows as its title, and above that what it
// is about.
func (s *story) newSlide(about, finding string, look pptx.Look) *slide {
	one := &slide{Slide: pptx.Slide{Footer: s.clipped(s.footer), TitleSize: titleSize}, letters: textSize, lines: fewLines}
	room := pptx.Width - 2*margin
	if len(pptx.Lines(finding, room, one.TitleSize, true)) > 2 {
		one.TitleSize = 20
	}
	one.Title = one.clip(finding, room, one.TitleSize, 2, true)
	one.top = top + len(pptx.Lines(one.Title, room, one.TitleSize, true))*(one.TitleSize+5) + gap
	if about != "" {
		one.Shapes = append(one.Shapes, pptx.Text{
			Box: pptx.Box{X: margin, Y: 17, W: room, H: 15}, Name: "About",
			Paragraphs: []pptx.Paragraph{{Text: one.clip(about, room, textSize, 1, true), Size: textSize, Look: look}},
		})
	}
	return one
}

// clipped is the footer as far as it fits one line.
func (s *story) clipped(footer string) string {
	text, _ := pptx.Clip(footer, 790, 10, 1, false)
	return text
}

// clip returns as much of a text as fits, and keeps the whole for the notes.
func (s *slide) clip(text string, width, size, lines int, bold bool) string {
	shown, cut := pptx.Clip(text, width, size, lines, bold)
	if cut {
		s.shortened = append(s.shortened, text)
	}
	return shown
}

// heading puts a line above what follows it.
func (s *slide) heading(c *column, text string) {
	if text == "" {
		return
	}
	s.Shapes = append(s.Shapes, pptx.Text{
		Box: c.take(headingHeight), Name: "Heading",
		Paragraphs: []pptx.Paragraph{{Text: s.clip(text, c.w, textSize, 1, true), Size: textSize, Look: pptx.Look{Bold: true}}},
	})
}

const headingHeight = 17

// bullets puts as many of the texts as there is room for, at most so many; those that are
// not shown stand in the notes.
func (s *slide) bullets(c *column, most int, texts ...string) {
	var shown []pptx.Paragraph
	height := 0
	for _, text := range texts[:min(most, len(texts))] {
		lines := len(pptx.Lines(text, c.w-11, s.letters, false))
		more := lines*(s.letters+3) + 3
		if lines > 3 || height+more > c.room() {
			continue
		}
		height += more
		shown = append(shown, pptx.Paragraph{Text: text, Size: s.letters, Bullet: true})
	}
	if len(shown) > 0 {
		s.Shapes = append(s.Shapes, pptx.Text{Box: c.take(height), Name: "Remarks", Paragraphs: shown})
		c.y += gap
	}
}

// note adds paragraphs to what is said.
func (s *slide) note(texts ...string) {
	for _, text := range texts {
		if text != "" {
			s.Notes = append(s.Notes, text)
		}
	}
}

// finished is the slide with its notes.
func (s *slide) finished() pptx.Slide {
	s.note(listed("In the review, not on this slide", s.left), listed("In full", s.shortened))
	return s.Slide
}

func listed(head string, texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return head + ": " + strings.Join(texts, "; ") + "."
}

// fill puts what there is room for of tables, each into the column with the most room, and leaves
// those out of which fewer rows than three fit.
func (s *slide) fill(tables []document.Table, columns ...*column) {
	for _, t := range tables {
		placed := false
		slices.SortStableFunc(columns, func(a, b *column) int { return b.room() - a.room() })
		for _, c := range columns {
			if placed = s.table(c, t); placed {
				break
			}
		}
		if !placed {
			s.missing += len(t.Rows)
			name := named(t)
			if t.Title != "" && t.Title == s.charted {
				name += " (its numbers; its chart is here)"
			}
			s.left = append(s.left, name)
		}
	}
}

// named is what a table is called, or else what its first column tells of.
func named(t document.Table) string {
	switch {
	case t.Title != "":
		return t.Title
	case len(t.Columns) > 0 && t.Columns[0].Head != "":
		return fmt.Sprintf("the table by %s", strings.ToLower(t.Columns[0].Head))
	}
	return "a table"
}
