package waterfall_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// A tactic of 90 leads, half of them won a unit later and half of these never, seen
// from the second quarter of 2026 unless another period is given.
func TestWithin(t *testing.T) {
	second := partnermath.Calendar{}.Quarter(2026, 2)
	days := func(from, to partnermath.Date) partnermath.Period { return partnermath.Period{Start: from, End: to} }
	for name, tt := range map[string]struct {
		unit       partnermath.CalendarUnit
		period     partnermath.Period
		within     partnermath.Period
		leads, won string
	}{
		"all inside":                {partnermath.UnitMonth, days(second.Start, second.Start.AddDays(30)), second, "90", "22.5"},
		"the lag leads out":         {partnermath.UnitMonth, days(second.End.AddDays(-30), second.End), second, "90", "0"},
		"the lag leads in":          {partnermath.UnitMonth, days(second.Start.AddDays(-31), second.Start), second, "0", "22.5"},
		"two months before":         {partnermath.UnitMonth, days(second.Start.AddDays(-59), second.Start.AddDays(-31)), second, "0", "0"},
		"after it":                  {partnermath.UnitMonth, days(second.End, second.End.AddDays(9)), second, "0", "0"},
		"across the start, by days": {partnermath.UnitMonth, days(second.Start.AddDays(-10), second.Start.AddDays(20)), second, "60", "22.5"},
		"across the end":            {partnermath.UnitMonth, days(second.End.AddDays(-15), second.End.AddDays(30)), second, "30", "0"},
		"across all of it":          {partnermath.UnitMonth, days(second.Start.AddDays(-90), second.End.AddDays(89)), second, "30.3333", "7.6667"}, // 91 and 92 of 270 days
		"quarters":                  {partnermath.UnitQuarter, days(second.Start.AddDays(-90), second.End.AddDays(89)), second, "30.3333", "7.5"},  // 91 and 90
		"weeks that start in it":    {partnermath.UnitWeek, days(second.Start, second.Start.AddDays(10)), second, "81", "22.5"},                    // the first day is of the week from March 26
	} {
		t.Run(name, func(t *testing.T) {
			p := mustForecast(t, waterfall.Mix{Currency: "USD", Within: tt.within, Tactics: []waterfall.Tactic{{
				ID: "fair", Units: null("90"), Period: tt.period, Funnel: waterfall.Funnel{Unit: tt.unit, Stages: []waterfall.FunnelStage{
					{ID: "leads", CountsAs: partnermath.StageLead},
					{ID: "won", CountsAs: partnermath.StageWon, Rate: null("0.5"), Lag: []decimal.Decimal{number("0"), number("0.5")}},
				}},
			}}})
			got := []string{p.Total.Within.Leads.Decimal.String(), p.Total.Within.Won.Decimal.String()}
			if diff := cmp.Diff([]string{tt.leads, tt.won}, got); diff != "" {
				t.Errorf("leads and won (-want +got):\n%s", diff)
			}
			if p.Total.Within.Revenue.Valid || p.Total.Outcome.Won.Decimal.String() != "45" {
				t.Errorf("got %v won in all, revenue known %v", p.Total.Outcome.Won.Decimal, p.Total.Within.Revenue.Valid)
			}
		})
	}
}

// Months and quarters do not lie across the ends of the period.
func TestWithinBeginsWithAUnit(t *testing.T) {
	second := partnermath.Calendar{}.Quarter(2026, 2)
	for _, tt := range []struct {
		unit        partnermath.CalendarUnit
		first, last int // days that the period is moved by
		want        []string
	}{
		{"", 0, 0, nil},
		{partnermath.UnitMonth, 30, 0, nil},
		{partnermath.UnitMonth, 14, 0, []string{"within step"}},
		{partnermath.UnitMonth, 0, -1, []string{"within step"}},
		{partnermath.UnitQuarter, 0, 0, nil},
		{partnermath.UnitQuarter, 30, 0, []string{"within step"}},
		{partnermath.UnitWeek, 14, -1, nil},
	} {
		m := waterfall.Mix{
			Currency: "USD", Within: partnermath.Period{Start: second.Start.AddDays(tt.first), End: second.End.AddDays(tt.last)},
			Tactics: []waterfall.Tactic{{
				ID: "fair", Units: null("90"), Period: second, Funnel: waterfall.Funnel{Unit: tt.unit, Stages: []waterfall.FunnelStage{{ID: "leads"}}},
			}},
		}
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, m.Validate())); diff != "" {
			t.Errorf("%s %d %d: -want +got:\n%s", tt.unit, tt.first, tt.last, diff)
		}
	}
}

func TestWithinBoundsLags(t *testing.T) {
	second := partnermath.Calendar{}.Quarter(2026, 2)
	m := waterfall.Mix{Currency: "USD", Within: second}
	funnel := waterfall.Funnel{Stages: []waterfall.FunnelStage{{ID: "leads"}, {ID: "won", Rate: null("0.5"), Lag: make([]decimal.Decimal, 10)}}}
	for i := range waterfall.MaxMixLagShares / 10 {
		m.Tactics = append(m.Tactics, waterfall.Tactic{ID: fmt.Sprint("t", i), Units: null("1"), Period: second, Funnel: funnel})
	}
	if err := m.Validate(); err != nil {
		t.Error(err)
	}
	m.Tactics[0].Funnel.Stages = append(slices.Clone(funnel.Stages), waterfall.FunnelStage{ID: "paid", Rate: null("1"), Lag: make([]decimal.Decimal, 1)})
	if diff := cmp.Diff([]string{"tactics length"}, testkit.BrokenRules(t, m.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	m.Within = partnermath.Period{}
	if err := m.Validate(); err != nil {
		t.Error(err)
	}
}

// Rates may be sound, and their product absurd.
func TestMixBeyondAllNumbers(t *testing.T) {
	funnel := waterfall.Funnel{Stages: []waterfall.FunnelStage{{ID: "leads", CountsAs: partnermath.StageLead}}}
	for i := range 2 {
		funnel.Stages = append(funnel.Stages, waterfall.FunnelStage{ID: fmt.Sprint("s", i), Multiplier: null("1e9")})
	}
	funnel.Stages[2].CountsAs = partnermath.StageWon
	sound := waterfall.Tactic{ID: "a", Units: null("1"), Funnel: funnel}
	absurd := sound
	absurd.ID, absurd.Units = "b", null("10")
	m := waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{sound}}
	if got := mustForecast(t, m).Total.Outcome.Won.Decimal.String(); got != "1"+strings.Repeat("0", 18) {
		t.Errorf("got %s won", got)
	}
	m.Tactics = append(m.Tactics, absurd)
	if diff := cmp.Diff([]string{"tactics[1].funnel bounds"}, testkit.BrokenRules(t, m.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
