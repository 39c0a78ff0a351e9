package tiering_test

import (
	"encoding/json"
	"math/big"
	"os"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/internal/tiering"
)

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func pay(t partnermath.Tiers, measure decimal.Decimal) decimal.Decimal {
	table := tiering.New(t)
	return tiering.Sum(table.Pay(table.Reached(measure), measure))
}

// The published tables are "up to": a measure equal to a threshold is in the tier below.
func TestPublished(t *testing.T) {
	text, err := os.ReadFile("testdata/published.json")
	if err != nil {
		t.Fatal(err)
	}
	type table struct {
		Tiers                          []partnermath.Step
		Value                          string
		Stepped, Whole, Rolling, Total string
		Cases                          [][2]string
	}
	var golden struct {
		TierMethods, IntervalScale       table
		SteppedPublished, WholePublished []table
	}
	if err := json.Unmarshal(text, &golden); err != nil {
		t.Fatal(err)
	}
	check := func(method partnermath.Method, steps []partnermath.Step, value, want string) {
		t.Helper()
		if want == "" {
			return
		}
		tiers := partnermath.Tiers{Method: method, Boundary: partnermath.BoundaryUpper, Steps: steps}
		got := pay(tiers, number(value))
		if number(value).IsZero() {
			got = tiering.Sum(tiering.New(tiers).Zero())
		}
		if !got.Equal(number(want)) {
			t.Errorf("%s of %s pays %s, want %s", method, value, got, want)
		}
	}
	for _, g := range []table{golden.TierMethods, golden.IntervalScale} {
		check(partnermath.MethodStepped, g.Tiers, g.Value, g.Stepped)
		check(partnermath.MethodWhole, g.Tiers, g.Value, g.Whole)
		check(partnermath.MethodRolling, g.Tiers, g.Value, g.Rolling)
		check(partnermath.MethodTotal, g.Tiers, g.Value, g.Total)
	}
	for _, g := range golden.SteppedPublished {
		for _, c := range g.Cases {
			check(partnermath.MethodStepped, g.Tiers, c[0], c[1])
		}
	}
	for _, g := range golden.WholePublished {
		for _, c := range g.Cases {
			check(partnermath.MethodWhole, g.Tiers, c[0], c[1])
		}
	}
	if len(golden.SteppedPublished)+len(golden.WholePublished) < 4 || golden.TierMethods.Total == "" {
		t.Error("the golden file was not read")
	}
}

func TestBoundaries(t *testing.T) {
	steps := []partnermath.Step{
		{From: partnermath.Int(0), Rate: partnermath.Num(1, 1)},
		{From: partnermath.Int(100), Rate: partnermath.Num(2, 1)},
	}
	for _, tt := range []struct {
		boundary partnermath.Boundary
		measure  string
		want     int
	}{
		{"", "-1", 0},
		{"", "0", 1},
		{"", "99.99", 1},
		{"", "100", 2},
		{partnermath.BoundaryLower, "100", 2},
		{partnermath.BoundaryUpper, "0", 0},
		{partnermath.BoundaryUpper, "100", 1},
		{partnermath.BoundaryUpper, "100.01", 2},
	} {
		table := tiering.New(partnermath.Tiers{Method: partnermath.MethodWhole, Boundary: tt.boundary, Steps: steps})
		if got := table.Reached(number(tt.measure)); got != tt.want {
			t.Errorf("%s %s reaches %d steps, want %d", tt.boundary, tt.measure, got, tt.want)
		}
	}
}

// Growth of 15 % over a baseline of 66.67 starts at 10.0005 exactly.
func TestBase(t *testing.T) {
	table := tiering.New(partnermath.Tiers{Method: partnermath.MethodStepped, Steps: []partnermath.Step{{From: partnermath.Num(15, 2), Rate: partnermath.Num(1, 1)}}})
	table.Base = number("66.67")
	if table.Reached(number("10.0004")) != 0 || table.Reached(number("10.0005")) != 1 {
		t.Error("the threshold is not 10.0005")
	}
	if got := tiering.Sum(table.Pay(1, number("25"))); !got.Equal(number("1.49995")) {
		t.Errorf("got %s, want (25 - 10.0005) × 0.1", got)
	}
}

// A number that is left out can hold anything, even what takes forever to add.
func TestLeftOut(t *testing.T) {
	hostile := decimal.NullDecimal{Decimal: decimal.New(1, 1_000_000_000)}
	table := tiering.New(partnermath.Tiers{Method: partnermath.MethodWhole, Steps: []partnermath.Step{{From: partnermath.Int(0), Rate: hostile, PerUnit: partnermath.Int(2), Flat: hostile}}})
	if got := tiering.Sum(table.Pay(1, number("3"))); !got.Equal(number("6")) || !table.Zero()[0].Amount.IsZero() {
		t.Errorf("got %s, want 2 × 3", got)
	}
}

