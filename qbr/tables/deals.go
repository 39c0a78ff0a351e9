package tables

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// DealQuarter is the deals of a quarter, and what that is called. The zero DealQuarter has none.
type DealQuarter struct {
	Name   string
	Report pipeline.DealReport
}

// Deals sets quarters side by side: the target, what is won and remains, the open deals that
// are expected to close in the quarter, and where it lands with these. Deals that the
// quarter does not count are told of by [OpenDeals]. An amount that leaves out deals of which it
// is not known is that of the others, and unknown where that is 0.
func Deals(quarters []DealQuarter) document.Table {
	t := table("Deals and the plan", "", setting.WordColumn("Deals"))
	t.Chart = document.ChartAcross
	for i := range quarters {
		t.Currency = quarters[i].Report.Currency
		t.Columns = append(t.Columns, setting.Charted(setting.Column(money, quarters[i].Name)))
	}
	cells := func(name string, of func(*pipeline.DealReport) decimal.NullDecimal) []document.Cell {
		cells := []document.Cell{setting.Text(name)}
		for i := range quarters {
			cells = append(cells, moneyCell(of(&quarters[i].Report)))
		}
		return cells
	}
	addCharted(&t, "", cells("Target", func(r *pipeline.DealReport) decimal.NullDecimal { return r.Target })...)
	addCharted(&t, "", cells("Won", func(r *pipeline.DealReport) decimal.NullDecimal { return setting.Least(r.Won, r.Unknown.Won) })...)
	addRow(&t, "", cells("Remaining", func(r *pipeline.DealReport) decimal.NullDecimal { return r.Remaining })...)
	addRow(&t, "", cells("Open, expected to close in the quarter", func(r *pipeline.DealReport) decimal.NullDecimal { return setting.Least(r.Open, r.Unknown.Open) })...)
	addRow(&t, "", cells("Weighted by the chance to win", func(r *pipeline.DealReport) decimal.NullDecimal { return setting.Least(r.Weighted, r.Unknown.Weighted) })...)
	addCharted(&t, document.RowTotal, cells("Landing: won and weighted", func(r *pipeline.DealReport) decimal.NullDecimal {
		return setting.Least(r.Landing, r.Unknown.Won+r.Unknown.Weighted)
	})...)
	return t
}

// Uncovered says how much pipeline a quarter, which is called so, lacks to a target for it; ""
// where it is met or nothing is required.
func Uncovered(quarter string, t pipeline.CoverageTargetResult, currency string) string {
	if !t.Required.Valid || t.Met {
		return ""
	}
	deals, plan := "open deals", "what remains of the plan"
	if t.Basis == pipeline.ValueWeighted {
		deals = "weighted deals"
	}
	if t.Of == pipeline.TargetFull {
		plan = "the plan"
	}
	return fmt.Sprintf("%s lacks %s in %s to cover %s %s (%s).", quarter, inCurrency(known(t.Required.Decimal.Sub(t.Pipeline)), currency), deals,
		plan, document.UnitTimes.Format(known(t.Times), ""), t.Name)
}

// DealNotes say how many open deals there are, those that the quarter does not count too, how
// often deals are won, what that takes of open deals, and how long it takes.
func DealNotes(r pipeline.DealReport) []string {
	notes := openNotes(&r)
	if w := &r.WinRates; w.Narrow.Valid {
		notes = append(notes, fmt.Sprintf("Win rate: %s of the %s won or lost by %s, in earlier quarters too%s.",
			share.Format(w.Narrow, ""), words.Many(w.Won+w.Lost, "deal"), r.AsOf, undecided(w.NoDecision)))
		if w.RequiredNarrow.Valid {
			notes = append(notes, fmt.Sprintf("At that rate, a plan is reached with open deals of %s its amount.", document.UnitTimes.Format(w.RequiredNarrow, "")))
		}
	}
	if r.Pace.AverageCycle.Valid {
		notes = append(notes, fmt.Sprintf("A won deal took %s days on average, of the %d whose days are known.", document.UnitDays.Format(r.Pace.AverageCycle, ""), r.Pace.Cycles))
	}
	return notes
}

// undecided says what the win rate leaves out.
func undecided(deals int) string {
	if deals == 0 {
		return ""
	}
	return fmt.Sprintf("; without the %d that closed without a decision", deals)
}

