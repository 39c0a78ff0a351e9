package waterfall

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/waterfall/internal/flow"
)

// MaxDemandEntries is the largest number of entries of a demand.
const MaxDemandEntries = 1000

// Demand is what goes into a funnel. The zero Demand is not valid: it looks at no
// period.
type Demand struct {
	// Periods is the horizon: how many periods, of the funnel's Unit, to look at, from
	// 1 to MaxPeriods.
	Periods int           `json:"periods"`
	Entries []DemandEntry `json:"entries"`
}

// DemandEntry is demand that is at a stage in a period. Entries of the same stage and
// period add up.
type DemandEntry struct {
	// Stage is the id of a stage; left out, the first.
	Stage string `json:"stage,omitempty"`
	// Period counts from 0.
	Period int `json:"period"`
	// Count must be given, at least 0, with at most 8 decimals.
	Count decimal.NullDecimal `json:"count,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the
// demand breaks. That stages are known is checked when forecasting, with the
// funnel.
func (d Demand) Validate() error {
	var faults partnermath.ValidationError
	horizon := d.Periods >= 1 && d.Periods <= MaxPeriods
	if !horizon {
		faults.Addf("periods", "range", "must be from 1 to %d, got %d", MaxPeriods, d.Periods)
	}
	if len(d.Entries) > MaxDemandEntries {
		faults.Addf("entries", "length", "must have a length of at most %d, got %d", MaxDemandEntries, len(d.Entries))
		return faults.Err()
	}
	for i, e := range d.Entries {
		if e.Stage != "" {
			check.IDAt(&faults, check.Place{List: "entries", Index: i, Field: "stage"}, e.Stage)
		}
		if horizon && (e.Period < 0 || e.Period >= d.Periods) {
			faults.Addf(entryPath(i)+".period", "range", "must be from 0 to %d, got %d", d.Periods-1, e.Period)
		}
		unitsNumber.Require(&faults, check.Place{List: "entries", Index: i, Field: "count"}, e.Count)
	}
	return faults.Err()
}

func entryPath(i int) string { return fmt.Sprintf("entries[%d]", i) }

// Projection is what a [Demand] brings, and when.
type Projection struct {
	Currency string                   `json:"currency"`
	Unit     partnermath.CalendarUnit `json:"unit"`
	// Stages stand in the order of the funnel.
	Stages []ProjectedStage `json:"stages"`
	// Periods are the outcomes of each period, and Total is their sum. A stage before
	// the first entry is unknown.
	Periods []partnermath.Outcome `json:"periods"`
	Total   partnermath.Outcome   `json:"total"`
	// Beyond is what falls outside the horizon: it comes after the last period, or
	// is the part of a lag that does not sum to 1. Total + Beyond is what the demand
	// brings in the end.
	Beyond partnermath.Outcome `json:"beyond"`
}

// ProjectedStage is one stage of a [Projection], with counts of 4 decimals. Before the
// first entry nothing is known of a stage.
type ProjectedStage struct {
	ID       string            `json:"id"`
	Name     string            `json:"name,omitempty"`
	CountsAs partnermath.Stage `json:"countsAs,omitempty"`
	// Counts are those of the periods, and Total is their sum.
	Counts []decimal.Decimal   `json:"counts"`
	Total  decimal.NullDecimal `json:"total"`
	Beyond decimal.NullDecimal `json:"beyond"`
}

// Forecast works forward from demand to revenue and margin, period by period:
//
//	count(stage, t) = entries(stage, t) + Σ count(stage before, t − i) × conversion × lag(i)
//	revenue(t) = count(last, t) × deal size
//	margin = revenue × margin rate
//
// where the conversion is Rate, Multiplier or 1 ÷ Per. The pipeline is, period by
// period, the count of the opportunities × deal size, or of the marketing generated
// ones where no other stage counts as them. For each stage, and for the pipeline
// and the revenue, what comes in the end is evaluated exactly and rounded once,
// counts to 4 decimals and amounts to the minor unit of the currency; the margin in
// the end follows from the published revenue in the end. Each is split by largest
// remainder among the periods and Beyond, in proportion to their exact values. So
// periods add up, to the last digit, to what the funnel makes of the whole demand.
//
// The error is a [*partnermath.ValidationError] with paths below "funnel" and
// "demand": the faults of the two, an entry at an unknown stage, and a funnel that
// brings absurd numbers, of more than 30 digits.
func Forecast(f Funnel, d Demand) (Projection, error) {
	var faults partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	faults.Merge("demand", d.Validate())
	if err := faults.Err(); err != nil {
		return Projection{}, err
	}
	for i, e := range d.Entries {
		if e.Stage != "" && f.find(e.Stage) < 0 {
			faults.Addf("demand."+entryPath(i)+".stage", "known", "stage %.40q is not in the funnel", e.Stage)
		}
	}
	if err := faults.Err(); err != nil {
		return Projection{}, err
	}
	p := f.project(&d)
	return bounded(p, p.inBounds())
}

func (p *Projection) inBounds() bool {
	for i := range p.Stages {
		if s := &p.Stages[i]; !allInBounds(s.Counts) || !partnermath.InBounds(orZero(s.Total)) || !partnermath.InBounds(orZero(s.Beyond)) {
			return false
		}
	}
	outside := func(o partnermath.Outcome) bool { return !o.InBounds() }
	return p.Total.InBounds() && p.Beyond.InBounds() && !slices.ContainsFunc(p.Periods, outside)
}

// project publishes the flow of each stage.
func (f *Funnel) project(d *Demand) Projection {
	p := Projection{
		Currency: f.Currency, Unit: f.unit(), Stages: make([]ProjectedStage, len(f.Stages)),
		Periods: make([]partnermath.Outcome, d.Periods),
	}
	unknown := partnermath.Outcome{Currency: f.Currency, Owner: f.Owner}
	p.Total, p.Beyond = unknown, unknown
	for t := range p.Periods {
		p.Periods[t] = unknown
	}
	started, pipelineStage, current := false, f.pipelineStage(), flow.New(d.Periods)
	for i := range f.Stages {
		s := &f.Stages[i]
		if i > 0 {
			current.Pass(s.through, s.Lag)
		}
		for _, e := range d.Entries {
			if e.Stage == s.ID || (e.Stage == "" && i == 0) {
				current.Enter(e.Period, e.Count.Decimal)
				started = true
			}
		}
		p.Stages[i] = ProjectedStage{ID: s.ID, Name: s.Name, CountsAs: s.CountsAs}
		if !started {
			continue
		}
		whole := current.Volume().Round(countPlaces)
		counts := current.Split(whole, countPlaces)
		p.Stages[i].Counts = counts[:d.Periods:d.Periods]
		p.Stages[i].Total = decimal.NewNullDecimal(less(whole, counts[d.Periods]))
		p.Stages[i].Beyond = decimal.NewNullDecimal(counts[d.Periods])
		p.write(whole, counts, func(o *partnermath.Outcome, count decimal.NullDecimal) { o.Set(s.CountsAs, count) })
		if i == pipelineStage && f.DealSize.Valid {
			pipeline := current.Volume().Mul(f.DealSize.Decimal).Round(f.minor())
			p.write(pipeline, current.Split(pipeline, f.minor()), func(o *partnermath.Outcome, d decimal.NullDecimal) { o.Pipeline = d })
		}
	}
	if started && f.DealSize.Valid {
		revenue := current.Volume().Mul(f.DealSize.Decimal).Round(f.minor())
		p.write(revenue, current.Split(revenue, f.minor()), func(o *partnermath.Outcome, d decimal.NullDecimal) { o.Revenue = d })
		if margin := f.margin(revenue); margin.Valid {
			p.write(margin.Decimal, current.Split(margin.Decimal, f.minor()), func(o *partnermath.Outcome, d decimal.NullDecimal) { o.Margin = d })
		}
	}
	return p
}

// write sets one figure of every outcome to the parts of a whole, the last of which
// is beyond the periods.
func (p *Projection) write(whole decimal.Decimal, parts []decimal.Decimal, set func(*partnermath.Outcome, decimal.NullDecimal)) {
	for t := range p.Periods {
		set(&p.Periods[t], decimal.NewNullDecimal(parts[t]))
	}
	beyond := parts[len(p.Periods)]
	set(&p.Beyond, decimal.NewNullDecimal(beyond))
	set(&p.Total, decimal.NewNullDecimal(less(whole, beyond)))
}

// less returns a − b, which mostly is a.
func less(a, b decimal.Decimal) decimal.Decimal {
	if b.IsZero() {
		return a
	}
	return a.Sub(b)
}

func (f *Funnel) unit() partnermath.CalendarUnit {
	if f.Unit == "" {
		return partnermath.UnitMonth
	}
	return f.Unit
}
