package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/award"
)

// round is a period, settled for all partners at once.
type round struct {
	*settling
	k     int
	works []*work
	award.Period
}

// newRound starts a period after what the partners' histories tell.
func (s *settling) newRound(k int, histories []award.History) *round {
	g := s.Limits.Guarantee
	r := &round{settling: s, k: k, works: make([]*work, len(histories)), Period: award.Period{
		Guarantee: award.Guarantee{
			Amount: given(g.Amount), Cumulative: g.Kind == GuaranteeCumulative, Recoverable: g.Kind == GuaranteeRecoverable,
		},
		Budget: s.Limits.Budget, Places: s.places,
		Final: k == s.now && s.book.Final, Forgives: k == len(s.Periods)-1 && g.AtEnd != AtEndCarried,
		Settled: make([]award.Standing, len(histories)), Partners: make([]award.Partner, len(histories)),
	}}
	for i, h := range histories {
		r.Partners[i] = award.Partner{TakesPart: s.takesPart(k, i) == "", History: h}
	}
	for i, e := range s.settled[k] {
		r.Final, r.Settled[i] = r.Final || e != nil && e.Final, e.standing()
	}
	return r
}

// settle does the steps that take all partners.
func (r *round) settle() {
	for i, w := range r.works {
		r.Partners[i].Earned = w.st.Earned
	}
	for _, step := range steps {
		if step.all != nil {
			step.all(r)
		}
	}
}

// budget finds what the budget leaves.
func (r *round) budget() {
	for _, cut := range r.Award() {
		r.log.Add(FoundBudget, r.book.Partners[cut].ID)
	}
}

func (e *Settled) standing() award.Standing {
	if e == nil {
		return award.Standing{}
	}
	return award.Standing{Earned: e.Earned.Decimal, TopUp: e.TopUp.Decimal, Awarded: e.Awarded.Decimal, Repaid: e.Repaid.Decimal, Owed: e.Owed.Decimal}
}

func (e *Settled) keep(t award.Standing, asOf partnermath.Date, final bool, reason partnermath.Reason) {
	e.Earned, e.TopUp, e.Awarded, e.Repaid, e.Owed = null(t.Earned), null(t.TopUp), null(t.Awarded), null(t.Repaid), null(t.Owed)
	e.AsOf, e.Final, e.Reason = asOf, final, reason
}

func null(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// given returns a number, 0 where there is none: one that is left out can hold anything.
func given(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}
