package promotion_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/internal/testkit"
)

// oracleCurrency has a currency for each number of minor units.
var oracleCurrency = map[int32]string{0: "JPY", 2: "USD", 3: "KWD"}

// An oracleDraw draws what is often left out, and rare faults.
type oracleDraw struct {
	*rapid.T
	places int32
}

func (t oracleDraw) number(name string, low, high int64, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(t.T, name))
}

func (t oracleDraw) once(in int, name string) bool {
	return rapid.IntRange(1, in).Draw(t.T, name) == max(2, in-1)
}

func (t oracleDraw) maybe(in int, name string, low, high int64, places int32) decimal.NullDecimal {
	if t.once(in, name+" left out") {
		return decimal.NullDecimal{}
	}
	return t.number(name, low, high, places)
}

func oracleQuarter(n int) partnermath.Quarter {
	return partnermath.Quarter{Year: 2026, Number: 1}.Add(n)
}

func oracleDrawMenu(t oracleDraw) promotion.Menu {
	m := promotion.Menu{
		ID: "menu", Currency: oracleCurrency[t.places], MarginRate: decimal.NewNullDecimal(decimal.New(1, 0).Sub(t.number("not margin", 0, 1, 3).Decimal)),
		MinimumROI: t.number("roi", 0, 1, 2), MinimumAttainment: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 20).Draw(t.T, "lowest")*5, -2)),
		FixedCost: t.number("fixed", 0, 40, t.places), Products: []string{"a", "b"},
	}
	if t.once(3, "no ROI") {
		m.MinimumROI = t.number("negative", 0, 1, 4)
		m.MinimumROI.Decimal = m.MinimumROI.Decimal.Sub(decimal.New(99, -2))
	}
	if t.once(3, "capped rep") {
		m.MaxRepReward = t.number("most rep", 30, 100, 0)
	}
	if t.once(6, "quarters offered") {
		m.Quarters = []partnermath.Quarter{oracleQuarter(0), oracleQuarter(1)}
	}
	for i, measure := range promotion.MeasureCount.Values() {
		g := promotion.GoalType{ID: string(measure), Measure: measure, Least: decimal.NewNullDecimal(decimal.Decimal{})}
		if measure == promotion.MeasureCount {
			g.Stage = partnermath.Stages()[rapid.IntRange(0, 3).Draw(t.T, "stage")]
		}
		if t.once(6, fmt.Sprint("ranged ", i)) {
			g.Least, g.Most = t.number("least", 0, 50, 0), t.maybe(2, "most", 50, 2000, 0)
			g.From, g.By = partnermath.NewDate(2026, 2, 1), partnermath.NewDate(2026, 9, rapid.IntRange(1, 30).Draw(t.T, "until"))
		}
		m.Goals = append(m.Goals, g)
	}
	for _, basis := range promotion.BasisFixed.Values() {
		places, high := int32(2), int64(1)
		if basis == promotion.BasisFixed {
			places, high = t.places, 300
		}
		y := promotion.Payout{ID: string(basis), Basis: basis, Least: t.number("least level", 0, max(1, high/10), min(places, 1))}
		y.Step = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 25).Draw(t.T, "step")*high, -2).RoundUp(places))
		y.Most = decimal.NewNullDecimal(decimal.Min(y.Least.Decimal.Add(y.Step.Decimal.Mul(decimal.New(rapid.SampledFrom([]int64{6, 12, 1, 9, 3, 0}).Draw(t.T, "steps"), 0))), decimal.New(high*2-high/300, 0)))
		if basis != promotion.BasisFixed && y.Most.Decimal.GreaterThan(decimal.New(1, 0)) {
			y.Most.Decimal = decimal.New(1, 0)
		}
		if t.once(8, "capped payout") {
			y.MaxPayout = t.number("most payout", 0, 300, t.places)
		}
		m.Payouts = append(m.Payouts, y)
	}
	return m
}

