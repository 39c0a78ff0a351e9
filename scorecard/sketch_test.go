package scorecard

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Short ids have the same sketch only if they are the same, and never that of a
// long one.
func TestSketch(t *testing.T) {
	seen := make(map[uint64]string)
	ids := []string{""}
	for length := range 9 {
		var longer []string
		for _, id := range ids {
			s := sketch(id)
			if (s >= longID) != (length >= 8) || s != sketch(strings.Clone(id)) {
				t.Fatalf("the sketch of %q is %x", id, s)
			}
			if other, known := seen[s]; known && s < longID {
				t.Fatalf("%q and %q have the same sketch", id, other)
			}
			seen[s] = id
			for _, next := range []string{"a", "b", "\x00"} {
				longer = append(longer, id+next)
			}
		}
		ids = longer
	}
}

// The index finds what a map finds, also among ids with the same sketch.
func TestIndex(t *testing.T) {
	id := rapid.OneOf(
		rapid.StringMatching(`[ab]{1,3}`),
		rapid.StringMatching(`question-[ab]{0,3}-question`),
		rapid.StringMatching(`[a-z0-9-]{1,20}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		want := make(map[string]int)
		var questions []question
		for i, id := range rapid.SliceOfNDistinct(id, 1, 100, rapid.ID[string]).Draw(t, "ids") {
			want[id] = i
			questions = append(questions, question{details: &details{id: id}})
		}
		x := newIndex(questions)
		for id, at := range want {
			if got := x.find(id); got != at {
				t.Fatalf("%q is at %d, want %d", id, got, at)
			}
		}
		other := id.Draw(t, "other")
		if _, known := want[other]; !known && x.find(other) >= 0 {
			t.Fatalf("%q is at %d, want none", other, x.find(other))
		}
	})
}
