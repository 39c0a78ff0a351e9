package main

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// demand is the quality of the partner's leads, and how it followed them up.
type demand struct {
	// Report is of the leads created in the quarter, Trend of those of each quarter with
	// leads, up to this one.
	Report pipeline.LeadReport `json:"report"`
	Trend  []leadQuarter       `json:"trend"`
	// Undated counts the leads of which nobody knows when they were created.
	Undated int `json:"undated,omitempty"`

	policy pipeline.LeadPolicy
}

// leadQuarter is the leads created in a quarter.
type leadQuarter struct {
	Quarter partnermath.Quarter `json:"quarter"`
	pipeline.LeadRow
}

// reviewLeads reviews the partner's leads on a day.
func (ch *channel) reviewLeads(one partner, quarter partnermath.Quarter, asOf partnermath.Date) (*demand, error) {
	if !ch.hasLeads {
		return nil, nil
	}
	d := &demand{policy: *ch.plans.of(one).Leads, Trend: []leadQuarter{}}
	created := make(map[partnermath.Quarter][]pipeline.Lead)
	quarters := []partnermath.Quarter{quarter}
	for _, l := range ch.leads {
		then, ok := l.at(asOf)
		if l.Created.IsZero() {
			d.Undated++
		}
		q := ch.calendar.QuarterOf(l.Created)
		if !ok || q.IsZero() || q.Since(quarter) > 0 {
			continue
		}
		if created[q] == nil && q != quarter {
			quarters = append(quarters, q)
		}
		created[q] = append(created[q], then.Lead)
	}
	slices.SortFunc(quarters, later)
	for _, q := range quarters {
		report, err := pipeline.MeasureLeads(d.policy, asOf, created[q])
		if err != nil {
			return nil, err
		}
		d.Trend = append(d.Trend, leadQuarter{q, report.All})
		d.Report = report // the last is that of the quarter
	}
	return d, nil
}

// rateTo returns the conversion to a stage.
func rateTo(row *pipeline.LeadRow, stage partnermath.Stage) decimal.NullDecimal {
	for _, r := range row.Rates {
		if r.To == stage {
			return r.Rate
		}
	}
	return decimal.NullDecimal{}
}

// verifyCampaigns sets what the campaigns of the quarter before have brought beside
// what was planned. It takes a plan of the quarter with campaigns.
func (ch *channel) verifyCampaigns(one partner, quarter partnermath.Quarter, asOf partnermath.Date) ([]waterfall.Verification, error) {
	if quarter != ch.plans.Quarter || (!ch.hasDeals && !ch.hasLeads) {
		return nil, nil
	}
	plan := ch.plans.of(one)
	if len(plan.Campaigns) == 0 {
		return nil, nil
	}
	var faults error
	verified, err := ch.plans.verify(ch.calendar, &plan, asOf, func(id string) partnermath.Outcome {
		actual, err := ch.brought(id, asOf)
		if err != nil && faults == nil {
			faults = err
		}
		return actual
	})
	if faults != nil {
		return nil, faults
	}
	return verified, err
}

// brought returns what came of a campaign by a day. Its leads and what became of them
// are those of leads.csv. Its deals are those of deals.csv, each of which is an
// opportunity that marketing has generated. A file without campaigns tells of none.
func (ch *channel) brought(campaign string, asOf partnermath.Date) (partnermath.Outcome, error) {
	var actual partnermath.Outcome
	if ch.leadCampaigns {
		var leads []pipeline.Lead
		for _, l := range ch.leads {
			if then, ok := l.at(asOf); ok && l.campaign == campaign {
				leads = append(leads, then.Lead)
			}
		}
		report, err := pipeline.MeasureLeads(*ch.plans.Leads, asOf, leads)
		if err != nil {
			return actual, err
		}
		of := report.All.Outcome
		actual.Leads, actual.MQLs, actual.SALs, actual.SQLs = of.Leads, of.MQLs, of.SALs, of.SQLs
	}
	if ch.dealCampaigns {
		var deals, won int64
		var created, revenue decimal.Decimal
		for _, d := range ch.deals {
			if d.campaign != campaign || d.apart || d.Created.After(asOf) {
				continue
			}
			deals++
			created = created.Add(d.Amount.Decimal) // 0 when it is not known
			if then, _ := d.at(asOf); then.Outcome == pipeline.DealWon {
				won++
				revenue = revenue.Add(d.Amount.Decimal)
			}
		}
		actual.Currency = ch.plans.Currency
		actual.MGOs, actual.Won = decimal.NewNullDecimal(decimal.NewFromInt(deals)), decimal.NewNullDecimal(decimal.NewFromInt(won))
		actual.Pipeline, actual.Revenue = decimal.NewNullDecimal(created), decimal.NewNullDecimal(revenue)
	}
	return actual, nil
}
