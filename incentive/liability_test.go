package incentive_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/liability"
)

// A year: each quarter opens with what the one before closed with, the line adds up, and
// what is closed with is what is carried out and accrued.
func TestLiabilityIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), drawBook(t)
		drawRules(t, &p)
		p.GraceDays, p.ReturnDays = min(p.GraceDays, 80), decimal.NullDecimal{}
		var settled []incentive.Settled
		var accruals []liability.Accrual
		closing := decimal.Decimal{}
		for n := 1; n <= 4; n++ {
			o := liability.Obligation{Program: p, Opening: settled, Closing: settled}
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
					e := liability.Expectation{
						Period: quarter(n), Partner: partner, AsOf: quarter(n).Start.AddDays(30), Before: decimal.NewNullDecimal(before), Parts: 3, Elapsed: 1,
						ToDate: liability.Forecast{Qualifying: drawAmount(t, "to date")},
					}
					a, err := liability.Accrue(p, e)
					if err != nil {
						t.Fatal(err)
					}
					before, accruals = a.Accrued, append(accruals, a)
				}
				open = open.Add(before)
			}
			o.Accruals = append(o.Accruals, accruals...)
			r, err := liability.Roll(quarter(n), []liability.Obligation{o})
			if err != nil {
				t.Fatal(err)
			}
			l := r.Total
			if !l.Opening.Equal(closing) {
				t.Fatalf("quarter %d opens with %s after %s", n, l.Opening, closing)
			}
			closing = l.Closing
			if sum := l.Opening.Add(l.Accrued).Sub(l.Paid).Add(l.TrueUp).Sub(l.Breakage); !sum.Equal(l.Closing) {
				t.Fatalf("%v adds up to %s", l, sum)
			}
			for _, e := range settled {
				if e.Period == quarter(n-1) {
					open = open.Add(e.CarriedOut.Decimal)
				}
			}
			if !open.Equal(l.Closing) {
				t.Fatalf("%v closes beside %s carried out and accrued", l, open)
			}
			for _, d := range l.Dues {
				open = open.Sub(d.Amount)
			}
			if !open.IsZero() {
				t.Fatalf("%v has dues that miss %s", l, open)
			}
			if l.Most.Valid && p.Limits.Budget.Valid && l.Most.Decimal.GreaterThan(l.Closing.Add(p.Limits.Budget.Decimal)) {
				t.Fatalf("%v exceeds the budget", l)
			}
		}
	})
}
