package waterfall_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// oracleSolve returns the exact solution of units × conversions × deal size =
// revenue, nil when there is none or every number is one.
func oracleSolve(f waterfall.Funnel, terms waterfall.KnownTerms) *big.Rat {
	units, revenue := ratOr(terms.Units, one()), ratOr(terms.Revenue, one())
	at := -1
	rest := one()
	for i, s := range f.Stages[1:] {
		if terms.Unknown == waterfall.UnknownConversion && s.ID == terms.Stage {
			at = i + 1
			continue
		}
		rest = times(rest, conversionRat(s))
	}
	if terms.Unknown != waterfall.UnknownDealSize {
		rest = times(rest, testkit.Rat(f.DealSize.Decimal))
	}
	if terms.Unknown != waterfall.UnknownUnits {
		rest = times(rest, units)
	}
	switch {
	case terms.Unknown == waterfall.UnknownRevenue:
		return rest
	case at > 0 && f.Stages[at].Per.Valid:
		// rest ÷ per = revenue holds for no per, or for every one, when one is 0.
		if rest.Sign() == 0 || revenue.Sign() == 0 {
			return nil
		}
		return over(rest, revenue)
	case rest.Sign() == 0:
		return nil
	}
	return over(revenue, rest)
}

// put returns the funnel and the units with the value in its place.
func put(f waterfall.Funnel, terms waterfall.KnownTerms, value decimal.Decimal) (waterfall.Funnel, decimal.Decimal) {
	units := terms.Units.Decimal
	switch terms.Unknown {
	case waterfall.UnknownUnits:
		units = value
	case waterfall.UnknownDealSize:
		f.DealSize = decimal.NewNullDecimal(value)
	case waterfall.UnknownConversion:
		f.Stages = slices.Clone(f.Stages)
		s := &f.Stages[stageAt(f, terms.Stage)]
		switch {
		case s.Rate.Valid:
			s.Rate.Decimal = value
		case s.Per.Valid:
			s.Per.Decimal = value
		default:
			s.Multiplier.Decimal = value
		}
	}
	return f, units
}
