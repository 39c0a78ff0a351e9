package liability

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Expectation is what is expected of a partner in a period that runs, or was settled. The
// zero Expectation is not valid: it lacks Period, Partner, AsOf, ToDate and Before.
type Expectation struct {
	// Period is one of the program, and Partner has what its formula needs.
	Period  partnermath.Period `json:"period"`
	Partner incentive.Partner  `json:"partner"`
	AsOf    partnermath.Date   `json:"asOf"`
	// ToDate is the measure so far.
	ToDate Forecast `json:"toDate"`
	// Forecasts are what the measure of the whole period may be, at most incentive.MaxList, with
	// probabilities that add up to exactly 1; one alone needs none. Without any, the measure
	// to date is projected: × Parts ÷ Elapsed, such as 3 months of which 1 is over.
	Forecasts []Forecast `json:"forecasts,omitempty"`
	Parts     int        `json:"parts,omitempty"`
	Elapsed   int        `json:"elapsed,omitempty"`
	// Method makes one figure of several forecasts; none means AccrueMostLikely.
	Method AccrualMethod `json:"method,omitempty"`
	// Before is what was accrued before for the partner and the period, 0 the first time.
	Before decimal.NullDecimal `json:"before,omitzero"`
	// Settled are earlier periods, as in incentive.Outlook.
	Settled []incentive.Settled `json:"settled,omitempty"`
	// Earned is given once the period is final, from its last day on: Awarded - Repaid. Then
	// nothing is forecast.
	Earned decimal.NullDecimal `json:"earned,omitzero"`
}

// Forecast is a measure of a whole period, or of one to date. The zero Forecast is not
// valid: it lacks Qualifying.
type Forecast struct {
	// Qualifying is money, like PaidOn, with at most the decimals of the currency, or a count
	// with at most 4.
	Qualifying decimal.NullDecimal `json:"qualifying,omitzero"`
	// PaidOn is required of a program that pays on another measure or for an attached
	// category; others take none.
	PaidOn decimal.NullDecimal `json:"paidOn,omitzero"`
	// Probability is above 0 and at most 1. What is to date has none.
	Probability decimal.NullDecimal `json:"probability,omitzero"`
}

// AccrualMethod is how consideration that varies is estimated: ASC 606-10-32-8 and
// IFRS 15.53 know these two.
type AccrualMethod string

// The methods.
const (
	// AccrueMostLikely takes the forecast of the highest probability, the first of equal ones.
	AccrueMostLikely AccrualMethod = "most-likely"
	// AccrueWeighted takes all, each by its probability.
	AccrueWeighted AccrualMethod = "probability-weighted"
)

// Values returns the methods.
func (AccrualMethod) Values() []AccrualMethod {
	return []AccrualMethod{AccrueMostLikely, AccrueWeighted}
}

// Accrual is what to book for a partner and a period: Entry = Accrued - Before, and once
// the period is final TrueUp = Accrued - Before, where Accrued is what was earned.
type Accrual struct {
	Program  string             `json:"program"`
	Partner  string             `json:"partner"`
	Currency string             `json:"currency"`
	Period   partnermath.Period `json:"period"`
	AsOf     partnermath.Date   `json:"asOf"`
	// Forecasts are what each would pay, in their order. A measure to date that is projected is
	// rounded once, to the minor unit or to 4 decimals of a count.
	Forecasts []AccrualLine `json:"forecasts"`
	// ExpectedMeasure is Σ probability × PaidOn, exact, and Expected is Σ probability × Payout,
	// rounded. EffectiveRate is Expected ÷ ExpectedMeasure with 8 decimals, undefined for
	// counts and without a measure above 0; it is not used again.
	ExpectedMeasure decimal.Decimal     `json:"expectedMeasure"`
	Expected        decimal.Decimal     `json:"expected"`
	EffectiveRate   decimal.NullDecimal `json:"effectiveRate"`
	// Highest is what the forecast of the highest Qualifying, then PaidOn, pays, likely or not.
	// Where a table falls or a share of a category can be missed, a lower one can pay more.
	Highest decimal.Decimal `json:"highest"`
	Accrued decimal.Decimal `json:"accrued"`
	Before  decimal.Decimal `json:"before"`
	Entry   decimal.Decimal `json:"entry"`
	// TrueUp is undefined until the period is final; then Entry is 0.
	TrueUp decimal.NullDecimal `json:"trueUp"`
}

