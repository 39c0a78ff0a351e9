package scorecard_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// golden is testdata/scorecard.json: figures that were published by others or
// worked out by hand, each with its source.
type golden struct {
	Scoring struct {
		Source        string                  `json:"source"`
		Questionnaire scorecard.Questionnaire `json:"questionnaire"`
		Answers       map[string]string       `json:"answers"`
		Want          goldenScores            `json:"want"`
		Variants      []goldenScores          `json:"variants"`
	} `json:"scoring"`
	WeightedMean struct {
		Source string `json:"source"`
		Cases  []struct {
			X    []string `json:"x"`
			W    []string `json:"w"`
			Want string   `json:"want"`
			Note string   `json:"note"`
		} `json:"cases"`
	} `json:"weightedMean"`
	MaturityModel struct {
		Source    string   `json:"source"`
		Functions []string `json:"functions"`
		Total     string   `json:"total"`
	} `json:"maturityModel"`
}

// goldenScores are the scores that a case states; it does not state all.
type goldenScores struct {
	Change     string                     `json:"change"`
	Topics     map[string]scorecard.Score `json:"topics"`
	Categories map[string]scorecard.Score `json:"categories"`
	Overall    scorecard.Score            `json:"overall"`
	Lift       string                     `json:"lift"`
	Answered   int                        `json:"answered"`
	Applicable int                        `json:"applicable"`
}

func readGolden(t *testing.T) golden {
	t.Helper()
	var g golden
	testkit.ReadJSON(t, "testdata/scorecard.json", &g)
	g.Scoring.Questionnaire.ID = "golden"
	return g
}

// assessment reads the answers as the file writes them, in questionnaire order.
func (g golden) assessment() scorecard.Assessment {
	var a scorecard.Assessment
	for _, question := range questionsOf(g.Scoring.Questionnaire) {
		answer := scorecard.Answer{Question: question.ID}
		switch text := g.Scoring.Answers[question.ID]; text {
		case "":
			continue
		case "n/a":
			answer.NotApplicable = true
		case "yes", "no":
			answer.Choice = text
		default:
			answer.Number = null(text)
		}
		a.Answers = append(a.Answers, answer)
	}
	return a
}

func (g golden) question(id string) *scorecard.Question {
	for i := range g.Scoring.Questionnaire.Categories {
		for j := range g.Scoring.Questionnaire.Categories[i].Topics {
			questions := g.Scoring.Questionnaire.Categories[i].Topics[j].Questions
			for k := range questions {
				if questions[k].ID == id {
					return &questions[k]
				}
			}
		}
	}
	return nil
}

func (want goldenScores) compare(t *testing.T, got scorecard.Result) {
	t.Helper()
	for id, score := range want.Topics {
		if line, ok := got.Line(scorecard.NodeTopic, id); !ok || line.Score != score {
			t.Errorf("topic %s is %s, want %s", id, line.Score, score)
		}
	}
	for id, score := range want.Categories {
		if line, ok := got.Line(scorecard.NodeCategory, id); !ok || line.Score != score {
			t.Errorf("category %s is %s, want %s", id, line.Score, score)
		}
	}
	if want.Overall != 0 && got.Overall != want.Overall {
		t.Errorf("overall is %s, want %s", got.Overall, want.Overall)
	}
	if want.Applicable != 0 && (got.Answered != want.Answered || got.Applicable != want.Applicable) {
		t.Errorf("%d of %d are answered, want %d of %d", got.Answered, got.Applicable, want.Answered, want.Applicable)
	}
}

