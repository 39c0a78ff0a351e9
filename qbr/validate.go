package qbr

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/qbr/performance"
)

// measured is what policy and records tell by themselves.
type measured struct {
	sales      performance.Report
	engagement performance.Engagement
}

// checkInputs returns the faults of what a review is made of, and else what was measured
// of the partner's sales and engagement.
func checkInputs(policy *Policy, records *Records, sources *Sources, asOf partnermath.Date) (measured, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.validate())
	faults.Merge("records", records.Validate())
	var m measured
	var err error
	m.sales, err = performance.Measure(policy.Performance, records.Sales, asOf)
	mergeMeasured(&faults, "policy.performance", err)
	switch {
	case policy.hasEngagement():
		m.engagement, err = performance.MeasureEngagement(policy.Engagement, records.Activities)
		mergeMeasured(&faults, "policy.engagement", err)
	case len(records.Activities) > 0:
		faults.Add("records.activities", "empty", "are for a policy with engagement only and must be left out")
	}
	records.checkDays(&faults, asOf)
	if isSound(&faults) {
		checkSources(&faults, policy, records, sources, asOf)
	}
	return m, faults.Err()
}

// isSound reports whether no fault is of the policy, which tells what sources have to be of.
func isSound(faults *partnermath.ValidationError) bool {
	ofPolicy := func(f partnermath.FieldError) bool { return strings.HasPrefix(f.Path, "policy") }
	return !slices.ContainsFunc(faults.Fields, ofPolicy)
}

// mergeMeasured appends faults with the paths that they have here.
func mergeMeasured(faults *partnermath.ValidationError, policy string, err error) {
	var found *partnermath.ValidationError
	if !errors.As(err, &found) {
		return
	}
	for _, f := range found.Fields {
		switch below, ofPolicy := strings.CutPrefix(f.Path, "policy"); {
		case ofPolicy:
			f.Path = policy + below
		case f.Path != "asOf":
			f.Path = "records." + f.Path
		}
		faults.Add(f.Path, f.Rule, f.Message)
	}
	faults.Truncated = faults.Truncated || found.Truncated
}

