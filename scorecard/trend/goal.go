package trend

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard"
)

// Goal is a score to reach by the end of a quarter.
type Goal struct {
	// Node and ID name what to improve; the id of the overall node is "".
	Node scorecard.NodeKind `json:"node" validate:"required,oneof=overall category topic"`
	ID   string             `json:"id,omitempty" validate:"omitempty,id"`
	// Target is the score to reach.
	Target scorecard.Score `json:"target" validate:"atleast=1,atmost=100"`
	// By is a day of the quarter at whose end the target is due.
	By partnermath.Date `json:"by"`
}

// Validate returns a [*partnermath.ValidationError] for a node that is not the
// whole, a category or a topic, for a missing id, target or day.
func (g Goal) Validate() error {
	return check.Model(g, func(faults *partnermath.ValidationError) {
		switch {
		case g.Node == scorecard.NodeOverall && g.ID != "":
			faults.Add("id", "empty", "must be left out for the overall score")
		case g.Node != scorecard.NodeOverall && g.ID == "":
			faults.Addf("id", "required", "must be given for a %s", g.Node)
		}
		if g.By.IsZero() {
			faults.Add("by", "required", "must be given")
		}
	})
}

// GoalStatus tells how a goal stands.
type GoalStatus string

// The statuses of a goal.
const (
	// GoalMet: the target is reached.
	GoalMet GoalStatus = "met"
	// GoalOnTrack: the score is at or above Expected.
	GoalOnTrack GoalStatus = "on-track"
	// GoalBehind: the score is below Expected.
	GoalBehind GoalStatus = "behind"
	// GoalMissed: the last result is of a later quarter, and the target not reached.
	GoalMissed GoalStatus = "missed"
	// GoalUnknown: there are no two scores to tell from, or the versions of the
	// questionnaire have not the node in common.
	GoalUnknown GoalStatus = "unknown"
)

// Values returns all statuses, in order.
func (GoalStatus) Values() []GoalStatus {
	return []GoalStatus{GoalMet, GoalOnTrack, GoalBehind, GoalMissed, GoalUnknown}
}

// Progress is how far a partner has come towards a [Goal].
type Progress struct {
	Goal  Goal  `json:"goal"`
	Basis Basis `json:"basis"`
	// Start is the first score, and Current the last.
	Start   scorecard.Score `json:"start"`
	Current scorecard.Score `json:"current"`
	// Gap is Current − Target in points.
	Gap scorecard.NullPoints `json:"gap"`
	// Attained is (Current − Start) ÷ (Target − Start), a fraction with 4 decimals;
	// undefined when the start was at or above the target, which leaves nothing to attain.
	Attained decimal.NullDecimal `json:"attained"`
	// Expected is the score on a straight line from Start to Target, quarter by
	// quarter, at the quarter of Current.
	Expected scorecard.Score `json:"expected"`
	// QuartersLeft counts the quarters from that of Current, excluded, to that of the
	// goal, included; 0 when it is over, or there is no Current.
	QuartersLeft int `json:"quartersLeft"`
	// NeededPerQuarter is (Target − Current) ÷ QuartersLeft in points with 2
	// decimals; 0 when the target is reached, undefined when no quarter is left.
	NeededPerQuarter scorecard.NullPoints `json:"neededPerQuarter"`
	Status           GoalStatus           `json:"status"`
}

// FollowGoals tells how far a partner has come towards its goals, from two or more
// results that stand in the order of their dates. The error is a
// [*partnermath.ValidationError] with paths below "calendar", "results" (see
// [Follow]) and "goals": for an invalid goal, for a node that the last result
// does not have, and for a goal that was due by the quarter of the first result.
func FollowGoals(calendar partnermath.Calendar, goals []Goal, results []scorecard.Result) ([]Progress, error) {
	var faults partnermath.ValidationError
	h, err := newHistory(calendar, results)
	faults.Merge("", err)
	if len(goals) > scorecard.MaxQuestions {
		faults.Addf("goals", "length", "must be at most %d goals, got %d", scorecard.MaxQuestions, len(goals))
		return nil, faults.Err()
	}
	due := make([]partnermath.Quarter, len(goals))
	for i, g := range goals {
		path := fmt.Sprintf("goals[%d]", i)
		if err := g.Validate(); err != nil || h == nil {
			faults.Merge(path, err)
			continue
		}
		if _, ok := h.last.Line(g.Node, g.ID); !ok {
			faults.Addf(path+".id", "known", "must be a %s of the last result, got %.40q", g.Node, g.ID)
		}
		if due[i] = calendar.QuarterOf(g.By); due[i].Since(h.quarters[0]) <= 0 {
			faults.Addf(path+".by", "order", "must be after the quarter of the first result, got %s", g.By)
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	progress := make([]Progress, len(goals))
	for i, g := range goals {
		progress[i] = h.progress(g, due[i])
	}
	return progress, nil
}

func (h *history) progress(g Goal, due partnermath.Quarter) Progress {
	p := Progress{Goal: g, Basis: h.basis, Status: GoalUnknown}
	node, ok := h.node(g)
	if !ok {
		return p
	}
	first, last, count := ends(node.scores)
	if count < 2 {
		return p
	}
	p.Start, p.Current = node.scores[first], node.scores[last]
	p.Gap = p.Current.Minus(g.Target)
	if p.Start < g.Target {
		p.Attained = exact.RatioInt(int64(p.Current-p.Start), int64(g.Target-p.Start), exact.RatioPlaces)
	}
	start, now := h.quarters[first], h.quarters[last]
	p.QuartersLeft = max(due.Since(now), 0)
	p.Expected = g.Target
	if all := due.Since(start); all > 0 {
		elapsed := min(now.Since(start), all)
		p.Expected = scorecard.Score(exact.DivInt(int64(p.Start)*int64(all-elapsed)+int64(g.Target)*int64(elapsed), int64(all)))
	}
	missing := int64(max(g.Target-p.Current, 0))
	switch {
	case missing == 0:
		p.Status = GoalMet
		p.NeededPerQuarter = scorecard.NullPoints{Valid: true}
		return p
	case due.Since(now) < 0:
		p.Status = GoalMissed
		return p
	case p.Current >= p.Expected:
		p.Status = GoalOnTrack
	default:
		p.Status = GoalBehind
	}
	if p.QuartersLeft > 0 {
		p.NeededPerQuarter = scorecard.NullPoints{Points: scorecard.Points(exact.DivInt(missing, int64(p.QuartersLeft))), Valid: true}
	}
	return p
}

func (h *history) node(g Goal) (historyNode, bool) {
	for _, n := range h.nodes {
		if n.node == g.Node && n.id == g.ID {
			return n, true
		}
	}
	return historyNode{}, false
}
