package dashboard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

var (
	quarter = partnermath.Quarter{Year: 2026, Number: 3}
	asOf    = partnermath.NewDate(2026, 10, 14)
)

// facts are what the review of a partner knows, "" for what it does not.
type facts struct {
	id, name             string
	plan, actual         string
	yearPlan, yearActual string // through the quarter
	lastPlan             string // of 2026-Q4
	score, scoreChange   string
	coverage             string
	mqls, mqlTarget      string
}

func (f facts) review() qbr.Review {
	metric := func(id qbr.MetricID, unit document.Unit, value, target string) qbr.Metric {
		m := qbr.Metric{ID: id, Name: string(id), Unit: unit, Value: testkit.Null(value), Target: testkit.Null(target), Polarity: performance.HigherIsBetter}
		m.Status = m.Polarity.Judge(m.Value, m.Target, decimal.NullDecimal{})
		return m
	}
	revenue, score := metric(qbr.MetricRevenue, document.UnitMoney, f.actual, f.plan), metric(qbr.MetricScore, document.UnitScore, f.score, "")
	score.Change = testkit.Null(f.scoreChange)
	r := qbr.Review{
		Audience: scorecard.AudienceVendor, Partner: qbr.Partner{ID: f.id, Name: f.name}, Currency: "USD", Quarter: quarter,
		Period: partnermath.Calendar{}.Quarter(2026, 3), AsOf: asOf, Status: revenue.Status,
		FirstPage: []qbr.Headline{
			{Line: 1, Metrics: []qbr.Metric{revenue, metric(qbr.MetricYearRevenue, document.UnitMoney, f.yearActual, f.yearPlan)}},
			{Line: 4, Metrics: []qbr.Metric{metric(qbr.MetricMQLs, document.UnitCount, f.mqls, f.mqlTarget)}},
		},
		Sections: []qbr.Section{{ID: qbr.SectionCapability, Metrics: []qbr.Metric{score}}},
	}
	if f.coverage != "" {
		r.FirstPage = append(r.FirstPage, qbr.Headline{Line: 2, Metrics: []qbr.Metric{metric(qbr.MetricCoverageTotal, document.UnitTimes, f.coverage, "2")}})
	}
	if f.lastPlan != "" {
		r.Next.Targets = []performance.QuarterTarget{{Quarter: quarter.Add(1), Plan: testkit.Null(f.lastPlan)}}
	}
	return r
}

// sixPartners are those of a manager.
func sixPartners() (dashboard.Policy, []qbr.Review, []dashboard.Step) {
	policy := dashboard.Policy{
		Title: "Partners of Ruth Okonjo", Currency: "USD", Quarter: quarter,
		Goal: testkit.Null("1000000"), YearGoal: testkit.Null("4000000"),
	}
	var reviews []qbr.Review
	for _, f := range []facts{
		{"p1", "Varnholt Systems", "234600", "166600", "714000", "612000", "306000", "60", "4.22", "1.78", "41", "50"},
		{"p2", "Nordwerk", "300000", "320000", "900000", "950000", "300000", "72.50", "", "2.1", "60", "50"},
		{"p3", "Calder & Pike", "150000", "40000", "450000", "200000", "150000", "48", "-5", "0.6", "10", "40"},
		{"p4", "Ostsee Netze", "100000", "90000", "300000", "310000", "", "55.25", "-5.01", "", "", ""},
		{"p5", "", "", "25000", "", "70000", "", "81", "", "", "", ""},
		{"p6", "Lindqvist IT", "80000", "56000", "240000", "180000", "80000", "60", "", "1", "35", "50"},
	} {
		reviews = append(reviews, f.review())
	}
	reviews[5].Partner.Attention = "Its owner sells the firm."
	reviews[1].Decisions = []qbr.PendingDecision{{Party: qbr.PartyVendor}, {Party: qbr.PartyPartner}, {Party: qbr.PartyVendor}}
	day := partnermath.NewDate
	steps := []dashboard.Step{
		{Partner: "p1", Workflow: dashboard.Scorecard, Month: 1, Due: day(2026, 1, 31), Done: day(2026, 2, 10)},
		{Partner: "p1", Workflow: dashboard.MarketingPlan, Month: 7, Due: day(2026, 7, 15)},
		{Partner: "p1", Workflow: dashboard.Review, Month: 10, Due: day(2026, 10, 14)},
		{Partner: "p2", Workflow: dashboard.Scorecard, Month: 1, Due: day(2026, 1, 31), Done: day(2026, 1, 20)},
		{Partner: "p2", Workflow: dashboard.Execution, Month: 11, Due: day(2026, 11, 30), Done: day(2026, 10, 14)},
		{Partner: "p3", Workflow: dashboard.Scorecard, Month: 1, Due: day(2026, 1, 31)},
		{Partner: "p3", Workflow: dashboard.MDF, Month: 12, Due: day(2026, 12, 1)},
	}
	return policy, reviews, steps
}

