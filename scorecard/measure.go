package scorecard

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// scoreRange is the hundredths between the lowest and the highest score.
const scoreRange = int64(highest - lowest)

// Numbers are compared in millionths. narrow bounds the ends of an interpolation
// for which 64 bits are enough: |span| ≤ 2 × narrow, and
// scoreRange × 2 × narrow = 3.96e18 < 2^62, the bound of exact.DivInt. Up to
// maxMillionths, a number cannot have more than 15 digits.
const (
	millionth     = 1
	narrow        = 200_000_000_000_000 * millionth
	maxMillionths = 1_000_000_000_000_000*millionth - 1
)

// form is what a kind of question takes for an answer.
type form uint8

const (
	formLine    form = iota // a number between two ends
	formBands               // a number in a band
	formChoice              // one choice
	formChoices             // any choices
)

// measure turns the answer to a question into a score. It is kept small, because
// all of a questionnaire's measures are read for every assessment.
type measure struct {
	form form
	// wide is set when 64 bits are not enough for the numbers; exactly holds them.
	wide bool
	// An accepted number n has min ≤ n ≤ max and, where stepped, lies a multiple of
	// step above min. x is (n − from) ÷ span, or its opposite where lower is better.
	stepped, lower bool
	min, max, from int64
	step, span     exact.Divisor
	exactly        *interpolation

	options   []option
	maxPoints exact.Divisor
}

// option is a choice or a band. Its score is the one it gives alone.
type option struct {
	id     string
	from   int64
	points int64
	score  Score
}

// interpolation is the same as the integers of measure, for numbers that do not
// fit them. Numbers that the question does not state are not valid.
type interpolation struct {
	min, max, step decimal.NullDecimal
	from, to       decimal.Decimal
	bands          []decimal.Decimal
}

// problem is what is wrong with an answer.
type problem uint8

const (
	noProblem problem = iota
	wrongField
	bothGiven
	notAllowed
	badDigits
	outOfRange
	offStep
	unknownChoice
	repeatedChoice
)

// read returns the score of an answer that is given and applicable.
func (m *measure) read(a *Answer) (Score, problem) {
	switch m.form {
	case formChoice:
		if a.Number.Valid || a.Choices != nil {
			return 0, wrongField
		}
		if i := m.position(a.Choice); i >= 0 {
			return m.options[i].score, noProblem
		}
		return 0, unknownChoice
	case formChoices:
		if a.Number.Valid || a.Choice != "" || a.Choices == nil {
			return 0, wrongField
		}
		return m.multiple(a.Choices)
	}
	if !a.Number.Valid || a.Choice != "" || a.Choices != nil {
		return 0, wrongField
	}
	n, ok := exact.Int64(a.Number.Decimal, answerPlaces)
	if !ok || m.wide || n > maxMillionths || n < -maxMillionths {
		return m.exactly.read(m, a.Number.Decimal)
	}
	switch {
	case n < m.min || n > m.max:
		return 0, outOfRange
	case m.stepped && m.step.Div(n-m.min)*m.step.Den() != n-m.min:
		return 0, offStep
	case m.form == formBands:
		return m.band(n), noProblem
	}
	part := n - m.from
	if m.lower {
		part = -part
	}
	part = min(max(part, 0), m.span.Den())
	return lowest + Score(m.span.Div(scoreRange*part)), noProblem
}

func (m *measure) multiple(choices []string) (Score, problem) {
	var points int64
	var chosen [MaxChoices/64 + 1]uint64 // a bit for each choice
	for _, id := range choices {
		i := m.position(id)
		switch {
		case i < 0:
			return 0, unknownChoice
		case chosen[i/64]>>(i%64)&1 != 0:
			return 0, repeatedChoice
		}
		chosen[i/64] |= 1 << (i % 64)
		points += m.options[i].points
	}
	return pointScore(min(points, m.maxPoints.Den()), m.maxPoints), noProblem
}

// position returns that of an option, or -1.
func (m *measure) position(id string) int {
	for i := range m.options {
		if m.options[i].id == id {
			return i
		}
	}
	return -1
}

func (m *measure) band(n int64) Score {
	i := len(m.options) - 1
	for i > 0 && n < m.options[i].from {
		i--
	}
	return m.options[i].score
}

