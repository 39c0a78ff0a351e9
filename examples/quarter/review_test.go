package main

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
)

// sectionsOf returns the text of a review by section, "" for what is above them.
func sectionsOf(t *testing.T, replaced map[string]string, args ...string) map[string]string {
	t.Helper()
	text := runs(t, append([]string{"-data", data(t, replaced)}, args...)...)
	sections := make(map[string]string)
	for i, part := range strings.Split(text, "\n\n") {
		title := ""
		if i > 0 {
			title, part, _ = strings.Cut(part, "\n")
		}
		sections[title] = strings.TrimSuffix(part, "\n") + "\n"
	}
	return sections
}

// reviewed returns the review that a run prints.
func reviewed(t *testing.T, args ...string) qbr.Review {
	t.Helper()
	var r qbr.Review
	if err := json.Unmarshal([]byte(runs(t, append(args, "-format", "json")...)), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// figure returns what a figure of a review is, "" for one that it has not and – for one that
// is not known.
func figure(r qbr.Review, id qbr.MetricID) string {
	for _, s := range r.Sections {
		for _, m := range s.Metrics {
			if m.ID == id {
				return m.Unit.Format(m.Value, r.Currency)
			}
		}
	}
	return ""
}

// cellsOf returns the rows of a table of a review, each with | between its cells.
func cellsOf(r qbr.Review, title string) string {
	var text strings.Builder
	for _, s := range r.Sections {
		for _, table := range s.Tables {
			if table.Title != title {
				continue
			}
			for _, row := range table.Rows {
				for i, cell := range row.Cells {
					if i > 0 {
						text.WriteByte('|')
					}
					if cell.Text == "" && (cell.Number.Valid || cell.Unit != "") {
						unit := cmp.Or(cell.Unit, table.Columns[i].Unit)
						cell.Text = unit.Format(cell.Number, table.Currency)
					}
					text.WriteString(cell.Text)
				}
				text.WriteByte('\n')
			}
		}
	}
	return text.String()
}

// notesOf returns all notes of a section, a line each.
func notesOf(r qbr.Review, id qbr.SectionID) string {
	for _, s := range r.Sections {
		if s.ID == id {
			return strings.Join(s.Notes, "\n") + "\n"
		}
	}
	return ""
}

func TestChange(t *testing.T) {
	now := header + "A1,2026-04-30,rate,0.5\n"
	for _, tt := range []struct{ rows, change string }{
		{"", "null"},
		{"A1,2025-12-31,rate,0.1\n", "null"},
		{"B2,2026-03-31,rate,0.1\n", "null"},
		{"A1,2026-03-31,rate,\n", "null"},
		{"A1,2026-03-31,rate,0.1\n", `"39.6"`},
		{"A1,2026-03-30,rate,0.9\nA1,2026-03-31,rate,0.1\nA1,2026-03-29,rate,0.8\n", `"39.6"`},
		{"A1,2026-03-31,rate,0.7\n", `"-19.8"`},
		{"A1,2026-03-31,rate,0.5\n", `"0"`},
	} {
		r := reviewed(t, "-quarter", "2026-Q2", "-data", data(t, map[string]string{intake.AssessmentsFile: now + tt.rows}))
		change, _ := r.FirstPage[0].Metrics[0].Change.MarshalJSON()
		if string(change) != tt.change {
			t.Errorf("%q: change %s, want %s", tt.rows, change, tt.change)
		}
	}
}

// A later assessment of a quarter counts in the place of an earlier one, and the review says so.
func TestSupersededAssessment(t *testing.T) {
	const later = "A1,2026-03-31,plan,yes\nA1,2026-03-31,rate,0.5\n"
	directory := data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-01-15,plan,no\nA1,2026-02-20,plan,yes\nA1,2025-12-30,plan,no\nB2,2026-03-01,plan,no\n" + later})
	r := reviewed(t, "-data", directory, "-partner", "A1")
	const want = "2 other assessments of the quarter are not counted, as that of 2026-03-31 is later: 2026-01-15, 2026-02-20."
	if got := notesOf(r, qbr.SectionCapability); !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
	for _, args := range [][]string{{"-partner", "A1", "-quarter", "2025-Q4"}, {"-partner", "B2"}} {
		if got := notesOf(reviewed(t, append(args, "-data", directory)...), qbr.SectionCapability); strings.Contains(got, "not counted") {
			t.Errorf("%q, assessed once:\n%s", args, got)
		}
	}
}

func TestWithoutScore(t *testing.T) {
	r := reviewed(t, "-data", data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-04-30,rate,\n"}))
	if got := figure(r, qbr.MetricScore); got != document.Unknown {
		t.Errorf("the score is %s", got)
	}
	if want := "0 of 6 questions that apply are answered."; !strings.Contains(notesOf(r, qbr.SectionCapability), want) {
		t.Errorf("lacks %q:\n%s", want, notesOf(r, qbr.SectionCapability))
	}
}

// An assessment after the day of the review is not known on it.
func TestScoreBeforeAssessment(t *testing.T) {
	folder := data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-01-31,rate,0.1\nA1,2026-06-15,rate,0.5\n"})
	for day, want := range map[string]string{"2026-06-14": "", "2026-06-15": "50.50", "2026-07-01": "50.50"} {
		if got := figure(reviewed(t, "-data", folder, "-asof", day), qbr.MetricScore); got != want {
			t.Errorf("%s: score %q, want %q", day, got, want)
		}
	}
}

// A weight that is left out is a fault, and one of 0 is said not to count.
func TestLeftOutWeight(t *testing.T) {
	files := make(map[string]string)
	for _, name := range []string{intake.QuestionnaireFile, intake.PartnersFile, intake.AssessmentsFile} {
		text, err := os.ReadFile(filepath.Join("testdata", "left-out-weight", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	want := intake.QuestionnaireFile + ":1:145: categories[0].topics[0].questions[1].weight: must be given, unless the question is advisory\n"
	if got := faultsOf(t, files); !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
	left := files[intake.QuestionnaireFile]
	for weight, want := range map[string]string{"0": "1.00", "1": "25.75"} {
		files[intake.QuestionnaireFile] = strings.Replace(left, `"id":"share",`, `"id":"share","weight":"`+weight+`",`, 1)
		if got := figure(reviewed(t, "-data", data(t, files), "-partner", "P2"), qbr.MetricScore); got != want {
			t.Errorf("weight %s: overall score %s, want %s", weight, got, want)
		}
	}
}

func TestSections(t *testing.T) {
	r := reviewed(t, "-sections", "wins, capability")
	if len(r.Sections) != 2 || r.Sections[0].ID != qbr.SectionWins || r.Sections[1].ID != qbr.SectionCapability {
		t.Errorf("%d sections", len(r.Sections))
	}
}
