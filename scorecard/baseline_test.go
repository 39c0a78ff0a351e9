package scorecard_test

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

// The baselines score as a program would that has no compiled questionnaire: an
// answer is looked up in a map and checked, and every node gets its score,
// effective weight and contribution. They take complete assessments only.

type plainLine struct {
	score, weight, contribution decimal.Decimal
	children                    []plainLine
}

var (
	plainOne   = decimal.NewFromInt(1)
	plainRange = decimal.NewFromInt(99)
)

func plainDecimal(q *scorecard.Questionnaire, given []scorecard.Answer) (plainLine, bool) {
	answers := make(map[string]*scorecard.Answer, len(given))
	for i := range given {
		if answers[given[i].Question] != nil {
			return plainLine{}, false
		}
		answers[given[i].Question] = &given[i]
	}
	var whole plainLine
	for i := range q.Categories {
		var category plainLine
		for j := range q.Categories[i].Topics {
			var topic plainLine
			for k := range q.Categories[i].Topics[j].Questions {
				question := &q.Categories[i].Topics[j].Questions[k]
				x, ok := plainDecimalShare(question, answers[question.ID])
				if !ok {
					return plainLine{}, false
				}
				score := plainOne.Add(plainRange.Mul(x)).Round(2)
				topic.children = append(topic.children, plainLine{score: score, weight: question.Weight})
			}
			topic.weight = q.Categories[i].Topics[j].Weight
			topic.mean()
			category.children = append(category.children, topic)
		}
		category.weight = q.Categories[i].Weight
		category.mean()
		whole.children = append(whole.children, category)
	}
	whole.mean()
	whole.weight = plainOne
	whole.split()
	return whole, true
}

func (l *plainLine) mean() {
	var sum, weight decimal.Decimal
	for _, c := range l.children {
		sum, weight = sum.Add(c.score.Mul(c.weight)), weight.Add(c.weight)
	}
	l.score = sum.DivRound(weight, 2)
}

func (l *plainLine) split() {
	l.contribution = l.score.Mul(l.weight).Round(2)
	var weight decimal.Decimal
	for _, c := range l.children {
		weight = weight.Add(c.weight)
	}
	for i := range l.children {
		c := &l.children[i]
		c.weight = l.weight.Mul(c.weight).DivRound(weight, 4)
		c.split()
	}
}

func plainDecimalShare(q *scorecard.Question, a *scorecard.Answer) (decimal.Decimal, bool) {
	if a == nil {
		return decimal.Decimal{}, false
	}
	n := a.Number.Decimal
	switch q.Kind {
	case scorecard.KindYesNo:
		if a.Choice == "yes" {
			return plainOne, true
		}
		return decimal.Decimal{}, a.Choice == "no"
	case scorecard.KindFraction:
		return n, !n.IsNegative() && n.LessThanOrEqual(plainOne)
	case scorecard.KindScale:
		from, to := q.Min.Decimal, q.Max.Decimal
		inside := n.GreaterThanOrEqual(from) && n.LessThanOrEqual(to) && n.Sub(from).Mod(plainOne).IsZero()
		return n.Sub(from).DivRound(to.Sub(from), 16), inside
	case scorecard.KindNumber:
		from, to := q.Floor.Decimal, q.Target.Decimal
		x := n.Sub(from).DivRound(to.Sub(from), 16)
		return decimal.Min(decimal.Max(x, decimal.Decimal{}), plainOne), true
	case scorecard.KindBands:
		var points, most decimal.Decimal
		for _, b := range q.Bands {
			if n.GreaterThanOrEqual(b.From) {
				points = b.Points
			}
			most = decimal.Max(most, b.Points)
		}
		return points.DivRound(most, 16), n.GreaterThanOrEqual(q.Bands[0].From)
	case scorecard.KindSingleChoice:
		points, most, _, ok := plainDecimalPoints(q.Choices, []string{a.Choice})
		return points.DivRound(most, 16), ok
	}
	points, _, sum, ok := plainDecimalPoints(q.Choices, a.Choices)
	return points.DivRound(sum, 16), ok
}

