package pipeline

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// The limits of forecasts: how many in a list, and how many deals in one.
const (
	MaxForecasts     = 100_000
	MaxForecastDeals = 10_000
)

// ForecastPolicy says how forecasts are read. The zero ForecastPolicy is not valid: it
// lacks Currency.
type ForecastPolicy struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"currency"`
	// Faulty tells what becomes of a list with faulty forecasts.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks.
func (p ForecastPolicy) Validate() error { return check.Model(p, nil) }

// PartnerForecast is what a partner committed at the start of a period, and what landed
// in it. The zero PartnerForecast is not valid.
type PartnerForecast struct {
	Partner string             `json:"partner"`
	Period  partnermath.Period `json:"period"`
	// Committed and Landed are revenue, each from 0 to 10^14 and left out where it is not
	// known.
	Committed decimal.NullDecimal `json:"committed,omitzero"`
	Landed    decimal.NullDecimal `json:"landed,omitzero"`
	// Deals are the deals of the forecast where they are told, at most MaxForecastDeals. A
	// deal that was lost landed with 0.
	Deals []CommittedDeal `json:"deals,omitempty"`
}

// CommittedDeal is a deal of a [PartnerForecast].
type CommittedDeal struct {
	ID        string              `json:"id"`
	Committed decimal.NullDecimal `json:"committed,omitzero"`
	Landed    decimal.NullDecimal `json:"landed,omitzero"`
}

// ForecastReport is how far forecasts hold.
type ForecastReport struct {
	Currency string `json:"currency"`
	// Periods is of all forecasts, and Partners of those of each partner, by id.
	Periods  ForecastAccuracy     `json:"periods"`
	Partners []PartnerForecastRow `json:"partners"`
	// Findings are the forecasts of which a figure is not known, and those set apart, by
	// reason, each named by its partner and the first day of its period.
	Findings []partnermath.Finding `json:"findings"`
}

// PartnerForecastRow is how far the forecasts of a partner hold: over its periods, and
// over the deals in them that are told.
type PartnerForecastRow struct {
	Partner string           `json:"partner"`
	Periods ForecastAccuracy `json:"periods"`
	Deals   ForecastAccuracy `json:"deals"`
	// Lines are the periods, by their days.
	Lines []ForecastLine `json:"lines"`
}

// ForecastLine is one forecast. Error is Landed − Committed.
type ForecastLine struct {
	Period    partnermath.Period  `json:"period"`
	Committed decimal.NullDecimal `json:"committed"`
	Landed    decimal.NullDecimal `json:"landed"`
	Error     decimal.NullDecimal `json:"error"`
}

// ForecastAccuracy is how far several forecasts hold. Its figures are of those of which
// both amounts are known.
type ForecastAccuracy struct {
	// Forecasts counts them, and Unknown the others.
	Forecasts int `json:"forecasts"`
	Unknown   int `json:"unknown,omitempty"`
	// Error is Landed − Committed, and AbsoluteError the sum of |landed − committed|.
	Committed     decimal.Decimal `json:"committed"`
	Landed        decimal.Decimal `json:"landed"`
	Error         decimal.Decimal `json:"error"`
	AbsoluteError decimal.Decimal `json:"absoluteError"`
	// Bias is Error ÷ Committed, above 0 when too little was committed, and WAPE
	// AbsoluteError ÷ Committed, both with 4 decimals and undefined when nothing was
	// committed.
	Bias decimal.NullDecimal `json:"bias"`
	WAPE decimal.NullDecimal `json:"wape"`
}

// VerifyForecasts tells how far what partners committed at the start of their periods was
// what landed:
//
//	bias = Σ(landed − committed) ÷ Σ committed
//	WAPE = Σ|landed − committed| ÷ Σ committed
//
// The order of the forecasts does not matter. One that is given again with the same
// content counts once. Periods of a partner that overlap count each.
//
// The error is a [*partnermath.ValidationError] with paths below "policy" and
// "forecasts": the faults of each, amounts with more decimals than the currency, and a
// period of a partner that is given twice with other content. Where the policy sets
// faulty forecasts apart, the report lists them instead.
func VerifyForecasts(p ForecastPolicy, forecasts []PartnerForecast) (ForecastReport, error) {
	var faults partnermath.ValidationError
	var log finding.Log
	faults.Merge("policy", p.Validate())
	if len(forecasts) > MaxForecasts {
		faults.Addf("forecasts", "length", "must have a length of at most %d, got %d", MaxForecasts, len(forecasts))
		return ForecastReport{}, faults.Err()
	}
	places := minorUnits(p.Currency)
	amount := registrationMoney(places)
	amount.AtMost = decimal.NewNullDecimal(maxRegistrationAmount)
	b := batch{
		noun: "forecast", path: "forecasts", len: len(forecasts),
		id:    func(i int) string { return forecasts[i].id() },
		check: func(i int, own *partnermath.ValidationError) { forecasts[i].check(own, &amount) },
		same:  func(i, j int) bool { return forecasts[i].same(&forecasts[j]) },
	}
	kept, _ := b.sift(&faults, &log, p.Faulty)
	if err := faults.Err(); err != nil {
		return ForecastReport{}, err
	}
	slices.SortFunc(kept, func(i, j int) int {
		a, b := &forecasts[i], &forecasts[j]
		return cmp.Or(cmp.Compare(a.Partner, b.Partner), a.Period.Start.Compare(b.Period.Start), a.Period.End.Compare(b.Period.End))
	})
	r := ForecastReport{Currency: p.Currency, Partners: []PartnerForecastRow{}}
	for _, i := range kept {
		f := &forecasts[i]
		if n := len(r.Partners); n == 0 || r.Partners[n-1].Partner != f.Partner {
			r.Partners = append(r.Partners, PartnerForecastRow{Partner: f.Partner})
		}
		row := &r.Partners[len(r.Partners)-1]
		line := ForecastLine{Period: f.Period, Committed: known(f.Committed), Landed: known(f.Landed)}
		if line.Committed.Valid && line.Landed.Valid {
			line.Error = decimal.NewNullDecimal(f.Landed.Decimal.Sub(f.Committed.Decimal))
		} else {
			log.Add(ReasonAmountUnknown, f.id())
		}
		row.Lines = append(row.Lines, line)
		row.Periods.add(f.Committed, f.Landed)
		r.Periods.add(f.Committed, f.Landed)
		for _, d := range f.Deals {
			row.Deals.add(d.Committed, d.Landed)
		}
	}
	r.Periods.rate()
	for i := range r.Partners {
		r.Partners[i].Periods.rate()
		r.Partners[i].Deals.rate()
	}
	r.Findings = log.Findings()
	return r, nil
}

func (f *PartnerForecast) id() string {
	return fmt.Sprintf("%.100s %s", f.Partner, f.Period.Start)
}

func (f *PartnerForecast) check(own *partnermath.ValidationError, amount *check.Number) {
	check.IDAt(own, at("partner"), f.Partner)
	own.Merge("period", f.Period.Validate())
	amount.CheckNull(own, at("committed"), f.Committed)
	amount.CheckNull(own, at("landed"), f.Landed)
	if len(f.Deals) > MaxForecastDeals {
		own.Addf("deals", "length", "must have a length of at most %d, got %d", MaxForecastDeals, len(f.Deals))
		return
	}
	seen := make(map[string]bool, len(f.Deals))
	for i, d := range f.Deals {
		in := func(field string) check.Place { return check.Place{List: "deals", Index: i, Field: field} }
		check.IDAt(own, in("id"), d.ID)
		if seen[d.ID] {
			own.Addf(in("id").String(), "unique", "deal %.40q stands before", d.ID)
		}
		seen[d.ID] = true
		amount.CheckNull(own, in("committed"), d.Committed)
		amount.CheckNull(own, in("landed"), d.Landed)
	}
}

func (f *PartnerForecast) same(g *PartnerForecast) bool {
	return f.Period == g.Period && sameNull(f.Committed, g.Committed) && sameNull(f.Landed, g.Landed) &&
		slices.EqualFunc(f.Deals, g.Deals, func(a, b CommittedDeal) bool {
			return a.ID == b.ID && sameNull(a.Committed, b.Committed) && sameNull(a.Landed, b.Landed)
		})
}

func (a *ForecastAccuracy) add(committed, landed decimal.NullDecimal) {
	if !committed.Valid || !landed.Valid {
		a.Unknown++
		return
	}
	a.Forecasts++
	off := landed.Decimal.Sub(committed.Decimal)
	a.Committed, a.Landed = a.Committed.Add(committed.Decimal), a.Landed.Add(landed.Decimal)
	a.Error, a.AbsoluteError = a.Error.Add(off), a.AbsoluteError.Add(off.Abs())
}

func (a *ForecastAccuracy) rate() {
	a.Bias, a.WAPE = exact.Ratio(a.Error, a.Committed, exact.RatioPlaces), exact.Ratio(a.AbsoluteError, a.Committed, exact.RatioPlaces)
}

// known drops the number that is left in one that is not given.
func known(d decimal.NullDecimal) decimal.NullDecimal {
	if !d.Valid {
		return decimal.NullDecimal{}
	}
	return d
}
