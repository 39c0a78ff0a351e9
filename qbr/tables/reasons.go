package tables

import (
	"cmp"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Reasons writes reasons for people: those whose code does not say enough in words of their
// own, any other by its code: "no-target" is "no target".
func Reasons(reasons ...partnermath.Reason) string {
	texts := make([]string, len(reasons))
	for i, r := range reasons {
		texts[i] = cmp.Or(reasonWord(r), strings.ReplaceAll(string(r), "-", " "))
	}
	return strings.Join(texts, ", ")
}

// reasonWord says in words why something is not paid or approved as it was asked, or not as it
// should be recorded; "" where the code says it.
func reasonWord(r partnermath.Reason) string {
	switch r {
	case incentive.ReasonType: // as in mdf
		return "not for this type of partner"
	case incentive.ReasonTier:
		return "not for this tier"
	case incentive.ReasonRegion:
		return "not for this region"
	case incentive.ReasonCertification:
		return "a certification is missing"
	case incentive.ReasonSalesLevel:
		return "sales are too low"
	case incentive.ReasonEnrolment:
		return "not enrolled"
	case incentive.ReasonLeft:
		return "left the program"
	case incentive.ReasonGate:
		return "a condition is missed"
	case incentive.ReasonBelow:
		return "below what pays"
	case promotion.ReasonROI:
		return "the return is too low"
	case promotion.ReasonLowestROI:
		return "too low a return at the lowest attainment"
	case promotion.ReasonLevel:
		return "the level is not offered"
	case promotion.ReasonMaxPayout:
		return "the payout is too high"
	case pipeline.ReasonAfterAsOf:
		return "after the day of the report, which counts only what was before"
	case mdf.ReasonScore:
		return "the capability score is too low"
	case mdf.ReasonDates:
		return "outside the days of the program"
	case mdf.ReasonNotice:
		return "asked for too late"
	case mdf.ReasonAlignment:
		return "not what the vendor aims at"
	case mdf.ReasonCostPerLead:
		return "a lead costs too much"
	case mdf.ReasonApprover:
		return "above the first approver's limit"
	case mdf.ReasonLess:
		return "more than is allowed"
	case mdf.ReasonDuplicate:
		return "invoiced twice"
	case mdf.ReasonLate:
		return "claimed too late"
	case mdf.ReasonUnplanned:
		return "not planned"
	case mdf.ReasonOthersPay:
		return "others pay it"
	case mdf.ReasonMissingProof:
		return "a proof is missing"
	case mdf.ReasonOverClaimed:
		return "more than was approved"
	}
	return ""
}
