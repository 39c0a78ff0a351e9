package promotion

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Models are two ways to run incentives over the same partners: rigid, with one target for
// all, and build-your-own. The zero Models is not valid.
type Models struct {
	// Currency is that of every amount.
	Currency string `json:"currency" validate:"currency"`
	// MarginRate is the vendor's gross margin before incentives, from 0 to 1.
	MarginRate decimal.NullDecimal `json:"marginRate,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	// Tiers are the partner tiers, each once, in the order in which they are reported.
	Tiers []string `json:"tiers" validate:"required,min=1,max=1000,dive,id"`
	// Transition is the way from the rigid program to the other, year by year, 100 at most. None:
	// there is none.
	Transition []TransitionYear `json:"transition,omitempty" validate:"max=100,dive"`
}

// TransitionYear tells how far the transition is in a year. The zero TransitionYear is not
// valid.
type TransitionYear struct {
	// Year is above that of the year before.
	Year int `json:"year" validate:"min=1,max=9999"`
	// OwnShare is the share of the partners that build their own, from 0 to 1; the others are in
	// the rigid program.
	OwnShare decimal.NullDecimal `json:"ownShare,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
}

// ModelPartner is a partner under both models. The zero ModelPartner is not valid.
type ModelPartner struct {
	ID string `json:"id"`
	// Tier is one of the models' tiers.
	Tier string `json:"tier"`
	// Baseline is its revenue without an incentive.
	Baseline decimal.NullDecimal `json:"baseline,omitzero"`
	// Rigid and Own are what it does under each of the models.
	Rigid Participation `json:"rigid,omitzero"`
	Own   Participation `json:"own,omitzero"`
}

// Participation is what a partner brings and costs under a model. The zero Participation
// is that of a partner that does not take part.
type Participation struct {
	// Revenue includes the baseline.
	Revenue decimal.NullDecimal `json:"revenue,omitzero"`
	// Payout and FixedCost are what the vendor pays, the latter beside the payout. They are
	// given if Revenue is.
	Payout    decimal.NullDecimal `json:"payout,omitzero"`
	FixedCost decimal.NullDecimal `json:"fixedCost,omitzero"`
}

// ModelComparison sets the two models side by side.
type ModelComparison struct {
	Rigid ModelReport `json:"rigid"`
	Own   ModelReport `json:"own"`
	// Transition has a row for each year.
	Transition []BlendedYear `json:"transition"`
}

// ModelReport is a model over all partners, and by tier, in the order of the tiers. The
// total is the sum of the tiers.
type ModelReport struct {
	Total ModelRow   `json:"total"`
	Tiers []ModelRow `json:"tiers"`
}

// ModelRow is a model over partners. Money is that of those that take part.
type ModelRow struct {
	Tier string `json:"tier,omitempty"`
	// Taking of the Partners take part; Participation is Taking ÷ Partners, with 4 decimals,
	// undefined without partners.
	Partners      int                 `json:"partners"`
	Taking        int                 `json:"taking"`
	Participation decimal.NullDecimal `json:"participation"`
	Revenue       decimal.Decimal     `json:"revenue"`
	// Increment is revenue − baseline, and Return is increment × margin rate, rounded in each tier.
	Increment decimal.Decimal `json:"increment"`
	Return    decimal.Decimal `json:"return"`
	// Cost is payout + fixed cost.
	Payout decimal.Decimal `json:"payout"`
	Cost   decimal.Decimal `json:"cost"`
	// The ratios, of the money published here, with 4 decimals; undefined without cost.
	MarginROI       decimal.NullDecimal `json:"marginRoi"`
	MarginMultiple  decimal.NullDecimal `json:"marginMultiple"`
	RevenueROI      decimal.NullDecimal `json:"revenueRoi"`
	RevenueMultiple decimal.NullDecimal `json:"revenueMultiple"`
}

// BlendedYear is a year of the transition: each figure is Σ share × that of the model, over the
// totals of the two models, and rounded once.
type BlendedYear struct {
	Year     int             `json:"year"`
	OwnShare decimal.Decimal `json:"ownShare"`
	Revenue  decimal.Decimal `json:"revenue"`
	Return   decimal.Decimal `json:"return"`
	Payout   decimal.Decimal `json:"payout"`
	Cost     decimal.Decimal `json:"cost"`
	// MarginROI is Σ share × return ÷ Σ share × cost − 1, in one division, and never a mean of
	// ROIs. MarginMultiple is the same without − 1.
	MarginROI      decimal.NullDecimal `json:"marginRoi"`
	MarginMultiple decimal.NullDecimal `json:"marginMultiple"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the models
// break: those of the tags, tiers that are not unique and years that do not increase.
func (m Models) Validate() error {
	return check.Model(m, func(faults *partnermath.ValidationError) {
		unique(faults, "tiers", m.Tiers, func(id string) string { return id })
		for i := 1; i < len(m.Transition); i++ {
			if before := m.Transition[i-1].Year; m.Transition[i].Year <= before {
				faults.Addf(fmt.Sprintf("transition[%d].year", i), "increasing", "must be above %d, got %d", before, m.Transition[i].Year)
			}
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the partner breaks
// for itself: ids that are none, amounts that are missing, below 0 or out of bounds, and what
// one that does not take part is said to cost.
func (p ModelPartner) Validate() error {
	var faults partnermath.ValidationError
	p.check(&faults, check.Place{}, "")
	return faults.Err()
}

func (p *ModelPartner) check(faults *partnermath.ValidationError, at check.Place, currency string) {
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("id"), p.ID)
	check.IDAt(faults, field("tier"), p.Tier)
	requireMoney(faults, field("baseline"), p.Baseline, currency)
	p.Rigid.check(faults, field("rigid"), currency)
	p.Own.check(faults, field("own"), currency)
}

func (p *Participation) check(faults *partnermath.ValidationError, at check.Place, currency string) {
	model := at.Field
	if at.Field = model + ".revenue"; p.Revenue.Valid {
		requireMoney(faults, at, p.Revenue, currency)
	}
	for _, cost := range [...]struct {
		name   string
		amount decimal.NullDecimal
	}{{".payout", p.Payout}, {".fixedCost", p.FixedCost}} {
		at.Field = model + cost.name
		if p.Revenue.Valid {
			requireMoney(faults, at, cost.amount, currency)
		} else if cost.amount.Valid {
			faults.Add(at.String(), "empty", "is read with a revenue only and must be left out")
		}
	}
}
