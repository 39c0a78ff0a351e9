package promotion

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// misses lists what of a proposal lies outside the menu, in the order of the proposal.
func (r *reading) misses() []Miss {
	m, p, all := r.menu, r.proposal, []Miss{}
	miss := func(reason partnermath.Reason, path, asked, limit string) {
		all = append(all, Miss{reason, path, asked, limit})
	}
	for i, q := range p.Quarters {
		if len(m.Quarters) > 0 && !slices.Contains(m.Quarters, q) {
			miss(ReasonQuarter, fmt.Sprintf("quarters[%d]", i), q.String(), listed(m.Quarters, partnermath.Quarter.String))
		}
	}
	for i := range p.Goals {
		r.goalMisses(i, miss)
	}
	if r.payings != 1 {
		miss(ReasonPayingGoal, "goals", strconv.Itoa(r.payings), "1")
	}
	for i, id := range p.Products {
		if !slices.Contains(m.Products, id) {
			miss(ReasonProduct, fmt.Sprintf("products[%d]", i), id, listed(m.Products, strings.Clone))
		}
	}
	if r.payout == nil {
		miss(ReasonPayout, "payout", p.Payout, listed(m.Payouts, func(p Payout) string { return p.ID }))
	} else if !r.payout.offers(p.Level.Decimal) {
		miss(ReasonLevel, "level", p.Level.Decimal.String(), r.payout.limit())
	}
	if r.payout != nil && r.payout.MaxPayout.Valid {
		most, payout := r.payout.MaxPayout.Decimal, r.deal.payout(r.deal.revenue, r.deal.level)
		if payout.Valid && payout.Decimal.GreaterThan(most) {
			miss(ReasonMaxPayout, "level", payout.Decimal.String(), most.String())
		}
	}
	if m.MaxRepReward.Valid && p.RepReward.Valid && p.RepReward.Decimal.GreaterThan(m.MaxRepReward.Decimal) {
		miss(ReasonRepReward, "repReward", p.RepReward.Decimal.String(), m.MaxRepReward.Decimal.String())
	}
	if lowest := r.lowest(); lowest.LessThan(m.MinimumAttainment.Decimal) {
		miss(ReasonAttainment, "commitments.minimumAttainment", lowest.String(), m.MinimumAttainment.Decimal.String())
	}
	return all
}

func (r *reading) goalMisses(i int, miss func(reason partnermath.Reason, path, asked, limit string)) {
	g := &r.proposal.Goals[i]
	path := func(field string) string { return fmt.Sprintf("goals[%d].%s", i, field) }
	of := r.menu.goal(g.Type)
	if of == nil {
		miss(ReasonGoal, path("type"), g.Type, listed(r.menu.Goals, func(g GoalType) string { return g.ID }))
		return
	}
	quantity := r.quantity(g, of)
	switch {
	case !quantity.Valid && of.Measure == MeasureCount:
		miss(ReasonQuantity, path("quantity"), "none", between(of.Least.Decimal.String(), text(of.Most)))
	case !quantity.Valid: // the forecast or the baseline is not known
	case quantity.Decimal.LessThan(of.Least.Decimal) || of.Most.Valid && quantity.Decimal.GreaterThan(of.Most.Decimal):
		miss(ReasonQuantity, path("quantity"), quantity.Decimal.String(), between(of.Least.Decimal.String(), text(of.Most)))
	}
	if g.By.Before(of.From) || !of.By.IsZero() && g.By.After(of.By) {
		miss(ReasonDate, path("by"), g.By.String(), between(of.From.String(), of.By.String()))
	}
}

// quantity is that of a goal of a type, unknown as what it depends on is.
func (r *reading) quantity(g *Goal, of *GoalType) decimal.NullDecimal {
	if of.Measure == MeasureCount {
		return g.Quantity
	}
	return reached(of, r.forecast, r.baseline)
}

// reached is what an outcome comes to in the measure of a goal.
func reached(of *GoalType, o partnermath.Outcome, baseline decimal.NullDecimal) decimal.NullDecimal {
	switch {
	case of.Measure == MeasureCount:
		return o.At(of.Stage)
	case of.Measure == MeasureRevenue || !o.Revenue.Valid:
		return o.Revenue
	case !baseline.Valid:
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(o.Revenue.Decimal.Sub(baseline.Decimal))
}

// offers tells whether a level is one of the payout.
func (p *Payout) offers(level decimal.Decimal) bool {
	above := level.Sub(p.Least.Decimal)
	return !above.IsNegative() && level.LessThanOrEqual(p.Most.Decimal) && exact.IsMultiple(above, p.Step.Decimal)
}

func (p *Payout) limit() string {
	return between(p.Least.Decimal.String(), p.Most.Decimal.String()) + " in steps of " + p.Step.Decimal.String()
}

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.String()
}

// between writes a range of which an end may be open.
func between(from, to string) string {
	switch {
	case to == "":
		return "from " + from
	case from == "":
		return "up to " + to
	}
	return "from " + from + " to " + to
}

// listed writes what a list offers, and counts what would be too long.
func listed[T any](all []T, name func(T) string) string {
	const most = 10
	var b strings.Builder
	for i, one := range all[:min(len(all), most)] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name(one))
	}
	if more := len(all) - most; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}
