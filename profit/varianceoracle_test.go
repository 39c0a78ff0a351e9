package profit_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// Every number of a verification but the reforecast follows from the plan and what was reported.
func TestVarianceAddsUpByLineAndByCause(t *testing.T) {
	checkOften(t, func(t *rapid.T) {
		c := sketchCase(t, 9)
		a := drawActuals(t, c)
		got, err := profit.Verify(c, a)
		if err != nil {
			t.Fatal(err)
		}
		want := verified(t, c, a)
		want.Reforecast = got.Reforecast
		sameJSON(t, "verification", want, got)
		checkParts(t, got)
		testkit.LeftOutIsNotRead(t, func() (any, error) { return profit.Verify(c, a) }, &c, &a)
	})
}

// checkParts adds the parts up to the variance of the profit.
func checkParts(t *rapid.T, v profit.Verification) {
	if !v.Volume.Valid {
		return
	}
	var sum decimal.Decimal
	for _, part := range []decimal.NullDecimal{v.Volume, v.Mix, v.Price, v.CostOfLines, v.NewLines, v.VendorMoney, v.OtherCost} {
		sum = sum.Add(part.Decimal)
	}
	if !sum.Equal(v.Profit.Variance.Decimal) {
		t.Fatalf("the parts add up to %s, the variance is %s", sum, v.Profit.Variance.Decimal)
	}
}

// drawActuals reports some of the closed months of some lines, and some lines that the case does not have.
func drawActuals(t *rapid.T, c profit.Case) profit.Actuals {
	p := casePen{t: t, months: c.Months}
	p.places, _ = partnermath.MinorUnits(c.Currency)
	a := profit.Actuals{Through: p.whole("through", 1, c.Months), ByUnits: p.coin("by units")}
	parts := partsOf(c)
	for i := range p.whole("new", 0, 3) {
		shape := rapid.SampledFrom([]shape{sale, money, expense}).Draw(t, "shape")
		parts = append(parts, part{id: fmt.Sprint("new", i), shape: shape})
	}
	for _, part := range parts {
		often := p.whole("often", 0, 3)
		for month := range a.Through + 1 {
			if p.whole("reported", 1, 3) <= often {
				a.Lines = append(a.Lines, p.actual(part, month))
			}
		}
	}
	a.Lines = rapid.Permutation(a.Lines).Draw(t, "order")
	return a
}

func (p casePen) actual(part part, month int) profit.Actual {
	a := profit.Actual{Month: month, ID: part.id}
	switch part.shape {
	case money:
		a.VendorMoney = p.number(-300, 900, p.places)
	case expense:
		a.Cost = p.number(-1000, 3000, p.places)
	default:
		a.Quantity, a.Revenue = p.number(0, 20, 4), p.number(-100, 5000, p.places)
		a.Cost = partnermath.Int(0)
		if !part.free {
			a.Cost = p.number(-100, 3000, p.places)
		}
	}
	return a
}

// shape tells which numbers a line is reported with.
type shape int

const (
	sale shape = iota
	money
	expense
)

// part is a line of a verification, with the lines of the statement that its numbers are of.
type part struct {
	id    string
	shape shape
	// free tells that there is no cost.
	free            bool
	quantity        profit.LineKind
	revenue, amount []profit.LineKind
}

