package channel

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// MaxPartners is the most partners of [Cohorts].
const MaxPartners = 100_000

// CohortPolicy tells what partners are told apart by. The zero CohortPolicy is not valid.
type CohortPolicy struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"required,currency"`
	// Base is the period that growth is from. A partner is in a cohort by what it did before
	// the end of it, so that nobody is put there for having grown.
	Base partnermath.Period `json:"base"`
	// Later is the period that growth is to, of about the same length and not before the end
	// of Base. It is read for what pages say only, and may be left out.
	Later partnermath.Period `json:"later,omitzero"`
	// Practices are what partners do or do not: a business plan, a marketing plan, a regular
	// review.
	Practices []CohortPractice `json:"practices" validate:"min=1,max=50,dive"`
	// MinimumPartners is the number of partners below which nothing is published of a cohort; 0
	// counts as 1.
	MinimumPartners int `json:"minimumPartners,omitempty" validate:"min=0"`
}

// CohortPractice is something that partners do or do not. The zero CohortPractice is not
// valid: it lacks an ID.
type CohortPractice struct {
	ID string `json:"id" validate:"id"`
	// Name is what people call it; left out, the id.
	Name string `json:"name,omitempty" validate:"omitempty,text=200"`
}

// CohortPartner is a partner, what it does, and what it sold. Amounts are at most 10^13 minor
// units. The zero CohortPartner is not valid: it lacks an ID.
type CohortPartner struct {
	ID string `json:"id"`
	// Practices are those of the policy that the partner has taken up, each once.
	Practices []Practice `json:"practices,omitempty"`
	// New tells that it was no partner for the whole of the base period, and Left that it is
	// none any more: then Now is left out or 0, and is read as 0.
	New  bool `json:"new,omitempty"`
	Left bool `json:"left,omitempty"`
	// Before is its revenue in the base period, at least 0, and Now in the later one. Each is left out where it is not known.
	Before decimal.NullDecimal `json:"before,omitzero"`
	Now    decimal.NullDecimal `json:"now,omitzero"`
}

// Practice is something a partner does from a day on. The zero Practice is not valid.
type Practice struct {
	ID    string           `json:"id"`
	Since partnermath.Date `json:"since,omitzero"`
}

// CohortReport is the cohorts of each practice.
type CohortReport struct {
	Currency string             `json:"currency"`
	Base     partnermath.Period `json:"base"`
	Later    partnermath.Period `json:"later,omitzero"`
	// MinimumPartners is that of the policy, at least 1.
	MinimumPartners int `json:"minimumPartners"`
	// Rows are in the order of the policy.
	Rows []CohortRow `json:"rows"`
	// Findings tell of partners that are in no cohort.
	Findings []partnermath.Finding `json:"findings"`
}

// Why a partner is in no cohort.
const (
	// ReasonNew is of a new partner, ReasonUnreported of one with a figure that is not known.
	ReasonNew        partnermath.Reason = "new"
	ReasonUnreported partnermath.Reason = "unreported"
)

// CohortRow sets partners with a practice beside those without it. That they grew faster does
// not say why: who plans may be who grows anyway.
type CohortRow struct {
	Practice string `json:"practice"`
	Name     string `json:"name,omitempty"`
	With     Cohort `json:"with"`
	Without  Cohort `json:"without"`
	// Lead is With.Growth − Without.Growth.
	Lead decimal.NullDecimal `json:"lead"`
}

// Cohort is some partners. All but the counts is undefined where Partners is below the
// minimum.
type Cohort struct {
	Partners int                 `json:"partners"`
	Left     int                 `json:"left"`
	Before   decimal.NullDecimal `json:"before"`
	Now      decimal.NullDecimal `json:"now"`
	// Growth is that of the sums, (Now − Before) ÷ Before, undefined unless Before is above 0.
	Growth decimal.NullDecimal `json:"growth"`
	// Based counts the partners with a Before above 0, and Median is the median of their
	// growths, of an even count the mean of the two in the middle, undefined where Based is
	// below the minimum.
	Based  int                 `json:"based"`
	Median decimal.NullDecimal `json:"median"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks.
func (p CohortPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		if p.Base.Start.IsZero() || !p.Base.Start.Before(p.Base.End) {
			faults.Add("base", "order", "must start before it ends")
		}
		if p.Later != (partnermath.Period{}) && (p.Later.Start.Before(p.Base.End) || !p.Later.Start.Before(p.Later.End)) {
			faults.Add("later", "order", "must start after the base ends, and before it ends itself")
		}
		for i, practice := range p.Practices {
			if hasPractice(p.Practices[:i], practice.ID) {
				faults.Addf(fmt.Sprintf("practices[%d].id", i), "unique", "%.40q stands before", practice.ID)
			}
		}
	})
}

// hasPractice reports whether an id is that of a practice.
func hasPractice(practices []CohortPractice, id string) bool {
	return slices.ContainsFunc(practices, func(p CohortPractice) bool { return p.ID == id })
}

