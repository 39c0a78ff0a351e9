package scorecard

// Outline is [Scorer.Assess] without the lines of the questions, which are most of a
// result. All else is the same: the lines of the whole, the categories and the
// topics, the level and the gates, also those of questions. That is all that
// [Peers], [PeerGroup] and [Network] take of a result, so they take an outline too.
func (c *Scorer) Outline(a Assessment) (Result, error) {
	var r Result
	if err := c.OutlineInto(&r, a); err != nil {
		return Result{}, err
	}
	return r, nil
}

// OutlineInto is Outline into a result that the caller owns, as AssessInto is
// Assess.
func (c *Scorer) OutlineInto(dst *Result, a Assessment) error {
	if err := c.usable(dst != nil); err != nil {
		if dst != nil {
			*dst = Result{}
		}
		return err
	}
	return c.assess(dst, &c.outline, &a)
}

// layout is the lines of a result before scoring, and the line of each node that
// has one. In an outline only the parents have.
type layout struct {
	lines   []Line
	lineOf  []int
	best    []int // the lines with a best practice
	parents int   // the nodes, of the first, that have lines below them
}

// begin writes the lines as they are before scoring. All else that a result has is for
// publish and its callers to write.
func (l *layout) begin(r *Result) {
	r.Lines, r.Gates = append(r.Lines[:0], l.lines...), r.Gates[:0]
}

// tell writes the states of the questions into those lines that are theirs.
func (c *Scorer) tell(lines []Line, of *layout, s *sheet) {
	asked := s.cells[c.parents:]
	for i, at := range of.lineOf[c.parents:] {
		lines[at].State = stateOf[asked[i].points]
	}
}

// write writes the numbers of a sheet into the lines.
func (l *layout) write(lines []Line, s *sheet) {
	cells := s.cells[:len(l.lineOf)]
	for i, at := range l.lineOf {
		line, of := &lines[at], &cells[i]
		line.Score, line.Contribution = of.score, of.points
	}
	if !s.complete {
		l.weigh(lines, s.cells)
	}
}

// weigh writes effective weights into the lines.
func (l *layout) weigh(lines []Line, cells []cell) {
	for i, at := range l.lineOf {
		lines[at].EffectiveWeight = cells[i].share
	}
}
