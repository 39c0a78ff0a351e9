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
// [Scorer.Peers] makes one; the zero Peers takes no results. A Peers is not safe to share:
// use one for each worker and merge them. Merging in any order and grouping gives
// the same Peers, to the byte of its encodings. Its memory, about 40 KB for each
// node, does not depend on the number of results.
//
// A Peers, its encodings and whatever is made of it for [AudienceVendor] are the
// vendor's and confidential: they tell the exact scores of the members.
type Peers struct {
	shape
	results uint32
	counts  [][scoreValues]uint32 // for each node
}

// Peers returns an empty peer group for results of this questionnaire.
func (c *Scorer) Peers() *Peers {
	if c.usable(true) != nil {
		return &Peers{}
	}
	p := &Peers{shape: c.shape}
	p.counts = make([][scoreValues]uint32, len(p.nodes))
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

// Add adds a result or an outline: the published Overall, and the score of every
// category and topic. A node without a score does not count for that node. The error
// is a [*partnermath.ValidationError] when the result is not one of this questionnaire
// and version, when a score is out of its range, and after 4,294,967,295 results;
// nothing is added then.
func (p *Peers) Add(r Result) error {
	if p.empty() || p.results == math.MaxUint32 || !p.heads(&r) {
		return p.refuse(&r)
	}
	lines, counts := r.Lines, p.counts
	for i, at := range p.places(&r) {
		line := &lines[at]
		if !p.fits(i, line) {
			p.takeBack(&r, i)
			return p.refuse(&r)
		}
		s := line.Score
		if i == 0 {
			s = r.Overall
		}
		if s != 0 {
			counts[i][s-lowest]++
		}
	}
	p.results++
	return nil
}

// AddOutline adds an outline that was kept, i from 0, as Add adds a result. The error is
// a [*partnermath.ValidationError] when there is no outline i, when the outlines are not
// of this questionnaire and version, down to the ids of its topics, and after
// 4,294,967,295 results; nothing is added then.
func (p *Peers) AddOutline(o *Outlines, i int) error {
	if p.empty() || p.results == math.MaxUint32 {
		return p.refuse(&Result{})
	}
	if !o.has(i) || !p.alike(&o.scorer.shape) {
		return o.refuse(i, &p.shape)
	}
	head, marks, _ := o.at(i)
	counts := p.counts[:len(marks)]
	for i := range marks {
		s := Score(marks[i].score)
		if i == 0 {
			s = head.overall
		}
		if s != 0 {
			counts[i][s-lowest]++
		}
	}
	p.results++
	return nil
}

// takeBack undoes what Add did for the first nodes, before a line that did not fit.
// It is quicker, for all the others, than to look at each line twice.
func (p *Peers) takeBack(r *Result, nodes int) {
	for i, at := range p.places(r)[:nodes] {
		if s := published(r, at); s != 0 {
			p.counts[i][s-lowest]--
		}
	}
}

// refuse says why a result cannot be added.
func (p *Peers) refuse(r *Result) error {
	var faults partnermath.ValidationError
	switch {
	case p.empty():
		faults.Add("peers", "required", "must come from Scorer.Peers")
	case p.results == math.MaxUint32:
		faults.Addf("peers", "max", "must not hold more than %d results", uint32(math.MaxUint32))
	default:
		p.misfits(&faults, "result", r)
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
		faults.Add("peers", "required", "must come from Scorer.Peers")
	case other.empty():
		faults.Add("other", "required", "must come from Scorer.Peers")
	case !p.same(&other.shape):
		p.mismatch(&faults, "other", &other.shape)
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
