package qbr_test

import (
	"fmt"
	"os"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Sales come as records, deals and the fund as what their packages made of them. Each says of
// whom, of when and in which currency it is: NextDeals is of the quarter after the reviewed one.
func ExamplePrepare() {
	var calendar partnermath.Calendar // the year of calendar months
	quarter, asOf := partnermath.Quarter{Year: 2026, Number: 3}, partnermath.NewDate(2026, 9, 30)
	records := qbr.Records{
		Partner: qbr.Partner{ID: "nordwerk", Name: "Nordwerk", Attention: "asks for better terms"},
		Sales: []performance.SalesMonth{
			{Year: 2026, Month: 7, Product: "suite", Plan: partnermath.Int(50_000), Sourced: partnermath.Int(41_000)},
			{Year: 2026, Month: 8, Product: "suite", Plan: partnermath.Int(50_000), Sourced: partnermath.Int(36_250)},
			{Year: 2026, Month: 9, Product: "suite", Plan: partnermath.Int(60_000), Sourced: partnermath.Int(58_900)},
		},
		Comments: []qbr.Comment{{Section: qbr.SectionPipeline, Text: "Their CFO wants out.", VendorOnly: true}},
	}
	policy := qbr.Policy{Performance: performance.Policy{
		Currency: "EUR", Quarter: quarter, Counts: []performance.Involvement{performance.Sourced}, Floor: partnermath.Num(8, 1),
	}}

	ahead := calendar.Quarter(2026, 4)
	deals, err := pipeline.MeasureDeals(pipeline.DealPolicy{
		Currency: "EUR", Period: ahead, Target: partnermath.Int(160_000), Call: partnermath.Int(70_000), StaleAfter: 180,
		Stages: []pipeline.DealStage{{ID: "proposal", Probability: partnermath.Num(6, 1)}},
	}, asOf, []pipeline.Deal{{
		ID: "D-3", Partner: "nordwerk", Amount: partnermath.Int(100_000), Stage: "proposal",
		Created: partnermath.NewDate(2026, 5, 20), ExpectedClose: partnermath.NewDate(2026, 10, 20),
	}})
	if err != nil {
		panic(err)
	}
	ledger, err := mdf.Balance(mdf.Program{
		ID: "mdf-2026", Currency: "EUR", Usage: calendar.Year(2026),
		Activities: []mdf.Activity{{ID: "event", Rate: partnermath.Num(5, 1)}},
	}, []mdf.Entry{{
		ID: "G-1", Partner: "nordwerk", Date: partnermath.NewDate(2026, 7, 1), Kind: mdf.EntryGrant, Amount: partnermath.Int(6_000),
	}}, asOf)
	if err != nil {
		panic(err)
	}
	reviewed := qbr.Origin{Partner: "nordwerk", Currency: "EUR", Period: calendar.Quarter(2026, 3), AsOf: asOf}
	next := reviewed
	next.Period = ahead
	sources := qbr.Sources{
		NextDeals:    qbr.Source[pipeline.DealReport]{Origin: next, Value: deals},
		FundPosition: qbr.Source[mdf.Position]{Origin: reviewed, Value: ledger.Positions[0]},
	}

	for _, reader := range []scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner} {
		policy.Audience = reader
		review, err := qbr.Prepare(policy, records, sources, asOf)
		if err != nil {
			panic(err)
		}
		page := review.Document()
		page.Sections = page.Sections[:2] // the first page, up to its figures
		_, _ = os.Stdout.Write(page.AppendText(nil, 80))
		for _, section := range review.Sections {
			if section.ID == qbr.SectionPipeline {
				fmt.Printf("%q\n\n", section.Notes)
			}
		}
	}
	// Output:
	// Nordwerk
	// Quarterly review 2026-Q3, 2026-07-01 to 2026-09-30, as of 2026-09-30
	// Confidential: for the vendor only.
	// ════════════════════════════════════════════════════════════════════════════════
	// Partner    nordwerk
	// Attention  asks for better terms
	// Status     red: Landing 2026-Q4: 60,000 EUR, target 160,000 EUR
	//
	// AT A GLANCE
	// No.  Figure                          Value   Target  Reached  Status
	// ───  ────────────────────────────  ───────  ───────  ───────  ──────
	// 1    Revenue 2026-Q3, EUR          136,150  160,000   85.09%  amber
	// 2    Landing 2026-Q4, EUR           60,000  160,000    37.5%  red
	//      Coverage 2026-Q4, open deals    0.63×
	//      Coverage 2026-Q4, weighted      0.38×
	// 7    Funds free, EUR                 6,000
	// ["Open in all: 1 deal of 100,000 EUR; 1 in the figures." "The channel manager's call for 2026-Q4 is 70,000 EUR (vendor only)." "Vendor only: Their CFO wants out."]
	//
	// Nordwerk
	// Quarterly review 2026-Q3, 2026-07-01 to 2026-09-30, as of 2026-09-30
	// ════════════════════════════════════════════════════════════════════════════════
	// Partner  nordwerk
	// Status   red: Landing 2026-Q4: 60,000 EUR, target 160,000 EUR
	//
	// AT A GLANCE
	// No.  Figure                          Value   Target  Reached  Status
	// ───  ────────────────────────────  ───────  ───────  ───────  ──────
	// 1    Revenue 2026-Q3, EUR          136,150  160,000   85.09%  amber
	// 2    Landing 2026-Q4, EUR           60,000  160,000    37.5%  red
	//      Coverage 2026-Q4, open deals    0.63×
	//      Coverage 2026-Q4, weighted      0.38×
	// 7    Funds free, EUR                 6,000
	// ["Open in all: 1 deal of 100,000 EUR; 1 in the figures."]
}
