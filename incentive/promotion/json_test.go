package promotion

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The golden files show the form of all documents. Their numbers are checked elsewhere.
func TestJSON(t *testing.T) {
	golden := func(name string, text []byte) { testkit.Golden(t, "json/"+name+".golden.json", text) }
	m, p, b := menu(), proposal("0.09"), baseline("400000")
	m.Name, p.Name, p.Currency, p.RepReward = "Growth 2026", "Autumn", "USD", num("100")
	m.Goals[0].Name, m.Payouts[0].Name, m.Payouts[1].MaxPayout = "Growth", "Rebate", num("10000")
	p.Goals = append(p.Goals, Goal{Type: "leads", Quantity: num("300"), By: p.Goals[0].By})
	p.Commitments = Commitments{num("0.75"), num("2500")}
	p.Forecast = append(p.Forecast, QuarterOutcome{Quarter: q3.Add(1)})
	golden("menu", testkit.RoundTrip(t, m))
	golden("proposal", testkit.RoundTrip(t, p))
	golden("baseline", testkit.RoundTrip(t, b))
	returned := decide(t, m, p, b)
	p.Commitments.MinimumAttainment = num("")
	golden("decisions", testkit.RoundTrip(t, []Decision{returned, decide(t, m, p, b), decide(t, m, p, baseline(""))}))
	axes := Axes{[]decimal.NullDecimal{num("0.09")}, []decimal.NullDecimal{num("0.5"), num("1")}}
	golden("axes", testkit.RoundTrip(t, axes))
	grid, err := Simulate(m, p, b, axes)
	if err != nil {
		t.Fatal(err)
	}
	golden("grid", testkit.RoundTrip(t, grid))
	a := Actual{Currency: "USD", Quarters: p.Forecast, FixedCost: num("900"), RepReward: num("0"), Payout: num("1000"), Investment: num("20")}
	golden("actual", testkit.RoundTrip(t, a))
	v, err := Verify(m, p, b, a)
	if err != nil {
		t.Fatal(err)
	}
	golden("verification", testkit.RoundTrip(t, v))
	partners := []ModelPartner{{"a", "gold", num("1000"), took("1500", "10", "1"), Participation{}}}
	golden("models", testkit.RoundTrip(t, models()))
	golden("model-partners", testkit.RoundTrip(t, partners))
	c, err := CompareModels(models(), partners)
	if err != nil {
		t.Fatal(err)
	}
	golden("model-comparison", testkit.RoundTrip(t, c))
	policy := returnPolicy()
	policy.Programs[1].Dip, policy.PortfolioDip, policy.Faulty = num("1000"), num("1250"), partnermath.FaultySetApart
	golden("return-policy", testkit.RoundTrip(t, policy))
	golden("return-partners", testkit.RoundTrip(t, returnPartners()))
	sales := sold(someSales)[:6]
	sales[2].Amount = num("")
	golden("return-sales", testkit.RoundTrip(t, sales))
	r, err := MeasureReturn(policy, returnPartners(), sales)
	if err != nil {
		t.Fatal(err)
	}
	golden("return-report", testkit.RoundTrip(t, r))
}
