package waterfall_test

import (
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func drawOutcome(t *rapid.T) partnermath.Outcome {
	o := partnermath.Outcome{Currency: "USD"}
	for _, figure := range oracleFigures(&o) {
		if !oneIn(t, 5, "unknown") {
			*figure = decimal.NewNullDecimal(testkit.Decimal(0, 40, 3).Draw(t, "figure"))
		}
	}
	return o
}

// anyOutcome draws an outcome with counts of up to 4 decimals, some unknown.
func anyOutcome(t *rapid.T, name string) partnermath.Outcome {
	o := partnermath.Outcome{Currency: "USD"}
	for _, figure := range []*decimal.NullDecimal{&o.Inquiries, &o.MQLs, &o.SQLs, &o.Opportunities, &o.Won} {
		if rapid.IntRange(0, 9).Draw(t, name+" known") > 0 {
			*figure = decimal.NewNullDecimal(testkit.Decimal(0, 5000, 4).Draw(t, name))
		}
	}
	for _, figure := range []*decimal.NullDecimal{&o.Revenue, &o.Margin} {
		if rapid.IntRange(0, 9).Draw(t, name+" known") > 0 {
			*figure = decimal.NewNullDecimal(testkit.Decimal(-1000, 1_000_000, 2).Draw(t, name))
		}
	}
	return o
}
