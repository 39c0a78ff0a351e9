package promotion

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestGoldenProposal(t *testing.T) {
	var v struct {
		Proposal struct {
			Source, ProjectedRevenue, BaselineRevenue, GrossMargin, FixedCost, RebateOnIncrement, Note string
			Want                                                                                       struct {
				IncrementalRevenue, IncrementalMargin, Cost, ROI, Multiple, BreakEvenIncrement string
			}
		}
	}
	testkit.ReadJSON(t, "testdata/incentive.json", &v)
	m, p := menu(), proposal(v.Proposal.RebateOnIncrement)
	m.FixedCost, m.MarginRate = num(v.Proposal.FixedCost), num(v.Proposal.GrossMargin)
	p.Forecast[0].Outcome.Revenue = num(v.Proposal.ProjectedRevenue)
	d, want := decide(t, m, p, baseline(v.Proposal.BaselineRevenue)), v.Proposal.Want
	same(t, "incremental revenue", want.IncrementalRevenue, d.Full.Increment)
	same(t, "incremental margin", want.IncrementalMargin, d.Full.Return)
	same(t, "cost", want.Cost, d.Full.Cost)
	same(t, "ROI", want.ROI, d.Full.MarginROI)
	same(t, "multiple", want.Multiple, d.Full.MarginMultiple)
	same(t, "break-even", want.BreakEvenIncrement, d.BreakEven)
}

