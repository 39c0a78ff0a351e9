package pricing_test

import (
	"cmp"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The oracle pays programs in fractions, from what the package comment says, tries every
// order itself, and calls nothing of the package.

func placesOf(currency string) int32 { return map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[currency] }

// given is 0 for a number that is not.
func given(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return new(big.Rat)
	}
	return testkit.Rat(n.Decimal)
}

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func lower(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func atLeast0(a *big.Rat) *big.Rat {
	if a.Sign() < 0 {
		return new(big.Rat)
	}
	return a
}

// shown is a number of at most 12 decimals.
func shown(a *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(a, 12) }

// stacker pays programs on one sale.
type stacker struct {
	pricing.Stacking
	sale     pricing.Sale
	places   int32
	programs []pricing.StackProgram // of the sale, as listed
	alone    map[string]*big.Rat
	chosen   map[string]bool // those that pay most alone, of their group or of all
}

// paid is what has been paid when it is the turn of the next program.
type paid struct {
	lines          []pricing.StackLine
	groups         []string // those that have paid, where the first one does
	left           *big.Rat
	reduced, apart *big.Rat // amounts that reduce a base under StackByProgram, and the others
}

func stackerOf(s pricing.Stacking, sale pricing.Sale) stacker {
	o := stacker{Stacking: s, sale: sale, places: placesOf(s.Currency), alone: map[string]*big.Rat{}, chosen: map[string]bool{}}
	for _, p := range s.Programs {
		if len(sale.Programs) == 0 || slices.Contains(sale.Programs, p.ID) {
			o.programs = append(o.programs, p)
			o.alone[p.ID] = o.paysAlone(p)
		}
	}
	for _, p := range o.programs {
		o.chosen[p.ID] = o.paysMost(p)
	}
	return o
}

func (o stacker) start() paid {
	return paid{left: given(o.sale.Amount), reduced: new(big.Rat), apart: new(big.Rat)}
}

// qualifies sets the minimum against what the sale has by itself.
func (o stacker) qualifies(p pricing.StackProgram) bool {
	if !p.Minimum.Valid {
		return true
	}
	has := given(o.sale.Amount)
	switch {
	case p.OnMargin:
		has = given(o.sale.Margin)
	case p.PerUnit.Valid:
		has = given(o.sale.Units)
	}
	return has.Cmp(given(p.Minimum)) >= 0
}

// comesTo is what a program comes to before limits, its rate on a base.
func (o stacker) comesTo(p pricing.StackProgram, base *big.Rat) *big.Rat {
	switch {
	case p.Rate.Valid:
		base = times(given(p.Rate), base)
	case p.PerUnit.Valid:
		base = times(given(p.PerUnit), given(o.sale.Units))
	default:
		base = given(p.Amount)
	}
	return testkit.Rat(testkit.RoundHalfAway(base, o.places))
}

func (o stacker) whole(p pricing.StackProgram) *big.Rat {
	if p.OnMargin {
		return given(o.sale.Margin)
	}
	return given(o.sale.Amount)
}

func (o stacker) paysAlone(p pricing.StackProgram) *big.Rat {
	if !o.qualifies(p) {
		return new(big.Rat)
	}
	amount := lower(o.comesTo(p, atLeast0(o.whole(p))), given(o.sale.Amount))
	if p.Cap.Valid {
		amount = lower(amount, given(p.Cap))
	}
	return amount
}

// paysMost tells that a program is the first that pays most alone, of those that qualify.
func (o stacker) paysMost(p pricing.StackProgram) bool {
	first, most := "", big.NewRat(-1, 1)
	for _, q := range o.programs {
		if amount := o.alone[q.ID]; q.Group == p.Group && o.qualifies(q) && amount.Cmp(most) > 0 {
			first, most = q.ID, amount
		}
	}
	return p.ID == first
}

// pays tells that no other program pays instead of one.
func (o stacker) pays(p pricing.StackProgram, before paid) bool {
	switch {
	case o.Method == pricing.StackBestOf:
		return o.chosen[p.ID] // all are in one group, which is none
	case p.Group == "":
		return true
	case o.BestOfGroup:
		return o.chosen[p.ID]
	}
	return !slices.Contains(before.groups, p.Group)
}

// base is what a rate is taken on.
func (o stacker) base(p pricing.StackProgram, before paid) *big.Rat {
	base := o.whole(p)
	if o.Method == pricing.StackCascade || p.ApplyReduction {
		base = minus(base, before.reduced)
	}
	if o.Method == pricing.StackCascade {
		base = minus(base, before.apart)
	}
	return atLeast0(base)
}

// next pays a program after others, and changes nothing that was paid.
func (o stacker) next(before paid, p pricing.StackProgram) paid {
	line := pricing.StackLine{Program: p.ID, Alone: shown(o.alone[p.ID])}
	after := before
	amount := new(big.Rat)
	switch {
	case !o.qualifies(p):
		line.Reason = pricing.ReasonMinimum
	case !o.pays(p, before):
		line.Reason = pricing.ReasonGroup
	default:
		base := o.base(p, before)
		if p.Rate.Valid {
			line.Base = decimal.NewNullDecimal(shown(base))
		}
		amount = o.comesTo(p, base)
		if p.Cap.Valid && amount.Cmp(given(p.Cap)) > 0 {
			amount, line.Reason = given(p.Cap), pricing.ReasonCap
		}
		// Where the cap is just what is left, that is named.
		if o.comesTo(p, base).Cmp(before.left) > 0 && amount.Cmp(before.left) >= 0 {
			amount, line.Reason = before.left, pricing.ReasonNothingLeft
		}
		after.groups = append(slices.Clone(before.groups), p.Group)
	}
	after.left = minus(before.left, amount)
	if p.ExcludeFromReduction {
		after.apart = new(big.Rat).Add(before.apart, amount)
	} else {
		after.reduced = new(big.Rat).Add(before.reduced, amount)
	}
	line.Amount, line.Left = shown(amount), shown(after.left)
	after.lines = append(slices.Clone(before.lines), line)
	return after
}

func (o stacker) stacked(p paid) pricing.Stacked {
	return pricing.Stacked{
		Stacking: o.ID, Sale: o.sale.ID, Currency: o.Currency, Amount: o.sale.Amount.Decimal, Lines: p.lines,
		Total: shown(minus(given(o.sale.Amount), p.left)), Left: shown(p.left),
	}
}

func (o stacker) stack() pricing.Stacked {
	ordered := slices.Clone(o.programs)
	slices.SortStableFunc(ordered, func(a, b pricing.StackProgram) int { return cmp.Compare(a.Priority, b.Priority) })
	p := o.start()
	for _, program := range ordered {
		p = o.next(p, program)
	}
	return o.stacked(p)
}

// orders calls visit with what every order comes to, the orders compared as listed.
func (o stacker) orders(before paid, visit func(paid)) {
	if len(before.lines) == len(o.programs) {
		visit(before)
		return
	}
	for _, p := range o.programs {
		if !slices.ContainsFunc(before.lines, func(l pricing.StackLine) bool { return l.Program == p.ID }) {
			o.orders(o.next(before, p), visit)
		}
	}
}

func (o stacker) compareOrders() pricing.OrderComparison {
	var least, most *paid
	o.orders(o.start(), func(p paid) {
		if least == nil || p.left.Cmp(least.left) > 0 {
			least = &p
		}
		if most == nil || p.left.Cmp(most.left) < 0 {
			most = &p
		}
	})
	return pricing.OrderComparison{
		Given: o.stack(), Least: o.stacked(*least), Most: o.stacked(*most), Spread: shown(minus(least.left, most.left)),
	}
}

// oracleStacking draws programs, of which those of a sale are some, with few different
// figures, so that they are equal now and then.
func oracleStacking(t *rapid.T, programs int, rates, onMargin bool) (pricing.Stacking, pricing.Sale) {
	n := func(low, high int64) int64 { return rapid.Int64Range(low, high).Draw(t, "n") }
	s := stacking(rapid.SampledFrom(pricing.StackMethod("").Values()).Draw(t, "method"))
	s.Currency = rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")
	scale, rate := int64(1), partnermath.Num(5, 2)
	if n(0, 3) == 2 {
		scale, rate = 1_000_000_007, partnermath.Num(76_923_076_923, 12)
	}
	money := func(low, high int64) decimal.NullDecimal {
		return partnermath.Num(scale*n(low, high), placesOf(s.Currency))
	}
	s.BestOfGroup = s.Method != pricing.StackBestOf && rapid.Bool().Draw(t, "best of group")
	sale := pricing.Sale{ID: "inv", Amount: money(0, 400), Margin: money(-20, 300), Units: partnermath.Num(n(0, 99), 1)}
	for i := range programs {
		p := pricing.StackProgram{ID: string(rune('h' - i)), Priority: int(n(0, 2))}
		kind := n(0, 3)
		switch {
		case rates || kind < 2:
			p.Rate, p.OnMargin = decimal.NewNullDecimal(rate.Decimal.Mul(decimal.NewFromInt(n(0, 12)))), onMargin || !rates && kind == 1
		case kind == 2:
			p.PerUnit = partnermath.Num(n(0, 999), placesOf(s.Currency)+1)
		default:
			p.Amount = money(0, 200)
		}
		if s.Method == pricing.StackByProgram {
			p.ApplyReduction, p.ExcludeFromReduction = p.Rate.Valid && rapid.Bool().Draw(t, "apply"), rapid.Bool().Draw(t, "exclude")
		}
		if s.Method != pricing.StackBestOf {
			p.Group = rapid.SampledFrom([]string{"", "", "g", "h"}).Draw(t, "group")
		}
		if n(0, 3) == 0 {
			p.Minimum = money(0, 300)
		}
		if n(0, 3) == 0 {
			p.Cap = money(0, 120)
		}
		if s.Programs = append(s.Programs, p); n(0, 4) > 0 {
			sale.Programs = append(sale.Programs, p.ID)
		}
	}
	slices.Sort(sale.Programs) // against the order of the policy
	return s, sale
}

func sameAs(t *rapid.T, want, got any, input ...any) {
	if diff := testkit.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		for _, in := range input {
			t.Log(testkit.JSON(t, in))
		}
		t.Fatalf("-oracle +got:\n%s", diff)
	}
}

