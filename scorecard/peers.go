package scorecard

import (
	"math"
	"slices"

	"github.com/partnermath/partnermath"
)

// scoreValues is the number of different scores.
const scoreValues = int(highest-lowest) + 1

// Peers collects the published scores of a peer group: how many members have
// which score, for the whole, every category and every topic. Who is in the group
// is the caller's choice; a result is added once.
//
// [Scorer.Peers] makes one; the zero Peers takes no results. A Peers is not safe to share:
// use one for each worker and merge them. Merging in any order and grouping gives
// the same Peers, to the byte of its encodings. Its memory, about 40 KB for each
// node, does not depend on the number of results.
//
// A Peers, its encodings and whatever is made of it for [AudienceVendor] are the
// vendor's and confidential: they tell the exact scores of the members.
type Peers struct {
	questionnaire, version string
	lines                  int // of a result
	results                uint32
	nodes                  []peerNode
	counts                 []uint32 // scoreValues for each node
}

// peerNode is a node above the questions, and where its line stands.
type peerNode struct {
	node     Node
	id, name string
	line     int
}

// Peers returns an empty peer group for results of this questionnaire.
func (c *Scorer) Peers() *Peers {
	p := &Peers{}
	if c.usable(true) != nil {
		return p
	}
	p.questionnaire, p.version, p.lines = c.id, c.version, len(c.full.lines)
	for i, l := range c.full.lines {
		if l.Node != NodeQuestion {
			p.nodes = append(p.nodes, peerNode{node: l.Node, id: l.ID, name: l.Name, line: i})
		}
	}
	p.counts = make([]uint32, len(p.nodes)*scoreValues)
	return p
}

// Results returns the number of results added.
func (p *Peers) Results() int {
	if p.empty() {
		return 0
	}
	return int(p.results)
}

// empty reports whether p does not come from a questionnaire.
func (p *Peers) empty() bool { return p == nil || len(p.nodes) == 0 }

// Add adds a result: the published Overall, and the score of every category and
// topic. A node without a score does not count for that node. The error is a
// [*partnermath.ValidationError] when the result is not one of this questionnaire
// and version, when a score is out of its range, and after 4,294,967,295 results;
// nothing is added then.
func (p *Peers) Add(r Result) error {
	if !p.takes(&r) {
		return p.refuse(&r)
	}
	p.results++
	counts := p.counts
	for i := range p.nodes {
		s := r.Lines[p.nodes[i].line].Score
		if i == 0 {
			s = r.Overall
		}
		if s != 0 {
			counts[s-lowest]++
		}
		counts = counts[scoreValues:]
	}
	return nil
}

// published returns the score of a line; that of the first is Overall, after caps.
func published(r *Result, line int) Score {
	if line == 0 {
		return r.Overall
	}
	return r.Lines[line].Score
}

func (p *Peers) takes(r *Result) bool {
	if p.empty() || p.results == math.MaxUint32 || len(r.Lines) != p.lines ||
		r.Questionnaire != p.questionnaire || r.Version != p.version {
		return false
	}
	for i := range p.nodes {
		n := &p.nodes[i]
		line := &r.Lines[n.line]
		if line.ID != n.id || line.Node != n.node || (i > 0 && !valid(line.Score)) {
			return false
		}
	}
	return valid(r.Overall)
}

// valid reports whether s is a score or none.
func valid(s Score) bool { return s == 0 || (s >= lowest && s <= highest) }

// refuse says why takes does not hold.
func (p *Peers) refuse(r *Result) error {
	var faults partnermath.ValidationError
	switch {
	case p.empty():
		faults.Add("peers", "required", "must come from Scorer.Peers")
	case p.results == math.MaxUint32:
		faults.Addf("peers", "max", "must not hold more than %d results", uint32(math.MaxUint32))
	default:
		matchResult(&faults, "result", r, p.questionnaire, p.version, p.lines, p.nodes)
	}
	return faults.Err()
}

// matchResult lists why a result does not belong to a questionnaire.
func matchResult(faults *partnermath.ValidationError, path string, r *Result, questionnaire, version string, lines int, nodes []peerNode) {
	if r.Questionnaire != questionnaire {
		faults.Addf(path+".questionnaire", "match", "must be %.40q, got %.40q", questionnaire, r.Questionnaire)
	}
	if r.Version != version {
		faults.Addf(path+".version", "match", "must be %.40q, got %.40q", version, r.Version)
	}
	if len(r.Lines) != lines {
		faults.Addf(path+".lines", "match", "must have %d lines like the questionnaire, got %d", lines, len(r.Lines))
		return
	}
	if !valid(r.Overall) {
		faults.Add(path+".overall", "range", scoreMessage)
	}
	for _, n := range nodes {
		line := &r.Lines[n.line]
		if line.Node != n.node || line.ID != n.id {
			faults.Addf(linePath(path, n.line), "match", "must be %s %.40q, got %.40q %.40q", n.node, n.id, line.Node, line.ID)
		}
		if n.line > 0 && !valid(line.Score) {
			faults.Add(linePath(path, n.line)+".score", "range", scoreMessage)
		}
	}
}

// Merge adds the results of another peer group, which stays as it is. The error is
// a [*partnermath.ValidationError] when the two are not of the same questionnaire
// and version, and when they hold too many results together; nothing is added
// then.
func (p *Peers) Merge(other *Peers) error {
	var faults partnermath.ValidationError
	switch {
	case p.empty():
		faults.Add("peers", "required", "must come from Scorer.Peers")
	case other.empty():
		faults.Add("other", "required", "must come from Scorer.Peers")
	case other.questionnaire != p.questionnaire || other.version != p.version || !slices.Equal(other.nodes, p.nodes):
		faults.Addf("other", "match", "must be of questionnaire %.40q version %.40q, got %.40q version %.40q",
			p.questionnaire, p.version, other.questionnaire, other.version)
	case uint64(p.results)+uint64(other.results) > math.MaxUint32:
		faults.Addf("other", "max", "must not hold more than %d results together", uint32(math.MaxUint32))
	}
	if err := faults.Err(); err != nil {
		return err
	}
	p.results += other.results
	for i, n := range other.counts {
		p.counts[i] += n
	}
	return nil
}
