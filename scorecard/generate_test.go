package scorecard_test

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// chance draws true once in n times.
func chance(t *rapid.T, n int, label string) bool { return rapid.IntRange(1, n).Draw(t, label) == n }

// numbers draws a number of at most 15 digits, of which at most 6 decimals: small
// ones, ones with decimals, and ones as wide as they may be.
func numbers() *rapid.Generator[decimal.Decimal] {
	const widest = 999_999_999_999_999
	return rapid.OneOf(
		testkit.Decimal(-20, 20, 0),
		testkit.Decimal(-100, 1000, 3),
		rapid.Map(rapid.Int64Range(-widest, widest), func(n int64) decimal.Decimal { return decimal.New(n, -6) }),
		rapid.Map(rapid.Int64Range(-widest, widest), func(n int64) decimal.Decimal { return decimal.New(n, 0) }),
		rapid.SampledFrom([]decimal.Decimal{number("999999999999999"), number("-999999999999999"), number("999999999.999999"), number("0.000001"), {}}),
	)
}

// scores draws a score, or none once in n times.
func scores(n int) *rapid.Generator[scorecard.Score] {
	return rapid.Custom(func(t *rapid.T) scorecard.Score {
		if chance(t, n, "none") {
			return 0
		}
		return rapid.OneOf(
			rapid.Map(rapid.IntRange(1, 100), func(p int) scorecard.Score { return scorecard.Score(p) * pt }),
			rapid.Map(rapid.IntRange(100, 10000), func(p int) scorecard.Score { return scorecard.Score(p) }),
		).Draw(t, "score")
	})
}

func gates() *rapid.Generator[scorecard.Gate] {
	return rapid.Custom(func(t *rapid.T) scorecard.Gate {
		gate := scorecard.Gate{}
		if chance(t, 4, "has gate") {
			gate.Minimum = rapid.OneOf(rapid.Just(50*pt), rapid.Map(rapid.IntRange(100, 10000), func(p int) scorecard.Score { return scorecard.Score(p) })).Draw(t, "minimum")
			gate.Cap = scores(3).Draw(t, "cap")
		}
		return gate
	})
}

// increasing draws n numbers, each above the one before.
func increasing(t *rapid.T, n int) []decimal.Decimal {
	list := rapid.SliceOfNDistinct(numbers(), n, n, func(d decimal.Decimal) string { return testkit.Rat(d).RatString() }).Draw(t, "numbers")
	slices.SortFunc(list, decimal.Decimal.Cmp)
	return list
}

func kinds() []scorecard.QuestionKind {
	return []scorecard.QuestionKind{
		scorecard.KindYesNo, scorecard.KindScale, scorecard.KindFraction, scorecard.KindSingleChoice,
		scorecard.KindMultipleChoice, scorecard.KindNumber, scorecard.KindBands,
	}
}

// questions draws a valid question without its id, weight and actions.
func questions() *rapid.Generator[scorecard.Question] {
	return rapid.Custom(func(t *rapid.T) scorecard.Question {
		q := scorecard.Question{
			Kind:          rapid.SampledFrom(kinds()).Draw(t, "kind"),
			Advisory:      chance(t, 8, "advisory"),
			NotApplicable: rapid.SampledFrom([]scorecard.NotApplicable{"", "", "redistribute", "lowest", "not-allowed"}).Draw(t, "notApplicable"),
			Unanswered:    rapid.SampledFrom([]scorecard.Unanswered{"", "", "leave-out", "lowest", "refuse"}).Draw(t, "unanswered"),
		}
		if !q.Advisory {
			q.Gate = gates().Draw(t, "gate")
		}
		switch q.Kind {
		case scorecard.KindScale:
			drawScale(t, &q)
		case scorecard.KindNumber:
			ends := rapid.Permutation(increasing(t, 2)).Draw(t, "ends")
			q.Floor, q.Target = decimal.NewNullDecimal(ends[0]), decimal.NewNullDecimal(ends[1])
			limits := increasing(t, 2)
			if chance(t, 2, "has min") {
				q.Min = decimal.NewNullDecimal(limits[0])
			}
			if chance(t, 2, "has max") {
				q.Max = decimal.NewNullDecimal(limits[1])
			}
		case scorecard.KindSingleChoice, scorecard.KindMultipleChoice:
			sum := decimal.Decimal{}
			prefix := rapid.SampledFrom([]string{"", "no ", "choice "}).Draw(t, "prefix of choices")
			for i, points := range testkit.Weights(1, 5).Draw(t, "points") {
				q.Choices = append(q.Choices, scorecard.Choice{ID: fmt.Sprint(prefix, i), Points: decimal.NewNullDecimal(points)})
				sum = sum.Add(points)
			}
			if q.Kind == scorecard.KindMultipleChoice && chance(t, 2, "has maximum") {
				ten := decimal.Min(sum, decimal.New(1_000_000, 0)).Shift(4).IntPart()
				q.MaxPoints = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, ten).Draw(t, "maximum"), -4))
			}
		case scorecard.KindBands:
			points := testkit.Weights(1, 4).Draw(t, "points")
			for i, from := range increasing(t, len(points)) {
				q.Bands = append(q.Bands, scorecard.Band{From: decimal.NewNullDecimal(from), Points: decimal.NewNullDecimal(points[i])})
			}
		}
		return q
	})
}

