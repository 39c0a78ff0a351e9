package exact

import (
	"sync/atomic"

	"github.com/shopspring/decimal"
)

const (
	// maxShared is the largest magnitude of units that have a shared decimal: a
	// score in hundredths, a share in ten-thousandths.
	maxShared = 10_000
	// sharedPlaces is the number of places, from 0, that can have a table.
	sharedPlaces = 8
)

// Table holds the decimals of -10,000 to 10,000 units at some places, 1.1 MB with
// their coefficients. It is never written after it is built.
type Table [2*maxShared + 1]decimal.Decimal

// tables holds a table for each number of places that was asked for.
var tables [sharedPlaces]atomic.Pointer[Table]

// Fixed returns units × 10^-places with exponent -places, so that 150 units at 2
// places is 1.50. It expects places above the smallest int32.
//
// For -10,000 to 10,000 units at 0 to 7 places, the decimal comes from a
// table, which the first such call builds in a few milliseconds. Later calls do
// not allocate. That two results may then share a coefficient cannot be seen: a
// decimal.Decimal is immutable. Its methods compute into fresh integers, its
// decoders replace the coefficient of their receiver, Coefficient and BigInt
// return copies (read in decimal v1.6.0).
func Fixed(units int64, places int32) decimal.Decimal {
	if uint64(units+maxShared) <= 2*maxShared && uint32(places) < sharedPlaces {
		return TableOf(places).At(units)
	}
	return decimal.New(units, -places)
}

// TableOf returns the table of places, for a caller that looks up so many that the
// way to it counts. It expects 0 to 7 places; any other count as 0.
func TableOf(places int32) *Table {
	if uint32(places) >= sharedPlaces {
		places = 0
	}
	if table := tables[places].Load(); table != nil {
		return table
	}
	return build(places)
}

// At returns the decimal of units. It expects -10,000 to 10,000 of them; more
// count as 10,000, and less as -10,000.
func (t *Table) At(units int64) decimal.Decimal {
	if i := uint64(units + maxShared); i < uint64(len(t)) {
		return t[i]
	}
	return t.end(units)
}

// end is At beyond the table, kept out of what is inlined.
//
//go:noinline
func (t *Table) end(units int64) decimal.Decimal {
	if units < 0 {
		return t[0]
	}
	return t[len(t)-1]
}

// Units returns the units that d has in the table, if d came from there. It is
// quicker than [Int64], which knows the units of every decimal.
func (t *Table) Units(d decimal.Decimal) (units int64, ok bool) {
	units = d.CoefficientInt64()
	i := uint64(units + maxShared)
	return units, i < uint64(len(t)) && t[i] == d
}

// build builds the table of places, which two callers may do at the same time.
// The first to finish shares it.
func build(places int32) *Table {
	table := new(Table)
	for i := range table {
		table[i] = decimal.New(int64(i)-maxShared, -places)
	}
	tables[places].CompareAndSwap(nil, table)
	return table
}