// read is what measure.read does with a number, without a bound on its size
// below the 15 digits that an answer may have.
func (w *interpolation) read(m *measure, n decimal.Decimal) (Score, problem) {
	if !exact.Fits(n, answerDigits, answerPlaces) {
		return 0, badDigits
	}
	if (w.min.Valid && n.LessThan(w.min.Decimal)) || (w.max.Valid && n.GreaterThan(w.max.Decimal)) {
		return 0, outOfRange
	}
	if w.step.Valid && !exact.IsMultiple(n.Sub(w.min.Decimal), w.step.Decimal) {
		return 0, offStep
	}
	if m.form == formBands {
		i := len(w.bands) - 1
		for i > 0 && n.LessThan(w.bands[i]) {
			i--
		}
		return m.options[i].score, noProblem
	}
	part, span := n.Sub(w.from), w.to.Sub(w.from)
	if part.Sign()*span.Sign() <= 0 {
		return lowest, noProblem
	}
	if part.Abs().GreaterThanOrEqual(span.Abs()) {
		return highest, noProblem
	}
	scaled := exact.Ratio(part.Mul(decimal.NewFromInt(scoreRange)), span, 0)
	return lowest + Score(scaled.Decimal.IntPart()), noProblem
}

// limits says which numbers are accepted.
func (w *interpolation) limits() string {
	switch {
	case !w.max.Valid:
		return "at least " + w.min.Decimal.String()
	case !w.min.Valid:
		return "at most " + w.max.Decimal.String()
	}
	return "from " + w.min.Decimal.String() + " to " + w.max.Decimal.String()
}

// pointScore returns the score of points, of which no more than most can be had.
// Both are at most 1e12 ten-thousandths.
func pointScore(points int64, most exact.Divisor) Score {
	return lowest + Score(most.Div(scoreRange*points))
}

// newMeasure compiles a question that satisfies its rules.
func newMeasure(q *Question) measure {
	m := measure{min: math.MinInt64, max: math.MaxInt64}
	switch q.Kind {
	case KindYesNo:
		m.form = formChoice
		m.options = []option{{id: "yes", score: highest}, {id: "no", score: lowest}}
	case KindSingleChoice, KindMultipleChoice:
		m.choose(q)
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

func (m *measure) choose(q *Question) {
	m.form = formChoice
	if q.Kind == KindMultipleChoice {
		m.form = formChoices
	}
	var most, sum int64
	for _, c := range q.Choices {
		points := weightUnits(c.Points)
		m.options = append(m.options, option{id: c.ID, points: points})
		most, sum = max(most, points), sum+points
	}
	if q.MaxPoints.Valid {
		sum = weightUnits(q.MaxPoints.Decimal)
	}
	m.maxPoints = exact.NewDivisor(sum)
	m.scoreOptions(most)
}

func (m *measure) bands(q *Question) {
	m.form = formBands
	exactly := interpolation{min: decimal.NewNullDecimal(q.Bands[0].From)}
	var most int64
	for _, b := range q.Bands {
		exactly.bands = append(exactly.bands, b.From)
		from, ok := exact.Int64(b.From, answerPlaces)
		m.wide = m.wide || !ok
		points := weightUnits(b.Points)
		m.options = append(m.options, option{from: from, points: points})
		most = max(most, points)
	}
	m.scoreOptions(most)
	m.min = m.options[0].from
	m.exactly = &exactly
}

func (m *measure) scoreOptions(most int64) {
	by := exact.NewDivisor(most)
	for i := range m.options {
		m.options[i].score = pointScore(m.options[i].points, by)
	}
}

func (m *measure) interpolate(exactly interpolation) {
	m.exactly = &exactly
	units := func(d decimal.Decimal) int64 {
		n, ok := exact.Int64(d, answerPlaces)
		m.wide = m.wide || !ok || n > narrow || n < -narrow
		return n
	}
	if exactly.min.Valid {
		m.min = units(exactly.min.Decimal)
	}
	if exactly.max.Valid {
		m.max = units(exactly.max.Decimal)
	}
	if exactly.step.Valid {
		m.step, m.stepped = exact.NewDivisor(units(exactly.step.Decimal)), true
	}
	m.from = units(exactly.from)
	span := units(exactly.to) - m.from
	m.lower = span < 0
	m.span = exact.NewDivisor(max(span, -span))
}

// weightUnits returns a weight or points in ten-thousandths, at most 1e10.
func weightUnits(d decimal.Decimal) int64 {
	n, _ := exact.Int64(d, 4)
	return n
}
