package main

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/examples/internal/words"

	"github.com/google/go-cmp/cmp"
)

func TestTextWidth(t *testing.T) {
	for _, width := range []int{minWidth, pageWidth, maxWidth} {
		for line := range strings.Lines(runs(t, "-width", strconv.Itoa(width))) {
			if got := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); got > width {
				t.Errorf("line of %d, not %d: %q", got, width, line)
			}
			if strings.HasSuffix(line, " \n") {
				t.Errorf("space at the end of %q", line)
			}
		}
	}
	if diff := cmp.Diff(runs(t), runs(t, "-width", strconv.Itoa(pageWidth))); diff != "" {
		t.Errorf("a usual width:\n%s", diff)
	}
}

func TestMarkdownEscapes(t *testing.T) {
	got := runs(t, "-format", "markdown", "-data", data(t, map[string]string{
		intake.PartnersFile: "id,name,tier,type,region,manager\nA1,a|b*c_d<e>\\`[f],,,,\nB2,,,,,\n",
	}))
	if want := "# a\\|b\\*c\\_d&lt;e&gt;\\\\\\`\\[f\\]\n"; !strings.HasPrefix(got, want) {
		t.Errorf("starts %.40q, want %q", got, want)
	}
}

func TestGrouped(t *testing.T) {
	for number, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1000: "-1,000", -999: "-999", 1234567: "1,234,567"} {
		if got := words.Grouped(number); got != want {
			t.Errorf("words.Grouped(%d) = %q, want %q", number, got, want)
		}
	}
}

func TestProgress(t *testing.T) {
	var terminal bytes.Buffer
	now := time.Unix(0, 0)
	clock := func() time.Time {
		now = now.Add(progressInterval / 2)
		return now
	}
	p := progress{terminal: &terminal, now: clock, shown: now}
	for i := range 7 {
		p.read(intake.AssessmentsFile, (i+1)*4096)
	}
	p.done()
	want := ""
	for _, rows := range []string{"8,192", "16,384", "24,576"} {
		want += eraseLine + intake.AssessmentsFile + ": " + rows + " rows"
	}
	if diff := cmp.Diff(want+eraseLine, terminal.String()); diff != "" {
		t.Error(diff)
	}
}

// That a pipe or a file shows no progress, the tests of whole runs prove, whose
// standard error has to be empty.
func TestNoProgressWithoutTerminal(t *testing.T) {
	if p := newProgress(new(bytes.Buffer)); p.terminal != nil {
		t.Error("shows progress in a buffer")
	}
}
