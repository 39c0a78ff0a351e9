package channel_test

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// cost is of a group of records, all of which are those of the period.
func (o oracle) cost(id string, group, all []channel.Record) channel.Cost {
	c := channel.Cost{ID: id, Partners: len(byPartner(group)), Records: len(group), Attainment: o.groupAttainment(group, all)}
	cost, contra, rev := new(big.Rat), new(big.Rat), revenue(group)
	var direct *big.Rat
	for _, r := range group {
		cost.Add(cost, spend(r, o.treated(channel.TreatedAsCost)))
		contra.Add(contra, spend(r, o.treated(channel.TreatedAsContra)))
		if !r.DirectCost.Valid {
			c.DirectUnknown++
			continue
		}
		direct = atop(direct, frac(r.DirectCost))
	}
	c.Revenue, c.Cost, c.Contra = o.money(rev), o.money(cost), o.money(contra)
	c.CostRate, c.DirectCost = published(over(cost, rev), 4), published(direct, o.places)
	if c.DirectUnknown == 0 {
		c.DirectRate = published(over(direct, rev), 4)
	}
	return c
}

func (o oracle) costs(all []channel.Record, of func(channel.Record) string) []channel.Cost {
	groups, list := map[string][]channel.Record{}, []channel.Cost{}
	for _, r := range all {
		groups[of(r)] = append(groups[of(r)], r)
	}
	for _, id := range names(groups) {
		list = append(list, o.cost(id, groups[id], all))
	}
	slices.SortFunc(list, func(a, b channel.Cost) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// groupAttainment is of a group for which the policy plans nothing.
func (o oracle) groupAttainment(group, all []channel.Record) (g channel.GroupAttainment) {
	var members *big.Rat
	actual := new(big.Rat)
	for _, r := range group {
		if r.Plan.Valid {
			members = atop(members, frac(r.Plan))
		} else {
			g.MembersUnknown++
		}
		actual = added(actual, o.counted(r, all))
	}
	g.Members, g.Actual = published(members, o.places), published(actual, o.places)
	if g.MembersUnknown == 0 {
		g.Plan, g.Attainment = g.Members, published(over(actual, members), 4)
	}
	return g
}

// growth is of partners that have records in both spans; the constant figures are of the same
// records at the last rates.
func (o oracle) growth(now, before, constants []channel.Record) (g channel.Growth) {
	is, was := byPartner(now), byPartner(before)
	sums := [4]*big.Rat{}
	for _, partner := range names(is) {
		if was[partner] == nil {
			g.Others++
			continue
		}
		g.Partners++
		constant := byPartner(constants)[partner]
		for i, records := range [4][]channel.Record{was[partner], is[partner], during(o.p.Before, constant), during(o.p.Period, constant)} {
			sums[i] = atop(sums[i], revenue(records))
		}
	}
	for partner := range was {
		if is[partner] == nil {
			g.Others++
		}
	}
	rate := func(now, before *big.Rat) decimal.NullDecimal {
		if now == nil {
			return decimal.NullDecimal{}
		}
		return published(over(minus(now, before), before), 4)
	}
	g.Before, g.Now, g.Growth = published(sums[0], o.places), published(sums[1], o.places), rate(sums[1], sums[0])
	g.ConstantBefore, g.ConstantNow, g.ConstantGrowth = published(sums[2], o.places), published(sums[3], o.places), rate(sums[3], sums[2])
	return g
}

// retagged counts partners with sales tagged with one kind before and with another now, and
// neither tag the other time.
func (o oracle) retagged(now, before []channel.Record) []channel.Retag {
	tagged := func(all []channel.Record, partner, kind string) bool {
		return slices.ContainsFunc(byPartner(all)[partner], func(r channel.Record) bool {
			return slices.ContainsFunc(r.Outcomes, func(out channel.Outcome) bool {
				return slices.ContainsFunc(out.Tags, func(tag channel.Tag) bool { return tag.Kind == kind })
			})
		})
	}
	list := []channel.Retag{}
	for _, from := range o.p.Kinds {
		for _, to := range o.p.Kinds {
			tag := channel.Retag{From: from.ID, To: to.ID}
			for partner := range byPartner(now) {
				if tagged(before, partner, from.ID) && !tagged(before, partner, to.ID) && !tagged(now, partner, from.ID) && tagged(now, partner, to.ID) {
					tag.Partners++
				}
			}
			if tag.Partners > 0 {
				list = append(list, tag)
			}
		}
	}
	return list
}

// credited is what a record has in a role, nil when it is not known.
func (o oracle) credited(r channel.Record, role channel.Role, all []channel.Record) *big.Rat {
	if r.Deals == nil {
		return frac(map[channel.Role]decimal.NullDecimal{
			channel.Sourced: r.Sourced, channel.Influenced: r.Influenced, channel.Attached: r.Attached,
		}[role])
	}
	sum := new(big.Rat)
	for _, d := range r.Deals {
		if d.Role != role {
			continue
		}
		if !d.Weight.Valid {
			sum.Add(sum, frac(d.Amount))
			continue
		}
		weights := map[string]*big.Rat{}
		for _, other := range all {
			for _, same := range other.Deals {
				if same.ID == d.ID && same.Role == role {
					weights[other.Partner] = frac(same.Weight)
				}
			}
		}
		var list []*big.Rat
		for _, partner := range names(weights) {
			list = append(list, weights[partner])
		}
		at := slices.Index(names(weights), r.Partner)
		sum.Add(sum, testkit.LargestRemainder(frac(d.Amount), list, o.places)[at])
	}
	return sum
}

// credit is that of a role, "" of all.
func (o oracle) credit(role channel.Role, all []channel.Record) channel.Credit {
	c, total, every := channel.Credit{Role: role}, new(big.Rat), true
	distinct := map[string]*big.Rat{}
	for _, r := range all {
		every = every && r.Deals != nil
		unknown := false
		for _, each := range role.Values() {
			if role != "" && role != each {
				continue
			}
			if amount := o.credited(r, each, all); amount != nil {
				total.Add(total, amount)
				continue
			}
			unknown = true
		}
		if unknown {
			c.Unknown++
		}
		for _, d := range r.Deals {
			if d.Role != "" && (role == "" || role == d.Role) {
				distinct[d.ID] = frac(d.Amount)
			}
		}
	}
	c.Credited = o.money(total)
	if every {
		once := new(big.Rat)
		for _, amount := range distinct {
			once.Add(once, amount)
		}
		c.Deals, c.Distinct = published(whole(len(distinct)), 0), published(once, o.places)
		c.Overlap = published(minus(total, once), o.places)
	}
	return c
}

func (o oracle) concentration(all []channel.Record) channel.Concentration {
	c, total := channel.Concentration{Top: []channel.PartnerShare{}}, new(big.Rat)
	type sold struct {
		partner string
		amount  *big.Rat
	}
	var list []sold
	for partner, mine := range byPartner(all) {
		list = append(list, sold{partner, revenue(mine)})
		total.Add(total, atLeastZero(revenue(mine)))
	}
	slices.SortFunc(list, func(a, b sold) int { return cmp.Or(b.amount.Cmp(a.amount), cmp.Compare(a.partner, b.partner)) })
	c.Fifth = (len(list) + 4) / 5
	top, fifth, squares := new(big.Rat), new(big.Rat), new(big.Rat)
	for i, s := range list {
		counts := atLeastZero(s.amount)
		if i < o.p.Top {
			c.Top = append(c.Top, channel.PartnerShare{Partner: s.partner, Revenue: o.money(s.amount), Share: published(over(counts, total), 4)})
			top.Add(top, counts)
		}
		if i < c.Fifth {
			fifth.Add(fifth, counts)
		}
		squares.Add(squares, times(counts, counts))
	}
	c.TopShare, c.FifthShare = published(over(top, total), 4), published(over(fifth, total), 4)
	c.HHI = published(over(squares, times(total, total)), 4)
	return c
}

func atLeastZero(r *big.Rat) *big.Rat {
	if r.Sign() < 0 {
		return new(big.Rat)
	}
	return r
}

// stand returns the plan and the actual of a partner, nil where one is not known.
func (o oracle) stand(mine, all []channel.Record) (plan, actual *big.Rat) {
	plan, actual = new(big.Rat), new(big.Rat)
	for _, r := range mine {
		if plan = added(plan, frac(r.Plan)); plan == nil {
			return nil, nil
		}
		actual = added(actual, o.counted(r, all))
	}
	return plan, actual
}

// counted is what counts of a record towards a plan, nil when it is not known.
func (o oracle) counted(r channel.Record, all []channel.Record) *big.Rat {
	if len(o.p.Counts) == 0 {
		return revenue([]channel.Record{r})
	}
	sum := new(big.Rat)
	for _, role := range o.p.Counts {
		sum = added(sum, o.credited(r, role, all))
	}
	return sum
}

// overlay adds up what stands beside the roles.
func (o oracle) overlay(all []channel.Record) (sum *big.Rat, unknown int) {
	for _, r := range all {
		switch {
		case r.Deals == nil && !r.Overlay.Valid:
			unknown++
		case r.Deals == nil:
			sum = atop(sum, frac(r.Overlay))
		default:
			sum = atop(sum, new(big.Rat))
		}
		for _, d := range r.Deals {
			if d.Overlay.Valid {
				sum = plus(sum, o.round(times(frac(d.Amount), frac(d.Overlay))))
			}
		}
	}
	return sum, unknown
}

func added(sum, amount *big.Rat) *big.Rat {
	if sum == nil || amount == nil {
		return nil
	}
	return plus(sum, amount)
}

func (o oracle) attainment(all []channel.Record) channel.Attainment {
	a := channel.Attainment{Bands: []channel.Band{{}}}
	for _, from := range o.p.Bands {
		a.Bands = append(a.Bands, channel.Band{From: from})
	}
	plans, actuals := make([]*big.Rat, len(a.Bands)), make([]*big.Rat, len(a.Bands))
	for i := range plans {
		plans[i], actuals[i] = new(big.Rat), new(big.Rat)
	}
	allPlan, allActual := new(big.Rat), new(big.Rat)
	for _, mine := range byPartner(all) {
		plan, actual := o.stand(mine, all)
		reached := over(actual, plan)
		if reached == nil {
			a.Unknown++
			continue
		}
		at := 0
		for i, band := range a.Bands {
			if band.From.Valid && reached.Cmp(frac(band.From)) >= 0 {
				at = i
			}
		}
		a.Partners++
		a.Bands[at].Partners++
		plans[at], actuals[at] = plus(plans[at], plan), plus(actuals[at], actual)
		allPlan, allActual = plus(allPlan, plan), plus(allActual, actual)
	}
	a.Plan, a.Actual, a.Attainment = o.money(allPlan), o.money(allActual), published(over(allActual, allPlan), 4)
	for i := range a.Bands {
		a.Bands[i].Share = published(over(whole(a.Bands[i].Partners), whole(a.Partners)), 4)
		a.Bands[i].Plan, a.Bands[i].Actual = o.money(plans[i]), o.money(actuals[i])
	}
	return a
}

// account is of records of both spans in one currency, and of the same ones at constant rates.
func (o oracle) account(currency string, all, constants []channel.Record) channel.Account {
	o.places = minorUnits(currency)
	now, before := during(o.p.Period, all), during(o.p.Before, all)
	parts := o.parts(now)
	a := channel.Account{Currency: currency, Total: o.line("*", now, parts), Tagged: o.line("+", now, parts), Untagged: o.line("", now, parts)}
	for _, mine := range byPartner(now) {
		a.Partners++
		if revenue(mine).Sign() > 0 {
			a.Active++
		}
	}
	for _, kind := range o.p.Kinds {
		line := o.line(kind.ID, now, parts)
		if !o.p.Before.From.IsZero() {
			line.Comparison = o.compare(kind.ID, now, before)
		}
		a.Kinds = append(a.Kinds, line)
	}
	a.Cost = o.cost("", now, now)
	a.Tiers = o.costs(now, func(r channel.Record) string { return r.Tier })
	a.Regions = o.costs(now, func(r channel.Record) string { return r.Region })
	if !o.p.Before.From.IsZero() {
		a.Growth, a.Retagged = o.growth(now, before, constants), o.retagged(now, before)
	}
	for _, role := range channel.Sourced.Values() {
		a.Roles = append(a.Roles, o.credit(role, now))
	}
	overlay, unknown := o.overlay(now)
	a.Overlay, a.OverlayUnknown = published(overlay, o.places), unknown
	a.Deals, a.Concentration, a.Attainment = o.credit("", now), o.concentration(now), o.attainment(now)
	return a
}

func minorUnits(currency string) int32 {
	places, _ := partnermath.MinorUnits(currency)
	return places
}
