package scorecard_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// Where the questions of fullQuestionnaire stand.
const (
	yesNo    = "categories[0].topics[0].questions[0]"
	scale    = "categories[0].topics[0].questions[1]"
	fraction = "categories[0].topics[0].questions[2]"
	single   = "categories[1].topics[0].questions[0]"
	multiple = "categories[1].topics[0].questions[1]"
	interval = "categories[1].topics[1].questions[0]"
	bands    = "categories[1].topics[1].questions[1]"
	advisory = "categories[1].topics[1].questions[2]"
)

// at returns the question that stands at a path of the list above.
func at(q *scorecard.Questionnaire, path string) *scorecard.Question {
	var i, j, k int
	if _, err := fmt.Sscanf(path, "categories[%d].topics[%d].questions[%d]", &i, &j, &k); err != nil {
		panic(err)
	}
	return &q.Categories[i].Topics[j].Questions[k]
}

// many returns n values.
func many[T any](n int, value func(i int) T) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = value(i)
	}
	return list
}

func yesNoQuestion(id string) scorecard.Question {
	return scorecard.Question{ID: id, Weight: null("1"), Kind: scorecard.KindYesNo}
}

type questionnaireFault struct {
	name   string
	change func(*scorecard.Questionnaire)
	want   []string
}

func headFaults() []questionnaireFault {
	long := strings.Repeat("n", 1001)
	return []questionnaireFault{
		{"no id", func(q *scorecard.Questionnaire) { q.ID = "" }, []string{"id id"}},
		{"id with spaces around", func(q *scorecard.Questionnaire) { q.ID = " q" }, []string{"id id"}},
		{"long id", func(q *scorecard.Questionnaire) { q.ID = long[:101] }, []string{"id id"}},
		{"version", func(q *scorecard.Questionnaire) { q.Version = "\n" }, []string{"version id"}},
		{"long name", func(q *scorecard.Questionnaire) { q.Name = long }, []string{"name text"}},
		{"name not in UTF-8", func(q *scorecard.Questionnaire) { q.Name = "\xff" }, []string{"name text"}},
		{"not applicable", func(q *scorecard.Questionnaire) { q.NotApplicable = "skip" }, []string{"notApplicable one-of"}},
		{"unanswered", func(q *scorecard.Questionnaire) { q.Unanswered = "zero" }, []string{"unanswered one-of"}},
		{"completeness below 0", func(q *scorecard.Questionnaire) { q.MinimumCompleteness = null("-0.0001") }, []string{"minimumCompleteness min"}},
		{"completeness above 1", func(q *scorecard.Questionnaire) { q.MinimumCompleteness = null("1.0001") }, []string{"minimumCompleteness max"}},
		{"completeness in percent", func(q *scorecard.Questionnaire) { q.MinimumCompleteness = null("80") }, []string{"minimumCompleteness max"}},
		{"completeness of 5 decimals", func(q *scorecard.Questionnaire) { q.MinimumCompleteness = null("0.80001") }, []string{"minimumCompleteness digits"}},
		{"completeness out of bounds", func(q *scorecard.Questionnaire) {
			q.MinimumCompleteness = decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
		}, []string{"minimumCompleteness bounds"}},
		{"currency", func(q *scorecard.Questionnaire) { q.Currency = "dollars" }, []string{"currency currency"}},
		{"currency without a minor unit", func(q *scorecard.Questionnaire) { q.Currency = "XAU" }, []string{"currency currency"}},
		{"costs without a currency", func(q *scorecard.Questionnaire) { q.Currency = "" }, []string{"currency required"}},
		{"long effort unit", func(q *scorecard.Questionnaire) { q.EffortUnit = strings.Repeat("x", 101) }, []string{"effortUnit text"}},
		{"best practice below 1", func(q *scorecard.Questionnaire) { q.BestPractice = 99 }, []string{"bestPractice min"}},
		{"best practice above 100", func(q *scorecard.Questionnaire) { q.BestPractice = 100*pt + 1 }, []string{"bestPractice max"}},
		{"negative best practice", func(q *scorecard.Questionnaire) { q.BestPractice = -5 * pt }, []string{"bestPractice min"}},
		{"gate below 1", func(q *scorecard.Questionnaire) { q.Gate.Minimum = 1 }, []string{"gate.minimum min"}},
		{"gate above 100", func(q *scorecard.Questionnaire) { q.Gate.Minimum = 101 * pt }, []string{"gate.minimum max"}},
		{"cap below 1", func(q *scorecard.Questionnaire) { q.Gate.Cap = -1 }, []string{"gate.cap min"}},
		{"cap above 100", func(q *scorecard.Questionnaire) { q.Gate.Cap = 101 * pt }, []string{"gate.cap max"}},
		{"cap without a minimum", func(q *scorecard.Questionnaire) { q.Gate.Minimum = 0 }, []string{"gate.minimum required"}},
		{"level without a name", func(q *scorecard.Questionnaire) { q.Levels[1].Name = "" }, []string{"levels[1].name id"}},
		{"level below 1", func(q *scorecard.Questionnaire) { q.Levels[0].From = 0 }, []string{"levels[0].from min"}},
		{"level above 100", func(q *scorecard.Questionnaire) { q.Levels[2].From = 100*pt + 1 }, []string{"levels[2].from max"}},
		{"levels that do not rise", func(q *scorecard.Questionnaire) { q.Levels[2].From = q.Levels[1].From }, []string{"levels[2].from increasing"}},
		{"levels that fall", func(q *scorecard.Questionnaire) { q.Levels[1].From = 90 * pt }, []string{"levels[2].from increasing"}},
		{"too many levels", func(q *scorecard.Questionnaire) {
			q.Levels = many(101, func(i int) scorecard.MaturityLevel {
				return scorecard.MaturityLevel{Name: "l", From: pt + scorecard.Score(i)}
			})
		}, []string{"levels length"}},
	}
}

