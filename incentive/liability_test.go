package incentive_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

func liability(t testing.TB, n int, obligations ...incentive.Obligation) incentive.RollForward {
	t.Helper()
	r, err := incentive.Liability(quarter(n), obligations)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rolled writes a line as "opening + accrued - paid + trueUp - breakage = closing, most" and its dues.
func rolled(l incentive.LiabilityLine) []string {
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

func same(t *testing.T, got incentive.LiabilityLine, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, rolled(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLiabilityByHand(t *testing.T) {
	p := program()
	p.GraceDays = 10
	p.Limits.MinimumPayout, p.Limits.Budget = null("1000"), null("6000")
	january := expectation("30000", forecast("90000", "0.6"), forecast("150000", "0.4"))
	march := expectation("80000", forecast("95000", "0.6"), forecast("120000", "0.4"))
	march.AsOf, march.Before = on("03-31"), null("600")
	accruals := []incentive.Accrual{accrue(t, p, january), accrue(t, p, march)}
	o := incentive.Obligation{Program: p, Accruals: accruals}
	// 1,800 × 3 ÷ 9 = 600 and 1,900 × 80 ÷ 95 = 1,600. 120,000 would pay 6,000: 4,400 more,
	// which the budget has left exactly.
	same(t, liability(t, 1, o).Programs[0], "0 + 1600 - 0 + 0 - 0 = 1600, 6000", "2026-04-11 1600")
	// Another partner may earn anything, which the budget limits.
	o.Partners = []string{"p", "q"}
	same(t, liability(t, 1, o).Total, "0 + 1600 - 0 + 0 - 0 = 1600, 6000", "2026-04-11 1600")
	o.Program.Limits.Budget = decimal.NullDecimal{}
	same(t, liability(t, 1, o).Total, "0 + 1600 - 0 + 0 - 0 = 1600, unbounded", "2026-04-11 1600")
	o.Program.Limits.PartnerCap = null("7000")
	same(t, liability(t, 1, o).Total, "0 + 1600 - 0 + 0 - 0 = 1600, 13000", "2026-04-11 1600")

	// In the second quarter the first is settled at 49,000 × 2 % = 980, which is below the
	// minimum, so it is carried; the true-up takes 620 back.
	b := book(1, "a p 02-10 49000")
	b.Final = true
	first := settle(t, p, b, on("04-11"))
	o = incentive.Obligation{Program: p, Accruals: accruals, Closing: first.Settled}
	same(t, liability(t, 2, o).Programs[0], "1600 + 0 - 0 + -620 - 0 = 980, 980", "2026-07-11 980")
	// The second settles 30,000: 600, found with a late sale of the first of 1,000 that is worth 20:
	// all 1,600 are paid.
	b = book(2, "a p 02-10 49000", "b p 02-11 1000 recorded=05-01", "c p 05-10 30000")
	b.Final, b.Settled = true, first.Settled
	second := settle(t, p, b, on("07-11"))
	o = incentive.Obligation{Program: p, Opening: first.Settled, Closing: second.Settled}
	same(t, liability(t, 3, o).Programs[0], "980 + 0 - 1600 + 620 - 0 = 0, 0")
}

// What is earned and lapses is breakage.
func TestBreakage(t *testing.T) {
	p := program()
	p.Periods, p.Limits = p.Periods[:1], incentive.Limits{MinimumPayout: null("50"), AtEnd: incentive.AtEndLapses}
	b := book(1, "a p 02-10 1000")
	b.Final = true
	o := incentive.Obligation{Program: p, Accruals: []incentive.Accrual{accrue(t, p, expectation("1000", forecast("3000", "")))}, Closing: settle(t, p, b, on("04-01")).Settled}
	same(t, liability(t, 2, o).Total, "20 + 0 - 0 + 0 - 20 = 0, 0")
}

func TestLiabilityFaults(t *testing.T) {
	p := program()
	b := book(1, "a p 02-10 49000")
	b.Final = true
	settled := settle(t, p, b, on("04-11")).Settled
	a := accrue(t, p, expectation("30000", forecast("90000", "")))
	late, other := a, a
	late.AsOf, late.Before = on("04-01"), number("7")
	other.Currency = "JPY"
	other.Program, other.Accrued, other.Period.End = "other", number("0.001"), on("02-01")
	yen := p
	yen.Currency = "JPY"
	for _, tt := range []struct {
		name string
		all  []incentive.Obligation
		want []string
	}{
		{"none", nil, []string{"obligations required"}},
		{"zero", []incentive.Obligation{{}}, []string{
			"obligations[0].program.id id", "obligations[0].program.currency currency", "obligations[0].program.periods required",
			"obligations[0].program.qualifies one-of", "obligations[0].program.formula.kind one-of",
		}},
		{"currencies", []incentive.Obligation{{Program: p}, {Program: yen}}, []string{"obligations[1].program.currency match"}},
		{"accruals", []incentive.Obligation{{Program: p, Accruals: []incentive.Accrual{a, other}}}, []string{
			"obligations[0].accruals[1].program match", "obligations[0].accruals[1].currency match", "obligations[0].accruals[1].accrued digits", "obligations[0].accruals[1].period known",
		}},
		{"late", []incentive.Obligation{{Program: p, Accruals: []incentive.Accrual{late}}}, []string{"obligations[0].accruals[0].asOf order"}},
		{"that do not follow", []incentive.Obligation{{Program: p, Accruals: []incentive.Accrual{a, a}}}, []string{"obligations[0].accruals[1].before match"}},
		{"settled", []incentive.Obligation{{Program: p, Opening: settled, Accruals: []incentive.Accrual{a}, Partners: []string{""}}}, []string{
			"obligations[0].opening[0].partner match", "obligations[0].accruals[0].period order", "obligations[0].partners[0] id",
		}},
		{"twice", []incentive.Obligation{{Program: p, Closing: append(settled[:1:1], settled[0])}}, []string{"obligations[0].closing[1].partner unique"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := incentive.Liability(quarter(1), tt.all)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if _, err := incentive.Liability(partnermath.Period{}, nil); err == nil {
		t.Error("a liability of no quarter")
	}
	if got := testkit.BrokenRules(t, incentive.Obligation{}.Validate()); len(got) != 5 {
		t.Errorf("got %v", got)
	}
}

// A year: each quarter opens with what the one before closed with, the line adds up, and
// what is closed with is what is carried out and accrued.
func TestLiabilityIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), drawBook(t)
		drawRules(t, &p)
		p.GraceDays, p.ReturnDays = min(p.GraceDays, 80), decimal.NullDecimal{}
		var settled []incentive.Settled
		var accruals []incentive.Accrual
		closing := decimal.Decimal{}
		for n := 1; n <= 4; n++ {
			o := incentive.Obligation{Program: p, Opening: settled, Closing: settled}
			if n > 1 {
				b.Period, b.Final, b.Settled = quarter(n-1), true, settled
				s := settle(t, p, b, quarter(n-1).End.AddDays(p.GraceDays))
				o.Closing, settled = s.Settled, s.Settled
				o.Accruals, accruals = accruals, nil
			}
			open := decimal.Decimal{}
			for _, partner := range b.Partners {
				before := decimal.Decimal{}
				for range rapid.IntRange(0, 2).Draw(t, "accruals") {
					e := incentive.Expectation{
						Period: quarter(n), Partner: partner, AsOf: quarter(n).Start.AddDays(30), Before: decimal.NewNullDecimal(before), Parts: 3, Elapsed: 1,
						ToDate: incentive.Forecast{Qualifying: drawAmount(t, "to date")},
					}
					a, err := incentive.Accrue(p, e)
					if err != nil {
						t.Fatal(err)
					}
					before, accruals = a.Accrued, append(accruals, a)
				}
				open = open.Add(before)
			}
			o.Accruals = append(o.Accruals, accruals...)
			r, err := incentive.Liability(quarter(n), []incentive.Obligation{o})
			if err != nil {
				t.Fatal(err)
			}
			l := r.Total
			if !l.Opening.Equal(closing) {
				t.Fatalf("quarter %d opens with %s after %s", n, l.Opening, closing)
			}
			closing = l.Closing
			if sum := l.Opening.Add(l.Accrued).Sub(l.Paid).Add(l.TrueUp).Sub(l.Breakage); !sum.Equal(l.Closing) {
				t.Fatalf("%v adds up to %s", rolled(l), sum)
			}
			for _, e := range settled {
				if e.Period == quarter(n-1) {
					open = open.Add(e.CarriedOut.Decimal)
				}
			}
			if !open.Equal(l.Closing) {
				t.Fatalf("%v closes beside %s carried out and accrued", rolled(l), open)
			}
			for _, d := range l.Dues {
				open = open.Sub(d.Amount)
			}
			if !open.IsZero() {
				t.Fatalf("%v has dues that miss %s", rolled(l), open)
			}
			if l.Most.Valid && p.Limits.Budget.Valid && l.Most.Decimal.GreaterThan(l.Closing.Add(p.Limits.Budget.Decimal)) {
				t.Fatalf("%v exceeds the budget", rolled(l))
			}
		}
	})
}

// The golden files show the form of what accruals take and give.
func TestAccrualJSON(t *testing.T) {
	p := program()
	p.Limits.Guarantee = incentive.Guarantee{Kind: incentive.GuaranteePerPeriod, Amount: null("100")}
	e := expectation("30000", forecast("90000", "0.6"), forecast("150000", "0.4"))
	e.Method = incentive.AccrueWeighted
	a := accrue(t, p, e)
	o := incentive.Obligation{Program: p, Accruals: []incentive.Accrual{a}, Partners: []string{"p"}}
	testkit.Golden(t, "expectation.golden.json", testkit.RoundTrip(t, e))
	testkit.Golden(t, "accrual.golden.json", testkit.RoundTrip(t, a))
	testkit.Golden(t, "obligation.golden.json", testkit.RoundTrip(t, o))
	testkit.Golden(t, "rollforward.golden.json", testkit.RoundTrip(t, liability(t, 1, o)))
}

func TestHostileAccruals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hostile := func(what string) decimal.Decimal { return testkit.HostileDecimal().Draw(t, what) }
		p := drawProgram(t)
		e := expectation("10", forecast("20", ""))
		switch rapid.IntRange(0, 5).Draw(t, "where") {
		case 0:
			e.ToDate.Qualifying.Decimal = hostile("to date")
		case 1:
			e.Forecasts[0] = incentive.Forecast{Qualifying: decimal.NewNullDecimal(hostile("forecast")), Probability: decimal.NewNullDecimal(hostile("probability"))}
		case 2:
			e.Forecasts, e.Parts, e.Elapsed = nil, rapid.Int().Draw(t, "parts"), rapid.Int().Draw(t, "elapsed")
		case 3:
			e.Before.Decimal, e.Earned = hostile("before"), decimal.NewNullDecimal(hostile("earned"))
		case 4:
			e.Settled = []incentive.Settled{{Partner: "p", Period: quarter(1), Awarded: decimal.NewNullDecimal(hostile("awarded"))}}
		case 5:
			p.Currency, e.Period.Start, e.Partner.ID = testkit.HostileString().Draw(t, "currency"), partnermath.Date{}, testkit.HostileString().Draw(t, "id")
		}
		a, err := incentive.Accrue(p, e)
		testkit.BrokenRules(t, err)
		testkit.BrokenRules(t, e.Validate())
		a.Accrued, a.Highest = hostile("accrued"), hostile("highest")
		_, err = incentive.Liability(quarter(1), []incentive.Obligation{{Program: p, Accruals: []incentive.Accrual{a}, Partners: []string{testkit.HostileString().Draw(t, "partner")}}})
		testkit.BrokenRules(t, err)
	})
}

// A program of which nothing is known owes nothing.
func TestLiabilityOfNothing(t *testing.T) {
	r := liability(t, 1, incentive.Obligation{Program: program()})
	same(t, r.Total, "0 + 0 - 0 + 0 - 0 = 0, 0")
}
