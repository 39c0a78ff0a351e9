package main

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// follow works out the trend, and how the goals stand, from results of one partner
// in the order of their quarters.
func (r *review) follow(calendar partnermath.Calendar, history []scorecard.Result, goals []scorecard.ScoreGoal) error {
	r.Goals, r.Unfollowed = []scorecard.ScoreGoalProgress{}, []scorecard.ScoreGoal{}
	if len(history) < 2 {
		r.Unfollowed = append(r.Unfollowed, goals...)
		return nil
	}
	trend, err := scorecard.Follow(calendar, history)
	if err != nil {
		return err
	}
	r.Trend = &trend
	var due []scorecard.ScoreGoal
	for _, g := range goals {
		if calendar.QuarterOf(g.By).Since(trend.Quarters[0]) > 0 {
			due = append(due, g)
		} else {
			r.Unfollowed = append(r.Unfollowed, g)
		}
	}
	r.Goals, err = scorecard.FollowGoals(calendar, due, history)
	return err
}

func trendSection(r *review) section {
	s := section{title: "Trend"}
	if r.Trend == nil {
		s.notes = []string{"A trend takes assessments in two quarters or more, up to this one."}
		return s
	}
	t := table{head: []string{"Quarter"}, align: "l"}
	var lines []scorecard.TrendLine
	for _, line := range r.Trend.Lines {
		if line.Node != scorecard.NodeTopic {
			lines = append(lines, line)
			t.head, t.align = append(t.head, nodeTitle(line.Node, line.ID, line.Name)), t.align+"r"
		}
	}
	add := func(kind document.RowKind, name string, cell func(scorecard.TrendLine) string) {
		cells := []string{name}
		for _, line := range lines {
			cells = append(cells, cell(line))
		}
		t.add(kind, cells...)
	}
	for i, q := range r.Trend.Quarters {
		add("", q.String(), func(line scorecard.TrendLine) string { return score(line.Scores[i]) })
	}
	add(document.RowTotal, "Change", func(line scorecard.TrendLine) string { return signed(line.Change) })
	add("", "Slope", func(line scorecard.TrendLine) string { return signedNumber(line.Slope) })
	s.table = t
	s.notes = []string{"Change: the last score less the first. Slope: points a quarter, from three scores on."}
	return s
}

var goalStatusTexts = map[scorecard.ScoreGoalStatus]string{
	scorecard.GoalMet:     "met",
	scorecard.GoalOnTrack: "on track",
	scorecard.GoalBehind:  "behind",
	scorecard.GoalMissed:  "missed",
	scorecard.GoalUnknown: "unknown",
}

func goalSection(r *review) section {
	s := section{title: "Goals", table: table{
		head:  []string{"Goal", "Due", "Start", "Now", "Target", "Gap", "Attained", "Needed a quarter", "Status"},
		align: "wlrrrrrrl",
	}}
	for _, g := range r.Goals {
		s.table.add("", r.goalTitle(g.Goal), g.Goal.By.String(), score(g.Start), score(g.Current), score(g.Goal.Target),
			signed(g.Gap), percent(g.Attained), points2(g.NeededPerQuarter.Decimal()), goalStatusTexts[g.Status])
	}
	switch n := len(r.Unfollowed); {
	case n > 0 && r.Trend == nil:
		s.notes = []string{counted(n, "goal is set. Its progress takes", "goals are set. Their progress takes") +
			" assessments in two quarters or more, up to this one."}
	case n > 0:
		s.notes = []string{counted(n, "goal was due before the second assessment, so that there is no progress to show.",
			"goals were due before the second assessment, so that there is no progress to show.")}
	case len(r.Goals) == 0:
		s.notes = []string{"No goal is set."}
	}
	return s
}

func (r *review) goalTitle(g scorecard.ScoreGoal) string {
	line, _ := r.Result.Line(g.Node, g.ID)
	return title(line)
}

// percent writes a fraction in percent.
func percent(d decimal.NullDecimal) string {
	if !d.Valid {
		return undefined
	}
	return d.Decimal.Shift(2).StringFixed(scorePlaces) + "%"
}