func drawTiers(t *rapid.T) partnermath.Tiers {
	methods := []partnermath.Method{partnermath.MethodStepped, partnermath.MethodWhole, partnermath.MethodRolling, partnermath.MethodTotal}
	tiers := partnermath.Tiers{
		Method:   rapid.SampledFrom(methods).Draw(t, "method"),
		Boundary: rapid.SampledFrom([]partnermath.Boundary{partnermath.BoundaryLower, partnermath.BoundaryUpper}).Draw(t, "boundary"),
	}
	from := decimal.Decimal{}
	for range rapid.IntRange(1, 5).Draw(t, "steps") {
		step := partnermath.Step{From: decimal.NewNullDecimal(from), Rate: decimal.NewNullDecimal(testkit.Decimal(0, 1, 3).Draw(t, "rate"))}
		if rapid.Bool().Draw(t, "has flat") {
			step.Flat = decimal.NewNullDecimal(testkit.Decimal(0, 500, 2).Draw(t, "flat"))
		}
		tiers.Steps = append(tiers.Steps, step)
		from = from.Add(testkit.Decimal(1, 1000, 2).Draw(t, "next"))
	}
	return tiers
}

// oracle is the definition with no table to walk: each step alone says what it pays.
func oracle(tiers partnermath.Tiers, v *big.Rat) *big.Rat {
	sum := new(big.Rat)
	if v.Sign() <= 0 {
		return sum
	}
	for i, step := range tiers.Steps {
		from := testkit.Rat(step.From.Decimal)
		if c := v.Cmp(from); c < 0 || c == 0 && tiers.Boundary == partnermath.BoundaryUpper {
			continue
		}
		to := new(big.Rat).Set(v)
		if i+1 < len(tiers.Steps) {
			if end := testkit.Rat(tiers.Steps[i+1].From.Decimal); end.Cmp(v) < 0 {
				to = end
			}
		}
		rate, flat := testkit.Rat(step.Rate.Decimal), testkit.Rat(step.Flat.Decimal)
		on := v
		switch tiers.Method {
		case partnermath.MethodStepped:
			on = new(big.Rat).Sub(to, from)
		case partnermath.MethodRolling:
			on = to
		case partnermath.MethodWhole:
			sum = new(big.Rat)
		}
		sum = new(big.Rat).Add(sum, flat.Add(flat, rate.Mul(rate, on)))
	}
	return sum
}

func TestPayIsTheFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tiers := drawTiers(t)
		v := testkit.Decimal(-100, 4000, 2).Draw(t, "measure")
		if rapid.Bool().Draw(t, "at a threshold") {
			v = rapid.SampledFrom(tiers.Steps).Draw(t, "step").From.Decimal
		}
		want := testkit.RoundHalfAway(oracle(tiers, testkit.Rat(v)), 8)
		if got := pay(tiers, v).Round(8); !got.Equal(want) {
			t.Fatalf("%s pays %s, want %s", v, got, want)
		}
	})
}

// Inside the first tier all methods agree.
func TestMethodsAgreeInTheFirstTier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tiers := drawTiers(t)
		v := testkit.Decimal(0, 2000, 2).Draw(t, "measure")
		if len(tiers.Steps) > 1 && v.GreaterThanOrEqual(tiers.Steps[1].From.Decimal) {
			v = tiers.Steps[1].From.Decimal.Sub(decimal.New(1, -2))
		}
		want := pay(tiers, v)
		for _, method := range []partnermath.Method{partnermath.MethodStepped, partnermath.MethodWhole, partnermath.MethodRolling, partnermath.MethodTotal} {
			tiers.Method = method
			if !pay(tiers, v).Equal(want) {
				t.Fatalf("%s pays another amount on %s", method, v)
			}
		}
	})
}

// 1 % at 0.8 of 200 and 3 % at 1.2: 160 and 240. 170 is 1 ÷ 8 of the way, 1.25 %.
func TestInterpolate(t *testing.T) {
	points := []partnermath.Step{{From: testkit.Null("0.8"), Rate: testkit.Null("0.01")}, {From: testkit.Null("1.2"), Rate: testkit.Null("0.03")}}
	for _, tt := range [][2]string{{"159.99", ""}, {"160", "0.01"}, {"170", "0.0125"}, {"240", "0.03"}, {"999", "0.03"}} {
		rate, reached := tiering.Interpolate(points, number(tt[0]), number("200"))
		if reached != (tt[1] != "") || reached && !rate.Round(12).Equal(number(tt[1])) {
			t.Errorf("%s: %s, %t, want %s", tt[0], rate.Round(12), reached, tt[1])
		}
	}
}
