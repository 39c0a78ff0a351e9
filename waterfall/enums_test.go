package waterfall_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// Each enum of an input takes its Values, and nothing else.
func TestValuesAreWhatIsTaken(t *testing.T) {
	takes[waterfall.CadenceSpread](t, "spread", func(v waterfall.CadenceSpread) error { return waterfall.Cadence{Spread: v}.Validate() })
	takes[waterfall.Rounding](t, "rounding", func(v waterfall.Rounding) error {
		return waterfall.RevenueGoal{Revenue: null("1"), Rounding: v}.Validate()
	})
	takes[waterfall.Lever](t, "lever", func(v waterfall.Lever) error { return waterfall.ScenarioChange{Lever: v}.Validate() })
	takes[waterfall.UnknownTerm](t, "unknown", func(v waterfall.UnknownTerm) error { return waterfall.KnownTerms{Unknown: v}.Validate() })
}

func takes[T interface {
	~string
	Values() []T
}](t *testing.T, path string, validate func(T) error,
) {
	t.Helper()
	var none T
	fault := path + " one-of"
	for _, value := range none.Values() {
		if slices.Contains(testkit.BrokenRules(t, validate(value)), fault) {
			t.Errorf("%s %s is refused", path, value)
		}
	}
	if !slices.Contains(testkit.BrokenRules(t, validate("other")), fault) {
		t.Errorf("any other %s is taken", path)
	}
}

// Those of results have a value for each constant.
func TestValuesOfResults(t *testing.T) {
	for want, got := range map[string]any{
		"[minimum full rest nothing]":                                             waterfall.SpendReason("").Values(),
		"[volume rate deal-size]":                                                 waterfall.RevenueDriver("").Values(),
		"[unknown-revenue unknown-won zero-plan]":                                 waterfall.NoSplitReason("").Values(),
		"[count rate per multiplier amount]":                                      waterfall.WorksheetLineKind("").Values(),
		"[even working-days season]":                                              waterfall.CadenceSpread("").Values(),
		"[none every-stage stage]":                                                waterfall.Rounding("").Values(),
		"[units conversion deal-size revenue]":                                    waterfall.UnknownTerm("").Values(),
		"[conversion lag deal-size margin-rate units reach unit-cost fixed-cost]": waterfall.Lever("").Values(),
	} {
		if fmt.Sprint(got) != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}
}
