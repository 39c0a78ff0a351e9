package waterfall_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/waterfall"
)

// 40 of 500 converted where 0.12 was planned, a plan worth 300 observations.
func ExampleRecalibrate() {
	n := decimal.RequireFromString
	funnel := waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{
		{ID: "lead"}, {ID: "mql", Rate: decimal.NewNullDecimal(n("0.12"))},
	}}
	r, err := waterfall.Recalibrate(funnel, []waterfall.ObservedConversion{{Stage: "mql", Volume: n("500"), Converted: n("40")}}, n("300"))
	if err != nil {
		fmt.Println(err)
		return
	}
	line := r.Lines[0]
	fmt.Println("observed", line.Observed.Decimal, "old", line.Old, "new", line.New, "weight", line.Weight)
	// Output:
	// observed 0.08 old 0.12 new 0.095 weight 0.625
}
