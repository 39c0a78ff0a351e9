package dashboard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

func TestDocument(t *testing.T) {
	d := overview(t, sixPartners)
	page := d.Document()
	for _, width := range []int{80, 120} {
		text := page.AppendText(nil, width)
		testkit.Golden(t, fmt.Sprintf("dashboard%d.golden.txt", width), text)
		for line := range strings.Lines(string(text)) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d characters of %d: %s", n, width, line)
			}
		}
	}
	testkit.Golden(t, "dashboard.golden.md", page.AppendMarkdown(nil))
}

// A page of many partners says what it leaves out.
func TestDocumentOfMany(t *testing.T) {
	policy, _, _ := sixPartners()
	var reviews []qbr.Review
	for i := range 600 {
		reviews = append(reviews, facts{id: fmt.Sprintf("p%03d", i), plan: "1000000.25", actual: "1000", score: "40"}.review())
	}
	d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews, nil })
	page := d.Document()
	text := string(page.AppendText(nil, 80))
	for _, want := range []string{
		"100 further partners, with smaller plans.",
		"570 further partners, 569,430,142.50 USD short of plan.", // 570 × 999,000.25
		"p011 and 588 more",
		"No steps are recorded.",
		"Status of 600 partners: 600 red.",
		"In all",
		"600,000,150",
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

// The figures are those of reviews as they are prepared.
func TestOverviewOfPreparedReviews(t *testing.T) {
	number := testkit.Null
	records := qbr.Records{Partner: qbr.Partner{ID: "p1", Name: "Varnholt Systems", Attention: "New owner"}}
	for month := 1; month <= 12; month++ {
		m := performance.SalesMonth{Product: "suite", Year: 2026, Month: month, Plan: number("1000")}
		if month <= 9 {
			m.Sourced = number("900")
		}
		records.Sales = append(records.Sales, m)
	}
	reviewed := qbr.Policy{
		Audience:    scorecard.AudienceVendor,
		Performance: performance.Policy{Currency: "USD", Quarter: quarter, Counts: []performance.Involvement{performance.Sourced}},
	}
	sources := qbr.Sources{Score: qbr.Source[scorecard.Result]{
		Origin: qbr.Origin{Partner: "p1", Period: partnermath.Calendar{}.Quarter(2026, 3)},
		Value:  scorecard.Result{Partner: "p1", Overall: 61 * scorecard.Point},
	}}
	for day, want := range map[partnermath.Date]string{
		asOf:                              "0.9 61 star 3000 300",       // 2,700 of 3,000
		partnermath.NewDate(2026, 8, 15):  "1.2 61 star 3000 0",         // 1,800 by 46 of 92 days
		partnermath.NewDate(2026, 9, 29):  "0.9099 61 star 3000 267.39", // of 2,967.39 by 91 of 92 days
		partnermath.NewDate(2026, 10, 31): "0.9 61 star 3000 300",
	} {
		sources.Score.AsOf = day
		review, err := qbr.Prepare(reviewed, records, sources, day)
		if err != nil {
			t.Fatal(err)
		}
		d, err := dashboard.Overview(dashboard.Policy{Currency: "USD", Quarter: quarter, YearGoal: number("15000")}, []qbr.Review{review}, nil, day)
		if err != nil {
			t.Fatal(err)
		}
		r, a := &d.Rows[0], &d.Attention[0]
		if got := fmt.Sprint(text(r.Attainment), " ", text(r.Score.Value), " ", r.Quadrant, " ", text(r.Revenue.Target), " ", text(a.Missing)); got != want {
			t.Errorf("as of %s: %s, want %s", day, got, want)
		}
		if codes := fmt.Sprint(len(a.Reasons), a.Reasons[0].Code, a.Reasons[0].Text); codes != "1flaggedNew owner" {
			t.Errorf("reasons: %s", codes)
		}
		if g := &d.YearGoal; g.Planned.String() != "12000" || text(g.Gap) != "3000" {
			t.Errorf("the year: %s", testkit.JSON(t, g))
		}
	}
}

func BenchmarkOverview(b *testing.B) {
	policy, _, one := sixPartners()
	var reviews []qbr.Review
	var steps []dashboard.Step
	for i := range 1000 {
		f := facts{id: fmt.Sprint("p", i), plan: fmt.Sprint(1000 + i*7%500), actual: fmt.Sprint(800 + i*13%500), score: fmt.Sprint(40 + i%40), coverage: "1.5", mqls: "30", mqlTarget: "40"}
		reviews = append(reviews, f.review())
		for range 60 {
			steps = append(steps, one[i%len(one)])
			steps[len(steps)-1].Partner = f.id
		}
	}
	slices.Reverse(reviews)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dashboard.Overview(policy, reviews, steps, asOf); err != nil {
			b.Fatal(err)
		}
	}
}
