package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// MixForecast is what a [Mix] costs and brings.
type MixForecast struct {
	Currency string `json:"currency"`
	// Tactics stand in the order of the mix.
	Tactics []TacticForecast `json:"tactics"`
	// Total is the sum of the tactics; a figure that one of them does not know is
	// unknown.
	Total MarketingReturn `json:"total"`
	// Rates are the conversions of Total.
	Rates []partnermath.Conversion `json:"rates,omitempty"`
}

// TacticForecast is one tactic of a [MixForecast].
type TacticForecast struct {
	ID     string             `json:"id"`
	Name   string             `json:"name,omitempty"`
	Period partnermath.Period `json:"period,omitzero"`
	// Share is that of the mix, undefined without a target.
	Share decimal.NullDecimal `json:"share"`
	// Units is how often the tactic is done, with 4 decimals. OverCapacity tells that
	// it is more than can be done.
	Units        decimal.Decimal `json:"units"`
	OverCapacity bool            `json:"overCapacity,omitempty"`
	Stages       []TacticStage   `json:"stages"`
	Return       MarketingReturn `json:"return"`
}

// TacticStage is the volume of a tactic at one stage of its funnel.
type TacticStage struct {
	ID       string            `json:"id"`
	Name     string            `json:"name,omitempty"`
	CountsAs partnermath.Stage `json:"countsAs,omitempty"`
	// Count has 4 decimals.
	Count decimal.Decimal `json:"count"`
	// WithinShare is the fraction of what gets here at all that comes in the period of the
	// mix, with 12 decimals, by the days that the tactic runs and the lags up to here. It
	// is undefined when the mix has no such period.
	WithinShare decimal.NullDecimal `json:"withinShare"`
}

// MarketingReturn is what marketing costs and what it brings. Ratios are worked out from the
// published numbers beside them, and undefined without a base.
type MarketingReturn struct {
	// Cost is fixed cost + units × unit cost, rounded to the minor unit.
	Cost    decimal.Decimal     `json:"cost"`
	Outcome partnermath.Outcome `json:"outcome"`
	// Within is the part of Outcome that comes in the period of the mix. For a tactic
	// it is each count × WithinShare of its stage, the pipeline × that of the stage it is
	// the value of, revenue and margin × that of the last stage. It knows nothing
	// when the mix has none.
	Within partnermath.Outcome `json:"within,omitzero"`
	// CostPerLead is Cost ÷ leads and CostPerMGO Cost ÷ marketing generated
	// opportunities, rounded to the minor unit.
	CostPerLead decimal.NullDecimal `json:"costPerLead"`
	CostPerMGO  decimal.NullDecimal `json:"costPerMgo"`
	// RevenueMultiple is revenue ÷ Cost, and MarginROI (margin − Cost) ÷ Cost, with 4
	// decimals.
	RevenueMultiple decimal.NullDecimal `json:"revenueMultiple"`
	MarginROI       decimal.NullDecimal `json:"marginRoi"`
}

// ForecastMix works out what every tactic of a mix costs and brings, and the sum.
// In a mix with a target, the units of a tactic follow backward from its share:
//
//	units = target × share ÷ (conversions up to the stage × reach)
//
// For what comes within the period of the mix, each tactic enters its funnel evenly by
// the days that it runs. Its lags count in the units of the calendar, and what comes in
// those that start in the period belongs to it.
//
// The error is a [*partnermath.ValidationError]; see [Mix.Validate].
func ForecastMix(m Mix) (MixForecast, error) {
	if err := m.Validate(); err != nil {
		return MixForecast{}, err
	}
	return m.forecast(m.campaigns()), nil
}

// campaign is a tactic with its volume, exactly.
type campaign struct {
	*Tactic
	funnel Funnel // with the currency and the owner of the mix
	units  exact.Fraction
	counts []exact.Fraction
	paid   bool              // the fixed cost is, even without any unit
	shares []decimal.Decimal // within the period of the mix, once they are asked for
}

