package waterfall_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// oracleChange makes a change to a mix, and reports whether there was anything to
// change.
func oracleChange(m *waterfall.Mix, c waterfall.ScenarioChange) bool {
	acted := false
	to := func(now decimal.Decimal, places int32) decimal.Decimal {
		acted = true
		if c.Set.Valid {
			return c.Set.Decimal
		}
		return testkit.RoundHalfAway(times(testkit.Rat(now), testkit.Rat(c.Multiply.Decimal)), places)
	}
	toNull := func(now *decimal.NullDecimal, places int32) {
		if now.Valid || c.Set.Valid {
			*now = decimal.NewNullDecimal(to(now.Decimal, places))
		}
	}
	for i := range m.Tactics {
		t := &m.Tactics[i]
		if c.Tactic != "" && c.Tactic != t.ID {
			continue
		}
		switch c.Lever {
		case waterfall.LeverDealSize:
			toNull(&t.Funnel.DealSize, 8)
		case waterfall.LeverMarginRate:
			toNull(&t.Funnel.MarginRate, 12)
		case waterfall.LeverUnits:
			toNull(&t.Units, 8)
		case waterfall.LeverReach:
			if !t.Reach.Valid {
				t.Reach = null("1")
			}
			toNull(&t.Reach, 8)
		case waterfall.LeverUnitCost:
			toNull(&t.UnitCost, 8)
		case waterfall.LeverFixedCost:
			toNull(&t.FixedCost, minorPlaces(m.Currency))
		}
		for j := 1; j < len(t.Funnel.Stages); j++ {
			s := &t.Funnel.Stages[j]
			switch {
			case s.ID != c.Stage:
			case c.Lever == waterfall.LeverLag && c.Lag != nil:
				s.Lag, acted = slices.Clone(c.Lag), true
			case c.Lever == waterfall.LeverLag:
				for k := range s.Lag {
					s.Lag[k] = to(s.Lag[k], 8)
				}
			case s.Rate.Valid:
				toNull(&s.Rate, 12)
			case s.Per.Valid && c.Multiply.Valid:
				if acted = !c.Multiply.Decimal.IsZero(); !acted {
					return false
				}
				s.Per.Decimal = testkit.RoundHalfAway(new(big.Rat).Quo(testkit.Rat(s.Per.Decimal), testkit.Rat(c.Multiply.Decimal)), 8)
			case s.Per.Valid:
				toNull(&s.Per, 8)
			default:
				toNull(&s.Multiplier, 8)
			}
		}
	}
	return acted
}

// oracleBackward works out the scale, and the mix at that scale.
func oracleBackward(m waterfall.Mix, sourced decimal.Decimal, s *waterfall.SimulatedMix) {
	revenue, within, limited := new(big.Rat), new(big.Rat), !m.Within.IsZero()
	shares := make([]*big.Rat, len(m.Tactics))
	for i, t := range m.Tactics {
		if !t.Funnel.DealSize.Valid {
			return
		}
		one := oracleRevenue(t, oracleUnits(m, t))
		revenue = plus(revenue, one)
		if limited {
			stages := oracleTactic(m, t, oracleUnits(m, t)).Stages
			shares[i] = testkit.Rat(stages[len(stages)-1].WithinShare.Decimal)
			within = plus(within, times(one, shares[i]))
		}
	}
	scaleTo := func(revenue *big.Rat) *big.Rat {
		switch {
		case sourced.IsZero():
			return new(big.Rat)
		case revenue.Sign() == 0:
			return nil
		}
		return over(testkit.Rat(sourced), revenue)
	}
	scale := scaleTo(revenue)
	if scale != nil {
		s.Scale = roundedNull(scale, 4)
	}
	if limited {
		if scale = scaleTo(within); scale != nil {
			s.ScaleWithin = roundedNull(scale, 4)
		}
	}
	if scale == nil {
		return
	}
	var lines []waterfall.MarketingReturn
	reached := new(big.Rat)
	for i, t := range m.Tactics {
		units := times(oracleUnits(m, t), scale)
		brings := oracleRevenue(t, units)
		if limited {
			brings = times(brings, shares[i])
		}
		reached = plus(reached, brings)
		planned := oracleTactic(m, t, units)
		lines = append(lines, planned.Return)
		s.Needed = append(s.Needed, waterfall.NeededTactic{ID: t.ID, Units: planned.Units, OverCapacity: planned.OverCapacity})
	}
	if reached.Cmp(testkit.Rat(sourced)) != 0 {
		panic("the scale of the oracle does not bring the goal")
	}
	s.NeededReturn = oracleTotal(m, lines)
}

// oracleRevenue is units × reach × conversions × deal size.
func oracleRevenue(t waterfall.Tactic, units *big.Rat) *big.Rat {
	revenue := times(times(units, oracleReach(t)), testkit.Rat(t.Funnel.DealSize.Decimal))
	for _, s := range t.Funnel.Stages {
		revenue = times(revenue, conversionRat(s))
	}
	return revenue
}

// oracleScenario is a mix under the changes of a scenario, next to the base.
func oracleScenario(m waterfall.Mix, s waterfall.Scenario, sourced decimal.Decimal, base partnermath.Outcome) waterfall.SimulatedMix {
	for _, c := range s.Changes {
		oracleChange(&m, c)
	}
	one := waterfall.SimulatedMix{Name: s.Name, Return: oracleMix(m).Total}
	one.Change.Currency = m.Currency
	for i, figure := range oracleFigures(&one.Change) {
		was, is := oracleFigures(&base)[i], oracleFigures(&one.Return.Outcome)[i]
		if was.Valid && is.Valid {
			*figure = decimal.NewNullDecimal(is.Decimal.Sub(was.Decimal))
		}
	}
	oracleBackward(m, sourced, &one)
	return one
}
