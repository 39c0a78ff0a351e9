package answer_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard/internal/answer"
)

var number, null = testkit.Number, testkit.Null

// Questions of each kind: some of three choices with 10, 30 and 60 points, one of them, a scale
// from 1 to 5, and a target below its floor.
func questions() map[string]answer.Question {
	choices := []answer.Choice{{ID: "a", Points: 10, Score: 2500}, {ID: "b", Points: 30, Score: 5050}, {ID: "c", Points: 60, Score: 10_000}}
	yesNo := answer.Question{ID: "q", Kind: "yes-no"}
	yesNo.AskYesNo()
	return map[string]answer.Question{
		"yes or no": yesNo,
		"one":       {ID: "q", Kind: "single-choice", Choices: choices},
		"several":   {ID: "q", Kind: "multiple-choice", Choices: choices, Several: true, Most: 80},
		"scale": {ID: "q", Kind: "scale", Gauge: answer.NewGauge(answer.Numbers{
			Min: null("1"), Max: null("5"), Step: null("0.5"), From: number("1"), To: number("5"),
		})},
		"falling": {ID: "q", Kind: "number", Gauge: answer.NewGauge(answer.Numbers{From: number("30"), To: number("10")})},
		"wide": {ID: "q", Kind: "number", Gauge: answer.NewGauge(answer.Numbers{
			Max: null("400000000000000"), To: number("300000000000000"),
		})},
		"bands": {ID: "q", Kind: "bands", Gauge: answer.NewGauge(answer.Numbers{
			Min: null("0"), Bands: []answer.Band{{From: number("0"), Score: 100}, {From: number("10"), Score: 10_000}},
		})},
	}
}

func TestScore(t *testing.T) {
	all := questions()
	num := func(s string) answer.Answer { return answer.Answer{Number: null(s)} }
	for _, tt := range []struct {
		question string
		answer   answer.Answer
		score    int64
		fault    string
	}{
		{"yes or no", answer.Answer{Choice: "no"}, 100, ""},
		{"yes or no", answer.Answer{Choice: "maybe"}, 0, "answer.choice known"},
		{"one", answer.Answer{Choice: "b"}, 5050, ""},
		{"one", answer.Answer{Choice: "yes"}, 0, "answer.choice known"},
		{"one", num("1"), 0, "answer.choice required"},
		{"one", answer.Answer{Choices: []string{}}, 0, "answer.choice required"},
		{"several", answer.Answer{Choices: []string{}}, 100, ""},
		{"several", answer.Answer{Choices: []string{"b", "a"}}, 5050, ""}, // 1 + 99 × 40/80
		{"several", answer.Answer{Choices: []string{"b", "c"}}, 10_000, ""},
		{"several", answer.Answer{Choices: []string{"b", "b"}}, 0, "answer.choices[1] unique"},
		{"several", answer.Answer{Choices: []string{"b", "d"}}, 0, "answer.choices[1] known"},
		{"several", answer.Answer{Choices: make([]string, 101)}, 0, "answer.choices length"},
		{"scale", num("2.5"), 3813, ""}, // 1 + 99 × 1.5/4 = 38.125
		{"scale", num("2.25"), 0, "answer.number step"},
		{"bands", num("0e-400"), 100, ""},
		{"bands", num("0e-401"), 0, "answer.number digits"}, // as everywhere, unseen
		{"bands", num("0e401"), 0, "answer.number digits"},
		{"scale", num("5.5"), 0, "answer.number range"},
		{"scale", answer.Answer{Choice: "a"}, 0, "answer.number required"},
		{"scale", num("1.0000001"), 0, "answer.number digits"},
		{"falling", num("15"), 7525, ""}, // 1 + 99 × 15/20
		{"falling", num("40"), 100, ""},
		{"wide", num("100000000000000"), 3400, ""}, // beyond 64 bits in millionths
		{"wide", num("3"), 100, ""},
		{"wide", num("500000000000000"), 0, "answer.number range"},
		{"bands", num("9.999999"), 100, ""},
		{"bands", num("10"), 10_000, ""},
		{"bands", num("-1"), 0, "answer.number range"},
		{"scale", answer.Answer{}, 0, ""},
		{"scale", answer.Answer{NotApplicable: true}, 0, ""},
		{"scale", answer.Answer{NotApplicable: true, Number: null("1")}, 0, "answer.notApplicable empty"},
	} {
		q := all[tt.question]
		score, problem := q.Score(&tt.answer)
		var faults partnermath.ValidationError
		q.Report(&faults, "answer", problem, &tt.answer)
		fault := ""
		if len(faults.Fields) > 0 {
			fault = faults.Fields[0].Path + " " + faults.Fields[0].Rule
		}
		if score != tt.score || fault != tt.fault || (problem == answer.OK) != (fault == "") {
			t.Errorf("%s, %+v: got %d and fault %q, want %d and %q", tt.question, tt.answer, score, fault, tt.score, tt.fault)
		}
	}
}

func TestMissingAnswers(t *testing.T) {
	for _, tt := range []struct {
		notApplicable, unanswered answer.Missing
		answer                    answer.Answer
		score                     int64
		problem                   answer.Problem
	}{
		{answer.Lowest, answer.Refused, answer.Answer{NotApplicable: true}, 100, answer.OK},
		{answer.Refused, answer.Lowest, answer.Answer{NotApplicable: true}, 0, answer.NotAllowed},
		{answer.Refused, answer.Lowest, answer.Answer{}, 100, answer.OK},
		{answer.Lowest, answer.Refused, answer.Answer{}, 0, answer.NotAnswered},
	} {
		q := answer.Question{NotApplicable: tt.notApplicable, Unanswered: tt.unanswered}
		if score, problem := q.Score(&tt.answer); score != tt.score || problem != tt.problem {
			t.Errorf("%+v: got %d and problem %d", tt, score, problem)
		}
	}
}

// The scores of numbers do not depend on whether 64 bits hold them in millionths.
func TestNumbersOfAnySize(t *testing.T) {
	for _, shift := range []int32{0, 6, 12} {
		at := func(s string) decimal.Decimal { return number(s).Shift(shift) }
		q := answer.Question{Gauge: answer.NewGauge(answer.Numbers{From: at("10"), To: at("70")})}
		for given, want := range map[string]int64{"10": 100, "11": 265, "70": 10_000, "99": 10_000} {
			if score, problem := q.Score(&answer.Answer{Number: decimal.NewNullDecimal(at(given))}); score != want || problem != answer.OK {
				t.Errorf("%s × 10^%d: got %d and problem %d, want %d", given, shift, score, problem, want)
			}
		}
	}
}
