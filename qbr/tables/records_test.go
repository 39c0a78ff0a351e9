package tables_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/qbr/tables"
)

func number(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

func TestSpecialisations(t *testing.T) {
	asOf := partnermath.NewDate(2026, 10, 14)
	cloud := tables.Specialisation{ID: "cloud", Name: "Cloud", Earned: asOf.AddDays(-400), Expires: asOf.AddDays(90), Required: number("3"), Certified: number("2")}
	edge := tables.Specialisation{ID: "edge", Earned: asOf, Required: number("2"), Certified: number("5")}
	gone := tables.Specialisation{ID: "gone", Earned: asOf.AddDays(-9), Expires: asOf.AddDays(-1)}
	table, held := tables.Specialisations([]tables.Specialisation{cloud, edge, gone}, asOf)
	same(t, "table", []string{
		"Competence|State|Earned|Expires|Days left|People wanted|Certified|Missing",
		"Cloud|expires soon, people are missing|2025-09-09|2027-01-12|90|3|2|1",
		"edge|held|2026-10-14|||2|5|0",
		"gone|expired|2026-10-05|2026-10-13||–|–|–",
	}, sheet(table))
	if held != 2 {
		t.Errorf("%d are held", held)
	}
}

func TestWins(t *testing.T) {
	table, note := tables.Wins([]tables.Win{{Deal: "d-1", Customer: "Hafen AG", Amount: number("82000.5"), Note: "first"}, {Deal: "d-2"}, {Amount: number("7")}}, "USD")
	same(t, "table", []string{
		"Customer|Deal|Amount|Remark", "Hafen AG|d-1|82,000.50|first", "|d-2|–|", "||7|", "In all||82,007.50",
	}, sheet(table))
	same(t, "note", []string{"The amount of 1 of 3 wins is not known."}, []string{note})
}

func TestQuarterTargets(t *testing.T) {
	q4 := partnermath.Quarter{Year: 2026, Number: 4}
	as := func(target string) []performance.QuarterTarget {
		return []performance.QuarterTarget{{Quarter: q4, Plan: number("100"), Target: number(target)}}
	}
	day := partnermath.NewDate(2026, 8, 15)
	table, over := tables.QuarterTargets(as("152"), q4.Add(-1), false, day, "USD")
	_, running := tables.QuarterTargets(as("106"), q4.Add(-1), true, day, "USD")
	_, same4 := tables.QuarterTargets(as("100.00"), q4.Add(-1), true, day, "USD")
	_, unknown := tables.QuarterTargets(as(""), q4.Add(-1), true, day, "USD")
	same(t, "table", []string{"Quarter|Plan|Target", "2026-Q4|100|152"}, sheet(table))
	same(t, "notes", []string{
		"Target: what the sales so far leave of the plan of the year, spread over the quarters left.",
		"Target: what the sales so far leave of the plan of the year, spread over the quarters left, without what of the plan of 2026-Q3 falls due after 2026-08-15.",
		"", "",
	}, []string{over, running, same4, unknown})
}

func TestBesidePlan(t *testing.T) {
	q := performance.QuarterTarget{Quarter: partnermath.Quarter{Year: 2026, Number: 4}, Plan: number("100"), Target: number("152")}
	same(t, "notes", []string{"Deals of 2026-Q4 are set beside its plan; after the sales of the year so far, its target is 152 USD.", "", "", ""}, []string{
		tables.BesidePlan(q, number("100.0"), "USD"), tables.BesidePlan(q, number("152"), "USD"), tables.BesidePlan(q, number("90"), "USD"), tables.BesidePlan(q, number(""), "USD"),
	})
	q.Target = number("100")
	if note := tables.BesidePlan(q, number("100"), "USD"); note != "" {
		t.Errorf("of the same: %q", note)
	}
}

func TestLeadQuarters(t *testing.T) {
	q := partnermath.Quarter{Year: 2026, Number: 1}
	all := []tables.LeadQuarter{
		{Quarter: q}, {Quarter: q.Add(1), MQLs: number("20"), SQLs: number("5"), SQLRate: number("0.25")}, {Quarter: q.Add(2), MQLs: number("0"), SQLs: number("0"), Partial: true},
	}
	same(t, "table", []string{"Quarter|MQLs|SQLs|SQLs of MQLs", "2026-Q2|20|5|25%", "2026-Q3, in part|0|0|–"}, sheet(tables.LeadQuarters(all)))
	if rows := tables.LeadQuarters(all[:2]).Rows; len(rows) > 0 {
		t.Errorf("%d rows of one quarter", len(rows))
	}
}

// While the quarter runs, a status is of what is due by now, which stands beside it.
func TestSales(t *testing.T) {
	figures := func(plan, actual, due string, status performance.Status) performance.Figures {
		f := performance.Figures{Plan: number(plan), Actual: number(actual), Status: status}
		if due != "" {
			f.Running, f.Pace = true, &performance.Pace{Due: number(due)}
		}
		return f
	}
	r := performance.Report{Currency: "USD", Total: performance.Line{Quarter: figures("300", "", "150", performance.StatusNoData)}, Products: []performance.Line{
		{Product: "core", Quarter: figures("200", "110", "100", performance.StatusGreen)}, {Product: "new", Quarter: figures("", "7", "", performance.StatusNoTarget)},
	}}
	r.Products[1].Quarter.Pace = &performance.Pace{}
	same(t, "running", []string{
		"Product|Plan|Due by now|Actual|Of plan|Sourced|Influenced|Attached|A year ago|Growth|Status",
		"core|200|100|110|–|–|–|–|–|–|green", "new|–|–|7|–|–|–|–|–|–|", "In all|300|150|–|–|–|–|–|–|–|no data",
	}, sheet(tables.Sales(r)))
	r.Total.Quarter, r.Products = figures("300", "310", "", performance.StatusGreen), nil
	same(t, "over", []string{"Product|Plan|Actual|Of plan|Sourced|Influenced|Attached|A year ago|Growth|Status", "In all|300|310|–|–|–|–|–|–|green"}, sheet(tables.Sales(r)))
}