func TestOracleStack(t *testing.T) {
	for range 15 {
		rapid.Check(t, func(t *rapid.T) {
			s, sale := oracleStacking(t, rapid.IntRange(1, 6).Draw(t, "programs"), false, false)
			sameAs(t, stackerOf(s, sale).stack(), stack(t, s, sale), s, sale)
			testkit.LeftOutIsNotRead(t, func() (any, error) { return pricing.Stack(s, sale) }, &s, &sale)
		})
	}
}

func TestOracleCompareOrders(t *testing.T) {
	for _, programs := range []int{1, 2, 3, 4, 4, 5} {
		rapid.Check(t, func(t *rapid.T) { oracleCheckOrders(t, programs) })
	}
}

// Of eight programs there are 40,320 orders.
func TestOracleCompareManyOrders(t *testing.T) {
	for seed := range byte(3) {
		drawn := make([]byte, 1<<16)
		_, _ = rand.NewChaCha8([32]byte{seed}).Read(drawn)
		rapid.MakeFuzz(func(t *rapid.T) { oracleCheckOrders(t, 7+int(seed)%2) })(t, drawn)
	}
}

func oracleCheckOrders(t *rapid.T, programs int) {
	s, sale := oracleStacking(t, programs, true, rapid.Bool().Draw(t, "on margin"))
	if programs > 5 {
		sale.Programs = nil
	}
	got, err := pricing.CompareOrders(s, sale)
	if err != nil {
		t.Fatal(err)
	}
	sameAs(t, stackerOf(s, sale).compareOrders(), got, s, sale)
}
