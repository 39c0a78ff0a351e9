package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// StockPolicy says which days stock is measured over and how much is too much. The zero
// StockPolicy is not valid: it lacks Period.
type StockPolicy struct {
	Period partnermath.Period `json:"period"`
	// MaxWeeks is the most weeks of stock; more is stuffed. Left out, none is.
	MaxWeeks decimal.NullDecimal `json:"maxWeeks,omitzero" validate:"omitempty,bounds,atleast=0,atmost=10000,digits=9 4"`
	// Faulty tells what becomes of movements that are not valid; none means FaultyRefuse.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Movement is something that happened to a partner's stock of a product. The zero Movement
// is not valid: it lacks ID, Partner, Product, Kind and Date.
type Movement struct {
	// ID is unique. A movement that is given again with the same content counts once.
	ID      string       `json:"id"`
	Partner string       `json:"partner"`
	Product string       `json:"product"`
	Kind    MovementKind `json:"kind"`
	// Date of an opening is the first day of the period. A movement of a day outside of
	// the period does not count.
	Date partnermath.Date `json:"date"`
	// Quantity is in units. Below 0 it takes back what an earlier movement of its kind said; an
	// opening is at least 0. Left out, it is not known, and neither is the figure that it is part of.
	Quantity decimal.NullDecimal `json:"quantity,omitzero"`
}

// MovementKind tells what a movement is.
type MovementKind string

// The kinds of movement.
const (
	// MovementOpening is the stock at the start of the period; a product of a partner has one.
	MovementOpening MovementKind = "opening"
	// MovementSellIn is what the partner received.
	MovementSellIn MovementKind = "sell-in"
	// MovementReturn is what went back to the vendor.
	MovementReturn MovementKind = "return"
	// MovementSellThrough is what the partner sold on.
	MovementSellThrough MovementKind = "sell-through"
)

// Values returns the kinds in order.
func (MovementKind) Values() []MovementKind {
	return []MovementKind{MovementOpening, MovementSellIn, MovementReturn, MovementSellThrough}
}

// StockReport is what partners hold at the end of a period.
type StockReport struct {
	Period partnermath.Period `json:"period"`
	// Lines are by partner and product; each product that a partner has a record of in the
	// period has one.
	Lines []StockLine `json:"lines"`
	// Products add up, by product, the lines whose Closing is known.
	Products []StockLine           `json:"products"`
	Findings []partnermath.Finding `json:"findings"`
}

// StockLine is the stock of a product: closing = opening + sell-in − returns − sell-through.
// A figure that is not known is undefined, and so is what depends on it.
type StockLine struct {
	// Partner is empty in a line of Products.
	Partner     string              `json:"partner,omitempty"`
	Product     string              `json:"product"`
	Opening     decimal.NullDecimal `json:"opening"`
	SellIn      decimal.NullDecimal `json:"sellIn"`
	Returns     decimal.NullDecimal `json:"returns"`
	SellThrough decimal.NullDecimal `json:"sellThrough"`
	// Closing below 0 is a contradiction and a finding.
	Closing decimal.NullDecimal `json:"closing"`
	// Weeks is closing × days ÷ (7 × sell-through), with 4 decimals: how long the stock lasts at the
	// rate of the period. It is undefined with a sell-through of 0 or less, or a closing below 0.
	Weeks decimal.NullDecimal `json:"weeks"`
	// Stuffed tells that closing × days > MaxWeeks × 7 × sell-through, compared exactly, with a
	// closing above 0. So stock of which nothing is sold is stuffed.
	Stuffed bool `json:"stuffed,omitempty"`
	// Known and Unknown count, in a line of Products, the partners' lines that are added up
	// and those that are not. Without a known one all figures are undefined.
	Known   int `json:"known,omitempty"`
	Unknown int `json:"unknown,omitempty"`
}
