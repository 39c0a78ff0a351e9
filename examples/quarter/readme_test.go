package main

import (
	"os"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// -help names what only README.md shows as JSON.
func TestHelpNamesFields(t *testing.T) {
	got := squeezed(runs(t, "-help"))
	for _, want := range []string{`{"month": 4, "named": "start"}`, `{"minimum": 30, "cap": 60}`, "go doc ./scorecard Questionnaire"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

// What README.md shows as a plan, a calendar, a questionnaire and a mapping file is one, and its links lead to files.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for i, part := range strings.Split(string(text), "```") {
		if block, ok := strings.CutPrefix(part, "json\n"); ok && i%2 == 1 {
			blocks = append(blocks, block)
		}
	}
	if len(blocks) != 4 {
		t.Fatalf("%d blocks of JSON", len(blocks))
	}
	deals := "X,A1,,,,USD,100,open,,2026-01-01,,,,,,,,\n"
	files := map[string]string{intake.PlanFile: blocks[0], intake.DealsFile: dealColumnsLine + deals, intake.LeadsFile: leadColumnsLine + otherLead}
	runs(t, "-data", data(t, files))
	calendar := map[string]string{intake.CalendarFile: blocks[1], intake.AssessmentsFile: header + "A1,2026-09-30,rate,0.5\n"}
	if got := reviewed(t, "-data", data(t, calendar)).Quarter.String(); got != "2026-Q2" {
		t.Errorf("by the calendar, September 2026 is of %s", got)
	}
	shown := map[string]string{
		intake.QuestionnaireFile: blocks[2],
		intake.AssessmentsFile: "partner,date,plan,sellers,trust,recurring,demos,marketing,customers\n" +
			"A1,2026-03-31,yes,5,3,50%,We do,\"Email, social and web, events\",20\n",
	}
	for _, kind := range scorecard.QuestionKind("").Values() {
		if !strings.Contains(blocks[2], `"kind": "`+string(kind)+`"`) {
			t.Errorf("the questionnaire has no question of kind %s", kind)
		}
	}
	// People: (100 + 2 × 50.5 + 50.5 + 50.5) ÷ 5; reach: (100 + 100 + 34) ÷ 3; (2 × 60.4 + 78) ÷ 3.
	if got := figure(reviewed(t, "-data", data(t, shown)), qbr.MetricScore); got != "66.27" {
		t.Errorf("the overall score is %s", got)
	}
	const gate = `"gate": {"minimum": 30, "cap": 60}`
	if !strings.Contains(string(text), "`"+gate+"`") {
		t.Errorf("does not show the gate %s", gate)
	}
	shown[intake.QuestionnaireFile] = changed(t, blocks[2], `"id": "reach",`, `"id": "reach", `+gate+`,`)
	if got := figure(reviewed(t, "-data", data(t, shown)), qbr.MetricFailedGates); got != "0" { // 78 passes
		t.Errorf("%s gates fail", got)
	}
	var how folder.Tables
	if wrong, _ := intake.ReadColumns(&how, mapping(t, blocks[3])); len(wrong) > 0 {
		t.Errorf("the mapping file is refused: %v", wrong)
	}
	for _, part := range strings.Split(string(text), "](")[1:] {
		link, _, _ := strings.Cut(part, ")")
		if _, err := os.Stat(link); err != nil {
			t.Error(err)
		}
	}
}
