package pipeline_test

import (
	"fmt"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// drawDealPolicy draws a policy in a currency without, with two and with three
// decimals, for a period that is now, past or to come at the day it returns.
func drawDealPolicy(t *rapid.T) (pipeline.DealPolicy, partnermath.Date) {
	currency := rapid.SampledFrom([]string{"JPY", "USD", "KWD"}).Draw(t, "currency")
	places := map[string]int32{"JPY": 0, "USD": 2, "KWD": 3}[currency]
	start := day(2026, 7, 1)
	policy := pipeline.DealPolicy{
		Currency: currency, Period: partnermath.Period{Start: start, End: start.AddDays(rapid.SampledFrom([]int{1, 7, 92}).Draw(t, "days"))},
		StaleAfter: rapid.SampledFrom([]int{0, 1, 30}).Draw(t, "stale after"),
	}
	if rapid.IntRange(0, 4).Draw(t, "planned") > 0 {
		policy.Target = decimal.NewNullDecimal(rapid.OneOf(
			rapid.Just(decimal.Decimal{}), testkit.Decimal(0, 3, places), testkit.Decimal(0, 1_000_000, places), rapid.Just(number("99999999999")),
		).Draw(t, "target"))
	}
	if rapid.Bool().Draw(t, "called") {
		policy.Call = decimal.NewNullDecimal(testkit.Decimal(0, 1_000_000, places).Draw(t, "call"))
	}
	if policy.Days = rapid.SampledFrom([]pipeline.DayCount{"", "calendar", "working"}).Draw(t, "day count"); policy.Days == pipeline.DaysWorking {
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(-10, 60), 0, 5, rapid.ID).Draw(t, "holidays") {
			policy.WorkingDays.Holidays = append(policy.WorkingDays.Holidays, start.AddDays(i))
		}
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "stages") {
		policy.Stages = append(policy.Stages, pipeline.DealStage{
			ID: fmt.Sprint("stage ", i), Name: fmt.Sprint("Stage ", i), Probability: decimal.NewNullDecimal(testkit.Decimal(0, 1, 6).Draw(t, "of the stage")),
		})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "indexes") {
		policy.CoverageTargets = append(policy.CoverageTargets, pipeline.CoverageTarget{
			Name: fmt.Sprint("index ", i), Basis: rapid.SampledFrom([]pipeline.ValueBasis{"raw", "weighted"}).Draw(t, "basis"),
			Of:    rapid.SampledFrom([]pipeline.TargetBasis{"", "remaining", "target"}).Draw(t, "of"),
			Times: decimal.NewNullDecimal(rapid.OneOf(rapid.SampledFrom([]decimal.Decimal{number("0.0001"), number("99999.9999"), number("2"), number("1")}), testkit.Decimal(1, 5, 4)).Draw(t, "times")),
		})
	}
	asOf := start.AddDays(rapid.SampledFrom([]int{-200, -1, 0, 1, 5, 40, 91, 92, 300}).Draw(t, "as of"))
	return policy, asOf
}

func drawChance(t *rapid.T, label string) decimal.NullDecimal {
	if rapid.Bool().Draw(t, "has "+label) {
		return decimal.NewNullDecimal(rapid.OneOf(
			testkit.Decimal(0, 1, 6), rapid.SampledFrom([]decimal.Decimal{{}, number("1.000000"), number("0.5"), number("0.000001")}),
		).Draw(t, label))
	}
	return decimal.NullDecimal{}
}

