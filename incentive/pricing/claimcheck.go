package pricing

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the terms break.
func (p PriceTerms) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		seen := make(map[string]bool, len(p.Agreements))
		for i := range p.Agreements {
			a, path := &p.Agreements[i], fmt.Sprintf("agreements[%d]", i)
			if seen[a.ID] {
				faults.Addf(path+".id", "unique", "must not be given twice, got %.40q again", a.ID)
			}
			seen[a.ID] = true
			faults.Merge(path+".period", a.Period.Validate())
			if a.Kind == AgreementPriceProtection {
				leftOut(faults, path+".customer", a.Customer != "", "price protection")
				leftOut(faults, path+".quantity", a.Quantity.Valid, "price protection")
				leftOut(faults, path+".used", a.Used.Valid, "price protection")
			}
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the claim breaks
// for itself. What its agreement reads is checked with the terms.
func (c PriceClaim) Validate() error {
	var faults partnermath.ValidationError
	units := unitsNumber()
	c.check(&faults, &units)
	return faults.Err()
}

// check adds the rules that the claim breaks for itself.
func (c *PriceClaim) check(faults *partnermath.ValidationError, units *check.Number) {
	at := func(field string) check.Place { return check.Place{Field: field} }
	check.IDAt(faults, at("id"), c.ID)
	check.IDAt(faults, at("agreement"), c.Agreement)
	check.IDAt(faults, at("partner"), c.Partner)
	check.IDAt(faults, at("product"), c.Product)
	required(faults, "submitted", !c.Submitted.IsZero())
	if c.Sale != "" {
		check.IDAt(faults, at("sale"), c.Sale)
	}
	if c.Customer != "" {
		check.IDAt(faults, at("customer"), c.Customer)
	}
	units.CheckNull(faults, at("quantity"), c.Quantity)
	units.CheckNull(faults, at("onHand"), c.OnHand)
	units.CheckNull(faults, at("received"), c.Received)
}

// fits adds what the claim lacks or has too much for its kind of agreement.
func (c *PriceClaim) fits(faults *partnermath.ValidationError, kind AgreementKind) {
	if kind == AgreementShipAndDebit {
		required(faults, "sale", c.Sale != "")
		required(faults, "date", !c.Date.IsZero())
		required(faults, "quantity", c.Quantity.Valid)
		leftOut(faults, "onHand", c.OnHand.Valid, "ship and debit")
		leftOut(faults, "received", c.Received.Valid, "ship and debit")
		return
	}
	leftOut(faults, "sale", c.Sale != "", "price protection")
	leftOut(faults, "customer", c.Customer != "", "price protection")
	leftOut(faults, "date", !c.Date.IsZero(), "price protection")
	leftOut(faults, "quantity", c.Quantity.Valid, "price protection")
	required(faults, "onHand", c.OnHand.Valid)
	required(faults, "received", c.Received.Valid)
}

func (c *PriceClaim) name() string { return c.ID }

// same tells whether two sound claims say the same.
func (c *PriceClaim) same(d *PriceClaim) bool {
	return c.Agreement == d.Agreement && c.Partner == d.Partner && c.Product == d.Product && c.Submitted == d.Submitted &&
		c.Sale == d.Sale && c.Customer == d.Customer && c.Date == d.Date &&
		sameNull(c.Quantity, d.Quantity) && sameNull(c.OnHand, d.OnHand) && sameNull(c.Received, d.Received)
}