// partsOf are the lines of a case: products, recurring lines, services, roles, vendor money, costs.
func partsOf(c profit.Case) []part {
	var parts []part
	for _, p := range c.Products {
		parts = append(parts, part{
			p.ID, sale, p.Kind != profit.ProductResale, profit.LineUnits,
			[]profit.LineKind{profit.LineProductRevenue},
			[]profit.LineKind{profit.LineProductCost},
		})
	}
	for _, r := range c.Recurring {
		parts = append(parts, part{
			r.ID, sale, false, profit.LineBase,
			[]profit.LineKind{profit.LineRecurringRevenue},
			[]profit.LineKind{profit.LineRecurringCost},
		})
	}
	for _, s := range c.Services {
		quantity := profit.LineServices
		if s.BillRate.Valid {
			quantity = profit.LineHours
		}
		parts = append(parts, part{
			s.ID, sale, false, quantity,
			[]profit.LineKind{profit.LineServiceRevenue},
			[]profit.LineKind{profit.LineServiceCost, profit.LineSubcontract},
		})
	}
	for _, r := range c.Roles {
		pay := []profit.LineKind{profit.LineDeliveryPay, profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay}
		parts = append(parts, part{id: r.ID, shape: expense, amount: pay})
	}
	for _, v := range c.VendorMoney {
		kinds := []profit.LineKind{profit.LineRebate, profit.LineRegistration, profit.LineMDF, profit.LineMDFExcess}
		parts = append(parts, part{id: v.ID, shape: money, amount: kinds})
	}
	for _, k := range c.Costs {
		parts = append(parts, part{id: k.ID, shape: expense, amount: []profit.LineKind{profit.LineMarketing, profit.LineCost}})
	}
	return parts
}

// opens tells whether the quantity of a month is what a recurring line opens with, which no month sells.
func (p part) opens(month int) bool { return p.quantity == profit.LineBase && month == 0 }

// planned are the numbers of a part in a month of a statement.
func (p part) planned(s profit.Statement, month int) (quantity, revenue, cost decimal.Decimal) {
	for _, l := range slices.Concat(s.Lines, s.Quantities) {
		if l.ID != p.id {
			continue
		}
		n := slices.Concat([]decimal.Decimal{l.Start}, l.Months)[month]
		switch {
		case l.Kind == p.quantity && !p.opens(month):
			quantity = n
		case slices.Contains(p.revenue, l.Kind):
			revenue = revenue.Add(n)
		case slices.Contains(p.amount, l.Kind):
			cost = cost.Add(n)
		}
	}
	return quantity, revenue, cost
}

// verified is a verification without its reforecast.
func verified(t rapid.TB, c profit.Case, a profit.Actuals) profit.Verification {
	plan := forecastOf(t, c)
	v := profit.Verification{Case: c.ID, Currency: c.Currency, Through: a.Through, ByUnits: a.ByUnits}
	v.Profit = planActual(decimal.Decimal{}, decimal.Decimal{})
	parts := partsOf(c)
	old := len(parts)
	for _, l := range a.Lines {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.id == l.ID }) {
			parts = append(parts, newPart(l))
		}
	}
	missing := make([]bool, a.Through+1)
	for i, p := range parts {
		line := p.verify(plan, a)
		line.New = i >= old
		for _, month := range line.Unreported {
			missing[month] = true
		}
		v.Profit.Plan.Decimal = v.Profit.Plan.Decimal.Add(line.Profit.Plan.Decimal)
		v.Profit.Actual.Decimal = v.Profit.Actual.Decimal.Add(line.Profit.Actual.Decimal)
		v.Lines = append(v.Lines, line)
	}
	for month := range missing {
		if missing[month] {
			v.Unreported = append(v.Unreported, month)
		}
	}
	v.Profit = planActual(v.Profit.Plan.Decimal, v.Profit.Actual.Decimal)
	split(&v, parts, c.Currency)
	return v
}

func newPart(a profit.Actual) part {
	switch {
	case a.VendorMoney.Valid:
		return part{id: a.ID, shape: money}
	case a.Quantity.Valid:
		return part{id: a.ID, shape: sale}
	default:
		return part{id: a.ID, shape: expense}
	}
}

