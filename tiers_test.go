package partnermath_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

func step(from, rate, perUnit, flat string) partnermath.Step {
	return partnermath.Step{From: null(from), Rate: null(rate), PerUnit: null(perUnit), Flat: null(flat)}
}

func whole(steps ...partnermath.Step) partnermath.Tiers {
	return partnermath.Tiers{Method: partnermath.MethodWhole, Steps: steps}
}

// rising returns n steps from 0 up.
func rising(n int) []partnermath.Step {
	var steps []partnermath.Step
	for i := range n {
		steps = append(steps, partnermath.Step{From: partnermath.Int(int64(i)), Rate: partnermath.Num(1, 2)})
	}
	return steps
}

func TestTiersValidate(t *testing.T) {
	hostile := decimal.New(1, 1_000_000_000)
	ten := step("0", "0.1", "", "")
	for _, tt := range []struct {
		name  string
		tiers partnermath.Tiers
		want  []string
	}{
		{"one step", whole(ten), nil},
		{"from above 0", whole(step("1000", "0.1", "", "")), nil},
		{"stepped", partnermath.Tiers{Method: partnermath.MethodStepped, Boundary: partnermath.BoundaryLower, Steps: []partnermath.Step{ten}}, nil},
		{"rolling", partnermath.Tiers{Method: partnermath.MethodRolling, Boundary: partnermath.BoundaryUpper, Steps: []partnermath.Step{ten}}, nil},
		{"total", partnermath.Tiers{Method: partnermath.MethodTotal, Steps: []partnermath.Step{ten}}, nil},
		{"a mix", whole(step("0", "0.1", "5", "100"), step("0.01", "0", "", ""), step("10", "", "", "0"), step("20", "1", "", "")), nil},
		{"from 0, pays 0", whole(partnermath.Step{From: partnermath.Int(0), Rate: partnermath.Int(0)}), nil},
		{"as many steps as may be", whole(rising(partnermath.MaxSteps)...), nil},

		{"zero", partnermath.Tiers{}, []string{"method required", "steps length"}},
		{"no method", partnermath.Tiers{Steps: []partnermath.Step{ten}}, []string{"method required"}},
		{"unknown method", partnermath.Tiers{Method: "marginal", Steps: []partnermath.Step{ten}}, []string{"method one-of"}},
		{"unknown boundary", partnermath.Tiers{Method: "whole", Boundary: "inclusive", Steps: []partnermath.Step{ten}}, []string{"boundary one-of"}},
		{"no steps", whole(), []string{"steps length"}},
		{"too many steps", whole(rising(partnermath.MaxSteps + 1)...), []string{"steps length"}},
		{"no threshold", whole(ten, step("", "0.1", "", ""), step("1", "0.1", "", "")), []string{"steps[1].from required"}},
		{"zero step", whole(partnermath.Step{}), []string{"steps[0].from required", "steps[0].rate required"}},
		{"from below 0", whole(step("-1", "0.1", "", "")), []string{"steps[0].from min"}},
		{"equal thresholds", whole(ten, step("5", "0.1", "", ""), step("5.00", "0.1", "", "")), []string{"steps[2].from increasing"}},
		{"falling thresholds", whole(step("1000", "0.1", "", ""), step("900", "0.1", "", "")), []string{"steps[1].from increasing"}},
		{"pays nothing", whole(step("0", "", "", "")), []string{"steps[0].rate required"}},
		{"rate below 0", whole(step("0", "-0.1", "", "")), []string{"steps[0].rate min"}},
		{"rate above 1", whole(step("0", "1.000000000001", "", "")), []string{"steps[0].rate max"}},
		{"percent", whole(step("0", "15", "", "")), []string{"steps[0].rate max"}},
		{"per unit below 0", whole(step("0", "", "-0.01", "")), []string{"steps[0].perUnit min"}},
		{"per unit above 1", whole(step("0", "", "2", "3")), nil},
		{"flat below 0", whole(step("0", "", "", "-1")), []string{"steps[0].flat min"}},
		{
			"out of bounds", whole(step("1e19", "1e19", "1e19", "1e19")),
			[]string{"steps[0].from bounds", "steps[0].rate bounds", "steps[0].perUnit bounds", "steps[0].flat bounds"},
		},
		{
			"huge exponents", whole(partnermath.Step{From: decimal.NewNullDecimal(hostile), Rate: decimal.NewNullDecimal(hostile)}, ten),
			[]string{"steps[0].from bounds", "steps[0].rate bounds"},
		},
		{
			"all at once, in the order of the model",
			partnermath.Tiers{Method: "x", Boundary: "y", Steps: []partnermath.Step{ten, step("5", "", "", ""), step("4", "2", "-1", ""), step("6", "", "", "-1")}},
			[]string{
				"method one-of", "boundary one-of", "steps[1].rate required", "steps[2].from increasing",
				"steps[2].rate max", "steps[2].perUnit min", "steps[3].flat min",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, faultsOf(t, tt.tiers.Validate())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A threshold is measured against the last good one, not against a fault.
func TestTiersValidateGoesOnAfterAFault(t *testing.T) {
	got := faultsOf(t, whole(step("100", "0.1", "", ""), step("1e19", "0.1", "", ""), step("50", "0.1", "", "")).Validate())
	if !slices.Contains(got, "steps[1].from bounds") || !slices.Contains(got, "steps[2].from increasing") {
		t.Errorf("got %q", got)
	}
}

func TestTiersMessage(t *testing.T) {
	err := whole(step("1000", "0.1", "", ""), step("900", "0.1", "", "")).Validate()
	if got, want := err.Error(), "steps[1].from: must be above 1000, got 900"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTiersJSON(t *testing.T) {
	tiers := partnermath.Tiers{
		Method: partnermath.MethodStepped, Boundary: partnermath.BoundaryUpper,
		Steps: []partnermath.Step{step("0", "0.10", "", ""), step("1000", "", "2.5", "0")},
	}
	got, err := json.Marshal(tiers)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"method":"stepped","boundary":"upper-inclusive","steps":[{"from":"0","rate":"0.1"},{"from":"1000","perUnit":"2.5","flat":"0"}]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var back partnermath.Tiers
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tiers, back); diff != "" {
		t.Errorf("round trip (-want +got):\n%s", diff)
	}
}

// A threshold of 0 can be said, and one that is left out or null is not 0.
func TestTiersThresholdIsRequired(t *testing.T) {
	for _, tt := range []struct {
		step string
		want []string
	}{
		{`{"from": 0, "rate": 0}`, nil},
		{`{"from": "0.00", "rate": "0"}`, nil},
		{`{"rate": 0}`, []string{"steps[0].from required"}},
		{`{"from": null, "rate": 0}`, []string{"steps[0].from required"}},
	} {
		var tiers partnermath.Tiers
		if err := partnermath.Decode([]byte(`{"method": "whole", "steps": [`+tt.step+`]}`), &tiers); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, faultsOf(t, tiers.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.step, diff)
		}
		text, err := json.Marshal(tiers)
		if err != nil {
			t.Fatal(err)
		}
		var back partnermath.Tiers
		if err := partnermath.Decode(text, &back); err != nil || back.Steps[0].From.Valid != (tt.want == nil) {
			t.Errorf("%s becomes %s, %v", tt.step, text, err)
		}
	}
}

// What a form offers is what Validate takes, and nobody's to change.
func TestTiersEnumValues(t *testing.T) {
	for _, method := range partnermath.Method("").Values() {
		for _, boundary := range partnermath.Boundary("").Values() {
			if err := (partnermath.Tiers{Method: method, Boundary: boundary, Steps: rising(1)}).Validate(); err != nil {
				t.Error(err)
			}
		}
	}
	partnermath.MethodWhole.Values()[0] = ""
	want := "method: must be one of stepped, whole, rolling, total; got \"x\""
	if err := (partnermath.Tiers{Method: "x", Steps: rising(1)}).Validate(); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if n, m := len(partnermath.Method("").Values()), len(partnermath.Boundary("").Values()); n != 4 || m != 2 {
		t.Errorf("%d methods and %d boundaries", n, m)
	}
}
