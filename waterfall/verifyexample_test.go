package waterfall_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// A campaign of the first quarter seen at the end of May: the rate is low so far, but
// the deals are ahead of what the lags make due by then.
func ExampleVerify() {
	n := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }
	funnel := waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{
		{ID: "sql", CountsAs: partnermath.StageSQL},
		{ID: "won", CountsAs: partnermath.StageWon, Rate: n("0.25"), Lag: []decimal.Decimal{
			n("0").Decimal, n("0.1").Decimal, n("0.2").Decimal, n("0.3").Decimal, n("0.4").Decimal,
		}},
	}}
	v, err := waterfall.Verify(funnel, waterfall.Campaign{
		ID:     "spring",
		Period: partnermath.Period{Start: partnermath.NewDate(2026, 1, 1), End: partnermath.NewDate(2026, 4, 1)},
		AsOf:   partnermath.NewDate(2026, 5, 31),
		Plan:   partnermath.Outcome{Currency: "USD", SQLs: n("400"), Won: n("100"), Revenue: n("1000000")},
		Actual: partnermath.Outcome{Currency: "USD", SQLs: n("440"), Won: n("68"), Revenue: n("714000")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	won := v.Stages[1]
	fmt.Println("attained", won.Attainment.Decimal, "due", v.Due, "mature", v.Mature, v.Matures)
	for _, part := range v.Split.Parts {
		fmt.Println(part.Driver, part.From, part.Stage, part.Amount)
	}
	fmt.Println("variance", v.Revenue.Variance.Decimal)
	// Output:
	// attained 0.68 due 0.6344 mature false 2026-07-31
	// volume  sql 100000
	// rate sql won -420000
	// deal-size   34000
	// variance -286000
}
