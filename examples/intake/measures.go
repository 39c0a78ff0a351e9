package intake

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// anyPeriod is one that every policy can have.
var anyPeriod = partnermath.Period{Start: partnermath.NewDate(anyYear, 1, 1), End: partnermath.NewDate(anyYear, 4, 1)}

// checkMeasures validates what deals and leads are measured with, and refuses what the
// program or the review says already.
func (p *program) checkMeasures(path string, own *Terms, invalid *partnermath.ValidationError) {
	currency := p.Currency
	if (waterfall.YearTarget{Year: anyYear, Total: partnermath.Int(0), Currency: currency}).Validate() != nil {
		currency = "USD" // its fault is reported where it stands
	}
	if own.Pipeline != nil {
		policy := *own.Pipeline
		refuse(invalid, path+"pipeline.currency", policy.Currency != "", "the file states it once")
		refuse(invalid, path+"pipeline.period", !policy.Period.IsZero(), "it is the quarter of the review")
		refuse(invalid, path+"pipeline.target", policy.Target.Valid, "it follows from the goal")
		policy.Currency, policy.Period, policy.Target.Valid = currency, anyPeriod, false
		invalid.Merge(path+"pipeline", policy.Validate())
	}
	if own.Registrations != nil {
		policy := *own.Registrations
		refuse(invalid, path+"registrations.currency", policy.Currency != "", "the file states it once")
		refuse(invalid, path+"registrations.period", !policy.Period.IsZero(), "it is the quarter of the review")
		policy.Currency, policy.Period = currency, anyPeriod
		invalid.Merge(path+"registrations", policy.Validate())
	}
	if own.Leads != nil {
		invalid.Merge(path+"leads", own.Leads.Validate())
	}
}

// pipelineOf returns the position in Plans of the pipeline of a partner.
func (p *plans) pipelineOf(one *Partner) int {
	if at, ok := p.byPartner[one.ID]; ok && p.Plans[at].Pipeline != nil {
		return at
	}
	if at, ok := p.byTier[one.Tier]; ok && p.Plans[at].Pipeline != nil {
		return at
	}
	return forAll
}

// tryCampaigns tries what the review does with the campaigns of a plan.
func (p *program) tryCampaigns(c partnermath.Calendar, one *Plan) error {
	quarter := c.Quarter(p.Quarter.Year, p.Quarter.Number)
	_, err := p.verify(c, one, quarter.End.AddDays(-1), func(string) partnermath.Outcome { return partnermath.Outcome{} })
	return err
}

// verify sets what campaigns have brought by a day beside what they were to bring.
func (p *program) verify(c partnermath.Calendar, one *Plan, asOf partnermath.Date, actual func(id string) partnermath.Outcome) ([]waterfall.Verification, error) {
	planned, err := waterfall.ForecastMix(waterfall.Mix{Currency: p.Currency, Tactics: one.Campaigns})
	if err != nil {
		return nil, moved(err, "tactics[", partNames[partCampaigns]+"[")
	}
	all := make([]waterfall.Verification, len(one.Campaigns))
	for i, t := range one.Campaigns {
		f := t.Funnel
		f.Currency = p.Currency
		all[i], err = waterfall.Verify(f, waterfall.Campaign{
			ID: t.ID, Name: t.Name, Calendar: c, Period: t.Period, AsOf: asOf,
			Plan: planned.Tactics[i].Return.Outcome, Actual: actual(t.ID),
		})
		if err != nil {
			return nil, moved(err, "campaign.", fmt.Sprintf("%s[%d].", partNames[partCampaigns], i))
		}
	}
	return all, nil
}

// moved returns faults with another start of their paths, which for those of a mix is
// behind "mix.".
func moved(err error, from, to string) error {
	faults := *err.(*partnermath.ValidationError)
	fields := make([]partnermath.FieldError, len(faults.Fields))
	for i, f := range faults.Fields {
		if rest, ok := strings.CutPrefix(strings.TrimPrefix(f.Path, "mix."), from); ok {
			f.Path = to + rest
		}
		fields[i] = f
	}
	faults.Fields = fields
	return &faults
}
