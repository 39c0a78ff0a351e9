package scorecard_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// Peers go through both encodings and back, and go on as before.
func TestPeersEncodingProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := peersOf(t, resultsOf(t, members(10).Draw(t, "members"))...)
		text, binary := encodings(t, p)
		var fromText, fromBinary scorecard.Peers
		if err := json.Unmarshal(text, &fromText); err != nil {
			t.Fatal(err)
		}
		if err := fromBinary.UnmarshalBinary(binary); err != nil {
			t.Fatal(err)
		}
		more := resultOf(t, 33*pt)
		for _, peers := range []*scorecard.Peers{p, &fromText, &fromBinary} {
			sameEncodings(t, p, peers, "read back")
		}
		for _, peers := range []*scorecard.Peers{p, &fromText, &fromBinary} {
			if err := peers.Add(more); err != nil {
				t.Fatal(err)
			}
			sameEncodings(t, p, peers, "read back and added to")
		}
		// The memory of the data is not kept.
		for i := range binary {
			binary[i] = 'x'
		}
		sameEncodings(t, p, &fromBinary, "after the data has changed")
	})
}

func TestPeersJSONForm(t *testing.T) {
	text, _ := encodings(t, peersOf(t, resultOf(t, 40*pt, 30*pt, 0), resultOf(t, 40*pt, 35*pt+50, 100*pt)))
	var indented bytes.Buffer
	if err := json.Indent(&indented, text, "", "  "); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/peers.json", append(indented.Bytes(), '\n'))
}

// The zero Peers encodes and decodes to itself.
func TestZeroPeersEncodings(t *testing.T) {
	text, binary := encodings(t, &scorecard.Peers{})
	p := peersOf(t, resultOf(t, 50*pt))
	if err := json.Unmarshal(text, p); err != nil || p.Results() != 0 || p.Add(resultOf(t, 50*pt)) == nil {
		t.Errorf("%d results, %v", p.Results(), err)
	}
	p = peersOf(t, resultOf(t, 50*pt))
	if err := p.UnmarshalBinary(binary); err != nil || p.Results() != 0 || p.Add(resultOf(t, 50*pt)) == nil {
		t.Errorf("%d results, %v", p.Results(), err)
	}
}

// A format version that is not known is refused, and changes nothing.
func TestPeersOfUnknownFormat(t *testing.T) {
	want := peersOf(t, resultOf(t, 50*pt))
	text, binary := encodings(t, want)
	p := peersOf(t, resultOf(t, 50*pt))
	for _, format := range []string{"0", "1", "3", "-1", "null"} {
		other := bytes.Replace(text, []byte(`"format":2`), []byte(`"format":`+format), 1)
		if diff := testkit.Diff([]string{"format known"}, testkit.BrokenRules(t, p.UnmarshalJSON(other))); diff != "" {
			t.Errorf("format %s (-want +got):\n%s", format, diff)
		}
	}
	for _, format := range []byte{0, 1, 3, 255} {
		binary[0] = format
		if diff := testkit.Diff([]string{"format known"}, testkit.BrokenRules(t, p.UnmarshalBinary(binary))); diff != "" {
			t.Errorf("format %d (-want +got):\n%s", format, diff)
		}
	}
	sameEncodings(t, want, p, "after the refusals")
}

// Data that ends early, goes on after its end or is changed.
func TestPeersBinaryIsWhole(t *testing.T) {
	want := peersOf(t, resultOf(t, 50*pt), resultOf(t, 60*pt))
	_, binary := encodings(t, want)
	p := peersOf(t, resultOf(t, 50*pt), resultOf(t, 60*pt))
	for n := range binary {
		if err := p.UnmarshalBinary(binary[:n]); len(testkit.BrokenRules(t, err)) == 0 {
			t.Errorf("%d of %d bytes were read", n, len(binary))
		}
	}
	if diff := testkit.Diff([]string{" length"}, testkit.BrokenRules(t, p.UnmarshalBinary(append(bytes.Clone(binary), 0)))); diff != "" {
		t.Errorf("a byte more (-want +got):\n%s", diff)
	}
	sameEncodings(t, want, p, "after the refusals")
}

