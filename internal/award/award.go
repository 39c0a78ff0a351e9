// Package award finds what partners come to in a period beyond what they earn: a guarantee
// tops up, a budget limits, and what was lent is repaid. It knows amounts only.
package award

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Guarantee is the least that a partner comes to in a period. The zero Guarantee is none.
type Guarantee struct {
	Amount decimal.Decimal
	// Cumulative holds for all periods so far together, Recoverable is a loan.
	Cumulative, Recoverable bool
}

// Standing is what a partner comes to in a period.
type Standing struct {
	Earned, TopUp, Awarded, Repaid, Owed decimal.Decimal
}

// Net is what is due for the period: after guarantee, budget and repayment.
func (s Standing) Net() decimal.Decimal { return s.Awarded.Sub(s.Repaid) }

// IsZero reports whether there is nothing to keep.
func (s Standing) IsZero() bool {
	return s.Earned.IsZero() && s.TopUp.IsZero() && s.Awarded.IsZero() && s.Owed.IsZero()
}

// History is what the guarantee of a period knows of the earlier ones: how many the
// partner took part in, what their budgets left, and what is owed.
type History struct {
	Periods       int64
	Awarded, Owed decimal.Decimal
}

// Partner is a partner in a period, whose Standing has what it earned.
type Partner struct {
	TakesPart bool
	History   History
	Standing
}

// Period is a period of all partners, who have a Guarantee and share a Budget, in units of
// Places decimals.
type Period struct {
	Guarantee Guarantee
	Budget    decimal.NullDecimal
	Places    int32
	// Final tests the guarantee and repays. Forgives drops what is owed after that.
	Final, Forgives bool
	// Settled is what was settled before, or nil to share the budget anew.
	Settled  []Standing
	Partners []Partner
}

// guaranteed is what the guarantee of a partner comes to, for all periods so far when it
// is cumulative, less what the earlier ones brought.
func (p *Period) guaranteed(of *Partner) decimal.Decimal {
	switch {
	case !of.TakesPart:
		return decimal.Decimal{}
	case p.Guarantee.Cumulative:
		return p.Guarantee.Amount.Mul(decimal.NewFromInt(of.History.Periods + 1)).Sub(of.History.Awarded)
	}
	return p.Guarantee.Amount
}

// TopUp tops up what is earned: max(0, guaranteed - earned). Earned is at least 0.
func (p *Period) TopUp() {
	for i := range p.Partners {
		if of := &p.Partners[i]; p.Final {
			of.TopUp = atLeastZero(p.guaranteed(of).Sub(of.Earned))
		}
	}
}

func atLeastZero(d decimal.Decimal) decimal.Decimal { return decimal.Max(d, decimal.Decimal{}) }

// Award finds what the budget leaves, and returns the partners whose guarantee is cut.
func (p *Period) Award() (cut []int) {
	for i := range p.Partners {
		of := &p.Partners[i]
		of.Awarded = of.Earned.Add(of.TopUp)
	}
	switch {
	case !p.Budget.Valid:
	case p.Settled == nil:
		cut = p.shareBudget()
	default:
		p.drawBudget()
	}
	return cut
}

// shareBudget shares the budget anew: first among the guaranteed amounts,
// max(0, min(earned + top-up, guaranteed)), then among the rest.
func (p *Period) shareBudget() (cut []int) {
	first, rest := make([]decimal.Decimal, len(p.Partners)), make([]decimal.Decimal, len(p.Partners))
	for i := range p.Partners {
		of := &p.Partners[i]
		first[i] = atLeastZero(decimal.Min(of.Awarded, p.guaranteed(of)))
		rest[i] = of.Awarded.Sub(first[i])
	}
	firstShares, left := exact.AllocateUpTo(p.Budget.Decimal, first, p.Places)
	restShares, _ := exact.AllocateUpTo(left, rest, p.Places)
	for i := range p.Partners {
		p.Partners[i].Awarded = firstShares[i].Add(restShares[i])
		if firstShares[i].LessThan(first[i]) {
			cut = append(cut, i)
		}
	}
	return cut
}

// drawBudget changes the shares that were settled by the partners' own records: first
// what falls frees what is above it, then what rises draws on what is left.
func (p *Period) drawBudget() {
	left := p.Budget.Decimal
	rises := make([]decimal.Decimal, len(p.Partners))
	for i := range p.Partners {
		of, before := &p.Partners[i], p.Settled[i]
		due := of.Awarded
		of.Awarded = before.Awarded
		switch change := due.Sub(before.Earned.Add(before.TopUp)); {
		case change.IsNegative():
			of.Awarded = decimal.Min(of.Awarded, due)
		case change.IsPositive():
			rises[i] = change
		}
		left = left.Sub(of.Awarded)
	}
	draws, _ := exact.AllocateUpTo(atLeastZero(left), rises, p.Places)
	for i := range p.Partners {
		of := &p.Partners[i]
		of.Awarded = of.Awarded.Add(draws[i])
	}
}

// Repay takes back what is owed of a recoverable guarantee.
func (p *Period) Repay() {
	for i := range p.Partners {
		of := &p.Partners[i]
		of.Owed = of.History.Owed
		if !p.Guarantee.Recoverable || !p.Final {
			continue
		}
		of.Repaid = decimal.Min(of.Owed, atLeastZero(of.Awarded.Sub(p.Guarantee.Amount)))
		of.Owed = of.Owed.Add(atLeastZero(of.Awarded.Sub(of.Earned))).Sub(of.Repaid)
		if p.Forgives {
			of.Owed = decimal.Decimal{}
		}
	}
}

// Standings returns those of the partners.
func (p *Period) Standings() []Standing {
	all := make([]Standing, len(p.Partners))
	for i := range p.Partners {
		all[i] = p.Partners[i].Standing
	}
	return all
}

// Follow returns the history of a partner for the next period.
func (of *Partner) Follow() History {
	next := History{Periods: of.History.Periods, Awarded: of.History.Awarded.Add(of.Awarded), Owed: of.Owed}
	if of.TakesPart {
		next.Periods++
	}
	return next
}
