package waterfall_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// BenchmarkPlan plans the article's worksheet of 12 lines backward, validation
// included; and beside it the bare arithmetic of the same counts in decimals.
func BenchmarkPlan(b *testing.B) {
	funnel, goal := article(), waterfall.RevenueGoal{Revenue: number("10000000")}
	b.Run("plan", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := waterfall.Plan(funnel, goal); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if counts := plainPlan(&funnel, goal.Revenue); len(counts) != 7 {
				b.Fatal(counts)
			}
		}
	})
}

// BenchmarkForecast forecasts the same worksheet forward: the sheet itself; and with
// deals won over three periods, for the quarters and for the months of a year. Beside
// it the bare arithmetic for the months.
func BenchmarkForecast(b *testing.B) {
	funnel := article()
	funnel.MarginRate = null("0.3")
	sheet := waterfall.Demand{Periods: 1, Entries: []waterfall.DemandEntry{{Count: number("1500")}}}
	b.Run("sheet", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := waterfall.Forecast(funnel, sheet); err != nil {
				b.Fatal(err)
			}
		}
	})
	funnel.Stages = slices.Clone(funnel.Stages)
	funnel.Stages[6].Lag = []decimal.Decimal{number("0.2"), number("0.5"), number("0.3")}
	for _, periods := range []int{4, 12} {
		demand := waterfall.Demand{Periods: periods, Entries: []waterfall.DemandEntry{{Count: number("750")}, {Period: 3, Count: number("750")}}}
		b.Run(fmt.Sprintf("periods=%d", periods), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := waterfall.Forecast(funnel, demand); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if counts := plainForecast(&funnel, 12, number("750")); len(counts) != 7 {
				b.Fatal(counts)
			}
		}
	})
}

// BenchmarkInvest spreads a budget over 50 tactics that all cost something to
// open.
func BenchmarkInvest(b *testing.B) {
	m := manyTactics(50)
	budget := number("250000")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := waterfall.Invest(m, budget); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSimulate(b *testing.B) {
	m, goal := articleMix(), waterfall.RevenueGoal{Revenue: number("10000000")}
	scenarios := []waterfall.Scenario{
		{Name: "bleak", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverConversion, Stage: "responses", Multiply: null("0.5")}}},
		{Name: "bright", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverDealSize, Multiply: null("1.5")}}},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := waterfall.Simulate(m, goal, scenarios); err != nil {
			b.Fatal(err)
		}
	}
}

// manyTactics makes tactics of different worth, cost and capacity.
func manyTactics(n int) waterfall.Mix {
	m := waterfall.Mix{Currency: "USD"}
	for i := range n {
		of := func(step, from, to int) decimal.Decimal { return decimal.NewFromInt(int64(from + i*step%(to-from))) }
		optional := func(step, from, to int) decimal.NullDecimal { return decimal.NewNullDecimal(of(step, from, to)) }
		m.Tactics = append(m.Tactics, waterfall.Tactic{
			ID: fmt.Sprint("tactic-", i), UnitCost: of(101, 50, 350), FixedCost: of(1709, 500, 5500), Capacity: optional(37, 30, 130),
			Funnel: waterfall.Funnel{DealSize: optional(3571, 3000, 12_000), MarginRate: null("0.3"), Stages: []waterfall.FunnelStage{
				{ID: "mgo", CountsAs: partnermath.StageMGO}, {ID: "won", CountsAs: partnermath.StageWon, Per: optional(7, 5, 25)},
			}},
		})
	}
	return m
}

// plainPlan divides and rounds at every stage, and checks nothing.
func plainPlan(f *waterfall.Funnel, revenue decimal.Decimal) []decimal.Decimal {
	counts := make([]decimal.Decimal, len(f.Stages))
	count := revenue.DivRound(f.DealSize.Decimal, 16)
	for i := len(counts) - 1; i >= 0; i-- {
		counts[i] = count.Round(4)
		switch s := &f.Stages[i]; {
		case s.Rate.Valid:
			count = count.DivRound(s.Rate.Decimal, 16)
		case s.Multiplier.Valid:
			count = count.DivRound(s.Multiplier.Decimal, 16)
		case s.Per.Valid:
			count = count.Mul(s.Per.Decimal)
		}
	}
	return counts
}

// plainForecast rounds every period for itself, knows no entry but the one in the
// first period, and checks nothing.
func plainForecast(f *waterfall.Funnel, periods int, units decimal.Decimal) [][]decimal.Decimal {
	flow := make([]decimal.Decimal, periods)
	flow[0] = units
	counts := make([][]decimal.Decimal, len(f.Stages))
	for i := range f.Stages {
		s := &f.Stages[i]
		next := make([]decimal.Decimal, periods)
		for t, count := range flow {
			switch {
			case s.Rate.Valid:
				count = count.Mul(s.Rate.Decimal)
			case s.Multiplier.Valid:
				count = count.Mul(s.Multiplier.Decimal)
			case s.Per.Valid:
				count = count.DivRound(s.Per.Decimal, 16)
			}
			if len(s.Lag) == 0 {
				next[t] = next[t].Add(count)
			}
			for k, part := range s.Lag {
				if t+k < periods {
					next[t+k] = next[t+k].Add(count.Mul(part))
				}
			}
		}
		flow = next
		for _, count := range flow {
			counts[i] = append(counts[i], count.Round(4))
		}
	}
	return counts
}
