package qbr_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
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
	same(t, "notes", []string{"Towards the plan counts sourced revenue.", "A year ago: the whole quarter."}, section(t, r, qbr.SectionPerformance).Notes)
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
	same(t, "figures at the end", []string{"revenue 40000 82000 red 40000", "revenue-year-to-date 40000 54600 red –"}, figures(section(t, r, qbr.SectionPerformance).Metrics))
	same(t, "floors at the end", []string{"revenue 79,000 – –"}, floors(section(t, r, qbr.SectionPerformance).Metrics))
}

// Rebates grow in the course of a quarter, and 2,000 of 4,000 is due after half of it.
func TestEarnedInARunningQuarter(t *testing.T) {
	for earned, want := range map[string]string{"2000": "incentive-earned 2000 4000 green –", "1999.99": "incentive-earned 1999.99 4000 red –"} {
		in := running(func(in *inputs) {
			in.Sources.Incentives = source[[]qbr.ProgramStatement](t, `[{"program": "Volume", "measure": "revenue", "statement":
				{"partner": "varnholt", "period": {"start": "2026-07-01", "end": "2026-10-01"}, "awarded": "`+earned+`"}}]`)
			in.Sources.Incentives.AsOf = in.AsOf
			in.Policy.Metrics = []qbr.MetricRule{{Metric: qbr.MetricIncentiveEarned, Target: num("4000")}}
		})
		same(t, "earned", []string{want}, figures(section(t, prepared(t, in), qbr.SectionIncentives).Metrics[:1]))
	}
}

// Sales of months that nobody has reported are named by product.
func TestSalesUnknown(t *testing.T) {
	in := running(func(in *inputs) {
		in.AsOf = day(9, 30)
		in.Records.Sales = append(in.Records.Sales,
			performance.SalesMonth{Year: 2026, Month: 7, Product: "cloud", Plan: num("1"), Sourced: num("1")}, performance.SalesMonth{Year: 2026, Month: 8, Product: "cloud", Plan: num("1")})
		in.Records.Sales[8].Sourced.Valid = false // September
	})
	same(t, "gaps", []string{"all sales of 2026-Q3: cloud lacks 2 months, core lacks 1 month"}, gapsOf(prepared(t, in), qbr.SectionPerformance)[:1])
}

