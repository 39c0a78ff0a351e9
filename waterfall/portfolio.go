package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/waterfall/internal/budget"
)

// portfolio is the choice of what to spend on each tactic, in minor units.
type portfolio struct {
	places  int32
	budget  int64
	options []option
}

// option is a tactic that can be spent on. Its rate is the margin that money spent on units brings.
type option struct {
	campaign
	budget.Option
	limited bool // High is what it can take, and not what the budget leaves
}

// newPortfolio is of a sound mix and budget.
func newPortfolio(m *Mix, amount decimal.Decimal) *portfolio {
	p := &portfolio{options: make([]option, len(m.Tactics))}
	p.places, _ = partnermath.MinorUnits(m.Currency)
	p.budget, _ = exact.Int64(amount, p.places)
	for i := range m.Tactics {
		p.options[i].campaign = m.campaign(i)
		p.options[i].limit(p)
	}
	return p
}

// limit works out what the tactic brings and how much can be spent on it.
func (o *option) limit(p *portfolio) {
	o.units = exact.NewFraction(one, o.UnitCost.Decimal)
	o.run()
	o.Rate = o.revenue().Mul(o.funnel.MarginRate.Decimal)
	o.Fixed, _ = exact.Int64(orZero(o.FixedCost), p.places)
	minimum, _ := exact.Int64(orZero(o.Minimum), p.places)
	o.Forced, o.Low, o.High = minimum > 0, max(minimum, o.Fixed), p.budget
	for _, most := range []decimal.NullDecimal{o.Maximum, o.whole(p.places)} {
		if units, ok := exact.Int64(most.Decimal, p.places); most.Valid && ok && units <= o.High {
			o.High, o.limited = units, true
		}
	}
	switch {
	case o.Rate.Sign() <= 0:
		o.High, o.limited = o.Low, false // more of it brings nothing
	case o.High < o.Low && !o.Forced:
		o.Low, o.High, o.Fixed = 0, 0, 0 // not even its fixed cost can be paid
	}
	o.High = max(o.High, o.Low)
}

// whole returns what the capacity costs, rounded down so that it is not exceeded.
func (t *Tactic) whole(places int32) decimal.NullDecimal {
	if !t.Capacity.Valid {
		return t.Capacity
	}
	return decimal.NewNullDecimal(t.UnitCost.Decimal.Mul(t.Capacity.Decimal).Truncate(places).Add(orZero(t.FixedCost)))
}

// least is what the minimums take.
func (p *portfolio) least() int64 {
	var sum int64
	for i := range p.options {
		if p.options[i].Forced {
			sum += p.options[i].Low
		}
	}
	return sum
}

// spread spends the budget, and returns the price of money and the most that can be brought.
func (p *portfolio) spread() (price, bound decimal.Decimal) {
	options := make([]*budget.Option, len(p.options))
	for i := range options {
		options[i] = &p.options[i].Option
	}
	budget.Spread(p.budget, options)
	return budget.Bound(p.budget, p.places, options)
}

// unitsFor returns the units that a spend buys.
func (o *option) unitsFor(spend int64) exact.Fraction {
	if spend <= o.Fixed {
		return exact.Fraction{}
	}
	return exact.NewFraction(exact.Fixed(spend-o.Fixed, o.funnel.minor()), o.UnitCost.Decimal)
}

func (o *option) reason() SpendReason {
	switch {
	case o.Spend == 0:
		return SpendNothing
	case o.Spend == o.High && o.limited:
		return SpendFull
	case o.Spend == o.Low:
		return SpendMinimum
	}
	return SpendRest
}
