package performance

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// EngagementPolicy tells what a partner is expected to do in a period: trainings, joint
// calls, campaigns, logins. The zero EngagementPolicy is not valid: it lacks Parts.
type EngagementPolicy struct {
	Parts []EngagementPart `json:"parts" validate:"min=1,max=50,dive"`
	// MinimumKnown is the share of all weight that must be known, from 0 to 1; left out,
	// any is enough. It keeps silence from raising the engagement.
	MinimumKnown decimal.NullDecimal `json:"minimumKnown,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
}

// EngagementPart is one thing that is expected, and what counts for full. The zero
// EngagementPart is not valid.
type EngagementPart struct {
	ID     string              `json:"id" validate:"id"`
	Name   string              `json:"name,omitempty" validate:"omitempty,text=200"`
	Weight decimal.NullDecimal `json:"weight,omitzero" validate:"required,bounds,atleast=0,digits=12 6"`
	Target decimal.NullDecimal `json:"target,omitzero" validate:"required,bounds,above=0,digits=15 4"`
}

// Activity is what was done of a part of the engagement, Done being at least 0, and left
// out where it is not known. The zero Activity is not valid.
type Activity struct {
	Part string              `json:"part" validate:"id"`
	Done decimal.NullDecimal `json:"done,omitzero" validate:"omitempty,bounds,atleast=0,digits=15 4"`
}

// Engagement is an index from 0 to 1 of how much a partner did of what is expected.
type Engagement struct {
	// Index is Σ weight × min(1, done ÷ target) ÷ Σ weight over the parts whose done is
	// known. It is undefined where their weight is 0, or less than the policy asks.
	Index decimal.NullDecimal `json:"index"`
	// KnownShare is the weight that is known ÷ all weight.
	KnownShare decimal.NullDecimal `json:"knownShare"`
	// Parts are in the order of the policy.
	Parts []EngagementLine `json:"parts"`
}

// EngagementLine is a part of an [Engagement].
type EngagementLine struct {
	ID     string          `json:"id"`
	Name   string          `json:"name,omitempty"`
	Weight decimal.Decimal `json:"weight"`
	Target decimal.Decimal `json:"target"`
	// Done is undefined where it is not known. Reached is min(1, Done ÷ Target).
	Done    decimal.NullDecimal `json:"done"`
	Reached decimal.NullDecimal `json:"reached"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks.
func (p EngagementPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		seen := make(map[string]bool, len(p.Parts))
		weight := decimal.Decimal{}
		for i, part := range p.Parts {
			if seen[part.ID] {
				faults.Addf(fmt.Sprintf("parts[%d].id", i), "unique", "part %.40q stands before", part.ID)
			}
			seen[part.ID] = true
			weight = weight.Add(part.Weight.Decimal)
		}
		if weight.IsZero() {
			faults.Add("parts", "sum", "must not all have a weight of 0")
		}
	})
}

// MeasureEngagement tells how much of what is expected was done. A part without an
// activity is not known.
//
// The error is a [*partnermath.ValidationError] with paths below "policy" and
// "activities": faults of each, a part that the policy does not have, and one that is
// given twice.
func MeasureEngagement(policy EngagementPolicy, activities []Activity) (Engagement, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	at := make(map[string]int, len(policy.Parts))
	for i, part := range policy.Parts {
		at[part.ID] = i
	}
	done := make([]decimal.NullDecimal, len(policy.Parts))
	seen := make(map[string]bool, len(activities))
	for i, a := range activities {
		path := fmt.Sprintf("activities[%d]", i)
		if err := check.Model(a, nil); err != nil {
			faults.Merge(path, err)
			continue
		}
		part, known := at[a.Part]
		switch {
		case !known:
			faults.Addf(path+".part", "known", "must be a part of the policy, got %.40q", a.Part)
			continue
		case seen[a.Part]:
			faults.Addf(path+".part", "unique", "part %.40q stands before", a.Part)
		}
		seen[a.Part] = true
		done[part] = a.Done
	}
	if err := faults.Err(); err != nil {
		return Engagement{}, err
	}
	return policy.measure(done), nil
}

// measure works out the engagement of what was done of each part.
func (p *EngagementPolicy) measure(done []decimal.NullDecimal) Engagement {
	e := Engagement{Parts: make([]EngagementLine, len(p.Parts))}
	var sum exact.Fraction
	all, known := decimal.Decimal{}, decimal.Decimal{}
	for i, part := range p.Parts {
		weight, target := part.Weight.Decimal, part.Target.Decimal
		line := EngagementLine{ID: part.ID, Name: part.Name, Weight: weight, Target: target, Done: done[i]}
		all = all.Add(weight)
		if done[i].Valid {
			reached := exact.NewFraction(decimal.Min(done[i].Decimal, target), target)
			line.Reached = decimal.NewNullDecimal(reached.Round(exact.RatioPlaces))
			sum, known = sum.Add(reached.Mul(weight)), known.Add(weight)
		}
		e.Parts[i] = line
	}
	e.KnownShare = exact.Ratio(known, all, exact.RatioPlaces)
	if known.IsPositive() && (!p.MinimumKnown.Valid || known.GreaterThanOrEqual(all.Mul(p.MinimumKnown.Decimal))) {
		e.Index = decimal.NewNullDecimal(sum.Div(known).Round(exact.RatioPlaces))
	}
	return e
}
