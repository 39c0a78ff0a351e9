package dashboard_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/dashboard"
)

// drawn draws the inputs of a dashboard: figures near the lines, and many that are not known.
func drawn(t *rapid.T) inputs {
	in := newInputs()
	number := func(label string, low, high int64) string {
		if rapid.IntRange(0, 4).Draw(t, label+" unknown") == 0 {
			return ""
		}
		return testkit.Decimal(low, high, 2).Draw(t, label).String()
	}
	in.Reviews, in.Steps = nil, nil
	for i := range rapid.IntRange(0, 8).Draw(t, "partners") {
		f := facts{
			id: fmt.Sprint("p", i), plan: number("plan", 0, 20), actual: number("actual", 0, 20), yearPlan: number("year", 0, 60), yearActual: number("year actual", 0, 60),
			lastPlan: number("last", 0, 20), score: number("score", 50, 70), scoreChange: number("change", -8, 0), coverage: number("coverage", 0, 2),
			mqls: number("mqls", 0, 10), mqlTarget: number("target", 0, 10),
		}
		r := f.review()
		if rapid.Bool().Draw(t, "running") {
			r.FirstPage[0].Metrics[0].Due = testkit.Null(number("due", 0, 20))
		}
		if rapid.IntRange(0, 3).Draw(t, "flag") == 0 {
			r.Partner.Attention = "Look."
		}
		r.Decisions = make([]qbr.PendingDecision, rapid.IntRange(0, 2).Draw(t, "decisions"))
		for j := range r.Decisions {
			r.Decisions[j].Party = rapid.SampledFrom(qbr.Party("").Values()).Draw(t, "party")
		}
		in.Reviews = append(in.Reviews, r)
	}
	if len(in.Reviews) == 0 {
		return in
	}
	for range rapid.IntRange(0, 20).Draw(t, "steps") {
		s := dashboard.Step{
			Partner: rapid.SampledFrom(in.Reviews).Draw(t, "of").Partner.ID, Workflow: rapid.SampledFrom(dashboard.Workflow("").Values()).Draw(t, "workflow"),
			Month: rapid.IntRange(1, 12).Draw(t, "month"), Due: asOf.AddDays(rapid.IntRange(-2, 2).Draw(t, "due")),
		}
		if rapid.Bool().Draw(t, "done") {
			s.Done = asOf.AddDays(-rapid.IntRange(0, 3).Draw(t, "before"))
		}
		in.Steps = append(in.Steps, s)
	}
	return in
}

func drawnDashboard(t *rapid.T) (inputs, dashboard.Dashboard) {
	in := drawn(t)
	d, err := in.overview()
	if err != nil {
		t.Fatal(err)
	}
	return in, d
}

func shareIs(t *rapid.T, what string, got decimal.NullDecimal, num, den *big.Rat) {
	if got.Valid != (den.Sign() > 0) {
		t.Fatalf("%s is known: %t", what, got.Valid)
	}
	if got.Valid {
		if want := testkit.RoundHalfAway(new(big.Rat).Quo(num, den), 4); !got.Decimal.Equal(want) {
			t.Fatalf("%s is %s, want %s", what, got.Decimal, want)
		}
	}
}

// The quadrant of a partner follows from its published score and attainment, and these from
// its figures; and every partner stands in one place.
func TestQuadrantProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, d := drawnDashboard(t)
		places := map[string]string{}
		for _, q := range append(slices.Clone(d.Quadrants), d.Unplaced) {
			var plan, actual decimal.Decimal
			for _, id := range q.Partners {
				if _, twice := places[id]; twice {
					t.Fatalf("%s stands in two quadrants", id)
				}
				places[id] = q.ID
				at := slices.IndexFunc(d.Rows, func(r dashboard.Row) bool { return r.Partner.ID == id })
				plan, actual = plan.Add(d.Rows[at].Revenue.Target.Decimal), actual.Add(d.Rows[at].Revenue.Value.Decimal)
			}
			if !plan.Equal(q.Planned.Decimal) || !actual.Equal(q.Actual.Decimal) {
				t.Fatalf("%s: plan %s and actual %s, of its rows %s and %s", q.ID, text(q.Planned), text(q.Actual), plan, actual)
			}
		}
		if len(d.Rows) != len(in.Reviews) || len(places) != len(d.Rows) {
			t.Fatalf("%d reviews, %d rows, %d placed", len(in.Reviews), len(d.Rows), len(places))
		}
		for i := range d.Rows {
			r := &d.Rows[i]
			base := r.Revenue.Target
			if r.Revenue.Due.Valid {
				base = r.Revenue.Due
			}
			if !r.Revenue.Value.Valid {
				base = decimal.NullDecimal{}
			}
			shareIs(t, "attainment", r.Attainment, testkit.Rat(r.Revenue.Value.Decimal), testkit.Rat(base.Decimal))
			want := ""
			if r.Score.Value.Valid && r.Attainment.Valid {
				capable, onPlan := r.Score.Value.Decimal.Cmp(d.Lines.Score.Decimal) >= 0, r.Attainment.Decimal.Cmp(d.Lines.Attainment.Decimal) >= 0
				want = map[[2]bool]string{{true, true}: "star", {true, false}: "rising", {false, true}: "exposed", {false, false}: "leave"}[[2]bool{capable, onPlan}]
			}
			if r.Quadrant != want || places[r.Partner.ID] != want {
				t.Fatalf("%s with %s and %s is in %q, want %q", r.Partner.ID, text(r.Score.Value), text(r.Attainment), r.Quadrant, want)
			}
		}
	})
}

