package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// deal is a proposal in figures, all of them known and none rounded.
type deal struct {
	places    int32
	margin    decimal.Decimal // rate
	times     decimal.Decimal // 1 + minimum ROI, above 0
	fixed     decimal.Decimal // F
	basis     Basis
	ofRevenue bool // the goal is one of revenue
	level     decimal.Decimal
	lowest    decimal.Decimal // attainment that pays
	baseline  decimal.Decimal
	revenue   decimal.Decimal // at full attainment
}

// revenueAt is the revenue at an attainment of the goal.
func (d *deal) revenueAt(attainment decimal.Decimal) decimal.Decimal {
	if d.ofRevenue {
		return attainment.Mul(d.revenue)
	}
	return d.baseline.Add(attainment.Mul(d.revenue.Sub(d.baseline)))
}

// quantity is what of a revenue the goal is about.
func (d *deal) quantity(revenue decimal.Decimal) decimal.Decimal {
	if d.ofRevenue {
		return revenue
	}
	return revenue.Sub(d.baseline)
}

// paidOn is what the level is multiplied with at a revenue.
func (d *deal) paidOn(revenue decimal.Decimal) decimal.Decimal {
	switch d.basis {
	case BasisIncrement:
		return decimal.Max(decimal.Decimal{}, revenue.Sub(d.baseline))
	case BasisRevenue:
		return decimal.Max(decimal.Decimal{}, revenue)
	default:
		return one
	}
}

// at is the deal at an attainment, paid at a level.
func (d *deal) at(attainment, level decimal.Decimal) Point {
	revenue := d.revenueAt(attainment)
	point := d.point(revenue, d.fixed, level.Mul(d.paidOn(revenue)))
	point.Attainment = decimal.NewNullDecimal(attainment)
	return point
}

// point is what a revenue returns for what is spent.
func (d *deal) point(revenue, fixed, payout decimal.Decimal) Point {
	money := func(amount decimal.Decimal) decimal.NullDecimal {
		return decimal.NewNullDecimal(exact.Round(amount, d.places))
	}
	increment := revenue.Sub(d.baseline)
	margin := increment.Mul(d.margin)
	point := Point{
		Revenue: money(revenue), Increment: money(increment), Return: money(margin),
		Payout: money(payout), Cost: money(fixed.Add(exact.Round(payout, d.places))),
		Meets: margin.GreaterThanOrEqual(d.times.Mul(fixed.Add(payout))),
	}
	cost := point.Cost.Decimal
	point.MarginROI, point.MarginMultiple = returned(point.Return.Decimal, cost)
	point.RevenueROI, point.RevenueMultiple = returned(point.Increment.Decimal, cost)
	// return ÷ times − F, as one fraction.
	if room := margin.Sub(d.times.Mul(fixed)); !room.IsNegative() {
		point.LargestPayout = decimal.NewNullDecimal(floor(room, d.times, decimal.New(1, -d.places)))
	}
	return point
}

// returned is the ROI and the multiple of what came of a cost.
func returned(gain, cost decimal.Decimal) (roi, multiple decimal.NullDecimal) {
	return exact.Ratio(gain.Sub(cost), cost, exact.RatioPlaces), exact.Ratio(gain, cost, exact.RatioPlaces)
}

// floor is the largest multiple of step that is not above num ÷ den. It expects den and
// step above 0.
func floor(num, den, step decimal.Decimal) decimal.Decimal {
	return exact.NewFraction(num.Neg(), den).Ceil(step).Neg()
}

// needed is the increment whose return is so many times the cost; not ok when none is.
func (d *deal) needed(times decimal.Decimal) (increment exact.Fraction, ok bool) {
	cost, left := d.fixed, d.margin
	switch d.basis {
	case BasisRevenue:
		cost, left = cost.Add(d.level.Mul(d.baseline)), left.Sub(times.Mul(d.level))
	case BasisIncrement:
		left = left.Sub(times.Mul(d.level))
	case BasisFixed:
		cost = cost.Add(d.level)
	}
	return exact.NewFraction(times.Mul(cost), left), left.IsPositive()
}

// smallestRevenue carries the level at both attainments, rounded up.
func (d *deal) smallestRevenue() decimal.NullDecimal {
	needed, ok := d.needed(d.times)
	if !ok {
		return decimal.NullDecimal{}
	}
	baseline := exact.NewFraction(d.baseline, one)
	full, lowest := baseline.Add(needed), baseline.Add(needed.Div(d.lowest))
	if d.ofRevenue {
		lowest = full.Div(d.lowest)
	}
	if lowest.Cmp(full) < 0 {
		lowest = full
	}
	return decimal.NewNullDecimal(lowest.Ceil(decimal.New(1, -d.places)))
}

func (d *deal) breakEven() decimal.NullDecimal {
	needed, ok := d.needed(one)
	if !ok {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(needed.Round(d.places))
}

// highest is the highest level of a payout that meets the ROI at both attainments; not ok
// when none does.
func (d *deal) highest(p *Payout) (level decimal.Decimal, ok bool) {
	least, step := p.Least.Decimal, p.Step.Decimal
	steps := floor(p.Most.Decimal.Sub(least), step, one)
	for _, attainment := range [...]decimal.Decimal{one, d.lowest} {
		revenue := d.revenueAt(attainment)
		paidOn := d.times.Mul(d.paidOn(revenue))
		room := revenue.Sub(d.baseline).Mul(d.margin).Sub(d.times.Mul(d.fixed)).Sub(paidOn.Mul(least))
		if room.IsNegative() {
			return decimal.Decimal{}, false
		}
		if paidOn.IsPositive() {
			steps = decimal.Min(steps, floor(room, paidOn.Mul(step), one))
		}
	}
	return least.Add(steps.Mul(step)), true
}
