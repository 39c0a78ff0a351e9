package pages_test

import (
	"fmt"
	"log"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/pages"
)

// A dollar of funds led to 3.00 of margin, and to 1.00 that would not have come without it.
func ExampleChannel() {
	q3 := partnermath.Quarter{Year: 2026, Number: 3}
	report, err := channel.RollUp(channel.Policy{
		Period: channel.Span{From: q3, Through: q3}, Kinds: []channel.Kind{{ID: "mdf", Name: "Funds", Treatment: channel.TreatedAsCost}},
	}, []channel.Record{{
		Partner: "acme", Quarter: q3, Currency: "USD",
		Spend: []channel.Spend{{Kind: "mdf", Amount: partnermath.Int(10_000)}},
		Outcomes: []channel.Outcome{{
			Revenue: partnermath.Int(90_000), CostOfGoods: partnermath.Int(60_000), Baseline: partnermath.Int(60_000),
			Tags: []channel.Tag{{Kind: "mdf", Share: partnermath.Int(1)}},
		}},
	}})
	if err != nil {
		log.Fatal(err)
	}
	page := pages.Channel(report, partnermath.NewDate(2026, 10, 14))
	page.Sections, page.Sections[0].Tables = page.Sections[:1], page.Sections[0].Tables[:2]
	page.Sections[0].Notes = nil
	fmt.Printf("%s", page.AppendText(nil, 80))
	// Output:
	// What the channel returned
	// 2026-Q3, as of 2026-10-14
	// Confidential: for the vendor only.
	// ════════════════════════════════════════════════════════════════════════════════
	//
	// USD: WHAT WAS SPENT, AND WHAT IT RETURNED
	// Put in                          10,000 USD, on 1 of 1 partner
	// Came back on all that was sold  30,000 USD of margin: 3.00× for each USD
	// Of that tagged with a kind      30,000 USD of margin: 3.00× for each USD
	// Came back above the baselines   10,000 USD of margin: 1.00× for each USD
	// Cost of the channel             11.11% of net revenue
	//
	// Returned for each USD spent
	// Kind             Spend USD  Revenue it led to  Margin it led to  Above baselines
	// ───────────────  ─────────  ─────────────────  ────────────────  ───────────────
	// Funds               10,000              9.00×             3.00×            1.00×
	// ───────────────  ─────────  ─────────────────  ────────────────  ───────────────
	// In all, tagged      10,000              9.00×             3.00×            1.00×
	// ───────────────  ─────────  ─────────────────  ────────────────  ───────────────
	// All sold ÷ all      10,000              9.00×             3.00×            1.00×
	// spend
}
