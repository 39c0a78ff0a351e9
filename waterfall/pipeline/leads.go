package pipeline

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// The limits of leads.
const (
	MaxLeads = 2_000_000
	// MaxListedLeads is the largest number of leads listed as waiting.
	MaxListedLeads = 100
	maxFollowUp    = 3650
)

// LeadPolicy says what is expected of those who get leads. The zero LeadPolicy is
// not valid.
type LeadPolicy struct {
	// FollowUpWithin is the number of days from the creation of a lead to its first
	// follow-up that is still in time, 1 to 3650. There is no default.
	FollowUpWithin int `json:"followUpWithin"`
}

// Validate returns a [*partnermath.ValidationError] when FollowUpWithin is missing or
// out of its range.
func (p LeadPolicy) Validate() error {
	var faults partnermath.ValidationError
	switch {
	case p.FollowUpWithin == 0:
		faults.Add("followUpWithin", "required", "must be given, in days")
	case p.FollowUpWithin < 0 || p.FollowUpWithin > maxFollowUp:
		faults.Addf("followUpWithin", "range", "must be from 1 to %d days, got %d", maxFollowUp, p.FollowUpWithin)
	}
	return faults.Err()
}

// Lead is one lead and what has become of it. The zero Lead is not valid.
type Lead struct {
	// ID names the lead. A lead that is given twice in the same words counts once.
	ID string `json:"id"`
	// Partner is who is to follow up, Source what brought the lead (webinar, search,
	// event), and Vendor the agency or list vendor that delivered it. Each is an id, or
	// left out.
	Partner string `json:"partner,omitempty"`
	Source  string `json:"source,omitempty"`
	Vendor  string `json:"vendor,omitempty"`
	// Created is when the lead was handed over, and FollowedUp the day of the first
	// follow-up, absent when there was none.
	Created    partnermath.Date `json:"created"`
	FollowedUp partnermath.Date `json:"followedUp,omitzero"`
	// Stage is the furthest stage the lead has reached, StageLead or a later one.
	Stage partnermath.Stage `json:"stage"`
	// Rejected tells that it was turned down as no lead at all: a wrong address, a
	// double, nobody who buys.
	Rejected bool `json:"rejected,omitempty"`
}

// LeadReport is the quality of leads and how they were followed up.
type LeadReport struct {
	AsOf partnermath.Date `json:"asOf"`
	// All is every lead, Sources those of each source and Vendors those of each vendor,
	// by name; leads without one stand under "".
	All     LeadRow   `json:"all"`
	Sources []LeadRow `json:"sources"`
	Vendors []LeadRow `json:"vendors"`
	// Waiting are the first MaxListedLeads of the leads that wait for a follow-up, the
	// oldest first, those of a day by id, and MoreWaiting is the count of the others.
	Waiting     []WaitingLead `json:"waiting"`
	MoreWaiting int           `json:"moreWaiting"`
}

// LeadRow is the leads of one source or vendor. Ratios have 4 decimals and are
// undefined without a base.
type LeadRow struct {
	Name  string `json:"name"`
	Leads int    `json:"leads"`
	// Rejected counts the rejected leads, and RejectedShare is Rejected ÷ Leads.
	Rejected      int                 `json:"rejected"`
	RejectedShare decimal.NullDecimal `json:"rejectedShare"`
	// FollowedUp counts the leads with a follow-up, of which OnTime had it within the
	// days of the policy. Without one, Overdue are past these days and Pending are not.
	// A lead that was rejected, or that sales accepted, without the day of a follow-up
	// needs none and is in none of them.
	FollowedUp int `json:"followedUp"`
	OnTime     int `json:"onTime"`
	Overdue    int `json:"overdue"`
	Pending    int `json:"pending"`
	// FollowUpShare is FollowedUp ÷ (FollowedUp + Overdue + Pending), and OnTimeShare
	// OnTime ÷ (FollowedUp + Overdue): a pending lead can still be in time.
	FollowUpShare decimal.NullDecimal `json:"followUpShare"`
	OnTimeShare   decimal.NullDecimal `json:"onTimeShare"`
	// MedianDays is the median of the days from creation to follow-up of those followed
	// up, of an even number the mean of the middle two.
	MedianDays decimal.NullDecimal `json:"medianDays"`
	// Outcome counts the leads that reached each stage: a lead was at every stage before
	// its furthest. One that reached StageMGO or StageOpportunity is an opportunity.
	// Figures that leads do not tell are unknown.
	Outcome partnermath.Outcome `json:"outcome"`
	// Rates are the conversions of Outcome, lead to MQL, MQL to SAL and so on.
	Rates []partnermath.Conversion `json:"rates"`
	// SQLRate is SQLs ÷ MQLs, whatever the acceptance in between.
	SQLRate decimal.NullDecimal `json:"sqlRate"`
}