func nodeFaults() []questionnaireFault {
	return []questionnaireFault{
		{"no categories", func(q *scorecard.Questionnaire) { q.Categories = nil }, []string{"categories required"}},
		{"empty categories", func(q *scorecard.Questionnaire) { q.Categories = []scorecard.QuestionCategory{} }, []string{"categories length"}},
		{"no topics", func(q *scorecard.Questionnaire) { q.Categories[1].Topics = nil }, []string{"categories[1].topics required"}},
		{"empty topics", func(q *scorecard.Questionnaire) { q.Categories[1].Topics = []scorecard.Topic{} }, []string{"categories[1].topics length"}},
		{"no questions", func(q *scorecard.Questionnaire) { q.Categories[1].Topics[1].Questions = nil }, []string{"categories[1].topics[1].questions required"}},
		{"empty questions", func(q *scorecard.Questionnaire) { q.Categories[1].Topics[1].Questions = []scorecard.Question{} }, []string{"categories[1].topics[1].questions length"}},
		{"category id", func(q *scorecard.Questionnaire) { q.Categories[1].ID = "" }, []string{"categories[1].id id"}},
		{"topic id", func(q *scorecard.Questionnaire) { q.Categories[1].Topics[0].ID = "" }, []string{"categories[1].topics[0].id id"}},
		{"question id", func(q *scorecard.Questionnaire) { at(q, bands).ID = "" }, []string{bands + ".id id"}},
		{"category twice", func(q *scorecard.Questionnaire) { q.Categories[1].ID = q.Categories[0].ID }, []string{"categories[1].id unique"}},
		{"topic twice, across categories", func(q *scorecard.Questionnaire) { q.Categories[1].Topics[1].ID = q.Categories[0].Topics[0].ID }, []string{"categories[1].topics[1].id unique"}},
		{"question twice, across topics", func(q *scorecard.Questionnaire) { at(q, bands).ID = at(q, yesNo).ID }, []string{bands + ".id unique"}},
		{"one id for three kinds of nodes", func(q *scorecard.Questionnaire) {
			q.Categories[0].ID, q.Categories[0].Topics[0].ID = "same", "same"
			at(q, fraction).ID = "same"
		}, nil},
		{"category name", func(q *scorecard.Questionnaire) { q.Categories[0].Name = "\xff" }, []string{"categories[0].name text"}},
		{"topic name", func(q *scorecard.Questionnaire) { q.Categories[0].Topics[0].Name = "\xff" }, []string{"categories[0].topics[0].name text"}},
		{"question name", func(q *scorecard.Questionnaire) { at(q, scale).Name = "\xff" }, []string{scale + ".name text"}},
		{"category weight left out", func(q *scorecard.Questionnaire) { q.Categories[0].Weight = null("") }, []string{"categories[0].weight required"}},
		{"topic weight left out", func(q *scorecard.Questionnaire) { q.Categories[1].Topics[1].Weight = null("") }, []string{"categories[1].topics[1].weight required"}},
		{"question weight left out", func(q *scorecard.Questionnaire) { at(q, yesNo).Weight = null("") }, []string{yesNo + ".weight required"}},
		{"the only weight left out", func(q *scorecard.Questionnaire) { at(q, single).Weight, at(q, multiple).Weight = null(""), null("0") }, []string{single + ".weight required"}},
		{"weight of advice left out", func(q *scorecard.Questionnaire) { at(q, advisory).Weight = null("") }, nil},
		{"category weight below 0", func(q *scorecard.Questionnaire) { q.Categories[0].Weight = null("-1") }, []string{"categories[0].weight min"}},
		{"topic weight above a million", func(q *scorecard.Questionnaire) { q.Categories[0].Topics[0].Weight = null("1000000.0001") }, []string{"categories[0].topics[0].weight max"}},
		{"question weight of 5 decimals", func(q *scorecard.Questionnaire) { at(q, yesNo).Weight = null("0.00001") }, []string{yesNo + ".weight digits"}},
		{"weight out of bounds", func(q *scorecard.Questionnaire) {
			at(q, yesNo).Weight = decimal.NewNullDecimal(decimal.New(1, -1_000_000_000))
		}, []string{yesNo + ".weight bounds"}},
		{"weights as large as may be", func(q *scorecard.Questionnaire) {
			q.Categories[0].Weight, at(q, yesNo).Weight, at(q, scale).Weight = null("1000000"), null("999999.9999"), null("0.0001")
		}, nil},
		{"all categories weigh 0", func(q *scorecard.Questionnaire) {
			q.Categories[0].Weight, q.Categories[1].Weight = null("0"), null("0.00")
		}, []string{"categories sum"}},
		{"all topics weigh 0", func(q *scorecard.Questionnaire) { q.Categories[0].Topics[0].Weight = null("0") }, []string{"categories[0].topics sum"}},
		{"all questions weigh 0", func(q *scorecard.Questionnaire) {
			at(q, single).Weight, at(q, multiple).Weight = null("0"), null("0")
		}, []string{"categories[1].topics[0].questions sum"}},
		{"all but the advisory ones weigh 0", func(q *scorecard.Questionnaire) {
			at(q, interval).Weight, at(q, bands).Weight = null("0"), null("0")
		}, []string{"categories[1].topics[1].questions sum"}},
		{"some weigh 0", func(q *scorecard.Questionnaire) {
			q.Categories[1].Weight, at(q, interval).Weight = null("0"), null("0")
		}, nil},
		{"category best practice", func(q *scorecard.Questionnaire) { q.Categories[0].BestPractice = 1 }, []string{"categories[0].bestPractice min"}},
		{"topic best practice", func(q *scorecard.Questionnaire) { q.Categories[0].Topics[0].BestPractice = 101 * pt }, []string{"categories[0].topics[0].bestPractice max"}},
		{"category gate", func(q *scorecard.Questionnaire) { q.Categories[0].Gate.Minimum = 0 }, []string{"categories[0].gate.minimum required"}},
		{"topic gate", func(q *scorecard.Questionnaire) { q.Categories[0].Topics[0].Gate = scorecard.Gate{Cap: 5 * pt} }, []string{"categories[0].topics[0].gate.minimum required"}},
		{"question gate", func(q *scorecard.Questionnaire) { at(q, yesNo).Gate.Minimum = 101 * pt }, []string{yesNo + ".gate.minimum max"}},
		{"nothing counts", func(q *scorecard.Questionnaire) {
			q.Categories = []scorecard.QuestionCategory{{ID: "c", Weight: null("1"), Topics: []scorecard.Topic{{ID: "t", Weight: null("1"), Questions: []scorecard.Question{{
				ID: "q", Weight: null("1"), Kind: scorecard.KindYesNo, Advisory: true,
			}}}}}}
		}, []string{"categories required"}},
		{"only what weighs 0 counts", func(q *scorecard.Questionnaire) {
			advise := scorecard.QuestionCategory{ID: "advice", Weight: null("1"), Topics: []scorecard.Topic{{ID: "advice", Weight: null("1"), Questions: []scorecard.Question{*at(q, advisory)}}}}
			q.Categories[1].Topics[1].Questions = q.Categories[1].Topics[1].Questions[:2]
			q.Categories[0].Weight, q.Categories[1].Weight = null("0"), null("0")
			q.Categories = append(q.Categories, advise)
		}, []string{"categories required"}},
		{"too many categories", func(q *scorecard.Questionnaire) {
			q.Categories = many(1001, func(int) scorecard.QuestionCategory { return scorecard.QuestionCategory{} })
		}, []string{"categories length"}},
		{"1,000 questions", func(q *scorecard.Questionnaire) {
			q.Categories[1].Topics[1].Questions = many(995, func(i int) scorecard.Question { return yesNoQuestion(fmt.Sprint(i)) })
		}, nil},
		{"1,001 questions in all", func(q *scorecard.Questionnaire) {
			q.Categories[1].Topics[1].Questions = many(996, func(i int) scorecard.Question { return yesNoQuestion(fmt.Sprint(i)) })
		}, []string{"categories length"}},
		{"1,000 actions in all", func(q *scorecard.Questionnaire) {
			at(q, bands).Actions = many(997, func(i int) scorecard.Action {
				return scorecard.Action{ID: fmt.Sprint(i), Effort: null("1"), After: scorecard.Answer{Number: null("1000")}}
			})
		}, nil},
		{"1,001 actions in all", func(q *scorecard.Questionnaire) {
			at(q, bands).Actions = many(998, func(i int) scorecard.Action {
				return scorecard.Action{ID: fmt.Sprint(i), Effort: null("1"), After: scorecard.Answer{Number: null("1000")}}
			})
		}, []string{"categories length"}},
	}
}

