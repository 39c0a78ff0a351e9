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

// What a vendor gets from a plan or a reforecast follows from the lines of the statement.
func TestVendorReturnIsMarginLessProgramCost(t *testing.T) {
	checkOften(t, func(t *rapid.T) {
		c := sketchCase(t, 16)
		s := forecastOf(t, c)
		if rapid.Bool().Draw(t, "reforecast") {
			v, err := profit.Verify(c, drawActuals(t, c))
			if err != nil {
				t.Fatal(err)
			}
			s = v.Reforecast
		}
		side := drawVendorSide(t, s)
		got, err := profit.MeasureVendor(s, side)
		if err != nil {
			t.Fatal(err)
		}
		sameJSON(t, "vendor return", vendorReturnOf(s, side), got)
		checkZeroShare(t, got)
		testkit.LeftOutIsNotRead(t, func() (any, error) { return profit.MeasureVendor(s, side) }, &s, &side)
	})
}

// checkZeroShare holds the share at which nothing is left to the shares around it: a little more of the margin pays
// for the program, a little less does not.
func checkZeroShare(t *rapid.T, v profit.VendorReturn) {
	if !v.ZeroShare.Valid {
		return
	}
	left := func(by int64) *big.Rat {
		share := testkit.Rat(v.ZeroShare.Decimal.Add(decimal.New(by, -5)))
		share.Mul(share, testkit.Rat(v.Margin))
		return share.Sub(share, testkit.Rat(v.ProgramCost))
	}
	if left(5).Sign() < 0 || left(-5).Sign() > 0 {
		t.Fatalf("nothing is left at %s of %s for %s", v.ZeroShare.Decimal, v.Margin, v.ProgramCost)
	}
}

// drawVendorSide draws what the vendor earns on some of the lines that a statement sells.
func drawVendorSide(t *rapid.T, s profit.Statement) profit.VendorSide {
	p := casePen{t: t}
	p.places, _ = partnermath.MinorUnits(s.Currency)
	side := profit.VendorSide{Cost: p.number(0, 5000, p.places)}
	sold := idsOf(s.Lines, profit.LineProductRevenue, profit.LineRecurringRevenue)
	costs := idsOf(s.Lines, profit.LineProductCost, profit.LineRecurringCost)
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(sold), 1, -1, rapid.ID).Draw(t, "vendor lines") {
		line := profit.VendorLine{ID: id}
		if slices.Contains(costs, id) && p.coin("of the cost") {
			line.MarginRate = decimal.NewNullDecimal(p.number(-100, 100, 6).Decimal.Shift(-2))
		} else {
			line.MarginPerUnit = p.number(-20, 200, 6)
		}
		side.Lines = append(side.Lines, line)
	}
	for range p.whole("shares", 0, 3) {
		side.Shares = append(side.Shares, p.rate(100))
	}
	return side
}

func idsOf(lines []profit.Line, kinds ...profit.LineKind) []string {
	var ids []string
	for _, l := range lines {
		if slices.Contains(kinds, l.Kind) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// vendorReturnOf is what MeasureVendor says, by its comments.
func vendorReturnOf(s profit.Statement, side profit.VendorSide) profit.VendorReturn {
	places, _ := partnermath.MinorUnits(s.Currency)
	v := profit.VendorReturn{Case: s.Case, Currency: s.Currency}
	for _, line := range side.Lines {
		margin := testkit.Rat(line.MarginRate.Decimal)
		margin.Mul(margin, testkit.Rat(costOf(s, line.ID)))
		if line.MarginPerUnit.Valid {
			margin = testkit.Rat(line.MarginPerUnit.Decimal)
			margin.Mul(margin, testkit.Rat(unitsOf(s, line.ID)))
		}
		v.Margin = v.Margin.Add(testkit.RoundHalfAway(margin, places))
	}
	costs := idsOf(s.Lines, profit.LineProductCost)
	for _, l := range s.Lines {
		switch {
		case l.Kind == profit.LineProductRevenue && !slices.Contains(costs, l.ID):
			v.Fees = v.Fees.Add(l.Total)
		case slices.Contains(vendorKinds, l.Kind):
			v.VendorMoney = v.VendorMoney.Sub(l.Total)
		}
	}
	v.ProgramCost = decimal.Sum(v.Fees, v.VendorMoney, side.Cost.Decimal)
	for _, share := range side.Shares {
		r := testkit.Rat(v.Margin)
		due := testkit.RoundHalfAway(r.Mul(r, testkit.Rat(share.Decimal)), places)
		left := due.Sub(v.ProgramCost)
		part := profit.VendorShare{Share: share.Decimal, Margin: due, Return: left}
		if v.ProgramCost.IsPositive() {
			part.MarginROI = ratioOf(left, v.ProgramCost)
		}
		v.Shares = append(v.Shares, part)
	}
	if v.Margin.IsPositive() {
		v.ZeroShare = ratioOf(v.ProgramCost, v.Margin)
	}
	return v
}

// costOf is what the partner pays for a product or a recurring line.
func costOf(s profit.Statement, id string) decimal.Decimal {
	for _, l := range s.Lines {
		if l.ID == id && (l.Kind == profit.LineProductCost || l.Kind == profit.LineRecurringCost) {
			return l.Total
		}
	}
	return decimal.Decimal{}
}

// unitsOf are those sold of a product, or the bases of a recurring line of all months together.
func unitsOf(s profit.Statement, id string) decimal.Decimal {
	for _, l := range s.Quantities {
		switch {
		case l.ID != id:
		case l.Kind == profit.LineUnits:
			return l.Total
		case l.Kind == profit.LineBase:
			return decimal.Sum(decimal.Decimal{}, l.Months...)
		}
	}
	return decimal.Decimal{}
}

// ratioOf has 4 decimals, and is undefined without a base.
func ratioOf(n, base decimal.Decimal) decimal.NullDecimal {
	if base.IsZero() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(new(big.Rat).Quo(testkit.Rat(n), testkit.Rat(base)), 4))
}
