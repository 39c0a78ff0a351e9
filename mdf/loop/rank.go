package loop

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// ranking is a row with what it is ranked by.
type ranking struct {
	Row
	pair pair
}

// rank orders rows that come by value, and tells which worked.
func (v *verification) rank(rows []ranking) []Row {
	for i := range rows {
		r := &rows[i]
		switch {
		case r.Value == "":
			r.Reason = ReasonNoValue
		case r.pair.known < max(1, v.policy.MinimumVolume):
			r.Reason = ReasonTooFew
		case r.pair.by == 0:
			r.Reason = ReasonNoMoney
		default:
			r.Worked = v.worked(r.pair)
		}
	}
	slices.SortStableFunc(rows, func(a, b ranking) int {
		if a.Reason != "" || b.Reason != "" {
			return cmp.Or(btoi(a.Reason != "")-btoi(b.Reason != ""), strings.Compare(a.Value, b.Value))
		}
		return cmp.Or(compareYields(b.pair, a.pair), cmp.Compare(b.pair.by, a.pair.by), strings.Compare(a.Value, b.Value))
	})
	list := make([]Row, len(rows))
	for i := range rows {
		list[i] = rows[i].Row
		switch {
		case list[i].Reason != "":
		case i > 0 && compareYields(rows[i-1].pair, rows[i].pair) == 0:
			list[i].Rank = list[i-1].Rank
		default:
			list[i].Rank = i + 1
		}
	}
	return list
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareYields compares of ÷ by exactly. Each by is above 0.
func compareYields(a, b pair) int {
	quotient := func(p pair) exact.Fraction {
		return exact.NewFraction(decimal.NewFromInt(p.of), decimal.NewFromInt(p.by))
	}
	return quotient(a).Cmp(quotient(b))
}

// worked tells whether (of − by) ÷ by is at least the minimum ROI, a missing one being 0.
func (v *verification) worked(p pair) bool {
	minimum := one
	if v.policy.MinimumROI.Valid {
		minimum = minimum.Add(v.policy.MinimumROI.Decimal)
	}
	return decimal.NewFromInt(p.of).GreaterThanOrEqual(decimal.NewFromInt(p.by).Mul(minimum))
}
