package partnermath

import "github.com/shopspring/decimal"

// Int returns n as a number that is given, for a literal of a model such as
// Outcome{Leads: Int(120)}. A number that is not given is the zero NullDecimal, and one
// that is computed is given by decimal.NewNullDecimal.
func Int(n int64) decimal.NullDecimal { return Num(n, 0) }

// Num returns units × 10^-places as a number that is given: Num(15, 2) is 0.15.
func Num(units int64, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.New(units, -places))
}
