package waterfall

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Cadence is the policy: how the target of a year is spread over its quarters, months
// and weeks. The zero Cadence spreads it evenly over the calendar months.
type Cadence struct {
	Calendar partnermath.Calendar `json:"calendar,omitzero"`
	Spread   CadenceSpread        `json:"spread,omitempty" validate:"omitempty,oneof=even working-days season"`
	// WorkingDays is read by SpreadWorkingDays.
	WorkingDays partnermath.WorkingDays `json:"workingDays,omitzero"`
	// Season is read by SpreadSeason: the weights of the 4 quarters or of the 12 months,
	// one of them above 0. Each is from 0 to 1,000,000 with at most 4 decimals.
	Season []decimal.Decimal `json:"season,omitempty" validate:"max=12"`
}

// CadenceSpread tells what gives a part of the year its weight.
type CadenceSpread string

// The spreads. None means SpreadEven.
const (
	// SpreadEven gives every week of a week pattern the same weight, so that a month of
	// 5 weeks has more than one of 4. Under calendar months it gives every month
	// the same weight, whatever its days.
	SpreadEven CadenceSpread = "even"
	// SpreadWorkingDays gives every working day the same weight.
	SpreadWorkingDays CadenceSpread = "working-days"
	// SpreadSeason gives the quarters, or the months, the weights of Season. The months
	// of a quarter, or the weeks of a week pattern in the quarter or month, share
	// its weight evenly.
	SpreadSeason CadenceSpread = "season"
)

// Values returns the spreads.
func (CadenceSpread) Values() []CadenceSpread {
	return []CadenceSpread{SpreadEven, SpreadWorkingDays, SpreadSeason}
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the cadence
// breaks: a calendar, a spread, working days or weights that are not valid for
// themselves, those that the spread does not read, a season of any length but 4 and 12, and
// one whose weights are all 0.
func (c Cadence) Validate() error {
	var faults partnermath.ValidationError
	faults.Merge("calendar", c.Calendar.Validate())
	faults.Merge("", check.Model(c, nil))
	faults.Merge("workingDays", c.WorkingDays.Validate())
	c.weights(&faults)
	if len(faults.Fields) == 0 {
		c.rules(&faults)
	}
	return faults.Err()
}

// weights checks the weights of a season, each for itself: with tags, twelve of them
// would take longer than the schedule of a year.
func (c Cadence) weights(faults *partnermath.ValidationError) {
	if len(c.Season) > maxSeason {
		return
	}
	for i, weight := range c.Season {
		if units, ok := exact.Int64(weight, seasonPlaces); !ok || units < 0 || units > maxWeight || !partnermath.InBounds(weight) {
			weightNumber.Fault(faults, fmt.Sprintf("season[%d]", i), weight)
		}
	}
}

var weightNumber = check.Number{AtLeast: null(0), AtMost: null(1_000_000), Digits: 11, Places: seasonPlaces}

const (
	maxSeason = 12
	// maxWeight is the largest weight of a season in units of 10^-seasonPlaces.
	maxWeight    = 10_000_000_000
	seasonPlaces = 4
)

// rules checks what takes more than one field.
func (c Cadence) rules(faults *partnermath.ValidationError) {
	if c.Spread != SpreadWorkingDays && (c.WorkingDays.Weekend != nil || len(c.WorkingDays.Holidays) > 0) {
		faults.Addf("workingDays", "empty", "is read for the spread %s only and must be left out", SpreadWorkingDays)
	}
	switch n := len(c.Season); {
	case c.Spread != SpreadSeason && n > 0:
		faults.Addf("season", "empty", "is read for the spread %s only and must be left out", SpreadSeason)
	case c.Spread != SpreadSeason:
	case n == 0:
		faults.Add("season", "required", "must be given: 4 weights for the quarters or 12 for the months")
	case n != 4 && n != maxSeason:
		faults.Addf("season", "length", "must have 4 weights for the quarters or 12 for the months, got %d", n)
	case !slices.ContainsFunc(c.Season, decimal.Decimal.IsPositive):
		faults.Add("season", "sum", "must have a weight above 0")
	}
}

// YearTarget is what to reach in a year: revenue, leads, visits. The zero YearTarget is not
// valid, because it has no year.
type YearTarget struct {
	// Year is the fiscal year, one that a Calendar covers.
	Year int `json:"year" validate:"min=3,max=9997"`
	// Total must be given, at least 0 and at most 100,000,000,000,000. It has no more
	// decimals than the currency, and without a currency at most 4.
	Total decimal.NullDecimal `json:"total,omitzero" validate:"required,bounds,atleast=0,atmost=100000000000000,digits=18 4"`
	// Currency is that of an amount of money; left out for a count.
	Currency string `json:"currency,omitempty" validate:"omitempty,currency"`
}

// Validate returns a [*partnermath.ValidationError] for a year outside 3 to 9997, no
// total or one below 0, too large or with too many decimals, and for an unknown
// currency.
func (t YearTarget) Validate() error { return check.Model(t, t.rules) }

func (t YearTarget) rules(faults *partnermath.ValidationError) {
	if places, ok := partnermath.MinorUnits(t.Currency); ok && !exact.Fits(t.Total.Decimal, maxTargetDigits, places) {
		faults.Addf("total", "digits", "must have at most %d decimals, as %s has, got %s", places, t.Currency, t.Total.Decimal)
	}
}

// maxTargetDigits is that of the tag of Total. With 4 decimals 10^14 is 10^18 units,
// the most that exact.Int64 returns.
const maxTargetDigits = 18

// units returns the total as a whole number of units of 10^-places, for a valid target.
func (t YearTarget) units() (units int64, places int32) {
	if minor, ok := partnermath.MinorUnits(t.Currency); ok {
		places = minor
	} else if !exact.Fits(t.Total.Decimal, maxTargetDigits, 0) {
		places = countPlaces
	}
	units, _ = exact.Int64(t.Total.Decimal, places)
	return units, places
}
