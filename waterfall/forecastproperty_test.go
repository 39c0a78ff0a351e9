package waterfall_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// refused reports whether a funnel was refused because of the numbers that it makes.
// Any other error fails the test.
func refused(t rapid.TB, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	if diff := cmp.Diff([]string{"funnel bounds"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Fatalf("-want +got:\n%s", diff)
	}
	return true
}

// Every number of a projection is that of the oracle.
func forecastProperty(t *rapid.T) {
	f := anyFunnel().Draw(t, "funnel")
	if oneIn(t, 4, "no deal size") {
		f.DealSize = decimal.NullDecimal{}
	}
	d := anyDemand(t, f)
	stages, want := oracleForecast(f, d)
	got, err := waterfall.Forecast(f, d)
	if no := refused(t, err); no != absurd(slices.AppendSeq(slices.Clone(stages), maps.Values(want))) {
		t.Fatalf("refused: %v, though it brings %v", no, want)
	} else if no {
		return
	}
	for i, s := range got.Stages {
		shown := split{Total: nullText(s.Total), Beyond: nullText(s.Beyond)}
		for _, count := range s.Counts {
			shown.Parts = append(shown.Parts, count.String())
		}
		if diff := cmp.Diff(stages[i], shown); diff != "" {
			t.Fatalf("stage %s (-oracle +got):\n%s", s.ID, diff)
		}
	}
	for name, s := range want {
		if diff := cmp.Diff(s, figure(got, name)); diff != "" {
			t.Fatalf("%s (-oracle +got):\n%s", name, diff)
		}
	}
}

func TestForecastProperty(t *testing.T) { rapid.Check(t, forecastProperty) }

func FuzzForecast(f *testing.F) { f.Fuzz(rapid.MakeFuzz(forecastProperty)) }

func TestForecast(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", DealSize: null("1000"), MarginRate: null("-0.1"), Stages: []waterfall.FunnelStage{
		{ID: "leads", CountsAs: partnermath.StageLead},
		{ID: "mgos", CountsAs: partnermath.StageMGO, Rate: null("0.5"), Lag: []decimal.Decimal{number("0.5"), number("0.25")}},
		{ID: "won", CountsAs: partnermath.StageWon, Per: null("3"), Lag: []decimal.Decimal{number("0"), number("1")}},
	}}
	without := func(drop func(f *waterfall.Funnel)) waterfall.Funnel {
		changed := f
		drop(&changed)
		return changed
	}
	entry := func(stage string, period int, count string) waterfall.DemandEntry {
		return waterfall.DemandEntry{Stage: stage, Period: period, Count: null(count)}
	}
	unknown := unknownFigure(3)
	zero := split{Parts: []string{"0", "0", "0"}, Total: "0", Beyond: "0"}
	for _, tt := range []struct {
		name    string
		funnel  waterfall.Funnel
		entries []waterfall.DemandEntry
		want    map[string]split
	}{
		{"lags below 1 leave the rest beyond", f, []waterfall.DemandEntry{entry("", 0, "12")}, map[string]split{
			"lead":    {[]string{"12", "0", "0"}, "12", "0"},
			"mgo":     {[]string{"3", "1.5", "0"}, "4.5", "1.5"},
			"won":     {[]string{"0", "1", "0.5"}, "1.5", "0.5"},
			"revenue": {[]string{"0", "1000", "500"}, "1500", "500"},
			"margin":  {[]string{"0", "-100", "-50"}, "-150", "-50"},
			// Of the marketing generated opportunities, since there are no others.
			"pipeline": {[]string{"3000", "1500", "0"}, "4500", "1500"},
			"inquiry":  unknown,
		}},
		{"the last period pushes beyond", f, []waterfall.DemandEntry{entry("leads", 2, "12")}, map[string]split{
			"mgo": {[]string{"0", "0", "3"}, "3", "3"},
			"won": {[]string{"0", "0", "0"}, "0", "2"},
		}},
		{"entries add up, at several stages", f, []waterfall.DemandEntry{
			entry("won", 1, "1"), entry("", 0, "6"), entry("mgos", 1, "3"), entry("leads", 0, "6"),
		}, map[string]split{
			"lead": {[]string{"12", "0", "0"}, "12", "0"},
			"mgo":  {[]string{"3", "4.5", "0"}, "7.5", "1.5"},
			"won":  {[]string{"0", "2", "1.5"}, "3.5", "0.5"},
		}},
		{"before the first entry nothing is known", f, []waterfall.DemandEntry{entry("won", 0, "3")}, map[string]split{
			"lead": unknown, "mgo": unknown, "pipeline": unknown,
			"won":     {[]string{"3", "0", "0"}, "3", "0"},
			"revenue": {[]string{"3000", "0", "0"}, "3000", "0"},
		}},
		{"an entry of 0 is known", f, []waterfall.DemandEntry{entry("mgos", 0, "0")}, map[string]split{
			"lead": unknown, "mgo": zero, "won": zero, "revenue": zero, "margin": zero, "pipeline": zero,
		}},
		{"without entries nothing is known", f, nil, map[string]split{
			"lead": unknown, "mgo": unknown, "won": unknown, "revenue": unknown, "margin": unknown, "pipeline": unknown,
		}},
		{
			"no deal size", without(func(f *waterfall.Funnel) { f.DealSize = decimal.NullDecimal{} }),
			[]waterfall.DemandEntry{entry("", 0, "12")},
			map[string]split{"revenue": unknown, "margin": unknown, "pipeline": unknown},
		},
		{
			"no margin rate", without(func(f *waterfall.Funnel) { f.MarginRate = decimal.NullDecimal{} }),
			[]waterfall.DemandEntry{entry("", 0, "12")},
			map[string]split{
				"margin": unknown, "revenue": {[]string{"0", "1000", "500"}, "1500", "500"},
			},
		},
	} {
		p, err := waterfall.Forecast(tt.funnel, waterfall.Demand{Periods: 3, Entries: tt.entries})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		for name, want := range tt.want {
			if diff := cmp.Diff(want, figure(p, name)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", tt.name, name, diff)
			}
		}
	}
}

