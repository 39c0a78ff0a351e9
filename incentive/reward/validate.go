package reward

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the program
// breaks.
func (p Program) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		seen := make(map[string]bool, len(p.Milestones))
		for i, m := range p.Milestones {
			at := func(field string) string { return check.Place{List: "milestones", Index: i, Field: field}.String() }
			if seen[m.ID] {
				faults.Addf(at("id"), "unique", "must not be given twice, got %.40q again", m.ID)
			}
			seen[m.ID] = true
			if i > 0 && m.Share.Decimal.LessThanOrEqual(p.Milestones[i-1].Share.Decimal) {
				faults.Addf(at("share"), "increasing", "must be above %s, got %s", p.Milestones[i-1].Share.Decimal, m.Share.Decimal)
			}
			if i == len(p.Milestones)-1 && !m.Share.Decimal.Equal(partnermath.Int(1).Decimal) {
				faults.Addf(at("share"), "sum", "must be 1 at the last milestone, got %s", m.Share.Decimal)
			}
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the contest
// breaks.
func (c Contest) Validate() error {
	return check.Model(c, func(faults *partnermath.ValidationError) {
		for i, prize := range c.Prizes {
			at := check.Place{List: "prizes", Index: i}.String()
			at = at[:len(at)-1] // an element without a field
			check.Amount(faults, at, prize.Decimal, c.Currency)
			switch {
			case i > 0 && prize.Decimal.GreaterThan(c.Prizes[i-1].Decimal):
				faults.Addf(at, "max", "must not be above %s, the prize before, got %s", c.Prizes[i-1].Decimal, prize.Decimal)
			case i == 0 && !prize.Decimal.IsPositive():
				faults.Addf(at, "above", "must be above 0, got %s", prize.Decimal)
			}
		}
		if c.Budget.Valid {
			check.Amount(faults, "budget", c.Budget.Decimal, c.Currency)
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the book breaks,
// except those that take the program: that it has the milestones, and that amounts have
// no more decimals than its currency.
func (b Book) Validate() error {
	return nil
}
