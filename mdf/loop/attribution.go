package loop

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// The limits of [Attribute].
const (
	MaxOpportunities = 100_000
	MaxTouches       = 1_000_000
)

// Attribution is the policy: how an amount is split over the touches that count. The zero
// Attribution is not valid.
type Attribution struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string            `json:"currency" validate:"required,currency"`
	Method   AttributionMethod `json:"method" validate:"required,enum"`
	// WindowDays is how many days before the day of an amount a touch may lie, up to 36,500; 0
	// is no window.
	WindowDays int `json:"windowDays,omitempty" validate:"min=0,max=36500"`
	// First, Middle and Last are the weights of a weighted attribution, and of no other, from 0
	// to 10^6. First and Last are not both 0. Those between the first and the last touch share
	// Middle evenly.
	First  decimal.NullDecimal `json:"first,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000"`
	Middle decimal.NullDecimal `json:"middle,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000"`
	Last   decimal.NullDecimal `json:"last,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000"`
	// Faulty tells what becomes of lists with faulty opportunities or touches; none means
	// [partnermath.FaultyRefuse].
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// AttributionMethod is how an amount is split.
type AttributionMethod string

// The methods. Decay by time is none of them, since its shares are irrational.
const (
	// AttributeEven gives each touch the same.
	AttributeEven AttributionMethod = "even"
	// AttributeFirst and AttributeLast give all to the first or the last touch.
	AttributeFirst AttributionMethod = "first"
	AttributeLast  AttributionMethod = "last"
	// AttributeWeighted goes by the weights of first, middle and last. Of two touches none is
	// in the middle: they share by First and Last. A single one has all.
	AttributeWeighted AttributionMethod = "weighted"
)

// Values returns the methods in order.
func (AttributionMethod) Values() []AttributionMethod {
	return []AttributionMethod{AttributeEven, AttributeFirst, AttributeLast, AttributeWeighted}
}

// Opportunity is a deal with what there is to credit. The zero Opportunity is not valid.
type Opportunity struct {
	// ID is unique.
	ID string `json:"id"`
	// Created is the day of Pipeline, and Closed that of Revenue; absent when not known.
	Created partnermath.Date `json:"created,omitzero"`
	Closed  partnermath.Date `json:"closed,omitzero"`
	// Pipeline is what it was worth when created, and Revenue what was won, from 0 to 10^13
	// minor units. Left out, unknown, or none: nothing is credited.
	Pipeline decimal.NullDecimal `json:"pipeline,omitzero"`
	Revenue  decimal.NullDecimal `json:"revenue,omitzero"`
}

// Touch is a contact of a campaign with somebody of an opportunity. The zero Touch is not valid.
type Touch struct {
	// ID is unique. Touches of one day are in the order of their ids.
	ID string `json:"id"`
	// Opportunity and Campaign are the ids of the two.
	Opportunity string `json:"opportunity"`
	Campaign    string `json:"campaign"`
	// Date is the day of it; one that is not known counts nowhere.
	Date partnermath.Date `json:"date,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the attribution
// breaks.
func (a Attribution) Validate() error {
	return check.Model(a, func(faults *partnermath.ValidationError) {
		for _, w := range []struct {
			field  string
			weight decimal.NullDecimal
		}{{"first", a.First}, {"middle", a.Middle}, {"last", a.Last}} {
			switch {
			case a.Method == AttributeWeighted && !w.weight.Valid:
				faults.Add(w.field, "required", "must be given for a weighted attribution")
			case a.Method != AttributeWeighted && w.weight.Valid:
				faults.Addf(w.field, "empty", "is not read by the method %s and must be left out", a.Method)
			}
		}
		if len(faults.Fields) == 0 && a.Method == AttributeWeighted && a.First.Decimal.IsZero() && a.Last.Decimal.IsZero() {
			faults.Add("first", "sum", "must be above 0 together with last, for paths of two touches")
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the opportunity
// breaks for itself. What takes the currency is checked by [Attribute].
func (o Opportunity) Validate() error { return o.check(&atLeast0) }

func (o *Opportunity) check(number *check.Number) error {
	var faults partnermath.ValidationError
	check.IDAt(&faults, check.Place{Field: "id"}, o.ID)
	number.CheckNull(&faults, check.Place{Field: "pipeline"}, o.Pipeline)
	number.CheckNull(&faults, check.Place{Field: "revenue"}, o.Revenue)
	return faults.Err()
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the touch breaks.
func (t Touch) Validate() error {
	var faults partnermath.ValidationError
	check.IDAt(&faults, check.Place{Field: "id"}, t.ID)
	check.IDAt(&faults, check.Place{Field: "opportunity"}, t.Opportunity)
	check.IDAt(&faults, check.Place{Field: "campaign"}, t.Campaign)
	return faults.Err()
}

// weights are those of n touches that count, in their order.
func (a *Attribution) weights(n int) []decimal.Decimal {
	weights := make([]decimal.Decimal, n)
	switch {
	case a.Method == AttributeEven || n == 1:
		for i := range weights {
			weights[i] = one
		}
	case a.Method == AttributeFirst:
		weights[0] = one
	case a.Method == AttributeLast:
		weights[n-1] = one
	case n == 2:
		weights[0], weights[1] = a.First.Decimal, a.Last.Decimal
	default: // all × (n − 2), so that the middle is not divided
		for i := range weights {
			weights[i] = a.Middle.Decimal
		}
		between := decimal.NewFromInt(int64(n - 2))
		weights[0], weights[n-1] = a.First.Decimal.Mul(between), a.Last.Decimal.Mul(between)
	}
	return weights
}

var one = decimal.NewFromInt(1)