// The menu asks for three times the cost, of which 1,000 is fixed; the margin rate is 0.3, the
// baseline 400,000 and the lowest attainment 0.8. A return of 36,000 at an increment of 120,000 leaves
// 36,000 ÷ 3 − 1,000 = 11,000 for the payout, one of 28,800 at 96,000 leaves 8,600, and one of
// 4,800 at 16,000, which is 0.8 × 520,000 − 400,000, leaves 600.
func TestDecide(t *testing.T) {
	for _, tt := range []struct {
		name, goal, payout, level, revenue       string
		status                                   Status
		full, largest, lowest, largestLowest     string
		counter, smallest, breakEven, paybackFor string
		reasons                                  []partnermath.Reason
	}{
		// X = 3 × 1,000 ÷ (0.3 − 0.06) = 12,500, ÷ 0.8 = 15,625; 1,000 ÷ 0.28; 3,400 × 3 ÷ 36,000.
		{
			"approved", "growth", "growth-rebate", "0.02", "520000", Approved,
			"2400", "11000", "1920", "8600", "", "415625", "3571.43", "0.2833", nil,
		},
		// 8,600 ÷ 96,000 = 0.0896; X = 3,000 ÷ (0.3 − 0.27) = 100,000; 1,000 ÷ 0.21; 11,800 × 3 ÷ 36,000.
		{
			"fails at the lowest", "growth", "growth-rebate", "0.09", "520000", ApprovedWithChanges,
			"10800", "11000", "8640", "8600", "0.085", "525000", "4761.90", "0.9833",
			[]partnermath.Reason{ReasonLowestROI},
		},
		// 3 × 0.1 is the margin rate: no revenue carries it. 1,000 ÷ 0.2; 13,000 × 3 ÷ 36,000.
		{
			"fails at both", "growth", "growth-rebate", "0.1", "520000", ApprovedWithChanges,
			"12000", "11000", "9600", "8600", "0.085", "", "5000", "1.0833",
			[]partnermath.Reason{ReasonROI, ReasonLowestROI},
		},
		// 0.0015 × 520,000 = 780 and × 416,000 = 624; 600 ÷ 416,000 = 0.00144; X = 3 × 1,600 ÷ 0.2955 =
		// 16,243.6548, and (400,000 + X) ÷ 0.8 = 520,304.5685. Of 520,304.57, 0.8 is 416,243.656, whose payout
		// is 624.37 and largest payout 4,873.10 ÷ 3 − 1,000 = 624.36. So X = (3 × 1,600.005 + 0.005) ÷ 0.2955 =
		// 16,243.7225, and 520,304.6531; 1,600 ÷ 0.2985; 1,780 × 3 ÷ 36,000.
		{
			"on revenue, of revenue", "volume", "volume-rebate", "0.0015", "520000", ApprovedWithChanges,
			"780", "11000", "624", "600", "0.0014", "520304.66", "5360.13", "0.1483",
			[]partnermath.Reason{ReasonLowestROI},
		},
		// × 496,000 = 744; 400,000 + 16,243.7225 ÷ 0.8 = 420,304.6531.
		{
			"on revenue, of an increment", "growth", "volume-rebate", "0.0015", "520000", Approved,
			"780", "11000", "744", "8600", "", "420304.66", "5360.13", "0.1483", nil,
		},
		// X = 3,000 ÷ (0.3 − 0.09) = 14,285.7143, and 414,285.7143 ÷ 0.8 = 517,857.1429; 1,000 ÷ 0.27;
		// 4,600 × 3 ÷ 36,000.
		{
			"on the increment, of revenue", "volume", "growth-rebate", "0.03", "520000", Approved,
			"3600", "11000", "480", "600", "", "517857.15", "3703.70", "0.3833", nil,
		},
		// 500 + 32 × 250 = 8,500; X = 3 × 11,000 ÷ 0.3 = 110,000, ÷ 0.8 = 137,500; 11,000 ÷ 0.3; 11,000 × 3 ÷ 36,000.
		{
			"fixed", "growth", "bonus", "10000", "520000", ApprovedWithChanges,
			"10000", "11000", "10000", "8600", "8500", "537500", "36666.67", "0.9167",
			[]partnermath.Reason{ReasonLowestROI},
		},
		// 510,000 ÷ 0.8 = 637,500. The lowest level is 500.
		{
			"fixed, of revenue", "volume", "bonus", "10000", "520000", ApprovedWithChanges,
			"10000", "11000", "10000", "600", "500", "637500", "36666.67", "0.9167",
			[]partnermath.Reason{ReasonLowestROI},
		},
		// 3,000 ÷ 3 − 1,000 = 0, and 2,400 ÷ 3 is below 1,000. X = 3,000 ÷ 0.285 = 10,526.3158, ÷ 0.8 = 13,157.8947;
		// 1,000 ÷ 0.295; 1,050 × 3 ÷ 3,000.
		{
			"nothing to counter", "growth", "growth-rebate", "0.005", "410000", Returned,
			"50", "0", "40", "", "", "413157.90", "3389.83", "1.05",
			[]partnermath.Reason{ReasonROI, ReasonLowestROI},
		},
		// Of revenue, 0.8 × 400,000 is 80,000 below the baseline, and an increment below 0 pays 0.
		{
			"no increment", "volume", "growth-rebate", "0.02", "400000", Returned,
			"0", "", "0", "", "", "515625", "3571.43", "",
			[]partnermath.Reason{ReasonROI, ReasonLowestROI},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := proposal(tt.level)
			p.Goals[0].Type, p.Payout, p.Forecast[0].Outcome.Revenue = tt.goal, tt.payout, num(tt.revenue)
			d := decide(t, menu(), p, baseline("400000"))
			if d.Status != tt.status {
				t.Errorf("status %s %v %v", d.Status, d.Reasons, d.Misses)
			}
			if diff := cmp.Diff(append([]partnermath.Reason{}, tt.reasons...), d.Reasons); diff != "" {
				t.Errorf("reasons -want +got:\n%s", diff)
			}
			same(t, "payout", tt.full, d.Full.Payout)
			same(t, "largest payout", tt.largest, d.Full.LargestPayout)
			same(t, "payout at the lowest", tt.lowest, d.Lowest.Payout)
			same(t, "largest payout at the lowest", tt.largestLowest, d.Lowest.LargestPayout)
			same(t, "counter", tt.counter, d.Counter.Level)
			same(t, "smallest revenue", tt.smallest, d.SmallestRevenue)
			same(t, "break-even", tt.breakEven, d.BreakEven)
			same(t, "payback", tt.paybackFor, d.PaybackMonths)
		})
	}
}

