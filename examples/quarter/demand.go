package main

import (
	"cmp"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// leads finds the quality of the partner's leads of the quarter, and how it followed them up.
func (x *subject) leads() error {
	ch := x.channel
	if !ch.HasLeads {
		return nil
	}
	policy := *x.plan.Leads
	policy.FollowUpUnknown = policy.FollowUpUnknown || ch.FollowUpUnknown
	policy.RejectionUnknown = policy.RejectionUnknown || ch.RejectionUnknown
	created := map[partnermath.Quarter][]pipeline.Lead{x.quarter: nil}
	undated := 0
	var earlier waitingLeads
	for _, l := range x.ownLeads {
		then, ok := l.At(x.asOf)
		if l.Created.IsZero() {
			undated++
		}
		if q := ch.Calendar.QuarterOf(l.Created); ok && !q.IsZero() && q.Since(x.quarter) <= 0 {
			created[q] = append(created[q], then.Lead)
		}
	}
	for q, leads := range created {
		report, err := pipeline.MeasureLeads(policy, x.asOf, leads)
		if err != nil {
			return err
		}
		if q == x.quarter {
			x.sources.Leads.Origin, x.sources.Leads.Value = x.of(x.period, x.asOf), report
		} else {
			earlier.add(&report)
		}
		all := &report.All
		x.past(qbr.PastMetric{Metric: qbr.MetricMQLs, Quarter: q, Value: all.Outcome.MQLs})
		x.past(qbr.PastMetric{Metric: qbr.MetricSQLs, Quarter: q, Value: all.Outcome.SQLs})
		x.past(qbr.PastMetric{Metric: qbr.MetricSQLRate, Quarter: q, Value: all.SQLRate})
	}
	if earlier.count > 0 {
		x.remark(qbr.SectionMarketing, "%s for a follow-up past the agreed time, too, the oldest since %s.", words.Counted(earlier.count,
			"lead of an earlier quarter waits", "leads of earlier quarters wait"), earlier.since)
	}
	if undated > 0 {
		x.remark(qbr.SectionMarketing, "%s.", words.Counted(undated, "lead is left out, because nobody knows when it was created",
			"leads are left out, because nobody knows when they were created"))
	}
	return nil
}

// waitingLeads are those that wait past the agreed time.
type waitingLeads struct {
	count int
	since partnermath.Date // the day of the oldest
}

func (w *waitingLeads) add(r *pipeline.LeadReport) {
	w.count += int(r.All.Overdue.Decimal.IntPart()) // 0 where it is not known
	for i := range r.Waiting {                      // the oldest first
		if one := &r.Waiting[i]; one.Overdue {
			if w.since.IsZero() || one.Created.Before(w.since) {
				w.since = one.Created
			}
			return
		}
	}
}

// campaigns sets what those of the quarter before have brought beside what was planned. It
// takes a plan of the quarter with campaigns.
func (x *subject) campaigns() error {
	ch := x.channel
	if x.quarter != ch.PlanQuarter() || !ch.HasDeals && !ch.HasLeads || len(x.plan.Campaigns) == 0 {
		return nil
	}
	var faults error
	verified, err := ch.VerifyCampaigns(&x.plan, x.asOf, func(id string) partnermath.Outcome {
		actual, err := x.brought(id)
		if err != nil && faults == nil {
			faults = err
		}
		return actual
	})
	if faults != nil || err != nil {
		return cmp.Or(faults, err)
	}
	before := x.quarter.Add(-1)
	s := &x.sources.Campaigns
	s.Origin, s.Value = x.of(ch.Calendar.Quarter(before.Year, before.Number), x.asOf), verified
	return nil
}

// brought returns what came of a campaign. Its leads and what became of them are those of
// leads.csv. Its deals are those of deals.csv, each of which is an opportunity that
// marketing has generated. A file without campaigns tells of none.
func (x *subject) brought(campaign string) (partnermath.Outcome, error) {
	ch := x.channel
	var actual partnermath.Outcome
	if ch.LeadCampaigns {
		var leads []pipeline.Lead
		for _, l := range x.ownLeads {
			if then, ok := l.At(x.asOf); ok && l.Campaign == campaign {
				leads = append(leads, then.Lead)
			}
		}
		report, err := pipeline.MeasureLeads(*x.plan.Leads, x.asOf, leads)
		if err != nil {
			return actual, err
		}
		of := report.All.Outcome
		actual.Leads, actual.MQLs, actual.SALs, actual.SQLs = of.Leads, of.MQLs, of.SALs, of.SQLs
	}
	if ch.DealCampaigns {
		var deals, won int64
		var created, revenue decimal.Decimal
		for _, d := range x.ownDeals {
			if d.Campaign != campaign || d.Apart || d.Created.After(x.asOf) {
				continue
			}
			deals++
			created = created.Add(d.Amount.Decimal) // 0 when it is not known
			if then, _ := d.At(x.asOf); then.Outcome == pipeline.DealWon {
				won++
				revenue = revenue.Add(d.Amount.Decimal)
			}
		}
		actual.Currency = ch.Currency()
		actual.MGOs, actual.Won = decimal.NewNullDecimal(decimal.NewFromInt(deals)), decimal.NewNullDecimal(decimal.NewFromInt(won))
		actual.Pipeline, actual.Revenue = decimal.NewNullDecimal(created), decimal.NewNullDecimal(revenue)
	}
	return actual, nil
}
