package scorecard

import "github.com/partnermath/partnermath"

// Outline is what peers are made of and compared by, of one [Result]: partner, date, and
// the score and effective weight of the whole, of every category and topic.
// It takes about 70 bytes and 6 for each of these, where a Result takes kilobytes. So a
// whole channel can be scored once, added to its peers by [Peers.AddOutline], and then
// compared with them by [PeerGroup.CompareOutlineInto].
//
// [Scorer.Outline] makes one; the zero Outline is of nothing and refused. An Outline
// does not change and is safe to share.
type Outline struct {
	partner string
	date    partnermath.Date
	shape   *shape
	before  Score  // of the whole, before caps
	marks   []mark // for each node of the shape
}

// mark is what an outline keeps of a line: each of the numbers is from 0 to 10,000.
type mark struct{ score, weight, best uint16 }

// Outline returns the outline of a result of this questionnaire. The error is a
// [*partnermath.ValidationError] for a result of another one, and for one that holds a
// number out of its range.
func (c *Scorer) Outline(r Result) (Outline, error) {
	if err := c.usable(true); err != nil {
		return Outline{}, err
	}
	if !c.shape.fits(&r) {
		var faults partnermath.ValidationError
		c.shape.misfits(&faults, "result", &r)
		return Outline{}, faults.Err()
	}
	o := Outline{partner: r.Partner, date: r.Date, shape: c.shape, before: r.Lines[0].Score, marks: make([]mark, len(c.shape.nodes))}
	for i, n := range c.shape.nodes {
		l := &r.Lines[n.line]
		o.marks[i] = mark{uint16(published(&r, n.line)), uint16(l.EffectiveWeight), uint16(l.BestPractice)}
	}
	return o, nil
}

// beforeCaps returns the score of node i before caps.
func (o *Outline) beforeCaps(i int) Score {
	if i == 0 {
		return o.before
	}
	return Score(o.marks[i].score)
}

// checkOutline says why an outline is not one of these results, if it is not.
func (s *shape) checkOutline(o *Outline) error {
	if o.shape != nil && s.alike(o.shape) {
		return nil
	}
	var faults partnermath.ValidationError
	if o.shape == nil {
		faults.Add("outline", "required", "must come from Scorer.Outline")
	} else {
		s.mismatch(&faults, "outline", o.shape)
	}
	return faults.Err()
}
