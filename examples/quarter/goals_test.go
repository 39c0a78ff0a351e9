package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
)

const goalHeader = "partner,node,id,target,by\n"

func TestFaultyGoals(t *testing.T) {
	for _, tt := range []struct{ name, rows, want string }{
		{"unknown partner", "C3,overall,,80,2026-12-31\n", "2:1: partner: partner \"C3\" is not in partners.csv"},
		{"unknown node", "A1,whole,,80,2026-12-31\n", "2:4: node: must be overall, category or topic, got \"whole\""},
		{"question", "A1,question,plan,80,2026-12-31\n", "2:4: node: must be overall, category or topic, got \"question\""},
		{"overall with an id", "A1,overall,sales,80,2026-12-31\n", "2:12: id: must be empty for the overall score, got \"sales\""},
		{"topic without an id", "A1,topic,,80,2026-12-31\n", "2:10: id: topic \"\" is not in questionnaire.json, which has pipeline"},
		{"unknown topic", "A1,topic,sales,80,2026-12-31\n", "2:10: id: topic \"sales\" is not in questionnaire.json, which has pipeline"},
		{"unknown category", "A1,category,pipeline,80,2026-12-31\n", "2:13: id: category \"pipeline\" is not in questionnaire.json, which has sales"},
		{"no target", "A1,overall,,,2026-12-31\n", "2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"\""},
		{"not a number", "A1,overall,,high,2026-12-31\n", "2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"high\""},
		{"target above", "A1,overall,,101,2026-12-31\n", "2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"101\""},
		{"target below", "A1,overall,,0,2026-12-31\n", "2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"0\""},
		{"too many decimals", "A1,overall,,80.001,2026-12-31\n", "2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"80.001\""},
		{"huge target", "A1,overall,,1e999999999,2026-12-31\n", "2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"1e999999999\""},
		{"bad day", "A1,overall,,80,2026-Q4\n", "2:16: by: must be a day like 2026-03-31, got \"2026-Q4\""},
		{"day beyond the calendar", "A1,overall,,80,0001-01-01\n", "2:16: by: 0001-01-01 lies outside of the calendar"},
		{
			"twice", "A1,overall,,80,2026-12-31\nB2,overall,,80,2026-12-31\nA1,category,sales,80,2026-12-31\nA1,overall,,70,2026-10-01\n",
			"5:1: partner: partner \"A1\" has a goal for this node and quarter in line 2 already",
		},
		{"ragged", "A1,overall,80,2026-12-31\n", "2:1: row has 4 cells, the header has 5"},
		{
			"several in a row", "C3,all,,0,never\n",
			"2:1: partner: partner \"C3\" is not in partners.csv\n2:4: node: must be overall, category or topic, got \"all\"\n" +
				"2:9: target: must be a score from 1 to 100 with at most 2 decimals, got \"0\"\n2:11: by: must be a day like 2026-03-31, got \"never\"",
		},
	} {
		got := faultsOf(t, map[string]string{intake.GoalsFile: goalHeader + tt.rows})
		want := intake.GoalsFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+intake.GoalsFile+":") + "\n"
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestUnusableGoals(t *testing.T) {
	got := faultsOf(t, map[string]string{intake.GoalsFile: "partner,node,id,target\nA1,overall,,80\n"})
	if want := "goals.csv:1:1: column \"by\" is missing; the header has \"partner\", \"node\", \"id\", \"target\"" + naming("goals", "by") + "\n"; got != want {
		t.Errorf("complains %q, want %q", got, want)
	}
	got = faultsOf(t, map[string]string{intake.GoalsFile: goalHeader, intake.PartnersFile: "id\n"})
	if want := "goals.csv:1:1: has no row below its header\nnot checked until partners.csv is put right: whether the other files name its partners\n"; !strings.HasSuffix(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
	got = faultsOf(t, map[string]string{intake.GoalsFile: goalHeader + "C3,overall,,80,2026-12-31\n", intake.AssessmentsFile: header + "C3,2026-03-31,rate,1\n"})
	want := "assessments.csv:2:1: partner: partner \"C3\" is not in partners.csv\ngoals.csv:2:1: partner: partner \"C3\" is not in partners.csv\n"
	if got != want {
		t.Errorf("complains %q, want %q", got, want)
	}
}

// rates are assessments of A1 by the end of the quarters of 2025.
func rates(of ...string) string {
	rows := header
	for i, rate := range of {
		if rate != "" {
			rows += "A1," + []string{"2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"}[i] + ",rate," + rate + "\n"
		}
	}
	return rows
}

// The expected score is on the line from the start to the target, at the end of the quarter:
// 50.50 + 29.50 × 3 ÷ 5 and 60.40 − 10.40 × 2 ÷ 3.
func TestGoals(t *testing.T) {
	goals := goalHeader + "A1,overall,,80,2026-06-30\nB2,overall,,90,2026-06-30\nA1,topic,pipeline,60,2025-12-31\nA1,category,sales,50,2025-03-31\n"
	unfollowed := "1 goal was due before the second assessment, so that there is no progress to show.\n"
	waiting := "3 goals are set. Their progress takes assessments in two quarters or more, up to this one.\n"
	for _, tt := range []struct {
		name, goals, rows string
		args              []string
		table, note       string
	}{
		{"none", "-", rates("0.5", "0.6"), nil, "", ""},
		{"none of this partner", goalHeader + "B2,overall,,90,2026-06-30\n", rates("0.5", "0.6"), nil, "", ""},
		{"one quarter", goals, rates("0.5"), nil, "", waiting},
		{"a later quarter does not count", goals, rates("0.5", "0.6"), []string{"-quarter", "2025-Q1"}, "", waiting},
		{
			"behind, met and too early", goals, rates("0.5", "", "0.5", "0.6"), nil,
			"Pipeline|2025-12-31|50.50|60.40|60.00|60.00|104.21%|0.00|met\nOverall|2026-06-30|50.50|60.40|68.20|80.00|33.56%|+9.80|behind\n", unfollowed,
		},
		{
			"a start above the target", goalHeader + "A1,overall,,50,2025-12-31\n", rates("0.6", "0.4", "0.45"), nil,
			"Overall|2025-12-31|60.40|45.55|53.47|50.00|–|+4.45|behind\n", "",
		},
	} {
		folder := data(t, map[string]string{intake.AssessmentsFile: tt.rows, intake.GoalsFile: tt.goals})
		r := reviewed(t, append([]string{"-partner", "A1", "-data", folder}, tt.args...)...)
		if diff := cmp.Diff(tt.table, cellsOf(r, "Goals")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if got := notesOf(r, qbr.SectionCapability); !strings.Contains(got, tt.note) {
			t.Errorf("%s: lacks %q:\n%s", tt.name, tt.note, got)
		}
	}
}

// Of 0, 2 and 3 quarters with 1.00, 20.80 and 30.70 points the slope is 9.90.
func TestTrend(t *testing.T) {
	rows := rates("0", "", "0.2", "0.3") + "A1,2025-12-01,rate,1\n"
	r := reviewed(t, "-data", data(t, map[string]string{intake.AssessmentsFile: rows}))
	want := "Overall|1.00|20.80|30.70|+29.70|+9.90\nSales|1.00|20.80|30.70|+29.70|+9.90\n"
	if diff := cmp.Diff(want, cellsOf(r, "Scores by quarter")); diff != "" {
		t.Error(diff)
	}
}