func questionFaults() []questionnaireFault {
	return []questionnaireFault{
		{"no kind", func(q *scorecard.Questionnaire) { at(q, yesNo).Kind = "" }, []string{yesNo + ".kind required"}},
		{"unknown kind", func(q *scorecard.Questionnaire) { at(q, yesNo).Kind = "yesno" }, []string{yesNo + ".kind one-of"}},
		{"not applicable", func(q *scorecard.Questionnaire) { at(q, yesNo).NotApplicable = "no" }, []string{yesNo + ".notApplicable one-of"}},
		{"unanswered", func(q *scorecard.Questionnaire) { at(q, yesNo).Unanswered = "no" }, []string{yesNo + ".unanswered one-of"}},
		{"gate on advice", func(q *scorecard.Questionnaire) { at(q, advisory).Gate.Minimum = 50 * pt }, []string{advisory + ".gate empty"}},
		{"advice with a wrong weight", func(q *scorecard.Questionnaire) { at(q, advisory).Weight = null("-1") }, []string{advisory + ".weight min"}},

		{"scale without an end", func(q *scorecard.Questionnaire) { at(q, scale).Max = null("") }, []string{scale + ".max required"}},
		{"scale without ends", func(q *scorecard.Questionnaire) { at(q, scale).Min, at(q, scale).Max = null(""), null("") }, []string{scale + ".min required", scale + ".max required"}},
		{"scale without a step", func(q *scorecard.Questionnaire) {
			at(q, scale).Step = null("")
			at(q, scale).Actions[0].After.Number = null("4")
		}, nil},
		{"scale of equal ends", func(q *scorecard.Questionnaire) { at(q, scale).Max = null("1.0") }, []string{scale + ".max above"}},
		{"scale upside down", func(q *scorecard.Questionnaire) { at(q, scale).Max = null("0") }, []string{scale + ".max above"}},
		{"step 0", func(q *scorecard.Questionnaire) { at(q, scale).Step = null("0") }, []string{scale + ".step above"}},
		{"step absent but given", func(q *scorecard.Questionnaire) { at(q, scale).Step = decimal.NullDecimal{Valid: true} }, []string{scale + ".step above"}},
		{"step below 0", func(q *scorecard.Questionnaire) { at(q, scale).Step = null("-1") }, []string{scale + ".step above"}},
		{"step that misses the end", func(q *scorecard.Questionnaire) { at(q, scale).Step = null("0.3") }, []string{scale + ".max step"}},
		{"default step that misses the end", func(q *scorecard.Questionnaire) { at(q, scale).Step, at(q, scale).Max = null(""), null("5.5") }, []string{scale + ".max step"}},
		{"7 decimals", func(q *scorecard.Questionnaire) { at(q, scale).Min = null("0.0000001") }, []string{scale + ".min digits"}},
		{"16 digits", func(q *scorecard.Questionnaire) { at(q, scale).Max = null("1234567890123456") }, []string{scale + ".max digits"}},
		{"16 digits with a decimal", func(q *scorecard.Questionnaire) { at(q, scale).Max = null("123456789012345.5") }, []string{scale + ".max digits"}},
		{"out of bounds", func(q *scorecard.Questionnaire) {
			at(q, scale).Step = decimal.NewNullDecimal(decimal.New(1, 1_000_000))
		}, []string{scale + ".step bounds"}},
		{"steps of 16 digits, zeros among them", func(q *scorecard.Questionnaire) {
			at(q, scale).Min, at(q, scale).Max, at(q, scale).Step, at(q, scale).Actions = null("1e15"), null("3e15"), null("1e15"), nil
		}, []string{scale + ".min digits", scale + ".max digits", scale + ".step digits"}},
		{"floor of a scale", func(q *scorecard.Questionnaire) { at(q, scale).Floor = null("1") }, []string{scale + ".floor empty"}},

		{"number without an end", func(q *scorecard.Questionnaire) { at(q, interval).Target = null("") }, []string{interval + ".target required"}},
		{"number without ends", func(q *scorecard.Questionnaire) { at(q, interval).Floor, at(q, interval).Target = null(""), null("") }, []string{interval + ".floor required", interval + ".target required"}},
		{"number without limits", func(q *scorecard.Questionnaire) { at(q, interval).Min, at(q, interval).Max = null(""), null("") }, nil},
		{"equal ends", func(q *scorecard.Questionnaire) { at(q, interval).Target = null("48.00") }, []string{interval + ".target range"}},
		{"limits upside down", func(q *scorecard.Questionnaire) { at(q, interval).Max = null("-1") }, []string{interval + ".max above"}},
		{"step of a number", func(q *scorecard.Questionnaire) { at(q, interval).Step = null("1") }, []string{interval + ".step empty"}},
		{"wide numbers", func(q *scorecard.Questionnaire) {
			at(q, interval).Floor, at(q, interval).Target = null("-999999999999999"), null("999999999999999")
		}, nil},

		{"ends of 16 digits, zeros among them", func(q *scorecard.Questionnaire) {
			at(q, interval).Floor, at(q, interval).Target = null("-1e15"), null("1e17")
		}, []string{interval + ".floor digits", interval + ".target digits"}},

		{"single choice of none", func(q *scorecard.Questionnaire) { at(q, single).Choices = nil }, []string{single + ".choices required"}},
		{"multiple choice of none", func(q *scorecard.Questionnaire) {
			at(q, multiple).Choices, at(q, multiple).MaxPoints, at(q, multiple).Actions = []scorecard.Choice{}, null(""), nil
		}, []string{multiple + ".choices required"}},
		{"choice without an id", func(q *scorecard.Questionnaire) { at(q, single).Choices[1].ID = "" }, []string{single + ".choices[1].id id"}},
		{"choice twice", func(q *scorecard.Questionnaire) { at(q, single).Choices[2].ID = "none" }, []string{single + ".choices[2].id unique"}},
		{"choice with a long name", func(q *scorecard.Questionnaire) { at(q, single).Choices[0].Name = strings.Repeat("x", 1001) }, []string{single + ".choices[0].name text"}},
		{"points left out", func(q *scorecard.Questionnaire) { at(q, single).Choices[0].Points = null("") }, []string{single + ".choices[0].points required"}},
		{"points below 0", func(q *scorecard.Questionnaire) { at(q, single).Choices[0].Points = null("-1") }, []string{single + ".choices[0].points min"}},
		{"points above a million", func(q *scorecard.Questionnaire) { at(q, single).Choices[0].Points = null("1000001") }, []string{single + ".choices[0].points max"}},
		{"points of 5 decimals", func(q *scorecard.Questionnaire) { at(q, single).Choices[0].Points = null("0.00001") }, []string{single + ".choices[0].points digits"}},
		{"no points at all", func(q *scorecard.Questionnaire) {
			at(q, single).Choices[1].Points, at(q, single).Choices[2].Points = null("0"), null("0")
		}, []string{single + ".choices sum"}},
		{"too many choices", func(q *scorecard.Questionnaire) {
			at(q, single).Choices = many(101, func(i int) scorecard.Choice { return scorecard.Choice{ID: fmt.Sprint(i), Points: null("1")} })
		}, []string{single + ".choices length"}},
		{"maximum of a single choice", func(q *scorecard.Questionnaire) { at(q, single).MaxPoints = null("1") }, []string{single + ".maxPoints empty"}},
		{"maximum 0", func(q *scorecard.Questionnaire) { at(q, multiple).MaxPoints = null("0") }, []string{multiple + ".maxPoints above"}},
		{"maximum absent but given", func(q *scorecard.Questionnaire) { at(q, multiple).MaxPoints = decimal.NullDecimal{Valid: true} }, []string{multiple + ".maxPoints above"}},
		{"maximum above a million", func(q *scorecard.Questionnaire) { at(q, multiple).MaxPoints = null("1000001") }, []string{multiple + ".maxPoints max"}},
		{"maximum of 5 decimals", func(q *scorecard.Questionnaire) { at(q, multiple).MaxPoints = null("1.00001") }, []string{multiple + ".maxPoints digits"}},
		{"choices of yes or no", func(q *scorecard.Questionnaire) { at(q, yesNo).Choices = at(q, single).Choices }, []string{yesNo + ".choices empty"}},

		{"no bands", func(q *scorecard.Questionnaire) { at(q, bands).Bands = nil }, []string{bands + ".bands required"}},
		{"bands that do not rise", func(q *scorecard.Questionnaire) { at(q, bands).Bands[2].From = null("100.50") }, []string{bands + ".bands[2].from increasing"}},
		{"bands without points", func(q *scorecard.Questionnaire) {
			for i := range at(q, bands).Bands {
				at(q, bands).Bands[i].Points = null("0")
			}
		}, []string{bands + ".bands sum"}},
		{"band without a start", func(q *scorecard.Questionnaire) { at(q, bands).Bands[0].From = null("") }, []string{bands + ".bands[0].from required"}},
		{"band without points", func(q *scorecard.Questionnaire) { at(q, bands).Bands[1].Points = null("") }, []string{bands + ".bands[1].points required"}},
		{"band of 7 decimals", func(q *scorecard.Questionnaire) { at(q, bands).Bands[0].From = null("-0.0000001") }, []string{bands + ".bands[0].from digits"}},
		{"band of 16 digits, zeros among them", func(q *scorecard.Questionnaire) { at(q, bands).Bands[2].From = null("1e15") }, []string{bands + ".bands[2].from digits"}},
		{"band points below 0", func(q *scorecard.Questionnaire) { at(q, bands).Bands[0].Points = null("-1") }, []string{bands + ".bands[0].points min"}},
		{"too many bands", func(q *scorecard.Questionnaire) {
			at(q, bands).Bands = many(101, func(i int) scorecard.Band { return scorecard.Band{From: partnermath.Int(int64(i)), Points: null("1")} })
		}, []string{bands + ".bands length"}},
		{"bands of a fraction", func(q *scorecard.Questionnaire) { at(q, fraction).Bands = at(q, bands).Bands }, []string{fraction + ".bands empty"}},
		{
			"all that a fraction does not read", func(q *scorecard.Questionnaire) {
				f := at(q, fraction)
				f.Min, f.Max, f.Step, f.Floor, f.Target, f.MaxPoints = null("0"), null("1"), null("1"), null("0"), null("1"), null("1")
				f.Choices, f.Bands = at(q, single).Choices, at(q, bands).Bands
			},
			[]string{
				fraction + ".min empty", fraction + ".max empty", fraction + ".step empty", fraction + ".floor empty",
				fraction + ".target empty", fraction + ".choices empty", fraction + ".maxPoints empty", fraction + ".bands empty",
			},
		},
	}
}

