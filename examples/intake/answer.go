package intake

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

const (
	separator = ";"
	// separators may stand between several choices, as forms and spreadsheets write them, as
	// far as no id of a choice contains them. None contains the first.
	separators = separator + ",\n"
	// maxNumber bounds the text of a number, which for the library has at most 15
	// digits, before any work is spent on it.
	maxNumber = 50
)

// parseAnswer reads a cell. Whether the answer suits the question beyond its
// form, the library tells when it scores it.
func parseAnswer(question *scorecard.Question, text string, forms *Forms) (scorecard.Answer, error) {
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
		answer.Choice = text
		for _, choice := range []string{"yes", "no"} {
			if strings.EqualFold(text, choice) {
				answer.Choice = choice
			}
		}
	case scorecard.KindSingleChoice:
		answer.Choice = text
	case scorecard.KindMultipleChoice:
		answer.Choices = parseChoices(text, separatorsOf(question), len(question.Choices))
	default:
		digits, isPercentage := strings.CutSuffix(text, "%")
		isPercentage = isPercentage && question.Kind == scorecard.KindFraction
		if isPercentage {
			text = strings.TrimSpace(digits)
		}
		number, err := forms.number(text)
		if err != nil {
			return answer, err
		}
		if isPercentage {
			number.Decimal = number.Decimal.Shift(-2)
		}
		answer.Number = decimal.NewNullDecimal(number.Decimal)
	}
	return answer, nil
}

func isNotApplicable(text string) bool { return strings.EqualFold(text, "n/a") }

func isNone(text string) bool { return strings.EqualFold(text, "none") }

// separatorsOf returns what may stand between several choices of a question.
func separatorsOf(question *scorecard.Question) string {
	all := separators
	for _, choice := range question.Choices {
		if strings.ContainsAny(choice.ID, all) {
			all = strings.Map(func(r rune) rune {
				if strings.ContainsRune(choice.ID, r) {
					return -1
				}
				return r
			}, all)
		}
	}
	return all
}

// parseChoices reads the ids of up to n choices. One more is faulty, since the cell
// names an unknown choice or one twice; what follows it is left out.
func parseChoices(text, separators string, n int) []string {
	if isNone(text) {
		return []string{}
	}
	var choices []string
	for at := 0; at >= 0 && len(choices) <= n; {
		choice := text
		if at = strings.IndexAny(text, separators); at >= 0 {
			choice, text = text[:at], text[at+1:]
		}
		choices = append(choices, strings.TrimSpace(choice))
	}
	return choices
}
