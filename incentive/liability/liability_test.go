package liability_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/liability"
	"github.com/partnermath/partnermath/internal/testkit"
)

func null(s string) decimal.NullDecimal {
	d, _ := decimal.NewFromString(s)
	return decimal.NullDecimal{Decimal: d, Valid: s != ""}
}

// on returns a day of 2026, such as "03-31".
func on(s string) partnermath.Date {
	d, err := partnermath.ParseDate("2026-" + s)
	if err != nil {
		panic(err)
	}
	return d
}

// quarter returns a quarter of 2026.
func quarter(n int) partnermath.Period { return partnermath.Calendar{}.Quarter(2026, n) }

// program is a rebate of a whole year by quarters: 2 % of all revenue, 5 % from 100,000.
func program() incentive.Program {
	return incentive.Program{
		ID: "rebate", Currency: "USD",
		Periods:   []partnermath.Period{quarter(1), quarter(2), quarter(3), quarter(4)},
		Qualifies: incentive.MeasureRevenue,
		Formula: incentive.Formula{Kind: incentive.FormulaTiers, Tiers: partnermath.Tiers{Method: partnermath.MethodWhole, Steps: []partnermath.Step{
			{From: null("0"), Rate: null("0.02")}, {From: null("100000"), Rate: null("0.05")},
		}}},
	}
}

// settle settles a quarter as final for the partner p.
func settle(t *testing.T, p incentive.Program, n int, asOf string, settled []incentive.Settled, sales ...incentive.Sale) []incentive.Settled {
	t.Helper()
	b := incentive.Book{Period: quarter(n), Final: true, Partners: []incentive.Partner{{ID: "p"}}, Sales: sales, Settled: settled}
	s, err := incentive.Settle(p, b, on(asOf))
	if err != nil {
		t.Fatal(err)
	}
	return s.Settled
}

func sale(id, date, amount string) incentive.Sale {
	return incentive.Sale{ID: id, Partner: "p", Date: on(date), Amount: null(amount)}
}

