package waterfall

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// ObservedConversion is what was seen of one conversion: of Volume units at the stage before,
// Converted got to Stage. Both must be given, at least 0. Take volumes whose lags are over
// ([Verification.Mature]), or the rest counts as lost. The zero ObservedConversion is not valid.
type ObservedConversion struct {
	// Stage is the id of a stage of the funnel, not of the first.
	Stage     string              `json:"stage"`
	Volume    decimal.NullDecimal `json:"volume,omitzero"`
	Converted decimal.NullDecimal `json:"converted,omitzero"`
}

// Recalibration is a funnel for the next plan, with the evidence for its conversions.
type Recalibration struct {
	// Funnel is the old one with the new conversions.
	Funnel Funnel `json:"funnel"`
	// K is how many units the old conversions weigh.
	K decimal.Decimal `json:"k"`
	// Lines are the conversions in the order of the funnel.
	Lines []RecalibratedStage `json:"lines"`
}

// RecalibratedStage is one conversion of a [Recalibration].
type RecalibratedStage struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Kind tells what Observed, Old and New are: LineRate, LinePer or LineMultiplier.
	Kind WorksheetLineKind `json:"kind"`
	// Volume and Converted are those of [ObservedConversion], undefined without one.
	Volume    decimal.NullDecimal `json:"volume"`
	Converted decimal.NullDecimal `json:"converted"`
	// Observed is Converted ÷ Volume, or Volume ÷ Converted for LinePer, with 8
	// decimals; undefined without a base.
	Observed decimal.NullDecimal `json:"observed"`
	Old      decimal.Decimal     `json:"old"`
	New      decimal.Decimal     `json:"new"`
	// Weight is the weight of what was observed in New, Volume ÷ (Volume + k), with 4
	// decimals; 0 without a volume. The old conversion has the rest.
	Weight decimal.Decimal `json:"weight"`
}

// Recalibrate works out the conversions of the next plan from those observed, shrunk
// towards the old ones as if these had been observed on k units of the stage before:
//
//	rate, multiplier = (converted + k × old) ÷ (volume + k)
//	per = (volume + k) ÷ (converted + k ÷ old)
//
// with 8 decimals. With k = 0 the observation replaces the old conversion; where
// there is no volume, the old one stays as it is. For a rate this is the posterior
// mean when a beta distribution worth k observations described it before (Gelman et
// al., Bayesian Data Analysis, 3rd edition, section 2.4).
//
// The error is a [*partnermath.ValidationError] with paths below "funnel", "observed"
// and "k": the faults of the funnel; more than MaxStages observations, two of one
// stage, one of a stage that nothing is converted to; numbers left out, below 0, of more than
// 18 digits or of more than 8 decimals; more converted than the volume of a rate or a
// per, and anything of no volume; and a conversion that a funnel does not take: a multiplier of at most 1, a per
// of more than 18 digits or without end.
func Recalibrate(f Funnel, observed []ObservedConversion, k decimal.Decimal) (Recalibration, error) {
	var faults partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	checkObserved(&faults, observed)
	unitsNumber.Check(&faults, check.Place{Field: "k"}, k)
	if err := faults.Err(); err != nil {
		return Recalibration{}, err
	}
	positions := f.observedAt(&faults, observed)
	if err := faults.Err(); err != nil {
		return Recalibration{}, err
	}
	r := Recalibration{Funnel: f.clone(), K: k, Lines: make([]RecalibratedStage, len(f.Stages)-1)}
	for i := range r.Lines {
		s := &r.Funnel.Stages[i+1]
		kind, old := s.conversion()
		r.Lines[i] = RecalibratedStage{ID: s.ID, Name: s.Name, Kind: kind, Old: old, New: old}
	}
	for i, at := range positions {
		line := &r.Lines[at-1]
		line.observe(&observed[i], k)
		r.Funnel.Stages[at].setConversion(line.New)
		if line.Kind != LineRate && !limitsOf(line.Kind).Holds(line.New) { // a rate is a mean of two fractions
			faults.Addf(fmt.Sprintf("observed[%d]", i), "range", "makes a %s of %s, which a funnel does not take", line.Kind, line.New)
		}
	}
	if err := faults.Err(); err != nil {
		return Recalibration{}, err
	}
	return r, nil
}

// checkObserved checks each number for itself.
func checkObserved(faults *partnermath.ValidationError, observed []ObservedConversion) {
	if len(observed) > MaxStages {
		faults.Addf("observed", "length", "must have a length of at most %d, got %d", MaxStages, len(observed))
		return
	}
	for i := range observed {
		o := &observed[i]
		at := func(field string) check.Place { return check.Place{List: "observed", Index: i, Field: field} }
		check.IDAt(faults, at("stage"), o.Stage)
		unitsNumber.Require(faults, at("volume"), o.Volume)
		unitsNumber.Require(faults, at("converted"), o.Converted)
	}
}

// observedAt returns the position of the stage of each observation.
func (f *Funnel) observedAt(faults *partnermath.ValidationError, observed []ObservedConversion) []int {
	positions := make([]int, len(observed))
	for i := range observed {
		o, volume, converted := &observed[i], observed[i].Volume.Decimal, observed[i].Converted.Decimal
		path := fmt.Sprintf("observed[%d].", i)
		at := f.find(o.Stage)
		switch {
		case at < 1:
			faults.Addf(path+"stage", "known", "stage %.40q must be in the funnel, after the first", o.Stage)
		case slices.Contains(positions[:i], at):
			faults.Addf(path+"stage", "unique", "stage %.40q stands before", o.Stage)
		case !f.Stages[at].Multiplier.Valid && converted.GreaterThan(volume):
			faults.Addf(path+"converted", "max", "must not be above the volume %s, got %s", volume, converted)
		case volume.IsZero() && converted.IsPositive():
			faults.Addf(path+"converted", "max", "must be 0 without a volume, got %s", converted)
		}
		positions[i] = at
	}
	return positions
}

// observe works the new conversion out. That of a per without end is 0.
func (l *RecalibratedStage) observe(o *ObservedConversion, k decimal.Decimal) {
	l.Volume, l.Converted = o.Volume, o.Converted
	volume, converted := o.Volume.Decimal, o.Converted.Decimal
	if volume.IsZero() {
		return
	}
	all := volume.Add(k)
	if l.Kind == LinePer {
		l.Observed = exact.Ratio(volume, converted, exact.RatePlaces)
		l.New = exact.Ratio(all.Mul(l.Old), converted.Mul(l.Old).Add(k), exact.RatePlaces).Decimal
	} else {
		l.Observed = exact.Ratio(converted, volume, exact.RatePlaces)
		l.New = exact.Ratio(converted.Add(k.Mul(l.Old)), all, exact.RatePlaces).Decimal
	}
	l.Weight = exact.Ratio(volume, all, exact.RatioPlaces).Decimal
}

// clone returns a funnel that shares no memory with f.
func (f *Funnel) clone() Funnel {
	c := *f
	c.Stages = slices.Clone(f.Stages)
	for i := range c.Stages {
		c.Stages[i].Lag = slices.Clone(f.Stages[i].Lag)
	}
	return c
}
