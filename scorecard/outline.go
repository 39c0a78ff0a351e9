package scorecard

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard/internal/shape"
)

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
	shape   *shape.Shape
	before  Score  // of the whole, before caps
	marks   []mark // for each node of the shape
}

// mark is what an outline keeps of a line, of the whole after caps: each of the numbers is from 0 to
// 10,000.
type mark struct{ score, weight, best uint16 }

// Outline returns the outline of a result of this questionnaire. The error is a
// [*partnermath.ValidationError] for a result of another one, and for one that holds a
// number out of its range.
func (c *Scorer) Outline(r Result) (Outline, error) {
	if err := c.usable(true); err != nil {
		return Outline{}, err
	}
	if err := misfits(c.shape, "result.", &r); err != nil {
		return Outline{}, err
	}
	o := Outline{partner: r.Partner, date: r.Date, shape: c.shape, before: r.Lines[0].Score, marks: make([]mark, len(c.shape.Nodes))}
	for i := range o.marks {
		o.marks[i] = markOf(c.shape, &r, i)
	}
	return o, nil
}

// markOf returns what peers and outlines take of node i of a result.
func markOf(s *shape.Shape, r *Result, i int) mark {
	line := s.Nodes[i].Line
	return mark{uint16(published(r, line)), uint16(r.Lines[line].EffectiveWeight), uint16(r.Lines[line].BestPractice)}
}

// checkOutline says why an outline is not one of these results, if it is not.
func checkOutline(s *shape.Shape, o *Outline) error {
	if o.shape != nil && s.Alike(o.shape) {
		return nil
	}
	var faults partnermath.ValidationError
	if o.shape == nil {
		faults.Add("outline", "required", "must come from Scorer.Outline")
	} else {
		s.Mismatch(&faults, "outline", o.shape)
	}
	return faults.Err()
}
