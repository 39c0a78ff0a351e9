package scorecard_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

func TestPointsText(t *testing.T) {
	for points, want := range map[scorecard.Points]string{
		0: "0.00", 1: "0.01", -1: "-0.01", 99: "0.99", -100: "-1.00", 5050: "50.50", -9900: "-99.00",
	} {
		text, err := json.Marshal(points)
		if points.String() != want || string(text) != `"`+want+`"` || err != nil || !points.Decimal().Equal(number(want)) {
			t.Errorf("%d: got %s, JSON %s (%v), decimal %s, want %s", int32(points), points, text, err, points.Decimal(), want)
		}
		var back scorecard.Points
		if err := json.Unmarshal(text, &back); err != nil || back != points {
			t.Errorf("%s is read as %s (%v)", text, back, err)
		}
		defined := scorecard.NullPoints{Points: points, Valid: true}
		var again scorecard.NullPoints
		if text, _ := json.Marshal(defined); string(text) != `"`+want+`"` || json.Unmarshal(text, &again) != nil || again != defined {
			t.Errorf("defined: JSON %s is read as %s", text, again)
		}
		if d := defined.Decimal(); defined.String() != want || !d.Valid || !d.Decimal.Equal(number(want)) {
			t.Errorf("defined: got %s, decimal %v", defined, d)
		}
	}
}

func TestUndefinedPoints(t *testing.T) {
	undefined := scorecard.NullPoints{Points: 7}
	text, err := json.Marshal(undefined)
	if string(text) != "null" || err != nil || undefined.String() != "" || undefined.Decimal().Valid {
		t.Errorf("got %q, JSON %s (%v)", undefined, text, err)
	}
	again := scorecard.NullPoints{Points: 7, Valid: true}
	if json.Unmarshal(text, &again) != nil || again != (scorecard.NullPoints{}) {
		t.Errorf("null is read as %+v", again)
	}
}

func TestPointsJSON(t *testing.T) {
	for in, want := range map[string]string{
		`1.5`: "1.50", `"-0.010"`: "-0.01", `1e2`: "100.00", `"1000000"`: "1000000.00",
		`null`: "", `"1000000.01"`: "", `-1000000.01`: "", `0.001`: "", `"x"`: "", `[1]`: "", `"1e1000000000"`: "",
	} {
		points := scorecard.Points(7)
		err := points.UnmarshalJSON([]byte(in))
		var invalid *partnermath.ValidationError
		if want == "" && (!errors.As(err, &invalid) || invalid.Fields[0].Rule != "range" || points != 7) || want != "" && (err != nil || points.String() != want) {
			t.Errorf("%s: got %s (%v)", in, points, err)
		}
		var null scorecard.NullPoints
		if err := null.UnmarshalJSON([]byte(in)); (err == nil) != (want != "" || in == "null") || null.String() != want {
			t.Errorf("%s: got %+v (%v)", in, null, err)
		}
	}
	var points *scorecard.Points
	var null *scorecard.NullPoints
	if points.UnmarshalJSON([]byte("1")) == nil || null.UnmarshalJSON([]byte("null")) == nil {
		t.Error("a nil was read")
	}
}

// The text is what the JSON string holds, and no text is what null is.
func TestTexts(t *testing.T) {
	for _, tt := range []struct {
		value interface {
			json.Marshaler
			encoding.TextMarshaler
		}
		read func([]byte) (any, error)
		text string
	}{
		{52*pt + 15, readAs[scorecard.Score], "52.15"},
		{scorecard.Score(0), readAs[scorecard.Score], ""},
		{scorecard.Points(-1), readAs[scorecard.Points], "-0.01"},
		{scorecard.NullPoints{Points: 150, Valid: true}, readAs[scorecard.NullPoints], "1.50"},
		{scorecard.NullPoints{}, readAs[scorecard.NullPoints], ""},
		{scorecard.Share(2500), readAs[scorecard.Share], "0.2500"},
	} {
		text, err := tt.value.MarshalText()
		if string(text) != tt.text || err != nil {
			t.Errorf("%#v: text %q, %v", tt.value, text, err)
		}
		if document, _ := tt.value.MarshalJSON(); tt.text != "" && string(document) != `"`+tt.text+`"` || tt.text == "" && string(document) != "null" {
			t.Errorf("%#v: JSON %s", tt.value, document)
		}
		if got, err := tt.read(text); got != tt.value || err != nil {
			t.Errorf("%q is read as %#v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", " ", "x", "1.234567", `1"`, `1\u0030`, "null", "1e999999999", "10000000000", strings.Repeat("1", 1000)} {
		for name, read := range map[string]func([]byte) (any, error){
			"score": readAs[scorecard.Score], "points": readAs[scorecard.Points], "null points": readAs[scorecard.NullPoints], "share": readAs[scorecard.Share],
		} {
			if text == "" && (name == "score" || name == "null points") {
				continue
			}
			got, err := read([]byte(text))
			if diff := diffOf([]string{" range"}, faultsOf(t, err)); diff != "" {
				t.Errorf("%.40q is read as the %s %v (-want +got):\n%s", text, name, got, diff)
			}
		}
	}
}

func readAs[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](text []byte) (any, error) {
	var v T
	err := P(&v).UnmarshalText(text)
	return v, err
}

func TestShare(t *testing.T) {
	for share, want := range map[scorecard.Share]string{
		0: "0.0000", 1: "0.0001", 10_000: "1.0000", 2500: "0.2500", -12_345: "-1.2345", -1: "-0.0001",
	} {
		text, err := json.Marshal(share)
		if share.String() != want || string(text) != `"`+want+`"` || err != nil || !share.Decimal().Equal(number(want)) {
			t.Errorf("%d: got %s, JSON %s (%v), decimal %s, want %s", int32(share), share, text, err, share.Decimal(), want)
		}
		var back scorecard.Share
		if err := json.Unmarshal(text, &back); err != nil || back != share {
			t.Errorf("%s is read as %s (%v)", text, back, err)
		}
	}
	for in, want := range map[string]string{
		`0.25`: "0.2500", `"1000"`: "1000.0000", `null`: "", `"1000.0001"`: "", `0.00001`: "", `"x"`: "",
	} {
		share := scorecard.Share(7)
		err := share.UnmarshalJSON([]byte(in))
		var invalid *partnermath.ValidationError
		if want == "" && (!errors.As(err, &invalid) || invalid.Fields[0].Rule != "range" || share != 7) || want != "" && (err != nil || share.String() != want) {
			t.Errorf("%s: got %s (%v)", in, share, err)
		}
	}
	var none *scorecard.Share
	if none.UnmarshalJSON([]byte("1")) == nil {
		t.Error("a nil was read")
	}
}
