package reading

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
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
func TrendTo(scores *trend.Scores, quarter partnermath.Quarter) trend.Scores {
	if last := len(scores.Quarters) - 1; last < 0 || scores.Quarters[last] != quarter {
		return trend.Scores{}
	}
	return *scores
}

// OverallScores are those of the quarters of a trend whose last one is a score; none of one that
// ends otherwise, as where it compares common topics only.
func OverallScores(scores *trend.Scores, now scorecard.Score) []scorecard.Score {
	line := find(scores.Lines, func(l *trend.Line) bool { return l.Node == scorecard.NodeOverall })
	last := len(scores.Quarters) - 1
	if line == nil || last < 0 || len(line.Scores) != len(scores.Quarters) || line.Scores[last] != now {
		return nil
	}
	return line.Scores
}

// OverallGoal is the first goal for the overall score that is due on a day or later, or
// without one the last; nil where there is none.
func OverallGoal(goals []trend.Progress, day partnermath.Date) *trend.Progress {
	var goal *trend.Progress
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