func overview(t testing.TB, of func() (dashboard.Policy, []qbr.Review, []dashboard.Step)) dashboard.Dashboard {
	t.Helper()
	policy, reviews, steps := of()
	d, err := dashboard.Overview(policy, reviews, steps, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func same(t *testing.T, what string, want, got []string) {
	t.Helper()
	if !slices.Equal(want, got) {
		t.Errorf("%s:\n%s", what, testkit.Diff(want, got))
	}
}

func text(n decimal.NullDecimal) string {
	if !n.Valid {
		return "–"
	}
	return n.Decimal.String()
}

func TestRows(t *testing.T) {
	d := overview(t, sixPartners)
	var got []string
	for _, r := range d.Rows {
		got = append(got, fmt.Sprint(r.Partner.ID, " ", text(r.Attainment), " ", text(r.Score.Value), " ", text(r.Coverage.Value), " ", text(r.Marketing.Value), " ",
			r.Quadrant, " ", r.Decisions, " ", r.Steps.Done, "/", r.Steps.Steps, " ", r.Status))
	}
	// 320,000 ÷ 300,000; 166,600 ÷ 234,600 = 0.71014…; 40 ÷ 150; 90 ÷ 100; 56 ÷ 80.
	same(t, "rows", []string{
		"p2 1.0667 72.5 2.1 60 star 2 2/2 green",
		"p1 0.7101 60 1.78 41 rising 0 1/3 red",
		"p3 0.2667 48 0.6 10 leave 0 0/2 red",
		"p4 0.9 55.25 – – exposed 0 0/0 red",
		"p6 0.7 60 1 35 rising 0 0/0 red",
		"p5 – 81 – –  0 0/0 no-target",
	}, got)
	if m := d.Rows[3].Coverage; m.ID != qbr.MetricCoverageTotal || m.Status != performance.StatusNoData {
		t.Errorf("a figure that is not there is %+v", m)
	}
}

func TestGoals(t *testing.T) {
	d := overview(t, sixPartners)
	var got []string
	for _, g := range []dashboard.Goal{d.Goal, d.YearGoal} {
		got = append(got, strings.Join([]string{
			g.Name, text(g.Goal), text(g.Planned), fmt.Sprint(g.Planless), text(g.Gap), text(g.Actual), fmt.Sprint(g.Unreported), text(g.Attainment), text(g.Missing),
		}, " "))
	}
	// 234,600 + 300,000 + 150,000 + 100,000 + 80,000, and 166,600 + 320,000 + 40,000 + 90,000 + 25,000 + 56,000.
	// The year of p1 is 714,000 + 306,000, of p2 1,200,000, of p3 600,000, of p6 320,000; the fourth quarter of p4 has no plan.
	// What is not planned is not known while a plan is not.
	same(t, "goals", []string{
		"2026-Q3 1000000 864600 1 – 697600 0 0.6976 302400",
		"2026 4000000 3140000 2 – 2322000 0 0.5805 1678000",
	}, got)
}

// What is not known is not 0, neither of all partners nor of one.
func TestGoalsThatAreNotKnown(t *testing.T) {
	policy, reviews, _ := sixPartners()
	unknown := facts{id: "p9"}.review()
	for name, tt := range map[string]struct {
		reviews []qbr.Review
		want    string
		pages   []string
	}{
		"none":       {nil, "– 0 – – 0 – –", []string{"There are no reviews."}},
		"none known": {[]qbr.Review{unknown}, "– 1 – – 1 – –", []string{"2026-Q3 1,000,000 – 0 of 1 – – 0 of 1 – –"}},
		"one known": {
			[]qbr.Review{unknown, reviews[0]},
			"234600 1 – 166600 1 – –",
			[]string{"2026-Q3 1,000,000 234,600 1 of 2 – 166,600 1 of 2 – –", "In all, where known 234,600 166,600", "Could become a star 1 234,600 166,600", "In all 2 234,600 1 of 2 166,600 1 of 2"},
		},
		"all known": {reviews[:1], "234600 0 765400 166600 0 0.1666 833400", []string{"2026-Q3 1,000,000 234,600 765,400 166,600 16.66% 833,400"}},
	} {
		d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, tt.reviews, nil })
		g := &d.Goal
		if got := fmt.Sprint(text(g.Planned), " ", g.Planless, " ", text(g.Gap), " ", text(g.Actual), " ", g.Unreported, " ", text(g.Attainment), " ", text(g.Missing)); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
		page := d.Document()
		says(t, page, tt.pages...)
		if said := string(page.AppendText(nil, 200)); strings.Contains(said, "Status of 0") {
			t.Errorf("%s: it counts nobody:\n%s", name, said)
		}
	}
}

