package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
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

// writeQuestions writes the answers and what they score, and below them the points of choices and
// bands.
func (x *scoring) writeQuestions() {
	s, q := x.questions, &x.Questionnaire
	answers := map[string]scorecard.Answer{}
	for _, a := range x.Assessment.Answers {
		answers[a.Question] = a
	}
	s.heads("", "<Topic", "<Answer", "Score", "Weight", "Effective weight", "Contribution", "<Kind",
		"1 point at, or from", "100 points at", "<Not applicable is", "<Unanswered is")
	s.mark("first")
	for i := range q.Categories {
		for j := range q.Categories[i].Topics {
			t := &q.Categories[i].Topics[j]
			beside := x.questionsOf(t)
			for k := range t.Questions {
				x.question(&t.Questions[k], t, beside, answers[t.Questions[k].ID])
			}
		}
	}
	s.row--
	s.mark("last")
	s.row++
	first, last := s.rowOf("first"), s.rowOf("last")
	s.define("answers", questionAnswer, first, last)
	s.define("weights", questionWeight, first, last)
	x.points()
	x.chartTopics()
}

// chartTopics draws the scores of the topics, which follow from the questions.
func (x *scoring) chartTopics() {
	all := x.Questionnaire.Categories
	last := all[len(all)-1].Topics
	first, end := x.s.rowOf(key(scorecard.NodeTopic, all[0].Topics[0].ID)), x.s.rowOf(key(scorecard.NodeTopic, last[len(last)-1].ID))
	x.questions.chart(excelize.Col, "Score by topic", unitScore, excelize.ChartSeries{
		Name: x.s.fixed(scoreScore, first-1, first-1), Categories: x.s.fixed(scoreName, first, end), Values: x.s.fixed(scoreScore, first, end),
	})
}

func (x *scoring) question(q *scorecard.Question, t *scorecard.Topic, beside *table, a scorecard.Answer) {
	s, line := x.questions, x.line(scorecard.NodeQuestion, q.ID)
	s.mark(key(scorecard.NodeQuestion, q.ID))
	s.text(questionName, named(q.Name, q.ID))
	s.text(questionTopic, named(t.Name, t.ID))
	answer := x.answer(a)
	s.text(questionKind, string(q.Kind))
	na, open := leftOut, leftOut
	if cmp.Or(q.NotApplicable, x.Questionnaire.NotApplicable) == scorecard.NotApplicableLowest {
		na = lowestScore
	}
	if cmp.Or(q.Unanswered, x.Questionnaire.Unanswered) == scorecard.UnansweredLowest {
		open = lowestScore
	}
	naCell, openCell := s.choice(questionNA, na), s.choice(questionOpen, open)
	formula, ok := x.scoreFormula(q, answer)
	score := s.here(questionScore)
	if ok {
		s.figure(questionScore, unitScore, fmt.Sprintf(`IF(%s="%s",IF(%s="%s",1,""),IF(%s="",IF(%s="%s",1,""),%s))`,
			answer, notApplicable, naCell, lowestScore, answer, openCell, lowestScore, formula), scoreOf(line.Score))
	} else {
		s.library(questionScore, unitScore, scoreOf(line.Score))
	}
	weight := s.input(questionWeight, unitPlain, line.Weight)
	topic := x.s.rowOf(key(scorecard.NodeTopic, t.ID))
	beside.shares(line, score, weight, x.s.far(x.s.at(scoreEffective, topic)), x.s.far(x.s.at(scorePoints, topic)), questionEffective)
	counted := 1
	if q.Advisory {
		counted = 0
	}
	applies := s.helper(questionSteps+stepsCount, unitWhole, fmt.Sprintf(`IF(OR(%s<>"%s",%s="%s"),%d,0)`, answer, notApplicable, naCell, lowestScore, counted))
	s.helper(questionSteps+stepsCount+1, unitWhole, fmt.Sprintf(`IF(%s="",0,%s)`, answer, applies))
	s.row++
}

