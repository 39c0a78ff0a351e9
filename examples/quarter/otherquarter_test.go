package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

// A plan and records of another quarter than the review are told, with what would make them agree where
// only the name of the year differs. January to March 2026 is 2025-Q4 of a year from April 2025, and
// 2026-Q4 by its end.
func TestOtherQuarters(t *testing.T) {
	const (
		plan   = "plan.json is of %s, and the review is of %s: its goal and its marketing are left out"
		review = "review.json is of %s, and the review is of %s: what it records is left out"
		byEnd  = `{"yearStart": {"month": 4}}`
		start  = `{"yearStart": {"month": 4, "named": "start"}}`
	)
	for _, tt := range []struct{ calendar, quarter, reviewed, hint string }{
		{start, "2025-Q4", "2025-Q4", ""},
		{byEnd, "2025-Q4", "2026-Q4", `; "named": "start" in calendar.json calls the year 2025`},
		{start, "2026-Q4", "2025-Q4", `; "named": "end" in calendar.json calls the year 2026`},
		{byEnd, "2026-Q1", "2026-Q4", ""},
		{"", "2025-Q4", "2026-Q1", ""},
	} {
		files := map[string]string{
			intake.CalendarFile: tt.calendar, intake.AssessmentsFile: header + "A1,2026-03-31,rate,0.5\n",
			intake.PlanFile:   `{"quarter": "` + tt.quarter + `", "currency": "EUR", "goal": {"revenue": 1}, "pipeline": {"stages": [{"id": "open", "probability": "0.5"}]}}`,
			intake.ReviewFile: `{"quarter": "` + tt.quarter + `", "partners": [{"partner": {"id": "A1"}, "updates": ["New"]}]}`,
		}
		if tt.calendar == "" {
			delete(files, intake.CalendarFile)
		}
		directory := data(t, files)
		want, shown := "", ""
		for _, note := range []string{plan, review} {
			if tt.quarter != tt.reviewed {
				note = strings.Replace(strings.Replace(note, "%s", tt.quarter, 1), "%s", tt.reviewed, 1) + tt.hint
				want, shown = want+"quarter: "+note+"\n", shown+note+".\n"
			}
		}
		_, notes := runsNoting(t, "-data", directory)
		if diff := cmp.Diff(want, notes); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt, diff)
		}
		if _, notes = runsNoting(t, "-data", directory, "-report", "network"); notes != "" {
			t.Errorf("%+v: the network, which takes neither, notes %q", tt, notes)
		}
		got, _ := checks(t, "-data", directory)
		if !strings.Contains(squeezed(got), squeezed(shown)) || strings.Count(squeezed(got), "and the review is of ") != strings.Count(shown, "\n") {
			t.Errorf("%+v: -check lacks %q:\n%s", tt, shown, got)
		}
	}
	// What is for no quarter, and policies, are not left out.
	_, notes := runsNoting(t, "-data", data(t, map[string]string{
		intake.PlanFile:   `{"quarter": "2027-Q1", "currency": "EUR", "pipeline": {"stages": [{"id": "open", "probability": "0.5"}]}}`,
		intake.ReviewFile: `{"quarter": "2027-Q1", "policy": {"performance": {"floor": "0.8"}}}`,
	}))
	if notes != "" {
		t.Errorf("notes %q", notes)
	}
}
