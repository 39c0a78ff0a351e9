package questions_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake/questions"
	"github.com/partnermath/partnermath/scorecard"
)

// A cell is taken for an answer by the kind of its question, and a number by the form that is
// stated.
func TestParse(t *testing.T) {
	several := []scorecard.Choice{{ID: "a"}, {ID: "b"}}
	var forms folder.Forms
	if err := forms.Numbers.UnmarshalText([]byte("1.234,56")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		kind       scorecard.QuestionKind
		text, want string
	}{
		{scorecard.KindYesNo, " YES ", "yes"},
		{scorecard.KindYesNo, "maybe", "maybe"},
		{scorecard.KindNumber, "1.000,5", "1000.5"},
		{scorecard.KindNumber, "45%", "refused"},
		{scorecard.KindFraction, "45 %", "0.45"},
		{scorecard.KindFraction, "0,45", "0.45"},
		{scorecard.KindSingleChoice, "a; b", "a; b"},
		{scorecard.KindMultipleChoice, "a; b", "a|b"},
		{scorecard.KindMultipleChoice, "a;b;c;d", "a|b|c"}, // one more than there are is faulty
		{scorecard.KindMultipleChoice, "None", ""},
		{scorecard.KindScale, "N/A", "does not apply"},
		{scorecard.KindScale, " ", "blank"},
	} {
		q := scorecard.Question{ID: "q", Kind: tt.kind, Choices: several}
		answer, err := questions.Parse(&q, tt.text, &forms)
		got := answer.Choice + strings.Join(answer.Choices, "|")
		switch {
		case err != nil:
			got = "refused"
		case answer.NotApplicable:
			got = "does not apply"
		case answer.Number.Valid:
			got = answer.Number.Decimal.String()
		case answer.Choice == "" && answer.Choices == nil:
			got = "blank"
		}
		if got != tt.want {
			t.Errorf("%s, %q: got %q, want %q", tt.kind, tt.text, got, tt.want)
		}
	}
}

// What is faulty in a questionnaire leaves the questions that can be answered all the same.
func TestReadMended(t *testing.T) {
	directory := t.TempDir()
	text := `{"id": "q", "categories": [{"id": "c", "weight": "1", "topics": [{"id": "t", "weight": "1", "questions": [
		{"id": "sound", "weight": "1", "kind": "yes-no"},
		{"id": "doubtful", "weight": "1", "kind": "scale", "min": "5", "max": "1"}
	]}]}]}`
	if err := os.WriteFile(filepath.Join(directory, "asked.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := folder.Open(folder.Layout{Files: []folder.File{{Name: "asked.json"}}, Mend: questions.Mend()}, directory, folder.Tables{})
	if err != nil {
		t.Fatal(err)
	}
	found := in.NewFaults(false)
	m := questions.Read(in, "asked.json", found)
	if !found.Refused() || m.IsUnknown || !m.IsMended {
		t.Fatalf("%v, unknown %t, mended %t", found.Lines(in), m.IsUnknown, m.IsMended)
	}
	for id, want := range map[string]bool{"sound": false, "doubtful": true} {
		if at, known := m.Find(id); !known || m.Unsure.Has(at) != want {
			t.Errorf("%s: known %t, unsure %t", id, known, m.Unsure.Has(at))
		}
	}
	s := m.Spread("answers.csv", new(folder.Forms), found)
	if got := strings.Join(s.Names, " "); got != "sound doubtful" {
		t.Errorf("the table has columns for %q", got)
	}
}

// A mapping is told of an answer that it makes.
func TestMade(t *testing.T) {
	c := folder.ColumnMapping{
		Values:  map[string]map[string]string{questions.AnswerColumn: {"Ja": "yes", "yes": "yes"}},
		Answers: map[string]map[string]string{"q": {"Jawohl": "yes", "Nein": "no"}},
	}
	if got, want := questions.Made(&c, "q", "yes"), `, which -columns makes of "Ja", "Jawohl"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := questions.Made(&c, "q", "no idea"); got != "" {
		t.Errorf("got %s", got)
	}
}
