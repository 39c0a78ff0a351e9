package incentive

// Reason is a stable code: why something does not count, what limited it, or what was
// found. The empty Reason is none.
type Reason string

// Why a partner is paid nothing, in the order in which they are looked for. The first
// seven mean that it does not take part.
const (
	ReasonType          Reason = "partner-type"
	ReasonTier          Reason = "partner-tier"
	ReasonRegion        Reason = "region"
	ReasonCertification Reason = "certification"
	ReasonSalesLevel    Reason = "sales-level"
	ReasonEnrolment     Reason = "enrolment"
	ReasonLeft          Reason = "left"
	ReasonNoBaseline    Reason = "no-baseline"
	ReasonNoTarget      Reason = "no-target"
	ReasonGate          Reason = "gate-missed"
	ReasonBelow         Reason = "below-threshold" // the formula pays nothing
)

// Why a record does not count.
const (
	ReasonFaulty          Reason = "faulty"
	ReasonConflict        Reason = "conflicting" // one id with different contents
	ReasonUnknownSale     Reason = "unknown-sale"
	ReasonNotKnown        Reason = "not-known-yet" // recorded or dated after asOf
	ReasonOutside         Reason = "outside-periods"
	ReasonStage           Reason = "other-stage"
	ReasonBasis           Reason = "other-basis"
	ReasonRole            Reason = "other-role"
	ReasonChain           Reason = "chain-earned"
	ReasonProduct         Reason = "not-selected"
	ReasonUnknownAmount   Reason = "unknown-amount"
	ReasonUnknownMargin   Reason = "unknown-margin"
	ReasonUnknownUnits    Reason = "unknown-units"
	ReasonUnknownCustomer Reason = "unknown-customer"
	ReasonLate            Reason = "late"     // it makes an adjustment
	ReasonNetted          Reason = "netted"   // it is in the line of its sale, or in that sale's period
	ReasonNoShare         Reason = "no-share" // it counts, but takes no share: nothing is left, or it is not paid on
)

// What was found besides; the record counts.
const (
	FoundDuplicate     Reason = "duplicate" // counted once
	FoundBeforeSale    Reason = "before-its-sale"
	FoundRecordedEarly Reason = "recorded-before-its-date"
	FoundInvoiced      Reason = "invoiced-on-another-day" // in a program of StageInvoiced
	FoundExcess        Reason = "more-than-sold"          // more came back, or was paid, than the sale has
	FoundOtherPartner  Reason = "sale-of-another-partner"
	FoundWindow        Reason = "outside-return-window"
	FoundBudget        Reason = "budget-below-guarantees" // the ids are those of partners whose guarantee is cut
)

// What limited a payout.
const (
	CapMeasure     Reason = "measure-cap"
	CapTransaction Reason = "transaction-cap"
	CapRep         Reason = "rep-cap"
	CapPartner     Reason = "partner-cap"
	CapBudget      Reason = "budget"
)
