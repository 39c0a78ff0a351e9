package incentive

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/award"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Expectation is what is expected of a partner in a period that runs, or was settled. The
// zero Expectation is not valid: it lacks Period, Partner, AsOf, ToDate and Before.
type Expectation struct {
	// Period is one of the program, and Partner has what its formula needs.
	Period  partnermath.Period `json:"period"`
	Partner Partner            `json:"partner"`
	AsOf    partnermath.Date   `json:"asOf"`
	// ToDate is the measure so far.
	ToDate Forecast `json:"toDate"`
	// Forecasts are what the measure of the whole period may be, at most MaxList, with
	// probabilities that add up to exactly 1; one alone needs none. Without any, the measure
	// to date is projected: × Parts ÷ Elapsed, such as 3 months of which 1 is over.
	Forecasts []Forecast `json:"forecasts,omitempty"`
	Parts     int        `json:"parts,omitempty"`
	Elapsed   int        `json:"elapsed,omitempty"`
	// Method makes one figure of several forecasts; none means AccrueMostLikely.
	Method AccrualMethod `json:"method,omitempty"`
	// Before is what was accrued before for the partner and the period, 0 the first time.
	Before decimal.NullDecimal `json:"before,omitzero"`
	// Settled are earlier periods of the program, which a cumulative guarantee reads, at most
	// MaxSales entries. Those of other partners or of later periods are not read. An earlier
	// period without an entry counts as one that was awarded nothing, if the partner may take
	// part in it, as in Settle.
	Settled []Settled `json:"settled,omitempty"`
	// Earned is given once the period is final, from its last day on: Awarded - Repaid. Then
	// nothing is forecast.
	Earned decimal.NullDecimal `json:"earned,omitzero"`
}

