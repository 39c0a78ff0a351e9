package scorecard_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

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
				q.Choices = append(q.Choices, scorecard.Choice{ID: fmt.Sprint(prefix, i), Points: points})
				sum = sum.Add(points)
			}
			if q.Kind == scorecard.KindMultipleChoice && chance(t, 2, "has maximum") {
				ten := decimal.Min(sum, decimal.New(1_000_000, 0)).Shift(4).IntPart()
				q.MaxPoints = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, ten).Draw(t, "maximum"), -4))
			}
		case scorecard.KindBands:
			points := testkit.Weights(1, 4).Draw(t, "points")
			for i, from := range increasing(t, len(points)) {
				q.Bands = append(q.Bands, scorecard.Band{From: from, Points: points[i]})
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
		candidates = append(candidates, b.From)
	}
	var accepted []decimal.Decimal
	for _, n := range candidates {
		tooLow := q.Min.Valid && n.LessThan(q.Min.Decimal) || q.Kind == scorecard.KindBands && n.LessThan(q.Bands[0].From)
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
			category := scorecard.QuestionCategory{ID: fmt.Sprintf("c%d", i), Weight: weight, BestPractice: scores(2).Draw(t, "best practice"), Gate: gates().Draw(t, "gate")}
			for j, weight := range testkit.Weights(1, 3).Draw(t, "topic weights") {
				topic := scorecard.Topic{ID: fmt.Sprintf("c%d t%d", i, j), Weight: weight, BestPractice: scores(2).Draw(t, "best practice"), Gate: gates().Draw(t, "gate")}
				for _, weight := range testkit.Weights(1, 7).Draw(t, "question weights") {
					question := questions().Draw(t, "question")
					question.ID, question.Weight = fmt.Sprint(prefix, asked), weight
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
		if !q.Advisory && q.Weight.IsPositive() {
			return
		}
	}
	topic.Questions[0].Advisory = false
	topic.Questions[0].Weight = decimal.New(1, 0)
}

func drawActions(t *rapid.T, q scorecard.Questionnaire, question *scorecard.Question, actions *int) {
	for range rapid.IntRange(0, 2).Draw(t, "actions") {
		action := scorecard.Action{
			ID: fmt.Sprintf("a%d", *actions), Name: "do it", Owner: "somebody",
			Effort: rapid.OneOf(testkit.Decimal(1, 3, 0), testkit.Decimal(1, 40, 4)).Draw(t, "effort"),
			Cost:   rapid.OneOf(testkit.Decimal(0, 2, 0), testkit.Decimal(0, 5000, 2)).Draw(t, "cost"),
			After:  drawAnswer(t, *question),
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

// copyOf makes a copy that shares no memory, by way of JSON.
func copyOf[T any](t rapid.TB, v T) T {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var c T
	decodeStrictly(t, text, &c)
	return c
}

// faultsOf returns the faults of err as "path rule", and fails unless err is nil
// or a *ValidationError.
func faultsOf(t rapid.TB, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) || invalid == nil || len(invalid.Fields) == 0 {
		t.Fatalf("the error is %T (%v), want a *ValidationError with faults", err, err)
	}
	list := make([]string, 0, len(invalid.Fields))
	for _, f := range invalid.Fields {
		if f.Message == "" || len(f.Message) > 310 {
			t.Errorf("the message of %s %s has %d bytes", f.Path, f.Rule, len(f.Message))
		}
		list = append(list, f.Path+" "+f.Rule)
	}
	return list
}

func compiled(t rapid.TB, q scorecard.Questionnaire) *scorecard.Scorer {
	t.Helper()
	c, err := scorecard.Compile(q)
	if err != nil {
		text, _ := json.Marshal(q)
		t.Fatalf("%v\nin %s", err, text)
	}
	return c
}

// assessor scores with a compiled questionnaire what is known to be valid.
func assessor(t rapid.TB, c *scorecard.Scorer) oracleAssessor {
	return func(a scorecard.Assessment) scorecard.Result {
		r, err := c.Assess(a)
		if err != nil {
			t.Fatalf("%v", err)
		}
		return r
	}
}

// Every published number is that of the oracle.
func assessProperty(t *rapid.T) {
	q := questionnaires().Draw(t, "questionnaire")
	a := drawAssessment(t, q)
	got, err := scorecard.Assess(q, a)
	if err != nil {
		t.Fatal(err)
	}
	if diff := diffOf(oracleAssess(q, a), got, emptyIsNil); diff != "" {
		t.Fatalf("(-oracle +got):\n%s", diff)
	}
	if broken := footing(got); broken != "" {
		t.Fatal(broken)
	}
}

func TestAssessProperty(t *testing.T) { rapid.Check(t, assessProperty) }

func FuzzAssess(f *testing.F) { f.Fuzz(rapid.MakeFuzz(assessProperty)) }

// footing says where the numbers of a result do not add up, from the published
// ones alone. The lines tell the tree by their order.
func footing(r scorecard.Result) string {
	depth := map[scorecard.NodeKind]int{scorecard.NodeOverall: 0, scorecard.NodeCategory: 1, scorecard.NodeTopic: 2, scorecard.NodeQuestion: 3}
	for i, parent := range r.Lines {
		weight, sum, children := scorecard.Share(0), scorecard.Points(0), 0
		for _, line := range r.Lines[i+1:] {
			if depth[line.Node] <= depth[parent.Node] {
				break
			}
			if depth[line.Node] == depth[parent.Node]+1 {
				weight, sum, children = weight+line.EffectiveWeight, sum+line.Contribution, children+1
			}
		}
		if children > 0 && (weight != parent.EffectiveWeight || sum != parent.Contribution) {
			return fmt.Sprintf("%s %s has the weight %s and %s points, the nodes below it %s and %s",
				parent.Node, parent.ID, parent.EffectiveWeight, parent.Contribution, weight, sum)
		}
		if parent.EffectiveWeight < 0 || parent.Contribution < 0 {
			return fmt.Sprintf("%s %s has a negative share", parent.Node, parent.ID)
		}
	}
	if r.Lines[0].Contribution != points(r.Lines[0].Score.Decimal()) {
		return "the overall line does not contribute all of its points"
	}
	overall := points(r.Lines[0].Score.Decimal())
	for _, gate := range r.Gates {
		overall += gate.Contribution
		if gate.Contribution > 0 || gate.Outcome != scorecard.GateFailed && gate.Contribution != 0 {
			return fmt.Sprintf("the gate on %s %s contributes %s", gate.Node, gate.ID, gate.Contribution)
		}
	}
	if overall != points(r.Overall.Decimal()) {
		return fmt.Sprintf("the overall score is %s, its lines and gates say %s", r.Overall, overall)
	}
	return ""
}

// The order of the answers does not matter.
func TestAssessAnyOrderProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		assess := assessor(t, compiled(t, q))
		want := assess(a)
		a.Answers = rapid.Permutation(a.Answers).Draw(t, "shuffled")
		if diff := diffOf(want, assess(a)); diff != "" {
			t.Fatalf("(-in order +shuffled):\n%s", diff)
		}
	})
}

