package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Deal is one opportunity of a partner, open or closed.
type Deal struct {
	// ID is unique among the deals.
	ID string `json:"id"`
	// Partner, Rep, Region, Product and Customer say whose deal it is; each may be left
	// out.
	Partner  string `json:"partner,omitempty"`
	Rep      string `json:"rep,omitempty"`
	Region   string `json:"region,omitempty"`
	Product  string `json:"product,omitempty"`
	Customer string `json:"customer,omitempty"`
	// Currency must be that of the policy. In a list it may be left out; a deal that is
	// added one by one must state it.
	Currency string `json:"currency,omitempty"`
	// Amount is from 0 to 100,000,000,000,000, with at most 14 digits and no more
	// decimals than the currency has.
	Amount decimal.Decimal `json:"amount"`
	// Stage is the id of a stage of the policy. That of a closed deal is not read: it may
	// be left out, or be what a CRM calls its end.
	Stage string `json:"stage,omitempty"`
	// Category is the forecast category; left out, CategoryOpen.
	Category ForecastCategory `json:"category,omitempty"`
	// Probability is that of winning, from 0 to 1 with at most 6 decimals; left out, that
	// of the stage. Reliability is how far the partner's forecasts hold, likewise; left
	// out, 1.
	Probability decimal.NullDecimal `json:"probability,omitzero"`
	Reliability decimal.NullDecimal `json:"reliability,omitzero"`
	// Created must be given, LastActivity and ExpectedClose may be left out. Neither lies
	// before Created.
	Created       partnermath.Date `json:"created,omitzero"`
	LastActivity  partnermath.Date `json:"lastActivity,omitzero"`
	ExpectedClose partnermath.Date `json:"expectedClose,omitzero"`
	// Outcome is how the deal ended, and Closed when; an open deal has neither.
	Outcome DealOutcome      `json:"outcome,omitempty"`
	Closed  partnermath.Date `json:"closed,omitzero"`
}

// ForecastCategory is the forecast category of an open deal.
type ForecastCategory string

// The categories. None means CategoryOpen.
const (
	// CategoryCommit: the partner commits to win it in the period.
	CategoryCommit ForecastCategory = "commit"
	// CategoryBestCase: it is won in the period if all goes well.
	CategoryBestCase ForecastCategory = "best-case"
	CategoryOpen     ForecastCategory = "open"
)

// DealOutcome is how a deal ended.
type DealOutcome string

// The outcomes. None means that the deal is open.
const (
	DealWon  DealOutcome = "won"
	DealLost DealOutcome = "lost"
	// DealNoDecision: the customer bought from nobody.
	DealNoDecision DealOutcome = "no-decision"
)

// maxDealUnits is the largest amount, in units of the 4 decimals that a currency has at
// most: all that exact.Int64 returns.
const maxDealUnits = 1_000_000_000_000_000_000

var (
	dealNumber        = check.Number{AtLeast: null(0), AtMost: null(100_000_000_000_000), Digits: 14, Places: 4}
	probabilityNumber = check.Number{AtLeast: null(0), AtMost: null(1), Digits: 7, Places: 6}
)

func null(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }

// Validate returns a [*partnermath.ValidationError] that lists every rule the deal
// breaks for itself. That its stage and currency are those of the policy, its amount
// fits the currency and its dates are not in the future is checked with the policy.
func (d Deal) Validate() error {
	var faults partnermath.ValidationError
	if !d.sound() {
		d.report(&faults)
	}
	return faults.Err()
}

// sound is report without the words, for the many deals that have no fault.
func (d *Deal) sound() bool {
	return check.ID(d.ID) && optionalID(d.Partner) && optionalID(d.Rep) && optionalID(d.Region) &&
		optionalID(d.Product) && optionalID(d.Customer) && optionalID(d.Stage) &&
		keeps(d.Amount, &dealNumber, maxDealUnits) &&
		(!d.Probability.Valid || keeps(d.Probability.Decimal, &probabilityNumber, million)) &&
		(!d.Reliability.Valid || keeps(d.Reliability.Decimal, &probabilityNumber, million)) &&
		d.Category.known() && d.Outcome.known() && d.datesInOrder() && (d.Stage != "" || d.Outcome != "")
}

