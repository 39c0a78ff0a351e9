package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func goal(m pipeline.RegistrationMeasure, target, floor string) pipeline.RegistrationGoal {
	return pipeline.RegistrationGoal{Measure: m, Target: null(target), Floor: null(floor)}
}

func goalTexts(goals []pipeline.RegistrationGoalResult) (texts []string) {
	for _, g := range goals {
		texts = append(texts, fmt.Sprint(g.Measure, " ", shownNull(g.Actual), " of ", shownNull(g.Target), " is ", shownNull(g.Attainment), " ", g.Status))
	}
	return texts
}

// Of the quarter: 5 approved and 8 submitted, median 3 days, 1 of 3 won, 0.3 of the
// revenue.
func TestRegistrationGoals(t *testing.T) {
	p, b := firstQuarter(), quarterBook()
	p.Goals = []pipeline.RegistrationGoal{
		goal("count", "5", "4"), goal("share", "0.4", "0.3"), goal("days", "2", "2.9"), goal("win-rate", "0.5", "0.3334"),
	}
	b.Partners[1].Goals = []pipeline.RegistrationGoal{goal("count", "2", "1"), goal("days", "3", ""), goal("share", "0.5", "")}
	b.Reps[0].Goal = decimal.NullDecimal{}
	b.Reps[0].Goals = []pipeline.RegistrationGoal{goal("days", "6", "9"), goal("value", "80000", "70000")}
	r := measure(t, p, b)
	same(t, "total", []string{
		"count 5 of 5 is 1 met", "share 0.3 of 0.4 is 0.75 missed", "days 3 of 2 is 0.6667 below-floor", "win-rate 0.3333 of 0.5 is 0.6666 below-floor",
	}, goalTexts(r.Total.Goals))
	same(t, "zeta", []string{"count 0 of 2 is 0 below-floor", "days null of 3 is null unknown", "share 0 of 0.5 is 0 missed"}, goalTexts(r.Partners[2].Goals))
	same(t, "ann", []string{"days 3 of 6 is 2 met", "value 70000 of 80000 is 0.875 missed"}, goalTexts(r.Reps[1].Goals))
	same(t, "bolt", 0, len(r.Partners[1].Goals))
	p.Basis = pipeline.RegisteredWhenSubmitted
	p.Goals[0], p.Goals[2] = goal("count", "9", "8"), goal("days", "2", "3")
	r = measure(t, p, b)
	same(t, "at the floor", []string{"count 8 of 9 is 0.8889 missed", "days 3 of 2 is 0.6667 missed"},
		goalTexts([]pipeline.RegistrationGoalResult{r.Total.Goals[0], r.Total.Goals[2]}))
}

func TestRegistrationGoalFaults(t *testing.T) {
	for _, tt := range []struct {
		name  string
		goals []pipeline.RegistrationGoal
		want  []string
	}{
		{"floors at their targets", []pipeline.RegistrationGoal{goal("count", "1", "1"), goal("days", "1", "1")}, nil},
		{"zero", make([]pipeline.RegistrationGoal, 1), []string{"goals[0].measure one-of", "goals[0].target required"}},
		{"twice", []pipeline.RegistrationGoal{goal("count", "1", ""), goal("count", "2", "")}, []string{"goals[1].measure unique"}},
		{"of the value beside a goal", []pipeline.RegistrationGoal{goal("value", "1", "")}, []string{"goals[0].measure unique"}},
		{"no target", []pipeline.RegistrationGoal{goal("count", "0", "")}, []string{"goals[0].target above"}},
		{"floor above", []pipeline.RegistrationGoal{goal("share", "0.1", "0.2"), goal("days", "2", "1")}, []string{"goals[0].floor order", "goals[1].floor order"}},
		{"floor below 0", []pipeline.RegistrationGoal{goal("share", "0.1", "-1")}, []string{"goals[0].floor min"}},
		{"out of bounds", []pipeline.RegistrationGoal{{Measure: "days", Target: partnermath.Num(1, -1_000_000), Floor: decimal.NullDecimal{}}}, []string{"goals[0].target bounds"}},
		{"too many", make([]pipeline.RegistrationGoal, 6), []string{"goals length"}},
	} {
		p, b := firstQuarter(), quarterBook()
		p.Goals, b.Reps[0].Goals = tt.goals, tt.goals
		var inBook []string
		for _, fault := range tt.want {
			inBook = append(inBook, "reps[0]."+fault)
		}
		same(t, tt.name, tt.want, testkit.BrokenRules(t, p.Validate()))
		same(t, tt.name+" in the book", inBook, testkit.BrokenRules(t, b.Validate()))
	}
}