// The plans of the rows, of the quadrants and of the goal add up.
func TestGoalsFootProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, d := drawnDashboard(t)
		var plan, actual, year decimal.Decimal
		planless, unreported, yearPlanless := 0, 0, 0
		for i := range d.Rows {
			m := &d.Rows[i].Revenue
			plan, actual = plan.Add(m.Target.Decimal), actual.Add(m.Value.Decimal)
			if !m.Target.Valid {
				planless++
			}
			if !m.Value.Valid {
				unreported++
			}
		}
		for i := range in.Reviews {
			r := &in.Reviews[i]
			before := r.FirstPage[0].Metrics[1].Target
			if before.Valid && len(r.Next.Targets) == 1 {
				year = year.Add(before.Decimal).Add(r.Next.Targets[0].Plan.Decimal)
			} else {
				yearPlanless++
			}
		}
		g := &d.Goal
		if !g.Planned.Decimal.Equal(plan) || !g.Actual.Decimal.Equal(actual) || g.Partners != len(d.Rows) || g.Planless != planless || g.Unreported != unreported {
			t.Fatalf("the rows have %s %s %d %d: %s", plan, actual, planless, unreported, testkit.JSON(t, g))
		}
		if !d.YearGoal.Planned.Decimal.Equal(year) || d.YearGoal.Planless != yearPlanless {
			t.Fatalf("the year is %s, %d without: %s", year, yearPlanless, testkit.JSON(t, d.YearGoal))
		}
		for _, g := range []*dashboard.Goal{&d.Goal, &d.YearGoal} {
			if g.Planned.Valid != (g.Planless < g.Partners) || g.Actual.Valid != (g.Unreported < g.Partners) ||
				g.Gap.Valid != (g.Planned.Valid && g.Planless == 0) || g.Missing.Valid != (g.Actual.Valid && g.Unreported == 0) {
				t.Fatalf("something is known that is not: %s", testkit.JSON(t, g))
			}
			if g.Gap.Valid && !g.Gap.Decimal.Add(g.Planned.Decimal).Equal(g.Goal.Decimal) || g.Missing.Valid && !g.Missing.Decimal.Add(g.Actual.Decimal).Equal(g.Goal.Decimal) {
				t.Fatalf("the gap does not foot: %s", testkit.JSON(t, g))
			}
			base := new(big.Rat)
			if g.Missing.Valid {
				base = testkit.Rat(g.Goal.Decimal)
			}
			shareIs(t, "attainment of the goal", g.Attainment, testkit.Rat(g.Actual.Decimal), base)
		}
		for _, q := range append(slices.Clone(d.Quadrants), d.Unplaced) {
			plan, actual = plan.Sub(q.Planned.Decimal), actual.Sub(q.Actual.Decimal)
			planless, unreported = planless-q.Planless, unreported-q.Unreported
		}
		if !plan.IsZero() || !actual.IsZero() || planless != 0 || unreported != 0 {
			t.Fatalf("the quadrants leave %s and %s, and %d and %d unknown", plan, actual, planless, unreported)
		}
	})
}

