package incentive_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

// A correction of a sale of January, dated in April, is a line of the second quarter: 2 % of
// 100 less. Without a day it is of its sale's period, and takes 2 there.
func TestCorrectionInAnotherPeriod(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"c p 04-10 -100 kind=correction of=a", "c:no-share d=8 | 8, 0 adjustments"},
		{"c p - -100 kind=correction of=a recorded=04-10", "d=10 | 8, 1 adjustments"},
	} {
		lines := []string{"a p 01-10 1000", tt.line, "d p 04-20 500"}
		first := settle(t, program(), book(1, lines...), lastDay(1))
		b := book(2, lines...)
		b.Settled = first.Settled
		st := settle(t, program(), b, lastDay(2)).Statements[0]
		if got := fmt.Sprintf("%s | %s, %d adjustments", lineEarnings(&st), st.Payable, len(st.Adjustments)); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// p and q earn 20 each of a budget of 10, 5 each. Then 50 of p's 200 come back: it earned
// 15, which is not below its share of 5.
func TestCutShareStands(t *testing.T) {
	p := program()
	p.Formula, p.Limits.Budget = flatRate("0.1"), null("10")
	lines := []string{"a p 01-10 200", "b q 01-10 200"}
	b := book(2, append(lines, "r p 05-01 50 kind=return of=a")...)
	b.Settled = settle(t, p, book(1, lines...), lastDay(1)).Settled
	if got := settle(t, p, b, lastDay(2)).Statements[0].Adjustments; len(got) != 1 || !got[0].Amount.IsZero() {
		t.Errorf("got %+v", got)
	}
}

// Of a budget of 25, p has 8.33 and q 16.67. What q sold besides, found when the period is
// settled again, and again, takes nothing from p.
func TestFinalSharesStand(t *testing.T) {
	p := program()
	p.Formula, p.Limits.Budget = flatRate("0.1"), null("25")
	b := book(1, "a p 01-10 100", "b q 01-10 200", "c q 01-11 300 recorded=05-01")
	for _, asOf := range []string{"04-01", "06-01", "08-01"} {
		s := settle(t, p, b, on(asOf))
		b.Settled = s.Settled
		if got := fmt.Sprint(s.Statements[0].Awarded, s.Statements[1].Awarded, s.Left.Decimal); got != "8.33 16.67 0" {
			t.Errorf("%s: got %s", asOf, got)
		}
	}
}

// 8 lapse at the end of the program. A late sale of 2,000 then pays its 40 and not 48.
func TestLapsedStaysLapsed(t *testing.T) {
	p := program()
	p.Limits.MinimumPayout, p.Limits.AtEnd = null("30"), incentive.AtEndLapses
	b := book(4, "a p 10-10 400", "b p 10-11 2000 recorded=12-31")
	b.Sales[1].Recorded = on("12-31").AddDays(30)
	first := settle(t, p, b, on("12-31"))
	b.Settled = first.Settled
	second := settle(t, p, b, on("12-31").AddDays(40))
	if got := fmt.Sprint(first.Payable, first.Lapsed, second.Payable, second.Lapsed); got != "0 8 40 0" {
		t.Errorf("got %s", got)
	}
}

// Who takes part is decided until the final settlement, and stands then.
func TestEligibilityStands(t *testing.T) {
	p := program()
	p.Eligibility.Tiers = []string{"gold"}
	b := book(1, "a p 01-10 1000")
	b.Final, b.Partners[0].Tier = false, "silver"
	interim := settle(t, p, b, on("03-01"))
	b.Final, b.Partners[0].Tier, b.Settled = true, "gold", interim.Settled
	final := settle(t, p, b, lastDay(1))
	next := book(2, "a p 01-10 1000", "b p 04-10 1000")
	next.Partners[0].Tier, next.Settled = "silver", final.Settled
	later := settle(t, p, next, lastDay(2))
	var got []string
	for _, s := range []incentive.Settlement{interim, final, later} {
		got = append(got, fmt.Sprint(s.Payable, s.Statements[0].Reason))
	}
	if diff := cmp.Diff("0partner-tier,20,0partner-tier", strings.ReplaceAll(strings.Join(got, ","), " ", "")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestEligibility(t *testing.T) {
	sound := func() incentive.Partner {
		return incentive.Partner{
			ID: "p", Type: "a", Tier: "b", Region: "c", Certifications: []string{"d", "e"}, SalesLevel: null("10"), Enrolled: on("02-01"), Left: on("03-01"),
		}
	}
	for _, tt := range []struct {
		change func(*incentive.Partner)
		want   partnermath.Reason
	}{
		{func(*incentive.Partner) {}, ""},
		{func(p *incentive.Partner) { p.Type = "x" }, incentive.ReasonType},
		{func(p *incentive.Partner) { p.Tier = "" }, incentive.ReasonTier},
		{func(p *incentive.Partner) { p.Region = "x" }, incentive.ReasonRegion},
		{func(p *incentive.Partner) { p.Certifications = p.Certifications[:1] }, incentive.ReasonCertification},
		{func(p *incentive.Partner) { p.SalesLevel = null("9.99") }, incentive.ReasonSalesLevel},
		{func(p *incentive.Partner) { p.SalesLevel = null("") }, incentive.ReasonSalesLevel},
		{func(p *incentive.Partner) { p.Enrolled = on("01-31") }, incentive.ReasonEnrolment},
		{func(p *incentive.Partner) { p.Enrolled = on("02-03") }, incentive.ReasonEnrolment},
		{func(p *incentive.Partner) { p.Enrolled, p.Left = on("02-01"), on("02-01") }, ""},
	} {
		p := program()
		p.Eligibility = incentive.Eligibility{
			Types: []string{"a"}, Tiers: []string{"b"}, Regions: []string{"c"}, Certifications: []string{"e", "d"}, MinimumSales: null("10"),
			EnrolledFrom: on("02-01"), EnrolledBy: on("02-02"),
		}
		b := book(1, "a p 01-31 100", "b p 02-10 100", "c p 03-01 100")
		b.Partners[0] = sound()
		tt.change(&b.Partners[0])
		st := settle(t, p, b, lastDay(1)).Statements[0]
		if st.Reason == incentive.ReasonBelow {
			st.Reason = ""
		}
		if st.Reason != tt.want {
			t.Errorf("got %q, want %q", st.Reason, tt.want)
		}
		if want := "a:enrolment b=2 c:left"; !st.Earned.IsZero() && lineEarnings(&st) != want {
			t.Errorf("got %s, want %s", lineEarnings(&st), want)
		}
	}
}

// A return that was recorded before its sale is known with it.
func TestReturnBeforeItsSaleIsRecorded(t *testing.T) {
	lines := []string{"a p 01-10 1000 recorded=06-01", "r p 01-20 400 kind=return of=a"}
	b := book(2, lines...)
	b.Settled = settle(t, program(), book(1, lines...), lastDay(1)).Settled
	want := []incentive.Adjustment{{Period: quarter(1), Records: []string{"a", "r"}, Before: number("0"), After: number("12"), Amount: number("12")}}
	if diff := cmp.Diff(want, settle(t, program(), b, lastDay(2)).Statements[0].Adjustments); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What was recorded first keeps its chain, though another is dated before it.
func TestChainsAreNotTakenAway(t *testing.T) {
	st := settle(t, program(), book(1, "a p 01-10 100 chain=s recorded=02-01", "b p 01-20 200 chain=s"), lastDay(1)).Statements[0]
	if got := lineEarnings(&st); got != "a:chain-earned b=4" {
		t.Errorf("got %s", got)
	}
}

func TestGates(t *testing.T) {
	for _, tt := range []struct {
		gate incentive.Gate
		want string
	}{
		// 199 ÷ 1,000 of the program's sales of x: 0.199 is below 0.2, and 0.20 is not.
		{incentive.Gate{Measure: incentive.MeasureRevenue, Sales: incentive.Selection{Products: []string{"y"}}, MinimumShare: null("0.2")}, "199 0.199 false"},
		{incentive.Gate{Measure: incentive.MeasureRevenue, Sales: incentive.Selection{Products: []string{"y"}}, MinimumShare: null("0.2"), Places: 2}, "199 0.199 true"},
		{incentive.Gate{Measure: incentive.MeasureRevenue, Minimum: null("1000")}, "1000 0 true"},
		{incentive.Gate{Measure: incentive.MeasureRevenue, Minimum: null("1000.01")}, "1000 0 false"},
		// The units of b are not known.
		{incentive.Gate{Measure: incentive.MeasureUnits, Minimum: null("3")}, "3 0 true"},
		{incentive.Gate{Measure: incentive.MeasureMargin, MinimumShare: null("0")}, "0 0 false"},
	} {
		p := program()
		tt.gate.ID = "g"
		p.Sales, p.Gates = incentive.Selection{Products: []string{"x"}}, []incentive.Gate{tt.gate}
		st := settle(t, p, book(1, "a p 01-10 600 product=x units=3", "b p 01-10 400 product=x", "c p 01-10 199 product=y units=9"), lastDay(1)).Statements[0]
		g := st.Gates[0]
		if got := fmt.Sprint(g.Measure, g.Share.Decimal, g.Met); got != tt.want {
			t.Errorf("%+v: got %s", tt.gate, got)
		}
		if g.Met == st.Earned.IsZero() || !g.Met && st.Reason != incentive.ReasonGate {
			t.Errorf("met %t, earned %s, %q", g.Met, st.Earned, st.Reason)
		}
	}
}

// 10 % of 1,000 each. Sales without a rep have no cap of a rep, and all payments of a sale are one
// transaction.
func TestCapsOfWhom(t *testing.T) {
	p := program()
	p.Formula, p.Limits.RepCap = flatRate("0.1"), null("150")
	st := settle(t, p, book(1, "a p 01-10 1000", "b p 01-11 1000", "c p 01-12 1000 rep=r", "d p 01-13 1000 rep=r"), lastDay(1)).Statements[0]
	if got := lineEarnings(&st); got != "a=100 b=100 c=75 d=75" {
		t.Errorf("got %s", got)
	}
	p.Limits, p.Stage = incentive.Limits{TransactionCap: null("30")}, incentive.StagePaid
	st = settle(t, p, book(1, "a p 01-10 1000", "m p 02-01 100 kind=payment of=a", "n p 02-02 500 kind=payment of=a"), lastDay(1)).Statements[0]
	if got := lineEarnings(&st); got != "a:other-stage m=5 n=25" {
		t.Errorf("got %s", got)
	}
}

func TestNoBaselineAndNoTarget(t *testing.T) {
	p := program()
	p.Formula = incentive.Formula{Kind: incentive.FormulaGrowth, Tiers: tiers(partnermath.MethodWhole, "0 0.1"), Baseline: incentive.Baseline{Kind: incentive.BaselinePrevious}}
	b := book(2, "a p 04-10 100")
	b.Partners[0].History = []incentive.PeriodFigure{{Period: quarter(1), Value: null("0")}}
	if st := settle(t, p, b, lastDay(2)).Statements[0]; st.Reason != incentive.ReasonNoBaseline || st.Baseline.Valid {
		t.Errorf("got %q, baseline %v", st.Reason, st.Baseline)
	}
	p.Formula = incentive.Formula{Kind: incentive.FormulaGoal, Amount: null("7")}
	if st := settle(t, p, b, lastDay(2)).Statements[0]; st.Reason != incentive.ReasonNoTarget {
		t.Errorf("got %q", st.Reason)
	}
	b.Partners[0].Targets = []incentive.PeriodFigure{{Period: quarter(1), Value: null("1000")}, {Period: quarter(2), Value: null("100")}}
	if st := settle(t, p, b, lastDay(2)).Statements[0]; !st.Earned.Equal(number("7")) || !st.Attainment.Decimal.Equal(number("1")) {
		t.Errorf("earned %s, attainment %s", st.Earned, st.Attainment.Decimal)
	}
}

// What comes back of a sale more than once, up to all of it: 5 of 7 units at 100 ÷ 7 are
// 71.43, and 7 of 7 are 100.
func TestReturnsAddUpToTheirSale(t *testing.T) {
	p := program()
	p.Formula = flatRate("1")
	st := settle(t, p, book(1, "a p 01-10 100 units=7", "r p 02-01 - kind=return of=a units=5", "s p 02-02 - kind=return of=a units=1", "t p 02-03 - kind=return of=a units=1"), lastDay(1)).Statements[0]
	if !st.Qualifying.IsZero() {
		t.Errorf("%s are left", st.Qualifying)
	}
	st = settle(t, p, book(1, "a p 01-10 100 units=7", "r p 02-01 - kind=return of=a units=5"), lastDay(1)).Statements[0]
	if !st.Earned.Equal(number("28.57")) {
		t.Errorf("%s are left", st.Earned)
	}
}

// 8 units are 2 below the tier from 10, which would pay 5 % of the same 300.
func TestGapOfTwoMeasures(t *testing.T) {
	p := program()
	p.Qualifies, p.Pays, p.Formula.Tiers = incentive.MeasureUnits, incentive.MeasureRevenue, tiers(partnermath.MethodWhole, "0 0.02", "10 0.05")
	want := incentive.Gap{To: null("10"), Missing: null("2"), Now: null("6"), Then: null("15"), Gain: null("9")}
	if diff := cmp.Diff(want, settle(t, p, book(1, "a p 01-10 300 units=8"), lastDay(1)).Statements[0].Gap); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Growth of 10 % over 66.67, the mean, begins at 73.337 exactly: 50 have 23.337 to go, for 2 % of it.
func TestGapOfGrowth(t *testing.T) {
	p := program()
	p.Formula = incentive.Formula{
		Kind: incentive.FormulaGrowth, Tiers: tiers(partnermath.MethodWhole, "0.1 0.02"),
		Baseline: incentive.Baseline{Kind: incentive.BaselineAverage, Periods: 3, Whole: true},
	}
	year := partnermath.Calendar{}
	b := book(1, "a p 01-10 50")
	b.Partners[0].History = []incentive.PeriodFigure{
		{Period: year.Quarter(2025, 2), Value: null("100")}, {Period: year.Quarter(2025, 3), Value: null("50")}, {Period: year.Quarter(2025, 4), Value: null("50")},
	}
	want := incentive.Gap{To: null("73.337"), Missing: null("23.337"), Now: null("0"), Then: null("1.47"), Gain: null("1.47")}
	if diff := cmp.Diff(want, settle(t, p, b, lastDay(1)).Statements[0].Gap); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A sale that comes back in full outside the window stays a deal, and its customer one:
// only measures are lowered, as by a return without a link.
func TestCustomerComesBack(t *testing.T) {
	p := program()
	p.Qualifies, p.ReturnDays = incentive.MeasureNewCustomers, partnermath.Int(30)
	p.Formula = incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: null("10")}
	st := settle(t, p, book(2, "a p 01-10 100 customer=k", "r p 05-01 100 kind=return of=a", "b p 05-02 1 customer=l", "c p 05-03 1 customer=m"), lastDay(2)).Statements[0]
	if !st.Qualifying.Equal(number("2")) || !st.Earned.Equal(number("20")) {
		t.Errorf("%s qualify, %s earned", st.Qualifying, st.Earned)
	}
}

// 2 units at 150 of which 100 are paid: a unit that comes back is 75 of them exactly, and
// the other one the 25 that are left.
func TestReturnOfWhatIsPaidInPart(t *testing.T) {
	p := program()
	p.Currency, p.Stage, p.Formula = "KWD", incentive.StagePaid, flatRate("1")
	lines := []string{"a p 01-10 150 units=2", "m p 02-01 100 kind=payment of=a", "r p 02-10 - kind=return of=a units=1"}
	s := settle(t, p, book(1, lines...), lastDay(1))
	if got := s.Statements[0].Qualifying; !got.Equal(number("25")) || len(s.Findings) > 0 {
		t.Errorf("%s are left, found %v", got, s.Findings)
	}
	s = settle(t, p, book(1, append(lines, "q p 02-11 - kind=return of=a units=1")...), lastDay(1))
	if got := s.Statements[0].Qualifying; !got.IsZero() || len(s.Findings) > 0 {
		t.Errorf("%s are left, found %v", got, s.Findings)
	}
}

// Where not all returns of a sale state units, amounts count: one without is not known.
func TestReturnsOfUnitsAndOfAmounts(t *testing.T) {
	p := program()
	p.Formula = flatRate("1")
	s := settle(t, p, book(1, "a p 01-10 100 units=4", "r p 02-01 - kind=return of=a units=1", "s p 02-02 30 kind=return of=a"), lastDay(1))
	if got := lineEarnings(&s.Statements[0]); got != "a=70 r:unknown-amount s:netted" || len(s.Findings) != 1 || s.Findings[0].Reason != incentive.ReasonUnknownAmount {
		t.Errorf("got %s, found %v", got, s.Findings)
	}
	p.Qualifies, p.Formula = incentive.MeasureUnits, incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: null("1")}
	st := settle(t, p, book(1, "a p 01-10 - units=4", "r p 02-01 - kind=return of=a units=1", "s p 02-02 30 kind=return of=a"), lastDay(1)).Statements[0]
	if got := lineEarnings(&st); got != "a=3 r:netted s:unknown-units" {
		t.Errorf("got %s", got)
	}
}

// Without a target there is nothing that a gate could hold back.
func TestNoTargetBeforeGate(t *testing.T) {
	p := program()
	p.Formula = incentive.Formula{Kind: incentive.FormulaGoal, Amount: null("7")}
	p.Gates = []incentive.Gate{{ID: "g", Measure: incentive.MeasureRevenue, Minimum: null("1000")}}
	if st := settle(t, p, book(1, "a p 01-10 100"), lastDay(1)).Statements[0]; st.Reason != incentive.ReasonNoTarget || len(st.Gates) != 1 {
		t.Errorf("got %q, gates %v", st.Reason, st.Gates)
	}
}

// The records of a sale are so few that the largest of them add up in 64 bits.
func TestLinkedToOneSale(t *testing.T) {
	p, b := program(), book(1, "a p 01-10 1000000000000")
	p.Formula.Tiers = tiers(partnermath.MethodWhole, "0 1")
	for i := range incentive.MaxLinked {
		c := sale("c p 01-11 1000000000000 kind=correction of=a")
		c.ID = fmt.Sprint("c", i)
		b.Sales = append(b.Sales, c)
	}
	if st := settle(t, p, b, lastDay(1)).Statements[0]; !st.Qualifying.Equal(number("10001e12")) {
		t.Errorf("%s qualify", st.Qualifying)
	}
	b.Sales = append(b.Sales, sale("d p 01-09 1 kind=correction of=a"))
	_, err := incentive.Settle(p, b, lastDay(1))
	if got := testkit.BrokenRules(t, err); !slices.Equal(got, []string{"book.sales length"}) {
		t.Errorf("got %v", got)
	}
}

// A number that is left out can hold anything, even what takes forever to add.
func TestLeftOutNumbersAreNotRead(t *testing.T) {
	hostile := decimal.NullDecimal{Decimal: decimal.New(1, 1_000_000_000)}
	p := program()
	p.Formula.Tiers.Steps[0].PerUnit, p.Formula.Tiers.Steps[0].Flat, p.Limits.MinimumPayout = hostile, hostile, hostile
	if st := settle(t, p, book(1, "a p 01-10 100"), lastDay(1)).Statements[0]; !st.Payable.Equal(number("2")) {
		t.Errorf("%s payable", st.Payable)
	}
	p.Formula = incentive.Formula{Kind: incentive.FormulaEvery, Minimum: hostile, Step: null("10"), Reward: null("1")}
	if st := settle(t, p, book(1, "a p 01-10 100"), lastDay(1)).Statements[0]; !st.Payable.Equal(number("10")) {
		t.Errorf("%s payable", st.Payable)
	}
}
