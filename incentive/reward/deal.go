package reward

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/finding"
)

// MaxDeals is the largest number of deals in a book, and MaxPayments that of the payments
// on one of them.
const (
	MaxDeals    = 1_000_000
	MaxPayments = 50
)

// Book is the input: what became of registered deals. The order of its lists does not
// matter. The zero Book has no deals.
type Book struct {
	Deals []Deal `json:"deals"`
}

// Deal is a registered deal, from its registration on. The zero Deal is not valid.
type Deal struct {
	// ID is unique. One that is given again with the same content, in the same order,
	// counts once.
	ID      string `json:"id"`
	Partner string `json:"partner"`
	// Rep is the partner's rep, by an id that is unique across partners. It may be left
	// out.
	Rep string `json:"rep,omitempty"`
	// Margin is what the deal was registered to pay when it is won, and Base what the cap
	// is a fraction of, such as the price of the deal: each from 0 to 10^13, left out
	// where it is not known. A milestone can tell them anew.
	Margin decimal.NullDecimal `json:"margin,omitzero"`
	Base   decimal.NullDecimal `json:"base,omitzero"`
	// Expires is the first day on which an approved registration does not protect any
	// more. Left out, it is Program.ProtectedDays after the approval.
	Expires partnermath.Date `json:"expires,omitzero"`
	// Reached are the milestones that the deal has reached, each at most once.
	Reached []Reached `json:"reached,omitempty"`
	// End tells that the deal is lost or cancelled, and Ended on which day. A deal that is
	// won has reached the last milestone; without an End, its Ended is not read.
	End   DealEnd          `json:"end,omitempty"`
	Ended partnermath.Date `json:"ended,omitzero"`
	// Paid are the payments on the deal so far.
	Paid []Payment `json:"paid,omitempty"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the book breaks,
// except those that take the program: that it has the milestones, and that amounts have
// no more decimals than its currency.
func (b Book) Validate() error {
	var faults partnermath.ValidationError
	b.read(&faults, new(finding.Log), &Program{}, nil, "")
	return faults.Err()
}

// Reached is a milestone that a deal has reached. The zero Reached is not valid.
type Reached struct {
	// Milestone is the id of one of the program.
	Milestone string `json:"milestone"`
	// Date left out is not known: see the package comment.
	Date partnermath.Date `json:"date"`
	// Margin and Base are what is known then, each from 0 to 10^13. Left out, they are
	// what was known before; but the last milestone takes the actual margin, and its step
	// is not known without.
	Margin decimal.NullDecimal `json:"margin,omitzero"`
	Base   decimal.NullDecimal `json:"base,omitzero"`
}

// DealEnd tells how a deal ended that is not won, or not any more. None means that it has
// not ended so.
type DealEnd string

// The ends.
const (
	// EndLost is of a deal that somebody else won, or nobody.
	EndLost DealEnd = "lost"
	// EndCancelled is of a registration that is withdrawn, or of a won deal whose order
	// is.
	EndCancelled DealEnd = "cancelled"
)

// Values returns the ends in order.
func (DealEnd) Values() []DealEnd { return []DealEnd{EndLost, EndCancelled} }

// Payment is money that was paid on a deal, or below 0 came back. The zero Payment is not
// valid: it lacks Date and an amount.
type Payment struct {
	Date partnermath.Date `json:"date"`
	// Organisation and Rep are what each was paid, from −10^13 to 10^13. One of them at
	// least must be given; Rep only for a deal that has one.
	Organisation decimal.NullDecimal `json:"organisation,omitzero"`
	Rep          decimal.NullDecimal `json:"rep,omitzero"`
}
