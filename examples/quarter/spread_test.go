package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

// A table with a column for each question says the same as one with a row for each.
func TestWideAssessments(t *testing.T) {
	long := header + "A1,2026-03-31,plan,yes\nA1,2026-03-31,rate,0.5\nA1,2026-03-31,lines,core;edge\nB2,2026-03-30,plan,no\nB2,2026-03-30,rate,\nB2,2026-03-30,lines,none\n"
	wide := "Timestamp;Rate;PLAN;Partner;Date;lines\n1;0.5;yes;A1;2026-03-31;\"core;edge\"\n2;;no;B2;2026-03-30;none\n"
	want := runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: long}))
	if diff := cmp.Diff(want, runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: wide}))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	named := strings.Replace(strings.Replace(wide, "Rate", "How much?", 1), "yes", "Y", 1)
	file := mapping(t, `{"assessments": {"questions": {"rate": "how much?"}, "values": {"answer": {"y": "yes"}}}}`)
	if diff := cmp.Diff(want, runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: named}), "-columns", file)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for text, want := range map[string]string{
		strings.Replace(wide, "0.5", "x", 1):                     "assessments.csv:2:3: rate: must be a number like 0.75, of at most 15 digits, got \"x\"; n/a tells that it does not apply" + answerHint("rate", "x") + "\n",
		strings.Replace(wide, "0.5", "500%", 1):                  "assessments.csv:2:3: rate: must be from 0 to 1, got 5, from \"500%\"\n",
		strings.Replace(wide, "0.5", "5", 1):                     "assessments.csv:2:3: rate: must be from 0 to 1, got 5\n",
		strings.Replace(wide, "Timestamp", "revew", 1):           "assessments.csv:1:1: column \"revew\" is no question; the nearest is \"review\"\n",
		strings.Replace(wide, "Timestamp", "Plan", 1):            "assessments.csv:1:11: column \"PLAN\" is given twice\n",
		"partner,date,pl\nA1,2026-03-31,x\n":                     "assessments.csv:1:1: columns \"question\", \"answer\" are missing; the header has \"partner\", \"date\", \"pl\"" + naming("assessments", "question", "answer") + "; or a column for each question takes their place, named plan, reps, rate, skill, review, lines\n",
		wide + "3;1;no;A1;2026-03-31;\n":                         "assessments.csv:4:3: question (Rate): \"rate\" is answered in line 2 already, for the assessment of 2026-03-31\n",
		strings.Replace(wide, ";no;", ";perhaps;", 1):            "assessments.csv:3:4: plan: must be yes or no, got \"perhaps\"; n/a tells that it does not apply" + answerHint("plan", "perhaps") + "\n",
		strings.Replace(wide, "2026-03-30;none", "soon;none", 1): "assessments.csv:3:10: date: must be a day like 2026-03-31, got \"soon\"\n",
	} {
		if got := faultsOf(t, map[string]string{intake.AssessmentsFile: text}); !strings.Contains(got, want) {
			t.Errorf("complains %q, want %q", got, want)
		}
	}
}

