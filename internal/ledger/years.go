package ledger

import (
	"math/big"

	"github.com/partnermath/partnermath/internal/exact"
)

// Fiscal finds the fiscal month of each month and the months of each fiscal year. The first
// month is one of 1 to 12 of its year.
func (b *Book) Fiscal(month int) {
	b.Season = make([]int, b.Months+1)
	first := 1
	for i := 1; i <= b.Months; i++ {
		b.Season[i] = (month - 1 + i - 1) % MonthsPerYear
		if b.Season[i] == MonthsPerYear-1 || i == b.Months {
			b.Years = append(b.Years, Span{first, i})
			first = i + 1
		}
	}
}

// PlanYear returns the plan year of a month, from 0.
func PlanYear(month int) int { return (month - 1) / MonthsPerYear }

// planYears is how many plan years there are.
func (b *Book) planYears() int { return PlanYear(b.Months) + 1 }

// Prices returns the price of each plan year.
func (b *Book) Prices(price, decline int64) []int64 {
	all := make([]int64, b.planYears())
	all[0] = price
	for y := 1; y < len(all); y++ {
		all[y] = all[y-1]
		if decline != 0 {
			all[y], _ = exact.MulDiv(all[y-1], OneRate-decline, OneRate)
		}
	}
	return all
}

// PayOf returns the pay of a head in a month of each plan year: salary × (1 + burden) ×
// (1 + raise)^y ÷ 12, in minor units for a head in units of 10^-4.
func (b *Book) PayOf(salary, burden, raise int64) []Pay {
	num := big.NewInt(salary)
	num.Mul(num, big.NewInt(OneRate+burden))
	den := big.NewInt(MonthsPerYear * b.PerPrice)
	den.Mul(den, big.NewInt(OneRate))
	all := make([]Pay, b.planYears())
	for y := range all {
		all[y] = Pay{num, den}
		if raise != 0 {
			num = new(big.Int).Mul(num, big.NewInt(OneRate+raise))
			den = new(big.Int).Mul(den, big.NewInt(OneRate))
		}
	}
	return all
}

// Grow writes the units of each month from the first on, of a trend that grows, each times the
// season of its fiscal month where there is one. It returns the month in which they outgrow
// their bounds, and then there are none; else 0.
func (b *Book) Grow(units []int64, first int, trend, growth int64, season []int64) (outgrown int) {
	for month := first; month <= b.Months; month++ {
		factor := int64(OneRate)
		if len(season) > 0 {
			factor = season[b.Season[month]]
		}
		count, ok := exact.MulDiv(trend, factor, OneRate*(OneRate/OneQuantity))
		if !ok || count > MaxQuantity || trend > MaxTrend {
			clear(units)
			return month
		}
		units[month] = count
		trend, _ = exact.MulDiv(trend, OneRate+growth, OneRate)
	}
	return 0
}
