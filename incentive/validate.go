package incentive

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the program breaks.
func (p Program) Validate() error { return check.Model(p, p.rules) }

// rules is what takes more than one field.
func (p Program) rules(faults *partnermath.ValidationError) {
	r := check.Record{ValidationError: faults}
	for i, period := range p.Periods {
		path := placeOf("periods", i)
		err := period.Validate()
		faults.Merge(path, err)
		if err == nil && i > 0 {
			end := p.Periods[i-1].End
			r.FaultIf(period.Start.Before(end), path+".start", "order", "must not be before the end of the period before, %s, got %s", end, period.Start)
		}
	}
	r.FaultIf(p.Periods[len(p.Periods)-1].End.AddDays(p.GraceDays).IsZero() && p.GraceDays > 0, "graceDays", "max", "must not run past the last day that there is, 9999-12-31")
	e, f := p.Eligibility, p.Formula
	r.FaultIf(!e.EnrolledFrom.IsZero() && !e.EnrolledBy.IsZero() && e.EnrolledBy.Before(e.EnrolledFrom),
		"eligibility.enrolledBy", "order", "must not be before enrolledFrom, %s, got %s", e.EnrolledFrom, e.EnrolledBy)
	r.FaultIf(p.paid() != p.Qualifies && (f.Kind != FormulaTiers || f.Tiers.Method != partnermath.MethodWhole),
		"pays", "match", "must be that of qualifies unless the formula is of tiers by the whole method")
	r.Empty(p.MeasureCap.Valid && (f.Kind == FormulaGrowth || f.Kind == FormulaGoal), "measureCap", "is not read by a formula of "+string(f.Kind))
	startsFlat := len(f.Tiers.Steps) > 0 && f.Tiers.Steps[0].From.Decimal.IsZero() && f.Tiers.Steps[0].Flat.Valid
	r.FaultIf(p.ZeroPaysFlat && (f.Kind != FormulaTiers || p.paid() != p.Qualifies || !startsFlat),
		"zeroPaysFlat", "empty", "is read by a formula of tiers only whose first starts at 0 and has a flat amount")
	f.rules(r.Below("formula."), p.paid())
	money := check.Number{Digits: partnermath.MaxDigits, Places: minor(p.Currency)}
	baseline := check.Number{Digits: partnermath.MaxDigits, Places: p.baselinePlaces()}
	baseline.CheckNull(faults, check.Place{Field: "formula.baseline.agreed"}, f.Baseline.Agreed)
	unique(r, "multipliers", p.Multipliers, func(m Multiplier) string { return m.ID })
	unique(r, "gates", p.Gates, func(g Gate) string { return g.ID })
	for i, g := range p.Gates {
		r := r.Below(placeOf("gates", i) + ".")
		r.FaultIf(g.Minimum.Valid == g.MinimumShare.Valid, "minimum", "required", "must be given, or else minimumShare, and not both")
		r.Empty(g.Places != 0 && !g.MinimumShare.Valid, "places", "is read with minimumShare only")
	}
	p.Limits.rules(r.Below("limits."), &money)
}

func unique[T any](r check.Record, name string, list []T, id func(T) string) {
	seen := map[string]bool{}
	for i, one := range list {
		r.FaultIf(seen[id(one)], placeOf(name, i)+".id", "unique", "must not be given twice, got %.40q again", id(one))
		seen[id(one)] = true
	}
}

// paid returns the measure that is paid on.
func (p *Program) paid() Measure { return cmp.Or(p.Pays, p.Qualifies) }

// Validate returns a [*partnermath.ValidationError] that lists every rule the formula
// breaks, except those that take the program it stands in.
func (f Formula) Validate() error {
	return check.Model(f, func(faults *partnermath.ValidationError) { f.check(check.Record{ValidationError: faults}) })
}

// rules checks a formula that pays on a measure.
func (f Formula) rules(r check.Record, pays Measure) {
	f.check(r)
	for i, step := range f.Tiers.Steps {
		path := placeOf("tiers.steps", i)
		r.FaultIf(step.Rate.Valid && !pays.money(), path+".rate", "empty", "is for a measure of money; a count has an amount per unit")
		r.FaultIf(step.PerUnit.Valid && pays.money(), path+".perUnit", "empty", "is for a measure that counts; money has a rate")
	}
	ofMoney := f.Kind == FormulaTarget || f.Kind == FormulaAttach
	r.FaultIf(ofMoney && !pays.money(), "kind", "match", "must not be %s for a measure that counts", string(f.Kind))
	r.FaultIf(f.Kind == FormulaPerUnit && pays.money(), "kind", "match", "must not be per-unit for a measure of money")
}

// check checks that what the kind reads is given, and nothing else.
func (f Formula) check(r check.Record) {
	for _, field := range []struct {
		name     string
		given    bool
		required []FormulaKind
		optional []FormulaKind
	}{
		{"tiers", f.Tiers.Method != "" || f.Tiers.Boundary != "" || f.Tiers.Steps != nil, []FormulaKind{FormulaTiers, FormulaGrowth}, nil},
		{"baseline", f.Baseline != Baseline{}, []FormulaKind{FormulaGrowth}, nil},
		{"points", f.Points != nil, []FormulaKind{FormulaTarget}, nil},
		{"target", f.Target.Valid, nil, []FormulaKind{FormulaTarget, FormulaGoal}},
		{"minimum", f.Minimum.Valid, nil, []FormulaKind{FormulaEvery, FormulaPerUnit}},
		{"step", f.Step.Valid, []FormulaKind{FormulaEvery}, nil},
		{"reward", f.Reward.Valid, []FormulaKind{FormulaEvery}, nil},
		{"category", !f.Category.all(), []FormulaKind{FormulaAttach}, nil},
		{"share", f.Share.Valid, []FormulaKind{FormulaAttach}, nil},
		{"rate", f.Rate.Valid, []FormulaKind{FormulaAttach}, nil},
		{"amount", f.Amount.Valid, []FormulaKind{FormulaPerUnit, FormulaGoal}, nil},
		{"places", f.Places != 0, nil, []FormulaKind{FormulaGrowth, FormulaTarget}},
	} {
		required := slices.Contains(field.required, f.Kind)
		r.Required(required && !field.given, field.name)
		r.Empty(field.given && !required && !slices.Contains(field.optional, f.Kind), field.name, "is not read by a formula of "+string(f.Kind))
	}
	switch f.Kind {
	case FormulaTiers, FormulaGrowth:
		r.Merge(r.At("tiers").String(), f.Tiers.Validate())
	case FormulaTarget:
		f.checkPoints(r)
	}
	if m := f.Tiers.Method; f.Kind == FormulaGrowth {
		r.FaultIf(m == partnermath.MethodRolling || m == partnermath.MethodTotal,
			"tiers.method", "one-of", "must be one of stepped, whole for growth, got %s", string(m))
		f.Baseline.rules(r.Below("baseline."), m)
		r.Empty(f.Baseline.Absolute && f.Places != 0, "places", "is for growth that is not absolute")
	}
}

func (f Formula) checkPoints(r check.Record) {
	r.FaultIf(len(f.Points) == 1, "points", "length", "must have 2 to %d points, got 1", partnermath.MaxSteps)
	if len(f.Points) < 2 {
		return
	}
	// A table of the same steps has the same rules, but that a point has nothing but its rate.
	var broken partnermath.ValidationError
	broken.Merge("", partnermath.Tiers{Method: partnermath.MethodWhole, Steps: f.Points}.Validate())
	for _, fault := range broken.Fields {
		if fault.Rule == "required" && strings.HasSuffix(fault.Path, ".rate") {
			continue
		}
		r.Add(r.At("points").String()+fault.Path[len("steps"):], fault.Rule, fault.Message)
	}
	for i, p := range f.Points {
		r := r.Below(placeOf("points", i) + ".")
		r.Required(!p.Rate.Valid, "rate")
		r.Empty(p.PerUnit.Valid, "perUnit", "is not read in a point")
		r.Empty(p.Flat.Valid, "flat", "is not read in a point")
	}
}

func (b Baseline) rules(r check.Record, method partnermath.Method) {
	r.Required(b.Kind == "", "kind")
	r.Empty(b.Whole && method == partnermath.MethodStepped, "whole", "is for the whole method")
	r.FaultIf(b.Missing == MissingZero && !b.Absolute, "missing", "match", "must not be zero unless the growth is absolute")
	agreed, average := b.Kind == BaselineAgreed || b.Missing == MissingAgreed, b.Kind == BaselineAverage
	r.Required(agreed && !b.Agreed.Valid, "agreed")
	r.Empty(!agreed && b.Agreed.Valid, "agreed", "is for an agreed baseline")
	r.Required(average && b.Periods == 0, "periods")
	r.Empty(!average && b.Periods != 0, "periods", "is for a rolling average")
}

func (l Limits) rules(r check.Record, money *check.Number) {
	for _, amount := range []struct {
		name  string
		value decimal.NullDecimal
	}{
		{"transactionCap", l.TransactionCap},
		{"repCap", l.RepCap},
		{"partnerCap", l.PartnerCap},
		{"guarantee.amount", l.Guarantee.Amount},
		{"minimumPayout", l.MinimumPayout},
		{"budget", l.Budget},
	} {
		money.CheckNull(r.ValidationError, r.At(amount.name), amount.value)
	}
	g := l.Guarantee
	r.Required(g.Kind == "" && g.Amount.Valid, "guarantee.kind")
	r.Required(g.Kind != "" && !g.Amount.Valid, "guarantee.amount")
	r.FaultIf(g.Kind != "" && l.PartnerCap.Valid && given(g.Amount).GreaterThan(l.PartnerCap.Decimal),
		"guarantee.amount", "max", "must not be above partnerCap, %s, got %s", l.PartnerCap.Decimal, g.Amount.Decimal)
	r.Empty(g.AtEnd != "" && g.Kind != GuaranteeRecoverable, "guarantee.atEnd", "is for a recoverable guarantee")
	r.Empty(l.AtEnd != "" && !l.MinimumPayout.Valid, "atEnd", "is read with minimumPayout only")
}

// baselinePlaces are the decimals of a baseline: an average of counts has some too.
func (p *Program) baselinePlaces() int32 {
	if p.Qualifies.money() {
		return minor(p.Currency)
	}
	return unitPlaces
}

// minor returns the decimals of a sound currency, of any other the most there are.
func minor(currency string) int32 {
	if places, known := partnermath.MinorUnits(currency); known {
		return places
	}
	return 4
}
