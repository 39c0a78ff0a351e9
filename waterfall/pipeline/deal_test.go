package pipeline_test

import (
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

var number, null = testkit.Number, testkit.Null

func day(year int, month time.Month, d int) partnermath.Date {
	return partnermath.NewDate(year, month, d)
}

func shownNull(d decimal.NullDecimal) string {
	if !d.Valid {
		return "null"
	}
	return d.Decimal.String()
}

func measureDeals(t rapid.TB, policy pipeline.DealPolicy, asOf partnermath.Date, deals []pipeline.Deal) pipeline.DealReport {
	t.Helper()
	p, err := pipeline.MeasureDeals(policy, asOf, deals)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// openDeal is a valid open deal of quarterPolicy at dealDay.
func openDeal() pipeline.Deal {
	return pipeline.Deal{
		ID: "d1", Currency: "USD", Amount: null("1000"), Stage: "proposal",
		Created: day(2026, 7, 1), LastActivity: day(2026, 7, 15), ExpectedClose: day(2026, 9, 1),
	}
}

func dealDay() partnermath.Date { return day(2026, 8, 1) }

func newTally(t rapid.TB, policy pipeline.DealPolicy, asOf partnermath.Date) *pipeline.DealTally {
	t.Helper()
	tally, err := pipeline.NewDealTally(policy, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func tallied(t rapid.TB, tally *pipeline.DealTally) string {
	t.Helper()
	p, err := tally.Result()
	if err != nil {
		t.Fatal(err)
	}
	return testkit.JSON(t, p)
}

func addDeals(t rapid.TB, tally *pipeline.DealTally, deals ...pipeline.Deal) {
	t.Helper()
	for _, d := range deals {
		if err := tally.Add(d); err != nil {
			t.Fatal(err)
		}
	}
}
