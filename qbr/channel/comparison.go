package channel

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// group is the sums of some partners, before and in the period.
type group struct {
	partners int
	spend    exact.Sum
	revenue  [sides]exact.Sum
	margin   [sides]figure
}

func (g *group) add(p *partner, kind int) {
	g.partners++
	g.spend.Merge(p.Spend[kind])
	for side := range sides {
		g.revenue[side].Merge(p.Sides[side].Revenue)
		g.margin[side].merge(&p.Sides[side].Margin)
	}
}

// comparison compares the partners on which a kind was spent with the others.
func (a *account) comparison(kind int) *Comparison {
	var with, without group
	for _, p := range a.Partners {
		if p.Sides[before].Records == 0 || p.Sides[period].Records == 0 || p.spent(before, kind) {
			continue
		}
		switch {
		case !p.spent(period, kind):
			without.add(p, kind)
		case a.money(p.Spend[kind]).IsPositive():
			with.add(p, kind)
		}
	}
	c := &Comparison{Participants: with.partners, Comparables: without.partners, Spend: a.money(with.spend)}
	margin := func(g *group, side int) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: a.money(g.margin[side].Sum), Valid: g.margin[side].Unknown == 0}
	}
	c.Revenue = Difference{
		Before: known(a.money(with.revenue[before])), With: known(a.money(with.revenue[period])),
		ComparedBefore: known(a.money(without.revenue[before])), Compared: known(a.money(without.revenue[period])),
	}
	c.Margin = Difference{
		Before: margin(&with, before), With: margin(&with, period),
		ComparedBefore: margin(&without, before), Compared: margin(&without, period),
	}
	for _, d := range []*Difference{&c.Revenue, &c.Margin} {
		if with.partners > 0 {
			d.Increment = d.increment(a.places)
		}
		d.Multiple, d.ROI = returns(d.Increment, c.Spend)
	}
	return c
}

// spent reports whether anything was spent on a kind.
func (p *partner) spent(side, kind int) bool { return p.Sides[side].Spent&(1<<kind) != 0 }

// increment is With − Before × Compared ÷ ComparedBefore.
func (d *Difference) increment(places int32) decimal.NullDecimal {
	if !d.Before.Valid || !d.With.Valid || !d.Compared.Valid || !d.ComparedBefore.Valid || !d.ComparedBefore.Decimal.IsPositive() {
		return decimal.NullDecimal{}
	}
	base := d.ComparedBefore.Decimal
	return exact.Ratio(d.With.Decimal.Mul(base).Sub(d.Before.Decimal.Mul(d.Compared.Decimal)), base, places)
}
