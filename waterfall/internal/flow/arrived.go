package flow

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// lagPlaces are the decimals that a share of a lag may have.
const lagPlaces = 8

// Arrived returns, of demand that enters in a period evenly by its days, the fraction that gets to each
// stage, behind its lag, in those of consecutive units that count. It counts days of demand in integers, in
// units of 10^-8 for each lag that they went through, as lags have 8 decimals.
func Arrived(lags [][]decimal.Decimal, units []partnermath.Period, entry partnermath.Period, places int32, counts func(partnermath.Period) bool) []decimal.Decimal {
	days := make([]big.Int, len(units))
	for t, unit := range units {
		days[t].SetInt64(int64(overlap(unit, entry)))
	}
	all := decimal.NewFromInt(int64(entry.Days()))
	parts := make([]decimal.Decimal, len(lags))
	scale := int32(0)
	for i, lag := range lags {
		if i > 0 && len(lag) == 0 {
			parts[i] = parts[i-1]
			continue
		}
		if len(lag) > 0 {
			delay(days, lag)
			scale += lagPlaces
		}
		var sum big.Int
		for t, unit := range units {
			if counts(unit) {
				sum.Add(&sum, &days[t])
			}
		}
		parts[i] = exact.Ratio(decimal.NewFromBigInt(&sum, -scale), all, places).Decimal
	}
	return parts
}

// delay moves what is in each unit to later ones, the last unit first, so that each
// still finds those before it as they were.
func delay(days []big.Int, lag []decimal.Decimal) {
	parts := make([]int64, len(lag))
	for k, part := range lag {
		parts[k], _ = exact.Int64(part, lagPlaces) // it fits
	}
	var sum, part, share big.Int
	for t := len(days) - 1; t >= 0; t-- {
		sum.SetInt64(0)
		for k := range parts[:min(len(parts), t+1)] {
			part.Mul(&days[t-k], share.SetInt64(parts[k]))
			sum.Add(&sum, &part)
		}
		days[t].Set(&sum)
	}
}

// overlap returns the number of days that two periods have in common.
func overlap(p, q partnermath.Period) int {
	if p.Start.Before(q.Start) {
		p.Start = q.Start
	}
	if q.End.Before(p.End) {
		p.End = q.End
	}
	return p.Days()
}
