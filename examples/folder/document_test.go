package folder

import (
	"testing"

	"github.com/partnermath/partnermath"
)

// Where very many faults are of a document that is very long, their paths tell where they are.
func TestFaultsOfALongDocument(t *testing.T) {
	in := Folder{layout: Layout{Files: []File{{Name: "settings.json"}}}}
	text := make([]byte, 1<<20)
	for i := range text {
		text[i] = ' '
	}
	copy(text, `{"a":`+"\n"+`"x"}`)
	lines := func(faults int) []string {
		var invalid partnermath.ValidationError
		for range faults {
			invalid.Add("a", "type", "must be a number")
		}
		found := in.NewFaults(false)
		in.NewDocument("settings.json", text, found).Rules(invalid.Err())
		return found.Lines(in)
	}
	if got, want := lines(3)[2], "settings.json:2:1: a: must be a number"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := lines(600)[2], "settings.json: a: must be a number"; got != want {
		t.Errorf("of many: got %q, want %q", got, want)
	}
}
