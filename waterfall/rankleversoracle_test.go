package waterfall_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// oracleNumber is a number of a mix with the edges it has: from low, or above it
// when open, and to high if there is one.
type oracleNumber struct {
	effect    waterfall.LeverEffect
	at        *decimal.NullDecimal
	low, high string
	open      bool
}

func orElse(name, id string) string {
	if name != "" {
		return name
	}
	return id
}

// oracleNumbers are the numbers of a mix that make revenue, in its order.
func oracleNumbers(m *waterfall.Mix) []oracleNumber {
	var all []oracleNumber
	for i := range m.Tactics {
		t := &m.Tactics[i]
		add := func(n oracleNumber) {
			if n.at.Valid {
				n.effect.Tactic, n.effect.From = t.ID, n.at.Decimal
				all = append(all, n)
			}
		}
		if !m.Target.Valid {
			add(oracleNumber{waterfall.LeverEffect{Lever: waterfall.LeverUnits, Name: "units"}, &t.Units, "0", "", false})
		}
		add(oracleNumber{waterfall.LeverEffect{Lever: waterfall.LeverReach, Name: "reach"}, &t.Reach, "0", "", true})
		for j := range t.Funnel.Stages {
			s := &t.Funnel.Stages[j]
			e := func(kind waterfall.WorksheetLineKind, name string) waterfall.LeverEffect {
				return waterfall.LeverEffect{Lever: waterfall.LeverConversion, Stage: s.ID, Kind: kind, Name: orElse(s.StepName, name)}
			}
			here, before := orElse(s.Name, s.ID), orElse(t.Funnel.Stages[max(j-1, 0)].Name, t.Funnel.Stages[max(j-1, 0)].ID)
			add(oracleNumber{e(waterfall.LineRate, before+" to "+here+" rate"), &s.Rate, "0", "1", false})
			add(oracleNumber{e(waterfall.LinePer, before+" per "+here), &s.Per, "1", "", false})
			add(oracleNumber{e(waterfall.LineMultiplier, here+" per "+before), &s.Multiplier, "1", "", true})
		}
		add(oracleNumber{waterfall.LeverEffect{Lever: waterfall.LeverDealSize, Name: "average deal size"}, &t.Funnel.DealSize, "0", "", true})
	}
	return all
}

// oracleEffects steps each number in turn, works the whole mix out again, and ranks.
func oracleEffects(m waterfall.Mix, n waterfall.Nudge) []waterfall.LeverEffect {
	var units []*big.Rat
	for _, t := range m.Tactics {
		units = append(units, oracleUnits(m, t))
	}
	revenue := func() *big.Rat {
		sum := new(big.Rat)
		for i, t := range m.Tactics {
			own := units[i]
			if !m.Target.Valid {
				own = testkit.Rat(t.Units.Decimal)
			}
			sum = plus(sum, testkit.Rat(testkit.RoundHalfAway(oracleRevenue(t, own), minorPlaces(m.Currency))))
		}
		return sum
	}
	base := revenue()
	var effects []waterfall.LeverEffect
	for _, number := range oracleNumbers(&m) {
		e, was := number.effect, *number.at
		e.To = e.From.Add(n.Absolute.Decimal)
		if n.Relative.Valid {
			e.To = e.From.Add(e.From.Mul(n.Relative.Decimal))
		}
		low := decimal.RequireFromString(number.low)
		switch {
		case number.open && e.To.LessThanOrEqual(low):
			continue
		case e.To.LessThan(low):
			e.To, e.Limited = low, true
		case number.high != "" && e.To.GreaterThan(decimal.RequireFromString(number.high)):
			e.To, e.Limited = decimal.RequireFromString(number.high), true
		}
		number.at.Decimal = e.To
		after := revenue()
		*number.at = was
		e.Revenue, e.Change = testkit.RoundHalfAway(after, 12), testkit.RoundHalfAway(minus(after, base), 12)
		effects = append(effects, e)
	}
	slices.SortStableFunc(effects, func(a, b waterfall.LeverEffect) int { return b.Change.Abs().Cmp(a.Change.Abs()) })
	return effects
}