// 36,000 ÷ 3 − 1,000 − 3,000 = 8,000 is left for a payout, and 28,800 ÷ 3 − 4,000 = 5,600.
func TestRepRewardTakesRoom(t *testing.T) {
	p := proposal("0.065")
	p.RepReward, p.Commitments.Investment = num("3000"), num("7000")
	d := decide(t, menu(), p, baseline("400000"))
	same(t, "largest", "8000", d.Full.LargestPayout)
	same(t, "largest at the lowest", "5600", d.Lowest.LargestPayout)
	same(t, "counter", "0.055", d.Counter.Level)
	same(t, "cost", "11800", d.Full.Cost)
	exactly(t, "investment", "7000", d.Investment)
}

// A payout at an attainment of 1 only has one largest payout.
func TestOwnMinimumAttainment(t *testing.T) {
	p := proposal("0.09")
	p.Commitments.MinimumAttainment = num("1")
	if d := decide(t, menu(), p, baseline("400000")); d.Status != Approved {
		t.Errorf("%s %v", d.Status, d.Reasons)
	}
}

// The fourth quarter brings 80,000 that do not count while it is not chosen. Once it is, its
// baseline is asked for.
func TestQuarters(t *testing.T) {
	p, q4 := proposal("0.02"), q3.Add(1)
	p.Forecast = append(p.Forecast, QuarterOutcome{q4, partnermath.Outcome{Currency: "USD", Revenue: num("80000")}})
	d := decide(t, menu(), p, baseline("400000"))
	if diff := testkit.Diff([]QuarterRevenue{{q4, num("80000")}}, d.Outside); diff != "" {
		t.Errorf("outside -want +got:\n%s", diff)
	}
	same(t, "revenue", "520000", d.Forecast.Revenue)
	same(t, "leads", "400", d.Forecast.Leads)
	p.Quarters = append(p.Quarters, q4)
	d = decide(t, menu(), p, baseline("400000"))
	if d.Status != Returned || !cmp.Equal(d.Reasons, []partnermath.Reason{ReasonNoBaseline}) || d.Months != 6 {
		t.Errorf("%s %v, %d months", d.Status, d.Reasons, d.Months)
	}
	same(t, "revenue", "600000", d.Forecast.Revenue)
	same(t, "leads", "", d.Forecast.Leads)
	same(t, "ROI", "", d.Full.MarginROI)
	both := baseline("400000")
	both.Quarters = append(both.Quarters, QuarterRevenue{q4, num("70000")})
	d = decide(t, menu(), p, both)
	same(t, "increment", "130000", d.Full.Increment)
	p.Forecast[1].Outcome.Revenue = num("")
	d = decide(t, menu(), p, both)
	if d.Status != Returned || !cmp.Equal(d.Reasons, []partnermath.Reason{ReasonNoForecast}) {
		t.Errorf("%s %v", d.Status, d.Reasons)
	}
}

