package main

import (
	"encoding/json"
	"log"
	"os"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

func newQuestionnaire() scorecard.Questionnaire {
	return scorecard.Questionnaire{
		ID:                  "channel-capability",
		Version:             "2026.1",
		Name:                "Channel capability scorecard",
		NotApplicable:       scorecard.NotApplicableRedistribute,
		Unanswered:          scorecard.UnansweredLeaveOut,
		MinimumCompleteness: optional("0.8"),
		Currency:            "USD",
		BestPractice:        78 * scorecard.Point,
		Categories:          []scorecard.QuestionCategory{sales(), technical(), marketing(), service()},
		Levels: []scorecard.MaturityLevel{
			{Name: "Starting", From: 1 * scorecard.Point},
			{Name: "Developing", From: 35 * scorecard.Point},
			{Name: "Established", From: 55 * scorecard.Point},
			{Name: "Advanced", From: 70 * scorecard.Point},
			{Name: "Leading", From: 85 * scorecard.Point},
		},
	}
}

func writeQuestionnaire(file string, q scorecard.Questionnaire) error {
	text, err := json.MarshalIndent(struct {
		Schema string `json:"$schema"`
		scorecard.Questionnaire
	}{"../../schemas/scorecard/questionnaire.json", q}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}

// number reads a decimal constant of this program.
func number(text string) decimal.Decimal {
	d, err := decimal.NewFromString(text)
	if err != nil {
		log.Fatalf("%q: %v", text, err)
	}
	return d
}

func optional(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(number(text))
}

// The constructors below take what every question of their kind has; a question
// is completed by changing the struct that they return.

func yesNo(id string, weight int64, name string, actions ...scorecard.Action) scorecard.Question {
	return question(scorecard.KindYesNo, id, weight, name, actions)
}

func scale(id string, weight int64, lowest, highest string, name string, actions ...scorecard.Action) scorecard.Question {
	q := question(scorecard.KindScale, id, weight, name, actions)
	q.Min, q.Max = optional(lowest), optional(highest)
	return q
}

func fraction(id string, weight int64, name string, actions ...scorecard.Action) scorecard.Question {
	return question(scorecard.KindFraction, id, weight, name, actions)
}

// between is a number, 0 or above, that scores from a floor to a target.
func between(id string, weight int64, floor, target string, name string, actions ...scorecard.Action) scorecard.Question {
	q := question(scorecard.KindNumber, id, weight, name, actions)
	q.Min, q.Floor, q.Target = optional("0"), optional(floor), optional(target)
	return q
}

func single(id string, weight int64, choices []scorecard.Choice, name string, actions ...scorecard.Action) scorecard.Question {
	q := question(scorecard.KindSingleChoice, id, weight, name, actions)
	q.Choices = choices
	return q
}

func multiple(id string, weight int64, maxPoints string, choices []scorecard.Choice, name string, actions ...scorecard.Action) scorecard.Question {
	q := question(scorecard.KindMultipleChoice, id, weight, name, actions)
	q.Choices, q.MaxPoints = choices, optional(maxPoints)
	return q
}

func bands(id string, weight int64, bands []scorecard.Band, name string, actions ...scorecard.Action) scorecard.Question {
	q := question(scorecard.KindBands, id, weight, name, actions)
	q.Bands = bands
	return q
}

func question(kind scorecard.QuestionKind, id string, weight int64, name string, actions []scorecard.Action) scorecard.Question {
	return scorecard.Question{
		ID: id, Name: name, Weight: partnermath.Int(weight), Kind: kind, Actions: actions,
	}
}

func choice(id string, points int64, name string) scorecard.Choice {
	return scorecard.Choice{ID: id, Name: name, Points: partnermath.Int(points)}
}

func band(from string, points int64) scorecard.Band {
	return scorecard.Band{From: optional(from), Points: partnermath.Int(points)}
}

// The owners of actions.
const (
	manager        = "Channel account manager"
	salesLead      = "Partner sales lead"
	technicalLead  = "Partner technical lead"
	marketingLead  = "Partner marketing lead"
	serviceLead    = "Partner service lead"
	partnerManager = "Partner executive"
)

// action takes the effort in person-days and the cost in dollars.
func action(id, owner, effort string, cost int64, name string, after scorecard.Answer) scorecard.Action {
	return scorecard.Action{
		ID: id, Name: name, Owner: owner, Effort: optional(effort), Cost: partnermath.Int(cost), After: after,
	}
}

func becomes(text string) scorecard.Answer {
	return scorecard.Answer{Number: decimal.NewNullDecimal(number(text))}
}

func chosen(id string) scorecard.Answer { return scorecard.Answer{Choice: id} }

func all(ids ...string) scorecard.Answer { return scorecard.Answer{Choices: ids} }
