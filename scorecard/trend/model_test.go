package trend_test

import (
	"reflect"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

func fullGoal() trend.Goal {
	return trend.Goal{Node: scorecard.NodeTopic, ID: "pipeline", Target: 80 * pt, By: quarterEnd(4)}
}

// A populated goal is valid, so that a wrong tag fails.
func TestFullGoalIsValid(t *testing.T) {
	if err := fullGoal().Validate(); err != nil {
		t.Error(err)
	}
	goal := reflect.ValueOf(fullGoal())
	for i := range goal.NumField() {
		if goal.Field(i).IsZero() {
			t.Errorf("%s is not set", goal.Type().Field(i).Name)
		}
	}
}

// Every public type goes through JSON and back unchanged. The golden files show the form.
func TestJSONRoundTrip(t *testing.T) {
	results := []scorecard.Result{dated(quarterEnd(0), 40*pt), dated(quarterEnd(1), 45*pt, 50*pt, 0), dated(quarterEnd(3), 52*pt+15)}
	goals := []trend.Goal{fullGoal(), {Node: scorecard.NodeOverall, Target: 50 * pt, By: quarterEnd(2)}}
	progress, err := trend.FollowGoals(partnermath.Calendar{}, goals, results)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/goal.json", testkit.RoundTrip(t, fullGoal()))
	testkit.Golden(t, "json/trend.json", testkit.RoundTrip(t, follow(t, results...)))
	testkit.Golden(t, "json/goalprogress.json", testkit.RoundTrip(t, progress))
}

// Values are all constants, in order.
func TestValues(t *testing.T) {
	if diff := testkit.Diff([]trend.Basis{trend.BasisQuestionnaire, trend.BasisCommonTopics}, trend.Basis("").Values()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	statuses := []trend.GoalStatus{trend.GoalMet, trend.GoalOnTrack, trend.GoalBehind, trend.GoalMissed, trend.GoalUnknown}
	if diff := testkit.Diff(statuses, trend.GoalStatus("").Values()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The values of testdata/trajectory.json are amounts; divided by 10,000 they are scores, and so
// is the slope.
func TestGoldenTrajectory(t *testing.T) {
	var golden struct {
		Source string            `json:"source"`
		Next   decimal.Decimal   `json:"next"`
		Values []decimal.Decimal `json:"values"`
		Slope  decimal.Decimal   `json:"slope"`
	}
	testkit.ReadJSON(t, "testdata/trajectory.json", &golden)
	var results []scorecard.Result
	for i, value := range golden.Values {
		score, err := scorecard.NewScore(value.Shift(-4))
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, dated(quarterEnd(i), score))
	}
	if diff := testkit.Diff(decimal.NewNullDecimal(golden.Slope.Shift(-4)), follow(t, results...).Lines[0].Slope); diff != "" {
		t.Errorf("slope (-want +got):\n%s", diff)
	}
}
