package tables

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
)

// mostSteps is how many steps of the action plan are listed.
const mostSteps = 10

// Roadmap shows the first ten steps of an action plan in its order, with effort, cost, lift
// and the score after each. The further steps stand in one row with what they take and lift.
// A cost is of the steps of which it is known. Columns in which nothing stands are left out. The notes tell how the steps are ordered,
// whether they reach the aim, and what the plan leaves out.
func Roadmap(p scorecard.Roadmap) (t document.Table, notes []string) {
	effort := "Effort"
	if p.EffortUnit != "" {
		effort += ", " + p.EffortUnit
	}
	t = table(
		"Action plan", p.Currency, setting.Column(count, "No."), setting.WordColumn("Action"), setting.Spare(2, setting.WordColumn("Owner")), setting.Column(count, effort),
		setting.Column(money, "Cost"), setting.Column(points, "Lift"), setting.Spare(1, setting.Column(score, "Score after it")),
	)
	for i := range p.Steps[:min(len(p.Steps), mostSteps)] {
		step := &p.Steps[i]
		addRow(
			&t, "", intCell(i+1), named(step.Name, step.Action), setting.Text(step.Owner), knownCell(step.Effort),
			moneyCell(step.Cost), pointsCell(step.Lift), scoreCell(step.Overall),
		)
	}
	if len(p.Steps) > mostSteps {
		addRow(&t, "", furtherSteps(&p)...)
	}
	if len(p.Steps) > 1 {
		addRow(
			&t, document.RowTotal, document.Cell{}, setting.Text(fmt.Sprintf("All %d steps", len(p.Steps))), document.Cell{}, knownCell(p.Effort),
			moneyCell(costOf(p.Steps)), pointsCell(p.Lift), scoreCell(p.End),
		)
	}
	return t.WithoutEmpty(), roadmapNotes(&p)
}

// NextStep says what the first step of an action plan takes, "" without one.
func NextStep(p scorecard.Roadmap, currency string) string {
	if len(p.Steps) == 0 {
		return ""
	}
	step, effort := &p.Steps[0], "effort"
	if p.EffortUnit != "" {
		effort += " in " + p.EffortUnit
	}
	text := fmt.Sprintf("Next action: %s (%s: %s", cmp.Or(step.Name, step.Action), effort, count.Format(known(step.Effort), ""))
	if step.Cost.Valid {
		text += ", cost: " + inCurrency(step.Cost, currency)
	}
	return text + ")."
}

// furtherSteps says what the steps that are not listed take, and lift.
func furtherSteps(p *scorecard.Roadmap) []document.Cell {
	further := p.Steps[mostSteps:]
	var effort decimal.Decimal
	for i := range further {
		effort = effort.Add(further[i].Effort)
	}
	return []document.Cell{
		{},
		setting.Text(words.Many(len(further), "further step")),
		{},
		knownCell(effort), moneyCell(costOf(further)),
		pointsCell(p.End.Minus(p.Steps[mostSteps-1].Overall)), scoreCell(p.End),
	}
}

// costOf is the cost of the steps of which it is known; undefined where it is of none.
func costOf(steps []scorecard.RoadmapStep) decimal.NullDecimal {
	var cost sum
	for i := range steps {
		cost.add(steps[i].Cost)
	}
	return cost.some()
}

func roadmapNotes(p *scorecard.Roadmap) []string {
	var notes []string
	if len(p.Steps) > 0 {
		notes = append(notes, "The action plan puts first what lifts the overall score most for its effort.")
	}
	switch {
	case p.Target == 0:
	case p.Stop == scorecard.RoadmapTargetReached && len(p.Steps) == 0:
		notes = append(notes, fmt.Sprintf("The aim of %s is reached already.", p.Target))
	case p.Stop == scorecard.RoadmapTargetReached:
		notes = append(notes, fmt.Sprintf("The action plan reaches the aim of %s.", p.Target))
	case p.Missing.Valid:
		notes = append(notes, fmt.Sprintf("After the action plan, %s points are missing to the aim of %s.", p.Missing, p.Target))
	}
	if p.CostUnknown > 0 {
		notes = append(notes, fmt.Sprintf("Steps without a known cost, which have no part in the sum: %d.", p.CostUnknown))
	}
	if n := len(p.Remaining); n > 0 {
		notes = append(notes, fmt.Sprintf("Actions that the plan leaves out: %d.", n))
	}
	return notes
}
