package waterfall

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// BlendedOutcome is the sum of several sources or segments.
type BlendedOutcome struct {
	Outcome partnermath.Outcome `json:"outcome"`
	// Rates are the conversions of Outcome.
	Rates []partnermath.Conversion `json:"rates,omitempty"`
}

// Blend adds the outcomes of several sources or segments, figure by figure, and
// works the conversion rates out from the sums. The error is a
// [*partnermath.ValidationError]; see [partnermath.Sum].
func Blend(outcomes ...partnermath.Outcome) (BlendedOutcome, error) {
	sum, err := partnermath.Sum(outcomes...)
	if err != nil {
		return BlendedOutcome{}, err
	}
	return BlendedOutcome{Outcome: sum, Rates: exact.Conversions(sum)}, nil
}
