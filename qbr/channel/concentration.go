package channel

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// concentration looks at the partners of the period, the largest first.
func (a *account) concentration(top int) Concentration {
	c := Concentration{Top: []PartnerShare{}}
	var all []PartnerShare
	for id, p := range a.Partners {
		if p.Sides[period].Records > 0 {
			all = append(all, PartnerShare{Partner: id, Revenue: a.money(p.Sides[period].Revenue)})
		}
	}
	slices.SortFunc(all, func(x, y PartnerShare) int {
		return cmp.Or(y.Revenue.Cmp(x.Revenue), cmp.Compare(x.Partner, y.Partner))
	})
	const part = 5
	c.Fifth = (len(all) + part - 1) / part
	top = min(top, len(all))
	var sum, squares, ofTop, ofFifth decimal.Decimal
	for i := range all {
		counted := decimal.Max(all[i].Revenue, decimal.Decimal{})
		sum, squares = sum.Add(counted), squares.Add(counted.Mul(counted))
		if i < top {
			ofTop = ofTop.Add(counted)
		}
		if i < c.Fifth {
			ofFifth = ofFifth.Add(counted)
		}
	}
	for _, s := range all[:top] {
		s.Share = exact.Ratio(decimal.Max(s.Revenue, decimal.Decimal{}), sum, exact.RatioPlaces)
		c.Top = append(c.Top, s)
	}
	c.TopShare, c.FifthShare = exact.Ratio(ofTop, sum, exact.RatioPlaces), exact.Ratio(ofFifth, sum, exact.RatioPlaces)
	c.HHI = exact.Ratio(squares, sum.Mul(sum), exact.RatioPlaces)
	return c
}

// attainment sorts the partners of the period into bands.
func (a *account) attainment(p *Policy) Attainment {
	of := Attainment{Bands: make([]Band, len(p.Bands)+1)}
	for i, from := range p.Bands {
		of.Bands[i+1].From = from
	}
	for _, partner := range a.Partners {
		if partner.Sides[period].Records == 0 {
			continue
		}
		plan := a.sum(&partner.Plan)
		actual := a.actual(partner.Sides[period].Revenue, &partner.Credited)
		if partner.Plan.Unknown > 0 || !actual.Valid || !plan.Decimal.IsPositive() {
			of.Unknown++
			continue
		}
		i := len(p.Bands)
		for i > 0 && actual.Decimal.LessThan(p.Bands[i-1].Decimal.Mul(plan.Decimal)) {
			i--
		}
		b := &of.Bands[i]
		b.Partners, of.Partners = b.Partners+1, of.Partners+1
		b.Plan, of.Plan = b.Plan.Add(plan.Decimal), of.Plan.Add(plan.Decimal)
		b.Actual, of.Actual = b.Actual.Add(actual.Decimal), of.Actual.Add(actual.Decimal)
	}
	of.Attainment = exact.Ratio(of.Actual, of.Plan, exact.RatioPlaces)
	for i := range of.Bands {
		of.Bands[i].Share = exact.RatioInt(int64(of.Bands[i].Partners), int64(of.Partners), exact.RatioPlaces)
	}
	return of
}

// actual is what counts towards the plan of a partner or a group.
func (a *account) actual(revenue exact.Sum, credited *[roles]figure) decimal.NullDecimal {
	if len(a.counts) == 0 {
		return known(a.money(revenue))
	}
	sum := known(decimal.Decimal{})
	for _, role := range a.counts {
		of := &credited[role.index()]
		if of.Unknown > 0 {
			return decimal.NullDecimal{}
		}
		sum.Decimal = sum.Decimal.Add(a.money(of.Sum))
	}
	return sum
}

func (a *account) groupAttainment(c *cost) GroupAttainment {
	of := GroupAttainment{
		Own: c.own, Members: a.sum(&c.Plan), MembersUnknown: int(c.Plan.Unknown), Actual: a.actual(c.Revenue, &c.Credited), Plan: c.own,
	}
	if of.Own.Valid && of.Members.Valid {
		of.Difference = known(of.Own.Decimal.Sub(of.Members.Decimal))
	}
	if !of.Own.Valid && of.MembersUnknown == 0 {
		of.Plan = of.Members
	}
	if of.Plan.Decimal.IsPositive() {
		of.Attainment = exact.RatioNull(of.Actual, of.Plan, exact.RatioPlaces)
	}
	return of
}
