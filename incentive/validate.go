package incentive

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the program
// breaks.
func (p Program) Validate() error { return check.Model(p, p.rules) }

// rules is what takes more than one field.
func (p Program) rules(faults *partnermath.ValidationError) {
	for i, period := range p.Periods {
		path := fmt.Sprintf("periods[%d]", i)
		err := period.Validate()
		faults.Merge(path, err)
		if err == nil && i > 0 && period.Start.Before(p.Periods[i-1].End) {
			faults.Addf(path+".start", "order", "must not be before the end of the period before, %s, got %s", p.Periods[i-1].End, period.Start)
		}
	}
	e := p.Eligibility
	if !e.EnrolledFrom.IsZero() && !e.EnrolledBy.IsZero() && e.EnrolledBy.Before(e.EnrolledFrom) {
		faults.Addf("eligibility.enrolledBy", "order", "must not be before enrolledFrom, %s, got %s", e.EnrolledFrom, e.EnrolledBy)
	}
	if p.paid() != p.Qualifies && (p.Formula.Kind != FormulaTiers || p.Formula.Tiers.Method != partnermath.MethodWhole) {
		faults.Add("pays", "match", "must be that of qualifies unless the formula is of tiers by the whole method")
	}
	if p.MeasureCap.Valid && (p.Formula.Kind == FormulaGrowth || p.Formula.Kind == FormulaGoal) {
		faults.Addf("measureCap", "empty", "is not read by a formula of %s and must be left out", string(p.Formula.Kind))
	}
	if f := p.Formula; p.ZeroPaysFlat && (f.Kind != FormulaTiers || p.paid() != p.Qualifies || len(f.Tiers.Steps) == 0 ||
		!f.Tiers.Steps[0].From.Decimal.IsZero() || !f.Tiers.Steps[0].Flat.Valid) {
		faults.Add("zeroPaysFlat", "empty", "is read by a formula of tiers only whose first starts at 0 and has a flat amount")
	}
	p.Formula.rules(faults, p.paid())
	unique(faults, "multipliers", p.Multipliers, func(m Multiplier) string { return m.ID })
	unique(faults, "gates", p.Gates, func(g Gate) string { return g.ID })
	for i, g := range p.Gates {
		path := fmt.Sprintf("gates[%d].", i)
		if g.Minimum.Valid == g.MinimumShare.Valid {
			faults.Add(path+"minimum", "required", "must be given, or else minimumShare, and not both")
		}
		if g.Places != 0 && !g.MinimumShare.Valid {
			faults.Add(path+"places", "empty", "is read with minimumShare only and must be left out")
		}
	}
	p.Limits.rules(faults, p.Currency)
}

func unique[T any](faults *partnermath.ValidationError, name string, list []T, id func(T) string) {
	seen := map[string]bool{}
	for i, one := range list {
		if seen[id(one)] {
			faults.Addf(placeOf(name, i)+".id", "unique", "must not be given twice, got %.40q again", id(one))
		}
		seen[id(one)] = true
	}
}

