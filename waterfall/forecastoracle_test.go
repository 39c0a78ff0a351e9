package waterfall_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

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

// oracleForecast is what a projection must say of its stages, and of every figure of
// its outcomes.
func oracleForecast(f waterfall.Funnel, d waterfall.Demand) (stages []split, figures map[string]split) {
	at, first := oracleFlow(f, d)
	minor, last := minorPlaces(f.Currency), len(f.Stages)-1
	figures = make(map[string]split)
	for name := range outcomeText(partnermath.Outcome{}) {
		figures[name] = unknownFigure(d.Periods)
	}
	stages = make([]split, len(f.Stages))
	for i, s := range f.Stages {
		stages[i] = split{Total: "null", Beyond: "null"}
		if i >= first {
			stages[i] = oracleSplit(sumOf(at[i]), at[i], 4)
			if s.CountsAs != "" {
				figures[string(s.CountsAs)] = stages[i]
			}
		}
	}
	if !f.DealSize.Valid {
		return stages, figures
	}
	dealSize := testkit.Rat(f.DealSize.Decimal)
	revenue := sumOf(scaledBy(at[last], dealSize))
	figures["revenue"] = oracleSplit(revenue, at[last], minor)
	if i := pipelineAt(f); i >= first {
		figures["pipeline"] = oracleSplit(sumOf(scaledBy(at[i], dealSize)), at[i], minor)
	}
	if f.MarginRate.Valid {
		margin := times(testkit.Rat(testkit.RoundHalfAway(revenue, minor)), testkit.Rat(f.MarginRate.Decimal))
		figures["margin"] = oracleSplit(margin, at[last], minor)
	}
	return stages, figures
}

// oracleBackcast is what a backcast must say of each stage, its periods counted back
// from the last and beyond being before them, by the formula of Backcast.
func oracleBackcast(f waterfall.Funnel, revenue []decimal.Decimal) []split {
	n := len(revenue)
	at := make([]*big.Rat, n+200) // by period, counted back from the last
	for i := range at {
		at[i] = new(big.Rat)
	}
	for i := range n {
		at[n-1-i] = over(testkit.Rat(revenue[i]), testkit.Rat(f.DealSize.Decimal))
	}
	all := make([]split, len(f.Stages))
	for i := len(f.Stages) - 1; i >= 0; i-- {
		all[i] = oracleSplit(sumOf(at), append(slices.Clone(at[:n]), sumOf(at[n:])), 4)
		all[i].Total = rounded(sumOf(at), 4)
		lag, sum := []*big.Rat{one()}, one()
		if len(f.Stages[i].Lag) > 0 {
			lag, sum = nil, new(big.Rat)
			for _, part := range f.Stages[i].Lag {
				lag = append(lag, testkit.Rat(part))
				sum = plus(sum, testkit.Rat(part))
			}
		}
		earlier := make([]*big.Rat, len(at))
		for k := range earlier {
			earlier[k] = new(big.Rat)
			for j := 0; j < len(lag) && j <= k; j++ {
				earlier[k] = plus(earlier[k], over(times(at[k-j], over(lag[j], sum)), times(conversionRat(f.Stages[i]), sum)))
			}
		}
		at = earlier
	}
	return all
}
