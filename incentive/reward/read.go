package reward

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// maxMinorUnits is the most decimals that a currency has.
const maxMinorUnits = 4

// maxAmount keeps an amount within 10^17 minor units of any currency, and so the sum of the
// payments on a deal within an int64.
var maxAmount = decimal.New(1, 13)

// minorUnits returns the decimals of an amount, the most there are while the currency is
// not sound.
func minorUnits(currency string) int32 {
	if places, ok := partnermath.MinorUnits(currency); ok {
		return places
	}
	return maxMinorUnits
}

// moneyOf is what an amount of a deal must keep to.
func moneyOf(places int32) check.Number {
	return check.Number{
		AtLeast: decimal.NewNullDecimal(decimal.Decimal{}), AtMost: decimal.NewNullDecimal(maxAmount),
		Digits: partnermath.MaxDigits, Places: places,
	}
}

// dealReader checks deals one by one.
type dealReader struct {
	places         int32
	money, payment check.Number
	most           int64          // minor units that an amount can have
	milestones     map[string]int // nil when they are not known
	seen           []string
}

// read checks the book and returns the positions of the deals that count, in order, and how
// many repeat another one. What it returns is of use only when there are no faults.
func (b *Book) read(faults *partnermath.ValidationError, log *finding.Log, p *Program, milestones map[string]int, prefix string) (kept []int, repeated int) {
	if len(b.Deals) > MaxDeals {
		faults.Addf(prefix+"deals", "length", "must have a length of at most %d, got %d", MaxDeals, len(b.Deals))
		return nil, 0
	}
	places := minorUnits(p.Currency)
	r := dealReader{places: places, money: moneyOf(places), payment: moneyOf(places), milestones: milestones}
	r.payment.AtLeast.Decimal = maxAmount.Neg()
	r.most, _ = exact.Int64(maxAmount, places)
	records := batch{
		noun: "deal", path: prefix + "deals", len: len(b.Deals),
		id:    func(i int) string { return b.Deals[i].ID },
		check: func(i int, own *partnermath.ValidationError) { r.check(own, &b.Deals[i]) },
		same:  func(i, j int) bool { return b.Deals[i].same(&b.Deals[j]) },
	}
	return records.sift(faults, log, p.Faulty)
}

func at(field string) check.Place { return check.Place{Field: field} }

// check checks one deal, whether the others are sound or not.
func (c *dealReader) check(own *partnermath.ValidationError, d *Deal) {
	check.IDAt(own, at("id"), d.ID)
	check.IDAt(own, at("partner"), d.Partner)
	if d.Rep != "" {
		check.IDAt(own, at("rep"), d.Rep)
	}
	c.amount(own, &c.money, at("margin"), d.Margin)
	c.amount(own, &c.money, at("base"), d.Base)
	c.checkReached(own, d.Reached)
	if d.End != "" && d.End != EndLost && d.End != EndCancelled {
		own.Addf("end", "one-of", "must be one of lost, cancelled; got %.40q", string(d.End))
	}
	c.checkPaid(own, d)
}

func (c *dealReader) checkReached(own *partnermath.ValidationError, reached []Reached) {
	if len(reached) > MaxMilestones {
		own.Addf("reached", "length", "must have a length of at most %d, got %d", MaxMilestones, len(reached))
		return
	}
	c.seen = c.seen[:0]
	for i := range reached {
		r := &reached[i]
		place := func(field string) check.Place { return check.Place{List: "reached", Index: i, Field: field} }
		check.IDAt(own, place("milestone"), r.Milestone)
		if _, ok := c.milestones[r.Milestone]; !ok && c.milestones != nil {
			own.Addf(place("milestone").String(), "known", "must be a milestone of the program, got %.40q", r.Milestone)
		}
		if slices.Contains(c.seen, r.Milestone) {
			own.Addf(place("milestone").String(), "unique", "must not be given twice, got %.40q again", r.Milestone)
		}
		c.seen = append(c.seen, r.Milestone)
		c.amount(own, &c.money, place("margin"), r.Margin)
		c.amount(own, &c.money, place("base"), r.Base)
	}
}

func (c *dealReader) checkPaid(own *partnermath.ValidationError, d *Deal) {
	if len(d.Paid) > MaxPayments {
		own.Addf("paid", "length", "must have a length of at most %d, got %d", MaxPayments, len(d.Paid))
		return
	}
	for i := range d.Paid {
		p := &d.Paid[i]
		place := func(field string) check.Place { return check.Place{List: "paid", Index: i, Field: field} }
		if p.Date.IsZero() {
			own.Add(place("date").String(), "required", "must be given")
		}
		if !p.Organisation.Valid && !p.Rep.Valid {
			own.Add(fmt.Sprintf("paid[%d]", i), "required", "must have an amount of the organisation or the rep")
		}
		if p.Rep.Valid && d.Rep == "" {
			own.Add(place("rep").String(), "empty", "is read for deals with a rep only and must be left out")
		}
		c.amount(own, &c.payment, place("organisation"), p.Organisation)
		c.amount(own, &c.payment, place("rep"), p.Rep)
	}
}

// amount checks an amount. One above 0 that has units within the limit keeps to all
// rules.
func (c *dealReader) amount(own *partnermath.ValidationError, n *check.Number, place check.Place, d decimal.NullDecimal) {
	if !d.Valid {
		return
	}
	if units, ok := exact.Int64(d.Decimal, c.places); !ok || units <= 0 || units > c.most {
		n.Check(own, place, d.Decimal)
	}
}

// same reports whether two sound deals say the same.
func (d *Deal) same(other *Deal) bool {
	return d.ID == other.ID && d.Partner == other.Partner && d.Rep == other.Rep && d.Expires == other.Expires &&
		d.End == other.End && d.Ended == other.Ended && sameNull(d.Margin, other.Margin) && sameNull(d.Base, other.Base) &&
		slices.EqualFunc(d.Reached, other.Reached, func(a, b Reached) bool {
			return a.Milestone == b.Milestone && a.Date == b.Date && sameNull(a.Margin, b.Margin) && sameNull(a.Base, b.Base)
		}) &&
		slices.EqualFunc(d.Paid, other.Paid, func(a, b Payment) bool {
			return a.Date == b.Date && sameNull(a.Organisation, b.Organisation) && sameNull(a.Rep, b.Rep)
		})
}
