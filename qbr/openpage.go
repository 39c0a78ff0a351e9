package qbr

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/redact"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// filled returns the sections that say something.
func filled(sections ...document.Section) []document.Section {
	return redact.Without(sections, func(s *document.Section) bool { return len(s.Tables)+len(s.Notes) == 0 })
}

func (r *Review) decisionPage() document.Section {
	t := document.Table{Currency: r.Currency, Columns: []document.Column{
		setting.TextColumn("No."), setting.WordColumn("Decision"), setting.Spare(1, setting.Column(document.UnitMoney, "Amount")), setting.TextColumn("By"),
	}}
	for i := range r.Decisions {
		d := &r.Decisions[i]
		number := document.Number(counted(i+1), document.UnitCount)
		addRow(&t, number, setting.Text(d.Text), document.Cell{Number: d.Amount}, setting.Text(string(d.Party)))
	}
	return pageOf("Decide today", t)
}

// gapPage lists what is not known, a line for each section.
func (r *Review) gapPage() document.Section {
	t := document.Table{Columns: []document.Column{{}, {Kind: document.ColumnWords}}}
	at := make(map[SectionID]int)
	for i := range r.Gaps {
		g := &r.Gaps[i]
		row, again := at[g.Section]
		if again {
			t.Rows[row].Cells[1].Text += "; " + g.Text
			continue
		}
		at[g.Section] = len(t.Rows)
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(words.Name(string(g.Section)), g.Text)})
	}
	s := pageOf("Not known", t)
	var empty []string
	for i := range r.Sections {
		if r.Sections[i].isEmpty() {
			empty = append(empty, r.Sections[i].Title)
		}
	}
	if len(empty) > 0 {
		s.Notes = []string{"Left out, as nothing is recorded for them: " + strings.Join(empty, ", ") + "."}
	}
	return s
}

func (r *Review) discrepancyPage() document.Section {
	t := document.Table{Currency: r.Currency, Columns: []document.Column{
		setting.WordColumn("Figure"), setting.WordColumn("One source"), setting.Mixed("It says"), setting.WordColumn("The other source"), setting.Mixed("That says"),
		setting.Column(document.UnitShare, "Difference"), setting.WordColumn("Used"),
	}}
	for i := range r.Discrepancies {
		d := &r.Discrepancies[i]
		name := words.InUnit(d.Figure, d.Unit, r.Currency)
		addRow(
			&t, setting.Text(name), setting.Text(d.First.Name()), setting.SomeNumber(known(d.FirstValue), d.Unit), setting.Text(d.Second.Name()),
			setting.SomeNumber(known(d.SecondValue), d.Unit), document.Number(d.Share, document.UnitShare), setting.Text(d.Used.Name()),
		)
	}
	return pageOf("Where sources disagree", t)
}

// pageOf is a page of the tables that have rows.
func pageOf(title string, tables ...document.Table) document.Section {
	return document.Section{Title: title, Tables: redact.Without(tables, func(t *document.Table) bool { return len(t.Rows) == 0 })}
}

// nextPage is the next quarter: targets, what is proposed, and whether marketing carries it.
func (r *Review) nextPage() document.Section {
	targets, note := tables.QuarterTargets(r.Next.Targets, r.Quarter, r.isRunning(), r.AsOf, r.Currency)
	lines := make([]tables.CapacityLine, len(r.Next.Capacity))
	for i := range lines {
		lines[i] = tables.CapacityLine(r.Next.Capacity[i])
	}
	s := pageOf(fmt.Sprintf("Next quarter, %s", r.Next.Quarter), targets, r.proposedTable(), tables.Capacity(lines))
	if note != "" {
		s.Notes = []string{note}
	}
	return s
}

func (r *Review) proposedTable() document.Table {
	t := document.Table{Title: "Commitments proposed", Currency: r.Currency, Columns: []document.Column{
		setting.WordColumn("Commitment"), setting.TextColumn("By"), setting.Spare(1, setting.WordColumn("Owner")), setting.TextColumn("Due"), setting.Spare(2, setting.TextColumn("Unit")), setting.Mixed("At least"),
	}}
	for i := range r.Next.Commitments {
		c := &r.Next.Commitments[i]
		addRow(&t, promise(c, r.unitOf(c), r.Currency)...)
	}
	return t
}

// unitOf is the unit of a commitment's amount, left out that of the figure it is of.
func (r *Review) unitOf(c *Commitment) document.Unit {
	if c.Unit != "" || c.Metric == "" {
		return c.Unit
	}
	for i := range r.Sections {
		for j := range r.Sections[i].Metrics {
			if m := &r.Sections[i].Metrics[j]; m.ID == c.Metric {
				return m.Unit
			}
		}
	}
	return ""
}