// A result that is reused says what a new one does, whatever it held before.
func TestAssessIntoProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var dst scorecard.Result
		for range rapid.IntRange(2, 4).Draw(t, "times") {
			q := questionnaires().Draw(t, "questionnaire")
			c := compiled(t, q)
			a := drawAssessment(t, q)
			if chance(t, 3, "spoilt") {
				spoil(&dst)
			}
			if chance(t, 4, "faulty") {
				faulty := a
				faulty.Answers = append(slices.Clone(a.Answers), scorecard.Answer{Question: "no such question"})
				if err := c.AssessInto(&dst, faulty); err == nil {
					t.Fatal("an unknown question was accepted")
				}
				if diff := diffOf(scorecard.Result{}, dst, emptyIsNil); diff != "" {
					t.Fatalf("a result beside an error (-want +got):\n%s", diff)
				}
			}
			if err := c.AssessInto(&dst, a); err != nil {
				t.Fatal(err)
			}
			if diff := diffOf(assessor(t, c)(a), dst, emptyIsNil); diff != "" {
				t.Fatalf("(-new +reused):\n%s", diff)
			}
		}
	})
}

// spoil writes nonsense over a result, into the memory that it has besides its
// length, too.
func spoil(r *scorecard.Result) {
	lines, gates := r.Lines[:cap(r.Lines)], r.Gates[:cap(r.Gates)]
	for i := range lines {
		lines[i] = scorecard.ResultLine{
			Node: "nonsense", ID: "nonsense", Name: "nonsense", Score: 7, EffectiveWeight: 7, Contribution: 7,
			BestPractice: 7, Gap: nullPoints(number("7")), State: scorecard.StateAnswered, Advisory: true,
		}
	}
	for i := range gates {
		gates[i] = scorecard.GateLine{Node: "nonsense", ID: "nonsense", Minimum: 7, Score: 7, Outcome: "nonsense", Cap: 7, Contribution: 7}
	}
	*r = scorecard.Result{
		Partner: "nonsense", Date: partnermath.NewDate(1999, 1, 1), Questionnaire: "nonsense", Version: "nonsense", Status: "nonsense", Overall: 7,
		Level: "nonsense", Answered: 7, Applicable: 7, Completeness: null("7"), Lines: lines, Gates: gates,
	}
}

