package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

// Two texts of which one is read as the other must stand for the same: else it were chance
// which of them counts.
func TestValuesThatDifferInCase(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`{"deals": {"values": {"stage": {"Open": "early", " open": "late"}}}}`, `1:32: deals.values.stage: " open" and "Open" differ in case or spaces only, and must stand for the same, got "late" and "early"`},
		{`{"assessments": {"values": {"answer": {"keine": "no", "Keine": "never"}}}}`, `1:39: assessments.values.answer: "Keine" and "keine" differ in case or spaces only, and must stand for the same, got "never" and "no"`},
		{`{"assessments": {"answers": {"plan": {"k.\u00a0A.": "no", "k. a.": "yes"}}}}`, `1:38: assessments.answers.plan: "k. a." and "k.\u00a0A." differ in case or spaces only, and must stand for the same, got "yes" and "no"`},
	} {
		file := mapping(t, tt.text)
		directory := data(t, measured(t, someDeals, someLeads))
		for range 20 {
			got := fails(t, exitInput, "-data", directory, "-columns", file)
			if diff := cmp.Diff(file+":"+tt.want+"\n", got); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", tt.text, diff)
			}
		}
	}
	same := mapping(t, `{"assessments": {"values": {"answer": {"Ja": "yes", "ja": "yes", "JA ": "yes"}}}}`)
	runs(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-03-31,plan,jA\n"}), "-columns", same)
}

// What a text stands for is told for one question, or for all; a choice is also named by its
// id in any case, or by its name.
func TestAnswersOfOneQuestion(t *testing.T) {
	questionnaire := strings.NewReplacer(
		`{"id": "never", "points": "0"}`, `{"id": "none", "name": "Keine", "points": "0"}`,
		`{"id": "core", "points": "1"}`, `{"id": "core", "name": "Kern, alt", "points": "1"}`,
		`{"id": "edge", "points": "1"}`, `{"id": "Edge", "name": "Rand", "points": "1"}, {"id": "keine", "points": "3"}`,
	).Replace(small(t, intake.QuestionnaireFile))
	files := func(plan, review, lines string) map[string]string {
		return map[string]string{
			intake.QuestionnaireFile: questionnaire,
			intake.AssessmentsFile:   "partner,date,plan,review,lines\nA1,2026-03-31," + plan + "," + review + ",\"" + lines + "\"\n",
		}
	}
	const both, alone = `{"plan": {"Keine": "no"}, "lines": {"Vollsortiment, neu": "core"}}`, `{"plan": {"Keine": "no"}}`
	for _, tt := range []struct{ answers, values, review, lines, wantReview, wantLines string }{
		{alone, `{}`, "keine", "keine", "none", "keine"},
		{alone, `{}`, "None", "KERN,  alt, rand", "none", "core;Edge"},
		{both, `{}`, "none", "edge, Vollsortiment, Neu", "none", "Edge;core"},
		{both, `{"kern": "core"}`, "none", "kern\nRand", "none", "core;Edge"},
		{alone, `{"Keine": "often", "nie": "none"}`, "nie", "Keine", "none", "keine"},
		{alone, `{"Keine": "often"}`, "keine", "Edge", "often", "Edge"},
		{alone, `{"Rand": "none"}`, "None", "rand", "none", "none"},
	} {
		columns := mapping(t, `{"assessments": {"values": {"answer": `+tt.values+`}, "answers": `+tt.answers+`}}`)
		want := runs(t, "-data", data(t, files("no", tt.wantReview, tt.wantLines)))
		got := runs(t, "-data", data(t, files("Keine", tt.review, tt.lines)), "-columns", columns)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q, %q (-want +got):\n%s", tt.review, tt.lines, diff)
		}
	}
	columns := mapping(t, `{"assessments": {"answers": {"lines": {"Alles": "all"}, "plans": {}}}}`)
	directory := data(t, files("no", "none", "Alles"))
	got := strings.ReplaceAll(fails(t, exitInput, "-data", directory, "-columns", columns), directory+"/", "")
	want := "assessments.csv: question \"plans\" of -columns is not in questionnaire.json; the nearest is \"plan\"\n" +
		"assessments.csv:2:23: lines: must be a choice of question \"lines\", got \"all\", which -columns makes of \"Alles\"; the choices are core (Kern, alt), Edge (Rand), keine; none tells that it is none of them, n/a that it does not apply\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Spaces around a text do not count, and one at which no line breaks is a space.