// accrue accrues for the first quarter of the partner p by forecasts of a measure and a
// probability.
func accrue(t *testing.T, p incentive.Program, asOf, toDate, before string, forecasts ...[2]string) liability.Accrual {
	t.Helper()
	e := liability.Expectation{
		Period: quarter(1), Partner: incentive.Partner{ID: "p"}, AsOf: on(asOf), Before: null(before),
		ToDate: liability.Forecast{Qualifying: null(toDate)},
	}
	for _, f := range forecasts {
		e.Forecasts = append(e.Forecasts, liability.Forecast{Qualifying: null(f[0]), Probability: null(f[1])})
	}
	a, err := liability.Accrue(p, e)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func roll(t *testing.T, n int, obligations ...liability.Obligation) liability.RollForward {
	t.Helper()
	r, err := liability.Roll(quarter(n), obligations)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rolled writes a line as "opening + accrued - paid + trueUp - breakage = closing, most" and its dues.
func rolled(l liability.Line) []string {
	most := "unbounded"
	if l.Most.Valid {
		most = l.Most.Decimal.String()
	}
	all := []string{fmt.Sprintf("%s + %s - %s + %s - %s = %s, %s", l.Opening, l.Accrued, l.Paid, l.TrueUp, l.Breakage, l.Closing, most)}
	for _, d := range l.Dues {
		all = append(all, fmt.Sprint(d.Date, " ", d.Amount))
	}
	return all
}

func same(t *testing.T, got liability.Line, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, rolled(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLiabilityByHand(t *testing.T) {
	p := program()
	p.GraceDays = 10
	p.Limits.MinimumPayout, p.Limits.Budget = null("1000"), null("6000")
	accruals := []liability.Accrual{
		accrue(t, p, "01-31", "30000", "0", [2]string{"90000", "0.6"}, [2]string{"150000", "0.4"}),
		accrue(t, p, "03-31", "80000", "600", [2]string{"95000", "0.6"}, [2]string{"120000", "0.4"}),
	}
	o := liability.Obligation{Program: p, Accruals: accruals}
	// 1,800 × 3 ÷ 9 = 600 and 1,900 × 80 ÷ 95 = 1,600. 120,000 would pay 6,000: 4,400 more,
	// which the budget has left exactly.
	same(t, roll(t, 1, o).Programs[0], "0 + 1600 - 0 + 0 - 0 = 1600, 6000", "2026-04-11 1600")
	// Another partner may earn anything, which the budget limits.
	o.Partners = []string{"p", "q"}
	same(t, roll(t, 1, o).Total, "0 + 1600 - 0 + 0 - 0 = 1600, 6000", "2026-04-11 1600")
	o.Program.Limits.Budget = decimal.NullDecimal{}
	same(t, roll(t, 1, o).Total, "0 + 1600 - 0 + 0 - 0 = 1600, unbounded", "2026-04-11 1600")
	o.Program.Limits.PartnerCap = null("7000")
	same(t, roll(t, 1, o).Total, "0 + 1600 - 0 + 0 - 0 = 1600, 13000", "2026-04-11 1600")

	// In the second quarter the first is settled at 49,000 × 2 % = 980, which is below the
	// minimum, so it is carried; the true-up takes 620 back.
	first := settle(t, p, 1, "04-11", nil, sale("a", "02-10", "49000"))
	o = liability.Obligation{Program: p, Accruals: accruals, Closing: first}
	same(t, roll(t, 2, o).Programs[0], "1600 + 0 - 0 + -620 - 0 = 980, 980", "2026-07-11 980")
	// The second settles 30,000: 600, found with a late sale of the first of 1,000 that is worth 20:
	// all 1,600 are paid.
	late := sale("b", "02-11", "1000")
	late.Recorded = on("05-01")
	second := settle(t, p, 2, "07-11", first, sale("a", "02-10", "49000"), late, sale("c", "05-10", "30000"))
	o = liability.Obligation{Program: p, Opening: first, Closing: second}
	same(t, roll(t, 3, o).Programs[0], "980 + 0 - 1600 + 620 - 0 = 0, 0")
}

// What is earned and lapses is breakage.
func TestBreakage(t *testing.T) {
	p := program()
	p.Periods, p.Limits = p.Periods[:1], incentive.Limits{MinimumPayout: null("50"), AtEnd: incentive.AtEndLapses}
	o := liability.Obligation{
		Program: p, Accruals: []liability.Accrual{accrue(t, p, "01-31", "1000", "0", [2]string{"3000"})},
		Closing: settle(t, p, 1, "04-01", nil, sale("a", "02-10", "1000")),
	}
	same(t, roll(t, 2, o).Total, "20 + 0 - 0 + 0 - 20 = 0, 0")
}

func TestLiabilityFaults(t *testing.T) {
	p := program()
	settled := settle(t, p, 1, "04-11", nil, sale("a", "02-10", "49000"))
	a := accrue(t, p, "01-31", "30000", "0", [2]string{"90000"})
	late, other := a, a
	late.AsOf, late.Before = on("04-01"), null("7").Decimal
	other.Currency = "JPY"
	other.Program, other.Accrued, other.Period.End = "other", null("0.001").Decimal, on("02-01")
	yen := p
	yen.Currency = "JPY"
	for _, tt := range []struct {
		name string
		all  []liability.Obligation
		want []string
	}{
		{"none", nil, []string{"obligations required"}},
		{"zero", []liability.Obligation{{}}, []string{
			"obligations[0].program.id id", "obligations[0].program.currency currency", "obligations[0].program.periods required",
			"obligations[0].program.qualifies one-of", "obligations[0].program.formula.kind one-of",
		}},
		{"currencies", []liability.Obligation{{Program: p}, {Program: yen}}, []string{"obligations[1].program.currency match"}},
		{"accruals", []liability.Obligation{{Program: p, Accruals: []liability.Accrual{a, other}}}, []string{
			"obligations[0].accruals[1].program match", "obligations[0].accruals[1].currency match", "obligations[0].accruals[1].accrued digits", "obligations[0].accruals[1].period known",
		}},
		{"late", []liability.Obligation{{Program: p, Accruals: []liability.Accrual{late}}}, []string{"obligations[0].accruals[0].asOf order"}},
		{"that do not follow", []liability.Obligation{{Program: p, Accruals: []liability.Accrual{a, a}}}, []string{"obligations[0].accruals[1].before match"}},
		{"settled", []liability.Obligation{{Program: p, Opening: settled, Accruals: []liability.Accrual{a}, Partners: []string{""}}}, []string{
			"obligations[0].opening[0].partner match", "obligations[0].accruals[0].period order", "obligations[0].partners[0] id",
		}},
		{"twice", []liability.Obligation{{Program: p, Closing: append(settled[:1:1], settled[0])}}, []string{"obligations[0].closing[1].partner unique"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := liability.Roll(quarter(1), tt.all)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if _, err := liability.Roll(partnermath.Period{}, nil); err == nil {
		t.Error("a liability of no quarter")
	}
	if got := testkit.BrokenRules(t, liability.Obligation{}.Validate()); len(got) != 5 {
		t.Errorf("got %v", got)
	}
}

// A program of which nothing is known owes nothing.
func TestLiabilityOfNothing(t *testing.T) {
	r := roll(t, 1, liability.Obligation{Program: program()})
	same(t, r.Total, "0 + 0 - 0 + 0 - 0 = 0, 0")
}

// The golden files show the form of what is taken and given.
func TestJSON(t *testing.T) {
	p := program()
	p.Limits.Guarantee = incentive.Guarantee{Kind: incentive.GuaranteePerPeriod, Amount: null("100")}
	a := accrue(t, p, "01-31", "30000", "0", [2]string{"90000", "0.6"}, [2]string{"150000", "0.4"})
	o := liability.Obligation{Program: p, Accruals: []liability.Accrual{a}, Partners: []string{"p"}}
	testkit.Golden(t, "obligation.golden.json", testkit.RoundTrip(t, o))
	testkit.Golden(t, "rollforward.golden.json", testkit.RoundTrip(t, roll(t, 1, o)))
}

// A table that falls pays less at the highest forecast than is accrued: the most that could
// become due is what is owed.
func TestMostIsAtLeastClosing(t *testing.T) {
	p := program()
	p.Formula.Tiers.Steps[1].Rate = null("0.01")
	a := accrue(t, p, "01-31", "90000", "0", [2]string{"95000", "0.6"}, [2]string{"110000", "0.4"})
	// 95,000 pays 1,900, of which 90 ÷ 95 is 1,800; 110,000 pays 1,100.
	same(t, roll(t, 1, liability.Obligation{Program: p, Accruals: []liability.Accrual{a}}).Total,
		"0 + 1800 - 0 + 0 - 0 = 1800, 1800", "2026-04-01 1800")
}

// A partner that was settled in between and has no accrual can become due what its cap
// allows, as one of which nothing is known can.
func TestMostOfAnInterimSettlement(t *testing.T) {
	p := program()
	p.Limits.PartnerCap = null("7000")
	zero := null("0")
	o := liability.Obligation{Program: p, Partners: []string{"p", "q", "q"}, Closing: []incentive.Settled{{
		Partner: "p", Period: quarter(1), AsOf: on("02-01"), Earned: null("100"), TopUp: zero, Awarded: null("100"), Repaid: zero, Owed: zero,
		Adjusted: zero, Paid: null("40"), Lapsed: zero, CarriedOut: null("60"),
	}}}
	// 60 + (7,000 - 100) + 7,000
	same(t, roll(t, 1, o).Total, "0 + 0 - 40 + 100 - 0 = 60, 13960", "2026-04-01 60")
}

// What is beyond the bounds of any computation is refused before it is computed with.
func TestHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hostile := func(what string) decimal.Decimal { return testkit.HostileDecimal().Draw(t, what) }
		a := liability.Accrual{
			Program: "rebate", Currency: "USD", Partner: testkit.HostileString().Draw(t, "accrued for"), Period: quarter(1), AsOf: on("01-31"),
			Accrued: hostile("accrued"), Before: hostile("before"), Entry: hostile("entry"), Highest: hostile("highest"),
		}
		e := incentive.Settled{Partner: "p", Period: quarter(1)}
		for _, to := range []*decimal.NullDecimal{&e.Awarded, &e.Repaid, &e.Paid, &e.Lapsed} {
			*to = decimal.NewNullDecimal(hostile("settled"))
		}
		o := liability.Obligation{
			Program: program(), Accruals: []liability.Accrual{a, a}, Closing: []incentive.Settled{e}, Partners: []string{testkit.HostileString().Draw(t, "partner")},
		}
		testkit.BrokenRules(t, o.Validate())
		_, err := liability.Roll(quarter(1), []liability.Obligation{o})
		testkit.BrokenRules(t, err)
	})
}

func TestLimits(t *testing.T) {
	_, err := liability.Roll(quarter(1), make([]liability.Obligation, liability.MaxObligations+1))
	if diff := cmp.Diff([]string{"obligations length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	o := liability.Obligation{Program: program(), Partners: make([]string, incentive.MaxPartners+1)}
	if diff := cmp.Diff([]string{"partners length"}, testkit.BrokenRules(t, o.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// 100,000 partners of which nothing is known cost no more than their ids.
func BenchmarkRoll(b *testing.B) {
	o := liability.Obligation{Program: program()}
	for i := range incentive.MaxPartners {
		o.Partners = append(o.Partners, fmt.Sprint("partner-", i))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := liability.Roll(quarter(4), []liability.Obligation{o}); err != nil {
			b.Fatal(err)
		}
	}
}
