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
	increment := revenue.Sub(d.baseline)
	gain := exact.Round(increment.Mul(d.margin), d.places)
	point := Point{
		Revenue: d.money(revenue), Increment: d.money(increment), Return: decimal.NewNullDecimal(gain),
		Payout: d.money(payout), LargestPayout: d.largestPayout(gain, fixed),
	}
	cost := fixed.Add(point.Payout.Decimal)
	point.Cost, point.Meets = decimal.NewNullDecimal(cost), atMost(point.Payout.Decimal, point.LargestPayout)
	point.MarginROI, point.MarginMultiple = returned(gain, cost)
	point.RevenueROI, point.RevenueMultiple = returned(point.Increment.Decimal, cost)
	return point
}

func (d *deal) money(amount decimal.Decimal) decimal.NullDecimal {
	return decimal.NewNullDecimal(exact.Round(amount, d.places))
}

// unit is the minor unit.
func (d *deal) unit() decimal.Decimal { return decimal.New(1, -d.places) }

// largestPayout is return ÷ times − F, as one fraction; undefined where not even 0 meets the ROI.
func (d *deal) largestPayout(gain, fixed decimal.Decimal) decimal.NullDecimal {
	room := gain.Sub(d.times.Mul(fixed))
	if room.IsNegative() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(floor(room, d.times, d.unit()))
}

func atMost(amount decimal.Decimal, largest decimal.NullDecimal) bool {
	return largest.Valid && amount.LessThanOrEqual(largest.Decimal)
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

// needed is the increment whose return is so many times the cost, also when rounding adds
// slack to the payout of a rate and takes it off the return; not ok when none is.
func (d *deal) needed(times, slack decimal.Decimal) (increment exact.Fraction, ok bool) {
	cost, left := d.fixed, d.margin
	switch d.basis {
	case BasisRevenue:
		cost, left = cost.Add(slack).Add(d.level.Mul(d.baseline)), left.Sub(times.Mul(d.level))
	case BasisIncrement:
		cost, left = cost.Add(slack), left.Sub(times.Mul(d.level))
	case BasisFixed: // an amount in minor units, as it is
		cost = cost.Add(d.level)
	}
	return exact.NewFraction(times.Mul(cost).Add(slack), left), left.IsPositive()
}

// smallestRevenue carries the level at both attainments: that of the formula, as long as money
// that is rounded does not make it another. No rounding takes more than half a minor unit.
func (d *deal) smallestRevenue() decimal.NullDecimal {
	carried, smallest := d.carries(d.revenue), d.revenueFor(decimal.Decimal{})
	contrary := smallest.Valid && (!d.carries(smallest.Decimal) || !carried && d.revenue.GreaterThanOrEqual(smallest.Decimal))
	if contrary {
		smallest = d.revenueFor(decimal.New(5, -d.places-1))
	}
	if carried && !(smallest.Valid && smallest.Decimal.LessThanOrEqual(d.revenue)) {
		return decimal.NewNullDecimal(d.revenue)
	}
	return smallest
}

// revenueFor returns the needed increment at both attainments, rounded up.
func (d *deal) revenueFor(slack decimal.Decimal) decimal.NullDecimal {
	needed, ok := d.needed(d.times, slack)
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
	return decimal.NewNullDecimal(lowest.Ceil(d.unit()))
}

// carries tells whether a revenue at full attainment meets the ROI at both attainments.
func (d deal) carries(revenue decimal.Decimal) bool {
	d.revenue = revenue
	for _, attainment := range [...]decimal.Decimal{one, d.lowest} {
		revenue := d.revenueAt(attainment)
		payout := exact.Round(d.level.Mul(d.paidOn(revenue)), d.places)
		if !atMost(payout, d.largestAt(revenue)) {
			return false
		}
	}
	return true
}

// largestAt is the largest payout at a revenue.
func (d *deal) largestAt(revenue decimal.Decimal) decimal.NullDecimal {
	gain := exact.Round(revenue.Sub(d.baseline).Mul(d.margin), d.places)
	return d.largestPayout(gain, d.fixed)
}

func (d *deal) breakEven() decimal.NullDecimal {
	needed, ok := d.needed(one, decimal.Decimal{})
	if !ok {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(needed.Round(d.places))
}

// highest is the highest level of a payout that meets the ROI at both attainments; not ok
// when none does. A payout rounds to no more than the largest while it is less than half a minor
// unit above it.
func (d *deal) highest(p *Payout) (level decimal.Decimal, ok bool) {
	least, step := p.Least.Decimal, p.Step.Decimal
	steps := floor(p.Most.Decimal.Sub(least), step, one)
	half := decimal.New(5, -d.places-1)
	for _, attainment := range [...]decimal.Decimal{one, d.lowest} {
		revenue := d.revenueAt(attainment)
		largest, paidOn := d.largestAt(revenue), d.paidOn(revenue)
		room := largest.Decimal.Add(half).Sub(paidOn.Mul(least))
		if !largest.Valid || !room.IsPositive() {
			return decimal.Decimal{}, false
		}
		if paidOn.IsPositive() {
			steps = decimal.Min(steps, exact.NewFraction(room, paidOn.Mul(step)).Ceil(one).Sub(one))
		}
	}
	return least.Add(steps.Mul(step)), true
}
