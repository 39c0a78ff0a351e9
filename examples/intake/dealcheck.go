package intake

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// check reports the rules of the library that a deal breaks, for itself and with the
// policy of its partner, unless that sets faulty deals apart.
func (c *dealChecker) check(one *Deal, partner int) {
	if c.isAlone {
		c.rows.Rules(paths.Fields(one.Validate()), dealColumns, c.faulty, nil)
		c.checkRegistration(one)
		return
	}
	plan := c.channel.plans.Terms
	if partner >= 0 {
		plan = c.channel.plans.measuresOf(c.channel.partners.list[partner]).Terms
	}
	err := one.Validate()
	if ofTier := c.channel.partners.isUnknown && len(c.channel.plans.Plans) > 0; err == nil && !ofTier {
		alone := one.Deal // a tally keeps a group for each of these
		alone.Partner, alone.Region, alone.Product = "", "", ""
		alone.Currency = cmp.Or(alone.Currency, c.channel.plans.Currency)
		err = c.policy(partner).Add(alone)
	}
	one.Apart = err != nil && plan.Pipeline.Faulty == partnermath.FaultySetApart
	if err != nil && !one.Apart {
		c.rows.Rules(c.named(paths.Fields(err), one, partner), dealColumns, c.faulty, nil)
	}
	apart := plan.Registrations != nil && plan.Registrations.Faulty == partnermath.FaultySetApart
	if !apart {
		c.checkRegistration(one)
	}
}

// checkRegistration reports the rules that the registration of a deal breaks.
func (c *dealChecker) checkRegistration(one *Deal) {
	if one.Registration == (pipeline.Registration{}) {
		return
	}
	book := pipeline.RegistrationBook{Registrations: []pipeline.Registration{one.Registration}}
	c.rows.Rules(paths.Fields(book.Validate()), dealColumns, c.faulty, nil)
}

// named names the stages where one is not among them.
func (c *dealChecker) named(fields []partnermath.FieldError, one *Deal, partner int) []partnermath.FieldError {
	for i := range fields {
		if strings.HasSuffix(fields[i].Path, "stage") && fields[i].Rule == "known" {
			_, policy := c.policyOf(partner)
			var ids []string
			for _, stage := range policy.Stages {
				ids = append(ids, stage.ID)
			}
			fields[i].Message = fmt.Sprintf("must be one of %s, got %.40q", words.Named(ids), one.Stage)
			if len(ids) > 0 && c.rows.Raw("stage") == one.Stage { // not what a mapping makes of it
				fields[i].Message += folder.ValueHint(DealsFile, "stage", one.Stage)
			}
		}
	}
	return fields
}

// policyOf returns the policy for a partner, with its position in Plans.
func (c *dealChecker) policyOf(partner int) (at int, policy pipeline.DealPolicy) {
	at, policy = forAll, *c.channel.plans.Pipeline
	if partner >= 0 {
		at = c.channel.plans.pipelineOf(&c.channel.partners.list[partner])
	}
	if at != forAll {
		policy = *c.channel.plans.Plans[at].Pipeline
	}
	return at, policy
}

// policy returns what checks the deals of a partner.
func (c *dealChecker) policy(partner int) *pipeline.DealTally {
	at, policy := c.policyOf(partner)
	tally := c.policies[at]
	if tally == nil {
		policy.Currency = c.channel.plans.Currency
		policy.Period = c.channel.Calendar.Quarter(c.channel.plans.Quarter.Year, c.channel.plans.Quarter.Number)
		tally, _ = pipeline.NewDealTally(policy, endOfDays) // it was found sound
		c.policies[at] = tally
	}
	return tally
}
