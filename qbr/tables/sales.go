package tables

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/performance"
)

// Sales shows the sales of the quarter beside the plan and the year before, by product and in
// all, and in a running quarter beside what is due of the plan by now, which a status is of. The
// year to date and the quarters before are left out.
func Sales(r performance.Report) document.Table {
	t := table(
		"", r.Currency, setting.WordColumn("Product"), setting.Charted(setting.Column(money, "Plan")), setting.Charted(setting.Column(money, "Actual")), setting.Column(share, "Of plan"), setting.Spare(3, setting.Column(money, "Sourced")),
		setting.Spare(4, setting.Column(money, "Influenced")), setting.Spare(4, setting.Column(money, "Attached")), setting.Spare(2, setting.Charted(setting.Column(money, "A year ago"))),
		setting.Spare(1, signed(setting.Column(share, "Growth"))), setting.TextColumn("Status"),
	)
	t.Chart = document.ChartBars
	const afterPlan = 2
	if r.Total.Quarter.Running {
		t.Columns = slices.Insert(t.Columns, afterPlan, setting.Column(money, "Due by now"))
	}
	row := func(kind document.RowKind, name string, f *performance.Figures) {
		cells := []document.Cell{
			setting.Text(name), moneyCell(f.Plan), moneyCell(f.Actual), shareCell(f.Attainment), moneyCell(f.Sourced), moneyCell(f.Influenced),
			moneyCell(f.Attached), moneyCell(f.YearAgo), shareCell(f.YearGrowth), setting.Text(words.Status(f.Status)),
		}
		if f.Pace != nil {
			cells = slices.Insert(cells, afterPlan, moneyCell(f.Pace.Due))
		}
		addRow(&t, kind, cells...)
	}
	for i := range r.Products {
		row("", r.Products[i].Product, &r.Products[i].Quarter)
	}
	row(document.RowTotal, "In all", &r.Total.Quarter)
	return t
}

// QuarterTargets shows what falls to the quarters left of a year, beside their plans, where
// either is known. The note,
// "" where that is the same, says what a target is: without what the quarter before them is
// still to bring after a day, where it runs.
func QuarterTargets(left []performance.QuarterTarget, before partnermath.Quarter, running bool, asOf partnermath.Date, currency string) (t document.Table, note string) {
	t = table("What remains of the year", currency, setting.TextColumn("Quarter"), setting.Charted(setting.Column(money, "Plan")), setting.Charted(setting.Column(money, "Target")))
	t.Chart = document.ChartColumns
	for i := range left {
		q := &left[i]
		if !q.Plan.Valid && !q.Target.Valid {
			continue
		}
		if q.Target.Valid && (!q.Plan.Valid || !q.Target.Decimal.Equal(q.Plan.Decimal)) {
			note = "Target: what the sales so far leave of the plan of the year, spread over the quarters left"
		}
		addRow(&t, "", setting.Text(q.Quarter.String()), moneyCell(q.Plan), moneyCell(q.Target))
	}
	switch {
	case note == "":
	case running:
		note += fmt.Sprintf(", without what of the plan of %s falls due after %s.", before, asOf)
	default:
		note += "."
	}
	return t, note
}

// BesidePlan says what the target of a quarter is where deals are set against its plan alone; ""
// where that is the target, or what they are set against is neither.
func BesidePlan(q performance.QuarterTarget, against decimal.NullDecimal, currency string) string {
	if !q.Plan.Valid || !q.Target.Valid || !against.Valid || !q.Plan.Decimal.Equal(against.Decimal) || q.Target.Decimal.Equal(against.Decimal) {
		return ""
	}
	return fmt.Sprintf("Deals of %s are set beside its plan; after the sales of the year so far, its target is %s.", q.Quarter, inCurrency(q.Target, currency))
}

// Engagement shows what was done of what is expected, and as how much of it that counts.
func Engagement(e performance.Engagement) document.Table {
	t := table("", "", setting.WordColumn("Expected"), setting.Spare(1, setting.Column(count, "Weight")), setting.Column(count, "Wanted"), setting.Column(count, "Done"), setting.Charted(setting.Column(share, "Counts as")))
	t.Chart = document.ChartBars
	for i := range e.Parts {
		p := &e.Parts[i]
		addRow(&t, "", named(p.Name, p.ID), countCell(known(p.Weight)), countCell(known(p.Target)), countCell(p.Done), shareCell(p.Reached))
	}
	return t
}
