package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/scorecard/network"
)

func TestNetwork(t *testing.T) {
	r := parse[network.Report](t, `{
		"questionnaire": "q",
		"columns": [{"node": "overall", "id": ""}, {"node": "category", "id": "sales", "name": "Sales"}, {"node": "topic", "id": "calls"}],
		"rows": [
			{"partner": "A1", "name": "Alder", "tier": "Gold", "type": "Reseller", "region": "EMEA", "rank": 1, "scores": ["70.3", "70.3", "1"], "change": "9.9"},
			{"partner": "B2", "rank": 0, "scores": [null, null, null], "change": null}
		],
		"groups": [
			{"dimension": "all", "value": "", "partners": 1, "means": ["70.3", "70.3", "1"]},
			{"dimension": "tier", "value": "", "partners": 0, "means": [null, null, null]},
			{"dimension": "tier", "value": "Gold", "partners": 1, "means": ["70.3", "70.3", "1"]}
		],
		"improved": [], "fallen": []
	}`)
	r.Improved = r.Rows[:1]
	since := partnermath.Quarter{Year: 2026, Number: 1}
	same(t, "groups", []string{
		"Mean of|Partners|Overall|Sales",
		"All partners|1|70.30|70.30",
		"Tier",
		"none given|0|–|–",
		"Gold|1|70.30|70.30",
	}, sheet(tables.NetworkGroups(r)))
	movers, note := tables.NetworkMovers(r, r.Improved, since)
	same(t, "movers", []string{"Id|Partner|Tier|Type|Region|Overall|Change|Rank", "A1|Alder|Gold|Reseller|EMEA|70.30|+9.90|1"}, sheet(movers))
	same(t, "no note", []string{""}, []string{note})
	_, note = tables.NetworkMovers(r, r.Fallen, since)
	same(t, "note of none", []string{"No partner has."}, []string{note})
	partners, note := tables.NetworkPartners(r, since)
	same(t, "partners", []string{
		"Rank|Id|Partner|Tier|Type|Region|Overall|Sales|Change",
		"1|A1|Alder|Gold|Reseller|EMEA|70.30|70.30|+9.90",
		"–|B2|||||–|–|–",
	}, sheet(partners))
	same(t, "note", []string{"Change: the overall score less that of 2026-Q1."}, []string{note})
	r.Rows = r.Rows[1:]
	_, note = tables.NetworkMovers(r, nil, since)
	same(t, "note of the unknown", []string{"No partner has a score in both quarters, so that nothing is known of changes since 2026-Q1."}, []string{note})
}
