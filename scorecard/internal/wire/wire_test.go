package wire_test

import (
	"errors"
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard/internal/wire"
)

// rule is a disclosure that is valid when it says so.
type rule struct {
	OK bool `json:"ok"`
}

func (r rule) Validate() error {
	if r.OK {
		return nil
	}
	return errors.New("is not valid")
}

func form() wire.Form[rule] {
	return wire.Form[rule]{
		Format: wire.Format, Questionnaire: "q", Disclosure: rule{OK: true}, Lines: 4, Results: 3,
		Nodes: []wire.Node{
			{Node: "overall", Scores: [][2]uint32{{100, 1}, {5000, 2}}},
			{Node: "category", ID: "a", Line: 1, Weight: 10_000, Grain: -1},
			{Node: "topic", ID: "a", Name: "A", Line: 2, Weight: 1, Grain: 250, Coarse: [][2]uint32{{250, 3}}},
		},
	}
}

func TestBinary(t *testing.T) {
	f := form()
	data, err := f.Binary()
	if err != nil || f.Check() != nil {
		t.Fatal(err, f.Check())
	}
	var again wire.Form[rule]
	if !again.ReadBinary(data) {
		t.Fatal("it does not read what it wrote")
	}
	if diff := testkit.Diff(f, again); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	for n := range data {
		if n > 0 && again.ReadBinary(data[:n]) {
			t.Errorf("the first %d of %d bytes were taken", n, len(data))
		}
	}
	if again.ReadBinary(append(data, 0)) {
		t.Error("a byte too many was taken")
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		name, fault string
		change      func(*wire.Form[rule])
	}{
		{"an unknown format", "format known", func(f *wire.Form[rule]) { f.Format = 1 }},
		{"a disclosure", "disclosure invalid", func(f *wire.Form[rule]) { f.Disclosure.OK = false }},
		{"more nodes than lines", "nodes length", func(f *wire.Form[rule]) { f.Lines = 2 }},
		{"no overall node", "nodes required", func(f *wire.Form[rule]) { f.Nodes[0].ID = "x" }},
		{"a question", "nodes[2].node one-of", func(f *wire.Form[rule]) { f.Nodes[2].Node = "question" }},
		{"a topic twice", "nodes[2].id unique", func(f *wire.Form[rule]) { f.Nodes[2].Node = "category" }},
		{"a line twice", "nodes[2].line increasing", func(f *wire.Form[rule]) { f.Nodes[2].Line = 1 }},
		{"a weight below 0", "nodes[1].weight range", func(f *wire.Form[rule]) { f.Nodes[1].Weight = -1 }},
		{"half a point", "nodes[1].grain range", func(f *wire.Form[rule]) { f.Nodes[1].Grain = 50 }},
		{"a score twice", "nodes[0].scores increasing", func(f *wire.Form[rule]) { f.Nodes[0].Scores[1][0] = 100 }},
		{"more members than results", "nodes[2].coarse max", func(f *wire.Form[rule]) { f.Nodes[2].Coarse[0][1] = 4 }},
	} {
		f := form()
		tt.change(&f)
		if diff := testkit.Diff([]string{tt.fault}, testkit.BrokenRules(t, f.Check())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	if empty := (wire.Form[rule]{Format: wire.Format}); empty.Check() != nil {
		t.Error(empty.Check())
	}
}
