package mdf

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Purchase is something that a partner bought, or with figures below 0 gave back.
type Purchase struct {
	// ID is unique among the purchases. One that is listed twice counts once.
	ID      string           `json:"id"`
	Partner string           `json:"partner"`
	Date    partnermath.Date `json:"date"`
	// Currency is that of the program; it may be left out.
	Currency string `json:"currency,omitempty"`
	// Amount has the decimals of the currency and Units at most 4. What the tiers pay on must be given.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	Units  decimal.NullDecimal `json:"units,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the purchase breaks for itself.
func (x Purchase) Validate() error {
	var faults partnermath.ValidationError
	amount, units := amountNumber(maxPlaces), unitsNumber()
	x.check(&faults, check.Place{}, &amount, &units)
	if x.Currency != "" && !isCurrency(x.Currency) {
		faults.Addf("currency", "currency", "must be an ISO 4217 code like USD, got %.40q", x.Currency)
	}
	return faults.Err()
}

func unitsNumber() check.Number {
	number := amountNumber(0)
	number.Digits, number.Places = 16, 4
	return number
}

// check adds the rules that the purchase breaks for itself.
func (x *Purchase) check(faults *partnermath.ValidationError, at check.Place, amount, units *check.Number) {
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("id"), x.ID)
	check.IDAt(faults, field("partner"), x.Partner)
	if x.Date.IsZero() {
		faults.Addf(field("date").String(), "required", "must be given (purchase %.100q)", x.ID)
	}
	amount.CheckNull(faults, field("amount"), x.Amount)
	units.CheckNull(faults, field("units"), x.Units)
}

// purchased adds up what each partner bought in the earning period, in what the tiers pay
// on. A partner that bought at another time has 0.
func purchased(faults *partnermath.ValidationError, p *Program, purchases []Purchase, asOf partnermath.Date) map[string]decimal.Decimal {
	places, _ := partnermath.MinorUnits(p.Currency)
	amount, units, onUnits := amountNumber(places), unitsNumber(), p.Earning.onUnits()
	sums, first := map[string]decimal.Decimal{}, make(map[string]int, len(purchases))
	for i := range purchases {
		x, at := &purchases[i], check.Place{List: "purchases", Index: i}
		before := len(faults.Fields)
		x.check(faults, at, &amount, &units)
		if x.Currency != "" && x.Currency != p.Currency {
			p.matches(faults, fmt.Sprintf("purchases[%d].currency", i), x.Currency)
		}
		measure := x.Amount
		if at.Field = "amount"; onUnits {
			measure, at.Field = x.Units, "units"
		}
		if !measure.Valid {
			faults.Addf(at.String(), "required", "must be given, since the tiers pay on it (purchase %.100q)", x.ID)
		}
		if faults.Truncated {
			return nil
		}
		if len(faults.Fields) > before {
			continue
		}
		if same, seen := first[x.ID]; seen {
			if !x.same(&purchases[same]) {
				faults.Addf(fmt.Sprintf("purchases[%d].id", i), "unique", "is also that of a purchase with other contents, got %.100q", x.ID)
			}
			continue
		}
		first[x.ID] = i
		sum := sums[x.Partner]
		if p.Earning.Period.Contains(x.Date) && !x.Date.After(asOf) {
			sum = sum.Add(measure.Decimal)
		}
		sums[x.Partner] = sum
	}
	return sums
}

func (x *Purchase) same(y *Purchase) bool {
	equal := func(a, b decimal.NullDecimal) bool { return a.Valid == b.Valid && a.Decimal.Equal(b.Decimal) }
	return x.Partner == y.Partner && x.Date == y.Date && equal(x.Amount, y.Amount) && equal(x.Units, y.Units)
}
