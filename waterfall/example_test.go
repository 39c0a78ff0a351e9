package waterfall_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// The leads that a revenue goal needs, in whole numbers at every stage.
func Example() {
	funnel := waterfall.Funnel{
		Currency: "USD", DealSize: partnermath.Int(10_000),
		Stages: []waterfall.FunnelStage{
			{ID: "leads", CountsAs: partnermath.StageLead},
			{ID: "mgos", CountsAs: partnermath.StageMGO, Rate: partnermath.Num(15, 2)}, // 15 % of the leads
			{ID: "won", CountsAs: partnermath.StageWon, Per: partnermath.Num(126, 1)},  // one of 12.6
		},
	}
	plan, err := waterfall.Plan(funnel, waterfall.RevenueGoal{
		Revenue: partnermath.Int(1_000_000), Recurring: partnermath.Int(405_000),
		Rounding: waterfall.RoundingEveryStage,
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, stage := range plan.Stages {
		fmt.Printf("%-5s %4s\n", stage.ID, stage.Planned)
	}
	fmt.Println("brings", plan.Outcome.Revenue.Decimal, "of", plan.Remaining)

	// Output:
	// leads 4998
	// mgos   750
	// won     60
	// brings 600000 of 595000
}

// campaignFunnel leads from the partners of a program over their campaigns to 12,600
// marketing generated opportunities (MGOs) a year, and on to revenue.
func campaignFunnel() waterfall.Funnel {
	number := func(text string) decimal.NullDecimal {
		return decimal.NewNullDecimal(decimal.RequireFromString(text))
	}
	return waterfall.Funnel{Currency: "USD", DealSize: number("10000"), Stages: []waterfall.FunnelStage{
		{ID: "partners", Name: "partners enrolled"},
		{ID: "engaged", Name: "engaged partners", Rate: number("0.4"), StepName: "engaged rate"},
		{ID: "campaigns", Multiplier: number("4"), StepName: "campaigns per engaged partner", Folded: true},
		{ID: "recipients", CountsAs: partnermath.StageRecipient, Multiplier: number("1750"), StepName: "recipients per campaign", Folded: true},
		{ID: "responses", CountsAs: partnermath.StageInquiry, Rate: number("0.02"), StepName: "response rate", Folded: true},
		{ID: "mgos", Name: "MGOs", CountsAs: partnermath.StageMGO, Rate: number("0.15"), StepName: "response to MGO rate"},
		{ID: "won", Name: "won deals", CountsAs: partnermath.StageWon, Per: number("12.6"), StepName: "MGOs per won deal"},
	}}
}

// printSheet prints the lettered lines of a worksheet.
func printSheet(lines []waterfall.WorksheetLine) {
	for _, l := range lines {
		line := fmt.Sprintf("%s  %-29s  %8s  %s", l.Ref, l.Name, l.Value, l.Formula)
		fmt.Println(strings.TrimRight(line, " "))
	}
}

// What 1,500 partners bring.
func ExampleWorksheet() {
	lines, err := waterfall.Worksheet(campaignFunnel(), decimal.NewFromInt(1500))
	if err != nil {
		fmt.Println(err)
		return
	}
	printSheet(lines)

	// Output:
	// A  partners enrolled                  1500
	// B  engaged rate                        0.4
	// C  engaged partners                    600  A*B
	// D  campaigns per engaged partner         4
	// E  recipients per campaign            1750
	// F  response rate                      0.02
	// G  response to MGO rate               0.15
	// H  MGOs                              12600  C*D*E*F*G
	// I  MGOs per won deal                  12.6
	// J  won deals                          1000  H/I
	// K  average deal size                 10000
	// L  revenue                        10000000  J*K
}

// How many partners a revenue of 10,000,000 needs: the same sheet, backward.
func ExamplePlan() {
	r, err := waterfall.Plan(campaignFunnel(), waterfall.RevenueGoal{Revenue: partnermath.Int(10_000_000)})
	if err != nil {
		fmt.Println(err)
		return
	}
	printSheet(r.Lines)

	// Output:
	// A  partners enrolled                  1500  C/B
	// B  engaged rate                        0.4
	// C  engaged partners                    600  H/(D*E*F*G)
	// D  campaigns per engaged partner         4
	// E  recipients per campaign            1750
	// F  response rate                      0.02
	// G  response to MGO rate               0.15
	// H  MGOs                              12600  J*I
	// I  MGOs per won deal                  12.6
	// J  won deals                          1000  L/K
	// K  average deal size                 10000
	// L  revenue                        10000000
}

// Three tactics of a quarter side by side, and what they bring when deals are
// harder to win.
func ExampleForecastMix() {
	number := func(text string) decimal.NullDecimal {
		return decimal.NewNullDecimal(decimal.RequireFromString(text))
	}
	// funnel is that of a tactic: so many contacts become leads, of these so many MGOs.
	funnel := func(leads, mgos, perDeal string) waterfall.Funnel {
		return waterfall.Funnel{DealSize: number("15000"), MarginRate: number("0.22"), Stages: []waterfall.FunnelStage{
			{ID: "contacts", CountsAs: partnermath.StageInquiry},
			{ID: "leads", CountsAs: partnermath.StageLead, Rate: number(leads)},
			{ID: "mgos", CountsAs: partnermath.StageMGO, Rate: number(mgos)},
			{ID: "won", CountsAs: partnermath.StageWon, Per: number(perDeal)},
		}}
	}
	mix := waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{
		{ID: "email", Units: number("6"), Reach: number("1500"), UnitCost: partnermath.Int(320), Funnel: funnel("0.008", "0.15", "5")},
		{ID: "webinar", Units: number("2"), Reach: number("80"), UnitCost: partnermath.Int(1800), Funnel: funnel("0.225", "0.25", "4")},
		{ID: "search", Units: number("8"), Reach: number("90"), UnitCost: partnermath.Int(450), FixedCost: partnermath.Int(500), Funnel: funnel("0.05", "0.15", "5")},
	}}
	plan, err := waterfall.ForecastMix(mix)
	if err != nil {
		fmt.Println(err)
		return
	}
	show := func(name string, r waterfall.MarketingReturn) {
		o := r.Outcome
		fmt.Printf("%-8s cost %5s, %3s leads, %4s MGOs, revenue %5s, margin ROI %s\n",
			name, r.Cost, o.Leads.Decimal, o.MGOs.Decimal, o.Revenue.Decimal, r.MarginROI.Decimal)
	}
	for _, t := range plan.Tactics {
		show(t.ID, t.Return)
	}
	show("in all", plan.Total)

	goal := waterfall.RevenueGoal{Revenue: partnermath.Int(100_000)}
	bleak := waterfall.Scenario{Name: "bleak", Changes: []waterfall.ScenarioChange{
		{Lever: waterfall.LeverConversion, Stage: "won", Multiply: number("0.8")},
	}}
	simulation, err := waterfall.Simulate(mix, goal, []waterfall.Scenario{bleak})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := simulation.Scenarios[0]
	show(s.Name, s.Return)
	fmt.Printf("a goal of %s then takes %s times the plan, which costs %s\n", goal.Revenue.Decimal, s.Scale.Decimal, s.NeededReturn.Cost)

	// Output:
	// email    cost  1920,  72 leads, 10.8 MGOs, revenue 32400, margin ROI 2.7125
	// webinar  cost  3600,  36 leads,    9 MGOs, revenue 33750, margin ROI 1.0625
	// search   cost  4100,  36 leads,  5.4 MGOs, revenue 16200, margin ROI -0.1307
	// in all   cost  9620, 144 leads, 25.2 MGOs, revenue 82350, margin ROI 0.8833
	// bleak    cost  9620, 144 leads, 25.2 MGOs, revenue 65880, margin ROI 0.5066
	// a goal of 100000 then takes 1.5179 times the plan, which costs 14343.35
}
