package promotion

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

var (
	one        = decimal.NewFromInt(1)
	zeroNumber = decimal.NewNullDecimal(decimal.Decimal{})
	maxAmount  = decimal.NewNullDecimal(decimal.New(1, 12))
	maxRevenue = decimal.NewNullDecimal(decimal.New(1, 15))

	// What numbers keep to that are checked by plain code.
	amountNumber  = check.Number{AtLeast: zeroNumber, AtMost: maxAmount}
	stepNumber    = check.Number{Above: zeroNumber, AtMost: maxAmount}
	rateNumber    = check.Number{AtLeast: zeroNumber, AtMost: decimal.NewNullDecimal(one), Digits: 9, Places: exact.RatePlaces}
	positiveRate  = check.Number{Above: zeroNumber, AtMost: decimal.NewNullDecimal(one), Digits: 9, Places: exact.RatePlaces}
	revenueNumber = check.Number{AtLeast: zeroNumber, AtMost: maxRevenue}
	axisNumber    = check.Number{AtLeast: zeroNumber, AtMost: decimal.NewNullDecimal(decimal.New(100, 0)), Digits: 11, Places: 8}
)

// money adds a fault for an amount with more decimals than its currency.
func money(faults *partnermath.ValidationError, path, currency string, amount decimal.NullDecimal) {
	if amount.Valid {
		check.Amount(faults, path, amount.Decimal, currency)
	}
}

// requireMoney checks an amount that must be given, and its decimals where there is a
// currency.
func requireMoney(faults *partnermath.ValidationError, at check.Place, amount decimal.NullDecimal, currency string) {
	revenueNumber.Require(faults, at, amount)
	moneyAt(faults, at, currency, amount)
}

// moneyAt is money for a place that is written out only when it is needed. Without a currency,
// and for an amount out of bounds, which is a fault of its own, there is nothing to check.
func moneyAt(faults *partnermath.ValidationError, at check.Place, currency string, amount decimal.NullDecimal) {
	places, known := partnermath.MinorUnits(currency)
	if amount.Valid && known && partnermath.InBounds(amount.Decimal) && !exact.Fits(amount.Decimal, partnermath.MaxDigits, places) {
		check.Amount(faults, at.String(), amount.Decimal, currency)
	}
}

func notBelow(faults *partnermath.ValidationError, at check.Place, most, least decimal.NullDecimal) {
	if most.Valid && least.Valid && partnermath.InBounds(most.Decimal) && partnermath.InBounds(least.Decimal) && most.Decimal.LessThan(least.Decimal) {
		faults.Addf(at.String(), "range", "must not be below %s, got %s", least.Decimal, most.Decimal)
	}
}

// currency adds a fault for a currency that is given and is none.
func currency(faults *partnermath.ValidationError, path, code string) {
	if _, known := partnermath.MinorUnits(code); code != "" && !known {
		faults.Addf(path, "currency", "must be an ISO 4217 code like USD, got %.40q", code)
	}
}

// matches adds a fault for a currency that is given and is another.
func matches(faults *partnermath.ValidationError, path, given, want string) {
	if given != "" && given != want {
		faults.Addf(path, "match", "must be %s, got %.40q", want, given)
	}
}

// length adds a fault for a list of another length, and tells whether there was none.
func length(faults *partnermath.ValidationError, path string, got, least, most int) bool {
	switch {
	case got == 0 && least > 0:
		faults.Add(path, "required", "must be given")
	case got > most:
		faults.Addf(path, "length", "must have a length of at most %d, got %d", most, got)
	default:
		return true
	}
	return false
}

// quarters adds a fault for a quarter that is absent, none, or given twice.
func quarters[T any](faults *partnermath.ValidationError, path string, all []T, quarter func(T) partnermath.Quarter) {
	seen := make(map[partnermath.Quarter]bool, len(all))
	for i, one := range all {
		q := quarter(one)
		if q.Add(0).IsZero() {
			quarterAt(faults, fmt.Sprintf("%s[%d]", path, i), q)
		} else if seen[q] {
			faults.Addf(fmt.Sprintf("%s[%d]", path, i), "unique", "must not be given twice, got %s", q.String())
		}
		seen[q] = true
	}
}

