package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// split divides a total among neighbours in proportion to their weights by largest
// remainder, as the library does: each part is rounded down, and what is left over goes, one
// unit each, to the parts that lost most, the earlier of two equal ones first.
type split struct {
	first, last int    // the rows
	total       string // the cell
	weights     int    // the column
	units       int    // in one of the total: 100 for cents
	steps       int    // the first of two columns for the exact parts and what they lose
	col         int
	unit        unit
}

// part writes the part of the row that is written.
func (s *sheet) part(p split, want decimal.Decimal) string {
	row, weights, lost := s.row, s.span(p.weights, p.first, p.last), s.span(p.steps+1, p.first, p.last)
	exact := s.helper(p.steps, unitPlain, fmt.Sprintf("IF(SUM(%s)=0,0,ROUND(%s*%d*%s/SUM(%s),9))",
		weights, p.total, p.units, s.at(p.weights, row), weights))
	s.helper(p.steps+1, unitPlain, fmt.Sprintf("ROUND(%s-INT(%s),9)", exact, exact))
	own := s.at(p.steps+1, row)
	before := fmt.Sprintf("SUMPRODUCT(--(%s>%s))", lost, own)
	if row > p.first {
		before += fmt.Sprintf("+SUMPRODUCT(--(%s=%s))", s.span(p.steps+1, p.first, row-1), own)
	}
	left := fmt.Sprintf("ROUND(%s*%d-SUMPRODUCT(INT(%s)),0)", p.total, p.units, s.span(p.steps, p.first, p.last))
	return s.figure(p.col, p.unit, fmt.Sprintf("IF(SUM(%s)=0,0,(INT(%s)+IF(%s<%s,1,0))/%d)", weights, exact, before, left, p.units),
		known(want))
}
