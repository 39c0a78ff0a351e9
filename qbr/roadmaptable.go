package qbr

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// scoreTrend shows the overall score and the categories, quarter by quarter.
func (b *builder) scoreTrend(s *Section) {
	trend := &b.sources.ScoreTrend.Value
	if len(trend.Quarters) < 2 {
		return
	}
	t := document.Table{Title: "Scores by quarter", Columns: []document.Column{{Head: "Scores", Kind: document.ColumnWords}}}
	first := max(len(trend.Quarters)-4, 0)
	for _, q := range trend.Quarters[first:] {
		t.Columns = append(t.Columns, document.Column{Head: q.String(), Unit: document.UnitScore})
	}
	t.Columns = append(t.Columns, document.Column{Head: "Change since the first", Unit: document.UnitPoints, Spare: 1},
		document.Column{Head: "Slope a quarter", Unit: document.UnitPoints, Spare: 2})
	for i := range trend.Lines {
		l := &trend.Lines[i]
		if l.Node != scorecard.NodeOverall && l.Node != scorecard.NodeCategory {
			continue
		}
		row := document.Row{Cells: []document.Cell{{Text: nodeName(l.Node, l.ID, l.Name)}}}
		for _, score := range l.Scores[min(first, len(l.Scores)):] {
			row.Cells = append(row.Cells, scoreCell(score))
		}
		row.Cells = append(row.Cells, pointsCell(l.Change), document.Number(l.Slope, document.UnitPoints))
		t.Rows = append(t.Rows, row)
	}
	s.Tables = append(s.Tables, t)
}

// scoreGoals shows how far the partner has come towards its goals.
func (b *builder) scoreGoals(s *Section) {
	t := document.Table{Title: "Goals", Columns: []document.Column{
		{Head: "Goal", Kind: document.ColumnWords},
		{Head: "Due"},
		{Head: "Start", Unit: document.UnitScore, Spare: 1},
		{Head: "Now", Unit: document.UnitScore},
		{Head: "Target", Unit: document.UnitScore},
		{Head: "Attained", Unit: document.UnitShare, Spare: 2},
		{Head: "Needed a quarter", Unit: document.UnitPoints, Spare: 3},
		{Head: "Status"},
	}}
	for i := range b.sources.ScoreGoals.Value {
		g := &b.sources.ScoreGoals.Value[i]
		line, _ := b.sources.Score.Value.Line(g.Goal.Node, g.Goal.ID)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: nodeName(g.Goal.Node, g.Goal.ID, line.Name)},
			{Text: g.Goal.By.String()},
			scoreCell(g.Start), scoreCell(g.Current), scoreCell(g.Goal.Target),
			document.Number(g.Attained, document.UnitShare), pointsCell(g.NeededPerQuarter),
			{Text: strings.ReplaceAll(string(g.Status), "-", " ")},
		}})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// mostSteps is how many steps of the action plan are listed.
const mostSteps = 10

// actions shows the action plan, in its order.
func (b *builder) actions(s *Section) {
	if b.missing(SectionCapability, SourceRoadmap, "an action plan") {
		return
	}
	p := &b.sources.Roadmap.Value
	unit := ""
	if p.EffortUnit != "" {
		unit = ", " + p.EffortUnit
	}
	t := document.Table{Title: "Action plan", Currency: p.Currency, Columns: []document.Column{
		{Head: "No.", Unit: document.UnitCount},
		{Head: "Action", Kind: document.ColumnWords},
		{Head: "Owner", Kind: document.ColumnWords, Spare: 2},
		{Head: "Effort" + unit, Unit: document.UnitCount},
		{Head: "Cost", Unit: document.UnitMoney},
		{Head: "Lift", Unit: document.UnitPoints},
		{Head: "Overall score after it", Unit: document.UnitScore, Spare: 1},
	}}
	for i := range p.Steps[:min(len(p.Steps), mostSteps)] {
		step := &p.Steps[i]
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Number: counted(i + 1)},
			{Text: cmp.Or(step.Name, step.Action)},
			{Text: step.Owner},
			{Number: known(step.Effort)},
			document.Number(step.Cost, document.UnitMoney), pointsCell(step.Lift), scoreCell(step.Overall),
		}})
	}
	if len(p.Steps) > mostSteps {
		t.Rows = append(t.Rows, b.furtherSteps(p))
	}
	if len(p.Steps) > 1 {
		t.Rows = append(t.Rows, document.Row{Kind: document.RowTotal, Cells: []document.Cell{
			{}, {Text: fmt.Sprintf("All %d steps", len(p.Steps))}, {}, {Number: known(p.Effort)}, {Number: known(p.Cost)}, pointsCell(p.Lift), scoreCell(p.End),
		}})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
		s.Notes = append(s.Notes, "The action plan puts first what lifts the overall score most for its effort.")
	}
	s.Notes = append(s.Notes, roadmapNotes(p)...)
}

// furtherSteps says what the steps that are not listed take: effort and cost.
func (b *builder) furtherSteps(p *scorecard.Roadmap) document.Row {
	effort, cost := known(p.Effort), known(p.Cost)
	for i := range p.Steps[:mostSteps] {
		effort.Decimal = effort.Decimal.Sub(p.Steps[i].Effort)
		cost.Decimal = cost.Decimal.Sub(p.Steps[i].Cost.Decimal)
	}
	return document.Row{Cells: []document.Cell{
		{},
		{Text: fmt.Sprintf("%d further steps", len(p.Steps)-mostSteps)},
		{},
		{Number: effort},
		{Number: cost},
		pointsCell(p.End.Minus(p.Steps[mostSteps-1].Overall)), scoreCell(p.End),
	}}
}

func roadmapNotes(p *scorecard.Roadmap) []string {
	var notes []string
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
