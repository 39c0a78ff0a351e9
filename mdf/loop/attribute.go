package loop

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// Attribute splits the pipeline of each opportunity over its touches on or before the day it was
// created, and its revenue over those on or before the day it closed, not more than the window
// of days before. Each amount is split by largest remainder in minor units, ties in the order
// of the touches. Weights of n > 2 touches are first, middle ÷ (n − 2) each, last.
//
// Of copies that say the same the first counts. The error is a
// [*partnermath.ValidationError] with paths below "attribution", "opportunities" and
// "touches": the faults of these, more of them than the limits, and an id that stands twice
// with other content.
func Attribute(attribution Attribution, opportunities []Opportunity, touches []Touch) (Credits, error) {
	var faults partnermath.ValidationError
	a := crediting{Attribution: &attribution, campaigns: map[string]*account{}}
	number := atLeast0
	if err := attribution.Validate(); err != nil {
		faults.Merge("attribution", err)
	} else {
		a.places, _ = partnermath.MinorUnits(attribution.Currency)
		number = limit(a.places)
		number.AtLeast = atLeast0.AtLeast
	}
	deals := sift(&faults, &a.log, attribution.Faulty, "opportunities", MaxOpportunities, opportunities,
		func(o *Opportunity) string { return o.ID }, func(o *Opportunity) error { return o.check(&number) })
	contacts := sift(&faults, &a.log, attribution.Faulty, "touches", MaxTouches, touches,
		func(t *Touch) string { return t.ID }, func(t *Touch) error { return t.Validate() })
	if err := faults.Err(); err != nil {
		return Credits{}, err
	}
	paths := a.paths(deals, contacts)
	lines := []CreditLine{}
	for i, o := range deals {
		lines = append(lines, a.credit(o, paths[i])...)
	}
	return a.result(lines), nil
}

// crediting is what credits are worked out with.
type crediting struct {
	*Attribution
	places    int32
	log       finding.Log
	campaigns map[string]*account
}

// account is a credit that is added up.
type account struct {
	Credit
	last string // the opportunity that was counted last
}

func (a *account) add(l *CreditLine) {
	if a.last != l.Opportunity {
		a.last = l.Opportunity
		a.Opportunities++
	}
	a.Pipeline = a.Pipeline.Add(l.Pipeline.Decimal)
	a.Revenue = a.Revenue.Add(l.Revenue.Decimal)
}

// paths are the touches of each opportunity that have a date, in their order.
func (a *crediting) paths(deals []*Opportunity, touches []*Touch) [][]*Touch {
	index := make(map[string]int, len(deals))
	for i, o := range deals {
		index[o.ID] = i
	}
	paths := make([][]*Touch, len(deals))
	for _, t := range touches {
		i, known := index[t.Opportunity]
		if !known {
			a.log.Add(ReasonUnknownOpportunity, t.ID)
		}
		if t.Date.IsZero() {
			a.log.Add(ReasonNoDate, t.ID)
		}
		if known && !t.Date.IsZero() {
			paths[i] = append(paths[i], t)
		}
	}
	for _, path := range paths {
		slices.SortFunc(path, func(s, t *Touch) int { return cmp.Or(s.Date.Compare(t.Date), strings.Compare(s.ID, t.ID)) })
	}
	return paths
}

// credit returns the lines of an opportunity.
func (a *crediting) credit(o *Opportunity, path []*Touch) []CreditLine {
	if !o.Created.IsZero() && !o.Closed.IsZero() && o.Closed.Before(o.Created) {
		a.log.Add(ReasonClosedBeforeCreated, o.ID)
		return nil
	}
	if o.Pipeline.Valid && o.Created.IsZero() || o.Revenue.Valid && o.Closed.IsZero() {
		a.log.Add(ReasonNoDate, o.ID)
	}
	pipeline, revenue := a.split(o.Pipeline, o.Created, path), a.split(o.Revenue, o.Closed, path)
	var lines []CreditLine
	for i := range pipeline {
		l := CreditLine{Opportunity: o.ID, Pipeline: pipeline[i], Revenue: revenue[i]}
		if i < len(path) {
			l.Touch, l.Campaign = path[i].ID, path[i].Campaign
		}
		if l.Pipeline.Valid || l.Revenue.Valid {
			lines = append(lines, l)
		}
	}
	return lines
}

// split returns the share of each touch, and then what is unattributed.
func (a *crediting) split(amount decimal.NullDecimal, day partnermath.Date, path []*Touch) []decimal.NullDecimal {
	shares := make([]decimal.NullDecimal, len(path)+1)
	if !amount.Valid || day.IsZero() {
		return shares
	}
	counts := func(t *Touch) bool {
		return !t.Date.After(day) && (a.WindowDays == 0 || day.DaysSince(t.Date) <= a.WindowDays)
	}
	// Those that count are next to each other, because the path is in the order of days.
	from := slices.IndexFunc(path, counts)
	if from < 0 {
		shares[len(path)] = decimal.NewNullDecimal(exact.Round(amount.Decimal, a.places))
		return shares
	}
	n := 0
	for n < len(path)-from && counts(path[from+n]) {
		n++
	}
	for i, share := range exact.Allocate(amount.Decimal, a.weights(n), a.places) {
		shares[from+i] = decimal.NewNullDecimal(share)
	}
	return shares
}

// result adds lines up.
func (a *crediting) result(lines []CreditLine) Credits {
	var unattributed, total account
	for i := range lines {
		l := &lines[i]
		total.add(l)
		if l.Touch == "" {
			unattributed.add(l)
			continue
		}
		of := a.campaigns[l.Campaign]
		if of == nil {
			of = &account{Credit: Credit{Campaign: l.Campaign}}
			a.campaigns[l.Campaign] = of
		}
		of.add(l)
	}
	c := Credits{
		Currency: a.Currency, Lines: lines, Campaigns: make([]Credit, 0, len(a.campaigns)),
		Unattributed: unattributed.Credit, Total: total.Credit, Findings: a.log.Findings(),
	}
	for _, id := range slices.Sorted(maps.Keys(a.campaigns)) {
		c.Campaigns = append(c.Campaigns, a.campaigns[id].Credit)
	}
	return c
}
