package scorecard

import (
	"github.com/partnermath/partnermath/internal/exact"
)

// publish writes what follows from the lines into a result that begins with them.
func (c *Scorer) publish(r *Result, a *Assessment) {
	r.Partner, r.Date, r.Questionnaire, r.Version = a.Partner, a.Date, c.id, c.version
	for _, at := range c.best {
		line := &r.Lines[at]
		line.Gap = line.Score.Minus(line.BestPractice)
	}
	r.Completeness = exact.RatioInt(int64(r.Answered), int64(r.Applicable), exact.RatioPlaces)
	r.MinimumCompleteness = c.minimum
	r.Overall = r.Lines[0].Score
	failed := c.pass(r)
	r.Level = c.level(r.Overall)
	switch completeness := exact.DivInt(int64(r.Answered)*wholeShare, int64(r.Applicable)); {
	case r.Overall == 0 || completeness < c.completeness:
		r.Status = StatusIncomplete
	case failed:
		r.Status = StatusGateFailed
	default:
		r.Status = StatusScored
	}
}

// pass lists the gates and lets their caps act on the overall score, one after
// the other. It reports whether any gate failed.
func (c *Scorer) pass(r *Result) (failed bool) {
	r.Gates = r.Gates[:0]
	for _, at := range c.gated {
		of, g := &r.Lines[at], c.nodes[at].gate
		line := GateLine{
			Node: of.Node, ID: of.ID, Name: of.Name, Minimum: g.Minimum, Score: of.Score,
			Outcome: GatePassed, Cap: g.Cap,
		}
		switch {
		case of.Score == 0:
			line.Outcome = GateNotApplicable
		case g.fails(of.Score):
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
