package offer_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit/offer"
)

func null(s string) decimal.NullDecimal { return testkit.Null(s) }

// incumbent wins two deals a month of 10,000 at 20 %, from the second month on.
func incumbent() offer.Program {
	return offer.Program{
		ID: "old", DealsAMonth: null("2"), FirstDeal: null("1"), Price: null("10000"), MarginRate: null("0.2"),
		PursuitCost: null("150"), WinRate: null("0.3"), Support: null("300"), Investment: null("0"),
	}
}

// challenger wins one and a half at 30 %, from the seventh month on.
func challenger() offer.Program {
	return offer.Program{
		ID: "new", Name: "The new one", DealsAMonth: null("1.5"), FirstDeal: null("6"), Price: null("12000"), MarginRate: null("0.3"),
		PursuitCost: null("400"), WinRate: null("0.25"), Support: null("200"), Investment: null("15000"),
	}
}

func terms() offer.Terms {
	return offer.Terms{Currency: "USD", Months: null("36"), Switching: null("5000"), Losses: []offer.Loss{{Name: "tier", Amount: null("3000")}, {Name: "protection", Amount: null("1000")}}}
}

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return "null"
	}
	return d.Decimal.String()
}

// The incumbent: 2 × 35 = 70 deals, 700,000 of revenue, 140,000 of margin; 70 × 150 ÷ 0.3 =
// 35,000 of pursuit, 21,000 of support: 84,000. The challenger: 1.5 × 30 = 45 deals,
// 540,000, 162,000; 45 × 1,600 = 72,000 and 9,000; 81,000 − 15,000 − 5,000 − 4,000 = 57,000.
func TestCompareByHand(t *testing.T) {
	c, err := offer.Compare(terms(), incumbent(), challenger())
	if err != nil {
		t.Fatal(err)
	}
	show := func(n offer.Net) []string {
		var all []string
		for _, d := range []decimal.Decimal{n.Deals, n.Revenue, n.Margin, n.Pursuit, n.Support, n.Investment, n.Switching, n.Disloyalty, n.Profit, n.ADeal} {
			all = append(all, d.String())
		}
		return all
	}
	if diff := cmp.Diff([]string{"70", "700000", "140000", "35000", "21000", "0", "0", "0", "84000", "1200"}, show(c.Incumbent)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"45", "540000", "162000", "72000", "9000", "15000", "5000", "4000", "57000", "1800"}, show(c.Challenger)); diff != "" {
		t.Error(diff)
	}
	if c.Better != offer.SideIncumbent || c.Difference.String() != "-27000" {
		t.Errorf("%s is better by %s", c.Better, c.Difference)
	}
	got := map[string]string{}
	for _, r := range c.Reversals {
		got[string(r.Side)+" "+string(r.Assumption)] = text(r.Value) + " " + string(r.Reason)
	}
	// The challenger lacks 27,000 on 45 deals, 600 a deal; the incumbent has them on 70.
	want := map[string]string{
		"challenger deals-a-month": "2 ",             // 27,000 ÷ (30 × 1,800) more
		"challenger first-deal":    " outside",       // 27,000 ÷ (1.5 × 1,800) = 10 months earlier than 6
		"challenger price":         "14000 ",         // 600 ÷ 0.3 more
		"challenger margin-rate":   "0.35 ",          // 600 ÷ 12,000 more
		"challenger pursuit-cost":  "250 ",           // 600 × 0.25 less
		"challenger win-rate":      "0.4 ",           // 400 ÷ (1,600 − 600)
		"challenger support":       " outside",       // 400 below 0
		"challenger investment":    " outside",       // 12,000 below 0
		"challenger switching":     " outside",       //
		"challenger disloyalty":    " outside",       //
		"incumbent deals-a-month":  "1.35714286 ",    // 27,000 ÷ (35 × 1,200) less
		"incumbent first-deal":     "12.25 ",         // 27,000 ÷ 2,400 later
		"incumbent price":          "8071.42857143 ", // 27,000 ÷ 70 ÷ 0.2 less
		"incumbent margin-rate":    "0.16142857 ",    // 27,000 ÷ 70 ÷ 10,000 less
		"incumbent pursuit-cost":   "265.71428571 ",  // 27,000 ÷ 70 × 0.3 more
		"incumbent win-rate":       "0.16935484 ",    // 150 ÷ (500 + 27,000 ÷ 70)
		"incumbent support":        "685.71428571 ",  // 27,000 ÷ 70 more
		"incumbent investment":     "27000 ",         //
		"both months":              "126 ",           // beyond 120, below
	}
	for name, value := range want {
		if value[0] == ' ' {
			want[name] = "null" + value
		}
	}
	want["both months"] = "null outside" // 300 a month more: 36 + 27,000 ÷ 300 = 126
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// What has to change least for its size: the challenger's margin rate and price, by a sixth.
	first := c.Reversals[0]
	if first.Assumption != offer.Price && first.Assumption != offer.MarginRate {
		t.Errorf("first is %+v", first)
	}
	testkit.Golden(t, "json/comparison.json", testkit.RoundTrip(t, c))
	testkit.Golden(t, "json/terms.json", testkit.RoundTrip(t, terms()))
	testkit.Golden(t, "json/program.json", testkit.RoundTrip(t, challenger()))
	testkit.RoundTrip(t, offer.Comparison{})
}

