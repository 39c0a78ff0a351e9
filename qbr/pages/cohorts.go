package pages

import (
	"cmp"
	"fmt"

	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
)

// Cohorts shows partners that plan, or are reviewed, beside those that are not.
func Cohorts(r channel.CohortReport) document.Document {
	d := document.Document{
		Title: "What partners do, and how they grew", Subtitle: periodsOf(&r), Notice: confidential,
		Sections: []document.Section{{Title: "With and without", Tables: filled(leadTable(&r), cohortTable(&r)), Notes: cohortNotes(&r)}},
	}
	if len(r.Findings) > 0 {
		d.Sections = append(d.Sections, document.Section{Title: "In no cohort", Tables: []document.Table{findingTable("Partners", r.Findings)}})
	}
	return d
}

// periodsOf names the two periods that growth is between.
func periodsOf(r *channel.CohortReport) string {
	later := "a later period"
	if !r.Later.IsZero() {
		later = "that of " + r.Later.String()
	}
	return fmt.Sprintf("From the revenue of %s to %s, in %s", r.Base, later, r.Currency)
}

func practiceName(r *channel.CohortRow) string { return cmp.Or(r.Name, spelled(r.Practice)) }

func leadTable(r *channel.CohortReport) document.Table {
	t := document.Table{Title: "Growth", Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Practice", Kind: document.ColumnWords},
		signed(charted(document.Column{Head: "With it", Unit: share})),
		signed(charted(document.Column{Head: "Without it", Unit: share})),
		{Head: "Lead", Unit: document.UnitSharePoints},
		signed(document.Column{Head: "Median with it", Unit: share, Spare: 1}),
		signed(document.Column{Head: "Median without it", Unit: share, Spare: 1}),
	}}
	for i := range r.Rows {
		row := &r.Rows[i]
		addRow(&t, "", document.Cell{Text: practiceName(row)}, shareCell(row.With.Growth), shareCell(row.Without.Growth),
			document.Number(row.Lead, document.UnitSharePoints), shareCell(row.With.Median), shareCell(row.Without.Median))
	}
	return t
}

func cohortTable(r *channel.CohortReport) document.Table {
	t := document.Table{Title: "What it is made of", Currency: r.Currency, Columns: []document.Column{
		{Head: "Practice", Kind: document.ColumnWords},
		{Head: "Partners", Unit: count},
		{Head: "Left", Unit: count, Spare: 2},
		{Head: "Sold before", Unit: count, Spare: 1},
		{Head: "Before", Unit: money},
		{Head: "Now", Unit: money},
	}}
	for i := range r.Rows {
		row := &r.Rows[i]
		addRow(&t, document.RowGroup, document.Cell{Text: practiceName(row)})
		for _, side := range []struct {
			name string
			c    *channel.Cohort
		}{{"With it", &row.With}, {"Without it", &row.Without}} {
			addRow(&t, document.RowPart, document.Cell{Text: side.name}, intCell(side.c.Partners), intCell(side.c.Left), intCell(side.c.Based), moneyCell(side.c.Before), moneyCell(side.c.Now))
		}
	}
	return t
}

func cohortNotes(r *channel.CohortReport) []string {
	notes := []string{
		"That partners with a practice grew faster does not say why: who plans may be who grows anyway.",
		"A partner has a practice that it took up before the end of the base period. One that has left since counts with a revenue of 0. The median is of the growths of the partners that sold something before.",
	}
	if r.MinimumPartners > 1 {
		notes = append(notes, fmt.Sprintf("No figure is shown of fewer than %d partners.", r.MinimumPartners))
	}
	for i := range r.Rows {
		row := &r.Rows[i]
		for _, c := range []*channel.Cohort{&row.With, &row.Without} {
			if c.Before.Valid && !c.Growth.Valid && c.Before.Decimal.IsZero() {
				return append(notes, "There is no growth of partners that sold nothing before.")
			}
		}
	}
	return notes
}
