package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/tiering"
)

// findBaseline finds what growth is measured from.
func (w *work) findBaseline() {
	if w.Formula.Kind != FormulaGrowth {
		return
	}
	b := w.Formula.Baseline
	figure, known := b.figure(w.partner.History, w.Periods[w.k])
	for _, a := range w.partner.BaselineAdjustments {
		if a.Period == w.Periods[w.k] && known {
			figure = figure.Add(tiering.Whole(a.Value.Decimal))
			w.st.BaselineAdjustments = append(w.st.BaselineAdjustments, a)
		}
	}
	if !known || figure.Sign() <= 0 {
		w.st.BaselineAdjustments = nil
		switch b.Missing {
		case MissingZero:
			figure = exact.Fraction{}
		case MissingAgreed:
			figure = tiering.Whole(b.Agreed.Decimal)
		default:
			w.miss(true, ReasonNoBaseline)
			return
		}
	}
	w.baseline = figure
	w.st.Baseline = decimal.NewNullDecimal(figure.Round(w.placesOf(w.qual)))
	w.st.Growth = w.growth(ratioPlaces)
}

// growth returns (V - B) ÷ B.
func (w *work) growth(places int32) decimal.NullDecimal {
	increment := w.increment()
	return exact.Ratio(increment.Num().Mul(w.baseline.Den()), increment.Den().Mul(w.baseline.Num()), places)
}

func (w *work) increment() exact.Fraction {
	return tiering.Minus(tiering.Whole(w.st.Qualifying), w.baseline)
}

// figure returns the baseline of a period before adjustments.
func (b *Baseline) figure(history []PeriodFigure, period partnermath.Period) (exact.Fraction, bool) {
	switch b.Kind {
	case BaselineAgreed:
		return tiering.Whole(b.Agreed.Decimal), true
	case BaselineLastYear:
		return lastYear(history, period)
	case BaselineHigher:
		p, known := before(history, period.Start)
		y, knownToo := lastYear(history, period)
		if !known || !knownToo {
			return exact.Fraction{}, false
		}
		if previous := tiering.Whole(p.Value.Decimal); previous.Cmp(y) > 0 {
			return previous, true
		}
		return y, true
	case BaselineAverage:
		var sum decimal.Decimal
		for range b.Periods {
			p, known := before(history, period.Start)
			if !known {
				return exact.Fraction{}, false
			}
			sum, period = sum.Add(p.Value.Decimal), p.Period
		}
		return exact.NewFraction(sum, decimal.NewFromInt(int64(b.Periods))), true
	case BaselineHighest:
		highest, known := exact.Fraction{}, false
		for _, f := range history {
			if v := tiering.Whole(f.Value.Decimal); !f.Period.End.After(period.Start) && (!known || v.Cmp(highest) > 0) {
				highest, known = v, true
			}
		}
		return highest, known
	}
	p, known := before(history, period.Start)
	return tiering.Whole(p.Value.Decimal), known
}

// before returns the figure of the period that ends where another begins.
func before(history []PeriodFigure, start partnermath.Date) (PeriodFigure, bool) {
	for _, f := range history {
		if f.Period.End == start {
			return f, true
		}
	}
	return PeriodFigure{}, false
}

// A year is 52 or 53 weeks, or 365 or 366 days.
const leastYear, mostYear = 358, 372

func lastYear(history []PeriodFigure, period partnermath.Period) (exact.Fraction, bool) {
	ago := func(d, then partnermath.Date) bool {
		days := d.DaysSince(then)
		return days >= leastYear && days <= mostYear
	}
	for _, f := range history {
		if ago(period.Start, f.Period.Start) && ago(period.End, f.Period.End) {
			return tiering.Whole(f.Value.Decimal), true
		}
	}
	return exact.Fraction{}, false
}
