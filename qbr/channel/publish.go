package channel

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

func (t *Tally) publish() Report {
	r := Report{Period: t.policy.Period, Before: t.policy.Before, Accounts: []Account{}, Findings: t.findings.Findings()}
	currencies := slices.Sorted(maps.Keys(t.accounts))
	for _, currency := range currencies {
		r.Accounts = append(r.Accounts, t.accounts[currency].publish(currency, &t.policy))
	}
	grown := slices.DeleteFunc(currencies, func(currency string) bool {
		return r.Before == (Span{}) || len(t.accounts[currency].Partners) == 0
	})
	r.Used, r.Missing = t.converter.publish(t.policy.Rates, grown)
	if t.converter != nil && len(r.Missing) == 0 {
		converted := t.converted.publish(t.policy.ConvertTo, &t.policy)
		r.Converted = &converted
	}
	return r
}

func (a *account) publish(currency string, p *Policy) Account {
	of := Account{
		Currency: currency, Kinds: make([]Line, len(a.kinds)), Cost: a.cost("", &a.All),
		Concentration: a.concentration(p.Top), Attainment: a.attainment(p),
	}
	tiers, regions := make(map[string]int), make(map[string]int)
	spenders := make([]int, len(a.kinds)+1) // the last of any kind
	for _, partner := range a.Partners {
		if partner.Sides[period].Records == 0 {
			continue
		}
		of.Partners++
		if a.money(partner.Sides[period].Revenue).IsPositive() {
			of.Active++
		}
		for _, id := range partner.Tiers {
			tiers[id]++
		}
		for _, id := range partner.Regions {
			regions[id]++
		}
		a.countSpender(partner, spenders)
	}
	of.Cost.Partners = of.Partners
	of.Tiers, of.Regions = a.costs(a.Tiers, tiers), a.costs(a.Regions, regions)
	tagged := a.Tagged
	tagged.Spend = a.Total.Spend
	of.Total, of.Tagged = a.line(&a.Total, spenders[len(a.kinds)], of.Partners), a.line(&tagged, spenders[len(a.kinds)], of.Partners)
	of.Untagged = a.line(&a.Lines[len(a.kinds)], 0, of.Partners)
	for k, kind := range a.kinds {
		l := a.line(&a.Lines[k], spenders[k], of.Partners)
		l.Kind, l.Name, l.Treatment = kind.ID, kind.Name, kind.Treatment
		if p.Before != (Span{}) {
			l.Comparison = a.comparison(k)
		}
		of.Kinds[k] = l
	}
	if p.Before != (Span{}) {
		of.Growth, of.Retagged = a.growth(), a.retagged()
	}
	for i, role := range Role("").Values() {
		of.Roles = append(of.Roles, a.credited(role, i))
	}
	of.Deals = a.credited("", roles)
	of.Overlay, of.OverlayUnknown = a.sum(&a.Overlay), int(a.Overlay.Unknown)
	return of
}

func (a *account) money(s exact.Sum) decimal.Decimal { return s.Decimal(a.places) }

// countSpender counts a partner by each kind of which it has a spend above 0, and in all.
func (a *account) countSpender(p *partner, spenders []int) {
	var all exact.Sum
	for k, spend := range p.Spend {
		all.Merge(spend)
		if a.money(spend).IsPositive() {
			spenders[k]++
		}
	}
	if a.money(all).IsPositive() {
		spenders[len(a.kinds)]++
	}
}

func (a *account) line(l *line, spenders, partners int) Line {
	of := Line{
		Spend: a.money(l.Spend), Partners: spenders, Participation: exact.RatioInt(int64(spenders), int64(partners), exact.RatioPlaces),
		Outcomes: int(l.Outcomes),
	}
	for m, to := range [measures]*Yield{&of.Revenue, &of.Margin, &of.IncrementalRevenue, &of.IncrementalMargin} {
		f := &l.Yields[m]
		to.Amount, to.Unknown = a.sum(f), int(f.Unknown)
		if f.Unknown == 0 {
			to.Multiple, to.ROI = returns(to.Amount, of.Spend)
		}
	}
	return of
}

// sum is undefined where nothing is known.
func (a *account) sum(f *figure) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: a.money(f.Sum), Valid: f.Known > 0}
}

