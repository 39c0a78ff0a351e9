package testkit

import (
	"math"
	"math/big"
	"reflect"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

// HostileDecimal generates numbers that are cheap to make and dear to handle, or
// just unusual: huge exponents either way, of zero as well, coefficients of
// thousands of digits, long tails of zeros, and the zero Decimal.
func HostileDecimal() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		exponent := rapid.OneOf(
			rapid.Int32(),
			rapid.Int32Range(-450, 450),
			rapid.SampledFrom([]int32{0, math.MinInt32, math.MaxInt32, 1_000_000_000, -1_000_000_000}),
		).Draw(t, "exponent")
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return decimal.Decimal{}
		case 1:
			digits := rapid.IntRange(1, 5_000).Draw(t, "digits")
			return decimal.NewFromBigInt(repeated("9", digits), exponent)
		case 2:
			zeros := rapid.IntRange(0, 5_000).Draw(t, "zeros")
			return decimal.NewFromBigInt(repeated("0", zeros), exponent)
		}
		return decimal.New(rapid.Int64().Draw(t, "coefficient"), exponent)
	})
}

// repeated returns the integer that is written as a 1 and count times digit.
func repeated(digit string, count int) *big.Int {
	n, _ := new(big.Int).SetString("1"+strings.Repeat(digit, count), 10)
	return n
}

// HostileString generates text that nobody types: empty, blank, not UTF-8, with
// control characters and marks that change the order of reading, very long.
func HostileString() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{
			"", " ", "\x00", "\xff\xfe", "a\u202eb", "\ufeffid", "e\u0301", "null", "-0", "1e999999999",
			"=1+1", "../../etc", "<script>", strings.Repeat("x", 100_000),
		}),
	)
}

// Plant writes something hostile into one field of some models, to which it takes
// pointers: a number or a text as above, a text that is off by a bit, any integer, a date
// without a place in a calendar, no list, a list of too many or of an empty element. Every
// field that a model reaches has the same chance.
func Plant(t *rapid.T, models ...any) {
	fields := make(map[string][]reflect.Value)
	for _, model := range models {
		v := reflect.ValueOf(model).Elem()
		reach(v, v.Type().Name(), fields)
	}
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	plant(t, rapid.SampledFrom(fields[rapid.SampledFrom(names).Draw(t, "field")]).Draw(t, "place"))
}

// LeftOutIsNotRead calls a verb, writes a number that takes forever to add into every number
// that is left out of some models, to which it takes pointers, and calls it again: the answer
// must be the same, or faults, because a part of a model that holds such a number is not the
// zero one and may be one of those that a kind does not read.
func LeftOutIsNotRead(t rapid.TB, verb func() (any, error), models ...any) {
	t.Helper()
	want, err := verb()
	if err != nil {
		t.Fatal(err)
	}
	fields := make(map[string][]reflect.Value)
	for _, model := range models {
		v := reflect.ValueOf(model).Elem()
		reach(v, v.Type().Name(), fields)
	}
	filled := 0
	for _, values := range fields {
		for _, v := range values {
			if n, ok := v.Interface().(decimal.NullDecimal); ok && !n.Valid {
				v.Set(reflect.ValueOf(decimal.NullDecimal{Decimal: decimal.New(1, 1_000_000_000)}))
				filled++
			}
		}
	}
	got, err := verb()
	if len(BrokenRules(t, err)) > 0 {
		return
	}
	if before, after := JSON(t, want), JSON(t, got); before != after {
		t.Errorf("with %d left out numbers that hold something: got %s, want %s", filled, after, before)
	}
}

// reach collects what a value holds, by the names of fields.
func reach(v reflect.Value, name string, fields map[string][]reflect.Value) {
	switch v.Interface().(type) {
	case decimal.Decimal, decimal.NullDecimal, partnermath.Date:
		fields[name] = append(fields[name], v)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				reach(v.Field(i), v.Type().Name()+"."+f.Name, fields)
			}
		}
	case reflect.Slice:
		fields[name] = append(fields[name], v)
		for i := range v.Len() {
			reach(v.Index(i), name+"[]", fields)
		}
	default:
		fields[name] = append(fields[name], v)
	}
}

func plant(t *rapid.T, v reflect.Value) {
	switch v.Interface().(type) {
	case decimal.Decimal:
		v.Set(reflect.ValueOf(HostileDecimal().Draw(t, "decimal")))
		return
	case decimal.NullDecimal:
		v.Set(reflect.ValueOf(decimal.NullDecimal{Decimal: HostileDecimal().Draw(t, "decimal"), Valid: rapid.Bool().Draw(t, "valid")}))
		return
	case partnermath.Date:
		year := rapid.SampledFrom([]int{0, 1, 9999}).Draw(t, "year")
		v.Set(reflect.ValueOf(partnermath.NewDate(year, 12, 31)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		text := []byte(v.String())
		if len(text) == 0 || rapid.Bool().Draw(t, "another text") {
			v.SetString(HostileString().Draw(t, "text"))
			return
		}
		text[rapid.IntRange(0, len(text)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		v.SetString(string(text))
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(rapid.Int64().Draw(t, "integer"))
	case reflect.Slice:
		switch rapid.IntRange(0, 2).Draw(t, "list") {
		case 0:
			v.SetZero()
		case 1:
			v.Set(reflect.AppendSlice(v.Slice3(0, v.Len(), v.Len()), v))
		default:
			v.Set(reflect.Append(v.Slice3(0, v.Len(), v.Len()), reflect.Zero(v.Type().Elem())))
		}
	}
}
