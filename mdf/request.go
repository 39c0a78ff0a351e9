package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Partner is what eligibility asks about a partner.
type Partner struct {
	ID             string   `json:"id" validate:"id"`
	Name           string   `json:"name,omitempty" validate:"text=1000"`
	Type           string   `json:"type,omitempty" validate:"omitempty,id"`
	Tier           string   `json:"tier,omitempty" validate:"omitempty,id"`
	Region         string   `json:"region,omitempty" validate:"omitempty,id"`
	Certifications []string `json:"certifications,omitempty" validate:"max=1000,dive,id"`
	// Sales is the sales level, and Score the capability, from 1 to 100, on the scorecard of
	// marketing. Left out, they are unknown.
	Sales decimal.NullDecimal `json:"sales,omitzero" validate:"omitempty,bounds"`
	Score decimal.NullDecimal `json:"score,omitzero" validate:"omitempty,bounds,atleast=1,atmost=100"`
}

// Request asks for money before an activity.
type Request struct {
	ID      string `json:"id" validate:"id"`
	Name    string `json:"name,omitempty" validate:"text=1000"`
	Partner string `json:"partner" validate:"id"`
	// Currency is that of the program; it may be left out.
	Currency  string           `json:"currency,omitempty" validate:"omitempty,currency"`
	Submitted partnermath.Date `json:"submitted"`
	// Activity is that of the program.
	Activity string `json:"activity" validate:"id"`
	// Period are the days of the activity.
	Period partnermath.Period `json:"period"`
	// Costs are the lines of planned cost. Their ids are unique.
	Costs []Cost `json:"costs" validate:"required,min=1,max=1000"`
	// Asked is the amount asked for.
	Asked decimal.NullDecimal `json:"asked,omitzero" validate:"required,bounds,above=0,atmost=1000000000000"`
	// Forecast is what the activity is expected to bring the vendor. Its margin is not the
	// partner's: the vendor's return is measured by it.
	Forecast partnermath.Outcome `json:"forecast,omitzero" validate:"-"`
	// Choices are what it aims at, at most one of a dimension.
	Choices []Choice `json:"choices,omitempty" validate:"max=20,dive"`
	// Agency executes it, in Region. Both may be left out.
	Agency string `json:"agency,omitempty" validate:"omitempty,id"`
	Region string `json:"region,omitempty" validate:"omitempty,id"`
}

// Cost is a line of cost, planned or actual. What of it is eligible is
// Amount − Tax − Ineligible, which is at least 0.
type Cost struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Amount is the whole cost, tax included. It must be given; no amount is below 0, or above 10^12.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// Tax is the part that the partner recovers from the state, and Ineligible what else the
	// program does not fund. Left out, 0.
	Tax        decimal.NullDecimal `json:"tax,omitzero"`
	Ineligible decimal.NullDecimal `json:"ineligible,omitzero"`
	// OtherFunding is other vendors' money for it. Left out, 0.
	OtherFunding decimal.NullDecimal `json:"otherFunding,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the partner breaks.
func (p Partner) Validate() error { return check.Model(p, nil) }

// Validate returns a [*partnermath.ValidationError] that lists every rule the request
// breaks for itself. That it fits a program is checked with the program.
func (r Request) Validate() error {
	return check.Model(r, func(faults *partnermath.ValidationError) {
		if r.Submitted.IsZero() {
			faults.Add("submitted", "required", "must be given")
		}
		faults.Merge("period", r.Period.Validate())
		faults.Merge("forecast", r.Forecast.Validate())
		if r.Forecast.Owner == partnermath.OwnerPartner && r.Forecast.Margin.Valid {
			faults.Add("forecast.owner", "match", "must be the vendor with a margin, got the partner")
		}
		unique(faults, "costs[%d].id", r.Costs, func(c Cost) string { return c.ID })
		number := costNumber(maxPlaces)
		for i := range r.Costs {
			r.Costs[i].check(faults, check.Place{List: "costs", Index: i}, &number)
		}
	})
}

// fits checks a sound request against its program.
func (r *Request) fits(p *Program) error {
	var faults partnermath.ValidationError
	p.matches(&faults, "currency", r.Currency)
	if p.activity(r.Activity) == nil {
		faults.Addf("activity", "known", "must be an activity of the program, got %.100q", r.Activity)
	}
	places, _ := partnermath.MinorUnits(p.Currency)
	number := costNumber(places)
	for i := range r.Costs {
		r.Costs[i].check(&faults, check.Place{List: "costs", Index: i}, &number)
	}
	minorUnits(&faults, "asked", p.Currency, r.Asked)
	p.matches(&faults, "forecast.currency", r.Forecast.Currency)
	choiceRules(&faults, "choices", p.Strategy, r.Choices)
	return faults.Err()
}

// eligible is what of a cost the program may fund.
func (c *Cost) eligible() decimal.Decimal {
	return c.Amount.Decimal.Sub(orZero(c.Tax)).Sub(orZero(c.Ineligible))
}

// costNumber is what an amount of a cost must keep to in a currency with so many decimals.
func costNumber(places int32) check.Number {
	number := amountNumber(places)
	number.AtLeast = decimal.NewNullDecimal(decimal.Decimal{})
	return number
}

// check adds the rules that the cost breaks.
func (c *Cost) check(faults *partnermath.ValidationError, at check.Place, number *check.Number) {
	before := len(faults.Fields)
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("id"), c.ID)
	check.TextAt(faults, field("name"), c.Name, 1000)
	number.Require(faults, field("amount"), c.Amount)
	number.CheckNull(faults, field("tax"), c.Tax)
	number.CheckNull(faults, field("ineligible"), c.Ineligible)
	number.CheckNull(faults, field("otherFunding"), c.OtherFunding)
	if len(faults.Fields) == before && c.eligible().IsNegative() {
		faults.Addf(field("amount").String(), "min", "must be at least tax and what is ineligible together, got %s", c.Amount.Decimal)
	}
}
