package whitespace

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Account is an end customer, with what is known of it. The zero Account is not valid.
type Account struct {
	// ID is unique among the accounts.
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Partner looks after the account, and Rep does at the partner; Region is where
	// it is. Each is an id, and may be left out. One rep has one id everywhere.
	Partner string `json:"partner,omitempty"`
	Rep     string `json:"rep,omitempty"`
	Region  string `json:"region,omitempty"`
	// Cells are what is known of the account, in any order, at most one for each
	// product. A product without a cell is unknown: neither owned nor open.
	Cells []Cell `json:"cells,omitempty"`
}

// Cell is what is known of an account and a product. Left empty but for Product, it
// says that the account does not own it, and no more.
type Cell struct {
	// Product is the id of one of the products.
	Product string `json:"product"`
	// Owned tells that the account has the product. Fit and Potential are checked, and not
	// used then.
	Owned bool `json:"owned,omitempty"`
	// Fit is how well the product suits the account, a fraction from 0 to 1 with at
	// most 6 decimals. Left out, it is unknown, and the cell no candidate.
	Fit decimal.NullDecimal `json:"fit,omitzero"`
	// Potential is what the account would spend, at least 0 and at most 10^15 minor
	// units. Left out, it is the deal size of the product.
	Potential decimal.NullDecimal `json:"potential,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the
// account breaks. That the products are known, and that amounts fit the currency, is
// checked by [Measure].
func (a Account) Validate() error {
	var faults partnermath.ValidationError
	a.fields(&faults)
	if len(faults.Fields) == 0 {
		seen := make(map[string]bool, len(a.Cells))
		for i := range a.Cells {
			if seen[a.Cells[i].Product] {
				repeatedCell(&faults, i, a.Cells[i].Product)
			}
			seen[a.Cells[i].Product] = true
		}
	}
	return faults.Err()
}

func repeatedCell(faults *partnermath.ValidationError, i int, product string) {
	faults.Addf(cellPlace(i, "product").String(), "unique", "product %.40q has a cell before", product)
}

func cellPlace(i int, field string) check.Place {
	return check.Place{List: "cells", Index: i, Field: field}
}

var (
	fitNumber       = check.Number{AtLeast: partnermath.Int(0), AtMost: partnermath.Int(1), Digits: 7, Places: fitPlaces}
	potentialNumber = check.Number{AtLeast: partnermath.Int(0)}
)

const (
	// fitPlaces are the decimals of fits and win rates, counted in millionths, so that
	// a probability has as many as a number within bounds can have.
	fitPlaces = 6
	wholeFit  = 1_000_000
	// maxMinorUnits is the most decimals that a currency has.
	maxMinorUnits = 4
)

// fields checks each field for itself.
func (a *Account) fields(faults *partnermath.ValidationError) {
	check.IDAt(faults, check.Place{Field: "id"}, a.ID)
	check.TextAt(faults, check.Place{Field: "name"}, a.Name, 1000)
	for _, optional := range [...]struct{ field, id string }{{"partner", a.Partner}, {"rep", a.Rep}, {"region", a.Region}} {
		if optional.id != "" {
			check.IDAt(faults, check.Place{Field: optional.field}, optional.id)
		}
	}
	if len(a.Cells) > MaxProducts {
		faults.Addf("cells", "length", "must have a length of at most %d, got %d", MaxProducts, len(a.Cells))
		return
	}
	for i := range a.Cells {
		a.Cells[i].fields(faults, i)
	}
}

// fields checks each field for itself. Integers tell most sound numbers from
// others without comparing decimals, which costs ten times as much.
func (c *Cell) fields(faults *partnermath.ValidationError, i int) {
	check.IDAt(faults, cellPlace(i, "product"), c.Product)
	if fit, ok := exact.Int64(c.Fit.Decimal, fitPlaces); !ok || fit <= 0 || fit > wholeFit {
		fitNumber.CheckNull(faults, cellPlace(i, "fit"), c.Fit)
	}
	if units, ok := exact.Int64(c.Potential.Decimal, maxMinorUnits); !ok || units <= 0 {
		potentialNumber.CheckNull(faults, cellPlace(i, "potential"), c.Potential)
	}
}

// checkAccounts checks the fields of every account.
func checkAccounts(faults *partnermath.ValidationError, accounts []Account) {
	if len(accounts) > MaxAccounts {
		faults.Addf("accounts", "length", "must have a length of at most %d, got %d", MaxAccounts, len(accounts))
		return
	}
	var own partnermath.ValidationError
	for i := range accounts {
		if faults.Truncated {
			return
		}
		accounts[i].fields(&own)
		mergeAccount(faults, i, &own)
	}
}

// mergeAccount moves the faults of an account below its path.
func mergeAccount(faults *partnermath.ValidationError, i int, own *partnermath.ValidationError) {
	if len(own.Fields) > 0 {
		faults.Merge(fmt.Sprintf("accounts[%d]", i), own)
		*own = partnermath.ValidationError{}
	}
}
