package waterfall_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// The oracles of funnels work with fractions, from what the documentation says,
// and call nothing of the package. They take valid input.

func one() *big.Rat { return big.NewRat(1, 1) }

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func over(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

func plus(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

// rounded returns r as it is published.
func rounded(r *big.Rat, places int32) string { return testkit.RoundHalfAway(r, places).String() }

// unitsUp returns the smallest whole number of steps that is not below r ≥ 0.
func unitsUp(r, step *big.Rat) *big.Rat {
	q := over(r, step)
	n, rest := new(big.Int).QuoRem(q.Num(), q.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).SetInt(n)
}

// ratOr returns the value of d, or r when there is none.
func ratOr(d decimal.NullDecimal, r *big.Rat) *big.Rat {
	if !d.Valid {
		return r
	}
	return testkit.Rat(d.Decimal)
}

// conversionRat is what one of the stage before makes at s.
func conversionRat(s waterfall.FunnelStage) *big.Rat {
	switch {
	case s.Rate.Valid:
		return testkit.Rat(s.Rate.Decimal)
	case s.Multiplier.Valid:
		return testkit.Rat(s.Multiplier.Decimal)
	}
	return over(one(), testkit.Rat(s.Per.Decimal))
}

// conversionsAfter is what one at stage i makes at the last.
func conversionsAfter(f waterfall.Funnel, i int) *big.Rat {
	product := one()
	for _, s := range f.Stages[i+1:] {
		product = times(product, conversionRat(s))
	}
	return product
}

// minorPlaces are the decimals of the currencies that the tests use.
func minorPlaces(currency string) int32 {
	return map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[currency]
}

// stageAt returns the position of a stage, the first when there is no id.
func stageAt(f waterfall.Funnel, id string) int {
	if id == "" {
		return 0
	}
	return slices.IndexFunc(f.Stages, func(s waterfall.FunnelStage) bool { return s.ID == id })
}

// pipelineAt returns the position of the opportunities, of the marketing generated
// ones when there are no others, or -1.
func pipelineAt(f waterfall.Funnel) int {
	for _, stage := range []partnermath.Stage{partnermath.StageOpportunity, partnermath.StageMGO} {
		if i := slices.IndexFunc(f.Stages, func(s waterfall.FunnelStage) bool { return s.CountsAs == stage }); i >= 0 {
			return i
		}
	}
	return -1
}

func oneIn(t *rapid.T, n int, label string) bool { return rapid.IntRange(1, n).Draw(t, label) == n }

// drawConversion gives a stage one of the three, plain or as long as it may be.
func drawConversion(t *rapid.T, s *waterfall.FunnelStage) {
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		s.Rate = decimal.NewNullDecimal(rapid.OneOf(
			testkit.Decimal(0, 1, 2), testkit.Decimal(0, 1, 12),
			rapid.SampledFrom([]decimal.Decimal{number("1"), number("0.000000000001"), number("0.079365079365")}),
		).Draw(t, "rate"))
	case 1:
		s.Per = decimal.NewNullDecimal(rapid.OneOf(
			testkit.Decimal(1, 50, 2), testkit.Decimal(1, 9_999_999_999, 8), rapid.Just(number("12.6")),
		).Draw(t, "per"))
	default:
		s.Multiplier = decimal.NewNullDecimal(rapid.OneOf(
			testkit.Decimal(2, 50, 2), testkit.Decimal(2, 9_999_999_999, 8), rapid.Just(number("1.00000001")),
		).Draw(t, "multiplier"))
	}
}

// drawLag draws shares that sum to at most 1, often to less.
func drawLag(t *rapid.T, longest int) []decimal.Decimal {
	var lag []decimal.Decimal
	left := int64(100_000_000)
	for range rapid.IntRange(0, longest).Draw(t, "lags") {
		share := rapid.OneOf(rapid.Int64Range(0, left), rapid.Just(left/2), rapid.Just(left)).Draw(t, "share")
		left -= share
		lag = append(lag, decimal.New(share, -8))
	}
	return lag
}

// anyFunnel draws a valid funnel with a deal size.
func anyFunnel() *rapid.Generator[waterfall.Funnel] {
	return rapid.Custom(func(t *rapid.T) waterfall.Funnel {
		f := waterfall.Funnel{
			Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
			Unit:     rapid.SampledFrom([]partnermath.CalendarUnit{"", "week", "month", "quarter"}).Draw(t, "unit"),
		}
		minor := minorPlaces(f.Currency)
		f.DealSize = decimal.NewNullDecimal(rapid.OneOf(
			rapid.Map(rapid.Int64Range(1, 100), func(n int64) decimal.Decimal { return decimal.New(n*1000, 0) }),
			rapid.Map(rapid.Int64Range(1, 1_000_000_000), func(n int64) decimal.Decimal { return decimal.New(n, -minor) }),
		).Draw(t, "dealSize"))
		if oneIn(t, 2, "has margin rate") {
			f.MarginRate = decimal.NewNullDecimal(rapid.OneOf(testkit.Decimal(-1, 1, 2), testkit.Decimal(-1, 1, 12)).Draw(t, "marginRate"))
		}
		names := rapid.Permutation(partnermath.Stages()[:7]).Draw(t, "names")
		n := rapid.OneOf(rapid.IntRange(1, 5), rapid.IntRange(1, 9)).Draw(t, "stages")
		for i := range n {
			s := waterfall.FunnelStage{ID: string(rune('a' + i)), Folded: i > 0 && oneIn(t, 4, "folded")}
			if i < len(names) && oneIn(t, 2, "counts") {
				s.CountsAs = names[i]
			}
			if i == n-1 && oneIn(t, 2, "won") {
				s.CountsAs = partnermath.StageWon
			}
			if i > 0 {
				drawConversion(t, &s)
				s.Lag = drawLag(t, 4)
			}
			f.Stages = append(f.Stages, s)
		}
		return f
	})
}

// anyGoal draws a valid goal for a funnel.
func anyGoal(t *rapid.T, f waterfall.Funnel) waterfall.RevenueGoal {
	amount := func(label string, low, high int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(low, high).Draw(t, label), -minorPlaces(f.Currency))
	}
	g := waterfall.RevenueGoal{Revenue: rapid.OneOf(
		rapid.Just(number("10000000")), rapid.Just(decimal.Decimal{}),
		rapid.Map(rapid.Int64Range(0, 1<<60), func(n int64) decimal.Decimal { return decimal.New(n, -minorPlaces(f.Currency)) }),
	).Draw(t, "revenue")}
	if oneIn(t, 2, "covered") {
		g.Won, g.Recurring, g.Open = amount("won", 0, 1e9), amount("recurring", 0, 1e9), amount("open", 0, 1e9)
	}
	if oneIn(t, 2, "has open rate") {
		g.OpenRate = decimal.NewNullDecimal(testkit.Decimal(0, 1, 12).Draw(t, "openRate"))
	}
	if oneIn(t, 2, "has marketing share") {
		g.MarketingShare = decimal.NewNullDecimal(testkit.Decimal(0, 1, 12).Draw(t, "marketingShare"))
	}
	g.Rounding = rapid.SampledFrom([]waterfall.Rounding{"", "none", "every-stage", "stage"}).Draw(t, "rounding")
	if g.Rounding == waterfall.RoundingStage {
		g.Rounded.Stage = rapid.SampledFrom(f.Stages).Draw(t, "rounded").ID
		if g.Rounded.Stage == "a" && oneIn(t, 2, "first") {
			g.Rounded.Stage = ""
		}
		if oneIn(t, 2, "has lot") {
			g.Rounded.Lot = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 10_000_000).Draw(t, "lot"), -4))
		}
	}
	return g
}
