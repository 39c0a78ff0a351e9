package reward_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

func oracleRank(c reward.Contest, entries []reward.Entry) reward.Standings {
	places, _ := partnermath.MinorUnits(c.Currency)
	out := reward.Standings{Contest: c.ID, Currency: c.Currency, Budget: c.Budget}
	var prizes []*big.Rat
	sum := new(big.Rat)
	for _, n := range c.Prizes {
		prizes = append(prizes, oracleRat(n))
		sum.Add(sum, oracleRat(n))
	}
	if budget := oracleRat(c.Budget); budget != nil && sum.Cmp(budget) > 0 {
		prizes = testkit.LargestRemainder(budget, prizes, places)
	}
	for i, n := range prizes {
		out.Prizes = append(out.Prizes, reward.PrizeLine{Place: i + 1, Stated: c.Prizes[i].Decimal, Prize: oracleDecimal(n)})
	}
	found := map[partnermath.Reason][]string{}
	var placed, others []reward.Standing
	for _, e := range entries {
		s := reward.Standing{ID: e.ID, Result: e.Result, Date: e.Date}
		switch {
		case !e.Result.Valid:
			s.Reason = reward.ReasonResultUnknown
			found[s.Reason] = append(found[s.Reason], e.ID)
		case c.Minimum.Valid && e.Result.Decimal.LessThan(c.Minimum.Decimal):
			s.Reason = reward.ReasonBelowMinimum
		default:
			if e.Date.IsZero() && c.Ties == reward.TiesEarlier {
				found[reward.ReasonDayUnknown] = append(found[reward.ReasonDayUnknown], e.ID)
			}
			placed = append(placed, s)
			continue
		}
		others = append(others, s)
	}
	better := func(a, b reward.Standing) bool {
		if n := a.Result.Decimal.Cmp(b.Result.Decimal); n != 0 || c.Ties == reward.TiesPool {
			return n > 0
		}
		return !a.Date.IsZero() && (b.Date.IsZero() || a.Date.Before(b.Date))
	}
	byID := func(a, b reward.Standing) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(placed, byID)
	slices.SortFunc(others, byID)
	for i := range placed {
		pool, ahead, weights := new(big.Rat), 0, []*big.Rat(nil)
		s := &placed[i]
		s.Place = 1
		for j, o := range placed {
			if better(o, *s) {
				s.Place++
			} else if !better(*s, o) {
				weights = append(weights, big.NewRat(1, 1))
				if j < i {
					ahead++
				}
			}
		}
		s.Tied = len(weights)
		for k := s.Place - 1; k < min(s.Place-1+s.Tied, len(prizes)); k++ {
			pool.Add(pool, prizes[k])
		}
		s.Pool = oracleDecimal(pool)
		s.Prize = oracleDecimal(testkit.LargestRemainder(pool, weights, places)[ahead])
		out.Awarded = out.Awarded.Add(s.Prize)
	}
	slices.SortStableFunc(placed, func(a, b reward.Standing) int { return cmp.Compare(a.Place, b.Place) })
	out.Standings = slices.Concat(placed, others)
	if c.Budget.Valid {
		out.Left = decimal.NewNullDecimal(c.Budget.Decimal.Sub(out.Awarded))
	}
	out.Findings = oracleFindings(found)
	return out
}

func TestRankAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := reward.Contest{
			ID: "c", Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
			Ties: rapid.SampledFrom(reward.TiesPool.Values()).Draw(t, "ties"), Minimum: oracleMaybe(t, "minimum", -1, 3, 1),
		}
		places, _ := partnermath.MinorUnits(c.Currency)
		c.Budget = oracleMaybe(t, "budget", 0, 30, places)
		prizes := rapid.SliceOfN(rapid.Int64Range(0, 2000), 1, 5).Draw(t, "prizes")
		slices.SortFunc(prizes, func(a, b int64) int { return cmp.Compare(b, a) })
		for i, n := range prizes {
			if i == 0 {
				n++
			}
			c.Prizes = append(c.Prizes, partnermath.Num(n, places))
		}
		var entries []reward.Entry
		for i := range rapid.IntRange(0, 8).Draw(t, "entries") {
			e := reward.Entry{ID: fmt.Sprint("e", i), Result: oracleMaybe(t, "result", -1, 3, 0)}
			if rapid.IntRange(0, 3).Draw(t, "dated") > 0 {
				e.Date = partnermath.NewDate(2026, time.March, rapid.IntRange(1, 2).Draw(t, "day"))
			}
			entries = append(entries, e)
		}
		if len(entries) > 1 {
			entries = rapid.Permutation(entries).Draw(t, "order")
		}
		got, err := reward.Rank(c, entries)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(oracleRank(c, entries), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-oracle +got):\n%s\n%s\n%s", diff, testkit.JSON(t, c), testkit.JSON(t, entries))
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return reward.Rank(c, entries) }, &c, &entries)
	})
}
