package loop

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// MaxCampaigns is the most campaigns, and the most direct programs.
const MaxCampaigns = 100_000

// Campaign is a request that was funded, or a program of the vendor's own. One of several tactics is
// a campaign for each of them. The zero Campaign is not valid.
type Campaign struct {
	// ID is that of the request, unique among the campaigns.
	ID string `json:"id"`
	// Tactic is what was done, for Partner, by Agency, in Region, in Quarter. Each may be left out:
	// then it is not known. A direct program has no Partner.
	Tactic  string              `json:"tactic,omitempty"`
	Partner string              `json:"partner,omitempty"`
	Agency  string              `json:"agency,omitempty"`
	Region  string              `json:"region,omitempty"`
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Forecast is what was approved and expected, and Actual what was paid and came. Left out,
	// nothing of it is known.
	Forecast Return `json:"forecast,omitzero"`
	Actual   Return `json:"actual,omitzero"`
}

// Return is what went into a campaign and what came of it. Each figure may be left out: then it
// is unknown. The zero Return knows nothing.
type Return struct {
	// Outcome is what it brought the vendor: with an Owner that is the partner, no amount may be
	// given. Its leads, MQLs and SQLs are read, at most 10^9 with 4 decimals, and its amounts, at
	// most 10^13 minor units.
	partnermath.Outcome
	// VendorMoney is the vendor's part of TotalCost, which is all that the campaign cost,
	// whoever paid; both from 0 to 10^13 minor units. In a direct program the two are the same.
	VendorMoney decimal.NullDecimal `json:"vendorMoney"`
	TotalCost   decimal.NullDecimal `json:"totalCost"`
}
