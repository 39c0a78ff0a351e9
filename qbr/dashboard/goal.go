package dashboard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr"
)

// Goal is the channel's goal beside what its partners plan, and what came of it.
type Goal struct {
	Name   string             `json:"name"` // 2026-Q3, or 2026 for the year
	Period partnermath.Period `json:"period"`
	// Goal is undefined where the policy has none.
	Goal decimal.NullDecimal `json:"goal"`
	// Partners counts all of them, and Sums are of their plans, of a year through the reviewed
	// quarter and in the quarters left, and of their revenue, of a year through the reviewed
	// quarter.
	Partners int `json:"partners"`
	Sums
	// Gap is Goal − Planned: what nobody has planned for, undefined unless every plan is
	// known. Below 0 the plans exceed the goal.
	Gap decimal.NullDecimal `json:"gap"`
	// Attainment is Actual ÷ Goal with 4 decimals, and Missing Goal − Actual, both undefined
	// unless the revenue of every partner is known.
	Attainment decimal.NullDecimal `json:"attainment"`
	Missing    decimal.NullDecimal `json:"missing"`
}

// Sums are Σ of what is known of some partners, each undefined where nothing is, with the
// number of those of whom it is not known.
type Sums struct {
	Planned    decimal.NullDecimal `json:"planned"`
	Planless   int                 `json:"planless"`
	Actual     decimal.NullDecimal `json:"actual"`
	Unreported int                 `json:"unreported"`
}

func (s *Sums) add(plan, actual decimal.NullDecimal) {
	s.Planned, s.Planless = plus(s.Planned, s.Planless, plan)
	s.Actual, s.Unreported = plus(s.Actual, s.Unreported, actual)
}

// plus adds a number to a sum of those that are known, or counts it among the others.
func plus(sum decimal.NullDecimal, unknown int, n decimal.NullDecimal) (decimal.NullDecimal, int) {
	if !n.Valid {
		return sum, unknown + 1
	}
	return decimal.NewNullDecimal(known(sum).Add(known(n))), unknown
}

// goals sets the plans beside the goals of the quarter and of the year.
func goals(policy *Policy, partners []partner) (quarter, year Goal) {
	q := policy.Quarter
	quarter = Goal{Name: q.String(), Period: policy.Calendar.Quarter(q.Year, q.Number), Goal: policy.Goal}
	year = Goal{Name: yearName(q), Period: policy.Calendar.Year(q.Year), Goal: policy.YearGoal}
	quarter.Partners, year.Partners = len(partners), len(partners)
	for i := range partners {
		p := &partners[i]
		quarter.add(p.row.Revenue.Target, p.row.Revenue.Value)
		year.add(yearPlan(p.review, q), figure(p.review, qbr.MetricYearRevenue).Value)
	}
	return quarter.complete(), year.complete()
}

func yearName(q partnermath.Quarter) string {
	name := q.String()
	return name[:len(name)-len("-Q1")]
}

func (g *Goal) complete() Goal {
	if g.Goal.Valid && g.Planned.Valid && g.Planless == 0 {
		g.Gap = decimal.NewNullDecimal(g.Goal.Decimal.Sub(g.Planned.Decimal))
	}
	if g.Goal.Valid && g.Actual.Valid && g.Unreported == 0 {
		g.Missing = decimal.NewNullDecimal(g.Goal.Decimal.Sub(g.Actual.Decimal))
		g.Attainment = exact.Ratio(g.Actual.Decimal, g.Goal.Decimal, exact.RatioPlaces)
	}
	return *g
}

// yearPlan is the plan through the reviewed quarter, and those of the quarters left.
func yearPlan(r *qbr.Review, now partnermath.Quarter) decimal.NullDecimal {
	plan := figure(r, qbr.MetricYearRevenue).Target
	left := 0
	for i := range r.Next.Targets {
		t := &r.Next.Targets[i]
		if t.Quarter.Year != now.Year || t.Quarter.Number <= now.Number {
			continue
		}
		left++
		plan = decimal.NullDecimal{Decimal: known(plan).Add(known(t.Plan)), Valid: plan.Valid && t.Plan.Valid}
	}
	const quarters = 4
	if !plan.Valid || left != quarters-now.Number {
		return decimal.NullDecimal{}
	}
	return plan
}

// known is a number, and 0 where it is not known. What is out of bounds, which nothing that
// was checked is, is not known.
func known(n decimal.NullDecimal) decimal.Decimal {
	if !n.Valid || !partnermath.InBounds(n.Decimal) {
		return decimal.Decimal{}
	}
	return n.Decimal
}
