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
	sums

	deals    [roles + 1]dealSum // like Credited
	withDeal count              // records that have their deals

	parts  []int64 // of what is split
	contra []int64 // by outcome
}

// sums are what a tally stores of an account.
type sums struct {
	Lines    []line              `json:"lines"`  // of the kinds, and the untagged one
	Tagged   line                `json:"tagged"` // without spend
	Total    line                `json:"total"`
	All      cost                `json:"all"`
	Tiers    map[string]*cost    `json:"tiers"`
	Regions  map[string]*cost    `json:"regions"`
	Partners map[string]*partner `json:"partners"`
	Revenue  [sides]exact.Sum    `json:"revenue"`
	Credited [roles + 1]figure   `json:"credited"` // the last is of all
	Overlay  figure              `json:"overlay,omitzero"`
}

type line struct {
	Spend    exact.Sum        `json:"spend,omitzero"`
	Outcomes count            `json:"outcomes,omitzero"`
	Yields   [measures]figure `json:"yields"`
}

// count is how many there are, at least 0.
type count int

// figure is a sum of what is known.
type figure struct {
	Sum     exact.Sum `json:"sum,omitzero"`
	Known   count     `json:"known,omitzero"`
	Unknown count     `json:"unknown,omitzero"`
}

func (f *figure) add(a amount) {
	if !a.known {
		f.Unknown++
		return
	}
	f.Known++
	f.Sum.Add(a.units)
}

func (f *figure) merge(g *figure) {
	f.Sum.Merge(g.Sum)
	f.Known += g.Known
	f.Unknown += g.Unknown
}

type cost struct {
	Records  count               `json:"records,omitzero"`
	Revenue  exact.Sum           `json:"revenue,omitzero"`
	Cost     exact.Sum           `json:"cost,omitzero"`
	Contra   exact.Sum           `json:"contra,omitzero"`
	Direct   figure              `json:"direct,omitzero"`
	Plan     figure              `json:"plan,omitzero"`
	Credited [roles]figure       `json:"credited"` // where the policy counts the role
	own      decimal.NullDecimal // of the policy
}

func (c *cost) merge(d *cost) {
	c.Records += d.Records
	c.Revenue.Merge(d.Revenue)
	c.Cost.Merge(d.Cost)
	c.Contra.Merge(d.Contra)
	c.Direct.merge(&d.Direct)
	c.Plan.merge(&d.Plan)
	for i := range c.Credited {
		c.Credited[i].merge(&d.Credited[i])
	}
}

// dealSum adds deals up, each once.
type dealSum struct {
	deals    int
	distinct exact.Total
}

type partner struct {
	Sides    [sides]partnerSide `json:"sides"`
	Spend    []exact.Sum        `json:"spend"` // by kind, in the period
	Plan     figure             `json:"plan,omitzero"`
	Credited [roles]figure      `json:"credited"`
	Tiers    []string           `json:"tiers,omitempty"` // in the period, in order
	Regions  []string           `json:"regions,omitempty"`
}

type partnerSide struct {
	Records  count     `json:"records,omitzero"`
	Revenue  exact.Sum `json:"revenue,omitzero"`
	Constant exact.Sum `json:"constant,omitzero"`
	Margin   figure    `json:"margin,omitzero"`
	Spent    uint32    `json:"spent,omitzero"`  // a bit for each kind on which something was spent
	Tagged   uint32    `json:"tagged,omitzero"` // a bit for each kind with which an outcome is tagged
}

// newAccount starts an account with the plans in a currency, or without it of the converted one.
func newAccount(p *Policy, currency string, places int32) *account {
	a := &account{
		kinds: p.Kinds, counts: p.Counts, places: places, parts: make([]int64, len(p.Kinds)+1),
		sums: sums{
			Lines: make([]line, len(p.Kinds)+1),
			Tiers: make(map[string]*cost), Regions: make(map[string]*cost), Partners: make(map[string]*partner),
		},
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
		return at(a.Tiers, g.Tier)
	case g.Region != "":
		return at(a.Regions, g.Region)
	}
	return &a.All
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
	p := at(a.Partners, id)
	if p.Spend == nil {
		p.Spend = make([]exact.Sum, len(a.kinds))
	}
	return p
}

