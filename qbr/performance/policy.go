package performance

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// The limits of sales: how many [SalesMonth] a partner may have, and of how many fiscal
// years before the reviewed one.
const (
	MaxSalesMonths = 10_000
	MaxYearsBack   = 10
)

// Policy tells what a partner's sales are set against. The zero
// Policy is not valid: it lacks Currency, Quarter and Counts.
type Policy struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string               `json:"currency" validate:"currency"`
	Calendar partnermath.Calendar `json:"calendar,omitzero"`
	// Quarter is the one that is reviewed.
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Counts lists which revenue counts towards the plan.
	Counts []Involvement `json:"counts" validate:"min=1,max=3,dive,enum"`
	Pacing Pacing        `json:"pacing,omitzero"`
	// Floor is the attainment below which a figure is red, above 0 and at most 1. Left out,
	// the plan is the floor.
	Floor decimal.NullDecimal `json:"floor,omitzero" validate:"omitempty,bounds,above=0,atmost=1,digits=9 8"`
	// Spread tells how what remains of the year falls to the quarters left.
	Spread Spread `json:"spread,omitempty" validate:"omitempty,enum"`
}

// Involvement is a partner's part in revenue. A deal of a partner has exactly one.
type Involvement string

// The involvements.
const (
	// Sourced: the partner originated the opportunity.
	Sourced Involvement = "sourced"
	// Influenced: it contributed before the close, and is not the source.
	Influenced Involvement = "influenced"
	// Attached: it transacted or delivered only.
	Attached Involvement = "attached"
)

// Values returns the involvements in order.
func (Involvement) Values() []Involvement { return []Involvement{Sourced, Influenced, Attached} }

// Spread tells how what remains of a year falls to the quarters left. None means
// SpreadEvenly.
type Spread string

// The spreads.
const (
	// SpreadEvenly and SpreadByPlan share what remains of the year, evenly or by the plans of
	// the quarters left: the year's plan − what is reached − what of the plan of a running
	// quarter is not due yet, which that quarter is still to bring.
	SpreadEvenly Spread = "evenly"
	SpreadByPlan Spread = "by-plan"
	// SpreadWithoutShortfall leaves the quarters their own plans.
	SpreadWithoutShortfall Spread = "without-shortfall"
)

// Values returns the spreads in order.
func (Spread) Values() []Spread {
	return []Spread{SpreadEvenly, SpreadByPlan, SpreadWithoutShortfall}
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks.
func (p Policy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		faults.Merge("calendar", p.Calendar.Validate())
		faults.Merge("pacing", p.Pacing.Validate())
		if len(faults.Fields) == 0 && p.Calendar.Quarter(p.Quarter.Year, p.Quarter.Number).IsZero() {
			faults.Add("quarter", "required", "must be a quarter of the calendar")
		}
		for i, c := range p.Counts {
			if slices.Contains(p.Counts[:i], c) {
				faults.Addf(fmt.Sprintf("counts[%d]", i), "unique", "%s stands before", c)
			}
		}
	})
}

// SalesMonth is the plan of a product in a month of the fiscal year, and what was sold.
// Amounts are revenue, the plan at least 0, and left out where they are not known: a
// product that is not sold in a month says 0. The zero SalesMonth is not valid.
type SalesMonth struct {
	// Year is the fiscal year, and Month, from 1 to 12, the month in it.
	Year       int                 `json:"year"`
	Month      int                 `json:"month"`
	Product    string              `json:"product"`
	Plan       decimal.NullDecimal `json:"plan,omitzero"`
	Sourced    decimal.NullDecimal `json:"sourced,omitzero"`
	Influenced decimal.NullDecimal `json:"influenced,omitzero"`
	Attached   decimal.NullDecimal `json:"attached,omitzero"`
}

