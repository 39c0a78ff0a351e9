package performance_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/performance"
)

func null(s string) decimal.NullDecimal { return testkit.Null(s) }

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return "null"
	}
	return d.Decimal.String()
}

func day(s string) partnermath.Date {
	d, err := partnermath.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// goldenFigures are published figures, worked out by hand.
type goldenFigures struct {
	Performance struct{ Plan, Actual, Attainment, Variance, PreviousQuarter, Growth string }
	Engagement  struct {
		Weights, Done []string
		Score         string
	}
	Trajectory struct {
		Values      []string
		Slope, Next string
	}
	RunRate struct {
		YearPlan, YearToDate, NeededEach string
		QuartersLeft                     int
	}
}

func golden(t *testing.T) (g goldenFigures) {
	data, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

func policyOf(quarter string) performance.Policy {
	q, err := partnermath.ParseQuarter(quarter)
	if err != nil {
		panic(err)
	}
	return performance.Policy{Currency: "USD", Quarter: q, Counts: []performance.Involvement{performance.Sourced}}
}

// quarterOf is a product's quarter in three months, all of it in the first.
func quarterOf(year, quarter int, plan, sourced string) []performance.SalesMonth {
	var months []performance.SalesMonth
	for i := range 3 {
		m := performance.SalesMonth{Year: year, Month: quarter*3 - 2 + i, Product: "core", Plan: null("0"), Sourced: null("0"), Influenced: null("0"), Attached: null("0")}
		if i == 0 {
			m.Plan, m.Sourced = null(plan), null(sourced)
		}
		months = append(months, m)
	}
	return months
}

func measured(t *testing.T, p performance.Policy, sales []performance.SalesMonth, asOf string) performance.Report {
	t.Helper()
	q, all := testkit.Copy(t, p), testkit.Copy(t, sales)
	testkit.LeftOutIsNotRead(t, func() (any, error) { return performance.Measure(q, all, day(asOf)) }, &q, &all)
	r, err := performance.Measure(p, sales, day(asOf))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPerformanceGolden(t *testing.T) {
	g := golden(t).Performance
	sales := append(quarterOf(2026, 2, "0", g.PreviousQuarter), quarterOf(2026, 3, g.Plan, g.Actual)...)
	q := measured(t, policyOf("2026-Q3"), sales, "2026-09-30").Total.Quarter
	got := []string{text(q.Plan), text(q.Actual), text(q.Attainment), text(q.Variance), text(q.Before), text(q.Growth)}
	if diff := cmp.Diff([]string{g.Plan, g.Actual, g.Attainment, g.Variance, g.PreviousQuarter, g.Growth}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTrendGolden(t *testing.T) {
	g := golden(t).Trajectory
	var sales []performance.SalesMonth
	for i, v := range g.Values {
		sales = append(sales, quarterOf(2025, i+1, "0", v)...)
	}
	r := measured(t, policyOf("2025-Q4"), sales, "2025-12-31")
	if got := [2]string{text(r.Trend.Slope), text(r.Trend.Next)}; got != [2]string{g.Slope, g.Next} {
		t.Errorf("got %v, want %s and %s", got, g.Slope, g.Next)
	}
}

func TestSpreadGolden(t *testing.T) {
	g := golden(t).RunRate
	sales := append(quarterOf(2026, 1, "0", g.YearToDate), quarterOf(2026, 2, "0", "0")...)
	sales = append(append(sales, quarterOf(2026, 3, g.YearPlan, "0")...), quarterOf(2026, 4, "0", "0")...)
	p := policyOf("2026-Q2")
	left := measured(t, p, sales, "2026-06-30").Left
	if len(left) != g.QuartersLeft || text(left[0].Target) != g.NeededEach || text(left[1].Target) != g.NeededEach {
		t.Errorf("got %v", left)
	}
	p.Spread = performance.SpreadByPlan // all of the plan is in the third quarter
	left = measured(t, p, sales, "2026-06-30").Left
	if text(left[0].Target) != "1140000" || text(left[1].Target) != "0" {
		t.Errorf("by plan: %v", left)
	}
	p.Spread = performance.SpreadWithoutShortfall
	left = measured(t, p, sales, "2026-06-30").Left
	if text(left[0].Target) != "2000000" || text(left[1].Target) != "0" {
		t.Errorf("without the shortfall: %v", left)
	}
}

// Of 92 days of the quarter 41 are over on 10 August: 92,000 × 41 ÷ 92 = 41,000 are due.
func TestRunningQuarter(t *testing.T) {
	p := policyOf("2026-Q3")
	p.Floor = null("0.8") // 73,600; due of it 32,800
	sales := quarterOf(2026, 3, "92000", "30000")
	for i := range sales {
		if sales[i].Month == 9 {
			sales[i].Sourced = decimal.NullDecimal{} // has not begun
		}
	}
	q := measured(t, p, sales, "2026-08-10").Total.Quarter
	got := []string{
		text(q.Actual), text(q.Pace.Share), text(q.Pace.Due), text(q.Pace.FloorDue), text(q.Pace.Pace), text(q.Pace.RunRate),
		fmt.Sprint(q.Pace.DaysLeft), text(q.Pace.NeededADay), string(q.Status), fmt.Sprint(q.Running), text(q.Growth), fmt.Sprint(q.Unreported),
	}
	// 41 ÷ 92 = 0.44565; 30,000 ÷ 41,000 = 0.73171; 30,000 × 92 ÷ 41 = 67,317.073; 62,000 ÷ 51 = 1,215.686.
	want := []string{"30000", "0.4457", "41000", "32800", "0.7317", "67317.07", "51", "1215.69", "red", "true", "null", "0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for actual, status := range map[string]performance.Status{"32799.99": "red", "32800": "amber", "40999.99": "amber", "41000": "green"} {
		sales[0].Sourced = null(actual)
		if q := measured(t, p, sales, "2026-08-10").Total.Quarter; q.Status != status {
			t.Errorf("%s is %s, want %s", actual, q.Status, status)
		}
	}
	sales[0].Sourced = null("92000")
	if q := measured(t, p, sales, "2026-08-10").Total.Quarter; text(q.Pace.NeededADay) != "0" {
		t.Errorf("needs %s a day", text(q.Pace.NeededADay))
	}
}

// Of 92,000 for the quarter 41,000 are due on 10 August, so that of 30,000 sold 11,000 are
// missing to the year, and of 50,000 there are 9,000 too many. What the quarter is still to
// bring, 51,000, is none of the next one's. On its last day, all of its plan is due.
func TestRunningQuarterLeavesWhatIsNotDue(t *testing.T) {
	p := policyOf("2026-Q3")
	for _, tt := range []struct{ sold, asOf, want string }{
		{"30000", "2026-08-10", "111000"},
		{"41000", "2026-08-10", "100000"},
		{"50000", "2026-08-10", "91000"},
		{"30000", "2026-09-29", "161000"}, // 91 ÷ 92 of it are due, 91,000
		{"30000", "2026-09-30", "162000"},
		{"30000", "2026-11-11", "162000"},
		{"400000", "2026-08-10", "0"},
	} {
		sales := append(quarterOf(2026, 1, "0", "0"), quarterOf(2026, 2, "0", "0")...)
		sales = append(append(sales, quarterOf(2026, 3, "92000", tt.sold)...), quarterOf(2026, 4, "100000", "0")...)
		left := measured(t, p, sales, tt.asOf).Left
		if len(left) != 1 || text(left[0].Target) != tt.want || text(left[0].Plan) != "100000" {
			t.Errorf("%s sold by %s: %v, want %s", tt.sold, tt.asOf, left, tt.want)
		}
	}
	p.Spread = performance.SpreadWithoutShortfall
	if left := measured(t, p, append(quarterOf(2026, 3, "92000", "1"), quarterOf(2026, 4, "100000", "0")...), "2026-08-10").Left; text(left[0].Target) != "100000" {
		t.Errorf("without the shortfall: %v", left)
	}
}

// What is due of a figure by a day, of the quarter and of the year through it.
func TestDue(t *testing.T) {
	p := policyOf("2026-Q3")
	for _, tt := range []struct{ asOf, whole, due, year string }{
		{"2026-08-10", "92000", "41000", "74813.19"}, // 41 of 92 days, 222 of 273
		{"2026-09-29", "92", "91", "91.66"},          // 272 ÷ 273 × 92 = 91.663
		{"2026-09-30", "92", "92", "92"},
		{"2026-12-01", "92", "92", "92"},
	} {
		if due, year := p.Due(null(tt.whole), day(tt.asOf), 2), p.DueOfYear(null(tt.whole), day(tt.asOf), 2); text(due) != tt.due || text(year) != tt.year {
			t.Errorf("on %s %s and %s are due, want %s and %s", tt.asOf, text(due), text(year), tt.due, tt.year)
		}
	}
	if due := p.Due(decimal.NullDecimal{}, day("2026-08-10"), 2); due.Valid {
		t.Errorf("%s of nothing is due", text(due))
	}
	p.Pacing = performance.Pacing{Kind: performance.PacingMonths, Weights: make([]decimal.NullDecimal, 12)}
	for i := range p.Pacing.Weights {
		p.Pacing.Weights[i] = partnermath.Int(int64(i / 9))
	}
	if due := p.Due(null("92"), day("2026-08-10"), 2); due.Valid {
		t.Errorf("%s is due where nothing falls due in the quarter", text(due))
	}
}

// July, August and September weigh 1, 2 and 3. Half of August is over on the 16th at noon, on
// the 15th 15 of 31 days: (1 + 2 × 15 ÷ 31) ÷ 6 of 6,000 = 1,967.74.
func TestPacing(t *testing.T) {
	p := policyOf("2026-Q3")
	sales := quarterOf(2026, 3, "6000", "0")
	p.Pacing.Kind = performance.PacingMonths
	for i := range 12 {
		p.Pacing.Weights = append(p.Pacing.Weights, partnermath.Int(max(int64(i)-5, 0)))
	}
	for i, w := range []int64{1, 2, 3} {
		p.Pacing.Weights[6+i] = partnermath.Int(w)
	}
	if pace := measured(t, p, sales, "2026-08-15").Total.Quarter.Pace; text(pace.Due) != "1967.74" || text(pace.Share) != "0.328" || pace.DaysLeft != 46 {
		t.Errorf("by months: %+v", pace)
	}
	// Of July to September 2026 66 days are worked, through Friday 31 July 23, without the 3rd 22 of 65.
	p.Pacing = performance.Pacing{Kind: performance.PacingWorkingDays}
	if pace := measured(t, p, sales, "2026-07-31").Total.Quarter.Pace; text(pace.Due) != "2090.91" || pace.DaysLeft != 43 {
		t.Errorf("by working days: %+v", pace)
	}
	p.Pacing.WorkingDays.Holidays = []partnermath.Date{day("2026-07-03")}
	if pace := measured(t, p, sales, "2026-07-31").Total.Quarter.Pace; text(pace.Due) != "2030.77" {
		t.Errorf("with a holiday: %+v", pace)
	}
}

// A month that is not reported makes its quarter and its year unknown, of its product and of
// all; it is not 0.
func TestUnreportedMonth(t *testing.T) {
	p := policyOf("2026-Q1")
	p.Counts = []performance.Involvement{performance.Sourced, performance.Influenced}
	sales := quarterOf(2026, 1, "100", "80")
	other := quarterOf(2026, 1, "50", "60")
	for i := range other {
		other[i].Product, other[i].Influenced = "cloud", null("1")
	}
	other[2].Influenced = decimal.NullDecimal{}
	r := measured(t, p, append(sales, other...), "2026-03-31")
	if q := r.Total.Quarter; q.Actual.Valid || q.Attainment.Valid || q.Status != performance.StatusNoData || q.Unreported != 1 || text(q.Plan) != "150" || text(q.Sourced) != "140" {
		t.Errorf("%+v", q)
	}
	if q := r.Products[1].Quarter; q.Status != performance.StatusRed || text(q.Actual) != "80" {
		t.Errorf("core: %+v", q)
	}
	other[2].Influenced = null("1")
	if q := measured(t, p, append(sales, other...), "2026-03-31").Total.Quarter; text(q.Actual) != "143" || q.Unreported != 0 {
		t.Errorf("%+v", q)
	}
	if q := measured(t, p, append(sales, other[:2]...), "2026-03-31").Total.Quarter; q.Actual.Valid || q.Plan.Valid || q.Unreported != 1 {
		t.Errorf("without the record: %+v", q)
	}
	if q := measured(t, p, nil, "2026-03-31").Total.Quarter; q.Actual.Valid || q.Plan.Valid || q.Status != performance.StatusNoTarget {
		t.Errorf("without any: %+v", q)
	}
}

func TestPerformanceAgainstAYearAgo(t *testing.T) {
	sales := append(quarterOf(2025, 1, "0", "100"), quarterOf(2025, 2, "0", "0")...)
	sales = append(append(sales, quarterOf(2026, 1, "0", "110")...), quarterOf(2026, 2, "0", "40")...)
	r := measured(t, policyOf("2026-Q2"), sales, "2026-12-01")
	if y := r.Total.YearToDate; text(y.YearAgo) != "100" || text(y.YearGrowth) != "0.5" || y.Before.Valid {
		t.Errorf("year: %+v", y)
	}
	if q := r.Total.Quarter; text(q.YearAgo) != "0" || q.YearGrowth.Valid || text(q.Growth) != "-0.6364" {
		t.Errorf("quarter: %+v", q)
	}
	var quarters []string
	for _, q := range r.Quarters {
		quarters = append(quarters, q.Quarter.String()+" "+text(q.Actual))
	}
	want := "2025-Q1 100, 2025-Q2 0, 2025-Q3 null, 2025-Q4 null, 2026-Q1 110, 2026-Q2 40"
	if got := strings.Join(quarters, ", "); got != want {
		t.Errorf("got %s", got)
	}
	// x = 1, 2, 5, 6 and y = 100, 0, 110, 40: (4 × 890 - 14 × 250) ÷ (4 × 66 - 196) = 60 ÷ 68,
	// and 62.5 + 60 ÷ 68 × (7 - 3.5) = 65.588.
	if r.Trend.Known != 4 || text(r.Trend.Slope) != "0.88" || text(r.Trend.Next) != "65.59" {
		t.Errorf("%+v", r.Trend)
	}
}

func TestPerformanceFaults(t *testing.T) {
	bad := performance.SalesMonth{Year: 2027, Month: 13, Plan: null("-1"), Sourced: null("0.001"), Influenced: null("1e15"), Attached: partnermath.Num(1, -4_000_000)}
	twice := append(quarterOf(2026, 1, "1", "1"), quarterOf(2026, 1, "1", "1")[:1]...)
	for name, tt := range map[string]struct {
		change func(p *performance.Policy)
		sales  []performance.SalesMonth
		asOf   string
		want   []string
	}{
		"none":        {nil, quarterOf(2026, 1, "1", "-1"), "2026-01-01", nil},
		"zero policy": {func(p *performance.Policy) { *p = performance.Policy{} }, nil, "2026-01-01", []string{"policy.currency currency", "policy.counts length"}},
		"no quarter":  {func(p *performance.Policy) { p.Quarter = partnermath.Quarter{} }, nil, "2026-01-01", []string{"policy.quarter required"}},
		"counts":      {func(p *performance.Policy) { p.Counts = []performance.Involvement{"sourced", "sourced"} }, nil, "2026-01-01", []string{"policy.counts[1] unique"}},
		"unknown": {func(p *performance.Policy) {
			p.Counts, p.Floor, p.Spread = []performance.Involvement{"x"}, null("0"), "x"
		}, nil, "2026-01-01", []string{"policy.counts[0] one-of", "policy.floor above", "policy.spread one-of"}},
		"weights":      {func(p *performance.Policy) { p.Pacing.Weights = make([]decimal.NullDecimal, 1) }, nil, "2026-01-01", []string{"policy.pacing.weights empty"}},
		"few weights":  {func(p *performance.Policy) { p.Pacing.Kind = "months" }, nil, "2026-01-01", []string{"policy.pacing.weights length"}},
		"working days": {func(p *performance.Policy) { p.Pacing.WorkingDays.Weekend = []partnermath.Weekday{} }, nil, "2026-01-01", []string{"policy.pacing.workingDays empty"}},
		"a sale":       {nil, []performance.SalesMonth{bad}, "2026-01-01", []string{"sales[0].product id", "sales[0].year range", "sales[0].month range", "sales[0].plan min", "sales[0].sourced digits", "sales[0].influenced max", "sales[0].attached bounds"}},
		"twice":        {nil, twice, "2026-01-01", []string{"sales[3].product unique"}},
		"too many":     {nil, make([]performance.SalesMonth, performance.MaxSalesMonths+1), "2026-01-01", []string{"sales length"}},
		"too early":    {nil, nil, "2025-12-31", []string{"asOf order"}},
	} {
		p := policyOf("2026-Q1")
		if tt.change != nil {
			tt.change(&p)
		}
		_, err := performance.Measure(p, tt.sales, day(tt.asOf))
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	zeros := policyOf("2026-Q1")
	zeros.Pacing = performance.Pacing{Kind: performance.PacingMonths, Weights: make([]decimal.NullDecimal, 12)}
	if got := testkit.BrokenRules(t, zeros.Validate()); len(got) != 12 || got[0] != "pacing.weights[0] required" {
		t.Errorf("got %v", got)
	}
	for i := range zeros.Pacing.Weights {
		zeros.Pacing.Weights[i] = partnermath.Int(0)
	}
	if diff := cmp.Diff([]string{"pacing.weights sum"}, testkit.BrokenRules(t, zeros.Validate())); diff != "" {
		t.Error(diff)
	}
	if _, err := performance.Measure(policyOf("2026-Q1"), nil, partnermath.Date{}); testkit.BrokenRules(t, err)[0] != "asOf required" {
		t.Error(err)
	}
}

// The order of sales never matters, the total is the sum of the products, and the parts of a
// spread add up to what remains.
func performs(t *rapid.T) {
	p := policyOf("2026-Q2")
	p.Counts = rapid.SliceOfNDistinct(rapid.SampledFrom(performance.Sourced.Values()), 1, 3, rapid.ID[performance.Involvement]).Draw(t, "counts")
	p.Spread = rapid.SampledFrom(append(performance.SpreadEvenly.Values(), "")).Draw(t, "spread")
	money := func() decimal.NullDecimal {
		if rapid.IntRange(0, 60).Draw(t, "unknown") == 0 {
			return decimal.NullDecimal{}
		}
		return partnermath.Num(int64(rapid.IntRange(0, 1_000_000).Draw(t, "cents")), 2)
	}
	var sales []performance.SalesMonth
	for _, product := range []string{"b", "a", "c"}[:rapid.IntRange(1, 3).Draw(t, "products")] {
		for month := range 12 {
			sales = append(sales, performance.SalesMonth{Year: 2026, Month: month + 1, Product: product, Plan: money(), Sourced: money(), Influenced: money(), Attached: money()})
		}
	}
	asOf := day("2026-04-01").AddDays(rapid.IntRange(0, 300).Draw(t, "day"))
	r, err := performance.Measure(p, sales, asOf)
	if err != nil {
		t.Fatal(err)
	}
	mixed := append([]performance.SalesMonth(nil), sales...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	again, err := performance.Measure(p, mixed, asOf)
	if err != nil || testkit.JSON(t, r) != testkit.JSON(t, again) {
		t.Fatalf("the order matters: %v", err)
	}
	sum, known := decimal.Decimal{}, true
	for _, line := range r.Products {
		sum, known = sum.Add(line.YearToDate.Actual.Decimal), known && line.YearToDate.Actual.Valid
	}
	if total := r.Total.YearToDate.Actual; total.Valid != known || known && !total.Decimal.Equal(sum) {
		t.Fatalf("the total is %s, the products add up to %s", text(total), sum)
	}
	if p.Spread == performance.SpreadWithoutShortfall || !r.Left[0].Target.Valid {
		return
	}
	year, spread := r.Total.YearToDate.Plan.Decimal, decimal.Decimal{}
	if pace := r.Total.Quarter.Pace; pace != nil {
		year = year.Sub(r.Total.Quarter.Plan.Decimal).Add(pace.Due.Decimal)
	}
	for _, q := range r.Left {
		year, spread = year.Add(q.Plan.Decimal), spread.Add(q.Target.Decimal)
	}
	if remaining := decimal.Max(year.Sub(r.Total.YearToDate.Actual.Decimal), decimal.Decimal{}); !remaining.Equal(spread) {
		t.Fatalf("%s remain, %s are spread", remaining, spread)
	}
}

func TestPerformanceProperties(t *testing.T) { rapid.Check(t, performs) }

func TestPerformanceJSON(t *testing.T) {
	p := policyOf("2026-Q3")
	p.Floor, p.Spread = null("0.8"), performance.SpreadByPlan
	p.Pacing = performance.Pacing{Kind: performance.PacingWorkingDays, WorkingDays: partnermath.WorkingDays{Holidays: []partnermath.Date{day("2026-08-15")}}}
	sales := append(quarterOf(2026, 2, "90", "80"), quarterOf(2026, 3, "100", "30")...)
	testkit.Golden(t, "json/performance-policy.json", testkit.RoundTrip(t, p))
	testkit.Golden(t, "json/sales-month.json", testkit.RoundTrip(t, sales[0]))
	testkit.Golden(t, "json/performance-report.json", testkit.RoundTrip(t, measured(t, p, sales, "2026-08-10")))
	testkit.RoundTrip(t, performance.Report{})
	testkit.RoundTrip(t, performance.SalesMonth{})
}
