package whitespace

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// The limits of a white space.
const (
	MaxProducts = 1_000
	MaxAccounts = 100_000
	// MaxCrossSales is the most targets that a report lists.
	MaxCrossSales = 10_000
)

// Policy is which products accounts could buy that do not own them yet, and how long the
// list of the best of it may be. The zero Policy is not valid.
type Policy struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"required,currency"`
	// Products are 1 to MaxProducts.
	Products []Product `json:"products" validate:"required,max=1000,dive"`
	// MinimumFit is the fit, a fraction from 0 to 1 with at most 6 decimals, below
	// which a cell is no candidate; left out, 0. A fit of 0 never is one.
	MinimumFit decimal.NullDecimal `json:"minimumFit,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=7 6"`
	// PerAccount is the most targets of one account, and PerRep those of all accounts
	// of one rep; 0 is no cap. Accounts without a rep have no cap of a rep.
	PerAccount int `json:"perAccount,omitempty" validate:"min=0"`
	PerRep     int `json:"perRep,omitempty" validate:"min=0"`
	// Targets is the most targets in all, up to MaxCrossSales; 0 is MaxCrossSales.
	Targets int `json:"targets,omitempty" validate:"min=0,max=10000"`
}

// Product is what a vendor sells.
type Product struct {
	// ID is unique in the white space.
	ID   string `json:"id" validate:"required,id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// WinRate is the fraction of its deals with accounts that fit perfectly that is
	// won, above 0 to 1, with at most 6 decimals.
	WinRate decimal.NullDecimal `json:"winRate,omitzero" validate:"required,bounds,above=0,atmost=1,digits=7 6"`
	// DealSize is the potential, above 0 and at most 10^15 minor units, of a cell
	// that states none. Left out, such a cell has none.
	DealSize decimal.NullDecimal `json:"dealSize,omitzero" validate:"omitempty,bounds,above=0"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks.
func (w Policy) Validate() error {
	return check.Model(w, func(faults *partnermath.ValidationError) {
		places, _ := partnermath.MinorUnits(w.Currency)
		seen := make(map[string]bool, len(w.Products))
		for i := range w.Products {
			p := &w.Products[i]
			if seen[p.ID] {
				faults.Addf(fmt.Sprintf("products[%d].id", i), "unique", "product %.40q stands before", p.ID)
			}
			seen[p.ID] = true
			if _, ok := potentialUnits(p.DealSize, places); !ok {
				refusePotential(faults, fmt.Sprintf("products[%d].dealSize", i), p.DealSize.Decimal, w.Currency, places)
			}
		}
	})
}

// maxPotential is the largest potential of a cell, in minor units. Thousands of
// them fit 64 bits.
const maxPotential = 1_000_000_000_000_000

// potentialUnits returns an amount, within bounds and at least 0, in minor units, and
// 0 for none.
func potentialUnits(amount decimal.NullDecimal, places int32) (units int64, ok bool) {
	if !amount.Valid {
		return 0, true
	}
	units, ok = exact.Int64(amount.Decimal, places)
	return units, ok && units <= maxPotential
}

// refusePotential says why an amount is not a potential.
func refusePotential(faults *partnermath.ValidationError, path string, amount decimal.Decimal, currency string, places int32) {
	if most := decimal.New(maxPotential, -places); amount.GreaterThan(most) {
		faults.Addf(path, "max", "must not be above %s, got %s", most, amount)
	}
	check.Amount(faults, path, amount, currency)
}