// Cohorts compares the growth of partners with and without a practice.
//
// The error is a [*partnermath.ValidationError] with paths below "policy" and "partners": the
// faults of the policy, more than MaxPartners, an id or a practice that stands twice, a
// practice that is not in the policy or has no day, an amount that is below 0, above its limit
// or finer than the currency, and a Now but 0 of a partner that has left.
func Cohorts(p CohortPolicy, partners []CohortPartner) (CohortReport, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", p.Validate())
	checkPartners(&faults, &p, partners, len(faults.Fields) == 0)
	if err := faults.Err(); err != nil {
		return CohortReport{}, err
	}
	var log finding.Log
	var all []*CohortPartner
	for i := range partners {
		switch c := &partners[i]; {
		case c.New:
			log.Add(ReasonNew, c.ID)
		case !c.Before.Valid || !c.Now.Valid && !c.Left:
			log.Add(ReasonUnreported, c.ID)
		default:
			all = append(all, c)
		}
	}
	r := CohortReport{Currency: p.Currency, Base: p.Base, Later: p.Later, MinimumPartners: p.least(), Rows: make([]CohortRow, 0, len(p.Practices)), Findings: log.Findings()}
	for _, practice := range p.Practices {
		var with, without []*CohortPartner
		for _, c := range all {
			if c.does(practice.ID, p.Base.End) {
				with = append(with, c)
			} else {
				without = append(without, c)
			}
		}
		row := CohortRow{Practice: practice.ID, Name: practice.Name, With: p.cohort(with), Without: p.cohort(without)}
		if row.With.Growth.Valid && row.Without.Growth.Valid {
			row.Lead = known(row.With.Growth.Decimal.Sub(row.Without.Growth.Decimal))
		}
		r.Rows = append(r.Rows, row)
	}
	return r, nil
}

// checkPartners checks partners, for themselves only where the policy is not sound.
func checkPartners(faults *partnermath.ValidationError, p *CohortPolicy, partners []CohortPartner, sound bool) {
	if len(partners) > MaxPartners {
		faults.Addf("partners", "length", "must have a length of at most %d, got %d", MaxPartners, len(partners))
		return
	}
	amounts := check.Number{AtLeast: partnermath.Int(0)}
	if places, _ := partnermath.MinorUnits(p.Currency); sound {
		amounts.AtMost, amounts.Digits, amounts.Places = known(exact.Fixed(maxUnits, places)), 14, places
	}
	first := make(map[string]int, len(partners))
	for i := range partners {
		if faults.Truncated {
			return
		}
		c := &partners[i]
		at := func(field string) check.Place { return check.Place{List: "partners", Index: i, Field: field} }
		check.IDAt(faults, at("id"), c.ID)
		if before, again := first[c.ID]; again {
			faults.Addf(at("id").String(), "unique", "%.40q stands at partners[%d]", c.ID, before)
		} else {
			first[c.ID] = i
		}
		amounts.CheckNull(faults, at("before"), c.Before)
		amounts.CheckNull(faults, at("now"), c.Now)
		if c.Left && c.Now.Valid && !c.Now.Decimal.IsZero() {
			faults.Add(at("now").String(), "empty", "must be left out or 0 for a partner that has left")
		}
		c.checkPractices(faults, at("practices").String(), p, sound)
	}
}

func (c *CohortPartner) checkPractices(faults *partnermath.ValidationError, path string, p *CohortPolicy, sound bool) {
	const most = 50
	if len(c.Practices) > most {
		faults.Addf(path, "length", "must have a length of at most %d, got %d", most, len(c.Practices))
		return
	}
	for j, practice := range c.Practices {
		at := func(field string) check.Place { return check.Place{List: path, Index: j, Field: field} }
		if sound && !hasPractice(p.Practices, practice.ID) {
			faults.Addf(at("id").String(), "known", "practice %.40q is not in the policy", practice.ID)
		}
		if slices.ContainsFunc(c.Practices[:j], func(other Practice) bool { return other.ID == practice.ID }) {
			faults.Addf(at("id").String(), "unique", "%.40q stands before", practice.ID)
		}
		if practice.Since.IsZero() {
			faults.Add(at("since").String(), "required", "must be given")
		}
	}
}

// does reports whether a partner had taken a practice up before a day.
func (c *CohortPartner) does(practice string, end partnermath.Date) bool {
	return slices.ContainsFunc(c.Practices, func(p Practice) bool { return p.ID == practice && p.Since.Before(end) })
}

// least is the number of partners below which nothing is published.
func (p *CohortPolicy) least() int { return max(p.MinimumPartners, 1) }

// cohort adds partners up whose figures are known. The Now of one that left is 0.
func (p *CohortPolicy) cohort(partners []*CohortPartner) Cohort {
	c := Cohort{Partners: len(partners)}
	var before, now decimal.Decimal
	var growths []exact.Fraction
	for _, partner := range partners {
		if partner.Left {
			c.Left++
		}
		b, n := partner.Before.Decimal, orZero(partner.Now)
		before, now = before.Add(b), now.Add(n)
		if b.IsPositive() {
			growths = append(growths, exact.NewFraction(n.Sub(b), b))
		}
	}
	c.Based = len(growths)
	least := p.least()
	if c.Partners < least {
		return c
	}
	c.Before, c.Now = known(before), known(now)
	c.Growth = growth(c.Now, c.Before)
	if c.Based >= least {
		c.Median = known(median(growths).Round(exact.RatioPlaces))
	}
	return c
}

// median expects at least one.
func median(all []exact.Fraction) exact.Fraction {
	slices.SortFunc(all, exact.Fraction.Cmp)
	middle := len(all) / 2
	if len(all)%2 == 1 {
		return all[middle]
	}
	return all[middle-1].Add(all[middle]).Div(decimal.NewFromInt(2))
}
