package pipeline

import (
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
	// Days tells how days are counted, and WorkingDays, for DaysWorking only, which days
	// are worked.
	Days        DayCount                `json:"days,omitempty" validate:"omitempty,enum"`
	WorkingDays partnermath.WorkingDays `json:"workingDays,omitzero"`
	// FollowUpUnknown tells that nobody has recorded when leads were followed up, and
	// RejectionUnknown which were rejected. What leads say of it is not looked at.
	FollowUpUnknown  bool `json:"followUpUnknown,omitempty"`
	RejectionUnknown bool `json:"rejectionUnknown,omitempty"`
	// Faulty tells what becomes of a list with faulty leads.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks.
func (p LeadPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		switch {
		case p.FollowUpWithin == 0:
			faults.Add("followUpWithin", "required", "must be given, in days")
		case p.FollowUpWithin < 0 || p.FollowUpWithin > maxFollowUp:
			faults.Addf("followUpWithin", "range", "must be from 1 to %d days, got %d", maxFollowUp, p.FollowUpWithin)
		}
		checkDays(faults, p.Days, p.WorkingDays)
	})
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
	// Created is when the lead was handed over, and may be left out. FollowedUp is the day
	// of the first follow-up, absent when there was none.
	Created    partnermath.Date `json:"created,omitzero"`
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
	// Days tells which days are counted.
	Days DayCount `json:"days"`
	// All is every lead, Sources those of each source and Vendors those of each vendor,
	// by name; leads without one stand under "".
	All     LeadRow   `json:"all"`
	Sources []LeadRow `json:"sources"`
	Vendors []LeadRow `json:"vendors"`
	// Waiting are the first MaxListedLeads of the leads that wait for a follow-up, the
	// oldest first, those of a day by id, and MoreWaiting is the count of the others.
	Waiting     []WaitingLead `json:"waiting"`
	MoreWaiting int           `json:"moreWaiting"`
	// Findings are the leads whose facts contradict each other, and those set apart, by
	// reason.
	Findings []partnermath.Finding `json:"findings"`
}

// LeadRow is the leads of one source or vendor. Ratios have 4 decimals and are
// undefined without a base.
type LeadRow struct {
	Name  string `json:"name"`
	Leads int    `json:"leads"`
	// Rejected counts the rejected leads, and RejectedShare is Rejected ÷ Leads. Where nobody has
	// recorded rejections they are undefined, and a lead that was rejected counts as any other.
	Rejected      decimal.NullDecimal `json:"rejected"`
	RejectedShare decimal.NullDecimal `json:"rejectedShare"`
	// FollowedUp counts the leads with a follow-up, of which OnTime had it within the
	// days of the policy, and of UnknownDays nobody knows after how many days. Without
	// one, Overdue are past these days, Pending are not, and of UnknownAge nobody knows
	// since when they wait. A lead that was rejected, or that sales accepted, without the
	// day of a follow-up needs none and is in none of them. All are undefined, as is what is
	// worked out of them, where nobody has recorded follow-ups.
	FollowedUp  decimal.NullDecimal `json:"followedUp"`
	OnTime      decimal.NullDecimal `json:"onTime"`
	UnknownDays decimal.NullDecimal `json:"unknownDays"`
	Overdue     decimal.NullDecimal `json:"overdue"`
	Pending     decimal.NullDecimal `json:"pending"`
	UnknownAge  decimal.NullDecimal `json:"unknownAge"`
	// FollowUpShare is FollowedUp ÷ (FollowedUp + Overdue + Pending + UnknownAge), and
	// OnTimeShare OnTime ÷ (FollowedUp − UnknownDays + Overdue): a pending lead can still
	// be in time.
	FollowUpShare decimal.NullDecimal `json:"followUpShare"`
	OnTimeShare   decimal.NullDecimal `json:"onTimeShare"`
	// MedianDays is the median of the days from creation to follow-up, as far as they are
	// known, of an even number the mean of the middle two.
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
	// Age is the number of days from Created to the day of the report, counted as the
	// policy says, and Overdue tells that it is above that of the policy.
	Age     int  `json:"age"`
	Overdue bool `json:"overdue"`
}

// MeasureLeads tells the quality and the follow-up of leads as of a day, by source and
// by vendor. The order of the leads does not matter. Compare the reports of the leads
// created in one quarter each for a trend; leads of a young quarter convert less so
// far.
//
// A lead counts as far as its facts are known; those that contradict each other are
// findings of the report. One that was created after asOf is not there yet, and a
// follow-up after asOf has not happened.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "asOf" and
// "leads": the faults of the policy, no day, more than MaxLeads leads, and in a lead
// an id, a partner, a source or a vendor that names nothing, a stage that is not
// StageLead or a later one, and an id that stands before with other content. Where the
// policy sets faulty leads apart, the report lists them instead.
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
	r := newLeadMeasure(p, asOf)
	b := batch{
		noun: "lead", path: "leads", len: len(leads),
		id:    func(i int) string { return leads[i].ID },
		check: func(i int, own *partnermath.ValidationError) { leads[i].check(own) },
		same:  func(i, j int) bool { return leads[i] == leads[j] },
	}
	kept, _ := b.sift(&faults, &r.findings, p.Faulty)
	if err := faults.Err(); err != nil {
		return LeadReport{}, err
	}
	for _, i := range kept {
		r.add(&leads[i])
	}
	return r.report(), nil
}

func (l *Lead) check(own *partnermath.ValidationError) {
	check.IDAt(own, check.Place{Field: "id"}, l.ID)
	for _, name := range [...]struct{ field, id string }{{"partner", l.Partner}, {"source", l.Source}, {"vendor", l.Vendor}} {
		if name.id != "" {
			check.IDAt(own, check.Place{Field: name.field}, name.id)
		}
	}
	if leadDepth(l.Stage) == 0 {
		own.Addf("stage", "one-of", "must be one of lead, mql, sal, sql, mgo, opportunity, won; got %.40q", l.Stage)
	}
}
