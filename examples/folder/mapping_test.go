package folder

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
)

// What only some tables have is refused for the others, with the names of those.
func TestReadColumns(t *testing.T) {
	l := Layout{Files: []File{
		{Name: "sites.csv", Parts: []Part{{Name: "id"}, {Name: "opened"}}},
		{Name: "surveys.csv", Parts: []Part{{Name: "question"}, {Name: "answer"}}, Wide: Wide{Key: "question", Value: "answer"}},
		{Name: "loans.csv", Parts: []Part{{Name: "id"}, {Name: "until"}}, Ends: []string{"until"}},
	}}
	for _, tt := range []struct{ text, want string }{
		{`{"surveys": {"questions": {"noise": "How loud?"}}, "loans": {"lastDays": ["until"]}}`, ""},
		{`{"sites": {"questions": {"noise": "How loud?"}}}`, ":1:25: sites.questions: is for surveys only"},
		{`{"sites": {"answers": {"noise": {}}}}`, ":1:23: sites.answers: is for surveys only"},
		{`{"sites": {"lastDays": ["opened"]}}`, ":1:24: sites.lastDays: is for loans only"},
		{`{"loans": {"lastDays": ["id"]}}`, ":1:25: loans.lastDays[0]: must be until, got \"id\""},
		{`{"sites": {"columns": {"opend": "Day"}}}`, ":1:33: sites.columns.opend: must be a column; the nearest is \"opened\"; got \"opend\""},
	} {
		file := filepath.Join(t.TempDir(), "columns.json")
		if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		var how Tables
		wrong, _ := how.ReadColumns(l, file, func(text []byte) (map[string]*TableMapping, error) {
			var all struct {
				Sites   *TableMapping `json:"sites"`
				Surveys *TableMapping `json:"surveys"`
				Loans   *TableMapping `json:"loans"`
			}
			err := partnermath.Decode(text, &all)
			return map[string]*TableMapping{"sites.csv": all.Sites, "surveys.csv": all.Surveys, "loans.csv": all.Loans}, err
		})
		if got := strings.TrimPrefix(strings.Join(wrong, "\n"), file); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
