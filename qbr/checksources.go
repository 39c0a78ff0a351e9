package qbr

import (
	"fmt"
	"reflect"

	"github.com/partnermath/partnermath"
)

// checkSources adds the faults of sources that are not of the review: of its partner, its
// currency and quarter, up to its day, and for its audience.
func checkSources(faults *partnermath.ValidationError, policy *Policy, records *Records, sources *Sources, asOf partnermath.Date) {
	p := &policy.Performance
	quarter := func(by int) partnermath.Period {
		q := p.Quarter.Add(by)
		return p.Calendar.Quarter(q.Year, q.Number)
	}
	c := sourceCheck{
		faults: faults, partner: records.Partner.ID, currency: p.Currency, asOf: asOf,
		quarter: quarter(0), before: quarter(-1), next: quarter(1),
	}
	all := reflect.ValueOf(sources).Elem()
	for i, id := range SourceID("").Values() {
		c.id, c.of = id, *sources.origin(id)
		if sources.has(id) {
			c.origin()
		} else if !all.Field(i).Field(1).IsZero() {
			c.fault("partner", "required", "must be given with a value")
		}
	}
	c.results(sources)
	c.lists(sources)
	c.at(SourcePeers, sources)
	for i := range sources.Peers.Value {
		if peers := &sources.Peers.Value[i].Comparison; peers.Audience != policy.Audience {
			c.fault(fmt.Sprintf("value[%d].comparison.audience", i), "match", "must be made for %s, as the review is, got %.40q", policy.Audience, peers.Audience)
		}
	}
	for i := range records.Shared {
		if of := records.Shared[i].Outcome.Currency; of != "" && of != p.Currency {
			faults.Addf(fmt.Sprintf("records.shared[%d].outcome.currency", i), "match", "must be %s, that of the review, got %.40q", p.Currency, of)
		}
	}
}

// sourceCheck checks one source after the other.
type sourceCheck struct {
	faults                *partnermath.ValidationError
	partner, currency     string
	quarter, before, next partnermath.Period
	asOf                  partnermath.Date

	id SourceID
	of Origin
}

func (c *sourceCheck) at(id SourceID, sources *Sources) { c.id, c.of = id, *sources.origin(id) }

func (c *sourceCheck) fault(field, rule, format string, args ...any) {
	c.faults.Addf(fmt.Sprintf("sources.%s.%s", c.id, field), rule, format, args...)
}

func (c *sourceCheck) notAfter(field string, d, through partnermath.Date) {
	if isAfter(d, through) {
		notAfter(c.faults, fmt.Sprintf("sources.%s.%s", c.id, field), d, through)
	}
}

func (c *sourceCheck) origin() {
	if c.of.Partner != c.partner {
		c.fault("partner", "match", "must be %.40q, that of the review, got %.40q", c.partner, c.of.Partner)
	}
	if c.of.Currency != c.currency && (c.of.Currency != "" || c.hasAmounts()) {
		c.fault("currency", "match", "must be %s, that of the review, got %.40q", c.currency, c.of.Currency)
	}
	c.originPeriod()
	if c.of.AsOf.IsZero() {
		c.fault("asOf", "required", "must be given")
	}
	c.notAfter("asOf", c.of.AsOf, c.asOf)
}

// hasAmounts reports whether a result is in a currency in any case.
func (c *sourceCheck) hasAmounts() bool {
	switch c.id {
	case SourceScore, SourcePeers, SourceRoadmap, SourceScoreTrend, SourceScoreGoals, SourceLeads:
		return false
	}
	return true
}

func (c *sourceCheck) originPeriod() {
	switch c.id {
	case SourceProfit, SourceStatement, SourcePlanActual, SourceVendorReturn:
		c.overlaps(c.of.Period, "period")
	case SourceRequirement, SourceMarketing, SourceScenarios:
		if c.of.Period.Start.After(c.quarter.Start) || c.of.Period.End.Before(c.quarter.End) {
			c.fault("period", "match", "must hold the quarter, %s, got %s", c.quarter, c.of.Period)
		}
	default:
		if c.of.Period != c.wanted() {
			c.fault("period", "match", "must be %s, got %s", c.wanted(), c.of.Period)
		}
	}
}

// wanted is the quarter that a source has to be of.
func (c *sourceCheck) wanted() partnermath.Period {
	switch c.id {
	case SourceNextDeals, SourceNextRequirement, SourceNextMarketing:
		return c.next
	case SourceCampaigns:
		return c.before
	}
	return c.quarter
}

func (c *sourceCheck) overlaps(p partnermath.Period, field string, at ...any) {
	if !p.Start.Before(c.quarter.End) || !c.quarter.Start.Before(p.End) {
		c.fault(fmt.Sprintf(field, at...), "match", "must overlap the quarter, %s, got %s", c.quarter, p)
	}
}