// of returns the revenue of an involvement.
func (m *SalesMonth) of(i Involvement) decimal.NullDecimal {
	switch i {
	case Sourced:
		return m.Sourced
	case Influenced:
		return m.Influenced
	}
	return m.Attached
}

// Report is a partner's sales beside its plan.
type Report struct {
	Currency string              `json:"currency"`
	Quarter  partnermath.Quarter `json:"quarter"`
	AsOf     partnermath.Date    `json:"asOf"`
	// Total is of all products, Products of each, by id.
	Total    Line   `json:"total"`
	Products []Line `json:"products"`
	// Quarters are the total of each quarter, from the first that a month is given of through
	// the reviewed one, and Trend is the line through those that are over and known.
	Quarters []QuarterRevenue `json:"quarters"`
	Trend    Trend            `json:"trend"`
	// Left are the quarters of the fiscal year after the reviewed one.
	Left []QuarterTarget `json:"left"`
}

// Line is the performance of a product, or of all. The figures of Quarter are of
// the reviewed one, those of YearToDate of the fiscal year through its end.
type Line struct {
	Product    string  `json:"product,omitempty"`
	Quarter    Figures `json:"quarter"`
	YearToDate Figures `json:"yearToDate"`
}

// Figures are what was sold in a period beside the plan.
type Figures struct {
	Period partnermath.Period `json:"period"`
	// Plan is of the whole period, undefined where that of a month is not known.
	Plan decimal.NullDecimal `json:"plan"`
	// Actual is Σ of what counts, of the months that have begun by asOf; Sourced,
	// Influenced and Attached are its parts, those included that do not count. Each is
	// undefined where one of its months is not known; Unreported counts the months, of any
	// product, of which something that counts is not known.
	Actual     decimal.NullDecimal `json:"actual"`
	Sourced    decimal.NullDecimal `json:"sourced"`
	Influenced decimal.NullDecimal `json:"influenced"`
	Attached   decimal.NullDecimal `json:"attached"`
	Unreported int                 `json:"unreported"`
	// Attainment is Actual ÷ Plan, and Variance Actual − Plan.
	Attainment decimal.NullDecimal `json:"attainment"`
	Variance   decimal.NullDecimal `json:"variance"`
	// Before is the actual of the period before of the same length, a quarter, and YearAgo
	// that of the same months a year ago; Growth and YearGrowth are (Actual − it) ÷ it, and
	// undefined unless it is above 0 and the period is over. Before and Growth are undefined
	// for a year to date.
	Before     decimal.NullDecimal `json:"before"`
	Growth     decimal.NullDecimal `json:"growth"`
	YearAgo    decimal.NullDecimal `json:"yearAgo"`
	YearGrowth decimal.NullDecimal `json:"yearGrowth"`
	// Floor is round(Plan × the policy's floor), undefined without one.
	Floor decimal.NullDecimal `json:"floor"`
	// Running tells that asOf is before the last day of the period, and Pace how it goes; it
	// is nil otherwise.
	Running bool  `json:"running"`
	Pace    *Pace `json:"pace,omitempty"`
	// Status is of Actual beside Plan and Floor, in a running period beside Due and
	// FloorDue.
	Status Status `json:"status"`
}

// QuarterRevenue is what was sold in a quarter.
type QuarterRevenue struct {
	Quarter partnermath.Quarter `json:"quarter"`
	Actual  decimal.NullDecimal `json:"actual"`
}

// QuarterTarget is what falls to a quarter that is left.
type QuarterTarget struct {
	Quarter partnermath.Quarter `json:"quarter"`
	Plan    decimal.NullDecimal `json:"plan"`
	// Target is the quarter's part of what remains of the year, as the policy spreads it, by
	// largest remainder; 0 where nothing remains. What remains is the plan of the year less
	// YearToDate.Actual, and less Quarter.Plan − Pace.Due while the reviewed quarter runs: it
	// falls short only of what was due by now. It is undefined where one of these is not known.
	Target decimal.NullDecimal `json:"target"`
}
