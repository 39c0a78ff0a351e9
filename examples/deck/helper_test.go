package deck_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/deck"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// inputs are what a review is prepared from.
type inputs struct {
	AsOf    partnermath.Date `json:"asOf"`
	Policy  qbr.Policy       `json:"policy"`
	Records qbr.Records      `json:"records"`
	Sources qbr.Sources      `json:"sources"`
}

// varnholt is a review with every section, in which canaries stand where only the vendor may look.
func varnholt(t testing.TB, audience scorecard.Audience) qbr.Review {
	t.Helper()
	in := decoded[inputs](t, "../../qbr/testdata/varnholt.json")
	in.Policy.Audience = audience
	for i := range in.Sources.Peers.Value {
		compared := &in.Sources.Peers.Value[i].Comparison
		compared.Audience = audience
		if line := &compared.Lines[0]; audience == scorecard.AudiencePartner { // as scorecard withholds them
			line.PeerMean, line.TopMean, line.PeerGap, line.TopGap = 0, 0, line.BestPracticeGap, line.BestPracticeGap
		}
	}
	r, err := qbr.Prepare(in.Policy, in.Records, in.Sources, in.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sample is the review that examples/quarter makes of its sample.
func sample(t testing.TB, audience scorecard.Audience) qbr.Review {
	t.Helper()
	file := map[scorecard.Audience]string{scorecard.AudienceVendor: "quarter", scorecard.AudiencePartner: "partner"}[audience]
	return decoded[qbr.Review](t, "../quarter/testdata/"+file+".golden.json")
}

// reviews are those that the decks of the tests are made of.
func reviews(t testing.TB) map[string]qbr.Review {
	return map[string]qbr.Review{
		"vendor": sample(t, scorecard.AudienceVendor), "partner": sample(t, scorecard.AudiencePartner),
		"all sections": varnholt(t, scorecard.AudienceVendor), "all sections, partner": varnholt(t, scorecard.AudiencePartner),
		"ugly": ugly(t), "little": little(),
	}
}

func decoded[T any](t testing.TB, file string) (v T) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(content, &v)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// little is a review of which almost nothing is known.
func little() qbr.Review {
	var calendar partnermath.Calendar
	return qbr.Review{
		Partner: qbr.Partner{ID: "nobody"}, Currency: "EUR", Quarter: partnermath.Quarter{Year: 2026, Number: 3},
		Period: calendar.Quarter(2026, 3), AsOf: partnermath.NewDate(2026, 9, 30), FirstPage: []qbr.Headline{{Line: 1, Title: "Nothing"}}, Next: qbr.NextPeriod{Quarter: partnermath.Quarter{Year: 2026, Number: 4}},
	}
}

func written(t testing.TB, r qbr.Review) []byte {
	t.Helper()
	var to bytes.Buffer
	if err := deck.Write(&to, &r); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

// unpacked are the parts of a file by their names.
func unpacked(t testing.TB, file []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := make(map[string]string)
	for _, f := range archive.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := parts[f.Name]; twice || f.Name == "" {
			t.Errorf("part %q stands twice, or has no name", f.Name)
		}
		parts[f.Name] = string(content)
	}
	return parts
}

// slides are the names of the parts of a kind, in order.
func slides(parts map[string]string, kind string) []string {
	var names []string
	for i := 1; ; i++ {
		name := fmt.Sprintf(kind, i)
		if _, ok := parts[name]; !ok {
			return names
		}
		names = append(names, name)
	}
}

// said is every text of a part: what stands between its tags, and what describes a shape.
func said(t testing.TB, part string) string {
	t.Helper()
	var b strings.Builder
	tokens := xml.NewDecoder(strings.NewReader(part))
	for {
		token, err := tokens.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			_, _ = b.Write(token)
		case xml.StartElement:
			for _, a := range token.Attr {
				if a.Name.Local == "descr" || a.Name.Local == "name" {
					_, _ = b.WriteString(" " + a.Value + " ")
				}
			}
		}
		if end, ok := token.(xml.EndElement); ok && (end.Name.Local == "p" || end.Name.Local == "v" || end.Name.Local == "tc" || end.Name.Local == "t") {
			_ = b.WriteByte('\n')
		}
	}
}

// everything is every text of a deck, those of the workbooks of its charts too.
func everything(t testing.TB, file []byte) string {
	t.Helper()
	var b strings.Builder
	for name, part := range unpacked(t, file) {
		switch path.Ext(name) {
		case ".xlsx":
			for _, inside := range unpacked(t, []byte(part)) {
				_, _ = b.WriteString(said(t, inside))
			}
		default:
			if isOfReview(name) {
				_, _ = b.WriteString(said(t, part))
			}
		}
	}
	return b.String()
}

// isOfReview reports whether a part is made of the review, and not the same in every deck.
func isOfReview(name string) bool {
	return regexp.MustCompile(`^(docProps|ppt/(slides|notesSlides|charts))/[a-zA-Z0-9]+\.xml$`).MatchString(name)
}
