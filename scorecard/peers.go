package scorecard

import (
	"math"

	"github.com/partnermath/partnermath"
)

// scoreValues is the number of different scores.
const scoreValues = int(highest-lowest) + 1

// Peers collects the published scores of a peer group: how many members have
// which score, for the whole, every category and every topic. Who is in the group
// is the caller's choice; a result is added once.
//
// [NewPeers] makes one; the zero Peers takes no results. A Peers is not safe to share:
// use one for each worker and merge them. Merging in any order and grouping gives
// the same Peers, to the byte of its encodings. Its memory, about 40 KB for each
// node, does not depend on the number of results.
//
// A Peers, its encodings and whatever is made of it for [AudienceVendor] are the
// vendor's and confidential: they tell the exact scores of the members.
type Peers struct {
	shape   *shape // nil when it does not come from a questionnaire
	results uint32
	counts  [][scoreValues]uint32 // for each node
}

// NewPeers returns an empty peer group for results of the questionnaire of a scorer.
func NewPeers(c *Scorer) *Peers {
	if c.usable(true) != nil {
		return &Peers{}
	}
	return &Peers{shape: c.shape, counts: make([][scoreValues]uint32, len(c.shape.nodes))}
}

// Results returns the number of results added.
func (p *Peers) Results() int {
	if p.empty() {
		return 0
	}
	return int(p.results)
}

// empty reports whether p does not come from a questionnaire.
func (p *Peers) empty() bool { return p == nil || p.shape == nil }

// Add adds a result: the published Overall, and the score of every category and
// topic. A node without a score does not count for that node. The error is a
// [*partnermath.ValidationError] when the result is not one of this questionnaire
// and version, when it holds a number out of its range, and after 4,294,967,295 results;
// nothing is added then.
func (p *Peers) Add(r Result) error {
	if err := p.takes(); err != nil {
		return err
	}
	if !p.shape.fits(&r) {
		var faults partnermath.ValidationError
		p.shape.misfits(&faults, "result", &r)
		return faults.Err()
	}
	for i := range p.shape.nodes {
		p.count(i, published(&r, p.shape.nodes[i].line))
	}
	p.results++
	return nil
}

// AddOutline adds an outline as Add adds its result. The error is a
// [*partnermath.ValidationError] when the outline is not one of this questionnaire and
// version, down to the ids of its topics, and after 4,294,967,295 results; nothing is
// added then.
func (p *Peers) AddOutline(o Outline) error {
	if err := p.takes(); err != nil {
		return err
	}
	if err := p.shape.checkOutline(&o); err != nil {
		return err
	}
	for i := range o.marks {
		p.count(i, Score(o.marks[i].score))
	}
	p.results++
	return nil
}

func (p *Peers) count(node int, s Score) {
	if s != 0 {
		p.counts[node][s-lowest]++
	}
}

// takes says why not one more result can be added, if that is so.
func (p *Peers) takes() error {
	if !p.empty() && p.results < math.MaxUint32 {
		return nil
	}
	var faults partnermath.ValidationError
	if p.empty() {
		faults.Add("peers", "required", "must come from NewPeers")
	} else {
		faults.Addf("peers", "max", "must not hold more than %d results", uint32(math.MaxUint32))
	}
	return faults.Err()
}

// Merge adds the results of another peer group, which stays as it is. The error is
// a [*partnermath.ValidationError] when the two are not of the same questionnaire
// and version, and when they hold too many results together; nothing is added
// then.
func (p *Peers) Merge(other *Peers) error {
	var faults partnermath.ValidationError
	switch {
	case p.empty():
		faults.Add("peers", "required", "must come from NewPeers")
	case other.empty():
		faults.Add("other", "required", "must come from NewPeers")
	case !p.shape.same(other.shape):
		p.shape.mismatch(&faults, "other", other.shape)
	case uint64(p.results)+uint64(other.results) > math.MaxUint32:
		faults.Addf("other", "max", "must not hold more than %d results together", uint32(math.MaxUint32))
	}
	if err := faults.Err(); err != nil {
		return err
	}
	p.results += other.results
	for i := range other.counts {
		for v, n := range other.counts[i] {
			p.counts[i][v] += n
		}
	}
	return nil
}