// drawDeal draws a valid deal, whose days are close to the period, to its ends and
// to asOf.
func drawDeal(t *rapid.T, policy *pipeline.DealPolicy, asOf partnermath.Date, id string) pipeline.Deal {
	places := map[string]int32{"JPY": 0, "USD": 2, "KWD": 3}[policy.Currency]
	names := rapid.SampledFrom([]string{"", "a", "b", "ä", "B"})
	d := pipeline.Deal{
		ID: id, Partner: names.Draw(t, "partner"), Region: names.Draw(t, "region"), Product: names.Draw(t, "product"), Currency: policy.Currency,
		Rep: names.Draw(t, "rep"), Customer: names.Draw(t, "customer"),
		Amount: decimal.NewNullDecimal(rapid.OneOf(
			testkit.Decimal(0, 20, places), testkit.Decimal(0, 100_000, places),
			rapid.Just(decimal.New(99_999_999_999_999, -places)), // the widest that there is
		).Draw(t, "amount")),
		Stage:       rapid.SampledFrom(policy.Stages).Draw(t, "stage").ID,
		Category:    rapid.SampledFrom([]pipeline.ForecastCategory{"", "commit", "best-case", "open", "omitted"}).Draw(t, "category"),
		Probability: drawChance(t, "probability"), Reliability: drawChance(t, "reliability"),
		Created: asOf.AddDays(-rapid.SampledFrom([]int{0, 1, 2, 29, 30, 31, 100, 400}).Draw(t, "age")),
	}
	since := func(first partnermath.Date, label string) partnermath.Date {
		return first.AddDays(rapid.IntRange(0, asOf.DaysSince(first)).Draw(t, label))
	}
	if rapid.Bool().Draw(t, "active") {
		d.LastActivity = since(d.Created, "last activity")
	}
	if rapid.IntRange(0, 4).Draw(t, "dated") > 0 {
		d.ExpectedClose = rapid.SampledFrom([]partnermath.Date{
			asOf.AddDays(-1), asOf, asOf.AddDays(1), policy.Period.Start.AddDays(-1), policy.Period.Start, policy.Period.End.AddDays(-1), policy.Period.End,
		}).Draw(t, "expected close")
		if d.ExpectedClose.Before(d.Created) {
			d.ExpectedClose = d.Created
		}
	}
	if rapid.IntRange(0, 2).Draw(t, "closed") == 0 {
		d.Outcome = rapid.SampledFrom([]pipeline.DealOutcome{"won", "lost", "no-decision"}).Draw(t, "outcome")
		d.Closed = since(d.Created, "closed on")
		if !d.LastActivity.IsZero() {
			d.Closed = since(d.LastActivity, "closed after the last activity")
		}
		if rapid.Bool().Draw(t, "without stage") {
			d.Stage = ""
		}
	}
	if rapid.IntRange(0, 2).Draw(t, "contradicts") == 0 {
		contradict(t, &d, asOf)
	}
	return d
}

// contradict takes away facts of a deal, or sets them against each other.
func contradict(t *rapid.T, d *pipeline.Deal, asOf partnermath.Date) {
	days := rapid.Custom(func(t *rapid.T) partnermath.Date {
		if rapid.IntRange(0, 3).Draw(t, "none") == 0 {
			return partnermath.Date{}
		}
		return asOf.AddDays(rapid.SampledFrom([]int{-100, -31, -2, -1, 0, 1, 2, 50}).Draw(t, "day"))
	})
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		switch rapid.IntRange(0, 6).Draw(t, "change") {
		case 0:
			d.Amount = decimal.NullDecimal{}
		case 1:
			d.Created = days.Draw(t, "created")
		case 2:
			d.LastActivity = days.Draw(t, "last activity")
		case 3:
			d.ExpectedClose = days.Draw(t, "expected close")
		case 4:
			d.Closed = days.Draw(t, "closed")
		case 5:
			d.Stage = ""
		case 6:
			d.Outcome = rapid.SampledFrom([]pipeline.DealOutcome{"", "won", "lost", "no-decision"}).Draw(t, "outcome")
		}
	}
}

// quarterOfDeals draws deals of quarterPolicy, without contradictions.
func quarterOfDeals(t *rapid.T, asOf partnermath.Date) []pipeline.Deal {
	var deals []pipeline.Deal
	for i := range rapid.IntRange(0, 40).Draw(t, "deals") {
		d := pipeline.Deal{
			ID: "deal " + string(rune('A'+i)), Amount: decimal.NewNullDecimal(testkit.Decimal(0, 100_000, 2).Draw(t, "amount")),
			Stage:   rapid.SampledFrom([]string{"qualified", "proposal", "verbal"}).Draw(t, "stage"),
			Created: asOf.AddDays(-rapid.IntRange(0, 80).Draw(t, "age")), Probability: drawChance(t, "probability"), Reliability: drawChance(t, "reliability"),
		}
		since := func(label string) partnermath.Date {
			return d.Created.AddDays(rapid.IntRange(0, asOf.DaysSince(d.Created)).Draw(t, label))
		}
		if rapid.Bool().Draw(t, "active") {
			d.LastActivity = since("activity")
		}
		if rapid.IntRange(0, 4).Draw(t, "dated") > 0 {
			d.ExpectedClose = d.Created.AddDays(rapid.IntRange(0, 200).Draw(t, "expected"))
		}
		switch rapid.IntRange(0, 5).Draw(t, "outcome") {
		case 0:
			d.Outcome, d.Closed = pipeline.DealWon, since("closed")
		case 1:
			d.Outcome, d.Closed = pipeline.DealLost, asOf
		}
		deals = append(deals, d)
	}
	return deals
}

// drawDeals draws up to most deals.
func drawDeals(t *rapid.T, policy *pipeline.DealPolicy, asOf partnermath.Date, most int) []pipeline.Deal {
	var deals []pipeline.Deal
	for i := range rapid.IntRange(0, most).Draw(t, "deals") {
		deals = append(deals, drawDeal(t, policy, asOf, fmt.Sprint("deal ", i)))
	}
	return deals
}