// returns is undefined unless the spend is above 0.
func returns(amount decimal.NullDecimal, spend decimal.Decimal) (multiple, roi decimal.NullDecimal) {
	if !amount.Valid || !spend.IsPositive() {
		return multiple, roi
	}
	return exact.Ratio(amount.Decimal, spend, exact.RatioPlaces), exact.Ratio(amount.Decimal.Sub(spend), spend, exact.RatioPlaces)
}

// costs returns the parts by id.
func (a *account) costs(parts map[string]*cost, partners map[string]int) []Cost {
	all := make([]Cost, 0, len(parts))
	for _, id := range slices.Sorted(maps.Keys(parts)) {
		c := a.cost(id, parts[id])
		c.Partners = partners[id]
		all = append(all, c)
	}
	return all
}

func (a *account) cost(id string, c *cost) Cost {
	of := Cost{
		ID: id, Records: int(c.Records), Revenue: a.money(c.Revenue), Cost: a.money(c.Cost), Contra: a.money(c.Contra),
		DirectCost: a.sum(&c.Direct), DirectUnknown: int(c.Direct.Unknown), Attainment: a.groupAttainment(c),
	}
	if !of.Revenue.IsPositive() {
		return of
	}
	of.CostRate = exact.Ratio(of.Cost, of.Revenue, exact.RatioPlaces)
	if of.DirectUnknown == 0 {
		of.DirectRate = exact.RatioNull(of.DirectCost, known(of.Revenue), exact.RatioPlaces)
	}
	return of
}

func (a *account) growth() Growth {
	var g Growth
	var sums, constants [sides]exact.Sum
	for _, p := range a.Partners {
		if p.Sides[before].Records == 0 || p.Sides[period].Records == 0 {
			g.Others++
			continue
		}
		g.Partners++
		for side := range sides {
			sums[side].Merge(p.Sides[side].Revenue)
			constants[side].Merge(p.Sides[side].Constant)
		}
	}
	if g.Partners == 0 {
		return g
	}
	g.Before, g.Now = known(a.money(sums[before])), known(a.money(sums[period]))
	g.ConstantBefore, g.ConstantNow = known(a.money(constants[before])), known(a.money(constants[period]))
	g.Growth, g.ConstantGrowth = growth(g.Now, g.Before), growth(g.ConstantNow, g.ConstantBefore)
	return g
}

// retagged counts the partners whose tags changed from one kind to another.
func (a *account) retagged() []Retag {
	counts := make(map[[2]int]int)
	for _, p := range a.Partners {
		lost, won := p.Sides[before].Tagged&^p.Sides[period].Tagged, p.Sides[period].Tagged&^p.Sides[before].Tagged
		if lost == 0 || won == 0 {
			continue
		}
		for from := range a.kinds {
			for to := range a.kinds {
				if lost&(1<<from) != 0 && won&(1<<to) != 0 {
					counts[[2]int{from, to}]++
				}
			}
		}
	}
	list := []Retag{}
	for from := range a.kinds {
		for to := range a.kinds {
			if n := counts[[2]int{from, to}]; n > 0 {
				list = append(list, Retag{From: a.kinds[from].ID, To: a.kinds[to].ID, Partners: n})
			}
		}
	}
	return list
}

// growth is (now − before) ÷ before, undefined unless before is above 0.
func growth(now, before decimal.NullDecimal) decimal.NullDecimal {
	if !now.Valid || !before.Valid || !before.Decimal.IsPositive() {
		return decimal.NullDecimal{}
	}
	return exact.Ratio(now.Decimal.Sub(before.Decimal), before.Decimal, exact.RatioPlaces)
}

func (a *account) credited(role Role, i int) Credit {
	credited, d := &a.Credited[i], &a.deals[i]
	of := Credit{Role: role, Credited: a.money(credited.Sum), Unknown: int(credited.Unknown)}
	if a.withDeal == a.All.Records && of.Unknown == 0 {
		of.Deals = known(decimal.NewFromInt(int64(d.deals)))
		of.Distinct = known(d.distinct.Decimal(a.places))
		of.Overlap = known(of.Credited.Sub(of.Distinct.Decimal))
	}
	return of
}
