package dashboard

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

func checkInputs(policy *Policy, reviews []qbr.Review, steps []Step, asOf partnermath.Date) error {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	sound := faults.Err() == nil
	if asOf.IsZero() {
		faults.Add("asOf", "required", "must be given")
	}
	for _, list := range []struct {
		name      string
		size, max int
	}{{"reviews", len(reviews), MaxReviews}, {"steps", len(steps), MaxSteps}} {
		if list.size > list.max {
			faults.Addf(list.name, "length", "must be at most %d, got %d", list.max, list.size)
			return faults.Err()
		}
	}
	partners := make(map[string]bool, len(reviews))
	for i := range reviews {
		if faults.Full() {
			break
		}
		checkReview(&faults, fmt.Sprintf("reviews[%d].", i), &reviews[i], partners)
		if sound {
			policy.checkMatch(&faults, fmt.Sprintf("reviews[%d].", i), &reviews[i], asOf)
		}
	}
	for i := range steps {
		if faults.Full() {
			break
		}
		checkStep(check.Record{ValidationError: &faults, List: "steps", Index: i}, &steps[i], partners, asOf)
	}
	return faults.Err()
}

// checkReview checks what a dashboard reads of a review by itself.
func checkReview(faults *partnermath.ValidationError, at string, r *qbr.Review, partners map[string]bool) {
	faults.Merge(at+"partner", check.Model(r.Partner, nil))
	if partners[r.Partner.ID] {
		faults.Addf(at+"partner.id", "unique", "must not be given twice, got %.40q again", r.Partner.ID)
	}
	partners[r.Partner.ID] = true
	for i := range r.FirstPage {
		checkMetrics(faults, fmt.Sprintf("%sfirstPage[%d].metrics", at, i), r.FirstPage[i].Metrics)
	}
	for i := range r.Sections {
		checkMetrics(faults, fmt.Sprintf("%ssections[%d].metrics", at, i), r.Sections[i].Metrics)
	}
	for i := range r.Next.Targets {
		inBounds.CheckNull(faults, check.Place{List: at + "next.targets", Index: i, Field: "plan"}, r.Next.Targets[i].Plan)
	}
}

func checkMetrics(faults *partnermath.ValidationError, list string, metrics []qbr.Metric) {
	for i := range metrics {
		m := &metrics[i]
		for _, number := range []struct {
			field string
			n     decimal.NullDecimal
		}{
			{"value", m.Value},
			{"target", m.Target},
			{"floor", m.Floor},
			{"due", m.Due},
			{"floorDue", m.FloorDue},
			{"reached", m.Reached},
			{"change", m.Change},
			{"slope", m.Slope},
		} {
			inBounds.CheckNull(faults, check.Place{List: list, Index: i, Field: number.field}, number.n)
		}
	}
}

var inBounds check.Number

// checkMatch holds a review against the policy.
func (p *Policy) checkMatch(faults *partnermath.ValidationError, at string, r *qbr.Review, asOf partnermath.Date) {
	match := func(field string, same bool, want, got any) {
		if !same {
			faults.Addf(at+field, "match", "must be %v, got %.40q", want, fmt.Sprint(got))
		}
	}
	match("audience", r.Audience == scorecard.AudienceVendor, scorecard.AudienceVendor, r.Audience)
	match("currency", r.Currency == p.Currency, p.Currency, r.Currency)
	match("quarter", r.Quarter == p.Quarter, p.Quarter, r.Quarter)
	if period := p.Calendar.Quarter(p.Quarter.Year, p.Quarter.Number); r.Quarter == p.Quarter {
		match("period", r.Period == period, period, r.Period)
	}
	if !asOf.IsZero() && r.AsOf.After(asOf) {
		faults.Addf(at+"asOf", "order", "must not be after %s, got %s", asOf, r.AsOf)
	}
}

func checkStep(at check.Record, s *Step, partners map[string]bool, asOf partnermath.Date) {
	if !partners[s.Partner] {
		at.Fault("partner", "known", "must be a partner that has a review, got %.40q", s.Partner)
	}
	check.OneOf(at, "workflow", s.Workflow, Workflow("").Values()...)
	at.FaultIf(s.Month < 1 || s.Month > months, "month", "range", "must be from 1 to %d, got %d", months, s.Month)
	at.Required(s.Due.IsZero(), "due")
	if !asOf.IsZero() && s.Done.After(asOf) {
		at.Fault("done", "order", "must not be after %s, got %s", asOf, s.Done)
	}
}
