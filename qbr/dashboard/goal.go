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
	// Planned is Σ the plans that are known; of a year that through the reviewed quarter and
	// those of the quarters left. Planless counts the partners whose plan is not known.
	Planned  decimal.Decimal `json:"planned"`
	Planless int             `json:"planless"`
	// Gap is Goal − Planned: what nobody has planned for. Below 0 the plans exceed the goal.
	Gap decimal.NullDecimal `json:"gap"`
	// Actual is Σ the revenue that is known, of a year through the reviewed quarter, and
	// Unreported counts the partners of whom it is not known.
	Actual     decimal.Decimal `json:"actual"`
	Unreported int             `json:"unreported"`
	// Attainment is Actual ÷ Goal with 4 decimals, and Missing Goal − Actual.
	Attainment decimal.NullDecimal `json:"attainment"`
	Missing    decimal.NullDecimal `json:"missing"`
}

// goals sets the plans beside the goals of the quarter and of the year.
func goals(policy *Policy, partners []partner) (quarter, year Goal) {
	q := policy.Quarter
	quarter = Goal{Name: q.String(), Period: policy.Calendar.Quarter(q.Year, q.Number), Goal: policy.Goal}
	year = Goal{Name: yearName(q), Period: policy.Calendar.Year(q.Year), Goal: policy.YearGoal}
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

func (g *Goal) add(plan, actual decimal.NullDecimal) {
	if g.Planned = g.Planned.Add(known(plan)); !plan.Valid {
		g.Planless++
	}
	if g.Actual = g.Actual.Add(known(actual)); !actual.Valid {
		g.Unreported++
	}
}

func (g *Goal) complete() Goal {
	if !g.Goal.Valid {
		return *g
	}
	g.Gap = decimal.NewNullDecimal(g.Goal.Decimal.Sub(g.Planned))
	g.Missing = decimal.NewNullDecimal(g.Goal.Decimal.Sub(g.Actual))
	g.Attainment = exact.Ratio(g.Actual, g.Goal.Decimal, exact.RatioPlaces)
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
