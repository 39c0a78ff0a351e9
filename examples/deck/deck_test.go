package deck_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

func TestSameReviewSameBytes(t *testing.T) {
	for name, r := range reviews(t) {
		file := written(t, r)
		if !bytes.Equal(file, written(t, r)) {
			t.Errorf("%s: two runs differ", name)
		}
		noClock(t, file)
		for part, content := range unpacked(t, file) {
			if path.Ext(part) == ".xlsx" {
				noClock(t, []byte(content))
			}
		}
	}
}

// noClock holds that no part has a time of today: two runs within a second would have the same.
func noClock(t *testing.T, file []byte) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		if f.Modified.Year() > 1980 {
			t.Errorf("%s is of %s", f.Name, f.Modified)
		}
	}
}

func TestNumberOfSlides(t *testing.T) {
	for name, r := range reviews(t) {
		got := len(slides(unpacked(t, written(t, r)), "ppt/slides/slide%d.xml"))
		if name == "little" && got < 2 || name != "little" && (got < 8 || got > 12) {
			t.Errorf("%s has %d slides", name, got)
		}
	}
}

// Every slide has a title for outlines and screen readers, the notice, and notes for who speaks,
// and every chart and table tells what it shows.
func TestEverySlideIsWhole(t *testing.T) {
	alternative := regexp.MustCompile(`<p:cNvPr id="\d+" name="(Table|Chart)" descr="([^"]*)"/>`)
	title := regexp.MustCompile(`<p:ph type="(title|ctrTitle)"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr[^>]*></a:rPr><a:t>([^<]+)</a:t>`)
	for name, r := range reviews(t) {
		parts := unpacked(t, written(t, r))
		all := slides(parts, "ppt/slides/slide%d.xml")
		if notes := slides(parts, "ppt/notesSlides/notesSlide%d.xml"); len(notes) != len(all) && name != "little" {
			t.Errorf("%s: %d slides have %d notes", name, len(all), len(notes))
		}
		d := r.Document()
		for _, slide := range all {
			part := parts[slide]
			if !title.MatchString(part) {
				t.Errorf("%s, %s has no title", name, slide)
			}
			if d.Notice != "" && !strings.Contains(part, "<a:t>"+d.Notice) {
				t.Errorf("%s, %s lacks the notice", name, slide)
			}
			frames := alternative.FindAllStringSubmatch(part, -1)
			if len(frames) != strings.Count(part, "<p:graphicFrame>") {
				t.Errorf("%s, %s has tables or charts that do not tell what they show", name, slide)
			}
			for _, frame := range frames {
				if len(frame[2]) < 12 {
					t.Errorf("%s, %s: a %s tells only %q", name, slide, frame[1], frame[2])
				}
			}
		}
	}
}

// canaries are what only the vendor may see in the review of Varnholt.
func canaries() []string {
	return []string{
		"sunsetting", "nurse them", "second partner in the region", "Chance of leaving", "35.71", "0.3571", // words and figures of its own
		"quibble", "directprogram", // other partners, and programs of the vendor
		"171,313", "171313", "281,317", "281317", // the manager's call
		"57.31", "81.17", // exact peers
		"616,161", "192,551", "423,610", "5.63×", "18,301", "22,807", // what the vendor earns
	}
}

func TestPartnerSeesNothingOfTheVendorsAlone(t *testing.T) {
	text := strings.ToLower(everything(t, written(t, varnholt(t, scorecard.AudiencePartner))))
	for _, word := range canaries() {
		if strings.Contains(text, strings.ToLower(word)) {
			t.Errorf("the partner's deck has %q", word)
		}
	}
	if strings.Contains(text, "confidential") {
		t.Error("the partner's deck calls itself confidential")
	}
}

// The vendor does see some of them, so that the canaries are alive.
func TestVendorSeesWhatIsTheVendorsAlone(t *testing.T) {
	text := everything(t, written(t, varnholt(t, scorecard.AudienceVendor)))
	for _, word := range []string{"sunsetting", "nurse them", "second partner in the region", "Chance of leaving", "35.71", "57.31", "423,610"} {
		if !strings.Contains(text, word) {
			t.Errorf("nobody sees %q", word)
		}
	}
}

