package qbr

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// mostQuarters is how many quarters of scores are shown.
const mostQuarters = 4

// scoreTrend shows the overall score and the categories, quarter by quarter.
func (b *builder) scoreTrend(s *Section) {
	if b.missing(SectionCapability, SourceScoreTrend, "earlier scores") {
		return
	}
	trend := &b.sources.ScoreTrend.Value
	if len(trend.Quarters) < 2 {
		return
	}
	t := b.table("Scores by quarter", wordColumn("Scores"))
	first := max(len(trend.Quarters)-mostQuarters, 0)
	for _, q := range trend.Quarters[first:] {
		t.Columns = append(t.Columns, column(document.UnitScore, q.String()))
	}
	t.Columns = append(t.Columns, spare(1, column(document.UnitPoints, "Change since the first")), spare(2, column(document.UnitPoints, "Slope a quarter")))
	for i := range trend.Lines {
		l := &trend.Lines[i]
		if l.Node != scorecard.NodeOverall && l.Node != scorecard.NodeCategory {
			continue
		}
		cells := []document.Cell{textCell(nodeName(l.Node, l.ID, l.Name))}
		for _, score := range l.Scores[min(first, len(l.Scores)):] {
			cells = append(cells, scoreCell(score))
		}
		addRow(&t, "", append(cells, pointsCell(l.Change), document.Number(l.Slope, document.UnitPoints))...)
	}
	s.add(withoutUnknown(t))
	if first > 0 {
		s.note("The first of the %d quarters with scores is %s.", len(trend.Quarters), trend.Quarters[0])
	}
}

// scoreGoals shows how far the partner has come towards its goals.
func (b *builder) scoreGoals(s *Section) {
	if b.missing(SectionCapability, SourceScoreGoals, "goals for scores") {
		return
	}
	score := document.UnitScore
	t := b.table(
		"Goals", wordColumn("Goal"), textColumn("Due"), spare(1, column(score, "Start")), column(score, "Now"), column(score, "Expected by now"),
		column(score, "Target"), spare(2, column(document.UnitShare, "Attained")), spare(3, column(document.UnitPoints, "Needed a quarter")), textColumn("Status"),
	)
	for i := range b.sources.ScoreGoals.Value {
		g := &b.sources.ScoreGoals.Value[i]
		line, _ := b.sources.Score.Value.Line(g.Goal.Node, g.Goal.ID)
		addRow(
			&t, "", textCell(nodeName(g.Goal.Node, g.Goal.ID, line.Name)), textCell(dayWord(g.Goal.By)), scoreCell(g.Start), scoreCell(g.Current),
			scoreCell(g.Expected), scoreCell(g.Goal.Target), shareCell(g.Attained), pointsCell(g.NeededPerQuarter), textCell(strings.ReplaceAll(string(g.Status), "-", " ")),
		)
	}
	s.add(t)
}

// mostSteps is how many steps of the action plan are listed.
const mostSteps = 10

// actions shows the action plan, in its order.
func (b *builder) actions(s *Section) {
	if b.missing(SectionCapability, SourceRoadmap, "an action plan") {
		return
	}
	p := &b.sources.Roadmap.Value
	effort := "Effort"
	if p.EffortUnit != "" {
		effort += ", " + p.EffortUnit
	}
	t := b.table(
		"Action plan", column(document.UnitCount, "No."), wordColumn("Action"), spare(2, wordColumn("Owner")), column(document.UnitCount, effort),
		column(document.UnitMoney, "Cost"), column(document.UnitPoints, "Lift"), spare(1, column(document.UnitScore, "Score after it")),
	)
	for i := range p.Steps[:min(len(p.Steps), mostSteps)] {
		step := &p.Steps[i]
		addRow(
			&t, "", intCell(i+1), textCell(cmp.Or(step.Name, step.Action)), textCell(step.Owner), knownCell(step.Effort),
			moneyCell(step.Cost), pointsCell(step.Lift), scoreCell(step.Overall),
		)
	}
	if len(p.Steps) > mostSteps {
		addRow(&t, "", furtherSteps(p)...)
	}
	if len(p.Steps) > 1 {
		addRow(
			&t, document.RowTotal, document.Cell{}, textCell(fmt.Sprintf("All %d steps", len(p.Steps))), document.Cell{}, knownCell(p.Effort),
			moneyCell(costOf(p.Steps)), pointsCell(p.Lift), scoreCell(p.End),
		)
	}
	if len(t.Rows) > 0 {
		s.add(withoutEmpty(t))
		s.Notes = append(s.Notes, "The action plan puts first what lifts the overall score most for its effort.")
	}
	s.Notes = append(s.Notes, roadmapNotes(p)...)
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
		textCell(many(len(further), "further step")),
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
