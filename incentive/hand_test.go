package incentive_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
)

func lineEarnings(st *incentive.Statement) string {
	var all []string
	for _, l := range st.Lines {
		text := l.Sale + "=" + l.Earned.String()
		if l.Reason != "" {
			text = l.Sale + ":" + string(l.Reason)
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func capCosts(st *incentive.Statement) string {
	var all []string
	for _, c := range st.Caps {
		all = append(all, strings.TrimSpace(string(c.Cap)+" "+c.ID)+"="+c.Cost.String())
	}
	return strings.Join(all, " ")
}

func flatRate(rate string) incentive.Formula {
	return incentive.Formula{Kind: incentive.FormulaTiers, Tiers: tiers(partnermath.MethodWhole, "0 "+rate)}
}

// Each wanted figure follows from the formula in the comment above it.
func TestEarnedByHand(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*incentive.Program)
		lines  []string
		earned string
		each   string
		caps   string
	}{
		// A flat 1,000 over +100 and -99: V = 1, one share of 1 ÷ 1.
		{
			"a return is netted before shares", func(p *incentive.Program) {
				p.Formula.Tiers = tiers(partnermath.MethodWhole, "0 - - 1000")
			}, []string{"a p 01-10 100", "r p 02-10 99 kind=return of=a"}, "1000", "a=1000 r:netted", "",
		},
		// V = 300 - 100 = 200, 2 % = 4; shares of 100 ÷ 300 and 200 ÷ 300: 1.33⅓ and 2.66⅔, the cent left to the larger remainder.
		{
			"a return without a sale lowers the measure and takes no share", nil,
			[]string{"a p 01-10 100", "b p 01-11 200", "r p 01-12 100 kind=return"},
			"4", "a=1.33 b=2.67 r:no-share", "",
		},
		// 5 of 10 units came back: 1,000 × 5 ÷ 10 = 500 are left, 2 % = 10. The amount that the return names is not used.
		{
			"a return takes its sale's price", nil,
			[]string{"a p 01-10 1000 units=10", "r p 01-12 900 kind=return of=a units=5"},
			"10", "a=10 r:netted", "",
		},
		// At most what the sale put in: 100 - 100 = 0.
		{
			"a return takes at most its sale", nil,
			[]string{"a p 01-10 100", "r p 01-12 150 kind=return of=a", "b p 01-13 50"},
			"1", "a:no-share r:netted b=1", "",
		},
		// 1,000 + 200 = 1,200, 2 % = 24.
		{"a correction is netted", nil, []string{"a p 01-10 1000", "c p 02-10 200 kind=correction of=a"}, "24", "a=24 c:netted", ""},
		// V = 1,000: payout 20, shares 12 and 8; × 1.5 for x: 18 + 8 = 26.
		{
			"a multiplier is of its sales", func(p *incentive.Program) {
				p.Multipliers = []incentive.Multiplier{{ID: "m", Sales: incentive.Selection{Products: []string{"x"}}, Factor: null("1.5")}}
			}, []string{"a p 01-10 600 product=x", "b p 01-10 400 product=y"}, "26", "a=18 b=8", "",
		},
		// 20 for V = 1,000: 12, 6 and 2. Transactions at most 8: 12 → 8, running 20 → 16. Reps at most 10: r has 8 + 6 = 14 → 10,
		// running 16 → 12; a has 8 × 10 ÷ 14 = 5.714, b 6 × 10 ÷ 14 = 4.286. Partner at most 9: 12 → 9; lines share 9 by 5.714 : 4.286 : 2,
		// which is 4.2857, 3.2143 and 1.5: rounded down 4.28 + 3.21 + 1.50 = 8.99, the cent to the largest remainder, 0.0057 of a.
		{
			"caps in order, shared in proportion", func(p *incentive.Program) {
				p.Limits = incentive.Limits{TransactionCap: null("8"), RepCap: null("10"), PartnerCap: null("9")}
			},
			[]string{"a p 01-10 600 rep=r", "b p 01-10 300 rep=r", "c p 01-10 100"},
			"9", "a=4.29 b=3.21 c=1.5",
			"transaction-cap a=4 rep-cap r=4 partner-cap=3",
		},
		// 3 sales of 33.35 earn 0.667 each, 2.001 in all. Capped at 0.33 each: 2.001 → 1.664 → 1.327 → 0.99, rounded 2.00, 1.66, 1.33 and 0.99.
		{
			"costs of caps are differences of rounded totals", func(p *incentive.Program) {
				p.Limits = incentive.Limits{TransactionCap: null("0.33")}
			},
			[]string{"a p 01-10 33.35", "b p 01-10 33.35", "c p 01-10 33.35"},
			"0.99", "a=0.33 b=0.33 c=0.33",
			"transaction-cap a=0.34 transaction-cap b=0.33 transaction-cap c=0.34",
		},
		// Paid on 100,000 at the rate of 120,000, 5 %: 5,000 instead of 6,000.
		{
			"a cap of the measure", func(p *incentive.Program) { p.MeasureCap = null("100000") },
			[]string{"a p 01-10 120000"},
			"5000", "a=5000", "measure-cap=1000",
		},
		// Q = 12 units reaches the step from 10: 5 % of 300 = 15, shared by revenue 100 : 200.
		{
			"two measures", func(p *incentive.Program) {
				p.Qualifies, p.Pays = incentive.MeasureUnits, incentive.MeasureRevenue
				p.Formula.Tiers = tiers(partnermath.MethodWhole, "0 0.02", "10 0.05")
			}, []string{"a p 01-10 100 units=8", "b p 01-10 200 units=4"}, "15", "a=5 b=10", "",
		},
		// Q = 5 but P = -50: nothing.
		{
			"two measures, nothing to pay on", func(p *incentive.Program) {
				p.Qualifies, p.Pays = incentive.MeasureUnits, incentive.MeasureMargin
			}, []string{"a p 01-10 100 units=5 margin=-50"}, "0", "a:no-share", "",
		},
		// V = 0 pays the first flat amount, on a line without a sale.
		{
			"zero pays flat", func(p *incentive.Program) {
				p.Formula.Tiers, p.ZeroPaysFlat = tiers(partnermath.MethodStepped, "0 0.01 - 7"), true
			}, []string{"a p 01-10 0"}, "7", "a:no-share =7", "",
		},
		// 3 deals, of which one came back in full: 2 × 50.
		{
			"deals", func(p *incentive.Program) {
				p.Qualifies, p.Formula = incentive.MeasureDeals, incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: null("50")}
			},
			[]string{"a p 01-10 1", "b p 01-11 2", "c p 01-12 3", "r p 02-01 3 kind=return of=c", "s p 02-02 1 kind=return of=b"},
			"100", "a=50 b=50 c:no-share r:netted s:netted", "",
		},
		// Two new customers: k once, l once.
		{
			"new customers", func(p *incentive.Program) {
				p.Qualifies, p.Formula = incentive.MeasureNewCustomers, incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: null("10")}
			},
			[]string{"a p 01-10 1 customer=k", "b p 01-11 2 customer=k", "c p 01-12 3 customer=l", "d p 01-13 4"},
			"20", "a=10 b:no-share c=10 d:no-share", "",
		},
		// One of each chain and role earns: a and c, 2 % of 100 + 300 = 8.
		{
			"a chain earns once for a role", nil,
			[]string{"a p 01-10 100 chain=s role=d", "b p 01-11 200 chain=s role=d", "c p 01-12 300 chain=s role=r"},
			"8",
			"a=2 b:chain-earned c=6", "",
		},
		// Every record that does not count says why; 2 % of 100.
		{
			"reasons", func(p *incentive.Program) {
				p.Sales, p.Basis, p.Role = incentive.Selection{Products: []string{"x"}}, incentive.BasisSellIn, "d"
			}, []string{
				"a p 01-10 100 product=x role=d", "b p 01-11 100 product=y role=d", "c p 01-12 100 product=x role=e",
				"d p 01-13 100 product=x role=d basis=sell-through", "e p 01-14 100 product=x role=d stage=ordered", "f p 01-15 - product=x role=d",
			}, "2", "a=2 b:not-selected c:other-role d:other-basis e:other-stage f:unknown-amount", "",
		},
		// Payments of 400 and 300 of 1,000: 10 × 400 ÷ 1,000 = 4 and 3 units, × 5. Two units came back: from the last payment, 1 unit of it is left.
		{
			"payments", func(p *incentive.Program) {
				p.Stage, p.Qualifies, p.Formula = incentive.StagePaid, incentive.MeasureUnits, incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: null("5")}
			}, []string{
				"a p 01-10 1000 units=10", "m p 02-01 400 kind=payment of=a", "n p 03-01 300 kind=payment of=a", "r p 03-02 - kind=return of=a units=2",
			}, "25", "a:other-stage m=20 n=5 r:netted", "",
		},
		// Growth of 30 % exactly over 100,000 reaches the step from 0.30: 5 % of the increment of 30,000.
		{
			"growth on the increment", func(p *incentive.Program) {
				p.Formula = incentive.Formula{
					Kind: incentive.FormulaGrowth, Tiers: tiers(partnermath.MethodWhole, "0.1 0.02", "0.3 0.05"),
					Baseline: incentive.Baseline{Kind: incentive.BaselineAgreed, Agreed: null("100000")},
				}
			}, []string{"a p 01-10 130000"}, "1500", "a=1500", "",
		},
		// Stepped: from 10,000 to 30,000 of the increment 2 %, above 5 %: 400 + 0.05 × 5,000.
		{
			"growth stepped", func(p *incentive.Program) {
				p.Formula = incentive.Formula{
					Kind: incentive.FormulaGrowth, Tiers: tiers(partnermath.MethodStepped, "0.1 0.02", "0.3 0.05"),
					Baseline: incentive.Baseline{Kind: incentive.BaselineAgreed, Agreed: null("100000")},
				}
			}, []string{"a p 01-10 135000"}, "650", "a=650", "",
		},
		// (27 - 5) ÷ 10 = 2 full steps × 3.
		{
			"every", func(p *incentive.Program) {
				p.Qualifies = incentive.MeasureUnits
				p.Formula = incentive.Formula{Kind: incentive.FormulaEvery, Minimum: null("5"), Step: null("10"), Reward: null("3")}
			}, []string{"a p 01-10 - units=27"}, "6", "a=6", "",
		},
		// 30,000 ÷ 120,001 < 0.25 exactly: nothing, though it rounds to 0.25.
		{
			"attach compares exactly", func(p *incentive.Program) {
				p.Formula = incentive.Formula{Kind: incentive.FormulaAttach, Category: incentive.Selection{Products: []string{"x"}}, Share: null("0.25"), Rate: null("0.1")}
			}, []string{"a p 01-10 30000 product=x", "b p 01-10 90001 product=y"}, "0", "a=0 b:no-share", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := program()
			if tt.change != nil {
				tt.change(&p)
			}
			st := settle(t, p, book(1, tt.lines...), lastDay(1)).Statements[0]
			if diff := cmp.Diff([]string{tt.earned, tt.each, tt.caps}, []string{st.Earned.String(), lineEarnings(&st), capCosts(&st)}); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Baselines of the second quarter of 2026, from 100 in its quarter of the year before, 120,
// 140 and 130 since.
func TestBaselinesByHand(t *testing.T) {
	year := partnermath.Calendar{}
	past := []incentive.PeriodFigure{
		{Period: year.Quarter(2025, 2), Value: null("100")},
		{Period: year.Quarter(2025, 3), Value: null("120")},
		{Period: year.Quarter(2025, 4), Value: null("140")},
		{Period: year.Quarter(2026, 1), Value: null("130")},
	}
	for _, tt := range []struct {
		baseline incentive.Baseline
		history  []incentive.PeriodFigure
		want     string
		reason   partnermath.Reason
	}{
		{incentive.Baseline{Kind: incentive.BaselinePrevious}, past, "130", ""},
		{incentive.Baseline{Kind: incentive.BaselineLastYear}, past, "100", ""},
		{incentive.Baseline{Kind: incentive.BaselineHigher}, past, "130", ""},
		{incentive.Baseline{Kind: incentive.BaselineHigher}, past[1:], "", incentive.ReasonNoBaseline},
		{incentive.Baseline{Kind: incentive.BaselineHighest}, past, "140", ""},
		// (120 + 140 + 130) ÷ 3
		{incentive.Baseline{Kind: incentive.BaselineAverage, Periods: 3}, past, "130", ""},
		// (140 + 130 + 120 + 100) ÷ 4
		{incentive.Baseline{Kind: incentive.BaselineAverage, Periods: 4}, past, "122.5", ""},
		{incentive.Baseline{Kind: incentive.BaselineAverage, Periods: 5}, past, "", incentive.ReasonNoBaseline},
		{incentive.Baseline{Kind: incentive.BaselinePrevious}, nil, "", incentive.ReasonNoBaseline},
		{incentive.Baseline{Kind: incentive.BaselinePrevious, Missing: incentive.MissingAgreed, Agreed: null("77")}, nil, "77", ""},
		{incentive.Baseline{Kind: incentive.BaselinePrevious, Missing: incentive.MissingZero, Absolute: true}, nil, "0", ""},
	} {
		p := program()
		p.Formula = incentive.Formula{Kind: incentive.FormulaGrowth, Tiers: tiers(partnermath.MethodWhole, "0 0.1"), Baseline: tt.baseline}
		b := book(2, "a p 04-15 200")
		b.Partners[0].History = tt.history
		st := settle(t, p, b, lastDay(2)).Statements[0]
		got := ""
		if st.Baseline.Valid {
			got = st.Baseline.Decimal.String()
		}
		if got != tt.want || st.Reason != tt.reason {
			t.Errorf("%+v: got %q, %q", tt.baseline, got, st.Reason)
		}
		// 20 more make 20 more, and never a missing baseline known.
		b.Partners[0].BaselineAdjustments = []incentive.PeriodFigure{{Period: quarter(2), Value: null("20"), Reason: "absorbed q"}}
		adjusted := settle(t, p, b, lastDay(2)).Statements[0]
		want := st.Baseline
		if len(tt.history) > 0 && want.Valid {
			want.Decimal = want.Decimal.Add(number("20"))
		}
		if diff := cmp.Diff(want, adjusted.Baseline); diff != "" {
			t.Errorf("%+v adjusted (-want +got):\n%s", tt.baseline, diff)
		}
	}
}

// settleYear settles quarter after quarter and returns one figure of each partner.
func settleYear(t *testing.T, p incentive.Program, lines []string, figure func(*incentive.Statement) decimal.Decimal) string {
	t.Helper()
	var all []string
	var settled []incentive.Settled
	for q := 1; q <= 4; q++ {
		b := book(q, lines...)
		b.Settled = settled
		s := settle(t, p, b, lastDay(q))
		var each []string
		for i := range s.Statements {
			each = append(each, figure(&s.Statements[i]).String())
		}
		all = append(all, strings.Join(each, " "))
		settled = s.Settled
	}
	return strings.Join(all, ", ")
}

func TestGuaranteesByHand(t *testing.T) {
	// 10 % of 500, 2,000, 1,200 and 100: 50, 200, 120 and 10 earned.
	lines := []string{"a p 01-10 500", "b p 04-10 2000", "c p 07-10 1200", "d p 10-10 100"}
	topUp := func(s *incentive.Statement) decimal.Decimal { return s.TopUp }
	repaid := func(s *incentive.Statement) decimal.Decimal { return s.Repaid }
	owed := func(s *incentive.Statement) decimal.Decimal { return s.Owed }
	for _, tt := range []struct {
		kind   incentive.GuaranteeKind
		atEnd  incentive.AtEnd
		figure func(*incentive.Statement) decimal.Decimal
		want   string
	}{
		// 100 - 50, 0, 0, 100 - 10
		{incentive.GuaranteePerPeriod, "", topUp, "50, 0, 0, 90"},
		// 100 - 50; 200 - 250 - 50; 300 - 370 - 50; 400 - 380 - 50
		{incentive.GuaranteeCumulative, "", topUp, "50, 0, 0, 0"},
		{incentive.GuaranteeRecoverable, "", topUp, "50, 0, 0, 90"},
		// 50 owed; min(50, 200 - 100) repaid; nothing is owed then
		{incentive.GuaranteeRecoverable, "", repaid, "0, 50, 0, 0"},
		{incentive.GuaranteeRecoverable, "", owed, "50, 0, 0, 0"},
		{incentive.GuaranteeRecoverable, incentive.AtEndCarried, owed, "50, 0, 0, 90"},
	} {
		p := program()
		p.Formula = flatRate("0.1")
		p.Limits.Guarantee = incentive.Guarantee{Kind: tt.kind, Amount: null("100"), AtEnd: tt.atEnd}
		if got := settleYear(t, p, lines, tt.figure); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.kind, got, tt.want)
		}
	}
}

