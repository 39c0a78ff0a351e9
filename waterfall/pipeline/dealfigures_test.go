package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	for i := range rapid.IntRange(1, 4).Draw(t, "stages") {
		policy.Stages = append(policy.Stages, pipeline.DealStage{
			ID: fmt.Sprint("stage ", i), Name: fmt.Sprint("Stage ", i), Probability: testkit.Decimal(0, 1, 6).Draw(t, "of the stage"),
		})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "indexes") {
		policy.Indexes = append(policy.Indexes, pipeline.CoverageIndex{
			Name: fmt.Sprint("index ", i), Basis: rapid.SampledFrom([]pipeline.ValueBasis{"raw", "weighted"}).Draw(t, "basis"),
			Of:    rapid.SampledFrom([]pipeline.TargetBasis{"", "remaining", "target"}).Draw(t, "of"),
			Times: rapid.OneOf(rapid.SampledFrom([]decimal.Decimal{number("0.0001"), number("99999.9999"), number("2"), number("1")}), testkit.Decimal(1, 5, 4)).Draw(t, "times"),
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
		Amount: rapid.OneOf(
			testkit.Decimal(0, 20, places), testkit.Decimal(0, 100_000, places),
			rapid.Just(decimal.New(99_999_999_999_999, -places)), // the widest that there is
		).Draw(t, "amount"),
		Stage:       rapid.SampledFrom(policy.Stages).Draw(t, "stage").ID,
		Category:    rapid.SampledFrom([]pipeline.ForecastCategory{"", "commit", "best-case", "open"}).Draw(t, "category"),
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
	return d
}

// dealFiguresProperty: every figure is that of the oracle, in a list and added one by
// one.
func dealFiguresProperty(t *rapid.T) {
	policy, asOf := drawDealPolicy(t)
	var deals []pipeline.Deal
	for i := range rapid.IntRange(0, 25).Draw(t, "deals") {
		deals = append(deals, drawDeal(t, &policy, asOf, fmt.Sprint("deal ", i)))
	}
	want := asJSON(t, oracleMeasure(policy, asOf, deals))
	listed, err := pipeline.MeasureDeals(policy, asOf, deals)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, asJSON(t, listed)); diff != "" {
		t.Fatalf("-oracle +got:\n%s", diff)
	}
	tally, err := pipeline.NewDealTally(policy, asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deals {
		if err := tally.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	added, err := tally.Result()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, asJSON(t, added)); diff != "" {
		t.Fatalf("-oracle +tally:\n%s", diff)
	}
}

func TestDealFigures(t *testing.T) { rapid.Check(t, dealFiguresProperty) }

func FuzzMeasureDeals(f *testing.F) { f.Fuzz(rapid.MakeFuzz(dealFiguresProperty)) }