// drawScale makes the highest of a scale a whole number of steps above the
// lowest, with no more digits than a number may have.
func drawScale(t *rapid.T, q *scorecard.Question) {
	const widest = 999_999_999_999_999
	places := rapid.Int32Range(0, 6).Draw(t, "places")
	low := rapid.OneOf(rapid.Int64Range(-10, 10), rapid.Int64Range(-widest, widest/2)).Draw(t, "min")
	step := rapid.OneOf(rapid.Int64Range(1, 10), rapid.Int64Range(1, (widest-low)/10)).Draw(t, "step")
	if chance(t, 3, "default step") {
		step = 1
		for range places {
			step *= 10
		}
	} else {
		q.Step = decimal.NewNullDecimal(decimal.New(step, -places))
	}
	steps := rapid.OneOf(rapid.Int64Range(1, 10), rapid.Int64Range(1, (widest-low)/step)).Draw(t, "steps")
	q.Min, q.Max = decimal.NewNullDecimal(decimal.New(low, -places)), decimal.NewNullDecimal(decimal.New(low+steps*step, -places))
}

// drawAnswer draws an answer that the question takes, "not applicable" aside.
func drawAnswer(t *rapid.T, q scorecard.Question) scorecard.Answer {
	switch q.Kind {
	case scorecard.KindYesNo:
		return scorecard.Answer{Choice: rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "yes or no")}
	case scorecard.KindSingleChoice:
		return scorecard.Answer{Choice: rapid.SampledFrom(q.Choices).Draw(t, "choice").ID}
	case scorecard.KindMultipleChoice:
		chosen := []string{}
		for _, c := range rapid.Permutation(q.Choices).Draw(t, "choices") {
			if chance(t, 2, "chosen") {
				chosen = append(chosen, c.ID)
			}
		}
		return scorecard.Answer{Choices: chosen}
	case scorecard.KindFraction:
		return scorecard.Answer{Number: decimal.NewNullDecimal(testkit.Decimal(0, 1, 6).Draw(t, "fraction"))}
	case scorecard.KindScale:
		step := number("1")
		if q.Step.Valid {
			step = q.Step.Decimal
		}
		steps := q.Max.Decimal.Sub(q.Min.Decimal).Shift(6).BigInt()
		steps.Quo(steps, step.Shift(6).BigInt())
		at := decimal.New(rapid.Int64Range(0, steps.Int64()).Draw(t, "steps"), 0)
		return scorecard.Answer{Number: decimal.NewNullDecimal(q.Min.Decimal.Add(step.Mul(at)))}
	}
	candidates := []decimal.Decimal{numbers().Draw(t, "number")}
	for _, n := range []decimal.NullDecimal{q.Min, q.Max, q.Floor, q.Target} {
		if n.Valid {
			candidates = append(candidates, n.Decimal)
		}
	}
	for _, b := range q.Bands {
		candidates = append(candidates, b.From.Decimal)
	}
	var accepted []decimal.Decimal
	for _, n := range candidates {
		tooLow := q.Min.Valid && n.LessThan(q.Min.Decimal) || q.Kind == scorecard.KindBands && n.LessThan(q.Bands[0].From.Decimal)
		tooHigh := q.Max.Valid && n.GreaterThan(q.Max.Decimal)
		if !tooLow && !tooHigh {
			accepted = append(accepted, n)
		}
	}
	return scorecard.Answer{Number: decimal.NewNullDecimal(rapid.SampledFrom(accepted).Draw(t, "accepted"))}
}

// effective are the policies of a question, its own or those of the
// questionnaire.
func effective(q scorecard.Questionnaire, asked scorecard.Question) (scorecard.NotApplicable, scorecard.Unanswered) {
	notApplicable, unanswered := asked.NotApplicable, asked.Unanswered
	if notApplicable == "" {
		notApplicable = q.NotApplicable
	}
	if unanswered == "" {
		unanswered = q.Unanswered
	}
	return notApplicable, unanswered
}