func oracleDrawProposal(t oracleDraw, m promotion.Menu) (p promotion.Proposal, b promotion.Baseline) {
	p = promotion.Proposal{ID: "proposal", Partner: "partner", Quarters: []partnermath.Quarter{oracleQuarter(0), oracleQuarter(1), oracleQuarter(2)}[:rapid.IntRange(1, 2).Draw(t.T, "quarters")]}
	if t.once(8, "another quarter") {
		p.Quarters = append(p.Quarters, oracleQuarter(3))
	}
	for i, g := range promotion.MeasureCount.Values() {
		if n := rapid.IntRange(0, 11).Draw(t.T, "goal"); (n != 7) != (i == 1) {
			p.Goals = append(p.Goals, promotion.Goal{Type: string(g)})
		}
	}
	if t.once(2, "of revenue") && len(p.Goals) > 0 && p.Goals[0].Type == "increment" && (len(p.Goals) == 1 || p.Goals[1].Type == "count") {
		p.Goals[0].Type = "revenue"
	}
	if len(p.Goals) == 0 || t.once(40, "another goal") {
		p.Goals = append(p.Goals, promotion.Goal{Type: "other"})
	}
	for i := range p.Goals {
		p.Goals[i].By = partnermath.NewDate(2026, time.Month(rapid.IntRange(3, 9).Draw(t.T, "month")), rapid.IntRange(1, 30).Draw(t.T, "day"))
		if p.Goals[i].Type == "count" {
			p.Goals[i].Quantity = t.maybe(8, "quantity", 0, 500, 0)
		}
	}
	p.Products = rapid.SampledFrom([][]string{{"b"}, {"b", "a"}, {"a"}, {"b"}, {"a"}, {"b"}, {"a"}, {"b", "c"}, {"a"}, {"a", "b"}}).Draw(t.T, "products")
	y := rapid.SampledFrom(append(slices.Clone(m.Payouts), m.Payouts...)).Draw(t.T, "payout")
	levels := oracleLevels(y)
	p.Payout, p.Level = y.ID, oracleRound(levels[len(levels)-1-rapid.IntRange(0, len(levels)-1).Draw(t.T, "level")], 12)
	if t.once(30, "off the step") {
		p.Level.Decimal = p.Level.Decimal.Mul(decimal.New(5, -1)).Round(t.places)
	}
	if t.once(30, "another payout") {
		p.Payout = "other"
	}
	p.RepReward, p.Commitments.Investment = t.maybe(2, "rep", 0, 60, t.places), t.maybe(2, "investment", 0, 200, t.places)
	if t.once(5, "own attainment") {
		p.Commitments.MinimumAttainment = decimal.NewNullDecimal(decimal.New(100-rapid.Int64Range(0, 99).Draw(t.T, "attainment"), -2))
	}
	for n := range 4 {
		before := t.number("baseline", 0, 1000, t.places)
		if !t.once(30, "no baseline") {
			b.Quarters = append(b.Quarters, promotion.QuarterRevenue{Quarter: oracleQuarter(n), Revenue: before})
		}
		if n > 0 && t.once(30, "no forecast") || n > 1 && !t.once(3, "forecast") {
			continue
		}
		growth := rapid.SampledFrom([]int64{200, 100, 0, 1000}).Draw(t.T, "growth")
		f := promotion.QuarterOutcome{Quarter: oracleQuarter(n), Outcome: partnermath.Outcome{Currency: m.Currency, Leads: t.maybe(4, "leads", 0, 9, 2), Margin: t.maybe(2, "its margin", -9, 9, t.places)}}
		if f.Outcome.Revenue = t.maybe(30, "revenue", growth-100, 3*growth, t.places); f.Outcome.Revenue.Valid {
			f.Outcome.Revenue.Decimal = decimal.Max(f.Outcome.Revenue.Decimal.Add(before.Decimal), decimal.Decimal{})
		}
		p.Forecast = append(p.Forecast, f)
	}
	return p, b
}
