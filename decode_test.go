package partnermath_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// everything has a field of each kind that Decode reads.
type everything struct {
	Text     string                     `json:"text"`
	Kind     partnermath.Method         `json:"kind,omitempty"`
	Truth    bool                       `json:"truth"`
	Whole    int                        `json:"whole"`
	Small    int8                       `json:"small"`
	Positive uint16                     `json:"positive"`
	Real     float64                    `json:"real"`
	Real32   float32                    `json:"real32"`
	Month    time.Month                 `json:"month"`
	Weight   decimal.NullDecimal        `json:"weight,omitzero"`
	Amount   decimal.Decimal            `json:"amount"`
	Day      partnermath.Date           `json:"day"`
	Quarter  partnermath.Quarter        `json:"quarter"`
	Period   partnermath.Period         `json:"period"`
	Optional *partnermath.Period        `json:"optional"`
	Names    []string                   `json:"names"`
	Days     []partnermath.Date         `json:"days"`
	Pair     [2]int                     `json:"pair"`
	Amounts  map[string]decimal.Decimal `json:"amounts"`
	ByKind   map[partnermath.Method]int `json:"byKind"`
	Raw      json.RawMessage            `json:"raw"`
	Any      any                        `json:"any"`
	Exact    json.Number                `json:"exact"`
	Quoted   int                        `json:"quoted,string"`
	Pointer  *bool                      `json:"pointer,string"`
	Hidden   int                        `json:"-"`
	Untagged int
	Self     []everything `json:"self"`
	Reader   io.Reader    `json:"reader"`
	promoted
	*Promoted
	private int
}

type promoted struct {
	Inner string `json:"inner"`
	Text  string `json:"text"` // that of everything counts
	Twice int    `json:"twice"`
	Named int    `json:"Both"` // counts before the Both without a tag
}

type Promoted struct {
	Outer string `json:"outer"`
	Twice int    `json:"twice"` // neither counts
	Both  int
}

const everythingText = `{
	"text": "a \"b\" ü \u00fc \ud83d\ude80 \\ud83d \ufffd", "kind": "whole", "truth": true, "whole": -12, "small": 127, "positive": 65535,
	"real": 1.5e3, "real32": -0.25, "month": 4, "weight": "1.50", "amount": 12e2, "day": "2026-03-31", "quarter": "2026-Q3",
	"period": {"start": "2026-01-01", "end": "2026-04-01"}, "optional": {"start": null}, "names": ["a", "", "b"], "days": ["2026-01-01", null],
	"pair": [1, 2], "amounts": {"a.b": 1, "": "2", "c": "-0.001"}, "byKind": {"whole": 1}, "raw": {"x" : [1, {}]},
	"any": {"a": [null, true, false, "x", 1.10, {}, []]}, "exact": 1.10, "quoted": "7", "pointer": "true", "Untagged": 6,
	"self": [{"text": "deep"}, {}], "reader": null, "inner": "i", "outer": "o", "Both": 3
}`

// strictly is what encoding/json makes of a document.
func strictly(data []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	return decoder.Decode(v)
}

// same compares decimals by value and exponent, and none of the unexported.
var same = cmp.Options{
	cmp.Exporter(func(t reflect.Type) bool { return t == reflect.TypeFor[everything]() }),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) && a.Exponent() == b.Exponent() }),
}