// What Add could not have made is refused, and changes nothing.
func TestPeersRefuseJSON(t *testing.T) {
	want := peersOf(t, resultOf(t, 50*pt), resultOf(t, 60*pt))
	text, _ := encodings(t, want)
	p := peersOf(t, resultOf(t, 50*pt), resultOf(t, 60*pt))
	const two = `"scores":[[5000,1],[6000,1]]`
	for name, change := range map[string][2]string{
		"results below members":       {`"results":2`, `"results":1`},
		"results below zero":          {`"results":2`, `"results":-1`},
		"results too many":            {`"results":2`, `"results":4294967296`},
		"score below 1":               {two, `"scores":[[99,1]]`},
		"score above 100":             {two, `"scores":[[10001,1]]`},
		"score of 0":                  {two, `"scores":[[0,1]]`},
		"no members":                  {two, `"scores":[[5000,0]]`},
		"a score twice":               {two, `"scores":[[5000,1],[5000,1]]`},
		"scores out of order":         {two, `"scores":[[6000,1],[5000,1]]`},
		"more members than results":   {two, `"scores":[[5000,1],[6000,2]]`},
		"members that wrap around":    {two, `"scores":[[5000,4294967295],[6000,3]]`},
		"lines below nodes":           {`"lines":14`, `"lines":5`},
		"lines below zero":            {`"lines":14`, `"lines":-14`},
		"lines beyond all":            {`"lines":14`, `"lines":1000000000`},
		"a line below zero":           {`"line":1`, `"line":-1`},
		"a line twice":                {`"line":1,`, `"line":0,`},
		"a line beyond all":           {`"id":"support","name":"Support","line":`, `"id":"support","name":"Support","line":1`},
		"the whole not first":         {`"line":0`, `"line":1`},
		"no questionnaire":            {`"questionnaire":"capability"`, `"questionnaire":""`},
		"a questionnaire of spaces":   {`"questionnaire":"capability"`, `"questionnaire":" "`},
		"a version of spaces":         {`"version":"2026.1"`, `"version":" "`},
		"a version without end":       {`"version":"2026.1"`, `"version":"` + strings.Repeat("x", 5000) + `"`},
		"a name without end":          {`"name":"Sales"`, `"name":"` + strings.Repeat("x", 5000) + `"`},
		"an id without end":           {`"id":"sales"`, `"id":"` + strings.Repeat("x", 5000) + `"`},
		"a category without id":       {`"id":"sales"`, `"id":""`},
		"a topic twice":               {`"id":"people"`, `"id":"support"`},
		"the whole not the whole":     {`"node":"overall"`, `"node":"topic"`},
		"a question":                  {`"node":"topic"`, `"node":"question"`},
		"an unknown node":             {`"node":"topic"`, `"node":"planet"`},
		"the whole twice":             {`"node":"category"`, `"node":"overall"`},
		"a topic before the category": {`"node":"category"`, `"node":"topic"`},
	} {
		changed := strings.Replace(string(text), change[0], change[1], 1)
		if changed == string(text) {
			t.Fatalf("%s: nothing to change in %s", name, text)
		}
		if err := p.UnmarshalJSON([]byte(changed)); err == nil {
			t.Errorf("%s: read", name)
			p = peersOf(t, resultOf(t, 50*pt), resultOf(t, 60*pt))
		}
		sameEncodings(t, want, p, name)
	}
}

// FuzzPeersDecode reads encodings from anybody: whatever they say, there is an
// error, or peers that encode to the same form again and again and answer.
func FuzzPeersDecode(f *testing.F) {
	text, binary := encodings(f, peersOf(f, resultOf(f, 50*pt), resultOf(f, 60*pt, 0)))
	f.Add(text, binary)
	text, binary = encodings(f, &scorecard.Peers{})
	f.Add(text, binary)
	f.Add([]byte(`null`), []byte{1})
	f.Add([]byte(`{"format":2,"lines":3001,"nodes":[]}`), bytes.Repeat([]byte{1}, 100))
	f.Add(
		[]byte(`{"format":2,"questionnaire":"a","lines":1,"results":1,"nodes":[{"node":"overall","name":"`+strings.Repeat("x", 1001)+`","line":0,"scores":[]}]}`),
		[]byte("\x01\x01a\x01\xff\x01\x00\x01\x07overall\x00\x00\x00\x00"),
	)
	f.Fuzz(func(t *testing.T, text, binary []byte) {
		var p scorecard.Peers
		if p.UnmarshalJSON(text) == nil {
			accepted(t, &p)
		}
		p = scorecard.Peers{}
		if err := p.UnmarshalBinary(binary); err == nil {
			accepted(t, &p)
		} else {
			testkit.BrokenRules(t, err)
		}
	})
}

func accepted(t rapid.TB, p *scorecard.Peers) {
	t.Helper()
	text, binary := encodings(t, p)
	var fromText, fromBinary scorecard.Peers
	if err := fromText.UnmarshalJSON(text); err != nil {
		t.Fatalf("%v in %.1000s", err, text)
	}
	sameEncodings(t, p, &fromText, "JSON")
	if err := fromBinary.UnmarshalBinary(binary); err != nil {
		t.Fatalf("%v in %.1000x", err, binary)
	}
	sameEncodings(t, p, &fromBinary, "binary")
	for _, audience := range []scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner} {
		g, err := p.Result(scorecard.PeerPolicy{Audience: audience})
		if err == nil {
			testkit.Copy(t, g.Stats())
			_, err = g.Compare(resultOf(t, 50*pt))
		}
		testkit.BrokenRules(t, err)
	}
	testkit.BrokenRules(t, p.Add(resultOf(t, 50*pt)))
	testkit.BrokenRules(t, p.Merge(&fromText))
}
