package promotion

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// At 0.02: 36,000 of 3,400 is proposed. 110,000 of 120,000 above the baseline bring 33,000; 2,200
// are due. Spent are 850 + 50 + 2,300.
func TestVerify(t *testing.T) {
	p := proposal("0.02")
	p.Goals = append(p.Goals, Goal{Type: "leads", Quantity: num("300"), By: p.Goals[0].By})
	p.Commitments.Investment = num("500")
	a := Actual{
		Quarters:  []QuarterOutcome{{q3, partnermath.Outcome{Currency: "USD", Leads: num("310"), Revenue: num("510000")}}, {Quarter: q3.Add(1)}},
		FixedCost: num("850"), RepReward: num("50"), Payout: num("2300"), Investment: num("450"),
	}
	v, err := Verify(menu(), p, baseline("400000"), a)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "proposed ROI", "9.5882", v.Proposed.MarginROI)
	same(t, "ROI", "9.3125", v.Actual.MarginROI)
	same(t, "revenue multiple", "34.375", v.Actual.RevenueMultiple)
	same(t, "attainment", "0.9167", v.Actual.Attainment)
	same(t, "due", "2200", v.Due)
	same(t, "overpaid", "100", v.Overpaid)
	same(t, "variance of leads", "-90", v.Variance.Leads)
	same(t, "variance of revenue", "-10000", v.Variance.Revenue)
	same(t, "invested", "450", v.Invested)
	exactly(t, "committed", "500", v.Committed)
	want := []GoalResult{
		{Type: "growth", Goal: num("120000"), Actual: num("110000"), Attainment: num("0.9167")},
		{Type: "leads", Goal: num("300"), Actual: num("310"), Attainment: num("1.0333"), Met: true},
	}
	if diff := testkit.Diff(want, v.Goals); diff != "" {
		t.Errorf("goals -want +got:\n%s", diff)
	}
	if len(v.Outside) != 1 {
		t.Errorf("outside %v", v.Outside)
	}
}

// 0.8 × 120,000 is 96,000.
func TestDue(t *testing.T) {
	for _, tt := range [][2]string{{"496000", "1920"}, {"495999.99", "0"}, {"380000", "0"}, {"", ""}} {
		a := Actual{
			Quarters:  []QuarterOutcome{{q3, partnermath.Outcome{Currency: "USD", Revenue: num(tt[0])}}},
			FixedCost: num("0"), RepReward: num("0"), Payout: num("0"),
		}
		v, err := Verify(menu(), proposal("0.02"), baseline("400000"), a)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "due at "+tt[0], tt[1], v.Due)
	}
}

// Without a baseline it is known what was sold and spent, and of a goal of revenue what is due:
// 0.0015 × 510,000.
func TestVerifyWithoutBaseline(t *testing.T) {
	for _, tt := range []struct{ goal, payout, level, attainment, due, overpaid string }{
		{"growth", "growth-rebate", "0.02", "", "", ""},
		{"volume", "growth-rebate", "0.02", "0.9808", "", ""},
		{"volume", "volume-rebate", "0.0015", "0.9808", "765", "35"},
	} {
		p := proposal(tt.level)
		p.Goals[0].Type, p.Payout = tt.goal, tt.payout
		v, err := Verify(menu(), p, Baseline{}, Actual{
			Quarters:  []QuarterOutcome{{q3, partnermath.Outcome{Currency: "USD", Revenue: num("510000")}}},
			FixedCost: num("850"), RepReward: num("50"), Payout: num("800"),
		})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "proposed", "520000", v.Proposed.Revenue)
		same(t, "revenue", "510000", v.Actual.Revenue)
		same(t, "cost", "1700", v.Actual.Cost)
		same(t, "return", "", v.Actual.Return)
		same(t, "attainment", tt.attainment, v.Actual.Attainment)
		same(t, "due", tt.due, v.Due)
		same(t, "overpaid", tt.overpaid, v.Overpaid)
	}
}

// A grid and a decision say the same of the same, also of what is known in part.
func TestSimulateLikeDecide(t *testing.T) {
	for _, tt := range [][3]string{{"growth-rebate", "520000", "400000"}, {"growth-rebate", "", "400000"}, {"volume-rebate", "520000", ""}, {"bonus", "", ""}} {
		p := proposal("500")
		if p.Payout = tt[0]; tt[0] != "bonus" {
			p.Level = num("0.01")
		}
		p.Forecast[0].Outcome.Revenue = num(tt[1])
		d := decide(t, menu(), p, baseline(tt[2]))
		grid, err := Simulate(menu(), p, baseline(tt[2]), Axes{Levels: []decimal.NullDecimal{p.Level}, Attainments: []decimal.NullDecimal{num("1"), num("0.8")}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff([]Point{d.Full, d.Lowest}, []Point{grid.Rows[0][0].Point, grid.Rows[0][1].Point}); diff != "" {
			t.Errorf("%v: -decision +grid:\n%s", tt, diff)
		}
	}
}

// At 0.1 and full attainment the return is 36,000 and the cost 13,000; the partner puts in
// 5,000. At 0.5 nothing is paid and 1,000 are spent on a return of 18,000; at 0
// there is no return, and at 0.8 it is 28,800.
func TestSimulate(t *testing.T) {
	p := proposal("0.02")
	p.Commitments.Investment = num("5000")
	grid, err := Simulate(menu(), p, baseline("400000"), Axes{
		Levels: []decimal.NullDecimal{num("0.04"), num("0.1")}, Attainments: []decimal.NullDecimal{num("0"), num("0.5"), num("0.8"), num("1"), num("1.5")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range [][][4]string{
		// payout, ROI, vendor, partner
		{{"0", "-1", "-1000", "-5000"}, {"0", "17", "17000", "-5000"}, {"3840", "4.9504", "23960", "-1160"}, {"4800", "5.2069", "30200", "-200"}, {"7200", "5.5854", "45800", "2200"}},
		{{"0", "-1", "-1000", "-5000"}, {"0", "17", "17000", "-5000"}, {"9600", "1.717", "18200", "4600"}, {"12000", "1.7692", "23000", "7000"}, {"18000", "1.8421", "35000", "13000"}},
	} {
		for j, want := range row {
			got := grid.Rows[i][j]
			same(t, "payout", want[0], got.Point.Payout)
			same(t, "ROI", want[1], got.Point.MarginROI)
			same(t, "vendor", want[2], got.Vendor)
			same(t, "partner", want[3], got.Partner)
		}
	}
	if g := grid.Rows[1]; g[0].Gains != GainsNobody || g[1].Gains != GainsVendor || g[3].Gains != GainsBoth || g[3].Point.Meets || !g[1].Point.Meets {
		t.Errorf("%+v", g)
	}
}
