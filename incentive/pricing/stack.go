package pricing

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Stack pays the programs of a stacking on a sale, one after the other, as the package
// comment says:
//
//	base_i   = amount or margin − Σ_(j<i, j reduces i) amount_j, at least 0
//	amount_i = min(round(rate_i × base_i), cap_i, the sale's amount − Σ_(j<i) amount_j)
//
// with amount per unit × units, or the fixed amount, in place of rate × base. Of an
// exclusive group one program pays. Rounding is to the minor units of the currency.
//
// The error is a [*partnermath.ValidationError]: for an invalid stacking or sale, a program
// of the sale that the stacking does not have, and a margin or units that a program of the
// sale reads and that are not given.
func Stack(s Stacking, sale Sale) (Stacked, error) {
	m, err := meet(&s, &sale)
	if err != nil {
		return Stacked{}, err
	}
	return m.stack(m.byPriority()), nil
}

// meeting is a sale with the programs that it takes part in, as listed. Amounts are in
// minor units, all of them at most those of the sale, 10^14.
type meeting struct {
	stacking *Stacking
	sale     *Sale
	places   int32
	amount   int64
	programs []contender
}

// contender is a program that meets a sale.
type contender struct {
	*StackProgram
	listed int   // in the stacking
	base   int64 // what a rate is of, before reductions
	rate   int64 // in units of 10^-rateDecimals
	plain  int64 // what it pays without a rate, one more than the sale's amount where that is above it
	cap    int64
	alone  int64
	barred partnermath.Reason // why it pays nothing in any order
}

// rateDecimals are the most that a rate within bounds has, and oneRate is a rate of 1.
const (
	rateDecimals = 12
	oneRate      = 1_000_000_000_000
)

// soFar is what earlier programs paid, and what of it reduces the bases of later ones.
type soFar struct{ paid, reducing int64 }

// prepare works out what a program would pay alone on the sale.
func (m *meeting) prepare(p *StackProgram, listed int) {
	c := contender{StackProgram: p, listed: listed, cap: m.amount}
	base := m.sale.Amount.Decimal
	if p.OnMargin {
		base = m.sale.Margin.Decimal
	}
	units, _ := exact.Int64(base, m.places)
	c.base = max(units, 0)
	switch {
	case p.Rate.Valid:
		c.rate, _ = exact.Int64(p.Rate.Decimal, rateDecimals)
	case p.PerUnit.Valid:
		base = m.sale.Units.Decimal
		c.plain = m.atMost(exact.Round(p.PerUnit.Decimal.Mul(base), m.places), m.amount+1)
	default:
		c.plain = m.atMost(p.Amount.Decimal, m.amount+1)
	}
	if p.Cap.Valid {
		c.cap = m.atMost(p.Cap.Decimal, m.amount)
	}
	if p.Minimum.Valid && base.LessThan(p.Minimum.Decimal) {
		c.barred = ReasonMinimum
	} else {
		alone, _ := m.pay(&c, soFar{})
		c.alone = alone.amount
	}
	m.programs = append(m.programs, c)
}

// atMost is an amount in minor units, or the limit where it is above that.
func (m *meeting) atMost(amount decimal.Decimal, limit int64) int64 {
	units, ok := exact.Int64(amount, m.places)
	if !ok {
		return limit
	}
	return min(units, limit)
}

// pickBest bars all programs of a group but the one that pays most alone.
func (m *meeting) pickBest() {
	best := map[string]*contender{}
	for i := range m.programs {
		c := &m.programs[i]
		if c.barred != "" || c.Group == "" && m.stacking.Method != StackBestOf {
			continue
		}
		before := best[c.Group]
		switch {
		case before == nil:
			best[c.Group] = c
		case c.alone > before.alone:
			before.barred, best[c.Group] = ReasonGroup, c
		default:
			c.barred = ReasonGroup
		}
	}
}

// byPriority is the order of payment, as positions in the programs.
func (m *meeting) byPriority() []int {
	order := make([]int, len(m.programs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(m.programs[i].Priority, m.programs[j].Priority) })
	return order
}

// payment is what a program pays.
type payment struct {
	base, amount int64
	reason       partnermath.Reason
}

// pay pays a program after others.
func (m *meeting) pay(c *contender, before soFar) (payment, soFar) {
	p := payment{base: c.base, amount: c.plain}
	if c.Rate.Valid {
		if c.ApplyReduction || m.stacking.Method == StackCascade {
			p.base = max(c.base-before.reducing, 0)
		}
		p.amount = exact.MulRound(p.base, c.rate, oneRate)
	}
	if left := m.amount - before.paid; p.amount > min(left, c.cap) {
		p.amount, p.reason = left, ReasonNothingLeft
		if c.cap < left {
			p.amount, p.reason = c.cap, ReasonCap
		}
	}
	before.paid += p.amount
	if !c.ExcludeFromReduction {
		before.reducing += p.amount
	}
	return p, before
}

// next pays the program at a position after those of an order, unless it is barred.
func (m *meeting) next(i int, order []int, before soFar) (payment, soFar) {
	c := &m.programs[i]
	switch {
	case c.barred != "":
		return payment{reason: c.barred}, before
	case c.Group != "" && slices.ContainsFunc(order, func(j int) bool {
		return m.programs[j].Group == c.Group && m.programs[j].barred == ""
	}):
		return payment{reason: ReasonGroup}, before
	}
	return m.pay(c, before)
}

// stack pays the programs in an order and publishes it.
func (m *meeting) stack(order []int) Stacked {
	money := func(units int64) decimal.Decimal { return exact.Fixed(units, m.places) }
	s := Stacked{
		Stacking: m.stacking.ID, Sale: m.sale.ID, Currency: m.stacking.Currency,
		Amount: money(m.amount), Lines: make([]StackLine, len(order)),
	}
	var so soFar
	for at, i := range order {
		var p payment
		p, so = m.next(i, order[:at], so)
		c := &m.programs[i]
		line := StackLine{Program: c.ID, Alone: money(c.alone), Amount: money(p.amount), Left: money(m.amount - so.paid), Reason: p.reason}
		if c.Rate.Valid && p.reason != ReasonMinimum && p.reason != ReasonGroup {
			line.Base = number(money(p.base))
		}
		s.Lines[at] = line
	}
	s.Total, s.Left = money(so.paid), money(m.amount-so.paid)
	return s
}
