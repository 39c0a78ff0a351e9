package qbr

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
)

// engagement is the section of what a partner did of what is expected.
func (b *builder) engagement() Section {
	s := Section{Title: "Engagement"}
	if !b.policy.hasEngagement() {
		b.gap(SectionEngagement, "", "what is expected of the partner's engagement")
		return s
	}
	e := &b.engaged
	s.Metrics = []Metric{b.metric(Metric{ID: MetricEngagement, Name: "Engagement", Unit: document.UnitShare, Value: e.Index})}
	t := document.Table{Columns: []document.Column{
		{Head: "Expected", Kind: document.ColumnWords},
		{Head: "Weight", Unit: document.UnitCount, Spare: 1},
		{Head: "Wanted", Unit: document.UnitCount},
		{Head: "Done", Unit: document.UnitCount},
		{Head: "Counts as", Unit: document.UnitShare},
	}}
	silent := 0
	for i := range e.Parts {
		p := &e.Parts[i]
		if !p.Done.Valid {
			silent++
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: cmp.Or(p.Name, p.ID)},
			document.Number(known(p.Weight), document.UnitCount),
			document.Number(known(p.Target), document.UnitCount),
			document.Number(p.Done, document.UnitCount),
			document.Number(p.Reached, document.UnitShare),
		}})
	}
	s.Tables = []document.Table{t}
	if silent == 0 {
		return s
	}
	b.gap(SectionEngagement, "", fmt.Sprintf("what the partner did of %s of what is expected", times(silent, "part", len(e.Parts))))
	s.Notes = append(s.Notes, fmt.Sprintf("The engagement is of what is known: %s of all weight.", b.write(document.UnitShare, e.KnownShare)))
	if least := b.policy.Engagement.MinimumKnown; !e.Index.Valid && least.Valid {
		s.Notes = append(s.Notes, fmt.Sprintf("There is none, because %s has to be known at least.", b.write(document.UnitShare, least)))
	}
	return s
}

// times writes how many of all: "1 of 3 parts".
func times(n int, thing string, all int) string {
	if all != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d of %d %s", n, all, thing)
}

// many writes a count of things: "1 deal", "2 deals".
func many(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// someNumber is a cell of a number whose unit the column does not say.
func someNumber(n decimal.NullDecimal, unit document.Unit) document.Cell {
	c := document.Cell{Number: n}
	if n.Valid {
		c.Unit = unit
	}
	return c
}
