package dispute_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/dispute"
	"github.com/partnermath/partnermath/internal/testkit"
)

// statement settles the first quarter of 2026 for the partner p: 2 % of each amount, twice
// that for product x.
func statement(t *testing.T, sales ...incentive.Sale) incentive.Statement {
	t.Helper()
	p := yearly()
	p.Formula.Tiers.Steps = []partnermath.Step{{From: testkit.Null("0"), Rate: testkit.Null("0.02")}}
	p.Multipliers = []incentive.Multiplier{{ID: "m", Sales: incentive.Selection{Products: []string{"x"}}, Factor: testkit.Null("2")}}
	b := incentive.Book{Period: p.Periods[0], Final: true, Products: []incentive.Product{{ID: "x"}}, Partners: []incentive.Partner{{ID: "p"}}, Sales: sales}
	s, err := incentive.Settle(p, b, p.Periods[0].End)
	if err != nil {
		t.Fatal(err)
	}
	return s.Statements[0]
}

func sale(id, amount, product string, stage incentive.TransactionStage) incentive.Sale {
	return incentive.Sale{ID: id, Partner: "p", Amount: testkit.Null(amount), Product: product, Stage: stage, Date: partnermath.NewDate(2026, 1, 10)}
}

func TestCompare(t *testing.T) {
	vendor := statement(t, sale("a", "100", "", ""), sale("b", "200", "x", ""), sale("c", "400", "", ""), sale("d", "50", "", ""), sale("f", "1", "", incentive.StageOrdered))
	partner := statement(t, sale("a", "100", "", ""), sale("b", "200", "", ""), sale("c", "200", "", ""), sale("e", "70", "", ""), sale("f", "1", "", ""))
	got, err := dispute.Compare(vendor, partner)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "comparison.golden.json", testkit.RoundTrip(t, got))
	want := []dispute.Difference{
		// 200 × 2 % × 2, then × 1
		{ID: "b", Reason: dispute.DiffMultipliers, Before: testkit.Null("8"), After: testkit.Null("4"), Change: testkit.Number("-4")},
		{ID: "c", Reason: dispute.DiffMeasure, Before: testkit.Null("8"), After: testkit.Null("4"), Change: testkit.Number("-4")},
		{ID: "d", Reason: dispute.DiffRemoved, Before: testkit.Null("1"), Change: testkit.Number("-1")},
		{ID: "f", Reason: dispute.DiffReason, Before: testkit.Null("0"), After: testkit.Null("0.02"), Change: testkit.Number("0.02")},
		{ID: "e", Reason: dispute.DiffAdded, After: testkit.Null("1.4"), Change: testkit.Number("1.4")},
	}
	if diff := cmp.Diff(want, got.Lines); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	sum, earned := testkit.Number("0"), testkit.Number("0")
	for _, l := range got.Lines {
		sum = sum.Add(l.Change)
	}
	for _, f := range got.Figures {
		if f.ID == "earned" {
			earned = f.Change
		}
	}
	testkit.LeftOutIsNotRead(t, func() (any, error) { return dispute.Compare(vendor, partner) }, &vendor, &partner)
	// 2 + 8 + 8 + 1 = 19 becomes 2 + 4 + 4 + 1.4 + 0.02.
	if !sum.Equal(earned) || !earned.Equal(testkit.Number("-7.58")) {
		t.Errorf("the lines change by %s, earned by %s", sum, earned)
	}
}

// Each figure of a line is compared for itself, and the first reason is told.
func TestReasons(t *testing.T) {
	of := incentive.SaleLine{Sale: "a", Qualifying: testkit.Null("1"), PaidOn: testkit.Null("1"), Factor: testkit.Null("1"), Multipliers: []string{"m"}}
	for _, tt := range []struct {
		change func(*incentive.SaleLine)
		want   partnermath.Reason
	}{
		{func(l *incentive.SaleLine) { l.Qualifying = testkit.Null("1.00") }, ""},
		{func(l *incentive.SaleLine) { l.Reason, l.Qualifying = incentive.ReasonNoShare, testkit.Null("2") }, dispute.DiffReason},
		{func(l *incentive.SaleLine) { l.Qualifying = testkit.Null("2") }, dispute.DiffMeasure},
		{func(l *incentive.SaleLine) { l.PaidOn, l.Factor = testkit.Null("2"), testkit.Null("2") }, dispute.DiffMeasure},
		{func(l *incentive.SaleLine) { l.Factor, l.Earned = testkit.Null("2"), testkit.Number("2") }, dispute.DiffMultipliers},
		{func(l *incentive.SaleLine) { l.Multipliers = []string{"n"} }, dispute.DiffMultipliers},
		{func(l *incentive.SaleLine) { l.Earned = testkit.Number("2") }, dispute.DiffPayout},
	} {
		changed := of
		tt.change(&changed)
		c, err := dispute.Compare(incentive.Statement{Lines: []incentive.SaleLine{of}}, incentive.Statement{Lines: []incentive.SaleLine{changed}})
		if err != nil {
			t.Fatal(err)
		}
		var got partnermath.Reason
		for _, l := range c.Lines {
			got = l.Reason
		}
		if got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// Of a partner that states no more than amounts, no more is compared.
func TestCompareOfAmounts(t *testing.T) {
	vendor := statement(t, sale("a", "100", "", ""), sale("b", "200", "x", ""), sale("c", "400", "", incentive.StageOrdered))
	line := func(id, earned string) incentive.SaleLine {
		return incentive.SaleLine{Sale: id, Earned: testkit.Number(earned)}
	}
	own := incentive.Statement{Partner: vendor.Partner, Period: vendor.Period, Earned: testkit.Number("20"), Lines: []incentive.SaleLine{line("a", "2"), line("b", "10"), line("c", "8")}}
	got, err := dispute.Compare(vendor, own)
	if err != nil {
		t.Fatal(err)
	}
	want := []dispute.Difference{
		{ID: "b", Reason: dispute.DiffPayout, Before: testkit.Null("8"), After: testkit.Null("10"), Change: testkit.Number("2")},
		{ID: "c", Reason: dispute.DiffReason, Before: testkit.Null("0"), After: testkit.Null("8"), Change: testkit.Number("8")},
	}
	if diff := cmp.Diff(want, got.Lines); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCompareOfNothing(t *testing.T) {
	st := statement(t, sale("a", "100", "x", ""))
	same, err := dispute.Compare(st, st)
	if err != nil || len(same.Lines)+len(same.Figures) != 0 {
		t.Errorf("got %+v, %v", same, err)
	}
}

func TestCompareFaults(t *testing.T) {
	st := statement(t, sale("a", "100", "x", ""))
	other := incentive.Statement{Partner: "q", Period: yearly().Periods[1], Lines: []incentive.SaleLine{{Sale: "a"}, {Sale: "a", Factor: testkit.Null("0.0000000000001")}}}
	_, err := dispute.Compare(st, other)
	want := []string{"after.partner match", "after.period match", "after.lines[1].sale unique", "after.lines[1].factor digits"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is beyond the bounds of any computation is refused before it is computed with.
func TestHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := incentive.Statement{
			Earned: testkit.HostileDecimal().Draw(t, "earned"), Lines: []incentive.SaleLine{{Earned: testkit.HostileDecimal().Draw(t, "line")}},
			Adjustments: []incentive.Adjustment{{Amount: testkit.HostileDecimal().Draw(t, "adjusted")}},
		}
		_, err := dispute.Compare(st, incentive.Statement{})
		testkit.BrokenRules(t, err)
	})
}
