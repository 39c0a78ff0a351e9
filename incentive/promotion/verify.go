package promotion

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Verify sets what was reached beside what was proposed, in the same terms, and what the
// proposed level pays for it beside what was paid:
//
//	attainment = increment ÷ proposed increment, or revenue ÷ proposed revenue, as the goal is
//	due        = round(level × increment, or × revenue, or level)    from the lowest attainment on
//
// where the actual return is that of the vendor's margin rate and the actual cost what was spent.
// The error is that of [Decide], and one, below "actual", for an actual that is not valid or of
// another currency, and for a proposal without a payout of the menu or one goal of money.
func Verify(m Menu, p Proposal, b Baseline, a Actual) (Verification, error) {
	var faults partnermath.ValidationError
	r := workable(&faults, &m, &p, &b)
	faults.Merge("actual", a.Validate())
	if len(faults.Fields) == 0 {
		a.fits(&faults, m.Currency)
	}
	if err := faults.Err(); err != nil {
		return Verification{}, err
	}
	outcome, outside := chosen(p.Quarters, a.Quarters, m.Currency)
	v := Verification{
		Proposal: p.ID, Partner: p.Partner, Baseline: r.baseline, Forecast: r.forecast, Outcome: outcome,
		Variance: outcome.Combine(r.forecast, decimal.Decimal.Sub), Outside: outside, Goals: r.results(outcome),
		Committed: orZero(p.Commitments.Investment), Invested: a.Investment,
	}
	v.Proposed = r.deal.at(one, r.deal.level)
	v.settle(&r.deal, &a, outcome.Revenue)
	return v, nil
}

// settle works out what was reached, at what cost, and what it pays.
func (v *Verification) settle(d *deal, a *Actual, revenue decimal.NullDecimal) {
	v.Actual = d.point(revenue, a.Payout, a.FixedCost.Decimal.Add(a.RepReward.Decimal))
	goal, got := d.quantity(d.revenue), d.quantity(revenue)
	if !goal.Valid || !got.Valid {
		return
	}
	v.Due = zeroNumber
	if goal.Decimal.IsPositive() {
		v.Actual.Attainment = exact.Ratio(got.Decimal, goal.Decimal, exact.RatioPlaces)
		if got.Decimal.GreaterThanOrEqual(goal.Decimal.Mul(d.lowest)) {
			v.Due = d.payout(revenue, d.level)
		}
	}
	v.Overpaid = of(a.Payout, decimal.Decimal.Sub, v.Due)
}

func (r *reading) results(outcome partnermath.Outcome) []GoalResult {
	all := make([]GoalResult, 0, len(r.proposal.Goals))
	for i := range r.proposal.Goals {
		g := &r.proposal.Goals[i]
		result := GoalResult{Type: g.Type}
		if of := r.menu.goal(g.Type); of != nil {
			result.Goal, result.Actual = r.quantity(g, of), reached(of, outcome, r.baseline)
			result.Attainment = exact.RatioNull(result.Actual, result.Goal, exact.RatioPlaces)
			result.Met = result.Actual.Valid && result.Goal.Valid && result.Actual.Decimal.GreaterThanOrEqual(result.Goal.Decimal)
		}
		all = append(all, result)
	}
	return all
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the actual breaks
// for itself: outcomes as in a [Proposal], and amounts that are missing or out of bounds.
func (a Actual) Validate() error {
	var faults partnermath.ValidationError
	currency(&faults, "currency", a.Currency)
	outcomes(&faults, "quarters", a.Quarters, a.Currency)
	amountNumber.Require(&faults, check.Place{Field: "fixedCost"}, a.FixedCost)
	amountNumber.Require(&faults, check.Place{Field: "repReward"}, a.RepReward)
	amountNumber.Require(&faults, check.Place{Field: "payout"}, a.Payout)
	amountNumber.CheckNull(&faults, check.Place{Field: "investment"}, a.Investment)
	return faults.Err()
}

func (a *Actual) fits(faults *partnermath.ValidationError, currency string) {
	matches(faults, "actual.currency", a.Currency, currency)
	outcomesFit(faults, "actual.quarters", a.Quarters, currency)
	for _, amount := range [...]struct {
		name  string
		value decimal.NullDecimal
	}{{"fixedCost", a.FixedCost}, {"repReward", a.RepReward}, {"payout", a.Payout}, {"investment", a.Investment}} {
		money(faults, fmt.Sprintf("actual.%s", amount.name), currency, amount.value)
	}
}
