package tables

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
)

// mostSteps is how many steps of the action plan are listed.
const mostSteps = 10

// Roadmap shows the first ten steps of an action plan in its order, with effort, cost, lift
// and the score after each. The further steps stand in one row with what they take and lift.
// A cost is of the steps of which it is known. Columns in which nothing stands are left out.
func Roadmap(p scorecard.Roadmap) document.Table {
	effort := "Effort"
	if p.EffortUnit != "" {
		effort += ", " + p.EffortUnit
	}
	t := table(
		"Action plan", p.Currency, column(count, "No."), wordColumn("Action"), spare(2, wordColumn("Owner")), column(count, effort),
		column(money, "Cost"), column(points, "Lift"), spare(1, column(score, "Score after it")),
	)
	for i := range p.Steps[:min(len(p.Steps), mostSteps)] {
		step := &p.Steps[i]
		addRow(
			&t, "", intCell(i+1), named(step.Name, step.Action), textCell(step.Owner), knownCell(step.Effort),
			moneyCell(step.Cost), pointsCell(step.Lift), scoreCell(step.Overall),
		)
	}
	if len(p.Steps) > mostSteps {
		addRow(&t, "", furtherSteps(&p)...)
	}
	if len(p.Steps) > 1 {
		addRow(
			&t, document.RowTotal, document.Cell{}, textCell(fmt.Sprintf("All %d steps", len(p.Steps))), document.Cell{}, knownCell(p.Effort),
			moneyCell(costOf(p.Steps)), pointsCell(p.Lift), scoreCell(p.End),
		)
	}
	return t.WithoutEmpty()
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
		textCell(words.Many(len(further), "further step")),
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