// A late sale of 300 in the first quarter earns 30 more, so that its top-up falls from 50
// to 20; the draw of 50 that the second quarter repaid becomes one of 20.
func TestGuaranteeIsRestated(t *testing.T) {
	p := program()
	p.Formula = flatRate("0.1")
	p.Limits.Guarantee = incentive.Guarantee{Kind: incentive.GuaranteeRecoverable, Amount: null("100")}
	lines := []string{"a p 01-10 500", "b p 04-10 2000"}
	first := settle(t, p, book(1, lines...), lastDay(1))
	b := book(2, lines...)
	b.Settled = first.Settled
	second := settle(t, p, b, lastDay(2))
	b = book(3, append(lines, "l p 03-30 300 recorded=07-15")...)
	b.Settled = second.Settled
	third := settle(t, p, b, lastDay(3)).Statements[0]
	want := []incentive.Adjustment{
		// 80 + 20 = 50 + 50
		{Period: quarter(1), Records: []string{"l"}, Before: number("100"), After: number("100")},
		// 200 - 50 becomes 200 - 20
		{Period: quarter(2), Records: []string{}, Before: number("150"), After: number("180"), Amount: number("30")},
	}
	if diff := cmp.Diff(want, third.Adjustments); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// The third quarter tops up to 100, and is owed in full.
	if got := fmt.Sprint(third.TopUp, third.Owed, third.Payable); got != "100 100 130" {
		t.Errorf("got %s", got)
	}
}

