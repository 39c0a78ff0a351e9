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
	if len(reviews) > MaxReviews {
		faults.Addf("reviews", "length", "must be at most %d, got %d", MaxReviews, len(reviews))
		return faults.Err()
	}
	if len(steps) > MaxSteps {
		faults.Addf("steps", "length", "must be at most %d, got %d", MaxSteps, len(steps))
		return faults.Err()
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
	var bounds check.Number
	number := func(field string, n decimal.NullDecimal, of place, list string) {
		if n.Valid && !bounds.Holds(n.Decimal) {
			bounds.Fault(faults, fmt.Sprintf("%s%s[%d].%s[%d].%s", at, of.list, of.at, list, of.of, field), n.Decimal)
		}
	}
	for m, of := range figures(r) {
		number("value", m.Value, of, "metrics")
		number("target", m.Target, of, "metrics")
		number("due", m.Due, of, "metrics")
		number("change", m.Change, of, "metrics")
	}
	for i := range r.Next.Targets {
		bounds.CheckNull(faults, check.Place{List: at + "next.targets", Index: i, Field: "plan"}, r.Next.Targets[i].Plan)
	}
}

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
