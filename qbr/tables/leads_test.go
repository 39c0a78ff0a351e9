package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestLeads(t *testing.T) {
	r := read[pipeline.LeadReport](t, "leads")
	same(t, "sources", []string{
		"Leads from|Leads|Rejected|Followed up|Overdue|In time|Median days|MQLs|SQLs|SQLs of MQLs",
		"no source|2|0|0|2|–|–|0|0|–", "webinar|10|1|5|3|57.14%|2.5|5|2|40%", "All leads|12|1|5|5|44.44%|2.5|5|2|40%",
	}, sheet(tables.Leads(r)))
	// What leads do not tell, such as sales accepted ones here, has no row.
	same(t, "stages", []string{
		"Stage|Count|Of the stage before", "Leads|12", "Marketing qualified leads (MQL)|5|41.67%", "Sales qualified leads (SQL)|2|40%", "Won deals|1|50%",
	}, sheet(tables.Funnel(r.All.Outcome, r.All.Rates)))
}

func TestLeadsWithoutRecords(t *testing.T) {
	r := read[pipeline.LeadReport](t, "leads")
	all := &r.All
	all.Rejected.Valid, all.FollowedUp.Valid, all.Overdue.Valid, all.OnTimeShare.Valid, all.MedianDays.Valid = false, false, false, false, false
	leads := tables.Leads(pipeline.LeadReport{All: *all, Days: pipeline.DaysWorking})
	same(t, "leads", []string{
		"Leads from|Leads|Rejected|Followed up|Overdue|In time|Median working days|MQLs|SQLs|SQLs of MQLs", "All leads|12|–|–|–|–|–|5|2|40%",
	}, sheet(leads))
	// A rejected lead counts as far as it got, whether its rejection is known or not.
	same(t, "titles", []string{"Leads by source, with rejected ones", "From lead to deal, with rejected leads"}, []string{leads.Title, tables.Funnel(all.Outcome, nil).Title})
	if got := tables.WaitingLeads(r); got != "" {
		t.Errorf("of leads of which nobody knows whether they wait: %q", got)
	}
}
