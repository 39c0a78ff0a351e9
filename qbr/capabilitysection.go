package qbr

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// capability is the section of the partner's scores: where they stand, beside whom, where
// they are going, and what to do first.
func (b *builder) capability() Section {
	s := Section{Title: "Capability"}
	if b.missing(SectionCapability, SourceScore, "the partner's scores of the quarter") {
		return s
	}
	r := &b.sources.Score.Value
	s.Metrics = b.scoreMetrics(r)
	s.add(withoutUnknown(b.scoreTable(r)))
	s.Notes = append(s.Notes, scoreNotes(r)...)
	b.gates(r, &s)
	b.peers(&s)
	b.scoreTrend(&s)
	b.scoreGoals(&s)
	b.actions(&s)
	return s
}

// scorePlaces is how many decimals a score has.
const scorePlaces = 2

// scoreOf is a score as a number, undefined where there is none.
func scoreOf(s scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.Decimal(), Valid: s != 0}
}

func scoreCell(s scorecard.Score) document.Cell {
	return document.Number(scoreOf(s), document.UnitScore)
}

func pointsCell(p scorecard.NullPoints) document.Cell {
	return document.Number(p.Decimal(), document.UnitPoints)
}

// nodeName is what a node of the questionnaire is called.
func nodeName(node scorecard.NodeKind, id, name string) string {
	if node == scorecard.NodeOverall {
		return "Overall"
	}
	return cmp.Or(name, id)
}

// scoreMetrics are the score, the gates that failed, and what the next action lifts.
func (b *builder) scoreMetrics(r *scorecard.Result) []Metric {
	metrics := []Metric{b.scoreMetric(r)}
	failed := 0
	for i := range r.Gates {
		if r.Gates[i].Outcome == scorecard.GateFailed {
			failed++
		}
	}
	if len(r.Gates) > 0 {
		metrics = append(metrics, b.metric(Metric{
			ID: MetricFailedGates, Name: "Gates failed", Unit: document.UnitCount, Value: counted(failed), Target: counted(0), Source: SourceScore,
		}))
	}
	if steps := b.sources.Roadmap.Value.Steps; len(steps) > 0 {
		metrics = append(metrics, b.figure(MetricNextLift, "Lift of the next action", document.UnitPoints, steps[0].Lift.Decimal(), SourceRoadmap))
		b.remarks[MetricNextLift] = b.nextAction()
	}
	return metrics
}

// scoreMetric is the overall score beside the goal for it, of which the part that is due by
// now counts, or else beside the best practice.
func (b *builder) scoreMetric(r *scorecard.Result) Metric {
	m := Metric{ID: MetricScore, Name: "Overall score", Unit: document.UnitScore, Value: scoreOf(r.Overall), Source: SourceScore}
	if len(r.Lines) > 0 {
		m.Target = scoreOf(r.Lines[0].BestPractice)
	}
	if g := b.overallGoal(); g != nil {
		m.Target = scoreOf(g.Goal.Target)
		if b.rules[MetricScore] == nil && g.Expected != 0 { // what the policy wants goes before the goal
			m.Due = scoreOf(g.Expected)
		}
		if m.Due.Valid && g.QuartersLeft > 0 && g.Start <= g.Expected {
			m.FloorDue = scoreOf(g.Start)
		}
	} else {
		m.Floor = b.floorOf(m.Target, scorePlaces)
	}
	return b.metric(m)
}

// overallGoal is the next goal for the overall score, or without one the last.
func (b *builder) overallGoal() *scorecard.ScoreGoalProgress {
	var goal *scorecard.ScoreGoalProgress
	for i := range b.sources.ScoreGoals.Value {
		g := &b.sources.ScoreGoals.Value[i]
		if g.Goal.Node != scorecard.NodeOverall {
			continue
		}
		if goal = g; !g.Goal.By.Before(b.review.Period.Start) {
			break
		}
	}
	return goal
}

// nextAction says what the first step of the action plan takes.
func (b *builder) nextAction() string {
	p := &b.sources.Roadmap.Value
	step := &p.Steps[0]
	effort := "effort"
	if p.EffortUnit != "" {
		effort += " in " + p.EffortUnit
	}
	text := fmt.Sprintf("Next action: %s (%s: %s", cmp.Or(step.Name, step.Action), effort, document.UnitCount.Format(known(step.Effort), ""))
	if step.Cost.Valid {
		text += ", cost: " + b.write(document.UnitMoney, step.Cost)
	}
	return text + ")."
}

