package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// standing is what a partner comes to in a period.
type standing struct {
	earned, topUp, awarded, repaid, owed decimal.Decimal
}

// net is what is due for the period: after guarantee, budget and repayment.
func (t standing) net() decimal.Decimal { return t.awarded.Sub(t.repaid) }

func (t standing) isZero() bool {
	return t.earned.IsZero() && t.topUp.IsZero() && t.awarded.IsZero() && t.owed.IsZero()
}

// history is what the guarantee of a period knows of the earlier ones: how many the
// partner took part in, what their budgets left, and what is owed.
type history struct {
	periods       int64
	awarded, owed decimal.Decimal
}

// round is a period, settled for all partners at once.
type round struct {
	*settling
	k     int
	final bool
	works []*work
	// shares is what was settled before, or nil to share the budget anew.
	shares    []standing
	histories []history
	standings []standing
}

// settle does the steps that take all partners.
func (r *round) settle() {
	r.standings = make([]standing, len(r.works))
	for i, w := range r.works {
		r.standings[i].earned = w.st.Earned
	}
	for _, step := range steps {
		if step.all != nil {
			step.all(r)
		}
	}
}

// takesPart reports whether a partner takes part in the period.
func (r *round) takesPart(i int) bool { return r.settling.takesPart(r.k, i) == "" }

// guaranteed is what the guarantee of a partner comes to, for all periods so far when it
// is cumulative, less what the earlier ones brought.
func (r *round) guaranteed(i int) decimal.Decimal {
	g := r.Limits.Guarantee
	if g.Kind == "" || !r.takesPart(i) {
		return decimal.Decimal{}
	}
	if h := r.histories[i]; g.Kind == GuaranteeCumulative {
		return g.Amount.Decimal.Mul(decimal.NewFromInt(h.periods + 1)).Sub(h.awarded)
	}
	return g.Amount.Decimal
}

// guarantee tops up what is earned: max(0, guaranteed - earned). Earned is never below
// 0, because no rate and no factor is.
func (r *round) guarantee() {
	for i := range r.standings {
		if t := &r.standings[i]; r.final {
			t.topUp = atLeastZero(r.guaranteed(i).Sub(t.earned))
		}
	}
}

func atLeastZero(d decimal.Decimal) decimal.Decimal { return decimal.Max(d, decimal.Decimal{}) }

// budget finds what the budget leaves.
func (r *round) budget() {
	for i := range r.standings {
		t := &r.standings[i]
		t.awarded = t.earned.Add(t.topUp)
	}
	switch {
	case !r.Limits.Budget.Valid:
	case r.shares == nil:
		r.shareBudget()
	default:
		r.drawBudget()
	}
}

// shareBudget shares the budget anew: first among the guaranteed amounts,
// max(0, min(earned + top-up, guaranteed)), then among the rest.
func (r *round) shareBudget() {
	first, rest := make([]decimal.Decimal, len(r.standings)), make([]decimal.Decimal, len(r.standings))
	for i, t := range r.standings {
		first[i] = atLeastZero(decimal.Min(t.awarded, r.guaranteed(i)))
		rest[i] = t.awarded.Sub(first[i])
	}
	firstShares, left := exact.AllocateUpTo(r.Limits.Budget.Decimal, first, r.places)
	restShares, _ := exact.AllocateUpTo(left, rest, r.places)
	for i := range r.standings {
		r.standings[i].awarded = firstShares[i].Add(restShares[i])
		if firstShares[i].LessThan(first[i]) {
			r.log.Add(FoundBudget, r.book.Partners[i].ID)
		}
	}
}

// drawBudget changes the shares that were settled by the partners' own records: first
// what falls frees what is above it, then what rises draws on what is left.
func (r *round) drawBudget() {
	left := r.Limits.Budget.Decimal
	rises := make([]decimal.Decimal, len(r.standings))
	for i := range r.standings {
		t, before := &r.standings[i], r.shares[i]
		due := t.awarded
		t.awarded = before.awarded
		switch change := due.Sub(before.earned.Add(before.topUp)); {
		case change.IsNegative():
			t.awarded = decimal.Min(t.awarded, due)
		case change.IsPositive():
			rises[i] = change
		}
		left = left.Sub(t.awarded)
	}
	draws, _ := exact.AllocateUpTo(atLeastZero(left), rises, r.places)
	for i := range r.standings {
		t := &r.standings[i]
		t.awarded = t.awarded.Add(draws[i])
	}
}

// repay takes back what is owed of a recoverable guarantee.
func (r *round) repay() {
	g := r.Limits.Guarantee
	for i := range r.standings {
		t := &r.standings[i]
		t.owed = r.histories[i].owed
		if g.Kind != GuaranteeRecoverable || !r.final {
			continue
		}
		t.repaid = decimal.Min(t.owed, atLeastZero(t.awarded.Sub(g.Amount.Decimal)))
		t.owed = t.owed.Add(atLeastZero(t.awarded.Sub(t.earned))).Sub(t.repaid)
		if r.k == len(r.Periods)-1 && g.AtEnd != AtEndCarried {
			t.owed = decimal.Decimal{}
		}
	}
}

// follow returns the histories for the next period.
func (r *round) follow() []history {
	next := make([]history, len(r.histories))
	for i, h := range r.histories {
		if r.takesPart(i) {
			h.periods++
		}
		h.awarded, h.owed = h.awarded.Add(r.standings[i].awarded), r.standings[i].owed
		next[i] = h
	}
	return next
}

func (e *Settled) standing() standing {
	if e == nil {
		return standing{}
	}
	return standing{e.Earned.Decimal, e.TopUp.Decimal, e.Awarded.Decimal, e.Repaid.Decimal, e.Owed.Decimal}
}

func (t standing) keep(e *Settled, asOf partnermath.Date, final bool, reason partnermath.Reason) {
	e.Earned, e.TopUp, e.Awarded, e.Repaid, e.Owed = null(t.earned), null(t.topUp), null(t.awarded), null(t.repaid), null(t.owed)
	e.AsOf, e.Final, e.Reason = asOf, final, reason
}
