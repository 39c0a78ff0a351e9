package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/tables"
)

// The programs are one that is capped, two whose periods go on and one that pays nothing.
func TestRebates(t *testing.T) {
	all := read[[]tables.Rebate](t, "rebates")
	same(t, "rebates", []string{
		"Program|Counts|Qualifying|Attained|Earned|Corrections of before|Carried to the next|Payable now|Why not more",
		"Volume|revenue, USD|166,600|83.3%|3,000|-100||2,900|partner cap took 498 USD",
		"Growth|margin, USD|66,600|–|3,330||3,330|0|",
		"Seats|units|1,500|–|3,600|||3,600|",
		"Welcome|deals|3|–|0|||0|not enrolled",
		"In all||||9,930|-100|3,330|6,500", // 2,900 + 3,600
	}, sheet(tables.Rebates(all, "USD")))
	tiers := tables.RebateTiers(all, "USD")
	same(t, "tiers", []string{
		"Tier|Pays on|Rate|Per unit|Flat|Amount",
		"Volume (revenue, USD)", "from 0 to 150,000|150,000|2%|||3,000", "from 150,000|16,600|3%|||498",
		"Growth (margin, USD)", "all|66,600|5%|||3,330",
		"Seats (units)", "from 1,000|1,500||2|100|3,100", "from 0 to 1,000|50,000|1%|||500", // a rate pays on money
	}, sheet(tiers))
	if unit := tiers.Rows[7].Cells[1].Unit; unit != "money" {
		t.Errorf("what a rate pays on is written as %s", unit)
	}
	same(t, "more", []string{
		"Program|Next tier from|Missing|Pays more|By", "Volume (revenue, USD)|250,000|83,400|9,999|2026-09-30", "Growth (margin, USD)|100,000|33,400|2,100|2026-12-31",
		"Seats (units)|2,000|500|3,000|2026-12-31", "Welcome (deals)|4|1|-50|2026-12-31",
	}, sheet(tables.NextTiers(all, "USD")))
	same(t, "more of what is over", []string{
		"Program|Next tier from|Was missing|Would have paid|By", "Volume (revenue, USD)|250,000|83,400|9,999|2026-09-30",
	}, sheet(tables.MissedTiers(all[:1], "USD")))
	for day, over := range map[int]bool{29: false, 30: true} {
		if got := all[0].IsOver(partnermath.NewDate(2026, 9, day)); got != over {
			t.Errorf("on 2026-09-%d it is over: %t", day, got)
		}
	}
	same(t, "one", []string{"Program|Counts|Qualifying|Earned|Carried to the next|Payable now", "Growth|margin, USD|66,600|3,330|3,330|0", "In all|||3,330|3,330|0"}, sheet(tables.Rebates(all[1:2], "USD")))
}
