package pricing_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The golden files show the form of all documents. Their numbers are checked elsewhere.
func TestJSON(t *testing.T) {
	s := stacking(pricing.StackByProgram,
		"volume 0.1 exclude", "growth 0.2 apply margin min=100 cap=25", "gold 0.05 group=tier priority=1", "silver 0.02 group=tier priority=1 min=5000",
		"spiff unit=2.5", "welcome amount=10")
	s.BestOfGroup = true
	of := pricing.Sale{ID: "inv-1", Amount: null("1000"), Margin: null("250"), Units: null("4"), Programs: []string{"volume", "growth", "gold", "silver", "spiff"}}
	testkit.Golden(t, "stacking.golden.json", testkit.RoundTrip(t, s))
	testkit.Golden(t, "sale.golden.json", testkit.RoundTrip(t, of))
	testkit.Golden(t, "stacked.golden.json", testkit.RoundTrip(t, stack(t, s, of)))
	of.Programs = []string{"volume", "gold"}
	c, err := pricing.CompareOrders(s, of)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "orders.golden.json", testkit.RoundTrip(t, c))

	p := terms()
	p.ClaimDays, p.NetRises, p.Faulty = null("30"), true, partnermath.FaultySetApart
	all := claims("a deal 06-20 sold=7", "b fall 07-05 hand=9 received=4", "c rise 08-02 hand=1 received=1", "d nope 06-20", "e deal 06-20")
	testkit.Golden(t, "terms.golden.json", testkit.RoundTrip(t, p))
	testkit.Golden(t, "claims.golden.json", testkit.RoundTrip(t, all))
	testkit.Golden(t, "settlement.golden.json", testkit.RoundTrip(t, settle(t, p, all)))

	policy := weeks4()
	policy.Faulty = partnermath.FaultyRefuse
	moved := movements("p x o 06-01 30 m1", "p x i 06-04 25 m2", "p x r 06-10 2 m3", "p x s 06-05 5 m4", "q x i 06-05 3 m5", "q y s 06-05 - m6")
	testkit.Golden(t, "stockpolicy.golden.json", testkit.RoundTrip(t, policy))
	testkit.Golden(t, "movements.golden.json", testkit.RoundTrip(t, moved))
	testkit.Golden(t, "stock.golden.json", testkit.RoundTrip(t, measure(t, policy, moved)))
}
