package scorecard

import (
	"github.com/partnermath/partnermath"
)

// Assess scores an assessment with a questionnaire.
//
// The score of a question is 1 + 99x, where x, from 0 to 1, depends on its
// [QuestionKind]. The score of a topic, a category and of the whole is the weighted mean
// Σ weight × score ÷ Σ weight of the published scores right below it, over those
// that have one. All are rounded once, half away from zero, to 2 decimals. What
// a missing answer or "not applicable" means, the questionnaire tells.
//
// The error is a [*partnermath.ValidationError]: with paths below
// "questionnaire" when that is not valid, and below "assessment" for more answers than
// there can be questions, a question that is unknown or answered twice, an answer of the wrong kind, a number out of
// range, off step or of too many digits, an unknown or repeated choice, a "not
// applicable" that is not allowed and an answer that is missing but demanded.
// Numbers are never clamped into their range.
func Assess(q Questionnaire, a Assessment) (Result, error) {
	c, err := compileFor(q)
	if err != nil {
		return Result{}, err
	}
	r, err := c.Assess(a)
	return r, below("assessment", err)
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
// reuses: after the first call it does not allocate, as long as no node has more than
// 32 right below it and numbers are at most 10^12. On an error dst holds no result. No
// two calls may share a dst at the same time.
func (c *Scorer) AssessInto(dst *Result, a Assessment) error {
	if err := c.usable(dst != nil); err != nil {
		if dst != nil {
			*dst = Result{}
		}
		return err
	}
	dst.Lines = append(dst.Lines[:0], c.lines...)
	if err := c.read(dst, &a); err != nil {
		*dst = Result{Lines: dst.Lines[:0], Gates: dst.Gates[:0]}
		return err
	}
	c.rollUp(dst.Lines)
	c.weigh(dst.Lines)
	c.contribute(dst.Lines)
	c.publish(dst, &a)
	return nil
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
