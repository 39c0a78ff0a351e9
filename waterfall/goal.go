package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// RevenueGoal is what to plan for: a revenue, less what is covered already. The zero RevenueGoal
// is a revenue of 0, which needs nothing.
type RevenueGoal struct {
	// Revenue is the goal, at least 0, in the currency of the funnel.
	Revenue decimal.Decimal `json:"revenue"`
	// Won is revenue won already, and Recurring revenue that comes without new deals.
	Won       decimal.Decimal `json:"won"`
	Recurring decimal.Decimal `json:"recurring"`
	// Open is the value of the open pipeline, of which the fraction OpenRate is
	// expected to be won. Left out, OpenRate is 1: Open is weighted already.
	Open     decimal.Decimal     `json:"open"`
	OpenRate decimal.NullDecimal `json:"openRate,omitzero"`
	// MarketingShare is the fraction of the rest that marketing must source, from 0
	// to 1; left out, all of it.
	MarketingShare decimal.NullDecimal `json:"marketingShare,omitzero"`
	// Rounding tells how counts become whole, and Rounded the stage and the lot for
	// RoundingStage.
	Rounding Rounding    `json:"rounding,omitempty"`
	Rounded  RoundingLot `json:"rounded,omitzero"`
}

// Rounding tells where a plan rounds counts up to whole ones. It never falls short
// of the goal.
type Rounding string

// The roundings. None means RoundingNone.
const (
	// RoundingNone plans with the exact counts, published with 4 decimals.
	RoundingNone Rounding = "none"
	// RoundingEveryStage rounds the exact count of every stage up, each for itself, so
	// that there are whole leads and whole deals; a count is then a little more than
	// the one before it makes.
	RoundingEveryStage Rounding = "every-stage"
	// RoundingStage rounds up at one stage only, such as whole campaigns, and works the
	// others out from it, so that they agree; they may be fractions.
	RoundingStage Rounding = "stage"
)

// RoundingLot is where and to what RoundingStage rounds up. The zero RoundingLot is whole
// units of the entry.
type RoundingLot struct {
	// Stage is the id of the stage; left out, the first.
	Stage string `json:"stage,omitempty"`
	// Lot is the number of units that come together, above 0: 600 campaigns when every
	// one of 600 partners runs each wave. Left out, 1.
	Lot decimal.NullDecimal `json:"lot,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the goal
// breaks. That amounts fit the currency, and that the stage is known, is checked
// when planning, with the funnel.
func (g RevenueGoal) Validate() error {
	var faults partnermath.ValidationError
	at := func(number *check.Number, field string, d decimal.Decimal) {
		number.Check(&faults, check.Place{Field: field}, d)
	}
	at(&amountNumber, "revenue", g.Revenue)
	at(&amountNumber, "won", g.Won)
	at(&amountNumber, "recurring", g.Recurring)
	at(&amountNumber, "open", g.Open)
	at(&rateNumber, "openRate", orZero(g.OpenRate))
	at(&rateNumber, "marketingShare", orZero(g.MarketingShare))
	switch g.Rounding {
	case "", RoundingNone, RoundingEveryStage, RoundingStage:
	default:
		faults.Addf("rounding", "one-of", "must be one of none, every-stage, stage; got %.40q", g.Rounding)
	}
	if g.Rounded.Stage != "" {
		check.IDAt(&faults, check.Place{Field: "rounded.stage"}, g.Rounded.Stage)
	}
	if g.Rounded.Lot.Valid {
		at(&lotNumber, "rounded.lot", g.Rounded.Lot.Decimal)
	}
	if len(faults.Fields) == 0 && g.Rounding != RoundingStage && (g.Rounded.Stage != "" || g.Rounded.Lot.Valid) {
		faults.Add("rounded", "empty", "is read with rounding \"stage\" only and must be left out")
	}
	return faults.Err()
}

// of checks what takes the funnel, a sound one.
func (g *RevenueGoal) of(f *Funnel, faults *partnermath.ValidationError) {
	for _, a := range []struct {
		name   string
		amount decimal.Decimal
	}{{"revenue", g.Revenue}, {"won", g.Won}, {"recurring", g.Recurring}, {"open", g.Open}} {
		check.Amount(faults, a.name, a.amount, f.Currency)
	}
	if g.Rounded.Stage != "" && f.find(g.Rounded.Stage) < 0 {
		faults.Addf("rounded.stage", "known", "stage %.40q is not in the funnel", g.Rounded.Stage)
	}
}
