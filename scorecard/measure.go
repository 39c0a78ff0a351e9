package scorecard

import "github.com/partnermath/partnermath/internal/exact"

// scoreRange is the hundredths between the lowest and the highest score.
const scoreRange = int64(highest - lowest)

// Numbers are compared in millionths, and those that are kept in them reach 10^18. Up to
// narrow, the ends of an interpolation are those of a line: its span and the number of
// steps in it are at most 2 × narrow = 2e14 < 2^48, and scoreRange × span is at most
// 1.98e18 < 2^62, the bounds of [exact.Divisor.DivSmall].
const (
	narrow        = 100_000_000_000_000
	maxMillionths = 1_000_000_000_000_000_000
)

// form is what a kind of question takes for an answer.
type form uint8

const (
	formLine    form = iota // a number between two ends
	formWide                // the same, the ends far apart or far from 0
	formBands               // a number in a band
	formYesNo               // yes or no
	formChoice              // one choice
	formChoices             // any choices
)

// measure turns the answer to a question into a score. It is kept small, because
// all of a questionnaire's measures are read for every assessment.
type measure struct {
	form    form
	stepped bool
	// An accepted number n has min ≤ n ≤ max and, where stepped, lies a multiple of
	// step above min. x is sign × (n − from) ÷ span, where sign is -1 if lower is better
	// and 1 if not. Numbers that are not kept in millionths are for exactly; where an end
	// is not, max is below min. The points of choices are such numbers too, with span the
	// most.
	min, max, from, sign int64
	step, span           exact.Divisor
	sketches             []uint64 // of the ids of choices
	options              []option // choices or bands
	exactly              *interpolation
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

// score scores the answers to questions that stand side by side, up to the first that
// takes a closer look, and returns how many there are. None of the questions is
// answered before. There is one loop for all forms, since a call for each answer would
// take half as long again.
func score(cells []cell, questions []question, answers []Answer) int {
	n := min(len(cells), len(questions), len(answers))
	cells, questions, answers = cells[:n], questions[:n], answers[:n]
	for i := range questions {
		q, a := &questions[i], &answers[i]
		if id := a.Question; len(id) != q.length || a.NotApplicable {
			return i
		} else if len(id) < 8 || !q.ends {
			if id != q.id {
				return i
			}
		} else if (first8(id)^q.head)|(first8(id[len(id)-8:])^q.tail) != 0 {
			return i
		}
		m := &q.measure
		var score Score
		switch m.form {
		case formLine, formWide, formBands:
			n, ok := a.Number.millionths()
			if !ok || n < m.min || n > m.max || a.Choice != "" || a.Choices != nil {
				return i
			}
			if m.form == formBands {
				score = m.band(n)
				break
			}
			if m.form == formWide {
				score = m.wide(n)
				break
			}
			if m.stepped && m.step.DivSmall(n-m.min)*m.step.Den() != n-m.min {
				return i
			}
			part := m.sign * (n - m.from)
			score = lowest + Score(m.span.DivSmall(scoreRange*min(max(part, 0), m.span.Den())))
		case formYesNo:
			if a.Number != (Number{}) || a.Choices != nil {
				return i
			}
			switch a.Choice {
			case "yes":
				score = m.options[0].score
			case "no":
				score = m.options[1].score
			}
		case formChoice:
			if a.Number != (Number{}) || a.Choices != nil {
				return i
			}
			if choice := m.position(a.Choice, 0); choice >= 0 {
				score = m.options[choice].score
			}
		case formChoices:
			if a.Number != (Number{}) || a.Choice != "" || a.Choices == nil {
				return i
			}
			score = m.choose(a.Choices)
		}
		if score == 0 {
			return i
		}
		cells[i].score = int64(score)
	}
	return n
}

func (m *measure) band(n int64) Score {
	i := len(m.options) - 1
	for i > 0 && n < m.options[i].from {
		i--
	}
	return m.options[i].score
}

// wide returns the score of a number from min to max, none when it is off step.
func (m *measure) wide(n int64) Score {
	if m.stepped && (n-m.min)%m.step.Den() != 0 {
		return 0
	}
	part := min(max(m.sign*(n-m.from), 0), m.span.Den())
	return lowest + Score(exact.MulRound(scoreRange, part, m.span.Den()))
}

// choose returns the score of choices, or none. Those that stand in the order of the
// question cannot repeat one another, which saves looking for it.
func (m *measure) choose(choices []string) Score {
	var points int64
	next := 0
	for _, id := range choices {
		i := m.position(id, next)
		if i < 0 {
			score, _ := m.chooseAny(choices)
			return score
		}
		points += m.options[i].points
		next = i + 1
	}
	return pointScore(min(points, m.span.Den()), m.span)
}

// chooseAny returns the score of choices in any order, or what is wrong with the
// first that cannot be had.
func (m *measure) chooseAny(choices []string) (Score, problem) {
	var points int64
	var chosen [MaxChoices]bool
	for _, id := range choices {
		i := m.position(id, 0)
		if i < 0 {
			return 0, unknownChoice
		}
		if chosen[i] {
			return 0, repeatedChoice
		}
		chosen[i] = true
		points += m.options[i].points
	}
	return pointScore(min(points, m.span.Den()), m.span), noProblem
}

// position returns that of a choice, from one on, or -1. It makes the sketch of a short
// id on the spot, which takes less than a call.
func (m *measure) position(id string, from int) int {
	var s uint64
	switch n := uint64(len(id)); {
	case n >= 8:
		return m.positionOfLong(id, from)
	case n >= 4:
		s = first4(id) | first4(id[n-4:])<<(8*n-32) | n<<56
	case n > 0:
		s = uint64(id[0]) | uint64(id[n/2])<<8 | uint64(id[n-1])<<16 | n<<56
	}
	for i := from; i < len(m.sketches); i++ {
		if m.sketches[i] == s {
			return i
		}
	}
	return -1
}

func (m *measure) positionOfLong(id string, from int) int {
	for i := from; i < len(m.options); i++ {
		if m.options[i].id == id {
			return i
		}
	}
	return -1
}

// examine returns the score of an answer that is given and applicable, and has none
// at first sight.
func (m *measure) examine(a *Answer) (Score, problem) {
	switch m.form {
	case formYesNo, formChoice:
		if a.Number != (Number{}) || a.Choices != nil {
			return 0, wrongField
		}
		return 0, unknownChoice
	case formChoices:
		if a.Number != (Number{}) || a.Choice != "" || a.Choices == nil {
			return 0, wrongField
		}
		return m.chooseAny(a.Choices)
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
