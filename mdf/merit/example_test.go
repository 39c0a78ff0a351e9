package merit_test

import (
	"fmt"
	"log"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf/merit"
)

// Three requests of 90,000 compete for 60,000, of which a tenth is for new partners.
func ExampleCompete() {
	day := partnermath.NewDate(2026, 3, 1)
	awards, err := merit.Compete(
		merit.Competition{
			Currency: "USD", Budget: partnermath.Int(60_000), Merit: merit.Mixed,
			ROIWeight: partnermath.Num(5, 1), ROICap: partnermath.Int(4),
			Minimums: []merit.Minimum{{Group: "new", Share: partnermath.Num(1, 1)}},
		},
		[]merit.Contender{
			{Request: "summit", Submitted: day, Amount: partnermath.Int(40_000), ROI: partnermath.Int(3), Alignment: partnermath.Num(8, 1)},
			{Request: "series", Submitted: day, Amount: partnermath.Int(30_000), ROI: partnermath.Int(2), Alignment: partnermath.Num(9, 1)},
			{Request: "launch", Submitted: day, Amount: partnermath.Int(20_000), Group: "new", Alignment: partnermath.Num(6, 1)},
		})
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range awards.Lines {
		fmt.Println(line.Request, line.Merit, line.Funded, "of", line.Amount, line.Reasons)
	}
	fmt.Println("value", awards.Value, "of at most", awards.Bound)
	// Output:
	// summit 0.775 40000 of 40000 []
	// series 0.7 14000 of 30000 [outbid minimum-share]
	// launch 0.3 6000 of 20000 [roi-unknown outbid]
	// value 42600 of at most 42600
}
