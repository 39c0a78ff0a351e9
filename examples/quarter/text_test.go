package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func TestTextWidth(t *testing.T) {
	for line := range strings.Lines(runs(t)) {
		if width := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); width > pageWidth {
			t.Errorf("line of %d: %q", width, line)
		}
		if strings.HasSuffix(line, " \n") {
			t.Errorf("space at the end of %q", line)
		}
	}
}

func TestMarkdownEscapes(t *testing.T) {
	got := runs(t, "-format", "markdown", "-data", data(t, map[string]string{
		partnersFile: "id,name,tier,type,region,manager\nA1,a|b*c_d<e>\\`[f],,,,\nB2,,,,,\n",
	}))
	if want := "# a\\|b\\*c\\_d&lt;e&gt;\\\\\\`\\[f\\]\n"; !strings.HasPrefix(got, want) {
		t.Errorf("starts %.40q, want %q", got, want)
	}
}

func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		number string
		places int32
		want   string
	}{
		{"0", 0, "0"},
		{"999", 2, "999.00"},
		{"1000", 0, "1,000"},
		{"-1000", 0, "-1,000"},
		{"-999", 0, "-999"},
		{"123456", 1, "123,456.0"},
		{"1234567.891", 2, "1,234,567.89"},
	} {
		d, err := decimal.NewFromString(tt.number)
		if err != nil {
			t.Fatal(err)
		}
		if got := amount(d, tt.places); got != tt.want {
			t.Errorf("amount(%s, %d) = %q, want %q", tt.number, tt.places, got, tt.want)
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
	p.open(assessmentsFile)
	for range 7 * rowsBetweenLooks {
		p.row()
	}
	p.done()
	want := ""
	for _, rows := range []string{"8,192", "16,384", "24,576"} {
		want += eraseLine + assessmentsFile + ": " + rows + " rows"
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