func assess(t *testing.T, q scorecard.Questionnaire, a scorecard.Assessment) scorecard.Result {
	t.Helper()
	r, err := scorecard.Assess(q, a)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestGoldenScoring(t *testing.T) {
	g := readGolden(t)
	want := g.Scoring.Want
	if len(want.Topics) != 3 || len(want.Categories) != 2 || want.Overall == 0 || want.Applicable == 0 || len(g.Scoring.Variants) != 3 {
		t.Fatalf("figures are missing: %+v", want)
	}
	want.compare(t, assess(t, g.Scoring.Questionnaire, g.assessment()))
}

func TestGoldenVariants(t *testing.T) {
	answer := func(a scorecard.Assessment, id, number string) scorecard.Assessment {
		changed := scorecard.Assessment{}
		for _, old := range a.Answers {
			if old.Question != id {
				changed.Answers = append(changed.Answers, old)
			}
		}
		changed.Answers = append(changed.Answers, scorecard.Answer{Question: id, Number: null(number)})
		return changed
	}
	changes := map[string]func(golden) scorecard.Assessment{
		"q3 counts as zero instead of redistributing": func(g golden) scorecard.Assessment {
			g.question("q3").NotApplicable = scorecard.NotApplicableLowest
			return g.assessment()
		},
		"q4 raised from 0.25 to 0.75": func(g golden) scorecard.Assessment {
			return answer(g.assessment(), "q4", "0.75")
		},
		"q4 raised to 0.75 and q7 answered 1": func(g golden) scorecard.Assessment {
			return answer(answer(g.assessment(), "q4", "0.75"), "q7", "1")
		},
	}
	for _, want := range readGolden(t).Scoring.Variants {
		t.Run(want.Change, func(t *testing.T) {
			change := changes[want.Change]
			if change == nil {
				t.Fatal("the test does not know how to make this change")
			}
			g := readGolden(t)
			before := assess(t, g.Scoring.Questionnaire, g.assessment())
			after := assess(t, g.Scoring.Questionnaire, change(g))
			want.compare(t, after)
			if lift := after.Overall.Decimal().Sub(before.Overall.Decimal()); want.Lift != "" && lift.StringFixed(2) != want.Lift {
				t.Errorf("the lift is %s, want %s", lift.StringFixed(2), want.Lift)
			}
		})
	}
}

// The same two changes as actions: the plan states the lift of each.
func TestGoldenRoadmap(t *testing.T) {
	g := readGolden(t)
	variants := g.Scoring.Variants
	g.question("q4").Actions = []scorecard.Action{{ID: "raise", Effort: number("1"), After: scorecard.Answer{Number: null("0.75")}}}
	g.question("q7").Actions = []scorecard.Action{{ID: "answer", Effort: number("100"), After: scorecard.Answer{Number: null("1")}}}
	r, err := scorecard.Improve(g.Scoring.Questionnaire, g.assessment(), scorecard.RoadmapLimits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Steps) != 2 || r.Steps[0].Action != "raise" || r.Steps[1].Action != "answer" {
		t.Fatalf("the steps are %+v", r.Steps)
	}
	if r.Steps[0].Lift.String() != variants[1].Lift || r.Steps[0].Overall != variants[1].Overall || r.End != variants[2].Overall || r.Start != g.Scoring.Want.Overall {
		t.Errorf("from %s by %s to %s and on to %s, want from %s by %s to %s and on to %s",
			r.Start, r.Steps[0].Lift.String(), r.Steps[0].Overall, r.End,
			g.Scoring.Want.Overall, variants[1].Lift, variants[1].Overall, variants[2].Overall)
	}
}

// meanOf is a questionnaire of one topic of fractions with the given weights, and
// the answers x.
func meanOf(x, w []string) (scorecard.Questionnaire, scorecard.Assessment) {
	topic := scorecard.Topic{ID: "topic", Weight: number("1")}
	var a scorecard.Assessment
	for i := range x {
		id := strings.Repeat("q", i+1)
		topic.Questions = append(topic.Questions, scorecard.Question{ID: id, Weight: number(w[i]), Kind: scorecard.KindFraction})
		a.Answers = append(a.Answers, scorecard.Answer{Question: id, Number: null(x[i])})
	}
	category := scorecard.QuestionCategory{ID: "category", Weight: number("1"), Topics: []scorecard.Topic{topic}}
	return scorecard.Questionnaire{ID: "mean", Categories: []scorecard.QuestionCategory{category}}, a
}

// display is 1 + 99x with 2 decimals. The figures x of the file have few enough
// decimals that the mean of displayed scores is the display of the mean.
func display(t *testing.T, x string) scorecard.Score {
	t.Helper()
	score, err := scorecard.NewScore(number(x).Mul(decimal.NewFromInt(99)).Add(decimal.NewFromInt(1)).Round(2))
	if err != nil {
		t.Fatal(err)
	}
	return score
}

func TestGoldenWeightedMean(t *testing.T) {
	cases := readGolden(t).WeightedMean.Cases
	if len(cases) != 3 {
		t.Fatalf("%d cases, want 3", len(cases))
	}
	for _, tt := range cases {
		q, a := meanOf(tt.X, tt.W)
		if strings.HasPrefix(tt.Want, "error") {
			_, err := scorecard.Assess(q, a)
			if diff := cmp.Diff([]string{"questionnaire.categories[0].topics[0].questions sum"}, faultsOf(t, err)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.Want, diff)
			}
			continue
		}
		want := display(t, tt.Want)
		if got := assess(t, q, a); got.Overall != want {
			t.Errorf("%s by %s is %s, want %s", tt.X, tt.W, got.Overall, want)
		}
		// "Fails a gate at 0.8" is what must not happen.
		q.Gate.Minimum = want
		if got := assess(t, q, a); got.Status != scorecard.StatusScored || got.Gates[0].Outcome != scorecard.GatePassed {
			t.Errorf("a gate at %s: %s, %s", want, got.Status, got.Gates[0].Outcome)
		}
		q.Gate.Minimum = want + 1
		if got := assess(t, q, a); got.Status != scorecard.StatusGateFailed {
			t.Errorf("a gate a hundredth above %s: %s", want, got.Status)
		}
	}
}

