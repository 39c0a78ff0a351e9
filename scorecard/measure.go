package scorecard

import (
	"slices"

	"github.com/partnermath/partnermath/internal/exact"
)

// scoreRange is the hundredths between the lowest and the highest score.
const scoreRange = int64(highest - lowest)

// Numbers are compared in millionths. Those that are kept in them reach 10^18, and
// narrow bounds the ends of an interpolation for which 64 bits are enough:
// |span| ≤ 2 × narrow, and scoreRange × 2 × narrow = 3.96e18 < 2^62, the bound of
// exact.DivInt.
const (
	narrow        = 200_000_000_000_000
	maxMillionths = 1_000_000_000_000_000_000
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
	// An accepted number n has min ≤ n ≤ max and, where stepped, lies a multiple of
	// step above min. x is (n − from) ÷ span, or its opposite where lower is better.
	// Where 64 bits are not enough for the numbers, max is below min, and exactly
	// has to do. The points of choices are such numbers too, with span the most.
	stepped, lower bool
	min, max, from int64
	step, span     exact.Divisor
	sketches       []uint64 // of the ids of options that have one
	options        []option
	exactly        *interpolation
}

// option is a choice or a band. Its score is the one it gives alone.
type option struct {
	id     string
	from   int64
	points int64
	score  Score
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
	if score := m.score(a, a.Question); score != 0 {
		return score, noProblem
	}
	return m.examine(a)
}

// score returns the score of an answer to the question with an id, or none when it
// takes a closer look.
func (m *measure) score(a *Answer, id string) Score {
	if a.Question != id || a.NotApplicable {
		return 0
	}
	switch m.form {
	case formChoice:
		if i := m.position(a.Choice); i >= 0 && a.Number == (Number{}) && a.Choices == nil {
			return m.options[i].score
		}
		return 0
	case formChoices:
		if a.Number != (Number{}) || a.Choice != "" || a.Choices == nil {
			return 0
		}
		score, _ := m.choose(a.Choices)
		return score
	}
	n, ok := a.Number.millionths()
	if !ok || n < m.min || n > m.max || a.Choice != "" || a.Choices != nil {
		return 0
	}
	if m.form == formBands {
		return m.band(n)
	}
	if m.stepped && m.step.DivSmall(n-m.min)*m.step.Den() != n-m.min {
		return 0
	}
	part := n - m.from
	if m.lower {
		part = -part
	}
	return lowest + Score(m.span.DivSmall(scoreRange*min(max(part, 0), m.span.Den())))
}

// choose returns the score of choices, or what is wrong with the first that
// cannot be had.
func (m *measure) choose(choices []string) (Score, problem) {
	var points int64
	var chosen [(MaxChoices + 63) / 64]uint64 // a bit for each choice
	for _, id := range choices {
		i := m.position(id)
		if i < 0 {
			return 0, unknownChoice
		}
		word, bit := &chosen[uint(i)/64%uint(len(chosen))], uint64(1)<<(i%64)
		if *word&bit != 0 {
			return 0, repeatedChoice
		}
		*word |= bit
		points += m.options[i].points
	}
	return pointScore(min(points, m.span.Den()), m.span), noProblem
}

// position returns that of an option, or -1.
func (m *measure) position(id string) int {
	s := sketch(id)
	if s >= longID {
		return slices.IndexFunc(m.options, func(o option) bool { return o.id == id })
	}
	for i, of := range m.sketches {
		if of == s {
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

// examine is read for an answer that has no score at first sight.
func (m *measure) examine(a *Answer) (Score, problem) {
	switch m.form {
	case formChoice:
		if a.Number != (Number{}) || a.Choices != nil {
			return 0, wrongField
		}
		return 0, unknownChoice
	case formChoices:
		if a.Number != (Number{}) || a.Choice != "" || a.Choices == nil {
			return 0, wrongField
		}
		return m.choose(a.Choices)
	}
	if a.Number == (Number{}) || a.Choice != "" || a.Choices != nil {
		return 0, wrongField
	}
	d := a.Number.Decimal()
	if !d.Valid {
		return 0, badDigits
	}
	return m.exactly.read(m, d.Decimal)
}

// pointScore returns the score of points, of which no more than most can be had.
// Both are at most 1e12 ten-thousandths.
func pointScore(points int64, most exact.Divisor) Score {
	return lowest + Score(most.DivSmall(scoreRange*points))
}