// The pipeline of a quarter stands below its name, and is short where the review calls it red.
func TestPipelineIsThatOfAQuarter(t *testing.T) {
	policy, reviews, _ := sixPartners()
	reviews = reviews[:3]
	of := func(i int) *qbr.Metric { return &reviews[i].FirstPage[len(reviews[i].FirstPage)-1].Metrics[0] }
	of(0).Source, of(1).Source, of(2).Source = qbr.SourceNextDeals, qbr.SourceNextDeals, qbr.SourceDeals
	of(0).Name = "Coverage 2026-Q4"
	of(0).Status, of(1).Status, of(2).Status = performance.StatusRed, performance.StatusAmber, performance.StatusGreen
	reviews[0].Status = performance.StatusRed
	policy.Attention = []dashboard.Rule{{Code: "thin", Figure: qbr.MetricCoverageTotal, Red: true}, {Code: "unwanted", Figure: qbr.MetricScore, Red: true}}
	d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews, nil })
	var got []string
	for _, a := range d.Attention {
		got = append(got, fmt.Sprint(a.Partner, " ", a.Reasons[0].Code, " ", text(a.Reasons[0].Value), " of ", text(a.Reasons[0].Limit)))
	}
	same(t, "attention", []string{"p1 thin 1.78 of 2"}, got)
	same(t, "silent rules", []string{"unwanted"}, d.Silent)
	page := d.Document()
	// Two of three are short of their revenue, of that of the year, and of their MQLs.
	says(t, page, "Pipeline 2026-Q3 Pipeline 2026-Q4", "Varnholt Systems 234,600 166,600 71.01% 60.00 1.78×", "Calder & Pike 150,000 40,000 26.67% 48.00 0.60×", "Red or amber by: mqls (2), revenue (2), revenue-year-to-date (2), Coverage 2026-Q4 (1).")
	reviews = reviews[:2]
	d = overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews, nil })
	page = d.Document()
	if said := string(page.AppendText(nil, 200)); strings.Contains(said, "Pipeline 2026-Q3") || !strings.Contains(said, "Pipeline 2026-Q4") {
		t.Errorf("the pipeline is of another quarter:\n%s", said)
	}
}

// says tells that a page has texts, with single spaces.
func says(t *testing.T, page document.Document, texts ...string) {
	t.Helper()
	said := strings.Join(strings.Fields(string(page.AppendText(nil, 250))), " ")
	for _, want := range texts {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

// The plan of a year has that through the quarter, and each quarter left once.
func TestYearPlanOfQuartersLeft(t *testing.T) {
	for _, tt := range []struct {
		left []partnermath.Quarter
		want string
	}{
		{[]partnermath.Quarter{quarter, quarter.Add(1), quarter.Add(2), quarter.Add(5)}, "1020000 0"}, // 714,000 + 306,000
		{[]partnermath.Quarter{quarter}, "– 1"},
		{[]partnermath.Quarter{quarter.Add(1), quarter.Add(1)}, "– 1"},
	} {
		policy, reviews, _ := sixPartners()
		plan := reviews[0].Next.Targets[0]
		reviews[0].Next.Targets = nil
		for _, plan.Quarter = range tt.left {
			reviews[0].Next.Targets = append(reviews[0].Next.Targets, plan)
		}
		d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews[:1], nil })
		if got := fmt.Sprint(text(d.YearGoal.Planned), " ", d.YearGoal.Planless); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.left, got, tt.want)
		}
	}
}

func TestAttention(t *testing.T) {
	d := overview(t, sixPartners)
	var got []string
	for _, a := range d.Attention {
		got = append(got, fmt.Sprint(a.Partner, " ", a.Weight, ", short ", text(a.Missing)))
		for _, r := range a.Reasons {
			got = append(got, fmt.Sprintf("  %s %s %s %s %s", r.Code, text(r.Value), text(r.Limit), r.Unit, r.Weight))
		}
	}
	// A fall of 5 points and 70 % of a plan are at their limits. A coverage below 2, which the
	// reviews want, is red.
	same(t, "attention", []string{
		"p3 9, short 110000",
		"  off-plan 0.2667 0.7 share 3",
		"  capability-low 48 50 score 2",
		"  pipeline-thin 0.6 2 times 2",
		"  marketing-short 0.25 0.7 share 1",
		"  steps-overdue 1 0 count 1",
		"p1 3, short 68000",
		"  pipeline-thin 1.78 2 times 2",
		"  steps-overdue 1 0 count 1",
		"p6 3, short 24000",
		"  pipeline-thin 1 2 times 2",
		"  flagged – –  1",
		"p5 3, short –",
		"  off-plan – 0.7 share 3",
		"p4 1, short 10000",
		"  capability-falls -5.01 -5 points 1",
	}, got)
	same(t, "silent rules", []string{"gates-failed"}, d.Silent)
}

