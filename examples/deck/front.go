package deck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// opening is the first slide: of whom and of when the review is, where it stands and why.
func (s *story) opening() *slide {
	one := &slide{Slide: pptx.Slide{Subtitle: s.page.Subtitle, Footer: s.clipped(s.footer), TitleSize: 36}, letters: 13, lines: fewLines}
	one.Title = one.clip(s.page.Title, 864, one.TitleSize, 2, true)
	c := &column{48, 228, 864, bottom}
	one.Shapes = append(one.Shapes, pptx.Text{
		Box: c.take(28), Name: "Status",
		Paragraphs: []pptx.Paragraph{{Text: "Status: " + statusWord(s.review.Status), Size: 20, Look: pptx.Look{Bold: true, Color: colorOf(s.review.Status)}}},
	})
	c.y += 4
	one.bullets(&column{c.x, c.y, c.w, c.y + 130}, 6, s.review.Summary...)
	if more := len(s.review.Summary) - 6; more > 0 {
		one.left = append(one.left, fmt.Sprintf("%d further reasons of the status", more))
	}
	c.y = 388
	var facts []document.Table
	for _, t := range s.page.Sections[0].Tables {
		t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r document.Row) bool { return len(r.Cells) == 0 || r.Cells[0].Text == "Status" })
		facts = append(facts, t)
	}
	one.fill(facts, c)
	if len(s.review.Summary) > 0 {
		one.note("The status is " + statusWord(s.review.Status) + ", which is the gravest of the first page: " + strings.Join(s.review.Summary, "; ") + ".")
	}
	one.note("Every figure is from the review, as of "+s.review.AsOf.String()+" unless its slide says otherwise.", s.page.Notice)
	return one
}

// glance is the first page: a line for each subject, led by its gravest figure. It is nil where
// nothing is known.
func (s *story) glance() *slide {
	t := document.Table{Currency: s.review.Currency, Columns: append([]document.Column{{Head: "No."}, {Head: "Subject"}}, figureColumns()...)}
	t.Columns = append(t.Columns, document.Column{Head: "Beside it", Kind: document.ColumnWords})
	var notes []string
	var metrics []qbr.Metric
	count := make(map[performance.Status]int)
	for i := range s.review.FirstPage {
		h := &s.review.FirstPage[i]
		if len(h.Metrics) == 0 {
			continue
		}
		lead := gravest(h.Metrics)
		var beside []string
		for j := range h.Metrics {
			count[h.Metrics[j].Status]++
			if j != lead {
				beside = append(beside, s.brief(&h.Metrics[j]))
			}
		}
		notes, metrics = append(notes, h.Notes...), append(metrics, h.Metrics...)
		cells := append(document.Texts(strconv.Itoa(h.Line), h.Title), s.figureCells(&h.Metrics[lead])...)
		t.Rows = append(t.Rows, document.Row{Cells: append(cells, document.Cell{Text: strings.Join(beside, "; ")})})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	red, amber, green := count[performance.StatusRed], count[performance.StatusAmber], count[performance.StatusGreen]
	one := s.newSlide("At a glance", standing(red, amber, green), pptx.Look{})
	one.letters = 13
	one.fill([]document.Table{t}, one.whole())
	one.note("Each line is led by its gravest figure; the others stand beside it.")
	one.note(notes...)
	one.note(sources(metrics))
	return one
}

// standing tells of how many figures with a target the status is what.
func standing(red, amber, green int) string {
	all := red + amber + green
	var parts []string
	for _, of := range []struct {
		n    int
		word string
	}{{red, "red"}, {amber, "amber"}, {green, "green"}} {
		switch of.n {
		case 0:
			continue
		case all:
			return everyOne(all, of.word)
		}
		parts = append(parts, fmt.Sprintf("%d %s", of.n, of.word))
	}
	if all == 0 {
		return "No figure of the first page has a target"
	}
	last := len(parts) - 1
	return fmt.Sprintf("Of %d figures with a target, %s and %s", all, strings.Join(parts[:last], ", "), parts[last])
}

func everyOne(n int, word string) string {
	switch n {
	case 1:
		return "The one figure with a target is " + word
	case 2:
		return "Both figures with a target are " + word
	}
	return fmt.Sprintf("All %d figures with a target are %s", n, word)
}

// open is what the meeting has to decide, what is not known, and where sources disagree.
func (s *story) open() *slide {
	decisions := counted(len(s.review.Decisions), "decision is", "decisions are")
	finding := decisions + " needed today; nothing is missing"
	if unknown := s.subjects(); unknown > 0 {
		finding = decisions + " needed today; of " + counted(unknown, "subject", "subjects") + " something is not known"
	}
	one := s.newSlide("Decide today", finding, pptx.Look{})
	one.letters, one.lines = 12, manyLines
	left, right := one.halves(500)
	free := []*column{left, right}
	unknown, apart := s.tables("Not known"), s.tables("Where sources disagree")
	switch {
	case len(unknown)+len(apart) == 0:
		left = one.whole()
	case len(s.review.Decisions) == 0:
		right = one.whole()
		free = []*column{right}
	}
	one.fill(s.tables("Decide today"), left)
	for _, of := range []struct {
		tables []document.Table
		title  string
		in     []*column
	}{{unknown, "Not known", []*column{right}}, {apart, "Where sources disagree", free}} {
		for i := range of.tables {
			of.tables[i].Title = of.title
		}
		one.fill(of.tables, of.in...)
	}
	for i := range s.review.Discrepancies {
		d := &s.review.Discrepancies[i]
		one.note(fmt.Sprintf("%s: %s according to the %s, %s according to the %s; the review uses the %s.", d.Figure, s.amount(d.Unit, d.FirstValue), d.First.Name(), s.amount(d.Unit, d.SecondValue), d.Second.Name(), d.Used.Name()))
	}
	for i := range s.review.Decisions {
		one.note(fmt.Sprintf("Decision %d, for the %s: %s", i+1, s.review.Decisions[i].Party, s.review.Decisions[i].Text))
	}
	return one
}

// subjects is of how many something is not known.
func (s *story) subjects() int {
	n := 0
	for _, t := range s.tables("Not known") {
		n += len(t.Rows)
	}
	return n
}

func counted(n int, one, many string) string {
	switch n {
	case 0:
		return "No " + one
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
