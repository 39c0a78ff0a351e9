package qbr

import "github.com/partnermath/partnermath/qbr/internal/words"

// makePlain makes every text of the review one that hides nothing, in whatever form it is
// written: people and other programs wrote most of them.
func (r *Review) makePlain() {
	p := &r.Partner
	words.Plain(&p.ID, &p.Name, &p.Tier, &p.Type, &p.Region, &p.Manager, &p.LifeStage, &p.Attention)
	words.PlainAll(r.Summary)
	for i := range r.FirstPage {
		plainMetrics(r.FirstPage[i].Metrics)
		words.PlainAll(r.FirstPage[i].Notes)
	}
	for i := range r.Decisions {
		words.Plain(&r.Decisions[i].Subject, &r.Decisions[i].Text)
	}
	for i := range r.Gaps {
		words.Plain(&r.Gaps[i].Text)
	}
	for i := range r.Sections {
		s := &r.Sections[i]
		plainMetrics(s.Metrics)
		words.PlainAll(s.Notes)
		for j := range s.Tables {
			words.PlainTable(&s.Tables[j])
		}
	}
	for i := range r.Commitments {
		r.Commitments[i].makePlain()
	}
	for i := range r.Next.Commitments {
		r.Next.Commitments[i].makePlain()
	}
	for i := range r.Agenda.Attendees {
		words.Plain(&r.Agenda.Attendees[i].Name, &r.Agenda.Attendees[i].Function)
	}
	for i := range r.Agenda.Items {
		words.PlainAll(r.Agenda.Items[i].Points)
	}
}

func plainMetrics(metrics []Metric) {
	for i := range metrics {
		words.Plain(&metrics[i].Name)
	}
}

func (c *Commitment) makePlain() {
	words.Plain(&c.ID, &c.Text, &c.Owner, &c.Waived, &c.Consequence)
}