// What lies outside the menu is returned with the menu's limit.
func TestMisses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Proposal)
		want   []Miss
	}{
		{"quarter", func(p *Proposal) {
			p.Quarters[0], p.Forecast[0].Quarter = q3.Add(4), q3.Add(4)
		}, []Miss{{ReasonQuarter, "quarters[0]", "2027-Q3", "2026-Q3, 2026-Q4"}}},
		{"goal", func(p *Proposal) { p.Goals[0].Type = "x" }, []Miss{
			{ReasonGoal, "goals[0].type", "x", "growth, volume, leads"}, {ReasonPayingGoal, "goals", "0", "1"},
		}},
		{"two goals of money", func(p *Proposal) { p.Goals = append(p.Goals, Goal{Type: "volume", By: p.Goals[0].By}) }, []Miss{
			{ReasonPayingGoal, "goals", "2", "1"},
		}},
		{"quantity", func(p *Proposal) { p.Forecast[0].Outcome.Revenue = num("409999.99") }, []Miss{
			{ReasonQuantity, "goals[0].quantity", "9999.99", "from 10000 to 1000000"},
		}},
		{"counts", func(p *Proposal) {
			p.Goals = append(p.Goals, Goal{Type: "leads", By: p.Goals[0].By, Quantity: num("1001")})
		}, []Miss{
			{ReasonQuantity, "goals[1].quantity", "1001", "from 10 to 1000"},
		}},
		{"no count", func(p *Proposal) { p.Goals = append(p.Goals, Goal{Type: "leads", By: p.Goals[0].By}) }, []Miss{
			{ReasonQuantity, "goals[1].quantity", "none", "from 10 to 1000"},
		}},
		{"date", func(p *Proposal) { p.Goals[0].By = partnermath.NewDate(2026, 12, 28) }, []Miss{
			{ReasonDate, "goals[0].by", "2026-12-28", "from 2026-06-30 to 2026-12-27"},
		}},
		{"product", func(p *Proposal) { p.Products = []string{"backup", "x"} }, []Miss{{ReasonProduct, "products[1]", "x", "firewall, backup"}}},
		{"payout", func(p *Proposal) { p.Payout = "x" }, []Miss{{ReasonPayout, "payout", "x", "growth-rebate, volume-rebate, bonus"}}},
		{"level", func(p *Proposal) { p.Level = num("0.105") }, []Miss{{ReasonLevel, "level", "0.105", "from 0.005 to 0.1 in steps of 0.005"}}},
		{"step", func(p *Proposal) { p.Level = num("0.021") }, []Miss{{ReasonLevel, "level", "0.021", "from 0.005 to 0.1 in steps of 0.005"}}},
		{"payout of too much", func(p *Proposal) { p.Forecast[0].Outcome.Revenue, p.Level = num("1000000"), num("0.085") }, []Miss{
			{ReasonMaxPayout, "level", "51000", "50000"},
		}},
		{"rep reward", func(p *Proposal) { p.RepReward = num("5000.01") }, []Miss{{ReasonRepReward, "repReward", "5000.01", "5000"}}},
		{"attainment", func(p *Proposal) { p.Commitments.MinimumAttainment = num("0.79") }, []Miss{
			{ReasonAttainment, "commitments.minimumAttainment", "0.79", "0.8"},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := proposal("0.02")
			tt.change(&p)
			d := decide(t, menu(), p, Baseline{Quarters: []QuarterRevenue{{p.Quarters[0], num("400000")}}})
			if d.Status != Returned || d.Counter.Level.Valid {
				t.Errorf("status %s, counter %v", d.Status, d.Counter.Level)
			}
			if diff := cmp.Diff(tt.want, d.Misses); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for i, miss := range tt.want {
				if d.Reasons[i] != miss.Reason {
					t.Errorf("reasons %v", d.Reasons)
				}
			}
		})
	}
}

func TestListed(t *testing.T) {
	ids := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"}
	if got := listed(ids, func(id string) string { return id }); got != "a, b, c, d, e, f, g, h, i, j and 2 more" {
		t.Error(got)
	}
}

// The ends of the menu's ranges lie on the menu.
func TestEndsOfRanges(t *testing.T) {
	m, p := menu(), proposal("0.1")
	m.Goals[0].Most, m.Payouts[0].MaxPayout, m.Payouts[0].Least = num("120000"), num("12000"), num("0.001")
	m.Payouts[0].Step, p.RepReward, m.Goals[2].From = num("0.033"), num("5000"), m.Goals[0].From
	p.Goals[0].By = m.Goals[0].By
	p.Goals = append(p.Goals, Goal{Type: "leads", Quantity: num("10"), By: m.Goals[0].From})
	if d := decide(t, m, p, baseline("400000")); len(d.Misses) > 0 {
		t.Error(d.Misses)
	}
	// A step above the lowest level, not a multiple of the step.
	p.Level = num("0.099")
	if d := decide(t, m, p, baseline("400000")); len(d.Misses) != 1 || d.Misses[0].Reason != ReasonLevel {
		t.Error(d.Misses)
	}
}

// By which of two goals of money it would pay is not known below full attainment, and at full
// attainment does not matter.
func TestTwoPayingGoals(t *testing.T) {
	p := proposal("0.1")
	p.Goals = append(p.Goals, Goal{Type: "volume", By: p.Goals[0].By})
	d := decide(t, menu(), p, baseline("400000"))
	same(t, "payout", "12000", d.Full.Payout)
	same(t, "payout at the lowest", "", d.Lowest.Payout)
	same(t, "smallest revenue", "", d.SmallestRevenue)
	if diff := cmp.Diff([]partnermath.Reason{ReasonPayingGoal, ReasonROI}, d.Reasons); diff != "" {
		t.Error(diff)
	}
}

