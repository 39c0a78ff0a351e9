package channel

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// The sides of an account.
const (
	before = iota
	period
	sides
)

// The measures of a line.
const (
	revenue = iota
	margin
	incrementalRevenue
	incrementalMargin
	measures
)

// account adds records of one currency up.
type account struct {
	kinds  []Kind
	counts []Role
	places int32

	lines    []line // of the kinds, and the untagged one
	total    line
	all      cost
	tiers    map[string]*cost
	regions  map[string]*cost
	partners map[string]*partner
	revenue  [sides]exact.Sum
	constant [sides]exact.Sum
	roles    [roles + 1]credit // the last is of all
	overlay  figure
	withDeal int // records that have their deals

	parts  []int64 // of what is split
	contra []int64 // by outcome
}

type line struct {
	spend    exact.Sum
	outcomes int
	yields   [measures]figure
}

// figure is a sum of what is known.
type figure struct {
	sum            exact.Sum
	known, unknown int
}

func (f *figure) add(a amount) {
	if !a.known {
		f.unknown++
		return
	}
	f.known++
	f.sum.Add(a.units)
}

func (f *figure) merge(g *figure) {
	f.sum.Merge(g.sum)
	f.known += g.known
	f.unknown += g.unknown
}

type cost struct {
	records               int
	revenue, cost, contra exact.Sum
	direct                figure
	own                   decimal.NullDecimal
	plan                  figure
	credited              [roles]figure
}

func (c *cost) merge(d *cost) {
	c.records += d.records
	c.revenue.Merge(d.revenue)
	c.cost.Merge(d.cost)
	c.contra.Merge(d.contra)
	c.direct.merge(&d.direct)
	c.plan.merge(&d.plan)
	for i := range c.credited {
		c.credited[i].merge(&d.credited[i])
	}
}

type credit struct {
	credited figure
	deals    int
	distinct exact.Total
}

type partner struct {
	sides    [sides]partnerSide
	spend    []exact.Sum // by kind, in the period
	plan     figure
	credited [roles]figure
	tiers    []string // in the period
	regions  []string
}

type partnerSide struct {
	records int
	revenue exact.Sum
	margin  figure
	spent   uint32 // a bit for each kind on which something was spent
}

// newAccount starts an account with the plans in a currency, or without it of the converted one.
func newAccount(p *Policy, currency string, places int32) *account {
	a := &account{
		kinds: p.Kinds, counts: p.Counts, places: places, lines: make([]line, len(p.Kinds)+1), parts: make([]int64, len(p.Kinds)+1),
		tiers: make(map[string]*cost), regions: make(map[string]*cost), partners: make(map[string]*partner),
	}
	for _, g := range p.Plans {
		if g.Currency == currency {
			a.group(g).own = g.Amount
		}
	}
	return a
}

func (a *account) group(g GroupPlan) *cost {
	switch {
	case g.Tier != "":
		return at(a.tiers, g.Tier)
	case g.Region != "":
		return at(a.regions, g.Region)
	}
	return &a.all
}

// at returns the value of a key, a new one where there is none.
func at[T any](m map[string]*T, key string) *T {
	v := m[key]
	if v == nil {
		v = new(T)
		m[key] = v
	}
	return v
}

func (a *account) partner(id string) *partner {
	p := at(a.partners, id)
	if p.spend == nil {
		p.spend = make([]exact.Sum, len(a.kinds))
	}
	return p
}

// add adds a record to one of the sides.
func (a *account) add(f *facts, side int) {
	p := a.partner(f.partner)
	s := &p.sides[side]
	s.records++
	for k, units := range f.spend {
		if units != 0 {
			s.spent |= 1 << k
		}
	}
	a.splitContra(f)
	rest := f.contra
	for i := range f.outcomes {
		o := &f.outcomes[i]
		of := o.figures(a.contra[i])
		rest -= a.contra[i]
		a.revenue[side].Add(o.revenue)
		s.revenue.Add(o.revenue)
		s.margin.add(of[margin])
		if side == period {
			a.addOutcome(&of, f.shares[i*len(a.lines):][:len(a.lines)])
		}
	}
	if rest != 0 {
		s.margin.add(amount{rest, true})
	}
	if side != period {
		return
	}
	if rest != 0 {
		a.lines[len(a.kinds)].yields[margin].add(amount{rest, true})
		a.total.yields[margin].add(amount{rest, true})
	}
	a.addSpend(f, p)
	for _, c := range [...]*cost{&a.all, at(a.tiers, f.tier), at(a.regions, f.region)} {
		a.addCost(c, f)
	}
	p.plan.add(f.plan)
	p.tiers, p.regions = include(p.tiers, f.tier), include(p.regions, f.region)
	a.addCredits(f, p)
}

