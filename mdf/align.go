package mdf

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Tactic is an activity of a marketing plan.
type Tactic struct {
	ID string `json:"id" validate:"id"`
	// Period are its days.
	Period partnermath.Period `json:"period"`
	// Spend is what it costs.
	Spend decimal.NullDecimal `json:"spend,omitzero" validate:"required,bounds,atleast=0"`
	// Choices are what it aims at, at most one of a dimension.
	Choices []Choice `json:"choices,omitempty" validate:"max=20,dive"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the tactic breaks for itself.
func (t Tactic) Validate() error {
	return check.Model(t, func(faults *partnermath.ValidationError) { faults.Merge("period", t.Period.Validate()) })
}

// Choice is what is chosen in a dimension that has targets.
type Choice struct {
	Dimension string `json:"dimension" validate:"id"`
	// Values are distinct. They need not be targets.
	Values []string `json:"values" validate:"max=1000,dive,id"`
}

// Alignment is how well a tactic, or a plan of tactics, fits the strategy, from 0 to 1.
type Alignment struct {
	// ID is that of the tactic, and empty for a plan.
	ID    string          `json:"id,omitempty"`
	Spend decimal.Decimal `json:"spend"`
	// Alignment of a tactic is Σ weight × match ÷ Σ weight over its matches. That of a plan
	// is Σ spend × alignment ÷ Σ spend over its tactics, undefined when nothing is spent.
	Alignment decimal.NullDecimal `json:"alignment"`
	// Matches are those of a tactic, in the order of the strategy.
	Matches []Match `json:"matches,omitempty"`
	// Tactics are those of a plan, in its order.
	Tactics []Alignment `json:"tactics,omitempty"`
}

// Match is how well a tactic fits a dimension.
type Match struct {
	Dimension string          `json:"dimension"`
	Weight    decimal.Decimal `json:"weight"`
	// Match is from 0 to 1, with 4 decimals.
	Match decimal.Decimal `json:"match"`
	// Reason tells what is missed: MissNothingChosen, MissNoTarget or MissOutsideWindow; none when nothing is.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Misses are the values chosen that are no target.
	Misses []string `json:"misses,omitempty"`
}

// What a tactic misses in a dimension.
const (
	MissNothingChosen partnermath.Reason = "nothing-chosen"
	MissNoTarget      partnermath.Reason = "no-target"
	MissOutsideWindow partnermath.Reason = "outside-window"
)

// Align tells how well the tactics of a plan fit a strategy, see [Dimension]. Alignments
// have 4 decimals and follow from the published matches and alignments. The error is a
// [*partnermath.ValidationError], for a strategy without dimensions, an invalid dimension
// or tactic, ids that are not unique, and a choice in an unknown dimension or one of timing.
func Align(strategy []Dimension, tactics []Tactic) (Alignment, error) {
	if err := checkPlan(strategy, tactics); err != nil {
		return Alignment{}, err
	}
	plan := Alignment{}
	var sum decimal.Decimal
	for i := range tactics {
		t := &tactics[i]
		line := align(strategy, t.Period, t.Choices)
		line.ID, line.Spend = t.ID, t.Spend.Decimal
		plan.Tactics = append(plan.Tactics, line)
		plan.Spend = plan.Spend.Add(line.Spend)
		sum = sum.Add(line.Spend.Mul(line.Alignment.Decimal))
	}
	plan.Alignment = exact.Ratio(sum, plan.Spend, 4)
	return plan, nil
}

// align sets an activity beside a strategy, which may have no dimensions.
func align(strategy []Dimension, days partnermath.Period, choices []Choice) Alignment {
	var line Alignment
	var sum, weights decimal.Decimal
	for i := range strategy {
		d := &strategy[i]
		m := d.match(days, choices)
		line.Matches = append(line.Matches, m)
		sum = sum.Add(m.Weight.Mul(m.Match))
		weights = weights.Add(m.Weight)
	}
	line.Alignment = exact.Ratio(sum, weights, 4)
	return line
}

// match is how well an activity fits the dimension.
func (d *Dimension) match(days partnermath.Period, choices []Choice) Match {
	m := Match{Dimension: d.ID, Weight: d.Weight.Decimal}
	if !d.Window.IsZero() {
		inside := overlap(days, d.Window)
		m.Match = exact.RatioInt(int64(inside), int64(days.Days()), 4).Decimal
		if inside < days.Days() {
			m.Reason = MissOutsideWindow
		}
		return m
	}
	var values []string
	for _, c := range choices {
		if c.Dimension == d.ID {
			values = c.Values
		}
	}
	if len(values) == 0 {
		m.Reason = MissNothingChosen
		return m
	}
	var sum decimal.Decimal
	for _, value := range values {
		i := slices.IndexFunc(d.Targets, func(t Target) bool { return t.ID == value })
		if i < 0 {
			m.Misses = append(m.Misses, value)
			m.Reason = MissNoTarget
			continue
		}
		sum = sum.Add(d.Targets[i].Weight.Decimal)
	}
	m.Match = exact.Ratio(sum, decimal.NewFromInt(int64(len(values))), 4).Decimal
	return m
}

// overlap counts the days that two periods share.
func overlap(a, b partnermath.Period) int {
	return max(0, min(a.Days(), b.Days(), a.End.DaysSince(b.Start), b.End.DaysSince(a.Start)))
}

func checkPlan(strategy []Dimension, tactics []Tactic) error {
	var faults partnermath.ValidationError
	if len(strategy) == 0 {
		faults.Add("strategy", "required", "must be given")
	}
	for i := range strategy {
		faults.Merge(fmt.Sprintf("strategy[%d]", i), check.Model(strategy[i], nil))
	}
	for i := range tactics {
		faults.Merge(fmt.Sprintf("tactics[%d]", i), tactics[i].Validate())
	}
	if len(faults.Fields) > 0 {
		return faults.Err()
	}
	strategyRules(&faults, "strategy", strategy)
	unique(&faults, "tactics[%d].id", tactics, func(t Tactic) string { return t.ID })
	for i := range tactics {
		path := fmt.Sprintf("tactics[%d]", i)
		choiceRules(&faults, path+".choices", strategy, tactics[i].Choices)
	}
	return faults.Err()
}

// strategyRules checks the dimensions of a strategy beside each other.
func strategyRules(faults *partnermath.ValidationError, path string, strategy []Dimension) {
	var weights decimal.Decimal
	for i := range strategy {
		d, path := &strategy[i], fmt.Sprintf("%s[%d]", path, i)
		weights = weights.Add(d.Weight.Decimal)
		unique(faults, path+".targets[%d].id", d.Targets, func(t Target) string { return t.ID })
		switch {
		case d.Window.IsZero() && len(d.Targets) == 0:
			faults.Add(path+".targets", "required", "must be given unless there is a window")
		case !d.Window.IsZero() && len(d.Targets) > 0:
			faults.Add(path+".targets", "empty", "must be left out beside a window")
		case !d.Window.IsZero():
			faults.Merge(path+".window", d.Window.Validate())
		}
	}
	unique(faults, path+"[%d].id", strategy, func(d Dimension) string { return d.ID })
	if len(strategy) > 0 && !weights.IsPositive() {
		faults.Add(path, "sum", "must have a weight above 0")
	}
}

// choiceRules checks what is chosen against a strategy.
func choiceRules(faults *partnermath.ValidationError, path string, strategy []Dimension, choices []Choice) {
	unique(faults, path+"[%d].dimension", choices, func(c Choice) string { return c.Dimension })
	for i, c := range choices {
		path := fmt.Sprintf("%s[%d]", path, i)
		unique(faults, path+".values[%d]", c.Values, func(v string) string { return v })
		known := slices.ContainsFunc(strategy, func(d Dimension) bool { return d.ID == c.Dimension && d.Window.IsZero() })
		if !known {
			faults.Addf(path+".dimension", "known", "must be a dimension that has targets, got %.100q", c.Dimension)
		}
	}
}
