package scorecard_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/scorecard"
)

// A topic that only asks for information never has a score, also when everything
// is answered: its weight goes to the other topics.
func TestTopicOfAdvisoryQuestions(t *testing.T) {
	q := scorecard.Questionnaire{ID: "q", Categories: []scorecard.QuestionCategory{{
		ID: "c", Weight: number("1"), Topics: []scorecard.Topic{
			{ID: "counted", Weight: number("1"), Questions: []scorecard.Question{
				{ID: "a", Weight: number("1"), Kind: scorecard.KindFraction},
			}},
			{ID: "asked", Weight: number("3"), Questions: []scorecard.Question{
				{ID: "b", Weight: number("1"), Kind: scorecard.KindFraction, Advisory: true},
			}},
		},
	}}}
	r, err := scorecard.Assess(q, scorecard.Assessment{Answers: []scorecard.Answer{
		{Question: "a", Number: null("0.5")}, {Question: "b", Number: null("1")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range r.Lines {
		got = append(got, l.ID+" "+l.Score.String()+" "+l.EffectiveWeight.Decimal().String()+" "+l.Contribution.String())
	}
	want := []string{" 50.50 1 50.50", "c 50.50 1 50.50", "counted 50.50 1 50.50", "a 50.50 1 50.50", "asked  0 0.00", "b 100.00 0 0.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
