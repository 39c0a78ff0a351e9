package waterfall_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// mixKind tells what a drawn mix must have.
type mixKind struct {
	target, within, worth bool // worth: every tactic has a deal size and a margin rate
}

// drawMix draws a valid mix of 1 to 4 tactics.
func drawMix(t *rapid.T, kind mixKind) waterfall.Mix {
	m := waterfall.Mix{Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")}
	if kind.target {
		m.Target = decimal.NewNullDecimal(testkit.Decimal(0, 5000, 8).Draw(t, "target"))
		m.Stage = rapid.SampledFrom(partnermath.Stages()).Draw(t, "target stage")
	}
	n := rapid.IntRange(1, 4).Draw(t, "tactics")
	left := decimal.New(1, 0)
	for i := range n {
		tactic := drawTactic(t, fmt.Sprintf("t%d", i), m, kind)
		switch {
		case !kind.target:
			tactic.Units = decimal.NewNullDecimal(testkit.Decimal(0, 300, 8).Draw(t, "units"))
		case i == n-1:
			tactic.Share = decimal.NewNullDecimal(left)
		default:
			most := left.Shift(6).IntPart()
			share := decimal.New(rapid.Int64Range(0, most).Draw(t, "share"), -6)
			tactic.Share, left = decimal.NewNullDecimal(share), left.Sub(share)
		}
		m.Tactics = append(m.Tactics, tactic)
	}
	if kind.within {
		drawWithin(t, &m)
	}
	return m
}

// drawWithin gives a mix a quarter or a year to look at, and its tactics periods
// that start and end before, in and after it.
func drawWithin(t *rapid.T, m *waterfall.Mix) {
	m.Calendar = rapid.SampledFrom([]partnermath.Calendar{
		{},
		{YearStart: partnermath.YearStart{Month: time.July}},
		{Pattern: partnermath.Pattern454, YearStart: partnermath.YearStart{Month: time.February, Weekday: partnermath.Sunday, Named: partnermath.NamedByStart}},
	}).Draw(t, "calendar")
	m.Within = m.Calendar.Quarter(2024, rapid.IntRange(1, 4).Draw(t, "quarter"))
	if oneIn(t, 4, "year") {
		m.Within = m.Calendar.Year(2024)
	}
	for i := range m.Tactics {
		start := m.Within.Start.AddDays(rapid.IntRange(-300, 120).Draw(t, "start"))
		m.Tactics[i].Period = partnermath.Period{Start: start, End: start.AddDays(rapid.IntRange(1, 250).Draw(t, "days"))}
	}
}

func drawTactic(t *rapid.T, id string, m waterfall.Mix, kind mixKind) waterfall.Tactic {
	places := minorPlaces(m.Currency)
	tactic := waterfall.Tactic{
		ID: id, UnitCost: decimal.NewNullDecimal(testkit.Decimal(0, 2000, 8).Draw(t, "unit cost")),
		FixedCost: decimal.NewNullDecimal(testkit.Decimal(0, 3000, places).Draw(t, "fixed cost")),
		Funnel:    drawFunnel(t, m, kind),
	}
	switch rapid.IntRange(0, 5).Draw(t, "costs") {
	case 0:
		tactic.UnitCost = decimal.NullDecimal{}
	case 1:
		tactic.FixedCost = decimal.NullDecimal{}
	}
	if oneIn(t, 2, "reaches") {
		tactic.Reach = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(0, 60, 3).Draw(t, "reach"), number("0.001")))
	}
	if oneIn(t, 3, "has capacity") {
		tactic.Capacity = decimal.NewNullDecimal(testkit.Decimal(0, 300, 8).Draw(t, "capacity"))
	}
	return tactic
}

func drawFunnel(t *rapid.T, m waterfall.Mix, kind mixKind) waterfall.Funnel {
	var f waterfall.Funnel
	if oneIn(t, 2, "states its currency") {
		f.Currency = m.Currency
	}
	f.Unit = rapid.SampledFrom([]partnermath.CalendarUnit{"", partnermath.UnitWeek, partnermath.UnitMonth, partnermath.UnitQuarter}).Draw(t, "unit")
	counted := partnermath.Stages()
	for len(f.Stages) == 0 {
		for _, stage := range counted {
			if stage == m.Stage || oneIn(t, 3, "counted") {
				f.Stages = append(f.Stages, drawStage(t, stage, len(f.Stages)))
			}
		}
	}
	if kind.worth || !oneIn(t, 4, "no deal size") {
		f.DealSize = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(0, 20000, 4).Draw(t, "deal size"), number("0.0001")))
	}
	if kind.worth || !oneIn(t, 3, "no margin rate") {
		f.MarginRate = decimal.NewNullDecimal(testkit.Decimal(-1, 1, 4).Draw(t, "margin rate"))
	}
	return f
}

func drawStage(t *rapid.T, counts partnermath.Stage, at int) waterfall.FunnelStage {
	s := waterfall.FunnelStage{ID: "s" + string(counts), CountsAs: counts}
	if at == 0 {
		return s
	}
	switch rapid.IntRange(0, 2).Draw(t, "conversion") {
	case 0:
		s.Rate = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(0, 1, 6).Draw(t, "rate"), number("0.0001")))
	case 1:
		s.Per = decimal.NewNullDecimal(testkit.Decimal(1, 30, 3).Draw(t, "per"))
	default:
		s.Multiplier = decimal.NewNullDecimal(decimal.Max(testkit.Decimal(1, 20, 2).Draw(t, "multiplier"), number("1.01")))
	}
	lags := [][]string{nil, nil, {"0.2", "0.5", "0.3"}, {"0", "1"}, {"0.25", "0", "0", "0.33333333"}, {"0"}}
	for _, part := range rapid.SampledFrom(lags).Draw(t, "lag") {
		s.Lag = append(s.Lag, number(part))
	}
	return s
}