// campaigns works out the volumes of a sound mix.
func (m *Mix) campaigns() []campaign {
	all := make([]campaign, len(m.Tactics))
	for i := range all {
		c := m.campaign(i)
		if m.Target.Valid {
			at := c.funnel.counting(m.Stage)
			c.funnel.backwardFrom(at, exact.NewFraction(m.Target.Decimal.Mul(c.Share.Decimal), one), c.counts)
			c.units = c.counts[0].Div(c.reach())
		} else {
			c.units = exact.NewFraction(c.Units.Decimal, one)
		}
		c.run()
		all[i] = c
	}
	return all
}

// campaign returns a tactic whose volume is still to be worked out.
func (m *Mix) campaign(i int) campaign {
	c := campaign{Tactic: &m.Tactics[i], funnel: m.Tactics[i].Funnel}
	c.funnel.Currency, c.funnel.Owner = m.Currency, m.Owner
	c.counts = make([]exact.Fraction, len(c.funnel.Stages))
	return c
}

func (t *Tactic) reach() decimal.Decimal {
	if t.Reach.Valid {
		return t.Reach.Decimal
	}
	return one
}

// run works out the counts that the units bring.
func (c *campaign) run() {
	c.funnel.forwardFrom(0, c.units.Mul(c.reach()), c.counts)
}

// cost returns the published cost.
func (c *campaign) cost() decimal.Decimal {
	if c.units.Sign() == 0 && !c.paid {
		return decimal.Decimal{}
	}
	return c.units.Mul(orZero(c.UnitCost)).Round(c.funnel.minor()).Add(orZero(c.FixedCost))
}

// forecast publishes campaigns and their sum.
func (m *Mix) forecast(campaigns []campaign) MixForecast {
	p := MixForecast{Currency: m.Currency, Tactics: make([]TacticForecast, len(campaigns))}
	outcomes, within := make([]partnermath.Outcome, len(campaigns)), make([]partnermath.Outcome, len(campaigns))
	for i := range campaigns {
		c := &campaigns[i]
		t := c.publish()
		if m.Target.Valid {
			t.Share = c.Share
		}
		if !m.Within.IsZero() {
			t.Return.Within = m.within(c, &t)
		}
		outcomes[i], within[i] = t.Return.Outcome, t.Return.Within
		p.Total.Cost = p.Total.Cost.Add(t.Return.Cost)
		p.Tactics[i] = t
	}
	p.Total.Outcome, p.Total.Within = addUp(outcomes), addUp(within)
	p.Total.relate()
	p.Rates = exact.Conversions(p.Total.Outcome)
	return p
}

func (c *campaign) publish() TacticForecast {
	t := TacticForecast{
		ID: c.ID, Name: c.Name, Period: c.Period, Units: c.units.Round(countPlaces),
		OverCapacity: c.Capacity.Valid && c.units.Cmp(exact.NewFraction(c.Capacity.Decimal, one)) > 0,
		Stages:       make([]TacticStage, len(c.counts)),
	}
	shown := publish(c.counts)
	for i := range t.Stages {
		s := &c.funnel.Stages[i]
		t.Stages[i] = TacticStage{ID: s.ID, Name: s.Name, CountsAs: s.CountsAs, Count: shown[i]}
	}
	t.Return = MarketingReturn{Cost: c.cost(), Outcome: c.funnel.outcome(c.counts, shown)}
	t.Return.relate()
	return t
}

// relate works out the ratios of cost and outcome.
func (r *MarketingReturn) relate() {
	places, _ := partnermath.MinorUnits(r.Outcome.Currency)
	r.CostPerLead = exact.RatioNull(decimal.NewNullDecimal(r.Cost), r.Outcome.Leads, places)
	r.CostPerMGO = exact.RatioNull(decimal.NewNullDecimal(r.Cost), r.Outcome.MGOs, places)
	cost := decimal.NewNullDecimal(r.Cost)
	r.RevenueMultiple = exact.RatioNull(r.Outcome.Revenue, cost, exact.RatioPlaces)
	profit := r.Outcome.Margin
	profit.Decimal = profit.Decimal.Sub(r.Cost)
	r.MarginROI = exact.RatioNull(profit, cost, exact.RatioPlaces)
}
