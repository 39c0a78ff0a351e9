package channel

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// The limits of a [Policy].
const (
	MaxKinds = 30
	MaxRates = 10_000
	MaxPlans = 1000
)

// Policy tells what kinds of spend there are, and which quarters are looked at. The zero
// Policy is not valid: it lacks Period and Kinds.
type Policy struct {
	// Calendar is that of the quarters. It is read for the days of rates only.
	Calendar partnermath.Calendar `json:"calendar,omitzero"`
	// Period is what the report is of, and Before what it is compared with, an earlier one.
	// Left out, there is nothing to compare with.
	Period Span `json:"period"`
	Before Span `json:"before,omitzero"`
	// Kinds are the kinds of spend, in the order of the report.
	Kinds []Kind `json:"kinds" validate:"min=1,max=30,dive"`
	// Counts lists what of a partner's deals counts towards its plan. Left out, its revenue
	// does.
	Counts []Role `json:"counts,omitempty" validate:"max=3,dive,enum"`
	// Plans are what groups are to sell in the period, each group once in a currency.
	Plans []GroupPlan `json:"plans,omitempty" validate:"max=1000,dive"`
	// Bands are the attainments at which a band begins, rising, such as 0.5, 0.8 and 1.
	Bands []decimal.NullDecimal `json:"bands,omitempty" validate:"max=20,dive,required,bounds,above=0,atmost=1000,digits=9 6"`
	// Top is how many of the largest partners are listed, at most 100.
	Top int `json:"top,omitempty" validate:"min=0,max=100"`
	// ConvertTo is the ISO 4217 currency of the converted account; left out, there is none.
	// Rates are what it is converted with, each to that currency, in any order.
	ConvertTo string `json:"convertTo,omitempty" validate:"omitempty,currency"`
	Rates     []Rate `json:"rates,omitempty" validate:"max=10000,dive"`
	// Faulty tells what becomes of a batch with faulty records.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Span is some quarters, From and Through among them. The zero Span is none.
type Span struct {
	From    partnermath.Quarter `json:"from,omitzero"`
	Through partnermath.Quarter `json:"through,omitzero"`
}

// contains expects sound quarters.
func (s Span) contains(q partnermath.Quarter) bool {
	return s != Span{} && q.Since(s.From) >= 0 && s.Through.Since(q) >= 0
}

// Kind is a kind of spend: discounts, rebates, market development funds, rewards, people,
// enablement, or whatever a vendor tells apart. The zero Kind is not valid.
type Kind struct {
	ID string `json:"id" validate:"id"`
	// Name has no control characters.
	Name      string    `json:"name,omitempty" validate:"omitempty,text=200"`
	Treatment Treatment `json:"treatment" validate:"required,enum"`
}

// Treatment tells where a kind of spend stands in the vendor's books. It is one of the two,
// so that no dollar is taken from revenue and counted as a cost as well.
type Treatment string

// The treatments.
const (
	// TreatedAsCost: revenue is before it. Where discounts are a cost, revenue is at list.
	TreatedAsCost Treatment = "cost"
	// TreatedAsContra is contra-revenue: revenue is after it already.
	TreatedAsContra Treatment = "contra-revenue"
)

// Values returns the treatments in order.
func (Treatment) Values() []Treatment { return []Treatment{TreatedAsCost, TreatedAsContra} }

// Role is a partner's part in a deal; it has exactly one.
type Role string

// The roles.
const (
	// Sourced: the partner originated the opportunity.
	Sourced Role = "sourced"
	// Influenced: it contributed before the close, and is not the source.
	Influenced Role = "influenced"
	// Attached: it transacted or delivered only.
	Attached Role = "attached"
)

// Values returns the roles in order.
func (Role) Values() []Role { return []Role{Sourced, Influenced, Attached} }

// GroupPlan is what a group is to sell in the period, of what the policy counts: a tier, a
// region, or where neither is given the whole channel. It goes before the sum of the plans of
// its partners. The zero GroupPlan is not valid: it lacks Amount.
type GroupPlan struct {
	Tier   string `json:"tier,omitempty" validate:"omitempty,id"`
	Region string `json:"region,omitempty" validate:"omitempty,id"`
	// Currency is that of the account whose group it is, left out for the converted one, to
	// whose currency no plan is converted.
	Currency string              `json:"currency,omitempty" validate:"omitempty,currency"`
	Amount   decimal.NullDecimal `json:"amount,omitzero" validate:"required,bounds,atleast=0,atmost=100000000000000000"`
}

// Rate is what a unit of From is worth in To from Date on, until the next one. The zero Rate
// is not valid.
type Rate struct {
	From string              `json:"from" validate:"currency"`
	To   string              `json:"to" validate:"currency"`
	Rate decimal.NullDecimal `json:"rate,omitzero" validate:"required,bounds,above=0,atmost=1000000,digits=18 12"`
	Date partnermath.Date    `json:"date,omitzero" validate:"required"`
	// Label says whose rate it is.
	Label string `json:"label,omitempty" validate:"omitempty,text=200"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks:
// those of its fields, a span that ends before it begins, one to compare with that is not
// over before the period, ids, plans and rates that are given twice, a control character in
// the name of a kind, bands that do not rise, a plan of a tier in a region, or in no currency,
// and a rate that is to another currency or from its own.
func (p Policy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		if err := p.Calendar.Validate(); err != nil {
			faults.Merge("calendar", err)
			return
		}
		p.checkSpans(faults)
		for i, k := range p.Kinds {
			if slices.ContainsFunc(p.Kinds[:i], func(other Kind) bool { return other.ID == k.ID }) {
				faults.Addf(fmt.Sprintf("kinds[%d].id", i), "unique", "%.40q stands before", k.ID)
			}
			if strings.ContainsFunc(k.Name, unicode.IsControl) {
				faults.Addf(fmt.Sprintf("kinds[%d].name", i), "text", "must be without control characters, got %.40q", k.Name)
			}
		}
		for i, r := range p.Counts {
			if slices.Contains(p.Counts[:i], r) {
				faults.Addf(fmt.Sprintf("counts[%d]", i), "unique", "%s stands before", r)
			}
		}
		for i := 1; i < len(p.Bands); i++ {
			if p.Bands[i].Decimal.LessThanOrEqual(p.Bands[i-1].Decimal) {
				faults.Addf(fmt.Sprintf("bands[%d]", i), "increasing", "must be above %s, got %s", p.Bands[i-1].Decimal, p.Bands[i].Decimal)
			}
		}
		p.checkPlans(faults)
		p.checkRates(faults)
	})
}

func (p *Policy) checkSpans(faults *partnermath.ValidationError) {
	period := p.checkSpan(faults, "period", p.Period)
	if p.Before == (Span{}) || !p.checkSpan(faults, "before", p.Before) || !period {
		return
	}
	if p.Period.From.Since(p.Before.Through) <= 0 {
		faults.Addf("before.through", "order", "must be before the period, which starts with %s, got %s", p.Period.From, p.Before.Through)
	}
}

// checkSpan reports whether the quarters are those of the calendar, in order.
func (p *Policy) checkSpan(faults *partnermath.ValidationError, path string, s Span) bool {
	count := len(faults.Fields)
	for _, end := range []struct {
		field   string
		quarter partnermath.Quarter
	}{{"from", s.From}, {"through", s.Through}} {
		if end.quarter == (partnermath.Quarter{}) {
			faults.Add(path+"."+end.field, "required", "must be given, such as 2026-Q3")
		} else if p.Calendar.Quarter(end.quarter.Year, end.quarter.Number).IsZero() {
			faults.Add(path+"."+end.field, "required", "must be a quarter of the calendar")
		}
	}
	if len(faults.Fields) == count && s.Through.Since(s.From) < 0 {
		faults.Addf(path+".through", "order", "must not be before %s, got %s", s.From, s.Through)
	}
	return len(faults.Fields) == count
}

func (p *Policy) checkPlans(faults *partnermath.ValidationError) {
	for i, g := range p.Plans {
		of := check.Record{ValidationError: faults, List: "plans", Index: i}
		of.Empty(g.Tier != "" && g.Region != "", "region", "is not read beside a tier")
		again := func(other GroupPlan) bool {
			return g.Tier == other.Tier && g.Region == other.Region && g.Currency == other.Currency
		}
		of.FaultIf(slices.ContainsFunc(p.Plans[:i], again), "amount", "unique", "the group has a plan before")
		currency := cmp.Or(g.Currency, p.ConvertTo)
		of.FaultIf(currency == "", "currency", "required", "must be given where nothing is converted")
		if currency != "" {
			check.Amount(faults, of.At("amount").String(), g.Amount.Decimal, currency)
		}
	}
}

func (p *Policy) checkRates(faults *partnermath.ValidationError) {
	if p.ConvertTo == "" && len(p.Rates) > 0 {
		faults.Add("convertTo", "required", "must be given with rates")
		return
	}
	type day struct {
		from string
		date partnermath.Date
	}
	first := make(map[day]int, len(p.Rates))
	for i, r := range p.Rates {
		at := func(field string) string { return fmt.Sprintf("rates[%d].%s", i, field) }
		if r.To != p.ConvertTo {
			faults.Addf(at("to"), "match", "must be %s, what is converted to, got %s", p.ConvertTo, r.To)
		}
		if r.From == p.ConvertTo {
			faults.Addf(at("from"), "match", "must be another currency than %s, whose rate is 1", r.From)
		}
		if before, again := first[day{r.From, r.Date}]; again {
			faults.Addf(at("date"), "unique", "the rate from %s on %s stands at rates[%d]", r.From, r.Date, before)
		} else {
			first[day{r.From, r.Date}] = i
		}
	}
}
