package incentive

import "github.com/shopspring/decimal"

// Limits are the least and the most that is paid, in amounts of at least 0. What is
// left out limits nothing.
type Limits struct {
	// TransactionCap is the most that one sale earns in a period, RepCap all sales of
	// one rep (sales without a rep have none), PartnerCap a partner. A cap that bites
	// is shared over its sales in proportion.
	TransactionCap decimal.NullDecimal `json:"transactionCap,omitzero" validate:"omitempty,bounds,atleast=0"`
	RepCap         decimal.NullDecimal `json:"repCap,omitzero" validate:"omitempty,bounds,atleast=0"`
	PartnerCap     decimal.NullDecimal `json:"partnerCap,omitzero" validate:"omitempty,bounds,atleast=0"`
	// Guarantee must not be above PartnerCap.
	Guarantee Guarantee `json:"guarantee,omitzero"`
	// MinimumPayout is the least that is paid out. Less, a negative balance included, is
	// carried to the next period.
	MinimumPayout decimal.NullDecimal `json:"minimumPayout,omitzero" validate:"omitempty,bounds,atleast=0"`
	// AtEnd tells what becomes of a balance above 0 and below MinimumPayout in the final
	// settlement of the last period: AtEndPaid, also where none is given, or AtEndLapses.
	// A negative balance stays carried out.
	AtEnd AtEnd `json:"atEnd,omitempty" validate:"omitempty,oneof=paid lapses"`
	// Budget is what all partners together are paid in a period. It is shared among the
	// rounded sums of the partners: first the guaranteed amounts, then the rest, each
	// by largest remainder in the order of the book. Every settlement of a period shares it
	// anew until the final one; from then on, and by what is recorded after the grace days, a
	// share changes only by the partner's own records: what falls lowers a share to at
	// most what is earned and topped up, and then what rises draws on what is left.
	Budget decimal.NullDecimal `json:"budget,omitzero" validate:"omitempty,bounds,atleast=0"`
}

// Guarantee is an amount G of a period that partners who take part are paid at least.
// It is tested in the final settlement of a period. The zero Guarantee is none.
type Guarantee struct {
	Kind   GuaranteeKind       `json:"kind,omitempty" validate:"omitempty,enum"`
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"omitempty,bounds,above=0"`
	// AtEnd is read by the recoverable kind: what is owed after the last period is
	// AtEndForgiven, also where none is given, or AtEndCarried.
	AtEnd AtEnd `json:"atEnd,omitempty" validate:"omitempty,oneof=forgiven carried"`
}

// GuaranteeKind tells how a guarantee works from period to period.
type GuaranteeKind string

// The kinds of guarantee.
const (
	// GuaranteePerPeriod tops up to G: max(0, G - earned).
	GuaranteePerPeriod GuaranteeKind = "per-period"
	// GuaranteeCumulative tops up to G for each period n so far in which the partner takes part:
	// max(0, n × G - earned - what the budget left of earned and top-ups in the earlier periods).
	GuaranteeCumulative GuaranteeKind = "cumulative"
	// GuaranteeRecoverable tops up as per period, and what the budget left of the top-up,
	// max(0, awarded - earned), is owed. It is repaid by min(owed, max(0, awarded - G))
	// in later final periods.
	GuaranteeRecoverable GuaranteeKind = "recoverable"
)

// Values returns the kinds.
func (GuaranteeKind) Values() []GuaranteeKind {
	return []GuaranteeKind{GuaranteePerPeriod, GuaranteeCumulative, GuaranteeRecoverable}
}

// AtEnd tells what becomes of something that is left when a program ends.
type AtEnd string

// What becomes of it.
const (
	AtEndPaid     AtEnd = "paid"
	AtEndLapses   AtEnd = "lapses"
	AtEndForgiven AtEnd = "forgiven"
	AtEndCarried  AtEnd = "carried"
)

// Values returns the ways, of which each field reads two.
func (AtEnd) Values() []AtEnd { return []AtEnd{AtEndPaid, AtEndLapses, AtEndForgiven, AtEndCarried} }
