package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
)

func small(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "small", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFaultyQuestionnaire(t *testing.T) {
	plain := small(t, intake.QuestionnaireFile)
	for _, tt := range []struct{ name, old, new, want string }{
		{"syntax", `"name": "Sales"`, `"name" "Sales"`, "6:14: must be JSON; line 6, column 14: invalid character '\"' after object key"},
		{"comma too many", `"questions": [`, `"questions": [,`, "14:25: must be JSON; line 14, column 25: invalid character ',' looking for beginning of value"},
		{"misspelt field", `"name": "Pipeline"`, `"nam": "Pipeline"`, "11:18: categories[0].topics[0].nam: is not a field here; the nearest is \"name\""},
		{"other case", `"name": "Pipeline"`, `"Name": "Pipeline"`, "11:19: categories[0].topics[0].Name: is not a field here; the nearest is \"name\""},
		{"field twice", `"name": "Pipeline"`, `"name": "x", "name": "Pipeline"`, "11:32: categories[0].topics[0].name: must not be given twice"},
		{"number for a string", `"name": "Pipeline"`, `"name": 5`, "11:19: categories[0].topics[0].name: must be a string, got 5"},
		{"string for a list", `"questions": [`, `"questions": "all", "gate": [`, "14:24: categories[0].topics[0].questions: must be a list, got \"all\"\n" +
			"questionnaire.json:14:39: categories[0].topics[0].gate: must be an object, got a list"},
		{"text for a number", `"target": "10"`, `"target": "ten"`, "16:97: categories[0].topics[0].questions[1].target: must be a number or a number in quotes, got \"ten\""},
		{
			"endless number", `"weight": "2"`, `"weight": ` + strings.Repeat("9", 2_000_000),
			"17:38: categories[0].topics[0].questions[2].weight: must have at most 30 digits and an exponent from -12 to 18",
		},
		{
			"endless text for a number", `"target": "10"`, `"target": "` + strings.Repeat("9", 2_000_000) + `"`,
			"16:97: categories[0].topics[0].questions[1].target: must have at most 30 digits and an exponent from -12 to 18",
		},
		{"no score", `"bestPractice": "80"`, `"bestPractice": 101`, "13:27: categories[0].topics[0].bestPractice: must not be above 100, got 101"},
		{"text behind the end", plain, plain + "{}", "33:1: must be JSON; line 33, column 1: invalid character '{' after top-level value"},
		{"a list", plain, "[]", "1:1: must be an object, got a list"},
		{"nothing", plain, "", "1:1: must be JSON; line 1, column 1: unexpected end of JSON input"},
		{"rule", `"max": "5"`, `"max": "0"`, "18:80: categories[0].topics[0].questions[3].max: must be above the min 1, got 0"},
		{"rule of a missing field", `, "kind": "yes-no"`, ``, "15:13: categories[0].topics[0].questions[0].kind: must be given, one of yes-no, scale, fraction, single-choice, multiple-choice, number, bands"},
		{"rule with the mark", plain, "\uFEFF" + strings.Replace(plain, `"small"`, `""`, 1), "2:9: id: must be 1 to 100 bytes of printable text without spaces around, got \"\""},
		{
			"two rules", `"weight": "1", "kind": "s`, `"weight": "-1", "kind": "s`,
			"18:39: categories[0].topics[0].questions[3].weight: must not be below 0, got -1\n" +
				"questionnaire.json:20:41: categories[0].topics[0].questions[4].weight: must not be below 0, got -1",
		},
		{"reserved choice", `"never"`, `"N/A"`, "21:34: categories[0].topics[0].questions[4].choices[0].id: must not be n/a, which tells that the question does not apply, got \"N/A\""},
		{"reserved choice of several", `"core"`, `"None"`, "25:34: categories[0].topics[0].questions[5].choices[0].id: must not be none, which stands for none of the choices, and contain no \";\", got \"None\""},
		{"choice of several with a separator", `"core"`, `"a;b"`, "25:34: categories[0].topics[0].questions[5].choices[0].id: must not be none, which stands for none of the choices, and contain no \";\", got \"a;b\""},
	} {
		if !strings.Contains(plain, tt.old) {
			t.Fatalf("%s: the questionnaire lacks %q", tt.name, tt.old)
		}
		got := faultsOf(t, map[string]string{intake.QuestionnaireFile: strings.ReplaceAll(plain, tt.old, tt.new)})
		got, _, _ = strings.Cut(got, "not checked until")
		if diff := cmp.Diff(intake.QuestionnaireFile+":"+tt.want+"\n", got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestQuestionnaireWithManyFaults(t *testing.T) {
	plain := small(t, intake.QuestionnaireFile)
	question := `{"id": "plan", "weight": "1", "kind": "yes-no"}`
	many := question + strings.Repeat(`, {"id": "", "weight": "-1", "kind": "riddle"}`, 500)
	got := strings.SplitAfter(faultsOf(t, map[string]string{intake.QuestionnaireFile: strings.Replace(plain, question, many, 1)}), "\n")
	if want := "questionnaire.json: has more than 1,000 faults\n"; got[0] != want {
		t.Errorf("starts %q, want %q", got[0], want)
	}
	if len(got) < folder.MaxFaults {
		t.Errorf("%d lines", len(got))
	}
}

func TestCalendar(t *testing.T) {
	fiscal := `{"yearStart": {"month": 4}}`
	got := runs(t, "-data", data(t, map[string]string{intake.CalendarFile: "\uFEFF" + fiscal}))
	if want := "Quarterly review 2026-Q4, 2026-01-01 to 2026-03-31, as of 2026-03-31\n"; !strings.Contains(got, want) {
		t.Errorf("the review lacks %q:\n%s", want, got)
	}
	for _, tt := range []struct{ text, want string }{
		{`{"yearStart": {"mouth": 4}}`, "1:25: yearStart.mouth: is not a field here; the nearest is \"month\""},
		{`{"yearStart": {"month": "May"}}`, "1:25: yearStart.month: must be a whole number, got \"May\""},
		{"{\n  \"yearStart\": {\"month\": 13}\n}", "2:26: yearStart.month: must be from 1 to 12, got 13"},
		{"{\n  \"pattern\": \"4-4-5\"\n}", "1:1: yearStart.weekday: must be given for a pattern of weeks"},
		{"{", "1:2: must be JSON; line 1, column 2: unexpected end of JSON input"},
	} {
		got := faultsOf(t, map[string]string{intake.CalendarFile: tt.text})
		got, _, _ = strings.Cut(got, "not checked until")
		if diff := cmp.Diff(intake.CalendarFile+":"+tt.want+"\n", got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

// What cannot be decoded, what is wrong with single fields and with several together is told
// at once, and so are the answers that cannot be.
func TestAllFaultsOfAQuestionnaire(t *testing.T) {
	files := map[string]string{
		intake.QuestionnaireFile: `{"name": "Ours", "categories": [
 {"id": "sales", "weight": "x", "topics": [{"id": "team", "weight": "1", "questions": [
  {"id": "reps", "text": "Sellers", "type": "number", "target": "10", "weight": "1"},
  {"id": "demos", "kind": "choice", "choices": [{"id": "we", "points": "1"}, {"id": "n/a", "score": "0"}]},
  {"id": "share", "kind": "number", "floor": "1", "target": "1", "weight": "1"},
  {"id": "plan", "kind": "yes-no"},
  {"id": "lines", "kind": "multiple-choice", "weight": -1, "choices": [{"id": "core", "points": "0"}]}]}]}]}
`,
		intake.AssessmentsFile: header + "A1,2026-03-31,reps,many\nA1,2026-03-31,demos,they\nA1,2026-03-31,share,half\nA1,2026-03-31,plan,perhaps\nA1,2026-03-31,lines,edge\n",
	}
	want := `questionnaire.json:1:1: id: must be 1 to 100 bytes of printable text without spaces around, got ""
questionnaire.json:2:28: categories[0].weight: must be a number or a number in quotes, got "x"
questionnaire.json:3:3: categories[0].topics[0].questions[0].kind: must be given, one of yes-no, scale, fraction, single-choice, multiple-choice, number, bands
questionnaire.json:3:3: categories[0].topics[0].questions[0].floor: must be given for a question of kind number
questionnaire.json:3:26: categories[0].topics[0].questions[0].text: is not a field here; the fields are id, name, weight, kind, advisory, notApplicable, unanswered, gate, min, max, step, floor, target, choices, maxPoints, bands, actions
questionnaire.json:3:45: categories[0].topics[0].questions[0].type: is not a field here; the fields are id, name, weight, kind, advisory, notApplicable, unanswered, gate, min, max, step, floor, target, choices, maxPoints, bands, actions
questionnaire.json:4:3: categories[0].topics[0].questions[1].weight: must be given, unless the question is advisory
questionnaire.json:4:27: categories[0].topics[0].questions[1].kind: must be one of yes-no, scale, fraction, single-choice, multiple-choice, number, bands; got "choice"
questionnaire.json:4:78: categories[0].topics[0].questions[1].choices[1].points: must be given
questionnaire.json:4:85: categories[0].topics[0].questions[1].choices[1].id: must not be n/a, which tells that the question does not apply, got "n/a"
questionnaire.json:4:101: categories[0].topics[0].questions[1].choices[1].score: is not a field here; the fields are id, name, points
questionnaire.json:5:61: categories[0].topics[0].questions[2].target: must differ from the floor 1
questionnaire.json:6:3: categories[0].topics[0].questions[3].weight: must be given, unless the question is advisory
questionnaire.json:7:56: categories[0].topics[0].questions[4].weight: must not be below 0, got -1
questionnaire.json:7:71: categories[0].topics[0].questions[4].choices: must have a sum above 0, but all weights or points are 0
assessments.csv:5:20: answer: must be yes or no, got "perhaps"; n/a tells that it does not apply` + answerHint("plan", "perhaps") + `
not checked until questionnaire.json is put right: the answers of the questions that are faulty there
`
	if diff := cmp.Diff(want, faultsOf(t, files)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
