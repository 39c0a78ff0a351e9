package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/examples/intake"
)

// What is wrong with a registration of another partner is nothing to a review.
func TestFaultyRivals(t *testing.T) {
	const (
		own         = "D1001-32,P1001,Ellery Timber Quorn,care,"
		unsubmitted = "DSECRET-77,P1002,Ellery Timber Quorn,care,,USD,33200,negotiate,commit,2026-04-03,2026-08-29,2026-10-10,,,,approved,2026-04-18,2026-10-15\n"
		repeated    = "D1001-32,P1002,Ellery Timber Quorn,care,,USD,33200,negotiate,commit,2026-04-03,2026-08-29,2026-10-10,,,2026-04-04,approved,2026-04-18,2026-10-15\n"
		sound       = "D1002-777,P1002,Ellery Timber Quorn,care,,USD,33200,negotiate,commit,2026-04-03,2026-08-29,2026-10-10,,,2026-04-04,approved,2026-04-18,2026-10-15\n"
		policy      = `"registrations": {`
	)
	for _, tt := range []struct {
		name, row string
		apart     int // the first plans, of which that of P1001 is the last
		args      []string
		conflicts bool
	}{
		{"set apart by all", unsubmitted, 2, nil, false},
		{"set apart by the other alone", unsubmitted, 1, nil, false},
		{"left out", repeated, 0, []string{"-faulty", "report"}, false},
		{"sound", sound, 0, nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			directory := t.TempDir()
			if err := os.CopyFS(directory, os.DirFS("sample")); err != nil {
				t.Fatal(err)
			}
			edit := func(file string, change func(string) string) {
				text, err := os.ReadFile(filepath.Join(directory, file))
				if err == nil {
					err = os.WriteFile(filepath.Join(directory, file), []byte(change(string(text))), 0o644)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			edit(intake.DealsFile, func(text string) string {
				if !strings.Contains(text, own) {
					t.Fatalf("there is no %s", own)
				}
				return text + tt.row
			})
			edit(intake.PlanFile, func(text string) string {
				if strings.Count(text, policy) != 2 {
					t.Fatal("there are not two policies")
				}
				return strings.Replace(text, policy, policy+` "faulty": "set-apart",`, tt.apart)
			})
			for _, audience := range []string{"vendor", "partner"} {
				for _, only := range []string{"-partner", "-all"} {
					args := append([]string{"-data", directory, "-audience", audience, "-format", "json"}, tt.args...)
					got := ""
					if only == "-all" {
						out := filepath.Join(t.TempDir(), "out")
						runs(t, append(args, "-all", "-out", out)...)
						text, err := os.ReadFile(filepath.Join(out, "P1001.json"))
						if err != nil {
							t.Fatal(err)
						}
						got = string(text)
					} else {
						got = runs(t, append(args, "-partner", "P1001")...)
					}
					if strings.Contains(got, "DSECRET") {
						t.Errorf("%s, for the %s: the deal of another partner is in it", only, audience)
					}
					if conflicts := strings.Contains(got, "D1001-32 of Ellery Timber Quorn is in conflict"); conflicts != tt.conflicts {
						t.Errorf("%s, for the %s: in conflict: %t", only, audience, conflicts)
					}
				}
			}
		})
	}
}

// However many faults one file has, those of the others tell what may be meant.
func TestHintsBesideManyFaults(t *testing.T) {
	assessments := small(t, intake.AssessmentsFile)
	var faulty strings.Builder
	for range 1100 {
		faulty.WriteString("A1,2026-01-15,nothing,1\n")
	}
	const deals = "id,partner,customer,product,currency,amount,stage,created\nD1,A1x,c,p,USD,1,s,2026-01-05\n"
	got := faultsOf(t, map[string]string{intake.AssessmentsFile: assessments + faulty.String(), intake.DealsFile: deals})
	if !strings.Contains(got, `deals.csv:2:4: partner: partner "A1x" is not in partners.csv; the nearest is "A1"`) {
		t.Errorf("got\n%s", got)
	}
}
