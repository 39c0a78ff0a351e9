package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Proposal is a promotion that a partner puts together from a [Menu]. A saved one is a
// ready-made promotion. The zero Proposal is not valid: it lacks all but a name.
//
// Whether it lies on the menu, [Decide] says; it is valid without.
type Proposal struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Partner is whose it is; a ready-made promotion has none.
	Partner string `json:"partner,omitempty"`
	// Currency is that of the menu; it may be left out.
	Currency string `json:"currency,omitempty"`
	// Quarters are those that it runs in, each of 3 months. They need not follow each other.
	Quarters []partnermath.Quarter `json:"quarters"`
	// Goals are of different types. The payout goes by the one of them whose measure is
	// not a count.
	Goals    []Goal   `json:"goals"`
	Products []string `json:"products"`
	// Payout is that of the menu, and Level the one of its levels that is asked.
	Payout string              `json:"payout"`
	Level  decimal.NullDecimal `json:"level,omitzero"`
	// RepReward is what the vendor gives the partner's sales reps in all, whatever the
	// attainment. Left out, nothing.
	RepReward decimal.NullDecimal `json:"repReward,omitzero"`
	// Forecast is what is expected with the promotion, the baseline included, quarter by
	// quarter. Its revenue is the vendor's. Its margin is not read: the menu states the rate.
	Forecast []QuarterOutcome `json:"forecast"`
	// Commitments are the partner's own.
	Commitments Commitments `json:"commitments,omitzero"`
}

// Goal is what a partner sets itself. The zero Goal is not valid: it lacks Type and By.
type Goal struct {
	// Type is that of the menu.
	Type string `json:"type"`
	// Quantity is the count, which is compared with what was reached. For a goal of money it is
	// left out: the forecast states it.
	Quantity decimal.NullDecimal `json:"quantity,omitzero"`
	// By is the day by which it is to be reached.
	By partnermath.Date `json:"by,omitzero"`
}

// QuarterOutcome is what a quarter brings, forecast or actual. An Outcome without Revenue leaves
// it unknown. The zero QuarterOutcome is not valid: it lacks Quarter.
type QuarterOutcome struct {
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	Outcome partnermath.Outcome `json:"outcome"`
}

// Commitments are what a partner promises. The zero Commitments are none.
type Commitments struct {
	// MinimumAttainment is the lowest attainment at which it asks to be paid, above 0 and at
	// most 1. Left out, that of the menu.
	MinimumAttainment decimal.NullDecimal `json:"minimumAttainment,omitzero"`
	// Investment is what it puts in itself. Left out, nothing.
	Investment decimal.NullDecimal `json:"investment,omitzero"`
}

// Baseline is what the vendor holds the partner's revenue to be without the promotion,
// quarter by quarter. The zero Baseline knows nothing.
type Baseline struct {
	// Currency is that of the menu; it may be left out.
	Currency string `json:"currency,omitempty"`
	// Quarters are each given once, in any order. One that is not given is unknown.
	Quarters []QuarterRevenue `json:"quarters"`
}

// QuarterRevenue is the revenue of a quarter, from 0 to 10^15. A Revenue that is not valid is
// unknown, which is not 0. The zero QuarterRevenue is not valid: it lacks Quarter.
type QuarterRevenue struct {
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	Revenue decimal.NullDecimal `json:"revenue"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the proposal
// breaks for itself: what is missing, too long or not an id, what is given twice, numbers
// outside their bounds, an outcome that is not valid, of another currency, or of the
// partner's money. Proposals are checked by plain code, because they are many.
func (p Proposal) Validate() error {
	var faults partnermath.ValidationError
	p.check(&faults)
	return faults.Err()
}

func (p *Proposal) check(faults *partnermath.ValidationError) {
	check.IDAt(faults, check.Place{Field: "id"}, p.ID)
	check.TextAt(faults, check.Place{Field: "name"}, p.Name, maxName)
	if p.Partner != "" {
		check.IDAt(faults, check.Place{Field: "partner"}, p.Partner)
	}
	currency(faults, "currency", p.Currency)
	length(faults, "quarters", len(p.Quarters), 1, MaxList)
	quarters(faults, "quarters", p.Quarters, func(q partnermath.Quarter) partnermath.Quarter { return q })
	if length(faults, "goals", len(p.Goals), 1, MaxList) {
		for i := range p.Goals {
			p.Goals[i].check(faults, i)
		}
		unique(faults, "goals", p.Goals, func(g Goal) string { return g.Type })
	}
	if length(faults, "products", len(p.Products), 1, MaxList) {
		ids(faults, "products", p.Products)
	}
	check.IDAt(faults, check.Place{Field: "payout"}, p.Payout)
	amountNumber.Require(faults, check.Place{Field: "level"}, p.Level)
	amountNumber.CheckNull(faults, check.Place{Field: "repReward"}, p.RepReward)
	outcomes(faults, "forecast", p.Forecast, p.Currency)
	positiveRate.CheckNull(faults, check.Place{Field: "commitments.minimumAttainment"}, p.Commitments.MinimumAttainment)
	amountNumber.CheckNull(faults, check.Place{Field: "commitments.investment"}, p.Commitments.Investment)
}

func (g *Goal) check(faults *partnermath.ValidationError, i int) {
	at := func(field string) check.Place { return check.Place{List: "goals", Index: i, Field: field} }
	check.IDAt(faults, at("type"), g.Type)
	revenueNumber.CheckNull(faults, at("quantity"), g.Quantity)
	if g.By.IsZero() {
		faults.Add(at("by").String(), "required", "must be given")
	}
}

// Validate returns a [*partnermath.ValidationError] for a quarter that is absent or given
// twice, a revenue below 0 or out of bounds, and a currency that is none.
func (b Baseline) Validate() error {
	var faults partnermath.ValidationError
	currency(&faults, "currency", b.Currency)
	if length(&faults, "quarters", len(b.Quarters), 0, MaxList) {
		quarters(&faults, "quarters", b.Quarters, func(q QuarterRevenue) partnermath.Quarter { return q.Quarter })
		for i := range b.Quarters {
			revenueNumber.CheckNull(&faults, check.Place{List: "quarters", Index: i, Field: "revenue"}, b.Quarters[i].Revenue)
		}
	}
	return faults.Err()
}