// paid returns the measure that is paid on.
func (p *Program) paid() Measure {
	if p.Pays == "" {
		return p.Qualifies
	}
	return p.Pays
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the formula
// breaks, except those that take the program it stands in.
func (f Formula) Validate() error {
	return check.Model(f, func(faults *partnermath.ValidationError) { f.check(faults, "") })
}

// rules checks a formula that pays on a measure.
func (f Formula) rules(faults *partnermath.ValidationError, pays Measure) {
	f.check(faults, "formula.")
	for i, step := range f.Tiers.Steps {
		path := fmt.Sprintf("formula.tiers.steps[%d].", i)
		if step.Rate.Valid && !pays.money() {
			faults.Add(path+"rate", "empty", "is for a measure of money; a count has an amount per unit")
		}
		if step.PerUnit.Valid && pays.money() {
			faults.Add(path+"perUnit", "empty", "is for a measure that counts; money has a rate")
		}
	}
	switch f.Kind {
	case FormulaTarget, FormulaAttach:
		if !pays.money() {
			faults.Addf("formula.kind", "match", "must not be %s for a measure that counts", string(f.Kind))
		}
	case FormulaPerUnit:
		if pays.money() {
			faults.Add("formula.kind", "match", "must not be per-unit for a measure of money")
		}
	}
}

// check checks that what the kind reads is given, and nothing else.
func (f Formula) check(faults *partnermath.ValidationError, prefix string) {
	given := func(d decimal.NullDecimal) bool { return d.Valid }
	for _, field := range []struct {
		name     string
		given    bool
		required []FormulaKind
		optional []FormulaKind
	}{
		{"tiers", f.Tiers.Method != "" || f.Tiers.Boundary != "" || f.Tiers.Steps != nil, []FormulaKind{FormulaTiers, FormulaGrowth}, nil},
		{"baseline", f.Baseline != Baseline{}, []FormulaKind{FormulaGrowth}, nil},
		{"points", f.Points != nil, []FormulaKind{FormulaTarget}, nil},
		{"target", given(f.Target), nil, []FormulaKind{FormulaTarget, FormulaGoal}},
		{"minimum", given(f.Minimum), nil, []FormulaKind{FormulaEvery, FormulaPerUnit}},
		{"step", given(f.Step), []FormulaKind{FormulaEvery}, nil},
		{"reward", given(f.Reward), []FormulaKind{FormulaEvery}, nil},
		{"category", !f.Category.all(), []FormulaKind{FormulaAttach}, nil},
		{"share", given(f.Share), []FormulaKind{FormulaAttach}, nil},
		{"rate", given(f.Rate), []FormulaKind{FormulaAttach}, nil},
		{"amount", given(f.Amount), []FormulaKind{FormulaPerUnit, FormulaGoal}, nil},
		{"places", f.Places != 0, nil, []FormulaKind{FormulaGrowth, FormulaTarget}},
	} {
		required := slices.Contains(field.required, f.Kind)
		switch {
		case required && !field.given:
			faults.Add(prefix+field.name, "required", "must be given")
		case field.given && !required && !slices.Contains(field.optional, f.Kind):
			faults.Addf(prefix+field.name, "empty", "is not read by a formula of %s and must be left out", string(f.Kind))
		}
	}
	switch f.Kind {
	case FormulaTiers:
		faults.Merge(prefix+"tiers", f.Tiers.Validate())
	case FormulaGrowth:
		faults.Merge(prefix+"tiers", f.Tiers.Validate())
		if m := f.Tiers.Method; m == partnermath.MethodRolling || m == partnermath.MethodTotal {
			faults.Addf(prefix+"tiers.method", "one-of", "must be one of stepped, whole for growth, got %s", string(m))
		}
		f.Baseline.rules(faults, prefix+"baseline.", f.Tiers.Method)
		if f.Baseline.Absolute && f.Places != 0 {
			faults.Add(prefix+"places", "empty", "is for growth that is not absolute and must be left out")
		}
	case FormulaTarget:
		f.checkPoints(faults, prefix)
	}
}

func (f Formula) checkPoints(faults *partnermath.ValidationError, prefix string) {
	if len(f.Points) == 1 {
		faults.Addf(prefix+"points", "length", "must have 2 to %d points, got 1", partnermath.MaxSteps)
	}
	if len(f.Points) < 2 {
		return
	}
	// A table of the same steps has the same rules.
	var broken partnermath.ValidationError
	broken.Merge("", partnermath.Tiers{Method: partnermath.MethodWhole, Steps: f.Points}.Validate())
	for _, fault := range broken.Fields {
		faults.Add(prefix+"points"+fault.Path[len("steps"):], fault.Rule, fault.Message)
	}
	for i, p := range f.Points {
		path := fmt.Sprintf("%spoints[%d].", prefix, i)
		if !p.Rate.Valid && (p.PerUnit.Valid || p.Flat.Valid) {
			faults.Add(path+"rate", "required", "must be given")
		}
		if p.PerUnit.Valid {
			faults.Add(path+"perUnit", "empty", "is not read in a point and must be left out")
		}
		if p.Flat.Valid {
			faults.Add(path+"flat", "empty", "is not read in a point and must be left out")
		}
	}
}

func (b Baseline) rules(faults *partnermath.ValidationError, path string, method partnermath.Method) {
	if b.Kind == "" {
		faults.Add(path+"kind", "required", "must be given")
	}
	if b.Whole && method == partnermath.MethodStepped {
		faults.Add(path+"whole", "empty", "is for the whole method and must be left out")
	}
	if b.Missing == MissingZero && !b.Absolute {
		faults.Add(path+"missing", "match", "must not be zero unless the growth is absolute")
	}
	needed := b.Kind == BaselineAgreed || b.Missing == MissingAgreed
	switch {
	case needed && !b.Agreed.Valid:
		faults.Add(path+"agreed", "required", "must be given")
	case !needed && b.Agreed.Valid:
		faults.Add(path+"agreed", "empty", "is for an agreed baseline and must be left out")
	}
	switch average := b.Kind == BaselineAverage; {
	case average && b.Periods == 0:
		faults.Add(path+"periods", "required", "must be given")
	case !average && b.Periods != 0:
		faults.Add(path+"periods", "empty", "is for a rolling average and must be left out")
	}
}

func (l Limits) rules(faults *partnermath.ValidationError, currency string) {
	money := check.Number{Digits: partnermath.MaxDigits, Places: minor(currency)}
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
		money.CheckNull(faults, check.Place{Field: "limits." + amount.name}, amount.value)
	}
	g := l.Guarantee
	switch {
	case g.Kind == "" && g.Amount.Valid:
		faults.Add("limits.guarantee.kind", "required", "must be given")
	case g.Kind != "" && !g.Amount.Valid:
		faults.Add("limits.guarantee.amount", "required", "must be given")
	case g.Amount.Valid && l.PartnerCap.Valid && g.Amount.Decimal.GreaterThan(l.PartnerCap.Decimal):
		faults.Addf("limits.guarantee.amount", "max", "must not be above partnerCap, %s, got %s", l.PartnerCap.Decimal, g.Amount.Decimal)
	}
	if g.AtEnd != "" && g.Kind != GuaranteeRecoverable {
		faults.Add("limits.guarantee.atEnd", "empty", "is for a recoverable guarantee and must be left out")
	}
	if l.AtEnd != "" && !l.MinimumPayout.Valid {
		faults.Add("limits.atEnd", "empty", "is read with minimumPayout only and must be left out")
	}
}

// minor returns the decimals of a sound currency, of any other the most there are.
func minor(currency string) int32 {
	if places, known := partnermath.MinorUnits(currency); known {
		return places
	}
	return 4
}