// What the review says stands in the deck, as a whole: its decisions, its remarks, what is not
// known, its figures and the agenda, on a slide or in the notes.
func TestNothingIsLostSilently(t *testing.T) {
	for name, r := range reviews(t) {
		text := plain(everything(t, written(t, r)))
		want := append([]string{r.Partner.Name, r.Partner.Manager}, r.Summary...)
		for i := range r.Decisions {
			want = append(want, r.Decisions[i].Text)
		}
		for i := range r.Gaps {
			want = append(want, r.Gaps[i].Text)
		}
		for i := range r.Sections {
			want = append(want, r.Sections[i].Notes...)
			for j := range r.Sections[i].Metrics {
				want = append(want, r.Sections[i].Metrics[j].Name)
			}
			for _, table := range r.Sections[i].Tables {
				want = append(want, table.Title)
			}
		}
		for _, item := range r.Agenda.Items {
			want = append(want, item.Points...)
		}
		for _, a := range r.Agenda.Attendees {
			want = append(want, a.Name)
		}
		for _, words := range want {
			if !strings.Contains(text, strings.TrimSuffix(plain(words), ".")) {
				t.Errorf("%s: nothing tells of %.200q", name, words)
			}
		}
	}
}

// Sources have the names that the review has for them, in its table and in what is said.
func TestSourcesAreNamedAsInTheReview(t *testing.T) {
	text := plain(everything(t, written(t, sample(t, scorecard.AudienceVendor))))
	for _, want := range []string{
		"Revenue 2026-Q3: 158,200 USD according to the sales records, 166,600 USD according to the won deals; the review uses the sales records.",
		"Sources: open deals as of 2026-09-30 (Landing 2026-Q4;",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q", want)
		}
	}
}

// Where sources disagree stands below the decisions where there is no room beside them: a figure
// of the first page that another source contradicts is not for the notes alone.
func TestDiscrepanciesTakeTheRoomBelowDecisions(t *testing.T) {
	r := sample(t, scorecard.AudienceVendor)
	r.Decisions = r.Decisions[:2]
	for i := range 9 {
		r.Gaps = append(r.Gaps, qbr.Gap{Section: qbr.SectionID("section-" + strconv.Itoa(i)), Text: strings.Repeat("what is not known of it ", 7)})
	}
	text := plain(said(t, unpacked(t, written(t, r))["ppt/slides/slide3.xml"]))
	for _, want := range []string{"Where sources disagree", "158,200 won deals 166,600"} {
		if !strings.Contains(text, want) {
			t.Errorf("the slide does not show %q", want)
		}
	}
}

// Who meets sees on the slide which registrations are in conflict, and which open deals need
// somebody, whatever else there is no room for.
func TestWhatIsDueStandsOnTheSlide(t *testing.T) {
	for _, audience := range []scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner} {
		parts := unpacked(t, written(t, sample(t, audience)))
		for _, slide := range slides(parts, "ppt/slides/slide%d.xml") {
			text := plain(said(t, parts[slide]))
			if !strings.Contains(text, "Pipeline to plan, Deal registration") {
				continue
			}
			for _, want := range []string{"Registrations in conflict", "Open deals to look at"} {
				if !strings.Contains(text, "Heading "+want) {
					t.Errorf("the slide for the %s does not show %s", audience, want)
				}
			}
		}
	}
}

// A slide is called after the sections that say something.
func TestSectionsThatAreLeftOutHaveNoName(t *testing.T) {
	r := varnholt(t, scorecard.AudienceVendor)
	for i := range r.Sections {
		if s := &r.Sections[i]; s.ID == qbr.SectionEngagement {
			s.Metrics, s.Notes, s.Tables = nil, nil, nil
		}
	}
	parts := unpacked(t, written(t, r))
	for _, slide := range slides(parts, "ppt/slides/slide%d.xml") {
		if text := plain(said(t, parts[slide])); strings.Contains(text, "Capability, Engagement") {
			t.Errorf("%s is called after a section that is left out: %.80q", slide, text)
		}
	}
}