// Inputs stay as they are, and nobody's later changes reach somebody else.
func TestNoSharedMemoryProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		limits := scorecard.RoadmapLimits{Target: scores(2).Draw(t, "target")}
		questionnaireBefore, assessmentBefore := copyOf(t, q), copyOf(t, a)
		c := compiled(t, q)
		result, roadmap := assessor(t, c)(a), planned(t, c, a, limits)
		calibration, err := c.Calibrate(a, a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := diffOf(questionnaireBefore, q, emptyIsNil); diff != "" {
			t.Fatalf("the questionnaire was changed (-before +after):\n%s", diff)
		}
		if diff := diffOf(assessmentBefore, a); diff != "" {
			t.Fatalf("the assessment was changed (-before +after):\n%s", diff)
		}
		resultBefore, roadmapBefore, calibrationBefore := copyOf(t, result), copyOf(t, roadmap), copyOf(t, calibration)

		overwrite(&q, &a)
		if diff := diffOf(resultBefore, result); diff != "" {
			t.Fatalf("the result shares memory with the input (-before +after):\n%s", diff)
		}
		if diff := diffOf(roadmapBefore, roadmap); diff != "" {
			t.Fatalf("the roadmap shares memory with the input (-before +after):\n%s", diff)
		}
		if diff := diffOf(calibrationBefore, calibration); diff != "" {
			t.Fatalf("the calibration shares memory with the input (-before +after):\n%s", diff)
		}
		if diff := diffOf(resultBefore, assessor(t, c)(assessmentBefore)); diff != "" {
			t.Fatalf("the scorer shares memory with the questionnaire (-before +after):\n%s", diff)
		}
		if diff := diffOf(roadmapBefore, planned(t, c, assessmentBefore, limits)); diff != "" {
			t.Fatalf("the scorer shares memory with the actions (-before +after):\n%s", diff)
		}

		spoil(&result)
		for i := range roadmap.Steps {
			roadmap.Steps[i] = scorecard.RoadmapStep{}
		}
		if diff := diffOf(resultBefore, assessor(t, c)(assessmentBefore)); diff != "" {
			t.Fatalf("the scorer shares memory with a result (-before +after):\n%s", diff)
		}
	})
}

func planned(t rapid.TB, c *scorecard.Scorer, a scorecard.Assessment, limits scorecard.RoadmapLimits) scorecard.Roadmap {
	r, err := c.Improve(a, limits)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

// overwrite writes over all the memory of a questionnaire and an assessment.
func overwrite(q *scorecard.Questionnaire, a *scorecard.Assessment) {
	for i := range q.Categories {
		for j := range q.Categories[i].Topics {
			questions := q.Categories[i].Topics[j].Questions
			for k := range questions {
				for l := range questions[k].Actions {
					clear(questions[k].Actions[l].After.Choices)
				}
				clear(questions[k].Actions)
				clear(questions[k].Choices)
				clear(questions[k].Bands)
			}
			clear(questions)
		}
		clear(q.Categories[i].Topics)
	}
	clear(q.Categories)
	clear(q.Levels)
	for i := range a.Answers {
		clear(a.Answers[i].Choices)
	}
	clear(a.Answers)
}

// A better answer to one question never lowers the score before caps.
func TestAssessIsMonotoneProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		if len(a.Answers) == 0 {
			t.Skip("nothing is answered")
		}
		assess := assessor(t, compiled(t, q))
		at := rapid.IntRange(0, len(a.Answers)-1).Draw(t, "answer")
		id := a.Answers[at].Question
		asked := questionsOf(q)[slices.IndexFunc(questionsOf(q), func(q scorecard.Question) bool { return q.ID == id })]
		one, other := drawAnswer(t, asked), drawAnswer(t, asked)
		if oracleX(asked, one).Cmp(oracleX(asked, other)) > 0 {
			one, other = other, one
		}
		one.Question, other.Question = id, id
		a.Answers[at] = one
		low := assess(a)
		a.Answers[at] = other
		high := assess(a)
		if low.Lines[0].Score > high.Lines[0].Score {
			t.Fatalf("the better answer to %s lowers the score from %s to %s", id, low.Lines[0].Score, high.Lines[0].Score)
		}
	})
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