// WaitingLead is a lead that nobody has followed up, rejected or accepted.
type WaitingLead struct {
	ID      string           `json:"id"`
	Partner string           `json:"partner,omitempty"`
	Source  string           `json:"source,omitempty"`
	Vendor  string           `json:"vendor,omitempty"`
	Created partnermath.Date `json:"created"`
	// Age is the number of days from Created to the day of the report, and Overdue
	// tells that it is above that of the policy.
	Age     int  `json:"age"`
	Overdue bool `json:"overdue"`
}

// MeasureLeads tells the quality and the follow-up of leads as of a day, by source and
// by vendor. The order of the leads does not matter. Compare the reports of the leads
// created in one quarter each for a trend; leads of a young quarter convert less so
// far.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "asOf" and
// "leads": the faults of the policy, no day, more than MaxLeads leads, and in a lead
// an id, a partner, a source or a vendor that names nothing, no creation, dates out
// of order or after asOf, a stage that is not StageLead or a later one, and an id
// that stands before with other content.
func MeasureLeads(p LeadPolicy, asOf partnermath.Date, leads []Lead) (LeadReport, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", p.Validate())
	if asOf.IsZero() {
		faults.Add("asOf", "required", "must be given")
	}
	if len(leads) > MaxLeads {
		faults.Addf("leads", "length", "must have a length of at most %d, got %d", MaxLeads, len(leads))
		return LeadReport{}, faults.Err()
	}
	first := make(map[string]int, len(leads))
	r := newLeadMeasure(p, asOf)
	for i := range leads {
		l := &leads[i]
		l.check(&faults, i, asOf)
		before, repeated := first[l.ID]
		switch {
		case !repeated:
			first[l.ID] = i
			r.add(l)
		case *l != leads[before]:
			faults.Addf(leadPlace(i, "id").String(), "unique", "lead %.40q stands before with other content, at %d", l.ID, before)
		}
		if faults.Truncated {
			break
		}
	}
	if err := faults.Err(); err != nil {
		return LeadReport{}, err
	}
	return r.report(), nil
}

func leadPlace(i int, field string) check.Place {
	return check.Place{List: "leads", Index: i, Field: field}
}

func (l *Lead) check(faults *partnermath.ValidationError, i int, asOf partnermath.Date) {
	check.IDAt(faults, leadPlace(i, "id"), l.ID)
	for _, name := range [...]struct{ field, id string }{{"partner", l.Partner}, {"source", l.Source}, {"vendor", l.Vendor}} {
		if name.id != "" {
			check.IDAt(faults, leadPlace(i, name.field), name.id)
		}
	}
	order := func(field, format string, args ...any) {
		faults.Addf(leadPlace(i, field).String(), "order", format, args...)
	}
	switch {
	case l.Created.IsZero():
		faults.Add(leadPlace(i, "created").String(), "required", "must be given")
	case l.Created.After(asOf) && !asOf.IsZero():
		order("created", "must not be after asOf, %s, got %s", asOf, l.Created)
	case l.FollowedUp.IsZero():
	case l.FollowedUp.Before(l.Created):
		order("followedUp", "must not be before the creation, %s, got %s", l.Created, l.FollowedUp)
	case l.FollowedUp.After(asOf) && !asOf.IsZero():
		order("followedUp", "must not be after asOf, %s, got %s", asOf, l.FollowedUp)
	}
	if leadDepth(l.Stage) == 0 {
		faults.Add(leadPlace(i, "stage").String(), "one-of",
			fmt.Sprintf("must be one of lead, mql, sal, sql, mgo, opportunity, won; got %.40q", l.Stage))
	}
}
