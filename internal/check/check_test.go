package check_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/testkit"
)

// points is hundredths of a point, as a score is.
type points int32

func (p points) Decimal() decimal.Decimal { return decimal.New(int64(p), -2) }

// model uses every tag that check documents.
type model struct {
	Required string              `json:"required" validate:"required"`
	ID       string              `json:"id" validate:"id"`
	Alias    string              `json:"alias,omitempty" validate:"omitempty,id"`
	Text     string              `json:"text" validate:"text=5"`
	Currency string              `json:"currency" validate:"currency"`
	Color    string              `json:"color" validate:"oneof=red dark-green"`
	Shade    string              `json:"shade,omitempty" validate:"omitempty,oneof=light dark"`
	Size     size                `json:"size" validate:"required,enum"`
	Count    int                 `json:"count" validate:"min=1,max=10"`
	Share    decimal.Decimal     `json:"share" validate:"bounds,atleast=0,atmost=1"`
	Effort   decimal.Decimal     `json:"effort" validate:"bounds,above=0,digits=6 2"`
	Optional decimal.NullDecimal `json:"optional,omitzero" validate:"omitempty,bounds,above=0,atmost=0.5,digits=3 3"`
	Score    points              `json:"score,omitzero" validate:"omitempty,atleast=1,atmost=100"`
	From     points              `json:"from" validate:"atleast=1"`
	Tags     []string            `json:"tags" validate:"required,min=1,max=3,dive,id"`
	Parts    []part              `json:"parts,omitempty" validate:"max=2,dive"`
	Inner    part                `json:"inner"`
	Unnamed  decimal.Decimal     `validate:"atleast=0"`
	Untagged decimal.Decimal     `json:"untagged"`
	embedded
}

type size string

func (size) Values() []size { return []size{"small", "very-large"} }

type part struct {
	Weight decimal.Decimal `json:"weight" validate:"bounds,atleast=0"`
	Parts  []part          `json:"parts,omitempty" validate:"max=2,dive"`
}

type embedded struct {
	Depth decimal.Decimal `json:"depth" validate:"bounds,atleast=0"`
}

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func null(s string) decimal.NullDecimal { return decimal.NewNullDecimal(number(s)) }

// valid returns a model with every field set and no rule broken.
func valid() model {
	return model{
		Required: "x", ID: "a b", Alias: "ü", Text: "12345", Currency: "USD", Color: "dark-green", Shade: "dark", Size: "very-large",
		Count: 10, Share: number("1"), Effort: number("1234.56"), Optional: null("0.125"), Score: 10000, From: 100,
		Tags: []string{"a", "b", "a"}, Parts: []part{{Parts: []part{{}, {}}}, {Weight: number("3")}},
		Inner: part{Weight: number("1e18")}, Unnamed: number("1"), Untagged: number("-1"), embedded: embedded{Depth: number("1")},
	}
}

func faultsOf(t rapid.TB, err error) []partnermath.FieldError {
	t.Helper()
	if err == nil {
		return nil
	}
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) || invalid == nil || len(invalid.Fields) == 0 {
		t.Fatalf("the error is %T (%v), want a *ValidationError with faults", err, err)
	}
	return invalid.Fields
}

