package qbr_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

// quarterOnly are the inputs of a review as of 14 October 2026 that knows the partner and the
// quarter, and keeps figures at 80% of their targets from being red.
func quarterOnly(change func(in *inputs)) inputs {
	in := inputs{AsOf: day(10, 14), Records: qbr.Records{Partner: qbr.Partner{ID: "varnholt", Manager: "Ruth Okonjo"}}}
	in.Policy.Audience = scorecard.AudienceVendor
	in.Policy.Performance = performance.Policy{
		Currency: "USD", Quarter: q3(), Counts: []performance.Involvement{performance.Sourced}, Floor: num("0.8"),
	}
	change(&in)
	return in
}

// sectionOf is a section of the review, for the vendor or for the partner, of inputs with one
// or two sources.
func sectionOf(t *testing.T, id qbr.SectionID, audience scorecard.Audience, change func(s *qbr.Sources)) (qbr.Section, qbr.Review) {
	t.Helper()
	r := prepared(t, quarterOnly(func(in *inputs) {
		in.Policy.Audience = audience
		change(&in.Sources)
	}))
	return section(t, r, id), r
}

// source reads the value of a source of the reviewed quarter.
func source[T any](t testing.TB, text string) qbr.Source[T] {
	t.Helper()
	s := of[T](full{asOf: day(10, 14)}, 3, *new(T))
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s.Value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

// fixture is the text of a result that the tables are tested with too.
func fixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("tables/testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// tableOf is a table of a section by its title.
func tableOf(t *testing.T, s qbr.Section, title string) document.Table {
	t.Helper()
	i := slices.IndexFunc(s.Tables, func(table document.Table) bool { return table.Title == title })
	if i < 0 {
		t.Fatalf("there is no table %q in %s", title, testkit.JSON(t, s))
	}
	return s.Tables[i]
}

func titles(s qbr.Section) []string {
	all := make([]string, len(s.Tables))
	for i := range s.Tables {
		all[i] = s.Tables[i].Title
	}
	return all
}

// sheet is a table as it is written: its heads, then its rows.
func sheet(t document.Table) []string {
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Head
	}
	return append([]string{strings.Join(heads, "|")}, rows(t)...)
}

// floors writes what keeps each figure from being red, and what is due of it and of that.
func floors(metrics []qbr.Metric) []string {
	var all []string
	for i := range metrics {
		m := &metrics[i]
		if !m.Floor.Valid && !m.Due.Valid {
			continue
		}
		unit := document.UnitCount
		all = append(all, strings.Join([]string{string(m.ID), unit.Format(m.Floor, ""), unit.Format(m.Due, ""), unit.Format(m.FloorDue, "")}, " "))
	}
	return all
}

func q3() partnermath.Quarter { return partnermath.Quarter{Year: 2026, Number: 3} }

func replaced(text, old, by string) string { return strings.ReplaceAll(text, old, by) }

// remarksOf are the notes of a line of the first page.
func remarksOf(r qbr.Review, line int) []string {
	for _, h := range r.FirstPage {
		if h.Line == line {
			return h.Notes
		}
	}
	return nil
}

// hides holds that nothing of some words is in a review, in any form.
func hides(t *testing.T, r qbr.Review, words ...string) {
	t.Helper()
	d := r.Document()
	for _, form := range []string{testkit.JSON(t, r), string(d.AppendText(nil, 80)), string(d.AppendText(nil, 200)), string(d.AppendMarkdown(nil))} {
		for _, word := range words {
			if at := strings.Index(form, word); at >= 0 {
				t.Errorf("%q is told: …%s…", word, form[max(at-80, 0):min(at+80, len(form))])
			}
		}
	}
}