// The maturity model scores its five functions from 0 to 3. Here they are
// categories of equal weight.
func TestGoldenMaturityModel(t *testing.T) {
	g := readGolden(t).MaturityModel
	if len(g.Functions) != 5 {
		t.Fatalf("%d functions, want 5", len(g.Functions))
	}
	q := scorecard.Questionnaire{ID: "samm"}
	var a scorecard.Assessment
	for i, level := range g.Functions {
		id := strings.Repeat("f", i+1)
		q.Categories = append(q.Categories, scorecard.QuestionCategory{ID: id, Weight: number("1"), Topics: []scorecard.Topic{{
			ID: id, Weight: number("1"), Questions: []scorecard.Question{{
				ID: id, Weight: number("1"), Kind: scorecard.KindNumber, Floor: null("0"), Target: null("3"),
			}},
		}}})
		a.Answers = append(a.Answers, scorecard.Answer{Question: id, Number: null(level)})
	}
	r := assess(t, q, a)
	// Score = 1 + 99 × total ÷ 3, so total = (score − 1) ÷ 33.
	if back := r.Overall.Decimal().Sub(decimal.NewFromInt(1)); !back.Equal(number(g.Total).Mul(decimal.NewFromInt(33))) {
		t.Errorf("the total is %s, which is not %s of 3", r.Overall, g.Total)
	}
}

// The file in testdata holds what is tested, no more.
func TestGoldenFileHoldsWhatIsTested(t *testing.T) {
	var sections map[string]json.RawMessage
	testkit.ReadJSON(t, "testdata/scorecard.json", &sections)
	for name := range sections {
		if name != "scoring" && name != "weightedMean" && name != "maturityModel" {
			t.Errorf("nothing tests the section %s", name)
		}
	}
}

// The scores of single answers, worked out by hand: 1 + 99x.
func TestQuestionScores(t *testing.T) {
	choices := []scorecard.Choice{{ID: "a", Points: number("0")}, {ID: "b", Points: number("2")}, {ID: "c", Points: number("5")}, {ID: "d", Points: number("0.5")}}
	likert := scorecard.Question{Kind: scorecard.KindScale, Min: null("1"), Max: null("5")}
	halves := scorecard.Question{Kind: scorecard.KindScale, Min: null("-1"), Max: null("1"), Step: null("0.5")}
	fine := scorecard.Question{Kind: scorecard.KindScale, Min: null("0"), Max: null("200")}
	lower := scorecard.Question{Kind: scorecard.KindNumber, Floor: null("48"), Target: null("0.5")}
	thirds := scorecard.Question{Kind: scorecard.KindNumber, Floor: null("0"), Target: null("3")}
	wide := scorecard.Question{Kind: scorecard.KindNumber, Floor: null("-999999999999999"), Target: null("999999999999999")}
	one := scorecard.Question{Kind: scorecard.KindSingleChoice, Choices: choices}
	many := scorecard.Question{Kind: scorecard.KindMultipleChoice, Choices: choices}
	capped := scorecard.Question{Kind: scorecard.KindMultipleChoice, Choices: choices, MaxPoints: null("4")}
	steps := scorecard.Question{Kind: scorecard.KindBands, Bands: []scorecard.Band{
		{From: number("-10"), Points: number("4")}, {From: number("0"), Points: number("0")}, {From: number("99.5"), Points: number("3")},
	}}
	numeric := func(n string) scorecard.Answer { return scorecard.Answer{Number: null(n)} }
	chosen := func(ids ...string) scorecard.Answer { return scorecard.Answer{Choices: append([]string{}, ids...)} }
	for _, tt := range []struct {
		name     string
		question scorecard.Question
		answer   scorecard.Answer
		want     string
	}{
		{"yes", scorecard.Question{Kind: scorecard.KindYesNo}, scorecard.Answer{Choice: "yes"}, "100.00"},
		{"no", scorecard.Question{Kind: scorecard.KindYesNo}, scorecard.Answer{Choice: "no"}, "1.00"},
		{"lowest of a scale", likert, numeric("1"), "1.00"},
		{"3 of 1 to 5", likert, numeric("3"), "50.50"},
		{"4 of 1 to 5", likert, numeric("4"), "75.25"},
		{"highest of a scale", likert, numeric("5.0"), "100.00"},
		{"x = 3/4 around zero", halves, numeric("0.5"), "75.25"},
		{"half a hundredth goes up: 1.495", fine, numeric("1"), "1.50"},
		{"half a hundredth goes up: 51.485 from 102", fine, numeric("102"), "51.49"},
		{"fraction", scorecard.Question{Kind: scorecard.KindFraction}, numeric("0.25"), "25.75"},
		{"fraction of 6 decimals: 33.999967", scorecard.Question{Kind: scorecard.KindFraction}, numeric("0.333333"), "34.00"},
		{"one third", thirds, numeric("1"), "34.00"},
		{"two thirds and a bit: 67.000033", thirds, numeric("2.000001"), "67.00"},
		{"beyond the target", thirds, numeric("7"), "100.00"},
		{"beyond the floor", thirds, numeric("-7"), "1.00"},
		{"lower is better: 35.5 of 47.5", lower, numeric("12.5"), "74.99"},
		{"lower is better, beyond the target", lower, numeric("0"), "100.00"},
		{"lower is better, beyond the floor", lower, numeric("48.000001"), "1.00"},
		{"as wide as may be", wide, numeric("0"), "50.50"},
		{"as wide as may be, lowest", wide, numeric("-999999999999999"), "1.00"},
		{"as wide as may be, a millionth", wide, numeric("0.000001"), "50.50"},
		{"2 of 5 points", one, scorecard.Answer{Choice: "b"}, "40.60"},
		{"5 of 5 points", one, scorecard.Answer{Choice: "c"}, "100.00"},
		{"0 of 5 points", one, scorecard.Answer{Choice: "a"}, "1.00"},
		{"none of them", many, chosen(), "1.00"},
		{"all of them", many, chosen("d", "c", "b", "a"), "100.00"},
		{"2.5 of 7.5 points", many, chosen("d", "b"), "34.00"},
		{"2.5 of at most 4", capped, chosen("b", "d"), "62.88"},
		{"5.5 of at most 4", capped, chosen("c", "d"), "100.00"},
		{"first band", steps, numeric("-10"), "100.00"},
		{"just below the second band", steps, numeric("-0.000001"), "100.00"},
		{"second band", steps, numeric("0"), "1.00"},
		{"third band: 3 of 4", steps, numeric("99.5"), "75.25"},
		{"far into the last band", steps, numeric("999999999999999"), "75.25"},
	} {
		tt.question.ID, tt.question.Weight, tt.answer.Question = "q", number("1"), "q"
		q := scorecard.Questionnaire{ID: "q", Categories: []scorecard.QuestionCategory{{ID: "c", Weight: number("1"), Topics: []scorecard.Topic{{
			ID: "t", Weight: number("1"), Questions: []scorecard.Question{tt.question},
		}}}}}
		r, err := scorecard.Assess(q, scorecard.Assessment{Answers: []scorecard.Answer{tt.answer}})
		if err != nil || r.Overall.String() != tt.want {
			t.Errorf("%s: %s, %v; want %s", tt.name, r.Overall, err, tt.want)
		}
	}
}

