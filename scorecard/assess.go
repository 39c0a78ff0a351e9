package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Assess scores an assessment with a questionnaire.
//
// The score of a question is 1 + 99x, where x, from 0 to 1, depends on its
// [Kind]. The score of a topic, a category and of the whole is the weighted mean
// Σ weight × score ÷ Σ weight of the published scores right below it, over those
// that have one. All are rounded once, half away from zero, to 2 decimals. What
// a missing answer or "not applicable" means, the questionnaire tells.
//
// The error is a [*partnermath.ValidationError]: with paths below
// "questionnaire" when that is not valid, and below "assessment" for a question
// that is unknown or answered twice, an answer of the wrong kind, a number out of
// range, off step or of too many digits, an unknown or repeated choice, a "not
// applicable" that is not allowed and an answer that is missing but demanded.
// Numbers are never clamped into their range.
func Assess(q Questionnaire, a Assessment) (Result, error) {
	c, err := compileFor(q)
	if err != nil {
		return Result{}, err
	}
	return c.assessAs("assessment", a)
}

// Assess scores an assessment as the function [Assess] does. Paths of faults
// start at the assessment.
func (c *Scorer) Assess(a Assessment) (Result, error) {
	var r Result
	if err := c.AssessInto(&r, a); err != nil {
		return Result{}, err
	}
	return r, nil
}

// AssessInto is Assess into a result that the caller owns and whose memory it
// reuses: after the first call it does not allocate. On an error dst holds no
// result. No two calls may share a dst at the same time.
func (c *Scorer) AssessInto(dst *Result, a Assessment) error {
	if err := c.usable(dst != nil); err != nil {
		if dst != nil {
			*dst = Result{}
		}
		return err
	}
	return c.assess(dst, &c.full, &a)
}

func (c *Scorer) assess(dst *Result, of *layout, a *Assessment) error {
	if n := len(c.nodes) + spareCells; n <= fewCells {
		var memory [fewCells]cell
		return c.assessIn(memory[:n], dst, of, a)
	}
	return c.assessMany(dst, of, a)
}

// assessMany has the memory for the largest questionnaire on its stack.
//
//go:noinline
func (c *Scorer) assessMany(dst *Result, of *layout, a *Assessment) error {
	var memory [maxNodes + spareCells]cell
	return c.assessIn(memory[:len(c.nodes)+spareCells], dst, of, a)
}

func (c *Scorer) assessIn(cells []cell, dst *Result, of *layout, a *Assessment) error {
	s := sheet{cells: cells}
	if err := c.open(&s, a); err != nil {
		*dst = Result{Lines: dst.Lines[:0], Gates: dst.Gates[:0]}
		return err
	}
	of.begin(dst)
	if !s.complete {
		c.tell(dst.Lines, of, &s)
	}
	c.work(&s, of.parents)
	dst.Partner, dst.Date = a.Partner, a.Date
	c.publish(dst, of, &s)
	return nil
}

func (c *Scorer) assessAs(parameter string, a Assessment) (Result, error) {
	r, err := c.Assess(a)
	return r, below(parameter, err)
}

func compileFor(q Questionnaire) (*Scorer, error) {
	c, err := Compile(q)
	return c, below("questionnaire", err)
}

// below puts the faults of err under the name of a parameter.
func below(parameter string, err error) error {
	var faults partnermath.ValidationError
	faults.Merge(parameter, err)
	return faults.Err()
}

// usable returns an error for a scorer that Compile did not make and for a
// missing result.
func (c *Scorer) usable(hasResult bool) error {
	if c != nil && len(c.questions) > 0 && hasResult {
		return nil
	}
	var faults partnermath.ValidationError
	if c == nil || len(c.questions) == 0 {
		faults.Add("scorer", "required", "must come from Compile")
	}
	if !hasResult {
		faults.Add("dst", "required", "must point to a result")
	}
	return faults.Err()
}

// publish writes a worked sheet into a result that begins with the lines of a layout.
func (c *Scorer) publish(r *Result, of *layout, s *sheet) {
	of.write(r.Lines, s)
	for _, at := range of.best {
		line := &r.Lines[at]
		line.Gap = line.Score.Minus(line.BestPractice)
	}
	r.Questionnaire, r.Version = c.id, c.version
	r.Answered, r.Applicable = s.answered, s.applicable
	completeness := s.completeness()
	r.Completeness = decimal.NullDecimal{Decimal: exact.Fixed(completeness, sharePlaces), Valid: s.applicable > 0}
	r.MinimumCompleteness = c.minimum
	r.Overall = s.cells[0].score
	failed := c.pass(r, s.cells)
	r.Level = c.level(r.Overall)
	switch {
	case r.Overall == 0 || completeness < c.completeness:
		r.Status = StatusIncomplete
	case failed:
		r.Status = StatusGateFailed
	default:
		r.Status = StatusScored
	}
}

func (c *Scorer) count(asked []cell) (answered, applicable int) {
	for i := range c.questions {
		q := &c.questions[i]
		if q.advisory {
			continue
		}
		switch state := stateOf[asked[i].points]; {
		case state == StateAnswered, state == StateNotApplicable && q.notApplicable == NotApplicableLowest:
			answered++
			applicable++
		case state == StateUnanswered:
			applicable++
		}
	}
	return answered, applicable
}

// completeness is answered ÷ applicable in ten-thousandths, 0 when nothing applies.
func (s *sheet) completeness() int64 {
	if s.complete {
		return wholeShare
	}
	return exact.DivInt(int64(s.answered)*wholeShare, int64(s.applicable))
}

// capped returns the overall score after the caps of gates.
func (c *Scorer) capped(cells []cell) Score {
	overall := cells[0].score
	for _, g := range c.gates {
		if g.fails(cells[g.node].score) {
			overall = g.cap(overall)
		}
	}
	return overall
}

// pass lists the gates and lets their caps act on the overall score, one after
// the other. It reports whether any gate failed.
func (c *Scorer) pass(r *Result, cells []cell) (failed bool) {
	for _, g := range c.gates {
		node, score := &c.full.lines[g.line], cells[g.node].score
		line := GateLine{
			Node: node.Node, ID: node.ID, Name: node.Name, Minimum: g.Minimum, Score: score,
			Outcome: GatePassed, Cap: g.Cap,
		}
		switch {
		case score == 0:
			line.Outcome = GateNotApplicable
		case g.fails(score):
			line.Outcome = GateFailed
			failed = true
			capped := g.cap(r.Overall)
			line.Contribution = Points(capped - r.Overall)
			r.Overall = capped
		}
		r.Gates = append(r.Gates, line)
	}
	return failed
}

func (c *Scorer) level(overall Score) string {
	for i := len(c.levels) - 1; i >= 0; i-- {
		if overall >= c.levels[i].From {
			return c.levels[i].Name
		}
	}
	return ""
}
