package qbr

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/tables"
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
	scores, notes := tables.Scores(*r, b.quarterTrend())
	b.add(&s, scores, notes...)
	b.add(&s, tables.Gates(*r))
	b.peers(&s)
	b.scoreTrend(&s)
	b.scoreGoals(&s)
	b.actions(&s)
	return s
}

// quarterTrend is the trend of the scores where it leads to the quarter.
func (b *builder) quarterTrend() scorecard.Trend {
	trend := &b.sources.ScoreTrend.Value
	if last := len(trend.Quarters) - 1; last < 0 || trend.Quarters[last] != b.review.Quarter {
		return scorecard.Trend{}
	}
	return *trend
}

// scorePlaces is how many decimals a score has.
const scorePlaces = 2

// scoreOf is a score as a number, undefined where there is none.
func scoreOf(s scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.Decimal(), Valid: s != 0}
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

// fewPeers is how many peers a group has to have to be worth a table.
const fewPeers = 2

// peers sets the scores beside the groups: the overall score beside each, and all of them
// beside the first group after the largest one that has enough.
func (b *builder) peers(s *Section) {
	if b.missing(SectionCapability, SourcePeers, "how peers score") {
		return
	}
	var shown []tables.PeerGroup
	groups, largest := b.sources.Peers.Value, false
	for i := range groups {
		lines := groups[i].Comparison.Lines
		switch {
		case len(lines) == 0:
		case lines[0].PeerWithheld != "":
			s.note("%s: withheld, %s.", groups[i].Group, withheldText(lines[0].PeerWithheld))
		case lines[0].Peers < fewPeers:
			s.note("%s: there are no peers to compare with.", groups[i].Group)
		default:
			largest = largest || i == 0
			shown = append(shown, tables.PeerGroup(groups[i]))
		}
	}
	if len(shown) == 0 {
		return
	}
	b.add(s, tables.PeerGroups(shown))
	detail := shown[0]
	if largest && len(shown) > 1 {
		detail = shown[1]
	}
	b.add(s, tables.Peers(detail))
	c := &detail.Comparison
	strengths, improvements, further := tables.Topics(*c)
	s.add(strengths)
	s.add(improvements, further...)
	s.Notes = append(s.Notes, "Top mean: that of the top performers of the group.")
	if b.toPartner {
		s.Notes = append(s.Notes, "Peers' figures are rounded.")
	}
	if of := c.Lines[0].Score; of != b.sources.Score.Value.Overall && of != 0 {
		s.note("Beside peers, the overall score is %s: that before caps.", of)
	}
}

func withheldText(why scorecard.Withheld) string {
	switch why {
	case scorecard.WithheldFewApart:
		return "it is too close to another group that is shown"
	case scorecard.WithheldFewScores:
		return "it has too few different scores to hide one"
	case scorecard.WithheldSmallGroup, scorecard.WithheldSmallTop:
	}
	return "there are too few peers"
}

// scoreTrend shows how scores went, scoreGoals how far the partner has come towards its goals.
func (b *builder) scoreTrend(s *Section) {
	if !b.missing(SectionCapability, SourceScoreTrend, "earlier scores") {
		t, note := tables.ScoreTrend(b.sources.ScoreTrend.Value)
		b.add(s, t, note)
	}
}

func (b *builder) scoreGoals(s *Section) {
	if !b.missing(SectionCapability, SourceScoreGoals, "goals for scores") {
		b.add(s, tables.ScoreGoals(b.sources.ScoreGoals.Value, b.sources.Score.Value))
	}
}

// actions shows the action plan.
func (b *builder) actions(s *Section) {
	if b.missing(SectionCapability, SourceRoadmap, "an action plan") {
		return
	}
	t, notes := tables.Roadmap(b.sources.Roadmap.Value)
	b.add(s, t, notes...)
}
