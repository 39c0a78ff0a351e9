package reward

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Settlement is what [Settle] makes: every deal with the steps that it went through, and a
// statement for each organisation and each rep.
type Settlement struct {
	Program  string           `json:"program"`
	Currency string           `json:"currency"`
	AsOf     partnermath.Date `json:"asOf"`
	// Deals are by id, and explain the lines of the statements.
	Deals []DealReward `json:"deals"`
	// Organisations and Reps have a statement for each partner and each rep that a deal
	// names, by id.
	Organisations []Statement `json:"organisations"`
	Reps          []Statement `json:"reps"`
	// Total is the sum over Organisations and Reps; its Deals and Unknown count each deal
	// once.
	Total Sums `json:"total"`
	// Repeated is how many deals were left out because they repeat another one in
	// everything.
	Repeated int `json:"repeated"`
	// Findings are the deals whose facts contradict each other, and those set apart, by
	// reason.
	Findings []partnermath.Finding `json:"findings"`
}

// DealReward is what a deal pays and why.
type DealReward struct {
	ID      string     `json:"id"`
	Partner string     `json:"partner"`
	Rep     string     `json:"rep,omitempty"`
	Status  DealStatus `json:"status"`
	// Expires is the day that counts, that of the deal or of the program; zero for never,
	// and before the approval where it is the program that tells it.
	Expires partnermath.Date `json:"expires,omitzero"`
	// Steps are the milestones reached, by day and then in the order of the program, those
	// that pay nothing included and those without a day first; and then the end, unless it
	// is that it was won.
	Steps []Step `json:"steps"`
	// ForOrganisation and ForRep are the parts of each; that of a rep who is not there is 0.
	ForOrganisation Amounts `json:"forOrganisation"`
	ForRep          Amounts `json:"forRep"`
}

// DealStatus is what has become of a deal by the day of a settlement.
type DealStatus string

// The statuses.
const (
	// StatusRegistered waits for the approval of its registration.
	StatusRegistered DealStatus = "registered"
	// StatusOpen is approved, and neither expired nor ended.
	StatusOpen DealStatus = "open"
	// StatusWon has reached the last milestone, and was not cancelled since.
	StatusWon DealStatus = "won"
	// StatusLost, StatusExpired and StatusCancelled end as the program says.
	StatusLost      DealStatus = "lost"
	StatusExpired   DealStatus = "expired"
	StatusCancelled DealStatus = "cancelled"
	// StatusUnclear has ended or is won nobody knows when or how, or expires before it is
	// approved and has not ended.
	StatusUnclear DealStatus = "unclear"
)

// Values returns the statuses in order.
func (DealStatus) Values() []DealStatus {
	return []DealStatus{StatusRegistered, StatusOpen, StatusWon, StatusLost, StatusExpired, StatusCancelled, StatusUnclear}
}

// Step is a milestone of a deal, or its end, and what it pays. The package says how
// the figures follow from each other.
type Step struct {
	// Milestone is the one that is reached, empty at the end of the deal.
	Milestone string `json:"milestone,omitempty"`
	// End is StatusLost, StatusExpired or StatusCancelled at the end of the deal.
	End  DealStatus       `json:"end,omitempty"`
	Date partnermath.Date `json:"date,omitzero"`
	// Reason is why the milestone pays nothing.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Share is the share of the milestone, cumulative. Margin is the margin that is known
	// then, Cap the most that counts of it, undefined without a cap rate or a base, and
	// Counted the lesser of the two. All are undefined at the end of the deal, and those of
	// the margin at a milestone that does not count.
	Share   decimal.NullDecimal `json:"share"`
	Margin  decimal.NullDecimal `json:"margin"`
	Cap     decimal.NullDecimal `json:"cap"`
	Counted decimal.NullDecimal `json:"counted"`
	// Earned is all that is earned after the step, and Amount what the step adds to it,
	// below 0 where it takes back. Organisation + Rep = Amount.
	Earned       decimal.Decimal `json:"earned"`
	Amount       decimal.Decimal `json:"amount"`
	Organisation decimal.Decimal `json:"organisation"`
	Rep          decimal.Decimal `json:"rep"`
}

// Amounts are what an organisation or a rep has of a deal, or of all its deals.
type Amounts struct {
	// Earned is the sum of what the steps pay.
	Earned decimal.Decimal `json:"earned"`
	// Pending is what a deal that is registered or open would still earn if it were won at
	// the margin that is known now, 0 once it has ended, and undefined where that margin or
	// the end is not known. A registration that is not approved yet has all of its margin
	// pending, and a deal that is won without an actual margin, or on no day, something
	// unknown. A rep who is not there has 0 pending and forfeited.
	Pending decimal.NullDecimal `json:"pending"`
	// Forfeited is what was pending when the deal was lost, expired or cancelled, undefined
	// where the margin that was known then or the end is not known, and 0 for any other
	// deal.
	Forfeited decimal.NullDecimal `json:"forfeited"`
	// TakenBack is what the end of the deal took back of what was earned.
	TakenBack decimal.Decimal `json:"takenBack"`
	// Paid is what was paid less what came back, and Due = Earned - Paid, below 0 where it
	// is due from the partner or the rep.
	Paid decimal.Decimal `json:"paid"`
	Due  decimal.Decimal `json:"due"`
}

// Sums are what several deals come to.
type Sums struct {
	// Deals counts the deals. Unknown counts those whose Pending or Forfeited is undefined,
	// which the sums of these leave out.
	Deals   int `json:"deals"`
	Unknown int `json:"unknown,omitempty"`
	Amounts
	// PaidOnLost is the part of Paid on deals that are lost, expired or cancelled.
	PaidOnLost decimal.Decimal `json:"paidOnLost"`
}

// Statement is what an organisation or a rep has earned, awaits and was paid.
type Statement struct {
	ID string `json:"id"`
	Sums
	// Lines are its deals by id, each with the part of the organisation or of the rep.
	Lines []StatementLine `json:"lines"`
}

// StatementLine is one deal of a [Statement]; that deal of Settlement.Deals has the steps.
type StatementLine struct {
	Deal   string     `json:"deal"`
	Status DealStatus `json:"status"`
	Amounts
}
