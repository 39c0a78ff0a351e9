package qbr_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// quarterSales is a quarter of sales, of which the first month has the plan and what was sold.
func quarterSales(quarter int, plan, sold string) []performance.SalesMonth {
	var months []performance.SalesMonth
	for i := range 3 {
		m := performance.SalesMonth{Year: 2026, Month: quarter*3 - 2 + i, Product: "core", Plan: num("0"), Sourced: num("0")}
		if i == 0 {
			m.Plan, m.Sourced = num(plan), num(sold)
		}
		months = append(months, m)
	}
	return months
}

// running is a review as of 15 August, the 46th of 92 days: half of the quarter, and 227 of 273
// days of the year so far.
func running(change func(in *inputs)) inputs {
	return quarterOnly(func(in *inputs) {
		in.AsOf = day(8, 15)
		for q, of := range [][2]string{{"0", "0"}, {"0", "0"}, {"92000", "40000"}, {"100000", "0"}} {
			in.Records.Sales = append(in.Records.Sales, quarterSales(q+1, of[0], of[1])...)
		}
		change(in)
	})
}

// What the policy wants of revenue and of demand is judged beside what is due of it by now, as
// the plan is.
func TestPolicyInARunningQuarter(t *testing.T) {
	in := running(func(in *inputs) {
		in.Sources.Leads = source[pipeline.LeadReport](t, `{"all": {"leads": 9, "outcome": {"mqls": "5", "sqls": "4"}}}`)
		in.Sources.Registrations = source[pipeline.RegistrationReport](t, `{"partners": [{"id": "varnholt", "registered": "130000", "goal": "250000"}]}`)
		in.Sources.Leads.AsOf, in.Sources.Registrations.AsOf = in.AsOf, in.AsOf
		in.Policy.Metrics = []qbr.MetricRule{
			{Metric: qbr.MetricRevenue, Target: num("82000"), Floor: num("79000")},
			{Metric: qbr.MetricYearRevenue, Target: num("54600")},
			{Metric: qbr.MetricMQLs, Target: num("11"), Floor: num("10")},
			{Metric: qbr.MetricSQLs, Target: num("8")},
		}
	})
	r := prepared(t, in)
	same(t, "figures", []string{
		"revenue 40000 82000 amber –", "revenue-year-to-date 40000 54600 red –",
	}, figures(section(t, r, qbr.SectionPerformance).Metrics))
	same(t, "due", []string{"revenue 79,000 41,000 39,500", "revenue-year-to-date – 45,400 –"}, floors(section(t, r, qbr.SectionPerformance).Metrics)) // 54,600 × 227 ÷ 273
	demand := section(t, r, qbr.SectionMarketing).Metrics
	same(t, "demand", []string{"mqls 5 11 amber –", "sqls 4 8 green –", "sql-rate – – no-target –"}, figures(demand))
	same(t, "demand due", []string{"mqls 10 5.5 5", "sqls – 4 –"}, floors(demand))
	same(t, "registered", []string{"registered 130000 250000 green –"}, figures(section(t, r, qbr.SectionRegistration).Metrics))

	// 5 so far is no change from a whole quarter.
	in.Records.History = []qbr.PastMetric{{Metric: qbr.MetricMQLs, Quarter: q3().Add(-1), Value: num("12")}, {Metric: qbr.MetricSQLRate, Quarter: q3().Add(-1), Value: num("0.5")}}
	s := section(t, prepared(t, in), qbr.SectionMarketing)
	same(t, "demand beside the quarter before", []string{"mqls 5 11 amber –", "sqls 4 8 green –", "sql-rate – – no-target –"}, figures(s.Metrics))
	same(t, "quarters", []string{"2026-Q2|12|–|50%", "2026-Q3, in part|5|4|–"}, rows(tableOf(t, s, "Lead conversion by quarter")))

	in.AsOf = day(9, 30) // all of it is due
	same(t, "demand at the end", []string{"mqls 5 11 red -7", "sqls 4 8 red –", "sql-rate – – no-target –"}, figures(section(t, prepared(t, in), qbr.SectionMarketing).Metrics))
	r = prepared(t, in)
	same(t, "figures at the end", []string{"revenue 40000 82000 red –", "revenue-year-to-date 40000 54600 red –"}, figures(section(t, r, qbr.SectionPerformance).Metrics))
	same(t, "floors at the end", []string{"revenue 79,000 – –"}, floors(section(t, r, qbr.SectionPerformance).Metrics))
}

