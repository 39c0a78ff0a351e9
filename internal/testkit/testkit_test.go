package testkit

import (
	"math/big"
	"os"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

func rat(t *testing.T, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no fraction", text)
	}
	return r
}

func TestRat(t *testing.T) {
	for _, tt := range [][2]string{
		{"0", "0"}, {"1.50", "3/2"}, {"-0.001", "-1/1000"}, {"12e3", "12000"},
	} {
		d := decimal.RequireFromString(tt[0])
		if diff := cmp.Diff(tt[1], Rat(d).RatString()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt[0], diff)
		}
	}
	if got := Rat(decimal.Decimal{}); got.Sign() != 0 {
		t.Errorf("the zero decimal is %s", got)
	}
}

func TestRoundHalfAway(t *testing.T) {
	for _, tt := range []struct {
		r      string
		places int32
		want   string
	}{
		{"5/2", 0, "3"},
		{"-5/2", 0, "-3"},
		{"249/100", 0, "2"},
		{"-249/100", 0, "-2"},
		{"1/3", 4, "0.3333"},
		{"-2/3", 4, "-0.6667"},
		{"1/8", 2, "0.13"},
		{"-1/1000", 2, "0"},
		{"0", 2, "0"},
		{"150", -2, "200"},
		{"149", -2, "100"},
	} {
		if diff := cmp.Diff(tt.want, RoundHalfAway(rat(t, tt.r), tt.places).String()); diff != "" {
			t.Errorf("%s at %d places (-want +got):\n%s", tt.r, tt.places, diff)
		}
	}
}

func TestLargestRemainder(t *testing.T) {
	for _, tt := range []struct {
		total   string
		weights []string
		places  int32
		want    []string
	}{
		{"1", []string{"1", "1", "1"}, 2, []string{"0.34", "0.33", "0.33"}},
		{"-1", []string{"1", "1", "1"}, 2, []string{"-0.34", "-0.33", "-0.33"}},
		{"11", []string{"1", "1", "1"}, 0, []string{"4", "4", "3"}},
		{"10", []string{"1", "2", "3"}, 0, []string{"2", "3", "5"}},
		{"1", []string{"0", "5", "0"}, 0, []string{"0", "1", "0"}},
		{"100", []string{"2/3", "1/3"}, 0, []string{"67", "33"}},
		{"0", []string{"1", "1"}, 2, []string{"0", "0"}},
	} {
		weights := make([]*big.Rat, len(tt.weights))
		for i, text := range tt.weights {
			weights[i] = rat(t, text)
		}
		var got []string
		for _, share := range LargestRemainder(rat(t, tt.total), weights, tt.places) {
			got = append(got, RoundHalfAway(share, 12).String())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s among %s (-want +got):\n%s", tt.total, tt.weights, diff)
		}
	}
}

func TestDecimalStaysInRange(t *testing.T) {
	low, high := decimal.New(-3, 0), decimal.New(2, 0)
	rapid.Check(t, func(t *rapid.T) {
		d := Decimal(-3, 2, 4).Draw(t, "d")
		if d.LessThan(low) || d.GreaterThan(high) || d.Exponent() < -4 {
			t.Fatalf("got %s", d)
		}
	})
}

func TestWeightsHaveOneAboveZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sum := decimal.Decimal{}
		for _, weight := range Weights(1, 4).Draw(t, "weights") {
			sum = sum.Add(weight)
		}
		if !sum.IsPositive() {
			t.Fatalf("the sum is %s", sum)
		}
	})
}

// A spy is a testing.TB that remembers whether it failed.
type spy struct {
	testing.TB
	failed bool
}

func (s *spy) Helper()               {}
func (s *spy) Errorf(string, ...any) { s.failed = true }
func (s *spy) Fatalf(string, ...any) { s.failed = true }
func (s *spy) Fatal(...any)          { s.failed = true }

func TestGolden(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(text string) {
		*update = true
		defer func() { *update = false }()
		Golden(t, "deep/report.txt", []byte(text))
	}
	write("one\n")
	Golden(t, "deep/report.txt", []byte("one\n"))

	different := &spy{TB: t}
	Golden(different, "deep/report.txt", []byte("one\r\n"))
	if !different.failed {
		t.Error("a different text passed")
	}
	absent := &spy{TB: t}
	Golden(absent, "absent.txt", []byte("one\n"))
	if !absent.failed {
		t.Error("a golden file that is not there passed")
	}
}

func TestReadJSON(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, tt := range []struct {
		name, text string
		failed     bool
	}{
		{"good", `{"a": 1}` + "\n", false},
		{"unknown member", `{"a": 1, "b": 2}`, true},
		{"two documents", `{"a": 1} {"a": 1}`, true},
		{"cut off", `{"a": 1`, true},
	} {
		if err := os.WriteFile("x.json", []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		tb := &spy{TB: t}
		var v struct{ A int }
		ReadJSON(tb, "x.json", &v)
		if tb.failed != tt.failed {
			t.Errorf("%s: failed %t, want %t", tt.name, tb.failed, tt.failed)
		}
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]decimal.Decimal{
		"1.50": decimal.New(150, -2), "-2": decimal.New(-2, 0), "1.5e3": decimal.New(15, 2), "7e1000000000": decimal.New(7, 1_000_000_000),
	} {
		got := Number(text)
		if got.Exponent() != want.Exponent() || got.CoefficientInt64() != want.CoefficientInt64() {
			t.Errorf("%s: %de%d", text, got.CoefficientInt64(), got.Exponent())
		}
	}
	if Null("").Valid || !Null("0").Valid {
		t.Error(`"" is a number, or "0" is none`)
	}
}

// Plant reaches every field, those of nested models and of elements too.
func TestPlant(t *testing.T) {
	type inner struct {
		Text  string
		Whole int32
	}
	type outer struct {
		Number decimal.Decimal
		Null   decimal.NullDecimal
		Day    partnermath.Date
		Yes    bool
		Inner  inner
		List   []inner
		Texts  []string
	}
	fresh := func() outer {
		return outer{Day: partnermath.NewDate(2026, 1, 1), Inner: inner{"a", 1}, List: []inner{{"b", 2}, {"c", 3}}, Texts: []string{"d"}}
	}
	seen := make(map[string]bool)
	rapid.Check(t, func(t *rapid.T) {
		v := fresh()
		Plant(t, &v)
		at, changed := reflect.ValueOf(v), reflect.ValueOf(fresh())
		for i := range at.NumField() {
			if !reflect.DeepEqual(at.Field(i).Interface(), changed.Field(i).Interface()) {
				seen[at.Type().Field(i).Name] = true
			}
		}
	})
	for _, name := range []string{"Number", "Null", "Day", "Yes", "Inner", "List", "Texts"} {
		if !seen[name] {
			t.Errorf("nothing was planted in %s", name)
		}
	}
}
