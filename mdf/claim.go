package mdf

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Approval is a request that was approved.
type Approval struct {
	Request Request `json:"request"`
	// Amount is what was approved.
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	// Advance is what was paid before any claim, at most Amount. Left out, 0.
	Advance decimal.NullDecimal `json:"advance,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
}

// Claim asks for the vendor's share of what an activity has cost.
type Claim struct {
	ID string `json:"id" validate:"id"`
	// Request is the id of the approved request. It may be left out where the program asks
	// no PreApproval; then Partner, Activity and Period are given, and only then.
	Request  string             `json:"request,omitempty" validate:"omitempty,id"`
	Partner  string             `json:"partner,omitempty" validate:"omitempty,id"`
	Activity string             `json:"activity,omitempty" validate:"omitempty,id"`
	Period   partnermath.Period `json:"period,omitzero"`
	// Currency is that of the program; it may be left out.
	Currency  string           `json:"currency,omitempty" validate:"omitempty,currency"`
	Submitted partnermath.Date `json:"submitted"`
	// Final tells that no other claim follows, as each claim without a request does.
	Final bool `json:"final,omitempty"`
	// Expenses are what was spent. Their ids are unique.
	Expenses []Expense `json:"expenses" validate:"required,min=1,max=1000"`
}

// Expense is a line of an invoice.
type Expense struct {
	Cost
	// Item is the planned cost that it is of; it is left out in a claim without a request.
	Item string `json:"item,omitempty"`
	// Supplier and Invoice name the invoice and must be given. In one claim an invoice may stand with several
	// items; otherwise it counts once, across all claims and requests: in the first claim,
	// by submission and id, that has something accepted of it.
	Supplier string `json:"supplier"`
	Invoice  string `json:"invoice"`
	// Proofs are the kinds of proof that came, the last of them on ProofsOn. Left out, they came with the claim.
	Proofs   []string         `json:"proofs,omitempty"`
	ProofsOn partnermath.Date `json:"proofsOn,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the approval breaks for itself.
func (a Approval) Validate() error {
	var faults partnermath.ValidationError
	faults.Merge("request", a.Request.Validate())
	number := costNumber(maxPlaces)
	a.amounts(&faults, &number)
	return faults.Err()
}

func (a *Approval) amounts(faults *partnermath.ValidationError, number *check.Number) {
	before := len(faults.Fields)
	number.Require(faults, check.Place{Field: "amount"}, a.Amount)
	number.CheckNull(faults, check.Place{Field: "advance"}, a.Advance)
	if len(faults.Fields) == before && orZero(a.Advance).GreaterThan(a.Amount.Decimal) {
		faults.Addf("advance", "max", "must not be above the amount %s, got %s", a.Amount.Decimal, a.Advance.Decimal)
	}
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the claim breaks
// for itself. That it fits a program and a request is checked with them.
func (c Claim) Validate() error {
	return check.Model(c, func(faults *partnermath.ValidationError) {
		if c.Submitted.IsZero() {
			faults.Add("submitted", "required", "must be given")
		}
		c.rules(faults)
		unique(faults, "expenses[%d].id", c.Expenses, func(e Expense) string { return e.ID })
		number := costNumber(maxPlaces)
		for i := range c.Expenses {
			c.Expenses[i].check(faults, check.Place{List: "expenses", Index: i}, &number)
		}
	})
}

// rules checks that a claim says either of which request it is, or whose and of what.
func (c *Claim) rules(faults *partnermath.ValidationError) {
	for _, f := range []struct {
		name  string
		given bool
	}{{"partner", c.Partner != ""}, {"activity", c.Activity != ""}, {"period", !c.Period.IsZero()}} {
		switch {
		case f.given && c.Request != "":
			faults.Add(f.name, "empty", "is that of the request and must be left out")
		case !f.given && c.Request == "":
			faults.Add(f.name, "required", "must be given without a request")
		}
	}
	if !c.Period.IsZero() {
		faults.Merge("period", c.Period.Validate())
	}
	for i, e := range c.Expenses {
		if e.Item != "" && c.Request == "" {
			faults.Add(fmt.Sprintf("expenses[%d].item", i), "empty", "is not read without a request and must be left out")
		}
	}
}

// check adds the rules that the expense breaks.
func (e *Expense) check(faults *partnermath.ValidationError, at check.Place, number *check.Number) {
	e.Cost.check(faults, at, number)
	field := func(name string) check.Place { at.Field = name; return at }
	if e.Item != "" {
		check.IDAt(faults, field("item"), e.Item)
	}
	check.IDAt(faults, field("supplier"), e.Supplier)
	check.IDAt(faults, field("invoice"), e.Invoice)
	if len(e.Proofs) > MaxList {
		faults.Addf(field("proofs").String(), "length", "must have a length of at most %d, got %d", MaxList, len(e.Proofs))
		return
	}
	for i, proof := range e.Proofs {
		if !check.ID(proof) {
			check.IDAt(faults, field(fmt.Sprintf("proofs[%d]", i)), proof)
		}
	}
}

// fits checks a sound claim against its program and the approved requests.
func (c *Claim) fits(p *Program, approvals map[string]*Approval) error {
	var faults partnermath.ValidationError
	p.matches(&faults, "currency", c.Currency)
	places, _ := partnermath.MinorUnits(p.Currency)
	number := costNumber(places)
	for i := range c.Expenses {
		c.Expenses[i].check(&faults, check.Place{List: "expenses", Index: i}, &number)
	}
	approval := approvals[c.Request]
	switch {
	case c.Request == "" && p.PreApproval:
		faults.Add("request", "required", "must be given in a program with preApproval")
	case c.Request == "" && p.activity(c.Activity) == nil:
		faults.Addf("activity", "known", "must be an activity of the program, got %.100q", c.Activity)
	case c.Request != "" && approval == nil:
		faults.Addf("request", "known", "must be one of the approvals, got %.100q", c.Request)
	case approval != nil && c.Submitted.Before(approval.Request.Submitted):
		faults.Addf("submitted", "order", "must not be before the request of %s, got %s", approval.Request.Submitted, c.Submitted)
	}
	return faults.Err()
}

func checkClaims(p *Program, approvals []Approval, claims []Claim, asOf partnermath.Date) error {
	var faults partnermath.ValidationError
	p.asOf(&faults, asOf)
	for i := range approvals {
		faults.Merge(fmt.Sprintf("approvals[%d]", i), approvals[i].Validate())
	}
	for i := range claims {
		faults.Merge(fmt.Sprintf("claims[%d]", i), claims[i].Validate())
	}
	if len(faults.Fields) > 0 {
		return faults.Err()
	}
	unique(&faults, "approvals[%d].request.id", approvals, func(a Approval) string { return a.Request.ID })
	known := map[string]*Approval{}
	places, _ := partnermath.MinorUnits(p.Currency)
	number := costNumber(places)
	for i := range approvals {
		var here partnermath.ValidationError
		here.Merge("request", approvals[i].Request.fits(p))
		approvals[i].amounts(&here, &number)
		faults.Merge(fmt.Sprintf("approvals[%d]", i), here.Err())
		known[approvals[i].Request.ID] = &approvals[i]
	}
	unique(&faults, "claims[%d].id", claims, func(c Claim) string { return c.ID })
	for i := range claims {
		faults.Merge(fmt.Sprintf("claims[%d]", i), claims[i].fits(p, known))
	}
	return faults.Err()
}
