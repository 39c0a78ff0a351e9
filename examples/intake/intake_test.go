package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jszwec/csvutil"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
)

// The layout names every column that is read, in the order in which it is read.
func TestLayoutNamesAll(t *testing.T) {
	rows := map[string]any{
		PartnersFile: Partner{}, AssessmentsFile: assessmentRow{}, GoalsFile: goalRow{}, DealsFile: dealRow{}, LeadsFile: leadRow{},
		SalesFile: salesRow{}, ActivitiesFile: activityRow{}, IncentiveSalesFile: incentiveRow{}, FundEntriesFile: entryRow{}, ForecastsFile: forecastRow{},
	}
	for _, file := range inputFiles {
		if filepath.Ext(file.Name) != ".csv" {
			continue
		}
		row := rows[file.Name]
		want, err := csvutil.Header(row, "csv")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, column := range file.Parts {
			got = append(got, column.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file.Name, diff)
		}
	}
}

// Rows of many dates of one partner, none beside another of its date, are brought
// together without a look at every other date.
func TestInterleavedDates(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("partner,date,question,answer\n")
	for _, answer := range []string{"plan,yes", "rate,1"} {
		for i := range 60_000 {
			date := partnermath.NewDate(1800, 1, 1).AddDays(i)
			fmt.Fprintf(&rows, "A1,%s,%s\n", date, answer)
		}
	}
	directory := t.TempDir()
	for file, from := range map[string]string{QuestionnaireFile: "", PartnersFile: "", AssessmentsFile: rows.String()} {
		text := []byte(from)
		if from == "" {
			var err error
			if text, err = os.ReadFile(filepath.Join("..", "quarter", "testdata", "small", file)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(directory, file), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in, err := folder.Open(Layout(), directory, folder.Tables{})
	if err != nil {
		t.Fatal(err)
	}
	found := in.NewFaults(false)
	ch := Read(in, Subjects{}, found)
	if found.Refused() {
		t.Fatal(found.Lines(in))
	}
	if len(ch.assessments) != 60_000 {
		t.Fatalf("%d assessments", len(ch.assessments))
	}
	for _, a := range ch.assessments {
		if len(a.cells) != 2 {
			t.Fatalf("%s has %d cells, want 2", a.Date, len(a.cells))
		}
	}
}
