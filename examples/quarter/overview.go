package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/pages"
	"github.com/partnermath/partnermath/scorecard"
)

// overviewer makes the overview of the partners that were assessed in the quarter.
type overviewer struct {
	*reviewer
	shown *progress
}

func newOverviewer(ch *intake.Channel, o options, shown *progress) (*overviewer, error) {
	o.all = true
	m, err := newReviewer(ch, o)
	if err != nil {
		return nil, err
	}
	m.everySection = true // whatever is shown of a partner of a tier, its figures are known here
	return &overviewer{m, shown}, nil
}

func (m *overviewer) report() (report, error) {
	if err := m.closeGroups(); err != nil {
		return nil, err
	}
	reviews := make([]qbr.Review, len(m.subjects))
	err := m.each(func(i int) error {
		r, err := m.review(m.subjects[i])
		if err == nil {
			reviews[i] = figures(r.Review)
		}
		return err
	}, m.shown)
	if err != nil {
		return nil, err
	}
	made, err := dashboard.Overview(m.channel.DashboardPolicy(m.quarter), reviews, m.steps(), m.asOf)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", intake.ChannelFile, err)
	}
	return &made, nil
}

// figures leaves of a review what an overview takes: those of all partners would fill the memory.
func figures(r *qbr.Review) qbr.Review {
	slim := qbr.Review{
		Audience: r.Audience, Partner: r.Partner, Currency: r.Currency, Quarter: r.Quarter, Period: r.Period, AsOf: r.AsOf,
		Status: r.Status, FirstPage: r.FirstPage, Decisions: r.Decisions, Next: r.Next,
	}
	for i := range r.Sections {
		slim.Sections = append(slim.Sections, qbr.Section{ID: r.Sections[i].ID, Metrics: r.Sections[i].Metrics})
	}
	return slim
}

// steps are those of the partners under review, as they were on the day of the overview.
func (m *overviewer) steps() []dashboard.Step {
	reviewed := make(map[string]bool, len(m.subjects))
	for _, at := range m.subjects {
		reviewed[m.channel.Partners()[at].ID] = true
	}
	var steps []dashboard.Step
	for _, step := range m.channel.Steps() {
		if !reviewed[step.Partner] {
			continue
		}
		if step.Done.After(m.asOf) {
			step.Done = partnermath.Date{}
		}
		steps = append(steps, step)
	}
	return steps
}

// returned is what the channel cost and returned in a quarter.
type returned struct {
	channel.Report
	AsOf partnermath.Date `json:"asOf"`
	// LeftOut are the partners of whom not all sales are known.
	LeftOut []leftOut `json:"leftOut,omitempty"`
}

// leftOut are partners of whom a quarter is not known as a whole.
type leftOut struct {
	Quarter  partnermath.Quarter `json:"quarter"`
	Partners []string            `json:"partners"`
}

// Document sets the report for people.
func (r *returned) Document() document.Document {
	d := pages.Channel(r.Report, r.AsOf)
	for _, l := range r.LeftOut {
		named, more := l.Partners, ""
		if n := len(named) - mostLeftOut; n > 0 {
			named, more = named[:mostLeftOut], fmt.Sprintf(" and %d more", n)
		}
		d.Sections[0].Notes = append(d.Sections[0].Notes,
			fmt.Sprintf("Left out of %s, with what was spent on them, as a month of their sales is not known: %s%s.", l.Quarter, strings.Join(named, ", "), more))
	}
	return d
}

const mostLeftOut = 5

// returner makes the report of what the channel returned.
type returner struct {
	channel *intake.Channel
	quarter partnermath.Quarter
}

func newReturner(ch *intake.Channel, q partnermath.Quarter) (*returner, error) {
	q, err := ch.Quarter(q)
	if _, has := ch.ReturnPolicy(q); err == nil && !has {
		err = fmt.Errorf("-report %s takes the kinds of spend (channel.kinds) in %s", reportChannel, intake.ChannelFile)
	}
	return &returner{ch, q}, err
}

func (*returner) Collect(*intake.Assessment, scorecard.Result) error { return nil }

func (m *returner) day() (partnermath.Period, partnermath.Date) {
	period := m.channel.Calendar.Quarter(m.quarter.Year, m.quarter.Number)
	return period, period.End.AddDays(-1)
}

func (m *returner) report() (report, error) {
	policy, _ := m.channel.ReturnPolicy(m.quarter)
	_, asOf := m.day()
	all := &returned{AsOf: asOf}
	spend := func(q partnermath.Quarter) []channel.Record {
		records, unknown := m.channel.Spend(q)
		if unknown != nil {
			all.LeftOut = append(all.LeftOut, leftOut{q, unknown})
		}
		return records
	}
	now, before := spend(m.quarter), spend(m.quarter.Add(-1))
	if len(before) == 0 {
		policy.Before = channel.Span{}
	}
	made, err := channel.RollUp(policy, slices.Concat(now, before))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", intake.ChannelFile, err)
	}
	all.Report = made
	return all, nil
}
