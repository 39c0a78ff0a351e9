// Package shape is what the results of a questionnaire have in common, down to the topics.
package shape

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Shape is the head of the results, and their nodes above the questions. The zero Shape is of
// no questionnaire.
type Shape struct {
	Questionnaire, Version string
	Lines                  int // of a result
	Nodes                  []Node
}

// Node is a node above the questions, and where its line stands in a result.
type Node struct {
	Kind, ID, Name string
	Line           int
	Weight         int64 // ten-thousandths
}

// Add adds the node of a line. A weight that is undefined is 0.
func (s *Shape) Add(line int, kind, id, name string, weight decimal.NullDecimal) {
	units, _ := exact.Int64(weight.Decimal, exact.RatioPlaces)
	s.Nodes = append(s.Nodes, Node{Kind: kind, ID: id, Name: name, Line: line, Weight: units})
}

// Alike reports whether two are of the same questionnaire and version and have the same nodes by
// their ids, so that a result of one fits the other.
func (s *Shape) Alike(other *Shape) bool {
	return s == other || s.Questionnaire == other.Questionnaire && s.Version == other.Version &&
		slices.EqualFunc(s.Nodes, other.Nodes, func(a, b Node) bool { return a.Kind == b.Kind && a.ID == b.ID })
}

// Same reports whether two have all in common, also names and weights.
func (s *Shape) Same(other *Shape) bool {
	return s == other || s.Questionnaire == other.Questionnaire && s.Version == other.Version && slices.Equal(s.Nodes, other.Nodes)
}

// Mismatch says that a parameter is of another questionnaire or version.
func (s *Shape) Mismatch(faults *partnermath.ValidationError, parameter string, other *Shape) {
	if s.Questionnaire == other.Questionnaire && s.Version == other.Version {
		faults.Addf(parameter, "match", "must have the categories and topics, their names, weights and lines, that questionnaire %.40q version %.40q has here",
			s.Questionnaire, s.Version)
		return
	}
	faults.Addf(parameter, "match", "must be of questionnaire %.40q version %.40q, got %.40q version %.40q",
		s.Questionnaire, s.Version, other.Questionnaire, other.Version)
}
