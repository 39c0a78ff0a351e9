package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/baseline"
	"github.com/partnermath/partnermath/internal/exact"
)

// findBaseline finds what growth is measured from.
func (w *work) findBaseline() {
	if w.Formula.Kind != FormulaGrowth {
		return
	}
	b, n := &w.Formula.Baseline, decimal.NewFromInt(int64(max(w.Formula.Baseline.Periods, 1)))
	sum, known := b.figures(w.partner.History, w.Periods[w.k])
	for _, a := range w.partner.BaselineAdjustments {
		if a.Period == w.Periods[w.k] && known {
			sum = sum.Add(a.Value.Decimal.Mul(n))
			w.st.BaselineAdjustments = append(w.st.BaselineAdjustments, a)
		}
	}
	w.baseline = exact.Ratio(sum, n, w.baselinePlaces()).Decimal
	if !known || !w.baseline.IsPositive() {
		w.st.BaselineAdjustments = nil
		switch b.Missing {
		case MissingZero:
			w.baseline = decimal.Decimal{}
		case MissingAgreed:
			w.baseline = b.Agreed.Decimal
		default:
			w.miss(true, ReasonNoBaseline)
			return
		}
	}
	w.st.Baseline, w.st.Growth = null(w.baseline), w.growth(ratioPlaces)
}

func (w *work) increment() decimal.Decimal { return w.st.Qualifying.Sub(w.baseline) }

// growth returns (V - B) ÷ B.
func (w *work) growth(places int32) decimal.NullDecimal {
	return exact.Ratio(w.increment(), w.baseline, places)
}

// figures returns the sum of the figures that a baseline is the mean of, before adjustments.
func (b *Baseline) figures(figures []PeriodFigure, period partnermath.Period) (decimal.Decimal, bool) {
	history := make(baseline.History, len(figures))
	for i, f := range figures {
		history[i] = baseline.Figure{Period: f.Period, Value: f.Value.Decimal}
	}
	switch b.Kind {
	case BaselineLastYear:
		return history.LastYear(period)
	case BaselineHigher:
		return history.Higher(period)
	case BaselineAverage:
		return history.Sum(period, b.Periods)
	case BaselineHighest:
		return history.Highest(period)
	case BaselineAgreed:
		return b.Agreed.Decimal, true
	}
	return history.Previous(period)
}
