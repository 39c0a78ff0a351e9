package waterfall_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// 20 deals in March: half of their opportunities in February, half in January, of
// which each takes a lead of the month before with a rate of one in four.
func TestBackcast(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", DealSize: null("1000"), Stages: []waterfall.FunnelStage{
		{ID: "leads"},
		{ID: "opportunities", Rate: null("0.25"), Lag: []decimal.Decimal{number("0"), number("1")}},
		{ID: "won", Per: null("2"), Lag: []decimal.Decimal{number("0"), number("0.4"), number("0.4")}},
	}}
	b, err := waterfall.Backcast(f, []decimal.Decimal{number("0"), number("0"), number("20000")})
	if err != nil {
		t.Fatal(err)
	}
	type timed struct {
		Before string
		Counts []string
		Total  string
	}
	var got []timed
	for _, s := range b.Stages {
		one := timed{Before: s.Before.String(), Total: s.Total.String()}
		for _, count := range s.Counts {
			one.Counts = append(one.Counts, count.String())
		}
		got = append(got, one)
	}
	want := []timed{
		{"100", []string{"100", "0", "0"}, "200"},
		{"0", []string{"25", "25", "0"}, "50"}, // 20 × 2 ÷ 0.8
		{"0", []string{"0", "0", "20"}, "20"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if b.Unit != partnermath.UnitMonth || b.Total.String() != "20000" {
		t.Errorf("got %s of %s", b.Total, b.Unit)
	}
}

// Against the formula, in fractions; without lags it is the plan of the sum.
func TestBackcastProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := passableFunnel(t)
		revenue := rapid.SliceOfN(testkit.Decimal(0, 1_000_000, 0), 1, 6).Draw(t, "revenue")
		b, err := waterfall.Backcast(f, revenue)
		if refused(t, err) {
			t.Skip("absurd numbers")
		}
		for i, want := range oracleBackcast(f, revenue) {
			got := split{Total: b.Stages[i].Total.String(), Beyond: b.Stages[i].Before.String()}
			for _, count := range slices.Backward(b.Stages[i].Counts) {
				got.Parts = append(got.Parts, count.String())
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("stage %d (-oracle +got):\n%s", i, diff)
			}
		}
		lags := slices.ContainsFunc(f.Stages, func(s waterfall.FunnelStage) bool { return len(s.Lag) > 0 })
		if r, err := waterfall.Plan(f, waterfall.RevenueGoal{Revenue: decimal.NewNullDecimal(b.Total)}); !lags && err == nil {
			for i := range r.Stages {
				if !r.Stages[i].Needed.Equal(b.Stages[i].Total) {
					t.Fatalf("stage %d: got %s, the plan needs %s", i, b.Stages[i].Total, r.Stages[i].Needed)
				}
			}
		}
	})
}

func TestBackcastFaults(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", DealSize: null("1000"), Stages: []waterfall.FunnelStage{
		{ID: "leads"}, {ID: "won", Rate: null("0"), Lag: make([]decimal.Decimal, 2)},
	}}
	for _, tt := range []struct {
		name    string
		revenue []decimal.Decimal
		want    []string
	}{
		{"nothing to reach", make([]decimal.Decimal, 3), nil},
		{"nothing gets through", []decimal.Decimal{number("1")}, []string{"funnel.stages[1].rate above", "funnel.stages[1].lag sum"}},
		{"none", nil, []string{"revenue required"}},
		{"too many", make([]decimal.Decimal, waterfall.MaxPeriods+1), []string{"revenue length"}},
		{"below 0", []decimal.Decimal{number("1"), number("-1")}, []string{"revenue[1] min"}},
		{"out of bounds", []decimal.Decimal{decimal.New(1, 1_000_000_000)}, []string{"revenue[0] bounds"}},
		{"half a cent", []decimal.Decimal{number("0.005")}, []string{
			"revenue[0] digits", "funnel.stages[1].rate above", "funnel.stages[1].lag sum",
		}},
	} {
		_, err := waterfall.Backcast(f, tt.revenue)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.name, diff)
		}
	}
	f.DealSize = decimal.NullDecimal{}
	_, err := waterfall.Backcast(f, []decimal.Decimal{{}})
	if diff := cmp.Diff([]string{"funnel.dealSize required"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestBackcastJSON(t *testing.T) {
	b, err := waterfall.Backcast(article(), []decimal.Decimal{number("2500000"), number("7500000")})
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/backcasting.json", testkit.RoundTrip(t, b))
}
