package incentive_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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
	p.Limits.RepCap, p.Multipliers = null("1000"), nil
	amended := settle(t, p, b, on("04-30"))
	c, err := incentive.Compare(s.Statements[0], amended.Statements[0])
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "comparison.golden.json", testkit.RoundTrip(t, c))
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

func TestCompare(t *testing.T) {
	p := program()
	p.Multipliers = []incentive.Multiplier{{ID: "m", Sales: incentive.Selection{Products: []string{"x"}}, Factor: null("2")}}
	// 2 % of 700: 2 + 4 × 2 + 8 = 18; with b no longer of x, c half, d gone, e new and f counting: see below.
	vendor := settle(t, p, book(1, "a p 01-10 100", "b p 01-11 200 product=x", "c p 01-12 400", "d p 01-13 50", "f p 01-14 1 stage=ordered"), lastDay(1))
	partner := settle(t, p, book(1, "a p 01-10 100", "b p 01-11 200", "c p 01-12 200", "e p 01-13 70", "f p 01-14 1"), lastDay(1))
	got, err := incentive.Compare(vendor.Statements[0], partner.Statements[0])
	if err != nil {
		t.Fatal(err)
	}
	want := []incentive.Difference{
		// 200 × 2 % × 2, then × 1
		{ID: "b", Reason: incentive.DiffMultipliers, Before: null("8"), After: null("4"), Change: number("-4")},
		{ID: "c", Reason: incentive.DiffMeasure, Before: null("8"), After: null("4"), Change: number("-4")},
		{ID: "d", Reason: incentive.DiffRemoved, Before: null("1"), Change: number("-1")},
		{ID: "f", Reason: incentive.DiffReason, Before: null("0"), After: null("0.02"), Change: number("0.02")},
		{ID: "e", Reason: incentive.DiffAdded, After: null("1.4"), Change: number("1.4")},
	}
	if diff := cmp.Diff(want, got.Lines); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	sum, earned := number("0"), number("0")
	for _, l := range got.Lines {
		sum = sum.Add(l.Change)
	}
	for _, f := range got.Figures {
		if f.ID == "earned" {
			earned = f.Change
		}
	}
	// 19 becomes 2 + 4 + 4 + 1.4 + 0.02.
	if !sum.Equal(earned) || !earned.Equal(number("-7.58")) {
		t.Errorf("the lines change by %s, earned by %s", sum, earned)
	}
}

func TestCompareOfNothing(t *testing.T) {
	p, b := full()
	st := settle(t, p, b, on("04-30")).Statements
	same, err := incentive.Compare(st[0], st[0])
	if err != nil || len(same.Lines)+len(same.Figures) != 0 {
		t.Errorf("got %+v, %v", same, err)
	}
	other := st[1]
	other.Period = quarter(2)
	other.Lines = []incentive.SaleLine{{Sale: "a"}, {Sale: "a"}}
	_, err = incentive.Compare(st[0], other)
	want := []string{"after.partner match", "after.period match", "after.lines[1].sale unique"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
