package waterfall

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Nudge is the step that [RankLevers] moves every number by: Relative, a fraction
// of the number, or Absolute, in its own unit. Exactly one is given; either may be
// below 0.
type Nudge struct {
	Relative decimal.NullDecimal `json:"relative,omitzero" validate:"omitempty,bounds,atleast=-1,atmost=1000,digits=12 6"`
	Absolute decimal.NullDecimal `json:"absolute,omitzero" validate:"omitempty,bounds,digits=18 8"`
}

// Validate returns a [*partnermath.ValidationError] unless one step is given that
// is not 0.
func (n Nudge) Validate() error {
	return check.Model(n, func(faults *partnermath.ValidationError) {
		if n.Relative.Valid == n.Absolute.Valid {
			faults.Add("relative", "one-of", "must be given, or absolute instead, and not both")
		} else if orZero(n.Relative).IsZero() && orZero(n.Absolute).IsZero() {
			faults.Add("relative", "range", "must not be 0, nor must absolute")
		}
	})
}

// LeverEffect is what one step in one number of a mix does to its revenue.
type LeverEffect struct {
	Tactic string `json:"tactic"`
	// Stage and Kind are given with LeverConversion: the stage that is reached, and
	// whether by a rate, a per or a multiplier.
	Stage string            `json:"stage,omitempty"`
	Lever Lever             `json:"lever"`
	Kind  WorksheetLineKind `json:"kind,omitempty"`
	// Name is that of the number, a conversion's as on a worksheet.
	Name string `json:"name"`
	// From and To are the number before and after the step.
	From decimal.Decimal `json:"from"`
	To   decimal.Decimal `json:"to"`
	// Limited tells that the step ends at the edge of what the number can be: a rate
	// of 1, a per of 1, a count of 0.
	Limited bool `json:"limited,omitempty"`
	// Revenue is that of the whole mix after the step, and Change is Revenue − the
	// revenue before.
	Revenue decimal.Decimal `json:"revenue"`
	Change  decimal.Decimal `json:"change"`
}

// RankLevers moves every number of a mix that makes revenue, one at a time, by the
// same step: units, reach, each conversion, the deal size. The effects are ranked
// by the size of their Change, the largest first, equal ones in the order of the
// mix. A number that the step would take past its edge stops there. One whose edge
// is not itself allowed, like a multiplier of 1 or a deal size of 0, has no effect
// listed when the step reaches it. In a mix with a target, units stay what they are
// before the step.
//
// A relative step does the same to every factor of a product, so that in one tactic all
// numbers but a Per rank alike. To find the weak step of a funnel, take an absolute
// step, such as one point, and compare the effects of one Kind.
//
// The error is a [*partnermath.ValidationError] with paths below "mix" and "nudge":
// the faults of the two, and a tactic without a deal size.
func RankLevers(m Mix, n Nudge) ([]LeverEffect, error) {
	var faults partnermath.ValidationError
	faults.Merge("mix", m.Validate())
	faults.Merge("nudge", n.Validate())
	if err := faults.Err(); err != nil {
		return nil, err
	}
	for i := range m.Tactics {
		if !m.Tactics[i].Funnel.DealSize.Valid {
			faults.Add("mix."+tacticPath(i)+".funnel.dealSize", "required", "must be given to work out a revenue")
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	campaigns := m.campaigns()
	places, _ := partnermath.MinorUnits(m.Currency)
	var total decimal.Decimal
	for i := range campaigns {
		total = total.Add(campaigns[i].revenue().Round(places))
	}
	var effects []LeverEffect
	for i := range campaigns {
		c := &campaigns[i]
		before := c.revenue().Round(places)
		for _, e := range c.nudge(&n) {
			e.Change = e.Revenue.Sub(before)
			e.Revenue = total.Add(e.Change)
			effects = append(effects, e)
		}
	}
	slices.SortStableFunc(effects, func(a, b LeverEffect) int { return b.Change.Abs().Cmp(a.Change.Abs()) })
	return effects, nil
}

// revenue is that of a campaign, exactly.
func (c *campaign) revenue() exact.Fraction {
	return c.counts[len(c.counts)-1].Mul(c.funnel.DealSize.Decimal)
}

// nudge returns the effects of a step in each number, with the revenue of the
// campaign itself.
func (c *campaign) nudge(n *Nudge) []LeverEffect {
	places := c.funnel.minor()
	var effects []LeverEffect
	add := func(e LeverEffect, limits *check.Number, revenue func(to decimal.Decimal) exact.Fraction) {
		e.Tactic = c.ID
		to, limited, ok := n.step(e.From, limits)
		if !ok {
			return
		}
		e.To, e.Limited = to, limited
		e.Revenue = revenue(to).Round(places)
		effects = append(effects, e)
	}
	if c.Units.Valid { // the units that follow from a share are no number of the mix
		add(LeverEffect{Lever: LeverUnits, Name: "units", From: c.Units.Decimal}, &unitsNumber, func(to decimal.Decimal) exact.Fraction {
			return c.with(c.reach(), exact.NewFraction(to, one), -1, to)
		})
	}
	if c.Reach.Valid {
		add(LeverEffect{Lever: LeverReach, Name: "reach", From: c.Reach.Decimal}, &reachNumber, func(to decimal.Decimal) exact.Fraction {
			return c.with(to, c.units, -1, to)
		})
	}
	for i := 1; i < len(c.funnel.Stages); i++ {
		s := &c.funnel.Stages[i]
		kind, from := s.conversion()
		add(LeverEffect{Lever: LeverConversion, Stage: s.ID, Kind: kind, Name: c.funnel.stepName(i), From: from}, limitsOf(kind), func(to decimal.Decimal) exact.Fraction {
			return c.with(c.reach(), c.units, i, to)
		})
	}
	add(LeverEffect{Lever: LeverDealSize, Name: "average deal size", From: c.funnel.DealSize.Decimal}, &dealSizeNumber, func(to decimal.Decimal) exact.Fraction {
		return c.counts[len(c.counts)-1].Mul(to)
	})
	return effects
}

// with returns the revenue with another reach and other units, and with another
// conversion of the stage at a position, if there is one.
func (c *campaign) with(reach decimal.Decimal, units exact.Fraction, at int, conversion decimal.Decimal) exact.Fraction {
	count := units.Mul(reach)
	for i := 1; i < len(c.funnel.Stages); i++ {
		s := c.funnel.Stages[i]
		if i == at {
			s.setConversion(conversion)
		}
		count = s.through(count)
	}
	return count.Mul(c.funnel.DealSize.Decimal)
}

func limitsOf(kind WorksheetLineKind) *check.Number {
	switch kind {
	case LineRate:
		return &rateNumber
	case LinePer:
		return &perNumber
	}
	return &multiplierNumber
}

// step returns a number after the step. It is not ok when the step leads to an edge
// that the number must stay above.
func (n *Nudge) step(from decimal.Decimal, limits *check.Number) (to decimal.Decimal, limited, ok bool) {
	if n.Relative.Valid {
		to = from.Mul(one.Add(n.Relative.Decimal))
	} else {
		to = from.Add(n.Absolute.Decimal)
	}
	switch {
	case limits.Above.Valid && !to.GreaterThan(limits.Above.Decimal):
		return to, false, false
	case limits.AtLeast.Valid && to.LessThan(limits.AtLeast.Decimal):
		return limits.AtLeast.Decimal, true, true
	case limits.AtMost.Valid && to.GreaterThan(limits.AtMost.Decimal):
		return limits.AtMost.Decimal, true, true
	}
	return to, false, true
}
