package matching

import (
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

// Fund holds how funds were used.
func (c *Check) Fund(r *mdf.Report) {
	c.Currency(r.Currency, "value.currency")
	c.SamePeriod(r.Period)
	c.Day(r.AsOf, "value.asOf")
}

// Campaign holds one of several.
func (c *Check) Campaign(i int, v *waterfall.Verification) {
	c.Currency(v.Currency, "value[%d].currency", i)
	c.Day(v.AsOf, "value[%d].asOf", i)
}
