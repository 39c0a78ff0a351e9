package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// mostOldest is how many leads that wait are named.
const mostOldest = 3

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
	if all.Overdue > 0 {
		var oldest []string
		for i := range r.Waiting {
			if w := &r.Waiting[i]; w.Overdue && len(oldest) < mostOldest {
				oldest = append(oldest, fmt.Sprintf("%s since %s", w.ID, w.Created))
			}
		}
		s.note("Leads that wait for a follow-up past the agreed time: %s.", words.Listed(oldest, all.Overdue-len(oldest)))
	}
	if r.FollowUpUnknown {
		b.gap(SectionMarketing, SourceLeads, "when leads were followed up")
	}
	if r.RejectionUnknown {
		b.gap(SectionMarketing, SourceLeads, "which leads were rejected")
	}
	if n := all.UnknownDays + all.UnknownAge; n > 0 {
		b.gap(SectionMarketing, SourceLeads, "since when or until when "+words.Many(n, "lead")+" waited")
	}
}