// The plan is the one that trying every action at every step finds.
func TestImproveProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		limits := limits().Draw(t, "limits")
		c := compiled(t, q)
		got := planned(t, c, a, limits)
		if diff := diffOf(oracleImprove(q, a, limits, assessor(t, c)), got, emptyIsNil); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		if again, err := scorecard.Improve(q, a, limits); err != nil || diffOf(got, again) != "" {
			t.Fatalf("the function Plan differs from the method, %v:\n%s", err, diffOf(got, again))
		}
	})
}

func TestCalibrateProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		self, manager := drawAssessment(t, q), drawAssessment(t, q)
		got, err := scorecard.Calibrate(q, self, manager)
		if err != nil {
			t.Fatal(err)
		}
		if diff := diffOf(oracleCalibrate(q, self, manager), got); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
	})
}

// The result is found again by its own Line method.
func TestResultLine(t *testing.T) {
	r, err := scorecard.Assess(fullQuestionnaire(), fullAssessment())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range r.Lines {
		got, ok := r.Line(want.Node, want.ID)
		if diff := diffOf(want, got); !ok || diff != "" {
			t.Errorf("%s %q: found %t (-want +got):\n%s", want.Node, want.ID, ok, diff)
		}
	}
	for _, id := range []string{"sales", "none", ""} {
		if line, ok := r.Line(scorecard.NodeQuestion, id); ok {
			t.Errorf("there is a question %q: %+v", id, line)
		}
	}
}

// The largest questionnaires there may be, in every shape, against the oracle.
func TestAssessLarge(t *testing.T) {
	for _, shape := range [][3]int{{1, 1, 1000}, {1000, 1, 1}, {1, 1000, 1}, {10, 10, 10}, {3, 7, 47}} {
		t.Run(fmt.Sprint(shape), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(uint64(shape[0]), uint64(shape[2])))
			weight := func() decimal.Decimal { return decimal.New(1+random.Int64N(10_000_000_000), -4) }
			q := scorecard.Questionnaire{ID: "large"}
			var a scorecard.Assessment
			for i := range shape[0] {
				category := scorecard.QuestionCategory{ID: fmt.Sprint(i), Weight: weight()}
				for j := range shape[1] {
					topic := scorecard.Topic{ID: fmt.Sprint(i, j), Weight: weight()}
					for k := range shape[2] {
						id := fmt.Sprint(i, j, k)
						topic.Questions = append(topic.Questions, scorecard.Question{ID: id, Weight: weight(), Kind: scorecard.KindFraction})
						answer := scorecard.Answer{Question: id, Number: decimal.NewNullDecimal(decimal.New(random.Int64N(1_000_001), -6))}
						if random.IntN(10) == 0 {
							answer.Number, answer.NotApplicable = decimal.NullDecimal{}, true
						}
						a.Answers = append(a.Answers, answer)
					}
					category.Topics = append(category.Topics, topic)
				}
				q.Categories = append(q.Categories, category)
			}
			got := assessor(t, compiled(t, q))(a)
			if diff := diffOf(oracleAssess(q, a), got, emptyIsNil); diff != "" {
				t.Fatalf("(-oracle +got):\n%s", diff)
			}
		})
	}
}

