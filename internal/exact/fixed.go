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

// table holds the decimals of -10,000 to 10,000 units at some places, 1.1 MB with
// their coefficients. It is never written after it is built.
type table [2*maxShared + 1]decimal.Decimal

// tables holds a table for each number of places that was asked for.
var tables [sharedPlaces]atomic.Pointer[table]

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
	if uint64(units+maxShared) > 2*maxShared || uint32(places) >= sharedPlaces {
		return decimal.New(units, -places)
	}
	shared := tables[places].Load()
	if shared == nil {
		shared = build(places)
	}
	return shared[units+maxShared]
}

// build builds the table of places, which two callers may do at the same time.
// The first to finish shares it.
func build(places int32) *table {
	shared := new(table)
	for i := range shared {
		shared[i] = decimal.New(int64(i)-maxShared, -places)
	}
	tables[places].CompareAndSwap(nil, shared)
	return shared
}