func TestSpaces(t *testing.T) {
	files := map[string]string{
		intake.PartnersFile:    "id,name,tier,type,region,manager\n A1 ,Alder\u00a0& Söhne ,Gold,Reseller,EMEA,Kim\nB2,Birch,Gold,,,\n",
		intake.AssessmentsFile: header + "\u00a0A1,2026-03-31,plan,yes\nAlder &\u202fSöhne,2026-03-31,rate,0.5\nB2,2026-03-31,plan,no\n",
	}
	want := runs(t, "-data", data(t, files))
	if !strings.HasPrefix(want, "Alder & Söhne\n") {
		t.Errorf("the review starts %.40q", want)
	}
	for _, partner := range []string{"A1", "alder & söhne", "Alder\u00a0& Söhne"} {
		if diff := cmp.Diff(want, runs(t, "-data", data(t, files), "-partner", partner)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", partner, diff)
		}
	}
}

// Which word stands for what, only the user knows. What a message says to copy leaves a gap, which is refused
// until it is filled.
func TestGapsToFill(t *testing.T) {
	files := measured(t, "D1,A1,Oak,core,,EUR,100,,,2026-01-01,,,Gagnée,2026-02-01,2026-01-02,Acceptée,2026-01-03,\n", "L1,A1,web,,,2026-01-10,,Gagné,\n")
	want := "deals.csv:2:40: outcome: must be one of won, lost, no-decision; got \"Gagnée\"" + wordHint("deals", "outcome", "Gagnée") + "\n" +
		"deals.csv:2:69: decision: must be one of approved, rejected; got \"Acceptée\" (registration \"D1\")" + wordHint("deals", "decision", "Acceptée") + "\n" +
		"leads.csv:2:25: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"Gagné\" (lead \"L1\")" + wordHint("leads", "stage", "Gagné") + "\n"
	if diff := cmp.Diff(want, faultsOf(t, files)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	directory := data(t, files)
	copied := mapping(t, `{"deals": {"values": {"outcome": {"Gagnée": "..."}, "decision": {"Acceptée": "..."}}}, "leads": {"values": {"stage": {"Gagné": "..."}}}}`)
	got := strings.ReplaceAll(fails(t, exitInput, "-data", directory, "-columns", copied), directory+"/", "")
	want = "deals.csv:2:40: outcome: must be one of won, lost, no-decision; got \"...\", for which \"Gagnée\" stands\n" +
		"deals.csv:2:69: decision: must be one of approved, rejected; got \"...\" (registration \"D1\"), for which \"Acceptée\" stands\n" +
		"leads.csv:2:25: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"...\" (lead \"L1\")\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
	filled := mapping(t, `{"deals": {"values": {"outcome": {"Gagnée": "won"}, "decision": {"Acceptée": "approved"}}}, "leads": {"values": {"stage": {"Gagné": "won"}}}}`)
	runs(t, "-data", directory, "-columns", filled)
}

// Words for what does not apply, and for none of the choices, are told how to be read, and of several choices the
// whole cell is quoted, as it is written.
func TestWordsForNothing(t *testing.T) {
	questionnaire := strings.Replace(small(t, intake.QuestionnaireFile), `"id": "edge",`, `"id": "edge", "name": "Rand und Netz",`, 1)
	directory := data(t, map[string]string{
		intake.QuestionnaireFile: questionnaire,
		intake.AssessmentsFile:   "partner,date,reps,lines\nA1,2026-03-31,s.o.,Aucun\nB2,2026-03-31,1,\"CORE, Netz\"\n",
	})
	const choices = "; the choices are core, edge (Rand und Netz); none tells that it is none of them, n/a that it does not apply"
	got := strings.ReplaceAll(fails(t, exitInput, "-data", directory), directory+"/", "")
	want := "assessments.csv:2:15: reps: must be a number like 0.75, of at most 15 digits, got \"s.o.\"; n/a tells that it does not apply" + answerHint("reps", "s.o.") + "\n" +
		"assessments.csv:2:20: lines: must be a choice of question \"lines\", got \"Aucun\"" + choices + answerHint("lines", "Aucun") + "\n" +
		"assessments.csv:3:17: lines: must be a choice of question \"lines\", got \"Netz\", in \"CORE, Netz\"" + choices + answerHint("lines", "Netz") + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	columns := mapping(t, `{"assessments": {"answers": {"reps": {"s.o.": "n/a"}, "lines": {"Aucun": "none", "Netz": "edge"}}}}`)
	runs(t, "-data", directory, "-columns", columns)
}
