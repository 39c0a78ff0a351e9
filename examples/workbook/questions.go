package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/scorecard"
)

// The columns of the table of questions.
const (
	questionName = iota + 1
	questionTopic
	questionAnswer
	questionScore
	questionWeight
	questionEffective
	questionPoints
	questionKind
	questionFrom
	questionTo
	questionNA
	questionOpen
	questionSteps // the first of those that are hidden
)

// The words of answers that are none.
const (
	notApplicable = "n/a"
	noneOfThem    = "(none)"
	leftOut       = "left out"
	lowestScore   = "lowest score"
	separator     = ";"
)

// each calls what is to be done with every question.
func (x *scoring) each(do func(*scorecard.Question, *scorecard.Topic)) {
	for i := range x.Questionnaire.Categories {
		for j := range x.Questionnaire.Categories[i].Topics {
			t := &x.Questionnaire.Categories[i].Topics[j]
			for k := range t.Questions {
				do(&t.Questions[k], t)
			}
		}
	}
}

// writeQuestions writes the answers and what they score, and below them the points of choices and
// bands.
func (x *scoring) writeQuestions() {
	s := x.questions
	answers := map[string]scorecard.Answer{}
	for _, a := range x.Assessment.Answers {
		answers[a.Question] = a
	}
	s.Heads("", "<Topic", "<Answer", "Score", "Weight", "Effective weight", "Contribution", "<Kind",
		"1 point at, or from", "100 points at", "<Not applicable is", "<Unanswered is")
	s.Names("", "", "answers", "", "weights")
	first := s.Row
	x.each(func(q *scorecard.Question, t *scorecard.Topic) { x.question(q, t, answers[q.ID]) })
	s.MarkRows("questions", first)
	x.points()
	from, to := x.s.Rows("topics")
	s.Chart(live.Columns, "Score by topic", live.Score, x.s.Series(scoreScore, scoreName, from, to))
}

func (x *scoring) question(q *scorecard.Question, t *scorecard.Topic, a scorecard.Answer) {
	s, line := x.questions, x.line(scorecard.NodeQuestion, q.ID)
	s.Mark(key(scorecard.NodeQuestion, q.ID))
	s.Texts(named(q.Name, q.ID), named(t.Name, t.ID))
	answer := x.answer(a)
	s.Text(questionKind, string(q.Kind))
	na, open := leftOut, leftOut
	if cmp.Or(q.NotApplicable, x.Questionnaire.NotApplicable) == scorecard.NotApplicableLowest {
		na = lowestScore
	}
	if cmp.Or(q.Unanswered, x.Questionnaire.Unanswered) == scorecard.UnansweredLowest {
		open = lowestScore
	}
	naCell, openCell := s.Choice(questionNA, na), s.Choice(questionOpen, open)
	formula, ok := x.scoreFormula(q, answer)
	score := s.Here(questionScore)
	if ok {
		s.Figure(questionScore, live.Score, fmt.Sprintf(`IF(%s="%s",IF(%s="%s",1,""),IF(%s="",IF(%s="%s",1,""),%s))`,
			answer, notApplicable, naCell, lowestScore, answer, openCell, lowestScore, formula), scoreOf(line.Score))
	} else {
		s.Library(questionScore, live.Score, scoreOf(line.Score))
	}
	weight := s.Input(questionWeight, live.Plain, line.Weight)
	topic := x.s.RowOf(key(scorecard.NodeTopic, t.ID))
	x.questionsOf(t).shares(line, score, weight, x.s.Far(x.s.At(scoreEffective, topic)), x.s.Far(x.s.At(scorePoints, topic)), questionEffective)
	counted := 1
	if q.Advisory {
		counted = 0
	}
	applies := s.Step(questionSteps+stepsCount, live.Number, fmt.Sprintf(`IF(OR(%s<>"%s",%s="%s"),%d,0)`, answer, notApplicable, naCell, lowestScore, counted))
	s.Step(questionSteps+stepsCount+1, live.Number, fmt.Sprintf(`IF(%s="",0,%s)`, answer, applies))
	s.Row++
}

