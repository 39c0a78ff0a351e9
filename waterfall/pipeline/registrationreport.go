package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// RegistrationReport is what [MeasureRegistrations] finds.
type RegistrationReport struct {
	Currency string             `json:"currency"`
	Period   partnermath.Period `json:"period,omitzero"`
	AsOf     partnermath.Date   `json:"asOf"`
	// Days tells which days are counted.
	Days DayCount `json:"days"`
	// Total is of all registrations. Partners and Reps are of each partner and rep that
	// has a registration or is listed in the book, by id; the rep "" has the registrations
	// without one. Counts and values of the rows add up to the total.
	Total    RegistrationFigures `json:"total"`
	Partners []RegistrationRow   `json:"partners"`
	Reps     []RegistrationRow   `json:"reps"`
	// Pending are the first MaxListedRegistrations undecided registrations of deals that are
	// not closed, the oldest first, equal ones by id. MorePending is how many there are besides.
	Pending     []PendingRegistration `json:"pending"`
	MorePending int                   `json:"morePending"`
	// Conflicts are the first MaxListedRegistrations conflicts, by customer and product, then
	// by the day on which the later one began to protect and its id, then by those of the
	// earlier one. MoreConflicts is how many there are besides.
	Conflicts     []RegistrationConflict `json:"conflicts"`
	MoreConflicts int64                  `json:"moreConflicts"`
	// Repeated is how many registrations were left out because they repeat another one
	// in everything, and Later how many because they were submitted after AsOf.
	Repeated int `json:"repeated"`
	Later    int `json:"later"`
	// Findings are the registrations whose facts contradict each other, and those set
	// apart, by reason.
	Findings []partnermath.Finding `json:"findings"`
}

// RegistrationRow is the figures of one partner or rep.
type RegistrationRow struct {
	ID string `json:"id"`
	RegistrationFigures
}

// RegistrationFigures are the figures of all registrations, or of those of a partner or
// a rep.
type RegistrationFigures struct {
	// These are what happened in the period. Won, Lost and Expired are of approved ones:
	// what is closed on the day it expires, or later, was not registered any more, and
	// is expired.
	Submitted RegistrationSum `json:"submitted"`
	Approved  RegistrationSum `json:"approved"`
	Rejected  RegistrationSum `json:"rejected"`
	Won       RegistrationSum `json:"won"`
	Lost      RegistrationSum `json:"lost"`
	Expired   RegistrationSum `json:"expired"`
	// These are as of AsOf, whenever they were submitted: Pending ones are not
	// decided and not closed, Open ones approved and neither closed nor expired.
	Pending RegistrationSum `json:"pending"`
	Open    RegistrationSum `json:"open"`
	// Of these, whenever they were submitted, nobody knows how or when they were decided
	// on, or their deal was closed while they waited, or nobody knows how or when approved ones ended; they are not pending, and not open.
	UnknownDecision RegistrationSum `json:"unknownDecision"`
	UnknownEnd      RegistrationSum `json:"unknownEnd"`
	// OldestDays is the age in days of the oldest pending one; undefined without any.
	// Overdue counts those that are older than the service level.
	OldestDays decimal.NullDecimal `json:"oldestDays"`
	Overdue    decimal.NullDecimal `json:"overdue"`
	// Registered is the value of Approved, or of Submitted when that is the basis, and
	// Attainment Registered ÷ Goal.
	Registered decimal.Decimal     `json:"registered"`
	Goal       decimal.NullDecimal `json:"goal"`
	Attainment decimal.NullDecimal `json:"attainment"`
	// MedianDays is the median of the days from submission to decision of Approved and
	// Rejected together, with 1 decimal: of an even number the mean of the middle two.
	// Timed counts those of them whose days are known, Within those of at most the service
	// level, and WithinShare is Within ÷ (Timed + Overdue): what waits for longer already
	// cannot be in time any more.
	Timed       int                 `json:"timed"`
	MedianDays  decimal.NullDecimal `json:"medianDays"`
	Within      decimal.NullDecimal `json:"within"`
	WithinShare decimal.NullDecimal `json:"withinShare"`
	// WinRate is Won ÷ (Won + Lost + Expired), by count.
	WinRate decimal.NullDecimal `json:"winRate"`
	// WonRevenue is the revenue of Won, UnknownRevenue how many of them it leaves out, and
	// RegisteredShare WonRevenue ÷ Revenue, all revenue that was won. Above 1, Revenue
	// lacks something.
	WonRevenue      decimal.Decimal     `json:"wonRevenue"`
	UnknownRevenue  int                 `json:"unknownRevenue,omitempty"`
	Revenue         decimal.NullDecimal `json:"revenue"`
	RegisteredShare decimal.NullDecimal `json:"registeredShare"`
	// Colliding counts the registrations that are in a conflict at AsOf, with another one of the
	// same partner or of another, and Collided those that are only in ones that have ended.
	Colliding int `json:"colliding"`
	Collided  int `json:"collided"`
	// Goals are what became of the Goals of the policy or the book, in their order.
	Goals []RegistrationGoalResult `json:"goals,omitempty"`
}

// RegistrationSum is how many registrations there are and what they are worth as
// registered. The zero RegistrationSum is none.
type RegistrationSum struct {
	Count int             `json:"count"`
	Value decimal.Decimal `json:"value"`
	// Unknown counts those without an amount, which Value leaves out.
	Unknown int `json:"unknown,omitempty"`
}

// PendingRegistration is a [Registration] that waits for its decision.
type PendingRegistration struct {
	ID        string              `json:"id"`
	Partner   string              `json:"partner"`
	Rep       string              `json:"rep,omitempty"`
	Customer  string              `json:"customer"`
	Product   string              `json:"product,omitempty"`
	Amount    decimal.NullDecimal `json:"amount"`
	Submitted partnermath.Date    `json:"submitted"`
	// Days is its age, from the submission to the day of the report.
	Days int `json:"days"`
}

// RegistrationConflict is two registrations that protect the same customer and product
// at the same time.
type RegistrationConflict struct {
	Customer string `json:"customer"`
	Product  string `json:"product,omitempty"`
	// Earlier protected first; of two since the same day it is the one with the lesser
	// id.
	Earlier        string `json:"earlier"`
	EarlierPartner string `json:"earlierPartner"`
	Later          string `json:"later"`
	LaterPartner   string `json:"laterPartner"`
	// Overlap is when both protect. Its end is zero when neither expires nor is closed. Ended
	// tells that it is over: one of them does not protect at AsOf any more.
	Overlap partnermath.Period `json:"overlap"`
	Ended   bool               `json:"ended"`
}
