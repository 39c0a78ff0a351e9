package questions

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/words"
)

// The columns of answers, of which a wide table has one for each question in their place.
const (
	QuestionColumn = "question"
	AnswerColumn   = "answer"
)

// Made tells what cells of a question the file of -columns makes an answer of, "" for none.
func Made(c *folder.ColumnMapping, question, answer string) string {
	var from []string
	for _, values := range []map[string]string{c.Answers[question], c.Values[AnswerColumn]} {
		for cell, to := range values {
			if to != "" && to != cell && slices.Contains(parseChoices(answer, len(answer)), to) {
				from = append(from, fmt.Sprintf("%.40q", cell))
			}
		}
	}
	if len(from) == 0 {
		return ""
	}
	slices.Sort(from)
	from = slices.Compact(from)
	return ", which -columns makes of " + words.Named(from)
}
