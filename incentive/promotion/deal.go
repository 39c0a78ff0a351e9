package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// deal is a proposal in figures, none of them rounded. Without a basis or a goal, and without a
// baseline or a revenue, what does not depend on them is known.
type deal struct {
	places   int32
	margin   decimal.Decimal // rate
	times    decimal.Decimal // 1 + minimum ROI, above 0
	fixed    decimal.Decimal // F
	basis    Basis           // none: the payout is not on the menu
	goal     GoalMeasure     // none: not exactly one goal pays
	level    decimal.Decimal
	lowest   decimal.Decimal // attainment that pays
	baseline decimal.NullDecimal
	revenue  decimal.NullDecimal // at full attainment
}

// revenueAt is the revenue at an attainment of the goal. At full attainment it is the forecast,
// whatever the goal is.
func (d *deal) revenueAt(attainment decimal.Decimal) decimal.NullDecimal {
	part := decimal.NewNullDecimal(attainment)
	switch {
	case attainment.Equal(one):
		return d.revenue
	case d.goal == MeasureRevenue:
		return of(part, decimal.Decimal.Mul, d.revenue)
	case d.goal == MeasureIncrement:
		return of(d.baseline, decimal.Decimal.Add, of(part, decimal.Decimal.Mul, d.increment(d.revenue)))
	}
	return decimal.NullDecimal{}
}

func (d *deal) increment(revenue decimal.NullDecimal) decimal.NullDecimal {
	return of(revenue, decimal.Decimal.Sub, d.baseline)
}

// quantity is what of a revenue the goal is about.
func (d *deal) quantity(revenue decimal.NullDecimal) decimal.NullDecimal {
	if d.goal == MeasureRevenue {
		return revenue
	}
	return d.increment(revenue)
}

// paidOn is what the level is multiplied with at a revenue.
func (d *deal) paidOn(revenue decimal.NullDecimal) decimal.NullDecimal {
	switch d.basis {
	case BasisIncrement:
		return of(zeroNumber, larger, d.increment(revenue))
	case BasisRevenue:
		return of(zeroNumber, larger, revenue)
	case BasisFixed:
		return decimal.NewNullDecimal(one)
	}
	return decimal.NullDecimal{}
}

// payout is what a level pays at a revenue.
func (d *deal) payout(revenue decimal.NullDecimal, level decimal.Decimal) decimal.NullDecimal {
	return d.money(of(decimal.NewNullDecimal(level), decimal.Decimal.Mul, d.paidOn(revenue)))
}

// gain is what a revenue returns.
func (d *deal) gain(revenue decimal.NullDecimal) decimal.NullDecimal {
	return d.money(of(d.increment(revenue), decimal.Decimal.Mul, decimal.NewNullDecimal(d.margin)))
}

// at is the deal at an attainment, paid at a level.
func (d *deal) at(attainment, level decimal.Decimal) Point {
	revenue := d.revenueAt(attainment)
	point := d.point(revenue, d.payout(revenue, level), d.fixed)
	point.Attainment = decimal.NewNullDecimal(attainment)
	return point
}

// point is what a revenue returns for a payout and what else is spent.
func (d *deal) point(revenue, payout decimal.NullDecimal, fixed decimal.Decimal) Point {
	point := Point{
		Revenue: d.money(revenue), Return: d.gain(revenue),
		Payout: payout, Cost: of(decimal.NewNullDecimal(fixed), decimal.Decimal.Add, payout),
	}
	point.Increment = d.increment(point.Revenue)
	point.LargestPayout = d.largestPayout(point.Return, fixed)
	point.Meets = payout.Valid && atMost(payout.Decimal, point.LargestPayout)
	if gain, cost := point.Return.Decimal, point.Cost.Decimal; point.Return.Valid && point.Cost.Valid {
		point.MarginROI, point.MarginMultiple = returned(gain, cost)
		point.RevenueROI, point.RevenueMultiple = returned(point.Increment.Decimal, cost)
	}
	return point
}

// largestPayout is return ÷ times − F, as one fraction; undefined where not even 0 meets the ROI.
func (d *deal) largestPayout(gain decimal.NullDecimal, fixed decimal.Decimal) decimal.NullDecimal {
	room := gain.Decimal.Sub(d.times.Mul(fixed))
	if !gain.Valid || room.IsNegative() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(floor(room, d.times, d.unit()))
}

