package scorecard

import (
	"math"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/shape"
	"github.com/partnermath/partnermath/scorecard/internal/tally"
)

// Peers collects the scores of a peer group: how many members have which published
// score, and which coarse one of a [Disclosure], for the whole, every category and every
// topic. Who is in the group is the caller's choice; a result is added once.
//
// [NewPeers] makes one. The zero Peers takes no results, and its methods return an error;
// only Merge takes on what it is merged with, so that a fold over encoded Peers can start
// from it. A Peers is not safe to share: use one for each worker and merge them. Merging in
// any order and grouping gives the same Peers, to the byte of its encodings. Its memory,
// about 80 KB for each node, does not depend on the number of results.
//
// A Peers, its encodings and whatever is made of it for [AudienceVendor] are the
// vendor's and confidential: they tell the exact scores of the members.
type Peers struct {
	shape      *shape.Shape // nil when it does not come from a questionnaire
	disclosure Disclosure   // as stated
	grains     []int64      // for each node
	results    uint32
	counts     []tally.Counts // for each node
	coarse     []tally.Counts
}

// NewPeers returns an empty peer group for results of the questionnaire of a scorer, of which
// partners are to learn what a disclosure lets through. The error is a
// [*partnermath.ValidationError], with paths below "disclosure" when that is not valid.
func NewPeers(c *Scorer, d Disclosure) (*Peers, error) {
	var faults partnermath.ValidationError
	faults.Merge("", c.usable(true))
	faults.Merge("disclosure", d.Validate())
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return &Peers{
		shape: c.shape, disclosure: d.stated(), grains: c.grains(d.grain()),
		counts: make([]tally.Counts, len(c.shape.Nodes)), coarse: make([]tally.Counts, len(c.shape.Nodes)),
	}, nil
}

// grains returns for each node of the shape how it stands in coarse records.
func (c *Scorer) grains(least int64) []int64 {
	nodes := make([]coarse.Node, len(c.lines))
	for i := range nodes {
		nodes[i].Weight, nodes[i].Topic = c.nodes[i].weight, c.lines[i].Node == NodeTopic
		for _, child := range c.nodes[i].below {
			nodes[i].Below = append(nodes[i].Below, &nodes[child])
		}
	}
	for i := range c.questions {
		nodes[c.questions[i].node].Possible = c.questions[i].Possible
	}
	nodes[0].Fit(least)
	of := make([]int64, len(c.shape.Nodes))
	for i, n := range c.shape.Nodes {
		of[i] = nodes[n.Line].Grain
	}
	return of
}

// Record returns the coarse record of a result, on which alone depends what partners are shown
// of it, as an opaque text; it is confidential. The error is that of Add.
func (p *Peers) Record(r Result) (string, error) {
	if err := p.check(&r); err != nil {
		return "", err
	}
	record := make([]byte, len(p.grains))
	var k coarse.Recorder
	for i := len(record) - 1; i >= 0; i-- {
		n := &p.shape.Nodes[i]
		if s := coarsened(n, &k, p.grains[i], r.Lines[n.Line].Score); p.grains[i] > 0 {
			record[i] = byte(int64(s) / p.grains[i]) // at most 100
		}
	}
	return string(record), nil
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

// Add adds a result: the published Overall, the score of every category and
// topic, and its coarse record. A node without a score does not count for that node. The error is a
// [*partnermath.ValidationError] when the result is not one of this questionnaire
// and version, when it holds a number out of its range, and after 4,294,967,295 results;
// nothing is added then.
func (p *Peers) Add(r Result) error {
	if err := p.check(&r); err != nil {
		return err
	}
	p.add(r.Lines[0].Score, func(i int) mark { return markOf(p.shape, &r, i) })
	return nil
}

// check says why a result cannot be added, if that is so.
func (p *Peers) check(r *Result) error {
	if err := p.takes(); err != nil {
		return err
	}
	return misfits(p.shape, "result.", r)
}

// AddOutline adds an outline as Add adds its result. The error is a
// [*partnermath.ValidationError] when the outline is not one of this questionnaire and
// version, down to the ids of its topics, and after 4,294,967,295 results; nothing is
// added then.
func (p *Peers) AddOutline(o Outline) error {
	if err := p.takes(); err != nil {
		return err
	}
	if err := checkOutline(p.shape, &o); err != nil {
		return err
	}
	p.add(o.before, func(i int) mark { return o.marks[i] })
	return nil
}

// add counts a member by the marks of its nodes and its overall score before caps.
func (p *Peers) add(before Score, of func(node int) mark) {
	var k coarse.Recorder
	for i := len(p.shape.Nodes) - 1; i >= 0; i-- {
		published := Score(of(i).score)
		uncapped := published
		if i == 0 {
			uncapped = before
		}
		p.counts[i].Add(int64(published))
		p.coarse[i].Add(int64(coarsened(&p.shape.Nodes[i], &k, p.grains[i], uncapped)))
	}
	p.results++
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

// Merge adds the results of another peer group, which stays as it is. A zero Peers takes
// on the other, and adds nothing to one. The error is a [*partnermath.ValidationError] when
// the two are not of the same questionnaire, version and disclosure, and when they hold too many
// results together; nothing is added then.
func (p *Peers) Merge(other *Peers) error {
	var faults partnermath.ValidationError
	switch {
	case p == nil:
		faults.Add("peers", "required", "must be given")
	case other == nil:
		faults.Add("other", "required", "must be given")
	case other.empty():
		return nil
	case p.empty():
		*p = *other
		p.counts, p.coarse = slices.Clone(other.counts), slices.Clone(other.coarse)
		return nil
	case !p.shape.Same(other.shape):
		p.shape.Mismatch(&faults, "other", other.shape)
	case !p.disclosure.same(other.disclosure):
		faults.Add("other", "match", "must have the same disclosure")
	case uint64(p.results)+uint64(other.results) > math.MaxUint32:
		faults.Addf("other", "max", "must not hold more than %d results together", uint32(math.MaxUint32))
	}
	if err := faults.Err(); err != nil {
		return err
	}
	p.results += other.results
	for i := range other.counts {
		p.counts[i].Merge(&other.counts[i])
		p.coarse[i].Merge(&other.coarse[i])
	}
	return nil
}
