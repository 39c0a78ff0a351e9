package reward

import "github.com/partnermath/partnermath"

// The reasons of findings, of steps that pay nothing and of entries without a place. The
// package comment says what those of deals leave unknown.
const (
	ReasonDayUnknown            partnermath.Reason = "day-unknown" // also of an entry, under TiesEarlier
	ReasonMarginUnknown         partnermath.Reason = "margin-unknown"
	ReasonBaseUnknown           partnermath.Reason = "base-unknown"
	ReasonBeforeApproval        partnermath.Reason = "before-approval"
	ReasonOutOfOrder            partnermath.Reason = "out-of-order"
	ReasonAfterExpiry           partnermath.Reason = "after-expiry"
	ReasonAfterEnd              partnermath.Reason = "after-end"
	ReasonExpiresBeforeApproved partnermath.Reason = "expires-before-approved"
	ReasonLostAfterWon          partnermath.Reason = "lost-after-won"
	ReasonEndWithoutDay         partnermath.Reason = "end-without-day"
	ReasonDayWithoutEnd         partnermath.Reason = "day-without-end"

	ReasonResultUnknown partnermath.Reason = "result-unknown"
	ReasonBelowMinimum  partnermath.Reason = "below-minimum" // no finding

	// ReasonFaulty and ReasonCopiesDiffer are of records that were set apart.
	ReasonFaulty       partnermath.Reason = "faulty"
	ReasonCopiesDiffer partnermath.Reason = "copies-differ"
)
