package exact

import "github.com/shopspring/decimal"

// AllocateUpTo gives each its amount, or shares what is available among them by [Allocate]
// where that does not suffice, and returns what is left. It expects amounts of at least 0.
func AllocateUpTo(available decimal.Decimal, amounts []decimal.Decimal, places int32) (shares []decimal.Decimal, left decimal.Decimal) {
	var all decimal.Decimal
	for _, a := range amounts {
		all = all.Add(a)
	}
	if all.LessThanOrEqual(available) {
		return amounts, available.Sub(all)
	}
	return Allocate(available, amounts, places), decimal.Decimal{}
}
