package channel_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// goldenFigures are those that were worked out by hand.
type goldenFigures struct {
	Performance struct {
		Plan, Actual, Attainment, Variance, PreviousQuarter, Growth string
	}
	Romi struct {
		Revenue, GrossMargin, Cost, MarginRoi, RevenueMultiple string
	}
	ChannelReturn struct {
		Note                   string
		Spend                  map[string]string
		IncrementalRevenue     string
		GrossMarginBeforeSpend string
		MarginMultiple         string
		MarginRoi              string
	}
}

func golden(t *testing.T) (g goldenFigures) {
	testkit.ReadJSON(t, "testdata/qbr.json", &g)
	return g
}

// goldenIs compares numbers, whatever zeros they end with.
func goldenIs(t *testing.T, what, want string, got decimal.NullDecimal) {
	t.Helper()
	if !got.Valid || !testkit.Number(want).Equal(got.Decimal) {
		t.Errorf("%s: want %s, got %s", what, want, show(got))
	}
}

// What a partner sold beside its plan, and beside the quarter before.
func TestGoldenPerformance(t *testing.T) {
	want := golden(t).Performance
	p := one()
	p.Before = channel.Span{From: quarter("2026-Q2"), Through: quarter("2026-Q2")}
	account := rollUp(t, p, records("acme 2026-Q3 USD plan="+want.Plan+" | "+want.Actual+" - -\nacme 2026-Q2 USD | "+want.PreviousQuarter+" - -")).Accounts[0]
	goldenIs(t, "attainment of the partners", want.Attainment, account.Attainment.Attainment)
	goldenIs(t, "attainment of the channel", want.Attainment, account.Cost.Attainment.Attainment)
	goldenIs(t, "plan less variance", want.Actual, null(account.Attainment.Plan.Add(testkit.Number(want.Variance))))
	goldenIs(t, "actual", want.Actual, null(account.Attainment.Actual))
	goldenIs(t, "growth", want.Growth, account.Growth.Growth)
}

// What marketing returned on what it cost.
func TestGoldenReturnOnMarketing(t *testing.T) {
	want := golden(t).Romi
	revenue := testkit.Number(want.Revenue)
	goods := revenue.Sub(revenue.Mul(testkit.Number(want.GrossMargin)))
	line := rollUp(t, one(), records("acme 2026-Q3 USD mdf="+want.Cost+" | "+want.Revenue+" "+goods.String()+" - mdf:1")).Accounts[0].Kinds[0]
	goldenIs(t, "revenue multiple", want.RevenueMultiple, line.Revenue.Multiple)
	goldenIs(t, "margin ROI", want.MarginRoi, line.Margin.ROI)
}

// One dollar in: what the vendor spent against the margin before that spend.
func TestGoldenChannelReturn(t *testing.T) {
	want := golden(t).ChannelReturn
	quarter := partnermath.Quarter{Year: 2026, Number: 3}
	policy := channel.Policy{Period: channel.Span{From: quarter, Through: quarter}}
	record := channel.Record{Partner: "all", Quarter: quarter, Currency: "USD"}
	for kind, amount := range want.Spend {
		policy.Kinds = append(policy.Kinds, channel.Kind{ID: kind, Treatment: channel.TreatedAsCost})
		record.Spend = append(record.Spend, channel.Spend{Kind: kind, Amount: testkit.Null(amount)})
	}
	// Twice as much was sold, at the same margin, as the baseline has.
	increment, rate := testkit.Number(want.IncrementalRevenue), testkit.Number(want.GrossMarginBeforeSpend)
	revenue := increment.Mul(testkit.Number("2"))
	record.Outcomes = []channel.Outcome{{
		Revenue: null(revenue), Baseline: null(increment), CostOfGoods: null(revenue.Sub(revenue.Mul(rate))),
	}}
	report, err := channel.RollUp(policy, []channel.Record{record})
	if err != nil {
		t.Fatal(err)
	}
	got := report.Accounts[0].Total.IncrementalMargin
	goldenIs(t, "multiple", want.MarginMultiple, got.Multiple)
	goldenIs(t, "ROI", want.MarginRoi, got.ROI)
}
