package promotion

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// ReturnPolicy tells how the return of programs in a quarter is measured. The zero
// ReturnPolicy is not valid.
type ReturnPolicy struct {
	// Currency is that of every amount.
	Currency string `json:"currency" validate:"currency"`
	// MarginRate is the vendor's gross margin before incentives, from 0 to 1.
	MarginRate decimal.NullDecimal `json:"marginRate,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	// Quarter is the one that is measured, and Against what it is held to. All quarters that this
	// takes lie in the years 1 to 9999.
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	Against Against             `json:"against" validate:"required,enum"`
	// Growth is where the growth without a program comes from. GrowthRate is the stated one, a
	// fraction from −1 to 10^6, and left out for another.
	Growth     GrowthSource        `json:"growth" validate:"required,enum"`
	GrowthRate decimal.NullDecimal `json:"growthRate,omitzero" validate:"omitempty,bounds,atleast=-1,atmost=1000000,digits=16 8"`
	// MeasureDip takes off the dip of the quarter after, max(0, its baseline × (1 + growth) −
	// its measure). Otherwise dips are stated, and PortfolioDip is that of all programs together,
	// in which nothing counts twice; it must be given if that of a program is.
	MeasureDip   bool                `json:"measureDip,omitempty"`
	PortfolioDip decimal.NullDecimal `json:"portfolioDip,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000000"`
	// Programs have unique ids.
	Programs []ReturnProgram `json:"programs" validate:"required,min=1,max=1000,dive"`
	// Faulty tells what becomes of faulty sales; none means [partnermath.FaultyRefuse].
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// ReturnProgram is a program whose return is measured. The zero ReturnProgram is not valid.
type ReturnProgram struct {
	ID string `json:"id" validate:"id"`
	// Cost is what the vendor paid for it, payout and all else.
	Cost decimal.NullDecimal `json:"cost,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000000"`
	// Dip is the stated one. Left out, none is taken off.
	Dip decimal.NullDecimal `json:"dip,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000000"`
}

// Against is what a quarter is held to.
type Against string

// The baselines. That of the quarter after is the same quarter of the year before it, or,
// against the previous quarter, the one before the program: the program's own is none.
const (
	// AgainstPrevious is the quarter before.
	AgainstPrevious Against = "previous-quarter"
	// AgainstLastYear is the quarter of the same number in the year before.
	AgainstLastYear Against = "same-quarter-last-year"
)

// Values returns the baselines.
func (Against) Values() []Against { return []Against{AgainstPrevious, AgainstLastYear} }

// GrowthSource is where the growth without a program comes from.
type GrowthSource string

// The sources of growth.
const (
	// GrowthStated is the rate of the policy.
	GrowthStated GrowthSource = "stated"
	// GrowthOthers is that of the eligible partners that did not take part, Σ measure ÷
	// Σ baseline − 1; unknown when they have no baseline above 0. In the portfolio they are those that
	// took part in none.
	GrowthOthers GrowthSource = "non-participants"
)

// Values returns the sources.
func (GrowthSource) Values() []GrowthSource { return []GrowthSource{GrowthStated, GrowthOthers} }

// ReturnPartner is a partner and what it took part in. The zero ReturnPartner is not valid.
type ReturnPartner struct {
	ID string `json:"id"`
	// Programs are those that it took part in, and Eligible others that it could have
	// taken part in.
	Programs []string `json:"programs,omitempty"`
	Eligible []string `json:"eligible,omitempty"`
}

// ReturnSale is a sale of one of the quarters that are looked at; others are left out. A quarter
// of which nobody has a sale is not known; one of 0 says that nothing was sold in it. The zero
// ReturnSale is not valid.
type ReturnSale struct {
	ID      string              `json:"id"`
	Partner string              `json:"partner"`
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Amount is the vendor's revenue, below 0 for a return. Left out, it is not known.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// Programs are those whose products it is of, also in quarters in which they do not run.
	Programs []string `json:"programs,omitempty"`
}

// ReturnReport is what programs returned.
type ReturnReport struct {
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Programs are in the order of the policy. In Portfolio each sale stands once, and its cost is
	// the sum of theirs.
	Programs  []ReturnLine `json:"programs"`
	Portfolio ReturnLine   `json:"portfolio"`
	// Findings count sales without amount and those that were set apart, by their ids, and
	// quarters without sales, by their text. Repeated counts sales that were given again with
	// the same content.
	Findings []partnermath.Finding `json:"findings"`
	Repeated int                   `json:"repeated"`
}

// ReturnLine is what a program returned.
type ReturnLine struct {
	Program string `json:"program,omitempty"`
	// Partners took part, and Others could have.
	Partners int `json:"partners"`
	Others   int `json:"others"`
	// Measure and Baseline are the qualifying sales of those that took part. What depends on a
	// quarter without sales is undefined.
	Measure  decimal.Decimal `json:"measure"`
	Baseline decimal.Decimal `json:"baseline"`
	// Growth is that without the program, with 8 decimals. What depends on it is undefined when it
	// is not known.
	Growth decimal.NullDecimal `json:"growth"`
	// Expected is baseline × (1 + growth), with the growth not rounded.
	Expected decimal.NullDecimal `json:"expected"`
	Dip      decimal.NullDecimal `json:"dip"`
	// Increment is measure − expected − dip, and Return is increment × margin rate.
	Increment decimal.NullDecimal `json:"increment"`
	Return    decimal.NullDecimal `json:"return"`
	Cost      decimal.Decimal     `json:"cost"`
	// The ratios, of the money published here, with 4 decimals; undefined without cost.
	MarginROI       decimal.NullDecimal `json:"marginRoi"`
	MarginMultiple  decimal.NullDecimal `json:"marginMultiple"`
	RevenueROI      decimal.NullDecimal `json:"revenueRoi"`
	RevenueMultiple decimal.NullDecimal `json:"revenueMultiple"`
}

// What is found of sales.
const (
	FoundNoAmount     partnermath.Reason = "amount-unknown" // it counts nothing
	FoundNoSales      partnermath.Reason = "no-sales"       // a quarter, of which there is no sale at all
	FoundFaulty       partnermath.Reason = "faulty"         // set apart
	FoundCopiesDiffer partnermath.Reason = "copies-differ"  // all of them set apart
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks: those of the tags, a quarter that is absent or held to one that there is not, ids
// that are not unique, a stated figure that is missing or not read, and an amount with more
// decimals than the currency.
func (p ReturnPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		if quarterAt(faults, "quarter", p.Quarter) {
			p.checkQuarters(faults)
		}
		switch stated := p.Growth == GrowthStated; {
		case stated && !p.GrowthRate.Valid:
			faults.Add("growthRate", "required", "must be given for a stated growth")
		case !stated && p.GrowthRate.Valid:
			faults.Add("growthRate", "empty", "is read for a stated growth only and must be left out")
		}
		p.dip(faults, "portfolioDip", p.PortfolioDip)
		stated := false
		for i := range p.Programs {
			of, path := &p.Programs[i], fmt.Sprintf("programs[%d]", i)
			money(faults, path+".cost", p.Currency, of.Cost)
			p.dip(faults, path+".dip", of.Dip)
			stated = stated || of.Dip.Valid
		}
		if stated && !p.PortfolioDip.Valid {
			faults.Add("portfolioDip", "required", "must be given if the dip of a program is")
		}
		unique(faults, "programs", p.Programs, func(r ReturnProgram) string { return r.ID })
	})
}

// checkQuarters adds a fault for a quarter that is held to one outside the years that there are.
func (p *ReturnPolicy) checkQuarters(faults *partnermath.ValidationError) {
	all := p.quarters()
	if all[inBaseline].IsZero() || p.MeasureDip && (all[inAfter].IsZero() || all[inAfterBaseline].IsZero()) {
		faults.Addf("quarter", "range", "must have the quarters it is held to in the years 1 to 9999, got %s", p.Quarter)
	}
}

func (p *ReturnPolicy) dip(faults *partnermath.ValidationError, path string, dip decimal.NullDecimal) {
	if dip.Valid && p.MeasureDip {
		faults.Add(path, "empty", "is not read where dips are measured and must be left out")
	}
	money(faults, path, p.Currency, dip)
}
