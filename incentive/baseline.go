package incentive

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
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
func (b *Baseline) figures(history []PeriodFigure, period partnermath.Period) (decimal.Decimal, bool) {
	previous, known := before(history, period.Start)
	year, knownYear := lastYear(history, period)
	switch b.Kind {
	case BaselineAgreed:
		return b.Agreed.Decimal, true
	case BaselineLastYear:
		return year.Value.Decimal, knownYear
	case BaselineHigher:
		return decimal.Max(previous.Value.Decimal, year.Value.Decimal), known && knownYear
	case BaselineAverage:
		sum := previous.Value.Decimal
		for range b.Periods - 1 {
			if previous, known = before(history, previous.Period.Start); !known {
				break
			}
			sum = sum.Add(previous.Value.Decimal)
		}
		return sum, known
	case BaselineHighest:
		known = false
		for _, f := range history {
			if !f.Period.End.After(period.Start) && (!known || f.Value.Decimal.GreaterThan(previous.Value.Decimal)) {
				previous, known = f, true
			}
		}
	}
	return previous.Value.Decimal, known
}

func find(history []PeriodFigure, is func(partnermath.Period) bool) (PeriodFigure, bool) {
	if i := slices.IndexFunc(history, func(f PeriodFigure) bool { return is(f.Period) }); i >= 0 {
		return history[i], true
	}
	return PeriodFigure{}, false
}

// before returns the figure of the period that ends where another begins.
func before(history []PeriodFigure, start partnermath.Date) (PeriodFigure, bool) {
	return find(history, func(p partnermath.Period) bool { return p.End == start })
}

// A year is 52 or 53 weeks, or 365 or 366 days.
const leastYear, mostYear = 358, 372

func lastYear(history []PeriodFigure, period partnermath.Period) (PeriodFigure, bool) {
	ago := func(d, then partnermath.Date) bool {
		days := d.DaysSince(then)
		return days >= leastYear && days <= mostYear
	}
	return find(history, func(p partnermath.Period) bool { return ago(period.Start, p.Start) && ago(period.End, p.End) })
}
