package trend

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard"
)

// Scores are those of one partner over quarters.
type Scores struct {
	Partner       string `json:"partner,omitempty"`
	Questionnaire string `json:"questionnaire"`
	// Basis tells whether all results are of one version of the questionnaire.
	Basis Basis `json:"basis"`
	// Quarters are those with a result, in order; of several results in a quarter
	// the last counts.
	Quarters []partnermath.Quarter `json:"quarters"`
	// Lines are the whole, then every category followed by its topics, or what the
	// Basis leaves of them.
	Lines []Line `json:"lines"`
}

// Line is one node in [Scores].
type Line struct {
	Node scorecard.NodeKind `json:"node"`
	ID   string             `json:"id,omitempty"`
	Name string             `json:"name,omitempty"`
	// Scores has one score for each of the quarters.
	Scores []scorecard.Score `json:"scores"`
	// Change is the last score − the first, in points; undefined unless there are
	// two.
	Change scorecard.NullPoints `json:"change"`
	// Slope is the slope of the least-squares line through the scores, in points a
	// quarter with 4 decimals: (n Σxy − Σx Σy) ÷ (n Σx² − (Σx)²), where x numbers the
	// quarters, also those without a score. It is undefined below 3 scores.
	Slope decimal.NullDecimal `json:"slope"`
}

// Follow works out the scores over quarters, their change and slope, from two or more
// results of one partner, which stand in the order of their dates. The error is a
// [*partnermath.ValidationError] with paths below "calendar" and "results": for fewer than
// two results, one without a date or out of order, and for two partners or two
// questionnaires. Versions may differ; the Basis then says that only common topics are
// compared.
func Follow(calendar partnermath.Calendar, results []scorecard.Result) (Scores, error) {
	h, err := newHistory(calendar, results)
	if err != nil {
		return Scores{}, err
	}
	s := Scores{
		Partner: h.last.Partner, Questionnaire: h.last.Questionnaire, Basis: h.basis, Quarters: h.quarters,
	}
	for _, n := range h.nodes {
		line := Line{Node: n.node, ID: n.id, Name: n.name, Scores: n.scores, Slope: h.slope(n.scores)}
		first, last, count := ends(n.scores)
		if count >= 2 {
			line.Change = n.scores[last].Minus(n.scores[first])
		}
		s.Lines = append(s.Lines, line)
	}
	return s, nil
}

// ends returns the positions of the first and the last score that are there, and
// how many are.
func ends(scores []scorecard.Score) (first, last, count int) {
	first = -1
	for i, s := range scores {
		if s == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
		count++
	}
	return first, last, count
}

// slope stays within 64 bits: at most 1000 quarters, numbered up to 40,000, with
// scores up to 10,000.
func (h *history) slope(scores []scorecard.Score) decimal.NullDecimal {
	var n, sumX, sumY, sumXX, sumXY int64
	for i, s := range scores {
		if s == 0 {
			continue
		}
		x, y := int64(h.quarters[i].Since(h.quarters[0])), int64(s)
		n++
		sumX, sumY = sumX+x, sumY+y
		sumXX, sumXY = sumXX+x*x, sumXY+x*y
	}
	if n < 3 {
		return decimal.NullDecimal{}
	}
	return exact.RatioInt(n*sumXY-sumX*sumY, (n*sumXX-sumX*sumX)*int64(scorecard.Point), exact.RatioPlaces)
}
