package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall"
)

// 100 leads at 5% and 12,000 were planned, 60,000; 80 at 10% and 9,000 came, 72,000. 80 leads
// would have brought 48,000, at 10% 96,000.
func TestCauses(t *testing.T) {
	all := parse[[]waterfall.Verification](t, `[
		{"id": "spring", "name": "Spring webinar", "currency": "USD", "due": "1", "asOf": "2026-10-14", "matures": "2026-09-30", "mature": true,
			"stages": [
				{"stage": "lead", "plan": "100", "actual": "80", "variance": "-20", "attainment": "0.8", "due": null, "planRate": null, "actualRate": null, "difference": null},
				{"stage": "won", "plan": "5", "actual": "8", "variance": "3", "attainment": "1.6", "due": null, "from": "lead", "planRate": "0.05", "actualRate": "0.1", "difference": "0.05"}
			],
			"pipeline": {}, "revenue": {"plan": "60000", "actual": "72000", "variance": "12000", "attainment": "1.2"}, "margin": {},
			"dealSize": {"plan": "12000", "actual": "9000", "variance": "-3000", "attainment": "0.75"},
			"split": {"parts": [
				{"driver": "volume", "stage": "lead", "revenue": "48000", "amount": "-12000"},
				{"driver": "rate", "from": "lead", "stage": "won", "revenue": "96000", "amount": "48000"},
				{"driver": "deal-size", "revenue": "72000", "amount": "-24000"}
			]}},
		{"id": "as-planned", "currency": "USD", "due": "1", "asOf": "2026-10-14", "matures": "2026-09-30", "mature": true, "stages": [], "pipeline": {}, "margin": {}, "dealSize": {},
			"revenue": {"plan": "5", "actual": "5", "variance": "0", "attainment": "1"}, "split": {"parts": [{"driver": "deal-size", "revenue": "5", "amount": "0"}]}},
		{"id": "not-split", "currency": "USD", "due": "1", "asOf": "2026-10-14", "matures": "2026-09-30", "mature": true, "stages": [], "pipeline": {}, "revenue": {}, "margin": {}, "dealSize": {},
			"split": {"parts": null, "reason": "unknown-revenue"}}
	]`)
	same(t, "causes", []string{
		"From plan to actual|Planned|Actual|Difference in revenue",
		"Spring webinar|60,000|72,000|12,000",
		"Number of leads|100|80|-12,000",
		"Won deals from leads|5%|10%|48,000",
		"Average deal size|12,000|9,000|-24,000",
	}, sheet(tables.Causes(all, "USD")))
}

func TestCapacity(t *testing.T) {
	same(t, "capacity", []string{"Stage|Needed|Planned|Lacking|Enough", "leads|120|96|24|no", "MQLs|41|43.5|0|yes", "won deals|5|–|–|not known"}, sheet(tables.Capacity([]tables.CapacityLine{
		{Stage: "lead", Required: number("120"), Planned: number("96"), Lacking: number("24")},
		{Stage: "mql", Required: number("41"), Planned: number("43.5"), Lacking: number("0"), Enough: true},
		{Stage: "won", Required: number("5")},
	})))
}

func TestScenarios(t *testing.T) {
	s := parse[waterfall.Simulation](t, `{"currency": "USD", "sourced": "100", "base": {"return": {"outcome": {"revenue": "80"}}, "change": {"revenue": "0"}, "scale": "1.25"}, "scenarios": [
		{"name": "One rate halved", "return": {"outcome": {"revenue": "40"}}, "change": {"revenue": "-40"}, "scale": "2.5"}, {"name": "Nobody knows", "return": {"outcome": {}}, "change": {}}
	]}`)
	same(t, "scenarios", []string{
		"Scenario|Revenue|Change in revenue|Needed of the plan", "As planned|80|0|125%", "One rate halved|40|-40|250%", "Nobody knows|–||–",
	}, sheet(tables.Scenarios(s)))
}