// The compiled questionnaire is shared by many goroutines, each with a result of
// its own.
func TestScorerIsSafeForGoroutines(t *testing.T) {
	q, a := fullQuestionnaire(), fullAssessment()
	c := compiled(t, q)
	want := assessor(t, c)(a)
	plan := planned(t, c, a, scorecard.RoadmapLimits{})
	for i := range 4 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			var r scorecard.Result
			for range 200 {
				if err := c.AssessInto(&r, a); err != nil {
					t.Fatal(err)
				}
				if r.Overall != want.Overall || len(r.Lines) != len(want.Lines) {
					t.Fatal("two goroutines disturb each other")
				}
			}
			if diff := diffOf(want, r); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := diffOf(plan, planned(t, c, a, scorecard.RoadmapLimits{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The heaviest weights, the finest steps and the widest spans, of which some are beyond
// what is divided by a product alone, give what the oracle gives.
func TestAssessAtTheLimits(t *testing.T) {
	scale := func(low, high, step string) scorecard.Question {
		return scorecard.Question{Kind: scorecard.KindScale, Min: null(low), Max: null(high), Step: null(step)}
	}
	for _, weights := range [][]string{
		{"1000000", "717986.9183"},
		{"1000000", "717986.9184"},
		{"1", "0.0001"},
		{"1000000", "1000000", "999999.9999"},
		{"1000000", "999999.9999", "1000000", "0.0001", "1000000", "1000000"},
	} {
		for _, tt := range []struct {
			question scorecard.Question
			answers  []string
		}{
			{scale("0", "17000", "0.000001"), []string{"16999.999999", "8500.000001", "0.000001"}},
			{scale("0", "16383", "1"), []string{"16383", "8191", "1"}},
			{scale("0", "17179.869183", "17179.869183"), []string{"17179.869183", "0"}},
			{scale("0", "17179.869184", "17179.869184"), []string{"17179.869184", "0"}},
			{scale("-999999999999999", "999999999999999", "3"), []string{"0", "3", "-999999999999999"}},
			{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("17179.869183"), Target: null("0")}, []string{"8589.934591", "8589.934592", "1", "20000"}},
			{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("0"), Target: null("17179.869184")}, []string{"8589.934592", "-1"}},
			{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("400000000"), Target: null("0.000001")}, []string{"200000000", "399999999.999999"}},
		} {
			q, topic := scorecard.Questionnaire{ID: "limits"}, scorecard.Topic{ID: "t", Weight: number("1")}
			var a scorecard.Assessment
			for i, weight := range weights {
				question := tt.question
				question.ID, question.Weight = fmt.Sprint("question ", i), number(weight)
				topic.Questions = append(topic.Questions, question)
				a.Answers = append(a.Answers, scorecard.Answer{Question: question.ID, Number: null(tt.answers[i%len(tt.answers)])})
			}
			q.Categories = []scorecard.QuestionCategory{{ID: "c", Weight: number("1000000"), Topics: []scorecard.Topic{topic}}}
			if diff := diffOf(oracleAssess(q, a), assessor(t, compiled(t, q))(a), emptyIsNil); diff != "" {
				t.Errorf("%s, %v, %v (-oracle +got):\n%s", tt.question.Kind, weights, tt.answers, diff)
			}
		}
	}
}

// Assessing does not allocate with up to 32 nodes right below one, whether or not all
// questions are answered.
func TestAssessIntoDoesNotAllocateInAnyShape(t *testing.T) {
	for _, shape := range [][3]int{{1, 1, 17}, {2, 2, 20}, {1, 17, 1}, {17, 1, 1}, {1, 1, 32}, {1, 32, 1}, {32, 1, 1}, {10, 10, 10}} {
		q := scorecard.Questionnaire{ID: "shape"}
		var a scorecard.Assessment
		for i := range shape[0] {
			category := scorecard.QuestionCategory{ID: fmt.Sprint("c", i), Weight: number("1")}
			for j := range shape[1] {
				topic := scorecard.Topic{ID: fmt.Sprint("t", i, "-", j), Weight: number("1")}
				for k := range shape[2] {
					id := fmt.Sprint("q", i, "-", j, "-", k)
					topic.Questions = append(topic.Questions, scorecard.Question{ID: id, Weight: number("1"), Kind: scorecard.KindFraction})
					a.Answers = append(a.Answers, scorecard.Answer{Question: id, Number: null("0.5")})
				}
				category.Topics = append(category.Topics, topic)
			}
			q.Categories = append(q.Categories, category)
		}
		c := compiled(t, q)
		incomplete := a
		incomplete.Answers = a.Answers[1:]
		var r scorecard.Result
		for name, a := range map[string]scorecard.Assessment{"complete": a, "incomplete": incomplete} {
			if n := testing.AllocsPerRun(5, func() {
				if err := c.AssessInto(&r, a); err != nil {
					t.Fatal(err)
				}
			}); n != 0 {
				t.Errorf("%v, %s: %v allocations", shape, name, n)
			}
		}
	}
}

// Numbers up to 10^12 are scored without allocating, however far apart the ends are that
// they are measured between.
func TestLargeNumbersDoNotAllocate(t *testing.T) {
	for _, tt := range []struct {
		question scorecard.Question
		answer   string
		want     scorecard.Score
	}{
		{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("0"), Target: null("250000000")}, "50000000", 20*pt + 80},
		{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("-1000000000000"), Target: null("1000000000000")}, "0.000001", 50*pt + 50},
		{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("0"), Target: null("250000000")}, "-7", 1 * pt},
		{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("0"), Target: null("250000000")}, "250000000.5", 100 * pt},
		{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("900000000000"), Target: null("0")}, "300000000000", 67 * pt},
		{scorecard.Question{Kind: scorecard.KindNumber, Floor: null("0"), Target: null("1000000"), Max: null("1000000000")}, "500000", 50*pt + 50},
		{scorecard.Question{Kind: scorecard.KindScale, Min: null("0"), Max: null("600000000000"), Step: null("200000000000")}, "400000000000", 67 * pt},
		{scorecard.Question{Kind: scorecard.KindBands, Bands: []scorecard.Band{{From: number("0")}, {From: number("2000000000000"), Points: number("1")}}}, "500000", 1 * pt},
	} {
		tt.question.ID, tt.question.Weight = "q", number("1")
		c := compiled(t, scorecard.Questionnaire{ID: "large", Categories: []scorecard.QuestionCategory{{
			ID: "c", Weight: number("1"), Topics: []scorecard.Topic{{ID: "t", Weight: number("1"), Questions: []scorecard.Question{tt.question}}},
		}}})
		a := scorecard.Assessment{Answers: []scorecard.Answer{{Question: "q", Number: null(tt.answer)}}}
		var r scorecard.Result
		if n := testing.AllocsPerRun(5, func() {
			if err := c.AssessInto(&r, a); err != nil {
				t.Fatal(err)
			}
		}); n != 0 || r.Overall != tt.want {
			t.Errorf("%s: %s, want %s, %v allocations", tt.answer, r.Overall, tt.want, n)
		}
		if tt.question.Kind == scorecard.KindScale {
			a.Answers[0].Number = null("400000000000.001")
			if diff := diffOf([]string{"answers[0].number step"}, faultsOf(t, c.AssessInto(&r, a))); diff != "" {
				t.Errorf("off step (-want +got):\n%s", diff)
			}
		}
	}
}