// mapping writes a file of -columns and returns its path.
func mapping(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "columns.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A question of the mapping file that the table has no column for is refused: without its
// answers the score would be another one.
func TestMissingQuestionColumn(t *testing.T) {
	const none = `; "" in place of its name in the file of -columns tells that there is none`
	const wide = "Partner,Date,How much do they sell?,Plan\nA1,2026-03-31,0.5,yes\n"
	for _, tt := range []struct{ questions, want string }{
		{`"rate": "How much do they sel?"`, `assessments.csv:1:1: column "How much do they sel?" for rate (the nearest is "How much do they sell?") is missing; the header has "Partner", "Date", "How much do they sell?", "Plan"` + none + "\n"},
		{`"rate": "Rate of sales", "reps": "Number of reps"`, `assessments.csv:1:1: columns "Number of reps" for reps, "Rate of sales" for rate are missing; the header has "Partner", "Date", "How much do they sell?", "Plan"` + none + "\n"},
		{`"rate": "How much do they sell?", "reps": "how much do they sell?"`, `assessments.csv:1:14: column "How much do they sell?" is read for two questions, "reps" and "rate"` + "\n"},
		{`"rate": "Plan"`, `assessments.csv:1:37: column "Plan" is read for two questions, "plan" and "rate"` + "\n"},
		{`"rats": "Plan", "nothing": "Plan"`, "assessments.csv: question \"nothing\" of -columns is not in questionnaire.json\nassessments.csv: question \"rats\" of -columns is not in questionnaire.json; the nearest is \"rate\"\n"},
	} {
		directory := data(t, map[string]string{intake.AssessmentsFile: wide})
		got := fails(t, exitInput, "-data", directory, "-columns", mapping(t, `{"assessments": {"questions": {`+tt.questions+`}}}`))
		if diff := cmp.Diff(tt.want, strings.ReplaceAll(got, directory+string(filepath.Separator), "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.questions, diff)
		}
	}
	// A question that is told to have no column is not read from one of its name.
	columns := mapping(t, `{"assessments": {"questions": {"rate": "How much do they sell?", "plan": ""}}}`)
	want := runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-03-31,rate,0.5\n"}))
	if diff := cmp.Diff(want, runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: wide}), "-columns", columns)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What the choices of a question stand for is told one by one, not for each set of them.
func TestValuesOfSeveralChoices(t *testing.T) {
	want := runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-03-31,lines,core;edge\nA1,2026-03-31,review,often\n"}))
	values := `{"assessments": {"values": {"answer": {"Kern": "core", "am Rand": "edge", "Sonstiges": "", "oft": "often"}}}}`
	for _, lines := range []string{"Kern; am Rand", "kern;Sonstiges;am rand", "core;am Rand"} {
		directory := data(t, map[string]string{intake.AssessmentsFile: "Partner,Date,lines,review\nA1,2026-03-31," + lines + ",Oft\n"})
		if diff := cmp.Diff(want, runs(t, "-data", directory, "-columns", mapping(t, values))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", lines, diff)
		}
	}
}

// A fault of an answer names its question, the column, and what stands in the cell.
func TestFaultsOfWideAnswers(t *testing.T) {
	columns := mapping(t, `{"assessments": {"questions": {"rate": "Share of sales", "lines": "Lines?"}, "numbers": "1.234,56", "values": {"answer": {"Y": "yess", "Kern": "cor", "zwölf": "12x"}}}}`)
	text := "Partner;Date;Share of sales;Plan;reps;Lines?\nA1;2026-03-31;1,5;Y;1.5;\"edge;Kern\"\nB2;2026-03-31;Zwölf;yes;;\n"
	directory := data(t, map[string]string{intake.AssessmentsFile: text})
	got := strings.ReplaceAll(fails(t, exitInput, "-data", directory, "-columns", columns), directory+string(filepath.Separator), "")
	want := `assessments.csv:2:15: rate (Share of sales): must be from 0 to 1, got 1.5, from "1,5"
assessments.csv:2:19: plan: must be yes or no, got "yess", which -columns makes of "Y"
assessments.csv:2:21: reps: must be a number like 1.234,56, of at most 15 digits, got "1.5"
assessments.csv:2:25: lines (Lines?): must be a choice of question "lines", got "cor", which -columns makes of "Kern", in "edge;Kern"; the choices are core, edge; none tells that it is none of them, n/a that it does not apply
assessments.csv:3:15: rate (Share of sales): must be a number like 1.234,56, of at most 15 digits, got "12x", which -columns makes of "zwölf"
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is read of a wide table tells the questions that have no column.
func TestCheckOfWideAssessments(t *testing.T) {
	directory := data(t, map[string]string{intake.AssessmentsFile: "Note,,Partner,Date,Rate,plan,lines\nx,,A1,2026-03-31,0.5,yes,core\n"})
	got, status := checks(t, "-data", directory)
	for _, want := range []string{
		"question 3 columns plan lines\nanswer 3 columns yes core\n",
		"Not read: Note.\nQuestions without a column, which are not answered: reps, skill, review.\n",
	} {
		if !strings.Contains(squeezed(got), squeezed(want)) || status != exitDone {
			t.Errorf("%d, lacks %q:\n%s", status, want, got)
		}
	}
}

// While the questionnaire cannot be used, the columns of questions are those that the mapping
// file names, and no others.
func TestCheckOfAnswersWithoutQuestionnaire(t *testing.T) {
	directory := data(t, map[string]string{
		intake.QuestionnaireFile: "{",
		intake.AssessmentsFile:   "Firma,Partner,Date,Quote\nAlder,A1,2026-03-31,0.5\n",
	})
	got, status := checks(t, "-data", directory, "-columns", mapping(t, `{"assessments": {"questions": {"rate": "Quote"}}}`))
	for _, want := range []string{"question 1 column rate\n", "Not read: Firma.\n"} {
		if !strings.Contains(squeezed(got), squeezed(want)) || status != exitInput {
			t.Errorf("%d, lacks %q:\n%s", status, want, got)
		}
	}
}

// A step of a scale may be told in words.
func TestWordsForSteps(t *testing.T) {
	file := mapping(t, `{"assessments": {"answers": {"skill": {"Very well": "3"}}}}`)
	want := runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-03-31,skill,3\n"}))
	got := runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-03-31,skill,very well\n"}), "-columns", file)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
