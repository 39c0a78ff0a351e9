package scorecard_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// A number is held exactly, whatever its exponent and trailing zeros, when written
// out it has at most 15 digits, of which at most 6 decimals; and it is not held
// otherwise.
func TestNumberOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(
			rapid.Int64Range(-1_000_000_000_000_000_000, 1_000_000_000_000_000_000).Draw(t, "coefficient"),
			rapid.Int32Range(-12, 6).Draw(t, "exponent"),
		)
		if rapid.Bool().Draw(t, "round") {
			d = d.Round(rapid.Int32Range(-15, 7).Draw(t, "places"))
		}
		want := decimal.NullDecimal{Decimal: d, Valid: writtenDigits(d) <= 15 && testkit.Rat(d.Shift(6)).IsInt()}
		n := scorecard.NumberOf(d)
		got := n.Decimal()
		if got.Valid != want.Valid {
			t.Fatalf("%s: held %t, want %t", d, got.Valid, want.Valid)
		}
		if !want.Valid {
			return
		}
		if testkit.Rat(got.Decimal).Cmp(testkit.Rat(d)) != 0 {
			t.Fatalf("%s is held as %s", d, got.Decimal)
		}
		text, err := json.Marshal(n)
		var back scorecard.Number
		if err != nil || json.Unmarshal(text, &back) != nil || back != n {
			t.Fatalf("%s: JSON %s (%v) gives %s", d, text, err, back)
		}
		for zeros := range int32(3) {
			if same := decimal.NewFromBigInt(d.Shift(12+zeros).BigInt(), -12-zeros); scorecard.NumberOf(same) != n {
				t.Fatalf("%s with more zeros is another number", d)
			}
		}
	})
}

// writtenDigits counts the digits of a number as it is written out, those of 0.05
// being 2.
func writtenDigits(d decimal.Decimal) int {
	digits := strings.TrimLeft(new(big.Rat).Abs(testkit.Rat(d)).FloatString(30), "0")
	whole, decimals, _ := strings.Cut(digits, ".")
	return len(whole) + len(strings.TrimRight(decimals, "0"))
}

func TestNumberText(t *testing.T) {
	for _, tt := range []struct{ in, text, json string }{
		{"", "", "null"},
		{"0", "0", `"0"`},
		{"-1.50", "-1.5", `"-1.5"`},
		{"1e3", "1000", `"1000"`},
		{"0.000001", "0.000001", `"0.000001"`},
		{"1000000000000", "1000000000000", `"1000000000000"`},
		{"-9999999999999.99", "-9999999999999.99", `"-9999999999999.99"`},
		{"999999999999999", "999999999999999", `"999999999999999"`},
	} {
		n := given(tt.in)
		text, err := json.Marshal(n)
		if n.String() != tt.text || string(text) != tt.json || err != nil {
			t.Errorf("%q: got %q and JSON %s (%v), want %q and %s", tt.in, n, text, err, tt.text, tt.json)
		}
	}
}

func TestNumberJSON(t *testing.T) {
	for _, tt := range []struct{ in, want, fault string }{
		{"null", "", ""},
		{`"1.50"`, "1.5", ""},
		{"1.50", "1.5", ""},
		{"1e-2", "0.01", ""},
		{`"many"`, "7", "digits"},
		{"true", "7", "digits"},
		{`{"a":1}`, "7", "digits"},
		{`"12x"`, "7", "digits"},
		{`"` + strings.Repeat("x", 200) + `"`, "7", "digits"},
	} {
		n := given("7")
		err := n.UnmarshalJSON([]byte(tt.in))
		var invalid *partnermath.ValidationError
		if tt.fault == "" && err != nil || tt.fault != "" && (!errors.As(err, &invalid) || invalid.Fields[0].Rule != tt.fault) {
			t.Errorf("%s: got error %v", tt.in, err)
		}
		if n != given(tt.want) {
			t.Errorf("%s: got %s, want %s", tt.in, n, tt.want)
		}
	}
	var none *scorecard.Number
	if err := none.UnmarshalJSON([]byte("1")); err == nil {
		t.Error("a nil number was read")
	}
}

// A number of too many digits is read, so that Validate can tell where it stands, but
// it is no number, and it cannot be written.
func TestNumberOfTooManyDigits(t *testing.T) {
	var assessment scorecard.Assessment
	text := `{"answers":[{"question":"a","number":"1"},{"question":"b","number":"0.1234567"},{"question":"c","number":1e30},{"question":"d","number":1e2000000000},{"question":"e","number":"-` + strings.Repeat("9", 200) + `"}]}`
	if err := json.Unmarshal([]byte(text), &assessment); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(faultsOf(t, assessment.Validate()), ", "); got != "answers[1].number digits, answers[2].number digits, answers[3].number digits, answers[4].number digits" {
		t.Errorf("got %s", got)
	}
	n := assessment.Answers[1].Number
	if n == (scorecard.Number{}) || n.Decimal().Valid || n != scorecard.NumberOf(number("12345678901234567")) {
		t.Errorf("got %s", n)
	}
	if text, err := json.Marshal(assessment); err == nil {
		t.Errorf("it was written as %s", text)
	}
}
