package waterfall_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

func verify(t rapid.TB, f waterfall.Funnel, c waterfall.Campaign) waterfall.Verification {
	t.Helper()
	v, err := waterfall.Verify(f, c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVerifyGolden(t *testing.T) {
	var all map[string]json.RawMessage
	testkit.ReadJSON(t, "testdata/waterfall.json", &all)
	var golden struct {
		Actual   struct{ MGOs, Deals, DealSize, Revenue string }
		Variance string
		Split    struct{ Volume, Rate, Price string }
	}
	if err := json.Unmarshal(all["verification"], &golden); err != nil {
		t.Fatal(err)
	}
	v := verify(t, article(), waterfall.Campaign{
		ID: "year", Period: partnermath.Period{Start: day(2026, 1, 1), End: day(2027, 1, 1)}, AsOf: day(2026, 12, 31),
		Plan:   partnermath.Outcome{Currency: "USD", MGOs: null("12600"), Won: null("1000"), Revenue: null("10000000")},
		Actual: partnermath.Outcome{Currency: "USD", MGOs: null(golden.Actual.MGOs), Won: null(golden.Actual.Deals), Revenue: null(golden.Actual.Revenue)},
	})
	want := []string{
		"volume mgo " + golden.Split.Volume, "rate mgo won " + golden.Split.Rate, "deal-size " + golden.Split.Price,
		golden.Variance, golden.Actual.DealSize,
	}
	got := append(splitLines(v.Split), v.Revenue.Variance.Decimal.String(), v.DealSize.Actual.Decimal.String())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !v.Mature || v.Matures != day(2026, 12, 31) || v.Due.String() != "1" {
		t.Errorf("mature %t, on %s, due %s", v.Mature, v.Matures, v.Due)
	}
}

func splitLines(s waterfall.RevenueSplit) []string {
	lines := []string{}
	for _, p := range s.Parts {
		lines = append(lines, strings.Join(strings.Fields(fmt.Sprint(p.Driver, " ", p.From, " ", p.Stage, " ", p.Amount)), " "))
	}
	if s.Reason != "" {
		lines = append(lines, strings.TrimSpace(fmt.Sprint(s.Reason, " ", s.Stage)))
	}
	return lines
}

func TestVerifySplits(t *testing.T) {
	outcome := func(numbers string) partnermath.Outcome {
		n := strings.Fields(numbers)
		at := func(i int) decimal.NullDecimal {
			if n[i] == "-" {
				return decimal.NullDecimal{}
			}
			return null(n[i])
		}
		return partnermath.Outcome{Currency: "USD", Leads: at(0), SQLs: at(1), Won: at(2), Revenue: at(3)}
	}
	for _, tt := range []struct {
		plan, actual string
		want         []string
	}{
		{"100 50 10 1000", "110 50 10 1000", []string{"volume lead 100", "rate lead sql -100", "rate sql won 0", "deal-size 0"}},
		{"100 50 10 1000", "100 50 10 900.01", []string{"volume lead 0", "rate lead sql 0", "rate sql won 0", "deal-size -99.99"}},
		// Thirds of a cent are rounded in the running revenue, and nothing is lost.
		{"3 3 3 0.01", "1 2 3 0.02", []string{"volume lead -0.01", "rate lead sql 0.01", "rate sql won 0", "deal-size 0.01"}},
		{"100 50 10 1000", "100 0 2 300", []string{"volume lead 0", "rate lead sql -1000", "rate sql won 200", "deal-size 100"}},
		{"100 50 10 1000", "0 0 0 0", []string{"volume lead -1000", "rate lead sql 0", "rate sql won 0", "deal-size 0"}},
		{"100 50 10 1000", "0 0 0 -20", []string{"volume lead -1000", "rate lead sql 0", "rate sql won 0", "deal-size -20"}},
		{"- 50 10 1000", "7 60 10 1000", []string{"volume sql 200", "rate sql won -200", "deal-size 0"}},
		{"- - 10 1000", "7 60 12 1000", []string{"volume won 200", "deal-size -200"}},
		{"100 50 10 0", "90 60 20 50", []string{"volume lead 0", "rate lead sql 0", "rate sql won 0", "deal-size 50"}},
		{"100 0 10 1000", "90 60 20 50", []string{"zero-plan sql"}},
		{"100 50 0 0", "90 60 20 50", []string{"zero-plan won"}},
		{"100 50 10 -", "90 60 20 50", []string{"unknown-revenue"}},
		{"100 50 10 10", "90 60 20 -", []string{"unknown-revenue"}},
		{"100 50 10 10", "90 60 - 50", []string{"unknown-won won"}},
		{"- - - 10", "90 60 1 50", []string{"unknown-won won"}},
	} {
		c := laggedCampaign()
		c.Plan, c.Actual = outcome(tt.plan), outcome(tt.actual)
		if diff := cmp.Diff(tt.want, splitLines(verify(t, laggedFunnel(), c).Split)); diff != "" {
			t.Errorf("%s, then %s (-want +got):\n%s", tt.plan, tt.actual, diff)
		}
	}
}

// The split follows its definition in rational numbers, and its parts add up.
func TestVerifySplitOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := laggedCampaign()
		c.Plan, c.Actual = anyOutcome(t, "plan"), anyOutcome(t, "actual")
		v := verify(t, laggedFunnel(), c)
		want := splitOracle(c)
		if want == nil {
			if v.Split.Parts != nil || v.Split.Reason == "" {
				t.Fatalf("a split that is not defined: %v", v.Split)
			}
			return
		}
		before, sum := c.Plan.Revenue.Decimal, decimal.Decimal{}
		for i, part := range v.Split.Parts {
			if !part.Revenue.Equal(want[i]) || !part.Amount.Equal(want[i].Sub(before)) {
				t.Fatalf("part %d: got %s to %s, want to %s", i, part.Amount, part.Revenue, want[i])
			}
			before = want[i]
			sum = sum.Add(part.Amount)
		}
		if len(v.Split.Parts) != len(want) || !sum.Equal(v.Revenue.Variance.Decimal) {
			t.Fatalf("the parts add up to %s, not to %s", sum, v.Revenue.Variance.Decimal)
		}
	})
}

func TestVerifyComparisonOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := laggedCampaign()
		c.Plan, c.Actual = anyOutcome(t, "plan"), anyOutcome(t, "actual")
		if rapid.Bool().Draw(t, "large") { // beyond machine integers
			c.Plan.MQLs, c.Actual.MQLs = null("123456789012345678901234.5"), null("223456789012345678901234.5")
		}
		v := verify(t, laggedFunnel(), c)
		check := func(what string, got waterfall.PlanActual, plan, actual decimal.NullDecimal) {
			want := []string{nullText(plan), nullText(actual), "null", "null"}
			if plan.Valid && actual.Valid {
				want[2] = actual.Decimal.Sub(plan.Decimal).String()
				if plan.Decimal.IsPositive() {
					want[3] = shownRatio(actual, plan, 4)
				}
			}
			if diff := cmp.Diff(want, []string{nullText(got.Plan), nullText(got.Actual), nullText(got.Variance), nullText(got.Attainment)}); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", what, diff)
			}
		}
		size := func(o partnermath.Outcome) decimal.NullDecimal {
			if text := shownRatio(o.Revenue, o.Won, 2); text != "null" {
				return null(text)
			}
			return decimal.NullDecimal{}
		}
		check("revenue", v.Revenue, c.Plan.Revenue, c.Actual.Revenue)
		check("margin", v.Margin, c.Plan.Margin, c.Actual.Margin)
		check("deal size", v.DealSize, size(c.Plan), size(c.Actual))
		var from partnermath.Stage
		lines := v.Stages
		for _, stage := range partnermath.Stages() {
			plan, actual := c.Plan.At(stage), c.Actual.At(stage)
			if !plan.Valid || !actual.Valid {
				continue
			}
			line := lines[0]
			lines = lines[1:]
			check(string(stage), line.PlanActual, plan, actual)
			rates := []string{shownRatio(plan, c.Plan.At(from), 4), shownRatio(actual, c.Actual.At(from), 4), "null"}
			if rates[0] != "null" && rates[1] != "null" {
				rates[2] = number(rates[1]).Sub(number(rates[0])).String()
			}
			if diff := cmp.Diff(rates, []string{nullText(line.PlanRate), nullText(line.ActualRate), nullText(line.Difference)}); diff != "" || line.Stage != stage || line.From != from {
				t.Fatalf("%s from %s (-want +got):\n%s", stage, from, diff)
			}
			from = stage
		}
		if len(lines) > 0 {
			t.Fatalf("%d stages too many", len(lines))
		}
	})
}

