package reward_test

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The oracle works out every figure from its formula, deal by deal and place by place, in
// fractions of money.

func oracleRound(r *big.Rat, places int32) *big.Rat {
	return testkit.Rat(testkit.RoundHalfAway(r, places))
}

func oracleDecimal(r *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(r, 12) }

func oracleNull(r *big.Rat) decimal.NullDecimal {
	if r == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(oracleDecimal(r))
}

func oracleRat(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return nil
	}
	return testkit.Rat(n.Decimal)
}

func oracleLess(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func oracleMin(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

func oracleFindings(ids map[partnermath.Reason][]string) (all []partnermath.Finding) {
	for r, of := range ids {
		slices.Sort(of)
		all = append(all, partnermath.Finding{Reason: r, Records: len(of), IDs: of})
	}
	slices.SortFunc(all, func(a, b partnermath.Finding) int { return cmp.Compare(a.Reason, b.Reason) })
	return all
}

func oracleDrawDay(t *rapid.T, name string) partnermath.Date {
	return partnermath.NewDate(2026, time.March, rapid.IntRange(1, 9).Draw(t, name))
}

func oracleMaybe(t *rapid.T, name string, low, high int64, places int32) decimal.NullDecimal {
	if rapid.IntRange(0, 3).Draw(t, name+" unknown") == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(t, name))
}
