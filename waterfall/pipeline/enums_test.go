package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestValues(t *testing.T) {
	for want, got := range map[string]any{
		"[approved submitted]":                    pipeline.RegistrationBasis("").Values(),
		"[calendar working]":                      pipeline.DayCount("").Values(),
		"[count value share days win-rate]":       pipeline.RegistrationMeasure("").Values(),
		"[met missed below-floor unknown]":        pipeline.GoalStatus("").Values(),
		"[approved rejected]":                     pipeline.RegistrationDecision("").Values(),
		"[slipped undated earlier later omitted]": pipeline.DealApartReason("").Values(),
		"[commit best-case open omitted]":         pipeline.ForecastCategory("").Values(),
		"[won lost no-decision]":                  pipeline.DealOutcome("").Values(),
		"[raw weighted]":                          pipeline.ValueBasis("").Values(),
		"[remaining target]":                      pipeline.TargetBasis("").Values(),
	} {
		if fmt.Sprint(got) != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}
}
