package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Blended is the sum of several sources or segments.
type Blended struct {
	Outcome partnermath.Outcome `json:"outcome"`
	Rates   []BlendedRate       `json:"rates,omitempty"`
}

// BlendedRate is the conversion from one stage to the next of those that are known.
type BlendedRate struct {
	From partnermath.Stage `json:"from"`
	To   partnermath.Stage `json:"to"`
	// Rate is Σ count at To ÷ Σ count at From with 4 decimals, undefined when there is
	// nothing at From. It is never a mean of rates.
	Rate decimal.NullDecimal `json:"rate"`
}

// Blend adds the outcomes of several sources or segments, figure by figure, and
// works the conversion rates out from the sums. The error is a
// [*partnermath.ValidationError]; see [partnermath.Sum].
func Blend(outcomes ...partnermath.Outcome) (Blended, error) {
	sum, err := partnermath.Sum(outcomes...)
	if err != nil {
		return Blended{}, err
	}
	return Blended{Outcome: sum, Rates: blend(sum)}, nil
}

func blend(o partnermath.Outcome) []BlendedRate {
	var rates []BlendedRate
	var from partnermath.Stage
	for _, to := range partnermath.Stages() {
		count := o.At(to)
		if !count.Valid {
			continue
		}
		if from != "" {
			rates = append(rates, BlendedRate{From: from, To: to, Rate: exact.Ratio(count.Decimal, o.At(from).Decimal, ratioPlaces)})
		}
		from = to
	}
	return rates
}
