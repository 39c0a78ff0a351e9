package promotion

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

var q3 = partnermath.Quarter{Year: 2026, Number: 3}

// num reads a number, none for "".
func num(text string) decimal.NullDecimal { return testkit.Null(text) }

// menu asks for a margin of three times the cost, at 80 % of the goal too.
func menu() Menu {
	year := func(month int) partnermath.Date { return partnermath.NewDate(2026, 1, 1).AddDays(30 * month) }
	return Menu{
		ID: "2026", Currency: "USD", MarginRate: num("0.30"), MinimumROI: num("2"), MinimumAttainment: num("0.8"),
		FixedCost: num("1000"), MaxRepReward: num("5000"), Quarters: []partnermath.Quarter{q3, q3.Add(1)},
		Goals: []GoalType{
			{ID: "growth", Measure: MeasureIncrement, Least: num("10000"), Most: num("1000000"), From: year(6), By: year(12)},
			{ID: "volume", Measure: MeasureRevenue, Least: num("0")},
			{ID: "leads", Measure: MeasureCount, Stage: partnermath.StageLead, Least: num("10"), Most: num("1000")},
		},
		Products: []string{"firewall", "backup"},
		Payouts: []Payout{
			{ID: "growth-rebate", Basis: BasisIncrement, Least: num("0.005"), Most: num("0.1"), Step: num("0.005"), MaxPayout: num("50000")},
			{ID: "volume-rebate", Basis: BasisRevenue, Least: num("0.0001"), Most: num("0.05"), Step: num("0.0001")},
			{ID: "bonus", Basis: BasisFixed, Least: num("500"), Most: num("20000"), Step: num("250")},
		},
	}
}

// proposal asks for a rate on an increment to 520,000 in the third quarter.
func proposal(level string) Proposal {
	return Proposal{
		ID: "autumn", Partner: "acme", Quarters: []partnermath.Quarter{q3},
		Goals:    []Goal{{Type: "growth", By: partnermath.NewDate(2026, 9, 30)}},
		Products: []string{"firewall"}, Payout: "growth-rebate", Level: num(level),
		Forecast: []QuarterOutcome{{q3, partnermath.Outcome{Currency: "USD", Leads: num("400"), Revenue: num("520000")}}},
	}
}

func baseline(revenue string) Baseline {
	return Baseline{Quarters: []QuarterRevenue{{q3, num(revenue)}}}
}

func decide(t *testing.T, m Menu, p Proposal, b Baseline) Decision {
	t.Helper()
	d, err := Decide(m, p, b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func same(t *testing.T, what, want string, got decimal.NullDecimal) {
	t.Helper()
	if w := num(want); w.Valid != got.Valid || w.Valid && !w.Decimal.Equal(got.Decimal) {
		t.Errorf("%s: got %v, want %q", what, got, want)
	}
}

func exactly(t *testing.T, what, want string, got decimal.Decimal) {
	t.Helper()
	same(t, what, want, decimal.NewNullDecimal(got))
}

// returnPolicy measures two programs against the quarter before, with a stated growth of 5 %.
func returnPolicy() ReturnPolicy {
	return ReturnPolicy{
		Currency: "USD", MarginRate: num("0.30"), Quarter: q3, Against: AgainstPrevious,
		Growth: GrowthStated, GrowthRate: num("0.05"),
		Programs: []ReturnProgram{{ID: "growth", Cost: num("1000")}, {ID: "attach", Cost: num("500")}},
	}
}

func nullOf(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }
