package waterfall_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

func TestBlendProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var outcomes []partnermath.Outcome
		for range rapid.IntRange(1, 4).Draw(t, "outcomes") {
			outcomes = append(outcomes, drawOutcome(t))
		}
		got, err := waterfall.Blend(outcomes...)
		if err != nil {
			t.Fatal(err)
		}
		want := waterfall.BlendedOutcome{Outcome: oracleSum(outcomes)}
		want.Rates = oracleRates(want.Outcome)
		if diff := testkit.Diff(want, got); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
	})
}

// shownRates are rates as "from to rate".
func shownRates(rates []partnermath.Conversion) []string {
	var all []string
	for _, r := range rates {
		shown := "undefined"
		if r.Rate.Valid {
			shown = r.Rate.Decimal.String()
		}
		all = append(all, string(r.From)+" "+string(r.To)+" "+shown)
	}
	return all
}

func TestBlend(t *testing.T) {
	tests := map[string]struct {
		sources [][2]string // leads and won deals of each, "" for unknown
		want    []string
	}{
		"not the mean of rates": {[][2]string{{"10", "5"}, {"990", "5"}}, []string{"lead won 0.01"}},
		"nothing at the first":  {[][2]string{{"0", "0"}, {"0", "3"}}, []string{"lead won undefined"}},
		"unknown in one":        {[][2]string{{"10", "5"}, {"", "5"}}, nil},
		"more than there were":  {[][2]string{{"2", "3"}}, []string{"lead won 1.5"}},
		"a half rounded up":     {[][2]string{{"16", "0.0024"}}, []string{"lead won 0.0002"}},
		"no source":             {nil, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var outcomes []partnermath.Outcome
			for _, source := range tt.sources {
				var o partnermath.Outcome
				for i, figure := range []*decimal.NullDecimal{&o.Leads, &o.Won} {
					if source[i] != "" {
						*figure = null(source[i])
					}
				}
				outcomes = append(outcomes, o)
			}
			got, err := waterfall.Blend(outcomes...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, shownRates(got.Rates)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBlendFaults(t *testing.T) {
	got := [][]string{}
	for _, outcomes := range [][]partnermath.Outcome{
		{{Currency: "USD", Revenue: null("1")}, {Currency: "EUR", Revenue: null("1")}},
		{{Leads: null("1")}, {Leads: null("-1")}},
	} {
		b, err := waterfall.Blend(outcomes...)
		if diff := testkit.Diff(waterfall.BlendedOutcome{}, b); diff != "" {
			t.Errorf("an error comes with a result:\n%s", diff)
		}
		got = append(got, testkit.BrokenRules(t, err))
	}
	want := [][]string{{"outcomes[1].currency match"}, {"outcomes[1].leads min"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
