package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestDeals(t *testing.T) {
	quarters := []tables.DealQuarter{
		{Name: "2026-Q3", Report: read[pipeline.DealReport](t, "ended")}, {Name: "2026-Q4", Report: read[pipeline.DealReport](t, "ahead")},
	}
	same(t, "plan", []string{
		"Deals|2026-Q3|2026-Q4", "Target|234,600|306,000", "Won|148,000|6,000", "Remaining|86,600|300,000",
		"Open, expected to close in the quarter|0|544,680", "Weighted by the chance to win|0|265,735", "Landing: won and weighted|148,000|271,735",
	}, sheet(tables.Deals(quarters)))
	open, apart := tables.OpenDeals(quarters[1])
	same(t, "open", []string{
		"Deals by|Deals|Open|Weighted", "Stage", "Offer|3|344,680|165,735", "Stage not known|2|200,000|100,000",
		"Forecast category, with the surer ones", "Commit|1|90,000|80,000", "Commit and best case|2|200,000|150,000", "Commit, best case and open|5|544,680|265,735",
	}, sheet(open))
	same(t, "apart", []string{
		"Open deals|Deals|Amount|Which",
		"Not in the figures: should have closed already|6|98,000|d-1, d-2, d-3, d-4 and 2 more",
		"Not in the figures: without an expected close|1|–|d-9",
		"In the figures: without activity for more than 30 working days|1|210,000|d-22",
	}, sheet(apart))
	same(t, "findings", []string{"What is wrong|Deals|Which", "amount unknown|2|d-30, d-31"}, sheet(tables.Findings("Deals", quarters[1].Report.Findings)))
	open, apart = tables.OpenDeals(quarters[0])
	if len(open.Rows)+len(apart.Rows) > 0 {
		t.Errorf("open deals of none: %q, %q", sheet(open), sheet(apart))
	}
}

func TestDealNotes(t *testing.T) {
	r := read[pipeline.DealReport](t, "ahead")
	// 5 + 6 + 1 deals, 544,680 + 98,000, of which 2 + 1 + 1 have no amount.
	r.Unknown.Apart = 2
	same(t, "notes", []string{
		"Open in all: 12 deals of 642,680 USD, 4 of an unknown amount; 5 in the figures.",
		"Win rate: 75% of the 4 deals won or lost by 2026-10-14, in earlier quarters too; without the 2 that closed without a decision.",
		"At that rate, a plan is reached with open deals of 1.33× its amount.",
		"A won deal took 61.5 days on average, of the 2 whose days are known.",
	}, tables.DealNotes(r))
	r = pipeline.DealReport{Currency: "USD", Deals: 1, Unknown: pipeline.DealUnknown{Open: 1}}
	same(t, "of nothing that is known", []string{
		"Open in all: 1 deal, 1 of an unknown amount; 1 in the figures.",
		"Stale deals are not told: the policy does not say after how many days without activity a deal is stale.",
	}, tables.DealNotes(r))
	same(t, "of no deal", nil, tables.DealNotes(pipeline.DealReport{}))
}

// What leaves out deals is of the others, and of none not known: never 0.
func TestDealsOfUnknownWorth(t *testing.T) {
	r := parse[pipeline.DealReport](t, `{"currency": "USD", "target": "90", "won": "0", "remaining": "90", "deals": 3, "open": "70", "weighted": "0", "landing": "0",
		"unknown": {"open": 1, "weighted": 3, "won": 1}, "stages": [{"id": "s", "name": "Offer"}, {"deals": 3, "open": "70", "weighted": "0", "unknown": {"open": 1, "weighted": 3}}],
		"categories": [{"category": "commit", "deals": 1, "open": "0", "weighted": "0", "unknown": {"open": 1, "weighted": 1}}]}`)
	q := []tables.DealQuarter{{Name: "2026-Q3", Report: r}}
	same(t, "plan", []string{
		"Deals|2026-Q3", "Target|90", "Won|–", "Remaining|90", "Open, expected to close in the quarter|70", "Weighted by the chance to win|–", "Landing: won and weighted|–",
	}, sheet(tables.Deals(q)))
	open, _ := tables.OpenDeals(q[0])
	same(t, "open", []string{
		"Deals by|Deals|Open|Weighted", "Stage", "Offer|0|0|0", "Stage not known|3|70|–", "Forecast category, with the surer ones", "Commit|1|–|–",
	}, sheet(open))
}
