package pipeline_test

import (
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// drawForecasts draws the forecasts of one partner, some of them unknown.
func drawForecasts(t *rapid.T) []pipeline.PartnerForecast {
	money := func(name string) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: testkit.Decimal(0, 1000, 2).Draw(t, name), Valid: rapid.IntRange(0, 4).Draw(t, "known") > 0}
	}
	var all []pipeline.PartnerForecast
	for i := range rapid.IntRange(0, 8).Draw(t, "forecasts") {
		f := pipeline.PartnerForecast{Partner: "p", Period: quarterOf2026(1), Committed: money("committed"), Landed: money("landed")}
		f.Period.Start = f.Period.Start.AddDays(i)
		all = append(all, f)
	}
	return all
}