// Answers are told apart by their whole ids, in whatever order they stand.
func TestIDsThatDifferInAByte(t *testing.T) {
	one := strings.Repeat("x", 25)
	topic := scorecard.Topic{ID: "t", Weight: number("1"), Questions: []scorecard.Question{{ID: one, Weight: number("1"), Kind: scorecard.KindYesNo}}}
	a := scorecard.Assessment{Answers: []scorecard.Answer{{Question: one, Choice: "yes"}}}
	want := map[string]scorecard.Score{one: 100 * pt}
	for at := range len(one) {
		id := one[:at] + "y" + one[at+1:]
		choice := []string{"yes", "no"}[at%2]
		topic.Questions = append(topic.Questions, scorecard.Question{ID: id, Weight: number("1"), Kind: scorecard.KindYesNo})
		a.Answers = append(a.Answers, scorecard.Answer{Question: strings.Clone(id), Choice: choice})
		want[id] = map[string]scorecard.Score{"yes": 100 * pt, "no": 1 * pt}[choice]
	}
	c := compiled(t, scorecard.Questionnaire{ID: "ids", Categories: []scorecard.QuestionCategory{{ID: "c", Weight: number("1"), Topics: []scorecard.Topic{topic}}}})
	for range 2 {
		for _, line := range assessor(t, c)(a).Lines {
			if line.Node == scorecard.NodeQuestion && line.Score != want[line.ID] {
				t.Errorf("%s has %s, want %s", line.ID, line.Score, want[line.ID])
			}
		}
		slices.Reverse(a.Answers)
	}
	a.Answers[0].Question = "z" + a.Answers[0].Question[1:]
	if diff := diffOf([]string{"answers[0].question known"}, faultsOf(t, c.AssessInto(new(scorecard.Result), a))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Assessing into a reused result does not allocate.
func TestAssessIntoDoesNotAllocate(t *testing.T) {
	q, a := fullQuestionnaire(), fullAssessment()
	c := compiled(t, q)
	shuffled := copyOf(t, a)
	slices.Reverse(shuffled.Answers)
	var r scorecard.Result
	for name, a := range map[string]scorecard.Assessment{"in order": a, "reversed": shuffled} {
		if n := testing.AllocsPerRun(100, func() {
			if err := c.AssessInto(&r, a); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// FuzzQuestionnaireJSON reads documents from anybody: whatever they say, there
// is an answer or a *ValidationError.
func FuzzQuestionnaireJSON(f *testing.F) {
	add := func(q scorecard.Questionnaire, a scorecard.Assessment, l scorecard.RoadmapLimits) {
		var texts [3][]byte
		for i, v := range []any{q, a, l} {
			text, err := json.Marshal(v)
			if err != nil {
				f.Fatal(err)
			}
			texts[i] = text
		}
		f.Add(texts[0], texts[1], texts[2])
		// What a hostile hand would change first.
		for _, change := range [][2]string{
			{`"2.5"`, `"1e9999"`},
			{`"0.5"`, `"-1e-9999"`},
			{`"5"`, `"0"`},
			{`"weight":"1"`, `"weight":"0"`},
			{`"yes"`, `""`},
			{`"scale"`, `"number"`},
			{`"choices":[]`, `"choices":["cloud","cloud"]`},
			{`"crm"`, `"\u0000"`},
			{`"12.5"`, `"` + strings.Repeat("9", 5000) + `"`},
		} {
			f.Add(bytes.ReplaceAll(texts[0], []byte(change[0]), []byte(change[1])), bytes.ReplaceAll(texts[1], []byte(change[0]), []byte(change[1])), texts[2])
		}
	}
	add(fullQuestionnaire(), fullAssessment(), scorecard.RoadmapLimits{Target: 99 * pt, Effort: null("12")})
	add(scorecard.Questionnaire{}, scorecard.Assessment{}, scorecard.RoadmapLimits{})
	q, a := sample()
	add(q, a, scorecard.RoadmapLimits{Cost: null("0")})
	f.Fuzz(func(t *testing.T, questionnaireText, assessmentText, limitsText []byte) {
		var q scorecard.Questionnaire
		var a scorecard.Assessment
		var l scorecard.RoadmapLimits
		// A document that does not decode leaves what came before the fault.
		_ = json.Unmarshal(questionnaireText, &q)
		_ = json.Unmarshal(assessmentText, &a)
		_ = json.Unmarshal(limitsText, &l)
		hostile(t, q, a, l)
	})
}

// hostile calls everything there is with documents that may say anything.
func hostile(t rapid.TB, q scorecard.Questionnaire, a scorecard.Assessment, l scorecard.RoadmapLimits) {
	invalid := q.Validate()
	faultsOf(t, invalid)
	faultsOf(t, a.Validate())
	faultsOf(t, l.Validate())
	c, err := scorecard.Compile(q)
	faultsOf(t, err)
	if (err == nil) != (invalid == nil) || (c != nil) != (err == nil) {
		t.Fatalf("Validate says %v, Compile %v with a scorer %t", invalid, err, c != nil)
	}
	result, err := scorecard.Assess(q, a)
	faults := faultsOf(t, err)
	if invalid != nil && (len(faults) == 0 || !strings.HasPrefix(faults[0], "questionnaire")) {
		t.Fatalf("an invalid questionnaire scores, or the fault lies elsewhere: %q", faults)
	}
	if err == nil {
		if broken := footing(result); broken != "" {
			t.Fatal(broken)
		}
		if diff := diffOf(oracleAssess(q, a), result, emptyIsNil); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		copyOf(t, result)
	}
	roadmap, err := scorecard.Improve(q, a, l)
	if faultsOf(t, err); err == nil {
		copyOf(t, roadmap)
	}
	_, err = scorecard.Calibrate(q, a, a)
	faultsOf(t, err)
	// A nil scorer is what a caller holds who forgot about the error.
	_, err = c.Assess(a)
	faultsOf(t, err)
	_, err = c.Improve(a, l)
	faultsOf(t, err)
	_, err = c.Calibrate(a, a)
	faultsOf(t, err)
}

// Documents that no JSON can say: numbers with exponents beyond any decoder,
// text that is not UTF-8.
func TestHostileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		l := limits().Draw(t, "limits")
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			plant(t, &q, &a, &l)
		}
		hostile(t, q, a, l)
	})
}

// plant puts something hostile somewhere.
func plant(t *rapid.T, q *scorecard.Questionnaire, a *scorecard.Assessment, l *scorecard.RoadmapLimits) {
	d := testkit.HostileDecimal().Draw(t, "decimal")
	s := testkit.HostileString().Draw(t, "string")
	n := decimal.NullDecimal{Decimal: d, Valid: true}
	score := scorecard.Score(rapid.Int32().Draw(t, "score"))
	if len(questionsOf(*q)) == 0 || len(q.Categories[0].Topics) == 0 || len(q.Categories[0].Topics[0].Questions) == 0 {
		return
	}
	category := &q.Categories[0]
	topic := &category.Topics[0]
	question := &topic.Questions[rapid.IntRange(0, len(topic.Questions)-1).Draw(t, "question")]
	if len(question.Actions) == 0 {
		question.Actions = []scorecard.Action{{}}
	}
	if len(a.Answers) == 0 {
		a.Answers = []scorecard.Answer{{}}
	}
	answer := &a.Answers[rapid.IntRange(0, len(a.Answers)-1).Draw(t, "answer")]
	changes := []func(){
		func() { q.ID = s }, func() { q.Version = s }, func() { q.Name = s }, func() { q.Currency = s },
		func() { q.NotApplicable = scorecard.NotApplicable(s) }, func() { q.Unanswered = scorecard.Unanswered(s) },
		func() { q.MinimumCompleteness = n }, func() { q.BestPractice = score }, func() { q.Gate = scorecard.Gate{Minimum: score, Cap: score} },
		func() { q.Levels = []scorecard.MaturityLevel{{Name: s, From: score}} }, func() { q.Categories = nil }, func() { category.Topics = nil },
		func() { category.Weight = d }, func() { topic.Weight = d }, func() { topic.ID = s }, func() { topic.Questions = nil },
		func() { question.ID = s }, func() { question.Kind = scorecard.QuestionKind(s) }, func() { question.Weight = d }, func() { question.Gate.Cap = score },
		func() { question.Min = n }, func() { question.Max = n }, func() { question.Step = n }, func() { question.Floor = n }, func() { question.Target = n },
		func() { question.MaxPoints = n }, func() { question.Choices = []scorecard.Choice{{ID: s, Points: d}, {ID: s, Points: d}} },
		func() { question.Bands = []scorecard.Band{{From: d, Points: d}, {From: d, Points: d}} }, func() { question.Kind = scorecard.KindBands },
		func() { question.Actions[0].Effort = d }, func() { question.Actions[0].Cost = d }, func() { question.Actions[0].After.Number = decimal.NewNullDecimal(d) },
		func() { question.Actions[0].After.Choices = []string{s, s} }, func() { question.Actions[0].After.Choice = s },
		func() { a.Partner = s }, func() { a.Questionnaire = s }, func() { a.Version = s }, func() { answer.Question = s }, func() { answer.Number = decimal.NewNullDecimal(d) },
		func() { answer.Choice = s }, func() { answer.Choices = []string{s, s} }, func() { answer.NotApplicable = true },
		func() { answer.Question = offByABit(t, answer.Question) }, func() { answer.Choice = offByABit(t, answer.Choice) },
		func() {
			for i := range answer.Choices {
				answer.Choices[i] = offByABit(t, answer.Choices[i])
			}
		},
		func() { a.Answers = append(a.Answers, a.Answers...) }, func() { l.Target = score }, func() { l.Effort = n }, func() { l.Cost = n },
	}
	changes[rapid.IntRange(0, len(changes)-1).Draw(t, "place")]()
}

func offByABit(t *rapid.T, s string) string {
	if s == "" {
		return s
	}
	b := []byte(s)
	b[rapid.IntRange(0, len(b)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
	return string(b)
}
