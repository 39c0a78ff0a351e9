package main

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

const (
	separator = ";"
	// maxNumber bounds the text of a number, which for the library has at most 15
	// digits, before any work is spent on it.
	maxNumber = 50
)

var errNumber = errors.New("must be a number like 0.75, of at most 15 digits")

// parseAnswer reads a cell. Whether the answer suits the question beyond its
// form, the library tells when it scores it.
func parseAnswer(question *scorecard.Question, text string) (scorecard.Answer, error) {
	answer := scorecard.Answer{Question: question.ID}
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return answer, nil
	case isNotApplicable(text):
		answer.NotApplicable = true
		return answer, nil
	}
	switch question.Kind {
	case scorecard.KindYesNo:
		answer.Choice = strings.ToLower(text)
	case scorecard.KindSingleChoice:
		answer.Choice = text
	case scorecard.KindMultipleChoice:
		answer.Choices = parseChoices(text, len(question.Choices))
	default:
		number, err := parseNumber(text)
		if err != nil {
			return answer, err
		}
		answer.Number = decimal.NewNullDecimal(number.Decimal)
	}
	return answer, nil
}

func isNotApplicable(text string) bool { return strings.EqualFold(text, "n/a") }

func isNone(text string) bool { return strings.EqualFold(text, "none") }

// parseChoices reads the ids of up to n choices. One more is faulty, since the cell
// names an unknown choice or one twice; what follows it is left out.
func parseChoices(text string, n int) []string {
	if isNone(text) {
		return []string{}
	}
	choices := strings.SplitN(text, separator, n+2)
	choices = choices[:min(len(choices), n+1)]
	for i, choice := range choices {
		choices[i] = strings.TrimSpace(choice)
	}
	return choices
}

// parseNumber reads a decimal. One with a huge exponent is short to write, so its
// bounds are looked at before anything is done with it.
func parseNumber(text string) (decimal.NullDecimal, error) {
	if len(text) > maxNumber {
		return decimal.NullDecimal{}, errNumber
	}
	number, err := decimal.NewFromString(text)
	if err != nil || !partnermath.InBounds(number) {
		return decimal.NullDecimal{}, errNumber
	}
	return decimal.NewNullDecimal(number), nil
}
