package qbr

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/performance"
)

// checkInputs returns the faults of what a review is made of, and else the partner's sales
// beside the plan, which policy and records tell.
func checkInputs(policy *Policy, records *Records, _ *Sources, asOf partnermath.Date) (performance.Report, error) {
	return performance.Measure(policy.Performance, records.Sales, asOf)
}
