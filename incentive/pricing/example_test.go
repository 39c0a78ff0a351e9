package pricing_test

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
)

// Four programs meet on a sale of 1,000. Two take their rate on what others leave, and one
// does not lower what they take it on.
func ExampleStack() {
	stacking := pricing.Stacking{
		ID: "q3", Currency: "USD", Method: pricing.StackByProgram,
		Programs: []pricing.StackProgram{
			{ID: "volume", Rate: partnermath.Num(10, 2)},
			{ID: "registration", Rate: partnermath.Num(15, 2), ExcludeFromReduction: true},
			{ID: "growth", Rate: partnermath.Num(20, 2), ApplyReduction: true},
			{ID: "launch", Rate: partnermath.Num(25, 2), ApplyReduction: true},
		},
	}
	sale := pricing.Sale{ID: "inv-1", Amount: partnermath.Int(1_000)}
	stacked, err := pricing.Stack(stacking, sale)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range stacked.Lines {
		fmt.Println(line.Program, "on", line.Base.Decimal, "pays", line.Amount, "and leaves", line.Left)
	}
	orders, err := pricing.CompareOrders(stacking, sale)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("pays", stacked.Total, "of", orders.Least.Total, "to", orders.Most.Total)
	fmt.Print("most:")
	for _, line := range orders.Most.Lines {
		fmt.Print(" ", line.Program)
	}
	fmt.Println()
}
