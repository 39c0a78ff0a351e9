package scorecard

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Short ids have the same sketch only if they are the same, and never that of a
// long one.
func TestSketch(t *testing.T) {
	id := rapid.OneOf(
		rapid.StringMatching(`[ab0-]{0,9}`),
		rapid.StringOfN(rapid.Rune(), 0, 4, 9),
	)
	rapid.Check(t, func(t *rapid.T) {
		a, b := id.Draw(t, "a"), id.Draw(t, "b")
		switch sa, sb := sketch(a), sketch(b); {
		case sa != sketch(strings.Clone(a)):
			t.Fatalf("sketch of %q varies", a)
		case (sa >= longID) != (len(a) >= 8):
			t.Fatalf("sketch of %q is %x", a, sa)
		case sa < longID && (sa == sb) != (a == b):
			t.Fatalf("sketches of %q and %q are %x and %x", a, b, sa, sb)
		}
	})
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
			questions = append(questions, question{id: id})
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
