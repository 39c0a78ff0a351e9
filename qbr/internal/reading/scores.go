package reading

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// FailedGates counts the gates that failed.
func FailedGates(r *scorecard.Result) int {
	failed := 0
	for i := range r.Gates {
		if r.Gates[i].Outcome == scorecard.GateFailed {
			failed++
		}
	}
	return failed
}

// TrendTo is a trend where it leads to a quarter, and else none.
func TrendTo(trend *scorecard.Trend, quarter partnermath.Quarter) scorecard.Trend {
	if last := len(trend.Quarters) - 1; last < 0 || trend.Quarters[last] != quarter {
		return scorecard.Trend{}
	}
	return *trend
}

// OverallScores are those of the quarters of a trend whose last one is a score; none of one that
// ends otherwise, as where it compares common topics only.
func OverallScores(trend *scorecard.Trend, now scorecard.Score) []scorecard.Score {
	line := find(trend.Lines, func(l *scorecard.TrendLine) bool { return l.Node == scorecard.NodeOverall })
	last := len(trend.Quarters) - 1
	if line == nil || last < 0 || len(line.Scores) != len(trend.Quarters) || line.Scores[last] != now {
		return nil
	}
	return line.Scores
}

// OverallGoal is the first goal for the overall score that is due on a day or later, or
// without one the last; nil where there is none.
func OverallGoal(goals []scorecard.ScoreGoalProgress, day partnermath.Date) *scorecard.ScoreGoalProgress {
	var goal *scorecard.ScoreGoalProgress
	for i := range goals {
		g := &goals[i]
		if g.Goal.Node != scorecard.NodeOverall {
			continue
		}
		if goal = g; !g.Goal.By.Before(day) {
			break
		}
	}
	return goal
}
