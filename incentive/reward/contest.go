package reward

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// MaxPrizes is the largest number of prizes of a contest, and MaxEntries that of the
// entries in it.
const (
	MaxPrizes  = 100
	MaxEntries = 100_000
)

// Contest is the policy: what the best results win. The zero Contest is not valid: it
// lacks ID, Currency, Prizes and Ties.
type Contest struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=200"`
	// Currency is the ISO 4217 code of prizes and budget.
	Currency string `json:"currency" validate:"currency"`
	// Prizes are those of the places from the first on, 1 to MaxPrizes of them, each from
	// 0 to 10^12, none above the one before, and the first above 0.
	Prizes []decimal.NullDecimal `json:"prizes" validate:"required,min=1,max=100,dive,required,bounds,atleast=0,atmost=1000000000000"`
	// Ties tells who wins of equal results.
	Ties Ties `json:"ties" validate:"required,enum"`
	// Minimum is the least result that takes a place. Left out, any does.
	Minimum decimal.NullDecimal `json:"minimum,omitzero" validate:"omitempty,bounds"`
	// Budget is the most that all prizes together come to, at least 0. Where Prizes add up
	// to more, they share it by largest remainder in their order, whoever wins them. Left
	// out, there is no limit.
	Budget decimal.NullDecimal `json:"budget,omitzero" validate:"omitempty,bounds,atleast=0"`
	// Faulty tells what becomes of faulty entries; none means FaultyRefuse.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the contest
// breaks.
func (c Contest) Validate() error {
	return check.Model(c, func(faults *partnermath.ValidationError) {
		for i, prize := range c.Prizes {
			at := fmt.Sprintf("prizes[%d]", i)
			check.Amount(faults, at, prize.Decimal, c.Currency)
			switch {
			case i > 0 && prize.Decimal.GreaterThan(c.Prizes[i-1].Decimal):
				faults.Addf(at, "max", "must not be above %s, the prize before, got %s", c.Prizes[i-1].Decimal, prize.Decimal)
			case i == 0 && !prize.Decimal.IsPositive():
				faults.Addf(at, "above", "must be above 0, got %s", prize.Decimal)
			}
		}
		if c.Budget.Valid {
			check.Amount(faults, "budget", c.Budget.Decimal, c.Currency)
		}
	})
}

// Ties tells what becomes of equal results.
type Ties string

// What becomes of them. None is not valid.
const (
	// TiesPool lets equal results share the place and pool the prizes of the places that
	// they take together: each has the same part, by largest remainder in the order of
	// their ids.
	TiesPool Ties = "pool"
	// TiesEarlier gives the better place to the result of the earlier day. Equal results
	// of the same day pool; one without a day comes after those that have one.
	TiesEarlier Ties = "earlier"
)

// Values returns the ways in order.
func (Ties) Values() []Ties { return []Ties{TiesPool, TiesEarlier} }

// Entry is the result of somebody who takes part, a rep or a partner. The zero Entry is
// not valid.
type Entry struct {
	// ID is unique. One that is given again with the same content counts once.
	ID string `json:"id"`
	// Result is what is compared, the highest first. Left out, it is not known: the entry
	// takes no place.
	Result decimal.NullDecimal `json:"result,omitzero"`
	// Date is the day on which the result was there. It is read for TiesEarlier.
	Date partnermath.Date `json:"date,omitzero"`
}
