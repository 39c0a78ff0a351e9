package waterfall_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// Whatever stands in the fields, everything answers, and Validate speaks as the
// functions do.
func hostileFunnelProperty(t *rapid.T) {
	text := testkit.HostileString()
	// A field is hostile once in so many times, so that rules behind others are met.
	rare := rapid.SampledFrom([]int{1, 3, 20}).Draw(t, "rare")
	word := func(sound string) string {
		if !oneIn(t, rare, "hostile") {
			return sound
		}
		return text.Draw(t, "text")
	}
	digits := func(sound decimal.Decimal) decimal.Decimal {
		if !oneIn(t, rare, "hostile") {
			return sound
		}
		return testkit.HostileDecimal().Draw(t, "decimal")
	}
	perhaps := func(sound decimal.NullDecimal) decimal.NullDecimal {
		if oneIn(t, rare, "hostile") {
			return decimal.NullDecimal{Decimal: testkit.HostileDecimal().Draw(t, "decimal"), Valid: rapid.Bool().Draw(t, "valid")}
		}
		return sound
	}
	f := anyFunnel().Draw(t, "funnel")
	f.Currency, f.Unit = word(f.Currency), partnermath.CalendarUnit(word(string(f.Unit)))
	f.DealSize, f.MarginRate = perhaps(f.DealSize), perhaps(f.MarginRate)
	for i := range f.Stages {
		s := &f.Stages[i]
		s.ID, s.Name, s.CountsAs, s.StepName = word(s.ID), word(s.Name), partnermath.Stage(word(string(s.CountsAs))), word(s.StepName)
		s.Rate, s.Per, s.Multiplier = perhaps(s.Rate), perhaps(s.Per), perhaps(s.Multiplier)
		for j := range s.Lag {
			s.Lag[j] = digits(s.Lag[j])
		}
	}
	g := waterfall.RevenueGoal{
		Revenue: digits(number("1000")), Won: digits(decimal.Decimal{}), Recurring: digits(decimal.Decimal{}), Open: digits(decimal.Decimal{}),
		OpenRate: perhaps(null("0.5")), MarketingShare: perhaps(null("0.5")), Rounding: waterfall.Rounding(word("stage")),
		Rounded: waterfall.RoundingLot{Stage: word(""), Lot: perhaps(null("5"))},
	}
	d := waterfall.Demand{Periods: 3}
	if oneIn(t, rare, "hostile") {
		d.Periods = rapid.Int().Draw(t, "periods")
	}
	d.Entries = []waterfall.DemandEntry{{Stage: word(""), Count: digits(number("7"))}, {Period: rapid.OneOf(rapid.IntRange(0, 2), rapid.Int()).Draw(t, "period")}}
	terms := waterfall.KnownTerms{
		Unknown: waterfall.UnknownTerm(word("conversion")), Stage: word("b"), Units: perhaps(null("5")), Revenue: perhaps(null("5")),
	}

	note := func(name string, err error, documents ...error) {
		testkit.BrokenRules(t, err)
		for _, invalid := range documents {
			if testkit.BrokenRules(t, invalid); invalid != nil && err == nil {
				t.Fatalf("%s takes what Validate refuses", name)
			}
		}
	}
	ofFunnel := f.Validate()
	_, err := waterfall.Plan(f, g)
	note("Plan", err, ofFunnel, g.Validate())
	_, err = waterfall.Forecast(f, d)
	note("Forecast", err, ofFunnel, d.Validate())
	_, err = waterfall.Solve(f, terms)
	note("Solve", err, ofFunnel, terms.Validate())
	_, err = waterfall.Worksheet(f, digits(number("5")))
	note("Worksheet", err, ofFunnel)
	_, err = waterfall.Deadlines(f, partnermath.Calendar{}, partnermath.Quarter{Year: 2026, Number: 1}, digits(number("0.5")))
	note("Deadlines", err, ofFunnel)
	if fmt.Sprint(ofFunnel) != fmt.Sprint(f.Validate()) {
		t.Fatal("Validate says something else the second time")
	}
}

func TestHostileFunnelProperty(t *testing.T) { rapid.Check(t, hostileFunnelProperty) }

func FuzzHostileFunnel(f *testing.F) { f.Fuzz(rapid.MakeFuzz(hostileFunnelProperty)) }
