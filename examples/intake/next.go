package intake

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/waterfall"
)

// nextBook is next.json: what is planned for the quarter after that of plan.json.
type nextBook struct {
	nextTerms
	Plans []ownNext `json:"plans,omitempty"`

	stowed packed[int, nextTerms] // those of partners, by their position
}

// nextTerms are the parts of such a plan. The funnel is at the rates that were seen; left out,
// it is that of plan.json. The goal is that of the quarter.
type nextTerms struct {
	Funnel  *waterfall.Funnel      `json:"funnel,omitempty"`
	Goal    *waterfall.RevenueGoal `json:"goal,omitempty"`
	Tactics []waterfall.Tactic     `json:"tactics,omitempty"`
}

// ownNext is what differs for a partner, or for the partners of a tier.
type ownNext struct {
	Partner string `json:"partner,omitempty"`
	Tier    string `json:"tier,omitempty"`
	nextTerms
}

// readNext checks the plans and keeps what the subject has. There need be no file.
func readNext(in folder.Folder, ch *Channel, found *folder.Faults) (b nextBook) {
	d, there := folder.ReadDocument(in, NextFile, found, &b)
	if !there || ch.isUndated {
		return b
	}
	if ch.plans.Quarter.IsZero() {
		found.Add(NextFile, 0, 0, "takes a plan of the quarter before, in %s", PlanFile)
		return b
	}
	var invalid partnermath.ValidationError
	b.check(ch, "", b.nextTerms, plan(ch, nextTerms{}), &invalid)
	seen := make(map[string]bool)
	for i, own := range b.Plans {
		path := fmt.Sprintf("plans[%d].", i)
		_, known := ch.partners.find(own.Partner)
		switch key := own.Partner + "\x00" + own.Tier; {
		case (own.Partner == "") == (own.Tier == ""):
			invalid.Add(path+"partner", "one-of", "must be given, or tier instead, and not both")
		case own.Partner != "" && !known:
			ch.partners.refuse(&invalid, path+"partner", own.Partner)
		case seen[key]:
			invalid.Add(path+"partner", "unique", "has a plan before")
		default:
			seen[key] = true
		}
		b.check(ch, path, own.nextTerms, plan(ch, b.nextTerms), &invalid)
	}
	d.Rules(invalid.Err())
	b.stowed = make(packed[int, nextTerms])
	b.Plans = slices.DeleteFunc(b.Plans, func(own ownNext) bool {
		if at, known := ch.partners.find(own.Partner); known && ch.keeps(at) {
			b.stowed.add(at, own.nextTerms)
		}
		return own.Partner != ""
	})
	return b
}

// plan is what a plan lies over: that of all partners, with the funnel of plan.json.
func plan(ch *Channel, over nextTerms) nextTerms {
	if over.Funnel == nil {
		over.Funnel = ch.plans.Funnel
	}
	return over
}

// check tries what a review does with terms that lie over others.
func (b *nextBook) check(ch *Channel, path string, own, over nextTerms, invalid *partnermath.ValidationError) {
	all := own.over(over)
	if own.Goal != nil || own.Funnel != nil {
		_, err := all.require(ch)
		invalid.Merge("", paths.Under(err, "goal", path+"goal"))
		invalid.Merge("", paths.Under(err, "funnel", path+"funnel"))
	}
	if own.Tactics != nil {
		if _, err := waterfall.ForecastMix(all.mix(ch)); err != nil {
			invalid.Merge("", moved(err, "tactics", path+"tactics"))
		}
	}
}

// over lays terms over others, part by part.
func (own nextTerms) over(all nextTerms) nextTerms {
	return nextTerms{cmp.Or(own.Funnel, all.Funnel), cmp.Or(own.Goal, all.Goal), listed(own.Tactics, all.Tactics)}
}

// of returns the terms of a partner: its own before those of its tier before those of all.
func (b *nextBook) of(at int, tier string) nextTerms {
	all := b.nextTerms
	if i := slices.IndexFunc(b.Plans, func(o ownNext) bool { return o.Tier == tier }); i >= 0 {
		all = b.Plans[i].over(all)
	}
	for _, own := range b.stowed.of(at) {
		all = own.over(all)
	}
	return all
}

func (t *nextTerms) require(ch *Channel) (waterfall.Requirement, error) {
	if t.Goal == nil || t.Funnel == nil {
		return waterfall.Requirement{}, nil
	}
	f := *t.Funnel
	f.Currency = ch.plans.Currency
	return waterfall.Plan(f, *t.Goal)
}

func (t *nextTerms) mix(ch *Channel) waterfall.Mix {
	q := ch.plans.Quarter.Add(1)
	return waterfall.Mix{Currency: ch.plans.Currency, Tactics: t.Tactics, Calendar: ch.Calendar, Within: ch.Calendar.Quarter(q.Year, q.Number)}
}

// Next is what is planned for the quarter after that of the plans. Each part is nil where
// there is none.
type Next struct {
	// Requirement is what the goal of the quarter takes, and Marketing what the tactics bring.
	Requirement *waterfall.Requirement
	Marketing   *waterfall.MixForecast
}

// Next returns that of a partner that is kept.
func (ch *Channel) Next(at int) (n Next, err error) {
	all := ch.next.of(at, ch.partners.list[at].Tier)
	all = all.over(plan(ch, nextTerms{}))
	if all.Goal != nil && all.Funnel != nil {
		r, err := all.require(ch)
		if err != nil {
			return n, err
		}
		n.Requirement = &r
	}
	if all.Tactics != nil {
		m, err := waterfall.ForecastMix(all.mix(ch))
		if err != nil {
			return n, err
		}
		n.Marketing = &m
	}
	return n, nil
}
