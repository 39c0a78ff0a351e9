package profit_test

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

func (o *oracle) timed() bool {
	t := o.c.Timing
	return t.CustomerDays.Valid || t.SupplierDays.Valid || t.CostDays.Valid
}

// NPV, IRR and payback are of cash where timing is given, else of net profit.
func (o *oracle) flows() (profit.LineKind, row) {
	if o.timed() {
		return profit.LineCash, o.sum(profit.LineCash)
	}
	return profit.LineNetProfit, o.sum(profit.LineNetProfit)
}

// measure is what the statement comes to but for the IRR, which [checkRoots] looks at.
func (o *oracle) measure(d profit.Discount) profit.Report {
	basis, flows := o.flows()
	r := profit.Report{Case: o.c.ID, Currency: o.c.Currency, Basis: basis, Payback: breakEven(flows)}
	operating := o.sum(profit.LineOperatingProfit)
	for m := o.n; m >= 1 && operating[m].Sign() >= 0; m-- {
		r.OperatingBreakEven = count(m)
	}
	discounted, npv := o.zeros(), new(big.Rat)
	for k, flow := range flows {
		discounted[k] = mul(flow, discount(d, d.Annual, k))
		if d.FirstFlow == profit.FirstAtEnd {
			discounted[k] = mul(flow, discount(d, d.Annual, k+1))
		}
		npv = add(npv, discounted[k])
	}
	r.NPV, r.DiscountedPayback = nearest(npv, o.minor), breakEven(discounted)
	// max(0, −the lowest cumulative flow), with its first month.
	peak := new(big.Rat)
	for m := range flows {
		if below := negate(add(flows[:m+1]...)); below.Cmp(peak) > 0 {
			peak, r.PeakMonth = below, count(m)
		}
	}
	r.PeakFunding = nearest(peak, o.minor)
	r.ReturnOnPeakFunding = ratio(add(flows...), peak, 4)
	r.MIRR = mirr(d, flows)
	o.streams(&r)
	return r
}

func (o *oracle) streams(r *profit.Report) {
	all := func(kinds ...profit.LineKind) *big.Rat { return add(o.sum(kinds...)...) }
	products, recurring, services := all(profit.LineProductRevenue), all(profit.LineRecurringRevenue), all(profit.LineServiceRevenue)
	recurringMargin := sub(recurring, all(profit.LineRecurringCost))
	for _, s := range []struct {
		id              string
		revenue, margin *big.Rat
	}{
		{"products", products, sub(products, all(profit.LineProductCost))},
		{"recurring", recurring, recurringMargin},
		{"services", services, sub(services, all(profit.LineServiceCost, profit.LineSubcontract, profit.LineDeliveryPay))},
		{"vendor-money", new(big.Rat), negate(all(profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess))},
	} {
		r.Streams = append(r.Streams, profit.Stream{
			ID: s.id, Revenue: nearest(s.revenue, o.minor), Margin: nearest(s.margin, o.minor), MarginRate: ratio(s.margin, s.revenue, 4),
		})
	}
	r.MRR = nearest(o.sum(profit.LineRecurringRevenue)[o.n], o.minor)
	r.RecurringShare = ratio(recurring, all(profit.LineRevenue), 4)
	r.ServicesPerWages = ratio(services, all(profit.LineDeliveryPay, profit.LineServiceCost), 4)
	won, bases := all(profit.LineNew), add(o.sum(profit.LineBase)[1:]...)
	if won.Sign() > 0 && recurringMargin.Sign() > 0 && bases.Sign() > 0 {
		spent := all(profit.LineSalesPay, profit.LineCommission, profit.LineMarketing, profit.LineMDF)
		r.CACPayback = ratio(quo(spent, won), quo(recurringMargin, bases), 4)
	}
	r.RevenuePerHead = ratio(mul(all(profit.LineRevenue), whole(12)), all(profit.LineHeads), o.minor)
}

// Already: never below 0. Once or several: that many crossings up, at or above 0 at the end.
// Lost again: a crossing, below 0 at the end. Never. A crossing is at m − 1 + shortfall ÷ flow.
func breakEven(flows row) profit.BreakEven {
	var b profit.BreakEven
	before, lowest := new(big.Rat), new(big.Rat)
	for m, flow := range flows {
		sum := snap(add(before, flow))
		if before.Sign() < 0 && sum.Sign() >= 0 {
			at := add(whole(m-1), quo(negate(before), flow))
			b.Crossings = append(b.Crossings, profit.Crossing{Month: m, At: nearest(at, 4)})
		}
		before, lowest = sum, least(lowest, sum)
	}
	switch {
	case lowest.Sign() == 0:
		b.Status = profit.BreakEvenAlready
	case len(b.Crossings) == 0:
		b.Status = profit.BreakEvenNever
	case before.Sign() < 0:
		b.Status = profit.BreakEvenLostAgain
	case len(b.Crossings) == 1:
		b.Status = profit.BreakEvenOnce
	default:
		b.Status = profit.BreakEvenSeveral
	}
	return b
}

