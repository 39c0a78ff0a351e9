package waterfall_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// oneConversion is a funnel with one conversion of a kind.
func oneConversion(kind waterfall.WorksheetLineKind, value string) waterfall.Funnel {
	s := waterfall.FunnelStage{ID: "b", Name: "second", Lag: decimals("0.5", "0.5")}
	switch kind {
	case waterfall.LineRate:
		s.Rate = null(value)
	case waterfall.LinePer:
		s.Per = null(value)
	default:
		s.Multiplier = null(value)
	}
	return waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{{ID: "a"}, s}}
}

func conversionOf(s waterfall.FunnelStage) string {
	switch {
	case s.Rate.Valid:
		return s.Rate.Decimal.String()
	case s.Per.Valid:
		return s.Per.Decimal.String()
	}
	return s.Multiplier.Decimal.String()
}

func observed(volume, converted string) []waterfall.ObservedConversion {
	return []waterfall.ObservedConversion{{Stage: "b", Volume: null(volume), Converted: null(converted)}}
}

func TestRecalibrate(t *testing.T) {
	for _, tt := range []struct {
		kind                 waterfall.WorksheetLineKind
		old                  string
		volume, converted, k string
		observed, new        string
		weight               string
	}{
		{"rate", "0.2", "300", "30", "100", "0.1", "0.125", "0.75"},
		{"rate", "0.2", "0", "0", "100", "null", "0.2", "0"},
		{"rate", "0.123456789012", "0", "0", "100", "null", "0.123456789012", "0"},
		{"rate", "0.2", "0", "0", "0", "null", "0.2", "0"},
		{"rate", "0.2", "3", "1", "0", "0.33333333", "0.33333333", "1"},
		{"rate", "0.2", "3", "0", "0", "0", "0", "1"},
		{"rate", "1", "3", "3", "7", "1", "1", "0.3"},
		{"rate", "0.1", "0.5", "0.25", "0.25", "0.5", "0.36666667", "0.6667"},
		// 100 units of the old conversion make 5, and 100 observed ones make 20.
		{"per", "20", "100", "20", "100", "5", "8", "0.5"},
		{"per", "12.6", "126", "10", "50", "12.6", "12.6", "0.7159"},
		{"per", "20", "100", "0", "100", "null", "40", "0.5"},
		{"per", "20", "0", "0", "0", "null", "20", "0"},
		{"per", "20", "100", "100", "0", "1", "1", "1"},
		{"multiplier", "4", "100", "600", "100", "6", "5", "0.5"},
		{"multiplier", "4", "100", "50", "100", "0.5", "2.25", "0.5"},
		{"multiplier", "4", "0", "0", "1", "null", "4", "0"},
	} {
		r, err := waterfall.Recalibrate(oneConversion(tt.kind, tt.old), observed(tt.volume, tt.converted), number(tt.k))
		if err != nil {
			t.Errorf("%v: %v", tt, err)
			continue
		}
		line := r.Lines[0]
		want := []string{"b second", string(tt.kind), tt.volume, tt.converted, tt.observed, tt.old, tt.new, tt.weight, tt.new}
		got := []string{
			line.ID + " " + line.Name, string(line.Kind), nullText(line.Volume), nullText(line.Converted), nullText(line.Observed),
			line.Old.String(), line.New.String(), line.Weight.String(), conversionOf(r.Funnel.Stages[1]),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt, diff)
		}
	}
}

// What is not observed stays, and its evidence is undefined.
func TestRecalibrateSomeStages(t *testing.T) {
	f := article()
	r, err := waterfall.Recalibrate(f, []waterfall.ObservedConversion{{Stage: "won", Volume: null("63"), Converted: null("7")}}, number("126"))
	if err != nil {
		t.Fatal(err)
	}
	f.Stages[6].Per = null("11.11764706") // (63 + 126) ÷ (7 + 126 ÷ 12.6)
	if diff := cmp.Diff(f, r.Funnel); diff != "" {
		t.Errorf("the funnel (-want +got):\n%s", diff)
	}
	for _, line := range r.Lines[:5] {
		if line.Volume.Valid || line.Converted.Valid || line.Observed.Valid || !line.Weight.IsZero() || !line.New.Equal(line.Old) {
			t.Errorf("not observed: %v", line)
		}
	}
	if none, err := waterfall.Recalibrate(waterfall.Funnel{Currency: "USD", Stages: f.Stages[:1]}, nil, number("1")); err != nil || len(none.Lines) != 0 {
		t.Errorf("a single stage: %v %v", none, err)
	}
}

func TestRecalibrateOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind, old, volume, converted, k := drawRecalibration(t)
		if kind == waterfall.LinePer && converted.IsZero() && k.IsZero() {
			t.Skip("without end")
		}
		r, err := waterfall.Recalibrate(oneConversion(kind, old.String()), observed(volume.String(), converted.String()), k)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Funnel.Validate(); err != nil {
			t.Fatal(err)
		}
		line := r.Lines[0]
		want, weight := oracleRecalibrated(kind, old, volume, converted, k)
		if line.New.String() != want || line.Weight.String() != weight {
			t.Fatalf("got %s of weight %s, want %s of %s", line.New, line.Weight, want, weight)
		}
		// The new conversion lies between the old and the observed one.
		if line.Observed.Valid {
			low, high := decimal.Min(old, line.Observed.Decimal), decimal.Max(old, line.Observed.Decimal)
			last := decimal.New(1, -8)
			if line.New.LessThan(low.Sub(last)) || line.New.GreaterThan(high.Add(last)) {
				t.Fatalf("%s is not between %s and %s", line.New, low, high)
			}
		}
	})
}

