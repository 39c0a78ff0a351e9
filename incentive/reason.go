package incentive

import "github.com/partnermath/partnermath"

// Why a partner is paid nothing, in the order in which they are looked for. The first
// seven mean that it does not take part.
const (
	ReasonType          partnermath.Reason = "partner-type"
	ReasonTier          partnermath.Reason = "partner-tier"
	ReasonRegion        partnermath.Reason = "region"
	ReasonCertification partnermath.Reason = "certification"
	ReasonSalesLevel    partnermath.Reason = "sales-level"
	ReasonEnrolment     partnermath.Reason = "enrolment"
	ReasonLeft          partnermath.Reason = "left"
	ReasonNoBaseline    partnermath.Reason = "no-baseline"
	ReasonNoTarget      partnermath.Reason = "no-target"
	ReasonGate          partnermath.Reason = "gate-missed"
	ReasonBelow         partnermath.Reason = "below-threshold" // the formula pays nothing
)

// Why a record does not count.
const (
	ReasonFaulty          partnermath.Reason = "faulty"
	ReasonConflict        partnermath.Reason = "conflicting" // one id with different contents
	ReasonUnknownSale     partnermath.Reason = "unknown-sale"
	ReasonNotKnown        partnermath.Reason = "not-known-yet" // recorded or dated after asOf
	ReasonOutside         partnermath.Reason = "outside-periods"
	ReasonStage           partnermath.Reason = "other-stage"
	ReasonBasis           partnermath.Reason = "other-basis"
	ReasonRole            partnermath.Reason = "other-role"
	ReasonChain           partnermath.Reason = "chain-earned"
	ReasonProduct         partnermath.Reason = "not-selected"
	ReasonUnknownAmount   partnermath.Reason = "unknown-amount"
	ReasonUnknownMargin   partnermath.Reason = "unknown-margin"
	ReasonUnknownUnits    partnermath.Reason = "unknown-units"
	ReasonUnknownCustomer partnermath.Reason = "unknown-customer"
	ReasonLate            partnermath.Reason = "late"     // it makes an adjustment
	ReasonNetted          partnermath.Reason = "netted"   // it is in the line of its sale, or in that sale's period
	ReasonNoShare         partnermath.Reason = "no-share" // it counts, but takes no share: nothing is left, or it is not paid on
)

// What was found besides; the record counts.
const (
	FoundDuplicate     partnermath.Reason = "duplicate" // counted once
	FoundBeforeSale    partnermath.Reason = "before-its-sale"
	FoundRecordedEarly partnermath.Reason = "recorded-before-its-date"
	FoundInvoiced      partnermath.Reason = "invoiced-on-another-day" // in a program of StageInvoiced
	FoundExcess        partnermath.Reason = "more-than-sold"          // more came back, or was paid, than the sale has
	FoundOtherPartner  partnermath.Reason = "sale-of-another-partner"
	FoundWindow        partnermath.Reason = "outside-return-window"
	FoundBudget        partnermath.Reason = "budget-below-guarantees" // the ids are those of partners whose guarantee is cut
)

// What limited a payout.
const (
	CapMeasure     partnermath.Reason = "measure-cap"
	CapTransaction partnermath.Reason = "transaction-cap"
	CapRep         partnermath.Reason = "rep-cap"
	CapPartner     partnermath.Reason = "partner-cap"
	CapBudget      partnermath.Reason = "budget"
)
