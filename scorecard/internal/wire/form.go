// Package wire is the form in which peers are stored and sent, in JSON and in a binary encoding of a
// tenth of the size.
package wire

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
	"github.com/partnermath/partnermath/scorecard/internal/tally"
)

// Format is the version of both encodings.
const Format = 2

// Form is peers under a disclosure of the type D. Nodes are the whole, then categories with their topics.
type Form[D interface{ Validate() error }] struct {
	Format        int    `json:"format"`
	Questionnaire string `json:"questionnaire"`
	Version       string `json:"version,omitempty"`
	Disclosure    D      `json:"disclosure,omitzero"`
	Lines         int    `json:"lines"`
	Results       uint32 `json:"results"`
	Nodes         []Node `json:"nodes"`
}

// Node is a node of a Form. Scores and Coarse hold pairs of a score in hundredths and the number of
// members that have it, by score.
type Node struct {
	Node   string      `json:"node"`
	ID     string      `json:"id,omitempty"`
	Name   string      `json:"name,omitempty"`
	Line   int         `json:"line"`
	Weight int64       `json:"weight,omitempty"` // ten-thousandths
	Grain  int64       `json:"grain,omitempty"`
	Scores [][2]uint32 `json:"scores"`
	Coarse [][2]uint32 `json:"coarse"`
}

const (
	// maxNodes is the number of nodes of the largest questionnaire, and of the lines of its results.
	maxNodes = 3001
	// maxWeight is the largest weight in ten-thousandths.
	maxWeight = 1_000_000 * 10_000
	// maxText is the longest name of a node, and maxDisclosure the longest disclosure in JSON.
	maxText       = 1000
	maxDisclosure = 1 << 17
)

// Empty reports whether the form is that of peers of no questionnaire.
func (f *Form[D]) Empty() bool {
	return f.Questionnaire == "" && f.Version == "" && f.Lines == 0 && f.Results == 0 && len(f.Nodes) == 0
}

// Check checks everything that an encoding could get wrong. An empty form of a known format is sound.
func (f *Form[D]) Check() error {
	var faults partnermath.ValidationError
	switch {
	case f.Format != Format:
		faults.Addf("format", "known", "must be %d, got %d", Format, f.Format)
		return faults.Err()
	case f.Empty():
		return nil
	}
	check.IDAt(&faults, check.Place{Field: "questionnaire"}, f.Questionnaire)
	if f.Version != "" {
		check.IDAt(&faults, check.Place{Field: "version"}, f.Version)
	}
	faults.Merge("disclosure", f.Disclosure.Validate())
	if len(f.Nodes) > maxNodes || f.Lines > maxNodes || len(f.Nodes) > f.Lines {
		faults.Addf("nodes", "length", "must have at most %d nodes, and no more than lines", maxNodes)
		return faults.Err()
	}
	f.checkTree(&faults)
	for i := range f.Nodes {
		f.checkNode(&faults, i)
	}
	return faults.Err()
}

// checkTree checks that the nodes are the whole, then categories with their topics.
func (f *Form[D]) checkTree(faults *partnermath.ValidationError) {
	const overall, category, topic = "overall", "category", "topic"
	if len(f.Nodes) == 0 || f.Nodes[0].Node != overall || f.Nodes[0].ID != "" {
		faults.Add("nodes", "required", "must start with the overall node")
	}
	seen := make(map[[2]string]bool)
	for i, n := range f.Nodes {
		path := nodePath(i)
		check.TextAt(faults, check.Place{Field: path + ".name"}, n.Name, maxText)
		if i == 0 {
			continue
		}
		if n.Node != category && (n.Node != topic || i == 1) {
			faults.Addf(path+".node", "one-of", "must be a category, or a topic behind one; got %.40q", n.Node)
		}
		check.IDAt(faults, check.Place{Field: path + ".id"}, n.ID)
		key := [2]string{n.Node, n.ID}
		if seen[key] {
			faults.Addf(path+".id", "unique", "%s %.40q stands before", n.Node, n.ID)
		}
		seen[key] = true
	}
}

func (f *Form[D]) checkNode(faults *partnermath.ValidationError, i int) {
	n, path := &f.Nodes[i], nodePath(i)
	if n.Line >= f.Lines || n.Line < i || (i == 0 && n.Line != 0) || (i > 0 && n.Line <= f.Nodes[i-1].Line) {
		faults.Addf(path+".line", "increasing", "must be above that of the node before and below %d, got %d", f.Lines, n.Line)
	}
	if n.Weight < 0 || n.Weight > maxWeight {
		faults.Addf(path+".weight", "range", "must be from 0 to %d, got %d", maxWeight, n.Weight)
	}
	if n.Grain < coarse.None || n.Grain > coarse.Max || n.Grain > 0 && n.Grain < coarse.Min {
		faults.Addf(path+".grain", "range", "must be -1, 0 or from %d to %d, got %d", coarse.Min, coarse.Max, n.Grain)
	}
	f.checkCounts(faults, path+".scores", n.Scores)
	f.checkCounts(faults, path+".coarse", n.Coarse)
}

func (f *Form[D]) checkCounts(faults *partnermath.ValidationError, path string, pairs [][2]uint32) {
	switch members, ok := tally.Members(pairs); {
	case !ok:
		faults.Addf(path, "increasing", "must be increasing scores in hundredths from %d to %d with counts above 0", scale.Lowest, scale.Highest)
	case members > uint64(f.Results):
		faults.Addf(path, "max", "must not count more than the %d results", f.Results)
	}
}

func nodePath(i int) string { return fmt.Sprintf("nodes[%d]", i) }
