package promotion

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// reading is a proposal as it reads with the menu.
type reading struct {
	menu     *Menu
	proposal *Proposal
	payout   *Payout   // nil: not on the menu
	paying   *GoalType // nil: not exactly one
	payings  int
	forecast partnermath.Outcome
	outside  []QuarterRevenue
	baseline decimal.NullDecimal
	deal     deal
	known    bool // all of the deal
}

// read checks a proposal and a baseline with the menu, and works out what they come to.
func read(faults *partnermath.ValidationError, m *Menu, p *Proposal, b *Baseline) reading {
	faults.Merge("menu", m.Validate())
	faults.Merge("proposal", p.Validate())
	faults.Merge("baseline", b.Validate())
	if len(faults.Fields) > 0 {
		return reading{}
	}
	r := reading{menu: m, proposal: p, payout: m.payout(p.Payout), baseline: b.of(p.Quarters)}
	r.fits(faults, b)
	r.forecast, r.outside = chosen(p.Quarters, p.Forecast, m.Currency)
	r.work()
	return r
}

// fits checks what is sound for itself against the menu, and finds the goal that pays.
func (r *reading) fits(faults *partnermath.ValidationError, b *Baseline) {
	m, p := r.menu, r.proposal
	matches(faults, "proposal.currency", p.Currency, m.Currency)
	matches(faults, "baseline.currency", b.Currency, m.Currency)
	for i := range p.Goals {
		g := &p.Goals[i]
		if of := m.goal(g.Type); of != nil && of.Measure != MeasureCount {
			r.payings++
			r.paying = of
			if g.Quantity.Valid {
				faults.Addf(fmt.Sprintf("proposal.goals[%d].quantity", i), "empty", "is what the forecast says and must be left out, got %s", g.Quantity.Decimal)
			}
		}
	}
	if r.payings != 1 {
		r.paying = nil
	}
	money(faults, "proposal.repReward", m.Currency, p.RepReward)
	money(faults, "proposal.commitments.investment", m.Currency, p.Commitments.Investment)
	outcomesFit(faults, "proposal.forecast", p.Forecast, m.Currency)
	for i := range b.Quarters {
		at := check.Place{List: "baseline.quarters", Index: i, Field: "revenue"}
		moneyAt(faults, at, m.Currency, b.Quarters[i].Revenue)
	}
}

// work puts the deal together, as far as it is known.
func (r *reading) work() {
	m, p := r.menu, r.proposal
	places, _ := partnermath.MinorUnits(m.Currency)
	r.deal = deal{
		places: places, margin: m.MarginRate.Decimal, times: m.MinimumROI.Decimal.Add(one),
		fixed: m.FixedCost.Decimal.Add(orZero(p.RepReward)), level: p.Level.Decimal, lowest: r.lowest(),
		baseline: r.baseline, revenue: r.forecast.Revenue,
	}
	if r.payout != nil {
		r.deal.basis = r.payout.Basis
	}
	if r.paying != nil {
		r.deal.goal = r.paying.Measure
	}
	r.known = r.payout != nil && r.paying != nil && r.forecast.Revenue.Valid && r.baseline.Valid
}

// lowest is the lowest attainment that pays.
func (r *reading) lowest() decimal.Decimal {
	if asked := r.proposal.Commitments.MinimumAttainment; asked.Valid {
		return asked.Decimal
	}
	return r.menu.MinimumAttainment.Decimal
}

// of is the baseline of quarters together, unknown when that of one is.
func (b *Baseline) of(quarters []partnermath.Quarter) decimal.NullDecimal {
	var sum decimal.Decimal
	for _, q := range quarters {
		i := slices.IndexFunc(b.Quarters, func(r QuarterRevenue) bool { return r.Quarter == q })
		if i < 0 || !b.Quarters[i].Revenue.Valid {
			return decimal.NullDecimal{}
		}
		sum = sum.Add(b.Quarters[i].Revenue.Decimal)
	}
	return decimal.NewNullDecimal(sum)
}

// chosen adds up what the chosen quarters bring, and lists the revenue of the others.
func chosen(quarters []partnermath.Quarter, all []QuarterOutcome, currency string) (sum partnermath.Outcome, outside []QuarterRevenue) {
	for n, q := range quarters {
		var of partnermath.Outcome
		if i := slices.IndexFunc(all, func(o QuarterOutcome) bool { return o.Quarter == q }); i >= 0 {
			of = all[i].Outcome
		}
		if n == 0 {
			sum = of
		} else {
			sum = sum.Combine(of, decimal.Decimal.Add)
		}
	}
	sum.Currency, sum.Owner = currency, partnermath.OwnerVendor
	outside = []QuarterRevenue{}
	for i := range all {
		if !slices.Contains(quarters, all[i].Quarter) {
			outside = append(outside, QuarterRevenue{all[i].Quarter, all[i].Outcome.Revenue})
		}
	}
	return sum, outside
}
