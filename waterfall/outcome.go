package waterfall

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// outcome publishes the counts of a funnel, shown rounded already, and what they are
// worth. What the funnel has no stage or no number for is unknown. The pipeline is the
// value of the opportunities, or of the marketing generated ones where there is no
// other stage for them.
func (f *Funnel) outcome(counts []exact.Fraction, shown []decimal.Decimal) partnermath.Outcome {
	o := partnermath.Outcome{Currency: f.Currency, Owner: f.Owner}
	for i, count := range shown {
		o.Set(f.Stages[i].CountsAs, decimal.NewNullDecimal(count))
	}
	if !f.DealSize.Valid {
		return o
	}
	places := f.minor()
	if at := f.pipelineStage(); at >= 0 {
		o.Pipeline = decimal.NewNullDecimal(counts[at].Mul(f.DealSize.Decimal).Round(places))
	}
	revenue := counts[len(counts)-1].Mul(f.DealSize.Decimal).Round(places)
	o.Revenue, o.Margin = decimal.NewNullDecimal(revenue), f.margin(revenue)
	return o
}

// margin returns the margin of a published revenue, undefined without a rate.
func (f *Funnel) margin(revenue decimal.Decimal) decimal.NullDecimal {
	if !f.MarginRate.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(exact.Round(revenue.Mul(f.MarginRate.Decimal), f.minor()))
}

// pipelineStage returns the position of the stage whose value is the pipeline, or
// -1.
func (f *Funnel) pipelineStage() int {
	at := -1
	for i := range f.Stages {
		switch f.Stages[i].CountsAs {
		case partnermath.StageOpportunity:
			return i
		case partnermath.StageMGO:
			at = i
		}
	}
	return at
}

// bounded returns a result, or the fault of a funnel of which not all that is published are numbers that
// others take: every rate may be sound, and their product absurd.
func bounded[T any](result T, ok bool) (T, error) {
	if ok {
		return result, nil
	}
	var faults partnermath.ValidationError
	var none T
	faults.Addf("funnel", "bounds", boundsMessage, partnermath.MaxDigits)
	return none, faults.Err()
}

const boundsMessage = "must bring less, with numbers of at most %d digits"

func allInBounds(numbers []decimal.Decimal) bool {
	return !slices.ContainsFunc(numbers, func(d decimal.Decimal) bool { return !partnermath.InBounds(d) })
}

// addUp is [partnermath.Sum] of outcomes of one currency, whose figures may have more
// digits than numbers from outside.
func addUp(outcomes []partnermath.Outcome) partnermath.Outcome {
	sum := outcomes[0]
	for _, o := range outcomes[1:] {
		sum = sum.Combine(o, decimal.Decimal.Add)
	}
	return sum
}

// beyond is [partnermath.Variance] likewise: how much more the one is than the other.
func beyond(more, less partnermath.Outcome) partnermath.Outcome {
	return more.Combine(less, decimal.Decimal.Sub)
}
