package scorecard_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

// BenchmarkAssess scores an assessment of 40 questions, as many of each kind: compiled
// with a reused result, with the answers in questionnaire order and shuffled, with some
// left out, and a thousand different assessments in turn, which a processor
// neither foresees nor has at hand; then one with the kinds of the sample channel, few of
// them choices; and beside it a plain decimal implementation and a float64 loop.
// The two plain ones make the same weighted means, effective weights and
// contributions; they look the answers up in a map and check them as the package
// does, but float64 is not exact and neither splits what is left over.
func BenchmarkAssess(b *testing.B) {
	questionnaire, assessment := sample()
	scorer, err := scorecard.Compile(questionnaire)
	if err != nil {
		b.Fatal(err)
	}
	shuffled := assessment
	shuffled.Answers = append([]scorecard.Answer(nil), assessment.Answers...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled.Answers), func(i, j int) {
		shuffled.Answers[i], shuffled.Answers[j] = shuffled.Answers[j], shuffled.Answers[i]
	})
	partial := assessment
	partial.Answers = append([]scorecard.Answer(nil), assessment.Answers...)
	partial.Answers[7] = scorecard.Answer{Question: partial.Answers[7].Question, NotApplicable: true}
	partial.Answers = partial.Answers[:38]

	into := func(scorer *scorecard.Scorer, a scorecard.Assessment) func(*testing.B) {
		return func(b *testing.B) {
			var result scorecard.Result
			if err := scorer.AssessInto(&result, a); err != nil { // the first call allocates
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := scorer.AssessInto(&result, a); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	common, commonAssessment := sampleOf(sampleKinds)
	commonScorer, err := scorecard.Compile(common)
	if err != nil {
		b.Fatal(err)
	}

	b.Run("in-order", into(scorer, assessment))
	b.Run("any-order", into(scorer, shuffled))
	b.Run("partial", into(scorer, partial))
	b.Run("sample-kinds", into(commonScorer, commonAssessment))
	b.Run("varied", func(b *testing.B) {
		assessments := variants(1000)
		var result scorecard.Result
		i := 0
		b.ReportAllocs()
		for b.Loop() {
			if err := scorer.AssessInto(&result, assessments[i%len(assessments)]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	b.Run("plain-function", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := scorecard.Assess(questionnaire, assessment); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, ok := plainDecimal(&questionnaire, assessment.Answers); !ok {
				b.Fatal("not scored")
			}
		}
	})
	b.Run("baseline-float64", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, ok := plainFloat(&questionnaire, assessment.Answers); !ok {
				b.Fatal("not scored")
			}
		}
	})
}

func BenchmarkImprove(b *testing.B) {
	questionnaire, assessment := sample()
	for i := range questionnaire.Categories {
		for j := range questionnaire.Categories[i].Topics {
			questions := questionnaire.Categories[i].Topics[j].Questions
			for k := range questions {
				questions[k].Actions = []scorecard.Action{{
					ID: "improve-" + questions[k].ID, Effort: decimal.NewFromInt(int64(1 + k)), After: best(&questions[k]),
				}}
			}
		}
	}
	scorer, err := scorecard.Compile(questionnaire)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scorer.Improve(assessment, scorecard.RoadmapLimits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	questionnaire, _ := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scorecard.Compile(questionnaire); err != nil {
			b.Fatal(err)
		}
	}
}

// A letter stands for a kind: s scale, y yes or no, f fraction, c single choice, m multiple
// choice, n number, b bands.
const (
	allKinds    = "syfcmnb"
	sampleKinds = "nfysncfynsbnfymnsfnyscfbnyfsnmysbfncsmfn" // in the shares of the sample channel
)

// sample is sampleOf all kinds.
func sample() (scorecard.Questionnaire, scorecard.Assessment) { return sampleOf(allKinds) }

// sampleOf makes a questionnaire of 4 categories, 9 topics and 40 questions of these kinds
// in turn, and an assessment that answers them in order.
func sampleOf(kinds string) (scorecard.Questionnaire, scorecard.Assessment) {
	choices := []scorecard.Choice{
		{ID: "none", Points: decimal.NewFromInt(0)},
		{ID: "some", Points: decimal.NewFromInt(2)},
		{ID: "most", Points: decimal.NewFromInt(3)},
		{ID: "all", Points: decimal.NewFromInt(5)},
	}
	questionnaire := scorecard.Questionnaire{ID: "capability", Version: "2026", Name: "Capability"}
	assessment := scorecard.Assessment{Partner: "partner-1"}
	add := func(topic *scorecard.Topic, n int) {
		q := scorecard.Question{
			ID: fmt.Sprintf("question-%02d", n), Name: fmt.Sprintf("Question %d", n), Weight: decimal.NewFromInt(int64(1 + n%4)),
		}
		a := scorecard.Answer{Question: q.ID}
		switch kinds[n%len(kinds)] {
		case 's':
			q.Kind, q.Min, q.Max = scorecard.KindScale, null("1"), null("5")
			a.Number = null(strconv.Itoa(1 + n%5))
		case 'y':
			q.Kind, a.Choice = scorecard.KindYesNo, "yes"
		case 'f':
			q.Kind, a.Number = scorecard.KindFraction, null("0.35")
		case 'c':
			q.Kind, q.Choices, a.Choice = scorecard.KindSingleChoice, choices, "most"
		case 'm':
			q.Kind, q.Choices, a.Choices = scorecard.KindMultipleChoice, choices, []string{"some", "all"}
		case 'n':
			q.Kind, q.Floor, q.Target, a.Number = scorecard.KindNumber, null("2"), null("15"), null("11.5")
		case 'b':
			q.Kind, a.Number = scorecard.KindBands, null("250000")
			q.Bands = []scorecard.Band{
				{From: decimal.NewFromInt(0)},
				{From: decimal.NewFromInt(100_000), Points: decimal.NewFromInt(5)},
				{From: decimal.NewFromInt(1_000_000), Points: decimal.NewFromInt(10)},
			}
		}
		topic.Questions = append(topic.Questions, q)
		assessment.Answers = append(assessment.Answers, a)
	}
	n := 0
	for i, topics := range []int{3, 2, 2, 2} {
		category := scorecard.QuestionCategory{ID: fmt.Sprintf("category-%d", i), Weight: decimal.NewFromInt(int64(10 * (i + 1)))}
		for j := range topics {
			topic := scorecard.Topic{
				ID: fmt.Sprintf("topic-%d-%d", i, j), Weight: decimal.NewFromInt(int64(j + 1)), BestPractice: 80 * scorecard.Point,
			}
			for range 4 + (i+j)%2 {
				add(&topic, n)
				n++
			}
			category.Topics = append(category.Topics, topic)
		}
		questionnaire.Categories = append(questionnaire.Categories, category)
	}
	return questionnaire, assessment
}

// best returns the answer that scores highest.
func best(q *scorecard.Question) scorecard.Answer {
	switch q.Kind {
	case scorecard.KindYesNo:
		return scorecard.Answer{Choice: "yes"}
	case scorecard.KindScale:
		return scorecard.Answer{Number: decimal.NewNullDecimal(q.Max.Decimal)}
	case scorecard.KindSingleChoice:
		return scorecard.Answer{Choice: q.Choices[len(q.Choices)-1].ID}
	case scorecard.KindMultipleChoice:
		answer := scorecard.Answer{Choices: []string{}}
		for _, c := range q.Choices {
			answer.Choices = append(answer.Choices, c.ID)
		}
		return answer
	case scorecard.KindNumber:
		return scorecard.Answer{Number: decimal.NewNullDecimal(q.Target.Decimal)}
	case scorecard.KindBands:
		return scorecard.Answer{Number: decimal.NewNullDecimal(q.Bands[len(q.Bands)-1].From)}
	}
	return scorecard.Answer{Number: decimal.NewNullDecimal(decimal.NewFromInt(1))}
}

// variants makes assessments that answer the questions of the sample differently.
func variants(n int) []scorecard.Assessment {
	_, first := sample()
	random := rand.New(rand.NewPCG(3, 4))
	assessments := make([]scorecard.Assessment, n)
	for i := range assessments {
		a := first
		a.Answers = append([]scorecard.Answer(nil), first.Answers...)
		for j := range a.Answers {
			switch j % 7 {
			case 0:
				a.Answers[j].Number = decimal.NewNullDecimal(decimal.NewFromInt(1 + random.Int64N(5)))
			case 1:
				a.Answers[j].Choice = []string{"yes", "no"}[random.IntN(2)]
			case 2:
				a.Answers[j].Number = decimal.NewNullDecimal(decimal.New(random.Int64N(101), -2))
			case 3:
				a.Answers[j].Choice = []string{"none", "some", "most", "all"}[random.IntN(4)]
			case 5:
				a.Answers[j].Number = decimal.NewNullDecimal(decimal.New(random.Int64N(200), -1))
			case 6:
				a.Answers[j].Number = decimal.NewNullDecimal(decimal.NewFromInt(random.Int64N(2_000_000)))
			}
		}
		assessments[i] = a
	}
	return assessments
}

func scored(b *testing.B, n int) (*scorecard.Scorer, []scorecard.Result) {
	questionnaire, _ := sample()
	scorer, err := scorecard.Compile(questionnaire)
	if err != nil {
		b.Fatal(err)
	}
	results := make([]scorecard.Result, n)
	for i, a := range variants(n) {
		if err := scorer.AssessInto(&results[i], a); err != nil {
			b.Fatal(err)
		}
	}
	return scorer, results
}