// add adds a record to one of the sides, with what its outcomes come to at constant rates.
func (a *account) add(f *facts, side int, constants []int64) {
	p := a.partner(f.partner)
	s := &p.Sides[side]
	s.Records++
	for k, units := range f.spend {
		if units != 0 {
			s.Spent |= 1 << k
		}
	}
	a.splitContra(f)
	rest := f.contra
	for i := range f.outcomes {
		o := &f.outcomes[i]
		of := o.figures(a.contra[i])
		rest -= a.contra[i]
		a.Revenue[side].Add(o.revenue)
		s.Revenue.Add(o.revenue)
		s.Constant.Add(constants[i])
		s.Margin.add(of[margin])
		shares := f.shares[i*len(a.Lines):][:len(a.Lines)]
		for k := range a.kinds {
			if shares[k] > 0 {
				s.Tagged |= 1 << k
			}
		}
		if side == period {
			a.addOutcome(&of, shares)
		}
	}
	if rest != 0 {
		s.Margin.add(amount{rest, true})
	}
	if side != period {
		return
	}
	if rest != 0 {
		a.Lines[len(a.kinds)].Yields[margin].add(amount{rest, true})
		a.Total.Yields[margin].add(amount{rest, true})
	}
	a.addSpend(f, p)
	for _, c := range [...]*cost{&a.All, at(a.Tiers, f.tier), at(a.Regions, f.region)} {
		a.addCost(c, f)
	}
	p.Plan.add(f.plan)
	p.Tiers, p.Regions = include(p.Tiers, f.tier), include(p.Regions, f.region)
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
	untagged := len(a.kinds)
	tagged := shares[untagged] < whole
	a.Total.Outcomes++
	if tagged {
		a.Tagged.Outcomes++
	}
	for k, share := range shares {
		if share > 0 {
			a.Lines[k].Outcomes++
		}
	}
	for m := range of {
		a.Total.Yields[m].add(of[m])
		if of[m].known {
			exact.AllocateInto(a.parts, of[m].units, shares)
		}
		if tagged {
			a.Tagged.Yields[m].add(amount{of[m].units - a.parts[untagged], of[m].known})
		}
		for k, share := range shares {
			if share > 0 {
				a.Lines[k].Yields[m].add(amount{a.parts[k], of[m].known})
			}
		}
	}
}

func (a *account) addSpend(f *facts, p *partner) {
	for k, units := range f.spend {
		if units != 0 {
			a.Lines[k].Spend.Add(units)
			a.Total.Spend.Add(units)
			p.Spend[k].Add(units)
		}
	}
}

func (a *account) addCost(c *cost, f *facts) {
	c.Records++
	for i := range f.outcomes {
		c.Revenue.Add(f.outcomes[i].revenue)
	}
	for k, units := range f.spend {
		if a.kinds[k].Treatment == TreatedAsCost {
			c.Cost.Add(units)
		} else {
			c.Contra.Add(units)
		}
	}
	c.Direct.add(f.direct)
	c.Plan.add(f.plan)
	for _, role := range a.counts {
		c.Credited[role.index()].add(f.credited[role.index()])
	}
}

func (a *account) addCredits(f *facts, p *partner) {
	all := amount{known: true}
	for i, credited := range f.credited {
		p.Credited[i].add(credited)
		a.Credited[i].add(credited)
		all.known = all.known && credited.known
		if credited.known {
			a.Credited[roles].Sum.Add(credited.units)
		}
	}
	a.Credited[roles].add(all)
	a.Overlay.add(f.overlay)
	if f.hasDeals {
		a.withDeal++
	}
}

// include adds an id to the few that a partner has.
func include(ids []string, id string) []string {
	i, there := slices.BinarySearch(ids, id)
	if there {
		return ids
	}
	return slices.Insert(ids, i, id)
}

// merge adds the sums of another account of the same currency, which stay as they are.
func (a *account) merge(b *sums) {
	for i := range a.Lines {
		a.Lines[i].merge(&b.Lines[i])
	}
	a.Tagged.merge(&b.Tagged)
	a.Total.merge(&b.Total)
	a.All.merge(&b.All)
	for id, c := range b.Tiers {
		at(a.Tiers, id).merge(c)
	}
	for id, c := range b.Regions {
		at(a.Regions, id).merge(c)
	}
	for id, p := range b.Partners {
		a.partner(id).merge(p)
	}
	for side := range sides {
		a.Revenue[side].Merge(b.Revenue[side])
	}
	for i := range a.Credited {
		a.Credited[i].merge(&b.Credited[i])
	}
	a.Overlay.merge(&b.Overlay)
}

func (l *line) merge(m *line) {
	l.Spend.Merge(m.Spend)
	l.Outcomes += m.Outcomes
	for i := range l.Yields {
		l.Yields[i].merge(&m.Yields[i])
	}
}

func (p *partner) merge(q *partner) {
	for i := range p.Sides {
		to, from := &p.Sides[i], &q.Sides[i]
		to.Records += from.Records
		to.Revenue.Merge(from.Revenue)
		to.Constant.Merge(from.Constant)
		to.Margin.merge(&from.Margin)
		to.Spent |= from.Spent
		to.Tagged |= from.Tagged
	}
	for k := range p.Spend {
		p.Spend[k].Merge(q.Spend[k])
	}
	p.Plan.merge(&q.Plan)
	for i := range p.Credited {
		p.Credited[i].merge(&q.Credited[i])
	}
	for _, id := range q.Tiers {
		p.Tiers = include(p.Tiers, id)
	}
	for _, id := range q.Regions {
		p.Regions = include(p.Regions, id)
	}
}
