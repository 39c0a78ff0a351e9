package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/finding"
)

// The limits of registrations: how many there can be, how many partners and how many
// reps with figures of their own, and how many pending ones and conflicts a report
// lists.
const (
	MaxRegistrations       = 1_000_000
	MaxRegistrationParties = 100_000
	MaxListedRegistrations = 1000
)

// Registration is a deal that a partner found and asked the vendor to protect. It is
// decided on, approved or rejected; an approved one protects the partner from the day
// it is decided until it expires or the deal is closed, won or lost. The zero
// Registration is not valid.
//
// The dates are in this order: submitted, not before it decided, not before that
// closed, and expiring after the decision. What contradicts it is not a fault, see the
// table of the package.
type Registration struct {
	// ID is unique. One that is given again with the same content counts once.
	ID      string `json:"id"`
	Partner string `json:"partner"`
	// Rep is who looks after the deal, of the partner or the vendor, by an id that is
	// unique across partners. It may be left out.
	Rep string `json:"rep,omitempty"`
	// Customer is the end customer. Left out, it is not known, and the registration is in
	// no conflict. Product may be left out, and is then the same as no other product but
	// one left out.
	Customer string `json:"customer,omitempty"`
	Product  string `json:"product,omitempty"`
	// Amount is the value that is registered, from 0 to 10^14. Left out, it is not known:
	// the registration is counted, and in no sum.
	Amount    decimal.NullDecimal `json:"amount,omitzero"`
	Submitted partnermath.Date    `json:"submitted"`
	// Decision is left out while there is none, and Decided with it.
	Decision RegistrationDecision `json:"decision,omitempty"`
	Decided  partnermath.Date     `json:"decided,omitzero"`
	// Expires is the first day that an approved registration does not protect any
	// more. Left out, it protects until the deal is closed.
	Expires partnermath.Date `json:"expires,omitzero"`
	// Outcome is DealWon or DealLost, and left out while the deal is open, Closed with it, and
	// for a rejected registration. One whose deal is closed does not wait any more.
	Outcome DealOutcome      `json:"outcome,omitempty"`
	Closed  partnermath.Date `json:"closed,omitzero"`
	// Revenue is what the deal was won for, from 0 to 10^14; left out, Amount.
	Revenue decimal.NullDecimal `json:"revenue,omitzero"`
}

// RegistrationDecision is what a vendor says to a [Registration]. None means that it
// is pending.
type RegistrationDecision string

// The decisions.
const (
	RegistrationApproved RegistrationDecision = "approved"
	RegistrationRejected RegistrationDecision = "rejected"
)

// Values returns the decisions in order.
func (RegistrationDecision) Values() []RegistrationDecision {
	return []RegistrationDecision{RegistrationApproved, RegistrationRejected}
}

// RegistrationBook is the input: the registrations, and what is known beside them. The
// order of its lists does not matter.
type RegistrationBook struct {
	// Registrations are all there are, and not only those of the period: pending and
	// protected ones are older.
	Registrations []Registration `json:"registrations"`
	// Rivals are registrations of others, for a report of some: theirs are in conflict with
	// Registrations, and count for nothing else, in no figure, row or list. One that repeats one
	// of Registrations is not a rival, and one that says something else of its id is a fault
	// (unique) or set apart, as the policy says of faulty ones.
	Rivals []Registration `json:"rivals,omitempty"`
	// Revenue is all revenue that partners won in the period, registered or not, at
	// least 0. Without it the registered share is undefined.
	Revenue decimal.NullDecimal `json:"revenue,omitzero"`
	// Partners and Reps are goals and revenues of single ones. Those without any need
	// not be listed.
	Partners []RegistrationParty `json:"partners,omitempty"`
	Reps     []RegistrationParty `json:"reps,omitempty"`
}

// RegistrationParty is the goal of a partner or a rep, and all revenue that it won in
// the period, each at least 0 and left out where it is not known. The zero
// RegistrationParty is not valid.
type RegistrationParty struct {
	ID      string              `json:"id"`
	Goal    decimal.NullDecimal `json:"goal,omitzero"`
	Revenue decimal.NullDecimal `json:"revenue,omitzero"`
	// Goals are goals with a floor, and of other measures than the value, at most one for
	// each measure, and none of the value beside Goal.
	Goals []RegistrationGoal `json:"goals,omitempty"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the book
// breaks, except that amounts have no more decimals than their currency, which takes
// the policy.
func (b RegistrationBook) Validate() error {
	var faults partnermath.ValidationError
	b.read(&faults, new(finding.Log), &RegistrationPolicy{}, "")
	return faults.Err()
}
