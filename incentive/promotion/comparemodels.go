package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// CompareModels compares two models over the same partners, of those that take part:
//
//	increment = Σ revenue − baseline
//	return    = Σ over tiers of round(increment × margin rate)
//	cost      = Σ payout + fixed cost
//	ROI       = (return − cost) ÷ cost
//
// and blends the totals of the two year by year, see [BlendedYear].
//
// The error is a [*partnermath.ValidationError], with paths below "models" and "partners", for
// models or a partner that are not valid, more than [MaxPartners] of them, a partner that is given
// twice, a tier that is not known, and an amount with more decimals than the currency.
func CompareModels(m Models, partners []ModelPartner) (ModelComparison, error) {
	var faults partnermath.ValidationError
	faults.Merge("models", m.Validate())
	if length(&faults, "partners", len(partners), 0, MaxPartners) && len(faults.Fields) == 0 {
		m.check(&faults, partners)
	}
	if err := faults.Err(); err != nil {
		return ModelComparison{}, err
	}
	c := ModelComparison{
		Rigid:      m.report(partners, func(p *ModelPartner) *Participation { return &p.Rigid }),
		Own:        m.report(partners, func(p *ModelPartner) *Participation { return &p.Own }),
		Transition: make([]BlendedYear, 0, len(m.Transition)),
	}
	for _, year := range m.Transition {
		c.Transition = append(c.Transition, m.blend(year, &c.Rigid.Total, &c.Own.Total))
	}
	return c, nil
}

func (m *Models) check(faults *partnermath.ValidationError, partners []ModelPartner) {
	tiers := map[string]bool{}
	for _, id := range m.Tiers {
		tiers[id] = true
	}
	for i := range partners {
		p, at := &partners[i], check.Place{List: "partners", Index: i}
		p.check(faults, at, m.Currency)
		if at.Field = "tier"; check.ID(p.Tier) && !tiers[p.Tier] {
			faults.Addf(at.String(), "known", "must be one of the tiers, got %.100q", p.Tier)
		}
	}
	unique(faults, "partners", partners, func(p ModelPartner) string { return p.ID })
}

func (m *Models) report(partners []ModelPartner, model func(*ModelPartner) *Participation) ModelReport {
	r := ModelReport{Tiers: make([]ModelRow, len(m.Tiers))}
	at := map[string]int{}
	for i, id := range m.Tiers {
		r.Tiers[i].Tier = id
		at[id] = i
	}
	for i := range partners {
		row := &r.Tiers[at[partners[i].Tier]]
		row.Partners++
		if p := model(&partners[i]); p.Revenue.Valid {
			row.Taking++
			row.Revenue = row.Revenue.Add(p.Revenue.Decimal)
			row.Increment = row.Increment.Add(p.Revenue.Decimal.Sub(partners[i].Baseline.Decimal))
			row.Payout = row.Payout.Add(p.Payout.Decimal)
			row.Cost = row.Cost.Add(p.Payout.Decimal).Add(p.FixedCost.Decimal)
		}
	}
	places, _ := partnermath.MinorUnits(m.Currency)
	for i := range r.Tiers {
		row, total := &r.Tiers[i], &r.Total
		row.Return = exact.Round(row.Increment.Mul(m.MarginRate.Decimal), places)
		row.ratios()
		total.Partners += row.Partners
		total.Taking += row.Taking
		total.Revenue = total.Revenue.Add(row.Revenue)
		total.Increment = total.Increment.Add(row.Increment)
		total.Return = total.Return.Add(row.Return)
		total.Payout = total.Payout.Add(row.Payout)
		total.Cost = total.Cost.Add(row.Cost)
	}
	r.Total.ratios()
	return r
}

func (r *ModelRow) ratios() {
	r.Participation = exact.RatioInt(int64(r.Taking), int64(r.Partners), exact.RatioPlaces)
	r.MarginROI, r.MarginMultiple = returned(r.Return, r.Cost)
	r.RevenueROI, r.RevenueMultiple = returned(r.Increment, r.Cost)
}

func (m *Models) blend(year TransitionYear, rigid, own *ModelRow) BlendedYear {
	share := year.OwnShare.Decimal
	mix := func(rigid, own decimal.Decimal) decimal.Decimal {
		return one.Sub(share).Mul(rigid).Add(share.Mul(own))
	}
	places, _ := partnermath.MinorUnits(m.Currency)
	gain, cost := mix(rigid.Return, own.Return), mix(rigid.Cost, own.Cost)
	blended := BlendedYear{
		Year: year.Year, OwnShare: share,
		Revenue: exact.Round(mix(rigid.Revenue, own.Revenue), places), Return: exact.Round(gain, places),
		Payout: exact.Round(mix(rigid.Payout, own.Payout), places), Cost: exact.Round(cost, places),
	}
	blended.MarginROI, blended.MarginMultiple = returned(gain, cost)
	return blended
}
