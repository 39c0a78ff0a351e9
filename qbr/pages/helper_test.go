package pages_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/pages"
)

// printed holds a page to its golden files, and to the width that it is printed for.
func printed(t *testing.T, name string, page document.Document) {
	t.Helper()
	chartsAreSound(t, page)
	for _, width := range []int{80, 100, 120} {
		text := page.AppendText(nil, width)
		if width != 100 {
			testkit.Golden(t, fmt.Sprintf("%s%d.golden.txt", name, width), text)
		}
		for line := range strings.Lines(string(text)) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d characters of %d: %s", n, width, line)
			}
		}
	}
}

// A chart has series, all in one unit, beside names, and a table that is not drawn has none.
func chartsAreSound(t *testing.T, page document.Document) {
	t.Helper()
	for i := range page.Sections {
		for _, table := range page.Sections[i].Tables {
			var series []document.Unit
			for _, c := range table.Columns {
				if c.Charted {
					series = append(series, c.Unit)
				}
			}
			if (table.Chart == "") != (len(series) == 0) || len(series) > 0 && (len(slices.Compact(series)) != 1 || table.Columns[0].Charted) {
				t.Errorf("%q is drawn as %q with series of %q", table.Title, table.Chart, series)
			}
		}
	}
}

// says tells that a page has texts, in small letters and with single spaces.
func says(t *testing.T, page document.Document, texts ...string) {
	t.Helper()
	text := strings.ToLower(strings.Join(strings.Fields(string(page.AppendText(nil, 250))), " "))
	for _, want := range texts {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
}

// A result that comes from anywhere is written without a fault and without a control
// character, and a number out of bounds fills no page.
func TestHostileResultsProperty(t *testing.T) {
	report, estimate, cohorts, placements, hours := rolledUp(t), shifted(t), compared(t), placed(t), covered(t)
	rapid.Check(t, func(t *rapid.T) {
		r, e, c, p, h := testkit.Copy(t, report), testkit.Copy(t, estimate), testkit.Copy(t, cohorts), testkit.Copy(t, placements), testkit.Copy(t, hours)
		testkit.Plant(t, &r, &e, &c, &p, &h)
		for name, page := range map[string]document.Document{
			"channel": pages.Channel(r, asOf), "shift": pages.Shift(e), "cohorts": pages.Cohorts(c), "placements": pages.Placements(p), "coverage": pages.Coverage(h),
		} {
			text := page.AppendMarkdown(page.AppendText(nil, 80))
			if at := strings.IndexFunc(string(text), func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); at >= 0 {
				t.Fatalf("%s has a control character: %q", name, text[at:min(at+40, len(text))])
			}
		}
	})
	report.Used[0].Rate.Rate = decimal.NewNullDecimal(decimal.New(1, 1_000_000))
	for _, page := range []document.Document{pages.Channel(report, asOf), pages.Channel(channel.Report{}, partnermath.Date{})} {
		if size := len(page.AppendText(nil, 80)); size > 100_000 {
			t.Errorf("a page of %d bytes", size)
		}
	}
}
