package profit_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// A reforecast is the plan with the reported numbers in their places, and what follows from them figured again.
func TestReforecastIsThePlanWithWhatWasReported(t *testing.T) {
	checkOften(t, func(t *rapid.T) {
		c := sketchCase(t, 16)
		plan := forecastOf(t, c)
		b := newBooks(t, c, plan)
		sameJSON(t, "plan figured again", plan, b.figured())

		a := drawActuals(t, c)
		got, err := profit.Verify(c, a)
		if err != nil {
			t.Fatal(err)
		}
		b.report(a)
		sameJSON(t, "reforecast", b.figured(), withoutNewFormulas(c, got.Reforecast))
	})
}

// withoutNewFormulas leaves out how lines that the case does not have are computed.
func withoutNewFormulas(c profit.Case, s profit.Statement) profit.Statement {
	parts := partsOf(c)
	for _, lines := range [][]profit.Line{s.Lines, s.Quantities} {
		for i := range lines {
			l := &lines[i]
			if l.ID != string(l.Kind) && !slices.ContainsFunc(parts, func(p part) bool { return p.id == l.ID }) {
				l.Formula = ""
			}
		}
	}
	return s
}

// books are the lines of a statement, each with the amounts of month 0 and the months.
type books struct {
	t      rapid.TB
	c      profit.Case
	s      profit.Statement
	places int32
	// funds are the marketing funds of each entry, bills those of the year less what the plan earns of them: nobody
	// reports bills, so revenue that is not as planned is billed in its month.
	funds map[string]byMonth
	bills byMonth
}

func newBooks(t rapid.TB, c profit.Case, plan profit.Statement) *books {
	b := &books{t: t, c: c, s: testkit.Copy(t, plan), funds: map[string]byMonth{}}
	b.places, _ = partnermath.MinorUnits(c.Currency)
	for _, v := range c.VendorMoney {
		if v.Kind == profit.VendorMDF {
			b.funds[v.ID] = b.sum(func(l profit.Line) bool { return l.ID == v.ID }).negated()
		}
	}
	b.bills = b.of(profit.LineBilled).less(b.of(profit.LineRevenue))
	return b
}

var (
	revenueKinds = []profit.LineKind{profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue}
	bought       = []profit.LineKind{profit.LineProductCost, profit.LineRecurringCost, profit.LineServiceCost, profit.LineSubcontract}
	vendorKinds  = []profit.LineKind{profit.LineRebate, profit.LineRegistration, profit.LineMDF, profit.LineMDFExcess}
	people       = []profit.LineKind{profit.LineDeliveryPay, profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay}
	bills        = []profit.LineKind{profit.LineMarketing, profit.LineCost}
	sales        = slices.Concat(bought, []profit.LineKind{
		profit.LineDeliveryPay, profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess,
	})
	operating = []profit.LineKind{
		profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay, profit.LineMarketing, profit.LineMDF, profit.LineCost,
	}
)

// byMonth is an amount of month 0 and of each month.
type byMonth []decimal.Decimal

func (r byMonth) plus(o byMonth) byMonth {
	sum := slices.Clone(r)
	for i := range sum {
		sum[i] = sum[i].Add(o[i])
	}
	return sum
}

func (r byMonth) negated() byMonth {
	return make(byMonth, len(r)).less(r)
}

func (r byMonth) less(o byMonth) byMonth {
	difference := slices.Clone(r)
	for i := range difference {
		difference[i] = difference[i].Sub(o[i])
	}
	return difference
}

func monthsOf(l profit.Line) byMonth { return slices.Concat(byMonth{l.Start}, l.Months) }

// sum adds up lines of amounts.
func (b *books) sum(which func(profit.Line) bool) byMonth {
	sum := make(byMonth, len(b.s.Months)+1)
	for _, l := range b.s.Lines {
		if which(l) {
			sum = sum.plus(monthsOf(l))
		}
	}
	return sum
}

