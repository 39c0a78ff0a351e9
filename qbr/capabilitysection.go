package qbr

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
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
	scores, notes := tables.Scores(*r, reading.TrendTo(&b.sources.ScoreTrend.Value, b.review.Quarter))
	b.add(&s, scores, notes...)
	b.add(&s, tables.Gates(*r))
	b.peers(&s)
	b.scoresAhead(&s)
	return s
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
	if len(r.Gates) > 0 {
		metrics = append(metrics, b.metric(Metric{
			ID: MetricFailedGates, Name: "Gates failed", Unit: document.UnitCount, Value: counted(reading.FailedGates(r)), Target: counted(0), Source: SourceScore,
		}))
	}
	if steps := b.sources.Roadmap.Value.Steps; len(steps) > 0 {
		metrics = append(metrics, b.figure(MetricNextLift, "Lift of the next action", document.UnitPoints, steps[0].Lift.Decimal(), SourceRoadmap))
		b.remarks[MetricNextLift] = tables.NextStep(b.sources.Roadmap.Value, b.review.Currency)
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
	if g := reading.OverallGoal(b.sources.ScoreGoals.Value, b.review.Period.Start); g != nil {
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

// peers sets the scores beside the groups: the overall score beside each, and all of them
// beside the first group after the largest one that has enough.
func (b *builder) peers(s *Section) {
	if b.missing(SectionCapability, SourcePeers, "how peers score") {
		return
	}
	all := make([]tables.PeerGroup, len(b.sources.Peers.Value))
	for i := range all {
		all[i] = tables.PeerGroup(b.sources.Peers.Value[i])
	}
	shown, notes := tables.Comparable(all)
	s.Notes = append(s.Notes, notes...)
	if len(shown) == 0 {
		return
	}
	b.add(s, tables.PeerGroups(shown))
	detail := shown[0]
	if len(shown) > 1 && shown[0].Group == all[0].Group {
		detail = shown[1]
	}
	b.add(s, tables.Peers(detail))
	c := &detail.Comparison
	strengths, improvements, further := tables.Topics(*c)
	s.add(strengths)
	s.add(improvements, further...)
	if b.toPartner || c.Lines[0].Ties > 0 { // to a group without it, none is tied
		s.note("The partner is one of its own peers: their figures count its score too.")
	}
	s.note("Top mean: that of the top performers of the group.")
	if b.toPartner {
		s.note("Peers' figures are rounded.")
	}
	if of := c.Lines[0].Score; of != b.sources.Score.Value.Overall && of != 0 {
		s.note("Beside peers, the overall score is %s: that before caps.", of)
	}
}

// scoresAhead shows how scores went, how far goals are reached, and the action plan.
func (b *builder) scoresAhead(s *Section) {
	if !b.missing(SectionCapability, SourceScoreTrend, "earlier scores") {
		t, note := tables.ScoreTrend(b.sources.ScoreTrend.Value)
		b.add(s, t, note)
	}
	if !b.missing(SectionCapability, SourceScoreGoals, "goals for scores") {
		b.add(s, tables.ScoreGoals(b.sources.ScoreGoals.Value, b.sources.Score.Value))
	}
	if !b.missing(SectionCapability, SourceRoadmap, "an action plan") {
		t, notes := tables.Roadmap(b.sources.Roadmap.Value)
		b.add(s, t, notes...)
	}
}
