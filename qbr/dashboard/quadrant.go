package dashboard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr"
)

// Quadrant is the partners on one side of the lines of score and attainment.
type Quadrant struct {
	// ID is star, rising, exposed or leave; that of no quadrant is "".
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	// Partners are ids in the order of the rows.
	Partners []string `json:"partners"`
	// Sums are those of the quarter.
	Sums
}

// The quadrants: above both lines, capable only, on plan only, below both.
const (
	star    = "star"
	rising  = "rising"
	exposed = "exposed"
	leave   = "leave"
)

// place returns the quadrant of a partner, "" where something is not known.
func (q *QuadrantPolicy) place(score, attainment decimal.NullDecimal) string {
	if !score.Valid || !attainment.Valid {
		return ""
	}
	capable, onPlan := score.Decimal.GreaterThanOrEqual(q.Score.Decimal), attainment.Decimal.GreaterThanOrEqual(q.Attainment.Decimal)
	switch {
	case capable && onPlan:
		return star
	case capable:
		return rising
	case onPlan:
		return exposed
	}
	return leave
}

func quadrants(lines *QuadrantPolicy, rows []Row) (all []Quadrant, unplaced Quadrant) {
	all = []Quadrant{{ID: star, Name: lines.Star}, {ID: rising, Name: lines.Rising}, {ID: exposed, Name: lines.Exposed}, {ID: leave, Name: lines.Leave}}
	for i := range all {
		all[i].take(rows)
	}
	unplaced.take(rows)
	return all, unplaced
}

// take adds the partners of the quadrant.
func (q *Quadrant) take(rows []Row) {
	q.Partners = []string{}
	for i := range rows {
		if r := &rows[i]; r.Quadrant == q.ID {
			q.Partners = append(q.Partners, r.Partner.ID)
			q.add(r.Revenue.Target, r.Revenue.Value)
		}
	}
}

// reached is what came of a figure ÷ what was wanted, undefined unless that is above 0.
func reached(m *qbr.Metric) decimal.NullDecimal {
	w := wanted(m)
	if !m.Value.Valid || !w.Valid || !w.Decimal.IsPositive() {
		return decimal.NullDecimal{}
	}
	return exact.Ratio(m.Value.Decimal, w.Decimal, exact.RatioPlaces)
}