func TestHorizonThatReverses(t *testing.T) {
	p, q := incumbent(), challenger()
	q.DealsAMonth = null("2") // 3,600 a month against 2,400: 3,600 (h − 6) − 24,000 = 2,400 (h − 1), h = 36
	c, err := offer.Compare(terms(), p, q)
	if err != nil {
		t.Fatal(err)
	}
	last := c.Reversals[slices.IndexFunc(c.Reversals, func(r offer.Reversal) bool { return r.Assumption == offer.Months })]
	if text(last.Value) != "36" || text(last.Change) != "0" || c.Better != offer.SideBoth {
		t.Errorf("%+v, %s", last, c.Better)
	}
}

func TestCompareFaults(t *testing.T) {
	bad := challenger()
	bad.WinRate, bad.MarginRate, bad.Price, bad.FirstDeal = null("0"), null("1.1"), decimal.NullDecimal{}, null("121")
	cent := challenger()
	cent.Price, cent.Support = null("0.001"), null("1.005")
	loss := terms()
	loss.Losses = append(loss.Losses, offer.Loss{Name: "tier", Amount: null("0.001")}, offer.Loss{})
	for name, tt := range map[string]struct {
		terms      offer.Terms
		challenger offer.Program
		want       []string
	}{
		"none": {terms(), challenger(), nil},
		"zero": {offer.Terms{}, offer.Program{}, []string{
			"terms.currency currency", "terms.months required", "terms.switching required", "challenger.id id", "challenger.dealsAMonth required", "challenger.firstDeal required",
			"challenger.price required", "challenger.marginRate required", "challenger.pursuitCost required", "challenger.winRate required", "challenger.support required", "challenger.investment required",
		}},
		"numbers": {terms(), bad, []string{"challenger.firstDeal max", "challenger.price required", "challenger.marginRate max", "challenger.winRate above"}},
		"cents":   {terms(), cent, []string{"challenger.price digits", "challenger.support digits"}},
		"losses":  {loss, challenger(), []string{"terms.losses[3].name id", "terms.losses[3].amount required"}},
		"huge":    {offer.Terms{Currency: "USD", Months: partnermath.Num(1, -4_000_000), Switching: null("0")}, challenger(), []string{"terms.months bounds"}},
	} {
		c, err := offer.Compare(tt.terms, incumbent(), tt.challenger)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if err != nil && testkit.Diff(offer.Comparison{}, c) != "" {
			t.Errorf("%s: an error comes with a result", name)
		}
	}
	loss.Losses = loss.Losses[:3]
	if diff := cmp.Diff([]string{"losses[2].amount digits", "losses[2].name unique"}, testkit.BrokenRules(t, loss.Validate())); diff != "" {
		t.Error(diff)
	}
}

// numbers are the assumptions of a case as the formula names them.
type numbers map[string]*big.Rat

// profit is the formula, in fractions.
func (n numbers) profit(side string) *big.Rat {
	of := func(name string) *big.Rat { return n[side+" "+name] }
	months := new(big.Rat).Sub(n["months"], of("first-deal"))
	if months.Sign() < 0 {
		months.SetInt64(0)
	}
	deal := new(big.Rat).Mul(of("price"), of("margin-rate"))
	deal.Sub(deal, new(big.Rat).Quo(of("pursuit-cost"), of("win-rate"))).Sub(deal, of("support"))
	profit := deal.Mul(deal, months).Mul(deal, of("deals-a-month"))
	profit.Sub(profit, of("investment"))
	if side == "challenger" {
		profit.Sub(profit, of("switching")).Sub(profit, of("disloyalty"))
	}
	return profit
}

// sign is that of the difference with one assumption at another value.
func (n numbers) sign(name string, value *big.Rat) int {
	was := n[name]
	defer func() { n[name] = was }()
	n[name] = value
	return n.profit("challenger").Cmp(n.profit("incumbent"))
}

func number(t *rapid.T, name string, low, high int64, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(t, name))
}

