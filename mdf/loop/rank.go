package loop

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// ranking is a row with what it is ranked by.
type ranking struct {
	Row
	pair pair
}

// rank orders rows that come by value, and tells which worked.
func (v *verification) rank(rows []*ranking) []Row {
	var ranked []*ranking
	others := []Row{}
	for _, r := range rows {
		if r.Reason = v.unranked(r); r.Reason == "" {
			ranked = append(ranked, r)
		} else {
			others = append(others, r.Row)
		}
	}
	slices.SortStableFunc(ranked, func(a, b *ranking) int {
		return cmp.Or(compareYields(b.pair, a.pair), cmp.Compare(b.pair.by, a.pair.by))
	})
	list := make([]Row, len(ranked), len(rows))
	for i, r := range ranked {
		r.Rank, r.Worked = i+1, v.worked(r.pair)
		if i > 0 && compareYields(ranked[i-1].pair, r.pair) == 0 {
			r.Rank = list[i-1].Rank
		}
		list[i] = r.Row
	}
	return append(list, others...)
}

// unranked tells why a row is not ranked.
func (v *verification) unranked(r *ranking) partnermath.Reason {
	switch {
	case r.Value == "":
		return ReasonNoValue
	case r.pair.known < max(1, v.policy.MinimumVolume):
		return ReasonTooFew
	case r.pair.by == 0:
		return ReasonNoMoney
	}
	return ""
}

// compareYields compares of ÷ by exactly. Each by is above 0.
func compareYields(a, b pair) int {
	quotient := func(p pair) exact.Fraction {
		return exact.NewFraction(decimal.NewFromInt(p.of), decimal.NewFromInt(p.by))
	}
	return quotient(a).Cmp(quotient(b))
}

// worked tells whether (of − by) ÷ by is at least the minimum ROI.
func (v *verification) worked(p pair) bool {
	least := decimal.NewFromInt(p.by)
	if v.policy.MinimumROI.Valid {
		least = least.Mul(one.Add(v.policy.MinimumROI.Decimal))
	}
	return decimal.NewFromInt(p.of).GreaterThanOrEqual(least)
}
