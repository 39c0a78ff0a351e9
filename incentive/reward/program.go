package reward

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// MaxMilestones is the largest number of milestones of a program.
const MaxMilestones = 20

// Program is the policy: what a registered deal pays, at which milestone and to whom. The
// zero Program is not valid: it lacks ID, Currency, Milestones, RepShare, Lost, Expired
// and Cancelled.
type Program struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=200"`
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"currency"`
	// Milestones are the 2 to MaxMilestones steps of a deal, in order. The first is reached
	// when the registration is approved, the last when the deal is won.
	Milestones []Milestone `json:"milestones" validate:"required,min=2,max=20,dive"`
	// CapRate is the most that a margin counts, as a fraction of the base of the deal,
	// above 0 and at most 1. Left out, there is no cap and bases are not read.
	CapRate decimal.NullDecimal `json:"capRate,omitzero" validate:"omitempty,bounds,above=0,atmost=1"`
	// RepShare is the rep's part of what is earned, 0 to 1; the organisation has the rest,
	// and all of a deal without a rep.
	RepShare decimal.NullDecimal `json:"repShare,omitzero" validate:"required,bounds,atleast=0,atmost=1"`
	// ProtectedDays is how many days after the approval a registration expires for which
	// the deal states no day. 0 means never.
	ProtectedDays int `json:"protectedDays,omitempty" validate:"min=0,max=3660"`
	// Lost, Expired and Cancelled tell what becomes of what is earned on a deal that ends
	// that way. They must be given.
	Lost      Consequence `json:"lost" validate:"required,enum"`
	Expired   Consequence `json:"expired" validate:"required,enum"`
	Cancelled Consequence `json:"cancelled" validate:"required,enum"`
	// Faulty tells what becomes of a book with faulty deals; none means FaultyRefuse.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the program
// breaks.
func (p Program) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		seen := make(map[string]bool, len(p.Milestones))
		for i, m := range p.Milestones {
			at := func(field string) string { return check.Place{List: "milestones", Index: i, Field: field}.String() }
			if seen[m.ID] {
				faults.Addf(at("id"), "unique", "must not be given twice, got %.40q again", m.ID)
			}
			seen[m.ID] = true
			if i > 0 && m.Share.Decimal.LessThanOrEqual(p.Milestones[i-1].Share.Decimal) {
				faults.Addf(at("share"), "increasing", "must be above %s, got %s", p.Milestones[i-1].Share.Decimal, m.Share.Decimal)
			}
			if i == len(p.Milestones)-1 && !m.Share.Decimal.Equal(partnermath.Int(1).Decimal) {
				faults.Addf(at("share"), "sum", "must be 1 at the last milestone, got %s", m.Share.Decimal)
			}
		}
	})
}

// Milestone is a step of a deal. The zero Milestone is not valid.
type Milestone struct {
	ID string `json:"id" validate:"id"`
	// Share is the part of the margin that is earned once the milestone is reached, the
	// earlier ones included: from 0 to 1, above that of the milestone before, and exactly 1
	// at the last.
	Share decimal.NullDecimal `json:"share,omitzero" validate:"required,bounds,atleast=0,atmost=1"`
}

// Consequence tells what becomes of what is earned on a deal that ends without being won,
// or is cancelled. None is not valid.
type Consequence string

// The consequences.
const (
	// TakenBack takes all that is earned back: what was paid is due from the partner and
	// its rep.
	TakenBack Consequence = "taken-back"
	// PaidStands leaves what was paid by the day on which the deal ended, that day
	// included, to each as far as it was earned: min(earned, max(0, paid)). The rest is
	// taken back.
	PaidStands Consequence = "paid-stands"
	// EarnedStands leaves all that is earned, paid or not.
	EarnedStands Consequence = "earned-stands"
)

// Values returns the consequences in order.
func (Consequence) Values() []Consequence {
	return []Consequence{TakenBack, PaidStands, EarnedStands}
}
