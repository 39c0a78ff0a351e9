package reward

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Standings are who won what.
type Standings struct {
	Contest  string `json:"contest"`
	Currency string `json:"currency"`
	// Prizes are those of each place, after the budget.
	Prizes []PrizeLine `json:"prizes"`
	// Standings are by place, of equal ones by id, and then those without a place, by id.
	Standings []Standing `json:"standings"`
	// Awarded is the sum of the prizes that were won, and Left = Budget - Awarded,
	// undefined without a budget.
	Awarded decimal.Decimal     `json:"awarded"`
	Budget  decimal.NullDecimal `json:"budget"`
	Left    decimal.NullDecimal `json:"left"`
	// Repeated is how many entries were left out because they repeat another one in
	// everything, and Findings are those with a result or a day that is not known, and
	// those set apart, by reason.
	Repeated int                   `json:"repeated"`
	Findings []partnermath.Finding `json:"findings"`
}

// PrizeLine is the prize of a place.
type PrizeLine struct {
	Place int `json:"place"`
	// Stated is the prize as the contest states it, and Prize what the budget leaves of
	// it.
	Stated decimal.Decimal `json:"stated"`
	Prize  decimal.Decimal `json:"prize"`
}

// Standing is the place of an [Entry] and its prize.
type Standing struct {
	ID     string              `json:"id"`
	Result decimal.NullDecimal `json:"result"`
	Date   partnermath.Date    `json:"date,omitzero"`
	// Place is 1 for the best; after three at place 2 comes place 5. It is 0, with the
	// Reason, for an entry that takes none.
	Place  int                `json:"place"`
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Tied is how many share the place, this one included, and Pool the sum of the prizes
	// of the places that they take together, of which Prize is this one's part.
	Tied  int             `json:"tied,omitempty"`
	Pool  decimal.Decimal `json:"pool"`
	Prize decimal.Decimal `json:"prize"`
}