// answer writes what was answered.
func (x *scoring) answer(a scorecard.Answer) string {
	s := x.questions
	switch {
	case a.NotApplicable:
		return s.choice(questionAnswer, notApplicable)
	case a.Number.Valid:
		return s.input(questionAnswer, unitPlain, a.Number)
	case a.Choices != nil && len(a.Choices) == 0:
		return s.choice(questionAnswer, noneOfThem)
	case a.Choices != nil:
		return s.choice(questionAnswer, strings.Join(a.Choices, separator))
	case a.Choice != "":
		return s.choice(questionAnswer, a.Choice)
	}
	return s.input(questionAnswer, unitPlain, a.Number)
}

// scoreFormula is 1 + 99x of an answer, with x as [scorecard.QuestionKind] has it. It is not ok
// where the ids of choices cannot be told apart in one cell.
func (x *scoring) scoreFormula(q *scorecard.Question, answer string) (formula string, ok bool) {
	s := x.questions
	first := s.rowOf("points " + q.ID)
	from, to := s.here(questionFrom), s.here(questionTo)
	switch q.Kind {
	case scorecard.KindYesNo:
		return fmt.Sprintf(`IF(%s="yes",100,1)`, answer), true
	case scorecard.KindScale, scorecard.KindFraction, scorecard.KindNumber:
		low, high := q.Min, q.Max
		switch q.Kind {
		case scorecard.KindFraction:
			low, high = partnermath.Int(0), partnermath.Int(1)
		case scorecard.KindNumber:
			low, high = q.Floor, q.Target
		}
		s.input(questionFrom, unitPlain, low)
		s.input(questionTo, unitPlain, high)
		way := fmt.Sprintf("(%s-%s)/(%s-%s)", answer, from, to, from)
		return fmt.Sprintf("ROUND(1+99*MAX(0,MIN(1,%s)),2)", way), true
	case scorecard.KindBands:
		points := s.span(pointsGiven, first, first+len(q.Bands)-1)
		reached := fmt.Sprintf("LOOKUP(%s,%s,%s)", answer, s.span(pointsAt, first, first+len(q.Bands)-1), points)
		return fmt.Sprintf("ROUND(1+99*%s/MAX(%s),2)", reached, points), true
	}
	ids, points := s.span(pointsAt, first, first+len(q.Choices)-1), s.span(pointsGiven, first, first+len(q.Choices)-1)
	chosen := fmt.Sprintf(`SUMPRODUCT(--ISNUMBER(FIND("%[1]s"&%[2]s&"%[1]s","%[1]s"&%[3]s&"%[1]s")),%[4]s)`, separator, ids, answer, points)
	most := "MAX(" + points + ")"
	if q.Kind == scorecard.KindMultipleChoice {
		if most = "SUM(" + points + ")"; q.MaxPoints.Valid {
			s.input(questionTo, unitPlain, q.MaxPoints)
			most = to
		}
		chosen = fmt.Sprintf("MIN(%s,%s)", chosen, most)
	}
	return fmt.Sprintf("ROUND(1+99*%s/%s,2)", chosen, most), !slices.ContainsFunc(q.Choices, func(c scorecard.Choice) bool {
		return strings.Contains(c.ID, separator) || c.ID == notApplicable || c.ID == noneOfThem || clean(c.ID) != c.ID
	})
}

// The columns of the table of points.
const (
	pointsName  = questionName
	pointsAt    = questionAnswer
	pointsGiven = questionScore
)

// points writes what the choices and bands of questions give.
func (x *scoring) points() {
	s := x.questions
	s.title("Points of choices and bands")
	s.heads("", "<Question", "<Answer, or from", "Points")
	start := s.row
	for _, c := range x.Questionnaire.Categories {
		for _, t := range c.Topics {
			for _, q := range t.Questions {
				s.mark("points " + q.ID)
				for _, c := range q.Choices {
					s.text(pointsName, named(c.Name, c.ID))
					s.text(questionTopic, q.ID)
					s.text(pointsAt, c.ID)
					s.input(pointsGiven, unitPlain, c.Points)
					s.row++
				}
				for i, b := range q.Bands {
					s.text(pointsName, fmt.Sprintf("Band %d", i+1))
					s.text(questionTopic, q.ID)
					s.input(pointsAt, unitPlain, b.From)
					s.input(pointsGiven, unitPlain, b.Points)
					s.row++
				}
			}
		}
	}
	if s.row > start {
		s.define("points", pointsGiven, start, s.row-1)
	}
}
