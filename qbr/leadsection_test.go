package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestDemand(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Leads = source[pipeline.LeadReport](t, fixture(t, "leads")) })
	same(t, "figures", []string{"mqls 5 – no-target –", "sqls 2 – no-target –", "sql-rate 0.4 – no-target –"}, figures(s.Metrics))
	same(t, "findings", []string{"What is wrong|Leads|Which", "follow up before created|1|l-9"}, sheet(tableOf(t, s, "Leads to put right")))
	same(t, "notes", []string{"Leads that wait for a follow-up past the agreed time: lead l-1 since 2026-09-01, lead l-2 since 2026-09-02, lead l-3 since 2026-09-03 and 2 more."}, s.Notes)
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