func TestBudgetsByHand(t *testing.T) {
	for _, tt := range []struct {
		name, budget, guarantee string
		lines                   []string
		want                    string
	}{
		// 10, 20 and 30 earned of a budget of 60: all.
		{"it suffices", "60", "", []string{"a p 01-10 100", "b q 01-10 200", "c r 01-10 300"}, "10 20 30"},
		// 50 by 10 : 20 : 30 are 8.33⅓, 16.66⅔ and 25.
		{"it is shared", "50", "", []string{"a p 01-10 100", "b q 01-10 200", "c r 01-10 300"}, "8.33 16.67 25"},
		// Rounded first: 0.005 → 0.01 three times, and 0.02 for 3 × 0.01: the first two.
		{"of rounded amounts", "0.02", "", []string{"a p 01-10 0.05", "b q 01-10 0.05", "c r 01-10 0.05"}, "0.01 0.01 0"},
		// G = 25: guaranteed 10 + 15, 20 + 5, 25; of 80, 75 are taken first and 5 is the rest of the third, all of it.
		{"guaranteed amounts first", "80", "25", []string{"a p 01-10 100", "b q 01-10 200", "c r 01-10 300"}, "25 25 30"},
		// 78: the third keeps 25 + 3 of its 5 above the guarantee.
		{"the rest is cut", "78", "25", []string{"a p 01-10 100", "b q 01-10 200", "c r 01-10 300"}, "25 25 28"},
		// 30 among 25 : 25 : 25.
		{"below the guarantees", "30", "25", []string{"a p 01-10 100", "b q 01-10 200", "c r 01-10 300"}, "10 10 10"},
	} {
		p := program()
		p.Formula = flatRate("0.1")
		p.Limits.Budget = null(tt.budget)
		if tt.guarantee != "" {
			p.Limits.Guarantee = incentive.Guarantee{Kind: incentive.GuaranteePerPeriod, Amount: null(tt.guarantee)}
		}
		s := settle(t, p, book(1, tt.lines...), lastDay(1))
		var got []string
		for _, st := range s.Statements {
			got = append(got, st.Awarded.String())
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		if short := len(s.Findings) > 0; short != (tt.name == "below the guarantees") {
			t.Errorf("%s: findings %+v", tt.name, s.Findings)
		}
	}
}

// Of a budget of 50, p was settled with 10 and q with 20, which leaves 20. Then, recorded
// late, p sold 300 more and q 100: 30 and 10 draw on 20 as 15 and 5. In the next, 150 of
// p's came back: it earned 25, which is not above its share of 25, so that stands.
// In the next, 200 more came back: 5, which frees 20 for q's late 150, of which it draws 15.
func TestLateSalesDrawOnWhatIsLeft(t *testing.T) {
	p := program()
	p.Formula = flatRate("0.1")
	p.Limits.Budget = null("50")
	lines := []string{"a p 01-10 100", "b q 01-10 200"}
	var settled []incentive.Settled
	var got []string
	for q, more := range [][]string{
		nil,
		{"c p 01-20 300 recorded=06-01", "d q 01-20 100 recorded=06-01"},
		{"r p 09-01 150 kind=return of=c"},
		{"s p 10-01 150 kind=return of=c", "t p 10-02 50 kind=return of=a", "e q 01-30 150 recorded=11-01"},
	} {
		lines = append(lines, more...)
		b := book(q+1, lines...)
		b.Settled = settled
		s := settle(t, p, b, lastDay(q+1))
		settled = s.Settled
		for _, e := range settled {
			if e.Period == quarter(1) {
				got = append(got, e.Awarded.Decimal.String())
			}
		}
	}
	if diff := cmp.Diff("10 20 25 25 25 25 5 40", strings.Join(got, " ")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// 2 % of 1,000 are below the minimum of 30 and carried; with 2 % of 700 more, 34 are paid;
// then a return of 500 leaves -10, and at the end 2 % of 900 less 10 are 8.
func TestMinimumPayout(t *testing.T) {
	lines := []string{"a p 01-10 1000", "b p 04-10 700", "r p 08-10 500 kind=return of=a", "d p 10-10 900"}
	for atEnd, want := range map[incentive.AtEnd]string{
		"":                    "0 20 0, 34 0 0, 0 -10 0, 8 0 0",
		incentive.AtEndPaid:   "0 20 0, 34 0 0, 0 -10 0, 8 0 0",
		incentive.AtEndLapses: "0 20 0, 34 0 0, 0 -10 0, 0 0 8",
	} {
		p := program()
		p.Limits.MinimumPayout, p.Limits.AtEnd = null("30"), atEnd
		var all []string
		var settled []incentive.Settled
		for q := 1; q <= 4; q++ {
			b := book(q, lines...)
			b.Settled = settled
			s := settle(t, p, b, lastDay(q))
			settled = s.Settled
			all = append(all, fmt.Sprint(s.Payable, s.CarriedOut, s.Lapsed))
		}
		if diff := cmp.Diff(want, strings.Join(all, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", atEnd, diff)
		}
	}
}

// 104,000 sold on January 15 with a window of 30 days. What comes back on February 14 takes
// 4,000 from the first quarter, which stays at 5 %. What comes back on May 1 is outside: it
// lowers the second quarter by 1,000, and would have taken the first to 99,000 × 2 % = 1,980.
func TestReturnWindow(t *testing.T) {
	p := program()
	p.ReturnDays = partnermath.Int(30)
	first := settle(t, p, book(1, "a p 01-15 104000", "r p 02-14 4000 kind=return of=a"), lastDay(1))
	b := book(2, "a p 01-15 104000", "r p 02-14 4000 kind=return of=a", "b p 04-20 5000", "s p 05-01 1000 kind=return of=a")
	b.Settled = first.Settled
	s := settle(t, p, b, lastDay(2))
	st := s.Statements[0]
	if got := fmt.Sprint(first.Earned, st.Qualifying, st.Earned, len(st.Adjustments)); got != "5000 4000 80 0" {
		t.Errorf("got %s", got)
	}
	want := []incentive.Adjustment{{Period: quarter(1), Records: []string{"s"}, Before: number("5000"), After: number("1980"), Amount: number("-3020")}}
	if diff := cmp.Diff(want, st.Outside); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if len(s.Findings) != 1 || s.Findings[0].Reason != incentive.FoundWindow {
		t.Errorf("findings %+v", s.Findings)
	}
}

// Recorded by the 10th of April it is part of the first quarter, later an adjustment of it.
func TestGraceDays(t *testing.T) {
	p := program()
	p.GraceDays = 10
	b := book(1, "a p 01-15 1000", "b p 03-31 2000 recorded=04-10", "c p 03-31 3000 recorded=04-11")
	st := settle(t, p, b, on("04-20")).Statements[0]
	want := []incentive.Adjustment{{Period: quarter(1), Records: []string{"c"}, Before: number("60"), After: number("120"), Amount: number("60")}}
	if diff := cmp.Diff(want, st.Adjustments); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := lineEarnings(&st); got != "a=20 b=40 c:late" || !st.Payable.Equal(number("120")) {
		t.Errorf("got %s, payable %s", got, st.Payable)
	}
	// As of the 10th the last is not known yet.
	early := settle(t, p, b, on("04-10"))
	if got := lineEarnings(&early.Statements[0]); got != "a=20 b=40 c:not-known-yet" {
		t.Errorf("got %s", got)
	}
	// The final period is settled again, and finds it.
	b.Settled = early.Settled
	again := settle(t, p, b, on("04-20")).Statements[0]
	if diff := cmp.Diff(want, again.Adjustments); diff != "" || !again.Payable.Equal(number("60")) {
		t.Errorf("payable %s (-want +got):\n%s", again.Payable, diff)
	}
}