func drawChange(t *rapid.T, m waterfall.Mix) waterfall.ScenarioChange {
	c := waterfall.ScenarioChange{Lever: rapid.SampledFrom([]waterfall.Lever{
		waterfall.LeverConversion, waterfall.LeverConversion, waterfall.LeverLag, waterfall.LeverDealSize, waterfall.LeverMarginRate,
		waterfall.LeverUnits, waterfall.LeverReach, waterfall.LeverUnitCost, waterfall.LeverFixedCost,
	}).Draw(t, "lever")}
	tactic := rapid.SampledFrom(m.Tactics).Draw(t, "tactic")
	if !oneIn(t, 3, "all tactics") {
		c.Tactic = tactic.ID
	}
	if c.Lever == waterfall.LeverConversion || c.Lever == waterfall.LeverLag {
		c.Stage = rapid.SampledFrom(tactic.Funnel.Stages).Draw(t, "stage").ID
	}
	switch {
	case oneIn(t, 2, "multiplies"):
		c.Multiply = decimal.NewNullDecimal(testkit.Decimal(0, 2, 6).Draw(t, "multiply"))
	case c.Lever == waterfall.LeverLag:
		c.Lag = []decimal.Decimal{number("0.1"), number("0.9")}
	case c.Lever == waterfall.LeverMarginRate, c.Lever == waterfall.LeverConversion && oneIn(t, 2, "rate"):
		c.Set = decimal.NewNullDecimal(testkit.Decimal(0, 1, 4).Draw(t, "set"))
	default:
		c.Set = decimal.NewNullDecimal(testkit.Decimal(1, 50, minorPlaces(m.Currency)).Draw(t, "set"))
	}
	return c
}

// drawScenarios draws scenarios of changes that act on something and leave the mix
// valid.
func drawScenarios(t *rapid.T, m waterfall.Mix) []waterfall.Scenario {
	var scenarios []waterfall.Scenario
	for i := range rapid.IntRange(0, 3).Draw(t, "scenarios") {
		s := waterfall.Scenario{Name: string(rune('a' + i))}
		changed := testkit.Copy(t, m)
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			c := drawChange(t, m)
			next := testkit.Copy(t, changed)
			if oracleChange(&next, c) && next.Validate() == nil {
				s.Changes, changed = append(s.Changes, c), next
			}
		}
		scenarios = append(scenarios, s)
	}
	return scenarios
}

// drawInvestment draws a mix to spend on, and a budget. Without bounds there is
// little to choose, without costs of opening everything is open.
func drawInvestment(t *rapid.T, low, high int, fixedCosts bool) (waterfall.Mix, decimal.Decimal) {
	m := waterfall.Mix{Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")}
	m.Target, m.Stage = null("10"), partnermath.StageLead // not read
	places := minorPlaces(m.Currency)
	least := decimal.Decimal{}
	for i := range rapid.IntRange(low, high).Draw(t, "tactics") {
		tactic := waterfall.Tactic{
			ID: fmt.Sprintf("t%d", i), Share: null("0.5"), UnitCost: decimal.NewNullDecimal(decimal.Max(testkit.Decimal(0, 50, 4).Draw(t, "unit cost"), number("0.0001"))),
			Funnel: waterfall.Funnel{
				DealSize: decimal.NewNullDecimal(testkit.Decimal(1, 300, 2).Draw(t, "deal size")), MarginRate: null("0.5"),
				Stages: []waterfall.FunnelStage{{ID: "a"}, {ID: "b", Per: decimal.NewNullDecimal(testkit.Decimal(1, 9, 1).Draw(t, "per"))}},
			},
		}
		if oneIn(t, 12, "loses") {
			tactic.Funnel.MarginRate = null("-0.1")
		}
		if fixedCosts && oneIn(t, 2, "has a fixed cost") {
			tactic.FixedCost = decimal.NewNullDecimal(testkit.Decimal(0, 3000, places).Draw(t, "fixed cost"))
		}
		if oneIn(t, 2, "has a maximum") {
			tactic.Maximum = decimal.NewNullDecimal(orZero(tactic.FixedCost).Add(testkit.Decimal(0, 5000, places).Draw(t, "maximum")))
		}
		if oneIn(t, 2, "has a capacity") {
			tactic.Capacity = decimal.NewNullDecimal(testkit.Decimal(100, 500, 2).Draw(t, "capacity"))
		}
		if oneIn(t, 6, "has a minimum") {
			// Below what any capacity above costs, and above the fixed cost.
			tactic.Minimum = decimal.NewNullDecimal(orZero(tactic.FixedCost).Add(decimal.Min(tactic.UnitCost.Decimal.Mul(number("50")), number("400")).Truncate(places)))
			if tactic.Maximum.Valid {
				tactic.Maximum.Decimal = decimal.Max(tactic.Maximum.Decimal, tactic.Minimum.Decimal)
			}
			least = least.Add(tactic.Minimum.Decimal)
		}
		m.Tactics = append(m.Tactics, tactic)
	}
	return m, least.Add(testkit.Decimal(0, 12000, places).Draw(t, "budget"))
}