// A plan of the next quarter that nobody has told is named.
func TestNextPlanUnknown(t *testing.T) {
	for quarters, want := range map[int][]string{4: nil, 3: {"the plan of 2026-Q4"}} {
		in := running(func(in *inputs) { in.Records.Sales = in.Records.Sales[:3*quarters] })
		same(t, "gaps", want, gapsOf(prepared(t, in), qbr.SectionPerformance))
	}
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

// A landing reckons with won deals. Where the review uses sales that are above it, or are more
// than the won deals, it is not judged, and what covers the rest of the plan is not told.
func TestLandingThatIsOutsold(t *testing.T) {
	const target = 92000
	for name, tt := range map[string]struct {
		won, landing int // of 40,000 that were sold
		tolerance    string
		prefer       []qbr.SourceID
		over         bool
		want         []string
	}{
		"above the landing":        {10000, 20000, "", nil, false, []string{"landing 20000 92000 no-target –"}},
		"above the won deals":      {10000, 80000, "", nil, false, []string{"landing 80000 92000 no-target –"}},
		"about the won deals":      {39000, 80000, "0.1", nil, false, []string{"landing 80000 92000 amber –", "coverage-total 3 – no-target –"}},
		"about a lower landing":    {39000, 39900, "0.1", nil, false, []string{"landing 39900 92000 no-target –"}},
		"behind the won deals":     {60000, 80000, "", nil, false, []string{"landing 80000 92000 amber –", "coverage-total 3 – no-target –"}},
		"behind them at the end":   {60000, 80000, "", nil, true, []string{"landing 80000 92000 no-target –"}},
		"as the won deals":         {40000, 40000, "", nil, true, []string{"landing 40000 92000 red –", "coverage-total 3 – no-target –"}},
		"less than what is wanted": {10000, 20000, "", []qbr.SourceID{qbr.SourceDeals}, false, []string{"landing 20000 92000 red –", "coverage-total 3 – no-target –"}},
	} {
		r := prepared(t, running(func(in *inputs) {
			if tt.over {
				in.AsOf = day(9, 30)
			}
			in.Policy.Prefer, in.Policy.Tolerance = tt.prefer, testkit.Null(cmp.Or(tt.tolerance, "0"))
			in.Policy.Metrics = []qbr.MetricRule{{Metric: qbr.MetricLanding, Floor: num("73600")}}
			in.Sources.Deals = source[pipeline.DealReport](t, fmt.Sprintf(
				`{"target": "%d", "won": "%d", "remaining": "%d", "landing": "%d", "open": "9000", "weighted": "9000", "coverages": [{"basis": "raw", "of": "remaining", "value": "3"}],
				"coverageTargets": [{"name": "full", "basis": "raw", "of": "target", "times": "9", "required": "828000", "pipeline": "9000"}]}`,
				target, tt.won, target-tt.won, tt.landing))
			in.Sources.Deals.AsOf = in.AsOf
		}))
		s := section(t, r, qbr.SectionPipeline)
		same(t, name, tt.want, figures(s.Metrics))
		notes, remarks := []string{"2026-Q3 lacks 819,000 USD in open deals to cover the plan 9.00× (full)."}, []string(nil)
		if len(tt.want) == 1 {
			remarks = []string{fmt.Sprintf("The landing of 2026-Q3 is not judged, nor a coverage told: it reckons with won deals of %d,000 USD, and the sales are 40,000 USD.", tt.won/1000)}
			notes = remarks
		}
		same(t, name+": notes", notes, s.Notes)
		same(t, name+": remarks", remarks, remarksOf(r, 2))
		if judged := s.Metrics[0].Status != performance.StatusNoTarget; slices.ContainsFunc(r.Summary, func(text string) bool { return strings.HasPrefix(text, "Landing") }) != (judged && r.Status == s.Metrics[0].Status) {
			t.Errorf("%s: a %s review for %q", name, r.Status, r.Summary)
		}
	}
}

// Deals whose chance to win nobody knows are in no sum: it is at least so much, and unknown where
// it would be 0.
func TestDealsOfUnknownWeight(t *testing.T) {
	const text = `{"currency": "USD", "staleAfter": 9, "target": "90000", "won": "%[1]d", "remaining": "90000", "deals": 1, "open": "70000", "weighted": "0", "landing": "%[1]d", "unknown": {"weighted": %[2]d, "open": %[3]d},
		"coverages": [{"basis": "raw", "of": "remaining", "value": "0.7778"}, {"basis": "weighted", "of": "remaining", "value": "0"}],
		"coverageTargets": [{"name": "once", "basis": "weighted", "of": "remaining", "times": "1", "required": "90000", "pipeline": "0"}]}`
	named := func(won, weighted, open int) (qbr.Review, []string) {
		s, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) {
			s.Deals = source[pipeline.DealReport](t, fmt.Sprintf(text, won, weighted, open))
		})
		var all []string
		for i := range s.Metrics {
			all = append(all, s.Metrics[i].Name+": "+figure(s.Metrics[i]))
		}
		return r, append(all, s.Notes...)
	}
	r, got := named(0, 2, 0)
	same(t, "of 0", []string{
		"Landing 2026-Q3: landing – 90000 no-data –", "Coverage 2026-Q3, open deals: coverage-total 0.7778 – no-target –", "Coverage 2026-Q3, weighted: coverage-weighted – 1 no-data –",
		"Open in all: 1 deal of 70,000 USD; 1 in the figures.",
	}, got)
	same(t, "gaps", []string{"the partner's deals of 2026-Q4", "the chance to win 2 open deals of 2026-Q3", "what the partner committed before, and what landed"}, gapsOf(r, qbr.SectionPipeline))
	if r.Status != "red" { // of the deals that were won, 0 of 90,000
		t.Errorf("the review is %s", r.Status)
	}
	same(t, "agenda", []string{
		"Won deals 2026-Q3: 0 USD, target 90,000 USD (red)", "Landing 2026-Q3: –, target 90,000 USD (no data)", "Coverage 2026-Q3, weighted: –, target 1.00× (no data)",
	}, r.Agenda.Items[0].Points)
	same(t, "remarks", nil, remarksOf(r, 2))
	r, got = named(20000, 2, 1)
	same(t, "of some", []string{
		"Landing 2026-Q3 at least: landing 20000 90000 red –", "Coverage 2026-Q3, open deals at least: coverage-total 0.7778 – no-target –", "Coverage 2026-Q3, weighted: coverage-weighted – 1 no-data –",
		"Open in all: 1 deal of 70,000 USD, 1 of an unknown amount; 1 in the figures.",
	}, got)
	same(t, "gaps of some", []string{
		"the partner's deals of 2026-Q4", "what 1 open deal of 2026-Q3 would come to", "the chance to win 1 open deal of 2026-Q3", "what the partner committed before, and what landed",
	}, gapsOf(r, qbr.SectionPipeline))
	same(t, "gaps in sales", []string{"the partner's sales, planned and actual"}, gapsOf(r, qbr.SectionPerformance))
	r, got = named(0, 0, 0)
	same(t, "of 0 that is known", []string{
		"Landing 2026-Q3: landing 0 90000 red –", "Coverage 2026-Q3, open deals: coverage-total 0.7778 – no-target –", "Coverage 2026-Q3, weighted: coverage-weighted 0 1 red –",
		"2026-Q3 lacks 90,000 USD in weighted deals to cover what remains of the plan 1.00× (once).", "Open in all: 1 deal of 70,000 USD; 1 in the figures.",
	}, got)
}

