package pricing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestStackingFaults(t *testing.T) {
	const additive, byProgram = pricing.StackAdditive, pricing.StackByProgram
	bestOfGroup := stacking(pricing.StackBestOf, "a 0.1")
	bestOfGroup.BestOfGroup = true
	yen := stacking(additive, "a amount=0.5 cap=0.5 min=0.5", "b unit=0.5 min=0.00001", "c unit=0.5 min=0.0001")
	yen.Currency = "JPY"
	for _, tt := range []struct {
		name     string
		stacking pricing.Stacking
		want     []string
	}{
		{"nothing", pricing.Stacking{}, []string{"id id", "currency currency", "method required", "programs required"}},
		{"words", pricing.Stacking{ID: "s", Currency: "USD", Method: "x", Programs: []pricing.StackProgram{}}, []string{"method one-of", "programs length"}},
		{"too many", stacking(additive, make101()...), []string{"programs length"}},
		{"numbers", stacking(additive, "a 1.1 priority=-1", "b -0.1", "c unit=-1", "d amount=-1", "e 0.1 cap=-1 min=-1 priority=1000001", "f unit=10000000001"), []string{
			"programs[0].priority min", "programs[0].rate max", "programs[1].rate min", "programs[2].perUnit min", "programs[3].amount min",
			"programs[4].priority max", "programs[4].minimum min", "programs[4].cap min", "programs[5].perUnit max",
		}},
		{"decimals", yen, []string{"programs[0].amount digits", "programs[0].minimum digits", "programs[0].cap digits", "programs[1].minimum digits"}},
		{"decimals of an amount per unit", stacking(additive, "a unit=0.123456789"), []string{"programs[0].perUnit digits"}},
		{"ids", stacking(additive, "a 0.1", "a 0.1 group=g"), []string{"programs[1].id unique"}},
		{"nothing to pay", stacking(additive, "a"), []string{"programs[0].rate required"}},
		{"too much to pay", stacking(additive, "a 0.1 unit=1 amount=1", "b unit=1 amount=1", "c unit=1 margin", "d amount=1 margin"), []string{
			"programs[0].perUnit empty", "programs[0].amount empty", "programs[1].amount empty", "programs[2].onMargin empty", "programs[3].onMargin empty",
		}},
		{"flags", stacking(pricing.StackCascade, "a 0.1 apply exclude"), []string{"programs[0].applyReduction empty", "programs[0].excludeFromReduction empty"}},
		{"flags of amounts", stacking(byProgram, "a amount=1 apply exclude", "b 0.1 apply exclude", "c unit=1 apply"), []string{"programs[0].applyReduction empty", "programs[2].applyReduction empty"}},
		{"groups", stacking(pricing.StackBestOf, "a 0.1 group=g"), []string{"programs[0].group empty"}},
		{"best of groups", bestOfGroup, []string{"bestOfGroup empty"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.stacking.Validate())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			_, err := pricing.Stack(tt.stacking, pricing.Sale{})
			want := append(under("stacking", tt.want), "sale.id id", "sale.amount required")
			if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("stacked (-want +got):\n%s", diff)
			}
		})
	}
}

func make101() []string {
	var all []string
	for i := range 101 {
		all = append(all, fmt.Sprintf("p%d 0.1", i))
	}
	return all
}

func under(path string, rules []string) []string {
	var all []string
	for _, rule := range rules {
		all = append(all, path+"."+rule)
	}
	return all
}