func (b *books) of(kinds ...profit.LineKind) byMonth {
	return b.sum(func(l profit.Line) bool { return slices.Contains(kinds, l.Kind) })
}

// put writes a line with its quarters, years and total.
func (b *books) put(l *profit.Line, r byMonth) {
	l.Start, l.Months = r[0], r[1:]
	over := func(c profit.Column) decimal.Decimal {
		if l.Stock {
			return r[c.Last]
		}
		return decimal.Sum(decimal.Decimal{}, r[c.First:c.Last+1]...)
	}
	l.Quarters, l.Years = nil, nil
	for _, c := range b.s.Quarters {
		l.Quarters = append(l.Quarters, over(c))
	}
	for _, c := range b.s.Years {
		l.Years = append(l.Years, over(c))
	}
	l.Total = over(profit.Column{First: 0, Last: len(r) - 1})
}

// set writes the line of which there is one.
func (b *books) set(kind profit.LineKind, r byMonth) byMonth {
	i := slices.IndexFunc(b.s.Lines, func(l profit.Line) bool { return l.Kind == kind })
	b.put(&b.s.Lines[i], r)
	return r
}

func (b *books) round(r *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(r, b.places) }

// share is round(rate × amount), all of it where there is no rate.
func (b *books) share(rate decimal.NullDecimal, amount decimal.Decimal) decimal.Decimal {
	if !rate.Valid {
		return amount
	}
	r := testkit.Rat(amount)
	return b.round(r.Mul(r, testkit.Rat(rate.Decimal)))
}

// figured is the statement, its totals, marketing funds, tax and cash figured from the other lines.
func (b *books) figured() profit.Statement {
	b.spendFunds()
	revenue := b.set(profit.LineRevenue, b.of(revenueKinds...))
	margin := b.set(profit.LineGrossMargin, revenue.less(b.set(profit.LineCostOfSales, b.of(sales...))))
	earned := b.set(profit.LineOperatingProfit, margin.less(b.set(profit.LineOperatingCost, b.of(operating...))))
	b.set(profit.LineNetProfit, earned.less(b.set(profit.LineTax, b.tax(earned))))
	b.moveCash()
	return b.s
}

// spendFunds pays for marketing with one entry after another, and the rest is excess. Marketing below 0 costs nothing.
func (b *books) spendFunds() {
	left := b.of(profit.LineMarketing)
	for _, v := range b.c.VendorMoney {
		funds := b.funds[v.ID]
		if funds == nil {
			continue
		}
		pays := make(byMonth, len(funds))
		for i := range funds {
			pays[i] = decimal.Min(funds[i], decimal.Max(decimal.Decimal{}, left[i]))
		}
		left = left.less(pays)
		for i := range b.s.Lines {
			switch l := &b.s.Lines[i]; {
			case l.ID == v.ID && l.Kind == profit.LineMDF:
				b.put(l, pays.negated())
			case l.ID == v.ID:
				b.put(l, pays.less(funds))
			}
		}
	}
}

// tax is booked in the last month of each fiscal year, after the losses brought forward.
func (b *books) tax(earned byMonth) byMonth {
	tax := make(byMonth, len(earned))
	losses := make([]decimal.Decimal, len(b.s.Years))
	for y, year := range b.s.Years {
		first := year.First
		if y == 0 {
			first = 0
		}
		made := decimal.Sum(decimal.Decimal{}, earned[first:year.Last+1]...)
		if made.IsNegative() {
			losses[y] = made.Neg()
			continue
		}
		room := b.share(b.c.Tax.LossShare, made)
		for old := range y {
			if b.c.Tax.LossYears > 0 && y-old > b.c.Tax.LossYears {
				continue
			}
			used := decimal.Min(room, losses[old])
			room, losses[old], made = room.Sub(used), losses[old].Sub(used), made.Sub(used)
		}
		tax[year.Last] = b.share(decimal.NewNullDecimal(b.c.Tax.Rate.Decimal), made)
	}
	return tax
}