// Without sales there is no revenue; the deals that were won stand in its place, under their own
// name.
func TestRevenueThatIsNotRecorded(t *testing.T) {
	const remark = "No sales are recorded. Won deals are from the pipeline: those closed in 2026-Q3, beside its target, if it has one."
	r := prepared(t, quarterOnly(func(in *inputs) {
		in.Sources.Deals = source[pipeline.DealReport](t, `{"target": "200000", "won": "148000", "remaining": "52000", "landing": "148000", "open": "0", "weighted": "0", "unknown": {"won": 2}}`)
	}))
	same(t, "gaps", []string{"the partner's sales, planned and actual"}, gapsOf(r, qbr.SectionPerformance))
	same(t, "remarks", []string{remark}, remarksOf(r, 1))
	s := section(t, r, qbr.SectionPerformance)
	// 200,000 × 0.8 = 160,000 would keep it from being red.
	same(t, "figures", []string{"won-deals 148000 200000 red –"}, figures(s.Metrics))
	same(t, "notes", []string{remark}, s.Notes)
	if m := s.Metrics[0]; m.Name != "Won deals 2026-Q3 at least" || m.Source != qbr.SourceDeals {
		t.Errorf("the figure is %+v", m)
	}
	same(t, "on the first page", figures(s.Metrics), figures(r.FirstPage[0].Metrics))
	// In the middle of the quarter, half of the target is due: 148,000 of 100,000.
	r = prepared(t, running(func(in *inputs) {
		in.Records.Sales = nil
		in.Sources.Deals = source[pipeline.DealReport](t, `{"target": "200000", "won": "148000", "landing": "148000", "open": "0", "weighted": "0"}`)
		in.Sources.Deals.AsOf = in.AsOf
	}))
	s = section(t, r, qbr.SectionPerformance)
	same(t, "while the quarter runs", []string{"won-deals 148000 200000 green –"}, figures(s.Metrics))
	same(t, "due", []string{"won-deals 160,000 100,000 80,000"}, floors(s.Metrics))
	r = prepared(t, quarterOnly(func(*inputs) {}))
	same(t, "gaps without deals", []string{"the partner's sales, planned and actual"}, gapsOf(r, qbr.SectionPerformance))
	if s := section(t, r, qbr.SectionPerformance); len(s.Metrics)+len(s.Notes) > 0 {
		t.Errorf("without deals, there is %+v", s)
	}
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
