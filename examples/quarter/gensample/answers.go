package main

import (
	"encoding/csv"
	"os"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

const (
	maxQuarters = 40
	// whole is 1 in the thousandths that this program computes in: whole numbers
	// come out the same on every processor.
	whole = 1000
)

// subject is a partner at a question: what makes its answers to the question
// resemble each other from quarter to quarter.
type subject struct {
	question   scorecard.Question
	talent     int // added to the capability
	threshold  int // of a yes, and of the choices
	applicable bool
}

func writeAssessments(file string, channel []partner, q scorecard.Questionnaire, quarters int) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	_ = w.Write([]string{"partner", "date", "question", "answer"})
	for i := range channel {
		channel[i].write(w, q, quarters)
	}
	return finish(out, w)
}

// write writes the rows of one partner.
func (p *partner) write(w *csv.Writer, q scorecard.Questionnaire, quarters int) {
	subjects := p.subjects(q)
	last := partnermath.Calendar{}.Find(partnermath.NewDate(2026, 9, 30))
	for back := quarters - 1; back >= 0; back-- {
		number := 4*last.Year + last.Quarter - 1 - back
		start := partnermath.Calendar{}.Quarter(number/4, number%4+1).Start
		date := start.AddDays(55 + p.random.IntN(30)).String()
		isAssessed := p.random.IntN(100) < 94 || back == 0
		isHasty := p.random.IntN(100) < 4
		ability := p.capability + p.growth*(quarters-1-back)
		for i := range subjects {
			s := &subjects[i]
			answer := p.answer(s, ability)
			left := p.random.IntN(100)
			isLeft := left < 2 && s.question.NotApplicable != scorecard.NotApplicableNotAllowed
			switch {
			case !isAssessed || (isHasty && left < 40):
			case isLeft && left == 0:
				_ = w.Write([]string{p.id, date, s.question.ID, ""})
			case !isLeft:
				_ = w.Write([]string{p.id, date, s.question.ID, answer})
			}
		}
	}
}

// subjects gives a partner its strong and weak topics, and in them its strong
// and weak questions.
func (p *partner) subjects(q scorecard.Questionnaire) []subject {
	var subjects []subject
	for _, category := range q.Categories {
		for _, topic := range category.Topics {
			talent := p.random.IntN(401) - 200
			for _, question := range topic.Questions {
				subjects = append(subjects, p.subject(question, talent))
			}
		}
	}
	return subjects
}

func (p *partner) subject(q scorecard.Question, talent int) subject {
	s := subject{
		question:   q,
		talent:     talent + p.random.IntN(301) - 150,
		threshold:  150 + p.random.IntN(700),
		applicable: true,
	}
	lot := p.random.IntN(100)
	switch q.ID {
	case "interfaces":
		s.applicable = p.kind != reseller
	case "funds":
		s.applicable = p.tier != registered
	case "usage":
		s.applicable = p.kind != reseller || lot < 60
	}
	return s
}

// answer writes a cell as a system exports it.
func (p *partner) answer(s *subject, ability int) string {
	x := min(max(ability+s.talent+p.random.IntN(81)-40, 0), whole)
	if !s.applicable {
		return "n/a"
	}
	q := &s.question
	switch q.Kind {
	case scorecard.KindYesNo:
		if x > s.threshold {
			return "yes"
		}
		return "no"
	case scorecard.KindSingleChoice:
		return q.Choices[min(x*len(q.Choices)/whole, len(q.Choices)-1)].ID
	case scorecard.KindMultipleChoice:
		return choices(q.Choices, s.threshold, x)
	case scorecard.KindScale:
		step := decimal.NewFromInt(1)
		if q.Step.Valid {
			step = q.Step.Decimal
		}
		return onStep(q.Min.Decimal, q.Max.Decimal, step, x)
	case scorecard.KindFraction:
		return part(decimal.New(0, 0), decimal.New(100, -2), x)
	case scorecard.KindNumber:
		return part(q.Floor.Decimal, q.Target.Decimal, x)
	default:
		return part(q.Bands[0].From.Decimal, q.Bands[len(q.Bands)-1].From.Decimal, x)
	}
}

// choices chooses more the better the partner is, from a first one on.
func choices(of []scorecard.Choice, first, x int) string {
	n := (x*len(of) + whole/2) / whole
	if n == 0 {
		return "none"
	}
	chosen := make([]string, 0, n)
	for i, c := range of {
		if (i+first)%len(of) < n {
			chosen = append(chosen, c.ID)
		}
	}
	return strings.Join(chosen, ";")
}

// onStep returns the step that lies x of the way from one number to the other.
func onStep(from, to, step decimal.Decimal, x int) string {
	at := from
	for next := at.Add(step); passes(from, to, next, x); next = at.Add(step) {
		at = next
	}
	return at.String()
}

// passes reports whether a number lies within x of the way, compared without
// division.
func passes(from, to, n decimal.Decimal, x int) bool {
	way := n.Sub(from).Mul(decimal.NewFromInt(whole))
	return way.LessThanOrEqual(to.Sub(from).Mul(decimal.NewFromInt(int64(x))))
}

// part returns the number that lies x of the way from one number to the other,
// with the decimals that these have.
func part(from, to decimal.Decimal, x int) string {
	places := max(-from.Exponent(), -to.Exponent(), 0)
	return from.Add(to.Sub(from).Mul(decimal.New(int64(x), -3))).Round(places).String()
}