// answer writes what was answered.
func (x *scoring) answer(a scorecard.Answer) string {
	choice := a.Choice
	switch {
	case a.NotApplicable:
		choice = notApplicable
	case a.Choices != nil:
		choice = cmp.Or(strings.Join(a.Choices, separator), noneOfThem)
	}
	if choice != "" {
		return x.questions.Choice(questionAnswer, choice)
	}
	return x.questions.Input(questionAnswer, live.Plain, a.Number)
}

// scoreFormula is 1 + 99x of an answer, with x as [scorecard.QuestionKind] has it. It is not ok
// where the ids of choices cannot be told apart in one cell.
func (x *scoring) scoreFormula(q *scorecard.Question, answer string) (formula string, ok bool) {
	s := x.questions
	first, last := s.Rows("points " + q.ID)
	at, points := s.Span(pointsAt, first, last), s.Span(pointsGiven, first, last)
	low, high := q.Min, q.Max
	switch q.Kind {
	case scorecard.KindYesNo:
		return fmt.Sprintf(`IF(%s="yes",100,1)`, answer), true
	case scorecard.KindBands:
		return fmt.Sprintf("ROUND(1+99*LOOKUP(%s,%s,%s)/MAX(%s),2)", answer, at, points, points), true
	case scorecard.KindFraction:
		low, high = live.Whole(0), live.Whole(1)
	case scorecard.KindNumber:
		low, high = q.Floor, q.Target
	case scorecard.KindSingleChoice, scorecard.KindMultipleChoice:
		return x.choiceFormula(q, answer, at, points)
	}
	from, to := s.Input(questionFrom, live.Plain, low), s.Input(questionTo, live.Plain, high)
	return fmt.Sprintf("ROUND(1+99*MAX(0,MIN(1,(%s-%s)/(%s-%s))),2)", answer, from, to, from), true
}

func (x *scoring) choiceFormula(q *scorecard.Question, answer, ids, points string) (formula string, ok bool) {
	chosen := fmt.Sprintf(`SUMPRODUCT(--ISNUMBER(FIND("%[1]s"&%[2]s&"%[1]s","%[1]s"&%[3]s&"%[1]s")),%[4]s)`, separator, ids, answer, points)
	most := "MAX(" + points + ")"
	if q.Kind == scorecard.KindMultipleChoice {
		if most = "SUM(" + points + ")"; q.MaxPoints.Valid {
			most = x.questions.Input(questionTo, live.Plain, q.MaxPoints)
		}
		chosen = fmt.Sprintf("MIN(%s,%s)", chosen, most)
	}
	return fmt.Sprintf("ROUND(1+99*%s/%s,2)", chosen, most), !slices.ContainsFunc(q.Choices, func(c scorecard.Choice) bool {
		return strings.Contains(c.ID, separator) || c.ID == notApplicable || c.ID == noneOfThem || live.Clean(c.ID) != c.ID
	})
}

// The columns of the table of points.
const (
	pointsAt    = questionAnswer
	pointsGiven = questionScore
)

// points writes what the choices and bands of questions give.
func (x *scoring) points() {
	s := x.questions
	s.Title("Points of choices and bands")
	s.Heads("", "<Question", "<Answer, or from", "Points")
	s.Names("", "", "", "points")
	x.each(func(q *scorecard.Question, _ *scorecard.Topic) {
		first := s.Row
		for _, c := range q.Choices {
			s.Texts(named(c.Name, c.ID), q.ID, c.ID)
			s.Input(pointsGiven, live.Plain, c.Points)
			s.Row++
		}
		for i, b := range q.Bands {
			s.Texts(fmt.Sprintf("Band %d", i+1), q.ID)
			s.Input(pointsAt, live.Plain, b.From)
			s.Input(pointsGiven, live.Plain, b.Points)
			s.Row++
		}
		s.MarkRows("points "+q.ID, first)
	})
}
