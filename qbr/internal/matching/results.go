package matching

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Deals refuses the deals of several partners, whose sums cannot be told apart.
func (c *Check) Deals(r *pipeline.DealReport) {
	c.Currency(r.Currency, "value.currency")
	c.SamePeriod(r.Period)
	c.Day(r.AsOf, "value.asOf")
	for i := range r.Partners {
		c.Partner(r.Partners[i].ID, "value.partners[%d].id", i)
	}
}

// Leads refuses leads of others that wait.
func (c *Check) Leads(r *pipeline.LeadReport) {
	c.Day(r.AsOf, "value.asOf")
	for i := range r.Waiting {
		c.Partner(r.Waiting[i].Partner, "value.waiting[%d].partner", i)
	}
}

// Registrations may be of others too.
func (c *Check) Registrations(r *pipeline.RegistrationReport) {
	c.Currency(r.Currency, "value.currency")
	c.SamePeriod(r.Period)
	c.Day(r.AsOf, "value.asOf")
}

// Fund holds how funds were used, also against what the partner has of them on a day. More
// than that is of other partners.
func (c *Check) Fund(r *mdf.Report, of *mdf.Position, on partnermath.Date) {
	c.Currency(r.Currency, "value.currency")
	c.SamePeriod(r.Period)
	c.Day(r.AsOf, "value.asOf")
	if on.IsZero() || r.AsOf != on {
		return
	}
	var free decimal.Decimal
	for i := range r.Expiring {
		free = free.Add(r.Expiring[i].Amount)
	}
	c.atMost("value.expiring", "free", free, of.Available.Add(of.Owed))
	c.atMost("value.reserved", "reserved", r.Reserved, of.Reserved)
}

func (c *Check) atMost(field, what string, got, most decimal.Decimal) {
	if got.GreaterThan(most) {
		c.Fault(field, "match", "must be at most %s, what the partner has %s in fundPosition, got %s; a report is of its entries alone", most, what, got)
	}
}

// Campaign holds one of several.
func (c *Check) Campaign(i int, v *waterfall.Verification) {
	c.Currency(v.Currency, "value[%d].currency", i)
	c.Day(v.AsOf, "value[%d].asOf", i)
}
