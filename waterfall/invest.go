package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// budgetDigits bound a budget and what is spent of it, in minor units, so that those
// of MaxTactics add up in 64 bits.
const budgetDigits = 15

// spendable reports whether an amount is that small.
func spendable(amount decimal.Decimal, places int32) bool {
	units, ok := exact.Int64(amount, places)
	return ok && units < 1_000_000_000_000_000
}

// Investment is a budget spread over the tactics of a [Mix].
type Investment struct {
	Currency string          `json:"currency"`
	Budget   decimal.Decimal `json:"budget"`
	// Spent is the sum of the spends, and Unspent what the tactics cannot take.
	Spent   decimal.Decimal `json:"spent"`
	Unspent decimal.Decimal `json:"unspent"`
	// Tactics stand in the order of the mix.
	Tactics []InvestedTactic `json:"tactics"`
	// Margin is what the plan brings. No way to spend the budget brings more than
	// Bound, and Gap is (Bound − Margin) ÷ Bound with 4 decimals: the plan is within that
	// fraction of the best there is.
	Margin decimal.Decimal     `json:"margin"`
	Bound  decimal.Decimal     `json:"bound"`
	Gap    decimal.NullDecimal `json:"gap"`
	// Price is the margin that the last unit of money of the budget brings, with 12
	// decimals. Bound follows from it: Price × Budget + Σ over the tactics of the most
	// that margin, rounded up to 12 decimals, − Price × spend can be, all rounded up to
	// the minor unit.
	Price decimal.Decimal `json:"price"`
	// Plan is what the spends bring.
	Plan MixForecast `json:"plan"`
}

// InvestedTactic is what one tactic gets of a budget.
type InvestedTactic struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Spend pays the fixed cost and, with the rest, units.
	Spend  decimal.Decimal `json:"spend"`
	Reason SpendReason     `json:"reason"`
	// MarginPerCost is the margin of one more unit ÷ its cost, with 4 decimals. Losing
	// tells that the tactic gets money, and its margin does not cover it.
	MarginPerCost decimal.Decimal `json:"marginPerCost"`
	Losing        bool            `json:"losing,omitempty"`
}

// SpendReason tells why a tactic gets what it gets.
type SpendReason string

// The reasons.
const (
	// SpendMinimum: it gets its minimum only.
	SpendMinimum SpendReason = "minimum"
	// SpendFull: it gets all that its maximum or its capacity can take.
	SpendFull SpendReason = "full"
	// SpendRest: it gets what better ones leave of the budget.
	SpendRest SpendReason = "rest"
	// SpendNothing: others bring more.
	SpendNothing SpendReason = "nothing"
)

// Values returns the reasons.
func (SpendReason) Values() []SpendReason {
	return []SpendReason{SpendMinimum, SpendFull, SpendRest, SpendNothing}
}

// Invest spreads a budget over the tactics of a mix for the most margin before cost. It
// spends all that it can, also on what brings less than it costs, which is Losing; leave
// such tactics out, or cap what is spent with Maximum and Capacity. A tactic
// gets nothing, if it has no minimum; or from its minimum and fixed cost up to its
// maximum and to what its capacity costs. Its margin is
//
//	(spend − fixed cost) ÷ unit cost × reach × conversions × deal size × margin rate
//
// Units, shares, Target and Within of the mix are not read, and units may be fractions.
// Which tactics to open at all, where opening costs, is a problem with no quick exact
// answer. Up to 12 tactics with a fixed cost and no minimum are tried in all
// combinations, and the plan is the best. With more of them it is the best that
// opening, closing and exchanging them one by one leads to, and Bound tells how much a
// better one could bring at most.
//
// The error is a [*partnermath.ValidationError] with paths below "mix" and "budget":
// faults of the mix, a tactic without a deal size, a margin rate or a unit cost, a
// budget that does not cover the minimums, and amounts of more than 15 digits in minor
// units.
func Invest(m Mix, budget decimal.Decimal) (Investment, error) {
	var faults partnermath.ValidationError
	faults.Merge("mix", m.check(false))
	places, _ := partnermath.MinorUnits(m.Currency)
	switch {
	case !exact.Fits(budget, budgetDigits, places):
		faults.Addf("budget", "digits", "must have at most %d digits, of which at most %d decimals", budgetDigits, places)
	case budget.IsNegative():
		faults.Addf("budget", "min", "must not be below 0, got %s", budget)
	case !spendable(budget, places):
		faults.Addf("budget", "max", "must have at most %d digits in minor units", budgetDigits)
	}
	if err := faults.Err(); err != nil {
		return Investment{}, err
	}
	m.investRules(&faults)
	if err := faults.Err(); err != nil {
		return Investment{}, err
	}
	m.Target, m.Within = decimal.NullDecimal{}, partnermath.Period{}
	p := newPortfolio(&m, budget)
	if p.least() > p.budget {
		faults.Addf("budget", "min", "must cover the minimums, %s, got %s", decimal.New(p.least(), -places), budget)
		return Investment{}, faults.Err()
	}
	return p.publish(&m), nil
}

