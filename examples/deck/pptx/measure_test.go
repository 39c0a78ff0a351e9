package pptx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 100, []string{""}},
		{"one two", 100, []string{"one two"}},
		{"one two", 30, []string{"one", "two"}},
		{"mmmmmm", 20, []string{"mm", "mm", "mm"}}, // 8.33 points each
		{"日本語", 21, []string{"日本", "語"}},
		{"\tone\u202e\n two ", 100, []string{"one two"}},
		{"m", 1, []string{"m"}},
	} {
		if diff := cmp.Diff(c.want, Lines(c.text, c.width, 10, false)); diff != "" {
			t.Errorf("%q in %d points (-want +got):\n%s", c.text, c.width, diff)
		}
	}
}

// An id is not broken at its hyphens, as the lines of its cell are made here; other texts are left
// to the program.
func TestIDsStayWhole(t *testing.T) {
	for text, want := range map[string]int{"PR-26-108, PR-26-111": 1, "well-known and well-liked": 0, "108, 111, 112, 113, 114": 0} {
		table := Table{Widths: []int{95}, Rows: []Row{{Cells: []Cell{{Text: text}}}}, Size: 10}
		charts := 0
		p := page{charts: &charts}
		table.draw(&p, 1)
		if got := strings.Count(p.String(), "<a:br>"); got != want {
			t.Errorf("%q has %d ends of lines, want %d, in %s", text, got, want, p.String())
		}
	}
}

// What is clipped is a part of the text from its start, and on no more lines than there are.
func TestClip(t *testing.T) {
	texts := []string{"", "one", nastyText, strings.Repeat("Donaudampf", 40), strings.Repeat("words and more words; ", 20), strings.Repeat("日本語 ", 50)}
	for _, text := range texts {
		whole, _ := Clip(text, 1_000_000, 10, 1, true)
		for width := 30; width < 700; width += 67 {
			for lines := 1; lines <= 4; lines++ {
				shown, cut := Clip(text, width, 10, lines, true)
				if n := len(Lines(shown, width, 10, true)); n > lines {
					t.Errorf("%q is on %d lines of %d, want %d", shown, n, width, lines)
				}
				start, marked := strings.CutSuffix(shown, "…")
				switch {
				case !cut && shown != whole:
					t.Errorf("%q is not all of %q", shown, whole)
				case cut && (!marked || !strings.HasPrefix(whole, start) || len(start) == len(whole)):
					t.Errorf("%q is no part of %q", shown, whole)
				}
			}
		}
	}
}

// A text needs as much room as it says.
func TestOneLine(t *testing.T) {
	for _, text := range []string{"x", "Marketing qualified leads (MQL)", nastyText, strings.Repeat("W", 300)} {
		width := OneLine(text, 11, false)
		if n := len(Lines(text, width, 11, false)); n != 1 {
			t.Errorf("%q is on %d lines of %d points", text, n, width)
		}
	}
}

const nastyText = "=cmd|' /C calc'!A0 <b>&amp; évil – ok"
