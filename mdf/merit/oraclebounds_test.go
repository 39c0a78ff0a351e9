package merit_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

// Without minimums, one more minor unit of budget never funds less, nor is worth less.
func TestOracleMoreBudget(t *testing.T) {
	often(t, func(t *rapid.T) {
		c, all, _ := drawRace(t, false, false)
		before := compete(t, c, all)
		c.Budget = decimal.NewNullDecimal(c.Budget.Decimal.Add(decimal.New(1, -placesOf(c.Currency))))
		after := compete(t, c, all)
		if after.Value.LessThan(before.Value) || after.Bound.LessThan(before.Bound) || after.Funded.LessThan(before.Funded) {
			t.Fatalf("%+v, then %+v", before, after)
		}
		for i, l := range after.Lines {
			if l.Funded.LessThan(before.Lines[i].Funded) {
				t.Fatalf("%+v, then %+v", before.Lines[i], l)
			}
		}
	})
}

// A search that may be stopped says that it has found the best only where it has, and else
// that no more can be had than in part.
func TestOracleStopped(t *testing.T) {
	stopped := 0
	often(t, func(t *rapid.T) {
		c, all, places := drawRace(t, true, rapid.Bool().Draw(t, "minimums"))
		c.Nodes = rapid.IntRange(1, 6).Draw(t, "nodes")
		r, got := raceOf(c, all, places), compete(t, c, all)
		r.fill(c)
		best, bound, is, have := int64(0), r.value(r.inPart(c)), 0, int64(-1)
		for i, l := range got.Lines {
			if l.Funded.IsPositive() {
				is |= 1 << i
			}
		}
		r.sets(c, func(set int, value int64) {
			best = max(best, value)
			if set == is {
				have = value
			}
		})
		if got.Proven {
			bound = r.value(best)
		} else {
			stopped++
		}
		if have < 0 || !got.Value.Equal(r.value(have)) || !got.Bound.Equal(bound) || got.Proven != got.Gap.IsZero() {
			t.Fatalf("%s\n%s\n%+v, best %s", testkit.JSON(t, c), testkit.JSON(t, all), got, r.value(best))
		}
	})
	if stopped == 0 {
		t.Error("no search was stopped")
	}
}
