package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/qbr"
)

const header = "partner,date,question,answer\n"

func TestFaultyCells(t *testing.T) {
	for _, tt := range []struct{ name, rows, want string }{
		{"unknown partner", "A1,2026-03-31,plan,yes\nC3,2026-03-31,plan,yes\n", "3:1: partner: partner \"C3\" is not in partners.csv"},
		{"no partner", ",2026-03-31,plan,yes\n", "2:1: partner: is empty, must be the id of a partner in partners.csv"},
		{"bad date", "A1,31.03.2026,plan,yes\n", "2:4: date: must be a day like 2026-03-31, got \"31.03.2026\"; -dates 31.12.2026 reads it"},
		{"no such day", "A1,2026-02-30,plan,yes\n", "2:4: date: must be a day like 2026-03-31, got \"2026-02-30\""},
		{"day beyond the calendar", "A1,0001-01-01,plan,yes\n", "2:4: date: 0001-01-01 lies outside of the calendar"},
		{"unknown question", "A1,2026-03-31,plans,yes\n", "2:15: question: question \"plans\" is not in questionnaire.json; the nearest is \"plan\""},
		{
			"question twice", "A1,2026-03-31,plan,yes\nA1,2026-03-31,reps,1\nA1,2026-03-31,plan,no\n",
			"4:15: question: \"plan\" is answered in line 2 already, for the assessment of 2026-03-31",
		},
		{"neither yes nor no", "A1,2026-03-31,plan,maybe\n", "2:20: answer: must be yes or no, got \"maybe\"; n/a tells that it does not apply" + answerHint("plan", "maybe")},
		{"not a number", "A1,2026-03-31,reps,many\n", "2:20: answer: must be a number like 0.75, of at most 15 digits, got \"many\"; n/a tells that it does not apply" + answerHint("reps", "many")},
		{"decimal comma", "A1,2026-03-31,rate,\"0,5\"\n", "2:20: answer: must be a number like 0.75, of at most 15 digits, got \"0,5\"; -numbers 1.234,56 reads it"},
		{"percent", "A1,2026-03-31,reps,50%\n", "2:20: answer: must be a number like 0.75, of at most 15 digits, got \"50%\""},
		{"huge exponent", "A1,2026-03-31,reps,1e999999999\n", "2:20: answer: must be a number like 0.75, of at most 15 digits, got \"1e999999999\""},
		{"large exponent", "A1,2026-03-31,reps,1e19\n", "2:20: answer: must be a number like 0.75, of at most 15 digits, got \"1e19\""},
		{"tiny exponent", "A1,2026-03-31,reps,1e-999999999\n", "2:20: answer: must be a number like 0.75, of at most 15 digits, got \"1e-999999999\""},
		{
			"endless number", "A1,2026-03-31,reps," + strings.Repeat("9", 100_000) + "\n",
			"2:20: answer: must be a number like 0.75, of at most 15 digits, got \"" + strings.Repeat("9", 40) + "\"",
		},
		{
			"more zeros than a number needs", "A1,2026-03-31,reps,1." + strings.Repeat("0", 50) + "\n",
			"2:20: answer: must be a number like 0.75, of at most 15 digits, got \"1." + strings.Repeat("0", 38) + "\"",
		},
		{
			"too many digits", "A1,2026-03-31,reps,1.2345678\n",
			"2:20: answer: must have at most 15 digits, of which at most 6 decimals",
		},
		{"out of range", "A1,2026-03-31,rate,1.5\n", "2:20: answer: must be from 0 to 1, got 1.5"},
		{"below the least", "A1,2026-03-31,reps,-1\n", "2:20: answer: must be at least 0, got -1"},
		{"off step", "A1,2026-03-31,skill,2.5\n", "2:21: answer: must be in steps of 1 from 1, got 2.5"},
		{"unknown choice", "A1,2026-03-31,review,weekly\n", "2:22: answer: must be a choice of question \"review\", got \"weekly\"; the choices are never, often; n/a tells that it does not apply" + answerHint("review", "weekly")},
		{"unknown among several", "A1,2026-03-31,lines,core;cloud\n", "2:21: answer: must be a choice of question \"lines\", got \"cloud\", in \"core;cloud\"; the choices are core, edge; none tells that it is none of them, n/a that it does not apply" + answerHint("lines", "cloud")},
		{"unknown among several with commas", "A1,2026-03-31,lines,\"core, cloud\"\n", "2:21: answer: must be a choice of question \"lines\", got \"cloud\", in \"core, cloud\"; the choices are core, edge; none tells that it is none of them, n/a that it does not apply" + answerHint("lines", "cloud")},
		{"empty among several", "A1,2026-03-31,lines,core;\n", "2:21: answer: must be a choice of question \"lines\", got \"\", in \"core;\"; the choices are core, edge; none tells that it is none of them, n/a that it does not apply"},
		{"choice twice", "A1,2026-03-31,lines,core;core\n", "2:21: answer: choice \"core\" is named before"},
		{"not applicable not allowed", "A1,2026-03-31,rate,N/A\n", "2:20: answer: question \"rate\" must be answered"},
		{"ragged", "A1,2026-03-31,plan\n", "2:1: row has 3 cells, the header has 4"},
		{"CRLF", "A1,2026-03-31,plan,yes\r\nA1,2026-03-31,plans,yes\r\n", "3:15: question: question \"plans\" is not in questionnaire.json; the nearest is \"plan\""},
		{"quoted", "\"A1\",\"2026-03-31\",\"plans\",\"yes\"\n", "2:19: question: question \"plans\" is not in questionnaire.json; the nearest is \"plan\""},
		{"letters of two bytes", "Ä1,2026-03-31,plans,yes\n", "2:1: partner: partner \"Ä1\" is not in partners.csv\n2:15: question: question \"plans\" is not in questionnaire.json; the nearest is \"plan\""},
		{
			"two in a row", "C3,yesterday,plans,yes\n",
			"2:1: partner: partner \"C3\" is not in partners.csv\n2:4: date: must be a day like 2026-03-31, got \"yesterday\"\n" +
				"2:14: question: question \"plans\" is not in questionnaire.json; the nearest is \"plan\"",
		},
		{
			"sorted by position", "A1,2026-03-31,reps,x\nB2,2026-03-31,rate,2\nA1,2026-03-31,rate,3\nB2,2026-03-31,plan,2\nC3,2026-03-31,plan,2\n",
			"2:20: answer: must be a number like 0.75, of at most 15 digits, got \"x\"; n/a tells that it does not apply" + answerHint("reps", "x") + "\n3:20: answer: must be from 0 to 1, got 2\n4:20: answer: must be from 0 to 1, got 3\n" +
				"5:20: answer: must be yes or no, got \"2\"; n/a tells that it does not apply" + answerHint("plan", "2") + "\n6:1: partner: partner \"C3\" is not in partners.csv",
		},
	} {
		got := faultsOf(t, map[string]string{intake.AssessmentsFile: header + tt.rows})
		want := intake.AssessmentsFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+intake.AssessmentsFile+":") + "\n"
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestUnusableAssessments(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"-", "assessments.csv: no such file or directory\n"},
		{"", "assessments.csv:1:1: is empty, must start with a line that names the columns\n"},
		{"partner,date,question\nA1,2026-03-31,rate\n", "assessments.csv:1:1: column \"answer\" is missing; the header has \"partner\", \"date\", \"question\"" +
			naming("assessments", "answer") + "; or a column for each question takes their place, named plan, reps, rate, skill, review, lines\n"},
	} {
		if diff := cmp.Diff(tt.want, faultsOf(t, map[string]string{intake.AssessmentsFile: tt.text})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestPositionBehindLineBreak(t *testing.T) {
	got := faultsOf(t, map[string]string{
		intake.AssessmentsFile: "partner,date,question,note,answer\nA1,2026-03-31,rate,\"two\nlines\",7\nA1,2026-03-31,rate,one,1\n",
	})
	want := "assessments.csv:3:8: answer: must be from 0 to 1, got 7\n" +
		"assessments.csv:4:15: question: \"rate\" is answered in line 3 already, for the assessment of 2026-03-31\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMissingAnswer(t *testing.T) {
	q := strings.Replace(small(t, intake.QuestionnaireFile), `"id": "small",`, `"id": "small", "unanswered": "refuse",`, 1)
	q = strings.Replace(q, `"kind": "yes-no"`, `"kind": "yes-no", "unanswered": "leave-out"`, 1)
	all := "A1,2026-03-31,reps,1\nA1,2026-03-31,skill,1\nA1,2026-03-31,review,often\nA1,2026-03-31,lines,none\n"
	for _, tt := range []struct{ rows, want string }{
		{all, "2:15: question: the assessment of 2026-03-31 must answer question \"rate\"\n"},
		{all + "A1,2026-03-31,rate, \n", "6:20: answer: question \"rate\" must be answered\n"},
		{all + "A1,2026-03-31,rate,x\n", "6:20: answer: must be a number like 0.75, of at most 15 digits, got \"x\"; n/a tells that it does not apply" + answerHint("rate", "x") + "\n"},
		{ // what is missing is reported beside a cell that cannot be read, or is faulty
			"A1,2026-03-31,reps,x\nA1,2026-03-31,skill,9\nA1,2026-03-31,review,\nA1,2026-03-31,lines,none\n",
			"2:15: question: the assessment of 2026-03-31 must answer question \"rate\"\n" +
				"assessments.csv:2:20: answer: must be a number like 0.75, of at most 15 digits, got \"x\"; n/a tells that it does not apply" + answerHint("reps", "x") + "\n" +
				"assessments.csv:3:21: answer: must be from 1 to 5, got 9\n" +
				"assessments.csv:4:22: answer: question \"review\" must be answered\n",
		},
	} {
		got := faultsOf(t, map[string]string{intake.QuestionnaireFile: q, intake.AssessmentsFile: header + tt.rows})
		if diff := cmp.Diff(intake.AssessmentsFile+":"+tt.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestFaultCount(t *testing.T) {
	for _, n := range []int{folder.MaxOfKind, folder.MaxOfKind + 1, 2*folder.MaxFaults - 1, 2 * folder.MaxFaults, 5*folder.MaxFaults + 3} {
		rows := header + strings.Repeat("A1,2026-03-31,plans,yes\n", n)
		got := strings.SplitAfter(faultsOf(t, map[string]string{intake.AssessmentsFile: rows}), "\n")
		for i := range folder.MaxOfKind {
			if want := fmt.Sprintf("assessments.csv:%d:15: ", i+2); !strings.HasPrefix(got[i], want) {
				t.Fatalf("%d faults: line %d is %q, want %q", n, i, got[i], want)
			}
		}
		want := ""
		if n > folder.MaxOfKind {
			want = fmt.Sprintf("and %s more of question in assessments.csv\n", words.Grouped(int64(n-folder.MaxOfKind)))
		}
		if rest := strings.Join(got[folder.MaxOfKind:], ""); rest != want {
			t.Errorf("%d faults: the rest is %q, want %q", n, rest, want)
		}
	}
}

// The first faults are those of the first positions, even when those of the
// library, which come last, stand before the others.
func TestFirstFaults(t *testing.T) {
	rows := header + "A1,2026-03-31,rate,2\n" + strings.Repeat("A1,2026-03-31,plans,yes\n", 3*folder.MaxFaults)
	got := faultsOf(t, map[string]string{intake.AssessmentsFile: rows})
	if want := "assessments.csv:2:20: answer: must be from 0 to 1, got 2\nassessments.csv:3:15: "; !strings.HasPrefix(got, want) {
		t.Errorf("starts %.100q, want %q", got, want)
	}
	if want := "and 2,995 more of question in assessments.csv\n"; !strings.HasSuffix(got, want) {
		t.Errorf("ends %q, want %q", got[len(got)-40:], want)
	}
}

// A cell has one fault, so that it cannot hide those of later cells.
func TestManyFaultsInOneCell(t *testing.T) {
	rows := "A1,2026-03-31,lines," + strings.Repeat("x;", 1001) + "\nA1,2026-03-31,rate,7\n"
	got := faultsOf(t, map[string]string{intake.AssessmentsFile: header + rows})
	want := "assessments.csv:2:21: answer: must be a choice of question \"lines\", got \"x\", in \"" + strings.Repeat("x;", 20) + "\"; the choices are core, edge; none tells that it is none of them, n/a that it does not apply" + answerHint("lines", "x") + "\n" +
		"assessments.csv:3:20: answer: must be from 0 to 1, got 7\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// More cells of one assessment may be faulty than the library lists faults.
func TestManyFaultyCells(t *testing.T) {
	const questions, choices = 30, 100
	var asked, rows strings.Builder
	for i := range questions {
		fmt.Fprintf(&asked, `, {"id": "q%d", "weight": "1", "kind": "multiple-choice", "choices": [`, i)
		for j := range choices {
			asked.WriteString(strings.Repeat(", ", min(j, 1)))
			fmt.Fprintf(&asked, `{"id": "c%d", "points": "1"}`, j)
		}
		asked.WriteString("]}")
		fmt.Fprintf(&rows, "A1,2026-03-31,q%d,%s\n", i, strings.Repeat("x;", choices))
	}
	first := `{"id": "plan", "weight": "1", "kind": "yes-no"}`
	q := strings.Replace(small(t, intake.QuestionnaireFile), first, first+asked.String(), 1)
	got := faultsOf(t, map[string]string{intake.QuestionnaireFile: q, intake.AssessmentsFile: header + rows.String() + "A1,2026-03-31,rate,7\n"})
	want := fmt.Sprintf("assessments.csv:32:20: answer: must be from 0 to 1, got 7\nand %d more of answer in assessments.csv\n", questions-folder.MaxOfKind)
	if !strings.HasSuffix(got, want) {
		t.Errorf("ends %q, want %q", got[max(0, len(got)-100):], want)
	}
}

// More faults in one assessment than the library lists are counted nevertheless.
func TestFaultCountOfOneAssessment(t *testing.T) {
	rows := header + strings.Repeat("A1,2026-03-31,plan,yes\n", 1+partnermath.MaxFaults+7)
	if got, want := faultsOf(t, map[string]string{intake.AssessmentsFile: rows}), fmt.Sprintf("\nand %s more of question in assessments.csv\n", words.Grouped(partnermath.MaxFaults+7-folder.MaxOfKind)); !strings.HasSuffix(got, want) {
		t.Errorf("ends %q, want %q", got[max(0, len(got)-100):], want)
	}
}

func TestAnswers(t *testing.T) {
	plain := runs(t, "-data", data(t, nil), "-format", "json")
	for name, rows := range map[string]string{
		"in another order": "A1,2026-03-31,lines,core\nA1,2026-03-31,review,often\nB2,2026-04-01,plan,no\nA1,2026-03-31,skill,3\n" +
			"A1,2026-03-31,rate,0.5\nA1,2026-03-31,reps,5\nA1,2026-03-31,plan,yes\n",
		"in other words": "A1,2026-03-31,plan, YES \nA1,2026-03-31,reps,5.00\nA1,2026-03-31,rate,.5\nA1,2026-03-31,skill,3e0\n" +
			"A1,2026-03-31,review,often\nA1,2026-03-31,lines, core \nB2,2026-04-01,plan,No\n",
		"beside an older one": "A1,2026-03-01,plan,no\nA1,2026-03-31,plan,yes\nA1,2026-03-31,reps,5\nA1,2026-03-31,rate,0.5\n" +
			"A1,2026-03-31,skill,3\nA1,2026-03-31,review,often\nA1,2026-03-02,lines,none\nA1,2026-03-31,lines,core\n",
	} {
		got := runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + rows}), "-format", "json")
		const said = ",\n        \"2 other assessments of the quarter are not counted, as that of 2026-03-31 is later: 2026-03-01, 2026-03-02.\""
		got = strings.Replace(got, said, "", 1) // of the older ones, and nothing else
		if diff := cmp.Diff(plain, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAnswerScores(t *testing.T) {
	for _, tt := range []struct{ answer, want string }{
		{"plan,yes", "100.00"},
		{"plan,no", "1.00"},
		{"reps,2.5", "25.75"},
		{"rate,1", "100.00"},
		{"rate,50%", "50.50"},
		{"rate,50 %", "50.50"},
		{"skill,5", "100.00"},
		{"review,never", "1.00"},
		{"lines,core;edge", "100.00"},
		{"lines,core ; edge", "100.00"},
		{"lines,core", "50.50"},
		{"lines,None", "1.00"},
		{"lines,n/a", "–"},
		{"plan,N/A", "–"},
		{"plan,", "–"},
	} {
		r := reviewed(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-03-31," + tt.answer + "\n"}))
		if got := figure(r, qbr.MetricScore); got != tt.want {
			t.Errorf("%s: overall score %q, want %q", tt.answer, got, tt.want)
		}
	}
}