// plain is a text as it is shown, with one space between words.
func plain(text string) string { return strings.Join(strings.Fields(document.Plain(text)), " ") }

func TestHarmless(t *testing.T) {
	text := everything(t, written(t, ugly(t)))
	for _, r := range "\x00\x1b\v\u202e\u2066\uffff\ufffd" {
		if strings.ContainsRune(text, r) {
			t.Errorf("the deck has %U", r)
		}
	}
	for name, part := range unpacked(t, written(t, ugly(t))) {
		if path.Ext(name) != ".xlsx" {
			if strings.Contains(part, "<b>") {
				t.Errorf("%s has markup of a name", name)
			}
			continue
		}
		for inside, sheet := range unpacked(t, []byte(part)) {
			if strings.Contains(sheet, "<f>") || strings.Contains(sheet, "<f ") {
				t.Errorf("%s, %s has a formula", name, inside)
			}
		}
	}
	if !strings.Contains(text, "=cmd|' /C calc'!A0") {
		t.Error("the names are gone")
	}
}

// Each shape stands on the slide, below the title and above the footer, and no two stand on
// each other.
func TestNothingOverflows(t *testing.T) {
	type box struct{ X, Y, W, H int }
	type shape struct {
		Off struct {
			X int `xml:"x,attr"`
			Y int `xml:"y,attr"`
		} `xml:"off"`
		Ext struct {
			W int `xml:"cx,attr"`
			H int `xml:"cy,attr"`
		} `xml:"ext"`
	}
	var page struct {
		Texts  []shape `xml:"cSld>spTree>sp>spPr>xfrm"`
		Frames []shape `xml:"cSld>spTree>graphicFrame>xfrm"`
	}
	for name, r := range reviews(t) {
		parts := unpacked(t, written(t, r))
		for _, slide := range slides(parts, "ppt/slides/slide%d.xml") {
			page.Texts, page.Frames = nil, nil
			if err := xml.Unmarshal([]byte(parts[slide]), &page); err != nil {
				t.Fatal(err)
			}
			var boxes []box
			for _, s := range append(page.Texts, page.Frames...) {
				boxes = append(boxes, box{s.Off.X / 12700, s.Off.Y / 12700, s.Ext.W / 12700, s.Ext.H / 12700})
			}
			for i, a := range boxes {
				if a.X < 36 || a.X+a.W > 924 || a.Y < 17 || a.Y+a.H > 502 || a.W <= 0 || a.H <= 0 {
					t.Errorf("%s, %s: a shape stands at %v", name, slide, a)
				}
				for _, b := range boxes[:i] {
					if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
						t.Errorf("%s, %s: shapes at %v and %v stand on each other", name, slide, a, b)
					}
				}
			}
		}
	}
}

// A row stands for those that there is no room for, with what they come to: 47 decisions, of
// which 40 are of 1,000.
func TestLongTablesTellWhatIsCut(t *testing.T) {
	parts := unpacked(t, written(t, ugly(t)))
	text := said(t, parts["ppt/slides/slide3.xml"])
	more := regexp.MustCompile(`and (\d+) more, amounting to\s+([\d,]+)\n`).FindStringSubmatch(text)
	if more == nil {
		t.Fatalf("nothing tells what is cut of %s", text)
	}
	shown := strings.Count(text, "vendor\n") + strings.Count(text, "partner\n")
	if total := len(ugly(t).Decisions); more[1] != strconv.Itoa(total-shown) {
		t.Errorf("%d of %d decisions are shown, and %s more", shown, total, more[1])
	}
	if want := strconv.Itoa(total(ugly(t).Decisions[shown:])); strings.ReplaceAll(more[2], ",", "") != want {
		t.Errorf("those cut come to %s, want %s", more[2], want)
	}
}

func total(decisions []qbr.PendingDecision) int {
	sum := 0
	for i := range decisions {
		sum += int(decisions[i].Amount.Decimal.IntPart())
	}
	return sum
}
