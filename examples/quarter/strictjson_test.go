package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/go-json-experiment/json/jsontext"
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
	plain := small(t, questionnaireFile)
	for _, tt := range []struct{ name, old, new, want string }{
		{"syntax", `"name": "Sales"`, `"name" "Sales"`, "6:14: categories[0].name: invalid character '\"' after object name (expecting ':')"},
		{"comma too many", `"questions": [`, `"questions": [,`, "14:25: categories[0].topics[0].questions: invalid character ',' at start of value"},
		{"misspelt field", `"name": "Pipeline"`, `"nam": "Pipeline"`, "11:11: categories[0].topics[0].nam: unknown field"},
		{"other case", `"name": "Pipeline"`, `"Name": "Pipeline"`, "11:11: categories[0].topics[0].Name: unknown field"},
		{"field twice", `"name": "Pipeline"`, `"name": "x", "name": "Pipeline"`, "11:24: categories[0].topics[0].name: duplicate object member name"},
		{"number for a string", `"name": "Pipeline"`, `"name": 5`, "11:19: categories[0].topics[0].name: must be a string"},
		{"string for a list", `"questions": [`, `"questions": "all", "x": [`, "14:24: categories[0].topics[0].questions: must be a list"},
		{"text for a number", `"target": "10"`, `"target": "ten"`, "16:97: categories[0].topics[0].questions[1].target: must be a number like 0.75, of at most 15 digits"},
		{
			"endless number", `"weight": "2"`, `"weight": ` + strings.Repeat("9", 2_000_000),
			"17:38: categories[0].topics[0].questions[2].weight: must be a number like 0.75, of at most 15 digits",
		},
		{
			"endless text for a number", `"target": "10"`, `"target": "` + strings.Repeat("9", 2_000_000) + `"`,
			"16:97: categories[0].topics[0].questions[1].target: must be a number like 0.75, of at most 15 digits",
		},
		{"no score", `"bestPractice": "80"`, `"bestPractice": 101`, "13:27: categories[0].topics[0].bestPractice: must not be above 100, got 101"},
		{"text behind the end", plain, plain + "{}", "33:1: invalid character '{' after top-level value"},
		{"a list", plain, "[]", "1:1: must be an object"},
		{"nothing", plain, "", "1:1: unexpected EOF"},
		{"rule", `"max": "5"`, `"max": "0"`, "18:80: categories[0].topics[0].questions[3].max: must be above the min 1, got 0"},
		{"rule of a missing field", `, "kind": "yes-no"`, ``, "15:13: categories[0].topics[0].questions[0].kind: must be given"},
		{"rule with the mark", plain, "\uFEFF" + strings.Replace(plain, `"small"`, `""`, 1), "2:9: id: must be 1 to 100 bytes of printable text without spaces around, got \"\""},
		{
			"two rules", `"weight": "1", "kind": "s`, `"weight": "-1", "kind": "s`,
			"18:39: categories[0].topics[0].questions[3].weight: must not be below 0, got -1\n" +
				"questionnaire.json:20:41: categories[0].topics[0].questions[4].weight: must not be below 0, got -1",
		},
		{"reserved choice", `"never"`, `"N/A"`, "21:34: categories[0].topics[0].questions[4].choices[0].id: must be neither n/a nor none and contain no \";\", got \"N/A\""},
		{"choice with a separator", `"never"`, `"a;b"`, "21:34: categories[0].topics[0].questions[4].choices[0].id: must be neither n/a nor none and contain no \";\", got \"a;b\""},
	} {
		if !strings.Contains(plain, tt.old) {
			t.Fatalf("%s: the questionnaire lacks %q", tt.name, tt.old)
		}
		got := faultsOf(t, map[string]string{questionnaireFile: strings.ReplaceAll(plain, tt.old, tt.new)})
		got, _, _ = strings.Cut(got, "assessments.csv: not checked")
		if diff := cmp.Diff(questionnaireFile+":"+tt.want+"\n", got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestQuestionnaireWithManyFaults(t *testing.T) {
	plain := small(t, questionnaireFile)
	question := `{"id": "plan", "weight": "1", "kind": "yes-no"}`
	many := question + strings.Repeat(`, {"id": "", "weight": "-1", "kind": "riddle"}`, 500)
	got := strings.SplitAfter(faultsOf(t, map[string]string{questionnaireFile: strings.Replace(plain, question, many, 1)}), "\n")
	if want := "questionnaire.json: has more than 1,000 faults\n"; got[0] != want {
		t.Errorf("starts %q, want %q", got[0], want)
	}
	if len(got) < maxFaults {
		t.Errorf("%d lines", len(got))
	}
}

func TestCalendar(t *testing.T) {
	fiscal := `{"yearStart": {"month": 4}}`
	got := runs(t, "-data", data(t, map[string]string{calendarFile: "\uFEFF" + fiscal}))
	if want := "Quarterly review 2026-Q4, 2026-01-01 to 2026-03-31\n"; !strings.Contains(got, want) {
		t.Errorf("the review lacks %q:\n%s", want, got)
	}
	for _, tt := range []struct{ text, want string }{
		{`{"yearStart": {"mouth": 4}}`, "1:16: yearStart.mouth: unknown field"},
		{`{"yearStart": {"month": "May"}}`, "1:25: yearStart.month: must be a whole number"},
		{"{\n  \"yearStart\": {\"month\": 13}\n}", "2:26: yearStart.month: must be from 1 to 12, got 13"},
		{"{\n  \"pattern\": \"4-4-5\"\n}", "1:1: yearStart.weekday: must be given for a pattern of weeks"},
		{"{", "1:2: unexpected EOF"},
	} {
		got := faultsOf(t, map[string]string{calendarFile: tt.text})
		got, _, _ = strings.Cut(got, "assessments.csv: not checked")
		if diff := cmp.Diff(calendarFile+":"+tt.want+"\n", got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestDocumentPosition(t *testing.T) {
	d := newDocument(questionnaireFile, []byte("ab\n\ncd\n"), new(faults))
	for _, tt := range []struct {
		offset       int64
		line, column int
	}{{0, 1, 1}, {1, 1, 2}, {2, 1, 3}, {3, 2, 1}, {4, 3, 1}, {6, 3, 3}, {7, 4, 1}, {99, 4, 1}} {
		if line, column := d.position(tt.offset); line != tt.line || column != tt.column {
			t.Errorf("offset %d stands at %d:%d, want %d:%d", tt.offset, line, column, tt.line, tt.column)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, path := range []string{"", "id", "tiers[2].from", "a[0][1]", "categories[12].topics[0].questions[3].choices[1].id"} {
		if got := pathOf(pointerTo(path)); got != path {
			t.Errorf("%q becomes %q", path, got)
		}
	}
	if got, want := pointerTo("tiers[2].from"), jsontext.Pointer("/tiers/2/from"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
