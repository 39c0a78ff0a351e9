package channel_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// One dollar in: what the vendor spent against the margin before that spend.
func TestGoldenChannelReturn(t *testing.T) {
	var file struct {
		ChannelReturn struct {
			Note                   string
			Spend                  map[string]string
			IncrementalRevenue     string
			GrossMarginBeforeSpend string
			MarginMultiple         string
			MarginRoi              string
		}
	}
	testkit.ReadJSON(t, "testdata/qbr.json", &file)
	want := file.ChannelReturn
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
	for name, pair := range map[string][2]string{
		"multiple": {want.MarginMultiple, show(got.Multiple)}, "ROI": {want.MarginRoi, show(got.ROI)},
	} {
		if !testkit.Number(pair[0]).Equal(testkit.Number(pair[1])) {
			t.Errorf("%s: want %s, got %s", name, pair[0], pair[1])
		}
	}
}
