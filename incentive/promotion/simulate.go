package promotion

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Simulate works a proposal out at other levels and attainments, by the formulas of [Decide]:
// at an attainment of 1 its level has the point Full, and at the lowest the point Lowest. What the
// partner brings at an attainment does not depend on the level.
//
// The error is that of Decide, and one, below "axes", for axes that are not valid and a level that
// is not on the menu, and for a proposal without a payout of the menu or one goal of money. What
// else lies outside the menu is not looked at.
func Simulate(m Menu, p Proposal, b Baseline, axes Axes) (Grid, error) {
	var faults partnermath.ValidationError
	r := workable(&faults, &m, &p, &b)
	faults.Merge("axes", axes.Validate())
	if len(faults.Fields) == 0 {
		for i, level := range axes.Levels {
			if !r.payout.offers(level.Decimal) {
				faults.Addf(fmt.Sprintf("axes.levels[%d]", i), "range", "must be %s, got %s", r.payout.limit(), level.Decimal)
			}
		}
	}
	if err := faults.Err(); err != nil {
		return Grid{}, err
	}
	grid := Grid{Proposal: p.ID, Rows: make([][]GridCell, 0, len(axes.Levels))}
	for _, level := range axes.Levels {
		row := make([]GridCell, 0, len(axes.Attainments))
		for _, attainment := range axes.Attainments {
			row = append(row, r.cell(level.Decimal, attainment))
		}
		grid.Rows = append(grid.Rows, row)
	}
	return grid, nil
}

func (r *reading) cell(level decimal.Decimal, attainment decimal.NullDecimal) GridCell {
	d := &r.deal
	cell := GridCell{Level: level, Point: d.at(attainment.Decimal, level)}
	if attainment.Decimal.LessThan(d.lowest) {
		cell.Point = d.point(d.revenueAt(attainment.Decimal), zeroNumber, d.fixed)
		cell.Point.Attainment = attainment
	}
	investment := decimal.NewNullDecimal(orZero(r.proposal.Commitments.Investment))
	cell.Vendor = of(cell.Point.Return, decimal.Decimal.Sub, cell.Point.Cost)
	cell.Partner = of(cell.Point.Payout, decimal.Decimal.Sub, investment)
	cell.Gains = gains(cell.Vendor, cell.Partner)
	return cell
}

func gains(vendor, partner decimal.NullDecimal) Gains {
	switch {
	case !vendor.Valid || !partner.Valid:
		return ""
	case vendor.Decimal.IsPositive() && partner.Decimal.IsPositive():
		return GainsBoth
	case vendor.Decimal.IsPositive():
		return GainsVendor
	case partner.Decimal.IsPositive():
		return GainsPartner
	}
	return GainsNobody
}

// workable reads a proposal of which figures can be worked out once they are known.
func workable(faults *partnermath.ValidationError, m *Menu, p *Proposal, b *Baseline) reading {
	r := read(faults, m, p, b)
	if len(faults.Fields) > 0 {
		return reading{}
	}
	if r.payout == nil {
		faults.Addf("proposal.payout", "known", "must be a payout of the menu, got %.100q", p.Payout)
	}
	if r.paying == nil {
		faults.Addf("proposal.goals", "known", "must have one goal of money of the menu, got %d", r.payings)
	}
	return r
}

// Validate returns a [*partnermath.ValidationError] for an axis without values or with more
// than [MaxAxis], and a value that is missing or out of range.
func (a Axes) Validate() error {
	var faults partnermath.ValidationError
	for _, axis := range [...]struct {
		name   string
		values []decimal.NullDecimal
		number *check.Number
	}{{"levels", a.Levels, &amountNumber}, {"attainments", a.Attainments, &axisNumber}} {
		if !length(&faults, axis.name, len(axis.values), 1, MaxAxis) {
			continue
		}
		for i, value := range axis.values {
			axis.number.Require(&faults, check.Place{Field: fmt.Sprintf("%s[%d]", axis.name, i)}, value)
		}
	}
	return faults.Err()
}
