package waterfall_test

import (
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
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

// drawCampaign draws lags for laggedFunnel, and days and a calendar for its campaign.
func drawCampaign(t *rapid.T) (waterfall.Funnel, waterfall.Campaign) {
	f, c := laggedFunnel(), laggedCampaign()
	f.Unit = rapid.SampledFrom([]partnermath.CalendarUnit{"", partnermath.UnitWeek, partnermath.UnitMonth, partnermath.UnitQuarter}).Draw(t, "unit")
	c.Calendar = rapid.SampledFrom([]partnermath.Calendar{{}, isoWeeks(partnermath.Pattern454)}).Draw(t, "calendar")
	for i := 1; i < len(f.Stages); i++ {
		f.Stages[i].Lag = nil
		for range rapid.IntRange(0, 3).Draw(t, "lags") {
			f.Stages[i].Lag = append(f.Stages[i].Lag, testkit.Decimal(0, 33, 3).Draw(t, "share").Shift(-2))
		}
	}
	start := day(2026, 11, 1).AddDays(rapid.IntRange(0, 100).Draw(t, "start"))
	c.Period = partnermath.Period{Start: start, End: start.AddDays(rapid.IntRange(1, 50).Draw(t, "days"))}
	c.AsOf = start.AddDays(rapid.IntRange(-10, 400).Draw(t, "asOf"))
	return f, c
}