// questionnaires draws a valid questionnaire with everything in it.
func questionnaires() *rapid.Generator[scorecard.Questionnaire] {
	return rapid.Custom(func(t *rapid.T) scorecard.Questionnaire {
		q := scorecard.Questionnaire{
			ID: "q", Version: rapid.SampledFrom([]string{"", "2026"}).Draw(t, "version"), Name: "Questionnaire",
			NotApplicable: rapid.SampledFrom([]scorecard.NotApplicable{"", "redistribute", "lowest", "not-allowed"}).Draw(t, "notApplicable"),
			Unanswered:    rapid.SampledFrom([]scorecard.Unanswered{"", "leave-out", "lowest", "refuse"}).Draw(t, "unanswered"),
			BestPractice:  scores(2).Draw(t, "best practice"), Gate: gates().Draw(t, "gate"), Currency: "USD",
		}
		if chance(t, 2, "has minimum completeness") {
			q.MinimumCompleteness = decimal.NewNullDecimal(testkit.Decimal(0, 1, 4).Draw(t, "minimum completeness"))
		}
		asked, actions := 0, 0
		prefix := rapid.SampledFrom([]string{"q", "question ", "a question of many words "}).Draw(t, "prefix of questions")
		for i, weight := range testkit.Weights(1, 4).Draw(t, "category weights") {
			category := scorecard.QuestionCategory{ID: fmt.Sprintf("c%d", i), Weight: decimal.NewNullDecimal(weight), BestPractice: scores(2).Draw(t, "best practice"), Gate: gates().Draw(t, "gate")}
			for j, weight := range testkit.Weights(1, 3).Draw(t, "topic weights") {
				topic := scorecard.Topic{ID: fmt.Sprintf("c%d t%d", i, j), Weight: decimal.NewNullDecimal(weight), BestPractice: scores(2).Draw(t, "best practice"), Gate: gates().Draw(t, "gate")}
				for _, weight := range testkit.Weights(1, 7).Draw(t, "question weights") {
					question := questions().Draw(t, "question")
					question.ID = fmt.Sprint(prefix, asked)
					if !question.Advisory || chance(t, 2, "weight of advice") {
						question.Weight = decimal.NewNullDecimal(weight)
					}
					asked++
					drawActions(t, q, &question, &actions)
					topic.Questions = append(topic.Questions, question)
				}
				countSomething(&topic)
				category.Topics = append(category.Topics, topic)
			}
			q.Categories = append(q.Categories, category)
		}
		from := rapid.SliceOfNDistinct(rapid.IntRange(100, 10000), 0, 3, rapid.ID).Draw(t, "levels")
		slices.Sort(from)
		for i, f := range from {
			q.Levels = append(q.Levels, scorecard.MaturityLevel{Name: fmt.Sprintf("level %d", i), From: scorecard.Score(f)})
		}
		return q
	})
}

// countSomething keeps at least one question of a topic from being advisory or
// without a weight.
func countSomething(topic *scorecard.Topic) {
	for _, q := range topic.Questions {
		if !q.Advisory && q.Weight.Decimal.IsPositive() {
			return
		}
	}
	topic.Questions[0].Advisory = false
	topic.Questions[0].Weight = partnermath.Int(1)
}

func drawActions(t *rapid.T, q scorecard.Questionnaire, question *scorecard.Question, actions *int) {
	for range rapid.IntRange(0, 2).Draw(t, "actions") {
		action := scorecard.Action{
			ID: fmt.Sprintf("a%d", *actions), Name: "do it", Owner: "somebody",
			Effort: decimal.NewNullDecimal(rapid.OneOf(testkit.Decimal(1, 3, 0), testkit.Decimal(1, 40, 4)).Draw(t, "effort")),
			After:  drawAnswer(t, *question),
		}
		if !chance(t, 4, "cost unknown") {
			action.Cost = decimal.NewNullDecimal(rapid.OneOf(testkit.Decimal(0, 2, 0), testkit.Decimal(0, 5000, 2)).Draw(t, "cost"))
		}
		*actions++
		question.Actions = append(question.Actions, action)
	}
}

// drawAssessment draws an assessment that the questionnaire accepts.
func drawAssessment(t *rapid.T, q scorecard.Questionnaire) scorecard.Assessment {
	a := scorecard.Assessment{
		Partner: rapid.SampledFrom([]string{"", "acme"}).Draw(t, "partner"), Questionnaire: rapid.SampledFrom([]string{"", q.ID}).Draw(t, "questionnaire"),
		Version: rapid.SampledFrom([]string{"", q.Version}).Draw(t, "version"),
	}
	if chance(t, 2, "dated") {
		a.Date = partnermath.NewDate(2026, 3, 31)
	}
	mood := rapid.IntRange(2, 12).Draw(t, "mood") // How often something is missing.
	for _, question := range questionsOf(q) {
		notApplicable, unanswered := effective(q, question)
		answer := drawAnswer(t, question)
		switch {
		case notApplicable != scorecard.NotApplicableNotAllowed && chance(t, mood, "not applicable"):
			answer = scorecard.Answer{NotApplicable: true}
		case unanswered != scorecard.UnansweredRefuse && chance(t, mood, "unanswered"):
			if chance(t, 2, "no answer at all") {
				continue
			}
			answer = scorecard.Answer{}
		}
		answer.Question = question.ID
		a.Answers = append(a.Answers, answer)
	}
	return a
}

func limits() *rapid.Generator[scorecard.RoadmapLimits] {
	return rapid.Custom(func(t *rapid.T) scorecard.RoadmapLimits {
		l := scorecard.RoadmapLimits{Target: scores(2).Draw(t, "target")}
		if chance(t, 3, "has effort") {
			l.Effort = decimal.NewNullDecimal(testkit.Decimal(0, 20, 4).Draw(t, "effort"))
		}
		if chance(t, 3, "has cost") {
			l.Cost = decimal.NewNullDecimal(testkit.Decimal(0, 8000, 2).Draw(t, "cost"))
		}
		return l
	})
}