// (Σ inflows × (1 + reinvest)^(n−k) ÷ Σ (|outflow| ÷ (1 + finance)^k))^(1/n) − 1.
func mirr(d profit.Discount, flows row) decimal.NullDecimal {
	finance, reinvest, n := d.Annual, d.Annual, len(flows)-1
	if d.Finance.Valid {
		finance = d.Finance
	}
	if d.Reinvest.Valid {
		reinvest = d.Reinvest
	}
	in, out := new(big.Rat), new(big.Rat)
	for k, flow := range flows {
		if flow.Sign() > 0 {
			in = add(in, mul(flow, grow(d, reinvest, n-k)))
		} else {
			out = add(out, mul(negate(flow), discount(d, finance, k)))
		}
	}
	if in.Sign() == 0 || out.Sign() == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(nearest(sub(root(quo(in, out), n), one), 10))
}

// grow is (1 + monthly rate)^k, the monthly rate the twelfth root of 1 + annual, or annual ÷ 12.
func grow(d profit.Discount, annual decimal.NullDecimal, k int) *big.Rat {
	if d.Compounding == profit.Nominal {
		return power(add(one, quo(rat(annual), whole(12))), k)
	}
	return root(power(add(one, rat(annual)), k), 12)
}

func discount(d profit.Discount, annual decimal.NullDecimal, k int) *big.Rat {
	if d.Compounding == profit.Nominal {
		return quo(one, grow(d, annual, k))
	}
	return root(quo(one, power(add(one, rat(annual)), k)), 12)
}

// root is the n-th root of r to some 600 bits.
func root(r *big.Rat, n int) *big.Rat {
	if r.Sign() == 0 {
		return new(big.Rat)
	}
	of := float(r)
	// A float64 does not reach all r, the logarithm does.
	mantissa := new(big.Float)
	exponent := of.MantExp(mantissa)
	m, _ := mantissa.Float64()
	log := (math.Log2(m) + float64(exponent)) / float64(n)
	x := float(one).SetMantExp(big.NewFloat(math.Exp2(log-math.Floor(log))), int(math.Floor(log)))
	x.SetPrec(640)
	for range 8 {
		p := float(one)
		for range n - 1 {
			p.Mul(p, x)
		}
		next := float(whole(n - 1))
		next.Mul(next, x).Add(next, p.Quo(of, p))
		x = next.Quo(next, float(whole(n)))
	}
	exact, _ := x.Rat(nil)
	return exact
}

func float(r *big.Rat) *big.Float { return new(big.Float).SetPrec(640).SetRat(r) }

// tiny is above the error of a root and of sums of them, and below what tells two numbers apart.
var tiny = new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 300))

// snap takes a number that is as good as 0 for 0.
func snap(r *big.Rat) *big.Rat {
	if new(big.Rat).Abs(r).Cmp(tiny) < 0 {
		return new(big.Rat)
	}
	return r
}

// nearest rounds a number that may be tiny below its exact value.
func nearest(r *big.Rat, places int32) decimal.Decimal {
	return testkit.RoundHalfAway(add(r, mul(tiny, whole(r.Sign()))), places)
}

func ratio(a, b *big.Rat, places int32) decimal.NullDecimal {
	if b.Sign() == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(quo(a, b), places))
}

func count(n int) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(int64(n), 0)) }

