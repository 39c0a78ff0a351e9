package channel

import (
	"cmp"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// converter finds the rates of records and counts how they are used.
type converter struct {
	to       string
	places   int32
	calendar partnermath.Calendar
	through  partnermath.Quarter // whose rates are constant
	rates    map[string][]rateOn // by currency and day
	found    map[money]*rate
	used     map[int]count // records by the position of the rate
	missing  map[money]int

	// What convert made last, in memory that is used again: the facts of a record, and the
	// revenue of its outcomes at the constant rate.
	facts     facts
	constants []int64
}

// money is a currency in a quarter.
type money struct {
	currency string
	quarter  partnermath.Quarter
}

type rateOn struct {
	date partnermath.Date
	at   int
	per  int64 // in units of 10^-ratePlaces
}

// rate turns units of one currency into those of another one: × times ÷ by.
type rate struct {
	at        int // the position among the rates, below 0 for the currency itself
	times, by int64
}

const ratePlaces = 12

// maxConverted bounds an amount that is converted: what its record adds up to fits 64 bits.
const maxConverted = 100_000_000_000_000_000

func newConverter(p *Policy) *converter {
	if p.ConvertTo == "" {
		return nil
	}
	c := &converter{
		to: p.ConvertTo, calendar: p.Calendar, through: p.Period.Through,
		rates: make(map[string][]rateOn), found: make(map[money]*rate), used: make(map[int]count), missing: make(map[money]int),
	}
	c.places, _ = partnermath.MinorUnits(p.ConvertTo)
	for i, r := range p.Rates {
		per, _ := exact.Int64(r.Rate.Decimal, ratePlaces)
		c.rates[r.From] = append(c.rates[r.From], rateOn{r.Date, i, per})
	}
	for _, list := range c.rates {
		slices.SortFunc(list, func(a, b rateOn) int { return a.date.Compare(b.date) })
	}
	return c
}

// rate returns the last rate on or before the last day of the quarter, nil without one.
func (c *converter) rate(m money) *rate {
	r, known := c.found[m]
	if !known {
		r = c.find(m)
		c.found[m] = r
	}
	return r
}

func (c *converter) find(m money) *rate {
	if m.currency == c.to {
		return &rate{at: -1, times: 1, by: 1}
	}
	end := c.calendar.Quarter(m.quarter.Year, m.quarter.Number).End
	var last *rateOn
	for i, r := range c.rates[m.currency] {
		if r.date.Before(end) {
			last = &c.rates[m.currency][i]
		}
	}
	if last == nil {
		return nil
	}
	places, _ := partnermath.MinorUnits(m.currency)
	by := int64(1)
	for range ratePlaces + places - c.places {
		by *= 10
	}
	return &rate{at: last.at, times: last.per, by: by}
}

// constant is the rate of growth at constant rates. There is one for what has a rate.
func (c *converter) constant(currency string) *rate { return c.rate(money{currency, c.through}) }

// units converts, rounded half away from zero. It is not ok beyond maxConverted.
func (r *rate) units(n int64) (converted int64, ok bool) {
	if r.at < 0 {
		return n, true
	}
	converted, ok = exact.MulDiv(max(n, -n), r.times, r.by)
	if n < 0 {
		converted = -converted
	}
	return converted, ok && max(converted, -converted) <= maxConverted
}

// use counts the records of a currency in a quarter, and reports whether they have a rate.
func (c *converter) use(m money) bool {
	r := c.rate(m)
	switch {
	case r == nil:
		c.missing[m]++
	case r.at >= 0:
		c.used[r.at]++
	}
	return r != nil
}

// convert converts a record, if it has a rate. It is not ok where an amount is too large.
func (c *converter) convert(f *facts, kinds []Kind) (ok bool) {
	r := c.rate(money{f.currency, f.quarter})
	if r == nil {
		return true
	}
	constant := c.constant(f.currency)
	ok = true
	at := func(r *rate, n int64) int64 {
		converted, fits := r.units(n)
		ok = ok && fits
		return converted
	}
	one := func(a amount) amount { return amount{at(r, a.units), a.known} }
	to := &c.facts
	outcomes, spend := to.outcomes[:0], to.spend[:0]
	*to, c.constants = *f, c.constants[:0]
	for _, o := range f.outcomes {
		outcomes = append(outcomes, outcome{at(r, o.revenue), one(o.cost), one(o.baseline)})
		c.constants = append(c.constants, at(constant, o.revenue))
	}
	to.contra = 0
	for k, n := range f.spend {
		spend = append(spend, at(r, n))
		if kinds[k].Treatment == TreatedAsContra {
			to.contra += spend[k]
		}
	}
	to.outcomes, to.spend = outcomes, spend
	to.direct, to.plan = one(f.direct), one(f.plan)
	for i := range to.credited {
		to.credited[i] = one(f.credited[i])
	}
	to.overlay = one(f.overlay)
	return ok
}

// convertible reports whether the deals of a sound record are within bounds when converted.
func (c *converter) convertible(r *Record) bool {
	rate := c.rate(money{r.Currency, r.Quarter})
	places, _ := partnermath.MinorUnits(r.Currency)
	for i := range r.Deals {
		units, _ := exact.Int64(r.Deals[i].Amount.Decimal, places)
		if rate == nil {
			break
		}
		if _, ok := rate.units(units); !ok {
			return false
		}
	}
	return true
}

func (c *converter) merge(d *converter) {
	if c == nil {
		return
	}
	for i, n := range d.used {
		c.used[i] += n
	}
	for m, n := range d.missing {
		c.missing[m] += n
	}
}

// publish returns what was used, at constant rates for some currencies, and what was missing.
func (c *converter) publish(rates []Rate, constants []string) ([]UsedRate, []MissingRate) {
	used, missing := []UsedRate{}, []MissingRate{}
	if c == nil {
		return used, missing
	}
	constant := make(map[int]bool)
	for _, currency := range constants {
		if r := c.constant(currency); r != nil {
			constant[r.at] = true
		}
	}
	for i, r := range rates {
		if c.used[i] > 0 || constant[i] {
			used = append(used, UsedRate{Rate: r, Records: int(c.used[i]), Constant: constant[i]})
		}
	}
	for m, records := range c.missing {
		missing = append(missing, MissingRate{Currency: m.currency, Quarter: m.quarter, Records: records})
	}
	slices.SortFunc(missing, func(a, b MissingRate) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), a.Quarter.Since(b.Quarter))
	})
	return used, missing
}