func (p *Policy) hasEngagement() bool {
	return p.Engagement.Parts != nil || p.Engagement.MinimumKnown.Valid
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks.
func (p Policy) Validate() error {
	var faults partnermath.ValidationError
	faults.Merge("", p.validate())
	faults.Merge("performance", p.Performance.Validate())
	if p.hasEngagement() {
		faults.Merge("engagement", p.Engagement.Validate())
	}
	return faults.Err()
}

// validate is Validate without what is checked where sales and engagement are measured.
func (p *Policy) validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		check.Unique(faults, "sections", "tier", p.Sections, func(s *TierSections) string { return s.Tier })
		for i := range p.Sections {
			check.Once(faults, fmt.Sprintf("sections[%d].sections", i), p.Sections[i].Sections)
		}
		check.Unique(faults, "metrics", "metric", p.Metrics, func(m *MetricRule) MetricID { return m.Metric })
		for i := range p.Metrics {
			m := &p.Metrics[i]
			checkMetric(faults, fmt.Sprintf("metrics[%d].metric", i), m.Metric)
			checkFloor(faults, fmt.Sprintf("metrics[%d].floor", i), polarity(m.Metric), m.Target, m.Floor)
		}
		check.Once(faults, "prefer", p.Prefer)
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the records break,
// except for those of [Records.Sales] and [Records.Activities], which need a policy.
func (r Records) Validate() error {
	return check.Model(r, func(faults *partnermath.ValidationError) {
		check.Unique(faults, "specialisations", "id", r.Specialisations, func(s *Specialisation) string { return s.ID })
		check.Unique(faults, "commitments", "id", r.Commitments, func(c *Commitment) string { return c.ID })
		check.Unique(faults, "proposed", "id", r.Proposed, func(c *Commitment) string { return c.ID })
		check.Unique(faults, "issues", "id", r.Issues, func(i *Issue) string { return i.ID })
		check.Unique(faults, "wins", "deal", r.Wins, func(w *Win) string { return w.Deal })
		check.Unique(faults, "metrics", "id", r.Metrics, func(m *OwnMetric) MetricID { return m.ID })
		check.Unique(faults, "history", "quarter", r.History, func(h *PastMetric) pastKey { return pastKey{h.Metric, h.Quarter} })
		check.Unique(faults, "shared", "id", r.Shared, func(s *SharedOutcome) string { return s.ID })
		r.checkFigures(faults)
		for i := range r.Specialisations {
			s := &r.Specialisations[i]
			if !s.Expires.IsZero() && s.Expires.Before(s.Earned) {
				faults.Addf(fmt.Sprintf("specialisations[%d].expires", i), "order", "must not be before it is earned on %s, got %s", s.Earned, s.Expires)
			}
		}
		checkAmounts(faults, "commitments", r.Commitments)
		checkAmounts(faults, "proposed", r.Proposed)
	})
}

type pastKey struct {
	metric  MetricID
	quarter partnermath.Quarter
}

func (k pastKey) String() string { return fmt.Sprintf("%s of %s", k.metric, k.quarter) }

func (r *Records) checkFigures(faults *partnermath.ValidationError) {
	for i := range r.Metrics {
		m := &r.Metrics[i]
		if isFigure(m.ID) {
			faults.Addf(fmt.Sprintf("metrics[%d].id", i), "unique", "must not be that of a figure of the review, got %s", m.ID)
		}
		checkFloor(faults, fmt.Sprintf("metrics[%d].floor", i), m.Polarity, m.Target, m.Floor)
	}
	requests, promotions := make(map[string]bool), make(map[string]bool)
	for i := range r.Shared {
		s := &r.Shared[i]
		at := fmt.Sprintf("shared[%d].", i)
		faults.Merge(at+"outcome", s.Outcome.Validate())
		check.OnceOf(faults, at+"requests", s.Requests, requests)
		check.OnceOf(faults, at+"promotions", s.Promotions, promotions)
	}
}

// checkAmounts refuses what is said of an amount without one.
func checkAmounts(faults *partnermath.ValidationError, list string, commitments []Commitment) {
	for i := range commitments {
		c := &commitments[i]
		at := fmt.Sprintf("%s[%d].", list, i)
		if c.Metric != "" {
			checkMetric(faults, at+"metric", c.Metric)
		}
		switch {
		case c.Amount.Valid:
		case c.Actual.Valid:
			faults.Add(at+"actual", "empty", "is for a commitment to an amount only and must be left out")
		case c.Metric != "":
			faults.Add(at+"metric", "empty", "is for a commitment to an amount only and must be left out")
		}
	}
}

// checkDays adds the faults of days that contradict the day of the review.
func (r *Records) checkDays(faults *partnermath.ValidationError, asOf partnermath.Date) {
	before := func(path string, d partnermath.Date) {
		if !d.IsZero() && d.Before(asOf) {
			faults.Addf(path, "order", "must not be before the day of the review, %s, got %s", asOf, d)
		}
	}
	for i := range r.Proposed {
		before(fmt.Sprintf("records.proposed[%d].due", i), r.Proposed[i].Due)
	}
	for i := range r.Metrics {
		if m := &r.Metrics[i]; isAfter(m.AsOf, asOf) {
			notAfter(faults, fmt.Sprintf("records.metrics[%d].asOf", i), m.AsOf, asOf)
		}
	}
	before("records.nextReview", r.NextReview)
}

// isAfter reports whether something knows of days after the one up to which it may.
func isAfter(d, through partnermath.Date) bool { return !through.IsZero() && d.After(through) }

func notAfter(faults *partnermath.ValidationError, path string, d, through partnermath.Date) {
	faults.Addf(path, "order", "must not be after %s, got %s", through, d)
}

// checkMetric refuses what is no figure of the review itself.
func checkMetric(faults *partnermath.ValidationError, path string, id MetricID) {
	if !isFigure(id) {
		faults.Addf(path, "one-of", "must be a figure of the review, like revenue, landing or score, and none of the own metrics of the records; got %.40q", id)
	}
}

// checkFloor refuses a floor on the wrong side of its target.
func checkFloor(faults *partnermath.ValidationError, path string, p performance.Polarity, target, floor decimal.NullDecimal) {
	if !target.Valid || !floor.Valid {
		return
	}
	side, wrong := "above", floor.Decimal.GreaterThan(target.Decimal)
	if p == performance.LowerIsBetter {
		side, wrong = "below", floor.Decimal.LessThan(target.Decimal)
	}
	if wrong {
		faults.Addf(path, "order", "must not be %s the target %s, got %s", side, target.Decimal, floor.Decimal)
	}
}
