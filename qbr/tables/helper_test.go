package tables_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/qbr/document"
)

// read reads a result of testdata, and parse one of a text.
func read[T any](t testing.TB, name string) T {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return parse[T](t, string(text))
}

func parse[T any](t testing.TB, text string) T {
	t.Helper()
	var v T
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// sheet is a table as it is written: its heads, then its rows.
func sheet(t document.Table) []string {
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Head
	}
	all := []string{strings.Join(heads, "|")}
	for _, r := range t.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			unit := c.Unit
			if unit == "" && i < len(t.Columns) {
				unit = t.Columns[i].Unit
			}
			if cells[i] = c.Text; c.Text == "" && !c.IsEmpty() {
				cells[i] = unit.Format(c.Number, t.Currency)
			}
		}
		all = append(all, strings.Join(cells, "|"))
	}
	return all
}

func same(t *testing.T, what string, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
