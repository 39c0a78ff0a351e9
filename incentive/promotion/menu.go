package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// The largest numbers of partners, of sales, of values on an axis, and of entries of any
// other list.
const (
	MaxPartners = 100_000
	MaxSales    = 1_000_000
	MaxAxis     = 100
	MaxList     = 1000
)

const maxName = 1000 // bytes

// Menu is what a vendor lets partners choose from, and what it asks of the result. The
// zero Menu is not valid: it has no id, currency, rates and lists.
type Menu struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Currency is the ISO 4217 code of every amount. An amount has no more decimals than
	// the currency.
	Currency string `json:"currency" validate:"currency"`
	// MarginRate is the vendor's gross margin before incentives, from 0 to 1.
	MarginRate decimal.NullDecimal `json:"marginRate,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	// MinimumROI is the least ROI on margin that is approved, above −1 and at most 10^6: 2 asks for
	// a return of three times the cost.
	MinimumROI decimal.NullDecimal `json:"minimumRoi,omitzero" validate:"required,bounds,above=-1,atmost=1000000,digits=16 8"`
	// MinimumAttainment is the lowest attainment at which a promotion may pay, above 0 and at most 1.
	MinimumAttainment decimal.NullDecimal `json:"minimumAttainment,omitzero" validate:"required,bounds,above=0,atmost=1,digits=9 8"`
	// FixedCost is what a promotion costs the vendor beside payout and rep reward; 0 for nothing.
	FixedCost decimal.NullDecimal `json:"fixedCost,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	// MaxRepReward is the most that sales reps are rewarded with in all. Left out, any.
	MaxRepReward decimal.NullDecimal `json:"maxRepReward,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	// Quarters are those that can be chosen. None: any.
	Quarters []partnermath.Quarter `json:"quarters,omitempty" validate:"max=1000"`
	// Goals, Products and Payouts have unique ids. There is at least one of each.
	Goals    []GoalType `json:"goals" validate:"required,min=1,max=1000"`
	Products []string   `json:"products" validate:"required,min=1,max=1000"`
	Payouts  []Payout   `json:"payouts" validate:"required,min=1,max=1000"`
}

// GoalType is a kind of goal. The zero GoalType is not valid.
type GoalType struct {
	ID      string      `json:"id"`
	Name    string      `json:"name,omitempty"`
	Measure GoalMeasure `json:"measure"`
	// Stage is what a goal of a count counts, and left out for the others.
	Stage partnermath.Stage `json:"stage,omitempty"`
	// Least and Most are the range of the quantity, money or a count, both included. Least must be
	// given, and 0 can be. Most left out: any.
	Least decimal.NullDecimal `json:"least,omitzero"`
	Most  decimal.NullDecimal `json:"most,omitzero"`
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
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
	Basis Basis  `json:"basis"`
	// The levels, rates or amounts as the Basis says, are Least, Least + Step, and so on up to Most.
	// Step is above 0, and Least and Most can be the same.
	Least decimal.NullDecimal `json:"least,omitzero"`
	Most  decimal.NullDecimal `json:"most,omitzero"`
	Step  decimal.NullDecimal `json:"step,omitzero"`
	// MaxPayout is the most that is paid at full attainment. Left out, any. No counter-offer is
	// made for a level that pays more.
	MaxPayout decimal.NullDecimal `json:"maxPayout,omitzero"`
}

// Basis is what a payout is a part of.
type Basis string

// The bases. The level is a rate, from 0 to 1 with at most 8 decimals, unless it is fixed.
const (
	// BasisIncrement pays level × increment, and nothing for an increment below 0.
	BasisIncrement Basis = "increment"
	// BasisRevenue pays level × whole revenue, and nothing for a revenue below 0.
	BasisRevenue Basis = "revenue"
	// BasisFixed pays the level, an amount.
	BasisFixed Basis = "fixed"
)

// Values returns the bases.
func (Basis) Values() []Basis { return []Basis{BasisIncrement, BasisRevenue, BasisFixed} }

// Validate returns a [*partnermath.ValidationError] that lists every rule the menu breaks:
// those of the tags, and then what is missing, no id or out of bounds in its lists, ids and
// quarters that are not unique, a Most below its Least, a By before its From, a count without
// Stage, a Stage without count, rates that are none, and amounts with more decimals than the
// currency. The lists are checked by plain code, so that a menu can be checked with each decision.
func (m Menu) Validate() error {
	return check.Model(m, func(faults *partnermath.ValidationError) {
		money(faults, "fixedCost", m.Currency, m.FixedCost)
		money(faults, "maxRepReward", m.Currency, m.MaxRepReward)
		quarters(faults, "quarters", m.Quarters, func(q partnermath.Quarter) partnermath.Quarter { return q })
		for i := range m.Goals {
			m.Goals[i].check(faults, check.Place{List: "goals", Index: i}, m.Currency)
		}
		unique(faults, "goals", m.Goals, func(g GoalType) string { return g.ID })
		ids(faults, "products", m.Products)
		for i := range m.Payouts {
			m.Payouts[i].check(faults, check.Place{List: "payouts", Index: i}, m.Currency)
		}
		unique(faults, "payouts", m.Payouts, func(p Payout) string { return p.ID })
	})
}

func (g *GoalType) check(faults *partnermath.ValidationError, at check.Place, currency string) {
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("id"), g.ID)
	check.TextAt(faults, field("name"), g.Name, maxName)
	oneOf(faults, field("measure"), g.Measure)
	revenueNumber.Require(faults, field("least"), g.Least)
	revenueNumber.CheckNull(faults, field("most"), g.Most)
	switch {
	case g.Measure == MeasureCount:
		oneOf(faults, field("stage"), g.Stage)
	case g.Stage != "":
		faults.Add(field("stage").String(), "empty", "is read for a count only and must be left out")
	}
	if g.Measure != MeasureCount {
		moneyAt(faults, field("least"), currency, g.Least)
		moneyAt(faults, field("most"), currency, g.Most)
	}
	notBelow(faults, field("most"), g.Most, g.Least)
	if !g.By.IsZero() && g.By.Before(g.From) {
		faults.Addf(field("by").String(), "order", "must not be before %s, got %s", g.From, g.By)
	}
}

func (p *Payout) check(faults *partnermath.ValidationError, at check.Place, currency string) {
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("id"), p.ID)
	check.TextAt(faults, field("name"), p.Name, maxName)
	oneOf(faults, field("basis"), p.Basis)
	level, step := &rateNumber, &positiveRate
	if p.Basis == BasisFixed {
		level, step = &amountNumber, &stepNumber
		moneyAt(faults, field("least"), currency, p.Least)
		moneyAt(faults, field("most"), currency, p.Most)
		moneyAt(faults, field("step"), currency, p.Step)
	}
	level.Require(faults, field("least"), p.Least)
	level.Require(faults, field("most"), p.Most)
	step.Require(faults, field("step"), p.Step)
	notBelow(faults, field("most"), p.Most, p.Least)
	amountNumber.CheckNull(faults, field("maxPayout"), p.MaxPayout)
	moneyAt(faults, field("maxPayout"), currency, p.MaxPayout)
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