// scoreTable has the scores of categories and topics, and what caps take.
func (b *builder) scoreTable(r *scorecard.Result) document.Table {
	score, points := document.UnitScore, document.UnitPoints
	t := b.table(
		"", wordColumn("Scores"), column(score, "Score"), column(score, "Best practice"), column(points, "Gap to best"),
		spare(2, column(document.UnitShare, "Weight")), spare(1, column(score, "Contribution")), column(points, "Change"),
	)
	row := func(kind document.RowKind, l *scorecard.ResultLine) {
		cells := []document.Cell{
			textCell(nodeName(l.Node, l.ID, l.Name)), scoreCell(l.Score), scoreCell(l.BestPractice), pointsCell(l.Gap),
			knownCell(l.EffectiveWeight.Decimal()), knownCell(l.Contribution.Decimal()),
		}
		if l.Node != scorecard.NodeOverall || r.Overall == l.Score { // that of the overall score is after caps
			cells = append(cells, pointsCell(b.scoreChange(l.Node, l.ID)))
		}
		addRow(&t, kind, cells...)
	}
	for i := range r.Lines {
		switch l := &r.Lines[i]; l.Node {
		case scorecard.NodeCategory:
			row(document.RowGroup, l)
		case scorecard.NodeTopic:
			row(document.RowPart, l)
		case scorecard.NodeOverall, scorecard.NodeQuestion:
		}
	}
	if len(r.Lines) == 0 {
		return t
	}
	row(document.RowTotal, &r.Lines[0])
	if r.Overall == r.Lines[0].Score {
		return t
	}
	var none document.Cell
	for i := range r.Gates {
		if g := &r.Gates[i]; g.Contribution != 0 {
			addRow(&t, "", textCell("Cap for "+nodeName(g.Node, g.ID, g.Name)), none, none, none, none, knownCell(g.Contribution.Decimal()))
		}
	}
	addRow(
		&t, document.RowTotal, textCell("Overall after caps"), scoreCell(r.Overall), scoreCell(r.Lines[0].BestPractice),
		pointsCell(r.Overall.Minus(r.Lines[0].BestPractice)), none, document.Cell{Number: scoreOf(r.Overall)}, pointsCell(b.scoreChange(scorecard.NodeOverall, "")),
	)
	return t
}

// scoreChange is what the score of a node gained since the quarter before; undefined where
// that was not assessed.
func (b *builder) scoreChange(node scorecard.NodeKind, id string) scorecard.NullPoints {
	trend := &b.sources.ScoreTrend.Value
	last := len(trend.Quarters) - 1
	if last < 1 || trend.Quarters[last] != b.review.Quarter || trend.Quarters[last-1] != b.review.Quarter.Add(-1) {
		return scorecard.NullPoints{}
	}
	for i := range trend.Lines {
		if l := &trend.Lines[i]; l.Node == node && l.ID == id && len(l.Scores) > last {
			return l.Scores[last].Minus(l.Scores[last-1])
		}
	}
	return scorecard.NullPoints{}
}

// scoreNotes say what the result is worth, and what was not answered.
func scoreNotes(r *scorecard.Result) []string {
	var notes []string
	if r.Level != "" {
		notes = append(notes, "Maturity level: "+r.Level+".")
	}
	if r.Status == scorecard.StatusIncomplete {
		notes = append(notes, "The assessment is incomplete: too few questions are answered.")
	}
	if !r.Completeness.Valid {
		return notes
	}
	var open []string
	for i := range r.Lines {
		if l := &r.Lines[i]; l.Node == scorecard.NodeQuestion && l.State == scorecard.StateUnanswered && !l.Advisory {
			open = append(open, cmp.Or(l.Name, l.ID))
		}
	}
	text := fmt.Sprintf("%d of %d questions that apply are answered.", r.Answered, r.Applicable)
	if len(open) > 0 {
		text += " Not answered: " + listed(open[:min(len(open), mostNamed)], len(open)-mostNamed)
		if !strings.HasSuffix(text, "?") {
			text += "."
		}
	}
	return append(notes, text)
}

// gates tells which gates failed, and what that costs.
func (b *builder) gates(r *scorecard.Result, s *Section) {
	score := document.UnitScore
	t := b.table(
		"Gates that failed", wordColumn("Gate"), column(score, "Score"), column(score, "Least score"),
		column(score, "Caps the overall score at"), column(document.UnitPoints, "Change by the cap"),
	)
	for i := range r.Gates {
		if g := &r.Gates[i]; g.Outcome == scorecard.GateFailed {
			limit := document.Cell{Number: scoreOf(g.Cap)}
			addRow(&t, "", textCell(nodeName(g.Node, g.ID, g.Name)), scoreCell(g.Score), scoreCell(g.Minimum), limit, knownCell(g.Contribution.Decimal()))
		}
	}
	s.add(withoutEmpty(t))
}
