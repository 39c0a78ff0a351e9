package channel_test

import (
	"maps"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// oracle rolls records up as the documentation of Report has it, in exact fractions, each
// figure from the records anew. A nil fraction is not known.
type oracle struct {
	p      channel.Policy
	places int32
}

func frac(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return nil
	}
	return testkit.Rat(n.Decimal)
}

func whole(n int) *big.Rat { return big.NewRat(int64(n), 1) }

func plus(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

// over is a ÷ b, not known where either is not, and unless b is above 0.
func over(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil || b.Sign() <= 0 {
		return nil
	}
	return new(big.Rat).Quo(a, b)
}

func published(r *big.Rat, places int32) decimal.NullDecimal {
	if r == nil {
		return decimal.NullDecimal{}
	}
	return null(testkit.RoundHalfAway(r, places))
}

func (o oracle) money(r *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(r, o.places) }

func (o oracle) round(r *big.Rat) *big.Rat { return testkit.Rat(o.money(r)) }

func in(s channel.Span, q partnermath.Quarter) bool {
	return !s.From.IsZero() && q.Since(s.From) >= 0 && s.Through.Since(q) >= 0
}

// during returns the records of a span.
func during(s channel.Span, all []channel.Record) (some []channel.Record) {
	for _, r := range all {
		if in(s, r.Quarter) {
			some = append(some, r)
		}
	}
	return some
}

func byPartner(all []channel.Record) map[string][]channel.Record {
	m := map[string][]channel.Record{}
	for _, r := range all {
		m[r.Partner] = append(m[r.Partner], r)
	}
	return m
}

func names[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// spend is Σ of a record on kinds that pass.
func spend(r channel.Record, passes func(kind string) bool) *big.Rat {
	sum := new(big.Rat)
	for _, s := range r.Spend {
		if passes(s.Kind) {
			sum.Add(sum, frac(s.Amount))
		}
	}
	return sum
}

func (o oracle) treated(as channel.Treatment) func(string) bool {
	return func(kind string) bool {
		return slices.ContainsFunc(o.p.Kinds, func(k channel.Kind) bool { return k.ID == kind && k.Treatment == as })
	}
}

func anyKind(string) bool { return true }

func only(id string) func(string) bool { return func(kind string) bool { return kind == id } }

func revenue(all []channel.Record) *big.Rat {
	sum := new(big.Rat)
	for _, r := range all {
		for _, out := range r.Outcomes {
			sum.Add(sum, frac(out.Revenue))
		}
	}
	return sum
}

// part is one outcome with its four figures: revenue, margin, and both incremental, and what
// kinds, in the order of the policy, and the untagged rest have of each.
type part struct {
	weights []*big.Rat
	figures [4]*big.Rat
	shares  [4][]*big.Rat
	loose   bool // no outcome, but contra-revenue spend that none takes
}

func (o oracle) parts(all []channel.Record) (parts []part) {
	for _, r := range all {
		contra, weights, any := spend(r, o.treated(channel.TreatedAsContra)), make([]*big.Rat, len(r.Outcomes)), false
		added := make([]*big.Rat, len(r.Outcomes))
		for i, out := range r.Outcomes {
			weights[i], added[i] = new(big.Rat), new(big.Rat)
			if rev := frac(out.Revenue); rev.Sign() > 0 {
				weights[i], any = rev, true
			}
		}
		if any {
			added = testkit.LargestRemainder(contra, weights, o.places)
		}
		for i, out := range r.Outcomes {
			parts = append(parts, o.split(part{weights: o.tags(out), figures: o.figures(out, added[i])}))
		}
		if !any && contra.Sign() != 0 {
			untagged := part{weights: o.tags(channel.Outcome{}), loose: true}
			untagged.figures[1] = contra
			parts = append(parts, o.split(untagged))
		}
	}
	return parts
}

// tags are the shares of the kinds, then of the rest.
func (o oracle) tags(out channel.Outcome) (weights []*big.Rat) {
	rest := big.NewRat(1, 1)
	for _, kind := range o.p.Kinds {
		share := new(big.Rat)
		for _, tag := range out.Tags {
			if tag.Kind == kind.ID {
				share = frac(tag.Share)
			}
		}
		weights, rest = append(weights, share), minus(rest, share)
	}
	return append(weights, rest)
}

func (o oracle) split(one part) part {
	for i, figure := range one.figures {
		if figure != nil {
			one.shares[i] = testkit.LargestRemainder(figure, one.weights, o.places)
		}
	}
	return one
}

func (o oracle) figures(out channel.Outcome, contra *big.Rat) (f [4]*big.Rat) {
	rev, cogs, base := frac(out.Revenue), frac(out.CostOfGoods), frac(out.Baseline)
	f[0] = o.round(rev)
	if cogs != nil {
		f[1] = o.round(minus(plus(rev, contra), cogs))
	}
	if base != nil {
		f[2] = o.round(minus(rev, base))
	}
	if cogs == nil || base == nil {
		return f
	}
	switch {
	case rev.Cmp(base) == 0:
		f[3] = new(big.Rat)
	case rev.Sign() != 0:
		exact := times(minus(plus(rev, contra), cogs), minus(rev, base))
		f[3] = o.round(exact.Quo(exact, rev))
		if limit := testkit.Rat(decimal.New(1, 18-o.places)); new(big.Rat).Abs(f[3]).Cmp(limit) > 0 {
			f[3] = nil
		}
	}
	return f
}

// line adds up a kind, "" what is not tagged, "+" what is, with all spend, "*" all.
func (o oracle) line(id string, all []channel.Record, parts []part) channel.Line {
	var l channel.Line
	passes, at := only(id), len(o.p.Kinds)
	switch id {
	case "":
		passes = func(string) bool { return false }
	case "*", "+":
		passes = anyKind
	default:
		at = slices.IndexFunc(o.p.Kinds, func(k channel.Kind) bool { return k.ID == id })
		l.Kind, l.Name, l.Treatment = id, o.p.Kinds[at].Name, o.p.Kinds[at].Treatment
	}
	total, partners := new(big.Rat), byPartner(all)
	for _, mine := range partners {
		sum := new(big.Rat)
		for _, r := range mine {
			sum.Add(sum, spend(r, passes))
		}
		if sum.Sign() > 0 {
			l.Partners++
		}
		total.Add(total, sum)
	}
	l.Spend = o.money(total)
	l.Participation = published(over(whole(l.Partners), whole(len(partners))), 4)
	var amounts [4]*big.Rat
	yields := [4]*channel.Yield{&l.Revenue, &l.Margin, &l.IncrementalRevenue, &l.IncrementalMargin}
	for _, one := range parts {
		if id == "+" && one.weights[at].Cmp(whole(1)) == 0 || id != "+" && id != "*" && one.weights[at].Sign() == 0 {
			continue
		}
		if !one.loose {
			l.Outcomes++
		}
		for i, y := range yields {
			switch {
			case one.figures[i] == nil && !one.loose:
				y.Unknown++
			case one.figures[i] != nil && id == "*":
				amounts[i] = atop(amounts[i], one.figures[i])
			case one.figures[i] != nil && id == "+":
				for _, share := range one.shares[i][:at] {
					amounts[i] = atop(amounts[i], share)
				}
			case one.figures[i] != nil:
				amounts[i] = atop(amounts[i], one.shares[i][at])
			}
		}
	}
	for i, y := range yields {
		y.Amount = published(amounts[i], o.places)
		if y.Unknown == 0 && amounts[i] != nil {
			y.Multiple = published(over(amounts[i], total), 4)
			y.ROI = published(over(minus(amounts[i], total), total), 4)
		}
	}
	return l
}

func atop(sum, amount *big.Rat) *big.Rat {
	if sum == nil {
		return amount
	}
	return plus(sum, amount)
}

// compare sets partners newly spent on beside those that never were.
func (o oracle) compare(kind string, now, before []channel.Record) *channel.Comparison {
	c, total := channel.Comparison{}, new(big.Rat)
	sums := [2][4]*big.Rat{}
	for f := range sums {
		for i := range sums[f] {
			sums[f][i] = new(big.Rat)
		}
	}
	earlier := byPartner(before)
	for partner, mine := range byPartner(now) {
		if earlier[partner] == nil {
			continue
		}
		amount, none := new(big.Rat), true
		for _, r := range mine {
			amount.Add(amount, spend(r, only(kind)))
			none = none && spend(r, only(kind)).Sign() == 0
		}
		noneBefore := true
		for _, r := range earlier[partner] {
			noneBefore = noneBefore && spend(r, only(kind)).Sign() == 0
		}
		at := 0
		switch {
		case amount.Sign() > 0 && noneBefore:
			c.Participants++
			total.Add(total, amount)
		case none && noneBefore:
			c.Comparables++
			at = 2
		default:
			continue
		}
		for i, records := range [2][]channel.Record{earlier[partner], mine} {
			rev, margin := revenue(records), o.margin(records)
			sums[0][at+i].Add(sums[0][at+i], rev)
			if margin == nil || sums[1][at+i] == nil {
				sums[1][at+i] = nil
				continue
			}
			sums[1][at+i].Add(sums[1][at+i], margin)
		}
	}
	c.Spend = o.money(total)
	for f, d := range [2]*channel.Difference{&c.Revenue, &c.Margin} {
		s := sums[f]
		d.Before, d.With = published(s[0], o.places), published(s[1], o.places)
		d.ComparedBefore, d.Compared = published(s[2], o.places), published(s[3], o.places)
		if c.Participants == 0 || s[0] == nil || s[1] == nil || s[3] == nil || over(s[3], s[2]) == nil {
			continue
		}
		grown := times(s[0], over(minus(s[3], s[2]), s[2]))
		increment := o.round(minus(minus(s[1], s[0]), grown))
		d.Increment = published(increment, o.places)
		d.Multiple = published(over(increment, total), 4)
		d.ROI = published(over(minus(increment, total), total), 4)
	}
	return &c
}

// margin is that before spend of some records, nil where a cost of goods is not known.
func (o oracle) margin(all []channel.Record) *big.Rat {
	sum := new(big.Rat)
	for _, r := range all {
		sum.Add(sum, spend(r, o.treated(channel.TreatedAsContra)))
		for _, out := range r.Outcomes {
			if !out.CostOfGoods.Valid {
				return nil
			}
			sum.Add(sum, minus(frac(out.Revenue), frac(out.CostOfGoods)))
		}
	}
	return sum
}
