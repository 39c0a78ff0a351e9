package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake/questions"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/scorecard"
)

// whole tells what stands in a cell, where the library quotes a part of it or another way to write it.
func (ch *Channel) whole(a *scorecard.Answer, rule string, where folder.Position, text string) string {
	text = strings.TrimSpace(cmp.Or(ch.cells[where], text))
	switch {
	case len(a.Choices) > 1 && rule == ruleKnown:
		return fmt.Sprintf(", in %.40q", text)
	case a.Number.Valid && a.Number.Decimal.String() != text:
		return fmt.Sprintf(", from %.40q", text)
	}
	return ""
}

// keepCell keeps what stands in a cell of several choices of which one is not known: by then it is taken
// for their ids.
func (g *grouping) keepCell(question int, row *assessmentRow) {
	q := &g.channel.questionnaire.Questions[question]
	raw := g.rows.Raw(questions.AnswerColumn)
	if q.Kind != scorecard.KindMultipleChoice || raw == row.Answer || len(g.channel.cells) == folder.MaxFaults {
		return
	}
	answer, _ := questions.Parse(q, row.Answer, g.rows.Forms)
	isUnknown := func(id string) bool {
		return !slices.ContainsFunc(q.Choices, func(c scorecard.Choice) bool { return c.ID == id })
	}
	if slices.ContainsFunc(answer.Choices, isUnknown) {
		g.channel.cells[g.position(g.answer)] = strings.Clone(raw)
	}
}

const notApplicable = "; n/a tells that it does not apply"

// numberHint tells what may stand where a number is to be and a text has none.
func (ch *Channel) numberHint(question, text string) string {
	if strings.ContainsAny(text, "0123456789") {
		return ""
	}
	return ch.mappingHint(notApplicable, question, text)
}

// answerHint tells what may be answered in place of a text.
func (ch *Channel) answerHint(question uint16, f partnermath.FieldError, text string) string {
	asked := &ch.questionnaire.Questions[question]
	switch {
	case asked.Kind == scorecard.KindYesNo:
		return cmp.Or(folder.YesNoHint(AssessmentsFile, questions.AnswerColumn, text), ch.mappingHint(notApplicable, asked.ID, text))
	case f.Rule != ruleKnown || len(asked.Choices) == 0:
		return ""
	}
	var all []string
	for _, choice := range asked.Choices {
		all = append(all, folder.Titled(choice.ID, choice.Name))
	}
	choices := "; the choices are " + words.Named(all)
	if asked.Kind == scorecard.KindMultipleChoice {
		choices += "; none tells that it is none of them, n/a that it does not apply"
	} else {
		choices += notApplicable
	}
	// Of several choices, the one that is not known is quoted at the end.
	if at := strings.LastIndex(f.Message, ` "`); at >= 0 {
		text, _ = strconv.Unquote(f.Message[at+1:])
	}
	return cmp.Or(ch.mappingHint(choices, asked.ID, text), choices)
}

// ruleKnown is the library's rule that an answer must be one of the choices.
const ruleKnown = "known"

// mappingHint tells what may be answered, and how the file of -columns reads a text as that; nothing where
// it has made the text of another one.
func (ch *Channel) mappingHint(may, question, text string) string {
	if text == "" || questions.Made(&ch.forms.Columns, question, text) != "" {
		return ""
	}
	return may + folder.AnswerHint(AssessmentsFile, question, text)
}
