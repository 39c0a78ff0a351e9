package dashboard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

func TestDocument(t *testing.T) {
	d := overview(t, sixPartners)
	page := d.Document()
	chartsAreSound(t, page)
	short := page.Sections[1].Tables[0].Drawing()
	same(t, "who is drawn as short of plan", []string{"Calder & Pike", "Varnholt Systems", "Lindqvist IT", "p5", "Ostsee Netze"}, short.Places)
	same(t, "how short they are", []string{"110,000", "68,000", "24,000", "–", "10,000"}, short.Series[0].Texts)
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

// A chart has series, all in one unit, beside names, and a table that is not drawn has none.
func chartsAreSound(t *testing.T, page document.Document) {
	t.Helper()
	for i := range page.Sections {
		for _, table := range page.Sections[i].Tables {
			var series []document.Unit
			for _, c := range table.Columns {
				if c.Charted {
					series = append(series, c.Unit)
				}
			}
			if (table.Chart == "") != (len(series) == 0) || len(series) > 0 && (len(slices.Compact(series)) != 1 || table.Columns[0].Charted) {
				t.Errorf("%q is drawn as %q with series of %q", table.Title, table.Chart, series)
			}
		}
	}
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

// Only heads that the table has are explained.
func TestHeadsAreExplained(t *testing.T) {
	policy, reviews, steps := sixPartners()
	for _, tt := range []struct {
		steps []dashboard.Step
		want  bool
	}{{steps, true}, {nil, false}} {
		d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, reviews, tt.steps })
		partners := d.Document().Sections[2]
		notes := strings.Join(partners.Notes, " ")
		hasHead := slices.ContainsFunc(partners.Tables[0].Columns, func(c document.Column) bool { return c.Head == "Year done" })
		if hasHead != tt.want || strings.Contains(notes, "Year done") != tt.want {
			t.Errorf("with %d steps, there is a column of the year: %v, and the notes are %q", len(tt.steps), hasHead, notes)
		}
		if !strings.Contains(notes, "Decide: decisions that wait for us.") {
			t.Errorf("nothing explains what is to decide: %q", notes)
		}
	}
}

// A limit that is a floor, and not the target that the review shows, is called so.
func TestFloorsAreCalledSo(t *testing.T) {
	policy, _, _ := sixPartners()
	policy.Attention = nil
	const said = "The limit is the floor of a target, beyond which a review calls the figure red: Open deals do not cover the plan."
	for _, tt := range []struct {
		floor string
		limit string
		want  bool
	}{{"2.4", "2.4", true}, {"", "3", false}} {
		review := facts{id: "p1", plan: "100", actual: "100", score: "80"}.review()
		review.FirstPage = append(review.FirstPage, qbr.Headline{Metrics: []qbr.Metric{{
			ID: qbr.MetricCoverageTotal, Name: "Coverage", Unit: document.UnitTimes, Value: testkit.Null("0.5"), Target: testkit.Null("3"), Floor: testkit.Null(tt.floor), Status: performance.StatusRed,
		}}})
		d := overview(t, func() (dashboard.Policy, []qbr.Review, []dashboard.Step) { return policy, []qbr.Review{review}, nil })
		reason := d.Attention[0].Reasons[0]
		if reason.Floor != tt.want || reason.Limit.Decimal.String() != tt.limit {
			t.Errorf("with the floor %q, the limit is %s, a floor: %v", tt.floor, reason.Limit.Decimal, reason.Floor)
		}
		if got := slices.Contains(d.Document().Sections[1].Notes, said); got != tt.want {
			t.Errorf("with the floor %q, the page says so: %v in %q", tt.floor, got, d.Document().Sections[1].Notes)
		}
	}
}

// What stands in a text that comes from outside is not obeyed by what a page is shown on.
func TestDocumentHasNoControlCharacters(t *testing.T) {
	const hostile = "a\x1b[31m\u009b2J\x00\r\n\t\u2028\u202eb"
	policy, reviews, steps := sixPartners()
	policy.Title = hostile
	policy.Quadrants = dashboard.QuadrantPolicy{Star: hostile, Rising: hostile, Exposed: hostile, Leave: hostile}
	policy.Attention = []dashboard.Rule{{Code: "low", Name: hostile, Figure: qbr.MetricScore, Below: testkit.Null("100"), Unknown: true}}
	for i := range reviews {
		reviews[i].Partner.Name, reviews[i].Partner.Attention = hostile, hostile
		for _, line := range reviews[i].FirstPage {
			for j := range line.Metrics {
				line.Metrics[j].Name = hostile
			}
		}
	}
	d, err := dashboard.Overview(policy, reviews, steps, asOf)
	if err != nil {
		t.Fatal(err)
	}
	page := d.Document()
	for form, text := range map[string]string{"text": string(page.AppendText(nil, 80)), "Markdown": string(page.AppendMarkdown(nil))} {
		if strings.Count(text, "31m") < 20 {
			t.Errorf("%s shows the texts %d times", form, strings.Count(text, "31m"))
		}
		if at := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); at >= 0 {
			t.Errorf("%s has %q", form, text[at:min(at+20, len(text))])
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
		page := d.Document()
		running := strings.Contains(string(page.AppendText(nil, 200)), "is of what is due by now")
		if want := day.Before(partnermath.NewDate(2026, 9, 30)); running != want {
			t.Errorf("as of %s it tells of what is due: %t", day, running)
		}
		if codes := fmt.Sprint(len(a.Reasons), a.Reasons[0].Code, a.Reasons[0].Text); codes != "1flaggedNew owner" {
			t.Errorf("reasons: %s", codes)
		}
		if g := &d.YearGoal; text(g.Planned) != "12000" || text(g.Gap) != "3000" {
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

func TestDocumentOfNil(t *testing.T) {
	var none *dashboard.Dashboard
	if page := none.Document(); len(page.Sections) > 0 {
		t.Errorf("it says %+v", page)
	}
}
