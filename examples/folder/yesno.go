package folder

import (
	"errors"
	"fmt"
	"strings"
)

var errYesNo = errors.New("must be yes, no or empty")

func parseYesNo(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "yes":
		return true, nil
	case "no", "":
		return false, nil
	}
	return false, errYesNo
}

// yesNoWords are words for yes and no in exports.
var yesNoWords = [][2]string{{"true", "false"}, {"wahr", "falsch"}, {"ja", "nein"}, {"y", "n"}, {"j", "n"}, {"1", "0"}, {"x", "-"}, {"oui", "non"}, {"vrai", "faux"}, {"sí", "no"}}

// YesNoHint tells how the file of -columns reads another word for yes or no in a column.
func YesNoHint(file, column, text string) string {
	for _, words := range yesNoWords {
		if word := strings.TrimSpace(text); strings.EqualFold(word, words[0]) || strings.EqualFold(word, words[1]) {
			return fmt.Sprintf(`; -columns FILE with {"%s": {"values": {"%s": {"%s": "yes", "%s": "no"}}}} reads it`, sheetOf(file), column, words[0], words[1])
		}
	}
	return ""
}

// ValueHint tells how the file of -columns reads a word in a column that has one of a few.
func ValueHint(file, column, text string) string {
	return gapHint(file, column, text) + `; "other" is for all other words`
}

// AnswerHint tells how the file of -columns reads an answer of one question.
func AnswerHint(file, question, text string) string {
	return fmt.Sprintf(`; -columns FILE with {"%s": {"answers": {%.40q: {%.40q: "..."}}}} reads it as what you put for "..."`, sheetOf(file), question, text)
}

// gapHint tells how the file of -columns reads a text in a column. What it stands for only the user
// knows, who fills the gap: any value that stood there would be copied.
func gapHint(file, column, text string) string {
	return fmt.Sprintf(`; -columns FILE with {"%s": {"values": {"%s": {%.40q: "..."}}}} reads it as what you put for "..."`, sheetOf(file), column, text)
}
