package page_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/partnermath/partnermath/qbr/document"
)

// chromium runs a headless Chromium on a file, and returns what it prints.
func chromium(t *testing.T, file string, flags ...string) string {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("SKIPPED, the pages are not looked at: no Chromium here")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	// Without its sandbox it runs as root and in containers too; it opens no page but ours.
	flags = append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + t.TempDir()}, flags...)
	command := exec.CommandContext(ctx, path, append(flags, "file://"+file)...)
	var faults bytes.Buffer
	command.Stderr = &faults
	printed, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, faults.String())
	}
	return string(printed)
}

// frame is a page as it is laid out in a window of a width.
type frame struct {
	Name       string
	Width      int
	Paper      string
	PageWidth  float64
	TooWide    []string
	Unreadable []string
}

// measure goes through the frames when all are laid out. What scrolls in a box of its own may
// be wider than the page.
const measure = `<script>
onload = () => {
  const frames = [...document.querySelectorAll("iframe")].map(f => {
    const d = f.contentDocument, all = [...d.body.querySelectorAll("*")]
    const width = d.documentElement.clientWidth
    const scrolls = e => e.closest(".scroll") && f.contentWindow.getComputedStyle(e.closest(".scroll")).overflowX === "auto" && !e.matches(".scroll")
    return {
      Name: f.name, Width: width, Paper: f.contentWindow.getComputedStyle(d.body).backgroundColor,
      PageWidth: d.documentElement.scrollWidth,
      TooWide: all.filter(e => !scrolls(e) && e.getBoundingClientRect().right > width + 0.5).map(e => e.tagName + " " + e.textContent.slice(0, 60)),
      Unreadable: all.filter(e => e.matches("svg text")).filter(e => 11 * e.ownerSVGElement.getBoundingClientRect().width / e.ownerSVGElement.viewBox.baseVal.width < 10).map(e => e.textContent),
    }
  })
  document.body.replaceChildren(Object.assign(document.createElement("pre"), {textContent: JSON.stringify(frames)}))
}
</script>`

// laidOut lays every sample out, on screens of three widths, and on paper: with the rules of
// paper for a screen as wide as the type area of A4, 186 mm.
func laidOut(t *testing.T, flags ...string) []frame {
	t.Helper()
	var all strings.Builder
	all.WriteString(`<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><body>` + measure)
	for name, d := range samples(t) {
		text := write(t, d)
		paper := strings.Replace(text, "@media print", "@media all", 1)
		if paper == text {
			t.Fatal("there are no rules for paper")
		}
		for _, width := range []int{375, 800, 1280} {
			fmt.Fprintf(&all, `<iframe name="%s" style="border: 0; width: %dpx; height: 900px" srcdoc="%s"></iframe>`, name, width, html.EscapeString(text))
		}
		fmt.Fprintf(&all, `<iframe name="%s on paper" style="border: 0; width: 703px; height: 900px" srcdoc="%s"></iframe>`, name, html.EscapeString(paper))
	}
	file := filepath.Join(t.TempDir(), "frames.html")
	if err := os.WriteFile(file, []byte(all.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	printed := chromium(t, file, append(flags, "--dump-dom")...)
	_, printed, _ = strings.Cut(printed, "<pre>")
	printed, _, _ = strings.Cut(printed, "</pre>")
	var frames []frame
	if err := json.Unmarshal([]byte(html.UnescapeString(printed)), &frames); err != nil {
		t.Fatalf("%v in %q", err, printed)
	}
	return frames
}

// Nothing is wider than the page, which a phone would have to push to and fro, and the texts
// in charts are never smaller than 10 pixels on a screen.
func TestFitsTheScreen(t *testing.T) {
	for scheme, paper := range []string{"rgb(20, 25, 31)", "rgb(255, 255, 255)"} {
		frames := laidOut(t, fmt.Sprintf("--blink-settings=preferredColorScheme=%d", scheme))
		if len(frames) != 4*len(samples(t)) {
			t.Fatalf("%d pages were laid out", len(frames))
		}
		for _, f := range frames {
			isPaper := strings.HasSuffix(f.Name, "on paper")
			if !slices.Contains([]int{375, 703, 800, 1280}, f.Width) {
				t.Fatalf("%s was laid out at %d", f.Name, f.Width)
			}
			if isPaper && f.Name == "ugly on paper" {
				continue // it has a table of 15 amounts, for which a browser makes the page smaller
			}
			if f.PageWidth > float64(f.Width) || len(f.TooWide) > 0 {
				t.Errorf("%s at %d is %v wide: %q", f.Name, f.Width, f.PageWidth, f.TooWide)
			}
			if len(f.Unreadable) > 0 && !isPaper {
				t.Errorf("%s at %d has small texts: %q", f.Name, f.Width, f.Unreadable)
			}
			if f.Paper != paper && !isPaper {
				t.Errorf("%s at %d is on %s, not %s", f.Name, f.Width, f.Paper, paper)
			}
		}
	}
}

// sheets are the texts of the sheets of paper that a document is printed on.
func sheets(t *testing.T, d document.Document) []string {
	t.Helper()
	folder := t.TempDir()
	file, printed := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
	if err := os.WriteFile(file, []byte(write(t, d)), 0o600); err != nil {
		t.Fatal(err)
	}
	chromium(t, file, "--no-pdf-header-footer", "--print-to-pdf="+printed)
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("SKIPPED, the sheets of paper are not read: no pdftotext here")
	}
	text, err := exec.CommandContext(t.Context(), reader, printed, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// On paper, the notice is on every sheet.
func TestNoticeOnEverySheet(t *testing.T) {
	all := sheets(t, samples(t)["review"])
	if len(all) < 5 {
		t.Errorf("the review is on %d sheets", len(all))
	}
	for i, sheet := range all {
		if !strings.HasPrefix(sheet, "Confidential: for the vendor only. · Varnholt Systems") {
			t.Errorf("sheet %d begins with %q", i+1, sheet[:min(len(sheet), 60)])
		}
	}
}

// On paper, no sheet begins with one note of what is overleaf, and a long table begins below what
// is there already instead of leaving the rest of a sheet empty.
func TestSheetsAreFilled(t *testing.T) {
	d := document.Document{Title: "Title"}
	lines := func(name string, n, notes int) {
		s := document.Section{Title: "Section " + name, Tables: []document.Table{{Columns: []document.Column{{Head: "Name"}}}}}
		for i := range n {
			s.Tables[0].Rows = append(s.Tables[0].Rows, document.Row{Cells: document.Texts(fmt.Sprintf("Row %s-%d", name, i))})
		}
		for range notes {
			s.Notes = append(s.Notes, "Note of "+name)
		}
		d.Sections = append(d.Sections, s)
	}
	lines("first", 3, 0)
	lines("long", 42, 1)
	for i := range 150 {
		lines(strconv.Itoa(i), i*i%23%8+1, i%5+1)
	}
	all, stray := sheets(t, d), regexp.MustCompile(`^Title\s+Note of \d+\s+(Section|\d+ / )`)
	if !strings.Contains(all[0], "Row long-9") {
		t.Errorf("the first sheet has only %q", all[0])
	}
	for i, sheet := range all {
		if stray.MatchString(sheet) {
			t.Errorf("sheet %d begins with one note: %.40q", i+1, sheet)
		}
	}
}
