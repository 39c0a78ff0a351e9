package scorecard

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
)

// shape is what the results of a questionnaire have in common, down to the topics.
type shape struct {
	questionnaire, version string
	lines                  int // of a result; an outline has one for each node
	nodes                  []peerNode
	depths                 []depth
	full, outline          []int // where the lines of the nodes stand in either
}

// peerNode is a node above the questions, and where its line stands in a result.
type peerNode struct {
	node     Node
	id, name string
	line     int
}

func newShape(questionnaire, version string, lines int, nodes []peerNode) shape {
	s := shape{questionnaire: questionnaire, version: version, lines: lines, nodes: nodes}
	for i, n := range nodes {
		s.depths = append(s.depths, depthOf(n.node))
		s.full, s.outline = append(s.full, n.line), append(s.outline, i)
	}
	return s
}

// shapeOf returns the shape of the results that begin with these lines.
func shapeOf(questionnaire, version string, lines []Line) shape {
	var nodes []peerNode
	for i, l := range lines {
		if l.Node != NodeQuestion {
			nodes = append(nodes, peerNode{node: l.Node, id: l.ID, name: l.Name, line: i})
		}
	}
	return newShape(questionnaire, version, len(lines), nodes)
}

// alike reports whether two shapes, neither of them empty, are of the same
// questionnaire and version and have the same nodes by their ids, so that a result of
// one fits the other. Those of one Scorer are alike at once.
func (s *shape) alike(other *shape) bool {
	return &s.nodes[0] == &other.nodes[0] ||
		s.questionnaire == other.questionnaire && s.version == other.version &&
			slices.EqualFunc(s.nodes, other.nodes, func(a, b peerNode) bool { return a.node == b.node && a.id == b.id })
}

// same reports whether two shapes have all in common, also names.
func (s *shape) same(other *shape) bool {
	return s.questionnaire == other.questionnaire && s.version == other.version && slices.Equal(s.nodes, other.nodes)
}

// mismatch says that a parameter is of another questionnaire or version.
func (s *shape) mismatch(faults *partnermath.ValidationError, parameter string, other *shape) {
	if s.questionnaire == other.questionnaire && s.version == other.version {
		faults.Addf(parameter, "match", "must have the categories and topics, their names and lines, that questionnaire %.40q version %.40q has here",
			s.questionnaire, s.version)
		return
	}
	faults.Addf(parameter, "match", "must be of questionnaire %.40q version %.40q, got %.40q version %.40q",
		s.questionnaire, s.version, other.questionnaire, other.version)
}

// places returns where the lines of the nodes stand in a result that fits.
func (s *shape) places(r *Result) []int {
	if len(r.Lines) == s.lines {
		return s.full
	}
	return s.outline
}

// published returns the score of a line; that of the first is Overall, after caps.
func published(r *Result, line int) Score {
	if line == 0 {
		return r.Overall
	}
	return r.Lines[line].Score
}

// heads reports whether a result, lines aside, is one of this questionnaire and
// version.
func (s *shape) heads(r *Result) bool {
	return (len(r.Lines) == s.lines || len(r.Lines) == len(s.nodes)) &&
		r.Questionnaire == s.questionnaire && r.Version == s.version && valid(r.Overall)
}

// fits reports whether a line is that of node i, and its score is one.
func (s *shape) fits(i int, l *Line) bool {
	return valid(l.Score) && s.depths[i].is(l.Node) && l.ID == s.nodes[i].id
}

// depth is a node as a number. Comparing with a constant takes less than comparing
// strings.
type depth uint8

func depthOf(node Node) depth {
	for d := range depth(3) {
		if d.is(node) {
			return d
		}
	}
	return 3
}

func (d depth) is(node Node) bool {
	switch d {
	case 0:
		return node == NodeTopic
	case 1:
		return node == NodeCategory
	case 2:
		return node == NodeOverall
	}
	return false
}

// valid reports whether s is a score or none.
func valid(s Score) bool { return s == 0 || uint32(s-lowest) <= uint32(highest-lowest) }

// misfits lists why a result does not fit.
func (s *shape) misfits(faults *partnermath.ValidationError, path string, r *Result) {
	if r.Questionnaire != s.questionnaire {
		faults.Addf(path+".questionnaire", "match", "must be %.40q, got %.40q", s.questionnaire, r.Questionnaire)
	}
	if r.Version != s.version {
		faults.Addf(path+".version", "match", "must be %.40q, got %.40q", s.version, r.Version)
	}
	if len(r.Lines) != s.lines && len(r.Lines) != len(s.nodes) {
		faults.Addf(path+".lines", "match", "must have %d lines like the questionnaire, got %d", s.lines, len(r.Lines))
		return
	}
	if !valid(r.Overall) {
		faults.Add(path+".overall", "range", scoreMessage)
	}
	for i, at := range s.places(r) {
		n, line := &s.nodes[i], &r.Lines[at]
		if line.Node != n.node || line.ID != n.id {
			faults.Addf(linePath(path, at), "match", "must be %s %.40q, got %.40q %.40q", n.node, n.id, line.Node, line.ID)
		}
		if !valid(line.Score) {
			faults.Add(linePath(path, at)+".score", "range", scoreMessage)
		}
	}
}

func linePath(path string, i int) string { return fmt.Sprintf("%s.lines[%d]", path, i) }