func TestRecalibrateFaults(t *testing.T) {
	rate, per, multiplier := oneConversion("rate", "0.2"), oneConversion("per", "20"), oneConversion("multiplier", "4")
	for name, tt := range map[string]struct {
		funnel   waterfall.Funnel
		observed []waterfall.ObservedConversion
		k        decimal.Decimal
		want     []string
	}{
		"nothing":              {rate, nil, number("0"), nil},
		"each document":        {waterfall.Funnel{}, make([]waterfall.ObservedConversion, 1), number("-1"), []string{"funnel.currency currency", "funnel.stages required", "observed[0].stage id", "observed[0].volume required", "observed[0].converted required", "k min"}},
		"numbers":              {rate, observed("-1", "0.000000001"), number("1e17"), []string{"observed[0].volume min", "observed[0].converted digits"}},
		"huge":                 {rate, observed("1", "1"), decimal.New(1, 1_000_000_000), []string{"k bounds"}},
		"too many":             {rate, make([]waterfall.ObservedConversion, 31), number("1"), []string{"observed length"}},
		"unknown":              {rate, []waterfall.ObservedConversion{{Stage: "c", Volume: null("1"), Converted: null("0")}}, number("1"), []string{"observed[0].stage known"}},
		"the first":            {rate, []waterfall.ObservedConversion{{Stage: "a", Volume: null("1"), Converted: null("0")}}, number("1"), []string{"observed[0].stage known"}},
		"twice":                {rate, append(observed("1", "1"), observed("2", "1")...), number("1"), []string{"observed[1].stage unique"}},
		"more than all":        {rate, observed("10", "10.5"), number("1"), []string{"observed[0].converted max"}},
		"more per than all":    {per, observed("10", "10.5"), number("1"), []string{"observed[0].converted max"}},
		"more of nothing":      {multiplier, observed("0", "3"), number("1"), []string{"observed[0].converted max"}},
		"a per without end":    {per, observed("10", "0"), number("0"), []string{"observed[0] range"}},
		"a long per":           {per, observed("1000000000", "0"), number("0.3"), []string{"observed[0] range"}},
		"a multiplier of 1":    {multiplier, observed("10", "10"), number("0"), []string{"observed[0] range"}},
		"a multiplier below 1": {multiplier, observed("100", "1"), number("0"), []string{"observed[0] range"}},
	} {
		r, err := waterfall.Recalibrate(tt.funnel, tt.observed, tt.k)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(waterfall.Recalibration{}, r); err != nil && diff != "" {
			t.Errorf("%s: a result beside the error:\n%s", name, diff)
		}
	}
}

func TestRecalibrateIsPure(t *testing.T) {
	f, o := laggedFunnel(), []waterfall.ObservedConversion{{Stage: "won", Volume: null("97"), Converted: null("13")}}
	before := testkit.JSON(t, f) + testkit.JSON(t, o)
	r, err := waterfall.Recalibrate(f, o, number("50"))
	if err != nil {
		t.Fatal(err)
	}
	text := testkit.JSON(t, r)
	for i := range r.Funnel.Stages {
		clear(r.Funnel.Stages[i].Lag)
	}
	clear(r.Funnel.Stages)
	if testkit.JSON(t, f)+testkit.JSON(t, o) != before {
		t.Error("the inputs changed with the result")
	}
	r, err = waterfall.Recalibrate(f, o, number("50"))
	if err != nil || testkit.JSON(t, r) != text {
		t.Errorf("the result changed: %v", err)
	}
}

func TestRecalibrateHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, k := laggedFunnel(), number("50")
		o := []waterfall.ObservedConversion{{Stage: "sql", Volume: null("571"), Converted: null("214")}, {Stage: "won", Volume: null("97"), Converted: null("13")}}
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &f, &o, &k)
		}
		r, err := waterfall.Recalibrate(f, o, k)
		for _, fault := range testkit.BrokenRules(t, err) {
			if !slices.Contains([]string{"k bounds", "k digits", "k min"}, fault) && !strings.HasPrefix(fault, "observed") && !strings.HasPrefix(fault, "funnel.") {
				t.Fatalf("the path of %s", fault)
			}
		}
		if err == nil && r.Funnel.Validate() != nil {
			t.Fatalf("a funnel that is not sound: %v", r.Funnel.Validate())
		}
	})
}

func TestRecalibrateJSON(t *testing.T) {
	o := []waterfall.ObservedConversion{
		{Stage: "won", Volume: null("97"), Converted: null("13")},
		{Stage: "mql", Volume: null("4310"), Converted: null("571")},
	}
	testkit.Golden(t, "json/recalibrate-observed.json", testkit.RoundTrip(t, o))
	r, err := waterfall.Recalibrate(laggedFunnel(), o, number("200"))
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/recalibrate-recalibration.json", testkit.RoundTrip(t, r))
	// The order of the observations does not matter.
	slices.Reverse(o)
	again, err := waterfall.Recalibrate(laggedFunnel(), o, number("200"))
	if diff := cmp.Diff(r, again); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := waterfall.Forecast(again.Funnel, waterfall.Demand{Periods: 1, Entries: []waterfall.DemandEntry{{Count: null("1000")}}}); err != nil {
		t.Error(err)
	}
}
