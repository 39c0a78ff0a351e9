package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// leads are 12 from two sources and none, of which 5 wait for too long.
const leads = `{
	"all": {"leads": 12, "rejected": 1, "followedUp": 5, "overdue": 5, "unknownDays": 1, "unknownAge": 2, "onTimeShare": "0.4444", "medianDays": "2.5",
		"outcome": {"leads": "12", "mqls": "5", "sqls": "2", "won": "1"},
		"rates": [{"from": "lead", "to": "mql", "rate": "0.4167"}, {"from": "mql", "to": "sql", "rate": "0.4"}, {"from": "sql", "to": "won", "rate": "0.5"}], "sqlRate": "0.4"},
	"sources": [
		{"name": "", "leads": 2, "overdue": 2, "outcome": {"leads": "2", "mqls": "0", "sqls": "0"}},
		{"name": "webinar", "leads": 10, "rejected": 1, "followedUp": 5, "overdue": 3, "onTimeShare": "0.5714", "medianDays": "2.5", "outcome": {"leads": "10", "mqls": "5", "sqls": "2"}, "sqlRate": "0.4"}
	],
	"waiting": [
		{"id": "l-1", "created": "2026-09-01", "overdue": true}, {"id": "l-5", "created": "2026-09-01"}, {"id": "l-2", "created": "2026-09-02", "overdue": true},
		{"id": "l-3", "created": "2026-09-03", "overdue": true}, {"id": "l-4", "created": "2026-09-04", "overdue": true}
	],
	"findings": [{"reason": "follow-up-before-created", "records": 1, "ids": ["l-9"]}]}`

func TestDemand(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Leads = source[pipeline.LeadReport](t, leads) })
	same(t, "figures", []string{"mqls 5 – no-target –", "sqls 2 – no-target –", "sql-rate 0.4 – no-target –"}, figures(s.Metrics))
	same(t, "sources", []string{
		"Leads from|Leads|Rejected|Followed up|Overdue|In time|Median days|MQLs|SQLs|SQLs of MQLs",
		"no source|2|0|0|2|–|–|0|0|–", "webinar|10|1|5|3|57.14%|2.5|5|2|40%", "All leads|12|1|5|5|44.44%|2.5|5|2|40%",
	}, sheet(tableOf(t, s, "Leads by source")))
	// What leads do not tell, such as sales accepted ones here, has no row.
	same(t, "stages", []string{
		"Stage|Count|Of the stage before", "Leads|12", "Marketing qualified leads (MQL)|5|41.67%", "Sales qualified leads (SQL)|2|40%", "Won deals|1|50%",
	}, sheet(tableOf(t, s, "From lead to deal")))
	same(t, "findings", []string{"What is wrong|Leads|Which", "follow up before created|1|l-9"}, sheet(tableOf(t, s, "Leads to put right")))
	same(t, "notes", []string{"Leads that wait for a follow-up past the agreed time: l-1 since 2026-09-01, l-2 since 2026-09-02, l-3 since 2026-09-03 and 2 more."}, s.Notes)
	same(t, "gaps", []string{
		"since when or until when 3 leads waited", "what the campaigns of 2026-Q2 brought", "what the goal of the year takes", "the marketing plan", "the marketing plan by scenario",
		"what the next quarter's target takes",
	}, gapsOf(r, qbr.SectionMarketing))
}

// Leads that wait may not be listed, and figures that leads do not tell are no 0.
func TestDemandThatIsNotKnown(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Leads = source[pipeline.LeadReport](t, `{"all": {"leads": 3, "overdue": 3, "outcome": {"leads": "3"}}}`)
	})
	same(t, "figures", []string{"mqls – – no-target –", "sqls – – no-target –", "sql-rate – – no-target –"}, figures(s.Metrics))
	same(t, "notes", []string{"Leads that wait for a follow-up past the agreed time: 3."}, s.Notes)
}
