package page_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/partnermath/partnermath/examples/page"
	"github.com/partnermath/partnermath/qbr/document"
)

func write(t testing.TB, d document.Document) string {
	t.Helper()
	var text bytes.Buffer
	if err := page.Write(&text, d); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// each calls a function for each element of a page.
func each(n *html.Node, do func(*html.Node)) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			do(c)
		}
	}
}

func parse(t testing.TB, text string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// words are the texts of an element, with one space between each two.
func words(n *html.Node) string {
	var all strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			all.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(all.String()), " ")
}

func child(n *html.Node, name string) *html.Node {
	for c := range n.ChildNodes() {
		if c.Data == name {
			return c
		}
	}
	return nil
}

// Every id is there once, and what refers to one refers to one that is there.
func TestIDs(t *testing.T) {
	for name, d := range samples(t) {
		ids, refers := map[string]bool{}, []string{}
		each(parse(t, write(t, d)), func(n *html.Node) {
			if id := attribute(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s: %s is there twice", name, id)
				}
				ids[id] = true
			}
			refers = append(refers, strings.Fields(attribute(n, "aria-labelledby"))...)
			if to := attribute(n, "href"); to != "" {
				refers = append(refers, strings.TrimPrefix(to, "#"))
			}
		})
		for _, id := range refers {
			if !ids[id] {
				t.Errorf("%s: there is no %q", name, id)
			}
		}
	}
}

// A page runs nothing and asks for nothing.
func TestSelfContained(t *testing.T) {
	outside := regexp.MustCompile(`(?i)url\(|@import|javascript:|https?:`)
	for name, d := range samples(t) {
		each(parse(t, write(t, d)), func(n *html.Node) {
			if slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use", "foreignobject"}, strings.ToLower(n.Data)) {
				t.Errorf("%s has an element %s", name, n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "src" || strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s: %s has %s=%q", name, n.Data, a.Key, a.Val)
				}
			}
			if n.Data == "style" && outside.MatchString(words(n)) {
				t.Errorf("%s: the style asks for %q", name, outside.FindString(words(n)))
			}
		})
	}
}

// Every chart has a name and a sentence, and at most one chart stands at a table.
func TestChartsHaveNames(t *testing.T) {
	charts := map[string]int{}
	for name, d := range samples(t) {
		names := map[string]bool{}
		each(parse(t, write(t, d)), func(n *html.Node) {
			if n.Data != "svg" {
				return
			}
			charts[name]++
			title, desc := child(n, "title"), child(n, "desc")
			if attribute(n, "role") != "img" || title == nil || desc == nil || !strings.HasPrefix(words(title), "Chart: ") || len(words(desc)) < 10 {
				t.Fatalf("%s: a chart has no name", name)
			}
			if attribute(n, "aria-labelledby") != attribute(title, "id")+" "+attribute(desc, "id") {
				t.Errorf("%s: %s is not named by its title", name, words(title))
			}
			if names[words(title)] {
				t.Errorf("%s: two charts are called %q", name, words(title))
			}
			names[words(title)] = true
		})
	}
	if charts["review"] < 15 || charts["partner"] < 12 || charts["ugly"] != 8 {
		t.Errorf("there are %v charts", charts)
	}
}

// Headings do not leave out a level, tables have heads, and rows as many cells as there are
// heads.
func TestOrder(t *testing.T) {
	for name, d := range samples(t) {
		last, firsts, heads := 0, 0, 0
		each(parse(t, write(t, d)), func(n *html.Node) {
			switch n.Data {
			case "h1", "h2", "h3":
				level := int(n.Data[1] - '0')
				if level > last+1 {
					t.Errorf("%s: %q is a heading of level %d below %d", name, words(n), level, last)
				}
				if last = level; level == 1 {
					firsts++
				}
			case "th":
				if scope := attribute(n, "scope"); scope != "col" && scope != "row" || words(n) == "" {
					t.Errorf("%s: %q is the head of a %q", name, words(n), scope)
				}
			case "table":
				if heads = 0; attribute(n, "aria-label") == "" {
					t.Errorf("%s: a table has no name", name)
				}
			case "tr":
				cells := 0
				for range n.ChildNodes() {
					cells++
				}
				cells = (cells - 1) / 2 // line breaks between them
				if heads == 0 {
					heads = cells
				}
				if cells != heads {
					t.Errorf("%s: a row has %d cells below %d heads: %s", name, cells, heads, words(n))
				}
			}
		})
		if firsts != 1 {
			t.Errorf("%s has %d titles", name, firsts)
		}
	}
}

// All that the document says is on the page, in its order: titles, heads, cells and notes.
func TestSaysAll(t *testing.T) {
	for name, d := range samples(t) {
		var got []string
		each(parse(t, write(t, d)), func(n *html.Node) {
			switch n.Data {
			case "h2", "h3", "th", "td", "dt", "dd":
				got = append(got, words(n))
			case "p":
				if attribute(n, "class") == "note" {
					got = append(got, words(n))
				}
			}
		})
		if diff := cmp.Diff(said(d), got); diff != "" {
			t.Errorf("%s (-document +page):\n%s", name, diff)
		}
	}
}

// said are the texts of a document in the order in which a page has them.
func said(d document.Document) []string {
	var all []string
	add := func(text string) {
		all = append(all, strings.Join(strings.Fields(document.Plain(text)), " "))
	}
	for _, s := range d.Sections {
		if s.Title != "" {
			add(s.Title)
		}
		for _, t := range s.Tables {
			w := t.Written()
			if t.Title != "" && len(w.Rows) > 0 {
				add(t.Title)
			}
			isFacts := !slices.ContainsFunc(t.Columns, func(c document.Column) bool { return c.Head != "" })
			for _, c := range w.Columns {
				if len(w.Rows) > 0 && !isFacts {
					add(c.Head)
				}
			}
			for _, r := range w.Rows {
				for _, c := range r.Cells {
					text := c.Text
					for _, status := range []string{"red: ", "amber: ", "green: "} { // the colon becomes a frame
						if rest, found := strings.CutPrefix(text, status); found && isFacts && r.Cells[0].Text == "Status" {
							text = status[:len(status)-2] + " " + rest
						}
					}
					add(text)
				}
			}
		}
		for _, note := range s.Notes {
			add(note)
		}
	}
	return all
}

// The notice is on the screen, and in what is repeated on each sheet of paper.
func TestNotice(t *testing.T) {
	text := write(t, samples(t)["review"])
	if n := strings.Count(text, "Confidential: for the vendor only."); n != 2 {
		t.Errorf("the notice is there %d times", n)
	}
	if strings.Contains(write(t, samples(t)["partner"]), "Confidential") {
		t.Error("the partner's page is confidential")
	}
}

// What names bring with them is text: no control character, and nothing that turns the
// direction of what follows.
func TestNothingButPrintable(t *testing.T) {
	for name, d := range samples(t) {
		for i, r := range write(t, d) {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Fatalf("%s has %U at byte %d", name, r, i)
			}
		}
	}
}

func TestSameBytes(t *testing.T) {
	for name, d := range samples(t) {
		before, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		first := write(t, d)
		if again := write(t, d); again != first {
			t.Errorf("%s is another page the second time", name)
		}
		if after, _ := json.Marshal(d); !bytes.Equal(before, after) {
			t.Errorf("%s is another document after it was written", name)
		}
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteError(t *testing.T) {
	if err := page.Write(full{}, ugly()); !errors.Is(err, errFull) {
		t.Errorf("the error is %v", err)
	}
}
