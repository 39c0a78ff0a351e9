package questions

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/scorecard"
)

// Parse reads what a cell stands for. Whether the answer suits the question beyond its
// form, the library tells when it scores it.
func Parse(question *scorecard.Question, text string, forms *folder.Forms) (scorecard.Answer, error) {
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
		answer.Choices = parseChoices(text, len(question.Choices))
	default:
		digits, isPercentage := strings.CutSuffix(text, "%")
		isPercentage = isPercentage && question.Kind == scorecard.KindFraction
		if isPercentage {
			text = strings.TrimSpace(digits)
		}
		number, err := forms.Number(text)
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

// parseChoices reads the ids of up to n choices. One more is faulty, since the cell
// names an unknown choice or one twice; what follows it is left out.
func parseChoices(text string, n int) []string {
	if isNone(text) {
		return []string{}
	}
	var choices []string
	for at := 0; at >= 0 && len(choices) <= n; {
		choice := text
		if at = strings.Index(text, folder.Separator); at >= 0 {
			choice, text = text[:at], text[at+1:]
		}
		choices = append(choices, strings.TrimSpace(choice))
	}
	return choices
}
