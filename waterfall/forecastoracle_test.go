package waterfall_test

import (
	"math/big"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// split is a published figure: its periods, their total, and what is beyond.
type split struct {
	Parts         []string
	Total, Beyond string
}

func sumOf(parts []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, part := range parts {
		sum = plus(sum, part)
	}
	return sum
}

// oracleSplit rounds what comes in the end and splits it by largest remainder in
// proportion to the weights, the last of which is beyond.
func oracleSplit(end *big.Rat, weights []*big.Rat, places int32) split {
	whole := testkit.Rat(testkit.RoundHalfAway(end, places))
	shares := make([]*big.Rat, len(weights))
	for i := range shares {
		shares[i] = new(big.Rat)
	}
	if whole.Sign() != 0 {
		shares = testkit.LargestRemainder(whole, weights, places)
	}
	s, total := split{}, new(big.Rat)
	for _, share := range shares[:len(shares)-1] {
		s.Parts, total = append(s.Parts, rounded(share, places)), plus(total, share)
	}
	s.Total, s.Beyond = rounded(total, places), rounded(shares[len(shares)-1], places)
	return s
}

func scaledBy(parts []*big.Rat, factor *big.Rat) []*big.Rat {
	all := make([]*big.Rat, len(parts))
	for i, part := range parts {
		all[i] = times(part, factor)
	}
	return all
}

// oracleFlow returns what is exactly at every stage in every period and beyond, by
// the formula of Forecast, and the position of the first entry.
func oracleFlow(f waterfall.Funnel, d waterfall.Demand) (at [][]*big.Rat, first int) {
	first = len(f.Stages)
	for _, e := range d.Entries {
		first = min(first, stageAt(f, e.Stage))
	}
	for i, s := range f.Stages {
		parts := make([]*big.Rat, d.Periods+1)
		for t := range parts {
			parts[t] = new(big.Rat)
		}
		if i > 0 {
			lag := []*big.Rat{one()}
			if len(s.Lag) > 0 {
				lag = nil
				for _, share := range s.Lag {
					lag = append(lag, testkit.Rat(share))
				}
			}
			all, seen := new(big.Rat), new(big.Rat)
			for _, part := range at[i-1] {
				all = plus(all, times(part, conversionRat(s)))
			}
			for t := range d.Periods {
				for k := 0; k < len(lag) && k <= t; k++ {
					parts[t] = plus(parts[t], times(times(at[i-1][t-k], conversionRat(s)), lag[k]))
				}
				seen = plus(seen, parts[t])
			}
			parts[d.Periods] = minus(all, seen)
		}
		for _, e := range d.Entries {
			if stageAt(f, e.Stage) == i {
				t := min(e.Period, d.Periods)
				parts[t] = plus(parts[t], testkit.Rat(e.Count.Decimal))
			}
		}
		at = append(at, parts)
	}
	return at, first
}

// figure collects one figure of the outcomes of a projection.
func figure(p waterfall.Projection, name string) split {
	s := split{Total: outcomeText(p.Total)[name], Beyond: outcomeText(p.Beyond)[name]}
	for _, o := range p.Periods {
		s.Parts = append(s.Parts, outcomeText(o)[name])
	}
	return s
}

// unknownFigure is that of a stage that the funnel does not have.
func unknownFigure(periods int) split {
	return split{Parts: slices.Repeat([]string{"null"}, periods), Total: "null", Beyond: "null"}
}

// absurd reports whether a published number is none that others take.
func absurd(figures []split) bool {
	for _, s := range figures {
		for _, figure := range append([]string{s.Total, s.Beyond}, s.Parts...) {
			if figure != "null" && !partnermath.InBounds(number(figure)) {
				return true
			}
		}
	}
	return false
}