func actionFaults() []questionnaireFault {
	first := func(q *scorecard.Questionnaire) *scorecard.Action { return &at(q, yesNo).Actions[0] }
	const action, after = yesNo + ".actions[0]", yesNo + ".actions[0].after"
	return []questionnaireFault{
		{"no id", func(q *scorecard.Questionnaire) { first(q).ID = "" }, []string{action + ".id id"}},
		{"twice, across questions", func(q *scorecard.Questionnaire) { at(q, multiple).Actions[0].ID = first(q).ID }, []string{multiple + ".actions[0].id unique"}},
		{"long name", func(q *scorecard.Questionnaire) { first(q).Name = strings.Repeat("x", 1001) }, []string{action + ".name text"}},
		{"long owner", func(q *scorecard.Questionnaire) { first(q).Owner = strings.Repeat("x", 1001) }, []string{action + ".owner text"}},
		{"no effort", func(q *scorecard.Questionnaire) { first(q).Effort = null("0") }, []string{action + ".effort above"}},
		{"effort left out", func(q *scorecard.Questionnaire) { first(q).Effort = null("") }, []string{action + ".effort required"}},
		{"cost left out", func(q *scorecard.Questionnaire) { first(q).Cost = null("") }, nil},
		{"costs unknown, no currency", func(q *scorecard.Questionnaire) {
			q.Currency, first(q).Cost, at(q, multiple).Actions[0].Cost = "", null(""), null("0")
		}, nil},
		{"effort below 0", func(q *scorecard.Questionnaire) { first(q).Effort = null("-1") }, []string{action + ".effort above"}},
		{"effort above a million", func(q *scorecard.Questionnaire) { first(q).Effort = null("1000000.5") }, []string{action + ".effort max"}},
		{"effort of 5 decimals", func(q *scorecard.Questionnaire) { first(q).Effort = null("0.00001") }, []string{action + ".effort digits"}},
		{"cost below 0", func(q *scorecard.Questionnaire) { first(q).Cost = null("-0.01") }, []string{action + ".cost min"}},
		{"cost above 10^12", func(q *scorecard.Questionnaire) { first(q).Cost = null("1000000000000.01") }, []string{action + ".cost max"}},
		{"cost of a tenth of a cent", func(q *scorecard.Questionnaire) { first(q).Cost = null("0.001") }, []string{action + ".cost digits"}},
		{"cost of half a yen", func(q *scorecard.Questionnaire) { q.Currency = "JPY" }, []string{action + ".cost digits"}},
		{"cost of a fils", func(q *scorecard.Questionnaire) { q.Currency, first(q).Cost = "KWD", null("0.001") }, nil},
		{"no costs, no currency", func(q *scorecard.Questionnaire) {
			q.Currency, first(q).Cost, at(q, multiple).Actions[0].Cost = "", null("0"), null("0.00")
		}, nil},
		{"too many actions", func(q *scorecard.Questionnaire) {
			at(q, yesNo).Actions = many(1001, func(int) scorecard.Action { return scorecard.Action{} })
		}, []string{yesNo + ".actions length"}},
		{"no answer", func(q *scorecard.Questionnaire) { first(q).After = scorecard.Answer{} }, []string{after + " required"}},
		{"not applicable where that is allowed", func(q *scorecard.Questionnaire) {
			q.Categories[0].Topics[0].Questions[0].NotApplicable = scorecard.NotApplicableLowest
			first(q).After = scorecard.Answer{NotApplicable: true}
		}, []string{after + " required"}},
		{"question of the answer", func(q *scorecard.Questionnaire) { first(q).After.Question = "crm" }, []string{after + ".question empty"}},
		{"unknown choice", func(q *scorecard.Questionnaire) { first(q).After.Choice = "maybe" }, []string{after + ".choice known"}},
		{"not applicable where that is not allowed", func(q *scorecard.Questionnaire) { first(q).After = scorecard.Answer{NotApplicable: true} }, []string{after + ".notApplicable applicable"}},
		{"not applicable and an answer", func(q *scorecard.Questionnaire) { first(q).After.NotApplicable = true }, []string{after + ".notApplicable empty"}},
		{"off step", func(q *scorecard.Questionnaire) { at(q, scale).Actions[0].After.Number = null("4.25") }, []string{scale + ".actions[0].after.number step"}},
		{"out of range", func(q *scorecard.Questionnaire) { at(q, scale).Actions[0].After.Number = null("5.5") }, []string{scale + ".actions[0].after.number range"}},
		{"too many digits", func(q *scorecard.Questionnaire) { at(q, scale).Actions[0].After.Number = null("4.50000001") }, []string{scale + ".actions[0].after.number digits"}},
		{"a huge exponent", func(q *scorecard.Questionnaire) {
			at(q, scale).Actions[0].After.Number = decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
		}, []string{scale + ".actions[0].after.number digits"}},
		{"a choice given twice", func(q *scorecard.Questionnaire) { at(q, multiple).Actions[0].After.Choices[1] = "cloud" }, []string{multiple + ".actions[0].after.choices[1] unique"}},
		{"an unknown one of the choices", func(q *scorecard.Questionnaire) { at(q, multiple).Actions[0].After.Choices[1] = "Cloud" }, []string{multiple + ".actions[0].after.choices[1] known"}},
	}
}