// splitContra splits what is contra-revenue over the outcomes.
func (a *account) splitContra(f *facts) {
	a.contra = slices.Grow(a.contra[:0], len(f.outcomes))[:len(f.outcomes)]
	if f.contra == 0 {
		clear(a.contra)
		return
	}
	for i := range f.outcomes {
		a.contra[i] = max(f.outcomes[i].revenue, 0)
	}
	exact.AllocateInto(a.contra, f.contra, a.contra)
}

// figures are what an outcome brought, with its part of what is contra-revenue.
func (o *outcome) figures(contra int64) [measures]amount {
	of := [measures]amount{revenue: {o.revenue, true}}
	if o.cost.known {
		of[margin] = amount{o.revenue + contra - o.cost.units, true}
	}
	if o.baseline.known {
		of[incrementalRevenue] = amount{o.revenue - o.baseline.units, true}
	}
	if o.cost.known && o.baseline.known {
		of[incrementalMargin] = mulDiv(of[margin].units, of[incrementalRevenue].units, o.revenue)
	}
	return of
}

// mulDiv is a × b ÷ den, rounded, 0 where b is; not known with a den of 0, and beyond 10^18.
func mulDiv(a, b, den int64) amount {
	if b == 0 {
		return amount{0, true}
	}
	const most = 1_000_000_000_000_000_000
	units, ok := exact.MulDiv(max(a, -a), max(b, -b), max(den, -den))
	if !ok || units > most {
		return amount{}
	}
	if (a < 0) != (b < 0) != (den < 0) {
		units = -units
	}
	return amount{units, true}
}

func (a *account) addOutcome(of *[measures]amount, shares []int64) {
	a.total.outcomes++
	for k, share := range shares {
		if share > 0 {
			a.lines[k].outcomes++
		}
	}
	for m := range of {
		a.total.yields[m].add(of[m])
		if of[m].known {
			exact.AllocateInto(a.parts, of[m].units, shares)
		}
		for k, share := range shares {
			if share > 0 {
				a.lines[k].yields[m].add(amount{a.parts[k], of[m].known})
			}
		}
	}
}

func (a *account) addSpend(f *facts, p *partner) {
	for k, units := range f.spend {
		if units != 0 {
			a.lines[k].spend.Add(units)
			a.total.spend.Add(units)
			p.spend[k].Add(units)
		}
	}
}

func (a *account) addCost(c *cost, f *facts) {
	c.records++
	for i := range f.outcomes {
		c.revenue.Add(f.outcomes[i].revenue)
	}
	for k, units := range f.spend {
		if a.kinds[k].Treatment == TreatedAsCost {
			c.cost.Add(units)
		} else {
			c.contra.Add(units)
		}
	}
	c.direct.add(f.direct)
	c.plan.add(f.plan)
	for i, credited := range f.credited {
		c.credited[i].add(credited)
	}
}

func (a *account) addCredits(f *facts, p *partner) {
	all := amount{known: true}
	for i, credited := range f.credited {
		p.credited[i].add(credited)
		a.roles[i].credited.add(credited)
		all.known = all.known && credited.known
		if credited.known {
			a.roles[roles].credited.sum.Add(credited.units)
		}
	}
	a.roles[roles].credited.add(all)
	a.overlay.add(f.overlay)
	if f.hasDeals {
		a.withDeal++
	}
}

// include adds an id to the few that a partner has.
func include(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// merge adds another account of the same currency, which stays as it is.
func (a *account) merge(b *account) {
	for i := range a.lines {
		a.lines[i].merge(&b.lines[i])
	}
	a.total.merge(&b.total)
	a.all.merge(&b.all)
	for id, c := range b.tiers {
		at(a.tiers, id).merge(c)
	}
	for id, c := range b.regions {
		at(a.regions, id).merge(c)
	}
	for id, p := range b.partners {
		a.partner(id).merge(p)
	}
	for side := range sides {
		a.revenue[side].Merge(b.revenue[side])
		a.constant[side].Merge(b.constant[side])
	}
	for i := range a.roles {
		a.roles[i].credited.merge(&b.roles[i].credited)
	}
	a.overlay.merge(&b.overlay)
}

func (l *line) merge(m *line) {
	l.spend.Merge(m.spend)
	l.outcomes += m.outcomes
	for i := range l.yields {
		l.yields[i].merge(&m.yields[i])
	}
}

func (p *partner) merge(q *partner) {
	for i := range p.sides {
		to, from := &p.sides[i], &q.sides[i]
		to.records += from.records
		to.revenue.Merge(from.revenue)
		to.margin.merge(&from.margin)
		to.spent |= from.spent
	}
	for k := range p.spend {
		p.spend[k].Merge(q.spend[k])
	}
	p.plan.merge(&q.plan)
	for i := range p.credited {
		p.credited[i].merge(&q.credited[i])
	}
	for _, id := range q.tiers {
		p.tiers = include(p.tiers, id)
	}
	for _, id := range q.regions {
		p.regions = include(p.regions, id)
	}
}