func TestModelValid(t *testing.T) {
	bare := valid()
	bare.Alias, bare.Shade, bare.Optional, bare.Score, bare.Parts = "", "", decimal.NullDecimal{}, 0, nil
	bare.Share, bare.Count = decimal.Decimal{}, 1
	for name, m := range map[string]any{"full": valid(), "bare": bare, "pointer": &bare} {
		if err := check.Model(m, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestModelFaults(t *testing.T) {
	const bounds = "must have at most 30 digits and an exponent from -12 to 18"
	longID := strings.Repeat("i", 101)
	for _, tt := range []struct {
		name                string
		change              func(*model)
		path, rule, message string
	}{
		{"no text", func(m *model) { m.Required = "" }, "required", "required", "must be given"},
		{"no id", func(m *model) { m.ID = "" }, "id", "id", `must be 1 to 100 bytes of printable text without spaces around, got ""`},
		{"long id", func(m *model) { m.ID = longID }, "id", "id", `must be 1 to 100 bytes of printable text without spaces around, got "` + longID[:40] + `"`},
		{"optional id", func(m *model) { m.Alias = " " }, "alias", "id", `must be 1 to 100 bytes of printable text without spaces around, got " "`},
		{"long text", func(m *model) { m.Text = "123456" }, "text", "text", "must be valid UTF-8 of at most 5 bytes"},
		{"long text in bytes", func(m *model) { m.Text = "äöü" }, "text", "text", "must be valid UTF-8 of at most 5 bytes"},
		{"no UTF-8", func(m *model) { m.Text = "\xff" }, "text", "text", "must be valid UTF-8 of at most 5 bytes"},
		{"currency", func(m *model) { m.Currency = "usd" }, "currency", "currency", `must be an ISO 4217 code like USD, got "usd"`},
		{"no currency", func(m *model) { m.Currency = "" }, "currency", "currency", `must be an ISO 4217 code like USD, got ""`},
		{"currency without a minor unit", func(m *model) { m.Currency = "XAU" }, "currency", "currency", `must be an ISO 4217 code like USD, got "XAU"`},
		{"one of", func(m *model) { m.Color = "blue" }, "color", "one-of", `must be one of red, dark-green; got "blue"`},
		{"none of", func(m *model) { m.Color = "" }, "color", "one-of", `must be one of red, dark-green; got ""`},
		{"both of", func(m *model) { m.Color = "red dark-green" }, "color", "one-of", `must be one of red, dark-green; got "red dark-green"`},
		{"optional one of", func(m *model) { m.Shade = "Dark" }, "shade", "one-of", `must be one of light, dark; got "Dark"`},
		{"enum", func(m *model) { m.Size = "large" }, "size", "one-of", `must be one of small, very-large; got "large"`},
		{"no enum", func(m *model) { m.Size = "" }, "size", "required", "must be given"},
		{"count below", func(m *model) { m.Count = 0 }, "count", "min", "must be at least 1, got 0"},
		{"count above", func(m *model) { m.Count = math.MaxInt }, "count", "max", "must be at most 10, got 9223372036854775807"},
		{"share below", func(m *model) { m.Share = number("-0.01") }, "share", "min", "must not be below 0, got -0.01"},
		{"share above", func(m *model) { m.Share = number("1.000000000001") }, "share", "max", "must not be above 1, got 1.000000000001"},
		{"share out of bounds", func(m *model) { m.Share = number("1.0000000000000000000001") }, "share", "bounds", bounds},
		{"bounds before the others", func(m *model) { m.Share = decimal.New(-1, 1_000_000_000) }, "share", "bounds", bounds},
		{"effort 0", func(m *model) { m.Effort = number("0.00") }, "effort", "above", "must be above 0, got 0"},
		{"effort absent", func(m *model) { m.Effort = decimal.Decimal{} }, "effort", "above", "must be above 0, got 0"},
		{"too many digits", func(m *model) { m.Effort = number("12345.67") }, "effort", "digits", "must have at most 6 digits, of which at most 2 decimals, got 12345.67"},
		{"too many decimals", func(m *model) { m.Effort = number("0.001") }, "effort", "digits", "must have at most 6 digits, of which at most 2 decimals, got 0.001"},
		{"optional 0", func(m *model) { m.Optional = null("0") }, "optional", "above", "must be above 0, got 0"},
		{"optional above", func(m *model) { m.Optional = null("0.501") }, "optional", "max", "must not be above 0.5, got 0.501"},
		{"optional out of bounds", func(m *model) { m.Optional = null("1e19") }, "optional", "bounds", bounds},
		{"optional of many digits", func(m *model) { m.Optional = null("0.1234") }, "optional", "digits", "must have at most 3 digits, of which at most 3 decimals, got 0.1234"},
		{"score below", func(m *model) { m.Score = 99 }, "score", "min", "must not be below 1, got 0.99"},
		{"score above", func(m *model) { m.Score = 10001 }, "score", "max", "must not be above 100, got 100.01"},
		{"score negative", func(m *model) { m.Score = -100 }, "score", "min", "must not be below 1, got -1"},
		{"score absent", func(m *model) { m.From = 0 }, "from", "min", "must not be below 1, got 0"},
		{"no list", func(m *model) { m.Tags = nil }, "tags", "required", "must be given"},
		{"empty list", func(m *model) { m.Tags = []string{} }, "tags", "length", "must have a length of at least 1, got 0"},
		{"long list", func(m *model) { m.Tags = []string{"a", "b", "c", ""} }, "tags", "length", "must have a length of at most 3, got 4"},
		{"element", func(m *model) { m.Tags[1] = "" }, "tags[1]", "id", `must be 1 to 100 bytes of printable text without spaces around, got ""`},
		{"nested", func(m *model) { m.Inner.Weight = number("-1") }, "inner.weight", "min", "must not be below 0, got -1"},
		{"nested list", func(m *model) { m.Parts[1].Weight = number("-1") }, "parts[1].weight", "min", "must not be below 0, got -1"},
		{"nested nested list", func(m *model) { m.Parts[0].Parts[1].Weight = number("-1") }, "parts[0].parts[1].weight", "min", "must not be below 0, got -1"},
		{"nested length", func(m *model) { m.Parts[0].Parts = make([]part, 3) }, "parts[0].parts", "length", "must have a length of at most 2, got 3"},
		{"no JSON name", func(m *model) { m.Unnamed = number("-1") }, "Unnamed", "min", "must not be below 0, got -1"},
		{"embedded", func(m *model) { m.Depth = number("-1") }, "depth", "min", "must not be below 0, got -1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := valid()
			tt.change(&m)
			want := []partnermath.FieldError{{Path: tt.path, Rule: tt.rule, Message: tt.message}}
			if diff := cmp.Diff(want, faultsOf(t, check.Model(m, nil))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want, faultsOf(t, check.Model(&m, nil))); diff != "" {
				t.Errorf("as a pointer (-want +got):\n%s", diff)
			}
		})
	}
}

// An optional 0 that is written without a coefficient is a 0 all the same, and
// not an absent number.
func TestModelOptionalZeroDecimal(t *testing.T) {
	m := valid()
	m.Optional = decimal.NullDecimal{Valid: true}
	faults := faultsOf(t, check.Model(m, nil))
	if len(faults) != 1 || faults[0].Path != "optional" || faults[0].Rule != "above" {
		t.Errorf("got %+v, want the rule above broken at optional", faults)
	}
}

func TestModelListsFaultsInOrder(t *testing.T) {
	m := valid()
	m.Required, m.ID, m.Currency, m.Count, m.Optional, m.Score = "", "", "", 11, null("-1"), 1
	m.Tags = []string{"", "b", " "}
	m.Parts[0].Weight, m.Parts[0].Parts[0].Weight, m.Inner.Weight, m.Depth = number("-1"), number("-2"), number("-3"), number("-4")
	var got []string
	for _, f := range faultsOf(t, check.Model(m, nil)) {
		got = append(got, f.Path)
	}
	want := []string{
		"required", "id", "currency", "count", "optional", "score", "tags[0]", "tags[2]",
		"parts[0].weight", "parts[0].parts[0].weight", "inner.weight", "depth",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestModelStopsAtMaxFaults(t *testing.T) {
	type long struct {
		List []string `json:"list" validate:"dive,id"`
	}
	for _, tt := range []struct {
		faults, listed int
		truncated      bool
	}{{1000, 1000, false}, {1001, 1000, true}, {3000, 1000, true}} {
		err := check.Model(long{List: make([]string, tt.faults)}, nil)
		var invalid *partnermath.ValidationError
		if !errors.As(err, &invalid) || len(invalid.Fields) != tt.listed || invalid.Truncated != tt.truncated {
			t.Fatalf("%d faults: %d listed, truncated %t", tt.faults, len(invalid.Fields), invalid.Truncated)
		}
		if last := invalid.Fields[tt.listed-1].Path; last != fmt.Sprintf("list[%d]", tt.listed-1) {
			t.Errorf("the last listed is %s", last)
		}
	}
}

func TestModelRules(t *testing.T) {
	broken := valid()
	broken.ID = ""
	called := 0
	rules := func(faults *partnermath.ValidationError) {
		called++
		faults.Add("count", "sum", "must be 10 with the others")
	}
	if faults := faultsOf(t, check.Model(broken, rules)); called != 0 || len(faults) != 1 {
		t.Errorf("rules were called %d times for a model whose tags do not hold: %+v", called, faults)
	}
	want := []partnermath.FieldError{{Path: "count", Rule: "sum", Message: "must be 10 with the others"}}
	if diff := cmp.Diff(want, faultsOf(t, check.Model(valid(), rules))); diff != "" || called != 1 {
		t.Errorf("called %d times (-want +got):\n%s", called, diff)
	}
	if err := check.Model(valid(), func(*partnermath.ValidationError) {}); err != nil {
		t.Errorf("rules without a fault: %v", err)
	}
}

// The models are the code's own, so this is about mistakes in it, and about a
// caller's nil.
func TestModelOfSomethingElse(t *testing.T) {
	var typedNil *model
	pointer := &typedNil
	for name, m := range map[string]any{
		"nil": nil, "typed nil": typedNil, "pointer to a pointer": pointer, "number": 7, "text": "model", "list": []model{valid()},
		"map": map[string]model{}, "function": func() {}, "channel": make(chan model), "error": error(nil),
	} {
		faults := faultsOf(t, check.Model(m, func(*partnermath.ValidationError) { t.Errorf("%s: rules were called", name) }))
		if len(faults) != 1 || faults[0].Path != "" || faults[0].Rule != "required" {
			t.Errorf("%s: got %+v, want the whole to be required", name, faults)
		}
	}
	for name, m := range map[string]any{"decimal": number("1"), "null decimal": null("1"), "empty struct": struct{}{}} {
		_ = check.Model(m, nil) // Whatever it says, it does not panic.
		_ = name
	}
}

// Comparing as floating point numbers accepts what is a hair above.
func TestDecimalRulesAreExact(t *testing.T) {
	type loose struct {
		AtLeast decimal.Decimal     `json:"atLeast" validate:"atleast=1"`
		AtMost  decimal.Decimal     `json:"atMost" validate:"atmost=1"`
		Above   decimal.Decimal     `json:"above" validate:"above=1"`
		Null    decimal.NullDecimal `json:"null" validate:"omitempty,atmost=1"`
		Tenth   decimal.Decimal     `json:"tenth" validate:"atmost=0.1"`
		Large   decimal.Decimal     `json:"large" validate:"atmost=1000000000000"`
	}
	good := func() loose {
		return loose{AtLeast: number("1"), AtMost: number("1"), Above: number("2"), Null: null("1"), Tenth: number("0.1"), Large: number("1000000000000")}
	}
	const more, less = "1.0000000000000000000001", "0.9999999999999999999999"
	for _, tt := range []struct {
		name   string
		change func(*loose)
		want   string
	}{
		{"as it is", func(*loose) {}, ""},
		{"a hair below the least", func(l *loose) { l.AtLeast = number(less) }, "atLeast min"},
		{"a hair above the least", func(l *loose) { l.AtLeast = number(more) }, ""},
		{"a hair above the most", func(l *loose) { l.AtMost = number(more) }, "atMost max"},
		{"a hair below the most", func(l *loose) { l.AtMost = number(less) }, ""},
		{"the bound itself", func(l *loose) { l.Above = number("1.0") }, "above above"},
		{"a hair below the bound", func(l *loose) { l.Above = number(less) }, "above above"},
		{"a hair above the bound", func(l *loose) { l.Above = number(more) }, ""},
		{"optional", func(l *loose) { l.Null = null(more) }, "null max"},
		{"what binary cannot write", func(l *loose) { l.Tenth = number("0.1000000000000000000001") }, "tenth max"},
		{"large", func(l *loose) { l.Large = number("1000000000000.000000000001") }, "large max"},
		{"the same written otherwise", func(l *loose) { l.Large = number("1e12"); l.Tenth = number("0.1000") }, ""},
	} {
		l := good()
		tt.change(&l)
		got := ""
		for _, f := range faultsOf(t, check.Model(l, nil)) {
			got += f.Path + " " + f.Rule
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestDecimalRulesProperty(t *testing.T) {
	type ruled struct {
		AtLeast decimal.Decimal `json:"atLeast" validate:"bounds,atleast=-0.5"`
		AtMost  decimal.Decimal `json:"atMost" validate:"bounds,atmost=1000000"`
		Above   decimal.Decimal `json:"above" validate:"bounds,above=0"`
		Digits  decimal.Decimal `json:"digits" validate:"bounds,digits=11 4"`
	}
	lowest, highest := big.NewRat(-1, 2), big.NewRat(1_000_000, 1)
	tenThousand, limit := big.NewRat(10_000, 1), big.NewInt(100_000_000_000)
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.OneOf(
			testkit.Decimal(-2, 2, 12),
			testkit.Decimal(999_999, 1_000_001, 6),
			testkit.Decimal(-12_000_000, 12_000_000, 6),
		).Draw(t, "d")
		r := testkit.Rat(d)
		var want []string
		add := func(broken bool, fault string) {
			if broken {
				want = append(want, fault)
			}
		}
		add(r.Cmp(lowest) < 0, "atLeast min")
		add(r.Cmp(highest) > 0, "atMost max")
		add(r.Sign() <= 0, "above above")
		// At most 11 digits, of which at most 4 decimals. No number here ends in so
		// many zeros that dropping them matters.
		units := new(big.Rat).Mul(r, tenThousand)
		whole := units.IsInt()
		digits := new(big.Int).Abs(units.Num())
		for ten, rest := big.NewInt(10), new(big.Int); whole && digits.Sign() > 0; {
			quotient, _ := new(big.Int).QuoRem(digits, ten, rest)
			if rest.Sign() != 0 {
				break
			}
			digits = quotient
		}
		add(!whole || digits.Cmp(limit) >= 0, "digits digits")
		var got []string
		for _, f := range faultsOf(t, check.Model(ruled{d, d, d, d}, nil)) {
			got = append(got, f.Path+" "+f.Rule)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// Nothing from outside makes a check panic, hang or print without end.
func TestModelHostileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := valid()
		d := testkit.HostileDecimal().Draw(t, "decimal")
		s := testkit.HostileString().Draw(t, "string")
		m.Required, m.ID, m.Alias, m.Text, m.Currency, m.Color, m.Shade = s, s, s, s, s, s, s
		m.Share, m.Effort, m.Optional = d, d, decimal.NewNullDecimal(d)
		m.Tags = []string{s, s}
		m.Parts[0].Parts[0].Weight, m.Depth = d, d
		m.Score, m.Count = points(rapid.Int32().Draw(t, "score")), rapid.Int().Draw(t, "count")
		for _, f := range faultsOf(t, check.Model(m, nil)) {
			if len(f.Message) > 310 {
				t.Fatalf("a message of %d bytes at %s", len(f.Message), f.Path)
			}
			if (f.Path == "share" || f.Path == "effort" || f.Path == "optional") && !partnermath.InBounds(d) && f.Rule != "bounds" {
				t.Fatalf("%s was looked at before its bounds: %s", f.Path, f.Rule)
			}
		}
	})
}

func TestModelIsSafeForGoroutines(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				m := valid()
				m.Parts[1].Weight = number("-1")
				if err := check.Model(m, nil); err == nil || err.Error() != "parts[1].weight: must not be below 0, got -1" {
					t.Errorf("got %v", err)
				}
			}
		})
	}
	group.Wait()
}

func TestID(t *testing.T) {
	for _, tt := range []struct {
		id   string
		want bool
	}{
		{"a", true},
		{"Q-1.2/3", true},
		{"a b", true},
		{"ünïcode", true},
		{"日本語", true},
		{"e\u0301", true},
		{strings.Repeat("x", 100), true},
		{strings.Repeat("é", 50), true},
		{"", false},
		{" ", false},
		{" a", false},
		{"a ", false},
		{" ü", false},
		{"ü ", false},
		{"\ta", false},
		{"a\n", false},
		{"a\nb", false},
		{"a\x00b", false},
		{"a\x7f", false},
		{"\u00a0a", false},
		{"a\u00a0b", false},
		{"a\u202eb", false},
		{"\ufeffa", false},
		{"a\u200bb", false},
		{"\xff", false},
		{"a\xc3", false},
		{strings.Repeat("x", 101), false},
		{strings.Repeat("é", 51), false},
	} {
		if got := check.ID(tt.id); got != tt.want {
			t.Errorf("ID(%q) = %t, want %t", tt.id, got, tt.want)
		}
	}
}