// threeTopics is a questionnaire whose overall score is easy to see: topics a, b
// and c with weights 1, 1 and 2 in two categories of weights 1 and 1, each with
// fractions that are named after it.
func threeTopics() scorecard.Questionnaire {
	topic := func(id, weight string, questions int) scorecard.Topic {
		topic := scorecard.Topic{ID: id, Weight: number(weight)}
		for i := range questions {
			topic.Questions = append(topic.Questions, scorecard.Question{ID: id + string(rune('1'+i)), Weight: number("1"), Kind: scorecard.KindFraction})
		}
		return topic
	}
	return scorecard.Questionnaire{ID: "three", Categories: []scorecard.QuestionCategory{
		{ID: "first", Weight: number("1"), Topics: []scorecard.Topic{topic("a", "1", 2), topic("b", "1", 1)}},
		{ID: "second", Weight: number("1"), Topics: []scorecard.Topic{topic("c", "2", 3)}},
	}}
}

// fractions answers questions, given as "id=x", "id=n/a" or "id=".
func fractions(answers string) scorecard.Assessment {
	var a scorecard.Assessment
	for field := range strings.FieldsSeq(answers) {
		id, x, _ := strings.Cut(field, "=")
		answer := scorecard.Answer{Question: id, NotApplicable: x == "n/a"}
		if !answer.NotApplicable {
			answer.Number = null(x)
		}
		a.Answers = append(a.Answers, answer)
	}
	return a
}