func TestDecodeReadsWhatEncodingJSONReads(t *testing.T) {
	for _, text := range []string{
		everythingText, `{}`, "\n{ }\t", `null`,
		`{"text": null, "truth": null, "whole": null, "weight": null, "day": null, "quarter": null, "period": null,
			"optional": null, "names": null, "pair": null, "amounts": null, "raw": null, "any": null, "exact": null, "quoted": null, "pointer": null, "self": null}`,
		`{"names": [], "amounts": {}, "self": [], "any": [], "quarter": ""}`,
	} {
		var got, want everything
		if err := strictly([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		if err := partnermath.Decode([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got, same); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	for _, v := range []any{new(any), new([]int), new(map[string]any), new(int), new(string), new(bool), new(*int), new(json.RawMessage), new(decimal.NullDecimal), new([][2]uint8)} {
		for _, text := range []string{`null`, `1`, `"1"`, `true`, `[]`, `[1, 2]`, `[[1, 2]]`, `{"a": {"b": []}}`, ` {"a": 1} `} {
			got, want := reflect.New(reflect.TypeOf(v).Elem()), reflect.New(reflect.TypeOf(v).Elem())
			gotErr, wantErr := partnermath.Decode([]byte(text), got.Interface()), strictly([]byte(text), want.Interface())
			if (gotErr == nil) != (wantErr == nil) {
				t.Errorf("%s into %T: %v, want %v", text, v, gotErr, wantErr)
			}
			if diff := cmp.Diff(want.Interface(), got.Interface(), same); gotErr == nil && diff != "" {
				t.Errorf("%s into %T (-want +got):\n%s", text, v, diff)
			}
		}
	}
}

func TestDecodeFaults(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`{"weigth": 1}`, `weigth known: is not a field here; the nearest is "weight"`},
		{`{"WEIGHT": 1}`, `WEIGHT known: is not a field here; the nearest is "weight"`},
		{`{"period": {"from": 1}}`, `period.from known: is not a field here; the fields are start, end`},
		{`{"Hidden": 1}`, `Hidden known`},
		{`{"private": 1}`, `private known`},
		{`{"twice": 1}`, `twice known`},
		{`{"a.b": 1}`, `["a.b"] known`},
		{`{"": 1}`, `[""] known`},
		{`{"text": "a", "text": "b"}`, `text unique: must not be given twice`},
		{`{"period": {"start": null, "\u0073tart": null}}`, `period.start unique`},
		{`{"amounts": {"a": 1, "a": 2}}`, `amounts.a unique`},
		{`{"any": [{"a": {"b": 1, "b": 2}}]}`, `any[0].a.b unique`},

		{`{"text": 5}`, `text type: must be a string, got 5`},
		{`{"text": {}}`, `text type: must be a string, got an object`},
		{`{"kind": []}`, `kind type: must be a string, got a list`},
		{`{"truth": "true"}`, `truth type: must be true or false, got "true"`},
		{`{"whole": 1.5}`, `whole type: must be a whole number, got 1.5`},
		{`{"whole": "1"}`, `whole type: must be a whole number, got "1"`},
		{`{"small": 128}`, `small range: must fit a number of 8 bits, got 128`},
		{`{"positive": -1}`, `positive range: must fit a number of 16 bits, got -1`},
		{`{"whole": 99999999999999999999}`, `whole range`},
		{`{"real": 1e999}`, `real range`},
		{`{"real": false}`, `real type: must be a number, got false`},
		{`{"month": "May"}`, `month type: must be a whole number, got "May"`},
		{`{"names": "a"}`, `names type: must be a list, got "a"`},
		{`{"names": ["a", 1, null, [2]]}`, `names[1] type: must be a string, got 1; names[3] type: must be a string, got a list`},
		{`{"pair": [1]}`, `pair length: must have a length of 2, got 1`},
		{`{"pair": [1, 2, 3]}`, `pair length: must have a length of 2, got 3`},
		{`{"pair": {}}`, `pair type`},
		{`{"period": []}`, `period type: must be an object, got a list`},
		{`{"amounts": 3}`, `amounts type: must be an object, got 3`},
		{`{"self": [{"self": [{}, {"whole": true}]}]}`, `self[0].self[1].whole type: must be a whole number, got true`},
		{`{"reader": 1}`, `reader type: must be left out, since the program has no place for it, got 1`},
		{`{"exact": "x"}`, `exact type: must be a number, got "x"`},
		{`{"quoted": 7}`, `quoted type: must be a string, got 7`},
		{`{"quoted": "x"}`, `quoted type: must be a value in quotes, got "x"`},
		{`{"quoted": ""}`, `quoted type`},
		{`{"quoted": "1.5"}`, `quoted type: must be a whole number, got 1.5`},
		{`{"pointer": "[]"}`, `pointer type: must be a value in quotes, got "[]"`},

		{`{"amount": null, "amounts": {"a": null, "b": 1}}`, `amount required: must be given; amounts.a required`},
		{`{"weight": true}`, `weight type: must be a number or a number in quotes, got true`},
		{`{"weight": "ten"}`, `weight type: must be a number or a number in quotes, got "ten"`},
		{`{"weight": ""}`, `weight type: must be a number or a number in quotes, got ""`},
		{`{"weight": [1]}`, `weight type: must be a number or a number in quotes, got a list`},
		{`{"amount": {}}`, `amount type: must be a number or a number in quotes, got an object`},
		{`{"amount": 1e4000000}`, `amount bounds: must have at most 30 digits and an exponent from -12 to 18`},
		{`{"weight": "1e-4000000"}`, `weight bounds`},
		{`{"weight": 1e401}`, `weight bounds`},
		{`{"weight": 1e99999999999999999999}`, `weight bounds`},
		{`{"weight": ` + strings.Repeat("9", 401) + `}`, `weight bounds`},
		{`{"weight": "` + strings.Repeat("x", 401) + `"}`, `weight type`},
		{`{"amounts": {"x": "y", "a b": false}}`, `amounts.x type; amounts["a b"] type`},

		{`{"day": "2026-02-30"}`, `day date: must be a day like 2026-03-31, got "2026-02-30"`},
		{`{"day": 5}`, `day date`},
		{`{"days": [null, "x"]}`, `days[1] date`},
		{`{"quarter": "2026-Q5"}`, `quarter date: must be a quarter like 2026-Q3, got "2026-Q5"`},
		{`{"quarter": 5}`, `quarter type: must be a string, got 5`},
		{`{"period": {"start": "x", "end": "y"}}`, `period.start date; period.end date`},

		{"{\"text\": \"\xff\"}", `text text: must be valid UTF-8`},
		{`{"text": "\ud83d"}`, `text text`},
		{`{"text": "\ude80\ud83d"}`, `text text`},
		{`{"text": "\ud83d\n"}`, `text text`},
		{`{"text": "\\\ud83dx"}`, `text text`},
		{"{\"amounts\": {\"\xff\": 1}}", "amounts[\"\uFFFD\"] text: must have a name of valid UTF-8"},
		{`{"any": ["\udead"]}`, `any[0] text`},

		{`{"text": 1, "whole": "x", "nam": 2, "names": [3]}`, `text type; whole type; nam known; names[0] type`},

		{``, ` syntax: must be JSON; line 1, column 1: unexpected end of JSON input`},
		{`{`, ` syntax: must be JSON; line 1, column 2: unexpected end of JSON input`},
		{"{\n \"text\" 1}", ` syntax: must be JSON; line 2, column 9: invalid character '1' after object key`},
		{`{"names": [,]}`, ` syntax`},
		{`{"names": [1,]}`, ` syntax`},
		{`{"text": 'a'}`, ` syntax`},
		{`{"text": "a` + "\n" + `"}`, ` syntax`},
		{`{"text": "\x"}`, ` syntax`},
		{`{"whole": 01}`, ` syntax`},
		{`{"whole": NaN}`, ` syntax`},
		{`{} {}`, ` syntax: must be JSON; line 1, column 4: invalid character '{' after top-level value`},
		{"\uFEFF{}", ` syntax`},
		{`[]`, ` type: must be an object, got a list`},
		{`"x"`, ` type: must be an object, got "x"`},
		{`{"any": ` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, ` length: must nest lists and objects at most 100 deep`},
		{strings.Repeat(`{"any":`, 1_000_000), ` length`},
	} {
		v := everything{Text: "before", private: 1}
		err := partnermath.Decode([]byte(tt.text), &v)
		var invalid *partnermath.ValidationError
		if !errors.As(err, &invalid) {
			t.Errorf("%.80s: %v, want %s", tt.text, err, tt.want)
			continue
		}
		wanted := strings.Split(tt.want, "; ")
		var got []string
		for i, f := range invalid.Fields {
			line := f.Path + " " + f.Rule
			if i < len(invalid.Fields) && strings.Contains(tt.want, line+": ") {
				line += ": " + f.Message
			}
			got = append(got, strings.Split(line, "; ")...)
			if line, column := partnermath.Locate([]byte(tt.text), f.Path); line < 1 || column < 1 {
				t.Errorf("%.80s: %s stands at %d:%d", tt.text, f.Path, line, column)
			}
		}
		if diff := cmp.Diff(wanted, got); diff != "" {
			t.Errorf("%.80s (-want +got):\n%s", tt.text, diff)
		}
		if diff := cmp.Diff(everything{Text: "before", private: 1}, v, same); diff != "" {
			t.Errorf("%.80s changes v:\n%s", tt.text, diff)
		}
	}
}

func TestDecodeReplacesTheWhole(t *testing.T) {
	v := partnermath.Tiers{Method: partnermath.MethodWhole, Steps: rising(3)}
	before := v.Steps
	if err := partnermath.Decode([]byte(`{"steps": [{"rate": "0.5"}]}`), &v); err != nil {
		t.Fatal(err)
	}
	if v.Method != "" || len(v.Steps) != 1 {
		t.Errorf("got %+v", v)
	}
	if diff := cmp.Diff(rising(3), before); diff != "" {
		t.Errorf("the list of before has changed:\n%s", diff)
	}
}

func TestDecodePassesOverTheNameOfASchema(t *testing.T) {
	type model struct {
		Name  string  `json:"name"`
		Below []model `json:"below"`
	}
	type own struct {
		Schema string `json:"$schema"`
	}
	for _, tt := range []struct {
		document string
		path     string // of the fault that is found, "" for none
		rule     string
	}{
		{`{"$schema": "model.json", "name": "a"}`, "", ""},
		{`{"name": "a", "$schema": ""}`, "", ""},
		{`{"name": "a", "$schema": {"name": "b"}}`, `["$schema"]`, "known"},
		{`{"name": "a", "$schema": null}`, `["$schema"]`, "known"},
		{`{"name": "a", "$schema": "b", "$schema": "c"}`, `["$schema"]`, "unique"},
		{"{\"name\": \"a\", \"$schema\": \"\xff\"}", `["$schema"]`, "text"},
		{`{"name": "a", "schema": "b"}`, "schema", "known"},
		{`{"name": "a", "below": [{"$schema": "b"}]}`, `below[0]["$schema"]`, "known"},
	} {
		var got model
		err := partnermath.Decode([]byte(tt.document), &got)
		var invalid *partnermath.ValidationError
		switch {
		case tt.path == "":
			if want := (model{Name: "a"}); err != nil || !cmp.Equal(got, want) {
				t.Errorf("%s: %+v, %v", tt.document, got, err)
			}
		case !errors.As(err, &invalid) || len(invalid.Fields) != 1 || invalid.Fields[0].Path != tt.path || invalid.Fields[0].Rule != tt.rule:
			t.Errorf("%s: got %v, want %s at %s", tt.document, err, tt.rule, tt.path)
		}
	}
	var named own
	if err := partnermath.Decode([]byte(`{"$schema": "model.json"}`), &named); err != nil || named.Schema != "model.json" {
		t.Errorf("into a field of that name: %+v, %v", named, err)
	}
}

func TestDecodeIntoNothing(t *testing.T) {
	for _, v := range []any{nil, everything{}, (*everything)(nil), 5, map[string]any{}} {
		if diff := cmp.Diff([]string{" required"}, faultsOf(t, partnermath.Decode([]byte(`{}`), v))); diff != "" {
			t.Errorf("into %T (-want +got):\n%s", v, diff)
		}
	}
}

func TestDecodeNestsAsDeepAsMayBe(t *testing.T) {
	text := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	var v any
	if err := partnermath.Decode([]byte(text), &v); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{" length"}, faultsOf(t, partnermath.Decode([]byte("["+text+"]"), &v))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := partnermath.Decode([]byte(`"`+strings.Repeat(`[\"`, 1000)+`"`), &v); err != nil {
		t.Error(err)
	}
}

func TestDecodeStopsAtMaxFaults(t *testing.T) {
	for _, tt := range []struct {
		faults    int
		truncated bool
	}{{1000, false}, {1001, true}, {300_000, true}} {
		err := partnermath.Decode([]byte("["+strings.Repeat(`{"a": [`, 5)+strings.Repeat("0,", tt.faults)+"true"+strings.Repeat(`]}`, 5)+"]"),
			new([]map[string][]map[string][]map[string][]map[string][]map[string][]bool))
		var invalid *partnermath.ValidationError
		if !errors.As(err, &invalid) || len(invalid.Fields) != 1000 || invalid.Truncated != tt.truncated {
			t.Errorf("%d faults: %v", tt.faults, err)
		}
	}
}

// loop is a pointer to itself, which nothing but null fits.
type loop *loop

func TestDecodeIntoALoop(t *testing.T) {
	var v loop
	if err := partnermath.Decode([]byte(`null`), &v); err != nil || v != nil {
		t.Errorf("got %v, %v", v, err)
	}
	if diff := cmp.Diff([]string{" type"}, faultsOf(t, partnermath.Decode([]byte(`1`), &v))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What a message and a path quote is as long as an attacker likes.
func TestDecodePrintsLittle(t *testing.T) {
	long := strings.Repeat("ü", 1<<20)
	for _, text := range []string{
		`{"` + long + `": 1}`, `{"truth": "` + long + `"}`, `{"day": "` + long + `"}`, `{"whole": ` + strings.Repeat("9", 1<<20) + `}`,
		`{"amounts": {"` + long + `": "x"}}`, `{"weight": "` + long + `"}`, `{"whole": 0.` + strings.Repeat("9", 1<<20) + `}`,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := partnermath.Decode([]byte(text), new(everything))
		runtime.ReadMemStats(&after)
		if err == nil || len(err.Error()) > 1500 {
			t.Errorf("%.20s: %.2000v", text, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 64<<20 {
			t.Errorf("%.20s takes %d bytes of memory", text, grown)
		}
	}
}

func TestLocate(t *testing.T) {
	text := "{\n  \"a\": 1, \"b.c\": [\n {\"d\": {}},\n  \"x\"],\n\"e\": [[1, 22, {\"f\" : null}]], \"e2\": 3\n}"
	for _, tt := range []struct{ path, want string }{
		{"", "1:1"},
		{"a", "2:8"},
		{`["b.c"]`, "2:18"},
		{`["b.c"][0]`, "3:2"},
		{`["b.c"][0].d`, "3:8"},
		{`["b.c"][1]`, "4:3"},
		{"e", "5:6"},
		{"e[0][1]", "5:11"},
		{"e[0][2].f", "5:22"},
		{"e2", "5:37"},
		// What is missing.
		{"z", "1:1"},
		{`["b.c"][0].d.e`, "3:8"},
		{`["b.c"][2].d`, "2:18"},
		{"e[0][2].g", "5:15"},
		{"a.b", "2:8"},
		{"[0]", "1:1"},
	} {
		line, column := partnermath.Locate([]byte(text), tt.path)
		if got := fmt.Sprintf("%d:%d", line, column); got != tt.want {
			t.Errorf("%s stands at %s, want %s", tt.path, got, tt.want)
		}
	}
	for _, tt := range []struct{ text, path, want string }{
		{`{"a": 1, "a": 2}`, "a", "1:15"},
		{`{"a2": 1, "a": 2}`, "a2", "1:8"},
		{`{"Zoë": 1, "a": 2}`, "a", "1:17"}, // characters, not bytes
		{"{\"a\"\n 1}", "", "2:2"},
		{"{", "", "1:2"},
		{"", "", "1:1"},
		{"", "a", "1:1"},
		{`{"a": [1, {"b": "`, "a[1].b", "1:17"},
		{`]]{:"`, "a", "1:1"},
	} {
		line, column := partnermath.Locate([]byte(tt.text), tt.path)
		if got := fmt.Sprintf("%d:%d", line, column); got != tt.want {
			t.Errorf("%s: %s stands at %s, want %s", tt.text, tt.path, got, tt.want)
		}
	}
}

// Decode panics at nothing, and what it reads encoding/json reads the same.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		everythingText, `null`, `{"weight": 1e999}`, `{"any": {"a": [1, "\ud83d"]}}`, `{"a.b": {"": []}, "self": [{"pair": [1]}]}`, `{"quoted": "\"x\""}`, "[1,",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want everything
		err := partnermath.Decode(data, &got)
		if err == nil {
			if err := strictly(data, &want); err != nil {
				t.Fatalf("encoding/json says %v", err)
			}
			if diff := cmp.Diff(want, got, same); diff != "" {
				t.Fatalf("-encoding/json +got:\n%s", diff)
			}
			return
		}
		if faultsOf(t, err); got.Text != "" {
			t.Fatal("the model has changed")
		}
		var invalid *partnermath.ValidationError
		_ = errors.As(err, &invalid)
		for _, fault := range invalid.Fields {
			if line, column := partnermath.Locate(data, fault.Path); line < 1 || column < 1 {
				t.Fatalf("%s stands at %d:%d", fault.Path, line, column)
			}
		}
		partnermath.Locate(data, string(data))
	})
}