// Forecast is a measure of a whole period, or of one to date. The zero Forecast is not
// valid: it lacks Qualifying.
type Forecast struct {
	//
	// Money is in the minor unit; a count has at most 4 decimals, since what is expected may be
	// a mean.
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

// AccrualLine is what a forecast pays by formula, cap of the partner and guarantee. It has
// no sales, so gates, multipliers and caps of a sale or a rep do not apply.
type AccrualLine struct {
	// Qualifying and PaidOn are those of the forecast, but at least those to date.
	Qualifying decimal.Decimal `json:"qualifying"`
	PaidOn     decimal.Decimal `json:"paidOn"`
	// Probability is 1 or 0 by AccrueMostLikely.
	Probability decimal.Decimal `json:"probability"`
	// Reason is why nothing is earned.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Earned + TopUp = Payout.
	Earned decimal.Decimal `json:"earned"`
	TopUp  decimal.Decimal `json:"topUp"`
	Payout decimal.Decimal `json:"payout"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule broken, except
// those that take the program.
func (e Expectation) Validate() error {
	var faults partnermath.ValidationError
	e.check(check.Record{ValidationError: &faults}, minor(""))
	return faults.Err()
}

func (e *Expectation) check(at check.Record, places int32) {
	at.Merge(at.At("period").String(), e.Period.Validate())
	at.ID("partner.id", e.Partner.ID, false)
	e.Partner.check(at.Below("partner."))
	at.Required(e.AsOf.IsZero(), "asOf")
	if e.AsOf.Before(e.Period.Start) && !e.AsOf.IsZero() {
		at.Fault("asOf", "order", "must not be before the start of the period, %s, got %s", e.Period.Start, e.AsOf)
	}
	e.ToDate.check(at.Below("toDate."))
	at.Empty(e.ToDate.Probability.Valid, "toDate.probability", "is for forecasts")
	e.checkForecasts(at)
	check.OneOf(at, "method", e.Method, "", AccrueMostLikely, AccrueWeighted)
	at.Required(!e.Before.Valid, "before")
	check.Published(at, "before", e.Before, places)
	check.Published(at, "earned", e.Earned, places)
	last := e.Period.End.AddDays(-1)
	at.FaultIf(e.Earned.Valid && e.AsOf.Before(last) && !e.AsOf.Before(e.Period.Start), "asOf", "order", "must not be before the last day of a period that is final, %s, got %s", last, e.AsOf)
	at.FaultIf(len(e.Settled) > MaxSales, "settled", "length", "must have a length of at most %d, got %d", MaxSales, len(e.Settled))
	for i := range e.Settled[:min(len(e.Settled), MaxSales)] {
		e.Settled[i].check(at.Below(placeOf("settled", i)+"."), places)
	}
}

func (e *Expectation) checkForecasts(at check.Record) {
	n, projected := len(e.Forecasts), len(e.Forecasts) == 0 && !e.Earned.Valid
	at.FaultIf(n > MaxList, "forecasts", "length", "must have a length of at most %d, got %d", MaxList, n)
	at.Empty(n > 0 && e.Earned.Valid, "forecasts", "are not read once the period is final")
	at.FaultIf(projected && (e.Elapsed < 1 || e.Parts < e.Elapsed || e.Parts > MaxList),
		"elapsed", "order", "must be from 1 to parts, of at most %d, without forecasts, got %d of %d", MaxList, e.Elapsed, e.Parts)
	at.Empty(!projected && e.Parts != 0, "parts", "is read without forecasts only")
	at.Empty(!projected && e.Elapsed != 0, "elapsed", "is read without forecasts only")
	before, sum := len(at.Fields), decimal.Decimal{}
	for i, f := range e.Forecasts[:min(n, MaxList)] {
		r := at.Below(placeOf("forecasts", i) + ".")
		f.check(r)
		r.Required(n > 1 && !f.Probability.Valid, "probability")
		if len(at.Fields) == before {
			sum = sum.Add(given(f.Probability))
		}
	}
	if len(at.Fields) == before && n > 0 && (n > 1 || e.Forecasts[0].Probability.Valid) && !sum.Equal(decimal.NewFromInt(1)) {
		at.Fault("forecasts", "sum", "must have probabilities that add up to 1, got %s", sum)
	}
}

func (f *Forecast) check(at check.Record) {
	(&check.Number{}).Require(at.ValidationError, at.At("qualifying"), f.Qualifying)
	(&check.Number{}).CheckNull(at.ValidationError, at.At("paidOn"), f.PaidOn)
	one := decimal.NewFromInt(1)
	(&check.Number{Above: null(decimal.Decimal{}), AtMost: null(one)}).CheckNull(at.ValidationError, at.At("probability"), f.Probability)
}

// Accrue tells what to accrue for a partner and a period. With Mᵢ = max(forecastᵢ, to
// date), each settled and rounded, and pᵢ 1 for the most likely one or its probability,
//
//	accrued = Σ pᵢ × settle(Mᵢ) × to date ÷ Σ pᵢ × Mᵢ
//
// in one division, where the measures are those paid on. At a measure to date of 0 or below it is
// settle(to date), without a guarantee. Entries and the true-up add up to what is earned.
//
// The error is a [*partnermath.ValidationError] with paths below "program" and "expectation".
func Accrue(program Program, expectation Expectation) (Accrual, error) {
	var faults partnermath.ValidationError
	faults.Merge("program", program.Validate())
	e, at := &expectation, check.Record{ValidationError: &faults, Prefix: "expectation."}
	e.check(at, minor(program.Currency))
	s := newSettling(&program, &Book{Period: e.Period, Partners: []Partner{e.Partner}}, e.AsOf)
	if len(faults.Fields) == 0 {
		at.FaultIf(s.now < 0, "period", "known", "must be a period of the program, got %s", e.Period)
		s.fit(&e.ToDate, at.Below("toDate."))
		for i := range e.Forecasts {
			s.fit(&e.Forecasts[i], at.Below(placeOf("forecasts", i)+"."))
		}
		s.readEarlier(e.Settled, at)
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
	s.accrue(&a, e, s.earlier())
	a.Entry = a.Accrued.Sub(a.Before)
	return a, nil
}

// fit checks that a measure is given twice where there are two, each with its decimals.
func (s *settling) fit(f *Forecast, at check.Record) {
	two := s.pays != s.qual || s.Formula.Kind == FormulaAttach
	at.Required(two && !f.PaidOn.Valid, "paidOn")
	at.Empty(!two && f.PaidOn.Valid, "paidOn", "is for a program with another measure that is paid on")
	for _, of := range []struct {
		name    string
		figure  decimal.NullDecimal
		measure Measure
	}{{"qualifying", f.Qualifying, s.Qualifies}, {"paidOn", f.PaidOn, s.paid()}} {
		number := check.Number{Digits: partnermath.MaxDigits, Places: s.expectedPlaces(of.measure)}
		number.CheckNull(at.ValidationError, at.At(of.name), of.figure)
	}
}

// expectedPlaces returns the decimals of a measure that is expected.
func (s *settling) expectedPlaces(m Measure) int32 {
	if m.money() {
		return s.places
	}
	return unitPlaces
}

// measures returns what qualifies and what is paid on.
func (f *Forecast) measures() (qualifying, paid decimal.Decimal) {
	if f.PaidOn.Valid {
		return f.Qualifying.Decimal, f.PaidOn.Decimal
	}
	return f.Qualifying.Decimal, f.Qualifying.Decimal
}

// readEarlier takes in what was settled of the partner before the period.
func (s *settling) readEarlier(settled []Settled, at check.Record) {
	s.settled = make([][]*Settled, len(s.Periods))
	for k := range s.settled {
		s.settled[k] = []*Settled{nil}
	}
	for i := range settled {
		e, at := &settled[i], at.Below(placeOf("settled", i)+".")
		k := s.find(e.Period)
		at.FaultIf(k < 0, "period", "known", "must be a period of the program, got %s", e.Period)
		if k < 0 || k >= s.now || e.Partner != s.book.Partners[0].ID {
			continue
		}
		at.FaultIf(s.settled[k][0] != nil, "partner", "unique", "must not be given twice for a period, got %.40q again", e.Partner)
		s.settled[k][0] = e
	}
}

// earlier is what the guarantee of the period sees of the earlier ones.
func (s *settling) earlier() (h award.History) {
	for k, settled := range s.settled[:s.now] {
		of := award.Partner{TakesPart: s.takesPart(k, 0) == "", History: h, Standing: settled[0].standing()}
		h = of.Follow()
	}
	return h
}

func (s *settling) accrue(a *Accrual, e *Expectation, h award.History) {
	qualifying, paid := e.ToDate.measures()
	forecasts := e.Forecasts
	if len(forecasts) == 0 {
		project := func(d decimal.Decimal, m Measure) decimal.NullDecimal {
			return exact.Ratio(d.Mul(decimal.NewFromInt(int64(e.Parts))), decimal.NewFromInt(int64(e.Elapsed)), s.expectedPlaces(m))
		}
		forecasts = []Forecast{{Qualifying: project(qualifying, s.Qualifies), PaidOn: project(paid, s.paid())}}
	}
	likely, highest := 0, 0
	var weighted decimal.Decimal
	for i, f := range forecasts {
		q, p := f.measures()
		l := s.expect(decimal.Max(q, qualifying), decimal.Max(p, paid), h, true)
		a.Forecasts = append(a.Forecasts, l)
		if given(f.Probability).GreaterThan(given(forecasts[likely].Probability)) {
			likely = i
		}
		if c := l.Qualifying.Cmp(a.Forecasts[highest].Qualifying); c > 0 || c == 0 && l.PaidOn.GreaterThan(a.Forecasts[highest].PaidOn) {
			highest = i
		}
	}
	a.Highest = a.Forecasts[highest].Payout
	for i := range a.Forecasts {
		l := &a.Forecasts[i]
		switch {
		case e.Method == AccrueWeighted && len(forecasts) > 1:
			l.Probability = forecasts[i].Probability.Decimal
		case i == likely:
			l.Probability = decimal.NewFromInt(1)
		}
		weighted = weighted.Add(l.Probability.Mul(l.Payout))
		a.ExpectedMeasure = a.ExpectedMeasure.Add(l.Probability.Mul(l.PaidOn))
	}
	a.Expected = exact.Round(weighted, s.places)
	if s.paid().money() && a.ExpectedMeasure.IsPositive() {
		a.EffectiveRate = exact.Ratio(a.Expected, a.ExpectedMeasure, ratePlaces)
	}
	if paid.IsPositive() {
		a.Accrued = exact.Ratio(weighted.Mul(paid), a.ExpectedMeasure, s.places).Decimal
	} else {
		a.Accrued = s.expect(qualifying, paid, h, false).Payout
	}
}

// expect settles a measure without sales, so without the steps that read them.
func (s *settling) expect(qualifying, paid decimal.Decimal, h award.History, guaranteed bool) AccrualLine {
	w := s.newWork(0, s.now, nil)
	w.st.Qualifying, w.st.PaidOn = qualifying, paid
	for _, step := range steps {
		if step.one != nil && !slices.Contains([]string{"measure", "gates"}, step.name) {
			step.one(w)
		}
	}
	r := s.newRound(s.now, []award.History{h})
	r.Final, r.works[0] = guaranteed, w
	r.Partners[0].Earned = w.st.Earned
	r.guarantee()
	l := AccrualLine{Qualifying: qualifying, PaidOn: paid, Reason: w.st.Reason, Earned: w.st.Earned, TopUp: r.Partners[0].TopUp}
	l.Payout = l.Earned.Add(l.TopUp)
	return l
}