func plainDecimalPoints(choices []scorecard.Choice, ids []string) (points, most, sum decimal.Decimal, ok bool) {
	found := 0
	for _, c := range choices {
		most, sum = decimal.Max(most, c.Points), sum.Add(c.Points)
		for _, id := range ids {
			if id == c.ID {
				points = points.Add(c.Points)
				found++
			}
		}
	}
	return points, most, sum, found == len(ids)
}

type floatLine struct {
	score, weight, contribution float64
	children                    []floatLine
}

func plainFloat(q *scorecard.Questionnaire, given []scorecard.Answer) (floatLine, bool) {
	answers := make(map[string]*scorecard.Answer, len(given))
	for i := range given {
		answers[given[i].Question] = &given[i]
	}
	var whole floatLine
	for i := range q.Categories {
		var category floatLine
		for j := range q.Categories[i].Topics {
			var topic floatLine
			for k := range q.Categories[i].Topics[j].Questions {
				question := &q.Categories[i].Topics[j].Questions[k]
				x, ok := plainFloatShare(question, answers[question.ID])
				if !ok {
					return floatLine{}, false
				}
				topic.children = append(topic.children, floatLine{score: 1 + 99*x, weight: question.Weight.InexactFloat64()})
			}
			topic.weight = q.Categories[i].Topics[j].Weight.InexactFloat64()
			topic.mean()
			category.children = append(category.children, topic)
		}
		category.weight = q.Categories[i].Weight.InexactFloat64()
		category.mean()
		whole.children = append(whole.children, category)
	}
	whole.mean()
	whole.weight = 1
	whole.split()
	return whole, true
}

func (l *floatLine) mean() {
	var sum, weight float64
	for _, c := range l.children {
		sum, weight = sum+c.score*c.weight, weight+c.weight
	}
	l.score = sum / weight
}

func (l *floatLine) split() {
	l.contribution = l.score * l.weight
	var weight float64
	for _, c := range l.children {
		weight += c.weight
	}
	for i := range l.children {
		c := &l.children[i]
		c.weight = l.weight * c.weight / weight
		c.split()
	}
}

func plainFloatShare(q *scorecard.Question, a *scorecard.Answer) (float64, bool) {
	if a == nil {
		return 0, false
	}
	n := a.Number.Decimal.InexactFloat64()
	switch q.Kind {
	case scorecard.KindYesNo:
		if a.Choice == "yes" {
			return 1, true
		}
		return 0, a.Choice == "no"
	case scorecard.KindFraction:
		return n, n >= 0 && n <= 1
	case scorecard.KindScale:
		from, to := q.Min.Decimal.InexactFloat64(), q.Max.Decimal.InexactFloat64()
		return (n - from) / (to - from), n >= from && n <= to
	case scorecard.KindNumber:
		from, to := q.Floor.Decimal.InexactFloat64(), q.Target.Decimal.InexactFloat64()
		return min(max((n-from)/(to-from), 0), 1), true
	case scorecard.KindBands:
		var points, most float64
		for _, b := range q.Bands {
			if n >= b.From.InexactFloat64() {
				points = b.Points.InexactFloat64()
			}
			most = max(most, b.Points.InexactFloat64())
		}
		return points / most, true
	case scorecard.KindSingleChoice:
		points, most, _ := plainFloatPoints(q.Choices, []string{a.Choice})
		return points / most, true
	}
	points, _, sum := plainFloatPoints(q.Choices, a.Choices)
	return points / sum, true
}

func plainFloatPoints(choices []scorecard.Choice, ids []string) (points, most, sum float64) {
	for _, c := range choices {
		p := c.Points.InexactFloat64()
		most, sum = max(most, p), sum+p
		for _, id := range ids {
			if id == c.ID {
				points += p
			}
		}
	}
	return points, most, sum
}
