// Package scale is the scale of scores, from 1 to 100, in hundredths of a point, and that of
// their shares, from 0 to 1, in ten-thousandths.
package scale

import "github.com/partnermath/partnermath/internal/exact"

// The ends of the scale, how far they are apart, and how many scores there are.
const (
	Lowest  int64 = 100
	Highest int64 = 10_000
	Span          = Highest - Lowest
	Values        = int(Span) + 1
)

// WholeShare is the share of the whole, 1.
const WholeShare = 10_000

// ScoreMessage says what a score has to be, and ShareMessage what a share.
const (
	ScoreMessage = "must be a score from 1 to 100 with at most 2 decimals"
	ShareMessage = "must be a fraction from 0 to 1"
)

// IsScore reports whether s is on the scale, or 0 for no score.
func IsScore[S ~int32](s S) bool { return s == 0 || Lowest <= int64(s) && int64(s) <= Highest }

// IsShare reports whether s is a share of the whole.
func IsShare[S ~int32](s S) bool { return 0 <= s && s <= WholeShare }

// Of returns 1 + 99x for x = part ÷ whole, no less than 0 and no more than 1, rounded half away
// from zero.
func Of(part, whole int64) int64 {
	return Lowest + exact.MulRound(Span, min(max(part, 0), whole), whole)
}