func TestVerifyMaturity(t *testing.T) {
	for name, tt := range map[string]struct {
		change  func(*waterfall.Funnel, *waterfall.Campaign)
		matures partnermath.Date
		mature  bool
		due     string
	}{
		// Of the deals, 0.412 take up to 2 months, 0.665 up to 3 and 0.859 up to 4:
		// (20 × 0.859 + 28 × 0.665 + 31 × 0.412) ÷ 79 for the days of three months.
		"young":           {func(*waterfall.Funnel, *waterfall.Campaign) {}, day(2026, 10, 31), false, "0.6148"},
		"before it began": {func(_ *waterfall.Funnel, c *waterfall.Campaign) { c.AsOf = day(2025, 3, 1) }, day(2026, 10, 31), false, "0"},
		"the day before":  {func(_ *waterfall.Funnel, c *waterfall.Campaign) { c.AsOf = day(2026, 10, 30) }, day(2026, 10, 31), false, "0.9976"},
		"the day":         {func(_ *waterfall.Funnel, c *waterfall.Campaign) { c.AsOf = day(2026, 10, 31) }, day(2026, 10, 31), true, "1"},
		"long after":      {func(_ *waterfall.Funnel, c *waterfall.Campaign) { c.AsOf = day(2926, 10, 31) }, day(2026, 10, 31), true, "1"},
		"no lag": {func(f *waterfall.Funnel, _ *waterfall.Campaign) {
			for i := range f.Stages {
				f.Stages[i].Lag = nil
			}
		}, day(2026, 3, 31), true, "1"},
		"zeros at the end of a lag": {func(f *waterfall.Funnel, _ *waterfall.Campaign) {
			f.Stages[4].Lag = decimals("0.5", "0.5", "0", "0")
		}, day(2026, 7, 31), false, "0.9207"},
		"what never comes": {func(f *waterfall.Funnel, c *waterfall.Campaign) {
			f.Stages[3].Lag, f.Stages[4].Lag, c.AsOf = decimals("0.5"), decimals("0.25", "0.25"), day(2026, 8, 31)
		}, day(2026, 5, 31), true, "0.25"},
		"quarters": {func(f *waterfall.Funnel, c *waterfall.Campaign) {
			f.Unit, c.AsOf = partnermath.UnitQuarter, day(2026, 9, 29)
		}, day(2027, 12, 31), false, "0.176"},
		"weeks": {func(f *waterfall.Funnel, c *waterfall.Campaign) {
			f.Unit, c.AsOf, c.Calendar = partnermath.UnitWeek, day(2026, 4, 26), isoWeeks(partnermath.Pattern445)
		}, day(2026, 5, 24), false, ""},
	} {
		f, c := laggedFunnel(), laggedCampaign()
		tt.change(&f, &c)
		v := verify(t, f, c)
		if tt.due == "" {
			tt.due = v.Due.String()
		}
		if v.Matures != tt.matures || v.Mature != tt.mature || v.Due.String() != tt.due {
			t.Errorf("%s: got %s, %t, %s due, want %s, %t, %s", name, v.Matures, v.Mature, v.Due, tt.matures, tt.mature, tt.due)
		}
		if won := v.Stages[len(v.Stages)-1].Due.Decimal; !won.Equal(v.Due) {
			t.Errorf("%s: %s of the won deals are due, %s of the deals", name, won, v.Due)
		}
	}
}

func TestVerifyDueOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, c := drawCampaign(t)
		v := verify(t, f, c)
		for i, due := range dueOracle(f, c) {
			want := rounded(due, 4)
			for _, s := range v.Stages {
				if s.Stage == f.Stages[i].CountsAs && nullText(s.Due) != want {
					t.Fatalf("%s: %s due, want %s", s.Stage, nullText(s.Due), want)
				}
			}
		}
		if matures := maturesOracle(f, c); v.Matures != matures || v.Mature != !c.AsOf.Before(matures) {
			t.Fatalf("matures on %s, want %s", v.Matures, matures)
		}
	})
}

func TestVerifyFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*waterfall.Funnel, *waterfall.Campaign)
		want   []string
	}{
		"none":     {func(*waterfall.Funnel, *waterfall.Campaign) {}, nil},
		"a funnel": {func(f *waterfall.Funnel, _ *waterfall.Campaign) { f.Stages[1].Rate = null("2") }, []string{"funnel.stages[1].rate max"}},
		"each field": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			*c = waterfall.Campaign{
				Name: "\xff", Calendar: partnermath.Calendar{Pattern: "x"},
				Plan: partnermath.Outcome{Won: null("-1")}, Actual: partnermath.Outcome{Revenue: null("1")},
			}
		}, []string{
			"campaign.id id", "campaign.name text", "campaign.calendar.pattern one-of", "campaign.period.start required", "campaign.period.end required",
			"campaign.asOf required", "campaign.plan.won min", "campaign.actual.currency required",
		}},
		"a long name":    {func(_ *waterfall.Funnel, c *waterfall.Campaign) { c.Name = strings.Repeat("x", 1001) }, []string{"campaign.name text"}},
		"two currencies": {func(_ *waterfall.Funnel, c *waterfall.Campaign) { c.Actual.Currency = "EUR" }, []string{"campaign.actual.currency match"}},
		"others":         {func(f *waterfall.Funnel, _ *waterfall.Campaign) { f.Currency = "EUR" }, []string{"campaign.plan.currency match", "campaign.actual.currency match"}},
		"no currency": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			c.Plan = partnermath.Outcome{MQLs: null("3")}
		}, nil},
		"parts of a cent": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			c.Plan.Pipeline, c.Plan.Revenue, c.Actual.Revenue, c.Actual.Margin = null("1.001"), null("1.001"), null("-0.001"), null("1e-12")
		}, []string{"campaign.plan.pipeline digits", "campaign.plan.revenue digits", "campaign.actual.revenue digits", "campaign.actual.margin digits"}},
		"huge": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			c.Actual.Revenue = decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
		}, []string{"campaign.actual.revenue bounds"}},
		"before the calendar": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			c.Period = partnermath.Period{Start: day(2, 12, 31), End: day(3, 2, 1)}
		}, []string{"campaign.period range"}},
		"after the calendar": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			c.Period = partnermath.Period{Start: day(9997, 12, 1), End: day(9998, 1, 2)}
		}, []string{"campaign.period range"}},
		"lags after the calendar": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			c.Period = partnermath.Period{Start: day(9997, 6, 1), End: day(9997, 7, 1)}
		}, []string{"campaign.period range"}},
		"lags to its end": {func(_ *waterfall.Funnel, c *waterfall.Campaign) {
			c.Period = partnermath.Period{Start: day(9997, 5, 1), End: day(9997, 6, 1)}
		}, nil},
		"260 weeks": {func(f *waterfall.Funnel, c *waterfall.Campaign) {
			f.Unit, c.Calendar = partnermath.UnitWeek, isoWeeks(partnermath.Pattern445)
			c.Period = partnermath.Period{Start: day(2026, 1, 5), End: day(2036, 1, 1)}
			c.AsOf = day(2026, 1, 4).AddDays(7*260 + 6)
		}, nil},
		"261 weeks": {func(f *waterfall.Funnel, c *waterfall.Campaign) {
			f.Unit, c.Calendar = partnermath.UnitWeek, isoWeeks(partnermath.Pattern445)
			c.Period = partnermath.Period{Start: day(2026, 1, 5), End: day(2036, 1, 1)}
			c.AsOf = day(2026, 1, 4).AddDays(7 * 261)
		}, []string{"campaign.asOf range"}},
	} {
		f, c := laggedFunnel(), laggedCampaign()
		tt.change(&f, &c)
		v, err := waterfall.Verify(f, c)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(waterfall.Verification{}, v); err != nil && diff != "" {
			t.Errorf("%s: a result beside the error:\n%s", name, diff)
		}
	}
}