// keeps reports whether d keeps to n, the largest number of which is most in units of
// its last decimal, without the cost of comparing decimals.
func keeps(d decimal.Decimal, n *check.Number, most int64) bool {
	units, whole := exact.Int64(d, n.Places)
	return whole && 0 <= units && units <= most && exact.Fits(d, n.Digits, n.Places)
}

func optionalID(id string) bool { return id == "" || check.ID(id) }

func (c ForecastCategory) known() bool {
	return c == "" || c == CategoryCommit || c == CategoryBestCase || c == CategoryOpen
}

func (o DealOutcome) known() bool {
	return o == "" || o == DealWon || o == DealLost || o == DealNoDecision
}

// datesInOrder reports whether the deal was created before everything else that
// happened to it, and has a closing day if and only if it is closed.
func (d *Deal) datesInOrder() bool {
	return !d.Created.IsZero() && notBefore(d.LastActivity, d.Created) && notBefore(d.ExpectedClose, d.Created) &&
		notBefore(d.Closed, d.Created) && d.Closed.IsZero() == (d.Outcome == "")
}

func notBefore(later, earlier partnermath.Date) bool { return later.IsZero() || !later.Before(earlier) }

// report lists what is wrong.
func (d *Deal) report(faults *partnermath.ValidationError) {
	for _, id := range []struct {
		field, value string
		needed       bool
	}{
		{"id", d.ID, true},
		{"partner", d.Partner, false},
		{"rep", d.Rep, false},
		{"region", d.Region, false},
		{"product", d.Product, false},
		{"customer", d.Customer, false},
		{"stage", d.Stage, d.Outcome == ""},
	} {
		if id.needed || id.value != "" {
			check.IDAt(faults, check.Place{Field: id.field}, id.value)
		}
	}
	dealNumber.Check(faults, check.Place{Field: "amount"}, d.Amount)
	probabilityNumber.CheckNull(faults, check.Place{Field: "probability"}, d.Probability)
	probabilityNumber.CheckNull(faults, check.Place{Field: "reliability"}, d.Reliability)
	if !d.Category.known() {
		faults.Addf("category", "one-of", "must be one of commit, best-case, open; got %.40q", d.Category)
	}
	if !d.Outcome.known() {
		faults.Addf("outcome", "one-of", "must be one of won, lost, no-decision; got %.40q", d.Outcome)
	}
	d.reportDates(faults)
}

func (d *Deal) reportDates(faults *partnermath.ValidationError) {
	if d.Created.IsZero() {
		faults.Add("created", "required", "must be given")
	}
	for _, later := range []struct {
		field string
		date  partnermath.Date
	}{{"lastActivity", d.LastActivity}, {"expectedClose", d.ExpectedClose}, {"closed", d.Closed}} {
		if !notBefore(later.date, d.Created) {
			faults.Addf(later.field, "order", "must not be before the deal was created on %s, got %s", d.Created, later.date)
		}
	}
	switch {
	case d.Closed.IsZero() && d.Outcome != "":
		faults.Add("closed", "required", "must be given with an outcome")
	case !d.Closed.IsZero() && d.Outcome == "":
		faults.Add("closed", "empty", "must be left out without an outcome")
	}
}

// same reports whether two sound deals say the same.
func (d *Deal) same(e *Deal) bool {
	a, b := *d, *e
	for _, one := range []*Deal{&a, &b} {
		if one.Category == "" {
			one.Category = CategoryOpen
		}
		one.Currency = "" // it is that of the policy, stated or not
	}
	if !a.Amount.Equal(b.Amount) || !sameNull(a.Probability, b.Probability) || !sameNull(a.Reliability, b.Reliability) {
		return false
	}
	a.Amount, b.Amount = decimal.Decimal{}, decimal.Decimal{}
	a.Probability, b.Probability = decimal.NullDecimal{}, decimal.NullDecimal{}
	a.Reliability, b.Reliability = decimal.NullDecimal{}, decimal.NullDecimal{}
	return a == b
}

func sameNull(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}
