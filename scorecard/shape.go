package scorecard

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
	"github.com/partnermath/partnermath/scorecard/internal/shape"
)

// Blank returns a result without answers: questionnaire and version, and the lines that every
// result of the questionnaire has, none of them with a score. The error is a
// [*partnermath.ValidationError] for a Scorer that Compile did not make.
func (c *Scorer) Blank() (Result, error) {
	if err := c.usable(true); err != nil {
		return Result{}, err
	}
	return Result{Questionnaire: c.id, Version: c.version, Lines: slices.Clone(c.lines)}, nil
}

// Check tells whether a result, such as one that was stored, is of this questionnaire and
// version. The error is a [*partnermath.ValidationError] with paths in the result: for another
// questionnaire or version, other lines down to the topics, and for scores and effective weights
// out of their range, those of questions aside.
func (c *Scorer) Check(r Result) error {
	if err := c.usable(true); err != nil {
		return err
	}
	return misfits(c.shape, "", &r)
}

// shapeOf returns the shape of the results that begin with these lines.
func shapeOf(questionnaire, version string, lines []ResultLine) *shape.Shape {
	s := &shape.Shape{Questionnaire: questionnaire, Version: version, Lines: len(lines)}
	for i, l := range lines {
		if l.Node != NodeQuestion {
			s.Add(i, string(l.Node), l.ID, l.Name, l.Weight)
		}
	}
	return s
}

// level counts the nodes above one.
func level(n *shape.Node) int {
	switch NodeKind(n.Kind) {
	case NodeOverall:
		return 0
	case NodeCategory:
		return 1
	}
	return 2
}

// coarsened returns the coarse score of a node, whose exact score before caps is given.
func coarsened(n *shape.Node, k *coarse.Recorder, grain int64, exact Score) Score {
	return Score(k.Next(level(n), n.Weight, grain, int64(exact)))
}

// published returns the score of a line; that of the first is Overall, after caps.
func published(r *Result, line int) Score {
	if line == 0 {
		return r.Overall
	}
	return r.Lines[line].Score
}

// misfits lists why a result is not one of this questionnaire and version, and what in it is
// out of its range, each below a prefix. It allocates nothing for one that fits.
func misfits(s *shape.Shape, prefix string, r *Result) error {
	var found faults
	if r.Questionnaire != s.Questionnaire {
		found.list().Addf(prefix+"questionnaire", "match", "must be %.40q, got %.40q", s.Questionnaire, r.Questionnaire)
	}
	if r.Version != s.Version {
		found.list().Addf(prefix+"version", "match", "must be %.40q, got %.40q", s.Version, r.Version)
	}
	if len(r.Lines) != s.Lines {
		found.list().Addf(prefix+"lines", "match", "must have %d lines like the questionnaire, got %d", s.Lines, len(r.Lines))
		return found.err()
	}
	if !scale.IsScore(r.Overall) {
		found.list().Add(prefix+"overall", "range", scale.ScoreMessage)
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		l := &r.Lines[n.Line]
		if string(l.Node) != n.Kind || l.ID != n.ID {
			found.list().Addf(linePath(prefix, n.Line), "match", "must be %s %.40q, got %.40q %.40q", n.Kind, n.ID, l.Node, l.ID)
		}
		if !scale.IsScore(l.Score) {
			found.list().Add(linePath(prefix, n.Line)+".score", "range", scale.ScoreMessage)
		}
		if !scale.IsScore(l.BestPractice) {
			found.list().Add(linePath(prefix, n.Line)+".bestPractice", "range", scale.ScoreMessage)
		}
		if !scale.IsShare(l.EffectiveWeight) {
			found.list().Addf(linePath(prefix, n.Line)+".effectiveWeight", "range", "%s, got %s", scale.ShareMessage, l.EffectiveWeight)
		}
	}
	return found.err()
}

func linePath(prefix string, i int) string { return fmt.Sprintf("%slines[%d]", prefix, i) }