// investRules checks what spending takes.
func (m *Mix) investRules(faults *partnermath.ValidationError) {
	places, _ := partnermath.MinorUnits(m.Currency)
	for i := range m.Tactics {
		t := &m.Tactics[i]
		path := "mix." + tacticPath(i)
		if !t.Funnel.DealSize.Valid {
			faults.Add(path+".funnel.dealSize", "required", "must be given to work out a margin")
		}
		if !t.Funnel.MarginRate.Valid {
			faults.Add(path+".funnel.marginRate", "required", "must be given to work out a margin")
		}
		switch {
		case !t.UnitCost.Valid:
			faults.Add(path+".unitCost", "required", "must be given to spend a budget on units")
		case t.UnitCost.Decimal.IsZero():
			faults.Add(path+".unitCost", "above", "must be above 0 to spend a budget on units")
		}
		for _, amount := range []struct {
			name string
			of   decimal.Decimal
		}{{"fixedCost", orZero(t.FixedCost)}, {"minimum", orZero(t.Minimum)}} {
			if !spendable(amount.of, places) {
				faults.Addf(path+"."+amount.name, "max", "must have at most %d digits in minor units to spend a budget", budgetDigits)
			}
		}
		t.minimumRules(faults, path, places)
	}
}

// minimumRules checks that a minimum can be spent.
func (t *Tactic) minimumRules(faults *partnermath.ValidationError, path string, places int32) {
	if !orZero(t.Minimum).IsPositive() {
		return
	}
	if t.Maximum.Valid && t.Maximum.Decimal.LessThan(orZero(t.FixedCost)) {
		faults.Addf(path+".maximum", "min", "must cover the fixed cost %s, which the minimum demands, got %s", t.FixedCost.Decimal, t.Maximum.Decimal)
	}
	if whole := t.whole(places); whole.Valid && whole.Decimal.LessThan(t.Minimum.Decimal) {
		faults.Addf(path+".minimum", "max", "must not be above what the capacity costs, %s, got %s", whole.Decimal, t.Minimum.Decimal)
	}
}

// publish spends the budget and tells what comes of it.
func (p *portfolio) publish(m *Mix) Investment {
	price, bound := p.spread()
	money := func(units int64) decimal.Decimal { return exact.Fixed(units, p.places) }
	r := Investment{Currency: m.Currency, Budget: money(p.budget), Tactics: make([]InvestedTactic, len(p.options))}
	campaigns := make([]campaign, len(p.options))
	spent := int64(0)
	for i := range p.options {
		o := &p.options[i]
		spent += o.Spend
		r.Tactics[i] = InvestedTactic{
			ID: o.ID, Name: o.Name, Spend: money(o.Spend), Reason: o.reason(), MarginPerCost: o.Rate.Round(exact.RatioPlaces),
		}
		o.units, o.paid = o.unitsFor(o.Spend), o.Spend > 0
		o.run()
		campaigns[i] = o.campaign
	}
	r.Spent, r.Unspent = money(spent), money(p.budget-spent)
	r.Plan = m.forecast(campaigns)
	r.Margin = r.Plan.Total.Outcome.Margin.Decimal
	for i := range r.Tactics {
		r.Tactics[i].Losing = r.Plan.Tactics[i].Return.Outcome.Margin.Decimal.LessThan(r.Tactics[i].Spend)
	}
	r.Price, r.Bound = price, bound
	// Each tactic's margin is rounded, which may lift their sum a hair above the bound.
	r.Bound = decimal.Max(r.Bound, r.Margin)
	r.Gap = exact.Ratio(r.Bound.Sub(r.Margin), r.Bound, exact.RatioPlaces)
	return r
}
