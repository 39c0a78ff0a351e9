package reward_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

// oracleAdd adds what a deal has to some sums, which have counted it.
func oracleAdd(s *reward.Sums, a reward.Amounts, status reward.DealStatus) {
	add := func(to *decimal.NullDecimal, n decimal.NullDecimal) {
		to.Valid = true
		if n.Valid {
			to.Decimal = to.Decimal.Add(n.Decimal)
		}
	}
	add(&s.Pending, a.Pending)
	add(&s.Forfeited, a.Forfeited)
	s.Earned, s.TakenBack = s.Earned.Add(a.Earned), s.TakenBack.Add(a.TakenBack)
	s.Paid, s.Due = s.Paid.Add(a.Paid), s.Due.Add(a.Due)
	if status == reward.StatusLost || status == reward.StatusExpired || status == reward.StatusCancelled {
		s.PaidOnLost = s.PaidOnLost.Add(a.Paid)
	}
}

func oracleUnknown(a reward.Amounts) int {
	if a.Pending.Valid && a.Forfeited.Valid {
		return 0
	}
	return 1
}

func oracleSettle(p reward.Program, deals []reward.Deal, asOf partnermath.Date) reward.Settlement {
	out := reward.Settlement{Program: p.ID, Currency: p.Currency, AsOf: asOf}
	found := map[partnermath.Reason][]string{}
	zero := decimal.NewNullDecimal(decimal.Zero)
	out.Total.Pending, out.Total.Forfeited = zero, zero
	enter := func(to []reward.Statement, id string, d reward.DealReward, a reward.Amounts) []reward.Statement {
		i := slices.IndexFunc(to, func(s reward.Statement) bool { return s.ID == id })
		if i < 0 {
			i, to = len(to), append(to, reward.Statement{ID: id})
		}
		to[i].Deals++
		to[i].Unknown += oracleUnknown(a)
		oracleAdd(&to[i].Sums, a, d.Status)
		oracleAdd(&out.Total, a, d.Status)
		to[i].Lines = append(to[i].Lines, reward.StatementLine{Deal: d.ID, Status: d.Status, Amounts: a})
		return to
	}
	for _, in := range deals {
		d, reasons := oracleDealReward(p, in, asOf)
		out.Deals = append(out.Deals, d)
		out.Total.Deals++
		out.Total.Unknown += max(oracleUnknown(d.ForOrganisation), oracleUnknown(d.ForRep))
		out.Organisations = enter(out.Organisations, d.Partner, d, d.ForOrganisation)
		if d.Rep != "" {
			out.Reps = enter(out.Reps, d.Rep, d, d.ForRep)
		}
		for r := range reasons {
			found[r] = append(found[r], d.ID)
		}
	}
	for _, s := range [][]reward.Statement{out.Organisations, out.Reps} {
		slices.SortFunc(s, func(a, b reward.Statement) int { return cmp.Compare(a.ID, b.ID) })
	}
	out.Findings = oracleFindings(found)
	return out
}

func TestSettleAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := oracleDrawProgram(t)
		var deals []reward.Deal
		for i := range rapid.IntRange(0, 4).Draw(t, "deals") {
			deals = append(deals, oracleDrawDeal(t, p, fmt.Sprint("d", i)))
		}
		asOf := oracleDrawDay(t, "as of")
		got, err := reward.Settle(p, reward.Book{Deals: deals}, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(oracleSettle(p, deals, asOf), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-oracle +got):\n%s\n%s", diff, testkit.JSON(t, deals))
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return reward.Settle(p, reward.Book{Deals: deals}, asOf) }, &p, &deals)
	})
}
