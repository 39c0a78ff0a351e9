package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/tiering"
)

// part is a slice before rounding.
type part struct {
	Slice
	amount exact.Fraction
}

// pay finds what the formula pays.
func (w *work) pay() {
	if w.st.Reason != "" {
		return
	}
	for _, p := range w.parts(w.MeasureCap) {
		before := w.payout.Round(w.places)
		w.payout = w.payout.Add(p.amount)
		p.Amount = w.payout.Round(w.places).Sub(before)
		w.st.Slices = append(w.st.Slices, p.Slice)
	}
	w.st.Payout = w.payout.Round(w.places)
	w.miss(w.payout.Sign() == 0, ReasonBelow)
	if w.MeasureCap.Valid && w.st.PaidOn.GreaterThan(w.MeasureCap.Decimal) {
		var uncapped exact.Fraction
		for _, p := range w.parts(decimal.NullDecimal{}) {
			uncapped = uncapped.Add(p.amount)
		}
		w.capped(CapMeasure, "", w.MeasureCap.Decimal, uncapped.Round(w.places), w.payout.Round(w.places))
	}
	w.findGap()
}

func (w *work) findTarget() {
	kind := w.Formula.Kind
	if kind != FormulaTarget && kind != FormulaGoal {
		return
	}
	w.st.Target = w.Formula.Target
	for _, t := range w.partner.Targets {
		if !w.Formula.Target.Valid && t.Period == w.Periods[w.k] {
			w.st.Target = t.Value
		}
	}
	w.miss(!w.st.Target.Valid, ReasonNoTarget)
	w.st.Attainment = exact.RatioNull(null(w.st.Qualifying), w.st.Target, ratioPlaces)
}

// parts returns what the formula pays with a cap of the measure.
func (w *work) parts(limit decimal.NullDecimal) []part {
	f, v, on := &w.Formula, w.st.Qualifying, w.st.PaidOn
	if limit.Valid {
		on = decimal.Min(on, limit.Decimal)
	}
	switch {
	case f.Kind == FormulaTiers || f.Kind == FormulaGrowth:
		return w.tierParts(on)
	case !v.IsPositive():
		return nil
	case f.Kind == FormulaTarget:
		return w.targetPart(on)
	case f.Kind == FormulaEvery:
		return w.everyPart(on)
	case f.Kind == FormulaAttach && on.IsPositive() && w.st.PaidOn.GreaterThanOrEqual(v.Mul(f.Share.Decimal)):
		return one(Slice{Rate: f.Rate}, on, whole(on.Mul(f.Rate.Decimal)))
	case f.Kind == FormulaPerUnit && v.GreaterThanOrEqual(given(f.Minimum)):
		return one(Slice{From: f.Minimum, PerUnit: f.Amount}, on, whole(on.Mul(f.Amount.Decimal)))
	case f.Kind == FormulaGoal && v.GreaterThanOrEqual(w.st.Target.Decimal):
		return one(Slice{From: w.st.Target, Flat: f.Amount}, on, whole(f.Amount.Decimal))
	}
	return nil
}

func one(s Slice, on decimal.Decimal, amount exact.Fraction) []part {
	s.Measure = on
	return []part{{s, amount}}
}

func whole(d decimal.Decimal) exact.Fraction { return exact.NewFraction(d, decimal.Decimal{}) }

// table returns the tier table in the measure that its thresholds are compared with.
func (w *work) table() tiering.Table {
	t := tiering.New(w.Formula.Tiers)
	if w.Formula.Kind == FormulaGrowth && !w.Formula.Baseline.Absolute {
		t.Base = w.baseline
	}
	return t
}

// reached returns how many steps of the table are reached.
func (w *work) reached(t tiering.Table) int {
	if w.Formula.Kind != FormulaGrowth {
		return t.Reached(w.st.Qualifying)
	}
	if w.Formula.Places > 0 {
		return tiering.New(w.Formula.Tiers).Reached(w.growth(int32(w.Formula.Places)).Decimal)
	}
	return t.Reached(w.increment())
}

func (w *work) tierParts(on decimal.Decimal) []part {
	t := w.table()
	reached := w.reached(t)
	v := w.st.Qualifying
	var slices []tiering.Slice
	switch {
	case v.IsZero() && w.ZeroPaysFlat:
		slices = t.Zero()
	case !v.IsPositive():
	case w.Formula.Kind == FormulaGrowth:
		slices = t.Pay(reached, w.grown(w.increment()))
	default:
		slices = t.Pay(reached, on)
	}
	parts := make([]part, len(slices))
	for i, slice := range slices {
		s := w.Formula.Tiers.Steps[slice.Step]
		parts[i] = part{Slice{From: null(t.From(slice.Step)), Measure: slice.Measure, Rate: s.Rate, PerUnit: s.PerUnit, Flat: s.Flat}, whole(slice.Amount)}
		if slice.Step+1 < len(t.Steps) {
			parts[i].To = null(t.From(slice.Step + 1))
		}
	}
	return parts
}

// grown returns what growth by an increment pays on.
func (w *work) grown(increment decimal.Decimal) decimal.Decimal {
	if w.Formula.Baseline.Whole {
		return w.baseline.Add(increment)
	}
	return increment
}

func (w *work) targetPart(on decimal.Decimal) []part {
	// a = v ÷ target
	v, target := w.st.Qualifying, w.st.Target.Decimal
	if places := w.Formula.Places; places > 0 {
		v, target = exact.Ratio(v, target, int32(places)).Decimal, decimal.NewFromInt(1)
	}
	rate, reached := tiering.Interpolate(w.Formula.Points, v, target)
	if !reached {
		return nil
	}
	return one(Slice{Rate: null(rate.Round(ratePlaces))}, on, rate.Mul(on))
}

func (w *work) everyPart(on decimal.Decimal) []part {
	f := &w.Formula
	above := on.Sub(given(f.Minimum))
	if above.IsNegative() {
		return nil
	}
	times := exact.Ratio(above, f.Step.Decimal, 0).Decimal
	if times.Mul(f.Step.Decimal).GreaterThan(above) {
		times = times.Sub(decimal.NewFromInt(1))
	}
	amount := times.Mul(f.Reward.Decimal)
	return one(Slice{From: f.Minimum, Flat: null(amount)}, above, whole(amount))
}

// findGap finds the way to the next tier.
func (w *work) findGap() {
	growth := w.Formula.Kind == FormulaGrowth
	if !growth && w.Formula.Kind != FormulaTiers {
		return
	}
	t := w.table()
	next := w.reached(t)
	if next == len(t.Steps) {
		return
	}
	from := t.From(next)
	to, on := from, w.st.PaidOn
	switch {
	case growth:
		to, on = w.baseline.Add(from), w.grown(from)
	case w.pays == w.qual || from.IsZero(): // a measure of 0 pays nothing
		on = from
	}
	if w.MeasureCap.Valid {
		on = decimal.Min(on, w.MeasureCap.Decimal)
	}
	slices := t.Pay(next+1, on)
	if w.ZeroPaysFlat && from.IsZero() {
		slices = t.Zero()
	}
	then := whole(tiering.Sum(slices)).Round(w.places)
	w.st.Gap = Gap{To: null(to), Missing: null(to.Sub(w.st.Qualifying)), Now: null(w.st.Payout), Then: null(then), Gain: null(then.Sub(w.st.Payout))}
}
