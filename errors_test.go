package partnermath_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

// faultsOf returns the faults of err as "path rule", and fails unless err is
// nil or a *ValidationError.
func faultsOf(t testing.TB, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) || invalid == nil {
		t.Fatalf("error is %T (%v), want a *ValidationError", err, err)
	}
	if len(invalid.Fields) == 0 {
		t.Fatal("an error without faults")
	}
	list := make([]string, 0, len(invalid.Fields))
	for _, f := range invalid.Fields {
		if f.Message == "" {
			t.Errorf("the fault %s %s has no message", f.Path, f.Rule)
		}
		list = append(list, f.Path+" "+f.Rule)
	}
	return list
}

func TestValidationErrorMerge(t *testing.T) {
	nested := func(paths ...string) error {
		var e partnermath.ValidationError
		for _, p := range paths {
			e.Add(p, "min", "too low")
		}
		return e.Err()
	}
	for _, tt := range []struct {
		name, path string
		err        error
		want       []string
	}{
		{"field below a name", "questionnaire", nested("id"), []string{"questionnaire.id min"}},
		{"element below a name", "steps", nested("[2].from"), []string{"steps[2].from min"}},
		{"field below an element", "steps[2]", nested("from"), []string{"steps[2].from min"}},
		{"the whole nested value", "limits", nested(""), []string{"limits min"}},
		{"at the top", "", nested("id", "[1]"), []string{"id min", "[1] min"}},
		{"order is kept", "a", nested("z", "b", "z"), []string{"a.z min", "a.b min", "a.z min"}},
		{"nil", "a", nil, nil},
		{"typed nil", "a", (*partnermath.ValidationError)(nil), nil},
		{"wrapped", "a", fmt.Errorf("row 7: %w", nested("b")), []string{"a.b min"}},
		{"joined", "a", errors.Join(io.EOF, nested("b")), []string{"a.b min"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var e partnermath.ValidationError
			e.Merge(tt.path, tt.err)
			if diff := cmp.Diff(tt.want, faultsOf(t, e.Err())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestValidationErrorMergeTakesAnyError(t *testing.T) {
	var e partnermath.ValidationError
	e.Merge("folder", io.ErrUnexpectedEOF)
	if len(e.Fields) != 1 || e.Fields[0].Path != "folder" || e.Fields[0].Message != "unexpected EOF" || e.Fields[0].Rule == "" {
		t.Errorf("got %+v, want one fault at folder that says unexpected EOF", e.Fields)
	}
}

func TestValidationErrorMergeTwiceDeep(t *testing.T) {
	var bottom, middle, top partnermath.ValidationError
	bottom.Add("from", "increasing", "must be above 1000, got 900")
	middle.Merge("steps[2]", bottom.Err())
	top.Merge("tiers", middle.Err())
	want := []partnermath.FieldError{
		{Path: "tiers.steps[2].from", Rule: "increasing", Message: "must be above 1000, got 900"},
	}
	if diff := cmp.Diff(want, top.Fields); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestValidationErrorStopsAtMaxFaults(t *testing.T) {
	if partnermath.MaxFaults != 1000 {
		t.Errorf("MaxFaults is %d; the design says 1,000", partnermath.MaxFaults)
	}
	fill := func(n int) *partnermath.ValidationError {
		var e partnermath.ValidationError
		for i := range n {
			e.Addf(fmt.Sprintf("answers[%d]", i), "known", "fault %d", i)
		}
		return &e
	}
	for _, tt := range []struct {
		faults, listed  int
		full, truncated bool
	}{
		{0, 0, false, false},
		{999, 999, false, false},
		{1000, 1000, true, false},
		{1001, 1000, true, true},
		{5000, 1000, true, true},
	} {
		e := fill(tt.faults)
		if len(e.Fields) != tt.listed || e.Full() != tt.full || e.Truncated != tt.truncated {
			t.Errorf("%d faults: %d listed, full %t, truncated %t; want %d, %t, %t",
				tt.faults, len(e.Fields), e.Full(), e.Truncated, tt.listed, tt.full, tt.truncated)
		}
		if n := len(e.Fields); n > 0 && e.Fields[n-1].Path != fmt.Sprintf("answers[%d]", n-1) {
			t.Errorf("%d faults: the last listed is %s; want the first ones", tt.faults, e.Fields[n-1].Path)
		}
	}

	t.Run("merging", func(t *testing.T) {
		for _, tt := range []struct {
			name          string
			before, below int
			truncated     bool
		}{
			{"up to the limit", 400, 600, false},
			{"over the limit", 400, 601, true},
			{"a truncated one", 0, 2000, true},
			{"nothing into a full one", 1000, 0, false},
		} {
			e := fill(tt.before)
			e.Merge("self", fill(tt.below).Err())
			if len(e.Fields) != 1000 || e.Truncated != tt.truncated {
				t.Errorf("%s: %d listed, truncated %t; want 1000, %t", tt.name, len(e.Fields), e.Truncated, tt.truncated)
			}
		}
	})
}

// A nil *ValidationError in an error is the classic trap: err != nil holds.
func TestValidationErrorErrIsNeverTypedNil(t *testing.T) {
	var none *partnermath.ValidationError
	for name, err := range map[string]error{
		"nil":         none.Err(),
		"zero":        new(partnermath.ValidationError).Err(),
		"no fields":   (&partnermath.ValidationError{Fields: []partnermath.FieldError{}}).Err(),
		"Period":      partnermath.Period{Start: day("2026-01-01"), End: day("2026-01-02")}.Validate(),
		"Calendar":    partnermath.Calendar{}.Validate(),
		"Outcome":     partnermath.Outcome{}.Validate(),
		"Tiers":       partnermath.Tiers{Method: partnermath.MethodWhole, Steps: rising(1)}.Validate(),
		"ParseDate":   second(partnermath.ParseDate("2026-03-31")),
		"Sum":         second(partnermath.Sum()),
		"Variance":    second(partnermath.Variance(partnermath.Outcome{}, partnermath.Outcome{})),
		"Merge nil":   merged(nil),
		"Merge empty": merged(none),
	} {
		if err != nil {
			t.Errorf("%s: the error is %T, want nil", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func merged(err error) error {
	var e partnermath.ValidationError
	e.Merge("below", err)
	return e.Err()
}

func TestValidationErrorAs(t *testing.T) {
	_, err := partnermath.ParseDate("31.3.2026")
	var invalid *partnermath.ValidationError
	if !errors.As(fmt.Errorf("reading partners.csv: %w", err), &invalid) {
		t.Fatalf("%v: errors.As finds no *ValidationError", err)
	}
	if len(invalid.Fields) != 1 || invalid.Fields[0].Rule != "date" {
		t.Errorf("got %+v, want one broken rule date", invalid.Fields)
	}
}

func TestValidationErrorError(t *testing.T) {
	build := func(n int) *partnermath.ValidationError {
		var e partnermath.ValidationError
		for i := range n {
			e.Addf(fmt.Sprintf("a[%d]", i), "min", "low %d", i)
		}
		return &e
	}
	lines := func(from, to int) string {
		var b strings.Builder
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "\n\ta[%d]: low %d", i, i)
		}
		return b.String()
	}
	var top partnermath.ValidationError
	top.Add("", "required", "must be given")
	for name, tt := range map[string]struct {
		err  error
		want string
	}{
		"nil":             {(*partnermath.ValidationError)(nil), "no faults"},
		"none":            {build(0), "no faults"},
		"one":             {build(1), "a[0]: low 0"},
		"one at the top":  {&top, "must be given"},
		"two":             {build(2), "2 faults:" + lines(0, 2)},
		"ten":             {build(10), "10 faults:" + lines(0, 10)},
		"eleven":          {build(11), "11 faults:" + lines(0, 10) + "\n\tand 1 more"},
		"as many as fit":  {build(1000), "1000 faults:" + lines(0, 10) + "\n\tand 990 more"},
		"more than fit":   {build(1001), "more than 1000 faults:" + lines(0, 10) + "\n\tand 990 more"},
		"a field":         {partnermath.FieldError{Path: "a.b", Rule: "min", Message: "low"}, "a.b: low"},
		"a field, top":    {partnermath.FieldError{Rule: "min", Message: "low"}, "low"},
		"a field, zero":   {partnermath.FieldError{}, ""},
		"one, truncated":  {&partnermath.ValidationError{Fields: build(1).Fields, Truncated: true}, "more than 1 faults:" + lines(0, 1)},
		"wrapped outside": {fmt.Errorf("x: %w", build(1)), "x: a[0]: low 0"},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// Messages quote what was found, which may be as long as an attacker likes.
func TestValidationErrorMessagesAreBounded(t *testing.T) {
	const about = 310 // "at most about 300 bytes long"
	huge := map[string]string{
		"ascii":         strings.Repeat("x", 1<<20),
		"two bytes":     strings.Repeat("ß", 1<<20),
		"three bytes":   strings.Repeat("あ", 1<<20),
		"four bytes":    strings.Repeat("🚀", 1<<20),
		"off by one":    "a" + strings.Repeat("🚀", 1<<20),
		"off by two":    "ab" + strings.Repeat("🚀", 1<<20),
		"off by three":  "abc" + strings.Repeat("🚀", 1<<20),
		"continuations": strings.Repeat("\x80", 1<<20),
	}
	for name, text := range huge {
		var e partnermath.ValidationError
		e.Add("a", "text", text)
		e.Addf("b", "text", "got %s", text)
		e.Merge("c", errors.New(text))
		for _, f := range e.Fields {
			if len(f.Message) > about {
				t.Errorf("%s at %s: a message of %d bytes", name, f.Path, len(f.Message))
			}
			if name != "continuations" && !utf8.ValidString(f.Message) {
				t.Errorf("%s at %s: the message was cut inside of a character", name, f.Path)
			}
		}
		if n := len(e.Error()); n > 12*about {
			t.Errorf("%s: the text of the error has %d bytes", name, n)
		}
	}

	var e partnermath.ValidationError
	whole := strings.Repeat("x", 300)
	e.Add("", "text", whole)
	if e.Fields[0].Message != whole {
		t.Error("a message of 300 bytes was changed")
	}
	e.Add("", "text", whole+"x")
	if got := e.Fields[1].Message; !strings.HasPrefix(got, whole[:290]) || got == whole+"x" {
		t.Errorf("a message of 301 bytes became %q, want its beginning", got)
	}
}

type panics struct{}

func (*panics) Error() string { panic("no text") }

// A number like 1e4000000 is short to hold and takes seconds and gigabytes to print,
// wherever it stands.
func TestAddfPrintsNothingUnbounded(t *testing.T) {
	huge := decimal.New(1, 4_000_000)
	null := decimal.NewNullDecimal(huge)
	type named decimal.Decimal
	type embeds struct{ decimal.NullDecimal }
	for name, arg := range map[string]any{
		"decimal":         huge,
		"null decimal":    null,
		"pointer":         &huge,
		"null pointer":    &null,
		"list":            []decimal.Decimal{huge},
		"array":           [1]decimal.NullDecimal{null},
		"map":             map[string]decimal.Decimal{"a": huge},
		"key":             map[any]int{null: 1},
		"struct":          partnermath.Step{Rate: null},
		"pointer, struct": &partnermath.Step{Rate: null},
		"model":           partnermath.Tiers{Steps: []partnermath.Step{{Rate: null}}},
		"named":           named(huge),
		"embedded":        embeds{null},
		"any":             []any{[]any{huge}},
		"reflect":         reflect.ValueOf(huge),
		"big":             new(big.Int).Lsh(big.NewInt(1), 1<<24),
		"function":        func() decimal.Decimal { return huge },
		"strings":         slices.Repeat([]string{"x"}, 1<<20),
		"string":          strings.Repeat("x", 1<<27),
		"named string":    partnermath.Method(strings.Repeat("x", 1<<27)),
		"bytes":           make([]byte, 1<<27),
		"raw":             json.RawMessage(make([]byte, 1<<27)),
	} {
		for _, verb := range []string{"%s", "%v", "%q", "%x", "%d", "%+v", "%#v"} {
			var e partnermath.ValidationError
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			e.Addf("a", "max", "got "+verb, arg)
			runtime.ReadMemStats(&after)
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 1<<20 {
				t.Errorf("%s with %s takes %d bytes of memory", name, verb, grown)
			}
			if got := e.Fields[0].Message; len(got) > 310 {
				t.Errorf("%s with %s: %d bytes", name, verb, len(got))
			}
		}
	}
}

func TestAddfShowsWhatIsBounded(t *testing.T) {
	for _, tt := range []struct {
		verb string
		arg  any
		want string
	}{
		{"%s", number("1.50"), "1.5"},
		{"%s", null("1.50"), "1.5"},
		{"%s", decimal.NullDecimal{}, "none"},
		{"%s", number("1e19"), "a number out of bounds"},
		{"%d", 7, "7"},
		{"%t", true, "true"},
		{"%v", 0.5, "0.5"},
		{"%d", time.March, "3"},
		{"%s", time.March, "March"},
		{"%s", partnermath.MethodWhole, "whole"},
		{"%.3q", "abcdef", `"abc"`},
		{"%.3q", []byte("abcdef"), `"abc"`},
		{"%s", day("2026-03-31"), "2026-03-31"},
		{"%s", partnermath.Quarter{Year: 2026, Number: 3}, "2026-Q3"},
		{"%s", partnermath.Calendar{}.Quarter(2026, 1), "2026-01-01 to 2026-03-31"},
		{"%s", io.EOF, "EOF"},
		{"%v", nil, "<nil>"},
		{"%v", new(int), "a value that is not shown"},
		{"%v", struct{ a, b int }{1, 2}, "{1 2}"},
		{"%v", struct{ a, b, c, d, e, f, g, h, i int }{}, "a value that is not shown"},
	} {
		var e partnermath.ValidationError
		e.Addf("", "max", tt.verb, tt.arg)
		if got := e.Fields[0].Message; got != tt.want {
			t.Errorf("%s of %T: got %q, want %q", tt.verb, tt.arg, got, tt.want)
		}
	}
}

// An error of somebody else may be broken.
func TestValidationErrorTakesAnErrorThatPanics(t *testing.T) {
	var e partnermath.ValidationError
	e.Merge("a", &panics{})
	e.Merge("b", (*panics)(nil))
	e.Addf("c", "max", "got %s", &panics{})
	if len(e.Fields) != 3 {
		t.Errorf("%d faults, want 3", len(e.Fields))
	}
}

func TestValidationErrorMessageProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 400, -1).Draw(t, "text")
		var e partnermath.ValidationError
		e.Add("p", "text", text)
		got := e.Fields[0].Message
		if len(text) <= 300 && got != text {
			t.Fatalf("a short message was changed to %q", got)
		}
		if len(text) > 300 && (len(got) > 310 || !utf8.ValidString(got)) {
			t.Fatalf("%d bytes, valid %t", len(got), utf8.ValidString(got))
		}
	})
}

func TestValidationErrorJSON(t *testing.T) {
	var e partnermath.ValidationError
	e.Add("tiers[2].from", "increasing", "must be above 1000, got 900")
	got, err := json.Marshal(&e)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"fields":[{"path":"tiers[2].from","rule":"increasing","message":"must be above 1000, got 900"}],"truncated":false}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var back partnermath.ValidationError
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e, back); diff != "" {
		t.Errorf("round trip (-want +got):\n%s", diff)
	}
}

// What Validate methods quote comes from outside, too.
func TestModelsNeverPrintMuch(t *testing.T) {
	long := strings.Repeat("ü", 1<<20)
	_, dateErr := partnermath.ParseDate(long)
	for name, err := range map[string]error{
		"ParseDate": dateErr,
		"Calendar": partnermath.Calendar{
			Pattern:   partnermath.CalendarPattern(long),
			YearStart: partnermath.YearStart{Weekday: partnermath.Weekday(long), Align: partnermath.YearAlign(long), Named: partnermath.YearNaming(long)},
		}.Validate(),
		"Outcome": partnermath.Outcome{Currency: long}.Validate(),
		"Tiers":   partnermath.Tiers{Method: partnermath.Method(long), Boundary: partnermath.Boundary(long)}.Validate(),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if n := len(err.Error()); n > 3000 {
			t.Errorf("%s: the text of the error has %d bytes", name, n)
		}
	}
}
