package loop_test

import (
	"fmt"
	"log"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf/loop"
)

// From a request to the closed loop: what was asked for with a forecast, what the CRM credits
// the campaign with, and what came of the vendor's money.
func Example() {
	day := partnermath.NewDate
	request := loop.Campaign{
		ID: "spring", Partner: "acme", Tactic: "webinar", Quarter: partnermath.Quarter{Year: 2026, Number: 1},
		Forecast: loop.Return{
			Outcome: partnermath.Outcome{
				Currency: "USD", Leads: partnermath.Int(80), Pipeline: partnermath.Int(90_000), Margin: partnermath.Int(20_000),
			},
			VendorMoney: partnermath.Int(5000), TotalCost: partnermath.Int(10_000),
		},
	}

	credits, err := loop.Attribute(
		loop.Attribution{Currency: "USD", Method: loop.AttributeEven, WindowDays: 90},
		[]loop.Opportunity{
			{ID: "globex", Created: day(2026, 4, 1), Pipeline: partnermath.Int(50_000)},
			{ID: "initech", Created: day(2026, 4, 9), Pipeline: partnermath.Int(30_000)},
		},
		[]loop.Touch{
			{ID: "t1", Opportunity: "globex", Campaign: "spring", Date: day(2026, 3, 10)},
			{ID: "t2", Opportunity: "globex", Campaign: "newsletter", Date: day(2026, 3, 20)},
		},
	)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range credits.Campaigns {
		fmt.Println(c.Campaign, "created", c.Pipeline)
	}
	fmt.Println("unattributed", credits.Unattributed.Pipeline)

	request.Actual = loop.Return{
		Outcome: partnermath.Outcome{
			Currency: "USD", Leads: partnermath.Int(60), Pipeline: partnermath.Int(25_000), Margin: partnermath.Int(12_600),
		},
		VendorMoney: partnermath.Int(4200), TotalCost: partnermath.Int(9000),
	}
	closed, err := loop.Verify(
		loop.Policy{Currency: "USD", GroupBy: []loop.Dimension{loop.ByTactic}, Alike: []loop.Dimension{loop.ByTactic}},
		[]loop.Campaign{request},
		[]loop.Campaign{{ID: "own-webinar", Tactic: "webinar", Actual: loop.Return{
			Outcome:     partnermath.Outcome{Currency: "USD", Leads: partnermath.Int(100), Margin: partnermath.Int(20_000)},
			VendorMoney: partnermath.Int(10_000), TotalCost: partnermath.Int(10_000),
		}}},
	)
	if err != nil {
		log.Fatal(err)
	}
	webinars := closed.Groups[0].Rows[0]
	channel, direct := webinars.Channel, webinars.Direct
	fmt.Println("leads", channel.Leads.Attainment.Decimal, "of the forecast, at", channel.Actual.CostPerLead.Value.Decimal, "beside", direct.Actual.CostPerLead.Value.Decimal)
	fmt.Println("ROI", channel.Forecast.MarginByVendorMoney.ROI.Decimal, "forecast,", channel.Actual.MarginByVendorMoney.ROI.Decimal, "actual,",
		direct.Actual.MarginByVendorMoney.ROI.Decimal, "direct")
	fmt.Println(webinars.Value, "is number", webinars.Rank, "of those ranked; it worked:", webinars.Worked)
	// Output:
	// newsletter created 25000
	// spring created 25000
	// unattributed 30000
	// leads 0.75 of the forecast, at 150 beside 100
	// ROI 3 forecast, 2 actual, 1 direct
	// webinar is number 1 of those ranked; it worked: true
}
