package qbr

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
)

// openPages are what the meeting has to decide, what is not known and where sources disagree.
func (r *Review) openPages() []document.Section {
	return filled(r.decisionPage(), r.gapPage(), r.discrepancyPage())
}

// nextPages are the quarters left, the commitments proposed and the agenda.
func (r *Review) nextPages() []document.Section {
	return filled(r.nextPage(), r.agendaPage())
}

// filled returns the sections that say something.
func filled(sections ...document.Section) []document.Section {
	return without(sections, func(s *document.Section) bool { return len(s.Tables)+len(s.Notes) == 0 })
}

func (r *Review) decisionPage() document.Section {
	t := document.Table{Currency: r.Currency, Columns: []document.Column{
		{Head: "No."},
		{Head: "Decision", Kind: document.ColumnWords},
		{Head: "Amount", Unit: document.UnitMoney, Spare: 1},
		{Head: "By"},
	}}
	for i := range r.Decisions {
		d := &r.Decisions[i]
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Number: counted(i + 1), Unit: document.UnitCount}, {Text: d.Text}, {Number: d.Amount}, {Text: string(d.Party)},
		}})
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
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(sectionWord(g.Section), g.Text)})
	}
	return pageOf("Not known", t)
}

func sectionWord(id SectionID) string {
	text := strings.ReplaceAll(string(id), "-", " ")
	return strings.ToUpper(text[:min(len(text), 1)]) + text[min(len(text), 1):]
}

func (r *Review) discrepancyPage() document.Section {
	t := document.Table{Currency: r.Currency, Columns: []document.Column{
		{Head: "Figure", Kind: document.ColumnWords},
		{Head: "One source", Kind: document.ColumnWords},
		{Head: "It says", Kind: document.ColumnNumber},
		{Head: "The other source", Kind: document.ColumnWords},
		{Head: "That says", Kind: document.ColumnNumber},
		{Head: "Apart", Unit: document.UnitShare},
		{Head: "Used", Kind: document.ColumnWords},
	}}
	for i := range r.Discrepancies {
		d := &r.Discrepancies[i]
		name := d.Figure
		if d.Unit == document.UnitMoney {
			name += ", " + r.Currency
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: name},
			{Text: sourceWord(d.First)},
			someNumber(known(d.FirstValue), d.Unit),
			{Text: sourceWord(d.Second)},
			someNumber(known(d.SecondValue), d.Unit),
			document.Number(d.Share, document.UnitShare),
			{Text: sourceWord(d.Used)},
		}})
	}
	return pageOf("Where sources disagree", t)
}

func pageOf(title string, t document.Table) document.Section {
	s := document.Section{Title: title}
	if len(t.Rows) > 0 {
		s.Tables = []document.Table{t}
	}
	return s
}

// nextPage is the next quarter: targets, what is proposed, and whether marketing carries it.
func (r *Review) nextPage() document.Section {
	money, count := document.UnitMoney, document.UnitCount
	s := document.Section{Title: fmt.Sprintf("Next quarter, %s", r.Next.Quarter)}
	targets := document.Table{Title: "What remains of the year", Currency: r.Currency, Columns: []document.Column{
		{Head: "Quarter"}, {Head: "Plan", Unit: money}, {Head: "Target", Unit: money},
	}}
	for _, q := range r.Next.Targets {
		targets.Rows = append(targets.Rows, document.Row{Cells: []document.Cell{
			{Text: q.Quarter.String()}, document.Number(q.Plan, money), document.Number(q.Target, money),
		}})
	}
	capacity := document.Table{Title: "What the target takes, and what marketing is planned to bring", Columns: []document.Column{
		{Head: "Stage"}, {Head: "Needed", Unit: count}, {Head: "Planned", Unit: count}, {Head: "Lacking", Unit: count}, {Head: "Enough"},
	}}
	for i := range r.Next.Capacity {
		c := &r.Next.Capacity[i]
		enough := map[bool]string{true: "yes", false: "no"}[c.Enough]
		if !c.Lacking.Valid {
			enough = "not known"
		}
		capacity.Rows = append(capacity.Rows, document.Row{Cells: []document.Cell{
			{Text: stageWord(c.Stage)}, document.Number(c.Required, count), document.Number(c.Planned, count), document.Number(c.Lacking, count), {Text: enough},
		}})
	}
	for _, t := range []document.Table{targets, r.proposedTable(), capacity} {
		if len(t.Rows) > 0 {
			s.Tables = append(s.Tables, t)
		}
	}
	return s
}

func (r *Review) proposedTable() document.Table {
	t := document.Table{Title: "Commitments proposed", Currency: r.Currency, Columns: []document.Column{
		{Head: "Commitment", Kind: document.ColumnWords},
		{Head: "By"},
		{Head: "Owner", Kind: document.ColumnWords, Spare: 1},
		{Head: "Due"},
		{Head: "Unit", Spare: 2},
		{Head: "At least", Kind: document.ColumnNumber},
	}}
	for i := range r.Next.Commitments {
		c := &r.Next.Commitments[i]
		t.Rows = append(t.Rows, document.Row{Cells: promise(c, r.unitOf(c), r.Currency)})
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