func openNotes(r *pipeline.DealReport) []string {
	deals, amount, unknown := r.Deals, r.Open, r.Unknown.Open
	for i := range r.Apart {
		e := &r.Apart[i]
		deals, amount, unknown = deals+e.Deals, amount.Add(e.Amount), unknown+e.Unknown
	}
	if deals == 0 {
		return nil
	}
	text := "Open in all: " + words.Many(deals, "deal")
	if total := setting.Least(amount, unknown); total.Valid {
		text += " of " + inCurrency(total, r.Currency)
	}
	if unknown > 0 {
		text += fmt.Sprintf(", %d of an unknown amount", unknown)
	}
	notes := []string{text + fmt.Sprintf("; %d in the figures.", r.Deals)}
	if r.StaleAfter == 0 {
		notes = append(notes, "Stale deals are not told: the policy does not say after how many days without activity a deal is stale.")
	}
	return notes
}

// OpenDeals shows the open deals of a quarter by stage and forecast category, of which each
// has those that are surer too. Apart are the open deals that the quarter does not count, by
// the reason, and those that it counts although nobody has touched them for long, with the
// first of each. An amount is of the deals of which it is known. Either has no rows where
// there are no such deals.
func OpenDeals(q DealQuarter) (open, apart document.Table) {
	return openDeals(&q), dealsApart(&q)
}

func openDeals(q *DealQuarter) document.Table {
	r := &q.Report
	t := table("Open deals to close in "+q.Name, r.Currency, setting.WordColumn("Deals by"), setting.Column(count, "Deals"), setting.Charted(setting.Column(money, "Open")), setting.Charted(setting.Column(money, "Weighted")))
	if r.Deals == 0 {
		return t
	}
	t.Chart = document.ChartBars
	cells := func(name string, deals int, open, weighted decimal.Decimal, unknown pipeline.DealUnknown) []document.Cell {
		return []document.Cell{setting.Text(name), intCell(deals), leastCell(open, unknown.Open), leastCell(weighted, unknown.Weighted)}
	}
	addRow(&t, document.RowGroup, setting.Text("Stage"))
	for i := range r.Stages {
		stage := &r.Stages[i]
		addCharted(&t, document.RowPart, cells(cmp.Or(stage.Name, stage.ID, "Stage not known"), stage.Deals, stage.Open, stage.Weighted, stage.Unknown)...)
	}
	addRow(&t, document.RowGroup, setting.Text("Forecast category, with the surer ones"))
	for i := range r.Categories {
		c := &r.Categories[i]
		addRow(&t, document.RowPart, cells(categoryName(c.Category), c.Deals, c.Open, c.Weighted, c.Unknown)...)
	}
	return t
}

// leastCell is an amount that leaves out so many deals.
func leastCell(amount decimal.Decimal, unknown int) document.Cell {
	if n := setting.Least(amount, unknown); !n.Valid {
		return moneyCell(n)
	}
	return knownCell(amount)
}

func categoryName(c pipeline.ForecastCategory) string {
	switch c {
	case pipeline.CategoryCommit:
		return "Commit"
	case pipeline.CategoryBestCase:
		return "Commit and best case"
	case pipeline.CategoryOpen:
		return "Commit, best case and open"
	case pipeline.CategoryOmitted:
	}
	return string(c)
}

func dealsApart(q *DealQuarter) document.Table {
	t := table(
		"Open deals to look at", q.Report.Currency, setting.WordColumn("Open deals"), setting.Column(count, "Deals"), setting.Column(money, "Amount"), setting.WordColumn("Which"),
	)
	row := func(name string, e *pipeline.DealExceptions) {
		if e.Deals == 0 {
			return
		}
		var ids []string
		for i := range e.Listed[:min(len(e.Listed), words.MostNamed)] {
			ids = append(ids, e.Listed[i].ID)
		}
		amount := decimal.NullDecimal{Decimal: e.Amount, Valid: e.Unknown < e.Deals}
		addRow(&t, "", setting.Text(name), intCell(e.Deals), moneyCell(amount), which(ids, e.Deals))
	}
	for i := range q.Report.Apart {
		row("Not in the figures: "+apartName(q.Report.Apart[i].Reason, q.Name), &q.Report.Apart[i])
	}
	row("In the figures: without activity for more than "+words.Many(q.Report.StaleAfter, words.DayNoun(q.Report.Days)), &q.Report.Stale)
	return t
}

func apartName(why pipeline.DealApartReason, quarter string) string {
	switch why {
	case pipeline.ApartSlipped:
		return "should have closed already"
	case pipeline.ApartUndated:
		return "without an expected close"
	case pipeline.ApartEarlier:
		return "expected to close before " + quarter
	case pipeline.ApartLater:
		return "expected to close after " + quarter
	case pipeline.ApartOmitted:
		return "omitted from the forecast"
	}
	return string(why)
}
