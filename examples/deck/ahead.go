package deck

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
)

// promises are the commitments of the last review and what is proposed for the next, nil where
// there are none.
func (s *story) promises() *slide {
	kept := s.sections(qbr.SectionCommitments)
	var metrics []qbr.Metric
	var tables []document.Table
	var remarks []string
	for i := range kept {
		metrics, remarks = append(metrics, kept[i].Metrics...), append(remarks, kept[i].Notes...)
		tables = append(tables, kept[i].Tables...)
	}
	if t, ok := s.proposed(); ok {
		tables = append(tables, t)
	}
	if len(tables)+len(metrics) == 0 {
		return nil
	}
	about, look := s.about([]string{"Commitments"}, metrics)
	one := s.newSlide(about, s.message(metrics, "Commitments for "+s.review.Next.Quarter.String()), look)
	one.letters = 12
	one.fill(tables, one.whole())
	one.note(remarks...)
	one.note(sources(metrics))
	return one
}

// next is the page of the next quarter.
func (s *story) next() []document.Table {
	return s.tables("Next quarter, " + s.review.Next.Quarter.String())
}

const proposedTitle = "Commitments proposed"

func (s *story) proposed() (document.Table, bool) {
	for _, t := range s.next() {
		if t.Title == proposedTitle {
			return t, true
		}
	}
	return document.Table{}, false
}

// ahead is what the quarters left are for, and the agenda: how the meeting ends. It is nil where
// nothing is planned.
func (s *story) ahead() *slide {
	r := s.review
	finding := "Next quarter, " + r.Next.Quarter.String()
	if len(r.Next.Targets) > 0 && r.Next.Targets[0].Target.Valid {
		finding = fmt.Sprintf("%s is to bring %s", r.Next.Targets[0].Quarter, s.amount(document.UnitMoney, r.Next.Targets[0].Target.Decimal))
	}
	if !r.Agenda.NextReview.IsZero() {
		finding += "; the next review is on " + r.Agenda.NextReview.String()
	}
	if len(s.next())+len(r.Agenda.Items) == 0 && r.Agenda.NextReview.IsZero() {
		return nil
	}
	one := s.newSlide("Next quarter and agenda", finding, pptx.Look{})
	one.letters, one.lines = 13, manyLines
	left, right := one.halves(424)
	var tables []document.Table
	for _, t := range s.next() {
		if t.Title != proposedTitle {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		right = one.whole()
	}
	if at := drawn(tables); at >= 0 {
		one.chart(left, tables[at], tables[at].Title, 220)
	}
	one.fill(tables, left)
	one.fill([]document.Table{s.agendaIn(right, one.letters)}, right)
	one.bullets(right, 2, s.attendees())
	one.note(s.attendees())
	for _, item := range r.Agenda.Items {
		one.note(item.Title + ": " + strings.Join(item.Points, "; ") + ".")
	}
	return one
}

// agendaIn is the agenda with as many points as there is room for, above who is there.
func (s *story) agendaIn(c *column, letters int) document.Table {
	most := 1
	for _, item := range s.review.Agenda.Items {
		most = max(most, min(len(item.Points), manyLines))
	}
	room := c.room() - headingHeight - 2*gap - 3*(letters+3)
	for ; most > 1; most-- {
		t := s.agenda(most)
		if made, ok := cutToFit(t, c.w, room, letters, manyLines); ok && made.hidden+len(made.shortened) == 0 {
			return t
		}
	}
	return s.agenda(1)
}

// agenda has a line for each item: its first points, and how many there are besides.
func (s *story) agenda(most int) document.Table {
	t := document.Table{Title: "Agenda", Columns: []document.Column{{Head: "Item", Kind: document.ColumnWords}, {Head: "To speak of", Kind: document.ColumnWords}}}
	for _, item := range s.review.Agenda.Items {
		var points []string
		for _, point := range item.Points[:min(most, len(item.Points))] {
			points = append(points, strings.TrimSuffix(point, "."))
		}
		text := strings.Join(points, "; ")
		if more := len(item.Points) - most; more > 0 {
			text += fmt.Sprintf("; and %d more", more)
		}
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(item.Title, text)})
	}
	return t
}

// attendees are who is there, "" where nobody is named.
func (s *story) attendees() string {
	var names []string
	for _, a := range s.review.Agenda.Attendees {
		name := a.Name
		if a.Function != "" {
			name += " (" + a.Function + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return "In the meeting: " + strings.Join(names, ", ") + "."
}
