package qbr

import (
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// demand adds the leads that the partner was given, and what became of them, to the section
// on marketing.
func (b *builder) demand(s *Section) {
	if b.missing(SectionMarketing, SourceLeads, "the leads that the partner was given") {
		return
	}
	r := &b.sources.Leads.Value
	all := &r.All
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricMQLs, "Marketing qualified leads (MQL)", document.UnitCount, all.Outcome.MQLs, SourceLeads),
		b.figure(MetricSQLs, "Sales qualified leads (SQL)", document.UnitCount, all.Outcome.SQLs, SourceLeads),
		b.figure(MetricSQLRate, "SQLs of MQLs", document.UnitShare, all.SQLRate, SourceLeads),
	)
	b.add(s, tables.Leads(*r))
	b.add(s, tables.Funnel(all.Outcome, all.Rates))
	s.add(tables.Findings("Leads", r.Findings))
	s.add(tables.LeadQuarters(b.leadQuarters(all)), tables.WaitingLeads(*r))
	if !all.FollowedUp.Valid {
		b.gap(SectionMarketing, SourceLeads, "when leads were followed up")
	}
	if !all.Rejected.Valid {
		b.gap(SectionMarketing, SourceLeads, "which leads were rejected")
	}
	if n := words.Whole(all.UnknownDays) + words.Whole(all.UnknownAge); n > 0 {
		b.gap(SectionMarketing, SourceLeads, "since when or until when "+words.Many(n, "lead")+" waited")
	}
}

// mostLeadQuarters is how many quarters of leads are shown, with the reviewed one.
const mostLeadQuarters = 8

// leadQuarters are what became of the leads of the last quarters, as [Records.History] tells.
func (b *builder) leadQuarters(now *pipeline.LeadRow) []tables.LeadQuarter {
	quarters := make([]tables.LeadQuarter, 0, mostLeadQuarters)
	for back := mostLeadQuarters - 1; back > 0; back-- {
		quarters = append(quarters, tables.LeadQuarter{
			Quarter: b.review.Quarter.Add(-back), MQLs: b.past.Before(MetricMQLs, back), SQLs: b.past.Before(MetricSQLs, back), SQLRate: b.past.Before(MetricSQLRate, back),
		})
	}
	return append(quarters, tables.LeadQuarter{
		Quarter: b.review.Quarter, MQLs: now.Outcome.MQLs, SQLs: now.Outcome.SQLs, SQLRate: now.SQLRate, Partial: b.review.isRunning(),
	})
}