// verify adds up the months in which a part was reported.
func (p part) verify(plan profit.Statement, a profit.Actuals) profit.VerifiedLine {
	v := profit.VerifiedLine{ID: p.id}
	var was, is [3]decimal.Decimal
	reported := false
	for month := range a.Through + 1 {
		q, r, k := p.planned(plan, month)
		i := slices.IndexFunc(a.Lines, func(l profit.Actual) bool { return l.ID == p.id && l.Month == month })
		if i < 0 {
			if !q.IsZero() || !r.IsZero() || !k.IsZero() {
				v.Unreported = append(v.Unreported, month)
			}
			continue
		}
		reported = true
		l := a.Lines[i]
		if p.opens(month) {
			l.Quantity = partnermath.Int(0)
		}
		was = [3]decimal.Decimal{was[0].Add(q), was[1].Add(r), was[2].Add(k)}
		cost := l.Cost.Decimal.Sub(l.VendorMoney.Decimal)
		is = [3]decimal.Decimal{is[0].Add(l.Quantity.Decimal), is[1].Add(l.Revenue.Decimal), is[2].Add(cost)}
	}
	if !reported {
		return v
	}
	if p.shape == sale {
		v.Quantity, v.Revenue = planActual(was[0], is[0]), planActual(was[1], is[1])
	}
	v.Cost, v.Profit = planActual(was[2], is[2]), planActual(was[1].Sub(was[2]), is[1].Sub(is[2]))
	return v
}

func planActual(plan, actual decimal.Decimal) profit.PlanActual {
	variance := decimal.NewNullDecimal(actual.Sub(plan))
	return profit.PlanActual{Plan: decimal.NewNullDecimal(plan), Actual: decimal.NewNullDecimal(actual), Variance: variance}
}

// split tells where the variance of the profit comes from, line by line over the months that were reported.
func split(v *profit.Verification, parts []part, currency string) {
	rat := func(n decimal.NullDecimal) *big.Rat { return testkit.Rat(n.Decimal) }
	margin, units, value, sold, worth, kept := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	price, cost, fresh, vendor, other := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	for i, l := range v.Lines {
		switch {
		case parts[i].shape == money:
			vendor.Add(vendor, rat(l.Profit.Variance))
		case parts[i].shape == expense:
			other.Add(other, rat(l.Profit.Variance))
		case l.Quantity.Plan.Decimal.IsZero():
			fresh.Add(fresh, rat(l.Profit.Variance))
		default:
			scale := new(big.Rat).Quo(rat(l.Quantity.Actual), rat(l.Quantity.Plan))
			revenue, expense := new(big.Rat).Mul(scale, rat(l.Revenue.Plan)), new(big.Rat).Mul(scale, rat(l.Cost.Plan))
			margin.Add(margin, rat(l.Profit.Plan))
			units.Add(units, rat(l.Quantity.Plan))
			value.Add(value, rat(l.Revenue.Plan))
			sold.Add(sold, rat(l.Quantity.Actual))
			worth.Add(worth, revenue)
			kept.Add(kept, revenue).Sub(kept, expense)
			price.Add(price, rat(l.Revenue.Actual)).Sub(price, revenue)
			cost.Add(cost, expense).Sub(cost, rat(l.Cost.Actual))
		}
	}
	if v.ByUnits {
		worth, value = sold, units
	}
	if value.Sign() == 0 {
		return
	}
	k := new(big.Rat).Quo(worth, value)
	planned := new(big.Rat).Mul(k, margin)
	places, _ := partnermath.MinorUnits(currency)
	running, before := rat(v.Profit.Plan), v.Profit.Plan.Decimal
	for _, p := range []struct {
		part   *decimal.NullDecimal
		amount *big.Rat
	}{
		{&v.Volume, new(big.Rat).Sub(planned, margin)},
		{&v.Mix, new(big.Rat).Sub(kept, planned)},
		{&v.Price, price},
		{&v.CostOfLines, cost},
		{&v.NewLines, fresh},
		{&v.VendorMoney, vendor},
		{&v.OtherCost, other},
	} {
		running.Add(running, p.amount)
		after := testkit.RoundHalfAway(running, places)
		*p.part, before = decimal.NewNullDecimal(after.Sub(before)), after
	}
}