// The next quarter has to make up for what was due by now and not sold, 46,000 − 40,000, and
// for nothing that the quarter is still to bring.
func TestTargetOfTheNextQuarterInARunningOne(t *testing.T) {
	r := prepared(t, running(func(*inputs) {}))
	if got := r.Next.Targets[0].Target.Decimal.String(); got != "106000" {
		t.Errorf("the target is %s", got)
	}
	page := pageOf(t, r, "Next quarter, 2026-Q4")
	same(t, "notes", []string{
		"Target: what the sales so far leave of the plan of the year, spread over the quarters left, without what of the plan of 2026-Q3 falls due after 2026-08-15.",
	}, page.Notes)
	in := running(func(*inputs) {})
	in.AsOf = day(9, 30)
	r = prepared(t, in)
	if got := r.Next.Targets[0].Target.Decimal.String(); got != "152000" { // 100,000 + 92,000 − 40,000
		t.Errorf("the target at the end is %s", got)
	}
	in.Policy.Performance.Spread = performance.SpreadWithoutShortfall
	if page := pageOf(t, prepared(t, in), "Next quarter, 2026-Q4"); len(page.Notes) > 0 {
		t.Errorf("a target that is the plan has notes: %q", page.Notes)
	}
}

// While a quarter runs, it is the one that lands, and the next one when it is over.
func TestLandingOfARunningQuarter(t *testing.T) {
	with := func(asOf partnermath.Date) qbr.Section {
		in := quarterOnly(func(in *inputs) {
			in.AsOf = asOf
			deals := `{"target": "%d", "won": "0", "remaining": "%[1]d", "landing": "%d", "open": "0", "weighted": "0"}`
			in.Sources.Deals = source[pipeline.DealReport](t, fmt.Sprintf(deals, 100, 90))
			in.Sources.NextDeals = of(full{asOf: asOf}, 4, source[pipeline.DealReport](t, fmt.Sprintf(deals, 200, 20)).Value)
			in.Sources.Deals.AsOf = asOf
		})
		return section(t, prepared(t, in), qbr.SectionPipeline)
	}
	same(t, "on its last day but one", []string{"landing 90 100 amber –"}, figures(with(day(9, 29)).Metrics))
	same(t, "on its last day", []string{"landing 20 200 red –"}, figures(with(day(9, 30)).Metrics))
}

// Without sales there is no revenue; what deals were won is told where that is said.
func TestRevenueThatIsNotRecorded(t *testing.T) {
	r := prepared(t, quarterOnly(func(in *inputs) {
		in.Sources.Deals = source[pipeline.DealReport](t, `{"won": "148000", "landing": "148000", "open": "0", "weighted": "0"}`)
	}))
	same(t, "gaps", []string{"the partner's sales, planned and actual; won deals of 148,000 USD stand in the pipeline"}, gapsOf(r, qbr.SectionPerformance))
	r = prepared(t, quarterOnly(func(*inputs) {}))
	same(t, "gaps without deals", []string{"the partner's sales, planned and actual"}, gapsOf(r, qbr.SectionPerformance))
}

// Sections of which nothing is recorded are named once, and have no page; nor has a next quarter without plan.
func TestSectionsWithoutContent(t *testing.T) {
	in := quarterOnly(func(in *inputs) {
		in.Policy.Sections = []qbr.TierSections{{Sections: []qbr.SectionID{qbr.SectionWins, qbr.SectionFunds, qbr.SectionOwn}}}
		in.Records.Metrics = []qbr.OwnMetric{{ID: "visits", Name: "Visits", Unit: "count", Value: num("3")}}
	})
	r := prepared(t, in)
	d := r.Document()
	var pages []string
	for _, s := range d.Sections {
		pages = append(pages, s.Title)
	}
	same(t, "notes", []string{"Left out, as nothing is recorded for them: Wins, Market development funds."}, pageOf(t, r, "Not known").Notes)
	same(t, "pages", []string{"", "At a glance", "Not known", "Own metrics"}, pages[:min(len(pages), 4)])
}

// What only the vendor has is marked where the vendor reads it.
func TestVendorOnlyIsMarked(t *testing.T) {
	in := quarterOnly(func(in *inputs) {
		in.Records.Metrics = []qbr.OwnMetric{
			{ID: "a", Name: "Chance of leaving", Unit: "share", Value: num("0.25"), VendorOnly: true}, {ID: "b", Name: "Visits", Unit: "count", Value: num("3")},
		}
		in.Records.Comments = []qbr.Comment{
			{Section: qbr.SectionOwn, Text: "First."},
			{Section: qbr.SectionOwn, Text: "Second.", VendorOnly: true},
			{Section: qbr.SectionOwn, Author: "Ruth Okonjo", Text: "Third."},
			{Section: qbr.SectionOwn, Author: "Ruth Okonjo", Text: "Fourth.", VendorOnly: true},
		}
	})
	r := prepared(t, in)
	s := section(t, r, qbr.SectionOwn)
	same(t, "notes", []string{"First.", "Vendor only: Second.", "Ruth Okonjo (vendor only): Fourth.", "Ruth Okonjo: Third."}, s.Notes)
	var names []string
	for _, row := range pageOf(t, r, "Own metrics").Tables[0].Rows {
		names = append(names, row.Cells[0].Text)
	}
	same(t, "figures", []string{"Chance of leaving (vendor only)", "Visits"}, names)
	in.Policy.Audience = scorecard.AudiencePartner
	hides(t, prepared(t, in), "endor only", "Fourth", "Second", "Chance")
}