func TestVerifyIsPure(t *testing.T) {
	f, c := laggedFunnel(), laggedCampaign()
	before := testkit.JSON(t, f) + testkit.JSON(t, c)
	first := verify(t, f, c)
	text := testkit.JSON(t, first)
	clear(first.Stages)
	clear(first.Split.Parts)
	if testkit.JSON(t, verify(t, f, c)) != text || testkit.JSON(t, f)+testkit.JSON(t, c) != before {
		t.Error("something changed")
	}
}

func TestVerifyHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, c := laggedFunnel(), laggedCampaign()
		for range rapid.IntRange(1, 5).Draw(t, "faults") {
			testkit.Plant(t, &f, &c)
		}
		_, err := waterfall.Verify(f, c)
		for _, fault := range testkit.BrokenRules(t, err) {
			if !strings.HasPrefix(fault, "funnel.") && !strings.HasPrefix(fault, "campaign.") {
				t.Fatalf("the path of %s", fault)
			}
		}
	})
}

func TestVerifyJSON(t *testing.T) {
	c := laggedCampaign()
	c.Name, c.Calendar = "spring campaign", isoWeeks(partnermath.Pattern445)
	testkit.Golden(t, "json/verify-campaign.json", testkit.RoundTrip(t, c))
	testkit.Golden(t, "json/verify-verification.json", testkit.RoundTrip(t, verify(t, laggedFunnel(), c)))
	c.Actual.Won = decimal.NullDecimal{}
	v := verify(t, laggedFunnel(), c)
	testkit.Golden(t, "json/verify-no-split.json", testkit.RoundTrip(t, v.Split))
	if !slices.Equal(splitLines(v.Split), []string{"unknown-won won"}) {
		t.Errorf("got %v", splitLines(v.Split))
	}
}

// What a funnel has no stage for is not due: its last stage may be something else than
// won deals, or nothing that an outcome counts.
func TestVerifyDueIsOfItsStage(t *testing.T) {
	for _, tt := range []struct {
		last partnermath.Stage
		due  string
	}{{partnermath.StageWon, "0.25"}, {partnermath.StageOpportunity, "null"}, {"", "null"}} {
		f := waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{
			{ID: "a", CountsAs: partnermath.StageLead},
			{ID: "b", CountsAs: tt.last, Rate: null("0.1"), Lag: []decimal.Decimal{number("0.25"), number("0.75")}},
		}}
		month := partnermath.Calendar{}.Month(2026, 1)
		v, err := waterfall.Verify(f, waterfall.Campaign{
			ID: "c", Period: month, AsOf: month.End.AddDays(-1),
			Plan: partnermath.Outcome{Won: null("8")}, Actual: partnermath.Outcome{Won: null("2")},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := nullText(v.Stages[0].Due); got != tt.due || v.Due.String() != "0.25" {
			t.Errorf("a funnel to %q: %s of the won deals are due, %s in all, want %s", tt.last, got, v.Due, tt.due)
		}
	}
}