// AccrualLine is what a forecast pays. Its measures are at least those to date.
type AccrualLine struct {
	incentive.Expected
	// Probability is 1 or 0 by AccrueMostLikely.
	Probability decimal.Decimal `json:"probability"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule broken, except
// those that take the program.
func (e Expectation) Validate() error {
	var faults partnermath.ValidationError
	e.check(check.Record{ValidationError: &faults}, mostPlaces)
	return faults.Err()
}

// The decimals of an amount whose currency is not known, of counts and of rates.
const (
	mostPlaces  = 4
	countPlaces = 4
	ratePlaces  = 8
)

func (e *Expectation) check(at check.Record, places int32) {
	at.Merge(strings.TrimSuffix(at.Prefix, "."), e.outlook().Validate())
	at.Required(e.AsOf.IsZero(), "asOf")
	last := e.Period.End.AddDays(-1)
	switch {
	case e.AsOf.IsZero() || e.Period.Validate() != nil:
	case e.AsOf.Before(e.Period.Start):
		at.Fault("asOf", "order", "must not be before the start of the period, %s, got %s", e.Period.Start, e.AsOf)
	case e.Earned.Valid && e.AsOf.Before(last):
		at.Fault("asOf", "order", "must not be before the last day of a period that is final, %s, got %s", last, e.AsOf)
	}
	at.Empty(e.ToDate.Probability.Valid, "toDate.probability", "is for forecasts")
	e.checkForecasts(at)
	check.OneOf(at, "method", e.Method, "", AccrueMostLikely, AccrueWeighted)
	at.Required(!e.Before.Valid, "before")
	check.Published(at, "before", e.Before, places)
	check.Published(at, "earned", e.Earned, places)
}

func (e *Expectation) checkForecasts(at check.Record) {
	n, projected := len(e.Forecasts), len(e.Forecasts) == 0 && !e.Earned.Valid
	at.Empty(n > 0 && e.Earned.Valid, "forecasts", "are not read once the period is final")
	switch {
	case !projected:
		at.Empty(e.Parts != 0, "parts", "is read without forecasts and earned only")
		at.Empty(e.Elapsed != 0, "elapsed", "is read without forecasts and earned only")
	case e.Parts == 0 && e.Elapsed == 0:
		at.Fault("forecasts", "required", "must be given, or else parts and elapsed to project the measure to date")
	case e.Elapsed < 1 || e.Parts < e.Elapsed || e.Parts > incentive.MaxList:
		at.Fault("elapsed", "order", "must be from 1 to parts, which are at most %d, got %d of %d", incentive.MaxList, e.Elapsed, e.Parts)
	}
	if e.Earned.Valid {
		return
	}
	before, sum, one := len(at.Fields), decimal.Decimal{}, decimal.NewFromInt(1)
	share := check.Number{Above: null(decimal.Decimal{}), AtMost: null(one)}
	for i, f := range e.Forecasts[:min(n, incentive.MaxList)] {
		r := at.Below(fmt.Sprintf("forecasts[%d].", i))
		r.Required(n > 1 && !f.Probability.Valid, "probability")
		if share.CheckNull(at.ValidationError, r.At("probability"), f.Probability); len(at.Fields) == before {
			sum = sum.Add(given(f.Probability))
		}
	}
	if len(at.Fields) == before && n > 0 && (n > 1 || e.Forecasts[0].Probability.Valid) && !sum.Equal(one) {
		at.Fault("forecasts", "sum", "must have probabilities that add up to 1, got %s", sum)
	}
}

func (f *Forecast) level() incentive.Level {
	return incentive.Level{Qualifying: f.Qualifying, PaidOn: f.PaidOn}
}

// outlook is what is expected, as it would pay.
func (e *Expectation) outlook() incentive.Outlook {
	o := incentive.Outlook{Period: e.Period, Partner: e.Partner, ToDate: e.ToDate.level(), Settled: e.Settled}
	for i := range e.Forecasts {
		o.Forecasts = append(o.Forecasts, e.Forecasts[i].level())
	}
	return o
}

// project returns the measure to date × Parts ÷ Elapsed, with the decimals of each measure.
func (e *Expectation) project(program *incentive.Program) incentive.Level {
	project := func(d decimal.NullDecimal, m incentive.Measure) decimal.NullDecimal {
		places := int32(countPlaces)
		if isMoney(m) {
			places, _ = partnermath.MinorUnits(program.Currency)
		}
		parts, elapsed := decimal.NewFromInt(int64(e.Parts)), decimal.NewFromInt(int64(e.Elapsed))
		return exact.RatioNull(decimal.NullDecimal{Decimal: given(d).Mul(parts), Valid: d.Valid}, null(elapsed), places)
	}
	return incentive.Level{Qualifying: project(e.ToDate.Qualifying, program.Qualifies), PaidOn: project(e.ToDate.PaidOn, paid(program))}
}

func isMoney(m incentive.Measure) bool {
	return m == incentive.MeasureRevenue || m == incentive.MeasureMargin
}

// paid returns the measure that a program pays on.
func paid(p *incentive.Program) incentive.Measure { return cmp.Or(p.Pays, p.Qualifies) }

// Accrue tells what to accrue for a partner and a period. With Mᵢ = max(forecastᵢ, to
// date), each settled and rounded, and pᵢ 1 for the most likely one or its probability,
//
//	accrued = Σ pᵢ × settle(Mᵢ) × to date ÷ Σ pᵢ × Mᵢ
//
// in one division, where the measures are those paid on. At a measure to date of 0 or below it is
// settle(to date), without a guarantee. Entries and the true-up add up to what is earned.
//
// The error is a [*partnermath.ValidationError] with paths below "program" and "expectation".
func Accrue(program incentive.Program, expectation Expectation) (Accrual, error) {
	places, known := partnermath.MinorUnits(program.Currency)
	if !known {
		places = mostPlaces
	}
	var faults partnermath.ValidationError
	faults.Merge("program", program.Validate())
	e := &expectation
	e.check(check.Record{ValidationError: &faults, Prefix: "expectation."}, places)
	outlook := e.outlook()
	if len(faults.Fields) == 0 && len(e.Forecasts) == 0 && !e.Earned.Valid {
		outlook.Forecasts = []incentive.Level{e.project(&program)}
	}
	expected, err := incentive.Forecast(program, outlook)
	if len(faults.Fields) == 0 {
		mergeOutlook(&faults, err)
	}
	if err := faults.Err(); err != nil {
		return Accrual{}, err
	}
	a := Accrual{
		Program: program.ID, Partner: e.Partner.ID, Currency: program.Currency, Period: e.Period, AsOf: e.AsOf,
		Forecasts: []AccrualLine{}, Before: e.Before.Decimal,
	}
	if e.Earned.Valid {
		a.Accrued, a.Highest, a.TrueUp = e.Earned.Decimal, e.Earned.Decimal, null(e.Earned.Decimal.Sub(a.Before))
		return a, nil
	}
	a.weigh(e, &expected)
	a.accrue(&expected.ToDate, isMoney(paid(&program)), places)
	return a, nil
}

// mergeOutlook takes in the faults of an outlook and its program, by the names of an
// expectation.
func mergeOutlook(faults *partnermath.ValidationError, err error) {
	var own partnermath.ValidationError
	own.Merge("", err)
	for i := range own.Fields {
		if field, found := strings.CutPrefix(own.Fields[i].Path, "outlook."); found {
			own.Fields[i].Path = "expectation." + field
		}
	}
	faults.Merge("", own.Err())
}

// weigh gives each forecast its probability.
func (a *Accrual) weigh(e *Expectation, expected *incentive.Expectations) {
	likely, highest := 0, 0
	probability := func(i int) decimal.Decimal {
		if len(e.Forecasts) == 0 {
			return decimal.Decimal{}
		}
		return given(e.Forecasts[i].Probability)
	}
	for i, l := range expected.Forecasts {
		a.Forecasts = append(a.Forecasts, AccrualLine{Expected: l})
		if probability(i).GreaterThan(probability(likely)) {
			likely = i
		}
		if c := l.Qualifying.Cmp(a.Forecasts[highest].Qualifying); c > 0 || c == 0 && l.PaidOn.GreaterThan(a.Forecasts[highest].PaidOn) {
			highest = i
		}
	}
	a.Highest = a.Forecasts[highest].Payout
	for i := range a.Forecasts {
		switch {
		case e.Method == AccrueWeighted && len(e.Forecasts) > 1:
			a.Forecasts[i].Probability = probability(i)
		case i == likely:
			a.Forecasts[i].Probability = decimal.NewFromInt(1)
		}
	}
}

// accrue finds what of the forecasts is to date.
func (a *Accrual) accrue(toDate *incentive.Expected, money bool, places int32) {
	var weighted decimal.Decimal
	for _, l := range a.Forecasts {
		weighted = weighted.Add(l.Probability.Mul(l.Payout))
		a.ExpectedMeasure = a.ExpectedMeasure.Add(l.Probability.Mul(l.PaidOn))
	}
	a.Expected = exact.Round(weighted, places)
	if money && a.ExpectedMeasure.IsPositive() {
		a.EffectiveRate = exact.Ratio(a.Expected, a.ExpectedMeasure, ratePlaces)
	}
	if a.Accrued = toDate.Earned; toDate.PaidOn.IsPositive() {
		a.Accrued = exact.Ratio(weighted.Mul(toDate.PaidOn), a.ExpectedMeasure, places).Decimal
	}
	a.Entry = a.Accrued.Sub(a.Before)
}
