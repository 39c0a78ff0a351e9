package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// newMeasure compiles a question that satisfies its rules.
func newMeasure(q *Question) measure {
	m := measure{min: -maxMillionths, max: maxMillionths}
	switch q.Kind {
	case KindYesNo:
		m.form = formYesNo
		m.addChoice("yes", 1)
		m.addChoice("no", 0)
		m.scoreOptions(1)
	case KindSingleChoice, KindMultipleChoice:
		m.choices(q)
	case KindBands:
		m.bands(q)
	case KindScale:
		step := q.Step
		if !step.Valid {
			step = decimal.NewNullDecimal(decimal.NewFromInt(1))
		}
		m.interpolate(interpolation{min: q.Min, max: q.Max, step: step, from: q.Min.Decimal, to: q.Max.Decimal})
	case KindFraction:
		zero, one := decimal.NewFromInt(0), decimal.NewFromInt(1)
		m.interpolate(interpolation{
			min: decimal.NewNullDecimal(zero), max: decimal.NewNullDecimal(one), from: zero, to: one,
		})
	case KindNumber:
		m.interpolate(interpolation{min: q.Min, max: q.Max, from: q.Floor.Decimal, to: q.Target.Decimal})
	}
	return m
}

func (m *measure) addChoice(id string, points int64) {
	m.options = append(m.options, option{id: id, points: points})
	m.sketches = append(m.sketches, sketch(id))
}

func (m *measure) choices(q *Question) {
	m.form = formChoice
	if q.Kind == KindMultipleChoice {
		m.form = formChoices
	}
	var most, sum int64
	for _, c := range q.Choices {
		points := weightUnits(c.Points)
		m.addChoice(c.ID, points)
		most, sum = max(most, points), sum+points
	}
	if q.MaxPoints.Valid {
		sum = weightUnits(q.MaxPoints.Decimal)
	}
	m.span = exact.NewDivisor(sum)
	m.scoreOptions(most)
}

func (m *measure) bands(q *Question) {
	m.form = formBands
	exactly := interpolation{min: decimal.NewNullDecimal(q.Bands[0].From)}
	var most int64
	for _, b := range q.Bands {
		exactly.bands = append(exactly.bands, b.From)
		from := unitsOf(b.From)
		points := weightUnits(b.Points)
		m.options = append(m.options, option{from: from, points: points})
		most = max(most, points)
	}
	m.scoreOptions(most)
	m.exactly = &exactly
	m.min = max(m.min, m.options[0].from)
}

// unitsOf returns a number in millionths, beyond maxMillionths when it is.
func unitsOf(d decimal.Decimal) int64 {
	n, ok := exact.Int64(d, answerPlaces)
	if !ok {
		return (maxMillionths + 1) * int64(d.Sign())
	}
	return n
}

func (m *measure) scoreOptions(most int64) {
	by := exact.NewDivisor(most)
	for i := range m.options {
		m.options[i].score = pointScore(m.options[i].points, by)
	}
}

func (m *measure) interpolate(exactly interpolation) {
	m.exactly = &exactly
	if exactly.min.Valid {
		m.min = max(m.min, unitsOf(exactly.min.Decimal))
	}
	if exactly.max.Valid {
		m.max = min(m.max, unitsOf(exactly.max.Decimal))
	}
	if exactly.step.Valid {
		m.step, m.stepped = exact.NewDivisor(unitsOf(exactly.step.Decimal)), true
	}
	m.from = unitsOf(exactly.from)
	to := unitsOf(exactly.to)
	m.sign = 1
	if to < m.from {
		m.sign = -1
	}
	m.span = exact.NewDivisor(m.sign * (to - m.from))
	switch most := max(magnitude(m.from), magnitude(to), m.step.Den()); {
	case most > maxMillionths:
		m.min, m.max = 1, 0
	case most > narrow:
		m.form = formWide
	}
}

func magnitude(n int64) int64 { return max(n, -n) }

// weightUnits returns a weight or points in ten-thousandths, at most 1e10.
func weightUnits(d decimal.Decimal) int64 {
	n, _ := exact.Int64(d, 4)
	return n
}
