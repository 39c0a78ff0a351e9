package profit

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// VendorSide is what the vendor earns and spends on what a partner sells. The zero VendorSide is not valid.
type VendorSide struct {
	// Lines are products and recurring lines of the statement, each at most once.
	Lines []VendorLine `json:"lines" validate:"min=1,max=80,dive"`
	// Cost is what the vendor spends on this partner beside what the statement shows:
	// people, training, systems.
	Cost decimal.NullDecimal `json:"cost,omitzero" validate:"required,bounds,atleast=0,atmost=100000000000000"`
	// Shares are the parts of the margin that would not have come without the partner.
	Shares []decimal.NullDecimal `json:"shares,omitempty" validate:"max=20,dive,required,bounds,atleast=0,atmost=1,digits=9 8"`
}

// VendorLine is what the vendor earns on a line. The zero VendorLine is not valid.
type VendorLine struct {
	ID string `json:"id" validate:"id"`
	// MarginRate is of what the partner pays for the line, its product or recurring cost;
	// MarginPerUnit is of its units, for a recurring line of its base of each month. One of the two
	// is given; what the vendor pays for an agency or a referral is not taken off.
	MarginRate    decimal.NullDecimal `json:"marginRate,omitzero" validate:"omitempty,bounds,atleast=-1,atmost=1,digits=9 8"`
	MarginPerUnit decimal.NullDecimal `json:"marginPerUnit,omitzero" validate:"omitempty,bounds,atleast=-1000000000000,atmost=1000000000000,digits=18 6"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule that it breaks by itself.
func (v VendorSide) Validate() error {
	return check.Model(v, func(faults *partnermath.ValidationError) {
		seen := map[string]bool{}
		for i, line := range v.Lines {
			path := fmt.Sprintf("lines[%d]", i)
			if seen[line.ID] {
				faults.Addf(path+".id", "unique", "id %.40q stands before", line.ID)
			}
			seen[line.ID] = true
			if line.MarginRate.Valid == line.MarginPerUnit.Valid {
				faults.Add(path+".marginPerUnit", "one-of", "must be given, or marginRate, and not both")
			}
		}
	})
}

// VendorReturn is what a partner brings its vendor.
type VendorReturn struct {
	Case     string `json:"case"`
	Currency string `json:"currency"`
	// Margin is the vendor's, the sum over the lines, each rounded once.
	Margin decimal.Decimal `json:"margin"`
	// Fees are the revenue of products without a cost: what the vendor pays for agency and
	// referral. VendorMoney is that of the statement: rebates, registration margin, marketing
	// funds. ProgramCost is the two and the other cost.
	Fees        decimal.Decimal `json:"fees"`
	VendorMoney decimal.Decimal `json:"vendorMoney"`
	ProgramCost decimal.Decimal `json:"programCost"`
	// Shares are in the order given.
	Shares []VendorShare `json:"shares,omitempty"`
	// ZeroShare is the share at which nothing is left, ProgramCost ÷ Margin with 4 decimals; above 1 where
	// the whole margin does not pay for the program, below 0 where the program costs less than nothing, undefined
	// without a margin above 0.
	ZeroShare decimal.NullDecimal `json:"zeroShare"`
}

// VendorShare is what is left when a share of the margin is due to the partner.
type VendorShare struct {
	Share decimal.Decimal `json:"share"`
	// Margin is round(share × margin), Return margin − program cost, MarginROI return ÷ program
	// cost with 4 decimals, undefined without a cost above 0.
	Margin    decimal.Decimal     `json:"margin"`
	Return    decimal.Decimal     `json:"return"`
	MarginROI decimal.NullDecimal `json:"marginROI"`
}

// MeasureVendor tells what a vendor gets from the plan of a partner, at several shares
// of it that would not have come without.
//
// The error is a [*partnermath.ValidationError] with paths below "statement" (as for [Measure]) and
// "side": its faults, and rule "known" for a line that the statement does not have, or has no cost
// for a rate to be of, naming those that do.
func MeasureVendor(s Statement, side VendorSide) (VendorReturn, error) {
	var faults partnermath.ValidationError
	r := reader{Statement: &s}
	faults.Merge("statement", r.check())
	faults.Merge("side", side.Validate())
	if err := faults.Err(); err != nil {
		return VendorReturn{}, err
	}
	v := VendorReturn{Case: s.Case, Currency: s.Currency}
	check.Amount(&faults, "side.cost", side.Cost.Decimal, s.Currency)
	for i, line := range side.Lines {
		lines, rate, kinds := s.Lines, line.MarginRate, []LineKind{LineProductCost, LineRecurringCost}
		if line.MarginPerUnit.Valid {
			lines, rate, kinds = s.Quantities, line.MarginPerUnit, []LineKind{LineUnits, LineBase}
		}
		base, known := s.find(lines, line.ID, kinds)
		if known != nil {
			faults.Addf(fmt.Sprintf("side.lines[%d].id", i), "known", "must be the id of a line of kind %s or %s, %s; got %.40q", kinds[0], kinds[1], among(known), line.ID)
			continue
		}
		v.Margin = v.Margin.Add(exact.Round(base.Mul(rate.Decimal), r.places))
	}
	if err := faults.Err(); err != nil {
		return VendorReturn{}, err
	}
	for _, line := range s.Lines {
		if _, known := s.find(s.Lines, line.ID, []LineKind{LineProductCost}); line.Kind == LineProductRevenue && known != nil {
			v.Fees = v.Fees.Add(sum([]Line{line}, LineProductRevenue))
		}
	}
	v.VendorMoney = sum(s.Lines, LineRebate, LineRegistration, LineMDF, LineMDFExcess).Neg()
	v.ProgramCost = v.Fees.Add(v.VendorMoney).Add(side.Cost.Decimal)
	for _, share := range side.Shares {
		part := VendorShare{Share: share.Decimal, Margin: exact.Round(v.Margin.Mul(share.Decimal), r.places)}
		part.Return = part.Margin.Sub(v.ProgramCost)
		if v.ProgramCost.IsPositive() {
			part.MarginROI = exact.Ratio(part.Return, v.ProgramCost, ratioPlaces)
		}
		v.Shares = append(v.Shares, part)
	}
	if v.Margin.IsPositive() {
		v.ZeroShare = exact.Ratio(v.ProgramCost, v.Margin, ratioPlaces)
	}
	return v, nil
}

// find adds up a line of one of some kinds, in all months; of a stock without month 0. Where
// there is none of the id, it returns those that there are.
func (s *Statement) find(lines []Line, id string, kinds []LineKind) (total decimal.Decimal, known []string) {
	known = []string{}
	for i := range lines {
		line := &lines[i]
		switch {
		case !slices.Contains(kinds, line.Kind):
		case line.ID == id:
			return sum(lines[i:i+1], line.Kind), nil
		default:
			known = append(known, line.ID)
		}
	}
	return total, known
}
