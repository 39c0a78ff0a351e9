package qbr

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// Records are what a review knows beside the results of its siblings. Texts are up to 2,000
// bytes, names up to 200, and lists up to 1,000 entries, whose order does not matter, except
// that Updates and Other stand as they are to be spoken of. The zero Records are not valid: they
// lack a Partner.
type Records struct {
	Partner Partner `json:"partner"`
	// Sales are the plan and what was sold, by month and product.
	Sales           []performance.SalesMonth `json:"sales,omitempty"`
	Activities      []performance.Activity   `json:"activities,omitempty"`
	Specialisations []Specialisation         `json:"specialisations,omitempty" validate:"max=1000,dive"`
	// Commitments are those of the last review, Proposed those for the next quarter.
	Commitments []Commitment `json:"commitments,omitempty" validate:"max=1000,dive"`
	Proposed    []Commitment `json:"proposed,omitempty" validate:"max=1000,dive"`
	Issues      []Issue      `json:"issues,omitempty" validate:"max=1000,dive"`
	Wins        []Win        `json:"wins,omitempty" validate:"max=1000,dive"`
	Comments    []Comment    `json:"comments,omitempty" validate:"max=1000,dive"`
	// Metrics are the caller's own, History what figures were in earlier quarters.
	Metrics []OwnMetric  `json:"metrics,omitempty" validate:"max=1000,dive"`
	History []PastMetric `json:"history,omitempty" validate:"max=10000,dive"`
	// Shared are outcomes that a fund request and an incentive both carry, and that count once.
	Shared     []SharedOutcome  `json:"shared,omitempty" validate:"max=1000,dive"`
	Attendees  []Attendee       `json:"attendees,omitempty" validate:"max=1000,dive"`
	Updates    []string         `json:"updates,omitempty" validate:"max=1000,dive,text=2000"`
	Other      []string         `json:"other,omitempty" validate:"max=1000,dive,text=2000"`
	NextReview partnermath.Date `json:"nextReview,omitzero"`
}

// Partner is whom a review is of. The zero Partner is not valid: it lacks an ID.
type Partner struct {
	ID      string `json:"id" validate:"id"`
	Name    string `json:"name,omitempty" validate:"omitempty,text=200"`
	Tier    string `json:"tier,omitempty" validate:"omitempty,text=200"`
	Type    string `json:"type,omitempty" validate:"omitempty,text=200"`
	Region  string `json:"region,omitempty" validate:"omitempty,text=200"`
	Manager string `json:"manager,omitempty" validate:"omitempty,text=200"`
	// LifeStage and Attention are the vendor's alone.
	LifeStage string `json:"lifeStage,omitempty" validate:"omitempty,text=200"`
	Attention string `json:"attention,omitempty" validate:"omitempty,text=2000"`
}

// Party is a side of the partnership.
type Party string

// The parties.
const (
	PartyVendor  Party = "vendor"
	PartyPartner Party = "partner"
)

// Values returns the parties in order.
func (Party) Values() []Party { return []Party{PartyVendor, PartyPartner} }

