package offer

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Terms are what both programs are compared under. The zero Terms is not valid: it lacks
// Currency, Months and Switching.
type Terms struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"currency"`
	// Months is the horizon, 1 to 120 months.
	Months decimal.NullDecimal `json:"months,omitzero" validate:"required,bounds,atleast=1,atmost=120,digits=7 4"`
	// Switching is what it costs to move from the incumbent to the challenger.
	Switching decimal.NullDecimal `json:"switching,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	// Losses are what is lost with the incumbent by moving. Together they are the disloyalty.
	Losses []Loss `json:"losses,omitempty" validate:"max=50,dive"`
}

// Loss is one thing that is lost with the incumbent, over the horizon. The zero Loss is
// not valid.
type Loss struct {
	// Name tells what: the tier, a rebate, the protection of registered deals.
	Name   string              `json:"name" validate:"id"`
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
}

// Program is what selling a vendor's product means for the partner. Every number must be
// given, and can be 0. The zero Program is not valid.
type Program struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"omitempty,text=200"`
	// DealsAMonth is how many deals are won a month once the first is, and FirstDeal how
	// many months that takes.
	DealsAMonth decimal.NullDecimal `json:"dealsAMonth,omitzero" validate:"required,bounds,atleast=0,atmost=1000000,digits=11 4"`
	FirstDeal   decimal.NullDecimal `json:"firstDeal,omitzero" validate:"required,bounds,atleast=0,atmost=120,digits=7 4"`
	// Price is the revenue of a deal, and MarginRate the part of it that is the partner's
	// margin, a fraction.
	Price      decimal.NullDecimal `json:"price,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	MarginRate decimal.NullDecimal `json:"marginRate,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	// PursuitCost is that of one opportunity, from finding it to its end, and WinRate the
	// share of opportunities that are won, a fraction above 0.
	PursuitCost decimal.NullDecimal `json:"pursuitCost,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	WinRate     decimal.NullDecimal `json:"winRate,omitzero" validate:"required,bounds,above=0,atmost=1,digits=9 8"`
	// Support is what a won deal costs afterwards, and Investment what the program takes once:
	// training, certification, demonstration equipment.
	Support    decimal.NullDecimal `json:"support,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	Investment decimal.NullDecimal `json:"investment,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the terms break.
func (t Terms) Validate() error {
	return check.Model(t, func(faults *partnermath.ValidationError) {
		check.Amount(faults, "switching", t.Switching.Decimal, t.Currency)
		seen := make(map[string]bool, len(t.Losses))
		for i, l := range t.Losses {
			path := fmt.Sprintf("losses[%d]", i)
			check.Amount(faults, path+".amount", l.Amount.Decimal, t.Currency)
			if seen[l.Name] {
				faults.Addf(path+".name", "unique", "loss %.40q stands before", l.Name)
			}
			seen[l.Name] = true
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the program
// breaks, except that amounts have no more decimals than their currency, which takes the
// terms.
func (p Program) Validate() error { return check.Model(p, nil) }

func (p *Program) checkAmounts(faults *partnermath.ValidationError, path, currency string) {
	check.Amount(faults, path+".price", p.Price.Decimal, currency)
	check.Amount(faults, path+".pursuitCost", p.PursuitCost.Decimal, currency)
	check.Amount(faults, path+".support", p.Support.Decimal, currency)
	check.Amount(faults, path+".investment", p.Investment.Decimal, currency)
}
