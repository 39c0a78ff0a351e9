package pipeline

import "github.com/partnermath/partnermath"

// The reasons of findings. The package comment says what each leaves unknown.
const (
	ReasonAmountUnknown   partnermath.Reason = "amount-unknown"
	ReasonCreatedUnknown  partnermath.Reason = "created-unknown"
	ReasonStageUnknown    partnermath.Reason = "stage-unknown"
	ReasonCustomerUnknown partnermath.Reason = "customer-unknown"

	ReasonClosedBeforeCreated   partnermath.Reason = "closed-before-created"
	ReasonActivityBeforeCreated partnermath.Reason = "activity-before-created"
	ReasonExpectedBeforeCreated partnermath.Reason = "expected-before-created"
	ReasonFollowUpBeforeCreated partnermath.Reason = "follow-up-before-created"
	ReasonOutcomeWithoutDay     partnermath.Reason = "outcome-without-day"
	ReasonDayWithoutOutcome     partnermath.Reason = "day-without-outcome"

	ReasonDecidedBeforeSubmitted partnermath.Reason = "decided-before-submitted"
	ReasonDecisionWithoutDay     partnermath.Reason = "decision-without-day"
	ReasonDayWithoutDecision     partnermath.Reason = "day-without-decision"
	ReasonClosedBeforeDecided    partnermath.Reason = "closed-before-decided"
	ReasonClosedUndecided        partnermath.Reason = "closed-undecided"
	ReasonExpiresBeforeDecided   partnermath.Reason = "expires-before-decided"

	ReasonAfterAsOf partnermath.Reason = "after-as-of"

	// ReasonFaulty and ReasonCopiesDiffer are of records that were set apart.
	ReasonFaulty       partnermath.Reason = "faulty"
	ReasonCopiesDiffer partnermath.Reason = "copies-differ"
)
