package scorecard

import (
	"fmt"

	"github.com/partnermath/partnermath"
)

// shape is what the results of a questionnaire have in common, down to the topics.
type shape struct {
	questionnaire, version string
	lines                  int // of a result; an outline has one for each node
	nodes                  []peerNode
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
		s.full, s.outline = append(s.full, n.line), append(s.outline, i)
	}
	return s
}

func (c *Scorer) shape() shape {
	var nodes []peerNode
	for i, l := range c.full.lines {
		if l.Node != NodeQuestion {
			nodes = append(nodes, peerNode{node: l.Node, id: l.ID, name: l.Name, line: i})
		}
	}
	return newShape(c.id, c.version, len(c.full.lines), nodes)
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

// fits reports whether a result is one of this questionnaire and version, and all
// its published scores are.
func (s *shape) fits(r *Result) bool {
	if len(r.Lines) != s.lines && len(r.Lines) != len(s.nodes) ||
		r.Questionnaire != s.questionnaire || r.Version != s.version || !valid(r.Overall) {
		return false
	}
	nodes := s.nodes
	for i, at := range s.places(r) {
		if line := &r.Lines[at]; !nodes[i].is(line) || (i > 0 && !valid(line.Score)) {
			return false
		}
	}
	return true
}

// is reports whether a line is that of the node. Inlined, its comparisons would
// clear the registers of the loop around it.
//
//go:noinline
func (n *peerNode) is(l *Line) bool { return l.ID == n.id && l.Node == n.node }

// valid reports whether s is a score or none.
func valid(s Score) bool { return s == 0 || (s >= lowest && s <= highest) }

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
		if !n.is(line) {
			faults.Addf(linePath(path, at), "match", "must be %s %.40q, got %.40q %.40q", n.node, n.id, line.Node, line.ID)
		}
		if i > 0 && !valid(line.Score) {
			faults.Add(linePath(path, at)+".score", "range", scoreMessage)
		}
	}
}

func linePath(path string, i int) string { return fmt.Sprintf("%s.lines[%d]", path, i) }