func TestAttentionByOwnRules(t *testing.T) {
	policy, reviews, steps := sixPartners()
	reviews[0].Sections = append(reviews[0].Sections, qbr.Section{ID: qbr.SectionOwn, Metrics: []qbr.Metric{{ID: "visits", Unit: document.UnitCount, Value: testkit.Null("0")}}})
	policy.Attention = []dashboard.Rule{
		{Code: "no-visit", Name: "Nobody visited", Figure: "visits", Below: testkit.Null("1"), Weight: testkit.Null("0.5")},
		{Code: "we-owe", Figure: dashboard.FigureDecisions, Above: testkit.Null("1")},
	}
	reviews[5].Partner.Attention = ""
	d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews, steps })
	var got []string
	for _, a := range d.Attention {
		got = append(got, fmt.Sprint(a.Partner, " ", a.Weight, " ", a.Reasons[0].Code, ": ", a.Reasons[0].Text))
	}
	same(t, "attention", []string{"p2 1 we-owe: we-owe", "p1 0.5 no-visit: Nobody visited"}, got)
}

func TestQuadrants(t *testing.T) {
	policy, reviews, steps := sixPartners()
	policy.Quadrants = dashboard.QuadrantPolicy{Score: testkit.Null("60.01"), Attainment: testkit.Null("0.9"), Leave: "Leave"}
	d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews, steps })
	var got []string
	for _, q := range d.Quadrants {
		got = append(got, fmt.Sprint(q.ID, " ", q.Name, " ", q.Partners, " ", text(q.Planned), " ", text(q.Actual)))
	}
	same(t, "quadrants", []string{
		"star Star [p2] 300000 320000",
		"rising Could become a star [] – –",
		"exposed Sells, but lacks capability [p4] 100000 90000",
		"leave Leave [p1 p3 p6] 464600 262600",
	}, got)
	same(t, "not placed", []string{"p5"}, d.Unplaced.Partners)
}

func TestYear(t *testing.T) {
	d := overview(t, sixPartners)
	line := func(p *dashboard.Progress) string {
		return fmt.Sprintf("%s %d/%d due %d overdue %d %s", p.Workflow, p.Done, p.Steps, p.Due, p.Overdue, text(p.Share))
	}
	var got []string
	for i := range d.Year.Workflows {
		got = append(got, line(&d.Year.Workflows[i]))
	}
	for _, month := range []int{1, 2, 7, 10} {
		l := &d.Months[month-1]
		got = append(got, fmt.Sprint(l.Month, " ", l.Period.Start, line(&l.Total)))
	}
	same(t, "year", []string{
		"scorecard 2/3 due 3 overdue 1 0.6667",
		"business-plan 0/0 due 0 overdue 0 –",
		"marketing-plan 0/1 due 1 overdue 1 0",
		"mdf 0/1 due 0 overdue 0 0",
		"execution 1/1 due 0 overdue 0 1",
		"review 0/1 due 1 overdue 0 0",
		"1 2026-01-01 2/3 due 3 overdue 1 0.6667",
		"2 2026-02-01 0/0 due 0 overdue 0 –",
		"7 2026-07-01 0/1 due 1 overdue 1 0",
		"10 2026-10-01 0/1 due 1 overdue 0 0",
	}, got)
	same(t, "total", []string{" 3/7 due 5 overdue 2 0.4286"}, []string{line(&d.Year.Total)})
}

// In a running quarter what is due by now is the measure, and not the plan.
func TestRunningQuarter(t *testing.T) {
	policy, reviews, _ := sixPartners()
	m := &reviews[0].FirstPage[0].Metrics[0]
	m.Due = testkit.Null("160000")
	reviews[0].FirstPage[2].Metrics[0].Status = performance.StatusAmber
	d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews[:1], nil })
	if r := &d.Rows[0]; text(r.Attainment) != "1.0413" || r.Quadrant != "star" { // 166,600 ÷ 160,000
		t.Errorf("attainment %s, quadrant %s", text(r.Attainment), r.Quadrant)
	}
	if len(d.Attention) != 0 {
		t.Errorf("attention is asked for: %+v", d.Attention)
	}
	page := d.Document()
	if text := string(page.AppendText(nil, 80)); !strings.Contains(text, "Attainment: of what is due by now.") {
		t.Errorf("it does not say what attainment is of:\n%s", text)
	}
}
