package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/performance"
)

// agenda is the meeting: what each side reports, what is decided and what is agreed on.
func (b *builder) agenda() Agenda {
	a := Agenda{Attendees: b.records.Attendees, Items: []AgendaItem{}, NextReview: b.records.NextReview}
	add := func(title string, points []string) {
		if len(points) > 0 {
			a.Items = append(a.Items, AgendaItem{Title: title, Points: points})
		}
	}
	add("Updates", b.records.Updates)
	add("Performance of the partner", b.points(false))
	add("Performance of the vendor", b.points(true))
	var decisions, plan []string
	for i := range b.review.Decisions {
		decisions = append(decisions, b.review.Decisions[i].Text)
	}
	add("Decisions", decisions)
	for i := range b.review.Next.Commitments {
		c := &b.review.Next.Commitments[i]
		plan = append(plan, fmt.Sprintf("%s (%s, by %s)", sentence(c.Text), c.Party, c.Due))
	}
	add(fmt.Sprintf("Commitments for %s", b.review.Next.Quarter), plan)
	add("Other business", b.records.Other)
	return a
}

// points are the figures of the first page that something is wanted of: those that the
// vendor answers for, or the others.
func (b *builder) points(ofVendor bool) []string {
	var points []string
	for i := range b.review.FirstPage {
		for j := range b.review.FirstPage[i].Metrics {
			m := &b.review.FirstPage[i].Metrics[j]
			if isOfVendor(m.ID) != ofVendor || m.Status == performance.StatusNoTarget {
				continue
			}
			wanted, name := m.wanted()
			points = append(points, fmt.Sprintf("%s: %s, %s %s (%s)", m.Name, b.write(m.Unit, m.Value), name, b.write(m.Unit, wanted), words.Status(m.Status)))
		}
	}
	return points
}

// isOfVendor reports whether the vendor answers for a figure.
func isOfVendor(id MetricID) bool {
	switch id {
	case MetricDecidedInTime, MetricClaimsAccepted, MetricClaimsDenied, MetricVendorReturn, MetricVendorKept:
		return true
	}
	return false
}

// agendaPage is the meeting as a page.
func (r *Review) agendaPage() document.Section {
	people := document.Table{Title: "Attendees", Columns: []document.Column{setting.WordColumn("Function"), setting.WordColumn("Name"), setting.TextColumn("For")}}
	for i := range r.Agenda.Attendees {
		a := &r.Agenda.Attendees[i]
		addRow(&people, document.Texts(a.Function, a.Name, "the "+string(a.Party))...)
	}
	items := document.Table{Columns: []document.Column{setting.WordColumn("Item"), setting.WordColumn("To speak of")}}
	for i := range r.Agenda.Items {
		title := r.Agenda.Items[i].Title
		for _, point := range r.Agenda.Items[i].Points {
			addRow(&items, document.Texts(title, point)...)
			title = ""
		}
	}
	s := pageOf("Agenda", people, items)
	if d := r.Agenda.NextReview; !d.IsZero() {
		s.Notes = []string{fmt.Sprintf("The next review is on %s.", d)}
	}
	return s
}