func TestForecastTellsTheUnitOfItsPeriods(t *testing.T) {
	for unit, want := range map[partnermath.CalendarUnit]partnermath.CalendarUnit{"": "month", "week": "week", "quarter": "quarter"} {
		f := article()
		f.Unit = unit
		p, err := waterfall.Forecast(f, waterfall.Demand{Periods: 1})
		if err != nil || p.Unit != want || p.Currency != "USD" {
			t.Errorf("%q: got %q, %s %v", unit, p.Unit, p.Currency, err)
		}
	}
}

// Conversions may be sound, and their product absurd: 9,999,999,999 × 9,999,999,999 has
// 20 digits, and with a deal size of 9 before the point the revenue has 28 and 2 behind.
// The sheet and the way back refuse what the forecast does.
func TestBeyondAllNumbers(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{
		{ID: "leads", CountsAs: partnermath.StageLead}, {ID: "won", CountsAs: partnermath.StageWon, Multiplier: null("9999999999")},
	}}
	for _, tt := range []struct {
		count, dealSize string
		want            []string
	}{
		{"9999999999", "100000000.01", nil},
		{"9999999999", "1000000000.01", []string{"funnel bounds"}}, // 31 digits
		{"1", "1e18", nil},
		{"10", "1e18", []string{"funnel bounds"}}, // an exponent of 19
	} {
		f.DealSize = null(tt.dealSize)
		_, err := waterfall.Forecast(f, waterfall.Demand{Periods: 1, Entries: []waterfall.DemandEntry{{Count: null(tt.count)}}})
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s of %s (-want +got):\n%s", tt.count, tt.dealSize, diff)
		}
		lines, err := waterfall.Worksheet(f, number(tt.count))
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" || err != nil && lines != nil {
			t.Errorf("the sheet of %s of %s has %d lines (-want +got):\n%s", tt.count, tt.dealSize, len(lines), diff)
		}
		s, err := waterfall.Solve(f, waterfall.KnownTerms{Unknown: waterfall.UnknownRevenue, Units: null(tt.count)})
		if err != nil || s.Attainable != (tt.want == nil) || s.Attainable != (s.Lines != nil) {
			t.Errorf("solved: %s of %s is attainable: %t with %d lines (%v)", tt.count, tt.dealSize, s.Attainable, len(s.Lines), err)
		}
	}
}

// Backward, 2e13 deals of 1,000,000 recipients each have an exponent of 19.
func TestBeyondAllNumbersBackward(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", DealSize: null("1"), Stages: []waterfall.FunnelStage{
		{ID: "recipients"}, {ID: "won", Per: null("1000000"), Lag: []decimal.Decimal{number("0.5"), number("0.5")}},
	}}
	for _, tt := range []struct {
		revenue string
		want    []string
	}{
		{"2e12", nil},
		{"2e13", []string{"funnel bounds"}},
		{"2e15", []string{"funnel bounds"}},
	} {
		_, plan := waterfall.Plan(f, waterfall.RevenueGoal{Revenue: null(tt.revenue)})
		b, backcast := waterfall.Backcast(f, []decimal.Decimal{number(tt.revenue)})
		for name, err := range map[string]error{"plan": plan, "backcast": backcast} {
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("%s of %s (-want +got):\n%s", name, tt.revenue, diff)
			}
		}
		if backcast != nil && b.Stages != nil {
			t.Errorf("%s: a result beside the error", tt.revenue)
		}
	}
}
