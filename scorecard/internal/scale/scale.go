// Package scale is the scale of scores, from 1 to 100, in hundredths of a point.
package scale

import "github.com/partnermath/partnermath/internal/exact"

// The ends of the scale, how far they are apart, and how many scores there are.
const (
	Lowest  int64 = 100
	Highest int64 = 10_000
	Span          = Highest - Lowest
	Values        = int(Span) + 1
)

// Of returns 1 + 99x for x = part ÷ whole, no less than 0 and no more than 1, rounded half away
// from zero.
func Of(part, whole int64) int64 {
	return Lowest + exact.MulRound(Span, min(max(part, 0), whole), whole)
}
