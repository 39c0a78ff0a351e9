package tables

import (
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// Sales shows the sales of the quarter beside the plan and the year before, by product and in
// all. The year to date and the quarters before are left out.
func Sales(r performance.Report) document.Table {
	t := table(
		"", r.Currency, wordColumn("Product"), column(money, "Plan"), column(money, "Actual"), column(share, "Of plan"), spare(3, column(money, "Sourced")),
		spare(4, column(money, "Influenced")), spare(4, column(money, "Attached")), spare(2, column(money, "A year ago")),
		spare(1, signed(column(share, "Growth"))), textColumn("Status"),
	)
	row := func(kind document.RowKind, name string, f *performance.Figures) {
		addRow(
			&t, kind, textCell(name), moneyCell(f.Plan), moneyCell(f.Actual), shareCell(f.Attainment), moneyCell(f.Sourced), moneyCell(f.Influenced),
			moneyCell(f.Attached), moneyCell(f.YearAgo), shareCell(f.YearGrowth), textCell(string(f.Status)),
		)
	}
	for i := range r.Products {
		row("", r.Products[i].Product, &r.Products[i].Quarter)
	}
	row(document.RowTotal, "In all", &r.Total.Quarter)
	return t
}

// Engagement shows what was done of what is expected, and as how much of it that counts.
func Engagement(e performance.Engagement) document.Table {
	t := table("", "", wordColumn("Expected"), spare(1, column(count, "Weight")), column(count, "Wanted"), column(count, "Done"), column(share, "Counts as"))
	for i := range e.Parts {
		p := &e.Parts[i]
		addRow(&t, "", named(p.Name, p.ID), countCell(known(p.Weight)), countCell(known(p.Target)), countCell(p.Done), shareCell(p.Reached))
	}
	return t
}
