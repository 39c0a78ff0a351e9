package promotion

import "github.com/shopspring/decimal"

// Axes are what a promotion is tried with. The zero Axes are not valid.
type Axes struct {
	// Levels are 1 to [MaxAxis] levels of the payout that the proposal chose, each on the menu.
	Levels []decimal.NullDecimal `json:"levels"`
	// Attainments are 1 to [MaxAxis] from 0 to 100, with at most 8 decimals.
	Attainments []decimal.NullDecimal `json:"attainments"`
}

// Grid is a promotion at levels × attainments.
type Grid struct {
	Proposal string `json:"proposal"`
	// Rows are the levels, each at every attainment, in the order of the axes.
	Rows [][]GridCell `json:"rows"`
}

// GridCell is a level at an attainment, as in a [Decision]. Below the lowest attainment that pays,
// the payout is 0, and the rest is spent.
type GridCell struct {
	Level decimal.Decimal `json:"level"`
	Point Point           `json:"point"`
	// Vendor is return − cost, and Partner payout − investment.
	Vendor  decimal.NullDecimal `json:"vendor"`
	Partner decimal.NullDecimal `json:"partner"`
	// Gains tells which of the two is above 0; none when a figure is not known.
	Gains Gains `json:"gains,omitempty"`
}

// Gains tells who gains.
type Gains string

// Who gains.
const (
	// GainsBoth: Vendor and Partner are above 0; and so on.
	GainsBoth    Gains = "both"
	GainsVendor  Gains = "vendor"
	GainsPartner Gains = "partner"
	GainsNobody  Gains = "nobody"
)

// Values returns who can gain.
func (Gains) Values() []Gains { return []Gains{GainsBoth, GainsVendor, GainsPartner, GainsNobody} }