// What the result says about the whole, worked out by hand.
func TestAssessByHand(t *testing.T) {
	question := func(q *scorecard.Questionnaire, i, j, k int) *scorecard.Question {
		return &q.Categories[i].Topics[j].Questions[k]
	}
	const everything = "a1=1 a2=0 b1=1 c1=0 c2=0 c3=1"
	for _, tt := range []struct {
		name    string
		change  func(*scorecard.Questionnaire)
		answers string
		want    string // status, overall, before caps, level, answered/applicable = completeness
	}{
		// a = 50.50, b = 100, first = 75.25; c = 34 = second; (75.25 + 34) ÷ 2 = 54.625.
		{"everything", nil, everything, "scored 54.63 54.63 - 6/6 1"},
		{"in any order", nil, "c3=1 a2=0 b1=1 c2=0 c1=0 a1=1", "scored 54.63 54.63 - 6/6 1"},
		// a = 100; first = 100; (100 + 34) ÷ 2.
		{"a2 does not apply", nil, "a1=1 a2=n/a b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/5 1"},
		{"a2 is unanswered", nil, "a1=1 a2= b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/6 0.8333"},
		{"a2 is not there", nil, "a1=1 b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/6 0.8333"},
		{"n/a counts as lowest", func(q *scorecard.Questionnaire) { q.NotApplicable = scorecard.NotApplicableLowest }, "a1=1 a2=n/a b1=1 c1=0 c2=0 c3=1", "scored 54.63 54.63 - 6/6 1"},
		{"unanswered counts as lowest", func(q *scorecard.Questionnaire) { q.Unanswered = scorecard.UnansweredLowest }, "a1=1 b1=1 c1=0 c2=0 c3=1", "scored 54.63 54.63 - 5/6 0.8333"},
		{"one question decides for itself", func(q *scorecard.Questionnaire) {
			q.NotApplicable = scorecard.NotApplicableLowest
			question(q, 0, 0, 1).NotApplicable = scorecard.NotApplicableRedistribute
		}, "a1=1 a2=n/a b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/5 1"},
		// first = b = 100.
		{"a topic does not apply", nil, "a1=n/a a2=n/a b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 4/4 1"},
		{"a category does not apply", nil, "a1=n/a a2=n/a b1=n/a c1=0 c2=0 c3=1", "scored 34.00 34.00 - 3/3 1"},
		{"nothing applies", nil, "a1=n/a a2=n/a b1=n/a c1=n/a c2=n/a c3=n/a", "incomplete none none - 0/0 undefined"},
		{"nothing is answered", nil, "", "incomplete none none - 0/6 0"},
		{"as complete as it must be", func(q *scorecard.Questionnaire) { q.MinimumCompleteness = null("0.8333") }, "a1=1 b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/6 0.8333"},
		{"not as complete as it must be", func(q *scorecard.Questionnaire) { q.MinimumCompleteness = null("0.8334") }, "a1=1 b1=1 c1=0 c2=0 c3=1", "incomplete 67.00 67.00 - 5/6 0.8333"},
		// Without a2: a = 100, first = 100, overall 67. It is not applicable either.
		{"advice is not counted", func(q *scorecard.Questionnaire) { question(q, 0, 0, 1).Advisory = true }, everything, "scored 67.00 67.00 - 5/5 1"},
		{"advice is not missed", func(q *scorecard.Questionnaire) { question(q, 0, 0, 1).Advisory = true }, "a1=1 b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/5 1"},
		{"a question without weight", func(q *scorecard.Questionnaire) { question(q, 0, 0, 1).Weight = number("0") }, everything, "scored 67.00 67.00 - 6/6 1"},
		{"only questions without weight are answered", func(q *scorecard.Questionnaire) { question(q, 0, 0, 1).Weight = number("0") }, "a2=0 b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/6 0.8333"},

		{"gate passed to the hundredth", func(q *scorecard.Questionnaire) { q.Gate = scorecard.Gate{Minimum: 5463, Cap: pt} }, everything, "scored 54.63 54.63 - 6/6 1"},
		{"gate missed by a hundredth", func(q *scorecard.Questionnaire) { q.Gate = scorecard.Gate{Minimum: 5464, Cap: 40 * pt} }, everything, "gate-failed 40.00 54.63 - 6/6 1"},
		{"gate without a cap", func(q *scorecard.Questionnaire) { q.Categories[1].Gate.Minimum = 35 * pt }, everything, "gate-failed 54.63 54.63 - 6/6 1"},
		{"cap above the score", func(q *scorecard.Questionnaire) {
			q.Categories[1].Gate = scorecard.Gate{Minimum: 35 * pt, Cap: 90 * pt}
		}, everything, "gate-failed 54.63 54.63 - 6/6 1"},
		{"the lowest cap", func(q *scorecard.Questionnaire) {
			q.Categories[0].Topics[0].Gate = scorecard.Gate{Minimum: 60 * pt, Cap: 50 * pt}
			question(q, 0, 0, 1).Gate = scorecard.Gate{Minimum: 2 * pt, Cap: 30 * pt}
			q.Categories[1].Gate = scorecard.Gate{Minimum: 35 * pt, Cap: 45 * pt}
		}, everything, "gate-failed 30.00 54.63 - 6/6 1"},
		{"a gate does not apply", func(q *scorecard.Questionnaire) {
			question(q, 0, 0, 1).Gate = scorecard.Gate{Minimum: 2 * pt, Cap: 30 * pt}
		}, "a1=1 a2=n/a b1=1 c1=0 c2=0 c3=1", "scored 67.00 67.00 - 5/5 1"},
		{"a gate on a question without weight", func(q *scorecard.Questionnaire) {
			question(q, 0, 0, 1).Weight, question(q, 0, 0, 1).Gate = number("0"), scorecard.Gate{Minimum: 2 * pt, Cap: 30 * pt}
		}, everything, "gate-failed 30.00 67.00 - 6/6 1"},
		{"incomplete before gate failed", func(q *scorecard.Questionnaire) {
			q.MinimumCompleteness, q.Gate = null("0.9"), scorecard.Gate{Minimum: 99 * pt, Cap: 40 * pt}
		}, "a1=1 b1=1 c1=0 c2=0 c3=1", "incomplete 40.00 67.00 - 5/6 0.8333"},

		{"level from its lowest score on", func(q *scorecard.Questionnaire) {
			q.Levels = []scorecard.MaturityLevel{{Name: "low", From: 10 * pt}, {Name: "mid", From: 5463}, {Name: "high", From: 5464}}
		}, everything, "scored 54.63 54.63 mid 6/6 1"},
		{"below the first level", func(q *scorecard.Questionnaire) { q.Levels = []scorecard.MaturityLevel{{Name: "low", From: 5464}} }, everything, "scored 54.63 54.63 - 6/6 1"},
		{"level after caps", func(q *scorecard.Questionnaire) {
			q.Levels = []scorecard.MaturityLevel{{Name: "low", From: 1 * pt}, {Name: "high", From: 50 * pt}}
			q.Gate = scorecard.Gate{Minimum: 60 * pt, Cap: 49 * pt}
		}, everything, "gate-failed 49.00 54.63 low 6/6 1"},
	} {
		q := threeTopics()
		if tt.change != nil {
			tt.change(&q)
		}
		r := assess(t, q, fractions(tt.answers))
		level, completeness := "-", "undefined"
		if r.Level != "" {
			level = r.Level
		}
		if r.Completeness.Valid {
			completeness = r.Completeness.Decimal.String()
		}
		show := func(s scorecard.Score) string {
			if s == 0 {
				return "none"
			}
			return s.String()
		}
		got := fmt.Sprintf("%s %s %s %s %d/%d %s", r.Status, show(r.Overall), show(r.Lines[0].Score), level, r.Answered, r.Applicable, completeness)
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// The split of the whole, worked out by hand. Thirds of a thing do not add up
// unless somebody sees to it.
func TestExplanationByHand(t *testing.T) {
	q := threeTopics()
	q.Categories[1].BestPractice = 40*pt + 1
	q.Categories[0].Topics[0].Gate = scorecard.Gate{Minimum: 60 * pt, Cap: 50 * pt}
	q.Categories[0].Topics[0].Questions[1].Gate = scorecard.Gate{Minimum: 2 * pt, Cap: 30 * pt}
	q.Categories[0].Topics[1].Gate = scorecard.Gate{Minimum: 2 * pt, Cap: 30 * pt}
	r := assess(t, q, fractions("a1=1 a2=0 b1=1 c1=0 c2=0 c3=1"))
	var got []string
	for _, l := range r.Lines {
		line := fmt.Sprintf("%s %s %s %s", l.ID, l.Score, l.EffectiveWeight, l.Contribution)
		if l.Gap.Valid {
			line += " gap " + l.Gap.String()
		}
		got = append(got, line)
	}
	for _, g := range r.Gates {
		got = append(got, fmt.Sprintf("gate %s %s %s", g.ID, g.Outcome, g.Contribution))
	}
	want := []string{
		// 54.63 is split by 0.5 × 75.25 = 37.625 to 0.5 × 34 = 17: of 54.625, they
		// get 37.6284 and 17.0016 of 54.63, cut to 37.62 and 17.00; the hundredth
		// left over goes to the larger remainder, 0.84 against 0.16.
		" 54.63 1.0000 54.63",
		"first 75.25 0.5000 37.63",
		// 0.25 × 50.5 = 12.625 to 0.25 × 100 = 25, of 37.625: 12.6267 and 25.0033.
		"a 50.50 0.2500 12.63",
		// 0.125 × 100 = 12.5 to 0.125 × 1 = 0.125, of 12.625: 12.5050 and 0.1250.
		// The remainders 0.495 and 0.505 of a hundredth: the second gets it.
		"a1 100.00 0.1250 12.50",
		"a2 1.00 0.1250 0.13",
		"b 100.00 0.2500 25.00",
		"b1 100.00 0.2500 25.00",
		"second 34.00 0.5000 17.00 gap -6.01",
		"c 34.00 0.5000 17.00",
		// 0.5 in thirds: 0.1667, 0.1667, 0.1666. Points by 0.1667, 0.1667 and 16.66
		// of 16.9934: 0.16676, 0.16676, 16.66647, cut to 0.16, 0.16 and 16.66; two
		// hundredths are left over for remainders of 0.676, 0.676 and 0.647.
		"c1 1.00 0.1667 0.17",
		"c2 1.00 0.1667 0.17",
		"c3 100.00 0.1666 16.66",
		"gate a failed -4.63",
		"gate a2 failed -20.00",
		"gate b passed 0.00",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Roadmaps worked out by hand: four questions of equal weight, so that a question raised
// from 0 to 1 lifts the overall score by 99 ÷ 4 = 24.75 points.
func TestImproveByHand(t *testing.T) {
	type action struct{ question, after, effort, cost string }
	for _, tt := range []struct {
		name         string
		answers      string
		actions      []action // a1, a2, …, given in the order of the questions
		gate         scorecard.Gate
		target       scorecard.Score
		effort, cost string
		want         string
	}{
		{
			name: "most lift per effort first", answers: "1=0 2=0 3=0 4=0",
			actions: []action{{"1", "1", "11", "0"}, {"2", "0.5", "4", "0"}, {"3", "0.4", "4", "0"}},
			want:    "1.00; a2 12.38 3.095 13.38; a3 9.90 2.475 23.28; a1 24.75 2.25 48.03; no-lift-left",
		},
		{
			name: "equal lifts: lower cost, then order", answers: "1=0 2=0 3=0 4=0",
			actions: []action{{"1", "1", "1", "5"}, {"2", "1", "1", "3"}, {"3", "1", "1", "3"}},
			want:    "1.00; a2 24.75 24.75 25.75; a3 24.75 24.75 50.50; a1 24.75 24.75 75.25; no-lift-left",
		},
		{
			name: "two actions on one question", answers: "1=0 2=0 3=0 4=0",
			actions: []action{{"1", "1", "4", "0"}, {"1", "0.5", "1", "0"}},
			want:    "1.00; a2 12.38 12.38 13.38; a1 12.37 3.0925 25.75; no-lift-left",
		},
		{
			name: "an action that is behind the answer", answers: "1=0.5 2=0 3=0 4=0",
			actions: []action{{"1", "0.4", "1", "0"}, {"1", "0.5", "1", "0"}},
			want:    "13.38; no-lift-left; a1 no-lift; a2 no-lift",
		},
		{
			// Without caps 25.75, 38.13 and 50.50 to 62.88: 12.38 points for effort 1
			// are more per effort than 24.75 for 4.
			name: "out from under a cap", answers: "1=1 2=0 3=0 4=0", gate: scorecard.Gate{Minimum: 90 * pt, Cap: 10 * pt},
			actions: []action{{"2", "1", "4", "0"}, {"3", "0.5", "1", "0"}},
			want:    "10.00; a2 0.00 0 10.00; a1 0.00 0 10.00; no-lift-left",
		},
		{
			name: "the step that lifts the cap", answers: "1=1 2=1 3=1 4=0", gate: scorecard.Gate{Minimum: 80 * pt, Cap: 10 * pt},
			actions: []action{{"4", "1", "1000", "0"}},
			want:    "10.00; a1 90.00 0.09 100.00; no-lift-left",
		},
		{
			name: "a target reached to the hundredth", answers: "1=0 2=0 3=0 4=0", target: 2575,
			actions: []action{{"1", "1", "1", "0"}, {"2", "1", "1", "0"}},
			want:    "1.00; a1 24.75 24.75 25.75; target-reached missing 0.00; a2 target-reached",
		},
		{
			name: "a target missed by a hundredth", answers: "1=0 2=0 3=0 4=0", target: 2576,
			actions: []action{{"1", "1", "1", "0"}},
			want:    "1.00; a1 24.75 24.75 25.75; no-lift-left missing 0.01",
		},
		{
			name: "a target reached before the first step", answers: "1=1 2=0 3=0 4=0", target: 2575,
			actions: []action{{"2", "1", "1", "0"}},
			want:    "25.75; target-reached missing 0.00; a1 target-reached",
		},
		{
			name: "a budget spent to the last unit", answers: "1=0 2=0 3=0 4=0", effort: "3", cost: "20",
			actions: []action{{"1", "1", "1", "10"}, {"2", "1", "2", "10"}},
			want:    "1.00; a1 24.75 24.75 25.75; a2 24.75 12.375 50.50; no-lift-left effort left 0 cost left 0",
		},
		{
			name: "over budgets: the next best that fits", answers: "1=0 2=0 3=0 4=0", effort: "3", cost: "15.50",
			actions: []action{{"1", "1", "1", "10"}, {"2", "1", "1", "5.51"}, {"3", "1", "2.0001", "0"}, {"4", "0.5", "2", "5.50"}},
			want:    "1.00; a2 24.75 24.75 25.75; a4 12.38 6.19 38.13; budget-exhausted effort left 0 cost left 4.49; a1 over-effort; a3 over-effort",
		},
		{
			name: "over the cost alone, and no lift beside it", answers: "1=0 2=1 3=0 4=0", cost: "9.99",
			actions: []action{{"1", "1", "1", "10"}, {"2", "1", "1", "10"}},
			want:    "25.75; budget-exhausted cost left 9.99; a1 over-cost; a2 no-lift",
		},
		{
			name: "no score today", answers: "",
			actions: []action{{"1", "0.5", "2", "0"}, {"2", "1", "1", "0"}, {"3", "0", "1", "0"}},
			want:    "none; a2 undefined undefined 100.00; no-lift-left; a1 no-lift; a3 no-lift",
		},
		{
			name: "a question that does not apply", answers: "1=n/a 2=0 3=0 4=0",
			actions: []action{{"1", "1", "1", "0"}, {"2", "1", "2", "0"}},
			want:    "1.00; a2 33.00 16.5 34.00; no-lift-left; a1 not-applicable",
		},
		{
			name: "nothing to do", answers: "1=1 2=1 3=1 4=1",
			want: "100.00; no-lift-left",
		},
	} {
		q, _ := meanOf([]string{"0", "0", "0", "0"}, []string{"1", "1", "1", "1"})
		q.Currency, q.Gate = "USD", tt.gate
		questions := q.Categories[0].Topics[0].Questions
		for i := range questions {
			questions[i].ID = fmt.Sprint(i + 1)
			for j, a := range tt.actions {
				if a.question == questions[i].ID {
					questions[i].Actions = append(questions[i].Actions, scorecard.Action{
						ID: fmt.Sprintf("a%d", j+1), Effort: number(a.effort), Cost: number(a.cost), After: scorecard.Answer{Number: null(a.after)},
					})
				}
			}
		}
		r, err := scorecard.Improve(q, fractions(tt.answers), scorecard.RoadmapLimits{Target: tt.target, Effort: null(tt.effort), Cost: null(tt.cost)})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := roadmapText(r); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// roadmapText is a roadmap on one line: the start, the steps with their lift, lift per
// effort and the score after, why it stops and what is left, what remains.
func roadmapText(r scorecard.Roadmap) string {
	show := func(n decimal.NullDecimal, text func(decimal.Decimal) string) string {
		if !n.Valid {
			return "undefined"
		}
		return text(n.Decimal)
	}
	start := "none"
	if r.Start != 0 {
		start = r.Start.String()
	}
	parts := []string{start}
	for _, s := range r.Steps {
		parts = append(parts, fmt.Sprintf("%s %s %s %s", s.Action, show(s.Lift.Decimal(), func(d decimal.Decimal) string { return d.StringFixed(2) }), show(s.LiftPerEffort, decimal.Decimal.String), s.Overall))
	}
	stop := string(r.Stop)
	if r.Missing.Valid {
		stop += " missing " + r.Missing.String()
	}
	if r.EffortLeft.Valid {
		stop += " effort left " + r.EffortLeft.Decimal.String()
	}
	if r.CostLeft.Valid {
		stop += " cost left " + r.CostLeft.Decimal.String()
	}
	parts = append(parts, stop)
	for _, a := range r.Remaining {
		parts = append(parts, fmt.Sprintf("%s %s", a.Action, a.Reason))
	}
	return strings.Join(parts, "; ")
}

// Of equal remainders the earlier is first: a third of 1 is 0.3334 once.
func TestTiesGoToTheEarlier(t *testing.T) {
	for n, want := range map[int]string{
		2: "0.5000 0.5000", 3: "0.3334 0.3333 0.3333", 6: "0.1667 0.1667 0.1667 0.1667 0.1666 0.1666",
		7: "0.1429 0.1429 0.1429 0.1429 0.1428 0.1428 0.1428",
	} {
		x := make([]string, n)
		w := make([]string, n)
		for i := range x {
			x[i], w[i] = "1", "2.5"
		}
		q, a := meanOf(x, w)
		var weights, points []string
		for _, line := range assess(t, q, a).Lines[3:] {
			weights = append(weights, line.EffectiveWeight.String())
			points = append(points, line.Contribution.String())
		}
		if got := strings.Join(weights, " "); got != want {
			t.Errorf("%d equal weights: %s, want %s", n, got, want)
		}
		if n == 3 && strings.Join(points, " ") != "33.34 33.33 33.33" {
			t.Errorf("100 points in thirds: %s", points)
		}
	}
}

// Completeness, too, rounds half away from zero: 1 ÷ 32 is 0.03125.
func TestCompletenessRounds(t *testing.T) {
	x, w := make([]string, 32), make([]string, 32)
	for i := range x {
		x[i], w[i] = "1", "1"
	}
	q, a := meanOf(x, w)
	for n, want := range map[int]string{1: "0.0313", 2: "0.0625", 3: "0.0938", 31: "0.9688", 32: "1"} {
		part := a
		part.Answers = a.Answers[:n]
		if got := assess(t, q, part).Completeness.Decimal.String(); got != want {
			t.Errorf("%d of 32: %s, want %s", n, got, want)
		}
	}
}
