package scorecard

import (
	"math/bits"

	"github.com/partnermath/partnermath"
)

// Outlines scores many assessments once and keeps their outlines (see
// [Scorer.Outline]), so that a channel can be added to its peers, by [Peers.AddOutline],
// and then compared with them, by [PeerGroup.CompareOutlineInto]. An outline takes
// 32 bytes, and 6 for each node down to the topics and for each gate, where a [Result]
// takes kilobytes. Memory comes in blocks of about 64 KB.
//
// [Scorer.Outlines] makes one; the zero Outlines takes no assessments. Its methods that
// read may be called at the same time; Add may not: use one for each worker, and merge
// not the outlines but their peers.
type Outlines struct {
	scorer *Scorer
	n      int
	shift  int // a block has 1 << shift outlines
	blocks []outlineBlock
	cells  []cell // for Add
}

// outlineBlock holds the outlines of some assessments, so that nothing has to move when
// another block comes.
type outlineBlock struct {
	heads []outlineHead
	marks []mark // for each outline, those of its lines
	gates []mark // for each outline, those of the nodes with gates
}

type outlineHead struct {
	partner              string
	date                 partnermath.Date
	overall              Score // after caps
	complete             bool
	answered, applicable uint16 // at most MaxQuestions
}

// mark is what is kept of a cell: each of the numbers is from 0 to 10,000.
type mark struct{ score, share, points uint16 }

func (m *mark) keep(c *cell) { *m = mark{uint16(c.score), uint16(c.share), uint16(c.points)} }

func (m *mark) recall(c *cell) {
	c.score, c.share, c.points = Score(m.score), Share(m.share), Points(m.points)
}

// Outlines returns an empty store for outlines of this questionnaire.
func (c *Scorer) Outlines() *Outlines {
	if c.usable(true) != nil {
		return &Outlines{}
	}
	const blockBytes, headBytes, markBytes = 64 << 10, 32, 6
	size := headBytes + markBytes*(c.parents+len(c.gates))
	return &Outlines{scorer: c, cells: make([]cell, len(c.nodes)+spareCells), shift: bits.Len(uint(blockBytes/size)) - 1}
}

// Len returns the number of outlines.
func (o *Outlines) Len() int {
	if o == nil {
		return 0
	}
	return o.n
}

// Add scores an assessment and keeps its outline as the next. It allocates only when a
// block is full. The error is that of [Scorer.Assess]; nothing is kept then.
func (o *Outlines) Add(a Assessment) error {
	if o == nil || o.scorer == nil {
		var faults partnermath.ValidationError
		faults.Add("outlines", "required", "must come from Scorer.Outlines")
		return faults.Err()
	}
	c := o.scorer
	clear(o.cells)
	s := sheet{cells: o.cells}
	if err := c.open(&s, &a); err != nil {
		return err
	}
	c.work(&s, c.outline.parents)
	if size := 1 << o.shift; o.n == len(o.blocks)*size {
		o.blocks = append(o.blocks, outlineBlock{
			heads: make([]outlineHead, size),
			marks: make([]mark, size*c.parents),
			gates: make([]mark, size*len(c.gates)),
		})
	}
	head, marks, gates := o.at(o.n)
	*head = outlineHead{
		partner: a.Partner, date: a.Date, overall: c.capped(s.cells), complete: s.complete,
		answered: uint16(s.answered), applicable: uint16(s.applicable),
	}
	for i, line := range c.outline.lineOf {
		if s.complete {
			s.cells[i].share = c.shares[i]
		}
		marks[line].keep(&s.cells[i])
	}
	for i := range gates {
		gates[i].keep(&s.cells[c.gates[i].node])
	}
	o.n++
	return nil
}

// at returns what is kept of an outline.
func (o *Outlines) at(i int) (head *outlineHead, marks, gates []mark) {
	block, i := &o.blocks[i>>o.shift], i&(1<<o.shift-1)
	nodes, gated := o.scorer.parents, len(o.scorer.gates)
	return &block.heads[i], block.marks[i*nodes : (i+1)*nodes], block.gates[i*gated : (i+1)*gated]
}

func (o *Outlines) has(i int) bool { return i >= 0 && i < o.Len() }

// refuse says why outline i cannot be had, or that it has another shape than asked for.
func (o *Outlines) refuse(i int, asked *shape) error {
	var faults partnermath.ValidationError
	if o.has(i) {
		asked.mismatch(&faults, "outlines", &o.scorer.shape)
	} else {
		faults.Addf("i", "range", "must be from 0 to the number of outlines, which is %d, excluded, got %d", o.Len(), i)
	}
	return faults.Err()
}

// OutlineInto writes outline i, from 0, into a result that the caller owns and whose
// memory it reuses: it is what [Scorer.OutlineInto] made of the assessment. The error is a
// [*partnermath.ValidationError] when there is no outline i.
func (o *Outlines) OutlineInto(dst *Result, i int) error {
	if dst == nil {
		var faults partnermath.ValidationError
		faults.Add("dst", "required", "must point to a result")
		return faults.Err()
	}
	if !o.has(i) {
		*dst = Result{}
		return o.refuse(i, nil)
	}
	if len(o.scorer.nodes) <= fewCells {
		var memory [fewCells]cell
		o.recall(memory[:], dst, i)
	} else {
		o.recallMany(dst, i)
	}
	return nil
}

//go:noinline
func (o *Outlines) recallMany(dst *Result, i int) {
	var memory [maxNodes]cell
	o.recall(memory[:], dst, i)
}

func (o *Outlines) recall(cells []cell, dst *Result, i int) {
	c := o.scorer
	head, marks, gates := o.at(i)
	for i, line := range c.outline.lineOf {
		marks[line].recall(&cells[i])
	}
	for i := range gates {
		gates[i].recall(&cells[c.gates[i].node])
	}
	c.outline.begin(dst)
	dst.Partner, dst.Date = head.partner, head.date
	c.publish(dst, &c.outline, &sheet{
		cells: cells, complete: head.complete, answered: int(head.answered), applicable: int(head.applicable),
	})
}
