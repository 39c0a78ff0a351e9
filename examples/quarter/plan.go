package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// maxSteps is how many steps of the plan are shown.
const maxSteps = 10

func planSection(r *review) section {
	s := section{title: "Action plan", table: table{
		head:  []string{"", "Action", "Owner", "Effort", strings.TrimSpace("Cost " + r.Plan.Currency), "Lift", "Overall"},
		align: "rwwrrrr",
	}}
	p := r.Plan
	effort, cost := planPlaces(p)
	for i, step := range p.Steps[:min(len(p.Steps), maxSteps)] {
		s.table.add("", strconv.Itoa(i+1), cmp.Or(step.Name, step.Action), step.Owner,
			amount(step.Effort, effort), orUndefined(step.Cost, func(d decimal.Decimal) string { return amount(d, cost) }), signed(step.Lift), score(step.Overall))
	}
	if more := len(p.Steps) - maxSteps; more > 0 {
		s.table.add("", "", counted(more, "further step", "further steps"), "", "", "", "", "")
	}
	if len(p.Steps) > 1 {
		s.table.add(document.RowTotal, "", counted(len(p.Steps), "step", "steps")+" in all", "",
			amount(p.Effort, effort), amount(p.Cost, cost), signed(p.Lift), score(p.End))
	}
	s.notes = []string{goalText(r) + " " + stopText(p)}
	if p.CostUnknown > 0 {
		s.notes = append(s.notes, counted(p.CostUnknown, "step has", "steps have")+" no known cost and no part in the sum.")
	}
	if remaining := remainingText(p); remaining != "" {
		s.notes = append(s.notes, remaining)
	}
	return s
}

// planPlaces returns the decimals that write the efforts and the costs of a plan.
func planPlaces(p scorecard.Roadmap) (effort, cost int32) {
	efforts, costs := []decimal.Decimal{p.Effort}, []decimal.Decimal{p.Cost}
	for _, step := range p.Steps {
		efforts, costs = append(efforts, step.Effort), append(costs, step.Cost.Decimal)
	}
	return places(effortPlaces, efforts...), places(costPlaces, costs...)
}

func goalText(r *review) string {
	if r.policy.BestPractice == 0 {
		return "The questionnaire states no overall best practice to aim at."
	}
	return fmt.Sprintf("The aim is the overall best practice of %s.", score(r.policy.BestPractice))
}

func stopText(p scorecard.Roadmap) string {
	switch {
	case p.Stop == scorecard.RoadmapTargetReached && len(p.Steps) == 0:
		return "It is reached already."
	case p.Stop == scorecard.RoadmapTargetReached:
		return "The plan reaches it."
	case p.Stop == scorecard.RoadmapBudgetExhausted:
		return "The budget holds no further action." + missingText(p)
	case len(p.Steps) == 0:
		return "No action lifts the score." + missingText(p)
	}
	return "After these steps no action lifts the score." + missingText(p)
}

func missingText(p scorecard.Roadmap) string {
	if !p.Missing.Valid {
		return ""
	}
	return fmt.Sprintf(" %s points are missing.", p.Missing)
}

var reasonTexts = []struct {
	reason scorecard.RemainingReason
	text   string
}{
	{scorecard.RemainingTargetReached, "that the aim does not need"},
	{scorecard.RemainingOverEffort, "over the effort budget"},
	{scorecard.RemainingOverCost, "over the cost budget"},
	{scorecard.RemainingUnknownCost, "of unknown cost beside a cost budget"},
	{scorecard.RemainingNoLift, "that would not lift the score"},
	{scorecard.RemainingNotApplicable, "for questions that do not apply"},
}

// remainingText counts the actions that the plan leaves out.
func remainingText(p scorecard.Roadmap) string {
	counts := make(map[scorecard.RemainingReason]int)
	for _, action := range p.Remaining {
		counts[action.Reason]++
	}
	var parts []string
	for _, r := range reasonTexts {
		if n := counts[r.reason]; n > 0 {
			parts = append(parts, counted(n, "action ", "actions ")+r.text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "Left out: " + strings.Join(parts, ", ") + "."
}
