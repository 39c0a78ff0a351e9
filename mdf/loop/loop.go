package loop

import "github.com/partnermath/partnermath"

// Loop is the closed loop: forecast against actual.
type Loop struct {
	Currency string `json:"currency"`
	// Campaigns and Direct are one line each, in the order of the input.
	Campaigns []Line `json:"campaigns"`
	Direct    []Line `json:"direct"`
	// Total is of all campaigns and all direct programs, and Alike of those only that have a
	// counterpart on the other side: the same value in each dimension of Policy.Alike. One
	// that lacks a value has none.
	Total Row `json:"total"`
	Alike Row `json:"alike"`
	// Groups are in the order of Policy.GroupBy. The rows of each add up to Total.
	Groups []Group `json:"groups"`
	// Findings tell of campaigns and direct programs that contradict themselves or were set apart.
	Findings []partnermath.Finding `json:"findings"`
}

// Line is one campaign.
type Line struct {
	ID string `json:"id"`
	Figures
}

// Group is what there is by one dimension.
type Group struct {
	By Dimension `json:"by"`
	// Rows are those that are ranked, by rank, and then the others by value. Equal ones share
	// a rank (1 2 2 4), the one with more money first, then by value.
	Rows []Row `json:"rows"`
}

// Row is what the partners' campaigns came to, beside direct programs with the same value.
type Row struct {
	// Value is that of the dimension, empty for campaigns that have none.
	Value string `json:"value,omitempty"`
	// Rank is by the exact Policy.RankBy of Channel, the highest is 1. It is 0 in a row that is not
	// ranked, with a Reason in that of a group.
	Rank   int                `json:"rank,omitempty"`
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Worked tells that the row is ranked and its exact ROI is at least Policy.MinimumROI.
	Worked  bool    `json:"worked,omitempty"`
	Channel Figures `json:"channel"`
	// Direct is empty by partner.
	Direct Figures `json:"direct,omitzero"`
}

// Why a row is not ranked, the first that holds.
const (
	ReasonNoValue partnermath.Reason = "no-value" // it is of campaigns without a value
	ReasonTooFew  partnermath.Reason = "too-few"  // fewer campaigns than the minimum volume
	ReasonNoMoney partnermath.Reason = "no-money" // there is no money to measure by
)

// Why a record is among the findings.
const (
	// ReasonFaulty and ReasonCopiesDiffer are of records set apart.
	ReasonFaulty       partnermath.Reason = "faulty"
	ReasonCopiesDiffer partnermath.Reason = "copies-differ"
	// ReasonCostBelowVendor is of a forecast or actual total cost that is below the vendor's
	// money; it counts as unknown.
	ReasonCostBelowVendor partnermath.Reason = "cost-below-vendor"
)