// quarterAt adds a fault for a quarter that is absent or none, and tells whether there was none.
func quarterAt(faults *partnermath.ValidationError, path string, q partnermath.Quarter) bool {
	switch {
	case q.IsZero():
		faults.Add(path, "required", "must be given")
	case q.Add(0).IsZero():
		faults.Addf(path, "date", "must be a quarter like 2026-Q3, got %d and %d", q.Year, q.Number)
	default:
		return true
	}
	return false
}

// ids checks a list of ids, each of which stands in it once.
func ids(faults *partnermath.ValidationError, path string, all []string) {
	for i, id := range all {
		if !check.ID(id) {
			check.IDAt(faults, check.Place{Field: fmt.Sprintf("%s[%d]", path, i)}, id)
		}
	}
	unique(faults, path, all, func(id string) string { return id })
}

// oneOf adds a fault for a text that is missing or none of the values of its type.
func oneOf[T interface {
	~string
	Values() []T
}](faults *partnermath.ValidationError, at check.Place, value T,
) {
	switch values := value.Values(); {
	case value == "":
		faults.Add(at.String(), "required", "must be given")
	case !slices.Contains(values, value):
		faults.Addf(at.String(), "one-of", "must be one of %s; got %.40q", listed(values, func(v T) string { return string(v) }), value)
	}
}

// unique adds a fault for each id that stands in a list a second time.
func unique[T any](faults *partnermath.ValidationError, path string, all []T, id func(T) string) {
	if len(all) < 2 {
		return
	}
	seen := make(map[string]bool, len(all))
	for i, one := range all {
		if seen[id(one)] {
			faults.Addf(fmt.Sprintf("%s[%d]", path, i), "unique", "must not be given twice, got %.100q", id(one))
		}
		seen[id(one)] = true
	}
}

// outcomes checks what quarters bring, in one currency.
func outcomes(faults *partnermath.ValidationError, path string, all []QuarterOutcome, code string) {
	if !length(faults, path, len(all), 1, MaxList) {
		return
	}
	quarters(faults, path, all, func(q QuarterOutcome) partnermath.Quarter { return q.Quarter })
	if _, known := partnermath.MinorUnits(code); !known {
		code = ""
	}
	for i := range all {
		o := &all[i].Outcome
		at := func(field string) string { return fmt.Sprintf("%s[%d].outcome%s", path, i, field) }
		if err := o.Validate(); err != nil {
			faults.Merge(at(""), err)
			continue
		}
		if code == "" {
			code = o.Currency
		}
		if o.Currency != "" && o.Currency != code {
			faults.Addf(at(".currency"), "match", "must be %s like the others, got %.40q", code, o.Currency)
		}
		if o.Owner == partnermath.OwnerPartner {
			faults.Add(at(".owner"), "match", "must be the vendor's money, got the partner's")
		}
		if o.Revenue.Valid && !revenueNumber.Holds(o.Revenue.Decimal) {
			revenueNumber.Fault(faults, at(".revenue"), o.Revenue.Decimal)
		}
	}
}

// outcomesFit checks sound outcomes against the currency of the menu.
func outcomesFit(faults *partnermath.ValidationError, path string, all []QuarterOutcome, currency string) {
	for i := range all {
		o := &all[i].Outcome
		if o.Currency != "" && o.Currency != currency {
			faults.Addf(fmt.Sprintf("%s[%d].outcome.currency", path, i), "match", "must be %s, got %.40q", currency, o.Currency)
		}
		moneyAt(faults, check.Place{List: path, Index: i, Field: "outcome.pipeline"}, currency, o.Pipeline)
		moneyAt(faults, check.Place{List: path, Index: i, Field: "outcome.revenue"}, currency, o.Revenue)
		moneyAt(faults, check.Place{List: path, Index: i, Field: "outcome.margin"}, currency, o.Margin)
	}
}

func orZero(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}
