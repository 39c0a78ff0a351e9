package scorecard

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Calibration sets a partner's assessment of itself beside the channel account
// manager's.
type Calibration struct {
	Partner       string `json:"partner,omitempty"`
	Questionnaire string `json:"questionnaire"`
	Version       string `json:"version,omitempty"`
	// Lines stand in the order of [Result.Lines].
	Lines []CalibrationLine `json:"lines"`
	// Compared counts the questions that both scored. Over these,
	// MeanDifference is Σ difference ÷ Compared: above 0, the partner sees itself
	// higher. MeanAbsoluteDifference is Σ |difference| ÷ Compared: how far the two
	// are apart. Both are in points with 2 decimals, undefined when Compared is 0.
	Compared               int        `json:"compared"`
	MeanDifference         NullPoints `json:"meanDifference"`
	MeanAbsoluteDifference NullPoints `json:"meanAbsoluteDifference"`
}

// CalibrationLine is one node in a [Calibration], with the scores before caps.
type CalibrationLine struct {
	Node    NodeKind `json:"node"`
	ID      string   `json:"id,omitempty"`
	Name    string   `json:"name,omitempty"`
	Self    Score    `json:"self"`
	Manager Score    `json:"manager"`
	// Difference is Self − Manager in points, undefined unless both have a score.
	Difference NullPoints `json:"difference"`
	Agreement  Agreement  `json:"agreement"`
}

// Agreement tells who scored a node higher.
type Agreement string

// The agreements.
const (
	AgreementEqual         Agreement = "equal"
	AgreementSelfHigher    Agreement = "self-higher"
	AgreementManagerHigher Agreement = "manager-higher"
	// AgreementNone: at least one of the two gave no score.
	AgreementNone Agreement = "not-comparable"
)

// Calibrate scores two assessments of one partner and compares them, node by
// node. The error is a [*partnermath.ValidationError] with paths below
// "questionnaire", "self" and "manager", also for two different partners.
func Calibrate(q Questionnaire, self, manager Assessment) (Calibration, error) {
	c, err := compileFor(q)
	if err != nil {
		return Calibration{}, err
	}
	return c.Calibrate(self, manager)
}

// Calibrate compares two assessments as the function [Calibrate] does, with the same
// paths of faults.
func (c *Scorer) Calibrate(self, manager Assessment) (Calibration, error) {
	var faults partnermath.ValidationError
	own, err := c.Assess(self)
	faults.Merge("self", err)
	managers, err := c.Assess(manager)
	faults.Merge("manager", err)
	if self.Partner != "" && manager.Partner != "" && self.Partner != manager.Partner {
		faults.Addf("manager.partner", "match", "must be %.40q, got %.40q", self.Partner, manager.Partner)
	}
	if err := faults.Err(); err != nil {
		return Calibration{}, err
	}
	r := Calibration{
		Partner: self.Partner, Questionnaire: c.id, Version: c.version,
		Lines: make([]CalibrationLine, len(own.Lines)),
	}
	if r.Partner == "" {
		r.Partner = manager.Partner
	}
	var sum, absolute int64
	for i, l := range own.Lines {
		line := CalibrationLine{Node: l.Node, ID: l.ID, Name: l.Name, Self: l.Score, Manager: managers.Lines[i].Score}
		line.Difference = line.Self.Minus(line.Manager)
		line.Agreement = line.agreement()
		if l.Node == NodeQuestion && line.Difference.Valid {
			apart := int64(line.Difference.Points)
			sum += apart
			absolute += max(apart, -apart)
			r.Compared++
		}
		r.Lines[i] = line
	}
	if r.Compared > 0 {
		n := int64(r.Compared)
		r.MeanDifference = NullPoints{Points: Points(exact.DivInt(sum, n)), Valid: true}
		r.MeanAbsoluteDifference = NullPoints{Points: Points(exact.DivInt(absolute, n)), Valid: true}
	}
	return r, nil
}

func (l CalibrationLine) agreement() Agreement {
	switch {
	case !l.Difference.Valid:
		return AgreementNone
	case l.Self > l.Manager:
		return AgreementSelfHigher
	case l.Self < l.Manager:
		return AgreementManagerHigher
	}
	return AgreementEqual
}
