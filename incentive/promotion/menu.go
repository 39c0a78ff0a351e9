package promotion

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// The largest numbers of partners, of sales, of values on an axis, and of entries of any
// other list.
const (
	MaxPartners = 100_000
	MaxSales    = 1_000_000
	MaxAxis     = 100
	MaxList     = 1000
)

// Menu is what a vendor lets partners choose from, and what it asks of the result. The
// zero Menu is not valid: it has no id, currency, rates and lists.
type Menu struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Currency is the ISO 4217 code of every amount. An amount has no more decimals than
	// the currency.
	Currency string `json:"currency" validate:"currency"`
	// MarginRate is the vendor's gross margin before incentives.
	MarginRate decimal.NullDecimal `json:"marginRate,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	// MinimumROI is the least ROI on margin that is approved.
	MinimumROI decimal.NullDecimal `json:"minimumRoi,omitzero" validate:"required,bounds,above=-1,atmost=1000000,digits=16 8"`
	// MinimumAttainment is the lowest attainment at which a promotion may pay.
	MinimumAttainment decimal.NullDecimal `json:"minimumAttainment,omitzero" validate:"required,bounds,above=0,atmost=1,digits=9 8"`
	// FixedCost is what a promotion costs the vendor beside payout and rep reward.
	FixedCost decimal.NullDecimal `json:"fixedCost,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	// MaxRepReward is the most that sales reps are rewarded with in all. Left out, any.
	MaxRepReward decimal.NullDecimal `json:"maxRepReward,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	// Quarters are those that can be chosen. None: any.
	Quarters []partnermath.Quarter `json:"quarters,omitempty" validate:"max=1000"`
	// Goals, Products and Payouts have unique ids.
	Goals    []GoalType `json:"goals" validate:"required,min=1,max=1000,dive"`
	Products []string   `json:"products" validate:"required,min=1,max=1000,dive,id"`
	Payouts  []Payout   `json:"payouts" validate:"required,min=1,max=1000,dive"`
}

// GoalType is a kind of goal. The zero GoalType is not valid.
type GoalType struct {
	ID      string      `json:"id" validate:"id"`
	Name    string      `json:"name,omitempty" validate:"text=1000"`
	Measure GoalMeasure `json:"measure" validate:"required,enum"`
	// Stage is what a goal of a count counts.
	Stage partnermath.Stage `json:"stage,omitempty" validate:"omitempty,enum"`
	// Least and Most are the range of the quantity, both included. Most left out: any.
	Least decimal.NullDecimal `json:"least,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000000"`
	Most  decimal.NullDecimal `json:"most,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000000"`
	// From and By are the first and the last day for which it can be set. Left out, any.
	From partnermath.Date `json:"from,omitzero"`
	By   partnermath.Date `json:"by,omitzero"`
}

// GoalMeasure is what a goal is about.
type GoalMeasure string

// The measures. A payout goes by a goal of the first two.
const (
	// MeasureIncrement is revenue above the baseline.
	MeasureIncrement GoalMeasure = "increment"
	// MeasureRevenue is the whole revenue.
	MeasureRevenue GoalMeasure = "revenue"
	// MeasureCount counts at a stage. It is followed, and pays nothing.
	MeasureCount GoalMeasure = "count"
)

// Values returns the measures.
func (GoalMeasure) Values() []GoalMeasure {
	return []GoalMeasure{MeasureIncrement, MeasureRevenue, MeasureCount}
}

// Payout is a way of paying, with its levels. The zero Payout is not valid.
type Payout struct {
	ID    string `json:"id" validate:"id"`
	Name  string `json:"name,omitempty" validate:"text=1000"`
	Basis Basis  `json:"basis" validate:"required,enum"`
	// The levels, rates or amounts, are Least, Least + Step, and so on up to Most.
	Least decimal.NullDecimal `json:"least,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	Most  decimal.NullDecimal `json:"most,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	Step  decimal.NullDecimal `json:"step,omitzero" validate:"required,bounds,above=0,atmost=1000000000000"`
	// MaxPayout is the most that is paid at full attainment. Left out, any.
	MaxPayout decimal.NullDecimal `json:"maxPayout,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
}

// Basis is what a payout is a part of.
type Basis string

// The bases. The level is a rate, from 0 to 1 with at most 8 decimals, unless it is fixed.
const (
	// BasisIncrement pays level × increment, and nothing for an increment below 0.
	BasisIncrement Basis = "increment"
	// BasisRevenue pays level × whole revenue.
	BasisRevenue Basis = "revenue"
	// BasisFixed pays the level, an amount.
	BasisFixed Basis = "fixed"
)

// Values returns the bases.
func (Basis) Values() []Basis { return []Basis{BasisIncrement, BasisRevenue, BasisFixed} }

// Validate returns a [*partnermath.ValidationError] that lists every rule the menu breaks:
// those of the tags, ids and quarters that are not unique, a Most below its Least, a By
// before its From, a count without Stage, a Stage without count, rates that are none, and
// amounts with more decimals than the currency.
func (m Menu) Validate() error {
	return check.Model(m, func(faults *partnermath.ValidationError) {
		money(faults, "fixedCost", m.Currency, m.FixedCost)
		money(faults, "maxRepReward", m.Currency, m.MaxRepReward)
		quarters(faults, "quarters", m.Quarters, func(q partnermath.Quarter) partnermath.Quarter { return q })
		for i := range m.Goals {
			m.Goals[i].rules(faults, fmt.Sprintf("goals[%d]", i), m.Currency)
		}
		unique(faults, "goals", m.Goals, func(g GoalType) string { return g.ID })
		unique(faults, "products", m.Products, func(id string) string { return id })
		for i := range m.Payouts {
			m.Payouts[i].rules(faults, fmt.Sprintf("payouts[%d]", i), m.Currency)
		}
		unique(faults, "payouts", m.Payouts, func(p Payout) string { return p.ID })
	})
}

func (g *GoalType) rules(faults *partnermath.ValidationError, path, currency string) {
	switch {
	case g.Measure == MeasureCount && g.Stage == "":
		faults.Add(path+".stage", "required", "must be given for a count")
	case g.Measure != MeasureCount && g.Stage != "":
		faults.Add(path+".stage", "empty", "is read for a count only and must be left out")
	}
	if g.Measure != MeasureCount {
		money(faults, path+".least", currency, g.Least)
		money(faults, path+".most", currency, g.Most)
	}
	notBelow(faults, path+".most", g.Most, g.Least)
	if !g.By.IsZero() && g.By.Before(g.From) {
		faults.Addf(path+".by", "order", "must not be before %s, got %s", g.From, g.By)
	}
}

func (p *Payout) rules(faults *partnermath.ValidationError, path, currency string) {
	for _, n := range [...]struct {
		name  string
		value decimal.NullDecimal
	}{{".least", p.Least}, {".most", p.Most}, {".step", p.Step}} {
		switch {
		case p.Basis == BasisFixed:
			money(faults, path+n.name, currency, n.value)
		case n.value.Decimal.GreaterThan(one):
			faults.Addf(path+n.name, "max", "is a rate and must not be above 1, got %s", n.value.Decimal)
		case !exact.Fits(n.value.Decimal, partnermath.MaxDigits, exact.RatePlaces):
			faults.Addf(path+n.name, "digits", "is a rate and must have at most %d decimals, got %s", exact.RatePlaces, n.value.Decimal)
		}
	}
	notBelow(faults, path+".most", p.Most, p.Least)
	money(faults, path+".maxPayout", currency, p.MaxPayout)
}

// goal returns the goal type of an id, or nil.
func (m *Menu) goal(id string) *GoalType {
	for i := range m.Goals {
		if m.Goals[i].ID == id {
			return &m.Goals[i]
		}
	}
	return nil
}

// payout returns the payout of an id, or nil.
func (m *Menu) payout(id string) *Payout {
	for i := range m.Payouts {
		if m.Payouts[i].ID == id {
			return &m.Payouts[i]
		}
	}
	return nil
}
