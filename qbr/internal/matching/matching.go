// Package matching holds results against the review that they are for: its partner, its
// currency and period, and the day up to which they may know. What a result does not say of
// itself is not held.
package matching

import (
	"fmt"

	"github.com/partnermath/partnermath"
)

// Origin is of whom, of when and in which currency a result is said to be.
type Origin struct {
	Partner  string
	Currency string
	Period   partnermath.Period
	AsOf     partnermath.Date
}

// Check holds results against a review, of which Review.Period is the quarter, and adds what
// does not match to the faults.
type Check struct {
	Faults *partnermath.ValidationError
	Review Origin
	// Of is the origin of the result that is held, and At the path of its source.
	Of Origin
	At string
}

// Fault adds a fault of a field of the source.
func (c *Check) Fault(field, rule, format string, args ...any) {
	c.Faults.Addf(c.At+"."+field, rule, format, args...)
}

// Origin holds the origin itself, but for its period. A result without amounts needs no
// currency.
func (c *Check) Origin(amounts bool) {
	c.is("partner", c.Of.Partner, c.Review.Partner, "%.40q")
	if c.Of.Currency != "" || amounts {
		c.is("currency", c.Of.Currency, c.Review.Currency, "%s")
	}
	if c.Of.AsOf.IsZero() {
		c.Fault("asOf", "required", "must be given")
	}
	c.notAfter("asOf", c.Of.AsOf, c.Review.AsOf)
}

func (c *Check) is(field, got, want, verb string) {
	if got != want {
		c.Fault(field, "match", "must be "+verb+", that of the review, got %.40q", want, got)
	}
}

// Period holds a period that is a certain one.
func (c *Check) Period(field string, got, want partnermath.Period) {
	if got != want {
		c.Fault(field, "match", "must be %s, got %s", want, got)
	}
}

// Holds holds a period that has to hold the quarter.
func (c *Check) Holds(field string, p partnermath.Period) {
	if p.Start.After(c.Review.Period.Start) || p.End.Before(c.Review.Period.End) {
		c.Fault(field, "match", "must hold the quarter, %s, got %s", c.Review.Period, p)
	}
}

// Overlaps holds a period that has to overlap the quarter.
func (c *Check) Overlaps(p partnermath.Period, field string, at ...any) {
	if !p.Start.Before(c.Review.Period.End) || !c.Review.Period.Start.Before(p.End) {
		c.Fault(fmt.Sprintf(field, at...), "match", "must overlap the quarter, %s, got %s", c.Review.Period, p)
	}
}

// Currency holds a currency that a result says.
func (c *Check) Currency(of, field string, at ...any) {
	if of != "" && of != c.Review.Currency {
		c.is(fmt.Sprintf(field, at...), of, c.Review.Currency, "%s")
	}
}

// Partner holds a partner that a result says.
func (c *Check) Partner(of, field string, at ...any) {
	if of != "" && of != c.Review.Partner {
		c.is(fmt.Sprintf(field, at...), of, c.Review.Partner, "%.40q")
	}
}

// SamePeriod holds the period of a result.
func (c *Check) SamePeriod(of partnermath.Period) {
	if !of.IsZero() && of != c.Of.Period {
		c.Fault("value.period", "match", "must be %s, that of the source, got %s", c.Of.Period, of)
	}
}

// Day holds a day of which a result knows.
func (c *Check) Day(d partnermath.Date, field string, at ...any) {
	if !c.Of.AsOf.IsZero() && d.After(c.Of.AsOf) {
		c.notAfter(fmt.Sprintf(field, at...), d, c.Of.AsOf)
	}
}

func (c *Check) notAfter(field string, d, through partnermath.Date) {
	if !through.IsZero() && d.After(through) {
		c.Fault(field, "order", "must not be after %s, got %s", through, d)
	}
}
