package scorecard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
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
	if diff := testkit.Diff(oracleAssess(q, a), got, emptyIsNil); diff != "" {
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
		var weighted, weights decimal.Decimal
		for _, line := range r.Lines[i+1:] {
			if depth[line.Node] <= depth[parent.Node] {
				break
			}
			if depth[line.Node] == depth[parent.Node]+1 {
				weight, sum, children = weight+line.EffectiveWeight, sum+line.Contribution, children+1
				if line.Score != 0 && line.Weight.Valid {
					weighted = weighted.Add(line.Weight.Decimal.Mul(line.Score.Decimal()))
					weights = weights.Add(line.Weight.Decimal)
				}
			}
		}
		if children > 0 && (weight != parent.EffectiveWeight || sum != parent.Contribution) {
			return fmt.Sprintf("%s %s has the weight %s and %s points, the nodes below it %s and %s",
				parent.Node, parent.ID, parent.EffectiveWeight, parent.Contribution, weight, sum)
		}
		if weights.IsPositive() && !parent.Score.Decimal().Equal(testkit.RoundHalfAway(new(big.Rat).Quo(testkit.Rat(weighted), testkit.Rat(weights)), 2)) {
			return fmt.Sprintf("%s %s has the score %s, which is not the mean of those below it", parent.Node, parent.ID, parent.Score)
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
		if diff := testkit.Diff(want, assess(a)); diff != "" {
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
				if diff := testkit.Diff(scorecard.Result{}, dst, emptyIsNil); diff != "" {
					t.Fatalf("a result beside an error (-want +got):\n%s", diff)
				}
			}
			if err := c.AssessInto(&dst, a); err != nil {
				t.Fatal(err)
			}
			if diff := testkit.Diff(assessor(t, c)(a), dst, emptyIsNil); diff != "" {
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
		questionnaireBefore, assessmentBefore := testkit.Copy(t, q), testkit.Copy(t, a)
		c := compiled(t, q)
		result, roadmap := assessor(t, c)(a), planned(t, c, a, limits)
		calibration, err := c.Calibrate(a, a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(questionnaireBefore, q, emptyIsNil); diff != "" {
			t.Fatalf("the questionnaire was changed (-before +after):\n%s", diff)
		}
		if diff := testkit.Diff(assessmentBefore, a); diff != "" {
			t.Fatalf("the assessment was changed (-before +after):\n%s", diff)
		}
		resultBefore, roadmapBefore, calibrationBefore := testkit.Copy(t, result), testkit.Copy(t, roadmap), testkit.Copy(t, calibration)

		overwrite(&q, &a)
		if diff := testkit.Diff(resultBefore, result); diff != "" {
			t.Fatalf("the result shares memory with the input (-before +after):\n%s", diff)
		}
		if diff := testkit.Diff(roadmapBefore, roadmap); diff != "" {
			t.Fatalf("the roadmap shares memory with the input (-before +after):\n%s", diff)
		}
		if diff := testkit.Diff(calibrationBefore, calibration); diff != "" {
			t.Fatalf("the calibration shares memory with the input (-before +after):\n%s", diff)
		}
		if diff := testkit.Diff(resultBefore, assessor(t, c)(assessmentBefore)); diff != "" {
			t.Fatalf("the scorer shares memory with the questionnaire (-before +after):\n%s", diff)
		}
		if diff := testkit.Diff(roadmapBefore, planned(t, c, assessmentBefore, limits)); diff != "" {
			t.Fatalf("the scorer shares memory with the actions (-before +after):\n%s", diff)
		}

		spoil(&result)
		for i := range roadmap.Steps {
			roadmap.Steps[i] = scorecard.RoadmapStep{}
		}
		if diff := testkit.Diff(resultBefore, assessor(t, c)(assessmentBefore)); diff != "" {
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

// The plan is the one that trying every action at every step finds.
func TestImproveProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		limits := limits().Draw(t, "limits")
		c := compiled(t, q)
		got := planned(t, c, a, limits)
		if diff := testkit.Diff(oracleImprove(q, a, limits, assessor(t, c)), got, emptyIsNil); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		if again, err := scorecard.Improve(q, a, limits); err != nil || testkit.Diff(got, again) != "" {
			t.Fatalf("the function Plan differs from the method, %v:\n%s", err, testkit.Diff(got, again))
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
		if diff := testkit.Diff(oracleCalibrate(q, self, manager), got); diff != "" {
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
		if diff := testkit.Diff(want, got); !ok || diff != "" {
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
			weight := func() decimal.NullDecimal { return partnermath.Num(1+random.Int64N(10_000_000_000), 4) }
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
			if diff := testkit.Diff(oracleAssess(q, a), got, emptyIsNil); diff != "" {
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
			if diff := testkit.Diff(want, r); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := testkit.Diff(plan, planned(t, c, a, scorecard.RoadmapLimits{})); diff != "" {
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
			q, topic := scorecard.Questionnaire{ID: "limits"}, scorecard.Topic{ID: "t", Weight: null("1")}
			var a scorecard.Assessment
			for i, weight := range weights {
				question := tt.question
				question.ID, question.Weight = fmt.Sprint("question ", i), null(weight)
				topic.Questions = append(topic.Questions, question)
				a.Answers = append(a.Answers, scorecard.Answer{Question: question.ID, Number: null(tt.answers[i%len(tt.answers)])})
			}
			q.Categories = []scorecard.QuestionCategory{{ID: "c", Weight: null("1000000"), Topics: []scorecard.Topic{topic}}}
			if diff := testkit.Diff(oracleAssess(q, a), assessor(t, compiled(t, q))(a), emptyIsNil); diff != "" {
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
			category := scorecard.QuestionCategory{ID: fmt.Sprint("c", i), Weight: null("1")}
			for j := range shape[1] {
				topic := scorecard.Topic{ID: fmt.Sprint("t", i, "-", j), Weight: null("1")}
				for k := range shape[2] {
					id := fmt.Sprint("q", i, "-", j, "-", k)
					topic.Questions = append(topic.Questions, scorecard.Question{ID: id, Weight: null("1"), Kind: scorecard.KindFraction})
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
		{scorecard.Question{Kind: scorecard.KindBands, Bands: []scorecard.Band{{From: null("0"), Points: null("0")}, {From: null("2000000000000"), Points: null("1")}}}, "500000", 1 * pt},
	} {
		tt.question.ID, tt.question.Weight = "q", null("1")
		c := compiled(t, scorecard.Questionnaire{ID: "large", Categories: []scorecard.QuestionCategory{{
			ID: "c", Weight: null("1"), Topics: []scorecard.Topic{{ID: "t", Weight: null("1"), Questions: []scorecard.Question{tt.question}}},
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
			if diff := testkit.Diff([]string{"answers[0].number step"}, testkit.BrokenRules(t, c.AssessInto(&r, a))); diff != "" {
				t.Errorf("off step (-want +got):\n%s", diff)
			}
		}
	}
}

// Answers are told apart by their whole ids, in whatever order they stand.
func TestIDsThatDifferInAByte(t *testing.T) {
	one := strings.Repeat("x", 25)
	topic := scorecard.Topic{ID: "t", Weight: null("1"), Questions: []scorecard.Question{{ID: one, Weight: null("1"), Kind: scorecard.KindYesNo}}}
	a := scorecard.Assessment{Answers: []scorecard.Answer{{Question: one, Choice: "yes"}}}
	want := map[string]scorecard.Score{one: 100 * pt}
	for at := range len(one) {
		id := one[:at] + "y" + one[at+1:]
		choice := []string{"yes", "no"}[at%2]
		topic.Questions = append(topic.Questions, scorecard.Question{ID: id, Weight: null("1"), Kind: scorecard.KindYesNo})
		a.Answers = append(a.Answers, scorecard.Answer{Question: strings.Clone(id), Choice: choice})
		want[id] = map[string]scorecard.Score{"yes": 100 * pt, "no": 1 * pt}[choice]
	}
	c := compiled(t, scorecard.Questionnaire{ID: "ids", Categories: []scorecard.QuestionCategory{{ID: "c", Weight: null("1"), Topics: []scorecard.Topic{topic}}}})
	for range 2 {
		for _, line := range assessor(t, c)(a).Lines {
			if line.Node == scorecard.NodeQuestion && line.Score != want[line.ID] {
				t.Errorf("%s has %s, want %s", line.ID, line.Score, want[line.ID])
			}
		}
		slices.Reverse(a.Answers)
	}
	a.Answers[0].Question = "z" + a.Answers[0].Question[1:]
	if diff := testkit.Diff([]string{"answers[0].question known"}, testkit.BrokenRules(t, c.AssessInto(new(scorecard.Result), a))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Assessing into a reused result does not allocate.
func TestAssessIntoDoesNotAllocate(t *testing.T) {
	q, a := fullQuestionnaire(), fullAssessment()
	c := compiled(t, q)
	shuffled := testkit.Copy(t, a)
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
	testkit.BrokenRules(t, invalid)
	testkit.BrokenRules(t, a.Validate())
	testkit.BrokenRules(t, l.Validate())
	c, err := scorecard.Compile(q)
	testkit.BrokenRules(t, err)
	if (err == nil) != (invalid == nil) || (c != nil) != (err == nil) {
		t.Fatalf("Validate says %v, Compile %v with a scorer %t", invalid, err, c != nil)
	}
	result, err := scorecard.Assess(q, a)
	faults := testkit.BrokenRules(t, err)
	if invalid != nil && (len(faults) == 0 || !strings.HasPrefix(faults[0], "questionnaire")) {
		t.Fatalf("an invalid questionnaire scores, or the fault lies elsewhere: %q", faults)
	}
	if err == nil {
		if broken := footing(result); broken != "" {
			t.Fatal(broken)
		}
		if diff := testkit.Diff(oracleAssess(q, a), result, emptyIsNil); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		testkit.Copy(t, result)
	}
	roadmap, err := scorecard.Improve(q, a, l)
	if testkit.BrokenRules(t, err); err == nil {
		testkit.Copy(t, roadmap)
	}
	_, err = scorecard.Calibrate(q, a, a)
	testkit.BrokenRules(t, err)
	// A nil scorer is what a caller holds who forgot about the error.
	_, err = c.Assess(a)
	testkit.BrokenRules(t, err)
	_, err = c.Improve(a, l)
	testkit.BrokenRules(t, err)
	_, err = c.Calibrate(a, a)
	testkit.BrokenRules(t, err)
}

// Documents that no JSON can say: numbers with exponents beyond any decoder,
// text that is not UTF-8.
func TestHostileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		l := limits().Draw(t, "limits")
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &q, &a, &l)
		}
		hostile(t, q, a, l)
	})
}