// The map of the year counts every step once by month and once by workflow and once by partner.
func TestYearProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, d := drawnDashboard(t)
		sum := func(lines []dashboard.Progress) (p dashboard.Progress) {
			for _, l := range lines {
				p.Steps, p.Done, p.Due, p.Overdue = p.Steps+l.Steps, p.Done+l.Done, p.Due+l.Due, p.Overdue+l.Overdue
			}
			return p
		}
		equal := func(what string, p dashboard.Progress, parts []dashboard.Progress) {
			shareIs(t, what, p.Share, big.NewRat(int64(p.Done), 1), big.NewRat(int64(p.Steps), 1))
			got := sum(parts)
			got.Share, got.Workflow = p.Share, p.Workflow
			if testkit.JSON(t, got) != testkit.JSON(t, p) {
				t.Fatalf("%s is %s, of its parts %s", what, testkit.JSON(t, p), testkit.JSON(t, got))
			}
		}
		var totals, rows []dashboard.Progress
		flows := make([][]dashboard.Progress, 6)
		for m := range d.Months {
			l := &d.Months[m]
			equal("a month", l.Total, l.Workflows)
			totals = append(totals, l.Total)
			for w := range l.Workflows {
				flows[w] = append(flows[w], l.Workflows[w])
				var of []dashboard.Progress
				for _, s := range in.Steps {
					if s.Month != m+1 || s.Workflow != l.Workflows[w].Workflow {
						continue
					}
					one := dashboard.Progress{Steps: 1}
					if days := s.Due.DaysSince(asOf); !s.Done.IsZero() {
						one.Done = 1
					} else if days < 0 {
						one.Overdue = 1
					}
					if s.Due.DaysSince(asOf) <= 0 {
						one.Due = 1
					}
					of = append(of, one)
				}
				equal("a workflow of a month", l.Workflows[w], of)
			}
		}
		for w := range flows {
			equal("a workflow", d.Year.Workflows[w], flows[w])
		}
		for i := range d.Rows {
			rows = append(rows, d.Rows[i].Steps)
		}
		equal("the year by month", d.Year.Total, totals)
		equal("the year by partner", d.Year.Total, rows)
		if len(in.Steps) != d.Year.Total.Steps {
			t.Fatalf("%d steps of %d", d.Year.Total.Steps, len(in.Steps))
		}
	})
}

// A reason is beyond its limit, the weights add up, the gravest is first, and nobody whom a
// rule holds for is left out.
func TestAttentionProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, d := drawnDashboard(t)
		listed := map[string]bool{}
		for i := range d.Attention {
			a := &d.Attention[i]
			listed[a.Partner] = true
			weight := decimal.Decimal{}
			for _, r := range a.Reasons {
				weight = weight.Add(r.Weight)
				order := r.Value.Decimal.Cmp(r.Limit.Decimal)
				if r.Value.Valid && r.Limit.Valid && (order == 0 || (order > 0) != r.Above) {
					t.Fatalf("it is no reason: %s", testkit.JSON(t, r))
				}
			}
			if !weight.Equal(a.Weight) {
				t.Fatalf("the weights add up to %s: %s", weight, testkit.JSON(t, a))
			}
			if i == 0 {
				continue
			}
			before := &d.Attention[i-1]
			graver := before.Weight.Cmp(a.Weight)
			if graver == 0 {
				graver = before.Missing.Decimal.Cmp(a.Missing.Decimal)
			}
			if graver < 0 || graver == 0 && before.Partner > a.Partner {
				t.Fatalf("%s stands before %s", testkit.JSON(t, before), testkit.JSON(t, a))
			}
		}
		for i := range d.Rows {
			r := &d.Rows[i]
			low := r.Score.Value.Valid && r.Score.Value.Decimal.LessThan(decimal.NewFromInt(50)) || r.Steps.Overdue > 0 || r.Partner.Attention != "" ||
				!r.Attainment.Valid || r.Attainment.Decimal.LessThan(testkit.Number("0.7"))
			if low && !listed[r.Partner.ID] {
				t.Fatalf("%s is left out", testkit.JSON(t, r))
			}
		}
	})
}

func TestOrderDoesNotMatterProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, d := drawnDashboard(t)
		in.Reviews = rapid.Permutation(in.Reviews).Draw(t, "reviews")
		in.Steps = rapid.Permutation(in.Steps).Draw(t, "shuffled steps")
		again, err := in.overview()
		if err != nil {
			t.Fatal(err)
		}
		if want, got := testkit.JSON(t, d), testkit.JSON(t, again); want != got {
			t.Fatalf("another order makes another dashboard:\n%s", testkit.Diff(want, got))
		}
	})
}

func TestJSONAndMemory(t *testing.T) {
	in := newInputs()
	d, err := in.overview()
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "dashboard.golden.json", testkit.RoundTrip(t, d))
	before := testkit.JSON(t, d)
	in.Reviews[0].FirstPage[0].Metrics[0].Name, in.Reviews[0].Partner.Name = "changed", "changed"
	in.Policy.Quadrants.Star, in.Steps[0].Month = "changed", 5
	if got := testkit.JSON(t, d); got != before {
		t.Errorf("it changes with its inputs:\n%s", testkit.Diff(before, got))
	}
}