// Every rule that a questionnaire can break is found where it is broken, by
// Validate, by Compile, and below "questionnaire" by the functions that take
// more than one document.
func TestQuestionnaireFaults(t *testing.T) {
	for group, faults := range map[string][]questionnaireFault{
		"head": headFaults(), "nodes": nodeFaults(), "questions": questionFaults(), "actions": actionFaults(),
	} {
		for _, tt := range faults {
			t.Run(group+"/"+tt.name, func(t *testing.T) {
				q := fullQuestionnaire()
				tt.change(&q)
				if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, q.Validate())); diff != "" {
					t.Errorf("Validate (-want +got):\n%s", diff)
				}
				c, err := scorecard.Compile(q)
				if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" || (c == nil) != (tt.want != nil) {
					t.Errorf("Compile returns a scorer %t (-want +got):\n%s", c != nil, diff)
				}
				if tt.want == nil {
					return
				}
				var below []string
				for _, fault := range tt.want {
					below = append(below, "questionnaire."+fault)
				}
				result, err := scorecard.Assess(q, fullAssessment())
				if diff := cmp.Diff(below, testkit.BrokenRules(t, err)); diff != "" || result.Lines != nil {
					t.Errorf("Assess (-want +got):\n%s", diff)
				}
				roadmap, err := scorecard.Improve(q, fullAssessment(), scorecard.RoadmapLimits{})
				if diff := cmp.Diff(below, testkit.BrokenRules(t, err)); diff != "" || roadmap.Steps != nil {
					t.Errorf("Plan (-want +got):\n%s", diff)
				}
				calibration, err := scorecard.Calibrate(q, fullAssessment(), fullAssessment())
				if diff := cmp.Diff(below, testkit.BrokenRules(t, err)); diff != "" || calibration.Lines != nil {
					t.Errorf("Calibrate (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// A cost that is not known can hold any number, also one that takes hours to add.
func TestUnknownCostIsNotAdded(t *testing.T) {
	q, a := meanOf([]string{"0.1", "0.9"}, []string{"1", "1"})
	q.Categories[0].Topics[0].Questions[0].Actions = []scorecard.Action{{
		ID: "train", Effort: null("1"), After: scorecard.Answer{Number: null("0.9")}, Cost: decimal.NullDecimal{Decimal: number("7000")},
	}}
	r, err := scorecard.Improve(q, a, scorecard.RoadmapLimits{})
	if err != nil || len(r.Steps) != 1 || r.CostUnknown != 1 || !r.Cost.IsZero() {
		t.Errorf("%d steps for %s, %d unknown: %v", len(r.Steps), r.Cost, r.CostUnknown, err)
	}
}

// An action without an answer says nothing about what it changes. It is either
// refused, or means what the missing answer means.
func TestActionWithoutAnAnswer(t *testing.T) {
	for _, unanswered := range []scorecard.Unanswered{scorecard.UnansweredLeaveOut, scorecard.UnansweredLowest, scorecard.UnansweredRefuse} {
		q, a := meanOf([]string{"0.1", "0.9"}, []string{"1", "1"})
		q.Unanswered = unanswered
		question := &q.Categories[0].Topics[0].Questions[0]
		question.Actions = []scorecard.Action{{ID: "nothing", Effort: null("1")}}
		if q.Validate() != nil {
			continue
		}
		r, err := scorecard.Improve(q, a, scorecard.RoadmapLimits{})
		if err != nil {
			t.Fatal(err)
		}
		a.Answers[0] = scorecard.Answer{Question: question.ID}
		after, err := scorecard.Assess(q, a)
		if err != nil {
			t.Errorf("%s: the answer after the action is accepted in a questionnaire and refused in an assessment: %v", unanswered, err)
			continue
		}
		for _, step := range r.Steps {
			if step.Overall != after.Overall {
				t.Errorf("%s: the plan goes to %s, an assessment with the missing answer to %s", unanswered, step.Overall, after.Overall)
			}
		}
	}
}

// Faults stand in the order of the model, all of them.
func TestQuestionnaireFaultsInOrder(t *testing.T) {
	t.Run("fields", func(t *testing.T) {
		q := fullQuestionnaire()
		q.ID, q.Name, q.Currency, q.BestPractice, q.Gate.Cap = "", "\xff", "usd", 1, 1
		q.Categories[0].Weight, q.Categories[0].Topics[0].Weight = null("-1"), null("-1")
		at(&q, yesNo).Kind, at(&q, yesNo).Actions[0].Effort = "", null("0")
		at(&q, multiple).MaxPoints = null("-1")
		q.Categories[1].ID = ""
		q.Levels[0].Name = ""
		want := []string{
			"id id", "name text", "currency currency", "bestPractice min", "gate.cap min",
			"categories[0].weight min", "categories[0].topics[0].weight min", yesNo + ".kind required", yesNo + ".actions[0].effort above",
			"categories[1].id id", multiple + ".maxPoints above", "levels[0].name id",
		}
		if diff := cmp.Diff(want, testkit.BrokenRules(t, q.Validate())); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("what takes more than one field", func(t *testing.T) {
		q := fullQuestionnaire()
		q.Currency = ""
		q.Gate.Minimum = 0
		q.Categories[0].Gate.Minimum = 0
		q.Categories[0].Topics[0].Weight = null("0")
		at(&q, yesNo).Choices = at(&q, single).Choices
		at(&q, scale).Max = null("5.25")
		at(&q, fraction).Min = null("0")
		q.Categories[1].ID = q.Categories[0].ID
		at(&q, single).ID = at(&q, yesNo).ID
		at(&q, bands).Bands[1].From = null("0")
		at(&q, advisory).Gate.Minimum = 1 * pt
		q.Levels[1].From = 1 * pt
		want := []string{
			"currency required", "gate.minimum required",
			"categories[0].gate.minimum required", "categories[0].topics sum",
			yesNo + ".choices empty", scale + ".max step", fraction + ".min empty",
			"categories[1].id unique", single + ".id unique", bands + ".bands[1].from increasing", advisory + ".gate empty",
			"levels[1].from increasing",
		}
		if diff := cmp.Diff(want, testkit.BrokenRules(t, q.Validate())); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	// Validate "lists every rule the questionnaire breaks", among them "actions
	// whose answer the question would refuse".
	t.Run("an action beside a fault elsewhere", func(t *testing.T) {
		q := fullQuestionnaire()
		at(&q, yesNo).Actions[0].After.Choice = "maybe"
		q.Levels[1].From = 1 * pt
		want := []string{yesNo + ".actions[0].after.choice known", "levels[1].from increasing"}
		if diff := cmp.Diff(want, testkit.BrokenRules(t, q.Validate())); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// An answer is refused where it stands, and never bent to fit.
func TestAssessmentFaults(t *testing.T) {
	set := func(i int, answer scorecard.Answer) func(*scorecard.Assessment) {
		return func(a *scorecard.Assessment) {
			answer.Question = a.Answers[i].Question
			a.Answers[i] = answer
		}
	}
	numeric := func(i int, n string) func(*scorecard.Assessment) { return set(i, scorecard.Answer{Number: null(n)}) }
	huge := decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
	for _, tt := range []struct {
		name   string
		change func(*scorecard.Assessment)
		want   []string
	}{
		{"as it is", func(*scorecard.Assessment) {}, nil},
		{"no header", func(a *scorecard.Assessment) {
			a.Partner, a.Questionnaire, a.Version, a.Date = "", "", "", partnermath.Date{}
		}, nil},
		{"partner", func(a *scorecard.Assessment) { a.Partner = " acme" }, []string{"partner id"}},
		{"another questionnaire", func(a *scorecard.Assessment) { a.Questionnaire = "other" }, []string{"questionnaire match"}},
		{"another version", func(a *scorecard.Assessment) { a.Version = "2025" }, []string{"version match"}},
		{"unknown question", func(a *scorecard.Assessment) { a.Answers[3].Question = "Certificate" }, []string{"answers[3].question known"}},
		{"question twice", func(a *scorecard.Assessment) { a.Answers = append(a.Answers, a.Answers[1]) }, []string{"answers[8].question unique"}},
		{"question twice, first unanswered", func(a *scorecard.Assessment) { a.Answers = append(a.Answers, a.Answers[6]) }, []string{"answers[8].question unique"}},
		{"question three times", func(a *scorecard.Assessment) { a.Answers = append(a.Answers, a.Answers[1], a.Answers[1]) }, []string{"answers[8].question unique", "answers[9].question unique"}},
		{"question twice, an earlier one between", func(a *scorecard.Assessment) {
			a.Answers = append([]scorecard.Answer{a.Answers[1], a.Answers[0], a.Answers[1]}, a.Answers[2:]...)
		}, []string{"answers[2].question unique"}},
		{"missing but demanded", func(a *scorecard.Assessment) { a.Answers = a.Answers[1:] }, []string{"answers answered"}},
		{"nothing said but demanded", set(0, scorecard.Answer{}), []string{"answers answered"}},
		{"neither yes nor no", set(0, scorecard.Answer{Choice: "Yes"}), []string{"answers[0].choice known"}},
		{"not applicable where that is not allowed", set(0, scorecard.Answer{NotApplicable: true}), []string{"answers[0].notApplicable applicable"}},
		{"not applicable and a number", set(1, scorecard.Answer{NotApplicable: true, Number: null("3")}), []string{"answers[1].notApplicable empty"}},
		{"not applicable and a choice", set(3, scorecard.Answer{NotApplicable: true, Choice: "gold"}), []string{"answers[3].notApplicable empty"}},
		{"not applicable and no choices", set(4, scorecard.Answer{NotApplicable: true, Choices: []string{}}), []string{"answers[4].notApplicable empty"}},

		{"below the scale", numeric(1, "0.5"), []string{"answers[1].number range"}},
		{"above the scale", numeric(1, "5.000001"), []string{"answers[1].number range"}},
		{"off step", numeric(1, "3.25"), []string{"answers[1].number step"}},
		{"on step, written long", numeric(1, "3.50000000000"), nil},
		{"7 decimals", numeric(1, "3.0000001"), []string{"answers[1].number digits"}},
		{"16 digits", numeric(1, "1234567890.123456"), []string{"answers[1].number digits"}},
		{"16 digits below 0", numeric(5, "-1234567890.123456"), []string{"answers[5].number digits"}},
		{"15 digits below 0", numeric(5, "-123456789.123456"), []string{"answers[5].number range"}},
		{"a huge exponent", set(1, scorecard.Answer{Number: decimal.NewNullDecimal(huge.Decimal)}), []string{"answers[1].number digits"}},
		{"fraction below 0", numeric(2, "-0.000001"), []string{"answers[2].number range"}},
		{"fraction above 1", numeric(2, "1.000001"), []string{"answers[2].number range"}},
		{"fraction in percent", numeric(2, "85"), []string{"answers[2].number range"}},
		{"fraction a hair above 1", numeric(2, "1.0000000000000000000001"), []string{"answers[2].number digits"}},
		{"unknown choice", set(3, scorecard.Answer{Choice: "platinum"}), []string{"answers[3].choice known"}},
		{"unknown among the choices", set(4, scorecard.Answer{Choices: []string{"cloud", "none"}}), []string{"answers[4].choices[1] known"}},
		{"empty among the choices", set(4, scorecard.Answer{Choices: []string{""}}), []string{"answers[4].choices[0] known"}},
		{"1,001 answers", func(a *scorecard.Assessment) {
			a.Answers = many(1001, func(int) scorecard.Answer { return a.Answers[0] })
		}, []string{"answers length"}},
		{"a head beside 1,001 answers", func(a *scorecard.Assessment) {
			a.Version, a.Answers = "2025", make([]scorecard.Answer, 1001)
		}, []string{"version match", "answers length"}},
		{"101 choices", set(4, scorecard.Answer{Choices: many(101, func(int) string { return "cloud" })}), []string{"answers[4].choices length"}},
		{"choice twice", set(4, scorecard.Answer{Choices: []string{"cloud", "network", "cloud"}}), []string{"answers[4].choices[2] unique"}},
		{"choices unknown and twice", set(4, scorecard.Answer{Choices: []string{"cloud", "?", "cloud", "?", "network"}}), []string{
			"answers[4].choices[1] known", "answers[4].choices[2] unique", "answers[4].choices[3] unique",
		}},
		{"number below its limits", numeric(5, "-0.1"), []string{"answers[5].number range"}},
		{"number above its limits", numeric(5, "720.1"), []string{"answers[5].number range"}},
		{"number beyond floor and target, within limits", numeric(5, "720"), nil},
		{"below the first band", numeric(6, "-0.000001"), []string{"answers[6].number range"}},
		{"in the last band", numeric(6, "999999999999999"), nil},
		{"advice off step", numeric(7, "0.5"), []string{"answers[7].number step"}},

		{"a number for yes or no", numeric(0, "1"), []string{"answers[0].choice required"}},
		{"a choice for a number", set(1, scorecard.Answer{Choice: "3"}), []string{"answers[1].number required"}},
		{"choices for a choice", set(3, scorecard.Answer{Choices: []string{"gold"}}), []string{"answers[3].choice required"}},
		{"a choice for choices", set(4, scorecard.Answer{Choice: "cloud"}), []string{"answers[4].choices required"}},

		{"several, in the order of the model", func(a *scorecard.Assessment) {
			a.Partner, a.Questionnaire, a.Version = "\n", "other", "2025"
			a.Answers[0].Choice = ""
			a.Answers[1].Number = null("9")
			a.Answers[2].Question = "none such"
			a.Answers[4].Choices = []string{"x"}
			a.Answers[7].Question = "crm"
		}, []string{
			"partner id", "questionnaire match", "version match", "answers[1].number range", "answers[2].question known",
			"answers[4].choices[0] known", "answers[7].question unique", "answers answered",
		}},
		{"head in the order of the model", func(a *scorecard.Assessment) { a.Questionnaire, a.Version = "other", "\n" }, []string{"questionnaire match", "version id", "version match"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := fullAssessment()
			tt.change(&a)
			c := compiled(t, fullQuestionnaire())
			_, err := c.Assess(a)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("Assess (-want +got):\n%s", diff)
			}
			if tt.want == nil {
				return
			}
			dst := assess(t, fullQuestionnaire(), fullAssessment())
			if err := c.AssessInto(&dst, a); err == nil || testkit.Diff(scorecard.Result{}, dst, emptyIsNil) != "" {
				t.Errorf("AssessInto leaves %+v beside %v", dst, err)
			}
			for _, parameter := range []string{"assessment", "self", "manager"} {
				var below []string
				for _, fault := range tt.want {
					below = append(below, parameter+"."+fault)
				}
				var errs []error
				switch parameter {
				case "assessment":
					_, assessErr := scorecard.Assess(fullQuestionnaire(), a)
					_, planErr := scorecard.Improve(fullQuestionnaire(), a, scorecard.RoadmapLimits{})
					errs = []error{assessErr, planErr}
				case "self":
					manager := fullAssessment()
					manager.Partner = ""
					_, err := scorecard.Calibrate(fullQuestionnaire(), a, manager)
					errs = []error{err}
				default:
					self := fullAssessment()
					self.Partner = ""
					_, err := scorecard.Calibrate(fullQuestionnaire(), self, a)
					errs = []error{err}
				}
				for _, err := range errs {
					if diff := cmp.Diff(below, testkit.BrokenRules(t, err)); diff != "" {
						t.Errorf("below %s (-want +got):\n%s", parameter, diff)
					}
				}
			}
		})
	}
}

// Validate checks what can be checked without the questionnaire.
func TestAssessmentValidate(t *testing.T) {
	for _, tt := range []struct {
		name       string
		assessment scorecard.Assessment
		want       []string
	}{
		{"zero", scorecard.Assessment{}, nil},
		{"full", fullAssessment(), nil},
		{"ids", scorecard.Assessment{Partner: " ", Questionnaire: "\n", Version: "\xff", Answers: []scorecard.Answer{{}}}, []string{"partner id", "questionnaire id", "version id", "answers[0].question id"}},
		{"twice", scorecard.Assessment{Answers: []scorecard.Answer{{Question: "a"}, {Question: "b"}, {Question: "a"}}}, []string{"answers[2].question unique"}},
		{"1,000 answers", scorecard.Assessment{Answers: many(1000, func(i int) scorecard.Answer { return scorecard.Answer{Question: fmt.Sprint(i)} })}, nil},
		{"1,001 answers", scorecard.Assessment{Answers: make([]scorecard.Answer, 1001)}, []string{"answers length"}},
		{"choices", scorecard.Assessment{Answers: []scorecard.Answer{
			{Question: "a", Choices: make([]string, 100)}, {Question: "b", Choices: make([]string, 101)},
		}}, []string{"answers[1].choices length"}},
		{"digits", scorecard.Assessment{Answers: []scorecard.Answer{
			{Question: "a", Number: null("123456789012345")},
			{Question: "b", Number: null("1234567890123456")},
			{Question: "c", Number: null("0.0000001")},
			{Question: "d", Number: null("123456789.123456")},
			{Question: "e", Number: null("1234567890.123456")},
			{Question: "f", Number: decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))},
			{Question: "g", Number: decimal.NewNullDecimal(decimal.Decimal{})},
		}}, []string{"answers[1].number digits", "answers[2].number digits", "answers[4].number digits", "answers[5].number digits"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.assessment.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestImproveFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		limits scorecard.RoadmapLimits
		want   []string
	}{
		{"target below 1", scorecard.RoadmapLimits{Target: 99}, []string{"target min"}},
		{"target above 100", scorecard.RoadmapLimits{Target: 100*pt + 1}, []string{"target max"}},
		{"effort below 0", scorecard.RoadmapLimits{Effort: null("-1")}, []string{"effort min"}},
		{"cost below 0", scorecard.RoadmapLimits{Cost: null("-0.01")}, []string{"cost min"}},
		{"out of bounds", scorecard.RoadmapLimits{Effort: null("1e19"), Cost: decimal.NewNullDecimal(decimal.New(1, -1_000_000_000))}, []string{"effort bounds", "cost bounds"}},
		{"all", scorecard.RoadmapLimits{Target: -1, Effort: null("-1"), Cost: null("-1")}, []string{"target min", "effort min", "cost min"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.limits.Validate())); diff != "" {
			t.Errorf("%s: Validate (-want +got):\n%s", tt.name, diff)
		}
		var below []string
		for _, fault := range tt.want {
			below = append(below, "limits."+fault)
		}
		a := fullAssessment()
		_, err := scorecard.Improve(fullQuestionnaire(), a, tt.limits)
		if diff := cmp.Diff(below, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: Plan (-want +got):\n%s", tt.name, diff)
		}
		a.Answers[1].Number = null("9")
		_, err = compiled(t, fullQuestionnaire()).Improve(a, tt.limits)
		if diff := cmp.Diff(append([]string{"assessment.answers[1].number range"}, below...), testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: with a faulty assessment (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestCalibrateFaults(t *testing.T) {
	self, manager := fullAssessment(), fullAssessment()
	manager.Partner = "other"
	_, err := scorecard.Calibrate(fullQuestionnaire(), self, manager)
	if diff := cmp.Diff([]string{"manager.partner match"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("two partners (-want +got):\n%s", diff)
	}
	self.Answers[1].Number, manager.Answers[1].Number = null("9"), null("3.3")
	_, err = scorecard.Calibrate(fullQuestionnaire(), self, manager)
	got := testkit.BrokenRules(t, err)
	for _, want := range []string{"self.answers[1].number range", "manager.answers[1].number step", "manager.partner match"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("all at once: %q lacks %q", got, want)
		}
	}
	for _, partners := range [][3]string{{"", "acme", "acme"}, {"acme", "", "acme"}, {"", "", ""}} {
		self, manager := fullAssessment(), fullAssessment()
		self.Partner, manager.Partner = partners[0], partners[1]
		c, err := scorecard.Calibrate(fullQuestionnaire(), self, manager)
		if err != nil || c.Partner != partners[2] {
			t.Errorf("%q: partner %q, %v", partners, c.Partner, err)
		}
	}
}

// The zero Scorer, and none at all, score nothing and say so.
func TestZeroScorer(t *testing.T) {
	for name, c := range map[string]*scorecard.Scorer{"nil": nil, "zero": {}} {
		r, err := c.Assess(fullAssessment())
		if faults := testkit.BrokenRules(t, err); len(faults) == 0 || r.Lines != nil {
			t.Errorf("%s: Assess gives %+v", name, r)
		}
		plan, err := c.Improve(fullAssessment(), scorecard.RoadmapLimits{})
		if faults := testkit.BrokenRules(t, err); len(faults) == 0 || plan.Steps != nil {
			t.Errorf("%s: Plan gives %+v", name, plan)
		}
		calibration, err := c.Calibrate(fullAssessment(), fullAssessment())
		if faults := testkit.BrokenRules(t, err); len(faults) == 0 || calibration.Lines != nil {
			t.Errorf("%s: Calibrate gives %+v", name, calibration)
		}
		// "On an error dst holds no result."
		dst := assess(t, fullQuestionnaire(), fullAssessment())
		if faults := testkit.BrokenRules(t, c.AssessInto(&dst, fullAssessment())); len(faults) == 0 {
			t.Errorf("%s: AssessInto returns no error", name)
		}
		if testkit.Diff(scorecard.Result{}, dst, emptyIsNil) != "" {
			t.Errorf("%s: AssessInto leaves an old result, of %s, beside its error", name, dst.Overall)
		}
		if faults := testkit.BrokenRules(t, c.AssessInto(nil, fullAssessment())); len(faults) == 0 {
			t.Errorf("%s: AssessInto nil returns no error", name)
		}
	}
	if faults := testkit.BrokenRules(t, compiled(t, fullQuestionnaire()).AssessInto(nil, fullAssessment())); len(faults) != 1 {
		t.Errorf("AssessInto nil: %q", faults)
	}
}

// More faults than anybody reads: the first 1,000, and that there are more.
func TestFaultsAreBounded(t *testing.T) {
	unknown := scorecard.Assessment{Partner: "\n", Answers: many(1000, func(i int) scorecard.Answer { return scorecard.Answer{Question: fmt.Sprintf("unknown %d", i)} })}
	wrong := scorecard.Questionnaire{ID: "q", Categories: many(1000, func(i int) scorecard.QuestionCategory {
		return scorecard.QuestionCategory{ID: fmt.Sprint(i), Weight: null("-1"), Topics: []scorecard.Topic{{ID: fmt.Sprint(i), Weight: null("-1"), Questions: []scorecard.Question{yesNoQuestion(fmt.Sprint(i))}}}}
	})}
	crossed := scorecard.Questionnaire{ID: "q", Categories: many(600, func(i int) scorecard.QuestionCategory {
		return scorecard.QuestionCategory{ID: "same", Weight: null("1"), Topics: []scorecard.Topic{{ID: "same", Weight: null("1"), Questions: []scorecard.Question{yesNoQuestion("same")}}}}
	})}
	refusing := scorecard.Questionnaire{ID: "q", Unanswered: scorecard.UnansweredRefuse, Categories: []scorecard.QuestionCategory{{ID: "c", Weight: null("1"), Topics: []scorecard.Topic{{
		ID: "t", Weight: null("1"), Questions: many(1000, func(i int) scorecard.Question { return yesNoQuestion(fmt.Sprint(i)) }),
	}}}}}
	invalid := many(1000, func(int) scorecard.Answer { return scorecard.Answer{} })
	_, planErr := scorecard.Improve(fullQuestionnaire(), unknown, scorecard.RoadmapLimits{Target: -1})
	_, calibrateErr := scorecard.Calibrate(refusing, scorecard.Assessment{}, unknown)
	_, refusedErr := scorecard.Assess(refusing, scorecard.Assessment{})
	for _, tt := range []struct {
		name        string
		err         error
		first, last string
		truncated   bool
	}{
		{"answers", second(scorecard.Assess(fullQuestionnaire(), unknown)), "assessment.partner id", "assessment.answers[998].question known", true},
		{"plan", planErr, "assessment.partner id", "assessment.answers[998].question known", true},
		{"answers alone", scorecard.Assessment{Partner: "\n", Answers: invalid}.Validate(), "partner id", "answers[998].question id", true},
		{"tags", wrong.Validate(), "categories[0].weight min", "categories[499].topics[0].weight min", true},
		{"rules", crossed.Validate(), "categories[1].id unique", "categories[334].id unique", true},
		{"refused", refusedErr, "assessment.answers answered", "assessment.answers answered", false},
		{"calibrate", calibrateErr, "self.answers answered", "self.answers answered", true},
	} {
		var e *partnermath.ValidationError
		if !errors.As(tt.err, &e) {
			t.Errorf("%s: %v", tt.name, tt.err)
			continue
		}
		list := testkit.BrokenRules(t, tt.err)
		if len(list) != partnermath.MaxFaults || e.Truncated != tt.truncated || list[0] != tt.first || list[len(list)-1] != tt.last {
			t.Errorf("%s: %d faults from %q to %q, truncated %t; want 1000 from %q to %q, %t",
				tt.name, len(list), list[0], list[len(list)-1], e.Truncated, tt.first, tt.last, tt.truncated)
		}
		if n := len(e.Error()); n > 4000 {
			t.Errorf("%s: the text of the error has %d bytes", tt.name, n)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// Whatever ids and texts say, messages stay short.
func TestFaultMessagesAreBounded(t *testing.T) {
	long := strings.Repeat("ß", 1<<20)
	q := fullQuestionnaire()
	q.ID, q.Currency, q.NotApplicable = long, long, scorecard.NotApplicable(long)
	at(&q, yesNo).Kind = scorecard.QuestionKind(long)
	testkit.BrokenRules(t, q.Validate()) // It looks at the length of each message.

	a := fullAssessment()
	a.Partner, a.Questionnaire, a.Version, a.Answers[0].Choice, a.Answers[1].Question, a.Answers[3].Choice, a.Answers[4].Choices = long, long, long, long, long, long, []string{long}
	_, err := scorecard.Assess(fullQuestionnaire(), a)
	if faults := testkit.BrokenRules(t, err); len(faults) < 7 {
		t.Errorf("got %q", faults)
	}
	b := a
	b.Partner = "other"
	_, err = scorecard.Calibrate(fullQuestionnaire(), a, b)
	testkit.BrokenRules(t, err)
}

// What a fault message says, once for each kind of question.
func TestFaultMessages(t *testing.T) {
	answer := func(id string, a scorecard.Answer) scorecard.Assessment {
		full := fullAssessment()
		for i := range full.Answers {
			if full.Answers[i].Question == id {
				a.Question = id
				full.Answers[i] = a
			}
		}
		return full
	}
	for _, tt := range []struct {
		assessment scorecard.Assessment
		says       []string
	}{
		{answer("forecast", scorecard.Answer{Number: null("9")}), []string{"assessment.answers[1].number", "1", "5", "9"}},
		{answer("forecast", scorecard.Answer{Number: null("3.25")}), []string{"0.5", "3.25"}},
		{answer("deals", scorecard.Answer{Number: null("85")}), []string{"0", "1", "85"}},
		{answer("reaction", scorecard.Answer{Number: null("721")}), []string{"0", "720", "721"}},
		{answer("volume", scorecard.Answer{Number: null("-7")}), []string{"0", "-7"}},
		{answer("crm", scorecard.Answer{Choice: "oui"}), []string{"yes", "no", `"oui"`}},
		{answer("certificate", scorecard.Answer{Choice: "platinum"}), []string{"certificate"}},
	} {
		_, err := scorecard.Assess(fullQuestionnaire(), tt.assessment)
		if err == nil {
			t.Errorf("%v: no error", tt.says)
			continue
		}
		for _, word := range tt.says {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%q does not say %s", err, word)
			}
		}
	}
}

// A fault that the assessment's own Validate finds, scoring finds too.
func TestScoringChecksWhatValidateChecksProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		a := drawAssessment(t, q)
		limits := scorecard.RoadmapLimits{}
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &q, &a, &limits)
		}
		if a.Validate() == nil || q.Validate() != nil {
			return
		}
		if _, err := scorecard.Assess(q, a); err == nil {
			t.Fatalf("scored, though Validate says %v", a.Validate())
		}
	})
}