// checkRoots holds roots against the number of them that Sturm's theorem counts, in all and
// in the half unit around each, and the annual rates likewise.
func checkRoots(t rapid.TB, flows row, got profit.Roots, annual []decimal.Decimal) {
	t.Helper()
	signs, last, points := 0, 0, newSturm(flows)
	for _, flow := range flows {
		if flow.Sign() != 0 && last != 0 && flow.Sign() != last {
			signs++
		}
		if flow.Sign() != 0 {
			last = flow.Sign()
		}
	}
	want, status := 0, profit.RootsIndeterminate
	if last != 0 {
		want = points.between(new(big.Rat), nil)
		status = []profit.RootsStatus{profit.RootsNone, profit.RootsOne, profit.RootsSeveral}[min(want, 2)]
	}
	if got.Status != status || got.SignChanges != signs || len(got.Rates) != want || len(annual) != want || got.Beyond != 0 {
		t.Fatalf("flows %v\nroots %+v, annual %v\nwant %d, %s, %d changes of sign", flows, got, annual, want, status, signs)
	}
	half, atMinusOne := big.NewRat(5, 100_000_000_000), 0
	for i, rate := range got.Rates {
		r, equal := testkit.Rat(rate), 0
		for _, other := range got.Rates {
			if other.Equal(rate) {
				equal++
			}
		}
		if rate.Equal(decimal.New(-1, 0)) {
			atMinusOne++
		}
		if i > 0 && rate.LessThan(got.Rates[i-1]) || rate.Exponent() < -10 {
			t.Fatalf("flows %v\nrates %v", flows, got.Rates)
		}
		low, high := present(add(r, half), 1), present(sub(r, half), 1)
		if there := points.between(low, high); there != equal {
			t.Fatalf("flows %v\nthere are %d roots at the rate %s of %v", flows, there, rate, got.Rates)
		}
		a := testkit.Rat(annual[i])
		if a.Cmp(whole(1_000_000_000_000)) > 0 {
			continue // beyond what 24 digits of a root tell
		}
		lowYear, highYear := sub(present(add(a, half), 12), tiny), present(sub(a, half), 12)
		if highYear == nil || high != nil && high.Cmp(highYear) < 0 {
			highYear = high
		} else {
			highYear = add(highYear, tiny)
		}
		if points.between(most(low, lowYear), highYear) == 0 {
			t.Fatalf("flows %v\nthe annual rate of %s is not %s", flows, rate, annual[i])
		}
	}
	if got.AtMinusOne != atMinusOne {
		t.Fatalf("flows %v\n%d of %v at minus one", flows, got.AtMinusOne, got.Rates)
	}
}

// present is what 1 a month later is worth at a rate for n months, none for one of −1 or below.
func present(rate *big.Rat, n int) *big.Rat {
	growth := add(one, rate)
	if growth.Sign() <= 0 {
		return nil
	}
	if n == 1 {
		return quo(one, growth)
	}
	return root(quo(one, growth), n)
}

// sturm is the chain of a polynomial: it, its derivative, and the negated remainders.
type sturm [][]*big.Int

func newSturm(coefficients row) sturm {
	common := big.NewInt(1)
	for len(coefficients) > 0 && coefficients[0].Sign() == 0 {
		coefficients = coefficients[1:]
	}
	for _, c := range coefficients {
		common.Mul(common, new(big.Int).Quo(c.Denom(), new(big.Int).GCD(nil, nil, common, c.Denom())))
	}
	var p, derivative []*big.Int
	for k, c := range coefficients {
		p = append(p, mul(c, new(big.Rat).SetInt(common)).Num())
		if k > 0 {
			derivative = append(derivative, new(big.Int).Mul(p[k], big.NewInt(int64(k))))
		}
	}
	chain := sturm{primitive(p)}
	for next := primitive(derivative); len(next) > 0; {
		chain = append(chain, next)
		next = primitive(negatedRemainder(chain[len(chain)-2], next))
	}
	return chain
}

// primitive has no zeros on top and no common factor.
func primitive(p []*big.Int) []*big.Int {
	for len(p) > 0 && p[len(p)-1].Sign() == 0 {
		p = p[:len(p)-1]
	}
	common := new(big.Int)
	for _, c := range p {
		common.GCD(nil, nil, common, new(big.Int).Abs(c))
	}
	for i, c := range p {
		p[i] = new(big.Int).Quo(c, common)
	}
	return p
}

// negatedRemainder is −(a mod b), times a number above 0.
func negatedRemainder(a, b []*big.Int) []*big.Int {
	rest := append([]*big.Int(nil), a...)
	top := b[len(b)-1]
	for len(rest) >= len(b) {
		lead, shift := rest[len(rest)-1], len(rest)-len(b)
		factor := new(big.Int).Mul(lead, big.NewInt(int64(top.Sign())))
		for i := range rest {
			rest[i] = new(big.Int).Mul(rest[i], new(big.Int).Abs(top))
			if i >= shift {
				rest[i].Sub(rest[i], new(big.Int).Mul(factor, b[i-shift]))
			}
		}
		rest = rest[:len(rest)-1]
	}
	for i, c := range rest {
		rest[i] = new(big.Int).Neg(c)
	}
	return rest
}

// between counts the distinct roots above low and up to high, of which nil is infinity.
func (s sturm) between(low, high *big.Rat) int {
	return s.changes(low) - s.changes(high)
}

func (s sturm) changes(at *big.Rat) int {
	changes, last := 0, 0
	for _, p := range s {
		sign := p[len(p)-1].Sign()
		if at != nil {
			value, scale := new(big.Int).Set(p[len(p)-1]), big.NewInt(1)
			for k := len(p) - 2; k >= 0; k-- {
				scale.Mul(scale, at.Denom())
				value.Mul(value, at.Num()).Add(value, new(big.Int).Mul(p[k], scale))
			}
			sign = value.Sign()
		}
		if sign != 0 && last != 0 && sign != last {
			changes++
		}
		if sign != 0 {
			last = sign
		}
	}
	return changes
}
