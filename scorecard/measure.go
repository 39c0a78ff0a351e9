package scorecard

import "github.com/partnermath/partnermath/internal/exact"

// scoreRange is the hundredths between the lowest and the highest score.
const scoreRange = int64(highest - lowest)

// Numbers are compared in millionths, and those that are kept in them reach 10^18.
const maxMillionths = 1_000_000_000_000_000_000

// form is what a kind of question takes for an answer.
type form uint8

const (
	formLine    form = iota // a number between two ends
	formWide                // the same, with a span or a step for no SmallDivisor
	formBands               // a number in a band
	formYesNo               // yes or no
	formChoice              // one choice
	formChoices             // any choices
)

// measure turns the answer to a question into a score.
type measure struct {
	form    form
	stepped bool
	falls   bool // lower is better
	// An accepted number n has min ≤ n ≤ max and, where stepped, lies a multiple of
	// step above min. x is n − from, or from − n where it falls, divided by span, from 0
	// to 1. Numbers that are not kept in millionths are for exactly; where an end is not,
	// max is below min.
	min, max, from int64
	step, span     exact.SmallDivisor // of formLine
	choices        *choices
}

// choices are the choices of a question, or its bands.
type choices struct {
	ids      []string
	sketches []uint64 // of the ids
	options  []option
	most     exact.Divisor // the most points of several choices, in ten-thousandths
}

// option is a choice or a band. Its score is the one it gives alone.
type option struct {
	from   int64 // of a band
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
		if id := a.Question; len(id) == int(q.length) && len(id) >= 8 {
			if (first8(id)^q.head)|(first8(id[len(id)-8:])^q.tail) != 0 {
				return i
			}
		} else if id != q.id {
			return i
		}
		if a.NotApplicable {
			return i
		}
		var score Score
		switch q.form {
		case formLine, formWide, formBands:
			n, ok := a.Number.millionths()
			if !ok || n < q.min || n > q.max || a.Choice != "" || a.Choices != nil {
				return i
			}
			switch q.form {
			case formBands:
				score = band(q.choices.options, n)
			case formWide:
				if score = q.wideScore(n); score == 0 {
					return i
				}
			default:
				if q.stepped && q.step.Div(n-q.min)*q.step.Den() != n-q.min {
					return i
				}
				part := min(max(q.better(n), 0), q.span.Den())
				score = lowest + Score(q.span.Div(scoreRange*part))
			}
		case formYesNo:
			switch {
			case a.Number != (Number{}) || a.Choices != nil:
				return i
			case a.Choice == "yes":
				score = highest
			case a.Choice == "no":
				score = lowest
			default:
				return i
			}
		case formChoice:
			if a.Number != (Number{}) || a.Choices != nil {
				return i
			}
			choice := q.choices.position(a.Choice, 0)
			if choice < 0 {
				return i
			}
			score = q.choices.options[choice].score
		case formChoices:
			if a.Number != (Number{}) || a.Choice != "" || a.Choices == nil {
				return i
			}
			if score = q.choices.choose(a.Choices); score == 0 {
				return i
			}
		}
		cells[i].score = score
	}
	return n
}

func band(bands []option, n int64) Score {
	i := len(bands) - 1
	for i > 0 && n < bands[i].from {
		i--
	}
	return bands[i].score
}

// wide is what formWide divides by.
type wide struct {
	span exact.Divisor
	step int64
}

// wideScore returns the score of a number from min to max, none when it is off step.
func (q *question) wideScore(n int64) Score {
	if q.stepped && (n-q.min)%q.wide.step != 0 {
		return 0
	}
	part, span := q.better(n), q.wide.span.Den()
	const most = 1 << 62 / scoreRange // the bound of Divisor.DivSmall
	if part = min(max(part, 0), span); span < most {
		return lowest + Score(q.wide.span.DivSmall(scoreRange*part))
	}
	return lowest + Score(exact.MulRound(scoreRange, part, span))
}

// better returns by how much a number is better than from, which may be below 0.
func (m *measure) better(n int64) int64 {
	if m.falls {
		return m.from - n
	}
	return n - m.from
}

// choose returns the score of choices, or none. Those that stand in the order of the
// question cannot repeat one another, which saves looking for it.
func (c *choices) choose(ids []string) Score {
	var points int64
	next := 0
	for _, id := range ids {
		i := c.position(id, next)
		if i < 0 {
			score, _ := c.chooseAny(ids)
			return score
		}
		points += c.options[i].points
		next = i + 1
	}
	return pointScore(min(points, c.most.Den()), c.most)
}

// chooseAny returns the score of choices in any order, or what is wrong with the
// first that cannot be had.
func (c *choices) chooseAny(ids []string) (Score, problem) {
	var points int64
	var chosen [MaxChoices]bool
	for _, id := range ids {
		i := c.position(id, 0)
		if i < 0 {
			return 0, unknownChoice
		}
		if chosen[i] {
			return 0, repeatedChoice
		}
		chosen[i] = true
		points += c.options[i].points
	}
	return pointScore(min(points, c.most.Den()), c.most), noProblem
}

// position returns that of a choice, from one on, or -1. It makes the sketch of a short
// id on the spot, which takes less than a call.
func (c *choices) position(id string, from int) int {
	var s uint64
	switch n := uint64(len(id)); {
	case n >= 8:
		return c.positionOfLong(id, from)
	case n >= 4:
		s = first4(id) | first4(id[n-4:])<<((8*n-32)&63) | n<<56
	case n > 0:
		s = uint64(id[0]) | uint64(id[n/2])<<8 | uint64(id[n-1])<<16 | n<<56
	}
	for i := from; i < len(c.sketches); i++ {
		if c.sketches[i] == s {
			return i
		}
	}
	return -1
}

func (c *choices) positionOfLong(id string, from int) int {
	for i := from; i < len(c.ids); i++ {
		if c.ids[i] == id {
			return i
		}
	}
	return -1
}

// examine returns the score of an answer that is given and applicable, and has none
// at first sight.
func (q *question) examine(a *Answer) (Score, problem) {
	switch q.form {
	case formYesNo, formChoice:
		if a.Number != (Number{}) || a.Choices != nil {
			return 0, wrongField
		}
		return 0, unknownChoice
	case formChoices:
		if a.Number != (Number{}) || a.Choice != "" || a.Choices == nil {
			return 0, wrongField
		}
		return q.choices.chooseAny(a.Choices)
	}
	if a.Number == (Number{}) || a.Choice != "" || a.Choices != nil {
		return 0, wrongField
	}
	d := a.Number.Decimal()
	if !d.Valid {
		return 0, badDigits
	}
	return q.exactly.read(q.choices, d.Decimal)
}

// pointScore returns the score of points, of which no more than most can be had.
// Both are at most 1e12 ten-thousandths.
func pointScore(points int64, most exact.Divisor) Score {
	return lowest + Score(most.DivSmall(scoreRange*points))
}