// What does not take the forecast or the baseline is known without them, and is checked. The
// figures are those of TestDecide.
func TestKnownInPart(t *testing.T) {
	for _, tt := range []struct {
		name, goal, payout, level, revenue, baseline string
		full, cost, largest, smallest, breakEven     string
		reasons                                      []partnermath.Reason
	}{
		{"no forecast", "growth", "growth-rebate", "0.02", "", "400000", "", "", "", "415625", "3571.43", []partnermath.Reason{ReasonNoForecast}},
		{"no baseline", "growth", "growth-rebate", "0.02", "520000", "", "", "", "", "", "3571.43", []partnermath.Reason{ReasonNoBaseline}},
		{"neither", "growth", "growth-rebate", "0.02", "", "", "", "", "", "", "3571.43", []partnermath.Reason{ReasonNoForecast, ReasonNoBaseline}},
		{"on revenue, no baseline", "volume", "volume-rebate", "0.0015", "520000", "", "780", "1780", "", "", "", []partnermath.Reason{ReasonNoBaseline}},
		{"on revenue, no forecast", "volume", "volume-rebate", "0.0015", "", "400000", "", "", "", "520304.66", "5360.13", []partnermath.Reason{ReasonNoForecast}},
		{"fixed", "growth", "bonus", "10000", "", "", "10000", "11000", "", "", "36666.67", []partnermath.Reason{ReasonNoForecast, ReasonNoBaseline}},
		{"too much, fixed", "growth", "bonus", "20000", "", "400000", "20000", "21000", "", "662500", "70000", []partnermath.Reason{ReasonMaxPayout, ReasonNoForecast}},
		{"payout not offered", "growth", "x", "0", "520000", "400000", "", "", "11000", "", "", []partnermath.Reason{ReasonPayout}},
		// 3 × 1,000 are needed, and 0.3 × 5,000 is less, whatever is paid.
		{"not even 0", "volume", "x", "0", "405000", "400000", "", "", "", "", "", []partnermath.Reason{ReasonPayout, ReasonROI, ReasonLowestROI}},
	} {
		m, p := menu(), proposal(tt.level)
		m.Payouts[2].MaxPayout = num("15000")
		p.Goals[0].Type, p.Payout, p.Forecast[0].Outcome.Revenue = tt.goal, tt.payout, num(tt.revenue)
		d := decide(t, m, p, baseline(tt.baseline))
		if diff := cmp.Diff(tt.reasons, d.Reasons); diff != "" {
			t.Errorf("%s: reasons -want +got:\n%s", tt.name, diff)
		}
		same(t, tt.name+": revenue", tt.revenue, d.Full.Revenue)
		same(t, tt.name+": payout", tt.full, d.Full.Payout)
		same(t, tt.name+": cost", tt.cost, d.Full.Cost)
		same(t, tt.name+": largest payout", tt.largest, d.Full.LargestPayout)
		same(t, tt.name+": smallest revenue", tt.smallest, d.SmallestRevenue)
		same(t, tt.name+": break-even", tt.breakEven, d.BreakEven)
		same(t, tt.name+": attainment", "1", d.Full.Attainment)
		same(t, tt.name+": lowest attainment", "0.8", d.Lowest.Attainment)
	}
}

// Outside the menu there is no counter-offer, even where a lower level would meet the ROI.
func TestNoCounterOutside(t *testing.T) {
	p := proposal("0.1")
	p.Products = []string{"x"}
	d := decide(t, menu(), p, baseline("400000"))
	if diff := cmp.Diff([]partnermath.Reason{ReasonProduct, ReasonROI, ReasonLowestROI}, d.Reasons); diff != "" || d.Status != Returned {
		t.Error(d.Status, diff)
	}
	same(t, "counter", "", d.Counter.Level)
	same(t, "largest payout", "11000", d.Full.LargestPayout)
}