// Commitment is what a party promised to do by a day: "register at least 100,000 in deals".
type Commitment struct {
	ID    string           `json:"id" validate:"id"`
	Party Party            `json:"party" validate:"enum"`
	Text  string           `json:"text" validate:"text=2000"`
	Owner string           `json:"owner,omitempty" validate:"omitempty,text=200"`
	Due   partnermath.Date `json:"due,omitzero" validate:"required"`
	// Amount is at least how much of Unit, and Actual how much came; Metric is the figure of
	// the review, none of the caller's own, that tells it where Actual is left out. Without
	// Amount, Done tells.
	Unit   document.Unit       `json:"unit,omitempty" validate:"omitempty,enum"`
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"omitempty,bounds,above=0,digits=18 8"`
	Actual decimal.NullDecimal `json:"actual,omitzero" validate:"omitempty,bounds,digits=18 8"`
	Metric MetricID            `json:"metric,omitempty"`
	Done   partnermath.Date    `json:"done,omitzero"`
	// Waived is the reason for which it need not be kept.
	Waived string `json:"waived,omitempty" validate:"omitempty,text=2000"`
	// Consequence is what missing it means.
	Consequence string `json:"consequence,omitempty" validate:"omitempty,text=2000"`
}

// Specialisation is a competence that a vendor awards.
type Specialisation struct {
	ID     string           `json:"id" validate:"id"`
	Name   string           `json:"name,omitempty" validate:"omitempty,text=200"`
	Earned partnermath.Date `json:"earned,omitzero"`
	// Expires is its last day, none for one without an end.
	Expires partnermath.Date `json:"expires,omitzero"`
	// Required and Certified count people; left out where they are not known.
	Required  decimal.NullDecimal `json:"required,omitzero" validate:"omitempty,bounds,atleast=0,digits=9 0"`
	Certified decimal.NullDecimal `json:"certified,omitzero" validate:"omitempty,bounds,atleast=0,digits=9 0"`
}

// Issue is something to be solved.
type Issue struct {
	ID    string           `json:"id" validate:"id"`
	Text  string           `json:"text" validate:"text=2000"`
	Party Party            `json:"party" validate:"enum"`
	Owner string           `json:"owner,omitempty" validate:"omitempty,text=200"`
	Due   partnermath.Date `json:"due,omitzero"`
	// Closed is absent while it is open.
	Closed partnermath.Date `json:"closed,omitzero"`
}

// Win is a won deal worth telling.
type Win struct {
	Deal     string              `json:"deal" validate:"id"`
	Customer string              `json:"customer,omitempty" validate:"omitempty,text=200"`
	Amount   decimal.NullDecimal `json:"amount,omitzero" validate:"omitempty,bounds,atleast=0,digits=18 3"`
	Note     string              `json:"note,omitempty" validate:"omitempty,text=2000"`
}

// Comment is what somebody says about a section.
type Comment struct {
	Section SectionID `json:"section" validate:"enum"`
	Author  string    `json:"author,omitempty" validate:"omitempty,text=200"`
	Text    string    `json:"text" validate:"text=2000"`
	// VendorOnly keeps it out of a partner's review.
	VendorOnly bool `json:"vendorOnly,omitempty"`
}

// OwnMetric is a figure of the caller's own.
type OwnMetric struct {
	ID         MetricID             `json:"id" validate:"id"`
	Name       string               `json:"name" validate:"text=200"`
	Unit       document.Unit        `json:"unit" validate:"enum"`
	Value      decimal.NullDecimal  `json:"value,omitzero" validate:"omitempty,bounds,digits=18 8"`
	Target     decimal.NullDecimal  `json:"target,omitzero" validate:"omitempty,bounds,digits=18 8"`
	Floor      decimal.NullDecimal  `json:"floor,omitzero" validate:"omitempty,bounds,digits=18 8"`
	Polarity   performance.Polarity `json:"polarity,omitempty" validate:"omitempty,enum"`
	AsOf       partnermath.Date     `json:"asOf,omitzero"`
	VendorOnly bool                 `json:"vendorOnly,omitempty"`
}

// PastMetric is what a figure was in an earlier quarter.
type PastMetric struct {
	Metric  MetricID            `json:"metric" validate:"id"`
	Quarter partnermath.Quarter `json:"quarter,omitzero" validate:"required"`
	Value   decimal.NullDecimal `json:"value,omitzero" validate:"omitempty,bounds,digits=18 8"`
}

// SharedOutcome is what fund requests and promotions together brought, or are to bring. It
// counts once, on the costs of all of them.
type SharedOutcome struct {
	ID         string              `json:"id" validate:"id"`
	Requests   []string            `json:"requests" validate:"min=1,max=100,dive,id"`
	Promotions []string            `json:"promotions" validate:"min=1,max=100,dive,id"`
	Outcome    partnermath.Outcome `json:"outcome"`
}

// Attendee is somebody in the meeting.
type Attendee struct {
	Name     string `json:"name" validate:"text=200"`
	Function string `json:"function,omitempty" validate:"omitempty,text=200"`
	Party    Party  `json:"party" validate:"enum"`
}
