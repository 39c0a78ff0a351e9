package reward

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// MaxPrizes is the largest number of prizes of a contest, and MaxEntries that of the
// entries in it.
const (
	MaxPrizes  = 1000
	MaxEntries = 100_000
)

// Contest is the policy: what the best results win. The zero Contest is not valid: it
// lacks ID, Currency, Prizes and Ties.
type Contest struct {
	ID       string `json:"id" validate:"id"`
	Name     string `json:"name,omitempty" validate:"text=200"`
	Currency string `json:"currency" validate:"currency"`
	// Prizes are those of the places from the first on, 1 to MaxPrizes of them, each from
	// 0 to 10^13, none above the one before, and the first above 0.
	Prizes []decimal.NullDecimal `json:"prizes" validate:"required,min=1,max=1000,dive,required,bounds,atleast=0,atmost=10000000000000"`
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

// Rank gives every entry its place, the highest result first, and its prize. Places are
// counted 1 2 2 2 5: one more than how many are better. Prizes are money in minor units;
// places beyond the last prize win 0.
//
// The order of entries does not matter. The error is a [*partnermath.ValidationError] that
// lists every rule that contest and entries break, with paths below "contest" and
// "entries". Where the contest sets faulty entries apart, the standings list them
// instead.
func Rank(contest Contest, entries []Entry) (Standings, error) {
	return Standings{}, errors.New("not yet")
}
