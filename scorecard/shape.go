package scorecard

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// shape is what the results of a questionnaire have in common, down to the topics.
type shape struct {
	questionnaire, version string
	lines                  int // of a result
	nodes                  []peerNode
}

// peerNode is a node above the questions, and where its line stands in a result.
type peerNode struct {
	node     NodeKind
	id, name string
	line     int
	weight   int64 // ten-thousandths
}

// level counts the nodes above it.
func (n *peerNode) level() int {
	switch n.node {
	case NodeOverall:
		return 0
	case NodeCategory:
		return 1
	}
	return 2
}

// coarse returns the coarse score of the node, whose exact score before caps is given.
func (n *peerNode) coarse(k *coarse.Recorder, grain int64, exact Score) Score {
	return Score(k.Next(n.level(), n.weight, grain, int64(exact)))
}

// shapeOf returns the shape of the results that begin with these lines.
func shapeOf(questionnaire, version string, lines []ResultLine) *shape {
	s := &shape{questionnaire: questionnaire, version: version, lines: len(lines)}
	for i, l := range lines {
		if l.Node != NodeQuestion {
			s.nodes = append(s.nodes, peerNode{node: l.Node, id: l.ID, name: l.Name, line: i, weight: weightUnits(l.Weight)})
		}
	}
	return s
}

// alike reports whether two shapes are of the same questionnaire and version and have
// the same nodes by their ids, so that a result of one fits the other.
func (s *shape) alike(other *shape) bool {
	return s == other || s.questionnaire == other.questionnaire && s.version == other.version &&
		slices.EqualFunc(s.nodes, other.nodes, func(a, b peerNode) bool { return a.node == b.node && a.id == b.id })
}

// same reports whether two shapes have all in common, also names and weights.
func (s *shape) same(other *shape) bool {
	return s == other || s.questionnaire == other.questionnaire && s.version == other.version && slices.Equal(s.nodes, other.nodes)
}

// mismatch says that a parameter is of another questionnaire or version.
func (s *shape) mismatch(faults *partnermath.ValidationError, parameter string, other *shape) {
	if s.questionnaire == other.questionnaire && s.version == other.version {
		faults.Addf(parameter, "match", "must have the categories and topics, their names, weights and lines, that questionnaire %.40q version %.40q has here",
			s.questionnaire, s.version)
		return
	}
	faults.Addf(parameter, "match", "must be of questionnaire %.40q version %.40q, got %.40q version %.40q",
		s.questionnaire, s.version, other.questionnaire, other.version)
}

// published returns the score of a line; that of the first is Overall, after caps.
func published(r *Result, line int) Score {
	if line == 0 {
		return r.Overall
	}
	return r.Lines[line].Score
}

// misfits lists why a result is not one of this questionnaire and version, and what in it is
// out of its range. It allocates nothing for one that fits.
func (s *shape) misfits(path string, r *Result) error {
	var found faults
	if r.Questionnaire != s.questionnaire {
		found.list().Addf(path+".questionnaire", "match", "must be %.40q, got %.40q", s.questionnaire, r.Questionnaire)
	}
	if r.Version != s.version {
		found.list().Addf(path+".version", "match", "must be %.40q, got %.40q", s.version, r.Version)
	}
	if len(r.Lines) != s.lines {
		found.list().Addf(path+".lines", "match", "must have %d lines like the questionnaire, got %d", s.lines, len(r.Lines))
		return found.err()
	}
	if !scale.IsScore(r.Overall) {
		found.list().Add(path+".overall", "range", scale.ScoreMessage)
	}
	for i := range s.nodes {
		n := &s.nodes[i]
		l := &r.Lines[n.line]
		if l.Node != n.node || l.ID != n.id {
			found.list().Addf(linePath(path, n.line), "match", "must be %s %.40q, got %.40q %.40q", n.node, n.id, l.Node, l.ID)
		}
		if !scale.IsScore(l.Score) {
			found.list().Add(linePath(path, n.line)+".score", "range", scale.ScoreMessage)
		}
		if !scale.IsScore(l.BestPractice) {
			found.list().Add(linePath(path, n.line)+".bestPractice", "range", scale.ScoreMessage)
		}
		if !scale.IsShare(l.EffectiveWeight) {
			found.list().Addf(linePath(path, n.line)+".effectiveWeight", "range", "%s, got %s", scale.ShareMessage, l.EffectiveWeight)
		}
	}
	return found.err()
}

func linePath(path string, i int) string { return fmt.Sprintf("%s.lines[%d]", path, i) }
