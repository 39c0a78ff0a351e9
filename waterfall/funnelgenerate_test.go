package waterfall_test

import (
	"fmt"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

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
		names := rapid.Permutation(partnermath.Stages()[:8]).Draw(t, "names")
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
	amount := func(label string) decimal.NullDecimal {
		if oneIn(t, 4, "left out") {
			return decimal.NullDecimal{}
		}
		return partnermath.Num(rapid.Int64Range(0, 1e9).Draw(t, label), minorPlaces(f.Currency))
	}
	g := waterfall.RevenueGoal{Revenue: decimal.NewNullDecimal(rapid.OneOf(
		rapid.Just(number("10000000")), rapid.Just(decimal.Decimal{}),
		rapid.Map(rapid.Int64Range(0, 1<<60), func(n int64) decimal.Decimal { return decimal.New(n, -minorPlaces(f.Currency)) }),
	).Draw(t, "revenue"))}
	if oneIn(t, 2, "covered") {
		g.Won, g.Recurring, g.Open = amount("won"), amount("recurring"), amount("open")
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

func anyDemand(t *rapid.T, f waterfall.Funnel) waterfall.Demand {
	d := waterfall.Demand{Periods: rapid.IntRange(1, 8).Draw(t, "periods")}
	for range rapid.IntRange(1, 4).Draw(t, "entries") {
		e := waterfall.DemandEntry{
			Stage:  rapid.SampledFrom(f.Stages).Draw(t, "stage").ID,
			Period: rapid.IntRange(0, d.Periods-1).Draw(t, "period"),
			Count: decimal.NewNullDecimal(rapid.OneOf(
				testkit.Decimal(0, 100, 0), testkit.Decimal(0, 9_999_999_999, 8), rapid.Just(decimal.Decimal{}),
			).Draw(t, "count")),
		}
		if e.Stage == "a" && oneIn(t, 2, "left out") {
			e.Stage = ""
		}
		d.Entries = append(d.Entries, e)
	}
	return d
}

func anyTerms(t *rapid.T, f waterfall.Funnel) waterfall.KnownTerms {
	terms := waterfall.KnownTerms{Unknown: rapid.SampledFrom([]waterfall.UnknownTerm{"units", "conversion", "deal-size", "revenue"}).Draw(t, "unknown")}
	if terms.Unknown == waterfall.UnknownConversion {
		if len(f.Stages) == 1 {
			terms.Unknown = waterfall.UnknownUnits
		} else {
			terms.Stage = rapid.SampledFrom(f.Stages[1:]).Draw(t, "stage").ID
		}
	}
	if terms.Unknown != waterfall.UnknownUnits {
		terms.Units = decimal.NewNullDecimal(rapid.OneOf(testkit.Decimal(0, 10_000, 2), testkit.Decimal(0, 9_999_999_999, 8)).Draw(t, "units"))
	}
	if terms.Unknown != waterfall.UnknownRevenue {
		terms.Revenue = decimal.NewNullDecimal(decimal.New(rapid.OneOf(
			rapid.Int64Range(0, 1<<53), rapid.Int64Range(0, 1000),
		).Draw(t, "revenue"), -minorPlaces(f.Currency)))
	}
	return terms
}

func manyStages() *rapid.Generator[waterfall.Funnel] {
	return rapid.Custom(func(t *rapid.T) waterfall.Funnel {
		f := anyFunnel().Draw(t, "funnel")
		for i := range f.Stages {
			if f.Stages[i].Rate.Valid && f.Stages[i].Rate.Decimal.IsZero() {
				f.Stages[i].Rate = null("0.5")
			}
		}
		if oneIn(t, 10, "many") {
			for i := len(f.Stages); i < 30; i++ {
				s := waterfall.FunnelStage{ID: fmt.Sprint("s", i), Per: null("1.5"), Folded: oneIn(t, 8, "folded")}
				f.Stages = append(f.Stages, s)
			}
			for i := range f.Stages {
				if f.Stages[i].CountsAs == "won" {
					f.Stages[i].CountsAs = ""
				}
			}
		}
		return f
	})
}

// passableFunnel draws a funnel that something gets through: no rate and no lag is 0.
func passableFunnel(t *rapid.T) waterfall.Funnel {
	f := anyFunnel().Draw(t, "funnel")
	for i := range f.Stages {
		s := &f.Stages[i]
		if s.Rate.Valid && s.Rate.Decimal.IsZero() {
			s.Rate = null("0.5")
		}
		if len(s.Lag) > 0 && decimal.Sum(decimal.Decimal{}, s.Lag...).IsZero() {
			s.Lag = []decimal.Decimal{number("0"), number("0.3")}
		}
	}
	return f
}

// drawRecalibration draws a conversion, what was observed of it, and k.
func drawRecalibration(t *rapid.T) (kind waterfall.WorksheetLineKind, old, volume, converted, k decimal.Decimal) {
	kind = rapid.SampledFrom([]waterfall.WorksheetLineKind{"rate", "per", "multiplier"}).Draw(t, "kind")
	old = testkit.Decimal(0, 1, 8).Draw(t, "rate")
	if kind != waterfall.LineRate {
		old = testkit.Decimal(2, 50, 8).Draw(t, "old")
	}
	volume = testkit.Decimal(0, 2000, 4).Draw(t, "volume")
	converted = testkit.Decimal(0, 1, 4).Draw(t, "share").Mul(volume).Round(4)
	if kind == waterfall.LineMultiplier {
		converted = volume.Mul(testkit.Decimal(2, 9, 2).Draw(t, "times"))
	}
	return kind, old, volume, converted, testkit.Decimal(0, 2000, 4).Draw(t, "k")
}
