package award_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/award"
	"github.com/partnermath/partnermath/internal/testkit"
)

func earned(amounts ...string) []award.Partner {
	var all []award.Partner
	for _, a := range amounts {
		all = append(all, award.Partner{TakesPart: true, Standing: award.Standing{Earned: testkit.Number(a)}})
	}
	return all
}

func settle(p *award.Period) []int {
	p.TopUp()
	cut := p.Award()
	p.Repay()
	return cut
}

func standings(p *award.Period) []string {
	var all []string
	for _, of := range p.Partners {
		all = append(all, of.Earned.String()+" + "+of.TopUp.String()+" → "+of.Awarded.String()+", repaid "+of.Repaid.String()+", owed "+of.Owed.String())
	}
	return all
}

func TestByHand(t *testing.T) {
	hundred := award.Guarantee{Amount: testkit.Number("100")}
	cumulative, loan := hundred, hundred
	cumulative.Cumulative, loan.Recoverable = true, true
	after := func(partner award.Partner, h award.History) []award.Partner {
		partner.History = h
		return []award.Partner{partner}
	}
	before := []award.Standing{{Earned: testkit.Number("60"), Awarded: testkit.Number("40")}, {Earned: testkit.Number("90"), Awarded: testkit.Number("60")}}
	for _, tt := range []struct {
		name string
		p    award.Period
		want []string
		cut  []int
	}{
		{"an interim settlement tops nothing up", award.Period{Guarantee: hundred, Partners: earned("30")}, []string{"30 + 0 → 30, repaid 0, owed 0"}, nil},
		{"topped up", award.Period{Guarantee: hundred, Final: true, Partners: earned("30", "130")}, []string{"30 + 70 → 100, repaid 0, owed 0", "130 + 0 → 130, repaid 0, owed 0"}, nil},
		// 3 × 100 - 30 - 150 = 120
		{
			"cumulative",
			award.Period{Guarantee: cumulative, Final: true, Partners: after(earned("30")[0], award.History{Periods: 2, Awarded: testkit.Number("150")})},
			[]string{"30 + 120 → 150, repaid 0, owed 0"},
			nil,
		},
		// min(80, 150 - 100) = 50
		{
			"a loan is repaid",
			award.Period{Guarantee: loan, Final: true, Partners: after(earned("150")[0], award.History{Owed: testkit.Number("80")})},
			[]string{"150 + 0 → 150, repaid 50, owed 30"},
			nil,
		},
		{
			"and forgiven",
			award.Period{Guarantee: loan, Final: true, Forgives: true, Partners: after(earned("30")[0], award.History{Owed: testkit.Number("80")})},
			[]string{"30 + 70 → 100, repaid 0, owed 0"},
			nil,
		},
		// 100 each is guaranteed; the 60 left are shared 20 : 100.
		{
			"a budget leaves the guarantees first",
			award.Period{Guarantee: hundred, Final: true, Budget: testkit.Null("260"), Places: 0, Partners: earned("120", "200")},
			[]string{"120 + 0 → 110, repaid 0, owed 0", "200 + 0 → 150, repaid 0, owed 0"},
			nil,
		},
		{
			"a budget below the guarantees",
			award.Period{Guarantee: hundred, Final: true, Budget: testkit.Null("150"), Partners: earned("100", "200")},
			[]string{"100 + 0 → 75, repaid 0, owed 0", "200 + 0 → 75, repaid 0, owed 0"},
			[]int{0, 1},
		},
		// The first falls to 30 and frees 10; the second rises by 20 and draws them.
		{
			"a settled budget",
			award.Period{Budget: testkit.Null("100"), Settled: before, Partners: earned("30", "110")},
			[]string{"30 + 0 → 30, repaid 0, owed 0", "110 + 0 → 70, repaid 0, owed 0"},
			nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cut := settle(&tt.p)
			if diff := cmp.Diff(tt.want, standings(&tt.p)) + cmp.Diff(tt.cut, cut); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A budget is never exceeded and cuts only where it does not suffice.
func TestBudgetProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := award.Period{Guarantee: award.Guarantee{Amount: testkit.Decimal(0, 10_000, 2).Draw(t, "guarantee")}, Places: 2, Final: true}
		p.Budget = decimal.NewNullDecimal(testkit.Decimal(0, 100_000, 2).Draw(t, "budget"))
		due, awarded := decimal.Decimal{}, decimal.Decimal{}
		for range rapid.IntRange(1, 6).Draw(t, "partners") {
			p.Partners = append(p.Partners, award.Partner{TakesPart: rapid.Bool().Draw(t, "takes part"), Standing: award.Standing{Earned: testkit.Decimal(0, 50_000, 2).Draw(t, "earned")}})
		}
		settle(&p)
		for _, of := range p.Partners {
			due, awarded = due.Add(of.Earned).Add(of.TopUp), awarded.Add(of.Awarded)
		}
		if !awarded.Equal(decimal.Min(due, p.Budget.Decimal)) {
			t.Fatalf("%s of %s with a budget of %s", awarded, due, p.Budget.Decimal)
		}
	})
}

func TestFollow(t *testing.T) {
	of := award.Partner{TakesPart: true, History: award.History{Periods: 1, Awarded: testkit.Number("5")}, Standing: award.Standing{Awarded: testkit.Number("7"), Owed: testkit.Number("2")}}
	if got := of.Follow(); got.Periods != 2 || !got.Awarded.Equal(testkit.Number("12")) || !got.Owed.Equal(testkit.Number("2")) {
		t.Errorf("got %v", got)
	}
}