func drawProgram(t *rapid.T, id string) offer.Program {
	p := offer.Program{
		ID: id, DealsAMonth: number(t, "deals", 0, 5, 1), FirstDeal: number(t, "first", 0, 40, 0), Price: number(t, "price", 0, 5000, 0), MarginRate: number(t, "margin", 0, 1, 2),
		PursuitCost: number(t, "pursuit", 0, 300, 0), WinRate: number(t, "win", 0, 1, 2), Support: number(t, "support", 0, 500, 0), Investment: number(t, "investment", 0, 9000, 2),
	}
	if p.WinRate.Decimal.IsZero() {
		p.WinRate = null("0.01")
	}
	return p
}

// Each profit is that of the formula, the parts add up to it, and at each reversal point the
// two programs are equal: just below it the one is better, just above it the other. Where
// there is none, no value that the field may have makes them equal.
func compares(t *rapid.T) {
	terms := offer.Terms{Currency: "USD", Months: number(t, "months", 1, 60, 0), Switching: number(t, "switching", 0, 5000, 0)}
	for i := range rapid.IntRange(0, 2).Draw(t, "losses") {
		terms.Losses = append(terms.Losses, offer.Loss{Name: string(rune('a' + i)), Amount: number(t, "loss", 0, 900, 2)})
	}
	p, q := drawProgram(t, "p"), drawProgram(t, "q")
	c, err := offer.Compare(terms, p, q)
	if err != nil {
		t.Fatal(err)
	}
	n := numbers{"months": testkit.Rat(terms.Months.Decimal)}
	lost := new(big.Rat)
	for _, l := range terms.Losses {
		lost.Add(lost, testkit.Rat(l.Amount.Decimal))
	}
	for side, of := range map[string]offer.Program{"incumbent": p, "challenger": q} {
		for name, d := range map[string]decimal.NullDecimal{
			"deals-a-month": of.DealsAMonth, "first-deal": of.FirstDeal, "price": of.Price, "margin-rate": of.MarginRate,
			"pursuit-cost": of.PursuitCost, "win-rate": of.WinRate, "support": of.Support, "investment": of.Investment, "switching": terms.Switching,
		} {
			n[side+" "+name] = testkit.Rat(d.Decimal)
		}
		n[side+" disloyalty"] = lost
	}
	for side, net := range map[string]offer.Net{"incumbent": c.Incumbent, "challenger": c.Challenger} {
		if want := testkit.RoundHalfAway(n.profit(side), 2); !want.Equal(net.Profit) {
			t.Fatalf("%s nets %s, want %s", side, net.Profit, want)
		}
		sum := net.Margin.Sub(net.Pursuit).Sub(net.Support).Sub(net.Investment).Sub(net.Switching).Sub(net.Disloyalty)
		if !sum.Equal(net.Profit) {
			t.Fatalf("%s adds up to %s, nets %s", side, sum, net.Profit)
		}
	}
	most := map[offer.Assumption]*big.Rat{offer.DealsAMonth: big.NewRat(1_000_000, 1), offer.FirstDeal: big.NewRat(120, 1), offer.MarginRate: big.NewRat(1, 1), offer.WinRate: big.NewRat(1, 1), offer.Months: big.NewRat(120, 1)}
	step := big.NewRat(1, 100_000_000)
	for _, r := range c.Reversals {
		name, least, high := string(r.Side)+" "+string(r.Assumption), new(big.Rat), most[r.Assumption]
		switch {
		case r.Assumption == offer.Months:
			name, least = "months", big.NewRat(1, 1)
		case r.Assumption == offer.WinRate:
			least = big.NewRat(1, 1_000_000_000_000)
		case high == nil:
			high = big.NewRat(1_000_000_000_000, 1)
		}
		if r.Value.Valid {
			v := testkit.Rat(r.Value.Decimal)
			low := new(big.Rat).Sub(v, step)
			if low.Cmp(least) < 0 {
				low = least
			}
			if n.sign(name, low)*n.sign(name, new(big.Rat).Add(v, step)) > 0 {
				t.Fatalf("%s does not reverse at %s", name, r.Value.Decimal)
			}
			continue
		}
		a, b := n.sign(name, least), n.sign(name, high)
		if r.Assumption != offer.Months && a*b < 0 || a*b == 0 && r.Reason == offer.ReasonOutside && r.Assumption != offer.WinRate {
			t.Fatalf("%s reverses between %s and %s, but is %s", name, least.RatString(), high.RatString(), r.Reason)
		}
	}
}

func TestComparesProperty(t *testing.T) { rapid.Check(t, compares) }

func FuzzCompare(f *testing.F) { f.Fuzz(rapid.MakeFuzz(compares)) }

func BenchmarkCompare(b *testing.B) {
	t, p, q := terms(), incumbent(), challenger()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := offer.Compare(t, p, q); err != nil {
			b.Fatal(err)
		}
	}
}
