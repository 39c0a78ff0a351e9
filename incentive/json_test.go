package incentive_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

// full is a program, and what happened in it, in which most fields are read.
func full() (incentive.Program, incentive.Book) {
	p := program()
	p.Name, p.GraceDays, p.ReturnDays = "Growth rebate 2026", 10, partnermath.Int(30)
	p.Eligibility = incentive.Eligibility{
		Types: []string{"reseller"}, Tiers: []string{"gold"}, Regions: []string{"emea"}, Certifications: []string{"sales"},
		MinimumSales: null("1000"), EnrolledFrom: on("01-01"), EnrolledBy: on("03-01"),
	}
	p.Role, p.Basis, p.Stage, p.Pays = "reseller", incentive.BasisSellThrough, incentive.StageInvoiced, incentive.MeasureRevenue
	p.Formula = incentive.Formula{
		Kind: incentive.FormulaGrowth, Places: 4, Tiers: tiers(partnermath.MethodWhole, "0.1 0.02", "0.5 0.05 - 100"),
		Baseline: incentive.Baseline{Kind: incentive.BaselineHigher, Whole: true, Missing: incentive.MissingAgreed, Agreed: null("1000")},
	}
	p.Multipliers = []incentive.Multiplier{{ID: "strategic", Sales: incentive.Selection{Categories: []string{"c"}}, NewCustomer: true, Factor: null("1.5")}}
	p.Gates = []incentive.Gate{
		{ID: "mix", Measure: incentive.MeasureRevenue, Sales: incentive.Selection{Products: []string{"y"}}, MinimumShare: null("0.2"), Places: 2},
		{ID: "deals", Measure: incentive.MeasureDeals, Minimum: null("2")},
	}
	p.Limits = incentive.Limits{
		TransactionCap: null("2000"), RepCap: null("2500"), PartnerCap: null("2400"), MinimumPayout: null("50"), AtEnd: incentive.AtEndLapses,
		Guarantee: incentive.Guarantee{Kind: incentive.GuaranteeRecoverable, Amount: null("300"), AtEnd: incentive.AtEndCarried}, Budget: null("2500"),
	}
	b := book(1,
		"a p 01-20 40000 product=x customer=k role=reseller rep=ann margin=9000 units=12",
		"b p 02-10 20000 product=y role=reseller rep=ann", "r p 02-20 5000 kind=return of=a units=6", "c p 02-25 10 role=distributor",
		"e p 03-01 500 role=reseller product=y", "l p 03-15 700 role=reseller product=y recorded=04-20")
	b.Partners[0] = incentive.Partner{
		ID: "p", Name: "Acme", Type: "reseller", Tier: "gold", Region: "emea", Certifications: []string{"sales", "presales"},
		SalesLevel: null("2000"), Enrolled: on("01-05"), Left: on("12-31"),
		History:             []incentive.PeriodFigure{{Period: partnermath.Calendar{}.Quarter(2025, 4), Value: null("30000")}, {Period: partnermath.Calendar{}.Quarter(2025, 1), Value: null("25000")}},
		BaselineAdjustments: []incentive.PeriodFigure{{Period: quarter(1), Value: null("2000"), Reason: "absorbed Bolt"}},
	}
	b.Partners = append(b.Partners, incentive.Partner{ID: "q", Type: "distributor"})
	return p, b
}

// The golden files show the form of all documents. Their numbers are checked elsewhere.
func TestJSON(t *testing.T) {
	p, b := full()
	s := settle(t, p, b, on("04-30"))
	testkit.Golden(t, "program.golden.json", testkit.RoundTrip(t, p))
	testkit.Golden(t, "book.golden.json", testkit.RoundTrip(t, b))
	testkit.Golden(t, "settlement.golden.json", testkit.RoundTrip(t, s))
}

func TestDecodedStrictly(t *testing.T) {
	p, b := full()
	for name, v := range map[string]any{"program": p, "book": b, "settlement": settle(t, p, b, on("04-30"))} {
		var err error
		switch v := v.(type) {
		case incentive.Program:
			err = partnermath.Decode(testkit.RoundTrip(t, v), new(incentive.Program))
		case incentive.Book:
			err = partnermath.Decode(testkit.RoundTrip(t, v), new(incentive.Book))
		case incentive.Settlement:
			err = partnermath.Decode(testkit.RoundTrip(t, v), new(incentive.Settlement))
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