// needed is the increment whose return is so many times the cost, also when rounding adds
// slack to the payout of a rate and takes it off the return; not ok when none is.
func (d *deal) needed(times, slack decimal.Decimal) (increment exact.Fraction, ok bool) {
	cost, left, known := d.fixed, d.margin, true
	switch d.basis {
	case BasisRevenue:
		cost, left = cost.Add(slack).Add(d.level.Mul(d.baseline.Decimal)), left.Sub(times.Mul(d.level))
		known = d.baseline.Valid
	case BasisIncrement:
		cost, left = cost.Add(slack), left.Sub(times.Mul(d.level))
	case BasisFixed: // an amount in minor units, as it is
		cost = cost.Add(d.level)
	default:
		known = false
	}
	return exact.NewFraction(times.Mul(cost).Add(slack), left), known && left.IsPositive()
}

// smallestRevenue carries the level at both attainments: that of the formula, as long as money
// that is rounded does not make it another. No rounding takes more than half a minor unit. The
// caller knows whether the forecast carries the level.
func (d *deal) smallestRevenue(carried bool) decimal.NullDecimal {
	smallest := d.revenueFor(decimal.Decimal{})
	refused := d.revenue.Valid && !carried
	if smallest.Valid && (!d.carries(smallest) || refused && d.revenue.Decimal.GreaterThanOrEqual(smallest.Decimal)) {
		smallest = d.revenueFor(d.half())
	}
	if carried && !atMost(smallest.Decimal, d.revenue) || carried && !smallest.Valid {
		return d.revenue
	}
	return smallest
}

// revenueFor returns the revenue at which the needed increment is there at both attainments,
// rounded up.
func (d *deal) revenueFor(slack decimal.Decimal) decimal.NullDecimal {
	needed, ok := d.needed(d.times, slack)
	if !ok || !d.baseline.Valid || d.goal == "" {
		return decimal.NullDecimal{}
	}
	baseline := exact.NewFraction(d.baseline.Decimal, one)
	full, lowest := baseline.Add(needed), baseline.Add(needed.Div(d.lowest))
	if d.goal == MeasureRevenue {
		lowest = full.Div(d.lowest)
	}
	if lowest.Cmp(full) < 0 {
		lowest = full
	}
	return decimal.NewNullDecimal(lowest.Ceil(d.unit()))
}

// carries tells whether a revenue at full attainment is known to meet the ROI at both attainments.
func (d deal) carries(revenue decimal.NullDecimal) bool {
	d.revenue = revenue
	for _, attainment := range [...]decimal.Decimal{one, d.lowest} {
		revenue := d.revenueAt(attainment)
		payout := d.payout(revenue, d.level)
		if !payout.Valid || !atMost(payout.Decimal, d.largestPayout(d.gain(revenue), d.fixed)) {
			return false
		}
	}
	return true
}

func (d *deal) breakEven() decimal.NullDecimal {
	needed, ok := d.needed(one, decimal.Decimal{})
	if !ok {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(needed.Round(d.places))
}

// highest is the highest level of a payout that meets the ROI at both attainments, of a deal
// that is known; not ok when none does. A payout rounds to no more than the largest while it is
// less than half a minor unit above it.
func (d *deal) highest(p *Payout) (level decimal.Decimal, ok bool) {
	least, step := p.Least.Decimal, p.Step.Decimal
	steps := floor(p.Most.Decimal.Sub(least), step, one)
	for _, attainment := range [...]decimal.Decimal{one, d.lowest} {
		revenue := d.revenueAt(attainment)
		largest, paidOn := d.largestPayout(d.gain(revenue), d.fixed), d.paidOn(revenue).Decimal
		room := largest.Decimal.Add(d.half()).Sub(paidOn.Mul(least))
		if !largest.Valid || !room.IsPositive() {
			return decimal.Decimal{}, false
		}
		if paidOn.IsPositive() {
			steps = decimal.Min(steps, exact.NewFraction(room, paidOn.Mul(step)).Ceil(one).Sub(one))
		}
	}
	return least.Add(steps.Mul(step)), true
}

// unit is the minor unit, and half is half of it.
func (d *deal) unit() decimal.Decimal { return decimal.New(1, -d.places) }
func (d *deal) half() decimal.Decimal { return decimal.New(5, -d.places-1) }

func (d *deal) money(amount decimal.NullDecimal) decimal.NullDecimal {
	if amount.Valid {
		amount.Decimal = exact.Round(amount.Decimal, d.places)
	}
	return amount
}

// of works a figure out of two, unknown when one of them is.
func of(a decimal.NullDecimal, op func(a, b decimal.Decimal) decimal.Decimal, b decimal.NullDecimal) decimal.NullDecimal {
	if !a.Valid || !b.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(op(a.Decimal, b.Decimal))
}

func larger(a, b decimal.Decimal) decimal.Decimal { return decimal.Max(a, b) }

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