func TestSaleFaults(t *testing.T) {
	s := stacking(pricing.StackAdditive, "m 0.1 margin", "u unit=1", "a 0.1")
	for _, tt := range []struct {
		name string
		sale pricing.Sale
		want []string // with the programs
		own  []string // by itself, when it has no currency
	}{
		{"nothing", pricing.Sale{}, []string{"id id", "amount required"}, []string{"id id", "amount required"}},
		{"what programs read", sale("1"), []string{"margin required", "units required"}, nil},
		{"what programs read that it takes part in", pricing.Sale{ID: "i", Amount: null("1"), Programs: []string{"a", "u"}}, []string{"units required"}, nil},
		{"programs", pricing.Sale{ID: "i", Amount: null("1"), Programs: []string{"a", "b", ""}}, []string{"programs[2] id"}, []string{"programs[2] id"}},
		{"programs twice", pricing.Sale{ID: "i", Amount: null("1"), Programs: []string{"a", "b", "a"}}, []string{"programs[2] unique"}, []string{"programs[2] unique"}},
		{"programs of others", pricing.Sale{ID: "i", Amount: null("1"), Programs: []string{"a", "b"}}, []string{"programs[1] known"}, nil},
		{"too many programs", pricing.Sale{ID: "i", Amount: null("1"), Programs: make([]string, 101)}, []string{"programs length"}, []string{"programs length"}},
		{"numbers", pricing.Sale{ID: "i", Amount: null("-1"), Margin: null("-1000000000000.01"), Units: null("-1")}, []string{"amount min", "margin min", "units min"}, []string{"amount min", "units min"}},
		{"large numbers", pricing.Sale{ID: "i", Amount: null("1000000000000.01"), Margin: null("1000000000000.01"), Units: null("10000000000.1")}, []string{"amount max", "margin max", "units max"}, []string{"units max"}},
		{"decimals", pricing.Sale{ID: "i", Amount: null("1.001"), Margin: null("1.001"), Units: null("0.00001")}, []string{"amount digits", "margin digits", "units digits"}, []string{"units digits"}},
		{
			"beyond all currencies",
			pricing.Sale{ID: "i", Amount: null("100000000000000.1"), Margin: null("-100000000000000.1")},
			[]string{"amount max", "margin min"},
			[]string{"amount max", "margin min"},
		},
		{"the largest", pricing.Sale{ID: "i", Amount: null("1000000000000"), Margin: null("-999999999999.99"), Units: null("9999999999.9999")}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := pricing.Stack(s, tt.sale)
			if diff := cmp.Diff(under("sale", tt.want), testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(tt.own, testkit.BrokenRules(t, tt.sale.Validate())); diff != "" {
				t.Errorf("by itself (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompareOrdersFaults(t *testing.T) {
	s := stacking(pricing.StackByProgram, "x amount=1", "a 0.1", "b 0.1 margin", "c 0.1", "d unit=1")
	full := pricing.Sale{ID: "i", Amount: null("1"), Margin: null("1"), Units: null("1")}
	for _, tt := range []struct {
		name     string
		programs []string
		want     []string
	}{
		{"all", nil, []string{"stacking.programs[0].rate required", "stacking.programs[2].onMargin match", "stacking.programs[4].rate required"}},
		{"rates", []string{"a", "b", "c"}, []string{"stacking.programs[2].onMargin match"}},
		{"rates on one base", []string{"a", "c"}, nil},
		{"one", []string{"b"}, nil},
		{"the base of the first one listed", []string{"c", "b"}, []string{"stacking.programs[3].onMargin match"}},
		{"unknown", []string{"y"}, []string{"sale.programs[0] known"}},
	} {
		full.Programs = tt.programs
		_, err := pricing.CompareOrders(s, full)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	// Of too many programs nothing else is said, and eight of them are not too many.
	nine := slices.Concat(make101()[:8], []string{"x amount=1"})
	for _, tt := range []struct {
		programs []string
		want     []string
	}{
		{make101()[:9], []string{"stacking.programs length"}},
		{nine, []string{"stacking.programs length"}},
		{nine[1:], []string{"stacking.programs[7].rate required"}},
		{nine[:8], nil},
	} {
		_, err := pricing.CompareOrders(stacking(pricing.StackCascade, tt.programs...), sale("1"))
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.programs, diff)
		}
	}
}

func TestPriceTermsFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*pricing.PriceTerms)
		want   []string
	}{
		{"nothing", func(p *pricing.PriceTerms) { *p = pricing.PriceTerms{} }, []string{"id id", "currency currency", "agreements required"}},
		{"an agreement of nothing", func(p *pricing.PriceTerms) { p.Agreements[0] = pricing.Agreement{} }, []string{
			"agreements[0].id id", "agreements[0].kind required", "agreements[0].product id", "agreements[0].reference required", "agreements[0].price required",
		}},
		{"words", func(p *pricing.PriceTerms) { p.Faulty, p.Agreements[1].Kind, p.Agreements[1].Partner = "x", "x", " " }, []string{
			"agreements[1].kind one-of", "agreements[1].partner id", "faulty one-of",
		}},
		{"numbers", func(p *pricing.PriceTerms) {
			p.ClaimDays = null("0.5")
			a := &p.Agreements[0]
			a.Reference, a.Price, a.Quantity, a.Used = null("-1"), null("0.000000001"), null("0.00001"), null("10000000001")
		}, []string{"agreements[0].reference min", "agreements[0].price digits", "agreements[0].quantity digits", "agreements[0].used max", "claimDays digits"}},
		{"ids", func(p *pricing.PriceTerms) { p.Agreements[1].ID = "deal" }, []string{"agreements[1].id unique"}},
		{"periods", func(p *pricing.PriceTerms) {
			p.Agreements[0].Period, p.Agreements[2].Period = partnermath.Period{}, days("06-01", "06-01")
		}, []string{"agreements[0].period.start required", "agreements[0].period.end required", "agreements[2].period.end order"}},
		{"what price protection does not read", func(p *pricing.PriceTerms) {
			a := &p.Agreements[2]
			a.Customer, a.Quantity, a.Used = "k", null("1"), null("1")
		}, []string{"agreements[2].customer empty", "agreements[2].quantity empty", "agreements[2].used empty"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := terms()
			tt.change(&p)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, p.Validate())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			_, err := pricing.SettleClaims(p, claims("a deal 06-20"))
			if diff := cmp.Diff(under("terms", tt.want), testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("settled (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPriceClaimFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		claims []pricing.PriceClaim
		want   []string // with the terms
		own    []string // the first by itself
	}{
		{"nothing", []pricing.PriceClaim{{}}, under("claims[0]", []string{"id id", "agreement id", "partner id", "product id", "submitted required"}), []string{
			"id id", "agreement id", "partner id", "product id", "submitted required",
		}},
		{"ship and debit lacks", claims("a deal 06-20"), under("claims[0]", []string{"sale required", "date required", "quantity required"}), nil},
		{"ship and debit has too much", claims("a deal 06-20 sold=1 hand=1 received=1"), under("claims[0]", []string{"onHand empty", "received empty"}), nil},
		{"price protection lacks", claims("a fall 07-20"), under("claims[0]", []string{"onHand required", "received required"}), nil},
		{"price protection has too much", claims("a fall 07-20 sold=1 hand=1 received=1"), under("claims[0]", []string{"sale empty", "customer empty", "date empty", "quantity empty"}), nil},
		{"an unknown agreement reads nothing", claims("a nope 07-20", "b nope 07-20 sold=1 hand=1 received=1"), nil, nil},
		{
			"numbers and texts", claims("a nope 07-20 sold=-1 hand=10000000000.1 received=0.00001 sale=\x00 customer=\xff"),
			under("claims[0]", []string{"sale id", "customer id", "quantity min", "onHand max", "received digits"}),
			[]string{"sale id", "customer id", "quantity min", "onHand max", "received digits"},
		},
		{"one id", claims("a deal 06-20 sold=1", "a deal 06-20 sold=1", "a deal 06-20 sold=2", "a deal 06-21 sold=1"), []string{"claims[2].id unique", "claims[3].id unique"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := pricing.SettleClaims(terms(), tt.claims)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(tt.own, testkit.BrokenRules(t, tt.claims[0].Validate())); diff != "" {
				t.Errorf("by itself (-want +got):\n%s", diff)
			}
		})
	}
}

// Copies that differ in any field are not copies.
func TestClaimsThatDiffer(t *testing.T) {
	first := claim("a nope 06-20 sold=1 hand=1 received=1")
	for name, change := range map[string]func(*pricing.PriceClaim){
		"agreement": func(c *pricing.PriceClaim) { c.Agreement = "no" },
		"partner":   func(c *pricing.PriceClaim) { c.Partner = "z" },
		"product":   func(c *pricing.PriceClaim) { c.Product = "z" },
		"submitted": func(c *pricing.PriceClaim) { c.Submitted = on("06-21") },
		"sale":      func(c *pricing.PriceClaim) { c.Sale = "z" },
		"customer":  func(c *pricing.PriceClaim) { c.Customer = "z" },
		"date":      func(c *pricing.PriceClaim) { c.Date = on("06-21") },
		"quantity":  func(c *pricing.PriceClaim) { c.Quantity = null("2") },
		"on hand":   func(c *pricing.PriceClaim) { c.OnHand = decimal.NullDecimal{} },
		"received":  func(c *pricing.PriceClaim) { c.Received = null("2") },
	} {
		second := first
		change(&second)
		_, err := pricing.SettleClaims(terms(), []pricing.PriceClaim{first, second})
		if diff := cmp.Diff([]string{"claims[1].id unique"}, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Movements that share an id are copies when they say the same, however it is written; those
// that differ in any field are not.
func TestMovementsThatDiffer(t *testing.T) {
	first := movement("p x i 06-10 1 a")
	unknown := first
	unknown.Quantity = decimal.NullDecimal{}
	for _, tt := range []struct {
		name   string
		of     pricing.Movement
		change func(*pricing.Movement)
		want   []string
	}{
		{"the same", first, func(*pricing.Movement) {}, nil},
		{"the same number", first, func(m *pricing.Movement) { m.Quantity = null("1.000") }, nil},
		{"not known", unknown, func(m *pricing.Movement) { m.Quantity.Decimal = number("7") }, nil},
		{"partner", first, func(m *pricing.Movement) { m.Partner = "z" }, []string{"movements[1].id unique"}},
		{"product", first, func(m *pricing.Movement) { m.Product = "z" }, []string{"movements[1].id unique"}},
		{"kind", first, func(m *pricing.Movement) { m.Kind = pricing.MovementReturn }, []string{"movements[1].id unique"}},
		{"day", first, func(m *pricing.Movement) { m.Date = on("06-11") }, []string{"movements[1].id unique"}},
		{"quantity", first, func(m *pricing.Movement) { m.Quantity = null("2") }, []string{"movements[1].id unique"}},
		{"a quantity that is not known", first, func(m *pricing.Movement) { m.Quantity.Valid = false }, []string{"movements[1].id unique"}},
		{"a quantity of 0", unknown, func(m *pricing.Movement) { m.Quantity = null("0") }, []string{"movements[1].id unique"}},
	} {
		second := tt.of
		tt.change(&second)
		_, err := pricing.MeasureStock(weeks4(), []pricing.Movement{tt.of, second})
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestStockFaults(t *testing.T) {
	for _, tt := range []struct {
		name      string
		policy    pricing.StockPolicy
		movements []pricing.Movement
		want      []string
	}{
		{"no policy", pricing.StockPolicy{}, []pricing.Movement{{}}, []string{"policy.period.start required", "policy.period.end required"}},
		{"a policy", pricing.StockPolicy{Period: days("06-01", "06-29"), MaxWeeks: null("-1"), Faulty: "x"}, nil, []string{"policy.maxWeeks min", "policy.faulty one-of"}},
		{"an empty period", pricing.StockPolicy{Period: days("06-01", "06-01")}, nil, []string{"policy.period.end order"}},
		{"nothing", weeks4(), []pricing.Movement{{}}, under("movements[0]", []string{"id id", "partner id", "product id", "kind required", "date required"})},
		{"quantities", weeks4(), movements("p x i 06-10 10000000001", "p x s 06-10 -10000000001", "p x r 06-10 0.00001", "p x o 06-01 -1"), []string{
			"movements[0].quantity max", "movements[1].quantity min", "movements[2].quantity digits", "movements[3].quantity min",
		}},
		{
			"one id", weeks4(), movements("p x i 06-10 1 a", "p x i 06-10 1.0 a", "q x i 06-10 1 a", "p y i 06-10 1 a", "p x s 06-10 1 a", "p x i 06-11 1 a", "p x i 06-10 - a"),
			[]string{"movements[2].id unique", "movements[3].id unique", "movements[4].id unique", "movements[5].id unique", "movements[6].id unique"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := pricing.MeasureStock(tt.policy, tt.movements)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, want := range tt.want {
				if rest, ok := strings.CutPrefix(want, "movements[0]."); ok && !strings.Contains(strings.Join(testkit.BrokenRules(t, tt.movements[0].Validate()), ","), rest) {
					t.Errorf("by itself it does not break %s", rest)
				}
			}
		})
	}
}

// A batch that is too long is refused unseen, and of very many faults the first are listed.
func TestLongBatches(t *testing.T) {
	_, err := pricing.MeasureStock(weeks4(), make([]pricing.Movement, pricing.MaxRecords+1))
	if diff := cmp.Diff([]string{"movements length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	_, err = pricing.SettleClaims(terms(), make([]pricing.PriceClaim, 5_000))
	if n := len(testkit.BrokenRules(t, err)); n != partnermath.MaxFaults {
		t.Errorf("%d faults are listed", n)
	}
}
